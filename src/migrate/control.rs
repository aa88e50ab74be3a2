//! One migration at a time: begun, gone on with, looked at.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use super::{
    apply::{Crew, Halt, state_folder},
    journal::{self, Begun, Event, Journal, Migration, Proof, Target},
    plan::Plan,
};
use crate::files::{Head, Lock, Repository};

/// How many bytes the name of a batch may have, so that it names a folder, a branch and a file with something behind it.
const NAME_LIMIT: usize = 200;

/// How long git gets to end what a killed run had started it for, such as to check out a large tree; and how often it is looked at.
const PATIENCE: Duration = Duration::from_mins(2);
const PAUSE: Duration = Duration::from_millis(10);

/// What is to be done, and how.
#[derive(Debug)]
pub struct Order {
    pub plan: Plan,
    pub target: Target,
    pub proof: Proof,
    /// The template of the commit message.
    pub message: String,
    /// What commits are dated; now, where nothing else is asked for.
    pub date: String,
}

/// What going on with a migration came to.
#[derive(Debug, PartialEq, Eq)]
pub enum Resumed {
    /// All that was left is made.
    Done,
    /// Nothing was left.
    Nothing,
}

/// Begins a migration, and makes its batches.
///
/// # Errors
/// Where it can't begin, as nothing was done then, or can't go on.
pub fn begin(order: Order, crew: &Crew<'_>) -> Result<Migration, Halt> {
    let turn = lock(crew.repository)?;
    let repository = &turn.repository;
    let crew = &Crew { repository, ..*crew };
    let folder = state_folder(repository);
    if let Some(path) = latest(&folder)
        && let Some(migration) = journal::read(&path)?
        && migration.is_open()
    {
        let left = "a migration has begun and not ended; `caulk migrate resume` goes on with it, `caulk migrate abort` takes it back";
        return Err(Halt::Trouble(left.into()));
    }
    let head = repository.head().map_err(|e| e.to_string())?;
    repository.has_identity(&order.date).map_err(|e| e.to_string())?;
    if let Some(long) = order.plan.batches.iter().find(|b| b.id.len() > NAME_LIMIT) {
        return Err(Halt::Trouble(format!("the plan has a batch whose name is longer than {NAME_LIMIT} bytes: {}", long.id)));
    }
    if let Target::Branches { prefix } = &order.target {
        free_branches(repository, prefix, &order.plan)?;
    }
    if let Target::Patches { folder } = &order.target {
        free_patches(folder, &order.plan)?;
    }
    // The last migration's can no longer be taken back: only the newest is.
    repository.let_go().map_err(|e| e.to_string())?;
    let begun = Begun {
        caulk: env!("CARGO_PKG_VERSION").into(),
        date: order.date,
        root: repository.root().to_owned(),
        base: head.commit,
        branch: head.branch,
        target: order.target,
        proof: order.proof,
        message: order.message,
        plan: order.plan,
    };
    let path = next(&folder).map_err(|e| Halt::Trouble(format!("{}: {e}", folder.display())))?;
    let mut journal = Journal::begin(&path, begun)?;
    journal.work(&folder, crew)?;
    Ok(journal.migration)
}

/// Goes on with the migration that was begun last, if something of it is left.
///
/// # Errors
/// Where there is none, or it can't go on.
pub fn resume(crew: &Crew<'_>, moved: &dyn Fn(&Head)) -> Result<(Resumed, Migration), Halt> {
    let turn = lock(crew.repository)?;
    let crew = &Crew { repository: &turn.repository, ..*crew };
    let folder = state_folder(crew.repository);
    let mut journal = open(&folder)?;
    if !journal.migration.is_open() {
        return Ok((Resumed::Nothing, journal.migration));
    }
    if journal.migration.begun.root != crew.repository.root() {
        return Err(Halt::Trouble(elsewhere(&journal.migration.begun.root)));
    }
    let head = crew.repository.head().map_err(|e| e.to_string())?;
    if head.commit != journal.migration.base {
        moved(&head);
        journal.tell(Event::Moved { base: head.commit })?;
    }
    journal.work(&folder, crew)?;
    Ok((Resumed::Done, journal.migration))
}

/// Why nothing is done in another work tree than the migration's own.
pub(super) fn elsewhere(root: &Path) -> String {
    format!("the migration was begun in {}; run this there", root.display())
}

