//! Releases that do nothing but release what a field has: `func (r *Response) Close() { r.Conn.Close() }`. Whoever releases that field
//! releases the value, be it in another of its methods.

use std::collections::BTreeSet;

use super::{
    effects::{Effects, Taint, receiver_of},
    function::Function,
    idle::{Deed, LEVELS},
};
use crate::{
    program::{Callee, RELEASES, Release, StdTable, Symbol, Type},
    syntax::{
        Descend, Node,
        ast::{Call, Expr, ExprKind},
        walk_block,
    },
};

impl<'a> Effects<'_, '_, 'a> {
    /// Whether an expression is the field of the value whose release is all that the value's own does, where the function puts nothing
    /// else there.
    pub(super) fn is_delegate(&mut self, e: &'a Expr) -> bool {
        let ExprKind::Selector { operand: outer, field } = &e.unparen().kind else { return false };
        if self.function.var(outer).is_none() || self.expr(outer) != Taint::Value(0) {
            return false;
        }
        let ty = self.function.type_of(outer);
        let Some(fields) = self.fields_behind_release(&ty) else { return false };
        fields.len() == 1 && fields.contains(field.name.as_str()) && !self.function.sets_field(&fields)
    }

    /// The fields of a type whose releases are all that the release of the value does.
    fn fields_behind_release(&self, ty: &Type) -> Option<BTreeSet<String>> {
        let [Release::Method(path), ..] = self.subject.releases else { return None };
        let [method] = &path[..] else { return None };
        self.function.fields_behind(&self.function.typing.method(ty, method)?)
    }
}

impl Function<'_> {
    fn fields_behind(&self, release: &Symbol) -> Option<BTreeSet<String>> {
        let told = self.looked_at(release, &|own| {
            let fields = own.fields_released();
            let is_known = |call: &Call| own.has_field(call, &fields) || own.is_of_errors(call);
            (!fields.is_empty() && own.deed_but(LEVELS, &is_known, &[]) <= Deed::Sets).then_some(fields)
        });
        told.into_iter().reduce(|one, other| Some(&one? | &other?))?
    }

    /// The fields of the receiver of which a method of a release's name is called.
    fn fields_released(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let Some(body) = &self.func.body else { return found };
        walk_block(body, &mut |node| {
            if let Node::Expr(Expr { kind: ExprKind::Call(call), .. }) = node
                && call.name().is_some_and(|name| RELEASES.contains(&name.as_str()))
                && let Some(field) = receiver_of(call).and_then(|e| self.own_field(e))
            {
                found.insert(field);
            }
            Descend::Into
        });
        found
    }

    /// Whether a call is a method of one of these fields.
    fn has_field(&self, call: &Call, fields: &BTreeSet<String>) -> bool {
        receiver_of(call).and_then(|e| self.own_field(e)).is_some_and(|field| fields.contains(&field))
    }

    /// Whether a call makes an error of another: a function of a package that is there for nothing else.
    fn is_of_errors(&self, call: &Call) -> bool {
        let Callee::Symbol(symbol) = self.typing.callee(call) else { return false };
        let is_package = symbol.package().rsplit('/').next() == Some("errors");
        is_package && symbol.receiver().is_none() && !StdTable::get().never_returns(&symbol)
    }
}
