//! Releases of servers that wait until every handler has returned: for good, where one waits for what comes only behind them.

use std::{cell::RefCell, collections::BTreeSet};

use super::{
    blocking::{self, Waiter},
    function::Function,
    given,
    held::Held,
};
use crate::{
    program::{Binding, Callee, Position, Release, StdTable, Symbol, Type, VarId},
    syntax::{
        Descend, Node,
        ast::{Call, Expr, ExprKind, Span, Stmt, StmtKind},
        walk_block,
    },
};

/// Methods that come back when all handlers have.
const AWAITING: [&str; 3] = ["google.golang.org/grpc.Server.GracefulStop", "net/http.Server.Shutdown", "net/http/httptest.Server.Close"];

/// Helpers of helpers are looked into this far.
const DEPTH: usize = 2;

impl<'a> Held<'_, 'a> {
    /// What a handler of the server may wait for when the release does for the handler, as the code spells it: a channel that nothing
    /// closes before. `deferred`: whether the release is, so that what is deferred behind it runs first.
    pub fn awaits_stuck_handler(&self, deferred: bool) -> Option<String> {
        if !self.release_awaits_handlers() {
            return None;
        }
        let search = Search { held: self, deferred, seen: RefCell::default() };
        search
            .of_call(self.function, self.call, None, 0)
            .or_else(|| self.variables().into_iter().find_map(|server| search.of_variable(server)))
    }

    /// Whether the release waits for handlers, as its name or its source says.
    fn release_awaits_handlers(&self) -> bool {
        let Some(ty) = self.resource.type_name.as_deref().map(Type::parse) else { return false };
        let Some(Release::Method(path)) = self.resource.release.first() else { return false };
        let [name] = &path[..] else { return false };
        let is_awaiting = |method: &Symbol| AWAITING.contains(&&*method.key());
        let Some(method) = self.function.typing.method(&ty, name) else { return false };
        let calls_one = |f: &Function<'_>| f.has_call(&|call| f.callee(call).is_some_and(|callee| is_awaiting(&callee)));
        is_awaiting(&method) || self.function.looked_at(&method, &calls_one).contains(&true)
    }
}

struct Search<'h, 'f, 'a> {
    held: &'h Held<'f, 'a>,
    deferred: bool,
    /// The variables that have been looked at.
    seen: RefCell<BTreeSet<VarId>>,
}

/// The call by which a helper was come to, in the function that has the server.
type Way<'w> = Option<&'w Call>;

