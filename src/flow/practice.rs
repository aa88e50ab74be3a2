//! What the module does with what a function hands out: how often it is released, left open, or given to somebody else. Many sites
//! that release make the one that does not a finding (bugs as deviant behaviour: Engler et al., SOSP 2001).

use std::collections::BTreeMap;

use super::{
    function::{Function, Parsed},
    held::{Fate, Held},
};
use crate::{
    program::{File, Release, ValueAt, qualifier_before},
    syntax::{
        DeclKind, Declaration, Descend, Node,
        ast::{Expr, ExprKind},
        walk_block,
    },
};

/// More sites than this tell nothing new.
const SITES: usize = 200;

/// Call sites of one function, by what becomes of the value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Practice {
    pub released: usize,
    pub leaked: usize,
    pub handed_over: usize,
    /// How many of those that release have set it going before.
    pub started: usize,
    /// How often each method releases.
    pub by: BTreeMap<String, usize>,
}

impl Practice {
    /// The part of all sites that release; from 0 to 1.
    pub fn prevalence(&self) -> f64 {
        share(self.released, self.leaked + self.handed_over)
    }

    /// The part of the sites that release, of all but one that release or leak; from 0 to 1.
    pub fn agreement(&self) -> f64 {
        share(self.released, self.leaked.saturating_sub(1))
    }

    /// Whether the module leaves such values open as a rule: a program that ends soon, say.
    pub fn is_against(&self) -> bool {
        self.leaked > 2 && self.leaked > self.released
    }

    /// Whether there is something to release only where the value was set going.
    pub fn starts_first(&self) -> bool {
        self.started * 2 > self.released
    }
}

/// Methods that set a value going: a server that never ran holds nothing, and may wait for good to be stopped.
const STARTS: [&str; 9] = ["Start", "Run", "Serve", "Listen", "Connect", "Dial", "Init", "Launch", "Build"];

#[expect(clippy::cast_precision_loss, reason = "a few hundred sites at most")]
fn share(part: usize, others: usize) -> f64 {
    if part == 0 { 0.0 } else { part as f64 / (part + others) as f64 }
}

impl Held<'_, '_> {
    /// What the module does with values that the same function hands out; asked once for each function.
    pub fn practice(&self) -> Practice {
        let model = self.function.model;
        let key = (self.symbol.key().into_owned(), self.resource.value);
        if let Some(known) = model.practices.get(&key) {
            return known;
        }
        let practice = self.count();
        model.practices.put(key, practice)
    }

    /// The same value, to be released as the module does it most often.
    pub fn released_as_practised(mut self) -> Self {
        let practice = self.practice();
        let times = |release: &Release| match release {
            Release::Method(path) => path.last().and_then(|m| practice.by.get(m)).copied().unwrap_or(0),
            _ => 0,
        };
        let resource = self.resource.to_mut();
        resource.release.sort_by_key(|release| std::cmp::Reverse(times(release)));
        if let Some(Release::Method(path)) = resource.release.first()
            && let ([method], ValueAt::Result(at)) = (&path[..], resource.value)
            && let Some(ty) = self.function.typing.results(self.call).and_then(|types| types.into_iter().nth(at))
            && self.function.typing.method_signature(&ty, method).is_some_and(|s| !s.params.is_empty())
        {
            resource.no_fix = Some(format!("it is released by `{method}`, which takes arguments that nobody knows"));
        }
        self
    }

    /// Whether a method sets the value going: `Start`, `go s.Serve()`, `ListenAndServe`.
    pub fn is_started(&self) -> bool {
        let holders = self.variables();
        let mut started = false;
        walk_block(self.body.block, &mut |node| {
            if let Node::Expr(Expr { kind: ExprKind::Call(call), .. }) = node
                && let ExprKind::Selector { operand, field } = &call.callee.unparen().kind
                && self.function.var(operand).is_some_and(|v| holders.contains(&v))
            {
                let begins = |start: &str| field.name.strip_prefix(start).is_some_and(|rest| !rest.starts_with(char::is_lowercase));
                started |= STARTS.iter().any(|start| begins(start));
            }
            Descend::Into
        });
        started
    }

    /// Whether another call hands out what this one does.
    fn is_alike(&self, other: &Held<'_, '_>) -> bool {
        other.symbol.key() == self.symbol.key() && other.resource.value == self.resource.value
    }

    fn count(&self) -> Practice {
        let program = self.function.program;
        let mut practice = Practice::default();
        let calls = program.calls(self.function.file.dir());
        let mut sites = 0;
        for path in calls.of(self.symbol.name()) {
            let Ok(file) = program.file(path) else { continue };
            let callers = file.skim.declarations.iter().filter(|d| self.may_be_called(&file, d));
            for declaration in callers {
                let Ok(parsed) = Parsed::new(&file, declaration) else { continue };
                let function = Function::new(self.function.model, &file, &parsed);
                for held in function.all_held().iter().filter(|h| self.is_alike(h)) {
                    sites += 1;
                    for method in held.released_by() {
                        *practice.by.entry(method).or_default() += 1;
                    }
                    match held.fate() {
                        Fate::Leaked(leak) if !leak.released_elsewhere => practice.leaked += 1,
                        Fate::Released | Fate::Leaked(_) => {
                            practice.released += 1;
                            practice.started += usize::from(held.is_started());
                        }
                        Fate::HandedOver | Fate::Unsure => practice.handed_over += 1,
                    }
                }
                if sites >= SITES {
                    return practice;
                }
            }
        }
        practice
    }

    /// Whether a function's text calls what this call does: a method behind a dot, a package's function behind a qualifier that may
    /// mean the package, or alone.
    fn may_be_called(&self, file: &File, declaration: &Declaration) -> bool {
        let DeclKind::Func { .. } = declaration.kind else { return false };
        let Some(body) = declaration.body.clone().and_then(|b| file.text.get(b)) else { return false };
        let (name, package) = (self.symbol.name(), self.symbol.package());
        let is_method = self.symbol.receiver().is_some();
        body.match_indices(name).filter(|(at, _)| body[at + name.len()..].starts_with('(')).any(|(at, _)| {
            if !body[..at].ends_with('.') {
                return !is_method;
            }
            match qualifier_before(body, at).and_then(|q| file.import(q)) {
                Some(path) => is_method || path == package,
                // Perhaps a package whose name its path does not tell.
                None => is_method || file.skim.imports.iter().any(|i| i.path == package),
            }
        })
    }
}
