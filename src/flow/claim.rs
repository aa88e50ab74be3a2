//! What a body takes of a receiver and keeps at some exit, though it gives it back on other paths.

use std::collections::BTreeSet;

use super::{
    account::{Account, Balance, Receiver, Standing},
    cfg::{NodeId, Point},
    fate::Exit,
    function::{Body, Certainty, Function},
    strays::{self, Keeping},
};
use crate::{
    program::{Binding, Callee, Resource, Symbol, ValueAt, VarKind},
    syntax::{
        Descend, Node,
        ast::{Call, Expr, ExprKind, FuncLit, Span, Stmt, StmtKind},
        walk_block,
    },
    text::Location,
};

/// A call that takes something of its receiver, which the body owes back.
pub struct Claim<'f, 'a> {
    pub function: &'f Function<'a>,
    /// The body that owes it.
    pub body: &'f Body<'a>,
    pub call: &'a Call,
    pub symbol: Symbol,
    pub resource: &'a Resource,
    /// The exits at which it is kept, in source order; never empty.
    pub exits: Vec<Exit>,
    pub certainty: Certainty,
    pub(super) operand: &'a Expr,
    pub(super) account: Account<'a>,
    pub(super) start: Standing,
    pub(super) balance: Balance,
}

impl<'a> Function<'a> {
    /// What the rows of a rule tell is taken, and surely kept at some exit.
    pub fn kept_claims(&self, rule: &str) -> Vec<Claim<'_, 'a>> {
        let rows = self.rows_by_receiver(rule);
        let mut claims = Vec::new();
        for body in self.bodies() {
            for row in &rows {
                let mut seen: BTreeSet<Receiver> = BTreeSet::new();
                let calls: Vec<&'a Call> = calls_in(body.block);
                for call in calls {
                    let Some((operand, symbol)) = self.taking(call, row) else { continue };
                    let Some(receiver) = Receiver::new(self, operand).filter(|r| seen.insert(r.clone())) else { continue };
                    let (takes, gives) = strays::methods(row);
                    let account = Account { receiver, takes, gives, without: None };
                    claims.extend(self.claim(body, call, operand, symbol, row, account, Standing::Before));
                }
            }
        }
        claims.retain(|claim| self.is_own(claim, &rows) && !self.may_callee_give_back(claim));
        claims
    }

    /// What a goroutine owes that was taken for it, ahead of the statement that starts it.
    pub fn claims_of_goroutines(&self, rule: &str) -> Vec<Claim<'_, 'a>> {
        let rows = self.rows_by_receiver(rule);
        let mut claims = Vec::new();
        for host in self.bodies() {
            for stmt in host.cfg.stmts() {
                let Some(body) = stmt.started().and_then(|lit| self.bodies().iter().find(|b| std::ptr::eq(b.block, &raw const lit.body)))
                else {
                    continue;
                };
                for row in &rows {
                    let taken = calls_in(host.block).into_iter().filter(|call| call.span.end <= stmt.span.start).rev();
                    let mut seen: BTreeSet<Receiver> = BTreeSet::new();
                    for call in taken {
                        let Some((operand, symbol)) = self.taking(call, row) else { continue };
                        let Some(receiver) = Receiver::new(self, operand).filter(|r| seen.insert(r.clone())) else { continue };
                        // Taken on every path that comes to the statement.
                        let is_ahead = host.place_of(call.span).is_some_and(|place| place.block.span.contains(stmt.span));
                        let (takes, gives) = strays::methods(row);
                        let account = Account { receiver, takes, gives, without: None };
                        if is_ahead {
                            claims.extend(self.claim(body, call, operand, symbol, row, account, Standing::Taken(call.span.start)));
                        }
                    }
                }
            }
        }
        claims.retain(|claim| self.is_own(claim, &rows) && !self.may_be_given_back_for(claim));
        claims
    }

