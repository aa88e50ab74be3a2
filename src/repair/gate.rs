//! The last gate of every fix: caulk has no type-checker, but what its edits make of a function is read again, and must be rejected
//! by no compiler for a reason that the function before did not give, and every name must mean what it meant.
//!
//! The edits of a repair are right by their own judgement of the place. This looks at the outcome alone, whatever made it: a
//! surprise here is a refusal, never a wrong edit.

use std::{path::Path, sync::Arc};

use super::mend::{Mend, NoFix};
use crate::{
    program::{Binding, Fault, File, Program, Scopes, VarId, faults},
    syntax::{
        DeclKind, Declaration,
        ast::{Decl, FuncDecl, SmolStr, Span},
        identifiers, parse_declaration,
    },
    text::{Edit, Location, apply},
};

/// Lets a mend pass whose edits leave every file whole; alternatives that do not are left out. `acquired` is where the finding stands.
///
/// # Errors
/// The refusal, where the fix would break something.
pub fn admit(program: &Program<'_>, acquired: &Location, mut mend: Mend) -> Result<Mend, NoFix> {
    let check = |edits: &[Edit]| {
        let mut paths: Vec<&Arc<Path>> = edits.iter().map(|e| &e.path).collect();
        paths.sort();
        paths.dedup();
        paths.into_iter().try_for_each(|path| {
            let Ok(file) = program.file(path) else { return Ok(()) };
            let own: Vec<Edit> = edits.iter().filter(|e| e.path == *path).cloned().collect();
            let acquired = (acquired.path == *path).then_some(acquired.end);
            result(program, &file, &own, acquired).map(|_| ())
        })
    };
    check(&mend.fix.edits)?;
    mend.alternatives.retain(|(_, fix)| check(&fix.edits).is_ok());
    Ok(mend)
}

/// What a file becomes by edits, in the order in which they are given.
///
/// # Errors
/// Where it would no longer be what a compiler takes, or a name would mean something else. `acquired` is behind what is released.
pub fn result(program: &Program<'_>, file: &File, edits: &[Edit], acquired: Option<usize>) -> Result<String, NoFix> {
    let broken = || NoFix { code: "syntax", reason: "what the fix makes of the file would not be Go".into() };
    let text = apply(&file.text, edits).map_err(|_| broken())?;
    let after = File::new(Arc::clone(&file.path), text.as_str().into());
    if after.skim.trouble.is_some() && file.skim.trouble.is_none() {
        return Err(broken());
    }
    let (old, new) = (declarations(file), declarations(&after));
    let is_same = |(a, b): &(&Declaration, &Declaration)| file.text.get(a.span.clone()) == after.text.get(b.span.clone());
    let change = Change { program, file, after: &after, edits, acquired };
    change.imports()?;
    change.line_numbers()?;
    if old.len() != new.len() {
        return Err(broken());
    }
    for (old, new) in old.into_iter().zip(new).filter(|pair| !is_same(pair)) {
        let new = parse_declaration(&after.text, new).map_err(|_| broken())?;
        if let (Decl::Func(new), Ok(Decl::Func(old))) = (new, parse_declaration(&file.text, old)) {
            change.function(&old, &new)?;
        }
    }
    Ok(text)
}

/// All declarations but imports, which have no tree.
fn declarations(file: &File) -> Vec<&Declaration> {
    file.skim.declarations.iter().filter(|d| d.kind != DeclKind::Import).collect()
}

/// An import's alias, and its path.
type Spec = (Option<SmolStr>, SmolStr);

struct Change<'a> {
    program: &'a Program<'a>,
    file: &'a File,
    after: &'a File,
    edits: &'a [Edit],
    acquired: Option<usize>,
}

