//! Where imports come from: the module, a workspace, a replacement, `vendor`, the module cache, or the standard library's table.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    File, Package, Program,
    api::Api,
    modcache,
    module::{Module, Replacement, below, join},
};
use crate::syntax::ast::SmolStr;

/// Where an import was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The module itself, one of its workspace, or a folder that replaces one.
    Module,
    Vendor,
    /// The folder where the go command keeps what it brought.
    Cache,
    /// The table of the standard library.
    Std,
    /// Nowhere: what it holds is unknown.
    Unresolved,
}

/// An import as the files of one folder see it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Import {
    /// The importing package's folder.
    pub folder: Arc<Path>,
    pub path: SmolStr,
    pub origin: Origin,
}

/// What a run's imports were resolved to, for the comparison of two machines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolved {
    pub module: usize,
    pub vendor: usize,
    pub cache: usize,
    pub std: usize,
    pub unresolved: usize,
    /// The import paths of which nothing is in sight, sorted, each once.
    pub missing: Vec<SmolStr>,
}

impl Resolved {
    /// Counts imports, each once for each folder: what the packages of a program come to is the sum over them.
    pub fn of<'i>(imports: impl IntoIterator<Item = &'i Import>) -> Self {
        let mut resolved = Self::default();
        let mut missing = BTreeSet::new();
        for import in imports.into_iter().collect::<BTreeSet<_>>() {
            match import.origin {
                Origin::Module => resolved.module += 1,
                Origin::Vendor => resolved.vendor += 1,
                Origin::Cache => resolved.cache += 1,
                Origin::Std => resolved.std += 1,
                Origin::Unresolved => {
                    resolved.unresolved += 1;
                    missing.insert(import.path.clone());
                }
            }
        }
        resolved.missing = missing.into_iter().collect();
        resolved
    }
}

