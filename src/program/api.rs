//! The standard library's exported API: `std/api.txt`, in the form that [`super::listing`] writes, read a package at a time when it is
//! asked for.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use super::types::{
    FuncType, Type,
    info::{Kind, Method, TypeInfo},
    spelled::{parse_signature, parse_type},
};
use super::{GoVersion, RELEASES, Symbol};
use crate::syntax::ast::SmolStr;

const TEXT: &str = include_str!("std/api.txt");

/// All packages.
pub(super) struct Api {
    packages: HashMap<&'static str, Section>,
}

/// The lines of a package, and what they say.
struct Section {
    /// The minor release that brought the package.
    since: u32,
    lines: &'static str,
    read: OnceLock<PackageApi>,
    releases: OnceLock<HashMap<String, u32>>,
}

/// A package of the standard library.
#[derive(Default)]
pub(super) struct PackageApi {
    pub functions: HashMap<&'static str, Arc<FuncType>>,
    /// Variables and constants of a defined type.
    pub values: HashMap<&'static str, Type>,
    pub types: HashMap<&'static str, Arc<TypeInfo>>,
}

impl Api {
    pub fn get() -> &'static Self {
        static API: OnceLock<Api> = OnceLock::new();
        API.get_or_init(|| {
            let sections = TEXT.split("\npackage ").skip(1);
            let named = sections.filter_map(|s| s.split_once('\n')).map(|(head, lines)| {
                let (path, since) = dated(head);
                (path, Section { since: since.unwrap_or(0), lines, read: OnceLock::new(), releases: OnceLock::new() })
            });
            Self { packages: named.collect() }
        })
    }

    /// Whether the standard library has a package of that path.
    pub fn has(&self, path: &str) -> bool {
        self.packages.contains_key(path)
    }

    /// A package by its import path.
    pub fn package(&self, path: &str) -> Option<&PackageApi> {
        let (path, section) = self.packages.get_key_value(path)?;
        Some(section.read.get_or_init(|| PackageApi::read(path, section.lines)))
    }
}

