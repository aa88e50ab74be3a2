//! Writers whose close completes what was written: where a function ends without it though all went well, and where it is due.

use std::collections::BTreeSet;

use super::{
    cfg::{NodeId, NodeKind, Point},
    failing::ends,
    fate::Exit,
    given::{self, Failed},
    held::{Held, Leak},
    presence::Presence,
    test_code::is_of_test,
};
use crate::{
    program::{VarId, VarKind, is_plain},
    syntax::ast::{Call, Expr, ExprKind, Field, Ident, Signature, StmtKind},
};

/// How an exit ends the function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Success,
    Failure,
    /// It returns an error that may be nil.
    Either,
}

impl<'a> Held<'_, 'a> {
    /// How an exit ends the function.
    pub fn outcome(&self, exit: Exit) -> Outcome {
        let Exit::Return(at) = exit else { return Outcome::Success };
        if self.stands_behind_error(at) {
            return Outcome::Failure;
        }
        match (self.body.returned_at(at), given::error_result(self.signature())) {
            (Some(values), Some(_)) => match ends(self.function, self.body, values, at) {
                Failed::No => Outcome::Success,
                Failed::Yes => Outcome::Failure,
                Failed::Perhaps => Outcome::Either,
            },
            _ => Outcome::Success,
        }
    }

    fn signature(&self) -> &'a Signature {
        self.function.signature_of(self.body)
    }

    /// The results of the function or literal that the value belongs to, and whether the last of them is its error.
    pub fn results(&self) -> (&'a [Field], bool) {
        let signature = self.signature();
        (&signature.results, given::error_result(signature).is_some())
    }

    /// The `t` of the test, subtest or helper that the value belongs to.
    pub fn test(&self) -> Option<&'a Ident> {
        let own = self.signature().params.iter().find(|field| is_of_test(&self.function.typing.denoted(&field.ty)));
        own.and_then(|field| field.names.first())
    }

    /// Whether the function calls a function of this full name with a variable first: `require.NoError(t, …)`.
    pub fn calls_with(&self, full_name: &str, first: &Ident) -> bool {
        let Some(var) = self.function.scopes.var_at(first.span.start) else { return false };
        self.function.has_call(&|call| {
            self.function.callee(call).is_some_and(|s| s.as_str() == full_name)
                && call.args.first().is_some_and(|arg| self.function.var(arg) == Some(var))
        })
    }

    /// The returns of an error in the same body, by what they return.
    pub fn failing_returns(&self) -> impl Iterator<Item = &'a [Expr]> {
        self.body.cfg.stmts().filter_map(|stmt| match &stmt.kind {
            StmtKind::Return(values) if self.outcome(Exit::Return(stmt.span)) == Outcome::Failure => Some(&values[..]),
            _ => None,
        })
    }

    /// Whether it is used in a way by which what was written is as whole as anybody wants it, or that begins anew.
    pub fn is_flushed_or_reset(&self) -> bool {
        let holders = self.variables();
        let is_one = |call: &Call| match &call.callee.unparen().kind {
            ExprKind::Selector { operand, field } => {
                matches!(field.name.as_str(), "Flush" | "Reset") && self.function.var(operand).is_some_and(|v| holders.contains(&v))
            }
            _ => false,
        };
        self.function.has_call(&is_one)
    }

    /// Whether it is made of nothing to read from or to write to, and gets none later: what its methods are given is whole by itself.
    pub fn has_no_stream(&self) -> bool {
        let holders = self.variables();
        let resets = |call: &Call| match &call.callee.unparen().kind {
            ExprKind::Selector { operand, field } => {
                field.name.starts_with("Reset") && self.function.var(operand).is_some_and(|v| holders.contains(&v))
            }
            _ => false,
        };
        self.call.args.first().is_some_and(|arg| self.function.scopes.is_nil(arg)) && !self.function.has_call(&resets)
    }

    /// Whether anything is written to it: some call has it, or what lives off it.
    pub fn is_written_to(&self) -> bool {
        let holders = self.variables();
        let mut found = false;
        self.behind(&mut |call| found |= holders.iter().any(|var| self.function.names(call.span, *var)));
        found
    }

    /// Whether all that is written to it is thrown away, or goes to memory of the function's own that nothing reads.
    pub fn is_written_for_nobody(&self) -> bool {
        let is_memory = |arg: &Expr| {
            let ty = self.function.type_of(arg);
            ty.is("bytes.Buffer") || ty.is("strings.Builder")
        };
        let behind = self.body.cfg.reached(self.node, &[self.node]);
        let is_unread = |arg: &Expr| match self.function.root(arg) {
            Some(var) => {
                let reads = |id: usize| behind[id] && self.reads_sink(&self.body.cfg.nodes[id].kind, &BTreeSet::from([var]));
                self.function.scopes.var(var).kind == VarKind::Local
                    && self.function.scopes.var(var).literal == self.body.literal
                    && !(0..behind.len()).any(|id| id != self.node && reads(id))
            }
            None => arg.unparen().as_call().is_some(),
        };
        self.call
            .args
            .iter()
            .any(|arg| matches!(self.function.text(arg.span), "io.Discard" | "ioutil.Discard") || is_memory(arg) && is_unread(arg))
    }

    /// Whether an exit that returns an error which may be nil comes to that by a further step: `return os.WriteFile(path, b.Bytes(), mode)`.
    pub fn goes_on_at(&self, exit: Exit) -> bool {
        let Exit::Return(at) = exit else { return false };
        let holders = self.ever_used();
        let is_step = self.body.returned_at(at).and_then(<[Expr]>::last).is_some_and(|e| e.as_call().is_some());
        is_step && !holders.iter().any(|var| self.function.names(at, *var))
    }

    /// Whether what it writes to is closed by hand, so that an exit more would have to do that as well.
    pub fn is_sink_closed_by_hand(&self) -> bool {
        let sinks = self.sinks();
        let mut found = false;
        self.behind(&mut |call| {
            if let ExprKind::Selector { operand, field } = &call.callee.unparen().kind {
                found |= field.name.starts_with("Close") && self.function.var(operand).is_some_and(|var| sinks.contains(&var));
            }
        });
        found
    }

    /// The first point at which the value is surely there and needed no more, ahead of all that reads what was written, and behind which
    /// nothing fails before that. None where there is none that closes the exits where all went well.
    pub fn commit_point(&self, leak: &Leak) -> Option<(NodeId, Point<'a>)> {
        let cfg = &self.body.cfg;
        let failing: Vec<NodeId> = leak
            .exits
            .iter()
            .filter(|exit| self.outcome(**exit) == Outcome::Failure)
            .map(|exit| cfg.node_of(exit.span()))
            .collect::<Option<_>>()?;
        let sinks = self.sinks();
        let reads: Vec<NodeId> =
            (0..cfg.nodes.len()).filter(|&id| id != self.node && self.reads_sink(&cfg.nodes[id].kind, &sinks)).collect();
        let behind = cfg.reached(self.node, &[self.node]);
        let loops = self.body.loops_around(self.call.span).len();
        let mut points: Vec<(NodeId, Point<'a>)> = cfg
            .points()
            .filter(|(_, p)| p.offset() > self.call.span.end && self.body.loops_around(p.block.span).len() == loops)
            .filter(|(id, _)| behind[*id] && self.presence(*id) == Some(Presence::Sure) && self.is_done_with(*id, None))
            .collect();
        points.sort_by_key(|(_, p)| p.offset());
        points.into_iter().find(|(id, _)| {
            let walk = self.run(&[*id], false);
            let is_sealed = !walk.gave_up && walk.leaks.iter().all(|exit| self.outcome(*exit) == Outcome::Failure);
            let comes_late = reads.iter().any(|&read| behind[read] && cfg.reached(read, &[self.node])[*id]);
            let stops: Vec<NodeId> = reads.iter().copied().chain([self.node]).collect();
            let next = cfg.reached(*id, &stops);
            is_sealed && !comes_late && !next[*id] && !failing.iter().any(|&exit| next[exit])
        })
    }

    /// The variables that what is written goes to.
    fn sinks(&self) -> BTreeSet<VarId> {
        let roots = self.call.args.iter().filter_map(|arg| self.function.root(arg));
        roots.filter(|var| !is_plain(&self.function.typing.type_of_var(*var))).collect()
    }

    /// Whether a node has to do with what was written, other than by what runs when the function ends.
    fn reads_sink(&self, kind: &NodeKind<'_>, sinks: &BTreeSet<VarId>) -> bool {
        let Some(span) = kind.span().filter(|_| !kind.is_deferred()) else { return false };
        // The values of a return are computed before anything else.
        sinks.iter().any(|var| self.function.names(span, *var))
    }
}
