//! Deferred releases that pile up in a loop.
//!
//! `README.md` says what is flagged, what is not, and why the fix is safe; `caulk explain defer-in-loop` prints it.

use std::collections::BTreeSet;

use crate::{
    flow::{Function, Held, Leak},
    program::{Resource, ResourceRegistry, ValueAt},
    repair,
    syntax::ast::Stmt,
    transform::{Check, Finding, Findings, Level, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "defer-in-loop",
    summary: "Deferred releases pile up in a loop",
    linters: &["gocritic", "revive"],
    docs: include_str!("README.md"),
    table: include_str!("resources.toml"),
    resources: |registry: &ResourceRegistry| registry.rows().iter().filter(|r| piles_up(r)).collect(),
    constructions: false,
    check: Check::Function(check),
};

/// Whether many that wait for their release are felt. What ends the use of a path or of signals is meant to come at the end.
fn piles_up(resource: &Resource) -> bool {
    resource.value != ValueAt::Receiver && !resource.release.is_empty() && !resource.is_text && !resource.release_is_felt
}

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    let mut seen = BTreeSet::new();
    for held in func.releasable_acquisitions().into_iter().filter(|held| piles_up(&held.resource)) {
        for (stmt, leak) in held.deferred_in_loop() {
            if seen.insert(stmt.span.start) {
                findings.report(finding(&held, stmt, &leak));
            }
        }
    }
}

fn finding<'a>(held: &Held<'_, 'a>, stmt: &'a Stmt, leak: &Leak) -> Finding {
    let func = held.function;
    let is_small = func.file.is_test() || held.turns_are_few();
    Finding {
        at: func.location(stmt.span),
        symbol: held.symbol.clone(),
        function: func.symbol(),
        level: if is_small { leak.level.max(Level::Hygiene) } else { leak.level },
        message: format!("each turn of the loop defers another release of what `{}` hands out, to the function's end", held.callee()),
        notes: vec![(held.location(), "it is acquired here".into())],
        certainty: leak.certainty,
        mend: repair::release_each_turn(held, leak, stmt),
    }
}
