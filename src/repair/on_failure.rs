//! Seals a leak by a release that is deferred and runs where the function fails, alone: where it succeeds somebody else has
//! the value. The result that is the function's error gets a name for that.

use super::{
    mend::{Fix, Mend, Safety},
    names, place,
    release::Named,
};
use crate::{
    flow::{Handover, Held, Leak, NodeId, Point, Presence},
    program::Binding,
    syntax::ast::{Field, Span},
    text::Edit,
};

/// The release, or none where it is not proved that each way out either fails or hands the value over.
pub(super) fn release(held: &Held<'_, '_>, leak: &Leak) -> Option<Mend> {
    let is_kept = |how: &Handover| matches!(how, Handover::Returned | Handover::Stored | Handover::Sent | Handover::Kept(_));
    let is_plain = held.parallel_subtest().is_none() && held.exposes().is_none() && !held.may_publish();
    if !is_plain || !leak.handed_elsewhere.iter().any(is_kept) || !held.is_seen_to_elsewhere(leak) {
        return None;
    }
    let named = Named::new(held).ok().filter(|named| named.fresh.is_none())?;
    let (node, point) = first_point(held, &named)?;
    // A closure reads its variable when it runs.
    if !held.holders(node).iter().all(|(var, _)| held.is_assigned_once(*var)) {
        return None;
    }
    let release = named.release(held, (node, point)).ok()?;
    let (error, naming) = error_name(held, point)?;
    let lines = [
        "defer func() {".to_owned(),
        format!("\tif {error} != nil {{"),
        format!("\t\t{}", release.call),
        "\t}".to_owned(),
        "}()".to_owned(),
    ];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let mut edits: Vec<Edit> = release.import.into_iter().chain(naming).collect();
    edits.push(place::at(held.function, point, &lines).ok()?);
    let title = format!("defer `{}` for where the function fails", release.call).into();
    Some(Mend { fix: Fix { title, safety: Safety::Unsafe, edits }, alternatives: Vec::new() })
}

fn first_point<'a>(held: &Held<'_, 'a>, named: &Named) -> Option<(NodeId, Point<'a>)> {
    let cfg = &held.body.cfg;
    let mut points: Vec<(NodeId, Point<'a>)> = cfg
        .points()
        .filter(|(id, p)| place::starts(p) >= held.call.span.end && held.presence(*id) == Some(Presence::Sure))
        .filter(|(id, p)| !place::is_behind_fallthrough(p) && !cfg.in_cycle(*id) && !held.stands_in_loop(p))
        .collect();
    points.sort_by_key(|(_, p)| place::starts(p));
    points.retain(|(id, p)| named.is_visible(held, *id, *p));
    let at = points.iter().position(|(id, _)| held.sealed_on_failure_at(*id))?;
    let block = points[at].1.block.span;
    // Deferred calls run last to first, and some systems remove no open file.
    let is_behind_removal = |p: &Point<'_>| {
        let before = p.index.checked_sub(1).and_then(|i| p.block.stmts.get(i));
        p.block.span == block && before.is_some_and(|stmt| held.function.may_defer_removal(stmt))
    };
    let last = points[at..].iter().rfind(|(id, p)| is_behind_removal(p) && held.sealed_on_failure_at(*id));
    last.or(points.get(at)).copied()
}

/// The name of the function's error as it means that at a point, with the edit that brings it where it has none.
pub(super) fn error_name(held: &Held<'_, '_>, point: Point<'_>) -> Option<(String, Option<Edit>)> {
    let function = held.function;
    let results = held.results_with_error()?;
    let scopes = function.scopes;
    if let Some(name) = results.last()?.names.last().filter(|name| name.name != "_") {
        let var = scopes.var_at(name.span.start)?;
        let is_it = scopes.lookup(&name.name, point.offset()) == Binding::Var(var) && !held.function.is_set_in_literal(var);
        return is_it.then(|| (name.name.to_string(), None));
    }
    if results.iter().any(|field| !field.names.is_empty()) {
        return None;
    }
    let whole = function.func.span;
    let name = if scopes.is_taken("err", whole) { names::fresh(scopes, "retErr", whole) } else { "err".to_owned() };
    let list = listed(&function.file.text, results)?;
    let texts: Vec<&str> = results.iter().map(|field| function.text(field.span)).collect();
    let (last, others) = texts.split_last()?;
    let named: Vec<String> = others.iter().map(|ty| format!("_ {ty}")).chain([format!("{name} {last}")]).collect();
    let edit = Edit::replace(&function.file.path, list.range(), format!("({})", named.join(", ")));
    Some((name, Some(edit)))
}

/// Where the list of results stands, with its parentheses, if it has some; None where more than types is in it.
fn listed(text: &str, results: &[Field]) -> Option<Span> {
    let (first, last) = (results.first()?.span, results.last()?.span);
    let parts = results.windows(2).map(|pair| &text[pair[0].span.end as usize..pair[1].span.start as usize]);
    if parts.into_iter().any(|between| between != ", ") {
        return None;
    }
    if text[..first.start as usize].ends_with('(') && text[last.end as usize..].starts_with(')') {
        return Some(Span { start: first.start - 1, end: last.end + 1 });
    }
    (results.len() == 1 && text[..first.start as usize].ends_with(") ")).then_some(first)
}
