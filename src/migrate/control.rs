//! One migration at a time: begun, gone on with, looked at.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    apply::{Crew, Halt, state_folder},
    journal::{self, Begun, Event, Journal, Migration, Proof, Target},
    plan::Plan,
};
use crate::files::{Lock, Repository};

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
    let repository = crew.repository;
    let _lock = lock(repository)?;
    let folder = state_folder(repository);
    if let Some(path) = latest(&folder)
        && let Some(migration) = journal::read(&path)?
        && migration.is_open()
    {
        let left = "a migration has begun and not ended; `caulk migrate resume` goes on with it, `caulk migrate abort` takes it back";
        return Err(Halt::Trouble(left.into()));
    }
    let head = repository.head().map_err(|e| e.to_string())?;
    repository.has_identity().map_err(|e| e.to_string())?;
    if let Target::Branches { prefix } = &order.target {
        free_branches(repository, prefix, &order.plan)?;
    }
    if let Target::Patches { folder } = &order.target {
        free_patches(folder, &order.plan)?;
    }
    let begun = Begun {
        date: order.date,
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
pub fn resume(crew: &Crew<'_>, moved: &dyn Fn(&str)) -> Result<(Resumed, Migration), Halt> {
    let _lock = lock(crew.repository)?;
    let folder = state_folder(crew.repository);
    let mut journal = open(&folder)?;
    if !journal.migration.is_open() {
        return Ok((Resumed::Nothing, journal.migration));
    }
    let head = crew.repository.head().map_err(|e| e.to_string())?;
    if head.commit != journal.migration.base {
        moved(&head.commit);
        journal.tell(Event::Moved { base: head.commit })?;
    }
    journal.work(&folder, crew)?;
    Ok((Resumed::Done, journal.migration))
}

/// The migration that was begun last; None where there never was one.
///
/// # Errors
/// A sentence for people: its journal can't be read.
pub fn current(repository: &Repository) -> Result<Option<Migration>, String> {
    match latest(&state_folder(repository)) {
        Some(path) => journal::read(&path),
        None => Ok(None),
    }
}

/// The journal of the migration that was begun last.
pub(super) fn open(folder: &Path) -> Result<Journal, String> {
    let none = || "there is no migration here; `caulk migrate apply` begins one".to_owned();
    Journal::open(&latest(folder).ok_or_else(none)?)?.ok_or_else(none)
}

/// Keeps others out for as long as it lives.
pub(super) fn lock(repository: &Repository) -> Result<Lock, String> {
    let folder = state_folder(repository);
    let failed = |e: std::io::Error| format!("{}: {e}", folder.display());
    fs::create_dir_all(&folder).map_err(failed)?;
    Lock::take(&folder.join("lock"))
        .map_err(failed)?
        .ok_or_else(|| "another migration is under way in this repository; wait for it, or stop it".to_owned())
}

/// The newest journal.
fn latest(folder: &Path) -> Option<PathBuf> {
    numbered(folder).into_iter().max().map(|(_, path)| path)
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
    let taken: Vec<&str> = names.iter().filter(|name| repository.tip(name).is_some()).map(String::as_str).collect();
    match taken.as_slice() {
        [] => Ok(()),
        [first, rest @ ..] => {
            let more = if rest.is_empty() { String::new() } else { format!(", and {} more", rest.len()) };
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
