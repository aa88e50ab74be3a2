//! Parses one declaration out of a file.

use std::{cell::RefCell, ops::Range};

use tree_sitter::{Language, ParseOptions, ParseState, Parser, Tree};

use super::{
    ast::{Decl, Expr, Field},
    lower,
    mask::{self, Masked},
    skim::{DeclKind, Declaration},
};

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
pub fn parse_declaration(text: &str, declaration: &Declaration) -> Result<Decl, ParseError> {
    if declaration.kind == DeclKind::Import {
        return Err(ParseError { at: declaration.span.start, reason: "an import declaration has no tree" });
    }
    parse_range(text, declaration.span.clone())
}

/// The tree of a function's head alone (its body is None), or of the whole of any other declaration.
///
/// # Errors
/// As of [`parse_declaration`].
pub fn parse_signature(text: &str, declaration: &Declaration) -> Result<Decl, ParseError> {
    match &declaration.body {
        Some(body) => {
            let head = text.get(declaration.span.start..body.start).unwrap_or_default();
            parse_range(text, declaration.span.start..declaration.span.start + head.trim_end().len())
        }
        None => parse_declaration(text, declaration),
    }
}

fn parse_range(text: &str, range: Range<usize>) -> Result<Decl, ParseError> {
    let at = range.start;
    match text.get(range) {
        Some(slice) if u32::try_from(text.len()).is_ok() => parse_slice(text, slice, at, 0),
        _ => Err(ParseError { at, reason: "outside of the text, or the text is too long" }),
    }
}

/// Parses a slice that stands at `at`, or a type put apart that is `level` deep in others such.
fn parse_slice(text: &str, slice: &str, at: usize, level: u32) -> Result<Decl, ParseError> {
    let Masked { bytes, receiver, types } = mask::declaration(slice).map_err(|(offset, reason)| ParseError { at: at + offset, reason })?;
    let mut apart = Vec::new();
    for range in types {
        apart.push(type_apart(text, at + range.start..at + range.end, level)?);
    }
    let mut decl = lower::declaration(&tree(&bytes, at)?, text, at, apart)?;
    if let (Some(head), Decl::Func(func)) = (receiver, &mut decl) {
        func.receiver = receiver_of(&head, text, at)?;
    }
    Ok(decl)
}

/// The receiver of a generic method, whose head is parsed again without its type parameters.
fn receiver_of(head: &[u8], text: &str, at: usize) -> Result<Option<Field>, ParseError> {
    match lower::declaration(&tree(head, at)?, text, at, Vec::new())? {
        Decl::Func(func) => Ok(func.receiver),
        _ => Ok(None),
    }
}

/// A type parsed on its own, as that of a declaration.
fn type_apart(text: &str, range: Range<usize>, level: u32) -> Result<Expr, ParseError> {
    const BEFORE: &str = "type T ";
    const MAX_LEVEL: u32 = 8;
    let failed = ParseError { at: range.start, reason: "a type that cannot be parsed" };
    // It stands behind `make(` or `new(` in a declaration, so there is room before it.
    let base = range.start.checked_sub(BEFORE.len()).filter(|_| level < MAX_LEVEL).ok_or_else(|| failed.clone())?;
    let slice = [BEFORE, text.get(range).unwrap_or_default()].concat();
    match parse_slice(text, &slice, base, level + 1)? {
        Decl::Type(specs) => specs.into_iter().next().map(|spec| spec.ty).ok_or(failed),
        _ => Err(failed),
    }
}

thread_local! {
    static PARSER: RefCell<Parser> = RefCell::new({
        let mut parser = Parser::new();
        parser.set_language(&Language::new(tree_sitter_go::LANGUAGE)).expect("the grammar's version is one that the library takes");
        parser
    });
}

/// The tree of a masked slice that stands at `base` in the file.
fn tree(bytes: &[u8], base: usize) -> Result<Tree, ParseError> {
    let mut failed_at = 0;
    let mut stop_at_error = |state: &ParseState| {
        failed_at = state.current_byte_offset();
        // Recovery is slow, and a tree with an error in it is of no use.
        state.has_error()
    };
    let tree = PARSER.with_borrow_mut(|parser| {
        let options = ParseOptions::new().progress_callback(&mut stop_at_error);
        let tree = parser.parse_with_options(&mut |i, _| bytes.get(i..).unwrap_or_default(), None, Some(options));
        if tree.is_none() {
            parser.reset();
        }
        tree
    });
    let syntax_error = |at: usize| ParseError { at: base + at.min(bytes.len() - 1), reason: "syntax error" };
    let Some(tree) = tree else { return Err(syntax_error(failed_at)) };
    if tree.root_node().has_error() {
        return Err(syntax_error(first_error(&tree)));
    }
    Ok(tree)
}

/// Where the first ERROR or MISSING node begins.
fn first_error(tree: &Tree) -> usize {
    let mut cursor = tree.walk();
    loop {
        let node = cursor.node();
        if node.is_error() || node.is_missing() {
            return node.start_byte();
        }
        let descended = node.has_error() && cursor.goto_first_child();
        if !descended && !cursor.goto_next_sibling() {
            return node.start_byte();
        }
    }
}
