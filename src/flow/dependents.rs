//! How far a value gets that dies with the release: the context beside its cancel.

use std::collections::BTreeSet;

use super::{
    awaits::{self, Awaited},
    effects::Handover,
    held::Held,
};

/// Where the dependents of a value get to, all paths together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Nothing that outlasts the function has them, as the standard library's table knows.
    Inside,
    /// These callees have them, of which nothing is known.
    Callees(BTreeSet<String>),
    /// A goroutine has them; the function waits for something before it ends.
    AwaitedGoroutine,
    /// They outlast the function, which is a test: the end of what it started.
    OutlastTest,
    /// They outlive the function: a result, a field, a channel, a goroutine that nobody waits for.
    Outlives(Handover),
}

impl Reach {
    pub(super) fn new(held: &Held<'_, '_>) -> Self {
        let mut callees = BTreeSet::new();
        let mut awaited = false;
        let is_test = held.function.is_test();
        let mut outlasts = false;
        for &result in &held.resource.dependents {
            let walk = held.follow(result);
            if walk.gave_up {
                return Self::Outlives(Handover::Unclear);
            }
            for (how, at) in walk.handed_over {
                match how {
                    Handover::Callee(name) => {
                        callees.insert(name);
                    }
                    Handover::Goroutine | Handover::Captured => {
                        let node = held.body.cfg.node_of(at);
                        let at = node.and_then(|node| held.body.cfg.nodes[node].kind.span()).unwrap_or(at);
                        let waits = node.map(|node| awaits::goroutine(held.function, held.body, node, at, None));
                        if waits.is_some_and(|waits| waits >= Awaited::Signalled) {
                            awaited = true;
                        } else if is_test {
                            outlasts = true;
                        } else {
                            return Self::Outlives(how);
                        }
                    }
                    Handover::Stored | Handover::Sent | Handover::Kept(_) | Handover::Unclear if is_test => outlasts = true,
                    Handover::Returned | Handover::Stored | Handover::Sent | Handover::Kept(_) | Handover::Unclear => {
                        return Self::Outlives(how);
                    }
                }
            }
        }
        if outlasts {
            return Self::OutlastTest;
        }
        match (awaited, callees.is_empty()) {
            (true, _) => Self::AwaitedGoroutine,
            (false, false) => Self::Callees(callees),
            (false, true) => Self::Inside,
        }
    }
}
