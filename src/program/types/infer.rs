//! Types of expressions, wherever they stand.

use std::sync::Arc;

use super::{
    Callee, FuncType, Type,
    generic::{self, Bound, Parameter},
    spelled::EMPTY_STRUCT,
    world::{Global, LOCAL, Meaning, Member, World},
};
use crate::{
    program::{Binding, File, VarId, VarKind, universe},
    syntax::ast::{BinaryOp, Call, Expr, ExprKind, Field, FuncDecl, InterfaceElem, LiteralKind, Signature, SmolStr, Span, UnaryOp},
};

/// How the names of interfaces without a name begin.
const INTERFACE: &str = "interface";

/// Where an expression stands: a file, perhaps a function, and the type parameters of the declaration around it.
#[derive(Clone, Copy)]
pub(in crate::program) struct Place<'c> {
    pub world: World<'c>,
    pub file: &'c File,
    parameters: &'c [Parameter<'c>],
    within_core: bool,
}

/// What a name in an expression means.
enum Name {
    Var(VarId),
    /// A type parameter, or a type that the function declares.
    LocalType(Type),
    Global(Meaning),
}

/// What a callee is.
enum Called {
    Callee(Callee),
    /// A function or method, with its signature where it is known.
    Func(Callee, Option<Arc<FuncType>>),
    /// A value of this type: a field, an element, a package's variable.
    Value(Type),
}

impl<'c> Place<'c> {
    /// The top level of a file.
    pub fn of_file(world: World<'c>, file: &'c File) -> Self {
        Self { world: World { locals: None, ..world }, file, parameters: &[], within_core: false }
    }

    /// Inside the function that the world looks at.
    pub fn of_function(world: World<'c>, file: &'c File) -> Self {
        Self { world, file, parameters: &[], within_core: false }
    }

