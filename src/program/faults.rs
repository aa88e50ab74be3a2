//! What the compiler would reject in one function, as far as its tree and its scopes tell, without types.

use std::collections::{BTreeMap, HashSet};

use super::{Binding, Scopes, VarId, VarKind};
use crate::syntax::{
    Descend, Node,
    ast::{AssignOp, Block, Expr, ExprKind, FuncDecl, Ident, Signature, SmolStr, Span, Stmt, StmtKind, UnaryOp},
    walk_block, walk_stmt,
};

/// One kind of what is rejected. With the name that it is about, where there is one, it is what two versions of a function
/// are compared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A name is declared twice in one block.
    DeclaredTwice,
    /// `:=` has no new variable on its left.
    NothingNew,
    /// A variable, or a label, that nothing reads.
    Unused,
    /// A goto that leads past a variable's declaration, or into a block.
    JumpedOver,
    /// A `break`, `continue` or goto that leads nowhere.
    StrayJump,
    /// Another number of values than there are results, or variables.
    Count,
    /// A return without values where a result's name means something else.
    HiddenResult,
    /// A function with results can come to its end.
    MissingReturn,
    /// An expression that is no call where only a call may stand.
    NoCall,
}

/// How often each kind is met, by the name that it is about.
pub type Faults = BTreeMap<(Fault, SmolStr), usize>;

/// All that would be rejected in a function.
pub fn faults(func: &FuncDecl, scopes: &Scopes) -> Faults {
    let mut found = Found { scopes, faults: Faults::new() };
    for name in &scopes.declared_twice {
        found.add(Fault::DeclaredTwice, name);
    }
    let Some(body) = &func.body else { return found.faults };
    found.unused(body);
    found.body(&func.signature, body);
    walk_block(body, &mut |node| {
        match node {
            Node::Expr(Expr { kind: ExprKind::FuncLit(lit), .. }) => found.body(&lit.signature, &lit.body),
            Node::Stmt(stmt) => found.form(stmt),
            Node::Expr(_) => {}
        }
        Descend::Into
    });
    for _ in 0..scopes.nothing_new {
        found.add(Fault::NothingNew, "");
    }
    found.faults
}

struct Found<'s> {
    scopes: &'s Scopes,
    faults: Faults,
}

