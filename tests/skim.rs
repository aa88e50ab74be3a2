//! The skim and the trees against go/parser.

#[path = "go/dump.rs"]
mod dump;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use caulk::syntax::{DeclKind, Declaration, parse_declaration, skim};

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
        DeclKind::Func { name, receiver } => ("func", name.as_str(), receiver.as_deref().unwrap_or("-")),
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
    /// Compares one file with the lines that the Go program wrote for it.
    fn file(&mut self, path: &str, lines: &[&str]) {
        let bytes = fs::read(path).expect("a file that go/parser has just read");
        let Ok(text) = String::from_utf8(bytes) else { return };
        let skim = skim(&text);
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
            let mut words = line.split(' ').skip(1);
            let mut word = || words.next().expect("six words in each line");
            let (kind, start, end, name, receiver, hash) = (word(), word(), word(), word(), word(), word());
            let expected =
                Expected { kind, start: start.parse().expect("an offset"), end: end.parse().expect("an offset"), name, receiver };
            self.declarations += 1;
            let got = described(declaration);
            let got = if kind == "func" { got } else { Expected { name, receiver, ..got } };
            if got != expected {
                self.split.push(format!("{path}: {got:?}, go/parser has {expected:?}"));
                continue;
            }
            if kind == "import" {
                continue;
            }
            match parse_declaration(&text, declaration) {
                Ok(decl) if fnv(&dump::dump(&decl)).to_string() != hash => self.other_tree.push(format!("{path} {start} {name}")),
                Ok(_) => {}
                Err(e) => self.no_tree.push(format!("{path} {start} {name}: {} at {}", e.reason, e.at)),
            }
        }
    }
}

/// Runs `declarations.go.txt`. None where there is no Go toolchain.
fn go(arguments: &[&str]) -> Option<String> {
    let dir = tempfile::tempdir().expect("a folder for the Go program");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/go/declarations.go.txt");
    fs::copy(source, dir.path().join("declarations.go")).expect("a copy of the Go program");
    let output = Command::new("go").args(["run", "declarations.go"]).args(arguments).current_dir(dir.path()).output().ok()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).expect("paths in UTF-8"))
}

fn goroot() -> Option<PathBuf> {
    let output = Command::new("go").args(["env", "GOROOT"]).output().ok()?;
    Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim()))
}

fn tally(listing: &str) -> Tally {
    let mut tally = Tally::default();
    let lines: Vec<&str> = listing.lines().collect();
    let mut at = 0;
    while at < lines.len() {
        let Some(path) = lines[at].strip_prefix("F ") else {
            at += 1;
            continue;
        };
        let next = lines[at + 1..].iter().position(|l| !l.starts_with("D ")).map_or(lines.len(), |i| at + 1 + i);
        tally.file(path, &lines[at + 1..next]);
        at = next;
    }
    tally
}

/// Every file of the Go tree with `CAULK_FULL=1`, else a fixed part of it; other folders with `CAULK_ROOTS=a:b`.
#[test]
fn declarations_and_trees_agree_with_go_parser() {
    let Some(root) = goroot() else {
        assert!(env::var_os("CAULK_REQUIRE_GO").is_none(), "no go toolchain");
        println!("skipped: no go toolchain");
        return;
    };
    let roots = env::var("CAULK_ROOTS").unwrap_or_else(|_| root.join("src").to_string_lossy().into_owned());
    let every = if env::var_os("CAULK_FULL").is_some() { "1" } else { "40" };
    let mut arguments = vec!["-every", every];
    arguments.extend(roots.split(':'));
    let Some(listing) = go(&arguments) else {
        println!("skipped: no go toolchain");
        return;
    };
    let tally = tally(&listing);
    println!(
        "{} files, {} bytes, {} declarations; {} split otherwise, {} without a tree, {} with another tree",
        tally.files,
        tally.bytes,
        tally.declarations,
        tally.split.len(),
        tally.no_tree.len(),
        tally.other_tree.len()
    );
    for line in tally.split.iter().chain(&tally.no_tree).chain(&tally.other_tree) {
        println!("{line}");
    }
    assert!(tally.split.is_empty() && tally.no_tree.is_empty() && tally.other_tree.is_empty());
}
