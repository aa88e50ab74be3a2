//! A process that was started and that nobody waits for.
//!
//! `README.md` says what is flagged, what is not, and why the fix is unsafe; `caulk explain unwaited-process` prints it.

use crate::{
    flow::{Certainty, Exit, Fate, Function, Held, Leak},
    repair::{self, Mend, NoFix},
    transform::{Check, Finding, Findings, Level, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "unwaited-process",
    summary: "Process is started and never waited for",
    linters: &[],
    docs: include_str!("README.md"),
    table: include_str!("resources.toml"),
    resources: |registry| registry.of("unwaited-process"),
    constructions: false,
    check: Check::Function(check),
};

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    for held in func.acquisitions("unwaited-process") {
        // One that is waited for is fine; one handed over is somebody else's.
        let Fate::Leaked(leak) = held.fate() else { continue };
        findings_of(&held, leak).into_iter().for_each(|finding| findings.report(finding));
    }
}

fn findings_of(held: &Held<'_, '_>, leak: Leak) -> Option<Finding> {
    let callee = held.callee();
    // Whoever asks for a descriptor of it waits by that.
    if held.is_handed_out_when_made() {
        return None;
    }
    if !leak.released_elsewhere && leak.handed_elsewhere.is_empty() {
        // Who writes down its number may wait by that; what has a session of its own is meant to go on, and so is what a function
        // starts and nothing else, to return whether that went well.
        let part = held.handed_out_part();
        let is_launch = leak.exits.iter().any(|exit| matches!(exit, Exit::Return(at) if at.contains(held.call.span)));
        if is_launch || held.is_detached() || matches!(part, Some((_, false))) {
            return None;
        }
        let mend = wait_aside(held, part.map(|(part, _)| part));
        let message = format!("`{callee}` starts a process that nobody waits for");
        let leak = Leak { level: leak.level.max(Level::Hygiene), certainty: Certainty::Inferred, ..leak };
        return Some(Finding::leaked(held, &leak, message, "waiting for it", mend));
    }
    // Where the function succeeds without a wait, that is meant.
    let exits = held.failing_exits(&leak);
    if exits.is_empty() || !held.is_seen_to_elsewhere(&leak) {
        return None;
    }
    let mend = repair::stop(held, &exits);
    let message = format!("`{callee}` starts a process that nobody waits for where the function fails");
    let leak = Leak { exits, ..leak };
    // It goes on beside a process that goes on, be it only once.
    let level = if held.fails_for_good(&leak) { leak.level.max(Level::Hygiene) } else { leak.level };
    Some(Finding::lasting(held, &Leak { level, ..leak }, message, "waiting for it", mend))
}

fn wait_aside(held: &Held<'_, '_>, pipe: Option<&str>) -> Result<Mend, NoFix> {
    match pipe {
        Some(pipe) => {
            NoFix::because("exposed", format!("`{pipe}` hands out a pipe that a wait would close, and whoever has that may need it"))
        }
        None => repair::wait_aside(held),
    }
}
