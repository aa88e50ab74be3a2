//! Repositories of the time before go.mod: below a GOPATH, or with what they import in `vendor` or `Godeps`.

use std::{collections::BTreeMap, path::Path};

use super::{
    File, GoVersion, Program,
    index::is_go_file,
    module::{ModFile, Module},
};

/// As many imports have to agree on a repository's path.
const ENOUGH: usize = 3;

/// No more folders are searched for them.
const FOLDERS: usize = 400;

/// The path below a folder in which dependencies were kept: `vendor/`, or `Godeps/_workspace/src/` of godep, whose import paths
/// were written out.
pub(super) fn vendored(path: &str) -> Option<&str> {
    let below = |at: &str| path.rsplit_once(at).filter(|(before, _)| before.is_empty() || before.ends_with('/')).map(|(_, path)| path);
    below("Godeps/_workspace/src/").or_else(|| below("vendor/"))
}

impl Program<'_> {
    /// The repository in a folder, as a module: where its parents are those of a GOPATH (`src/example.com/…`), or where it keeps
    /// dependencies and its own imports agree on its path. Such code is compiled as the newest Go.
    pub(super) fn repository(&self, dir: &Path) -> Option<Module> {
        let entries = self.sources.list(dir).ok()?;
        let kept = entries.iter().filter(|e| e.is_dir).find_map(|e| match e.name.as_str() {
            "Godeps" => Some("Godeps/_workspace/src"),
            "vendor" => Some("vendor"),
            _ => None,
        })?;
        let path = path_in_gopath(dir).or_else(|| self.imported_as(dir))?;
        let file = ModFile { module: Some(path), go: Some(GoVersion::NEWEST), ..ModFile::default() };
        Some(Module { dir: dir.into(), file, workspace: None, vendor: Some(dir.join(kept)) })
    }

    /// The path below which a repository's files import its own folders: what stands before `/a/b` in `"example.com/r/a/b"`, where
    /// `a/b` is one of them.
    fn imported_as(&self, root: &Path) -> Option<String> {
        let mut votes: BTreeMap<String, usize> = BTreeMap::new();
        let mut folders = FOLDERS;
        let mut winner = None;
        self.walk_own_folders(root, &mut |dir, entries| {
            for entry in entries.iter().filter(|e| !e.is_dir && is_go_file(&e.name)) {
                let path = dir.join(&entry.name);
                let Ok(bytes) = self.sources.read(&path) else { continue };
                let Ok(text) = std::str::from_utf8(&bytes) else { continue };
                let header = File::header(path.into(), text.into());
                for import in header.skim.imports.iter().filter(|i| has_host(&i.path)) {
                    let Some(prefix) = self.prefix(root, &import.path) else { continue };
                    let count = votes.entry(prefix.to_owned()).or_default();
                    *count += 1;
                    if *count == ENOUGH {
                        winner = Some(prefix.to_owned());
                        return false;
                    }
                }
            }
            folders -= 1;
            folders > 0
        });
        winner
    }

    /// What of an import path stands before the longest part that is a folder of the repository.
    fn prefix<'i>(&self, root: &Path, import_path: &'i str) -> Option<&'i str> {
        let splits = import_path.match_indices('/').map(|(at, _)| (&import_path[..at], &import_path[at + 1..]));
        let is_folder = |below: &str| {
            let entries = self.sources.list(&root.join(below)).unwrap_or_default();
            entries.iter().any(|e| !e.is_dir && is_go_file(&e.name))
        };
        splits.into_iter().find(|(_, below)| is_folder(below)).map(|(prefix, _)| prefix)
    }
}

/// `example.com/r` of `/home/me/go/src/example.com/r`.
fn path_in_gopath(dir: &Path) -> Option<String> {
    let parts: Vec<&str> = dir.iter().filter_map(|c| c.to_str()).collect();
    let src = parts.windows(2).rposition(|w| w[0] == "src" && w[1].contains('.'))?;
    let path = parts[src + 1..].join("/");
    has_host(&path).then_some(path)
}

/// Whether a path begins with the name of a host, as all do that are fetched.
fn has_host(path: &str) -> bool {
    path.split_once('/').is_some_and(|(host, _)| host.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::{ResourceRegistry, testing::Memory};

    #[test]
    fn dependencies_kept_in_the_repository() {
        assert_eq!(vendored("example.com/r/Godeps/_workspace/src/golang.org/x/net/context"), Some("golang.org/x/net/context"));
        assert_eq!(vendored("example.com/r/vendor/gopkg.in/yaml.v2"), Some("gopkg.in/yaml.v2"));
        assert_eq!(vendored("vendor/a.b/c"), Some("a.b/c"));
        assert_eq!(vendored("example.com/myvendor/x"), None);
    }

    #[test]
    fn a_repository_is_called_as_its_own_files_import_it() {
        let using = "package r\n\nimport (\n\t\"errors\"\n\n\t\"example.com/r/a\"\n\t\"example.com/r/a/b\"\n\t\"example.org/x/a\"\n)\n";
        let other = "package b\n\nimport \"example.com/r/a\"\n";
        let rest = "-- /w/a/a.go --\npackage a\n-- /w/vendor/example.org/x/a/a.go --\npackage a\n";
        let sources = Memory::new(&format!("-- /w/r.go --\n{using}-- /w/a/b/b.go --\n{other}{rest}"));
        let registry = ResourceRegistry::default();
        let program = Program::new(&sources, &registry, None);
        assert_eq!(&*program.import_path(Path::new("/w/a/b"), "b"), "example.com/r/a/b");
        let vendored = program.import(Path::new("/w/a"), "example.org/x/a");
        assert_eq!(vendored.map(|p| p.dir.to_path_buf()), Some("/w/vendor/example.org/x/a".into()));
    }

    #[test]
    fn a_gopath() {
        assert_eq!(path_in_gopath(Path::new("/go/src/example.com/r")).as_deref(), Some("example.com/r"));
        assert_eq!(path_in_gopath(Path::new("/w/src/app")), None);
    }
}
