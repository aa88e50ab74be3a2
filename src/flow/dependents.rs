//! How far a value gets that dies with the release: the context beside its cancel.

use std::collections::BTreeSet;

use super::{
    awaits::{self, Awaited},
    cfg::{NodeId, NodeKind},
    effects::{Borrower, Handover},
    fate::Walk,
    held::Held,
    producers,
    test_code::is_of_test,
    watchers,
};
use crate::{
    program::{Release, Type, VarId},
    syntax::{
        Descend, Node,
        ast::{Expr, Span, Stmt, StmtKind},
        walk_block,
    },
};

/// Where the dependents of a value get to, all paths together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Nothing that outlasts the function has them, as the standard library's table knows.
    Inside,
    /// These callees have them, of which nothing is known.
    Callees(BTreeSet<String>),
    /// A goroutine has them; the function waits for something before it ends.
    AwaitedGoroutine,
    /// They outlast the function, which is a test: the end of what it started.
    OutlastTest,
    /// They outlast the function, which is given this test and works for it.
    OutlastHelper(VarId),
    /// They outlive the function: a result, a field, a channel, a goroutine that nobody waits for.
    Outlives(Handover),
}

impl Reach {
    pub(super) fn new(held: &Held<'_, '_>) -> Self {
        let mut callees = BTreeSet::new();
        let mut awaited = false;
        let is_test = held.function.is_test();
        let helped = if is_test { None } else { held.helped_test() };
        let in_test = is_test || helped.is_some();
        let mut outlasts = false;
        for &result in &held.resource.dependents {
            let walk = held.follow(result);
            if walk.gave_up {
                return Self::Outlives(Handover::Unclear);
            }
            for (how, at) in walk.handed_over.iter().cloned() {
                match how {
                    Handover::Callee(name) => {
                        callees.insert(name);
                    }
                    Handover::Goroutine | Handover::Captured => {
                        let node = held.body.cfg.node_of(at);
                        let at = node.and_then(|node| held.body.cfg.nodes[node].kind.span()).unwrap_or(at);
                        let stmt = node.and_then(|node| match held.body.cfg.nodes[node].kind {
                            NodeKind::Stmt(stmt) => Some((node, stmt)),
                            _ => None,
                        });
                        let ends = stmt.is_some_and(|(node, stmt)| held.ends_with_function(stmt, node, result));
                        let waits = node.map(|node| awaits::goroutine(held.function, held.body, node, at, None));
                        let goes_on = || {
                            let Some((node, lit)) = stmt.and_then(|(node, stmt)| Some((node, stmt.started()?))) else { return false };
                            awaits::goes_on_with(held.function, lit, &|at| {
                                walk.entered[node].iter().any(|s| s.tracked().any(|var| held.function.names(at, var)))
                            })
                        };
                        if ends || waits.is_some_and(|waits| waits >= Awaited::Signalled) && !goes_on() {
                            awaited = true;
                        } else if in_test {
                            outlasts = true;
                        } else {
                            return Self::Outlives(how);
                        }
                    }
                    Handover::Stored | Handover::Sent | Handover::Kept(_) | Handover::Unclear if in_test => outlasts = true,
                    Handover::Returned if helped.is_some() => outlasts = true,
                    Handover::Returned | Handover::Stored | Handover::Sent | Handover::Kept(_) | Handover::Unclear => {
                        return Self::Outlives(how);
                    }
                }
            }
            if !in_test && let Some(how) = held.loan_outlives(result, &walk) {
                return Self::Outlives(how);
            }
        }
        if outlasts {
            return helped.map_or(Self::OutlastTest, Self::OutlastHelper);
        }
        match (awaited, callees.is_empty()) {
            (true, _) => Self::AwaitedGoroutine,
            (false, false) => Self::Callees(callees),
            (false, true) => Self::Inside,
        }
    }
}

/// Methods of what goes on after the call that made it, under the context that it was given.
const ONGOING: [&str; 4] = ["Recv", "RecvMsg", "Next", "ResultChan"];

impl Held<'_, '_> {
    /// Whether another result of the call, which lives only while the value is unreleased, goes where it outlives the body: into a
    /// variable of a function around, a field, a variable of the package. A context says of itself when it ends.
    pub(super) fn is_kept_by_sibling(&self) -> bool {
        if matches!(self.resource.release.first(), Some(Release::Call(_))) {
            return false;
        }
        let NodeKind::Stmt(Stmt { kind: StmtKind::Assign { left, .. }, .. }) = self.body.cfg.nodes[self.node].kind else { return false };
        let outlives = |target: &Expr| match self.function.var(target) {
            Some(var) => self.function.scopes.var(var).literal != self.body.literal,
            None => target.as_ident().is_none_or(|name| name != "_"),
        };
        let is_context = |e: &Expr| self.function.type_of(e).is("context.Context");
        self.resource.dependents.iter().filter_map(|at| left.get(*at)).any(|target| outlives(target) && !is_context(target))
    }

