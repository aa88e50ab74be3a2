//! A timer that nobody stops.
//!
//! `README.md` says what is flagged, what is not, and why the fix is safe; `caulk explain unstopped-timer` prints it.

use crate::{
    flow::{Fate, Function, Held, Leak},
    program::TimerMode,
    repair,
    transform::{Check, Finding, Findings, Level, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "unstopped-timer",
    summary: "Timer is never stopped",
    linters: &[],
    docs: include_str!("README.md"),
    table: include_str!("resources.toml"),
    resources: |registry| registry.of("unstopped-timer"),
    constructions: false,
    check: Check::Function(check),
};

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    for held in func.acquisitions("unstopped-timer") {
        // A released one is fine; one handed over is somebody else's.
        let Fate::Leaked(leak) = held.fate() else { continue };
        // `time.NewTimer(d).C` is time.After in other words: it lives until its time is up, and no longer.
        if held.is_unbound() {
            continue;
        }
        let message = format!("`{}` makes a timer that is never stopped", held.callee());
        let mend = repair::seal(&held, &leak);
        let leak = Leak { level: level(&held, &leak), ..leak };
        findings.report(Finding::leaked(&held, &leak, message, "stopping it", mend));
    }
}

fn level(held: &Held<'_, '_>, leak: &Leak) -> Level {
    // Since 1.23 what nothing refers to any more is collected, stopped or not.
    match held.function.program.timer_mode(held.function.file) {
        TimerMode::Synchronous => leak.level.max(Level::Hygiene),
        TimerMode::Asynchronous | TimerMode::Uncertain => leak.level,
    }
}
