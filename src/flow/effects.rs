//! What one expression or statement does with a tracked value: reads it, derives something from it, releases it, hands
//! it over. An unknown use is a hand-over.

use std::{fmt, sync::Arc};

use super::{
    function::Function,
    given::{Given, Kept, Released, Use},
    state::State,
    texts::shows,
};
use crate::{
    program::{Callee, Effect, Exhaustion, Position, RELEASES, Release, StdTable, Type, ValueAt, VarId, is_plain},
    syntax::{
        Descend, Node,
        ast::{BinaryOp, Block, Call, Expr, ExprKind, FuncLit, Span, UnaryOp},
        walk_block,
    },
};

/// How a value left the hands of the function.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Handover {
    Returned,
    /// In a field, a global, an element, a composite value.
    Stored,
    Sent,
    /// A goroutine has it.
    Goroutine,
    /// A callee of which nothing is known, by the text of the call's operand.
    Callee(String),
    /// A callee that keeps it.
    Kept(String),
    /// A literal that may run later, or a variable of a function around.
    Captured,
    /// The code does something that the model has no word for.
    Unclear,
}

impl fmt::Display for Handover {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Returned => f.write_str("it is returned"),
            Self::Stored => f.write_str("it is stored"),
            Self::Sent => f.write_str("it is sent on a channel"),
            Self::Goroutine => f.write_str("a goroutine has it"),
            Self::Callee(name) => write!(f, "`{name}` has it"),
            Self::Kept(name) => write!(f, "`{name}` keeps it"),
            Self::Captured => f.write_str("a function literal has it"),
            Self::Unclear => f.write_str("its use is beyond the model"),
        }
    }
}

/// What happened to the value, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Event {
    Released(Span),
    HandedOver(Handover, Span),
    /// It has done what it was for, and nothing is left to release.
    Spent,
    /// It is to be released again.
    Armed,
    /// It is there only where this error is nil.
    Failing(Option<VarId>),
}

/// What an expression's value has to do with the tracked one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Taint {
    None,
    /// Lives off it.
    Borrow,
    /// Something in it is the value: a struct of which a field holds it.
    Owner,
    /// The value itself, or so many steps along its release path (`resp.Body` is one step of `Body.Close`).
    Value(u8),
    /// Its release as a method value.
    ReleaseFn,
}

/// What is followed: the value, or what depends on it.
#[derive(Clone, Debug)]
pub(super) struct Subject<'r> {
    /// The acquiring call.
    pub acquisition: Span,
    /// What of it is followed.
    pub value: ValueAt,
    pub error: Option<usize>,
    pub releases: &'r [Release],
    /// As of [`crate::program::Resource`].
    pub exposes: &'r [String],
    pub spent_by: Option<&'r str>,
    pub armed_by: Option<&'r str>,
    pub exhausted_by: Option<&'r Exhaustion>,
    pub callees_only_ask: bool,
    pub is_text: bool,
    /// It is of a type of the project's own or a dependency's, which its methods look after.
    pub is_made: bool,
}

impl<'r> Subject<'r> {
    pub(super) fn new(acquisition: Span, releases: &'r [Release]) -> Self {
        let value = ValueAt::Result(0);
        Self {
            acquisition,
            value,
            error: None,
            releases,
            exposes: &[],
            spent_by: None,
            armed_by: None,
            exhausted_by: None,
            callees_only_ask: false,
            is_text: false,
            is_made: false,
        }
    }

    /// The fields on the way to the release: `Body` of `Body.Close`.
    pub(super) fn path(&self) -> &[String] {
        match self.releases.first() {
            Some(Release::Method(names)) => &names[..names.len() - 1],
            _ => &[],
        }
    }

    fn is_release_method(&self, steps: u8, method: &str) -> bool {
        self.releases.iter().any(|r| match r {
            Release::Method(names) => names.len() == usize::from(steps) + 1 && names.last().is_some_and(|n| n == method),
            Release::Call(_) | Release::Function(_) => false,
        })
    }

    /// Whether a parameter is followed, which no call in the function acquires.
    fn is_parameter(&self) -> bool {
        self.acquisition.start == self.acquisition.end
    }

