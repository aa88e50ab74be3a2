//! Writes a lowered tree as `declarations.go.txt` writes go/parser's, one line for each part, parents first.

use std::fmt::Write;

use caulk::syntax::ast::{
    Block, Decl, Expr, ExprKind, Field, Ident, InterfaceElem, Signature, Span, Stmt, StmtKind, SwitchCase, TypeSpec, ValueSpec,
};

pub fn dump(decl: &Decl) -> String {
    let mut d = Dumper::default();
    match decl {
        Decl::Func(func) => {
            d.line("func", func.span, "");
            d.ident(&func.name);
            if let Some(receiver) = &func.receiver {
                d.fields(std::slice::from_ref(receiver));
            }
            d.signature(&func.signature);
            if let Some(body) = &func.body {
                d.block(body);
            }
        }
        Decl::Var(specs) => d.values("var", specs),
        Decl::Const(specs) => d.values("const", specs),
        Decl::Type(specs) => d.types(specs),
    }
    d.out
}

#[derive(Default)]
struct Dumper {
    out: String,
}

impl Dumper {
    fn line(&mut self, kind: &str, span: Span, rest: impl std::fmt::Display) {
        let rest = rest.to_string();
        let space = if rest.is_empty() { "" } else { " " };
        writeln!(self.out, "{kind} {} {}{space}{rest}", span.start, span.end).expect("a string takes everything");
    }

    fn bare(&mut self, kind: &str) {
        writeln!(self.out, "{kind}").expect("a string takes everything");
    }

    fn count(&mut self, kind: &str, n: usize) {
        writeln!(self.out, "{kind} {n}").expect("a string takes everything");
    }

    fn ident(&mut self, ident: &Ident) {
        self.line("name", ident.span, &ident.name);
    }

    fn values(&mut self, kind: &str, specs: &[ValueSpec]) {
        self.count(kind, specs.len());
        for spec in specs {
            self.line("value", spec.span, "");
            for name in &spec.names {
                self.ident(name);
            }
            self.optional(spec.ty.as_ref());
            self.exprs(&spec.values);
        }
    }

    fn types(&mut self, specs: &[TypeSpec]) {
        self.count("type", specs.len());
        for spec in specs {
            self.line("type", spec.span, spec.alias);
            self.ident(&spec.name);
            self.fields(&spec.type_params);
            self.expr(&spec.ty);
        }
    }

    fn fields(&mut self, fields: &[Field]) {
        self.count("fields", fields.len());
        for field in fields {
            for name in &field.names {
                self.ident(name);
            }
            self.expr(&field.ty);
        }
    }

    fn signature(&mut self, signature: &Signature) {
        self.fields(&signature.type_params);
        self.fields(&signature.params);
        self.fields(&signature.results);
    }

    fn block(&mut self, block: &Block) {
        self.line("block", block.span, "");
        self.stmts(&block.stmts);
    }

    fn stmts(&mut self, stmts: &[Stmt]) {
        for stmt in stmts.iter().filter(|s| !matches!(s.kind, StmtKind::Empty)) {
            self.stmt(stmt);
        }
        self.bare("end");
    }

    fn maybe(&mut self, stmt: Option<&Stmt>) {
        match stmt {
            Some(stmt) => self.stmt(stmt),
            None => self.bare("none"),
        }
    }

