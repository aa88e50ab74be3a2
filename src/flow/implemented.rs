//! What a method of an interface hands out: by its contract whoever calls it releases what some implementation acquires for
//! its callers, where none keeps or lends what it returns.

use super::{
    function::Function,
    typed::row_of,
    yields::{Origin, Yield},
};
use crate::{
    program::{Release, Resource, Symbol, Type, ValueAt},
    syntax::ast::Call,
};

impl Function<'_> {
    /// What a call of an interface's method hands its caller to release, as the module's implementations say.
    pub(super) fn yields_of_interface(&self, call: &Call, method: &Symbol) -> Vec<Yield> {
        let Some(receiver) = method.receiver() else { return Vec::new() };
        let interface = Type::Named(format!("{}.{receiver}", method.package()).into());
        let types = self.typing.results(call).unwrap_or_default();
        if !self.typing.is_interface(&interface) || !types.iter().any(|ty| self.is_releasable(ty)) {
            return Vec::new();
        }
        let all = self.yields_of_implementations(&interface, method).unwrap_or_default();
        let of = |value: ValueAt| all.iter().flat_map(|yields| yields.iter()).filter(move |y| y.row.value == value);
        let join = |(at, ty): (usize, &Type)| {
            let value = ValueAt::Result(at);
            if of(value).any(|y| y.origin == Origin::Kept) {
                return None;
            }
            of(value).find_map(|y| self.as_implemented(y, at, ty))
        };
        types.iter().enumerate().filter_map(join).collect()
    }

    /// What one implementation hands out, as its interface's method does. None where nothing inside is sure to need the release.
    fn as_implemented(&self, one: &Yield, at: usize, ty: &Type) -> Option<Yield> {
        let Some(Release::Method(_)) = one.row.release.first() else { return None };
        let name = match &one.origin {
            Origin::Acquired => one.row.name.clone(),
            Origin::Made { owns: Some(owned) } if owned.is_seen_to_end => owned.name.clone(),
            Origin::Implemented { name } => name.clone(),
            Origin::Made { .. } | Origin::Typed | Origin::Kept => return None,
        };
        let mut row = one.row.clone();
        // What is behind an interface is another thing with every implementation.
        if self.typing.is_interface(ty) {
            let methods = self.release_methods(ty)?;
            row = Resource { acquire: row.acquire, error: row.error, ..row_of(ty, at, &methods) };
        }
        Some(Yield { row, origin: Origin::Implemented { name } })
    }
}
