//! One function per format.

mod diff;
mod function;
mod json;
mod summary;
mod text;
mod view;

pub use diff::diff;
pub use json::json;
pub use summary::{Tally, count, imports, refusals, seconds, skipped};
pub use text::text;
pub use view::View;
