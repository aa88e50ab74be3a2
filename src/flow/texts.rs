//! Texts that are followed: a path, an address. Whoever reads one may have a copy of it.

use super::effects::Effects;
use crate::{
    program::{Callee, Position, StdTable, Symbol, Type, is_plain},
    syntax::ast::{Call, Expr},
};

impl Effects<'_, '_, '_> {
    pub(super) fn is_text(&self, e: &Expr) -> bool {
        matches!(self.function.type_of(e), Type::Named(name) | Type::Untyped(name) if name == "string")
    }

    /// The results of a call that may hold a copy of a text that it reads.
    pub(super) fn copies(&self, call: &Call) -> Vec<usize> {
        let known = |s: &Symbol| StdTable::get().effect(s, Position::Argument(0)).is_some();
        let known_callee = matches!(self.function.typing.callee(call), Callee::Symbol(s) if known(&s));
        let copies = |ty: &Type| match ty {
            // What is read from a file is no path to it.
            Type::Slice(elem) if self.subject.is_text && (elem.is("byte") || elem.is("uint8")) => false,
            ty if self.subject.is_text => !ty.is("error") && (holds_text(ty) || !is_plain(ty)),
            ty if known_callee => holds_text(ty),
            ty => !ty.is("error"),
        };
        match self.function.typing.results(call) {
            Some(types) => types.iter().enumerate().filter(|(_, ty)| copies(ty)).map(|(i, _)| i).collect(),
            None => vec![0],
        }
    }
}

/// Whether a function shows people what it is given.
pub(super) fn shows(callee: &Symbol) -> bool {
    let name = callee.name();
    match callee.package() {
        "fmt" => name.starts_with("Print") || name.starts_with("Fprint"),
        package => package == "log" || package == "log/slog",
    }
}

/// Whether a value of the type may hold a text that it was made of, and give it back.
fn holds_text(ty: &Type) -> bool {
    match ty {
        Type::Named(name) => matches!(name.as_str(), "string" | "byte" | "any" | "net/url.URL"),
        Type::Pointer(inner) | Type::Slice(inner) | Type::Array(inner) => holds_text(inner),
        Type::Map(key, value) => holds_text(key) || holds_text(value),
        Type::Unknown => true,
        _ => false,
    }
}
