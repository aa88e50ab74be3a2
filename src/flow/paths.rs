//! The path by which a file was opened, and who uses it again while the file is open.

use std::collections::BTreeSet;

use super::{
    cfg::{NodeId, NodeKind},
    claim::calls_in,
    held::Held,
};
use crate::syntax::ast::{Call, Expr, Span, Stmt, StmtKind};

impl<'a> Held<'_, 'a> {
    /// A call behind the acquisition, not deferred, that renames, removes or opens the path by which this was acquired.
    pub fn path_is_used_again(&self) -> Option<String> {
        self.uses_of_path().first().map(|call| self.function.text(call.callee.span).to_owned())
    }

    /// Whether such a call may come between the acquisition and a point, and the function itself releases nothing as late as that.
    pub fn path_is_used_before(&self, point: NodeId) -> bool {
        let cfg = &self.body.cfg;
        let released: Vec<NodeId> = self.walk().released.iter().filter_map(|at| cfg.node_of(*at)).collect();
        let comes_before = |call: &Call| {
            let Some(node) = cfg.node_of(call.span) else { return true };
            let behind = cfg.reached(node, &[self.node]);
            behind[point] && !released.iter().any(|&release| release != node && behind[release])
        };
        self.uses_of_path().into_iter().any(comes_before)
    }

    fn uses_of_path(&self) -> Vec<&'a Call> {
        let path = self.call.args.iter().find(|a| !matches!(self.function.text(a.span), "" | "\"\""));
        let holders = self.variables();
        let names: Vec<String> = holders.iter().map(|v| format!("{}.Name()", self.function.scopes.var(*v).name)).collect();
        let mut aliases: BTreeSet<&str> = BTreeSet::new();
        for node in &self.body.cfg.nodes {
            if let NodeKind::Stmt(Stmt { kind: StmtKind::Assign { left, right, .. }, .. }) = node.kind
                && let ([left], [right]) = (&left[..], &right[..])
                && names.iter().any(|n| n == self.function.text(right.span))
            {
                aliases.insert(self.function.text(left.span));
            }
        }
        let only_reads = self.is_opened_to_read();
        let cfg = &self.body.cfg;
        let behind = cfg.reached(self.node, &[]);
        let mut found = Vec::new();
        let uses = |call: &Call| {
            let Some(callee) = self.function.callee(call) else { return false };
            let takes = uses_path(callee.as_str()) && (!only_reads || ends_path(callee.as_str()));
            takes
                && call.args.iter().any(|arg| {
                    let text = self.function.text(arg.span);
                    let is_same =
                        |path: &Expr| is_spelled_alike(self.function.text(path.span), text) && !self.is_changed_between(path, arg.span);
                    path.is_some_and(is_same) || aliases.contains(text) || names.iter().any(|n| n == text)
                })
        };
        self.behind(&mut |call| {
            // Another arm of an `if` comes later in the text alone.
            let is_behind = cfg.node_of(call.span).is_none_or(|node| behind[node]);
            // What a local literal does is done where that is called.
            let in_literal = || self.function.named_literal(call).is_some_and(|lit| calls_in(&lit.body).into_iter().any(uses));
            if is_behind && (uses(call) || in_literal()) {
                found.push(call);
            }
        });
        found
    }

    /// Whether it is open for reading alone: others may open and write the file in the meantime, on every system.
    fn is_opened_to_read(&self) -> bool {
        const READERS: [&str; 6] =
            ["archive/zip.OpenReader", "debug/elf.Open", "debug/macho.Open", "debug/pe.Open", "debug/plan9obj.Open", "os.Open"];
        const WRITES: [&str; 4] = ["O_CREATE", "O_RDWR", "O_TRUNC", "O_WRONLY"];
        let flags = self.call.args.get(1).filter(|_| self.symbol.as_str() == "os.OpenFile").map(|flags| self.function.text(flags.span));
        READERS.contains(&self.symbol.as_str()) || flags.is_some_and(|f| f.contains("O_RDONLY") && !WRITES.iter().any(|w| f.contains(w)))
    }

    /// Whether a variable that an argument of the acquiring call names gets another value ahead of a place.
    fn is_changed_between(&self, argument: &Expr, place: Span) -> bool {
        self.body.cfg.stmts().filter(|s| s.span.start > self.call.span.start && s.span.end <= place.start).any(|stmt| match &stmt.kind {
            StmtKind::Assign { left, .. } => {
                left.iter().filter_map(|l| self.function.var(l)).any(|var| self.function.mentions(argument, var))
            }
            _ => false,
        })
    }
}

/// Whether two pieces of code are the same but for blanks, which gofmt sets by what stands beside: `path + ".new"`, `f(path+".new", path)`.
fn is_spelled_alike(one: &str, other: &str) -> bool {
    one.split_whitespace().flat_map(str::chars).eq(other.split_whitespace().flat_map(str::chars))
}

/// Whether a function of the standard library takes a path away, which some systems do not while the file is open.
fn ends_path(callee: &str) -> bool {
    matches!(callee, "os.Rename" | "os.Remove" | "os.RemoveAll")
}

/// Whether a function of the standard library renames, removes or opens a path that it is given.
fn uses_path(callee: &str) -> bool {
    matches!(
        callee,
        "os.Rename"
            | "os.Remove"
            | "os.RemoveAll"
            | "os.Open"
            | "os.OpenFile"
            | "os.Create"
            | "os.ReadFile"
            | "os.WriteFile"
            | "os.Truncate"
            | "io/ioutil.ReadFile"
            | "io/ioutil.WriteFile"
    )
}
