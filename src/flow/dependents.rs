//! How far a value gets that dies with the release: the context beside its cancel.

use std::collections::BTreeSet;

use super::{
    cfg::{NodeId, NodeKind},
    effects::Handover,
    held::Held,
};
use crate::syntax::{
    Descend, Node,
    ast::{Expr, ExprKind, Span, StmtKind, UnaryOp},
    walk_stmt,
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
                        if node.is_some_and(|node| waits(held, node, at)) {
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

/// Whether every way from a node to the body's end passes a wait, by a method `Wait` or a receive, for something that the
/// goroutine started there knows.
fn waits(held: &Held<'_, '_>, from: NodeId, goroutine: Span) -> bool {
    let known = |e: &Expr| wait(e).and_then(root).and_then(|r| held.function.var(r)).is_some_and(|v| held.function.names(goroutine, v));
    let nodes = &held.body.cfg.nodes;
    let mut seen = vec![false; nodes.len()];
    let mut work: Vec<NodeId> = nodes[from].succ.iter().map(|s| s.0).collect();
    while let Some(id) = work.pop() {
        if std::mem::replace(&mut seen[id], true) {
            continue;
        }
        let (waits, ends) = match nodes[id].kind {
            NodeKind::Stmt(stmt) => {
                let mut waits = false;
                // A deferred wait runs before the release only where it is deferred later, which it is.
                walk_stmt(stmt, &mut |node| match node {
                    Node::Expr(Expr { kind: ExprKind::FuncLit(_), .. }) => Descend::Over,
                    Node::Expr(e) => {
                        waits |= known(e);
                        Descend::Into
                    }
                    Node::Stmt(_) => Descend::Into,
                });
                (waits, matches!(stmt.kind, StmtKind::Return(_)))
            }
            NodeKind::Eval(e) | NodeKind::Cond(e) => (known(e), false),
            NodeKind::End(_) => (false, true),
            _ => (false, false),
        };
        if waits {
            continue;
        }
        if ends {
            return false;
        }
        work.extend(nodes[id].succ.iter().map(|s| s.0));
    }
    true
}

/// What an expression waits for: `wg` of `wg.Wait()`, `done` of `<-done`.
fn wait(e: &Expr) -> Option<&Expr> {
    match &e.kind {
        ExprKind::Unary { op: UnaryOp::Receive, operand } => Some(operand),
        ExprKind::Call(call) => match &call.callee.unparen().kind {
            ExprKind::Selector { operand, field } if field.name == "Wait" => Some(operand),
            _ => None,
        },
        _ => None,
    }
}

/// The variable at the bottom of `a.b`.
fn root(e: &Expr) -> Option<&Expr> {
    match &e.unparen().kind {
        ExprKind::Ident(_) => Some(e),
        ExprKind::Selector { operand, .. } => root(operand),
        _ => None,
    }
}
