//! What happened in a migration, event by event, and where it stands: the journal is all that a killed run leaves.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use serde::{Deserialize, Serialize};

use super::plan::{Batch, Plan, Unit};
use crate::files::Ledger;

/// Where batches go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// A branch for each, of this prefix and the batch's name.
    Branches { prefix: String },
    /// A patch file for each, in this folder (absolute).
    Patches { folder: PathBuf },
    /// The work tree itself.
    InPlace,
}

/// How a batch is proved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// A command for the shell, with placeholders.
    pub command: Option<String>,
    /// Whether the tests of touched packages must fare no worse than before.
    pub test: bool,
    /// After so many seconds a command has failed.
    pub timeout: u64,
}

impl Proof {
    /// Whether there is anything to prove.
    pub fn is_asked(&self) -> bool {
        self.command.is_some() || self.test
    }
}

/// One line of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub(super) enum Event {
    Begun(Box<Begun>),
    /// The tree had moved when the run went on: what is left starts from here.
    Moved {
        base: String,
    },
    /// The batch's files are not what they were: this is what there is to do in them now.
    Replanned {
        batch: String,
        now: Box<Batch>,
    },
    /// A set of units was verified; an empty one is the tree as it was. What was said, as of [`Verdict`].
    Verified {
        batch: String,
        units: Vec<usize>,
        passed: bool,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        said: String,
    },
    /// From here on the work tree is written, until it is as told.
    Writing(Box<Landed>),
    Landed(Box<Landed>),
    /// Nothing of the batch landed.
    Skipped {
        batch: String,
        why: String,
        dropped: Vec<Dropped>,
    },
    /// It could not be made, and is left open.
    Failed {
        batch: String,
        why: String,
    },
    Reverted {
        batch: String,
        how: String,
    },
    Finished,
    Aborted,
}

/// A line of the journal.
#[derive(Serialize, Deserialize)]
struct Line<E> {
    /// When it was told, as of RFC 3339; older journals don't say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    #[serde(flatten)]
    event: E,
}

impl<E> Line<E> {
    fn now(event: E) -> Self {
        Self { at: Some(humantime::format_rfc3339_seconds(SystemTime::now()).to_string()), event }
    }
}

/// How it began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    /// Which version of caulk it was.
    #[serde(default)]
    pub caulk: String,
    /// When, as commits are dated.
    pub date: String,
    /// The work tree in which it began.
    pub root: PathBuf,
    pub base: String,
    /// The branch that was checked out.
    pub branch: Option<String>,
    pub target: Target,
    pub proof: Proof,
    /// The template of the commit message.
    pub message: String,
    pub plan: Plan,
}

/// A unit that did not pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dropped {
    pub unit: usize,
    pub said: String,
}

/// What became of a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Landed {
    pub batch: String,
    pub parent: String,
    pub commit: String,
    /// The units of which it consists.
    pub units: Vec<usize>,
    pub dropped: Vec<Dropped>,
    /// The branch, or the patch file with its SHA-256.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patch: Option<(PathBuf, String)>,
}

/// Where a batch stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    Open,
    /// The work tree may hold some of it.
    Writing(Landed),
    Landed(Landed),
    Skipped {
        why: String,
        dropped: Vec<Dropped>,
    },
    Reverted {
        how: String,
        was: Landed,
    },
}

impl State {
    /// Whether it is to be done yet, or was begun and not ended.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Open | Self::Writing(_))
    }
}

/// A batch and what happened to it.
#[derive(Clone, Debug)]
pub struct Entry {
    pub batch: Batch,
    pub state: State,
    /// Since when, as of RFC 3339; None where it is open, and in older journals.
    pub since: Option<String>,
    /// Why it could not be made the last time; None where it is not open.
    pub trouble: Option<String>,
    /// What the verification said of sets of units.
    pub(super) verdicts: BTreeMap<Vec<usize>, Verdict>,
}

/// What a verification came to.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    pub(super) passed: bool,
    /// The output of a failure; of what passed, the tests that fail without it as well.
    pub(super) said: String,
}

impl Verdict {
    pub(super) const PASSED: Self = Self { passed: true, said: String::new() };

    /// Why it does not pass; None where it does.
    pub(super) fn fault(self) -> Option<String> {
        (!self.passed).then_some(self.said)
    }
}

impl Entry {
    fn turn(&mut self, state: State, since: Option<String>) {
        self.state = state;
        self.since = since;
        self.trouble = None;
    }

    /// The tests that fail with some units, as they do without; None where there are none.
    pub(super) fn failed_before(&self, units: &[usize]) -> Option<&str> {
        self.verdicts.get(units).filter(|v| v.passed && !v.said.is_empty()).map(|v| v.said.as_str())
    }

    /// The units that did not pass, with what was said of them.
    pub fn dropped(&self) -> Vec<(&Unit, &str)> {
        let (State::Writing(Landed { dropped, .. }) | State::Landed(Landed { dropped, .. }) | State::Skipped { dropped, .. }) = &self.state
        else {
            return Vec::new();
        };
        dropped.iter().filter_map(|d| Some((self.batch.units.get(d.unit)?, d.said.as_str()))).collect()
    }
}

