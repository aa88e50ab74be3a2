//! The fate of an acquired value along every path of its body: a walk over the graph with a set of states a node.
//!
//! The states are enumerated, not joined, so that an error check, a nil check or a condition that is asked twice tells the
//! paths apart (compare property simulation: Das, Lerner and Seigle, ESP, PLDI 2002). A bound on their number keeps the effort
//! finite: beyond it the fate is unsure.

use std::collections::BTreeSet;

use super::{
    cfg::{Branch, NodeId, NodeKind},
    conditions::Conditions,
    effects::{Borrower, Effects, Event, Handover, Taint},
    function::{Body, Function},
    given::{self, Ending, Failed},
    state::{Gone, State, Status},
    subject::Subject,
};
use crate::{
    program::{Exhaustion, Known, ValueAt, VarId, VarKind},
    syntax::ast::{BinaryOp, Call, Expr, ExprKind, RangeFor, Span, Stmt, StmtKind},
};

/// More states than this at one node, and the fate is unsure.
const MAX_STATES: usize = 96;

/// Functions that end the caller where an error is not nil, in lower case.
const CHECKS: [&str; 14] = [
    "noerror",
    "noerrorf",
    "noerr",
    "nil",
    "nilf",
    "check",
    "checkerr",
    "checkerror",
    "must",
    "ok",
    "fataliferr",
    "paniciferr",
    "exitonerror",
    "failonerror",
];

