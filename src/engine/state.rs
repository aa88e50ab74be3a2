//! What is known after a round, and how the next round brings it up to date.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::Path,
    sync::Arc,
};

use rayon::prelude::*;

use super::{
    Diagnostic, Outcome, Skipped,
    fingerprint::Group,
    run::{Raw, Seen, Session},
    suppress::Suppressions,
};
use crate::{
    flow::{Dependence, Model, Source},
    program::{File, Program, Resolved},
    repair::NoFix,
    syntax::{DeclKind, skim},
    transform::Check,
};

/// A finding with what the rounds know it by.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) diagnostic: Diagnostic,
    pub(super) group: Group,
}

/// Findings of one file that are alike.
pub(super) type GroupKey = (Arc<Path>, Group);

/// Fixes that were tried and found wanting.
#[derive(Default)]
pub(super) struct Refusals {
    /// By file and fingerprint.
    pub(super) single: BTreeMap<(Arc<Path>, String), NoFix>,
    pub(super) groups: BTreeMap<GroupKey, NoFix>,
}

impl Refusals {
    pub(super) fn apply(&self, placed: &mut Placed) {
        let diagnostic = &mut placed.diagnostic;
        if diagnostic.finding.mend.is_err() {
            return;
        }
        let path = &diagnostic.finding.at.path;
        let single = self.single.get(&(Arc::clone(path), diagnostic.fingerprint.clone()));
        if let Some(refusal) = single.or_else(|| self.groups.get(&(Arc::clone(path), placed.group))) {
            diagnostic.finding.mend = Err(refusal.clone());
        }
    }
}

/// What is known of all files.
#[derive(Default)]
pub(super) struct State {
    seen: BTreeMap<Arc<Path>, Seen>,
    rests_on: Dependence,
    packages: BTreeMap<Arc<Path>, Vec<Raw>>,
    program: Vec<Raw>,
    /// What is wrong with the modules' own files.
    problems: Vec<Skipped>,
    /// By file, sorted by position.
    pub(super) placed: BTreeMap<Arc<Path>, Vec<Placed>>,
}

impl State {
    /// Looks at the given files (all of them in the first round) and brings everything up to date.
    pub(super) fn update(&mut self, session: &Session<'_>, program: &Program<'_>, files: &[Arc<Path>], refusals: &Refusals) {
        let first = self.seen.is_empty();
        let model = Model::new(program);
        let looked_at = session.look(&model, files, first);
        model.rest(&mut self.rests_on);
        let dirs: BTreeSet<Arc<Path>> = files.iter().filter_map(|f| f.parent()).map(Arc::from).collect();
        self.packages.retain(|dir, _| !dirs.contains(dir));
        self.seen.extend(looked_at);
        let in_dirs = self.seen.iter().filter(|(path, _)| path.parent().is_some_and(|dir| dirs.contains(dir)));
        self.packages.extend(session.look_at_packages(program, in_dirs));
        self.program = session.look_at_program(program);

        let any_program_check = session.config.transforms.iter().any(|s| matches!(s.transform.check, Check::Program(_)));
        let is_stale = |path: &Path| first || any_program_check || path.parent().is_some_and(|dir| dirs.contains(dir));
        self.placed.retain(|path, _| !is_stale(path));
        let mut stale: BTreeMap<&Arc<Path>, Vec<&Raw>> = BTreeMap::new();
        let functions = self.seen.values().flat_map(|s| &s.findings);
        for raw in functions.chain(self.packages.values().flatten()).chain(&self.program) {
            let path = &raw.1.at.path;
            // A package's check sees files that were not asked for.
            if is_stale(path) && session.is_asked(path) && !self.is_generated(session, program, path) {
                stale.entry(path).or_default().push(raw);
            }
        }
        let place = |(path, raws): (&Arc<Path>, Vec<&Raw>)| {
            let mut placed = place(session, program, path, raws);
            placed.iter_mut().for_each(|p| refusals.apply(p));
            (Arc::clone(path), placed)
        };
        let placed: Vec<_> = stale.into_par_iter().map(place).collect();
        self.placed.extend(placed);
        let problem = |(path, reason)| Skipped { path, at: None, reason };
        self.problems.extend(program.problems().into_iter().map(problem));
        self.problems.sort();
        self.problems.dedup();
    }

