//! Adds the release of a field to the method that releases the struct.

use super::{
    mend::{Fix, Mend, NoFix, Safety},
    place,
};
use crate::{
    flow::{Forgotten, Function, Held, Point},
    program::Release,
    syntax::{
        Layout,
        ast::{Block, Expr, ExprKind, Stmt, StmtKind},
    },
    text::Edit,
};

/// Defers the release of the field in the struct's own release, behind what asks whether there is anything to release at all.
///
/// # Errors
/// Where the struct has no such method, or the method no place for it.
pub fn release_field(held: &Held<'_, '_>, forgotten: &Forgotten) -> Result<Mend, NoFix> {
    let Some(teardown) = &forgotten.teardown else {
        let reason = format!("`{}` has no method of its own that releases what it has", forgotten.owner);
        return NoFix::because("no-teardown", reason);
    };
    let Some(Release::Method(path)) = held.resource.release.first() else {
        return NoFix::because("no-release", "nothing tells how it is released");
    };
    let release = path.join(".");
    let added = teardown.look(held.function, &|method| add(method, &forgotten.field, &release, held.resource.nil_safe));
    added.unwrap_or_else(|| NoFix::because("unread", format!("`{}` can't be read", teardown.symbol.as_str())))
}

fn add(method: &Function<'_>, field: &str, release: &str, nil_safe: bool) -> Result<Mend, NoFix> {
    let receiver = method.func.receiver.as_ref().and_then(|r| r.names.first()).filter(|name| name.name != "_");
    let (Some(receiver), Some(block)) = (receiver, &method.func.body) else {
        return NoFix::because("unnamed", format!("the receiver of `{}` has no name", method.func.name.name));
    };
    let name = format!("{}.{field}", receiver.name);
    let call = format!("{name}.{release}()");
    let lines = match nil_safe {
        true => vec![format!("defer {call}")],
        false => vec![format!("if {name} != nil {{"), format!("\tdefer {call}"), "}".to_owned()],
    };
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let index = block.stmts.iter().take_while(|stmt| comes_first(method, stmt)).count();
    let added = place::at(method, Point { block, index, braced: true }, &lines);
    let opened = || opened(method, block, &lines).filter(|_| index == 0);
    let edits = vec![added.or_else(|because| opened().ok_or(because))?];
    let title = format!("defer `{call}` in `{}`", method.display_name()).into();
    Ok(Mend { fix: Fix { title, safety: Safety::Unsafe, edits }, alternatives: Vec::new() })
}

/// The lines ahead of what a method does that takes one line: it takes several from then on.
fn opened(method: &Function<'_>, block: &Block, lines: &[&str]) -> Option<Edit> {
    let stmts: Vec<_> = block.stmts.iter().map(|stmt| stmt.span.range()).collect();
    Layout::new(&method.file.text).opened(&method.file.path, block.span.range(), &stmts, lines)
}

/// Whether a statement takes a lock, or returns where the receiver is nil or was released before.
fn comes_first(method: &Function<'_>, stmt: &Stmt) -> bool {
    let locks = |e: &Expr| e.as_call().and_then(|call| call.name()).is_some_and(|name| matches!(name.as_str(), "Lock" | "Unlock"));
    match &stmt.kind {
        StmtKind::Expr(e) | StmtKind::Defer(e) => locks(e),
        StmtKind::If(s) => {
            let is_error = matches!(&s.cond.unparen().kind, ExprKind::Binary { left, .. } if method.type_of(left).is("error"));
            s.init.is_none() && s.els.is_none() && !is_error && matches!(&s.then.stmts[..], [Stmt { kind: StmtKind::Return(_), .. }])
        }
        _ => false,
    }
}
