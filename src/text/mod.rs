//! Text without a language: where something stands, how it changes, and how the change is shown.
//! Knows no Go.

mod diff;
mod edit;
mod fnv;
mod lines;
mod location;
mod sources;

pub use diff::{changed_lines, line_edits, unified};
pub use edit::{Conflict, Edit, apply};
pub use fnv::Fnv;
pub use lines::LineIndex;
pub use location::Location;
pub use sources::{ContentHash, Entry, Overlay, Sources};
