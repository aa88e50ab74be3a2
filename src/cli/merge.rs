//! `caulk merge`: the documents of a run's shards put together.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use super::{Exit, console::Console, document};
use crate::{
    migrate::{self, Plan},
    report::{self, Merged, Part},
};

/// Reads and prints.
///
/// # Errors
/// When standard output fails.
pub(super) fn merge(paths: &[PathBuf], console: &Console, out: &mut dyn Write) -> io::Result<Exit> {
    let (mut parts, mut unread) = (Vec::new(), false);
    for path in paths {
        match document::read(path) {
            Ok((name, text)) => parts.push(Part { name, text }),
            Err(message) => {
                console.error(&message);
                unread = true;
            }
        }
    }
    if unread {
        return Ok(Exit::Trouble);
    }
    let merged = match report::merge(&parts) {
        Ok(Merged::Findings(union)) => union,
        Ok(Merged::Plans(parts)) => return plans(&parts, console, out),
        Err(message) => {
            console.error(&message);
            return Ok(Exit::Trouble);
        }
    };
    merged.write(out)?;
    out.flush()?;
    if let Some(shards) = merged.shards() {
        console.error(&format!("missing: {}", shards.missing()));
        return Ok(Exit::Trouble);
    }
    Ok(match () {
        () if merged.files() == 0 => {
            console.error("no shard has read a file");
            Exit::Trouble
        }
        () if merged.findings() > 0 => Exit::Found,
        () => Exit::Clean,
    })
}

fn plans(parts: &[Part], console: &Console, out: &mut dyn Write) -> io::Result<Exit> {
    let read = |part: &Part| Ok((part.name.clone(), Plan::parse(&part.text).map_err(|e| format!("{}: {e}", part.name))?));
    let plan = match parts.iter().map(read).collect::<Result<Vec<_>, String>>().and_then(migrate::merge) {
        Ok(plan) => plan,
        Err(message) => {
            console.error(&message);
            return Ok(Exit::Trouble);
        }
    };
    serde_json::to_writer(&mut *out, &plan).map_err(io::Error::from)?;
    writeln!(out)?;
    out.flush()?;
    if let Some(shards) = &plan.summary.shards {
        console.error(&format!("missing: {}", shards.missing()));
        return Ok(Exit::Trouble);
    }
    Ok(if plan.batches.is_empty() { Exit::Clean } else { Exit::Found })
}
