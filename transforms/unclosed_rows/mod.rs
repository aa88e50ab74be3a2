//! Rows, statements, connections and transactions of a database that nobody ends.
//!
//! `README.md` says what is flagged, what is not, and why the fix is safe; `caulk explain unclosed-rows` prints it.

use crate::{
    flow::{Fate, Function},
    program::Release,
    repair,
    transform::{Check, Finding, Findings, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "unclosed-rows",
    summary: "Database rows, statement, connection or transaction is never ended",
    linters: &["sqlclosecheck", "rowserrcheck"],
    docs: include_str!("README.md"),
    table: include_str!("resources.toml"),
    resources: |registry| registry.of("unclosed-rows"),
    constructions: false,
    check: Check::Function(check),
};

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    for held in func.acquisitions("unclosed-rows") {
        // A released one is fine; one handed over is somebody else's.
        let Fate::Leaked(leak) = held.fate() else { continue };
        let released_by =
            |name: &str| matches!(held.resource.release.first(), Some(Release::Method(path)) if path.ends_with(&[name.into()]));
        let (what, undone) = if released_by("Rollback") {
            ("leaves its transaction open", "ending it")
        } else if released_by("Scan") {
            ("keeps its connection, since its row is never scanned", "scanning it")
        } else {
            match held.resource.name.as_str() {
                "stmt" => ("leaves its statement open", "closing it"),
                "conn" => ("keeps its connection from the pool", "giving it back"),
                "results" => ("leaves its batch open", "closing it"),
                _ => ("leaves its rows open", "closing them"),
            }
        };
        let message = format!("`{}` {what}", held.callee());
        let mend = repair::seal(&held, &leak);
        findings.report(Finding::leaked(&held, &leak, message, undone, mend));
    }
}
