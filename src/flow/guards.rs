//! Guards: what conditions, assertions and checks of the error say of the value on the paths behind them.

use super::{
    awaits,
    cfg::{Branch, NodeId, NodeKind},
    conditions::Conditions,
    effects::Handover,
    fate::{Tracker, Walk},
    state::{Gone, State, Status},
};
use crate::{
    program::{Exhaustion, Known, Symbol, Type, ValueAt, VarId, VarKind},
    syntax::ast::{BinaryOp, Call, Expr, ExprKind, Ident, SmolStr, Stmt, StmtKind, UnaryOp},
};

/// Functions that end the caller where an error is not nil, in lower case.
const CHECKS: [&str; 15] = [
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
    "expectnoerror",
];

/// Functions that end the caller where two of their arguments differ, in lower case.
const EQUALITIES: [&str; 10] =
    ["equal", "equalf", "equals", "eq", "assert", "assertequal", "assertequals", "mustequal", "deepequal", "requireequal"];

/// Functions of assertion libraries that end the test where there is no error.
const FAILURES: [&str; 20] = [
    "error",
    "errorf",
    "erroris",
    "errorisf",
    "errorcontains",
    "errorcontainsf",
    "errorasf",
    "erroras",
    "errortype",
    "equalerror",
    "notnil",
    "eqerror",
    "eqerrorf",
    "regexp",
    "regexpf",
    "notnilf",
    "notempty",
    "notemptyf",
    "istype",
    "istypef",
];

/// What a condition says of the value.
pub(super) enum Test {
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
    /// It has nothing more to give when the condition is this, and is released by that.
    Exhausted {
        when: bool,
    },
}

impl<'a> Tracker<'_, '_, 'a> {
    /// An assertion that returns only where one of its arguments is nil, is not nil, or is true: what that says of the value.
    pub(super) fn asserted(&self, stmt: &Stmt, state: &mut State) -> bool {
        let StmtKind::Expr(e) = &stmt.kind else { return false };
        let Some(call) = e.as_call().filter(|_| state.status.is_live()) else { return false };
        if self.asserts_drained(call, state) || self.asserts_no_body(call, state) {
            self.exhaust(state);
            return true;
        }
        call.args.iter().enumerate().any(|(at, e)| {
            let is_error = state.error().is_some_and(|err| self.function.var(e) == Some(err));
            let told = match &e.unparen().kind {
                ExprKind::Ident(_) if is_error || self.is_value(e, state) => self.function.tells_nil(call, at, None),
                ExprKind::Binary { .. } | ExprKind::Call(_) if state.error().is_some_and(|err| self.function.mentions(e, err)) => {
                    self.function.tells_truth(call, at)
                }
                _ if self.exhausted_when(e, state).is_some() => self.function.tells_truth(call, at),
                _ => None,
            };
            let test = match told {
                Some(Known::Nil | Known::NotNil) => Test::There { when: (told == Some(Known::Nil)) == is_error },
                Some(Known::True | Known::False) => self.test(e.unparen(), state),
                None => return false,
            };
            match (test, told != Some(Known::False)) {
                (Test::There { when } | Test::Seen { when }, true) if when => self.find(state),
                (Test::There { when } | Test::Seen { when }, false) if !when => self.find(state),
                (Test::There { .. } | Test::Seen { .. }, _) => state.fail(),
                (Test::Absent { when }, holds) if when == holds => state.fail(),
                (Test::Exhausted { when }, holds) if when == holds => self.exhaust(state),
                (Test::Absent { .. } | Test::Exhausted { .. } | Test::Unclear | Test::Silent, _) => return false,
            }
            true
        })
    }

