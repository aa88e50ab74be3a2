//! Types of expressions, as far as declarations in sight tell.

use std::sync::Arc;

use super::{File, Program, Scopes, Symbol, VarId};
use crate::syntax::ast::{Call, Expr, FuncDecl, SmolStr};

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// A defined type by its full name (`net/http.Client`), or a predeclared one (`error`, `int`).
    Named(SmolStr),
    Pointer(Box<Type>),
    Slice(Box<Type>),
    Array(Box<Type>),
    Map(Box<Type>, Box<Type>),
    Chan(Box<Type>),
    Func(Arc<FuncType>),
    /// Several results.
    Tuple(Vec<Type>),
    /// An untyped constant: `int`, `float64`, `string`, `bool`, `rune`, `nil`.
    Untyped(SmolStr),
    Unknown,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FuncType {
    pub params: Vec<Type>,
    pub results: Vec<Type>,
    pub variadic: bool,
}

impl Type {
    /// The type's full name, through a pointer: `net/http.Client` of `*net/http.Client`.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Named(n) => Some(n),
            Self::Pointer(t) => match &**t {
                Self::Named(n) => Some(n),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether it is the named type or a pointer to it.
    pub fn is(&self, full_name: &str) -> bool {
        self.name() == Some(full_name)
    }
}

/// What a call calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Callee {
    /// A function or method by its full name. A method promoted through embedding is named by the type that declares it;
    /// a method of an interface by the interface.
    Symbol(Symbol),
    /// `len`, `append`, `panic` …
    Builtin(SmolStr),
    Conversion(Type),
    /// The value of a variable.
    Var(VarId),
    /// A function literal called on the spot.
    Literal,
    Unknown,
}

/// Types inside one function; answers are remembered.
pub struct Typing<'a> {
    _file: &'a File,
}

impl<'a> Typing<'a> {
    pub fn new(_program: &'a Program<'a>, file: &'a File, _func: &'a FuncDecl, _scopes: &'a Scopes) -> Self {
        Self { _file: file }
    }

    /// The type of an expression; [`Type::Unknown`] where unsure.
    pub fn type_of(&self, _expr: &Expr) -> Type {
        Type::Unknown
    }

    pub fn type_of_var(&self, _var: VarId) -> Type {
        Type::Unknown
    }

    pub fn callee(&self, _call: &Call) -> Callee {
        Callee::Unknown
    }
}
