//! Puts lines at a point of the graph.

use super::mend::NoFix;
use crate::{
    flow::{Function, Point},
    syntax::{Layout, ast::StmtKind},
    text::Edit,
};

/// More places than this are no small edit any more.
pub(super) const MOST: usize = 3;

/// The insertion of lines at a point.
///
/// # Errors
/// Where other code stands on the line: gofmt would lay it out anew.
pub(super) fn at(function: &Function<'_>, point: Point<'_>, lines: &[&str]) -> Result<Edit, NoFix> {
    // A label's own indentation is none to follow, nor what is left of it at a block's end a place.
    let before = point.index.checked_sub(1).map(|i| &point.block.stmts[i].kind);
    if matches!(before, Some(StmtKind::Labeled { stmt, .. }) if matches!(stmt.kind, StmtKind::Empty)) {
        return NoFix::because("label", "a label stands there with nothing behind it");
    }
    let layout = Layout::new(&function.file.text);
    let path = &function.file.path;
    let edit = match point.index.checked_sub(1) {
        Some(i) => {
            let last = &point.block.stmts[i];
            layout.after(path, last.span.end as usize, last.unlabeled().span.start as usize, lines)
        }
        None if point.braced => layout.block_start(path, point.block.span.start as usize, lines),
        None => point.block.stmts.first().and_then(|first| layout.before(path, first.span.start as usize, lines)),
    };
    match edit {
        Some(edit) => Ok(edit),
        None => NoFix::because("one-line", "other code stands on the same line"),
    }
}

/// Where the text of a point would stand, roughly: behind the statement before it, or at its block's start.
pub(super) fn starts(point: &Point<'_>) -> u32 {
    match point.index.checked_sub(1) {
        Some(i) => point.block.stmts[i].span.end,
        None => point.block.span.start,
    }
}

/// Whether the point stands behind a `fallthrough`, where no statement may.
pub(super) fn is_behind_fallthrough(point: &Point<'_>) -> bool {
    let before = point.index.checked_sub(1).and_then(|i| point.block.stmts.get(i));
    before.is_some_and(|s| matches!(s.kind, StmtKind::Fallthrough))
}
