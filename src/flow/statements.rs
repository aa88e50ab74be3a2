//! What one statement does with a tracked value, its inner statements left out: who holds it from then on, and whether it is
//! there at all.

use super::{
    awaits::{self, Awaited},
    effects::{Borrower, Effects, Event, Handover, Taint},
    passing::is_ending,
    state::Status,
    watchers,
};
use crate::{
    program::{Callee, Effect, Position, RELEASES, StdTable, Type, VarId, VarKind},
    syntax::{
        Descend, Node,
        ast::{AssignOp, Call, Expr, ExprKind, FuncLit, InterfaceElem, Span, Stmt, StmtKind},
        walk_block,
    },
};

impl<'a> Effects<'_, '_, 'a> {
    /// A statement without its inner statements: those that the graph has nodes for, and the heads of compound ones.
    pub(super) fn simple(&mut self, stmt: &'a Stmt) {
        self.one(stmt);
        // Released on error, and nothing keeps the error.
        if self.failing.take().is_some() {
            self.hand_over(Handover::Unclear, stmt.span);
        }
    }

    fn one(&mut self, stmt: &'a Stmt) {
        match &stmt.kind {
            StmtKind::Expr(e) | StmtKind::IncDec(e) => {
                self.results(e);
            }
            StmtKind::Send { channel, value } => {
                self.expr(channel);
                match self.expr(value) {
                    Taint::None => {}
                    taint if self.lends_to(channel, taint) => {}
                    taint => self.go_into(Some(channel), taint, Handover::Sent, value.span),
                }
            }
            StmtKind::Assign { left, op, right } => self.assign(stmt.span, left, *op, right),
            StmtKind::Var(specs) => {
                for spec in specs {
                    let taints = self.right_hand(&spec.values, spec.names.len());
                    for (name, taint) in spec.names.iter().zip(taints) {
                        if let Some(var) = self.function.scopes.var_at(name.span.start) {
                            self.bind(var, taint);
                        }
                    }
                    self.bind_failing(spec.span, |error| self.function.scopes.var_at(spec.names.get(error)?.span.start));
                    self.bind_draining(|error| self.function.scopes.var_at(spec.names.get(error)?.span.start));
                    let direct = matches!(&spec.values[..], [one] if one.unparen().span == self.subject.acquisition);
                    self.acquired(spec.span, direct, &|i| {
                        spec.names.get(i).map(|n| (n.name.as_str(), self.function.scopes.var_at(n.span.start)))
                    });
                }
            }
            StmtKind::Go(e) => self.spawn(e),
            StmtKind::Defer(e) => {
                self.results(e);
            }
            StmtKind::Return(values) => {
                for value in values {
                    if self.is_copied_whole(value) {
                        self.hand_over(Handover::Returned, value.span);
                    }
                    let taints = self.results(value);
                    if let Some(taint) = taints.iter().max().filter(|t| **t != Taint::None) {
                        self.hand_over_as(*taint, Handover::Returned, value.span);
                    }
                    if values.len() == 1 {
                        self.returned = taints;
                    } else {
                        self.returned.push(taints.first().copied().unwrap_or(Taint::None));
                    }
                }
                self.returns_failing = values.len() == 1 && self.failing.take().is_some();
                if values.is_empty() {
                    let results = self.function.results().map(|v| v.map_or(Taint::None, |v| self.state.taint(v)));
                    self.returned = results.collect();
                    if self.state.tracked().any(|v| self.function.scopes.var(v).kind == VarKind::Result) {
                        self.hand_over(Handover::Returned, stmt.span);
                    }
                }
            }
            StmtKind::If(s) => {
                self.expr(&s.cond);
            }
            StmtKind::For(s) => {
                if let Some(cond) = &s.cond {
                    self.expr(cond);
                }
            }
            StmtKind::Range(s) => {
                self.expr(&s.operand);
            }
            StmtKind::Switch(s) => {
                for e in s.tag.iter().chain(s.cases.iter().flat_map(|c| &c.values)) {
                    self.expr(e);
                }
            }
            StmtKind::TypeSwitch(s) => self.type_switch(&s.operand),
            StmtKind::Const(_)
            | StmtKind::Type(_)
            | StmtKind::Break(_)
            | StmtKind::Continue(_)
            | StmtKind::Goto(_)
            | StmtKind::Fallthrough
            | StmtKind::Block(_)
            | StmtKind::Select(_)
            | StmtKind::Labeled { .. }
            | StmtKind::Empty => {}
        }
    }

