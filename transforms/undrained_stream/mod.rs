//! A gRPC stream that is left before its end, whose context nobody cancels.
//!
//! `README.md` says what is flagged, what is not, and why the fix is unsafe; `caulk explain undrained-stream` prints it.

use crate::{
    flow::{Certainty, Fate, Function, Leak, Lifetime},
    repair,
    transform::{Check, Finding, Findings, Level, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "undrained-stream",
    summary: "Stream is left before its end, and its context is not cancelled",
    linters: &[],
    docs: include_str!("README.md"),
    table: include_str!("resources.toml"),
    resources: |registry| registry.of("undrained-stream"),
    constructions: false,
    check: Check::Function(check),
};

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    for held in func.server_streams() {
        let Fate::Leaked(mut leak) = held.fate() else { continue };
        // There its context has ended, and the stream with it.
        leak.exits.retain(|exit| !held.is_behind_end_of_context(exit.span()));
        let lifetime = held.lifetime();
        // One that is read to its end is fine, and so is one whose context the function may cancel.
        if leak.exits.is_empty() || leak.level != Level::Leak || lifetime == Lifetime::Own || !leak.handed_elsewhere.is_empty() {
            continue;
        }
        let message = format!("`{}` opens a stream that is left before its end, and nobody cancels its context", held.callee());
        // The caller's context ends some time.
        let level = if lifetime == Lifetime::Endless && !func.file.is_test() { Level::Leak } else { Level::Hygiene };
        let leak = Leak { level, certainty: Certainty::Inferred, ..leak };
        let mend = repair::cancel_at_end(&held);
        findings.report(Finding::leaked(&held, &leak, message, "reading it to its end", mend));
    }
}
