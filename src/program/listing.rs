//! Lists what the standard library exports, read from its source, in the form that [`super::api`] reads.
//!
//! One line for each name, members below their type with a space before them. Types of the package itself begin with a dot, `~` marks what is
//! embedded, a star before a method's name says that its receiver is a pointer, `'` a type parameter, a number in brackets how many
//! a type has, `?` what is not known: build constraints choose, or only a type checker could tell. `@22` behind a line is the minor
//! release that brought the name, where that is not the one of the type or package around it.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use super::{
    Declared, Package, Program, ResourceRegistry,
    types::{
        FuncType, Type, declared,
        info::{Kind, TypeInfo},
        world::{Depth, Global, World},
    },
};
use crate::{syntax::ast::SmolStr, text::Sources};

/// No part of what programs import, or an experiment as large as all the others together.
const LEFT_OUT: &[&str] = &["builtin", "cmd", "internal", "simd", "testdata", "unsafe", "vendor"];

/// Packages whose constants are numbers for others' formats.
const WITHOUT_CONSTANTS: &[&str] = &["debug", "go", "syscall"];

/// How many unexported types may embed one another in a row.
const EMBEDDED: usize = 8;

/// Lists the packages below `src` of a Go release, tests and programs left out. `since` gives the minor release that brought a name
/// (`net/http.Get`, `net/http.Client.Do`), where it knows.
pub fn list_std(sources: &dyn Sources, src: &Path, since: &dyn Fn(&str) -> Option<u32>) -> String {
    let registry = ResourceRegistry::default();
    let program = Program::new(sources, &registry, None);
    let mut out = String::from("# Written by `cargo xtask std`. Do not edit.\n");
    let mut paths = Vec::new();
    packages(sources, src, "", &mut paths);
    for path in paths {
        if let Some(package) = program.importable(&src.join(&path)) {
            let depth = Depth::default();
            let world = World { program: &program, own: &package, depth: &depth, locals: None };
            Lister { world, since, path: &path }.package(&mut out);
        }
    }
    out
}

/// The import paths of the folders below one, sorted.
fn packages(sources: &dyn Sources, dir: &Path, path: &str, found: &mut Vec<String>) {
    for entry in sources.list(dir).unwrap_or_default() {
        if !entry.is_dir || LEFT_OUT.contains(&entry.name.as_str()) || entry.name.starts_with(['_', '.']) {
            continue;
        }
        let below = if path.is_empty() { entry.name.clone() } else { format!("{path}/{}", entry.name) };
        found.push(below.clone());
        packages(sources, &dir.join(&entry.name), &below, found);
    }
}

struct Lister<'w> {
    world: World<'w>,
    since: &'w dyn Fn(&str) -> Option<u32>,
    path: &'w str,
}

/// What a type's lines say.
#[derive(Default)]
struct Members {
    fields: BTreeMap<SmolStr, String>,
    embedded: BTreeSet<String>,
    methods: BTreeMap<SmolStr, String>,
    open: bool,
}

