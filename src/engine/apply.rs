//! Makes a round's edits and proves the results: a fix that leaves a syntax error behind is dropped.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    path::Path,
    sync::Arc,
};

use super::plan::{Taken, in_order};
use crate::{
    program::Program,
    syntax::{DeclKind, Skim, parse_declaration, skim},
    text,
};

/// What a round's fixes came to.
pub(super) struct Applied {
    pub(super) texts: BTreeMap<Arc<Path>, String>,
    /// In the order in which they were planned.
    pub(super) kept: Vec<Taken>,
    /// Fixes that were dropped.
    pub(super) failed: Vec<Taken>,
}

/// Makes the fixes; where a file comes out broken, its fixes are tried again one by one.
pub(super) fn apply(program: &Program<'_>, taken: Vec<Taken>) -> Applied {
    let broken = broken(program, &taken);
    let (suspects, mut kept): (Vec<Taken>, Vec<Taken>) = taken.into_iter().partition(|t| touches(t, &broken));
    let mut failed = Vec::new();
    for suspect in suspects {
        let own: BTreeSet<Arc<Path>> = suspect.fix.edits.iter().map(|e| Arc::clone(&e.path)).collect();
        let order = suspect.order;
        let at = kept.partition_point(|t| t.order < order);
        kept.insert(at, suspect);
        if own.iter().any(|path| result(program, &kept, path).is_none()) {
            failed.push(kept.remove(at));
        }
    }
    // A dropped fix is missing from the other files it touched, and they were proved with it.
    let mut texts = BTreeMap::new();
    loop {
        let broken = self::broken(program, &kept);
        if broken.is_empty() {
            break;
        }
        let (more, rest) = kept.into_iter().partition(|t| touches(t, &broken));
        kept = rest;
        failed.extend::<Vec<Taken>>(more);
    }
    for path in paths(&kept) {
        if let Some(text) = result(program, &kept, &path) {
            texts.insert(path, text);
        }
    }
    Applied { texts, kept, failed }
}

fn touches(taken: &Taken, paths: &BTreeSet<Arc<Path>>) -> bool {
    taken.fix.edits.iter().any(|e| paths.contains(&e.path))
}

fn paths(taken: &[Taken]) -> BTreeSet<Arc<Path>> {
    taken.iter().flat_map(|t| &t.fix.edits).map(|e| Arc::clone(&e.path)).collect()
}

fn broken(program: &Program<'_>, taken: &[Taken]) -> BTreeSet<Arc<Path>> {
    paths(taken).into_iter().filter(|path| result(program, taken, path).is_none()).collect()
}

/// What a file becomes; None where that is no longer Go, or the edits can't be made.
fn result(program: &Program<'_>, taken: &[Taken], path: &Path) -> Option<String> {
    let file = program.file(path).ok()?;
    let after = text::apply(&file.text, &in_order(taken.iter().map(|t| t.fix.edits.as_slice()), path)).ok()?;
    is_sound(&file.text, &file.skim, &after).then_some(after)
}

/// Whether nothing is broken in `after` that was whole before. Declarations that did not change are not parsed again.
fn is_sound(before: &str, before_skim: &Skim, after: &str) -> bool {
    let after_skim = skim(after);
    if after_skim.trouble.is_some() && before_skim.trouble.is_none() {
        return false;
    }
    let unchanged: HashSet<&str> = before_skim.declarations.iter().filter_map(|d| before.get(d.span.clone())).collect();
    let changed = after_skim.declarations.iter().filter(|d| !after.get(d.span.clone()).is_some_and(|t| unchanged.contains(t)));
    // The skim itself reads imports; they have no tree.
    changed.filter(|d| d.kind != DeclKind::Import).all(|d| parse_declaration(after, d).is_ok())
}
