//! `caulk explain` and `caulk rules`.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use serde::Serialize;

use super::args::Format;
use crate::{program::ResourceRegistry, transform::Transform, transforms::ALL};

/// The pages as they are written.
pub(super) fn explain(rules: &[&Transform], out: &mut dyn Write) -> io::Result<()> {
    for (number, rule) in rules.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", rule.docs.trim_end())?;
    }
    Ok(())
}

#[derive(Serialize)]
struct Rule<'a> {
    id: &'a str,
    summary: &'a str,
}

pub(super) fn list(format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Text => {
            let width = ALL.iter().map(|t| t.id.len()).max().unwrap_or(0);
            for rule in ALL {
                writeln!(out, "{:width$}  {}", rule.id, rule.summary)?;
            }
        }
        Format::Json => {
            let rules: Vec<Rule<'_>> = ALL.iter().map(|t| Rule { id: t.id, summary: t.summary }).collect();
            serde_json::to_writer(&mut *out, &rules).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(())
}

/// What the prefilter looks for: a file with none of these words is read and left.
pub(super) fn words(out: &mut dyn Write) -> io::Result<()> {
    let mut registry = ResourceRegistry::default();
    for rule in ALL {
        registry
            .add_table(rule.id, rule.id, rule.table)
            .map_err(|e| io::Error::other(format!("{}:{}: {}", e.origin, e.line, e.message)))?;
    }
    let ids: Vec<&str> = ALL.iter().map(|t| t.id).collect();
    let words: BTreeSet<String> = registry.words(&ids).into_iter().map(|w| w.name).collect();
    for word in words {
        writeln!(out, "{word}")?;
    }
    Ok(())
}