    /// Whether a file is left out as generated; of a file without a word only the program knows.
    fn is_generated(&self, session: &Session<'_>, program: &Program<'_>, path: &Path) -> bool {
        let generated = || program.file(path).is_ok_and(|f| f.skim.generated);
        !session.config.generated && (self.seen.get(path).is_some_and(|s| s.generated) || generated())
    }

    /// The files whose findings a change of the given files may touch: these files, and those that rest on a function whose text is
    /// another now.
    pub(super) fn affected(&self, session: &Session<'_>, program: &Program<'_>, changed: &BTreeMap<Arc<Path>, String>) -> Vec<Arc<Path>> {
        let sources = changed
            .iter()
            .flat_map(|(path, text)| program.file(path).map_or_else(|_| Vec::new(), |before| changed_functions(&before, text)));
        let resting = self.rests_on.files(sources);
        let is_affected = |path: &&Arc<Path>| changed.contains_key(*path) || resting.contains(*path);
        session.files.iter().filter(is_affected).cloned().collect()
    }

    /// Takes the mends of findings that have been refused since.
    pub(super) fn refuse(&mut self, refusals: &Refusals) {
        self.placed.values_mut().flatten().for_each(|p| refusals.apply(p));
    }

    /// How many findings each group has.
    pub(super) fn counts(&self) -> HashMap<GroupKey, usize> {
        let mut counts = HashMap::new();
        for placed in self.placed.values().flatten() {
            *counts.entry((Arc::clone(&placed.diagnostic.finding.at.path), placed.group)).or_default() += 1;
        }
        counts
    }

    /// What is known, for the report.
    pub(super) fn outcome(&self, session: &Session<'_>) -> Outcome {
        let mut skipped = session.skipped.clone();
        skipped.extend(self.problems.iter().cloned());
        skipped.extend(self.seen.values().flat_map(|s| s.skipped.iter().cloned()));
        skipped.sort();
        let count = |is: fn(&Seen) -> bool| self.seen.values().filter(|s| is(s)).count();
        Outcome {
            diagnostics: self.placed.values().flatten().map(|p| p.diagnostic.clone()).collect(),
            skipped,
            files: count(|s| !s.unread),
            parsed: count(|s| s.parsed),
            generated: count(|s| s.generated),
            imports: Resolved::of(self.seen.values().flat_map(|s| &s.resolved)),
        }
    }
}

/// The functions of a file whose text is not among those that it has now.
fn changed_functions(before: &File, now: &str) -> Vec<Source> {
    let skimmed = skim(now);
    let texts: BTreeSet<&str> = skimmed.declarations.iter().map(|d| &now[d.span.clone()]).collect();
    let changed = before.skim.declarations.iter().filter(|d| !texts.contains(&before.text[d.span.clone()]));
    changed
        .filter_map(|d| match &d.kind {
            DeclKind::Func { name, .. } => Some(Source::Function(Arc::clone(&before.path), name.clone())),
            _ => None,
        })
        .collect()
}

/// The findings of one file that are reported: named, sorted, less the suppressed ones.
fn place(session: &Session<'_>, program: &Program<'_>, path: &Path, mut raws: Vec<&Raw>) -> Vec<Placed> {
    let Ok(file) = program.file(path) else { return Vec::new() };
    let rule = |index: usize| session.config.transforms[index].transform.id;
    let linters = |index: usize| session.config.transforms[index].transform.linters;
    raws.sort_by(|(i, a), (j, b)| {
        let key = |index: usize, f: &crate::transform::Finding| (f.at.start, f.at.end, rule(index));
        key(*i, a).cmp(&key(*j, b)).then_with(|| a.message.cmp(&b.message))
    });
    let package = program.package(&file);
    let suppressions = Suppressions::read(&file.text);
    // Counted before anything is left out, so that a comment or a level does not rename the others.
    let mut ordinals: HashMap<Group, usize> = HashMap::new();
    let mut placed = Vec::new();
    for (index, finding) in raws {
        let acquired = file.text.get(finding.at.range()).unwrap_or_default();
        let group = Group::new(rule(*index), &package.import_path, finding.function.as_str(), acquired);
        let ordinal = ordinals.entry(group).or_default();
        let fingerprint = group.fingerprint(*ordinal);
        *ordinal += 1;
        let is_asked = finding.level <= session.config.transforms[*index].least;
        if is_asked && !suppressions.cover(&file, rule(*index), linters(*index), finding.at.start) {
            placed.push(Placed { diagnostic: Diagnostic { rule: rule(*index), finding: finding.clone(), fingerprint }, group });
        }
    }
    placed
}
