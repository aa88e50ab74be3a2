//! Lowers a tree-sitter tree to [`super::ast`].

mod expr;
mod stmt;
mod types;

use tree_sitter::{Tree, TreeCursor};

use super::{
    ast::{Block, Decl, Expr, ExprKind, Field, FuncDecl, Ident, Signature, SmolStr, Span, TypeSpec, ValueSpec},
    kind::{self, Kind},
    parse::ParseError,
};

/// How many statements and expressions may stand inside one another. A tree is walked and dropped by recursion, on the
/// 2 MB stack of a worker thread.
pub(super) const MAX_DEPTH: u32 = 200;

/// A walk over a tree that knows the text the tree was made for.
///
/// Each method that lowers a node finds it under the cursor and leaves the cursor there.
pub(super) struct Lower<'t> {
    cursor: TreeCursor<'t>,
    /// The whole file as read, where names are taken from: the parsed copy may be masked.
    text: &'t str,
    /// The offset in the file of the parsed copy's first byte.
    base: usize,
    depth: u32,
    /// Types that were parsed on their own, each in place of the name that starts where it does.
    apart: Vec<Expr>,
    /// The first place that cannot be lowered, and why.
    failure: Option<ParseError>,
}

/// The declaration a tree holds, which has no ERROR or MISSING node.
pub(super) fn declaration(tree: &Tree, text: &str, base: usize, apart: Vec<Expr>) -> Result<Decl, ParseError> {
    let mut lower = Lower { cursor: tree.walk(), text, base, depth: 0, apart, failure: None };
    let mut decls = Vec::new();
    let mut stray = None;
    lower.each(|l, kind, _| match kind {
        Kind::FunctionDeclaration | Kind::MethodDeclaration => decls.push(Decl::Func(l.func_decl())),
        Kind::VarDeclaration => decls.push(Decl::Var(l.value_specs())),
        Kind::ConstDeclaration => decls.push(Decl::Const(l.value_specs())),
        Kind::TypeDeclaration => decls.push(Decl::Type(l.type_specs())),
        Kind::Token => {}
        _ => stray = stray.or(Some(l.span().start as usize)),
    });
    if let Some(failure) = lower.failure {
        return Err(failure);
    }
    match (decls.pop(), decls.is_empty(), stray) {
        (Some(decl), true, None) => Ok(decl),
        (_, _, at) => Err(ParseError { at: at.unwrap_or(base), reason: "not one declaration" }),
    }
}

