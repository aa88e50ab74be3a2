//! Where a value can be released on the spot: points at which it is surely there, the function's own, and needed no more.

use std::collections::BTreeSet;

use super::{
    cfg::{NodeId, NodeKind, Point},
    effects::{Borrower, Handover},
    fate::{Exit, Walk},
    function::{Body, Function},
    held::{Held, Leak},
    passing::is_taking,
    presence::{Presence, presence},
    state::{State, Status},
};
use crate::{
    program::{Effect, Release, StdTable, Type, ValueAt, VarId, VarKind, is_plain},
    syntax::{
        Descend, Node,
        ast::{AssignOp, Block, Expr, ExprKind, Span, Stmt, StmtKind},
        walk_block,
    },
};

impl<'a> Held<'_, 'a> {
    /// The exits that leave the value open, those of failed tests included.
    pub fn open_exits(&self) -> Vec<Exit> {
        self.full().leaks.iter().copied().collect()
    }

    /// The points ahead of exits; None where one has none of its own.
    pub fn points_ahead_of(&self, exits: &[Exit]) -> Option<Vec<NodeId>> {
        let point = |exit: &Exit| match exit {
            Exit::Return(span) | Exit::Overwritten(span) => {
                let mut place = self.body.place_of(*span)?;
                if place.bare().span != *span {
                    return None;
                }
                // Some systems remove no open file.
                while let Some(index) = place.index.checked_sub(1)
                    && self.function.removes(&place.block.stmts[index])
                {
                    place = self.body.place_of(place.block.stmts[index].span)?;
                }
                Some(place.point)
            }
            Exit::End(_) => self.body.end_of(self.body.block),
            Exit::NextTurn(_) => None,
        };
        exits.iter().map(point).collect()
    }

    /// The blocks in which the value may be at home, the innermost first: those that begin with it there, as the arms of the
    /// `if` that acquires it in its head, and those around the acquisition up to the body of the innermost loop.
    pub fn homes(&self) -> Vec<&'a Block> {
        let mut blocks: Vec<&'a Block> = Vec::new();
        for (_, point) in self.body.cfg.points() {
            if !blocks.iter().any(|b| b.span == point.block.span) {
                blocks.push(point.block);
            }
        }
        let call = self.call.span;
        let stmt = self.body.place_of(call).map(|place| place.stmt().span);
        let is_arm = |b: &&&Block| b.span.start >= call.end && stmt.is_some_and(|s| s.contains(b.span));
        let mut arms: Vec<&'a Block> = blocks.iter().filter(is_arm).copied().collect();
        arms.sort_by_key(|b| b.span.start);
        let turn = self.body.loops_around(call).last().map_or(self.body.block.span, |place| place.stmt().span);
        let mut around: Vec<&'a Block> = blocks.into_iter().filter(|b| b.span.contains(call) && turn.contains(b.span)).collect();
        around.sort_by_key(|b| b.span.end - b.span.start);
        arms.extend(around);
        arms
    }

    /// The points from which control first leaves a block while the value is open.
    pub fn ways_out_of(&self, block: &Block) -> Vec<NodeId> {
        let points = self.body.ways_out_of(block);
        let walk = self.run_fully(&points);
        points.into_iter().filter(|&id| walk.entered[id].iter().any(|s| s.status.is_live())).collect()
    }

    /// Whether releases at these points, one each, would close every leak, with the value surely there and needed no more,
    /// and come second to none. Gives how surely the value is there.
    pub fn sealed_on_the_spot(&self, points: &[NodeId]) -> Option<Presence> {
        self.sealed_at(points, None, &[]).or_else(|| self.sealed_for_all(points))
    }

    /// The same, where what these return statements compute has been computed by then.
    pub fn sealed_ahead_of_returns(&self, points: &[NodeId], returns: &[Span]) -> Option<Presence> {
        self.sealed_at(points, None, returns)
    }

    /// The same, where the calls that the code at a span defers have run by then.
    pub(super) fn sealed_at_end_of(&self, points: &[NodeId], turn: Option<Span>) -> Option<Presence> {
        self.sealed_at(points, turn, &[])
    }

    fn sealed_at(&self, points: &[NodeId], turn: Option<Span>, computed: &[Span]) -> Option<Presence> {
        let is_own = |&point: &NodeId| {
            let again = self.reached_from(point);
            !points.iter().any(|&other| again[other]) && self.is_own_behind(point, turn, computed)
        };
        let presences: Option<Vec<Presence>> = points.iter().map(|&point| self.presence_on_the_spot(point)).collect();
        let presence = presences?.into_iter().max()?;
        let sealed = || {
            let walk = self.run_fully(points);
            walk.leaks.is_empty() && !walk.gave_up
        };
        (points.iter().all(is_own) && sealed()).then_some(presence)
    }

    /// Whether releases at these points serve whichever of the acquisitions of one variable it holds there: each is surely there, or
    /// was never made, none is needed any more, and what was released or handed over on the way has been followed by another.
    fn sealed_for_all(&self, points: &[NodeId]) -> Option<Presence> {
        if !self.shares_variable() {
            return None;
        }
        let others = self.other_arms();
        let acquisitions: Vec<NodeId> = others.iter().map(|other| other.node).chain([self.node]).collect();
        let reached = |from: NodeId| self.body.cfg.reached(from, &acquisitions);
        let (at_first, is_any) = (reached(0), |nodes: &[bool]| points.iter().any(|&point| nodes[point]));
        if is_any(&at_first) || points.iter().any(|&point| is_any(&reached(point))) {
            return None;
        }
        let is_there = |held: &Self, point: NodeId| {
            let mut states = held.full().entered[point].iter().filter(|s| s.status != Status::Before);
            let holders = self.holders_with_steps(point);
            let holds = |(var, steps): &(VarId, usize)| states.clone().all(|s| s.holders.get(*var).map(usize::from) == Some(*steps));
            let are_same = !holders.is_empty() && holders.iter().all(holds);
            are_same && states.all(|s| s.status == Status::Open) && held.is_done_with(point, None)
        };
        let is_right = |held: &Self| {
            !held.full().gave_up
                && !held.full().gone_at.iter().any(|&gone| is_any(&reached(gone)))
                && points.iter().all(|&point| is_there(held, point))
        };
        let walk = self.run_fully(points);
        (walk.leaks.is_empty() && !walk.gave_up && is_right(self) && others.iter().all(is_right)).then_some(Presence::Sure)
    }

    /// Whether it is the function's at a point, if it is there, and needed no more: what is released or handed over on a way to the
    /// point is not, whatever it was on others.
    pub(super) fn is_own_at(&self, point: NodeId, turn: Option<Span>) -> bool {
        self.is_own_behind(point, turn, &[])
    }

    fn is_own_behind(&self, point: NodeId, turn: Option<Span>, computed: &[Span]) -> bool {
        !self.full().gone_at.iter().any(|&node| self.reached_from(node)[point]) && self.is_done_but_for(point, turn, computed)
    }

    /// Whether the code at a span names a variable that has to do with the value at a node.
    pub fn is_named_in(&self, node: NodeId, span: Span) -> bool {
        self.full().entered[node].iter().any(|state| state.tracked().any(|var| self.function.names(span, var)))
    }

    /// Whether code reads the error before that gets another value.
    pub fn error_is_asked(&self) -> bool {
        let asks = |(id, states): (NodeId, &BTreeSet<State>)| {
            states.iter().filter_map(State::error).any(|err| matches!(self.body.use_of(self.function, id, err), Use::Read))
        };
        self.walk().entered.iter().enumerate().any(asks)
    }

    /// As [`Self::presence`]: a timer that has fired is no nil pointer.
    pub fn presence_on_the_spot(&self, point: NodeId) -> Option<Presence> {
        let states = &self.full().entered[point];
        let presence = presence(states).filter(|_| states.iter().all(|s| s.status != Status::Before))?;
        let is_only_spent = presence == Presence::Absent && self.resource.error.is_none() && self.resource.spent_by.is_some();
        Some(if is_only_spent { Presence::Sure } else { presence })
    }

    /// The nodes that control can get to from a node before the value is acquired anew.
    fn reached_from(&self, node: NodeId) -> Vec<bool> {
        self.body.cfg.reached(node, &[self.node])
    }

    /// Whether nothing behind a node needs the value, or what derives from it: no code there names a variable that has to do
    /// with it before that gets another value, and no deferred call that was registered before, and not in the turn, uses one.
    pub(super) fn is_done_with(&self, node: NodeId, turn: Option<Span>) -> bool {
        self.is_done_but_for(node, turn, &[])
    }

    /// As [`Self::is_done_with`], the code at some spans left out.
    fn is_done_but_for(&self, node: NodeId, turn: Option<Span>, but_for: &[Span]) -> bool {
        let mut vars: BTreeSet<VarId> = self.full().entered[node].iter().flat_map(|s| s.tracked().collect::<Vec<_>>()).collect();
        let Some(dependents) = self.dependents_at(node) else { return false };
        vars.extend(dependents);
        let deferred = |&var: &VarId| {
            self.body.cfg.nodes.iter().enumerate().any(|(id, n)| match n.kind {
                NodeKind::Stmt(stmt)
                    if matches!(stmt.kind, StmtKind::Defer(_))
                        && self.without != Some(stmt.span)
                        && turn.is_none_or(|turn| !turn.contains(stmt.span)) =>
                {
                    self.function.names(stmt.span, var)
                        && !self.function.defers_removal(stmt)
                        && !self.defers_with_name_of(stmt)
                        && self.body.cfg.reached(id, &[])[node]
                }
                _ => false,
            })
        };
        // A closed file still tells its name to who removes it.
        let is_named = |stmt: &&Stmt| match &stmt.kind {
            StmtKind::Expr(e) => e.as_call().is_some_and(|call| self.function.named_literal(call).is_some()) && self.function.is_removal(e),
            _ => false,
        };
        let removals = self.body.cfg.stmts().filter(is_named);
        let but_for: Vec<Span> = but_for.iter().copied().chain(removals.map(|stmt| stmt.span)).collect();
        !vars.iter().any(|var| deferred(var) || self.body.is_read_behind(self.function, node, *var, &but_for))
    }

    /// The variables that live at a node off what dies with the release, what callees made of it included. None where it may
    /// be in other hands by then.
    pub(super) fn dependents_at(&self, node: NodeId) -> Option<BTreeSet<VarId>> {
        let mut vars = BTreeSet::new();
        for &result in &self.resource.dependents {
            let walk = self.follow(result);
            // What a callee that only uses it has made of it may leave as well: a stream that is kept.
            let lent = self.lent().follow(result);
            let comes_by = |at: Span| self.body.cfg.node_of(at).is_none_or(|n| self.reached_from(n)[node]);
            let leaves = |how: &Handover| !matches!(how, Handover::Callee(_));
            let mut handed_over = walk.handed_over.iter().chain(&lent.handed_over);
            if walk.gave_up
                || lent.gave_up
                || lent.lent.contains(&Borrower::Goroutine)
                || handed_over.any(|(how, at)| leaves(how) && comes_by(*at))
            {
                return None;
            }
            let entered = walk.entered[node].iter().chain(&lent.entered[node]);
            vars.extend(entered.flat_map(|s| s.tracked().collect::<Vec<_>>()));
        }
        // What a callee made of one may need it as well: rows of a query, the body of a response.
        let stmts: Vec<&Stmt> = if vars.is_empty() { Vec::new() } else { self.body.cfg.stmts().collect() };
        loop {
            let before = vars.len();
            for stmt in &stmts {
                let right = match &stmt.kind {
                    StmtKind::Assign { right, .. } => right.iter().collect::<Vec<_>>(),
                    StmtKind::Var(specs) => specs.iter().flat_map(|s| &s.values).collect(),
                    _ => continue,
                };
                if right.iter().any(|e| vars.iter().any(|v| self.function.mentions(e, *v))) {
                    vars.extend(assigned(self.function, stmt).into_iter().filter(|v| self.may_need_another(*v)));
                }
            }
            if vars.len() == before {
                return Some(vars);
            }
        }
    }

    /// Whether a variable may hold what lives off something else: no number, text or error. Where its type is not in sight,
    /// its name tells an error.
    pub(super) fn may_need_another(&self, var: VarId) -> bool {
        let ty = self.function.typing.type_of_var(var);
        let is_error = || ty.is("error") || ty.name().is_none() && self.function.scopes.var(var).name.to_lowercase().ends_with("err");
        !is_plain(&ty) && !is_error()
    }

    /// Whether it is seen that somebody has it or releases it on another path: a callee may do neither.
    pub fn is_seen_to_elsewhere(&self, leak: &Leak) -> bool {
        let walk = self.full();
        let is_given = |(how, at): &(Handover, Span)| match how {
            Handover::Goroutine | Handover::Captured => self.is_passed_on_in(*at),
            Handover::Returned | Handover::Stored | Handover::Sent => true,
            Handover::Kept(_) => self.goes_on_in_result(*at),
            Handover::Callee(_) | Handover::Unclear => false,
        };
        leak.released_elsewhere
            || leak.handed_elsewhere.is_empty()
            || walk.handed_over.iter().any(is_given)
            || self.is_forgotten_first() && self.is_taken_in_the_end()
    }

    /// Whether all exits that leave it open stand ahead of all code that hands it over.
    fn is_forgotten_first(&self) -> bool {
        let Walk { leaks, handed_over, .. } = self.full();
        let first = handed_over.iter().map(|(_, at)| at.start).min();
        let is_ahead = |exit: &Exit| matches!(exit, Exit::Return(span) if first.is_some_and(|first| span.end <= first));
        leaks.iter().all(is_ahead)
    }

    /// Whether what has it behind the first that gets it is plain: the function returns or stores it there, or gives it to a method that
    /// takes what it is given, as its name says.
    fn is_taken_in_the_end(&self) -> bool {
        let walk = self.behind_handovers();
        let is_taken = |how: &Handover| match how {
            Handover::Returned | Handover::Stored | Handover::Sent => true,
            Handover::Callee(name) => name.rsplit_once('.').is_some_and(|(_, method)| is_taking(method)),
            _ => false,
        };
        !walk.gave_up && walk.given_away.iter().any(is_taken)
    }

    /// Whether a callee at a span returns what may hold the value that it keeps.
    fn goes_on_in_result(&self, at: Span) -> bool {
        let typing = &self.function.typing;
        let may_hold = |ty: &Type| !is_plain(ty) && !ty.is("error") && typing.may_hold(ty);
        let mut found = false;
        walk_block(self.body.block, &mut |node| {
            if let Node::Expr(Expr { kind: ExprKind::Call(call), span }) = node
                && (call.args.iter().any(|arg| arg.span == at) || *span == at)
            {
                found |= typing.results(call).is_some_and(|types| types.iter().any(may_hold));
            }
            Descend::Into
        });
        found
    }

    /// Whether code gives the value to a callee, or releases it.
    fn is_passed_on_in(&self, at: Span) -> bool {
        let variables = self.variables();
        let is_it = |e: &Expr| self.function.var(e).is_some_and(|v| variables.contains(&v));
        let mut found = false;
        walk_block(self.body.block, &mut |node| {
            if let Node::Expr(Expr { kind: ExprKind::Call(call), span }) = node
                && at.contains(*span)
            {
                let releases = || match &call.callee.unparen().kind {
                    ExprKind::Selector { operand, field } => is_it(operand) && self.is_release(&field.name),
                    _ => is_it(&call.callee),
                };
                found |= call.args.iter().any(is_it) || releases();
            }
            Descend::Into
        });
        found
    }

    /// Whether it is released by a method of this name.
    pub(super) fn is_release(&self, name: &str) -> bool {
        self.resource.release.iter().any(|r| matches!(r, Release::Method(path) if path.last().is_some_and(|last| last == name)))
    }

    /// Whether the value is one that things are written to, and no more: its release may publish what was written, as if that
    /// were all.
    pub fn may_publish(&self) -> bool {
        let ValueAt::Result(result) = self.resource.value else { return false };
        if !self.resource.rule.is_empty() && self.resource.rule != "unclosed-closer" {
            return false;
        }
        let typing = &self.function.typing;
        let ty = typing.results(self.call).and_then(|types| types.get(result).cloned()).unwrap_or(Type::Unknown);
        let has = |name| typing.method(&ty, name).is_some();
        !has("Read") && (["Write", "Flush", "Commit"].into_iter().any(has) || self.is_made_of_sink(&ty))
    }

    /// Whether the value writes into something that the acquiring call is given: a release that comes without being asked for
    /// completes there what may have failed half-way.
    pub fn writes_through(&self) -> bool {
        let ValueAt::Result(result) = self.resource.value else { return false };
        let ty = self.function.typing.results(self.call).and_then(|types| types.get(result).cloned());
        self.may_publish() && ty.is_some_and(|ty| self.is_made_of_sink(&ty))
    }

    /// Whether an argument of the acquiring call can only be written to, or is written to by a value that can.
    fn is_made_of_sink(&self, ty: &Type) -> bool {
        let has = |ty: &Type, name| self.function.typing.method(ty, name).is_some();
        self.call
            .args
            .iter()
            .map(|arg| self.function.type_of(arg))
            .any(|arg| has(&arg, "Write") && (!has(&arg, "Read") || has(ty, "Write")))
    }

    /// Whether code behind a node gives a variable another value.
    pub fn is_set_behind(&self, node: NodeId, var: VarId) -> bool {
        let behind = self.body.cfg.reached(node, &[]);
        let sets = |kind: &NodeKind<'_>| match kind {
            NodeKind::Stmt(stmt @ Stmt { kind: StmtKind::Assign { .. }, .. }) => assigned(self.function, stmt).contains(&var),
            _ => false,
        };
        self.body.cfg.nodes.iter().zip(behind).any(|(node, behind)| behind && sets(&node.kind))
    }

    /// Whether dependents are in the hands of callees of which nothing is known.
    pub fn dependents_meet_strangers(&self) -> bool {
        self.resource.dependents.iter().any(|&result| !self.follow(result).handed_over.is_empty())
    }
}

