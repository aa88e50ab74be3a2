//! HTTP requests: whether their answers have a body, and how long it lasts.

use super::{
    claim::calls_in, expectations::Expectation, fate::Tracker, function::Function, given, guards::is_assertion_library, held::Held,
    positive::number_of, relations::text_of, state::State,
};
use crate::{
    program::{Binding, Position, Symbol, Type, ValueAt},
    syntax::ast::{Block, Call, Expr, ExprKind, LiteralKind, SmolStr},
};

/// The statuses of answers that have no body, by RFC 9110.
const BODYLESS: [f64; 2] = [204.0, 304.0];

const GOMEGA: &str = "github.com/onsi/gomega";

/// What an answer is handed out as.
const ANSWERS: [&str; 2] = ["net/http.Response", "io.ReadCloser"];

impl<'a> Held<'_, 'a> {
    /// Whether the answer to a request has no body, or one that ends by itself: for the head alone, of a test server that writes none, for
    /// a client that gives up, with the context of so many callers away at most.
    pub(super) fn ends_by_itself(&self, callers: u8) -> bool {
        self.asks_for_head() || self.is_of_silent_server() || self.ends_with_request(callers) || self.ends_with_client()
    }

    /// Whether the request that is sent is one for the head alone, whose answer has no body: `http.NewRequest("HEAD", …)`.
    fn asks_for_head(&self) -> bool {
        let function = self.function;
        if !self.is_answer() {
            return false;
        }
        let request = self.call.args.first().and_then(|arg| function.var(arg)).and_then(|var| function.definitions(var));
        let made = request.filter(|made| !made.is_empty());
        made.is_some_and(|made| made.into_iter().all(|(value, at)| at == 0 && is_for_head(function, value)))
    }

    /// Whether the request that is sent has a context that ends soon, so many callers away at most. The transport then drops the connection, whether or not the body
    /// is closed: net/http's `persistConn.readLoop` waits for either.
    fn ends_with_request(&self, callers: u8) -> bool {
        let function = self.function;
        let place = self.call.span;
        if !self.is_answer() {
            return false;
        }
        let is_request = |e: &&Expr| function.type_of(e).name() == Some("net/http.Request");
        let Some(request) = self.call.args.iter().find(is_request) else {
            return self.context_given().is_some_and(|context| function.ends_soon(context, place, callers));
        };
        let made = function.var(request).and_then(|var| function.definitions(var)).unwrap_or_default();
        let makers = made.into_iter().filter(|(_, at)| *at == 0).map(|(value, _)| value).chain([request]).filter_map(Expr::as_call);
        let mut ends = makers.map(|call| match function.context_of_request(call) {
            Some(context) => function.ends_soon(context, place, callers),
            None => function.asks_with_test(call),
        });
        // What a handler passes on as it came, or with a context that it made of that.
        let served = function.var(request).filter(|_| function.is_incoming(request));
        if served.is_some_and(|served| function.runs_once_for(place, served)) { ends.all(|ends| ends) } else { ends.any(|ends| ends) }
    }

    /// Whether the value is a response, or its body. What a handler makes of the request that it serves may last longer: a websocket.
    pub(super) fn is_answer(&self) -> bool {
        let ValueAt::Result(at) = self.resource.value else { return false };
        let types = self.function.typing.results(self.call).unwrap_or_default();
        let name = types.get(at).and_then(Type::name);
        name.or(self.resource.type_name.as_deref().map(|name| name.trim_start_matches('*'))).is_some_and(|name| ANSWERS.contains(&name))
    }

    /// The context that a function of the project's own is given, and gives the request of which it hands the answer out.
    fn context_given(&self) -> Option<&'a Expr> {
        let function = self.function;
        let callee = function.callee(self.call)?;
        let at = function.looked_at(&callee, &|maker| maker.parameter_of_requests());
        let [Some(first), rest @ ..] = &at[..] else { return None };
        self.call.args.get(*first).filter(|_| rest.iter().all(|other| other == &Some(*first)))
    }
}

