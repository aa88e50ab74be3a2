use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use ignore::{DirEntry, WalkBuilder, WalkState};

use super::{
    problem::{Problem, explain},
    roots::{Root, Roots, is_go, passed_over},
};

/// How to walk.
#[derive(Clone, Copy, Debug)]
pub struct Walk {
    /// Whether `.gitignore` and its like are honoured.
    pub ignore_files: bool,
    /// How many threads; 0 leaves it to the machine.
    pub jobs: usize,
}

/// What the roots hold.
#[derive(Clone, Debug, Default)]
pub struct Walked {
    /// Absolute, sorted, each once.
    pub files: Vec<Arc<Path>>,
    pub problems: Vec<Problem>,
}

/// The Go files below the roots. What the go command passes over (`vendor`, `testdata`, names that start with `_` or `.`)
/// is left out below a named folder unless the roots say all files; what is itself named is always taken.
pub fn walk(roots: &Roots, how: Walk) -> Walked {
    let found = Found { roots, files: Mutex::default(), problems: Mutex::default() };
    let mut folders = roots.all.iter().filter(|r| r.is_dir);
    if let Some(first) = folders.next() {
        let mut builder = WalkBuilder::new(&first.path);
        for root in folders {
            builder.add(&root.path);
        }
        let all_files = roots.all_files;
        builder
            .standard_filters(how.ignore_files)
            .hidden(false)
            // An exported tree without its `.git` is ignored as the tree it was exported from.
            .require_git(false)
            .threads(how.jobs)
            .filter_entry(move |entry| entry.depth() == 0 || wanted(entry, all_files));
        builder.build_parallel().run(|| {
            Box::new(|entry| {
                match entry {
                    Ok(entry) => found.entry(&entry),
                    Err(error) => found.error(&error),
                }
                WalkState::Continue
            })
        });
    }
    let mut files = found.files.into_inner().unwrap_or_else(PoisonError::into_inner);
    files.extend(roots.all.iter().filter(|r| !r.is_dir).map(|r| r.path.clone()));
    files.sort_unstable();
    files.dedup();
    let mut problems = found.problems.into_inner().unwrap_or_else(PoisonError::into_inner);
    problems.extend(roots.all.iter().filter(|r| r.is_dir && !holds_any(&files, &r.path)).map(|r| barren(r, how)));
    problems.sort_unstable();
    problems.dedup();
    Walked { files: files.into_iter().map(Arc::from).collect(), problems }
}

/// What the threads bring together.
struct Found<'a> {
    roots: &'a Roots,
    files: Mutex<Vec<PathBuf>>,
    problems: Mutex<Vec<Problem>>,
}

impl Found<'_> {
    fn entry(&self, entry: &DirEntry) {
        let path = entry.path();
        let Some(kind) = entry.file_type() else { return };
        if kind.is_dir() || !is_go(path) {
            return;
        }
        if path.to_str().is_none() {
            self.problem(Problem::met(&self.shown(path), "its name is not UTF-8"));
        } else if kind.is_file() {
            self.take(path.to_owned());
        } else if kind.is_symlink() && path.is_file() {
            // One file under two names would be judged twice, so it goes by its real name where that is ours.
            match fs::canonicalize(path) {
                Ok(target) if self.roots.contain(&target) && is_go(&target) => self.take(target),
                _ => self.take(path.to_owned()),
            }
        }
    }

    fn take(&self, path: PathBuf) {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).push(path);
    }

    fn error(&self, error: &ignore::Error) {
        let path = path_of(error).map(|p| self.shown(p)).unwrap_or_default();
        let message = error.io_error().map_or_else(|| error.to_string(), explain);
        self.problem(Problem::met(&path, message));
    }

    fn problem(&self, problem: Problem) {
        self.problems.lock().unwrap_or_else(PoisonError::into_inner).push(problem);
    }

    /// The path in terms of what the user wrote.
    fn shown(&self, path: &Path) -> PathBuf {
        let below = |root: &Root| {
            let rest = path.strip_prefix(&root.path).ok()?;
            Some(if root.shown == Path::new(".") { rest.to_owned() } else { root.shown.join(rest) })
        };
        self.roots.all.iter().find_map(below).unwrap_or_else(|| path.to_owned())
    }
}

