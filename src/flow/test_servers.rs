//! Servers that a test starts: whether what they answer has a body. Where a handler writes nothing, net/http sends an answer of length
//! 0, and its client has the connection back before it hands that out.

use super::{effects::receiver_of, function::Function, held::Held, positive::number_of, relations::text_of, standing::value_of_field};
use crate::{
    program::{Binding, Symbol, VarId, VarKind},
    syntax::{
        Descend, Node,
        ast::{BinaryOp, Block, Call, Expr, ExprKind, Signature, Stmt, StmtKind, UnaryOp},
        has_identifier, walk_block,
    },
};

/// What leads from a request to the server that it is for, and from there to what handles it, is followed so far.
const STEPS: u8 = 16;

const SERVER: &str = "net/http/httptest.Server";
const MUX: &str = "net/http.ServeMux";

/// Where a request goes is in these fields of it and of its URL.
const TARGETS: [&str; 3] = ["URL", "Host", "Scheme"];

/// By these an answer has a body that nobody has written, or the client goes on to another server.
const TELLING: [&str; 4] = ["content-length", "location", "trailer", "transfer-encoding"];

/// What is seen of the path that is asked for.
#[derive(Clone)]
enum Path {
    Seen(String),
    Unseen,
}

impl Path {
    /// The path with a text in front of it, as far as that is seen.
    fn behind(self, text: Option<String>) -> Self {
        match (text, self) {
            (Some(text), Self::Seen(rest)) => Self::Seen(text + &rest),
            _ => Self::Unseen,
        }
    }

    /// Whether a mux has a handler for the path by a pattern, which is no more than a path.
    fn is_of(&self, pattern: &str) -> bool {
        if pattern == "/" {
            return true;
        }
        let Self::Seen(path) = self else { return false };
        let path = path.split(['?', '#']).next().unwrap_or_default();
        pattern.starts_with('/') && !pattern.contains('{') && (path == pattern || pattern.ends_with('/') && path.starts_with(pattern))
    }
}

impl Held<'_, '_> {
    /// Whether it is the answer of a server that the function starts, or has started, whose handlers write no body.
    pub(super) fn is_of_silent_server(&self) -> bool {
        let function = self.function;
        let is_client = self.symbol.package() == "net/http" && self.is_answer();
        // A proxy answers in the server's place.
        let has_proxy = || has_identifier(function.text(function.func.span), "Proxy");
        let asked = self.call.args.first().filter(|_| is_client && !has_proxy());
        asked.is_some_and(|asked| function.asks_silent(asked, Path::Seen(String::new()), STEPS))
    }
}

impl<'a> Function<'a> {
    /// Whether an address, a URL or a request is for a server that answers without a body.
    fn asks_silent(&self, asked: &Expr, path: Path, steps: u8) -> bool {
        let Some(steps) = steps.checked_sub(1) else { return false };
        let asked = asked.unparen();
        match &asked.kind {
            ExprKind::Ident(_) => self.var(asked).is_some_and(|var| {
                let path = if self.is_retargeted(var, &["Path"]) { Path::Unseen } else { path };
                let made = self.made_locally(var).filter(|_| !self.is_retargeted(var, &TARGETS));
                made.is_some_and(|made| made.into_iter().all(|value| self.asks_silent(value, path.clone(), steps)))
            }),
            ExprKind::Unary { op: UnaryOp::Address, operand } => self.asks_silent(operand, path, steps),
            ExprKind::Composite { .. } if self.type_of(asked).is("net/http.Request") => {
                value_of_field(asked, "URL").is_some_and(|url| self.asks_silent(url, path, steps))
            }
            ExprKind::Selector { operand, field } if field.name == "URL" && self.type_of(operand).name() == Some(SERVER) => {
                self.is_silent_server(operand, &path, steps)
            }
            ExprKind::Binary { op: BinaryOp::Other, left, right } => match text_of(self, left) {
                Some(scheme) if scheme == "http://" || scheme == "https://" => self.asks_silent(right, path, steps),
                _ => self.asks_silent(left, path.behind(text_of(self, right)), steps),
            },
            ExprKind::Call(call) => self.call_asks_silent(call, path, steps),
            _ => false,
        }
    }

