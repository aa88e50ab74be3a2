//! Lexical scopes of one function: what each identifier means, shadowing included.

use super::File;
use crate::syntax::ast::{FuncDecl, SmolStr, Span};

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

/// A name declared inside a function, parameters and results included.
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
    /// `nil`, `true`, `len`, `error`, `string` …
    Universe(SmolStr),
    Unknown,
}

/// The scopes of one declared function with all its literals.
#[derive(Clone, Debug, Default)]
pub struct Scopes {
    _private: (),
}

impl Scopes {
    pub fn new(_file: &File, _func: &FuncDecl) -> Self {
        Self::default()
    }

    /// What the identifier that starts at this offset means. A field name, a method name, a key of a struct literal
    /// and a label are no identifiers in this sense: Unknown.
    pub fn binding(&self, _at: u32) -> Binding {
        Binding::Unknown
    }

    /// Shorthand: the variable an identifier names.
    pub fn var_at(&self, at: u32) -> Option<VarId> {
        match self.binding(at) {
            Binding::Var(id) => Some(id),
            _ => None,
        }
    }

    pub fn var(&self, _id: VarId) -> &Var {
        unimplemented!()
    }

    /// All variables, in order of declaration.
    pub fn vars(&self) -> impl Iterator<Item = (VarId, &Var)> {
        std::iter::empty()
    }

    /// What `name` would mean at this offset.
    pub fn lookup(&self, _name: &str, _at: u32) -> Binding {
        Binding::Unknown
    }

    /// Whether `name` occurs as an identifier (declared or used) anywhere inside `span`, or means something at its start
    /// that a new declaration would shadow: package-level names, imports and universe names included.
    pub fn is_taken(&self, _name: &str, _span: Span) -> bool {
        false
    }
}
