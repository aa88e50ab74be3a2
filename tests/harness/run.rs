use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use caulk::{
    engine::{self, Config, Diagnostic, Outcome, Selected},
    program::{GoVersion, UserTable},
    repair::Safety,
    text::{Entry, Sources},
    transform::Transform,
};

use super::{Case, Directives};

/// The folder in memory that a fixture stands in.
const FIXTURE_DIR: &str = "fixture";

/// The version a fixture's module has where the fixture names none: the newest whose syntax caulk knows.
const NEWEST: GoVersion = GoVersion { minor: 27 };

/// A file of its own module, in memory, and how it is looked at.
pub struct Fixture {
    pub file: String,
    pub transform: &'static Transform,
    pub directives: Directives,
}

/// What `fix` makes of a text.
pub struct Fixed {
    pub after: String,
    pub mended: Vec<Diagnostic>,
    pub outcome: Outcome,
}

impl Fixture {
    pub fn of(case: &Case) -> Self {
        Self { file: case.file.clone(), transform: case.transform, directives: case.directives.clone() }
    }

    pub fn check(&self, text: &str) -> Outcome {
        self.run(text, Safety::Unsafe, engine::check)
    }

    /// # Panics
    /// Where the fix changes other files than the fixture.
    pub fn fix(&self, text: &str, safety: Safety) -> Fixed {
        self.run(text, safety, |sources, files, config| {
            let repaired = engine::fix(sources, files, config);
            assert!(repaired.changes.iter().all(|c| files.contains(&c.path)), "a file beside the fixture was changed");
            let after = repaired.changes.first().map_or_else(|| text.to_owned(), |c| c.after.to_string());
            Fixed { after, mended: repaired.mended.into_iter().map(|m| m.diagnostic).collect(), outcome: repaired.outcome }
        })
    }

    fn run<R>(&self, text: &str, safety: Safety, run: impl FnOnce(&dyn Sources, &[Arc<Path>], &Config<'_>) -> R) -> R {
        let minor = self.directives.go.unwrap_or(NEWEST).minor;
        let path: Arc<Path> = Path::new(FIXTURE_DIR).join(&self.file).into();
        let mut sources = Memory::default();
        sources.put(Path::new(FIXTURE_DIR).join("go.mod"), &format!("module example.com/fixture\n\ngo 1.{minor}\n"));
        sources.put(path.to_path_buf(), text);
        let transforms = [Selected { transform: self.transform, least: self.directives.least }];
        let table = UserTable::parse("unclosed-closer", &|_| Ok(()), "caulk.toml", &self.directives.settings).expect("a directive's value");
        let config = Config {
            transforms: &transforms,
            known: caulk::transforms::ALL,
            table: Some(&table),
            go: self.directives.go,
            safety,
            prefer: &self.directives.prefer,
            generated: false,
            progress: &|_, _| {},
        };
        run(&sources, &[path], &config)
    }
}

/// Files in memory.
#[derive(Default)]
struct Memory(BTreeMap<PathBuf, Arc<[u8]>>);

impl Memory {
    fn put(&mut self, path: PathBuf, text: &str) {
        self.0.insert(path, Arc::from(text.as_bytes()));
    }
}

impl Sources for Memory {
    fn read(&self, path: &Path) -> io::Result<Arc<[u8]>> {
        self.0.get(path).cloned().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<Entry>> {
        let mut entries = BTreeSet::new();
        for rest in self.0.keys().filter_map(|p| p.strip_prefix(dir).ok()) {
            let mut parts = rest.components();
            if let Some(name) = parts.next().and_then(|p| p.as_os_str().to_str()) {
                entries.insert(Entry { name: name.to_owned(), is_dir: parts.next().is_some() });
            }
        }
        Ok(entries.into_iter().collect())
    }

    fn is_file(&self, path: &Path) -> bool {
        self.0.contains_key(path)
    }

    fn may_write(&self, _path: &Path) -> bool {
        true
    }
}
