//! What stands in for the real thing in tests: implementations that leave out what there is to release, and tests that go on when they
//! have failed.

use std::sync::Arc;

use super::{
    function::Function,
    held::Held,
    standing::value_of_field,
    yields::{Origin, makes},
};
use crate::{
    program::{FuncType, Release, Symbol, Type, ValueAt},
    syntax::{
        Descend, Node,
        ast::{Call, Expr, ExprKind, Field, Stmt, StmtKind},
        walk_block,
    },
};

/// What methods pass on is followed through so many of them.
const LEVELS: u8 = 3;

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
        let is_made_with = |value: &Expr| value_of_field(value, "Transport").is_some_and(is_own);
        let is_given = |stmt: &Stmt| {
            let StmtKind::Assign { left, right, .. } = &stmt.kind else { return false };
            let is_field = |l: &Expr| matches!(&l.kind, ExprKind::Selector { operand, field } if field.name == "Transport" && function.var(operand) == Some(client));
            left.len() == right.len() && left.iter().zip(right).any(|(l, r)| is_field(l) && is_own(r))
        };
        made.into_iter().any(is_made_with) || self.body.cfg.stmts().any(is_given)
    }
}

impl Held<'_, '_> {
    /// Whether test code has it by a method of an interface, be it behind one that passes on what that hands out, and the tests of its
    /// package implement that method so that there is nothing to release: `return nil, nil`. The value may be of that make.
    pub fn may_come_from_stand_in(&self) -> bool {
        let (function, ValueAt::Result(at)) = (self.function, self.resource.value) else { return false };
        if !matches!(self.origin, Origin::Implemented { .. }) || !function.is_of_tests() {
            return false;
        }
        let package = function.program.package(function.file);
        let is_stood_in = |(name, ty): &(String, Arc<FuncType>)| {
            let declared = package.receivers(name).into_iter().flat_map(|receiver| package.method(receiver, name));
            declared.into_iter().any(|d| {
                function.note(&d, &self.symbol);
                let is_one = |own: &Function<'_>| own.is_of_tests() && own.is_of_form(ty) && own.makes_nothing(at);
                function.look_into(&d, &is_one) == Some(true)
            })
        };
        function.interface_methods_behind(&self.symbol, LEVELS).iter().any(is_stood_in)
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
    /// The methods of interfaces from which a callee has what it hands out, by their names and forms.
    fn interface_methods_behind(&self, callee: &Symbol, levels: u8) -> Vec<(String, Arc<FuncType>)> {
        let interface = callee.receiver().map(|receiver| Type::Named(format!("{}.{receiver}", callee.package()).into()));
        if let Some(interface) = interface.filter(|ty| self.typing.is_interface(ty)) {
            let signature = self.typing.method_signature(&interface, callee.name());
            return signature.map(|signature| (callee.name().to_owned(), signature)).into_iter().collect();
        }
        if levels == 0 {
            return Vec::new();
        }
        let behind = self.looked_at(callee, &|own| {
            let held = own.constructions();
            let implemented = held.iter().filter(|held| matches!(held.origin, Origin::Implemented { .. }));
            implemented.flat_map(|held| own.interface_methods_behind(&held.symbol, levels - 1)).collect::<Vec<_>>()
        });
        behind.into_iter().flatten().collect()
    }

    /// Whether it takes as much as a method of that form, and hands out the same.
    fn is_of_form(&self, form: &FuncType) -> bool {
        let types = |fields: &[Field]| -> Vec<Type> {
            fields.iter().flat_map(|f| std::iter::repeat_n(self.typing.denoted(&f.ty), f.names.len().max(1))).collect()
        };
        types(&self.func.signature.params).len() == form.params.len() && types(&self.func.signature.results) == form.results
    }

    /// Whether there is nothing to release in a result, whatever is returned: nil, a new value that nothing acquired stands in, or what is
    /// somebody else's.
    fn makes_nothing(&self, at: usize) -> bool {
        let Some(body) = self.bodies().first() else { return false };
        let is_nothing = |e: &Expr| {
            let is_wrapped = || e.as_call().and_then(|call| self.callee(call)).is_some_and(|s| s.as_str() == "io.NopCloser");
            self.scopes.is_nil(e) || makes(e) || self.lasts(e) || is_wrapped()
        };
        let is_left = |value: &Expr| {
            let given = self.var(value).and_then(|var| self.definitions(var)).filter(|given| !given.is_empty());
            is_nothing(value) || given.is_some_and(|given| given.iter().all(|(value, result)| *result == 0 && is_nothing(value)))
        };
        let mut returned = body.cfg.stmts().filter_map(|stmt| match &stmt.kind {
            StmtKind::Return(values) => Some(values),
            _ => None,
        });
        returned.all(|values| values.get(at).is_some_and(is_left))
            && self.releasable_acquisitions().is_empty()
            && self.constructions().is_empty()
    }

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