/// The migration that was begun last; None where there never was one.
///
/// # Errors
/// A sentence for people: its journal can't be read.
pub fn current(repository: &Repository) -> Result<Option<Migration>, String> {
    latest(&state_folder(repository)).map_or(Ok(None), |path| journal::read(&path))
}

/// The journal of the migration that was begun last.
pub(super) fn open(folder: &Path) -> Result<Journal, String> {
    let none = || "there is no migration here; `caulk migrate apply` begins one".to_owned();
    Journal::open(&latest(folder).ok_or_else(none)?)?.ok_or_else(none)
}

/// The repository, while nobody else migrates in it.
pub(super) struct Turn {
    _lock: Lock,
    pub(super) repository: Repository,
}

/// Keeps others out for as long as it lives, and sees to it that nothing writes any more that a killed run had started. What it ran for the
/// user ends with it, but git does not.
pub(super) fn lock(repository: &Repository) -> Result<Turn, String> {
    let folder = state_folder(repository);
    let failed = |e: std::io::Error| format!("{}: {e}", folder.display());
    fs::create_dir_all(&folder).map_err(failed)?;
    let lock = Lock::take(&folder.join("lock"))
        .map_err(failed)?
        .ok_or_else(|| "another migration is under way in this repository; wait for it, or stop it".to_owned())?;
    let start = Instant::now();
    loop {
        if let Some(started) = Lock::take(&folder.join("started")).map_err(failed)? {
            return Ok(Turn { _lock: lock, repository: repository.holding(started) });
        }
        if start.elapsed() > PATIENCE {
            return Err("git is still at work that a killed run had started it for; run this again when it has ended".into());
        }
        std::thread::sleep(PAUSE);
    }
}

/// The newest journal, but for one whose run was killed before its first line was whole: it never was.
fn latest(folder: &Path) -> Option<PathBuf> {
    let mut all = numbered(folder);
    all.sort_unstable();
    all.into_iter().rev().map(|(_, path)| path).find(|path| !matches!(journal::read(path), Ok(None)))
}

/// Where the next journal is to be.
fn next(folder: &Path) -> std::io::Result<PathBuf> {
    let number = numbered(folder).into_iter().max().map_or(1, |(number, path)| match journal::read(&path) {
        // Killed before its first line was whole: it never was.
        Ok(None) if fs::remove_file(&path).is_ok() => number,
        _ => number + 1,
    });
    fs::create_dir_all(folder.join("journals"))?;
    Ok(folder.join("journals").join(format!("{number:04}.jsonl")))
}

fn numbered(folder: &Path) -> Vec<(u32, PathBuf)> {
    let entries = fs::read_dir(folder.join("journals")).into_iter().flatten().filter_map(Result::ok);
    entries.filter_map(|e| Some((e.path().file_stem()?.to_str()?.parse().ok()?, e.path()))).collect()
}

/// Nothing begins where it would stop at a name that is taken.
fn free_branches(repository: &Repository, prefix: &str, plan: &Plan) -> Result<(), String> {
    let names: Vec<String> = plan.batches.iter().map(|b| format!("{prefix}{}", b.id)).collect();
    if let Some(bad) = names.iter().find(|name| !repository.is_branch_name(name)) {
        return Err(format!("git takes no branch of the name {bad:?}; choose another --branch-prefix"));
    }
    let there = repository.branches().map_err(|e| e.to_string())?;
    // A branch is a file to git, or was one: none stands below another.
    let below = |name: &str, folder: &str| name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    let meets = |name: &str, there: &str| name == there || below(name, there) || below(there, name);
    let taken: BTreeSet<&String> = there.iter().filter(|there| names.iter().any(|name| meets(name, there))).collect();
    match taken.first() {
        None => Ok(()),
        Some(first) => {
            let more = if taken.len() > 1 { format!(", and {} more", taken.len() - 1) } else { String::new() };
            Err(format!("there is a branch {first} already{more}; choose another --branch-prefix, or delete what is there"))
        }
    }
}

fn free_patches(folder: &Path, plan: &Plan) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths = plan.batches.iter().map(|b| folder.join(format!("{}.patch", b.id)));
    match paths.find(|path| path.exists()) {
        Some(taken) => Err(format!("{} is there already; choose another --output, or delete it", taken.display())),
        None => Ok(()),
    }
}