impl Program<'_> {
    /// The package that an import path means in files of this folder. None where its source is not in sight.
    pub fn import(&self, dir: &Path, import_path: &str) -> Option<Arc<Package>> {
        let module = self.module(dir)?;
        let key = (module.dir.to_path_buf(), import_path.to_owned());
        if let Some(known) = self.imports.get(&key) {
            return known;
        }
        let package = self.found(&module, import_path).and_then(|(_, folder)| self.importable(&folder));
        self.imports.put(key, package)
    }

    /// The folder of the package that an import path means in files of this folder, where its source is in sight.
    pub fn folder(&self, dir: &Path, import_path: &str) -> Option<PathBuf> {
        let module = self.module(dir)?;
        self.found(&module, import_path).map(|(_, folder)| folder)
    }

    /// Whether a package's source is the module's own, as files of this folder see it, or one's that goes with it.
    pub fn is_own(&self, dir: &Path, import_path: &str) -> bool {
        let Some(module) = self.module(dir) else { return false };
        *self.import_path(dir, "") == *import_path || matches!(self.found(&module, import_path), Some((Origin::Module, _)))
    }

    /// What a file imports, and where that was found.
    pub fn imports_of(&self, file: &File) -> Vec<Import> {
        let module = self.module(file.dir());
        let folder: Arc<Path> = file.dir().into();
        let imports = file.skim.imports.iter().map(|i| &i.path);
        let origin = |path: &str| match module.as_ref().and_then(|m| self.found(m, path)) {
            Some((origin, _)) => origin,
            None if Api::get().has(path) || ["C", "unsafe"].contains(&path) => Origin::Std,
            None => Origin::Unresolved,
        };
        imports.map(|path| Import { folder: Arc::clone(&folder), path: path.clone(), origin: origin(path) }).collect()
    }

    /// The folder of an import: the first that holds Go files. Remembered.
    fn found(&self, module: &Module, import_path: &str) -> Option<(Origin, PathBuf)> {
        // The standard library is nobody else's.
        if module.path() != "std" && Api::get().has(import_path) {
            return None;
        }
        let key = (module.dir.to_path_buf(), import_path.to_owned());
        if let Some(known) = self.origins.get(&key) {
            return known;
        }
        let holds_go = |dir: &Path| {
            let entries = self.sources.list(dir).unwrap_or_default();
            entries.iter().any(|e| !e.is_dir && super::index::is_go_file(&e.name) && !e.name.ends_with("_test.go"))
        };
        let found = self.folders(module, import_path).into_iter().find(|(_, dir)| holds_go(dir));
        self.origins.put(key, found)
    }

    /// The folders that an import of one of a module's files may mean, the likeliest first: of the module with the longest path, with
    /// vendored ones before all but the module's own where the go command does so too.
    fn folders(&self, module: &Module, import_path: &str) -> Vec<(Origin, PathBuf)> {
        if module.path() == "std" {
            return vec![(Origin::Module, module.dir.join(import_path)), (Origin::Vendor, module.dir.join("vendor").join(import_path))];
        }
        let (mut own, mut others): (Vec<(usize, Origin, PathBuf)>, Vec<_>) = Default::default();
        let mut last = Vec::new();
        // The toolchain's programs import what is internal to the library beside them.
        if module.path() == "cmd"
            && let Some(goroot) = module.dir.parent().and_then(|above| self.module(above)).filter(|above| above.path() == "std")
        {
            last.push((Origin::Module, goroot.dir.join(import_path)));
        }
        let workspace = module.workspace.as_deref();
        let itself = [(module.path(), &*module.dir)];
        let used = workspace.iter().flat_map(|w| &w.modules).map(|used| (used.path.as_str(), &*used.dir));
        for (path, dir) in itself.into_iter().chain(used) {
            let Some(rest) = below(import_path, path) else { continue };
            // What has a go.mod of its own is of another module, but perhaps the same code.
            if self.is_nested(dir, rest) {
                last.push((Origin::Module, dir.join(rest)));
            } else {
                own.push((path.len(), Origin::Module, dir.join(rest)));
            }
        }
        // Workspaces come first: their replacements override those of modules.
        let of_workspace = workspace.map(|w| (&*w.dir, &w.file.replaces));
        let replaces = of_workspace.into_iter().chain([(&*module.dir, &module.file.replaces)]);
        let mut replaced: Vec<&str> = Vec::new();
        for (dir, replace) in replaces.flat_map(|(dir, all)| all.iter().map(move |r| (dir, r))) {
            let Some(rest) = below(import_path, &replace.old) else { continue };
            let required = module.required(&replace.old);
            if replaced.contains(&replace.old.as_str())
                || replace.version.as_deref().zip(required).is_some_and(|(v, required)| v != required)
            {
                continue;
            }
            replaced.push(&replace.old);
            match &replace.new {
                Replacement::Folder(folder) => others.push((replace.old.len(), Origin::Module, join(dir, folder).join(rest))),
                Replacement::Module(new, version) => {
                    let folder = self.sources.module_cache().map(|cache| modcache::folder(cache, new, version));
                    others.extend(folder.map(|f| (replace.old.len(), Origin::Cache, f.join(rest))));
                }
            }
        }
        let prefixes = import_path.match_indices('/').map(|(at, _)| &import_path[..at]).chain([import_path]);
        for path in prefixes.filter(|p| !replaced.contains(p)) {
            if let (Some(version), Some(rest)) = (module.required(path), below(import_path, path)) {
                others.extend(self.cached(module, path, version).map(|f| (path.len(), Origin::Cache, f.join(rest))));
            }
        }
        let vendored = module.dir.join("vendor").join(import_path);
        match &module.vendor {
            Some(vendor) => own.push((0, Origin::Vendor, vendor.join(import_path))),
            None => last.push((Origin::Vendor, vendored)),
        }
        let longest_first = |(length, ..): &(usize, Origin, PathBuf)| std::cmp::Reverse(*length);
        if module.vendor.is_some() {
            own.sort_by_key(longest_first);
            others.sort_by_key(longest_first);
        } else {
            own.append(&mut others);
            own.sort_by_key(longest_first);
        }
        own.into_iter().chain(others).map(|(_, origin, folder)| (origin, folder)).chain(last).collect()
    }

    /// Whether a folder below a module's belongs to another module: there is a go.mod on the way.
    fn is_nested(&self, module: &Path, rest: &str) -> bool {
        let mut dir = module.to_path_buf();
        rest.split('/').filter(|part| !part.is_empty()).any(|part| {
            dir.push(part);
            self.sources.is_file(&dir.join("go.mod"))
        })
    }

    /// The folder of a required module in the module cache. What a cached module requires is what it was written against; the
    /// program may have another version.
    fn cached(&self, asking: &Module, path: &str, version: &str) -> Option<PathBuf> {
        let cache = self.sources.module_cache()?;
        if !asking.dir.starts_with(cache) {
            return Some(modcache::folder(cache, path, version));
        }
        let version = modcache::at_least(self.sources, cache, path, version)?;
        Some(modcache::folder(cache, path, &version))
    }
}