impl Lister<'_> {
    fn package(&self, out: &mut String) {
        let own: &Package = self.world.own;
        let names = own.names().into_iter().filter(|n| exported(n));
        let names: Vec<(&SmolStr, Vec<Declared>)> = names.map(|n| (n, shipped(own.declared(n)))).filter(|(_, d)| !d.is_empty()).collect();
        if names.is_empty() {
            return;
        }
        let of_names = names.iter().filter_map(|(n, _)| (self.since)(&format!("{}.{n}", self.path)));
        let first = of_names.min().unwrap_or(0);
        out.push_str(&format!("package {}{}\n", self.path, suffix(first, 0)));
        for (name, declared) in &names {
            let since = (self.since)(&format!("{}.{name}", self.path)).unwrap_or(first);
            let constants = !WITHOUT_CONSTANTS.iter().any(|p| self.path.split('/').next() == Some(p));
            let line = match declared::global(&self.world, None, name) {
                Global::Func(_, ty) => format!("func {name}{}", self.signature(ty.as_deref())),
                Global::Value(ty @ (Type::Named(_) | Type::Instance(..))) if is_constant(&declared[0]) => {
                    if !constants || ty.name().is_none_or(|n| !n.contains('.')) {
                        continue;
                    }
                    format!("const {name} {}", self.spell(&ty))
                }
                Global::Value(_) | Global::Unknown if is_constant(&declared[0]) => continue,
                Global::Value(ty) => format!("var {name} {}", self.spell(&ty)),
                Global::Type(ty) => {
                    self.ty(out, name, declared, &ty, (since, first));
                    continue;
                }
                Global::Unknown if is_type(&declared[0]) => {
                    self.ty(out, name, declared, &Type::Unknown, (since, first));
                    continue;
                }
                Global::Unknown => format!("var {name} ?"),
            };
            out.push_str(&format!("{line}{}\n", suffix(since, first)));
        }
    }

    fn ty(&self, out: &mut String, name: &str, declared: &[Declared], ty: &Type, (since, first): (u32, u32)) {
        let infos: Vec<TypeInfo> = declared.iter().filter_map(|d| declared::one_info(&self.world, d, name)).collect();
        let Some(info) = infos.first() else {
            out.push_str(&format!("type {name} ?{}\n", suffix(since, first)));
            return;
        };
        let parameters = if info.parameters > 0 { format!("[{}]", info.parameters) } else { String::new() };
        if let Kind::Alias(_) = &info.kind {
            out.push_str(&format!("alias {name}{parameters} {}{}\n", self.spell(ty), suffix(since, first)));
            return;
        }
        let kinds: BTreeSet<String> = infos.iter().map(|info| self.kind(info)).collect();
        let kind = if kinds.len() == 1 { kinds.first().map_or("?", String::as_str) } else { "?" };
        out.push_str(&format!("type {name}{parameters} {kind}{}\n", suffix(since, first)));
        let members = infos.iter().map(|info| self.members(name, info, 0)).reduce(unite).unwrap_or_default();
        if members.open {
            out.push_str(" ?\n");
        }
        for embedded in &members.embedded {
            out.push_str(&format!(" ~ {embedded}\n"));
        }
        for (member, line) in members.fields.iter().chain(&members.methods) {
            let own = (self.since)(&format!("{}.{name}.{member}", self.path)).unwrap_or(since).max(since);
            out.push_str(&format!(" {line}{}\n", suffix(own, since)));
        }
    }

    /// `struct`, `interface`, or the type below the name.
    fn kind(&self, info: &TypeInfo) -> String {
        match &info.kind {
            Kind::Struct => "struct".into(),
            Kind::Interface => "interface".into(),
            Kind::Other(inner) | Kind::Alias(inner) => match self.world.underlying(inner) {
                Type::Named(name) if name == "any" => "interface".into(),
                below @ (Type::Named(_) | Type::Instance(..)) => {
                    let info = below.name().and_then(|n| self.world.info(n));
                    info.filter(|i| matches!(i.kind, Kind::Struct | Kind::Interface)).map_or_else(|| self.spell(&below), |i| self.kind(&i))
                }
                below => self.spell(&below),
            },
            Kind::Unknown => "?".into(),
        }
    }

    /// What a type exports, what it has from unexported ones included: that counts as its own.
    fn members(&self, name: &str, info: &TypeInfo, level: usize) -> Members {
        let own = self.world.own;
        let mut members = Members::default();
        for method in own.method_names(name).into_iter().filter(|m| exported(m)) {
            let declared = shipped(own.method(name, method));
            if let (Some(first), Some((symbol, ty))) = (declared.first(), declared::method(&self.world, name, method)) {
                let pointer = own.symbol(first).unwrap_or(symbol).as_str().contains("(*");
                let line = format!("{}{method}{}", if pointer { "*" } else { "" }, self.signature(ty.as_deref()));
                members.methods.insert(method.clone(), line);
            }
        }
        for (method, about) in info.methods.iter().filter(|(m, _)| exported(m)) {
            members.methods.insert(method.clone(), format!("{method}{}", self.signature(about.ty.as_deref())));
        }
        for (field, ty) in info.fields.iter().filter(|(f, _)| exported(f)) {
            members.fields.insert(field.clone(), format!("{field} {}", self.spell(ty)));
        }
        // The fields of a type that is defined by another.
        if let Kind::Other(other) = &info.kind
            && let Some(below) = other.name().and_then(|n| self.world.info(n))
            && level < EMBEDDED
        {
            let Members { fields, embedded, methods, open } = self.members("", &below, level + 1);
            members.fields.extend(fields);
            members.embedded.extend(embedded);
            members.open |= open;
            if below.kind == Kind::Interface {
                members.methods.extend(methods);
            }
        }
        for embedded in &info.embedded {
            let Some(hidden) = self.hidden(embedded).filter(|_| level < EMBEDDED) else {
                members.embedded.insert(self.spell(embedded));
                continue;
            };
            let Some(info) = self.world.info(&format!("{}.{hidden}", own.symbol_path())) else { continue };
            let inner = self.members(hidden, &info, level + 1);
            members.open |= inner.open;
            members.embedded.extend(inner.embedded);
            for (name, line) in inner.fields {
                members.fields.entry(name).or_insert(line);
            }
            for (name, line) in inner.methods {
                members.methods.entry(name).or_insert(line);
            }
        }
        members.open |= info.open;
        members
    }

    /// The name of an unexported type of this package.
    fn hidden<'t>(&self, ty: &'t Type) -> Option<&'t str> {
        let (path, name) = ty.name()?.rsplit_once('.')?;
        (path == self.world.own.symbol_path() && !exported(name)).then_some(name)
    }

    fn signature(&self, ty: Option<&FuncType>) -> String {
        let Some(ty) = ty else { return "(?) (?)".into() };
        let mut params: Vec<String> = ty.params.iter().map(|t| self.spell(t)).collect();
        if ty.variadic
            && let Some(last) = params.last_mut()
        {
            *last = format!("...{}", last.strip_prefix("[]").unwrap_or(last));
        }
        let params = params.join(", ");
        match &ty.results[..] {
            [] => format!("({params})"),
            results => format!("({params}) ({})", results.iter().map(|t| self.spell(t)).collect::<Vec<_>>().join(", ")),
        }
    }

    /// As [`super::types::spelled`] reads it.
    fn spell(&self, ty: &Type) -> String {
        let own = |name: &SmolStr| match name.rsplit_once('.') {
            // What has no name is written in no other place.
            _ if name.contains('·') => "?".into(),
            Some((path, name)) if path == self.world.own.symbol_path() => format!(".{name}"),
            _ => name.to_string(),
        };
        let list = |types: &[Type]| types.iter().map(|t| self.spell(t)).collect::<Vec<_>>().join(", ");
        match ty {
            Type::Named(name) => own(name),
            Type::Instance(name, args) => format!("{}[{}]", own(name), list(args)),
            Type::Pointer(t) => format!("*{}", self.spell(t)),
            Type::Slice(t) => format!("[]{}", self.spell(t)),
            Type::Array(t) => format!("[0]{}", self.spell(t)),
            Type::Map(k, v) => format!("map[{}]{}", self.spell(k), self.spell(v)),
            Type::Chan(t) => format!("chan {}", self.spell(t)),
            Type::Func(f) => format!("func{}", self.signature(Some(f))),
            Type::Tuple(_) | Type::Unknown => "?".into(),
            Type::Untyped(name) => name.to_string(),
        }
    }
}

/// What forms of a type under different build constraints have, together.
fn unite(one: Members, other: Members) -> Members {
    let open = one.open || other.open || one.embedded != other.embedded;
    let embedded = one.embedded.intersection(&other.embedded).cloned().collect();
    let mut fields = one.fields;
    for (name, line) in other.fields {
        let known = fields.entry(name.clone()).or_insert_with(|| line.clone());
        if *known != line {
            *known = format!("{name} ?");
        }
    }
    let mut methods = one.methods;
    for (name, line) in other.methods {
        methods.entry(name).or_insert(line);
    }
    Members { fields, embedded, methods, open }
}

fn suffix(since: u32, around: u32) -> String {
    if since == around { String::new() } else { format!(" @{since}") }
}

fn exported(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}

/// Declarations but for those of tests.
fn shipped(mut declared: Vec<Declared>) -> Vec<Declared> {
    declared.retain(|d| !d.file.is_test());
    declared
}

fn is_constant(declared: &Declared) -> bool {
    declared.declaration().kind == crate::syntax::DeclKind::Const
}

fn is_type(declared: &Declared) -> bool {
    declared.declaration().kind == crate::syntax::DeclKind::Type
}
