//! The lexical pass that splits a file into declarations without parsing it.

use std::ops::Range;

use super::ast::SmolStr;

/// `package name`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageClause {
    pub name: SmolStr,
    pub span: Range<usize>,
}

/// One import, of a group or alone. `alias` is `.`, `_` or a name where one is written; `path` is unquoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportSpec {
    pub alias: Option<SmolStr>,
    pub path: SmolStr,
    pub span: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeclKind {
    /// `receiver` is the receiver's base type name, of a method.
    Func {
        name: SmolStr,
        receiver: Option<SmolStr>,
    },
    Var,
    Const,
    Type,
    Import,
}

/// A top-level declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    pub kind: DeclKind,
    /// As go/parser gives it: from the keyword to the last token, comments around it and a semicolon excluded.
    pub span: Range<usize>,
    /// From `{` to behind `}`, of a function with a body.
    pub body: Option<Range<usize>>,
}

/// A `//go:build` line above the package clause: its expression's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildTag {
    pub expression: String,
}

/// What a lexical pass sees of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skim {
    pub package: Option<PackageClause>,
    pub imports: Vec<ImportSpec>,
    /// In source order, import declarations included.
    pub declarations: Vec<Declaration>,
    pub build: Option<BuildTag>,
    /// `//go:debug key=value` lines above the package clause.
    pub debug: Vec<(String, String)>,
    /// Has the line `// Code generated … DO NOT EDIT.` before the package clause or anywhere at a line's start.
    pub generated: bool,
    /// Why the rest of the file could not be split (unbalanced braces, an unterminated string, nesting too deep),
    /// and where. What was split before that stands in `declarations`.
    pub trouble: Option<(usize, &'static str)>,
}

/// Splits a file.
pub fn skim(_text: &str) -> Skim {
    Skim::default()
}
