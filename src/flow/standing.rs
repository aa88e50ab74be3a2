//! Variables of a package that stay what they are declared to be: nothing in sight gives them another value.

use std::sync::Arc;

use super::{
    dependence::{Source, User},
    function::Function,
    model::Parsed,
};
use crate::{
    program::{Binding, File, Package, StdTable, Symbol},
    syntax::{
        DeclKind, Declaration, Descend, Node,
        ast::{Call, Expr, ExprKind, Stmt, StmtKind, UnaryOp, ValueSpec},
        has_identifier, walk_block,
    },
};

/// A name of a package that is no function's.
pub(super) struct Global {
    pub package: Arc<Package>,
    pub name: String,
}

impl Global {
    /// Whether an expression of some function names it.
    pub fn is_named(&self, by: &Function<'_>, e: &Expr) -> bool {
        let e = e.unparen();
        match &e.kind {
            ExprKind::Ident(name) => {
                let is_here = || by.program.package(by.file).import_path == self.package.import_path;
                *name == self.name.as_str() && matches!(by.scopes.binding(e.span.start), Binding::PackageLevel(_)) && is_here()
            }
            ExprKind::Selector { operand, field } => {
                let package = operand.as_ident().map(|_| by.scopes.binding(operand.unparen().span.start));
                field.name == self.name.as_str() && matches!(package, Some(Binding::Package(path)) if *path == *self.package.import_path)
            }
            _ => false,
        }
    }

    /// Whether it stands at the bottom of `a.b[i].c`.
    fn is_rooted(&self, by: &Function<'_>, e: &Expr) -> bool {
        let e = e.unparen();
        self.is_named(by, e)
            || match &e.kind {
                ExprKind::Selector { operand, .. } | ExprKind::Index { operand, .. } | ExprKind::Star(operand) => {
                    self.is_rooted(by, operand)
                }
                _ => false,
            }
    }

    /// Whether a function gives it, or a part of it, another value, or lets others do so.
    fn is_changed_by(&self, function: &Function<'_>) -> bool {
        let Some(body) = &function.func.body else { return false };
        let rooted = |e: &Expr| self.is_rooted(function, e);
        // A method of a struct of the project's own may write to it.
        let may_write = |call: &Call| match &call.callee.unparen().kind {
            ExprKind::Selector { operand, .. } if rooted(operand) => {
                let is_std = |s: Symbol| StdTable::is_std(s.package());
                !self.is_named(function, &call.callee) && !function.callee(call).is_some_and(is_std)
            }
            _ => false,
        };
        let mut found = false;
        walk_block(body, &mut |node| {
            found |= match node {
                Node::Stmt(Stmt { kind: StmtKind::Assign { left, .. }, .. }) => left.iter().any(rooted),
                Node::Stmt(Stmt { kind: StmtKind::IncDec(e), .. }) => rooted(e),
                Node::Stmt(Stmt { kind: StmtKind::Range(range), .. }) => range.key.iter().chain(&range.value).any(rooted),
                Node::Expr(Expr { kind: ExprKind::Unary { op: UnaryOp::Address, operand }, .. }) => rooted(operand),
                Node::Expr(Expr { kind: ExprKind::Call(call), .. }) => may_write(call),
                _ => false,
            };
            Descend::Into
        });
        found
    }
}