    /// `return *resp`: the caller gets all that is in the value, and releases it by that.
    fn is_copied_whole(&self, value: &Expr) -> bool {
        let ExprKind::Star(pointer) = &value.unparen().kind else { return false };
        let is_value = self.function.var(pointer).is_some_and(|var| self.state.taint(var) == Taint::Value(0));
        is_value && !self.subject.is_parameter() && !self.subject.is_made
    }

    /// The value of a type switch has as many names and types as it has cases.
    pub(super) fn type_switch(&mut self, operand: &'a Expr) {
        if self.expr(operand) != Taint::None || self.state.error().is_some_and(|err| self.function.mentions(operand, err)) {
            self.hand_over(Handover::Unclear, operand.span);
        }
    }

    fn spawn(&mut self, e: &'a Expr) {
        let Some(call) = e.as_call() else { return };
        let given = call.args.iter().map(|a| self.expr(a)).max().unwrap_or(Taint::None);
        let touched = match &call.callee.unparen().kind {
            ExprKind::FuncLit(lit) => self.touches(lit),
            ExprKind::Selector { operand, .. } => self.expr(operand),
            _ => self.expr(&call.callee),
        };
        match given.max(touched) {
            Taint::None => {}
            _ if self.is_awaited(e, call) => {}
            // Where the event never comes, nobody calls it.
            Taint::Value(0) if self.subject.is_called_to_release() && self.waits_for_event(e, call) => self.events.push(Event::Presumed),
            taint => {
                let looks = self.subject.is_made || self.subject.is_lent;
                let inside = if looks { self.in_goroutine(call) } else { Vec::new() };
                if matches!(taint, Taint::Value(_)) && inside.iter().any(|e| matches!(e, Event::Released(_))) {
                    return self.hand_over_as(taint, Handover::Kept(self.function.callee_text(call)), e.span);
                }
                if self.subject.is_lent && inside.iter().all(|e| matches!(e, Event::Lent(_))) {
                    self.events.push(Event::Lent(Borrower::Goroutine));
                    return self.events.extend(inside);
                }
                self.hand_over_as(taint, Handover::Goroutine, e.span);
            }
        }
    }

    /// Whether the function waits for a goroutine before it ends. Where that has ended by then, its code is as good as code that
    /// stands here. Where it may go on, it does no more than use the value, which nobody else releases then.
    fn is_awaited(&mut self, e: &'a Expr, call: &'a Call) -> bool {
        let ExprKind::FuncLit(lit) = &call.callee.unparen().kind else { return false };
        let Some(body) = self.function.body_of(e.span) else { return false };
        let Some(node) = body.cfg.node_of(e.span) else { return false };
        let awaited = awaits::goroutine(self.function, body, node, e.span, Some(lit));
        if awaited == Awaited::No || awaited != Awaited::Ended && !self.subject.may_be_shared() {
            return false;
        }
        let uses = |at: Span| self.state.tracked().any(|var| self.function.names(at, var));
        if awaited != Awaited::Ended && awaits::goes_on_with(self.function, lit, &uses) {
            return false;
        }
        let (state, before) = (self.state.clone(), self.events.len());
        self.on_the_spot(lit, call);
        let only_uses = self.events[before..].iter().all(|e| *e == Event::Presumed);
        // What is followed goes on to the callees in there.
        if !(only_uses || self.subject.is_followed() && awaited == Awaited::Ended) {
            self.events.truncate(before);
            self.state = state;
            return false;
        }
        if awaited != Awaited::Ended {
            self.state = state;
            self.events.push(Event::Shared);
        }
        true
    }