impl<'a> Body<'a> {
    /// The point at the end of a block.
    fn end_of(&self, block: &Block) -> Option<NodeId> {
        let is_end = |p: &Point<'_>| p.block.span == block.span && p.index == p.block.stmts.len();
        self.cfg.points().find(|(_, p)| is_end(p)).map(|(id, _)| id)
    }

    /// The points from which control leaves a block, be it for another turn of the block itself: its end, and those ahead of
    /// a jump or return.
    fn ways_out_of(&self, block: &Block) -> Vec<NodeId> {
        let is_way_out = |(id, point): &(NodeId, Point<'a>)| match point.block.stmts.get(point.index).map(|s| &s.kind) {
            None => point.block.span == block.span && !ends_in_fallthrough(point.block),
            Some(StmtKind::Return(_)) => true,
            Some(StmtKind::Break(_) | StmtKind::Continue(_) | StmtKind::Goto(_)) => {
                self.cfg.nodes[*id].succ.iter().all(|(to, _)| self.leads_out_of(*to, block))
            }
            Some(_) => false,
        };
        self.cfg.points().filter(|(_, p)| block.span.contains(p.block.span)).filter(is_way_out).map(|(id, _)| id).collect()
    }

    /// Whether the code that comes next at a node stands outside a block, or begins it anew.
    fn leads_out_of(&self, node: NodeId, block: &Block) -> bool {
        let (mut seen, mut work) = (BTreeSet::new(), vec![node]);
        while let Some(id) = work.pop() {
            if !seen.insert(id) {
                continue;
            }
            let inside = match &self.cfg.nodes[id].kind {
                NodeKind::Join => {
                    work.extend(self.cfg.nodes[id].succ.iter().map(|s| s.0));
                    continue;
                }
                NodeKind::Point(p) => block.span.contains(p.block.span) && !(p.block.span == block.span && p.index == 0),
                NodeKind::RangeNext(range) => block.span.contains(range.operand.span),
                NodeKind::End(_) => false,
                kind => kind.span().is_some_and(|span| block.span.contains(span)),
            };
            if inside {
                return false;
            }
        }
        true
    }

