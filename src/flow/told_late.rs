//! Failures of a maker that the value itself tells, as soon as it is there: `it := db.NewIter(); if err := it.Err(); err != nil`.

use super::{cfg::NodeKind, held::Held};
use crate::{
    program::{StdTable, ValueAt, VarId},
    syntax::ast::{BinaryOp, Expr, ExprKind, Span, Stmt, StmtKind},
};

/// Methods that tell what has failed.
const TELLS: [&str; 2] = ["Err", "Error"];

impl<'a> Held<'_, 'a> {
    /// The condition by which the value is asked whether it failed to be made, and its truth if so: the first that is done with it,
    /// next to the acquisition and the check of its error. Behind any other use the answer is of that use.
    pub(super) fn told_late(&self) -> Option<(Span, bool)> {
        let is_made = self.resource.rule.is_empty() || self.resource.methods_only_use;
        if !is_made || StdTable::is_std(self.symbol.package()) {
            return None;
        }
        let NodeKind::Stmt(Stmt { kind: StmtKind::Assign { left, .. }, span }) = self.body.cfg.nodes[self.node].kind else { return None };
        let ValueAt::Result(at) = self.resource.value else { return None };
        let value = self.function.var(left.get(at)?)?;
        let error = self.resource.error.and_then(|at| self.function.var(left.get(at)?));
        let place = self.body.place_of(*span).filter(|place| place.bare().span == *span)?;
        let checks = |stmt: &&Stmt| {
            let is_jump = matches!(stmt.kind, StmtKind::Go(_) | StmtKind::Defer(_) | StmtKind::For(_) | StmtKind::Range(_));
            !is_jump && error.is_some_and(|error| self.function.names(stmt.span, error)) && !self.function.names(stmt.span, value)
        };
        let mut behind = place.block.stmts[place.index + 1..].iter().skip_while(checks);
        let first = behind.next()?;
        // `err := it.Err()` stands ahead of the check, or in it.
        let (answer, check) = match self.answer(first, value) {
            Some(answer) => (Some(answer), behind.next()?),
            None => (None, first),
        };
        let StmtKind::If(s) = &check.kind else { return None };
        let answer = match (&s.init, answer) {
            (Some(init), None) => Some(self.answer(init, value)?),
            (None, answer) => answer,
            (Some(_), Some(_)) => return None,
        };
        let cond = s.cond.unparen();
        let ExprKind::Binary { op: op @ (BinaryOp::Equal | BinaryOp::NotEqual), left, right } = &cond.kind else { return None };
        let asked = if self.function.scopes.is_nil(right) { left } else { right };
        let is_nil = self.function.scopes.is_nil(left) || self.function.scopes.is_nil(right);
        let is_answer = match answer {
            Some(answer) => self.function.var(asked) == Some(answer),
            None => self.asks_for_failure(asked, value),
        };
        (is_nil && is_answer).then_some((cond.span, *op == BinaryOp::NotEqual))
    }

    /// The variable to which a statement gives what the value says of its failure.
    fn answer(&self, stmt: &'a Stmt, value: VarId) -> Option<VarId> {
        let StmtKind::Assign { left, right, .. } = &stmt.kind else { return None };
        match (&left[..], &right[..]) {
            ([answer], [asked]) if self.asks_for_failure(asked, value) => self.function.var(answer),
            _ => None,
        }
    }

    fn asks_for_failure(&self, e: &Expr, value: VarId) -> bool {
        e.unparen().as_call().is_some_and(|call| match &call.callee.unparen().kind {
            ExprKind::Selector { operand, field } => {
                call.args.is_empty() && TELLS.contains(&field.name.as_str()) && self.function.var(operand) == Some(value)
            }
            _ => false,
        })
    }
}
