//! Seals a leak: by a release deferred where the value is surely there, or by releases on the spot where that is wrong.
//!
//! For a deferred release every place between two statements is a candidate. The first in source order that the flow proves right is taken:
//! the value is there in all states, its name means it, control passes once, and with a release deferred there no exit
//! leaks any more.

use std::collections::BTreeSet;

use super::{
    close_error::{Joined, joined},
    closure, discard, hoist, lines,
    mend::{Fix, Mend, NoFix, Safety},
    misplaced, narrow, on_failure, on_the_spot, place,
    release::{Named, Written},
    split,
};
use crate::{
    flow::{Certainty, Exit, Held, Leak, NodeId, OnFailure, Point, Presence, Reach},
    program::{Binding, CloseErrors, ReleaseAfter, VarId},
    syntax::{
        Layout,
        ast::{Span, Stmt},
    },
    text::Edit,
};

/// The edits that release what is held on every path that leaks it, or why there are none.
///
/// # Errors
/// A refusal with its code; the leak is reported all the same.
pub fn seal(held: &Held<'_, '_>, leak: &Leak) -> Result<Mend, NoFix> {
    if let Some(reason) = &held.resource.no_fix {
        return NoFix::because("no-release", reason.clone());
    }
    if let Some(code) = held.awaits_stuck_handler(true) {
        let reason = format!("its release waits until every handler has returned, and one may never: `{code}`");
        return NoFix::because("waits", reason);
    }
    let asks = held.may_be_nothing() || held.may_lack_field();
    if let Some(named) = held.uncalled() {
        return Ok(called(held, leak, named));
    }
    if let Some(on_failure) = held.slip().filter(|_| !asks) {
        return always(held, leak, on_failure);
    }
    if leak.released_elsewhere
        && held.resource.release_after == ReleaseAfter::Idle
        && held.only_deferred_release().is_none()
        && let Ok(mend) = on_the_spot::release(held, leak)
    {
        return Ok(mend);
    }
    let because = match deferred(held, leak) {
        Err(because) if UNSUITED.contains(&because.code) => because,
        Err(because) if DROPPED.contains(&because.code) && !asks => return discard::release(held, leak).ok_or(because),
        // Right where the loop ends with that turn, but not at first sight.
        Ok((mend, true)) => return Ok(on_the_spot::release(held, leak).unwrap_or(mend)),
        decided => return decided.map(|(mend, _)| mend),
    };
    on_the_spot::release(held, leak).or_else(|or| {
        if asks {
            return Err(NoFix { reason: format!("{}; {or}", because.reason).into(), ..because });
        }
        if because.code == "in-loop"
            && let Some(mend) = discard::release(held, leak).or_else(|| closure::turn(held, leak, None))
        {
            return Ok(mend);
        }
        if let Some(mend) = on_the_spot::ahead_of_returns(held, leak) {
            return Ok(mend);
        }
        if because.code == "no-place"
            && let Some(mend) = felt(held, leak).ok().and_then(|safety| narrow::release(held, safety))
        {
            return Ok(mend);
        }
        let on_failure = matches!(because.code, "handed-over-elsewhere" | "released-elsewhere").then(|| on_failure::release(held, leak));
        on_failure.flatten().ok_or_else(|| NoFix { reason: format!("{}; {or}", because.reason).into(), ..because })
    })
}

/// The release that is named for nothing, called.
fn called(held: &Held<'_, '_>, leak: &Leak, named: Span) -> Mend {
    let function = held.function;
    let title = format!("call `{}`, which is only named", function.text(named)).into();
    let safety = if leak.certainty == Certainty::Proved { Safety::Safe } else { Safety::Unsafe };
    let edits = vec![Edit::insert(&function.file.path, named.end as usize, "()".to_owned())];
    Mend { fix: Fix { title, safety, edits }, alternatives: Vec::new() }
}

