//! Values that are acquired on each turn of a loop: where the turn ends that has done with one, and where the next begins that
//! would forget it.

use super::{
    cfg::{NodeId, NodeKind},
    ends::assigned,
    failing::ends,
    fate::Exit,
    given::Failed,
    held::Held,
    operands::followed_since,
    presence::{Presence, presence},
    state::Status,
};
use crate::{
    program::{Type, VarId, VarKind},
    syntax::ast::{AssignOp, Block, Expr, Span, Stmt, StmtKind},
};

/// The part of a loop's body from the statement on that acquires a value.
#[derive(Clone, Copy, Debug)]
pub struct Turn<'a> {
    /// The body of the loop.
    pub block: &'a Block,
    /// Of the acquiring statement in it.
    pub index: usize,
    /// How many ways lead out of it while the value is there.
    pub ways_out: usize,
}

impl<'a> Turn<'a> {
    pub fn stmts(&self) -> &'a [Stmt] {
        &self.block.stmts[self.index..]
    }
}

impl<'f, 'a> Held<'f, 'a> {
    /// The turn that acquires it, where a release on each way out of the loop's body, and nowhere else, would close every leak,
    /// with the value surely there and needed no more.
    pub fn turn(&self) -> Option<Turn<'a>> {
        let place = self.body.place_of(self.call.span)?;
        let around = self.body.loops_around(self.call.span).last()?.bare();
        let block = place.block;
        let is_body = match &around.kind {
            StmtKind::For(s) => s.body.span == block.span,
            StmtKind::Range(s) => s.body.span == block.span,
            _ => false,
        };
        let points = self.ways_out_of(block);
        let is_early = |point: &NodeId| self.path_is_used_before(*point) || self.meets_goroutine_before(*point);
        // The turn's own deferred calls run before the release, which is deferred first.
        let own = Span { start: self.call.span.end, end: block.span.end };
        let is_sure = is_body && self.sealed_at_end_of(&points, Some(own)) == Some(Presence::Sure) && !points.iter().any(is_early);
        is_sure.then_some(Turn { block, index: place.index, ways_out: points.len() })
    }

    /// Whether a turn has done with all that a statement in it defers the release of, and no more is deferred there.
    pub fn is_of_turn(&self, turn: &Turn<'_>, deferred: &Stmt) -> bool {
        let others = self.function.held_by(self.body);
        let of: Vec<&Held<'_, '_>> =
            others.iter().filter(|held| held.deferred_releases().iter().any(|s| s.span == deferred.span)).collect();
        let [held] = &of[..] else { return false };
        let held = held.without(deferred);
        let ends_with = |turn: &Turn<'_>, held: &Held<'_, '_>| held.turn().is_some_and(|own| own.block.span == turn.block.span);
        ends_with(turn, &held) || ends_with(turn, &held.lent())
    }

    /// Whether every path that leaves it open comes by a point.
    pub fn is_sealed_at(&self, point: NodeId) -> bool {
        let walk = self.run_fully(&[point]);
        walk.leaks.is_empty() && !walk.gave_up
    }

    /// Whether a return statement surely returns an error.
    pub fn surely_fails(&self, values: &[Expr], at: Span) -> bool {
        ends(self.function, self.body, values, at) == Failed::Yes
    }

    /// Whether a variable that may be nil is one that a nil value leaves nothing to release: a pointer.
    pub fn is_pointer(&self, var: VarId) -> bool {
        matches!(self.function.typing.type_of_var(var), Type::Pointer(_))
    }

    /// Whether the program follows the variable as a pointer on each way from the acquisition to a node, or behind that: it is there, or
    /// the program panics anyway.
    pub fn is_followed(&self, node: NodeId, var: VarId) -> bool {
        let NodeKind::Stmt(Stmt { kind: StmtKind::Assign { left, .. }, .. }) = self.body.cfg.nodes[self.node].kind else { return false };
        let pointer = left.iter().find(|l| self.function.var(l) == Some(var));
        pointer.is_some_and(|pointer| followed_since(self.function, self.body, pointer, self.node, node))
    }

    /// Whether there is a point at which it is surely there.
    pub fn is_ever_sure(&self) -> bool {
        self.body.cfg.points().any(|(id, _)| presence(&self.walk().entered[id]) == Some(Presence::Sure))
    }

    /// The variable that is declared empty ahead of a loop and given the value in its turns, and the point ahead of the
    /// acquisition at which it holds what the turn before has left open, or nil.
    pub fn left_by_last_try(&self) -> Option<(NodeId, VarId)> {
        let place = self.body.place_of(self.call.span)?;
        let acquiring = match &place.stmt().kind {
            StmtKind::If(s) => s.init.as_ref()?,
            _ => place.stmt(),
        };
        let StmtKind::Assign { op: AssignOp::Plain, left, right } = &acquiring.kind else { return None };
        let is_it = |e: &Expr| e.unparen().span == self.call.span;
        if !right.iter().any(is_it) || right.len() != 1 || !self.in_loop() {
            return None;
        }
        let function = self.function;
        let is_empty_before = |var: &VarId| {
            let known = function.scopes.var(*var);
            let is_declaration = |stmt: &Stmt| match &stmt.kind {
                StmtKind::Var(specs) => specs.iter().any(|s| s.values.is_empty() && s.span.contains(known.declared)),
                _ => false,
            };
            known.kind == VarKind::Local
                && known.literal == self.body.literal
                && self.is_assigned_once(*var)
                && !function.is_set_in_literal(*var)
                && self.body.cfg.stmts().any(is_declaration)
        };
        let vars = self.variables();
        let var = left.iter().filter_map(|l| function.var(l)).find(|var| vars.contains(var))?;
        let point = place.point;
        let states = &self.full().entered[point];
        let holds = |var: VarId| states.iter().filter(|s| s.status != Status::Before).all(|s| s.holders.get(var) == Some(0));
        let is_left = states.iter().any(|s| s.status.is_live());
        let comes_round = self.full().leaks.iter().any(|exit| matches!(exit, Exit::NextTurn(_)));
        let sets_nothing_else = assigned(function, acquiring).len() <= 2;
        let is_right = is_left && comes_round && sets_nothing_else && is_empty_before(&var) && self.is_pointer(var) && holds(var);
        (is_right && self.is_own_at(point, None) && self.is_sealed_at(point)).then_some((point, var))
    }

    /// Whether literals stand in the part of a block ahead of a turn that name a variable.
    pub fn is_named_ahead(&self, turn: &Turn<'_>, var: VarId) -> bool {
        let ahead = turn.block.stmts[..turn.index].iter().map(|s| s.span);
        let literals = &self.function.literals;
        ahead.into_iter().any(|span| literals.iter().any(|lit| span.contains(lit.span) && self.function.names(lit.span, var)))
    }

    /// Whether control comes to the end of a block.
    pub fn reaches_end_of(&self, block: &Block) -> bool {
        let reachable = self.body.cfg.reachable();
        let is_end = |kind: &NodeKind<'_>| matches!(kind, NodeKind::Point(p) if p.block.span == block.span && p.index == block.stmts.len());
        self.body.cfg.nodes.iter().zip(reachable).any(|(node, reached)| reached && is_end(&node.kind))
    }
}
