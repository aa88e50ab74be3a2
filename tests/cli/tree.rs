//! A folder of files to run caulk in, and what comes of a run.

use std::{
    fs,
    path::{Path, PathBuf},
    process,
};

/// Leaks `f`: its safe fix is a deferred close behind the error check.
pub const LEAK: &str = "package m

import \"os\"

func load(p string) error {
\tf, err := os.Open(p)
\tif err != nil {
\t\treturn err
\t}
\t_, err = f.Stat()
\treturn err
}
";

pub const SEALED: &str = "package m

import \"os\"

func load(p string) error {
\tf, err := os.Open(p)
\tif err != nil {
\t\treturn err
\t}
\tdefer f.Close()
\t_, err = f.Stat()
\treturn err
}
";

/// Has nothing to find.
pub const CLEAN: &str = "package m\n\nfunc nothing() {}\n";

pub struct Tree {
    dir: tempfile::TempDir,
}

pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Tree {
    /// A module with these files.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let tree = Self { dir: tempfile::tempdir().expect("there is room for a folder") };
        tree.write("go.mod", "module example.com/m\n\ngo 1.21\n");
        for (name, text) in files {
            tree.write(name, text);
        }
        tree
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("/"))).expect("folders can be made");
        fs::write(path, bytes).expect("files can be written");
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("the file is there")
    }

    /// Runs caulk in the folder.
    pub fn caulk(&self, args: &[&str]) -> Run {
        self.caulk_with(args, &[], "")
    }

    pub fn caulk_with(&self, args: &[&str], env: &[(&str, &str)], stdin: &str) -> Run {
        self.caulk_in("", args, env, stdin)
    }

    /// Runs caulk in a folder below.
    pub fn caulk_in(&self, folder: &str, args: &[&str], env: &[(&str, &str)], stdin: &str) -> Run {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_caulk"));
        command.args(args).current_dir(self.path(folder)).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").write_stdin(stdin);
        for (key, value) in env {
            command.env(key, value);
        }
        let output = command.output().expect("caulk runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("what caulk says is UTF-8");
        let code = output.status.code().expect("caulk ends by itself");
        Run { code, stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// Runs git in the folder, with nobody's settings.
    pub fn git(&self, args: &[&str], stdin: &str) -> String {
        let mut command = assert_cmd::Command::new("git");
        command.args(["-c", "user.name=n", "-c", "user.email=n@example.com", "-c", "core.autocrlf=false"]).args(args);
        command.current_dir(self.dir.path()).env("GIT_CONFIG_GLOBAL", "/dev/null").write_stdin(stdin);
        // The same commits each time.
        command.env("GIT_AUTHOR_DATE", "1600000000 +0000").env("GIT_COMMITTER_DATE", "1600000000 +0000");
        let output: process::Output = command.output().expect("git runs");
        assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Makes it a git repository with everything committed.
    pub fn commit(&self) {
        self.git(&["init", "-q"], "");
        self.git(&["add", "-A"], "");
        self.git(&["commit", "-q", "-m", "all"], "");
    }
}

impl Run {
    /// Exit code and both streams, without how long it took.
    pub fn shown(&self) -> String {
        format!("exit: {}\n--- stdout\n{}--- stderr\n{}", self.code, self.stdout, timeless(&self.stderr))
    }
}

/// `3 files in 0.1 s` as `3 files in … s`.
fn timeless(text: &str) -> String {
    let line = |line: &str| match line.rsplit_once(" in ") {
        Some((head, time)) if time.ends_with(" s") && time.starts_with(|c: char| c.is_ascii_digit()) => format!("{head} in … s\n"),
        _ => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

/// Compares with `snapshots/cli/NAME.snap`.
pub fn snapshot(name: &str, value: &str) {
    insta::with_settings!({ snapshot_path => "../../snapshots/cli", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, value);
    });
}