/// The release that is deferred for where the function fails, deferred for good.
fn always(held: &Held<'_, '_>, leak: &Leak, OnFailure { stmt, release }: OnFailure<'_>) -> Result<Mend, NoFix> {
    let Some(release) = release.map(|call| held.function.text(call.span)) else {
        return NoFix::because("form", "more is deferred for where the function fails than the release");
    };
    felt(held, leak)?;
    let edits = vec![Edit::replace(&held.function.file.path, stmt.span.range(), format!("defer {release}"))];
    let title = format!("defer `{release}`, whether the function fails or not").into();
    Ok(Mend { fix: Fix { title, safety: Safety::Unsafe, edits }, alternatives: Vec::new() })
}

/// Why a deferred release is wrong where one on the spot may be right.
const UNSUITED: [&str; 8] =
    ["path-used-again", "released-elsewhere", "handed-over-elsewhere", "in-loop", "in-block", "no-place", "unchecked-error", "reassigned"];

/// Why nothing can be released by a name: the code drops it, error and all, or its name would be gone.
const DROPPED: [&str; 2] = ["dropped", "discarded-in-head"];

/// A release deferred at the first place where that is right, and whether it stands in a loop.
fn deferred(held: &Held<'_, '_>, leak: &Leak) -> Result<(Mend, bool), NoFix> {
    if let Some(field) = held.is_told_to_suite() {
        let reason = format!("`{field}` may still need it when the suite is torn down, behind all that the test defers");
        return NoFix::because("suite", reason);
    }
    if let Some(method) = held.exposes() {
        let reason = format!("`{method}` hands out what it holds, and whoever has that may still need it");
        return NoFix::because("exposed", reason);
    }
    let is_late = held.only_deferred_release().is_some();
    if held.writes_through() {
        return NoFix::because("publishes", "its release completes what was written so far, whether that is whole or not");
    }
    if leak.released_elsewhere && !is_late && (held.resource.release_after == ReleaseAfter::Harmful || leak.released_on_condition) {
        return NoFix::because(
            "released-elsewhere",
            "another path releases it already, so that a deferred release would be the second there",
        );
    }
    if let Some(how) = leak.handed_elsewhere.first() {
        let reason = format!("another path hands it over ({how}), so that a deferred release would come too early there");
        return NoFix::because("handed-over-elsewhere", reason);
    }
    if leak.exits.iter().any(|e| matches!(e, Exit::NextTurn(_))) {
        return piles_up();
    }
    if let Some(callee) = held.path_is_used_again() {
        // What is deferred further down is open then as it is.
        let moved = || misplaced::move_up(held, &Named::new(held).ok()?, felt(held, leak).ok()?);
        if let Some(mend) = moved().filter(|_| is_late) {
            return Ok((mend, false));
        }
        let reason = format!("`{callee}` comes later on the same path, and the file must be closed before that, not at the end");
        return NoFix::because("path-used-again", reason);
    }
    let safety = felt(held, leak)?;
    if let Some(mend) = bound_before(held, safety)? {
        return Ok((mend, false));
    }
    let named = Named::new(held)?;
    if is_late && let Some(mend) = misplaced::move_up(held, &named, safety) {
        return Ok((mend, false));
    }
    let (point, presence) = match first_point(held, &named) {
        Err(because)
            if because.code == "no-place" && held.parallel_subtest().is_none() && !held.may_be_nothing() && !held.may_lack_field() =>
        {
            return split_guard(held, &named, safety).map(|mend| (mend, false)).ok_or(because);
        }
        found => found?,
    };
    if held.resource.is_timed && held.function.goes_on_behind(held.body, point.1) {
        return NoFix::because(
            "in-block",
            "it is acquired in a block behind which the function goes on: a deferred release would come too late",
        );
    }
    let release = named.release(held, point)?;
    if named.is_read_late(held, point) {
        return NoFix::because("reassigned", "its variable gets another value later, which a deferred call would release instead");
    }
    let safety = match presence {
        Presence::Sure => safety,
        Presence::Presumed | Presence::Unchecked | Presence::Absent if held.resource.nil_safe => safety,
        Presence::Absent if held.is_followed_at(point.0, point.1) => safety,
        Presence::Presumed | Presence::Unchecked | Presence::Absent => Safety::Unsafe,
    };
    let helped = match held.reach_of_dependents() {
        Reach::OutlastHelper(test) => Some(test_at(held, test, point.1)?),
        _ => None,
    };
    let (line, title) = match held
        .parallel_subtest()
        .map(|t| (t, "when the test and its subtests have ended"))
        .or(helped.map(|t| (t, "when the test ends")))
    {
        Some((t, when)) => (named.cleanup(held, point, t, &release.call)?, format!("release it by `{t}.Cleanup`, {when}")),
        None => (format!("defer {}", release.call), format!("defer `{}`", release.call)),
    };
    let asked = named.to_ask(held, point)?;
    if asked.is_some() && (held.parallel_subtest().is_some() || helped.is_some() || is_late) {
        return NoFix::because("may-be-nil", "what is released may be nil though no error says so");
    }
    let mut edits = named.edits;
    edits.extend(release.import);
    if let Some(name) = asked {
        let lines = on_the_spot::if_there(&name, &line);
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        edits.push(place::at(held.function, point.1, &lines)?);
        let title = format!("defer `{}` where it is there", release.call).into();
        return Ok((Mend { fix: Fix { title, safety, edits }, alternatives: Vec::new() }, held.stands_in_loop(&point.1)));
    }
    let told = (helped.is_none() && !is_late && held.is_written() && held.function.program.registry.close_errors() == CloseErrors::Join)
        .then(|| joined(held, point.1, &release.call))
        .flatten();
    if let Some(Joined { lines, edits: elsewhere }) = told {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        edits.extend(elsewhere);
        edits.push(place::at(held.function, point.1, &lines)?);
        let title = format!("defer `{}`, and join its error to the function's own", release.call).into();
        let mend = Mend { fix: Fix { title, safety: Safety::Unsafe, edits }, alternatives: Vec::new() };
        return Ok((mend, held.stands_in_loop(&point.1)));
    }
    edits.push(place::at(held.function, point.1, &[&line])?);
    let superseded = superseded(held, &line, point.1, place::starts(&point.1));
    if is_late && superseded.is_none() && held.resource.release_after == ReleaseAfter::Harmful {
        return NoFix::because(
            "released-elsewhere",
            "it is deferred further down, so that a release deferred here would be the second there",
        );
    }
    edits.extend(superseded);
    let mend = Mend { fix: Fix { title: title.into(), safety, edits }, alternatives: Vec::new() };
    Ok((mend, held.stands_in_loop(&point.1)))
}

