//! A value of the project's own or a dependency's type, which has a release that is never called.
//!
//! `README.md` says what is flagged, what is not, and why the fix is safe; `caulk explain unclosed-closer` prints it.

use crate::{
    flow::{Fate, Function, Held, Origin, Practice},
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
    for held in func.constructions() {
        let Fate::Leaked(leak) = held.fate() else { continue };
        if !is_release_due(&held, &held.practice()) {
            continue;
        }
        let held = held.released_as_practised();
        let message = format!("`{}` makes a value that is never released; DBG {:?} {:?}", held.callee(), held.origin, held.practice());
        let mend = repair::seal(&held, &leak);
        findings.report(Finding::leaked(&held, &leak, message, "releasing it", mend));
    }
}

/// Whether the module's own code says that whoever gets such a value has to release it.
fn is_release_due(held: &Held<'_, '_>, practice: &Practice) -> bool {
    let (least, sure, common) = match &held.origin {
        Origin::Made { owns: Some(_) } => (1, 0.5, 0.0),
        Origin::Made { owns: None } => (2, 0.6, 0.1),
        Origin::Acquired | Origin::Typed | Origin::Kept => (3, 0.7, 0.3),
    };
    std::env::var("DBG").is_ok() || practice.released >= least && practice.confidence() >= sure && practice.prevalence() >= common
}
