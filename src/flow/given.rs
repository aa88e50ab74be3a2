//! What a function does with what it is given: reads, releases, keeps or gives back, on which paths.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    effects::{Handover, Taint},
    fate::Tracker,
    function::{Body, Function},
    state::{Gone, State, Status},
    subject::Subject,
};
use crate::{
    program::{Exhaustion, Position, Release, VarId},
    syntax::{
        Descend, Node,
        ast::{BinaryOp, Expr, ExprKind, Signature, Span, Stmt, StmtKind},
        walk_block,
    },
};

/// What a callee is given, and what would release it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Given {
    pub position: Position,
    /// [`Taint::Value`] counts no steps here: `releases` begin at what is given.
    pub how: Taint,
    /// None where a value is followed that nothing releases.
    pub releases: Arc<[Release]>,
    pub exposes: Arc<[String]>,
    pub exhausted_by: Option<Exhaustion>,
    pub is_made: bool,
    /// As of [`Subject`].
    pub levels: u8,
    /// The argument that is its error: where that is one, the value is not there.
    pub error: Option<usize>,
}

/// What the callee does with it, all paths together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Use {
    pub released: Released,
    /// It outlasts the call somewhere else.
    pub kept: Option<Kept>,
    /// A goroutine uses it that may go on behind the call.
    pub is_shared: bool,
    /// It rests on what is presumed of functions whose bodies are not in sight.
    pub is_presumed: bool,
    /// What else the callee was given that has it from then on.
    pub put_into: BTreeSet<Position>,
    /// What each result has to do with it.
    pub results: Vec<Taint>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Released {
    #[default]
    Never,
    Always,
    /// Where this result is an error, and only there.
    OnError(usize),
    /// On some paths, nobody knows which.
    Sometimes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kept {
    /// A goroutine has it, for as long as it runs, or nobody knows what a callee does.
    Perhaps,
    /// Some use on the way is beyond the model: it may be released.
    Unclear,
    Surely,
}

impl Use {
    pub fn unknown() -> Self {
        Self { kept: Some(Kept::Perhaps), ..Self::default() }
    }

    /// What one of two functions does, nobody knows which.
    pub fn or(self, other: Self) -> Self {
        if self == other {
            return self;
        }
        let put_into = &self.put_into | &other.put_into;
        let is_shared = self.is_shared || other.is_shared;
        let is_presumed = self.is_presumed || other.is_presumed;
        let kept = self.kept.max(other.kept);
        let mut both = Self { released: self.released, kept, is_shared, is_presumed, put_into, results: self.results };
        if both.released != other.released {
            both.released = Released::Sometimes;
        }
        for (at, taint) in other.results.into_iter().enumerate() {
            both.give(at, taint);
        }
        both
    }

    fn give(&mut self, at: usize, taint: Taint) {
        if self.results.len() <= at {
            self.results.resize(at + 1, Taint::None);
        }
        let known = self.results[at];
        self.results[at] = match (known, taint) {
            (Taint::None, t) | (t, Taint::None) => t,
            (a, b) if a == b => a,
            // A value on one path and what lives off it on another.
            _ => Taint::Owner,
        };
    }
}

/// How a path through the callee ended.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Ending {
    pub status: Status,
    /// What the results have to do with the value.
    pub results: Vec<Taint>,
    pub failed: Failed,
}

/// Whether a path ends with an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Failed {
    No,
    Yes,
    Perhaps,
}

/// Follows a parameter through a function, or through one of its literals by number.
pub(super) fn look(function: &Function<'_>, literal: u32, given: &Given) -> Use {
    let found = follow(function, literal, given);
    // Who drains it on some paths alone leaves it open on others.
    if found.released == Released::Sometimes && matches!(given.exhausted_by, Some(Exhaustion::Method(_) | Exhaustion::Calls(_))) {
        return follow(function, literal, &Given { exhausted_by: None, ..given.clone() });
    }
    found
}

