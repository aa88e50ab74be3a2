//! What the turns of a loop leave behind of a timer whose channel they wait on.

use super::{
    cfg::Point,
    channel::{Channel, Receipt, received_by},
    held::Held,
    loops::{Frame, Place, comes_round},
    operands,
};
use crate::syntax::ast::{Expr, SelectCase, Span, StmtKind};

/// A timer that is made to be waited on, seen from the loops around.
pub struct Wait<'f, 'a> {
    pub channel: Channel<'f, 'a>,
    /// The body of the wait, and those around it that run it on the spot.
    pub frames: Vec<Frame<'f, 'a>>,
}

/// What becomes of the timers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turns {
    /// No loop comes back to the wait.
    Once,
    /// Each turn but perhaps the last waits until its timer fires.
    Fire,
    /// A turn can end while its timer runs. In a select, by this case; the span is its head.
    Abandon(Option<Span>),
}

impl<'f, 'a> Wait<'f, 'a> {
    /// None where the timer is not surely waited for by this code alone.
    pub fn of(held: &'f Held<'f, 'a>) -> Option<Self> {
        let channel = Channel::of(held)?;
        Some(Self { frames: held.function.frames(held.call.span), channel })
    }

    /// What becomes of the timers.
    pub fn turns(&self) -> Turns {
        let start = self.channel.start();
        let receipts = self.channel.receipts();
        if !comes_round(&self.frames, start, start, &[]) {
            return Turns::Once;
        }
        match &self.channel.receipt {
            Receipt::Case(choice) => {
                let cfg = &self.channel.held.body.cfg;
                let first = |case: &SelectCase| cfg.points().find(|(_, p)| is_start_of(p, case)).map(|(id, _)| id);
                let goes_on = |case: &&SelectCase| first(case).is_some_and(|node| comes_round(&self.frames, node, start, &receipts));
                choice.others().find(goes_on).map_or(Turns::Fire, |case| Turns::Abandon(Some(head(case))))
            }
            Receipt::Variable { .. } if comes_round(&self.frames, start, start, &receipts) => Turns::Abandon(None),
            _ => Turns::Fire,
        }
    }

    /// Whether no turn follows the one in which the timer fires.
    pub fn ends_with_timer(&self) -> bool {
        let start = self.channel.start();
        matches!(self.channel.receipt, Receipt::Case(_))
            && self.channel.receipts().iter().all(|&node| !comes_round(&self.frames, node, start, &[]))
    }

    /// Whether the body can end once the channel is there. A range over it does not end by itself: nobody closes it.
    pub fn can_end(&self) -> bool {
        let cfg = &self.channel.held.body.cfg;
        let ranged: Vec<Span> = match &self.channel.receipt {
            Receipt::Range => vec![self.channel.span],
            Receipt::Variable { receipts, .. } => receipts.clone(),
            _ => Vec::new(),
        };
        let is_ranged = |span: Span| ranged.iter().any(|r| span.contains(*r));
        cfg.ends(&cfg.reached_through_endless(self.channel.start(), &is_ranged))
    }

    /// The outermost loop around, with the body that it stands in.
    pub fn outermost_loop(&self) -> Option<(&Frame<'f, 'a>, Place<'a>)> {
        self.frames.iter().rev().find_map(|frame| Some((frame, *frame.body.loops_around(frame.span).first()?)))
    }

    /// The duration.
    pub fn duration(&self) -> Option<&'a Expr> {
        self.channel.held.call.args.first()
    }

    /// Code that runs after the select is entered and before the timer starts, and may take its time.
    pub fn held_up_by(&self) -> Option<Span> {
        let Receipt::Case(choice) = &self.channel.receipt else { return None };
        choice.earlier().iter().filter_map(|c| c.comm.as_ref()).find_map(|comm| {
            let slow = |e| operands::slow_part(self.channel.held.function, e);
            match &comm.kind {
                StmtKind::Send { channel, value } => slow(channel).or_else(|| slow(value)),
                _ => received_by(comm).map_or(Some(comm.span), slow),
            }
        })
    }

    /// Whether the duration can as well be computed ahead of the place, a loop around: it means the same there and computing it
    /// does nothing else. None where it can't; else whether nothing in the loop changes it.
    pub fn duration_ahead_of(&self, frame: &Frame<'f, 'a>, place: &Place<'a>) -> Option<bool> {
        let function = self.channel.held.function;
        let ahead = operands::ahead(function, self.duration()?, place.stmt().span)?;
        // A pointer that the loop sets may be nil ahead of it.
        if !ahead.fixed && !ahead.derefs.is_empty() {
            return None;
        }
        // With the wait in a literal that the loop calls, only what was followed before the loop counts.
        let start = self.frames.first().filter(|f| std::ptr::eq(f.body, frame.body)).map(|_| self.channel.start());
        let follows = |e: &&Expr| operands::surely_followed(function, frame.body, e, place.point, start);
        ahead.derefs.iter().all(follows).then_some(ahead.fixed)
    }
}

fn is_start_of(point: &Point<'_>, case: &SelectCase) -> bool {
    point.index == 0 && std::ptr::eq(point.block, &raw const case.body)
}

/// `case v := <-in`, or `default`.
fn head(case: &SelectCase) -> Span {
    Span { start: case.span.start, end: case.body.span.start.saturating_sub(1) }
}

impl Frame<'_, '_> {
    /// Whether the body can end once control is at a place.
    pub fn can_end_after(&self, place: &Place<'_>) -> bool {
        let cfg = &self.body.cfg;
        cfg.ends(&cfg.reached(place.point, &[]))
    }
}
