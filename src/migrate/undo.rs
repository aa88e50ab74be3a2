//! Takes back what a migration did, as far as nobody has built on it since.

use std::{fs, path::Path};

use super::{
    apply::{made, state_folder},
    control::{elsewhere, lock, open},
    journal::{Begun, Entry, Event, Journal, Landed, State, Target},
    swap::{Swap, swap},
    units::digest,
};
use crate::{
    files::{Disk, Repository, Roots, WriteError},
    text::Sources,
};

/// Takes back the migration that was begun last: branches and patches that are still what they were made, files of the work tree that still
/// hold what was written. Says what it had to leave.
///
/// # Errors
/// Where there is none, it is taken back already, or the disk refuses.
pub fn abort(repository: &Repository) -> Result<Vec<String>, String> {
    let turn = lock(repository)?;
    let repository = &turn.repository;
    let folder = state_folder(repository);
    let mut journal = open(&folder)?;
    at_home(repository, &journal)?;
    let is_done = |e: &Entry| !matches!(e.state, State::Landed(_) | State::Writing(_));
    if journal.migration.aborted && journal.migration.entries.iter().all(is_done) {
        return Err("the migration is taken back already".into());
    }
    let mut left = Vec::new();
    // The last first: a branch that stands on another goes before it.
    let entries: Vec<Entry> = journal.migration.entries.iter().rev().cloned().collect();
    for entry in &entries {
        match &entry.state {
            State::Landed(landed) | State::Writing(landed) => match take_back(repository, &journal, entry, landed) {
                Ok(how) => journal.tell(Event::Reverted { batch: entry.batch.id.clone(), how })?,
                Err(why) => left.push(format!("{}: {why}", entry.batch.id)),
            },
            // A branch or a patch may have been made, and the run killed before it was written down: the same commit would be made again, so
            // that it can be told from a stranger's only by running on. It is left, and named.
            State::Open => left.extend(unrecorded(repository, &journal, entry)),
            State::Skipped { .. } | State::Reverted { .. } => {}
        }
    }
    repository.sweep(&folder.join("trees"));
    if let Target::Patches { folder } = &journal.migration.begun.target {
        // It may hold what others put there, and is left then.
        let _ = fs::remove_dir(folder);
    }
    if left.is_empty() {
        repository.let_go().map_err(|e| e.to_string())?;
    }
    journal.tell(Event::Aborted)?;
    Ok(left)
}

/// What was written in one work tree can't be taken back in another.
fn at_home(repository: &Repository, journal: &Journal) -> Result<(), String> {
    let Begun { target, root, .. } = &*journal.migration.begun;
    if *target == Target::InPlace && root != repository.root() { Err(elsewhere(root)) } else { Ok(()) }
}

/// What stands under the name of an open batch.
fn unrecorded(repository: &Repository, journal: &Journal, entry: &Entry) -> Option<String> {
    let id = &entry.batch.id;
    match &journal.migration.begun.target {
        Target::Branches { prefix } => {
            let name = format!("{prefix}{id}");
            repository.tip(&name).map(|_| format!("{id}: the branch {name} is there, though it is not known to be finished"))
        }
        Target::Patches { folder } => {
            let path = folder.join(format!("{id}.patch"));
            path.exists().then(|| format!("{id}: {} is there, though it is not known to be finished", path.display()))
        }
        Target::InPlace => None,
    }
}

/// Takes back one batch that landed. How, in words.
///
/// # Errors
/// A sentence for people: there is no such batch, it did not land, others stand on it, or it was built on since.
pub fn revert(repository: &Repository, batch: &str) -> Result<String, String> {
    let turn = lock(repository)?;
    let repository = &turn.repository;
    let mut journal = open(&state_folder(repository))?;
    at_home(repository, &journal)?;
    let Some(entry) = journal.migration.entry(batch).cloned() else {
        let names: Vec<&str> = journal.migration.entries.iter().map(|e| e.batch.id.as_str()).collect();
        return Err(format!("there is no batch {batch:?}; there are {}", names.join(", ")));
    };
    let landed = match &entry.state {
        State::Landed(landed) => landed.clone(),
        State::Reverted { how, .. } => return Err(format!("{batch} is taken back already: {how}")),
        State::Skipped { why, .. } => return Err(format!("{batch} never landed: {why}")),
        State::Open | State::Writing(_) => return Err(format!("{batch} has not landed yet")),
    };
    let above: Vec<&str> = journal
        .migration
        .entries
        .iter()
        .filter(|e| matches!(&e.state, State::Landed(other) if other.parent == landed.commit))
        .map(|e| e.batch.id.as_str())
        .collect();
    if !above.is_empty() {
        return Err(format!("{} stands on {batch}; revert that first", above.join(", ")));
    }
    let how = take_back(repository, &journal, &entry, &landed)?;
    journal.tell(Event::Reverted { batch: batch.to_owned(), how: how.clone() })?;
    Ok(how)
}

