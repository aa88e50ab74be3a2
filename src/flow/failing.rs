//! Functions that leave a value open where they fail, and hand it over where they succeed: their own error tells a deferred call
//! which of both it was.

use std::collections::BTreeSet;

use super::{
    cfg::{NodeId, NodeKind},
    ends::{assigned, needs},
    fate::Exit,
    function::{Body, Function},
    given::{self, Failed},
    held::Held,
};
use crate::{
    program::{ReleaseAfter, VarId, VarKind},
    syntax::{
        Descend, Node,
        ast::{Expr, ExprKind, Field, Span, Stmt, StmtKind, UnaryOp},
        walk_block,
    },
};

impl<'a> Held<'_, 'a> {
    /// The results of the function, the last of which is its error; None where the value is a literal's, or there is none.
    pub fn results_with_error(&self) -> Option<&'a [Field]> {
        let signature = self.function.signature_of(self.body);
        given::error_result(signature).filter(|_| self.body.literal == 0).map(|_| &signature.results[..])
    }

    /// Whether a release that is deferred at a point and runs only where the function returns an error would close every leak,
    /// meet nothing that somebody else has by then, and come second to none that minds.
    pub fn sealed_on_failure_at(&self, point: NodeId) -> bool {
        let cfg = &self.body.cfg;
        let walk = self.full();
        if walk.gave_up || self.results_with_error().is_none() || self.meets_others_at(point) || !self.sealed_by_defer_at(point) {
            return false;
        }
        let Some(open) = walk.leaks.iter().map(returned_at).collect::<Option<BTreeSet<Span>>>() else { return false };
        let Some(kept): Option<Vec<NodeId>> = walk.handed_over.iter().map(|(_, at)| cfg.node_of(*at)).collect() else { return false };
        let harmed: Vec<NodeId> = match self.resource.release_after {
            ReleaseAfter::Harmful => walk.gone_at.iter().copied().filter(|node| !kept.contains(node)).collect(),
            _ => Vec::new(),
        };
        let behind = cfg.reached(point, &[self.node]);
        let comes_by = |gone: NodeId, exit: NodeId| gone == exit || cfg.reached(gone, &[self.node])[exit];
        let is_right = |exit: NodeId, values: &[Expr], at: Span| match ends(self.function, self.body, values, at) {
            Failed::No => !open.contains(&at),
            failed => {
                (failed == Failed::Yes || !open.contains(&at))
                    && !harmed.iter().any(|&gone| comes_by(gone, exit))
                    && kept.iter().all(|&gone| !comes_by(gone, exit) || self.stays_local(gone, exit))
                    && (!open.contains(&at) || !self.is_met_before(point, exit))
            }
        };
        let is_bare = |at: Span| self.body.place_of(at).is_some();
        cfg.nodes.iter().enumerate().filter(|(id, _)| behind[*id]).all(|(id, node)| match node.kind {
            NodeKind::Stmt(Stmt { kind: StmtKind::Return(values), span }) => is_bare(*span) && is_right(id, values, *span),
            _ => true,
        })
    }

    /// Whether something else may need the value when the function ends at an exit, or has put another file in its place.
    fn is_met_before(&self, point: NodeId, exit: NodeId) -> bool {
        let Some(mut vars) = self.dependents_at(exit) else { return true };
        vars.extend(self.full().entered[exit].iter().flat_map(|s| s.tracked().collect::<Vec<_>>()));
        let cfg = &self.body.cfg;
        // What is deferred above runs when it is released.
        let runs_later = |stmt: &Stmt| {
            matches!(stmt.kind, StmtKind::Defer(_))
                && vars.iter().any(|var| self.function.names(stmt.span, *var) && needs(self.function, &NodeKind::Stmt(stmt), *var))
                && cfg.node_of(stmt.span).is_none_or(|node| cfg.reached(node, &[])[point])
        };
        self.path_is_used_before(exit) || self.meets_goroutine_before(exit) || cfg.stmts().any(runs_later)
    }

    /// Whether what lives off the value went at a node into local variables alone, which nothing else gets between there and
    /// an exit: `body = r.IOReadCloser()`.
    fn stays_local(&self, gone: NodeId, exit: NodeId) -> bool {
        let function = self.function;
        let cfg = &self.body.cfg;
        let NodeKind::Stmt(stmt) = cfg.nodes[gone].kind else { return false };
        let holders: BTreeSet<VarId> = self.full().entered[gone].iter().flat_map(|s| s.holders.keys().collect::<Vec<_>>()).collect();
        let StmtKind::Assign { right, .. } = &stmt.kind else { return false };
        if right.iter().any(|e| holders.iter().any(|var| function.mentions(e, *var))) {
            return false;
        }
        let Some(mut vars) = self.locals_set_by(stmt) else { return false };
        let behind = cfg.reached(gone, &[self.node]);
        let between: Vec<&NodeKind<'a>> = (0..cfg.nodes.len())
            .filter(|&node| behind[node] && node != exit && cfg.reached(node, &[self.node])[exit])
            .map(|node| &cfg.nodes[node].kind)
            .collect();
        loop {
            let before = vars.len();
            for kind in &between {
                let Some(span) = kind.span().filter(|span| vars.iter().any(|var| function.names(*span, *var))) else { continue };
                match kind {
                    NodeKind::Stmt(stmt @ Stmt { kind: StmtKind::Assign { right, .. }, .. }) => match self.locals_set_by(stmt) {
                        Some(set) if right.iter().any(|e| vars.iter().any(|var| function.mentions(e, *var))) => vars.extend(set),
                        Some(_) => {}
                        None => return false,
                    },
                    NodeKind::Cond(e) if span == e.span && e.unparen().as_call().is_none() => {}
                    _ => return false,
                }
            }
            if vars.len() == before {
                return !vars.iter().any(|var| function.names(cfg.nodes[exit].kind.span().unwrap_or(stmt.span), *var));
            }
        }
    }

    /// The variables that an assignment sets and that may need something else, where all it sets are the function's own.
    fn locals_set_by(&self, stmt: &Stmt) -> Option<BTreeSet<VarId>> {
        let StmtKind::Assign { left, .. } = &stmt.kind else { return None };
        let is_own = |var: VarId| {
            let known = self.function.scopes.var(var);
            known.kind == VarKind::Local && known.literal == self.body.literal && !self.function.is_exposed(var, self.call.span)
        };
        let all_named = left.iter().all(|l| l.as_ident().is_some_and(|name| name == "_") || self.function.var(l).is_some_and(is_own));
        all_named.then(|| assigned(self.function, stmt).into_iter().filter(|var| self.may_need_another(*var)).collect())
    }
}

