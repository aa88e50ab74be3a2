//! What a value ends with, beside its own release: a context that the function cancels, a connection that it closes.

use super::{
    cfg::{NodeId, NodeKind},
    effects::receiver_of,
    function::Function,
    given,
    held::{Fate, Held},
    yields::Origin,
};
use crate::{
    program::{Effect, Position, RELEASES, Release, StdTable, VarId, VarKind},
    syntax::{
        Descend, Node,
        ast::{Call, Expr, ExprKind, Stmt, StmtKind},
        walk_block,
    },
};

/// So many contexts, each derived from the next, are looked at.
const GENERATIONS: usize = 8;

impl<'a> Held<'_, 'a> {
    /// Whether the function itself ends what the value ends with. Of a context that is told by each path.
    pub(super) fn ends_with_parent(&self) -> bool {
        if self.cancels_context() {
            return false;
        }
        match (self.parent(), self.resource.ends_with) {
            (Some(parent), Some(Position::Argument(_))) => self.is_cancelled(parent) || self.is_ended(parent),
            (Some(parent), Some(Position::Receiver)) => self.is_ended(parent) || self.is_given_to_literal(parent),
            // A field of something: whoever closes that is elsewhere.
            (None, Some(Position::Receiver)) => true,
            (None, _) | (_, None) => false,
        }
    }

    /// The nodes that release what handed out a value of the project's own or a dependency's, not to be deferred: a stream's
    /// connection. It may well end with that.
    pub(super) fn parent_ended_at(&self) -> Vec<NodeId> {
        let ExprKind::Selector { operand, .. } = &self.call.callee.unparen().kind else { return Vec::new() };
        let Some(parent) = self.function.root(operand).filter(|_| self.origin != Origin::Acquired) else { return Vec::new() };
        let releases = |call: &Call| {
            let ExprKind::Selector { operand, field } = &call.callee.unparen().kind else { return false };
            RELEASES.contains(&field.name.as_str()) && self.function.root(operand) == Some(parent)
        };
        let ends = |kind: &NodeKind<'_>| !kind.is_deferred() && calls(kind, &releases);
        let nodes = self.body.cfg.nodes.iter().enumerate();
        nodes.filter(|(id, node)| *id != self.node && ends(&node.kind)).map(|(id, _)| id).collect()
    }

    fn cancels_context(&self) -> bool {
        matches!(self.resource.release.first(), Some(Release::Call(_)))
    }

    /// The nodes that end a context from which the value's own is derived, now or when the function returns. Of what the project or a dependency
    /// hands out: where the standard library does, `go vet` asks for the call whatever becomes of the parent.
    pub(super) fn ancestors_ended_at(&self) -> Vec<NodeId> {
        let mut found = Vec::new();
        let is_std = self.function.callee(self.call).is_some_and(|made| StdTable::is_std(made.package()));
        let mut next = self.parent().filter(|_| self.cancels_context() && !is_std);
        for _ in 0..GENERATIONS {
            let Some((made, call)) = next.and_then(|context| self.made_by(context)) else { break };
            found.extend(self.ends_of(made, call));
            let callee = self.function.callee(call);
            // `context.WithoutCancel` makes one that goes on.
            let is_read =
                |at: usize| callee.as_ref().is_some_and(|s| StdTable::get().effect(s, Position::Argument(at)) == Some(Effect::Reads));
            let is_context = |var: &VarId| self.function.typing.type_of_var(*var).is("context.Context");
            let derived_from = call.args.iter().enumerate().filter(|(at, _)| !is_read(*at));
            next = derived_from.filter_map(|(_, arg)| self.function.var(arg)).find(is_context);
        }
        found
    }

    /// The call that makes a context which never becomes another one, and what is assigned with it.
    fn made_by(&self, context: VarId) -> Option<(&'a [Expr], &'a Call)> {
        let made = self.body.cfg.stmts().find_map(|stmt| match &stmt.kind {
            StmtKind::Assign { left, right, .. } => match &right[..] {
                [from] if left.iter().any(|l| self.function.var(l) == Some(context)) => Some((&left[..], from.as_call()?)),
                _ => None,
            },
            _ => None,
        });
        made.filter(|_| self.is_assigned_once(context))
    }

    /// Where the body ends the context that a call makes: it calls the cancel function that came with it, or waits for the group.
    fn ends_of(&self, made: &[Expr], call: &Call) -> Vec<NodeId> {
        let cfg = &self.body.cfg;
        let cancel = self.function.all_held().into_iter().find(|h| h.call.span == call.span && !h.resource.dependents.is_empty());
        let released = cancel.iter().flat_map(|cancel| &cancel.walk().released);
        let mut found: Vec<NodeId> = released.filter_map(|at| cfg.node_of(*at)).collect();
        let end = self.function.callee(call).and_then(|symbol| StdTable::get().until(&symbol));
        if let Some(end) = end {
            let is_end = |call: &Call| {
                let group = receiver_of(call).and_then(|group| self.function.var(group));
                self.function.callee(call).is_some_and(|s| s.key() == end.key())
                    && group.is_some_and(|group| made.iter().any(|l| self.function.var(l) == Some(group)))
            };
            let nodes = cfg.nodes.iter().enumerate().filter(|(_, node)| calls(&node.kind, &is_end));
            found.extend(nodes.map(|(id, _)| id));
        }
        found
    }

    /// Whether a test ends what handed it out when it is done with both: it may be open for a moment longer.
    pub fn is_outlived_by_parent(&self) -> bool {
        let ExprKind::Selector { operand, .. } = &self.call.callee.unparen().kind else { return false };
        let Some(parent) = self.function.root(operand).filter(|_| self.function.is_run_by_test()) else { return false };
        let is_parent = |held: &Held<'_, '_>| held.call.span != self.call.span && held.variables().contains(&parent);
        self.function.all_held().iter().any(|held| is_parent(held) && matches!(held.fate(), Fate::Released))
    }

    /// Whether a variable is a parameter of a literal, whose callers end it.
    fn is_given_to_literal(&self, parent: VarId) -> bool {
        let var = self.function.scopes.var(parent);
        var.kind == VarKind::Param && var.literal != 0
    }

    /// The same as the callers of the function see it: the parameter that the parent is.
    pub(super) fn parent_of_callers(&self) -> Option<Position> {
        given::position_of(self.function, &self.function.func.signature, self.parent()?)
    }

    fn parent(&self) -> Option<VarId> {
        let parent: &Expr = match self.resource.ends_with? {
            Position::Argument(at) => self.call.args.get(at)?,
            Position::Receiver => match &self.call.callee.unparen().kind {
                ExprKind::Selector { operand, .. } => operand,
                _ => return None,
            },
        };
        self.function.var(parent)
    }

    /// Whether a context is one that the function made, and whose cancel it defers.
    fn is_cancelled(&self, context: VarId) -> bool {
        let cancels = self.body.cfg.stmts().filter_map(|stmt| match &stmt.kind {
            StmtKind::Assign { left, right, .. } => match (&left[..], &right[..]) {
                ([made, cancel], [from]) if self.function.var(made) == Some(context) => {
                    let callee = from.as_call().and_then(|c| self.function.callee(c))?;
                    callee.as_str().starts_with("context.With").then(|| self.function.var(cancel))?
                }
                _ => None,
            },
            _ => None,
        });
        let deferred = |cancel: VarId| {
            self.body.cfg.stmts().any(|s| match &s.kind {
                StmtKind::Defer(e) => e.as_call().is_some_and(|c| self.function.var(&c.callee) == Some(cancel)),
                _ => false,
            })
        };
        self.is_assigned_once(context) && cancels.into_iter().any(deferred)
    }

    /// Whether a method releases the variable, or what came from the same call: `nc, js := connect(t)`.
    fn is_ended(&self, parent: VarId) -> bool {
        let mut family = vec![parent];
        for stmt in self.body.cfg.stmts() {
            if let Stmt { kind: StmtKind::Assign { left, right, .. }, .. } = stmt
                && let [from] = &right[..]
                && left.iter().any(|l| self.function.var(l) == Some(parent))
            {
                family.extend(left.iter().filter_map(|l| self.function.var(l)));
                // `js := nc.JetStream()`
                if let Some(ExprKind::Selector { operand, .. }) = from.as_call().map(|c| &c.callee.unparen().kind) {
                    family.extend(self.function.var(operand));
                }
            }
        }
        is_released(self.function, &family)
    }
}

/// Whether a node makes such a call, literals left out.
fn calls(kind: &NodeKind<'_>, is_such: &dyn Fn(&Call) -> bool) -> bool {
    let mut found = false;
    let mut visit = |node: Node<'_>| match node {
        Node::Expr(Expr { kind: ExprKind::FuncLit(_), .. }) => Descend::Over,
        Node::Expr(Expr { kind: ExprKind::Call(call), .. }) => {
            found |= is_such(call);
            Descend::Into
        }
        _ => Descend::Into,
    };
    kind.walk(&mut visit);
    found
}

/// Whether one of the variables is released somewhere, or its release handed on as a method value.
fn is_released(function: &Function<'_>, family: &[VarId]) -> bool {
    let Some(body) = &function.func.body else { return false };
    let mut found = false;
    walk_block(body, &mut |node| {
        if let Node::Expr(Expr { kind: ExprKind::Selector { operand, field }, .. }) = node {
            found |= RELEASES.contains(&field.name.as_str()) && function.var(operand).is_some_and(|v| family.contains(&v));
        }
        Descend::Into
    });
    found
}
