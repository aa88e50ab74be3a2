//! Contexts that end no later than the function that works with them, or soon after: the function cancels them, its callers do, the
//! request or the test that they come with is over.

use super::{
    cfg::{NodeId, NodeKind},
    effects::receiver_of,
    function::{Body, Function},
    given,
    held::Held,
};
use crate::{
    program::{Binding, Position, VarId, VarKind},
    syntax::{
        DeclKind, Descend, Node,
        ast::{Call, Expr, ExprKind, Span, Stmt, StmtKind},
        has_identifier, walk_block,
    },
};

/// A context that is derived from another one, and so on, is followed so far.
const GENERATIONS: u8 = 4;

/// A context that is passed on is followed through so many callers.
pub(super) const CALLERS: u8 = 3;

impl Held<'_, '_> {
    /// Whether it is the cancel function of a context that ends by itself when a constant time has passed.
    pub fn has_deadline(&self) -> bool {
        self.function.sets_deadline(self.call)
    }
}

impl<'a> Function<'a> {
    /// Whether a context that is used at a place ends with the function, with the test, or with the call of so many callers.
    pub(super) fn ends_soon(&self, context: &Expr, place: Span, callers: u8) -> bool {
        self.ends(context, place, GENERATIONS, callers)
    }

    fn ends(&self, context: &Expr, place: Span, generations: u8, callers: u8) -> bool {
        let Some(generations) = generations.checked_sub(1) else { return false };
        if let Some(call) = context.as_call() {
            let ends = |parent: &Expr| self.ends(parent, place, generations, callers);
            let served = receiver_of(call).and_then(|served| self.var(served)).filter(|_| self.is_of_incoming(call));
            return self.is_of_test(call)
                || self.sets_deadline(call)
                || served.is_some_and(|served| self.runs_once_for(place, served))
                || self.derived_from(call).is_some_and(ends);
        }
        let Some(var) = self.var(context) else { return false };
        if !self.is_in_loop(place) && self.body_of(place).is_some_and(|body| self.defers_cancel(body, var, place)) {
            return true;
        }
        if self.has_deadline(var, place) {
            return true;
        }
        let Some(made) = self.definitions(var) else { return false };
        // `ctx = log.With(ctx)`
        let made: Vec<&Expr> = made.into_iter().map(|(value, _)| value).filter(|value| !self.is_derived_from(value, var)).collect();
        match self.scopes.var(var).kind {
            VarKind::Param if made.is_empty() => self.runs_once_for(place, var) && self.is_ended_by_callers(var, callers),
            _ => !made.is_empty() && made.iter().all(|value| self.ends(value, place, generations, callers)),
        }
    }

    /// Whether a context has a deadline at a place, by which it ends whoever cancels it: on each way there it is made with one.
    fn has_deadline(&self, context: VarId, place: Span) -> bool {
        let (Some(made), Some(body)) = (self.definitions(context), self.body_of(place)) else { return false };
        let (timed, others): (Vec<_>, Vec<_>) =
            made.into_iter().map(|(value, _)| value).partition(|value| value.as_call().is_some_and(|call| self.sets_deadline(call)));
        let goes_on = |value: &&Expr| self.is_derived_from(value, context);
        let nodes: Vec<NodeId> = timed.iter().filter_map(|value| body.cfg.node_of(value.span)).collect();
        !timed.is_empty() && others.iter().all(goes_on) && body.cfg.node_of(place).is_some_and(|node| !body.cfg.reached(0, &nodes)[node])
    }

    /// Whether a call makes a context that ends when a constant time has passed.
    pub(super) fn sets_deadline(&self, call: &Call) -> bool {
        let (Some(callee), Some(end)) = (self.callee(call), call.args.get(1)) else { return false };
        match callee.as_str() {
            "context.WithTimeout" | "context.WithTimeoutCause" => self.is_positive(end),
            // `time.Now().Add(time.Second)`
            "context.WithDeadline" | "context.WithDeadlineCause" => end.as_call().is_some_and(|add| {
                let is_now =
                    receiver_of(add).and_then(Expr::as_call).and_then(|now| self.callee(now)).is_some_and(|s| s.as_str() == "time.Now");
                is_now && add.name().is_some_and(|n| n == "Add") && add.args.first().is_some_and(|time| self.is_positive(time))
            }),
            _ => false,
        }
    }

