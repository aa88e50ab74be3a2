//! Every transform on each of its fixtures and on its page: what it finds, what it makes of it, and that it is silent where it
//! has to be. `tests/harness/mod.rs` says what a fixture looks like.

mod harness;

use std::{collections::BTreeSet, fmt::Write as _};

use caulk::{
    engine::Diagnostic,
    flow::Certainty,
    program::{Level, ResourceRegistry},
    repair::{Fix, Safety},
    text::{LineIndex, unified},
    transforms::ALL,
};

use harness::{Case, Failures, Fixture, Kind, cases, fences, files_in, root, wants};

#[test]
fn tables_can_be_read() {
    let mut failures = Failures::default();
    for transform in ALL {
        let mut registry = ResourceRegistry::default();
        if let Err(error) = registry.add_table(transform.id, transform.id, transform.table) {
            failures.add(transform.id, format!("resources.toml:{}: {}", error.line, error.message));
        } else if !registry.rows().is_empty() && (transform.resources)(&registry).is_empty() {
            failures.add(transform.id, "judges no resource of its own table");
        }
    }
    failures.finish();
}

#[test]
fn leaks_are_found_where_wanted() {
    let mut failures = Failures::default();
    for case in cases().iter().filter(|c| c.kind == Kind::Leaks) {
        failures_of_wants(case, &mut failures);
    }
    failures.finish();
}

fn failures_of_wants(case: &Case, failures: &mut Failures) {
    let outcome = Fixture::of(case).check(&case.text);
    for skipped in &outcome.skipped {
        failures.add(&case.name(), format!("skipped: {}", skipped.reason));
    }
    let lines = LineIndex::new(&case.text);
    let mut missing = wants(&case.text);
    if missing.is_empty() {
        failures.add(&case.name(), "has no `// want \"…\"`");
    }
    for diagnostic in &outcome.diagnostics {
        let (line, column) = lines.position(diagnostic.finding.at.start);
        let message = &diagnostic.finding.message;
        match missing.iter().position(|w| w.line == line && matches(&w.text, message)) {
            Some(met) => drop(missing.remove(met)),
            None => failures.add(&case.name(), format!("{line}:{column}: not wanted: {message}")),
        }
    }
    for want in missing {
        failures.add(&case.name(), format!("{}: not found: {:?}", want.line, want.text));
    }
}

/// Whether the text is a part of the message, or an expression that finds one.
fn matches(want: &str, message: &str) -> bool {
    message.contains(want) || regex::Regex::new(want).is_ok_and(|r| r.is_match(message))
}

#[test]
fn clean_code_is_left_alone() {
    let mut failures = Failures::default();
    for case in cases().iter().filter(|c| c.kind == Kind::Clean) {
        let outcome = Fixture::of(case).check(&case.text);
        for skipped in &outcome.skipped {
            failures.add(&case.name(), format!("skipped: {}", skipped.reason));
        }
        let lines = LineIndex::new(&case.text);
        for diagnostic in &outcome.diagnostics {
            let (line, column) = lines.position(diagnostic.finding.at.start);
            failures.add(&case.name(), format!("{line}:{column}: {}", diagnostic.finding.message));
        }
        if !case.text.lines().any(|l| l.starts_with("//") && !l.starts_with("//caulk-test:") && !l.starts_with("//go:")) {
            failures.add(&case.name(), "no comment says why it is clean");
        }
    }
    failures.finish();
}

#[test]
fn golden_results_are_met() {
    let mut failures = Failures::default();
    let cases = cases();
    for case in cases.iter().filter(|c| c.kind == Kind::Leaks) {
        if let Some(golden) = case.golden() {
            let after = Fixture::of(case).fix(&case.text, Safety::Unsafe).after;
            failures.same(&case.name(), "what it becomes is not its golden file:", &golden, &after);
        }
    }
    for transform in ALL {
        let folder = transform.id.replace('-', "_");
        for path in files_in(&root().join("transforms").join(&folder).join("testdata/golden"), "go") {
            if !cases.iter().any(|c| c.folder == folder && c.kind == Kind::Leaks && path.ends_with(&c.file)) {
                failures.add(&path.display().to_string(), "its fixture is gone");
            }
        }
    }
    failures.finish();
}

