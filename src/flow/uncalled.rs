//! `_ = f.Close`: the release is named where it was to be called.

use super::{
    cfg::{NodeId, NodeKind},
    effects::Taint,
    given::{Kept, keeping},
    held::{Fate, Held, Leak},
};
use crate::{
    program::Release,
    syntax::ast::{Expr, ExprKind, Span, Stmt, StmtKind},
};

impl Held<'_, '_> {
    /// Where the code names the release for nothing, and calling it there would close every leak and come neither too early nor twice:
    /// the span of what is to be called.
    pub fn uncalled(&self) -> Option<Span> {
        let named: Vec<(NodeId, &Expr)> = (0..self.body.cfg.nodes.len()).filter_map(|node| Some((node, self.named_at(node)?))).collect();
        if named.is_empty() || self.resource.is_text || self.resource.release_is_felt {
            return None;
        }
        let meant = if self.walk().leaks.is_empty() { self.lent() } else { self.anew() };
        if meant.walk().gave_up || meant.walk().leaks.is_empty() {
            return None;
        }
        let seals =
            |(node, release): &&(NodeId, &Expr)| meant.is_release_at(*node, release) && meant.sealed_on_the_spot(&[*node]).is_some();
        named.iter().find(seals).map(|(_, release)| release.span)
    }

    /// The leak of what callees have of which nobody knows that they keep it, where the function goes on to name its release: whoever
    /// means to release it there still has it.
    pub(super) fn left_uncalled(&self) -> Option<Leak> {
        let is_doubtful = self.walk().handed_over.iter().all(|(how, _)| keeping(how) == Kept::Perhaps);
        if self.is_on_loan() || !is_doubtful || self.walk().handed_over.is_empty() {
            return None;
        }
        self.uncalled()?;
        match self.lent().fate() {
            Fate::Leaked(leak) => Some(leak),
            _ => None,
        }
    }

    /// What a statement assigns to `_`, where it has the name of the release.
    fn named_at(&self, node: NodeId) -> Option<&Expr> {
        let NodeKind::Stmt(Stmt { kind: StmtKind::Assign { left, right, .. }, .. }) = self.body.cfg.nodes[node].kind else { return None };
        let ([Expr { kind: ExprKind::Ident(blank), .. }], [value]) = (&left[..], &right[..]) else { return None };
        let ExprKind::Selector { field, .. } = &value.kind else { return None };
        let is_release =
            |r: &Release| matches!(r, Release::Method(path) if matches!(&path[..], [method] if *method == field.name.as_str()));
        (blank == "_" && self.resource.release.iter().any(is_release)).then_some(value)
    }

    /// Whether a method value is surely that of the value.
    fn is_release_at(&self, node: NodeId, release: &Expr) -> bool {
        let ExprKind::Selector { operand, .. } = &release.kind else { return false };
        let Some(var) = self.function.var(operand) else { return false };
        let states = &self.full().entered[node];
        !states.is_empty() && states.iter().all(|state| state.taint(var) == Taint::Value(0))
    }
}