    /// Whether what is followed has no release of its own: it dies with something else.
    fn is_followed(&self) -> bool {
        self.releases.is_empty()
    }

    /// What releases it from so many steps along its release path on.
    fn releases_behind(&self, steps: u8) -> Arc<[Release]> {
        let steps = usize::from(steps);
        let rest = self.releases.iter().filter_map(|r| match r {
            Release::Method(names) if names.len() > steps => Some(Release::Method(names[steps..].to_vec())),
            Release::Call(_) | Release::Function(_) if steps == 0 => Some(r.clone()),
            _ => None,
        });
        rest.collect()
    }

    /// Whether the callee releases what it is given.
    fn is_release_function(&self, callee: &Callee) -> bool {
        let Callee::Symbol(symbol) = callee else { return false };
        self.releases.iter().any(|r| matches!(r, Release::Function(f) if f.key() == symbol.key()))
    }

    fn is_called_to_release(&self) -> bool {
        self.releases.iter().any(|r| matches!(r, Release::Call(_)))
    }
}

/// Evaluates code on one state.
pub(super) struct Effects<'t, 'f, 'a> {
    pub function: &'f Function<'a>,
    pub subject: &'t Subject<'t>,
    /// The literals whose variables are at home: the body's, and those that run on the spot.
    pub home: Vec<u32>,
    pub state: State,
    pub events: Vec<Event>,
    /// What the results have to do with it, where the statement returns.
    pub returned: Vec<Taint>,
    /// A callee has released it where this one of its results is an error.
    pub failing: Option<usize>,
    /// The statement returns that callee's results.
    pub returns_failing: bool,
}

impl<'a> Effects<'_, '_, 'a> {
    pub(super) fn hand_over(&mut self, how: Handover, at: Span) {
        self.events.push(Event::HandedOver(how, at));
    }

    /// As [`Self::hand_over`], of something that has this to do with the value. Inside a callee, what only lives off a made value
    /// may go anywhere, and a goroutine may have what owns it: neither takes its release from whoever made it.
    pub(super) fn hand_over_as(&mut self, taint: Taint, how: Handover, at: Span) {
        let spared = match taint {
            Taint::Borrow => true,
            Taint::Owner => how == Handover::Goroutine,
            _ => false,
        };
        if !(spared && self.subject.is_made && self.subject.is_parameter()) {
            self.hand_over(how, at);
        }
    }

    /// The taints of an expression's results, of which a call may have several.
    pub(super) fn results(&mut self, e: &'a Expr) -> Vec<Taint> {
        match &e.unparen().kind {
            ExprKind::Call(call) => self.call(call, e.unparen().span),
            _ => vec![self.expr(e)],
        }
    }

