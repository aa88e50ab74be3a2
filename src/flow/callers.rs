//! Who runs the code in which something stands: whether others go on meanwhile or behind it, and whether it runs more than once.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use super::{
    dependence::{Source, User},
    function::Function,
    held::Held,
};
use crate::{
    program::{Binding, File, Package},
    syntax::{
        DeclKind, Declaration, Descend, Node,
        ast::{Expr, ExprKind, Field, FuncLit, Span, StmtKind},
        has_identifier, walk_block,
    },
};

/// So many callers behind one another are asked. What runs a program is seldom further away.
const CALLERS: u32 = 3;

/// How a function literal is run.
enum Run {
    /// By these calls, which wait for it.
    Called(Vec<Span>),
    /// It is started as a goroutine, or handed on: whoever has it runs it when they like.
    Apart,
}

/// A place that names a function, in another one or among a package's variables.
struct Site {
    /// The program in whose own package it stands. Two programs are two processes.
    program: Option<Arc<Path>>,
    others_go_on: bool,
    is_repeated: bool,
}

impl Held<'_, '_> {
    /// Whether other code surely or perhaps goes on while its function runs, or sees to the end of the program behind that: the function
    /// is started as a goroutine, or handed as a value to somebody who runs it when they like, or called from such code alone. Nobody
    /// knows that of a method which is called by nobody in sight: by an interface, perhaps.
    pub fn others_go_on(&self) -> bool {
        self.function.runs_beside_others(self.call.span, CALLERS, &self.function.file.path)
    }

    /// Whether the acquisition surely runs more than once in a process: in a loop or a handler of requests, in a function that is called
    /// from several places or from such a one, or in a test, of which there are many in a process.
    pub fn is_repeated(&self) -> bool {
        self.function.is_of_tests() || self.in_loop() || self.function.runs_again(self.call.span, CALLERS, &self.function.file.path)
    }
}

impl<'a> Function<'a> {
    fn runs_beside_others(&self, at: Span, callers: u32, asker: &Arc<Path>) -> bool {
        if let Some(lit) = self.literal_around(at) {
            return match self.runs_of(lit) {
                Run::Called(calls) => calls.iter().any(|call| self.runs_beside_others(*call, callers, asker)),
                Run::Apart => true,
            };
        }
        if self.runs_once() || callers == 0 {
            return false;
        }
        let sites = self.sites_of_calls(callers, asker);
        sites.iter().any(|site| site.others_go_on) || sites.is_empty() && self.func.receiver.is_some()
    }

    fn runs_again(&self, at: Span, callers: u32, asker: &Arc<Path>) -> bool {
        if self.body_of(at).is_some_and(|body| !body.loops_around(at).is_empty()) {
            return true;
        }
        if let Some(lit) = self.literal_around(at) {
            return self.serves_requests(&lit.signature.params)
                || match self.runs_of(lit) {
                    Run::Called(calls) => calls.len() > 1 || calls.iter().any(|call| self.runs_again(*call, callers, asker)),
                    // Where it stands is run as often, at least.
                    Run::Apart => self.runs_again(lit.span, callers, asker),
                };
        }
        if self.runs_once() || callers == 0 {
            return false;
        }
        if self.serves_requests(&self.func.signature.params) {
            return true;
        }
        let sites = self.sites_of_calls(callers, asker);
        let beside = |site: &Site| sites.iter().filter(|s| s.program == site.program).count();
        sites.iter().any(|site| site.is_repeated || beside(site) > 1)
    }

