//! Names that nothing else has.

use crate::{program::Scopes, syntax::ast::Span};

/// `base`, or `base2`, `base3` …: the first that nothing inside `span` is called and that hides nothing there.
pub(crate) fn fresh(scopes: &Scopes, base: &str, span: Span) -> String {
    let mut name = base.to_owned();
    let mut n = 2;
    while scopes.is_taken(&name, span) {
        name = format!("{base}{n}");
        n += 1;
    }
    name
}
