//! Gives a name to a value that the code assigns to `_`, or drops.

use super::{
    mend::{Fix, Mend, NoFix, Safety},
    names,
    release::Written,
};
use crate::{
    flow::{Certainty, Held, Leak, Presence},
    program::{Binding, ValueAt, VarKind},
    syntax::{
        ImportSpec, Layout,
        ast::{AssignOp, Block, Expr, If, Span, Stmt, StmtKind},
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
            Some(n) if n.name == "_" && specs.len() > 1 => {
                return NoFix::because("grouped", "it is discarded in a group of declarations, whose columns a longer name would shift");
            }
            Some(n) if n.name == "_" => (n.span, false),
            _ => return Ok(None),
        },
        _ => return Ok(None),
    };
    let function = held.function;
    let block = held.body.cfg.points().map(|(_, p)| p.block).find(|b| b.stmts.iter().any(|s| s.unlabeled().span == stmt.span));
    let (scope, in_head) = match block {
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
        match block.and_then(|block| define(held, stmt, block)) {
            Some(edit) => edits.push(edit),
            // `=` stays `=`, whose other names are declared further out: the new one is declared before.
            None => {
                let Some(declaration) = declare(held, &name, &mut edits) else {
                    return NoFix::because("discarded", "its type can't be named in this file");
                };
                match Layout::new(&function.file.text).before(path, stmt.span.start as usize, &[&declaration]) {
                    Some(edit) => edits.push(edit),
                    None => return NoFix::because("one-line", "other code stands on the same line"),
                }
            }
        }
    }
    edits.push(Edit::replace(path, blank.range(), name.clone()));
    Ok(Some((Discarded { name, scope, in_head }, edits)))
}

/// `:=` for the `=` of an assignment, where all that it gives values to but the new name is declared in the same block, and so stays what
/// it is.
fn define(held: &Held<'_, '_>, stmt: &Stmt, block: &Block) -> Option<Edit> {
    let StmtKind::Assign { left, right, .. } = &stmt.kind else { return None };
    let function = held.function;
    let declares = |s: &Stmt, declared: Span| match &s.unlabeled().kind {
        StmtKind::Assign { left, op: AssignOp::Define, .. } => left.iter().any(|l| l.span == declared),
        StmtKind::Var(specs) => specs.iter().flat_map(|s| &s.names).any(|n| n.span == declared),
        _ => false,
    };
    let is_same_or_none = |l: &Expr| {
        l.as_ident().is_some_and(|n| n == "_")
            || function.var(l).map(|var| function.scopes.var(var)).is_some_and(|var| match var.kind {
                // The names of a signature are redeclared in the outermost block of its function.
                VarKind::Param | VarKind::Result | VarKind::Receiver => {
                    var.literal == held.body.literal && held.body.block.span == block.span
                }
                _ => block.stmts.iter().any(|s| declares(s, var.declared)),
            })
    };
    let op = Span { start: left.last()?.span.end, end: right.first()?.span.start };
    let is_idents = left.iter().all(|l| l.as_ident().is_some());
    let is_plain = function.text(op).trim() == "=";
    (is_plain && is_idents && left.iter().all(is_same_or_none)).then(|| Edit::replace(&function.file.path, op.range(), " := ".to_owned()))
}

/// The `if` whose head a statement is.
fn head_of(held: &Held<'_, '_>, stmt: &Stmt) -> Option<Span> {
    let is_head = |s: &&Stmt| matches!(&s.kind, StmtKind::If(i) if i.init.as_ref().is_some_and(|init| init.span == stmt.span));
    held.body.cfg.points().find_map(|(_, p)| p.block.stmts.iter().find(is_head)).map(|s| s.span)
}

/// `var name *pkg.Type`, with the import that it needs.
pub(super) fn declare(held: &Held<'_, '_>, name: &str, edits: &mut Vec<Edit>) -> Option<String> {
    let file = held.function.file;
    let full = held.resource.type_name.as_ref()?;
    // `func()`
    let is_universal =
        |word: &str| word == "func" || matches!(held.function.scopes.lookup(word, held.call.span.start), Binding::Universe(_));
    if full.starts_with("func(") && full.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).all(is_universal) {
        return Some(format!("var {name} {full}"));
    }
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
    let (qualifier, import) = names::package(held.function, package, held.call.span.start)?;
    edits.extend(import);
    Some(format!("var {name} {stars}{qualifier}.{ty}"))
}

