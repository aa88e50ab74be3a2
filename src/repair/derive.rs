//! Gives what ends with a context one that the function cancels.

use super::{
    lines,
    mend::{Fix, Mend, NoFix, Safety},
    names,
};
use crate::{
    flow::{Function, Held},
    program::VarId,
    syntax::{Descend, Node, walk_block},
    text::Edit,
};

/// Derives the context of a call ahead of it, and cancels that when the function ends.
///
/// # Errors
/// In a loop, and where no line can stand ahead of the call.
pub fn cancel_at_end(held: &Held<'_, '_>) -> Result<Mend, NoFix> {
    let function = held.function;
    let none = || NoFix { code: "no-place", reason: "no line can stand ahead of the call".into() };
    let place = held.body.place_of(held.call.span).ok_or_else(none)?;
    if held.in_loop() || !held.body.loops_around(held.call.span).is_empty() {
        return NoFix::because("in-loop", "it is opened in a loop, where contexts would pile up until the function ends");
    }
    if held.body.is_jumped_over(&place) {
        return NoFix::because("goto", "a goto jumps over the place, where nothing can be declared then");
    }
    let context = held.call.args.first().ok_or_else(none)?;
    let (qualifier, import) = names::package(function, "context", held.call.span.start).ok_or_else(none)?;
    let text = function.text(context.span);
    let cancel = names::fresh(function.scopes, "cancel", function.func.span);
    // Whatever else has the context may need it when the function has ended: that keeps its own.
    let name = match function.var(context) {
        Some(var) if mentions(function, var) == 1 => text.to_owned(),
        Some(_) => names::fresh(function.scopes, "streamCtx", function.func.span),
        None => names::fresh(function.scopes, "ctx", function.func.span),
    };
    let declaration = [format!("{name}, {cancel} := {qualifier}.WithCancel({text})"), format!("defer {cancel}()")];
    let mut edits: Vec<Edit> = import.into_iter().collect();
    edits.push(lines::before(function, &place, &declaration)?);
    if name != text {
        edits.push(Edit::replace(&function.file.path, context.span.range(), name));
    }
    let title = "cancel its context when the function ends".into();
    Ok(Mend { fix: Fix { title, safety: Safety::Unsafe, edits }, alternatives: Vec::new() })
}

/// How often a function names a variable.
fn mentions(function: &Function<'_>, var: VarId) -> usize {
    let mut count = 0;
    if let Some(block) = &function.func.body {
        walk_block(block, &mut |node| {
            count += usize::from(matches!(node, Node::Expr(e) if function.var(e) == Some(var)));
            Descend::Into
        });
    }
    count
}