    /// The taint of an expression with one value.
    pub(super) fn expr(&mut self, e: &'a Expr) -> Taint {
        match &e.kind {
            ExprKind::Ident(_) => match self.function.var(e) {
                Some(var) => self.state.taint(var),
                None => Taint::None,
            },
            ExprKind::Paren(inner) => self.expr(inner),
            ExprKind::Literal(_)
            | ExprKind::ArrayType { .. }
            | ExprKind::MapType { .. }
            | ExprKind::ChanType { .. }
            | ExprKind::FuncType(_)
            | ExprKind::StructType(_)
            | ExprKind::InterfaceType(_)
            | ExprKind::Ellipsis(_) => Taint::None,
            ExprKind::Selector { operand, field } => {
                let taint = self.expr(operand);
                self.select(taint, operand, &field.name)
            }
            ExprKind::Call(call) => self.call(call, e.span).into_iter().next().unwrap_or(Taint::None),
            ExprKind::FuncLit(lit) => self.literal(lit),
            ExprKind::Composite { .. } | ExprKind::Unary { op: UnaryOp::Address, .. } if e.span == self.subject.acquisition => {
                self.made(e);
                Taint::Value(0)
            }
            ExprKind::Composite { elements, .. } => {
                let is_plain = self.is_plain_owner(&self.function.type_of(e));
                let mut taint = Taint::None;
                for element in elements {
                    if let Some(key) = &element.key {
                        self.expr(key);
                    }
                    let t = self.expr(&element.value);
                    taint = taint.max(self.keep(t, is_plain || self.subject.is_followed(), element.value.span));
                }
                taint
            }
            ExprKind::Unary { op: UnaryOp::Receive, operand } => {
                // What comes out of a ticker's channel is a time, not the ticker.
                let of_channel = self.expr(operand) == Taint::Borrow;
                if of_channel && self.subject.spent_by.is_some() {
                    self.events.push(Event::Spent);
                }
                Taint::None
            }
            ExprKind::Unary { op: UnaryOp::Address, operand } => match self.expr(operand) {
                Taint::Value(_) => {
                    self.hand_over(Handover::Unclear, e.span);
                    Taint::None
                }
                taint => taint,
            },
            ExprKind::Unary { operand, .. } => {
                self.expr(operand);
                Taint::None
            }
            ExprKind::Binary { op, left, right } => {
                let taint = self.expr(left).max(self.expr(right));
                // A sum of texts holds a copy of each.
                if *op == BinaryOp::Other && taint != Taint::None && self.is_text(e) { Taint::Borrow } else { Taint::None }
            }
            ExprKind::Index { operand, indices } => {
                for index in indices {
                    self.expr(index);
                }
                match self.expr(operand) {
                    Taint::Owner => Taint::Owner,
                    Taint::None => Taint::None,
                    _ => Taint::Borrow,
                }
            }
            ExprKind::Slice { operand, bounds } => {
                for bound in bounds {
                    self.expr(bound);
                }
                match self.expr(operand) {
                    Taint::Value(_) if self.subject.is_text => Taint::Borrow,
                    taint => taint,
                }
            }
            ExprKind::TypeAssert { operand, .. } => self.expr(operand),
            ExprKind::Star(operand) => match self.expr(operand) {
                Taint::None => Taint::None,
                _ => {
                    self.hand_over(Handover::Unclear, e.span);
                    Taint::None
                }
            },
            ExprKind::Unknown => {
                if self.state.is_tracking() {
                    self.hand_over(Handover::Unclear, e.span);
                }
                Taint::None
            }
        }
    }

    /// What stands in the new value that is followed.
    fn made(&mut self, e: &'a Expr) {
        match &e.kind {
            ExprKind::Unary { operand, .. } => self.made(operand.unparen()),
            ExprKind::Composite { elements, .. } => elements.iter().for_each(|element| {
                self.expr(&element.value);
            }),
            _ => {}
        }
    }

    /// A field or method value of something tainted.
    fn select(&mut self, taint: Taint, operand: &Expr, field: &str) -> Taint {
        match taint {
            Taint::None | Taint::ReleaseFn => Taint::None,
            Taint::Owner => Taint::Owner,
            Taint::Value(steps) if self.subject.path().get(usize::from(steps)).is_some_and(|f| f == field) => Taint::Value(steps + 1),
            Taint::Value(steps) if self.subject.is_release_method(steps, field) => Taint::ReleaseFn,
            Taint::Value(_) | Taint::Borrow => {
                let ty = self.function.type_of(operand);
                match ty.name().and_then(|n| StdTable::get().field(n, field)) {
                    Some(Effect::Reads) => Taint::None,
                    None if self.subject.is_made && self.function.typing.field(&ty, field).is_some_and(|ty| is_plain(&ty)) => Taint::None,
                    _ => Taint::Borrow,
                }
            }
        }
    }

    /// What is put into a composite value: what derives from the value goes on in what holds it; so does the value in a struct
    /// that has no release of its own, and is handed over otherwise.
    fn keep(&mut self, taint: Taint, is_plain: bool, at: Span) -> Taint {
        match taint {
            Taint::None | Taint::Borrow => taint,
            Taint::Value(_) | Taint::Owner if is_plain => Taint::Owner,
            Taint::Value(_) | Taint::Owner | Taint::ReleaseFn => {
                self.hand_over(Handover::Stored, at);
                Taint::None
            }
        }
    }

