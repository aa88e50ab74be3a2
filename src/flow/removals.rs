//! Calls and statements that remove a path, which some systems do only where nobody has it open.

use super::{function::Function, held::Held, test_code::is_of_test};
use crate::syntax::{
    Descend, Node,
    ast::{BinaryOp, Call, Expr, ExprKind, FuncLit, If, Stmt, StmtKind},
    walk_block, walk_expr,
};

impl<'a> Function<'a> {
    /// Whether an expression removes a path and does nothing else, by itself or in a literal that a local variable has for good:
    /// `cleanup()`.
    pub(super) fn is_removal(&self, e: &Expr) -> bool {
        let by_literal =
            || e.as_call().filter(|c| c.args.is_empty()).and_then(|c| self.named_literal(c)).is_some_and(|l| self.only_removes(l));
        self.is_own_removal(e) || by_literal()
    }

    fn is_own_removal(&self, e: &Expr) -> bool {
        let symbol = e.as_call().and_then(|c| self.callee(c));
        symbol.is_some_and(|s| matches!(s.as_str(), "os.Remove" | "os.RemoveAll"))
    }

    /// The literal that a call runs by the local variable whose only value that is.
    pub(super) fn named_literal(&self, call: &Call) -> Option<&'a FuncLit> {
        match &self.only_value(self.var(&call.callee)?)?.unparen().kind {
            ExprKind::FuncLit(lit) => Some(lit),
            _ => None,
        }
    }

    /// Whether a literal removes a path and does no more than to look at the error, or to return it.
    fn only_removes(&self, lit: &FuncLit) -> bool {
        let stmts = &lit.body.stmts;
        stmts.iter().any(|s| self.removes_checked(s))
            && stmts.iter().all(|s| self.removes_checked(s) || self.looks_at_error(s))
            && self.asks_files_for_names_alone(lit)
    }

    /// Whether a statement removes a path and does nothing else.
    pub(super) fn removes(&self, stmt: &Stmt) -> bool {
        match &stmt.kind {
            StmtKind::Expr(e) => self.is_removal(e),
            StmtKind::Assign { left, right, .. } => {
                left.iter().all(|l| l.as_ident().is_some_and(|n| n == "_")) && right.iter().all(|e| self.is_removal(e))
            }
            _ => false,
        }
    }

    /// Whether a statement defers the removal of a path, alone or in a literal that does nothing else but look at its error.
    pub fn defers_removal(&self, stmt: &Stmt) -> bool {
        let StmtKind::Defer(e) = &stmt.kind else { return false };
        self.is_removal(e) || e.as_call().and_then(|call| call.literal()).is_some_and(|lit| self.only_removes(lit))
    }

    /// Whether a statement defers a literal that removes a path, perhaps on a condition, or the removal itself.
    pub fn may_defer_removal(&self, stmt: &Stmt) -> bool {
        let StmtKind::Defer(deferred) = &stmt.kind else { return false };
        let mut found = false;
        walk_expr(deferred, &mut |node| {
            found |= matches!(node, Node::Expr(e) if self.is_removal(e));
            Descend::Into
        });
        found
    }

    /// Whether a statement removes a path, and does no more with the error of that than to look at it: `require.NoError(t, os.Remove(path))`,
    /// `if err := os.Remove(path); err != nil { panic(err) }`.
    fn removes_checked(&self, stmt: &Stmt) -> bool {
        match &stmt.kind {
            StmtKind::Expr(e) => self.is_own_removal(e) || self.is_check(e, &|arg| self.is_own_removal(arg)),
            StmtKind::Assign { right: values, .. } => values.iter().all(|e| self.is_own_removal(e)),
            StmtKind::Return(values) => matches!(&values[..], [only] if self.is_own_removal(only)),
            StmtKind::If(s) => s.init.as_ref().is_some_and(|init| self.removes_checked(init)) && self.is_for_failure(s),
            _ => false,
        }
    }

    fn looks_at_error(&self, stmt: &Stmt) -> bool {
        match &stmt.kind {
            StmtKind::Expr(e) => self.is_check(e, &|arg| self.type_of(arg).is("error")),
            StmtKind::If(s) => s.init.is_none() && self.is_for_failure(s),
            _ => false,
        }
    }

    /// Whether a call is given an error, and nothing else but texts and the test.
    fn is_check(&self, e: &Expr, is_error: &dyn Fn(&Expr) -> bool) -> bool {
        let is_plain = |arg: &Expr| matches!(arg.kind, ExprKind::Literal(_)) || is_of_test(&self.type_of(arg));
        e.as_call().is_some_and(|call| {
            call.args.iter().any(is_error) && call.args.iter().all(|arg| is_error(arg) || is_plain(arg)) && call.literal().is_none()
        })
    }

    /// `if err != nil { … }`, which does no more than to call something.
    pub(super) fn is_for_failure(&self, s: &If) -> bool {
        let ends_or_calls = |stmt: &Stmt| matches!(stmt.kind, StmtKind::Expr(_) | StmtKind::Return(_));
        s.els.is_none() && self.asks_for_failure(&s.cond) && s.then.stmts.iter().all(ends_or_calls)
    }

    /// `err != nil`, and perhaps more.
    pub(super) fn asks_for_failure(&self, cond: &Expr) -> bool {
        match &cond.unparen().kind {
            ExprKind::Binary { op: BinaryOp::And, left, right } => self.asks_for_failure(left) || self.asks_for_failure(right),
            ExprKind::Binary { op: BinaryOp::NotEqual, left, right } => {
                self.scopes.is_nil(right) && self.type_of(left).is("error") || self.scopes.is_nil(left) && self.type_of(right).is("error")
            }
            _ => false,
        }
    }

    /// Whether a literal asks no file for more than its name.
    fn asks_files_for_names_alone(&self, lit: &FuncLit) -> bool {
        let (mut files, mut names) = (0, 0);
        let is_file = |e: &Expr| self.var(e).is_some() && self.type_of(e).is("os.File");
        walk_block(&lit.body, &mut |node| {
            match node {
                Node::Expr(Expr { kind: ExprKind::Selector { operand, field }, .. }) if field.name == "Name" && is_file(operand) => {
                    names += 1
                }
                Node::Expr(e) if matches!(e.kind, ExprKind::Ident(_)) && is_file(e) => files += 1,
                _ => {}
            }
            Descend::Into
        });
        files == names
    }
}

impl Held<'_, '_> {
    /// Whether a statement defers a call that is given a file's name, and has nothing else to do with the file: `defer remove(f.Name())`.
    pub fn defers_with_name_of(&self, stmt: &Stmt) -> bool {
        let StmtKind::Defer(e) = &stmt.kind else { return false };
        let Some(call) = e.as_call().filter(|call| call.literal().is_none()) else { return false };
        let files = self.variables();
        let is_name = |arg: &Expr| match arg.as_call().map(|name| &name.callee.unparen().kind) {
            Some(ExprKind::Selector { operand, field }) if field.name == "Name" && self.function.type_of(operand).is("os.File") => {
                self.function.var(operand).is_some_and(|var| files.contains(&var))
            }
            _ => false,
        };
        let (names, others): (Vec<&Expr>, Vec<&Expr>) = call.args.iter().chain([&*call.callee]).partition(|arg| is_name(arg));
        !names.is_empty() && !others.iter().any(|other| files.iter().any(|var| self.function.mentions(other, *var)))
    }
}
