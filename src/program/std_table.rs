//! The hand-written table of what common functions do with what they are given: the standard library's, and some others'.
//!
//! Its rows stand in `std/*.toml`, each with its reason. A row that says "reads" must be true always.

use std::{collections::HashMap, sync::OnceLock};

use super::{
    GoVersion, Symbol, Type,
    api::Api,
    std_rows::{self, Rows},
};

/// Something a call is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Position {
    Receiver,
    /// From 0; the arguments of a variadic parameter all have that parameter's row.
    Argument(usize),
}

/// What a call does with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Used during the call only.
    Reads,
    /// Called before the call returns, where it is a function.
    Runs,
    /// These results live off it (`bufio.NewScanner(f)`), and it is not released through them.
    Borrows(Vec<usize>),
    /// These results own it (`tls.Client(conn, …)`): releasing one of them releases it.
    Owns(Vec<usize>),
    /// The receiver goes on with it (`r.Reset(f)`), and does not release it.
    Joins,
    /// Filled by the call: where it is a view, it lives off the receiver (`rows.Scan(&raw)`).
    Fills,
    /// Kept beyond the call by something else (`log.SetOutput(f)`).
    Keeps,
    /// Released by the call, or by what the call starts.
    Releases,
}

/// What may be known of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Known {
    Nil,
    NotNil,
    True,
    False,
}

impl Known {
    pub fn opposite(self) -> Self {
        match self {
            Self::Nil => Self::NotNil,
            Self::NotNil => Self::Nil,
            Self::True => Self::False,
            Self::False => Self::True,
        }
    }
}

/// What a row says of a function, or of all that have no row of their own.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Row {
    pub receiver: Option<Effect>,
    /// Of arguments that are not listed.
    pub arguments: Option<Effect>,
    pub listed: Vec<(usize, Effect)>,
    pub never_returns: bool,
    /// It returns only where this argument is so.
    pub returns_if: Option<(usize, Known)>,
    /// What is kept is kept until this function is called, and a context that is made lasts until then.
    pub until: Option<Symbol>,
    /// A release that frees nothing which would not be collected anyway.
    pub frees_nothing: bool,
    /// From this version on its error is always nil.
    pub never_fails: Option<GoVersion>,
    /// Of functions outside of the standard library.
    pub results: Option<Vec<Type>>,
}

impl Row {
    fn effect(&self, position: Position) -> Option<&Effect> {
        match position {
            Position::Receiver => self.receiver.as_ref(),
            Position::Argument(at) => {
                let listed = self.listed.iter().find(|(index, _)| *index == at);
                listed.map(|(_, effect)| effect).or(self.arguments.as_ref())
            }
        }
    }
}

/// The table.
#[derive(Debug, Default)]
pub struct StdTable {
    /// By [`Symbol::key`], with the symbol as it is spelled.
    pub(super) functions: HashMap<String, (Symbol, Row)>,
    /// Methods without a row of their own, by the full name of their type.
    pub(super) types: HashMap<String, Row>,
    /// Functions without a row of their own, by import path.
    pub(super) packages: HashMap<String, Row>,
    /// By `type.field`.
    pub(super) fields: HashMap<String, Effect>,
}

/// The files of the table.
pub(super) const FILES: &[(&str, &str)] = &[
    ("std/core.toml", include_str!("std/core.toml")),
    ("std/data.toml", include_str!("std/data.toml")),
    ("std/io.toml", include_str!("std/io.toml")),
    ("std/net.toml", include_str!("std/net.toml")),
    ("std/sql.toml", include_str!("std/sql.toml")),
    ("std/thirdparty.toml", include_str!("std/thirdparty.toml")),
];

