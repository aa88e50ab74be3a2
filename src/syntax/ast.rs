//! The tree of one declaration. Follows go/ast; types are expressions, comments are not here, and what
//! tree-sitter spells in several ways (calls that parse as conversions) has one form.
//!
//! Spans are byte offsets in the file as read, whatever slice was parsed.

use std::ops::Range;

pub use smol_str::SmolStr;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether the other span lies wholly inside this one.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ident {
    pub name: SmolStr,
    pub span: Span,
}

/// A top-level declaration.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "most are functions, and none are kept in numbers")]
pub enum Decl {
    Func(FuncDecl),
    Var(Vec<ValueSpec>),
    Const(Vec<ValueSpec>),
    Type(Vec<TypeSpec>),
}

#[derive(Clone, Debug)]
pub struct FuncDecl {
    pub span: Span,
    pub name: Ident,
    /// The receiver, of a method.
    pub receiver: Option<Field>,
    pub signature: Signature,
    /// None for functions written in assembly.
    pub body: Option<Block>,
}

/// Type parameters, parameters and results. Its span is theirs: it begins behind the name or `func`.
#[derive(Clone, Debug)]
pub struct Signature {
    pub span: Span,
    pub type_params: Vec<Field>,
    pub params: Vec<Field>,
    pub results: Vec<Field>,
}

/// Parameters, results, struct fields, receivers: names (none where unnamed or embedded) before a type.
/// A variadic parameter's type is [`ExprKind::Ellipsis`].
#[derive(Clone, Debug)]
pub struct Field {
    pub span: Span,
    pub names: Vec<Ident>,
    pub ty: Expr,
}

#[derive(Clone, Debug)]
pub struct ValueSpec {
    pub span: Span,
    pub names: Vec<Ident>,
    pub ty: Option<Expr>,
    pub values: Vec<Expr>,
}

#[derive(Clone, Debug)]
pub struct TypeSpec {
    pub span: Span,
    pub name: Ident,
    pub type_params: Vec<Field>,
    /// `type A = B`.
    pub alias: bool,
    pub ty: Expr,
}

/// Statements between braces (span includes them), or those of a case clause (span from behind the colon to
/// the last statement's end).
#[derive(Clone, Debug)]
pub struct Block {
    pub span: Span,
    pub stmts: Vec<Stmt>,
}

#[derive(Clone, Debug)]
pub struct Stmt {
    pub span: Span,
    pub kind: StmtKind,
}

impl Stmt {
    /// The statement behind its labels.
    pub fn unlabeled(&self) -> &Self {
        match &self.kind {
            StmtKind::Labeled { stmt, .. } => stmt.unlabeled(),
            _ => self,
        }
    }

