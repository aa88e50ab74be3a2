//! Whether a body gives back what it takes of something that others see too: a mutex that it locks, a wait group that counts it.
//!
//! This is no fate of a value. A value comes from a call, wanders from variable to variable, and an unknown use hands it over; a
//! mutex stays where it is, known by the path of names that leads to it, is taken and given back many times, and what is done with
//! all that stands beside it (`s.items`, `s.flush()`) says nothing of it. So this is a walk of its own, over the same graph and with the same
//! conditions: each path carries how the account stands. What the walk can't balance, a second give or one without a take, shows that the code knows
//! something that it does not, and the whole account is unclear then.

use std::collections::BTreeSet;

use super::{
    cfg::{Branch, NodeId, NodeKind},
    fate::Exit,
    function::{Body, Function},
    state::State,
};
use crate::{
    program::{Binding, VarId},
    syntax::{
        Descend, Node,
        ast::{AssignOp, Call, Expr, ExprKind, FuncLit, Span, Stmt, StmtKind, UnaryOp},
        walk_block, walk_expr, walk_stmt,
    },
};

/// More states than this at one node, and the account is unclear.
const MAX_STATES: usize = 96;

/// The path of names to what is taken: two that are equal mean the same, as long as no variable in them gets another value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Receiver {
    /// Without blanks, stars and parentheses.
    pub text: String,
    /// The variables that it names.
    pub vars: Vec<VarId>,
}

impl Receiver {
    /// None where another evaluation may mean something else: a call's result.
    pub fn new(function: &Function<'_>, e: &Expr) -> Option<Self> {
        let mut receiver = Self { text: String::new(), vars: Vec::new() };
        receiver.add(function, e).then_some(receiver)
    }

    fn add(&mut self, function: &Function<'_>, e: &Expr) -> bool {
        match &e.unparen().kind {
            ExprKind::Ident(name) => {
                match function.scopes.binding(e.unparen().span.start) {
                    Binding::Var(var) => self.vars.push(var),
                    Binding::PackageLevel(_) | Binding::Package(_) => {}
                    Binding::Universe(_) | Binding::Unknown => return false,
                }
                self.text.push_str(name);
                true
            }
            ExprKind::Selector { operand, field } => {
                let known = self.add(function, operand);
                self.text.push('.');
                self.text.push_str(&field.name);
                known
            }
            ExprKind::Star(operand) | ExprKind::Unary { op: UnaryOp::Address, operand } => self.add(function, operand),
            ExprKind::Index { operand, indices } => match &indices[..] {
                [index] if matches!(index.unparen().kind, ExprKind::Literal(_)) => {
                    let known = self.add(function, operand);
                    self.text.push_str(&format!("[{}]", function.text(index.span)));
                    known
                }
                [index] => {
                    let known = self.add(function, operand);
                    self.text.push('[');
                    let index_known = self.add(function, index);
                    self.text.push(']');
                    known && index_known
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether it leads through what another path means: `s.shard.mu` through `s.shard`.
    fn goes_through(&self, other: &Self) -> bool {
        let rest = self.text.strip_prefix(&other.text);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '['])) && other.vars.iter().all(|v| self.vars.contains(v))
    }
}

/// How it stands on a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// Not taken by this body so far.
    Before,
    /// Taken, by the call that begins there.
    Taken(u32),
    GivenBack,
    /// A deferred call gives it back, and this body has not taken it so far: it will, or whoever called it has.
    Promised,
    /// A deferred call gives it back, or it is out of sight.
    Settled,
}

/// What a node does with it.
#[derive(Clone, Copy, Debug)]
enum Event {
    Take(Span),
    Give,
    /// A deferred call gives it back.
    GiveLater,
    /// A variable of the path gets another value; whether it is another variable then, as in each turn of a loop.
    Moved {
        fresh: bool,
    },
    /// A goroutine that is started gives it back.
    HandedOver,
    /// Taken perhaps.
    Tried,
    Unclear,
}

/// What a walk over a body saw.
#[derive(Clone, Debug, Default)]
pub(super) struct Balance {
    /// How it stands where a node is entered.
    pub entered: Vec<BTreeSet<(Standing, State)>>,
    /// The exits at which it is still taken.
    pub leaks: BTreeSet<Exit>,
    /// The calls that took it there.
    pub sites: BTreeSet<u32>,
    /// It is given back somewhere after it was taken.
    pub gives_back: bool,
    /// The nodes that give it back.
    pub given_at: BTreeSet<NodeId>,
    /// It is given back where this body has not taken it.
    pub strays: bool,
    /// Some path ends with it given back.
    pub ends_without: bool,
    /// The calls that take it once more on the next turn, and are the very ones that took it.
    pub retaken: BTreeSet<u32>,
    /// The paths don't add up.
    pub is_unclear: bool,
}

