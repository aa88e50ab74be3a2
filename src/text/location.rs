use std::{ops::Range, path::Path, sync::Arc};

/// A stretch of one file, in bytes of the file as it was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    pub path: Arc<Path>,
    pub start: usize,
    pub end: usize,
}

impl Location {
    pub fn new(path: &Arc<Path>, range: Range<usize>) -> Self {
        Self { path: Arc::clone(path), start: range.start, end: range.end }
    }

    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}
