//! Trees in memory, for tests of this room.

use std::{io, path::Path, sync::Arc};

use crate::text::{Entry, Overlay, Sources};

/// A disk without files.
struct Empty;

impl Sources for Empty {
    fn read(&self, _: &Path) -> io::Result<Arc<[u8]>> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn list(&self, _: &Path) -> io::Result<Vec<Entry>> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn is_file(&self, _: &Path) -> bool {
        false
    }

    fn may_write(&self, _: &Path) -> bool {
        false
    }
}

/// Files below `/r`.
pub(super) fn tree(files: &[(&str, &str)]) -> Overlay<'static> {
    let mut tree = Overlay::new(&Empty);
    for (path, text) in files {
        tree.set(Path::new("/r").join(path), text.as_bytes());
    }
    tree
}