    /// The innermost literal that holds the code at a span, and is not that itself.
    fn literal_around(&self, at: Span) -> Option<&'a FuncLit> {
        self.literals.iter().filter(|lit| lit.body.span.contains(at)).max_by_key(|lit| lit.span.start).copied()
    }

    /// Whether these are the parameters of a handler of requests.
    pub(super) fn serves_requests(&self, params: &[Field]) -> bool {
        params.iter().any(|p| self.typing.denoted(&p.ty).is("net/http.ResponseWriter"))
    }

    /// Whether a literal is called where it stands, or by a variable that does nothing but be called.
    fn runs_of(&self, lit: &FuncLit) -> Run {
        let Some(body) = &self.func.body else { return Run::Apart };
        let is_it = |e: &Expr| matches!(&e.unparen().kind, ExprKind::FuncLit(other) if other.span == lit.span);
        let var = self.scopes.vars().map(|(var, _)| var).find(|var| self.only_value(*var).is_some_and(is_it));
        let (mut calls, mut started, mut named, mut spoken) = (Vec::new(), BTreeSet::new(), 0, 0);
        walk_block(body, &mut |node| {
            match node {
                Node::Stmt(stmt) => {
                    if let StmtKind::Go(e) = &stmt.kind {
                        started.extend(e.as_call().map(|call| call.span));
                    }
                }
                Node::Expr(Expr { kind: ExprKind::Call(call), .. }) => {
                    let is_called = is_it(&call.callee) || var.is_some() && self.var(&call.callee) == var;
                    if is_called && !started.contains(&call.span) {
                        calls.push(call.span);
                        spoken += usize::from(!is_it(&call.callee));
                    }
                }
                Node::Expr(e) if var.is_some() && matches!(e.kind, ExprKind::Ident(_)) && self.var(e) == var => named += 1,
                Node::Expr(_) => {}
            }
            Descend::Into
        });
        // Its declaration names it as well.
        let is_kept = var.is_some_and(|var| {
            let declared = self.scopes.var(var).declared;
            let mut declarations = 0;
            walk_block(body, &mut |node| {
                declarations += usize::from(matches!(node, Node::Expr(e) if e.span == declared && matches!(e.kind, ExprKind::Ident(_))));
                Descend::Into
            });
            named > spoken + declarations
        });
        // What it does by itself adds nothing.
        calls.retain(|call| !lit.body.span.contains(*call));
        if is_kept || calls.is_empty() { Run::Apart } else { Run::Called(calls) }
    }

    /// The places in the module that name the function, those of tests aside unless it is one of theirs.
    fn sites_of_calls(&self, callers: u32, asker: &Arc<Path>) -> Vec<Site> {
        let own = self.program.package(self.file);
        let name = self.func.name.name.as_str();
        let is_private = &*own.name == "main" || !name.starts_with(char::is_uppercase);
        let files: Vec<Arc<File>> = if is_private {
            own.files().to_vec()
        } else {
            self.program.naming(self.file.dir(), name).iter().filter_map(|path| self.program.file(path).ok()).collect()
        };
        let mut sites = Vec::new();
        for file in files.iter().filter(|file| !file.is_test() || self.file.is_test()) {
            let is_own = file.dir() == self.file.dir();
            if !is_own && !file.skim.imports.iter().any(|import| *import.path == *own.import_path) {
                continue;
            }
            for declaration in &file.skim.declarations {
                let text = file.text.get(declaration.span.clone()).unwrap_or_default();
                if !has_identifier(text, name) {
                    continue;
                }
                match &declaration.kind {
                    DeclKind::Func { .. } => self.sites_in(&own, file, declaration, callers, asker, &mut sites),
                    // A table of commands, say. A method of the same name is another thing.
                    DeclKind::Var if self.func.receiver.is_none() => {
                        sites.push(Site { program: self.program_of(file), others_go_on: true, is_repeated: false });
                    }
                    _ => {}
                }
            }
        }
        sites
    }

    fn sites_in(&self, own: &Package, file: &File, declaration: &Declaration, callers: u32, asker: &Arc<Path>, sites: &mut Vec<Site>) {
        let DeclKind::Func { name, .. } = &declaration.kind else { return };
        let Ok(parsed) = self.model.parsed(file, declaration) else { return };
        self.model.asked.note(Source::Function(Arc::clone(&file.path), name.clone()), User::Findings(Arc::clone(asker)));
        let caller = Function::new(self.model, file, &parsed);
        let Some(body) = &caller.func.body else { return };
        let (mut started, mut called) = (BTreeSet::new(), BTreeSet::new());
        let mut found = Vec::new();
        walk_block(body, &mut |node| {
            match node {
                Node::Stmt(stmt) => {
                    if let StmtKind::Go(e) = &stmt.kind {
                        started.extend(e.as_call().map(|call| call.callee.unparen().span));
                    }
                }
                Node::Expr(e) => {
                    if let ExprKind::Call(call) = &e.kind {
                        called.insert(call.callee.unparen().span);
                    }
                    if self.is_named_by(own, &caller, e) {
                        found.push((called.contains(&e.span) && !started.contains(&e.span), e.span));
                    }
                }
            }
            Descend::Into
        });
        for (is_waited_for, at) in found {
            sites.push(Site {
                program: self.program_of(file),
                others_go_on: !is_waited_for || caller.runs_beside_others(at, callers - 1, asker),
                is_repeated: caller.runs_again(at, callers - 1, asker),
            });
        }
    }

    fn program_of(&self, file: &File) -> Option<Arc<Path>> {
        (&*self.program.package(file).name == "main").then(|| file.dir().into())
    }

    /// Whether an expression in another function means this one.
    fn is_named_by(&self, own: &Package, other: &Function<'_>, e: &Expr) -> bool {
        let name = &self.func.name.name;
        match &e.kind {
            ExprKind::Ident(ident) => {
                ident == name
                    && self.func.receiver.is_none()
                    && other.file.dir() == self.file.dir()
                    && other.scopes.binding(e.span.start) == Binding::PackageLevel(name.clone())
            }
            ExprKind::Selector { operand, field } if field.name == *name => match self.display_name().split_once('.') {
                Some((receiver, _)) => {
                    let ty = other.type_of(operand);
                    ty.name().and_then(|ty| ty.rsplit_once('.')) == Some((own.symbol_path(), receiver))
                }
                None => {
                    matches!(other.scopes.binding(operand.unparen().span.start), Binding::Package(path) if *path == *own.import_path)
                }
            },
            _ => false,
        }
    }
}
