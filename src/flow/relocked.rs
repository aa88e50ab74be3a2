//! What each turn of a loop takes of the same receiver, and a deferred call gives back only when the function ends: a mutex is locked
//! already on the second turn, which waits for good.

use std::collections::BTreeSet;

use super::{
    account::{Account, Receiver, Standing},
    claim::{Claim, calls_in},
    fate::Exit,
    function::{Body, Certainty, Function},
    loops::loop_body,
    strays,
};
use crate::{
    program::Resource,
    syntax::ast::{Call, Expr, ExprKind, Stmt, StmtKind},
};

/// A claim of each turn, which is given back too late.
pub struct Relocked<'f, 'a> {
    /// The claim as it would be without the deferred call.
    pub claim: Claim<'f, 'a>,
    pub deferred: &'a Stmt,
    /// Code behind the loop may count on it.
    pub goes_on: bool,
    /// Other calls are deferred as well, and may count on it.
    pub has_others: bool,
}

impl<'a> Function<'a> {
    /// What of the rows of a rule each turn of a loop takes again before it is given back.
    pub fn relocked(&self, rule: &str) -> Vec<Relocked<'_, 'a>> {
        let rows = self.rows_by_receiver(rule);
        let mut found = Vec::new();
        for body in self.bodies() {
            for stmt in body.cfg.stmts().filter(|stmt| matches!(stmt.kind, StmtKind::Defer(_))) {
                found.extend(rows.iter().find_map(|row| self.relocked_by(body, stmt, row, &rows)));
            }
        }
        found
    }

    fn relocked_by<'f>(
        &'f self,
        body: &'f Body<'a>,
        deferred: &'a Stmt,
        row: &'a Resource,
        rows: &[&'a Resource],
    ) -> Option<Relocked<'f, 'a>> {
        let StmtKind::Defer(e) = &deferred.kind else { return None };
        let ExprKind::Selector { operand, field } = &e.as_call()?.callee.unparen().kind else { return None };
        let (takes, gives) = strays::methods(row);
        let receiver = Receiver::new(self, operand).filter(|_| gives.contains(&field.name.as_str()))?;
        let turn = body.loops_around(deferred.span).last().and_then(|place| loop_body(place.bare()))?;
        // Taken on each turn, whatever it finds.
        let is_of_turn = |call: &Call| body.place_of(call.span).is_some_and(|place| place.block.span == turn.span);
        let taken = |call: &&'a Call| {
            // Readers may be many.
            let (of, symbol) = self.taking(call, row).filter(|(_, symbol)| symbol.name() == "Lock")?;
            (Receiver::new(self, of).as_ref() == Some(&receiver) && is_of_turn(call)).then_some((*call, of, symbol))
        };
        let (call, operand, symbol): (&'a Call, &'a Expr, _) = calls_in(body.block).iter().find_map(taken)?;
        let account = Account { receiver, takes, gives, without: Some(deferred.span) };
        let balance = account.balance(self, body, Standing::Before, &[]);
        let is_retaken = balance.retaken.contains(&call.span.start) && balance.leaks.contains(&Exit::NextTurn(call.span));
        if balance.is_unclear || !is_retaken || body.cfg.node_of(deferred.span).is_none_or(|node| balance.entered[node].is_empty()) {
            return None;
        }
        let exits: BTreeSet<Exit> = balance.leaks.iter().copied().collect();
        let claim = Claim {
            function: self,
            body,
            call,
            symbol,
            resource: row,
            exits: exits.into_iter().collect(),
            certainty: Certainty::Proved,
            operand,
            account,
            start: Standing::Before,
            balance,
        };
        let goes_on = body.loops_around(deferred.span).last().is_none_or(|place| {
            let is_plain = |e: &Expr| matches!(e.unparen().kind, ExprKind::Ident(_) | ExprKind::Literal(_));
            let ends = |stmt: &Stmt| matches!(&stmt.kind, StmtKind::Return(values) if values.iter().all(is_plain));
            place.block.span != body.block.span || !place.block.stmts[place.index + 1..].iter().all(ends)
        });
        let has_others = body.cfg.stmts().any(|stmt| matches!(stmt.kind, StmtKind::Defer(_)) && stmt.span != deferred.span);
        self.is_own(&claim, rows).then_some(Relocked { claim, deferred, goes_on, has_others })
    }
}
