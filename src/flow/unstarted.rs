//! Releases that free nothing before a method has set the value going: `if s.done != nil { s.stop(); <-s.done }`.

use std::collections::BTreeSet;

use super::{
    cfg::{Branch, NodeId, NodeKind},
    fate::Exit,
    function::Function,
    held::{Held, Leak},
    idle::{Deed, LEVELS},
    yields::Origin,
};
use crate::{
    program::{Symbol, VarId, VarKind},
    syntax::{
        Descend, Node,
        ast::{BinaryOp, Expr, ExprKind, Span, Stmt, StmtKind, UnaryOp},
        walk_block,
    },
};

impl Held<'_, '_> {
    /// Whether every exit that leaves it comes before the value can have been set going: its release looks at fields that neither who
    /// makes it nor any method that is called on the way sets, and does nothing else.
    pub fn is_left_unstarted(&self, leak: &Leak) -> bool {
        let Some((release, fields)) = self.fields_asked_by_release() else { return false };
        let makers = self.function.looked_at(&self.symbol, &|maker| maker.sets_field(&fields));
        if makers.is_empty() || makers.contains(&true) {
            return false;
        }
        let Some(starts) = self.function.methods_that(&release, &|own| own.sets_field(&fields)) else { return false };
        let begun = self.body.cfg.at_or_behind(&self.starts(&starts, &fields));
        leak.exits.iter().all(|exit| self.body.cfg.node_of(exit.span()).is_some_and(|node| !begun[node]))
    }

    /// Its release, and the fields of which that asks whether they are there, where it frees nothing unless they are.
    fn fields_asked_by_release(&self) -> Option<(Symbol, BTreeSet<String>)> {
        let function = self.function;
        let (method, ty) = self.release_of_result()?;
        let release = function.typing.method(&ty, method)?;
        let asked = function.looked_at(&release, &|own| own.fields_asked_to_release());
        let fields = asked.into_iter().reduce(|one, other| Some(&one? | &other?))??;
        Some((release, fields))
    }

    /// Whether it is left only where what was to set it going has failed, and its release asks first whether it goes.
    pub fn has_nothing_where_start_failed(&self, leak: &Leak) -> bool {
        self.fields_asked_by_release().is_some() && self.is_left_where_start_failed(leak)
    }

    /// Whether it is seen to own nothing when it is made, or those who release theirs set it going first, and every exit that leaves it
    /// lies on the failing branch of the very call that was to do so, the first of its kind: `if err := s.Start(); err != nil { return err }`.
    fn is_left_where_start_failed(&self, leak: &Leak) -> bool {
        let begins_later = match &self.origin {
            Origin::Made { owns } => owns.is_none(),
            Origin::Typed => self.practice().starts_first(),
            Origin::Acquired | Origin::Implemented { .. } | Origin::Kept => false,
        };
        if !begins_later {
            return false;
        }
        let cfg = &self.body.cfg;
        let holders = self.variables();
        let starts: Vec<NodeId> = (0..cfg.nodes.len()).filter(|id| self.calls_start(*id, &holders)).collect();
        let is_first = |start: NodeId| !starts.iter().any(|other| *other != start && cfg.reached(*other, &[])[start]);
        let failed: Vec<NodeId> =
            starts.iter().filter(|start| is_first(**start)).flat_map(|start| self.branches_of_failed(*start, &holders)).collect();
        let spared = cfg.reached(0, &failed);
        let is_behind = |exit: &Exit| cfg.node_of_exit(exit.span()).is_some_and(|node| !spared[node]);
        !failed.is_empty() && leak.exits.iter().all(is_behind)
    }

    /// Whether a node calls a method that sets the value going, be that in a literal.
    fn calls_start(&self, id: NodeId, holders: &BTreeSet<VarId>) -> bool {
        let mut found = false;
        self.body.cfg.nodes[id].kind.walk(&mut |node| {
            found |= matches!(node, Node::Expr(Expr { kind: ExprKind::Call(call), .. }) if self.start_of(call, holders).is_some());
            Descend::Into
        });
        found
    }

    /// The nodes at which branches begin that are taken only where the call at a node, which sets the value going, has returned an error.
    fn branches_of_failed(&self, start: NodeId, holders: &BTreeSet<VarId>) -> Vec<NodeId> {
        let (function, cfg) = (self.function, &self.body.cfg);
        let NodeKind::Stmt(stmt) = cfg.nodes[start].kind else { return Vec::new() };
        let is_start =
            |value: &Expr| stmt.span.contains(value.span) && value.as_call().is_some_and(|call| self.start_of(call, holders).is_some());
        let failed = cfg.nodes.iter().enumerate().filter_map(|(id, node)| {
            let NodeKind::Cond(e) = node.kind else { return None };
            let ExprKind::Binary { op, left, right } = &e.kind else { return None };
            let error = function.var(left).filter(|_| function.scopes.is_nil(right) && function.type_of(left).is("error"))?;
            let given = function.reaching_definitions(error, self.body, id)?;
            let branch = match op {
                BinaryOp::NotEqual => Branch::True,
                BinaryOp::Equal => Branch::False,
                _ => return None,
            };
            let is_its = !given.is_empty() && given.iter().all(|(value, _)| is_start(value));
            node.succ.iter().find(|(_, b)| is_its && *b == branch).map(|(to, _)| *to)
        });
        let is_entered_once = |to: &NodeId| cfg.nodes.iter().flat_map(|node| &node.succ).filter(|(next, _)| next == to).count() == 1;
        failed.filter(is_entered_once).collect()
    }

