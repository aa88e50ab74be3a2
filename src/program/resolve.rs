//! The walk that declares names and resolves identifiers, block by block, as the Go specification scopes them.

use std::{collections::HashMap, sync::Arc};

use super::{Binding, Scopes, Var, VarId, VarKind, file::FileNames, scope::top_level};
use crate::syntax::ast::{
    AssignOp, Block, Call, Element, Expr, ExprKind, Field, For, FuncDecl, FuncLit, Ident, If, InterfaceElem, RangeFor, SelectCase,
    Signature, SmolStr, Span, Stmt, StmtKind, Switch, SwitchCase, TypeSpec, TypeSwitch, ValueSpec,
};

/// A block that is being walked.
struct Open {
    names: HashMap<SmolStr, VarId>,
    end: u32,
}

pub(super) struct Resolver {
    out: Scopes,
    blocks: Vec<Open>,
    literal: u32,
}

impl Resolver {
    pub fn new(file: Arc<FileNames>) -> Self {
        Self { out: Scopes { file, ..Scopes::default() }, blocks: Vec::new(), literal: 0 }
    }

    pub fn function(mut self, func: &FuncDecl) -> Scopes {
        self.open(func.span.end);
        let start = func.body.as_ref().map_or(func.span.end, |b| b.span.start);
        if let Some(receiver) = &func.receiver {
            self.receiver_type(&receiver.ty);
        }
        self.signature(&func.signature);
        if let Some(receiver) = &func.receiver {
            self.fields(std::slice::from_ref(receiver), VarKind::Receiver, start);
        }
        self.parameters(&func.signature, start);
        if let Some(body) = &func.body {
            self.stmts(&body.stmts);
        }
        self.close();
        self.out
    }

    /// The type parameters that a receiver names (`func (l *List[T]) …`) are declared there.
    fn receiver_type(&mut self, ty: &Expr) {
        match &ty.unparen().kind {
            ExprKind::Star(inner) => self.receiver_type(inner),
            ExprKind::Index { operand, indices } => {
                self.expr(operand);
                for index in indices {
                    if let ExprKind::Ident(name) = &index.unparen().kind {
                        self.declare(&Ident { name: name.clone(), span: index.unparen().span }, VarKind::Type, index.span.start);
                    }
                }
            }
            _ => self.expr(ty),
        }
    }

    /// Resolves the types of a signature that belongs to a body; type parameters are declared.
    fn signature(&mut self, signature: &Signature) {
        self.fields(&signature.type_params, VarKind::Type, signature.span.start);
        for field in signature.type_params.iter().chain(&signature.params).chain(&signature.results) {
            self.expr(&field.ty);
        }
    }

    fn parameters(&mut self, signature: &Signature, start: u32) {
        self.fields(&signature.params, VarKind::Param, start);
        self.fields(&signature.results, VarKind::Result, start);
    }

    fn fields(&mut self, fields: &[Field], kind: VarKind, start: u32) {
        for name in fields.iter().flat_map(|f| &f.names) {
            self.declare(name, kind, start);
        }
    }

    fn open(&mut self, end: u32) {
        self.blocks.push(Open { names: HashMap::new(), end });
    }

    fn close(&mut self) {
        self.blocks.pop();
    }

    /// Declares a name in the innermost block, to be seen from `start`.
    fn declare(&mut self, ident: &Ident, kind: VarKind, start: u32) -> Option<VarId> {
        if ident.name == "_" {
            return None;
        }
        let id = self.add(ident, kind, start)?;
        self.occurs(&ident.name, ident.span.start, Binding::Var(id));
        Some(id)
    }

    fn add(&mut self, ident: &Ident, kind: VarKind, start: u32) -> Option<VarId> {
        let block = self.blocks.last_mut()?;
        let id = VarId(u32::try_from(self.out.vars.len()).ok()?);
        let scope = Span { start, end: block.end.max(start) };
        self.out.vars.push(Var { name: ident.name.clone(), kind, declared: ident.span, scope, literal: self.literal });
        if block.names.insert(ident.name.clone(), id).is_some() {
            self.out.declared_twice.push(ident.name.clone());
        }
        Some(id)
    }

