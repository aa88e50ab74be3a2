//! What is said in a line or two when all is done.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    path::Path,
    time::Duration,
};

use super::View;
use crate::{
    engine::{Diagnostic, Skipped},
    program::Resolved,
    repair::Safety,
    syntax::ast::SmolStr,
    transform::Level,
};

/// How many imports that are not in sight are named.
const LISTED: usize = 10;

/// Findings, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub leaks: usize,
    pub hygiene: usize,
    pub notes: usize,
    /// Files that hold one of them.
    pub files: usize,
    pub safe: usize,
    pub unsafe_: usize,
    pub refused: usize,
}

impl Tally {
    pub fn of<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> Self {
        let mut tally = Self::default();
        let mut files: BTreeSet<&Path> = BTreeSet::new();
        for d in diagnostics {
            files.insert(&d.finding.at.path);
            *match d.finding.level {
                Level::Leak => &mut tally.leaks,
                Level::Hygiene => &mut tally.hygiene,
                Level::Note => &mut tally.notes,
            } += 1;
            *match &d.finding.mend {
                Ok(m) if m.fix.safety == Safety::Safe => &mut tally.safe,
                Ok(_) => &mut tally.unsafe_,
                Err(_) => &mut tally.refused,
            } += 1;
        }
        tally.files = files.len();
        tally
    }

    pub fn all(&self) -> usize {
        self.leaks + self.hygiene + self.notes
    }

    /// "3 leaks and 1 note in 2 files".
    pub fn found(&self) -> String {
        format!("{} in {}", self.nouns(), count(self.files, "file"))
    }

    /// "3 leaks and 1 note"; "no leaks".
    pub fn nouns(&self) -> String {
        let kinds = [(self.leaks, "leak"), (self.hygiene, "hygiene finding"), (self.notes, "note")];
        let parts: Vec<String> = kinds.iter().filter(|(n, _)| *n > 0).map(|(n, noun)| count(*n, noun)).collect();
        match parts.split_last() {
            None => "no leaks".into(),
            Some((last, [])) => last.clone(),
            Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        }
    }

    /// "2 fixable with `caulk fix`, 1 more with `--unsafe`".
    pub fn fixable(&self) -> String {
        match (self.safe, self.unsafe_) {
            (0, 0) => "none with a fix".into(),
            (0, n) => format!("{n} fixable with `caulk fix --unsafe`"),
            (n, 0) => format!("{n} fixable with `caulk fix`"),
            (n, m) => format!("{n} fixable with `caulk fix`, {m} more with `--unsafe`"),
        }
    }
}

/// "1 file", "2 files".
pub fn count(n: usize, noun: &str) -> String {
    let plural = if noun.ends_with(['h', 's', 'x']) { "es" } else { "s" };
    format!("{n} {noun}{}", if n == 1 { "" } else { plural })
}

/// "0.8 s", "12 s".
pub fn seconds(time: Duration) -> String {
    let s = time.as_secs_f64();
    if s < 10.0 { format!("{s:.1} s") } else { format!("{s:.0} s") }
}

/// What was not looked at and why, a line each: `path:line: reason`.
pub fn skipped(skipped: &[Skipped], view: &View<'_>) -> Vec<String> {
    let line = |s: &Skipped| {
        let mut line = view.path(&s.path);
        if let Some(at) = s.at {
            let _ = write!(line, ":{}", view.position(&s.path, at).0);
        }
        let _ = write!(line, ": skipped: {}", s.reason);
        line
    };
    skipped.iter().map(line).collect()
}

/// Where imports were found: `imports: 12 of the module, 3 vendored, 40 standard, 2 not in sight: example.com/x`, each counted once
/// for each package; None where there were none.
pub fn imports(resolved: &Resolved) -> Option<String> {
    let kinds = [
        (resolved.module, "of the module"),
        (resolved.vendor, "vendored"),
        (resolved.cache, "in the module cache"),
        (resolved.std, "standard"),
        (resolved.unresolved, "not in sight"),
    ];
    let parts: Vec<String> = kinds.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    let names: Vec<&str> = resolved.missing.iter().take(LISTED).map(SmolStr::as_str).collect();
    let names = match resolved.missing.len() {
        0 => String::new(),
        n if n > LISTED => format!(": {} …", names.join(", ")),
        _ => format!(": {}", names.join(", ")),
    };
    (!parts.is_empty()).then(|| format!("imports: {}{names}", parts.join(", ")))
}

/// Why findings carry no fix, counted by code, most frequent first: `12 returned-later`.
pub fn refusals(diagnostics: &[Diagnostic]) -> Vec<String> {
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for d in diagnostics {
        if let Err(no) = &d.finding.mend {
            *codes.entry(no.code).or_default() += 1;
        }
    }
    let mut codes: Vec<(&str, usize)> = codes.into_iter().collect();
    codes.sort_by_key(|&(_, n)| std::cmp::Reverse(n));
    codes.into_iter().map(|(code, n)| format!("{n} {code}")).collect()
}