    /// Whether code behind a node reads a variable before it gets another value, the code at some spans left out.
    fn is_read_behind(&self, function: &Function<'a>, node: NodeId, var: VarId, but_for: &[Span]) -> bool {
        let (mut seen, mut work) = (vec![false; self.cfg.nodes.len()], vec![node]);
        while let Some(id) = work.pop() {
            for &(next, _) in &self.cfg.nodes[id].succ {
                if std::mem::replace(&mut seen[next], true) {
                    continue;
                }
                let is_left_out = |at: Span| but_for.iter().any(|span| span.contains(at));
                match self.use_of(function, next, var) {
                    Use::Read if self.cfg.nodes[next].kind.span().is_some_and(is_left_out) => work.push(next),
                    Use::Read => return true,
                    Use::Set => {}
                    Use::None => work.push(next),
                }
            }
        }
        false
    }

    /// What a node does with a variable first.
    fn use_of(&self, function: &Function<'a>, node: NodeId, var: VarId) -> Use {
        let names = |e: &&Expr| function.mentions(e, var) && needs(function, &NodeKind::Eval(e), var);
        let given = |targets: Vec<&Expr>| match &targets.into_iter().filter(names).collect::<Vec<_>>()[..] {
            [] => Use::None,
            targets if targets.iter().all(|e| function.var(e) == Some(var)) => Use::Set,
            _ => Use::Read,
        };
        match self.cfg.nodes[node].kind {
            NodeKind::RangeNext(range) => given(range.key.iter().chain(&range.value).collect()),
            NodeKind::Stmt(Stmt { kind: StmtKind::Assign { left, op, right }, .. }) if *op != AssignOp::Compound => {
                if right.iter().any(|e| names(&e)) { Use::Read } else { given(left.iter().collect()) }
            }
            NodeKind::Stmt(stmt @ Stmt { kind: StmtKind::Var(specs), .. }) => {
                let is_read = specs.iter().flat_map(|s| &s.values).any(|e| names(&e));
                match assigned(function, stmt).contains(&var) {
                    _ if is_read => Use::Read,
                    true => Use::Set,
                    false => Use::None,
                }
            }
            NodeKind::Stmt(Stmt { kind: StmtKind::Return(values), .. }) if values.is_empty() => {
                if function.scopes.var(var).kind == VarKind::Result { Use::Read } else { Use::None }
            }
            ref kind => match kind.span() {
                Some(span) if function.names(span, var) && needs(function, kind, var) => Use::Read,
                _ => Use::None,
            },
        }
    }
}

