//! Transforms of the tests' own, and sources in memory. What a fake does with a finding is told by the argument of the call
//! that it finds.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    engine::{Config, Selected},
    flow::{Certainty, Function},
    program::{File, Level, Package, Program, Symbol},
    repair::{Fix, Mend, NoFix, Safety},
    text::{Edit, Entry, Location, Sources},
    transform::{Check, Finding, Findings, Transform},
};

/// Files in memory, some of them not to be written.
#[derive(Default)]
pub(super) struct Memory {
    files: BTreeMap<PathBuf, Arc<[u8]>>,
    locked: BTreeSet<PathBuf>,
}

impl Memory {
    pub(super) fn new(files: &[(&str, &str)]) -> Self {
        let mut memory = Self::default();
        memory.put("m/go.mod", b"module example.com/m\n\ngo 1.22\n");
        for (path, text) in files {
            memory.put(path, text.as_bytes());
        }
        memory
    }

    pub(super) fn put(&mut self, path: &str, bytes: &[u8]) {
        self.files.insert(PathBuf::from(path), Arc::from(bytes));
    }

    pub(super) fn lock(mut self, path: &str) -> Self {
        self.locked.insert(PathBuf::from(path));
        self
    }

    pub(super) fn go_files(&self) -> Vec<Arc<Path>> {
        self.files.keys().filter(|p| p.extension().is_some_and(|e| e == "go")).map(|p| Arc::from(p.as_path())).collect()
    }
}

impl Sources for Memory {
    fn read(&self, path: &Path) -> io::Result<Arc<[u8]>> {
        self.files.get(path).cloned().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<Entry>> {
        let mut entries = BTreeSet::new();
        for path in self.files.keys() {
            if let Ok(rest) = path.strip_prefix(dir) {
                let mut parts = rest.components();
                if let Some(name) = parts.next().and_then(|p| p.as_os_str().to_str()) {
                    entries.insert(Entry { name: name.to_owned(), is_dir: parts.next().is_some() });
                }
            }
        }
        Ok(entries.into_iter().collect())
    }

    fn is_file(&self, path: &Path) -> bool {
        self.files.contains_key(path)
    }

    fn may_write(&self, path: &Path) -> bool {
        !self.locked.contains(path)
    }
}

/// Judges every call of `res.Open("…")`.
pub(super) static OPEN: Transform = Transform {
    id: "fake-open",
    summary: "something stays open",
    linters: &[],
    docs: "",
    table: "[[resource]]\nacquire = [\"example.com/res.Open\"]\nvalue = \"result 0\"\nrelease = \"Close\"\nname = \"r\"\nwhy = \"a fake\"\n",
    resources: |registry| registry.of("fake-open"),
    constructions: false,
    check: Check::Function(open),
};

/// Judges every call of the method `Pair` with the whole package in sight.
pub(super) static PAIR: Transform = Transform {
    id: "fake-pair",
    summary: "a pair is torn",
    linters: &[],
    docs: "",
    table: "[[resource]]\nacquire = [\"example.com/res.(*Client).Pair\"]\nvalue = \"result 0\"\nrelease = \"Close\"\nname = \"p\"\nwhy = \"a fake\"\n",
    resources: |registry| registry.of("fake-pair"),
    constructions: false,
    check: Check::Package(pair),
};

/// Reports what is torn in `b.go` where the package calls `Pair`.
pub(super) static TORN: Transform =
    Transform { id: "fake-torn", check: Check::Package(torn), resources: |registry| registry.of("fake-torn"), ..PAIR };

/// Reports the first function of `m/a.go`, whatever it holds.
pub(super) static WHOLE: Transform = Transform {
    id: "fake-whole",
    summary: "the program is wrong",
    linters: &[],
    docs: "",
    table: "",
    resources: |registry| registry.of("fake-whole"),
    constructions: false,
    check: Check::Program(whole),
};

pub(super) fn select(transforms: &[&'static Transform]) -> Vec<Selected> {
    transforms.iter().map(|transform| Selected { transform, least: Level::Leak }).collect()
}

pub(super) fn config(transforms: &[Selected]) -> Config<'_> {
    Config { transforms, known: &[], table: None, go: None, safety: Safety::Safe, prefer: &[], generated: false, progress: &|_, _| {} }
}

fn finding(file: &File, at: std::ops::Range<usize>, function: Symbol, mend: Result<Mend, NoFix>) -> Finding {
    Finding {
        at: Location::new(&file.path, at),
        symbol: Symbol::new("example.com/res.Open"),
        function,
        level: Level::Leak,
        message: "stays open".into(),
        notes: Vec::new(),
        certainty: Certainty::Proved,
        mend,
    }
}

fn mend(safety: Safety, edits: Vec<Edit>) -> Result<Mend, NoFix> {
    Ok(Mend { fix: Fix { title: Cow::Borrowed("close it"), safety, edits }, alternatives: Vec::new() })
}

/// The calls that start with `call("`, with their first argument's text and its range.
fn calls<'t>(text: &'t str, within: std::ops::Range<usize>, call: &str) -> Vec<(std::ops::Range<usize>, &'t str, std::ops::Range<usize>)> {
    let needle = format!("{call}(\"");
    let mut found = Vec::new();
    for (at, _) in text[within.clone()].match_indices(&needle) {
        let start = within.start + at;
        let argument = start + needle.len();
        let length = text[argument..].find('"').expect("the argument ends");
        found.push((start..argument + length + 2, &text[argument..argument + length], argument..argument + length));
    }
    found
}

