//! Proves that what `new` starts builds and passes its tests.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::{name::Name, scaffold::scaffold};

/// A name that no transform has.
const NAME: &str = "scaffolded-example";

/// Copies the tree aside, starts a transform there, builds it and runs the tests that look at transforms. The build shares the
/// target folder of this tree, so that dependencies are not compiled again; the copy stands in it too, always at one place, so that
/// runs do not pile up what each of them built.
pub fn check_scaffold(root: &Path) -> Result<(), String> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let copy = Copy::of(root, target.join("scaffold-copy"))?;
    let name = Name::parse(NAME)?;
    scaffold(&copy.0, &name)?;
    let cargo = |args: &[&str]| {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        // The new fixture has no snapshot yet.
        command.args(args).current_dir(&copy.0).env("CARGO_TARGET_DIR", &target).env("INSTA_UPDATE", "always");
        let status = command.status().map_err(|e| format!("cargo {}: {e}", args.join(" ")))?;
        if status.success() { Ok(()) } else { Err(format!("the scaffold fails: cargo {}", args.join(" "))) }
    };
    cargo(&["fmt", "--all", "--check"])?;
    cargo(&["test", "--quiet", "--test", "transforms", "--test", "laws", "--test", "tidy"])
}

/// A copy of the tracked and new files, deleted in the end.
struct Copy(PathBuf);

impl Copy {
    fn of(root: &Path, to: PathBuf) -> Result<Self, String> {
        let listed = Command::new("git").args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).current_dir(root).output();
        let listed = listed.map_err(|e| format!("git ls-files: {e}"))?;
        if !listed.status.success() {
            return Err(format!("git ls-files: {}", String::from_utf8_lossy(&listed.stderr).trim()));
        }
        let copy = Self(to);
        copy.delete().map_err(|e| format!("{}: {e}", copy.0.display()))?;
        for path in String::from_utf8_lossy(&listed.stdout).split('\0').filter(|p| !p.is_empty()) {
            let (from, to) = (root.join(path), copy.0.join(path));
            if !from.is_file() {
                continue;
            }
            let parent = to.parent().unwrap_or(&copy.0);
            fs::create_dir_all(parent).and_then(|()| fs::copy(&from, &to)).map_err(|e| format!("{path}: {e}"))?;
        }
        Ok(copy)
    }

    fn delete(&self) -> std::io::Result<()> {
        if self.0.exists() { fs::remove_dir_all(&self.0) } else { Ok(()) }
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        // Where it stays behind the next run deletes it.
        let _ = self.delete();
    }
}
