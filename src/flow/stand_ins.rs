//! What stands in for the real thing in tests: implementations that leave out what there is to release, and tests that go on when they
//! have failed.

use super::{function::Function, held::Held};
use crate::{
    program::{Release, Symbol, Type},
    syntax::{
        Descend, Node,
        ast::{Call, Expr, ExprKind, Stmt, StmtKind},
        walk_block,
    },
};

impl Held<'_, '_> {
    /// Whether a method of that name in the package makes the value without the field by which it is released, so that there may be
    /// nothing to release, and a release panics: `&http.Response{StatusCode: 200}` of a RoundTripper.
    pub fn may_be_bare(&self) -> bool {
        let Some(Release::Method(path)) = self.resource.release.first() else { return false };
        let ([field, _, ..], Some(ty)) = (&path[..], &self.resource.type_name) else { return false };
        let function = self.function;
        let package = function.program.package(function.file);
        let name = self.symbol.name();
        // By hand in the same function, as what a literal returns.
        if makes_bare(function, ty.trim_start_matches('*'), field) {
            return true;
        }
        let declared = package.receivers(name).into_iter().flat_map(|receiver| package.method(receiver, name));
        declared.into_iter().any(|d| {
            function.note(&d, &self.symbol);
            function.look_into(&d, &|made| makes_bare(made, ty.trim_start_matches('*'), field)) == Some(true)
        })
    }
}

impl Held<'_, '_> {
    /// Whether the client that is asked has a transport of the project's own, which in a test mostly answers by itself:
    /// `http.Client{Transport: roundTripper(…)}`, `client.Transport = …`.
    pub(super) fn has_own_transport(&self) -> bool {
        let function = self.function;
        let ExprKind::Selector { operand, .. } = &self.call.callee.unparen().kind else { return false };
        let Some(client) = function.var(operand).filter(|_| function.type_of(operand).name() == Some("net/http.Client")) else {
            return false;
        };
        let is_own = |transport: &Expr| function.type_of(transport).name().is_some_and(|name| !name.starts_with("net/http."));
        let made = function.definitions(client).unwrap_or_default().into_iter().map(|(value, _)| value.unparen());
        let is_made_with = |value: &Expr| {
            let value = if let ExprKind::Unary { operand, .. } = &value.kind { operand.unparen() } else { value };
            let ExprKind::Composite { elements, .. } = &value.kind else { return false };
            let is_transport = |key: &Option<Expr>| key.as_ref().and_then(Expr::as_ident).is_some_and(|name| name == "Transport");
            elements.iter().any(|e| is_transport(&e.key) && is_own(&e.value))
        };
        let is_given = |stmt: &Stmt| {
            let StmtKind::Assign { left, right, .. } = &stmt.kind else { return false };
            let is_field = |l: &Expr| matches!(&l.kind, ExprKind::Selector { operand, field } if field.name == "Transport" && function.var(operand) == Some(client));
            left.len() == right.len() && left.iter().zip(right).any(|(l, r)| is_field(l) && is_own(r))
        };
        made.into_iter().any(is_made_with) || self.body.cfg.stmts().any(is_given)
    }
}

/// Whether a function makes a struct of a type, and leaves a field of it out.
fn makes_bare(function: &Function<'_>, ty: &str, field: &str) -> bool {
    let Some(body) = &function.func.body else { return false };
    let mut found = false;
    walk_block(body, &mut |node| {
        if let Node::Expr(e @ Expr { kind: ExprKind::Composite { elements, .. }, .. }) = node {
            let sets = elements.iter().any(|e| e.key.as_ref().is_some_and(|key| key.as_ident().is_some_and(|name| name == field)));
            found |= !sets && function.type_of(e).is(ty);
        }
        Descend::Into
    });
    found
}

impl Function<'_> {
    /// Whether a call is given a test of the project's own making that goes on when it has failed: by its `FailNow`, which returns.
    pub(super) fn gives_lenient_test(&self, call: &Call) -> bool {
        call.args.first().is_some_and(|test| self.goes_on(&self.type_of(test)))
    }

    fn goes_on(&self, test: &Type) -> bool {
        let is_own = |method: &Symbol| method.package() != "testing" && self.typing.is_struct(test);
        let returns = |method: &Symbol| self.is_in_sight(method) && !self.is_endless(method);
        self.typing.method(test, "FailNow").is_some_and(|method| is_own(&method) && returns(&method))
    }
}
