//! What one expression or statement does with a tracked value: reads it, derives something from it, releases it, hands
//! it over. An unknown use is a hand-over.

use std::fmt;

use super::{function::Function, passing::Results, state::State, subject::Subject, texts::shows};
use crate::{
    program::{Callee, Effect, Known, Position, RELEASES, Release, StdTable, Type, ValueAt, VarId, is_plain},
    syntax::ast::{BinaryOp, Call, Expr, ExprKind, FuncLit, Span, UnaryOp},
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
    /// The value, or what holds it (true), or only what lives off it.
    HandedOver(Handover, Span, bool),
    /// It has done what it was for, and nothing is left to release.
    Spent,
    /// The receiver or another parameter has it from now on.
    PutInto(VarId),
    /// A goroutine uses it, and has told something before the function ends.
    Shared,
    /// It is to be released again.
    Armed,
    /// It is there only where this error is nil.
    Failing(VarId),
    /// It has nothing left to release where this error is so.
    Draining(VarId, Known),
    /// Somebody has it on loan.
    Lent(Borrower),
    /// A callee whose body is not in sight is presumed only to use it.
    Presumed,
}

/// Who has a value on loan, if it is no gift: the giver still releases it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Borrower {
    /// A callee, how it gets it, and whether that is the value itself. By [`crate::program::Symbol::key`]; what a variable calls goes
    /// by the variable's name.
    Callee(String, Position, bool),
    /// A method of what lives off the value.
    Use,
    /// Something of the function's own that only uses it: a goroutine, a channel or a field that has what lives off the value.
    Goroutine,
    /// Whoever a test gives what lives off the value: the test's end is the end of it.
    Test,
}

impl Borrower {
    pub fn of(function: &Function<'_>, call: &Call, position: Position, is_whole: bool) -> Option<Self> {
        let name = match function.typing.callee(call) {
            Callee::Symbol(symbol) => symbol.key().into_owned(),
            Callee::Var(_) => format!("·{}", function.callee_text(call)),
            _ => return None,
        };
        Some(Self::Callee(name, position, is_whole))
    }
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
    /// The value has nothing left to release where this one of a callee's results, an error, is so.
    pub draining: Option<(usize, Known)>,
}

impl<'a> Effects<'_, '_, 'a> {
    pub(super) fn hand_over(&mut self, how: Handover, at: Span) {
        self.events.push(Event::HandedOver(how, at, true));
    }

    /// Whether values of a type can't live off the value: numbers and texts are copies, and so is what consists of them, as long as the
    /// value is no text itself; an error that mentions it is nothing that anybody reads from. A list may be a view of what a made
    /// value has mapped.
    pub(super) fn holds_nothing(&self, ty: &Type) -> bool {
        let is_list = matches!(ty, Type::Slice(_) | Type::Array(_) | Type::Map(..));
        let is_copy = is_plain(ty) || ty.is("error") || !self.subject.is_made && !self.function.typing.may_hold(ty);
        is_copy && !self.subject.is_text && !(is_list && self.subject.is_made)
    }

    /// As [`Self::hand_over`], of something that has this to do with the value. Inside a callee, what only lives off a made value
    /// may go anywhere, a goroutine may have what owns it, and a method may leave its receiver to others: none of that takes its
    /// release from whoever made it.
    pub(super) fn hand_over_as(&mut self, taint: Taint, how: Handover, at: Span) {
        if !self.is_spared(taint, &how) {
            self.events.push(Event::HandedOver(how, at, taint != Taint::Borrow));
        }
    }

