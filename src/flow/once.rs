//! What ends with the process: `main`, the body of a command, and what only such functions call as the last thing that they do; and what
//! fails at most once, since each caller passes the failure up to where the process ends. What that leaves open is soon gone.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    cfg::{Endless, NodeId, NodeKind},
    dependence::{Source, User},
    fate::Exit,
    function::{Body, Function},
    given::{Failed, error_result, failed, implies_not_nil},
    held::{Held, Leak},
    model::Parsed,
};
use crate::{
    program::{Binding, Commands, File, Package, Symbol, Type},
    syntax::{
        DeclKind, Declaration, Descend, Node,
        ast::{AssignOp, Block, Call, Expr, ExprKind, Span, Stmt, StmtKind},
        has_identifier, walk_block,
    },
};

/// Callers of callers are followed this far.
const CALLERS: u8 = 5;

/// How deep what a command gets may stand in calls that wrap it: `Action: logged(timed(run))`.
const WRAPPERS: u8 = 3;

/// What is asked of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    /// Behind it the process ends.
    Ends,
    /// Where it fails, the process ends.
    Failures,
}

impl Held<'_, '_> {
    /// Whether the process ends where a leak leaves it open, and nothing of it stays then.
    pub fn is_bounded(&self, leak: &Leak) -> bool {
        let is_of_turn = |exit: &Exit| matches!(exit, Exit::NextTurn(_) | Exit::Overwritten(_));
        let piles_up = || self.in_loop() && leak.exits.iter().any(is_of_turn) && !self.ends_behind_loop();
        !self.function.file.is_test()
            && !piles_up()
            && self.resource.committed_by.is_none()
            && (self.function.is_bounded(self.body.literal, Bound::Ends, CALLERS) || self.fails_for_good(leak))
            && !self.may_publish()
            && !self.release_lasts()
    }

    /// Whether the function fails wherever it leaks, and the process ends then.
    pub fn fails_for_good(&self, leak: &Leak) -> bool {
        !self.function.file.is_test()
            && self.function.is_bounded(self.body.literal, Bound::Failures, CALLERS)
            && self.failing_exits(leak).len() == leak.exits.len()
    }

    /// Whether the loop around the acquisition goes over a list in `main`, which ends behind it.
    pub fn ends_behind_loop(&self) -> bool {
        let [around] = &self.body.loops_around(self.call.span)[..] else { return false };
        let around = around.bare();
        let StmtKind::Range(range) = &around.kind else { return false };
        let stmts = self.body.block.stmts.iter().skip_while(|s| s.unlabeled().span != around.span);
        let ends = |stmt: &Stmt| matches!(stmt.kind, StmtKind::Return(_)) || self.function.says_so(stmt);
        self.body.literal == 0
            && self.function.func.name.name == "main"
            && self.function.runs_once()
            && matches!(self.function.type_of(&range.operand), Type::Slice(_) | Type::Array(_))
            && stmts.clone().next().is_some()
            && stmts.skip(1).all(ends)
    }
}

