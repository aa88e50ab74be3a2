//! How the release of a value is written at a place: the name that means it there, and the call.

use super::{
    discard::{self, Discarded},
    mend::NoFix,
    names,
};
use crate::{
    flow::{Held, NodeId, NodeKind, Point},
    program::{Binding, Release, Type, ValueAt, VarId},
    syntax::ast::{Expr, ExprKind, StmtKind},
    text::Edit,
};

/// The call that releases what a variable holds.
pub(super) struct Written {
    pub call: String,
    /// The import that it needs.
    pub import: Option<Edit>,
}

impl Written {
    pub fn new(held: &Held<'_, '_>, name: &str, release: &Release) -> Result<Self, NoFix> {
        let call = match release {
            Release::Call(arguments) => format!("{name}({arguments})"),
            Release::Method(path) => format!("{name}.{}({})", path.join("."), taken_too(held)?),
            Release::Function(function) => {
                let at = held.call.span.start;
                let Some((qualifier, import)) = names::package(held.function, function.package(), at) else {
                    return NoFix::because("unnamed", format!("`{}` can't be named in this file", function.as_str()));
                };
                return Ok(Self { call: format!("{qualifier}.{}({name})", function.name()), import });
            }
        };
        Ok(Self { call, import: None })
    }
}

/// The argument of the acquiring call that the release takes, too; nothing where it takes none.
fn taken_too<'a>(held: &Held<'_, 'a>) -> Result<&'a str, NoFix> {
    let Some(argument) = held.resource.release_argument else { return Ok("") };
    match held.call.args.get(argument).filter(|e| is_plain(e)) {
        Some(e) => Ok(held.function.text(e.span)),
        None => NoFix::because("unnamed", "what the release takes has no name"),
    }
}

/// A name, a field, or what a function without arguments says: `ctx`, `s.ctx`, `r.Context()`.
fn is_plain(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Ident(_) => true,
        ExprKind::Selector { operand, .. } => is_plain(operand),
        ExprKind::Call(call) => call.args.is_empty() && is_plain(&call.callee),
        _ => false,
    }
}

/// By which name the value can be released.
pub(super) struct Named {
    /// The edits that give it one, where the code discards it.
    pub edits: Vec<Edit>,
    pub fresh: Option<Discarded>,
}

impl Named {
    pub fn new(held: &Held<'_, '_>) -> Result<Self, NoFix> {
        if let ValueAt::Argument(_) | ValueAt::Receiver = held.resource.value {
            return Ok(Self { edits: Vec::new(), fresh: None });
        }
        match held.body.cfg.nodes[held.node].kind {
            NodeKind::Stmt(stmt) => match &stmt.kind {
                StmtKind::Assign { .. } | StmtKind::Var(_) => match discard::name(held, stmt)? {
                    Some((fresh, edits)) => Ok(Self { edits, fresh: Some(fresh) }),
                    None => Ok(Self { edits: Vec::new(), fresh: None }),
                },
                _ => NoFix::because("dropped", "the code keeps no variable to release it by"),
            },
            _ => NoFix::because("dropped", "the code keeps no variable to release it by"),
        }
    }

    /// Whether the name means the value at a place.
    pub fn is_visible(&self, held: &Held<'_, '_>, node: NodeId, point: Point<'_>) -> bool {
        match &self.fresh {
            Some(fresh) => fresh.scope.contains(point.block.span),
            None => holder(held, node, point).is_some(),
        }
    }