impl Found<'_> {
    fn add(&mut self, fault: Fault, name: &str) {
        *self.faults.entry((fault, name.into())).or_default() += 1;
    }

    /// Local variables that are declared, and perhaps assigned to, and never read.
    fn unused(&mut self, body: &Block) {
        let mut written: HashSet<u32> = HashSet::new();
        let mut add = |e: &Expr| {
            if let ExprKind::Ident(_) = e.unparen().kind {
                written.insert(e.unparen().span.start);
            }
        };
        walk_block(body, &mut |node| {
            match node {
                Node::Stmt(Stmt { kind: StmtKind::Assign { left, op: AssignOp::Plain | AssignOp::Define, .. }, .. }) => {
                    left.iter().for_each(&mut add);
                }
                Node::Stmt(Stmt { kind: StmtKind::Range(s), .. }) => s.key.iter().chain(&s.value).for_each(&mut add),
                _ => {}
            }
            Descend::Into
        });
        let scopes = self.scopes;
        let reads = scopes.bindings.iter().filter_map(|(at, binding)| match binding {
            Binding::Var(var) if !written.contains(at) && scopes.var(*var).declared.start != *at => Some(*var),
            _ => None,
        });
        let read: HashSet<VarId> = reads.collect();
        // The symbol of a type switch is one variable in each clause, and need not be read in each.
        let clauses: HashSet<VarId> = scopes.clauses.values().copied().collect();
        let read_in_clauses: HashSet<Span> = clauses.iter().filter(|var| read.contains(var)).map(|var| scopes.var(*var).declared).collect();
        let mut told: HashSet<Span> = HashSet::new();
        for (id, var) in scopes.vars().filter(|(_, var)| var.kind == VarKind::Local) {
            let is_read = read.contains(&id) || clauses.contains(&id) && read_in_clauses.contains(&var.declared);
            if !is_read && told.insert(var.declared) {
                self.add(Fault::Unused, &var.name);
            }
        }
    }

    /// What is wrong with one statement by itself.
    fn form(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Defer(e) | StmtKind::Go(e) if !matches!(e.kind, ExprKind::Call(_) | ExprKind::Unknown) => {
                self.add(Fault::NoCall, "");
            }
            StmtKind::Expr(e)
                if !matches!(e.unparen().kind, ExprKind::Call(_) | ExprKind::Unary { op: UnaryOp::Receive, .. } | ExprKind::Unknown) =>
            {
                self.add(Fault::NoCall, "");
            }
            StmtKind::Assign { left, right, .. } if left.len() != right.len() && !is_spread(right) => self.add(Fault::Count, ""),
            _ => {}
        }
    }

    /// What is wrong with the jumps and returns of a function, declared or literal. Literals inside have their own.
    fn body(&mut self, signature: &Signature, body: &Block) {
        let mut jumps = Jumps::default();
        jumps.block(body, Around::default());
        let scopes = self.scopes;
        let literal = scopes.literal_at(body.span.start);
        for (label, _) in &jumps.labels {
            if !jumps.targets.iter().any(|(target, _)| target.name == *label) {
                self.add(Fault::Unused, &format!("{label}:"));
            }
        }
        for _ in 0..jumps.strays {
            self.add(Fault::StrayJump, "");
        }
        for (target, _) in jumps.targets.iter().filter(|(_, is_goto)| *is_goto) {
            let from = target.span.start;
            let Some((_, to)) = jumps.labels.iter().find(|(label, _)| *label == target.name) else {
                self.add(Fault::StrayJump, &target.name);
                continue;
            };
            let passes = |scope: Span| from < scope.start && scope.start <= *to && *to < scope.end;
            if scopes.vars().any(|(_, var)| var.kind == VarKind::Local && var.literal == literal && passes(var.scope)) {
                self.add(Fault::JumpedOver, &target.name);
            }
        }
        let count: usize = signature.results.iter().map(|field| field.names.len().max(1)).sum();
        let names: Vec<&Ident> = signature.results.iter().flat_map(|field| &field.names).collect();
        for (values, at) in jumps.returns {
            match values {
                [] if count > 0 && names.is_empty() => self.add(Fault::Count, ""),
                [] => {
                    let is_hidden = |name: &&&Ident| {
                        name.name != "_"
                            && !matches!(scopes.lookup(&name.name, at), Binding::Var(var) if scopes.var(var).declared == name.span)
                    };
                    if let Some(name) = names.iter().find(is_hidden) {
                        self.add(Fault::HiddenResult, &name.name);
                    }
                }
                _ if values.len() == count || count > 1 && is_spread(values) => {}
                _ => self.add(Fault::Count, ""),
            }
        }
        if count > 0 && !ends(&body.stmts) {
            self.add(Fault::MissingReturn, "");
        }
    }
}

/// One expression that may stand for several values.
fn is_spread(values: &[Expr]) -> bool {
    match values {
        [one] => matches!(
            one.unparen().kind,
            ExprKind::Call(_)
                | ExprKind::Index { .. }
                | ExprKind::TypeAssert { .. }
                | ExprKind::Unary { op: UnaryOp::Receive, .. }
                | ExprKind::Unknown
        ),
        _ => false,
    }
}

/// What stands around a statement within its function.
#[derive(Clone, Copy, Default)]
struct Around<'a> {
    in_loop: bool,
    breakable: bool,
    /// Its own label.
    label: Option<&'a Ident>,
}

