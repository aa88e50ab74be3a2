//! A writer whose close completes what was written, and that is not closed where all went well.
//!
//! `README.md` says what is flagged, what is not, and why the fix is unsafe; `caulk explain uncommitted-writer` prints it.

use crate::{
    flow::{Fate, Function, Leak, Outcome},
    repair,
    transform::{Check, Finding, Findings, Level, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "uncommitted-writer",
    summary: "Writer is not closed where all went well, and what it wrote is not whole",
    linters: &[],
    docs: include_str!("README.md"),
    table: include_str!("resources.toml"),
    resources: |registry| registry.of("uncommitted-writer"),
    constructions: false,
    check: Check::Function(check),
};

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    for held in func.acquisitions("uncommitted-writer").into_iter().filter_map(|held| held.committed()) {
        let Fate::Leaked(leak) = held.fate() else { continue };
        // Who closes it elsewhere knows what is whole. What has failed half-way is better left incomplete.
        let all_failed = leak.exits.iter().all(|exit| held.outcome(*exit) == Outcome::Failure);
        if leak.released_elsewhere || !leak.handed_elsewhere.is_empty() || all_failed {
            continue;
        }
        if held.has_no_stream() || !held.is_written_to() || held.is_flushed_or_reset() || held.is_written_for_nobody() {
            continue;
        }
        let message = format!("`{}` makes a writer that is not closed where all went well: what it writes is not whole", held.callee());
        let mend = repair::commit(&held, &leak);
        // What is written is not whole whether the program ends then or not. A test may want it like that.
        let level = if func.file.is_test() { Level::Hygiene } else { held.resource.level };
        let exits = leak.exits.iter().copied().filter(|exit| held.outcome(*exit) != Outcome::Failure).collect();
        let leak = Leak { level, exits, ..leak };
        findings.report(Finding::lasting(&held, &leak, message, "closing it", mend));
    }
}