impl Function<'_> {
    /// What an expression names, where that is no local variable's: `timeout`, `config.Timeout`.
    pub(super) fn global(&self, e: &Expr) -> Option<Global> {
        let e = e.unparen();
        match &e.kind {
            ExprKind::Ident(_) => match self.scopes.binding(e.span.start) {
                Binding::PackageLevel(name) => Some(Global { package: self.program.package(self.file), name: name.to_string() }),
                _ => None,
            },
            ExprKind::Selector { operand, field } => {
                operand.as_ident()?;
                let Binding::Package(path) = self.scopes.binding(operand.unparen().span.start) else { return None };
                Some(Global { package: self.program.import(self.file.dir(), &path)?, name: field.name.to_string() })
            }
            _ => None,
        }
    }

    /// What a look at the value tells that a variable of a package is declared with, where that is one value, and stays.
    pub(super) fn standing<T>(&self, global: &Global, look: &dyn Fn(&Function<'_>, &Expr) -> Option<T>) -> Option<T> {
        let [declared] = &global.package.declared(&global.name)[..] else { return None };
        if declared.declaration().kind != DeclKind::Var {
            return None;
        }
        let parsed = Parsed::of_variables(&declared.file, declared.declaration())?;
        let function = Function::new(self.model, &declared.file, &parsed);
        let value = value_of(&function, &global.name)?;
        let found = look(&function, value)?;
        (!self.is_ever_changed(global)).then_some(found)
    }

    /// Whether some function changes a variable of a package. What tests alone do counts for tests alone.
    fn is_ever_changed(&self, global: &Global) -> bool {
        let users = self.users_of(&global.package, &global.name);
        users.iter().any(|file| {
            let mentions =
                |declaration: &&Declaration| file.text.get(declaration.span.clone()).is_some_and(|text| has_identifier(text, &global.name));
            file.skim.declarations.iter().filter(mentions).any(|declaration| match &declaration.kind {
                DeclKind::Func { .. } => self.looks_at(file, declaration, &|user| global.is_changed_by(user)) != Some(false),
                DeclKind::Var => file.text[declaration.span.clone()].contains(&format!("&{}", global.name)),
                DeclKind::Const | DeclKind::Type | DeclKind::Import => false,
            })
        })
    }

    /// The files that may name something of a package: its own, and where it is exported those that import it. Tests are left out
    /// unless the function stands in one.
    pub(super) fn users_of(&self, package: &Package, name: &str) -> Vec<Arc<File>> {
        let mut files: Vec<Arc<File>> = package.files().to_vec();
        if name.starts_with(char::is_uppercase) {
            let calls = self.program.calls(&package.dir);
            files.extend(calls.importers(&package.import_path).filter_map(|path| self.program.file(path).ok()));
        }
        files.retain(|file| self.file.is_test() || !file.is_test());
        files
    }

    /// What a look at a function declaration of another file tells; None where it can't be read.
    pub(super) fn looks_at<T>(&self, file: &File, declaration: &Declaration, look: &dyn Fn(&Function<'_>) -> T) -> Option<T> {
        if let DeclKind::Func { name, .. } = &declaration.kind {
            let user = User::Findings(Arc::clone(&self.file.path));
            self.model.asked.note(Source::Function(Arc::clone(&file.path), name.clone()), user);
        }
        let parsed = self.model.parsed(file, declaration).ok()?;
        Some(look(&Function::new(self.model, file, &parsed)))
    }
}

/// The value with which a declaration of variables declares one.
fn value_of<'a>(function: &Function<'a>, name: &str) -> Option<&'a Expr> {
    let [Stmt { kind: StmtKind::Var(specs), .. }] = &function.func.body.as_ref()?.stmts[..] else { return None };
    let of = |spec: &'a ValueSpec| {
        let at = spec.names.iter().position(|n| n.name == name)?;
        spec.values.get(at).filter(|_| spec.values.len() == spec.names.len())
    };
    specs.iter().find_map(of)
}

/// The value that a literal of a struct gives a field by its name.
pub(super) fn value_of_field<'e>(literal: &'e Expr, field: &str) -> Option<&'e Expr> {
    let literal = literal.unparen();
    let literal = if let ExprKind::Unary { op: UnaryOp::Address, operand } = &literal.kind { operand.unparen() } else { literal };
    let ExprKind::Composite { elements, .. } = &literal.kind else { return None };
    let named = elements.iter().find(|e| e.key.as_ref().and_then(Expr::as_ident).is_some_and(|key| key == field));
    named.map(|element| &element.value)
}
