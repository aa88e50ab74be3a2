//! What stands in for the real thing in tests: implementations that leave out what there is to release, and tests that go on when they
//! have failed.

use super::{function::Function, held::Held};
use crate::{
    program::{Release, Symbol, Type},
    syntax::{
        Descend, Node,
        ast::{Call, Expr, ExprKind},
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
