//! Who implements an interface.

use std::path::Path;

use super::Type;
use crate::program::{Program, ResourceRegistry, testing::Memory};

const MODULE: &str = r#"-- /w/go.work --
go 1.22
use (
	./m
	./n
)
-- /w/m/go.mod --
module example.com/m
-- /w/m/a/a.go --
package a

import "io"

type Store interface {
	io.Closer
	Get(key string) (string, error)
}

type file struct{}

func (f *file) Close() error                   { return nil }
func (f *file) Get(key string) (string, error) { return "", nil }

type half struct{}

func (half) Close() error { return nil }

type whole struct{ half }

func (whole) Get(string) (_ string, _ error) { return }

type other struct{}

func (other) Close() error          { return nil }
func (other) Get(int, string) error { return nil }

type hidden interface{ close() }

type private struct{}

func (private) close() {}
-- /w/m/a/a_test.go --
package a

type fake struct{ Store }

func (fake) Close() error { return nil }
-- /w/m/main/main.go --
package main

import "example.com/m/a"

type logged struct {
	a.Store
	name string
}

func (l logged) Close() error { return l.Store.Close() }
-- /w/m/vendor/v/v.go --
package v

type T struct{}

func (T) Close() error                 { return nil }
func (T) Get(string) (string, error) { return "", nil }
-- /w/n/go.mod --
module example.com/n
-- /w/n/n.go --
package n

type memory[K any] map[string]K

func (m memory[K]) Close() error                 { return nil }
func (m memory[K]) Get(string) (string, error) { return "", nil }

type foreign struct{}

func (foreign) close() {}
"#;

fn implementations(archive: &str, interface: &str, method: &str) -> Option<Vec<String>> {
    let (sources, registry) = (Memory::new(archive), ResourceRegistry::default());
    let program = Program::new(&sources, &registry, None);
    let package = program.import(Path::new("/w/m"), "example.com/m/a").expect("in sight");
    let ask = || program.implementations(&package, &Type::parse(interface), method);
    let found = ask()?;
    let symbol = |d: usize| program.package(&found[d].file).symbol(&found[d]).expect("a method").to_string();
    assert_eq!(found.len(), ask().expect("as before").len());
    Some((0..found.len()).map(symbol).collect())
}

#[test]
fn types_with_all_methods_count() {
    let close = implementations(MODULE, "example.com/m/a.Store", "Close").expect("known");
    assert_eq!(close, ["example.com/m/a.(*file).Close", "example.com/m/a.half.Close", "main.logged.Close", "example.com/n.memory.Close"]);
    let get = implementations(MODULE, "example.com/m/a.Store", "Get").expect("known");
    assert_eq!(get, ["example.com/m/a.(*file).Get", "example.com/m/a.whole.Get", "example.com/n.memory.Get"]);
    assert_eq!(implementations(MODULE, "example.com/m/a.hidden", "close").expect("known"), ["example.com/m/a.private.close"]);
    assert_eq!(implementations(MODULE, "example.com/m/a.Store", "Other"), None);
    assert_eq!(implementations(MODULE, "example.com/m/a.file", "Close"), None);
    assert_eq!(implementations(MODULE, "example.com/gone.Store", "Close"), None);
}

#[test]
fn dependencies_implement_what_they_can_name() {
    let archive = MODULE.to_owned()
        + r#"-- /w/m/a/kinds.go --
package a

import "net/http"

type Key struct{}

type Named interface { Has(keys []Key) bool }

type Chained interface { With(more Chained) }

type Plain interface { Serve(w http.ResponseWriter, r *http.Request) }
"#;
    let (sources, registry) = (Memory::new(&archive), ResourceRegistry::default());
    let program = Program::new(&sources, &registry, None);
    let package = program.import(Path::new("/w/m"), "example.com/m/a").expect("in sight");
    let is_alone = |interface: &str| program.is_implemented_here_alone(&package, &Type::parse(interface));
    for interface in ["example.com/m/a.hidden", "example.com/m/a.Named", "example.com/m/a.Chained"] {
        assert!(is_alone(interface), "{interface}");
    }
    for interface in ["example.com/m/a.Store", "example.com/m/a.Plain", "example.com/m/a.file", "io.Closer", "example.com/gone.Store"] {
        assert!(!is_alone(interface), "{interface}");
    }
}

#[test]
fn too_many_are_none() {
    let mut archive = MODULE.to_owned();
    for i in 0..40 {
        archive += &format!(
            "-- /w/m/many/t{i}.go --\npackage many\ntype T{i} struct{{}}\nfunc (T{i}) close() {{}}\nfunc (T{i}) Close() error {{ return nil }}\n"
        );
    }
    assert_eq!(implementations(&archive, "io.Closer", "Close"), None);
    assert_eq!(implementations(&archive, "example.com/m/a.hidden", "close").expect("known").len(), 1);
}
