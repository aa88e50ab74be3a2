//! What is known of a line, for people.

use std::{
    fmt::Display,
    io::{self, Write},
};

use super::{View, count};
use crate::{
    engine::{Explained, ExplainedCall, ExplainedHeld, Standing},
    flow::{Exit, Fate, Origin, Practice, Step, Unheld, Unsure},
    program::{Callee, Release, Type, ValueAt},
    text::Location,
    transform::{Finding, Level},
};

/// The calls of a line: what each is taken for, what becomes of what it hands out, and what is reported of it.
///
/// # Errors
/// As of `out`.
pub fn explained(calls: &[ExplainedCall], view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (number, call) in calls.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        let mut page = Page { view, out };
        page.call(call)?;
    }
    Ok(())
}

/// Why there are no calls to tell of, in a sentence.
pub fn unexplained(explained: &Explained, view: &View<'_>) -> Option<String> {
    match explained {
        Explained::Unreadable(reason) => Some(format!("it can't be read: {reason}")),
        Explained::NoSuchLine(1) => Some("the file has 1 line".into()),
        Explained::NoSuchLine(lines) => Some(format!("the file has {lines} lines")),
        Explained::OutsideFunctions => Some("no declared function's code stands on this line".into()),
        Explained::Unparsed { function, at, reason } => {
            Some(format!("`{function}` is not looked at: {reason} at {}", Page::place_in(view, at)))
        }
        Explained::Calls(calls) if calls.is_empty() => Some("no call begins on this line".into()),
        Explained::Calls(_) => None,
    }
}

struct Page<'p, 'v> {
    view: &'p View<'v>,
    out: &'p mut dyn Write,
}

impl Page<'_, '_> {
    fn call(&mut self, call: &ExplainedCall) -> io::Result<()> {
        let code = self.code(&call.at);
        writeln!(self.out, "{}: {code}", Self::place_in(self.view, &call.at))?;
        self.line("calls", callee(&call.callee))?;
        self.line("results", results(call.results.as_deref()))?;
        if let Some(unheld) = &call.unheld {
            self.line("holds", format!("nothing: {}", reason(unheld)))?;
        }
        for held in &call.held {
            self.held(held)?;
        }
        for (rule, finding, standing) in &call.others {
            self.finding(rule, finding, *standing)?;
        }
        Ok(())
    }

    fn held(&mut self, held: &ExplainedHeld) -> io::Result<()> {
        let resource = &held.resource;
        let mut value = match resource.value {
            ValueAt::Result(n) => format!("result {n}"),
            ValueAt::Receiver => "the receiver".into(),
            ValueAt::Argument(n) => format!("argument {n}"),
        };
        if let Some(ty) = &resource.type_name {
            value.push_str(&format!(", {ty}"));
        }
        if let Some(error) = resource.error {
            value.push_str(&format!(", where result {error} is nil"));
        }
        self.line("holds", value)?;
        self.line("taken for", source(held))?;
        if !resource.why.is_empty() {
            // Tables break lines where it suits them.
            self.line("", resource.why.split_whitespace().collect::<Vec<_>>().join(" "))?;
        }
        if !resource.release.is_empty() {
            let releases: Vec<String> = resource.release.iter().map(release).collect();
            self.line("released by", releases.join(", "))?;
        }
        if let Origin::Made { owns: Some(owned) } = &held.origin {
            let seen = if owned.is_seen_to_end { ", which its release ends" } else { "" };
            self.line("owns", format!("{}{seen}", owned.name))?;
        }
        if let Some(Practice { released, leaked, handed_over, .. }) = &held.practice {
            let sites = format!("released at {}, leaked at {leaked}, handed over at {handed_over}", count(*released, "site"));
            self.line("practice", sites)?;
        }
        self.line("fate", fate(held))?;
        for (at, step) in &held.story.steps {
            let place = Self::place_in(self.view, at);
            self.line("", format!("{place}: {}", told(step)))?;
        }
        match &held.finding {
            Some((rule, finding, standing)) => self.finding(rule, finding, *standing),
            None => self.line("reported", format!("no: {}", silence(held))),
        }
    }

    fn finding(&mut self, rule: &str, finding: &Finding, standing: Standing) -> io::Result<()> {
        let (level, noun) = match finding.level {
            Level::Leak => ("leak", "a leak"),
            Level::Hygiene => ("hygiene", "hygiene"),
            Level::Note => ("note", "a note"),
        };
        let verdict = match standing {
            Standing::Reported if finding.level == Level::Leak => format!("{level}[{rule}]: {}", finding.message),
            Standing::Reported => format!("{level}[{rule}]: {} (with `--select {rule}`)", finding.message),
            Standing::Silenced => format!("no: a comment silences {rule} here (it would be {noun})"),
            Standing::Generated => format!("no: the file is generated (with `--all-files` it would be {level}[{rule}])"),
            Standing::PassedOver => format!("no: no word of {rule} in the function promises it (it would be {noun})"),
        };
        self.line("reported", verdict)?;
        match &finding.mend {
            Err(no) => self.line("no fix", format!("{} [{}]", no.reason, no.code)),
            Ok(mend) => {
                let safety = mend.fix.safety.word();
                self.line("fix", format!("{} ({safety})", mend.fix.title))?;
                mend.alternatives.iter().try_for_each(|(name, fix)| self.line("", format!("or {} (with `--{name}`)", fix.title)))
            }
        }
    }

    fn line(&mut self, key: &str, value: impl Display) -> io::Result<()> {
        writeln!(self.out, "  {key:<12} {value}")
    }

    /// The first line of a stretch of code.
    fn code(&self, at: &Location) -> String {
        let Some(text) = self.view.text(&at.path) else { return String::new() };
        let code = text.text.get(at.range()).unwrap_or_default();
        match code.split_once('\n') {
            Some((first, _)) => format!("{} …", first.trim_end()),
            None => code.to_owned(),
        }
    }

