//! The channel that a call hands out, and who receives from it: of timers and tickers, which have nothing else to hold.

use super::{
    cfg::NodeId,
    held::Held,
    loops::{Place, loop_body},
};
use crate::{
    program::{VarId, VarKind},
    syntax::{
        Descend, Node,
        ast::{AssignOp, Expr, ExprKind, SelectCase, Span, Stmt, StmtKind, UnaryOp},
        walk_block,
    },
};

/// What is done with a channel.
#[derive(Clone, Debug)]
pub enum Receipt<'a> {
    /// A case of a select receives from it.
    Case(Choice<'a>),
    /// `<-c` is a statement by itself, which does nothing but wait.
    Pause,
    /// `v := <-c`
    Value,
    /// `for range c`
    Range,
    /// A local variable gets it, which nothing is done with but to receive from it.
    Variable {
        /// Where it is declared, if that is by this statement, which says no type, and it never gets another channel.
        declared: Option<Span>,
        /// Where it is received from.
        receipts: Vec<Span>,
        /// One of them is a range.
        ranged: bool,
        /// The only one is a case of the select that comes right behind.
        next: Option<Choice<'a>>,
    },
}

/// One case of a select.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'a> {
    pub cases: &'a [SelectCase],
    pub index: usize,
}

impl<'a> Choice<'a> {
    /// The case that receives from what `is_it` says.
    fn of(stmt: &'a Stmt, is_it: impl Fn(&Expr) -> bool) -> Option<Self> {
        let StmtKind::Select(cases) = &stmt.kind else { return None };
        let index = cases.iter().position(|c| c.comm.as_ref().and_then(received_by).is_some_and(&is_it))?;
        Some(Self { cases, index })
    }

    /// The cases but for this one.
    pub fn others(&self) -> impl Iterator<Item = &'a SelectCase> + use<'a> {
        let own = self.index;
        self.cases.iter().enumerate().filter(move |(i, _)| *i != own).map(|(_, case)| case)
    }

    /// The cases above this one: Go evaluates what they receive from or send ahead of it.
    pub fn earlier(&self) -> &'a [SelectCase] {
        &self.cases[..self.index]
    }
}

/// A call's channel in the function that receives from it.
pub struct Channel<'f, 'a> {
    pub held: &'f Held<'f, 'a>,
    /// The expression that is the channel: `time.After(d)`, `time.NewTimer(d).C`.
    pub span: Span,
    /// The statement that makes the call.
    pub place: Place<'a>,
    pub receipt: Receipt<'a>,
}

impl<'f, 'a> Channel<'f, 'a> {
    /// None where anything else may be done with it: passed on, stored, sent, captured.
    pub fn of(held: &'f Held<'f, 'a>) -> Option<Self> {
        let place = held.body.place_of(held.call.span)?;
        let (span, receipt) = match &place.bare().kind {
            StmtKind::Select(cases) => {
                let operand = cases.iter().filter_map(|c| received_by(c.comm.as_ref()?)).find_map(|e| channel(held, e))?;
                let choice = Choice::of(place.bare(), |e| e.unparen().span == operand)?;
                (operand, Receipt::Case(choice))
            }
            StmtKind::Expr(e) => (channel(held, received(e)?)?, Receipt::Pause),
            StmtKind::Range(s) => (channel(held, &s.operand)?, Receipt::Range),
            StmtKind::Assign { left, right, .. } => {
                let [right] = right.as_slice() else { return None };
                match received(right).and_then(|e| channel(held, e)) {
                    Some(span) => (span, Receipt::Value),
                    None => (channel(held, right)?, variable(held, &place, held.function.var(left.first()?)?)?),
                }
            }
            StmtKind::Var(specs) => {
                let [spec] = specs.as_slice() else { return None };
                let ([name], [value]) = (spec.names.as_slice(), spec.values.as_slice()) else { return None };
                match received(value).and_then(|e| channel(held, e)) {
                    Some(span) => (span, Receipt::Value),
                    None => (channel(held, value)?, variable(held, &place, held.function.scopes.var_at(name.span.start)?)?),
                }
            }
            _ => return None,
        };
        Some(Self { held, span, place, receipt })
    }

