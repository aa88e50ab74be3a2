//! go.mod and go.work: where a module begins, what it is called and which Go it asks for.

use std::{
    collections::BTreeMap,
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use super::{GoVersion, gopath::vendored};

/// `replace old v1 => new`; without a version for all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Replace {
    pub old: String,
    pub version: Option<String>,
    pub new: Replacement,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Replacement {
    /// Relative to the file's folder, or absolute.
    Folder(String),
    /// A module and its version.
    Module(String, String),
}

/// What caulk reads of a go.mod or a go.work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ModFile {
    pub module: Option<String>,
    pub go: Option<GoVersion>,
    pub toolchain: Option<GoVersion>,
    /// `godebug` lines, in order.
    pub godebug: Vec<(String, String)>,
    /// The versions of other modules, by path.
    pub requires: BTreeMap<String, String>,
    pub replaces: Vec<Replace>,
    /// The folders of a workspace, relative to the file's.
    pub uses: Vec<String>,
}

impl ModFile {
    /// Reads what can be read, and says what can't.
    pub fn parse(text: &str) -> (Self, Option<String>) {
        let mut file = Self::default();
        let mut problem = None;
        let mut block: Option<String> = None;
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.split("//").next().unwrap_or_default().trim();
            let mut words: Vec<String> = line.split_whitespace().map(unquote).collect();
            if words.is_empty() {
                continue;
            }
            if let Some(verb) = &block {
                if words[0] == ")" {
                    block = None;
                    continue;
                }
                words.insert(0, verb.clone());
            } else if words.get(1).is_some_and(|w| w == "(") {
                block = Some(words.swap_remove(0));
                continue;
            }
            if let Err(wrong) = file.line(&words) {
                problem.get_or_insert(format!("line {number}: {wrong}"));
            }
        }
        (file, problem)
    }

    fn line(&mut self, words: &[String]) -> Result<(), String> {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words[..] {
            ["module", path] => self.module = Some(path.to_owned()),
            ["go", version] => {
                // As if nothing were said, where it can't be read.
                let parsed = version.parse();
                self.go = Some(*parsed.as_ref().unwrap_or(&GoVersion::NEWEST));
                parsed.map_err(|e| format!("{e}"))?;
            }
            ["toolchain", "default"] => {}
            ["toolchain", version] => self.toolchain = Some(version.parse().map_err(|e| format!("{e}"))?),
            ["godebug", setting] => {
                let (key, value) = setting.split_once('=').ok_or_else(|| format!("`godebug {setting}` has no `=`"))?;
                self.godebug.push((key.to_owned(), value.to_owned()));
            }
            ["use", dir] => self.uses.push(dir.to_owned()),
            ["require", path, version] => {
                self.requires.insert(path.to_owned(), version.to_owned());
            }
            ["replace", old, "=>", ref new @ ..] => self.replaces.extend(replacement(old, None, new)),
            ["replace", old, version, "=>", ref new @ ..] => self.replaces.extend(replacement(old, Some(version), new)),
            ["module" | "go" | "toolchain" | "godebug" | "use", ..] => return Err(format!("can't read `{}`", words.join(" "))),
            _ => {}
        }
        Ok(())
    }
}

fn replacement(old: &str, version: Option<&str>, new: &[&str]) -> Option<Replace> {
    let new = match *new {
        [folder] => Replacement::Folder(folder.to_owned()),
        [path, version] => Replacement::Module(path.to_owned(), version.to_owned()),
        _ => return None,
    };
    Some(Replace { old: old.to_owned(), version: version.map(str::to_owned), new })
}

fn unquote(word: &str) -> String {
    word.trim_matches(['"', '`']).to_owned()
}

/// A module: the folder of its go.mod, and what governs it.
#[derive(Debug)]
pub(super) struct Module {
    pub dir: Arc<Path>,
    pub file: ModFile,
    /// The workspace that uses it, where there is one.
    pub workspace: Option<Arc<Workspace>>,
    /// The folder of vendored packages, where the go command takes them from there.
    pub vendor: Option<PathBuf>,
}

/// A go.work.
#[derive(Debug)]
pub(super) struct Workspace {
    pub dir: Arc<Path>,
    pub file: ModFile,
    /// The modules it uses.
    pub modules: Vec<Used>,
    /// The versions of other modules, by path: the greatest that one of its own asks for.
    pub requires: BTreeMap<String, String>,
}

