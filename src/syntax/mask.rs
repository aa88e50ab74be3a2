//! Masks tokens that tree-sitter-go cannot parse, by others of the same length.