impl Function<'_> {
    /// Whether a body is so bounded.
    fn is_bounded(&self, literal: u32, bound: Bound, callers: u8) -> bool {
        match self.literal_of(literal) {
            None => literal == 0 && self.is_called_bounded(bound, callers),
            Some(lit) => {
                let is_called = || self.callees().contains(&lit.span) && self.is_bounded_at(lit.span, bound, callers);
                self.commands().contains(&lit.span) || is_called()
            }
        }
    }

    /// Whether a call of what stands there is.
    fn is_bounded_at(&self, callee: Span, bound: Bound, callers: u8) -> bool {
        let Some(body) = self.body_of(callee) else { return false };
        let is_so = match bound {
            Bound::Ends => body.cfg.node_of(callee).is_some_and(|node| !body.cfg.in_cycle(node) && self.ends_behind(body, node)),
            Bound::Failures => self.leaves_on_failure(body, callee),
        };
        is_so && self.is_bounded(body.literal, bound, callers)
    }

    /// Whether a body does no more behind a node than to say how it went and to end. A goroutine that is started there goes on.
    fn ends_behind(&self, body: &Body<'_>, node: NodeId) -> bool {
        let goes_on = |kind: &NodeKind<'_>| match kind {
            NodeKind::Stmt(stmt) => !matches!(stmt.kind, StmtKind::Return(_)) && !self.says_so(stmt),
            _ => false,
        };
        let starts = matches!(body.cfg.nodes[node].kind, NodeKind::Stmt(Stmt { kind: StmtKind::Go(_), .. }));
        let behind = body.cfg.reached(node, &[]);
        !starts && !behind.iter().zip(&body.cfg.nodes).any(|(behind, node)| *behind && goes_on(&node.kind))
    }

    /// Whether a statement does no more than to print, or ends the process.
    fn says_so(&self, stmt: &Stmt) -> bool {
        match &stmt.kind {
            StmtKind::Empty => true,
            StmtKind::Expr(e) => e.as_call().is_some_and(|call| {
                let prints = |callee: Symbol| ["fmt", "log", "log/slog", "os"].contains(&callee.package());
                self.never_returns(call) || self.callee(call).is_some_and(prints)
            }),
            _ => false,
        }
    }

    /// Whether the error of a call is returned, or asked for at once, and the function left where there is one.
    fn leaves_on_failure(&self, body: &Body<'_>, callee: Span) -> bool {
        let Some(stmt) = body.cfg.stmts().find(|stmt| stmt.span.contains(callee)) else { return false };
        let is_it = |e: &Expr| e.as_call().is_some_and(|call| call.callee.span.contains(callee));
        let (left, right) = match &stmt.kind {
            StmtKind::Return(values) => return matches!(&values[..], [only] if is_it(only)),
            StmtKind::Assign { left, right, .. } => (left, right),
            _ => return false,
        };
        let Some(error) = left.last().filter(|_| matches!(&right[..], [only] if is_it(only))).and_then(|e| self.var(e)) else {
            return false;
        };
        let leaves = |block: &Block| match block.stmts.last().map(|stmt| &stmt.kind) {
            // A caller sees no failure where the error is swallowed.
            Some(StmtKind::Return(values)) => {
                error_result(self.signature_of(body)).is_none()
                    || block.stmts.last().is_some_and(|at| failed(self, body, values, at.span) != Failed::No)
            }
            Some(StmtKind::Expr(e)) => e.as_call().is_some_and(|call| self.never_returns(call)),
            _ => false,
        };
        let mut found = false;
        walk_block(body.block, &mut |node| {
            if let Node::Stmt(Stmt { kind: StmtKind::If(s), .. }) = node
                && s.init.as_ref().is_some_and(|init| init.span == stmt.span)
            {
                found |= implies_not_nil(self, &s.cond, error) && leaves(&s.then);
            }
            Descend::Into
        });
        if let Some(place) = body.place_of(stmt.span)
            && place.stmt().span == stmt.span
            && let Some(Stmt { kind: StmtKind::If(s), .. }) = place.block.stmts.get(place.index + 1)
        {
            found |= s.init.is_none() && implies_not_nil(self, &s.cond, error) && leaves(&s.then);
        }
        found
    }

    /// Whether all calls of the function are, and nothing else names it.
    fn is_called_bounded(&self, bound: Bound, callers: u8) -> bool {
        if self.runs_once() {
            return true;
        }
        let package = self.program.package(self.file);
        let name = &*self.func.name.name;
        let is_exported = name.starts_with(char::is_uppercase);
        let symbol = self.symbol();
        if symbol.receiver().is_some_and(|receiver| Commands::get().is_run(&package, receiver, name)) {
            return true;
        }
        let is_inner = || &*package.name == "main" || self.program.is_private(&package);
        let is_seen = !is_exported || is_inner() && (symbol.receiver().is_none() || self.has_form_of_package(&package));
        let Some(callers) = callers.checked_sub(1).filter(|_| is_seen) else { return false };
        let mut files: Vec<Arc<File>> = package.files().to_vec();
        if is_exported && symbol.receiver().is_some() {
            // Who has the value need not import the package.
            let is_other = |file: &Arc<File>| file.dir() != self.file.dir();
            files
                .extend(self.program.naming(self.file.dir(), name).iter().filter_map(|path| self.program.file(path).ok()).filter(is_other));
        } else if is_exported && &*package.name != "main" {
            let calls = self.program.calls(&package.dir);
            files.extend(calls.importers(&package.import_path).filter_map(|path| self.program.file(path).ok()));
        }
        let sought = Sought { symbol: &symbol, package: &package, name, bound };
        let mut calls = 0;
        for file in files.iter().filter(|file| !file.is_test()) {
            for declaration in &file.skim.declarations {
                match self.calls_from(file, declaration, &sought, callers) {
                    Some(found) => calls += found,
                    None => return false,
                }
            }
        }
        calls > 0
    }

    /// Whether it takes or hands out a type of its package: no interface of others asks for a method of such a form.
    fn has_form_of_package(&self, package: &Package) -> bool {
        fn is_own(ty: &Type, package: &Package) -> bool {
            match ty {
                Type::Named(name) => name.rsplit_once('.').is_some_and(|(path, _)| path == package.symbol_path()),
                Type::Pointer(inner) | Type::Slice(inner) | Type::Array(inner) | Type::Chan(inner) => is_own(inner, package),
                _ => false,
            }
        }
        let signature = &self.func.signature;
        signature.params.iter().chain(&signature.results).any(|field| is_own(&self.typing.denoted(&field.ty), package))
    }

    /// How often a declaration calls a function; None where a call is not so bounded, or it does something else with it.
    fn calls_from(&self, file: &File, declaration: &Declaration, sought: &Sought<'_>, callers: u8) -> Option<usize> {
        let text = file.text.get(declaration.span.clone()).unwrap_or_default();
        if !has_identifier(text, sought.name) {
            return Some(0);
        }
        let parsed = match &declaration.kind {
            // The declaration alone.
            DeclKind::Func { .. } if declaration.body.is_none() => return Some(0),
            DeclKind::Func { name, .. } => {
                let user = User::Findings(Arc::clone(&self.file.path));
                self.model.asked.note(Source::Function(Arc::clone(&file.path), name.clone()), user);
                self.model.parsed(file, declaration).ok()?
            }
            DeclKind::Var => Arc::new(Parsed::of_variables(file, declaration)?),
            // By an interface anybody may call it.
            DeclKind::Type if sought.symbol.receiver().is_some() && text.contains("interface") => return None,
            DeclKind::Type | DeclKind::Const | DeclKind::Import => return Some(0),
        };
        Function::new(self.model, file, &parsed).calls_of(sought, callers)
    }

    /// The same of the function's own code.
    fn calls_of(&self, sought: &Sought<'_>, callers: u8) -> Option<usize> {
        let (mut named, mut keys) = (Some(Vec::new()), BTreeSet::new());
        walk_block(self.func.body.as_ref()?, &mut |node| {
            if let Node::Expr(e) = node {
                if let ExprKind::Composite { elements, .. } = &e.kind {
                    let same =
                        elements.iter().filter_map(|e| e.key.as_ref()).filter(|key| key.as_ident().is_some_and(|n| n == sought.name));
                    let same: Vec<Span> = same.map(|key| key.span).collect();
                    if !same.is_empty() && self.typing.is_struct(&self.type_of(e)) {
                        keys.extend(same);
                    }
                }
                match sought.is_named_by(self, e) {
                    _ if keys.contains(&e.span) => {}
                    Some(true) => named.iter_mut().for_each(|named| named.push(e.span)),
                    Some(false) => {}
                    None => named = None,
                }
            }
            Descend::Into
        });
        let named = named?;
        if named.is_empty() {
            return Some(0);
        }
        let (commands, callees) = (self.commands(), self.callees());
        let is_bounded = |at: &Span| commands.contains(at) || callees.contains(at) && self.is_bounded_at(*at, sought.bound, callers);
        named.iter().all(is_bounded).then_some(named.len())
    }

    /// What is called, where it stands.
    fn callees(&self) -> BTreeSet<Span> {
        let mut found = BTreeSet::new();
        self.each_call(&mut |call| {
            let callee = call.callee.unparen();
            found.insert(callee.span);
            if let ExprKind::Index { operand, .. } = &callee.kind {
                found.insert(operand.unparen().span);
            }
        });
        found
    }

    /// The functions that a program's commands get, where they stand.
    fn commands(&self) -> BTreeSet<Span> {
        let table = Commands::get();
        let runs = |of: &Expr, member: &str| self.type_of(of).name().is_some_and(|name| table.runs(name, member));
        let mut found = BTreeSet::new();
        let Some(body) = &self.func.body else { return found };
        walk_block(body, &mut |node| {
            match node {
                Node::Expr(e @ Expr { kind: ExprKind::Composite { elements, .. }, .. }) => {
                    for element in elements {
                        let field = element.key.as_ref().and_then(Expr::as_ident).filter(|key| table.has_field(key));
                        if field.is_some_and(|field| runs(e, field)) {
                            unwrap(&element.value, WRAPPERS, &mut found);
                        }
                    }
                }
                Node::Expr(Expr { kind: ExprKind::Call(call), .. }) => {
                    if let ExprKind::Selector { operand, field } = &call.callee.unparen().kind
                        && table.has_method(&field.name)
                        && runs(operand, &field.name)
                    {
                        call.args.iter().for_each(|arg| unwrap(arg, WRAPPERS, &mut found));
                    }
                }
                Node::Stmt(Stmt { kind: StmtKind::Assign { left, op: AssignOp::Plain, right }, .. }) if left.len() == right.len() => {
                    for (l, value) in left.iter().zip(right) {
                        if let ExprKind::Selector { operand, field } = &l.unparen().kind
                            && table.has_field(&field.name)
                            && runs(operand, &field.name)
                        {
                            unwrap(value, WRAPPERS, &mut found);
                        }
                    }
                }
                _ => {}
            }
            Descend::Into
        });
        found
    }

    fn each_call(&self, see: &mut dyn FnMut(&Call)) {
        let Some(body) = &self.func.body else { return };
        walk_block(body, &mut |node| {
            if let Node::Expr(Expr { kind: ExprKind::Call(call), .. }) = node {
                see(call);
            }
            Descend::Into
        });
    }
}

