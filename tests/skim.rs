//! The skim and the trees against go/parser: recorded for `go/shapes.go.txt`, live for Go's own sources where there is a
//! toolchain.

#[path = "go/dump.rs"]
mod dump;

use std::{env, fs, path::Path, process::Command};

use caulk::syntax::{DeclKind, Declaration, Skim, parse_declaration, parse_signature, skim};

const SHAPES: &str = include_str!("go/shapes.go.txt");

/// What go/parser says of one declaration.
#[derive(Debug, PartialEq, Eq)]
struct Expected<'a> {
    kind: &'a str,
    start: usize,
    end: usize,
    name: &'a str,
    receiver: &'a str,
}

fn described(d: &Declaration) -> Expected<'_> {
    let (kind, name, receiver) = match &d.kind {
        DeclKind::Func { name, receiver } => ("func", name.as_str(), receiver.as_deref().filter(|r| !r.is_empty()).unwrap_or("-")),
        DeclKind::Var => ("var", "-", "-"),
        DeclKind::Const => ("const", "-", "-"),
        DeclKind::Type => ("type", "-", "-"),
        DeclKind::Import => ("import", "-", "-"),
    };
    Expected { kind, start: d.span.start, end: d.span.end, name, receiver }
}

fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, b| (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// What a comparison found.
#[derive(Default)]
struct Tally {
    files: usize,
    declarations: usize,
    bytes: usize,
    /// Where the skim differs.
    split: Vec<String>,
    /// Declarations that have no tree, with the reason.
    no_tree: Vec<String>,
    /// Declarations whose tree differs from go/parser's.
    other_tree: Vec<String>,
}

impl Tally {
    /// Compares one file with the lines that the Go program writes for it.
    fn file(&mut self, path: &str, text: &str, lines: &[&str]) {
        let skim = skim(text);
        self.files += 1;
        self.bytes += text.len();
        if let Some((at, reason)) = skim.trouble {
            self.split.push(format!("{path}:{at}: {reason}"));
        }
        if skim.declarations.len() != lines.len() {
            self.split.push(format!("{path}: {} declarations, go/parser has {}", skim.declarations.len(), lines.len()));
            return;
        }
        for (line, declaration) in lines.iter().zip(&skim.declarations) {
            self.declaration(path, text, line, declaration);
        }
    }

    fn declaration(&mut self, path: &str, text: &str, line: &str, declaration: &Declaration) {
        let words: Vec<&str> = line.split(' ').collect();
        let &[_, kind, start, end, name, receiver, hash] = words.as_slice() else { panic!("seven words in {line:?}") };
        let offset = |word: &str| word.parse().expect("an offset");
        let expected = Expected { kind, start: offset(start), end: offset(end), name, receiver };
        let got = described(declaration);
        self.declarations += 1;
        if got != expected {
            self.split.push(format!("{path}: {got:?}, go/parser has {expected:?}"));
            return;
        }
        if kind == "import" {
            return;
        }
        match parse_declaration(text, declaration) {
            Ok(decl) if fnv(&dump::dump(&decl)).to_string() != hash => self.other_tree.push(format!("{path} {start} {name}")),
            Ok(_) => {}
            Err(e) => self.no_tree.push(format!("{path} {start} {name}: {} at {}", e.reason, e.at)),
        }
    }

    /// Compares the files that a listing of the Go program names.
    fn listing(listing: &str) -> Self {
        let mut tally = Self::default();
        let lines: Vec<&str> = listing.lines().collect();
        for part in lines.chunk_by(|_, next| next.starts_with("D ")) {
            if let Some((path, lines)) = part.split_first().and_then(|(first, rest)| Some((first.strip_prefix("F ")?, rest))) {
                let bytes = fs::read(path).expect("a file that go/parser has just read");
                // caulk reads nothing but UTF-8; Go takes other bytes in comments.
                if let Ok(text) = String::from_utf8(bytes) {
                    tally.file(path, &text, lines);
                }
            }
        }
        tally
    }

    fn assert_agreement(&self) {
        let differences: Vec<&String> = self.split.iter().chain(&self.no_tree).chain(&self.other_tree).collect();
        println!(
            "{} files, {} bytes, {} declarations; {} split otherwise, {} without a tree, {} with another tree",
            self.files,
            self.bytes,
            self.declarations,
            self.split.len(),
            self.no_tree.len(),
            self.other_tree.len()
        );
        assert!(differences.is_empty(), "{differences:#?}");
    }
}

#[test]
fn every_shape_is_as_go_parser_has_it() {
    let mut tally = Tally::default();
    tally.file("shapes", SHAPES, &include_str!("go/shapes.lf.txt").lines().collect::<Vec<_>>());
    let windows = format!("\u{feff}{}", SHAPES.replace('\n', "\r\n"));
    tally.file("shapes with carriage returns", &windows, &include_str!("go/shapes.crlf.txt").lines().collect::<Vec<_>>());
    tally.assert_agreement();
}

/// Runs `declarations.go.txt`. None where there is no Go toolchain.
fn go_parser(arguments: &[&str]) -> Option<String> {
    let dir = tempfile::tempdir().expect("a folder for the Go program");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/go/declarations.go.txt");
    fs::copy(source, dir.path().join("declarations.go")).expect("a copy of the Go program");
    let output = Command::new("go").args(["run", "declarations.go"]).args(arguments).current_dir(dir.path()).output().ok()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).expect("paths in UTF-8"))
}

