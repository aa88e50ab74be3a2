//! The only room that touches the disk: what the user named, the Go files under it, reading, atomic writing, and
//! whether git could bring back what is overwritten.

mod disk;
mod git;
mod ledger;
mod problem;
mod repository;
mod roots;
mod shard;
mod upwards;
mod walk;
mod write;

pub use disk::Disk;
pub use git::{Dirty, GitError, uncommitted};
pub use ledger::{Ledger, Lock, put};
pub use problem::{Problem, explain};
pub use repository::{Head, LinkedTree, Repository};
pub use roots::Roots;
pub use shard::{Shard, sizes};
pub use upwards::nearest;
pub use walk::{Walk, Walked, walk};
pub use write::WriteError;
