//! What one expression or statement does with a tracked value: reads it, derives something from it, releases it, hands
//! it over. An unknown use is a hand-over.

use std::fmt;

use super::{
    function::Function,
    state::{State, Status},
};
use crate::{
    program::{Callee, Effect, Position, Release, StdTable, Type, VarId, VarKind},
    syntax::{
        Descend, Node,
        ast::{AssignOp, Block, Call, Expr, ExprKind, FuncLit, Span, Stmt, StmtKind, UnaryOp},
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
}

/// What an expression's value has to do with the tracked one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Taint {
    None,
    /// The value itself, or so many steps along its release path (`resp.Body` is one step of `Body.Close`).
    Value(u8),
    /// Lives off it.
    Borrow,
    /// Its release as a method value.
    ReleaseFn,
}

/// What is followed: the value, or what depends on it.
#[derive(Clone, Debug)]
pub(super) struct Subject<'r> {
    /// The acquiring call.
    pub acquisition: Span,
    /// Which of its results is followed.
    pub result: usize,
    pub error: Option<usize>,
    pub releases: &'r [Release],
    /// As of [`crate::program::Resource`].
    pub exposes: &'r [String],
    pub spent_by: Option<&'r str>,
    pub armed_by: Option<&'r str>,
}

impl Subject<'_> {
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
            Release::Call(_) => false,
        })
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
}

