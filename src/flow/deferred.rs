//! Deferred releases: those that are registered too early, and those that pile up in a loop.

use super::{
    cfg::{NodeId, NodeKind},
    dependents::Reach,
    effects::Borrower,
    ends::{assigned, needs},
    fate::Exit,
    function::{Body, Function},
    held::{Fate, Held, Leak},
    positive::number_of,
    presence::{Presence, presence},
    state::Status,
};
use crate::{
    program::{Release, StdTable, Symbol, ValueAt, VarId, VarKind},
    syntax::ast::{BinaryOp, Expr, ExprKind, Span, Stmt, StmtKind},
};

/// A loop that turns no oftener than this makes nothing pile up that anybody would feel.
const FEW_TURNS: usize = 16;

impl<'a> Held<'_, 'a> {
    /// The statements that defer its release where nobody has looked at its error yet, and somebody does so behind them.
    pub fn deferred_before_check(&self) -> Vec<&'a Stmt> {
        let is_early = |stmt: &&'a Stmt| {
            let Some(node) = self.body.cfg.node_of(stmt.span) else { return false };
            let states = || self.walk().entered[node].iter().filter(|s| s.status != Status::Before);
            let is_unchecked = states().all(|s| matches!(s.status, Status::Pending { error: Some(_) }) && !s.presumed);
            is_unchecked && states().next().is_some() && self.releases_outright(stmt) && self.without(stmt).is_checked_behind(node)
        };
        // A receiver was there before.
        if !self.body.defers() || self.resource.error.is_none() || self.resource.value == ValueAt::Receiver {
            return Vec::new();
        }
        self.deferred_releases().into_iter().filter(is_early).collect()
    }

    /// Whether its error is looked at behind a node, so that it is surely there from then on.
    fn is_checked_behind(&self, node: NodeId) -> bool {
        let behind = self.body.cfg.reached(node, &[self.node]);
        let walk = self.walk();
        let is_sure = |(id, _)| behind[id] && presence(&walk.entered[id]) == Some(Presence::Sure);
        !walk.gave_up && self.body.cfg.points().any(is_sure)
    }

    /// Whether its release surely panics where it was never acquired: it reads a field of what is nil, or the standard library's
    /// own does.
    pub fn panics_without(&self) -> bool {
        let is_std = || {
            let all_std = |symbols: &[Symbol]| symbols.iter().all(|symbol| StdTable::is_std(symbol.package()));
            all_std(std::slice::from_ref(&self.symbol)) || all_std(&self.resource.acquire)
        };
        self.is_released_by_field() || !self.resource.nil_safe && is_std()
    }

    /// `resp.Body.Close()`
    fn is_released_by_field(&self) -> bool {
        self.resource.release.iter().any(|r| matches!(r, Release::Method(path) if path.len() > 1))
    }

    /// Whether a deferred call releases it without asking whether it is there.
    fn releases_outright(&self, stmt: &Stmt) -> bool {
        let StmtKind::Defer(e) = &stmt.kind else { return false };
        let Some(call) = e.as_call() else { return false };
        let releases = |span: Span| self.walk().released.iter().any(|at| span.contains(*at));
        match &call.callee.unparen().kind {
            ExprKind::FuncLit(lit) => {
                let stmts = &lit.body.stmts;
                let Some(index) = stmts.iter().position(|s| self.names_value(s.span)) else { return false };
                let is_plain = |s: &Stmt| matches!(s.kind, StmtKind::Expr(_) | StmtKind::Assign { .. });
                let releases_at_once = match &stmts[index].kind {
                    StmtKind::If(s) => s.init.as_ref().is_some_and(|init| self.names_value(init.span)),
                    _ => is_plain(&stmts[index]),
                };
                releases_at_once && stmts[..index].iter().all(is_plain)
            }
            // A function that is given the value may look whether there is one.
            ExprKind::Selector { operand, .. } if self.names_value(operand.span) => releases(stmt.span),
            _ => self.names_value(call.callee.span) || call.args.iter().any(|arg| self.is_field_of_value(arg)),
        }
    }

    fn names_value(&self, span: Span) -> bool {
        self.variables().iter().any(|var| self.function.names(span, *var))
    }

    /// `resp.Body`
    fn is_field_of_value(&self, e: &Expr) -> bool {
        matches!(&e.unparen().kind, ExprKind::Selector { operand, .. } if self.names_value(operand.span))
    }

    /// The statements that defer its release anew on each turn of a loop, with what the turns would leave behind without:
    /// nothing of it is needed once the turn is over, as far as can be seen.
    pub fn deferred_in_loop(&self) -> Vec<(&'a Stmt, Leak)> {
        let comes_round = |exit: &Exit| match exit {
            Exit::NextTurn(_) => true,
            // A declaration at the top of the turn.
            Exit::Overwritten(at) => at.start < self.call.span.start,
            Exit::Return(_) | Exit::End(_) => false,
        };
        if !self.body.defers() || !self.in_loop() || self.walk().leaks.iter().any(comes_round) {
            return Vec::new();
        }
        let piles_up = |stmt: &'a Stmt| {
            let node =
                self.body.cfg.node_of(stmt.span).filter(|&node| self.body.cfg.in_cycle(node) && !self.function.is_explained(stmt))?;
            let cfg = &self.body.cfg;
            if !cfg.reached(node, &[])[self.node] {
                return None;
            }
            let left_by_turns = |held: Self| match held.fate() {
                Fate::Leaked(leak) if leak.exits.iter().any(comes_round) && leak.handed_elsewhere.is_empty() => {
                    // An element of a list may have what lives off it.
                    let is_kept = held.walk().lent.contains(&Borrower::Goroutine);
                    (!is_kept && held.ends_with_turn()).then_some((stmt, leak))
                }
                _ => None,
            };
            // Whoever defers the release has not given it away: a callee has it on loan.
            left_by_turns(self.without(stmt)).or_else(|| left_by_turns(self.without(stmt).lent()))
        };
        self.deferred_releases().into_iter().filter_map(piles_up).collect()
    }

    /// Whether a turn uses it, and nothing that it has made of it goes on behind the turn, as far as can be seen. What is acquired and
    /// no more is meant to be held: ports, locks, subscriptions.
    fn ends_with_turn(&self) -> bool {
        let vars = self.ever_used();
        let is_other = |span: Span| !span.contains(self.call.span) && self.without.is_none_or(|deferred| deferred != span);
        let uses = |kind: &NodeKind<'_>| {
            let Some(span) = kind.span().filter(|span| is_other(*span) && !is_comparison(kind)) else { return false };
            vars.iter().any(|var| match self.is_released_by_field() {
                true => self.function.names(span, *var),
                false => needs(self.function, kind, *var),
            })
        };
        let lent = self.lent();
        let is_done = || matches!(lent.reach_of_dependents(), Reach::Inside | Reach::Callees(_)) && !lent.dependents_outlive_turn();
        self.goroutines().is_empty() && self.body.cfg.nodes.iter().any(|n| uses(&n.kind)) && is_done()
    }

    /// Whether what dies with the release goes into something that was there before the turn: a list of streams.
    fn dependents_outlive_turn(&self) -> bool {
        let set = match self.body.cfg.nodes[self.node].kind {
            NodeKind::Stmt(stmt) => assigned(self.function, stmt),
            _ => Vec::new(),
        };
        let outlives = |var: VarId| {
            let v = self.function.scopes.var(var);
            v.scope.contains(self.call.span) && v.declared.start < self.call.span.start && !set.contains(&var)
        };
        self.resource.dependents.iter().any(|&result| {
            let walk = self.follow(result);
            let is_kept = walk.gave_up || walk.lent.contains(&Borrower::Goroutine);
            is_kept || walk.entered[self.node].iter().any(|s| s.tracked().any(outlives))
        })
    }

    /// Whether a statement that defers its release releases something else as well: another arm's value, perhaps.
    pub fn shares(&self, deferred: &Stmt) -> bool {
        let mut others = self.function.held_by(self.body);
        others.retain(|other| other.call.span != self.call.span || other.resource.value != self.resource.value);
        others.iter().any(|other| other.deferred_releases().iter().any(|stmt| stmt.span == deferred.span))
    }

    /// Whether all the loops around it turn a few times, as constants tell.
    pub fn turns_are_few(&self) -> bool {
        let loops = self.body.loops_around(self.call.span);
        !loops.is_empty() && loops.iter().all(|place| turns_are_few(self.function, place.bare()))
    }
}

