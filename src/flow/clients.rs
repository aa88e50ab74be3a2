//! HTTP clients that give up: when the timeout of one has passed, net/http drops the connection of what it has asked, whether or not
//! the body of the answer is closed.

use std::{cmp::Ordering, sync::Arc};

use super::{
    function::Function,
    held::Held,
    positive::{sign, sign_of_constant},
    standing::value_of_field,
};
use crate::{
    program::{Package, Type, VarId, VarKind},
    syntax::{
        DeclKind, Descend, Node,
        ast::{BinaryOp, Call, Expr, ExprKind, Span, Stmt, StmtKind, UnaryOp},
        has_identifier, walk_block,
    },
};

const CLIENT: &str = "net/http.Client";

/// What hands a client on is followed through so many calls, variables and fields.
const STEPS: u8 = 4;

impl Held<'_, '_> {
    /// Whether it is the answer to a client that is seen to have a timeout.
    pub(super) fn ends_with_client(&self) -> bool {
        let is_asked = self.symbol.package() == "net/http" && self.symbol.receiver() == Some("Client");
        let ExprKind::Selector { operand, .. } = &self.call.callee.unparen().kind else { return false };
        let function = self.function;
        is_asked
            && if function.type_of(operand).is(CLIENT) {
                function.gives_up(operand, self.call.span, STEPS)
            } else {
                // A struct that embeds it.
                function.field_gives_up(&function.type_of(operand), "Client", STEPS)
            }
    }
}

impl<'a> Function<'a> {
    /// Whether a client has a timeout where it is used.
    fn gives_up(&self, client: &Expr, place: Span, steps: u8) -> bool {
        let Some(steps) = steps.checked_sub(1) else { return false };
        let client = client.unparen();
        match &client.kind {
            ExprKind::Unary { op: UnaryOp::Address, operand } | ExprKind::Star(operand) => self.gives_up(operand, place, steps + 1),
            ExprKind::Composite { .. } => {
                self.type_of(client).is(CLIENT) && value_of_field(client, "Timeout").is_some_and(|timeout| self.is_positive(timeout))
            }
            ExprKind::Call(call) => self.makes_client_that_gives_up(call, 0, steps),
            ExprKind::Ident(_) if self.var(client).is_some() => {
                self.var(client).is_some_and(|var| self.variable_gives_up(var, place, steps))
            }
            ExprKind::Ident(_) | ExprKind::Selector { .. } => match (self.global(client), &client.kind) {
                (Some(global), _) => {
                    let look = |declaring: &Function<'_>, value: &Expr| declaring.gives_up(value, value.span, steps).then_some(());
                    self.standing(&global, &look).is_some()
                }
                (None, ExprKind::Selector { operand, field }) => self.field_gives_up(&self.type_of(operand), &field.name, steps),
                (None, _) => false,
            },
            _ => false,
        }
    }

    /// Whether all that the source of a callee returns for a result is clients that have a timeout.
    fn makes_client_that_gives_up(&self, call: &Call, result: usize, steps: u8) -> bool {
        let is_client = self.typing.results(call).is_some_and(|types| types.get(result).is_some_and(|ty| ty.is(CLIENT)));
        let Some(callee) = self.callee(call).filter(|_| is_client) else { return false };
        let told = self.looked_at(&callee, &|maker| maker.returns_client_that_gives_up(result, steps));
        !told.is_empty() && told.into_iter().all(|gives_up| gives_up)
    }

    fn returns_client_that_gives_up(&self, result: usize, steps: u8) -> bool {
        let Some(body) = self.bodies().first() else { return false };
        let returned = body.cfg.stmts().filter_map(|stmt| match &stmt.kind {
            StmtKind::Return(values) => Some((values, stmt.span)),
            _ => None,
        });
        let told = returned.filter_map(|(values, at)| {
            let value = values.get(result);
            // Beside an error there is none.
            let is_nil = value.is_some_and(|value| self.scopes.is_nil(value));
            (!is_nil).then(|| value.is_some_and(|value| self.gives_up(value, at, steps)))
        });
        told.reduce(|all, one| all && one) == Some(true)
    }

