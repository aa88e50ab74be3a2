//! One Go file: its skim (declarations by a lexical pass), its declarations parsed on demand into an owned
//! tree, and the words by which text is put into it.

mod align;
pub mod ast;
mod imports;
mod kind;
mod layout;
mod lex;
mod lower;
mod mask;
mod parse;
mod skim;
mod walk;

#[cfg(test)]
mod depth_tests;

pub use imports::ensure_import;
pub use layout::Layout;
pub use lex::{has_identifier, identifiers};
pub use parse::{ParseError, parse_declaration, parse_signature};
pub use skim::{BuildTag, DeclKind, Declaration, ImportSpec, PackageClause, Skim, skim, skim_header};
pub use walk::{Descend, Node, walk_block, walk_expr, walk_stmt};
