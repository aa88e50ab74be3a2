//! Types inside one function.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::{
    Callee, FuncType, Type,
    declared::form,
    generic,
    infer::Place,
    info::{Kind, TypeInfo},
    world::{Depth, EMBEDDED, LOCAL, Member, World},
};
use crate::{
    program::{File, Package, Program, Scopes, Symbol, VarId, VarKind},
    syntax::{
        Descend, Node,
        ast::{AssignOp, Call, Expr, ExprKind, Field, FuncDecl, Signature, Span, Stmt, StmtKind, SwitchCase, TypeSpec, ValueSpec},
        walk_block, walk_expr,
    },
};

/// Types inside one function; answers are remembered.
pub struct Typing<'a> {
    program: &'a Program<'a>,
    file: &'a File,
    package: Arc<Package>,
    scopes: &'a Scopes,
    definitions: HashMap<VarId, Definition<'a>>,
    /// The types that the function declares.
    types: HashMap<VarId, &'a TypeSpec>,
    /// The constraints of its type parameters.
    constraints: HashMap<VarId, &'a Expr>,
    /// The struct and interface types in it, by offset.
    nameless: HashMap<u32, &'a Expr>,
    /// Literals that leave their type out, by offset: the literal around each, and whether it is a key there.
    elided: HashMap<u32, (&'a Expr, bool)>,
    vars: RefCell<HashMap<VarId, Type>>,
    exprs: RefCell<HashMap<Span, Type>>,
    /// Whether values of these types may hold others.
    reaches: RefCell<HashMap<Type, bool>>,
    /// Variables whose types are being asked for, so that one that depends on itself is Unknown.
    asked: RefCell<HashSet<VarId>>,
    depth: Depth,
}

