//! A file with its skim and what its imports and top-level declarations name.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
    sync::{Arc, OnceLock},
};

use super::{GoVersion, TimerMode, gopath, names::declared_names};
use crate::syntax::{DeclKind, ImportSpec, Skim, ast::SmolStr};

/// A Go file, read and skimmed. Its functions are parsed only when asked.
#[derive(Debug)]
pub struct File {
    pub path: Arc<Path>,
    pub text: Arc<str>,
    pub skim: Skim,
    names: OnceLock<Arc<FileNames>>,
}

/// What names mean at a file's top level, as far as the file itself tells.
#[derive(Debug, Default)]
pub(super) struct FileNames {
    /// Import paths by qualifier.
    pub imports: HashMap<SmolStr, SmolStr>,
    /// Names of functions, variables, constants and types.
    pub declared: HashSet<SmolStr>,
    /// Import paths of dot imports.
    pub dots: Vec<SmolStr>,
}

impl File {
    pub fn new(path: Arc<Path>, text: Arc<str>) -> Self {
        let skim = crate::syntax::skim(&text);
        Self::of(path, text, skim)
    }

    /// One of which only the package clause and the imports are read: enough to tell what qualifiers mean.
    pub fn header(path: Arc<Path>, text: Arc<str>) -> Self {
        let skim = crate::syntax::skim_header(&text);
        Self::of(path, text, skim)
    }

    /// Its imports are known by the path that is meant, which godep did not write.
    fn of(path: Arc<Path>, text: Arc<str>, mut skim: Skim) -> Self {
        for import in &mut skim.imports {
            if let Some(path) = gopath::vendored(&import.path) {
                import.path = path.into();
            }
            // Another name of it since Go 1.9, and its like before.
            if import.path == "golang.org/x/net/context" {
                import.path = "context".into();
            }
        }
        Self { path, text, skim, names: OnceLock::new() }
    }

    /// `_test.go`.
    pub fn is_test(&self) -> bool {
        self.path.to_str().is_some_and(|p| p.ends_with("_test.go"))
    }

    /// The folder it stands in.
    pub fn dir(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    /// The import path that a qualifier of this file means at top level; aliases and the default name (the last element of
    /// the path, without a major version, `go-` and `.v2` spellings considered) alike.
    pub fn import(&self, qualifier: &str) -> Option<&str> {
        self.names().imports.get(qualifier).map(SmolStr::as_str)
    }

    /// The import paths of dot imports.
    pub(super) fn dot_imports(&self) -> impl Iterator<Item = &str> {
        self.names().dots.iter().map(SmolStr::as_str)
    }

    /// The qualifiers that mean this import path: the alias where it has one, else the names that its package may have, the
    /// likeliest first.
    pub fn qualifiers(&self, import_path: &str) -> Vec<&str> {
        let names = self.names();
        let means_it =
            |name: &str| names.imports.get_key_value(name).filter(|(_, path)| *path == import_path).map(|(name, _)| name.as_str());
        let mut found = Vec::new();
        for import in self.skim.imports.iter().filter(|i| i.path == import_path) {
            let candidates = match &import.alias {
                Some(alias) => vec![alias.as_str()],
                None => package_names(import_path).collect(),
            };
            for name in candidates.into_iter().filter_map(means_it) {
                if !found.contains(&name) {
                    found.push(name);
                }
            }
        }
        found
    }

    pub(super) fn names(&self) -> &Arc<FileNames> {
        self.names.get_or_init(|| Arc::new(FileNames::new(&self.text, &self.skim)))
    }
}

impl FileNames {
    fn new(text: &str, skim: &Skim) -> Self {
        let mut names = Self::default();
        for declaration in &skim.declarations {
            match &declaration.kind {
                DeclKind::Func { name, receiver: None } if name != "init" && name != "_" => {
                    names.declared.insert(name.clone());
                }
                DeclKind::Func { .. } | DeclKind::Import => {}
                DeclKind::Var | DeclKind::Const | DeclKind::Type => {
                    let declared = declared_names(text, &declaration.span).into_iter();
                    names.declared.extend(declared.map(|(_, name)| SmolStr::from(name)).filter(|n| n != "_"));
                }
            }
        }
        let plain = || skim.imports.iter().filter(|i| i.alias.is_none());
        // An alias is certain, the first guess of a default name likelier than the others.
        for ImportSpec { alias, path, .. } in &skim.imports {
            match alias.as_deref() {
                Some(".") => names.dots.push(path.clone()),
                Some("_") | None => {}
                Some(alias) => {
                    names.imports.insert(alias.into(), path.clone());
                }
            }
        }
        for import in plain() {
            if let Some(name) = package_names(&import.path).next() {
                names.imports.entry(name.into()).or_insert_with(|| import.path.clone());
            }
        }
        for import in plain() {
            for name in package_names(&import.path).skip(1).filter(|name| !names.declared.contains(*name)) {
                names.imports.entry(name.into()).or_insert_with(|| import.path.clone());
            }
        }
        names
    }
}

/// The names that the package at an import path may have, the likeliest first: `foo` for `…/foo`, `…/foo/v2`,
/// `gopkg.in/foo.v2`, `…/go-foo`, `…/foo-go`, `…/foo.go`.
pub(super) fn package_names(import_path: &str) -> impl Iterator<Item = &str> {
    let mut elements = import_path.rsplit('/');
    let mut last = elements.next().unwrap_or_default();
    if is_version(last)
        && let Some(before) = elements.next()
    {
        last = before;
    }
    if let Some((name, version)) = last.rsplit_once('.')
        && is_version(version)
    {
        last = name;
    }
    let mut names = Vec::new();
    let mut add = |name| {
        if is_identifier(name) && name != "go" && !names.contains(&name) {
            names.push(name);
        }
    };
    add(last);
    for prefix in ["go-", "golang-", "go."] {
        last.strip_prefix(prefix).into_iter().for_each(&mut add);
    }
    for suffix in ["-go", ".go", "-golang"] {
        last.strip_suffix(suffix).into_iter().for_each(&mut add);
    }
    if let Some((before, behind)) = last.rsplit_once(['-', '.']) {
        add(behind);
        add(before);
    }
    names.into_iter()
}

/// `v2`.
fn is_version(text: &str) -> bool {
    text.strip_prefix('v').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

fn is_identifier(text: &str) -> bool {
    !text.is_empty() && !text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(|c| c == '_' || c.is_alphanumeric())
}

/// What a file's module and build line make of it.
#[derive(Clone, Copy, Debug)]
pub struct Edition {
    pub version: GoVersion,
    pub timers: TimerMode,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn default_names() {
        let names = |path| package_names(path).collect::<Vec<_>>();
        assert_eq!(names("net/http"), ["http"]);
        assert_eq!(names("github.com/a/foo/v3"), ["foo"]);
        assert_eq!(names("gopkg.in/yaml.v2"), ["yaml"]);
        assert_eq!(names("github.com/a/go-foo"), ["foo"]);
        assert_eq!(names("github.com/nats-io/nats.go"), ["nats"]);
        assert_eq!(names("github.com/a/specs-go"), ["specs"]);
        assert_eq!(names("gopkg.in/src-d/go-git.v4"), ["git"]);
        assert_eq!(names("v2"), ["v2"]);
    }
}
