//! The leaks caulk knows, a folder each.

use crate::transform::Transform;

/// Every transform, in alphabetical order.
pub static ALL: &[&Transform] = &[];
