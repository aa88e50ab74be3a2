//! Runs transforms over sources: prefilter, suppressions, conflicts, rounds, verification. Pure: sources in,
//! outcomes out. Knows no transform by name.

mod apply;
mod explain;
mod fingerprint;
mod learn;
mod outlets;
mod plan;
mod rounds;
mod run;
mod state;
mod suppress;
#[cfg(test)]
mod tests;
mod words;

use std::{path::Path, sync::Arc};

pub use explain::{Explained, ExplainedCall, ExplainedHeld, Standing, explain};
pub use learn::{Pair, learn};
pub use plan::in_order;

use self::{
    run::Session,
    state::{Refusals, State},
};
use crate::{
    program::{GoVersion, Level, Resolved, UserTable},
    repair::{Fix, Safety},
    text::Sources,
    transform::{Finding, Transform},
};

/// What to run and what to report.
pub struct Config<'a> {
    pub transforms: &'a [Selected],
    /// Transforms whose tables are known, selected or not: what a function hands out is the same whoever asks.
    pub known: &'a [&'static Transform],
    /// The user's rows, and what acquires nothing.
    pub table: Option<&'a UserTable>,
    /// `--go`: overrides every file's own version.
    pub go: Option<GoVersion>,
    /// The least safe fixes that are applied.
    pub safety: Safety,
    /// Alternatives to take instead of the fix where a finding has one of these names (`deadline`).
    pub prefer: &'a [&'a str],
    /// Look at generated files too.
    pub generated: bool,
    /// Tells of progress: files done, files in all. Called from several threads.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
}

/// A transform and the levels of it that are reported.
#[derive(Clone, Copy)]
pub struct Selected {
    pub transform: &'static Transform,
    /// The least level reported; [`Level::Leak`] alone unless more is asked for.
    pub least: Level,
}

/// A finding, by whom, with an identity that survives edits elsewhere.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    pub rule: &'static str,
    pub finding: Finding,
    /// Hash of rule, package, function and acquired expression, in hexadecimal.
    pub fingerprint: String,
}

/// A file, or a declaration of one, that was not looked at, and why: a sentence for people.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    pub path: Arc<Path>,
    /// Byte offset of the trouble, where there is one.
    pub at: Option<usize>,
    pub reason: String,
}

#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Sorted by path and position.
    pub diagnostics: Vec<Diagnostic>,
    pub skipped: Vec<Skipped>,
    /// How many files were read, and how many of them had a declaration parsed.
    pub files: usize,
    pub parsed: usize,
    /// How many files with something to look at were left out since they are generated.
    pub generated: usize,
    /// Where the imports of parsed files were found.
    pub imports: Resolved,
}

/// What became of one file.
#[derive(Clone, Debug)]
pub struct Change {
    pub path: Arc<Path>,
    pub before: Arc<str>,
    pub after: Arc<str>,
}

/// A finding that was mended, as it stood when it was.
#[derive(Clone, Debug)]
pub struct Mended {
    pub diagnostic: Diagnostic,
    /// The fix that was made, of those that the finding has.
    pub fix: Fix,
    /// In which round, from 0. The edits of the first round are edits of the text as it was given.
    pub round: usize,
}

#[derive(Clone, Debug, Default)]
pub struct Repaired {
    /// Sorted by path.
    pub changes: Vec<Change>,
    /// What was mended, in order of rounds.
    pub mended: Vec<Mended>,
    /// What the last round still finds.
    pub outcome: Outcome,
}

/// Finds leaks in the given Go files. The order of `files` does not matter.
pub fn check(sources: &dyn Sources, files: &[Arc<Path>], config: &Config<'_>) -> Outcome {
    let session = Session::new(files, config);
    let program = session.program(sources);
    let mut state = State::default();
    state.update(&session, &program, &session.files, &Refusals::default());
    state.outcome(&session)
}

/// Finds leaks in the given Go files and seals what may be sealed, in global rounds to a fixpoint. Nothing is written: the
/// result says what each file becomes.
pub fn fix(sources: &dyn Sources, files: &[Arc<Path>], config: &Config<'_>) -> Repaired {
    rounds::fix(sources, &Session::new(files, config))
}
