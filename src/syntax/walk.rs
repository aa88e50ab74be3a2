//! Walks over statements and expressions in source order.

use super::ast::{Block, Expr, ExprKind, Field, InterfaceElem, Signature, Stmt, StmtKind, SwitchCase, ValueSpec};

/// What to do below a node that was just visited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Descend {
    Into,
    Over,
}

/// A part of a tree, as a walk meets it.
#[derive(Clone, Copy, Debug)]
pub enum Node<'a> {
    Stmt(&'a Stmt),
    Expr(&'a Expr),
}

/// Visits a statement and all below it, function literals included, parents first.
pub fn walk_stmt<'a>(stmt: &'a Stmt, visit: &mut dyn FnMut(Node<'a>) -> Descend) {
    if visit(Node::Stmt(stmt)) == Descend::Into {
        stmt_children(stmt, visit);
    }
}

/// Visits the statements of a block and all below them.
pub fn walk_block<'a>(block: &'a Block, visit: &mut dyn FnMut(Node<'a>) -> Descend) {
    for stmt in &block.stmts {
        walk_stmt(stmt, visit);
    }
}

/// Visits an expression and all below it, parents first.
pub fn walk_expr<'a>(expr: &'a Expr, visit: &mut dyn FnMut(Node<'a>) -> Descend) {
    if visit(Node::Expr(expr)) == Descend::Over {
        return;
    }
    match &expr.kind {
        ExprKind::Ident(_) | ExprKind::Literal(_) | ExprKind::Unknown => {}
        ExprKind::Selector { operand, .. }
        | ExprKind::Paren(operand)
        | ExprKind::Unary { operand, .. }
        | ExprKind::Star(operand)
        | ExprKind::Ellipsis(operand) => walk_expr(operand, visit),
        ExprKind::Call(call) => {
            walk_expr(&call.callee, visit);
            walk_exprs(&call.args, visit);
        }
        ExprKind::FuncLit(lit) => {
            walk_signature(&lit.signature, visit);
            walk_block(&lit.body, visit);
        }
        ExprKind::Composite { ty, elements } => {
            if let Some(ty) = ty {
                walk_expr(ty, visit);
            }
            for element in elements {
                if let Some(key) = &element.key {
                    walk_expr(key, visit);
                }
                walk_expr(&element.value, visit);
            }
        }
        ExprKind::Binary { left, right, .. } => {
            walk_expr(left, visit);
            walk_expr(right, visit);
        }
        ExprKind::Index { operand, indices: list } | ExprKind::Slice { operand, bounds: list } => {
            walk_expr(operand, visit);
            walk_exprs(list, visit);
        }
        ExprKind::TypeAssert { operand, ty } => {
            walk_expr(operand, visit);
            if let Some(ty) = ty {
                walk_expr(ty, visit);
            }
        }
        ExprKind::ArrayType { len, elem } => {
            if let Some(len) = len {
                walk_expr(len, visit);
            }
            walk_expr(elem, visit);
        }
        ExprKind::MapType { key, value } => {
            walk_expr(key, visit);
            walk_expr(value, visit);
        }
        ExprKind::ChanType { elem, .. } => walk_expr(elem, visit),
        ExprKind::FuncType(signature) => walk_signature(signature, visit),
        ExprKind::StructType(fields) => walk_fields(fields, visit),
        ExprKind::InterfaceType(elems) => {
            for elem in elems {
                match elem {
                    InterfaceElem::Method { signature, .. } => walk_signature(signature, visit),
                    InterfaceElem::Embedded(e) => walk_expr(e, visit),
                }
            }
        }
    }
}

fn walk_fields<'a>(fields: &'a [Field], visit: &mut dyn FnMut(Node<'a>) -> Descend) {
    for field in fields {
        walk_expr(&field.ty, visit);
    }
}

fn walk_signature<'a>(signature: &'a Signature, visit: &mut dyn FnMut(Node<'a>) -> Descend) {
    walk_fields(&signature.type_params, visit);
    walk_fields(&signature.params, visit);
    walk_fields(&signature.results, visit);
}

fn walk_exprs<'a>(exprs: &'a [Expr], visit: &mut dyn FnMut(Node<'a>) -> Descend) {
    for e in exprs {
        walk_expr(e, visit);
    }
}

fn walk_specs<'a>(specs: &'a [ValueSpec], visit: &mut dyn FnMut(Node<'a>) -> Descend) {
    for spec in specs {
        if let Some(ty) = &spec.ty {
            walk_expr(ty, visit);
        }
        walk_exprs(&spec.values, visit);
    }
}

fn walk_cases<'a>(cases: &'a [SwitchCase], visit: &mut dyn FnMut(Node<'a>) -> Descend) {
    for case in cases {
        walk_exprs(&case.values, visit);
        walk_block(&case.body, visit);
    }
}

fn stmt_children<'a>(stmt: &'a Stmt, visit: &mut dyn FnMut(Node<'a>) -> Descend) {
    match &stmt.kind {
        StmtKind::Expr(e) | StmtKind::IncDec(e) | StmtKind::Go(e) | StmtKind::Defer(e) => walk_expr(e, visit),
        StmtKind::Send { channel, value } => {
            walk_expr(channel, visit);
            walk_expr(value, visit);
        }
        StmtKind::Assign { left, right, .. } => {
            walk_exprs(left, visit);
            walk_exprs(right, visit);
        }
        StmtKind::Var(specs) | StmtKind::Const(specs) => walk_specs(specs, visit),
        StmtKind::Type(specs) => {
            for spec in specs {
                walk_fields(&spec.type_params, visit);
                walk_expr(&spec.ty, visit);
            }
        }
        StmtKind::Return(values) => walk_exprs(values, visit),
        StmtKind::Break(_) | StmtKind::Continue(_) | StmtKind::Goto(_) | StmtKind::Fallthrough | StmtKind::Empty => {}
        StmtKind::Block(block) => walk_block(block, visit),
        StmtKind::If(s) => {
            if let Some(init) = &s.init {
                walk_stmt(init, visit);
            }
            walk_expr(&s.cond, visit);
            walk_block(&s.then, visit);
            if let Some(els) = &s.els {
                walk_stmt(els, visit);
            }
        }
        StmtKind::For(s) => {
            if let Some(init) = &s.init {
                walk_stmt(init, visit);
            }
            if let Some(cond) = &s.cond {
                walk_expr(cond, visit);
            }
            if let Some(post) = &s.post {
                walk_stmt(post, visit);
            }
            walk_block(&s.body, visit);
        }
        StmtKind::Range(s) => {
            for e in s.key.iter().chain(&s.value) {
                walk_expr(e, visit);
            }
            walk_expr(&s.operand, visit);
            walk_block(&s.body, visit);
        }
        StmtKind::Switch(s) => {
            if let Some(init) = &s.init {
                walk_stmt(init, visit);
            }
            if let Some(tag) = &s.tag {
                walk_expr(tag, visit);
            }
            walk_cases(&s.cases, visit);
        }
        StmtKind::TypeSwitch(s) => {
            if let Some(init) = &s.init {
                walk_stmt(init, visit);
            }
            walk_expr(&s.operand, visit);
            walk_cases(&s.cases, visit);
        }
        StmtKind::Select(cases) => {
            for case in cases {
                if let Some(comm) = &case.comm {
                    walk_stmt(comm, visit);
                }
                walk_block(&case.body, visit);
            }
        }
        StmtKind::Labeled { stmt, .. } => walk_stmt(stmt, visit),
    }
}
