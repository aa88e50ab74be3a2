//! Streams from a server, as gRPC's generated clients open them: they end when all was received, or their context ends.

use std::borrow::Cow;

use super::{
    function::Function,
    held::Held,
    typed::row_of,
    yields::{Acquired, Origin},
};
use crate::{
    program::{Callee, Exhaustion, Release, Resource, Type, VarKind},
    syntax::{
        Descend, Node,
        ast::{Call, Expr, ExprKind, SelectCase, Span, Stmt, StmtKind, UnaryOp},
        walk_block,
    },
};

/// Methods whose error is the end of a stream.
const ENDING: [&str; 5] = ["Header", "Recv", "RecvMsg", "Send", "SendMsg"];

/// Whose the context is with which a stream ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifetime {
    /// It never ends: `context.Background()`.
    Endless,
    /// A parameter: it ends when the caller likes.
    Callers,
    /// The function may end it, or nobody knows.
    Own,
}

impl<'a> Function<'a> {
    /// The calls that open a stream from a server.
    pub fn server_streams(&self) -> Vec<Held<'_, 'a>> {
        let mut found = Vec::new();
        let Some(body) = &self.func.body else { return found };
        walk_block(body, &mut |node| {
            if let Node::Expr(Expr { kind: ExprKind::Call(call), .. }) = node
                && let Some([ty, error]) = self.typing.results(call).as_deref()
                && error.is("error")
                && is_server_stream(ty)
                && let Callee::Symbol(symbol) = self.typing.callee(call)
            {
                let row = Resource {
                    error: Some(1),
                    release: vec![Release::Method(vec!["CloseAndRecv".to_owned()])],
                    exhausted_by: Some(Exhaustion::Error(ENDING.map(str::to_owned).to_vec())),
                    ..row_of(ty, 0, &[])
                };
                found.extend(self.held_of(&Acquired { call, symbol, resource: Cow::Owned(row), origin: Origin::Acquired }));
            }
            Descend::Into
        });
        found
    }
}

/// Whether a type is that of a stream which a generated client opens.
fn is_server_stream(ty: &Type) -> bool {
    let Some((package, name)) = ty.name().and_then(|name| name.rsplit_once('.')) else { return false };
    match name {
        "ServerStreamingClient" | "BidiStreamingClient" => package == "google.golang.org/grpc",
        _ => name.split_once('_').is_some_and(|(service, method)| !service.is_empty() && method.len() > 6 && method.ends_with("Client")),
    }
}

impl Held<'_, '_> {
    /// Whose the context is that the acquiring call is given first.
    pub fn lifetime(&self) -> Lifetime {
        let function = self.function;
        let Some(context) = self.call.args.first() else { return Lifetime::Own };
        let is_endless = |call: &Call| function.makes_endless_context(call);
        // A connection of the function's own ends its streams.
        let is_dialled = |call: &Call| {
            let grpc = function.callee(call).filter(|s| s.package() == "google.golang.org/grpc");
            grpc.is_some_and(|s| matches!(s.name(), "Dial" | "DialContext" | "NewClient"))
        };
        if function.has_call(&is_dialled) {
            return Lifetime::Own;
        }
        match function.var(context) {
            Some(var) if function.scopes.var(var).kind == VarKind::Param && function.is_constant(var) => Lifetime::Callers,
            Some(_) => Lifetime::Own,
            None if context.as_call().is_some_and(is_endless) => Lifetime::Endless,
            None => Lifetime::Own,
        }
    }

    /// Whether the code at a span stands in the case of a select in which the context is done that the acquiring call is given first.
    pub fn is_behind_end_of_context(&self, at: Span) -> bool {
        let function = self.function;
        let Some(context) = self.call.args.first().and_then(|context| function.var(context)) else { return false };
        let is_done = |case: &SelectCase| {
            let received = case.comm.as_ref().and_then(|comm| match &comm.kind {
                StmtKind::Expr(e) => Some(e.unparen()),
                _ => None,
            });
            let Some(Expr { kind: ExprKind::Unary { op: UnaryOp::Receive, operand }, .. }) = received else { return false };
            let Some(ExprKind::Selector { operand, field }) = operand.as_call().map(|call| &call.callee.unparen().kind) else {
                return false;
            };
            field.name == "Done" && function.var(operand) == Some(context)
        };
        let mut found = false;
        walk_block(self.body.block, &mut |node| {
            if let Node::Stmt(Stmt { kind: StmtKind::Select(cases), .. }) = node {
                found |= cases.iter().any(|case| case.body.span.contains(at) && is_done(case));
            }
            Descend::Into
        });
        found
    }
}
