//! Many patterns at once, of which the last that matches a path counts.
//!
//! Not gitignore's own matcher: there a match of the path itself beats a later one of a folder above it, and `docs/*` takes what
//! lies deeper too. Nor one set of globs: thousands of them are slow, and most name a folder that most paths do not have.

use std::{collections::HashMap, sync::OnceLock};

use globset::{Glob, GlobBuilder, GlobSet};

/// No path is longer.
const MAX_BYTES: usize = 4096;

/// Sets of more are slower than several.
const CHUNK: usize = 128;

/// Globs by number, each compiled once, when the first path has what it names.
#[derive(Default)]
pub(super) struct Patterns {
    /// By the longest run of parts that are plain names, as in `**/a/b/*.go`.
    named: HashMap<String, Set>,
    /// The most parts of such a run.
    parts: usize,
    /// Of those without.
    others: Set,
}

impl Patterns {
    /// Adds a glob. Numbers rise.
    pub(super) fn add(&mut self, number: usize, glob: Glob) {
        match run(glob.glob()) {
            Some((name, parts)) => {
                self.parts = self.parts.max(parts);
                self.named.entry(name).or_default().globs.push((number, glob));
            }
            None => self.others.globs.push((number, glob)),
        }
    }

    /// The greatest number of a glob that matches.
    pub(super) fn last(&self, path: &str) -> Option<usize> {
        let mut last = self.others.last(path);
        let ends = || path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        for start in std::iter::once(0).chain(path.match_indices('/').map(|(at, _)| at + 1)) {
            for end in ends().filter(|&end| end >= start).take(self.parts) {
                if let Some(set) = path.get(start..end).and_then(|run| self.named.get(run)) {
                    last = last.max(set.last(path));
                }
            }
        }
        last
    }
}

#[derive(Default)]
struct Set {
    globs: Vec<(usize, Glob)>,
    /// In parts, the last first; each with where it begins.
    compiled: OnceLock<Vec<(GlobSet, usize)>>,
}

impl Set {
    fn last(&self, path: &str) -> Option<usize> {
        let sets = self.compiled.get_or_init(|| {
            let parts = self.globs.chunks(CHUNK).enumerate().rev();
            // None fails: each is short.
            parts.filter_map(|(at, part)| Some((GlobSet::new(part.iter().map(|(_, glob)| glob)).ok()?, at * CHUNK))).collect()
        });
        sets.iter().find_map(|(set, first)| {
            let last = set.matches(path).into_iter().max()?;
            self.globs.get(first + last).map(|(number, _)| *number)
        })
    }
}

/// The longest run of parts of a glob that are plain names, without escapes, and how many parts it has.
fn run(glob: &str) -> Option<(String, usize)> {
    let mut runs: Vec<(String, usize)> = Vec::new();
    let mut is_open = false;
    for part in glob.split('/') {
        let Some(name) = plain(part) else {
            is_open = false;
            continue;
        };
        match runs.last_mut().filter(|_| is_open) {
            Some((run, parts)) => {
                run.push('/');
                run.push_str(&name);
                *parts += 1;
            }
            None => runs.push((name, 1)),
        }
        is_open = true;
    }
    runs.into_iter().max_by_key(|(run, _)| run.len())
}

/// The name that a part of a glob stands for, where that is one.
fn plain(part: &str) -> Option<String> {
    let mut name = String::new();
    let mut chars = part.chars();
    while let Some(c) = chars.next() {
        match c {
            '*' | '?' | '[' => return None,
            '\\' => name.push(chars.next()?),
            _ => name.push(c),
        }
    }
    (!name.is_empty()).then_some(name)
}

/// A glob in which `*` and `?` are no slash.
///
/// # Errors
/// What is wrong with it.
pub(super) fn compile(glob: &str) -> Result<Glob, String> {
    if glob.len() > MAX_BYTES {
        return Err(format!("it is longer than {MAX_BYTES} bytes"));
    }
    let built = GlobBuilder::new(glob).literal_separator(true).backslash_escape(true).build();
    built.map_err(|error| error.kind().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_names() {
        for (glob, expected) in [
            ("a/b/*.go", Some(("a/b", 2))),
            ("**/a/*/long/**", Some(("long", 1))),
            ("a\\[b\\]/c\\ d", Some(("a[b]/c d", 2))),
            ("**/*.go", None),
            ("a[bc]", None),
        ] {
            assert_eq!(run(glob), expected.map(|(name, parts)| (name.to_owned(), parts)), "{glob}");
        }
    }

    #[test]
    fn the_last_counts_however_it_is_kept() {
        let mut patterns = Patterns::default();
        let globs = ["**/*", "a/**", "**/*.go", "**/b/c/*", "a/b/c/d.go", "**/*.md"];
        for (number, glob) in globs.into_iter().enumerate() {
            patterns.add(number, compile(glob).expect("a glob"));
        }
        for (path, expected) in
            [("x", 0), ("a/x", 1), ("a/x.go", 2), ("z/b/c/x.go", 3), ("a/b/c/d.go", 4), ("a/b/c/d.md", 5), ("b/c/d/x", 0)]
        {
            assert_eq!(patterns.last(path), Some(expected), "{path}");
        }
    }

    #[test]
    fn many_without_a_name_are_kept_in_order() {
        let mut patterns = Patterns::default();
        for number in 0..1000 {
            patterns.add(number, compile(&format!("**/*{}.go", number % 300)).expect("a glob"));
        }
        assert_eq!((patterns.last("x/a299.go"), patterns.last("b50.go"), patterns.last("x.c")), (Some(999), Some(950), None));
        assert!(compile(&"a/".repeat(3000)).is_err());
    }
}