    /// Whether a goroutine does no more than to call the function that is followed upon an event which is the caller's, or of what the
    /// caller has, while the code around it works with the context of that function and does not wait for its end.
    fn waits_for_event(&self, e: &'a Expr, call: &'a Call) -> bool {
        let ExprKind::FuncLit(lit) = &call.callee.unparen().kind else { return false };
        let Some(body) = self.function.body_of(e.span).filter(|body| call.args.is_empty() && self.home == [body.literal]) else {
            return false;
        };
        let [cancel] = self.state.holders.keys().collect::<Vec<_>>()[..] else { return false };
        watchers::cancels_upon_event(self.function, body, lit, cancel, self.subject.acquisition)
    }

    /// What a call in a goroutine of its own does.
    fn in_goroutine(&mut self, call: &'a Call) -> Vec<Event> {
        let (state, before) = (self.state.clone(), self.events.len());
        match &call.callee.unparen().kind {
            ExprKind::FuncLit(lit) => {
                let number = self.function.literal_number(lit);
                self.run(&lit.body, number);
            }
            _ => {
                self.call(call, call.span);
            }
        }
        self.state = state;
        self.events.split_off(before)
    }

    /// What a literal has of the value.
    pub(super) fn touches(&self, lit: &'a FuncLit) -> Taint {
        let mut touched = Taint::None;
        walk_block(&lit.body, &mut |node| {
            if let Node::Expr(e) = node
                && let Some(var) = self.function.var(e)
            {
                touched = touched.max(self.state.taint(var));
            }
            Descend::Into
        });
        touched
    }

    /// The taints of so many right-hand sides, where one call may stand for them all.
    fn right_hand(&mut self, right: &'a [Expr], wanted: usize) -> Vec<Taint> {
        let mut taints = match right {
            [one] if wanted > 1 => match &one.unparen().kind {
                // `v, ok := x.(T)`, `v, ok := <-c`, `v, ok := m[k]`
                ExprKind::Call(_) => self.results(one),
                ExprKind::TypeAssert { .. } => {
                    match self.expr(one) {
                        Taint::None => Vec::new(),
                        // Of whatever type it is, it lives off the value.
                        Taint::Borrow if self.subject.is_made => vec![Taint::Borrow],
                        // By an interface without a release nobody can release it.
                        Taint::Value(_) | Taint::Borrow if self.cannot_release(one) => vec![Taint::Borrow],
                        // Whether it holds depends on a type that is known elsewhere.
                        _ => {
                            self.hand_over(Handover::Unclear, one.span);
                            Vec::new()
                        }
                    }
                }
                _ => vec![self.named(one)],
            },
            _ => right.iter().map(|e| self.named(e)).collect(),
        };
        taints.resize(wanted, Taint::None);
        taints
    }

    /// Whether a value is asserted to be of a type that surely has no release.
    fn cannot_release(&self, assertion: &Expr) -> bool {
        let ExprKind::TypeAssert { ty: Some(ty), .. } = &assertion.unparen().kind else { return false };
        // `f.(interface{ CloseWithError(error) error })`
        let ends = |e: &InterfaceElem| matches!(e, InterfaceElem::Method { name, .. } if is_ending(&name.name));
        if matches!(&ty.unparen().kind, ExprKind::InterfaceType(elements) if elements.iter().any(ends)) {
            return false;
        }
        let ty = self.function.typing.denoted(ty);
        RELEASES.iter().all(|name| self.function.typing.lacks(&ty, name))
    }

