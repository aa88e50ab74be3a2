//! Loops around a statement: which there are, whether control comes round in them, and which jumps pass by.

use super::{
    cfg::{Cfg, NodeId, NodeKind, Point},
    function::{Body, Function},
};
use crate::syntax::{
    Descend, Node,
    ast::{Block, Expr, ExprKind, Ident, SmolStr, Span, Stmt, StmtKind},
    walk_block,
};

/// Where a statement stands: a line put there runs each time before it, unless a jump passes by.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The point of the graph ahead of the statement and its labels.
    pub point: NodeId,
    pub block: &'a Block,
    /// Of the statement in the block.
    pub index: usize,
}

impl<'a> Place<'a> {
    /// The statement, its labels included.
    pub fn stmt(&self) -> &'a Stmt {
        &self.block.stmts[self.index]
    }

    /// The statement behind its labels.
    pub fn bare(&self) -> &'a Stmt {
        self.stmt().unlabeled()
    }

    /// The statement that comes next in the block.
    pub fn next(&self) -> Option<&'a Stmt> {
        self.block.stmts.get(self.index + 1)
    }
}

/// The names of a statement's labels.
fn labels(stmt: &Stmt) -> Vec<&Ident> {
    let mut labels = Vec::new();
    let mut stmt = stmt;
    while let StmtKind::Labeled { label, stmt: inner } = &stmt.kind {
        labels.push(label);
        stmt = inner;
    }
    labels
}

impl Cfg<'_> {
    /// The nodes that control can get to from a node without passing through one of `avoid`; the node itself only where
    /// control comes back to it.
    pub fn reached(&self, from: NodeId, avoid: &[NodeId]) -> Vec<bool> {
        let mut seen = vec![false; self.nodes.len()];
        let mut work = vec![from];
        while let Some(node) = work.pop() {
            for &(next, _) in &self.nodes[node].succ {
                if !avoid.contains(&next) && !std::mem::replace(&mut seen[next], true) {
                    work.push(next);
                }
            }
        }
        seen
    }

    /// The nodes that are among `starts`, or that control can get to from one of them.
    pub fn at_or_behind(&self, starts: &[NodeId]) -> Vec<bool> {
        let mut found = vec![false; self.nodes.len()];
        for &start in starts {
            found[start] = true;
            found.iter_mut().zip(self.reached(start, &[])).for_each(|(found, behind)| *found |= behind);
        }
        found
    }

    /// The nodes that are among `goals`, or from which control can get to one of them.
    pub fn leading_to(&self, goals: &[NodeId]) -> Vec<bool> {
        let mut before = vec![Vec::new(); self.nodes.len()];
        for (id, node) in self.nodes.iter().enumerate() {
            node.succ.iter().for_each(|(next, _)| before[*next].push(id));
        }
        let mut leads = vec![false; self.nodes.len()];
        let mut work = goals.to_vec();
        while let Some(node) = work.pop() {
            if !std::mem::replace(&mut leads[node], true) {
                work.extend(&before[node]);
            }
        }
        leads
    }

    /// The nodes that control can get to at all.
    pub fn reachable(&self) -> Vec<bool> {
        let mut reached = self.reached(0, &[]);
        reached[0] = true;
        reached
    }

    /// The nodes that control can get to from a node, where ranges over the operands that `endless` tells of have no end of
    /// their own.
    pub(super) fn reached_through_endless(&self, from: NodeId, endless: &dyn Fn(Span) -> bool) -> Vec<bool> {
        let mut seen = vec![false; self.nodes.len()];
        let mut work = vec![from];
        while let Some(node) = work.pop() {
            let succ = &self.nodes[node].succ;
            let is_next = |id: NodeId| matches!(self.nodes[id].kind, NodeKind::RangeNext(range) if endless(range.operand.span));
            // The head of a range leads to its next element and to its end.
            let never_ends = succ.iter().any(|s| is_next(s.0));
            for &(next, _) in succ.iter().filter(|s| !never_ends || is_next(s.0)) {
                if !std::mem::replace(&mut seen[next], true) {
                    work.push(next);
                }
            }
        }
        seen
    }

    /// Whether the body's end or a return is among the nodes.
    pub fn ends(&self, among: &[bool]) -> bool {
        self.nodes.iter().zip(among).any(|(node, &among)| among && node.kind.ends())
    }

    /// Whether control surely gets to one of `goals` from a node: no path ends before, and none goes round without it.
    pub fn surely_reaches(&self, from: NodeId, goals: &[NodeId]) -> bool {
        /// On the path at hand; done with.
        #[derive(Clone, Copy, PartialEq)]
        enum Mark {
            New,
            Open,
            Done,
        }
        let mut marks = vec![Mark::New; self.nodes.len()];
        // Nodes to enter, and nodes to leave once all behind them is done.
        let mut work = vec![(from, true)];
        while let Some((node, enter)) = work.pop() {
            if !enter {
                marks[node] = Mark::Done;
                continue;
            }
            match marks[node] {
                Mark::Open => return false,
                Mark::Done => continue,
                Mark::New if goals.contains(&node) => continue,
                Mark::New => {}
            }
            if self.nodes[node].succ.is_empty() {
                return false;
            }
            marks[node] = Mark::Open;
            work.push((node, false));
            work.extend(self.nodes[node].succ.iter().map(|s| (s.0, true)));
        }
        true
    }
}

