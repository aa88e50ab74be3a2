//! From a leak to the edits that seal it, and how safe they are, for any resource.

mod close_error;
mod discard;
pub mod hoist;
mod lines;
mod mend;
mod misplaced;
mod names;
mod on_failure;
mod on_the_spot;
mod place;
mod release;
mod seal;
mod teardown;

pub use close_error::join_close_error;
pub use mend::{Fix, Mend, NoFix, Safety};
pub use misplaced::{move_down, release_each_turn};
pub use seal::seal;
pub use teardown::release_field;
