//! What a return computes from a value that is to be released: computed ahead of the release, and returned behind it.

use super::names;
use crate::{
    flow::{Held, NodeId, Point},
    program::{Binding, Callee, VarKind},
    syntax::ast::{Expr, ExprKind, Span, StmtKind},
    text::Edit,
};

/// A return whose values are had ahead of it.
pub(super) struct Bound {
    /// `data, err := io.ReadAll(f)`
    pub line: String,
    /// The values' names in the place of what computes them.
    pub edits: Vec<Edit>,
    /// The return.
    pub span: Span,
}

impl Bound {
    /// The return right behind a point, where a call of it reads the value, and nothing else of it takes part.
    pub fn new(held: &Held<'_, '_>, (node, point): (NodeId, Point<'_>)) -> Option<Self> {
        let function = held.function;
        let stmt = point.block.stmts.get(point.index)?;
        let StmtKind::Return(values) = &stmt.kind else { return None };
        // What lives off it may be what is returned.
        if !held.resource.dependents.is_empty() || function.text(stmt.span).contains(['\n', '`']) {
            return None;
        }
        let (reading, others): (Vec<&Expr>, Vec<&Expr>) = values.iter().partition(|value| held.is_named_in(node, value.span));
        let [value] = reading[..] else { return None };
        let call = value.as_call().filter(|call| !matches!(function.typing.callee(call), Callee::Builtin(_) | Callee::Conversion(_)))?;
        if call.literal().is_some() || !others.into_iter().all(is_plain) {
            return None;
        }
        let (fields, _) = held.results();
        let types: Vec<&Expr> = fields.iter().flat_map(|field| std::iter::repeat_n(&field.ty, field.names.len().max(1))).collect();
        let types: Vec<&Expr> = match values.iter().position(|v| v.span == value.span)? {
            0 if values.len() == 1 => types,
            at if values.len() == types.len() => vec![types[at]],
            _ => return None,
        };
        let mut bound: Vec<String> = Vec::new();
        let mut is_new = false;
        for ty in types {
            let own = own_error(held, ty, &point).filter(|name| !bound.contains(name));
            is_new |= own.is_none();
            bound.push(own.unwrap_or_else(|| fresh(held, ty, &bound)));
        }
        let names = bound.join(", ");
        Some(Self {
            line: format!("{names} {} {}", if is_new { ":=" } else { "=" }, function.text(value.span)),
            edits: vec![Edit::replace(&function.file.path, value.span.range(), names)],
            span: stmt.span,
        })
    }
}

/// The error variable that the code has there, whose value nobody reads but whoever gets what is returned.
fn own_error(held: &Held<'_, '_>, ty: &Expr, point: &Point<'_>) -> Option<String> {
    let scopes = held.function.scopes;
    let Binding::Var(id) = scopes.lookup("err", point.offset()) else { return None };
    let var = scopes.var(id);
    let is_own = matches!(var.kind, VarKind::Local | VarKind::Result) && var.literal == held.body.literal;
    let is_error = is_error(held, ty) && held.function.typing.type_of_var(id).is("error");
    (is_own && is_error && !held.function.is_captured(id)).then(|| "err".to_owned())
}

/// A name for a result of this type, unlike those taken.
fn fresh(held: &Held<'_, '_>, ty: &Expr, taken: &[String]) -> String {
    let base = match held.function.text(ty.span) {
        "error" => "err",
        "[]byte" => "data",
        "string" => "text",
        "bool" => "ok",
        "int" | "int64" => "n",
        _ => "result",
    };
    let whole = held.function.func.span;
    let mut name = names::fresh(held.function.scopes, base, whole);
    let mut n = 2;
    while taken.contains(&name) {
        name = names::fresh(held.function.scopes, &format!("{base}{n}"), whole);
        n += 1;
    }
    name
}

fn is_error(held: &Held<'_, '_>, ty: &Expr) -> bool {
    held.function.typing.denoted(ty).is("error")
}

/// What is the same whenever it is computed: a name, a number, an empty literal.
fn is_plain(e: &Expr) -> bool {
    match &e.unparen().kind {
        ExprKind::Ident(_) | ExprKind::Literal(_) => true,
        ExprKind::Composite { elements, .. } => elements.is_empty(),
        _ => false,
    }
}
