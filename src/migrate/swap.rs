//! Texts of the work tree put in the place of others.

use std::path::Path;

use crate::{
    files::{Disk, Roots, WriteError},
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
    for (at, Swap { path, before, after }) in swaps.iter().enumerate() {
        if let Err(e) = put(&disk, &root.join(path), before, after) {
            for Swap { path, before, after } in &swaps[..at] {
                // What was changed in this moment stays as it was changed.
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
