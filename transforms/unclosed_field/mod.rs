//! A field of a struct that gets something to release, which no function of its package ever releases.
//!
//! `README.md` says what is flagged, what is not, and why the fix is unsafe; `caulk explain unclosed-field` prints it.

use crate::{
    flow::{Certainty, Forgotten, Function, Held},
    program::{Resource, ResourceRegistry, TimerMode},
    repair,
    transform::{Check, Finding, Findings, Level, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "unclosed-field",
    summary: "What a struct's field has is released by nobody",
    linters: &[],
    docs: include_str!("README.md"),
    table: include_str!("resources.toml"),
    resources: |registry: &ResourceRegistry| registry.rows().iter().filter(|r| is_owned(r)).collect(),
    constructions: false,
    check: Check::Function(check),
};

/// Whether a struct that has it owes a release.
fn is_owned(resource: &Resource) -> bool {
    resource.level == Level::Leak && !resource.is_text && !resource.release_is_felt
}

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    for held in func.releasable_acquisitions().into_iter().filter(|held| is_owned(&held.resource)) {
        if let Some(forgotten) = held.forgotten_in_field() {
            findings.report(finding(&held, &forgotten));
        }
    }
}

fn finding(held: &Held<'_, '_>, forgotten: &Forgotten) -> Finding {
    let func = held.function;
    let Forgotten { owner, field, teardown } = forgotten;
    let message = match teardown {
        Some(teardown) => format!("`{}.{}` leaves open what `{}` puts into `{field}`", owner, teardown.symbol.name(), held.callee()),
        None => format!("nothing releases what `{}` puts into `{owner}.{field}`", held.callee()),
    };
    let notes = teardown.iter().map(|teardown| (teardown.location(), "this is to release what it has".into())).collect();
    Finding {
        at: held.location(),
        symbol: held.symbol.clone(),
        function: func.symbol(),
        level: level(held, forgotten),
        message,
        notes,
        certainty: Certainty::Inferred,
        mend: repair::release_field(held, forgotten),
    }
}

/// Without a release of its own, the struct may be meant to last as long as the program.
fn level(held: &Held<'_, '_>, forgotten: &Forgotten) -> Level {
    let func = held.function;
    if func.runs_once() {
        return Level::Note;
    }
    let is_collected = held.symbol.package() == "time" && func.program.timer_mode(func.file) == TimerMode::Synchronous;
    if forgotten.teardown.is_none() || func.file.is_test() || is_collected { Level::Hygiene } else { Level::Leak }
}
