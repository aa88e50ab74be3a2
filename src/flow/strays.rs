//! Who gives back what somebody else took: a function that unlocks for its caller, or that is called to unlock what another left
//! locked. Where a package has one for a mutex, an exit that leaves the mutex locked may be meant.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use super::{
    account::{Account, Receiver, Standing},
    dependence::{Source, User},
    function::{Body, Function},
};
use crate::{
    program::{Package, Release, Resource, Symbol, Type, VarKind},
    syntax::{
        DeclKind, Descend, Node,
        ast::{Call, Expr, ExprKind, SmolStr, Span, Stmt, StmtKind},
        walk_block,
    },
};

/// Where something is kept, as other functions know it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Keeping {
    /// A field of a type, where that is known; without a name what is embedded.
    Field(Option<String>, SmolStr),
    /// A variable of the package.
    Global(SmolStr),
    /// A local variable: nobody else knows it by a name.
    Local,
    /// What a pointer leads to that somebody passed on.
    Anything,
}

impl Keeping {
    pub fn of(function: &Function<'_>, operand: &Expr) -> Self {
        let e = operand.unparen();
        let ty = function.type_of(e);
        if ty.name().is_some_and(|name| !name.starts_with("sync.")) {
            return Self::Field(ty.name().map(ToOwned::to_owned), SmolStr::default());
        }
        match &e.kind {
            // An interface may be any mutex: that of a `sync.Cond` is one that has a name of its own.
            _ if ty.is("sync.Locker") => Self::Anything,
            ExprKind::Selector { operand, field } => {
                let embedded = matches!(field.name.as_str(), "Mutex" | "RWMutex" | "Locker" | "WaitGroup");
                let field = if embedded { SmolStr::default() } else { field.name.clone() };
                Self::Field(function.type_of(operand).name().map(ToOwned::to_owned), field)
            }
            ExprKind::Ident(name) => match function.var(e) {
                Some(var) => {
                    let is_own = function.scopes.var(var).kind == VarKind::Local && !matches!(ty, Type::Pointer(_) | Type::Unknown);
                    if is_own { Self::Local } else { Self::Anything }
                }
                None => Self::Global(name.clone()),
            },
            _ => Self::Anything,
        }
    }

    /// Whether who gives back the one may give back the other.
    fn may_be(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Local, _) | (_, Self::Local) => false,
            (Self::Anything, _) | (_, Self::Anything) => true,
            (Self::Field(one, field), Self::Field(other, name)) => field == name && (one.is_none() || other.is_none() || one == other),
            (one, other) => one == other,
        }
    }

    /// Whether other packages can name it.
    pub fn is_visible_outside(&self) -> bool {
        let is_exported = |name: &str| name.starts_with(char::is_uppercase);
        match self {
            Self::Field(ty, field) => {
                let owner = ty.as_deref().and_then(|t| t.rsplit('.').next()).is_none_or(is_exported);
                owner && (field.is_empty() || is_exported(field))
            }
            Self::Global(name) => is_exported(name),
            Self::Local => false,
            Self::Anything => true,
        }
    }
}

/// What the functions of a package give back that they have not taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strays {
    keepings: BTreeSet<Keeping>,
    /// Where the functions stand that say so.
    functions: Vec<(Arc<Path>, SmolStr)>,
}

/// The methods by which a row takes, and those by which it gives back.
pub(super) fn methods(row: &Resource) -> (Vec<&str>, Vec<&str>) {
    let mut takes: Vec<&str> = row.acquire.iter().map(Symbol::name).collect();
    takes.sort_unstable();
    takes.dedup();
    (takes, row.release.iter().filter_map(Release::method).collect())
}

