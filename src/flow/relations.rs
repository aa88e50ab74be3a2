//! What a condition says of its operand, and which conditions on one operand exclude each other: no text begins with "ip" and with
//! "unix", no number is 0 and more than 0.

use super::function::Function;
use crate::{
    program::{Callee, Type, VarId, VarKind},
    syntax::{
        Descend, Node,
        ast::{BinaryOp, Call, Expr, ExprKind, LiteralKind, Span, Stmt, StmtKind, UnaryOp},
        walk_block,
    },
};

/// The types of whole numbers: of others neither `x > 0` nor `x <= 0` may be true.
const WHOLE: [&str; 13] =
    ["int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64", "uintptr", "byte", "time.Duration"];

/// A condition as a statement about an operand that nothing changes but what assigns it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Relation {
    /// The operand's text, told apart by its variables.
    pub operand: String,
    says: Says,
}

#[derive(Clone, Debug, PartialEq)]
enum Says {
    IsText(String),
    HasPrefix(String),
    IsNumber(f64),
    /// `<`, `<=`, `>` or `>=`.
    Compares(&'static str, f64),
}

impl Relation {
    /// What a condition says; `a != b` is read as `a == b`, which does not hold.
    pub fn of(function: &Function<'_>, e: &Expr) -> Option<Self> {
        match &e.unparen().kind {
            ExprKind::Binary { op, left, right } => {
                let says = match op {
                    BinaryOp::Equal | BinaryOp::NotEqual => text_of(function, right)
                        .map(Says::IsText)
                        .or_else(|| number_of(function, right).filter(|_| is_whole(function, left)).map(Says::IsNumber))?,
                    BinaryOp::Order => {
                        let op = function.text(Span { start: left.span.end, end: right.span.start }).trim();
                        let op = ["<", "<=", ">", ">="].into_iter().find(|known| *known == op)?;
                        Says::Compares(op, number_of(function, right).filter(|_| is_whole(function, left))?)
                    }
                    _ => return None,
                };
                stays(function, left).then(|| Self { operand: function.text(left.span).to_owned(), says })
            }
            ExprKind::Call(call) => {
                let (operand, prefix) = prefix_asked(function, call, true)?;
                stays(function, operand).then(|| Self { operand: function.text(operand.span).to_owned(), says: Says::HasPrefix(prefix) })
            }
            _ => None,
        }
    }

    /// Whether one can't be so true or false while the other is so. None is said of other operands.
    pub fn excludes(&self, truth: bool, other: &Self, others: bool) -> bool {
        if self.operand != other.operand {
            return false;
        }
        let number = |says: &Says| match says {
            Says::IsNumber(n) | Says::Compares(_, n) => Some(*n),
            Says::IsText(_) | Says::HasPrefix(_) => None,
        };
        if let (Some(one), Some(two)) = (number(&self.says), number(&other.says)) {
            let allows = |n: f64| self.says.allows_number(n) == truth && other.says.allows_number(n) == others;
            return ![one.min(two) - 1.0, one, f64::midpoint(one, two), two, one.max(two) + 1.0].into_iter().any(allows);
        }
        match (truth, others) {
            (true, true) => self.says.excludes_text(&other.says),
            (true, false) => self.says.implies_text(&other.says),
            (false, true) => other.says.implies_text(&self.says),
            (false, false) => false,
        }
    }
}

impl Says {
    fn allows_number(&self, number: f64) -> bool {
        match self {
            Self::IsNumber(n) => number.total_cmp(n).is_eq(),
            Self::Compares("<", n) => number < *n,
            Self::Compares("<=", n) => number <= *n,
            Self::Compares(">", n) => number > *n,
            Self::Compares(_, n) => number >= *n,
            Self::IsText(_) | Self::HasPrefix(_) => true,
        }
    }

    fn excludes_text(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::IsText(one), Self::IsText(two)) => one != two,
            (Self::IsText(text), Self::HasPrefix(prefix)) | (Self::HasPrefix(prefix), Self::IsText(text)) => !text.starts_with(prefix),
            (Self::HasPrefix(one), Self::HasPrefix(two)) => !one.starts_with(two) && !two.starts_with(one),
            _ => false,
        }
    }

    fn implies_text(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::IsText(one), Self::IsText(two)) => one == two,
            (Self::IsText(text) | Self::HasPrefix(text), Self::HasPrefix(prefix)) => text.starts_with(prefix),
            _ => false,
        }
    }
}