    /// The select that the channel is waited for in, where it is made for that one wait.
    pub fn choice(&self) -> Option<Choice<'a>> {
        match &self.receipt {
            Receipt::Case(choice) => Some(*choice),
            Receipt::Variable { next, .. } => *next,
            _ => None,
        }
    }

    /// The node at which the channel comes into being.
    pub fn start(&self) -> NodeId {
        let nodes = &self.held.body.cfg.nodes;
        match self.receipt {
            // Go evaluates a case's channel on entering the select, whichever case is taken then.
            Receipt::Case(_) => {
                let head = nodes.iter().position(|n| n.succ.iter().any(|s| s.0 == self.held.node));
                head.unwrap_or(self.held.node)
            }
            _ => self.held.node,
        }
    }

    /// The nodes that receive from it.
    pub fn receipts(&self) -> Vec<NodeId> {
        match &self.receipt {
            Receipt::Variable { receipts, .. } => receipts.iter().filter_map(|&s| self.held.body.cfg.node_of(s)).collect(),
            _ => vec![self.held.node],
        }
    }
}

/// The span of the expression that is the call's channel: the call itself, or the `C` of what it makes.
fn channel(held: &Held<'_, '_>, e: &Expr) -> Option<Span> {
    let e = e.unparen();
    let is_call = |e: &Expr| e.as_call().is_some_and(|c| c.span == held.call.span);
    let made_by_call = held.resource.release.is_empty();
    match &e.kind {
        ExprKind::Call(_) if made_by_call => is_call(e).then_some(e.span),
        ExprKind::Selector { operand, field } if !made_by_call && field.name == "C" => is_call(operand).then_some(e.span),
        _ => None,
    }
}

/// The operand of `<-`.
fn received(e: &Expr) -> Option<&Expr> {
    match &e.unparen().kind {
        ExprKind::Unary { op: UnaryOp::Receive, operand } => Some(operand),
        _ => None,
    }
}

/// The channel that a select's case receives from.
pub(super) fn received_by(comm: &Stmt) -> Option<&Expr> {
    match &comm.kind {
        StmtKind::Expr(e) => received(e),
        StmtKind::Assign { right, .. } => received(right.first()?),
        _ => None,
    }
}

/// What a local variable's channel is received by. None where the variable outlives a turn of the innermost loop around, or
/// where it is anything but received from.
fn variable<'a>(held: &Held<'_, 'a>, place: &Place<'a>, var: VarId) -> Option<Receipt<'a>> {
    let function = held.function;
    let known = function.scopes.var(var);
    let innermost = held.body.loops_around(held.call.span).pop();
    let of_turn = innermost.and_then(|l| loop_body(l.bare())).is_none_or(|body| body.span.contains(known.declared));
    if known.kind != VarKind::Local || known.literal != held.body.literal || !of_turn {
        return None;
    }
    let is_it = |e: &Expr| function.var(e) == Some(var);
    let (mut receipts, mut ranges) = (Vec::new(), Vec::new());
    let (mut uses, mut assigned) = (0, 0);
    walk_block(function.func.body.as_ref()?, &mut |node| {
        match node {
            Node::Expr(e) => {
                if let Some(operand) = received(e).filter(|_| !matches!(e.kind, ExprKind::Paren(_))).filter(|o| is_it(o)) {
                    receipts.push(operand.span);
                }
                uses += usize::from(matches!(e.kind, ExprKind::Ident(_)) && is_it(e));
            }
            Node::Stmt(Stmt { kind: StmtKind::Range(s), .. }) if is_it(&s.operand) => ranges.push(s.operand.span),
            // It gets a channel, or another one.
            Node::Stmt(Stmt { kind: StmtKind::Assign { left, .. }, .. }) => {
                assigned += left.iter().filter(|e| is_it(e)).count();
            }
            Node::Stmt(_) => {}
        }
        Descend::Into
    });
    let ranged = !ranges.is_empty();
    receipts.extend(ranges);
    let seen = |at: &Span| function.scopes.literal_at(at.start) == held.body.literal;
    if uses != receipts.len() + assigned || !receipts.iter().all(seen) {
        return None;
    }
    let by_itself = match &place.bare().kind {
        StmtKind::Assign { op: AssignOp::Define, .. } => assigned == 1,
        StmtKind::Var(specs) => assigned == 0 && specs.iter().all(|s| s.ty.is_none()),
        _ => false,
    };
    let declared = Some(known.declared).filter(|at| by_itself && place.stmt().span.contains(*at));
    let next = place.next().filter(|_| receipts.len() == 1).and_then(|stmt| Choice::of(stmt, is_it));
    Some(Receipt::Variable { declared, receipts, ranged, next })
}