impl Lower<'_> {
    fn kind(&self) -> Kind {
        kind::kind(&self.cursor)
    }

    fn span(&self) -> Span {
        let node = self.cursor.node();
        Span { start: self.offset(node.start_byte()), end: self.offset(node.end_byte()) }
    }

    fn offset(&self, in_slice: usize) -> u32 {
        u32::try_from(self.base + in_slice).expect("files of 4 GiB are refused before they are parsed")
    }

    fn name(&self, span: Span) -> SmolStr {
        SmolStr::new(self.text.get(span.range()).unwrap_or_default())
    }

    fn ident(&self) -> Ident {
        let span = self.span();
        Ident { name: self.name(span), span }
    }

    /// Calls `f` with the cursor on each child in turn, but for comments.
    fn each(&mut self, mut f: impl FnMut(&mut Self, Kind, kind::Field)) {
        if !self.cursor.goto_first_child() {
            return;
        }
        loop {
            let kind = self.kind();
            if kind != Kind::Comment {
                let field = kind::field(&self.cursor);
                f(self, kind, field);
            }
            if !self.cursor.goto_next_sibling() {
                break;
            }
        }
        self.cursor.goto_parent();
    }

    /// Gives up at the node under the cursor.
    fn fail(&mut self, reason: &'static str) {
        let at = self.span().start as usize;
        self.failure.get_or_insert(ParseError { at, reason });
    }

    fn is_named(&self) -> bool {
        self.cursor.node().is_named()
    }

    /// Runs `f` one level deeper, or gives up with `None` where that is too deep.
    fn deeper<T>(&mut self, f: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth >= MAX_DEPTH {
            self.fail("nested too deeply");
            return None;
        }
        self.depth += 1;
        let result = f(self);
        self.depth -= 1;
        Some(result)
    }

    fn func_decl(&mut self) -> FuncDecl {
        let span = self.span();
        let mut name = Ident { name: SmolStr::default(), span };
        let mut receiver = None;
        let mut body = None;
        self.each(|l, _, field| match field {
            kind::Field::Name => name = l.ident(),
            kind::Field::Receiver => receiver = l.params().into_iter().next(),
            kind::Field::Body => body = Some(l.block()),
            _ => {}
        });
        let signature = self.signature();
        FuncDecl { span, name, receiver, signature, body }
    }

    /// The type parameters, parameters and results among the children.
    fn signature(&mut self) -> Signature {
        let mut signature = Signature { span: self.span(), type_params: Vec::new(), params: Vec::new(), results: Vec::new() };
        let (mut start, mut end) = (None, signature.span.end);
        self.each(|l, kind, field| match field {
            kind::Field::TypeParameters => {
                start = Some(l.span().start);
                signature.type_params = l.type_params();
            }
            kind::Field::Parameters => {
                start = start.or(Some(l.span().start));
                end = l.span().end;
                signature.params = l.params();
            }
            kind::Field::Result => {
                end = l.span().end;
                signature.results = if kind == Kind::ParameterList {
                    l.params()
                } else {
                    let ty = l.expr();
                    vec![Field { span: ty.span, names: Vec::new(), ty }]
                };
            }
            _ => {}
        });
        signature.span = Span { start: start.unwrap_or(signature.span.start), end };
        signature
    }

    fn type_params(&mut self) -> Vec<Field> {
        let mut fields = Vec::new();
        self.each(|l, kind, _| {
            if kind == Kind::TypeParameterDeclaration {
                fields.extend(l.field());
            }
        });
        fields
    }

    /// Names and a type among the children.
    fn field(&mut self) -> Option<Field> {
        let span = self.span();
        let mut names = Vec::new();
        let mut ty = None;
        self.each(|l, _, field| match field {
            kind::Field::Name if l.is_named() => names.push(l.ident()),
            kind::Field::Type => ty = Some(l.expr()),
            _ => {}
        });
        ty.map(|ty| Field { span, names, ty })
    }

    /// The parameters of a list.
    ///
    /// `a, b int` parses as a parameter of type `a` before `b int`: where any parameter has a name, those that look
    /// unnamed are names of the next one.
    fn params(&mut self) -> Vec<Field> {
        let mut fields: Vec<Field> = Vec::new();
        self.each(|l, kind, _| match kind {
            Kind::ParameterDeclaration => fields.extend(l.field()),
            Kind::VariadicParameterDeclaration => fields.extend(l.variadic()),
            _ => {}
        });
        if fields.iter().all(|f| f.names.is_empty()) {
            return fields;
        }
        let mut out = Vec::new();
        let mut waiting: Vec<Ident> = Vec::new();
        for mut field in fields {
            match &field.ty.kind {
                ExprKind::Ident(name) if field.names.is_empty() => waiting.push(Ident { name: name.clone(), span: field.ty.span }),
                _ => {
                    if let Some(first) = waiting.first() {
                        field.span.start = first.span.start;
                        field.names.splice(..0, waiting.drain(..));
                    }
                    out.push(field);
                }
            }
        }
        out
    }

    fn variadic(&mut self) -> Option<Field> {
        let span = self.span();
        let mut dots = span.start;
        let mut field = None;
        let mut names = Vec::new();
        self.each(|l, _, part| match part {
            kind::Field::Name => names.push(l.ident()),
            kind::Field::Type => field = Some(l.expr()),
            _ => dots = l.span().start,
        });
        field.map(|ty| {
            let ellipsis = Span { start: dots, end: ty.span.end };
            Field { span, names, ty: Expr { span: ellipsis, kind: ExprKind::Ellipsis(Box::new(ty)) } }
        })
    }

    /// The specs of a var or const declaration.
    fn value_specs(&mut self) -> Vec<ValueSpec> {
        let mut specs = Vec::new();
        self.each(|l, kind, _| match kind {
            Kind::VarSpec | Kind::ConstSpec => specs.push(l.value_spec()),
            Kind::VarSpecList => l.each(|l, kind, _| {
                if kind == Kind::VarSpec {
                    specs.push(l.value_spec());
                }
            }),
            _ => {}
        });
        specs
    }

    fn value_spec(&mut self) -> ValueSpec {
        let mut spec = ValueSpec { span: self.span(), names: Vec::new(), ty: None, values: Vec::new() };
        self.each(|l, kind, field| match field {
            kind::Field::Name if kind == Kind::Identifier => spec.names.push(l.ident()),
            kind::Field::Type => spec.ty = Some(l.expr()),
            kind::Field::Value => spec.values = l.exprs(),
            _ => {}
        });
        spec
    }

    fn type_specs(&mut self) -> Vec<TypeSpec> {
        let mut specs = Vec::new();
        self.each(|l, kind, _| {
            if matches!(kind, Kind::TypeSpec | Kind::TypeAlias) {
                specs.extend(l.type_spec(kind == Kind::TypeAlias));
            }
        });
        specs
    }

    fn type_spec(&mut self, alias: bool) -> Option<TypeSpec> {
        let span = self.span();
        let (mut name, mut type_params, mut ty) = (None, Vec::new(), None);
        self.each(|l, _, field| match field {
            kind::Field::Name => name = Some(l.ident()),
            kind::Field::TypeParameters => type_params = l.type_params(),
            kind::Field::Type => ty = Some(l.expr()),
            _ => {}
        });
        Some(TypeSpec { span, name: name?, type_params, alias, ty: ty? })
    }

    /// The statements of a block with its braces.
    fn block(&mut self) -> Block {
        let span = self.span();
        let mut stmts = Vec::new();
        self.each(|l, kind, _| {
            if kind == Kind::StatementList {
                l.stmt_list(&mut stmts);
            }
        });
        Block { span, stmts }
    }
}
