//! The table of packages for command lines: where a program puts the functions that one run of the process calls once.

use std::sync::OnceLock;

use serde::Deserialize;

use super::{Package, Symbol};
use crate::syntax::has_identifier;

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
    /// Of what the package finds by reflection: the method that is the function, and the key of the tag on a field of such a type.
    tagged: Option<Tagged>,
    why: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Implemented {
    method: String,
    beside: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tagged {
    method: String,
    key: String,
    /// The call by which a program runs the one command that its arguments name: others may run many, one behind the other.
    by: String,
}

impl Tagged {
    /// Whether a line of a program gives a field of a type the tag: ``List listCommand `cmd:""` ``.
    fn is_on(&self, package: &Package, ty: &str) -> bool {
        let key = format!("{}:\"", self.key);
        let is_tag = |line: &str| {
            let Some((field, tag)) = line.split_once('`') else { return false };
            tag.split_whitespace().any(|pair| pair.starts_with(&key)) && has_identifier(field, ty)
        };
        let own = || package.files().iter().filter(|file| !file.is_test());
        &*package.name == "main" && own().any(|file| file.text.lines().any(is_tag)) && own().any(|file| file.text.contains(&self.by))
    }
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
        let is_implemented = |i: &Implemented| i.method == method && i.beside.iter().all(|m| names().iter().any(|n| *n == m));
        let is_tagged = |t: &Tagged| t.method == method && t.is_on(package, receiver);
        self.rows.iter().any(|row| {
            (row.implemented.as_ref().is_some_and(is_implemented) || row.tagged.as_ref().is_some_and(is_tagged))
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
        let has_function =
            |row: &Row| !row.fields.is_empty() || !row.methods.is_empty() || row.implemented.is_some() || row.tagged.is_some();
        assert!(table.rows.iter().all(has_function));
        assert!(table.runs("github.com/spf13/cobra.Command", "RunE"));
        assert!(table.runs("github.com/alecthomas/kingpin/v2.CmdClause", "Action"));
        assert!(!table.runs("github.com/spf13/cobra.Command", "Args"));
        assert!(!table.runs("net/http.Server", "Run"));
        assert!(table.has_field("Exec") && !table.has_field("Handler") && table.has_method("PreAction"));
    }
}