    /// Whether a local variable has such a client at a place: it is made so, or is given a timeout on each way there.
    fn variable_gives_up(&self, var: VarId, place: Span, steps: u8) -> bool {
        let made = self.definitions(var).filter(|_| self.scopes.var(var).kind == VarKind::Local);
        let (Some(made), Some(set)) = (made, self.timeouts_set(var)) else { return false };
        let gives_up = |&(value, at): &(&Expr, usize)| match value.as_call() {
            Some(call) => self.makes_client_that_gives_up(call, at, steps),
            None => self.gives_up(value, value.span, steps),
        };
        if !made.is_empty() && made.iter().all(gives_up) {
            return true;
        }
        let Some(body) = self.body_of(place).filter(|_| made.len() < 2) else { return false };
        let nodes: Vec<_> = set.iter().filter_map(|at| body.cfg.node_of(*at)).collect();
        nodes.len() == set.len() && body.cfg.node_of(place).is_some_and(|node| !body.cfg.reached(0, &nodes)[node])
    }

    /// The statements that give a client in a variable a timeout; None where one may be none.
    fn timeouts_set(&self, var: VarId) -> Option<Vec<Span>> {
        let is_it = |e: &Expr| self.var(e) == Some(var);
        let mut found = Vec::new();
        let mut are_sure = true;
        self.each_timeout_set(&is_it, &mut |at, value| {
            are_sure &= value.is_some_and(|value| self.is_set_positive(value, at));
            found.push(at);
        });
        are_sure.then_some(found)
    }

    /// Whether a statement sets a duration that is more than none: by itself, or since the code has asked.
    fn is_set_positive(&self, value: &Expr, at: Span) -> bool {
        let Some(body) = &self.func.body else { return false };
        let text = |e: &Expr| self.text(e.span);
        let asks = |cond: &Expr| match &cond.unparen().kind {
            ExprKind::Binary { op: BinaryOp::Order | BinaryOp::NotEqual, left, right } => {
                let op = self.text(Span { start: left.span.end, end: right.span.start }).trim();
                text(left) == text(value) && text(right) == "0" && (op == ">" || op == "!=")
            }
            _ => false,
        };
        let mut has_asked = false;
        walk_block(body, &mut |node| {
            if let Node::Stmt(Stmt { kind: StmtKind::If(s), .. }) = node {
                has_asked |= s.then.span.contains(at) && asks(&s.cond);
            }
            Descend::Into
        });
        has_asked || self.is_positive(value)
    }

    /// Visits the statements that set the timeout of a client.
    fn each_timeout_set(&self, is_client: &dyn Fn(&Expr) -> bool, see: &mut dyn FnMut(Span, Option<&Expr>)) {
        let Some(body) = &self.func.body else { return };
        walk_block(body, &mut |node| {
            if let Node::Stmt(stmt @ Stmt { kind: StmtKind::Assign { left, right, .. }, .. }) = node {
                for (at, l) in left.iter().enumerate() {
                    if let ExprKind::Selector { operand, field } = &l.unparen().kind
                        && field.name == "Timeout"
                        && is_client(operand)
                    {
                        see(stmt.span, right.get(at).filter(|_| left.len() == right.len()));
                    }
                }
            }
            Descend::Into
        });
    }

    /// Whether a field of a struct has such a client: all that sets it in the package which declares it, and in those that may, sets one.
    fn field_gives_up(&self, owner: &Type, field: &str, steps: u8) -> bool {
        let Some(steps) = steps.checked_sub(1) else { return false };
        let Some(ty) = self.typing.field(owner, field).filter(|ty| ty.is(CLIENT)) else { return false };
        let Some(package) = self.package_of(owner).filter(|_| self.typing.is_struct(owner)) else { return false };
        let look = FieldOfClient { owner, field, may_be_left_out: matches!(ty, Type::Pointer(_)), steps };
        let type_name = owner.name().and_then(|name| name.rsplit('.').next()).unwrap_or_default();
        let mut is_set = false;
        for file in self.users_of(&package, field) {
            for declaration in &file.skim.declarations {
                let text = file.text.get(declaration.span.clone()).unwrap_or_default();
                let makes = || has_identifier(text, type_name) && (text.contains('{') || text.contains("new("));
                if !has_identifier(text, field) && !makes() {
                    continue;
                }
                match &declaration.kind {
                    DeclKind::Func { .. } => match self.looks_at(&file, declaration, &|user| look.seen_in(user)) {
                        Some(Some(sets)) => is_set |= sets,
                        _ => return false,
                    },
                    // What is made there, nobody has looked at.
                    DeclKind::Var if text.contains(&format!("{type_name}{{")) => return false,
                    DeclKind::Var | DeclKind::Type | DeclKind::Const | DeclKind::Import => {}
                }
            }
        }
        is_set
    }

