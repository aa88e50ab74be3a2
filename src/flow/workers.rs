//! Functions that are started as goroutines by their names, and owe what was taken for them: `go worker(&wg)`.

use std::sync::Arc;

use super::{
    account::{Account, Receiver, Standing},
    claim::{Claim, calls_in},
    dependence::{Source, User},
    fate::Exit,
    function::{Certainty, Function},
    strays,
};
use crate::{
    program::{Binding, Resource, VarKind},
    syntax::{
        DeclKind,
        ast::{Call, ExprKind, Span, StmtKind},
    },
};

impl<'a> Function<'a> {
    /// Tells of each call that takes for a goroutine which a function of the package is started as, and of what that keeps at some exit.
    pub fn claims_of_workers(&self, rule: &str, tell: &mut dyn FnMut(&'a Call, &Claim<'_, '_>)) {
        for row in self.rows_by_receiver(rule) {
            for host in self.bodies() {
                for stmt in host.cfg.stmts() {
                    let StmtKind::Go(e) = &stmt.kind else { continue };
                    let Some(started) = e.as_call().filter(|call| !call.spread) else { continue };
                    for (at, arg) in started.args.iter().enumerate() {
                        let Some(receiver) = Receiver::new(self, arg) else { continue };
                        let is_ahead = |call: &&'a Call| {
                            call.span.end <= stmt.span.start
                                && host.place_of(call.span).is_some_and(|place| place.block.span.contains(stmt.span))
                                && self.taking(call, row).is_some_and(|(of, _)| Receiver::new(self, of).as_ref() == Some(&receiver))
                        };
                        if let Some(taken) = calls_in(host.block).into_iter().rev().find(is_ahead) {
                            self.claim_of_worker(row, started, at, &mut |claim| tell(taken, claim));
                        }
                    }
                }
            }
        }
    }

    /// What the function that a call names keeps of its parameter at that place.
    fn claim_of_worker(&self, row: &'a Resource, started: &Call, at: usize, tell: &mut dyn FnMut(&Claim<'_, '_>)) {
        let package = self.program.package(self.file);
        let declared = match &started.callee.unparen().kind {
            ExprKind::Ident(name) if self.scopes.binding(started.callee.unparen().span.start) == Binding::PackageLevel(name.clone()) => {
                package.declared(name)
            }
            ExprKind::Selector { operand, field } => {
                let ty = self.type_of(operand);
                let name = ty.name().and_then(|name| name.rsplit_once('.')).filter(|(path, _)| *path == package.symbol_path());
                name.map(|(_, name)| package.method(name, &field.name)).unwrap_or_default()
            }
            _ => Vec::new(),
        };
        let [declared] = &declared[..] else { return };
        let DeclKind::Func { name, .. } = &declared.declaration().kind else { return };
        let Ok(parsed) = self.model.parsed(&declared.file, declared.declaration()) else { return };
        self.model.asked.note(Source::Function(Arc::clone(&declared.file.path), name.clone()), User::Findings(Arc::clone(&self.file.path)));
        let worker = Function::new(self.model, &declared.file, &parsed);
        let parameter = worker.scopes.vars().filter(|(_, var)| var.kind == VarKind::Param && var.literal == 0).find(|(_, var)| {
            let fields = &worker.func.signature.params;
            let mut names = fields.iter().flat_map(|field| field.names.iter().map(Some).chain(field.names.is_empty().then_some(None)));
            names.nth(at).flatten().is_some_and(|name| name.span == var.declared)
        });
        let Some((id, var)) = parameter else { return };
        let Some(body) = worker.bodies().iter().find(|body| body.literal == 0) else { return };
        let receiver = Receiver { text: var.name.to_string(), vars: vec![id] };
        let (takes, gives) = strays::methods(row);
        let account = Account { receiver, takes, gives, without: None };
        let balance = account.balance(&worker, body, Standing::Taken(var.declared.start), &[]);
        if balance.leaks.is_empty() || balance.is_unclear || !balance.gives_back || balance.strays || account.is_passed_on(&worker) {
            return;
        }
        // The call that gives it back elsewhere tells how the worker spells it.
        let gives = |call: &&Call| match &call.callee.unparen().kind {
            ExprKind::Selector { operand, field } => {
                account.gives.contains(&field.name.as_str()) && Receiver::new(&worker, operand).as_ref() == Some(&account.receiver)
            }
            _ => false,
        };
        let Some(call) = calls_in(body.block).into_iter().find(gives) else { return };
        let (ExprKind::Selector { operand, .. }, Some(symbol)) = (&call.callee.unparen().kind, worker.callee(call)) else { return };
        let mut exits: Vec<Exit> = balance.leaks.iter().copied().collect();
        exits.sort_by_key(|exit| exit.span());
        let claim = Claim {
            function: &worker,
            body,
            call,
            symbol,
            resource: row,
            exits,
            certainty: Certainty::Proved,
            operand,
            account,
            start: Standing::Taken(var.declared.start),
            balance,
        };
        // A closure that the worker starts or keeps may give it back, and an account of its own is not kept here.
        let has_closures = worker.literals.iter().any(|lit| worker.names(Span { start: lit.span.start, end: lit.span.end }, id));
        if !has_closures {
            tell(&claim);
        }
    }
}
