//! Statements.

use super::{
    super::{
        ast::{AssignOp, Block, Expr, ExprKind, For, If, RangeFor, SelectCase, Span, Stmt, StmtKind, Switch, SwitchCase, TypeSwitch},
        kind::{Field, Kind},
    },
    Lower,
};

const BARE_LITERAL: &str = "a body that may be a composite literal";

impl Lower<'_> {
    /// Appends the statements of a list.
    pub(super) fn stmt_list(&mut self, into: &mut Vec<Stmt>) {
        self.each(|l, kind, _| {
            // The newlines between them are tokens; an empty statement is a node around its semicolon.
            if kind != Kind::Token {
                into.push(l.stmt());
            }
        });
    }

    pub(super) fn stmt(&mut self) -> Stmt {
        let span = self.span();
        let kind = self.deeper(Self::stmt_kind).unwrap_or(StmtKind::Expr(Expr { span, kind: ExprKind::Unknown }));
        Stmt { span, kind }
    }

    fn stmt_kind(&mut self) -> StmtKind {
        match self.kind() {
            Kind::ExpressionStatement => StmtKind::Expr(self.only_expr()),
            Kind::SendStatement => self.send(),
            Kind::IncStatement | Kind::DecStatement => StmtKind::IncDec(self.only_expr()),
            Kind::AssignmentStatement | Kind::ShortVarDeclaration => self.assign(),
            Kind::VarDeclaration => StmtKind::Var(self.value_specs()),
            Kind::ConstDeclaration => StmtKind::Const(self.value_specs()),
            Kind::TypeDeclaration => StmtKind::Type(self.type_specs()),
            Kind::GoStatement => StmtKind::Go(self.only_expr()),
            Kind::DeferStatement => StmtKind::Defer(self.only_expr()),
            Kind::ReturnStatement => StmtKind::Return(self.returned()),
            Kind::BreakStatement => StmtKind::Break(self.label()),
            Kind::ContinueStatement => StmtKind::Continue(self.label()),
            Kind::GotoStatement => match self.label() {
                Some(label) => StmtKind::Goto(label),
                None => self.unknown_stmt(),
            },
            Kind::FallthroughStatement => StmtKind::Fallthrough,
            Kind::EmptyStatement => StmtKind::Empty,
            Kind::Block => StmtKind::Block(self.block()),
            Kind::IfStatement => self.if_stmt(),
            Kind::ForStatement => self.for_stmt(),
            Kind::ExpressionSwitchStatement => self.switch(),
            Kind::TypeSwitchStatement => self.type_switch(),
            Kind::SelectStatement => self.select(),
            Kind::LabeledStatement => self.labeled(),
            Kind::ReceiveStatement => self.receive(),
            _ => self.unknown_stmt(),
        }
    }

    fn unknown_stmt(&self) -> StmtKind {
        StmtKind::Expr(Expr { span: self.span(), kind: ExprKind::Unknown })
    }

    /// The one expression among the children.
    fn only_expr(&mut self) -> Expr {
        let mut found = Expr { span: self.span(), kind: ExprKind::Unknown };
        self.each(|l, _, _| {
            if l.is_named() {
                found = l.expr();
            }
        });
        found
    }

    fn send(&mut self) -> StmtKind {
        let (mut channel, mut value) = (None, None);
        self.each(|l, _, field| match field {
            Field::Channel => channel = Some(l.expr()),
            Field::Value => value = Some(l.expr()),
            _ => {}
        });
        match (channel, value) {
            (Some(channel), Some(value)) => StmtKind::Send { channel, value },
            _ => self.unknown_stmt(),
        }
    }

    fn assign(&mut self) -> StmtKind {
        let mut op = if self.kind() == Kind::ShortVarDeclaration { AssignOp::Define } else { AssignOp::Plain };
        let (mut left, mut right) = (Vec::new(), Vec::new());
        self.each(|l, kind, field| match field {
            Field::Left => left = l.exprs(),
            Field::Right => right = l.exprs(),
            Field::Operator if kind != Kind::Assign => op = AssignOp::Compound,
            _ => {}
        });
        StmtKind::Assign { left, op, right }
    }

    /// `v, ok := <-c` or `<-c` of a select case.
    fn receive(&mut self) -> StmtKind {
        let mut op = AssignOp::Plain;
        let (mut left, mut right) = (None, None);
        self.each(|l, kind, field| match (field, kind) {
            (Field::Left, _) => left = Some(l.exprs()),
            (Field::Right, _) => right = Some(l.expr()),
            (_, Kind::Define) => op = AssignOp::Define,
            _ => {}
        });
        match (left, right) {
            (Some(left), Some(right)) => StmtKind::Assign { left, op, right: vec![right] },
            (None, Some(right)) => StmtKind::Expr(right),
            _ => self.unknown_stmt(),
        }
    }

    fn returned(&mut self) -> Vec<Expr> {
        let mut values = Vec::new();
        self.each(|l, kind, _| {
            if kind == Kind::ExpressionList {
                values = l.exprs();
            }
        });
        values
    }

    fn label(&mut self) -> Option<super::Ident> {
        let mut label = None;
        self.each(|l, kind, _| {
            if kind == Kind::LabelName {
                label = Some(l.ident());
            }
        });
        label
    }

    fn labeled(&mut self) -> StmtKind {
        let end = self.span().end;
        let label = self.label();
        let mut stmt = Stmt { span: Span { start: end, end }, kind: StmtKind::Empty };
        self.each(|l, kind, field| {
            if field != Field::Label && kind != Kind::LabelName && l.is_named() {
                stmt = l.stmt();
            }
        });
        match label {
            Some(label) => StmtKind::Labeled { label, stmt: Box::new(stmt) },
            None => self.unknown_stmt(),
        }
    }

    /// An expression in the header of an if, for or switch.
    fn header(&mut self) -> Expr {
        let e = self.expr();
        if has_bare_literal([&e]) {
            self.fail(BARE_LITERAL);
        }
        e
    }

    /// The statement in the header of an if, for or switch.
    fn header_stmt(&mut self) -> Stmt {
        let stmt = self.stmt();
        let bare = match &stmt.kind {
            StmtKind::Expr(e) | StmtKind::IncDec(e) => has_bare_literal([e]),
            StmtKind::Assign { left, right, .. } => has_bare_literal(left.iter().chain(right)),
            StmtKind::Send { channel, value } => has_bare_literal([channel, value]),
            _ => false,
        };
        if bare {
            self.fail(BARE_LITERAL);
        }
        stmt
    }

    fn if_stmt(&mut self) -> StmtKind {
        let (mut init, mut cond, mut then, mut els) = (None, None, None, None);
        self.each(|l, _, field| match field {
            Field::Initializer => init = Some(l.header_stmt()),
            Field::Condition => cond = Some(l.header()),
            Field::Consequence => then = Some(l.block()),
            Field::Alternative => els = Some(l.stmt()),
            _ => {}
        });
        match (cond, then) {
            (Some(cond), Some(then)) => StmtKind::If(Box::new(If { init, cond, then, els })),
            _ => self.unknown_stmt(),
        }
    }

    fn for_stmt(&mut self) -> StmtKind {
        let mut plain = For { init: None, cond: None, post: None, body: Block { span: self.span(), stmts: Vec::new() } };
        let mut range = None;
        self.each(|l, kind, field| match (field, kind) {
            (Field::Body, _) => plain.body = l.block(),
            (_, Kind::ForClause) => l.for_clause(&mut plain),
            (_, Kind::RangeClause) => range = l.range_clause(),
            _ if l.is_named() => plain.cond = Some(l.header()),
            _ => {}
        });
        match range {
            Some(mut range) => {
                range.body = plain.body;
                StmtKind::Range(Box::new(range))
            }
            None => StmtKind::For(Box::new(plain)),
        }
    }

    fn for_clause(&mut self, into: &mut For) {
        self.each(|l, _, field| match field {
            Field::Initializer => into.init = Some(l.header_stmt()),
            Field::Condition => into.cond = Some(l.header()),
            Field::Update => into.post = Some(l.header_stmt()),
            _ => {}
        });
    }

    /// The loop but for its body.
    fn range_clause(&mut self) -> Option<RangeFor> {
        let span = self.span();
        let (mut left, mut define, mut operand) = (Vec::new(), false, None);
        self.each(|l, kind, field| match (field, kind) {
            (Field::Left, _) => left = l.exprs(),
            (Field::Right, _) => operand = Some(l.header()),
            (_, Kind::Define) => define = true,
            _ => {}
        });
        let mut left = left.into_iter();
        Some(RangeFor { key: left.next(), value: left.next(), define, operand: operand?, body: Block { span, stmts: Vec::new() } })
    }

    fn switch(&mut self) -> StmtKind {
        let mut switch = Switch { init: None, tag: None, cases: Vec::new() };
        self.each(|l, kind, field| match (field, kind) {
            (Field::Initializer, _) => switch.init = Some(l.header_stmt()),
            (Field::Value, _) => switch.tag = Some(l.header()),
            (_, Kind::ExpressionCase | Kind::DefaultCase) => switch.cases.push(l.case()),
            _ => {}
        });
        StmtKind::Switch(Box::new(switch))
    }

    fn type_switch(&mut self) -> StmtKind {
        let (mut init, mut name, mut operand, mut cases) = (None, None, None, Vec::new());
        self.each(|l, kind, field| match (field, kind) {
            (Field::Initializer, _) => init = Some(l.header_stmt()),
            (Field::Alias, Kind::ExpressionList) => name = Some(l.ident()),
            (Field::Value, _) => operand = Some(l.header()),
            (_, Kind::TypeCase | Kind::DefaultCase) => cases.push(l.case()),
            _ => {}
        });
        match operand {
            Some(operand) => StmtKind::TypeSwitch(Box::new(TypeSwitch { init, name, operand, cases })),
            None => self.unknown_stmt(),
        }
    }

    /// A clause of a switch or a type switch.
    fn case(&mut self) -> SwitchCase {
        let span = self.span();
        let mut case =
            SwitchCase { span, is_default: self.kind() == Kind::DefaultCase, values: Vec::new(), body: Block { span, stmts: Vec::new() } };
        self.each(|l, kind, field| match (field, kind) {
            (_, Kind::Colon) => case.body.span = l.behind(),
            (Field::Value, _) => case.values = l.exprs(),
            (Field::Type, _) if l.is_named() => case.values.push(l.expr()),
            (_, Kind::StatementList) => l.stmt_list(&mut case.body.stmts),
            _ => {}
        });
        case.span.end = reach_last(&mut case.body);
        case
    }

    fn select(&mut self) -> StmtKind {
        let mut cases = Vec::new();
        self.each(|l, kind, _| {
            if matches!(kind, Kind::CommunicationCase | Kind::DefaultCase) {
                cases.push(l.select_case());
            }
        });
        StmtKind::Select(cases)
    }

    fn select_case(&mut self) -> SelectCase {
        let span = self.span();
        let mut case = SelectCase { span, comm: None, body: Block { span, stmts: Vec::new() } };
        self.each(|l, kind, field| match (field, kind) {
            (_, Kind::Colon) => case.body.span = l.behind(),
            (Field::Communication, _) => case.comm = Some(l.stmt()),
            (_, Kind::StatementList) => l.stmt_list(&mut case.body.stmts),
            _ => {}
        });
        case.span.end = reach_last(&mut case.body);
        case
    }

    /// The empty span behind the node.
    fn behind(&self) -> Span {
        let end = self.span().end;
        Span { start: end, end }
    }
}

