//! The fate of an acquired value along every path of its body: a walk over the graph with a set of states a node.
//!
//! The states are enumerated, not joined, so that an error check, a nil check or a condition that is asked twice tells the
//! paths apart (compare property simulation: Das, Lerner and Seigle, ESP, PLDI 2002). A bound on their number keeps the effort
//! finite: beyond it the fate is unsure.

use std::collections::BTreeSet;

use super::{
    cfg::{NodeId, NodeKind},
    conditions::Conditions,
    effects::{Borrower, Effects, Event, Handover, Taint},
    function::{Body, Function},
    given::{self, Ending, Failed},
    state::{Gone, State, Status},
    subject::Subject,
};
use crate::{
    program::{VarId, VarKind},
    syntax::ast::{AssignOp, Expr, RangeFor, Span, Stmt, StmtKind},
};

/// More states than this at one node, and the fate is unsure.
const MAX_STATES: usize = 96;

/// Where the value is still open when nothing can release it any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// The return statement.
    Return(Span),
    /// The closing brace of the body.
    End(Span),
    /// The next turn of a loop acquires again; the span is the acquisition's.
    NextTurn(Span),
    /// The statement gives the last variable that holds it another value.
    Overwritten(Span),
}

impl Exit {
    pub fn span(self) -> Span {
        let (Self::Return(span) | Self::End(span) | Self::NextTurn(span) | Self::Overwritten(span)) = self;
        span
    }
}

/// What a walk saw.
#[derive(Clone, Debug, Default)]
pub(super) struct Walk {
    /// The states in which a node is entered.
    pub entered: Vec<BTreeSet<State>>,
    pub leaks: BTreeSet<Exit>,
    pub released: BTreeSet<Span>,
    pub handed_over: BTreeSet<(Handover, Span)>,
    /// Who had it on loan, where that is presumed.
    pub lent: BTreeSet<Borrower>,
    /// How the value itself was handed over, or what holds it.
    pub given_away: BTreeSet<Handover>,
    /// Where a callee releases it if it fails, and leaves it open otherwise.
    pub released_on_error: BTreeSet<Span>,
    /// The nodes at which it is released, handed over or forgotten: behind them it is no longer the function's to release.
    pub gone_at: BTreeSet<NodeId>,
    /// A goroutine uses it of which it is not proved that it has ended with the function.
    pub is_shared: bool,
    /// What some callee does with it is presumed, since its body is not in sight.
    pub is_presumed: bool,
    /// The parameters of a callee that have it from some call on.
    pub put_into: BTreeSet<VarId>,
    /// How the paths of a callee end, where a parameter is followed.
    pub endings: BTreeSet<Ending>,
    /// Too many states.
    pub gave_up: bool,
}

impl Walk {
    /// A path ends with the value open.
    fn leak(&mut self, state: &State, exit: Exit) {
        if !state.is_doubtful {
            self.leaks.insert(exit);
        }
    }
}

/// A walk's question.
pub(super) struct Tracker<'t, 'f, 'a> {
    pub function: &'f Function<'a>,
    pub body: &'f Body<'a>,
    pub subject: Subject<'t>,
    /// Follows what depends on the value: a hand-over is noted and the walk goes on.
    pub follow: bool,
    /// A release is assumed at these nodes.
    pub sealed_at: &'t [NodeId],
    /// A statement that is looked past, as if it were not there.
    pub without: Option<Span>,
    /// Another acquisition takes the place of one that has failed at these nodes.
    pub retried_at: &'t [NodeId],
    /// Whether paths on which a test has failed are walked to their end, too.
    pub failed_tests: bool,
    /// What is known where the walk begins. A walk that begins with the value follows a parameter, and goes on where that is
    /// released or handed over.
    pub start: State,
}

impl<'t, 'f, 'a> Tracker<'t, 'f, 'a> {
    /// A walk that begins ahead of the acquisition, and ends where the value is released or handed over.
    pub fn new(function: &'f Function<'a>, body: &'f Body<'a>, subject: Subject<'t>) -> Self {
        let start = State::new();
        Self { function, body, subject, follow: false, sealed_at: &[], without: None, retried_at: &[], failed_tests: false, start }
    }
}

