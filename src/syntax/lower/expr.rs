//! Expressions.

use super::{
    super::{
        ast::{BinaryOp, Call, ChanDir, Element, Expr, ExprKind, FuncLit, LiteralKind, Span, UnaryOp},
        kind::{Field, Kind},
    },
    Lower,
};

/// How many operators may follow one another in `a + b + c …`, which is a tree as deep as it is long.
const MAX_CHAIN: u32 = 100;

impl Lower<'_> {
    /// An expression or a type.
    pub(super) fn expr(&mut self) -> Expr {
        match self.kind() {
            Kind::Identifier if !self.apart.is_empty() => Some(self.name_or_type_apart()),
            // A conversion's type, but not its span, may reach further to the left than what Go calls.
            Kind::TypeConversionExpression => self.deeper(Self::conversion),
            Kind::TypeInstantiationExpression | Kind::GenericType => self.deeper(Self::instance),
            Kind::TypeElem | Kind::TypeConstraint => self.deeper(Self::union),
            Kind::LiteralElement => Some(self.literal_element()),
            Kind::VariadicArgument => Some(self.first_named()),
            Kind::BinaryExpression => self.chain(),
            kind => {
                let span = self.span();
                self.deeper(|l| l.expr_kind(kind)).map(|kind| Expr { span, kind })
            }
        }
        .unwrap_or_else(|| self.unknown())
    }

    pub(super) fn unknown(&self) -> Expr {
        Expr { span: self.span(), kind: ExprKind::Unknown }
    }

    /// The expressions of a list.
    pub(super) fn exprs(&mut self) -> Vec<Expr> {
        let mut list = Vec::new();
        self.each(|l, _, _| {
            if l.is_named() {
                list.push(l.expr());
            }
        });
        list
    }

    fn first_named(&mut self) -> Expr {
        let mut found = None;
        self.each(|l, _, _| {
            if found.is_none() && l.is_named() {
                found = Some(l.expr());
            }
        });
        found.unwrap_or_else(|| self.unknown())
    }

    fn expr_kind(&mut self, kind: Kind) -> ExprKind {
        match kind {
            // Keyword-like names of the grammar are names like any other in Go.
            Kind::Identifier
            | Kind::TypeIdentifier
            | Kind::FieldIdentifier
            | Kind::PackageIdentifier
            | Kind::Nil
            | Kind::True
            | Kind::False
            | Kind::Iota => ExprKind::Ident(self.name(self.span())),
            Kind::IntLiteral => ExprKind::Literal(LiteralKind::Int),
            Kind::FloatLiteral => ExprKind::Literal(LiteralKind::Float),
            Kind::ImaginaryLiteral => ExprKind::Literal(LiteralKind::Imaginary),
            Kind::RuneLiteral => ExprKind::Literal(LiteralKind::Rune),
            Kind::InterpretedStringLiteral | Kind::RawStringLiteral => ExprKind::Literal(LiteralKind::String),
            Kind::SelectorExpression => self.selector(Field::Operand, Field::Selected),
            Kind::QualifiedType => self.selector(Field::Package, Field::Name),
            Kind::CallExpression => self.call(),
            Kind::FuncLiteral => self.func_lit(),
            Kind::CompositeLiteral => self.composite(),
            Kind::LiteralValue => ExprKind::Composite { ty: None, elements: self.elements() },
            Kind::ParenthesizedExpression | Kind::ParenthesizedType => ExprKind::Paren(Box::new(self.first_named())),
            Kind::UnaryExpression => self.unary(),
            Kind::IndexExpression => self.index(),
            Kind::SliceExpression => self.slice(),
            Kind::TypeAssertionExpression => self.type_assertion(),
            _ => self.type_kind(kind),
        }
    }

    fn name_or_type_apart(&mut self) -> Expr {
        let span = self.span();
        match self.apart.iter().position(|ty| ty.span.start == span.start) {
            Some(i) => self.apart.swap_remove(i),
            None => Expr { span, kind: ExprKind::Ident(self.name(span)) },
        }
    }

    fn selector(&mut self, left: Field, right: Field) -> ExprKind {
        let (mut operand, mut name) = (None, None);
        self.each(|l, _, field| {
            if field == left {
                operand = Some(l.expr());
            } else if field == right {
                name = Some(l.ident());
            }
        });
        match (operand, name) {
            (Some(operand), Some(field)) => ExprKind::Selector { operand: Box::new(operand), field },
            _ => ExprKind::Unknown,
        }
    }

    fn call(&mut self) -> ExprKind {
        let span = self.span();
        let (mut callee, mut args, mut spread) = (None, Vec::new(), false);
        self.each(|l, _, field| match field {
            Field::Function => callee = Some(l.expr()),
            Field::TypeArguments => {
                let end = l.span().end;
                let indices = l.exprs();
                callee = callee.take().map(|operand| Expr {
                    span: Span { start: operand.span.start, end },
                    kind: ExprKind::Index { operand: Box::new(operand), indices },
                });
            }
            Field::Arguments => (args, spread) = l.arguments(),
            _ => {}
        });
        match callee {
            Some(callee) => ExprKind::Call(Call { callee: Box::new(callee), args, spread, span }),
            None => ExprKind::Unknown,
        }
    }

    /// The arguments, and whether `...` follows the last.
    fn arguments(&mut self) -> (Vec<Expr>, bool) {
        let (mut args, mut spread) = (Vec::new(), false);
        self.each(|l, kind, _| {
            if l.is_named() {
                spread |= kind == Kind::VariadicArgument;
                args.push(l.expr());
            }
        });
        (args, spread)
    }

    /// `T(x)`, and calls whose callee has type arguments or an index: `F[int](x)`, `a[i](x)`.
    fn conversion(&mut self) -> Expr {
        let end = self.span().end;
        let (mut callee, mut args) = (None, Vec::new());
        self.each(|l, _, field| match field {
            Field::Type => callee = Some(l.expr()),
            Field::Operand => args.push(l.expr()),
            _ => {}
        });
        let Some(callee) = callee else { return self.unknown() };
        self.suffixed(callee, end, Suffix::Call(args))
    }

    /// `T[A, B]`.
    fn instance(&mut self) -> Expr {
        let end = self.span().end;
        let (mut operand, mut indices) = (None, Vec::new());
        self.each(|l, kind, field| match (field, kind) {
            (Field::Type, _) if operand.is_none() => operand = Some(l.expr()),
            (_, Kind::TypeArguments) => indices = l.exprs(),
            _ if l.is_named() => indices.push(l.expr()),
            _ => {}
        });
        let Some(operand) = operand else { return self.unknown() };
        self.suffixed(operand, end, Suffix::Index(indices))
    }

    fn func_lit(&mut self) -> ExprKind {
        let span = self.span();
        let mut body = None;
        self.each(|l, _, field| {
            if field == Field::Body {
                body = Some(l.block());
            }
        });
        let signature = self.signature();
        match body {
            Some(body) => ExprKind::FuncLit(Box::new(FuncLit { span, signature, body })),
            None => ExprKind::Unknown,
        }
    }

    fn composite(&mut self) -> ExprKind {
        let (mut ty, mut elements) = (None, Vec::new());
        self.each(|l, _, field| match field {
            Field::Type => ty = Some(Box::new(l.expr())),
            Field::Body => elements = l.elements(),
            _ => {}
        });
        ExprKind::Composite { ty, elements }
    }

    fn elements(&mut self) -> Vec<Element> {
        let mut elements = Vec::new();
        self.each(|l, kind, _| match kind {
            Kind::KeyedElement => {
                let (mut key, mut value) = (None, None);
                l.each(|l, _, field| match field {
                    Field::Key => key = Some(l.expr()),
                    Field::Value => value = Some(l.expr()),
                    _ => {}
                });
                elements.extend(value.map(|value| Element { key, value }));
            }
            Kind::LiteralElement => elements.push(Element { key: None, value: l.expr() }),
            _ => {}
        });
        elements
    }

    fn literal_element(&mut self) -> Expr {
        self.first_named()
    }

    fn unary(&mut self) -> ExprKind {
        let (mut op, mut operand) = (Kind::Token, None);
        self.each(|l, kind, field| match field {
            Field::Operator => op = kind,
            Field::Operand => operand = Some(Box::new(l.expr())),
            _ => {}
        });
        let Some(operand) = operand else { return ExprKind::Unknown };
        let op = match op {
            Kind::Star => return ExprKind::Star(operand),
            Kind::Ampersand => UnaryOp::Address,
            Kind::Arrow => UnaryOp::Receive,
            Kind::Bang => UnaryOp::Not,
            _ => UnaryOp::Other,
        };
        ExprKind::Unary { op, operand }
    }

    /// `a + b + c …`, unless there are too many to walk: then they are unknown. Tables are written so.
    fn chain(&mut self) -> Option<Expr> {
        let mut length = 0;
        while self.kind() == Kind::BinaryExpression && self.cursor.goto_first_child() {
            length += 1;
        }
        for _ in 0..length {
            self.cursor.goto_parent();
        }
        if length > MAX_CHAIN { Some(self.unknown()) } else { self.link() }
    }

    /// A binary expression, where the length of its chain is known.
    fn link(&mut self) -> Option<Expr> {
        let span = self.span();
        self.deeper(Self::binary).map(|kind| Expr { span, kind })
    }

    fn binary(&mut self) -> ExprKind {
        let (mut op, mut left, mut right) = (BinaryOp::Other, None, None);
        self.each(|l, kind, field| match field {
            Field::Left if kind == Kind::BinaryExpression => left = l.link().map(Box::new),
            Field::Left => left = Some(Box::new(l.expr())),
            Field::Right => right = Some(Box::new(l.expr())),
            Field::Operator => {
                op = match kind {
                    Kind::And => BinaryOp::And,
                    Kind::Or => BinaryOp::Or,
                    Kind::Equal => BinaryOp::Equal,
                    Kind::NotEqual => BinaryOp::NotEqual,
                    Kind::Less | Kind::LessEqual | Kind::Greater | Kind::GreaterEqual => BinaryOp::Order,
                    _ => BinaryOp::Other,
                }
            }
            _ => {}
        });
        match (left, right) {
            (Some(left), Some(right)) => ExprKind::Binary { op, left, right },
            _ => ExprKind::Unknown,
        }
    }

    fn index(&mut self) -> ExprKind {
        let (mut operand, mut indices) = (None, Vec::new());
        self.each(|l, _, field| match field {
            Field::Operand => operand = Some(Box::new(l.expr())),
            _ if l.is_named() => indices.push(l.expr()),
            _ => {}
        });
        operand.map_or(ExprKind::Unknown, |operand| ExprKind::Index { operand, indices })
    }

    fn slice(&mut self) -> ExprKind {
        let (mut operand, mut bounds) = (None, Vec::new());
        self.each(|l, _, field| match field {
            Field::Operand => operand = Some(Box::new(l.expr())),
            _ if l.is_named() => bounds.push(l.expr()),
            _ => {}
        });
        operand.map_or(ExprKind::Unknown, |operand| ExprKind::Slice { operand, bounds })
    }

    fn type_assertion(&mut self) -> ExprKind {
        let (mut operand, mut ty) = (None, None);
        self.each(|l, _, field| match field {
            Field::Operand => operand = Some(Box::new(l.expr())),
            Field::Type => ty = Some(Box::new(l.expr())),
            _ => {}
        });
        operand.map_or(ExprKind::Unknown, |operand| ExprKind::TypeAssert { operand, ty })
    }
}