/// The account of one receiver in one function.
#[derive(Clone, Debug)]
pub(super) struct Account<'r> {
    pub receiver: Receiver,
    /// The names of the methods that take it, and of those that give it back.
    pub takes: Vec<&'r str>,
    pub gives: Vec<&'r str>,
    /// A deferring statement that is taken for absent.
    pub without: Option<Span>,
}

impl Account<'_> {
    fn method<'c>(&self, function: &Function<'_>, call: &'c Call) -> Option<&'c str> {
        let ExprKind::Selector { operand, field } = &call.callee.unparen().kind else { return None };
        let is_known =
            self.takes.contains(&field.name.as_str()) || self.gives.contains(&field.name.as_str()) || field.name.starts_with("Try");
        (is_known && Receiver::new(function, operand).as_ref() == Some(&self.receiver)).then_some(field.name.as_str())
    }

    /// Whether a literal takes it, and whether it gives it back.
    fn inside(&self, function: &Function<'_>, lit: &FuncLit) -> (bool, bool) {
        let (mut takes, mut gives) = (false, false);
        walk_block(&lit.body, &mut |node| {
            if let Node::Expr(Expr { kind: ExprKind::Call(call), .. }) = node
                && let Some(name) = self.method(function, call)
            {
                gives |= self.gives.contains(&name);
                takes |= !self.gives.contains(&name);
            }
            Descend::Into
        });
        (takes, gives)
    }

    fn events(&self, function: &Function<'_>, kind: &NodeKind<'_>) -> Vec<Event> {
        let mut events = Vec::new();
        match kind {
            NodeKind::Stmt(stmt) => self.stmt(function, stmt, &mut events),
            NodeKind::Eval(e) | NodeKind::Cond(e) | NodeKind::TypeTest(e) | NodeKind::CaseTest { value: e, .. } => {
                walk_expr(e, &mut |node| self.node(function, node, &mut events));
            }
            NodeKind::RangeNext(range) => {
                let targets = range.key.iter().chain(&range.value);
                events.extend(targets.filter_map(|e| self.moved(function, e, range.define)));
            }
            NodeKind::Join | NodeKind::Point(_) | NodeKind::End(_) => {}
        }
        events
    }

    fn stmt(&self, function: &Function<'_>, stmt: &Stmt, events: &mut Vec<Event>) {
        match &stmt.kind {
            StmtKind::Defer(_) if self.without == Some(stmt.span) => {}
            StmtKind::Defer(e) => {
                let Some(call) = e.as_call() else { return };
                let (takes, gives) = match (call.literal(), self.method(function, call)) {
                    (Some(lit), _) => self.inside(function, lit),
                    (None, Some(name)) => (!self.gives.contains(&name), self.gives.contains(&name)),
                    (None, None) => (false, false),
                };
                if takes {
                    events.push(Event::Unclear);
                } else if gives {
                    events.push(Event::GiveLater);
                }
            }
            StmtKind::Go(e) => {
                let Some(call) = e.as_call() else { return };
                match call.literal() {
                    // A literal that takes it has an account of its own.
                    Some(lit) if self.inside(function, lit) == (false, true) => events.push(Event::HandedOver),
                    Some(_) => {}
                    None if self.method(function, call).is_some() => events.push(Event::Unclear),
                    None => {}
                }
            }
            _ => {
                walk_stmt(stmt, &mut |node| self.node(function, node, events));
                match &stmt.kind {
                    StmtKind::Assign { left, op, .. } => {
                        events.extend(left.iter().filter_map(|e| self.moved(function, e, *op == AssignOp::Define)));
                    }
                    StmtKind::IncDec(e) => events.extend(self.moved(function, e, false)),
                    StmtKind::Var(specs) => {
                        let names = specs.iter().flat_map(|s| &s.names).filter_map(|n| function.scopes.var_at(n.span.start));
                        events.extend(names.filter(|v| self.receiver.vars.contains(v)).map(|_| Event::Moved { fresh: true }));
                    }
                    _ => {}
                }
            }
        }
    }

    fn node(&self, function: &Function<'_>, node: Node<'_>, events: &mut Vec<Event>) -> Descend {
        let Node::Expr(e) = node else { return Descend::Into };
        match &e.kind {
            ExprKind::FuncLit(_) => return Descend::Over,
            ExprKind::Call(call) => match self.method(function, call) {
                Some(name) if self.gives.contains(&name) => events.push(Event::Give),
                Some(name) if self.takes.contains(&name) => events.push(Event::Take(call.span)),
                Some(_) => events.push(Event::Tried),
                None => {}
            },
            _ => {}
        }
        Descend::Into
    }

    fn moved(&self, function: &Function<'_>, target: &Expr, fresh: bool) -> Option<Event> {
        let is_variable = function.var(target).is_some();
        let through = Receiver::new(function, target).is_some_and(|target| {
            self.receiver.goes_through(&target) || is_variable && target.vars.iter().any(|v| self.receiver.vars.contains(v))
        });
        through.then_some(Event::Moved { fresh: fresh && is_variable })
    }

    /// Walks a body. `start` is how it stands at its beginning; at the nodes `given_back_at` it is given back.
    pub fn balance(&self, function: &Function<'_>, body: &Body<'_>, start: Standing, given_back_at: &[NodeId]) -> Balance {
        let mut balance = self.walk(function, body, start, given_back_at, false);
        if !balance.leaks.is_empty() && !balance.is_unclear {
            // `if len(s.changed) > 0 { s.mu.Lock(); s.n++ }`, and the same question again to unlock: what is set beside is not what is asked.
            let steady = self.walk(function, body, start, given_back_at, true);
            balance.leaks.retain(|exit| steady.leaks.contains(exit));
        }
        balance
    }

    /// `steady`: whether a condition stays as it is while only fields are set of what it mentions.
    fn walk(&self, function: &Function<'_>, body: &Body<'_>, start: Standing, given_back_at: &[NodeId], steady: bool) -> Balance {
        let conditions = body.conditions(function);
        let nodes = &body.cfg.nodes;
        let events: Vec<Vec<Event>> = nodes.iter().map(|n| self.events(function, &n.kind)).collect();
        let mut balance = Balance { entered: vec![BTreeSet::new(); nodes.len()], ..Balance::default() };
        let takes_here = events.iter().flatten().any(|e| matches!(e, Event::Take(_))) || start != Standing::Before;
        let wanders = self.wanders(function, body);
        let mut work = vec![(0, (start, State::new()))];
        while let Some((id, (mut standing, mut facts))) = work.pop() {
            if !balance.entered[id].insert((standing, facts.clone())) {
                continue;
            }
            if balance.entered[id].len() > MAX_STATES {
                balance.is_unclear = true;
                return balance;
            }
            if given_back_at.contains(&id) {
                balance.is_unclear |= !matches!(standing, Standing::Taken(_) | Standing::Settled);
                standing = Standing::GivenBack;
            }
            let taken = matches!(standing, Standing::Taken(_));
            // Nobody knows that a value is none of those that the cases are for.
            if taken && body.cfg.unmatched.contains(&id) {
                standing = Standing::Settled;
            }
            let kind = &nodes[id].kind;
            // Whoever has what is out of scope now may give it back.
            if let NodeKind::Point(point) = kind
                && taken
                && wanders
                && !self
                    .receiver
                    .vars
                    .iter()
                    .all(|v| function.scopes.var(*v).scope.contains(Span { start: point.offset(), end: point.offset() }))
            {
                standing = Standing::Settled;
            }
            let mut ended = false;
            for event in &events[id] {
                standing = match (event, standing) {
                    (Event::Unclear, _) => {
                        balance.is_unclear = true;
                        standing
                    }
                    (_, Standing::Settled) => standing,
                    (Event::Tried, _) => {
                        balance.is_unclear = true;
                        Standing::Settled
                    }
                    (Event::HandedOver, Standing::Taken(_)) => Standing::Settled,
                    (Event::HandedOver, _) => standing,
                    (Event::Take(at), Standing::Before | Standing::GivenBack) => Standing::Taken(at.start),
                    (Event::Take(at), Standing::Taken(site)) if at.start == site => {
                        balance.leaks.insert(Exit::NextTurn(*at));
                        balance.sites.insert(site);
                        balance.retaken.insert(site);
                        ended = true;
                        standing
                    }
                    (Event::Take(_), Standing::Taken(_)) => {
                        balance.is_unclear = true;
                        standing
                    }
                    (Event::Give, Standing::Taken(_)) => {
                        balance.gives_back = true;
                        balance.given_at.insert(id);
                        Standing::GivenBack
                    }
                    (Event::GiveLater, Standing::Taken(_)) => {
                        balance.gives_back = true;
                        Standing::Settled
                    }
                    (Event::GiveLater, Standing::Before) if takes_here => Standing::Promised,
                    (Event::Take(_), Standing::Promised) => Standing::Settled,
                    (Event::Give | Event::GiveLater, _) => {
                        balance.is_unclear = true;
                        balance.strays = true;
                        Standing::GivenBack
                    }
                    (Event::Moved { fresh: true }, Standing::Taken(site)) if !wanders => {
                        if let Some(take) = body.cfg.node_of(Span { start: site, end: site }).and_then(|n| nodes[n].kind.span()) {
                            balance.leaks.insert(Exit::NextTurn(take));
                            balance.sites.insert(site);
                        }
                        ended = true;
                        standing
                    }
                    (Event::Moved { .. }, Standing::Taken(_)) => Standing::Settled,
                    (Event::Moved { .. }, _) => Standing::Before,
                };
            }
            let exit = match kind {
                NodeKind::Stmt(Stmt { kind: StmtKind::Return(_), span }) => Some(Exit::Return(*span)),
                NodeKind::End(span) => Some(Exit::End(*span)),
                _ => None,
            };
            if let (Some(exit), Standing::Taken(site)) = (exit, standing)
                && !ended
            {
                balance.leaks.insert(exit);
                balance.sites.insert(site);
            }
            if exit.is_some() && standing == Standing::Promised {
                balance.is_unclear = true;
                balance.strays = true;
            }
            balance.ends_without |= exit.is_some() && !matches!(standing, Standing::Taken(_));
            if ended || exit.is_some() {
                continue;
            }
            if !steady || !sets_fields_only(function, kind) {
                conditions.assigned(kind, function, &mut facts);
            }
            for &(to, branch) in &nodes[id].succ {
                let mut facts = facts.clone();
                if branch != Branch::Always
                    && let Some((number, positive)) = conditions.of(id)
                    && facts
                        .facts
                        .put(number, (branch == Branch::True) == positive)
                        .is_some_and(|before| before != ((branch == Branch::True) == positive))
                {
                    continue;
                }
                work.push((to, (standing, facts)));
            }
        }
        // A loop that gives back again and again what was taken once: nobody knows how often it turns.
        let takes: Vec<NodeId> = (0..nodes.len()).filter(|&n| events[n].iter().any(|e| matches!(e, Event::Take(_)))).collect();
        balance.is_unclear |= balance.given_at.iter().any(|&give| body.cfg.reached(give, &takes)[give]);
        balance
    }

    /// Whether a variable of the path goes elsewhere by itself, not only by its fields and methods.
    fn wanders(&self, function: &Function<'_>, body: &Body<'_>) -> bool {
        let (mut named, mut followed) = (0, 0);
        walk_block(body.block, &mut |node| {
            match node {
                Node::Expr(Expr { kind: ExprKind::Selector { operand, .. }, .. }) => {
                    followed += usize::from(function.var(operand).is_some_and(|v| self.receiver.vars.contains(&v)));
                }
                Node::Expr(e @ Expr { kind: ExprKind::Ident(_), .. }) => {
                    let var = function.var(e).filter(|v| self.receiver.vars.contains(v));
                    named += usize::from(var.is_some_and(|v| function.scopes.var(v).declared != e.span));
                }
                _ => {}
            }
            Descend::Into
        });
        named > followed
    }

    /// Whether it is used otherwise than by calls of its methods: its address is taken, a method goes on as a value.
    pub fn is_passed_on(&self, function: &Function<'_>) -> bool {
        let Some(block) = &function.func.body else { return false };
        let is_it = |e: &Expr| Receiver::new(function, e).as_ref() == Some(&self.receiver);
        let (mut methods, mut calls, mut mentions) = (0, 0, 0);
        let mut is_embedded = false;
        walk_block(block, &mut |node| {
            let Node::Expr(e) = node else { return Descend::Into };
            match &e.kind {
                ExprKind::Call(call) => calls += usize::from(self.method(function, call).is_some()),
                ExprKind::Selector { operand, field } if is_it(operand) => {
                    let known = self.takes.contains(&field.name.as_str()) || self.gives.contains(&field.name.as_str());
                    methods += usize::from(known || field.name.starts_with("Try"));
                    // What is embedded stands for all that it is embedded in.
                    is_embedded |= known && function.type_of(operand).name().is_some_and(|name| !name.starts_with("sync."));
                    mentions -= i32::from(!matches!(operand.unparen().kind, ExprKind::Star(_)));
                    return Descend::Into;
                }
                _ => {}
            }
            if !matches!(e.kind, ExprKind::Paren(_) | ExprKind::Star(_)) && is_it(e) {
                mentions += 1;
            }
            Descend::Into
        });
        methods > calls || !is_embedded && mentions > 0
    }
}

/// Whether a node sets something, and no variable as a whole.
fn sets_fields_only(function: &Function<'_>, kind: &NodeKind<'_>) -> bool {
    match kind {
        NodeKind::Stmt(Stmt { kind: StmtKind::IncDec(e), .. }) => function.var(e).is_none(),
        NodeKind::Stmt(Stmt { kind: StmtKind::Assign { left, .. }, .. }) => left.iter().all(|e| function.var(e).is_none()),
        _ => false,
    }
}
