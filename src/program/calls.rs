//! The call index of a module: which files call something by a name, in a place where somebody keeps the result. Evidence comes
//! from the whole module, whatever files are asked about; the index tells where to look for it.

use std::{
    collections::{BTreeSet, HashMap},
    path::{Path, PathBuf},
    sync::{Arc, LazyLock},
};

use aho_corasick::AhoCorasick;
use rayon::prelude::*;

use super::{File, Memo, Package, Program, index::is_go_file};
use crate::syntax::ast::SmolStr;

/// Folders that hold no code of the module's own.
const FOREIGN: [&str; 3] = ["vendor", "testdata", "node_modules"];

/// Words before a bracket that are no callee's name.
const NO_CALLEES: [&str; 8] = ["func", "if", "for", "switch", "return", "append", "make", "len"];

/// What stands in a function that releases something, or has it released by a helper: the spellings of releases, whatever their case,
/// and of helpers.
const ENDINGS: [&str; 14] = [
    "close",
    "stop",
    "shutdown",
    "release",
    "cancel",
    ".end",
    ".free",
    "unsubscribe",
    "destroy",
    "dispose",
    "terminate",
    "disconnect",
    "clean",
    "teardown",
];

static ENDING: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(ENDINGS).ok());

/// Where names are called.
#[derive(Clone, Debug, Default)]
pub struct Calls {
    files: Vec<Arc<Path>>,
    /// By bare name, the files by number, in order.
    by_name: HashMap<SmolStr, Vec<u32>>,
    /// By import path, the files that import it, in the same way.
    importers: HashMap<SmolStr, Vec<u32>>,
    /// The names that are called in functions which may release what they get, and what they may mean there.
    released: HashMap<SmolStr, BTreeSet<Meaning>>,
}

/// What a called name may mean, by its text: a function of the package with this import path, or (None) some method.
type Meaning = Option<SmolStr>;

/// What one file adds to the index.
struct FileCalls {
    taken: BTreeSet<SmolStr>,
    imported: BTreeSet<SmolStr>,
    released: BTreeSet<(SmolStr, Meaning)>,
}

impl Calls {
    fn add(&mut self, at: u32, read: FileCalls) {
        for (found, index) in [(read.taken, &mut self.by_name), (read.imported, &mut self.importers)] {
            for name in found {
                let files = index.entry(name).or_default();
                if let Err(place) = files.binary_search(&at) {
                    files.insert(place, at);
                }
            }
        }
        for (name, meaning) in read.released {
            self.released.entry(name).or_default().insert(meaning);
        }
    }

    /// The files that call something of this bare name, sorted.
    pub fn of<'c>(&'c self, name: &str) -> impl Iterator<Item = &'c Arc<Path>> {
        self.by_name.get(name).into_iter().flatten().filter_map(|at| self.files.get(*at as usize))
    }

    /// The files that import a package, sorted.
    pub fn importers<'c>(&'c self, path: &str) -> impl Iterator<Item = &'c Arc<Path>> {
        self.importers.get(path).into_iter().flatten().filter_map(|at| self.files.get(*at as usize))
    }

    /// Whether some function of the module that calls this may release what it gets. `package` is the import path of a function,
    /// None of a method.
    pub fn may_be_released(&self, package: Option<&str>, name: &str) -> bool {
        self.released.get(name).is_some_and(|meanings| meanings.iter().any(|m| m.as_deref() == package))
    }
}