    fn occurs(&mut self, name: &SmolStr, at: u32, binding: Binding) {
        self.out.bindings.insert(at, binding);
        self.out.occurrences.entry(name.clone()).or_default().push(at);
    }

    fn local(&self, name: &str) -> Option<VarId> {
        self.blocks.iter().rev().find_map(|b| b.names.get(name).copied())
    }

    fn ident(&mut self, name: &SmolStr, span: Span) {
        if name == "_" {
            return;
        }
        let binding = self.local(name).map_or_else(|| top_level(&self.out.file, name), Binding::Var);
        self.occurs(name, span.start, binding);
    }

    fn block(&mut self, block: &Block) {
        self.open(block.span.end);
        self.stmts(&block.stmts);
        self.close();
    }

    fn stmts(&mut self, stmts: &[Stmt]) {
        for stmt in stmts {
            self.stmt(stmt);
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Expr(e) | StmtKind::IncDec(e) | StmtKind::Go(e) | StmtKind::Defer(e) => self.expr(e),
            StmtKind::Send { channel, value } => {
                self.expr(channel);
                self.expr(value);
            }
            StmtKind::Assign { left, op: AssignOp::Define, right } => self.define(left, right, stmt.span.end),
            StmtKind::Assign { left, right, .. } => {
                self.exprs(left);
                self.exprs(right);
            }
            StmtKind::Var(specs) => self.values(specs, VarKind::Local),
            StmtKind::Const(specs) => self.values(specs, VarKind::Const),
            StmtKind::Type(specs) => self.types(specs),
            StmtKind::Return(values) => self.exprs(values),
            StmtKind::Break(_) | StmtKind::Continue(_) | StmtKind::Goto(_) | StmtKind::Fallthrough | StmtKind::Empty => {}
            StmtKind::Block(block) => self.block(block),
            StmtKind::If(s) => self.if_stmt(s, stmt.span.end),
            StmtKind::For(s) => self.for_stmt(s, stmt.span.end),
            StmtKind::Range(s) => self.range(s, stmt.span.end),
            StmtKind::Switch(s) => self.switch(s, stmt.span.end),
            StmtKind::TypeSwitch(s) => self.type_switch(s, stmt.span.end),
            StmtKind::Select(cases) => self.select(cases, stmt.span.end),
            StmtKind::Labeled { stmt, .. } => self.stmt(stmt),
        }
    }

    /// `left := right`: names that the innermost block has already are assigned to, the others are declared behind `end`.
    fn define(&mut self, left: &[Expr], right: &[Expr], end: u32) {
        self.exprs(right);
        let declared = self.out.vars.len();
        for target in left {
            let target = target.unparen();
            let ExprKind::Ident(name) = &target.kind else {
                self.expr(target);
                continue;
            };
            let declared_here = self.blocks.last().and_then(|b| b.names.get(name).copied());
            if let Some(id) = declared_here {
                self.occurs(name, target.span.start, Binding::Var(id));
            } else {
                self.declare(&Ident { name: name.clone(), span: target.span }, VarKind::Local, end);
            }
        }
        self.out.nothing_new += usize::from(self.out.vars.len() == declared);
    }

    fn values(&mut self, specs: &[ValueSpec], kind: VarKind) {
        for spec in specs {
            if let Some(ty) = &spec.ty {
                self.expr(ty);
            }
            self.exprs(&spec.values);
            for name in &spec.names {
                self.declare(name, kind, spec.span.end);
            }
        }
    }

    fn types(&mut self, specs: &[TypeSpec]) {
        for spec in specs {
            // A type may name itself.
            self.declare(&spec.name, VarKind::Type, spec.name.span.start);
            self.open(spec.span.end);
            self.fields(&spec.type_params, VarKind::Type, spec.name.span.end);
            for param in &spec.type_params {
                self.expr(&param.ty);
            }
            self.expr(&spec.ty);
            self.close();
        }
    }

