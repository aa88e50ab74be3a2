//! A goroutine that ends on some path without telling the wait group that counts it.
//!
//! `README.md` says what is flagged, what is not, and why the fix is safe; `caulk explain missed-done` prints it.

use crate::{
    flow::{Claim, Function},
    repair,
    transform::{Check, Finding, Findings, Level, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "missed-done",
    summary: "Goroutine ends without Done on some path",
    linters: &[],
    docs: include_str!("README.md"),
    table: include_str!("resources.toml"),
    resources: |registry| registry.of("missed-done"),
    constructions: false,
    check: Check::Function(check),
};

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    for claim in func.claims_of_goroutines("missed-done") {
        findings.report(finding(&claim));
    }
    func.claims_of_workers("missed-done", &mut |taken, claim| {
        let kept = finding(claim);
        let symbol = func.callee(taken).unwrap_or_else(|| kept.symbol.clone());
        let worker = &claim.function.func.name.name;
        let message = format!("`{}` counts a goroutine, and `{worker}` may end without calling Done", func.callee_text(taken));
        findings.report(Finding { at: func.location(taken.span), function: func.symbol(), symbol, message, ..kept });
    });
}

fn finding(claim: &Claim<'_, '_>) -> Finding {
    let level = if claim.function.file.is_test() { Level::Hygiene } else { claim.resource.level };
    let message = format!("`{}` counts a goroutine that may end without calling Done", claim.callee());
    Finding::kept(claim, level, message, "calling Done", repair::give_back_in_the_end(claim))
}