impl<'a> Tracker<'_, '_, 'a> {
    pub fn walk(&self) -> Walk {
        let conditions = self.body.conditions(self.function);
        let nodes = &self.body.cfg.nodes;
        let mut walk = Walk { entered: vec![BTreeSet::new(); nodes.len()], ..Walk::default() };
        let mut work = vec![(0, self.start.clone())];
        while let Some((id, state)) = work.pop() {
            if !walk.entered[id].insert(state.clone()) {
                continue;
            }
            if walk.entered[id].len() > MAX_STATES {
                walk.gave_up = true;
                return walk;
            }
            if state.status.is_live() && self.sealed_at.contains(&id) {
                continue;
            }
            if matches!(state.status, Status::Absent { .. }) && self.retried_at.contains(&id) {
                continue;
            }
            let Some(after) = self.transfer(id, state, conditions, &mut walk) else { continue };
            for &(to, branch) in &nodes[id].succ {
                if let Some(mut next) = self.take(id, branch, after.clone(), conditions, &mut walk) {
                    conditions.forget_useless(to, &mut next);
                    work.push((to, next));
                }
            }
        }
        walk
    }

    /// Whether a parameter is followed.
    pub(super) fn is_given(&self) -> bool {
        self.start.status != Status::Before
    }

    /// The state behind a node; None where the value's story ends there.
    fn transfer(&self, id: NodeId, mut state: State, conditions: &Conditions, walk: &mut Walk) -> Option<State> {
        let kind = &self.body.cfg.nodes[id].kind;
        let acquires = !self.follow && kind.span().is_some_and(|s| s.contains(self.subject.acquisition));
        if acquires && !self.is_given() && matches!(state.status, Status::Absent { .. }) {
            // The turn before had none, and this one tries anew.
            state = State { facts: state.facts, ..State::new() };
        }
        let before = state.status;
        let is_wrapped = before.is_live() && self.is_wrapped(id, &state);
        if before.is_live() && acquires {
            return self.again(id, state, walk);
        }
        let mut effects = Effects {
            function: self.function,
            subject: &self.subject,
            home: vec![self.body.literal],
            state,
            events: Vec::new(),
            returned: Vec::new(),
            failing: None,
            returns_failing: false,
            draining: None,
        };
        match kind {
            NodeKind::Join | NodeKind::Point(_) => {}
            NodeKind::Stmt(stmt) if self.without == Some(stmt.span) => {}
            NodeKind::Stmt(stmt) => effects.simple(stmt),
            NodeKind::Eval(e) => {
                // The elements of a list of paths have more names than the walk follows.
                if effects.expr(e) != Taint::None && self.subject.is_text {
                    effects.hand_over(Handover::Unclear, e.span);
                }
            }
            NodeKind::Cond(e) => {
                effects.expr(e);
            }
            NodeKind::TypeTest(e) => effects.type_switch(e),
            NodeKind::CaseTest { value, .. } => {
                effects.expr(value);
            }
            NodeKind::RangeNext(range) => Self::range_next(range, &mut effects),
            NodeKind::End(_) => {}
        }
        if effects.failing.take().is_some() || (effects.returns_failing && !self.is_given()) {
            effects.hand_over(Handover::Unclear, kind.span().unwrap_or(self.subject.acquisition));
        }
        let returns_failing = effects.returns_failing;
        let events = std::mem::take(&mut effects.events);
        let returned = std::mem::take(&mut effects.returned);
        state = effects.state;
        if state.status == Status::Before && kind.span().is_some_and(|s| s.contains(self.subject.acquisition)) {
            // Acquired, and nothing bound it.
            state.status = if self.subject.error.is_some() { Status::Pending { error: None } } else { Status::Open };
        }
        if state.status == Status::Before {
            conditions.assigned(kind, self.function, &mut state);
            return Some(state);
        }
        for event in events {
            match event {
                Event::Armed => state.status = Status::Open,
                _ if !state.status.is_live() => {}
                Event::Failing(error) => {
                    if before != Status::Before {
                        walk.released_on_error.extend(kind.span());
                    }
                    state.status = Status::Pending { error: Some(error) };
                }
                Event::Draining(error, is) => state.drained_by = Some((error, is)),
                Event::PutInto(var) => drop(walk.put_into.insert(var)),
                Event::Shared => walk.is_shared = true,
                Event::Presumed => walk.is_presumed = true,
                Event::Spent => state.fail(),
                Event::Lent(to) => {
                    walk.lent.insert(to);
                }
                Event::Released(_) if self.is_given() => state.status = Status::Gone(Gone::Released),
                Event::Released(at) => {
                    walk.released.insert(at);
                    walk.gone_at.insert(id);
                    return None;
                }
                // What is returned to the caller is the caller's to judge.
                Event::HandedOver(Handover::Returned, ..) if self.is_given() => {}
                Event::HandedOver(how, ..) if self.is_given() && !self.follow => {
                    state.status = Status::Gone(Gone::Kept(given::keeping(&how)));
                }
                Event::HandedOver(how, at, whole) => {
                    if whole {
                        walk.given_away.insert(how.clone());
                    }
                    walk.handed_over.insert((how, at));
                    walk.gone_at.insert(id);
                    if !self.follow {
                        return None;
                    }
                }
            }
        }
        match kind {
            NodeKind::Stmt(stmt) => {
                if let StmtKind::Return(values) = &stmt.kind {
                    if self.is_given() && returns_failing {
                        let failure = State { status: Status::Gone(Gone::Released), ..state.clone() };
                        self.end(&failure, Vec::new(), Failed::Yes, walk);
                        self.end(&state, returned, Failed::No, walk);
                    } else if self.is_given() {
                        self.end(&state, returned, self.failed(&state, values, stmt.span), walk);
                    } else if state.status.is_live() && self.subject.is_built_in && !self.drops_all(values, stmt.span) {
                        self.pass_on(id, stmt.span, walk);
                    } else if state.status.is_live() {
                        walk.leak(&state, Exit::Return(stmt.span));
                    }
                    return None;
                }
                if std::mem::take(&mut state.lost) && before.is_live() && !self.follow && !self.is_given() {
                    if is_wrapped {
                        walk.handed_over.insert((Handover::Unclear, stmt.span));
                    } else if self.subject.is_built_in {
                        self.pass_on(id, stmt.span, walk);
                    } else {
                        walk.leak(&state, self.lost_at(stmt));
                    }
                    walk.gone_at.insert(id);
                    return None;
                }
                if !self.asserted(stmt, &mut state) {
                    self.presume(stmt, &mut state);
                }
            }
            NodeKind::End(_) if self.is_given() => {
                self.end(&state, Vec::new(), Failed::No, walk);
                return None;
            }
            NodeKind::End(span) => {
                if state.status.is_live() && self.subject.is_built_in {
                    self.pass_on(id, *span, walk);
                } else if state.status.is_live() {
                    walk.leak(&state, Exit::End(*span));
                }
                return None;
            }
            _ => {}
        }
        if let NodeKind::Stmt(stmt) = kind
            && !self.follow
            && !self.failed_tests
            && state.status.is_live()
            && self.fails_test(stmt)
        {
            return None;
        }
        // `err.Error()` on a nil error would have panicked.
        if let (Some(err), Some(span)) = (state.error(), kind.span())
            && before != Status::Before
            && self.calls_method_of(kind, err)
            && span != self.subject.acquisition
        {
            state.fail();
        } else if let Some(err) = state.error()
            && before != Status::Before
            && !self.follow
            && self.error_wanders(kind, err)
        {
            walk.handed_over.insert((Handover::Unclear, kind.span().unwrap_or(self.subject.acquisition)));
            walk.gone_at.insert(id);
            return None;
        }
        conditions.assigned(kind, self.function, &mut state);
        Some(state)
    }

