use std::{
    collections::BTreeSet,
    fmt,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use super::Roots;

/// A file that git could not bring back as it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dirty {
    /// Absolute.
    pub path: PathBuf,
    /// Its change is staged, and nothing else has changed since.
    pub staged: bool,
    /// Git does not follow it yet.
    pub untracked: bool,
}

/// Git could not be asked about a work tree.
#[derive(Debug)]
pub struct GitError {
    pub work_tree: PathBuf,
    pub message: String,
}

impl fmt::Display for GitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.work_tree.display(), self.message)
    }
}

impl std::error::Error for GitError {}

/// What is not committed in the git work trees that hold the roots: changed, staged or untracked, but not ignored. Empty
/// where there is no git repository.
///
/// The whole work tree counts, as with `cargo fix`: a fix is read best as the only change there is.
///
/// # Errors
/// When there is a repository, but git is missing or fails.
pub fn uncommitted(roots: &Roots) -> Result<Vec<Dirty>, GitError> {
    let trees: BTreeSet<&Path> = roots.folders().into_iter().filter_map(work_tree).collect();
    let mut dirty = Vec::new();
    for tree in trees {
        let output = status(tree)?;
        if output.status.success() {
            dirty.extend(parse(tree, &output.stdout));
            continue;
        }
        let said = String::from_utf8_lossy(&output.stderr);
        if !said.contains("not a git repository") {
            let message = said.lines().next().unwrap_or("git status failed").trim_start_matches("fatal: ").to_owned();
            return Err(GitError { work_tree: tree.to_owned(), message });
        }
    }
    dirty.sort_unstable();
    Ok(dirty)
}

/// The nearest folder upwards with a `.git`, which is a file in linked work trees and submodules.
fn work_tree(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|f| f.join(".git").exists())
}

fn status(tree: &Path) -> Result<Output, GitError> {
    command(tree)
        .args(["status", "--porcelain", "-z"])
        .env("GIT_OPTIONAL_LOCKS", "0")
        .output()
        .map_err(|e| GitError { work_tree: tree.to_owned(), message: format!("git can't be run: {e}") })
}

/// What speaks of the repository of a hook that we may run in, as `git rev-parse --local-env-vars` lists it, and of another way to read paths.
/// Settings given in the environment stay.
pub const LOCAL_VARIABLES: [&str; 14] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_GLOB_PATHSPECS",
    "GIT_GRAFT_FILE",
    "GIT_ICASE_PATHSPECS",
    "GIT_INDEX_FILE",
    "GIT_LITERAL_PATHSPECS",
    "GIT_NAMESPACE",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// Git, in a folder, saying and doing the same on every machine.
pub(super) fn command(folder: &Path) -> Command {
    let mut git = Command::new("git");
    // Hooks are the user's, for what the user does; a submodule has commits of its own.
    git.arg("-C").arg(folder).args(["-c", "core.hooksPath=/dev/null", "-c", "submodule.recurse=false"]).env("LC_ALL", "C");
    for name in LOCAL_VARIABLES {
        git.env_remove(name);
    }
    git
}

/// `XY path\0`, and behind a rename or copy `old path\0`.
fn parse(tree: &Path, porcelain: &[u8]) -> Vec<Dirty> {
    let mut dirty = Vec::new();
    let mut fields = porcelain.split(|&b| b == 0);
    while let Some(field) = fields.next() {
        let [x, y, b' ', path @ ..] = field else { continue };
        if matches!(x, b'R' | b'C') {
            fields.next();
        }
        dirty.push(Dirty { path: tree.join(name(path)), staged: *y == b' ', untracked: *x == b'?' });
    }
    dirty
}

#[cfg(unix)]
fn name(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn name(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_git_says() {
        let said = b" M a.go\0M  b c.go\0R  new.go\0old.go\0?? d/\0MM \xc3\xa9.go\0";
        let dirty = parse(Path::new("/t"), said);
        let short: Vec<(String, bool)> = dirty.iter().map(|d| (d.path.display().to_string(), d.staged)).collect();
        let want = [("/t/a.go", false), ("/t/b c.go", true), ("/t/new.go", true), ("/t/d/", false), ("/t/é.go", false)];
        assert_eq!(short, want.map(|(path, staged)| (path.to_owned(), staged)));
    }
}
