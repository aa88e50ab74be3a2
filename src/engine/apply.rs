//! Makes a round's edits and proves the results: a fix that, beside the others, would leave a file that no compiler takes is dropped.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
};

use super::plan::{Taken, in_order};
use crate::{program::Program, repair};

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

/// What a file becomes; None where that would not compile any more, or the edits can't be made.
fn result(program: &Program<'_>, taken: &[Taken], path: &Path) -> Option<String> {
    let file = program.file(path).ok()?;
    repair::result(program, &file, &in_order(taken.iter().map(|t| t.fix.edits.as_slice()), path), None).ok()
}