    fn branch(&mut self, span: Span, keyword: &str, label: Option<&Ident>) {
        self.line("Branch", span, keyword);
        match label {
            Some(label) => self.ident(label),
            None => self.bare("none"),
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        let span = stmt.span;
        match &stmt.kind {
            StmtKind::Expr(e) => {
                self.line("Expr", span, "");
                self.expr(e);
            }
            StmtKind::Send { channel, value } => {
                self.line("Send", span, "");
                self.expr(channel);
                self.expr(value);
            }
            StmtKind::IncDec(e) => {
                self.line("IncDec", span, "");
                self.expr(e);
            }
            StmtKind::Assign { left, op, right } => {
                self.line("Assign", span, format!("{op:?}"));
                self.exprs(left);
                self.exprs(right);
            }
            StmtKind::Var(specs) => {
                self.line("Decl", span, "");
                self.values("var", specs);
            }
            StmtKind::Const(specs) => {
                self.line("Decl", span, "");
                self.values("const", specs);
            }
            StmtKind::Type(specs) => {
                self.line("Decl", span, "");
                self.types(specs);
            }
            StmtKind::Go(e) => {
                self.line("Go", span, "");
                self.expr(e);
            }
            StmtKind::Defer(e) => {
                self.line("Defer", span, "");
                self.expr(e);
            }
            StmtKind::Return(values) => {
                self.line("Return", span, "");
                self.exprs(values);
            }
            StmtKind::Break(label) => self.branch(span, "break", label.as_ref()),
            StmtKind::Continue(label) => self.branch(span, "continue", label.as_ref()),
            StmtKind::Goto(label) => self.branch(span, "goto", Some(label)),
            StmtKind::Fallthrough => self.branch(span, "fallthrough", None),
            StmtKind::Block(block) => {
                self.line("Block", span, "");
                self.block(block);
            }
            StmtKind::If(s) => {
                self.line("If", span, "");
                self.maybe(s.init.as_ref());
                self.expr(&s.cond);
                self.block(&s.then);
                self.maybe(s.els.as_ref());
            }
            StmtKind::For(s) => {
                self.line("For", span, "");
                self.maybe(s.init.as_ref());
                self.optional(s.cond.as_ref());
                self.maybe(s.post.as_ref());
                self.block(&s.body);
            }
            StmtKind::Range(s) => {
                self.line("Range", span, s.define);
                self.optional(s.key.as_ref());
                self.optional(s.value.as_ref());
                self.expr(&s.operand);
                self.block(&s.body);
            }
            StmtKind::Switch(s) => {
                self.line("Switch", span, "");
                self.maybe(s.init.as_ref());
                self.optional(s.tag.as_ref());
                self.cases(&s.cases);
            }
            StmtKind::TypeSwitch(s) => {
                self.line("TypeSwitch", span, "");
                self.maybe(s.init.as_ref());
                match &s.name {
                    Some(name) => self.ident(name),
                    None => self.bare("none"),
                }
                self.expr(&s.operand);
                self.cases(&s.cases);
            }
            StmtKind::Select(cases) => {
                self.line("Select", span, "");
                for case in cases {
                    self.line("case", case.span, "");
                    self.maybe(case.comm.as_ref());
                    self.stmts(&case.body.stmts);
                }
                self.bare("end");
            }
            StmtKind::Labeled { label, stmt } => {
                self.bare("Labeled");
                self.ident(label);
                self.maybe(Some(&**stmt).filter(|s| !matches!(s.kind, StmtKind::Empty)));
            }
            StmtKind::Empty => self.bare("Empty"),
        }
    }

    fn cases(&mut self, cases: &[SwitchCase]) {
        for case in cases {
            self.line("case", case.span, case.is_default);
            self.exprs(&case.values);
            self.stmts(&case.body.stmts);
        }
        self.bare("end");
    }

    fn exprs(&mut self, exprs: &[Expr]) {
        self.count("exprs", exprs.len());
        for e in exprs {
            self.expr(e);
        }
    }

    fn optional(&mut self, e: Option<&Expr>) {
        match e {
            Some(e) => self.expr(e),
            None => self.bare("none"),
        }
    }

    fn expr(&mut self, e: &Expr) {
        let span = e.span;
        match &e.kind {
            ExprKind::Ident(name) => self.line("name", span, name),
            ExprKind::Literal(kind) => self.line("literal", span, format!("{kind:?}")),
            ExprKind::Selector { operand, field } => {
                self.line("selector", span, "");
                self.expr(operand);
                self.ident(field);
            }
            ExprKind::Call(call) => {
                self.line("call", span, call.spread);
                self.expr(&call.callee);
                self.exprs(&call.args);
            }
            ExprKind::FuncLit(lit) => {
                self.line("funclit", span, "");
                self.signature(&lit.signature);
                self.block(&lit.body);
            }
            ExprKind::Composite { ty, elements } => {
                self.line("composite", span, "");
                self.optional(ty.as_deref());
                self.count("elements", elements.len());
                for element in elements {
                    self.optional(element.key.as_ref());
                    self.expr(&element.value);
                }
            }
            ExprKind::Paren(inner) => {
                self.line("paren", span, "");
                self.expr(inner);
            }
            ExprKind::Unary { op, operand } => {
                self.line("unary", span, format!("{op:?}"));
                self.expr(operand);
            }
            ExprKind::Binary { op, left, right } => {
                self.line("binary", span, format!("{op:?}"));
                self.expr(left);
                self.expr(right);
            }
            ExprKind::Index { operand, indices } => {
                self.line("index", span, "");
                self.expr(operand);
                self.exprs(indices);
            }
            ExprKind::Slice { operand, bounds } => {
                self.line("slice", span, "");
                self.expr(operand);
                self.exprs(bounds);
            }
            ExprKind::TypeAssert { operand, ty } => {
                self.line("assert", span, "");
                self.expr(operand);
                self.optional(ty.as_deref());
            }
            ExprKind::Star(inner) => {
                self.line("star", span, "");
                self.expr(inner);
            }
            ExprKind::ArrayType { len, elem } => {
                self.line("array", span, "");
                self.optional(len.as_deref());
                self.expr(elem);
            }
            ExprKind::MapType { key, value } => {
                self.line("map", span, "");
                self.expr(key);
                self.expr(value);
            }
            ExprKind::ChanType { dir, elem } => {
                self.line("chan", span, format!("{dir:?}"));
                self.expr(elem);
            }
            ExprKind::FuncType(signature) => {
                self.line("functype", span, "");
                self.signature(signature);
            }
            ExprKind::StructType(fields) => {
                self.line("struct", span, "");
                self.fields(fields);
            }
            ExprKind::InterfaceType(elems) => {
                self.line("interface", span, "");
                self.count("elems", elems.len());
                for elem in elems {
                    match elem {
                        InterfaceElem::Method { name, signature } => {
                            self.ident(name);
                            self.signature(signature);
                        }
                        InterfaceElem::Embedded(e) => {
                            self.bare("none");
                            self.expr(e);
                        }
                    }
                }
            }
            ExprKind::Ellipsis(inner) => {
                self.line("ellipsis", span, "");
                self.expr(inner);
            }
            ExprKind::Unknown => self.line("unknown", span, ""),
        }
    }
}
