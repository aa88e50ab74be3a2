//! An HTTP response whose body is never closed.
//!
//! `README.md` says what is flagged, what is not, and why the fix is safe; `caulk explain unclosed-response-body` prints it.

use crate::{
    flow::{Fate, Function, Leak},
    repair,
    transform::{Check, Finding, Findings, Level, Transform},
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
        let level = if held.asks_for_head() { leak.level.max(Level::Hygiene) } else { leak.level };
        let leak = Leak { level, ..leak };
        findings.report(Finding::leaked(&held, &leak, message, "closing it", mend));
    }
}
