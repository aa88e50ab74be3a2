//! An HTTP response whose body is never closed.
//!
//! `README.md` says what is flagged, what is not, and why the fix is safe; `caulk explain unclosed-response-body` prints it.

use crate::{
    flow::{Fate, Function},
    repair,
    transform::{Check, Finding, Findings, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "unclosed-response-body",
    summary: "HTTP response body is never closed",
    // A `//nolint:bodyclose` says that the linter is wrong as often as that the leak is meant.
    linters: &[],
    docs: include_str!("README.md"),
    table: include_str!("resources.toml"),
    resources: |registry| registry.of("unclosed-response-body"),
    constructions: false,
    check: Check::Function(check),
};

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    for held in func.acquisitions("unclosed-response-body") {
        // A released one is fine; one handed over is somebody else's.
        let Fate::Leaked(leak) = held.fate() else { continue };
        // What a test puts in place of a transport may have no body.
        if held.resource.field_may_be_nil && held.may_be_bare() {
            continue;
        }
        let message = format!("`{}` leaves its response body open", held.callee());
        let mend = repair::seal(&held, &leak);
        findings.report(Finding::leaked(&held, &leak, message, "closing it", mend));
    }
}
