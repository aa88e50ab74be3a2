//! Which Go a file is compiled as, and how its timers behave: go.mod, go.work, build and debug lines.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    Edition, File, GoVersion, Program, TimerMode,
    index::is_go_file,
    modcache,
    module::{ModFile, Module, Used, Workspace, join},
    version::implied_by_build,
};
use crate::text::Entry;

/// The `GODEBUG` setting of the old timer channels.
const ASYNC_TIMERS: &str = "asynctimerchan";

impl Program<'_> {
    /// Version and timers at once.
    pub fn edition(&self, file: &File) -> Edition {
        Edition { version: self.go_version(file), timers: self.timer_mode(file) }
    }

    /// The language version of a file: `--go`, else its build line, else its module's `go` line. Without a go.mod the newest.
    pub fn go_version(&self, file: &File) -> GoVersion {
        if let Some(go) = self.go {
            return go;
        }
        let Some(module) = self.module(file.dir()) else { return GoVersion::NEWEST };
        let of_file = file.skim.build.as_ref().and_then(|b| implied_by_build(&b.expression));
        match of_file {
            Some(version) => version.max(GoVersion::BUILD_LINE),
            None => module.file.go.unwrap_or(GoVersion::UNSAID),
        }
    }

    /// How timers behave in the program that a file ends up in. The environment's `GODEBUG` can't be seen.
    pub fn timer_mode(&self, file: &File) -> TimerMode {
        let of_version = |go: GoVersion| {
            if go >= GoVersion::SYNCHRONOUS_TIMERS { TimerMode::Synchronous } else { TimerMode::Asynchronous }
        };
        if let Some(go) = self.go {
            return of_version(go);
        }
        let Some(module) = self.module(file.dir()) else { return TimerMode::Synchronous };
        let main = module.workspace.as_ref().map_or(&module.file, |w| &w.file);
        let go = main.go.unwrap_or(GoVersion::UNSAID);
        if go.max(main.toolchain.unwrap_or(go)) >= GoVersion::ALWAYS_SYNCHRONOUS {
            return TimerMode::Synchronous;
        }
        // A later setting wins, and a source line wins over a module's.
        let in_source = self.debug_lines(file);
        let setting = |key: &str| {
            let of_module = main.godebug.iter().filter(|(k, _)| k == key);
            of_module.chain(in_source.iter().filter(|(k, _)| k == key)).last().map(|(_, value)| value.as_str())
        };
        let mode = match setting(ASYNC_TIMERS) {
            Some("0") => TimerMode::Synchronous,
            Some(_) => return TimerMode::Asynchronous,
            None => of_version(setting("default").and_then(|v| v.parse().ok()).unwrap_or(go)),
        };
        let below = mode == TimerMode::Asynchronous || go < GoVersion::SYNCHRONOUS_TIMERS;
        if below && !is_main(file) && self.is_library(&module) { TimerMode::Uncertain } else { mode }
    }

    /// The `//go:debug` lines that govern a file: they count in programs and tests, for the whole of them. Those of programs
    /// that a library's file ends up in are not looked for.
    fn debug_lines(&self, file: &File) -> Vec<(String, String)> {
        if is_main(file) {
            return self.package(file).files().iter().flat_map(|f| f.skim.debug.clone()).collect();
        }
        if file.is_test() { file.skim.debug.clone() } else { Vec::new() }
    }

    /// The module of a folder: the nearest go.mod upwards, else a repository of the time before there were any.
    pub(super) fn module(&self, dir: &Path) -> Option<Arc<Module>> {
        if let Some(known) = self.modules.get(dir) {
            return known;
        }
        let go_mod = dir.join("go.mod");
        let module = if self.sources.is_file(&go_mod) {
            Some(Arc::new(self.read_module(dir, &go_mod)))
        } else if let Some(path) = self.sources.module_cache().and_then(|cache| modcache::module_of(cache, dir)) {
            // Of the time before there were modules.
            let file = ModFile { module: Some(path), ..ModFile::default() };
            Some(Arc::new(Module { dir: dir.into(), file, workspace: None, vendor: None }))
        } else {
            let above = dir.parent().and_then(|parent| self.module(parent));
            above.or_else(|| self.repository(dir).map(Arc::new))
        };
        self.modules.put(dir.to_path_buf(), module)
    }

    fn read_module(&self, dir: &Path, go_mod: &Path) -> Module {
        let file = self.read_mod_file(go_mod);
        if file.module.is_none() {
            self.note_problem(go_mod, "no `module` line".into());
        }
        let workspace = self.workspace(dir);
        let (root, go) = workspace.as_ref().map_or((dir, file.go), |w| (&*w.dir, w.file.go));
        let vendor = root.join("vendor");
        let counts = go.unwrap_or(GoVersion::UNSAID) >= GoVersion::VENDORED && self.sources.is_file(&vendor.join("modules.txt"));
        Module { dir: dir.into(), file, workspace, vendor: counts.then_some(vendor) }
    }

    /// The workspace that uses the module of this folder: the nearest go.work upwards, where it names the folder.
    fn workspace(&self, dir: &Path) -> Option<Arc<Workspace>> {
        let (root, path) = dir.ancestors().map(|d| (d, d.join("go.work"))).find(|(_, path)| self.sources.is_file(path))?;
        let file = self.read_mod_file(&path);
        let folders: Vec<PathBuf> = file.uses.iter().map(|used| join(root, used)).collect();
        if !folders.iter().any(|f| f == dir) {
            return None;
        }
        let (mut modules, mut requires) = (Vec::new(), BTreeMap::<String, String>::new());
        for folder in folders {
            let go_mod = folder.join("go.mod");
            if !self.sources.is_file(&go_mod) {
                continue;
            }
            let used = self.read_mod_file(&go_mod);
            for (path, version) in used.requires {
                let known = requires.entry(path).or_insert_with(|| version.clone());
                if modcache::compare(known, &version).is_lt() {
                    *known = version;
                }
            }
            modules.extend(used.module.map(|path| Used { path, dir: folder.into() }));
        }
        Some(Arc::new(Workspace { dir: root.into(), file, modules, requires }))
    }

    fn read_mod_file(&self, path: &Path) -> ModFile {
        let bytes = match self.sources.read(path) {
            Ok(bytes) => bytes,
            Err(e) => {
                self.note_problem(path, format!("can't be read: {e}"));
                return ModFile { go: Some(GoVersion::NEWEST), ..ModFile::default() };
            }
        };
        let (file, problem) = ModFile::parse(&String::from_utf8_lossy(&bytes));
        if let Some(problem) = problem {
            self.note_problem(path, problem);
        }
        file
    }

    /// Whether a module has no program: no folder of its own with `package main`. Looks at the package clause of one file a
    /// folder, and stops at the first program.
    fn is_library(&self, module: &Module) -> bool {
        self.libraries.get_or(&*module.dir, || {
            let mut is_library = true;
            self.walk_own_folders(&module.dir, &mut |dir, entries| {
                let mut files = entries.iter().filter(|e| !e.is_dir && is_go_file(&e.name) && !e.name.ends_with("_test.go"));
                let clause = files.find_map(|e| package_clause(&self.sources.read(&dir.join(&e.name)).ok()?));
                is_library = clause.is_none_or(|name| name != "main");
                is_library
            });
            is_library
        })
    }

    /// The folders of the module in a folder, sorted; those that the go command passes over left out.
    pub(super) fn own_folders(&self, module: &Path) -> Vec<PathBuf> {
        let mut folders = Vec::new();
        self.walk_own_folders(module, &mut |dir, _| {
            folders.push(dir.to_path_buf());
            true
        });
        folders.sort();
        folders
    }

    /// Visits the folders of a module, with what they hold, until a visit says that it is enough.
    pub(super) fn walk_own_folders(&self, module: &Path, visit: &mut dyn FnMut(&Path, &[Entry]) -> bool) {
        let mut folders = vec![module.to_path_buf()];
        while let Some(dir) = folders.pop() {
            let entries = self.sources.list(&dir).unwrap_or_default();
            let own = dir == *module || !entries.iter().any(|e| e.name == "go.mod" && !e.is_dir);
            if !own {
                continue;
            }
            if !visit(&dir, &entries) {
                return;
            }
            let hidden = |name: &str| name.starts_with(['.', '_']) || name == "testdata" || name == "vendor";
            folders.extend(entries.iter().filter(|e| e.is_dir && !hidden(&e.name)).map(|e| dir.join(&e.name)));
        }
    }
}

