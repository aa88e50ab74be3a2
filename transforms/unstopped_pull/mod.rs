//! An iterator that was pulled from and never stopped: its coroutine waits for good.
//!
//! `README.md` says what is flagged, what is not, and why the fix is safe; `caulk explain unstopped-pull` prints it.

use crate::{
    flow::{Fate, Function, Reach},
    repair,
    transform::{Check, Finding, Findings, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "unstopped-pull",
    summary: "Pulled iterator is never stopped",
    linters: &[],
    docs: include_str!("README.md"),
    table: include_str!("resources.toml"),
    resources: |registry| registry.of("unstopped-pull"),
    constructions: false,
    check: Check::Function(check),
};

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    for held in func.acquisitions("unstopped-pull") {
        // A released one is fine; one handed over is somebody else's.
        let Fate::Leaked(leak) = held.fate() else { continue };
        // Whoever else has `next` may ask until there is no more.
        if held.reach_of_dependents() != Reach::Inside {
            continue;
        }
        let message = format!("`{}` leaves its iterator waiting for good", held.callee());
        let mend = repair::seal(&held, &leak);
        findings.report(Finding::leaked(&held, &leak, message, "stopping it", mend));
    }
}
