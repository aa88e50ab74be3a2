//! What the engine mended, taken apart into units that can be made or dropped by themselves.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
};

use sha2::{Digest, Sha256};

use super::plan::{Edit, Fix, Unit};
use crate::{
    engine::{Change, Mended, Repaired, in_order},
    report::{self, View},
    text,
};

/// What a run of the engine comes to.
#[derive(Debug, Default)]
pub(super) struct Harvest {
    /// In the order of their findings.
    pub(super) units: Vec<Unit>,
    /// The files that they change.
    pub(super) changed: BTreeMap<String, Changed>,
    /// Fixes left out since they depend on others in other files.
    pub(super) later: usize,
}

/// A file before and after.
#[derive(Clone, Debug)]
pub(super) struct Changed {
    pub(super) before: Arc<str>,
    pub(super) after: Arc<str>,
}

/// The SHA-256 of bytes, in hexadecimal.
pub(super) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Takes apart what was mended. Paths become relative to `view`'s folder.
///
/// A fix of the first round is an edit of the text as it was: it stands alone, where all fixes of its files together make what the engine
/// made. Later rounds saw the text that the earlier ones left; what they did is one unit with everything else in the file. A file that only a
/// later round touched was mended because of what happened elsewhere, in a batch that may never land: it is left for another plan.
pub(super) fn harvest(repaired: &Repaired, view: &View<'_>) -> Harvest {
    let first: Vec<&Mended> = repaired.mended.iter().filter(|m| m.round == 0).collect();
    let early: BTreeSet<&Path> = first.iter().flat_map(|m| paths(m)).collect();
    let (changes, late): (Vec<&Change>, Vec<&Change>) = repaired.changes.iter().partition(|c| early.contains(&*c.path));
    let late: BTreeSet<&Path> = late.iter().map(|c| &*c.path).collect();

    let mut mixed: BTreeSet<&Path> = changes.iter().filter(|c| !adds_up(c, &first)).map(|c| &*c.path).collect();
    // A fix that reaches into a mixed file can't be told apart in the others either.
    while let Some(more) = first.iter().find(|m| paths(m).any(|p| mixed.contains(p)) && paths(m).any(|p| !mixed.contains(p))) {
        mixed.extend(paths(more));
    }
    let mut units: Vec<Unit> = first
        .iter()
        .filter(|m| paths(m).all(|p| !mixed.contains(p)))
        .map(|m| Unit { fixes: vec![fix(m, view)], edits: m.fix.edits.iter().map(|e| edit(e, view)).collect() })
        .collect();
    for files in together(&mixed, &repaired.mended) {
        let fixes = repaired.mended.iter().filter(|m| paths(m).any(|p| files.contains(p)) && !paths(m).any(|p| late.contains(p)));
        let parts = changes.iter().filter(|c| files.contains(&*c.path));
        let edits = parts.flat_map(|c| text::line_edits(&c.path, &c.before, &c.after)).map(|e| edit(&e, view)).collect();
        units.push(Unit { fixes: fixes.map(|m| fix(m, view)).collect(), edits });
    }
    units.sort_by(|a, b| a.place().cmp(&b.place()));
    let changed =
        changes.iter().map(|c| (view.path(&c.path), Changed { before: Arc::clone(&c.before), after: Arc::clone(&c.after) })).collect();
    Harvest { units, changed, later: repaired.mended.iter().filter(|m| paths(m).any(|p| late.contains(p))).count() }
}

fn paths(mended: &Mended) -> impl Iterator<Item = &Path> {
    mended.fix.edits.iter().map(|e| &*e.path)
}

/// Whether the fixes, made together, make the text that the engine made.
fn adds_up(change: &Change, fixes: &[&Mended]) -> bool {
    let edits = in_order(fixes.iter().map(|m| m.fix.edits.as_slice()), &change.path);
    text::apply(&change.before, &edits).is_ok_and(|after| *after == *change.after)
}

/// The files in sets, those that a fix holds together in one.
fn together<'p>(files: &BTreeSet<&'p Path>, mended: &[Mended]) -> Vec<BTreeSet<&'p Path>> {
    let mut sets: Vec<BTreeSet<&Path>> = files.iter().map(|f| BTreeSet::from([*f])).collect();
    for mended in mended {
        let (touched, rest): (Vec<_>, Vec<_>) = sets.into_iter().partition(|set| paths(mended).any(|p| set.contains(p)));
        sets = rest;
        if !touched.is_empty() {
            sets.push(touched.into_iter().flatten().collect());
        }
    }
    sets.sort();
    sets
}

fn edit(edit: &text::Edit, view: &View<'_>) -> Edit {
    Edit { path: view.path(&edit.path), start: edit.start, end: edit.end, text: edit.text.clone() }
}

fn fix(mended: &Mended, view: &View<'_>) -> Fix {
    let finding = &mended.diagnostic.finding;
    let (line, _) = view.position(&finding.at.path, finding.at.start);
    Fix {
        rule: mended.diagnostic.rule.to_owned(),
        path: view.path(&finding.at.path),
        line,
        byte: finding.at.start,
        function: report::short(&finding.function),
        symbol: finding.symbol.as_str().to_owned(),
        message: finding.message.clone(),
        title: mended.fix.title.clone().into_owned(),
        safety: mended.fix.safety.word().to_owned(),
        certainty: finding.certainty.word().to_owned(),
        level: finding.level.word().to_owned(),
        fingerprint: mended.diagnostic.fingerprint.clone(),
    }
}