impl Function<'_> {
    /// Whether a literal may give a variable another value.
    pub fn is_set_in_literal(&self, var: VarId) -> bool {
        let literals = || self.bodies().iter().filter(|body| body.literal != 0);
        self.is_addressed(var) || literals().flat_map(|body| body.cfg.stmts()).any(|stmt| assigned(self, stmt).contains(&var))
    }
}

fn returned_at(exit: &Exit) -> Option<Span> {
    match exit {
        Exit::Return(span) => Some(*span),
        Exit::End(_) | Exit::NextTurn(_) | Exit::Overwritten(_) => None,
    }
}

/// Whether a return statement surely returns an error, or surely none.
pub(super) fn ends(function: &Function<'_>, body: &Body<'_>, values: &[Expr], at: Span) -> Failed {
    let found = given::failed(function, body, values, at);
    let is_sure = || {
        let Some(value) = values.last().map(Expr::unparen) else { return false };
        let says_error = |name: &str| name == "EOF" || name.to_lowercase().contains("err");
        match &value.kind {
            ExprKind::Ident(name) => match function.var(value) {
                Some(var) => is_still_checked(function, body, var, at),
                None => says_error(name),
            },
            ExprKind::Selector { field, .. } => says_error(&field.name),
            ExprKind::Unary { op, .. } => *op == UnaryOp::Address,
            _ => true,
        }
    };
    if found == Failed::Yes && !is_sure() { Failed::Perhaps } else { found }
}

/// Whether a variable keeps what it had when the innermost check around a place found it not to be nil.
fn is_still_checked(function: &Function<'_>, body: &Body<'_>, var: VarId, at: Span) -> bool {
    let mut innermost = None;
    walk_block(body.block, &mut |node| {
        match node {
            Node::Stmt(Stmt { kind: StmtKind::If(s), .. })
                if s.then.span.contains(at) && given::implies_not_nil(function, &s.cond, var) =>
            {
                innermost = Some(s.then.span);
            }
            Node::Stmt(stmt) if !stmt.span.contains(at) => return Descend::Over,
            _ => {}
        }
        Descend::Into
    });
    let is_set =
        |then: Span| body.cfg.stmts().any(|s| then.contains(s.span) && s.span.start < at.start && assigned(function, s).contains(&var));
    innermost.is_some_and(|then| !is_set(then)) && !function.is_addressed(var)
}