    /// Whether somebody who has something of a made value, inside a callee, leaves its release to whoever made it.
    pub(super) fn is_spared(&self, taint: Taint, how: &Handover) -> bool {
        let is_spared = match taint {
            Taint::Borrow => true,
            Taint::Owner => *how == Handover::Goroutine,
            _ => self.subject.is_receiver,
        };
        is_spared && self.subject.is_made && self.subject.is_parameter()
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
            ExprKind::Selector { operand, field } if self.releases_part(operand, &field.name) => Taint::ReleaseFn,
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
                let mut taint = Taint::None;
                let is_struct = self.function.typing.is_struct(&self.function.type_of(e));
                for element in elements {
                    // The key of a map is in it as well.
                    if let Some(key) = element.key.as_ref().filter(|_| !is_struct) {
                        let t = self.expr(key);
                        taint = taint.max(self.keep(t, e, key.span));
                    }
                    let t = self.expr(&element.value);
                    taint = taint.max(self.keep(t, e, element.value.span));
                }
                taint
            }
            ExprKind::Unary { op: UnaryOp::Receive, operand } => {
                // Whose `Done` was received has ended by itself.
                let has_ended = self.subject.is_made && self.is_done_of_value(operand);
                // What comes out of a ticker's channel is a time, not the ticker.
                let of_channel = self.expr(operand) == Taint::Borrow;
                if has_ended || of_channel && self.subject.spent_by.is_some() {
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
                    Taint::None => Taint::None,
                    Taint::Owner if self.holds_nothing(&self.function.type_of(e)) => Taint::None,
                    Taint::Owner => Taint::Owner,
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
                // A copy of what lives off the value.
                Taint::Borrow if !self.subject.is_made => Taint::Borrow,
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
            Taint::Owner if self.is_copied_from(operand, field) => Taint::None,
            Taint::Owner => Taint::Owner,
            Taint::Value(steps) if self.subject.path().get(usize::from(steps)).is_some_and(|f| f == field) => Taint::Value(steps + 1),
            Taint::Value(steps) if self.subject.is_release_method(steps, field) => Taint::ReleaseFn,
            Taint::Value(_) if self.subject.exposes.iter().any(|exposed| exposed == field) => Taint::Borrow,
            Taint::Value(_) | Taint::Borrow => {
                let ty = self.function.type_of(operand);
                match ty.name().and_then(|n| StdTable::get().field(n, field)) {
                    Some(Effect::Reads) => Taint::None,
                    None if self.is_copied_from(operand, field) => Taint::None,
                    _ => Taint::Borrow,
                }
            }
        }
    }

    /// Whether a method of a field does what the release does.
    fn releases_part(&mut self, operand: &'a Expr, method: &str) -> bool {
        self.promotes_release(operand, method) || RELEASES.contains(&method) && self.is_delegate(operand)
    }

    /// Whether a method of a field is the release, since the value has it from that field, which it embeds: `x.Conn.Close` is what
    /// `x.Close` means.
    fn promotes_release(&mut self, operand: &'a Expr, method: &str) -> bool {
        let ExprKind::Selector { operand: outer, field } = &operand.unparen().kind else { return false };
        if self.function.root(outer).is_none() {
            return false;
        }
        let is_whole = matches!(self.expr(outer), Taint::Value(steps) if self.subject.is_release_method(steps, method));
        (is_whole || self.promotes_release(outer, method))
            && self.function.typing.promotes(&self.function.type_of(outer), &field.name, method)
    }

    /// What a variable or a callee gets that is given an expression: the value itself by another name, where that is the field from which
    /// its release comes, or by which it does.
    pub(super) fn named(&mut self, e: &'a Expr) -> Taint {
        let taint = self.expr(e);
        let (subject, is_part) = (self.subject, matches!(taint, Taint::Borrow | Taint::Owner));
        let mut methods = subject.releases.iter().filter(|_| is_part).filter_map(Release::method);
        if methods.any(|method| self.promotes_release(e, method)) || is_part && self.is_delegate(e) { Taint::Value(0) } else { taint }
    }

    /// Whether a method by whose name the value is released is called of a field of it, of which nobody knows whether it is embedded:
    /// the type is not in sight.
    fn may_promote_release(&mut self, operand: &'a Expr, method: &str) -> bool {
        let ExprKind::Selector { operand: value, .. } = &operand.unparen().kind else { return false };
        let Some(var) = self.function.var(value) else { return false };
        let Taint::Value(steps) = self.state.taint(var) else { return false };
        let ty = self.function.type_of(value);
        self.subject.is_release_method(steps, method)
            && self.function.typing.method(&ty, method).is_none()
            && !self.function.typing.is_struct(&ty)
    }

    /// Whether a field is of a type that can't live off the value.
    fn is_copied_from(&self, operand: &Expr, field: &str) -> bool {
        let ty = self.function.typing.field(&self.function.type_of(operand), field);
        ty.is_some_and(|ty| self.holds_nothing(&ty))
    }

