//! Values that own nothing but tickers and timers: since Go 1.23 the collector takes those with their owner, stopped or not.

use std::collections::{BTreeMap, BTreeSet};

use super::{function::Function, held::Held, yields::Origin};
use crate::{
    program::{Position, StdTable, Symbol, TimerMode},
    syntax::{
        Descend, Node,
        ast::{Call, Expr, ExprKind, Stmt, StmtKind},
        walk_block,
    },
};

impl Held<'_, '_> {
    /// Whether it is a ticker or a timer that nothing but its channel tells of, or owns at most such.
    pub(super) fn is_no_more_than_timers(&self) -> bool {
        match &self.origin {
            Origin::Acquired => ["time.NewTicker", "time.NewTimer"].contains(&&*self.symbol.key()),
            Origin::Made { owns } => owns.as_ref().is_some_and(|owned| owned.is_timers),
            _ => false,
        }
    }

    /// Whether it owns nothing but tickers and timers, which are collected with it, and no goroutine is started that waits for them.
    pub fn is_collected_with_timers(&self) -> bool {
        let function = self.function;
        matches!(&self.origin, Origin::Made { owns: Some(owned) } if owned.is_timers)
            && function.program.timer_mode(function.file) == TimerMode::Synchronous
            && !self.may_be_started()
    }

    /// Whether a goroutine may be started with it: by one of its methods, or by those that are given it.
    fn may_be_started(&self) -> bool {
        let function = self.function;
        let Some((method, ty)) = self.release_of_result() else { return true };
        let Some(starts) = function.typing.method(&ty, method).and_then(|release| function.methods_that_start(&release)) else {
            return true;
        };
        let holders = self.ever_used();
        let is_held = |e: &Expr| holders.iter().any(|var| function.mentions(e, *var));
        let is_read = |call: &Call, at: usize| match function.callee(call) {
            Some(callee) => StdTable::is_std(callee.package()) || StdTable::get().effect(&callee, Position::Argument(at)).is_some(),
            None => false,
        };
        let mut found = false;
        walk_block(self.body.block, &mut |node| {
            found |= match node {
                Node::Stmt(Stmt { kind: StmtKind::Go(e), .. }) => is_held(e),
                Node::Expr(Expr { kind: ExprKind::Call(call), .. }) => {
                    let is_start = call.name().is_some_and(|name| starts.contains(name.as_str())) && is_held(&call.callee);
                    is_start || call.args.iter().enumerate().any(|(at, arg)| is_held(arg) && !is_read(call, at))
                }
                _ => false,
            };
            if found { Descend::Over } else { Descend::Into }
        });
        found
    }
}

impl Function<'_> {
    /// Whether its code, or that of a literal in it, starts a goroutine: by a go statement, `wg.Go`, `time.AfterFunc`.
    pub(super) fn starts_goroutine(&self) -> bool {
        let mut found = self.has_call(&|call| call.name().is_some_and(|name| name == "Go" || name == "AfterFunc"));
        if let Some(body) = &self.func.body {
            walk_block(body, &mut |node| {
                found |= matches!(node, Node::Stmt(Stmt { kind: StmtKind::Go(_), .. }));
                Descend::Into
            });
        }
        found
    }

    /// The names of the methods that start a goroutine, by themselves or by one another, of the type that a method is one of; None
    /// where one of them can't be read.
    pub(super) fn methods_that_start(&self, method: &Symbol) -> Option<BTreeSet<String>> {
        self.methods_that(method, &|own| own.starts_goroutine())
    }

    /// The names of the methods that do something, by themselves or by one another, as of [`Self::methods_that_start`].
    pub(super) fn methods_that(&self, method: &Symbol, does: &dyn Fn(&Function<'_>) -> bool) -> Option<BTreeSet<String>> {
        let receiver = method.receiver()?;
        let found = self.looked_at(method, &|function| {
            let package = function.program.package(function.file);
            let mut calls: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
            let mut doers = BTreeSet::new();
            for name in package.method_names(receiver) {
                for declared in package.method(receiver, name) {
                    let (is_doer, called) = function.look_into(&declared, &|own| (does(own), own.names_called()))?;
                    calls.entry(name.to_string()).or_default().extend(called);
                    if is_doer {
                        doers.insert(name.to_string());
                    }
                }
            }
            loop {
                let known = doers.len();
                let more = calls.iter().filter(|(_, called)| !called.is_disjoint(&doers)).map(|(name, _)| name.clone());
                let more: Vec<String> = more.collect();
                doers.extend(more);
                if doers.len() == known {
                    return Some(doers);
                }
            }
        });
        // Of variants by build any may be meant.
        found.into_iter().reduce(|one, other| Some(&one? | &other?))?
    }

    /// The names of all that it calls.
    fn names_called(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        if let Some(body) = &self.func.body {
            walk_block(body, &mut |node| {
                if let Node::Expr(Expr { kind: ExprKind::Call(call), .. }) = node {
                    found.extend(call.name().map(ToString::to_string));
                }
                Descend::Into
            });
        }
        found
    }
}
