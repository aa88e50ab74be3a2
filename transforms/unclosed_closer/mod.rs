//! A value of the project's own or a dependency's type, which has a release that is never called.
//!
//! `README.md` says what is flagged, what is not, and why the fix is unsafe; `caulk explain unclosed-closer` prints it.

use crate::{
    flow::{Fate, Function, Held, Leak, Origin, Practice, Reach},
    program::Release,
    repair,
    transform::{Check, Finding, Findings, Level, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "unclosed-closer",
    summary: "Value with a release is never released",
    linters: &[],
    docs: include_str!("README.md"),
    table: include_str!("resources.toml"),
    resources: |registry| registry.of("unclosed-closer"),
    constructions: true,
    check: Check::Function(check),
};

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    // What a row tells needs no other evidence, unless the module makes it a habit to do without.
    for held in func.acquisitions("unclosed-closer").into_iter().map(Held::as_practised) {
        let Fate::Leaked(leak) = held.fate() else { continue };
        if held.practice().is_against() || is_for_effect(&held) {
            continue;
        }
        findings.report(finding(&held, &leak, ""));
    }
    for held in func.constructions().into_iter().filter(|held| !held.is_cancel()).map(Held::as_practised) {
        let Fate::Leaked(leak) = held.fate() else { continue };
        let practice = held.practice();
        if is_for_effect(&held)
            || !is_release_due(&held, &leak, &practice)
            || held.is_released_with_kin()
            || held.is_released_with_sibling()
            || held.may_come_from_stand_in()
        {
            continue;
        }
        let (released, sites) = (practice.released, practice.released + practice.leaked);
        let evidence = match &held.origin {
            Origin::Implemented { name } if released == 0 => format!("; in an implementation it is what has a {name} to release"),
            Origin::Made { owns: Some(owned) } if released == 0 => format!("; what `{}` hands out stays with it", owned.name),
            _ => format!("; {released} of {sites} callers release theirs"),
        };
        let is_habit = is_due_by_habit(&held);
        // Where nothing is behind it but memory, or may be there at all, or its release has no effect, a habit is no more than that.
        let is_empty = || {
            held.release_is_empty() || held.is_bare() || held.is_made_of_what_lacks_release() || held.has_nothing_where_start_failed(&leak)
        };
        if is_habit && (is_empty() || held.is_let_go_by_name(&leak)) {
            continue;
        }
        // What others do with theirs does not say what is lost. What is only forgotten, or waited for, is collected without it, as tickers
        // are; what was never set going, or failed to be, may hold nothing yet; what a test takes of something that it ends may end with
        // that, and behind an interface be a stand-in's.
        let is_idle = is_habit
            || held.is_unstarted(&practice)
            || held.is_left_unstarted(&leak)
            || held.is_outlived_by_parent()
            || held.is_collected_with_timers()
            || func.is_of_tests() && matches!(held.origin, Origin::Implemented { .. });
        let held = held.released_as_practised();
        // Who kills a process, or runs a command, to end what the value never began does harm.
        if is_habit && held.acts_on_others(&leak) {
            continue;
        }
        let level = if is_idle || held.release_is_idle() { leak.level.max(Level::Hygiene) } else { leak.level };
        let finding = finding(&held, &Leak { level, ..leak }, &evidence);
        // What has failed half-way is better left incomplete, and holds nothing else.
        if !finding.mend.as_ref().is_err_and(|no_fix| no_fix.code == "publishes") || !leak.released_elsewhere {
            findings.report(finding);
        }
    }
}

fn finding(held: &Held<'_, '_>, leak: &Leak, evidence: &str) -> Finding {
    let missed = if leak.released_elsewhere { "not called on every path" } else { "never called" };
    let (message, undone) = match held.resource.release.first() {
        Some(Release::Method(path)) => {
            let method = path.join(".");
            (format!("`{}` makes a value whose `{method}` is {missed}{evidence}", held.callee()), format!("calling `{method}`"))
        }
        Some(Release::Function(function)) => {
            let function = function.as_str();
            (format!("`{}` makes a value whose `{function}` is {missed}{evidence}", held.callee()), format!("calling `{function}`"))
        }
        Some(Release::Call(_)) | None => {
            (format!("`{}` hands out a function that is {missed}{evidence}", held.callee()), "calling it".to_owned())
        }
    };
    let mend = repair::seal(held, leak);
    Finding::leaked(held, leak, message, &undone, mend)
}

/// Whether nothing but what other callers do says that it is to be released: nothing is seen to stay behind without.
fn is_due_by_habit(held: &Held<'_, '_>) -> bool {
    match &held.origin {
        Origin::Made { owns: Some(owned) } => !owned.is_seen_to_end,
        Origin::Made { owns: None } | Origin::Typed => true,
        Origin::Acquired | Origin::Implemented { .. } | Origin::Kept => false,
    }
}

/// Whether a test calls it without a look at what comes back: to see it fail, or for what it leaves behind.
fn is_for_effect(held: &Held<'_, '_>) -> bool {
    held.function.is_run_by_test() && (held.is_ignored() || held.is_ignored_teardown())
}

/// Whether the module's own code says that whoever gets such a value has to release it.
fn is_release_due(held: &Held<'_, '_>, leak: &Leak, practice: &Practice) -> bool {
    // What is seen to be made for the caller, with something inside that only the release ends, takes the least.
    let is_teardown = matches!(held.resource.release.first(), Some(Release::Call(_)));
    let (least, share, agreement, prevalence) = match &held.origin {
        // What is acquired for good and seen to end with the value needs no evidence, where the code does not speak against it.
        Origin::Made { owns: Some(owned) } if owned.is_seen_to_end && !practice.is_against() => (0, 0.0, 0.0, 0.0),
        // So is what an implementation acquires for whoever calls it.
        Origin::Implemented { .. } if !practice.is_against() => (0, 0.0, 0.0, 0.0),
        Origin::Made { owns: Some(_) } => (1, 0.6, 0.0, 0.0),
        Origin::Made { owns: None } if !held.is_on_loan() => (2, 0.75, 0.5, 0.3),
        _ if is_teardown => (3, 0.7, 0.7, 0.3),
        _ => (3, 0.7, 0.6, 0.3),
    };
    let is_usual =
        practice.released >= least && practice.share() >= share && practice.agreement() >= agreement && practice.prevalence() >= prevalence;
    // A teardown is not due while what it ends is in use, nor on paths where whoever calls it on others knows better.
    let is_done = || !is_teardown || !leak.released_elsewhere && !matches!(held.reach_of_dependents(), Reach::Outlives(_));
    is_usual
        && held.is_set_going(practice)
        && !held.is_made_of_less(practice)
        && !held.has_teardown()
        && !held.has_lasting_sibling()
        && !held.is_released_in_sibling()
        && !held.is_pooled()
        && !held.is_left_unpublished(leak)
        && !held.only_forwards()
        && is_done()
}
