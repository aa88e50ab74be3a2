//! Gives back what a body has taken, at the exits that keep it.

use super::{
    mend::{Fix, Mend, NoFix, Safety},
    names, place,
};
use crate::{
    flow::{Certainty, Claim, Point, Relocked},
    program::{Binding, Callee, Release, VarKind},
    syntax::{
        DeclKind, Descend, Layout, Node,
        ast::{Expr, ExprKind, Span, StmtKind},
        walk_expr,
    },
    text::Edit,
};

/// Gives it back ahead of each exit that keeps it.
///
/// # Errors
/// Where the paths that keep it and those that don't can't be told apart at a place, or a line can't be put there.
pub fn give_back(claim: &Claim<'_, '_>) -> Result<Mend, NoFix> {
    let call = release(claim)?;
    let Some(points) = claim.ways_out() else {
        return NoFix::because("no-place", "no place serves the paths that keep it and those alone");
    };
    if points.len() > place::MOST {
        return NoFix::because("too-many", "more than three exits keep it");
    }
    let mut safety = if claim.certainty == Certainty::Proved { Safety::Safe } else { Safety::Unsafe };
    let mut edits = Vec::new();
    for (_, point) in &points {
        if place::is_behind_fallthrough(point) {
            return NoFix::because("no-place", "nothing can stand behind a fallthrough");
        }
        let bound = Bound::new(claim, point)?;
        if bound.calls {
            safety = Safety::Unsafe;
        }
        let mut lines: Vec<&str> = bound.line.iter().map(String::as_str).collect();
        lines.push(&call);
        edits.push(place::at(claim.function, *point, &lines)?);
        edits.extend(bound.edits);
    }
    let title = match points.len() {
        1 => format!("call `{call}` ahead of the exit that leaves it out"),
        _ => format!("call `{call}` ahead of each exit that leaves it out"),
    };
    Ok(Mend { fix: Fix { title: title.into(), safety, edits }, alternatives: Vec::new() })
}

/// Defers at the body's beginning what its last statement does, so that every exit does it; or as [`give_back`].
///
/// # Errors
/// As of [`give_back`].
pub fn give_back_in_the_end(claim: &Claim<'_, '_>) -> Result<Mend, NoFix> {
    let call = release(claim)?;
    let (path, layout) = (&claim.function.file.path, Layout::new(&claim.function.file.text));
    if let Some(last) = claim.only_give_at_end()
        && let Some(insertion) = layout.block_start(path, claim.body.block.span.start as usize, &[&format!("defer {call}")])
    {
        let range = last.span.range();
        let edits = vec![insertion, layout.delete(path, range.start, range.end)];
        let fix = Fix { title: format!("defer `{call}` at the beginning").into(), safety: Safety::Safe, edits };
        return Ok(Mend { fix, alternatives: Vec::new() });
    }
    give_back(claim)
}

/// Gives back on each way out of a turn what is deferred there to the function's end.
///
/// # Errors
/// As of [`give_back`], and where something else may count on what is taken until the end.
pub fn give_back_each_turn(relocked: &Relocked<'_, '_>) -> Result<Mend, NoFix> {
    let claim = &relocked.claim;
    if relocked.goes_on {
        return NoFix::because("goes-on", "the function goes on behind the loop, and may count on what was taken in it");
    }
    if relocked.has_others {
        return NoFix::because("order", "other calls are deferred as well, which run before it is given back");
    }
    let mut mend = give_back(claim)?;
    let (path, layout) = (&claim.function.file.path, Layout::new(&claim.function.file.text));
    let range = relocked.deferred.span.range();
    mend.fix.edits.push(layout.delete(path, range.start, range.end));
    // A panic leaves it taken then.
    mend.fix.safety = Safety::Unsafe;
    mend.fix.title = format!("call `{}` on each way out of the turn instead", release(claim)?).into();
    Ok(mend)
}

fn release(claim: &Claim<'_, '_>) -> Result<String, NoFix> {
    match claim.resource.release.first() {
        Some(Release::Method(path)) => Ok(format!("{}.{}()", claim.operand(), path.join("."))),
        _ => NoFix::because("unnamed", "nothing gives it back"),
    }
}

/// The returned values that must be read before it is given back, bound to variables.
struct Bound {
    line: Option<String>,
    edits: Vec<Edit>,
    /// Something is called that may take its time, or depend on what is held.
    calls: bool,
}

