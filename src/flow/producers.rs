//! Goroutines that work for the function alone which starts them: it takes what they make, turn by turn, by a channel or a variable
//! that it alone has. When it has ended, nobody does. What it gives them says nothing: they may still be at it then.

use super::{
    cfg::NodeId,
    function::{Body, Function},
};
use crate::{
    program::{Callee, Type, VarId, VarKind},
    syntax::{
        Descend, Node,
        ast::{Expr, ExprKind, FuncLit, Span, Stmt, StmtKind, UnaryOp},
        walk_block, walk_stmt,
    },
};

/// Whether a statement starts a goroutine that makes something for the function: it sends on a channel that the function made and
/// receives from in a loop, or writes a variable that the function reads.
pub(super) fn is_producer(function: &Function<'_>, body: &Body<'_>, stmt: &Stmt) -> bool {
    let StmtKind::Go(e) = &stmt.kind else { return false };
    let (Some(call), Some(from)) = (e.as_call(), body.cfg.node_of(stmt.span)) else { return false };
    let own = function.scopes.vars().filter(|(id, var)| {
        var.kind == VarKind::Local && var.literal == body.literal && !e.span.contains(var.declared) && function.names(e.span, *id)
    });
    let own: Vec<VarId> = own.map(|(id, _)| id).collect();
    let taken = Taken { function, body, from, started: stmt.span };
    own.into_iter().any(|var| match &call.callee.unparen().kind {
        _ if taken.by_channel(var) => true,
        ExprKind::FuncLit(lit) => taken.by_reading(var, lit),
        _ => false,
    })
}

struct Taken<'d, 'f, 'b> {
    function: &'d Function<'f>,
    body: &'d Body<'b>,
    from: NodeId,
    started: Span,
}

impl Taken<'_, '_, '_> {
    /// A channel that the function made, of more than errors and signals, from which it receives values in a loop. Nobody else has it.
    fn by_channel(&self, var: VarId) -> bool {
        let is_signal = |elem: &Type| elem.is("error") || elem.is("bool") || elem.name().is_some_and(|name| name.starts_with("struct·"));
        matches!(self.function.typing.type_of_var(var), Type::Chan(elem) if !is_signal(&elem))
            && self.function.only_value(var).and_then(|value| self.function.made(value)).is_some()
            && self.is_declared_once(var)
            && self.is_used_only(var, &|node| match node {
                Node::Stmt(Stmt { kind: StmtKind::Range(range), .. }) => Some(&range.operand),
                Node::Expr(Expr { kind: ExprKind::Unary { op: UnaryOp::Receive, operand }, .. }) => Some(operand),
                Node::Expr(Expr { kind: ExprKind::Call(call), .. }) => {
                    call.args.first().filter(|_| matches!(self.function.typing.callee(call), Callee::Builtin(_)))
                }
                _ => None,
            })
            && self.in_loop(&|stmt| match &stmt.kind {
                StmtKind::Assign { right, .. } => right.iter().any(|e| self.receives(e, var)),
                _ => false,
            })
    }

    fn receives(&self, e: &Expr, channel: VarId) -> bool {
        matches!(&e.unparen().kind, ExprKind::Unary { op: UnaryOp::Receive, operand } if self.function.var(operand) == Some(channel))
    }

    /// A variable that the goroutine writes in a loop, and the function reads behind it.
    fn by_reading(&self, var: VarId, lit: &FuncLit) -> bool {
        let mut writes = false;
        walk_block(&lit.body, &mut |node| {
            let (Node::Stmt(Stmt { kind: StmtKind::For(_) | StmtKind::Range(_), span }), false) = (node, writes) else {
                return Descend::Into;
            };
            walk_block(&lit.body, &mut |inner| {
                if let Node::Stmt(Stmt { kind: StmtKind::Assign { left, .. }, span: at }) = inner {
                    writes |= span.contains(*at) && left.iter().any(|l| self.function.var(l) == Some(var));
                }
                Descend::Into
            });
            Descend::Into
        });
        let behind = Span { start: self.started.end, end: self.body.block.span.end };
        writes && !self.function.is_addressed(var) && self.is_declared_once(var) && self.function.names(behind, var)
    }

    /// Whether a variable is declared once for all turns, and holds the same all the time but for what a goroutine writes.
    fn is_declared_once(&self, var: VarId) -> bool {
        let declared = self.function.scopes.var(var).declared;
        self.body.cfg.node_of(declared).is_some_and(|node| !self.body.cfg.in_cycle(node))
    }

    /// Whether all that is done with a variable outside of goroutines is what `operand` tells of.
    fn is_used_only(&self, var: VarId, operand: &dyn for<'n> Fn(Node<'n>) -> Option<&'n Expr>) -> bool {
        let declared = self.function.scopes.var(var).declared.start;
        let (mut all, mut known) = (0, 0);
        walk_block(self.body.block, &mut |node| {
            if matches!(node, Node::Stmt(Stmt { kind: StmtKind::Go(_), .. })) {
                return Descend::Over;
            }
            if let Node::Expr(e @ Expr { kind: ExprKind::Ident(_), .. }) = node {
                all += usize::from(e.span.start != declared && self.function.var(e) == Some(var));
            }
            known += usize::from(operand(node).is_some_and(|e| self.function.var(e) == Some(var)));
            Descend::Into
        });
        all == known
    }

    /// Whether control comes from the go statement to a loop with such a statement.
    fn in_loop(&self, wanted: &dyn Fn(&Stmt) -> bool) -> bool {
        let behind = self.body.cfg.reached(self.from, &[]);
        self.body.cfg.stmts().any(|stmt| {
            let mut found = false;
            walk_stmt(stmt, &mut |node| match node {
                Node::Expr(Expr { kind: ExprKind::FuncLit(_), .. }) => Descend::Over,
                Node::Stmt(inner) => {
                    found |= wanted(inner);
                    Descend::Into
                }
                Node::Expr(_) => Descend::Into,
            });
            found && self.body.cfg.node_of(stmt.span).is_some_and(|node| behind[node] && self.body.cfg.in_cycle(node))
        })
    }
}
