//! The types that a value behind an interface may have (its dynamic types): what the functions make that hand it out.

use super::{cfg::NodeKind, function::Function};
use crate::{
    program::{Callee, Symbol, Type, VarId, VarKind},
    syntax::ast::{Expr, ExprKind, Stmt, StmtKind},
};

/// Functions that return what others return are followed this far.
const LEVELS: u8 = 4;

/// What may be behind an interface.
#[derive(Clone, Debug, Default)]
pub(super) struct DynamicTypes {
    pub types: Vec<Type>,
    /// A function on the way starts a goroutine, which may have it.
    pub starts_goroutine: bool,
}

impl DynamicTypes {
    fn join(&mut self, other: Self) {
        let fresh: Vec<Type> = other.types.into_iter().filter(|ty| !self.types.contains(ty)).collect();
        self.types.extend(fresh);
        self.starts_goroutine |= other.starts_goroutine;
    }
}

impl Function<'_> {
    /// The types that a result of a callee may have; None where some of them can't be told.
    pub(super) fn dynamic_types(&self, callee: &Symbol, result: usize) -> Option<DynamicTypes> {
        self.dynamic_types_to(callee, result, LEVELS)
    }

    fn dynamic_types_to(&self, callee: &Symbol, result: usize, levels: u8) -> Option<DynamicTypes> {
        let levels = levels.checked_sub(1)?;
        let look = |function: &Function<'_>| function.types_returned(result, levels);
        let interface = callee.receiver().map(|r| Type::Named(format!("{}.{r}", callee.package()).into()));
        let found: Vec<Option<DynamicTypes>> = match interface.filter(|ty| self.typing.is_interface(ty)) {
            Some(interface) => {
                let package = self.program.package(self.file);
                // Where another module may have more of them, nobody knows.
                if !self.program.is_implemented_here_alone(&package, &interface) {
                    return None;
                }
                let all = self.program.implementations(&package, &interface, callee.name())?;
                let look_into = |d| {
                    self.note(d, callee);
                    self.look_into(d, &look).flatten()
                };
                all.iter().map(look_into).collect()
            }
            None => self.looked_at(callee, &look),
        };
        if found.is_empty() {
            return None;
        }
        let mut all = DynamicTypes::default();
        for one in found {
            all.join(one?);
        }
        Some(all)
    }

    /// The types of what the function returns as one of its results.
    fn types_returned(&self, result: usize, levels: u8) -> Option<DynamicTypes> {
        let body = self.bodies().first()?;
        let count: usize = self.func.signature.results.iter().map(|field| field.names.len().max(1)).sum();
        let mut all = DynamicTypes { types: Vec::new(), starts_goroutine: self.starts_goroutine() };
        for node in &body.cfg.nodes {
            let NodeKind::Stmt(Stmt { kind: StmtKind::Return(values), .. }) = node.kind else { continue };
            let found = match &values[..] {
                [] => self.types_of_var(self.results().nth(result).flatten()?, levels)?,
                [one] if count > 1 => self.types_of_value(one, result, levels)?,
                values => self.types_of_value(values.get(result)?, 0, levels)?,
            };
            all.join(found);
        }
        Some(all)
    }

    fn types_of_value(&self, value: &Expr, result: usize, levels: u8) -> Option<DynamicTypes> {
        let value = value.unparen();
        if self.scopes.is_nil(value) {
            return Some(DynamicTypes::default());
        }
        let call = value.as_call();
        let ty = match call {
            Some(call) => self.typing.results(call).and_then(|types| types.into_iter().nth(result)).unwrap_or(Type::Unknown),
            None => self.type_of(value),
        };
        if ty.name().is_some_and(|name| name.contains('.')) && !self.typing.is_interface(&ty) {
            return Some(DynamicTypes { types: vec![ty], starts_goroutine: false });
        }
        match (call, &value.kind) {
            (Some(call), _) => match self.typing.callee(call) {
                Callee::Symbol(symbol) => self.dynamic_types_to(&symbol, result, levels),
                Callee::Conversion(_) => self.types_of_value(call.args.first()?, 0, levels),
                _ => None,
            },
            (None, ExprKind::Ident(_)) => self.types_of_var(self.var(value)?, levels),
            _ => None,
        }
    }

    /// The types of all that a variable is ever given.
    fn types_of_var(&self, var: VarId, levels: u8) -> Option<DynamicTypes> {
        let levels = levels.checked_sub(1)?;
        let v = self.scopes.var(var);
        if !matches!(v.kind, VarKind::Local | VarKind::Result) || v.literal != 0 {
            return None;
        }
        let mut all = DynamicTypes::default();
        for (value, result) in self.definitions(var)? {
            all.join(self.types_of_value(value, result, levels)?);
        }
        Some(all)
    }
}
