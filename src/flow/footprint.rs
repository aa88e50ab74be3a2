//! What a call leaves behind beside its results: something acquired, a goroutine, an entry where others find it. A value whose making
//! and use leave nothing is no more than memory, whatever its type can release.

use std::collections::BTreeSet;

use super::{cancels::is_cancel, effects::receiver_of, function::Function, held::Held};
use crate::{
    program::{Callee, Release, Resource, StdTable, Symbol, Type, ValueAt, VarId, VarKind, is_plain},
    syntax::{
        Descend, Node,
        ast::{Block, Call, Expr, ExprKind, Stmt, StmtKind, UnaryOp},
        walk_block,
    },
};

/// What is left where a function has returned, apart from what it returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Footprint {
    /// Nothing.
    Bare,
    /// Something else in the receiver's own fields.
    Own,
    /// Something that is held, or goes on, or that others have; or nobody knows.
    Lasting,
}

impl Held<'_, '_> {
    /// Whether nothing is behind the value but memory: the function that makes it is in sight, is given nothing to release, and
    /// leaves nothing behind, nor does anything that is done with it.
    pub fn is_bare(&self) -> bool {
        self.function.footprint_of(&self.symbol) == Footprint::Bare
            && self.call.args.iter().all(|arg| self.function.owes_nothing(arg))
            && {
                let others = self.used_by_others();
                !self.call.args.iter().any(|arg| others.iter().any(|var| self.function.mentions(arg, *var)))
            }
            && self.is_used_barely()
    }

    /// The variables that have to do with something else that the function acquires.
    fn used_by_others(&self) -> BTreeSet<VarId> {
        let all = self.function.all_held();
        all.iter().filter(|held| held.call.span != self.call.span).flat_map(Held::ever_used).collect()
    }

    /// Whether all calls that have to do with the value are known, and leave nothing behind but in the value.
    fn is_used_barely(&self) -> bool {
        let (function, holders) = (self.function, self.variables());
        let names = |e: &Expr| holders.iter().any(|var| function.mentions(e, *var));
        let is_held = |e: &Expr| function.var(e).is_some_and(|var| holders.contains(&var));
        let mut is_bare = true;
        walk_block(self.body.block, &mut |node| {
            is_bare &= match node {
                Node::Stmt(Stmt { kind: StmtKind::Go(e), .. }) => !names(e),
                Node::Stmt(Stmt { kind: StmtKind::Assign { left, right, .. }, .. }) => {
                    let is_part = |place: &Expr| !is_held(place) && function.root(place).is_some_and(|var| holders.contains(&var));
                    !left.iter().any(is_part) || right.iter().all(|e| is_plain(&function.type_of(e)))
                }
                Node::Expr(Expr { kind: ExprKind::Call(call), span }) if *span != self.call.span => {
                    let is_concerned = names(&call.callee) || call.args.iter().any(names);
                    !is_concerned || {
                        let is_bare = match function.callee(call) {
                            Some(method) if receiver_of(call).is_some_and(is_held) => {
                                function.footprint_of_method(call, &method) <= Footprint::Own
                            }
                            _ => function.footprint_at(call) == Footprint::Bare,
                        };
                        is_bare || self.releases(call)
                    }
                }
                _ => true,
            };
            if is_bare { Descend::Into } else { Descend::Over }
        });
        is_bare
    }

    /// Whether a call is the value's release by its name.
    fn releases(&self, call: &Call) -> bool {
        call.args.is_empty() && self.resource.release.iter().any(|r| r.method().is_some_and(|m| call.name().is_some_and(|name| name == m)))
    }
}

/// What a function leaves behind.
pub(super) fn look(function: &Function<'_>) -> Footprint {
    function.func.body.as_ref().map_or(Footprint::Lasting, |body| function.footprint_in(body))
}

