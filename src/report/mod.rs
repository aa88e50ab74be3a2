//! One function per format.

mod diff;
mod document;
mod explain;
mod function;
mod json;
mod merge;
mod pairs;
mod shards;
mod summary;
mod text;
mod view;

pub use diff::diff;
pub use explain::{explained, unexplained};
pub use function::short;
pub use json::json;
pub use merge::{Merged, Part, merge};
pub use pairs::{pairs, pairs_json};
pub use shards::{Shards, together};
pub use summary::{Tally, count, imports, refusals, seconds, skipped};
pub use text::text;
pub use view::View;