/// The mend of a value that the guard behind its acquisition leaves open where it is there and not what was wanted.
fn split_guard(held: &Held<'_, '_>, named: &Named, safety: Safety) -> Option<Mend> {
    if held.resource.is_timed || matches!(held.reach_of_dependents(), Reach::OutlastHelper(_)) {
        return None;
    }
    let late = held.only_deferred_release();
    let (split, point) = split::guard(held, named, safety)?;
    let superseded = superseded(held, &split.line, point, split.offset);
    let mut mend = split.mend;
    if late.is_some() && superseded.is_none() && held.resource.release_after == ReleaseAfter::Harmful {
        return None;
    }
    mend.fix.edits.extend(superseded);
    Some(mend)
}

/// The mend of a value that only what derives from it outlasts, as in `range time.NewTicker(d).C`: it gets a variable ahead
/// of its statement, and the release is deferred there. None where it has a variable, or none can be had.
fn bound_before(held: &Held<'_, '_>, safety: Safety) -> Result<Option<Mend>, NoFix> {
    let (Some(place), None, true) = (held.body.place_of(held.call.span), held.resource.error, held.is_unbound()) else { return Ok(None) };
    // Only a field of it is used: a value that is dropped or assigned is no operand.
    if !held.function.file.text[held.call.span.end as usize..].starts_with('.') {
        return Ok(None);
    }
    if held.in_loop() {
        return piles_up();
    }
    let Some((name, mut edits)) = hoist::bind_before(held.function, held.call, &held.resource.name) else { return Ok(None) };
    let Some(release) = held.resource.release.first() else { return Ok(None) };
    let Written { call, import } = Written::new(held, &name, release)?;
    edits.extend(import);
    edits.push(lines::before(held.function, &place, &[format!("defer {call}")])?);
    Ok(Some(Mend { fix: Fix { title: format!("give it a variable, and defer `{call}`").into(), safety, edits }, alternatives: Vec::new() }))
}

