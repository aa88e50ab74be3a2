//! The table of packages for command lines: where a program puts the functions that one run of the process calls once.

use std::sync::OnceLock;

use serde::Deserialize;

use super::{Package, Symbol};

const TABLE: &str = include_str!("std/commands.toml");

/// The table.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commands {
    #[serde(default, rename = "command")]
    rows: Vec<Row>,
}

/// Some types of commands, alike in how they get their functions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    /// Full names.
    names: Vec<String>,
    /// Fields that hold a function.
    #[serde(default)]
    fields: Vec<String>,
    /// Methods that are given one.
    #[serde(default)]
    methods: Vec<String>,
    /// Of an interface: the method that is the function, and those by which a type is known to implement it.
    implemented: Option<Implemented>,
    why: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Implemented {
    method: String,
    beside: Vec<String>,
}

impl Commands {
    /// The table that ships.
    pub fn get() -> &'static Self {
        static TABLE: OnceLock<Commands> = OnceLock::new();
        // A test holds the file to its form.
        TABLE.get_or_init(|| parse().unwrap_or_default())
    }

    /// Whether a field of some command may be so called.
    pub fn has_field(&self, field: &str) -> bool {
        self.rows.iter().any(|row| row.fields.iter().any(|f| f == field))
    }

    /// Whether a method of some command that is given a function may be so called.
    pub fn has_method(&self, method: &str) -> bool {
        self.rows.iter().any(|row| row.methods.iter().any(|m| m == method))
    }

    /// Whether what is put into a field of a type, or given to a method of it, is run as its command.
    pub fn runs(&self, type_name: &str, member: &str) -> bool {
        let is_it = |name: &String| name == member;
        self.rows
            .iter()
            .any(|row| row.names.iter().any(|n| n == type_name) && (row.fields.iter().any(is_it) || row.methods.iter().any(is_it)))
    }

    /// Whether a method is that by which a type of the package is run as a command.
    pub fn is_run(&self, package: &Package, receiver: &str, method: &str) -> bool {
        let names = || package.method_names(receiver);
        let imports = |path: &str| package.files().iter().any(|file| file.skim.imports.iter().any(|i| i.path == path));
        self.rows.iter().any(|row| {
            row.implemented.as_ref().is_some_and(|i| i.method == method && i.beside.iter().all(|m| names().iter().any(|n| *n == m)))
                && row.names.iter().any(|name| imports(Symbol::new(name).package()))
        })
    }
}

fn parse() -> Result<Commands, String> {
    let table: Commands = toml::from_str(TABLE).map_err(|e| e.to_string())?;
    match table.rows.iter().find(|row| row.why.trim().is_empty()) {
        Some(row) => Err(format!("no reason is given for {}", row.names.join(", "))),
        None => Ok(table),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_its_form() {
        let table = parse().expect("the table is right");
        assert!(table.rows.iter().all(|row| !row.fields.is_empty() || !row.methods.is_empty() || row.implemented.is_some()));
        assert!(table.runs("github.com/spf13/cobra.Command", "RunE"));
        assert!(table.runs("github.com/alecthomas/kingpin/v2.CmdClause", "Action"));
        assert!(!table.runs("github.com/spf13/cobra.Command", "Args"));
        assert!(!table.runs("net/http.Server", "Run"));
        assert!(table.has_field("Exec") && !table.has_field("Handler") && table.has_method("PreAction"));
    }
}
