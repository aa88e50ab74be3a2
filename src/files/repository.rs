use std::{
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::Arc,
};

use super::{
    git::{GitError, command},
    ledger::Lock,
};

/// Where commits are kept that no branch knows.
const KEPT: &str = "refs/caulk";

/// A diff that any tool takes, whatever the user's settings are.
const PLAIN_DIFF: [&str; 5] = ["--no-ext-diff", "--src-prefix=a/", "--dst-prefix=b/", "--unified=3", "-O/dev/null"];

/// A git repository, by its work tree.
#[derive(Clone, Debug)]
pub struct Repository {
    root: PathBuf,
    common: PathBuf,
    hold: Option<Arc<Lock>>,
}

/// Where a work tree stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub commit: String,
    /// None where it is detached.
    pub branch: Option<String>,
}

impl Repository {
    /// The repository whose work tree holds a folder.
    ///
    /// # Errors
    /// When there is none, it has no work tree, or git can't be run.
    pub fn open(folder: &Path) -> Result<Self, GitError> {
        let here = Self { root: folder.to_owned(), common: PathBuf::new(), hold: None };
        let root = PathBuf::from(here.ask(&["rev-parse", "--show-toplevel"])?);
        let common = PathBuf::from(here.ask(&["rev-parse", "--path-format=absolute", "--git-common-dir"])?);
        let real = |path: PathBuf| fs::canonicalize(&path).unwrap_or(path);
        Ok(Self { root: real(root), common: real(common), hold: None })
    }

    /// The same, but whatever git is started for holds a lock, too, until it ends: git goes on where the run that started it was killed.
    #[must_use]
    pub fn holding(&self, lock: Lock) -> Self {
        Self { hold: Some(Arc::new(lock)), ..self.clone() }
    }

    /// What makes another process hold the lock of [`Repository::holding`]: having this open.
    ///
    /// # Errors
    /// When no more files can be opened.
    pub fn held(&self) -> io::Result<Option<fs::File>> {
        // Where it is Windows, a lock is the process's that took it.
        self.hold.as_ref().filter(|_| cfg!(unix)).map(|lock| lock.share()).transpose()
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

    /// Whether git knows whose name to put on a commit, and takes the date.
    ///
    /// # Errors
    /// When it does not, or fails.
    pub fn has_identity(&self, date: &str) -> Result<(), GitError> {
        for (identity, dated) in [("GIT_AUTHOR_IDENT", "GIT_AUTHOR_DATE"), ("GIT_COMMITTER_IDENT", "GIT_COMMITTER_DATE")] {
            let mut git = command(&self.root);
            git.args(["var", identity]).env(dated, date);
            self.output(git).map_err(|e| match e.message.contains("date") {
                true => self.error(format!("git takes no commit of the date {date}")),
                false => self.error("git does not know who commits; set user.name and user.email with `git config`".into()),
            })?;
        }
        Ok(())
    }

    /// The branches.
    ///
    /// # Errors
    /// When git fails.
    pub fn branches(&self) -> Result<Vec<String>, GitError> {
        Ok(self.ask(&["for-each-ref", "--format=%(refname:strip=2)", "refs/heads"])?.lines().map(str::to_owned).collect())
    }

    /// A branch, or one of another repository, whose history holds a commit, other than those of the name `but`.
    ///
    /// # Errors
    /// When git fails.
    pub fn holder(&self, commit: &str, but: &str) -> Result<Option<String>, GitError> {
        let all = self.ask(&["for-each-ref", "--format=%(refname)", &format!("--contains={commit}"), "refs/heads", "refs/remotes"])?;
        let short = |name: &str| name.trim_start_matches("refs/").trim_start_matches("heads/").trim_start_matches("remotes/").to_owned();
        Ok(all.lines().map(short).find(|name| name != but && !name.ends_with(&format!("/{but}"))))
    }

    /// Keeps a commit that no branch knows from being collected.
    ///
    /// # Errors
    /// When git fails.
    pub fn keep(&self, name: &str, commit: &str) -> Result<(), GitError> {
        self.ask(&["update-ref", &format!("{KEPT}/{name}"), commit]).map(|_| ())
    }

    /// Lets go of all that was kept.
    ///
    /// # Errors
    /// When git fails.
    pub fn let_go(&self) -> Result<(), GitError> {
        for name in self.ask(&["for-each-ref", "--format=%(refname)", KEPT])?.lines() {
            self.ask(&["update-ref", "-d", name])?;
        }
        Ok(())
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

    /// The commit as a patch that `git am` takes.
    ///
    /// # Errors
    /// When git fails.
    pub fn patch(&self, commit: &str) -> Result<Vec<u8>, GitError> {
        let mut args = vec!["-c", "i18n.logOutputEncoding=UTF-8", "format-patch", "--stdout"];
        args.extend(["--no-signature", "--no-cover-letter", "--no-base", "--no-attach", "--no-thread", "-1"]);
        args.extend(PLAIN_DIFF);
        args.push(commit);
        self.bytes(&args)
    }

    /// What a file holds in a commit, as a work tree would have it.
    ///
    /// # Errors
    /// When it is not there, or git fails.
    pub fn content(&self, commit: &str, path: &str) -> Result<Vec<u8>, GitError> {
        self.bytes(&["cat-file", "--filters", &format!("{commit}:{path}")])
    }

    /// What one commit changes in another, as a unified diff.
    ///
    /// # Errors
    /// When git fails.
    pub fn diff(&self, from: &str, to: &str) -> Result<Vec<u8>, GitError> {
        let mut args = vec!["diff", "--no-color"];
        args.extend(PLAIN_DIFF);
        args.extend([from, to]);
        self.bytes(&args)
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

    fn ask(&self, args: &[&str]) -> Result<String, GitError> {
        self.bytes(args).map(|out| line(&out))
    }

    fn bytes(&self, args: &[&str]) -> Result<Vec<u8>, GitError> {
        let mut git = command(&self.root);
        git.args(args);
        self.output(git)
    }

    pub(super) fn output(&self, mut git: Command) -> Result<Vec<u8>, GitError> {
        // The lock's file is empty: git reads as much from it as from nothing.
        let stdin = self.held().map(|held| held.map_or_else(Stdio::null, Stdio::from));
        let Output { status, stdout, stderr } =
            stdin.and_then(|stdin| git.stdin(stdin).output()).map_err(|e| self.error(format!("git can't be run: {e}")))?;
        if status.success() {
            return Ok(stdout);
        }
        let said = String::from_utf8_lossy(&stderr);
        // What a filter or gpg says comes first, which file or commit it was for comes behind it.
        let mut faults: Vec<&str> = said.lines().filter_map(|l| l.strip_prefix("fatal: ").or_else(|| l.strip_prefix("error: "))).collect();
        faults.dedup();
        let last = said.lines().next_back().unwrap_or("git failed without a word");
        Err(self.error(if faults.is_empty() { last.to_owned() } else { faults.join("; ") }))
    }

    pub(super) fn error(&self, message: String) -> GitError {
        GitError { work_tree: self.root.clone(), message }
    }
}

/// What git said in one line. A path may end in a space.
pub(super) fn line(said: &[u8]) -> String {
    let said = String::from_utf8_lossy(said);
    said.strip_suffix('\n').map_or(&*said, |line| line.strip_suffix('\r').unwrap_or(line)).to_owned()
}
