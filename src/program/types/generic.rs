//! Type parameters and what stands for them.

use std::{collections::HashMap, sync::Arc};

use super::{FuncType, Type, infer::wider, world::World};
use crate::syntax::ast::{Expr, ExprKind, Field, FuncDecl, InterfaceElem, SmolStr, TypeSpec, UnaryOp};

/// Marks the name of a type parameter: by its place among those of a type (`'0`, also as a method's receiver lists them), or of a
/// function (`'a`). One that must have a certain form has that for an argument: `'a[[]'b]` of `S ~[]E`.
pub(in crate::program) const PARAMETER: char = '\'';

/// A type parameter in sight.
pub(super) struct Parameter<'e> {
    pub name: &'e SmolStr,
    pub mark: SmolStr,
    constraint: Option<&'e Expr>,
}

impl Parameter<'_> {
    /// The form that its type arguments have.
    pub fn core(&self) -> Option<&Expr> {
        core(self.constraint?)
    }
}

/// The form of the types that a constraint lets through, where they have one.
pub(super) fn core(constraint: &Expr) -> Option<&Expr> {
    let mut constraint = constraint.unparen();
    loop {
        match &constraint.kind {
            ExprKind::InterfaceType(elems) => match &elems[..] {
                [InterfaceElem::Embedded(only)] => constraint = only.unparen(),
                _ => return None,
            },
            ExprKind::Unary { op: UnaryOp::Other, operand } => return Some(operand),
            ExprKind::ArrayType { .. } | ExprKind::MapType { .. } | ExprKind::ChanType { .. } | ExprKind::FuncType(_) => {
                return Some(constraint);
            }
            _ => return None,
        }
    }
}

/// Those of a type.
pub(super) fn of_type(spec: &TypeSpec) -> Vec<Parameter<'_>> {
    let names = spec.type_params.iter().flat_map(|f| &f.names);
    names.enumerate().map(|(i, n)| Parameter { name: &n.name, mark: mark_of_type(i), constraint: None }).collect()
}

/// Those of a function, and those that its receiver's type lists.
pub(super) fn of_function(func: &FuncDecl) -> Vec<Parameter<'_>> {
    let own = func.signature.type_params.iter().flat_map(|f: &Field| f.names.iter().map(|n| (&n.name, &f.ty)));
    let mut all: Vec<_> =
        own.enumerate().map(|(i, (name, ty))| Parameter { name, mark: mark_of_function(i), constraint: Some(ty) }).collect();
    let mut ty: Option<&Expr> = func.receiver.as_ref().map(|r| &r.ty);
    while let Some(e) = ty {
        ty = match &e.kind {
            ExprKind::Star(inner) | ExprKind::Paren(inner) => Some(inner),
            ExprKind::Index { indices, .. } => {
                let names = indices.iter().enumerate().filter_map(|(i, e)| Some((i, e.as_ident()?)));
                all.extend(names.map(|(i, name)| Parameter { name, mark: mark_of_type(i), constraint: None }));
                None
            }
            _ => None,
        };
    }
    all
}

pub(super) fn mark_of_type(index: usize) -> SmolStr {
    format!("{PARAMETER}{index}").into()
}

fn mark_of_function(index: usize) -> SmolStr {
    match u8::try_from(index) {
        Ok(index @ 0..26) => format!("{PARAMETER}{}", char::from(b'a' + index)).into(),
        _ => format!("{PARAMETER}z{index}").into(),
    }
}

/// The place of a type's parameter, by its mark.
fn place_of_type(mark: &str) -> Option<usize> {
    mark.strip_prefix(PARAMETER)?.parse().ok()
}

/// The place of a function's parameter, by its mark.
pub(super) fn place_of_function(mark: &str) -> Option<usize> {
    match mark.strip_prefix(PARAMETER)?.as_bytes() {
        [letter @ b'a'..=b'z'] => Some(usize::from(letter - b'a')),
        [b'z', index @ ..] => std::str::from_utf8(index).ok()?.parse().ok(),
        _ => None,
    }
}

impl Type {
    /// A generic type by its full name, with its own parameters.
    pub(super) fn generic(name: SmolStr, parameters: usize) -> Self {
        match parameters {
            0 => Self::Named(name),
            n => Self::Instance(name, (0..n).map(|i| Self::Named(mark_of_type(i))).collect()),
        }
    }

    /// The type with everything unknown that depends on a type parameter.
    pub(in crate::program) fn erase(&self) -> Self {
        self.substitute(&|_| Some(Self::Unknown))
    }

    /// The type with arguments for the parameters of the type around it, Unknown where there are none.
    pub(super) fn with(&self, args: &[Type]) -> Self {
        self.substitute(&|mark| place_of_type(mark).map(|i| args.get(i).cloned().unwrap_or(Self::Unknown))).bounded()
    }

    /// The type, or Unknown where it is larger than any that code can use: one that grows by itself.
    pub(super) fn bounded(self) -> Self {
        if self.fits(&mut { LARGEST }) { self } else { Self::Unknown }
    }

    /// Whether a type has no more parts than are left.
    fn fits(&self, left: &mut usize) -> bool {
        let Some(less) = left.checked_sub(1) else { return false };
        *left = less;
        match self {
            Self::Pointer(t) | Self::Slice(t) | Self::Array(t) | Self::Chan(t) => t.fits(left),
            Self::Map(k, v) => k.fits(left) && v.fits(left),
            Self::Instance(_, types) => types.iter().all(|t| t.fits(left)),
            Self::Tuple(types) => types.iter().all(|t| t.fits(left)),
            Self::Func(f) => f.params.iter().chain(&f.results).all(|t| t.fits(left)),
            Self::Named(_) | Self::Untyped(_) | Self::Unknown => true,
        }
    }

