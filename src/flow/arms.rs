//! Acquisitions that meet in one variable: those of the arms of an `if`, and another try where the first has failed.

use std::collections::BTreeSet;

use super::{
    cfg::NodeId,
    fate::Walk,
    held::Held,
    presence::{Presence, presence},
    state::Status,
};
use crate::program::{Release, VarId};

/// The acquisitions that share a variable.
#[derive(Default)]
pub(super) struct Arms {
    /// The nodes of the others, with what their walks saw.
    others: Vec<(NodeId, Walk)>,
    /// What its own walk saw. Where one has failed, its walk and theirs end at the next that tries anew.
    own: Walk,
}

impl<'f, 'a> Held<'f, 'a> {
    /// Whether a release deferred at a point of the graph would close every leak, and come second to no release. Where arms
    /// meet, those of the others, too.
    pub fn sealed_by_defer_at(&self, point: NodeId) -> bool {
        let is_sealed = |held: &Held<'_, 'a>| {
            let walk = held.run(&[point], false);
            walk.leaks.is_empty() && !walk.gave_up && !held.may_be_released_behind(point)
        };
        // What an arm gives another name, and that name to somebody, is no longer the function's behind the arms.
        let is_ours = |arm: &Held<'_, 'a>| arm.walk().handed_over.is_empty() && arm.walk().released.is_empty();
        is_sealed(self) && (!self.meets_others_at(point) || self.other_arms().iter().all(|arm| is_sealed(arm) && is_ours(arm)))
    }

    /// How surely the value is there where control reaches a node; None where it never is, or is somebody else's by then. Where
    /// arms meet, one of theirs is.
    pub fn presence(&self, node: NodeId) -> Option<Presence> {
        if !self.meets_others_at(node) {
            return presence(&self.walk().entered[node]);
        }
        // Where a path comes by that never acquired, the variable holds nothing, or something that is not ours to release.
        let Arms { others, own } = self.arms();
        if others.is_empty() {
            return None;
        }
        let acquisitions: Vec<NodeId> = others.iter().map(|(at, _)| *at).chain([self.node]).collect();
        let walks = || others.iter().map(|(_, walk)| walk).chain([own]);
        let is_gone = walks().flat_map(|walk| &walk.gone_at).any(|&gone| self.body.cfg.reached(gone, &acquisitions)[node]);
        if self.body.cfg.reached(0, &acquisitions)[node] || is_gone {
            return None;
        }
        let presences: Option<Vec<Presence>> = walks().map(|walk| presence(&walk.entered[node])).collect();
        presences?.into_iter().max()
    }

    /// The variables that hold the value itself in all states of a node, with the fields left to its release.
    pub fn holders(&self, node: NodeId) -> Vec<(VarId, Vec<String>)> {
        // The first release that goes on from so many steps.
        let path_from = |steps: usize| {
            let rest = |r: &Release| match r {
                Release::Method(names) => names.get(steps..).filter(|rest| !rest.is_empty()).map(<[String]>::to_vec),
                Release::Call(_) | Release::Function(_) => None,
            };
            self.resource.release.iter().find_map(rest).unwrap_or_default()
        };
        self.holders_with_steps(node).into_iter().map(|(v, steps)| (v, path_from(steps))).collect()
    }

    /// The variables that hold it where control reaches a node, with the number of fields that each is on the way to its release.
    pub fn holders_with_steps(&self, node: NodeId) -> Vec<(VarId, usize)> {
        let mut walks = vec![self.full()];
        if self.meets_others_at(node) {
            let Arms { others, own } = self.arms();
            walks = others.iter().map(|(_, walk)| walk).collect();
            walks.push(if self.is_tried_again_at(node) { own } else { self.full() });
        }
        let mut common: Option<BTreeSet<(VarId, u8)>> = None;
        for state in walks.iter().flat_map(|walk| &walk.entered[node]).filter(|s| s.status != Status::Before) {
            let holders: BTreeSet<_> = state.holders.iter().collect();
            common = Some(match common {
                None => holders,
                Some(c) => c.intersection(&holders).copied().collect(),
            });
        }
        common.into_iter().flatten().map(|(v, steps)| (v, usize::from(steps))).collect()
    }

    /// Whether it is one of two tries of which either may have succeeded where the code goes on: only there can one release do
    /// for both, and none that does for one alone is right.
    pub fn is_shared_try(&self) -> bool {
        let fails_at = |walk: &Walk, node: NodeId| walk.entered[node].iter().any(|s| matches!(s.status, Status::Absent { .. }));
        let others = &self.arms().others;
        if !others.iter().any(|(node, walk)| fails_at(walk, self.node) || fails_at(self.walk(), *node)) {
            return false;
        }
        self.body.cfg.points().any(|(node, _)| self.meets_others_at(node) && self.presence(node).is_some_and(|p| p <= Presence::Presumed))
    }

    /// Whether either this acquisition or another put into its variable what it holds at a node.
    pub fn meets_others_at(&self, node: NodeId) -> bool {
        self.is_unacquired_at(node) || self.is_tried_again_at(node)
    }

    /// Whether a path comes by that never made the acquisition.
    fn is_unacquired_at(&self, node: NodeId) -> bool {
        self.walk().entered[node].iter().any(|s| s.status == Status::Before)
    }

    /// Whether a path comes by on which it failed, and another acquisition was made in its place.
    fn is_tried_again_at(&self, node: NodeId) -> bool {
        let mut failed = self.walk().entered[node].iter().filter(|s| matches!(s.status, Status::Absent { .. })).peekable();
        if failed.peek().is_none() || self.arms().others.is_empty() {
            return false;
        }
        failed.any(|state| !self.arms().own.entered[node].contains(state))
    }

    /// Whether there are other acquisitions of such a value that put it into the same variable.
    pub(super) fn shares_variable(&self) -> bool {
        !self.arms().others.is_empty()
    }

    /// The other acquisitions of such a value that put it into the same variable.
    pub(super) fn other_arms(&self) -> Vec<Held<'f, 'a>> {
        let mut arms = self.function.acquisitions(&self.resource.rule);
        arms.iter_mut().for_each(|arm| arm.without = self.without);
        let variables = self.variables();
        arms.retain(|other| {
            let is_alike = other.resource.release == self.resource.release && other.resource.value == self.resource.value;
            is_alike && std::ptr::eq(other.body, self.body) && other.node != self.node && !variables.is_disjoint(&other.variables())
        });
        arms
    }

    fn arms(&self) -> &Arms {
        self.arms.get_or_init(|| {
            let others = self.other_arms();
            if others.is_empty() {
                return Arms::default();
            }
            let nodes: Vec<NodeId> = others.iter().map(|arm| arm.node).chain([self.node]).collect();
            let walk = |arm: &Held<'_, 'a>| {
                let other: Vec<NodeId> = nodes.iter().copied().filter(|node| *node != arm.node).collect();
                arm.until_retried(&other)
            };
            Arms { own: walk(self), others: others.iter().map(|arm| (arm.node, walk(arm))).collect() }
        })
    }
}
