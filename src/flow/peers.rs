//! Who notices from afar that a value is released: whoever has the other end of a pipe or a connection.

use std::collections::BTreeSet;

use super::{effects::Handover, held::Held};
use crate::{
    program::{Peer, VarId},
    syntax::{Descend, Node, ast::ExprKind, walk_block},
};

impl Held<'_, '_> {
    /// Whether somebody else may ask whether it is still open when the function ends: who keeps the other end of a pipe, or the test
    /// for which a handler leaves a connection to itself.
    pub fn is_met_later(&self) -> bool {
        match self.resource.peer {
            Some(Peer::Result(end)) => {
                let walk = self.follow(end);
                let stays = |how: &Handover| {
                    matches!(how, Handover::Returned | Handover::Stored | Handover::Sent | Handover::Kept(_) | Handover::Unclear)
                };
                let vars: BTreeSet<VarId> = walk.entered.iter().flatten().flat_map(|s| s.tracked().collect::<Vec<_>>()).collect();
                walk.handed_over.iter().any(|(how, _)| stays(how)) && !self.releases_any(&vars)
            }
            Some(Peer::Remote) => self.function.file.is_test() && self.is_in_handler(),
            None => false,
        }
    }

    /// Whether the other end of a pipe in memory is released, or goes to somebody else: closing that ends both, and this end has nothing
    /// of its own to release.
    pub fn ends_with_peer(&self) -> bool {
        let Some(Peer::Result(end)) = self.resource.peer else { return false };
        let walk = self.follow(end);
        let vars: BTreeSet<VarId> = walk.entered.iter().flatten().flat_map(|s| s.tracked().collect::<Vec<_>>()).collect();
        !walk.handed_over.is_empty() || self.releases_any(&vars)
    }

    /// Whether a release of one of these variables stands in the function.
    fn releases_any(&self, vars: &BTreeSet<VarId>) -> bool {
        self.function.has_call(&|call| match &call.callee.unparen().kind {
            ExprKind::Selector { operand, field } => {
                self.function.var(operand).is_some_and(|var| vars.contains(&var)) && self.is_release(&field.name)
            }
            _ => false,
        })
    }

    /// Whether the code asks for the address by which others reach it: they may do so, with a copy of that, until its release.
    pub fn tells_address(&self) -> bool {
        let holders = self.variables();
        let mut asked = false;
        self.behind(&mut |call| {
            if let ExprKind::Selector { operand, field } = &call.callee.unparen().kind {
                let is_address = field.name == "Addr" || field.name == "LocalAddr";
                asked |= is_address && self.function.var(operand).is_some_and(|var| holders.contains(&var));
            }
        });
        asked
    }

    /// Whether it is one of many that a test opens, which may be there to be open all at once.
    pub fn is_one_of_many(&self) -> bool {
        let is_remote = self.resource.peer == Some(Peer::Remote);
        is_remote && self.function.file.is_test() && !self.body.loops_around(self.call.span).is_empty()
    }

    /// Whether it is acquired in a literal that others call: neither a test of its own, nor what a goroutine runs.
    fn is_in_handler(&self) -> bool {
        let number = self.body.literal;
        let mut is_started = false;
        if let Some(block) = &self.function.func.body {
            walk_block(block, &mut |node| {
                if let Node::Stmt(stmt) = node {
                    is_started |= stmt.started().is_some_and(|lit| self.function.literal_number(lit) == number);
                }
                Descend::Into
            });
        }
        number != 0 && !is_started && !self.function.ends_with_test(number)
    }
}
