//! What variables and places are ever given.

use super::{
    cfg::{NodeId, NodeKind},
    function::{Body, Function},
};
use crate::{
    program::{Binding, Declared, Type, VarId, VarKind},
    syntax::{
        Descend, Node,
        ast::{Call, Decl, Expr, ExprKind, Stmt, StmtKind},
        walk_block, walk_expr,
    },
};

impl<'a> Function<'a> {
    /// Whether an expression names a place that the caller knows, too, and that no statement here gives another value: what is there
    /// stays there.
    pub(super) fn lasts(&self, e: &Expr) -> bool {
        let is_callers = |var: VarId| matches!(self.scopes.var(var).kind, VarKind::Param | VarKind::Receiver);
        match &e.unparen().kind {
            ExprKind::Selector { operand, field } => {
                let is_field = |e: &Expr| matches!(&e.kind, ExprKind::Selector { field: f, .. } if f.name == field.name);
                (self.lasts(operand) || self.var(operand).is_some_and(is_callers)) && !self.is_set(&is_field)
            }
            ExprKind::Index { operand, .. } | ExprKind::Star(operand) => self.lasts(operand),
            ExprKind::TypeAssert { operand, ty: Some(_) } => {
                let all = self.var(operand).and_then(|var| self.definitions(var)).unwrap_or_default();
                self.lasts(operand) || !all.is_empty() && all.iter().all(|(value, result)| *result == 0 && self.lasts(value))
            }
            ExprKind::Call(call) => self.reads_shared(call),
            _ => false,
        }
    }

    /// Whether a call's first result is what stands in a `sync.Map` or behind an atomic pointer that lasts, and stays there:
    /// `s.conns.Load(addr)`.
    fn reads_shared(&self, call: &Call) -> bool {
        const READS: [&str; 4] = ["sync.Map.Load", "sync.Map.LoadOrStore", "sync/atomic.Pointer.Load", "sync/atomic.Value.Load"];
        let ExprKind::Selector { operand, .. } = &call.callee.unparen().kind else { return false };
        if !self.callee(call).is_some_and(|s| READS.contains(&&*s.key())) {
            return false;
        }
        let is_it = |e: &Expr| matches!(e.kind, ExprKind::Ident(_)) && self.text(e.span) == self.text(operand.span);
        self.lasts(operand) || self.is_of_package(operand) && !self.is_set(&is_it)
    }

    /// Whether an expression names a variable of the package.
    pub(super) fn is_of_package(&self, e: &Expr) -> bool {
        let Binding::PackageLevel(name) = self.scopes.binding(e.unparen().span.start) else { return false };
        let package = self.program.package(self.file);
        let declared = package.declared(&name);
        let is_variable = |d: &Declared| matches!(package.signature(d).as_deref(), Some(Decl::Var(_)));
        !declared.is_empty() && declared.iter().all(is_variable)
    }

    /// Whether the function gives a place, or an element of what is in it, another value, or takes elements out.
    fn is_set(&self, is_it: &dyn Fn(&Expr) -> bool) -> bool {
        const SETS: [&str; 7] = ["Clear", "CompareAndDelete", "CompareAndSwap", "Delete", "LoadAndDelete", "Store", "Swap"];
        let names = |e: &Expr| {
            let mut found = false;
            walk_expr(e, &mut |node| {
                found |= matches!(node, Node::Expr(e) if is_it(e));
                Descend::Into
            });
            found
        };
        let sets = |call: &Call| match &call.callee.unparen().kind {
            ExprKind::Ident(name) => ["clear", "delete"].contains(&name.as_str()) && call.args.iter().any(names),
            ExprKind::Selector { operand, field } if SETS.contains(&field.name.as_str()) && names(operand) => {
                self.callee(call).is_some_and(|s| ["sync", "sync/atomic"].contains(&s.package()))
            }
            _ => false,
        };
        let mut found = false;
        self.func.body.iter().for_each(|body| {
            walk_block(body, &mut |node| {
                found |= match node {
                    Node::Stmt(Stmt { kind: StmtKind::Assign { left, .. }, .. }) => left.iter().any(names),
                    Node::Expr(Expr { kind: ExprKind::Call(call), .. }) => sets(call),
                    _ => false,
                };
                Descend::Into
            });
        });
        found
    }

    /// What of all that a variable is ever given it can hold at a node: nothing, where it has only its zero value there.
    pub(super) fn reaching_definitions(&self, var: VarId, body: &Body<'_>, node: NodeId) -> Option<Vec<(&'a Expr, usize)>> {
        let all = self.definitions(var)?;
        let nodes = &body.cfg.nodes;
        let defines = |id: NodeId, value: &Expr| matches!(nodes[id].kind, NodeKind::Stmt(stmt) if stmt.span.contains(value.span));
        // One in a literal is made when that runs, and one of a range with each turn.
        let is_here = |value: &Expr| self.body_of(value.span).is_some_and(|b| b.literal == body.literal);
        if !all.iter().all(|(value, _)| is_here(value) && (0..nodes.len()).any(|id| defines(id, value))) {
            return Some(all);
        }
        let mut reaching = Vec::new();
        let mut seen = vec![false; nodes.len()];
        let mut work = vec![node];
        while let Some(to) = work.pop() {
            let before = (0..nodes.len()).filter(|from| nodes[*from].succ.iter().any(|(next, _)| *next == to));
            for from in before {
                if std::mem::replace(&mut seen[from], true) {
                    continue;
                }
                let made: Vec<_> = all.iter().filter(|(value, _)| defines(from, value)).copied().collect();
                if made.is_empty() {
                    work.push(from);
                }
                reaching.extend(made);
            }
        }
        Some(reaching)
    }

    /// All that a variable is ever given: values, and which of their results. None where that can't be seen.
    pub(super) fn definitions(&self, var: VarId) -> Option<Vec<(&'a Expr, usize)>> {
        if self.is_addressed(var) {
            return None;
        }
        let mut found = Vec::new();
        let mut clear = true;
        let mut define = |at: usize, values: &'a [Expr], count: usize| match values {
            [one] if count > 1 => found.push((one, at)),
            values => match values.get(at) {
                Some(value) => found.push((value, 0)),
                None => clear &= values.is_empty(),
            },
        };
        let mut ranged = false;
        walk_block(self.func.body.as_ref()?, &mut |node| {
            match node {
                Node::Stmt(Stmt { kind: StmtKind::Assign { left, right, .. }, .. }) => {
                    let given = (0..left.len()).filter(|at| self.var(&left[*at]) == Some(var));
                    given.for_each(|at| define(at, right, left.len()));
                }
                Node::Stmt(Stmt { kind: StmtKind::Var(specs), .. }) => {
                    for spec in specs {
                        for (at, name) in spec.names.iter().enumerate() {
                            if self.scopes.var_at(name.span.start) == Some(var) {
                                define(at, &spec.values, spec.names.len());
                            }
                        }
                    }
                }
                Node::Stmt(Stmt { kind: StmtKind::Range(range), .. }) => {
                    let is_var = range.key.iter().chain(&range.value).any(|e| self.var(e) == Some(var));
                    if is_var && !matches!(self.type_of(&range.operand), Type::Chan(_) | Type::Func(_) | Type::Unknown) {
                        // As good as what it is an element of.
                        define(0, std::slice::from_ref(&range.operand), 1);
                    } else {
                        ranged |= is_var;
                    }
                }
                _ => {}
            }
            Descend::Into
        });
        (clear && !ranged).then_some(found)
    }
}