impl PackageApi {
    fn read(path: &'static str, lines: &'static str) -> Self {
        let mut package = Self::default();
        let mut open: Option<(&'static str, TypeInfo)> = None;
        for line in lines.lines() {
            let line = dated(line).0;
            if let Some(member) = line.strip_prefix(' ') {
                if let Some((_, info)) = &mut open {
                    add_member(info, member, path);
                }
                continue;
            }
            package.close(open.take());
            let Some((what, rest)) = line.split_once(' ') else { continue };
            match what {
                "func" => {
                    let (name, signature) = rest.split_at(rest.find('(').unwrap_or(rest.len()));
                    package.functions.insert(name, Arc::new(parse_signature(signature, path).unwrap_or_default()));
                }
                "var" | "const" => {
                    if let Some((name, ty)) = rest.split_once(' ') {
                        package.values.insert(name, parse_type(ty, path));
                    }
                }
                _ => {
                    let (name, ty) = rest.split_once(' ').unwrap_or((rest, "?"));
                    let (name, parameters) = match name.split_once('[') {
                        Some((name, count)) => (name, count.trim_end_matches(']').parse().unwrap_or(0)),
                        None => (name, 0),
                    };
                    let kind = match (what, ty) {
                        ("alias", _) => Kind::Alias(parse_type(ty, path)),
                        (_, "struct") => Kind::Struct,
                        (_, "interface") => Kind::Interface,
                        (_, "?") => Kind::Unknown,
                        _ => Kind::Other(parse_type(ty, path)),
                    };
                    let is_open = kind == Kind::Unknown;
                    open = Some((name, TypeInfo { kind, parameters, open: is_open, ..TypeInfo::default() }));
                }
            }
        }
        package.close(open);
        package
    }

    fn close(&mut self, open: Option<(&'static str, TypeInfo)>) {
        if let Some((name, info)) = open {
            self.types.insert(name, Arc::new(info));
        }
    }
}

/// Whether a type has a method by whose name things are released, or may have one: it is not the standard library's.
pub fn std_may_release(path: &str, name: &str) -> bool {
    let Some(package) = Api::get().package(path) else { return true };
    let of = |ty: &Type| ty.name().and_then(|n| n.rsplit_once('.')).is_some_and(|(path, name)| std_may_release(path, name));
    package.types.get(name).is_some_and(|info| {
        let renamed = if let Kind::Alias(ty) = &info.kind { of(ty) } else { false };
        renamed || RELEASES.iter().any(|m| info.methods.contains_key(*m)) || info.embedded.iter().any(of)
    })
}

/// The release that brought a name of the standard library (`net/http.Get`, `net/http.Client.Do`, `net/http.Server.Protocols`); None
/// of names that it does not have.
pub fn since(symbol: &Symbol) -> Option<GoVersion> {
    let section = Api::get().packages.get(symbol.package())?;
    let releases = section.releases.get_or_init(|| section.releases());
    let minor = match symbol.receiver() {
        Some(receiver) => releases.get(format!("{receiver}.{}", symbol.name()).as_str()),
        None => releases.get(symbol.name()),
    };
    minor.map(|&minor| GoVersion { minor })
}

impl Section {
    /// The minor release that brought each name: `Get`, `Client.Do`.
    fn releases(&self) -> HashMap<String, u32> {
        let mut releases = HashMap::new();
        let (mut ty, mut around) = ("", self.since);
        for line in self.lines.lines() {
            let (line, since) = dated(line);
            if let Some(member) = line.strip_prefix(' ') {
                // What is embedded says so with its type's name.
                let member = member.strip_prefix("~ ").and_then(|e| e.rsplit('.').next()).unwrap_or(member);
                releases.insert(format!("{ty}.{}", word(member.trim_start_matches('*'))), since.unwrap_or(around));
            } else if let Some((_, rest)) = line.split_once(' ') {
                (ty, around) = (word(rest), since.unwrap_or(self.since));
                releases.insert(ty.to_owned(), around);
            }
        }
        releases
    }
}

/// A line without the release behind it, and that release.
fn dated(line: &str) -> (&str, Option<u32>) {
    match line.rsplit_once(" @") {
        Some((line, since)) => (line, since.parse().ok()),
        None => (line, None),
    }
}

/// The name that a text begins with.
fn word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
}

/// `Field Type`, `*Method(…) (…)`, `~ Embedded`; `?` where there may be more.
fn add_member(info: &mut TypeInfo, member: &str, path: &str) {
    if member == "?" {
        info.open = true;
        return;
    }
    if let Some(embedded) = member.strip_prefix("~ ") {
        info.embedded.push(parse_type(embedded, path));
        return;
    }
    let end = member[1..].find(['(', ' ']).map_or(member.len(), |i| i + 1);
    let (name, rest) = member.split_at(end);
    if rest.starts_with('(') {
        let method = Method { pointer: name.starts_with('*'), ty: parse_signature(rest, path).map(Arc::new) };
        info.methods.insert(SmolStr::new(name.trim_start_matches('*')), method);
    } else {
        info.fields.insert(SmolStr::new(name), parse_type(rest.trim_start(), path));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_read() {
        let api = Api::get();
        let http = api.package("net/http").expect("listed");
        let get = &http.functions["Get"];
        assert_eq!(get.results[0], parse_type("*net/http.Response", ""));
        assert_eq!(http.values["DefaultClient"], parse_type("*.Client", "net/http"));
        let client = &http.types["Client"];
        assert!(client.methods["Do"].pointer && client.methods["Do"].ty.is_some());
        assert_eq!(http.types["Response"].fields["Body"], Type::Named("io.ReadCloser".into()));
        assert_eq!(api.package("bufio").expect("listed").types["ReadWriter"].embedded.len(), 2);
        assert_eq!(api.package("os").expect("listed").types["FileInfo"].kind, Kind::Alias(Type::Named("io/fs.FileInfo".into())));
        assert!(api.package("testing").expect("listed").types["T"].methods.contains_key("Fatal"));
        assert!(api.package("github.com/x").is_none());
        let iter = api.package("iter").expect("listed");
        assert_eq!((iter.types["Seq"].parameters, &iter.types["Seq"].kind), (1, &Kind::Other(parse_type("func(func('0) bool)", ""))));
    }

    #[test]
    fn releases() {
        let since = |name: &str| since(&Symbol::new(name)).map(|go| go.minor);
        assert_eq!(since("net/http.Get"), Some(0));
        assert_eq!(since("net/http.(*Client).Do"), Some(0));
        assert_eq!(since("net/http.Server.Protocols"), Some(24));
        assert_eq!(since("net/http.Server.Nothing"), None);
        assert_eq!(since("os.CopyFS"), Some(23));
        assert_eq!(since("iter.Pull"), Some(23));
        assert_eq!(since("iter.Seq"), Some(23));
        assert_eq!(since("testing.(*T).Context"), Some(24));
        assert_eq!(since("testing.(*T).Fatal"), Some(0));
        assert_eq!(since("example.com/x.F"), None);
    }

    #[test]
    fn every_line_is_understood() {
        for (path, section) in &Api::get().packages {
            let read = PackageApi::read(path, section.lines);
            let types = read.types.values();
            assert!(types.flat_map(|t| t.methods.iter()).all(|(_, m)| m.ty.is_some()), "{path}");
            let lines = section.lines.lines().filter(|l| !l.starts_with(' ')).count();
            assert_eq!(lines, read.functions.len() + read.values.len() + read.types.len(), "{path}");
        }
    }
}