/// `strings.HasPrefix(x, "unix")`, or a function of one line that returns this of its parameter: the text that is asked, and the prefix.
fn prefix_asked<'e>(function: &Function<'_>, call: &'e Call, looks: bool) -> Option<(&'e Expr, String)> {
    let callee = function.callee(call)?;
    match &call.args[..] {
        [text, prefix] if callee.as_str() == "strings.HasPrefix" => Some((text, text_of(function, prefix)?)),
        [text] if looks && callee.receiver().is_none() && function.type_of(text).is("string") => {
            let told = function.looked_at(&callee, &|helper| {
                let [Stmt { kind: StmtKind::Return(values), .. }] = &helper.func.body.as_ref()?.stmts[..] else { return None };
                let [value] = &values[..] else { return None };
                let (asked, prefix) = prefix_asked(helper, value.as_call()?, false)?;
                let is_parameter = helper.var(asked).is_some_and(|var| helper.scopes.var(var).kind == VarKind::Param);
                is_parameter.then_some(prefix)
            });
            let [Some(prefix)] = &told[..] else { return None };
            Some((text, prefix.clone()))
        }
        _ => None,
    }
}

/// A text that is spelled out, without escapes.
pub(super) fn text_of(function: &Function<'_>, e: &Expr) -> Option<String> {
    let e = e.unparen();
    let text = matches!(e.kind, ExprKind::Literal(LiteralKind::String)).then(|| function.text(e.span))?;
    let text = text.strip_prefix('"')?.strip_suffix('"')?;
    (!text.contains('\\')).then(|| text.to_owned())
}

/// A whole number that is spelled out, to the base of ten.
fn number_of(function: &Function<'_>, e: &Expr) -> Option<f64> {
    let e = e.unparen();
    match &e.kind {
        ExprKind::Literal(LiteralKind::Int) => {
            let text = function.text(e.span);
            // What doubles can't tell apart is not asked for.
            let is_plain = text.len() < 15 && text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
            text.parse().ok().filter(|_| is_plain)
        }
        ExprKind::Unary { op: UnaryOp::Other, operand } if function.text(e.span).starts_with('-') => Some(-number_of(function, operand)?),
        _ => None,
    }
}

fn is_whole(function: &Function<'_>, e: &Expr) -> bool {
    length_of(function, e).is_some() || function.type_of(e).name().is_some_and(|name| WHOLE.contains(&name))
}

/// What `len` is asked of.
fn length_of<'e>(function: &Function<'_>, e: &'e Expr) -> Option<&'e Expr> {
    let call = e.as_call()?;
    let is_length = matches!(function.typing.callee(call), Callee::Builtin(name) if name == "len");
    call.args.first().filter(|_| is_length)
}

/// Whether nothing but an assignment in the body changes an operand: a variable that no literal shares and of which nobody has the
/// address, the length of a list in one, or a field of a struct in one.
fn stays(function: &Function<'_>, e: &Expr) -> bool {
    let is_own = |var: VarId| !function.is_captured(var);
    if let Some(list) = length_of(function, e) {
        let is_list = matches!(function.type_of(list), Type::Slice(_) | Type::Array(_)) || function.type_of(list).is("string");
        return is_list && function.var(list).is_some_and(is_own);
    }
    let mut operand = e.unparen();
    while let ExprKind::Selector { operand: inner, .. } = &operand.kind {
        let ty = function.type_of(inner);
        if !matches!(ty, Type::Named(_)) || !function.typing.is_struct(&ty) {
            return false;
        }
        operand = inner.unparen();
    }
    let Some(var) = function.var(operand).filter(|var| is_own(*var)) else { return false };
    matches!(e.unparen().kind, ExprKind::Ident(_)) || !may_be_written(function, var)
}

/// Whether a method that is called of a variable, or of a part of it, may write to it.
fn may_be_written(function: &Function<'_>, var: VarId) -> bool {
    let Some(body) = &function.func.body else { return true };
    let mut may = false;
    walk_block(body, &mut |node| {
        if let Node::Expr(Expr { kind: ExprKind::Call(call), .. }) = node
            && let ExprKind::Selector { operand, .. } = &call.callee.unparen().kind
            && function.root(operand) == Some(var)
        {
            may |= function.callee(call).is_none_or(|method| method.as_str().contains("(*"));
        }
        Descend::Into
    });
    may
}
