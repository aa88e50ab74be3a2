//! One look at files: prefilter, skim, and the checks of functions, packages and the program.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use rayon::prelude::*;

use super::{
    Config, Skipped,
    outlets::Outlets,
    words::{Prefilter, Wanted},
};
use crate::{
    flow::{Function, Model},
    program::{File, Import, Package, Program, ResourceRegistry},
    syntax::{DeclKind, Declaration},
    text::Sources,
    transform::{Check, Finding, Findings, Transform},
};

/// A finding and the transform that reported it, by its place in [`Config::transforms`].
pub(super) type Raw = (usize, Finding);

/// A package's folder and name.
type PackageKey = (Arc<Path>, Arc<str>);

/// What stays the same over all rounds of a run.
pub(super) struct Session<'c> {
    pub(super) config: &'c Config<'c>,
    pub(super) registry: ResourceRegistry,
    /// The files asked for, sorted, without doubles.
    pub(super) files: Vec<Arc<Path>>,
    /// Tables that could not be read.
    pub(super) skipped: Vec<Skipped>,
    prefilter: Prefilter,
    outlets: Option<Outlets>,
}

/// What one file showed.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) findings: Vec<Raw>,
    pub(super) skipped: Vec<Skipped>,
    /// A declaration was parsed.
    pub(super) parsed: bool,
    /// The file could not be read at all.
    pub(super) unread: bool,
    /// Left out since it is generated.
    pub(super) generated: bool,
    /// The transforms that have a word in it.
    wanted: Wanted,
    /// Where its imports were found, where a declaration was parsed.
    pub(super) resolved: Vec<Import>,
}

impl<'c> Session<'c> {
    pub(super) fn new(files: &[Arc<Path>], config: &'c Config<'c>) -> Self {
        let mut registry = ResourceRegistry::default();
        let mut skipped = Vec::new();
        let mut known: Vec<&Transform> = config.known.to_vec();
        known.extend(config.transforms.iter().map(|s| s.transform).filter(|s| config.known.iter().all(|k| k.id != s.id)));
        for transform in &known {
            if let Err(error) = registry.add_table(transform.id, transform.id, transform.table) {
                // Shipped tables are tested to parse; should one fail all the same, the others still serve.
                let path = Arc::from(Path::new(&error.origin));
                skipped.push(Skipped { path, at: None, reason: format!("its table is unusable: line {}: {}", error.line, error.message) });
            }
        }
        if let Some(table) = config.table {
            let rules: Vec<&str> = known.iter().map(|transform| transform.id).collect();
            registry.add_user_table(table, &rules);
        }
        let prefilter = Prefilter::new(&registry, config.transforms);
        let outlets = Outlets::new(&registry, config.transforms);
        let files: BTreeSet<Arc<Path>> = files.iter().cloned().collect();
        Self { config, registry, files: files.into_iter().collect(), skipped, prefilter, outlets }
    }

    /// Whether the file is one of those asked for.
    pub(super) fn is_asked(&self, path: &Path) -> bool {
        self.files.binary_search_by(|f| (**f).cmp(path)).is_ok()
    }

    pub(super) fn program<'a>(&'a self, sources: &'a dyn Sources) -> Program<'a> {
        Program::new(sources, &self.registry, self.config.go)
    }

    /// Reads files and checks their functions.
    pub(super) fn look(&self, model: &Model<'_>, files: &[Arc<Path>], progress: bool) -> BTreeMap<Arc<Path>, Seen> {
        let done = AtomicUsize::new(0);
        let look = |path: &Arc<Path>| {
            let seen = self.look_at(model, path);
            if progress {
                (self.config.progress)(done.fetch_add(1, Ordering::Relaxed) + 1, files.len());
            }
            (Arc::clone(path), seen)
        };
        files.par_iter().map(look).collect()
    }