    /// Something has the value of which the walk sees no more.
    fn pass_on(&self, id: NodeId, at: Span, walk: &mut Walk) {
        walk.handed_over.insert((Handover::Stored, at));
        walk.gone_at.insert(id);
    }

    /// A statement gives the last variable that holds the value another one: where that is declared ahead of the acquisition, anew in
    /// each turn.
    fn lost_at(&self, stmt: &Stmt) -> Exit {
        let declares = matches!(&stmt.kind, StmtKind::Var(_) | StmtKind::Assign { op: AssignOp::Define, .. });
        if declares && stmt.span.end <= self.subject.acquisition.start {
            Exit::NextTurn(self.subject.acquisition)
        } else {
            Exit::Overwritten(stmt.span)
        }
    }

    /// Whether a path of the callee that ends in a return has failed.
    fn failed(&self, state: &State, values: &[Expr], at: Span) -> Failed {
        let returns = |error: VarId| values.last().is_some_and(|value| self.function.var(value) == Some(error));
        match state.status {
            // The error with which it was given comes back.
            Status::Absent { error: Some(error) } if returns(error) => Failed::Yes,
            _ => given::failed(self.function, self.body, values, at),
        }
    }

    /// A path of the callee ends.
    fn end(&self, state: &State, results: Vec<Taint>, failed: Failed, walk: &mut Walk) {
        let status = match state.status {
            // It was given with an error: there was nothing.
            Status::Absent { error } if self.start.error().is_some_and(|given| error.is_none_or(|e| e == given)) => state.status,
            // What a parameter holds is there until somebody has released it on failure.
            Status::Absent { .. } => Status::Gone(Gone::Released),
            other => other,
        };
        walk.endings.insert(Ending { status, results, failed });
    }

