//! A temporary directory that stays on the disk.
//!
//! `README.md` says what is flagged, what is not, and why the fix is never safe; `caulk explain unremoved-temp` prints it.

use crate::{
    flow::{Fate, Function},
    repair,
    transform::{Check, Finding, Findings, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "unremoved-temp",
    summary: "Temporary directory is never removed",
    linters: &[],
    docs: include_str!("README.md"),
    table: include_str!("resources.toml"),
    resources: |registry| registry.of("unremoved-temp"),
    constructions: false,
    check: Check::Function(check),
};

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    for held in func.acquisitions("unremoved-temp") {
        // A released one is fine; one handed over is somebody else's.
        // What is made below another directory may go with that one.
        if !held.argument_is_literal(0) && held.argument_callee(0).is_none_or(|f| f.as_str() != "os.TempDir") {
            continue;
        }
        let Fate::Leaked(leak) = held.fate() else { continue };
        let missed = if leak.released_elsewhere { "not removed on every path" } else { "never removed" };
        let message = format!("`{}` makes a directory that is {missed}", held.callee());
        let mend = repair::seal(&held, &leak);
        // The directory stays when the process has ended.
        findings.report(Finding::lasting(&held, &leak, message, "removing it", mend));
    }
}
