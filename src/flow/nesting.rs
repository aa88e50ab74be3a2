//! A value that each turn of a loop derives from what the turn before derived: a chain that grows with the turns.

use super::{
    cfg::NodeKind,
    ends::assigned,
    function::{Body, Function},
    held::Held,
    loops::Place,
};
use crate::{
    program::{Type, VarId, VarKind},
    syntax::{
        Descend, Node,
        ast::{AssignOp, Expr, ExprKind, Span, Stmt, StmtKind},
        walk_block, walk_expr,
    },
};

/// An assignment of what derives from the variable's own value, in a loop that the variable outlives.
#[derive(Clone, Copy, Debug)]
pub struct Nesting<'a> {
    pub place: Place<'a>,
    pub name: &'a str,
    /// Whether the loop goes over what is there before it begins, so that the chain has an end.
    pub is_bounded: bool,
    /// Whether what a turn derived is read behind the loop, or by the next turn: the chain may be meant.
    pub is_carried: bool,
    /// The statement sets other variables, too.
    pub sets_others: bool,
}

impl<'a> Held<'_, 'a> {
    /// How the call nests its first result in its first argument; None where that is not certain, or meant.
    pub fn nesting(&self) -> Option<Nesting<'a>> {
        let (function, body) = (self.function, self.body);
        let NodeKind::Stmt(stmt) = body.cfg.nodes[self.node].kind else { return None };
        let StmtKind::Assign { left, op: AssignOp::Plain, right } = &stmt.kind else { return None };
        let is_call = matches!(&right[..], [one] if one.unparen().span == self.call.span);
        let var =
            function.var(left.first()?).filter(|var| is_call && self.call.args.first().and_then(|a| function.var(a)) == Some(*var))?;
        let known = function.scopes.var(var);
        let is_own = matches!(known.kind, VarKind::Local | VarKind::Param) && known.literal == body.literal && !function.is_addressed(var);
        let place = body.place_of(stmt.span).filter(|place| is_own && place.bare().span == stmt.span)?;
        let around = body.loops_around(stmt.span).last()?.bare();
        let inner = loop_body(around)?;
        if inner.contains(known.declared) || stands_on_condition(body, inner, stmt.span) {
            return None;
        }
        let uses = Uses::of(function, body, var);
        // What gets another value in between begins anew.
        let behind = body.cfg.reached(self.node, &uses.resets);
        if !behind[self.node] || place.block.stmts[..place.index].iter().any(|s| uses.derivations.contains(&s.span)) {
            return None;
        }
        let rest = Span { start: stmt.span.end, end: place.block.span.end };
        let turn: Vec<usize> = uses.resets.iter().copied().chain([self.node]).collect();
        let behind = body.cfg.reached(self.node, &turn);
        let read: Vec<Span> = uses.reads.iter().filter(|(node, _)| behind[*node]).map(|(_, span)| *span).collect();
        // Whether its time is up a value says as little as the one that it derives from does.
        let adds_value = self.symbol.name() == "WithValue";
        let is_harmless = |span: &Span| rest.contains(*span) || adds_value && function.asks_only_for_end(body, *span, var);
        let is_captured = function
            .literals
            .iter()
            .any(|lit| !lit.span.contains(body.block.span) && !rest.contains(lit.span) && function.names(lit.span, var));
        // What is only carried on is built for somebody.
        if !read.iter().any(|span| rest.contains(*span)) {
            return None;
        }
        Some(Nesting {
            place,
            name: &function.scopes.var(var).name,
            is_bounded: is_bounded(function, around),
            is_carried: is_captured || !read.iter().all(is_harmless),
            sets_others: left.iter().skip(1).any(|l| l.as_ident().is_none_or(|name| name != "_")),
        })
    }
}

impl Function<'_> {
    /// Whether an expression names no variable of the function's: it means the same in each turn of a loop.
    pub fn names_nothing_local(&self, e: &Expr) -> bool {
        let mut is_fixed = true;
        walk_expr(e, &mut |node| {
            is_fixed &= !matches!(node, Node::Expr(e) if self.var(e).is_some() || e.as_call().is_some());
            Descend::Into
        });
        is_fixed
    }

    /// Whether the code at a span asks a context for no more than whether it has ended.
    fn asks_only_for_end(&self, body: &Body<'_>, at: Span, var: VarId) -> bool {
        let (mut named, mut asked) = (0, 0);
        walk_block(body.block, &mut |node| {
            if let Node::Expr(e) = node
                && at.contains(e.span)
            {
                match &e.kind {
                    ExprKind::Selector { operand, field } if matches!(field.name.as_str(), "Deadline" | "Done" | "Err") => {
                        asked += usize::from(self.var(operand) == Some(var));
                    }
                    ExprKind::Ident(_) => named += usize::from(self.var(e) == Some(var)),
                    _ => {}
                }
            }
            Descend::Into
        });
        named == asked
    }
}

/// What the nodes of a body do with a variable.
struct Uses {
    /// They read it, and do not derive its next value.
    reads: Vec<(usize, Span)>,
    /// Statements that derive its next value from the one it has.
    derivations: Vec<Span>,
    /// They give it another value.
    resets: Vec<usize>,
}

impl Uses {
    fn of(function: &Function<'_>, body: &Body<'_>, var: VarId) -> Self {
        let mut uses = Self { reads: Vec::new(), derivations: Vec::new(), resets: Vec::new() };
        for (id, node) in body.cfg.nodes.iter().enumerate() {
            let Some(span) = node.kind.span() else { continue };
            let sets = match &node.kind {
                NodeKind::Stmt(stmt) => assigned(function, stmt).contains(&var),
                NodeKind::RangeNext(range) => range.key.iter().chain(&range.value).any(|e| function.var(e) == Some(var)),
                _ => false,
            };
            let derives = match &node.kind {
                NodeKind::Stmt(Stmt { kind: StmtKind::Assign { right, .. }, .. }) => right.iter().any(|e| function.mentions(e, var)),
                _ => false,
            };
            match (sets, derives) {
                (true, true) => uses.derivations.push(span),
                (true, false) => uses.resets.push(id),
                (false, _) if function.names(span, var) => uses.reads.push((id, span)),
                (false, _) => {}
            }
        }
        uses
    }
}

/// The body of a loop.
fn loop_body(stmt: &Stmt) -> Option<Span> {
    match &stmt.kind {
        StmtKind::For(s) => Some(s.body.span),
        StmtKind::Range(s) => Some(s.body.span),
        _ => None,
    }
}

/// Whether code in a loop runs on a condition: once, perhaps.
fn stands_on_condition(body: &Body<'_>, inner: Span, at: Span) -> bool {
    body.cfg.points().any(|(_, p)| {
        let is_around = |s: &&Stmt| inner.contains(s.span) && s.span.contains(at) && s.span != at;
        p.block.stmts.iter().filter(is_around).any(|s| matches!(s.unlabeled().kind, StmtKind::If(_)))
    })
}

/// Whether a loop goes over elements that are there, or counts.
fn is_bounded(function: &Function<'_>, around: &Stmt) -> bool {
    match &around.kind {
        StmtKind::For(s) => s.cond.is_some() && s.post.is_some(),
        StmtKind::Range(s) => !gives_without_end(function, &s.operand),
        _ => false,
    }
}

/// Whether a range over it may go on for good: a channel.
fn gives_without_end(function: &Function<'_>, operand: &Expr) -> bool {
    matches!(function.type_of(operand), Type::Chan(_))
}