    /// Whether a variable gets what a type assertion makes of an acquired value, and no method of it is called that may release that.
    fn is_only_looked_at(&self, alias: &Expr, assertion: &Expr) -> bool {
        let ExprKind::TypeAssert { operand, .. } = &assertion.unparen().kind else { return false };
        let Some(var) = self.function.var(alias) else { return false };
        let is_value = self.function.root(operand).is_some_and(|root| matches!(self.state.taint(root), Taint::Value(_)));
        if !is_value || self.subject.is_made || self.subject.is_parameter() {
            return false;
        }
        let mut released = false;
        if let Some(body) = &self.function.func.body {
            walk_block(body, &mut |node| {
                if let Node::Expr(Expr { kind: ExprKind::Selector { operand, field }, .. }) = node {
                    let releases = RELEASES.contains(&field.name.as_str()) || self.subject.is_release_method(0, &field.name);
                    released |= releases && self.function.var(operand) == Some(var);
                }
                Descend::Into
            });
        }
        !released
    }

    /// The taints of the right-hand sides of an assignment. What wraps the value and takes its place (`resp.Body = wrap(resp.Body)`)
    /// is the value from then on.
    fn right_hand_of(&mut self, left: &'a [Expr], right: &'a [Expr]) -> Vec<Taint> {
        let replaced = match left {
            [only] => self.step(only),
            _ => None,
        };
        let Some(steps) = replaced else { return self.right_hand(right, left.len()) };
        let (before, state) = (self.events.len(), self.state.clone());
        let taints = self.right_hand(right, left.len());
        let stored = self.events[before..].iter().any(|e| matches!(e, Event::HandedOver(Handover::Stored, ..)));
        if stored || matches!(taints[..], [Taint::Owner]) {
            self.events.truncate(before);
            self.state = state;
            return vec![Taint::Value(steps)];
        }
        taints
    }

    /// How many steps along the release path an expression is, if it is a field on it.
    fn step(&self, e: &Expr) -> Option<u8> {
        let ExprKind::Selector { operand, field } = &e.unparen().kind else { return None };
        let steps = match self.function.var(operand).map(|var| self.state.taint(var)) {
            Some(Taint::Value(steps)) => steps,
            _ => self.step(operand)?,
        };
        (*self.subject.path().get(usize::from(steps))? == field.name.as_str()).then_some(steps + 1)
    }

    fn assign(&mut self, span: Span, left: &'a [Expr], op: AssignOp, right: &'a [Expr]) {
        // `_, ok := v.(T)` asks for the type alone.
        let asks_type =
            |l: &Expr, r: &Expr| l.as_ident().is_some_and(|n| n == "_") && matches!(r.unparen().kind, ExprKind::TypeAssert { .. });
        let drops = |l: &Expr, r: &Expr| l.as_ident().is_some_and(|n| n == "_") && matches!(r.unparen().kind, ExprKind::FuncLit(_));
        let mut taints = match (left, right) {
            // What nobody can call does nothing.
            ([blank], [literal]) if drops(blank, literal) => vec![Taint::None],
            ([blank, _], [assert]) if asks_type(blank, assert) => {
                // A type of its own may be one that holds nothing.
                if matches!(self.expr(assert), Taint::Value(_)) && self.subject.is_made {
                    self.hand_over(Handover::Unclear, assert.span);
                }
                vec![Taint::None; 2]
            }
            // It is another name of the value, if any, and nobody releases it by that. A variable that was there before may be its owner
            // from now on.
            ([alias, _], [assert]) if op == AssignOp::Define && self.is_only_looked_at(alias, assert) => match self.expr(assert) {
                Taint::Value(_) => vec![Taint::Borrow, Taint::None],
                taint => vec![taint, Taint::None],
            },
            _ => self.right_hand_of(left, right),
        };
        if op == AssignOp::Plain && self.is_wrapped_in_place(left, right) {
            taints.iter_mut().filter(|taint| **taint == Taint::Owner).for_each(|taint| *taint = Taint::Value(0));
        }
        // An error that wraps the one at hand says as much as that one did; which of both, the model can't tell.
        if let Some(err) = self.state.told_by()
            && left.iter().any(|l| self.function.var(l) == Some(err))
        {
            if self.state.error().is_some() && right.iter().any(|r| self.function.mentions(r, err)) {
                self.hand_over(Handover::Unclear, span);
            }
            self.state.forget_error();
        }
        if op == AssignOp::Compound {
            return;
        }
        for (l, taint) in left.iter().zip(taints) {
            self.store(l, taint, span);
        }
        self.bind_failing(span, |error| self.function.var(left.get(error)?));
        self.bind_draining(|error| self.function.var(left.get(error)?));
        let direct = matches!(right, [one] if one.unparen().span == self.subject.acquisition);
        self.acquired(span, direct, &|i| {
            let l = left.get(i)?;
            Some((l.as_ident().map_or("", |n| n.as_str()), self.function.var(l)))
        });
    }