impl Program<'_> {
    /// The call index of the module that a folder belongs to, and of those that its workspace uses; remembered.
    pub fn calls(&self, dir: &Path) -> Arc<Calls> {
        let Some(module) = self.module(dir) else { return Arc::default() };
        let mut roots = vec![module.dir.to_path_buf()];
        if let Some(workspace) = &module.workspace {
            roots.extend(workspace.modules.iter().map(|m| m.dir.to_path_buf()));
            roots.sort();
            roots.dedup();
        }
        let Some(first) = roots.first().cloned() else { return Arc::default() };
        self.survey.calls.get_or(&first, || {
            let mut files = Vec::new();
            for root in &roots {
                self.go_files_below(root, true, &mut files);
            }
            files.sort();
            files.dedup();
            let mut calls = Calls::default();
            let read: Vec<Option<FileCalls>> = files.par_iter().map(|path| self.calls_in(path)).collect();
            for (path, read) in files.into_iter().zip(read) {
                let Some(read) = read else { continue };
                let at = u32::try_from(calls.files.len()).unwrap_or(u32::MAX);
                calls.files.push(path.into());
                calls.add(at, read);
            }
            Arc::new(calls)
        })
    }

    /// The files of the module that a folder belongs to, and of those that its workspace uses, whose text has a name, sorted.
    pub fn naming(&self, dir: &Path, name: &str) -> Vec<Arc<Path>> {
        let has = |path: &&Arc<Path>| self.sources.read(path).is_ok_and(|bytes| memchr::memmem::find(&bytes, name.as_bytes()).is_some());
        self.calls(dir).files.iter().filter(has).cloned().collect()
    }

    /// Whether only its own module can import a package, by the rule of `internal`, or by where it stands: below the folder of a
    /// program, whose part it is. A program itself nobody imports.
    pub fn is_private(&self, package: &Package) -> bool {
        if package.import_path.split('/').any(|element| element == "internal") {
            return true;
        }
        let Some(module) = self.module(&package.dir) else { return false };
        let is_program = |p: &Arc<Package>| &*p.name == "main" && p.files().iter().any(|file| !file.is_test());
        let above = package.dir.ancestors().skip(1).take_while(|dir| *dir != &*module.dir && dir.starts_with(&module.dir));
        // A generator may stand beside a package that anybody imports.
        above.into_iter().any(|dir| self.packages(dir).iter().any(is_program) && self.importable(dir).is_none())
    }

    /// The indexes with what edited files call now. What they called before stays: more is looked at than need be, at worst.
    pub(super) fn recounted(&self, calls: Memo<PathBuf, Arc<Calls>>, edited: &[Arc<Path>]) -> Memo<PathBuf, Arc<Calls>> {
        calls.map(|mut calls| {
            let found: Vec<_> =
                edited.iter().filter_map(|path| Some((calls.files.binary_search(path).ok()?, self.calls_in(path)?))).collect();
            if !found.is_empty() {
                let all = Arc::make_mut(&mut calls);
                for (at, read) in found {
                    all.add(u32::try_from(at).unwrap_or(u32::MAX), read);
                }
            }
            calls
        })
    }

    fn calls_in(&self, path: &Path) -> Option<FileCalls> {
        let bytes = self.sources.read(path).ok()?;
        let taken = named_calls(&bytes).filter(|(start, _)| is_taken(&bytes, *start)).map(|(_, name)| name.into()).collect();
        let (mut imported, mut released) = (BTreeSet::new(), BTreeSet::new());
        if let Ok(text) = std::str::from_utf8(&bytes) {
            let file = File::header(path.into(), text.into());
            imported.extend(file.skim.imports.iter().map(|i| i.path.clone()));
            let own = self.import_path(file.dir(), "");
            let mut rest = text;
            while !rest.is_empty() {
                // A function's last brace stands at the start of its line.
                let end = memchr::memmem::find(rest.as_bytes(), b"\n}").map_or(rest.len(), |at| at + 2);
                let (function, behind) = rest.split_at(end);
                rest = behind;
                if ENDING.as_ref().is_none_or(|endings| endings.is_match(function)) {
                    for (start, name) in named_calls(function.as_bytes()) {
                        for meaning in meanings(&file, &own, function, start) {
                            released.insert((SmolStr::from(name), meaning));
                        }
                    }
                }
            }
        }
        Some(FileCalls { taken, imported, released })
    }

    /// The Go files of a module's own folders.
    fn go_files_below(&self, dir: &Path, is_root: bool, files: &mut Vec<PathBuf>) {
        let entries = self.sources.list(dir).unwrap_or_default();
        // Another module begins here.
        if !is_root && entries.iter().any(|e| e.name == "go.mod" && !e.is_dir) {
            return;
        }
        for entry in entries {
            if entry.is_dir {
                if !entry.name.starts_with(['.', '_']) && !FOREIGN.contains(&entry.name.as_str()) {
                    self.go_files_below(&dir.join(&entry.name), false, files);
                }
            } else if is_go_file(&entry.name) {
                files.push(dir.join(&entry.name));
            }
        }
    }
}

