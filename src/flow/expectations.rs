//! Expectations as gomega spells them: what `Expect(err).NotTo(HaveOccurred())` says of the error where control goes on.
//!
//! They are told by their shape: gomega comes by a dot import as a rule, and its source is seldom in sight.

use super::{fate::Tracker, function::Function, guards::Test, state::State};
use crate::{
    program::{Binding, Callee, Known, VarId},
    syntax::ast::{Call, Expr, ExprKind},
};

/// Matchers that hold only of what is like their argument, and never compare nil with nil.
const OF_LIKES: [&str; 4] = ["Equal", "BeEquivalentTo", "BeIdenticalTo", "BeAssignableToTypeOf"];

/// Calls whose literal runs on behind an expectation that fails.
const COLLECTS: &str = "InterceptGomegaFailures";

/// One statement `Expect(value, …).To(matcher)`, or with another of the verbs.
pub(super) struct Expectation<'c> {
    /// The call that is given the values.
    pub made: &'c Call,
    pub value: &'c Expr,
    /// Further results of the call that gave the value: whatever the matcher says, they must be nothing.
    pub others: &'c [Expr],
    pub matcher: &'c Expr,
    /// Whether the matcher is to hold.
    pub holds: bool,
}

impl Tracker<'_, '_, '_> {
    /// What an expectation says of the value. Where it says something, or may but nobody knows what, that is all to know of the call.
    pub(super) fn expects(&self, call: &Call, err: VarId, state: &mut State) -> bool {
        let Some(expectation) = self.function.expectation(call) else { return false };
        let Expectation { made, value, others, .. } = expectation;
        let is_error = |e: &Expr| self.function.var(e) == Some(err);
        let there = if others.iter().any(is_error) {
            Some(true)
        } else if is_error(value) {
            self.function.told_of_nil(expectation.matcher, expectation.holds).map(|known| known == Known::Nil)
        } else if self.is_value(value, state) {
            self.function.told_of_nil(expectation.matcher, expectation.holds).map(|known| known == Known::NotNil)
        } else {
            let truth = truth(expectation.matcher, expectation.holds);
            truth.and_then(|holds| match self.test(value.unparen(), state) {
                Test::There { when } | Test::Seen { when } => Some(when == holds),
                Test::Absent { when } if when == holds => Some(false),
                _ => None,
            })
        };
        match there {
            Some(true) if self.ends_where_failing(made) => self.find(state),
            Some(false) => state.fail(),
            _ => {}
        }
        true
    }

    /// Whether an expectation asks the error for something that the model does not know: `Expect(err).To(matcher)`,
    /// `Expect(isClosed(err)).To(BeTrue())`.
    pub(super) fn expects_more_of(&self, call: &Call, err: VarId) -> bool {
        let Some(Expectation { value, matcher, holds, .. }) = self.function.expectation(call) else { return false };
        if self.function.var(value) == Some(err) {
            return holds && self.function.told_of_nil(matcher, holds).is_none();
        }
        self.function.mentions(value, err)
    }

    /// Whether control ends where an expectation fails: with gomega's own handlers it does.
    fn ends_where_failing(&self, made: &Call) -> bool {
        let is_within = |call: &Call| call.args.iter().any(|given| given.span.contains(self.body.block.span));
        let is_collected = self.function.has_call(&|call| call.name().is_some_and(|name| name == COLLECTS) && is_within(call));
        let handler = match &made.callee.unparen().kind {
            ExprKind::Selector { operand, .. } => self.function.var(operand).and_then(|var| self.function.only_value(var)),
            _ => None,
        };
        let is_own = handler.and_then(Expr::as_call).is_some_and(|made| {
            let is_literal = |e: &Expr| matches!(e.unparen().kind, ExprKind::FuncLit(_));
            made.name().is_some_and(|name| name == "NewGomega") && made.args.first().is_some_and(is_literal)
        });
        !is_collected && !is_own
    }
}

