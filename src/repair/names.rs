//! Names that nothing else has.

use crate::{
    flow::Function,
    program::{Binding, Scopes},
    syntax::{ast::Span, ensure_import},
    text::Edit,
};

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

/// What a file calls a package, with the import that it needs; None where something else has that name at a place.
pub(crate) fn package(function: &Function<'_>, path: &str, at: u32) -> Option<(String, Option<Edit>)> {
    let file = function.file;
    let (name, import) = ensure_import(&file.path, &file.text, &file.skim, path)?;
    let is_hidden = match function.scopes.lookup(&name, at) {
        Binding::Var(_) => true,
        Binding::Package(_) => false,
        _ => import.is_some() && !function.program.package(file).declared(&name).is_empty(),
    };
    (!is_hidden).then_some((name, import))
}
