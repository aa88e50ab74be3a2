//! A channel that signals go to long after the function that asked for them has returned.
//!
//! `README.md` says what is flagged, what is not, and why the fix is safe; `caulk explain unstopped-signal` prints it.

use crate::{
    flow::{Fate, Function},
    repair,
    transform::{Check, Finding, Findings, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "unstopped-signal",
    summary: "Signals go to a channel that nobody reads any more",
    docs: include_str!("README.md"),
    table: include_str!("resources.toml"),
    resources: |registry| registry.of("unstopped-signal"),
    constructions: false,
    check: Check::Function(check),
};

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    // It takes signals away from all channels.
    if func.calls("os/signal.Reset") || func.calls("os/signal.Ignore") {
        return;
    }
    for held in func.acquisitions("unstopped-signal") {
        // A released one is fine; one handed over is somebody else's.
        let Fate::Leaked(leak) = held.fate() else { continue };
        let message = format!("`{}` keeps sending signals to a channel that nobody reads any more", held.callee());
        let mend = repair::seal(&held, &leak);
        findings.report(Finding::leaked(&held, &leak, message, "stopping them", mend));
    }
}
