use std::{
    fmt, fs,
    io::{self, Write},
    path::Path,
};

use super::{Disk, ledger::temporary, problem::explain, roots::settle};

/// Why a file was left as it is.
#[derive(Debug)]
pub enum WriteError {
    /// It, or what a symbolic link of this name leads to, is not below what the user named.
    Outside,
    /// There is one already.
    Exists,
    /// Its bytes are no longer those that were read.
    Changed,
    /// Its mode bits forbid writing.
    ReadOnly,
    Io(io::Error),
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Outside => f.write_str("not written: it stands outside the paths named on the command line"),
            Self::Exists => f.write_str("not written: there is such a file by now"),
            Self::Changed => f.write_str("not written: it has changed on disk since it was read"),
            Self::ReadOnly => f.write_str("not written: it is read-only"),
            Self::Io(e) => write!(f, "not written: {}", explain(e)),
        }
    }
}

impl std::error::Error for WriteError {}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Disk {
    /// Replaces a file's contents at once: whoever reads it sees the old bytes or the new ones. Mode bits and, where the
    /// system lets us, owner and group stay. A symbolic link stays one: what it leads to is replaced.
    ///
    /// # Errors
    /// When it may not be written, no longer holds `before`, or the file system refuses. The file is as it was then.
    pub fn write(&self, path: &Path, before: &[u8], after: &[u8]) -> Result<(), WriteError> {
        let target = fs::canonicalize(path)?;
        if !self.roots.contain(&target) {
            return Err(WriteError::Outside);
        }
        let meta = fs::metadata(&target)?;
        if meta.permissions().readonly() {
            return Err(WriteError::ReadOnly);
        }
        let folder = target.parent().ok_or(WriteError::Outside)?;
        // Beside the target, since a rename is atomic within one file system only.
        let mut file = temporary().tempfile_in(folder)?;
        file.write_all(after)?;
        keep_owner(file.as_file(), &meta);
        file.as_file().set_permissions(meta.permissions())?;
        file.as_file().sync_all()?;
        // As late as can be: what an editor writes from here on is lost to nobody but a race of microseconds.
        if fs::read(&target)? != before {
            return Err(WriteError::Changed);
        }
        file.persist(&target).map_err(|e| e.error)?;
        Ok(())
    }
}

impl Disk {
    /// Makes a file.
    ///
    /// # Errors
    /// When it may not be written, is there already, or the file system refuses.
    pub fn create(&self, path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
        let target = settle(path);
        if !self.roots.contain(&target) {
            return Err(WriteError::Outside);
        }
        // Not by way of a temporary file, whose mode bits are its owner's alone.
        let mut file = fs::File::create_new(&target).map_err(|e| match e.kind() {
            io::ErrorKind::AlreadyExists => WriteError::Exists,
            _ => e.into(),
        })?;
        file.write_all(bytes)?;
        Ok(file.sync_all()?)
    }
}

/// Before the mode bits are set, since a change of owner takes some of them away. Only a privileged process may do it;
/// any other gets a file of its own, as with every editor that writes atomically.
#[cfg(unix)]
fn keep_owner(file: &fs::File, old: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let Ok(new) = file.metadata() else { return };
    let differs = |new: u32, old: u32| (new != old).then_some(old);
    let (uid, gid) = (differs(new.uid(), old.uid()), differs(new.gid(), old.gid()));
    if uid.is_some() || gid.is_some() {
        let _ = fchown(file, uid, gid);
    }
}

