use std::{
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use super::git::{GitError, command};

/// How many work trees of killed runs may be busy still.
const BUSY: usize = 20;

/// A git repository, by its work tree.
#[derive(Clone, Debug)]
pub struct Repository {
    root: PathBuf,
    common: PathBuf,
}

/// Where a work tree stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub commit: String,
    /// None where it is detached.
    pub branch: Option<String>,
}

/// A linked work tree of a repository, at a commit.
#[derive(Debug)]
pub struct LinkedTree<'r> {
    repository: &'r Repository,
    path: PathBuf,
}

impl Repository {
    /// The repository whose work tree holds a folder.
    ///
    /// # Errors
    /// When there is none, it has no work tree, or git can't be run.
    pub fn open(folder: &Path) -> Result<Self, GitError> {
        let here = Self { root: folder.to_owned(), common: PathBuf::new() };
        let root = PathBuf::from(here.ask(&["rev-parse", "--show-toplevel"])?);
        let common = PathBuf::from(here.ask(&["rev-parse", "--path-format=absolute", "--git-common-dir"])?);
        let real = |path: PathBuf| fs::canonicalize(&path).unwrap_or(path);
        Ok(Self { root: real(root), common: real(common) })
    }

    /// The root of the work tree, absolute and without symbolic links.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder where git keeps what all work trees share.
    pub fn common(&self) -> &Path {
        &self.common
    }

    /// The commit that the work tree stands on.
    ///
    /// # Errors
    /// When there is no commit yet, or git fails.
    pub fn head(&self) -> Result<Head, GitError> {
        let commit = self
            .ask(&["rev-parse", "--verify", "--quiet", "HEAD^{commit}"])
            .map_err(|e| GitError { message: "there is no commit yet to start from".into(), ..e })?;
        let branch = self.ask(&["symbolic-ref", "--quiet", "--short", "HEAD"]).ok();
        Ok(Head { commit, branch })
    }

    /// Whether git knows whose name to put on a commit.
    ///
    /// # Errors
    /// When it does not, or fails.
    pub fn has_identity(&self) -> Result<(), GitError> {
        self.ask(&["var", "GIT_AUTHOR_IDENT"])
            .and_then(|_| self.ask(&["var", "GIT_COMMITTER_IDENT"]))
            .map(|_| ())
            .map_err(|e| GitError { message: "git does not know who commits; set user.name and user.email with `git config`".into(), ..e })
    }

    /// Whether git takes this for the name of a branch.
    pub fn is_branch_name(&self, name: &str) -> bool {
        self.ask(&["check-ref-format", "--branch", name]).is_ok()
    }

    /// The commit of a branch, where it is there.
    pub fn tip(&self, branch: &str) -> Option<String> {
        self.ask(&["rev-parse", "--verify", "--quiet", &format!("refs/heads/{branch}^{{commit}}")]).ok()
    }

    /// Makes a branch that is not there yet.
    ///
    /// # Errors
    /// When it is there, can't be, or git fails.
    pub fn make_branch(&self, branch: &str, commit: &str) -> Result<(), GitError> {
        let zeros = "0".repeat(commit.len());
        self.ask(&["update-ref", &format!("refs/heads/{branch}"), commit, &zeros]).map(|_| ())
    }

    /// Takes a branch away that still is what it was made.
    ///
    /// # Errors
    /// When it is not, or a work tree stands on it, or git fails.
    pub fn drop_branch(&self, branch: &str, commit: &str) -> Result<(), GitError> {
        let name = format!("refs/heads/{branch}");
        let listed = self.ask(&["worktree", "list", "--porcelain"])?;
        if listed.lines().any(|line| line.strip_prefix("branch ") == Some(&name)) {
            return Err(self.error(format!("the branch {branch} is checked out")));
        }
        self.ask(&["update-ref", "-d", &name, commit]).map(|_| ())
    }

    /// Whether one commit is part of the history of another.
    pub fn is_part_of(&self, commit: &str, of: &str) -> bool {
        self.ask(&["merge-base", "--is-ancestor", commit, of]).is_ok()
    }

    /// The commit as a patch that `git am` takes.
    ///
    /// # Errors
    /// When git fails.
    pub fn patch(&self, commit: &str) -> Result<Vec<u8>, GitError> {
        self.bytes(&["format-patch", "--stdout", "--no-signature", "--no-ext-diff", "--src-prefix=a/", "--dst-prefix=b/", "-1", commit])
    }

    /// What a file holds in a commit, as a work tree would have it.
    ///
    /// # Errors
    /// When it is not there, or git fails.
    pub fn content(&self, commit: &str, path: &str) -> Result<Vec<u8>, GitError> {
        self.bytes(&["cat-file", "--filters", &format!("{commit}:{path}")])
    }

    /// Takes away the linked work trees that stand in a folder, as far as nobody is writing there still.
    ///
    /// # Errors
    /// When git fails.
    pub fn sweep(&self, folder: &Path) -> Result<(), GitError> {
        let _ = fs::remove_dir_all(folder);
        self.forget_trees()
    }

    /// Forgets linked work trees whose folders are gone.
    fn forget_trees(&self) -> Result<(), GitError> {
        self.ask(&["worktree", "prune", "--expire=now"]).map(|_| ())
    }

    /// What one commit changes in another, as a unified diff.
    ///
    /// # Errors
    /// When git fails.
    pub fn diff(&self, from: &str, to: &str) -> Result<Vec<u8>, GitError> {
        self.bytes(&["diff", "--no-color", "--no-ext-diff", "--src-prefix=a/", "--dst-prefix=b/", from, to])
    }