#[derive(Default)]
struct Jumps<'a> {
    /// With the start of what they name.
    labels: Vec<(SmolStr, u32)>,
    /// The labels that jumps name, and whether by a goto.
    targets: Vec<(&'a Ident, bool)>,
    returns: Vec<(&'a [Expr], u32)>,
    /// The labels around, and whether they name a loop.
    open: Vec<(SmolStr, bool)>,
    strays: usize,
}

impl<'a> Jumps<'a> {
    fn block(&mut self, block: &'a Block, around: Around<'a>) {
        for stmt in &block.stmts {
            self.stmt(stmt, Around { label: None, ..around });
        }
    }

    fn stmt(&mut self, stmt: &'a Stmt, around: Around<'a>) {
        let inner = Around { label: None, ..around };
        match &stmt.kind {
            StmtKind::Labeled { label, stmt } => {
                self.labels.push((label.name.clone(), label.span.start));
                self.stmt(stmt, Around { label: Some(label), ..around });
            }
            StmtKind::Return(values) => self.returns.push((values, stmt.span.start)),
            StmtKind::Goto(label) => self.targets.push((label, true)),
            StmtKind::Break(Some(label)) => self.labelled(label, false),
            StmtKind::Continue(Some(label)) => self.labelled(label, true),
            StmtKind::Break(None) => self.strays += usize::from(!around.breakable),
            StmtKind::Continue(None) => self.strays += usize::from(!around.in_loop),
            StmtKind::Block(block) => self.inside(around, false, |jumps| jumps.block(block, inner)),
            StmtKind::If(s) => self.inside(around, false, |jumps| {
                jumps.block(&s.then, inner);
                if let Some(els) = &s.els {
                    jumps.stmt(els, inner);
                }
            }),
            StmtKind::For(s) => {
                self.inside(around, true, |jumps| jumps.block(&s.body, Around { in_loop: true, breakable: true, label: None }));
            }
            StmtKind::Range(s) => {
                self.inside(around, true, |jumps| jumps.block(&s.body, Around { in_loop: true, breakable: true, label: None }));
            }
            StmtKind::Switch(s) => self.cases(around, s.cases.iter().map(|case| &case.body)),
            StmtKind::TypeSwitch(s) => self.cases(around, s.cases.iter().map(|case| &case.body)),
            StmtKind::Select(cases) => self.cases(around, cases.iter().map(|case| &case.body)),
            _ => {}
        }
    }

    fn cases(&mut self, around: Around<'a>, bodies: impl Iterator<Item = &'a Block>) {
        let inner = Around { breakable: true, label: None, ..around };
        self.inside(around, false, |jumps| bodies.for_each(|body| jumps.block(body, inner)));
    }

    /// What a statement holds, which the jumps inside may name by its label.
    fn inside(&mut self, around: Around<'a>, is_loop: bool, look: impl FnOnce(&mut Self)) {
        let open = self.open.len();
        self.open.extend(around.label.map(|label| (label.name.clone(), is_loop)));
        look(self);
        self.open.truncate(open);
    }

    fn labelled(&mut self, label: &'a Ident, goes_on: bool) {
        let leads = self.open.iter().any(|(name, is_loop)| *name == label.name && (*is_loop || !goes_on));
        self.strays += usize::from(!leads);
        self.targets.push((label, false));
    }
}

/// Whether a list of statements is a terminating one, as the specification has it.
fn ends(stmts: &[Stmt]) -> bool {
    stmts.iter().rev().find(|stmt| !matches!(stmt.kind, StmtKind::Empty)).is_some_and(|last| is_end(last, None))
}

fn is_end(stmt: &Stmt, label: Option<&str>) -> bool {
    match &stmt.kind {
        StmtKind::Return(_) | StmtKind::Goto(_) => true,
        StmtKind::Expr(e) => e.as_call().is_some_and(|call| call.callee.as_ident().is_some_and(|name| name == "panic")),
        StmtKind::Block(block) => ends(&block.stmts),
        StmtKind::If(s) => ends(&s.then.stmts) && s.els.as_ref().is_some_and(|els| is_end(els, None)),
        StmtKind::For(s) => s.cond.is_none() && !is_left(&s.body, label),
        StmtKind::Labeled { label, stmt } => is_end(stmt, Some(&label.name)),
        StmtKind::Switch(s) => {
            s.cases.iter().any(|case| case.is_default) && s.cases.iter().all(|case| ends_clause(&case.body) && !is_left(&case.body, label))
        }
        StmtKind::TypeSwitch(s) => {
            s.cases.iter().any(|case| case.is_default) && s.cases.iter().all(|case| ends_clause(&case.body) && !is_left(&case.body, label))
        }
        StmtKind::Select(cases) => cases.iter().all(|case| ends(&case.body.stmts) && !is_left(&case.body, label)),
        _ => false,
    }
}

fn ends_clause(body: &Block) -> bool {
    ends(&body.stmts) || matches!(body.stmts.last().map(|stmt| &stmt.kind), Some(StmtKind::Fallthrough))
}

/// Whether a `break` in the body leads out of the statement that it belongs to.
fn is_left(body: &Block, label: Option<&str>) -> bool {
    let mut is_left = false;
    let mut others: Vec<Span> = Vec::new();
    for stmt in &body.stmts {
        walk_stmt(stmt, &mut |node| {
            match node {
                Node::Expr(Expr { kind: ExprKind::FuncLit(_), .. }) => return Descend::Over,
                Node::Expr(_) => {}
                Node::Stmt(stmt) => match &stmt.kind {
                    StmtKind::For(_) | StmtKind::Range(_) | StmtKind::Switch(_) | StmtKind::TypeSwitch(_) | StmtKind::Select(_) => {
                        others.push(stmt.span);
                    }
                    StmtKind::Break(None) => is_left |= !others.iter().any(|other| other.contains(stmt.span)),
                    StmtKind::Break(Some(to)) => is_left |= label.is_some_and(|label| to.name == label),
                    _ => {}
                },
            }
            Descend::Into
        });
    }
    is_left
}
