//! What a call tells of an argument by returning, or by its result: `require.NoError(t, err)` returns only where the error is
//! nil, `c.Assert(err, nil)` where both are the same, `isMissing(err)` is true only where it is not.
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
    program::{Known, Position, StdTable, Symbol, Type, VarId},
    syntax::ast::{BinaryOp, Call, Expr, ExprKind, Stmt, StmtKind, UnaryOp},
};

/// Functions whose result says whether their first two arguments are the same.
const COMPARE: [&str; 2] = ["reflect.DeepEqual", "github.com/google/go-cmp/cmp.Equal"];

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

/// What is taken for known of what a call is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Assumption {
    position: Position,
    known: Known,
    /// Another argument, which is nil: `assert(err, nil)`.
    nil: Option<Position>,
}

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
        let position = Position::Argument(argument);
        // Beside a nil pointer in an interface, nil is another value.
        let is_pointer = call.args.get(argument).is_some_and(|e| matches!(self.type_of(e), Type::Pointer(_)));
        let is_nil = |(at, e): &(usize, &Expr)| *at != argument && !is_pointer && self.scopes.is_nil(e);
        let nil = call.args.iter().enumerate().find(is_nil).map(|(at, _)| Position::Argument(at));
        let may_be = |known: Known| self.outcomes_of(&callee, Some(Assumption { position, known, nil })).allows(result);
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
        if let (Some((argument, is)), Some(Assumption { position: Position::Argument(at), known, .. })) =
            (table.returns_if(callee), assumption)
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
    let given = |position, known| {
        let var = given::variable(function, &function.func.signature, position)?;
        Some((var, known, function.unchanged_at(var)?))
    };
    let given: Vec<(VarId, Known, Vec<bool>)> = assumption.map_or_else(Vec::new, |Assumption { position, known, nil }| {
        given(position, known).into_iter().chain(nil.and_then(|nil| given(nil, Known::Nil))).collect()
    });
    let nodes = &body.cfg.nodes;
    let mut found = Outcomes::NONE;
    let mut seen = vec![false; nodes.len()];
    let mut work = vec![0];
    while let Some(id) = work.pop() {
        if std::mem::replace(&mut seen[id], true) {
            continue;
        }
        // `err = errors.Wrap(err, "")` stands behind the question.
        let known = given.iter().filter(|(.., unchanged)| unchanged[id]).map(|(var, known, _)| (*var, *known)).collect();
        let reading = Reading { function, known };
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

/// A function, and what is taken for known of its parameters at a node where they have the values that they were given.
struct Reading<'f, 'a> {
    function: &'f Function<'a>,
    known: Vec<(VarId, Known)>,
}

impl Reading<'_, '_> {
    /// What a condition, or a result, may be.
    fn truth(&self, e: &Expr) -> Outcomes {
        match &e.unparen().kind {
            ExprKind::Ident(name) => match (name.as_str(), self.known(e).map(|known| known.1)) {
                ("true", _) | (_, Some(Known::True)) => Outcomes::of(true),
                ("false", _) | (_, Some(Known::False)) => Outcomes::of(false),
                _ => Outcomes::OTHER,
            },
            ExprKind::Unary { op: UnaryOp::Not, operand } => self.truth(operand).negated(),
            ExprKind::Binary { op: op @ (BinaryOp::Equal | BinaryOp::NotEqual), left, right } => {
                let equal = self.are_equal(left, right).map_or(Outcomes::OTHER, Outcomes::of);
                if *op == BinaryOp::Equal { equal } else { equal.negated() }
            }
            ExprKind::Call(call) => self.called(call).unwrap_or(Outcomes::OTHER),
            _ => Outcomes::OTHER,
        }
    }

    /// How a call may end; None where nothing tells.
    fn called(&self, call: &Call) -> Option<Outcomes> {
        let callee = self.function.callee(call)?;
        if COMPARE.contains(&callee.as_str())
            && let [left, right] = &call.args[..]
        {
            return Some(self.are_equal(left, right).map_or(Outcomes::OTHER, Outcomes::of));
        }
        let mut passed = call.args.iter().enumerate().filter_map(|(i, a)| Some((Position::Argument(i), self.known(a)?)));
        // What is asked about comes before what is nil beside it.
        let asked = passed.clone().min_by_key(|(_, (nth, _))| *nth).filter(|(_, (nth, _))| *nth < self.known.len());
        let assumption = asked.map(|(position, (_, known))| {
            let nil = passed.find(|(at, (_, known))| *at != position && *known == Known::Nil).map(|(at, _)| at);
            Assumption { position, known, nil }
        });
        Some(self.function.outcomes_of(&callee, assumption))
    }

    /// Whether two values one of which is nil are the same.
    fn are_equal(&self, left: &Expr, right: &Expr) -> Option<bool> {
        match (self.known(left)?.1, self.known(right)?.1) {
            (Known::Nil, Known::Nil) => Some(true),
            (Known::Nil, Known::NotNil) | (Known::NotNil, Known::Nil) => Some(false),
            _ => None,
        }
    }

    /// What is known of an expression, and by which of what is known; what the code spells out comes last.
    fn known(&self, e: &Expr) -> Option<(usize, Known)> {
        if self.function.scopes.is_nil(e) {
            return Some((self.known.len(), Known::Nil));
        }
        let var = self.function.var(e)?;
        self.known.iter().enumerate().find(|(_, (known, _))| *known == var).map(|(nth, (_, known))| (nth, *known))
    }
}
