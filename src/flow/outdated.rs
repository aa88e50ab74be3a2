//! Rows that a dependency has outgrown: its next version may return something else by the same name.

use super::function::Function;
use crate::{
    program::{Release, Resource, Type, ValueAt},
    syntax::ast::Call,
};

impl Function<'_> {
    /// Whether a call may return what a row tells, as far as its results' types are known.
    pub(super) fn may_be_of(&self, call: &Call, row: &Resource) -> bool {
        let Some(types) = self.typing.results(call).filter(|types| !types.contains(&Type::Unknown)) else { return true };
        let has = |at: usize| match (types.get(at), row.release.first()) {
            (Some(ty), Some(Release::Method(path))) => path.first().is_none_or(|next| !self.typing.lacks(ty, next)),
            (ty, _) => ty.is_some(),
        };
        row.error.is_none_or(|at| at < types.len()) && if let ValueAt::Result(at) = row.value { has(at) } else { true }
    }
}
