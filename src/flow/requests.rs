//! HTTP requests: whether their answers have a body, and how long it lasts.

use super::{claim::calls_in, function::Function, held::Held};
use crate::syntax::ast::{Block, Call, Expr, ExprKind, LiteralKind};

/// A context derived from another one, and so on, is followed so far.
const GENERATIONS: u8 = 4;

impl Held<'_, '_> {
    /// Whether the request that is sent is one for the head alone, whose answer has no body: `http.NewRequest("HEAD", …)`.
    pub fn asks_for_head(&self) -> bool {
        let function = self.function;
        let request = self.call.args.first().and_then(|arg| function.var(arg)).and_then(|var| function.definitions(var));
        let made = request.filter(|made| !made.is_empty());
        made.is_some_and(|made| made.into_iter().all(|(value, at)| at == 0 && is_for_head(function, value)))
    }

    /// Whether the request that is sent has a context that ends no later than the function, or than the test that it is of. The
    /// transport then drops the connection, whether or not the body is closed: net/http's `persistConn.readLoop` waits for either.
    pub(super) fn ends_with_request(&self) -> bool {
        let function = self.function;
        let is_request = |e: &&Expr| function.type_of(e).name() == Some("net/http.Request");
        let Some(request) = self.call.args.iter().find(is_request) else { return false };
        let made = function.var(request).and_then(|var| function.definitions(var)).unwrap_or_default();
        let makers = made.into_iter().filter(|(_, at)| *at == 0).map(|(value, _)| value).chain([request]).filter_map(Expr::as_call);
        makers.into_iter().any(|call| match function.context_of_request(call) {
            Some(context) => self.ends(context, GENERATIONS),
            None => function.asks_with_test(call),
        })
    }

    /// Whether a context ends with the function, or with the test.
    fn ends(&self, context: &Expr, generations: u8) -> bool {
        let function = self.function;
        if let Some(call) = context.as_call() {
            let derives = || call.args.first().filter(|_| function.callee(call).is_some_and(|s| s.as_str().starts_with("context.With")));
            return function.is_of_test(call) || generations > 0 && derives().is_some_and(|parent| self.ends(parent, generations - 1));
        }
        let Some(var) = function.var(context) else { return false };
        // What a loop asks for anew piles up until the function ends.
        if !self.in_loop() && self.is_cancelled(var) {
            return true;
        }
        let made = function.definitions(var).unwrap_or_default();
        !made.is_empty() && made.into_iter().all(|(value, at)| at == 0 && generations > 0 && self.ends(value, generations - 1))
    }
}

impl Function<'_> {
    /// The context that a call gives the request which it makes.
    fn context_of_request<'e>(&self, call: &'e Call) -> Option<&'e Expr> {
        let callee = self.callee(call)?;
        let is_maker = matches!(
            (callee.package(), callee.receiver(), callee.name()),
            ("net/http" | "net/http/httptest", None, "NewRequestWithContext") | ("net/http", Some("Request"), "WithContext" | "Clone")
        );
        call.args.first().filter(|_| is_maker)
    }

    /// Whether what is called, a function or a literal that a variable has, makes requests that have the context of a test.
    fn asks_with_test(&self, call: &Call) -> bool {
        let literal = self.var(&call.callee).and_then(|var| self.only_value(var)).map(|value| &value.unparen().kind);
        if let Some(ExprKind::FuncLit(literal)) = literal {
            return self.makes_requests_of_test(&literal.body);
        }
        let looks = |maker: &Function<'_>| maker.func.body.as_ref().is_some_and(|body| maker.makes_requests_of_test(body));
        self.callee(call).is_some_and(|maker| self.looked_at(&maker, &looks).contains(&true))
    }

    fn makes_requests_of_test(&self, block: &Block) -> bool {
        calls_in(block).into_iter().any(|call| {
            let context = self.context_of_request(call).and_then(Expr::as_call);
            context.is_some_and(|context| self.is_of_test(context))
        })
    }

    /// Whether a call gives the context of the test that runs, which ends just ahead of its cleanups.
    fn is_of_test(&self, call: &Call) -> bool {
        self.callee(call).is_some_and(|s| s.package() == "testing" && s.name() == "Context")
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
