//! What package-level names and members of types mean, over packages in sight, the standard library's list and tables.

use std::{cell::Cell, sync::Arc};

use super::{
    FuncType, Type, Typing, declared,
    info::{Kind, Method, TypeInfo},
};
use crate::{
    program::{Binding, File, Package, Program, StdTable, Symbol, ValueAt, api::Api, scope::top_level, universe},
    syntax::ast::SmolStr,
};

/// How far a chain of questions may go before the answer is Unknown: only code that does not compile goes further.
const DEEPEST: u32 = 128;

/// How many steps one question may take: only code that goes in circles takes more.
const STEPS: u32 = 4_000;

/// Marks the names of types that a function declares, its type parameters, and structs and interfaces without a name: an offset follows, and before it, of those
/// outside of functions, the number of the file in its package (`net/http.struct·3·1200`).
pub(super) const LOCAL: char = '·';

/// How many types may embed one another in a row.
pub(super) const EMBEDDED: usize = 8;

/// How deep the present question is. An answer that was cut short is not remembered, so that none depends on who asked.
#[derive(Debug, Default)]
pub(in crate::program) struct Depth {
    level: Cell<u32>,
    steps: Cell<u32>,
    cut: Cell<bool>,
}

impl Depth {
    /// Asks a question one level down; None where the chain is too long.
    pub fn down<T>(&self, ask: impl FnOnce() -> T) -> Option<T> {
        if self.level.get() == 0 {
            self.cut.set(false);
            self.steps.set(0);
        }
        self.steps.set(self.steps.get() + 1);
        if self.level.get() >= DEEPEST || self.steps.get() > STEPS {
            self.cut.set(true);
            return None;
        }
        self.level.set(self.level.get() + 1);
        let answer = ask();
        self.level.set(self.level.get() - 1);
        Some(answer)
    }

    /// Whether answers of this chain may be remembered.
    pub fn whole(&self) -> bool {
        !self.cut.get()
    }
}

/// A package-level name.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::program) enum Global {
    /// A function; its signature where it is known.
    Func(Symbol, Option<Arc<FuncType>>),
    /// A variable or a constant.
    Value(Type),
    /// A type, aliases resolved.
    Type(Type),
    Unknown,
}

/// A field or method of a type.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::program) enum Member {
    Field(Type),
    Method(Symbol, Option<Arc<FuncType>>),
}

impl Member {
    /// The member of an instance of a generic type.
    fn with(&self, args: &[Type]) -> Self {
        match self {
            Self::Field(ty) => Self::Field(ty.with(args)),
            Self::Method(symbol, ty) => Self::Method(symbol.clone(), ty.as_ref().map(|ty| Arc::new(ty.with(args)))),
        }
    }
}

/// The packages as one of them sees them.
#[derive(Clone, Copy)]
pub(in crate::program) struct World<'w> {
    pub program: &'w Program<'w>,
    pub own: &'w Arc<Package>,
    pub depth: &'w Depth,
    /// The function that is looked at, whose own types can be meant.
    pub locals: Option<&'w Typing<'w>>,
}

