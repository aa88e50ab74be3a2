//! Trees in memory, for tests of this room.

use std::path::Path;

use crate::text::Overlay;

/// Files below `/r`.
pub(super) fn tree(files: &[(&str, &str)]) -> Overlay<'static> {
    let mut tree = Overlay::new(&());
    for (path, text) in files {
        tree.set(Path::new("/r").join(path), text.as_bytes());
    }
    tree
}