    /// How what callees may have made of a dependent, nobody sees what, outlives the function: `stream, err := client.Watch(ctx)`, and
    /// `go read(stream)`. `walk` is what becomes of the dependent itself.
    fn loan_outlives(&self, result: usize, walk: &Walk) -> Option<Handover> {
        let lent = self.lent().follow(result);
        // Of goroutines that have the dependent itself it is known how long they go on.
        let is_judged = walk.handed_over.iter().any(|(how, _)| matches!(how, Handover::Goroutine | Handover::Captured));
        if !is_judged && lent.lent.contains(&Borrower::Goroutine) {
            return Some(Handover::Goroutine);
        }
        let outlives = |(how, at): &(Handover, Span)| match how {
            Handover::Goroutine | Handover::Captured => !is_judged,
            Handover::Stored | Handover::Sent | Handover::Returned => self.has_ongoing(*at),
            Handover::Callee(_) | Handover::Kept(_) | Handover::Unclear => false,
        };
        lent.handed_over.into_iter().find(|handed| !walk.handed_over.contains(handed) && outlives(handed)).map(|(how, _)| how)
    }

    /// Whether code speaks of something that is read from later. What is written to as well is a connection, for which a context
    /// counts until it stands.
    fn has_ongoing(&self, at: Span) -> bool {
        let typing = &self.function.typing;
        let is_ongoing = |e: &Expr| {
            let ty = self.function.type_of(e);
            let has = |name: &str| typing.method_signature(&ty, name).is_some();
            matches!(ty, Type::Chan(_)) || ONGOING.into_iter().any(has) || has("Read") && !has("Write")
        };
        let mut found = false;
        walk_block(self.body.block, &mut |node| {
            if let Node::Expr(e) = node {
                found |= at.contains(e.span) && is_ongoing(e);
            }
            Descend::Into
        });
        found
    }

    /// Whether a goroutine that has a result of the call has ended with the function, or has nothing to do behind its end.
    fn ends_with_function(&self, started: &Stmt, node: NodeId, result: usize) -> bool {
        if watchers::is_watcher(self.function, self.body, started) || producers::is_producer(self.function, self.body, started) {
            return true;
        }
        let Some(context) = self.bound_to(result) else { return false };
        if awaits::command_of_pipe(self.function, self.body, node, started.span) && !self.function.names(started.span, context) {
            return true;
        }
        let Some(lit) = started.started() else { return false };
        awaits::ends_with_context(self.function, self.body, node, lit, context)
            || watchers::is_alarm(self.function, self.body, started, context)
    }

    /// The variable that gets a result of the call.
    fn bound_to(&self, result: usize) -> Option<VarId> {
        let NodeKind::Stmt(Stmt { kind: StmtKind::Assign { left, .. }, .. }) = self.body.cfg.nodes[self.node].kind else { return None };
        left.get(result).and_then(|l| self.function.var(l)).filter(|var| self.is_assigned_once(*var))
    }

    /// Whether something behind the acquisition is given what lives only while it is unreleased.
    pub fn passes_dependents_on(&self) -> bool {
        let of_result = |result: &usize| self.follow(*result).entered.into_iter().flatten();
        let states = self.resource.dependents.iter().flat_map(of_result);
        let vars: BTreeSet<VarId> = states.flat_map(|s| s.tracked().collect::<Vec<_>>()).collect();
        let mut passed = false;
        self.behind(&mut |call| passed |= call.args.iter().any(|arg| vars.iter().any(|var| self.function.mentions(arg, *var))));
        passed
    }

    /// The test that the function is given, where it acquires in its own body: what it leaves behind is that test's.
    fn helped_test(&self) -> Option<VarId> {
        let params = self.function.func.signature.params.iter().flat_map(|field| &field.names);
        let mut params = params.filter_map(|name| self.function.scopes.var_at(name.span.start)).filter(|_| self.body.literal == 0);
        params.find(|var| is_of_test(&self.function.typing.type_of_var(*var)) && self.function.scopes.var(*var).name != "_")
    }
}
