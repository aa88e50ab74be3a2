//! A written file whose close drops the error of a late write, for those who ask for it.
//!
//! `README.md` says what is flagged, what is not, and why the fix is unsafe; `caulk explain dropped-close-error` prints it.

use crate::{
    flow::{Certainty, Function},
    program::{CloseErrors, ResourceRegistry},
    repair::{self, NoFix},
    transform::{Check, Finding, Findings, Level, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "dropped-close-error",
    summary: "Error of closing a written file is dropped",
    linters: &["errcheck"],
    docs: include_str!("README.md"),
    table: include_str!("resources.toml"),
    resources: |registry: &ResourceRegistry| registry.rows().iter().filter(|r| r.written.is_some()).collect(),
    constructions: false,
    check: Check::Function(check),
};

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    let wanted = func.program.registry.close_errors();
    if wanted == CloseErrors::Ignore {
        return;
    }
    for held in func.releasable_acquisitions() {
        let Some(stmt) = held.dropped_close_error() else { continue };
        let is_small = func.file.is_test() || func.runs_once();
        let mend = match wanted {
            CloseErrors::Join => repair::join_close_error(&held, stmt),
            CloseErrors::Ignore | CloseErrors::Report => {
                NoFix::because("setting", "`file-close-errors = \"join\"` in caulk.toml asks for one")
            }
        };
        findings.report(Finding {
            at: func.location(stmt.span),
            symbol: held.symbol.clone(),
            function: func.symbol(),
            level: if is_small { Level::Hygiene } else { held.resource.level },
            message: format!("what could not be written to what `{}` opens is told by its close, and dropped", held.callee()),
            notes: vec![(held.location(), "it is opened here".into())],
            certainty: Certainty::Proved,
            mend,
        });
    }
}
