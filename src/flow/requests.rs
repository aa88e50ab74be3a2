//! HTTP requests: whether their answers have a body.

use super::{function::Function, held::Held};
use crate::syntax::ast::{Expr, ExprKind, LiteralKind};

impl Held<'_, '_> {
    /// Whether the request that is sent is one for the head alone, whose answer has no body: `http.NewRequest("HEAD", …)`.
    pub fn asks_for_head(&self) -> bool {
        let function = self.function;
        let request = self.call.args.first().and_then(|arg| function.var(arg)).and_then(|var| function.definitions(var));
        let made = request.filter(|made| !made.is_empty());
        made.is_some_and(|made| made.into_iter().all(|(value, at)| at == 0 && is_for_head(function, value)))
    }
}

fn is_for_head(function: &Function<'_>, value: &Expr) -> bool {
    let Some(call) = value.as_call() else { return false };
    let method = match function.callee(call) {
        Some(callee) if callee.as_str() == "net/http.NewRequest" => call.args.first(),
        Some(callee) if callee.as_str() == "net/http.NewRequestWithContext" => call.args.get(1),
        _ => None,
    };
    method.is_some_and(|method| match &method.unparen().kind {
        ExprKind::Literal(LiteralKind::String) => function.text(method.span).trim_matches(['"', '`']) == "HEAD",
        ExprKind::Selector { operand, field } => function.var(operand).is_none() && matches!(field.name.as_str(), "MethodHead" | "HEAD"),
        _ => false,
    })
}
