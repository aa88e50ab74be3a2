//! Functions that cancel a context, told by their type: who gets one with its context has to call it; and the causes that they are
//! given.

use super::{function::Function, held::Held, typed::row_of, yields::Origin};
use crate::{
    program::{Release, ReleaseAfter, Resource, Type},
    syntax::{
        Descend, Node,
        ast::{Call, Expr},
        walk_expr,
    },
};

/// The types of functions that cancel a context.
const CANCELS: [&str; 2] = ["context.CancelFunc", "context.CancelCauseFunc"];

pub(super) fn is_cancel(ty: &Type) -> bool {
    CANCELS.iter().any(|cancel| ty.is(cancel))
}

/// A row for the cancel function of a context: by the contract of its type, whoever gets both calls it.
pub(super) fn row_of_cancel(ty: &Type, at: usize, contexts: Vec<usize>) -> Resource {
    let argument = if ty.is("context.CancelCauseFunc") { "nil" } else { "" };
    let release = vec![Release::Call(argument.to_owned())];
    Resource { release, dependents: contexts, release_after: ReleaseAfter::Idle, name: "cancel".to_owned(), ..row_of(ty, at, &[]) }
}

impl Held<'_, '_> {
    /// Whether it is the cancel function of a context.
    pub fn is_cancel(&self) -> bool {
        self.resource.type_name.as_deref().is_some_and(|ty| CANCELS.contains(&ty))
    }

    /// Whether the callee's source does not say whose it is, though it is in sight: the module's own code may keep it as well.
    pub fn is_undecided(&self) -> bool {
        let function = self.function;
        let package = self.symbol.package();
        let is_own = || matches!(package, "main" | "") || function.program.is_own(function.file.dir(), package);
        self.origin == Origin::Typed
            && is_own()
            && !function.program.functions(&function.program.package(function.file), &self.symbol).is_empty()
    }
}

impl Function<'_> {
    /// Whether an expression makes the same error whenever it is asked for: of texts and of variables of packages, by functions that do
    /// nothing else.
    pub fn is_fixed_error(&self, e: &Expr) -> bool {
        const MAKERS: [&str; 4] = ["errors", "github.com/cockroachdb/errors", "github.com/pkg/errors", "golang.org/x/xerrors"];
        let makes = |call: &Call| {
            let symbol = self.callee(call);
            symbol.is_some_and(|s| s.as_str() == "fmt.Errorf" || s.receiver().is_none() && MAKERS.contains(&s.package()))
        };
        let mut is_fixed = true;
        walk_expr(e, &mut |node| {
            is_fixed &= matches!(node, Node::Expr(e) if self.var(e).is_none() && e.as_call().is_none_or(makes));
            Descend::Into
        });
        is_fixed
    }
}
