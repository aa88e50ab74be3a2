//! Holds the hand-written table to the listed API: names exist, positions are in range, and what a default for all methods of a
//! type would say wrongly has a row of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Effect, Position, StdTable, Symbol, Type,
    api::{Api, PackageApi},
    std_rows,
    std_table::{FILES, Row, is_plain},
    types::{
        FuncType,
        info::{Kind, Method},
    },
};

fn is_std(symbol: &Symbol) -> bool {
    !symbol.package().split('/').next().unwrap_or_default().contains('.')
}

/// The signature of a function or method, methods of embedded standard types included.
fn signature(symbol: &Symbol) -> Option<FuncType> {
    let package = Api::get().package(symbol.package())?;
    match symbol.receiver() {
        Some(receiver) => package.types.get(receiver)?.methods.get(symbol.name())?.ty.as_deref().cloned(),
        None => package.functions.get(symbol.name()).map(|ty| (**ty).clone()),
    }
}

fn each_row(mut see: impl FnMut(&str, &Symbol, &Row)) {
    for (file, text) in FILES {
        let rows = std_rows::parse(text).unwrap_or_else(|e| panic!("{file}: {e}"));
        for (name, row) in &rows.functions {
            see(file, &Symbol::new(name), row);
        }
    }
}

#[test]
fn every_name_is_listed_as_it_is_spelled() {
    let mut wrong = Vec::new();
    each_row(|file, symbol, row| {
        if !is_std(symbol) || symbol.receiver() == Some("common") || symbol.as_str() == "error.Error" {
            return;
        }
        let Some(ty) = signature(symbol) else {
            wrong.push(format!("{file}: no {symbol}"));
            return;
        };
        let pointer = symbol.receiver().and_then(|receiver| {
            let info = &Api::get().package(symbol.package())?.types[receiver];
            Some(info.methods[symbol.name()].pointer)
        });
        if pointer.is_some_and(|pointer| pointer != symbol.as_str().contains("(*")) {
            wrong.push(format!("{file}: {symbol} has the other receiver"));
        }
        let out_of_range = row.listed.iter().any(|(at, _)| *at >= ty.params.len());
        let results = row.listed.iter().map(|(_, e)| e).chain(&row.receiver).chain(&row.arguments);
        let no_result = results.into_iter().any(|e| matches!(e, Effect::Borrows(at) if at.iter().any(|&r| r >= ty.results.len())));
        if out_of_range || no_result || (row.receiver.is_some() && symbol.receiver().is_none() && ty.params.is_empty()) {
            wrong.push(format!("{file}: {symbol} has no such position"));
        }
    });
    for (name, _) in StdTable::get().types.iter().filter(|(name, _)| is_std(&Symbol::new(name))) {
        let symbol = Symbol::new(name);
        let listed = Api::get().package(symbol.package()).is_some_and(|p| p.types.contains_key(symbol.name()));
        if !listed {
            wrong.push(format!("no type {name}"));
        }
    }
    for name in StdTable::get().fields.keys() {
        let (ty, field) = name.rsplit_once('.').expect("type.field");
        let (package, ty) = ty.rsplit_once('.').expect("package.Type");
        let embeds = |e: &Type| e.name().is_some_and(|n| n.rsplit('.').next() == Some(field));
        let info = Api::get().package(package).and_then(|p| p.types.get(ty).cloned());
        let own = info.as_ref().is_some_and(|i| i.fields.contains_key(field) || i.embedded.iter().any(embeds));
        let promoted = info.is_some_and(|i| {
            i.embedded.iter().any(|e| StdTable::get().fields.contains_key(&format!("{}.{field}", e.name().unwrap_or_default())))
        });
        if !own && !promoted {
            wrong.push(format!("no field {name}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_name_has_two_rows() {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut twice = Vec::new();
    each_row(|file, symbol, _| {
        if let Some(before) = seen.insert(symbol.key().into_owned(), file.to_owned()) {
            twice.push(format!("{symbol} in {before} and {file}"));
        }
    });
    assert!(twice.is_empty(), "{}", twice.join("\n"));
}

/// Whether something of the value's inside can be had through a type: then a result of it may live off the value.
fn may_hold(ty: &Type) -> bool {
    match ty {
        _ if is_plain(ty) || *ty == Type::Named("error".into()) => false,
        Type::Named(name) => match name.rsplit_once('.') {
            // A value of a defined type that is plain below.
            Some((path, name)) => {
                let info = Api::get().package(path).and_then(|p: &PackageApi| p.types.get(name).cloned());
                match info.map(|i| i.kind.clone()) {
                    Some(Kind::Other(below)) => may_hold(&below),
                    _ => true,
                }
            }
            None => true,
        },
        Type::Slice(elem) | Type::Array(elem) => may_hold(elem),
        Type::Map(key, value) => may_hold(key) || may_hold(value),
        _ => true,
    }
}

#[test]
fn defaults_of_types_do_not_hide_what_needs_a_row() {
    const RELEASES: &[&str] = &["Close", "CloseWithError", "Stop", "Release", "Shutdown", "End", "Commit", "Rollback", "Cancel"];
    let table = StdTable::get();
    let mut missing = BTreeSet::new();
    for (name, default) in &table.types {
        let ty = Symbol::new(name);
        let Some(info) = Api::get().package(ty.package()).and_then(|p| p.types.get(ty.name())) else { continue };
        for (method, Method { ty: signature, .. }) in &info.methods {
            let symbol = Symbol::method(ty.package(), ty.name(), true, method);
            let own = table.functions.get(&*symbol.key()).map(|(_, row)| row);
            let by_default = own.is_none_or(|row| row.receiver.is_none()) && default.receiver == Some(Effect::Reads);
            let holds = signature.as_ref().is_some_and(|s| s.results.iter().any(may_hold));
            if by_default && (RELEASES.contains(&method.as_str()) || holds) {
                missing.insert(format!("{symbol}{}", signature.as_ref().map_or(String::new(), |s| format!("{:?}", s.results))));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.into_iter().collect::<Vec<_>>().join("\n"));
}

/// Results of functions that a package's default covers.
#[test]
fn defaults_of_packages_do_not_hide_what_needs_a_row() {
    let table = StdTable::get();
    let mut missing = BTreeSet::new();
    for path in table.packages.keys() {
        let Some(package) = Api::get().package(path) else { continue };
        for (name, ty) in &package.functions {
            let symbol = Symbol::function(path, name);
            let holds = ty.results.iter().any(may_hold);
            let from = ty.params.iter().any(may_hold);
            if holds && from && !table.functions.contains_key(&*symbol.key()) {
                missing.insert(format!("{symbol} {:?}", ty.results));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn effects() {
    let table = StdTable::get();
    let effect = |name: &str, position| table.effect(&Symbol::new(name), position);
    let argument = |name: &str, at| effect(name, Position::Argument(at));
    let receiver = |name: &str| effect(name, Position::Receiver);
    assert_eq!(argument("io.Copy", 1), Some(Effect::Reads));
    assert_eq!(argument("bufio.NewReader", 0), Some(Effect::Borrows(vec![0])));
    assert_eq!(argument("io.MultiReader", 7), Some(Effect::Borrows(vec![0])), "a variadic parameter");
    assert_eq!(argument("fmt.Fprintf", 5), Some(Effect::Reads), "by the package's default");
    assert_eq!(argument("net/http.Post", 2), Some(Effect::Releases));
    assert_eq!(argument("net/http.NewRequestWithContext", 0), Some(Effect::Borrows(vec![0])));
    assert_eq!(receiver("os.File.Read"), Some(Effect::Reads), "by the type's default, in the other spelling");
    assert_eq!(receiver("os.(*File).Close"), Some(Effect::Releases));
    assert_eq!(receiver("os.(*File).Fd"), Some(Effect::Borrows(vec![0])));
    assert_eq!(receiver("os/exec.(*Cmd).Start"), Some(Effect::Keeps));
    assert_eq!(argument("example.com/x.F", 0), None);
    assert_eq!(table.field("net/http.Response", "Body"), Some(Effect::Borrows(vec![0])));
    assert_eq!(table.field("net/http.Response", "StatusCode"), Some(Effect::Reads), "a number");
    assert_eq!(table.field("net/http.Server", "Handler"), None);
    assert_eq!(table.field("time.Ticker", "C"), Some(Effect::Borrows(vec![0])));
    for name in [
        "os.Exit",
        "log.Fatal",
        "log.(*Logger).Panicf",
        "testing.(*T).Fatal",
        "testing.TB.Skip",
        "testing.(*common).FailNow",
        "k8s.io/klog/v2.Fatalf",
    ] {
        assert!(table.never_returns(&Symbol::new(name)), "{name}");
    }
    assert!(!table.never_returns(&Symbol::new("log.Print")));
    assert!(table.frees_nothing(&Symbol::new("github.com/gocql/gocql.(*Iter).Close")));
    assert!(!table.frees_nothing(&Symbol::new("github.com/gocql/gocql.(*Session).Close")));
}