    pub(super) fn call(&mut self, call: &'a Call, span: Span) -> Vec<Taint> {
        let callee = self.function.typing.callee(call);
        let receiver = self.callee_operand(call);
        // `f.Close()`, `cancel()`
        match &receiver {
            Operand::Release => {
                for arg in &call.args {
                    self.expr(arg);
                }
                self.events.push(Event::Released(span));
                return Vec::new();
            }
            Operand::Literal(lit) => return self.on_the_spot(lit, call),
            Operand::Method(_) | Operand::Plain | Operand::Closure => {}
        }
        if let (Operand::Method(Taint::Value(0)), ExprKind::Selector { field, .. }) = (&receiver, &call.callee.unparen().kind)
            && self.subject.armed_by.is_some_and(|m| field.name == m)
        {
            self.events.push(Event::Armed);
        }
        let mut results = Results::default();
        if let Operand::Method(taint) = receiver
            && taint != Taint::None
        {
            match self.effect(&callee, Position::Receiver) {
                // Who gets what it exposes may release by that: `syscall.Close(int(f.Fd()))`.
                _ if taint == Taint::Value(0) && self.exposes(call) => results.derive(&[0]),
                // Perhaps its own release.
                _ if taint == Taint::Owner && self.is_release_name(call) => self.hand_over(Handover::Unclear, span),
                Some(Effect::Reads) if self.subject.is_text => results.derive(&self.copies(call)),
                Some(Effect::Reads) => {}
                Some(Effect::Borrows(derived)) => results.derive(&derived),
                // Closing what derives from a value does not close the value.
                Some(Effect::Releases) if taint == Taint::Borrow => {}
                Some(Effect::Releases) => self.events.push(Event::Released(span)),
                Some(Effect::Keeps) => self.hand_over(Handover::Stored, span),
                None if taint == Taint::Borrow && self.subject.callees_only_ask => results.derive(&self.copies(call)),
                None => self.give(call, &callee, Position::Receiver, taint, span, &mut results),
            }
        }
        let mut given = Vec::new();
        for (i, arg) in call.args.iter().enumerate() {
            // A literal that the callee runs before it returns is as good as code that stands here.
            if let ExprKind::FuncLit(lit) = &arg.unparen().kind
                && self.runs_argument(&callee, i)
            {
                self.run(&lit.body, self.function_number(lit));
                continue;
            }
            match (&call.args[..], &arg.unparen().kind) {
                // `f(g())` is given all that `g` returns.
                ([_], ExprKind::Call(inner)) => {
                    let taints = self.call(inner, arg.unparen().span);
                    results.must |= arg.unparen().span == self.subject.acquisition && self.subject.error.is_some();
                    given.extend(taints.into_iter().enumerate().map(|(i, taint)| (i, taint, arg.span)));
                }
                _ => given.push((i, self.expr(arg), arg.span)),
            }
        }
        for (i, taint, at) in given {
            if taint == Taint::None {
                continue;
            }
            if matches!(taint, Taint::Value(_)) && self.subject.is_release_function(&callee) {
                self.events.push(Event::Released(span));
                continue;
            }
            match (&callee, self.effect(&callee, Position::Argument(i))) {
                (Callee::Conversion(_), _) => return vec![taint],
                (Callee::Builtin(name), _) => match name.as_str() {
                    "append" if matches!(taint, Taint::Value(_) | Taint::Owner | Taint::ReleaseFn) => self.hand_over(Handover::Stored, at),
                    "append" => results.derive(&[0]),
                    _ => {}
                },
                (Callee::Symbol(printer), Some(Effect::Reads)) if self.subject.is_text && shows(printer) => {
                    self.hand_over(Handover::Unclear, span)
                }
                (_, Some(Effect::Reads)) if self.subject.is_text || call.args.get(i).is_some_and(|a| self.is_text(a)) => {
                    results.derive(&self.copies(call))
                }
                (_, Some(Effect::Reads)) => {}
                (_, Some(Effect::Borrows(derived))) => results.derive(&derived),
                // Whether closing a wrapper closes what is in it, the table does not say.
                (_, Some(Effect::Releases)) if matches!(taint, Taint::Borrow | Taint::Owner) => self.hand_over(Handover::Unclear, at),
                (_, Some(Effect::Releases)) => self.events.push(Event::Released(span)),
                (_, Some(Effect::Keeps)) => self.hand_over(Handover::Stored, at),
                (_, None) if taint == Taint::Borrow && self.subject.callees_only_ask => results.derive(&self.copies(call)),
                (_, None) => self.give(call, &callee, Position::Argument(i), taint, at, &mut results),
            }
        }
        let mut taints = results.taints;
        if results.must && taints.iter().any(|t| matches!(t, Taint::Value(_))) {
            // It tells by an error of its own, or does not come back.
            let own = self.function.typing.results(call).unwrap_or_default();
            match own.last() {
                Some(ty) if ty.is("error") => self.failing = self.failing.or(Some(own.len() - 1)),
                _ => self.state.presumed = true,
            }
        }
        if span == self.subject.acquisition {
            match self.subject.value {
                ValueAt::Result(result) => {
                    if taints.len() <= result {
                        taints.resize(result + 1, Taint::None);
                    }
                    taints[result] = Taint::Value(0);
                }
                ValueAt::Argument(argument) => match call.args.get(argument).and_then(|a| self.function.fresh_until(a, span)) {
                    Some(var) => self.bind(var, Taint::Value(0)),
                    None => self.hand_over(Handover::Unclear, span),
                },
                ValueAt::Receiver => self.hand_over(Handover::Unclear, span),
            }
        }
        taints
    }

