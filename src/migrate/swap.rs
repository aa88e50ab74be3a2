//! Texts of the work tree put in the place of others.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use crate::{
    files::{Disk, Roots, WriteError, sweep_temporary},
    text::Sources,
};

/// A file that is to hold another text.
pub(super) struct Swap {
    /// As git names it, below the root of the work tree.
    pub(super) path: String,
    pub(super) before: String,
    pub(super) after: String,
}

/// Puts every text in the place of the other, or none of them; well where it is there already.
///
/// # Errors
/// The first file that holds neither text or can't be written.
pub(super) fn swap(root: &Path, swaps: &[Swap]) -> Result<(), (String, WriteError)> {
    let disk = Disk::new(Roots::whole(root));
    let folders: BTreeSet<PathBuf> = swaps.iter().filter_map(|s| Some(root.join(&s.path).parent()?.to_owned())).collect();
    folders.iter().for_each(|folder| sweep_temporary(folder));
    for Swap { path, before, after } in swaps {
        if let Err(e) = put(&disk, &root.join(path), before, after) {
            // All of them: those behind this one may have been put by a run that was killed. One that holds neither text stays as it is.
            for Swap { path, before, after } in swaps {
                let _ = put(&disk, &root.join(path), after, before);
            }
            return Err((path.clone(), e));
        }
    }
    Ok(())
}

fn put(disk: &Disk, path: &Path, before: &str, after: &str) -> Result<(), WriteError> {
    match disk.write(path, before.as_bytes(), after.as_bytes()) {
        Err(WriteError::Changed) if disk.read(path).is_ok_and(|now| *now == *after.as_bytes()) => Ok(()),
        other => other,
    }
}
