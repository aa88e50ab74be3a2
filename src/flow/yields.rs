//! What a function hands its caller to release: what it acquired itself and returns, or made anew of a type that has a release.

use std::{borrow::Cow, collections::BTreeSet, sync::Arc};

use super::{
    cancels::{is_cancel, row_of_cancel},
    cfg::{NodeId, NodeKind},
    effects::{Handover, Taint},
    fate::{Tracker, Walk},
    function::{Body, Function},
    given::{self, Failed, Given, Released},
    held::Held,
    subject::{LEVELS, Subject},
    typed::{row_of, row_of_teardown, spelled},
};
use crate::{
    program::{Binding, Callee, Level, Position, RELEASES, Release, Resource, StdTable, Symbol, Type, ValueAt, VarId, VarKind, is_plain},
    syntax::{
        Descend, Node,
        ast::{Call, Expr, ExprKind, Span, Stmt, StmtKind, UnaryOp},
        walk_block,
    },
};

/// A result that the caller of a function has to release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Yield {
    /// As a row of a table. Without a rule where the value is made by the function rather than acquired by it.
    pub row: Resource,
    pub origin: Origin,
}

/// What is known of where a value comes from that somebody may have to release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A table's row says so, or the function that returns it acquired it by one.
    Acquired,
    /// The function that returns it made it, and nobody else has it. What it owns would be released with it: an acquired value,
    /// a goroutine.
    Made { owns: Option<Owned> },
    /// Some implementation of the interface's method that returns it acquires it for its callers, or what it owns.
    Implemented { name: String },
    /// Its type has a release; nothing else is known.
    Typed,
    /// The function that returns it has given it to somebody else as well, who releases it: a test's cleanup, a registry.
    Kept,
}

/// What a made value owns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owned {
    /// The full name of what acquired it, or what it is.
    pub name: String,
    /// A row of a table tells of it, and the made value's release touches it: nothing else in sight releases it.
    pub is_seen_to_end: bool,
    /// There is nothing but tickers and timers, and nobody waits for them yet.
    pub is_timers: bool,
}

/// A call of a function, and what it hands to its caller.
pub(super) struct Acquired<'a> {
    pub call: &'a Call,
    pub symbol: Symbol,
    pub resource: Cow<'a, Resource>,
    pub origin: Origin,
}

/// The calls in a function that hand it something to release, in source order.
pub(super) fn acquired<'a>(function: &Function<'a>) -> Vec<Acquired<'a>> {
    let mut found = Vec::new();
    let Some(block) = &function.func.body else { return found };
    let registry = function.program.registry;
    walk_block(block, &mut |node| {
        if let Node::Expr(Expr { kind: ExprKind::Call(call), .. }) = node
            && let Some(name) = call.name()
            && let is_named = registry.names_any(name)
            && (is_named || function.may_yield(call))
            && let Callee::Symbol(symbol) = function.typing.callee(call)
            && !registry.is_silenced(&symbol)
        {
            let before = found.len();
            let of_tables = registry.acquired_by(&symbol).filter(|row| function.may_be_of(call, row));
            found.extend(of_tables.map(|row| Acquired {
                call,
                symbol: symbol.clone(),
                resource: Cow::Borrowed(row),
                origin: Origin::Acquired,
            }));
            // Where no name of a table let it pass, its results did.
            if found.len() == before && (!is_named || function.may_yield(call)) {
                found.extend(handed_out(function, call, &symbol));
            }
        }
        Descend::Into
    });
    found.sort_by_key(|a| a.call.span);
    found
}

