use std::{
    fs,
    io::{self, Read, Seek, Write},
    path::Path,
};

/// A file of lines that only ever grows: a line is there whole, on the disk, or not at all.
#[derive(Debug)]
pub struct Ledger {
    file: fs::File,
}

impl Ledger {
    /// Makes one that is not there yet.
    ///
    /// # Errors
    /// When it is there, or the file system refuses.
    pub fn create(path: &Path) -> io::Result<Self> {
        let file = fs::OpenOptions::new().append(true).create_new(true).open(path)?;
        if let Some(folder) = path.parent() {
            sync_folder(folder)?;
        }
        Ok(Self { file })
    }

    /// The lines of one that is there. What a writer left half written when it was killed was never there.
    ///
    /// # Errors
    /// As of the file system.
    pub fn read(path: &Path) -> io::Result<Vec<String>> {
        let text = String::from_utf8_lossy(&fs::read(path)?).into_owned();
        let whole = text.rfind('\n').map_or("", |end| &text[..end]);
        Ok(whole.lines().map(str::to_owned).collect())
    }

    /// Opens one that is there, to add to it.
    ///
    /// # Errors
    /// As of the file system.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut file = fs::OpenOptions::new().read(true).append(true).open(path)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let whole = bytes.iter().rposition(|b| *b == b'\n').map_or(0, |end| end + 1);
        if whole < bytes.len() {
            file.set_len(whole as u64)?;
            file.seek(io::SeekFrom::End(0))?;
        }
        Ok(Self { file })
    }

    /// Adds a line. When this returns it is on the disk.
    ///
    /// # Errors
    /// As of the file system; a part of the line may be there then, which nobody will read.
    pub fn add(&mut self, line: &str) -> io::Result<()> {
        let before = self.file.metadata()?.len();
        let added = self.file.write_all(format!("{line}\n").as_bytes()).and_then(|()| self.file.sync_data());
        if added.is_err() {
            let _ = self.file.set_len(before);
        }
        added
    }
}

/// A lock that one process holds at a time, and that ends with it and those it shares it with.
#[derive(Debug)]
pub struct Lock {
    file: fs::File,
}

impl Lock {
    /// Takes it; None where another process has it.
    ///
    /// # Errors
    /// As of the file system.
    pub fn take(path: &Path) -> io::Result<Option<Self>> {
        let file = fs::OpenOptions::new().create(true).truncate(false).read(true).write(true).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { file })),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            Err(fs::TryLockError::Error(e)) => Err(e),
        }
    }

    /// Its file: a process that was started with it holds the lock until it ends, too.
    pub(super) fn share(&self) -> io::Result<fs::File> {
        self.file.try_clone()
    }
}

/// Files that take another's place when they are whole; the dot keeps the go command away.
pub(super) fn temporary() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY.0).suffix(TEMPORARY.1);
    builder
}

const TEMPORARY: (&str, &str) = (".caulk-", ".tmp");

/// Takes away the files in a folder that a killed run was writing when it was killed. One that another run is writing is lost to it, and the
/// file whose place it was to take stays as it is.
pub fn sweep_temporary(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let is_ours = entry.file_name().to_str().is_some_and(|n| n.starts_with(TEMPORARY.0) && n.ends_with(TEMPORARY.1));
        if is_ours && entry.file_type().is_ok_and(|t| t.is_file()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// So that a name is on the disk with what it names.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { fs::File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Puts a whole file where it is not or another stands, at once; a symbolic link stays one. What is no regular file (a pipe, a terminal) is
/// written to.
///
/// # Errors
/// As of the file system; what stood there stands there then.
pub fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if fs::metadata(&path).is_ok_and(|meta| !meta.is_file()) {
        return fs::OpenOptions::new().write(true).open(&path)?.write_all(bytes);
    }
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let mut file = temporary().tempfile_in(folder)?;
    file.write_all(bytes)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.as_file().set_permissions(fs::Permissions::from_mode(0o644))?;
    }
    file.as_file().sync_all()?;
    file.persist(&path).map_err(|e| e.error)?;
    sync_folder(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_half_written_was_never_there() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("ledger");
        let mut ledger = Ledger::create(&path)?;
        ledger.add("one")?;
        ledger.add("two")?;
        fs::OpenOptions::new().append(true).open(&path)?.write_all(b"thr")?;
        assert_eq!(Ledger::read(&path)?, ["one", "two"]);
        let mut ledger = Ledger::open(&path)?;
        ledger.add("four")?;
        assert_eq!(Ledger::read(&path)?, ["one", "two", "four"]);
        assert!(Ledger::create(&path).is_err(), "it is there");
        Ok(())
    }

    #[test]
    fn one_holds_the_lock() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("lock");
        let lock = Lock::take(&path)?;
        assert!(lock.is_some() && Lock::take(&path)?.is_none());
        drop(lock);
        assert!(Lock::take(&path)?.is_some());
        Ok(())
    }
}
