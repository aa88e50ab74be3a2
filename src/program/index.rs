//! The lazy program: packages by folder, their declarations skimmed into an index, parsed only when asked.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use super::{
    Declared, File, GoVersion, Package, ResourceRegistry, Signatures, Symbol,
    calls::Calls,
    imports::Origin,
    memo::Memo,
    module::Module,
    types::{implementations::ModuleTypes, info::TypeInfo, world::Global},
};
use crate::{
    syntax::{DeclKind, ast::SmolStr},
    text::Sources,
};

/// Everything that can be asked across files. Answers are the same whoever asks first.
///
/// Modules are found upwards from a file, through [`Sources`] alone: paths must be such that their parents lead there.
pub struct Program<'a> {
    pub sources: &'a dyn Sources,
    pub registry: &'a ResourceRegistry,
    pub(super) go: Option<GoVersion>,
    files: Memo<PathBuf, Result<Arc<File>, String>>,
    /// The packages of a folder.
    folders: Memo<PathBuf, Arc<[Arc<Package>]>>,
    /// The package of a file.
    homes: Memo<PathBuf, Arc<Package>>,
    /// By the importing module's folder and the import path.
    pub(super) imports: Memo<(PathBuf, String), Option<Arc<Package>>>,
    /// Where imports come from, and their folders; alike.
    pub(super) origins: Memo<(PathBuf, String), Option<(Origin, PathBuf)>>,
    /// The module that a folder belongs to.
    pub(super) modules: Memo<PathBuf, Option<Arc<Module>>>,
    /// The types of the module in a folder.
    pub(super) module_types: Memo<PathBuf, Arc<ModuleTypes>>,
    /// The methods that implement one of an interface: by folder, method, and whether tests ask.
    pub(super) implementations: Memo<(PathBuf, String, bool), Option<Vec<Declared>>>,
    /// Whether the module of this folder has no program.
    pub(super) libraries: Memo<PathBuf, bool>,
    /// Package-level names, by folder, package and name.
    pub(super) globals: Memo<(PathBuf, Arc<str>, SmolStr), Global>,
    /// What defined types are made of, by folder, package and name.
    pub(super) type_infos: Memo<(PathBuf, Arc<str>, SmolStr), Option<Arc<TypeInfo>>>,
    pub(super) survey: Survey,
    problems: Mutex<BTreeMap<Arc<Path>, String>>,
}

/// What is read of all files of a module or a folder, whoever asks.
#[derive(Default)]
pub struct Survey {
    /// What the packages of a folder may hand out.
    pub(super) signatures: Memo<PathBuf, Arc<Signatures>>,
    /// By the first folder of a module or workspace.
    pub(super) calls: Memo<PathBuf, Arc<Calls>>,
}

impl<'a> Program<'a> {
    /// `go` is what `--go` says, overriding every file's own version.
    pub fn new(sources: &'a dyn Sources, registry: &'a ResourceRegistry, go: Option<GoVersion>) -> Self {
        Self {
            sources,
            registry,
            go,
            files: Memo::default(),
            folders: Memo::default(),
            homes: Memo::default(),
            imports: Memo::default(),
            origins: Memo::default(),
            modules: Memo::default(),
            module_types: Memo::default(),
            implementations: Memo::default(),
            libraries: Memo::default(),
            globals: Memo::default(),
            type_infos: Memo::default(),
            survey: Survey::default(),
            problems: Mutex::default(),
        }
    }

    /// The program behind edits of these files that add calls in functions and leave all signatures as they are, with what was read
    /// ahead of them.
    pub fn resume(self, survey: Survey, edited: &[Arc<Path>]) -> Self {
        let survey = Survey { calls: self.recounted(survey.calls, edited), ..survey };
        Self { survey, ..self }
    }

    pub fn into_survey(self) -> Survey {
        self.survey
    }

    /// A file, read and skimmed; remembered.
    ///
    /// # Errors
    /// A sentence for people: it can't be read, or is not UTF-8.
    pub fn file(&self, path: &Path) -> Result<Arc<File>, String> {
        self.files.get_or(path, || {
            let bytes = self.sources.read(path).map_err(|e| format!("can't be read: {e}"))?;
            let text = std::str::from_utf8(&bytes).map_err(|e| format!("is not UTF-8 (byte {})", e.valid_up_to()))?;
            Ok(Arc::new(File::new(path.into(), text.into())))
        })
    }