    /// The package that declares a type, where its source is in sight.
    fn package_of(&self, ty: &Type) -> Option<Arc<Package>> {
        let own = self.program.package(self.file);
        let (path, _) = ty.name()?.rsplit_once('.')?;
        if path == own.symbol_path() { Some(own) } else { self.program.import(self.file.dir(), path) }
    }

    /// Whether a duration is more than none: a constant, or a variable that stays one, or a field of such a variable.
    pub(super) fn is_positive(&self, e: &Expr) -> bool {
        let e = e.unparen();
        if let Some(sign) = sign(self, e) {
            return sign == Ordering::Greater;
        }
        if let Some(global) = self.global(e) {
            let look = |declaring: &Function<'_>, value: &Expr| (sign(declaring, value) == Some(Ordering::Greater)).then_some(());
            return sign_of_constant(self, &global.package, &global.name) == Some(Ordering::Greater)
                || self.standing(&global, &look).is_some();
        }
        let ExprKind::Selector { operand, field } = &e.kind else { return false };
        let look = |declaring: &Function<'_>, value: &Expr| {
            let value = value_of_field(value, &field.name)?;
            (sign(declaring, value) == Some(Ordering::Greater)).then_some(())
        };
        self.global(operand).is_some_and(|global| self.standing(&global, &look).is_some())
    }
}

/// A field that has a client.
struct FieldOfClient<'t> {
    owner: &'t Type,
    field: &'t str,
    /// Without a pointer there is no client: whoever asks it panics.
    may_be_left_out: bool,
    steps: u8,
}

impl FieldOfClient<'_> {
    /// Whether a function sets it; None where it may get a client without a timeout.
    fn seen_in(&self, function: &Function<'_>) -> Option<bool> {
        let is_owner = |ty: &Type| ty.name() == self.owner.name();
        let is_field = |e: &Expr| match &e.unparen().kind {
            ExprKind::Selector { operand, field } => field.name == self.field && is_owner(&function.type_of(operand)),
            _ => false,
        };
        let (mut sets, mut is_sure) = (false, true);
        let mut set = |value: Option<&Expr>| {
            let is_nil = value.is_some_and(|value| function.scopes.is_nil(value));
            if !is_nil || !self.may_be_left_out {
                sets = true;
                is_sure &= value.is_some_and(|value| function.gives_up(value, value.span, self.steps));
            }
        };
        walk_block(function.func.body.as_ref()?, &mut |node| {
            match node {
                Node::Stmt(Stmt { kind: StmtKind::Assign { left, right, .. }, .. }) => {
                    for (at, _) in left.iter().enumerate().filter(|(_, l)| is_field(l)) {
                        set(right.get(at).filter(|_| left.len() == right.len()));
                    }
                }
                Node::Expr(Expr { kind: ExprKind::Unary { op: UnaryOp::Address, operand }, .. }) if is_field(operand) => set(None),
                Node::Expr(e @ Expr { kind: ExprKind::Composite { elements, .. }, .. }) if is_owner(&function.type_of(e)) => {
                    match value_of_field(e, self.field) {
                        None if elements.iter().any(|element| element.key.is_none()) => set(None),
                        None if !self.may_be_left_out => set(None),
                        None => {}
                        value => set(value),
                    }
                }
                Node::Expr(e @ Expr { kind: ExprKind::Call(call), .. })
                    if !self.may_be_left_out && call.callee.as_ident().is_some_and(|n| n == "new") && is_owner(&function.type_of(e)) =>
                {
                    set(None);
                }
                _ => {}
            }
            Descend::Into
        });
        function.each_timeout_set(&is_field, &mut |at, value| is_sure &= value.is_some_and(|value| function.is_set_positive(value, at)));
        is_sure.then_some(sets)
    }
}
