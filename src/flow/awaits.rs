//! Whether a function waits for a goroutine that it starts, and whether that has come to its end then.

use std::collections::BTreeSet;

use super::{
    cfg::{NodeId, NodeKind},
    function::{Body, Function},
};
use crate::{
    program::{VarId, VarKind},
    syntax::{
        Descend, Node,
        ast::{Block, Call, Expr, ExprKind, FuncLit, Span, Stmt, StmtKind, UnaryOp},
        walk_block, walk_stmt,
    },
};

/// What a function knows of a goroutine when it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Awaited {
    /// Nothing.
    No,
    /// It has waited for something that the goroutine knows, on some way at least.
    Perhaps,
    /// The same, on every way.
    Signalled,
    /// It has waited for the last thing that the goroutine does.
    Ended,
}

/// Whether the ways from a go statement to its body's end pass a wait for the goroutine.
pub(super) fn goroutine(function: &Function<'_>, body: &Body<'_>, from: NodeId, started: Span, lit: Option<&FuncLit>) -> Awaited {
    let again = body.cfg.in_cycle(from);
    let last: BTreeSet<VarId> = lit.map(|lit| last_signals(function, lit, again)).unwrap_or_default();
    if !last.is_empty() && waits(function, body, from, &|var| last.contains(&var)) == Ways::All {
        return Awaited::Ended;
    }
    match waits(function, body, from, &|var| function.names(started, var)) {
        Ways::All => Awaited::Signalled,
        Ways::Some => Awaited::Perhaps,
        Ways::None => Awaited::No,
    }
}

/// Whether every way from a go statement to its body's end passes a wait for the last thing that the goroutine does, or for the end
/// of the context that it is given.
pub(super) fn ends_with_context(function: &Function<'_>, body: &Body<'_>, from: NodeId, lit: &FuncLit, context: VarId) -> bool {
    let last = last_signals(function, lit, body.cfg.in_cycle(from));
    let is_end = |e: &Expr| match e.as_call() {
        Some(call) => matches!(&call.callee.unparen().kind, ExprKind::Selector { operand, field }
            if field.name == "Done" && call.args.is_empty() && function.var(operand) == Some(context)),
        None => function.var(e).is_some_and(|var| last.contains(&var)),
    };
    ways(body, from, &|e| wait(e).is_some_and(is_end)) == Ways::All
}

/// Whether every way from a node to the body's end passes the end of a command (`cmd.Wait()`, `cmd.Run()`) of which the code at a
/// span has a pipe: that is closed by then.
pub(super) fn command_of_pipe(function: &Function<'_>, body: &Body<'_>, from: NodeId, started: Span) -> bool {
    const PIPES: [&str; 3] = ["StderrPipe", "StdinPipe", "StdoutPipe"];
    const ENDS: [&str; 4] = ["CombinedOutput", "Output", "Run", "Wait"];
    let command = |e: &Expr, methods: &[&str]| match &e.as_call()?.callee.unparen().kind {
        ExprKind::Selector { operand, field } if methods.contains(&field.name.as_str()) && function.is_type(operand, "os/exec.Cmd") => {
            function.var(operand)
        }
        _ => None,
    };
    let commands: BTreeSet<VarId> = body
        .cfg
        .stmts()
        .filter_map(|stmt| match &stmt.kind {
            StmtKind::Assign { left, right, .. } => Some((left.first()?, right.first()?)),
            _ => None,
        })
        .filter(|(pipe, _)| function.var(pipe).is_some_and(|var| function.names(started, var)))
        .filter_map(|(_, call)| command(call, &PIPES))
        .collect();
    let is_own = |var: &VarId| !function.names(started, *var) && function.scopes.var(*var).kind == VarKind::Local;
    !commands.is_empty()
        && commands.iter().all(is_own)
        && commands.iter().all(|var| ways(body, from, &|e| command(e, &ENDS) == Some(*var)) == Ways::All)
}

/// Whether every way from a call that starts a goroutine in a group (`g.Go(…)`) to the body's end passes a wait for the group.
pub(super) fn group(function: &Function<'_>, body: &Body<'_>, call: &Call) -> bool {
    let ExprKind::Selector { operand, .. } = &call.callee.unparen().kind else { return false };
    let (Some(group), Some(node)) = (function.var(operand), body.cfg.node_of(call.span)) else { return false };
    waits(function, body, node, &|var| var == group) == Ways::All
}

/// On how many ways something is met.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ways {
    None,
    Some,
    All,
}

