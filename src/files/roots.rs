use std::{
    fs, io,
    path::{Component, Path, PathBuf},
};

use super::problem::{Problem, explain};

/// The files and folders that the user named. Nothing outside of them is ever written.
#[derive(Clone, Debug, Default)]
pub struct Roots {
    pub(super) all: Vec<Root>,
    /// Whether folders that the go command passes over may be written too.
    pub(super) all_files: bool,
}

/// One of them.
#[derive(Clone, Debug)]
pub(super) struct Root {
    /// As the user wrote it.
    pub(super) shown: PathBuf,
    /// Absolute, without symbolic links.
    pub(super) path: PathBuf,
    pub(super) is_dir: bool,
}

impl Roots {
    /// Looks up what the user named, relative to the working folder. With `all_files`, folders that the go command passes
    /// over (`vendor`, `testdata`, `_x`, `.x`) belong to it too where they stand below a named folder.
    ///
    /// What can't be used is left out and reported.
    pub fn resolve(working_folder: &Path, named: &[PathBuf], all_files: bool) -> (Self, Vec<Problem>) {
        let (mut all, mut problems) = (Vec::new(), Vec::new());
        for shown in named {
            match look_up(working_folder, shown) {
                Ok(root) => all.push(root),
                Err(problem) => problems.push(problem),
            }
        }
        (Self { all, all_files }, problems)
    }

    /// A folder and everything below it.
    pub fn whole(folder: &Path) -> Self {
        Self::resolve(folder, &[".".into()], true).0
    }

    /// One file, whether or not it exists: standard input and the place where it would stand, without symbolic links.
    pub fn virtual_file(path: &Path) -> (Self, PathBuf) {
        let real = settle(path);
        let root = Root { shown: path.to_owned(), path: real.clone(), is_dir: false };
        (Self { all: vec![root], all_files: true }, real)
    }

    /// Whether nothing usable was named.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The folders in which the roots stand.
    pub(super) fn folders(&self) -> Vec<&Path> {
        let mut folders: Vec<&Path> =
            self.all.iter().map(|r| if r.is_dir { &*r.path } else { r.path.parent().unwrap_or(&r.path) }).collect();
        folders.sort_unstable();
        folders.dedup();
        folders
    }

    /// Whether a path without symbolic links belongs to what was named.
    pub(super) fn contain(&self, path: &Path) -> bool {
        self.all.iter().any(|root| match path.strip_prefix(&root.path) {
            Ok(below) if self.all_files || !root.is_dir => root.is_dir || below.as_os_str().is_empty(),
            Ok(below) => !below.components().any(|c| matches!(c, Component::Normal(name) if passed_over(name.to_str().unwrap_or(".")))),
            Err(_) => false,
        })
    }
}

fn look_up(working_folder: &Path, shown: &Path) -> Result<Root, Problem> {
    let failed = |e: io::Error| Problem::named(shown, explain(&e));
    let path = fs::canonicalize(working_folder.join(shown)).map_err(failed)?;
    let meta = fs::metadata(&path).map_err(failed)?;
    if !meta.is_dir() {
        if !meta.is_file() {
            return Err(Problem::named(shown, "not a regular file"));
        }
        if !is_go(&path) && !is_go(shown) {
            return Err(Problem::named(shown, "not a Go file: its name does not end in .go"));
        }
        // Met here rather than while looking at it, so that it is told as a trouble with a named path.
        if std::str::from_utf8(&fs::read(&path).map_err(failed)?).is_err() {
            return Err(Problem::named(shown, "not UTF-8, as Go source must be"));
        }
    }
    Ok(Root { shown: shown.to_owned(), path, is_dir: meta.is_dir() })
}

/// Whether the go command passes over a folder or file of this name in `./...`, or takes no source from it.
pub(super) fn passed_over(name: &str) -> bool {
    name == "vendor" || name == "testdata" || name.starts_with(['_', '.'])
}

/// Whether the name is one of a Go file.
pub(super) fn is_go(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "go")
}

/// The path without symbolic links, as far as it exists; the rest is tidied by its text alone.
pub(super) fn settle(path: &Path) -> PathBuf {
    let mut missing = Vec::new();
    let mut rest = path;
    loop {
        if let Ok(mut real) = fs::canonicalize(rest) {
            for component in missing.iter().rev() {
                match component {
                    Component::ParentDir => {
                        real.pop();
                    }
                    Component::Normal(name) => real.push(name),
                    _ => {}
                }
            }
            return real;
        }
        let mut components = rest.components();
        match components.next_back() {
            Some(last) => missing.push(last),
            None => return path.to_owned(),
        }
        rest = components.as_path();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_name_the_path_as_it_was_written() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        fs::write(dir.path().join("notes.txt"), "")?;
        let (roots, problems) = Roots::resolve(dir.path(), &["nowhere".into(), "notes.txt".into()], false);
        assert!(roots.is_empty());
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(lines, ["nowhere: no such file or folder", "notes.txt: not a Go file: its name does not end in .go"]);
        assert!(problems.iter().all(|p| p.named));
        Ok(())
    }

    #[test]
    fn a_root_contains_what_stands_below_it_but_what_go_passes_over() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let real = fs::canonicalize(dir.path())?;
        let at = |p: &str| real.join(p);
        fs::create_dir_all(at("a/vendor/x"))?;
        let (roots, _) = Roots::resolve(&real, &["a".into()], false);
        assert!(roots.contain(&at("a/x.go")) && roots.contain(&at("a/b/x.go")));
        assert!(!roots.contain(&at("x.go")) && !roots.contain(&at("ab/x.go")));
        assert!(!roots.contain(&at("a/vendor/x/x.go")) && !roots.contain(&at("a/_x/x.go")));
        let (all, _) = Roots::resolve(&real, &["a".into()], true);
        assert!(all.contain(&at("a/vendor/x/x.go")));
        let (named, _) = Roots::resolve(&real, &["a/vendor/x".into()], false);
        assert!(named.contain(&at("a/vendor/x/x.go")));
        Ok(())
    }

    #[test]
    fn a_path_that_does_not_exist_is_settled_by_its_text() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let real = fs::canonicalize(dir.path())?;
        assert_eq!(settle(&dir.path().join("no/./such/../x.go")), real.join("no/x.go"));
        Ok(())
    }
}
