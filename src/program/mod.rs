//! What names mean, lazily, over many files: Go versions, imports, scopes, types, what the standard library's
//! functions do with what they are given, and the registry of resources.

mod api;
mod calls;
mod commands;
mod edition;
mod faults;
mod file;
mod gopath;
mod imports;
mod index;
#[cfg(test)]
mod index_tests;
mod listing;
mod memo;
mod modcache;
mod module;
mod names;
mod package;
mod registry;
mod registry_table;
mod resolve;
mod scope;
#[cfg(test)]
mod scope_tests;
mod signatures;
mod std_rows;
mod std_table;
#[cfg(test)]
mod std_tests;
mod symbol;
#[cfg(test)]
mod testing;
mod types;
mod universe;
mod user_table;
mod version;

pub use api::{since, std_may_release};
pub use calls::{Calls, is_ident, is_taken, named_calls, qualifier_before};
pub use commands::Commands;
pub use faults::{Fault, Faults, faults};
pub use file::{Edition, File};
pub use imports::{Import, Origin, Resolved};
pub use index::{Program, Survey};
pub use listing::list_std;
pub use memo::Memo;
pub use package::{Declared, Package};
pub use registry::{Exhaustion, Level, Peer, RegistryError, Release, ReleaseAfter, Resource, ResourceRegistry, ValueAt, Word, WrittenWhen};
pub use scope::{Binding, Scopes, Var, VarId, VarKind};
pub use signatures::{NO_RELEASE, Named, RELEASES, Signatures};
pub use std_table::{Effect, Known, Position, StdTable, is_plain};
pub use symbol::Symbol;
pub use types::{Callee, FuncType, Type, Typing};
pub use user_table::{CloseErrors, UserTable};
pub use version::{GoVersion, InvalidGoVersion, TimerMode};
