//! Deferred releases that pile up in a loop.
//!
//! `README.md` says what is flagged, what is not, and why the fix is safe; `caulk explain defer-in-loop` prints it.

use std::collections::BTreeSet;

use crate::{
    flow::{Function, Held, Leak, Relocked},
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
    resources: |registry: &ResourceRegistry| registry.rows().iter().filter(|r| piles_up(r) || r.rule == LOCKS).collect(),
    constructions: false,
    check: Check::Function(check),
};

/// The rule whose rows tell what is locked.
const LOCKS: &str = "missed-unlock";

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
    for relocked in func.relocked(LOCKS) {
        findings.report(locked_again(&relocked));
    }
}

/// The second turn waits for the first one's lock, which comes free when the function ends.
fn locked_again(relocked: &Relocked<'_, '_>) -> Finding {
    let claim = &relocked.claim;
    let func = claim.function;
    Finding {
        at: func.location(relocked.deferred.span),
        symbol: claim.symbol.clone(),
        function: func.symbol(),
        level: if func.file.is_test() { Level::Hygiene } else { Level::Leak },
        message: format!("this comes when the function ends, and the next turn of the loop waits for it at `{}`", claim.callee()),
        notes: vec![(claim.location(), "it is locked here on each turn".into())],
        certainty: claim.certainty,
        mend: repair::give_back_each_turn(relocked),
    }
}

fn finding<'a>(held: &Held<'_, 'a>, stmt: &'a Stmt, leak: &Leak) -> Finding {
    let func = held.function;
    let is_small = func.file.is_test() || held.turns_are_few() || held.ends_behind_loop() || held.has_deadline();
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
