//! Lowers a tree-sitter tree to [`super::ast`].