/// What a function that no table tells of hands out: what its source says, and what the types of its results suggest.
fn handed_out<'a>(function: &Function<'a>, call: &'a Call, symbol: &Symbol) -> Vec<Acquired<'a>> {
    let acquired = |row: Resource, origin| Acquired { call, symbol: symbol.clone(), resource: Cow::Owned(row), origin };
    let types = function.typing.results(call).unwrap_or_default();
    // Each part has an error of its own: none of them tells whether the whole is there.
    if types.iter().any(|ty| matches!(ty, Type::Slice(elem) if elem.is("error"))) {
        return Vec::new();
    }
    let in_call = |origin: &Origin| match origin {
        // What it makes of a context without end hangs on nothing.
        Origin::Made { owns: Some(owned) } if owned.name.starts_with("context.WithCancel") && function.is_given_endless(call) => {
            Origin::Made { owns: None }
        }
        other => other.clone(),
    };
    let mut found: Vec<Acquired<'a>> =
        function.yields_of(symbol).iter().map(|Yield { row, origin }| acquired(row.clone(), in_call(origin))).collect();
    if is_told_by_tables(symbol) {
        return found;
    }
    if found.is_empty() {
        found.extend(function.yields_of_interface(call, symbol).into_iter().map(|Yield { row, origin }| acquired(row, origin)));
    }
    let error = types.len().checked_sub(1).filter(|last| *last > 0 && types[*last].is("error"));
    for (at, ty) in types.iter().enumerate() {
        if found.iter().any(|a| a.resource.value == ValueAt::Result(at)) {
            continue;
        }
        let row = match function.release_methods(ty) {
            Some(methods) => row_of(ty, at, &methods),
            None => {
                let others = (0..types.len()).filter(|i| *i != at && Some(*i) != error);
                let contexts: Vec<usize> = others.clone().filter(|i| types[*i].is("context.Context")).collect();
                if is_cancel(ty) && !contexts.is_empty() {
                    row_of_cancel(ty, at, contexts)
                } else if function.typing.is_action(ty) {
                    row_of_teardown(at, others.collect())
                } else {
                    continue;
                }
            }
        };
        found.push(acquired(Resource { error, acquire: vec![symbol.clone()], ..row }, Origin::Typed));
    }
    found
}

/// Whether it is of the standard library, of which the tables tell all that others can name.
pub(super) fn is_told_by_tables(symbol: &Symbol) -> bool {
    let is_exported = |name: &str| name.starts_with(char::is_uppercase);
    StdTable::is_std(symbol.package()) && is_exported(symbol.name()) && symbol.receiver().is_none_or(is_exported)
}

/// What a function hands to whoever calls it by the name `symbol`. Where that is an interface's method of which it is one
/// implementation, what only may be lent is kept.
pub(super) fn look(function: &Function<'_>, symbol: &Symbol, implements: bool) -> Vec<Yield> {
    let Some(body) = function.bodies().first() else { return Vec::new() };
    let types: Vec<Type> = function
        .func
        .signature
        .results
        .iter()
        .flat_map(|f| std::iter::repeat_n(function.typing.denoted(&f.ty), f.names.len().max(1)))
        .collect();
    if !types.iter().any(|ty| function.is_releasable(ty)) {
        return Vec::new();
    }
    let reached = body.cfg.reachable();
    let returns: Vec<Return<'_>> = body
        .cfg
        .nodes
        .iter()
        .enumerate()
        .filter(|(id, _)| reached[*id])
        .filter_map(|(node, n)| match n.kind {
            NodeKind::Stmt(Stmt { kind: StmtKind::Return(values), span }) => Some(Return { node, values, at: *span }),
            _ => None,
        })
        .collect();
    let look = Look {
        function,
        body,
        held: function.held_by(body),
        types: &types,
        error: given::error_result(&function.func.signature),
        implements,
    };
    let wanted = types.iter().enumerate().filter(|(_, ty)| function.is_releasable(ty));
    wanted.filter_map(|(at, _)| look.result(at, &returns, symbol)).collect()
}

struct Return<'a> {
    node: NodeId,
    values: &'a [Expr],
    at: Span,
}

/// Where what is returned comes from.
enum Source {
    /// Nothing is there: nil, or a zero value beside an error.
    Nothing,
    Fresh(Box<Yield>),
    /// Somebody else has it as well.
    Kept,
    /// It is in a place that outlasts the function, and stays there: a getter.
    Lasting,
    /// Nobody knows.
    Other,
}

struct Look<'l, 'a> {
    function: &'l Function<'a>,
    body: &'l Body<'a>,
    held: Vec<Held<'l, 'a>>,
    types: &'l [Type],
    error: Option<usize>,
    implements: bool,
}

