//! How surely a value is there where control reaches a place.

use std::collections::BTreeSet;

use super::state::{State, Status};

/// How surely the value is there in the states behind its acquisition.
pub(super) fn presence(states: &BTreeSet<State>) -> Option<Presence> {
    let states = || states.iter().filter(|s| s.status != Status::Before);
    if !states().any(|s| s.status.is_live()) {
        return None;
    }
    let presence = |state: &State| match state.status {
        Status::Open => Presence::Sure,
        Status::Absent { .. } => Presence::Absent,
        _ if state.presumed => Presence::Presumed,
        _ => Presence::Unchecked,
    };
    states().map(presence).max()
}

/// How surely the value is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// Its error was seen to be nil, or it has none.
    Sure,
    /// Its error went to a callee that may well end the function.
    Presumed,
    /// Nobody looked.
    Unchecked,
    /// On some paths it is surely not there: the acquisition failed, and the code went on.
    Absent,
}
