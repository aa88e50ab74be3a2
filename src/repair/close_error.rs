//! A deferred close that tells its error: the function returns it beside the one that it returns anyway.

use super::{
    mend::{Fix, Mend, NoFix, Safety},
    names,
    on_failure::error_name,
};
use crate::{
    flow::{Held, Point},
    program::GoVersion,
    syntax::{Layout, ast::Stmt},
    text::Edit,
};

/// Replaces a statement that defers the close and drops its error.
///
/// # Errors
/// Where the function has no error to join it to, or that has no name there and can get none.
pub fn join_close_error(held: &Held<'_, '_>, deferred: &Stmt) -> Result<Mend, NoFix> {
    let function = held.function;
    let text = function.text(deferred.span);
    let call = text.strip_prefix("defer").map(str::trim).filter(|call| !call.contains('\n'));
    let (Some(place), Some(call)) = (held.body.place_of(deferred.span), call) else {
        return NoFix::because("form", "the statement that defers it takes several lines");
    };
    let point = Point { block: place.block, index: place.index, braced: true };
    let Some(Joined { lines, mut edits }) = joined(held, point, call) else {
        return NoFix::because("no-error-result", "the function returns no error to join it to, or that can get no name");
    };
    let layout = Layout::new(&function.file.text);
    let at = deferred.span.start as usize;
    let between = format!("{}{}", layout.line_ending(at), layout.indent(at));
    edits.push(Edit::replace(&function.file.path, deferred.span.range(), lines.join(&between)));
    let title = format!("join the error of `{call}` to the function's own").into();
    Ok(Mend { fix: Fix { title, safety: Safety::Unsafe, edits }, alternatives: Vec::new() })
}

/// The lines that defer a close whose error is told, and the edits that they need elsewhere.
pub(super) struct Joined {
    pub lines: Vec<String>,
    pub edits: Vec<Edit>,
}

/// None where the function returns no error that can be named at the point.
pub(super) fn joined(held: &Held<'_, '_>, point: Point<'_>, call: &str) -> Option<Joined> {
    let function = held.function;
    let file = function.file;
    let (error, naming) = error_name(held, point)?;
    let mut edits: Vec<Edit> = naming.into_iter().collect();
    let name = names::fresh(function.scopes, "closeErr", function.func.span);
    let asked = format!("\tif {name} := {call}; {name} != nil");
    let inside = if function.program.go_version(file) >= GoVersion::ERRORS_JOIN {
        let (errors, import) = names::package(function, "errors", point.offset())?;
        edits.extend(import);
        [format!("{asked} {{"), format!("\t\t{error} = {errors}.Join({error}, {name})")]
    } else {
        [format!("{asked} && {error} == nil {{"), format!("\t\t{error} = {name}")]
    };
    let [asked, told] = inside;
    Some(Joined { lines: vec!["defer func() {".to_owned(), asked, told, "\t}".to_owned(), "}()".to_owned()], edits })
}
