//! What may keep a handler of requests from ever coming back, though its client has gone.

use std::cell::Cell;

use super::function::Function;
use crate::{
    program::{Type, VarId, VarKind},
    syntax::{
        Descend, Node,
        ast::{Block, Call, Expr, ExprKind, SelectCase, Stmt, StmtKind, UnaryOp},
        walk_block, walk_stmt,
    },
};

/// Literals that call each other are followed so deep.
const LITERALS: u8 = 3;

/// What is waited for.
pub(super) struct Waiter<'e> {
    /// The channel, the context or the group.
    pub source: &'e Expr,
    pub is_context: bool,
}

/// The code at which a handler may wait for good; `is_let_go` knows of what comes from elsewhere.
pub(super) fn stuck_at(function: &Function<'_>, handler: &Block, is_let_go: &dyn Fn(&Waiter<'_>) -> bool) -> Option<String> {
    let look = Look { function, handler, is_let_go, within: Cell::new(0) };
    let mut found = None;
    walk_block(handler, &mut |node| look.visit(node, &mut found));
    found
}

struct Look<'l, 'f> {
    function: &'l Function<'f>,
    handler: &'l Block,
    is_let_go: &'l dyn Fn(&Waiter<'_>) -> bool,
    /// So many literals are called within each other.
    within: Cell<u8>,
}

impl Look<'_, '_> {
    fn visit(&self, node: Node<'_>, found: &mut Option<String>) -> Descend {
        if found.is_some() {
            return Descend::Over;
        }
        let stuck = match node {
            // Others run that, or later.
            Node::Stmt(Stmt { kind: StmtKind::Go(_), .. }) | Node::Expr(Expr { kind: ExprKind::FuncLit(_), .. }) => return Descend::Over,
            Node::Stmt(stmt @ Stmt { kind: StmtKind::Select(cases), .. }) => {
                if !cases.iter().any(|case| self.is_way_out(case)) {
                    *found = Some(self.told(stmt));
                }
                for case in cases {
                    walk_block(&case.body, &mut |node| self.visit(node, found));
                }
                return Descend::Over;
            }
            Node::Stmt(Stmt { kind: StmtKind::Range(range), span }) => {
                let is_channel = matches!(self.function.type_of(&range.operand), Type::Chan(_));
                let ticks = || is_of_time(self.function, &range.operand) && has_way_out(self.function, &range.body);
                (is_channel && !ticks() && !self.is_closed(&range.operand)).then_some(*span)
            }
            Node::Stmt(Stmt { kind: StmtKind::For(turns), span }) => {
                (turns.cond.is_none() && !has_way_out(self.function, &turns.body)).then_some(*span)
            }
            Node::Expr(Expr { kind: ExprKind::Unary { op: UnaryOp::Receive, operand }, span }) => (!self.comes(operand)).then_some(*span),
            Node::Stmt(Stmt { kind: StmtKind::Send { channel, .. }, span }) => self.is_never_taken(channel).then_some(*span),
            Node::Expr(Expr { kind: ExprKind::Call(call), span }) => {
                self.visit_literal(call, found);
                self.is_waiting(call).then_some(*span)
            }
            _ => None,
        };
        if let Some(span) = stuck {
            *found = Some(first_line(self.function.text(span)));
        }
        Descend::Into
    }

    fn told(&self, stmt: &Stmt) -> String {
        first_line(self.function.text(stmt.span))
    }

    /// Visits the literal that a call of a variable runs.
    fn visit_literal(&self, call: &Call, found: &mut Option<String>) {
        let called = self.function.var(&call.callee).and_then(|var| self.function.only_value(var));
        let Some(ExprKind::FuncLit(literal)) = called.map(|e| &e.unparen().kind) else { return };
        if self.within.get() < LITERALS {
            self.within.set(self.within.get() + 1);
            walk_block(&literal.body, &mut |node| self.visit(node, found));
            self.within.set(self.within.get() - 1);
        }
    }

    /// Whether nobody but the handler has a channel without room for what it sends.
    fn is_never_taken(&self, channel: &Expr) -> bool {
        let Some(var) = self.function.var(channel).filter(|var| self.function.scopes.var(*var).kind == VarKind::Local) else {
            return false;
        };
        let Some(made) = self.function.only_value(var) else { return false };
        let is_narrow = self.function.made(made).is_some_and(|call| call.args.len() == 1);
        let mut is_named = false;
        for body in self.function.func.body.iter() {
            walk_block(body, &mut |node| match node {
                Node::Expr(e) if self.handler.span.contains(e.span) => Descend::Over,
                Node::Expr(e) if self.function.var(e) == Some(var) && e.span != self.function.scopes.var(var).declared => {
                    is_named = true;
                    Descend::Over
                }
                _ => Descend::Into,
            });
        }
        is_narrow && !is_named
    }

    /// Whether a case of a select is taken sooner or later.
    fn is_way_out(&self, case: &SelectCase) -> bool {
        let Some(comm) = &case.comm else { return true };
        super::channel::received_by(comm).is_some_and(|channel| self.comes(channel))
    }