    pub(super) fn rows_by_receiver(&self, rule: &str) -> Vec<&'a Resource> {
        self.program.registry.of(rule).into_iter().filter(|row| row.value == ValueAt::Receiver).collect()
    }

    /// The receiver of a call by which a row takes.
    pub(super) fn taking(&self, call: &'a Call, row: &Resource) -> Option<(&'a Expr, Symbol)> {
        let ExprKind::Selector { operand, field } = &call.callee.unparen().kind else { return None };
        if !row.acquire.iter().any(|symbol| symbol.name() == field.name) {
            return None;
        }
        let symbol = self.callee(call)?;
        row.acquire.iter().any(|s| s.key() == symbol.key()).then_some((operand, symbol))
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one claim")]
    fn claim<'f>(
        &'f self,
        body: &'f Body<'a>,
        call: &'a Call,
        operand: &'a Expr,
        symbol: Symbol,
        resource: &'a Resource,
        account: Account<'a>,
        start: Standing,
    ) -> Option<Claim<'f, 'a>> {
        let balance = account.balance(self, body, start, &[]);
        if balance.leaks.is_empty() || balance.is_unclear || !balance.gives_back || !self.may_run(call.span) {
            return None;
        }
        let exits = balance.leaks.iter().copied().collect();
        // The call that is seen to leave it.
        let site = balance.sites.first().copied();
        let call = calls_in(body.block).into_iter().find(|c| Some(c.span.start) == site).unwrap_or(call);
        let mut exits: Vec<Exit> = exits;
        exits.sort_by_key(|exit| exit.span());
        Some(Claim { function: self, body, call, symbol, resource, exits, certainty: Certainty::Proved, operand, account, start, balance })
    }

    /// Whether nobody else can have to do with it: all of this function's bodies are clear about it, and no other function gives it back.
    pub(super) fn is_own(&self, claim: &Claim<'_, 'a>, rows: &[&'a Resource]) -> bool {
        if claim.account.is_passed_on(self) {
            return false;
        }
        let deferred = self.deferred_literals();
        for row in rows {
            let (takes, gives) = strays::methods(row);
            let account = Account { receiver: claim.account.receiver.clone(), takes, gives, without: None };
            for body in self.bodies() {
                let is_claim = std::ptr::eq(body, claim.body) && std::ptr::eq(*row, claim.resource);
                let literal = self.literal_of(body.literal);
                let is_deferred = literal.is_some_and(|lit| deferred.contains(&lit.span));
                // A goroutine owes what its starter took.
                let is_started = claim.start != Standing::Before && (literal.is_none_or(|lit| self.is_started(lit)));
                if !is_claim && !is_deferred && !is_started && account.balance(self, body, Standing::Before, &[]).strays {
                    return false;
                }
            }
        }
        let keeping = Keeping::of(self, claim.operand);
        if claim.start != Standing::Before {
            return true;
        }
        let is_exported = self.func.name.name.starts_with(char::is_uppercase);
        let may_others = keeping.is_visible_outside() && is_exported && claim.body.literal == 0;
        !may_others && !self.is_given_back_elsewhere(&claim.resource.rule, &keeping)
    }

    fn is_started(&self, lit: &FuncLit) -> bool {
        self.bodies().iter().flat_map(|body| body.cfg.stmts()).any(|stmt| stmt.started().is_some_and(|started| started.span == lit.span))
    }

    /// Whether something that the body calls may give it back: what can't be looked at and says so by its name, or a function of the
    /// package that does with it what does not add up.
    fn may_callee_give_back(&self, claim: &Claim<'_, 'a>) -> bool {
        let keeping = Keeping::of(self, claim.operand);
        let Account { takes, gives, .. } = &claim.account;
        let says_so = |name: &str| gives.iter().any(|give| name != *give && name.to_lowercase().ends_with(&give.to_lowercase()));
        calls_in(claim.body.block).into_iter().any(|call| {
            let callee = self.callee(call);
            let in_sight = callee.as_ref().is_some_and(|symbol| self.is_in_sight(symbol));
            if !in_sight {
                return call.name().is_some_and(|name| says_so(name));
            }
            let is_near = |symbol: &&Symbol| symbol.package() == &*self.program.package(self.file).import_path;
            keeping != Keeping::Local
                && callee
                    .as_ref()
                    .filter(is_near)
                    .is_some_and(|symbol| self.looked_at(symbol, &|callee| callee.is_unclear_about(&keeping, takes, gives)).contains(&true))
        })
    }

    /// Whether something that the goroutine calls may give it back: a variable that holds a function, or a function of the package that
    /// leads to such a call.
    fn may_be_given_back_for(&self, claim: &Claim<'_, 'a>) -> bool {
        let package = self.program.package(self.file);
        let marks: Vec<String> = claim.account.gives.iter().map(|give| format!(".{give}")).collect();
        let is_local = Keeping::of(self, claim.operand) == Keeping::Local;
        let mut names: Vec<String> = Vec::new();
        for call in calls_in(claim.body.block) {
            let is_give = matches!(&call.callee.unparen().kind, ExprKind::Selector { operand, .. }
                if Receiver::new(self, operand).as_ref() == Some(&claim.account.receiver));
            match self.typing.callee(call) {
                _ if is_give => {}
                Callee::Var(var) => {
                    let is_param = self.scopes.var(var).kind == VarKind::Param;
                    let knows =
                        |lit: &&FuncLit| lit.span != self.span_of(claim.body) && marks.iter().any(|m| self.text(lit.span).contains(m));
                    if !is_param && self.literals.iter().copied().any(|lit| knows(&lit) && !self.is_started(lit)) {
                        return true;
                    }
                }
                _ => names.extend(call.name().map(ToString::to_string)),
            }
        }
        if is_local {
            return false;
        }
        let mut seen: BTreeSet<String> = BTreeSet::new();
        while let Some(name) = names.pop() {
            if !seen.insert(name.clone()) || seen.len() > 200 {
                continue;
            }
            let methods = package.receivers(&name).into_iter().flat_map(|receiver| package.method(receiver, &name));
            for declared in package.declared(&name).into_iter().chain(methods) {
                let text = declared.file.text.get(declared.declaration().span.clone()).unwrap_or_default();
                if marks.iter().any(|mark| text.contains(mark)) {
                    return true;
                }
                names.extend(crate::program::named_calls(text.as_bytes()).map(|(_, name)| name.to_owned()));
            }
        }
        false
    }

    /// The literal whose body it is.
    fn span_of(&self, body: &Body<'_>) -> Span {
        self.literal_of(body.literal).map_or(body.block.span, |lit| lit.span)
    }
}