/// The functions in what a command gets: itself, or what calls are given that wrap it.
fn unwrap(value: &Expr, wrappers: u8, found: &mut BTreeSet<Span>) {
    let value = value.unparen();
    match (&value.kind, wrappers.checked_sub(1)) {
        (ExprKind::Call(call), Some(left)) => call.args.iter().for_each(|arg| unwrap(arg, left, found)),
        _ => drop(found.insert(value.span)),
    }
}

/// A function whose calls are looked for.
struct Sought<'s> {
    symbol: &'s Symbol,
    package: &'s Package,
    name: &'s str,
    /// What is asked of them.
    bound: Bound,
}

impl Sought<'_> {
    /// Whether an expression of another function names it; None where nobody knows.
    fn is_named_by(&self, by: &Function<'_>, e: &Expr) -> Option<bool> {
        match &e.kind {
            ExprKind::Ident(name) if self.symbol.receiver().is_none() && name == self.name => {
                let is_here =
                    *by.file.dir() == *self.package.dir && by.file.skim.package.as_ref().is_some_and(|p| p.name == *self.package.name);
                match by.scopes.binding(e.span.start) {
                    Binding::PackageLevel(_) => Some(is_here),
                    // A dot import may bring it, or it is a field's name in a literal of an unknown type.
                    Binding::Unknown => None,
                    Binding::Var(_) | Binding::Package(_) | Binding::Universe(_) => Some(false),
                }
            }
            ExprKind::Selector { operand, field } if field.name == self.name => {
                if let Some(Binding::Package(path)) = operand.as_ident().map(|_| by.scopes.binding(operand.unparen().span.start)) {
                    return Some(self.symbol.receiver().is_none() && *path == *self.package.import_path);
                }
                if self.symbol.receiver().is_none() {
                    return Some(false);
                }
                let ty = by.type_of(operand);
                match by.typing.method(&ty, self.name) {
                    Some(_) if by.typing.is_interface(&ty) => None,
                    Some(symbol) => Some(symbol.key() == self.symbol.key()),
                    None => by.typing.field(&ty, self.name).map(|_| false),
                }
            }
            _ => Some(false),
        }
    }
}
