//! The formats, given findings made by hand.

use std::{path::Path, sync::Arc};

use caulk::{
    engine::{Change, Diagnostic, Outcome, Skipped},
    files::{Disk, Roots},
    flow::Certainty,
    program::{Resolved, Symbol},
    repair::{Fix, Mend, NoFix, Safety},
    report::{self, View},
    text::{Edit, Location, Overlay},
    transform::{Finding, Level},
};

use crate::tree::snapshot;

/// A file in memory, and where things stand in it.
struct Case {
    path: Arc<Path>,
    text: String,
}

impl Case {
    fn new(name: &str, text: &str) -> Self {
        Self { path: Arc::from(Path::new("/here").join(name)), text: text.into() }
    }

    fn at(&self, needle: &str) -> Location {
        let start = self.text.find(needle).expect("the needle stands in the text");
        Location::new(&self.path, start..start + needle.len())
    }

    /// A leak of `os.Open`, mended by a defer at the end of the line on which `after` ends.
    fn leak(&self, acquired: &str, exit: &str, after: &str, newline: &str) -> Diagnostic {
        let end = self.at(after).end;
        let fix = Fix {
            title: "defer `f.Close()` after the error check".into(),
            safety: Safety::Safe,
            edits: vec![Edit::insert(&self.path, end, format!("{newline}\tdefer f.Close()"))],
        };
        Diagnostic {
            rule: "unclosed-file",
            finding: Finding {
                at: self.at(acquired),
                symbol: Symbol::new("os.Open"),
                function: Symbol::new("example.com/m/config.(*Loader).Load"),
                level: Level::Leak,
                message: "`os.Open` leaves its file open".into(),
                notes: vec![(self.at(exit), "the function can return here without closing it".into())],
                certainty: Certainty::Proved,
                mend: Ok(Mend { fix, alternatives: Vec::new() }),
            },
            fingerprint: "00c0ffee00c0ffee".into(),
        }
    }
}

