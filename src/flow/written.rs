//! Files that are written: closing one may return the error of a write that failed late.

use super::held::{Fate, Held};
use crate::{
    program::WrittenWhen,
    syntax::ast::{Expr, ExprKind, Stmt, StmtKind},
};

impl<'a> Held<'_, 'a> {
    /// Whether it is opened to be written, and what is written is there when the function has ended.
    pub fn is_written(&self) -> bool {
        let is_opened = match self.resource.written {
            None => false,
            Some(WrittenWhen::Always) => true,
            Some(WrittenWhen::Flags(at)) => self.call.args.get(at).is_some_and(|flags| {
                let text = self.function.text(flags.span);
                ["O_WRONLY", "O_RDWR"].iter().any(|flag| text.contains(flag))
            }),
        };
        is_opened && !self.body.cfg.stmts().any(|stmt| self.function.may_defer_removal(stmt))
    }

    /// The statement that defers its release and drops the error of that, where nothing has asked before whether all was written.
    pub fn dropped_close_error(&self) -> Option<&'a Stmt> {
        let stmt = self.only_deferred_release().filter(|_| self.is_written())?;
        let StmtKind::Defer(Expr { kind: ExprKind::Call(deferred), .. }) = &stmt.kind else { return None };
        let ExprKind::Selector { operand, .. } = &deferred.callee.unparen().kind else { return None };
        let var = self.function.var(operand)?;
        let asks = self.function.has_call(&|call| match &call.callee.unparen().kind {
            ExprKind::Selector { operand, field } => {
                self.function.var(operand) == Some(var) && (field.name == "Sync" || field.name == "Close" && call.span != deferred.span)
            }
            _ => false,
        });
        // Whoever is called and closes it looks at that error, and a second close always has one.
        let is_closed_by_others = || match self.lent().without(stmt).fate() {
            Fate::Leaked(leak) => leak.released_elsewhere || !leak.handed_elsewhere.is_empty(),
            _ => true,
        };
        (!asks && self.variables().len() == 1 && !is_closed_by_others()).then_some(stmt)
    }
}
