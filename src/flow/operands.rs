//! Operands that can be computed elsewhere: what computing one does, what it depends on, and whether that stays.

use super::{
    cfg::{NodeId, NodeKind},
    function::{Body, Function},
};
use crate::{
    program::{Binding, Callee, Effect, Position, StdTable, Type, VarId},
    syntax::{
        Descend, Node,
        ast::{BinaryOp, Call, Expr, ExprKind, LiteralKind, Span, Stmt, StmtKind, UnaryOp},
        walk_block, walk_expr,
    },
};

/// Functions that return at once and do nothing that anybody could tell.
const QUICK: &[&str] = &[
    "context.Context.Done",
    "context.Context.Err",
    "context.Background",
    "context.TODO",
    "net/http.Request.Context",
    "testing.common.Context",
    "testing.TB.Context",
    "testing.T.Context",
    "testing.B.Context",
];

/// Packages none of whose functions takes its time, but for `time.Sleep`.
const QUICK_PACKAGES: &[&str] = &["time", "sync/atomic"];

/// The first part of an operand that may take its time, or do something: a call that is not known to return at once, or a receive.
pub(super) fn slow_part(function: &Function<'_>, e: &Expr) -> Option<Span> {
    let mut slow = None;
    walk_expr(e, &mut |node| {
        let Node::Expr(e) = node else { return Descend::Over };
        let is_slow = match &e.kind {
            ExprKind::Call(call) => !is_quick(function, call),
            ExprKind::Unary { op: UnaryOp::Receive, .. } | ExprKind::Unknown => true,
            // Making a closure runs nothing of it.
            ExprKind::FuncLit(_) => return Descend::Over,
            _ => false,
        };
        if is_slow && slow.is_none() {
            slow = Some(e.span);
        }
        Descend::Into
    });
    slow
}

fn is_quick(function: &Function<'_>, call: &Call) -> bool {
    match function.typing.callee(call) {
        Callee::Conversion(_) => true,
        Callee::Builtin(name) => name != "panic",
        Callee::Symbol(symbol) => {
            let known = QUICK_PACKAGES.contains(&symbol.package()) && symbol.name() != "Sleep";
            known || QUICK.contains(&&*symbol.key())
        }
        Callee::Unknown => is_done_of_context(call),
        Callee::Var(_) | Callee::Literal => false,
    }
}

/// `ctx.Done()`, `s.ctx.Done()`, `stream.Context().Done()`: where no type is in sight, a name that says so is enough, for all that
/// hangs on it is when the timer starts.
fn is_done_of_context(call: &Call) -> bool {
    let ExprKind::Selector { operand, field } = &call.callee.unparen().kind else { return false };
    let name = match &operand.unparen().kind {
        ExprKind::Ident(name) => name,
        ExprKind::Selector { field, .. } => &field.name,
        ExprKind::Call(inner) => match &inner.callee.unparen().kind {
            ExprKind::Selector { field, .. } => &field.name,
            _ => return false,
        },
        _ => return false,
    };
    let of_context = ["ctx", "context"].iter().any(|end| name.to_ascii_lowercase().ends_with(end));
    call.args.is_empty() && (field.name == "Context" || field.name == "Done" && of_context)
}

impl Function<'_> {
    /// The arguments of a call, conversions taken off, of which the table knows that it only uses them, or that its results live off
    /// them.
    pub(super) fn only_used<'c>(&self, call: &'c Call) -> impl Iterator<Item = &'c Expr> {
        let callee = self.typing.callee(call);
        let is_used = move |at: usize| match &callee {
            Callee::Symbol(symbol) => {
                matches!(StdTable::get().effect(symbol, Position::Argument(at)), Some(Effect::Reads | Effect::Runs | Effect::Borrows(_)))
            }
            _ => false,
        };
        let unconverted = |mut e: &'c Expr| {
            while let Some(conversion) = e.as_call().filter(|c| matches!(self.typing.callee(c), Callee::Conversion(_))) {
                let [operand] = &conversion.args[..] else { break };
                e = operand;
            }
            e
        };
        call.args.iter().enumerate().filter(move |(at, _)| is_used(*at)).map(move |(_, e)| unconverted(e))
    }
}

/// What an expression is, seen from ahead of a loop.
pub(super) struct Ahead<'e> {
    /// Nothing in the loop changes it.
    pub fixed: bool,
    /// The operands that are followed, which may be nil.
    pub derefs: Vec<&'e Expr>,
}

/// Looks at an expression from ahead of the loop `around` it. None where it means something else there, or where computing it
/// does anything but perhaps follow a nil pointer.
pub(super) fn ahead<'e>(function: &Function<'_>, e: &'e Expr, around: Span) -> Option<Ahead<'e>> {
    let seen = Ahead { fixed: true, derefs: Vec::new() };
    let mut look = Look { function, around, changes: Changes::of(function, around), seen };
    look.can_compute(e).then_some(look.seen)
}

struct Look<'f, 'a, 'e> {
    function: &'f Function<'a>,
    around: Span,
    changes: Changes<'a>,
    seen: Ahead<'e>,
}

