//! Reads `[[resource]]` tables. Every mistake is told with its line.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::{Exhaustion, Level, Peer, Position, Release, ReleaseAfter, Resource, Symbol, ValueAt, WrittenWhen, registry::RegistryError};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    resource: Vec<Spanned<Row>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Row {
    pub rule: Option<Spanned<String>>,
    acquire: Spanned<OneOrMany>,
    value: Option<Spanned<String>>,
    error: Option<Spanned<String>>,
    release: Option<Spanned<OneOrMany>>,
    #[serde(default)]
    dependents: Vec<Spanned<String>>,
    #[serde(default)]
    nil_safe: bool,
    #[serde(default)]
    field_may_be_nil: bool,
    #[serde(default)]
    exposes: Vec<String>,
    spent_by: Option<String>,
    armed_by: Option<String>,
    release_argument: Option<Spanned<String>>,
    release_after: Option<Spanned<String>>,
    exhausted_by: Option<Spanned<OneOrMany>>,
    #[serde(default)]
    fails_when_released: Vec<String>,
    ends_with: Option<Spanned<String>>,
    no_fix: Option<String>,
    #[serde(default)]
    is_text: bool,
    #[serde(default)]
    callees_only_ask: bool,
    #[serde(default)]
    methods_only_use: bool,
    #[serde(default)]
    is_timed: bool,
    #[serde(default)]
    is_inert: bool,
    #[serde(default)]
    release_is_felt: bool,
    committed_by: Option<String>,
    stopped_by: Option<Spanned<String>>,
    detached_by: Option<String>,
    peer: Option<Spanned<String>>,
    written: Option<Spanned<String>>,
    level: Option<Spanned<String>>,
    name: Option<Spanned<String>>,
    r#type: Option<Spanned<String>>,
    why: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a string or a list of strings")]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    fn as_slice(&self) -> &[String] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
    }
}

/// What is wrong, and where in the text.
pub(super) struct Mistake {
    pub at: usize,
    pub message: String,
}

fn mistake<T>(at: Range<usize>, message: impl Into<String>) -> Result<T, Mistake> {
    Err(Mistake { at: at.start, message: message.into() })
}

/// The rows of a table, each with its line.
///
/// # Errors
/// The first mistake.
pub(super) fn parse(rule: &str, origin: &str, text: &str) -> Result<Vec<(usize, Resource)>, RegistryError> {
    let table: Table = toml::from_str(text).map_err(|e| RegistryError::of_toml(origin, text, &e))?;
    rows(rule, &table.resource, Lines { origin, text })
}

/// Rows as they are meant, each with its line.
///
/// # Errors
/// The first mistake.
pub(super) fn rows(rule: &str, rows: &[Spanned<Row>], lines: Lines<'_>) -> Result<Vec<(usize, Resource)>, RegistryError> {
    let row = |row: &Spanned<Row>| Ok((lines.line(row.span().start), resource(rule, row)?));
    rows.iter().map(row).collect::<Result<_, _>>().map_err(|m| lines.error(m))
}

/// A text in which mistakes are told by their line.
#[derive(Clone, Copy)]
pub(super) struct Lines<'t> {
    pub origin: &'t str,
    pub text: &'t str,
}

impl Lines<'_> {
    fn line(self, at: usize) -> usize {
        1 + self.text.as_bytes()[..at.min(self.text.len())].iter().filter(|&&b| b == b'\n').count()
    }

    pub fn error(self, mistake: Mistake) -> RegistryError {
        RegistryError { origin: self.origin.to_owned(), line: self.line(mistake.at), message: mistake.message }
    }
}

impl RegistryError {
    /// A mistake that the TOML parser or its types met, with the key where it stands behind one.
    pub fn of_toml(origin: &str, text: &str, error: &toml::de::Error) -> Self {
        let at = error.span().map_or(0, |s| s.start);
        let message = error.message().trim_end().replace('\n', " ");
        // What says which key it means needs no other.
        let key = key_before(text, at).filter(|_| !message.contains("field"));
        let message = key.map_or(message.clone(), |key| format!("`{key}`: {message}"));
        Lines { origin, text }.error(Mistake { at, message })
    }
}