/// The name by which the test that a helper is given can be called at a point.
fn test_at<'a>(held: &Held<'_, 'a>, test: VarId, point: Point<'a>) -> Result<&'a str, NoFix> {
    let scopes = held.function.scopes;
    let name = &scopes.var(test).name;
    match scopes.lookup(name, point.offset()) {
        Binding::Var(var) if var == test => Ok(name.as_str()),
        _ => NoFix::because("outlives", "what lives only until the release outlives the function, and its test has no name there"),
    }
}

/// The deletion of a statement further down in the block that defers the very same, which the line moves up, past no other
/// deferred call.
fn superseded(held: &Held<'_, '_>, line: &str, point: Point<'_>, from: u32) -> Option<Edit> {
    let text = &*held.function.file.text;
    let deferred = held.deferred_releases();
    let [stmt] = &deferred[..] else { return None };
    let (start, end) = (stmt.span.start as usize, stmt.span.end as usize);
    let above = text[..start].trim_end_matches([' ', '\t']).strip_suffix('\n')?.lines().next_back().unwrap_or_default().trim();
    let alone = text[end..].lines().next().is_some_and(str::is_empty) && !above.starts_with("//") && !above.ends_with("*/");
    let is_beside = point.block.stmts.iter().any(|s| s.span == stmt.span);
    let passes = held.defers_between(from, stmt.span.start);
    // Further down the variable must hold nothing else.
    (alone && is_beside && !passes && held.is_set_once() && held.function.text(stmt.span) == line)
        .then(|| Layout::new(text).delete(&held.function.file.path, start, end))
}

/// The refusal of a deferred release in a loop.
fn piles_up<T>() -> Result<T, NoFix> {
    NoFix::because("in-loop", "it is acquired in a loop, where a deferred release would pile up until the function ends")
}

/// Whether a release at the function's end is felt by anything but the resource.
fn felt(held: &Held<'_, '_>, leak: &Leak) -> Result<Safety, NoFix> {
    let safety = match held.reach_of_dependents() {
        Reach::Inside => Safety::Safe,
        Reach::Callees(_) | Reach::AwaitedGoroutine | Reach::OutlastTest | Reach::OutlastHelper(_) => Safety::Unsafe,
        Reach::Outlives(how) => {
            let reason = format!("what lives only until the release outlives the function ({how})");
            return NoFix::because("outlives", reason);
        }
    };
    let inferred = leak.certainty == Certainty::Inferred || held.resource.release_is_felt || held.is_shared() || held.is_met_later();
    Ok(if inferred { Safety::Unsafe } else { safety })
}

