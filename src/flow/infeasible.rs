//! Branches that are never taken: the error of a call that never fails, and what all callers give the same for a parameter.

use std::collections::BTreeSet;

use super::{
    cfg::{Branch, NodeId, NodeKind},
    function::{Body, Function},
    given::error_result,
    held::Held,
};
use crate::{
    program::{Binding, StdTable, Symbol, VarId, VarKind},
    syntax::{
        DeclKind, Descend, Node,
        ast::{BinaryOp, Call, Expr, ExprKind, RangeFor, Span, Stmt, StmtKind, UnaryOp},
        walk_block,
    },
};

/// A parameter that is passed on is followed through so many callers.
const CALLERS: u8 = 3;

/// The error of a callee is followed through so many calls.
const CALLEES: u8 = 3;

/// What a caller spells out for a parameter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Constant {
    Nil,
    Bool(bool),
    /// As the code spells it.
    Literal(String),
}

impl Constant {
    /// Whether both are the same value; None where their spelling does not tell.
    fn equals(&self, other: &Self) -> Option<bool> {
        // Other spellings of one value have escapes, other quotes, a base, an exponent.
        let is_plain = |text: &str| {
            text.starts_with('"') && !text.contains('\\') || text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0')
        };
        match (self, other) {
            (Self::Literal(one), Self::Literal(two)) if one != two => (is_plain(one) && is_plain(two)).then_some(false),
            (one, two) => Some(one == two),
        }
    }
}

/// Where a condition is asked.
struct At<'b, 'a> {
    body: &'b Body<'a>,
    node: NodeId,
    /// What callees do is followed so many calls deep.
    callees: u8,
}

impl Held<'_, '_> {
    /// The nodes at which branches begin that are never taken.
    pub(super) fn infeasible(&self) -> Vec<NodeId> {
        self.function.infeasible(self.body, CALLEES)
    }
}

