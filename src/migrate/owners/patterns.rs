//! Many patterns at once, of which the last that matches a path counts.
//!
//! Not gitignore's own matcher: there a match of the path itself beats a later one of a folder above it, and `docs/*` takes what
//! lies deeper too.

use globset::{Glob, GlobBuilder, GlobSet};

/// Globs by number, compiled once.
pub(super) struct Patterns {
    /// The last first. One, unless it would have become too large.
    sets: Vec<(GlobSet, Vec<usize>)>,
}

impl Patterns {
    /// Of globs with their numbers, which rise. Second, the numbers of those that can't be compiled.
    pub(super) fn new(globs: &[(usize, Glob)]) -> (Self, Vec<usize>) {
        let mut patterns = Self { sets: Vec::new() };
        let mut failed = Vec::new();
        patterns.add(globs, &mut failed);
        (patterns, failed)
    }

    fn add(&mut self, globs: &[(usize, Glob)], failed: &mut Vec<usize>) {
        match GlobSet::new(globs.iter().map(|(_, glob)| glob)) {
            Ok(set) => self.sets.push((set, globs.iter().map(|(number, _)| *number).collect())),
            Err(_) if globs.len() > 1 => {
                let (first, last) = globs.split_at(globs.len() / 2);
                self.add(last, failed);
                self.add(first, failed);
            }
            Err(_) => failed.extend(globs.iter().map(|(number, _)| *number)),
        }
    }

    /// The greatest number of a glob that matches.
    pub(super) fn last(&self, path: &str) -> Option<usize> {
        self.sets.iter().find_map(|(set, numbers)| set.matches(path).into_iter().filter_map(|at| numbers.get(at).copied()).max())
    }

    /// Whether one matches.
    pub(super) fn any(&self, path: &str) -> bool {
        self.sets.iter().any(|(set, _)| set.is_match(path))
    }
}

/// A glob in which `*` and `?` are no slash.
///
/// # Errors
/// What is wrong with it.
pub(super) fn compile(glob: &str) -> Result<Glob, String> {
    let built = GlobBuilder::new(glob).literal_separator(true).backslash_escape(true).build();
    built.map_err(|error| error.kind().to_string())
}
