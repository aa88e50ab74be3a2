//! A package: its files, and where its names are declared.

use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, OnceLock},
};

use super::{File, Symbol, names::declared_names};
use crate::syntax::{
    DeclKind, Declaration,
    ast::{Decl, SmolStr},
    parse_signature,
};

/// The files of one folder that share a package clause (test variants included), and their index. Build constraints are
/// not applied: a name may have several declarations.
#[derive(Debug)]
pub struct Package {
    /// Module path and folder; `_test` behind it for an external test package. See [`Package::symbol_path`] for `main`.
    pub import_path: Arc<str>,
    pub name: Arc<str>,
    pub dir: Arc<Path>,
    files: Vec<Arc<File>>,
    names: HashMap<SmolStr, Vec<Place>>,
    /// By receiver type, then by name.
    methods: HashMap<SmolStr, HashMap<SmolStr, Vec<Place>>>,
    /// Signatures and other declarations, parsed when first asked for; by file and declaration.
    trees: Vec<Vec<OnceLock<Option<Arc<Decl>>>>>,
}

/// Which file, and which of its declarations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    file: usize,
    declaration: usize,
}

/// A top-level declaration and its file.
#[derive(Clone, Debug)]
pub struct Declared {
    pub file: Arc<File>,
    /// Index into the declarations of the file's skim.
    pub index: usize,
}

impl Declared {
    pub fn declaration(&self) -> &Declaration {
        &self.file.skim.declarations[self.index]
    }
}

impl Package {
    /// Indexes files; their bodies are not parsed.
    pub(super) fn new(import_path: Arc<str>, name: Arc<str>, dir: Arc<Path>, files: Vec<Arc<File>>) -> Self {
        let trees = files.iter().map(|f| f.skim.declarations.iter().map(|_| OnceLock::new()).collect()).collect();
        let mut package = Self { import_path, name, dir, files: Vec::new(), names: HashMap::new(), methods: HashMap::new(), trees };
        for (file, source) in files.iter().enumerate() {
            for (declaration, declared) in source.skim.declarations.iter().enumerate() {
                let place = Place { file, declaration };
                match &declared.kind {
                    DeclKind::Func { name, receiver: None } => package.names.entry(name.clone()).or_default().push(place),
                    DeclKind::Func { name, receiver: Some(receiver) } => {
                        package.methods.entry(receiver.clone()).or_default().entry(name.clone()).or_default().push(place);
                    }
                    DeclKind::Import => {}
                    DeclKind::Var | DeclKind::Const | DeclKind::Type => {
                        for (_, name) in declared_names(&source.text, &declared.span) {
                            package.names.entry(name.into()).or_default().push(place);
                        }
                    }
                }
            }
        }
        package.files = files;
        package
    }

    /// Its files, by name.
    pub fn files(&self) -> &[Arc<File>] {
        &self.files
    }

    /// The path that symbols of this package begin with: `main` of a program.
    pub fn symbol_path(&self) -> &str {
        if &*self.name == "main" { "main" } else { &self.import_path }
    }

    /// The declarations of a top-level name that is no method: one, or several where build constraints choose.
    pub fn declared(&self, name: &str) -> Vec<Declared> {
        self.places(self.names.get(name))
    }

    /// The top-level names that are no methods, sorted.
    pub(super) fn names(&self) -> Vec<&SmolStr> {
        let mut names: Vec<_> = self.names.keys().collect();
        names.sort();
        names
    }

    /// Whether a top-level name that is no method is declared.
    pub fn declares(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// The declarations of a method of a type (its name, pointers aside).
    pub fn method(&self, receiver: &str, name: &str) -> Vec<Declared> {
        self.places(self.methods.get(receiver).and_then(|m| m.get(name)))
    }

    /// The types that declare a method of that name, sorted.
    pub fn receivers(&self, method: &str) -> Vec<&SmolStr> {
        let mut names: Vec<_> = self.methods.iter().filter(|(_, methods)| methods.contains_key(method)).map(|(name, _)| name).collect();
        names.sort();
        names
    }

    /// The names of the methods that a type declares, sorted.
    pub fn method_names(&self, receiver: &str) -> Vec<&SmolStr> {
        let mut names: Vec<_> = self.methods.get(receiver).into_iter().flat_map(HashMap::keys).collect();
        names.sort();
        names
    }

    /// The declaration without its body, parsed when first asked for; None where it has a syntax error.
    pub fn signature(&self, declared: &Declared) -> Option<Arc<Decl>> {
        let file = self.files.iter().position(|f| Arc::ptr_eq(f, &declared.file))?;
        let tree = self.trees.get(file)?.get(declared.index)?;
        tree.get_or_init(|| parse_signature(&declared.file.text, declared.declaration()).ok().map(Arc::new)).clone()
    }

    /// The full name of a function or method; None of other declarations.
    pub fn symbol(&self, declared: &Declared) -> Option<Symbol> {
        let declaration = declared.declaration();
        match &declaration.kind {
            DeclKind::Func { name, receiver: None } => Some(Symbol::function(self.symbol_path(), name)),
            DeclKind::Func { name, receiver: Some(receiver) } => {
                let head = declared.file.text.get(declaration.span.clone())?;
                let pointer = head.split(')').next().is_some_and(|receiver| receiver.contains('*'));
                Some(Symbol::method(self.symbol_path(), receiver, pointer, name))
            }
            _ => None,
        }
    }

    fn places(&self, places: Option<&Vec<Place>>) -> Vec<Declared> {
        let declared = |place: &Place| Declared { file: Arc::clone(&self.files[place.file]), index: place.declaration };
        places.into_iter().flatten().map(declared).collect()
    }
}