/// The release of a value that nobody keeps, right where it is acquired: of a call that is a statement of its own, or one of which
/// the head of an `if` takes the error alone.
pub(super) fn release(held: &Held<'_, '_>, leak: &Leak) -> Option<Mend> {
    let function = held.function;
    let results = function.typing.results(held.call)?.len();
    let is_pair = (&held.resource.value, held.resource.error, results) == (&ValueAt::Result(0), Some(1), 2);
    if !is_pair || !held.resource.is_inert || !leak.handed_elsewhere.is_empty() {
        return None;
    }
    let place = held.body.place_of(held.call.span)?;
    let name = names::fresh(function.scopes, &held.resource.name, function.func.span);
    let Written { call, import } = Written::new(held, &name, held.resource.release.first()?).ok()?;
    let safety = if leak.certainty == Certainty::Inferred || held.is_one_of_many() { Safety::Unsafe } else { Safety::Safe };
    let stmt = place.bare();
    let (mut edits, title) = match &stmt.kind {
        StmtKind::Expr(e) if e.unparen().span == held.call.span => {
            (dropped(held, stmt, &name, &call)?, format!("call `{call}` where it succeeds"))
        }
        StmtKind::If(guard) => {
            let behind = held.body.cfg.points().find(|(_, p)| p.block.span == place.block.span && p.index == place.index + 1)?;
            if held.presence(behind.0) != Some(Presence::Sure) || !held.is_sealed_at(behind.0) {
                return None;
            }
            (out_of_head(held, stmt, guard, (&name, &call))?, format!("give it a name, and call `{call}`"))
        }
        _ => return None,
    };
    edits.extend(import);
    Some(Mend { fix: Fix { title: title.into(), safety, edits }, alternatives: Vec::new() })
}

/// `if f, err := os.Create(path); err == nil { f.Close() }`
fn dropped(held: &Held<'_, '_>, stmt: &Stmt, name: &str, release: &str) -> Option<Vec<Edit>> {
    let text = &*held.function.file.text;
    let path = &held.function.file.path;
    let layout = Layout::new(text);
    let (start, end) = (stmt.span.start as usize, stmt.span.end as usize);
    let (indent, ending) = (layout.indent(start), layout.line_ending(start));
    let line_end = end + text[end..].lines().next().unwrap_or_default().len();
    let rest = text[end..line_end].trim();
    // A comment stays on its line, where no other line has one in the same column.
    let above = text[..start].trim_end().rsplit('\n').next().unwrap_or_default();
    let below = text[line_end..].lines().nth(1).unwrap_or_default();
    let in_column = above.contains("//") || below.contains("//");
    let is_alone = text[..start].ends_with(&format!("\n{indent}")) && (rest.is_empty() || rest.starts_with("//") && !in_column);
    let line_end = end + text[end..line_end].trim_end_matches('\r').len();
    is_alone.then(|| {
        let head = Edit::insert(path, start, format!("if {name}, err := "));
        let (condition, body) = ("; err == nil {", format!("{ending}{indent}\t{release}{ending}{indent}}}"));
        match rest {
            "" => vec![head, Edit::replace(path, end..line_end, format!("{condition}{body}"))],
            _ => vec![head, Edit::insert(path, end, condition), Edit::insert(path, line_end, body)],
        }
    })
}

/// `if _, err := os.Create(path); err != nil {` as two statements, and the release behind.
fn out_of_head(held: &Held<'_, '_>, stmt: &Stmt, guard: &If, (name, release): (&str, &str)) -> Option<Vec<Edit>> {
    let function = held.function;
    let scopes = function.scopes;
    let place = held.body.place_of(stmt.span)?;
    let init = guard.init.as_ref().filter(|_| guard.els.is_none() && place.stmt().span == stmt.span)?;
    let StmtKind::Assign { left, op: AssignOp::Define, .. } = &init.kind else { return None };
    let [blank, error] = &left[..] else { return None };
    let (blank, error) = (blank.as_ident().filter(|n| *n == "_").map(|_| blank.span)?, error.as_ident().filter(|n| *n != "_")?);
    // Nothing behind may mean another of that name, and no other of that name be given a value.
    let block = place.block.span;
    let behind = Span { start: stmt.span.end, end: block.end };
    let is_other = match scopes.lookup(error, stmt.span.start) {
        Binding::Var(var) => scopes.var(var).kind != VarKind::Local || block.contains(scopes.var(var).declared),
        _ => false,
    };
    if is_other || scopes.occurs(error, behind) || held.body.is_jumped_over(&place) || held.body.is_goto_target(&place) {
        return None;
    }
    let text = &*function.file.text;
    let path = &function.file.path;
    let layout = Layout::new(text);
    let (start, cond) = (stmt.span.start as usize, guard.cond.span.start as usize);
    let (indent, ending) = (layout.indent(start), layout.line_ending(start));
    let (init_start, init_end) = (init.span.start as usize, init.span.end as usize);
    let is_plain = &text[start..init_start] == "if " && &text[init_end..cond] == "; " && text[..start].ends_with(&format!("\n{indent}"));
    let release = layout.after(path, stmt.span.end as usize, start, &[release]).filter(|_| is_plain)?;
    Some(vec![
        Edit::replace(path, start..init_start, ""),
        Edit::replace(path, blank.range(), name.to_owned()),
        Edit::replace(path, init_end..cond, format!("{ending}{indent}if ")),
        release,
    ])
}