    /// The release as `t.Cleanup` takes it. A closure reads its variable when it runs: that must have one value for good.
    pub fn cleanup(&self, held: &Held<'_, '_>, (node, _): (NodeId, Point<'_>), t: &str, release: &str) -> Result<String, NoFix> {
        if let Some(function) = release.strip_suffix("()")
            && matches!(held.resource.release.first(), Some(Release::Call(_)))
        {
            return Ok(format!("{t}.Cleanup({function})"));
        }
        if self.fresh.is_none() && !held.holders(node).iter().all(|(var, _)| held.is_assigned_once(*var)) {
            return NoFix::because("reassigned", "its variable gets another value later, which a closure would release instead");
        }
        Ok(format!("{t}.Cleanup(func() {{ {release} }})"))
    }

    /// Whether a deferred release finds what its variable holds when it runs, and that is another value by then: a struct, of which the
    /// call takes the address.
    pub fn is_read_late(&self, held: &Held<'_, '_>, (node, _): (NodeId, Point<'_>)) -> bool {
        let typing = &held.function.typing;
        let is_struct = |var: VarId| matches!(typing.type_of_var(var), Type::Named(_)) && typing.is_struct(&typing.type_of_var(var));
        let holders = held.holders(node);
        self.fresh.is_none() && holders.iter().any(|(var, path)| path.len() == 1 && is_struct(*var) && held.is_set_behind(node, *var))
    }

    /// How many results a method has that is called on the value at a place: `cmd.Process.Wait()`.
    pub fn results_of(&self, held: &Held<'_, '_>, (node, point): (NodeId, Point<'_>), call: &str) -> Option<usize> {
        let typing = &held.function.typing;
        let holder = |(var, _): &(VarId, usize)| named_at(held, *var, point).is_some();
        let (var, _) = held.holders_with_steps(node).into_iter().find(holder)?;
        let path: Vec<&str> = call.split('(').next()?.split('.').skip(1).collect();
        let (method, fields) = path.split_last()?;
        let ty = fields.iter().try_fold(typing.type_of_var(var), |ty, field| typing.field(&ty, field))?;
        Some(typing.method_signature(&ty, method)?.results.len())
    }

    /// The variable by which it is released at a place, and how many fields of the way to the longest release are behind it.
    pub fn held_by(&self, held: &Held<'_, '_>, (node, point): (NodeId, Point<'_>)) -> Option<(String, usize)> {
        match &self.fresh {
            Some(fresh) => Some((fresh.name.clone(), 0)),
            None => held.holders_with_steps(node).into_iter().find_map(|(var, steps)| Some((named_at(held, var, point)?, steps))),
        }
    }

    /// The variable of a pointer's type that holds it at a place, or nil where there is nothing to release.
    pub fn pointer(&self, held: &Held<'_, '_>, (node, point): (NodeId, Point<'_>)) -> Option<(String, Option<VarId>)> {
        let scopes = held.function.scopes;
        if !matches!(scopes.lookup("nil", point.offset()), Binding::Universe(_)) {
            return None;
        }
        if let Some(fresh) = &self.fresh {
            return held.resource.type_name.as_ref().filter(|ty| ty.starts_with('*')).map(|_| (fresh.name.clone(), None));
        }
        let Some(Release::Method(whole)) = held.resource.release.first() else { return None };
        held.holders(node).into_iter().find_map(|(var, path)| {
            let name = &scopes.var(var).name;
            let is_it = path == *whole && held.is_pointer(var) && scopes.lookup(name, point.offset()) == Binding::Var(var);
            is_it.then(|| (name.to_string(), Some(var)))
        })
    }

    /// What has to be asked for nil ahead of the release at a place: the value that a callee may leave out, or the field by which it is
    /// released. None where nothing has.
    ///
    /// # Errors
    /// Where that can't be asked.
    pub fn to_ask(&self, held: &Held<'_, '_>, (node, point): (NodeId, Point<'_>)) -> Result<Option<String>, NoFix> {
        if !held.may_be_nothing() && !held.may_lack_field() {
            return Ok(None);
        }
        let is_nil = matches!(held.function.scopes.lookup("nil", point.offset()), Binding::Universe(_));
        match (self.held_by(held, (node, point)).filter(|_| is_nil), held.resource.release.first()) {
            (Some((name, 0)), Some(Release::Method(path))) if held.may_lack_field() => {
                Ok(Some(path[..path.len() - 1].iter().fold(name, |name, field| format!("{name}.{field}"))))
            }
            (Some((name, 0)), _) => Ok(Some(name)),
            _ => NoFix::because("may-be-nil", "what is released may be nil though no error says so"),
        }
    }

    /// The call that releases it.
    pub fn release(&self, held: &Held<'_, '_>, (node, point): (NodeId, Point<'_>)) -> Result<Written, NoFix> {
        let Some(release) = held.resource.release.first() else { return NoFix::because("unnamed", "nothing releases it") };
        if let Some(fresh) = &self.fresh {
            return Written::new(held, &fresh.name, release);
        }
        match (holder(held, node, point), release) {
            (Some((name, path)), Release::Method(_)) => Written::new(held, &name, &Release::Method(path)),
            (Some((name, _)), Release::Call(_) | Release::Function(_)) => Written::new(held, &name, release),
            (None, _) => NoFix::because("unnamed", "no variable means it there"),
        }
    }
}

/// A variable that holds the value at a place and can be named there, with the fields and the method to its release.
fn holder(held: &Held<'_, '_>, node: NodeId, point: Point<'_>) -> Option<(String, Vec<String>)> {
    // A variable may be declared narrower than what it gets: `var r io.Reader`.
    let typing = &held.function.typing;
    let has = |(var, path): &(VarId, Vec<String>)| path.first().is_none_or(|next| !typing.lacks(&typing.type_of_var(*var), next));
    held.holders(node).into_iter().filter(has).find_map(|(var, path)| Some((named_at(held, var, point)?, path)))
}

/// The name of a variable, where that means it at a point.
fn named_at(held: &Held<'_, '_>, var: VarId, point: Point<'_>) -> Option<String> {
    let scopes = held.function.scopes;
    let name = &scopes.var(var).name;
    (scopes.lookup(name, point.offset()) == Binding::Var(var)).then(|| name.to_string())
}