    /// The package a file belongs to.
    pub fn package(&self, file: &File) -> Arc<Package> {
        self.homes.get_or(&*file.path, || {
            let of_folder = self.packages(file.dir());
            let own = |p: &&Arc<Package>| p.files().iter().any(|f| f.path == file.path);
            if let Some(package) = of_folder.iter().find(own) {
                return Arc::clone(package);
            }
            // The folder does not list it.
            let name = file.skim.package.as_ref().map_or("", |p| p.name.as_str());
            let mut files: Vec<_> = of_folder.iter().filter(|p| &*p.name == name).flat_map(|p| p.files().to_vec()).collect();
            files.extend(self.file(&file.path));
            Arc::new(Package::new(self.import_path(file.dir(), name), name.into(), file.dir().into(), files))
        })
    }

    /// The packages of a folder, one for each package clause, sorted by name. Files that can't be read are left out.
    pub fn packages(&self, dir: &Path) -> Arc<[Arc<Package>]> {
        self.folders.get_or(dir, || {
            let mut by_name: BTreeMap<Arc<str>, Vec<Arc<File>>> = BTreeMap::new();
            for entry in self.sources.list(dir).unwrap_or_default() {
                if is_go_file(&entry.name)
                    && !entry.is_dir
                    && let Ok(file) = self.file(&dir.join(&entry.name))
                    && let Some(clause) = &file.skim.package
                {
                    by_name.entry(clause.name.as_str().into()).or_default().push(file);
                }
            }
            let package = |(name, files): (Arc<str>, _)| Package::new(self.import_path(dir, &name), name, dir.into(), files);
            by_name.into_iter().map(package).map(Arc::new).collect()
        })
    }

    /// The package of a folder that others can import.
    pub(super) fn importable(&self, dir: &Path) -> Option<Arc<Package>> {
        let packages = self.packages(dir);
        let ordinary = |p: &&Arc<Package>| p.files().iter().any(|f| !f.is_test()) && &*p.name != "main";
        // A generator's `package documentation` or an example beside it has fewer files.
        packages.iter().filter(ordinary).max_by_key(|p| p.files().len()).cloned()
    }

    /// Where a function or method is declared, as seen from files of the package `from`: several places where build
    /// constraints choose, none where its source is not in sight or the method belongs to an interface.
    pub fn functions(&self, from: &Package, symbol: &Symbol) -> Vec<Declared> {
        let own = symbol.package() == from.symbol_path();
        let Some(package) = (if own { self.sibling(from) } else { self.import(&from.dir, symbol.package()) }) else {
            return Vec::new();
        };
        let mut found = match symbol.receiver() {
            Some(receiver) => package.method(receiver.split('[').next().unwrap_or_default(), symbol.name()),
            None => package.declared(symbol.name()),
        };
        found.retain(|d| matches!(d.declaration().kind, DeclKind::Func { .. }));
        found
    }

    /// The same package, as this program remembers it.
    fn sibling(&self, package: &Package) -> Option<Arc<Package>> {
        let file = package.files().first()?;
        Some(self.package(file))
    }

    /// The import path of a folder's package `name`.
    pub fn import_path(&self, dir: &Path, name: &str) -> Arc<str> {
        let path = match self.module(dir) {
            Some(module) => module.import_path(dir),
            // As the go command named packages outside of everything: such a path is nobody else's.
            None => format!("_/{}", dir.file_name().and_then(|n| n.to_str()).unwrap_or_default()),
        };
        if name.ends_with("_test") { format!("{path}_test").into() } else { path.into() }
    }

    /// What was wrong with go.mod and go.work files, by path.
    pub fn problems(&self) -> Vec<(Arc<Path>, String)> {
        let problems = self.problems.lock().unwrap_or_else(PoisonError::into_inner);
        problems.iter().map(|(path, problem)| (Arc::clone(path), problem.clone())).collect()
    }

    pub(super) fn note_problem(&self, path: &Path, problem: String) {
        self.problems.lock().unwrap_or_else(PoisonError::into_inner).insert(path.into(), problem);
    }
}

pub(super) fn is_go_file(name: &str) -> bool {
    name.ends_with(".go") && !name.starts_with(['.', '_'])
}
