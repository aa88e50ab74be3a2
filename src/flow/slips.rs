//! The inverse slip: what is released by a deferred call where the function fails, though nobody has it where it succeeds.

use super::{
    cfg::NodeKind,
    dependents::Reach,
    fate::Exit,
    given::implies_not_nil,
    held::{Fate, Held, Leak},
};
use crate::{
    program::Level,
    syntax::ast::{Call, Expr, ExprKind, Stmt, StmtKind},
};

/// `defer func() { if err != nil { f.Close() } }()`
#[derive(Clone, Copy, Debug)]
pub struct OnFailure<'a> {
    pub stmt: &'a Stmt,
    /// The call in it that releases the value, where that is all that is deferred.
    pub release: Option<&'a Call>,
}

impl<'a> Held<'_, 'a> {
    /// The statement that defers its release for where the function fails, where nothing else releases it.
    fn deferred_on_failure(&self) -> Option<OnFailure<'a>> {
        let stmt = self.only_deferred_release()?;
        let StmtKind::Defer(deferred) = &stmt.kind else { return None };
        let ExprKind::FuncLit(literal) = &deferred.as_call()?.callee.unparen().kind else { return None };
        let [Stmt { kind: StmtKind::If(guard), .. }] = &literal.body.stmts[..] else { return None };
        let error = self.results_with_error()?.last()?.names.last()?;
        let error = self.function.scopes.var_at(error.span.start)?;
        if guard.init.is_some() || guard.els.is_some() || !implies_not_nil(self.function, &guard.cond, error) {
            return None;
        }
        let releases = |call: &&Call| self.walk().released.iter().any(|at| call.span.contains(*at));
        let is_alone = matches!(&guard.cond.unparen().kind, ExprKind::Binary { left, right, .. } if left.as_ident().is_some() && right.as_ident().is_some());
        let release = match &guard.then.stmts[..] {
            [Stmt { kind: StmtKind::Expr(e), .. }] => e.as_call(),
            [Stmt { kind: StmtKind::Assign { left, right, .. }, .. }] if left.iter().all(is_blank) => right.first().and_then(Expr::as_call),
            _ => None,
        };
        Some(OnFailure { stmt, release: release.filter(releases).filter(|_| is_alone) })
    }

    /// The statement by which it slips, where that is all that leaves it open.
    pub fn slip(&self) -> Option<OnFailure<'a>> {
        if !self.walk().leaks.is_empty() {
            return None;
        }
        self.slips().and_then(|_| self.deferred_on_failure())
    }

    /// The leak of what is released where the function fails alone, and in nobody's hands where it returns no error: nothing else ever
    /// has it, nor what lives off it.
    pub(super) fn slips(&self) -> Option<Leak> {
        let resource = &self.resource;
        if resource.is_text || resource.release_is_felt || resource.peer.is_some() || resource.level != Level::Leak {
            return None;
        }
        let deferred = self.deferred_on_failure()?;
        let held = self.without(deferred.stmt);
        let is_own = self.walk().lent.is_empty() && self.goroutines().is_empty() && !self.is_shared() && self.exposes().is_none();
        if !is_own || held.reach_of_dependents() != Reach::Inside {
            return None;
        }
        let Fate::Leaked(mut leak) = held.fate() else { return None };
        let succeeds = |exit: &Exit| {
            self.body.cfg.nodes.iter().any(|node| match node.kind {
                NodeKind::Stmt(Stmt { kind: StmtKind::Return(values), span }) => {
                    *exit == Exit::Return(*span) && values.last().is_some_and(|value| self.function.scopes.is_nil(value))
                }
                _ => false,
            })
        };
        leak.exits.retain(succeeds);
        leak.released_elsewhere = true;
        if leak.exits.iter().all(|exit| leak.drained.contains(exit)) {
            leak.level = leak.level.max(Level::Hygiene);
            leak.drained.clear();
        }
        (!leak.exits.is_empty() && leak.handed_elsewhere.is_empty()).then_some(leak)
    }
}

fn is_blank(e: &Expr) -> bool {
    e.as_ident().is_some_and(|name| name == "_")
}