fn follow(function: &Function<'_>, literal: u32, given: &Given) -> Use {
    let Some(body) = function.bodies().iter().find(|b| b.literal == literal) else { return Use::unknown() };
    let signature = function.signature_of(body);
    // Where results have names, a bare return is read by those of the function.
    if literal > 0 && signature.results.iter().any(|f| !f.names.is_empty()) {
        return Use::unknown();
    }
    let Some(given_to) = parameter(function, signature, given.position) else { return Use::unknown() };
    let Parameter::Named(var, is_list) = given_to else { return Use::default() };
    let at = if literal == 0 { function.func.span.start } else { body.block.span.start };
    let subject = Subject {
        exposes: &given.exposes,
        is_made: given.is_made,
        levels: given.levels,
        is_receiver: given.position == Position::Receiver,
        exhausted_by: given.exhausted_by.as_ref(),
        ..Subject::new(Span { start: at, end: at }, &given.releases)
    };
    let how = match given.how {
        Taint::Value(_) if is_list => Taint::Owner,
        how => how,
    };
    let mut start = State::given(var, how);
    if let Some(Parameter::Named(error, false)) = given.error.and_then(|at| parameter(function, signature, Position::Argument(at))) {
        start.status = Status::Pending { error: Some(error) };
    }
    let tracker = Tracker { follow: given.releases.is_empty(), start, ..Tracker::new(function, body, subject) };
    let walk = tracker.walk();
    if walk.gave_up {
        return Use::unknown();
    }
    let error = error_result(signature);
    let mut found = Use::default();
    let mut kept = walk.handed_over.iter().map(|(how, _)| keeping(how)).max();
    let mut released = BTreeSet::new();
    let mut open = BTreeSet::new();
    let mut absent = BTreeSet::new();
    for ending in &walk.endings {
        match ending.status {
            Status::Gone(Gone::Released) => released.insert(ending.failed),
            Status::Gone(Gone::Kept(how)) => {
                kept = kept.max(Some(how));
                continue;
            }
            Status::Absent { .. } => absent.insert(ending.failed),
            _ => open.insert(ending.failed),
        };
        for (at, taint) in ending.results.iter().enumerate() {
            found.give(at, *taint);
        }
    }
    found.released = match error {
        _ if released.is_empty() => Released::Never,
        _ if open.is_empty() => Released::Always,
        // Where it did not fail, it is open; where it did, it may be open, too.
        Some(error) if (&released | &absent).iter().eq([&Failed::Yes]) => Released::OnError(error),
        _ => Released::Sometimes,
    };
    found.kept = kept;
    found.is_shared = walk.is_shared;
    found.is_presumed = walk.is_presumed;
    for var in walk.put_into {
        match position_of(function, signature, var) {
            Some(position) => drop(found.put_into.insert(position)),
            // A parameter of the function around a literal.
            None => found.kept = found.kept.max(Some(Kept::Perhaps)),
        }
    }
    found
}

/// Follows a parameter through the literals that a function returns, one of which its caller calls.
pub(super) fn look_returned(function: &Function<'_>, given: &Given) -> Use {
    let Some(body) = function.bodies().first() else { return Use::unknown() };
    let mut all: Option<Use> = None;
    for stmt in body.cfg.stmts() {
        let StmtKind::Return(values) = &stmt.kind else { continue };
        let [Expr { kind: ExprKind::FuncLit(lit), .. }] = &values[..] else { return Use::unknown() };
        let one = look(function, function.literal_number(lit), given);
        all = Some(match all {
            Some(all) => all.or(one),
            None => one,
        });
    }
    all.unwrap_or_else(Use::unknown)
}

pub(super) fn keeping(how: &Handover) -> Kept {
    match how {
        Handover::Returned | Handover::Stored | Handover::Sent | Handover::Kept(_) => Kept::Surely,
        Handover::Unclear => Kept::Unclear,
        Handover::Goroutine | Handover::Captured | Handover::Callee(_) => Kept::Perhaps,
    }
}

enum Parameter {
    /// Nothing in the function can name it.
    Unnamed,
    /// Whether it is the list of a variadic function.
    Named(VarId, bool),
}

fn parameter(function: &Function<'_>, signature: &Signature, position: Position) -> Option<Parameter> {
    let field = match position {
        Position::Receiver => (function.func.receiver.as_ref()?, 0),
        Position::Argument(at) => {
            let params = &signature.params;
            let mut passed = 0;
            let found = params.iter().find_map(|field| {
                let names = field.names.len().max(1);
                let here = at.checked_sub(passed).filter(|i| *i < names);
                passed += names;
                here.map(|i| (field, i))
            });
            // All arguments of a variadic parameter are in its list.
            found.or_else(|| params.last().filter(|f| is_list(&f.ty)).map(|f| (f, f.names.len().saturating_sub(1))))?
        }
    };
    let (field, index) = field;
    Some(match field.names.get(index).and_then(|n| function.scopes.var_at(n.span.start)) {
        Some(var) => Parameter::Named(var, is_list(&field.ty)),
        None => Parameter::Unnamed,
    })
}