    fn if_stmt(&mut self, s: &If, end: u32) {
        self.open(end);
        if let Some(init) = &s.init {
            self.stmt(init);
        }
        self.expr(&s.cond);
        self.block(&s.then);
        if let Some(els) = &s.els {
            self.stmt(els);
        }
        self.close();
    }

    fn for_stmt(&mut self, s: &For, end: u32) {
        self.open(end);
        if let Some(init) = &s.init {
            self.stmt(init);
        }
        if let Some(cond) = &s.cond {
            self.expr(cond);
        }
        if let Some(post) = &s.post {
            self.stmt(post);
        }
        self.block(&s.body);
        self.close();
    }

    fn range(&mut self, s: &RangeFor, end: u32) {
        self.open(end);
        let targets: Vec<&Expr> = s.key.iter().chain(&s.value).collect();
        if s.define {
            self.expr(&s.operand);
            for target in targets {
                match &target.kind {
                    ExprKind::Ident(name) => {
                        self.declare(&Ident { name: name.clone(), span: target.span }, VarKind::Local, s.body.span.start);
                    }
                    _ => self.expr(target),
                }
            }
        } else {
            targets.into_iter().for_each(|target| self.expr(target));
            self.expr(&s.operand);
        }
        self.block(&s.body);
        self.close();
    }

    fn switch(&mut self, s: &Switch, end: u32) {
        self.open(end);
        if let Some(init) = &s.init {
            self.stmt(init);
        }
        if let Some(tag) = &s.tag {
            self.expr(tag);
        }
        for (case, end) in s.cases.iter().zip(clause_ends(s.cases.iter().map(|c| c.span), end)) {
            self.exprs(&case.values);
            self.clause(case, end, None);
        }
        self.close();
    }

    fn type_switch(&mut self, s: &TypeSwitch, end: u32) {
        self.open(end);
        if let Some(init) = &s.init {
            self.stmt(init);
        }
        self.expr(&s.operand);
        for (case, end) in s.cases.iter().zip(clause_ends(s.cases.iter().map(|c| c.span), end)) {
            self.exprs(&case.values);
            self.clause(case, end, s.name.as_ref());
        }
        if let Some(name) = &s.name
            && name.name != "_"
        {
            let first = s.cases.first().and_then(|case| self.out.clause_var(case));
            self.occurs(&name.name, name.span.start, first.map_or(Binding::Unknown, Binding::Var));
        }
        self.close();
    }

    fn clause(&mut self, case: &SwitchCase, end: u32, symbol: Option<&Ident>) {
        self.open(end);
        if let Some(symbol) = symbol.filter(|s| s.name != "_")
            && let Some(id) = self.add(symbol, VarKind::Local, case.body.span.start)
        {
            self.out.clauses.insert(case.span.start, id);
        }
        self.stmts(&case.body.stmts);
        self.close();
    }

    fn select(&mut self, cases: &[SelectCase], end: u32) {
        for (case, end) in cases.iter().zip(clause_ends(cases.iter().map(|c| c.span), end)) {
            self.open(end);
            if let Some(comm) = &case.comm {
                self.stmt(comm);
            }
            self.stmts(&case.body.stmts);
            self.close();
        }
    }

    fn exprs(&mut self, exprs: &[Expr]) {
        for e in exprs {
            self.expr(e);
        }
    }

