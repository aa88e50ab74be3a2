//! The shards of a run put together: what comes out is what one run over everything prints, byte for byte.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use serde::{Deserialize, de::IgnoredAny};
use serde_json::value::RawValue;

use super::{
    Shards,
    document::{Document, Imports, SCHEMA, Summary, by_path, once},
    shards::together,
};

/// A text to merge, and what people call it. It may hold several documents, one behind the other.
#[derive(Debug)]
pub struct Part {
    pub name: String,
    pub text: String,
}

/// What comes of merging.
#[derive(Debug)]
pub enum Merged {
    Findings(Union),
    /// Plans of a migration, which those who made them know how to put together.
    Plans(Vec<Part>),
}

/// Findings put together.
#[derive(Debug)]
pub struct Union {
    document: Document<Box<RawValue>>,
}

/// What a document holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Findings,
    Plan,
}

impl Kind {
    fn noun(self) -> &'static str {
        match self {
            Self::Findings => "findings",
            Self::Plan => "a plan",
        }
    }
}

/// What tells documents apart; all else is read when that is known.
#[derive(Deserialize)]
struct Head {
    schema: Option<u32>,
    findings: Option<IgnoredAny>,
    plan: Option<IgnoredAny>,
}

/// The one key of a finding that merging needs. Findings are taken over as they are written.
#[derive(Deserialize)]
struct At<'a> {
    #[serde(borrow)]
    path: Cow<'a, str>,
}

/// Puts documents together.
///
/// # Errors
/// A sentence that names those that can't be, or do not belong together.
pub fn merge(parts: &[Part]) -> Result<Merged, String> {
    let mut documents: Vec<(String, Kind, Box<RawValue>)> = Vec::new();
    for part in parts {
        for (name, raw) in split(part)? {
            let kind = kind(&raw).map_err(|why| format!("{name}: {why}"))?;
            documents.push((name, kind, raw));
        }
    }
    let Some((first, kind, _)) = documents.first() else { return Err("there is nothing to merge".into()) };
    if let Some((name, other, _)) = documents.iter().find(|(_, other, _)| other != kind) {
        return Err(format!("{first} holds {}, {name} {}", kind.noun(), other.noun()));
    }
    match kind {
        Kind::Findings => findings(&documents.into_iter().map(|(name, _, raw)| (name, raw)).collect::<Vec<_>>()).map(Merged::Findings),
        Kind::Plan => Ok(Merged::Plans(
            documents.into_iter().map(|(name, _, raw)| Part { name, text: String::from(Box::<str>::from(raw)) }).collect(),
        )),
    }
}

/// The documents of a text, each with a name.
fn split(part: &Part) -> Result<Vec<(String, Box<RawValue>)>, String> {
    let documents = serde_json::Deserializer::from_str(&part.text).into_iter::<Box<RawValue>>();
    let documents: Vec<_> = documents.collect::<Result<_, _>>().map_err(|e| format!("{}: not JSON: {e}", part.name))?;
    if documents.is_empty() {
        return Err(format!("{}: empty; the run that was to write it has failed, or goes on", part.name));
    }
    let several = documents.len() > 1;
    let name = |n: usize| if several { format!("{} (document {})", part.name, n + 1) } else { part.name.clone() };
    Ok(documents.into_iter().enumerate().map(|(n, raw)| (name(n), raw)).collect())
}

fn kind(raw: &RawValue) -> Result<Kind, String> {
    let foreign = || "neither findings nor a plan, as `--format json` prints them".to_owned();
    let head: Head = serde_json::from_str(raw.get()).map_err(|_| foreign())?;
    let kind = match (head.plan, head.findings) {
        (Some(_), _) => Kind::Plan,
        (None, Some(_)) => Kind::Findings,
        (None, None) => return Err(foreign()),
    };
    match head.schema {
        Some(SCHEMA) => Ok(kind),
        Some(schema) => Err(format!("its schema is {schema}; this caulk knows {SCHEMA}")),
        None => Err(foreign()),
    }
}

fn findings(documents: &[(String, Box<RawValue>)]) -> Result<Union, String> {
    let mut read: Vec<(&str, Document<Box<RawValue>>)> = Vec::new();
    for (name, raw) in documents {
        let document: Document<Box<RawValue>> =
            serde_json::from_str(raw.get()).map_err(|e| format!("{name}: not findings as this caulk prints them: {e}"))?;
        let (counted, held) = (document.summary.findings, document.findings.len());
        if counted != held {
            return Err(format!("{name}: its summary counts {counted} findings, but it holds {held}"));
        }
        read.push((name, document));
    }
    let parts: Vec<(&str, Option<&Shards>)> = read.iter().map(|(name, document)| (*name, document.summary.shards.as_ref())).collect();
    let shards = together(&parts)?;

    let (mut summary, mut skipped, mut found) = (Summary::default(), Vec::new(), Vec::new());
    for (name, document) in read {
        add(&mut summary, &document.summary);
        skipped.extend(document.summary.skipped);
        for finding in document.findings {
            let at: At<'_> = serde_json::from_str(finding.get()).map_err(|e| format!("{name}: a finding without a path: {e}"))?;
            found.push((at.path.into_owned(), compact(&finding)));
        }
    }
    found.sort_by(|(a, _), (b, _)| by_path(a, b));
    let findings = found.into_iter().map(|(_, finding)| finding).collect();
    Ok(Union { document: Document { schema: SCHEMA, findings, summary: Summary { skipped: once(skipped), shards, ..summary } } })
}

/// Adds the numbers.
fn add(sum: &mut Summary, one: &Summary) {
    let Summary { files, parsed, findings, fixable, skipped: _, imports, shards: _ } = sum;
    let Imports { module, vendor, cache, std, unresolved } = imports;
    let numbers = [
        (files, one.files),
        (parsed, one.parsed),
        (findings, one.findings),
        (fixable, one.fixable),
        (module, one.imports.module),
        (vendor, one.imports.vendor),
        (cache, one.imports.cache),
        (std, one.imports.std),
        (unresolved, one.imports.unresolved),
    ];
    for (sum, one) in numbers {
        *sum = sum.saturating_add(one);
    }
}

/// Without the white space that tools put between tokens.
fn compact(raw: &RawValue) -> Box<RawValue> {
    let (mut quoted, mut escaped) = (false, false);
    let is_kept = |c: &char| {
        let space = !quoted && c.is_ascii_whitespace();
        quoted ^= *c == '"' && !escaped;
        escaped = *c == '\\' && !escaped;
        !space
    };
    let text: String = raw.get().chars().filter(is_kept).collect();
    RawValue::from_string(text).unwrap_or_else(|_| raw.to_owned())
}

impl Union {
    /// Prints it as one run does.
    ///
    /// # Errors
    /// As of `out`.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        self.document.write(out)
    }

    /// How many findings there are.
    pub fn findings(&self) -> usize {
        self.document.findings.len()
    }

    /// How many files were read.
    pub fn files(&self) -> usize {
        self.document.summary.files
    }

    /// The shards that there are, where some are missing.
    pub fn shards(&self) -> Option<&Shards> {
        self.document.summary.shards.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_within_strings_stays() {
        let compacted = |text: &str| {
            let raw: Box<RawValue> = serde_json::from_str(text).expect("JSON");
            compact(&raw).get().to_owned()
        };
        assert_eq!(compacted("{ \"a b\" :\n\t[ 1, \"x \\\" y\\\\\" , \" \" ] }"), r#"{"a b":[1,"x \" y\\"," "]}"#);
        assert_eq!(compacted(r#"{"a":1e2}"#), r#"{"a":1e2}"#);
    }
}
