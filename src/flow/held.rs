//! An acquired value, and what a transform may ask of it.

use std::{borrow::Cow, cell::OnceCell, collections::BTreeSet};

use super::{
    arms::Arms,
    cfg::{NodeId, NodeKind, Point},
    contexts::CALLERS,
    dependents::Reach,
    effects::Handover,
    fate::{Exit, Tracker, Walk},
    function::{Body, Certainty, Function},
    given::{self, Kept},
    state::{State, Status},
    subject::Subject,
    yields::{self, Acquired, Origin},
};
use crate::{
    program::{Exhaustion, Level, Release, Resource, Symbol, ValueAt, VarId},
    syntax::{
        Descend, Node,
        ast::{Call, Expr, ExprKind, Span, Stmt, StmtKind},
        walk_block,
    },
    text::Location,
};

/// What became of an acquired value.
#[derive(Clone, Debug)]
pub enum Fate {
    /// Released on every path on which it is there.
    Released,
    /// Somebody else's to release, on some path at least, and released on the others.
    HandedOver,
    /// More paths than the model follows.
    Unsure,
    Leaked(Leak),
}

/// Exits that are reached while the value is open.
#[derive(Clone, Debug)]
pub struct Leak {
    /// In source order; never empty.
    pub exits: Vec<Exit>,
    /// Other paths release it.
    pub released_elsewhere: bool,
    /// A literal releases it, on a condition of its own: where that does not hold, it may be handed over.
    pub released_on_condition: bool,
    /// Other paths hand it over, and how.
    pub handed_elsewhere: Vec<Handover>,
    pub level: Level,
    pub certainty: Certainty,
    /// Those of the exits at which it has given all that it had, so that little stays.
    pub drained: Vec<Exit>,
}

/// A call that hands its caller something to release.
pub struct Held<'f, 'a> {
    pub function: &'f Function<'a>,
    pub body: &'f Body<'a>,
    pub call: &'a Call,
    pub symbol: Symbol,
    pub resource: Cow<'a, Resource>,
    pub origin: Origin,
    /// The node of the body's graph that makes the call.
    pub node: NodeId,
    /// Whoever gets it and does not release it is presumed to have it on loan.
    pub(super) is_lent: bool,
    /// It is followed into the struct that the function makes of it.
    is_built_in: bool,
    /// A statement that is looked past.
    pub(super) without: Option<Span>,
    walk: OnceCell<Walk>,
    full: OnceCell<Walk>,
    /// The acquisitions that share its variable.
    pub(super) arms: OnceCell<Arms>,
}

impl<'a> Function<'a> {
    /// The acquisitions that a transform judges, in source order: those that its rows name, and calls of functions that return
    /// what such a one acquired.
    pub fn acquisitions(&self, rule: &str) -> Vec<Held<'_, 'a>> {
        self.held(&|acquired| acquired.resource.rule == rule).into_iter().map(Held::into_built_in).collect()
    }

    /// What the rows of all tables tell, where it has a release, in source order.
    pub fn releasable_acquisitions(&self) -> Vec<Held<'_, 'a>> {
        let is_value = |row: &Resource| row.value != ValueAt::Receiver && !row.release.is_empty();
        self.held(&|acquired| !acquired.resource.rule.is_empty() && is_value(&acquired.resource))
    }

    /// What functions that are called return of types that have a release: made anew, or of unknown origin.
    pub fn constructions(&self) -> Vec<Held<'_, 'a>> {
        self.held(&|acquired| acquired.resource.rule.is_empty() && acquired.origin != Origin::Kept)
    }

    /// All that is acquired in a body.
    pub(super) fn held_by<'f>(&'f self, body: &'f Body<'a>) -> Vec<Held<'f, 'a>> {
        let mut held = self.held(&|_| true);
        held.retain(|h| std::ptr::eq(h.body, body));
        held
    }

    fn held(&self, wanted: &dyn Fn(&Acquired<'a>) -> bool) -> Vec<Held<'_, 'a>> {
        let acquired = self.acquired.get_or_init(|| yields::acquired(self));
        acquired.iter().filter(|a| wanted(a) && self.may_run(a.call.span)).filter_map(|a| self.held_of(a)).collect()
    }

    pub(super) fn held_of(&self, acquired: &Acquired<'a>) -> Option<Held<'_, 'a>> {
        let Acquired { call, symbol, resource, origin } = acquired;
        let body = self.body_of(call.span)?;
        Some(Held {
            function: self,
            body,
            call,
            symbol: symbol.clone(),
            resource: resource.clone(),
            origin: origin.clone(),
            node: body.cfg.node_of(call.span)?,
            is_lent: false,
            is_built_in: false,
            without: None,
            walk: OnceCell::new(),
            full: OnceCell::new(),
            arms: OnceCell::new(),
        })
    }
}

