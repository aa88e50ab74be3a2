//! What a migration is to do: units of change, in batches. A document that outlives the run that made it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::report::Shards;

/// The version of the document.
pub const SCHEMA: u32 = 1;

/// What is to be done, in which batches. Batches of one plan never share a file, unless one stands on another ([`Batch::after`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub schema: u32,
    #[serde(rename = "plan")]
    pub terms: Terms,
    /// In the order in which they are to be made.
    pub batches: Vec<Batch>,
    pub summary: Summary,
}

/// How a plan was made; what a later plan of the same migration is made by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    pub by: By,
    pub bounds: Bounds,
    /// The commit it speaks of, where there is a git repository.
    pub base: Option<String>,
    /// What the engine was told.
    pub settings: Settings,
}

/// The flags that decide which fixes there are, as on the command line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The folder in which the plan was made, relative to the root: where settings are looked for.
    pub folder: String,
    pub select: Vec<String>,
    pub ignore: Vec<String>,
    #[serde(rename = "unsafe")]
    pub unsafe_: bool,
    pub deadline: bool,
    pub go: Option<String>,
    pub config: Option<String>,
    pub no_config: bool,
    pub all_files: bool,
    pub no_ignore: bool,
}

/// What the files of a batch have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// Who reviews them, as CODEOWNERS or OWNERS files say.
    Owner,
    /// Their Go module.
    #[default]
    Module,
    /// Their package, which is their folder.
    Package,
    /// The first so many folders of their path.
    Folder { depth: usize },
    /// The rule that finds fault with them. One file may have a batch for each.
    Rule,
}

/// How large a batch may grow. One whose files can't be parted may be larger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Bounds {
    pub files: Option<usize>,
    /// Lines added and removed.
    pub lines: Option<usize>,
}

/// What is reviewed, verified, and landed or dropped together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// Names it among those of its plan; fit for a branch or a file name.
    pub id: String,
    /// What its files have in common.
    pub group: String,
    pub owners: Vec<String>,
    /// The batch that it stands on: one that changes a file of this one before.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub after: Option<String>,
    pub risk: Risk,
    /// How many fixes of which rule.
    pub rules: BTreeMap<String, usize>,
    pub safe: usize,
    #[serde(rename = "unsafe")]
    pub unsafe_: usize,
    /// Lines.
    pub added: usize,
    pub removed: usize,
    /// Sorted by path.
    pub files: Vec<File>,
    /// In the order of their leaks, which decides what stands first where two insert at one place.
    pub units: Vec<Unit>,
}

/// How likely it is that a reviewer has something to say: the highest of the batch's fixes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Risk {
    /// Safe fixes alone.
    #[default]
    Low,
    /// Unsafe fixes of leaks that are proved.
    Medium,
    /// Unsafe fixes of leaks that are inferred from what other code does.
    High,
}

impl Risk {
    /// The word that documents and reports have for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// A file that a batch changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Relative to the root of the work tree, with slashes.
    pub path: String,
    /// SHA-256 of the text that the edits are edits of, in hexadecimal.
    pub before: String,
    pub added: usize,
    pub removed: usize,
    /// Of which group it is, by itself.
    pub group: String,
    pub owners: Vec<String>,
}

/// The least that can be made or dropped by itself: one fix, or all those that can't be told apart in the text that they made together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    pub fixes: Vec<Fix>,
    pub edits: Vec<Edit>,
}

/// A leak and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    pub rule: String,
    pub path: String,
    /// Counted from 1.
    pub line: usize,
    /// Where the leak begins, in bytes of the text that the edits are edits of.
    pub byte: usize,
    pub function: String,
    pub symbol: String,
    pub message: String,
    pub title: String,
    /// `safe` or `unsafe`.
    pub safety: String,
    /// `proved` or `inferred`.
    pub certainty: String,
    /// `leak`, `hygiene` or `note`.
    pub level: String,
    pub fingerprint: String,
}

/// Bytes of a file replaced by text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    pub path: String,
    pub start: usize,
    pub end: usize,
    pub text: String,
}

/// What all batches come to, and what is left.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    pub batches: usize,
    pub files: usize,
    pub fixes: usize,
    /// Fixes that are to be planned when others have landed, since they depend on those.
    pub later: usize,
    /// Findings without a fix that may be made.
    pub unfixed: BTreeMap<String, usize>,
    /// The shards of a run that it holds, where some are missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shards: Option<Shards>,
}

impl Batch {
    /// How many fixes it has.
    pub fn fixes(&self) -> usize {
        self.units.iter().map(|unit| unit.fixes.len()).sum()
    }
}

impl Unit {
    /// Where its first leak is.
    pub(super) fn place(&self) -> Option<(&str, usize)> {
        self.fixes.first().map(|fix| (fix.path.as_str(), fix.byte))
    }
}

impl Fix {
    pub(super) fn risk(&self) -> Risk {
        match (self.safety.as_str(), self.certainty.as_str()) {
            ("safe", _) => Risk::Low,
            (_, "proved") => Risk::Medium,
            _ => Risk::High,
        }
    }
}

impl Plan {
    /// Reads a plan.
    ///
    /// # Errors
    /// A sentence for people: what is wrong with the document.
    pub fn parse(text: &str) -> Result<Self, String> {
        #[derive(Deserialize)]
        struct Head {
            schema: Option<u32>,
            plan: Option<serde::de::IgnoredAny>,
        }
        let head: Head = serde_json::from_str(text).map_err(|e| format!("not JSON: {e}"))?;
        match head {
            Head { plan: None, .. } => return Err("not a plan; `caulk migrate plan --format json` writes one".into()),
            Head { schema: Some(SCHEMA), .. } => {}
            Head { schema, .. } => {
                let schema = schema.map_or("none".to_owned(), |s| s.to_string());
                return Err(format!("a plan of schema {schema}; this caulk reads schema {SCHEMA}"));
            }
        }
        let plan: Self = serde_json::from_str(text).map_err(|e| format!("not a plan as this caulk writes it: {e}"))?;
        plan.check()?;
        Ok(plan)
    }

    /// Whether paths stay inside the tree and names are those of batches: a plan is a file that anybody may have edited.
    fn check(&self) -> Result<(), String> {
        let mut ids = std::collections::BTreeSet::new();
        for batch in &self.batches {
            if !ids.insert(batch.id.as_str()) {
                return Err(format!("two batches are called {:?}", batch.id));
            }
            if batch.id.is_empty() || batch.id.chars().any(|c| !is_plain(c)) || batch.id.starts_with(['-', '.']) {
                return Err(format!("{:?} is no name for a batch: letters, digits, `-`, `_` and `.`", batch.id));
            }
            if let Some(after) = &batch.after
                && !ids.contains(after.as_str())
            {
                return Err(format!("batch {:?} stands on {after:?}, which does not come before it", batch.id));
            }
            let edited = batch.units.iter().flat_map(|u| &u.edits).map(|e| e.path.as_str());
            for path in batch.files.iter().map(|f| f.path.as_str()).chain(edited) {
                if path.starts_with('/') || path.split('/').any(|part| matches!(part, "" | "." | "..") || part.eq_ignore_ascii_case(".git"))
                {
                    return Err(format!("batch {:?}: {path:?} does not stand in the work tree", batch.id));
                }
            }
            if let Some(edit) = batch.units.iter().flat_map(|u| &u.edits).find(|e| !batch.files.iter().any(|f| f.path == e.path)) {
                return Err(format!("batch {:?} edits {:?}, which is not one of its files", batch.id, edit.path));
            }
        }
        Ok(())
    }
}

/// Whether a character may stand in a batch's name.
pub(super) fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')
}