fn with_view<T>(cases: &[&Case], run: impl FnOnce(&View<'_>) -> T) -> T {
    let disk = Disk::new(Roots::default());
    let mut overlay = Overlay::new(&disk);
    for case in cases {
        overlay.set(&*case.path, case.text.as_bytes());
    }
    run(&View::new(Path::new("/here"), &overlay))
}

fn text(cases: &[&Case], diagnostics: &[Diagnostic]) -> String {
    let mut out = Vec::new();
    with_view(cases, |view| report::text(diagnostics, view, false, &mut out)).expect("a buffer takes all");
    String::from_utf8(out).expect("reports are UTF-8")
}

const LOAD: &str = "package config

import \"os\"

func (l *Loader) Load(path string) error {
\tf, err := os.Open(path)
\tif err != nil {
\t\treturn err
\t}
\tif l.closed {
\t\treturn errClosed
\t}
\tl.use(f)
\treturn nil
}
";

#[test]
fn a_leak_as_people_read_it() {
    let case = Case::new("config/load.go", LOAD);
    snapshot("report_leak", &text(&[&case], &[case.leak("os.Open(path)", "return errClosed", "return err\n\t}", "\n")]));
}

#[test]
fn levels_certainty_alternatives_and_refusals() {
    let case = Case::new("config/load.go", LOAD);
    let mut hygiene = case.leak("os.Open(path)", "return nil", "return err\n\t}", "\n");
    hygiene.finding.level = Level::Hygiene;
    hygiene.finding.certainty = Certainty::Inferred;
    if let Ok(mend) = &mut hygiene.finding.mend {
        mend.fix.safety = Safety::Unsafe;
        let mut other = mend.fix.clone();
        other.title = "close it before the return".into();
        other.edits = vec![Edit::insert(&case.path, case.at("return nil").start, "f.Close()\n\t")];
        mend.alternatives.push(("deadline", other));
    }
    let mut refused = case.leak("os.Open(path)", "return nil", "return err\n\t}", "\n");
    refused.finding.level = Level::Note;
    refused.finding.mend = Err(NoFix { code: "used-later", reason: "a pending defer still uses it".into() });
    snapshot("report_levels", &text(&[&case], &[hygiene, refused]));
}

#[test]
fn line_endings_tabs_wide_letters_and_long_lines() {
    let crlf = Case::new("crlf.go", &LOAD.replace('\n', "\r\n"));
    let wide = Case::new(
        "weiß/größe.go",
        "package p\n\nfunc öffne() {\n\tf, _ := /* 漢字\t*/ os.Open(\"ü\"); benutze(f)\n\treturn // ünd dann\n}",
    );
    let long = format!("package p\n\nfunc f() {{ {} f, _ := os.Open(path); {} return }}\n", "x(); ".repeat(60), "y(f); ".repeat(60));
    let long = Case::new("long.go", &long);
    let found = [
        crlf.leak("os.Open(path)", "return errClosed", "return err\r\n\t}", "\r\n"),
        wide.leak("os.Open(\"ü\")", "return", "benutze(f)", "\n"),
        long.leak("os.Open(path)", "return", "os.Open(path);", "\n"),
    ];
    snapshot("report_lines", &text(&[&crlf, &wide, &long], &found));
}

#[test]
fn several_files_and_one_that_is_gone() {
    let (a, b) = (Case::new("a.go", LOAD), Case::new("b.go", "package config\n\nfunc helper() {\n}\n"));
    let gone = Case::new("gone.go", LOAD);
    let mut leak = a.leak("os.Open(path)", "return nil", "return err\n\t}", "\n");
    leak.finding.notes.push((b.at("helper"), "this does not close it".into()));
    if let Ok(mend) = &mut leak.finding.mend {
        mend.fix.edits.push(Edit::replace(&b.path, b.at("{\n}").range(), "{\n\treturn\n}"));
    }
    let lost = gone.leak("os.Open(path)", "return nil", "return err\n\t}", "\n");
    snapshot("report_files", &text(&[&a, &b], &[leak, lost]));
}

#[test]
fn json_is_the_contract() {
    let case = Case::new("config/größe.go", &LOAD.replace("path)", "\"ß\")"));
    let mut leak = case.leak("os.Open(\"ß\")", "return errClosed", "return err\n\t}", "\n");
    if let Ok(mend) = &mut leak.finding.mend {
        let mut other = mend.fix.clone();
        other.safety = Safety::Unsafe;
        mend.alternatives.push(("deadline", other));
    }
    let mut refused = leak.clone();
    refused.finding.mend = Err(NoFix { code: "used-later", reason: "a pending defer still uses it".into() });
    let outcome = Outcome {
        diagnostics: vec![leak, refused],
        skipped: vec![Skipped { path: Arc::clone(&case.path), at: Some(3), reason: "syntax error".into() }],
        files: 7,
        parsed: 1,
        generated: 0,
        imports: Resolved { module: 1, std: 3, unresolved: 2, missing: vec!["example.com/x".into()], ..Resolved::default() },
    };
    assert_eq!(report::imports(&outcome.imports).as_deref(), Some("imports: 1 of the module, 3 standard, 2 not in sight: example.com/x"));
    let mut out = Vec::new();
    with_view(&[&case], |view| report::json(&outcome, None, view, &mut out)).expect("a buffer takes all");
    assert_eq!(out.iter().filter(|&&b| b == b'\n').count(), 1, "one document on one line");
    let _: serde_json::Value = serde_json::from_slice(&out).expect("it is JSON");
    snapshot("report_json", &String::from_utf8_lossy(&out).replace(",\"", ",\n\""));
}

#[test]
fn a_diff_is_coloured_by_its_prefixes_alone() {
    let change =
        |name: &str, before: &str, after: &str| Change { path: Arc::from(Path::new(name)), before: before.into(), after: after.into() };
    let changes = [
        change("/here/a.go", "a\r\n-- b\r\nc\r\n", "a\r\n++ b\r\nc\r\n"),
        change("/here/ü \"x\".go", "a", "b\x1b[0m"),
        change("/elsewhere/c.go", "a\n", "b\n"),
        change("/hereafter/d.go", "a\n", "b\n"),
    ];
    let (mut plain, mut painted) = (Vec::new(), Vec::new());
    with_view(&[], |view| report::diff(&changes, view, false, &mut plain).and_then(|()| report::diff(&changes, view, true, &mut painted)))
        .expect("a buffer takes all");
    snapshot("report_diff", &format!("{:?}", String::from_utf8_lossy(&plain)).replace("\\n", "\\n\n"));
    snapshot("report_diff_colour", &format!("{:?}", String::from_utf8_lossy(&painted)).replace("\\n", "\\n\n"));
}
