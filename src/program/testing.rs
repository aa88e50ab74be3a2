//! Sources in memory, for tests of this room.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::text::{Entry, Sources};

#[derive(Default)]
pub(super) struct Memory {
    files: BTreeMap<PathBuf, Arc<[u8]>>,
}

impl Memory {
    /// Files by path, in txtar's form: `-- path --` lines before the contents.
    pub fn new(archive: &str) -> Self {
        let mut files: BTreeMap<PathBuf, String> = BTreeMap::new();
        let mut at = None;
        for line in archive.lines() {
            if let Some(path) = line.trim().strip_prefix("-- ").and_then(|l| l.strip_suffix(" --")) {
                at = Some(PathBuf::from(path));
                continue;
            }
            if let Some(path) = &at {
                let text = files.entry(path.clone()).or_default();
                text.push_str(line);
                text.push('\n');
            }
        }
        Self { files: files.into_iter().map(|(p, t)| (p, t.into_bytes().into())).collect() }
    }
}

impl Sources for Memory {
    fn read(&self, path: &Path) -> io::Result<Arc<[u8]>> {
        self.files.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<Entry>> {
        let below = self.files.keys().filter_map(|p| p.strip_prefix(dir).ok());
        let entries: BTreeSet<Entry> = below
            .filter_map(|rest| {
                let mut parts = rest.iter();
                let name = parts.next()?.to_str()?.to_owned();
                Some(Entry { name, is_dir: parts.next().is_some() })
            })
            .collect();
        Ok(entries.into_iter().collect())
    }

    fn is_file(&self, path: &Path) -> bool {
        self.files.contains_key(path)
    }

    fn may_write(&self, _: &Path) -> bool {
        true
    }

    fn module_cache(&self) -> Option<&Path> {
        Some(Path::new("/cache"))
    }
}

/// The first function of a file, with the file.
pub(super) fn function(source: &str) -> (super::File, crate::syntax::ast::FuncDecl) {
    let file = super::File::new(Path::new("p.go").into(), source.into());
    let declaration = file.skim.declarations.iter().find(|d| matches!(d.kind, crate::syntax::DeclKind::Func { .. }));
    let tree = declaration.map(|d| crate::syntax::parse_declaration(&file.text, d));
    match tree {
        Some(Ok(crate::syntax::ast::Decl::Func(func))) => (file, func),
        other => panic!("no function: {other:?} in {source}"),
    }
}
