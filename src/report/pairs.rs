//! Pairs of a function that makes something and the method that releases it, as a code base practises them.

use std::io::{self, Write};

use serde::Serialize;

use crate::engine::Pair;

/// A table, the best supported first. `known` says which stand in caulk.toml already.
///
/// # Errors
/// As of `out`.
pub fn pairs(pairs: &[Pair], known: &dyn Fn(&Pair) -> bool, out: &mut dyn Write) -> io::Result<()> {
    if !pairs.is_empty() {
        writeln!(out, "support  dissent  handed  confidence  pair")?;
    }
    for pair in pairs {
        let Pair { support, dissent, handed, .. } = pair;
        let confidence = format!("{:.0} %", 100.0 * pair.confidence());
        let known = if known(pair) { " (known)" } else { "" };
        writeln!(out, "{support:>7}  {dissent:>7}  {handed:>6}  {confidence:>10}  {}: {}{known}", pair.symbol, pair.release)?;
    }
    Ok(())
}

/// The pairs as one document on one line, schema 1.
///
/// # Errors
/// As of `out`.
pub fn pairs_json(pairs: &[Pair], known: &dyn Fn(&Pair) -> bool, out: &mut dyn Write) -> io::Result<()> {
    let shown = |pair| Shown::new(pair, known(pair));
    serde_json::to_writer(&mut *out, &Document { schema: 1, pairs: pairs.iter().map(shown).collect() }).map_err(io::Error::from)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    pairs: Vec<Shown<'a>>,
}

#[derive(Serialize)]
struct Shown<'a> {
    symbol: &'a str,
    release: &'a str,
    result: usize,
    error: Option<usize>,
    r#type: Option<&'a str>,
    support: usize,
    dissent: usize,
    handed: usize,
    confidence: f64,
    known: bool,
}

impl<'a> Shown<'a> {
    fn new(pair: &'a Pair, known: bool) -> Self {
        let confidence = pair.confidence();
        let Pair { symbol, release, result, error, type_name, support, dissent, handed } = pair;
        let ty = Some(type_name.as_str()).filter(|t| !t.is_empty());
        Self {
            symbol: symbol.as_str(),
            release,
            result: *result,
            error: *error,
            r#type: ty,
            support: *support,
            dissent: *dissent,
            handed: *handed,
            confidence,
            known,
        }
    }
}
