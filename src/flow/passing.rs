//! What becomes of a value that is given to a callee which no table tells of: the callee's source says it.

use std::sync::Arc;

use super::{
    awaits,
    effects::{Borrower, Effects, Event, Handover, Taint, receiver_of},
    given::{self, Given, Kept, Released, Use},
    subject::Subject,
};
use crate::{
    program::{Callee, Effect, Exhaustion, Position, RELEASES, Release, StdTable, Symbol, Type, VarId, VarKind},
    syntax::ast::{Call, Expr, ExprKind, Span, Stmt, StmtKind},
};

impl Effects<'_, '_, '_> {
    /// Hands something to a callee that no table tells of: its source says what it does with it.
    pub(super) fn give(&mut self, call: &Call, callee: &Callee, position: Position, taint: Taint, at: Span, results: &mut Results) {
        // Who receives from a timer's channel leaves nothing to stop.
        let may_spend = taint == Taint::Borrow && self.subject.spent_by.is_some();
        // A method may keep its own receiver busy, and who has what lives off a value may use it, but whoever made that still has to
        // release it.
        let is_used = taint == Taint::Borrow || matches!(taint, Taint::Value(0) | Taint::Owner) && position == Position::Receiver;
        let is_own = self.subject.is_made && is_used;
        if is_own && position == Position::Receiver && taint != Taint::Borrow && call.name().is_some_and(|n| is_ending(n)) {
            // Inside a method it may be the very one that the release calls, or a function in a field: `fh.close()`, `s.cancel()`.
            let inside = self.subject.is_parameter();
            let how = Handover::Callee(self.function.callee_text(call));
            return self.events.push(if inside { Event::Released(at) } else { Event::HandedOver(how, at, true) });
        }
        // A copy of a text has more ways than a summary tells of.
        let is_unseen = may_spend || self.subject.is_text || is_own && self.subject.levels == 0;
        let found = if is_unseen { None } else { self.use_of(callee, position, taint, self.error_beside(call, position)) };
        if is_own && found.as_ref().is_none_or(|f| f.kept == Some(Kept::Perhaps) && f.released == Released::Never) {
            if position == Position::Receiver && taint != Taint::Borrow && self.may_return_receiver(call) {
                return self.hand_over(Handover::Callee(self.function.callee_text(call)), at);
            }
            // `mux.Handle(path, client.Handler())`
            let holder = receiver_of(call)
                .filter(|_| found.is_none() && position != Position::Receiver && call.name().is_some_and(|n| is_keeping(n)));
            if let Some(var) = holder.and_then(|e| self.function.var(e))
                && self.function.scopes.var(var).kind == VarKind::Local
                && self.state.taint(var) == Taint::None
            {
                self.state.attach(var, Taint::Borrow);
            }
            return self.live_off(call, results);
        }
        let found = found.or_else(|| if is_unseen { None } else { self.use_of_implementations(call, callee, position, taint) });
        let Some(found) = found else {
            if !self.lend(call, position, taint, results) && (may_spend || !self.presume(call, callee, position, taint, results)) {
                self.hand_over_as(taint, Handover::Callee(self.function.callee_text(call)), at);
            }
            return;
        };
        if let Some(kept) = found.kept {
            let name = self.function.callee_text(call);
            let how = if kept == Kept::Surely { Handover::Kept(name) } else { Handover::Callee(name) };
            if kept == Kept::Unclear || found.released != Released::Never || !self.lend(call, position, taint, results) {
                self.hand_over_as(taint, how, at);
            }
            return;
        }
        match found.released {
            Released::Never => {}
            Released::Sometimes => return self.hand_over(Handover::Callee(self.function.callee_text(call)), at),
            // As with the methods of what derives from a value: closing it does not close the value.
            Released::Always if taint == Taint::Borrow => {}
            Released::Always => return self.events.push(Event::Released(at)),
            Released::OnError(_) if taint == Taint::Borrow => {}
            Released::OnError(error) => self.failing = Some(error),
        }
        if found.is_shared {
            self.events.push(Event::Shared);
        }
        if found.is_presumed {
            self.events.push(Event::Presumed);
        }
        for holder in &found.put_into {
            let holder = match holder {
                Position::Receiver => receiver_of(call),
                Position::Argument(at) => call.args.get(*at),
            };
            self.put_into(holder, taint, at);
        }
        let types = self.function.typing.results(call).unwrap_or_default();
        // What a method has its receiver send on ends with that.
        if position == Position::Receiver && taint != Taint::ReleaseFn {
            let channels = types.iter().enumerate().filter(|(_, ty)| matches!(ty, Type::Chan(_)));
            channels.for_each(|(i, _)| results.set(i, Taint::Borrow));
        }
        for (i, given_back) in found.results.iter().enumerate() {
            // An error that is seen to have an acquired value in it may read from that when it is asked what it says.
            let has_it = !self.subject.is_made
                && types.get(i).is_some_and(|ty| ty.is("error"))
                && matches!(given_back, Taint::Value(_) | Taint::Owner);
            if !has_it && types.get(i).is_some_and(|ty| self.holds_nothing(ty)) {
                continue;
            }
            let taint = match (given_back, taint) {
                (Taint::None, _) => continue,
                // So many steps further on the way to the release.
                (Taint::Value(more), Taint::Value(steps)) => Taint::Value(steps + more),
                (Taint::Value(_), other) => other,
                (other, _) => *other,
            };
            // A wrapper that can be released itself is what the caller has to release.
            // What owns it behind an interface without a release is none.
            let is_plain = |ty: &Type| self.is_plain_owner(ty) || self.subject.is_made && self.is_view(ty);
            let wraps = taint == Taint::Owner && !self.subject.is_followed() && !types.get(i).is_some_and(is_plain);
            if wraps {
                return self.hand_over_as(taint, Handover::Callee(self.function.callee_text(call)), at);
            }
            results.set(i, taint);
        }
    }

    /// Something else has the value from now on: a local variable, which is followed, or somebody's.
    pub(super) fn put_into(&mut self, holder: Option<&Expr>, taint: Taint, at: Span) {
        let var = holder.and_then(|e| self.function.root(e)).filter(|_| !self.subject.is_text && taint != Taint::ReleaseFn);
        // `s.buf.Reset(s.file)`: what lives off it goes into itself.
        if taint == Taint::Borrow && var.is_some_and(|var| matches!(self.state.taint(var), Taint::Value(_) | Taint::Owner)) {
            return;
        }
        let Some(var) = var.filter(|var| self.function.is_alone_until(*var, at)) else {
            return self.go_into(holder, taint, Handover::Stored, at);
        };
        let v = self.function.scopes.var(var);
        let is_home = self.home.contains(&v.literal) && !self.function.is_exposed(var, self.subject.acquisition);
        match v.kind {
            // Who has given both goes on from there.
            VarKind::Receiver | VarKind::Param if self.subject.is_parameter() => self.events.push(Event::PutInto(var)),
            VarKind::Local if is_home && self.function.is_fresh(var) => {}
            _ => return self.go_into(holder, taint, Handover::Stored, at),
        }
        match taint {
            Taint::Borrow => self.state.attach(var, Taint::Borrow),
            _ if self.is_plain_owner(&self.function.typing.type_of_var(var)) => self.state.attach(var, Taint::Owner),
            _ => self.hand_over_as(taint, Handover::Stored, at),
        }
    }

    /// As [`Self::hand_over_as`], to something that holds it from then on. Where that leaves the release to whoever made the value, the
    /// holder lives off it: who returns the one returns the other.
    pub(super) fn go_into(&mut self, holder: Option<&Expr>, taint: Taint, how: Handover, at: Span) {
        if !self.is_spared(taint, &how) {
            return self.hand_over_as(taint, how, at);
        }
        let Some(var) = holder.and_then(|e| self.function.root(e)).filter(|var| self.state.taint(*var) == Taint::None) else { return };
        match self.function.scopes.var(var).kind {
            VarKind::Receiver | VarKind::Param => self.events.push(Event::PutInto(var)),
            VarKind::Local | VarKind::Result => self.state.attach(var, Taint::Borrow),
            _ => {}
        }
    }

    /// Whether a callee keeps what it is given only until the call of another one that the function defers behind it, as
    /// `pprof.StartCPUProfile` until `pprof.StopCPUProfile`. What the function also releases itself has to be there until then.
    pub(super) fn is_given_back(&self, keeper: &Symbol, at: Span) -> bool {
        let Some(end) = StdTable::get().until(keeper).filter(|_| !self.subject.is_followed()) else { return false };
        let Some(body) = self.function.body_of(at).filter(|body| Some(&body.literal) == self.home.first()) else { return false };
        let Some(node) = body.cfg.node_of(at) else { return false };
        let behind = body.cfg.reached(node, &[]);
        let ends = |stmt: &Stmt| match &stmt.kind {
            StmtKind::Defer(e) => e.as_call().and_then(|call| self.function.callee(call)).is_some_and(|s| s.key() == end.key()),
            _ => false,
        };
        let released = |call: &Call| {
            let operand = receiver_of(call).and_then(|operand| self.function.root(operand));
            self.is_release_name(call) && operand.is_some_and(|var| self.state.taint(var) != Taint::None)
        };
        body.cfg.stmts().any(|stmt| ends(stmt) && body.cfg.node_of(stmt.span).is_some_and(|node| behind[node]))
            && !self.function.has_call(&released)
    }

    /// Whether a callee is presumed to have on loan what it gets, where that is asked.
    fn lend(&mut self, call: &Call, position: Position, taint: Taint, results: &mut Results) -> bool {
        if !self.subject.is_lent {
            return false;
        }
        let borrower = match (taint, position) {
            (Taint::Borrow | Taint::Owner, Position::Receiver) => Some(Borrower::Use),
            // Whoever has it, the test's end is the end of it.
            (Taint::Borrow, _) if self.home.first().is_some_and(|body| self.function.ends_with_test(*body)) => Some(Borrower::Test),
            (Taint::Value(_) | Taint::Borrow, _) => Borrower::of(self.function, call, position, taint != Taint::Borrow),
            _ => None,
        };
        let Some(borrower) = borrower else { return false };
        self.events.push(Event::Lent(borrower));
        self.live_off(call, results);
        true
    }

    /// Whether a callee whose body is not in sight is presumed to do no more with what it gets than to use it: what its results
    /// can't reach it can't keep, and what an interface without a release tells of it can't be released by that. What is only
    /// reached through something that lives off the value (`s.next()`) has it already.
    fn presume(&mut self, call: &Call, callee: &Callee, position: Position, taint: Taint, results: &mut Results) -> bool {
        let Subject { is_made, is_text, .. } = self.subject;
        let suits = |name: &str| !is_ending(name) && !is_keeping(name) && !releases_owner(name);
        if *is_made || *is_text || self.subject.is_followed() || !call.name().is_some_and(|name| suits(name)) {
            return false;
        }
        let only_uses = match position {
            Position::Receiver => match callee {
                Callee::Symbol(_) => taint == Taint::Borrow,
                Callee::Unknown if taint == Taint::Borrow => true,
                // A function in a field.
                Callee::Var(_) | Callee::Unknown => matches!(taint, Taint::Borrow | Taint::Owner) && self.calls_field(call),
                _ => false,
            },
            Position::Argument(at) => {
                matches!(taint, Taint::Borrow | Taint::Value(_)) && (self.takes_for_use(call, at) || self.is_given_as_stream(call, at))
            }
        };
        if only_uses {
            self.events.push(Event::Presumed);
            self.live_off(call, results);
        }
        only_uses
    }

    /// Whether a function in a field is called.
    fn calls_field(&self, call: &Call) -> bool {
        let ExprKind::Selector { operand, field } = &call.callee.unparen().kind else { return false };
        self.function.typing.field(&self.function.type_of(operand), &field.name).is_some()
    }

    /// Whether a call of what is not in sight is given an argument that is known there only as something to read from or to write to:
    /// what it is given as has no release, either.
    fn is_given_as_stream(&self, call: &Call, at: usize) -> bool {
        let Some(arg) = call.args.get(at).filter(|_| self.function.typing.signature(call).is_none()) else { return false };
        self.is_stream(&self.function.type_of(arg))
    }

    /// Whether a type is an interface of something to read from or to write to, and has no release.
    fn is_stream(&self, ty: &Type) -> bool {
        let typing = &self.function.typing;
        let is_stream = ["Read", "ReadAt", "Write", "WriteAt"].iter().any(|name| typing.method_signature(ty, name).is_some());
        is_stream && self.has_no_release(ty)
    }

    /// Whether a type is an interface of some methods, by none of which owners release.
    fn is_view(&self, ty: &Type) -> bool {
        let lacks = |name: &&str| self.function.typing.lacks(ty, name);
        ty.name().is_some_and(|name| name.contains('.')) && self.has_no_release(ty) && OWN_RELEASES.iter().all(lacks)
    }

    /// Whether a type is an interface by which nobody can release anything.
    fn has_no_release(&self, ty: &Type) -> bool {
        self.function.typing.is_interface(ty) && RELEASES.iter().all(|name| self.function.typing.lacks(ty, name))
    }

    /// Whether a call takes an argument as something to read from or to write to, and gives nothing back that could hold it.
    fn takes_for_use(&self, call: &Call, at: usize) -> bool {
        let Some(signature) = self.function.typing.signature(call) else { return false };
        let Some(param) = signature.params.get(at).filter(|_| !signature.variadic) else { return false };
        self.is_stream(param) && signature.results.iter().all(|ty| self.holds_nothing(ty))
    }

    /// What the methods do that a call through an interface may reach in the module, all together; there may be more elsewhere.
    fn use_of_implementations(&self, call: &Call, callee: &Callee, position: Position, taint: Taint) -> Option<Arc<Use>> {
        let Subject { is_made, is_text, .. } = self.subject;
        // What lives only while the value is unreleased must not rest on a presumption.
        let is_beyond = *is_made || *is_text || self.subject.is_followed();
        let (Callee::Symbol(method), false) = (callee, is_beyond) else { return None };
        if position == Position::Receiver && taint != Taint::Owner {
            return None;
        }
        let ty = self.function.type_of(receiver_of(call)?);
        let given = self.asked_of(position, taint, self.error_beside(call, position));
        let all = self.function.use_of_implementations(&ty, method, &given)?;
        (taint != Taint::ReleaseFn).then(|| Arc::new(Use { is_presumed: true, ..all }))
    }

    /// Whether a method that is not in sight returns something of its receiver's type: the receiver, perhaps (`r.Open()`).
    fn may_return_receiver(&self, call: &Call) -> bool {
        let ExprKind::Selector { operand, .. } = &call.callee.unparen().kind else { return false };
        let own = self.function.type_of(operand);
        own != Type::Unknown && self.function.typing.results(call).is_some_and(|types| types.contains(&own))
    }

    /// All results that can live off the value do.
    fn live_off(&self, call: &Call, results: &mut Results) {
        let types = self.function.typing.results(call).unwrap_or_else(|| vec![Type::Unknown]);
        let living = types.iter().enumerate().filter(|(_, ty)| !self.holds_nothing(ty));
        living.for_each(|(i, _)| results.set(i, Taint::Borrow));
    }

    /// The value goes on in results that own it: releasing one of them releases it.
    pub(super) fn wrap(&mut self, taint: Taint, wrappers: &[usize], at: Span, results: &mut Results) {
        match taint {
            Taint::None => {}
            Taint::Borrow => results.derive(wrappers),
            Taint::Value(_) | Taint::Owner => wrappers.iter().for_each(|&wrapper| results.set(wrapper, Taint::Owner)),
            Taint::ReleaseFn => self.hand_over(Handover::Stored, at),
        }
    }

    /// Whether a method of what owns the value releases that, too; None where nobody knows. Of a field it is not known which one it is.
    pub(super) fn releases_owned(&self, call: &Call, callee: &Callee, effect: Option<&Effect>) -> Option<bool> {
        let ExprKind::Selector { operand, .. } = &call.callee.unparen().kind else { return None };
        self.function.var(operand)?;
        if let Some(effect) = effect {
            return (*effect == Effect::Releases).then_some(true);
        }
        let found = self.use_of(callee, Position::Receiver, Taint::Owner, None)?;
        match found.released {
            _ if found.kept.is_some() || found.is_shared || found.is_presumed => None,
            Released::Always => Some(true),
            Released::Never => Some(false),
            Released::OnError(_) | Released::Sometimes => None,
        }
    }

    /// Which argument of a call is the error of the acquisition, which nobody has looked at: given with the value, as
    /// `f(acquire())` or by its variable.
    fn error_beside(&self, call: &Call, position: Position) -> Option<usize> {
        if position == Position::Receiver {
            return None;
        }
        match &call.args[..] {
            [only] if only.unparen().span == self.subject.acquisition => self.subject.error,
            args => {
                let error = self.state.error()?;
                args.iter().position(|a| self.function.var(a) == Some(error))
            }
        }
    }

    /// What is asked of a callee that is given something at a position.
    fn asked_of(&self, position: Position, taint: Taint, error: Option<usize>) -> Given {
        let (how, releases) = match taint {
            Taint::Value(steps) => (Taint::Value(0), self.subject.releases_behind(steps)),
            // It is released by a call of what is given.
            Taint::ReleaseFn => (Taint::Value(0), [Release::Call(String::new())].into()),
            other => (other, self.subject.releases.into()),
        };
        let exposes = if taint == Taint::Value(0) { self.subject.exposes.into() } else { [].into() };
        let is_asked = |by: &&Exhaustion| taint == Taint::Value(0) || matches!((by, taint), (Exhaustion::Calls(_), Taint::Value(_)));
        let exhausted_by = self.subject.exhausted_by.filter(is_asked).cloned();
        Given { exposes, exhausted_by, error, ..self.given(position, how, releases) }
    }

    fn use_of(&self, callee: &Callee, position: Position, taint: Taint, error: Option<usize>) -> Option<Arc<Use>> {
        let given = self.asked_of(position, taint, error);
        let found = match callee {
            Callee::Symbol(symbol) => self.function.use_of(symbol, given)?,
            Callee::Var(var) => self.use_of_var(*var, given)?,
            _ => return None,
        };
        // What is not called for sure is beyond the model.
        (taint != Taint::ReleaseFn || found.released == Released::Always).then_some(found)
    }

    /// What the function in a local variable does with what it is given, where the variable never has another value: a literal, or
    /// what a function in sight returns.
    fn use_of_var(&self, var: VarId, given: Given) -> Option<Arc<Use>> {
        let value = self.function.only_value(var)?.unparen();
        match &value.kind {
            // One that calls itself has no end.
            ExprKind::FuncLit(lit) if !self.function.names(lit.span, var) && self.function.inside.get() < DEEPEST => {
                self.function.inside.set(self.function.inside.get() + 1);
                let found = given::look(self.function, self.function.literal_number(lit), &given);
                self.function.inside.set(self.function.inside.get() - 1);
                Some(Arc::new(found))
            }
            ExprKind::Call(call) => match self.function.typing.callee(call) {
                Callee::Symbol(symbol) => self.function.use_of_returned(&symbol, given),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether the callee does nothing with a function that it is given but call it.
    pub(super) fn runs_argument(&self, callee: &Callee, argument: usize) -> bool {
        match self.effect(callee, Position::Argument(argument)) {
            Some(effect) => matches!(effect, Effect::Reads | Effect::Runs),
            None => {
                let Callee::Symbol(symbol) = callee else { return false };
                if !self.state.is_tracking() {
                    return false;
                }
                let given = self.given(Position::Argument(argument), Taint::Borrow, [].into());
                let found = self.function.use_of(symbol, given);
                found.is_some_and(|u| {
                    u.kept.is_none() && !u.is_shared && u.put_into.is_empty() && u.results.iter().all(|t| *t == Taint::None)
                })
            }
        }
    }

    /// Whether a call starts a goroutine in a group that the function waits for before it ends.
    pub(super) fn is_awaited_in_group(&self, callee: &Callee, call: &Call) -> bool {
        let Callee::Symbol(symbol) = callee else { return false };
        GROUPS.contains(&&*symbol.key()) && self.function.body_of(call.span).is_some_and(|body| awaits::group(self.function, body, call))
    }

    /// Whether who makes a value of the type with the tracked one in it still has to release that: it is a struct or an interface, and
    /// none of its methods by whose names owners release does so.
    pub(super) fn is_plain_owner(&self, ty: &Type) -> bool {
        let typing = &self.function.typing;
        let is_known = |name: &&str| name.contains(['.', '·']) && (typing.is_struct(ty) || typing.is_interface(ty));
        if ty.name().filter(is_known).is_none() {
            return false;
        }
        // A function in a field of the standard library's types releases nothing: `exec.Cmd.Cancel`.
        let is_std = ty.name().and_then(|n| n.rsplit_once('.')).is_some_and(|(path, _)| StdTable::is_std(path));
        RELEASES.iter().chain(&OWN_RELEASES).all(|name| {
            typing.lacks(ty, name)
                || is_std && typing.field(ty, name).is_some()
                || typing.method(ty, name).is_some_and(|method| {
                    let given = self.given(Position::Receiver, Taint::Owner, self.subject.releases.into());
                    self.function.use_of(&method, given).is_some_and(|u| u.kept.is_none() && u.released == Released::Never)
                })
        })
    }

    fn given(&self, position: Position, how: Taint, releases: Arc<[Release]>) -> Given {
        let Subject { is_made, levels, .. } = self.subject;
        // Who is asked about a value that is not made is asked the same everywhere.
        let levels = if *is_made { levels.saturating_sub(1) } else { *levels };
        Given { position, how, releases, exposes: [].into(), exhausted_by: None, is_made: *is_made, levels, error: None }
    }

    pub(super) fn is_release_name(&self, call: &Call) -> bool {
        let ExprKind::Selector { field, .. } = &call.callee.unparen().kind else { return false };
        releases_owner(&field.name)
            || self.subject.releases.iter().any(|r| matches!(r, Release::Method(names) if names.last().is_some_and(|n| *n == field.name)))
    }
}

/// Whether things that own others are released by methods of this name, inside their package, too.
fn releases_owner(name: &str) -> bool {
    RELEASES.contains(&name) || OWN_RELEASES.contains(&name)
}

/// So many literals that are called by their variables are looked at, one within another.
const DEEPEST: u32 = 4;

/// They run a function in a goroutine of its own, and their Wait returns when all have returned.
const GROUPS: [&str; 2] = ["sync.WaitGroup.Go", "golang.org/x/sync/errgroup.Group.Go"];

/// Whether a method ends its receiver in part or altogether, as its name says: `close`, `GracefulStop`, `abandon`.
pub(super) fn is_ending(name: &str) -> bool {
    const ENDINGS: [&str; 22] = [
        "abandon",
        "abort",
        "cancel",
        "cleanup",
        "close",
        "destroy",
        "disconnect",
        "dispose",
        "drain",
        "end",
        "exit",
        "finish",
        "free",
        "halt",
        "kill",
        "quit",
        "release",
        "shutdown",
        "stop",
        "teardown",
        "terminate",
        "unsubscribe",
    ];
    let starts = name.char_indices().filter(|(i, c)| *i == 0 || c.is_uppercase()).map(|(i, _)| i);
    let starts: Vec<usize> = starts.collect();
    let word = |from: usize, to: usize| name[from..to].to_lowercase();
    let first = word(0, starts.get(1).copied().unwrap_or(name.len()));
    let last = word(starts.last().copied().unwrap_or(0), name.len());
    // Whoever commits a transaction, or rolls it back, has done with it.
    ["Commit", "Rollback"].contains(&name)
        || ENDINGS.contains(&first.as_str())
        || !["is", "on"].contains(&first.as_str()) && ENDINGS.contains(&last.as_str())
}

/// Whether a method or function goes on with what it has, or keeps what it is given, as its name says: `Start`, `SetOutput`, `addFile`;
/// who posts something to a server closes it.
fn is_keeping(name: &str) -> bool {
    const KEEPING: [&str; 38] = [
        "add",
        "append",
        "attach",
        "begin",
        "bind",
        "chain",
        "connect",
        "do",
        "enqueue",
        "go",
        "handle",
        "init",
        "install",
        "listen",
        "make",
        "new",
        "open",
        "patch",
        "post",
        "push",
        "redirect",
        "register",
        "replace",
        "request",
        "reset",
        "run",
        "schedule",
        "send",
        "serve",
        "set",
        "spawn",
        "start",
        "store",
        "subscribe",
        "track",
        "use",
        "watch",
        "with",
    ];
    KEEPING.contains(&first_word(name).as_str())
}

/// Whether a method has from then on what it is given, as its name says: `AddCloser`, `registerConn`.
pub(super) fn is_taking(name: &str) -> bool {
    const TAKING: [&str; 7] = ["add", "append", "attach", "enqueue", "push", "register", "track"];
    TAKING.contains(&first_word(name).as_str())
}

/// `add` of `AddCloser`.
fn first_word(name: &str) -> String {
    let end = name.char_indices().skip(1).find(|(_, c)| !c.is_lowercase()).map_or(name.len(), |(i, _)| i);
    name[..end].to_lowercase()
}

const OWN_RELEASES: [&str; 3] = ["Cleanup", "close", "stop"];

/// What a call's results have to do with the value.
#[derive(Default)]
pub(super) struct Results {
    pub taints: Vec<Taint>,
    /// The call was given the error of the acquisition with the value.
    pub must: bool,
}

impl Results {
    pub fn set(&mut self, at: usize, taint: Taint) {
        if self.taints.len() <= at {
            self.taints.resize(at + 1, Taint::None);
        }
        self.taints[at] = taint.max(self.taints[at]);
    }

    pub fn derive(&mut self, results: &[usize]) {
        results.iter().for_each(|&at| self.set(at, Taint::Borrow));
    }
}
