//! What the looks at functions rest on, so that after a change only those are repeated that it may touch.

use std::{
    collections::{BTreeSet, HashMap},
    path::Path,
    sync::Arc,
};

use crate::{
    program::{Memo, ValueAt},
    syntax::ast::SmolStr,
};

/// What an answer or a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// The text of the functions of this name in a file.
    Function(Arc<Path>, SmolStr),
    /// What the callers of a function, by its key, do with a result.
    Practice(String, ValueAt),
}

/// Who rests on it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum User {
    /// The findings of a file.
    Findings(Arc<Path>),
    /// What is known by another source.
    Answer(Source),
}

/// What was asked in a round.
#[derive(Default)]
pub(super) struct Asked(Memo<(Source, User), ()>);

impl Asked {
    pub fn note(&self, source: Source, user: User) {
        let known = (source, user);
        if self.0.get(&known).is_none() {
            self.0.put(known, ());
        }
    }
}

/// What was asked in all rounds so far.
#[derive(Default)]
pub struct Dependence(HashMap<Source, BTreeSet<User>>);

impl Dependence {
    pub(super) fn extend(&mut self, asked: Asked) {
        for (source, user) in asked.0.into_keys() {
            self.0.entry(source).or_default().insert(user);
        }
    }

    /// The files whose findings rest on one of these sources, if by others.
    pub fn files(&self, changed: impl IntoIterator<Item = Source>) -> BTreeSet<Arc<Path>> {
        let mut files = BTreeSet::new();
        let mut open: Vec<Source> = changed.into_iter().collect();
        let mut seen: BTreeSet<Source> = open.iter().cloned().collect();
        while let Some(source) = open.pop() {
            for user in self.0.get(&source).into_iter().flatten() {
                match user {
                    User::Findings(path) => drop(files.insert(Arc::clone(path))),
                    User::Answer(next) if seen.insert(next.clone()) => open.push(next.clone()),
                    User::Answer(_) => {}
                }
            }
        }
        files
    }
}
