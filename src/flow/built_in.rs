//! What a function builds into a struct of its own making: where it fails and drops that, whoever is to release the struct never gets
//! it. A walk of its own follows the value there.

use super::{
    effects::{Effects, Handover, Taint},
    failing,
    fate::Tracker,
    given::Failed,
    held::Held,
};
use crate::{
    program::VarKind,
    syntax::ast::{Expr, ExprKind, Span},
};

impl Held<'_, '_> {
    /// The same value, followed into the struct that the function makes of it, where that alone tells of a leak: a constructor that fails
    /// drops both.
    pub(super) fn into_built_in(self) -> Self {
        let walk = self.walk();
        let is_stored = walk.handed_over.iter().any(|(how, _)| *how == Handover::Stored);
        let is_made = self.resource.rule.is_empty() || self.resource.methods_only_use;
        if walk.gave_up || !is_stored || !walk.leaks.is_empty() || is_made || self.resource.is_text {
            return self;
        }
        let built_in = self.built_in();
        let is_kept = |how: &Handover| *how == Handover::Returned;
        let walk = built_in.walk();
        if walk.gave_up || walk.leaks.is_empty() || !walk.given_away.iter().any(is_kept) { self } else { built_in }
    }
}

impl Effects<'_, '_, '_> {
    /// Whether whoever makes a composite value of it still has to release it.
    pub(super) fn stays_in(&self, taint: Taint, composite: &Expr) -> bool {
        let ty = self.function.type_of(composite);
        let is_built = || matches!(taint, Taint::Value(0) | Taint::Owner) && self.function.typing.is_struct(&ty);
        self.subject.is_followed() || self.is_plain_owner(&ty) || self.subject.is_built_in && is_built()
    }

    /// The value goes into a field of a struct that the function makes, and that nobody else knows.
    pub(super) fn builds_in(&mut self, operand: &Expr, taint: Taint, at: Span) -> bool {
        let Some(var) = self.function.var(operand).filter(|_| self.subject.is_built_in) else { return false };
        let known = self.function.scopes.var(var);
        let is_own = matches!(taint, Taint::Value(0) | Taint::Owner)
            && known.kind == VarKind::Local
            && self.home == [known.literal]
            && !self.function.is_captured(var)
            && self.function.is_fresh(var)
            && self.function.is_alone_until(var, at);
        if is_own {
            self.state.attach(var, Taint::Owner);
        }
        is_own
    }
}

impl Tracker<'_, '_, '_> {
    /// Whether a return statement of the function itself surely returns an error, and beside it nothing that could hold anything.
    pub(super) fn drops_all(&self, values: &[Expr], at: Span) -> bool {
        let [others @ .., _] = values else { return false };
        let is_nothing = |e: &Expr| match &e.unparen().kind {
            ExprKind::Literal(_) => true,
            ExprKind::Ident(name) => self.function.scopes.is_nil(e) || self.function.var(e).is_none() && name == "false",
            ExprKind::Composite { elements, .. } => elements.is_empty(),
            _ => false,
        };
        let fails = failing::ends(self.function, self.body, values, at) == Failed::Yes;
        self.body.literal == 0 && !others.is_empty() && others.iter().all(is_nothing) && fails
    }
}
