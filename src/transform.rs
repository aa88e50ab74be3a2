//! The contract between a transform and the engine. Read this first.

use std::borrow::Cow;

pub use crate::program::Level;
use crate::{
    flow::{Certainty, Claim, Exit, Function, Held, Leak},
    program::{Package, Program, Resource, ResourceRegistry, Symbol},
    repair::{self, Mend, NoFix},
    text::Location,
};

/// One leak pattern: how to see it, and how it is mended.
pub struct Transform {
    /// The folder's name with `-` for `_`. Names the leak, not the cure, so that
    /// `//caulk:allow unclosed-response-body` reads as a sentence.
    pub id: &'static str,
    /// One line, no full stop.
    pub summary: &'static str,
    /// Linters of golangci-lint that find the same: a `//nolint` for one of them speaks of this rule, too.
    pub linters: &'static [&'static str],
    /// The folder's `README.md`.
    pub docs: &'static str,
    /// The folder's `resources.toml`.
    pub table: &'static str,
    /// What it judges. The prefilter's words come from here.
    pub resources: fn(&ResourceRegistry) -> Vec<&Resource>,
    /// Whether it judges what functions make anew of types that have a release, too.
    pub constructions: bool,
    pub check: Check,
}

/// How much a transform must see at once.
pub enum Check {
    /// One function that holds a word of the transform's resources.
    Function(for<'a> fn(&mut Findings, &Function<'a>)),
    /// One package with a file that holds such a word.
    Package(fn(&mut Findings, &Program, &Package)),
    /// The whole program, once.
    Program(fn(&mut Findings, &Program)),
}

/// A leak that is certain under the model; where the model is unsure, there is no finding.
#[derive(Clone, Debug)]
pub struct Finding {
    pub at: Location,
    /// The full name of what was acquired.
    pub symbol: Symbol,
    /// The function it stands in, as pprof spells it: profiles and baselines join here.
    pub function: Symbol,
    pub level: Level,
    pub message: String,
    pub notes: Vec<(Location, Cow<'static, str>)>,
    pub certainty: Certainty,
    pub mend: Result<Mend, NoFix>,
}

impl Finding {
    /// What a leaked value has in common, whatever it is. `undone` says what did not happen: "closing it". What does not grow and ends
    /// with the process is hygiene.
    pub fn leaked(held: &Held<'_, '_>, leak: &Leak, message: String, undone: &str, mend: Result<Mend, NoFix>) -> Self {
        let lasting = Self::lasting(held, leak, message, undone, mend);
        let level = if lasting.level == Level::Leak && held.is_bounded(leak) { Level::Hygiene } else { lasting.level };
        Self { level, ..lasting }
    }

    /// The same of what the end of the process does not mend: it outlives that, or is lost with it.
    pub fn lasting(held: &Held<'_, '_>, leak: &Leak, message: String, undone: &str, mend: Result<Mend, NoFix>) -> Self {
        Self {
            at: held.location(),
            symbol: held.symbol.clone(),
            function: held.function.symbol(),
            level: if held.function.is_never_run() { leak.level.max(Level::Hygiene) } else { leak.level },
            message,
            notes: notes(held.function, leak.exits.iter().filter(|exit| !leak.drained.contains(exit)), undone),
            certainty: leak.certainty,
            mend,
        }
    }

    /// What is taken of a receiver and kept at some exit. `undone` says what did not happen: "unlocking it".
    pub fn kept(claim: &Claim<'_, '_>, level: Level, message: String, undone: &str, mend: Result<Mend, NoFix>) -> Self {
        Self {
            at: claim.location(),
            symbol: claim.symbol.clone(),
            function: claim.function.symbol(),
            level,
            message,
            notes: notes(claim.function, claim.exits.iter(), undone),
            certainty: claim.certainty,
            mend,
        }
    }
}

/// What happens at each exit. `undone` says what did not happen before.
fn notes<'e>(function: &Function<'_>, exits: impl Iterator<Item = &'e Exit>, undone: &str) -> Vec<(Location, Cow<'static, str>)> {
    let note = |exit: &Exit| {
        let text = match exit {
            Exit::Return(_) => format!("the function returns here without {undone}"),
            Exit::End(_) => format!("the function ends here without {undone}"),
            Exit::NextTurn(_) => format!("the next turn of the loop comes here without {undone}"),
            Exit::Overwritten(_) => format!("its variable gets another value here without {undone}"),
        };
        (function.location(exit.span()), text.into())
    };
    exits.map(note).collect()
}

/// Where a transform puts what it finds.
#[derive(Debug, Default)]
pub struct Findings {
    found: Vec<Finding>,
}

impl Findings {
    pub fn report(&mut self, finding: Finding) {
        self.found.push(finding);
    }

    /// In the order in which they were reported, each with a fix that passes the last gate, or with a refusal.
    pub fn admitted(self, program: &Program<'_>) -> Vec<Finding> {
        let admitted = |finding: Finding| {
            let mend = finding.mend.and_then(|mend| repair::admit(program, &finding.at, mend));
            Finding { mend, ..finding }
        };
        self.found.into_iter().map(admitted).collect()
    }
}
