//! What a call tells of an argument by returning, or by its result: `require.NoError(t, err)` returns only where the error is
//! nil, `isMissing(err)` is true only where it is not.
//!
//! The callee is read once under each assumption of the argument. Where no path comes to its end, the assumption is wrong for
//! whoever sees it return.

use std::ops::BitOr;

use super::{
    cfg::{Branch, NodeKind},
    function::Function,
    given,
};
use crate::{
    program::{Known, Position, StdTable, Symbol, VarId},
    syntax::ast::{BinaryOp, Call, Expr, ExprKind, Stmt, StmtKind, UnaryOp},
};

/// The ways in which a call may end. None of them: it never returns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Outcomes {
    /// Its only result is true.
    pub yes: bool,
    pub no: bool,
    /// It returns; nothing is known of the result.
    pub other: bool,
}

impl Outcomes {
    pub const NONE: Self = Self { yes: false, no: false, other: false };
    pub const OTHER: Self = Self { yes: false, no: false, other: true };

    fn of(truth: bool) -> Self {
        Self { yes: truth, no: !truth, other: false }
    }

    /// Whether the call may return with this result; any result where none is asked for.
    fn allows(self, result: Option<bool>) -> bool {
        match result {
            Some(true) => self.yes || self.other,
            Some(false) => self.no || self.other,
            None => self != Self::NONE,
        }
    }

    fn negated(self) -> Self {
        Self { yes: self.no, no: self.yes, ..self }
    }
}

impl BitOr for Outcomes {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self { yes: self.yes | other.yes, no: self.no | other.no, other: self.other | other.other }
    }
}

/// An argument, and what is taken for known of it.
pub(super) type Assumption = (Position, Known);

impl Function<'_> {
    /// What is known of an error or another value that may be nil, given as an argument, once the call has returned (with this
    /// result, where one is named).
    pub(super) fn tells_nil(&self, call: &Call, argument: usize, result: Option<bool>) -> Option<Known> {
        self.tells(call, argument, result, Known::Nil)
    }

    /// As `tells_nil`, of a condition.
    pub(super) fn tells_truth(&self, call: &Call, argument: usize) -> Option<Known> {
        self.tells(call, argument, None, Known::True)
    }

    fn tells(&self, call: &Call, argument: usize, result: Option<bool>, known: Known) -> Option<Known> {
        let callee = self.callee(call)?;
        if self.gives_lenient_test(call) {
            return None;
        }
        let may_be = |known: Known| self.outcomes_of(&callee, Some((Position::Argument(argument), known))).allows(result);
        match (may_be(known), may_be(known.opposite())) {
            (true, false) => Some(known),
            (false, true) => Some(known.opposite()),
            _ => None,
        }
    }

    fn outcomes_of(&self, callee: &Symbol, assumption: Option<Assumption>) -> Outcomes {
        let table = StdTable::get();
        if table.never_returns(callee) {
            return Outcomes::NONE;
        }
        if let (Some((argument, is)), Some((Position::Argument(at), known))) = (table.returns_if(callee), assumption)
            && at == argument
            && known == is.opposite()
        {
            return Outcomes::NONE;
        }
        self.asked_outcomes(callee, assumption)
    }
}

/// Reads a function under an assumption.
pub(super) fn look(function: &Function<'_>, assumption: Option<Assumption>) -> Outcomes {
    let Some(body) = function.bodies().first() else { return Outcomes::OTHER };
    if function.may_recover() {
        return Outcomes::OTHER;
    }
    let argument = assumption.and_then(|(position, known)| Some((given::variable(function, &function.func.signature, position)?, known)));
    let unchanged = argument.and_then(|(var, _)| function.unchanged_at(var)).unwrap_or_default();
    let nodes = &body.cfg.nodes;
    let mut found = Outcomes::NONE;
    let mut seen = vec![false; nodes.len()];
    let mut work = vec![0];
    while let Some(id) = work.pop() {
        if std::mem::replace(&mut seen[id], true) {
            continue;
        }
        // `err = errors.Wrap(err, "")` stands behind the question.
        let reading = Reading { function, argument: argument.filter(|_| unchanged.get(id) == Some(&true)) };
        let mut truth = None;
        match &nodes[id].kind {
            NodeKind::Stmt(Stmt { kind: StmtKind::Return(values), .. }) => {
                found = found
                    | match &values[..] {
                        [value] => reading.truth(value),
                        _ => Outcomes::OTHER,
                    };
                continue;
            }
            NodeKind::End(_) => found = found | Outcomes::OTHER,
            NodeKind::Stmt(Stmt { kind: StmtKind::Expr(e), .. })
                if e.as_call().and_then(|call| reading.called(call)) == Some(Outcomes::NONE) =>
            {
                continue;
            }
            NodeKind::Cond(e) => truth = Some(reading.truth(e)),
            _ => {}
        }
        let goes = |branch: Branch| match (branch, truth) {
            (Branch::True, Some(truth)) => truth.allows(Some(true)),
            (Branch::False, Some(truth)) => truth.allows(Some(false)),
            _ => true,
        };
        work.extend(nodes[id].succ.iter().filter(|(_, branch)| goes(*branch)).map(|(to, _)| *to));
    }
    found
}

/// A function, and what is taken for known of a parameter at a node where it has the value that it was given.
struct Reading<'f, 'a> {
    function: &'f Function<'a>,
    argument: Option<(VarId, Known)>,
}

impl Reading<'_, '_> {
    /// What a condition, or a result, may be.
    fn truth(&self, e: &Expr) -> Outcomes {
        match &e.unparen().kind {
            ExprKind::Ident(name) => match (name.as_str(), self.known(e)) {
                ("true", _) | (_, Some(Known::True)) => Outcomes::of(true),
                ("false", _) | (_, Some(Known::False)) => Outcomes::of(false),
                _ => Outcomes::OTHER,
            },
            ExprKind::Unary { op: UnaryOp::Not, operand } => self.truth(operand).negated(),
            ExprKind::Binary { op: op @ (BinaryOp::Equal | BinaryOp::NotEqual), left, right } => {
                let is_nil = |e: &Expr| self.function.scopes.is_nil(e);
                let known = match (is_nil(left), is_nil(right)) {
                    (false, true) => self.known(left),
                    (true, false) => self.known(right),
                    _ => None,
                };
                match known {
                    Some(known @ (Known::Nil | Known::NotNil)) => Outcomes::of((known == Known::Nil) == (*op == BinaryOp::Equal)),
                    _ => Outcomes::OTHER,
                }
            }
            ExprKind::Call(call) => self.called(call).unwrap_or(Outcomes::OTHER),
            _ => Outcomes::OTHER,
        }
    }

    /// How a call may end; None where nothing tells.
    fn called(&self, call: &Call) -> Option<Outcomes> {
        let passed = call.args.iter().enumerate().find_map(|(i, a)| Some((Position::Argument(i), self.known(a)?)));
        Some(self.function.outcomes_of(&self.function.callee(call)?, passed))
    }

    fn known(&self, e: &Expr) -> Option<Known> {
        let (var, known) = self.argument?;
        (self.function.var(e) == Some(var)).then_some(known)
    }
}
