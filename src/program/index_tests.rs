//! Files, packages, modules and versions, over sources in memory.

use std::path::Path;

use super::{GoVersion, Program, Resolved, ResourceRegistry, Symbol, TimerMode, testing::Memory};

fn with<T>(archive: &str, go: Option<u32>, ask: impl FnOnce(&Program<'_>) -> T) -> T {
    let (sources, registry) = (Memory::new(archive), ResourceRegistry::default());
    ask(&Program::new(&sources, &registry, go.map(|minor| GoVersion { minor })))
}

/// Version and timers of the file `/m/p/a.go`, or of the one that the archive marks by its name alone.
fn edition_of(archive: &str, go: Option<u32>, path: &str) -> (u32, TimerMode) {
    with(archive, go, |program| {
        let file = program.file(Path::new(path)).expect("a file");
        let edition = program.edition(&file);
        (edition.version.minor, edition.timers)
    })
}

#[test]
fn versions_and_timers() {
    use TimerMode::{Asynchronous, Synchronous, Uncertain};
    let library = "-- /m/p/a.go --\npackage p\n";
    let program = "-- /m/p/a.go --\npackage p\n-- /m/cmd/x/main.go --\n// A program.\npackage main\n";
    let cases = [
        ("no go.mod", library, "", None, (27, Synchronous)),
        ("a library", library, "-- /m/go.mod --\nmodule m\ngo 1.22\n", None, (22, Uncertain)),
        ("a new library", library, "-- /m/go.mod --\nmodule m\ngo 1.23.0\n", None, (23, Synchronous)),
        ("a program", program, "-- /m/go.mod --\nmodule m\ngo 1.22\n", None, (22, Asynchronous)),
        ("no go line", program, "-- /m/go.mod --\nmodule m\n", None, (16, Asynchronous)),
        ("a broken go line", program, "-- /m/go.mod --\nmodule m\ngo x\n", None, (27, Synchronous)),
        ("a toolchain", program, "-- /m/go.mod --\nmodule m\ngo 1.22\ntoolchain go1.27.1\n", None, (22, Synchronous)),
        ("an older toolchain", program, "-- /m/go.mod --\nmodule m\ngo 1.22\ntoolchain go1.26.1\n", None, (22, Asynchronous)),
        ("godebug", program, "-- /m/go.mod --\nmodule m\ngo 1.24\ngodebug asynctimerchan=1\n", None, (24, Asynchronous)),
        ("godebug default", program, "-- /m/go.mod --\nmodule m\ngo 1.24\ngodebug default=go1.22\n", None, (24, Asynchronous)),
        ("gone", program, "-- /m/go.mod --\nmodule m\ngo 1.27\ngodebug asynctimerchan=1\n", None, (27, Synchronous)),
        ("turned off", program, "-- /m/go.mod --\nmodule m\ngo 1.22\ngodebug asynctimerchan=0\n", None, (22, Synchronous)),
        ("--go old", program, "-- /m/go.mod --\nmodule m\ngo 1.24\n", Some(21), (21, Asynchronous)),
        ("--go new", library, "-- /m/go.mod --\nmodule m\ngo 1.20\n", Some(25), (25, Synchronous)),
        ("go.work", program, "-- /go.work --\ngo 1.23\nuse (\n\t./m\n)\n-- /m/go.mod --\nmodule m\ngo 1.22\n", None, (22, Synchronous)),
        ("unused", program, "-- /go.work --\ngo 1.23\nuse ./n\n-- /m/go.mod --\nmodule m\ngo 1.22\n", None, (22, Asynchronous)),
    ];
    for (what, files, modules, go, expect) in cases {
        assert_eq!(edition_of(&format!("{files}{modules}"), go, "/m/p/a.go"), expect, "{what}");
    }
}

#[test]
fn build_lines_go_up_and_down() {
    let version = |line: &str, go: &str| {
        edition_of(&format!("-- /m/go.mod --\nmodule m\ngo {go}\n-- /m/a.go --\n{line}\n\npackage m\n"), None, "/m/a.go").0
    };
    assert_eq!(version("//go:build go1.25", "1.22"), 25);
    assert_eq!(version("//go:build go1.22 && linux", "1.24"), 22);
    assert_eq!(version("//go:build go1.18", "1.24"), 21);
    assert_eq!(version("//go:build !go1.22", "1.24"), 24);
}

#[test]
fn debug_lines_of_a_program() {
    let archive = "-- /m/go.mod --\nmodule m\ngo 1.24\n-- /m/a.go --\npackage main\n-- /m/b.go --\n//go:debug asynctimerchan=1\n\npackage main\n\
                   -- /m/p/p.go --\npackage p\n";
    assert_eq!(edition_of(archive, None, "/m/a.go").1, TimerMode::Asynchronous);
    assert_eq!(edition_of(archive, None, "/m/p/p.go").1, TimerMode::Synchronous);
}

#[test]
fn a_library_is_one_in_spite_of_its_generators() {
    let library = "-- /m/go.mod --\nmodule m\ngo 1.20\n-- /m/a.go --\npackage m\n-- /m/gen.go --\n//go:build ignore\n\npackage main\n\
                   -- /m/testdata/x.go --\npackage main\n-- /m/_x/x.go --\npackage main\n-- /m/sub/go.mod --\nmodule s\n-- /m/sub/x.go --\npackage main\n";
    assert_eq!(edition_of(library, None, "/m/a.go").1, TimerMode::Uncertain);
    assert_eq!(edition_of(library, None, "/m/sub/x.go").1, TimerMode::Asynchronous);
}

#[test]
fn troubles_of_modules_are_kept() {
    with("-- /m/go.mod --\ngo 1.x\n-- /m/a.go --\npackage m\n", None, |program| {
        program.go_version(&program.file(Path::new("/m/a.go")).expect("a file"));
        let problems = program.problems();
        assert_eq!(problems.len(), 1);
        assert_eq!(&*problems[0].0, Path::new("/m/go.mod"));
    });
}

const MODULE: &str = "-- /m/go.mod --\nmodule example.com/m
-- /m/main.go --
package main

func main() {}
func (s *server) run() {}
func (s server) name() string { return \"\" }
-- /m/lib/a.go --
package lib

type T struct{}

func F() {}
-- /m/lib/a_windows.go --
package lib

func F() {}
-- /m/lib/a_test.go --
package lib

func inTest() {}
-- /m/lib/x_test.go --
package lib_test

func F() {}
-- /m/lib/doc.go --
//go:build ignore

package main
-- /m/vendor/github.com/x/y/y.go --
package y

func Y() {}
-- /other/z.go --
package z
";

#[test]
fn packages() {
    with(MODULE, None, |program| {
        let package = |path: &str| program.package(&program.file(Path::new(path)).expect("a file"));
        let main = package("/m/main.go");
        assert_eq!((&*main.name, &*main.import_path, main.symbol_path()), ("main", "example.com/m", "main"));
        let lib = package("/m/lib/a.go");
        assert_eq!((&*lib.name, &*lib.import_path), ("lib", "example.com/m/lib"));
        assert_eq!(lib.files().len(), 3);
        assert_eq!(lib.declared("F").len(), 2);
        assert!(lib.declares("T") && lib.declares("inTest") && !lib.declares("Y"));
        assert_eq!(&*package("/m/lib/x_test.go").import_path, "example.com/m/lib_test");
        assert_eq!(&*package("/m/vendor/github.com/x/y/y.go").import_path, "github.com/x/y");
        assert_eq!(&*package("/other/z.go").import_path, "_/other");

        let symbol = |name: &str| main.symbol(&main.method("server", name)[0]).expect("a method").to_string();
        assert_eq!((symbol("run").as_str(), symbol("name").as_str()), ("main.(*server).run", "main.server.name"));

        let import = |path: &str| program.import(Path::new("/m"), path).map(|p| p.name.to_string());
        assert_eq!(import("example.com/m/lib").as_deref(), Some("lib"));
        assert_eq!(import("github.com/x/y").as_deref(), Some("y"));
        assert_eq!(import("example.com/m"), None, "a program is not imported");
        assert_eq!(import("os"), None);

        let functions = |symbol: &str| program.functions(&main, &Symbol::new(symbol)).len();
        assert_eq!(functions("main.(*server).run"), 1);
        assert_eq!(functions("example.com/m/lib.F"), 2);
        assert_eq!(functions("example.com/m/lib.T"), 0, "a type");
        assert_eq!(functions("os.Open"), 0);
    });
}

#[test]
fn files_are_remembered_and_troubles_told() {
    with(MODULE, None, |program| {
        let path = Path::new("/m/main.go");
        let first = program.file(path).expect("a file");
        assert!(std::sync::Arc::ptr_eq(&first, &program.file(path).expect("a file")));
        assert!(program.file(Path::new("/m/none.go")).is_err_and(|e| e.starts_with("can't be read")));
    });
    fn shared<T: Sync>(_: &T) {}
    with(MODULE, None, |program| shared(program));
}

#[test]
fn imports_of_a_file() {
    let archive = "-- /m/a.go --\npackage m\nimport (\n\t\"os\"\n\th \"net/http\"\n\t_ \"embed\"\n\t\"github.com/a/go-os\"\n\t\"k8s.io/klog/v2\"\n)\n";
    with(archive, None, |program| {
        let file = program.file(Path::new("/m/a.go")).expect("a file");
        assert_eq!(file.import("os"), Some("os"));
        assert_eq!(file.import("h"), Some("net/http"));
        assert_eq!(file.import("http"), None);
        assert_eq!(file.import("klog"), Some("k8s.io/klog/v2"));
        assert_eq!(file.import("embed"), None);
        assert_eq!(file.qualifiers("net/http"), ["h"]);
        assert_eq!(file.qualifiers("os"), ["os"]);
        assert_eq!(file.qualifiers("github.com/a/go-os"), Vec::<&str>::new(), "the name is taken by a likelier import");
        assert_eq!(file.qualifiers("embed"), Vec::<&str>::new());
    });
}

const GRAPH: &str = r#"-- /w/m/go.mod --
module example.com/m
go 1.22
require (
	github.com/Up/per v1.2.0 // indirect
	example.com/old v1.0.0
	example.com/pinned v1.0.0
	example.com/m/nested v0.1.0
	example.com/gone v1.0.0
)
replace example.com/local => ../local
replace example.com/old => example.com/new v2.0.0
replace example.com/pinned v1.9.0 => ../local
-- /w/m/a.go --
package m
import (
	"os"
	"C"
	"example.com/m/p"
	"example.com/m/nested/q"
	"example.com/m/nested/only"
	"example.com/local/l"
	"example.com/old"
	"example.com/pinned"
	"example.com/gone/x"
	"github.com/Up/per/sub"
	"github.com/none"
	"example.com/v"
)
-- /w/m/p/p.go --
package p
-- /w/m/nested/go.mod --
module example.com/m/nested
-- /w/m/nested/q/here.go --
package here
-- /w/m/nested/only/only.go --
package only
-- /w/m/vendor/example.com/v/v.go --
package v
-- /w/local/go.mod --
module example.com/local
-- /w/local/l/l.go --
package l
-- /cache/github.com/!up/per@v1.2.0/sub/s.go --
package sub
import "github.com/deep"
-- /cache/github.com/!up/per@v1.2.0/go.mod --
module github.com/Up/per
require github.com/deep v1.0.0
-- /cache/github.com/deep@v0.9.0/d.go --
package too_old
-- /cache/github.com/deep@v1.4.0/d.go --
package deep
-- /cache/github.com/deep@v1.10.0/d.go --
package newer
-- /cache/example.com/new@v2.0.0/n.go --
package new
-- /cache/example.com/pinned@v1.0.0/n.go --
package pinned
-- /cache/example.com/m/nested@v0.1.0/q/q.go --
package q
-- /cache/example.com/gone@v1.1.0/x/x.go --
package x
"#;

/// Imports of a file as `path: origin, package name`.
fn origins(archive: &str, path: &str) -> Vec<String> {
    with(archive, None, |program| {
        let file = program.file(Path::new(path)).expect("a file");
        let name = |path: &str| program.import(file.dir(), path).map_or("-".into(), |p| p.name.to_string());
        program.imports_of(&file).iter().map(|i| format!("{}: {:?} {}", i.path, i.origin, name(&i.path))).collect()
    })
}

#[test]
fn imports_come_from_somewhere() {
    let expect = [
        "os: Std -",
        "C: Std -",
        "example.com/m/p: Module p",
        "example.com/m/nested/q: Cache q",
        "example.com/m/nested/only: Module only",
        "example.com/local/l: Module l",
        "example.com/old: Cache new",
        "example.com/pinned: Cache pinned",
        "example.com/gone/x: Unresolved -",
        "github.com/Up/per/sub: Cache sub",
        "github.com/none: Unresolved -",
        "example.com/v: Vendor v",
    ];
    assert_eq!(origins(GRAPH, "/w/m/a.go"), expect);
    assert_eq!(origins(GRAPH, "/cache/github.com/!up/per@v1.2.0/sub/s.go"), ["github.com/deep: Cache deep"]);
    let resolved = with(GRAPH, None, |program| {
        let file = program.file(Path::new("/w/m/a.go")).expect("a file");
        Resolved::of(&[program.imports_of(&file), program.imports_of(&file)].concat())
    });
    assert_eq!((resolved.module, resolved.vendor, resolved.cache, resolved.std), (3, 1, 4, 2));
    assert_eq!(resolved.unresolved, 2);
    assert_eq!(resolved.missing, ["example.com/gone/x", "github.com/none"]);
}

#[test]
fn what_is_vendored_counts_first() {
    let archive = |go: &str, modules: &str| {
        format!(
            "-- /m/go.mod --\nmodule m\ngo {go}\nrequire a v1.0.0\nreplace b => ./b\n-- /m/x.go --\npackage m\nimport (\n\"a\"\n\"b\"\n\"c\"\n\"m/p\"\n)\n\
             -- /m/vendor/{modules} --\n#\n-- /m/vendor/a/a.go --\npackage vendored\n-- /m/vendor/b/b.go --\npackage vendored\n\
             -- /m/vendor/m/p/p.go --\npackage vendored\n-- /m/p/p.go --\npackage own\n-- /m/b/b.go --\npackage local\n\
             -- /cache/a@v1.0.0/a.go --\npackage cached\n"
        )
    };
    let vendored = ["a: Vendor vendored", "b: Vendor vendored", "c: Unresolved -", "m/p: Module own"];
    assert_eq!(origins(&archive("1.14", "modules.txt"), "/m/x.go"), vendored);
    let cached = ["a: Cache cached", "b: Module local", "c: Unresolved -", "m/p: Module own"];
    assert_eq!(origins(&archive("1.13", "modules.txt"), "/m/x.go"), cached);
    assert_eq!(origins(&archive("1.22", "holes.txt"), "/m/x.go"), cached);
}

#[test]
fn a_workspace_settles_versions() {
    let archive = "-- /w/go.work --\ngo 1.22\nuse (\n./a\n./b\n)\nreplace c => ./c\n-- /w/a/go.mod --\nmodule a\nrequire (\nd v1.0.0\nb v1.0.0\n)\nreplace c => ./none\n\
                   -- /w/a/a.go --\npackage a\nimport (\n\"b\"\n\"b/sub\"\n\"c\"\n\"d\"\n)\n-- /w/b/go.mod --\nmodule b\nrequire d v1.1.0\n\
                   -- /w/b/b.go --\npackage b\n-- /w/c/c.go --\npackage c\n-- /cache/d@v1.0.0/d.go --\npackage old\n\
                   -- /cache/d@v1.1.0/d.go --\npackage d\n-- /cache/b@v1.0.0/b.go --\npackage cached\n";
    assert_eq!(origins(archive, "/w/a/a.go"), ["b: Module b", "b/sub: Unresolved -", "c: Module c", "d: Cache d"]);
}
