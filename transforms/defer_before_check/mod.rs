//! A release that is deferred before anybody knows whether there is anything to release.
//!
//! `README.md` says what is flagged, what is not, and why the fix is safe; `caulk explain defer-before-check` prints it.

use std::collections::BTreeSet;

use crate::{
    flow::{Certainty, Function, Held},
    program::ResourceRegistry,
    repair,
    syntax::ast::Stmt,
    transform::{Check, Finding, Findings, Level, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "defer-before-check",
    summary: "Release is deferred before the error is checked",
    linters: &["staticcheck", "govet"],
    docs: include_str!("README.md"),
    table: include_str!("resources.toml"),
    resources: |registry: &ResourceRegistry| registry.rows().iter().filter(|r| r.error.is_some() && !r.release.is_empty()).collect(),
    constructions: false,
    check: Check::Function(check),
};

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    let mut seen = BTreeSet::new();
    for held in func.releasable_acquisitions() {
        for stmt in held.deferred_before_check() {
            // Each of two arms may acquire what one statement releases.
            if seen.insert(stmt.span.start) {
                findings.report(finding(&held, stmt));
            }
        }
    }
}

fn finding<'a>(held: &Held<'_, 'a>, stmt: &'a Stmt) -> Finding {
    let func = held.function;
    let panics = held.panics_without();
    let consequence = if panics { "panics" } else { "has nothing to release" };
    Finding {
        at: func.location(stmt.span),
        symbol: held.symbol.clone(),
        function: func.symbol(),
        // A test that has failed may panic.
        level: if panics && !func.file.is_test() { Level::Leak } else { Level::Hygiene },
        message: format!("this comes before the error of `{}` is checked, and {consequence} where there is one", held.callee()),
        notes: vec![(held.location(), "it is acquired here".into())],
        certainty: Certainty::Proved,
        mend: repair::move_down(held, stmt),
    }
}