/// What a node does with a variable first.
enum Use {
    None,
    Read,
    /// It gets another value.
    Set,
}

/// The variables that an assignment or declaration gives a value.
pub(super) fn assigned(function: &Function<'_>, stmt: &Stmt) -> Vec<VarId> {
    match &stmt.kind {
        StmtKind::Assign { left, .. } => left.iter().filter_map(|l| function.var(l)).collect(),
        StmtKind::Var(specs) => specs.iter().flat_map(|s| &s.names).filter_map(|n| function.scopes.var_at(n.span.start)).collect(),
        _ => Vec::new(),
    }
}

/// Methods that only tell what a value was made with, or what it has found so far, released or not.
const STAYS: [(&str, &str); 11] = [
    ("os.File", "Name"),
    ("os.Root", "Name"),
    ("bufio.Scanner", "Err"),
    ("bufio.Scanner", "Text"),
    ("net.Conn", "RemoteAddr"),
    ("net.Listener", "Addr"),
    ("net.TCPListener", "Addr"),
    ("net.UnixListener", "Addr"),
    ("net.PacketConn", "LocalAddr"),
    ("net.UDPConn", "LocalAddr"),
    ("os/exec.Cmd", "String"),
];

/// Whether a node asks a variable for more than what stays when its value is released: numbers and texts in its fields, and
/// what it was made with.
pub(super) fn needs(function: &Function<'_>, kind: &NodeKind<'_>, var: VarId) -> bool {
    let mut needed = false;
    let mut visit = |node: Node<'_>| {
        match node {
            Node::Expr(Expr { kind: ExprKind::Selector { operand, field }, .. }) if function.var(operand) == Some(var) => {
                let ty = function.type_of(operand);
                let stays = ty.name().is_some_and(|name| {
                    STAYS.contains(&(name, field.name.as_str())) || StdTable::get().field(name, &field.name) == Some(Effect::Reads)
                });
                needed |= !stays;
                return Descend::Over;
            }
            Node::Expr(e) => needed |= function.var(e) == Some(var),
            Node::Stmt(_) => {}
        }
        Descend::Into
    };
    kind.walk(&mut visit);
    needed || matches!(kind, NodeKind::RangeNext(_))
}

/// Nothing can stand behind a `fallthrough`.
fn ends_in_fallthrough(block: &Block) -> bool {
    matches!(block.stmts.last().map(|s| &s.kind), Some(StmtKind::Fallthrough))
}