    /// The literal that a go statement runs.
    pub fn started(&self) -> Option<&FuncLit> {
        match &self.kind {
            StmtKind::Go(e) => e.as_call()?.literal(),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssignOp {
    /// `=`
    Plain,
    /// `:=`
    Define,
    /// `+=` and its like
    Compound,
}

#[derive(Clone, Debug)]
pub enum StmtKind {
    Expr(Expr),
    Send {
        channel: Expr,
        value: Expr,
    },
    IncDec(Expr),
    Assign {
        left: Vec<Expr>,
        op: AssignOp,
        right: Vec<Expr>,
    },
    Var(Vec<ValueSpec>),
    Const(Vec<ValueSpec>),
    Type(Vec<TypeSpec>),
    Go(Expr),
    Defer(Expr),
    Return(Vec<Expr>),
    Break(Option<Ident>),
    Continue(Option<Ident>),
    Goto(Ident),
    Fallthrough,
    Block(Block),
    If(Box<If>),
    For(Box<For>),
    Range(Box<RangeFor>),
    Switch(Box<Switch>),
    TypeSwitch(Box<TypeSwitch>),
    Select(Vec<SelectCase>),
    /// At a block's end the statement is empty, and stands right behind the colon.
    Labeled {
        label: Ident,
        stmt: Box<Stmt>,
    },
    /// A semicolon with nothing before it.
    Empty,
}

#[derive(Clone, Debug)]
pub struct If {
    pub init: Option<Stmt>,
    pub cond: Expr,
    pub then: Block,
    /// A [`StmtKind::Block`] or a [`StmtKind::If`].
    pub els: Option<Stmt>,
}

#[derive(Clone, Debug)]
pub struct For {
    pub init: Option<Stmt>,
    pub cond: Option<Expr>,
    pub post: Option<Stmt>,
    pub body: Block,
}

/// `for key, value := range operand`.
#[derive(Clone, Debug)]
pub struct RangeFor {
    pub key: Option<Expr>,
    pub value: Option<Expr>,
    /// Whether `:=` declares key and value.
    pub define: bool,
    pub operand: Expr,
    pub body: Block,
}

#[derive(Clone, Debug)]
pub struct Switch {
    pub init: Option<Stmt>,
    pub tag: Option<Expr>,
    pub cases: Vec<SwitchCase>,
}

/// `switch name := operand.(type)`.
#[derive(Clone, Debug)]
pub struct TypeSwitch {
    pub init: Option<Stmt>,
    pub name: Option<Ident>,
    pub operand: Expr,
    pub cases: Vec<SwitchCase>,
}

/// A `case a, b:` (values or types) or `default:`.
#[derive(Clone, Debug)]
pub struct SwitchCase {
    pub span: Span,
    pub is_default: bool,
    pub values: Vec<Expr>,
    pub body: Block,
}

/// A case of a select. `comm` is a send, an expression statement (receive), an assignment from a receive,
/// or None for `default:`.
#[derive(Clone, Debug)]
pub struct SelectCase {
    pub span: Span,
    pub comm: Option<Stmt>,
    pub body: Block,
}

#[derive(Clone, Debug)]
pub struct Expr {
    pub span: Span,
    pub kind: ExprKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LiteralKind {
    Int,
    Float,
    Imaginary,
    Rune,
    String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOp {
    /// `&x`
    Address,
    /// `<-x`
    Receive,
    /// `!x`
    Not,
    /// `-x`, `+x`, `^x`, and `~T` in constraints
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOp {
    And,
    Or,
    Equal,
    NotEqual,
    /// `<`, `<=`, `>`, `>=`
    Order,
    /// Arithmetic and bits; `|` in constraints.
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChanDir {
    Both,
    Send,
    Receive,
}

#[derive(Clone, Debug)]
pub enum ExprKind {
    Ident(SmolStr),
    /// Its text is read from the file.
    Literal(LiteralKind),
    Selector {
        operand: Box<Expr>,
        field: Ident,
    },
    Call(Call),
    FuncLit(Box<FuncLit>),
    Composite {
        ty: Option<Box<Expr>>,
        elements: Vec<Element>,
    },
    Paren(Box<Expr>),
    Unary {
        op: UnaryOp,
        operand: Box<Expr>,
    },
    Binary {
        op: BinaryOp,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    /// An element, or an instance of a generic function or type.
    Index {
        operand: Box<Expr>,
        indices: Vec<Expr>,
    },
    Slice {
        operand: Box<Expr>,
        bounds: Vec<Expr>,
    },
    /// `x.(T)`; the type is None in `x.(type)`.
    TypeAssert {
        operand: Box<Expr>,
        ty: Option<Box<Expr>>,
    },
    /// `*p`, or the pointer type `*T`.
    Star(Box<Expr>),
    /// `[]T` where `len` is None; `[...]T` has an `Ellipsis`-free `len` of kind `Unknown`.
    ArrayType {
        len: Option<Box<Expr>>,
        elem: Box<Expr>,
    },
    MapType {
        key: Box<Expr>,
        value: Box<Expr>,
    },
    ChanType {
        dir: ChanDir,
        elem: Box<Expr>,
    },
    FuncType(Box<Signature>),
    StructType(Vec<Field>),
    InterfaceType(Vec<InterfaceElem>),
    /// `...T`
    Ellipsis(Box<Expr>),
    /// What this tree has no form for. Whoever meets it must be unsure. Chains of more than a hundred binary operators,
    /// as tables of strings have them, are such.
    Unknown,
}

/// A call, a conversion or a builtin's use: `callee(args)`. The callee's type arguments are an
/// [`ExprKind::Index`] around it.
#[derive(Clone, Debug)]
pub struct Call {
    pub callee: Box<Expr>,
    pub args: Vec<Expr>,
    /// Whether the last argument is followed by `...`.
    pub spread: bool,
    /// From the callee's start to behind the closing parenthesis.
    pub span: Span,
}

impl Call {
    /// The bare name of what is called: `Do` of `client.Do(req)`, `F` of `F[int](x)`.
    pub fn name(&self) -> Option<&SmolStr> {
        let callee = match &self.callee.unparen().kind {
            ExprKind::Index { operand, .. } => operand.unparen(),
            _ => self.callee.unparen(),
        };
        match &callee.kind {
            ExprKind::Selector { field, .. } => Some(&field.name),
            ExprKind::Ident(name) => Some(name),
            _ => None,
        }
    }

    /// The literal that is called on the spot.
    pub fn literal(&self) -> Option<&FuncLit> {
        match &self.callee.unparen().kind {
            ExprKind::FuncLit(lit) => Some(lit),
            _ => None,
        }
    }
}

#[derive(Clone, Debug)]
pub struct FuncLit {
    pub span: Span,
    pub signature: Signature,
    pub body: Block,
}

/// An element of a composite literal. The elided type of an inner literal is a [`ExprKind::Composite`]
/// without a type.
#[derive(Clone, Debug)]
pub struct Element {
    pub key: Option<Expr>,
    pub value: Expr,
}

#[derive(Clone, Debug)]
pub enum InterfaceElem {
    Method {
        name: Ident,
        signature: Signature,
    },
    /// An embedded interface or a union of types.
    Embedded(Expr),
}

impl Expr {
    /// The expression without the parentheses around it.
    pub fn unparen(&self) -> &Expr {
        let mut e = self;
        while let ExprKind::Paren(inner) = &e.kind {
            e = inner;
        }
        e
    }

    /// The name, where this is a plain identifier (parentheses aside).
    pub fn as_ident(&self) -> Option<&SmolStr> {
        match &self.unparen().kind {
            ExprKind::Ident(name) => Some(name),
            _ => None,
        }
    }

    /// The call, where this is one (parentheses aside).
    pub fn as_call(&self) -> Option<&Call> {
        match &self.unparen().kind {
            ExprKind::Call(call) => Some(call),
            _ => None,
        }
    }
}
