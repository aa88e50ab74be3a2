//! What the tests of transforms share: the fixtures, how caulk is run on one, and how failures are told.
//!
//! A fixture is `transforms/<name>/testdata/leaks/*.go`, with a comment `// want "…"` on the line of each finding (several strings
//! for several findings; a string is a part of the message, or a regular expression that finds one), or
//! `transforms/<name>/testdata/clean/*.go`, where nothing may be found; its first comment says why. It is run by itself, with the
//! one transform of its folder, all levels and every fix whatever its safety. What a leak becomes is recorded under `snapshots/`;
//! where `testdata/golden/` has a file of the same name, written by hand, it must become just that.
//!
//! A line `//caulk-test: KEY[=VALUE] …` anywhere at a line's start changes that:
//!
//! | key | meaning |
//! |---|---|
//! | `go=1.22` | the Go version, of the module and as `--go`; without it the newest |
//! | `level=leak`, `level=hygiene` | the least level reported; without it `note`, which is all |
//! | `deadline` | the alternative to take where a finding has one of that name |
//! | `file-close-errors=join`, `…=report` | that setting of `caulk.toml` |
//! | `no-vet` | `go vet` can't read it: it shows a broken build, or syntax of a Go to come |

#![allow(dead_code, unused_imports, reason = "each test uses its part of the harness")]

mod case;
mod comments;
mod readme;
mod run;

pub use case::{Case, Directives, Kind, Want, cases, wants};
pub use comments::comments;
pub use readme::{Fence, fences};
pub use run::{Fixed, Fixture};

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

/// The folder that holds `Cargo.toml`.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Failures of many cases, told together.
#[derive(Default)]
pub struct Failures(Vec<(String, String)>);

impl Failures {
    pub fn add(&mut self, case: &str, what: impl Into<String>) {
        self.0.push((case.to_owned(), what.into().trim_end().to_owned()));
    }

    /// Adds a failure unless the two are equal; shows a diff.
    pub fn same(&mut self, case: &str, what: &str, expected: &str, actual: &str) {
        if expected != actual {
            let diff = caulk::text::unified("expected-and-actual", expected, actual);
            self.add(case, format!("{what}\n{diff}"));
        }
    }

    /// Runs what panics where it fails, and adds the failure.
    pub fn catch(&mut self, case: &str, run: impl FnOnce()) {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(run)) {
            let message = panic.downcast_ref::<String>().cloned();
            let message = message.or_else(|| panic.downcast_ref::<&str>().map(|&s| s.to_owned()));
            self.add(case, message.unwrap_or_else(|| "panicked".into()));
        }
    }

    /// Ends the test.
    pub fn finish(self) {
        let mut told = String::new();
        let mut last = "";
        for (case, what) in &self.0 {
            let header = if case == last { String::new() } else { format!("\n── {case}\n") };
            told.push_str(&format!("{header}{what}\n"));
            last = case;
        }
        assert!(self.0.is_empty(), "{} failures\n{told}", self.0.len());
    }
}

/// The files of a folder with an extension, sorted; none where there is no folder.
pub fn files_in(dir: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dir).into_iter().flatten().filter_map(Result::ok);
    let mut files: Vec<PathBuf> = entries.map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == extension)).collect();
    files.sort();
    files
}
