//! Types, which are expressions.

use super::{
    super::{
        ast::{BinaryOp, ChanDir, Expr, ExprKind, Field as AstField, InterfaceElem, Span, UnaryOp},
        kind::{Field, Kind},
        lex::Lexer,
    },
    Lower,
};

impl Lower<'_> {
    pub(super) fn type_kind(&mut self, kind: Kind) -> ExprKind {
        match kind {
            Kind::PointerType => self.element().map_or(ExprKind::Unknown, ExprKind::Star),
            Kind::NegatedType => self.element().map_or(ExprKind::Unknown, |operand| ExprKind::Unary { op: UnaryOp::Other, operand }),
            Kind::SliceType => self.element().map_or(ExprKind::Unknown, |elem| ExprKind::ArrayType { len: None, elem }),
            Kind::ArrayType => self.array(),
            Kind::ImplicitLengthArrayType => self.counted_array(),
            Kind::MapType => self.map(),
            Kind::ChannelType => self.channel(),
            Kind::FunctionType => ExprKind::FuncType(Box::new(self.signature())),
            Kind::StructType => ExprKind::StructType(self.struct_fields()),
            Kind::InterfaceType => ExprKind::InterfaceType(self.interface_elems()),
            _ => ExprKind::Unknown,
        }
    }

    /// The one type among the children.
    fn element(&mut self) -> Option<Box<Expr>> {
        let mut found = None;
        self.each(|l, _, _| {
            if l.is_named() {
                found = Some(Box::new(l.expr()));
            }
        });
        found
    }

    fn array(&mut self) -> ExprKind {
        let (mut len, mut elem) = (None, None);
        self.each(|l, _, field| match field {
            Field::Length => len = Some(Box::new(l.expr())),
            Field::Element => elem = Some(Box::new(l.expr())),
            _ => {}
        });
        elem.map_or(ExprKind::Unknown, |elem| ExprKind::ArrayType { len, elem })
    }

    /// `[...]T`
    fn counted_array(&mut self) -> ExprKind {
        let (mut dots, mut elem) = (self.span(), None);
        self.each(|l, _, field| match field {
            Field::Element => elem = Some(Box::new(l.expr())),
            // The tokens `[`, `...`, `]`: of the three, the dots are what is three bytes long.
            _ if l.span().range().len() == 3 => dots = l.span(),
            _ => {}
        });
        let len = Some(Box::new(Expr { span: dots, kind: ExprKind::Unknown }));
        elem.map_or(ExprKind::Unknown, |elem| ExprKind::ArrayType { len, elem })
    }

    fn map(&mut self) -> ExprKind {
        let (mut key, mut value) = (None, None);
        self.each(|l, _, field| match field {
            Field::Key => key = Some(Box::new(l.expr())),
            Field::Value => value = Some(Box::new(l.expr())),
            _ => {}
        });
        match (key, value) {
            (Some(key), Some(value)) => ExprKind::MapType { key, value },
            _ => ExprKind::Unknown,
        }
    }

    fn channel(&mut self) -> ExprKind {
        let (mut dir, mut seen_chan, mut elem) = (ChanDir::Both, false, None);
        self.each(|l, kind, field| match (field, kind) {
            (Field::Value, _) => elem = Some(Box::new(l.expr())),
            (_, Kind::Chan) => seen_chan = true,
            (_, Kind::Arrow) => dir = if seen_chan { ChanDir::Send } else { ChanDir::Receive },
            _ => {}
        });
        match elem {
            Some(elem) if dir == ChanDir::Both => self.leftmost(*elem),
            Some(elem) => ExprKind::ChanType { dir, elem },
            None => ExprKind::Unknown,
        }
    }

    /// The type `chan` elem. An arrow belongs to the leftmost `chan` that can have it: what the grammar takes for
    /// `chan (<-chan T)` is `chan<- (chan T)`.
    pub(super) fn leftmost(&self, elem: Expr) -> ExprKind {
        let ExprKind::ChanType { dir: ChanDir::Receive, elem: inner } = elem.kind else {
            return ExprKind::ChanType { dir: ChanDir::Both, elem: Box::new(elem) };
        };
        let span = self.behind_arrow(elem.span);
        ExprKind::ChanType { dir: ChanDir::Send, elem: Box::new(Expr { span, kind: self.leftmost(*inner) }) }
    }

    /// The span without the arrow it begins with.
    pub(super) fn behind_arrow(&self, span: Span) -> Span {
        let mut lexer = Lexer::new(self.text.as_bytes(), span.start as usize + "<-".len());
        Span { start: u32::try_from(lexer.next_solid().start).unwrap_or(span.end), end: span.end }
    }

    /// The types of a union, or the only one.
    pub(super) fn union(&mut self) -> Expr {
        let types = self.exprs();
        types
            .into_iter()
            .reduce(|left, right| {
                let span = Span { start: left.span.start, end: right.span.end };
                Expr { span, kind: ExprKind::Binary { op: BinaryOp::Other, left: Box::new(left), right: Box::new(right) } }
            })
            .unwrap_or_else(|| self.unknown())
    }

    fn struct_fields(&mut self) -> Vec<AstField> {
        let mut fields = Vec::new();
        self.each(|l, kind, _| {
            if kind == Kind::FieldDeclarationList {
                l.each(|l, kind, _| {
                    if kind == Kind::FieldDeclaration {
                        fields.extend(l.struct_field());
                    }
                });
            }
        });
        fields
    }

    fn struct_field(&mut self) -> Option<AstField> {
        let span = self.span();
        let (mut names, mut star, mut ty) = (Vec::new(), None, None);
        self.each(|l, kind, field| match (field, kind) {
            (Field::Name, Kind::FieldIdentifier) => names.push(l.ident()),
            (Field::Type, _) => ty = Some(l.expr()),
            (_, Kind::Star) => star = Some(l.span().start),
            _ => {}
        });
        let mut ty = ty?;
        if let Some(start) = star {
            ty = Expr { span: Span { start, end: ty.span.end }, kind: ExprKind::Star(Box::new(ty)) };
        }
        Some(AstField { span, names, ty })
    }

    fn interface_elems(&mut self) -> Vec<InterfaceElem> {
        let mut elems = Vec::new();
        self.each(|l, kind, _| match kind {
            Kind::MethodElem => {
                let mut name = None;
                l.each(|l, _, field| {
                    if field == Field::Name {
                        name = Some(l.ident());
                    }
                });
                let signature = l.signature();
                elems.extend(name.map(|name| InterfaceElem::Method { name, signature }));
            }
            Kind::TypeElem => elems.push(InterfaceElem::Embedded(l.expr())),
            _ => {}
        });
        elems
    }
}
