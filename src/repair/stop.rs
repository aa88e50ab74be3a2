//! Seals what goes on by itself, as a process does: it is stopped and waited for where the function fails and leaves it, or waited
//! for by a goroutine where nobody else does.

use super::{
    mend::{Fix, Mend, NoFix, Safety},
    place,
    release::{Named, Written},
};
use crate::{
    flow::{Exit, Held, NodeId, Point, Presence},
    program::Release,
};

/// Stops the value and releases it ahead of exits: a release alone would wait for what has no reason to end.
///
/// # Errors
/// Where it is not sure at each exit that the value is there, the function's own, and needed no more.
pub fn stop(held: &Held<'_, '_>, exits: &[Exit]) -> Result<Mend, NoFix> {
    let unsure = || NoFix {
        code: "no-place",
        reason: "nor is it sure at each exit that leaves it that it is there, needed no more, and nobody else's".into(),
    };
    if held.open_exits().len() > exits.len() {
        return NoFix::because("left-on-success", "another exit leaves it as well, where the function does not fail");
    }
    let named = Named::new(held)?;
    let points = held.points_ahead_of(exits).ok_or_else(unsure)?;
    if points.len() > place::MOST {
        return NoFix::because("too-many", "more than three exits leave it");
    }
    if held.sealed_on_the_spot(&points) != Some(Presence::Sure) {
        return Err(unsure());
    }
    let mut edits = named.edits.clone();
    let mut title = String::new();
    for id in points {
        let point = point(held, id).filter(|p| named.is_visible(held, id, *p)).ok_or_else(unsure)?;
        let (stop, release) = (stopping(held, &named, (id, point))?, named.release(held, (id, point))?);
        let lines = [ignored(held, &named, (id, point), &stop), ignored(held, &named, (id, point), &release.call)];
        if title.is_empty() {
            let exits = if exits.len() == 1 { "the exit that leaves it" } else { "each exit that leaves it" };
            title = format!("call `{stop}` and `{}` ahead of {exits}", release.call);
        }
        edits.extend(release.import);
        edits.push(place::at(held.function, point, &[&lines[0], &lines[1]])?);
    }
    Ok(Mend { fix: Fix { title: title.into(), safety: Safety::Unsafe, edits }, alternatives: Vec::new() })
}

/// Leaves a goroutine to wait for the value, at the first place where it is surely there.
///
/// # Errors
/// Where there is no such place.
pub fn wait_aside(held: &Held<'_, '_>) -> Result<Mend, NoFix> {
    let named = Named::new(held)?;
    let mut points: Vec<(NodeId, Point<'_>)> = held
        .body
        .cfg
        .points()
        .filter(|(id, p)| place::starts(p) >= held.call.span.end && held.presence(*id) == Some(Presence::Sure))
        .filter(|(_, p)| !place::is_behind_fallthrough(p))
        .collect();
    points.sort_by_key(|(_, p)| place::starts(p));
    let does = |(id, p): &&(NodeId, Point<'_>)| named.is_visible(held, *id, *p) && held.sealed_by_defer_at(*id);
    let Some(&at) = points.iter().find(does) else {
        return NoFix::because("unchecked-error", "nothing tells where it was started");
    };
    let release = named.release(held, at)?;
    let mut edits = named.edits;
    edits.extend(release.import);
    edits.push(place::at(held.function, at.1, &[&format!("go {}", release.call)])?);
    let title = format!("wait for it by `go {}`", release.call).into();
    Ok(Mend { fix: Fix { title, safety: Safety::Unsafe, edits }, alternatives: Vec::new() })
}

fn point<'a>(held: &Held<'_, 'a>, node: NodeId) -> Option<Point<'a>> {
    held.body.cfg.points().find(|(id, _)| *id == node).map(|(_, p)| p)
}

/// A call as a statement that says that what it returns is of no interest: `_ = cmd.Wait()`.
fn ignored(held: &Held<'_, '_>, named: &Named, at: (NodeId, Point<'_>), call: &str) -> String {
    let results = named.results_of(held, at, call).unwrap_or_default();
    if results == 0 { call.to_owned() } else { format!("{} = {call}", vec!["_"; results].join(", ")) }
}

/// The call that ends what is held, spelled as its release is.
fn stopping(held: &Held<'_, '_>, named: &Named, at: (NodeId, Point<'_>)) -> Result<String, NoFix> {
    let none = || NoFix { code: "no-stop", reason: "nothing ends it at once".into() };
    let path = held.resource.stopped_by.as_ref().ok_or_else(none)?;
    let (name, steps) = named.held_by(held, at).ok_or_else(none)?;
    let rest = path.get(steps..).filter(|rest| !rest.is_empty()).ok_or_else(none)?;
    Ok(Written::new(held, &name, &Release::Method(rest.to_vec()))?.call)
}