/// The key whose value stands at an offset: that of the line, or of the line on which its list or table begins.
fn key_before(text: &str, at: usize) -> Option<&str> {
    let start = text.get(..at)?.rfind('\n').map_or(0, |i| i + 1);
    let header = text[start..].lines().next().and_then(|line| line.trim().strip_prefix('[')).filter(|_| text[start..at].trim().is_empty());
    if let Some(name) = header {
        return name.split(']').next().map(|name| name.trim_start_matches('[').trim());
    }
    for line in text.get(..at)?.lines().rev() {
        if let Some((key, _)) = line.split_once('=') {
            let key = key.trim();
            let is_bare = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
            return is_bare.then_some(key);
        }
        if line.trim_start().starts_with('[') {
            return None;
        }
    }
    None
}

fn resource(rule: &str, row: &Spanned<Row>) -> Result<Resource, Mistake> {
    let at = row.span();
    let row = row.get_ref();
    let rule = row.rule.as_ref().map_or(rule, |r| r.get_ref());
    if rule.is_empty() {
        return mistake(at, "`rule` is missing: the transform that judges this resource");
    }
    let value = row.value.as_ref().map_or(Ok(ValueAt::Result(0)), value_at)?;
    Ok(Resource {
        rule: rule.to_owned(),
        acquire: symbols(&row.acquire)?,
        value,
        error: row.error.as_ref().map(result).transpose()?,
        release: row.release.as_ref().map_or(Ok(Vec::new()), releases)?,
        dependents: row.dependents.iter().map(result).collect::<Result<_, _>>()?,
        nil_safe: row.nil_safe,
        field_may_be_nil: row.field_may_be_nil,
        exposes: row.exposes.clone(),
        spent_by: row.spent_by.clone(),
        armed_by: row.armed_by.clone(),
        release_argument: row.release_argument.as_ref().map(argument).transpose()?,
        release_after: row.release_after.as_ref().map_or(Ok(ReleaseAfter::Harmful), release_after)?,
        exhausted_by: row.exhausted_by.as_ref().map(exhaustion).transpose()?,
        fails_when_released: row.fails_when_released.clone(),
        ends_with: row.ends_with.as_ref().map(parent).transpose()?,
        no_fix: row.no_fix.clone(),
        is_text: row.is_text,
        callees_only_ask: row.callees_only_ask,
        methods_only_use: row.methods_only_use,
        is_timed: row.is_timed,
        is_inert: row.is_inert,
        release_is_felt: row.release_is_felt,
        committed_by: row.committed_by.clone(),
        stopped_by: row.stopped_by.as_ref().map(stop).transpose()?,
        detached_by: row.detached_by.clone(),
        peer: row.peer.as_ref().map(peer).transpose()?,
        written: row.written.as_ref().map(written).transpose()?,
        level: row.level.as_ref().map_or(Ok(Level::Leak), level)?,
        name: row.name.as_ref().map_or(Ok("v".to_owned()), |name| match name.get_ref().as_str() {
            text if is_identifier(text) && text != "_" => Ok(text.to_owned()),
            text => mistake(name.span(), format!("`name = \"{text}\"` is not an identifier")),
        })?,
        type_name: row.r#type.as_ref().map(|t| t.get_ref().clone()),
        why: match row.why.get_ref().trim() {
            "" => return mistake(row.why.span(), "`why` is empty: say why not releasing this is a leak"),
            why => why.to_owned(),
        },
    })
}

fn symbols(names: &Spanned<OneOrMany>) -> Result<Vec<Symbol>, Mistake> {
    let list = names.get_ref().as_slice();
    if list.is_empty() {
        return mistake(names.span(), "`acquire` is empty");
    }
    list.iter().map(|text| symbol(text, names.span(), "acquire")).collect()
}

