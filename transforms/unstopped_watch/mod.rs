//! A watch or subscription that goes on when nobody listens any more.
//!
//! `README.md` says what is flagged, what is not, and why the fix is safe; `caulk explain unstopped-watch` prints it.

use crate::{
    flow::{Fate, Function},
    repair,
    transform::{Check, Finding, Findings, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "unstopped-watch",
    summary: "Watch or subscription is never stopped",
    linters: &[],
    docs: include_str!("README.md"),
    table: include_str!("resources.toml"),
    resources: |registry| registry.of("unstopped-watch"),
    constructions: false,
    check: Check::Function(check),
};

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    for held in func.acquisitions("unstopped-watch") {
        // A released one is fine; one handed over is somebody else's.
        let Fate::Leaked(leak) = held.fate() else { continue };
        let what = match held.resource.name.as_str() {
            "watcher" => "watch",
            _ => "subscription",
        };
        let message = format!("`{}` starts a {what} that is never stopped", held.callee());
        let mend = repair::seal(&held, &leak);
        findings.report(Finding::leaked(&held, &leak, message, "stopping it", mend));
    }
}
