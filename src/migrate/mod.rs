//! A whole tree's leaks sealed in batches that their owners can review: planned, verified, landed or dropped, and taken back.

mod batches;
mod owners;
mod plan;
mod survey;
mod units;

pub use batches::merge;
pub use owners::{Ownership, Owners};
pub use plan::{Batch, Bounds, By, Edit, File, Fix, Plan, Risk, Settings, Summary, Terms, Unit};
pub use survey::{Tree, survey};
