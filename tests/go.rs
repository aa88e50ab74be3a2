//! What the Go toolchain says of the fixtures: gofmt has nothing to say of what caulk writes, and `go vet` accepts it.

mod harness;

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::Path,
    process::{Command, Output},
};

use caulk::{repair::Safety, syntax::skim};

use harness::{Case, Failures, Fixture, Kind, cases};

/// Whether the tests of this file can run. Without a Go toolchain they are skipped, unless `CAULK_REQUIRE_GO=1` asks for it.
fn toolchain() -> Option<u32> {
    let version = go(Path::new("."), &["env", "GOVERSION"]);
    let minor = version.as_ref().and_then(|o| String::from_utf8_lossy(&o.stdout).trim().strip_prefix("go1.").map(minor_of));
    if minor.is_none() {
        assert!(env::var("CAULK_REQUIRE_GO").as_deref() != Ok("1"), "CAULK_REQUIRE_GO=1, and no go toolchain");
        println!("skipped: no go toolchain");
    }
    minor
}

fn minor_of(version: &str) -> u32 {
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_default()
}

/// Runs go in a folder, by itself: no workspace around it, no other toolchain, no network.
fn go(dir: &Path, args: &[&str]) -> Option<Output> {
    let settings = [("GOWORK", "off"), ("GOTOOLCHAIN", "local"), ("GOPROXY", "off"), ("GOFLAGS", "-mod=mod")];
    Command::new("go").args(args).current_dir(dir).envs(settings).output().ok()
}

/// Files written below a temporary folder, each with the case that it comes from.
struct Written {
    dir: tempfile::TempDir,
    cases: BTreeMap<String, String>,
}

impl Written {
    fn new() -> Self {
        Self { dir: tempfile::tempdir().expect("a temporary folder can be made"), cases: BTreeMap::new() }
    }

    fn put(&mut self, path: String, text: &str, case: String) {
        let full = self.dir.path().join(&path);
        fs::create_dir_all(full.parent().expect("a file is in a folder")).expect("a folder can be made");
        fs::write(full, text).expect("a file can be written");
        self.cases.insert(path, case);
    }

    /// The cases whose files the text names.
    fn named(&self, text: &str) -> BTreeSet<&str> {
        self.cases.iter().filter(|(path, _)| text.contains(path.as_str())).map(|(_, case)| case.as_str()).collect()
    }
}

#[test]
fn gofmt_has_nothing_to_say() {
    if toolchain().is_none() {
        return;
    }
    let mut written = Written::new();
    let cases: Vec<Case> = cases();
    for case in &cases {
        let path = |when: &str| format!("{when}/{}/{:?}/{}", case.folder, case.kind, case.file);
        written.put(path("before"), &case.text, format!("{} (as it stands)", case.name()));
        for (when, safety) in [("safe", Safety::Safe), ("unsafe", Safety::Unsafe)] {
            if case.kind == Kind::Leaks {
                let after = Fixture::of(case).fix(&case.text, safety).after;
                written.put(path(when), &after, format!("{} (after {when} fixes)", case.name()));
            }
        }
    }
    let output = Command::new("gofmt").arg("-l").arg(".").current_dir(written.dir.path()).output().expect("gofmt comes with go");
    let listed = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut failures = Failures::default();
    for case in written.named(&listed.replace('\\', "/")) {
        failures.add(case, "gofmt would change it");
    }
    if !output.status.success() {
        failures.add("gofmt", String::from_utf8_lossy(&output.stderr));
    }
    failures.finish();
}

/// What these two complain of caulk finds too, before its fixes and where it refuses one; or it is silent on purpose where they
/// are not.
const LEAK_ANALYZERS: &[&str] = &["-lostcancel=false", "-httpresponse=false"];

/// A text for vet to read.
struct Vetted {
    text: String,
    /// Whatever leaked in it does no more, and vet has to agree.
    is_sealed: bool,
}

#[test]
fn vet_accepts_what_it_was() {
    vet(|case| Some(Vetted { text: case.text.clone(), is_sealed: false }));
}

#[test]
fn vet_accepts_what_it_becomes() {
    vet(|case| {
        let fixed = (case.kind == Kind::Leaks).then(|| Fixture::of(case).fix(&case.text, Safety::Unsafe))?;
        Some(Vetted { is_sealed: fixed.outcome.diagnostics.is_empty(), text: fixed.after })
    });
}

/// Runs `go vet` over a text of each fixture: a module for each Go version, a package for each fixture.
fn vet(vetted: impl Fn(&Case) -> Option<Vetted>) {
    let Some(newest) = toolchain() else { return };
    let mut modules: BTreeMap<(u32, bool), Written> = BTreeMap::new();
    let mut too_new = BTreeSet::new();
    for case in cases().iter().filter(|c| c.directives.vet && is_std_only(&c.text)) {
        let minor = case.directives.go.map_or(newest, |g| g.minor);
        if minor > newest {
            too_new.insert(case.name());
            continue;
        }
        let Some(Vetted { text, is_sealed }) = vetted(case) else { continue };
        let written = modules.entry((minor, is_sealed)).or_insert_with(Written::new);
        let package = format!("{}_{:?}_{}", case.folder, case.kind, case.stem().trim_end_matches("_test")).to_lowercase();
        written.put(format!("{package}/{}", case.file), &text, case.name());
    }
    if !too_new.is_empty() {
        println!("skipped: need a newer go: {too_new:?}");
    }
    let mut failures = Failures::default();
    for ((minor, is_sealed), written) in &modules {
        let flags = if *is_sealed { &[] } else { LEAK_ANALYZERS };
        fs::write(written.dir.path().join("go.mod"), format!("module example.com/fixtures\n\ngo 1.{minor}\n"))
            .expect("a file can be written");
        let args: Vec<&str> = ["vet"].iter().chain(flags).chain(&["./..."]).copied().collect();
        let output = go(written.dir.path(), &args).expect("go was there a moment ago");
        if !output.status.success() {
            let text = String::from_utf8_lossy(&output.stderr).replace('\\', "/");
            let cases: Vec<&str> = written.named(&text).into_iter().collect();
            failures.add(&format!("go 1.{minor}: {}", cases.join(", ")), text);
        }
    }
    failures.finish();
}

/// Whether a fixture imports the standard library only.
fn is_std_only(text: &str) -> bool {
    skim(text).imports.iter().all(|i| !i.path.split('/').next().unwrap_or_default().contains('.'))
}