/// On how many ways from a node to the body's end something waits, by a method `Wait` or a receive, for one of these variables.
fn waits(function: &Function<'_>, body: &Body<'_>, from: NodeId, is_it: &dyn Fn(VarId) -> bool) -> Ways {
    ways(body, from, &|e| wait(e).and_then(root).and_then(|r| function.var(r)).is_some_and(is_it))
}

/// On how many ways from a node to the body's end an expression is met.
fn ways(body: &Body<'_>, from: NodeId, known: &dyn Fn(&Expr) -> bool) -> Ways {
    let nodes = &body.cfg.nodes;
    let mut seen = vec![false; nodes.len()];
    let (mut waited, mut missed) = (false, false);
    let mut work: Vec<NodeId> = nodes[from].succ.iter().map(|s| s.0).collect();
    while let Some(id) = work.pop() {
        if std::mem::replace(&mut seen[id], true) {
            continue;
        }
        let (mut waits, mut ends) = (false, false);
        let mut visit = |node: Node<'_>| match node {
            // Another goroutine waits.
            Node::Expr(Expr { kind: ExprKind::FuncLit(_), .. }) | Node::Stmt(Stmt { kind: StmtKind::Go(_), .. }) => Descend::Over,
            Node::Expr(e) => {
                waits |= known(e);
                Descend::Into
            }
            Node::Stmt(_) => Descend::Into,
        };
        let kind = &nodes[id].kind;
        // A deferred wait runs before the release only where it is deferred later, which it is.
        kind.walk(&mut visit);
        ends |= matches!(kind, NodeKind::End(_) | NodeKind::Stmt(Stmt { kind: StmtKind::Return(_), .. }));
        waited |= waits;
        missed |= ends && !waits;
        if !waits && !ends {
            work.extend(nodes[id].succ.iter().map(|s| s.0));
        }
    }
    match (waited, missed) {
        (_, false) => Ways::All,
        (true, true) => Ways::Some,
        (false, true) => Ways::None,
    }
}