fn wanted(entry: &DirEntry, all_files: bool) -> bool {
    match entry.file_name().to_str() {
        Some(".git") => false,
        Some(name) => {
            let is_dir = entry.file_type().is_some_and(|t| t.is_dir());
            all_files || if is_dir { !passed_over(name) } else { !name.starts_with(['_', '.']) }
        }
        None => true,
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}

fn holds_any(sorted: &[PathBuf], folder: &Path) -> bool {
    let from = sorted.partition_point(|f| f.as_path() < folder);
    sorted.get(from).is_some_and(|f| f.starts_with(folder))
}

fn barren(root: &Root, how: Walk) -> Problem {
    let hint = if how.ignore_files { " (ignored, vendor and testdata files are left out; see --no-ignore and --all-files)" } else { "" };
    Problem::met(&root.shown, format!("no Go files{hint}"))
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    fn tree(files: &[&str]) -> io::Result<(tempfile::TempDir, PathBuf)> {
        let dir = tempfile::tempdir()?;
        let real = fs::canonicalize(dir.path())?;
        for file in files {
            let path = real.join(file);
            fs::create_dir_all(path.parent().unwrap_or(&real))?;
            fs::write(path, "")?;
        }
        Ok((dir, real))
    }

    fn found(real: &Path, named: &[&str], all_files: bool, ignore_files: bool) -> (Vec<String>, Vec<String>) {
        let named: Vec<PathBuf> = named.iter().map(PathBuf::from).collect();
        let (roots, problems) = Roots::resolve(real, &named, all_files);
        assert_eq!(problems, []);
        let walked = walk(&roots, Walk { ignore_files, jobs: 2 });
        let files = walked.files.iter().map(|f| f.strip_prefix(real).unwrap_or(f).display().to_string()).collect();
        (files, walked.problems.iter().map(ToString::to_string).collect())
    }

    const TREE: &[&str] =
        &["a.go", "a.txt", "b/b.go", "vendor/v.go", "b/testdata/t.go", "_u/u.go", ".h/h.go", "b/_x.go", "b/.y.go", ".git/g.go"];

    #[test]
    fn leaves_out_what_the_go_command_passes_over() -> io::Result<()> {
        let (_dir, real) = tree(TREE)?;
        assert_eq!(found(&real, &["."], false, true).0, ["a.go", "b/b.go"]);
        let all = [".h/h.go", "_u/u.go", "a.go", "b/.y.go", "b/_x.go", "b/b.go", "b/testdata/t.go", "vendor/v.go"];
        assert_eq!(found(&real, &["."], true, true).0, all);
        Ok(())
    }

    #[test]
    fn takes_what_is_named_once() -> io::Result<()> {
        let (_dir, real) = tree(TREE)?;
        let named = ["b", "vendor", ".", "./a.go", "b/testdata/t.go", "b/_x.go", "vendor"];
        assert_eq!(found(&real, &named, false, true).0, ["a.go", "b/_x.go", "b/b.go", "b/testdata/t.go", "vendor/v.go"]);
        Ok(())
    }

    #[test]
    fn honours_gitignore() -> io::Result<()> {
        let (_dir, real) = tree(&["a.go", "gen/b.go", "gen/c.go"])?;
        fs::write(real.join(".gitignore"), "gen/\n")?;
        assert_eq!(found(&real, &["."], false, true).0, ["a.go"]);
        assert_eq!(found(&real, &["."], false, false).0, ["a.go", "gen/b.go", "gen/c.go"]);
        assert_eq!(found(&real, &["gen"], false, true).0, ["gen/b.go", "gen/c.go"]);
        Ok(())
    }

    #[test]
    fn says_which_folder_is_barren() -> io::Result<()> {
        let (_dir, real) = tree(&["a/a.go", "b/b.txt"])?;
        let (files, problems) = found(&real, &["a", "b"], false, false);
        assert_eq!(files, ["a/a.go"]);
        assert_eq!(problems, ["b: no Go files"]);
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn a_linked_file_goes_by_its_real_name_within_the_roots() -> io::Result<()> {
        let (_dir, real) = tree(&["in/a.go", "out/b.go"])?;
        std::os::unix::fs::symlink("a.go", real.join("in/link.go"))?;
        std::os::unix::fs::symlink("../out/b.go", real.join("in/outer.go"))?;
        std::os::unix::fs::symlink("nowhere.go", real.join("in/dangling.go"))?;
        assert_eq!(found(&real, &["in"], false, true).0, ["in/a.go", "in/outer.go"]);
        Ok(())
    }
}
