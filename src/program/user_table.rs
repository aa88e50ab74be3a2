//! What a user's caulk.toml says of resources: rows of the same form as the transforms' own, and names that acquire nothing.

use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use super::{
    Resource, Symbol, ValueAt,
    registry::RegistryError,
    registry_table::{self, Lines, Mistake, Row},
};

/// The rows of a caulk.toml, what its `never` names, and what it says of errors that are dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserTable {
    /// The file as it is shown to people.
    pub(super) origin: Arc<str>,
    /// Each with its line.
    pub(super) rows: Vec<(usize, Resource)>,
    pub(super) never: Vec<Symbol>,
    pub(super) close_errors: CloseErrors,
}

/// What is to become of the error that closing a written file returns, where the code drops it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CloseErrors {
    #[default]
    Ignore,
    Report,
    /// The function returns it, beside the error that it returns anyway.
    Join,
}

/// Other keys are read, and judged, by whoever they are for.
#[derive(Deserialize)]
struct Table {
    #[serde(default)]
    resource: Vec<Spanned<Row>>,
    #[serde(default)]
    never: Vec<Spanned<String>>,
    #[serde(default, rename = "file-close-errors")]
    close_errors: CloseErrors,
}

impl UserTable {
    /// Reads the keys `resource`, `never` and `file-close-errors`. Rows without a key `rule` are for the transform `rule`; `known` says what is wrong
    /// with the name of one.
    ///
    /// # Errors
    /// The first mistake.
    pub fn parse(rule: &str, known: &dyn Fn(&str) -> Result<(), String>, origin: &str, text: &str) -> Result<Self, RegistryError> {
        let table: Table = toml::from_str(text).map_err(|e| RegistryError::of_toml(origin, text, &e))?;
        let lines = Lines { origin, text };
        for rule in table.resource.iter().filter_map(|row| row.get_ref().rule.as_ref()) {
            let mistake = |message| Mistake { at: rule.span().start, message: format!("`rule`: {message}") };
            known(rule.get_ref()).map_err(|message| lines.error(mistake(message)))?;
        }
        let never = |name: &Spanned<String>| registry_table::symbol(name.get_ref(), name.span(), "never");
        Ok(Self {
            origin: origin.into(),
            rows: registry_table::rows(rule, &table.resource, lines)?,
            never: table.never.iter().map(never).collect::<Result<_, _>>().map_err(|m| lines.error(m))?,
            close_errors: table.close_errors,
        })
    }

    /// The rows, in the order in which they stand.
    pub fn rows(&self) -> impl Iterator<Item = &Resource> {
        self.rows.iter().map(|(_, row)| row)
    }

    /// Whether a row says that this result of a function or method is to be released.
    pub fn acquires(&self, symbol: &Symbol, result: usize) -> bool {
        self.rows().any(|row| row.value == ValueAt::Result(result) && row.acquire.iter().any(|s| s.key() == symbol.key()))
    }

    /// What `never` names alone.
    pub fn without_rows(&self) -> Self {
        Self { rows: Vec::new(), ..self.clone() }
    }

    /// Whether `never` names a function or method.
    pub fn silences(&self, symbol: &Symbol) -> bool {
        self.never.iter().any(|n| n.key() == symbol.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_names_are_read() {
        let text = "select = [\"all\"]\nnever = [\"os.Open\", \"example.com/m.(*T).Get\"]\n\n[[resource]]\nacquire = \"example.com/m.New\"\nrelease = \"Stop\"\nwhy = \"w\"\n";
        let table = UserTable::parse("unclosed-closer", &|_| Ok(()), "caulk.toml", text).expect("a table of the right form");
        assert_eq!(table.rows().map(|row| row.rule.as_str()).collect::<Vec<_>>(), ["unclosed-closer"]);
        for name in ["os.Open", "example.com/m.T.Get", "example.com/m.(*T).Get"] {
            assert!(table.silences(&Symbol::new(name)), "{name}");
        }
        assert!(!table.silences(&Symbol::new("os.OpenFile")));
    }

    #[test]
    fn mistakes_name_line_and_key() {
        let known = |rule: &str| if rule == "r" { Ok(()) } else { Err(format!("no rule named {rule:?}")) };
        let fails = |text: &str| UserTable::parse("r", &known, "caulk.toml", text).expect_err(text).to_string();
        assert_eq!(
            fails("\nnever = [\"Open\"]\n"),
            "caulk.toml:2: `never`: `Open` is not a full name such as `os.Open` or `net/http.(*Client).Do`"
        );
        assert_eq!(
            fails("file-close-errors = \"fix\"\n"),
            "caulk.toml:1: `file-close-errors`: unknown variant `fix`, expected one of `ignore`, `report`, `join`"
        );
        assert_eq!(fails("never = 3\n"), "caulk.toml:1: `never`: invalid type: integer `3`, expected a sequence");
        assert_eq!(
            fails("[[resource]]\nacquire = \"a.B\"\nwhy = \"w\"\nnil-safe = \"yes\"\n"),
            "caulk.toml:4: `nil-safe`: invalid type: string \"yes\", expected a boolean"
        );
        assert_eq!(fails("[[resource]]\nacquire = \"a.B\"\nwhy = \"w\"\nrule = \"s\"\n"), "caulk.toml:4: `rule`: no rule named \"s\"");
        assert_eq!(fails("[[resource]]\nacquire = \"a.B\"\n"), "caulk.toml:1: missing field `why`");
    }
}