/// Whether a composite literal whose type is a name stands in a header, outside of brackets. Go reads its brace as that of
/// the body.
fn has_bare_literal<'e>(exprs: impl IntoIterator<Item = &'e Expr>) -> bool {
    let mut pending: Vec<&Expr> = exprs.into_iter().collect();
    while let Some(e) = pending.pop() {
        match &e.kind {
            ExprKind::Composite { ty: Some(ty), .. }
                if matches!(ty.kind, ExprKind::Ident(_) | ExprKind::Selector { .. } | ExprKind::Index { .. }) =>
            {
                return true;
            }
            ExprKind::Binary { left, right, .. } => pending.extend([&**left, &**right]),
            ExprKind::Call(call) => pending.push(&call.callee),
            ExprKind::Unary { operand, .. }
            | ExprKind::Star(operand)
            | ExprKind::Selector { operand, .. }
            | ExprKind::Index { operand, .. }
            | ExprKind::Slice { operand, .. }
            | ExprKind::TypeAssert { operand, .. } => pending.push(operand),
            _ => {}
        }
    }
    false
}

/// Lets a clause's body reach to the end of its last statement, where the clause ends too: the grammar's node has the
/// newline behind it as well.
fn reach_last(body: &mut Block) -> u32 {
    if let Some(last) = body.stmts.last() {
        body.span.end = last.span.end;
    }
    body.span.end
}
