//! Types as text: the form of the standard library's list and of tables (`*net/http.Response`, `func(int, ...any) (error)`).

use std::sync::Arc;

use super::{FuncType, Type, generic::PARAMETER};
use crate::{program::universe, syntax::ast::SmolStr};

/// The type that `text` spells; [`Type::Unknown`] for what is not understood. Names that begin with a dot belong to `package`.
pub(in crate::program) fn parse_type(text: &str, package: &str) -> Type {
    let mut reader = Reader { rest: text, package, level: 0 };
    reader.ty().filter(|_| reader.rest.trim().is_empty()).unwrap_or(Type::Unknown)
}

/// The signature that `text` spells, from its opening parenthesis on.
pub(in crate::program) fn parse_signature(text: &str, package: &str) -> Option<FuncType> {
    let mut reader = Reader { rest: text, package, level: 0 };
    reader.signature().filter(|_| reader.rest.trim().is_empty())
}

/// The struct without fields is the same wherever it stands.
pub(super) const EMPTY_STRUCT: &str = "struct{}";

/// Types nested more deeply than this are not understood.
const DEEPEST: usize = 100;

struct Reader<'a> {
    rest: &'a str,
    package: &'a str,
    level: usize,
}

impl Reader<'_> {
    fn eat(&mut self, token: &str) -> bool {
        let rest = self.rest.trim_start().strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn ty(&mut self) -> Option<Type> {
        if self.level >= DEEPEST {
            return None;
        }
        self.level += 1;
        let ty = self.nested();
        self.level -= 1;
        ty
    }

    fn nested(&mut self) -> Option<Type> {
        let boxed = |t: Option<Type>| t.map(Box::new);
        if self.eat("?") {
            return Some(Type::Unknown);
        }
        if self.eat(EMPTY_STRUCT) {
            return Some(Type::Named(EMPTY_STRUCT.into()));
        }
        if self.eat("*") {
            return boxed(self.ty()).map(Type::Pointer);
        }
        if self.eat("[]") {
            return boxed(self.ty()).map(Type::Slice);
        }
        if self.eat("[") {
            let end = self.rest.find(']')?;
            self.rest = &self.rest[end + 1..];
            return boxed(self.ty()).map(Type::Array);
        }
        if self.eat("map[") {
            let key = boxed(self.ty())?;
            return self.eat("]").then(|| Some(Type::Map(key, boxed(self.ty())?)))?;
        }
        if self.eat("<-chan ") || self.eat("chan<- ") || self.eat("chan ") {
            return boxed(self.ty()).map(Type::Chan);
        }
        if self.rest.trim_start().starts_with("func(") {
            self.eat("func");
            return self.signature().map(|s| Type::Func(Arc::new(s)));
        }
        if self.eat("(") {
            let inner = self.ty()?;
            return self.eat(")").then_some(inner);
        }
        self.name()
    }

    fn name(&mut self) -> Option<Type> {
        let rest = self.rest.trim_start();
        let end = rest.find(|c: char| !(c.is_alphanumeric() || "_./-~'".contains(c))).unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end);
        self.rest = behind;
        let name = match name.strip_prefix('.') {
            Some("") => return None,
            Some(own) => format!("{}.{own}", self.package).into(),
            None if name.contains('.') || name.starts_with(PARAMETER) || universe::is_type(name) => SmolStr::new(name),
            None => return None,
        };
        if !self.rest.starts_with('[') {
            return Some(Type::Named(name));
        }
        self.eat("[");
        let mut args = Vec::new();
        while !self.eat("]") {
            args.push(self.ty()?);
            self.eat(",");
        }
        Some(Type::Instance(name, args.into()))
    }

    fn signature(&mut self) -> Option<FuncType> {
        let (params, variadic) = self.list()?;
        let results = match self.rest.trim_start().chars().next() {
            Some('(') => self.list()?.0,
            Some(c) if !")],".contains(c) => vec![self.ty()?],
            _ => Vec::new(),
        };
        Some(FuncType { params, results, variadic })
    }

    /// Types between parentheses, and whether the last is variadic (a slice then).
    fn list(&mut self) -> Option<(Vec<Type>, bool)> {
        let mut types = Vec::new();
        let mut variadic = false;
        if !self.eat("(") {
            return None;
        }
        while !self.eat(")") {
            if self.eat("...") {
                variadic = true;
                types.push(Type::Slice(Box::new(self.ty()?)));
            } else {
                types.push(self.ty()?);
            }
            self.eat(",");
        }
        Some((types, variadic))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Type {
        Type::Named(name.into())
    }

    #[test]
    fn types() {
        let pointer = |t: Type| Type::Pointer(Box::new(t));
        assert_eq!(parse_type("*net/http.Response", ""), pointer(named("net/http.Response")));
        assert_eq!(parse_type("*.Client", "net/http"), pointer(named("net/http.Client")));
        assert_eq!(parse_type("[]byte", ""), Type::Slice(Box::new(named("byte"))));
        assert_eq!(
            parse_type("map[string][]*.T", "p"),
            Type::Map(Box::new(named("string")), Box::new(Type::Slice(Box::new(pointer(named("p.T"))))))
        );
        assert_eq!(parse_type("<-chan time.Time", ""), Type::Chan(Box::new(named("time.Time"))));
        assert_eq!(parse_type("github.com/a-b/c.v2.T", ""), named("github.com/a-b/c.v2.T"));
        let instance = Type::Instance("p.M".into(), [named("int"), Type::Slice(Box::new(named("p.T")))].into());
        assert_eq!(parse_type("map[string].M[int, []p.T]", "p"), Type::Map(Box::new(named("string")), Box::new(instance.clone())));
        assert_eq!(parse_type(&instance.to_string(), ""), instance);
        for unknown in ["?", "T", "struct{ x int }", "*", ""] {
            assert_eq!(parse_type(unknown, ""), Type::Unknown, "{unknown}");
        }
    }

    #[test]
    fn signatures() {
        let signature = parse_signature("(string, func(*.B) bool, ...any) (*.T, error)", "p").expect("a signature");
        assert!(signature.variadic);
        assert_eq!(signature.params.len(), 3);
        assert_eq!(signature.params[2], Type::Slice(Box::new(named("any"))));
        assert_eq!(signature.results, [Type::Pointer(Box::new(named("p.T"))), named("error")]);
        assert_eq!(parse_signature("()", "").expect("a signature").results, []);
        assert!(parse_signature("(int", "").is_none());
    }
}