/// What gives a variable its type.
#[derive(Clone, Copy)]
enum Definition<'a> {
    Declared(&'a Expr),
    Value(&'a Expr),
    /// One of several values of an expression.
    OneOf(&'a Expr, usize),
    Ranged(&'a Expr, usize),
    /// The symbol of a type switch on this operand in this clause.
    Clause(&'a Expr, &'a SwitchCase),
}

impl<'a> Typing<'a> {
    pub fn new(program: &'a Program<'a>, file: &'a File, func: &'a FuncDecl, scopes: &'a Scopes) -> Self {
        let mut found = Definitions {
            scopes,
            found: HashMap::new(),
            types: HashMap::new(),
            constraints: HashMap::new(),
            nameless: HashMap::new(),
            elided: HashMap::new(),
        };
        found.function(func);
        Self {
            program,
            file,
            package: program.package(file),
            scopes,
            definitions: found.found,
            types: found.types,
            constraints: found.constraints,
            nameless: found.nameless,
            elided: found.elided,
            vars: RefCell::default(),
            exprs: RefCell::default(),
            reaches: RefCell::default(),
            asked: RefCell::default(),
            depth: Depth::default(),
        }
    }

    /// The type of an expression; [`Type::Unknown`] where unsure. A call of several results has a [`Type::Tuple`].
    pub fn type_of(&self, expr: &Expr) -> Type {
        self.place().expr(expr)
    }

    /// The type that a type expression denotes.
    pub fn denoted(&self, expr: &Expr) -> Type {
        self.place().type_expr(expr)
    }

    /// The types of a call's results; None where they are not known.
    pub fn results(&self, call: &Call) -> Option<Vec<Type>> {
        self.place().results(call)
    }

    /// The signature of what a call calls, where it is known: of a function that only tables tell of, the results alone.
    pub fn signature(&self, call: &Call) -> Option<Arc<FuncType>> {
        self.place().signature_of(call)
    }

    /// The type of a field, promoted ones included.
    pub fn field(&self, ty: &Type, name: &str) -> Option<Type> {
        match self.place().world.member(ty, name)? {
            Member::Field(ty) => Some(ty),
            Member::Method(..) => None,
        }
    }

    /// Whether a field that is selected of one type may be that of another, a struct: the same one, or one that it embeds or is defined by.
    pub fn may_select_of(&self, ty: &Type, field: &str, owner: &Type) -> bool {
        self.place().world.may_lead(ty, field, owner, 0)
    }

    /// Whether two structs are made of the same, so that one may be converted to the other.
    pub fn may_convert(&self, one: &Type, other: &Type) -> bool {
        let info = |ty: &Type| ty.name().and_then(|name| self.place().world.info(name)).filter(|i| i.kind == Kind::Struct);
        match (info(one), info(other)) {
            (Some(a), Some(b)) => one.name() != other.name() && a.fields == b.fields && a.embedded == b.embedded,
            _ => false,
        }
    }

    /// Whether a struct has a field of its own by a name, none that is promoted.
    pub fn has_own_field(&self, ty: &Type, name: &str) -> bool {
        let info = ty.name().and_then(|name| self.place().world.info(name));
        info.is_some_and(|i| i.kind == Kind::Struct && i.fields.contains_key(name))
    }

    /// Whether a struct has a method from the field that it embeds by a name, or that something embeds which it embeds: where a `Store`
    /// embeds a `*Base`, and that a `*sql.DB`, `store.Close` is `store.DB.Close`.
    pub fn promotes(&self, ty: &Type, field: &str, method: &str) -> bool {
        self.place().world.promotes(ty, field, method, 0)
    }

    /// Whether it is a function that takes nothing and returns nothing, or an error.
    pub fn is_action(&self, ty: &Type) -> bool {
        match self.place().world.underlying(ty) {
            Type::Func(f) => f.params.is_empty() && f.results.len() < 2 && f.results.iter().all(|r| r.is("error")),
            _ => false,
        }
    }

    /// The full name of a method, promoted ones included.
    pub fn method(&self, ty: &Type, name: &str) -> Option<Symbol> {
        match self.place().world.member(ty, name)? {
            Member::Method(symbol, _) => Some(symbol),
            Member::Field(_) => None,
        }
    }

    /// The signature of a method, promoted ones included.
    pub fn method_signature(&self, ty: &Type, name: &str) -> Option<Arc<FuncType>> {
        match self.place().world.member(ty, name)? {
            Member::Method(_, signature) => signature,
            Member::Field(_) => None,
        }
    }

    /// Whether a type surely has no such field or method.
    pub fn lacks(&self, ty: &Type, name: &str) -> bool {
        self.place().world.lacks(ty, name)
    }

    /// Whether it is a defined struct, or a pointer to one.
    pub fn is_struct(&self, ty: &Type) -> bool {
        let info = ty.name().and_then(|name| self.place().world.info(name));
        info.is_some_and(|i| i.kind == Kind::Struct)
    }

    /// Whether it is an interface.
    pub fn is_interface(&self, ty: &Type) -> bool {
        let place = self.place();
        let info = place.world.underlying(ty).name().and_then(|name| place.world.info(name));
        info.is_some_and(|i| i.kind == Kind::Interface)
    }

    /// Whether a type is another one, by its full name, or embeds it.
    pub fn embeds(&self, ty: &Type, other: &str) -> bool {
        let world = &self.place().world;
        let mut types = vec![ty.clone()];
        for _ in 0..EMBEDDED {
            if types.iter().any(|ty| ty.name() == Some(other)) {
                return true;
            }
            let infos = types.iter().filter_map(|ty| world.info(ty.name()?)).collect::<Vec<_>>();
            types = infos.iter().flat_map(|info| info.embedded.iter().cloned()).collect();
        }
        false
    }

    pub fn type_of_var(&self, var: VarId) -> Type {
        if let Some(known) = self.vars.borrow().get(&var) {
            return known.clone();
        }
        let Some(&definition) = self.definitions.get(&var) else { return Type::Unknown };
        if !self.asked.borrow_mut().insert(var) {
            return Type::Unknown;
        }
        let place = self.place();
        let ty = match definition {
            Definition::Declared(e) => place.type_expr(e),
            Definition::Value(e) => place.expr(e),
            Definition::OneOf(e, index) => place.one_of(e, index),
            Definition::Ranged(e, index) => place.ranged(e, index),
            Definition::Clause(operand, case) => match &case.values[..] {
                [only] if only.as_ident().is_none_or(|name| name != "nil") => place.type_expr(only),
                _ => place.expr(operand),
            },
        };
        // A constant stays without a type until it is used.
        let ty = if self.scopes.var(var).kind == VarKind::Const { ty } else { ty.defaulted() };
        self.asked.borrow_mut().remove(&var);
        if self.depth.whole() {
            self.vars.borrow_mut().insert(var, ty.clone());
        }
        ty
    }

    pub fn callee(&self, call: &Call) -> Callee {
        self.place().callee(call)
    }

    /// The type of the expression that stands there, asked for once.
    pub(super) fn remembered(&self, at: Span, ask: impl FnOnce() -> Type) -> Type {
        if let Some(known) = self.exprs.borrow().get(&at) {
            return known.clone();
        }
        let ty = ask();
        if self.depth.whole() {
            self.exprs.borrow_mut().insert(at, ty.clone());
        }
        ty
    }

    /// What a type can hold, asked for once.
    pub(super) fn remembered_reach(&self, ty: &Type, ask: impl FnOnce(&World<'_>) -> bool) -> bool {
        if let Some(known) = self.reaches.borrow().get(ty) {
            return *known;
        }
        let reach = ask(&self.place().world);
        self.reaches.borrow_mut().insert(ty.clone(), reach);
        reach
    }

    pub(super) fn asked<T>(&self, ask: impl FnOnce(&World<'_>) -> T) -> T {
        ask(&self.place().world)
    }

    pub(super) fn scopes(&self) -> &Scopes {
        self.scopes
    }

    /// The type that a name of the function denotes.
    pub(super) fn local_type(&self, id: VarId, place: &Place<'_>) -> Type {
        match self.types.get(&id) {
            Some(spec) if spec.alias => place.type_expr(&spec.ty),
            Some(spec) => Type::Named(format!("{}{LOCAL}{}", spec.name.name, spec.name.span.start).into()),
            None => {
                let parameter = self.scopes.var(id);
                Type::Named(format!("{}{LOCAL}{}", parameter.name, parameter.declared.start).into())
            }
        }
    }

    /// The type of a composite literal that leaves it out.
    pub(super) fn elided(&self, literal: &Expr) -> Option<Type> {
        let &(outer, is_key) = self.elided.get(&literal.span.start)?;
        let place = self.place();
        Some(place.element_of(&place.expr(outer), is_key))
    }

    /// What a type of the function is made of, by its marked name.
    pub(super) fn local_info(&self, marked: &str) -> Option<TypeInfo> {
        let (_, at) = marked.split_once(LOCAL)?;
        let at = at.parse().ok()?;
        let place = self.place();
        if let Some(ty) = self.nameless.get(&at) {
            return Some(form(&place, ty));
        }
        if let Some(spec) = self.types.values().find(|s| s.name.span.start == at) {
            return Some(form(&place, &spec.ty));
        }
        // A type parameter; those of a receiver have their constraints elsewhere.
        let constraint = self.constraints.get(&self.scopes.var_at(at)?);
        let core = constraint.and_then(|c| generic::core(c));
        let kind = core.map_or(Kind::Interface, |core| Kind::Other(place.type_expr(core)));
        let mut info = TypeInfo { kind, open: constraint.is_none(), ..TypeInfo::default() };
        if core.is_none() {
            constraint.into_iter().for_each(|c| info.embed(place.type_expr(c)));
        }
        Some(info)
    }

    fn place(&self) -> Place<'_> {
        let world = World { program: self.program, own: &self.package, depth: &self.depth, locals: Some(self) };
        Place::of_function(world, self.file)
    }
}

/// Gathers the definitions of all variables of a function.
struct Definitions<'a> {
    scopes: &'a Scopes,
    found: HashMap<VarId, Definition<'a>>,
    types: HashMap<VarId, &'a TypeSpec>,
    constraints: HashMap<VarId, &'a Expr>,
    nameless: HashMap<u32, &'a Expr>,
    elided: HashMap<u32, (&'a Expr, bool)>,
}

impl<'a> Definitions<'a> {
    fn function(&mut self, func: &'a FuncDecl) {
        if let Some(receiver) = &func.receiver {
            self.fields(std::slice::from_ref(receiver));
        }
        self.signature(&func.signature);
        let parameters = func.signature.type_params.iter().flat_map(|f| f.names.iter().map(move |name| (name, &f.ty)));
        let parameters = parameters.filter_map(|(name, ty)| Some((self.scopes.var_at(name.span.start)?, ty)));
        self.constraints.extend(parameters);
        let signature = &func.signature;
        let fields = func.receiver.iter().chain(&signature.type_params).chain(&signature.params).chain(&signature.results);
        fields.for_each(|f| walk_expr(&f.ty, &mut |node| self.visit(node)));
        let Some(body) = &func.body else { return };
        walk_block(body, &mut |node| self.visit(node));
    }

    fn visit(&mut self, node: Node<'a>) -> Descend {
        match node {
            Node::Stmt(stmt) => self.stmt(stmt),
            Node::Expr(e) => match &e.kind {
                ExprKind::FuncLit(lit) => self.signature(&lit.signature),
                ExprKind::StructType(_) | ExprKind::InterfaceType(_) => {
                    self.nameless.insert(e.span.start, e);
                }
                ExprKind::Composite { elements, .. } => {
                    let parts = elements.iter().flat_map(|e| e.key.iter().map(|key| (key, true)).chain([(&e.value, false)]));
                    let elided = parts.filter(|(part, _)| matches!(part.kind, ExprKind::Composite { ty: None, .. }));
                    self.elided.extend(elided.map(|(part, is_key)| (part.span.start, (e, is_key))));
                }
                _ => {}
            },
        }
        Descend::Into
    }

    fn signature(&mut self, signature: &'a Signature) {
        self.fields(&signature.params);
        self.fields(&signature.results);
    }

    fn fields(&mut self, fields: &'a [Field]) {
        for field in fields {
            for name in &field.names {
                self.define(name.span.start, Definition::Declared(&field.ty));
            }
        }
    }

    /// Notes what defines the variable that is declared at this offset; redeclarations are none.
    fn define(&mut self, at: u32, definition: Definition<'a>) {
        if let Some(id) = self.scopes.var_at(at)
            && self.scopes.var(id).declared.start == at
            && self.scopes.var(id).kind != VarKind::Type
        {
            self.found.entry(id).or_insert(definition);
        }
    }

    fn stmt(&mut self, stmt: &'a Stmt) {
        match &stmt.kind {
            StmtKind::Assign { left, op: AssignOp::Define, right } => {
                for (index, target) in left.iter().enumerate() {
                    let definition = match &right[..] {
                        [one] if left.len() > 1 => Definition::OneOf(one, index),
                        values => match values.get(index) {
                            Some(value) => Definition::Value(value),
                            None => continue,
                        },
                    };
                    self.define(target.unparen().span.start, definition);
                }
            }
            StmtKind::Var(specs) | StmtKind::Const(specs) => specs.iter().for_each(|s| self.spec(s)),
            StmtKind::Range(range) if range.define => {
                for (index, target) in [&range.key, &range.value].into_iter().enumerate() {
                    if let Some(target) = target {
                        self.define(target.span.start, Definition::Ranged(&range.operand, index));
                    }
                }
            }
            StmtKind::TypeSwitch(switch) => {
                for case in &switch.cases {
                    if let Some(id) = self.scopes.clause_var(case) {
                        self.found.insert(id, Definition::Clause(&switch.operand, case));
                    }
                }
            }
            StmtKind::Type(specs) => {
                let declared = specs.iter().filter_map(|spec| Some((self.scopes.var_at(spec.name.span.start)?, spec)));
                self.types.extend(declared);
            }
            _ => {}
        }
    }

    fn spec(&mut self, spec: &'a ValueSpec) {
        for (index, name) in spec.names.iter().enumerate() {
            let definition = match (&spec.ty, &spec.values[..]) {
                (Some(ty), _) => Definition::Declared(ty),
                (None, [one]) if spec.names.len() > 1 => Definition::OneOf(one, index),
                (None, values) => match values.get(index) {
                    Some(value) => Definition::Value(value),
                    None => continue,
                },
            };
            self.define(name.span.start, definition);
        }
    }
}
