//! The leaks caulk knows, a folder each.

use crate::transform::Transform;

pub mod uncalled_cancel;
pub mod unclosed_file;
pub mod unclosed_response_body;
pub mod unstopped_ticker;
pub mod unstopped_timer;

/// Every transform, in alphabetical order.
pub static ALL: &[&Transform] = &[
    &uncalled_cancel::TRANSFORM,
    &unclosed_file::TRANSFORM,
    &unclosed_response_body::TRANSFORM,
    &unstopped_ticker::TRANSFORM,
    &unstopped_timer::TRANSFORM,
];
