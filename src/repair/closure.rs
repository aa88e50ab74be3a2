//! Ends each turn of a loop where its deferred releases run: what is left of the turn from the acquisition on becomes a closure that
//! is called on the spot.
//!
//! For turns with more ways out than a release can stand ahead of. The flow proves that each way out has done with the value.
//! `continue` becomes the closure's return, and so do returns that surely carry an error; other jumps keep their meaning only
//! outside a closure, and are refused.

use super::{
    lines,
    mend::{Fix, Mend, Safety},
    place,
    release::Named,
};
use crate::{
    flow::{Held, Leak, NodeId, Point, Presence, Turn},
    program::{Binding, VarId, VarKind},
    syntax::{
        Descend, Layout, Node,
        ast::{AssignOp, Expr, ExprKind, LiteralKind, Span, Stmt, StmtKind, UnaryOp},
        walk_expr, walk_stmt,
    },
    text::{Edit, apply},
};

/// The closure around a turn, with a release deferred in it: by a statement that stands there already, or by a new one.
pub(super) fn turn(held: &Held<'_, '_>, leak: &Leak, deferred: Option<&Stmt>) -> Option<Mend> {
    let is_plain = held.parallel_subtest().is_none() && !held.may_publish() && held.exposes().is_none();
    if !is_plain || !held.is_seen_to_elsewhere(leak) || held.resource.is_timed {
        return None;
    }
    let turn = held.turn().filter(|turn| deferred.is_some() || turn.ways_out > place::MOST)?;
    let jumps = Jumps::of(held, &turn)?;
    let (mut inner, mut outer): (Vec<Edit>, Vec<Edit>) = (Vec::new(), Vec::new());
    let is_kept = |stmt: &Stmt| is_own(held, &turn, stmt) && held.is_of_turn(&turn, stmt);
    let title = match deferred {
        Some(stmt) if is_own(held, &turn, stmt) => "run the turn in a closure, at whose end it is released".to_owned(),
        Some(_) => return None,
        None => {
            let named = Named::new(held).ok()?;
            let (id, point) = first_point(held, &turn, &named)?;
            let release = named.release(held, (id, point)).ok()?;
            let is_inside = |edit: &Edit| edit.start >= jumps.whole.start as usize && edit.end <= jumps.whole.end as usize;
            for edit in named.edits.into_iter().chain(release.import) {
                if is_inside(&edit) { inner.push(edit) } else { outer.push(edit) }
            }
            let line = format!("defer {}", release.call);
            inner.push(place::at(held.function, point, &[&line]).ok()?);
            format!("run the turn in a closure, and defer `{}` in it", release.call)
        }
    };
    if !jumps.defers.iter().all(|stmt| deferred.is_some_and(|own| own.span == stmt.span) || is_kept(stmt)) {
        return None;
    }
    outer.push(jumps.wrapped(held, &turn, inner)?);
    Some(Mend { fix: Fix { title: title.into(), safety: Safety::Unsafe, edits: outer }, alternatives: Vec::new() })
}

/// The first place in the turn from which on the value is there.
fn first_point<'a>(held: &Held<'_, 'a>, turn: &Turn<'a>, named: &Named) -> Option<(NodeId, Point<'a>)> {
    let is_of_turn = |p: &Point<'_>| p.block.span == turn.block.span && p.index > turn.index;
    let mut points: Vec<(NodeId, Point<'a>)> = held
        .body
        .cfg
        .points()
        .filter(|(id, p)| is_of_turn(p) && held.presence(*id) == Some(Presence::Sure) && named.is_visible(held, *id, *p))
        .collect();
    points.sort_by_key(|(_, p)| p.index);
    points.into_iter().next().filter(|(id, _)| held.is_sealed_at(*id))
}

/// Whether a statement defers something in the turn that means the same when the turn ends: it sets nothing, and asks for nothing
/// that is known only when the function ends.
fn is_own(held: &Held<'_, '_>, turn: &Turn<'_>, deferred: &Stmt) -> bool {
    let (Some(first), StmtKind::Defer(call)) = (turn.stmts().first(), &deferred.kind) else { return false };
    let scopes = held.function.scopes;
    let is_late = |var: VarId| scopes.var(var).kind == VarKind::Result;
    let is_outer = |var: VarId| !deferred.span.contains(scopes.var(var).declared);
    let mut is_right = deferred.span.start >= first.span.start;
    walk_expr(call, &mut |node| {
        match node {
            Node::Expr(e) => is_right &= held.function.var(e).is_none_or(|var| !is_late(var)),
            Node::Stmt(Stmt { kind: StmtKind::Assign { left, .. }, .. }) => {
                is_right &= left.iter().all(|l| match l.as_ident() {
                    Some(_) => held.function.var(l).is_none_or(|var| !is_outer(var)),
                    None => false,
                });
            }
            Node::Stmt(Stmt { kind: StmtKind::IncDec(_) | StmtKind::Send { .. } | StmtKind::Go(_), .. }) => is_right = false,
            Node::Stmt(_) => {}
        }
        Descend::Into
    });
    is_right
}

/// The jumps out of a turn, and what it defers.
struct Jumps<'a> {
    /// From the start of its first line to the end of its last.
    whole: Span,
    continues: Vec<Span>,
    returns: Vec<&'a [Expr]>,
    defers: Vec<&'a Stmt>,
}

