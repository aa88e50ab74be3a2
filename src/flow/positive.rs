//! Whether a duration is more than none.

use std::cmp::Ordering;

use super::{function::Function, operands::is_set_once};
use crate::{
    program::{Binding, Callee, File, Package, VarKind},
    syntax::{
        Descend, Node,
        ast::{BinaryOp, Decl, Expr, ExprKind, Ident, LiteralKind, Span, StmtKind, UnaryOp, ValueSpec},
        walk_block,
    },
};

/// Constants of constants of constants are followed this far.
const DEPTH: usize = 8;

/// How a number compares with 0: a constant, or a local variable that never is anything else than one. None of others.
pub fn sign(function: &Function<'_>, e: &Expr) -> Option<Ordering> {
    number_of(function, e)?.partial_cmp(&0.0)
}

/// A number that is a constant, or a local variable that never is anything else than one.
pub(super) fn number_of(function: &Function<'_>, e: &Expr) -> Option<f64> {
    Local(function).value(e, DEPTH)
}

/// How a constant of a package compares with 0. None of what is no constant.
pub(super) fn sign_of_constant(function: &Function<'_>, package: &Package, name: &str) -> Option<Ordering> {
    let file = package.files().first()?;
    TopLevel { function, file }.constant(name, DEPTH)?.partial_cmp(&0.0)
}

/// Where a constant is written: that decides what its names mean and where its text is.
trait Home {
    fn file(&self) -> &File;
    fn named(&self, name: &Ident, depth: usize) -> Option<f64>;
    fn is_package_time(&self, qualifier: &Ident) -> bool;
    fn is_conversion(&self, e: &Expr) -> bool;

    fn value(&self, e: &Expr, depth: usize) -> Option<f64> {
        let depth = depth.checked_sub(1)?;
        match &e.kind {
            ExprKind::Paren(inner) => self.value(inner, depth),
            ExprKind::Unary { op: UnaryOp::Other, operand } => {
                let value = self.value(operand, depth)?;
                match self.file().text.as_bytes()[e.span.start as usize] {
                    b'-' => Some(-value),
                    b'+' => Some(value),
                    _ => None,
                }
            }
            ExprKind::Literal(LiteralKind::Int | LiteralKind::Float) => number(&self.file().text[e.span.range()]),
            ExprKind::Ident(name) => self.named(&Ident { name: name.clone(), span: e.span }, depth),
            ExprKind::Selector { operand, field } => {
                let qualifier = Ident { name: operand.as_ident()?.clone(), span: operand.unparen().span };
                self.is_package_time(&qualifier).then(|| unit(&field.name)).flatten()
            }
            ExprKind::Binary { op: BinaryOp::Other, left, right } => {
                let (l, r) = (self.value(left, depth)?, self.value(right, depth)?);
                match self.file().text[left.span.end as usize..right.span.start as usize].trim() {
                    "*" => Some(l * r),
                    "+" => Some(l + r),
                    "-" => Some(l - r),
                    // Of whole numbers, the whole part stays.
                    "/" if r != 0.0 => Some((l / r).trunc()),
                    _ => None,
                }
            }
            ExprKind::Call(call) => match call.args.as_slice() {
                // A variable's fraction would be cut off.
                [arg] if self.is_conversion(e) => self.value(arg, depth).filter(|v| v.fract() == 0.0 || is_float(&call.callee)),
                _ => None,
            },
            _ => None,
        }
    }
}

/// Inside the function.
struct Local<'f, 'a>(&'f Function<'a>);

impl Home for Local<'_, '_> {
    fn file(&self) -> &File {
        self.0.file
    }

    fn named(&self, name: &Ident, depth: usize) -> Option<f64> {
        match self.0.scopes.binding(name.span.start) {
            Binding::Var(var) => {
                let known = self.0.scopes.var(var);
                let once = || is_set_once(self.0, &Expr { span: name.span, kind: ExprKind::Ident(name.name.clone()) });
                if known.kind != VarKind::Const && !(known.kind == VarKind::Local && once()) {
                    return None;
                }
                self.value(declared_value(self.0, known.declared)?, depth)
            }
            Binding::PackageLevel(name) => TopLevel { function: self.0, file: self.0.file }.constant(&name, depth),
            _ => None,
        }
    }

