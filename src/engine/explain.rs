//! What is known of the calls on one line of a file, and why each is reported or is not.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use super::{
    Config,
    run::{Raw, Session},
    suppress::Suppressions,
};
use crate::{
    flow::{Fate, Function, Held, Model, Origin, Practice, Story, Unheld},
    program::{Callee, File, Resource, Symbol, Type},
    syntax::DeclKind,
    text::{LineIndex, Location, Sources},
    transform::{Check, Finding, Findings, Transform},
};

/// What is known of a line.
#[derive(Clone, Debug)]
pub enum Explained {
    /// The file can't be read.
    Unreadable(String),
    /// It has so many lines.
    NoSuchLine(usize),
    /// No function's code stands there.
    OutsideFunctions,
    /// The function there has a syntax error.
    Unparsed {
        function: String,
        at: Location,
        reason: String,
    },
    Calls(Vec<ExplainedCall>),
}

/// A call and all that it hands out.
#[derive(Clone, Debug)]
pub struct ExplainedCall {
    pub at: Location,
    pub callee: Callee,
    /// None where they are not known.
    pub results: Option<Vec<Type>>,
    pub held: Vec<ExplainedHeld>,
    /// Why it hands out nothing, where it does.
    pub unheld: Option<Unheld>,
    /// What is reported of it beside what it hands out.
    pub others: Vec<(&'static str, Finding, Standing)>,
}

/// Something that a call hands out to release.
#[derive(Clone, Debug)]
pub struct ExplainedHeld {
    /// The table and the line of the row that says so; None where the source of the callee does.
    pub row: Option<(String, usize)>,
    pub symbol: Symbol,
    pub resource: Resource,
    pub origin: Origin,
    /// What the module does with such values, where no row tells of them.
    pub practice: Option<Practice>,
    pub story: Story,
    /// What a rule makes of it.
    pub finding: Option<(&'static str, Finding, Standing)>,
}

/// Whether a finding is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Reported,
    /// A comment silences it.
    Silenced,
    /// The file is generated.
    Generated,
    /// The prefilter sees no word of the rule in the function.
    PassedOver,
}

/// Tells what is known of a line, counted from 1.
pub fn explain(sources: &dyn Sources, path: &Arc<Path>, line: usize, config: &Config<'_>) -> Explained {
    let session = Session::new(&[Arc::clone(path)], config);
    let program = session.program(sources);
    let file = match program.file(path) {
        Ok(file) => file,
        Err(reason) => return Explained::Unreadable(reason),
    };
    let index = LineIndex::new(&file.text);
    let Some(start) = index.start(line) else { return Explained::NoSuchLine(file.text.lines().count()) };
    let range = start..index.start(line + 1).unwrap_or(file.text.len() + 1);

    let model = Model::new(&program);
    let reported = reported(&session, &model, path);
    let mut calls = Vec::new();
    let mut is_outside = true;
    for declaration in &file.skim.declarations {
        let DeclKind::Func { name, .. } = &declaration.kind else { continue };
        if declaration.body.is_none() || declaration.span.start >= range.end || declaration.span.end <= range.start {
            continue;
        }
        is_outside = false;
        match model.parsed(&file, declaration) {
            Ok(parsed) => {
                let function = Function::new(&model, &file, &parsed);
                let findings = judged(&session, &model, &file, &function, &reported);
                calls.extend(told(&function, range.clone(), findings));
            }
            Err(error) => {
                let at = Location::new(&file.path, error.at..error.at);
                return Explained::Unparsed { function: name.to_string(), at, reason: error.reason.to_owned() };
            }
        }
    }
    if is_outside { Explained::OutsideFunctions } else { Explained::Calls(calls) }
}

/// What a run would find in the file, before comments silence any of it.
fn reported(session: &Session<'_>, model: &Model<'_>, path: &Arc<Path>) -> Vec<Raw> {
    let mut seen = session.look(model, std::slice::from_ref(path), false);
    let packages = session.look_at_packages(model.program, seen.iter());
    let mut found: Vec<Raw> = std::mem::take(&mut seen).into_values().flat_map(|s| s.findings).collect();
    found.extend(packages.into_values().flatten());
    found.extend(session.look_at_program(model.program));
    found.retain(|(_, finding)| finding.at.path == *path);
    found
}

/// What the rules find in a function, seen by the prefilter or not, and how each finding stands.
fn judged(
    session: &Session<'_>,
    model: &Model<'_>,
    file: &File,
    function: &Function<'_>,
    reported: &[Raw],
) -> Vec<(&'static str, Finding, Standing)> {
    let body = function.func.span.range();
    let mut all: Vec<Raw> = reported.iter().filter(|(_, f)| body.contains(&f.at.start)).cloned().collect();
    let known = all.len();
    for (index, selected) in session.config.transforms.iter().enumerate() {
        if let Check::Function(check) = selected.transform.check {
            let mut findings = Findings::default();
            check(&mut findings, function);
            let is_new = |f: &Finding| !all[..known].iter().any(|(i, a)| *i == index && a.at == f.at && a.message == f.message);
            let new: Vec<Finding> = findings.admitted(model.program).into_iter().filter(is_new).collect();
            all.extend(new.into_iter().map(|f| (index, f)));
        }
    }
    let suppressions = Suppressions::read(&file.text);
    let standing = |at: usize, transform: &Transform, finding: &Finding| match () {
        () if file.skim.generated && !session.config.generated => Standing::Generated,
        () if at >= known => Standing::PassedOver,
        () if suppressions.cover(file, transform.id, transform.linters, finding.at.start) => Standing::Silenced,
        () => Standing::Reported,
    };
    let with_standing = |(at, (index, finding)): (usize, Raw)| {
        let transform = session.config.transforms[index].transform;
        let standing = standing(at, transform, &finding);
        (transform.id, finding, standing)
    };
    all.into_iter().enumerate().map(with_standing).collect()
}

/// The calls in a stretch of a function.
fn told(
    function: &Function<'_>,
    range: std::ops::Range<usize>,
    mut findings: Vec<(&'static str, Finding, Standing)>,
) -> Vec<ExplainedCall> {
    let held = function.all_held();
    // Findings go to what they are about: first to what leaks, so that of two files of one call the right one gets it.
    let mut by_held: BTreeMap<usize, (&'static str, Finding, Standing)> = BTreeMap::new();
    for leaks in [true, false] {
        for (at, h) in held.iter().enumerate() {
            let rule = &h.resource.rule;
            let is_its = |(id, f, _): &(&str, Finding, Standing)| (rule.is_empty() || rule == id) && f.at == h.location();
            if matches!(h.fate(), Fate::Leaked(_)) == leaks
                && let Some(found) = findings.iter().position(is_its)
            {
                by_held.insert(at, findings.remove(found));
            }
        }
    }
    let mut told = Vec::new();
    for call in function.calls_in(range) {
        let at = function.location(call.span);
        let here = held.iter().enumerate().filter(|(_, h)| h.call.span == call.span);
        let held: Vec<ExplainedHeld> = here.map(|(i, h)| explained(h, by_held.remove(&i))).collect();
        let unheld = held.is_empty().then(|| function.unheld(call));
        let (others, rest) = findings.into_iter().partition(|(_, f, _)| f.at.start == at.start && f.at.end == at.end);
        findings = rest;
        told.push(ExplainedCall { at, callee: function.typing.callee(call), results: function.typing.results(call), held, unheld, others });
    }
    told
}

fn explained(held: &Held<'_, '_>, finding: Option<(&'static str, Finding, Standing)>) -> ExplainedHeld {
    let resource = held.resource.clone().into_owned();
    let row = held.function.program.registry.origin(&resource).map(|(table, line)| (table.to_owned(), line));
    let practice = resource.rule.is_empty().then(|| held.practice());
    ExplainedHeld { row, symbol: held.symbol.clone(), resource, origin: held.origin.clone(), practice, story: held.story(), finding }
}
