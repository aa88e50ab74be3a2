use std::path::{Path, PathBuf};

/// The file of this name that is nearest to a folder: in it, or in one above.
pub fn nearest(folder: &Path, name: &str) -> Option<PathBuf> {
    folder.ancestors().map(|dir| dir.join(name)).find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use std::{fs, io};

    use super::*;

    #[test]
    fn the_nearest_wins() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let deep = dir.path().join("a/b/c");
        fs::create_dir_all(&deep)?;
        fs::write(dir.path().join("name.of.a.test"), "")?;
        assert_eq!(nearest(&deep, "name.of.a.test"), Some(dir.path().join("name.of.a.test")));
        fs::create_dir(deep.join("name.of.a.test"))?;
        fs::write(dir.path().join("a/name.of.a.test"), "")?;
        assert_eq!(nearest(&deep, "name.of.a.test"), Some(dir.path().join("a/name.of.a.test")), "a folder is none");
        assert_eq!(nearest(&deep, "no.such.name"), None);
        Ok(())
    }
}
