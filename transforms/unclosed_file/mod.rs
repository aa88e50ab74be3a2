//! A file that nobody closes.
//!
//! `README.md` says what is flagged, what is not, and why the fix is safe; `caulk explain unclosed-file` prints it.

use crate::{
    flow::{Fate, Function},
    repair,
    transform::{Check, Finding, Findings, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "unclosed-file",
    summary: "File is never closed",
    linters: &[],
    docs: include_str!("README.md"),
    table: include_str!("resources.toml"),
    resources: |registry| registry.of("unclosed-file"),
    constructions: false,
    check: Check::Function(check),
};

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    for held in func.acquisitions("unclosed-file") {
        // A released one is fine; one handed over is somebody else's.
        let Fate::Leaked(leak) = held.fate() else { continue };
        let message = format!("`{}` leaves its file open", held.callee());
        let mend = repair::seal(&held, &leak);
        findings.report(Finding::leaked(&held, &leak, message, "closing it", mend));
    }
}