impl<'a> Jumps<'a> {
    /// None where one of them can't be a closure's return.
    fn of(held: &Held<'_, 'a>, turn: &Turn<'a>) -> Option<Self> {
        let stmts = turn.stmts();
        let (first, last) = (stmts.first()?, stmts.last()?);
        let part = Span { start: first.span.start, end: last.span.end };
        let mut jumps = Self { whole: whole(held, turn)?, continues: Vec::new(), returns: Vec::new(), defers: Vec::new() };
        let (mut loops, mut breakable): (Vec<Span>, Vec<Span>) = (Vec::new(), Vec::new());
        let mut is_right = true;
        for stmt in stmts {
            walk_stmt(stmt, &mut |node| {
                let stmt = match node {
                    Node::Expr(Expr { kind: ExprKind::FuncLit(_), .. }) => return Descend::Over,
                    // What runs in a closure recovers from the closure's panics.
                    Node::Expr(e) => {
                        is_right &= e.as_ident().is_none_or(|name| name != "recover");
                        return Descend::Into;
                    }
                    Node::Stmt(stmt) => stmt,
                };
                let inside = |around: &[Span]| around.iter().any(|span| span.contains(stmt.span));
                match &stmt.kind {
                    StmtKind::For(_) | StmtKind::Range(_) => {
                        loops.push(stmt.span);
                        breakable.push(stmt.span);
                    }
                    StmtKind::Switch(_) | StmtKind::TypeSwitch(_) | StmtKind::Select(_) => breakable.push(stmt.span),
                    StmtKind::Labeled { .. } | StmtKind::Goto(_) | StmtKind::Break(Some(_)) | StmtKind::Continue(Some(_)) => {
                        is_right = false;
                    }
                    StmtKind::Break(None) => is_right &= inside(&breakable),
                    StmtKind::Continue(None) if !inside(&loops) => jumps.continues.push(stmt.span),
                    StmtKind::Return(values) => {
                        is_right &= held.surely_fails(values, stmt.span);
                        jumps.returns.push(values);
                    }
                    StmtKind::Defer(_) => jumps.defers.push(stmt),
                    _ => {}
                }
                Descend::Into
            });
        }
        is_right &= stmts.iter().all(|stmt| declares_nothing_twice(held, turn, part, stmt));
        is_right.then_some(jumps)
    }

    /// The turn as a closure that is called on the spot.
    fn wrapped(&self, held: &Held<'_, 'a>, turn: &Turn<'a>, mut inner: Vec<Edit>) -> Option<Edit> {
        let function = held.function;
        let text = &*function.file.text;
        let path = &function.file.path;
        let others = self.other_results(held, turn)?;
        let word = if others.is_some() { "return nil" } else { "return" };
        inner.extend(self.continues.iter().map(|span| Edit::replace(path, span.range(), word)));
        for values in &self.returns {
            if let [first, .., last] = values {
                let dropped = Span { start: first.span.start, end: last.span.start };
                if function.text(dropped).contains("/*") || function.text(dropped).contains("//") {
                    return None;
                }
                inner.push(Edit::replace(path, dropped.range(), ""));
            }
        }
        let (start, end) = (self.whole.start as usize, self.whole.end as usize);
        if inner.iter().any(|edit| edit.start < start || edit.end > end) {
            return None;
        }
        for edit in &mut inner {
            edit.start -= start;
            edit.end -= start;
        }
        let body = Layout::deeper(&apply(&text[start..end], &inner).ok()?)?;
        let layout = Layout::new(text);
        let (indent, ending) = (layout.indent(turn.stmts().first()?.span.start as usize), layout.line_ending(start));
        let mut lines = String::new();
        match others {
            None => {
                for part in [indent, "func() {", ending, &body, indent, "}()", ending] {
                    lines.push_str(part);
                }
            }
            Some(others) => {
                for part in [indent, "if err := func() error {", ending, &body] {
                    lines.push_str(part);
                }
                // The compiler wants one wherever the last statement is not plainly the end.
                let last = turn.stmts().last().map(|stmt| &stmt.kind);
                if held.reaches_end_of(turn.block) {
                    for part in [indent, "\treturn nil", ending] {
                        lines.push_str(part);
                    }
                } else if !matches!(last, Some(StmtKind::Return(_))) {
                    return None;
                }
                let values = others.iter().copied().chain(["err"]).collect::<Vec<_>>().join(", ");
                for part in [indent, "}(); err != nil {", ending, indent, "\treturn ", &values, ending, indent, "}", ending] {
                    lines.push_str(part);
                }
            }
        }
        Some(Edit::replace(path, start..end, lines))
    }