    fn expr(&mut self, e: &Expr) {
        match &e.kind {
            ExprKind::Ident(name) => self.ident(name, e.span),
            ExprKind::Literal(_) | ExprKind::Unknown => {}
            ExprKind::Selector { operand, .. }
            | ExprKind::Paren(operand)
            | ExprKind::Unary { operand, .. }
            | ExprKind::Star(operand)
            | ExprKind::Ellipsis(operand)
            | ExprKind::ChanType { elem: operand, .. } => self.expr(operand),
            ExprKind::Call(Call { callee, args, .. }) => {
                self.expr(callee);
                self.exprs(args);
            }
            ExprKind::FuncLit(lit) => self.literal(lit),
            ExprKind::Composite { ty, elements } => self.composite(ty.as_deref(), elements),
            ExprKind::Binary { left, right, .. } => {
                self.expr(left);
                self.expr(right);
            }
            ExprKind::Index { operand, indices: list } | ExprKind::Slice { operand, bounds: list } => {
                self.expr(operand);
                self.exprs(list);
            }
            ExprKind::TypeAssert { operand, ty } => {
                self.expr(operand);
                if let Some(ty) = ty {
                    self.expr(ty);
                }
            }
            ExprKind::ArrayType { len, elem } => {
                if let Some(len) = len {
                    self.expr(len);
                }
                self.expr(elem);
            }
            ExprKind::MapType { key, value } => {
                self.expr(key);
                self.expr(value);
            }
            ExprKind::FuncType(signature) => self.bare_signature(signature),
            ExprKind::StructType(fields) => {
                for field in fields {
                    self.expr(&field.ty);
                }
            }
            ExprKind::InterfaceType(elems) => {
                for elem in elems {
                    match elem {
                        InterfaceElem::Method { signature, .. } => self.bare_signature(signature),
                        InterfaceElem::Embedded(e) => self.expr(e),
                    }
                }
            }
        }
    }

    /// A signature without a body: its parameters' names mean nothing.
    fn bare_signature(&mut self, signature: &Signature) {
        for field in signature.params.iter().chain(&signature.results) {
            self.expr(&field.ty);
        }
    }

    fn literal(&mut self, lit: &FuncLit) {
        let outer = self.literal;
        self.out.literals.push(lit.span);
        self.literal = u32::try_from(self.out.literals.len()).unwrap_or(u32::MAX);
        self.open(lit.span.end);
        self.signature(&lit.signature);
        self.parameters(&lit.signature, lit.body.span.start);
        self.stmts(&lit.body.stmts);
        self.close();
        self.literal = outer;
    }

    fn composite(&mut self, ty: Option<&Expr>, elements: &[Element]) {
        if let Some(ty) = ty {
            self.expr(ty);
        }
        self.elements(ty, elements);
    }

    /// `ty` is the literal's type, where it is written out here or by the literal around it.
    fn elements(&mut self, ty: Option<&Expr>, elements: &[Element]) {
        let (key_type, value_type) = match ty.map(|t| &t.unparen().kind) {
            Some(ExprKind::MapType { key, value }) => (Some(&**key), Some(&**value)),
            Some(ExprKind::ArrayType { elem, .. }) => (None, Some(&**elem)),
            _ => (None, None),
        };
        let keyed = value_type.is_some();
        for element in elements {
            if let Some(key) = &element.key {
                match &key.kind {
                    // Perhaps a field's name; taken in any case.
                    ExprKind::Ident(name) if !keyed => self.out.occurrences.entry(name.clone()).or_default().push(key.span.start),
                    _ => self.element(key, key_type),
                }
            }
            self.element(&element.value, value_type);
        }
    }

    /// A key or a value; its literal may leave out the type that the outer literal's type gives (`&T` as `*T` too).
    fn element(&mut self, e: &Expr, outer: Option<&Expr>) {
        match &e.kind {
            ExprKind::Composite { ty: None, elements } => {
                let outer = outer.map(|t| match &t.kind {
                    ExprKind::Star(pointee) => pointee,
                    _ => t,
                });
                self.elements(outer, elements);
            }
            _ => self.expr(e),
        }
    }
}

/// Where the blocks of clauses end: at the next clause, or before the brace that closes the statement.
fn clause_ends(cases: impl Iterator<Item = Span> + Clone, end: u32) -> impl Iterator<Item = u32> {
    cases.skip(1).map(|span| span.start).chain([end.saturating_sub(1)])
}
