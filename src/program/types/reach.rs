//! Whether values of a type can hold on to others, by what they are made of: what a value can't reach, it can't keep.

use std::collections::HashSet;

use super::{
    Type, Typing,
    info::{Kind, TypeInfo},
    world::World,
};
use crate::program::{RELEASES, StdTable, is_plain};

/// A type made of more types than this may hold anything.
const TYPES: usize = 64;

/// Structs of the standard library that hold nothing but numbers and texts, whether their source is in sight or not.
const INERT: &[&str] = &[
    "bytes.Buffer",
    "go/token.Position",
    "math/big.Int",
    "net/netip.Addr",
    "net/url.URL",
    "regexp.Regexp",
    "strings.Builder",
    "sync.Mutex",
    "sync.RWMutex",
    "time.Time",
];

/// Types whose values are views of memory that others own, and reuse when they are done with it.
const VIEWS: &[&str] = &["database/sql.RawBytes"];

impl Typing<'_> {
    /// Whether a value of the type may hold on to another one, as interfaces, functions and channels do, and structs and lists of such.
    /// An error tells of a value and does not hold it.
    pub fn may_hold(&self, ty: &Type) -> bool {
        self.remembered_reach(ty, |world| world.may_hold(ty))
    }

    /// Whether something in a value of the type is a view of memory that belongs to whoever filled it.
    pub fn has_view(&self, ty: &Type) -> bool {
        self.asked(|world| world.has_view(ty))
    }
}

impl World<'_> {
    pub(super) fn may_hold(&self, ty: &Type) -> bool {
        let mut seen: HashSet<Type> = HashSet::new();
        let mut work = vec![ty.clone()];
        while let Some(ty) = work.pop() {
            match &ty {
                Type::Pointer(inner) | Type::Slice(inner) | Type::Array(inner) => work.push((**inner).clone()),
                Type::Map(key, value) => work.extend([(**key).clone(), (**value).clone()]),
                Type::Untyped(_) => {}
                Type::Named(_) | Type::Instance(..) => {
                    if is_plain(&ty) || ty.is("error") || !seen.insert(ty.clone()) {
                        continue;
                    }
                    if is_view(&ty) {
                        return true;
                    }
                    match self.parts(&ty).filter(|_| seen.len() <= TYPES) {
                        Some(parts) => work.extend(parts),
                        None => return true,
                    }
                }
                Type::Chan(_) | Type::Func(_) | Type::Tuple(_) | Type::Unknown => return true,
            }
        }
        false
    }

    fn has_view(&self, ty: &Type) -> bool {
        let mut seen: HashSet<Type> = HashSet::new();
        let mut work = vec![ty.clone()];
        while let Some(ty) = work.pop() {
            match &ty {
                _ if is_view(&ty) => return true,
                Type::Pointer(inner) | Type::Slice(inner) | Type::Array(inner) => work.push((**inner).clone()),
                Type::Map(key, value) => work.extend([(**key).clone(), (**value).clone()]),
                Type::Named(_) | Type::Instance(..) if seen.len() < TYPES && seen.insert(ty.clone()) => {
                    work.extend(self.parts(&ty).unwrap_or_default());
                }
                _ => {}
            }
        }
        false
    }

    /// The types that values of a defined type consist of. None where they can't all be seen, or the type has a release: then it
    /// is worth more than its parts.
    fn parts(&self, ty: &Type) -> Option<Vec<Type>> {
        let (name, args) = ty.named()?;
        if INERT.contains(&name.as_str()) {
            return Some(Vec::new());
        }
        let info = self.info(name)?;
        let TypeInfo { kind, fields, embedded, open, .. } = &*info;
        let is_hidden = || name.rsplit_once('.').is_some_and(|(path, _)| StdTable::is_std(path) && self.package(path).is_none());
        match kind {
            Kind::Struct if !*open && !is_hidden() && RELEASES.iter().all(|release| self.lacks(ty, release)) => {
                Some(fields.values().chain(embedded).map(|part| part.with(args)).collect())
            }
            Kind::Other(inner) | Kind::Alias(inner) => Some(vec![inner.with(args)]),
            Kind::Struct | Kind::Interface | Kind::Unknown => None,
        }
    }
}

fn is_view(ty: &Type) -> bool {
    ty.name().is_some_and(|name| VIEWS.contains(&name))
}