    fn call_asks_silent(&self, call: &Call, path: Path, steps: u8) -> bool {
        let Some(callee) = self.callee(call) else { return false };
        let argument = |at: usize, path: Path| call.args.get(at).is_some_and(|e| self.asks_silent(e, path, steps));
        match &*callee.key() {
            "net/url.Parse" | "net/url.ParseRequestURI" => argument(0, path),
            "net/url.JoinPath" => argument(0, Path::Unseen),
            "net/http.NewRequest" => argument(1, path),
            "net/http.NewRequestWithContext" => argument(2, path),
            "net/url.URL.String" | "net/http.Request.WithContext" | "net/http.Request.Clone" => {
                receiver_of(call).is_some_and(|of| self.asks_silent(of, path, steps))
            }
            "net/url.URL.JoinPath" => receiver_of(call).is_some_and(|of| self.asks_silent(of, Path::Unseen, steps)),
            "fmt.Sprintf" => {
                let format = call.args.first().and_then(|format| text_of(self, format)).unwrap_or_default();
                let format = format.trim_start_matches("http://").trim_start_matches("https://");
                let Some(rest) = format.strip_prefix("%s").or_else(|| format.strip_prefix("%v")) else { return false };
                let rest = Some(rest).filter(|rest| !rest.contains('%'));
                argument(1, path.behind(rest.map(str::to_owned)))
            }
            // `srv.Listener.Addr().String()`
            "net.Addr.String" => {
                let listener = receiver_of(call).and_then(Expr::as_call).and_then(receiver_of);
                listener.is_some_and(|listener| match &listener.unparen().kind {
                    ExprKind::Selector { operand, field } if field.name == "Listener" => self.is_silent_server(operand, &path, steps),
                    _ => false,
                })
            }
            _ => false,
        }
    }

