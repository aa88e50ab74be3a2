//! `caulk.toml`: what stands in for flags that are not given, and the user's resources.

use std::path::{Path, PathBuf};

use serde::{Deserialize, de::IgnoredAny};
use toml::Spanned;

use super::{
    args::go_version,
    select::{named, nearest},
};
use crate::{
    files::{self, Disk, Roots},
    program::{GoVersion, RegistryError, UserTable},
    report::View,
    text::Sources,
    transforms::ALL,
};

/// The file's name.
pub(super) const NAME: &str = "caulk.toml";

/// The rule that judges the rows that name none.
pub(super) const DEFAULT_RULE: &str = "unclosed-closer";

/// What a file says; the defaults where there is none.
#[derive(Debug, Default)]
pub(super) struct Settings {
    pub(super) select: Vec<String>,
    pub(super) ignore: Vec<String>,
    pub(super) go: Option<GoVersion>,
    pub(super) table: UserTable,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    select: Vec<Spanned<String>>,
    #[serde(default)]
    ignore: Vec<Spanned<String>>,
    go: Option<Spanned<String>>,
    // Read as a table of resources.
    #[serde(rename = "never")]
    _never: Option<IgnoredAny>,
    #[serde(rename = "file-close-errors")]
    _close_errors: Option<IgnoredAny>,
    #[serde(rename = "resource")]
    _resource: Option<IgnoredAny>,
}

/// Which file to read.
#[derive(Clone, Debug, Default, PartialEq, Eq, clap::Args)]
pub(super) struct Choice {
    /// Take settings from this file rather than from the nearest caulk.toml upwards
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Read no caulk.toml
    #[arg(long, conflicts_with = "config")]
    pub(super) no_config: bool,
}

impl Choice {
    /// The file's path where there is one; `from` is the folder where the search begins.
    pub(super) fn path(&self, working_folder: &Path, from: &Path) -> Option<PathBuf> {
        match &self.config {
            Some(path) => Some(working_folder.join(path)),
            None if self.no_config => None,
            None => files::nearest(from, NAME),
        }
    }

    /// What the file says.
    ///
    /// # Errors
    /// A sentence for people: what can't be read, or what is wrong, and in which line.
    pub(super) fn settings(&self, working_folder: &Path, from: &Path) -> Result<Settings, String> {
        let Some(path) = self.path(working_folder, from) else { return Ok(Settings::default()) };
        let disk = Disk::new(Roots::default());
        let shown = View::new(working_folder, &disk).path(&path);
        let bytes = disk.read(&path).map_err(|e| format!("{shown}: {}", files::explain(&e)))?;
        let text = std::str::from_utf8(&bytes).map_err(|_| format!("{shown}: not UTF-8, as TOML must be"))?;
        Settings::parse(&shown, text).map_err(|e| e.to_string())
    }
}

impl Settings {
    fn parse(shown: &str, text: &str) -> Result<Self, RegistryError> {
        let file: File = toml::from_str(text).map_err(|e| RegistryError::of_toml(shown, text, &e))?;
        let ids = || ALL.iter().map(|t| t.id);
        let known = |rule: &str| match nearest(rule, ids()) {
            _ if ids().any(|id| id == rule) => Ok(()),
            Some(near) => Err(format!("no rule named {rule:?}; did you mean {near:?}?")),
            None => Err(format!("no rule named {rule:?}; `caulk rules` lists them")),
        };
        let table = UserTable::parse(DEFAULT_RULE, &known, shown, text)?;
        let wrong = |line: usize, message: String| RegistryError { origin: shown.to_owned(), line, message };
        let line = |value: &Spanned<String>| 1 + text[..value.span().start].matches('\n').count();
        let rules = |key: &str, names: &[Spanned<String>]| {
            let known = |name: &Spanned<String>| match named(name.get_ref()) {
                Ok(_) => Ok(name.get_ref().clone()),
                Err(e) => Err(wrong(line(name), format!("`{key}`: {e}"))),
            };
            names.iter().map(known).collect::<Result<Vec<_>, _>>()
        };
        let select = rules("select", &file.select)?;
        let ignore = rules("ignore", &file.ignore)?;
        let go = file.go.as_ref().map(|go| go_version(go.get_ref()).map_err(|e| wrong(line(go), format!("`go`: {e}")))).transpose()?;
        Ok(Self { select, ignore, go, table })
    }
}