impl<'a> Effects<'_, '_, 'a> {
    fn hand_over(&mut self, how: Handover, at: Span) {
        self.events.push(Event::HandedOver(how, at));
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
            ExprKind::Composite { elements, .. } => {
                let mut taint = Taint::None;
                for element in elements {
                    if let Some(key) = &element.key {
                        self.expr(key);
                    }
                    let t = self.expr(&element.value);
                    taint = taint.max(self.keep(t, element.value.span));
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
            ExprKind::Binary { left, right, .. } => {
                self.expr(left);
                self.expr(right);
                Taint::None
            }
            ExprKind::Index { operand, indices } => {
                for index in indices {
                    self.expr(index);
                }
                match self.expr(operand) {
                    Taint::None => Taint::None,
                    _ => Taint::Borrow,
                }
            }
            ExprKind::Slice { operand, bounds } => {
                for bound in bounds {
                    self.expr(bound);
                }
                self.expr(operand)
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

    /// A field or method value of something tainted.
    fn select(&mut self, taint: Taint, operand: &Expr, field: &str) -> Taint {
        match taint {
            Taint::None | Taint::ReleaseFn => Taint::None,
            Taint::Value(steps) if self.subject.path().get(usize::from(steps)).is_some_and(|f| f == field) => Taint::Value(steps + 1),
            Taint::Value(steps) if self.subject.is_release_method(steps, field) => Taint::ReleaseFn,
            Taint::Value(_) | Taint::Borrow => {
                let ty = self.function.type_of(operand);
                match ty.name().and_then(|n| StdTable::get().field(n, field)) {
                    Some(Effect::Reads) => Taint::None,
                    _ => Taint::Borrow,
                }
            }
        }
    }

    /// What is put into a composite value: the value itself is handed over, what derives from it goes on in what holds it.
    fn keep(&mut self, taint: Taint, at: Span) -> Taint {
        match taint {
            Taint::None => Taint::None,
            Taint::Borrow => Taint::Borrow,
            Taint::Value(_) | Taint::ReleaseFn => {
                self.hand_over(Handover::Stored, at);
                Taint::None
            }
        }
    }

    fn call(&mut self, call: &'a Call, span: Span) -> Vec<Taint> {
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
        let mut taints = Vec::new();
        let mut result = |derived: &[usize]| {
            for &i in derived {
                if taints.len() <= i {
                    taints.resize(i + 1, Taint::None);
                }
                taints[i] = Taint::Borrow;
            }
        };
        if let Operand::Method(taint) = receiver
            && taint != Taint::None
        {
            match self.effect(&callee, Position::Receiver) {
                // What it exposes is a matter of the release, not of who owns the value.
                _ if taint == Taint::Value(0) && self.exposes(call) => {}
                Some(Effect::Reads) => {}
                Some(Effect::Borrows(derived)) => result(&derived),
                // Closing what derives from a value does not close the value.
                Some(Effect::Releases) if taint == Taint::Borrow => {}
                Some(Effect::Releases) => self.events.push(Event::Released(span)),
                Some(Effect::Keeps) => self.hand_over(Handover::Stored, span),
                None => self.hand_over(Handover::Callee(self.callee_text(call)), span),
            }
        }
        for (i, arg) in call.args.iter().enumerate() {
            // A literal that the callee runs before it returns is as good as code that stands here.
            if let ExprKind::FuncLit(lit) = &arg.unparen().kind
                && self.effect(&callee, Position::Argument(i)) == Some(Effect::Reads)
            {
                self.run(&lit.body, self.function_number(lit));
                continue;
            }
            let taint = if let (1, ExprKind::Call(inner)) = (call.args.len(), &arg.unparen().kind) {
                self.call(inner, arg.unparen().span).into_iter().max().unwrap_or(Taint::None)
            } else {
                self.expr(arg)
            };
            if taint == Taint::None {
                continue;
            }
            match (&callee, self.effect(&callee, Position::Argument(i))) {
                (Callee::Conversion(_), _) => return vec![taint],
                (Callee::Builtin(name), _) => match name.as_str() {
                    "append" if matches!(taint, Taint::Value(_) | Taint::ReleaseFn) => self.hand_over(Handover::Stored, arg.span),
                    "append" => result(&[0]),
                    _ => {}
                },
                (_, Some(Effect::Reads)) => {}
                (_, Some(Effect::Borrows(derived))) => result(&derived),
                // Whether closing a wrapper closes what is in it, the table does not say.
                (_, Some(Effect::Releases)) if taint == Taint::Borrow => self.hand_over(Handover::Unclear, arg.span),
                (_, Some(Effect::Releases)) => self.events.push(Event::Released(span)),
                (_, Some(Effect::Keeps)) => self.hand_over(Handover::Stored, arg.span),
                (_, None) => self.hand_over(Handover::Callee(self.callee_text(call)), arg.span),
            }
        }
        if span == self.subject.acquisition {
            if taints.len() <= self.subject.result {
                taints.resize(self.subject.result + 1, Taint::None);
            }
            taints[self.subject.result] = Taint::Value(0);
        }
        taints
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

    fn callee_text(&self, call: &Call) -> String {
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

    fn function_number(&self, lit: &FuncLit) -> u32 {
        self.function.literals.iter().zip(1..).find(|(l, _)| l.span == lit.span).map_or(u32::MAX, |(_, n)| n)
    }

    /// `func(…) {…}(…)`: runs here.
    fn on_the_spot(&mut self, lit: &'a FuncLit, call: &'a Call) -> Vec<Taint> {
        let params: Vec<_> = lit.signature.params.iter().flat_map(|f| &f.names).collect();
        let number = self.function_number(lit);
        for (i, arg) in call.args.iter().enumerate() {
            let taint = self.expr(arg);
            match params.get(i).and_then(|p| self.function.scopes.var_at(p.span.start)) {
                Some(var) => self.bind(var, taint),
                None if taint != Taint::None => self.hand_over(Handover::Captured, arg.span),
                None => {}
            }
        }
        self.run(&lit.body, number);
        Vec::new()
    }

    /// Takes the effects of code that runs here, whatever its control flow: a release on some way through it counts as one,
    /// for what is conditional there is the programmer's judgement.
    fn run(&mut self, block: &'a Block, number: u32) {
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
        if self.subject.releases.is_empty() {
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

    /// A statement without its inner statements: those that the graph has nodes for, and the heads of compound ones.
    pub(super) fn simple(&mut self, stmt: &'a Stmt) {
        match &stmt.kind {
            StmtKind::Expr(e) | StmtKind::IncDec(e) => {
                self.results(e);
            }
            StmtKind::Send { channel, value } => {
                self.expr(channel);
                if self.expr(value) != Taint::None {
                    self.hand_over(Handover::Sent, value.span);
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
                    self.acquired(spec.span, &|i| spec.names.get(i).map(|n| (n.name.as_str(), self.function.scopes.var_at(n.span.start))));
                }
            }
            StmtKind::Go(e) => self.spawn(e),
            StmtKind::Defer(e) => {
                self.results(e);
            }
            StmtKind::Return(values) => {
                for value in values {
                    let taints = self.results(value);
                    if taints.iter().any(|t| *t != Taint::None) {
                        self.hand_over(Handover::Returned, value.span);
                    }
                }
                if values.is_empty() && self.state.tracked().any(|v| self.function.scopes.var(v).kind == VarKind::Result) {
                    self.hand_over(Handover::Returned, stmt.span);
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

    /// The value of a type switch has as many names and types as it has cases.
    pub(super) fn type_switch(&mut self, operand: &'a Expr) {
        if self.expr(operand) != Taint::None || self.state.error().is_some_and(|err| self.function.mentions(operand, err)) {
            self.hand_over(Handover::Unclear, operand.span);
        }
    }

    fn spawn(&mut self, e: &'a Expr) {
        let Some(call) = e.as_call() else { return };
        let mut touched = call.args.iter().map(|a| self.expr(a)).any(|t| t != Taint::None);
        touched |= match &call.callee.unparen().kind {
            ExprKind::FuncLit(lit) => self.touches(lit),
            _ => self.expr(&call.callee) != Taint::None,
        };
        if touched {
            self.hand_over(Handover::Goroutine, e.span);
        }
    }

    fn touches(&self, lit: &'a FuncLit) -> bool {
        let mut touched = false;
        walk_block(&lit.body, &mut |node| {
            if let Node::Expr(e) = node {
                touched |= self.function.var(e).is_some_and(|v| self.state.taint(v) != Taint::None);
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
                    // Whether it holds depends on a type that is known elsewhere.
                    if self.expr(one) != Taint::None {
                        self.hand_over(Handover::Unclear, one.span);
                    }
                    Vec::new()
                }
                _ => vec![self.expr(one)],
            },
            _ => right.iter().map(|e| self.expr(e)).collect(),
        };
        taints.resize(wanted, Taint::None);
        taints
    }

    fn assign(&mut self, span: Span, left: &'a [Expr], op: AssignOp, right: &'a [Expr]) {
        let taints = self.right_hand(right, left.len());
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
        self.acquired(span, &|i| {
            let l = left.get(i)?;
            Some((l.as_ident().map_or("", |n| n.as_str()), self.function.var(l)))
        });
    }

    /// After the statement that holds the acquisition: whether the value is there depends on its error.
    fn acquired(&mut self, span: Span, name_of: &dyn Fn(usize) -> Option<(&'a str, Option<VarId>)>) {
        if self.state.status != Status::Before || !span.contains(self.subject.acquisition) {
            return;
        }
        self.state.status = match self.subject.error.map(name_of) {
            None => Status::Open,
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
                Some(var) => self.bind(var, taint),
                None if taint != Taint::None => self.hand_over(Handover::Stored, span),
                None => {}
            },
            ExprKind::Selector { operand, field } => {
                let owner = self.expr(operand);
                if let Taint::Value(steps) = owner
                    && self.subject.path().get(usize::from(steps)).is_some_and(|f| *f == field.name)
                {
                    // `resp.Body = …`: what is released from now on is something else.
                    self.hand_over(Handover::Unclear, span);
                } else if taint != Taint::None && owner == Taint::None {
                    match self.local_owner(operand) {
                        Some(var) => self.state.borrow(var),
                        None => self.hand_over(Handover::Stored, span),
                    }
                }
            }
            _ => {
                self.expr(left);
                if taint != Taint::None {
                    self.hand_over(Handover::Stored, span);
                }
            }
        }
    }

    /// A local variable of a standard-library type, whose methods the table knows: what is stored in its field
    /// (`cmd.Stdout = f`) goes where it goes.
    fn local_owner(&self, operand: &Expr) -> Option<VarId> {
        let id = self.function.var(operand)?;
        let var = self.function.scopes.var(id);
        let std =
            |name: &str| name.rsplit_once('.').is_some_and(|(path, _)| !path.split('/').next().is_some_and(|first| first.contains('.')));
        let ty = self.function.typing.type_of_var(id);
        (var.kind == VarKind::Local
            && self.home.contains(&var.literal)
            && matches!(ty, Type::Named(_) | Type::Pointer(_))
            && ty.name().is_some_and(std))
        .then_some(id)
    }

    /// A variable gets a new value.
    fn bind(&mut self, var: VarId, taint: Taint) {
        let v = self.function.scopes.var(var);
        if taint != Taint::None && (!self.home.contains(&v.literal) || self.function.is_exposed(var, self.subject.acquisition)) {
            self.hand_over(Handover::Captured, v.declared);
            return;
        }
        self.state.rebind(var, taint);
        if taint == Taint::ReleaseFn {
            self.hand_over(Handover::Unclear, v.declared);
        }
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
