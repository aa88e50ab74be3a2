//! Puts lines at a point of the graph.

use super::mend::NoFix;
use crate::{
    flow::{Function, Point},
    syntax::Layout,
    text::Edit,
};

/// The insertion of lines at a point.
///
/// # Errors
/// Where other code stands on the line: gofmt would lay it out anew.
pub(super) fn at(function: &Function<'_>, point: Point<'_>, lines: &[&str]) -> Result<Edit, NoFix> {
    let layout = Layout::new(&function.file.text);
    let path = &function.file.path;
    let edit = match point.index.checked_sub(1) {
        Some(i) => {
            let last = &point.block.stmts[i];
            layout.after(path, last.span.end as usize, last.span.start as usize, lines)
        }
        None if point.braced => layout.block_start(path, point.block.span.start as usize, lines),
        None => point.block.stmts.first().and_then(|first| layout.before(path, first.span.start as usize, lines)),
    };
    match edit {
        Some(edit) => Ok(edit),
        None => NoFix::because("one-line", "other code stands on the same line"),
    }
}
