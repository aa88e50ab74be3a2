//! Types of declarations, for those who look at no function's inside: summaries, the index of what hands out resources.

use std::sync::Arc;

use super::{
    FuncType, Type,
    infer::Place,
    world::{Depth, Member, World},
};
use crate::{
    program::{Declared, Package, Program, Symbol},
    syntax::ast::Decl,
};

impl Program<'_> {
    /// The signature of a declared function or method. Its own type parameters are Unknown.
    pub fn signature(&self, package: &Arc<Package>, declared: &Declared) -> Option<FuncType> {
        let depth = Depth::default();
        let world = World { program: self, own: package, depth: &depth, locals: None };
        let tree = package.signature(declared)?;
        let Decl::Func(func) = &*tree else { return None };
        Some(Place::of_file(world, &declared.file).function(func).erase())
    }

    /// The full name of a type's method, promoted ones included, as a package sees it.
    pub fn method(&self, package: &Arc<Package>, ty: &Type, name: &str) -> Option<Symbol> {
        let depth = Depth::default();
        let world = World { program: self, own: package, depth: &depth, locals: None };
        match world.member(ty, name)? {
            Member::Method(symbol, _) => Some(symbol),
            Member::Field(_) => None,
        }
    }
}
