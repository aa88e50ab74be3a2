//! What happens: control flow, and the fate of a resource along each path.

mod cfg;
mod channel;
mod conditions;
mod dependents;
mod effects;
mod fate;
mod function;
mod given;
mod held;
mod loops;
mod operands;
mod passing;
mod positive;
mod practice;
mod state;
mod statements;
mod story;
mod subject;
mod summaries;
mod texts;
mod turns;
mod yields;

pub use cfg::{Branch, Cfg, NodeId, NodeKind, Point};
pub use channel::{Channel, Choice, Receipt};
pub use dependents::Reach;
pub use effects::Handover;
pub use fate::Exit;
pub use function::{Body, Certainty, Function, Parsed};
pub use held::{Fate, Held, Leak, Presence};
pub use loops::{Frame, Place};
pub use positive::sign;
pub use practice::Practice;
pub use story::{Step, Story, Unheld, Unsure};
pub use summaries::Model;
pub use turns::{Turns, Wait};
pub use yields::{Origin, Owned};