    /// The type with other types for type parameters; those that `parameter` has nothing for stay.
    pub(super) fn substitute(&self, parameter: &dyn Fn(&str) -> Option<Self>) -> Self {
        let boxed = |t: &Self| Box::new(t.substitute(parameter));
        match self {
            Self::Named(name) if name.starts_with(PARAMETER) => parameter(name).unwrap_or_else(|| self.clone()),
            Self::Instance(name, args) => {
                let own = if name.starts_with(PARAMETER) { parameter(name) } else { None };
                own.unwrap_or_else(|| Self::Instance(name.clone(), args.iter().map(|t| t.substitute(parameter)).collect()))
            }
            Self::Pointer(t) => Self::Pointer(boxed(t)),
            Self::Slice(t) => Self::Slice(boxed(t)),
            Self::Array(t) => Self::Array(boxed(t)),
            Self::Map(k, v) => Self::Map(boxed(k), boxed(v)),
            Self::Chan(t) => Self::Chan(boxed(t)),
            Self::Func(f) => Self::Func(Arc::new(f.substitute(parameter))),
            Self::Tuple(types) => Self::Tuple(types.iter().map(|t| t.substitute(parameter)).collect()),
            Self::Named(_) | Self::Untyped(_) | Self::Unknown => self.clone(),
        }
    }
}

impl FuncType {
    pub(super) fn substitute(&self, parameter: &dyn Fn(&str) -> Option<Type>) -> Self {
        let all = |types: &[Type]| types.iter().map(|t| t.substitute(parameter)).collect();
        Self { params: all(&self.params), results: all(&self.results), variadic: self.variadic }
    }

    pub(super) fn with(&self, args: &[Type]) -> Self {
        let Self { params, results, variadic } = self;
        let all = |types: &[Type]| types.iter().map(|t| t.with(args)).collect();
        Self { params: all(params), results: all(results), variadic: *variadic }
    }

    pub(super) fn erase(&self) -> Self {
        self.substitute(&|_| Some(Type::Unknown))
    }
}

/// How many parts a type may have.
const LARGEST: usize = 400;

/// How deep a parameter's type is compared with an argument's.
const DEEPEST: usize = 16;

/// What the type parameters of a function stand for in a call.
#[derive(Default)]
pub(super) struct Bound {
    /// What the code says, in order.
    pub said: Vec<Type>,
    /// What arguments tell, by mark.
    told: HashMap<SmolStr, Type>,
}

impl Bound {
    /// What the parameter of this mark stands for.
    pub fn of(&self, mark: &str) -> Type {
        let said = place_of_function(mark).and_then(|i| self.said.get(i));
        said.or_else(|| self.told.get(mark)).cloned().unwrap_or(Type::Unknown).defaulted()
    }

    /// Learns from an argument of a parameter of this type.
    pub fn unify(&mut self, world: &World<'_>, param: &Type, arg: &Type, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match (param, arg) {
            (_, Type::Unknown) => {}
            (Type::Named(mark), _) if mark.starts_with(PARAMETER) => self.tell(mark, arg),
            (Type::Instance(mark, core), _) if mark.starts_with(PARAMETER) => {
                self.tell(mark, arg);
                if let [core] = &core[..] {
                    self.unify(world, core, &world.underlying(arg), depth + 1);
                }
            }
            (Type::Pointer(p), Type::Pointer(a))
            | (Type::Slice(p), Type::Slice(a))
            | (Type::Array(p), Type::Array(a))
            | (Type::Chan(p), Type::Chan(a)) => self.unify(world, p, a, depth + 1),
            (Type::Map(pk, pv), Type::Map(ak, av)) => {
                self.unify(world, pk, ak, depth + 1);
                self.unify(world, pv, av, depth + 1);
            }
            (Type::Func(p), Type::Func(a)) => {
                let pairs = p.params.iter().zip(&a.params).chain(p.results.iter().zip(&a.results));
                pairs.for_each(|(p, a)| self.unify(world, p, a, depth + 1));
            }
            (Type::Instance(p, params), Type::Instance(a, args)) if p == a => {
                params.iter().zip(args.iter()).for_each(|(p, a)| self.unify(world, p, a, depth + 1));
            }
            // Where one of them is no defined type, what stands below the other's name counts.
            (Type::Instance(..), Type::Named(_) | Type::Instance(..)) => {}
            (Type::Instance(..), _) => {
                let below = world.underlying(param);
                if below != *param {
                    self.unify(world, &below, arg, depth + 1);
                }
            }
            (_, Type::Named(_) | Type::Instance(..)) => {
                let below = world.underlying(arg);
                if below != *arg {
                    self.unify(world, param, &below, depth + 1);
                }
            }
            _ => {}
        }
    }

    fn tell(&mut self, mark: &SmolStr, ty: &Type) {
        let known = self.told.entry(mark.clone()).or_insert_with(|| ty.clone());
        match (&*known, ty) {
            (known, ty) if known == ty => {}
            (Type::Untyped(_), Type::Untyped(_)) => *known = wider(known.clone(), ty.clone()),
            (_, Type::Untyped(_)) => {}
            // Two types for one parameter: which of them is meant depends on more than is seen here.
            _ => *known = Type::Unknown,
        }
    }
}
