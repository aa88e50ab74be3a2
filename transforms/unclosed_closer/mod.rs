//! A value of the project's own or a dependency's type, which has a release that is never called.
//!
//! `README.md` says what is flagged, what is not, and why the fix is unsafe; `caulk explain unclosed-closer` prints it.

use crate::{
    flow::{Fate, Function, Held, Leak, Origin, Practice},
    program::Release,
    repair,
    transform::{Check, Finding, Findings, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "unclosed-closer",
    summary: "Value with a release is never released",
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
        if held.practice().is_against() {
            continue;
        }
        findings.report(finding(&held, &leak, ""));
    }
    for held in func.constructions().into_iter().map(Held::as_practised) {
        let Fate::Leaked(leak) = held.fate() else { continue };
        let practice = held.practice();
        if !is_release_due(&held, &practice) {
            continue;
        }
        let (released, sites) = (practice.released, practice.released + practice.leaked);
        let evidence = format!("; {released} of {sites} callers release theirs");
        findings.report(finding(&held.released_as_practised(), &leak, &evidence));
    }
}

fn finding(held: &Held<'_, '_>, leak: &Leak, evidence: &str) -> Finding {
    let release = match held.resource.release.first() {
        Some(Release::Method(path)) => path.join("."),
        Some(Release::Function(function)) => function.as_str().to_owned(),
        Some(Release::Call(_)) | None => held.resource.name.clone(),
    };
    let missed = if leak.released_elsewhere { "not called on every path" } else { "never called" };
    let message = format!("`{}` makes a value whose `{release}` is {missed}{evidence}", held.callee());
    let mend = repair::seal(held, leak);
    Finding::leaked(held, leak, message, &format!("calling `{release}`"), mend)
}

/// Whether the module's own code says that whoever gets such a value has to release it.
fn is_release_due(held: &Held<'_, '_>, practice: &Practice) -> bool {
    // What is seen to be made for the caller, with something inside that only the release ends, takes the least.
    let (least, agreement, prevalence, deviation) = match &held.origin {
        Origin::Made { owns: Some(_) } => (1, 0.6, 0.0, 0.0),
        Origin::Made { owns: None } => (2, 0.7, 0.3, 0.8),
        Origin::Acquired | Origin::Typed | Origin::Kept => (3, 0.75, 0.3, 1.3),
    };
    let is_usual = practice.released >= least
        && practice.agreement() >= agreement
        && practice.deviation() >= deviation
        && practice.prevalence() >= prevalence;
    is_usual && held.is_set_going(practice) && !held.has_teardown()
}
