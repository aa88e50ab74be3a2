//! A network connection or listener that nobody closes.
//!
//! `README.md` says what is flagged, what is not, and why the fix is safe; `caulk explain unclosed-conn` prints it.

use crate::{
    flow::{Fate, Function, Held},
    repair,
    transform::{Check, Finding, Findings, Level, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "unclosed-conn",
    summary: "Network connection or listener is never closed",
    linters: &[],
    docs: include_str!("README.md"),
    table: include_str!("resources.toml"),
    resources: |registry| registry.of("unclosed-conn"),
    constructions: false,
    check: Check::Function(check),
};

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    for held in func.acquisitions("unclosed-conn").into_iter().map(Held::as_practised) {
        // A released one is fine; one handed over is somebody else's.
        let Fate::Leaked(leak) = held.fate() else { continue };
        // Where nobody was given this end of a pipe in memory, nobody waits at its other end yet; and whoever closes that ends both.
        if leak.level == Level::Hygiene && !leak.handed_elsewhere.is_empty() || held.ends_with_peer() {
            continue;
        }
        // Where an implementation in sight hands out neither, there may be nothing to close.
        if held.may_be_nothing_of_package() {
            continue;
        }
        let what = if held.resource.name == "listener" { "listener" } else { "connection" };
        let message = format!("`{}` leaves its {what} open", held.callee());
        let mend = repair::seal(&held, &leak);
        findings.report(Finding::leaked(&held, &leak, message, "closing it", mend));
    }
}