/// `err != nil`
fn is_comparison(kind: &NodeKind<'_>) -> bool {
    matches!(kind, NodeKind::Cond(Expr { kind: ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right }, .. })
        if left.as_ident().is_some() && right.as_ident().is_some())
}

fn turns_are_few(function: &Function<'_>, stmt: &Stmt) -> bool {
    let is_few = |e: &Expr| number_of(function, e).is_some_and(|n| n <= FEW_TURNS as f64);
    let is_short_list = |e: &Expr| matches!(&e.unparen().kind, ExprKind::Composite { elements, .. } if elements.len() <= FEW_TURNS);
    match &stmt.kind {
        StmtKind::For(s) => match s.cond.as_ref().map(|c| &c.unparen().kind) {
            // `i < 3`, `3 > i`
            Some(ExprKind::Binary { op: BinaryOp::Order, left, right }) if s.post.is_some() => {
                let op = function.text(Span { start: left.span.end, end: right.span.start }).trim();
                if op.starts_with('<') { is_few(right) } else { is_few(left) }
            }
            _ => false,
        },
        StmtKind::Range(s) => {
            let lists = function.var(&s.operand).and_then(|var| function.values_of(var)).unwrap_or_default();
            let are_short = !lists.is_empty() && lists.iter().all(|e| is_short_list(e));
            is_few(&s.operand) || is_short_list(&s.operand) || are_short
        }
        _ => false,
    }
}