impl StdTable {
    /// The table that ships.
    pub fn get() -> &'static Self {
        static TABLE: OnceLock<StdTable> = OnceLock::new();
        TABLE.get_or_init(|| {
            let mut table = Self::default();
            for (_, text) in FILES {
                // A test holds every file to its form.
                if let Ok(rows) = std_rows::parse(text) {
                    table.add(rows);
                }
            }
            table
        })
    }

    fn add(&mut self, rows: Rows) {
        for (name, row) in rows.functions {
            let symbol = Symbol::new(&name);
            self.functions.insert(symbol.key().into_owned(), (symbol, row));
        }
        self.types.extend(rows.types);
        self.packages.extend(rows.packages);
        self.fields.extend(rows.fields);
    }

    /// What the function does with what it is given there; None where the table is silent.
    pub fn effect(&self, callee: &Symbol, position: Position) -> Option<Effect> {
        let position = match position {
            Position::Argument(at) => Position::Argument(parameter(callee, at)),
            Position::Receiver => Position::Receiver,
        };
        let own = self.functions.get(&*callee.key()).and_then(|(_, row)| row.effect(position));
        let default = || match callee.receiver() {
            Some(receiver) => self.types.get(&format!("{}.{receiver}", callee.package())),
            None => self.packages.get(callee.package()),
        };
        own.or_else(|| default()?.effect(position)).cloned()
    }

    /// What reading a field of a value does: a result of [`Effect::Borrows`] lives off the value (`resp.Body`, `t.C`,
    /// `cmd.Process`), [`Effect::Reads`] is a plain copy (`resp.StatusCode`). `type_name` is the full name, pointers aside.
    pub fn field(&self, type_name: &str, field: &str) -> Option<Effect> {
        if let Some(effect) = self.fields.get(&format!("{type_name}.{field}")) {
            return Some(effect.clone());
        }
        // Numbers and texts hold on to nothing.
        let (path, name) = type_name.rsplit_once('.')?;
        let ty = Api::get().package(path)?.types.get(name)?.fields.get(field)?;
        is_plain(ty).then_some(Effect::Reads)
    }

    /// Whether a package is of the standard library.
    pub fn is_std(path: &str) -> bool {
        Api::get().has(path)
    }

    /// The results of a function outside of the standard library.
    pub(super) fn results(&self, callee: &Symbol) -> Option<Vec<Type>> {
        self.functions.get(&*callee.key())?.1.results.clone()
    }

    /// Whether a release frees nothing which would not be collected anyway.
    pub fn frees_nothing(&self, callee: &Symbol) -> bool {
        self.functions.get(&*callee.key()).is_some_and(|(_, row)| row.frees_nothing)
    }

    /// Whether a callee's error is always nil in this version of Go.
    pub fn never_fails(&self, callee: &Symbol, go: GoVersion) -> bool {
        let since = self.functions.get(&*callee.key()).and_then(|(_, row)| row.never_fails);
        since.is_some_and(|since| since <= go)
    }

    /// The function whose call ends what this one keeps, or the context that it makes.
    pub fn until(&self, callee: &Symbol) -> Option<&Symbol> {
        self.functions.get(&*callee.key())?.1.until.as_ref()
    }

    /// The symbol as the table spells it.
    pub(super) fn spelling(&self, callee: &Symbol) -> Option<Symbol> {
        self.functions.get(&*callee.key()).map(|(symbol, _)| symbol.clone())
    }

    /// The argument that is known once a call of it has returned (`require.NoError`), and what is known of it.
    pub fn returns_if(&self, callee: &Symbol) -> Option<(usize, Known)> {
        self.functions.get(&*callee.key())?.1.returns_if
    }

    /// Whether a call of it never returns (`os.Exit`, `log.Fatal`, `(*testing.common).FailNow` under all its names).
    pub fn never_returns(&self, callee: &Symbol) -> bool {
        self.functions.get(&*callee.key()).is_some_and(|(_, row)| row.never_returns)
    }
}

/// The parameter that an argument is for: those of a variadic one all have its number.
fn parameter(callee: &Symbol, argument: usize) -> usize {
    let variadic = || {
        let package = Api::get().package(callee.package())?;
        let ty = match callee.receiver() {
            Some(receiver) => package.types.get(receiver)?.methods.get(callee.name())?.ty.as_ref()?,
            None => package.functions.get(callee.name())?,
        };
        ty.variadic.then(|| ty.params.len() - 1)
    };
    variadic().map_or(argument, |last| argument.min(last))
}

/// Types whose values are copies that hold on to nothing.
pub fn is_plain(ty: &Type) -> bool {
    const OPAQUE: &[&str] = &["any", "comparable", "error"];
    match ty {
        Type::Named(name) => match name.rsplit_once('.') {
            Some(_) => ["time.Duration", "time.Time", "time.Month", "io/fs.FileMode"].contains(&name.as_str()),
            // A type parameter, or a type of a function's own, may be any.
            None => !OPAQUE.contains(&name.as_str()) && !name.contains(['·', '\'']),
        },
        Type::Slice(elem) | Type::Array(elem) => is_plain(elem),
        Type::Map(key, value) => is_plain(key) && is_plain(value),
        _ => false,
    }
}
