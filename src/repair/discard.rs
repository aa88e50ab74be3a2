//! Gives a name to a value that the code assigns to `_`.

use super::{mend::NoFix, names};
use crate::{
    flow::Held,
    program::ValueAt,
    syntax::{
        ImportSpec, Layout,
        ast::{AssignOp, Span, Stmt, StmtKind},
        ensure_import,
    },
    text::Edit,
};

/// The name a discarded value gets.
pub(super) struct Discarded {
    pub name: String,
    /// Where it can be named.
    pub scope: Span,
    /// It stands in the head of an `if`.
    pub in_head: bool,
}

/// The fresh name and the edits that bring it, where the statement assigns the value to `_`; None where it has a variable.
///
/// # Errors
/// Where no name can be brought.
pub(super) fn name(held: &Held<'_, '_>, stmt: &Stmt) -> Result<Option<(Discarded, Vec<Edit>)>, NoFix> {
    let ValueAt::Result(result) = held.resource.value else { return Ok(None) };
    let (blank, plain) = match &stmt.kind {
        StmtKind::Assign { left, op, .. } => match left.get(result) {
            Some(l) if l.as_ident().is_some_and(|n| n == "_") => (l.span, *op == AssignOp::Plain),
            _ => return Ok(None),
        },
        StmtKind::Var(specs) => match specs.iter().find(|s| s.span.contains(held.call.span)).and_then(|s| s.names.get(result)) {
            Some(n) if n.name == "_" => (n.span, false),
            _ => return Ok(None),
        },
        _ => return Ok(None),
    };
    let function = held.function;
    let (scope, in_head) =
        match held.body.cfg.points().map(|(_, p)| p.block).find(|b| b.stmts.iter().any(|s| s.unlabeled().span == stmt.span)) {
            Some(block) => (block.span, false),
            None => match head_of(held, stmt) {
                Some(head) => (head, true),
                None => {
                    return NoFix::because(
                        "discarded-in-head",
                        "it is discarded in the head of a statement, behind which its name would be gone",
                    );
                }
            },
        };
    if in_head && plain {
        return NoFix::because("discarded-in-head", "it is discarded in the head of a statement, where nothing can be declared");
    }
    let name = names::fresh(function.scopes, &held.resource.name, function.func.span);
    let path = &function.file.path;
    let mut edits = Vec::new();
    if plain {
        if held.body.place_of(stmt.span).is_none_or(|place| held.body.is_jumped_over(&place)) {
            return NoFix::because("goto", "a goto jumps over the place, where nothing can be declared then");
        }
        // `=` stays `=`, whose other names may be declared far above: the new one is declared before.
        let Some(declaration) = declare(held, &name, &mut edits) else {
            return NoFix::because("discarded", "its type can't be named in this file");
        };
        match Layout::new(&function.file.text).before(path, stmt.span.start as usize, &[&declaration]) {
            Some(edit) => edits.push(edit),
            None => return NoFix::because("one-line", "other code stands on the same line"),
        }
    }
    edits.push(Edit::replace(path, blank.range(), name.clone()));
    Ok(Some((Discarded { name, scope, in_head }, edits)))
}

/// The `if` whose head a statement is.
fn head_of(held: &Held<'_, '_>, stmt: &Stmt) -> Option<Span> {
    let is_head = |s: &&Stmt| matches!(&s.kind, StmtKind::If(i) if i.init.as_ref().is_some_and(|init| init.span == stmt.span));
    held.body.cfg.points().find_map(|(_, p)| p.block.stmts.iter().find(is_head)).map(|s| s.span)
}

/// `var name *pkg.Type`, with the import that it needs.
fn declare(held: &Held<'_, '_>, name: &str, edits: &mut Vec<Edit>) -> Option<String> {
    let file = held.function.file;
    let full = held.resource.type_name.as_ref()?;
    let bare = full.trim_start_matches('*');
    let stars = &full[..full.len() - bare.len()];
    let (package, ty) = bare.rsplit_once('.')?;
    if *held.function.program.package(file).import_path == *package {
        return Some(format!("var {name} {stars}{ty}"));
    }
    let is_dotted = |spec: &ImportSpec| spec.path == package && spec.alias.as_deref() == Some(".");
    if file.skim.imports.iter().any(is_dotted) && held.function.scopes.lookup(ty, held.call.span.start).is_of_package() {
        return Some(format!("var {name} {stars}{ty}"));
    }
    let (qualifier, import) = ensure_import(&file.path, &file.text, &file.skim, package)?;
    edits.extend(import);
    Some(format!("var {name} {stars}{qualifier}.{ty}"))
}