    /// Hands something to a callee that no table tells of: its source says what it does with it.
    fn give(&mut self, call: &Call, callee: &Callee, position: Position, taint: Taint, at: Span, results: &mut Results) {
        // Who receives from a timer's channel leaves nothing to stop.
        let may_spend = taint == Taint::Borrow && self.subject.spent_by.is_some();
        // A copy of a text has more ways than a summary tells of.
        let found = self.use_of(callee, position, taint).filter(|_| !may_spend && !self.subject.is_text);
        // A method may keep its own receiver busy, and who has what lives off a value may use it, but whoever made that still has to
        // release it.
        let is_used = taint == Taint::Borrow || matches!(taint, Taint::Value(0) | Taint::Owner) && position == Position::Receiver;
        let is_own = self.subject.is_made && is_used;
        if is_own && found.as_ref().is_none_or(|f| f.kept == Some(Kept::Perhaps) && f.released == Released::Never) {
            let types = self.function.typing.results(call).unwrap_or_else(|| vec![Type::Unknown]);
            let lives_off = |ty: &Type| !ty.is("error") && !is_plain(ty);
            return types.iter().enumerate().filter(|(_, ty)| lives_off(ty)).for_each(|(i, _)| results.set(i, Taint::Borrow));
        }
        let Some(found) = found else {
            return self.hand_over(Handover::Callee(self.callee_text(call)), at);
        };
        match found.kept {
            Some(Kept::Surely) => return self.hand_over(Handover::Kept(self.callee_text(call)), at),
            Some(Kept::Perhaps) => return self.hand_over(Handover::Callee(self.callee_text(call)), at),
            None => {}
        }
        match found.released {
            Released::Never => {}
            Released::Sometimes => return self.hand_over(Handover::Callee(self.callee_text(call)), at),
            // As with the methods of what derives from a value: closing it does not close the value.
            Released::Always if taint == Taint::Borrow => {}
            Released::Always => return self.events.push(Event::Released(at)),
            Released::OnError(_) if taint == Taint::Borrow => {}
            Released::OnError(error) => self.failing = Some(error),
        }
        // A number that was read from a made value says nothing of it.
        let own = if is_own { self.function.typing.results(call).unwrap_or_default() } else { Vec::new() };
        for (i, given_back) in found.results.iter().enumerate() {
            let taint = match (given_back, taint) {
                _ if own.get(i).is_some_and(is_plain) => continue,
                (Taint::None, _) => continue,
                // So many steps further on the way to the release.
                (Taint::Value(more), Taint::Value(steps)) => Taint::Value(steps + more),
                (Taint::Value(_), other) => other,
                (other, _) => *other,
            };
            // A wrapper that can be released itself is what the caller has to release.
            let wraps = taint == Taint::Owner
                && !self.subject.is_followed()
                && !self.function.typing.results(call).and_then(|r| r.get(i).cloned()).is_some_and(|ty| self.is_plain_owner(&ty));
            if wraps {
                return self.hand_over(Handover::Callee(self.callee_text(call)), at);
            }
            results.set(i, taint);
        }
    }

