//! From a leak to the edits that seal it, and how safe they are, for any resource.

mod mend;

pub use mend::{Fix, Mend, NoFix, Safety};