impl<'a> Function<'a> {
    /// All that a local variable is ever given; None where that is not in sight.
    fn values_of(&self, var: VarId) -> Option<Vec<&'a Expr>> {
        if self.scopes.var(var).kind != VarKind::Local || self.is_addressed(var) {
            return None;
        }
        let mut values = Vec::new();
        for kind in self.bodies().iter().flat_map(|b| &b.cfg.nodes).map(|n| n.kind) {
            match kind {
                NodeKind::Stmt(stmt) if !assigned(self, stmt).contains(&var) => {}
                NodeKind::Stmt(Stmt { kind: StmtKind::Assign { left, right, .. }, .. }) => {
                    let at = left.iter().position(|l| self.var(l) == Some(var))?;
                    values.push(right.get(at).filter(|_| left.len() == right.len())?);
                }
                // Declared without a value it is empty.
                NodeKind::Stmt(Stmt { kind: StmtKind::Var(specs), .. }) => values.extend(specs.iter().flat_map(|s| &s.values)),
                NodeKind::RangeNext(range) if range.key.iter().chain(&range.value).any(|e| self.var(e) == Some(var)) => return None,
                _ => {}
            }
        }
        Some(values)
    }

    /// Whether a comment leads up to a statement: somebody had a reason for it.
    fn is_explained(&self, stmt: &Stmt) -> bool {
        let before = self.file.text[..stmt.span.start as usize].trim_end_matches([' ', '\t']);
        let above = before.trim_end_matches(['\r', '\n']).rsplit('\n').next().unwrap_or_default().trim();
        before.ends_with('\n') && (above.starts_with("//") || above.ends_with("*/"))
    }
}

impl Body<'_> {
    fn defers(&self) -> bool {
        self.cfg.stmts().any(|stmt| matches!(stmt.kind, StmtKind::Defer(_)))
    }
}
