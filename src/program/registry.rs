//! The registry of resources: what acquires, what is held, what releases it. Rows are owned data that unites the
//! transforms' tables, the user's and learned ones, all of one form (`[[resource]]`).

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use super::{CloseErrors, Position, Symbol, UserTable, registry_table};

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

impl Level {
    /// The word that documents and reports have for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Leak => "leak",
            Self::Hygiene => "hygiene",
            Self::Note => "note",
        }
    }
}

/// Where the acquiring call puts what is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValueAt {
    Result(usize),
    Receiver,
    Argument(usize),
}

/// What says that a file is opened to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WrittenWhen {
    Always,
    /// The flags in this argument of the acquiring call: `O_WRONLY`, `O_RDWR`.
    Flags(usize),
}

/// How the value is released.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Release {
    /// A method, perhaps of a field: `Close` is `["Close"]`, `Body.Close` is `["Body", "Close"]`.
    Method(Vec<String>),
    /// The value is a function that is called: `()`, or with these arguments: `(nil)`.
    Call(String),
    /// A package's function that is called with the value: `os/signal.Stop(_)`.
    Function(Symbol),
}

impl Release {
    /// The name of the method.
    pub fn method(&self) -> Option<&str> {
        match self {
            Self::Method(path) => path.last().map(String::as_str),
            Self::Call(_) | Self::Function(_) => None,
        }
    }
}

/// What tells by false, or by an error, that a value has nothing more to give, and is released.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Exhaustion {
    /// A method of the value: `Next` of rows.
    Method(String),
    /// Methods whose error says so: `Recv` of a stream.
    Error(Vec<String>),
    /// Another result of the acquiring call, a function, by the last of its own results: `next` of `iter.Pull`.
    Result(usize),
    /// Functions and methods that are given what is released, and read it to its end: `io.ReadAll`. Nothing of it stays then, though
    /// its release is asked for all the same.
    Calls(Vec<Symbol>),
}

/// What a second release does, where another path releases as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReleaseAfter {
    /// It fails, or ends what is another's by then.
    Harmful,
    /// Nothing (`tx.Rollback()` behind `tx.Commit()`); people defer it all the same.
    Harmless,
    /// Nothing (`cancel()`, `timer.Stop()`); it is deferred where it can't stand at the exits alone that forget it.
    Idle,
}

/// Where the other end of a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Peer {
    /// Another result of the acquiring call, of a pipe.
    Result(usize),
    /// In another process, or another part of a test.
    Remote,
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
    /// The field by which it is released may be nil, where something made it by hand: a response that a test's transport gives back.
    pub field_may_be_nil: bool,
    /// Methods and fields that hand out what is released, so that a release may come too early wherever one is called (`Fd`).
    pub exposes: Vec<String>,
    /// The field from whose channel one receive leaves nothing to release (`C` of a timer), and the method that arms it again.
    pub spent_by: Option<String>,
    pub armed_by: Option<String>,
    /// The argument of the acquiring call that the release takes, too: the context of a pgx transaction.
    pub release_argument: Option<usize>,
    /// What a second release does, where other paths release it as well.
    pub release_after: ReleaseAfter,
    /// What releases it by itself once it says that there is no more.
    pub exhausted_by: Option<Exhaustion>,
    /// Methods that fail only where it is released already: `Columns` of rows.
    pub fails_when_released: Vec<String>,
    /// It is a text, a path: who reads it may have a copy, and who prints it shows it to people.
    pub is_text: bool,
    /// Callees of which nothing is known do no more than ask what derives from it: the address of a test's server.
    pub callees_only_ask: bool,
    /// Methods of which nothing is known do no more than use it: none takes it over.
    pub methods_only_use: bool,
    /// What the acquiring call is given, a context or a connection, with whose end it is released as well.
    pub ends_with: Option<Position>,
    /// Why no release can be written for it, where none can: a `Scan` must know what to scan into.
    pub no_fix: Option<String>,
    /// Its release tells when something was over (a span's `End`): it must not come later than the block ends in which it is acquired.
    pub is_timed: bool,
    /// It does nothing by itself, and serves nobody but whoever holds it: where nobody keeps it, it can be released at once.
    pub is_inert: bool,
    /// Releasing at the function's end changes more than the resource (`signal.Stop` gives SIGINT its deadly default back).
    pub release_is_felt: bool,
    /// The method that completes what was written, where that is no release: a writer that is not closed holds nothing, and what it was
    /// to write is not whole.
    pub committed_by: Option<String>,
    /// The method that ends what goes on by itself, without which the release would wait for it: `Process.Kill` of a command.
    pub stopped_by: Option<Vec<String>>,
    /// The field of the value which says, once it is set, that it may be meant to go on by itself: `SysProcAttr` of a command.
    pub detached_by: Option<String>,
    /// Who sees that it is released: whoever has the other end.
    pub peer: Option<Peer>,
    /// What says that it is written, so that its release may return the error of a write.
    pub written: Option<WrittenWhen>,
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

