//! Releases that publish: they, or what they call, commit what was written so far, upload it, or move it to where others look for it.

use super::{
    commits::Outcome,
    function::Function,
    held::{Held, Leak},
};
use crate::{
    program::{Callee, StdTable, Symbol},
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

    /// Whether its release is seen to publish; of an interface, that of some implementation.
    fn release_publishes(&self) -> bool {
        let function = self.function;
        let Some((method, ty)) = self.release_of_result() else { return false };
        if !function.typing.is_interface(&ty) {
            return function.typing.method(&ty, method).is_some_and(|release| function.publishes(&release, LEVELS));
        }
        let is_own = ty.name().and_then(|name| name.rsplit_once('.')).is_some_and(|(package, _)| !StdTable::is_std(package));
        let all = || function.program.implementations(&function.program.package(function.file), &ty, method).unwrap_or_default();
        is_own && all().iter().any(|d| function.look_into(d, &|f: &Function<'_>| f.calls_to_publish(LEVELS)) == Some(true))
    }
}

impl Function<'_> {
    fn publishes(&self, release: &Symbol, levels: u8) -> bool {
        self.looked_at(release, &|function| function.calls_to_publish(levels)).contains(&true)
    }

    fn calls_to_publish(&self, levels: u8) -> bool {
        let package = self.program.package(self.file);
        self.has_call(&|call| {
            is_publishing(call.name())
                || match self.typing.callee(call) {
                    Callee::Symbol(symbol) if symbol.package() == package.symbol_path() => {
                        levels > 0 && self.publishes(&symbol, levels - 1)
                    }
                    Callee::Symbol(symbol) => symbol.as_str() == "os.Rename",
                    _ => false,
                }
        })
    }
}

/// Whether a name says that what is called publishes: `Commit`, `UploadPart`, `PutObject`.
fn is_publishing(name: Option<&SmolStr>) -> bool {
    name.is_some_and(|name| {
        let begins = |word: &&str| name.strip_prefix(*word).is_some_and(|rest| !rest.starts_with(char::is_lowercase));
        name == "PutObject" || PUBLISHES.iter().any(begins)
    })
}