    /// What is put into a composite value: what derives from the value goes on in what holds it; so does the value in a struct
    /// that has no release of its own, and is handed over otherwise.
    fn keep(&mut self, taint: Taint, composite: &Expr, at: Span) -> Taint {
        match taint {
            Taint::None | Taint::Borrow => taint,
            Taint::Value(_) | Taint::Owner if self.stays_in(taint, composite) => Taint::Owner,
            // What a method makes of its receiver.
            Taint::Value(_) if self.subject.is_made && self.subject.is_receiver => Taint::Borrow,
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
            self.asks_on(call, taint);
            match self.effect(&callee, Position::Receiver) {
                // Who gets what it exposes may release by that: `syscall.Close(int(f.Fd()))`.
                _ if taint == Taint::Value(0) && self.exposes(call) => results.derive(&[0]),
                // What it gives is a copy, and an error the end of it.
                _ if taint == Taint::Value(0) && self.subject.tells_end_by_error(call) => {
                    self.failing = self.last_result(call).or(Some(1));
                }
                // Releasing a wrapper releases what it owns, where the table or the source says so; else perhaps.
                effect if taint == Taint::Owner && self.is_release_name(call) => {
                    match self.releases_owned(call, &callee, effect.as_ref()).filter(|releases| *releases || !self.subject.is_built_in) {
                        Some(true) => self.events.push(Event::Released(span)),
                        Some(false) => {}
                        None => self.events.push(Event::HandedOver(Handover::Unclear, span, true)),
                    }
                }
                Some(Effect::Reads) if self.subject.is_text => results.derive(&self.copies(call)),
                Some(Effect::Reads) => {}
                Some(Effect::Borrows(derived)) => results.derive(&derived),
                Some(Effect::Owns(wrappers)) => self.wrap(taint, &wrappers, span, &mut results),
                // It does not go into itself.
                Some(Effect::Runs | Effect::Joins | Effect::Fills) => {}
                // Closing what derives from a value does not close the value.
                Some(Effect::Releases) if taint == Taint::Borrow => {}
                Some(Effect::Releases) => self.events.push(Event::Released(span)),
                Some(Effect::Keeps) => self.hand_over_as(taint, Handover::Stored, span),
                None if taint == Taint::Borrow && self.subject.callees_only_ask => results.derive(&self.copies(call)),
                None => self.give(call, &callee, Position::Receiver, taint, span, &mut results),
            }
        }
        let is_tainted = matches!(receiver, Operand::Method(taint) if taint != Taint::None);
        let mut given = Vec::new();
        for (i, arg) in call.args.iter().enumerate() {
            if is_tainted && self.effect(&callee, Position::Argument(i)) == Some(Effect::Fills) {
                self.fill(arg);
            }
            // A literal that the callee runs before it returns is as good as code that stands here.
            if let ExprKind::FuncLit(lit) = &arg.unparen().kind
                && (self.runs_argument(&callee, i) || self.is_awaited_in_group(&callee, call))
            {
                self.run(&lit.body, self.function.literal_number(lit));
                continue;
            }
            match (&call.args[..], &arg.unparen().kind) {
                // `f(g())` is given all that `g` returns.
                ([_], ExprKind::Call(inner)) => {
                    let taints = self.call(inner, arg.unparen().span);
                    results.must |= arg.unparen().span == self.subject.acquisition && self.subject.error.is_some();
                    given.extend(taints.into_iter().enumerate().map(|(i, taint)| (i, taint, arg.span)));
                }
                _ => given.push((i, self.named(arg), arg.span)),
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
            if self.drains(call, &callee, i, taint, span) {
                continue;
            }
            match (&callee, self.effect(&callee, Position::Argument(i))) {
                (Callee::Conversion(_), _) => return vec![taint],
                (Callee::Builtin(name), _) => match name.as_str() {
                    "append" if matches!(taint, Taint::Value(_) | Taint::Owner | Taint::ReleaseFn) => self.hand_over(Handover::Stored, at),
                    "append" => results.derive(&[0]),
                    _ => {}
                },
                // All that can be done with a method value is to call it.
                (_, Some(Effect::Reads | Effect::Runs)) if taint == Taint::ReleaseFn => self.events.push(Event::Released(span)),
                (_, Some(Effect::Runs)) if taint == Taint::Value(0) && self.subject.is_called_to_release() => {
                    self.events.push(Event::Released(span))
                }
                (Callee::Symbol(printer), Some(Effect::Reads)) if self.subject.is_text && shows(printer) => {
                    self.hand_over(Handover::Unclear, span)
                }
                (_, Some(Effect::Reads)) if self.subject.is_text || call.args.get(i).is_some_and(|a| self.is_text(a)) => {
                    results.derive(&self.copies(call))
                }
                (_, Some(Effect::Reads | Effect::Runs | Effect::Fills)) => {}
                (_, Some(Effect::Borrows(derived))) => results.derive(&derived),
                (_, Some(Effect::Owns(wrappers))) => self.wrap(taint, &wrappers, at, &mut results),
                (_, Some(Effect::Joins)) => self.put_into(receiver_of(call), taint, at),
                // Whether closing a wrapper closes what is in it, the table does not say.
                (_, Some(Effect::Releases)) if matches!(taint, Taint::Borrow | Taint::Owner) => self.hand_over(Handover::Unclear, at),
                (_, Some(Effect::Releases)) => self.events.push(Event::Released(span)),
                (Callee::Symbol(keeper), Some(Effect::Keeps)) if self.is_given_back(keeper, span) => {}
                (_, Some(Effect::Keeps)) => self.hand_over_as(taint, Handover::Stored, at),
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
                ValueAt::Receiver => match self.function.own_receiver(call) {
                    Some(var) => self.bind(var, Taint::Value(0)),
                    None => self.hand_over(Handover::Unclear, span),
                },
            }
        }
        taints
    }

    /// What is filled lives off the value from then on where it is a view. To which views others point is not in sight: any.
    fn fill(&mut self, target: &Expr) {
        let Function { typing, scopes, .. } = self.function;
        let is_address = matches!(target.unparen().kind, ExprKind::Unary { op: UnaryOp::Address, .. });
        match self.function.root(target) {
            Some(var) if typing.has_view(&self.function.type_of(target)) => self.state.attach(var, Taint::Borrow),
            _ if is_address => {}
            _ => {
                let views = scopes.vars().map(|(var, _)| var).filter(|var| typing.has_view(&typing.type_of_var(*var)));
                views.for_each(|var| self.state.attach(var, Taint::Borrow));
            }
        }
    }

    /// `v.Done()`
    fn is_done_of_value(&self, e: &Expr) -> bool {
        let ExprKind::Call(call) = &e.unparen().kind else { return false };
        let ExprKind::Selector { operand, field } = &call.callee.unparen().kind else { return false };
        let var = self.function.var(operand).filter(|_| field.name == "Done" && call.args.is_empty());
        var.is_some_and(|var| self.state.taint(var) == Taint::Value(0))
    }

    fn exposes(&self, call: &Call) -> bool {
        match &call.callee.unparen().kind {
            ExprKind::Selector { field, .. } => self.subject.exposes.iter().any(|m| *m == field.name.as_str()),
            _ => false,
        }
    }

    pub(super) fn effect(&self, callee: &Callee, position: Position) -> Option<Effect> {
        match callee {
            Callee::Symbol(symbol) => StdTable::get().effect(symbol, position),
            _ => None,
        }
    }

    /// What a call's operand has to do with the value.
    fn callee_operand(&mut self, call: &'a Call) -> Operand<'a> {
        match &call.callee.unparen().kind {
            ExprKind::Selector { operand, field } if self.releases_part(operand, &field.name) => Operand::Release,
            ExprKind::Selector { operand, field } => match self.expr(operand) {
                Taint::Value(steps) if self.subject.is_release_method(steps, &field.name) => Operand::Release,
                taint => {
                    if self.may_promote_release(operand, &field.name) {
                        self.hand_over(Handover::Unclear, call.span);
                    }
                    Operand::Method(taint)
                }
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
}

/// The operand of a method call.
pub(super) fn receiver_of(call: &Call) -> Option<&Expr> {
    match &call.callee.unparen().kind {
        ExprKind::Selector { operand, .. } => Some(operand),
        _ => None,
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
