//! A channel that signals go to long after the function that asked for them has returned.
//!
//! `README.md` says what is flagged, what is not, and why the fix is safe; `caulk explain unstopped-signal` prints it.

use crate::{
    flow::{Fate, Function, Held},
    repair::{self, NoFix},
    transform::{Check, Finding, Findings, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "unstopped-signal",
    summary: "Signals go to a channel that nobody reads any more",
    linters: &[],
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
        let mend = if held.starter_goes_on() && may_end_program(&held) {
            let reason = "the code that started the goroutine goes on, and stopping gives the signals their deadly default back meanwhile";
            NoFix::because("felt", reason)
        } else {
            repair::seal(&held, &leak)
        };
        findings.report(Finding::leaked(&held, &leak, message, "stopping them", mend));
    }
}

/// Signals that do nothing to a program which does not ask for them.
const HARMLESS: [&str; 8] = ["SIGCHLD", "SIGCONT", "SIGIO", "SIGPIPE", "SIGURG", "SIGUSR1", "SIGUSR2", "SIGWINCH"];

/// Whether one of the signals ends a program that does not ask for it.
fn may_end_program(held: &Held<'_, '_>) -> bool {
    let is_harmless = |text: &str| HARMLESS.iter().any(|name| text.rsplit('.').next() == Some(name));
    let signals = held.argument_texts();
    signals.len() < 2 || !signals.iter().skip(1).all(|text| is_harmless(text))
}