impl<'a> Claim<'_, 'a> {
    /// The taking call.
    pub fn location(&self) -> Location {
        self.function.location(self.call.span)
    }

    /// What was called, as the code spells it.
    pub fn callee(&self) -> String {
        self.function.callee_text(self.call)
    }

    /// The receiver, as the code spells it.
    pub fn operand(&self) -> String {
        self.function.text(self.operand.span).split_whitespace().collect()
    }

    /// How many results the body returns.
    pub fn results(&self) -> usize {
        self.function.signature_of(self.body).results.iter().map(|field| field.names.len().max(1)).sum()
    }

    /// Whether a comment in the function, or above it, speaks of what is taken: it may be kept on purpose.
    pub fn is_spoken_of(&self, words: &[&str]) -> bool {
        let body = self.function.text(self.body.block.span);
        let comments = body.lines().filter_map(|line| Some(line.split_once("//")?.1)).chain(self.function.doc().lines());
        let mut spoken = comments.flat_map(|line| line.split(|c: char| !c.is_alphanumeric()));
        spoken.any(|word| words.iter().any(|w| word.eq_ignore_ascii_case(w)))
    }

    /// Whether the object is one that this function made, and that nobody else need know.
    pub fn is_of_own(&self) -> bool {
        let vars = &self.account.receiver.vars;
        let is_made = |e: &'a Expr| {
            let name = e.unparen().as_call().and_then(Call::name).map(|n| n.to_lowercase());
            name.is_some_and(|n| n.starts_with("new") || n.starts_with("make") || n.starts_with("create"))
        };
        vars.first().is_some_and(|var| {
            let known = self.function.scopes.var(*var);
            known.kind == VarKind::Local
                && known.literal == self.body.literal
                && (self.function.is_fresh(*var) || self.function.only_value(*var).is_some_and(is_made))
        })
    }

    /// The points at which it can be given back, so that no exit keeps it, and none gives it back twice; None where there are no such.
    pub fn ways_out(&self) -> Option<Vec<(NodeId, Point<'a>)>> {
        let cfg = &self.body.cfg;
        let is_taken = |id: NodeId| {
            let states = &self.balance.entered[id];
            !states.is_empty() && states.iter().all(|(standing, _)| matches!(standing, Standing::Taken(_)))
        };
        let mut points: BTreeSet<NodeId> = BTreeSet::new();
        for exit in &self.exits {
            let point = match exit {
                Exit::Return(span) => self.body.place_of(*span).filter(|place| place.bare().span == *span).map(|place| place.point),
                Exit::End(_) => {
                    cfg.points().find(|(_, p)| p.block.span == self.body.block.span && p.index == p.block.stmts.len()).map(|(id, _)| id)
                }
                Exit::NextTurn(_) | Exit::Overwritten(_) => None,
            };
            match point.filter(|id| is_taken(*id)) {
                Some(id) => drop(points.insert(id)),
                // Where paths that have given it back meet those that have not, ahead of the meeting.
                None => {
                    let goal = match exit {
                        Exit::NextTurn(span) => cfg.node_of(*span),
                        Exit::Return(span) | Exit::Overwritten(span) => cfg.node_of(*span),
                        Exit::End(_) => cfg.nodes.len().checked_sub(1),
                    }?;
                    let meets = |id: NodeId| cfg.nodes[id].succ.iter().any(|s| !is_taken(s.0)) && cfg.reached(id, &[])[goal];
                    let ways = cfg.points().filter(|(id, _)| is_taken(*id) && meets(*id)).map(|(id, _)| id);
                    points.extend(ways);
                }
            }
        }
        let points: Vec<NodeId> = points.into_iter().collect();
        let after = self.account.balance(self.function, self.body, self.start, &points);
        if points.is_empty() || after.is_unclear || !after.leaks.is_empty() {
            return None;
        }
        let found: Vec<(NodeId, Point<'a>)> = cfg.points().filter(|(id, _)| points.contains(id)).collect();
        found.iter().all(|(_, point)| self.is_visible(point)).then_some(found)
    }

    /// Whether the names of the path mean the same at a point.
    fn is_visible(&self, point: &Point<'_>) -> bool {
        let (scopes, at) = (self.function.scopes, point.offset());
        let mut is_visible = true;
        crate::syntax::walk_expr(self.operand, &mut |node| {
            if let Node::Expr(Expr { kind: ExprKind::Ident(name), span }) = node {
                is_visible &= scopes.lookup(name, at) == scopes.binding(span.start) && scopes.binding(span.start) != Binding::Unknown;
            }
            Descend::Into
        });
        is_visible
    }

    /// The statement that alone gives it back, at the very end of the body, where nothing is deferred.
    pub fn only_give_at_end(&self) -> Option<&'a Stmt> {
        let last = self.body.block.stmts.last()?;
        let is_last = self.balance.given_at.iter().all(|&id| self.body.cfg.nodes[id].kind.span() == Some(last.span));
        let defers = self.body.cfg.stmts().any(|s| matches!(s.kind, StmtKind::Defer(_)));
        (self.balance.given_at.len() == 1 && is_last && !defers && matches!(last.kind, StmtKind::Expr(_))).then_some(last)
    }
}

/// The calls of a body, those of its literals left out.
pub(super) fn calls_in(block: &crate::syntax::ast::Block) -> Vec<&Call> {
    let mut calls = Vec::new();
    walk_block(block, &mut |node| match node {
        Node::Expr(Expr { kind: ExprKind::FuncLit(_), .. }) => Descend::Over,
        Node::Expr(Expr { kind: ExprKind::Call(call), .. }) => {
            calls.push(call);
            Descend::Into
        }
        _ => Descend::Into,
    });
    calls
}
