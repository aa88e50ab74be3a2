//! What `go test` runs, and what it hands to that: tests, benchmarks, fuzz targets, their subtests and helpers.

use super::function::Function;
use crate::{
    program::Type,
    syntax::{
        Descend, Node,
        ast::{Call, Expr, ExprKind, FuncLit, Span},
        walk_block,
    },
};

/// What the go command hands to a function that it runs.
const RUN: [&str; 3] = ["testing.T", "testing.B", "testing.F"];

/// The methods that end the goroutine of a test.
const ENDS: [&str; 6] = ["FailNow", "Fatal", "Fatalf", "Skip", "SkipNow", "Skipf"];

/// Whether a type is that of the `t` of tests and their helpers.
pub(super) fn is_of_test(ty: &Type) -> bool {
    RUN.iter().any(|name| ty.is(name)) || ty.is("testing.TB")
}

impl<'a> Function<'a> {
    /// Whether `go test` runs the function by its name, or a test of that name does: `testSend(t, …)`, which returns nothing.
    pub fn is_run_by_test(&self) -> bool {
        let name = self.func.name.name.as_str();
        let begins = |prefixes: &[&str]| prefixes.iter().any(|p| name.starts_with(p)) && name != "TestMain";
        begins(&["Test", "Benchmark", "Fuzz", "Example"]) && self.is_of_tests()
            || begins(&["test", "bench"]) && self.func.signature.results.is_empty() && self.takes_test()
    }

    /// Whether it is there for tests: it stands in a file of tests, or a test hands it its `t`.
    pub fn is_of_tests(&self) -> bool {
        self.file.is_test() || self.takes_test()
    }

    fn takes_test(&self) -> bool {
        self.func.signature.params.iter().any(|p| is_of_test(&self.typing.denoted(&p.ty)))
    }

    /// Whether a body ends with a test: the test's own, or that of a subtest. What it started ends with it; a goroutine goes on.
    pub(super) fn ends_with_test(&self, literal: u32) -> bool {
        let takes_test = |lit: &FuncLit| {
            let mut types = lit.signature.params.iter().map(|p| self.typing.denoted(&p.ty));
            types.any(|ty| RUN.iter().any(|name| ty.is(name)))
        };
        self.is_run_by_test() && (literal == 0 || self.literal_of(literal).is_some_and(takes_test))
    }

    /// Whether it is a test, benchmark or fuzz target, as the go command knows them.
    pub fn is_test(&self) -> bool {
        let name = self.func.name.name.as_str();
        self.file.is_test() && self.func.receiver.is_none() && ["Test", "Benchmark", "Fuzz"].iter().any(|p| name.starts_with(p))
    }

    /// Whether a call ends the test by an interface that a program declares in the likeness of `testing.TB`, to need no import of it:
    /// what stands behind it ends the goroutine as a test's own methods do.
    pub(super) fn ends_likeness_of_test(&self, call: &Call) -> bool {
        let ExprKind::Selector { operand, field } = &call.callee.unparen().kind else { return false };
        if !ENDS.contains(&field.name.as_str()) {
            return false;
        }
        let ty = self.type_of(operand);
        let has = |method: &str| self.typing.method(&ty, method).is_some();
        self.typing.is_interface(&ty) && has(&field.name) && has("Helper") && (has("FailNow") || has("Fatalf"))
    }

    /// Whether the code at a span may end the test that it is part of: it fails or skips it, or gives its `t` to a function that may.
    pub fn may_end_test_in(&self, at: Span) -> bool {
        let is_asserting = |package: &str| package.ends_with("testify/assert");
        self.has_call(&|call| {
            let is_known = || self.callee(call).is_some_and(|s| is_asserting(s.package()));
            let is_test = |e: &Expr| is_of_test(&self.type_of(e));
            let by_method = || match &call.callee.unparen().kind {
                ExprKind::Selector { operand, field } => {
                    ENDS.contains(&field.name.as_str()) && is_test(operand)
                        || self.type_of(operand).name().is_some_and(|ty| ty.ends_with("/require.Assertions"))
                }
                _ => false,
            };
            at.contains(call.span) && (by_method() || self.ends_likeness_of_test(call) || call.args.iter().any(is_test) && !is_known())
        })
    }

    /// Whether it is an example that the go command compiles and never runs: one that does not say what it prints.
    pub fn is_never_run(&self) -> bool {
        let begins = || self.func.name.name.strip_prefix("Example").is_some_and(|rest| !rest.starts_with(char::is_lowercase));
        let signature = &self.func.signature;
        if !self.file.is_test()
            || self.func.receiver.is_some()
            || !begins()
            || !signature.params.is_empty()
            || !signature.results.is_empty()
        {
            return false;
        }
        // Only the last comment counts; whoever writes one of this form may still mean it.
        let says_output = |line: &str| {
            let comment = line.split_once("//").or_else(|| line.split_once("/*")).map_or(line, |(_, comment)| comment);
            let comment = comment.trim_start().to_ascii_lowercase();
            comment.strip_prefix("unordered ").unwrap_or(&comment).starts_with("output:")
        };
        self.func.body.as_ref().is_some_and(|body| !self.text(body.span).lines().any(says_output))
    }

    /// Whether code is given to a test to be run at its end.
    pub(super) fn is_cleanup(&self, at: Span) -> bool {
        let mut found = false;
        let Some(body) = &self.func.body else { return false };
        walk_block(body, &mut |node| {
            if let Node::Expr(Expr { kind: ExprKind::Call(call), span }) = node
                && span.contains(at)
            {
                found |= call.name().is_some_and(|n| n == "Cleanup") && !call.callee.span.contains(at);
            }
            Descend::Into
        });
        found
    }

    /// Whether a subtest may go on behind the call that starts it: it says so, or gives its `t` to a function that may.
    pub(super) fn may_run_parallel(&self, lit: &'a FuncLit) -> bool {
        let t = lit.signature.params.first().and_then(|p| p.names.first()).and_then(|n| self.scopes.var_at(n.span.start));
        let mut found = false;
        walk_block(&lit.body, &mut |node| {
            if let Node::Expr(Expr { kind: ExprKind::Call(call), .. }) = node {
                let own = || self.callee(call).is_none_or(|s| s.package() == &*self.program.package(self.file).import_path);
                found |= call.name().is_some_and(|n| n == "Parallel") || call.args.iter().any(|a| t.is_some() && self.var(a) == t) && own();
            }
            Descend::Into
        });
        found
    }
}
