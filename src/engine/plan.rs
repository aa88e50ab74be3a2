//! Which fixes a round takes, and in which order their edits stand.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    path::Path,
    sync::Arc,
};

use super::{Config, state::Placed};
use crate::{
    program::{File, Program},
    repair::Fix,
    syntax::{DeclKind, Skim, identifiers},
    text::{Edit, Sources},
};

/// A fix that a round takes.
pub(super) struct Taken {
    /// Its place among the fixes of the round.
    pub(super) order: usize,
    pub(super) placed: Placed,
    pub(super) fix: Fix,
}

/// The fixes of a round: each whole or not at all, none in the way of another. The safer ones are served first, so that what is
/// allowed beyond them takes nothing away from them; among equals the order of findings decides.
pub(super) fn plan<'p>(
    findings: impl Iterator<Item = &'p Placed>,
    config: &Config<'_>,
    sources: &dyn Sources,
    program: &Program<'_>,
) -> Vec<Taken> {
    let mut board = Board { files: BTreeMap::new(), program };
    let fixes = findings.filter_map(|placed| Some((placed, allowed(placed, config)?))).enumerate();
    let mut fixes: Vec<_> = fixes.filter(|(_, (_, fix))| fix.edits.iter().all(|e| sources.may_write(&e.path))).collect();
    fixes.sort_by_key(|(_, (_, fix))| fix.safety);
    let mut taken = Vec::new();
    for (order, (placed, fix)) in fixes {
        if board.has_room_for(&fix.edits) {
            board.put(&fix.edits);
            taken.push(Taken { order, placed: placed.clone(), fix: fix.clone() });
        }
    }
    taken.sort_by_key(|t| t.order);
    taken
}

/// The fix of a finding that the configuration asks for and allows.
fn allowed<'p>(placed: &'p Placed, config: &Config<'_>) -> Option<&'p Fix> {
    let mend = placed.diagnostic.finding.mend.as_ref().ok()?;
    // Where the preferred fix is not safe enough nothing is done: the other one means something else.
    let preferred = config.prefer.iter().find_map(|name| mend.alternatives.iter().find(|(n, _)| n == name));
    let fix = preferred.map_or(&mend.fix, |(_, fix)| fix);
    (fix.safety <= config.safety && !fix.edits.is_empty()).then_some(fix)
}

/// The edits of the fixes taken so far.
struct Board<'a> {
    files: BTreeMap<Arc<Path>, FileBoard>,
    program: &'a Program<'a>,
}

struct FileBoard {
    file: Option<Arc<File>>,
    /// Where the imports end.
    header: usize,
    /// Someone edits the imports.
    header_taken: bool,
    edits: Vec<Edit>,
    /// The names that fixes bring into a declaration, by its place in the skim.
    names: BTreeSet<(Option<usize>, String)>,
}

impl Board<'_> {
    fn has_room_for(&mut self, edits: &[Edit]) -> bool {
        edits.iter().all(|edit| self.file(&edit.path).has_room_for(edit))
    }

    fn put(&mut self, edits: &[Edit]) {
        // All names first: a later edit of the same fix may use what an earlier one declares.
        for edit in edits {
            let file = self.file(&edit.path);
            file.header_taken |= edit.start < file.header;
            let names = file.new_names(edit);
            file.names.extend(names);
            file.edits.push(edit.clone());
        }
    }

    fn file(&mut self, path: &Arc<Path>) -> &mut FileBoard {
        let program = self.program;
        self.files.entry(Arc::clone(path)).or_insert_with(|| {
            let file = program.file(path).ok();
            let header = file.as_ref().map_or(0, |f| header_end(&f.skim));
            FileBoard { file, header, header_taken: false, edits: Vec::new(), names: BTreeSet::new() }
        })
    }
}

impl FileBoard {
    fn has_room_for(&self, edit: &Edit) -> bool {
        // Two fixes that import the same package must not import it twice, and two that import different ones must not put them
        // in the wrong order: the second waits for the next round, which sees the first one's import.
        !(self.header_taken && edit.start < self.header)
            && self.edits.iter().all(|other| agree(other, edit))
            // Nor must two choose the same name for what they declare, neither having seen the other's.
            && self.new_names(edit).is_disjoint(&self.names)
    }

    /// The names in the text of an edit that its declaration has nowhere yet, fields and methods aside.
    fn new_names(&self, edit: &Edit) -> BTreeSet<(Option<usize>, String)> {
        let Some(file) = &self.file else { return BTreeSet::new() };
        let place = file.skim.declarations.iter().position(|d| d.span.start <= edit.start && edit.start <= d.span.end);
        let declaration = place.and_then(|p| file.text.get(file.skim.declarations[p].span.clone())).unwrap_or_default();
        let known: HashSet<&str> = identifiers(declaration).map(|(name, _)| name).collect();
        let is_new = |(name, is_member): &(&str, bool)| !is_member && !known.contains(name) && !WORDS_OF_GO.contains(name);
        identifiers(&edit.text).filter(is_new).map(|(name, _)| (place, name.to_owned())).collect()
    }
}

/// Words that fixes write and that declare nothing.
const WORDS_OF_GO: &[&str] = &[
    "break", "case", "chan", "close", "continue", "default", "defer", "else", "error", "false", "for", "func", "go", "if", "len", "make",
    "nil", "range", "return", "select", "struct", "switch", "true", "var",
];

/// Where the first declaration that is no import starts. The comments above it count as imports here, which costs a round at worst.
fn header_end(skim: &Skim) -> usize {
    let first = skim.declarations.iter().find(|d| d.kind != DeclKind::Import);
    first.map_or(usize::MAX, |d| d.span.start)
}

/// Whether edits of two fixes may both be made. Edits that merely touch are in each other's way, except for two insertions of
/// different text.
fn agree(a: &Edit, b: &Edit) -> bool {
    if a.end < b.start || b.end < a.start {
        return true;
    }
    a.start == a.end && b.start == b.end && a.text != b.text
}

/// The edits of one file that some fixes of a round make, in the order in which they are to be made. Fixes are given by their edits, in the
/// order of their findings.
///
/// Where several are inserted at one offset, deferred releases keep the order of their findings (the later acquisition is
/// released first as it is deferred last); anything else stands before them and the other way round, so that there too the
/// later acquisition is released first.
pub fn in_order<'e>(fixes: impl IntoIterator<Item = &'e [Edit]>, path: &Path) -> Vec<Edit> {
    let mut ranked = Vec::new();
    for (order, edits) in fixes.into_iter().enumerate() {
        let own = edits.iter().filter(|e| &*e.path == path).enumerate();
        ranked.extend(own.map(|(nth, edit)| (rank(edit, order, nth), edit.clone())));
    }
    ranked.sort_by_key(|(rank, edit)| (edit.start, edit.end, *rank));
    ranked.into_iter().map(|(_, edit)| edit).collect()
}

fn rank(edit: &Edit, order: usize, nth: usize) -> (bool, isize, usize) {
    let is_defer = edit.text.trim_start().starts_with("defer ");
    let order = isize::try_from(order).unwrap_or(isize::MAX);
    (is_defer, if is_defer { order } else { -order }, nth)
}
