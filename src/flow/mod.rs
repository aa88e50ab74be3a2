//! What happens: control flow, and the fate of a resource along each path.

mod function;

pub use function::{Certainty, Function};