    /// All that a local variable is ever given, where these are values; what comes beside an error is one.
    fn made_locally(&self, var: VarId) -> Option<Vec<&'a Expr>> {
        let made = self.definitions(var).filter(|_| self.scopes.var(var).kind == VarKind::Local)?;
        let are_first = !made.is_empty() && made.iter().all(|(_, result)| *result == 0);
        are_first.then(|| made.into_iter().map(|(value, _)| value).collect())
    }

    /// Whether the function gives one of these fields of what is in a variable, or of a field of that, another value.
    fn is_retargeted(&self, var: VarId, fields: &[&str]) -> bool {
        let is_field = |e: &Expr| matches!(&e.unparen().kind, ExprKind::Selector { field, .. } if fields.contains(&field.name.as_str()));
        let sets = |place: &Expr| self.root(place) == Some(var) && (is_field(place) || matches!(place.unparen().kind, ExprKind::Star(_)));
        let mut found = false;
        self.func.body.iter().for_each(|body| {
            walk_block(body, &mut |node| {
                found |= matches!(node, Node::Stmt(Stmt { kind: StmtKind::Assign { left, .. }, .. }) if left.iter().any(sets));
                Descend::Into
            });
        });
        found
    }

    /// Whether the handlers of a server write nothing, where it is asked for a path.
    fn is_silent_server(&self, server: &Expr, path: &Path, steps: u8) -> bool {
        let Some(steps) = steps.checked_sub(1) else { return false };
        if let Some(call) = server.as_call() {
            let Some(callee) = self.callee(call) else { return false };
            return match callee.as_str() {
                "net/http/httptest.NewServer" | "net/http/httptest.NewTLSServer" | "net/http/httptest.NewUnstartedServer" => {
                    call.args.first().is_some_and(|handler| self.is_silent_handler(handler, path, steps))
                }
                _ => {
                    let told = self.looked_at(&callee, &|maker| maker.makes_silent_servers(path, steps));
                    !told.is_empty() && told.into_iter().all(|is_silent| is_silent)
                }
            };
        }
        let Some(var) = self.var(server) else { return false };
        let made = self.made_locally(var).filter(|_| !self.names_field_of(var, "Config"));
        made.is_some_and(|made| made.into_iter().all(|value| self.is_silent_server(value, path, steps)))
    }

    /// Whether each server that a function returns is one.
    fn makes_silent_servers(&self, path: &Path, steps: u8) -> bool {
        let Some(body) = self.bodies().first() else { return false };
        let mut returned = body.cfg.stmts().filter_map(|stmt| match &stmt.kind {
            StmtKind::Return(values) => Some(values),
            _ => None,
        });
        returned.all(|values| values.first().is_some_and(|server| self.is_silent_server(server, path, steps)))
    }

    fn names_field_of(&self, var: VarId, name: &str) -> bool {
        let is_it =
            |e: &Expr| matches!(&e.kind, ExprKind::Selector { operand, field } if field.name == name && self.var(operand) == Some(var));
        let mut found = false;
        self.func.body.iter().for_each(|body| {
            walk_block(body, &mut |node| {
                found |= matches!(node, Node::Expr(e) if is_it(e));
                Descend::Into
            });
        });
        found
    }

    /// Whether a handler writes nothing where it is asked for a path.
    fn is_silent_handler(&self, handler: &Expr, path: &Path, steps: u8) -> bool {
        let Some(steps) = steps.checked_sub(1) else { return false };
        let handler = handler.unparen();
        match &handler.kind {
            ExprKind::FuncLit(lit) => self.writes_no_body(&lit.signature, &lit.body),
            // `http.HandlerFunc(f)`
            ExprKind::Call(call) if self.is_handler_func(&call.callee) => {
                call.args.first().is_some_and(|f| self.is_silent_handler(f, path, steps))
            }
            ExprKind::Ident(_) if self.var(handler).is_some() => self.var(handler).is_some_and(|var| {
                if self.type_of(handler).name() == Some(MUX) {
                    return self.is_silent_mux(var, path, steps);
                }
                self.only_value(var).is_some_and(|value| self.is_silent_handler(value, path, steps))
            }),
            _ => {
                let ty = self.type_of(handler);
                let serves = || self.typing.method(&ty, "ServeHTTP").filter(|_| !self.typing.is_interface(&ty));
                let told = self.function_named(handler).or_else(serves).map(|served| {
                    self.looked_at(&served, &|own| own.func.body.as_ref().is_some_and(|body| own.writes_no_body(&own.func.signature, body)))
                });
                told.is_some_and(|told| !told.is_empty() && told.into_iter().all(|is_silent| is_silent))
            }
        }
    }

    fn is_handler_func(&self, ty: &Expr) -> bool {
        match &ty.unparen().kind {
            ExprKind::Selector { operand, field } => {
                field.name == "HandlerFunc"
                    && matches!(self.scopes.binding(operand.unparen().span.start), Binding::Package(path) if path == "net/http")
            }
            _ => false,
        }
    }

    /// The function or method that an expression names, without calling it.
    fn function_named(&self, e: &Expr) -> Option<Symbol> {
        let is_name = matches!(e.kind, ExprKind::Ident(_) | ExprKind::Selector { .. });
        let call = is_name.then(|| Call { callee: Box::new(e.clone()), args: Vec::new(), spread: false, span: e.span })?;
        self.callee(&call)
    }

    /// Whether a mux of the function's own is given nothing but handlers that write nothing, and has one for a path: it writes a text
    /// itself where it has none.
    fn is_silent_mux(&self, mux: VarId, path: &Path, steps: u8) -> bool {
        let is_new = |value: &Expr| match value.as_call() {
            Some(call) => self.callee(call).is_some_and(|s| s.as_str() == "net/http.NewServeMux"),
            None => self.type_of(value).is(MUX) || self.type_of(value).name() == Some(MUX),
        };
        let is_it = |e: &Expr| self.var(e) == Some(mux);
        let Some(body) = self.func.body.as_ref().filter(|_| self.only_value(mux).is_some_and(is_new)) else { return false };
        let (mut named, mut seen, mut is_silent, mut is_found) = (0, 0, true, false);
        walk_block(body, &mut |node| {
            let Node::Expr(e) = node else { return Descend::Into };
            named += usize::from(is_it(e) && matches!(e.kind, ExprKind::Ident(_)));
            let ExprKind::Call(call) = &e.kind else { return Descend::Into };
            if receiver_of(call).is_some_and(is_it) && matches!(call.name().map(|n| n.as_str()), Some("Handle" | "HandleFunc")) {
                seen += 1;
                is_found |= call.args.first().and_then(|pattern| text_of(self, pattern)).is_some_and(|pattern| path.is_of(&pattern));
                is_silent &= call.args.get(1).is_some_and(|handler| self.is_silent_handler(handler, path, steps));
            } else if self.callee(call).is_some_and(|s| s.package() == "net/http/httptest") {
                seen += call.args.iter().filter(|arg| is_it(arg)).count();
            }
            Descend::Into
        });
        // Where it is made it is named as well.
        is_silent && is_found && named == seen + 1
    }

    /// Whether the code of a handler does no more with what the answer is written to than to set its status and its header.
    fn writes_no_body(&self, signature: &Signature, block: &Block) -> bool {
        let is_writer = |ty: &Expr| self.typing.denoted(ty).is("net/http.ResponseWriter");
        let Some(writer) = signature.params.iter().find(|p| is_writer(&p.ty)) else { return false };
        let Some(writer) = writer.names.first().and_then(|name| self.scopes.var_at(name.span.start)) else { return true };
        let is_it = |e: &Expr| self.var(e) == Some(writer);
        let sets_header = |call: &Call| {
            let header = receiver_of(call).and_then(Expr::as_call).filter(|header| header.name().is_some_and(|n| n == "Header"));
            let name = call.args.first().and_then(|name| text_of(self, name)).map(|name| name.to_ascii_lowercase());
            header.and_then(receiver_of).is_some_and(is_it)
                && matches!(call.name().map(|n| n.as_str()), Some("Add" | "Del" | "Get" | "Set"))
                && name.is_some_and(|name| !TELLING.contains(&name.as_str()) && !name.starts_with("trailer:"))
        };
        let sets_status = |call: &Call| {
            receiver_of(call).is_some_and(is_it)
                && call.name().is_some_and(|n| n == "WriteHeader")
                && call.args.first().is_some_and(|status| !self.switches_protocols(status))
        };
        let (mut named, mut seen) = (0, 0);
        walk_block(block, &mut |node| {
            match node {
                Node::Expr(Expr { kind: ExprKind::Call(call), .. }) => seen += usize::from(sets_header(call) || sets_status(call)),
                Node::Expr(e) => named += usize::from(is_it(e) && matches!(e.kind, ExprKind::Ident(_))),
                // `_ = w`
                Node::Stmt(Stmt { kind: StmtKind::Assign { left, right, .. }, .. }) => {
                    let is_blank = left.iter().all(|l| l.as_ident().is_some_and(|name| name == "_"));
                    seen += if is_blank { right.iter().filter(|r| is_it(r)).count() } else { 0 };
                }
                Node::Stmt(_) => {}
            }
            Descend::Into
        });
        named == seen
    }

    /// Whether a status may be that behind which the connection itself is the body.
    fn switches_protocols(&self, status: &Expr) -> bool {
        match &status.unparen().kind {
            ExprKind::Selector { field, .. } => field.name == "StatusSwitchingProtocols",
            _ => number_of(self, status) == Some(101.0),
        }
    }
}