impl Change<'_> {
    /// Each import stands there once, nothing in the package has its name, and somebody uses it.
    fn imports(&self) -> Result<(), NoFix> {
        let spec = |file: &File| file.skim.imports.iter().map(|i| (i.alias.clone(), i.path.clone())).collect::<Vec<_>>();
        let (before, after) = (spec(self.file), spec(self.after));
        let count = |specs: &[Spec], wanted: &Spec| specs.iter().filter(|spec| *spec == wanted).count();
        for spec @ (alias, path) in after.iter().filter(|spec| count(&after, spec) > count(&before, spec)) {
            if alias.as_deref().is_some_and(|alias| alias == "_" || alias == ".") {
                continue;
            }
            let names = self.after.qualifiers(path);
            let is_taken = names.iter().any(|name| self.program.package(self.file).declares(name));
            if count(&before, spec) > 0 || is_taken || !names.iter().any(|name| self.names(self.after, name)) {
                return NoFix::because("import", format!("`{path}` would be imported twice, for nothing, or under a name that is taken"));
            }
        }
        for (_, path) in &before {
            let names = self.file.qualifiers(path);
            let used = |file: &File| names.iter().any(|name| self.names(file, name));
            // Only what an edit takes away can have been the last use.
            let is_touched =
                self.edits.iter().any(|e| self.file.text.get(e.start..e.end).is_some_and(|t| names.iter().any(|n| t.contains(n))));
            if is_touched && used(self.file) && !used(self.after) {
                return NoFix::because("import", format!("nothing would use the import `{path}` any more"));
            }
        }
        Ok(())
    }

    /// A test of logs or stacks speaks of the lines of its own file by their numbers: `log_test.go:24`. Those stay what they are.
    fn line_numbers(&self) -> Result<(), NoFix> {
        let Some(name) = self.file.path.file_name().and_then(|name| name.to_str()) else { return Ok(()) };
        let moves = self.edits.iter().filter(|e| {
            let removed = self.file.text.get(e.start..e.end).unwrap_or_default();
            removed.matches('\n').count() != e.text.matches('\n').count()
        });
        let Some(first) = moves.map(|e| e.start).min() else { return Ok(()) };
        let first = 1 + self.file.text.get(..first).unwrap_or_default().matches('\n').count();
        for (at, _) in self.file.text.match_indices(&format!("{name}:")) {
            let digits: String = self.file.text[at + name.len() + 1..].chars().take_while(char::is_ascii_digit).collect();
            if digits.parse::<usize>().is_ok_and(|line| line >= first) {
                return NoFix::because("line-numbers", format!("the file speaks of its own line {digits}, which would move"));
            }
        }
        Ok(())
    }

    /// Whether a file uses a qualifier, as far as its words tell.
    fn names(&self, file: &File, qualifier: &str) -> bool {
        let is_it = |(name, is_member): (&str, bool)| !is_member && name == qualifier;
        declarations(file).into_iter().filter_map(|d| file.text.get(d.span.clone())).any(|text| identifiers(text).any(is_it))
    }

    fn function(&self, old: &FuncDecl, new: &FuncDecl) -> Result<(), NoFix> {
        let (before, after) = (Scopes::new(self.file, old), Scopes::new(self.after, new));
        let known = faults(old, &before);
        for ((fault, name), count) in faults(new, &after) {
            if count > known.get(&(fault, name.clone())).copied().unwrap_or_default() {
                return NoFix::because("would-not-compile", said(fault, &name));
            }
        }
        self.kept_names(&before, &after)?;
        self.written_names(old.span, &before, &after)
    }

    /// What the code that stays names is what it was.
    fn kept_names(&self, before: &Scopes, after: &Scopes) -> Result<(), NoFix> {
        for (at, binding) in before.bindings() {
            let Some(now) = self.moved(at) else { continue };
            if !self.is_the_same(before, binding, after, &after.binding(now)) {
                let text = self.after.text.get(now as usize..).unwrap_or_default();
                let name = identifiers(text).next().map_or("", |(name, _)| name);
                return NoFix::because("other-meaning", format!("`{name}` would mean something else in code that stays"));
            }
        }
        Ok(())
    }

    /// What the edits name is declared there, or is what it is where they write and where the value comes from.
    fn written_names(&self, function: Span, before: &Scopes, after: &Scopes) -> Result<(), NoFix> {
        for (at, binding) in after.bindings() {
            let Some(edit) = self.writer(at) else { continue };
            let Some(name) = self.after.text.get(at as usize..).and_then(|text| identifiers(text).next()).map(|(name, _)| name) else {
                continue;
            };
            let is_here = match binding {
                Binding::Var(var) if self.writer(after.var(*var).declared.start).is_some() => continue,
                Binding::Var(_) | Binding::Package(_) | Binding::Universe(_) => true,
                Binding::PackageLevel(name) => before.occurs(name, function) || self.program.package(self.file).declares(name),
                Binding::Unknown => true,
            };
            let told = |reason: &str| NoFix::because("other-meaning", format!("`{name}` {reason}"));
            if !is_here {
                return told("means nothing where the fix writes it");
            }
            let was_there = edit.start < edit.end && {
                let is_replaced = |at: u32| edit.start <= at as usize && (at as usize) < edit.end;
                before.bindings().any(|(at, old)| is_replaced(at) && self.is_the_same(before, old, after, binding))
            };
            let acquired = self.acquired.and_then(|at| u32::try_from(at).ok()).filter(|at| function.start <= *at && *at < function.end);
            let Some(acquired) = acquired.filter(|_| !was_there) else { continue };
            let meant = before.lookup(name, acquired);
            let is_new = match binding {
                // An import of the fix's own.
                Binding::Package(_) => !matches!(meant, Binding::Var(_)),
                // In scope since, to hold the value, or to tell of an error.
                Binding::Var(var) => self
                    .origin(after.var(*var).declared.start)
                    .is_some_and(|declared| before.vars().any(|(_, var)| var.declared.start == declared && var.scope.start >= acquired)),
                _ => false,
            };
            if !is_new && !self.is_the_same(before, &meant, after, binding) {
                return told("means something else where the fix writes it than where the value is acquired");
            }
        }
        Ok(())
    }

    fn is_the_same(&self, before: &Scopes, old: &Binding, after: &Scopes, new: &Binding) -> bool {
        let (Binding::Var(old), Binding::Var(new)) = (old, new) else { return old == new };
        self.is_variable(before, *old, after, *new)
    }

    /// Whether two variables are one: declared at the same place, or by the edit that takes the declaration's place.
    fn is_variable(&self, before: &Scopes, old: VarId, after: &Scopes, new: VarId) -> bool {
        let known = old;
        let (old, new) = (before.var(old), after.var(new));
        if old.name != new.name {
            return false;
        }
        match self.moved(old.declared.start) {
            Some(at) => {
                // `=` became `:=`: what follows in the block means the new one, on purpose.
                let is_anew = || self.origin(new.declared.start).is_some_and(|at| before.var_at(at) == Some(known));
                at == new.declared.start || self.redeclares(at, after, new.declared.start) || is_anew()
            }
            None => self.writer(new.declared.start).is_some(),
        }
    }

    /// Whether a declaration that stays became an assignment to a variable that an edit declares.
    fn redeclares(&self, at: u32, after: &Scopes, declared: u32) -> bool {
        self.writer(declared).is_some() && after.var_at(at).is_some_and(|var| after.var(var).declared.start == declared)
    }

    /// Where code that stays comes to stand; None of what an edit replaces.
    fn moved(&self, at: u32) -> Option<u32> {
        let mut delta = 0_i64;
        for edit in self.edits {
            if edit.start <= at as usize && (at as usize) < edit.end {
                return None;
            }
            if edit.end <= at as usize {
                delta += i64::try_from(edit.text.len()).ok()? - i64::try_from(edit.end - edit.start).ok()?;
            }
        }
        u32::try_from(i64::from(at) + delta).ok()
    }

    /// Where code of the outcome stood; None of what an edit wrote.
    fn origin(&self, at: u32) -> Option<u32> {
        self.writer(at).is_none().then(|| {
            let before = self.spans().take_while(|(_, span)| span.end <= at as usize);
            let delta: i64 = before.map(|(edit, span)| span.len() as i64 - (edit.end - edit.start) as i64).sum();
            u32::try_from(i64::from(at) - delta).unwrap_or_default()
        })
    }

    /// The edit that wrote what stands at a place of the outcome.
    fn writer(&self, at: u32) -> Option<&Edit> {
        self.spans().find(|(_, span)| span.contains(&(at as usize))).map(|(edit, _)| edit)
    }

    /// The edits in order, with where their text stands in the outcome.
    fn spans(&self) -> impl Iterator<Item = (&Edit, std::ops::Range<usize>)> {
        let mut sorted: Vec<&Edit> = self.edits.iter().collect();
        sorted.sort_by_key(|e| (e.start, e.end));
        let mut delta = 0_i64;
        sorted.into_iter().map(move |edit| {
            let start = usize::try_from(edit.start as i64 + delta).unwrap_or_default();
            delta += edit.text.len() as i64 - (edit.end - edit.start) as i64;
            (edit, start..start + edit.text.len())
        })
    }
}

/// A fault in words.
fn said(fault: Fault, name: &str) -> String {
    match fault {
        Fault::DeclaredTwice => format!("`{name}` would be declared twice in one block"),
        Fault::NothingNew => "a `:=` would have no new variable on its left".into(),
        Fault::Unused => format!("nothing would read `{}`", name.trim_end_matches(':')),
        Fault::JumpedOver => format!("`goto {name}` would lead past a declaration"),
        Fault::StrayJump => "a jump would lead nowhere".into(),
        Fault::Count => "there would be another number of values than there are places for them".into(),
        Fault::HiddenResult => format!("the result `{name}` would be hidden where a return without values returns it"),
        Fault::MissingReturn => "the function could come to its end without a return".into(),
        Fault::NoCall => "something that is no call would stand where only a call may".into(),
    }
}
