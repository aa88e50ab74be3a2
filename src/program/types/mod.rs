//! Types of expressions, as far as declarations in sight tell.

mod asked;
#[cfg(test)]
mod bad_input_tests;
pub(super) mod declared;
mod generic;
#[cfg(test)]
mod implementation_tests;
pub(super) mod implementations;
mod infer;
pub(super) mod info;
mod reach;
pub(super) mod spelled;
#[cfg(test)]
mod tests;
mod typing;
pub(super) mod world;

use std::{fmt, sync::Arc};

pub use typing::Typing;

use super::{Symbol, VarId};
use crate::syntax::ast::SmolStr;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// A defined type by its full name (`net/http.Client`), or a predeclared one (`error`, `int`). An alias is what it stands
    /// for. Types that a function declares, its type parameters, structs and interfaces without a name have names that no source can
    /// spell (`result·120`).
    Named(SmolStr),
    /// A generic type with its arguments: `iter.Seq[error]`.
    Instance(SmolStr, Arc<[Type]>),
    Pointer(Box<Type>),
    Slice(Box<Type>),
    Array(Box<Type>),
    Map(Box<Type>, Box<Type>),
    Chan(Box<Type>),
    Func(Arc<FuncType>),
    /// Several results, or none.
    Tuple(Vec<Type>),
    /// An untyped constant: `int`, `float64`, `string`, `bool`, `rune`, `nil`.
    Untyped(SmolStr),
    Unknown,
}

/// A signature. Of functions that only tables tell of, the results alone are known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct FuncType {
    pub params: Vec<Type>,
    pub results: Vec<Type>,
    pub variadic: bool,
}

impl Type {
    /// The type that a text with full import paths spells (`*net/http.Response`); Unknown where it is not understood.
    pub fn parse(text: &str) -> Self {
        spelled::parse_type(text, "")
    }

    /// The type's full name, through a pointer: `net/http.Client` of `*net/http.Client`.
    pub fn name(&self) -> Option<&str> {
        self.named().map(|(name, _)| name.as_str())
    }

    /// Name and type arguments of a defined type, through a pointer.
    fn named(&self) -> Option<(&SmolStr, &[Type])> {
        let direct = match self {
            Self::Pointer(t) => t,
            other => other,
        };
        match direct {
            Self::Named(name) => Some((name, &[])),
            Self::Instance(name, args) => Some((name, args)),
            _ => None,
        }
    }

    /// Whether it is the named type or a pointer to it.
    pub fn is(&self, full_name: &str) -> bool {
        self.name() == Some(full_name)
    }

    /// Whether it is made of a defined type of such a name.
    fn names_any(&self, is_one: &dyn Fn(&str) -> bool) -> bool {
        let any = |types: &[Self]| types.iter().any(|ty| ty.names_any(is_one));
        match self {
            Self::Named(name) => is_one(name),
            Self::Instance(name, args) => is_one(name) || any(args),
            Self::Pointer(ty) | Self::Slice(ty) | Self::Array(ty) | Self::Chan(ty) => ty.names_any(is_one),
            Self::Map(key, value) => key.names_any(is_one) || value.names_any(is_one),
            Self::Func(ty) => any(&ty.params) || any(&ty.results),
            Self::Tuple(types) => any(types),
            Self::Untyped(_) | Self::Unknown => false,
        }
    }

    /// What a variable gets from an untyped constant.
    fn defaulted(self) -> Self {
        match self {
            Self::Untyped(name) if name == "nil" => Self::Unknown,
            Self::Untyped(name) => Self::Named(name),
            other => other,
        }
    }
}

/// As Go writes it, with full import paths; `?` for what is not known.
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(name) => f.write_str(name),
            Self::Instance(name, args) => write!(f, "{name}[{}]", listed(args)),
            Self::Pointer(t) => write!(f, "*{t}"),
            Self::Slice(t) => write!(f, "[]{t}"),
            Self::Array(t) => write!(f, "[?]{t}"),
            Self::Map(k, v) => write!(f, "map[{k}]{v}"),
            Self::Chan(t) => write!(f, "chan {t}"),
            Self::Func(ty) => {
                f.write_str("func")?;
                write_list(f, &ty.params)?;
                match &ty.results[..] {
                    [] => Ok(()),
                    [one] => write!(f, " {one}"),
                    many => {
                        f.write_str(" ")?;
                        write_list(f, many)
                    }
                }
            }
            Self::Tuple(types) => write_list(f, types),
            Self::Untyped(name) => write!(f, "untyped {name}"),
            Self::Unknown => f.write_str("?"),
        }
    }
}

fn write_list(f: &mut fmt::Formatter<'_>, types: &[Type]) -> fmt::Result {
    write!(f, "({})", listed(types))
}

fn listed(types: &[Type]) -> String {
    let list: Vec<String> = types.iter().map(ToString::to_string).collect();
    list.join(", ")
}

/// What a call calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Callee {
    /// A function or method by its full name. A method promoted through embedding is named by the type that declares it;
    /// a method of an interface by the interface that lists it (`io.Closer.Close` of an `io.ReadCloser`). What standard types
    /// have from an unexported one counts as their own: `testing.(*T).Fatal`, `net.(*TCPConn).Close`.
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
