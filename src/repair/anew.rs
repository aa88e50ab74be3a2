//! Gives each turn of a loop a variable of its own, in place of one that outlives the loop.

use super::mend::{Fix, Mend, NoFix, Safety};
use crate::{
    flow::{Function, Nesting},
    syntax::ast::StmtKind,
    text::Edit,
};

/// Turns the assignment into a declaration.
///
/// # Errors
/// Where something else than the rest of the turn reads the variable, or the statement sets others that outlive it as well.
pub fn declare_each_turn(function: &Function<'_>, nesting: &Nesting<'_>, safety: Safety) -> Result<Mend, NoFix> {
    if nesting.is_carried {
        return NoFix::because("carried", "what a turn derives is read behind the loop or by the next turn, and the chain may be meant");
    }
    if nesting.sets_others {
        return NoFix::because("other-names", "the statement sets other variables as well, which would be new ones, too");
    }
    let StmtKind::Assign { left, right, .. } = &nesting.place.bare().kind else {
        return NoFix::because("no-place", "it is no assignment");
    };
    let between = left.last().zip(right.first()).map(|(l, r)| l.span.end as usize..r.span.start as usize);
    let sign = between.and_then(|range| Some(range.start + function.file.text.get(range.clone())?.find('=')?));
    let Some(at) = sign else { return NoFix::because("no-place", "it is no assignment") };
    let edit = Edit::replace(&function.file.path, at..at + 1, ":=");
    let title = format!("declare `{}` anew in each turn", nesting.name).into();
    Ok(Mend { fix: Fix { title, safety, edits: vec![edit] }, alternatives: Vec::new() })
}