    /// After a callee that has released the value where it fails: a variable tells whether it did, or nobody knows.
    /// `conn = tls.Client(conn, config)`: whether a variable that holds the value gets what owns it. It is of the same type, and
    /// releasing it releases the value, so that the variable goes on holding that.
    fn is_wrapped_in_place(&self, left: &[Expr], right: &[Expr]) -> bool {
        let ([var], [made]) = (left, right) else { return false };
        let (Some(var), Some(call)) = (self.function.var(var), made.as_call()) else { return false };
        let Callee::Symbol(symbol) = self.function.typing.callee(call) else { return false };
        let owns = |at: usize| matches!(StdTable::get().effect(&symbol, Position::Argument(at)), Some(Effect::Owns(wrappers)) if wrappers.contains(&0));
        self.state.taint(var) == Taint::Value(0)
            && self.subject.path().is_empty()
            && call.args.iter().enumerate().any(|(at, arg)| self.function.var(arg) == Some(var) && owns(at))
    }

    fn bind_failing(&mut self, span: Span, var_of: impl Fn(usize) -> Option<VarId>) {
        match self.failing.take().map(var_of) {
            None => {}
            Some(Some(var)) => self.events.push(Event::Failing(var)),
            Some(None) => self.hand_over(Handover::Unclear, span),
        }
    }