/// What a name that is called at an offset may mean. A variable may hide a package's name, so that a function may be a method.
fn meanings(file: &File, own: &str, text: &str, start: usize) -> Vec<Meaning> {
    let bytes = text.as_bytes();
    if start == 0 || bytes[start - 1] != b'.' {
        return [own].into_iter().chain(file.dot_imports()).map(|path| Some(path.into())).collect();
    }
    let imported = qualifier_before(text, start).and_then(|q| file.import(q)).map(|path| Some(path.into()));
    imported.into_iter().chain([None]).collect()
}

/// The calls in a text: where the callee's bare name starts, and the name.
pub fn named_calls(bytes: &[u8]) -> impl Iterator<Item = (usize, &str)> {
    memchr::memchr_iter(b'(', bytes).filter_map(|open| {
        let start = ident_before(bytes, open)?;
        let name = std::str::from_utf8(&bytes[start..open]).ok()?;
        (!NO_CALLEES.contains(&name)).then_some((start, name))
    })
}

/// The identifier that stands alone before the dot before an offset: `p` of `p.Name`, nothing of `x.p.Name`.
pub fn qualifier_before(text: &str, name: usize) -> Option<&str> {
    let dot = name.checked_sub(1)?;
    let start = ident_before(text.as_bytes(), dot)?;
    (start == 0 || text.as_bytes()[start - 1] != b'.').then(|| text.get(start..dot))?
}

/// Whether a byte may stand in an identifier; any letter beyond ASCII is taken for one.
pub fn is_ident(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_' || b >= 0x80
}

/// The start of the identifier that ends at an offset.
pub fn ident_before(bytes: &[u8], end: usize) -> Option<usize> {
    let start = bytes[..end].iter().rposition(|b| !is_ident(*b)).map_or(0, |i| i + 1);
    (start < end && !bytes[start].is_ascii_digit()).then_some(start)
}

/// Whether a call that starts there may be taken by somebody who keeps it: it stands behind an assignment's operator, or begins
/// its line. What is returned or passed on to the end of a statement is somebody else's.
pub fn is_taken(bytes: &[u8], start: usize) -> bool {
    let line = memchr::memrchr(b'\n', &bytes[..start]).map_or(0, |i| i + 1);
    let before = bytes[line..start].trim_ascii_start();
    if before.starts_with(b"func ") || before.starts_with(b"return ") || before.starts_with(b"//") {
        return false;
    }
    memchr::memchr(b'=', before).is_some() || !before.iter().any(|b| b" ,\":<>!&|+?".contains(b))
}

#[cfg(test)]
mod tests {
    use super::is_taken;

    #[test]
    fn what_may_be_kept() {
        let taken = |line: &str| is_taken(line.as_bytes(), line.find("Open").unwrap_or(0));
        for line in ["\tf, err := x.Open(p)", "if f := Open(p); f != nil {", "\tOpen(p)", "\tx.y.Open(p)", "_, err = must(a.Open(p))"] {
            assert!(taken(line), "{line}");
        }
        for line in ["func Open(p string) {", "\treturn Open(p)", "// x.Open(p)", "\tif a.Open(p) {", "\tgo x.Open(p)"] {
            assert!(!taken(line), "{line}");
        }
    }
}
