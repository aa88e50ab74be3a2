//! Every place in a function where something is named, a variable's value or a field's, and what the code does with it there.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    effects::Taint,
    function::Function,
    given::{Given, Released, Use},
    passing::is_ending,
    subject::LEVELS,
};
use crate::{
    program::{Callee, Effect, Position, Release, Resource, StdTable, Type, ValueAt},
    syntax::{
        Descend, Node,
        ast::{BinaryOp, Call, Expr, ExprKind, SmolStr, Span, Stmt, StmtKind},
        walk_block,
    },
};

/// What the code does with what it names.
#[derive(Clone, Debug)]
pub(super) enum Mention<'a> {
    /// It is asked or used, and stays where it is.
    Used,
    Released,
    /// It gets a value: this one, where that is in sight.
    Set(Option<&'a Expr>),
    /// It is put into a field of such a value.
    Stored {
        owner: Type,
        field: &'a SmolStr,
    },
    /// It goes somewhere, as far as can be told.
    Given,
}

/// What is looked for, and what may be done with it.
pub(super) struct Mentions<'m, 'f, 'a> {
    pub function: &'f Function<'a>,
    pub resource: &'m Resource,
    pub is_it: &'m dyn Fn(&'a Expr) -> bool,
}

impl<'a> Mentions<'_, '_, 'a> {
    /// All places in the function, in source order.
    pub fn find(&self) -> BTreeMap<Span, Mention<'a>> {
        let mut found = BTreeMap::new();
        let Some(block) = &self.function.func.body else { return found };
        walk_block(block, &mut |node| {
            match node {
                Node::Stmt(stmt) => self.in_stmt(stmt, &mut found),
                Node::Expr(e) => {
                    self.in_expr(e, &mut found);
                    if (self.is_it)(e) {
                        found.entry(e.span).or_insert(Mention::Given);
                    }
                }
            }
            Descend::Into
        });
        found
    }

    fn in_stmt(&self, stmt: &'a Stmt, found: &mut BTreeMap<Span, Mention<'a>>) {
        match &stmt.kind {
            StmtKind::Assign { left, right, .. } => {
                let is_paired = left.len() == right.len();
                for (at, target) in left.iter().map(Expr::unparen).enumerate() {
                    let value = right.get(at).filter(|_| is_paired).or(right.first());
                    if (self.is_it)(target) {
                        found.insert(target.span, Mention::Set(value));
                    }
                    // A result of the call that acquires it.
                    let source = right.get(if is_paired { at } else { 0 }).map(Expr::unparen).filter(|e| (self.is_it)(e));
                    if let Some(source) = source.filter(|_| is_paired || self.resource.value == ValueAt::Result(at)) {
                        found.insert(source.span, self.assigned(target, source));
                    }
                }
            }
            StmtKind::Var(specs) => {
                for value in specs.iter().flat_map(|s| &s.values).map(Expr::unparen).filter(|e| e.as_call().is_some() && (self.is_it)(e)) {
                    found.insert(value.span, Mention::Used);
                }
            }
            _ => {}
        }
    }

    fn assigned(&self, target: &'a Expr, source: &Expr) -> Mention<'a> {
        match &target.kind {
            ExprKind::Selector { operand, field } => Mention::Stored { owner: self.function.typing.type_of(operand), field: &field.name },
            // The variable is looked for as well.
            ExprKind::Ident(name) if name == "_" || source.as_call().is_some() => Mention::Used,
            _ => Mention::Given,
        }
    }

    fn in_expr(&self, e: &'a Expr, found: &mut BTreeMap<Span, Mention<'a>>) {
        match &e.kind {
            ExprKind::Call(call) => {
                if let ExprKind::Selector { operand, field } = &call.callee.unparen().kind
                    && (self.is_it)(operand.unparen())
                {
                    found.insert(operand.unparen().span, self.called(call, &field.name));
                }
                for used in self.function.only_used(call).map(Expr::unparen).filter(|e| (self.is_it)(e)) {
                    found.insert(used.span, Mention::Used);
                }
                for (at, argument) in call.args.iter().map(Expr::unparen).enumerate().filter(|(_, e)| (self.is_it)(e)) {
                    if self.is_lent(call, at) {
                        found.insert(argument.span, Mention::Used);
                    }
                }
            }
            ExprKind::Selector { operand, field } if (self.is_it)(operand.unparen()) => {
                let ty = self.function.typing.type_of(operand);
                if ty.name().is_some_and(|ty| StdTable::get().field(ty, &field.name).is_some()) {
                    found.entry(operand.unparen().span).or_insert(Mention::Used);
                }
            }
            ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } => {
                for operand in [left, right].map(|e| e.unparen()).into_iter().filter(|e| (self.is_it)(e)) {
                    found.insert(operand.span, Mention::Used);
                }
            }
            ExprKind::Composite { elements, .. } => {
                for element in elements.iter().filter(|element| (self.is_it)(element.value.unparen())) {
                    let Some(ExprKind::Ident(field)) = element.key.as_ref().map(|key| &key.kind) else { continue };
                    let owner = self.function.typing.type_of(e);
                    found.insert(element.value.unparen().span, Mention::Stored { owner, field });
                }
            }
            _ => {}
        }
    }

    /// Whether a callee in sight has an argument no longer than the call lasts.
    fn is_lent(&self, call: &Call, argument: usize) -> bool {
        let Callee::Symbol(callee) = self.function.typing.callee(call) else { return false };
        let given = Given {
            position: Position::Argument(argument),
            how: Taint::Value(0),
            releases: self.resource.release.clone().into(),
            exposes: self.resource.exposes.clone().into(),
            exhausted_by: None,
            is_made: false,
            levels: LEVELS,
            error: None,
        };
        let lends = |u: Arc<Use>| u.released == Released::Never && u.kept.is_none() && !u.is_presumed && u.put_into.is_empty();
        self.function.use_of(&callee, given).is_some_and(lends)
    }

    /// A method of it is called.
    fn called(&self, call: &Call, method: &str) -> Mention<'a> {
        let releases = |r: &Release| matches!(r, Release::Method(path) if path.last().is_some_and(|name| name == method));
        if self.resource.release.iter().any(releases) {
            return Mention::Released;
        }
        let is_given = is_ending(method) || self.resource.exposes.iter().any(|m| m == method);
        match self.function.typing.callee(call) {
            Callee::Symbol(symbol) if !is_given && StdTable::is_std(symbol.package()) => {
                match StdTable::get().effect(&symbol, Position::Receiver) {
                    None | Some(Effect::Reads | Effect::Runs | Effect::Borrows(_)) => Mention::Used,
                    Some(_) => Mention::Given,
                }
            }
            _ => Mention::Given,
        }
    }
}
