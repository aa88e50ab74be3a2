//! A span of a trace that is started and never ended.
//!
//! `README.md` says what is flagged, what is not, and why the fix is unsafe; `caulk explain unended-span` prints it.

use crate::{
    flow::{Fate, Function, Handover, Leak, Reach},
    repair,
    transform::{Check, Finding, Findings, Level, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "unended-span",
    summary: "Trace span is never ended",
    linters: &["spancheck"],
    docs: include_str!("README.md"),
    table: include_str!("resources.toml"),
    resources: |registry| registry.of("unended-span"),
    constructions: false,
    check: Check::Function(check),
};

/// What gives back the span that a context carries.
const LOOKUPS: &[&str] = &[
    "go.opentelemetry.io/otel/trace.SpanFromContext",
    "go.opencensus.io/trace.FromContext",
    "github.com/opentracing/opentracing-go.SpanFromContext",
];

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    for held in func.acquisitions("unended-span") {
        // A released one is fine; one handed over is somebody else's.
        let Fate::Leaked(leak) = held.fate() else { continue };
        // The context carries the span: whoever gets it for longer may end the span by it, and so may a callee where the code
        // itself keeps no name for it.
        let carried = match held.reach_of_dependents() {
            Reach::Inside => held.is_unbound() && held.passes_dependents_on(),
            Reach::Callees(_)
            | Reach::AwaitedGoroutine
            | Reach::OutlastTest
            | Reach::OutlastHelper(_)
            | Reach::Outlives(Handover::Goroutine | Handover::Captured) => held.is_unbound(),
            Reach::Outlives(_) => true,
        };
        if carried || LOOKUPS.iter().any(|lookup| func.calls(lookup)) {
            continue;
        }
        let message = format!("`{}` starts a span that is never ended", held.callee());
        let mend = repair::seal(&held, &leak);
        // Nobody looks at the traces of a test, and a span alone is garbage like any other.
        let level = if func.is_of_tests() { leak.level.max(Level::Hygiene) } else { leak.level };
        let leak = Leak { level, ..leak };
        // Whoever looks at the trace misses it, though the process has ended.
        findings.report(Finding::lasting(&held, &leak, message, "ending it", mend));
    }
}
