//! A test server that goes on when its test has ended.
//!
//! `README.md` says what is flagged, what is not, and why the fix is safe; `caulk explain unclosed-server` prints it.

use crate::{
    flow::{Certainty, Fate, Function, Held, Leak},
    repair,
    transform::{Check, Finding, Findings, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "unclosed-server",
    summary: "Test server is never closed",
    linters: &[],
    docs: include_str!("README.md"),
    table: include_str!("resources.toml"),
    resources: |registry| registry.of("unclosed-server"),
    constructions: false,
    check: Check::Function(check),
};

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    // Elsewhere, whoever has learned the address, by a variable of the package perhaps, expects an answer.
    if !func.is_run_by_test() {
        return;
    }
    for held in func.acquisitions("unclosed-server").into_iter().map(Held::as_practised) {
        // A released one is fine; one handed over is somebody else's.
        let Fate::Leaked(leak) = held.fate() else { continue };
        let message = format!("`{}` leaves its server open", held.callee());
        // That clients end with the test is a habit, not a law.
        let leak = Leak { certainty: Certainty::Inferred, ..leak };
        let mend = repair::seal(&held, &leak);
        findings.report(Finding::leaked(&held, &leak, message, "closing it", mend));
    }
}