fn is_main(file: &File) -> bool {
    file.skim.package.as_ref().is_some_and(|p| p.name == "main")
}

/// The name in the package clause of a file's bytes, found without a look at the rest of it. None where there is no clause, or
/// the file is kept out of every build (`//go:build ignore`).
fn package_clause(bytes: &[u8]) -> Option<String> {
    let mut in_comment = false;
    for line in bytes.split(|&b| b == b'\n') {
        let line = String::from_utf8_lossy(line);
        let mut line = line.trim().trim_start_matches('\u{feff}');
        loop {
            if in_comment {
                let Some((_, behind)) = line.split_once("*/") else { break };
                in_comment = false;
                line = behind.trim_start();
            }
            let Some(comment) = line.strip_prefix("/*") else { break };
            in_comment = true;
            line = comment;
        }
        if in_comment || line.is_empty() {
            continue;
        }
        if let Some(comment) = line.strip_prefix("//") {
            let constraint = comment.strip_prefix("go:build ").or_else(|| comment.trim_start().strip_prefix("+build "));
            if constraint.is_some_and(|c| c.split(|c: char| !c.is_alphanumeric()).any(|tag| tag == "ignore")) {
                return None;
            }
            continue;
        }
        let name = line.strip_prefix("package")?.trim_start();
        return Some(name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses() {
        let clause = |text: &str| package_clause(text.as_bytes());
        assert_eq!(clause("// A.\n/* B\npackage c */ package main // d\n").as_deref(), Some("main"));
        assert_eq!(clause("\u{feff}package p;import \"x\"").as_deref(), Some("p"));
        assert_eq!(clause("//go:build ignore\n\npackage main\n"), None);
        assert_eq!(clause("//go:build ignored || linux\n\npackage main\n").as_deref(), Some("main"));
        assert_eq!(clause("import \"x\""), None);
    }
}
