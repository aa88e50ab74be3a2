//! Releases that free nothing which a collector would not: they take locks, wait, forget fields, put things back into a pool.

use super::{effects::receiver_of, function::Function, given, held::Held, yields::Origin};
use crate::{
    program::{Callee, Release, StdTable, Symbol, Type, ValueAt, is_plain},
    syntax::{
        Descend, Node,
        ast::{AssignOp, Block, Call, Expr, ExprKind, Span, Stmt, StmtKind, SwitchCase},
        walk_block,
    },
};

/// Releases that call one another deeper than this may free something.
pub(super) const LEVELS: u8 = 3;

/// What a release does at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Deed {
    /// It waits, reads, forgets what the value has.
    Nothing,
    /// It sets something of the value's own, which a goroutine may look at.
    Sets,
    /// It ends something, or nobody knows.
    Frees,
}

impl Held<'_, '_> {
    /// Whether its release frees nothing that would not be collected anyway. Where an interface hands out what some of its
    /// implementations have nothing to release of, that is what tests get.
    pub fn release_is_idle(&self) -> bool {
        let function = self.function;
        let Some((method, ty)) = self.release_of_result() else { return false };
        let most = if matches!(self.origin, Origin::Made { owns: None }) { Deed::Sets } else { Deed::Nothing };
        if !function.typing.is_interface(&ty) {
            return function.method_of(&ty, method).is_some_and(|release| function.deed(&release, LEVELS) <= most);
        }
        if self.is_idle_of_all(method) {
            return true;
        }
        let is_unknown = matches!(self.origin, Origin::Typed | Origin::Implemented { .. });
        is_unknown && self.is_from_interface() && function.is_run_by_test() && function.some_do_nothing(&ty, method)
    }

    /// Whether its release is a method without any effect: `return nil`.
    pub fn release_is_empty(&self) -> bool {
        let function = self.function;
        let Some((method, ty)) = self.release_of_result() else { return false };
        let Some(release) = function.method_of(&ty, method).filter(|_| !function.typing.is_interface(&ty)) else { return false };
        let told = function.looked_at(&release, &|own| own.does_nothing());
        !told.is_empty() && told.iter().all(|nothing| *nothing)
    }

    /// Whether all types that may be behind the interface are known, and the release of none of them frees anything. What it sets
    /// counts where a goroutine of the value's own may look at it.
    fn is_idle_of_all(&self, method: &str) -> bool {
        let (function, ValueAt::Result(at)) = (self.function, self.resource.value) else { return false };
        let Some(made) = function.dynamic_types(&self.symbol, at) else { return false };
        let is_idle = |ty: &Type| {
            let Some(release) = function.method_of(ty, method) else { return false };
            match function.deed(&release, LEVELS) {
                Deed::Nothing => true,
                Deed::Sets => !made.starts_goroutine && function.methods_that_start(&release).is_some_and(|starts| starts.is_empty()),
                Deed::Frees => false,
            }
        };
        !made.types.is_empty() && made.types.iter().all(is_idle)
    }

    /// The method that releases it, and the type of the result of which it is one.
    pub(super) fn release_of_result(&self) -> Option<(&str, Type)> {
        let (Release::Method(path), ValueAt::Result(at)) = (self.resource.release.first()?, self.resource.value) else { return None };
        let [method] = &path[..] else { return None };
        Some((method, self.function.typing.results(self.call)?.into_iter().nth(at)?))
    }

    /// Whether it cancels a context that no other holds: one derived from Background, without a deadline.
    pub fn hangs_on_nothing(&self) -> bool {
        let is_cancel = self.symbol.package() == "context" && self.symbol.name().starts_with("WithCancel");
        is_cancel && self.function.is_given_endless(self.call)
    }

    /// Whether a method of an interface hands it out.
    fn is_from_interface(&self) -> bool {
        let ExprKind::Selector { operand, .. } = &self.call.callee.unparen().kind else { return false };
        self.function.typing.is_interface(&self.function.type_of(operand))
    }
}