    fn is_package_time(&self, qualifier: &Ident) -> bool {
        matches!(self.0.scopes.binding(qualifier.span.start), Binding::Package(path) if path == "time")
    }

    fn is_conversion(&self, e: &Expr) -> bool {
        e.as_call().is_some_and(|call| matches!(self.0.typing.callee(call), Callee::Conversion(_)))
    }
}

/// Outside of functions, in a file of the function's package.
struct TopLevel<'f, 'a> {
    function: &'f Function<'a>,
    file: &'f File,
}

impl TopLevel<'_, '_> {
    /// The value of a constant, where all that the build may choose from have one.
    fn constant(&self, name: &str, depth: usize) -> Option<f64> {
        let package = self.function.program.package(self.file);
        let mut least = None;
        for declared in package.declared(name) {
            let decl = package.signature(&declared)?;
            let Decl::Const(specs) = &*decl else { return None };
            let home = TopLevel { function: self.function, file: &declared.file };
            let value = specs.iter().find_map(|s| value_of(s, |n| n.name == name)).and_then(|e| home.value(e, depth))?;
            least = Some(least.map_or(value, |l: f64| l.min(value)));
        }
        least
    }
}

impl Home for TopLevel<'_, '_> {
    fn file(&self) -> &File {
        self.file
    }

    fn named(&self, name: &Ident, depth: usize) -> Option<f64> {
        self.constant(&name.name, depth)
    }

    fn is_package_time(&self, qualifier: &Ident) -> bool {
        self.file.import(&qualifier.name) == Some("time")
    }

    fn is_conversion(&self, e: &Expr) -> bool {
        // A constant is computed by no other call than a conversion, the builtins aside.
        let is_type = |callee: &Expr| matches!(&callee.kind, ExprKind::Selector { field, .. } if field.name == "Duration");
        e.as_call().is_some_and(|call| is_type(call.callee.unparen()))
    }
}

fn is_float(ty: &Expr) -> bool {
    ty.as_ident().is_some_and(|name| name == "float64" || name == "float32")
}

/// What a local constant or variable is declared with.
fn declared_value<'a>(function: &Function<'a>, declared: Span) -> Option<&'a Expr> {
    let mut found = None;
    walk_block(function.func.body.as_ref()?, &mut |node| {
        if let Node::Stmt(stmt) = node {
            let value = match &stmt.kind {
                StmtKind::Const(specs) | StmtKind::Var(specs) => specs.iter().find_map(|s| value_of(s, |n| n.span == declared)),
                StmtKind::Assign { left, right, .. } if left.len() == right.len() => {
                    left.iter().zip(right).find(|(l, _)| l.span == declared).map(|(_, r)| r)
                }
                _ => None,
            };
            found = found.or(value);
        }
        Descend::Into
    });
    found
}

/// The value that a declaration gives to one of its names.
fn value_of(spec: &ValueSpec, is_it: impl Fn(&Ident) -> bool) -> Option<&Expr> {
    let index = spec.names.iter().position(is_it)?;
    spec.values.get(index).filter(|_| spec.values.len() == spec.names.len())
}

/// A constant of package time, in nanoseconds.
fn unit(name: &str) -> Option<f64> {
    Some(match name {
        "Nanosecond" => 1.0,
        "Microsecond" => 1e3,
        "Millisecond" => 1e6,
        "Second" => 1e9,
        "Minute" => 60e9,
        "Hour" => 3600e9,
        _ => return None,
    })
}

/// A literal number as Go writes it. Of those with a base of their own, only whether they are 0 is told.
fn number(text: &str) -> Option<f64> {
    let digits = text.replace('_', "");
    if digits.len() > 1 && digits.starts_with('0') && !digits.contains(['.', 'e', 'E']) {
        let all_zero = digits.trim_start_matches(['0', 'x', 'X', 'o', 'O', 'b', 'B']).is_empty();
        return (!all_zero && digits.chars().any(|c| ('1'..='9').contains(&c))).then_some(1.0);
    }
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers() {
        assert_eq!(number("5_000"), Some(5000.0));
        assert_eq!(number("1.5"), Some(1.5));
        assert_eq!(number("0"), Some(0.0));
        assert_eq!(number("1e3"), Some(1000.0));
        assert_eq!(number("0x10"), Some(1.0));
        assert_eq!(number("0b00"), None);
        assert_eq!(number("0xe"), None);
    }
}
