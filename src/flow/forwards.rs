//! Wrappers that own nothing: their constructor stores what it is given and acquires nothing, and their release does no more than
//! release that. Whoever owns what is inside releases it without them.

use std::collections::BTreeMap;

use super::{
    function::Function,
    given,
    held::{Fate, Held},
    idle::Deed,
    yields::Origin,
};
use crate::{
    program::{Position, RELEASES, ValueAt, VarKind},
    syntax::{
        Descend, Node,
        ast::{Call, Element, Expr, ExprKind, FuncDecl, StmtKind, UnaryOp},
        walk_block,
    },
};

impl Held<'_, '_> {
    /// Whether its release only releases what its constructor was given, and all of that is someone else's to release.
    pub fn only_forwards(&self) -> bool {
        if !matches!(self.origin, Origin::Made { owns: None }) {
            return false;
        }
        let function = self.function;
        let (Some((method, ty)), ValueAt::Result(at)) = (self.release_of_result(), self.resource.value) else { return false };
        let Some(release) = function.typing.method(&ty, method) else { return false };
        let makers = function.looked_at(&self.symbol, &|maker: &Function<'_>| maker.stores(at));
        let [Some(stored)] = &makers[..] else { return false };
        let forwarded = function.looked_at(&release, &|f: &Function<'_>| f.forwards_to(stored));
        let [Some(arguments)] = &forwarded[..] else { return false };
        !arguments.is_empty() && arguments.iter().all(|at| self.call.args.get(*at).is_some_and(|arg| self.is_elsewhere(arg)))
    }

    /// Whether what an argument names is released by someone else: what the function was given, or releases itself.
    fn is_elsewhere(&self, arg: &Expr) -> bool {
        // `s.file`, `resp.Body`
        let Some(var) = self.function.root(arg) else { return false };
        if matches!(self.function.scopes.var(var).kind, VarKind::Param | VarKind::Receiver) {
            return true;
        }
        let all = self.function.all_held();
        all.iter().any(|h| h.call.span != self.call.span && h.variables().contains(&var) && matches!(h.fate(), Fate::Released))
    }
}

impl Function<'_> {
    /// The fields of what it makes and returns that hold its parameters as they are, and the parameters' numbers. None where it does
    /// more than to put values together.
    fn stores(&self, at: usize) -> Option<BTreeMap<String, usize>> {
        let body = self.bodies().first()?;
        if self.deed_but(0, &|_| false, &[]) > Deed::Sets {
            return None;
        }
        let mut returned = body.cfg.stmts().filter_map(|stmt| match &stmt.kind {
            StmtKind::Return(values) => Some(values.get(at)),
            _ => None,
        });
        let (Some(Some(value)), None) = (returned.next(), returned.next()) else { return None };
        let value = self.var(value).and_then(|var| self.only_value(var)).unwrap_or(value);
        let elements = elements(value)?;
        let stored = elements.iter().filter_map(|Element { key, value }| {
            let var = self.var(value)?;
            let Position::Argument(number) = given::position_of(self, &self.func.signature, var)? else { return None };
            Some((key.as_ref()?.as_ident()?.to_string(), number))
        });
        Some(stored.collect())
    }

    /// The parameters of the constructor that a release passes itself on to, by the fields that hold them. None where it does more.
    fn forwards_to(&self, stored: &BTreeMap<String, usize>) -> Option<Vec<usize>> {
        let receiver = receiver(self.func).and_then(|name| self.scopes.var_at(name))?;
        let field_of = |call: &Call| match &call.callee.unparen().kind {
            ExprKind::Selector { operand, field } if RELEASES.contains(&field.name.as_str()) => match &operand.unparen().kind {
                ExprKind::Selector { operand, field } if self.var(operand) == Some(receiver) => stored.get(field.name.as_str()).copied(),
                _ => None,
            },
            _ => None,
        };
        if self.deed_but(0, &|call| field_of(call).is_some(), &[]) > Deed::Sets {
            return None;
        }
        let mut found = Vec::new();
        walk_block(self.func.body.as_ref()?, &mut |node| {
            if let Node::Expr(Expr { kind: ExprKind::Call(call), .. }) = node {
                found.extend(field_of(call));
            }
            Descend::Into
        });
        Some(found)
    }
}

fn receiver(func: &FuncDecl) -> Option<u32> {
    Some(func.receiver.as_ref()?.names.first()?.span.start)
}

/// What stands in `T{…}` or `&T{…}`.
fn elements(e: &Expr) -> Option<&[Element]> {
    match &e.unparen().kind {
        ExprKind::Composite { elements, .. } => Some(elements),
        ExprKind::Unary { op: UnaryOp::Address, operand } => match &operand.unparen().kind {
            ExprKind::Composite { elements, .. } => Some(elements),
            _ => None,
        },
        _ => None,
    }
}
