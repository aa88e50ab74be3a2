//! Values that are released with one another: what a method makes of its receiver may have no release but the receiver's, and what is
//! made of a value may release that with itself.

use super::{
    cfg::{NodeId, NodeKind},
    effects::receiver_of,
    function::Function,
    held::{Held, Leak},
    yields::Origin,
};
use crate::{
    program::{Callee, RELEASES, Release, Symbol, Type, ValueAt},
    syntax::{
        Descend, Node,
        ast::{Call, Expr, ExprKind, Stmt, StmtKind},
        walk_expr,
    },
};

impl Held<'_, '_> {
    /// Whether a release of the value it is made of is its own as well, or that of something made of it releases it, as the source
    /// says, and such a call stands in the function.
    pub fn is_released_with_kin(&self) -> bool {
        let ValueAt::Result(result) = self.resource.value else { return false };
        let function = self.function;
        let Some(ty) = function.typing.results(self.call).and_then(|types| types.get(result).cloned()) else { return false };
        let parent = match &self.call.callee.unparen().kind {
            ExprKind::Selector { operand, .. } => function.var(operand),
            _ => None,
        };
        let own = self.resource.release.iter().filter_map(|r| match r {
            Release::Method(path) => function.typing.method(&ty, path.last()?),
            Release::Call(_) | Release::Function(_) => None,
        });
        let own: Vec<Symbol> = own.collect();
        let (holders, used) = (self.variables(), self.ever_used());
        function.has_call(&|call| {
            let ExprKind::Selector { operand, .. } = &call.callee.unparen().kind else { return false };
            let (Some(var), Some(callee)) = (function.var(operand), function.callee(call)) else { return false };
            let is_parents = parent == Some(var) && own.iter().any(|s| s.key() == callee.key());
            is_parents || used.contains(&var) && !holders.contains(&var) && self.is_release_of(call, &callee, &ty)
        })
    }

    /// Whether another result of the same call is released, which may well end all that came with it: a multiplexer and its channels.
    /// Of what is seen to own something of its own this is no evidence.
    pub fn is_released_with_sibling(&self) -> bool {
        if !matches!(self.origin, Origin::Typed | Origin::Made { owns: None }) {
            return false;
        }
        let held = self.function.all_held();
        let mut siblings = held.iter().filter(|h| h.call.span == self.call.span && h.resource.value != self.resource.value);
        siblings.any(|sibling| sibling.is_released_at_end())
    }

    /// Whether a call is deferred ahead of every exit that leaves it which tells whoever handed it out by what name to let it go:
    /// `defer m.Unregister(v.ID())` behind `v := m.Register()`. That may well release what the maker has kept by that name.
    pub fn is_let_go_by_name(&self, leak: &Leak) -> bool {
        let (function, cfg) = (self.function, &self.body.cfg);
        let Some(maker) = receiver_of(self.call).filter(|maker| function.root(maker).is_some()) else { return false };
        let holders = self.variables();
        let is_name = |arg: &Expr| {
            let asked = arg.as_call().filter(|call| call.args.is_empty()).map_or(arg, |call| &call.callee);
            let ExprKind::Selector { operand, .. } = &asked.unparen().kind else { return false };
            function.var(operand).is_some_and(|var| holders.contains(&var))
        };
        let lets_go = |call: &Call| {
            let is_same = |receiver: &Expr| function.text(receiver.span) == function.text(maker.span);
            call.args.iter().any(is_name) && call.name() != self.call.name() && receiver_of(call).is_some_and(is_same)
        };
        let defers = |kind: &NodeKind<'_>| {
            let NodeKind::Stmt(Stmt { kind: StmtKind::Defer(deferred), .. }) = kind else { return false };
            let mut found = false;
            walk_expr(deferred, &mut |node| {
                found |= matches!(node, Node::Expr(Expr { kind: ExprKind::Call(call), .. }) if lets_go(call));
                Descend::Into
            });
            found
        };
        let deferring: Vec<NodeId> = (0..cfg.nodes.len()).filter(|id| defers(&cfg.nodes[*id].kind)).collect();
        let spared = cfg.reached(self.node, &deferring);
        !deferring.is_empty() && leak.exits.iter().all(|exit| cfg.node_of_exit(exit.span()).is_some_and(|node| !spared[node]))
    }

    /// Whether a call that releases something releases values of a type in turn: something in its receiver is of that type, or may be.
    fn is_release_of(&self, call: &Call, callee: &Symbol, ty: &Type) -> bool {
        let is_release = |name: &str| RELEASES.contains(&name);
        if !is_release(callee.name()) || !call.args.is_empty() {
            return false;
        }
        let releases_inside = |releasing: &Function<'_>| {
            releasing.has_call(&|inner| match (&inner.callee.unparen().kind, releasing.typing.callee(inner)) {
                (ExprKind::Selector { operand, field }, Callee::Symbol(_)) => {
                    let inside = releasing.type_of(operand);
                    // What it has behind an interface may be just that.
                    is_release(&field.name)
                        && (inside == *ty || releasing.typing.is_interface(&inside) && !releasing.typing.lacks(ty, &field.name))
                }
                _ => false,
            })
        };
        let package = self.function.program.package(self.function.file);
        self.function.program.functions(&package, callee).into_iter().any(|d| {
            self.function.note(&d, callee);
            self.function.look_into(&d, &releases_inside) == Some(true)
        })
    }
}
