//! Test suites whose teardown runs when the test itself has ended, its deferred calls included.

use std::collections::BTreeSet;

use super::{function::Function, held::Held};
use crate::{
    program::{Callee, StdTable, VarId},
    syntax::{
        Descend, Node,
        ast::{Call, Expr, ExprKind, StmtKind},
        walk_block, walk_expr,
    },
};

/// What a runner of suites calls when a test's method has returned, as check and testify name it.
const TEARDOWNS: [&str; 5] = ["AfterTest", "TearDownSubTest", "TearDownSuite", "TearDownTest", "AfterSuite"];

/// How a server or a listener tells where it is reached.
const ADDRESSES: [&str; 2] = ["Addr", "URL"];

impl<'a> Held<'_, 'a> {
    /// A field of the test's suite, as the code spells it, that knows the value's address or works with who does, and that the suite tears
    /// down behind all that the test defers: `s.daemon`.
    pub fn is_told_to_suite(&self) -> Option<String> {
        let function = self.function;
        let suite = function.func.receiver.as_ref()?.names.first().and_then(|name| function.scopes.var_at(name.span.start))?;
        let torn = function.torn_down(suite);
        if torn.is_empty() {
            return None;
        }
        let addresses = self.addresses();
        let tells = |e: &Expr| self.is_address_in(e, &addresses);
        let mut is_told_away = false;
        let mut found = None;
        self.behind(&mut |call| {
            let field = worked_with(function, call, suite, &torn);
            if call.args.iter().any(&tells) {
                let knows = field.or_else(|| call.args.iter().find_map(|arg| part_of(function, arg, suite, &torn)));
                found = found.take().or_else(|| Some(function.text(knows?.span).to_owned()));
                is_told_away |= self.goes_elsewhere(call);
            } else if is_told_away {
                found = found.take().or_else(|| Some(function.text(field?.span).to_owned()));
            }
        });
        found
    }

    /// Whether a call that is given the address hands nothing back that would have it: it is somebody else's then.
    fn goes_elsewhere(&self, call: &Call) -> bool {
        let function = self.function;
        let is_known = match function.typing.callee(call) {
            Callee::Symbol(callee) => StdTable::is_std(callee.package()),
            _ => true,
        };
        !is_known && function.typing.results(call).is_some_and(|results| results.iter().all(|ty| ty.is("error")))
    }

    /// The local variables that are texts made of the address.
    fn addresses(&self) -> BTreeSet<VarId> {
        let mut found = BTreeSet::new();
        loop {
            let known = found.len();
            for stmt in self.body.cfg.stmts() {
                if let StmtKind::Assign { left, right, .. } = &stmt.kind
                    && right.iter().any(|value| self.is_address_in(value, &found))
                {
                    let texts = left.iter().filter_map(|l| self.function.var(l));
                    found.extend(texts.filter(|var| self.function.typing.type_of_var(*var).is("string")));
                }
            }
            if found.len() == known {
                return found;
            }
        }
    }

    /// Whether an expression names the address, by one of these variables perhaps; literals left out.
    fn is_address_in(&self, e: &Expr, variables: &BTreeSet<VarId>) -> bool {
        let holders = self.variables();
        let mut found = false;
        walk_expr(e, &mut |node| match node {
            Node::Expr(Expr { kind: ExprKind::FuncLit(_), .. }) => Descend::Over,
            Node::Expr(e) => {
                found |= match &e.kind {
                    ExprKind::Selector { operand, field } => {
                        ADDRESSES.contains(&field.name.as_str()) && self.function.root(operand).is_some_and(|var| holders.contains(&var))
                    }
                    ExprKind::Ident(_) => self.function.var(e).is_some_and(|var| variables.contains(&var)),
                    _ => false,
                };
                Descend::Into
            }
            Node::Stmt(_) => Descend::Into,
        });
        found
    }
}

impl Function<'_> {
    /// The fields of a suite that its teardown has to do with.
    fn torn_down(&self, suite: VarId) -> BTreeSet<String> {
        let ty = self.typing.type_of_var(suite);
        let teardowns = TEARDOWNS.iter().filter_map(|name| self.typing.method(&ty, name));
        let fields = |teardown: &Function<'_>| {
            let receiver = teardown.func.receiver.as_ref().and_then(|r| r.names.first());
            receiver.and_then(|name| teardown.scopes.var_at(name.span.start)).map(|own| teardown.fields_of(own)).unwrap_or_default()
        };
        teardowns.flat_map(|teardown| self.looked_at(&teardown, &fields)).flatten().collect()
    }

    /// The names of a variable's fields that the function calls methods of.
    fn fields_of(&self, var: VarId) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let Some(body) = &self.func.body else { return found };
        walk_block(body, &mut |node| {
            if let Node::Expr(Expr { kind: ExprKind::Call(call), .. }) = node
                && let ExprKind::Selector { operand, .. } = &call.callee.unparen().kind
                && let ExprKind::Selector { operand, field } = &operand.unparen().kind
                && self.var(operand) == Some(var)
            {
                found.insert(field.name.to_string());
            }
            Descend::Into
        });
        found
    }
}

/// The field of the suite of which a call is a method.
fn worked_with<'e>(function: &Function<'_>, call: &'e Call, suite: VarId, fields: &BTreeSet<String>) -> Option<&'e Expr> {
    match &call.callee.unparen().kind {
        ExprKind::Selector { operand, .. } => part_of(function, operand, suite, fields),
        _ => None,
    }
}

/// The expression, where it is one of these fields of the suite.
fn part_of<'e>(function: &Function<'_>, e: &'e Expr, suite: VarId, fields: &BTreeSet<String>) -> Option<&'e Expr> {
    match &e.unparen().kind {
        ExprKind::Selector { operand, field } if function.var(operand) == Some(suite) => fields.contains(field.name.as_str()).then_some(e),
        _ => None,
    }
}