/// What can follow a type.
enum Suffix {
    /// `(x)`, of the whole type but for prefix operators.
    Call(Vec<Expr>),
    /// `[T]`, of the innermost type.
    Index(Vec<Expr>),
}

impl Suffix {
    /// The expression with this behind it, up to `end`.
    fn of(self, e: Expr, end: u32) -> Expr {
        let span = Span { start: e.span.start, end };
        let kind = match self {
            Self::Call(args) => ExprKind::Call(Call { callee: Box::new(e), args, spread: false, span }),
            Self::Index(indices) => ExprKind::Index { operand: Box::new(e), indices },
        };
        Expr { span, kind }
    }
}

impl Lower<'_> {
    /// Puts a suffix that ends at `end` on what it belongs to: tree-sitter puts it on a whole type, Go calls before it
    /// dereferences or receives. `*T(x)` is `*(T(x))`, `<-chan int(x)` is `<-(chan int(x))`.
    fn suffixed(&self, e: Expr, end: u32, suffix: Suffix) -> Expr {
        let within = |inner: Box<Expr>, suffix| Box::new(self.suffixed(*inner, end, suffix));
        let span = Span { start: e.span.start, end };
        let kind = match (e.kind, suffix) {
            (ExprKind::Star(inner), suffix) => ExprKind::Star(within(inner, suffix)),
            (ExprKind::Unary { op, operand }, suffix) => ExprKind::Unary { op, operand: within(operand, suffix) },
            (ExprKind::ChanType { dir: ChanDir::Receive, elem }, suffix @ Suffix::Call(_)) => {
                let chan = Expr { span: self.behind_arrow(e.span), kind: self.leftmost(*elem) };
                ExprKind::Unary { op: UnaryOp::Receive, operand: Box::new(suffix.of(chan, end)) }
            }
            (ExprKind::ArrayType { len, elem }, suffix @ Suffix::Index(_)) => ExprKind::ArrayType { len, elem: within(elem, suffix) },
            (ExprKind::MapType { key, value }, suffix @ Suffix::Index(_)) => ExprKind::MapType { key, value: within(value, suffix) },
            (ExprKind::ChanType { dir, elem }, suffix @ Suffix::Index(_)) => ExprKind::ChanType { dir, elem: within(elem, suffix) },
            (kind, suffix) => return suffix.of(Expr { span: e.span, kind }, end),
        };
        Expr { span, kind }
    }
}
