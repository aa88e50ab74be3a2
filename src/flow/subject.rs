//! What a walk follows: an acquired value, what depends on one, or a parameter; and what releases it.

use std::sync::Arc;

use crate::{
    program::{Callee, Exhaustion, Release, ValueAt},
    syntax::ast::{Call, Span},
};

/// Methods of a made value call one another until they have called all that it is made of; what releases it, or gives it away for
/// good, stands near.
pub(super) const LEVELS: u8 = 3;

/// What is followed: the value, or what depends on it.
#[derive(Clone, Debug)]
pub(super) struct Subject<'r> {
    /// The acquiring call.
    pub acquisition: Span,
    /// What of it is followed.
    pub value: ValueAt,
    pub error: Option<usize>,
    pub releases: &'r [Release],
    /// As of [`crate::program::Resource`].
    pub exposes: &'r [String],
    pub spent_by: Option<&'r str>,
    pub armed_by: Option<&'r str>,
    pub exhausted_by: Option<&'r Exhaustion>,
    /// As of [`crate::program::Resource`].
    pub fails_when_released: &'r [String],
    pub callees_only_ask: bool,
    pub is_text: bool,
    /// It is of a type of the project's own or a dependency's, which its methods look after.
    pub is_made: bool,
    /// So many calls deep a made value is followed into its own methods.
    pub levels: u8,
    /// A receiver is followed through its method.
    pub is_receiver: bool,
    /// Whoever gets it and does not release it is presumed to have it on loan; the walk notes who.
    pub is_lent: bool,
    /// Where the function puts it into a struct of its own making, it is followed there, though that has a release: who never gets the
    /// struct can't release it.
    pub is_built_in: bool,
    /// A condition that asks the value whether it failed to be made, and its truth if so.
    pub told_late: Option<(Span, bool)>,
}

impl<'r> Subject<'r> {
    pub(super) fn new(acquisition: Span, releases: &'r [Release]) -> Self {
        let value = ValueAt::Result(0);
        Self {
            acquisition,
            value,
            error: None,
            releases,
            exposes: &[],
            spent_by: None,
            armed_by: None,
            exhausted_by: None,
            fails_when_released: &[],
            callees_only_ask: false,
            is_text: false,
            is_made: false,
            levels: LEVELS,
            is_receiver: false,
            is_lent: false,
            is_built_in: false,
            told_late: None,
        }
    }

    /// The fields on the way to the release: `Body` of `Body.Close`.
    pub(super) fn path(&self) -> &[String] {
        let fields = |r: &'r Release| match r {
            Release::Method(names) => names.split_last().map_or(&[][..], |(_, fields)| fields),
            Release::Call(_) | Release::Function(_) => &[],
        };
        self.releases.iter().map(fields).max_by_key(|fields| fields.len()).unwrap_or_default()
    }

    pub(super) fn is_release_method(&self, steps: u8, method: &str) -> bool {
        self.releases.iter().any(|r| match r {
            Release::Method(names) => names.len() == usize::from(steps) + 1 && names.last().is_some_and(|n| n == method),
            Release::Call(_) | Release::Function(_) => false,
        })
    }

    /// Whether a parameter is followed, which no call in the function acquires.
    pub(super) fn is_parameter(&self) -> bool {
        self.acquisition.start == self.acquisition.end
    }

    /// Whether what is followed has no release of its own: it dies with something else.
    pub(super) fn is_followed(&self) -> bool {
        self.releases.is_empty()
    }

    /// Whether a goroutine may be left with it when it is released: who reads from what is closed is told so. A ticker that stops, or a
    /// server that does, tells nobody.
    pub(super) fn may_be_shared(&self) -> bool {
        let is_closed = matches!(self.releases.first(), Some(Release::Method(path)) if path.last().is_some_and(|m| m == "Close"));
        is_closed && !self.is_made
    }

    /// What releases it from so many steps along its release path on.
    pub(super) fn releases_behind(&self, steps: u8) -> Arc<[Release]> {
        let steps = usize::from(steps);
        let rest = self.releases.iter().filter_map(|r| match r {
            Release::Method(names) if names.len() > steps => Some(Release::Method(names[steps..].to_vec())),
            Release::Call(_) | Release::Function(_) if steps == 0 => Some(r.clone()),
            _ => None,
        });
        rest.collect()
    }

    /// Whether the callee releases what it is given.
    pub(super) fn is_release_function(&self, callee: &Callee) -> bool {
        let Callee::Symbol(symbol) = callee else { return false };
        self.releases.iter().any(|r| matches!(r, Release::Function(f) if f.key() == symbol.key()))
    }

    /// Whether a method is called whose error says that there is nothing left to release.
    pub(super) fn tells_end_by_error(&self, call: &Call) -> bool {
        matches!(self.exhausted_by, Some(Exhaustion::Error(methods)) if call.name().is_some_and(|name| methods.iter().any(|m| *m == name.as_str())))
    }

    pub(super) fn is_called_to_release(&self) -> bool {
        self.releases.iter().any(|r| matches!(r, Release::Call(_)))
    }
}