/// Functions of assertion libraries that end the test where there is no error.
const FAILURES: [&str; 12] = [
    "error",
    "errorf",
    "erroris",
    "errorisf",
    "errorcontains",
    "errorcontainsf",
    "errorasf",
    "erroras",
    "equalerror",
    "notnil",
    "eqerror",
    "eqerrorf",
];

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
    /// The parameters of a callee that have it from some call on.
    pub put_into: BTreeSet<VarId>,
    /// How the paths of a callee end, where a parameter is followed.
    pub endings: BTreeSet<Ending>,
    /// Too many states.
    pub gave_up: bool,
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
    /// Whether paths on which a test has failed are walked to their end, too.
    pub failed_tests: bool,
    /// What is known where the walk begins. A walk that begins with the value follows a parameter, and goes on where that is
    /// released or handed over.
    pub start: State,
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
            let Some(after) = self.transfer(id, state, conditions, &mut walk) else { continue };
            for &(to, branch) in &nodes[id].succ {
                if let Some(next) = self.take(id, branch, after.clone(), conditions, &mut walk) {
                    work.push((to, next));
                }
            }
        }
        walk
    }

    /// Whether a parameter is followed.
    fn is_given(&self) -> bool {
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
                Event::PutInto(var) => drop(walk.put_into.insert(var)),
                Event::Shared => walk.is_shared = true,
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
                    } else if state.status.is_live() {
                        walk.leaks.insert(Exit::Return(stmt.span));
                    }
                    return None;
                }
                if std::mem::take(&mut state.lost) && before.is_live() && !self.follow && !self.is_given() {
                    walk.leaks.insert(Exit::Overwritten(stmt.span));
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
                if state.status.is_live() {
                    walk.leaks.insert(Exit::End(*span));
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
        // What is declared inside the loop is a new variable there.
        let alive = |v: VarId| {
            self.function.scopes.var(v).scope.contains(self.subject.acquisition)
                && self.function.scopes.var(v).declared.start < self.subject.acquisition.start
        };
        state.holders.retain(|v| !targets.contains(&v) && alive(v));
        state.owners.retain(|v| !targets.contains(&v) && alive(v));
        state.borrowers.retain(|v| !targets.contains(&v) && alive(v));
        if state.is_tracking() {
            walk.handed_over.insert((Handover::Stored, self.subject.acquisition));
            walk.gone_at.insert(id);
        } else {
            walk.leaks.insert(Exit::NextTurn(self.subject.acquisition));
        }
        None
    }

    fn range_next(range: &'a RangeFor, effects: &mut Effects<'_, '_, 'a>) {
        // The elements of what derives from the value may live off it as well (`for _, file := range archive.File`); none owns it.
        let before = effects.events.len();
        let touched = effects.expr(&range.operand) != Taint::None;
        effects.events.truncate(before);
        for e in range.key.iter().chain(&range.value) {
            if let Some(var) = effects.function.var(e) {
                let lives = touched && !effects.holds_nothing(&effects.function.type_of(e));
                effects.state.rebind(var, if lives { Taint::Borrow } else { Taint::None });
            }
        }
    }

    /// An assertion that returns only where one of its arguments is nil, is not nil, or is true: what that says of the value.
    fn asserted(&self, stmt: &Stmt, state: &mut State) -> bool {
        let StmtKind::Expr(e) = &stmt.kind else { return false };
        let Some(call) = e.as_call().filter(|_| state.status.is_live()) else { return false };
        call.args.iter().enumerate().any(|(at, e)| {
            let is_error = state.error().is_some_and(|err| self.function.var(e) == Some(err));
            let told = match &e.unparen().kind {
                ExprKind::Ident(_) if is_error || self.is_value(e, state) => self.function.tells_nil(call, at, None),
                ExprKind::Binary { .. } | ExprKind::Call(_) if state.error().is_some_and(|err| self.function.mentions(e, err)) => {
                    self.function.tells_truth(call, at)
                }
                _ => None,
            };
            let test = match told {
                Some(Known::Nil | Known::NotNil) => Test::There { when: (told == Some(Known::Nil)) == is_error },
                Some(Known::True | Known::False) => self.test(e, state),
                None => return false,
            };
            match (test, told != Some(Known::False)) {
                (Test::There { when } | Test::Seen { when }, true) if when => state.status = Status::Open,
                (Test::There { when } | Test::Seen { when }, false) if !when => state.status = Status::Open,
                (Test::There { .. } | Test::Seen { .. }, _) => state.fail(),
                (Test::Absent { when }, holds) if when == holds => state.fail(),
                (Test::Absent { .. } | Test::Unclear | Test::Silent, _) => return false,
            }
            true
        })
    }

    /// `check(err)`, `require.NoError(t, err)`: by its name the callee ends the function where the error is not nil;
    /// `require.Error(t, err)` where it is.
    fn presume(&self, stmt: &Stmt, state: &mut State) {
        let (Some(err), StmtKind::Expr(e)) = (state.error(), &stmt.kind) else { return };
        let Some(call) = e.as_call().filter(|c| c.args.iter().any(|a| self.function.var(a) == Some(err))) else { return };
        let Some(name) = call.name().map(|n| n.to_lowercase()) else { return };
        let symbol = self.function.callee(call);
        let library = symbol.as_ref().and_then(|s| s.package().rsplit('/').next());
        let asserts = library.is_some_and(|l| ["require", "assert", "must", "test"].contains(&l));
        // `require.Equal(t, ErrClosed, err)`
        let is_nil = |a: &Expr| a.as_ident().is_some_and(|n| n == "nil");
        let names_error = asserts && ["equal", "eq"].contains(&name.as_str()) && !call.args.iter().any(is_nil);
        if names_error || asserts && FAILURES.contains(&name.as_str()) {
            state.fail();
        } else if library != Some("assert") {
            state.presumed |= CHECKS.contains(&name.as_str());
        }
    }

    /// The error goes where its nil-ness may be asked for under another name.
    fn error_wanders(&self, kind: &NodeKind<'a>, err: VarId) -> bool {
        match kind {
            NodeKind::Stmt(Stmt { kind: StmtKind::Assign { right, .. }, .. }) => right.iter().any(|e| self.function.mentions(e, err)),
            NodeKind::Stmt(Stmt { kind: StmtKind::Var(specs), .. }) => {
                specs.iter().flat_map(|s| &s.values).any(|e| self.function.mentions(e, err))
            }
            NodeKind::Stmt(Stmt { kind: StmtKind::Send { value, .. }, .. }) => self.function.mentions(value, err),
            NodeKind::Stmt(Stmt { kind: StmtKind::Expr(e), .. }) => e.as_call().is_some_and(|call| self.asserts_of(call, err)),
            _ => false,
        }
    }

    /// `require.True(t, isClosed(err))`: an assertion of an assertion library on what a function says of the error.
    fn asserts_of(&self, call: &Call, err: VarId) -> bool {
        let library =
            self.function.callee(call).filter(|s| ["require", "assert"].iter().any(|l| s.package().rsplit('/').next() == Some(l)));
        let says = |a: &Expr| a.as_call().is_some_and(|inner| inner.args.iter().any(|e| self.function.var(e) == Some(err)));
        library.is_some() && call.args.iter().any(says)
    }

    /// A test that has failed on a path leaks nothing there that anybody would mend.
    fn fails_test(&self, stmt: &Stmt) -> bool {
        let StmtKind::Expr(e) = &stmt.kind else { return false };
        let symbol = e.as_call().filter(|_| self.function.file.is_test()).and_then(|c| self.function.callee(c));
        symbol.is_some_and(|s| s.as_str().starts_with("testing.") && matches!(s.name(), "Error" | "Errorf" | "Fail"))
    }

    /// Whether a node calls a method of the error, without a condition in between.
    fn calls_method_of(&self, kind: &NodeKind<'a>, err: VarId) -> bool {
        let exprs: Vec<&Expr> = match kind {
            NodeKind::Stmt(Stmt { kind: StmtKind::Expr(e), .. }) => vec![e],
            NodeKind::Cond(e) => vec![*e],
            NodeKind::Stmt(Stmt { kind: StmtKind::Assign { right, .. }, .. }) => right.iter().collect(),
            _ => return false,
        };
        let is_method = |e: &Expr| match e.as_call().map(|c| &c.callee.unparen().kind) {
            Some(ExprKind::Selector { operand, field }) => field.name == "Error" && self.function.var(operand) == Some(err),
            _ => false,
        };
        exprs.into_iter().any(|e| is_method(e) || e.as_call().is_some_and(|c| c.args.iter().any(is_method)))
    }

    /// The state on one edge out of a node; None where that edge can't be taken, or the value is not there.
    fn take(&self, node: NodeId, branch: Branch, mut state: State, conditions: &Conditions, walk: &mut Walk) -> Option<State> {
        let holds = match branch {
            Branch::Always => return Some(state),
            Branch::True => true,
            Branch::False => false,
        };
        let kind = &self.body.cfg.nodes[node].kind;
        let test = match kind {
            NodeKind::Cond(e) | NodeKind::CaseTest { tag: e, .. } if self.asks_sibling(e, &state) => Test::Unclear,
            NodeKind::Cond(e) => self.test(e, &state),
            NodeKind::CaseTest { tag, value } => self.compare(tag, value, true, &state),
            _ => return Some(state),
        };
        match test {
            Test::Silent => {}
            Test::Unclear => {
                if !self.follow && state.status.is_live() {
                    walk.handed_over.insert((Handover::Unclear, kind.span().unwrap_or(self.subject.acquisition)));
                    walk.gone_at.insert(node);
                    return None;
                }
            }
            Test::Seen { when } if holds == when && matches!(state.status, Status::Pending { error: Some(_) }) => state.presumed = true,
            Test::There { when } | Test::Seen { when } if holds == when => match state.status {
                Status::Absent { .. } => return None,
                Status::Gone(_) => {}
                _ => state.status = Status::Open,
            },
            Test::There { .. } | Test::Seen { .. } => match state.status {
                Status::Open => return None,
                Status::Gone(_) => {}
                _ => state.fail(),
            },
            Test::Absent { when } if holds == when => match state.status {
                Status::Open => return None,
                Status::Gone(_) => {}
                _ => state.fail(),
            },
            Test::Absent { .. } => {}
        }
        if let Some((number, positive)) = conditions.of(node) {
            let value = holds == positive;
            if state.facts.put(number, value).is_some_and(|before| before != value) {
                return None;
            }
        }
        Some(state)
    }

    /// Whether a condition asks for another result of the acquiring call while nobody has looked at its error: the answer may
    /// say as much (`resp.StatusCode` beside a websocket).
    fn asks_sibling(&self, e: &Expr, state: &State) -> bool {
        let (Status::Pending { .. }, ValueAt::Result(value)) = (state.status, self.subject.value) else { return false };
        let Some(left) = self.acquired_beside() else { return false };
        let others = left.iter().enumerate().filter(|(i, _)| *i != value && Some(*i) != self.subject.error);
        others.filter_map(|(_, l)| self.function.var(l)).any(|sibling| self.function.mentions(e, sibling))
    }

    /// What a condition says of the value.
    fn test(&self, e: &Expr, state: &State) -> Test {
        if state.status == Status::Before {
            return Test::Silent;
        }
        match &e.kind {
            ExprKind::Binary { op, left, right } if matches!(op, BinaryOp::Equal | BinaryOp::NotEqual) => {
                self.compare(left, right, *op == BinaryOp::Equal, state)
            }
            _ if self.exhausts(e, state) => Test::Absent { when: false },
            ExprKind::Call(call) => {
                let Some(err) = state.told_by() else { return Test::Silent };
                if !call.args.iter().any(|a| self.function.mentions(a, err)) {
                    return Test::Silent;
                }
                let of_error = call.args.iter().position(|a| self.function.var(a) == Some(err));
                let told = |result| of_error.and_then(|at| self.function.tells_nil(call, at, Some(result)));
                match (told(true), told(false)) {
                    (Some(Known::Nil), Some(Known::NotNil)) => return Test::There { when: true },
                    (Some(Known::NotNil), Some(Known::Nil)) => return Test::There { when: false },
                    (Some(Known::NotNil), _) => return Test::Absent { when: true },
                    (_, Some(Known::NotNil)) => return Test::Absent { when: false },
                    _ => {}
                }
                match self.function.callee(call) {
                    // errors.Is(err, target), os.IsNotExist(err): true only of errors.
                    Some(_) if call.args.iter().any(|a| a.as_ident().is_some_and(|n| n == "nil")) => Test::Unclear,
                    Some(symbol) if ["errors.", "os.Is", "io/fs."].iter().any(|p| symbol.as_str().starts_with(p)) => {
                        Test::Absent { when: true }
                    }
                    _ => Test::Unclear,
                }
            }
            _ => match state.told_by() {
                Some(err) if self.function.mentions(e, err) => Test::Unclear,
                _ => Test::Silent,
            },
        }
    }

    /// Whether a condition tells by false that the value has nothing more to give, and is released.
    fn exhausts(&self, e: &Expr, state: &State) -> bool {
        match (self.subject.exhausted_by, &e.kind) {
            (Some(Exhaustion::Method(method)), ExprKind::Call(call)) => match &call.callee.unparen().kind {
                ExprKind::Selector { operand, field } => field.name == method.as_str() && self.steps(operand, state) == Some(0),
                _ => false,
            },
            (Some(Exhaustion::Result(result)), ExprKind::Ident(_)) => {
                let next = self.acquired_beside().and_then(|left| self.function.var(left.get(*result)?));
                self.function.var(e).zip(next).is_some_and(|(ok, next)| self.is_last_of(ok, next))
            }
            _ => false,
        }
    }

    /// Whether all that a variable is given is the last result of calls of another.
    fn is_last_of(&self, ok: VarId, next: VarId) -> bool {
        let mut given = self.body.cfg.nodes.iter().filter_map(|node| match node.kind {
            NodeKind::Stmt(Stmt { kind: StmtKind::Assign { left, right, .. }, .. }) => {
                left.iter().position(|l| self.function.var(l) == Some(ok)).map(|at| (at + 1 == left.len(), right))
            }
            _ => None,
        });
        let calls_next = |right: &[Expr]| matches!(right, [e] if e.as_call().is_some_and(|c| self.function.var(&c.callee) == Some(next)));
        self.function.scopes.var(ok).kind == VarKind::Local && given.all(|(last, right)| last && calls_next(right))
    }

    /// What the acquiring statement assigns to.
    fn acquired_beside(&self) -> Option<&'a [Expr]> {
        let node = self.body.cfg.node_of(self.subject.acquisition)?;
        match self.body.cfg.nodes[node].kind {
            NodeKind::Stmt(Stmt { kind: StmtKind::Assign { left, .. }, .. }) => Some(left),
            _ => None,
        }
    }

    /// What `left == right` (or `!=`) says of the value.
    fn compare(&self, left: &Expr, right: &Expr, equal: bool, state: &State) -> Test {
        if state.status == Status::Before {
            return Test::Silent;
        }
        let is_nil = |e: &Expr| e.as_ident().is_some_and(|n| n == "nil");
        let (subject, nil) = match (is_nil(left), is_nil(right)) {
            (false, true) => (left, true),
            (true, false) => (right, true),
            _ => (left, false),
        };
        if let Some(err) = state.told_by() {
            let others = if nil { subject } else { right };
            if self.function.var(subject) == Some(err) || self.function.var(others) == Some(err) {
                // `err == io.EOF` is true only of errors, too; `err != io.EOF` says nothing of nil.
                return if nil { Test::There { when: equal } } else { Test::Absent { when: equal } };
            }
            if self.function.mentions(left, err) || self.function.mentions(right, err) {
                return Test::Unclear;
            }
        }
        if nil && self.is_value(subject, state) {
            return Test::Seen { when: !equal };
        }
        // What was just acquired is nothing that was there before: `f == os.Stdin`.
        if !nil && (self.is_value(left, state) || self.is_value(right, state)) {
            return Test::Absent { when: equal };
        }
        Test::Silent
    }

    /// Whether an expression is the value, or a field on the way to its release.
    fn is_value(&self, e: &Expr, state: &State) -> bool {
        self.steps(e, state).is_some()
    }

    fn steps(&self, e: &Expr, state: &State) -> Option<u8> {
        match &e.unparen().kind {
            ExprKind::Ident(_) => state.holders.get(self.function.var(e)?),
            ExprKind::Selector { operand, field } => {
                let steps = self.steps(operand, state)?;
                (*self.subject.path().get(usize::from(steps))? == field.name.as_str()).then_some(steps + 1)
            }
            _ => None,
        }
    }
}

/// What a condition says of the value.
enum Test {
    Silent,
    /// It asks for the error in a way that the model does not know.
    Unclear,
    /// The value is there when the condition is this, and is not otherwise.
    There {
        when: bool,
    },
    /// As `There`, by the value itself: its error may be asked later, and is nil then.
    Seen {
        when: bool,
    },
    /// The value is not there when the condition is this; otherwise nothing is known.
    Absent {
        when: bool,
    },
}