    fn look_at(&self, model: &Model<'_>, path: &Arc<Path>) -> Seen {
        let program = model.program;
        let trouble =
            |reason: String| Seen { unread: true, skipped: vec![Skipped { path: Arc::clone(path), at: None, reason }], ..Seen::default() };
        let bytes = match program.sources.read(path) {
            Ok(bytes) => bytes,
            Err(error) => return trouble(format!("can't be read: {error}")),
        };
        let hits = self.prefilter.scan(&bytes);
        let handed = match &self.outlets {
            Some(outlets) => outlets.scan(program, path, &bytes),
            None => Vec::new(),
        };
        drop(bytes);
        if hits.is_none() && handed.is_empty() {
            return Seen::default();
        }
        match program.file(path) {
            Ok(file) => {
                let mut resolved = hits.map_or_else(Vec::new, |hits| self.prefilter.resolve(&file, &hits));
                resolved.extend(handed.iter().map(|(at, wanted)| (*at, wanted)));
                resolved.sort_by_key(|(at, _)| *at);
                self.look_inside(model, &file, &resolved)
            }
            Err(reason) => trouble(reason),
        }
    }

    /// The Go files that stand beside the given ones and were not asked for. Whether a package is judged must not depend on which of
    /// its files are.
    fn siblings<'p>(&self, program: &Program<'_>, files: impl Iterator<Item = &'p Arc<Path>>) -> Vec<Arc<Path>> {
        if !self.config.transforms.iter().any(|s| matches!(s.transform.check, Check::Package(_))) {
            return Vec::new();
        }
        let dirs: BTreeSet<&Path> = files.filter_map(|f| f.parent()).collect();
        let mut siblings = Vec::new();
        for dir in dirs {
            let entries = program.sources.list(dir).unwrap_or_default();
            let go_files = entries.iter().filter(|e| !e.is_dir && e.name.ends_with(".go"));
            siblings.extend(go_files.map(|e| Arc::from(dir.join(&e.name))).filter(|path: &Arc<Path>| !self.is_asked(path)));
        }
        siblings
    }

    /// The transforms that have a word in a file that was not asked for.
    fn wanted_in(&self, program: &Program<'_>, path: &Arc<Path>) -> Option<Wanted> {
        let bytes = program.sources.read(path).ok()?;
        let hits = self.prefilter.scan(&bytes)?;
        let file = program.file(path).ok()?;
        Some(self.wanted(&file, &self.prefilter.resolve(&file, &hits)))
    }

    /// The transforms that have a word in a file; none in one that is left out.
    fn wanted(&self, file: &File, hits: &[(usize, &Wanted)]) -> Wanted {
        if file.skim.generated && !self.config.generated {
            return Wanted::new();
        }
        hits.iter().flat_map(|(_, w)| w.iter()).chain(self.prefilter.wordless()).copied().collect()
    }

    fn look_inside(&self, model: &Model<'_>, file: &File, hits: &[(usize, &Wanted)]) -> Seen {
        let mut seen = Seen::default();
        if file.skim.generated && !self.config.generated {
            seen.generated = true;
            return seen;
        }
        seen.wanted = self.wanted(file, hits);
        if seen.wanted.is_empty() {
            return seen;
        }
        if let Some((at, reason)) = file.skim.trouble {
            let reason = format!("can't be split into declarations from here on: {reason}");
            seen.skipped.push(Skipped { path: Arc::clone(&file.path), at: Some(at), reason });
        }
        for declaration in &file.skim.declarations {
            // A function literal that a package-level variable holds (`var f = func() {…}`) is not judged in this version.
            let DeclKind::Func { name, .. } = &declaration.kind else { continue };
            if declaration.body.is_some() {
                self.look_at_function(model, file, declaration, name, hits, &mut seen);
            }
        }
        if seen.parsed {
            seen.resolved = model.program.imports_of(file);
        }
        seen
    }

    fn look_at_function(
        &self,
        model: &Model<'_>,
        file: &File,
        declaration: &Declaration,
        name: &str,
        hits: &[(usize, &Wanted)],
        seen: &mut Seen,
    ) {
        let first = hits.partition_point(|(at, _)| *at < declaration.span.start);
        let inside = hits[first..].iter().take_while(|(at, _)| *at < declaration.span.end);
        let wanted: Wanted = inside.flat_map(|(_, w)| w.iter()).chain(self.prefilter.wordless()).copied().collect();
        let checks: Vec<_> = wanted
            .into_iter()
            .filter_map(|index| match self.config.transforms[index].transform.check {
                Check::Function(check) => Some((index, check)),
                Check::Package(_) | Check::Program(_) => None,
            })
            .collect();
        if checks.is_empty() {
            return;
        }
        seen.parsed = true;
        match model.parsed(file, declaration) {
            Ok(parsed) => {
                let function = Function::new(model, file, &parsed);
                for (index, check) in checks {
                    let mut findings = Findings::default();
                    check(&mut findings, &function);
                    seen.findings.extend(findings.admitted(model.program).into_iter().map(|f| (index, f)));
                }
            }
            Err(error) => {
                let reason = format!("`{name}` is not looked at: {}", error.reason);
                seen.skipped.push(Skipped { path: Arc::clone(&file.path), at: Some(error.at), reason });
            }
        }
    }

    /// Checks the packages of the given files, each once, where one of their files holds a word, asked for or not. The findings
    /// stand under the package's folder.
    pub(super) fn look_at_packages<'s>(
        &self,
        program: &Program<'_>,
        seen: impl Iterator<Item = (&'s Arc<Path>, &'s Seen)>,
    ) -> BTreeMap<Arc<Path>, Vec<Raw>> {
        let mut holders: Vec<(&Arc<Path>, Wanted)> = seen.map(|(path, seen)| (path, seen.wanted.clone())).collect();
        let siblings = self.siblings(program, holders.iter().map(|(path, _)| *path));
        holders.par_extend(siblings.par_iter().filter_map(|path| Some((path, self.wanted_in(program, path)?))));

        let mut packages: BTreeMap<PackageKey, (Arc<Package>, Wanted)> = BTreeMap::new();
        for (path, mut wanted) in holders {
            wanted.retain(|&index| self.package_check(index).is_some());
            if wanted.is_empty() {
                continue;
            }
            if let Ok(file) = program.file(path) {
                let package = program.package(&file);
                let key = (Arc::clone(&package.dir), Arc::clone(&package.name));
                packages.entry(key).or_insert_with(|| (package, Wanted::new())).1.extend(wanted);
            }
        }
        let packages: Vec<(Arc<Package>, Wanted)> = packages.into_values().collect();
        let look = |(package, wanted): &(Arc<Package>, Wanted)| {
            let mut found = Vec::new();
            for (index, check) in wanted.iter().filter_map(|&index| Some((index, self.package_check(index)?))) {
                let mut findings = Findings::default();
                check(&mut findings, program, package);
                found.extend(findings.admitted(program).into_iter().map(|f| (index, f)));
            }
            (Arc::clone(&package.dir), found)
        };
        let mut by_dir: BTreeMap<Arc<Path>, Vec<Raw>> = BTreeMap::new();
        for (dir, found) in packages.par_iter().map(look).collect::<Vec<_>>() {
            by_dir.entry(dir).or_default().extend(found);
        }
        by_dir
    }

    fn package_check(&self, index: usize) -> Option<fn(&mut Findings, &Program, &Package)> {
        match self.config.transforms[index].transform.check {
            Check::Package(check) => Some(check),
            Check::Function(_) | Check::Program(_) => None,
        }
    }

    /// Runs the checks of the whole program, each once.
    pub(super) fn look_at_program(&self, program: &Program<'_>) -> Vec<Raw> {
        let mut found = Vec::new();
        for (index, selected) in self.config.transforms.iter().enumerate() {
            if let Check::Program(check) = selected.transform.check {
                let mut findings = Findings::default();
                check(&mut findings, program);
                found.extend(findings.admitted(program).into_iter().map(|f| (index, f)));
            }
        }
        found
    }
}
