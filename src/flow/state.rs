//! What is known at a point of a path: whether the value is there, who holds it, and which conditions hold.

use super::{
    effects::Taint,
    given::Kept,
    small::{SmallMap, SmallSet},
};
use crate::program::{Known, VarId};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Status {
    /// Not acquired yet.
    Before,
    /// Acquired, unless the error says otherwise, which nobody has looked at. None: no variable has it any more.
    Pending { error: Option<VarId> },
    /// Surely there.
    Open,
    /// Surely not there: the acquisition failed, as this variable still tells. Holders hold nothing then.
    Absent { error: Option<VarId> },
    /// Released, or somebody else's: known only to walks that go on behind that.
    Gone(Gone),
}

/// Whose a value is that is no longer the function's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gone {
    Released,
    Kept(Kept),
}

impl Status {
    /// Whether the value may be there, to be released.
    pub fn is_live(self) -> bool {
        matches!(self, Self::Pending { .. } | Self::Open)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct State {
    pub status: Status,
    /// Variables that hold the value, with the steps taken along its release path.
    pub holders: SmallMap<VarId, u8>,
    /// Variables of which a field holds it.
    pub owners: SmallSet<VarId>,
    /// Variables that live off it.
    pub borrowers: SmallSet<VarId>,
    /// Conditions that hold on this path, by number.
    pub facts: SmallMap<u32, bool>,
    /// The value has nothing left to release where this error is so.
    pub drained_by: Option<(VarId, Known)>,
    /// Where the value is surely there: the variable in which the acquisition's error still is, which was seen to be nil.
    pub cleared: Option<VarId>,
    /// The error was given to a callee that may well end the function where it is not nil.
    pub presumed: bool,
    /// Its last holder has just got another value.
    pub lost: bool,
    /// A condition was taken to be another than before, though nothing is seen to change it: a leak here is no news, but who gets the
    /// value may well have it.
    pub is_doubtful: bool,
}

impl State {
    pub fn new() -> Self {
        Self {
            status: Status::Before,
            holders: SmallMap::new(),
            owners: SmallSet::new(),
            borrowers: SmallSet::new(),
            facts: SmallMap::new(),
            drained_by: None,
            cleared: None,
            presumed: false,
            lost: false,
            is_doubtful: false,
        }
    }

    pub fn taint(&self, var: VarId) -> Taint {
        match self.holders.get(var) {
            Some(steps) => Taint::Value(steps),
            None if self.owners.contains(var) => Taint::Owner,
            None if self.borrowers.contains(var) => Taint::Borrow,
            None => Taint::None,
        }
    }

    pub fn tracked(&self) -> impl Iterator<Item = VarId> {
        self.holders.keys().chain(self.owners.keys()).chain(self.borrowers.keys())
    }

    pub fn is_tracking(&self) -> bool {
        !self.holders.is_empty() || !self.owners.is_empty() || !self.borrowers.is_empty()
    }

    /// A walk's start with a parameter that is what is followed.
    pub fn given(var: VarId, taint: Taint) -> Self {
        let mut state = Self { status: Status::Open, ..Self::new() };
        state.rebind(var, taint);
        state
    }

    /// A field of the variable, or something that it does, has to do with the value from now on.
    pub fn attach(&mut self, var: VarId, taint: Taint) {
        if matches!(taint, Taint::Value(_) | Taint::Owner) {
            self.owners.insert(var);
        } else {
            self.borrowers.insert(var);
        }
    }

    /// The variable in which the acquisition's error still is.
    pub fn error(&self) -> Option<VarId> {
        match self.status {
            Status::Pending { error } => error,
            _ => None,
        }
    }

    /// The variable that tells whether the acquisition failed, where it is known whether it did, too.
    pub fn told_by(&self) -> Option<VarId> {
        match self.status {
            Status::Pending { error } | Status::Absent { error } => error,
            Status::Open => self.cleared,
            Status::Before | Status::Gone(_) => None,
        }
    }

    pub fn forget_error(&mut self) {
        self.cleared = None;
        if let Status::Pending { error } | Status::Absent { error } = &mut self.status {
            *error = None;
        }
    }

    /// The value is not there.
    pub fn fail(&mut self) {
        self.status = Status::Absent { error: self.told_by() };
    }

    /// The variable goes out of sight.
    pub fn forget(&mut self, var: VarId) {
        self.holders.remove(var);
        self.borrowers.remove(var);
    }

    /// The variable holds something else from now on.
    pub fn rebind(&mut self, var: VarId, taint: Taint) {
        self.drained_by = self.drained_by.filter(|(error, _)| *error != var);
        let held = self.holders.remove(var).is_some() | self.owners.remove(var).is_some();
        self.borrowers.remove(var);
        match taint {
            Taint::Owner => {
                self.owners.insert(var);
            }
            Taint::Value(steps) => {
                self.holders.put(var, steps);
            }
            Taint::Borrow => {
                self.borrowers.insert(var);
            }
            Taint::None | Taint::ReleaseFn => {}
        }
        if held && !self.is_tracking() {
            self.lost = true;
        }
    }
}