/// Which parameter a variable is.
pub(super) fn position_of(function: &Function<'_>, signature: &Signature, var: VarId) -> Option<Position> {
    let params = signature.params.iter().map(|f| f.names.len().max(1)).sum();
    let mut positions = std::iter::once(Position::Receiver).chain((0..params).map(Position::Argument));
    positions.find(|p| variable(function, signature, *p) == Some(var))
}

/// The variable of a parameter that takes one argument.
pub(super) fn variable(function: &Function<'_>, signature: &Signature, position: Position) -> Option<VarId> {
    match parameter(function, signature, position)? {
        Parameter::Named(var, false) => Some(var),
        Parameter::Named(_, true) | Parameter::Unnamed => None,
    }
}

fn is_list(ty: &Expr) -> bool {
    matches!(ty.kind, ExprKind::Ellipsis(_))
}

/// The last result, where it is an error.
pub(super) fn error_result(signature: &Signature) -> Option<usize> {
    let results = &signature.results;
    results.last().filter(|f| f.ty.as_ident().is_some_and(|n| n == "error"))?;
    let count: usize = results.iter().map(|f| f.names.len().max(1)).sum();
    Some(count - 1)
}

/// Whether a return statement of a body returns an error.
pub(super) fn failed(function: &Function<'_>, body: &Body<'_>, values: &[Expr], at: Span) -> Failed {
    let Some(error) = error_result(function.signature_of(body)) else { return Failed::No };
    let Some(value) = values.get(error).filter(|_| values.len() > 1 || error == 0) else { return Failed::Perhaps };
    match &value.unparen().kind {
        ExprKind::Ident(_) if function.scopes.is_nil(value) => Failed::No,
        ExprKind::Ident(_) => match function.var(value) {
            Some(var) if is_checked(function, var, at) => Failed::Yes,
            Some(_) => Failed::Perhaps,
            // `ErrClosed`: a package's variable.
            None => Failed::Yes,
        },
        // `io.EOF`
        ExprKind::Selector { operand, .. } if function.var(operand).is_none() && operand.as_ident().is_some() => Failed::Yes,
        ExprKind::Unary { .. } | ExprKind::Composite { .. } => Failed::Yes,
        ExprKind::Call(call) => {
            let makes = |s: &str| matches!(s, "fmt.Errorf" | "errors.New") || s.starts_with("github.com/pkg/errors.");
            let is_made = function.callee(call).is_some_and(|s| makes(s.as_str()));
            if is_made || is_struct(function, value) { Failed::Yes } else { Failed::Perhaps }
        }
        _ => Failed::Perhaps,
    }
}

/// Whether an expression is a struct or a pointer to one: an error that holds it is not nil.
fn is_struct(function: &Function<'_>, e: &Expr) -> bool {
    function.typing.is_struct(&function.type_of(e))
}

/// Whether a statement stands where `var != nil` was found true.
fn is_checked(function: &Function<'_>, var: VarId, at: Span) -> bool {
    let mut checked = false;
    let Some(body) = &function.func.body else { return false };
    walk_block(body, &mut |node| {
        match node {
            Node::Stmt(Stmt { kind: StmtKind::If(s), .. }) if s.then.span.contains(at) => {
                checked |= implies_not_nil(function, &s.cond, var);
            }
            Node::Stmt(stmt) if !stmt.span.contains(at) => return Descend::Over,
            _ => {}
        }
        Descend::Into
    });
    checked
}

pub(super) fn implies_not_nil(function: &Function<'_>, cond: &Expr, var: VarId) -> bool {
    match &cond.unparen().kind {
        ExprKind::Binary { op: BinaryOp::And, left, right } => {
            implies_not_nil(function, left, var) || implies_not_nil(function, right, var)
        }
        ExprKind::Binary { op: BinaryOp::NotEqual, left, right } => {
            let is_nil = |e: &Expr| function.scopes.is_nil(e);
            (is_nil(right) && function.var(left) == Some(var)) || (is_nil(left) && function.var(right) == Some(var))
        }
        _ => false,
    }
}