impl Function<'_> {
    /// Whether a call gets a context that never ends.
    pub(super) fn is_given_endless(&self, call: &Call) -> bool {
        call.args.iter().filter_map(Expr::as_call).any(|call| self.makes_endless_context(call))
    }

    /// Whether a call hands out a context that never ends.
    pub(super) fn makes_endless_context(&self, call: &Call) -> bool {
        self.callee(call).is_some_and(|s| matches!(s.as_str(), "context.Background" | "context.TODO"))
    }

    /// A method of a type; of one that is out of sight as it would be called.
    fn method_of(&self, ty: &Type, name: &str) -> Option<Symbol> {
        let out_of_sight = || {
            let (package, ty) = ty.name()?.rsplit_once('.')?;
            Some(Symbol::method(package, ty, true, name))
        };
        self.typing.method(ty, name).or_else(out_of_sight)
    }

    /// Whether the body of some implementation of an interface's method does nothing at all.
    fn some_do_nothing(&self, interface: &Type, method: &str) -> bool {
        let all = self.program.implementations(&self.program.package(self.file), interface, method).unwrap_or_default();
        all.iter().any(|d| self.look_into(d, &|function| function.does_nothing()) == Some(true))
    }

    fn does_nothing(&self) -> bool {
        !self.has_call(&|_| true) && self.own_deed(0) == Deed::Nothing
    }

    /// What a release does at most, whichever of the declarations of that name it is.
    fn deed(&self, release: &Symbol, levels: u8) -> Deed {
        if StdTable::get().frees_nothing(release) {
            return Deed::Nothing;
        }
        let deeds = self.looked_at(release, &|function| function.own_deed(levels));
        deeds.into_iter().max().unwrap_or(Deed::Frees)
    }

    pub(super) fn own_deed(&self, levels: u8) -> Deed {
        self.deed_but(levels, &|_| false, &[])
    }

    /// What its body does at most, but for calls that are accounted for, and for some code.
    pub(super) fn deed_but(&self, levels: u8, is_known: &dyn Fn(&Call) -> bool, aside: &[Span]) -> Deed {
        let Some(body) = &self.func.body else { return Deed::Frees };
        let failing = self.failing_branches(body);
        let mut most = Deed::Nothing;
        walk_block(body, &mut |node| {
            if matches!(node, Node::Stmt(stmt) if failing.iter().chain(aside).any(|branch| branch.contains(stmt.span))) {
                return Descend::Over;
            }
            most = most.max(match node {
                Node::Stmt(Stmt { kind: StmtKind::Go(_) | StmtKind::Send { .. }, .. }) => Deed::Frees,
                Node::Stmt(Stmt { kind: StmtKind::Assign { left, op, right }, .. }) => {
                    let forgets = right.iter().all(|r| r.as_ident().is_some_and(|name| name == "nil"));
                    let notes = |(place, value): (&Expr, &Expr)| self.notes(place, value);
                    let only_notes = *op == AssignOp::Plain && left.len() == right.len() && left.iter().zip(right).all(notes);
                    let most = left.iter().map(|l| self.set(l, forgets)).max().unwrap_or(Deed::Nothing);
                    if only_notes { Deed::Sets } else { most }
                }
                Node::Stmt(Stmt { kind: StmtKind::IncDec(e), .. }) => self.set(e, false),
                Node::Expr(Expr { kind: ExprKind::Call(call), .. }) if is_known(call) => Deed::Nothing,
                Node::Expr(Expr { kind: ExprKind::Call(call), .. }) => self.deed_of(call, levels),
                Node::Expr(Expr { kind: ExprKind::Unknown, .. }) => Deed::Frees,
                _ => Deed::Nothing,
            });
            if most == Deed::Frees { Descend::Over } else { Descend::Into }
        });
        most
    }

    /// What it does to give a place another value: a field of the value itself, a local variable.
    fn set(&self, place: &Expr, forgets: bool) -> Deed {
        match &place.unparen().kind {
            ExprKind::Ident(name) if name == "_" => Deed::Nothing,
            ExprKind::Ident(_) if self.var(place).is_some() => Deed::Nothing,
            ExprKind::Selector { operand, .. } if self.var(operand).is_some() => {
                if forgets {
                    Deed::Nothing
                } else {
                    Deed::Sets
                }
            }
            _ => Deed::Frees,
        }
    }

    /// Whether an expression is a value of the standard library's that holds on to nothing: a duration, a time.
    fn is_copy(&self, e: &Expr) -> bool {
        let ty = self.type_of(e);
        matches!(&ty, Type::Named(name) if name.contains('.')) && is_plain(&ty)
    }

    /// Whether a number or a time that is found out is written down in something else that the value has: `t.span.Length = since.Seconds()`.
    /// A constant, or what is counted up or down there, may tell others that the value is free.
    fn notes(&self, place: &Expr, value: &Expr) -> bool {
        let ExprKind::Selector { operand, .. } = &place.unparen().kind else { return false };
        let ty = self.type_of(place);
        let is_found_out = value.as_call().is_some_and(|call| matches!(self.typing.callee(call), Callee::Symbol(_)));
        is_found_out && is_plain(&ty) && !ty.is("bool") && self.is_path(operand)
    }

    /// Whether an expression is a variable, or a field of one, at any depth.
    fn is_path(&self, e: &Expr) -> bool {
        match &e.unparen().kind {
            ExprKind::Selector { operand, .. } => self.is_path(operand),
            _ => self.var(e).is_some(),
        }
    }

    /// The branches that are taken where a variable has an error. What is only freed there a value does not have that is well.
    fn failing_branches(&self, body: &Block) -> Vec<Span> {
        let is_error = |e: &Expr| self.var(e).is_some_and(|var| self.typing.type_of_var(var).is("error"));
        let mut found = Vec::new();
        walk_block(body, &mut |node| {
            match node {
                Node::Stmt(Stmt { kind: StmtKind::If(s), .. }) => {
                    let mut errors = self.scopes.vars().map(|(var, _)| var).filter(|var| self.names(s.cond.span, *var));
                    let fails = |var| self.typing.type_of_var(var).is("error") && given::implies_not_nil(self, &s.cond, var);
                    if errors.any(fails) {
                        found.push(s.then.span);
                    }
                }
                Node::Stmt(Stmt { kind: StmtKind::Switch(s), .. }) if s.tag.as_ref().is_some_and(is_error) => {
                    let fails = |case: &&SwitchCase| !case.is_default && !case.values.iter().any(|value| self.scopes.is_nil(value));
                    found.extend(s.cases.iter().filter(fails).map(|case| case.body.span));
                }
                _ => {}
            }
            Descend::Into
        });
        found
    }

    fn deed_of(&self, call: &Call, levels: u8) -> Deed {
        match self.typing.callee(call) {
            Callee::Builtin(name) if name == "close" || name == "delete" => Deed::Frees,
            Callee::Builtin(_) | Callee::Conversion(_) | Callee::Literal => Deed::Nothing,
            // `time.Since(start).Nanoseconds()`: such a value is a copy.
            Callee::Symbol(_) if receiver_of(call).is_some_and(|value| self.is_copy(value)) => Deed::Nothing,
            Callee::Symbol(symbol) if StdTable::is_std(symbol.package()) => deed_of_std(&symbol),
            Callee::Symbol(symbol) if levels > 0 => self.deed(&symbol, levels - 1),
            Callee::Symbol(_) | Callee::Var(_) | Callee::Unknown => Deed::Frees,
        }
    }
}

fn deed_of_std(symbol: &Symbol) -> Deed {
    const WAITS: [&str; 11] = ["Lock", "Unlock", "RLock", "RUnlock", "TryLock", "TryRLock", "Wait", "Do", "Put", "Get", "RLocker"];
    match (symbol.package(), symbol.name()) {
        ("errors" | "fmt" | "log" | "log/slog" | "strings" | "strconv", _) => Deed::Nothing,
        ("sync", name) if WAITS.contains(&name) => Deed::Nothing,
        // Whoever waits is woken to look at what was set.
        ("sync", "Broadcast" | "Signal") => Deed::Sets,
        ("sync/atomic", name) if name.starts_with("Load") => Deed::Nothing,
        ("sync/atomic", _) => Deed::Sets,
        ("time", "Now" | "Since") => Deed::Nothing,
        _ => Deed::Frees,
    }
}