/// A module of a workspace.
#[derive(Debug)]
pub(super) struct Used {
    pub path: String,
    pub dir: Arc<Path>,
}

impl Module {
    /// The module's path; `std` of GOROOT/src.
    pub fn path(&self) -> &str {
        self.file.module.as_deref().unwrap_or_default()
    }

    /// The import path of one of its folders.
    pub fn import_path(&self, dir: &Path) -> String {
        let below = dir.strip_prefix(&self.dir).unwrap_or(Path::new(""));
        let below = below.iter().filter_map(|c| c.to_str()).collect::<Vec<_>>().join("/");
        if let Some(path) = vendored(&below) {
            return path.to_owned();
        }
        match (self.path(), below.as_str()) {
            ("std", _) => below,
            (path, "") => path.to_owned(),
            (path, _) => format!("{path}/{below}"),
        }
    }

    /// The version of a module that it asks for, or that its workspace settles on.
    pub fn required(&self, path: &str) -> Option<&str> {
        let of_workspace = self.workspace.as_ref().and_then(|w| w.requires.get(path));
        of_workspace.or_else(|| self.file.requires.get(path)).map(String::as_str)
    }
}

/// What of an import path stands below a module's path.
pub(super) fn below<'a>(import_path: &'a str, module: &str) -> Option<&'a str> {
    let rest = import_path.strip_prefix(module).filter(|_| !module.is_empty())?;
    if rest.is_empty() { Some("") } else { rest.strip_prefix('/') }
}

/// A folder named relative to another, `.` and `..` resolved without a look at the disk.
pub(super) fn join(dir: &Path, relative: &str) -> PathBuf {
    let mut out = dir.to_path_buf();
    for component in Path::new(relative).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if out.file_name().is_some() => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_go_mod() {
        let (file, problem) = ModFile::parse(
            "module \"example.com/m\" // why\n\ngo 1.22.1\ntoolchain go1.23.4\nrequire (\n\tgo.uber.org/zap v1.0.0\n\texample.com/go v1 // indirect\n)\n\
             godebug (\n\tdefault=go1.21\n\tasynctimerchan=1\n)\nreplace example.com/x v1.2.3 => ../x\nreplace a => b v1\n",
        );
        assert_eq!(problem, None);
        assert_eq!(file.module.as_deref(), Some("example.com/m"));
        assert_eq!((file.go, file.toolchain), (Some(GoVersion { minor: 22 }), Some(GoVersion { minor: 23 })));
        assert_eq!(file.godebug, [("default".into(), "go1.21".into()), ("asynctimerchan".to_owned(), "1".to_owned())]);
        let replace = |old: &str, version: Option<&str>, new| Replace { old: old.into(), version: version.map(Into::into), new };
        let expect = [
            replace("example.com/x", Some("v1.2.3"), Replacement::Folder("../x".into())),
            replace("a", None, Replacement::Module("b".into(), "v1".into())),
        ];
        assert_eq!(file.replaces, expect);
        assert_eq!(file.requires.get("example.com/go").map(String::as_str), Some("v1"));
        assert_eq!(file.requires.get("go.uber.org/zap").map(String::as_str), Some("v1.0.0"));
    }

    #[test]
    fn a_broken_one_is_read_as_far_as_it_goes() {
        let (file, problem) = ModFile::parse("module m\ngo banana\ntoolchain go1.24\n");
        assert_eq!((file.go, file.toolchain), (Some(GoVersion::NEWEST), Some(GoVersion { minor: 24 })));
        assert_eq!(problem.as_deref(), Some("line 2: `banana` is not a Go version such as 1.27"));
    }

    #[test]
    fn import_paths() {
        let module = |path: &str| Module {
            dir: Path::new("/w").into(),
            file: ModFile { module: Some(path.into()), ..ModFile::default() },
            workspace: None,
            vendor: None,
        };
        assert_eq!(module("example.com/m").import_path(Path::new("/w/a/b")), "example.com/m/a/b");
        assert_eq!(module("example.com/m").import_path(Path::new("/w")), "example.com/m");
        assert_eq!(module("example.com/m").import_path(Path::new("/w/vendor/github.com/x/y")), "github.com/x/y");
        assert_eq!(module("std").import_path(Path::new("/w/net/http")), "net/http");
        assert_eq!(join(Path::new("/w/a"), "../x/./y"), Path::new("/w/x/y"));
    }
}