#[cfg(not(unix))]
fn keep_owner(_file: &fs::File, _old: &fs::Metadata) {}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{super::Roots, *};

    fn folder(named: &[&str]) -> io::Result<(tempfile::TempDir, PathBuf, Disk)> {
        let dir = tempfile::tempdir()?;
        let real = fs::canonicalize(dir.path())?;
        fs::create_dir_all(real.join("in"))?;
        fs::create_dir_all(real.join("out"))?;
        fs::write(real.join("in/a.go"), "old")?;
        fs::write(real.join("out/b.go"), "old")?;
        let named: Vec<PathBuf> = named.iter().map(PathBuf::from).collect();
        let (roots, problems) = Roots::resolve(&real, &named, false);
        assert_eq!(problems, []);
        Ok((dir, real, Disk::new(roots)))
    }

    fn names(dir: &Path) -> io::Result<Vec<String>> {
        fs::read_dir(dir)?.map(|e| Ok(e?.file_name().to_string_lossy().into_owned())).collect()
    }

    #[test]
    fn replaces_and_leaves_nothing_behind() -> io::Result<()> {
        let (_dir, real, disk) = folder(&["in"])?;
        disk.write(&real.join("in/a.go"), b"old", b"new").map_err(io::Error::other)?;
        assert_eq!(fs::read(real.join("in/a.go"))?, b"new");
        assert_eq!(names(&real.join("in"))?, ["a.go"]);
        Ok(())
    }

    #[test]
    fn a_new_file_takes_no_other_s_place() -> io::Result<()> {
        let (_dir, real, _) = folder(&["in"])?;
        let (roots, path) = Roots::virtual_file(&real.join("in/new.toml"));
        let disk = Disk::new(roots);
        disk.create(&path, b"new").map_err(io::Error::other)?;
        assert_eq!(fs::read(&path)?, b"new");
        assert!(matches!(disk.create(&path, b"newer"), Err(WriteError::Exists)));
        assert!(matches!(disk.create(&real.join("out/new.toml"), b"new"), Err(WriteError::Outside)));
        assert_eq!(fs::read(&path)?, b"new");
        Ok(())
    }

    #[test]
    fn a_file_that_changed_keeps_its_bytes() -> io::Result<()> {
        let (_dir, real, disk) = folder(&["in"])?;
        let refused = disk.write(&real.join("in/a.go"), b"older", b"new");
        assert!(matches!(refused, Err(WriteError::Changed)));
        assert_eq!(fs::read(real.join("in/a.go"))?, b"old");
        assert_eq!(names(&real.join("in"))?, ["a.go"]);
        Ok(())
    }

    #[test]
    fn nothing_outside_the_roots_is_written() -> io::Result<()> {
        let (_dir, real, disk) = folder(&["in"])?;
        for path in ["out/b.go", "in/../out/b.go"] {
            assert!(matches!(disk.write(&real.join(path), b"old", b"new"), Err(WriteError::Outside)));
        }
        assert_eq!(fs::read(real.join("out/b.go"))?, b"old");
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_within_the_roots_only_and_stays_a_link() -> io::Result<()> {
        let (_dir, real, disk) = folder(&["in"])?;
        std::os::unix::fs::symlink("a.go", real.join("in/inner.go"))?;
        std::os::unix::fs::symlink("../out/b.go", real.join("in/outer.go"))?;
        disk.write(&real.join("in/inner.go"), b"old", b"new").map_err(io::Error::other)?;
        assert_eq!(fs::read(real.join("in/a.go"))?, b"new");
        assert!(fs::symlink_metadata(real.join("in/inner.go"))?.is_symlink());
        assert!(matches!(disk.write(&real.join("in/outer.go"), b"old", b"new"), Err(WriteError::Outside)));
        assert_eq!(fs::read(real.join("out/b.go"))?, b"old");
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn mode_bits_stay() -> io::Result<()> {
        use std::os::unix::fs::PermissionsExt;
        let (_dir, real, disk) = folder(&["in"])?;
        let path = real.join("in/a.go");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o751))?;
        disk.write(&path, b"old", b"new").map_err(io::Error::other)?;
        assert_eq!(fs::metadata(&path)?.permissions().mode() & 0o7777, 0o751);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444))?;
        assert!(matches!(disk.write(&path, b"new", b"newer"), Err(WriteError::ReadOnly)));
        Ok(())
    }
}
