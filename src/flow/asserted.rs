//! Releases that do something only where what a value was made of has a release of its own: `if c, ok := s.store.(Closer); ok { … }`.

use std::collections::BTreeSet;

use super::{
    function::Function,
    given::position_of,
    held::Held,
    idle::{Deed, LEVELS},
};
use crate::{
    program::{Position, VarId, VarKind},
    syntax::{
        Descend, Node,
        ast::{Expr, ExprKind, Span, Stmt, StmtKind},
        walk_block,
    },
};

/// A field of which a release asks by a type assertion whether it has something to release.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asserted {
    field: String,
    /// The methods that it calls of what it finds.
    methods: BTreeSet<String>,
}

impl Held<'_, '_> {
    /// Whether its release asks for something in a field that the call gives it, and what it is given here has none of that.
    pub fn is_made_of_what_lacks_release(&self) -> bool {
        let function = self.function;
        let Some((method, ty)) = self.release_of_result() else { return false };
        let Some(release) = function.typing.method(&ty, method) else { return false };
        let told = function.looked_at(&release, &|own| own.field_asserted_to_release());
        let [Some(asserted)] = &told[..] else { return false };
        let makers = function.looked_at(&self.symbol, &|maker| maker.argument_in(&asserted.field));
        let [Some(at)] = makers[..] else { return false };
        self.call.args.get(at).is_some_and(|given| {
            let ty = function.type_of(given);
            !function.typing.is_interface(&ty) && asserted.methods.iter().any(|method| function.typing.lacks(&ty, method))
        })
    }
}

impl Function<'_> {
    /// The field of the receiver of which a release asserts that it is of some type, where it frees nothing unless that is so.
    fn field_asserted_to_release(&self) -> Option<Asserted> {
        let mut found = None;
        for stmt in &self.func.body.as_ref()?.stmts {
            let Some((field, value, then)) = self.assertion(stmt) else { continue };
            let asserted = Asserted { field, methods: self.methods_called_of(value, then) };
            if found.replace((asserted, stmt.span)).is_some() {
                return None;
            }
        }
        let (asserted, at) = found?;
        (self.deed_but(LEVELS, &|_| false, &[at]) <= Deed::Sets).then_some(asserted)
    }

    /// The field, the variable and the branch of `if c, ok := s.store.(Closer); ok { … }`.
    fn assertion(&self, stmt: &Stmt) -> Option<(String, VarId, Span)> {
        let StmtKind::If(s) = &stmt.kind else { return None };
        let StmtKind::Assign { left, right, .. } = &s.init.as_ref().filter(|_| s.els.is_none())?.kind else { return None };
        let ([value, holds], [asserted]) = (&left[..], &right[..]) else { return None };
        let ExprKind::TypeAssert { operand, ty: Some(_) } = &asserted.unparen().kind else { return None };
        let holds = self.var(holds).filter(|holds| self.var(&s.cond) == Some(*holds));
        Some((self.own_field(operand)?, holds.and_then(|_| self.var(value))?, s.then.span))
    }

    fn methods_called_of(&self, value: VarId, within: Span) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let Some(body) = &self.func.body else { return found };
        walk_block(body, &mut |node| {
            if let Node::Expr(Expr { kind: ExprKind::Call(call), span }) = node
                && within.contains(*span)
                && let ExprKind::Selector { operand, field } = &call.callee.unparen().kind
                && self.var(operand) == Some(value)
            {
                found.insert(field.name.to_string());
            }
            Descend::Into
        });
        found
    }

    /// Which of its arguments, and nothing else, a function puts into a field of that name.
    fn argument_in(&self, field: &str) -> Option<usize> {
        let mut values: Vec<Option<&Expr>> = Vec::new();
        walk_block(self.func.body.as_ref()?, &mut |node| {
            match node {
                Node::Expr(Expr { kind: ExprKind::Composite { elements, .. }, .. }) => {
                    let is_key = |key: &Expr| key.as_ident().is_some_and(|name| name == field);
                    values.extend(elements.iter().filter(|e| e.key.as_ref().is_some_and(is_key)).map(|e| Some(&e.value)));
                }
                Node::Stmt(Stmt { kind: StmtKind::Assign { left, .. }, .. }) => {
                    let is_field = |e: &&Expr| matches!(&e.unparen().kind, ExprKind::Selector { field: f, .. } if f.name == field);
                    values.extend(left.iter().filter(is_field).map(|_| None));
                }
                _ => {}
            }
            Descend::Into
        });
        let [Some(value)] = values[..] else { return None };
        let var = self.var(value).filter(|var| self.scopes.var(*var).kind == VarKind::Param && self.is_constant(*var))?;
        match position_of(self, &self.func.signature, var)? {
            Position::Argument(at) => Some(at),
            _ => None,
        }
    }
}
