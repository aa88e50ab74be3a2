//! From a leak to the edits that seal it, and how safe they are, for any resource.

mod discard;
mod give_back;
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

pub use give_back::{give_back, give_back_in_the_end};
pub use mend::{Fix, Mend, NoFix, Safety};
pub use misplaced::{move_down, release_each_turn};
pub use seal::seal;
pub use teardown::release_field;
