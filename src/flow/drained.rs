//! Values that are read to their end: who does so, as the table says, and whether it got there.

use super::{
    effects::{Effects, Event, Taint, receiver_of},
    fate::Tracker,
    function::Function,
    state::State,
};
use crate::{
    program::{Binding, Callee, Exhaustion, Known, VarId},
    syntax::ast::{BinaryOp, Call, Expr, ExprKind, Span},
};

/// What takes all that is written to it, as its documentation promises: only the reading can fail.
const UNFAILING: &[&str] = &["bytes.Buffer", "strings.Builder", "hash.Hash", "hash.Hash32", "hash.Hash64"];

impl Effects<'_, '_, '_> {
    /// Whether a call reads the value to its end, which it is given at a position. Where the reading itself fails, the value is as
    /// spent; where what it is copied to fails, something may be left, and the call's error tells.
    pub(super) fn drains(&mut self, call: &Call, callee: &Callee, at: usize, taint: Taint, span: Span) -> bool {
        let (Some(Exhaustion::Calls(calls)), Callee::Symbol(symbol)) = (self.subject.exhausted_by, callee) else { return false };
        let is_end = matches!(taint, Taint::Value(steps) if usize::from(steps) == self.subject.path().len());
        if !is_end || !calls.iter().any(|reader| reader.key() == symbol.key()) {
            return false;
        }
        // `io.Copy(conn, conn)`: what is written to is not read.
        let signature = self.function.typing.signature(call);
        if signature.is_some_and(|s| s.params.get(at).is_some_and(|param| param.is("io.Writer"))) {
            return false;
        }
        // What stands in front of the package's function is none.
        let receiver = receiver_of(call).filter(|_| symbol.receiver().is_some());
        let mut destinations = call.args.iter().take(at).chain(receiver);
        if destinations.all(|to| self.function.takes_all(to)) {
            self.events.push(Event::Released(span));
            return true;
        }
        self.draining = self.last_result(call).map(|error| (error, Known::Nil));
        true
    }

    /// A method of the value whose error says that there is nothing left to release: reading a body by hand fails at its end, or where
    /// the transport has dropped the connection; others fail of what is closed already.
    pub(super) fn asks_on(&mut self, call: &Call, taint: Taint) {
        let is_end = matches!(taint, Taint::Value(steps) if usize::from(steps) == self.subject.path().len());
        let Some(name) = call.name().filter(|_| is_end) else { return };
        let reads = matches!(self.subject.exhausted_by, Some(Exhaustion::Calls(_))) && name == "Read" && call.args.len() == 1;
        if reads || self.subject.fails_when_released.iter().any(|method| *method == name.as_str()) {
            self.draining = self.last_result(call).map(|error| (error, Known::NotNil));
        }
    }

    pub(super) fn last_result(&self, call: &Call) -> Option<usize> {
        self.function.typing.results(call)?.len().checked_sub(1)
    }

    /// After a call by whose error it is told whether the value has nothing left to release: a variable has that error, or nobody knows.
    pub(super) fn bind_draining(&mut self, var_of: impl Fn(usize) -> Option<VarId>) {
        if let Some((error, is)) = self.draining.take().and_then(|(error, is)| Some((var_of(error)?, is))) {
            self.events.push(Event::Draining(error, is));
        }
    }
}

impl Function<'_> {
    /// Whether writing to something never fails.
    fn takes_all(&self, to: &Expr) -> bool {
        if let ExprKind::Selector { operand, field } = &to.unparen().kind
            && matches!(self.scopes.binding(operand.span.start), Binding::Package(path) if path == "io" || path == "io/ioutil")
        {
            return field.name == "Discard";
        }
        self.type_of(to).name().is_some_and(|name| UNFAILING.contains(&name))
    }
}

impl Tracker<'_, '_, '_> {
    /// The truth of a condition that tells that the value was read to its end, or was closed.
    pub(super) fn drained_when(&self, e: &Expr, state: &State) -> Option<bool> {
        let (error, is) = state.drained_by?;
        let is_error = |e: &Expr| self.function.var(e) == Some(error);
        match &e.unparen().kind {
            ExprKind::Binary { op: op @ (BinaryOp::Equal | BinaryOp::NotEqual), left, right } => {
                let other = if is_error(left) { right } else { Some(left).filter(|_| is_error(right))? };
                let is_equal = *op == BinaryOp::Equal;
                match (self.function.scopes.is_nil(other), is) {
                    (true, Known::Nil) => Some(is_equal),
                    (true, _) => Some(!is_equal),
                    // `err == io.EOF`
                    (false, Known::NotNil) => Some(is_equal),
                    (false, _) => None,
                }
            }
            ExprKind::Call(call) => {
                let is_such =
                    self.function.callee(call).is_some_and(|s| s.as_str() == "errors.Is") && call.args.first().is_some_and(is_error);
                (is == Known::NotNil && is_such).then_some(true)
            }
            _ => None,
        }
    }

    /// Whether an assertion goes on only where the value was read to its end, as its source says or its name.
    pub(super) fn asserts_drained(&self, call: &Call, state: &State) -> bool {
        let Some((error, Known::Nil)) = state.drained_by else { return false };
        if let Some(is_nil) = self.function.expects_nil(call, error) {
            return is_nil;
        }
        let Some(at) = call.args.iter().position(|a| self.function.var(a) == Some(error)) else { return false };
        match self.function.tells_nil(call, at, None) {
            Some(known) => known == Known::Nil,
            None => self.checks_by(call, error).unwrap_or_else(|| self.is_check(call)),
        }
    }
}