    /// `check(err)`, `require.NoError(t, err)`: by its name the callee ends the function where the error is not nil;
    /// `require.Error(t, err)` where it is.
    pub(super) fn presume(&self, stmt: &Stmt, state: &mut State) {
        let (Some(err), StmtKind::Expr(e)) = (state.error(), &stmt.kind) else { return };
        let Some(call) = e.as_call() else { return };
        if self.asserts_failure(call, state) {
            return state.fail();
        }
        if self.expects(call, err, state) {
            return;
        }
        if !call.args.iter().any(|a| self.function.var(a) == Some(err)) {
            return;
        }
        let Some(name) = call.name().map(|n| n.to_lowercase()).filter(|_| !self.function.gives_lenient_test(call)) else { return };
        let symbol = self.function.callee(call);
        let library = symbol.as_ref().and_then(|s| s.package().rsplit('/').next());
        let asserts = library.is_some_and(|l| ["require", "assert", "must", "test"].contains(&l));
        // `require.Equal(t, ErrClosed, err)`
        let is_nil = |a: &Expr| self.function.scopes.is_nil(a);
        if let Some(is_nil) = self.checks_by(call, err) {
            return if is_nil { state.presumed = true } else { state.fail() };
        }
        let names_error = asserts && ["equal", "eq"].contains(&name.as_str()) && !call.args.iter().any(is_nil);
        let differs_from_nil = asserts && ["notequal", "notequalf"].contains(&name.as_str()) && call.args.iter().any(is_nil);
        if names_error || differs_from_nil || asserts && FAILURES.contains(&name.as_str()) {
            state.fail();
        } else {
            state.presumed |= self.is_check(call) || self.is_equality_with_nil(call, err);
        }
    }

    /// `require.Equal(t, nil, err)`: whether by its name a callee whose source is not in sight ends the function where an error is not
    /// the nil beside it.
    fn is_equality_with_nil(&self, call: &Call, err: VarId) -> bool {
        let Some(name) = call.name().map(|n| n.to_lowercase()) else { return false };
        let is_error = |e: &Expr| self.function.var(e) == Some(err);
        let is_nil = |e: &Expr| self.function.scopes.is_nil(e);
        let are_beside = call.args.windows(2).any(|two| is_error(&two[0]) && is_nil(&two[1]) || is_nil(&two[0]) && is_error(&two[1]));
        let asks_on = |callee: &Symbol| callee.package().rsplit('/').next() == Some("assert") || self.function.is_in_sight(callee);
        are_beside && EQUALITIES.contains(&name.as_str()) && !self.function.callee(call).is_some_and(|callee| asks_on(&callee))
    }

    /// Whether by its name a callee ends the function where an error that it is given is not nil.
    pub(super) fn is_check(&self, call: &Call) -> bool {
        let Some(name) = call.name().map(|n| n.to_lowercase()).filter(|_| !self.function.gives_lenient_test(call)) else { return false };
        let asks_on = self.function.callee(call).is_some_and(|s| s.package().rsplit('/').next() == Some("assert"));
        !asks_on && CHECKS.contains(&name.as_str())
    }

