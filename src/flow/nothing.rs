//! Calls that may hand out neither a value nor an error: `return nil, nil`. A release by what they return asks for nil first.

use super::{cfg::NodeKind, function::Function, given::error_result, held::Held};
use crate::{
    program::{Binding, Release, StdTable, Symbol, ValueAt},
    syntax::ast::{Call, Expr, ExprKind, Stmt, StmtKind},
};

/// Calls that return what others return are followed this far.
const LEVELS: u8 = 3;

impl Held<'_, '_> {
    /// Whether the source of the callee returns nil for the value and no error on some path, and a release of nil panics.
    pub fn may_be_nothing(&self) -> bool {
        let ValueAt::Result(at) = self.resource.value else { return false };
        !self.resource.nil_safe && self.function.may_give_nothing(&self.symbol, at, LEVELS)
    }

    /// Whether a method of that name in the package, which may be what a call through an interface reaches, returns neither a value nor
    /// an error.
    pub fn may_be_nothing_of_package(&self) -> bool {
        let ValueAt::Result(at) = self.resource.value else { return false };
        let function = self.function;
        let is_dynamic = matches!(&self.call.callee.unparen().kind, ExprKind::Selector { operand, .. } if function.typing.is_interface(&function.type_of(operand)));
        let package = function.program.package(function.file);
        let name = self.symbol.name();
        let declared = package.receivers(name).into_iter().flat_map(|receiver| package.method(receiver, name));
        is_dynamic
            && declared.into_iter().any(|d| {
                function.note(&d, &self.symbol);
                function.look_into(&d, &|callee| callee.returns_nothing(at, LEVELS)) == Some(true)
            })
    }

    /// Whether it comes by an interface of which some implementation may leave the field nil by which it is released. What the standard
    /// library hands out by its own variable (`http.DefaultTransport`) has it.
    pub(super) fn is_of_unknown_make(&self) -> bool {
        let function = self.function;
        let is_standard = |e: &Expr| match &e.unparen().kind {
            ExprKind::Selector { operand, .. } => {
                let binding = function.scopes.binding(operand.unparen().span.start);
                matches!(binding, Binding::Package(path) if StdTable::is_std(&path))
            }
            _ => false,
        };
        let of_standard = matches!(&self.call.callee.unparen().kind, ExprKind::Selector { operand, .. } if is_standard(operand));
        self.resource.field_may_be_nil && !of_standard
    }

    /// Whether the field by which it is released may be nil, since a test made the value by hand, and the function does not use it all
    /// the same.
    pub fn may_lack_field(&self) -> bool {
        if !self.is_of_unknown_make() || !self.function.file.is_test() {
            return false;
        }
        let Some(Release::Method(path)) = self.resource.release.first() else { return false };
        let [field, _, ..] = &path[..] else { return false };
        let function = self.function;
        let holders = self.variables();
        let is_field = |e: &Expr| {
            matches!(&e.unparen().kind, ExprKind::Selector { operand, field: name }
                if name.name == field.as_str() && function.var(operand).is_some_and(|var| holders.contains(&var)))
        };
        let uses = |call: &Call| {
            let of_it = matches!(&call.callee.unparen().kind, ExprKind::Selector { operand, .. } if is_field(operand));
            of_it || call.args.iter().any(is_field)
        };
        !function.has_call(&uses)
    }
}

impl Function<'_> {
    fn may_give_nothing(&self, callee: &Symbol, at: usize, levels: u8) -> bool {
        self.looked_at(callee, &|function| function.returns_nothing(at, levels)).contains(&true)
    }

    fn returns_nothing(&self, at: usize, levels: u8) -> bool {
        let Some(body) = self.bodies().first() else { return false };
        let error = error_result(&self.func.signature);
        let reached = body.cfg.reachable();
        let is_nil = |e: &Expr| self.scopes.is_nil(e.unparen());
        body.cfg.nodes.iter().enumerate().filter(|(id, _)| reached[*id]).any(|(_, node)| {
            let NodeKind::Stmt(Stmt { kind: StmtKind::Return(values), .. }) = node.kind else { return false };
            let passed_on = |e: &Expr, at: usize| {
                let callee = e.as_call().filter(|_| levels > 0).and_then(|call| self.callee(call));
                callee.is_some_and(|callee| self.may_give_nothing(&callee, at, levels - 1))
            };
            match &values[..] {
                [] => false,
                [only] if at > 0 || error.is_some() => passed_on(only, at),
                values => {
                    let has_no_error = error.is_none_or(|error| values.get(error).is_some_and(is_nil));
                    has_no_error && values.get(at).is_some_and(|value| is_nil(value) || passed_on(value, 0))
                }
            }
        })
    }
}