    /// Whether a receive from a channel ends, whatever others do.
    fn comes(&self, channel: &Expr) -> bool {
        let channel = channel.unparen();
        if let Some(call) = channel.as_call() {
            if self.function.callee(call).is_some_and(|callee| callee.as_str() == "time.After") {
                return true;
            }
            return match &call.callee.unparen().kind {
                ExprKind::Selector { operand, field } if field.name == "Done" && call.args.is_empty() => self.is_over(operand, 0),
                // The client's end, as it was told before requests had contexts.
                ExprKind::Selector { field, .. } => field.name == "CloseNotify",
                _ => false,
            };
        }
        is_of_time(self.function, channel) || self.is_closed(channel) || self.value_of(channel).is_some_and(|value| self.comes(value))
    }

    /// Whether a channel is the handler's own, or closed in time.
    fn is_closed(&self, channel: &Expr) -> bool {
        self.value_of(channel).is_some_and(|value| self.function.made(value).is_some())
            || (self.is_let_go)(&Waiter { source: channel, is_context: false })
    }

    /// Whether a context ends: the request's, one of its own, one with a time limit.
    fn is_over(&self, context: &Expr, depth: usize) -> bool {
        if depth > 4 {
            return false;
        }
        if let Some(call) = context.as_call() {
            let callee = self.function.callee(call);
            let made = callee.as_ref().filter(|callee| callee.package() == "context").map(|callee| callee.name());
            return match made {
                Some("WithTimeout" | "WithDeadline" | "WithTimeoutCause" | "WithDeadlineCause") => true,
                Some("WithCancel" | "WithCancelCause" | "WithValue") => call.args.first().is_some_and(|of| self.is_over(of, depth + 1)),
                _ => callee.is_some_and(|callee| *callee.key() == *"net/http.Request.Context"),
            };
        }
        let made = self.function.var(context).and_then(|var| self.function.definitions(var)).unwrap_or_default();
        !made.is_empty() && made.iter().all(|(value, at)| *at == 0 && self.is_over(value, depth + 1))
            || (self.is_let_go)(&Waiter { source: context, is_context: true })
    }

    /// Whether a call waits for a group or a condition of others. A sleep ends.
    fn is_waiting(&self, call: &Call) -> bool {
        let Some(callee) = self.function.callee(call) else { return false };
        let of_others = || match &call.callee.unparen().kind {
            ExprKind::Selector { operand, .. } => !self.function.var(operand).is_some_and(|var| self.is_own(var)),
            _ => false,
        };
        match &*callee.key() {
            "sync.WaitGroup.Wait" | "sync.Cond.Wait" => of_others(),
            _ => false,
        }
    }

    fn is_own(&self, var: VarId) -> bool {
        let known = self.function.scopes.var(var);
        known.kind == VarKind::Local && self.handler.span.contains(known.declared)
    }

    /// The only value of a variable that the handler declares.
    fn value_of(&self, e: &Expr) -> Option<&Expr> {
        self.function.var(e).filter(|var| self.is_own(*var)).and_then(|var| self.function.only_value(var))
    }
}

/// Whether a channel is one of a timer or a ticker.
fn is_of_time(function: &Function<'_>, channel: &Expr) -> bool {
    let ExprKind::Selector { operand, field } = &channel.unparen().kind else { return false };
    field.name == "C" && (function.is_type(operand, "time.Timer") || function.is_type(operand, "time.Ticker"))
}

/// Whether the body of a loop leads out of it.
fn has_way_out(function: &Function<'_>, body: &Block) -> bool {
    let mut found = false;
    for stmt in &body.stmts {
        leads_out(function, stmt, true, &mut found);
    }
    found
}

/// `breaks`: whether a break without a label ends the loop.
fn leads_out(function: &Function<'_>, stmt: &Stmt, breaks: bool, found: &mut bool) {
    use super::cfg::Endless;
    let whole = stmt.span;
    walk_stmt(stmt, &mut |node| match node {
        Node::Expr(Expr { kind: ExprKind::FuncLit(_), .. }) | Node::Stmt(Stmt { kind: StmtKind::Go(_) | StmtKind::Defer(_), .. }) => {
            Descend::Over
        }
        Node::Expr(Expr { kind: ExprKind::Call(call), .. }) => {
            *found |= function.never_returns(call);
            Descend::Into
        }
        Node::Stmt(inner) => {
            match &inner.kind {
                StmtKind::Return(_) | StmtKind::Goto(_) | StmtKind::Break(Some(_)) => *found = true,
                StmtKind::Break(None) => *found |= breaks,
                StmtKind::For(_) | StmtKind::Range(_) | StmtKind::Switch(_) | StmtKind::TypeSwitch(_) | StmtKind::Select(_)
                    if breaks && inner.span != whole =>
                {
                    leads_out(function, inner, false, found);
                    return Descend::Over;
                }
                _ => {}
            }
            Descend::Into
        }
        Node::Expr(_) => Descend::Into,
    });
}

/// The first line of a piece of code.
fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().trim_end_matches('{').trim_end().to_owned()
}