    /// The folders of submodules, relative to the root.
    ///
    /// # Errors
    /// When git fails.
    pub fn submodules(&self) -> Result<Vec<String>, GitError> {
        let listed = self.bytes(&["ls-files", "--stage", "-z"])?;
        let entries = listed.split(|b| *b == 0).filter(|e| e.starts_with(b"160000 "));
        Ok(entries.filter_map(|e| Some(String::from_utf8_lossy(e).split_once('\t')?.1.to_owned())).collect())
    }

    /// The files of the work tree that git follows, relative to the root.
    ///
    /// # Errors
    /// When git fails.
    pub fn followed(&self) -> Result<Vec<String>, GitError> {
        let listed = self.bytes(&["ls-files", "-z"])?;
        Ok(listed.split(|b| *b == 0).filter(|e| !e.is_empty()).map(|e| String::from_utf8_lossy(e).into_owned()).collect())
    }

    /// Makes a linked work tree. One that stands there already, left by a run that was killed, is replaced; where that can't be, since what
    /// the run had started is writing there still, the new one gets a number behind its name.
    ///
    /// # Errors
    /// When the disk or git refuses.
    pub fn link(&self, path: &Path, commit: &str) -> Result<LinkedTree<'_>, GitError> {
        let mut tree = LinkedTree { repository: self, path: path.to_owned() };
        let mut number = 1;
        while let Err(error) = tree.clear() {
            number += 1;
            if number > BUSY {
                return Err(error);
            }
            let mut name = path.as_os_str().to_owned();
            name.push(format!(".{number}"));
            tree.path = name.into();
        }
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|e| self.error(format!("{}: {e}", parent.display())))?;
        }
        // Hooks are the user's, for what the user does.
        let made =
            self.run(&self.root, &["-c", "core.hooksPath=/dev/null", "worktree", "add", "--quiet", "--detach"], &[&tree.path], commit);
        if let Err(error) = made {
            let _ = tree.clear();
            return Err(error);
        }
        Ok(tree)
    }

    fn run(&self, folder: &Path, args: &[&str], paths: &[&Path], last: &str) -> Result<(), GitError> {
        let mut git = command(folder);
        git.args(args).args(paths).arg(last);
        self.output(git).map(|_| ())
    }

    fn ask(&self, args: &[&str]) -> Result<String, GitError> {
        self.bytes(args).map(|out| String::from_utf8_lossy(&out).trim_end().to_owned())
    }

    fn bytes(&self, args: &[&str]) -> Result<Vec<u8>, GitError> {
        let mut git = command(&self.root);
        git.args(args);
        self.output(git)
    }

    fn output(&self, mut git: Command) -> Result<Vec<u8>, GitError> {
        let Output { status, stdout, stderr } =
            git.stdin(Stdio::null()).output().map_err(|e| self.error(format!("git can't be run: {e}")))?;
        if status.success() {
            return Ok(stdout);
        }
        let said = String::from_utf8_lossy(&stderr);
        let line = said.lines().find(|l| l.starts_with("fatal: ") || l.starts_with("error: ")).or_else(|| said.lines().last());
        let line = line.unwrap_or("git failed without a word");
        Err(self.error(line.trim_start_matches("fatal: ").trim_start_matches("error: ").to_owned()))
    }

    fn error(&self, message: String) -> GitError {
        GitError { work_tree: self.root.clone(), message }
    }
}

impl LinkedTree<'_> {
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Back to its commit, whatever was written; what git ignores (build results) stays.
    ///
    /// # Errors
    /// When git fails.
    pub fn reset(&self) -> Result<(), GitError> {
        self.ask(&["reset", "--quiet", "--hard"])?;
        self.ask(&["clean", "--quiet", "-ffd"]).map(|_| ())
    }

    /// Marks files as they are now for the next commit.
    ///
    /// # Errors
    /// When git fails.
    pub fn stage<'p>(&self, files: impl IntoIterator<Item = &'p str>) -> Result<(), GitError> {
        let mut git = command(&self.path);
        git.args(["--literal-pathspecs", "add", "--"]).args(files);
        self.repository.output(git).map(|_| ())
    }

    /// What was marked, as a commit of its own on `parent`, which no branch knows yet. The same input makes the same commit, whenever it is made.
    ///
    /// # Errors
    /// When git fails.
    pub fn commit(&self, parent: &str, message: &Path, date: &str) -> Result<String, GitError> {
        let tree = self.ask(&["write-tree"])?;
        let mut git = command(&self.path);
        git.env("GIT_AUTHOR_DATE", date).env("GIT_COMMITTER_DATE", date);
        git.args(["commit-tree", &tree, "-p", parent, "-F"]).arg(message);
        if self.ask(&["config", "--type=bool", "commit.gpgSign"]).is_ok_and(|sign| sign == "true") {
            git.arg("-S");
        }
        self.repository.output(git).map(|out| String::from_utf8_lossy(&out).trim_end().to_owned())
    }

    /// The files that are not what was marked, made or changed since, and not ignored.
    ///
    /// # Errors
    /// When git fails.
    pub fn strangers(&self) -> Result<Vec<String>, GitError> {
        let mut git = command(&self.path);
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
    /// When the disk or git refuses.
    pub fn remove(self) -> Result<(), GitError> {
        self.clear()
    }

    fn clear(&self) -> Result<(), GitError> {
        match fs::remove_dir_all(&self.path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => {
                // The go command makes what it downloads read-only; git's own removal fails on it as well.
                return Err(self.repository.error(format!("{}: {e}", self.path.display())));
            }
            _ => {}
        }
        self.repository.forget_trees()
    }

    fn ask(&self, args: &[&str]) -> Result<String, GitError> {
        let mut git = command(&self.path);
        git.args(args);
        self.repository.output(git).map(|out| String::from_utf8_lossy(&out).trim_end().to_owned())
    }
}
