//! The calls that an acquired value comes to, in whatever part: for measuring how many of them are known.

use std::collections::BTreeSet;

use super::{
    cfg::NodeKind,
    effects::{Effects, Taint},
    fate::Walk,
    held::Held,
    state::State,
    subject::Subject,
};
use crate::{
    program::{Callee, Position, StdTable, Symbol, ValueAt},
    syntax::{
        Descend, Node,
        ast::{Call, Expr, ExprKind, Span, Stmt, StmtKind},
    },
};

/// A call that is given a value, or what derives from one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Meeting {
    pub callee: Symbol,
    pub position: Position,
    /// The table tells what the call does with it.
    pub known: bool,
    pub at: Span,
}

impl<'a> Held<'_, 'a> {
    /// The calls of the standard library's exported functions that the value, or what lives only as long as it, comes to, also where
    /// it is released or handed over by then.
    pub fn meetings(&self) -> BTreeSet<Meeting> {
        let mut met = BTreeSet::new();
        let value = match self.resource.value {
            ValueAt::Result(result) => Some(result),
            ValueAt::Argument(_) | ValueAt::Receiver => None,
        };
        for result in self.resource.dependents.iter().copied().chain(value) {
            self.meet(&self.follow(result), &Subject::new(self.call.span, &[]), &mut met);
        }
        met
    }

    fn meet(&self, walk: &Walk, subject: &Subject<'_>, met: &mut BTreeSet<Meeting>) {
        for (node, states) in self.body.cfg.nodes.iter().zip(&walk.entered) {
            for state in states.iter().filter(|s| s.is_tracking()) {
                let mut visit = |node: Node<'a>| {
                    if let Node::Expr(Expr { kind: ExprKind::Call(call), .. }) = node {
                        self.meet_call(call, state, subject, met);
                    }
                    Descend::Into
                };
                match node.kind {
                    // What stands inside has nodes of its own.
                    NodeKind::Stmt(Stmt { kind: StmtKind::Block(_) | StmtKind::If(_) | StmtKind::For(_) | StmtKind::Range(_), .. }) => {}
                    kind => kind.walk(&mut visit),
                }
            }
        }
    }

    fn meet_call(&self, call: &'a Call, state: &State, subject: &Subject<'_>, met: &mut BTreeSet<Meeting>) {
        let Callee::Symbol(callee) = self.function.typing.callee(call) else { return };
        let is_exported = |name: &str| name.starts_with(char::is_uppercase);
        let is_public = is_exported(callee.name()) && callee.receiver().is_none_or(is_exported);
        if !is_public || !StdTable::is_std(callee.package()) || call.span == self.call.span {
            return;
        }
        let touches = |e: &'a Expr| {
            let mut effects = Effects {
                function: self.function,
                subject,
                home: vec![self.body.literal],
                state: state.clone(),
                events: Vec::new(),
                returned: Vec::new(),
                failing: None,
                returns_failing: false,
                draining: None,
            };
            effects.expr(e) != Taint::None
        };
        let mut positions = Vec::new();
        if let ExprKind::Selector { operand, .. } = &call.callee.unparen().kind
            && touches(operand)
        {
            positions.push(Position::Receiver);
        }
        positions.extend(call.args.iter().enumerate().filter(|(_, a)| touches(a)).map(|(i, _)| Position::Argument(i)));
        for position in positions {
            let known = StdTable::get().effect(&callee, position).is_some();
            met.insert(Meeting { callee: callee.clone(), position, known, at: call.span });
        }
    }
}