impl<'e> Look<'_, '_, 'e> {
    fn can_compute(&mut self, e: &'e Expr) -> bool {
        match &e.kind {
            ExprKind::Paren(inner) | ExprKind::Unary { op: UnaryOp::Other, operand: inner } => self.can_compute(inner),
            ExprKind::Literal(_) => true,
            ExprKind::Ident(name) => {
                let scopes = self.function.scopes;
                // What is unknown comes from a dot import, and is the same wherever nothing hides it.
                let binding = scopes.binding(e.span.start);
                self.seen.fixed &= match binding {
                    Binding::Var(var) => !self.changes.of_var(var),
                    _ => !self.changes.of_part(self.function, e),
                };
                scopes.lookup(name, self.around.start) == binding
            }
            ExprKind::Selector { operand, .. } => {
                if !self.is_package(operand) {
                    if !self.is_struct(operand) {
                        self.seen.derefs.push(operand);
                    }
                    self.seen.fixed &= !self.changes.of_part(self.function, e);
                }
                self.can_compute(operand)
            }
            ExprKind::Star(operand) => {
                self.seen.derefs.push(operand);
                self.seen.fixed &= !self.changes.of_part(self.function, e);
                self.can_compute(operand)
            }
            ExprKind::Binary { op: BinaryOp::Other, left, right } => {
                let computes = !self.may_panic(left, right) || is_number(self.function, right);
                computes && self.can_compute(left) && self.can_compute(right)
            }
            ExprKind::Call(call) => {
                let computes = match self.function.typing.callee(call) {
                    Callee::Conversion(_) => true,
                    Callee::Builtin(name) => ["len", "cap", "min", "max"].contains(&name.as_str()),
                    _ => false,
                };
                computes && self.can_compute(&call.callee) && call.args.iter().all(|a| self.can_compute(a))
            }
            _ => false,
        }
    }

    fn is_package(&self, e: &Expr) -> bool {
        matches!(e.kind, ExprKind::Ident(_)) && matches!(self.function.scopes.binding(e.span.start), Binding::Package(_))
    }

    /// A variable that is a struct itself, not a pointer to one.
    fn is_struct(&self, e: &Expr) -> bool {
        matches!(e.kind, ExprKind::Ident(_)) && matches!(self.function.type_of(e), Type::Named(_))
    }

    /// Whether the operator is a division or a shift.
    fn may_panic(&self, left: &Expr, right: &Expr) -> bool {
        let operator = self.function.text(Span { start: left.span.end, end: right.span.start });
        ["/", "%", "<<", ">>"].iter().any(|o| operator.contains(o))
    }
}

/// A literal number that is not 0, or a constant of package time, none of which is.
fn is_number(function: &Function<'_>, e: &Expr) -> bool {
    match &e.unparen().kind {
        ExprKind::Literal(LiteralKind::Int) => function.text(e.unparen().span).contains(|c: char| ('1'..='9').contains(&c)),
        ExprKind::Selector { operand, .. } => {
            matches!(function.scopes.binding(operand.span.start), Binding::Package(path) if path == "time")
        }
        _ => false,
    }
}

/// What a stretch of a function changes, and what may be changed at any time.
struct Changes<'a> {
    /// What is assigned in it, and what has its address taken or is assigned in a literal that can run any time.
    parts: Vec<&'a Expr>,
    vars: Vec<VarId>,
}

impl<'a> Changes<'a> {
    fn of(function: &Function<'a>, within: Span) -> Self {
        let mut changes = Self { parts: Vec::new(), vars: Vec::new() };
        let Some(body) = &function.func.body else { return changes };
        let mut assigned: Vec<&'a Expr> = Vec::new();
        walk_block(body, &mut |node| {
            match node {
                Node::Stmt(stmt) => match &stmt.kind {
                    StmtKind::IncDec(e) => assigned.push(e),
                    StmtKind::Assign { left, .. } => assigned.extend(left),
                    StmtKind::Range(range) => assigned.extend(range.key.iter().chain(&range.value)),
                    _ => {}
                },
                Node::Expr(Expr { kind: ExprKind::Unary { op: UnaryOp::Address, operand }, .. }) => changes.add(function, operand),
                Node::Expr(_) => {}
            }
            Descend::Into
        });
        for e in assigned {
            let declared = function.var(e).map(|v| function.scopes.var(v));
            let by_closure = declared.is_some_and(|v| v.literal != function.scopes.literal_at(e.span.start));
            let declares = declared.is_some_and(|v| v.declared == e.unparen().span);
            if !declares && (by_closure || within.contains(e.span)) {
                changes.add(function, e);
            }
        }
        changes
    }

    fn add(&mut self, function: &Function<'a>, e: &'a Expr) {
        let e = e.unparen();
        self.parts.push(e);
        self.vars.extend(function.var(e));
    }

    fn of_var(&self, var: VarId) -> bool {
        self.vars.contains(&var)
    }

    /// Whether a part of an expression is changed: the same names, rooted in the same variable.
    fn of_part(&self, function: &Function<'_>, e: &Expr) -> bool {
        self.parts.iter().any(|changed| is_same(function, changed, e))
    }
}

