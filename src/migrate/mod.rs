//! A whole tree's leaks sealed in batches that their owners can review: planned, verified, landed or dropped, and taken back.

mod apply;
mod batches;
mod control;
mod dependents;
mod group;
mod isolate;
mod journal;
mod message;
pub mod owners;
mod page;
mod placeholders;
mod plan;
mod status;
mod survey;
mod swap;
#[cfg(test)]
mod testing;
mod undo;
mod units;
mod verify;

pub use apply::{Crew, Halt, Step};
pub use batches::merge;
pub use control::{Order, Resumed, begin, current, resume};
pub use journal::{Begun, Dropped, Entry, Landed, Migration, Proof, State, Target};
pub use message::{DEFAULT as DEFAULT_MESSAGE, PLACEHOLDERS as MESSAGE_PLACEHOLDERS, check as check_message};
pub use page::page;
pub use placeholders::{Placeholder, check as check_placeholders};
pub use plan::{Batch, Bounds, By, Edit, File, Fix, Plan, Risk, Settings, Summary, Terms, Unit};
pub use status::Status;
pub use survey::{Tree, survey};
pub use undo::{abort, revert};
pub use verify::PLACEHOLDERS as COMMAND_PLACEHOLDERS;
