//! The standard library's hand-written table: what common functions do with what they are given.

use super::{Symbol, Type};

/// Something a call is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// These results live off it (`bufio.NewScanner(f)`), and it is not released through them.
    Borrows(Vec<usize>),
    /// Kept beyond the call by something else (`log.SetOutput(f)`).
    Keeps,
    /// Released by the call, or by what the call starts.
    Releases,
}

/// The table.
#[derive(Debug, Default)]
pub struct StdTable {
    _private: (),
}

impl StdTable {
    /// The table that ships.
    pub fn get() -> &'static Self {
        static TABLE: std::sync::OnceLock<StdTable> = std::sync::OnceLock::new();
        TABLE.get_or_init(Self::default)
    }

    /// What the function does with what it is given there; None where the table is silent.
    pub fn effect(&self, _callee: &Symbol, _position: Position) -> Option<Effect> {
        None
    }

    /// What reading a field of a value does: a result of [`Effect::Borrows`] lives off the value (`resp.Body`, `t.C`,
    /// `cmd.Process`), [`Effect::Reads`] is a plain copy (`resp.StatusCode`). `type_name` is the full name, pointers aside.
    pub fn field(&self, _type_name: &str, _field: &str) -> Option<Effect> {
        None
    }

    /// The results of a function outside of the standard library.
    pub(super) fn results(&self, _callee: &Symbol) -> Option<Vec<Type>> {
        None
    }

    /// The symbol as the table spells it.
    pub(super) fn spelling(&self, _callee: &Symbol) -> Option<Symbol> {
        None
    }

    /// Whether a call of it never returns (`os.Exit`, `log.Fatal`, `(*testing.common).FailNow` under all its names).
    pub fn never_returns(&self, _callee: &Symbol) -> bool {
        false
    }
}
