//! The acquiring call as the code has it: what it names, what it is given, whether anybody looks at what comes back.

use super::{cfg::NodeKind, held::Held};
use crate::{
    program::{Release, Symbol, ValueAt},
    syntax::ast::{Expr, ExprKind, Stmt, StmtKind},
};

impl<'a> Held<'_, 'a> {
    /// The callee as the code spells it.
    pub fn callee(&self) -> String {
        self.function.callee_text(self.call)
    }

    /// The full name of what an argument calls: `context.Background` of `WithCancel(context.Background())`.
    pub fn argument_callee(&self, argument: usize) -> Option<Symbol> {
        self.function.callee(self.call.args.get(argument)?.as_call()?)
    }

    /// Whether nobody looks at it, nor at its error: a call for its effect.
    pub fn is_ignored(&self) -> bool {
        self.resource.error.is_some() && self.is_dropped()
    }

    /// Whether it is a teardown, and nobody looks at it nor at what the call hands out beside it: a call for its effect.
    pub fn is_ignored_teardown(&self) -> bool {
        let is_called = matches!(self.resource.release.first(), Some(Release::Call(_)));
        is_called && self.function.typing.results(self.call).is_some_and(|types| types.len() > 1) && self.is_dropped()
    }

    /// Whether the code assigns the value to `_`, on purpose; a function that is there to be called is another matter.
    pub fn is_discarded(&self) -> bool {
        if matches!(self.resource.release.first(), Some(Release::Call(_))) {
            return false;
        }
        let (NodeKind::Stmt(Stmt { kind: StmtKind::Assign { left, .. }, .. }), ValueAt::Result(at)) =
            (self.body.cfg.nodes[self.node].kind, self.resource.value)
        else {
            return false;
        };
        left.get(at).is_some_and(|l| l.as_ident().is_some_and(|name| name == "_"))
    }

    /// Whether nobody looks at any result of the call.
    fn is_dropped(&self) -> bool {
        let NodeKind::Stmt(stmt) = self.body.cfg.nodes[self.node].kind else { return false };
        let is_call = |e: &Expr| e.unparen().span == self.call.span;
        matches!(self.resource.value, ValueAt::Result(_))
            && match &stmt.kind {
                StmtKind::Expr(e) => is_call(e),
                StmtKind::Assign { left, right, .. } => {
                    matches!(&right[..], [one] if is_call(one)) && left.iter().all(|l| l.as_ident().is_some_and(|name| name == "_"))
                }
                _ => false,
            }
    }

    /// Whether an argument is written out: `""`.
    pub fn argument_is_literal(&self, argument: usize) -> bool {
        self.call.args.get(argument).is_some_and(|a| matches!(a.unparen().kind, ExprKind::Literal(_)))
    }

    /// The arguments of the call, as the code spells them.
    pub fn argument_texts(&self) -> Vec<&'a str> {
        self.call.args.iter().map(|arg| self.function.text(arg.span)).collect()
    }
}
