//! How surely a value is there where control reaches a place.

use std::collections::BTreeSet;

use super::{
    cfg::{NodeId, NodeKind, Point},
    held::Held,
    operands,
    state::{State, Status},
};
use crate::{program::Release, syntax::ast::StmtKind};

/// How surely the value is there in the states behind its acquisition.
pub(super) fn presence(states: &BTreeSet<State>) -> Option<Presence> {
    let states = || states.iter().filter(|s| s.status != Status::Before);
    if !states().any(|s| s.status.is_live()) {
        return None;
    }
    let presence = |state: &State| match state.status {
        Status::Open => Presence::Sure,
        Status::Absent { .. } => Presence::Absent,
        _ if state.presumed => Presence::Presumed,
        _ => Presence::Unchecked,
    };
    states().map(presence).max()
}

/// How surely the value is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// Its error was seen to be nil, or it has none.
    Sure,
    /// Its error went to a callee that may well end the function.
    Presumed,
    /// Nobody looked.
    Unchecked,
    /// On some paths it is surely not there: the acquisition failed, and the code went on.
    Absent,
}

impl Held<'_, '_> {
    /// Whether the statement behind a point reads the field by which the value is released, come what may: where it is not there, that
    /// panics as a release would.
    pub fn is_followed_at(&self, node: NodeId, point: Point<'_>) -> bool {
        let Some(Release::Method(path)) = self.resource.release.first() else { return false };
        let ([field, _, ..], Some(stmt)) = (&path[..], point.block.stmts.get(point.index)) else { return false };
        let kind = match &stmt.kind {
            StmtKind::Expr(_) | StmtKind::Assign { .. } | StmtKind::Var(_) | StmtKind::Return(_) => NodeKind::Stmt(stmt),
            StmtKind::If(s) => s.init.as_ref().map_or(NodeKind::Cond(&s.cond), NodeKind::Stmt),
            _ => return false,
        };
        let holders = self.holders(node);
        operands::reads(&kind, &|operand, name| {
            name == field && self.function.var(operand).is_some_and(|var| holders.iter().any(|(holder, _)| *holder == var))
        })
    }
}