impl std::fmt::Display for RegistryError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.origin, self.line, self.message)
    }
}

impl std::error::Error for RegistryError {}

/// A name in source text that may acquire: what the prefilter looks for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Word {
    /// The bare name: `Open`, `Do`. In source it stands behind a dot (or alone under a dot import).
    pub name: String,
    /// The import path, of a package's function; None of a method, whose package need not be imported.
    pub package: Option<String>,
    /// How many results the call has at least: a statement that takes fewer makes no such call.
    pub results: usize,
    /// The methods that give back what the call takes of its receiver; none where it hands out a value.
    pub gives_back: Vec<String>,
}

/// All rows.
#[derive(Clone, Debug, Default)]
pub struct ResourceRegistry {
    rows: Vec<Resource>,
    /// Of each row, its table and its line there.
    origins: Vec<(Arc<str>, usize)>,
    /// Rows by [`Symbol::key`], in the order in which they were added.
    by_symbol: HashMap<String, Vec<usize>>,
    /// The bare names by which a transform's rows acquire.
    names: HashMap<String, HashSet<String>>,
    /// The types that rows tell.
    types: HashSet<String>,
    /// What acquires nothing, whatever rows and sources say, by [`Symbol::key`].
    never: HashSet<String>,
    close_errors: CloseErrors,
}

impl ResourceRegistry {
    /// Adds the rows of a table in TOML (`[[resource]]`), for the transform `rule`. A row may name another transform by a
    /// key `rule`, as users' tables do. A row replaces those that were added before for the same transform, name and value.
    ///
    /// # Errors
    /// When the text is no TOML, or a row has an unknown key, or lacks one, or a value has the wrong form.
    pub fn add_table(&mut self, rule: &str, origin: &str, toml: &str) -> Result<(), RegistryError> {
        let known = self.rows.len();
        let table: Arc<str> = origin.into();
        for (line, row) in registry_table::parse(rule, origin, toml)? {
            self.add(row, known);
            self.origins.push((Arc::clone(&table), line));
        }
        Ok(())
    }

    /// Adds the rows of a user's table that are for one of these transforms, and all that it silences.
    pub fn add_user_table(&mut self, table: &UserTable, rules: &[&str]) {
        let known = self.rows.len();
        for (line, row) in table.rows.iter().filter(|(_, row)| rules.contains(&row.rule.as_str())) {
            self.add(row.clone(), known);
            self.origins.push((Arc::clone(&table.origin), *line));
        }
        self.close_errors = table.close_errors;
        self.never.extend(table.never.iter().map(|symbol| symbol.key().into_owned()));
    }

    /// Adds one row; those from before the row `known` give way to it.
    fn add(&mut self, row: Resource, known: usize) {
        let new = self.rows.len();
        for symbol in &row.acquire {
            self.names.entry(row.rule.clone()).or_default().insert(symbol.name().to_owned());
            let at = self.by_symbol.entry(symbol.key().into_owned()).or_default();
            at.retain(|&old| {
                let old_row = &self.rows[old];
                old >= known || old_row.rule != row.rule || old_row.value != row.value
            });
            if !at.contains(&new) {
                at.push(new);
            }
        }
        self.types.extend(row.type_name.clone().filter(|t| t.contains('.')));
        self.rows.push(row);
    }