/// A migration, as its journal tells it.
#[derive(Clone, Debug)]
pub struct Migration {
    pub begun: Arc<Begun>,
    /// The commit that open batches start from.
    pub base: String,
    pub entries: Vec<Entry>,
    pub finished: bool,
    pub aborted: bool,
    /// When it began, and when the last of what is told happened, as of RFC 3339; older journals don't say.
    pub began: Option<String>,
    pub last: Option<String>,
}

impl Migration {
    fn new(begun: Begun, at: Option<String>) -> Self {
        let entry =
            |batch: &Batch| Entry { batch: batch.clone(), state: State::Open, since: None, trouble: None, verdicts: BTreeMap::new() };
        let entries = begun.plan.batches.iter().map(entry).collect();
        let base = begun.base.clone();
        Self { base, begun: Arc::new(begun), entries, finished: false, aborted: false, began: at.clone(), last: at }
    }

    /// Whether something is left to be done.
    pub fn is_open(&self) -> bool {
        !self.finished && !self.aborted
    }

    /// The batch of this name.
    pub fn entry(&self, batch: &str) -> Option<&Entry> {
        self.entries.iter().find(|e| e.batch.id == batch)
    }

    fn tell(&mut self, line: Line<Event>) {
        let since = line.at.clone();
        self.last.clone_from(&since);
        match line.event {
            Event::Begun(_) => {}
            Event::Moved { base } => {
                self.base = base;
                for entry in self.entries.iter_mut().filter(|e| e.state == State::Open) {
                    entry.verdicts.clear();
                }
            }
            Event::Replanned { batch, now } => self.at(&batch, |entry| {
                entry.batch = *now;
                entry.verdicts.clear();
            }),
            Event::Verified { batch, units, passed, said } => self.at(&batch, |entry| {
                entry.verdicts.insert(units, Verdict { passed, said });
            }),
            Event::Writing(landed) => {
                let batch = landed.batch.clone();
                self.at(&batch, |entry| entry.turn(State::Writing(*landed), since));
            }
            Event::Landed(landed) => {
                let batch = landed.batch.clone();
                self.at(&batch, |entry| entry.turn(State::Landed(*landed), since));
            }
            Event::Skipped { batch, why, dropped } => self.at(&batch, |entry| entry.turn(State::Skipped { why, dropped }, since)),
            Event::Failed { batch, why } => self.at(&batch, |entry| entry.trouble = Some(why)),
            Event::Reverted { batch, how } => self.at(&batch, |entry| {
                if let State::Landed(was) | State::Writing(was) = entry.state.clone() {
                    entry.turn(State::Reverted { how, was }, since);
                }
            }),
            Event::Finished => self.finished = true,
            Event::Aborted => self.aborted = true,
        }
    }

    fn at(&mut self, batch: &str, change: impl FnOnce(&mut Entry)) {
        if let Some(entry) = self.entries.iter_mut().find(|e| e.batch.id == batch) {
            change(entry);
        }
    }
}

/// A journal that is being written: what is told is on the disk before anything follows from it.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    ledger: Ledger,
    pub(super) migration: Migration,
}

impl Journal {
    /// Begins one.
    ///
    /// # Errors
    /// A sentence for people.
    pub(super) fn begin(path: &Path, begun: Begun) -> Result<Self, String> {
        let failed = |e: std::io::Error| format!("{}: {e}", path.display());
        let mut ledger = Ledger::create(path).map_err(failed)?;
        let line = Line::now(Event::Begun(Box::new(begun.clone())));
        let text = serde_json::to_string(&line).map_err(|e| failed(e.into()))?;
        if let Err(e) = ledger.add(&text) {
            let _ = std::fs::remove_file(path);
            return Err(failed(e));
        }
        Ok(Self { path: path.to_owned(), ledger, migration: Migration::new(begun, line.at) })
    }

    /// Goes on with one.
    ///
    /// # Errors
    /// As of [`read`].
    pub(super) fn open(path: &Path) -> Result<Option<Self>, String> {
        let Some(migration) = read(path)? else { return Ok(None) };
        let ledger = Ledger::open(path).map_err(|e| format!("{}: {e}", path.display()))?;
        Ok(Some(Self { path: path.to_owned(), ledger, migration }))
    }

    /// Writes down what happened.
    ///
    /// # Errors
    /// A sentence for people; it has not happened then.
    pub(super) fn tell(&mut self, event: Event) -> Result<(), String> {
        let line = Line::now(event);
        let text = serde_json::to_string(&line).map_err(|e| e.to_string())?;
        self.ledger.add(&text).map_err(|e| format!("{}: {e}", self.path.display()))?;
        self.migration.tell(line);
        Ok(())
    }
}

/// What a journal tells; None where it was killed before it had begun.
///
/// # Errors
/// A sentence for people: which line can't be understood.
pub(super) fn read(path: &Path) -> Result<Option<Migration>, String> {
    let lines = Ledger::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut migration: Option<Migration> = None;
    for (number, text) in (1..).zip(&lines) {
        let line: Line<Event> = serde_json::from_str(text).map_err(|e| {
            let path = path.display();
            format!("{path}:{number}: not an event of a migration, or one of another caulk: {e}; move the file away to begin anew")
        })?;
        match (&mut migration, line) {
            (None, Line { at, event: Event::Begun(begun) }) => migration = Some(Migration::new(*begun, at)),
            (Some(migration), line) => migration.tell(line),
            (None, _) => return Err(format!("{}:{number}: the migration has not begun", path.display())),
        }
    }
    Ok(migration)
}
