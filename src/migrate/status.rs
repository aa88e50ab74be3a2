//! Where a migration stands, as a document.

use serde::Serialize;

use super::{
    journal::{Landed, Migration, State},
    plan::{Fix, SCHEMA},
};

/// All batches and what became of them.
#[derive(Serialize)]
pub struct Status<'a> {
    schema: u32,
    /// The version by which it was begun.
    caulk: &'a str,
    base: &'a str,
    /// When it began, and when something happened last, as of RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    began: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last: Option<&'a str>,
    /// `open`, `finished` or `aborted`.
    state: &'static str,
    batches: Vec<BatchStatus<'a>>,
}

#[derive(Serialize)]
struct BatchStatus<'a> {
    id: &'a str,
    owners: &'a [String],
    /// `open`, `landed`, `skipped` or `reverted`.
    state: &'static str,
    /// Since when, as of RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    landed: Option<&'a Landed>,
    dropped: Vec<DroppedFix<'a>>,
}

#[derive(Serialize)]
struct DroppedFix<'a> {
    #[serde(flatten)]
    fix: &'a Fix,
    said: &'a str,
}

impl<'a> Status<'a> {
    pub fn of(migration: &'a Migration) -> Self {
        let batches = migration.entries.iter().map(|entry| {
            let (state, why, landed) = match &entry.state {
                State::Open | State::Writing { .. } => ("open", entry.trouble.as_deref(), None),
                State::Landed(landed) => ("landed", None, Some(landed)),
                State::Skipped { why, .. } => ("skipped", Some(why.as_str()), None),
                State::Reverted { how, was } => ("reverted", Some(how.as_str()), Some(was)),
            };
            let dropped =
                entry.dropped().into_iter().flat_map(|(unit, said)| unit.fixes.iter().map(move |fix| DroppedFix { fix, said })).collect();
            BatchStatus { id: &entry.batch.id, owners: &entry.batch.owners, state, since: entry.since.as_deref(), why, landed, dropped }
        });
        let state = match () {
            () if migration.aborted => "aborted",
            () if migration.finished => "finished",
            () => "open",
        };
        Self {
            schema: SCHEMA,
            caulk: &migration.begun.caulk,
            base: &migration.base,
            began: migration.began.as_deref(),
            last: migration.last.as_deref(),
            state,
            batches: batches.collect(),
        }
    }
}
