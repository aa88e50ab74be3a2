//! Releases that reach beyond the process: they, or what they call, commit what was written so far, upload it, or move it to where others
//! look for it; or they remove what would stay when the process has ended.

use super::{
    commits::Outcome,
    function::Function,
    held::{Held, Leak},
};
use crate::{
    program::{Release, StdTable, Symbol},
    syntax::ast::SmolStr,
};

/// Releases that call one another deeper than this are not looked at.
const LEVELS: u8 = 3;

/// What publishes by the first word of its name, whoever it belongs to.
const PUBLISHES: [&str; 3] = ["Commit", "Publish", "Upload"];

impl Held<'_, '_> {
    /// Whether it is released where all went well, and left only on paths that have failed, though its release would make known to others
    /// what was written until then, whole or not.
    pub fn is_left_unpublished(&self, leak: &Leak) -> bool {
        let has_failed = || leak.exits.iter().all(|exit| self.outcome(*exit) != Outcome::Success);
        leak.released_elsewhere && has_failed() && self.release_publishes()
    }

    fn release_publishes(&self) -> bool {
        self.release_calls(&|name, callee| is_publishing(name) || callee.is_some_and(|f| f.as_str() == "os.Rename"))
    }

    /// Whether its release is seen to end what stays without it when the process has ended: a file, a lease, a mount. So may a function
    /// that is called to release it, whatever it does.
    pub(super) fn release_lasts(&self) -> bool {
        const ENDS: [&str; 5] = ["Revoke", "Unmount", "Deregister", "RemoveAll", "Unlink"];
        let is_teardown = matches!(self.resource.release.first(), Some(Release::Call(_))) && self.resource.rule.is_empty();
        is_teardown && !self.is_cancel()
            || self.release_calls(&|name, callee| {
                name.is_some_and(|name| ENDS.iter().any(|end| begins(name, end)))
                    || callee.is_some_and(|f| f.as_str() == "os.Remove")
                    || is_publishing(name)
            })
    }

    /// Whether its release, of no type of the standard library, is seen to make such a call; of an interface, that of some
    /// implementation.
    fn release_calls(&self, is_such: IsSuch<'_>) -> bool {
        let function = self.function;
        let Some((method, ty)) = self.release_of_result() else { return false };
        let is_own = ty.name().and_then(|name| name.rsplit_once('.')).is_some_and(|(package, _)| !StdTable::is_std(package));
        if !is_own {
            return false;
        }
        if !function.typing.is_interface(&ty) {
            return function.typing.method(&ty, method).is_some_and(|release| function.leads_to_call(&release, LEVELS, is_such));
        }
        let all = function.program.implementations(&function.program.package(function.file), &ty, method).unwrap_or_default();
        all.iter().any(|d| function.look_into(d, &|f: &Function<'_>| f.makes_call(LEVELS, is_such)) == Some(true))
    }
}

/// What is asked of a call: by the name that is called, and the full one where it is known.
type IsSuch<'i> = &'i dyn Fn(Option<&SmolStr>, Option<&Symbol>) -> bool;

impl Function<'_> {
    fn leads_to_call(&self, callee: &Symbol, levels: u8, is_such: IsSuch<'_>) -> bool {
        self.looked_at(callee, &|function| function.makes_call(levels, is_such)).contains(&true)
    }

    /// Whether the function makes such a call, or one of its package's that it calls does.
    fn makes_call(&self, levels: u8, is_such: IsSuch<'_>) -> bool {
        let package = self.program.package(self.file);
        self.has_call(&|call| {
            let callee = self.callee(call);
            let is_own = || callee.as_ref().filter(|symbol| symbol.package() == package.symbol_path());
            is_such(call.name(), callee.as_ref()) || levels > 0 && is_own().is_some_and(|f| self.leads_to_call(f, levels - 1, is_such))
        })
    }
}

/// Whether a name says that what is called publishes: `Commit`, `UploadPart`, `PutObject`.
fn is_publishing(name: Option<&SmolStr>) -> bool {
    name.is_some_and(|name| name == "PutObject" || PUBLISHES.iter().any(|word| begins(name, word)))
}

/// Whether a word is the first of a name.
fn begins(name: &str, word: &str) -> bool {
    name.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_lowercase))
}
