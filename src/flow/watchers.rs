//! Goroutines that wait for the end of a context to clear away what a function works with: the function's end is what they
//! wait for.

use std::collections::BTreeSet;

use super::function::{Body, Function};
use crate::{
    program::{VarId, VarKind, is_plain},
    syntax::{
        Descend, Node,
        ast::{Call, Expr, ExprKind, FuncLit, SelectCase, Span, Stmt, StmtKind, UnaryOp},
        walk_block,
    },
};

/// Whether a statement starts a goroutine that first waits for a context to be done, and then ends what the function alone has
/// and goes on working with: `go func() { <-ctx.Done(); conn.Close() }()`.
pub(super) fn is_watcher(function: &Function<'_>, body: &Body<'_>, stmt: &Stmt) -> bool {
    let StmtKind::Go(e) = &stmt.kind else { return false };
    let Some(lit) = e.as_call().filter(|call| call.args.is_empty()).and_then(Call::literal) else { return false };
    let Some((first, rest)) = lit.body.stmts.split_first() else { return false };
    let Some(context) = waits_for_end(function, first) else { return false };
    let start = rest.first().map_or(lit.span.end, |s| s.span.start);
    let rest = Span { start, end: lit.span.end };
    let has = |var: VarId| var != context && function.names(rest, var) && !lit.span.contains(function.scopes.var(var).declared);
    let cleared: BTreeSet<VarId> = function.scopes.vars().map(|(id, _)| id).filter(|id| has(*id)).collect();
    let is_own = |var: &VarId| {
        let v = function.scopes.var(*var);
        v.kind == VarKind::Local && v.literal == body.literal
    };
    !cleared.is_empty()
        && cleared.iter().all(is_own)
        && !touches_globals(function, lit)
        && is_worked_with_alone(function, body, stmt.span, with_derived(function, body, cleared))
}

/// Whether a statement starts a goroutine that does something once a time is over, unless the context ends first, by which the
/// function goes on to limit its own work: `go func() { select { case <-ctx.Done(): case <-time.After(d): warn() } }()`.
pub(super) fn is_alarm(function: &Function<'_>, body: &Body<'_>, started: &Stmt, context: VarId) -> bool {
    let StmtKind::Go(e) = &started.kind else { return false };
    let Some(lit) = e.as_call().filter(|call| call.args.is_empty()).and_then(Call::literal) else { return false };
    let [Stmt { kind: StmtKind::Select(cases), .. }] = &lit.body.stmts[..] else { return false };
    let is_end = |case: &SelectCase| {
        let returns = matches!(&case.body.stmts[..], [] | [Stmt { kind: StmtKind::Return(_), .. }]);
        returns && case.comm.as_ref().and_then(|comm| waits_for_end(function, comm)) == Some(context)
    };
    let (ends, others): (Vec<_>, Vec<_>) = cases.iter().partition(|case| is_end(case));
    !ends.is_empty() && !others.is_empty() && others.iter().all(|case| waits_for_time(function, case)) && {
        let mut limits = false;
        walk_block(body.block, &mut |node| match node {
            Node::Stmt(Stmt { kind: StmtKind::Go(_) | StmtKind::Defer(_), .. }) | Node::Expr(Expr { kind: ExprKind::FuncLit(_), .. }) => {
                Descend::Over
            }
            Node::Expr(Expr { kind: ExprKind::Call(call), .. }) => {
                let given = call.args.iter().any(|a| function.var(a) == Some(context));
                limits |= given && call.span.start > started.span.end;
                Descend::Into
            }
            _ => Descend::Into,
        });
        limits
    }
}

/// Whether a literal waits for an event that comes to the function from outside, by a parameter or a field of one, and then calls a
/// cancel function, and nobody else has to do with that or waits for the context's end: the end of the function's own work
/// cancels nothing.
pub(super) fn cancels_upon_event(function: &Function<'_>, body: &Body<'_>, lit: &FuncLit, cancel: VarId, made: Span) -> bool {
    let is_call = |stmt: &Stmt| match &stmt.kind {
        StmtKind::Expr(e) => e.as_call().is_some_and(|call| function.var(&call.callee) == Some(cancel)),
        _ => false,
    };
    let calls = |stmts: &[Stmt]| matches!(stmts, [only] if is_call(only));
    let is_event = |stmt: &Stmt| {
        let StmtKind::Expr(e) = &stmt.kind else { return false };
        let ExprKind::Unary { op: UnaryOp::Receive, operand } = &e.unparen().kind else { return false };
        let outside = |var: VarId| matches!(function.scopes.var(var).kind, VarKind::Param | VarKind::Receiver);
        operand.as_call().is_none() && function.root(operand).is_some_and(outside)
    };
    let upon_event = match &lit.body.stmts[..] {
        [Stmt { kind: StmtKind::Select(cases), .. }] => {
            matches!(&cases[..], [case] if case.comm.as_ref().is_some_and(is_event) && calls(&case.body.stmts))
        }
        [first, rest @ ..] => is_event(first) && calls(rest),
        [] => false,
    };
    upon_event && body.loops_around(made).is_empty() && works_until_done(function, body, lit, cancel, made)
}