    fn place_in(view: &View<'_>, at: &Location) -> String {
        let (line, column) = view.position(&at.path, at.start);
        format!("{}:{line}:{column}", view.path(&at.path))
    }
}

fn callee(callee: &Callee) -> String {
    match callee {
        Callee::Symbol(symbol) => symbol.to_string(),
        Callee::Builtin(name) => format!("the builtin {name}"),
        Callee::Conversion(ty) => format!("nothing: it converts to {ty}"),
        Callee::Var(_) => "the value of a variable".into(),
        Callee::Literal => "a function literal".into(),
        Callee::Unknown => "what is not known".into(),
    }
}

fn results(types: Option<&[Type]>) -> String {
    match types {
        None => "not known".into(),
        Some([]) => "none".into(),
        Some(types) => types.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
    }
}

fn release(release: &Release) -> String {
    match release {
        Release::Method(path) => format!("{}()", path.join(".")),
        Release::Call(arguments) => format!("a call of it with ({arguments})"),
        Release::Function(symbol) => format!("{symbol}(_)"),
    }
}

/// Which row or function says so.
fn source(held: &ExplainedHeld) -> String {
    let rule = &held.resource.rule;
    let implemented = "what an implementation in the module acquires for whoever calls the interface's method";
    match &held.row {
        Some((table, _)) if table == rule => format!("an acquisition, by a row of {rule}"),
        Some((table, line)) => format!("an acquisition, by the row at {table}:{line}, for {rule}"),
        None if rule.is_empty() => match held.origin {
            Origin::Made { .. } => "a value with a release, which its source makes anew and returns".into(),
            Origin::Implemented { .. } => implemented.into(),
            Origin::Acquired | Origin::Typed | Origin::Kept => "a value with a release, of unknown origin".into(),
        },
        None if matches!(held.origin, Origin::Implemented { .. }) => format!("an acquisition, for {rule}: {implemented}"),
        None => format!("an acquisition, for {rule}: its source returns what it acquires"),
    }
}

fn fate(held: &ExplainedHeld) -> String {
    let perhaps = held.story.steps.iter().any(|(_, step)| matches!(step, Step::MayLeak(_)));
    let text = match (&held.story.unsure, &held.story.fate) {
        (Some(Unsure::NoRelease), _) => "not followed: nothing releases it, its rule judges by where it stands",
        (Some(Unsure::TooManyPaths), _) | (_, Fate::Unsure) => "unsure: more paths than are followed",
        (_, Fate::Released) if perhaps => "released, unless a loop turns no time",
        (_, Fate::Released) => "released on every path on which it is there",
        (_, Fate::HandedOver) => "somebody else's to release on some path, and leaked for certain on none",
        (_, Fate::Leaked(leak)) if leak.released_elsewhere || !leak.handed_elsewhere.is_empty() => "leaks on some paths",
        (_, Fate::Leaked(_)) => "leaks",
    };
    text.to_owned()
}

fn told(step: &Step) -> String {
    match step {
        Step::Released => "released".into(),
        Step::ReleasedOnError => "a callee releases it where it fails, and leaves it open otherwise".into(),
        Step::HandedOver(how) => format!("handed over: {how}"),
        Step::Leaks(exit) => format!("still open: {}", exit_of(exit)),
        Step::MayLeak(exit) => format!("perhaps still open (not certain: a loop between may end its life): {}", exit_of(exit)),
    }
}

fn exit_of(exit: &Exit) -> &'static str {
    match exit {
        Exit::Return(_) => "the function returns here",
        Exit::End(_) => "the function ends here",
        Exit::NextTurn(_) => "the next turn of the loop comes here",
        Exit::Overwritten(_) => "its variable gets another value here",
    }
}

/// Why nothing is reported of something held.
fn silence(held: &ExplainedHeld) -> &'static str {
    match held.story.fate {
        Fate::Leaked(_) if held.resource.rule.is_empty() => "the module's practice does not say that it has to be released",
        Fate::Leaked(_) => "its rule lets it be",
        Fate::Released => "it is released",
        Fate::HandedOver => "it may be released by somebody else",
        Fate::Unsure if held.story.unsure == Some(Unsure::TooManyPaths) => "its fate is unsure",
        Fate::Unsure => "its rule lets it be",
    }
}

fn reason(unheld: &Unheld) -> String {
    match unheld {
        Unheld::Builtin => "a builtin acquires nothing".into(),
        Unheld::Conversion => "a conversion acquires nothing".into(),
        Unheld::Variable => "what a variable calls is not followed".into(),
        Unheld::Literal => "what a literal returns is not followed".into(),
        Unheld::CalleeUnknown(Some((operand, Type::Unknown))) => format!("the type of `{operand}` is not known"),
        Unheld::CalleeUnknown(Some((operand, ty))) => format!("`{operand}` is of type {ty}, of which no such method or field is known"),
        Unheld::CalleeUnknown(None) => "the callee is not known".into(),
        Unheld::Silenced => "`never` in caulk.toml names the callee".into(),
        Unheld::ResultsUnknown => "no row names the callee, and its results are not known".into(),
        Unheld::NoRelease => "no row names the callee, and none of its results has a release".into(),
        Unheld::NoSource => "no row names the callee, and its source is not in sight".into(),
        Unheld::Standard => "of the standard library tables tell all, and none names the callee".into(),
        Unheld::Kept => "the callee's source gives it to somebody else as well, who releases it".into(),
        Unheld::SourceSaysNo => "no row names the callee, and its source does not surely return what it acquires or makes anew".into(),
        Unheld::Unreached => "no path reaches the call".into(),
    }
}