impl Function<'_> {
    /// Whether an argument is nothing that somebody releases, nor made of such a thing.
    fn owes_nothing(&self, arg: &Expr) -> bool {
        let is_free = || !self.may_be_owed(&self.type_of(arg));
        match &arg.kind {
            ExprKind::Literal(_) => true,
            ExprKind::Paren(inner) | ExprKind::Unary { op: UnaryOp::Address, operand: inner } => self.owes_nothing(inner),
            ExprKind::Ident(_) | ExprKind::Selector { .. } | ExprKind::Index { .. } | ExprKind::Slice { .. } | ExprKind::Star(_) => {
                self.scopes.is_nil(arg) || is_free()
            }
            ExprKind::Unary { .. } | ExprKind::Binary { .. } => is_free(),
            ExprKind::Call(call) => is_free() && call.args.iter().all(|arg| self.owes_nothing(arg)),
            ExprKind::Composite { elements, .. } => elements.iter().all(|element| self.owes_nothing(&element.value)),
            _ => false,
        }
    }

    /// Whether a value of the type may be something to release, or have such a thing behind it.
    fn may_be_owed(&self, ty: &Type) -> bool {
        match ty {
            Type::Unknown | Type::Func(_) | Type::Chan(_) => true,
            _ if is_plain(ty) || ty.is("error") || ty.is("context.Context") => false,
            Type::Slice(elem) | Type::Array(elem) => self.may_be_owed(elem),
            Type::Map(key, value) => self.may_be_owed(key) || self.may_be_owed(value),
            Type::Tuple(types) => types.iter().any(|ty| self.may_be_owed(ty)),
            ty => self.typing.is_interface(ty) || self.is_releasable(ty),
        }
    }

    /// What the code of a block leaves behind, its literals' code included: nobody knows who calls them.
    fn footprint_in(&self, block: &Block) -> Footprint {
        let mut most = Footprint::Bare;
        walk_block(block, &mut |node| {
            most = most.max(match node {
                Node::Stmt(Stmt { kind: StmtKind::Go(_) | StmtKind::Send { .. }, .. }) => Footprint::Lasting,
                Node::Stmt(Stmt { kind: StmtKind::Assign { left, .. }, .. }) => {
                    left.iter().map(|place| self.set_place(place)).max().unwrap_or(Footprint::Bare)
                }
                Node::Stmt(Stmt { kind: StmtKind::IncDec(place), .. }) => self.set_place(place),
                Node::Stmt(Stmt { kind: StmtKind::Range(range), .. }) => match self.type_of(&range.operand) {
                    Type::Chan(_) | Type::Func(_) | Type::Unknown => Footprint::Lasting,
                    _ => Footprint::Bare,
                },
                Node::Expr(Expr { kind: ExprKind::Call(call), .. }) => self.footprint_at(call),
                // It takes something that others put there.
                Node::Expr(Expr { kind: ExprKind::Unary { op: UnaryOp::Receive, .. } | ExprKind::Unknown, .. }) => Footprint::Lasting,
                _ => Footprint::Bare,
            });
            if most == Footprint::Lasting { Descend::Over } else { Descend::Into }
        });
        most
    }

    /// What it leaves behind to give a place another value.
    fn set_place(&self, place: &Expr) -> Footprint {
        let place = place.unparen();
        match &place.kind {
            ExprKind::Ident(name) if name == "_" => Footprint::Bare,
            ExprKind::Ident(_) if self.var(place).is_some() => Footprint::Bare,
            ExprKind::Selector { operand, .. } => self.changed(operand),
            // An element of what a field has.
            ExprKind::Index { operand, .. } => match &operand.unparen().kind {
                ExprKind::Selector { operand, .. } => self.changed(operand),
                _ => self.changed(operand),
            },
            ExprKind::Star(operand) => self.changed(operand),
            _ => Footprint::Lasting,
        }
    }

    /// What it leaves behind to change what a variable has, or points to.
    fn changed(&self, e: &Expr) -> Footprint {
        match self.var(e) {
            Some(var) if self.is_made_here(var) => Footprint::Bare,
            Some(var) if self.scopes.var(var).kind == VarKind::Receiver => Footprint::Own,
            _ => Footprint::Lasting,
        }
    }

    /// Whether a variable has never had anything but what the function made itself.
    fn is_made_here(&self, var: VarId) -> bool {
        if !matches!(self.scopes.var(var).kind, VarKind::Local | VarKind::Result) {
            return false;
        }
        let makes = |e: &Expr| match &e.unparen().kind {
            ExprKind::Composite { .. } | ExprKind::Literal(_) => true,
            ExprKind::Unary { op: UnaryOp::Address, operand } => matches!(operand.unparen().kind, ExprKind::Composite { .. }),
            ExprKind::Ident(_) => self.scopes.is_nil(e),
            ExprKind::Call(call) => match self.typing.callee(call) {
                Callee::Builtin(name) => ["new", "make"].contains(&name.as_str()),
                // A parsed URL, but not what all of the program shares.
                Callee::Symbol(symbol) => {
                    let is_shared = ["Default", "Get", "Lookup"].contains(&symbol.name());
                    StdTable::is_std(symbol.package()) && symbol.receiver().is_none() && !is_shared
                }
                _ => false,
            },
            _ => false,
        };
        self.is_fresh(var) || self.definitions(var).is_some_and(|all| all.iter().all(|(e, _)| makes(e)))
    }

    /// What a call leaves behind.
    fn footprint_at(&self, call: &Call) -> Footprint {
        match self.typing.callee(call) {
            Callee::Builtin(name) => match name.as_str() {
                "close" => Footprint::Lasting,
                "clear" | "copy" | "delete" => call.args.first().map_or(Footprint::Lasting, |place| self.mutated(place)),
                _ => Footprint::Bare,
            },
            Callee::Conversion(_) | Callee::Literal => Footprint::Bare,
            Callee::Symbol(symbol) => self.footprint_of_call(call, &symbol),
            Callee::Var(_) | Callee::Unknown => Footprint::Lasting,
        }
    }

    fn footprint_of_call(&self, call: &Call, symbol: &Symbol) -> Footprint {
        match self.footprint_of_method(call, symbol) {
            Footprint::Own if !StdTable::is_std(symbol.package()) => receiver_of(call).map_or(Footprint::Lasting, |r| self.changed(r)),
            other => other,
        }
    }

    /// What a call leaves behind, apart from what its receiver has got.
    fn footprint_of_method(&self, call: &Call, symbol: &Symbol) -> Footprint {
        let mut rows = self.program.registry.acquired_by(symbol).filter(|row| self.may_be_of(call, row));
        let table = StdTable::get();
        if rows.any(|row| !self.gives_back(call, row)) {
            Footprint::Lasting
        } else if StdTable::is_std(symbol.package()) {
            self.footprint_of_std(call, symbol)
        } else if table.never_returns(symbol) || table.returns_if(symbol).is_some() {
            Footprint::Bare
        } else if decodes(symbol) && !self.is_in_sight(symbol) {
            self.footprint_of_decoding(call)
        } else {
            self.footprint_of(symbol)
        }
    }

    /// What it leaves behind to read a document into what a call is given a pointer to.
    fn footprint_of_decoding(&self, call: &Call) -> Footprint {
        let is_place = |arg: &Expr| matches!(arg.unparen().kind, ExprKind::Unary { op: UnaryOp::Address, .. });
        let one = |arg: &Expr| if !is_place(arg) && self.owes_nothing(arg) { Footprint::Bare } else { self.mutated(arg) };
        call.args.iter().map(one).max().unwrap_or(Footprint::Bare)
    }

    /// Whether what a call takes of its receiver is given back in the function, as a lock is.
    fn gives_back(&self, call: &Call, row: &Resource) -> bool {
        let spelled = |call: &Call| receiver_of(call).map(|operand| self.text(operand.span));
        let is_release = |other: &Call| {
            other.name().is_some_and(|name| row.release.iter().filter_map(Release::method).any(|m| name == m))
                && spelled(other) == spelled(call)
        };
        row.value == ValueAt::Receiver && row.error.is_none() && self.has_call(&is_release)
    }

    /// What a function of the standard library leaves behind that no table takes for an acquisition.
    fn footprint_of_std(&self, call: &Call, symbol: &Symbol) -> Footprint {
        // What it is given to call may do anything; a literal's code is looked at where it stands.
        let is_action = |arg: &Expr| !matches!(arg.unparen().kind, ExprKind::FuncLit(_)) && matches!(self.type_of(arg), Type::Func(_));
        let calls = call.args.iter().any(|arg| is_action(arg) || is_cancel(&self.type_of(arg)));
        if calls || leaves_something(symbol) {
            return Footprint::Lasting;
        }
        let is_atomic = symbol.package() == "sync/atomic" && !symbol.name().starts_with("Load");
        let stores = ["Clear", "CompareAndDelete", "CompareAndSwap", "Delete", "LoadAndDelete", "LoadOrStore", "Store", "Swap"];
        let is_map = symbol.package() == "sync" && symbol.receiver() == Some("Map") && stores.contains(&symbol.name());
        let is_list = symbol.package().starts_with("container/") && symbol.name() != "New";
        if !is_atomic && !is_map && !is_list {
            return Footprint::Bare;
        }
        let changed = if symbol.receiver().is_some() { receiver_of(call) } else { call.args.first() };
        changed.map_or(Footprint::Lasting, |e| self.mutated(e))
    }

    /// What it leaves behind to change what stands at a place, by its address perhaps.
    fn mutated(&self, place: &Expr) -> Footprint {
        let place = place.unparen();
        match &place.kind {
            ExprKind::Unary { op: UnaryOp::Address, operand } => self.mutated(operand),
            ExprKind::Ident(_) => self.changed(place),
            _ => self.set_place(place),
        }
    }
}