    /// The nodes that call methods of some names, be that in a literal, or set one of some fields themselves.
    fn starts(&self, methods: &BTreeSet<String>, fields: &BTreeSet<String>) -> Vec<NodeId> {
        let starts = |id: &NodeId| {
            let mut found = false;
            self.body.cfg.nodes[*id].kind.walk(&mut |node| {
                found |= self.function.sets(&node, fields)
                    || matches!(node, Node::Expr(Expr { kind: ExprKind::Selector { field, .. }, .. }) if methods.contains(field.name.as_str()));
                Descend::Into
            });
            found
        };
        (0..self.body.cfg.nodes.len()).filter(starts).collect()
    }
}

impl Function<'_> {
    /// The fields of the receiver of which a release asks whether they are there, where it frees nothing unless they are; None where
    /// it frees something else, or nothing at all.
    fn fields_asked_to_release(&self) -> Option<BTreeSet<String>> {
        let body = self.func.body.as_ref()?;
        let mut fields = BTreeSet::new();
        let mut guarded: Vec<Span> = Vec::new();
        for stmt in &body.stmts {
            let StmtKind::If(s) = &stmt.kind else { continue };
            if let Some(asked) = self.fields_asked(&s.cond, true).filter(|_| s.els.is_none()) {
                fields.extend(asked);
                guarded.push(s.then.span);
            } else if s.then.stmts.last().is_some_and(|last| matches!(last.kind, StmtKind::Return(_)))
                && let Some(asked) = self.fields_asked(&s.cond, false)
            {
                fields.extend(asked);
                guarded.push(Span { start: stmt.span.end, end: body.span.end });
            }
        }
        let is_idle = !guarded.is_empty() && self.deed_but(LEVELS, &|_| false, &guarded) <= Deed::Sets;
        (is_idle && self.own_deed(LEVELS) == Deed::Frees).then_some(fields)
    }

    /// The fields of the receiver one of which is nil or false wherever a condition is not so.
    fn fields_asked(&self, cond: &Expr, so: bool) -> Option<BTreeSet<String>> {
        let cond = cond.unparen();
        match &cond.kind {
            ExprKind::Unary { op: UnaryOp::Not, operand } => self.fields_asked(operand, !so),
            ExprKind::Binary { op, left, right } if *op == (if so { BinaryOp::And } else { BinaryOp::Or }) => {
                let (left, right) = (self.fields_asked(left, so), self.fields_asked(right, so));
                let all: BTreeSet<String> = left.into_iter().chain(right).flatten().collect();
                (!all.is_empty()).then_some(all)
            }
            ExprKind::Binary { op, left, right } if *op == (if so { BinaryOp::NotEqual } else { BinaryOp::Equal }) => {
                let field = if self.scopes.is_nil(right) { left } else { right };
                if !self.scopes.is_nil(left) && !self.scopes.is_nil(right) {
                    return None;
                }
                Some([self.own_field(field)?].into())
            }
            ExprKind::Selector { .. } if so && self.type_of(cond).is("bool") => Some([self.own_field(cond)?].into()),
            _ => None,
        }
    }

    /// The name of a field of the receiver.
    pub(super) fn own_field(&self, e: &Expr) -> Option<String> {
        let ExprKind::Selector { operand, field } = &e.unparen().kind else { return None };
        let is_receiver = self.var(operand).is_some_and(|var| self.scopes.var(var).kind == VarKind::Receiver);
        is_receiver.then(|| field.name.to_string())
    }

    /// Whether its code sets a field of one of these names.
    pub(super) fn sets_field(&self, fields: &BTreeSet<String>) -> bool {
        let mut found = false;
        if let Some(body) = &self.func.body {
            walk_block(body, &mut |node| {
                found |= self.sets(&node, fields);
                if found { Descend::Over } else { Descend::Into }
            });
        }
        found
    }

    /// Whether a piece of code gives a field of one of these names a value, in place or by a pointer to it.
    fn sets(&self, node: &Node<'_>, fields: &BTreeSet<String>) -> bool {
        let is_field = |e: &Expr| matches!(&e.unparen().kind, ExprKind::Selector { field, .. } if fields.contains(field.name.as_str()));
        let is_key = |e: &Expr| e.as_ident().is_some_and(|name| fields.contains(name.as_str()));
        let is_nothing = |e: &Expr| self.scopes.is_nil(e) || e.as_ident().is_some_and(|name| name == "false");
        match node {
            Node::Stmt(Stmt { kind: StmtKind::Assign { left, right, .. }, .. }) => {
                left.iter().enumerate().any(|(at, place)| is_field(place) && !right.get(at).is_some_and(is_nothing))
            }
            Node::Expr(Expr { kind: ExprKind::Unary { op: UnaryOp::Address, operand }, .. }) => is_field(operand),
            Node::Expr(e @ Expr { kind: ExprKind::Composite { elements, .. }, .. }) => {
                // Without keys any field may be given.
                let unkeyed = elements.iter().any(|element| element.key.is_none());
                elements.iter().any(|element| element.key.as_ref().is_some_and(is_key) && !is_nothing(&element.value))
                    || unkeyed && fields.iter().any(|field| self.typing.has_own_field(&self.type_of(e), field))
            }
            _ => false,
        }
    }
}