    /// Whether the code at a place runs once at most for what a parameter is given: in no loop, and in no other literal.
    pub(super) fn runs_once_for(&self, place: Span, param: VarId) -> bool {
        let is_own = self.body_of(place).is_some_and(|body| body.literal == self.scopes.var(param).literal);
        is_own && !self.is_in_loop(place)
    }

    /// Whether the code at a place runs in a loop: what is asked for anew piles up until the function ends.
    fn is_in_loop(&self, place: Span) -> bool {
        let Some(body) = self.body_of(place) else { return true };
        body.cfg.node_of(place).is_none_or(|node| body.cfg.in_cycle(node))
    }

    /// Whether a body makes a context ahead of a place, and defers its cancel; whatever is derived from it takes no other's place.
    fn defers_cancel(&self, body: &Body<'_>, context: VarId, place: Span) -> bool {
        let cancel = self.cancel_of(body, context).filter(|(_, made)| made.end <= place.start);
        cancel.is_some_and(|(cancel, _)| {
            body.cfg.stmts().any(|s| match &s.kind {
                StmtKind::Defer(e) => e.as_call().is_some_and(|c| self.var(&c.callee) == Some(cancel)),
                _ => false,
            })
        })
    }

    /// The cancel function that a body gets with a context, and where; None where the context is ever another one that is not derived
    /// from it.
    fn cancel_of(&self, body: &Body<'_>, context: VarId) -> Option<(VarId, Span)> {
        let mut found = None;
        for (value, _) in self.definitions(context)? {
            let call = value.as_call()?;
            let makes = |stmt: &&Stmt| matches!(&stmt.kind, StmtKind::Assign { right, .. } if matches!(&right[..], [one] if one.span == value.span));
            let cancel = body.cfg.stmts().find(makes).and_then(|stmt| match &stmt.kind {
                StmtKind::Assign { left, .. } => match &left[..] {
                    [made, cancel] if self.var(made) == Some(context) => self.var(cancel),
                    _ => None,
                },
                _ => None,
            });
            let with_cancel = cancel.filter(|_| self.callee(call).is_some_and(|s| s.as_str().starts_with("context.With")));
            match with_cancel {
                Some(cancel) if found.is_none() => found = Some((cancel, value.span)),
                _ if self.is_derived_from(value, context) => {}
                _ => return None,
            }
        }
        found
    }

    /// Whether a call makes a value of the context in a variable: one that ends with it.
    fn is_derived_from(&self, value: &Expr, context: VarId) -> bool {
        value.as_call().and_then(|call| self.derived_from(call)).and_then(|from| self.var(from)) == Some(context)
    }

