//! Seals a leak by releases on the spot, where one deferred to the function's end would come too late, or second to another.
//!
//! In the order in which they are tried: one behind the last use, one ahead of each exit that forgets it, one at each end of
//! the block in which it is acquired. The flow proves each: the value is there, needed no more, and released on no path twice.

use super::{
    lines,
    mend::{Fix, Mend, Safety},
    place,
    release::Named,
    returned::Bound,
};
use crate::{
    flow::{Certainty, Exit, Held, Leak, NodeId, Origin, Point, Presence},
    syntax::ast::Span,
    text::Edit,
};

/// The releases, or why there are none.
pub(super) fn release(held: &Held<'_, '_>, leak: &Leak) -> Result<Mend, &'static str> {
    if held.parallel_subtest().is_some() {
        return Err("a parallel subtest may still use it then");
    }
    if held.may_publish() {
        return Err("its release may publish what was written so far as if that were all");
    }
    if !held.is_seen_to_elsewhere(leak) {
        return Err("whether anybody sees to it there is not in sight");
    }
    // What lets them go may be deferred.
    if held.awaits_stuck_handler(false).is_some() {
        return Err("there it would wait for a handler that may never return");
    }
    let named = Named::new(held).map_err(|_| "no variable means it")?;
    let site = Site { held, leak, named };
    let exits = held.open_exits();
    let comes_round = exits.iter().any(|e| matches!(e, Exit::NextTurn(_)));
    let ahead = if comes_round { None } else { held.points_ahead_of(&exits) };
    let mut too_many = false;
    let ahead = ahead.into_iter().map(|points| (points, Where::Exits));
    let homes = held.homes().into_iter().map(|block| (held.ways_out_of(block), Where::Block));
    let single = site.may_end_early().then(|| site.single()).flatten().map(|point| (vec![point], Where::LastUse));
    let is_early = comes_round || exits.len() > 1 || single.as_ref().is_some_and(|(points, _)| site.beats_overwriting(points, &exits));
    let (first, second) = if is_early { (single, None) } else { (None, single) };
    let places: Vec<(Vec<NodeId>, Where)> = first.into_iter().chain(ahead).chain(second).chain(homes).collect();
    // A place where it is surely there beats one where that has to be asked.
    for (points, place, asks) in [false, true].into_iter().flat_map(|asks| places.iter().map(move |(points, place)| (points, *place, asks)))
    {
        let Some(presence) = held.sealed_on_the_spot(points).filter(|_| site.is_visible(points)) else { continue };
        // On whichever path, the file is closed before somebody renames or removes it, and no goroutine goes on with it.
        if points.iter().any(|point| held.path_is_used_before(*point) || held.meets_goroutine_before(*point)) {
            continue;
        }
        if points.len() > place::MOST {
            too_many = true;
            continue;
        }
        if let Some(mend) = site.mend(points, presence, place, asks) {
            return Ok(mend);
        }
    }
    if comes_round
        && !held.may_be_nothing()
        && !held.may_lack_field()
        && let Some(mend) = site.before_retry()
    {
        return Ok(mend);
    }
    Err(if too_many {
        "more than three exits leave it open"
    } else {
        "nor is it sure at each exit that leaves it open that it is there, needed no more, and nobody else's"
    })
}

/// Releases ahead of exits of which some compute from the value what they return: they do so ahead of the release.
pub(super) fn ahead_of_returns(held: &Held<'_, '_>, leak: &Leak) -> Option<Mend> {
    let is_plain = held.parallel_subtest().is_none() && !held.may_publish() && held.is_seen_to_elsewhere(leak);
    let site = Site { held, leak, named: Named::new(held).ok().filter(|_| is_plain)? };
    let exits = held.open_exits();
    let points = held.points_ahead_of(&exits).or_else(|| held.homes().first().map(|block| held.ways_out_of(block)))?;
    site.ahead_of_returns(&points)
}

/// Where the releases stand.
#[derive(Clone, Copy)]
enum Where {
    LastUse,
    Exits,
    Block,
}

struct Site<'h, 'f, 'a> {
    held: &'h Held<'f, 'a>,
    leak: &'h Leak,
    named: Named,
}