/// Whether nothing but the goroutine names a cancel function, and the context that is made with it goes to calls alone.
fn works_until_done(function: &Function<'_>, body: &Body<'_>, lit: &FuncLit, cancel: VarId, made: Span) -> bool {
    let Some(place) = body.place_of(made) else { return false };
    let StmtKind::Assign { left, .. } = &place.bare().kind else { return false };
    let Some(context) = left.first().and_then(|l| function.var(l)) else { return false };
    let (mut named, mut given) = (0, 0);
    let mut others = false;
    walk_block(body.block, &mut |node| {
        match node {
            Node::Expr(e) if e.span == lit.span => return Descend::Over,
            Node::Expr(Expr { kind: ExprKind::Call(call), .. }) => {
                given += call.args.iter().filter(|arg| function.var(arg) == Some(context)).count();
                // What goes on by itself may be waited for, and end with the context.
                others |= call.name().is_some_and(|name| name.starts_with("Wait") || name == "Go");
            }
            Node::Expr(e) if matches!(e.kind, ExprKind::Ident(_)) && !place.stmt().span.contains(e.span) => {
                named += usize::from(function.var(e) == Some(context));
                others |= function.var(e) == Some(cancel);
            }
            Node::Stmt(Stmt { kind: StmtKind::Go(e), .. }) => others |= !e.span.contains(lit.span),
            _ => {}
        }
        Descend::Into
    });
    !others && given > 0 && named == given
}

/// Whether a case of a select receives from `time.After(d)`, or from a timer's channel.
fn waits_for_time(function: &Function<'_>, case: &SelectCase) -> bool {
    let Some(Stmt { kind: StmtKind::Expr(e), .. }) = &case.comm else { return false };
    let ExprKind::Unary { op: UnaryOp::Receive, operand } = &e.unparen().kind else { return false };
    match &operand.unparen().kind {
        ExprKind::Call(call) => function.callee(call).is_some_and(|s| s.as_str() == "time.After"),
        ExprKind::Selector { operand, field } => field.name == "C" && function.is_type(operand, "time.Timer"),
        _ => false,
    }
}

/// The context of `<-ctx.Done()`.
fn waits_for_end(function: &Function<'_>, stmt: &Stmt) -> Option<VarId> {
    let StmtKind::Expr(e) = &stmt.kind else { return None };
    let ExprKind::Unary { op: UnaryOp::Receive, operand } = &e.unparen().kind else { return None };
    let call = operand.as_call().filter(|call| call.args.is_empty())?;
    let ExprKind::Selector { operand, field } = &call.callee.unparen().kind else { return None };
    function.var(operand).filter(|_| field.name == "Done")
}

/// Whether a literal names something of the package.
fn touches_globals(function: &Function<'_>, lit: &FuncLit) -> bool {
    let mut found = false;
    walk_block(&lit.body, &mut |node| {
        if let Node::Expr(Expr { kind: ExprKind::Selector { operand, .. }, .. }) = node
            && let Some(name) = operand.as_ident()
        {
            found |= function.scopes.lookup(name, operand.span.start).is_of_package();
        }
        Descend::Into
    });
    found
}

/// The variables, and those that are given what calls make of them as arguments.
fn with_derived(function: &Function<'_>, body: &Body<'_>, mut vars: BTreeSet<VarId>) -> BTreeSet<VarId> {
    loop {
        let before = vars.len();
        for stmt in body.cfg.stmts() {
            if let StmtKind::Assign { left, right, .. } = &stmt.kind
                && right
                    .iter()
                    .filter_map(Expr::as_call)
                    .flat_map(|call| &call.args)
                    .any(|arg| vars.iter().any(|v| function.mentions(arg, *v)))
            {
                let plain = |var: &VarId| function.typing.type_of_var(*var).is("error");
                vars.extend(left.iter().filter_map(|l| function.var(l)).filter(|var| !plain(var)));
            }
        }
        if vars.len() == before {
            return vars;
        }
    }
}

/// Whether an expression is a call that returns numbers, texts or errors.
fn tells_only(function: &Function<'_>, e: &Expr) -> bool {
    let types = e.as_call().and_then(|call| function.typing.results(call));
    types.is_some_and(|types| types.iter().all(|ty| is_plain(ty) || ty.is("error")))
}

/// Whether the function works with variables behind a statement, and lets nobody have them for longer: they are not returned,
/// stored, sent, or in another goroutine or literal, and nothing is told to start with them.
fn is_worked_with_alone(function: &Function<'_>, body: &Body<'_>, watcher: Span, vars: BTreeSet<VarId>) -> bool {
    const STARTS: [&str; 5] = ["Begin", "Go", "Launch", "Open", "Start"];
    let has = |span: Span| vars.iter().any(|v| function.names(span, *v));
    let is_own = |e: &Expr| e.as_ident().is_some();
    let (mut works, mut alone) = (false, true);
    walk_block(body.block, &mut |node| {
        match node {
            Node::Stmt(stmt) if stmt.span == watcher => return Descend::Over,
            Node::Stmt(stmt) => match &stmt.kind {
                StmtKind::Return(values) => alone &= !values.iter().any(|v| has(v.span) && !tells_only(function, v)),
                StmtKind::Go(e) => alone &= !has(e.span),
                StmtKind::Send { value, .. } => alone &= !has(value.span),
                StmtKind::Defer(_) => return Descend::Over,
                StmtKind::Assign { left, right, .. } => {
                    alone &= left.iter().all(is_own) || !right.iter().any(|e| has(e.span));
                }
                _ => {}
            },
            Node::Expr(e) => match &e.kind {
                ExprKind::FuncLit(_) | ExprKind::Composite { .. } => {
                    alone &= !has(e.span);
                    return Descend::Over;
                }
                ExprKind::Call(call) if has(call.span) => {
                    works |= call.span.start > watcher.end;
                    alone &= !call.name().is_some_and(|name| STARTS.iter().any(|start| name.starts_with(start)));
                }
                _ => {}
            },
        }
        Descend::Into
    });
    works && alone
}