    fn use_of(&self, callee: &Callee, position: Position, taint: Taint) -> Option<Arc<Use>> {
        let Callee::Symbol(symbol) = callee else { return None };
        let (how, releases) = match taint {
            Taint::Value(steps) => (Taint::Value(0), self.subject.releases_behind(steps)),
            // It is released by a call of what is given.
            Taint::ReleaseFn => (Taint::Value(0), [Release::Call(String::new())].into()),
            other => (other, self.subject.releases.into()),
        };
        let exposes = if taint == Taint::Value(0) { self.subject.exposes.into() } else { [].into() };
        let exhausted_by = self.subject.exhausted_by.filter(|_| taint == Taint::Value(0)).cloned();
        let given = Given { exposes, exhausted_by, ..self.given(position, how, releases) };
        let found = self.function.use_of(symbol, given)?;
        // What is not called for sure is beyond the model.
        (taint != Taint::ReleaseFn || found.released == Released::Always).then_some(found)
    }

    /// Whether the callee does nothing with a function that it is given but call it.
    fn runs_argument(&self, callee: &Callee, argument: usize) -> bool {
        match self.effect(callee, Position::Argument(argument)) {
            Some(effect) => effect == Effect::Reads,
            None => {
                let Callee::Symbol(symbol) = callee else { return false };
                if !self.state.is_tracking() {
                    return false;
                }
                let given = self.given(Position::Argument(argument), Taint::Borrow, [].into());
                let found = self.function.use_of(symbol, given);
                found.is_some_and(|u| u.kept.is_none() && u.results.iter().all(|t| *t == Taint::None))
            }
        }
    }

    /// Whether who makes a value of the type with the tracked one in it still has to release that: it is a struct, and none of
    /// its methods by whose names owners release does so.
    pub(super) fn is_plain_owner(&self, ty: &Type) -> bool {
        let typing = &self.function.typing;
        let Some(_) = ty.name().filter(|n| n.contains(['.', '·']) && typing.is_struct(ty)) else { return false };
        RELEASES.iter().chain(&OWN_RELEASES).all(|name| {
            typing.lacks(ty, name)
                || typing.method(ty, name).is_some_and(|method| {
                    let given = self.given(Position::Receiver, Taint::Owner, self.subject.releases.into());
                    self.function.use_of(&method, given).is_some_and(|u| u.kept.is_none() && u.released == Released::Never)
                })
        })
    }

    fn given(&self, position: Position, how: Taint, releases: Arc<[Release]>) -> Given {
        Given { position, how, releases, exposes: [].into(), exhausted_by: None, is_made: self.subject.is_made }
    }

    fn is_release_name(&self, call: &Call) -> bool {
        let ExprKind::Selector { field, .. } = &call.callee.unparen().kind else { return false };
        releases_owner(&field.name)
            || self.subject.releases.iter().any(|r| matches!(r, Release::Method(names) if names.last().is_some_and(|n| *n == field.name)))
    }

    fn exposes(&self, call: &Call) -> bool {
        match &call.callee.unparen().kind {
            ExprKind::Selector { field, .. } => self.subject.exposes.iter().any(|m| *m == field.name.as_str()),
            _ => false,
        }
    }

    fn effect(&self, callee: &Callee, position: Position) -> Option<Effect> {
        match callee {
            Callee::Symbol(symbol) => StdTable::get().effect(symbol, position),
            _ => None,
        }
    }