impl NodeKind<'_> {
    fn ends(&self) -> bool {
        matches!(self, Self::End(_) | Self::Stmt(Stmt { kind: StmtKind::Return(_), .. }))
    }
}

impl<'a> Body<'a> {
    /// The place of the innermost statement of a block that holds the code at `span`.
    pub fn place_of(&self, span: Span) -> Option<Place<'a>> {
        self.places().filter(|p| p.stmt().span.contains(span)).min_by_key(|p| p.stmt().span.end - p.stmt().span.start)
    }

    fn places(&self) -> impl Iterator<Item = Place<'a>> {
        let points = self.cfg.points().filter(|(_, p)| p.index < p.block.stmts.len());
        points.map(|(point, p)| Place { point, block: p.block, index: p.index })
    }

    /// The places of the loops in whose bodies the code at `span` stands, the outermost first.
    pub fn loops_around(&self, span: Span) -> Vec<Place<'a>> {
        let around = |place: &Place<'a>| loop_body(place.bare()).is_some_and(|body| body.span.contains(span));
        let mut loops: Vec<Place<'a>> = self.places().filter(around).collect();
        loops.sort_by_key(|p| p.stmt().span.start);
        loops
    }

    /// Whether a goto leads to a label of the statement, and past what stands ahead of it.
    pub fn is_goto_target(&self, place: &Place<'a>) -> bool {
        let labels = labels(place.stmt());
        self.gotos().iter().any(|(to, _)| labels.iter().any(|l| l.name == **to))
    }

    /// Whether a goto leads over the place within its block: a declaration there would not compile.
    pub fn is_jumped_over(&self, place: &Place<'a>) -> bool {
        let here = place.stmt().span.start;
        let behind: Vec<&Ident> = place.block.stmts[place.index..].iter().flat_map(labels).collect();
        self.gotos().iter().any(|(to, at)| at.start < here && behind.iter().any(|l| l.name == **to))
    }

    fn gotos(&self) -> Vec<(&'a SmolStr, Span)> {
        let mut gotos = Vec::new();
        walk_block(self.block, &mut |node| match node {
            Node::Stmt(stmt) => {
                if let StmtKind::Goto(to) = &stmt.kind {
                    gotos.push((&to.name, stmt.span));
                }
                Descend::Into
            }
            // A literal's labels are its own.
            Node::Expr(_) => Descend::Over,
        });
        gotos
    }
}

/// The body of a loop.
pub(super) fn loop_body(stmt: &Stmt) -> Option<&Block> {
    match &stmt.kind {
        StmtKind::For(s) => Some(&s.body),
        StmtKind::Range(s) => Some(&s.body),
        _ => None,
    }
}

/// A piece of code in one of the bodies that run it.
pub struct Frame<'f, 'a> {
    pub body: &'f Body<'a>,
    /// The code itself in the innermost body; in the others the call of the literal that holds it.
    pub span: Span,
}

impl<'a> Function<'a> {
    /// Whether control goes on behind the block of a point, other than to the end of the body.
    pub fn goes_on_behind(&self, body: &Body<'a>, point: Point<'a>) -> bool {
        let is_own = point.block.span == body.block.span;
        let last = body.cfg.points().find(|(_, p)| p.block.span == point.block.span && p.index == p.block.stmts.len());
        !is_own && last.is_none_or(|(end, _)| body.cfg.reached(0, &[])[end])
    }

    /// The body that holds the code at `span`, and those around it as long as each runs the inner one on the spot
    /// (`func() { … }()`): the innermost first.
    pub fn frames(&self, span: Span) -> Vec<Frame<'_, 'a>> {
        let mut frames = Vec::new();
        let mut span = Some(span);
        while let Some(code) = span
            && let Some(body) = self.body_of(code)
        {
            frames.push(Frame { body, span: code });
            span = self.call_on_the_spot(body);
        }
        frames
    }

    /// The call of the literal whose body this is, where it stands right behind it and is no `go` or `defer`.
    fn call_on_the_spot(&self, body: &Body<'a>) -> Option<Span> {
        if body.literal == 0 {
            return None;
        }
        let (mut found, mut later) = (None, Vec::new());
        walk_block(self.func.body.as_ref()?, &mut |node| {
            match node {
                Node::Stmt(Stmt { kind: StmtKind::Go(e) | StmtKind::Defer(e), .. }) => later.extend(e.as_call().map(|c| c.span)),
                Node::Expr(Expr { kind: ExprKind::Call(call), .. }) => {
                    if let ExprKind::FuncLit(lit) = &call.callee.unparen().kind
                        && std::ptr::eq(&raw const lit.body, body.block)
                    {
                        found = Some(call.span);
                    }
                }
                _ => {}
            }
            Descend::Into
        });
        found.filter(|call| !later.contains(call))
    }
}

/// Whether control comes from a node of the innermost body back to it without passing through one of `avoid`, be it through
/// a loop of a body around.
pub(super) fn comes_round(frames: &[Frame<'_, '_>], from: NodeId, to: NodeId, avoid: &[NodeId]) -> bool {
    let Some((innermost, around)) = frames.split_first() else { return false };
    let cfg = &innermost.body.cfg;
    let seen = cfg.reached(from, avoid);
    if seen[to] {
        return true;
    }
    let Some(call) = around.first() else { return false };
    cfg.ends(&seen) && call.body.cfg.node_of(call.span).is_some_and(|node| comes_round(around, node, node, &[]))
}