/// The first place where a deferred release is right.
pub(super) fn first_point<'a>(held: &Held<'_, 'a>, named: &Named) -> Result<((NodeId, Point<'a>), Presence), NoFix> {
    let cfg = &held.body.cfg;
    let is_shared = held.is_shared_try();
    let mut points: Vec<(NodeId, Point<'a>, Presence)> = cfg
        .points()
        .filter(|(_, p)| place::starts(p) >= held.call.span.end)
        .filter(|(id, _)| !is_shared || held.meets_others_at(*id))
        .filter_map(|(id, p)| Some((id, p, held.presence(id)?)))
        .collect();
    points.sort_by_key(|(_, p, _)| (held.stands_in_loop(p), place::starts(p)));
    // A place where the error is known beats an earlier one where it is guessed.
    let error_is_read = held.error_is_read();
    for wanted in [Presence::Sure, Presence::Presumed, Presence::Unchecked, Presence::Absent] {
        for &(id, point, presence) in points.iter().filter(|(.., presence)| *presence <= wanted) {
            let allowed = match presence {
                Presence::Sure | Presence::Presumed => true,
                Presence::Unchecked => !error_is_read && (held.resource.nil_safe || is_used_at(held, id, point)),
                Presence::Absent => held.resource.nil_safe || held.is_followed_at(id, point),
            };
            if !allowed {
                continue;
            }
            if named.is_visible(held, id, point) && !cfg.in_cycle(id) && held.sealed_by_defer_at(id) {
                return Ok((below_removals(held, named, (id, point)), presence));
            }
        }
    }
    // Where it is not there, control never gets so far.
    let is_right = |&&(id, point, _): &&(NodeId, Point<'a>, Presence)| {
        held.is_followed_ahead(id, point) && named.is_visible(held, id, point) && !cfg.in_cycle(id) && held.sealed_by_defer_at(id)
    };
    if let Some(&(id, point, _)) = points.iter().find(is_right) {
        return Ok((below_removals(held, named, (id, point)), Presence::Sure));
    }
    match points.iter().any(|(.., p)| *p == Presence::Sure) {
        _ if held.in_loop() => piles_up(),
        true if named.fresh.as_ref().is_some_and(|f| f.in_head) => {
            NoFix::because("discarded-in-head", "it is discarded in the head of a statement, behind which its name would be gone")
        }
        true => NoFix::because("no-place", "no single place serves all paths that leak it"),
        false => NoFix::because("unchecked-error", unchecked(held, points.iter().map(|(.., presence)| *presence).collect())),
    }
}

/// Why it is sure nowhere that the value is there.
fn unchecked(held: &Held<'_, '_>, presences: BTreeSet<Presence>) -> &'static str {
    match presences.first() {
        Some(Presence::Presumed) => "only the name of what its error is given to tells that control ends there where there is one",
        _ if presences.contains(&Presence::Absent) => "the code goes on where its error was seen, so that it may not be there",
        _ if held.is_ever_sure() => "where its error has been asked, its variable may hold another value",
        _ if held.error_is_asked() && !held.error_is_only_returned() => {
            "the code that reads its error goes on where there is one, so that nothing tells where it is there"
        }
        _ => "its error is never looked at, so that nothing tells where it is there",
    }
}

/// The place behind the defers that remove the value's path and stand right there, by a function of the project's own perhaps: they
/// run last to first, and some systems remove no open file.
fn below_removals<'a>(held: &Held<'_, 'a>, named: &Named, first: (NodeId, Point<'a>)) -> (NodeId, Point<'a>) {
    let mut at = first;
    while let Some(stmt) = at.1.block.stmts.get(at.1.index)
        && (held.function.defers_removal(stmt) || held.defers_with_name_of(stmt))
        && let Some(next) = held.body.cfg.points().find(|(_, p)| p.block.span == at.1.block.span && p.index == at.1.index + 1)
        && named.is_visible(held, next.0, next.1)
        && held.sealed_by_defer_at(next.0)
    {
        at = next;
    }
    at
}

/// Whether the statement behind a point reads a field or method of the value: where it is nil, that would panic all the same.
fn is_used_at(held: &Held<'_, '_>, node: NodeId, point: Point<'_>) -> bool {
    let Some(Stmt { span, .. }) = point.block.stmts.get(point.index) else { return false };
    let Span { start, end } = *span;
    let text = held.function.text(Span { start, end });
    let first_line = text.lines().next().unwrap_or_default();
    held.holders(node).iter().any(|(var, _)| {
        let name = &held.function.scopes.var(*var).name;
        first_line
            .match_indices(&format!("{name}."))
            .any(|(i, _)| !first_line[..i].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.'))
    })
}
