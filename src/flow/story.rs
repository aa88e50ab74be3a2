//! What the model saw, told step by step: of an acquired value, and of a call that hands out nothing.

use std::collections::BTreeSet;

use super::{
    effects::Handover,
    fate::Exit,
    function::Function,
    held::{Fate, Held},
    yields::{Origin, is_told_by_tables},
};
use crate::{
    program::{Callee, Type},
    syntax::{
        Descend, Node,
        ast::{Call, Expr, ExprKind, Span},
        walk_block,
    },
    text::Location,
};

/// One thing that becomes of a value on some path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Released,
    /// A callee releases it where it fails, and leaves it open otherwise.
    ReleasedOnError,
    HandedOver(Handover),
    /// Still open where nothing can release it any more.
    Leaks(Exit),
    /// The same, if loops turn as nobody knows that they do.
    MayLeak(Exit),
}

/// What became of a value.
#[derive(Clone, Debug)]
pub struct Story {
    pub fate: Fate,
    /// In source order.
    pub steps: Vec<(Location, Step)>,
    /// Why no path was followed, or not to its end.
    pub unsure: Option<Unsure>,
}

/// Why the model does not say what becomes of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsure {
    /// Nothing releases it: its rule judges by other means.
    NoRelease,
    TooManyPaths,
}

/// Why a call hands its caller nothing to release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unheld {
    Builtin,
    Conversion,
    /// The value of a variable is called.
    Variable,
    /// A function literal is called on the spot.
    Literal,
    /// It is not known what is called. With the text and the type of the operand, of a method.
    CalleeUnknown(Option<(String, Type)>),
    /// The user says that it hands out nothing.
    Silenced,
    /// No row names the callee, and its results are not known.
    ResultsUnknown,
    /// None of the results has a release.
    NoRelease,
    /// A result has a release, but no row names the callee, and its source is not in sight.
    NoSource,
    /// It is of the standard library, of which tables tell all.
    Standard,
    /// Its source gives the value to somebody else as well, who releases it.
    Kept,
    /// Its source is in sight, and does not surely return what it acquired or made anew.
    SourceSaysNo,
    /// The code is never reached.
    Unreached,
}

impl Held<'_, '_> {
    /// What becomes of the value, step by step.
    pub fn story(&self) -> Story {
        let fate = self.fate();
        let unsure = |why| Story { fate: fate.clone(), steps: Vec::new(), unsure: Some(why) };
        if self.resource.release.is_empty() {
            return unsure(Unsure::NoRelease);
        }
        let walk = self.walk();
        let certain: BTreeSet<Exit> = match &fate {
            Fate::Leaked(leak) => leak.exits.iter().copied().collect(),
            _ => BTreeSet::new(),
        };
        let released = walk.released.iter().map(|at| (*at, Step::Released));
        let on_error = walk.released_on_error.iter().map(|at| (*at, Step::ReleasedOnError));
        let handed = walk.handed_over.iter().map(|(how, at)| (*at, Step::HandedOver(how.clone())));
        let leaks = walk.leaks.iter().map(|exit| {
            let step = if certain.contains(exit) { Step::Leaks(*exit) } else { Step::MayLeak(*exit) };
            (exit.span(), step)
        });
        let mut steps: Vec<(Location, Step)> =
            released.chain(on_error).chain(handed).chain(leaks).map(|(at, step)| (self.function.location(at), step)).collect();
        steps.sort();
        Story { fate, steps, unsure: walk.gave_up.then_some(Unsure::TooManyPaths) }
    }
}

impl<'a> Function<'a> {
    /// All that the function acquires, by whatever rule, in source order.
    pub fn all_held(&self) -> Vec<Held<'_, 'a>> {
        let mut held: Vec<Held<'_, 'a>> = self.bodies().iter().flat_map(|body| self.held_by(body)).collect();
        held.retain(|h| h.origin != Origin::Kept);
        held.sort_by_key(|h| (h.call.span.start, h.call.span.end));
        held
    }

    /// The calls whose name, or whose beginning, stands in a stretch of the file, in the order of the names.
    pub fn calls_in(&self, range: std::ops::Range<usize>) -> Vec<&'a Call> {
        let mut calls: Vec<&'a Call> = Vec::new();
        let Some(body) = &self.func.body else { return calls };
        let inside = |offset: u32| range.contains(&usize::try_from(offset).unwrap_or(usize::MAX));
        walk_block(body, &mut |node| {
            if let Node::Expr(Expr { kind: ExprKind::Call(call), .. }) = node
                && (inside(call.span.start) || inside(name_of(call).start))
            {
                calls.push(call);
            }
            Descend::Into
        });
        calls.sort_by_key(|c| (name_of(c).start, c.span.end));
        calls
    }

    /// Why a call that is none of [`Self::all_held`] hands out nothing.
    pub fn unheld(&self, call: &Call) -> Unheld {
        let symbol = match self.typing.callee(call) {
            Callee::Symbol(symbol) => symbol,
            Callee::Builtin(_) => return Unheld::Builtin,
            Callee::Conversion(_) => return Unheld::Conversion,
            Callee::Var(_) => return Unheld::Variable,
            Callee::Literal => return Unheld::Literal,
            Callee::Unknown => {
                let operand = match &call.callee.unparen().kind {
                    ExprKind::Selector { operand, .. } => Some((self.text(operand.span).to_owned(), self.type_of(operand))),
                    _ => None,
                };
                return Unheld::CalleeUnknown(operand);
            }
        };
        if self.program.registry.is_silenced(&symbol) {
            return Unheld::Silenced;
        }
        if self.program.registry.acquired_by(&symbol).next().is_some() {
            return Unheld::Unreached;
        }
        match self.typing.results(call) {
            None => Unheld::ResultsUnknown,
            Some(types) if !types.iter().any(|ty| self.is_releasable(ty)) => Unheld::NoRelease,
            Some(_) if self.yields_of(&symbol).iter().any(|y| y.origin == Origin::Kept) => Unheld::Kept,
            Some(_) if is_told_by_tables(&symbol) => Unheld::Standard,
            Some(_) if !self.yields_of_interface(call, &symbol).is_empty() => Unheld::Unreached,
            Some(_) if !self.is_in_sight(&symbol) => Unheld::NoSource,
            Some(_) if self.yields_of(&symbol).is_empty() => Unheld::SourceSaysNo,
            Some(_) => Unheld::Unreached,
        }
    }
}

/// Where the last name of what is called stands.
fn name_of(call: &Call) -> Span {
    let mut callee = call.callee.unparen();
    if let ExprKind::Index { operand, .. } = &callee.kind {
        callee = operand.unparen();
    }
    match &callee.kind {
        ExprKind::Selector { field, .. } => field.span,
        _ => callee.span,
    }
}
