//! JSON documents that an earlier run printed.

use std::{
    io::{self, Read},
    path::Path,
};

use crate::{
    files::{self, Disk, Roots},
    text::Sources,
};

/// The name for messages, and the text, of a file or, for `-`, of standard input.
///
/// # Errors
/// A sentence for people: it can't be read, or is no text.
pub(super) fn read(path: &Path) -> Result<(String, String), String> {
    let (name, bytes) = if path == Path::new("-") {
        let mut bytes = Vec::new();
        ("standard input".to_owned(), io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes))
    } else {
        (path.display().to_string(), Disk::new(Roots::default()).read(path).map(|bytes| bytes.to_vec()))
    };
    let bytes = bytes.map_err(|e| format!("{name}: {}", files::explain(&e)))?;
    let text = String::from_utf8(bytes).map_err(|_| format!("{name}: not UTF-8, as JSON must be"))?;
    Ok((name, text))
}
