//! Splits a guard that asks for more than the error, `if err != nil || resp.StatusCode != 200 { return err }`, so that a release
//! can be deferred in between: behind the first part the value is there, whatever the others say.

use super::{
    mend::{Fix, Mend, Safety},
    release::{Named, Written},
};
use crate::{
    flow::{Held, NodeId, Point, Presence},
    syntax::{
        Descend, Layout, Node,
        ast::{BinaryOp, Expr, ExprKind, If, Span, Stmt, StmtKind, UnaryOp},
        walk_expr,
    },
    text::Edit,
};

/// The parts of a guard, with a release deferred between them.
pub(super) struct Split {
    pub mend: Mend,
    /// The line that defers the release.
    pub line: String,
    /// Where the guard stands.
    pub offset: u32,
}

/// None where no guard behind the acquisition can be split, or a release deferred there would not do for all paths.
pub(super) fn guard<'a>(held: &Held<'_, 'a>, named: &Named, safety: Safety) -> Option<(Split, Point<'a>)> {
    let function = held.function;
    held.body.cfg.points().find_map(|(_, point)| {
        let stmt = point.block.stmts.get(point.index).filter(|s| s.span.start >= held.call.span.end)?;
        let StmtKind::If(guard) = &stmt.kind else { return None };
        let body = only_return(held, guard)?;
        let operands = operands(&guard.cond);
        let (node, [before, behind]) = operands.windows(2).enumerate().find_map(|(i, pair)| {
            let [before, behind] = pair else { return None };
            let node = held.body.cfg.node_of(first_leaf(behind).span)?;
            let is_asked = operands[i + 1..].iter().any(|operand| asks_for_nil(held, node, operand));
            (held.presence(node) == Some(Presence::Sure) && !is_asked).then_some((node, [*before, *behind]))
        })?;
        let gap = before.span.end..behind.span.start;
        if !is_right(held, named, node, point) || function.text(Span { start: gap.start, end: gap.end }).trim() != "||" {
            return None;
        }
        // gofmt takes the parentheses away, and sets blanks by what stands around.
        let is_last = operands.last().is_some_and(|last| last.span == behind.span);
        if is_last && matches!(behind.kind, ExprKind::Paren(_)) || computes_arguments(&guard.cond) {
            return None;
        }
        let Written { call, import } = named.release(held, (node, point)).ok()?;
        let layout = Layout::new(&function.file.text);
        let (indent, ending) = (layout.indent(stmt.span.start as usize), layout.line_ending(stmt.span.start as usize));
        let line = format!("defer {call}");
        let text = [" {", &format!("\t{body}"), "}", &line, "if "].join(&format!("{ending}{indent}"));
        let mut edits = named.edits.clone();
        edits.extend(import);
        edits.push(Edit::replace(&function.file.path, gap.start as usize..gap.end as usize, text));
        let title = format!("split the guard, and defer `{call}` in between").into();
        let mend = Mend { fix: Fix { title, safety, edits }, alternatives: Vec::new() };
        Some((Split { mend, line, offset: stmt.span.start }, point))
    })
}

/// Whether a release deferred ahead of the condition that a node asks is right.
fn is_right(held: &Held<'_, '_>, named: &Named, node: NodeId, point: Point<'_>) -> bool {
    named.is_visible(held, node, point) && !held.body.cfg.in_cycle(node) && !held.stands_in_loop(&point) && held.sealed_by_defer_at(node)
}

/// The statement of a guard that does nothing but return, on a line of its own: it can stand twice.
fn only_return<'a>(held: &Held<'_, 'a>, guard: &If) -> Option<&'a str> {
    let [stmt] = &guard.then.stmts[..] else { return None };
    if guard.init.is_some() || guard.els.is_some() || !matches!(stmt, Stmt { kind: StmtKind::Return(_), .. }) {
        return None;
    }
    let inside = held.function.text(guard.then.span);
    let body = held.function.text(stmt.span);
    let is_alone = inside.strip_prefix('{').and_then(|t| t.strip_suffix('}')).is_some_and(|t| t.trim() == body && t.contains('\n'));
    (is_alone && !body.contains('\n')).then_some(body)
}

/// The operands of a chain of `||`, in order.
fn operands(cond: &Expr) -> Vec<&Expr> {
    let mut operands = Vec::new();
    let mut rest = cond;
    while let ExprKind::Binary { op: BinaryOp::Or, left, right } = &rest.kind {
        operands.push(&**right);
        rest = left;
    }
    operands.push(rest);
    operands.reverse();
    operands
}

/// The condition that an operand asks first.
fn first_leaf(e: &Expr) -> &Expr {
    match &e.kind {
        ExprKind::Paren(inner) => first_leaf(inner),
        ExprKind::Unary { op: UnaryOp::Not, operand } => first_leaf(operand),
        ExprKind::Binary { op: BinaryOp::And | BinaryOp::Or, left, .. } => first_leaf(left),
        _ => e,
    }
}

/// Whether a condition compares what the value holds with nil: whoever asks knows that there may be none, whatever the error says.
fn asks_for_nil(held: &Held<'_, '_>, node: NodeId, cond: &Expr) -> bool {
    let function = held.function;
    let holders = held.holders(node);
    let is_held = |e: &Expr| holders.iter().any(|(var, _)| function.mentions(e, *var));
    let mut found = false;
    walk_expr(cond, &mut |node| {
        if let Node::Expr(Expr { kind: ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right }, .. }) = node {
            found |= function.scopes.is_nil(left) && is_held(right) || function.scopes.is_nil(right) && is_held(left);
        }
        Descend::Into
    });
    found
}

/// Whether arithmetic stands in an argument or index: gofmt leaves its blanks out where `||` is around.
fn computes_arguments(cond: &Expr) -> bool {
    let mut found = false;
    walk_expr(cond, &mut |node| {
        let inner: Vec<&Expr> = match node {
            Node::Expr(Expr { kind: ExprKind::Call(call), .. }) => call.args.iter().collect(),
            Node::Expr(Expr { kind: ExprKind::Index { indices, .. }, .. }) => indices.iter().collect(),
            Node::Expr(Expr { kind: ExprKind::Slice { bounds, .. }, .. }) => bounds.iter().collect(),
            Node::Expr(Expr { kind: ExprKind::FuncLit(_), .. }) => {
                found = true;
                return Descend::Over;
            }
            _ => Vec::new(),
        };
        found |= inner.iter().any(|e| matches!(e.kind, ExprKind::Binary { .. }));
        Descend::Into
    });
    found
}