/// A full name, as the value of a key.
pub(super) fn symbol(text: &str, at: Range<usize>, key: &str) -> Result<Symbol, Mistake> {
    let symbol = Symbol::new(text);
    let good = !symbol.package().is_empty()
        && is_identifier(symbol.name())
        && symbol.receiver().is_none_or(is_identifier)
        && !text.contains(char::is_whitespace);
    if good {
        return Ok(symbol);
    }
    mistake(at, format!("`{key}`: `{text}` is not a full name such as `os.Open` or `net/http.(*Client).Do`"))
}

/// A greater number of a result or an argument, or a longer way to a release, is a slip of the pen.
const MOST: usize = 64;

/// `result N`.
fn result(text: &Spanned<String>) -> Result<usize, Mistake> {
    match value_at(text) {
        Ok(ValueAt::Result(n)) => Ok(n),
        _ => mistake(text.span(), format!("`{}` is not of the form `result N`", text.get_ref())),
    }
}

/// `remote` or `result N`.
fn peer(text: &Spanned<String>) -> Result<Peer, Mistake> {
    if text.get_ref() == "remote" { Ok(Peer::Remote) } else { result(text).map(Peer::Result) }
}

/// `always` or `argument N`.
fn written(text: &Spanned<String>) -> Result<WrittenWhen, Mistake> {
    if text.get_ref() == "always" { Ok(WrittenWhen::Always) } else { argument(text).map(WrittenWhen::Flags) }
}

/// `argument N`.
fn argument(text: &Spanned<String>) -> Result<usize, Mistake> {
    match value_at(text) {
        Ok(ValueAt::Argument(n)) => Ok(n),
        _ => mistake(text.span(), format!("`{}` is not of the form `argument N`", text.get_ref())),
    }
}

/// `receiver` or `argument N`.
fn parent(text: &Spanned<String>) -> Result<Position, Mistake> {
    match value_at(text) {
        Ok(ValueAt::Receiver) => Ok(Position::Receiver),
        Ok(ValueAt::Argument(n)) => Ok(Position::Argument(n)),
        _ => mistake(text.span(), format!("`{}` is none of `receiver`, `argument N`", text.get_ref())),
    }
}

/// `result N`, a method's name, or the full names of what reads the value to its end.
fn exhaustion(text: &Spanned<OneOrMany>) -> Result<Exhaustion, Mistake> {
    match text.get_ref() {
        OneOrMany::One(method) if is_identifier(method) => Ok(Exhaustion::Method(method.clone())),
        OneOrMany::One(one) if !one.contains('.') => result(&Spanned::new(text.span(), one.clone())).map(Exhaustion::Result),
        _ => symbols(text).map(Exhaustion::Calls),
    }
}

fn release_after(text: &Spanned<String>) -> Result<ReleaseAfter, Mistake> {
    match text.get_ref().as_str() {
        "harmless" => Ok(ReleaseAfter::Harmless),
        "idle" => Ok(ReleaseAfter::Idle),
        "harmful" => Ok(ReleaseAfter::Harmful),
        other => mistake(text.span(), format!("`release-after = \"{other}\"` is none of `harmless`, `idle`, `harmful`")),
    }
}

fn value_at(text: &Spanned<String>) -> Result<ValueAt, Mistake> {
    let number = |prefix: &str| text.get_ref().strip_prefix(prefix).and_then(|n| n.parse().ok()).filter(|n| *n < MOST);
    if text.get_ref() == "receiver" {
        Ok(ValueAt::Receiver)
    } else if let Some(n) = number("result ") {
        Ok(ValueAt::Result(n))
    } else if let Some(n) = number("argument ") {
        Ok(ValueAt::Argument(n))
    } else {
        mistake(text.span(), format!("`value = \"{}\"` is none of `result N`, `receiver`, `argument N`", text.get_ref()))
    }
}

