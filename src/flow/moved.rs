//! Whether a deferred release may be registered further up than it is: it does nothing but release, and all that it names is there.

use super::{
    cfg::{Endless, Point},
    function::Function,
    held::Held,
};
use crate::{
    program::{Binding, VarId, VarKind},
    syntax::{
        Descend, Node,
        ast::{Expr, ExprKind, FuncLit, Span, Stmt, StmtKind},
        walk_block, walk_expr,
    },
};

/// What a deferred literal does beside the release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Beside {
    /// It tells of the release's error at most.
    Tells,
    /// It may change how the function ends: it puts that error where it is returned, or panics.
    Decides,
}

impl<'a> Held<'_, 'a> {
    /// What a literal does that releases the value and may be deferred at a point further up as well; None where it does more, or
    /// where something that it names is not there yet or gets another value on the way.
    pub fn may_be_deferred_at(&self, deferred: &Stmt, point: Point<'a>) -> Option<Beside> {
        let StmtKind::Defer(e) = &deferred.kind else { return None };
        let call = e.as_call().filter(|call| call.args.is_empty())?;
        let lit = call.literal()?;
        let mut beside = Beside::Tells;
        let stmts = &lit.body.stmts;
        let releases = stmts.iter().filter(|s| self.releases_in(s.span)).count() == 1;
        if !releases || !stmts.iter().all(|s| self.only_releases(lit, s, &mut beside)) {
            return None;
        }
        let between = Span { start: point.offset(), end: deferred.span.start };
        captured(self.function, lit).into_iter().all(|var| self.is_there(var, point, between)).then_some(beside)
    }

    fn releases_in(&self, span: Span) -> bool {
        self.walk().released.iter().any(|at| span.contains(*at))
    }

    /// Whether a statement of a literal releases the value outright, looks at the error of that, or both.
    fn only_releases(&self, lit: &FuncLit, stmt: &Stmt, beside: &mut Beside) -> bool {
        match &stmt.kind {
            StmtKind::Expr(e) => self.hands_release(e),
            StmtKind::Assign { left, right, .. } => {
                matches!(&right[..], [value] if self.hands_release(value) && left.iter().all(|l| self.may_set(lit, l, value, beside)))
            }
            StmtKind::If(s) => {
                let releases = s.init.as_ref().is_none_or(|init| self.only_releases(lit, init, beside));
                let is_for_failure = self.function.asks_for_failure(&s.cond) && s.els.is_none();
                releases && is_for_failure && s.then.stmts.iter().all(|stmt| self.only_tells(lit, stmt, beside))
            }
            _ => false,
        }
    }

    /// `f.Close()`, and what is given the error of that: `require.NoError(t, f.Close())`.
    fn hands_release(&self, e: &Expr) -> bool {
        let Some(call) = e.as_call().filter(|call| call.literal().is_none()) else { return false };
        let is_plain = |arg: &Expr| matches!(arg.kind, ExprKind::Ident(_) | ExprKind::Literal(_));
        self.walk().released.contains(&call.span)
            || self.releases_in(e.span) && call.args.iter().all(|arg| is_plain(arg) || self.hands_release(arg))
    }

    /// Whether a statement, run where the release fails, tells of that: it calls something, or sets the function's own error.
    fn only_tells(&self, lit: &FuncLit, stmt: &Stmt, beside: &mut Beside) -> bool {
        if self.releases_in(stmt.span) {
            return false;
        }
        match &stmt.kind {
            StmtKind::Expr(e) => {
                if e.as_call().is_some_and(|call| self.function.never_returns(call)) {
                    *beside = Beside::Decides;
                }
                !has_literal(e)
            }
            StmtKind::Return(values) => values.is_empty(),
            StmtKind::Assign { left, right, .. } => left.iter().all(|target| {
                let Some(var) = self.function.var(target) else { return false };
                if !lit.span.contains(self.function.scopes.var(var).declared) {
                    *beside = Beside::Decides;
                }
                !right.iter().any(has_literal)
            }),
            StmtKind::If(s) => s.init.is_none() && s.els.is_none() && s.then.stmts.iter().all(|stmt| self.only_tells(lit, stmt, beside)),
            _ => false,
        }
    }

    /// Whether the release's own error may go into a variable on whichever path: the literal's, one that nobody reads any more when
    /// deferred calls run, or one that keeps what it had.
    fn may_set(&self, lit: &FuncLit, target: &Expr, value: &Expr, beside: &mut Beside) -> bool {
        let function = self.function;
        let Some(var) = function.var(target) else { return target.as_ident().is_some_and(|name| name == "_") };
        let known = function.scopes.var(var);
        if lit.span.contains(known.declared) {
            return true;
        }
        let is_other = |other: &&FuncLit| !lit.span.contains(other.span) && !other.span.contains(lit.span);
        let is_shared = function.literals.iter().copied().filter(is_other).any(|other| function.names(other.span, var));
        let is_own = known.kind == VarKind::Local && known.literal == self.body.literal && !is_shared && !function.is_addressed(var);
        // `err = errors.Join(err, f.Close())`
        let keeps = function.mentions(value, var);
        if keeps {
            *beside = Beside::Decides;
        }
        is_own || keeps
    }

    /// Whether a variable means at a point what it means further down, and gets no other value in between. An error may: it is
    /// nil until something fails.
    fn is_there(&self, var: VarId, point: Point<'a>, between: Span) -> bool {
        let function = self.function;
        let known = function.scopes.var(var);
        let changes = |stmt: &Stmt| match &stmt.kind {
            StmtKind::Assign { left, .. } => left.iter().any(|l| function.root(l) == Some(var)),
            StmtKind::IncDec(e) => function.root(e) == Some(var),
            StmtKind::Range(s) => s.key.iter().chain(&s.value).any(|e| function.var(e) == Some(var)),
            _ => false,
        };
        let names = |stmt: &Stmt| function.is_addressed(var) && function.names(stmt.span, var);
        let mut stays = true;
        walk_block(self.body.block, &mut |node| {
            if let Node::Stmt(stmt) = node {
                stays &= !(between.contains(stmt.span) && (changes(stmt) || names(stmt)));
            }
            Descend::Into
        });
        let is_error = function.typing.type_of_var(var).is("error");
        function.scopes.lookup(&known.name, point.offset()) == Binding::Var(var) && (stays || is_error)
    }
}

/// The variables that a literal names and does not declare.
fn captured(function: &Function<'_>, lit: &FuncLit) -> Vec<VarId> {
    let mut found = Vec::new();
    walk_block(&lit.body, &mut |node| {
        if let Node::Expr(e) = node
            && let Some(var) = function.var(e).filter(|var| !lit.span.contains(function.scopes.var(*var).declared))
        {
            found.push(var);
        }
        Descend::Into
    });
    found
}

fn has_literal(e: &Expr) -> bool {
    let mut found = false;
    walk_expr(e, &mut |node| {
        found |= matches!(node, Node::Expr(Expr { kind: ExprKind::FuncLit(_), .. }));
        Descend::Into
    });
    found
}