impl<'a> Site<'_, '_, 'a> {
    fn point(&self, node: NodeId) -> Option<Point<'a>> {
        self.held.body.cfg.points().find(|(id, _)| *id == node).map(|(_, p)| p)
    }

    fn is_visible(&self, points: &[NodeId]) -> bool {
        points.iter().all(|&id| self.point(id).is_some_and(|p| self.named.is_visible(self.held, id, p)))
    }

    /// Whether all that needs the value is in sight, so that its last use is the end of it: nothing that runs on its own does,
    /// and its end is not measured.
    fn may_end_early(&self) -> bool {
        let resource = &self.held.resource;
        let is_seen = !resource.is_timed && !resource.is_text && !resource.callees_only_ask;
        is_seen && !self.held.tells_address() && self.leak.certainty == Certainty::Proved && !self.held.dependents_meet_strangers()
    }

    /// The first point at which one release does for all paths.
    fn single(&self) -> Option<NodeId> {
        let held = self.held;
        let mut points: Vec<(NodeId, Point<'a>, Presence)> = held
            .body
            .cfg
            .points()
            .filter(|(_, p)| place::starts(p) >= held.call.span.end)
            .filter_map(|(id, p)| Some((id, p, held.presence_on_the_spot(id)?)))
            .filter(|(_, p, _)| !place::is_behind_fallthrough(p))
            .collect();
        // A place where the error is known beats an earlier one where it is guessed.
        points.sort_by_key(|(_, p, presence)| (*presence, place::starts(p)));
        let does = |&&(id, _, presence): &&(NodeId, Point<'a>, Presence)| {
            self.safety(presence).is_some()
                && self.is_visible(&[id])
                && !held.path_is_used_before(id)
                && !held.meets_goroutine_before(id)
                && held.sealed_on_the_spot(&[id]).is_some()
        };
        points.iter().find(does).map(|(id, ..)| *id)
    }

    /// Whether the place behind the last use is surely one, in the block of the statement that gives the variable another value: ahead of
    /// that the release would stand amid code of the next one.
    fn beats_overwriting(&self, points: &[NodeId], exits: &[Exit]) -> bool {
        let ([point], [Exit::Overwritten(at)]) = (points, exits) else { return false };
        let block = self.held.body.place_of(*at).map(|place| place.block.span);
        self.point(*point).is_some_and(|p| Some(p.block.span) == block)
            && self.held.presence_on_the_spot(*point) == Some(Presence::Sure)
            && !self.held.is_one_of_many()
    }

    /// How safe a release is where the value is there so surely; None where it would be no release at all.
    fn safety(&self, presence: Presence) -> Option<Safety> {
        let resource = &self.held.resource;
        let is_felt = self.leak.certainty == Certainty::Inferred || resource.release_is_felt || self.held.dependents_meet_strangers();
        let safety = if is_felt { Safety::Unsafe } else { Safety::Safe };
        match presence {
            Presence::Sure => Some(safety),
            Presence::Presumed if !resource.nil_safe => Some(Safety::Unsafe),
            Presence::Unchecked if self.held.error_is_read() && !self.held.error_is_only_returned() => None,
            Presence::Presumed | Presence::Unchecked | Presence::Absent => resource.nil_safe.then_some(safety),
        }
    }

    /// How safe a release is where a nil pointer tells that the value is not there.
    fn guarded(&self) -> Safety {
        let is_nil_then = self.held.origin == Origin::Acquired;
        self.safety(Presence::Sure).filter(|_| is_nil_then).unwrap_or(Safety::Unsafe)
    }

    /// The lines that release the value at an exit if it is there, and how safe they are: nobody will look at its error any more.
    fn asking(&self, at: (NodeId, Point<'a>), presence: Presence, call: &str) -> Option<(Vec<String>, Safety)> {
        // An error that is only told of may be one that always comes.
        let is_told = || self.held.error_is_read() && !self.held.error_is_only_returned() && !self.held.is_ever_sure();
        let pointer = self.named.pointer(self.held, at);
        if pointer.as_ref().is_some_and(|(_, var)| var.is_some_and(|var| self.held.is_followed(at.0, var))) {
            return Some((vec![call.to_owned()], self.guarded()));
        }
        if presence == Presence::Unchecked && is_told() {
            return None;
        }
        if self.held.resource.nil_safe {
            return Some((vec![call.to_owned()], self.safety(Presence::Absent)?));
        }
        Some((if_there(&pointer?.0, call), self.guarded()))
    }

    /// The releases at these points.
    fn ahead_of_returns(&self, points: &[NodeId]) -> Option<Mend> {
        let held = self.held;
        let bound: Vec<(NodeId, Bound)> = points.iter().filter_map(|&id| Some((id, Bound::new(held, (id, self.point(id)?))?))).collect();
        let returns: Vec<Span> = bound.iter().map(|(_, bound)| bound.span).collect();
        let is_met = |point: &NodeId| held.path_is_used_before(*point) || held.meets_goroutine_before(*point);
        if bound.is_empty() || points.len() > place::MOST || !self.is_visible(points) || points.iter().any(is_met) {
            return None;
        }
        if held.sealed_ahead_of_returns(points, &returns)? != Presence::Sure {
            return None;
        }
        let mut edits = self.named.edits.clone();
        let mut title = String::new();
        for &id in points {
            let point = self.point(id)?;
            let release = self.named.release(held, (id, point)).ok()?;
            let own = bound.iter().find(|(of, _)| *of == id).map(|(_, bound)| bound);
            let lines: Vec<&str> = own.map(|bound| &*bound.line).into_iter().chain([&*release.call]).collect();
            edits.extend(release.import.filter(|import| !edits.contains(import)));
            edits.push(place::at(held.function, point, &lines).ok()?);
            edits.extend(own.into_iter().flat_map(|bound| bound.edits.iter().cloned()));
            title = format!("call `{}` behind what the return computes from it", release.call);
        }
        Some(Mend { fix: Fix { title: title.into(), safety: self.safety(Presence::Sure)?, edits }, alternatives: Vec::new() })
    }

    fn mend(&self, points: &[NodeId], presence: Presence, place: Where, asks: bool) -> Option<Mend> {
        let mut safety = Safety::Safe;
        if !matches!(place, Where::Exits) && self.held.is_one_of_many() {
            safety = Safety::Unsafe;
        }
        let mut edits = self.named.edits.clone();
        let mut title = String::new();
        for &id in points {
            let point = self.point(id)?;
            let release = self.named.release(self.held, (id, point)).ok()?;
            let presence = if points.len() > 1 { self.held.presence_on_the_spot(id)? } else { presence };
            let (lines, own) = match self.safety(presence) {
                Some(own) => match self.named.to_ask(self.held, (id, point)).ok()? {
                    Some(name) => (if_there(&name, &release.call), own),
                    None => (vec![release.call.clone()], own),
                },
                None if self.held.may_be_nothing() || self.held.may_lack_field() => return None,
                None if asks && !matches!(place, Where::LastUse) => self.asking((id, point), presence, &release.call)?,
                None => return None,
            };
            safety = safety.max(own);
            if title.is_empty() {
                title = match (place, points.len()) {
                    (Where::LastUse, _) => format!("call `{}` behind the last use", release.call),
                    (Where::Exits, 1) => format!("call `{}` ahead of the exit that leaves it open", release.call),
                    (Where::Block, 1) => format!("call `{}` at the end of the block", release.call),
                    (Where::Exits, _) => format!("call `{}` ahead of each exit that leaves it open", release.call),
                    (Where::Block, _) => format!("call `{}` wherever the block ends", release.call),
                };
            }
            edits.extend(release.import.filter(|import| !edits.contains(import)));
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            edits.push(place::at(self.held.function, point, &lines).ok()?);
        }
        Some(Mend { fix: Fix { title: title.into(), safety, edits }, alternatives: Vec::new() })
    }

    /// A release of what the try before has left open, ahead of the next.
    fn before_retry(&self) -> Option<Mend> {
        let (id, var) = self.held.left_by_last_try()?;
        let point = self.point(id)?;
        let (name, _) = self.named.pointer(self.held, (id, point)).filter(|(_, pointer)| *pointer == Some(var))?;
        let release = self.named.release(self.held, (id, point)).ok()?;
        let lines = if_there(&name, &release.call);
        let place = self.held.body.place_of(self.held.call.span)?;
        let mut edits: Vec<Edit> = release.import.into_iter().collect();
        edits.push(lines::before(self.held.function, &place, &lines).ok()?);
        let title = format!("call `{}` before the next try", release.call).into();
        Some(Mend { fix: Fix { title, safety: self.guarded(), edits }, alternatives: Vec::new() })
    }
}

/// `if resp != nil { resp.Body.Close() }`
pub(super) fn if_there(name: &str, call: &str) -> Vec<String> {
    vec![format!("if {name} != nil {{"), format!("\t{call}"), "}".to_owned()]
}