impl Tracker<'_, '_, '_> {
    /// Whether two operands are the status of the answer that is followed, and one of an answer that has no body: net/http puts
    /// `http.NoBody` there, which has nothing to release. Whoever follows it for a caller tells of all ways out alike.
    pub(super) fn tells_no_body(&self, left: &Expr, right: &Expr, state: &State) -> bool {
        let is_status = |e: &Expr| match &e.unparen().kind {
            ExprKind::Selector { operand, field } => field.name == "StatusCode" && self.is_followed_answer(operand, state),
            _ => false,
        };
        let is_asked = is_status(left) && self.is_bodyless(right) || is_status(right) && self.is_bodyless(left);
        is_asked && state.status.is_live() && !self.is_given()
    }

    fn is_followed_answer(&self, e: &Expr, state: &State) -> bool {
        let is_it = self.function.var(e).is_some_and(|var| state.holders.get(var) == Some(0));
        is_it && self.function.type_of(e).is("net/http.Response")
    }

    /// `http.StatusNoContent`, `204`
    fn is_bodyless(&self, status: &Expr) -> bool {
        if let ExprKind::Selector { operand, field } = &status.unparen().kind
            && matches!(self.function.scopes.binding(operand.unparen().span.start), Binding::Package(path) if path == "net/http")
        {
            return field.name == "StatusNoContent" || field.name == "StatusNotModified";
        }
        number_of(self.function, status).is_some_and(|status| BODYLESS.contains(&status))
    }

    /// `require.Equal(t, http.StatusNoContent, resp.StatusCode)`: whether an assertion library goes on only where the answer has no body.
    /// Where a test goes on though it does not, it has failed.
    pub(super) fn asserts_no_body(&self, call: &Call, state: &State) -> bool {
        let is_equality = matches!(call.name().map(SmolStr::as_str), Some("Equal" | "Equalf" | "EqualValues" | "EqualValuesf"));
        let asserts = |callee: Symbol| {
            let ends = callee.package().ends_with("/require");
            is_assertion_library(&callee) && (ends || self.function.file.is_test() && !self.failed_tests)
        };
        is_equality
            && call.args.windows(2).any(|two| self.tells_no_body(&two[0], &two[1], state))
            && self.function.callee(call).is_some_and(asserts)
            || self.expects_no_body(call, state)
    }

    /// The same of gomega, which ends the test where it is not so: `Expect(resp.StatusCode).To(Equal(http.StatusNoContent))`,
    /// `Expect(resp).To(HaveHTTPStatus(204))`.
    fn expects_no_body(&self, call: &Call, state: &State) -> bool {
        let Some(Expectation { made, value, matcher, holds: true, .. }) = self.function.expectation(call) else { return false };
        let Some(matcher) = matcher.as_call().filter(|matcher| self.is_of_gomega(made) && self.is_of_gomega(matcher)) else { return false };
        match (matcher.name().map(SmolStr::as_str), &matcher.args[..]) {
            (Some("Equal" | "BeEquivalentTo"), [status]) => self.tells_no_body(value, status, state),
            (Some("BeNumerically"), [op, status]) => {
                text_of(self.function, op).is_some_and(|op| op == "==") && self.tells_no_body(value, status, state)
            }
            (Some("HaveHTTPStatus"), statuses @ [_, ..]) => {
                let is_asked = self.is_followed_answer(value, state) && statuses.iter().all(|status| self.is_bodyless(status));
                is_asked && state.status.is_live() && !self.is_given()
            }
            _ => false,
        }
    }

    /// Whether a call is of a function or method of gomega, of which a dot import mostly brings the names.
    fn is_of_gomega(&self, call: &Call) -> bool {
        let function = self.function;
        let is_it = |path: &str| path == GOMEGA || path.strip_prefix(GOMEGA).is_some_and(|rest| rest.starts_with(['.', '/']));
        match &call.callee.unparen().kind {
            ExprKind::Ident(name) => {
                let is_declared = || !function.program.package(function.file).declared(name).is_empty();
                function.var(&call.callee).is_none()
                    && function.file.skim.imports.iter().any(|import| import.path == GOMEGA)
                    && !is_declared()
            }
            ExprKind::Selector { operand, .. } => match function.scopes.binding(operand.unparen().span.start) {
                Binding::Package(path) => is_it(&path),
                _ if function.type_of(operand).name().is_some_and(is_it) => true,
                // `g := NewWithT(t)`, which fails the test.
                _ => {
                    let made = function.var(operand).and_then(|var| function.only_value(var)).and_then(Expr::as_call);
                    let is_maker = |made: &Call| matches!(made.name().map(SmolStr::as_str), Some("NewWithT" | "NewGomegaWithT"));
                    made.is_some_and(|made| is_maker(made) && self.is_of_gomega(made))
                }
            },
            _ => false,
        }
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

    /// The parameter that is the context of all requests which the function makes, where there are some.
    fn parameter_of_requests(&self) -> Option<usize> {
        let calls = calls_in(self.func.body.as_ref()?);
        let contexts = calls.into_iter().filter_map(|call| self.context_of_request(call));
        let parameters = contexts.map(|context| {
            let var = self.var(context).filter(|var| self.is_constant(*var))?;
            match given::position_of(self, &self.func.signature, var)? {
                Position::Argument(at) => Some(at),
                Position::Receiver => None,
            }
        });
        parameters.reduce(|one, other| one.filter(|_| one == other))?
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