#[test]
fn reports_and_diffs_are_as_recorded() {
    let mut failures = Failures::default();
    for case in cases().iter().filter(|c| c.kind == Kind::Leaks) {
        let shown = show(case);
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(root().join("snapshots").join(&case.folder));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let snapshot = || insta::assert_snapshot!(case.stem(), shown);
        failures.catch(&case.name(), || settings.bind(snapshot));
    }
    failures.finish();
}

#[test]
fn recorded_snapshots_have_their_fixture() {
    let known: BTreeSet<(String, String)> =
        cases().into_iter().filter(|c| c.kind == Kind::Leaks).map(|c| (c.folder.clone(), c.stem().to_owned())).collect();
    let mut failures = Failures::default();
    for transform in ALL {
        let folder = transform.id.replace('-', "_");
        for path in files_in(&root().join("snapshots").join(&folder), "snap") {
            let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default().to_owned();
            if !known.contains(&(folder.clone(), stem.clone())) {
                failures.add(&format!("{folder}/{stem}.snap"), "its fixture is gone");
            }
        }
    }
    failures.finish();
}

/// What a user sees of a fixture: the findings with every fix, and what `fix --unsafe` makes of it.
fn show(case: &Case) -> String {
    let fixture = Fixture::of(case);
    let lines = LineIndex::new(&case.text);
    let mut shown = String::new();
    for diagnostic in &fixture.check(&case.text).diagnostics {
        show_finding(&mut shown, case, &lines, diagnostic).expect("a string takes all that is written");
    }
    let diff = unified(&case.file, &case.text, &fixture.fix(&case.text, Safety::Unsafe).after);
    if diff.is_empty() { shown } else { format!("{shown}\n{diff}") }
}

fn show_finding(out: &mut String, case: &Case, lines: &LineIndex, diagnostic: &Diagnostic) -> std::fmt::Result {
    let finding = &diagnostic.finding;
    let place = |at: usize| {
        let (line, column) = lines.position(at);
        format!("{}:{line}:{column}", case.file)
    };
    let level = match finding.level {
        Level::Leak => "leak",
        Level::Hygiene => "hygiene",
        Level::Note => "note",
    };
    let certainty = match finding.certainty {
        Certainty::Proved => "proved",
        Certainty::Inferred => "inferred",
    };
    writeln!(out, "{}: {}: {}", place(finding.at.start), diagnostic.rule, finding.message)?;
    writeln!(out, "    {level}, {certainty}, {} in {}", finding.symbol, finding.function)?;
    for (at, note) in &finding.notes {
        writeln!(out, "    {}: {note}", place(at.start))?;
    }
    match &finding.mend {
        Ok(mend) => {
            writeln!(out, "    {}", show_fix(&mend.fix))?;
            for (name, fix) in &mend.alternatives {
                writeln!(out, "    or {name}: {}", show_fix(fix))?;
            }
        }
        Err(refusal) => writeln!(out, "    no fix, {}: {}", refusal.code, refusal.reason)?,
    }
    Ok(())
}

fn show_fix(fix: &Fix) -> String {
    let safety = if fix.safety == Safety::Safe { "safe" } else { "unsafe" };
    format!("{safety}: {}", fix.title)
}

#[test]
fn pages_show_what_the_fix_does() {
    let mut failures = Failures::default();
    for transform in ALL {
        let found = fences(transform);
        if found.is_empty() {
            failures.add(transform.id, "README.md shows no fix (a ```diff fence)");
        }
        for fence in found {
            let name = format!("{}: README.md:{}", transform.id, fence.line);
            let fixture = Fixture { file: "readme.go".into(), transform, directives: fence.directives };
            if fence.before == fence.after {
                failures.add(&name, "this diff changes nothing");
            }
            failures.same(&name, "caulk makes something else of it:", &fence.after, &fixture.fix(&fence.before, Safety::Unsafe).after);
        }
    }
    failures.finish();
}
