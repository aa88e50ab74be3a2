//! The only room that touches the disk: what the user named, the Go files under it, reading, atomic writing, and
//! whether git could bring back what is overwritten.

mod disk;
mod git;
mod ledger;
mod linked_tree;
mod problem;
mod repository;
mod roots;
mod shard;
mod upwards;
mod walk;
mod write;

pub use disk::Disk;
pub use git::{Dirty, GitError, LOCAL_VARIABLES, uncommitted};
pub use ledger::{Ledger, Lock, put, sweep_temporary};
pub use linked_tree::LinkedTree;
pub use problem::{Problem, explain};
pub use repository::{Head, Repository};
pub use roots::Roots;
pub use shard::{Shard, sizes};
pub use upwards::nearest;
pub use walk::{Walk, Walked, walk};
pub use write::WriteError;