impl Function<'_> {
    /// As of [`Held::infeasible`]; what callees do is followed so many calls deep.
    fn infeasible(&self, body: &Body<'_>, callees: u8) -> Vec<NodeId> {
        let cfg = &body.cfg;
        let mut entries = vec![0_usize; cfg.nodes.len()];
        cfg.nodes.iter().flat_map(|node| &node.succ).for_each(|(to, _)| entries[*to] += 1);
        let dead = cfg.nodes.iter().enumerate().filter_map(|(id, node)| {
            let NodeKind::Cond(e) = node.kind else { return None };
            let dead = if self.never_holds(e, &At { body, node: id, callees })? { Branch::True } else { Branch::False };
            node.succ.iter().find(|(_, branch)| *branch == dead).map(|(to, _)| *to)
        });
        dead.filter(|to| entries[*to] == 1).collect()
    }

    /// Whether control may come to the code at a span: neither it nor a literal around it stands behind what surely ends (`t.Skip`).
    pub(super) fn may_run(&self, at: Span) -> bool {
        self.may_run_without(at, &|_| Vec::new())
    }

    /// As `may_run`, branches that are never taken left out.
    pub(super) fn is_feasible(&self, at: Span) -> bool {
        self.may_run_without(at, &|body| self.infeasible(body, CALLEES))
    }

    fn may_run_without(&self, at: Span, dead: &dyn Fn(&Body<'_>) -> Vec<NodeId>) -> bool {
        let mut around = self.bodies().iter().filter(|body| body.block.span.contains(at));
        around.all(|body| body.cfg.node_of(at).is_none_or(|node| body.cfg.reached(0, &dead(body))[node]))
    }

    /// Whether a condition is never true (true) or never false (false); None where it may be both.
    fn never_holds(&self, e: &Expr, at: &At<'_, '_>) -> Option<bool> {
        match &e.unparen().kind {
            ExprKind::Binary { op: op @ (BinaryOp::Equal | BinaryOp::NotEqual), left, right } => {
                let var = self.var(left)?;
                let is_equal = if self.scopes.is_nil(right) && self.type_of(left).is("error") {
                    self.is_never_error(var, at).then_some(true)?
                } else {
                    let asked = self.constant(right)?;
                    self.given_by_all(var, CALLERS)?.equals(&asked)?
                };
                Some(is_equal == (*op == BinaryOp::NotEqual))
            }
            ExprKind::Unary { op: UnaryOp::Not, operand } => self.never_holds(operand, at).map(|never| !never),
            ExprKind::Ident(_) => match self.given_by_all(self.var(e)?, CALLERS)? {
                Constant::Bool(value) => Some(!value),
                Constant::Nil | Constant::Literal(_) => None,
            },
            _ => None,
        }
    }

    fn constant(&self, e: &Expr) -> Option<Constant> {
        let e = e.unparen();
        match &e.kind {
            ExprKind::Ident(_) if self.scopes.is_nil(e) => Some(Constant::Nil),
            ExprKind::Ident(name) if name == "true" || name == "false" => {
                matches!(self.scopes.binding(e.span.start), Binding::Universe(_)).then(|| Constant::Bool(name == "true"))
            }
            ExprKind::Literal(_) => Some(Constant::Literal(self.text(e.span).to_owned())),
            _ => None,
        }
    }

    /// Whether all that a variable can hold somewhere is the error of calls that never fail, as the table or their source says.
    fn is_never_error(&self, error: VarId, at: &At<'_, '_>) -> bool {
        if self.scopes.var(error).kind != VarKind::Local {
            return false;
        }
        let Some(given) = self.reaching_definitions(error, at.body, at.node).filter(|given| !given.is_empty()) else { return false };
        given.into_iter().all(|(value, result)| self.scopes.is_nil(value) || self.is_result_never_error(value, result, at))
    }

    /// Whether a value that is returned is no error: nil, or what calls that never fail hand out.
    fn is_no_error(&self, value: &Expr, at: &At<'_, '_>) -> bool {
        self.scopes.is_nil(value)
            || self.type_of(value).is("error") && self.var(value).is_some_and(|var| self.is_never_error(var, at))
            || self.is_result_never_error(value, 0, at)
    }

    /// Whether a result of a call is an error that is always nil.
    fn is_result_never_error(&self, call: &Expr, result: usize, at: &At<'_, '_>) -> bool {
        let Some(call) = call.as_call() else { return false };
        let Some(callee) = self.callee(call) else { return false };
        self.is_given_plain_address(&callee, call) || self.never_fails(&callee, call, result, at.callees)
    }

    /// Whether no literal gives an error that is a result with a name, as what is deferred may behind the return, or nothing but nil.
    fn is_left_as_returned(&self, error: usize, callees: u8) -> bool {
        let Some(var) = self.results().nth(error).flatten() else { return true };
        let Some((own, literals)) = self.bodies().split_first() else { return false };
        let Some(given) = self.definitions(var) else { return false };
        given.into_iter().all(|(value, result)| {
            let is_deferred = literals.iter().any(|body| body.block.span.contains(value.span));
            let at = At { body: own, node: 0, callees };
            !is_deferred || self.scopes.is_nil(value) || self.is_result_never_error(value, result, &at)
        })
    }

    /// Whether a call parses an address that is spelled out, of which nothing can be wrong: `url.Parse("http://localhost/")`.
    fn is_given_plain_address(&self, callee: &Symbol, call: &Call) -> bool {
        let at = match callee.as_str() {
            "net/url.Parse" => 0,
            "net/http.NewRequest" if self.is_known_method(call.args.first()) => 1,
            _ => return false,
        };
        let Some(Constant::Literal(text)) = call.args.get(at).and_then(|arg| self.constant(arg)) else { return false };
        let rest = text.trim_matches('"').strip_prefix("http").map(|rest| rest.strip_prefix('s').unwrap_or(rest));
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "./-_".contains(c);
        rest.and_then(|rest| rest.strip_prefix("://")).is_some_and(|rest| rest.chars().all(is_plain))
    }

    /// Whether an expression is a method of HTTP, spelled out or by the package's name for it.
    fn is_known_method(&self, e: Option<&Expr>) -> bool {
        match e.map(|e| (&e.unparen().kind, self.constant(e))) {
            Some((_, Some(Constant::Literal(text)))) => text.trim_matches('"').chars().all(|c| c.is_ascii_uppercase()),
            Some((ExprKind::Selector { operand, field }, _)) => field.name.starts_with("Method") && self.var(operand).is_none(),
            _ => false,
        }
    }

    /// Whether the error of a call is always nil, as the table or the callee's source says: it may hang on what more it is given, and
    /// this one gives none.
    fn never_fails(&self, callee: &Symbol, call: &Call, error: usize, callees: u8) -> bool {
        if StdTable::get().never_fails(callee, self.program.go_version(self.file)) {
            return true;
        }
        if callees == 0 {
            return false;
        }
        // All that a call hands out may be the arguments of another.
        let is_list = |arg: &Expr| arg.as_call().is_some_and(|inner| self.typing.results(inner).is_none_or(|all| all.len() != 1));
        let given = (!call.args.iter().any(is_list)).then_some(call.args.len());
        let answers = self.looked_at(callee, &|function| {
            let Some(body) = function.bodies().first() else { return false };
            let mut dead = function.infeasible(body, callees - 1);
            dead.extend(given.map(|given| function.turns_without_more(body, given)).unwrap_or_default());
            let mut reached = body.cfg.reached(0, &dead);
            reached[0] = true;
            let returns: Vec<(NodeId, &[Expr])> = body
                .cfg
                .nodes
                .iter()
                .enumerate()
                .filter(|(id, _)| reached[*id])
                .filter_map(|(id, node)| match node.kind {
                    NodeKind::Stmt(Stmt { kind: StmtKind::Return(values), .. }) => Some((id, &values[..])),
                    _ => None,
                })
                .collect();
            let count: usize = function.func.signature.results.iter().map(|f| f.names.len().max(1)).sum();
            let is_nil = |(node, values): &(NodeId, &[Expr])| {
                let at = At { body, node: *node, callees: callees - 1 };
                match values {
                    [one] if count > 1 => function.is_result_never_error(one, error, &at),
                    values => values.get(error).is_some_and(|value| function.is_no_error(value, &at)),
                }
            };
            error_result(&function.func.signature) == Some(error)
                && !function.may_recover()
                && !returns.is_empty()
                && returns.iter().all(is_nil)
                && function.is_left_as_returned(error, callees - 1)
        });
        !answers.is_empty() && !answers.contains(&false)
    }

    /// The nodes at which loops over a variadic parameter turn, where a call gives so many arguments and none for that.
    fn turns_without_more(&self, body: &Body<'_>, given: usize) -> Vec<NodeId> {
        let params = &self.func.signature.params;
        let Some(last) = params.last().filter(|last| matches!(last.ty.kind, ExprKind::Ellipsis(_))) else { return Vec::new() };
        let count: usize = params.iter().map(|field| field.names.len().max(1)).sum();
        let more = last.names.first().and_then(|name| self.scopes.var_at(name.span.start)).filter(|more| self.is_constant(*more));
        let is_over = |range: &RangeFor| more.is_some() && self.var(&range.operand) == more;
        let turns = |kind: &NodeKind<'_>| matches!(kind, NodeKind::RangeNext(range) if given + 1 == count && is_over(range));
        body.cfg.nodes.iter().enumerate().filter(|(_, node)| turns(&node.kind)).map(|(id, _)| id).collect()
    }

    /// What all callers give for a parameter, where the function is the package's own and nothing but called. A caller may give what all
    /// of its own callers give it.
    fn given_by_all(&self, param: VarId, callers: u8) -> Option<Constant> {
        let name = &self.func.name.name;
        let is_own = self.func.receiver.is_none() && !name.starts_with(char::is_uppercase) && self.scopes.var(param).kind == VarKind::Param;
        if callers == 0 || !is_own || self.scopes.var(param).literal != 0 || !self.is_constant(param) {
            return None;
        }
        let mut params = self.func.signature.params.iter().flat_map(|field| &field.names);
        let at = params.position(|p| self.scopes.var_at(p.span.start) == Some(param))?;
        let package = self.program.package(self.file);
        let mut given: BTreeSet<Constant> = BTreeSet::new();
        for file in package.files() {
            for declaration in &file.skim.declarations {
                let text = file.text.get(declaration.span.clone()).unwrap_or_default();
                if !text.contains(name.as_str()) {
                    continue;
                }
                let DeclKind::Func { .. } = &declaration.kind else { return None };
                let parsed = self.model.parsed(file, declaration).ok()?;
                given.extend(Function::new(self.model, file, &parsed).gives_to(name, at, callers - 1)?);
            }
        }
        match given.len() {
            1 => given.into_iter().next(),
            _ => None,
        }
    }

    /// What calls of a function of the package give for a parameter; None where one is no constant, or the function is more than called.
    fn gives_to(&self, name: &str, at: usize, callers: u8) -> Option<BTreeSet<Constant>> {
        let mut given = BTreeSet::new();
        let (mut named, mut called, mut is_clear) = (0, 0, true);
        walk_block(self.func.body.as_ref()?, &mut |node| {
            let Node::Expr(e) = node else { return Descend::Into };
            let is_it = |e: &Expr| {
                e.as_ident().is_some_and(|n| n == name)
                    && matches!(self.scopes.binding(e.unparen().span.start), Binding::PackageLevel(_) | Binding::Unknown)
            };
            match &e.kind {
                ExprKind::Call(call) if is_it(&call.callee) => {
                    called += 1;
                    let passed_on = |arg: &Expr| self.given_by_all(self.var(arg)?, callers);
                    match call.args.get(at).and_then(|arg| self.constant(arg).or_else(|| passed_on(arg))) {
                        Some(constant) => drop(given.insert(constant)),
                        None => is_clear = false,
                    }
                }
                ExprKind::Ident(_) if is_it(e) => named += 1,
                _ => {}
            }
            Descend::Into
        });
        (is_clear && named <= called).then_some(given)
    }
}
