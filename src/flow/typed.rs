//! What a type alone says of its values: whether they have a release, and the row that a table would have for them.

use std::sync::Arc;

use super::{cancels::is_cancel, function::Function};
use crate::{
    program::{Level, NO_RELEASE, RELEASES, Release, ReleaseAfter, Resource, Type, ValueAt},
    syntax::ast::Call,
};

/// A row for a value of a type that has a release.
pub(super) fn row_of(ty: &Type, at: usize, methods: &[&str]) -> Resource {
    let name = ty.name().and_then(|n| n.rsplit('.').next()).unwrap_or("value");
    Resource {
        rule: String::new(),
        acquire: Vec::new(),
        value: ValueAt::Result(at),
        error: None,
        release: methods.iter().map(|m| Release::Method(vec![(*m).to_owned()])).collect(),
        dependents: Vec::new(),
        nil_safe: false,
        field_may_be_nil: false,
        is_inert: false,
        exposes: Vec::new(),
        spent_by: None,
        armed_by: None,
        release_argument: None,
        release_after: ReleaseAfter::Harmful,
        exhausted_by: None,
        fails_when_released: Vec::new(),
        ends_with: None,
        no_fix: None,
        is_text: false,
        callees_only_ask: false,
        methods_only_use: true,
        is_timed: false,
        release_is_felt: false,
        committed_by: None,
        stopped_by: None,
        detached_by: None,
        peer: None,
        written: None,
        level: Level::Leak,
        name: short(name),
        type_name: spelled(ty),
        why: String::new(),
    }
}

/// A row for a function that its callers may have to call when they are done with the other results.
pub(super) fn row_of_teardown(at: usize, dependents: Vec<usize>) -> Resource {
    let release = vec![Release::Call(String::new())];
    Resource { release, dependents, name: "cleanup".to_owned(), type_name: None, ..row_of(&Type::Unknown, at, &[]) }
}

/// A type as a table spells it; None where it can't.
pub(super) fn spelled(ty: &Type) -> Option<String> {
    Some(ty.to_string()).filter(|t| !t.contains(['?', '[', '·']))
}

impl Function<'_> {
    /// Whether a result of a call is of a type that somebody may have to release. Asked before the callee is looked at.
    pub(super) fn may_yield(&self, call: &Call) -> bool {
        let results = self.typing.results(call);
        results.is_some_and(|types| types.iter().any(|ty| self.is_releasable(ty)))
    }

    pub(super) fn is_releasable(&self, ty: &Type) -> bool {
        self.program.registry.has_type(&ty.to_string()) || self.typing.is_action(ty) || is_cancel(ty) || self.release_methods(ty).is_some()
    }

    /// The methods that release a value of the type: those that can be called with nothing, and return nothing or an error, first.
    /// None where no such one is among them.
    pub(super) fn release_methods(&self, ty: &Type) -> Option<Vec<&'static str>> {
        let name = ty.name().filter(|n| n.contains('.') && !NO_RELEASE.contains(n))?;
        // A type that a function declares is nobody else's; the others are the same for all of a package.
        if name.contains('·') {
            return self.find_release_methods(ty);
        }
        let key = (Arc::clone(&self.program.package(self.file).import_path), ty.to_string());
        if let Some(known) = self.model.releases.get(&key) {
            return known;
        }
        let found = self.find_release_methods(ty);
        self.model.releases.put(key, found)
    }

    fn find_release_methods(&self, ty: &Type) -> Option<Vec<&'static str>> {
        let (mut plain, mut others) = (Vec::new(), Vec::new());
        for name in RELEASES {
            let Some(signature) = self.typing.method_signature(ty, name) else { continue };
            let simple = signature.params.is_empty() && signature.results.iter().all(|r| r.is("error")) && signature.results.len() < 2;
            if simple { plain.push(name) } else { others.push(name) }
        }
        (!plain.is_empty()).then(|| plain.into_iter().chain(others).collect())
    }
}

/// A name for a value of a type: `conn` of `grpcConn`, `watcher` of `FileWatcher`.
fn short(type_name: &str) -> String {
    match type_name {
        "ReadCloser" => return "reader".to_owned(),
        "WriteCloser" => return "writer".to_owned(),
        _ => {}
    }
    let start = type_name.rfind(|c: char| c.is_uppercase()).unwrap_or(0);
    let word = if type_name.len() - start > 2 { &type_name[start..] } else { type_name };
    word.to_lowercase()
}
