//! A context whose cancel function is never called.
//!
//! `README.md` says what is flagged, what is not, and why the fix is safe; `caulk explain uncalled-cancel` prints it.

use crate::{
    flow::{Fate, Function, Held, Leak},
    repair,
    transform::{Check, Finding, Findings, Level, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "uncalled-cancel",
    summary: "Context is never cancelled",
    linters: &["govet", "lostcancel"],
    docs: include_str!("README.md"),
    table: include_str!("resources.toml"),
    resources: |registry| registry.of("uncalled-cancel"),
    constructions: false,
    check: Check::Function(check),
};

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    // Who gets a cancel function with its context has to call it, whoever made them: the contract of its type.
    let others = func.constructions().into_iter().filter(|held| held.is_cancel() && !held.is_undecided());
    for held in func.acquisitions("uncalled-cancel").into_iter().chain(others) {
        // A released one is fine; one handed over is somebody else's.
        let Fate::Leaked(leak) = held.fate() else { continue };
        let message = format!("`{}` makes a context that is never cancelled", held.callee());
        let mend = repair::seal(&held, &leak);
        let leak = Leak { level: level(&held, &leak), ..leak };
        findings.report(Finding::leaked(&held, &leak, message, "calling it", mend));
    }
}

fn level(held: &Held<'_, '_>, leak: &Leak) -> Level {
    // Nothing above holds a context derived from Background until it is cancelled.
    if held.hangs_on_nothing() { leak.level.max(Level::Hygiene) } else { leak.level }
}
