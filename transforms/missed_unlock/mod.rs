//! A mutex that some exit leaves locked.
//!
//! `README.md` says what is flagged, what is not, and why the fix is safe; `caulk explain missed-unlock` prints it.

use crate::{
    flow::{Claim, Function},
    repair,
    transform::{Check, Finding, Findings, Level, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "missed-unlock",
    summary: "Mutex stays locked on some path",
    linters: &[],
    docs: include_str!("README.md"),
    table: include_str!("resources.toml"),
    resources: |registry| registry.of("missed-unlock"),
    constructions: false,
    check: Check::Function(check),
};

/// Parts of the names of functions that may lock for whoever calls them.
const PURPOSES: [&str; 11] = ["lock", "acquire", "begin", "enter", "hold", "pause", "freeze", "suspend", "grab", "borrow", "reserve"];

/// Words of comments that speak of who unlocks.
const WORDS: [&str; 9] = ["lock", "locks", "locked", "locking", "unlock", "unlocks", "unlocked", "held", "mutex"];

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    let name = func.func.name.name.to_lowercase();
    // What lasts until the program ends stops nobody.
    if func.runs_once() || PURPOSES.iter().any(|purpose| name.contains(purpose)) {
        return;
    }
    for claim in func.kept_claims("missed-unlock") {
        if !claim.is_of_own() && !claim.is_spoken_of(&WORDS) {
            findings.report(finding(&claim));
        }
    }
}

fn finding(claim: &Claim<'_, '_>) -> Finding {
    let level = if claim.function.file.is_test() { Level::Hygiene } else { claim.resource.level };
    let message = format!("`{}` leaves its mutex locked", claim.callee());
    Finding::kept(claim, level, message, "unlocking it", repair::give_back(claim))
}