    /// What the user wants to become of errors that closing a written file returns.
    pub fn close_errors(&self) -> CloseErrors {
        self.close_errors
    }

    /// All rows, in the order in which they were added.
    pub fn rows(&self) -> &[Resource] {
        &self.rows
    }

    /// Where an equal row stands: its table's name, and its line there.
    pub fn origin(&self, row: &Resource) -> Option<(&str, usize)> {
        let at = self.rows.iter().rposition(|r| r == row)?;
        self.origins.get(at).map(|(table, line)| (&**table, *line))
    }

    /// The transforms that rows name, sorted.
    pub fn rules(&self) -> Vec<&str> {
        self.rows.iter().map(|r| r.rule.as_str()).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The rows that a transform judges.
    pub fn of<'a>(&'a self, rule: &str) -> Vec<&'a Resource> {
        self.rows.iter().filter(|r| r.rule == rule).collect()
    }

    /// The row of a transform that a symbol acquires by. Receivers may be spelled with or without `(*…)`.
    pub fn find(&self, rule: &str, symbol: &Symbol) -> Option<&Resource> {
        self.acquired_by(symbol).find(|r| r.rule == rule)
    }

    /// All rows of a transform that a symbol acquires by: `os.Pipe` hands out two files.
    pub fn find_all<'a>(&'a self, rule: &str, symbol: &Symbol) -> impl Iterator<Item = &'a Resource> {
        self.acquired_by(symbol).filter(move |r| r.rule == rule)
    }

    /// The rows of all transforms that a symbol acquires by.
    pub fn acquired_by<'a>(&'a self, symbol: &Symbol) -> impl Iterator<Item = &'a Resource> + use<'a> {
        let rows = self.by_symbol.get(&*symbol.key()).filter(|_| !self.is_silenced(symbol));
        rows.into_iter().flatten().map(|&i| &self.rows[i])
    }

    /// Whether the user says that a function or method hands out nothing to release.
    pub fn is_silenced(&self, symbol: &Symbol) -> bool {
        !self.never.is_empty() && self.never.contains(&*symbol.key())
    }

    /// Whether any row acquires by a function or method of this bare name.
    pub fn names_any(&self, name: &str) -> bool {
        self.names.values().any(|names| names.contains(name))
    }

    /// Whether values of a type, as Go writes it with full import paths, are what some row holds.
    pub fn has_type(&self, ty: &str) -> bool {
        self.types.contains(ty)
    }

    /// Whether any row of a transform acquires by a function or method of this bare name.
    pub fn has_name(&self, rule: &str, name: &str) -> bool {
        self.names.get(rule).is_some_and(|names| names.contains(name))
    }

    /// The words of the given transforms' rows, sorted, without doubles.
    pub fn words(&self, rules: &[&str]) -> Vec<Word> {
        let mut words: BTreeMap<(String, Option<String>, Vec<String>), usize> = BTreeMap::new();
        for row in self.rows.iter().filter(|r| rules.contains(&r.rule.as_str())) {
            let value = match row.value {
                ValueAt::Result(n) => Some(n),
                ValueAt::Receiver | ValueAt::Argument(_) => None,
            };
            let results = row.error.max(value).map_or(0, |last| last + 1);
            let gives_back: Vec<String> = match row.value {
                // What is taken without fail, as a lock is, and given back or meant to be kept.
                ValueAt::Receiver if row.error.is_none() => row.release.iter().filter_map(Release::method).map(str::to_owned).collect(),
                ValueAt::Receiver | ValueAt::Result(_) | ValueAt::Argument(_) => Vec::new(),
            };
            for symbol in row.acquire.iter().filter(|s| !self.is_silenced(s)) {
                let package = symbol.receiver().is_none().then(|| symbol.package().to_owned());
                let least = words.entry((symbol.name().to_owned(), package, gives_back.clone())).or_insert(results);
                *least = results.min(*least);
            }
        }
        words.into_iter().map(|((name, package, gives_back), results)| Word { name, package, results, gives_back }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = r#"
[[resource]]
acquire = ["net/http.Get", "net/http.(*Client).Do"]
error = "result 1"
release = "Body.Close"
name = "resp"
type = "*net/http.Response"
why = "an unread body pins its connection"

[[resource]]
acquire = "context.WithCancel"
value = "result 1"
release = ["()"]
dependents = ["result 0"]
level = "hygiene"
name = "cancel"
why = "the child stays registered with its parent"

[[resource]]
acquire = "os.Pipe"
value = "result 0"
release = "Close"
name = "r"
nil-safe = true
why = "a descriptor"

[[resource]]
acquire = "os.Pipe"
value = "result 1"
release = "Close"
name = "w"
why = "a descriptor"
"#;

    fn registry() -> ResourceRegistry {
        let mut registry = ResourceRegistry::default();
        registry.add_table("r", "table", TABLE).expect("a table of the right form");
        registry
    }

    #[test]
    fn rows_are_read() {
        let registry = registry();
        let get = registry.find("r", &Symbol::new("net/http.Client.Do")).expect("found without the pointer");
        assert_eq!(get.value, ValueAt::Result(0));
        assert_eq!(get.error, Some(1));
        assert_eq!(get.release, [Release::Method(vec!["Body".into(), "Close".into()])]);
        assert_eq!(get.type_name.as_deref(), Some("*net/http.Response"));
        let cancel = registry.find("r", &Symbol::new("context.WithCancel")).expect("found");
        assert_eq!((cancel.value, cancel.level), (ValueAt::Result(1), Level::Hygiene));
        assert_eq!((&cancel.release[..], &cancel.dependents[..]), (&[Release::Call(String::new())][..], &[0][..]));
        assert!(registry.find("other", &Symbol::new("net/http.Get")).is_none());
        assert!(registry.find("r", &Symbol::new("http.Get")).is_none());
        assert_eq!(
            registry.find_all("r", &Symbol::new("os.Pipe")).map(|r| r.value).collect::<Vec<_>>(),
            [ValueAt::Result(0), ValueAt::Result(1)]
        );
    }

    #[test]
    fn words_tell_methods_from_functions() {
        let word = |name: &str, package: Option<&str>, results| Word {
            name: name.into(),
            package: package.map(Into::into),
            results,
            gives_back: Vec::new(),
        };
        assert_eq!(
            registry().words(&["r", "s"]),
            [word("Do", None, 2), word("Get", Some("net/http"), 2), word("Pipe", Some("os"), 1), word("WithCancel", Some("context"), 2)]
        );
        assert_eq!(registry().words(&["s"]), []);
    }

    #[test]
    fn a_later_table_replaces_rows() {
        let mut registry = registry();
        let row = "[[resource]]\nrule = \"r\"\nacquire = \"os.Pipe\"\nname = \"mine\"\nwhy = \"w\"\n";
        registry.add_table("", "caulk.toml", row).expect("good");
        let names: Vec<_> = registry.find_all("r", &Symbol::new("os.Pipe")).map(|r| r.name.as_str()).collect();
        assert_eq!(names, ["w", "mine"]);
    }

    #[test]
    fn what_a_user_silences_acquires_nothing() {
        let mut registry = registry();
        let text = "never = [\"net/http.(*Client).Do\", \"os.Pipe\"]\n\n[[resource]]\nacquire = \"a.B\"\nwhy = \"w\"\n\n[[resource]]\nrule = \"s\"\nacquire = \"a.C\"\nwhy = \"w\"\n";
        registry.add_user_table(&UserTable::parse("r", &|_| Ok(()), "caulk.toml", text).expect("good"), &["r"]);
        assert!(registry.find("r", &Symbol::new("net/http.Client.Do")).is_none());
        assert!(registry.find("r", &Symbol::new("net/http.Get")).is_some(), "the row's other names stay");
        assert!(registry.is_silenced(&Symbol::new("os.Pipe")) && !registry.is_silenced(&Symbol::new("a.B")));
        assert!(registry.find("s", &Symbol::new("a.C")).is_none(), "nobody asked for that transform");
        let row = registry.find("r", &Symbol::new("a.B")).expect("the user's row");
        assert_eq!(registry.origin(row), Some(("caulk.toml", 3)));
        let words: Vec<String> = registry.words(&["r"]).into_iter().map(|w| w.name).collect();
        assert_eq!(words, ["B", "Get", "WithCancel"]);
    }
}