impl<'f, 'a> Held<'f, 'a> {
    /// The acquiring call.
    pub fn location(&self) -> Location {
        self.function.location(self.call.span)
    }

    /// The statements that defer its release.
    pub fn deferred_releases(&self) -> Vec<&'a Stmt> {
        let released = &self.walk().released;
        self.body.cfg.stmts().filter(|s| matches!(s.kind, StmtKind::Defer(_)) && released.iter().any(|at| s.span.contains(*at))).collect()
    }

    /// The statement that defers its release, and does nothing else, where nothing else releases it.
    pub fn only_deferred_release(&self) -> Option<&'a Stmt> {
        match &self.deferred_releases()[..] {
            [stmt] => self.walk().released.iter().all(|at| stmt.span.contains(*at)).then_some(*stmt),
            _ => None,
        }
    }

    /// Whether a statement between two places of the text defers something.
    pub fn defers_between(&self, start: u32, end: u32) -> bool {
        self.body.cfg.stmts().any(|s| matches!(s.kind, StmtKind::Defer(_)) && start <= s.span.start && s.span.end <= end)
    }

    /// Whether it is released when the function or its test ends.
    pub(super) fn is_released_at_end(&self) -> bool {
        !self.deferred_releases().is_empty() || self.walk().released.iter().any(|at| self.function.is_cleanup(*at))
    }

    /// Whether a point stands in the body of a loop, whichever way control takes from there.
    pub fn stands_in_loop(&self, point: &Point<'_>) -> bool {
        !self.body.loops_around(point.block.span).is_empty()
    }

    /// Whether the acquisition can be reached again in the same run of its body.
    pub fn in_loop(&self) -> bool {
        self.body.cfg.in_cycle(self.node)
    }

    /// The same value, where whoever gets it and does not release it is presumed to have it on loan.
    pub fn lent(&self) -> Self {
        Self { is_lent: true, is_built_in: false, ..self.anew() }
    }

    /// The same value, followed into the struct that the function makes of it.
    pub(super) fn built_in(&self) -> Self {
        Self { is_built_in: true, ..self.anew() }
    }

    /// The same value, as if a statement that defers its release were not there.
    pub fn without(&self, deferred: &Stmt) -> Self {
        Self { without: Some(deferred.span), ..self.anew() }
    }

    /// The same value, whose release is the method that completes what is written to it; None where none does.
    pub fn committed(&self) -> Option<Self> {
        let commit = self.resource.committed_by.clone()?;
        let mut committed = self.anew();
        committed.resource.to_mut().release = vec![Release::Method(vec![commit])];
        Some(committed)
    }

    /// The same value, of which nothing has been asked yet.
    pub(super) fn anew(&self) -> Self {
        let Self { function, body, call, symbol, resource, origin, node, is_lent, is_built_in, without, .. } = self;
        Self {
            function,
            body,
            call,
            symbol: symbol.clone(),
            resource: resource.clone(),
            origin: origin.clone(),
            node: *node,
            is_lent: *is_lent,
            is_built_in: *is_built_in,
            without: *without,
            walk: OnceCell::new(),
            full: OnceCell::new(),
            arms: OnceCell::new(),
        }
    }

    /// What became of the value.
    pub fn fate(&self) -> Fate {
        if self.resource.release.is_empty() {
            return Fate::Unsure;
        }
        let walk = self.walk();
        if walk.gave_up {
            return Fate::Unsure;
        }
        let mut leaks = self.certain_leaks(walk);
        if leaks.is_empty() {
            return match self.slips().or_else(|| self.left_uncalled()) {
                Some(leak) => Fate::Leaked(leak),
                None if walk.handed_over.is_empty() => Fate::Released,
                None => Fate::HandedOver,
            };
        }
        if self.is_kept_by_sibling() {
            return Fate::HandedOver;
        }
        let mut least = self.resource.level;
        let mut drained = Vec::new();
        if let Some(exhaustion) = &self.resource.exhausted_by {
            // Where every way out is the end of what it had to give, it has released itself, if nothing panicked.
            match self.certain_leaks(&self.run(&[], true)) {
                early if early.is_empty() => least = least.max(Level::Hygiene),
                early if matches!(exhaustion, Exhaustion::Calls(_)) => {
                    drained = leaks.iter().copied().filter(|exit| !early.contains(exit)).collect();
                }
                early => leaks = early,
            }
        }
        // What a test's own transport answers with is mostly made by hand, with nothing behind it; and a test that looks neither at the
        // value nor at its error calls for the effect, or to see it fail.
        let is_little = || self.is_of_unknown_make() || self.has_own_transport() || self.is_ignored();
        if self.ends_with_parent() || self.ends_by_itself(CALLERS) || self.function.is_of_tests() && is_little() {
            least = least.max(Level::Hygiene);
        }
        let once = self.function.runs_once() && self.body.literal == 0 && !self.in_loop();
        Fate::Leaked(Leak {
            exits: leaks,
            released_elsewhere: !walk.released.is_empty(),
            released_on_condition: walk.released.iter().any(|at| self.is_on_condition(*at)),
            handed_elsewhere: walk.handed_over.iter().map(|(how, _)| how.clone()).collect(),
            level: if once { Level::Note } else { least },
            drained,
            certainty: if self.origin == Origin::Acquired
                && !self.is_lent
                && !self.is_built_in
                && !walk.is_presumed
                && !self.is_of_unknown_make()
            {
                Certainty::Proved
            } else {
                Certainty::Inferred
            },
        })
    }

    /// The exits that are reached with the value open whatever loops do: where a later loop releases the value or hands it over,
    /// nobody knows that it may turn no time, and the exits behind it are not certain. Nor are those that are reached only where no
    /// case of a switch is taken, or behind the release of what handed it out.
    fn certain_leaks(&self, walk: &Walk) -> Vec<Exit> {
        let events = walk.released.iter().chain(walk.handed_over.iter().map(|(_, at)| at));
        let in_later_loop = |at: &&Span| {
            // A loop that acquires anew in each turn is no later one.
            let comes_round = |node: NodeId| self.body.cfg.reached(node, &[self.node])[node];
            at.start > self.call.span.start && self.body.cfg.node_of(**at).is_some_and(comes_round)
        };
        let first = events.filter(in_later_loop).map(|at| at.start).min();
        let is_certain = |exit: &Exit| !matches!(exit, Exit::NextTurn(_)) && first.is_none_or(|first| exit.span().start < first);
        let mut leaks: Vec<Exit> = walk.leaks.iter().copied().filter(|exit| first.is_none() || is_certain(exit)).collect();
        let reached = self.body.cfg.reached(self.node, &[]);
        // Where a case ends there as well, nobody knows that a value is none of those that the cases are for.
        let meets_case = |node: &NodeId| {
            let behind = |n: NodeId| self.body.cfg.nodes[n].succ.first().map(|next| next.0);
            reached.iter().enumerate().any(|(other, there)| *there && other != *node && behind(other) == behind(*node))
        };
        let unmatched = self.body.cfg.unmatched.iter().copied().filter(meets_case);
        let infeasible = if leaks.is_empty() { Vec::new() } else { self.infeasible() };
        if !leaks.is_empty() && !self.function.is_feasible(self.call.span) {
            return Vec::new();
        }
        let ancestors = if leaks.is_empty() { Vec::new() } else { self.ancestors_ended_at() };
        // Where that stands ahead of the acquisition, only what a loop acquires anew piles up until then.
        if !ancestors.is_empty() && !self.body.cfg.reached(0, &ancestors)[self.node] {
            leaks.retain(|exit| matches!(exit, Exit::NextTurn(_)));
        }
        let ended = self.parent_ended_at().into_iter().chain(ancestors);
        let doubtful: Vec<NodeId> = ended.chain(unmatched).chain(infeasible).collect();
        if !leaks.is_empty() && !doubtful.is_empty() {
            let sure = self.run(&doubtful, false).leaks;
            leaks.retain(|exit| sure.contains(exit));
        }
        leaks
    }

    /// Whether the code at a span stands in a literal that may run past it.
    fn is_on_condition(&self, at: Span) -> bool {
        let body = self.function.body_of(at).filter(|b| b.literal != self.body.literal);
        body.is_some_and(|body| {
            !body
                .block
                .stmts
                .iter()
                .any(|s| s.span.contains(at) && matches!(s.kind, StmtKind::Expr(_) | StmtKind::Assign { .. } | StmtKind::Defer(_)))
        })
    }

    /// Whether a callee behind a node releases the value where it fails.
    pub(super) fn may_be_released_behind(&self, point: NodeId) -> bool {
        let released = &self.walk().released_on_error;
        if released.is_empty() {
            return false;
        }
        let behind = self.body.cfg.reached(point, &[]);
        released.iter().filter_map(|at| self.body.cfg.node_of(*at)).any(|node| behind[node])
    }

    /// Whether a variable holds the value where control reaches a node; None where no path from the acquisition leads there.
    pub(super) fn holds_at(&self, node: NodeId, var: VarId) -> Option<bool> {
        let walk = self.walk();
        let mut behind = walk.entered[node].iter().filter(|s| s.status != Status::Before).peekable();
        if behind.peek().is_none() {
            // Released or handed over before, if control comes there at all.
            return self.body.cfg.reached(self.node, &[])[node].then_some(false);
        }
        let mut holds = None;
        for state in behind.filter(|s| s.status.is_live()) {
            holds = Some(holds.unwrap_or(true) && state.holders.get(var) == Some(0));
        }
        holds
    }

    /// Whether a variable still holds it at a node, though something of it went elsewhere on the way, such as a server's address.
    pub(super) fn is_lent_until(&self, node: NodeId, var: VarId) -> bool {
        let walk = self.tracker(&[], false, |tracker| Tracker { follow: true, ..tracker }.walk());
        let mut states = walk.entered[node].iter().filter(|s| s.status.is_live()).peekable();
        states.peek().is_some()
            && states.all(|s| s.holders.get(var) == Some(0))
            && !walk.gave_up
            && walk.released.is_empty()
            && walk.given_away.iter().all(|how| *how == Handover::Returned)
    }

    /// The variables that hold it where control reaches a node, or that live off it.
    pub(super) fn living_at(&self, node: NodeId) -> BTreeSet<VarId> {
        self.walk().entered[node].iter().filter(|s| s.status.is_live()).flat_map(|s| s.tracked().collect::<Vec<_>>()).collect()
    }

    /// Whether somebody else surely has it on some path, or releases it later: a field, a registry, a test's cleanup.
    pub(super) fn is_surely_kept(&self) -> bool {
        let walk = self.walk();
        walk.given_away.iter().any(|how| given::keeping(how) == Kept::Surely && *how != Handover::Returned)
            || walk.released.iter().any(|at| self.function.is_cleanup(*at))
    }

    /// The names of the methods that release it, as the code spells them.
    pub fn released_by(&self) -> BTreeSet<String> {
        let name = |at: &Span| {
            let call = self.function.text(*at).split('(').next()?;
            Some(call.rsplit('.').next()?.trim().to_owned())
        };
        let releases =
            |name: &String| self.resource.release.iter().any(|r| matches!(r, Release::Method(path) if path.last() == Some(name)));
        self.walk().released.iter().filter_map(name).filter(releases).collect()
    }

    /// The variables that ever hold the value.
    pub(super) fn variables(&self) -> BTreeSet<VarId> {
        self.ever_tracked(|s| s.holders.keys().collect())
    }

    /// Whether anything behind the acquisition looks at its error before that variable gets another value.
    pub fn error_is_read(&self) -> bool {
        self.reads_of_error().next().is_some()
    }

    /// Whether all that becomes of its error is that it is returned: nothing tells where the value is there.
    pub fn error_is_only_returned(&self) -> bool {
        let is_returned = |kind: &NodeKind<'_>| matches!(kind, NodeKind::Stmt(Stmt { kind: StmtKind::Return(_), .. }));
        self.error_is_read() && self.reads_of_error().all(is_returned)
    }

    fn reads_of_error(&self) -> impl Iterator<Item = &NodeKind<'a>> {
        self.walk().entered.iter().zip(&self.body.cfg.nodes).filter_map(|(states, node)| {
            let span = node.kind.span()?;
            states.iter().filter_map(State::error).any(|err| self.function.names(span, err)).then_some(&node.kind)
        })
    }

    /// The `t` of a parallel subtest that uses the value, as the code spells it: such a subtest runs on when the function
    /// that started it has returned.
    pub fn parallel_subtest(&self) -> Option<&'a str> {
        let tracked = self.ever_used();
        let uses = |span: Span| tracked.iter().any(|v| self.function.names(span, *v));
        let captured = self.function.literals.iter().any(|lit| self.body.block.span.contains(lit.span) && uses(lit.span));
        let mut found = None;
        walk_block(self.body.block, &mut |node| {
            if let Node::Expr(Expr { kind: ExprKind::Call(call), .. }) = node
                && let ExprKind::Selector { operand, .. } = &call.callee.unparen().kind
                && let Some(subtest) = call.args.last()
                && self.function.callee(call).is_some_and(|s| s.as_str() == "testing.(*T).Run")
                && match &subtest.unparen().kind {
                    ExprKind::FuncLit(lit) => uses(lit.span) && self.function.may_run_parallel(lit),
                    // What can't be seen may be parallel.
                    _ => captured,
                }
            {
                found = found.or(Some(self.function.text(operand.span)));
            }
            Descend::Into
        });
        found
    }

    /// Whether a variable gets a value in one place alone.
    pub fn is_assigned_once(&self, var: VarId) -> bool {
        let mut times = 0;
        for node in &self.body.cfg.nodes {
            times += match node.kind {
                NodeKind::Stmt(Stmt { kind: StmtKind::Assign { left, .. }, .. }) => {
                    left.iter().filter(|l| self.function.var(l) == Some(var)).count()
                }
                NodeKind::Stmt(Stmt { kind: StmtKind::Var(specs), .. }) => {
                    let names = specs.iter().filter(|s| !s.values.is_empty()).flat_map(|s| &s.names);
                    names.filter(|n| self.function.scopes.var_at(n.span.start) == Some(var)).count()
                }
                _ => 0,
            };
        }
        times == 1
    }

    /// Whether the variables that hold the value never hold anything else.
    pub fn is_set_once(&self) -> bool {
        self.variables().iter().all(|var| self.is_assigned_once(*var))
    }

    /// Whether no variable ever holds the value: only what derives from it is kept (`time.NewTimer(d).C`), or nothing.
    pub fn is_unbound(&self) -> bool {
        self.variables().is_empty()
    }

    /// The call of a method that hands out what is to be released, as the code spells it. What goes straight into a call of which
    /// the table knows that it only uses it is in nobody's hands (`debug.WriteHeapDump(f.Fd())`).
    pub fn exposes(&self) -> Option<String> {
        let holders = self.variables();
        let mut found = None;
        let mut used: BTreeSet<Span> = BTreeSet::new();
        self.behind(&mut |call| {
            // A number lives on in a text: `"fd:" + strconv.Itoa(int(f.Fd()))`.
            let spells = self.function.typing.results(call).is_some_and(|types| types.iter().any(|ty| ty.is("string")));
            if !spells {
                used.extend(self.function.only_used(call).filter_map(|e| Some(e.as_call()?.span)));
            }
            if used.contains(&call.span) {
                return;
            }
            if let ExprKind::Selector { operand, field } = &call.callee.unparen().kind
                && self.resource.exposes.iter().any(|m| *m == field.name.as_str())
                && self.function.var(operand).is_some_and(|v| holders.contains(&v))
            {
                found = found.take().or(Some(self.function.text(call.span).to_owned()));
            }
        });
        found
    }

    /// Visits the calls behind the acquisition that are not deferred, literals left out.
    pub(super) fn behind(&self, visit: &mut dyn FnMut(&'a Call)) {
        walk_block(self.body.block, &mut |node| match node {
            Node::Stmt(Stmt { kind: StmtKind::Defer(_), .. }) | Node::Expr(Expr { kind: ExprKind::FuncLit(_), .. }) => Descend::Over,
            Node::Expr(Expr { kind: ExprKind::Call(call), .. }) if call.span.start > self.call.span.start => {
                visit(call);
                Descend::Into
            }
            _ => Descend::Into,
        });
    }

    /// The variables that ever have to do with the value, or with what lives only while it is unreleased.
    pub(super) fn ever_used(&self) -> BTreeSet<VarId> {
        let dependents = self.resource.dependents.iter().flat_map(|r| self.follow(*r).entered);
        let followed: BTreeSet<VarId> = dependents.flatten().flat_map(|s| s.tracked().collect::<Vec<_>>()).collect();
        self.ever_tracked(|s| s.tracked().collect()).union(&followed).copied().collect()
    }

    fn ever_tracked(&self, of: impl Fn(&State) -> BTreeSet<VarId>) -> BTreeSet<VarId> {
        self.walk().entered.iter().flatten().flat_map(of).collect()
    }

    /// Whether a goroutine that is started before a point has to do with it, be it one that the function waits for further down.
    pub fn meets_goroutine_before(&self, point: NodeId) -> bool {
        let cfg = &self.body.cfg;
        let comes_before = |span: &Span| cfg.node_of(*span).is_none_or(|node| cfg.reached(node, &[self.node])[point]);
        self.goroutines().iter().any(comes_before)
    }

    /// Where goroutines are started that have to do with it, or with what lives only while it is unreleased.
    pub(super) fn goroutines(&self) -> Vec<Span> {
        let tracked = self.ever_used();
        let mut started: Vec<Span> = Vec::new();
        walk_block(self.body.block, &mut |node| {
            match node {
                Node::Stmt(Stmt { kind: StmtKind::Go(_), span }) => started.push(*span),
                // An errgroup's, a pool's.
                Node::Expr(Expr { kind: ExprKind::Call(call), .. }) if call.name().is_some_and(|n| n == "Go" || n == "TryGo") => {
                    started.push(call.span);
                }
                _ => {}
            }
            Descend::Into
        });
        started.retain(|span| tracked.iter().any(|var| self.function.names(*span, *var)));
        started
    }

    /// Whether a goroutine uses it that has told something before the function ends, and may go on.
    pub fn is_shared(&self) -> bool {
        self.walk().is_shared
    }

    /// How far the results that live only while the value is unreleased get.
    pub fn reach_of_dependents(&self) -> Reach {
        Reach::new(self)
    }

    /// A walk that follows another result of the call.
    pub(super) fn follow(&self, result: usize) -> Walk {
        let is_lent = self.is_lent;
        let subject = Subject { value: ValueAt::Result(result), error: None, is_lent, ..Subject::new(self.call.span, &[]) };
        Tracker { follow: true, ..Tracker::new(self.function, self.body, subject) }.walk()
    }

    pub(super) fn walk(&self) -> &Walk {
        self.walk.get_or_init(|| self.run(&[], false))
    }

    /// A walk to the very end of all paths, those of failed tests included.
    pub(super) fn full(&self) -> &Walk {
        if !self.function.file.is_test() {
            return self.walk();
        }
        self.full.get_or_init(|| self.run_fully(&[]))
    }

    pub(super) fn run_fully(&self, sealed_at: &[NodeId]) -> Walk {
        self.tracker(sealed_at, false, |tracker| Tracker { failed_tests: true, ..tracker }.walk())
    }

    /// A walk that goes on behind what hands it over.
    pub(super) fn behind_handovers(&self) -> Walk {
        self.tracker(&[], false, |tracker| Tracker { follow: true, ..tracker }.walk())
    }

    /// `exhausts`: whether the method that releases the value when there is no more counts as a release.
    pub(super) fn run(&self, sealed_at: &[NodeId], exhausts: bool) -> Walk {
        self.tracker(sealed_at, exhausts, |tracker| tracker.walk())
    }

    /// A walk on which paths that have failed end at these nodes, where another acquisition is tried.
    pub(super) fn until_retried(&self, retried_at: &[NodeId]) -> Walk {
        self.tracker(&[], false, |tracker| Tracker { retried_at, ..tracker }.walk())
    }

    fn tracker(&self, sealed_at: &[NodeId], exhausts: bool, walk: impl FnOnce(Tracker<'_, '_, 'a>) -> Walk) -> Walk {
        let Resource { value, error, release, exposes, spent_by, armed_by, exhausted_by, fails_when_released, .. } = &*self.resource;
        let subject = Subject {
            value: *value,
            error: *error,
            exposes,
            spent_by: spent_by.as_deref(),
            armed_by: armed_by.as_deref(),
            fails_when_released,
            callees_only_ask: self.resource.callees_only_ask,
            is_text: self.resource.is_text,
            exhausted_by: exhausted_by.as_ref().filter(|by| exhausts || matches!(by, Exhaustion::Error(_))),
            is_made: self.resource.rule.is_empty() || self.resource.methods_only_use,
            told_late: self.told_late(),
            is_lent: self.is_lent,
            is_built_in: self.is_built_in,
            ..Subject::new(self.call.span, release)
        };
        walk(Tracker { sealed_at, without: self.without, ..Tracker::new(self.function, self.body, subject) })
    }
}