fn take_back(repository: &Repository, journal: &Journal, entry: &Entry, landed: &Landed) -> Result<String, String> {
    if let Some(branch) = &landed.branch {
        return take_back_branch(repository, branch, &landed.commit);
    }
    if let Some((path, sum)) = &landed.patch {
        return take_back_patch(path, sum);
    }
    take_back_files(repository, journal, entry, landed)
}

fn take_back_branch(repository: &Repository, branch: &str, commit: &str) -> Result<String, String> {
    match repository.tip(branch) {
        None => Ok(format!("the branch {branch} was gone already")),
        Some(tip) if tip == commit => {
            if let Some(holder) = repository.holder(commit, branch).map_err(|e| e.to_string())? {
                return Err(format!("{holder} has the branch {branch} in it; `git revert {commit}` takes the change back there"));
            }
            repository.drop_branch(branch, commit).map_err(|e| e.to_string())?;
            Ok(format!("deleted the branch {branch}, which was {commit}"))
        }
        Some(_) => Err(format!("the branch {branch} has moved on; `git revert {commit}` takes the change back there")),
    }
}

fn take_back_patch(path: &Path, sum: &str) -> Result<String, String> {
    match fs::read(path) {
        Ok(bytes) if digest(&bytes) == sum => {
            fs::remove_file(path).map_err(|e| format!("{}: {e}", path.display()))?;
            Ok(format!("deleted {}", path.display()))
        }
        Ok(_) => Err(format!("{} has been changed since it was written", path.display())),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(format!("{} was gone already", path.display())),
        Err(e) => Err(format!("{}: {e}", path.display())),
    }
}

/// All files or none: one that was changed since keeps the batch where it is.
fn take_back_files(repository: &Repository, journal: &Journal, entry: &Entry, landed: &Landed) -> Result<String, String> {
    let root = repository.root();
    let disk = Disk::new(Roots::whole(root));
    let mut swaps = Vec::new();
    // What stood there is in the commit's own parent; the text on the disk may differ from it by what git makes of line ends.
    for file in &entry.batch.files {
        let now = disk.read(&root.join(&file.path)).map_err(|e| format!("{}: {e}", file.path))?;
        let now = String::from_utf8(now.to_vec()).map_err(|_| format!("{} has changed since: it is no text any more", file.path))?;
        if digest(now.as_bytes()) == file.before {
            continue;
        }
        let after = unmade(repository, &landed.parent, &file.path, &file.before)?;
        if made(&entry.batch, &landed.units, &file.path, &after)? != now {
            return Err(format!("{} has changed since; `git diff {}` shows how", file.path, journal.migration.begun.base));
        }
        swaps.push(Swap { path: file.path.clone(), before: now, after });
    }
    swap(root, &swaps).map_err(|(path, e)| match e {
        WriteError::Changed => format!("{path} has changed since"),
        e => format!("{path}: {e}"),
    })?;
    Ok(match swaps.len() {
        0 => "its files were as before already".into(),
        n => format!("restored {n} {}", if n == 1 { "file" } else { "files" }),
    })
}

/// The text of a file before, as it stood in the work tree.
fn unmade(repository: &Repository, commit: &str, path: &str, sum: &str) -> Result<String, String> {
    let bytes = repository.content(commit, path).map_err(|e| e.to_string())?;
    if digest(&bytes) != sum {
        return Err(format!("{path}: git no longer has the text that was there"));
    }
    String::from_utf8(bytes).map_err(|_| format!("{path}: no text"))
}