    /// The acquisition is reached again while the value is still held.
    fn again(&self, id: NodeId, mut state: State, walk: &mut Walk) -> Option<State> {
        let targets: Vec<VarId> = match self.body.cfg.nodes[id].kind {
            NodeKind::Stmt(Stmt { kind: StmtKind::Assign { left, .. }, .. }) => left.iter().filter_map(|l| self.function.var(l)).collect(),
            NodeKind::Stmt(Stmt { kind: StmtKind::Var(specs), .. }) => {
                specs.iter().flat_map(|s| &s.names).filter_map(|n| self.function.scopes.var_at(n.span.start)).collect()
            }
            _ => Vec::new(),
        };
        if self.is_wrapped(id, &state) {
            walk.handed_over.insert((Handover::Unclear, self.subject.acquisition));
            walk.gone_at.insert(id);
            return None;
        }
        // What is declared inside the loop is a new variable there.
        let alive = |v: VarId| {
            self.function.scopes.var(v).scope.contains(self.subject.acquisition)
                && self.function.scopes.var(v).declared.start < self.subject.acquisition.start
        };
        state.holders.retain(|v| !targets.contains(&v) && alive(v));
        state.owners.retain(|v| !targets.contains(&v) && alive(v));
        state.borrowers.retain(|v| !targets.contains(&v) && alive(v));
        if state.is_tracking() || self.subject.is_built_in {
            self.pass_on(id, self.subject.acquisition, walk);
        } else {
            walk.leak(&state, Exit::NextTurn(self.subject.acquisition));
        }
        None
    }

    /// Whether a statement assigns what a call makes of the value: `r, err = decode(r)`. What wraps it may well have it.
    fn is_wrapped(&self, id: NodeId, state: &State) -> bool {
        let NodeKind::Stmt(Stmt { kind: StmtKind::Assign { right, .. }, .. }) = self.body.cfg.nodes[id].kind else { return false };
        let holds = |arg: &Expr| self.function.var(arg).is_some_and(|v| state.taint(v) == Taint::Value(0));
        right.iter().filter_map(Expr::as_call).any(|call| call.args.iter().any(holds))
    }

    fn range_next(range: &'a RangeFor, effects: &mut Effects<'_, '_, 'a>) {
        // The elements of what derives from the value may live off it as well (`for _, file := range archive.File`); none owns it.
        let before = effects.events.len();
        let taint = effects.expr(&range.operand);
        effects.events.truncate(before);
        // Of a variadic function's list each may be the one that was given.
        let is_param = |var: VarId| effects.function.scopes.var(var).kind == VarKind::Param;
        let is_list = taint == Taint::Owner && effects.subject.is_parameter() && effects.function.var(&range.operand).is_some_and(is_param);
        for e in range.key.iter().chain(&range.value) {
            if let Some(var) = effects.function.var(e) {
                if effects.state.told_by() == Some(var) {
                    effects.state.forget_error();
                }
                let lives = taint != Taint::None && !effects.holds_nothing(&effects.function.type_of(e));
                let element = if is_list { Taint::Owner } else { Taint::Borrow };
                effects.state.rebind(var, if lives { element } else { Taint::None });
            }
        }
    }
}