impl Search<'_, '_, '_> {
    /// What handlers wait for that a call makes or is given.
    fn of_call(&self, function: &Function<'_>, call: &Call, way: Way<'_>, depth: usize) -> Option<String> {
        let callee = match function.typing.callee(call) {
            Callee::Symbol(callee) => Some(callee),
            _ => None,
        };
        if gives_up(function, call) {
            return None;
        }
        let is_std = callee.as_ref().is_some_and(|callee| StdTable::is_std(callee.package()));
        let given = call.args.iter().find_map(|arg| match function.var(arg) {
            // What the standard library's server is given is a handler, whatever its type.
            Some(var) if depth == 0 && (is_std || is_handler(function, arg)) => self.of_variable(var),
            Some(_) => None,
            None => self.of_expr(function, arg, way, depth),
        });
        given.or_else(|| self.of_callee(function, callee.filter(|_| !is_std)?, call, way, depth))
    }

    /// What handlers wait for that stand in a function of the module.
    fn of_callee(&self, function: &Function<'_>, callee: Symbol, call: &Call, way: Way<'_>, depth: usize) -> Option<String> {
        if depth == DEPTH {
            return None;
        }
        let way = if depth == 0 { Some(call) } else { way };
        let look = |helper: &Function<'_>| {
            let all = helper.func.body.as_ref()?.span;
            // Behind one helper nobody knows any more what the second was given.
            self.of_code(helper, all, way.filter(|_| depth == 0), depth + 1)
        };
        function.looked_at(&callee, &look).into_iter().flatten().next()
    }

    /// What handlers wait for that an expression makes or names.
    fn of_expr(&self, function: &Function<'_>, e: &Expr, way: Way<'_>, depth: usize) -> Option<String> {
        self.of_code(function, e.span, way, depth).or_else(|| {
            let server = function.typing.method(&function.type_of(e), "ServeHTTP")?;
            self.of_named(function, &server)
        })
    }

    /// What handlers wait for that the code at a span makes or names.
    fn of_code(&self, function: &Function<'_>, at: Span, way: Way<'_>, depth: usize) -> Option<String> {
        let mut found = None;
        walk_block(function.func.body.as_ref()?, &mut |node| {
            let Node::Expr(e) = node else { return Descend::Into };
            if found.is_some() || !at.contains(e.span) {
                return if e.span.contains(at) { Descend::Into } else { Descend::Over };
            }
            match &e.kind {
                ExprKind::FuncLit(lit) if function.serves_requests(&lit.signature.params) => {
                    found = blocking::stuck_at(function, &lit.body, &|waiter| self.is_let_go(function, waiter, way));
                    return Descend::Over;
                }
                ExprKind::Call(call) if gives_up(function, call) => return Descend::Over,
                ExprKind::Call(call) => {
                    // What is called is no handler that is handed on.
                    found = function.callee(call).and_then(|callee| self.of_callee(function, callee, call, way, depth));
                }
                ExprKind::Ident(_) if depth == 0 && is_handler(function, e) => {
                    found = function.var(e).and_then(|var| self.of_variable(var));
                }
                ExprKind::Ident(_) | ExprKind::Selector { .. } => {
                    found = named(function, e).and_then(|name| self.of_named(function, &name));
                }
                _ => {}
            }
            Descend::Into
        });
        found
    }

    /// What a handler waits for that has a name of its own.
    fn of_named(&self, function: &Function<'_>, name: &Symbol) -> Option<String> {
        if StdTable::is_std(name.package()) {
            return None;
        }
        let look = |handler: &Function<'_>| {
            let body = handler.func.body.as_ref().filter(|_| handler.serves_requests(&handler.func.signature.params))?;
            blocking::stuck_at(handler, body, &|waiter| self.is_let_go(handler, waiter, None))
        };
        function.looked_at(name, &look).into_iter().flatten().next()
    }

    /// What handlers wait for that a variable of the function is, or gets: a mux, a router, the server's own fields.
    fn of_variable(&self, var: VarId) -> Option<String> {
        if !self.seen.borrow_mut().insert(var) {
            return None;
        }
        let function = self.held.function;
        let mut found = None;
        walk_block(function.func.body.as_ref()?, &mut |node| {
            if found.is_some() {
                return Descend::Over;
            }
            match node {
                Node::Expr(Expr { kind: ExprKind::Call(call), .. }) => {
                    let is_given =
                        call.args.iter().any(|arg| function.root(arg) == Some(var) && !matches!(arg.kind, ExprKind::Selector { .. }));
                    if is_given && call.span != self.held.call.span {
                        found = self.of_call(function, call, None, 0);
                    } else if base(function, &call.callee) == Some(var) {
                        found = call.args.iter().find_map(|arg| self.of_expr(function, arg, None, 0));
                    }
                }
                Node::Stmt(Stmt { kind: StmtKind::Assign { left, right, .. }, .. })
                    if left.iter().any(|l| function.root(l) == Some(var)) =>
                {
                    found = right.iter().filter(|value| value.as_call().is_none_or(|c| c.span != self.held.call.span)).find_map(|value| {
                        match value.as_call() {
                            Some(call) => self.of_call(function, call, None, 0),
                            None => self.of_expr(function, value, None, 0),
                        }
                    });
                }
                Node::Stmt(Stmt { kind: StmtKind::Var(specs), .. }) => {
                    let own = specs.iter().filter(|s| s.names.iter().any(|n| function.scopes.var_at(n.span.start) == Some(var)));
                    found = own.flat_map(|s| &s.values).find_map(|value| self.of_expr(function, value, None, 0));
                }
                _ => {}
            }
            Descend::Into
        });
        found
    }

    /// Whether what a handler waits for comes ahead of the release, whatever the handler does: the channel is closed, the context's
    /// cancel function is called. `way` is how the function in which the handler stands is come to.
    fn is_let_go(&self, function: &Function<'_>, waiter: &Waiter<'_>, way: Way<'_>) -> bool {
        let own = self.held.function;
        let Some(var) = function.root(waiter.source) else { return false };
        if std::ptr::addr_eq(function, own) {
            return matches!(function.var(waiter.source), Some(var) if self.ends(var, waiter.is_context));
        }
        let argument = way.zip(given::position_of(function, &function.func.signature, var)).and_then(|(call, position)| match position {
            Position::Argument(at) if function.is_constant(var) => call.args.get(at),
            _ => None,
        });
        argument.and_then(|arg| own.var(arg)).is_some_and(|var| self.ends(var, waiter.is_context))
    }

    /// Whether the function surely closes a channel, or ends a context, ahead of the release.
    fn ends(&self, var: VarId, is_context: bool) -> bool {
        let function = self.held.function;
        let ended_by = |call: &Call| match call.callee.as_ident() {
            Some(name) if !is_context => name == "close" && call.args.first().is_some_and(|arg| function.var(arg) == Some(var)),
            Some(_) => function.var(&call.callee).is_some_and(|cancel| function.is_made_beside(var, cancel)),
            None => false,
        };
        let ends = |e: &Expr| e.as_call().is_some_and(ended_by);
        self.held.body.block.stmts.iter().any(|stmt| match &stmt.kind {
            StmtKind::Expr(e) => ends(e),
            StmtKind::Defer(e) if self.deferred && stmt.span.start > self.held.call.span.end => {
                let in_literal = |stmt: &Stmt| matches!(&stmt.kind, StmtKind::Expr(e) if ends(e));
                ends(e) || e.as_call().and_then(Call::literal).is_some_and(|lit| lit.body.stmts.iter().any(in_literal))
            }
            _ => false,
        })
    }
}

