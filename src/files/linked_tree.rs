use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use super::{
    git::{GitError, command},
    repository::{Repository, line},
};

/// How many work trees of killed runs may be busy still.
const BUSY: usize = 20;

/// A linked work tree of a repository, at a commit.
#[derive(Debug)]
pub struct LinkedTree<'r> {
    repository: &'r Repository,
    path: PathBuf,
    commit: String,
    /// Where git keeps what is this tree's alone.
    state: PathBuf,
}

impl Repository {
    /// Makes a linked work tree. One that stands there already, left by a run that was killed, is replaced; where that can't be, since what
    /// the run had started is writing there still, the new one gets a number behind its name.
    ///
    /// # Errors
    /// When the disk or git refuses.
    pub fn link(&self, path: &Path, commit: &str) -> Result<LinkedTree<'_>, GitError> {
        let mut number = 1;
        let mut free = path.to_owned();
        while let Err(error) = self.unlink(&free) {
            number += 1;
            if number > BUSY {
                return Err(error);
            }
            let mut name = path.as_os_str().to_owned();
            name.push(format!(".{number}"));
            free = name.into();
        }
        if let Some(parent) = free.parent() {
            fs::create_dir_all(parent).map_err(|e| self.error(format!("{}: {e}", parent.display())))?;
        }
        let mut git = command(self.root());
        git.args(["worktree", "add", "--quiet", "--detach"]).arg(&free).arg(commit);
        let linked = self.output(git).and_then(|_| {
            let mut git = command(&free);
            git.args(["rev-parse", "--absolute-git-dir"]);
            self.output(git)
        });
        match linked {
            Ok(state) => Ok(LinkedTree { repository: self, path: free, commit: commit.to_owned(), state: line(&state).into() }),
            Err(error) => {
                let _ = self.unlink(&free);
                Err(error)
            }
        }
    }

    /// Takes away the linked work trees that stand in a folder, as far as nobody is writing there still.
    pub fn sweep(&self, folder: &Path) {
        let _ = fs::remove_dir_all(folder);
        self.forget(|tree| tree.starts_with(folder) && !tree.exists());
    }

    fn unlink(&self, path: &Path) -> Result<(), GitError> {
        match fs::remove_dir_all(path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => {
                // The go command makes what it downloads read-only; git's own removal fails on it as well.
                return Err(self.error(format!("{}: {e}", path.display())));
            }
            _ => {}
        }
        self.forget(|tree| tree == path);
        Ok(())
    }

    /// Has git forget linked work trees. Not `git worktree prune`: it passes over a tree whose making was cut short, and it takes other trees
    /// for gone that are only away just now, with all that is theirs alone.
    fn forget(&self, ours: impl Fn(&Path) -> bool) {
        let states = self.common().join("worktrees");
        for state in fs::read_dir(&states).into_iter().flatten().filter_map(|e| Some(e.ok()?.path())) {
            let Ok(link) = fs::read(state.join("gitdir")) else { continue };
            let link = state.join(line(&link));
            if link.parent().is_some_and(&ours) {
                let _ = fs::remove_dir_all(&state);
            }
        }
        // As git does with the last; it is not empty where there are others.
        let _ = fs::remove_dir(states);
    }
}

impl LinkedTree<'_> {
    /// Its root.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Takes the tree to another commit.
    ///
    /// # Errors
    /// As of [`LinkedTree::reset`].
    pub fn stand_on(&mut self, commit: &str) -> Result<(), GitError> {
        commit.clone_into(&mut self.commit);
        self.reset()
    }

    /// Back to its commit, whatever was written or committed; what git ignores (build results) stays.
    ///
    /// # Errors
    /// When the disk or git refuses.
    pub fn reset(&self) -> Result<(), GitError> {
        let link = self.path.join(".git");
        if !link.is_file() {
            let text = format!("gitdir: {}\n", self.state.display());
            fs::create_dir_all(&self.path)
                .and_then(|()| fs::write(&link, text))
                .map_err(|e| self.repository.error(format!("{}: {e}", link.display())))?;
        }
        self.ask(&["checkout", "--quiet", "--force", "--detach", &self.commit])?;
        self.ask(&["clean", "--quiet", "-ffd"]).map(|_| ())
    }

    /// Marks files as they are now for the next commit.
    ///
    /// # Errors
    /// When git fails.
    pub fn stage<'p>(&self, files: impl IntoIterator<Item = &'p str>) -> Result<(), GitError> {
        let mut git = self.command();
        git.args(["--literal-pathspecs", "add", "--"]).args(files);
        self.repository.output(git).map(|_| ())
    }

    /// What was marked, as a commit of its own on the tree's, which no branch knows yet. The same input makes the same commit, whenever it is
    /// made. It is signed where the user's settings ask for that, unless nobody will get to see it.
    ///
    /// # Errors
    /// When git fails.
    pub fn commit(&self, message: &Path, date: &str, is_seen: bool) -> Result<String, GitError> {
        let tree = self.ask(&["write-tree"])?;
        let mut git = self.command();
        git.env("GIT_AUTHOR_DATE", date).env("GIT_COMMITTER_DATE", date);
        git.args(["-c", "i18n.commitEncoding=UTF-8", "commit-tree", &tree, "-p", &self.commit, "-F"]).arg(message);
        if is_seen && self.ask(&["config", "--type=bool", "commit.gpgSign"]).is_ok_and(|sign| sign == "true") {
            git.arg("-S");
        }
        self.repository.output(git).map(|out| line(&out))
    }

    /// The files that are not what was marked, made or changed since, and not ignored.
    ///
    /// # Errors
    /// When git fails.
    pub fn strangers(&self) -> Result<Vec<String>, GitError> {
        let mut git = self.command();
        git.args(["status", "--porcelain", "-z", "--untracked-files=all"]);
        let said = self.repository.output(git)?;
        let mut fields = said.split(|b| *b == 0);
        let mut strangers = Vec::new();
        while let Some(field) = fields.next() {
            let [x, y, b' ', path @ ..] = field else { continue };
            if matches!(x, b'R' | b'C') {
                fields.next();
            }
            if *y != b' ' {
                strangers.push(String::from_utf8_lossy(path).into_owned());
            }
        }
        Ok(strangers)
    }

    /// Takes the tree away.
    ///
    /// # Errors
    /// When the disk refuses, as it does where somebody is writing there still.
    pub fn remove(self) -> Result<(), GitError> {
        self.repository.unlink(&self.path)
    }

    fn ask(&self, args: &[&str]) -> Result<String, GitError> {
        let mut git = self.command();
        git.args(args);
        self.repository.output(git).map(|out| line(&out))
    }

    /// Git, for this tree and no other: what runs here may take away what git would know it by, and git would find the next one upwards.
    fn command(&self) -> Command {
        let mut git = command(&self.path);
        git.env("GIT_DIR", &self.state).env("GIT_WORK_TREE", &self.path);
        git
    }
}
