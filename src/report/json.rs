//! The stable contract, schema 1. Keys keep their order; new keys may come, old ones stay as they are.

use std::{
    io::{self, Write},
    path::Path,
    sync::Arc,
};

use serde::Serialize;

use super::{
    Shards, View,
    document::{Document, Imports, SCHEMA, Skip, Summary, by_path, once},
    function::short,
};
use crate::{
    engine::{Diagnostic, Outcome},
    program::Resolved,
    repair::{Fix, Safety},
};

/// Everything found, as one document on one line. `shards` where only a part of the packages was asked about.
///
/// # Errors
/// As of `out`.
pub fn json(outcome: &Outcome, shards: Option<&Shards>, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut findings: Vec<Finding<'_>> = outcome.diagnostics.iter().map(|d| finding(d, view)).collect();
    findings.sort_by(|a, b| by_path(&a.path, &b.path));
    let skipped = outcome.skipped.iter().map(|s| Skip { path: view.path(&s.path), reason: s.reason.clone() }).collect();
    let document = Document {
        schema: SCHEMA,
        findings,
        summary: Summary {
            files: outcome.files,
            parsed: outcome.parsed,
            findings: outcome.diagnostics.len(),
            fixable: outcome.diagnostics.iter().filter(|d| matches!(&d.finding.mend, Ok(m) if m.fix.safety == Safety::Safe)).count(),
            skipped: once(skipped),
            imports: imports(&outcome.imports),
            shards: shards.filter(|s| !s.is_whole()).cloned(),
        },
    };
    document.write(out)
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    path: String,
    function: String,
    symbol: &'a str,
    message: &'a str,
    level: &'static str,
    certainty: &'static str,
    start: Place,
    end: Place,
    notes: Vec<Note<'a>>,
    fix: Option<Mend<'a>>,
    alternatives: Vec<Alternative<'a>>,
    refusal: Option<Refusal<'a>>,
    fingerprint: &'a str,
}

/// Lines and columns count from 1, columns in bytes; `byte` counts from 0.
#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
    byte: usize,
}

#[derive(Serialize)]
struct Note<'a> {
    path: String,
    line: usize,
    message: &'a str,
}

#[derive(Serialize)]
struct Mend<'a> {
    title: &'a str,
    safety: &'static str,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Alternative<'a> {
    name: &'a str,
    #[serde(flatten)]
    fix: Mend<'a>,
}

#[derive(Serialize)]
struct Edit<'a> {
    path: String,
    start: usize,
    end: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct Refusal<'a> {
    code: &'a str,
    reason: &'a str,
}

fn imports(resolved: &Resolved) -> Imports {
    let Resolved { module, vendor, cache, std, unresolved, missing: _ } = *resolved;
    Imports { module, vendor, cache, std, unresolved }
}

fn finding<'a>(diagnostic: &'a Diagnostic, view: &View<'_>) -> Finding<'a> {
    let found = &diagnostic.finding;
    let (fix, alternatives, refusal) = match &found.mend {
        Ok(m) => {
            let alternatives = m.alternatives.iter().map(|(name, fix)| Alternative { name, fix: mend(fix, view) }).collect();
            (Some(mend(&m.fix, view)), alternatives, None)
        }
        Err(no) => (None, Vec::new(), Some(Refusal { code: no.code, reason: &no.reason })),
    };
    Finding {
        rule: diagnostic.rule,
        path: view.path(&found.at.path),
        function: short(&found.function),
        symbol: found.symbol.as_str(),
        message: &found.message,
        level: found.level.word(),
        certainty: found.certainty.word(),
        start: place(&found.at.path, found.at.start, view),
        end: place(&found.at.path, found.at.end, view),
        notes: found
            .notes
            .iter()
            .map(|(at, message)| Note { path: view.path(&at.path), line: view.position(&at.path, at.start).0, message })
            .collect(),
        fix,
        alternatives,
        refusal,
        fingerprint: &diagnostic.fingerprint,
    }
}

fn place(path: &Arc<Path>, byte: usize, view: &View<'_>) -> Place {
    let (line, column) = view.position(path, byte);
    Place { line, column, byte }
}

fn mend<'a>(fix: &'a Fix, view: &View<'_>) -> Mend<'a> {
    Mend {
        title: &fix.title,
        safety: fix.safety.word(),
        edits: fix.edits.iter().map(|e| Edit { path: view.path(&e.path), start: e.start, end: e.end, text: &e.text }).collect(),
    }
}
