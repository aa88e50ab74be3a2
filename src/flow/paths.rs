//! The path by which a file was opened, and who uses it again while the file is open.

use std::collections::BTreeSet;

use super::{
    cfg::{NodeId, NodeKind},
    held::Held,
};
use crate::syntax::ast::{Call, Expr, Span, Stmt, StmtKind};

impl<'a> Held<'_, 'a> {
    /// A call behind the acquisition, not deferred, that renames, removes or opens the path by which this was acquired.
    pub fn path_is_used_again(&self) -> Option<String> {
        self.uses_of_path().first().map(|call| self.function.text(call.callee.span).to_owned())
    }

    /// Whether such a call may come between the acquisition and a point.
    pub fn path_is_used_before(&self, point: NodeId) -> bool {
        let cfg = &self.body.cfg;
        let comes_before = |call: &Call| cfg.node_of(call.span).is_none_or(|node| cfg.reached(node, &[self.node])[point]);
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
        let mut found = Vec::new();
        self.behind(&mut |call| {
            let Some(callee) = self.function.callee(call) else { return };
            let both_read = self.symbol.as_str() == "os.Open" && reads_path(callee.as_str());
            if !uses_path(callee.as_str()) || both_read {
                return;
            }
            for arg in &call.args {
                let text = self.function.text(arg.span);
                let is_same = |path: &Expr| self.function.text(path.span) == text && !self.is_changed_between(path, arg.span);
                if path.is_some_and(is_same) || aliases.contains(text) || names.iter().any(|n| n == text) {
                    found.push(call);
                    break;
                }
            }
        });
        found
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

/// Whether a function of the standard library only reads what is at a path.
fn reads_path(callee: &str) -> bool {
    matches!(callee, "os.Open" | "os.ReadFile" | "io/ioutil.ReadFile")
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
