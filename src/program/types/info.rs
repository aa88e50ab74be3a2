//! What a defined type is made of.

use std::{collections::HashMap, sync::Arc};

use super::{FuncType, Type};
use crate::syntax::ast::SmolStr;

/// A defined type's fields and methods, those of embedded types aside.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::program) struct TypeInfo {
    pub kind: Kind,
    pub fields: HashMap<SmolStr, Type>,
    /// Embedded types, pointers kept.
    pub embedded: Vec<Type>,
    pub methods: HashMap<SmolStr, Method>,
    /// How many type parameters it has.
    pub parameters: usize,
    /// Something of it is not understood: it may have fields and methods that are not listed.
    pub open: bool,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::program) enum Kind {
    Struct,
    Interface,
    /// `type A = B`.
    Alias(Type),
    /// `type T []int`.
    Other(Type),
    #[default]
    Unknown,
}

#[derive(Clone, Debug, PartialEq)]
pub(in crate::program) struct Method {
    /// Whether the receiver is a pointer.
    pub pointer: bool,
    /// None where the signature is not understood.
    pub ty: Option<Arc<FuncType>>,
}

impl TypeInfo {
    pub fn embed(&mut self, ty: Type) {
        self.open |= ty.name().is_none();
        self.embedded.push(ty);
    }
}
