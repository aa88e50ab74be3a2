//! A context that each turn of a loop derives from that of the turn before.
//!
//! `README.md` says what is flagged, what is not, and why the fix is safe; `caulk explain nested-context` prints it.

use crate::{
    flow::{Certainty, Function, Held},
    repair::{self, Safety},
    transform::{Check, Finding, Findings, Level, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "nested-context",
    summary: "Context is nested deeper on each turn of a loop",
    linters: &["fatcontext"],
    docs: include_str!("README.md"),
    table: include_str!("resources.toml"),
    resources: |registry| registry.of("nested-context"),
    constructions: false,
    check: Check::Function(check),
};

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    for held in func.acquisitions("nested-context") {
        let Some(nesting) = held.nesting() else { continue };
        // A list of values that become one context, each in the one before; a test's table ends soon.
        if nesting.is_bounded && (nesting.is_carried || func.file.is_test()) {
            continue;
        }
        let safety = if has_fixed_key(&held) { Safety::Safe } else { Safety::Unsafe };
        findings.report(Finding {
            at: held.location(),
            symbol: held.symbol.clone(),
            function: func.symbol(),
            level: if nesting.is_bounded { Level::Hygiene } else { Level::Leak },
            message: format!("`{}` nests `{}` in itself on each turn of the loop", held.callee(), nesting.name),
            notes: Vec::new(),
            certainty: Certainty::Proved,
            mend: repair::declare_each_turn(func, &nesting, safety),
        });
    }
}

/// Whether each turn's value hides that of the turn before, so that nobody can tell whether that is there.
fn has_fixed_key(held: &Held<'_, '_>) -> bool {
    held.symbol.as_str() == "context.WithValue" && held.call.args.get(1).is_some_and(|key| held.function.names_nothing_local(key))
}
