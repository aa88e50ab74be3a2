use std::{
    cell::RefCell,
    env, fs,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::roots::{Roots, settle};
use crate::text::{Entry, Sources};

/// The disk. Reads anywhere (evidence comes from the whole module), writes only what the user named.
#[derive(Clone, Debug)]
pub struct Disk {
    pub(super) roots: Roots,
    /// Without symbolic links, where it exists.
    module_cache: Option<PathBuf>,
}

impl Disk {
    /// A disk of which the roots alone may be written.
    pub fn new(roots: Roots) -> Self {
        Self { roots, module_cache: module_cache().and_then(|dir| fs::canonicalize(dir).ok()) }
    }
}

/// Where the go command keeps modules, as its environment has it.
fn module_cache() -> Option<PathBuf> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    if let Some(dir) = set("GOMODCACHE") {
        return Some(dir.into());
    }
    let path = set("GOPATH").and_then(|path| env::split_paths(&path).next());
    Some(path.or_else(|| Some(env::home_dir()?.join("go")))?.join("pkg/mod"))
}

thread_local! {
    /// One buffer a thread, so that reading thousands of files asks the allocator for what is kept alone.
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Above this, a buffer is given back rather than kept for the next file.
const KEPT: usize = 1 << 20;

impl Sources for Disk {
    fn read(&self, path: &Path) -> io::Result<Arc<[u8]>> {
        BUFFER.with_borrow_mut(|buffer| {
            buffer.clear();
            fs::File::open(path)?.read_to_end(buffer)?;
            let bytes = Arc::from(buffer.as_slice());
            if buffer.capacity() > KEPT {
                *buffer = Vec::new();
            }
            Ok(bytes)
        })
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(dir)? {
            let entry = entry?;
            // What has no name in UTF-8 can't be named by anything in Go source either.
            let Ok(name) = entry.file_name().into_string() else { continue };
            let kind = entry.file_type()?;
            let is_dir = if kind.is_symlink() { entry.path().is_dir() } else { kind.is_dir() };
            entries.push(Entry { name, is_dir });
        }
        entries.sort_unstable();
        Ok(entries)
    }

    fn is_file(&self, path: &Path) -> bool {
        path.is_file()
    }

    fn may_write(&self, path: &Path) -> bool {
        let path = settle(path);
        self.roots.contain(&path) && !self.module_cache.as_ref().is_some_and(|cache| path.starts_with(cache))
    }

    fn module_cache(&self) -> Option<&Path> {
        self.module_cache.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_by_name_and_reads() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        fs::create_dir(dir.path().join("b"))?;
        fs::write(dir.path().join("c.go"), "package c\n")?;
        fs::write(dir.path().join("a.go"), "package a\n")?;
        let disk = Disk::new(Roots::default());
        let names: Vec<_> = disk.list(dir.path())?.into_iter().map(|e| (e.name, e.is_dir)).collect();
        assert_eq!(names, [("a.go".to_owned(), false), ("b".to_owned(), true), ("c.go".to_owned(), false)]);
        assert_eq!(&*disk.read(&dir.path().join("c.go"))?, b"package c\n");
        assert_eq!(&*disk.read(&dir.path().join("a.go"))?, b"package a\n");
        assert!(!disk.may_write(&dir.path().join("a.go")), "nothing was named");
        Ok(())
    }

    #[test]
    fn the_module_cache_is_read_only() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let real = fs::canonicalize(dir.path())?;
        fs::create_dir(real.join("mod"))?;
        let roots = Roots::whole(&real);
        let disk = Disk { roots, module_cache: Some(real.join("mod")) };
        assert!(disk.may_write(&real.join("a.go")) && !disk.may_write(&real.join("mod/a.go")));
        assert_eq!(disk.module_cache(), Some(&*real.join("mod")));
        Ok(())
    }
}