impl<'w> World<'w> {
    /// The same, seen from the top level of a package.
    pub fn from<'n>(&self, own: &'n Arc<Package>) -> World<'n>
    where
        'w: 'n,
    {
        World { program: self.program, own, depth: self.depth, locals: None }
    }

    /// The package whose symbols begin with a path, where its source is in sight.
    pub fn package(&self, path: &str) -> Option<Arc<Package>> {
        if path == self.own.symbol_path() {
            return Some(Arc::clone(self.own));
        }
        self.program.import(&self.own.dir, path)
    }

    /// What the name means in the package of that path.
    pub fn global(&self, path: &str, name: &str) -> Global {
        if path == "unsafe" {
            return in_unsafe(name);
        }
        if let Some(package) = self.package(path) {
            return declared::global(&self.from(&package), None, name);
        }
        let symbol = Symbol::function(path, name);
        if let Some(package) = Api::get().package(path) {
            if let Some(ty) = package.functions.get(name) {
                return Global::Func(symbol, Some(Arc::clone(ty)));
            }
            if let Some(info) = package.types.get(name) {
                return Global::Type(match &info.kind {
                    Kind::Alias(target) => target.clone(),
                    _ => Type::generic(symbol.as_str().into(), info.parameters),
                });
            }
            return package.values.get(name).cloned().map_or(Global::Unknown, Global::Value);
        }
        Global::Func(symbol.clone(), self.told(&symbol))
    }

    /// The type that a name means in the package of that path, a generic one with its own parameters.
    pub fn global_type(&self, path: &str, name: &str) -> Type {
        let foreign = self.package(path).is_none();
        match self.global(path, name) {
            Global::Type(ty) => ty,
            // Where its source is not in sight, a name in the place of a type is one.
            _ if foreign => Type::Named(Symbol::function(path, name).as_str().into()),
            _ => Type::Unknown,
        }
    }

    /// The signature of a function or method without source, as far as tables tell.
    fn told(&self, symbol: &Symbol) -> Option<Arc<FuncType>> {
        if let Some(results) = StdTable::get().results(symbol) {
            return Some(Arc::new(FuncType { results, ..FuncType::default() }));
        }
        let mut results = Vec::new();
        let mut tell = |at: usize, ty: Type| {
            if results.len() <= at {
                results.resize(at + 1, Type::Unknown);
            }
            if results[at] == Type::Unknown {
                results[at] = ty;
            }
        };
        for row in self.program.registry.acquired_by(symbol) {
            if let Some(error) = row.error {
                tell(error, Type::Named("error".into()));
            }
            if let (ValueAt::Result(at), Some(ty)) = (row.value, &row.type_name) {
                tell(at, Type::parse(ty));
            }
        }
        (!results.is_empty()).then(|| Arc::new(FuncType { results, ..FuncType::default() }))
    }

    /// What a defined type is made of. None where its source is not in sight.
    pub fn info(&self, full_name: &str) -> Option<Arc<TypeInfo>> {
        let Some((path, name)) = full_name.rsplit_once('.') else {
            return if full_name.contains(LOCAL) { self.locals?.local_info(full_name).map(Arc::new) } else { predeclared(full_name) };
        };
        if let Some(package) = self.package(path) {
            return declared::type_info(&self.from(&package), name);
        }
        Api::get().package(path)?.types.get(name).cloned()
    }

    /// The type below a defined one's name: `[]string` of `type names []string`. Itself where it has no other form.
    pub fn underlying(&self, ty: &Type) -> Type {
        let mut ty = ty.clone();
        for _ in 0..EMBEDDED {
            let (Type::Named(_) | Type::Instance(..), Some((name, args))) = (&ty, ty.named()) else { break };
            match self.info(name).map(|i| i.kind.clone()) {
                Some(Kind::Other(inner) | Kind::Alias(inner)) => ty = inner.with(args),
                _ => break,
            }
        }
        ty
    }

    /// A field or method, promoted ones included, by the rule of the shallowest depth. None where there is none, or more than
    /// one, or a type that is not understood could have one that hides it.
    pub fn member(&self, ty: &Type, name: &str) -> Option<Member> {
        self.search(ty, name)?
    }

    /// Whether a type surely has no such field or method.
    pub fn lacks(&self, ty: &Type, name: &str) -> bool {
        matches!(self.search(ty, name), Some(None))
    }

    /// As [`Self::member`]; None where it is not known, `Some(None)` where there surely is none.
    fn search(&self, ty: &Type, name: &str) -> Option<Option<Member>> {
        let mut level = vec![ty.clone()];
        let mut seen: Vec<SmolStr> = Vec::new();
        for depth in 0..EMBEDDED {
            let mut found = Vec::new();
            let mut open = false;
            let mut next = Vec::new();
            for ty in &level {
                let Some((named, args)) = ty.named() else {
                    open = true;
                    continue;
                };
                if seen.contains(named) {
                    continue;
                }
                seen.push(named.clone());
                let hidden = !name.starts_with(char::is_uppercase);
                let foreign = named.rsplit_once('.').is_some_and(|(path, _)| path != self.own.symbol_path());
                match self.info(named) {
                    Some(info) => {
                        let (before, level) = (found.len(), next.len());
                        self.direct(named, &info, name, &mut found, &mut next);
                        if !args.is_empty() || info.parameters > 0 {
                            found[before..].iter_mut().for_each(|member| *member = member.with(args));
                            next[level..].iter_mut().for_each(|embedded| *embedded = embedded.with(args));
                        }
                        open |= info.open;
                    }
                    // An unexported name of another package can't be meant.
                    None if hidden && foreign => {}
                    None => {
                        let told = self.foreign_method(ty, named, name, depth == 0);
                        open |= told.is_none();
                        found.extend(told);
                    }
                }
            }
            if let [one] = &found[..] {
                return Some(Some(one.clone()));
            }
            if !found.is_empty() || open {
                return None;
            }
            if next.is_empty() {
                return Some(None);
            }
            level = next;
        }
        None
    }

    /// Whether a struct's method is that of the field that it embeds by a name, itself or through others.
    pub fn promotes(&self, ty: &Type, field: &str, method: &str, depth: usize) -> bool {
        let by_name = |ty: &Type| match self.member(ty, method) {
            Some(Member::Method(symbol, _)) => Some(symbol.key().into_owned()),
            _ => None,
        };
        let Some(info) = ty.name().and_then(|name| self.info(name)) else { return false };
        let Some(promoted) = by_name(ty).filter(|_| info.kind == Kind::Struct && depth < EMBEDDED) else { return false };
        // A field of that name hides what is embedded further in.
        !info.fields.contains_key(field)
            && info.embedded.iter().filter(|inner| by_name(inner).as_ref() == Some(&promoted)).any(|inner| {
                inner.name().is_some_and(|n| n.rsplit('.').next() == Some(field)) || self.promotes(inner, field, method, depth + 1)
            })
    }

    /// Adds what a type has itself to `found`, and what it embeds to `next`. Where build constraints choose between a field
    /// and a method, both are found.
    fn direct(&self, named: &str, info: &TypeInfo, name: &str, found: &mut Vec<Member>, next: &mut Vec<Type>) {
        let (path, type_name) = named.rsplit_once('.').unwrap_or(("", named));
        found.extend(self.fields(info, name, next, 0));
        if let Some(method) = info.methods.get(name) {
            let symbol = match type_name.split_once(LOCAL) {
                Some((own, _)) => Symbol::method(self.own.symbol_path(), own, method.pointer, name),
                None if path.is_empty() => Symbol::new(&format!("{type_name}.{name}")),
                None => Symbol::method(path, type_name, method.pointer, name),
            };
            found.push(Member::Method(symbol, method.ty.clone()));
        } else if !path.is_empty()
            && let Some(package) = self.package(path)
            && let Some((symbol, ty)) = declared::method(&self.from(&package), type_name, name)
        {
            found.push(Member::Method(symbol, ty));
        }
    }

    /// The fields of a type, and those of the type that it is defined by (`type T U` has no methods of U, but its fields).
    fn fields(&self, info: &TypeInfo, name: &str, next: &mut Vec<Type>, defined: usize) -> Option<Member> {
        if let Some(ty) = info.fields.get(name) {
            return Some(Member::Field(ty.clone()));
        }
        // An embedded type is a field of a struct, but none of an interface.
        let called = |t: &&Type| t.name().is_some_and(|n| n.rsplit('.').next() == Some(name));
        if info.kind == Kind::Struct
            && let Some(embedded) = info.embedded.iter().find(called)
        {
            return Some(Member::Field(embedded.clone()));
        }
        next.extend(info.embedded.iter().cloned());
        match &info.kind {
            Kind::Other(other @ (Type::Named(_) | Type::Instance(..))) if defined < EMBEDDED => {
                let (path, args) = other.named()?;
                let info = self.info(path)?;
                if info.kind == Kind::Interface {
                    next.push(other.clone());
                    return None;
                }
                let level = next.len();
                let field = self.fields(&info, name, next, defined + 1);
                next[level..].iter_mut().for_each(|embedded| *embedded = embedded.with(args));
                field.map(|f| f.with(args))
            }
            _ => None,
        }
    }

    /// Whether a field selected of `ty` may be one that `owner` declares. What is not understood may be anything.
    pub fn may_lead(&self, ty: &Type, field: &str, owner: &Type, depth: usize) -> bool {
        let Some((named, _)) = ty.named() else { return true };
        if ty.name() == owner.name() || depth > EMBEDDED {
            return true;
        }
        // No other package embeds what this one declares without being named here.
        let Some(info) = self.info(named) else { return named.rsplit_once('.').is_none_or(|(path, _)| path == self.own.symbol_path()) };
        if info.fields.contains_key(field) {
            return false;
        }
        let defined = match &info.kind {
            Kind::Alias(inner) | Kind::Other(inner) => Some(inner),
            Kind::Unknown => return true,
            Kind::Struct | Kind::Interface => None,
        };
        info.open || info.embedded.iter().chain(defined).any(|inner| self.may_lead(inner, field, owner, depth + 1))
    }

    /// A method of a type without source: as a table spells it, or, of the operand itself, as the code suggests.
    fn foreign_method(&self, ty: &Type, named: &str, name: &str, guess: bool) -> Option<Member> {
        let (path, type_name) = named.rsplit_once('.')?;
        let symbol = Symbol::method(path, type_name, matches!(ty, Type::Pointer(_)), name);
        let key = symbol.key();
        let spelled = self.program.registry.acquired_by(&symbol).flat_map(|row| &row.acquire).find(|s| s.key() == key);
        let spelled = spelled.cloned().or_else(|| StdTable::get().spelling(&symbol));
        let symbol = spelled.or_else(|| guess.then(|| symbol.clone()))?;
        let ty = self.told(&symbol);
        Some(Member::Method(symbol, ty))
    }

    /// What a name means at the top level of a file of the own package.
    pub fn top_level(&self, file: &File, name: &str) -> Meaning {
        let names = file.names();
        let binding = top_level(names, name);
        if let Binding::Package(path) = &binding {
            return Meaning::Package(path.clone());
        }
        if name == "_" {
            return Meaning::Unknown;
        }
        if self.own.declares(name) {
            return Meaning::Global(declared::global(self, Some(file), name));
        }
        if universe::is_predeclared(name) {
            return Meaning::Universe(name.into());
        }
        // A package that is not called what its path says.
        for import in file.skim.imports.iter().filter(|i| i.alias.is_none()) {
            if let Some(package) = self.package(&import.path)
                && &*package.name == name
            {
                return Meaning::Package(import.path.clone());
            }
        }
        let dotted = names.dots.iter().map(|path| self.global(path, name));
        let known = |global: &Global| !matches!(global, Global::Unknown | Global::Func(_, None));
        dotted.into_iter().find(known).map_or(Meaning::Unknown, Meaning::Global)
    }
}