/// By argument: `0` is fine; `plain`, `unsafe` and `hygiene` get a defer behind their line unless it is there; `tail` changes
/// the function's `last()`; `import` needs another package, `name` a new name; `break` and `stuck` are mended wrongly; `none` is refused; `choice` has an alternative.
fn open<'a>(findings: &mut Findings, func: &Function<'a>) {
    let file = func.file;
    let text = &*file.text;
    let span = func.func.span.range();
    for (at, argument, argument_range) in calls(text, span.clone(), "Open") {
        let line_end = at.end + text[at.end..].find('\n').expect("the line ends");
        let closed = text[line_end..].trim_start().starts_with("defer Close()");
        let behind = |new: &str| Edit::insert(&file.path, line_end, new);
        let done = || Edit::replace(&file.path, argument_range.clone(), "0");
        let close = behind("\n\tdefer Close()");
        let mut level = Level::Leak;
        let mend = match argument {
            _ if closed => continue,
            "0" => continue,
            "plain" => mend(Safety::Safe, vec![close]),
            "unsafe" => mend(Safety::Unsafe, vec![close]),
            "hygiene" => {
                level = Level::Hygiene;
                mend(Safety::Safe, vec![close])
            }
            "explicit" | "deferred" => {
                let name = &text[text[..at.start].rfind('\n').expect("no first line") + 2..at.start - " := res.".len()];
                let last = span.start + text[span.clone()].find("\tlast()").expect("it has a last call") - 1;
                let defer = if argument == "deferred" { "defer " } else { "" };
                mend(Safety::Safe, vec![done(), Edit::insert(&file.path, last, format!("\n\t{defer}{name}.Close()"))])
            }
            "tail" => {
                let last = span.start + text[span.clone()].find("last()").expect("it has a last call");
                mend(Safety::Safe, vec![done(), Edit::replace(&file.path, last..last + 6, "Close()\n\tlast()")])
            }
            "import" => {
                let first = text.find("\n\nfunc").expect("it has a function");
                let import = (!text.contains("\"errors\"")).then(|| Edit::insert(&file.path, first, "\nimport _ \"errors\""));
                mend(Safety::Safe, [done()].into_iter().chain(import).collect())
            }
            "name" => {
                let body = &text[span.clone()];
                let name = ["v", "v2", "v3"].into_iter().find(|n| !body.contains(&format!("{n} :="))).expect("three are enough");
                mend(Safety::Safe, vec![done(), behind(&format!("\n\t{name} := {}\n\t_ = {name}", at.start))])
            }
            "break" => mend(Safety::Safe, vec![behind("\n\t}")]),
            "stuck" => mend(Safety::Safe, vec![behind("\n\tidle()")]),
            "choice" => {
                let mut choice = mend(Safety::Safe, vec![close]).expect("it has a fix");
                let other = Fix { title: "wait".into(), safety: Safety::Safe, edits: vec![behind("\n\tdefer Close() // late")] };
                choice.alternatives.push(("deadline", other));
                Ok(choice)
            }
            _ => Err(NoFix { code: "fake", reason: "nothing can be done".into() }),
        };
        findings.report(Finding { level, ..finding(file, at, func.symbol(), mend) });
    }
}

/// `Pair("b")` needs its own argument and the text `torn` of `b.go` in the same folder changed to `done`; `Pair("broken")` too, but
/// leaves a syntax error there.
fn pair(findings: &mut Findings, program: &Program, package: &Package) {
    let a = package.dir.join("a.go");
    let b = package.dir.join("b.go");
    let (Ok(a), Ok(b)) = (program.file(&a), program.file(&b)) else { return };
    for (at, argument, range) in calls(&a.text, 0..a.text.len(), ".Pair") {
        let Some(torn) = b.text.find("torn").filter(|_| argument != "done") else { continue };
        let new = if argument == "broken" { "((" } else { "done" };
        let edits = vec![Edit::replace(&a.path, range, "done"), Edit::replace(&b.path, torn..torn + 4, new)];
        findings.report(finding(&a, at, Symbol::new("example.com/m.pair"), mend(Safety::Safe, edits)));
    }
}

fn torn(findings: &mut Findings, program: &Program, package: &Package) {
    let Ok(b) = program.file(&package.dir.join("b.go")) else { return };
    if let Some(at) = b.text.find("torn") {
        let mend = Err(NoFix { code: "fake", reason: "nothing can be done".into() });
        findings.report(finding(&b, at..at + 4, Symbol::new("example.com/m.torn"), mend));
    }
}

fn whole(findings: &mut Findings, program: &Program) {
    if let Ok(file) = program.file(Path::new("m/a.go")) {
        let mend = Err(NoFix { code: "fake", reason: "nothing can be done".into() });
        findings.report(finding(&file, 0..7, Symbol::new("example.com/m.whole"), mend));
    }
}
