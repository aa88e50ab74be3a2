//! Parses one declaration out of a file.

use super::{ast::Decl, skim::Declaration};

/// Why a declaration has no tree: it holds a syntax error, or is nested too deeply to walk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// Byte offset in the file.
    pub at: usize,
    pub reason: &'static str,
}

/// The tree of a declaration, with offsets of the whole file.
///
/// # Errors
/// When tree-sitter finds an error or a missing token inside, or the nesting is beyond bounds.
pub fn parse_declaration(_text: &str, _declaration: &Declaration) -> Result<Decl, ParseError> {
    Err(ParseError { at: 0, reason: "not there yet" })
}

/// The tree of a function's head alone (its body is None), or of the whole of any other declaration.
///
/// # Errors
/// As of [`parse_declaration`].
pub fn parse_signature(text: &str, declaration: &Declaration) -> Result<Decl, ParseError> {
    parse_declaration(text, declaration)
}
