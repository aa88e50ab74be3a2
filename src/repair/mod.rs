//! From a leak to the edits that seal it, and how safe they are, for any resource.

mod anew;
mod close_error;
mod closure;
mod commit;
mod derive;
mod discard;
mod gate;
#[cfg(test)]
mod gate_tests;
mod give_back;
pub mod hoist;
mod lines;
mod mend;
mod misplaced;
mod names;
mod narrow;
mod on_failure;
mod on_the_spot;
mod place;
mod release;
mod returned;
mod seal;
mod split;
mod stop;
mod teardown;

pub use anew::declare_each_turn;
pub use close_error::join_close_error;
pub use commit::commit;
pub use derive::cancel_at_end;
pub use gate::{admit, result};
pub use give_back::{give_back, give_back_each_turn, give_back_in_the_end};
pub use mend::{Fix, Mend, NoFix, Safety};
pub use misplaced::{move_down, release_each_turn};
pub use seal::seal;
pub use stop::{stop, wait_aside};
pub use teardown::release_field;