fn goroot() -> Option<String> {
    let output = Command::new("go").args(["env", "GOROOT"]).output().ok()?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
}

/// A fixed part of Go's own sources; every file with `CAULK_FULL=1`; other folders with `CAULK_ROOTS=a:b`.
#[test]
fn declarations_and_trees_agree_with_go_parser() {
    let roots = env::var("CAULK_ROOTS").ok().or_else(|| Some(goroot()? + "/src"));
    let every = if env::var_os("CAULK_FULL").is_some() { "1" } else { "40" };
    let listing = roots.and_then(|roots| {
        let mut arguments = vec!["-every", every];
        arguments.extend(roots.split(':'));
        go_parser(&arguments)
    });
    match listing {
        Some(listing) => Tally::listing(&listing).assert_agreement(),
        None if env::var_os("CAULK_REQUIRE_GO").is_some() => panic!("no go toolchain"),
        None => println!("skipped: no go toolchain"),
    }
}

/// The text of each declaration, imports left out.
fn declared<'t>(text: &'t str, skim: &Skim) -> Vec<&'t str> {
    skim.declarations.iter().filter(|d| d.kind != DeclKind::Import).map(|d| &text[d.span.clone()]).collect()
}

#[test]
fn a_head_of_a_file() {
    let skim = skim(SHAPES);
    let package = skim.package.expect("a package clause");
    assert_eq!((package.name.as_str(), &SHAPES[package.span]), ("shapes", "package shapes"));
    assert_eq!(skim.build.expect("a build tag").expression, "linux && (amd64 || !cgo)");
    assert_eq!(skim.debug, [("panicnil".to_owned(), "1".to_owned())]);
    let imports: Vec<_> = skim.imports.iter().map(|i| (i.alias.as_deref(), i.path.as_str(), &SHAPES[i.span.clone()])).collect();
    assert_eq!(
        imports,
        [
            (None, "fmt", "\"fmt\""),
            (Some("str"), "strings", "str \"strings\""),
            (Some("."), "math", ". \"math\""),
            (Some("_"), "embed", "_ \"embed\""),
            (Some("yaml"), "gopkg.in/yaml.v3", "yaml `gopkg.in/yaml.v3`"),
        ]
    );
    assert!(!skim.generated);
}

#[test]
fn directives_below_the_package_clause_mean_nothing() {
    let skim = skim("// Code generated by x. DO NOT EDIT.\r\n\r\npackage p\n\n//go:build linux\n//go:debug a=1\n\nvar x = 1\n");
    assert!(skim.generated && skim.build.is_none() && skim.debug.is_empty() && skim.trouble.is_none());
    let quoted = "package p\n\nconst head = `\n// Code generated by x. DO NOT EDIT.\n`\n";
    assert!(!caulk::syntax::skim(quoted).generated);
}

#[test]
fn bodies_are_what_stands_between_a_functions_braces() {
    let text =
        "package p\nfunc f(x struct{ a int }) interface{ M() } { return \"}\" }\nfunc g() []struct{}\nfunc h() struct{ a int } { /* } */ }";
    let skim = skim(text);
    let bodies: Vec<_> = skim.declarations.iter().map(|d| d.body.clone().map(|b| &text[b])).collect();
    assert_eq!(bodies, [Some("{ return \"}\" }"), None, Some("{ /* } */ }")]);
}

#[test]
fn what_precedes_trouble_stays() {
    for (tail, reason) in [
        ("func g() { if x { }\n", "a bracket that is not closed"),
        ("var x = \"abc\nvar y = 1\n", "a string or comment that does not end"),
        ("var x = `abc\n", "a string or comment that does not end"),
        ("func g() { /* }\n", "a string or comment that does not end"),
        ("var x =", "a declaration that does not end"),
        ("var x = 1)\n", "a declaration that breaks off"),
        ("} var x = 1\n", "not a declaration"),
        ("x := 1\n", "not a declaration"),
        ("func {}\n", "no function name"),
        ("import x\n", "no import path"),
    ] {
        let text = format!("package p\nfunc f() {{}}\n{tail}");
        let skim = skim(&text);
        assert_eq!(declared(&text, &skim), ["func f() {}"], "{tail}");
        assert_eq!(skim.trouble.map(|(_, reason)| reason), Some(reason), "{tail}");
    }
    assert_eq!(skim("func f() {}\n").trouble, Some((0, "no package clause")));
    assert_eq!(skim("").trouble, Some((0, "no package clause")));
}