impl Bound {
    fn new(claim: &Claim<'_, '_>, point: &Point<'_>) -> Result<Self, NoFix> {
        let mut bound = Self { line: None, edits: Vec::new(), calls: false };
        let Some(StmtKind::Return(values)) = point.block.stmts.get(point.index).map(|s| &s.unlabeled().kind) else { return Ok(bound) };
        let function = claim.function;
        let results = claim.results();
        let read: Vec<&Expr> = values.iter().filter(|value| reads(claim, value)).collect();
        if read.is_empty() {
            return Ok(bound);
        }
        if values.len() == 1 && results != 1 {
            return NoFix::because("returned-call", "the values of a call are returned as they are, and must be had before");
        }
        if function.text(Span { start: values[0].span.start, end: values[values.len() - 1].span.end }).contains('\n') {
            return NoFix::because("form", "what is returned takes several lines");
        }
        let mut fresh: Vec<String> = Vec::new();
        for value in &read {
            if is_untyped_bool(value) || shifts_constant(claim, value) {
                return NoFix::because("returned-type", "the type of what is returned is not in sight");
            }
            let base = if function.type_of(value).is("error") { "err" } else { "result" };
            let mut name = names::fresh(function.scopes, base, function.func.span);
            let mut n = 2;
            while fresh.contains(&name) {
                name = names::fresh(function.scopes, &format!("{base}{n}"), function.func.span);
                n += 1;
            }
            bound.edits.push(Edit::replace(&function.file.path, value.span.range(), name.clone()));
            fresh.push(name);
            bound.calls |= calls(claim, value);
        }
        let texts: Vec<&str> = read.iter().map(|value| function.text(value.span)).collect();
        bound.line = Some(format!("{} := {}", fresh.join(", "), texts.join(", ")));
        Ok(bound)
    }
}

/// A comparison's type is that of what it is given to.
fn is_untyped_bool(e: &Expr) -> bool {
    use crate::syntax::ast::{BinaryOp, UnaryOp};
    match &e.unparen().kind {
        ExprKind::Unary { op: UnaryOp::Not, .. } => true,
        ExprKind::Binary { op, .. } => !matches!(op, BinaryOp::Other),
        _ => false,
    }
}

/// Whether a constant is shifted, `1 << s.bits`: its type is that of what the shift is given to.
fn shifts_constant(claim: &Claim<'_, '_>, e: &Expr) -> bool {
    let mut found = false;
    walk_expr(e, &mut |node| {
        if let Node::Expr(Expr { kind: ExprKind::Binary { left, right, .. }, .. }) = node {
            let operator = claim.function.text(Span { start: left.span.end, end: right.span.start });
            found |= (operator.contains("<<") || operator.contains(">>")) && claim.function.names_nothing_local(left);
        }
        Descend::Into
    });
    found
}

/// Whether a call stands in it of which nothing is known.
fn calls(claim: &Claim<'_, '_>, e: &Expr) -> bool {
    let mut found = false;
    walk_expr(e, &mut |node| {
        if let Node::Expr(Expr { kind: ExprKind::Call(call), .. }) = node {
            found |= !matches!(claim.function.typing.callee(call), Callee::Builtin(_) | Callee::Conversion(_)) && !is_text(claim, call);
        }
        Descend::Into
    });
    found
}

/// `fmt.Errorf("…", name)`: a text of what it is given.
fn is_text(claim: &Claim<'_, '_>, call: &crate::syntax::ast::Call) -> bool {
    claim.function.callee(call).is_some_and(|s| matches!(s.as_str(), "errors.New" | "fmt.Errorf" | "fmt.Sprintf" | "fmt.Sprint"))
}

/// Whether a value may be another once somebody else has the lock.
fn reads(claim: &Claim<'_, '_>, e: &Expr) -> bool {
    let function = claim.function;
    let mut found = false;
    walk_expr(e, &mut |node| {
        let Node::Expr(e) = node else { return Descend::Over };
        match &e.kind {
            ExprKind::FuncLit(_) | ExprKind::Literal(_) => return Descend::Over,
            ExprKind::Selector { operand, .. }
                if matches!(
                    operand.as_ident().map(|_| function.scopes.binding(operand.unparen().span.start)),
                    Some(Binding::Package(_))
                ) =>
            {
                return Descend::Over;
            }
            ExprKind::Call(call) if is_text(claim, call) => {
                found |= call.args.iter().any(|arg| reads(claim, arg) || !is_plain(claim, arg));
                return Descend::Over;
            }
            ExprKind::Call(_)
            | ExprKind::Selector { .. }
            | ExprKind::Index { .. }
            | ExprKind::Slice { .. }
            | ExprKind::Star(_)
            | ExprKind::Unknown => {
                found = true;
            }
            ExprKind::Ident(name) => match function.scopes.binding(e.span.start) {
                // A closure shares it.
                Binding::Var(var) => {
                    let known = function.scopes.var(var);
                    found |= !matches!(known.kind, VarKind::Const | VarKind::Type)
                        && (known.literal != claim.body.literal || function.is_captured(var));
                }
                Binding::PackageLevel(_) => {
                    let declared = function.program.package(function.file).declared(name);
                    found |= declared.iter().any(|d| d.declaration().kind == DeclKind::Var) && !name.to_lowercase().starts_with("err");
                }
                _ => {}
            },
            _ => {}
        }
        Descend::Into
    });
    found
}

/// A number, a text or an error: printing a pointer reads what it points to.
fn is_plain(claim: &Claim<'_, '_>, e: &Expr) -> bool {
    let ty = claim.function.type_of(e);
    crate::program::is_plain(&ty) || ty.is("error") || matches!(e.unparen().kind, ExprKind::Literal(_))
}