/// Whether a function reads a document by its name and that of its package: `yaml.Unmarshal`.
fn decodes(symbol: &Symbol) -> bool {
    const FORMATS: [&str; 9] = ["cbor", "hcl", "ini", "json", "proto", "toml", "xml", "yaml", "msgpack"];
    const VERBS: [&str; 4] = ["Decode", "Load", "Parse", "Unmarshal"];
    let is_format = |word: &str| FORMATS.contains(&word);
    let mut parts = symbol.package().rsplit('/').take(2).flat_map(|part| part.split(['.', '-']));
    let begins = |verb: &&str| symbol.name().strip_prefix(*verb).is_some_and(|rest| !rest.starts_with(char::is_lowercase));
    symbol.receiver().is_none() && VERBS.iter().any(begins) && parts.any(is_format)
}

/// Whether a function of the standard library leaves something outside of the program's memory, or in what all of it shares.
fn leaves_something(symbol: &Symbol) -> bool {
    const FILES: [&str; 12] =
        ["Chdir", "Chmod", "CopyFS", "Link", "Mkdir", "MkdirAll", "Remove", "RemoveAll", "Rename", "Setenv", "Symlink", "WriteFile"];
    let name = symbol.name();
    match symbol.package() {
        "syscall" | "plugin" | "os/exec" | "os/signal" | "net/rpc" => true,
        "os" => FILES.contains(&name),
        "io/ioutil" => name == "WriteFile",
        "runtime" => ["AddCleanup", "LockOSThread", "SetFinalizer"].contains(&name),
        "context" | "time" => name == "AfterFunc",
        "net" => name.starts_with("Write"),
        "net/http" => name.starts_with("Handle") || name.contains("Serve"),
        "database/sql" => name.starts_with("Exec"),
        "sync" => name == "Go",
        "testing" => name == "Run" || name == "Cleanup",
        _ => false,
    }
}
