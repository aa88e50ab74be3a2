//! How surely a value is there where control reaches a place.

use std::collections::BTreeSet;

use super::{
    cfg::{NodeId, NodeKind, Point},
    fate::Tracker,
    function::Function,
    held::Held,
    operands,
    state::{State, Status},
};
use crate::{
    program::{Release, Type, ValueAt},
    syntax::ast::{Call, Expr, Stmt, StmtKind},
};

/// What flags are called that say whether there is a value beside them.
const PRESENCE: [&str; 6] = ["ok", "found", "exists", "present", "has", "valid"];

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
        let Some(stmt) = point.block.stmts.get(point.index) else { return false };
        self.reads_way_to_release(node, stmt, false)
    }

    /// Whether the statement ahead of a point follows the value, come what may: where that is not there, control never gets to the point.
    pub fn is_followed_ahead(&self, node: NodeId, point: Point<'_>) -> bool {
        let Some(stmt) = point.index.checked_sub(1).and_then(|at| point.block.stmts.get(at)) else { return false };
        self.reads_way_to_release(node, stmt, true)
    }

    /// Whether a statement reads the field by which the value that is held at a node is released, or (where that will do) follows the
    /// value itself, of which the release is a method.
    fn reads_way_to_release(&self, node: NodeId, stmt: &Stmt, itself: bool) -> bool {
        let Some(Release::Method(path)) = self.resource.release.first() else { return false };
        let kind = match &stmt.kind {
            StmtKind::Expr(_) | StmtKind::Assign { .. } | StmtKind::Var(_) | StmtKind::Return(_) => NodeKind::Stmt(stmt),
            StmtKind::Defer(_) if itself => NodeKind::Stmt(stmt),
            StmtKind::If(s) => s.init.as_ref().map_or(NodeKind::Cond(&s.cond), NodeKind::Stmt),
            _ => return false,
        };
        let holders = self.holders(node);
        operands::follows(self.function, &kind, &|operand, name| {
            let Some(var) = self.function.var(operand).filter(|var| holders.iter().any(|(holder, _)| holder == var)) else { return false };
            // The value of a method takes a nil pointer.
            let is_field = |name: &str| self.function.typing.field(&self.function.type_of(operand), name).is_some();
            match &path[..] {
                [_] => itself && self.is_pointer(var) && name.is_none_or(is_field),
                [field, ..] => name.is_some_and(|name| name == field),
                [] => false,
            }
        })
    }
}

impl Tracker<'_, '_, '_> {
    /// Whether a condition is the flag beside the value that says whether there is one, by its name or as the callee's source says:
    /// `w, ok := writerOf(ctx)`.
    pub(super) fn tells_presence(&self, e: &Expr) -> bool {
        let (Some(flag), ValueAt::Result(value)) = (self.function.var(e), self.subject.value) else { return false };
        let Some((left, made)) = self.acquiring_assignment() else { return false };
        let Some(at) = left.iter().position(|l| self.function.var(l) == Some(flag)) else { return false };
        let is_told = || made.as_call().is_some_and(|call| self.function.is_nil_beside_false(call, value, at));
        self.function.typing.type_of_var(flag).is("bool")
            && self.function.definitions(flag).is_some_and(|given| given.len() == 1)
            && (PRESENCE.contains(&self.function.scopes.var(flag).name.as_str()) || is_told())
    }
}

impl Function<'_> {
    /// Whether a callee that is in sight, or whatever implements it, returns nil for one result wherever it returns false for another.
    fn is_nil_beside_false(&self, call: &Call, value: usize, flag: usize) -> bool {
        let Some(callee) = self.callee(call) else { return false };
        let look = |function: &Function<'_>| function.returns_nil_with_false(value, flag);
        let told = match callee.receiver().map(|receiver| Type::Named(format!("{}.{receiver}", callee.package()).into())) {
            Some(interface) if self.typing.is_interface(&interface) => {
                let package = self.program.package(self.file);
                let all = self.program.implementations(&package, &interface, callee.name()).unwrap_or_default();
                all.iter().map(|d| self.look_into(d, &look).unwrap_or(false)).collect()
            }
            _ => self.looked_at(&callee, &look),
        };
        !told.is_empty() && told.iter().all(|nil| *nil)
    }

    /// Whether every return spells out whether a flag is true, and one result as nil where it is not.
    fn returns_nil_with_false(&self, value: usize, flag: usize) -> bool {
        let Some(body) = self.bodies().first() else { return false };
        let mut returns = body.cfg.stmts().filter_map(|stmt| match stmt {
            Stmt { kind: StmtKind::Return(values), .. } => Some(values),
            _ => None,
        });
        let is_word = |e: &Expr, word: &str| e.as_ident().is_some_and(|name| name == word) && self.var(e).is_none();
        returns.all(|values| match (values.get(value), values.get(flag)) {
            (Some(value), Some(flag)) => is_word(flag, "true") || is_word(flag, "false") && self.scopes.is_nil(value),
            _ => false,
        })
    }
}
