//! What goes on by itself once it is started, as a process does: whose it is, whether it is meant to outlast the function, and
//! where the function fails and leaves it behind.

use super::{
    effects::{Handover, receiver_of},
    failing::ends,
    fate::Exit,
    function::Function,
    given::{self, Failed},
    held::{Held, Leak},
};
use crate::{
    program::{Callee, VarId},
    syntax::{
        Descend, Node,
        ast::{Call, Expr, ExprKind, Span, Stmt, StmtKind, UnaryOp},
        walk_block,
    },
};

impl Held<'_, '_> {
    /// Whether it is acquired in a goroutine, and the code that started that goes on with something else meanwhile.
    pub fn starter_goes_on(&self) -> bool {
        let Some(lit) = self.function.literal_of(self.body.literal) else { return false };
        self.function.bodies().iter().any(|host| {
            let mut starts = host.cfg.stmts().filter(|stmt| stmt.started().is_some_and(|started| started.span == lit.span));
            starts.any(|stmt| {
                host.place_of(stmt.span).is_none_or(|place| {
                    place.block.span != host.block.span || place.block.stmts.last().is_some_and(|last| last.span.end > stmt.span.end)
                })
            })
        })
    }
}

impl<'a> Function<'a> {
    /// The variable that is a call's receiver, where the function made its only value by a function of the type's own package, or in
    /// place, and nobody else has seen it before the call.
    pub(super) fn own_receiver(&self, call: &Call) -> Option<VarId> {
        let var = self.var(receiver_of(call)?)?;
        let package = self.typing.type_of_var(var).name()?.rsplit_once('.')?.0.to_owned();
        let is_made = |e: &Expr| match &e.unparen().kind {
            ExprKind::Call(call) => match self.typing.callee(call) {
                Callee::Symbol(symbol) => symbol.receiver().is_none() && symbol.package() == package,
                _ => false,
            },
            ExprKind::Unary { op: UnaryOp::Address, operand } => matches!(operand.unparen().kind, ExprKind::Composite { .. }),
            _ => false,
        };
        let is_own = self.only_value(var).is_some_and(is_made) && self.is_alone_until(var, call.span);
        (is_own && !self.is_exposed(var, call.span)).then_some(var)
    }

    /// Whether a composite in the function sets a field of this name.
    fn names_key(&self, field: &str) -> bool {
        self.any_expr(&|e| match &e.kind {
            ExprKind::Composite { elements, .. } => {
                elements.iter().filter_map(|element| element.key.as_ref()).any(|key| key.as_ident().is_some_and(|name| name == field))
            }
            _ => false,
        })
    }

    fn any_expr(&self, is_it: &dyn Fn(&'a Expr) -> bool) -> bool {
        let mut found = false;
        if let Some(body) = &self.func.body {
            walk_block(body, &mut |node| {
                found |= matches!(node, Node::Expr(e) if is_it(e));
                Descend::Into
            });
        }
        found
    }
}

impl<'a> Held<'_, 'a> {
    /// Whether the code sets the field that may say that the value is to go on by itself, in what it is made of or given, or later.
    pub fn is_detached(&self) -> bool {
        let Some(field) = &self.resource.detached_by else { return false };
        let holders = self.variables();
        let set = |e: &'a Expr| match &e.kind {
            ExprKind::Selector { operand, field } => {
                Some(field).filter(|_| self.function.var(operand).is_some_and(|v| holders.contains(&v)))
            }
            _ => None,
        };
        self.function.any_expr(&|e| set(e).is_some_and(|set| set.name == field.as_str())) || self.function.names_key(field)
    }

    /// Whether a part that its table tells to hand it out is asked for when it is made: a descriptor to wait by.
    pub fn is_handed_out_when_made(&self) -> bool {
        self.resource.exposes.iter().any(|part| self.function.names_key(part))
    }

    /// The first place at which a part of it is named that its table tells to hand it out, be that ahead of the acquisition: the
    /// code, and whether it is a method's call.
    pub fn handed_out_part(&self) -> Option<(&'a str, bool)> {
        let holders = self.variables();
        let mut called: Vec<Span> = Vec::new();
        let mut found = None;
        walk_block(self.function.func.body.as_ref()?, &mut |node| {
            match node {
                Node::Expr(Expr { kind: ExprKind::Call(call), .. }) => called.push(call.callee.unparen().span),
                Node::Expr(Expr { kind: ExprKind::Selector { operand, field }, span })
                    if found.is_none()
                        && self.resource.exposes.iter().any(|e| *e == field.name.as_str())
                        && self.function.root(operand).is_some_and(|v| holders.contains(&v)) =>
                {
                    found = Some((self.function.text(*span), called.contains(span)));
                }
                _ => {}
            }
            Descend::Into
        });
        found
    }

    /// The exits of a leak at which the function has surely failed: it returns an error there, or stands where one was found, and has
    /// no result to tell it by.
    pub fn failing_exits(&self, leak: &Leak) -> Vec<Exit> {
        leak.exits.iter().copied().filter(|exit| self.fails_at(leak, *exit)).collect()
    }

    fn fails_at(&self, leak: &Leak, exit: Exit) -> bool {
        let Exit::Return(at) = exit else { return false };
        let Some(values) = self.body.returned_at(at) else { return false };
        let signature = self.function.signature_of(self.body);
        match given::error_result(signature) {
            Some(_) => match ends(self.function, self.body, values, at) {
                Failed::Perhaps => leak.handed_elsewhere.contains(&Handover::Returned) && self.returns_nothing_else(values),
                failed => failed == Failed::Yes,
            },
            None => signature.results.is_empty() && self.stands_behind_error(at),
        }
    }

    /// Whether all that is returned beside the error is nil, where others are given the value.
    fn returns_nothing_else(&self, values: &[Expr]) -> bool {
        let Some((error, others)) = values.split_last().filter(|(_, others)| !others.is_empty()) else { return false };
        error.as_ident().is_some() && others.iter().all(|e| self.function.scopes.is_nil(e))
    }

    /// Whether code stands in a branch that is taken where an error is found.
    pub(super) fn stands_behind_error(&self, at: Span) -> bool {
        let mut found = false;
        walk_block(self.body.block, &mut |node| {
            match node {
                Node::Stmt(Stmt { kind: StmtKind::If(s), .. }) if s.then.span.contains(at) => {
                    let mut errors = self.function.scopes.vars().map(|(var, _)| var);
                    found |= errors.any(|var| {
                        self.function.names(s.cond.span, var)
                            && self.function.typing.type_of_var(var).is("error")
                            && given::implies_not_nil(self.function, &s.cond, var)
                    });
                }
                Node::Stmt(stmt) if !stmt.span.contains(at) => return Descend::Over,
                _ => {}
            }
            Descend::Into
        });
        found
    }
}