    /// `assert.Check(t, err != nil)`: whether a call of an assertion library holds only where there is an error. Where the test goes on
    /// though it does not, it has failed.
    fn asserts_failure(&self, call: &Call, state: &State) -> bool {
        let holds = match call.name().map(SmolStr::as_str) {
            Some("Check" | "Assert" | "True" | "Truef") => true,
            Some("False" | "Falsef") => false,
            _ => return false,
        };
        let is_comparison = |e: &Expr| matches!(e.unparen().kind, ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, .. });
        let is_failure = |e: &Expr| match self.test(e.unparen(), state) {
            Test::There { when } | Test::Seen { when } => when != holds,
            Test::Absent { when } => when == holds,
            Test::Exhausted { .. } | Test::Unclear | Test::Silent => false,
        };
        let asserts = self.function.callee(call).is_some_and(|s| is_assertion_library(&s));
        asserts && call.args.iter().any(|e| is_comparison(e) && is_failure(e))
    }

    /// `c.Assert(err, check.IsNil)`: whether a checker of a library of them asks the error to be nil, or anything else of it. None
    /// of other calls.
    pub(super) fn checks_by(&self, call: &Call, err: VarId) -> Option<bool> {
        let (Some("Assert"), [given, checker, ..]) = (call.name().map(SmolStr::as_str), &call.args[..]) else { return None };
        let named = checker.as_call().map_or(checker, |made| &made.callee).unparen();
        let ExprKind::Selector { operand, field } = &named.kind else { return None };
        let is_checker = operand.as_ident().is_some() && self.function.var(operand).is_none() && field.name.starts_with(char::is_uppercase);
        let is_nil = || call.args.get(2).is_some_and(|e| self.function.scopes.is_nil(e));
        let asks_for_nil = || field.name == "IsNil" || matches!(field.name.as_str(), "Equals" | "DeepEquals") && is_nil();
        (is_checker && self.function.var(given) == Some(err)).then(asks_for_nil)
    }

    /// The error goes where its nil-ness may be asked for under another name.
    pub(super) fn error_wanders(&self, kind: &NodeKind<'a>, err: VarId) -> bool {
        match kind {
            NodeKind::Stmt(Stmt { kind: StmtKind::Assign { right, .. }, .. }) => right.iter().any(|e| self.function.mentions(e, err)),
            NodeKind::Stmt(Stmt { kind: StmtKind::Var(specs), .. }) => {
                specs.iter().flat_map(|s| &s.values).any(|e| self.function.mentions(e, err))
            }
            // Who receives it elsewhere asks for it elsewhere.
            NodeKind::Stmt(Stmt { kind: StmtKind::Send { channel, value }, .. }) => {
                let is_asked = self.body.cfg.nodes.iter().any(|n| matches!(n.kind, NodeKind::Cond(e) if self.function.mentions(e, err)));
                self.function.mentions(value, err) && (!is_asked || awaits::may_receive(self.function, self.body, channel))
            }
            NodeKind::Stmt(Stmt { kind: StmtKind::Expr(e), .. }) => {
                e.as_call().is_some_and(|call| self.asserts_of(call, err) || self.expects_more_of(call, err))
            }
            _ => false,
        }
    }

    /// `require.True(t, isClosed(err))`: an assertion of an assertion library on what a function says of the error.
    fn asserts_of(&self, call: &Call, err: VarId) -> bool {
        let library = self.function.callee(call).is_some_and(|s| is_assertion_library(&s));
        let says = |a: &Expr| a.as_call().is_some_and(|inner| inner.args.iter().any(|e| self.function.var(e) == Some(err)));
        library && call.args.iter().any(says)
    }

    /// A test that has failed on a path leaks nothing there that anybody would mend.
    pub(super) fn fails_test(&self, stmt: &Stmt) -> bool {
        let StmtKind::Expr(e) = &stmt.kind else { return false };
        let symbol = e.as_call().filter(|_| self.function.file.is_test()).and_then(|c| self.function.callee(c));
        symbol.is_some_and(|s| s.as_str().starts_with("testing.") && matches!(s.name(), "Error" | "Errorf" | "Fail"))
    }

    /// Whether a node calls a method of the error, without a condition in between.
    pub(super) fn calls_method_of(&self, kind: &NodeKind<'a>, err: VarId) -> bool {
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
        let is_given = |c: &Call| c.args.iter().chain(self.function.expected_of(c)).any(is_method);
        exprs.into_iter().any(|e| is_method(e) || e.as_call().is_some_and(is_given))
    }

    /// The state on one edge out of a node; None where that edge can't be taken, or the value is not there.
    pub(super) fn take(&self, node: NodeId, branch: Branch, mut state: State, conditions: &Conditions, walk: &mut Walk) -> Option<State> {
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
                if !self.follow && matches!(state.status, Status::Pending { .. }) {
                    walk.handed_over.insert((Handover::Unclear, kind.span().unwrap_or(self.subject.acquisition)));
                    walk.gone_at.insert(node);
                    return None;
                }
            }
            Test::Seen { when } if holds == when && matches!(state.status, Status::Pending { error: Some(_) }) => state.presumed = true,
            Test::There { when } | Test::Seen { when } if holds == when => match state.status {
                Status::Absent { .. } => return None,
                Status::Gone(_) => {}
                _ => self.find(&mut state),
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
            // Where nobody follows it further, there is nothing left to tell of.
            Test::Exhausted { when } if holds == when && state.status == Status::Open && !self.is_given() => return None,
            Test::Exhausted { when } if holds == when && state.status.is_live() => self.exhaust(&mut state),
            Test::Absent { .. } | Test::Exhausted { .. } => {}
        }
        if let Some((number, positive)) = conditions.of(node) {
            let value = holds == positive;
            let is_excluded = conditions.excludes(number, value, &state);
            if state.facts.put(number, value).is_some_and(|before| before != value) || is_excluded {
                if self.is_given() || !state.status.is_live() || conditions.is_firm(number) {
                    return None;
                }
                state.is_doubtful = true;
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

    /// The truth of a condition which tells that another result of the acquiring call is nil: what comes together is there together.
    fn sibling_is_nil_when(&self, e: &Expr) -> Option<bool> {
        let ExprKind::Binary { op: op @ (BinaryOp::Equal | BinaryOp::NotEqual), left, right } = &e.kind else { return None };
        let asked = [(left, right), (right, left)].into_iter().find(|(_, nil)| self.function.scopes.is_nil(nil)).map(|(asked, _)| asked)?;
        let (var, ValueAt::Result(value)) = (self.function.var(asked)?, self.subject.value) else { return None };
        // An error that is nil tells the contrary.
        let ty = self.function.typing.type_of_var(var);
        if self.follow || ty == Type::Unknown || ty.is("error") {
            return None;
        }
        let at = self.acquired_beside()?.iter().position(|l| self.function.var(l) == Some(var))?;
        (at != value && Some(at) != self.subject.error).then_some(*op == BinaryOp::Equal)
    }

    /// The value is surely there; so is what says so, where nobody else may set that.
    pub(super) fn find(&self, state: &mut State) {
        state.cleared = state.told_by().filter(|error| !self.function.is_captured(*error));
        state.status = Status::Open;
    }

    /// What a condition says of the value.
    pub(super) fn test(&self, e: &Expr, state: &State) -> Test {
        if state.status == Status::Before {
            return Test::Silent;
        }
        if let Some(when) = self.sibling_is_nil_when(e) {
            return Test::Absent { when };
        }
        if let Some((_, when)) = self.subject.told_late.filter(|(cond, _)| *cond == e.span) {
            return Test::Absent { when };
        }
        if let Some(when) = self.exhausted_when(e, state) {
            return Test::Exhausted { when };
        }
        match &e.kind {
            ExprKind::Binary { op, left, right } if matches!(op, BinaryOp::Equal | BinaryOp::NotEqual) => {
                self.compare(left, right, *op == BinaryOp::Equal, state)
            }
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
                    Some(_) if call.args.iter().any(|a| self.function.scopes.is_nil(a)) => Test::Unclear,
                    Some(symbol) if ["errors.", "os.Is", "io/fs."].iter().any(|p| symbol.as_str().starts_with(p)) => {
                        Test::Absent { when: true }
                    }
                    _ => Test::Unclear,
                }
            }
            ExprKind::Ident(_) if self.tells_presence(e) => Test::Absent { when: false },
            _ => match state.told_by() {
                Some(err) if self.function.mentions(e, err) => Test::Unclear,
                _ => Test::Silent,
            },
        }
    }

    /// The truth of a condition that tells that the value has nothing more to give, and is released.
    fn exhausted_when(&self, e: &Expr, state: &State) -> Option<bool> {
        if let Some(when) = self.drained_when(e, state) {
            return Some(when);
        }
        let exhaustion = self.subject.exhausted_by?;
        // `rows.Next() == false`
        let constant = |e: &Expr| match e.unparen().as_ident()?.as_str() {
            _ if self.function.var(e).is_some() => None,
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        };
        match (&e.unparen().kind, exhaustion) {
            (ExprKind::Unary { op: UnaryOp::Not, operand }, _) => self.exhausted_when(operand, state).map(|when| !when),
            (ExprKind::Binary { op: op @ (BinaryOp::Equal | BinaryOp::NotEqual), left, right }, _) => {
                let (asked, is) = constant(right).map(|is| (left, is)).or_else(|| constant(left).map(|is| (right, is)))?;
                let as_asked = (*op == BinaryOp::Equal) == is;
                self.exhausted_when(asked, state).map(|when| when == as_asked)
            }
            (ExprKind::Call(call), Exhaustion::Method(method)) => self.asks_for_more(call, method, state).then_some(false),
            (ExprKind::Ident(_), Exhaustion::Method(method)) => {
                let asks = |call: &Call| call.callee.span.start > self.subject.acquisition.start && self.asks_for_more(call, method, state);
                self.is_last_of(self.function.var(e)?, asks).then_some(false)
            }
            (ExprKind::Ident(_), Exhaustion::Result(result)) => {
                let next = self.function.var(self.acquired_beside()?.get(*result)?)?;
                let asks = |call: &Call| self.function.var(&call.callee) == Some(next);
                self.is_last_of(self.function.var(e)?, asks).then_some(false)
            }
            _ => None,
        }
    }

    /// The value has nothing more to give.
    fn exhaust(&self, state: &mut State) {
        if self.is_given() { state.status = Status::Gone(Gone::Released) } else { state.fail() }
    }

    /// Whether a call asks the value for more: `rows.Next()`.
    fn asks_for_more(&self, call: &Call, method: &str, state: &State) -> bool {
        match &call.callee.unparen().kind {
            ExprKind::Selector { operand, field } => field.name == method && self.steps(operand, state) == Some(0),
            _ => false,
        }
    }

    /// Whether all that a variable is given is the last result of calls that ask for more.
    fn is_last_of(&self, ok: VarId, asks: impl Fn(&Call) -> bool) -> bool {
        let calls = |right: &[Expr]| matches!(right, [e] if e.as_call().is_some_and(&asks));
        let given = self.body.cfg.nodes.iter().filter_map(|node| match node.kind {
            NodeKind::Stmt(Stmt { kind: StmtKind::Assign { left, right, .. }, .. }) => {
                let at = left.iter().position(|l| self.function.var(l) == Some(ok))?;
                Some(at + 1 == left.len() && calls(right))
            }
            NodeKind::Stmt(Stmt { kind: StmtKind::Var(specs), .. }) => {
                let named = |name: &Ident| self.function.scopes.var_at(name.span.start) == Some(ok);
                let spec = specs.iter().find(|s| s.names.last().is_some_and(named))?;
                (!spec.values.is_empty()).then(|| calls(&spec.values))
            }
            _ => None,
        });
        let is_own = self.function.scopes.var(ok).kind == VarKind::Local && !self.function.is_captured(ok);
        is_own && given.reduce(|all, asks| all && asks) == Some(true)
    }

    /// What the acquiring statement assigns to.
    fn acquired_beside(&self) -> Option<&'a [Expr]> {
        self.acquiring_assignment().map(|(left, _)| left)
    }

    /// What the acquiring statement assigns to, and what it assigns.
    pub(super) fn acquiring_assignment(&self) -> Option<(&'a [Expr], &'a Expr)> {
        let node = self.body.cfg.node_of(self.subject.acquisition)?;
        let NodeKind::Stmt(Stmt { kind: StmtKind::Assign { left, right, .. }, .. }) = self.body.cfg.nodes[node].kind else { return None };
        let [one] = &right[..] else { return None };
        (one.unparen().span == self.subject.acquisition).then_some((left, one))
    }

    /// What `left == right` (or `!=`) says of the value.
    fn compare(&self, left: &Expr, right: &Expr, equal: bool, state: &State) -> Test {
        if state.status == Status::Before {
            return Test::Silent;
        }
        let is_nil = |e: &Expr| self.function.scopes.is_nil(e);
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
        if self.tells_no_body(left, right, state) {
            return Test::Exhausted { when: equal };
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
    pub(super) fn is_value(&self, e: &Expr, state: &State) -> bool {
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

pub(super) fn is_assertion_library(callee: &Symbol) -> bool {
    callee.package().rsplit('/').next().is_some_and(|name| ["require", "assert"].contains(&name))
}