impl<'a> Look<'_, 'a> {
    fn result(&self, at: usize, returns: &[Return<'a>], symbol: &Symbol) -> Option<Yield> {
        let mut found: Option<Yield> = None;
        let (mut nothing, mut lasting, mut unknown) = (false, false, false);
        // For a caller that gives it to somebody else in turn.
        let kept = || {
            let methods = self.function.release_methods(&self.types[at]).unwrap_or_default();
            let row = Resource { acquire: vec![symbol.clone()], ..row_of(&self.types[at], at, &methods) };
            Some(Yield { row, origin: Origin::Kept })
        };
        for ret in returns {
            match self.source(at, ret) {
                Source::Nothing => nothing = true,
                Source::Fresh(y) => found = found.or(Some(*y)),
                Source::Kept => return kept(),
                Source::Lasting => lasting = true,
                Source::Other => unknown = true,
            }
        }
        if lasting && (self.implements || !unknown && found.is_none()) {
            return kept();
        }
        if unknown || lasting {
            return None;
        }
        let Yield { mut row, origin } = found?;
        if nothing && self.error.is_none() {
            // Where there is nothing, no error tells: the caller asks for nil, or nothing.
            return None;
        }
        // Where it never fails, the branch that asks whether it did is never taken.
        row.error = self.error;
        row.acquire = vec![symbol.clone()];
        row.value = ValueAt::Result(at);
        row.type_name = spelled(&self.types[at]);
        (!row.release.is_empty()).then_some(Yield { row, origin })
    }

    fn source(&self, at: usize, ret: &Return<'a>) -> Source {
        let values = ret.values;
        if values.is_empty() {
            let var = self.function.results().nth(at).flatten();
            return var.map_or(Source::Other, |var| self.of_var(at, var, ret));
        }
        if values.len() == 1 && self.types.len() > 1 {
            return self.of_call(&values[0], at, at);
        }
        let Some(value) = values.get(at) else { return Source::Other };
        let value = value.unparen();
        match &value.kind {
            ExprKind::Ident(_) if self.function.scopes.is_nil(value) => Source::Nothing,
            ExprKind::Ident(_) => match self.function.var(value) {
                // A function that is returned beside it may release it.
                Some(var) if values.iter().any(|v| self.is_literal_with(v, var)) => Source::Kept,
                Some(var) => self.of_var(at, var, ret),
                // A variable of the package has it, and goes on to.
                None if self.function.is_of_package(value) => Source::Lasting,
                None => Source::Other,
            },
            _ if self.function.lasts(value) => Source::Lasting,
            ExprKind::Call(_) => self.of_call(value, 0, at),
            // `os.Stdout`
            ExprKind::Selector { operand, .. }
                if matches!(self.function.scopes.binding(operand.unparen().span.start), Binding::Package(_)) =>
            {
                Source::Lasting
            }
            ExprKind::Selector { operand, field } => self.of_field(operand, &field.name, at, ret.node),
            _ if makes(value) => {
                let failed = given::failed(self.function, self.body, values, ret.at) == Failed::Yes;
                if failed { Source::Nothing } else { self.made(value, at, None) }
            }
            _ => Source::Other,
        }
    }

    /// Whether an expression is a literal that names a variable, the value of a method by which that is released, or another variable
    /// that holds one of these.
    fn is_literal_with(&self, e: &Expr, var: VarId) -> bool {
        let held = self.function.var(e).and_then(|v| self.function.only_value(v));
        [Some(e), held].into_iter().flatten().map(Expr::unparen).any(|e| match &e.kind {
            ExprKind::FuncLit(_) => self.function.names(e.span, var),
            ExprKind::Selector { operand, field } => RELEASES.contains(&field.name.as_str()) && self.function.var(operand) == Some(var),
            _ => false,
        })
    }

    /// A result of a call that is returned at once.
    fn of_call(&self, value: &Expr, result: usize, at: usize) -> Source {
        match self.held_of(value, result) {
            // A method that returns what another one gives back of its receiver.
            Some(held) if held.origin == Origin::Kept => Source::Kept,
            Some(held) => self.fresh(held, &held.resource.release, at),
            None => Source::Other,
        }
    }

    /// What a result of a call is, where it is to be released.
    fn held_of(&self, call: &Expr, result: usize) -> Option<&Held<'_, 'a>> {
        let at = call.unparen().span;
        self.held.iter().find(|h| h.call.span == at && h.resource.value == ValueAt::Result(result))
    }

    /// A variable, which must never have had anything but what is fresh.
    fn of_var(&self, at: usize, var: VarId, ret: &Return<'a>) -> Source {
        let v = self.function.scopes.var(var);
        // What the caller has given: it knows it by another name.
        if matches!(v.kind, VarKind::Param | VarKind::Receiver) {
            return Source::Kept;
        }
        if !matches!(v.kind, VarKind::Local | VarKind::Result) || v.literal != 0 {
            return Source::Other;
        }
        let Some(definitions) = self.function.definitions(var) else { return Source::Other };
        let mut found = Source::Nothing;
        for (value, result) in definitions {
            let value = value.unparen();
            let source = match &value.kind {
                ExprKind::Ident(_) if self.function.scopes.is_nil(value) => continue,
                _ if makes(value) => self.made(value, at, Some(ret.node)),
                _ if self.function.lasts(value) => Source::Lasting,
                ExprKind::Call(_) => {
                    let Some(held) = self.held_of(value, result) else { return Source::Other };
                    match held.holds_at(ret.node, var) {
                        Some(true) => self.with_living(self.fresh(held, &held.resource.release, at), at, held, ret),
                        // Released, or given to somebody else, on the way here.
                        Some(false) if held.is_surely_kept() => return Source::Kept,
                        Some(false) if held.is_lent_until(ret.node, var) => {
                            self.with_dependents(self.fresh(held, &held.resource.release, at), at)
                        }
                        Some(false) => return Source::Other,
                        // Not on this way.
                        None => continue,
                    }
                }
                _ => return Source::Other,
            };
            match source {
                other @ (Source::Other | Source::Kept) => return other,
                Source::Lasting if !matches!(found, Source::Nothing | Source::Lasting) => return Source::Other,
                Source::Fresh(_) if matches!(found, Source::Lasting) => return Source::Other,
                Source::Lasting => found = Source::Lasting,
                Source::Nothing => {}
                fresh @ Source::Fresh(_) => found = fresh,
            }
        }
        found
    }

    /// `resp.Body`: a step on the way to the release of what is held.
    fn of_field(&self, operand: &Expr, field: &str, at: usize, node: NodeId) -> Source {
        let Some(var) = self.function.var(operand) else { return Source::Other };
        for held in &self.held {
            let Some(Release::Method(path)) = held.resource.release.first() else { continue };
            if path.len() > 1 && path[0] == field && held.holds_at(node, var) == Some(true) {
                return self.fresh(held, &[Release::Method(path[1..].to_vec())], at);
            }
        }
        Source::Other
    }

    /// What has something of the value may be another result, which is of no use without it.
    fn with_dependents(&self, source: Source, at: usize) -> Source {
        match source {
            Source::Fresh(mut fresh) => {
                let others = self.types.iter().enumerate().filter(|(i, ty)| *i != at && Some(*i) != self.error && !is_plain(ty));
                fresh.row.dependents = others.map(|(i, _)| i).collect();
                Source::Fresh(fresh)
            }
            other => other,
        }
    }

    /// The other results that live off the value where it is returned: a client around its connection.
    fn with_living(&self, source: Source, at: usize, held: &Held<'_, 'a>, ret: &Return<'a>) -> Source {
        let Source::Fresh(mut fresh) = source else { return source };
        if !matches!(fresh.row.release.first(), Some(Release::Method(_) | Release::Function(_))) {
            return Source::Fresh(fresh);
        }
        let living = held.living_at(ret.node);
        let lives = |i: usize| match ret.values.get(i) {
            Some(value) => living.iter().any(|var| self.function.mentions(value, *var)),
            None => self.function.results().nth(i).flatten().is_some_and(|var| living.contains(&var)),
        };
        let others = self.types.iter().enumerate().filter(|(i, ty)| *i != at && Some(*i) != self.error && !is_plain(ty) && lives(*i));
        for (other, _) in others {
            if !fresh.row.dependents.contains(&other) {
                fresh.row.dependents.push(other);
            }
        }
        Source::Fresh(fresh)
    }

    fn fresh(&self, held: &Held<'_, 'a>, releases: &[Release], at: usize) -> Source {
        // What the release takes of the acquiring call is not at hand for the caller.
        if matches!(held.origin, Origin::Typed | Origin::Kept) || held.resource.release_argument.is_some() {
            return Source::Other;
        }
        let ty = &self.types[at];
        let is_same = held.resource.type_name.as_deref() == Some(&ty.to_string());
        if !is_same && !releases.iter().take(1).all(|r| self.supports(ty, r)) {
            return Source::Other;
        }
        let mut row = held.resource.clone().into_owned();
        row.release = releases.to_vec();
        row.nil_safe &= is_same;
        row.is_inert &= is_same;
        // Whose callers end it tells of those alone.
        if held.ends_by_itself(0) {
            row.level = row.level.max(Level::Hygiene);
        }
        row.ends_with = held.parent_of_callers();
        row.dependents = held.resource.dependents.iter().filter_map(|d| self.result_of(held, *d)).collect();
        // What goes on with what depends on it, the caller does not see, unless it is what comes beside: `w, cancel := newWatcher()`.
        let is_beside = self.types.iter().enumerate().any(|(i, ty)| i != at && Some(i) != self.error && !is_plain(ty));
        for (how, _) in held.resource.dependents.iter().flat_map(|d| held.follow(*d).handed_over) {
            match how {
                Handover::Returned => {}
                Handover::Callee(_) | Handover::Unclear => row.release_is_felt = true,
                _ if is_beside => row.release_is_felt = true,
                _ => row.no_fix = Some(format!("whoever makes it goes on with what lives only until the release ({how})")),
            }
        }
        Source::Fresh(Box::new(Yield { row, origin: held.origin.clone() }))
    }

    /// The result that returns another result of the acquiring call, wherever one does.
    fn result_of(&self, held: &Held<'_, 'a>, result: usize) -> Option<usize> {
        let NodeKind::Stmt(stmt) = held.body.cfg.nodes[held.node].kind else { return None };
        match &stmt.kind {
            StmtKind::Return(_) => Some(result),
            StmtKind::Assign { left, .. } => {
                let var = self.function.var(left.get(result)?)?;
                self.body.cfg.nodes.iter().find_map(|n| match n.kind {
                    NodeKind::Stmt(Stmt { kind: StmtKind::Return(values), .. }) if values.len() == self.types.len() => {
                        values.iter().position(|v| self.function.mentions(v, var))
                    }
                    _ => None,
                })
            }
            _ => None,
        }
    }

    /// Whether a value of the type can be released like that.
    fn supports(&self, ty: &Type, release: &Release) -> bool {
        match release {
            Release::Call(_) => is_cancel(ty) || matches!(ty, Type::Func(f) if f.params.is_empty()),
            Release::Function(_) => false,
            Release::Method(path) => {
                let Some((method, fields)) = path.split_last() else { return false };
                let mut ty = ty.clone();
                for field in fields {
                    match self.function.typing.field(&ty, field) {
                        Some(inner) => ty = inner,
                        None => return false,
                    }
                }
                self.function.typing.method_signature(&ty, method).is_some_and(|s| s.params.is_empty())
            }
        }
    }

    /// A new value, and where it gets to before it is returned.
    fn made(&self, value: &'a Expr, at: usize, returned: Option<NodeId>) -> Source {
        let ty = self.function.typing.type_of(value);
        let Some(methods) = self.function.release_methods(&self.types[at]) else { return Source::Other };
        if self.function.release_methods(&ty).is_none() {
            return Source::Other;
        }
        let mut owns = None;
        if returned.is_some() {
            let walk = |releases, follow| {
                let subject = Subject { is_made: true, ..Subject::new(value.span, releases) };
                Tracker { follow, ..Tracker::new(self.function, self.body, subject) }.walk()
            };
            // A test's helper releases what it returns when the test ends.
            let releases = row_of(&ty, at, &methods).release;
            let Walk { released, handed_over, .. } = walk(&releases, false);
            if released.iter().chain(handed_over.iter().map(|(_, at)| at)).any(|at| self.function.is_cleanup(*at)) {
                return Source::Kept;
            }
            let Walk { given_away, gave_up, .. } = walk(&[], true);
            if gave_up {
                return Source::Other;
            }
            for how in given_away {
                match how {
                    Handover::Returned => {}
                    Handover::Goroutine => {
                        owns = Some(Owned { name: "a goroutine".to_owned(), is_seen_to_end: false, is_timers: false });
                    }
                    Handover::Captured | Handover::Callee(_) => {}
                    Handover::Stored | Handover::Sent | Handover::Kept(_) => return Source::Kept,
                    Handover::Unclear => return Source::Other,
                }
            }
        }
        let acquired = self.owned(value, &ty, methods.first().copied()).filter(|o| o.is_seen_to_end || owns.is_none());
        owns = acquired.map(|o| Owned { is_timers: o.is_timers && owns.is_none() && !self.function.starts_goroutine(), ..o }).or(owns);
        Source::Fresh(Box::new(Yield { row: row_of(&ty, at, &methods), origin: Origin::Made { owns } }))
    }

    /// What is acquired in the function and stands in the new value.
    fn owned(&self, value: &Expr, ty: &Type, release: Option<&str>) -> Option<Owned> {
        let inside = |held: &&Held<'_, '_>| {
            let vars: BTreeSet<VarId> = held.variables();
            held.origin != Origin::Kept
                && !held.hangs_on_nothing()
                && (value.span.contains(held.call.span) || vars.iter().any(|v| self.function.mentions(value, *v)))
        };
        let owned = |held: &Held<'_, '_>| {
            let is_seen_to_end = release.is_some_and(|release| self.ends(ty, release, held));
            Owned { name: held.symbol.to_string(), is_seen_to_end, is_timers: held.is_no_more_than_timers() }
        };
        let all = self.held.iter().filter(inside).map(owned);
        all.reduce(|one, other| {
            let is_timers = one.is_timers && other.is_timers;
            let told = if other.is_seen_to_end && !one.is_seen_to_end { other } else { one };
            Owned { is_timers, ..told }
        })
    }

    /// Whether a method of what owns an acquired value releases that, or does with it what is beyond the model.
    fn ends(&self, ty: &Type, method: &str, held: &Held<'_, '_>) -> bool {
        let is_told = held.origin == Origin::Acquired && held.resource.level == Level::Leak;
        if !is_told || !matches!(held.resource.release.first(), Some(Release::Method(_))) {
            return false;
        }
        let Some(method) = self.function.typing.method(ty, method) else { return false };
        // The release of what it embeds is its own.
        if method.receiver().is_some_and(|r| {
            held.resource.type_name.as_deref().is_some_and(|ty| ty.trim_start_matches('*') == format!("{}.{r}", method.package()))
        }) {
            return held.resource.release.iter().any(|r| matches!(r, Release::Method(path) if path[..] == [method.name()]));
        }
        let given = Given {
            position: Position::Receiver,
            how: Taint::Owner,
            releases: held.resource.release.clone().into(),
            exposes: [].into(),
            exhausted_by: None,
            is_made: false,
            levels: LEVELS,
            error: None,
        };
        self.function.use_of(&method, given).is_some_and(|found| found.kept.is_some() || found.released != Released::Never)
    }
}

/// Whether an expression makes a new value: `&T{…}`, `T{…}`, `new(T)`.
pub(super) fn makes(e: &Expr) -> bool {
    match &e.unparen().kind {
        ExprKind::Composite { .. } => true,
        ExprKind::Unary { op: UnaryOp::Address, operand } => matches!(operand.unparen().kind, ExprKind::Composite { .. }),
        ExprKind::Call(call) => call.callee.as_ident().is_some_and(|n| n == "new"),
        _ => false,
    }
}

/// The answer of [`Function::yields_of`].
pub(super) type Yields = Arc<[Yield]>;
