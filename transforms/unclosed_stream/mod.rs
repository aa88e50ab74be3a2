//! A reader that holds more than memory, and that nobody closes: an archive, an entry of one, a pipe, a decompressor.
//!
//! `README.md` says what is flagged, what is not, and why the fix is safe; `caulk explain unclosed-stream` prints it.

use crate::{
    flow::{Fate, Function, Leak},
    repair,
    transform::{Check, Finding, Findings, Level, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "unclosed-stream",
    summary: "Archive, pipe or decompressor is never closed",
    linters: &[],
    docs: include_str!("README.md"),
    table: include_str!("resources.toml"),
    resources: |registry| registry.of("unclosed-stream"),
    constructions: false,
    check: Check::Function(check),
};

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    for held in func.acquisitions("unclosed-stream") {
        // A released one is fine; one handed over is somebody else's.
        let Fate::Leaked(leak) = held.fate() else { continue };
        let what = match held.resource.name.as_str() {
            "archive" => "archive",
            "zr" => "decompressor",
            "r" => "reading end",
            "w" => "writing end",
            _ => "file",
        };
        // Where nobody was given this end of a pipe in memory, nobody waits at its other end yet.
        if what == "reading end" && leak.level == Level::Hygiene && !leak.handed_elsewhere.is_empty() {
            continue;
        }
        // What has nothing to read from has started nothing.
        let level = if held.has_no_stream() { leak.level.max(Level::Hygiene) } else { leak.level };
        let leak = Leak { level, ..leak };
        let message = format!("`{}` leaves its {what} open", held.callee());
        let mend = repair::seal(&held, &leak);
        findings.report(Finding::leaked(&held, &leak, message, "closing it", mend));
    }
}