/// Whether a body receives from a channel, literals left out, or may do so by another name.
pub(super) fn may_receive(function: &Function<'_>, body: &Body<'_>, channel: &Expr) -> bool {
    let Some(var) = function.var(channel) else { return true };
    let is_it = |e: &Expr| function.var(e) == Some(var);
    let mut found = false;
    walk_block(body.block, &mut |node| {
        match node {
            Node::Expr(Expr { kind: ExprKind::FuncLit(_), .. }) => return Descend::Over,
            Node::Expr(Expr { kind: ExprKind::Unary { op: UnaryOp::Receive, operand }, .. }) => found |= function.mentions(operand, var),
            Node::Expr(Expr { kind: ExprKind::Call(call), .. }) => {
                let closes = call.callee.as_ident().is_some_and(|n| n == "close");
                found |= !closes && call.args.iter().any(is_it);
            }
            Node::Stmt(Stmt { kind: StmtKind::Range(range), .. }) => found |= function.mentions(&range.operand, var),
            Node::Stmt(Stmt { kind: StmtKind::Assign { right, .. }, .. }) => found |= right.iter().any(is_it),
            Node::Stmt(Stmt { kind: StmtKind::Return(values), .. }) => found |= values.iter().any(is_it),
            _ => {}
        }
        Descend::Into
    });
    found
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

/// Whether a goroutine goes on with something when it has told all that it tells: no signal of its own comes behind the last use.
pub(super) fn goes_on_with(function: &Function<'_>, lit: &FuncLit, used: &dyn Fn(Span) -> bool) -> bool {
    let (mut last_signal, mut last_use, mut tells_at_end) = (None, None, false);
    walk_block(&lit.body, &mut |node| {
        match node {
            Node::Expr(Expr { kind: ExprKind::Ident(_), span }) if used(*span) => last_use = last_use.max(Some(span.start)),
            Node::Stmt(stmt @ Stmt { kind: StmtKind::Defer(_), .. }) => {
                walk_stmt(stmt, &mut |node| {
                    tells_at_end |= matches!(node, Node::Stmt(stmt) if signal(function, stmt).is_some());
                    Descend::Into
                });
            }
            Node::Stmt(stmt) if signal(function, stmt).is_some() => last_signal = last_signal.max(Some(stmt.span.start)),
            _ => {}
        }
        Descend::Into
    });
    !tells_at_end && last_signal.is_some() && last_signal < last_use
}

/// The variables by which a goroutine tells that it is done, where it does nothing behind that: `defer wg.Done()`, `defer close(done)`
/// ahead of all other defers, or a send or close that ends each way on which it stands. Of several goroutines that send on one
/// channel, nobody knows whose value is received.
fn last_signals(function: &Function<'_>, lit: &FuncLit, again: bool) -> BTreeSet<VarId> {
    let mut first_defer = None;
    let (mut told, mut early) = (BTreeSet::new(), BTreeSet::new());
    let tails = tails(&lit.body);
    walk_block(&lit.body, &mut |node| {
        match node {
            Node::Expr(Expr { kind: ExprKind::FuncLit(_), .. }) => return Descend::Over,
            Node::Stmt(stmt) => {
                if let StmtKind::Defer(_) = stmt.kind {
                    first_defer = first_defer.or(Some(stmt.span));
                }
                if let Some((var, is_send)) = signal(function, stmt) {
                    let v = function.scopes.var(var);
                    let alone = !is_send || !again && v.kind == VarKind::Local && sends_elsewhere(function, var, lit.span) == 0;
                    let at_end = match stmt.kind {
                        StmtKind::Defer(_) => first_defer == Some(stmt.span) && lit.body.stmts.iter().any(|s| s.span == stmt.span),
                        _ => first_defer.is_none() && tails.contains(&stmt.span),
                    };
                    if alone && at_end {
                        told.insert(var)
                    } else {
                        early.insert(var)
                    };
                }
            }
            Node::Expr(_) => {}
        }
        Descend::Into
    });
    told.retain(|var| !early.contains(var));
    told
}

/// What a statement, or a deferred call, signals by: `close(c)`, `wg.Done()`, `c <- v`; and whether it sends.
fn signal(function: &Function<'_>, stmt: &Stmt) -> Option<(VarId, bool)> {
    match &stmt.kind {
        StmtKind::Send { channel, .. } => function.var(channel).map(|var| (var, true)),
        StmtKind::Expr(e) | StmtKind::Defer(e) => {
            let call = e.as_call()?;
            match &call.callee.unparen().kind {
                ExprKind::Ident(name) if name == "close" => function.var(call.args.first()?).map(|var| (var, false)),
                ExprKind::Selector { operand, field } if field.name == "Done" && call.args.is_empty() => {
                    let is_group = function.is_type(operand, "sync.WaitGroup");
                    function.var(operand).filter(|_| is_group).map(|var| (var, false))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// How often something is sent on a channel outside of a stretch.
fn sends_elsewhere(function: &Function<'_>, channel: VarId, but_for: Span) -> usize {
    let mut sends = 0;
    let Some(body) = &function.func.body else { return 0 };
    walk_block(body, &mut |node| {
        if let Node::Stmt(Stmt { kind: StmtKind::Send { channel: c, .. }, span }) = node
            && !but_for.contains(*span)
            && function.var(c) == Some(channel)
        {
            sends += 1;
        }
        Descend::Into
    });
    sends
}

/// The statements of a body behind which nothing of it runs.
fn tails(body: &Block) -> BTreeSet<Span> {
    let mut found = BTreeSet::new();
    add_tails(&body.stmts, &mut found);
    let mut ahead_of_returns = |stmts: &[Stmt]| {
        for pair in stmts.windows(2) {
            if let [stmt, Stmt { kind: StmtKind::Return(values), .. }] = pair
                && values.is_empty()
            {
                found.insert(stmt.span);
            }
        }
    };
    ahead_of_returns(&body.stmts);
    walk_block(body, &mut |node| {
        match node {
            Node::Expr(Expr { kind: ExprKind::FuncLit(_), .. }) => return Descend::Over,
            Node::Stmt(Stmt { kind: StmtKind::If(s), .. }) => ahead_of_returns(&s.then.stmts),
            Node::Stmt(Stmt { kind: StmtKind::Block(b), .. }) => ahead_of_returns(&b.stmts),
            _ => {}
        }
        Descend::Into
    });
    found
}

fn add_tails(stmts: &[Stmt], found: &mut BTreeSet<Span>) {
    let Some(last) = stmts.last() else { return };
    match &last.kind {
        StmtKind::If(s) => {
            add_tails(&s.then.stmts, found);
            if let Some(els) = &s.els {
                add_tails(std::slice::from_ref(els), found);
            }
        }
        StmtKind::Block(block) => add_tails(&block.stmts, found),
        StmtKind::Select(cases) => cases.iter().for_each(|case| match &case.comm {
            Some(comm) if case.body.stmts.is_empty() => drop(found.insert(comm.span)),
            _ => add_tails(&case.body.stmts, found),
        }),
        StmtKind::Switch(s) => s.cases.iter().for_each(|case| add_tails(&case.body.stmts, found)),
        _ => {
            found.insert(last.span);
        }
    }
}
