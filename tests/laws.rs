//! Laws that hold for every transform on each of its fixtures.

mod harness;

use std::collections::{BTreeMap, BTreeSet};

use caulk::{
    engine::Diagnostic,
    repair::{Fix, Safety},
    syntax::{DeclKind, parse_declaration, skim},
    text::{self, LineIndex},
};

use harness::{Case, Failures, Fixture, Kind, cases, comments};

/// Runs a law on every fixture that leaks.
fn on_leaks(law: impl Fn(&Case, &mut Failures)) {
    let mut failures = Failures::default();
    for case in cases().iter().filter(|c| c.kind == Kind::Leaks) {
        law(case, &mut failures);
    }
    failures.finish();
}

/// Each fix of each finding, alternatives included.
fn each_fix(case: &Case, mut law: impl FnMut(&Diagnostic, &str, &Fix)) {
    for diagnostic in Fixture::of(case).check(&case.text).diagnostics {
        if let Ok(mend) = &diagnostic.finding.mend {
            law(&diagnostic, "fix", &mend.fix);
            for (name, fix) in &mend.alternatives {
                law(&diagnostic, name, fix);
            }
        }
    }
}

/// The declarations of a text that have no tree, and whether the text could be split.
fn syntax_errors(text: &str) -> Vec<String> {
    let skim = skim(text);
    let trees = skim.declarations.iter().filter(|d| d.kind != DeclKind::Import);
    let mut errors: Vec<String> = trees.filter_map(|d| parse_declaration(text, d).err()).map(|e| e.reason.to_owned()).collect();
    errors.extend(skim.trouble.map(|(_, reason)| reason.to_owned()));
    errors
}

#[test]
fn results_parse() {
    on_leaks(|case, failures| {
        let before = syntax_errors(&case.text);
        for safety in [Safety::Safe, Safety::Unsafe] {
            let after = Fixture::of(case).fix(&case.text, safety).after;
            if syntax_errors(&after) != before {
                failures.add(&case.name(), format!("{safety:?}: {:?}\n{after}", syntax_errors(&after)));
            }
        }
    });
}

/// The refusals of fixes that were written all the same: repair is to know better than the last gate.
const TAKEN_BACK: [&str; 6] = ["verification-failed", "comes-back", "syntax", "would-not-compile", "import", "other-meaning"];

#[test]
fn no_fix_is_taken_back() {
    on_leaks(|case, failures| {
        for diagnostic in Fixture::of(case).fix(&case.text, Safety::Unsafe).outcome.diagnostics {
            if let Err(refusal) = diagnostic.finding.mend
                && TAKEN_BACK.contains(&refusal.code)
            {
                failures.add(&case.name(), format!("{}: {}", diagnostic.finding.message, refusal.reason));
            }
        }
    });
}

#[test]
fn a_second_run_changes_nothing() {
    on_leaks(|case, failures| {
        let fixture = Fixture::of(case);
        for safety in [Safety::Safe, Safety::Unsafe] {
            let once = fixture.fix(&case.text, safety);
            let twice = fixture.fix(&once.after, safety);
            failures.same(&case.name(), "the second run changes:", &once.after, &twice.after);
            let shown = |ds: &[Diagnostic]| ds.iter().map(|d| format!("{} {}\n", d.fingerprint, d.finding.message)).collect::<String>();
            let (last, again) = (shown(&once.outcome.diagnostics), shown(&twice.outcome.diagnostics));
            failures.same(&case.name(), "the second run finds other things than the first one's last round:", &last, &again);
        }
    });
}

#[test]
fn each_fix_applies_alone() {
    on_leaks(|case, failures| {
        let fixture = Fixture::of(case);
        let findings = fixture.check(&case.text).diagnostics.len();
        each_fix(case, |diagnostic, name, fix| {
            let title = format!("{}: {name} `{}`", diagnostic.finding.message, fix.title);
            if fix.edits.is_empty() {
                return failures.add(&case.name(), format!("{title}: has no edits"));
            }
            match text::apply(&case.text, &fix.edits) {
                Err(conflict) => failures.add(&case.name(), format!("{title}: {conflict:?}")),
                Ok(after) => {
                    if syntax_errors(&after) != syntax_errors(&case.text) {
                        failures.add(&case.name(), format!("{title}: {:?}\n{after}", syntax_errors(&after)));
                    }
                    if fixture.check(&after).diagnostics.len() >= findings {
                        failures.add(&case.name(), format!("{title}: the finding stays\n{after}"));
                    }
                }
            }
        });
    });
}

#[test]
fn only_edited_lines_change() {
    on_leaks(|case, failures| {
        let lines = LineIndex::new(&case.text);
        each_fix(case, |_, name, fix| {
            let Ok(after) = text::apply(&case.text, &fix.edits) else { return };
            let mut touched = BTreeSet::new();
            for edit in &fix.edits {
                touched.extend(lines.position(edit.start).0..=lines.position(edit.end).0);
            }
            // Not by a diff, which may take a statement that moves down for those below it moving up.
            let mut left = after.split_inclusive('\n');
            for (line, text) in (1..).zip(case.text.split_inclusive('\n')) {
                if !touched.contains(&line) && !left.any(|l| l == text) {
                    failures.add(&case.name(), format!("{name} `{}` changes line {line}, which it does not edit", fix.title));
                    break;
                }
            }
        });
    });
}

#[test]
fn comments_survive() {
    on_leaks(|case, failures| {
        let after = Fixture::of(case).fix(&case.text, Safety::Unsafe).after;
        let mut left = comments(&after).into_iter();
        for comment in comments(&case.text) {
            if !left.any(|c| c == comment) {
                failures.add(&case.name(), format!("lost or moved: {comment}"));
                break;
            }
        }
    });
}

#[test]
fn line_endings_stay() {
    let twin = |text: &str| text.replace('\n', "\r\n");
    on_leaks(|case, failures| {
        let fixture = Fixture::of(case);
        let expected = twin(&fixture.fix(&case.text, Safety::Unsafe).after);
        let actual = fixture.fix(&twin(&case.text), Safety::Unsafe).after;
        failures.same(&case.name(), "with carriage returns:", &expected, &actual);
    });
}

#[test]
fn safe_fixes_are_among_all_fixes() {
    on_leaks(|case, failures| {
        let mended = |safety| {
            let mut mended: BTreeMap<String, usize> = BTreeMap::new();
            for diagnostic in Fixture::of(case).fix(&case.text, safety).mended {
                *mended.entry(format!("{} {}", diagnostic.finding.function, diagnostic.finding.message)).or_default() += 1;
            }
            mended
        };
        let all = mended(Safety::Unsafe);
        for (finding, times) in mended(Safety::Safe) {
            if all.get(&finding).is_none_or(|&t| t < times) {
                failures.add(&case.name(), format!("mended when only safe fixes are, not when all are: {finding}"));
            }
        }
    });
}

#[test]
fn refused_and_unsafe_findings_are_left_alone() {
    on_leaks(|case, failures| {
        let safe = Fixture::of(case).fix(&case.text, Safety::Safe);
        let is_safe = |d: &Diagnostic| d.finding.mend.as_ref().is_ok_and(|m| m.fix.safety == Safety::Safe);
        if safe.mended.is_empty() && safe.after != case.text {
            failures.add(&case.name(), "changed without a fix");
        }
        if case.directives.prefer.is_empty() && safe.outcome.diagnostics.iter().any(is_safe) {
            failures.add(&case.name(), "a safe fix is left when all are done");
        }
    });
}
