//! What a Go toolchain says of the program room: whether the standard library's table is current, and whether go/types agrees.

#[path = "types/agreement.rs"]
mod agreement;

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use caulk::{
    files::{Disk, Roots},
    program::{GoVersion, Symbol, list_std, since},
};

/// The toolchain's folder and minor release. Without a Go toolchain the tests of this file are skipped, unless
/// `CAULK_REQUIRE_GO=1` asks for them.
fn toolchain() -> Option<(PathBuf, u32)> {
    let output = Command::new("go").args(["env", "GOROOT", "GOVERSION"]).env("GOTOOLCHAIN", "local").output().ok();
    let text = output.map(|o| String::from_utf8_lossy(&o.stdout).into_owned()).unwrap_or_default();
    let mut lines = text.lines();
    let found = lines.next().map(PathBuf::from).zip(lines.next().and_then(|v| v.parse::<GoVersion>().ok()));
    if found.is_none() {
        assert!(env::var("CAULK_REQUIRE_GO").as_deref() != Ok("1"), "CAULK_REQUIRE_GO=1, and no go toolchain");
        println!("skipped: no go toolchain");
    }
    found.map(|(root, version)| (root, version.minor))
}

/// Packages that no release has promised yet.
const EXPERIMENTS: &[&str] = &["encoding/json/jsontext", "encoding/json/v2"];

#[test]
fn the_standard_library_s_table_is_current() {
    let Some((goroot, minor)) = toolchain() else { return };
    let table = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/program/std/api.txt")).expect("it is there");
    let known = |name: &str| since(&Symbol::new(name)).map(|go| go.minor);
    let listed = list_std(&Disk::new(Roots::default()), &goroot.join("src"), &known);
    if minor == GoVersion::NEWEST.minor {
        let first = listed.lines().zip(table.lines()).position(|(a, b)| a != b);
        assert!(listed == table, "run `cargo xtask std`: line {first:?} is another");
    } else {
        println!("skipped: the whole of it, which needs go 1.{}; this is 1.{minor}, of which the names count", GoVersion::NEWEST.minor);
        let (here, there) = (names(&listed), names(&table));
        let lost: Vec<&String> = here.difference(&there).filter(|name| !EXPERIMENTS.iter().any(|path| name.starts_with(path))).collect();
        assert!(here.len() > 9_000 && lost.is_empty(), "{} names, of which the table lacks {lost:?}", here.len());
    }
}

/// The full names that a table lists.
fn names(table: &str) -> BTreeSet<String> {
    let word = |text: &str| text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default().to_owned();
    let (mut package, mut ty) = (String::new(), String::new());
    let mut names = BTreeSet::new();
    for line in table.lines().filter(|l| !l.starts_with(['#'])) {
        if let Some(path) = line.strip_prefix("package ") {
            package = path.split(' ').next().unwrap_or_default().to_owned();
        } else if let Some(member) = line.strip_prefix(' ') {
            // What is embedded says so with its type's name.
            let embedded = member.strip_prefix("~ ").map(|e| word(e.rsplit('.').next().unwrap_or_default()));
            names.insert(format!("{package}.{ty}.{}", embedded.unwrap_or_else(|| word(member.trim_start_matches('*')))));
        } else if let Some((_, rest)) = line.split_once(' ') {
            ty = word(rest);
            names.insert(format!("{package}.{ty}"));
        }
    }
    names
}

/// What go/types says of `net/http`, `os` and the module of `tests/types/shapes`. `CAULK_PACKAGES` names other packages of the
/// standard library; `CAULK_UNKNOWN` lists what caulk does not know.
#[test]
fn go_types_agrees() {
    let Some((goroot, minor)) = toolchain() else { return };
    let shapes = tempfile::tempdir().expect("a temporary folder can be made");
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/types/shapes");
    let copy = |name: &str, to: &str| fs::copy(from.join(name), shapes.path().join(to)).expect("a file can be copied");
    fs::create_dir(shapes.path().join("lib")).expect("a folder can be made");
    copy("shapes.go", "shapes.go");
    copy("lib/lib.go", "lib/lib.go");
    if minor >= 27 {
        copy("methods.go.txt", "methods.go");
    }
    fs::write(shapes.path().join("go.mod"), format!("module example.com/shapes\n\ngo 1.{minor}\n")).expect("a file can be written");

    let at = |path: &Path| path.to_str().expect("a plain path").to_owned();
    let named = env::var("CAULK_PACKAGES").unwrap_or_else(|_| "net/http os".into());
    let standard = named.split(' ').map(|path| (at(&goroot.join("src").join(path)), path.to_owned())).collect::<Vec<_>>();
    let own =
        vec![(at(shapes.path()), "example.com/shapes".to_owned()), (at(&shapes.path().join("lib")), "example.com/shapes/lib".to_owned())];
    // Where there is less than that to agree on, something has been lost.
    let floors = if env::var_os("CAULK_PACKAGES").is_some() { (0.0, 0.0) } else { (99.0, 98.5) };
    let mut wrong = Vec::new();
    for (what, packages, floors) in [(named.as_str(), standard, floors), ("the shapes", own, (98.0, 90.0))] {
        let (callees, values) = agreement::compare(shapes.path(), &packages);
        println!("{what}: callees {callees}, values {values}");
        wrong.extend(callees.disagreements().iter().chain(values.disagreements()).cloned());
        assert!(callees.percent() >= floors.0 && values.percent() >= floors.1, "{what}: callees {callees}, values {values}");
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}
