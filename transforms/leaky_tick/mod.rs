//! A ticker that cannot be stopped.
//!
//! `README.md` says what is flagged, what is not, and why the fix is safe; `caulk explain leaky-tick` prints it.

use std::cmp::Ordering;

use crate::{
    flow::{Certainty, Function, Turns, Wait, sign},
    program::TimerMode,
    repair::{NoFix, hoist},
    transform::{Check, Finding, Findings, Level, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "leaky-tick",
    summary: "Ticker of time.Tick can't be stopped",
    linters: &["staticcheck"],
    docs: include_str!("README.md"),
    table: include_str!("resources.toml"),
    resources: |registry| registry.of("leaky-tick"),
    constructions: false,
    check: Check::Function(check),
};

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    for held in func.acquisitions("leaky-tick") {
        // A channel that is handed out is somebody else's to wait on.
        let Some(wait) = Wait::of(&held) else { continue };
        let in_loop = wait.turns() != Turns::Once;
        let sign = wait.duration().and_then(|d| sign(func, d));
        // Where the function never ends the ticker is used for good; without a positive duration there is none.
        if !in_loop && !wait.can_end() || sign.is_some_and(Ordering::is_le) {
            continue;
        }
        let mend = if in_loop {
            NoFix::because("in-loop", "each turn of the loop makes another ticker; whether one for all or a timeout was meant is not said")
        } else if sign.is_none() {
            NoFix::because("may-not-be-positive", "time.NewTicker panics where the duration is not positive, and time.Tick does not")
        } else {
            hoist::ticker(&wait.channel)
        };
        let level = match func.program.timer_mode(func.file) {
            TimerMode::Synchronous => Level::Hygiene,
            TimerMode::Asynchronous | TimerMode::Uncertain => Level::Leak,
        };
        let once = func.runs_once() && held.body.literal == 0 && !in_loop;
        findings.report(Finding {
            at: held.location(),
            symbol: held.symbol.clone(),
            function: func.symbol(),
            level: if once { Level::Note } else { level },
            message: format!("`{}` makes a ticker that nothing can stop", held.callee()),
            notes: Vec::new(),
            certainty: Certainty::Proved,
            mend,
        });
    }
}