    /// The same place with type parameters.
    pub fn within<'n>(&self, parameters: &'n [Parameter<'n>]) -> Place<'n>
    where
        'c: 'n,
    {
        Place { world: self.world, file: self.file, parameters, within_core: false }
    }

    /// The signature of a declared function.
    pub fn function(&self, func: &FuncDecl) -> FuncType {
        self.within(&generic::of_function(func)).signature(&func.signature)
    }

    pub fn signature(&self, signature: &Signature) -> FuncType {
        let each = |fields: &[Field]| {
            let mut types = Vec::new();
            for field in fields {
                let ty = self.type_expr(&field.ty);
                types.extend(std::iter::repeat_n(ty, field.names.len().max(1)));
            }
            types
        };
        let variadic = signature.params.last().is_some_and(|p| matches!(p.ty.kind, ExprKind::Ellipsis(_)));
        FuncType { params: each(&signature.params), results: each(&signature.results), variadic }
    }

    /// The type that a type expression denotes.
    pub fn type_expr(&self, e: &Expr) -> Type {
        self.world.depth.down(|| self.type_of_type(e)).unwrap_or(Type::Unknown)
    }

    fn type_of_type(&self, e: &Expr) -> Type {
        let boxed = |e: &Expr| Box::new(self.type_expr(e));
        match &e.kind {
            ExprKind::Paren(inner) => self.type_expr(inner),
            ExprKind::Ident(name) if let Name::LocalType(ty) = self.name(name, e.span) => ty,
            // A generic type without arguments: they would be inferred.
            ExprKind::Ident(_) | ExprKind::Selector { .. } => self.generic(e).with(&[]),
            ExprKind::Index { operand, indices } => {
                let args: Vec<Type> = indices.iter().map(|e| self.type_expr(e)).collect();
                self.generic(operand.unparen()).with(&args)
            }
            ExprKind::Star(pointee) => Type::Pointer(boxed(pointee)),
            ExprKind::ArrayType { len: None, elem } | ExprKind::Ellipsis(elem) => Type::Slice(boxed(elem)),
            ExprKind::ArrayType { elem, .. } => Type::Array(boxed(elem)),
            ExprKind::MapType { key, value } => Type::Map(boxed(key), boxed(value)),
            ExprKind::ChanType { elem, .. } => Type::Chan(boxed(elem)),
            ExprKind::FuncType(signature) => Type::Func(Arc::new(self.signature(signature))),
            ExprKind::InterfaceType(elems) => match &elems[..] {
                [] => Type::Named("any".into()),
                // `interface{ io.Reader }` is as good as its only element.
                [InterfaceElem::Embedded(only)] => self.type_expr(only),
                _ => self.nameless(INTERFACE, e.span.start),
            },
            ExprKind::StructType(fields) if fields.is_empty() => Type::Named(EMPTY_STRUCT.into()),
            ExprKind::StructType(_) => self.nameless("struct", e.span.start),
            _ => Type::Unknown,
        }
    }

    /// The type that a name denotes, a generic one with its own parameters.
    fn generic(&self, e: &Expr) -> Type {
        match &e.kind {
            ExprKind::Ident(name) => match self.name(name, e.span) {
                Name::Global(Meaning::Global(Global::Type(ty))) => ty,
                Name::Global(Meaning::Universe(name)) if universe::is_type(&name) => Type::Named(name),
                _ => Type::Unknown,
            },
            ExprKind::Selector { operand, field } => match self.qualifier(operand) {
                Some(path) => self.world.global_type(&path, &field.name),
                None => Type::Unknown,
            },
            _ => Type::Unknown,
        }
    }

    /// The name of a struct or interface type that has none.
    fn nameless(&self, kind: &str, at: u32) -> Type {
        if self.world.locals.is_some() {
            return Type::Named(format!("{kind}{LOCAL}{at}").into());
        }
        let own = self.world.own;
        match own.files().iter().position(|f| f.path == self.file.path) {
            Some(file) => Type::Named(format!("{}.{kind}{LOCAL}{file}{LOCAL}{at}", own.symbol_path()).into()),
            None => Type::Unknown,
        }
    }

    /// The type of an expression's value.
    pub fn expr(&self, e: &Expr) -> Type {
        let ask = || self.world.depth.down(|| self.type_of(e)).unwrap_or(Type::Unknown).bounded();
        match self.world.locals {
            Some(locals) => locals.remembered(e.span, ask),
            None => ask(),
        }
    }

    fn type_of(&self, e: &Expr) -> Type {
        match &e.kind {
            ExprKind::Paren(inner) => self.expr(inner),
            ExprKind::Ident(name) => match self.name(name, e.span) {
                Name::Var(id) => self.world.locals.map_or(Type::Unknown, |l| l.type_of_var(id)),
                Name::LocalType(_) => Type::Unknown,
                Name::Global(meaning) => value_of(&meaning),
            },
            ExprKind::Literal(kind) => Type::Untyped(
                match kind {
                    LiteralKind::Int => "int",
                    LiteralKind::Float => "float64",
                    LiteralKind::Imaginary => "complex128",
                    LiteralKind::Rune => "rune",
                    LiteralKind::String => "string",
                }
                .into(),
            ),
            ExprKind::Selector { operand, field } => match self.qualifier(operand) {
                Some(path) => value_of(&Meaning::Global(self.world.global(&path, &field.name))),
                None if self.is_type(operand) => {
                    self.method_expression(operand, &field.name).map_or(Type::Unknown, |ty| Type::Func(ty.into()))
                }
                None => match self.world.member(&self.expr(operand), &field.name) {
                    Some(Member::Field(ty)) => ty.erase(),
                    Some(Member::Method(_, Some(ty))) => Type::Func(ty).erase(),
                    _ => Type::Unknown,
                },
            },
            ExprKind::Call(call) => match self.results(call) {
                Some(results) => match <[Type; 1]>::try_from(results) {
                    Ok([one]) => one,
                    Err(many) => Type::Tuple(many),
                },
                None => Type::Unknown,
            },
            ExprKind::FuncLit(lit) => Type::Func(Arc::new(self.signature(&lit.signature))),
            ExprKind::Composite { ty: Some(ty), .. } => self.type_expr(ty),
            ExprKind::Composite { ty: None, .. } => self.world.locals.and_then(|l| l.elided(e)).unwrap_or(Type::Unknown),
            ExprKind::Unary { op, operand } => match op {
                UnaryOp::Address => Type::Pointer(Box::new(self.expr(operand))),
                UnaryOp::Receive => match self.world.underlying(&self.expr(operand)) {
                    Type::Chan(elem) => *elem,
                    _ => Type::Unknown,
                },
                UnaryOp::Not | UnaryOp::Other => self.expr(operand),
            },
            ExprKind::Binary { op: BinaryOp::Other, left, right } => match self.expr(left) {
                Type::Untyped(left_kind) if !self.is_shift(left, right) => wider(Type::Untyped(left_kind), self.expr(right)),
                ty => ty,
            },
            ExprKind::Binary { .. } => Type::Untyped("bool".into()),
            ExprKind::Index { operand, indices } if self.names_function_or_type(operand.unparen()) => {
                self.function_instance(operand.unparen(), indices).map_or(Type::Unknown, |ty| Type::Func(ty.into()))
            }
            ExprKind::Index { operand, .. } => self.element(operand),
            ExprKind::Slice { operand, .. } => match self.expr(operand) {
                Type::Pointer(array) => self.sliced(&array),
                ty => self.sliced(&ty),
            },
            ExprKind::TypeAssert { ty: Some(ty), .. } => self.type_expr(ty),
            ExprKind::Star(pointer) => match self.world.underlying(&self.expr(pointer)) {
                Type::Pointer(pointee) => *pointee,
                _ => Type::Unknown,
            },
            _ => Type::Unknown,
        }
    }

    /// Whether a shift operator stands between two operands: the left one alone gives its type.
    fn is_shift(&self, left: &Expr, right: &Expr) -> bool {
        let between = self.file.text.get(left.span.end as usize..right.span.start as usize).unwrap_or_default();
        between.contains("<<") || between.contains(">>")
    }

    fn element(&self, operand: &Expr) -> Type {
        let of = self.expr(operand);
        let direct = match self.world.underlying(&of) {
            Type::Pointer(array) => self.world.underlying(&array),
            ty => ty,
        };
        match direct {
            Type::Map(_, elem) | Type::Slice(elem) | Type::Array(elem) => *elem,
            Type::Named(name) | Type::Untyped(name) if name == "string" => Type::Named("byte".into()),
            _ => Type::Unknown,
        }
    }

    /// The type of a literal that leaves its own out, in one of this type: as a key or as a value.
    pub fn element_of(&self, outer: &Type, is_key: bool) -> Type {
        let outer = match outer {
            Type::Pointer(inner) => inner,
            other => other,
        };
        match self.world.underlying(outer) {
            Type::Map(key, _) if is_key => *key,
            Type::Map(_, elem) | Type::Slice(elem) | Type::Array(elem) if !is_key => *elem,
            _ => Type::Unknown,
        }
    }

    /// The type of `T.Method` or `(*T).Method`: a function whose first parameter is the receiver.
    fn method_expression(&self, ty: &Expr, name: &str) -> Option<FuncType> {
        let receiver = self.type_expr(ty);
        let Member::Method(_, Some(method)) = self.world.member(&receiver, name)? else { return None };
        let method = method.erase();
        Some(FuncType { params: std::iter::once(receiver).chain(method.params).collect(), ..method })
    }

    /// The signature of a generic function with type arguments; those that are left out are Unknown.
    fn function_instance(&self, function: &Expr, args: &[Expr]) -> Option<FuncType> {
        let ty = match &function.kind {
            ExprKind::Ident(name) => match self.name(name, function.span) {
                Name::Global(Meaning::Global(Global::Func(_, ty))) => ty?,
                _ => return None,
            },
            ExprKind::Selector { operand, field } => match self.qualifier(operand) {
                Some(path) => match self.world.global(&path, &field.name) {
                    Global::Func(_, ty) => ty?,
                    _ => return None,
                },
                None => match self.world.member(&self.expr(operand), &field.name)? {
                    Member::Method(_, ty) => ty?,
                    Member::Field(_) => return None,
                },
            },
            _ => return None,
        };
        let args: Vec<Type> = args.iter().map(|e| self.type_expr(e)).collect();
        let parameter = |mark: &str| Some(generic::place_of_function(mark).and_then(|i| args.get(i)).cloned().unwrap_or(Type::Unknown));
        Some(ty.substitute(&parameter))
    }

    fn sliced(&self, ty: &Type) -> Type {
        match self.world.underlying(ty) {
            Type::Array(elem) => Type::Slice(elem),
            Type::Slice(_) | Type::Named(_) | Type::Instance(..) => ty.clone(),
            _ => Type::Unknown,
        }
    }

    /// What a value of several (`a, b := e`) is: a result, or a value beside its comma-ok.
    pub fn one_of(&self, e: &Expr, index: usize) -> Type {
        let e = e.unparen();
        match &e.kind {
            ExprKind::Call(call) => self.results(call).and_then(|results| results.into_iter().nth(index)).unwrap_or(Type::Unknown),
            ExprKind::Index { .. } | ExprKind::TypeAssert { .. } | ExprKind::Unary { op: UnaryOp::Receive, .. } if index == 0 => {
                self.expr(e)
            }
            ExprKind::Index { .. } | ExprKind::TypeAssert { .. } | ExprKind::Unary { op: UnaryOp::Receive, .. } => {
                Type::Named("bool".into())
            }
            _ => Type::Unknown,
        }
    }

    /// What `for key, value := range operand` gives to key (0) and value (1).
    pub fn ranged(&self, operand: &Expr, index: usize) -> Type {
        let of = self.expr(operand);
        let direct = match self.world.underlying(&of) {
            Type::Pointer(array) => self.world.underlying(&array),
            ty => ty,
        };
        let named = |name: &str| Type::Named(name.into());
        match (direct, index) {
            (Type::Slice(_) | Type::Array(_), 0) => named("int"),
            (Type::Slice(elem) | Type::Array(elem), _) => *elem,
            (Type::Map(key, value), index) => {
                if index == 0 {
                    *key
                } else {
                    *value
                }
            }
            (Type::Chan(elem), 0) => *elem,
            (Type::Named(name) | Type::Untyped(name), index) if name == "string" => named(if index == 0 { "int" } else { "rune" }),
            // A number. What has another name below is not understood.
            (Type::Named(name) | Type::Untyped(name), 0) if universe::is_type(&name) => of.defaulted(),
            // An iterator: what its yield function takes.
            (Type::Func(f), index) => match f.params.first() {
                Some(Type::Func(yields)) => yields.params.get(index).cloned().unwrap_or(Type::Unknown).erase(),
                _ => Type::Unknown,
            },
            _ => Type::Unknown,
        }
    }

    /// What a call calls.
    pub fn callee(&self, call: &Call) -> Callee {
        match self.world.depth.down(|| self.called(call)) {
            Some(Called::Callee(callee) | Called::Func(callee, _)) => callee,
            Some(Called::Value(_)) | None => Callee::Unknown,
        }
    }

    /// The signature of what a call calls.
    pub fn signature_of(&self, call: &Call) -> Option<Arc<FuncType>> {
        let of_value = |ty: Type| match self.world.underlying(&ty) {
            Type::Func(ty) => Some(ty),
            _ => None,
        };
        self.world.depth.down(|| match self.called(call) {
            Called::Func(_, ty) => ty,
            Called::Value(ty) => of_value(ty),
            Called::Callee(Callee::Var(_) | Callee::Literal) => of_value(self.expr(&call.callee)),
            Called::Callee(_) => None,
        })?
    }

    /// The results of a call; None where they are not known.
    pub fn results(&self, call: &Call) -> Option<Vec<Type>> {
        self.world.depth.down(|| match self.called(call) {
            Called::Func(_, ty) => ty.map(|ty| self.instantiate(&ty, call)),
            Called::Callee(Callee::Builtin(name)) => match self.builtin(&name, call) {
                Type::Tuple(values) => Some(values),
                value => Some(vec![value]),
            },
            Called::Callee(Callee::Conversion(ty)) => Some(vec![ty]),
            Called::Value(_) | Called::Callee(Callee::Var(_) | Callee::Literal) => {
                self.signature_of(call).map(|ty| ty.results.iter().map(Type::erase).collect())
            }
            Called::Callee(Callee::Symbol(_) | Callee::Unknown) => None,
        })?
    }

    fn called(&self, call: &Call) -> Called {
        let mut callee = call.callee.unparen();
        // Type arguments, unless it is an element of something.
        if let ExprKind::Index { operand, .. } = &callee.kind
            && self.names_function_or_type(operand.unparen())
        {
            callee = operand.unparen();
        }
        match &callee.kind {
            ExprKind::FuncLit(_) => Called::Callee(Callee::Literal),
            ExprKind::Ident(name) => match self.name(name, callee.span) {
                Name::Var(id) => Called::Callee(Callee::Var(id)),
                Name::LocalType(ty) => Called::Callee(Callee::Conversion(ty)),
                Name::Global(meaning) => self.called_name(meaning, call),
            },
            ExprKind::Selector { operand, field } => {
                if let Some(path) = self.qualifier(operand) {
                    return self.called_name(Meaning::Global(self.world.global(&path, &field.name)), call);
                }
                // The receiver of a method expression is an argument: it is called as a value.
                if self.is_type(operand) {
                    return Called::Value(self.expr(callee));
                }
                match self.world.member(&self.expr(operand), &field.name) {
                    // A method of no type that has a name.
                    Some(Member::Method(symbol, ty)) if symbol.receiver() == Some(INTERFACE) => {
                        Called::Value(ty.map_or(Type::Unknown, Type::Func))
                    }
                    Some(Member::Method(symbol, ty)) => Called::Func(Callee::Symbol(symbol), ty),
                    Some(Member::Field(ty)) => Called::Value(ty),
                    None => Called::Callee(Callee::Unknown),
                }
            }
            ExprKind::ArrayType { .. }
            | ExprKind::MapType { .. }
            | ExprKind::ChanType { .. }
            | ExprKind::FuncType(_)
            | ExprKind::StructType(_)
            | ExprKind::InterfaceType(_) => Called::Callee(Callee::Conversion(self.type_expr(callee))),
            // `(*T)(x)`, but not `(*f)(x)`.
            ExprKind::Star(pointee) if self.is_type(pointee) => Called::Callee(Callee::Conversion(self.type_expr(callee))),
            _ => Called::Value(self.expr(callee)),
        }
    }

    fn called_name(&self, meaning: Meaning, call: &Call) -> Called {
        match meaning {
            Meaning::Global(Global::Func(symbol, ty)) => Called::Func(Callee::Symbol(symbol), ty),
            Meaning::Global(Global::Type(_)) => Called::Callee(Callee::Conversion(self.type_expr(call.callee.unparen()))),
            Meaning::Global(Global::Value(ty)) => Called::Value(ty),
            Meaning::Universe(name) if universe::is_builtin(&name) => Called::Callee(Callee::Builtin(name)),
            Meaning::Universe(name) if universe::is_type(&name) => Called::Callee(Callee::Conversion(Type::Named(name))),
            _ => Called::Callee(Callee::Unknown),
        }
    }

    fn names_function_or_type(&self, e: &Expr) -> bool {
        let meaning = match &e.kind {
            ExprKind::Ident(name) => match self.name(name, e.span) {
                Name::Global(meaning) => meaning,
                Name::LocalType(_) => return true,
                Name::Var(_) => return false,
            },
            ExprKind::Selector { operand, field } => match self.qualifier(operand) {
                Some(path) => Meaning::Global(self.world.global(&path, &field.name)),
                None => return matches!(self.world.member(&self.expr(operand), &field.name), Some(Member::Method(..))),
            },
            _ => return false,
        };
        matches!(meaning, Meaning::Global(Global::Func(..) | Global::Type(_)))
    }

    /// Whether an expression denotes a type, as far as is sure.
    fn is_type(&self, e: &Expr) -> bool {
        match &e.unparen().kind {
            ExprKind::Ident(name) => match self.name(name, e.unparen().span) {
                Name::LocalType(_) | Name::Global(Meaning::Global(Global::Type(_))) => true,
                Name::Global(Meaning::Universe(name)) => universe::is_type(&name),
                _ => false,
            },
            ExprKind::Selector { operand, field } => self.qualifier(operand).is_some_and(|path| {
                // Without its source, a name that is not told to be a function may be either.
                matches!(self.world.global(&path, &field.name), Global::Type(_) | Global::Func(_, None))
            }),
            ExprKind::Index { operand, .. } | ExprKind::Star(operand) => self.is_type(operand),
            ExprKind::ArrayType { .. }
            | ExprKind::MapType { .. }
            | ExprKind::ChanType { .. }
            | ExprKind::FuncType(_)
            | ExprKind::StructType(_)
            | ExprKind::InterfaceType(_) => true,
            _ => false,
        }
    }

    fn builtin(&self, name: &str, call: &Call) -> Type {
        let first = || call.args.first();
        let value = || first().map_or(Type::Unknown, |e| self.expr(e));
        match name {
            "new" => match first() {
                // Since Go 1.26 also of a value.
                Some(e) if self.is_type(e) => Type::Pointer(Box::new(self.type_expr(e))),
                _ => Type::Pointer(Box::new(value().defaulted())),
            },
            "make" => first().map_or(Type::Unknown, |e| self.type_expr(e)),
            "append" => value(),
            "min" | "max" => call.args.iter().map(|e| self.expr(e)).reduce(wider).unwrap_or(Type::Unknown),
            "len" | "cap" | "copy" => Type::Named("int".into()),
            "clear" | "close" | "delete" | "panic" | "print" | "println" => Type::Tuple(Vec::new()),
            "recover" => Type::Named("any".into()),
            _ => Type::Unknown,
        }
    }

    /// The results of a call of a function of this type. Type parameters are what the code says, or what the arguments tell.
    fn instantiate(&self, ty: &FuncType, call: &Call) -> Vec<Type> {
        if ty.results.iter().all(|t| *t == t.erase()) {
            return ty.results.clone();
        }
        let mut bound = Bound::default();
        if let ExprKind::Index { indices, .. } = &call.callee.unparen().kind {
            bound.said = indices.iter().map(|e| self.type_expr(e)).collect();
        }
        // `f(g())` hands over all that `g` gives.
        let args = match &call.args[..] {
            [only] => match self.expr(only) {
                Type::Tuple(types) => types,
                one => vec![one],
            },
            args => args.iter().map(|e| self.expr(e)).collect(),
        };
        let last = ty.params.len().saturating_sub(1);
        // Untyped constants count only where nothing else tells.
        let (untyped, typed): (Vec<_>, Vec<_>) = args.into_iter().enumerate().partition(|(_, arg)| matches!(arg, Type::Untyped(_)));
        for (index, arg) in typed.into_iter().chain(untyped) {
            let param = match ty.params.get(index.min(last)) {
                Some(Type::Slice(elem)) if ty.variadic && !call.spread && index >= last => elem,
                Some(param) => param,
                None => break,
            };
            bound.unify(&self.world, param, &arg, 0);
        }
        ty.results.iter().map(|t| t.substitute(&|mark| Some(bound.of(mark))).bounded()).collect()
    }

    /// The import path, where an expression is a package's qualifier.
    fn qualifier(&self, e: &Expr) -> Option<SmolStr> {
        let e = e.unparen();
        match (&e.kind, self.name(e.as_ident()?, e.span)) {
            (ExprKind::Ident(_), Name::Global(Meaning::Package(path))) => Some(path),
            _ => None,
        }
    }

    fn name(&self, name: &SmolStr, span: Span) -> Name {
        if let Some(parameter) = self.parameters.iter().find(|p| p.name == name) {
            let mark = parameter.mark.clone();
            // The forms of parameters are told by one another's names.
            let core = parameter.core().filter(|_| !self.within_core).map(|e| Place { within_core: true, ..*self }.type_expr(e));
            return Name::LocalType(match core {
                Some(core) => Type::Instance(mark, [core].into()),
                None => Type::Named(mark),
            });
        }
        let Some(locals) = self.world.locals else {
            return Name::Global(self.world.top_level(self.file, name));
        };
        match locals.scopes().binding(span.start) {
            Binding::Var(id) if locals.scopes().var(id).kind == VarKind::Type => Name::LocalType(locals.local_type(id, self)),
            Binding::Var(id) => Name::Var(id),
            _ => Name::Global(self.world.top_level(self.file, name)),
        }
    }
}

/// The type of a name as a value.
fn value_of(meaning: &Meaning) -> Type {
    match meaning {
        Meaning::Global(Global::Value(ty)) => ty.clone(),
        Meaning::Global(Global::Func(_, Some(ty))) => Type::Func(Arc::clone(ty)).erase(),
        Meaning::Universe(name) if name == "true" || name == "false" => Type::Untyped("bool".into()),
        Meaning::Universe(name) if name == "nil" => Type::Untyped("nil".into()),
        Meaning::Universe(name) if name == "iota" => Type::Untyped("int".into()),
        _ => Type::Unknown,
    }
}

/// The type of an operation on two operands of which the first may be an untyped constant.
pub(super) fn wider(one: Type, other: Type) -> Type {
    const KINDS: &[&str] = &["int", "rune", "float64", "complex128"];
    let kind = |name: &str| KINDS.iter().position(|k| *k == name);
    match (&one, &other) {
        (Type::Untyped(a), Type::Untyped(b)) if kind(a) >= kind(b) => one,
        (Type::Untyped(_), _) => other,
        _ => one,
    }
}
