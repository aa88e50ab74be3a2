//! Completes what was written: by a close whose error the function tells as it tells its others, since that is the only word of what
//! was lost.

use super::{
    mend::{Fix, Mend, NoFix, Safety},
    place,
    release::Named,
};
use crate::{
    flow::{Held, Leak, Outcome},
    program::{Binding, Type},
    syntax::ast::{Expr, ExprKind},
};

/// A checked release ahead of the first use of what was written.
///
/// # Errors
/// Where no place is right, or the function has no way to tell of an error.
pub fn commit(held: &Held<'_, '_>, leak: &Leak) -> Result<Mend, NoFix> {
    if held.is_sink_closed_by_hand() {
        return NoFix::because("sink-closed-by-hand", "what it writes to is closed by hand at each exit, and there would be one more");
    }
    if leak.exits.iter().any(|exit| held.outcome(*exit) == Outcome::Either && !held.goes_on_at(*exit)) {
        return NoFix::because("error-returned", "whether all went well is told by the very error that is returned");
    }
    let named = Named::new(held).ok().filter(|named| named.fresh.is_none());
    let Some(named) = named else { return NoFix::because("dropped", "the code keeps no variable to close it by") };
    let Some((node, point)) = held.commit_point(leak) else {
        return NoFix::because("no-place", "no single place is behind all that is written, and ahead of all that reads it");
    };
    if !named.is_visible(held, node, point) {
        return NoFix::because("unnamed", "no variable means it there");
    }
    let call = named.release(held, (node, point))?.call;
    let lines = told(held, &call, point.offset())?;
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let edits = vec![place::at(held.function, point, &lines)?];
    let title = format!("call `{call}` behind the last write, and look at its error").into();
    Ok(Mend { fix: Fix { title, safety: Safety::Unsafe, edits }, alternatives: Vec::new() })
}

/// The statement that makes the call and tells of its error as the function does.
fn told(held: &Held<'_, '_>, call: &str, at: u32) -> Result<Vec<String>, NoFix> {
    let scopes = held.function.scopes;
    let checked = |tell: String| vec![format!("if err := {call}; err != nil {{"), format!("\t{tell}"), "}".to_owned()];
    if let Some(t) = held.test()
        && scopes.var_at(t.span.start).is_some_and(|var| scopes.lookup(&t.name, at) == Binding::Var(var))
    {
        let required = "github.com/stretchr/testify/require.NoError";
        if held.calls_with(required, t) {
            return Ok(vec![format!("require.NoError({}, {call})", t.name)]);
        }
        return Ok(checked(format!("{}.Fatal(err)", t.name)));
    }
    let (results, has_error) = held.results();
    if !has_error {
        return NoFix::because("untold", "the function has no error to tell by that the last of what was written is lost");
    }
    let count: usize = results.iter().map(|field| field.names.len().max(1)).sum();
    let others = count - 1;
    let is_zero = |values: &&[Expr]| values.len() == count && values[..others].iter().all(is_zero);
    let zeros: Vec<String> = match held.failing_returns().find(is_zero) {
        Some(values) => values[..others].iter().map(|e| held.function.text(e.span).to_owned()).collect(),
        None => {
            let types = results.iter().flat_map(|field| std::iter::repeat_n(&field.ty, field.names.len().max(1)));
            let zeros: Option<Vec<String>> = types.take(others).map(|ty| zero(held, ty)).collect();
            let Some(zeros) = zeros else {
                return NoFix::because("no-zero", "what the function returns beside an error has no zero value in sight");
            };
            zeros
        }
    };
    let values: Vec<String> = zeros.into_iter().chain(["err".to_owned()]).collect();
    Ok(checked(format!("return {}", values.join(", "))))
}

/// Whether an expression is a zero value that is written out.
fn is_zero(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Ident(name) => matches!(name.as_str(), "nil" | "false"),
        ExprKind::Literal(_) => true,
        ExprKind::Composite { elements, .. } => elements.is_empty(),
        _ => false,
    }
}

/// The zero value of a type, as the function can write it.
fn zero(held: &Held<'_, '_>, ty: &Expr) -> Option<String> {
    let text = match &ty.unparen().kind {
        ExprKind::Star(_)
        | ExprKind::ArrayType { len: None, .. }
        | ExprKind::MapType { .. }
        | ExprKind::ChanType { .. }
        | ExprKind::FuncType(_)
        | ExprKind::InterfaceType(_) => "nil",
        ExprKind::Ident(name) => match name.as_str() {
            "bool" => "false",
            "string" => "\"\"",
            "int" | "int8" | "int16" | "int32" | "int64" | "uint" | "uint8" | "uint16" | "uint32" | "uint64" | "uintptr" | "byte"
            | "rune" | "float32" | "float64" => "0",
            "error" | "any" => "nil",
            _ => return named_zero(held, ty),
        },
        ExprKind::Selector { .. } => return named_zero(held, ty),
        _ => return None,
    };
    Some(text.to_owned())
}

fn named_zero(held: &Held<'_, '_>, ty: &Expr) -> Option<String> {
    // A type parameter is no interface, though its constraint is one.
    if ty.as_ident().is_some() && matches!(held.function.scopes.binding(ty.unparen().span.start), Binding::Var(_)) {
        return None;
    }
    let typing = &held.function.typing;
    let denoted = typing.denoted(ty);
    match denoted {
        Type::Unknown => None,
        _ if typing.is_interface(&denoted) => Some("nil".to_owned()),
        _ if typing.is_struct(&denoted) => Some(format!("{}{{}}", held.function.text(ty.span))),
        _ => None,
    }
}