    /// What the turn's returns return beside an error, where they all return the same: None where nothing returns.
    #[expect(clippy::option_option, reason = "that they can't be told is not that there are none")]
    fn other_results(&self, held: &Held<'_, 'a>, turn: &Turn<'a>) -> Option<Option<Vec<&'a str>>> {
        let Some(values) = self.returns.first() else { return Some(None) };
        let results = held.results_with_error()?;
        let count: usize = results.iter().map(|field| field.names.len().max(1)).sum();
        let texts =
            |values: &'a [Expr]| -> Vec<&'a str> { values.iter().rev().skip(1).rev().map(|e| held.function.text(e.span)).collect() };
        let others = texts(values);
        let is_alike = |values: &&'a [Expr]| values.len() == count && texts(values) == others;
        let start = turn.stmts().first()?.span.start;
        if !["error", "nil"].iter().all(|name| matches!(held.function.scopes.lookup(name, start), Binding::Universe(_))) {
            return None;
        }
        let stays = |e: &Expr| match (&e.kind, held.function.var(e)) {
            (ExprKind::Literal(kind), _) => *kind != LiteralKind::String || !held.function.text(e.span).contains('`'),
            (ExprKind::Ident(name), None) => ["nil", "true", "false"].contains(&name.as_str()),
            (ExprKind::Ident(name), Some(var)) => {
                *name != "err"
                    && held.function.scopes.var(var).declared.start < start
                    && held.function.scopes.lookup(name, start) == Binding::Var(var)
            }
            (ExprKind::Unary { op: UnaryOp::Other, operand }, _) => matches!(operand.kind, ExprKind::Literal(_)),
            (ExprKind::Composite { ty: Some(ty), elements }, _) => {
                elements.is_empty() && matches!(ty.kind, ExprKind::Ident(_) | ExprKind::Selector { .. })
            }
            _ => false,
        };
        let stay = values.iter().rev().skip(1).all(stays);
        (stay && self.returns.iter().all(is_alike)).then_some(Some(others))
    }
}

/// Whether a statement of the turn declares nothing with `:=` that stands in the same block already: in the closure that would be
/// another variable, which somebody has to read.
fn declares_nothing_twice(held: &Held<'_, '_>, turn: &Turn<'_>, part: Span, stmt: &Stmt) -> bool {
    let StmtKind::Assign { op: AssignOp::Define, left, .. } = &stmt.kind else { return true };
    let function = held.function;
    left.iter().filter_map(|l| Some((l, function.var(l)?))).all(|(_, var)| {
        if function.scopes.var(var).declared.start >= part.start {
            return true;
        }
        let mut is_read = false;
        let mut targets: Vec<Span> = Vec::new();
        for stmt in turn.stmts() {
            walk_stmt(stmt, &mut |node| {
                match node {
                    Node::Stmt(Stmt { kind: StmtKind::Assign { left, .. }, .. }) => targets.extend(left.iter().map(|l| l.span)),
                    Node::Expr(e) => is_read |= function.var(e) == Some(var) && !targets.contains(&e.span),
                    Node::Stmt(_) => {}
                }
                Descend::Into
            });
        }
        is_read && !held.is_named_ahead(turn, var)
    })
}

/// The lines of the turn, with the comments that lead up to it and end it.
fn whole(held: &Held<'_, '_>, turn: &Turn<'_>) -> Option<Span> {
    let text = &*held.function.file.text;
    let layout = Layout::new(text);
    let first = turn.stmts().first()?.span.start as usize;
    let limit = match turn.index.checked_sub(1) {
        Some(i) => turn.block.stmts[i].span.end,
        None => turn.block.span.start + 1,
    };
    let lead = lines::lead(text, first, limit as usize);
    let start = lead.checked_sub(layout.indent(lead).len())?;
    let end = {
        let brace = turn.block.span.end as usize - 1;
        brace.checked_sub(layout.indent(brace).len())?
    };
    let begins_line = |at: usize| text[..at].ends_with('\n');
    // Comments in one column with those of the line above would move.
    let above = text[..start].trim_end_matches(['\r', '\n']).rsplit('\n').next().unwrap_or_default();
    let own = text[start..].lines().next().unwrap_or_default();
    let is_column = above.contains("//") && own.contains("//");
    let is_right = start >= limit as usize && start < end && begins_line(start) && begins_line(end) && !is_column;
    is_right.then(|| Some(Span { start: u32::try_from(start).ok()?, end: u32::try_from(end).ok()? })).flatten()
}