impl Function<'_> {
    /// Whether an expectation goes on only where a variable is nil (or only where it is not), told by the shape of the call.
    pub(super) fn expects_nil(&self, call: &Call, var: VarId) -> Option<bool> {
        let Expectation { value, others, matcher, holds, .. } = self.expectation(call)?;
        if others.iter().any(|e| self.var(e) == Some(var)) {
            return Some(true);
        }
        (self.var(value) == Some(var)).then(|| self.told_of_nil(matcher, holds))?.map(|known| known == Known::Nil)
    }

    /// What an expectation is about: the argument of `Expect(value)`.
    pub(super) fn expected_of<'c>(&self, call: &'c Call) -> Option<&'c Expr> {
        self.expectation(call).map(|expectation| expectation.value)
    }

    pub(super) fn expectation<'c>(&self, call: &'c Call) -> Option<Expectation<'c>> {
        let (ExprKind::Selector { operand, field }, [matcher, ..]) = (&call.callee.unparen().kind, &call.args[..]) else { return None };
        let holds = match field.name.as_str() {
            "To" | "Should" => true,
            "NotTo" | "ToNot" | "ShouldNot" => false,
            _ => return None,
        };
        let made = operand.as_call()?;
        let given = match made.name()?.as_str() {
            "Expect" | "Ω" => &made.args[..],
            "ExpectWithOffset" => made.args.get(1..)?,
            _ => return None,
        };
        let (value, others) = given.split_first().filter(|_| self.may_be_gomegas(made))?;
        Some(Expectation { made, value, others, matcher, holds })
    }

    /// Whether a call is one of gomega's, as far as can be seen; a variable or a field of that name is somebody else's.
    fn may_be_gomegas(&self, made: &Call) -> bool {
        match self.typing.callee(made) {
            Callee::Symbol(symbol) => symbol.package().split('/').any(|part| part == "gomega"),
            Callee::Unknown => match &made.callee.unparen().kind {
                ExprKind::Ident(_) => matches!(self.scopes.binding(made.callee.unparen().span.start), Binding::Unknown),
                ExprKind::Selector { operand, field } => self.typing.field(&self.type_of(operand), &field.name).is_none(),
                _ => false,
            },
            _ => false,
        }
    }

    /// What a matcher that is to hold, or not to, says of a value that may be nil.
    fn told_of_nil(&self, matcher: &Expr, holds: bool) -> Option<Known> {
        let made = matcher.as_call()?;
        let told = |is_nil: bool| Some(if is_nil { Known::Nil } else { Known::NotNil });
        match (made.name()?.as_str(), &made.args[..]) {
            ("Not", [matcher]) => self.told_of_nil(matcher, !holds),
            ("And" | "SatisfyAll", all) if holds => all.iter().find_map(|matcher| self.told_of_nil(matcher, true)),
            ("BeNil" | "Succeed", _) => told(holds),
            ("HaveOccurred", _) => told(!holds),
            // Of nil it fails, asked for or not.
            ("MatchError", _) => told(false),
            (name, [like]) if OF_LIKES.contains(&name) && self.scopes.is_nil(like) => told(holds),
            (name, _) if OF_LIKES.contains(&name) && holds => told(false),
            _ => None,
        }
    }
}

/// The truth of a condition that a matcher asks for.
fn truth(matcher: &Expr, holds: bool) -> Option<bool> {
    let made = matcher.as_call()?;
    let is = |e: &Expr, text: &str| e.as_ident().is_some_and(|name| name == text);
    match (made.name()?.as_str(), &made.args[..]) {
        ("BeTrue" | "BeTrueBecause", _) => Some(holds),
        ("BeFalse" | "BeFalseBecause", _) => Some(!holds),
        ("Equal", [like]) if is(like, "true") => Some(holds),
        ("Equal", [like]) if is(like, "false") => Some(!holds),
        ("Not", [matcher]) => truth(matcher, !holds),
        _ => None,
    }
}
