//! The control-flow graph of one body: a declared function's or a literal's.
//!
//! One node a simple statement or a leaf condition (`&&`, `||` and `!` are taken apart), so that a walk along its edges
//! is a walk along what happens. Points stand between statements: there an edit can be put.

use std::collections::HashMap;

use crate::syntax::{
    self, Descend,
    ast::{BinaryOp, Block, Call, Expr, ExprKind, RangeFor, SmolStr, Span, Stmt, StmtKind, SwitchCase, UnaryOp},
    walk_expr, walk_stmt,
};

pub type NodeId = usize;

/// On which outcome of a condition an edge is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Branch {
    Always,
    True,
    False,
}

/// A place between statements, at which text can be put.
#[derive(Clone, Copy, Debug)]
pub struct Point<'a> {
    pub block: &'a Block,
    /// The statement of the block before which the point stands; their number at the block's end.
    pub index: usize,
    /// Whether the block stands between braces, not behind a case's colon.
    pub braced: bool,
}

impl Point<'_> {
    /// An offset at which names mean what they mean at the point.
    pub fn offset(&self) -> u32 {
        match (self.block.stmts.get(self.index), self.block.stmts.last()) {
            (Some(next), _) => next.span.start,
            (None, _) if self.braced => self.block.span.end - 1,
            (None, Some(last)) => last.span.end,
            (None, None) => self.block.span.start,
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub enum NodeKind<'a> {
    /// Nothing happens: entry, joins, heads of loops.
    Join,
    Point(Point<'a>),
    /// A statement without statements inside.
    Stmt(&'a Stmt),
    /// An expression is evaluated: a tag, a range's operand, a case's operand.
    Eval(&'a Expr),
    /// A condition without `&&`, `||` or `!` around; its edges are True and False.
    Cond(&'a Expr),
    /// `tag == value` of a switch; its edges are True and False.
    CaseTest {
        tag: &'a Expr,
        value: &'a Expr,
    },
    /// The operand of a type switch.
    TypeTest(&'a Expr),
    /// Key and value of a range get the next element.
    RangeNext(&'a RangeFor),
    /// The end of the body is reached; the span is its closing brace.
    End(Span),
}

#[derive(Clone, Debug)]
pub struct Node<'a> {
    pub kind: NodeKind<'a>,
    pub succ: Vec<(NodeId, Branch)>,
}

/// What the graph must be told of the code behind names.
pub trait Endless {
    /// Nothing happens behind this call.
    fn never_returns(&self, call: &Call) -> bool;

    /// A range over this ends only by a statement of its body: nobody closes the channel.
    fn never_ends(&self, operand: &Expr) -> bool;
}

/// The graph. Node 0 is the entry.
#[derive(Debug)]
pub struct Cfg<'a> {
    pub nodes: Vec<Node<'a>>,
    /// Where control passes by all cases of a switch without a default.
    pub unmatched: Vec<NodeId>,
}

impl<'a> Cfg<'a> {
    /// `calls` tells of calls behind which nothing happens, and of ranges that end only by a break or return.
    pub fn new(body: &'a Block, calls: &dyn Endless) -> Self {
        let mut b = Builder {
            nodes: Vec::new(),
            unmatched: Vec::new(),
            frontier: Vec::new(),
            targets: Vec::new(),
            labels: HashMap::new(),
            calls,
            label: None,
        };
        b.node(NodeKind::Join);
        b.block(body, true);
        let brace = Span { start: body.span.end.saturating_sub(1), end: body.span.end };
        b.node(NodeKind::End(brace));
        Self { nodes: b.nodes, unmatched: b.unmatched }
    }

    /// Whether control can come back to a node once it has been there: it stands in a loop, a backward goto's included.
    pub fn in_cycle(&self, node: NodeId) -> bool {
        let mut seen = vec![false; self.nodes.len()];
        let mut work: Vec<NodeId> = self.nodes[node].succ.iter().map(|s| s.0).collect();
        while let Some(n) = work.pop() {
            if n == node {
                return true;
            }
            if !std::mem::replace(&mut seen[n], true) {
                work.extend(self.nodes[n].succ.iter().map(|s| s.0));
            }
        }
        false
    }

    /// The node that evaluates the code at `span`.
    pub fn node_of(&self, span: Span) -> Option<NodeId> {
        self.nodes.iter().position(|n| n.kind.span().is_some_and(|s| s.contains(span)))
    }

    /// The node at which control leaves the body, or a turn of a loop, by an exit that stands at `span`.
    pub fn node_of_exit(&self, span: Span) -> Option<NodeId> {
        let is_end = |n: &Node<'_>| matches!(n.kind, NodeKind::End(at) if at == span);
        self.node_of(span).or_else(|| self.nodes.iter().position(is_end))
    }

    /// The simple statements, in the order of their nodes.
    pub fn stmts(&self) -> impl Iterator<Item = &'a Stmt> {
        self.nodes.iter().filter_map(|n| if let NodeKind::Stmt(stmt) = n.kind { Some(stmt) } else { None })
    }

    pub fn points(&self) -> impl Iterator<Item = (NodeId, Point<'a>)> {
        self.nodes.iter().enumerate().filter_map(|(id, n)| match n.kind {
            NodeKind::Point(p) => Some((id, p)),
            _ => None,
        })
    }
}

impl<'a> NodeKind<'a> {
    /// The code that the node evaluates.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Join | Self::Point(_) | Self::RangeNext(_) | Self::End(_) => None,
            Self::Stmt(s) => Some(s.span),
            Self::Eval(e) | Self::Cond(e) | Self::TypeTest(e) | Self::CaseTest { value: e, .. } => Some(e.span),
        }
    }

    /// Visits what the node evaluates, in source order; a case's value, not its tag, which has a node of its own.
    pub fn walk(&self, visit: &mut dyn FnMut(syntax::Node<'a>) -> Descend) {
        match *self {
            Self::Stmt(stmt) => walk_stmt(stmt, visit),
            Self::Eval(e) | Self::Cond(e) | Self::TypeTest(e) | Self::CaseTest { value: e, .. } => walk_expr(e, visit),
            Self::Join | Self::Point(_) | Self::RangeNext(_) | Self::End(_) => {}
        }
    }

    /// Whether it only puts a call off to the function's end.
    pub fn is_deferred(&self) -> bool {
        matches!(self, Self::Stmt(Stmt { kind: StmtKind::Defer(_), .. }))
    }
}

/// Where break and continue lead.
struct Target {
    label: Option<SmolStr>,
    brk: NodeId,
    cont: Option<NodeId>,
    named_only: bool,
}

type Frontier = Vec<(NodeId, Branch)>;

struct Builder<'a, 'n> {
    nodes: Vec<Node<'a>>,
    unmatched: Vec<NodeId>,
    /// Edges that wait for the next node; empty where nothing is reached.
    frontier: Frontier,
    targets: Vec<Target>,
    labels: HashMap<SmolStr, NodeId>,
    calls: &'n dyn Endless,
    /// The label of the statement that comes next.
    label: Option<SmolStr>,
}

impl<'a> Builder<'a, '_> {
    /// A node that nothing leads to yet.
    fn loose(&mut self, kind: NodeKind<'a>) -> NodeId {
        self.nodes.push(Node { kind, succ: Vec::new() });
        self.nodes.len() - 1
    }

    /// Leads the frontier to `to`.
    fn link(&mut self, to: NodeId) {
        for (from, branch) in std::mem::take(&mut self.frontier) {
            self.nodes[from].succ.push((to, branch));
        }
    }

    /// A node behind the frontier, which is the frontier then.
    fn node(&mut self, kind: NodeKind<'a>) -> NodeId {
        let id = self.loose(kind);
        self.link(id);
        self.frontier.push((id, Branch::Always));
        id
    }

    /// Goes on at a node that others led to.
    fn resume(&mut self, at: NodeId) {
        self.frontier = vec![(at, Branch::Always)];
    }

    fn block(&mut self, block: &'a Block, braced: bool) {
        for (index, stmt) in block.stmts.iter().enumerate() {
            self.node(NodeKind::Point(Point { block, index, braced }));
            self.stmt(stmt);
        }
        self.node(NodeKind::Point(Point { block, index: block.stmts.len(), braced }));
    }

    fn label_node(&mut self, name: &SmolStr) -> NodeId {
        if let Some(&id) = self.labels.get(name) {
            return id;
        }
        let id = self.loose(NodeKind::Join);
        self.labels.insert(name.clone(), id);
        id
    }

    fn stmt(&mut self, stmt: &'a Stmt) {
        let label = self.label.take();
        match &stmt.kind {
            StmtKind::Empty | StmtKind::Const(_) | StmtKind::Type(_) | StmtKind::Fallthrough => {}
            StmtKind::Expr(e) => {
                self.node(NodeKind::Stmt(stmt));
                if e.as_call().is_some_and(|c| self.calls.never_returns(c)) {
                    self.frontier.clear();
                }
            }
            StmtKind::Send { .. }
            | StmtKind::IncDec(_)
            | StmtKind::Assign { .. }
            | StmtKind::Var(_)
            | StmtKind::Go(_)
            | StmtKind::Defer(_) => {
                self.node(NodeKind::Stmt(stmt));
            }
            StmtKind::Return(_) => {
                self.node(NodeKind::Stmt(stmt));
                self.frontier.clear();
            }
            StmtKind::Break(to) => self.leave(to.as_ref().map(|l| &l.name), |t| Some(t.brk)),
            StmtKind::Continue(to) => self.leave(to.as_ref().map(|l| &l.name), |t| t.cont),
            StmtKind::Goto(to) => {
                let id = self.label_node(&to.name);
                self.link(id);
            }
            StmtKind::Block(block) => {
                // A plain block is a target only for breaks that name it.
                let brk = self.loose(NodeKind::Join);
                self.targets.push(Target { label, brk, cont: None, named_only: true });
                self.block(block, true);
                self.targets.pop();
                self.link(brk);
                self.resume(brk);
            }
            StmtKind::Labeled { label, stmt } => {
                let id = self.label_node(&label.name);
                self.link(id);
                self.resume(id);
                self.label = Some(label.name.clone());
                self.stmt(stmt);
                self.label = None;
            }
            StmtKind::If(s) => {
                if let Some(init) = &s.init {
                    self.stmt(init);
                }
                let (yes, no) = self.cond(&s.cond);
                self.frontier = yes;
                self.block(&s.then, true);
                let mut out = std::mem::replace(&mut self.frontier, no);
                if let Some(els) = &s.els {
                    self.stmt(els);
                }
                out.append(&mut self.frontier);
                self.frontier = out;
            }
            StmtKind::For(s) => {
                if let Some(init) = &s.init {
                    self.stmt(init);
                }
                let head = self.node(NodeKind::Join);
                let (brk, cont) = (self.loose(NodeKind::Join), self.loose(NodeKind::Join));
                if let Some(cond) = &s.cond {
                    let (yes, no) = self.cond(cond);
                    self.frontier = no;
                    self.link(brk);
                    self.frontier = yes;
                }
                self.targets.push(Target { label, brk, cont: Some(cont), named_only: false });
                self.block(&s.body, true);
                self.targets.pop();
                self.link(cont);
                self.resume(cont);
                if let Some(post) = &s.post {
                    self.stmt(post);
                }
                self.link(head);
                self.resume(brk);
            }
            StmtKind::Range(s) => {
                self.node(NodeKind::Eval(&s.operand));
                let head = self.node(NodeKind::Join);
                let brk = self.loose(NodeKind::Join);
                if !self.calls.never_ends(&s.operand) {
                    self.link(brk);
                }
                self.resume(head);
                self.node(NodeKind::RangeNext(s));
                self.targets.push(Target { label, brk, cont: Some(head), named_only: false });
                self.block(&s.body, true);
                self.targets.pop();
                self.link(head);
                self.resume(brk);
            }
            StmtKind::Switch(s) => {
                if let Some(init) = &s.init {
                    self.stmt(init);
                }
                if let Some(tag) = &s.tag {
                    self.node(NodeKind::Eval(tag));
                }
                self.switch(&s.cases, s.tag.is_some(), label, |b, value| match &s.tag {
                    Some(tag) => {
                        let id = b.node(NodeKind::CaseTest { tag, value });
                        b.frontier.clear();
                        (vec![(id, Branch::True)], vec![(id, Branch::False)])
                    }
                    None => b.cond(value),
                });
            }
            StmtKind::TypeSwitch(s) => {
                if let Some(init) = &s.init {
                    self.stmt(init);
                }
                self.node(NodeKind::TypeTest(&s.operand));
                self.switch(&s.cases, true, label, |b, _| {
                    let id = b.node(NodeKind::Join);
                    (vec![(id, Branch::Always)], vec![(id, Branch::Always)])
                });
            }
            StmtKind::Select(cases) => {
                // Go evaluates the operands of all cases once, on entering; taking them where their case stands loses nothing
                // that a fate depends on.
                let head = self.node(NodeKind::Join);
                let brk = self.loose(NodeKind::Join);
                self.targets.push(Target { label, brk, cont: None, named_only: false });
                for case in cases {
                    self.resume(head);
                    if let Some(comm) = &case.comm {
                        self.stmt(comm);
                    }
                    self.block(&case.body, false);
                    self.link(brk);
                }
                self.targets.pop();
                self.resume(brk);
                if cases.is_empty() {
                    self.frontier.clear();
                }
            }
        }
    }

    /// Tests the cases in order, the default last; a `fallthrough` leads into the next body.
    fn switch(
        &mut self,
        cases: &'a [SwitchCase],
        tagged: bool,
        label: Option<SmolStr>,
        mut test: impl FnMut(&mut Self, &'a Expr) -> (Frontier, Frontier),
    ) {
        let brk = self.loose(NodeKind::Join);
        let bodies: Vec<NodeId> = cases.iter().map(|_| self.loose(NodeKind::Join)).collect();
        let mut default = None;
        for (case, &body) in cases.iter().zip(&bodies) {
            if case.is_default {
                default = Some(body);
                continue;
            }
            for value in &case.values {
                let (yes, no) = test(self, value);
                self.frontier = yes;
                self.link(body);
                self.frontier = no;
            }
        }
        let unmatched = (default.is_none() && tagged && cases.len() > 1).then(|| self.node(NodeKind::Join));
        self.unmatched.extend(unmatched);
        self.link(default.unwrap_or(brk));
        self.targets.push(Target { label, brk, cont: None, named_only: false });
        for (i, case) in cases.iter().enumerate() {
            self.resume(bodies[i]);
            self.block(&case.body, false);
            let falls = matches!(case.body.stmts.last().map(|s| &s.kind), Some(StmtKind::Fallthrough));
            self.link(if falls { bodies.get(i + 1).copied().unwrap_or(brk) } else { brk });
        }
        self.targets.pop();
        self.resume(brk);
    }

    /// Leads to where a break or continue goes.
    fn leave(&mut self, label: Option<&SmolStr>, to: impl Fn(&Target) -> Option<NodeId>) {
        let target = self.targets.iter().rev().find_map(|t| match label {
            Some(l) => (t.label.as_ref() == Some(l)).then(|| to(t)).flatten(),
            None if t.named_only => None,
            None => to(t),
        });
        match target {
            Some(id) => self.link(id),
            None => self.frontier.clear(),
        }
    }

    /// Evaluates a condition; the edges on which it is true, and false.
    fn cond(&mut self, e: &'a Expr) -> (Frontier, Frontier) {
        match &e.unparen().kind {
            ExprKind::Unary { op: UnaryOp::Not, operand } => {
                let (yes, no) = self.cond(operand);
                (no, yes)
            }
            ExprKind::Binary { op: BinaryOp::And, left, right } => {
                let (yes, mut no) = self.cond(left);
                self.frontier = yes;
                let (yes, more) = self.cond(right);
                no.extend(more);
                (yes, no)
            }
            ExprKind::Binary { op: BinaryOp::Or, left, right } => {
                let (mut yes, no) = self.cond(left);
                self.frontier = no;
                let (more, no) = self.cond(right);
                yes.extend(more);
                (yes, no)
            }
            _ => {
                let id = self.node(NodeKind::Cond(e.unparen()));
                self.frontier.clear();
                // `for i := 0; true; i++`: the other edge is never taken.
                match e.as_ident().map(|n| n.as_str()) {
                    Some("true") => (vec![(id, Branch::Always)], Vec::new()),
                    Some("false") => (Vec::new(), vec![(id, Branch::Always)]),
                    _ => (vec![(id, Branch::True)], vec![(id, Branch::False)]),
                }
            }
        }
    }
}