impl Function<'_> {
    /// Whether a function of the package gives back, or hands to somebody who may, what is kept so.
    pub(super) fn is_given_back_elsewhere(&self, rule: &str, keeping: &Keeping) -> bool {
        if *keeping == Keeping::Local {
            return false;
        }
        let package = self.program.package(self.file);
        let key = (Arc::clone(&package.dir), Arc::clone(&package.name), rule.to_owned());
        let strays = self.model.strays.get_or(&key, || Arc::new(self.strays(&package, rule)));
        for (path, name) in &strays.functions {
            self.model.asked.note(Source::Function(Arc::clone(path), name.clone()), User::Findings(Arc::clone(&self.file.path)));
        }
        strays.keepings.iter().any(|stray| stray.may_be(keeping))
    }

    fn strays(&self, package: &Package, rule: &str) -> Strays {
        let rows: Vec<_> = self.program.registry.of(rule).into_iter().map(methods).collect();
        let words: BTreeSet<String> = rows.iter().flat_map(|(_, gives)| gives.iter().map(|give| format!(".{give}"))).collect();
        let mut strays = Strays::default();
        for file in package.files() {
            for declaration in &file.skim.declarations {
                let DeclKind::Func { name, .. } = &declaration.kind else { continue };
                let text = file.text.get(declaration.span.clone()).unwrap_or_default();
                if !words.iter().any(|word| text.contains(word)) {
                    continue;
                }
                let Ok(parsed) = self.model.parsed(file, declaration) else { continue };
                let function = Function::new(self.model, file, &parsed);
                let before = strays.keepings.len();
                for (takes, gives) in &rows {
                    function.strays_by(takes, gives, &mut strays.keepings);
                }
                if strays.keepings.len() > before {
                    strays.functions.push((Arc::clone(&file.path), name.clone()));
                }
            }
        }
        strays
    }

    /// What a function gives back by these methods, and has not taken.
    fn strays_by(&self, takes: &[&str], gives: &[&str], found: &mut BTreeSet<Keeping>) {
        let deferred = self.deferred_literals();
        let is_deferred = |n: u32| self.literal_of(n).is_some_and(|lit| deferred.contains(&lit.span));
        // Of a deferred literal its host keeps account.
        for body in self.bodies().iter().filter(|body| !is_deferred(body.literal)) {
            let mut seen: BTreeSet<Receiver> = BTreeSet::new();
            let mut called: BTreeSet<Span> = BTreeSet::new();
            walk_block(body.block, &mut |node| {
                let Node::Expr(e) = node else { return Descend::Into };
                match &e.kind {
                    ExprKind::FuncLit(lit) if !deferred.contains(&lit.span) => return Descend::Over,
                    ExprKind::Call(call) => drop(called.insert(call.callee.unparen().span)),
                    ExprKind::Selector { operand, field } if gives.contains(&field.name.as_str()) => {
                        let receiver = Receiver::new(self, operand);
                        // Its method goes on as a value, or nobody knows what it is called of.
                        let strays = !called.contains(&e.span)
                            || receiver
                                .is_none_or(|receiver| seen.insert(receiver.clone()) && self.strays_from(body, receiver, takes, gives));
                        if strays {
                            found.insert(Keeping::of(self, operand));
                        }
                    }
                    _ => {}
                }
                Descend::Into
            });
        }
    }

    fn strays_from(&self, body: &Body<'_>, receiver: Receiver, takes: &[&str], gives: &[&str]) -> bool {
        let account = Account { receiver, takes: takes.to_vec(), gives: gives.to_vec(), without: None };
        if !account.balance(self, body, Standing::Before, &[]).strays {
            return false;
        }
        // What is given back for a while only, and taken again, stays with the caller.
        let lent = account.balance(self, body, Standing::Taken(u32::MAX), &[]);
        lent.is_unclear || lent.ends_without
    }

    /// Whether a body of the function does something with what is kept so, and nobody can tell how it stands behind that.
    pub(super) fn is_unclear_about(&self, keeping: &Keeping, takes: &[&str], gives: &[&str]) -> bool {
        let mut seen: BTreeSet<Receiver> = BTreeSet::new();
        self.bodies().iter().any(|body| {
            let mut found = false;
            walk_block(body.block, &mut |node| {
                if let Node::Expr(Expr { kind: ExprKind::Selector { operand, field }, .. }) = node
                    && gives.contains(&field.name.as_str())
                    && Keeping::of(self, operand).may_be(keeping)
                    && let Some(receiver) = Receiver::new(self, operand)
                    && seen.insert(receiver.clone())
                {
                    let account = Account { receiver, takes: takes.to_vec(), gives: gives.to_vec(), without: None };
                    found |= account.balance(self, body, Standing::Before, &[]).is_unclear;
                }
                if found { Descend::Over } else { Descend::Into }
            });
            found
        })
    }

    /// The literals that a statement defers.
    pub(super) fn deferred_literals(&self) -> BTreeSet<Span> {
        let stmts = self.bodies().iter().flat_map(|body| body.cfg.stmts());
        let literal = |stmt: &Stmt| match &stmt.kind {
            StmtKind::Defer(e) => e.as_call().and_then(Call::literal).map(|lit| lit.span),
            _ => None,
        };
        stmts.filter_map(literal).collect()
    }
}
