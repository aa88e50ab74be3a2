//! A timer that each turn of a loop makes anew, and that nothing can stop.
//!
//! `README.md` says what is flagged, what is not, and why the fix is safe; `caulk explain time-after-in-loop` prints it.

use crate::{
    flow::{Certainty, Function, Receipt, Turns, Wait},
    program::TimerMode,
    repair::hoist,
    transform::{Check, Finding, Findings, Level, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "time-after-in-loop",
    summary: "Loop leaves a timer of time.After behind on each turn",
    linters: &[],
    docs: include_str!("README.md"),
    table: include_str!("resources.toml"),
    resources: |registry| registry.of("time-after-in-loop"),
    constructions: false,
    check: Check::Function(check),
};

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    let mode = func.program.timer_mode(func.file);
    for held in func.acquisitions("time-after-in-loop") {
        let Some(wait) = Wait::of(&held) else { continue };
        let abandoned_by = match (wait.turns(), &wait.channel.receipt) {
            (Turns::Once, _) | (_, Receipt::Range | Receipt::Variable { ranged: true, .. }) => continue,
            (Turns::Abandon(by), _) => Some(by),
            (Turns::Fire, _) => None,
        };
        // Since 1.23 an abandoned timer is collected; a turn that waits for its timer leaves none.
        let level = match abandoned_by {
            Some(_) if mode != TimerMode::Synchronous => Level::Leak,
            _ => Level::Hygiene,
        };
        let mend = hoist::timer(&wait, mode);
        if level == Level::Hygiene && mend.is_err() {
            continue;
        }
        let callee = held.callee();
        let message = match (level, &wait.channel.receipt) {
            (Level::Leak, _) => format!("`{callee}` leaves a timer behind on each turn of the loop"),
            (_, Receipt::Pause) => format!("`{callee}` makes a timer on each turn of the loop, only to sleep"),
            _ => format!("`{callee}` makes a timer on each turn of the loop"),
        };
        let by = abandoned_by.flatten().map(|case| (func.location(case), "this case reaches the next turn while the timer runs".into()));
        findings.report(Finding {
            at: held.location(),
            symbol: held.symbol.clone(),
            function: func.symbol(),
            level,
            message,
            notes: by.into_iter().collect(),
            certainty: Certainty::Proved,
            mend,
        });
    }
}