    pub(super) fn callee_text(&self, call: &Call) -> String {
        self.function.text(call.callee.span).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What a call's operand has to do with the value.
    fn callee_operand(&mut self, call: &'a Call) -> Operand<'a> {
        match &call.callee.unparen().kind {
            ExprKind::Selector { operand, field } => match self.expr(operand) {
                Taint::Value(steps) if self.subject.is_release_method(steps, &field.name) => Operand::Release,
                taint => Operand::Method(taint),
            },
            ExprKind::FuncLit(lit) => Operand::Literal(lit),
            _ => match self.expr(&call.callee) {
                Taint::Value(_) if self.subject.is_called_to_release() => Operand::Release,
                Taint::ReleaseFn => Operand::Release,
                Taint::Borrow => Operand::Closure,
                _ => Operand::Plain,
            },
        }
    }

    pub(super) fn function_number(&self, lit: &FuncLit) -> u32 {
        self.function.literals.iter().zip(1..).find(|(l, _)| l.span == lit.span).map_or(u32::MAX, |(_, n)| n)
    }

    /// `func(…) {…}(…)`: runs here.
    fn on_the_spot(&mut self, lit: &'a FuncLit, call: &'a Call) -> Vec<Taint> {
        let params: Vec<_> = lit.signature.params.iter().flat_map(|f| &f.names).collect();
        let number = self.function_number(lit);
        let params: Vec<_> = params.into_iter().map(|p| self.function.scopes.var_at(p.span.start)).collect();
        self.home.push(number);
        for (i, arg) in call.args.iter().enumerate() {
            let taint = self.expr(arg);
            match params.get(i) {
                Some(Some(var)) => self.bind(*var, taint),
                _ if taint != Taint::None => self.hand_over(Handover::Captured, arg.span),
                _ => {}
            }
        }
        self.run(&lit.body, number);
        self.home.pop();
        for var in params.into_iter().flatten() {
            self.state.forget(var);
        }
        Vec::new()
    }

    /// Takes the effects of code that runs here, whatever its control flow: a release on some way through it counts as one,
    /// for what is conditional there is the programmer's judgement.
    pub(super) fn run(&mut self, block: &'a Block, number: u32) {
        self.home.push(number);
        let mut stmts = Vec::new();
        walk_block(block, &mut |node| match node {
            Node::Stmt(stmt) => {
                stmts.push(stmt);
                Descend::Into
            }
            // A nested literal's statements belong to it.
            Node::Expr(_) => Descend::Over,
        });
        for stmt in stmts {
            self.simple(stmt);
        }
        self.home.pop();
    }

    /// A literal that is not called on the spot. One that only reads is itself something derived from the value.
    fn literal(&mut self, lit: &'a FuncLit) -> Taint {
        if !self.state.is_tracking() {
            return Taint::None;
        }
        let number = self.function_number(lit);
        let (state, before) = (self.state.clone(), self.events.len());
        self.run(&lit.body, number);
        let events = self.events.split_off(before);
        self.state = state;
        if self.subject.is_followed() {
            // What is followed on its way is not lost in a literal: callees inside it are callees, whenever it runs.
            for event in events {
                self.events.push(match event {
                    Event::HandedOver(Handover::Returned, at) => Event::HandedOver(Handover::Captured, at),
                    other => other,
                });
            }
        } else if !events.is_empty() {
            self.hand_over(Handover::Captured, lit.span);
            return Taint::None;
        }
        let mut reads = false;
        walk_block(&lit.body, &mut |node| {
            if let Node::Expr(e) = node
                && self.function.var(e).is_some_and(|v| self.state.taint(v) != Taint::None)
            {
                reads = true;
            }
            Descend::Into
        });
        if reads { Taint::Borrow } else { Taint::None }
    }
}

/// Whether things that own others are released by methods of this name, inside their package, too.
fn releases_owner(name: &str) -> bool {
    RELEASES.contains(&name) || OWN_RELEASES.contains(&name)
}

const OWN_RELEASES: [&str; 3] = ["Cleanup", "close", "stop"];

/// What a call's results have to do with the value.
#[derive(Default)]
struct Results {
    taints: Vec<Taint>,
    /// The call was given the error of the acquisition with the value.
    must: bool,
}

impl Results {
    fn set(&mut self, at: usize, taint: Taint) {
        if self.taints.len() <= at {
            self.taints.resize(at + 1, Taint::None);
        }
        self.taints[at] = taint.max(self.taints[at]);
    }

    fn derive(&mut self, results: &[usize]) {
        results.iter().for_each(|&at| self.set(at, Taint::Borrow));
    }
}

enum Operand<'a> {
    /// The call is the release.
    Release,
    Literal(&'a FuncLit),
    /// The receiver of a method, or the operand of a field that is called.
    Method(Taint),
    /// A literal in a variable that reads the value.
    Closure,
    Plain,
}