    /// After the statement that holds the acquisition: whether the value is there depends on its error.
    /// `direct` says that the statement assigns the results of the acquisition itself.
    fn acquired(&mut self, span: Span, direct: bool, name_of: &dyn Fn(usize) -> Option<(&'a str, Option<VarId>)>) {
        if self.state.status != Status::Before || !span.contains(self.subject.acquisition) {
            return;
        }
        self.state.status = match self.subject.error.map(name_of) {
            None => Status::Open,
            // Some other call was given the error, and has told by its own results, or by not coming back.
            Some(_) if !direct => Status::Pending { error: None },
            Some(None | Some(("_", _))) => Status::Pending { error: None },
            Some(Some((_, Some(error)))) => Status::Pending { error: Some(error) },
            Some(Some((_, None))) => {
                self.hand_over(Handover::Unclear, span);
                Status::Open
            }
        };
    }

    fn store(&mut self, left: &'a Expr, taint: Taint, span: Span) {
        let left = left.unparen();
        match &left.kind {
            ExprKind::Ident(name) if name == "_" => {}
            ExprKind::Ident(_) => match self.function.var(left) {
                // What a callee out of sight gives back may live off the value, but not in an error or a number.
                Some(var) if taint == Taint::Borrow && self.holds_nothing(&self.function.typing.type_of_var(var)) => {
                    self.bind(var, Taint::None);
                }
                Some(var) => self.bind(var, taint),
                None if taint != Taint::None => self.hand_over_as(taint, Handover::Stored, span),
                None => {}
            },
            ExprKind::Selector { operand, field } => {
                let owner = self.expr(operand);
                if let Taint::Value(steps) = owner
                    && self.subject.path().get(usize::from(steps)).is_some_and(|f| *f == field.name)
                {
                    if taint == Taint::Value(steps + 1) {
                        return;
                    }
                    // `resp.Body = …`: what is released from now on is something else.
                    self.hand_over(Handover::Unclear, span);
                } else if taint != Taint::None && owner == Taint::None {
                    match self.local_owner(operand) {
                        // What has a release of its own releases what it was given, as a server its listener.
                        Some(var)
                            if !self.subject.is_text
                                && taint != Taint::Borrow
                                && !self.is_plain_owner(&self.function.typing.type_of_var(var)) =>
                        {
                            self.hand_over(Handover::Stored, span);
                        }
                        Some(var) => self.state.attach(var, Taint::Borrow),
                        None if self.subject.is_parameter() && self.parameter_of(operand).is_some() => {
                            self.put_into(Some(operand), taint, span);
                        }
                        None if self.lends_to(operand, taint) => {}
                        None if self.builds_in(operand, taint, span) => {}
                        None => self.go_into(Some(operand), taint, Handover::Stored, span),
                    }
                }
            }
            _ => {
                self.place(left, span);
                if taint != Taint::None && !self.lends_to(left, taint) {
                    self.go_into(Some(left), taint, Handover::Stored, span);
                }
            }
        }
    }

    /// Evaluates what is assigned to. `open[f] = true`: a map has its keys as well; that of a text is a copy.
    fn place(&mut self, left: &'a Expr, span: Span) {
        let ExprKind::Index { operand, indices } = &left.kind else {
            self.expr(left);
            return;
        };
        self.expr(operand);
        for key in indices {
            let taint = self.expr(key);
            if !self.subject.is_text && matches!(taint, Taint::Value(_) | Taint::Owner | Taint::ReleaseFn) {
                self.go_into(Some(left), taint, Handover::Stored, span);
            }
        }
    }

    /// The receiver or parameter of which an expression is a field.
    fn parameter_of(&self, operand: &Expr) -> Option<VarId> {
        let var = self.function.root(operand)?;
        matches!(self.function.scopes.var(var).kind, VarKind::Receiver | VarKind::Param).then_some(var)
    }

    /// What lives off the value goes into something of the function's own: a field, an element, a channel. Where that is asked, it
    /// has it on loan.
    fn lends_to(&mut self, into: &Expr, taint: Taint) -> bool {
        let mut root = into.unparen();
        while let ExprKind::Selector { operand, .. } | ExprKind::Index { operand, .. } = &root.kind {
            root = operand.unparen();
        }
        let is_own = self.function.var(root).is_some_and(|var| self.function.scopes.var(var).kind == VarKind::Local);
        let lends = self.subject.is_lent && taint == Taint::Borrow && is_own;
        if lends {
            self.events.push(Event::Lent(Borrower::Goroutine));
        }
        lends
    }

    /// A local variable of a standard-library type, whose methods the table knows: what is stored in its field
    /// (`cmd.Stdout = f`) goes where it goes. What it points to is made here or by the standard library; of anything else others
    /// may know as well (`req := ctx.Request()`).
    fn local_owner(&self, operand: &Expr) -> Option<VarId> {
        let id = self.function.var(operand)?;
        let var = self.function.scopes.var(id);
        let std = |name: &str| name.rsplit_once('.').is_some_and(|(path, _)| StdTable::is_std(path));
        let ty = self.function.typing.type_of_var(id);
        (var.kind == VarKind::Local
            && self.home.contains(&var.literal)
            && matches!(ty, Type::Named(_) | Type::Pointer(_))
            && ty.name().is_some_and(std)
            && self.function.is_made_within(id))
        .then_some(id)
    }

    /// A variable gets a new value.
    pub(super) fn bind(&mut self, var: VarId, taint: Taint) {
        let v = self.function.scopes.var(var);
        let is_shared = || self.subject.is_built_in && taint == Taint::Owner && self.function.is_captured(var);
        let is_exposed = || self.function.is_exposed(var, self.subject.acquisition) || is_shared();
        if taint != Taint::None && (!self.home.contains(&v.literal) || is_exposed()) {
            self.hand_over(Handover::Captured, v.declared);
            return;
        }
        self.state.rebind(var, taint);
        if taint == Taint::ReleaseFn {
            self.hand_over(Handover::Unclear, v.declared);
        }
    }
}