/// Whether two expressions are spelled alike and mean the same variable.
fn is_same(function: &Function<'_>, a: &Expr, b: &Expr) -> bool {
    let (a, b) = (a.unparen(), b.unparen());
    match (&a.kind, &b.kind) {
        (ExprKind::Ident(m), ExprKind::Ident(n)) => {
            m == n && function.scopes.binding(a.span.start) == function.scopes.binding(b.span.start)
        }
        (ExprKind::Selector { operand: x, field: m }, ExprKind::Selector { operand: y, field: n }) => {
            m.name == n.name && is_same(function, x, y)
        }
        (ExprKind::Star(x), ExprKind::Star(y)) => is_same(function, x, y),
        _ => false,
    }
}

/// Whether a pointer that is followed at a place is no nil pointer there, or the program would have panicked sooner or later
/// anyway: it is followed on every way to the place, or on every way behind it. `start` is a node behind the place that
/// follows it too.
pub(super) fn surely_followed(function: &Function<'_>, body: &Body<'_>, pointer: &Expr, place: NodeId, start: Option<NodeId>) -> bool {
    let nodes = body.cfg.nodes.iter().enumerate();
    let follows: Vec<NodeId> = nodes.filter(|(_, n)| is_followed(function, &n.kind, pointer)).map(|(id, _)| id).collect();
    let before = || is_set_once(function, pointer) && !body.cfg.reached(0, &follows)[place];
    let behind = || {
        let mut goals = follows.clone();
        goals.extend(start);
        body.cfg.surely_reaches(place, &goals)
    };
    before() || behind()
}

/// Whether a pointer that a node has set is followed on every way from there to a place, or on every way behind that.
pub(super) fn followed_since(function: &Function<'_>, body: &Body<'_>, pointer: &Expr, set: NodeId, place: NodeId) -> bool {
    let nodes = body.cfg.nodes.iter().enumerate();
    let follows: Vec<NodeId> = nodes.filter(|(_, n)| is_followed(function, &n.kind, pointer)).map(|(id, _)| id).collect();
    !body.cfg.reached(set, &follows)[place] || body.cfg.surely_reaches(place, &follows)
}

/// Whether nothing in the function sets the pointer or what it is reached through, its declaration aside.
pub(super) fn is_set_once(function: &Function<'_>, pointer: &Expr) -> bool {
    let changes = Changes::of(function, function.func.span);
    let mut changed = false;
    walk_expr(pointer, &mut |node| {
        if let Node::Expr(e) = node {
            changed |= changes.of_part(function, e);
        }
        Descend::Into
    });
    !changed
}

/// Whether a node follows the pointer: `p.x`, which is no method, or `*p`.
fn is_followed(function: &Function<'_>, kind: &NodeKind<'_>, pointer: &Expr) -> bool {
    follows(function, kind, &|operand, _| is_same(function, operand, pointer))
}

/// Methods that follow their receiver whatever else they do, where most of those of its type ask it for nil.
const FOLLOWING: [&str; 1] = ["os.(*File).Name"];

/// Whether a node surely follows such an operand: to a field, which is named, by `*`, or by a method that does.
pub(super) fn follows(function: &Function<'_>, kind: &NodeKind<'_>, is_such: &dyn Fn(&Expr, Option<&str>) -> bool) -> bool {
    let mut followed = false;
    let mut visit = |node: Node<'_>| {
        let within = |e: &Expr| follows(function, &NodeKind::Eval(e), is_such);
        match node {
            Node::Expr(Expr { kind: ExprKind::FuncLit(_), .. }) => return Descend::Over,
            // A method takes a nil pointer.
            Node::Expr(Expr { kind: ExprKind::Call(call), .. }) => {
                if let ExprKind::Selector { operand, .. } = &call.callee.unparen().kind {
                    let is_following = || function.callee(call).is_some_and(|callee| FOLLOWING.contains(&callee.as_str()));
                    followed |= within(operand) || call.args.iter().any(within) || is_such(operand, None) && is_following();
                    return Descend::Over;
                }
            }
            Node::Expr(Expr { kind: ExprKind::Binary { op: BinaryOp::And | BinaryOp::Or, left, .. }, .. }) => {
                followed |= within(left);
                return Descend::Over;
            }
            Node::Expr(Expr { kind: ExprKind::Selector { operand, field }, .. }) => followed |= is_such(operand, Some(&field.name)),
            Node::Expr(Expr { kind: ExprKind::Star(operand), .. }) => followed |= is_such(operand, None),
            _ => {}
        }
        Descend::Into
    };
    match kind {
        // What is called later gets its operands at once.
        NodeKind::Stmt(Stmt { kind: StmtKind::Go(e) | StmtKind::Defer(e), .. }) => {
            for operand in e.as_call().into_iter().flat_map(|call| &call.args) {
                followed |= follows(function, &NodeKind::Eval(operand), is_such);
            }
        }
        _ => kind.walk(&mut visit),
    }
    followed
}
