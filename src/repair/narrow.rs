//! Seals a leak of a value that the code keeps in a variable of an interface without its release (`var in io.Reader`): a variable of
//! its own type gets it first, and the release is deferred by that.

use super::{
    discard,
    mend::{Fix, Mend, Safety},
    names, place,
    release::Written,
};
use crate::{
    flow::{Held, Point, Presence},
    program::{CloseErrors, Release, ValueAt, VarId, VarKind},
    syntax::{
        Layout,
        ast::{AssignOp, If, StmtKind},
    },
    text::Edit,
};

/// The deferred release, or none where the value has another variable, or where it is not plain that nobody misses it between its
/// acquisition and the end of the check of its error.
pub(super) fn release(held: &Held<'_, '_>, safety: Safety) -> Option<Mend> {
    let function = held.function;
    let is_plain =
        held.parallel_subtest().is_none() && !held.in_loop() && !held.resource.is_timed && held.only_deferred_release().is_none();
    let tells_join = held.is_written() && function.program.registry.close_errors() == CloseErrors::Join;
    // What no row tells of may be of a type that has no name here.
    let is_listed = !held.resource.rule.is_empty();
    if !is_plain || !is_listed || tells_join || held.may_be_nothing() || held.may_lack_field() {
        return None;
    }
    let place = held.body.place_of(held.call.span)?;
    let stmt = place.bare();
    let StmtKind::Assign { left, op: AssignOp::Plain, right } = &stmt.kind else { return None };
    let ([kept, _], [only], ValueAt::Result(0), Some(1)) = (&left[..], &right[..], held.resource.value, held.resource.error) else {
        return None;
    };
    let var = function.var(kept).filter(|var| is_narrow(held, *var) && only.unparen().span == held.call.span)?;
    if place.stmt().span != stmt.span || held.body.is_jumped_over(&place) || held.body.is_goto_target(&place) {
        return None;
    }
    let behind = |index: usize| held.body.cfg.points().find(|(_, p)| p.block.span == place.block.span && p.index == index);
    let StmtKind::If(check) = &place.block.stmts.get(place.index + 1)?.kind else { return None };
    let (node, point) = behind(place.index + 2)?;
    if names_it(held, check, var) || held.presence(node) != Some(Presence::Sure) || !held.sealed_by_defer_at(node) {
        return None;
    }
    let name = names::fresh(function.scopes, &held.resource.name, function.func.span);
    let mut edits = Vec::new();
    let declaration = discard::declare(held, &name, &mut edits)?;
    let Written { call, import } = Written::new(held, &name, held.resource.release.first()?).ok()?;
    let path = &function.file.path;
    edits.extend(import);
    edits.push(Layout::new(&function.file.text).before(path, stmt.span.start as usize, &[&declaration])?);
    edits.push(Edit::replace(path, kept.span.range(), name.clone()));
    let assignment = format!("{} = {name}", function.text(kept.span));
    edits.push(place::at(function, point, &[&format!("defer {call}"), &assignment]).ok()?);
    let title = format!("give it a variable that has the release, and defer `{call}`").into();
    Some(Mend { fix: Fix { title, safety, edits }, alternatives: Vec::new() })
}

/// Whether a variable of the function's own is of a type without the release, and only what the body does by itself reads it.
fn is_narrow(held: &Held<'_, '_>, var: VarId) -> bool {
    let function = held.function;
    let Some(Release::Method(path)) = held.resource.release.first() else { return false };
    let ty = function.typing.type_of_var(var);
    let lacks = path.first().is_some_and(|method| function.typing.lacks(&ty, method));
    lacks && function.typing.is_interface(&ty) && function.scopes.var(var).kind == VarKind::Local && !function.is_captured(var)
}

/// Whether the check of the error, or what comes behind it where there is one, names the variable.
fn names_it(held: &Held<'_, '_>, check: &If, var: VarId) -> bool {
    let cfg = &held.body.cfg;
    let fails = |point: &Point<'_>| point.block.span == check.then.span && point.index == 0;
    let Some((then, _)) = cfg.points().find(|(_, p)| fails(p)) else { return true };
    let names = |span| held.function.names(span, var);
    let reached = cfg.reached(then, &[]);
    let mut nodes = cfg.nodes.iter().zip(reached).filter(|(_, reached)| *reached).filter_map(|(node, _)| node.kind.span());
    check.init.is_some() || check.els.is_some() || names(check.cond.span) || nodes.any(names)
}