fn releases(list: &Spanned<OneOrMany>) -> Result<Vec<Release>, Mistake> {
    let release = |text: &String| {
        if let Some(arguments) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
            return Ok(Release::Call(arguments.to_owned()));
        }
        if let Some(function) = text.strip_suffix("(_)") {
            return symbol(function, list.span(), "release").map(Release::Function);
        }
        if let Some(path) = path(text) {
            return Ok(Release::Method(path));
        }
        mistake(list.span(), format!("`release`: `{text}` is none of `()`, `Close`, `Body.Close`, `os/signal.Stop(_)`"))
    };
    list.get_ref().as_slice().iter().map(release).collect()
}

/// A method, perhaps of a field.
fn stop(text: &Spanned<String>) -> Result<Vec<String>, Mistake> {
    match path(text.get_ref()) {
        Some(path) => Ok(path),
        None => mistake(text.span(), format!("`stopped-by`: `{}` is none of `Stop`, `Process.Kill`", text.get_ref())),
    }
}

fn path(text: &str) -> Option<Vec<String>> {
    let path: Vec<String> = text.split('.').map(str::to_owned).collect();
    (path.len() < MOST && path.iter().all(|p| is_identifier(p))).then_some(path)
}

fn level(text: &Spanned<String>) -> Result<Level, Mistake> {
    match text.get_ref().as_str() {
        "leak" => Ok(Level::Leak),
        "hygiene" => Ok(Level::Hygiene),
        "note" => Ok(Level::Note),
        other => mistake(text.span(), format!("`level = \"{other}\"` is none of `leak`, `hygiene`, `note`")),
    }
}

fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c == '_' || c.is_alphabetic()) && chars.all(|c| c == '_' || c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fails(text: &str) -> (usize, String) {
        match parse("r", "caulk.toml", text) {
            Ok(rows) => panic!("taken: {rows:?}"),
            Err(e) => {
                assert_eq!(e.origin, "caulk.toml");
                (e.line, e.message)
            }
        }
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        let (line, message) = fails("[[resource]]\nacquire = \"os.Open\"\nwhy = \"w\"\nerorr = \"result 1\"\n");
        assert_eq!(line, 4);
        assert!(message.contains("erorr"), "{message}");
        let (line, message) = fails("\n[[resource]]\nacquire = \"os.Open\"\n");
        assert_eq!(line, 2);
        assert!(message.contains("why"), "{message}");
        let (line, message) = fails("[[resource]]\nacquire = \"os.Open\"\nvalue = \"results 1\"\nwhy = \"w\"\n");
        assert_eq!((line, message.as_str()), (3, "`value = \"results 1\"` is none of `result N`, `receiver`, `argument N`"));
        for key in ["value", "error"] {
            let (line, message) =
                fails(&format!("[[resource]]\nacquire = \"os.Open\"\n{key} = \"result 9999999999999999999\"\nwhy = \"w\"\n"));
            assert_eq!(line, 3);
            assert!(message.starts_with('`') && message.contains("result 9999999999999999999"), "{message}");
        }
        let (line, message) = fails("[[resource]]\nacquire = [\n  \"Open\"]\nwhy = \"w\"\n");
        assert_eq!(line, 2);
        assert!(message.contains("`Open` is not a full name"), "{message}");
        let (line, message) = fails("[[resource]]\nacquire = 3\nwhy = \"w\"\n");
        assert_eq!(line, 2);
        assert!(message.contains("string or a list"), "{message}");
        assert_eq!(fails("[[resource]]\nacquire = \"os.Open\"\nwhy = \"w\"\nlevel = \"high\"\n").0, 4);
        assert_eq!(fails("[[resource]]\nacquire = \"os.Open\"\nwhy = \"w\"\nrelease = \"Close()\"\n").0, 4);
        assert_eq!(fails("[[resource]]\nacquire = \"os.Open\"\nwhy = \" \"\n").0, 3);
        assert_eq!(fails("[[resource]\n").0, 1);
        assert_eq!(fails("[lint]\n").0, 1);
    }
}
