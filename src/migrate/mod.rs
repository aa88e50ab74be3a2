//! Large changes in batches: who reviews which files, and which packages a batch can break.

pub mod dependents;
pub mod owners;
#[cfg(test)]
mod testing;
