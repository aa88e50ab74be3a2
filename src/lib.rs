//! caulk finds leaks in Go code and seals them.
//!
//! The rooms in reading order, lowest first. A room uses only those before it; `tests/tidy.rs`
//! holds the table.

pub mod text;

pub mod syntax;

pub mod program;

pub mod flow;

pub mod repair;

pub mod transform;

#[path = "../transforms/mod.rs"]
pub mod transforms;

pub mod engine;

pub mod report;

pub mod files;

pub mod migrate;

pub mod cli;
