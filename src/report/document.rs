//! What a document of findings is made of, be it of one run or put together from several.

use std::{
    cmp::Ordering,
    io::{self, Write},
};

use serde::{Deserialize, Serialize};

use super::Shards;

/// The contract's number.
pub(super) const SCHEMA: u32 = 1;

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document<F> {
    pub(super) schema: u32,
    /// Ordered by path, then by position.
    pub(super) findings: Vec<F>,
    pub(super) summary: Summary,
}

/// What the packages that were asked about come to: all numbers are sums over packages.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Summary {
    pub(super) files: usize,
    pub(super) parsed: usize,
    pub(super) findings: usize,
    pub(super) fixable: usize,
    /// Sorted, each once.
    pub(super) skipped: Vec<Skip>,
    pub(super) imports: Imports,
    /// None where all packages were asked about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) shards: Option<Shards>,
}

/// How many imports of parsed files were found where, each once for each package.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Imports {
    pub(super) module: usize,
    pub(super) vendor: usize,
    pub(super) cache: usize,
    pub(super) std: usize,
    pub(super) unresolved: usize,
}

#[derive(Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Skip {
    pub(super) path: String,
    pub(super) reason: String,
}

impl<F: Serialize> Document<F> {
    /// On one line.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer(&mut *out, self).map_err(io::Error::from)?;
        writeln!(out)
    }
}

/// The order of paths as reports show them, folder by folder. It is told from the shown paths alone, so that what comes from several
/// machines is put together as one would have it.
pub(super) fn by_path(a: &str, b: &str) -> Ordering {
    a.split('/').cmp(b.split('/'))
}

/// In order, and alike ones once: several shards meet the same unusable go.mod.
pub(super) fn once(mut skipped: Vec<Skip>) -> Vec<Skip> {
    skipped.sort_by(|a, b| by_path(&a.path, &b.path).then_with(|| a.reason.cmp(&b.reason)));
    skipped.dedup();
    skipped
}
