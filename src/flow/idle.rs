//! Releases that free nothing which a collector would not: they take locks, wait, forget fields, put things back into a pool.

use super::{function::Function, held::Held, yields::Origin};
use crate::{
    program::{Callee, Release, StdTable, Symbol, Type, ValueAt},
    syntax::{
        Descend, Node,
        ast::{Call, Expr, ExprKind, Stmt, StmtKind},
        walk_block,
    },
};

/// Releases that call one another deeper than this may free something.
const LEVELS: u8 = 3;

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
            return function.typing.method(&ty, method).is_some_and(|release| function.deed(&release, LEVELS) <= most);
        }
        let is_unknown = matches!(self.origin, Origin::Typed | Origin::Implemented { .. });
        is_unknown && self.is_from_interface() && function.is_run_by_test() && function.some_do_nothing(&ty, method)
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

    /// Whether the body of some implementation of an interface's method does nothing at all.
    fn some_do_nothing(&self, interface: &Type, method: &str) -> bool {
        let all = self.program.implementations(&self.program.package(self.file), interface, method).unwrap_or_default();
        let does_nothing = |function: &Function<'_>| !function.has_call(&|_| true) && function.own_deed(0) == Deed::Nothing;
        all.iter().any(|d| self.look_into(d, &does_nothing) == Some(true))
    }

    /// What a release does at most, whichever of the declarations of that name it is.
    fn deed(&self, release: &Symbol, levels: u8) -> Deed {
        let deeds = self.looked_at(release, &|function| function.own_deed(levels));
        deeds.into_iter().max().unwrap_or(Deed::Frees)
    }

    fn own_deed(&self, levels: u8) -> Deed {
        self.deed_but(levels, &|_| false)
    }

    /// What its body does at most, but for calls that are accounted for.
    pub(super) fn deed_but(&self, levels: u8, is_known: &dyn Fn(&Call) -> bool) -> Deed {
        let Some(body) = &self.func.body else { return Deed::Frees };
        let mut most = Deed::Nothing;
        walk_block(body, &mut |node| {
            most = most.max(match node {
                Node::Stmt(Stmt { kind: StmtKind::Go(_) | StmtKind::Send { .. }, .. }) => Deed::Frees,
                Node::Stmt(Stmt { kind: StmtKind::Assign { left, right, .. }, .. }) => {
                    let forgets = right.iter().all(|r| r.as_ident().is_some_and(|name| name == "nil"));
                    left.iter().map(|l| self.set(l, forgets)).max().unwrap_or(Deed::Nothing)
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

    fn deed_of(&self, call: &Call, levels: u8) -> Deed {
        match self.typing.callee(call) {
            Callee::Builtin(name) if name == "close" || name == "delete" => Deed::Frees,
            Callee::Builtin(_) | Callee::Conversion(_) | Callee::Literal => Deed::Nothing,
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