/// What a name means outside of functions.
#[derive(Clone, Debug)]
pub(in crate::program) enum Meaning {
    Package(SmolStr),
    Global(Global),
    Universe(SmolStr),
    Unknown,
}

/// The package `unsafe` is the compiler's: its source declares what could not be declared.
fn in_unsafe(name: &str) -> Global {
    let symbol = Symbol::function("unsafe", name);
    let result = match name {
        "Pointer" => return Global::Type(Type::Named("unsafe.Pointer".into())),
        "Add" => "unsafe.Pointer",
        "Alignof" | "Offsetof" | "Sizeof" => "uintptr",
        "String" => "string",
        "StringData" => "*byte",
        _ => return Global::Func(symbol, None),
    };
    Global::Func(symbol, Some(Arc::new(FuncType { results: vec![Type::parse(result)], ..FuncType::default() })))
}

/// Predeclared types have no members, but for `error`.
fn predeclared(name: &str) -> Option<Arc<TypeInfo>> {
    if !universe::is_type(name) {
        return None;
    }
    let mut info = TypeInfo::default();
    if name == "error" {
        let ty = FuncType { results: vec![Type::Named("string".into())], ..FuncType::default() };
        info.kind = Kind::Interface;
        info.methods.insert("Error".into(), Method { pointer: false, ty: Some(Arc::new(ty)) });
    }
    Some(Arc::new(info))
}