#[test]
fn names_are_those_of_the_file() {
    let text = "package p\nfunc f() { _ = new(uint64(3)); größe := make(trie[any]) }\n";
    let dump = dump::dump(&parse_declaration(text, &skim(text).declarations[0]).expect("a tree"));
    for name in [" new\n", " make\n", " größe\n", " uint64\n", " trie\n"] {
        assert!(dump.contains(name), "{name:?} in {dump}");
    }
}

#[test]
fn a_signature_is_a_function_without_its_body() {
    let text = "package p\nfunc (r *R[T]) M[K any](x K) (n int, err error) {\n\treturn\n}\ntype T struct{ f func() }\n";
    let skim = skim(text);
    let head = dump::dump(&parse_signature(text, &skim.declarations[0]).expect("a tree"));
    let whole = dump::dump(&parse_declaration(text, &skim.declarations[0]).expect("a tree"));
    let (head, whole): (Vec<_>, Vec<_>) = (head.lines().skip(1).collect(), whole.lines().skip(1).collect());
    assert_eq!(head, whole[..head.len()], "but for the span of the whole");
    assert!(!head.iter().any(|line| line.starts_with("block")));
    assert!(parse_signature(text, &skim.declarations[1]).is_ok());
}

#[test]
fn a_syntax_error_is_named_by_its_place() {
    for (body, at) in [("x = = 1", "= 1"), ("f(", "}"), ("if x { } else", "}"), ("x{f()}(g)(y)\nif T{} == x { }", "T{}")] {
        let text = format!("package p\nfunc f() {{\n\t{body}\n}}\n");
        let declaration = Declaration {
            kind: DeclKind::Func { name: "f".into(), receiver: None },
            span: "package p\n".len()..text.len() - 1,
            body: None,
        };
        let error = parse_declaration(&text, &declaration).expect_err(body);
        assert!(error.at > "package p\n".len() && error.at < text.len(), "{body}: {error:?}");
        assert!(text[error.at..].starts_with(at) || error.reason == "syntax error", "{body}: {error:?}");
    }
}

/// Go that has no tree: what tree-sitter-go does not take and no mask mends. None of it occurs in Go's own sources outside
/// of tests of the compiler.
#[test]
fn what_has_no_tree() {
    for body in [
        "interface{ m(string) }.m(x, y)",
        "f := (interface{ m(string) }).m",
        "_ = struct{ T }.m",
        "L:\nM:\n",
        "if a == b.c {}\n(f)(x)\n{\n}",
        "x(func(int)) ; y([]int)",
    ] {
        let text = format!("package p\nfunc f() {{\n{body}\n}}\n");
        assert!(parse_declaration(&text, &skim(&text).declarations[0]).is_err(), "{body}");
    }
}

/// Skims a text and parses what can be, for panics only.
fn survive(text: &str, parse: bool) {
    let skim = skim(text);
    let mut at = 0;
    for declaration in &skim.declarations {
        assert!(at <= declaration.span.start && declaration.span.end <= text.len(), "in order: {declaration:?}");
        at = declaration.span.end;
        assert!(text.get(declaration.span.clone()).is_some());
        assert!(declaration.body.clone().is_none_or(|b| declaration.span.start < b.start && b.end <= declaration.span.end));
    }
    if parse && let Some(last) = skim.declarations.last() {
        let _ = parse_declaration(text, last);
        let _ = parse_signature(text, last);
    }
}

#[test]
fn no_beginning_of_a_file_is_too_short() {
    for end in (0..=SHAPES.len()).filter(|&end| SHAPES.is_char_boundary(end)) {
        survive(&SHAPES[..end], end % 5 == 0);
        survive(&SHAPES[end..], end % 5 == 0);
        survive(&format!("package p\n{}", &SHAPES[end..]), end % 5 == 0);
    }
}

#[test]
fn no_bytes_are_too_strange() {
    const STRANGE: &[u8] = b"{}()[]\"'`/*\\\n\r;.,<-=:\0\x80\xff 0x_eafunctypevar";
    // A fixed sequence: xorshift.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).expect("less than a usize")
    };
    for round in 0..2_000 {
        let mut bytes = SHAPES.as_bytes().to_vec();
        for _ in 0..=random(20) {
            let at = random(bytes.len());
            match random(3) {
                0 => bytes[at] = STRANGE[random(STRANGE.len())],
                1 => bytes.insert(at, STRANGE[random(STRANGE.len())]),
                _ => drop(bytes.drain(at..(at + random(30)).min(bytes.len()))),
            }
        }
        survive(&String::from_utf8_lossy(&bytes), round % 4 == 0);
    }
}