impl Function<'_> {
    /// Whether a context and a function came from one call: `ctx, cancel := context.WithCancel(…)`.
    fn is_made_beside(&self, context: VarId, cancel: VarId) -> bool {
        let call = |var: VarId, result: usize| match &self.definitions(var)?[..] {
            [(value, at)] if *at == result => value.as_call().map(|call| call.span),
            _ => None,
        };
        call(context, 0).is_some_and(|made| call(cancel, 1) == Some(made))
    }
}

/// Whether an expression is of a type that serves requests.
fn is_handler(function: &Function<'_>, e: &Expr) -> bool {
    let ty = function.type_of(e);
    let is_it = |params: &[Type]| params.iter().any(|ty| ty.is("net/http.ResponseWriter"));
    ["net/http.Handler", "net/http.HandlerFunc", "net/http.ServeMux"].iter().any(|name| ty.is(name))
        || matches!(&ty, Type::Func(signature) if is_it(&signature.params))
        || function.typing.method(&ty, "ServeHTTP").is_some()
}

/// Whether a call makes a handler that is given up after a time.
fn gives_up(function: &Function<'_>, call: &Call) -> bool {
    function.callee(call).is_some_and(|callee| callee.as_str() == "net/http.TimeoutHandler")
}

/// The variable at the bottom of a chain of fields and calls: `r` of `r.Path("/a").HandlerFunc`.
fn base(function: &Function<'_>, callee: &Expr) -> Option<VarId> {
    match &callee.unparen().kind {
        ExprKind::Selector { operand, .. } => match operand.as_call() {
            Some(call) => base(function, &call.callee),
            None => function.root(operand),
        },
        _ => None,
    }
}

/// The function or method that an expression names.
fn named(function: &Function<'_>, e: &Expr) -> Option<Symbol> {
    match &e.kind {
        ExprKind::Ident(name) if function.scopes.binding(e.span.start) == Binding::PackageLevel(name.clone()) => {
            Some(Symbol::function(function.program.package(function.file).symbol_path(), name))
        }
        ExprKind::Selector { operand, field } => function.typing.method(&function.type_of(operand), &field.name),
        _ => None,
    }
}
