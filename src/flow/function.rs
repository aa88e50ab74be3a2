use crate::{
    program::{File, Program, Symbol},
    syntax::{Declaration, ParseError},
};

/// How the leak is known. Not the same as how safe its fix is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Every step was read in source or in the standard library's table.
    Proved,
    /// A step rests on a type, a name or the repository's habits.
    Inferred,
}

/// One declared function with all its literals: parsed, its names and types known.
pub struct Function<'a> {
    pub program: &'a Program<'a>,
    pub file: &'a File,
}

impl<'a> Function<'a> {
    /// # Errors
    /// Where the declaration has a syntax error or no tree can be had; it is skipped then, and the summary says so.
    pub fn new(program: &'a Program<'a>, file: &'a File, _declaration: &'a Declaration) -> Result<Self, ParseError> {
        Ok(Self { program, file })
    }

    /// As pprof spells it.
    pub fn symbol(&self) -> Symbol {
        Symbol::new("")
    }

    /// `Name` or `Recv.Name`, for the report.
    pub fn display_name(&self) -> String {
        String::new()
    }
}
