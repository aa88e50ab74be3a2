use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

/// A child of a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    pub name: String,
    pub is_dir: bool,
}

/// A hash of a file's bytes; equal hashes are taken for equal contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ContentHash(pub u64);

/// Where text comes from. The only way in which the rooms between `text` and `files` see a disk, an
/// editor's buffer or an earlier round's result.
pub trait Sources: Sync {
    /// The bytes of a file.
    ///
    /// # Errors
    /// As of the file system.
    fn read(&self, path: &Path) -> io::Result<Arc<[u8]>>;

    /// The children of a folder, sorted by name.
    ///
    /// # Errors
    /// As of the file system.
    fn list(&self, dir: &Path) -> io::Result<Vec<Entry>>;

    /// Whether there is a regular file.
    fn is_file(&self, path: &Path) -> bool;

    /// The hash of a file's bytes.
    ///
    /// # Errors
    /// As of [`Sources::read`].
    fn hash(&self, path: &Path) -> io::Result<ContentHash> {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        self.read(path)?.hash(&mut hasher);
        Ok(ContentHash(hasher.finish()))
    }

    /// Whether an edit of this file may ever be written.
    fn may_write(&self, path: &Path) -> bool;

    /// The folder in which the go command keeps the modules that it brought, where there is one. It is read, never written.
    fn module_cache(&self) -> Option<&Path> {
        None
    }
}

/// No disk at all: what lies over it in memory is all there is, and all of that may be changed.
impl Sources for () {
    fn read(&self, _: &Path) -> io::Result<Arc<[u8]>> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn list(&self, _: &Path) -> io::Result<Vec<Entry>> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn is_file(&self, _: &Path) -> bool {
        false
    }

    fn may_write(&self, _: &Path) -> bool {
        true
    }
}

/// Other contents for some files: standard input, an editor's buffers, the results of earlier rounds.
pub struct Overlay<'a> {
    base: &'a dyn Sources,
    files: BTreeMap<PathBuf, Arc<[u8]>>,
}

impl<'a> Overlay<'a> {
    pub fn new(base: &'a dyn Sources) -> Self {
        Self { base, files: BTreeMap::new() }
    }

    pub fn set(&mut self, path: impl Into<PathBuf>, bytes: impl Into<Arc<[u8]>>) {
        self.files.insert(path.into(), bytes.into());
    }

    /// The files that differ from what lies below, in order of their paths.
    pub fn files(&self) -> impl Iterator<Item = (&Path, &Arc<[u8]>)> {
        self.files.iter().map(|(p, b)| (p.as_path(), b))
    }
}

impl Sources for Overlay<'_> {
    fn read(&self, path: &Path) -> io::Result<Arc<[u8]>> {
        match self.files.get(path) {
            Some(bytes) => Ok(Arc::clone(bytes)),
            None => self.base.read(path),
        }
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<Entry>> {
        let mut entries =
            self.base.list(dir).or_else(|e| if self.files.keys().any(|p| p.parent() == Some(dir)) { Ok(Vec::new()) } else { Err(e) })?;
        for path in self.files.keys().filter(|p| p.parent() == Some(dir)) {
            if let Some(name) = path.file_name().and_then(|n| n.to_str()) {
                entries.push(Entry { name: name.to_owned(), is_dir: false });
            }
        }
        entries.sort();
        entries.dedup();
        Ok(entries)
    }

    fn is_file(&self, path: &Path) -> bool {
        self.files.contains_key(path) || self.base.is_file(path)
    }

    fn may_write(&self, path: &Path) -> bool {
        self.base.may_write(path)
    }

    fn module_cache(&self) -> Option<&Path> {
        self.base.module_cache()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One file on a disk.
    struct Disk;

    impl Sources for Disk {
        fn read(&self, path: &Path) -> io::Result<Arc<[u8]>> {
            if path == Path::new("d/a.go") { Ok(Arc::from(*b"old")) } else { Err(io::ErrorKind::NotFound.into()) }
        }

        fn list(&self, dir: &Path) -> io::Result<Vec<Entry>> {
            if dir == Path::new("d") { Ok(vec![Entry { name: "a.go".into(), is_dir: false }]) } else { Err(io::ErrorKind::NotFound.into()) }
        }

        fn is_file(&self, path: &Path) -> bool {
            path == Path::new("d/a.go")
        }

        fn may_write(&self, _: &Path) -> bool {
            true
        }
    }

    #[test]
    fn an_overlay_hides_what_lies_below() {
        let mut overlay = Overlay::new(&Disk);
        let a = Path::new("d/a.go");
        let before = overlay.hash(a).expect("the file");
        assert_eq!(&*overlay.read(a).expect("the file"), b"old");
        overlay.set("d/a.go", *b"new");
        overlay.set("e/b.go", *b"b");
        assert_eq!(&*overlay.read(a).expect("the file"), b"new");
        assert_ne!(overlay.hash(a).expect("the file"), before);
        assert!(overlay.is_file(Path::new("e/b.go")) && !overlay.is_file(Path::new("e/c.go")));
        let names = |dir: &str| overlay.list(Path::new(dir)).map(|l| l.into_iter().map(|e| e.name).collect::<Vec<_>>());
        assert_eq!(names("d").expect("a folder"), ["a.go"]);
        assert_eq!(names("e").expect("a folder of the overlay alone"), ["b.go"]);
        assert!(names("f").is_err());
    }
}
