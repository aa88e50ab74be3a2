//! Lexical scopes of one function: what each identifier means, shadowing included.

use std::{collections::HashMap, sync::Arc};

use super::{File, file::FileNames, resolve::Resolver, universe};
use crate::syntax::ast::{Expr, FuncDecl, SmolStr, Span, SwitchCase};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VarId(pub u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VarKind {
    Receiver,
    Param,
    Result,
    Local,
    Const,
    Type,
}

/// A name declared inside a function, parameters and results included. The symbol of a type switch is one variable in
/// each clause, as the specification has it; all are declared at the symbol.
#[derive(Clone, Debug)]
pub struct Var {
    pub name: SmolStr,
    pub kind: VarKind,
    /// Where it is declared (the identifier).
    pub declared: Span,
    /// Where it can be named: from behind its declaration to its block's end.
    pub scope: Span,
    /// The function literal it belongs to: 0 is the declared function, the others in source order from 1.
    pub literal: u32,
}

/// What an identifier means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Binding {
    Var(VarId),
    /// A package by its import path.
    Package(SmolStr),
    /// A declaration of this package (or of a dot-imported one: then only Unknown is certain).
    PackageLevel(SmolStr),
    /// `nil`, `true`, `len`, `error`, `string` … Another file of the package may redeclare one (`max` of old code): only
    /// [`super::Typing`] sees that.
    Universe(SmolStr),
    Unknown,
}

impl Binding {
    /// Whether nothing nearer than the package means it.
    pub fn is_of_package(&self) -> bool {
        matches!(self, Self::PackageLevel(_) | Self::Unknown)
    }
}

/// The scopes of one declared function with all its literals.
#[derive(Clone, Debug, Default)]
pub struct Scopes {
    pub(super) vars: Vec<Var>,
    /// What identifiers mean, by offset.
    pub(super) bindings: HashMap<u32, Binding>,
    /// Where a name occurs as an identifier, in order.
    pub(super) occurrences: HashMap<SmolStr, Vec<u32>>,
    /// The variable of each clause of a type switch with a symbol, by the clause's start.
    pub(super) clauses: HashMap<u32, VarId>,
    /// Names that a block declares more than once, which the compiler rejects.
    pub(super) declared_twice: Vec<SmolStr>,
    /// How many `:=` declare nothing, which it rejects, too.
    pub(super) nothing_new: usize,
    /// Function literals in source order; the first stands for number 1.
    pub(super) literals: Vec<Span>,
    pub(super) file: Arc<FileNames>,
}

impl Scopes {
    pub fn new(file: &File, func: &FuncDecl) -> Self {
        let mut scopes = Resolver::new(Arc::clone(file.names())).function(func);
        for at in scopes.occurrences.values_mut() {
            at.sort_unstable();
        }
        scopes
    }

    /// What the identifier that starts at this offset means. A field name, a method name, a key of a struct literal
    /// and a label are no identifiers in this sense: Unknown. So is a key of a literal whose type is only a name, since that
    /// may be a struct. The symbol of a type switch means the variable of the first clause.
    pub fn binding(&self, at: u32) -> Binding {
        self.bindings.get(&at).cloned().unwrap_or(Binding::Unknown)
    }

    /// What every identifier means, by its offset.
    pub fn bindings(&self) -> impl Iterator<Item = (u32, &Binding)> {
        self.bindings.iter().map(|(at, binding)| (*at, binding))
    }

    /// Shorthand: the variable an identifier names.
    pub fn var_at(&self, at: u32) -> Option<VarId> {
        match self.bindings.get(&at) {
            Some(&Binding::Var(id)) => Some(id),
            _ => None,
        }
    }

    /// Whether an expression is the predeclared `nil`, which nothing hides there.
    pub fn is_nil(&self, e: &Expr) -> bool {
        let is_hidden = || matches!(self.binding(e.unparen().span.start), Binding::Var(_) | Binding::PackageLevel(_));
        e.as_ident().is_some_and(|name| name == "nil") && !is_hidden()
    }

    pub fn var(&self, id: VarId) -> &Var {
        &self.vars[id.0 as usize]
    }

    /// All variables, in order of declaration.
    pub fn vars(&self) -> impl Iterator<Item = (VarId, &Var)> {
        (0..).map(VarId).zip(&self.vars)
    }

    /// The variable that the symbol of a type switch is in this clause.
    pub fn clause_var(&self, case: &SwitchCase) -> Option<VarId> {
        self.clauses.get(&case.span.start).copied()
    }

    /// The innermost function literal around an offset: 0 is the declared function, the others in source order from 1, as
    /// in [`Var::literal`].
    pub fn literal_at(&self, at: u32) -> u32 {
        let around = (1..).zip(&self.literals).filter(|(_, span)| span.start <= at && at < span.end);
        around.last().map_or(0, |(number, _)| number)
    }

    /// What `name` would mean at this offset.
    pub fn lookup(&self, name: &str, at: u32) -> Binding {
        let visible = self.vars().filter(|(_, var)| var.name == name && var.scope.start <= at && at < var.scope.end);
        // Scopes nest: the one that begins last is the innermost.
        match visible.max_by_key(|(_, var)| var.scope.start) {
            Some((id, _)) => Binding::Var(id),
            None => top_level(&self.file, name),
        }
    }

    /// Whether `name` occurs as an identifier (declared or used) anywhere inside `span`.
    pub fn occurs(&self, name: &str, span: Span) -> bool {
        self.occurrences.get(name).is_some_and(|at| {
            let first = at.partition_point(|&a| a < span.start);
            at.get(first).is_some_and(|&a| a < span.end)
        })
    }

    /// Whether `name` occurs as an identifier (declared or used) anywhere inside `span`, or means something at its start
    /// that a new declaration would shadow: package-level names, imports and universe names included.
    pub fn is_taken(&self, name: &str, span: Span) -> bool {
        let occurs = self.occurs(name, span);
        let means = match self.lookup(name, span.start) {
            Binding::Var(_) | Binding::Package(_) | Binding::Universe(_) => true,
            Binding::PackageLevel(name) => self.file.declared.contains(&name),
            Binding::Unknown => false,
        };
        occurs || means
    }
}

/// What a name means outside of functions, as far as the file tells. A name that is declared nowhere in sight stands in
/// another file of the package, unless there is a dot import that could declare it too.
pub(super) fn top_level(file: &FileNames, name: &str) -> Binding {
    if name == "_" {
        Binding::Unknown
    } else if file.declared.contains(name) {
        Binding::PackageLevel(name.into())
    } else if let Some(path) = file.imports.get(name) {
        Binding::Package(path.clone())
    } else if universe::is_predeclared(name) {
        Binding::Universe(name.into())
    } else if file.dots.is_empty() {
        Binding::PackageLevel(name.into())
    } else {
        Binding::Unknown
    }
}
