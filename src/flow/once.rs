//! What runs at most once in a process, `main` and what it calls from one place alone, and what such code leaves open until the end.

use super::{cancels::is_cancel, cfg::NodeKind, function::Function, held::Held};
use crate::{
    program::{Callee, Declared, Level, StdTable, Symbol},
    syntax::{
        DeclKind, Descend, Node,
        ast::{Call, Expr, ExprKind, Span, Stmt, StmtKind},
        walk_block,
    },
};

/// A chain of calls from `main` that is longer than this is not followed.
const LEVELS: u8 = 16;

/// Releases that call one another deeper than this may do anything.
const RELEASES: u8 = 3;

impl Held<'_, '_> {
    /// The level of its leak: a note, where at most one stays, until the process ends. What costs little anyway is no more of a note
    /// for that.
    pub(super) fn level_of_leak(&self, least: Level) -> Level {
        let comes_once = self.body.literal == 0 && !self.in_loop();
        let is_called_once = || least == Level::Leak && self.function.is_called_once() && self.ends_with_process();
        if comes_once && (self.function.runs_once() || is_called_once()) { Level::Note } else { least }
    }

    /// Whether nothing of it outlasts the process, and its release does nothing that others would wait for.
    fn ends_with_process(&self) -> bool {
        let row = &self.resource;
        // A path on a disk, another process, a span that nobody gets to see, what is not written as a whole.
        if row.is_text || row.stopped_by.is_some() || row.is_timed || row.committed_by.is_some() {
            return false;
        }
        // What is taken of something else, as a transaction of a database, is missed there meanwhile.
        if self.symbol.receiver().is_some() {
            return false;
        }
        // A table tells what its rows are; of others the release is read.
        !row.rule.is_empty() || {
            let release = self.release_of_result().and_then(|(method, ty)| self.function.typing.method(&ty, method));
            release.is_some_and(|release| self.function.only_ends(&release, RELEASES))
        }
    }
}

impl Function<'_> {
    /// Whether the function runs once, as `main`, `init` and `TestMain` do: what it leaks lasts until exit.
    pub fn runs_once(&self) -> bool {
        self.func.receiver.is_none()
            && match self.func.name.name.as_str() {
                "main" => self.file.skim.package.as_ref().is_some_and(|p| p.name == "main"),
                "init" => true,
                "TestMain" => self.file.is_test(),
                _ => false,
            }
    }

    /// Whether a program calls the function at most once: from one place of its package alone, tests aside, to which control comes
    /// once in a function that runs once, or is called so in turn.
    fn is_called_once(&self) -> bool {
        let package = self.program.package(self.file);
        // No other package can call one of `main`.
        &*package.name == "main" && !self.file.is_test() && self.has_one_call(LEVELS, &|caller, name| self.note(caller, name))
    }

    fn has_one_call(&self, levels: u8, note: &dyn Fn(&Declared, &Symbol)) -> bool {
        if self.func.receiver.is_some() || levels == 0 {
            return false;
        }
        let package = self.program.package(self.file);
        let name = self.func.name.name.as_str();
        let mut is_called = false;
        for file in package.files().iter().filter(|f| !f.is_test()) {
            for (index, declaration) in file.skim.declarations.iter().enumerate() {
                if !file.text.get(declaration.span.clone()).is_some_and(|text| text.contains(name)) {
                    continue;
                }
                let declared = Declared { file: file.clone(), index };
                match declaration.kind {
                    DeclKind::Func { .. } => {}
                    // A value that a variable of the package may have.
                    DeclKind::Var => return false,
                    DeclKind::Import | DeclKind::Const | DeclKind::Type => continue,
                }
                let Ok(parsed) = self.model.parsed(file, declaration) else { return false };
                let caller = Function::new(self.model, file, &parsed);
                for mention in caller.mentions_of(name) {
                    let is_once = || caller.comes_once_to_call(mention) && (caller.runs_once() || caller.has_one_call(levels - 1, note));
                    if std::mem::replace(&mut is_called, true) || !is_once() {
                        return false;
                    }
                    if let Some(symbol) = package.symbol(&declared) {
                        note(&declared, &symbol);
                    }
                }
            }
        }
        is_called
    }

    /// Where the function names one of its package.
    fn mentions_of(&self, name: &str) -> Vec<Span> {
        let mut found = Vec::new();
        let Some(body) = &self.func.body else { return found };
        walk_block(body, &mut |node| {
            if let Node::Expr(Expr { kind: ExprKind::Ident(ident), span }) = node
                && ident == name
                && self.scopes.binding(span.start).is_of_package()
            {
                found.push(*span);
            }
            Descend::Into
        });
        found
    }

    /// Whether what is named there is called there, in the function's own turn, and control does not come back to it.
    fn comes_once_to_call(&self, name: Span) -> bool {
        let Some(body) = self.body_of(name).filter(|body| body.literal == 0) else { return false };
        let Some(node) = body.cfg.node_of(name).filter(|node| !body.cfg.in_cycle(*node)) else { return false };
        let is_started = matches!(body.cfg.nodes[node].kind, NodeKind::Stmt(Stmt { kind: StmtKind::Go(_), .. }));
        !is_started && self.has_call(&|call| call.callee.unparen().span == name)
    }

    /// Whether a release, whichever declaration it is, only ends what would end with the process: it removes, writes and tells others
    /// nothing.
    fn only_ends(&self, release: &Symbol, levels: u8) -> bool {
        let found = self.looked_at(release, &|function| !function.has_call(&|call| function.lasts_beyond(call, levels)));
        !found.is_empty() && found.iter().all(|only| *only)
    }

    /// Whether what a call does may be felt when the process is gone.
    fn lasts_beyond(&self, call: &Call, levels: u8) -> bool {
        const WORDS: [&str; 12] =
            ["Commit", "Delete", "Flush", "Kill", "Publish", "Put", "Remove", "Rename", "Save", "Signal", "Sync", "Upload"];
        let begins =
            |word: &&str| call.name().and_then(|n| n.strip_prefix(*word)).is_some_and(|rest| !rest.starts_with(char::is_lowercase));
        match self.typing.callee(call) {
            Callee::Builtin(_) | Callee::Conversion(_) | Callee::Literal => false,
            // It wakes, and puts aside, what is in memory.
            Callee::Symbol(symbol) if symbol.package() == "sync" || symbol.package() == "sync/atomic" => false,
            // What is behind an interface may be anything.
            Callee::Symbol(symbol) if StdTable::is_std(symbol.package()) => {
                ["io", "os/exec"].contains(&symbol.package()) || symbol.name().starts_with("Write") || WORDS.iter().any(begins)
            }
            Callee::Symbol(symbol) => WORDS.iter().any(begins) || levels == 0 || !self.only_ends(&symbol, levels - 1),
            Callee::Var(_) | Callee::Unknown => !is_cancel(&self.type_of(&call.callee)),
        }
    }
}