    /// The context from which a call makes another one, that ends with it.
    fn derived_from<'e>(&self, call: &'e Call) -> Option<&'e Expr> {
        let name = call.name()?.to_lowercase();
        let goes_on = ["without", "detach", "background", "independent"].iter().any(|word| name.contains(word));
        let is_context = |e: &&Expr| {
            self.type_of(e).is("context.Context") || e.as_call().is_some_and(|call| self.is_of_test(call) || self.is_of_incoming(call))
        };
        call.args.iter().find(is_context).filter(|_| !goes_on)
    }

    /// Whether a call gives the context of the test that runs, which ends just ahead of its cleanups.
    pub(super) fn is_of_test(&self, call: &Call) -> bool {
        self.callee(call).is_some_and(|s| s.package() == "testing" && s.name() == "Context")
    }

    /// Whether a call gives the context of a request or of a stream that the function serves, which ends when it is served.
    fn is_of_incoming(&self, call: &Call) -> bool {
        let ExprKind::Selector { operand, field } = &call.callee.unparen().kind else { return false };
        let is_stream = || {
            let is_param = self.var(operand).is_some_and(|var| self.scopes.var(var).kind == VarKind::Param);
            is_param && self.typing.embeds(&self.type_of(operand), "google.golang.org/grpc.ServerStream")
        };
        field.name == "Context" && call.args.is_empty() && (self.is_incoming(operand) || is_stream())
    }

    /// Whether an expression is the request that the function serves, a handler's: it stands beside what the answer is written to.
    pub(super) fn is_incoming(&self, request: &Expr) -> bool {
        let Some(var) = self.var(request).filter(|_| self.type_of(request).name() == Some("net/http.Request")) else { return false };
        let declared = self.scopes.var(var);
        let Some(body) = self.bodies().iter().find(|body| body.literal == declared.literal) else { return false };
        let mut params = self.signature_of(body).params.iter();
        declared.kind == VarKind::Param && params.any(|p| self.typing.denoted(&p.ty).is("net/http.ResponseWriter"))
    }

    /// Whether all that calls the function ends what it gives for a parameter: the function is the package's own, and nothing but called.
    fn is_ended_by_callers(&self, param: VarId, callers: u8) -> bool {
        let name = &self.func.name.name;
        let is_own = !name.starts_with(char::is_uppercase) && self.scopes.var(param).literal == 0 && !self.is_addressed(param);
        let Some(callers) = callers.checked_sub(1).filter(|_| is_own) else { return false };
        let Some(Position::Argument(at)) = given::position_of(self, &self.func.signature, param) else { return false };
        let is_method = self.func.receiver.is_some();
        let package = self.program.package(self.file);
        let mut called = 0;
        for file in package.files() {
            for declaration in &file.skim.declarations {
                let text = file.text.get(declaration.span.clone()).unwrap_or_default();
                if !has_identifier(text, name) {
                    continue;
                }
                let DeclKind::Func { .. } = &declaration.kind else {
                    // A field, an interface's method, a comment; `T.write` would be a value.
                    if is_method && !text.contains(&format!(".{name}")) {
                        continue;
                    }
                    return false;
                };
                let Ok(parsed) = self.model.parsed(file, declaration) else { return false };
                match Function::new(self.model, file, &parsed).ends_for(self, at, callers) {
                    Some(calls) => called += calls,
                    None => return false,
                }
            }
        }
        called > 0
    }

    /// How many calls of another function of the package stand in this one; None where one does not end what it gives for a parameter, or
    /// the other is more than called.
    fn ends_for(&self, callee: &Function<'_>, at: usize, callers: u8) -> Option<usize> {
        let name = &callee.func.name.name;
        let is_method = callee.func.receiver.is_some();
        let is_named = |e: &Expr| match &e.kind {
            ExprKind::Ident(n) if !is_method => {
                n == name && matches!(self.scopes.binding(e.span.start), Binding::PackageLevel(_) | Binding::Unknown)
            }
            ExprKind::Selector { operand, field } if is_method => {
                field.name == *name && self.typing.field(&self.type_of(operand), name).is_none()
            }
            _ => false,
        };
        let symbol = callee.symbol();
        let (mut called, mut spans, mut is_clear) = (0, Vec::new(), true);
        walk_block(self.func.body.as_ref()?, &mut |node| {
            let Node::Expr(e) = node else { return Descend::Into };
            match &e.kind {
                ExprKind::Call(call) if is_named(call.callee.unparen()) => {
                    spans.push(call.callee.unparen().span);
                    match self.callee(call) {
                        Some(s) if s.key() == symbol.key() => {
                            called += 1;
                            is_clear &= call.args.get(at).is_some_and(|context| {
                                self.is_cancelled_behind(context, call.span) || self.ends(context, call.span, GENERATIONS, callers)
                            });
                        }
                        // Another type's method of this name; behind an interface it may be this one.
                        Some(_) => is_clear &= receiver_of(call).is_some_and(|r| !self.typing.is_interface(&self.type_of(r))),
                        None => is_clear = false,
                    }
                }
                _ => is_clear &= !is_named(e) || spans.contains(&e.span),
            }
            Descend::Into
        });
        is_clear.then_some(called)
    }

    /// Whether what follows a call at once is the cancel of the context that it is given.
    fn is_cancelled_behind(&self, context: &Expr, call: Span) -> bool {
        let (Some(var), Some(body)) = (self.var(context), self.body_of(call)) else { return false };
        let Some((cancel, _)) = self.cancel_of(body, var) else { return false };
        let Some(mut node) = body.cfg.node_of(call) else { return false };
        while let [(next, _)] = body.cfg.nodes[node].succ[..] {
            node = next;
            match body.cfg.nodes[node].kind {
                NodeKind::Join | NodeKind::Point(_) => {}
                NodeKind::Stmt(Stmt { kind: StmtKind::Expr(e), .. }) => {
                    return e.as_call().is_some_and(|c| self.var(&c.callee) == Some(cancel));
                }
                _ => return false,
            }
        }
        false
    }
}
