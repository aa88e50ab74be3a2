//! One declared function, parsed, with what its names and types mean.

use std::{
    cell::{Cell, OnceCell},
    collections::{HashMap, HashSet},
};

use super::{
    cfg::{Cfg, Endless, NodeKind},
    conditions::Conditions,
    model::{Model, Parsed},
    summaries::Frame,
    yields::Acquired,
};
use crate::{
    program::{Callee, File, Program, Scopes, StdTable, Symbol, Type, Typing, VarId, VarKind},
    syntax::{
        Descend, Node,
        ast::{Block, Call, Expr, ExprKind, FuncDecl, FuncLit, Signature, Span, Stmt, StmtKind, UnaryOp},
        walk_block,
    },
    text::Location,
};

/// How the leak is known. Not the same as how safe its fix is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Every step was read in source or in the standard library's table.
    Proved,
    /// A step rests on a type, a name or the repository's habits.
    Inferred,
}

impl Certainty {
    /// The word that documents and reports have for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Proved => "proved",
            Self::Inferred => "inferred",
        }
    }
}

/// The declared function's body, or a literal's: what returns on its own, and has its own defers.
#[derive(Debug)]
pub struct Body<'a> {
    /// 0 is the declared function, the literals follow in source order.
    pub literal: u32,
    pub block: &'a Block,
    pub cfg: Cfg<'a>,
    conditions: OnceCell<Conditions>,
}

impl<'a> Body<'a> {
    /// What the return statement at a place returns.
    pub(super) fn returned_at(&self, at: Span) -> Option<&'a [Expr]> {
        self.cfg.stmts().find_map(|stmt| match &stmt.kind {
            StmtKind::Return(values) if stmt.span == at => Some(&values[..]),
            _ => None,
        })
    }

    pub(super) fn conditions(&self, function: &Function<'_>) -> &Conditions {
        self.conditions.get_or_init(|| Conditions::new(function, self))
    }
}

/// One declared function with all its literals: parsed, its names and types known.
pub struct Function<'a> {
    pub program: &'a Program<'a>,
    pub(super) model: &'a Model<'a>,
    /// The question for which it is looked at.
    pub(super) asker: Option<&'a Frame<'a>>,
    pub file: &'a File,
    pub func: &'a FuncDecl,
    pub scopes: &'a Scopes,
    pub typing: Typing<'a>,
    pub(super) literals: Vec<&'a FuncLit>,
    bodies: OnceCell<Vec<Body<'a>>>,
    exposed: OnceCell<Exposed>,
    uses: OnceCell<HashMap<VarId, Vec<u32>>>,
    /// The calls that hand it something to release.
    pub(super) acquired: OnceCell<Vec<Acquired<'a>>>,
    /// How many literals that are called by their variables are being looked at, one within another.
    pub(super) inside: Cell<u32>,
}

/// Variables whose uses can't all be seen in the order in which they stand.
#[derive(Debug, Default)]
struct Exposed {
    /// `&v` stands somewhere.
    addressed: HashSet<VarId>,
    /// The literals that mention a variable of a function around them.
    captured: HashMap<VarId, Vec<Span>>,
}

impl<'a> Function<'a> {
    pub fn new(model: &'a Model<'a>, file: &'a File, parsed: &'a Parsed) -> Self {
        Self::asked(model, file, parsed, None)
    }

    /// A function that is looked at to answer a question about it.
    pub(super) fn asked(model: &'a Model<'a>, file: &'a File, parsed: &'a Parsed, asker: Option<&'a Frame<'a>>) -> Self {
        let program = model.program;
        let Parsed { func, scopes } = parsed;
        let mut literals = Vec::new();
        if let Some(body) = &func.body {
            walk_block(body, &mut |node| {
                if let Node::Expr(Expr { kind: ExprKind::FuncLit(lit), .. }) = node {
                    literals.push(&**lit);
                }
                Descend::Into
            });
        }
        Self {
            program,
            model,
            asker,
            file,
            func,
            scopes,
            typing: Typing::new(program, file, func, scopes),
            literals,
            bodies: OnceCell::new(),
            exposed: OnceCell::new(),
            uses: OnceCell::new(),
            acquired: OnceCell::new(),
            inside: Cell::new(0),
        }
    }

    /// As pprof spells it.
    pub fn symbol(&self) -> Symbol {
        let package = self.program.package(self.file);
        let path = if &*package.name == "main" { "main" } else { &*package.import_path };
        let name = &self.func.name.name;
        Symbol::new(&match self.receiver() {
            Some((base, true)) => format!("{path}.(*{base}).{name}"),
            Some((base, false)) => format!("{path}.{base}.{name}"),
            None => format!("{path}.{name}"),
        })
    }

    /// `Name` or `Recv.Name`, for the report.
    pub fn display_name(&self) -> String {
        match self.receiver() {
            Some((base, _)) => format!("{base}.{}", self.func.name.name),
            None => self.func.name.name.to_string(),
        }
    }

    /// The comments right above it, and whatever else stands on their lines.
    pub fn doc(&self) -> &'a str {
        let above = &self.file.text[..self.func.span.start as usize];
        let is_comment = |line: &&str| line.trim_start().starts_with("//");
        let length: usize = above.split_inclusive('\n').rev().take_while(is_comment).map(str::len).sum();
        &above[above.len() - length..]
    }

    /// The receiver's base type, and whether it is behind a pointer.
    fn receiver(&self) -> Option<(&str, bool)> {
        let mut ty = self.func.receiver.as_ref()?.ty.unparen();
        let mut pointer = false;
        loop {
            match &ty.kind {
                ExprKind::Star(inner) => {
                    pointer = true;
                    ty = inner.unparen();
                }
                ExprKind::Index { operand, .. } => ty = operand.unparen(),
                ExprKind::Ident(name) => return Some((name, pointer)),
                _ => return None,
            }
        }
    }

    /// Whether the function runs once, as `main`, `init` and `TestMain` do: what it leaks lasts until exit. A `main` of another package
    /// is a command's that one program has with others.
    pub fn runs_once(&self) -> bool {
        self.func.receiver.is_none()
            && match self.func.name.name.as_str() {
                "main" => self.func.signature.params.is_empty() && self.func.signature.results.is_empty(),
                "init" => true,
                "TestMain" => self.file.is_test(),
                _ => false,
            }
    }

    /// The signature of what a body belongs to.
    pub(super) fn signature_of(&self, body: &Body<'_>) -> &'a Signature {
        self.literal_of(body.literal).map_or(&self.func.signature, |lit| &lit.signature)
    }

    /// The call of `make` that an expression is.
    pub(super) fn made<'e>(&self, e: &'e Expr) -> Option<&'e Call> {
        e.as_call().filter(|call| matches!(self.typing.callee(call), Callee::Builtin(name) if name == "make"))
    }

    /// The literal of a body's number; None of the declared function's.
    pub(super) fn literal_of(&self, number: u32) -> Option<&'a FuncLit> {
        self.literals.get(usize::try_from(number).ok()?.checked_sub(1)?).copied()
    }

    /// The number of a literal's body; of none of the function's where it is not one of its own.
    pub(super) fn literal_number(&self, lit: &FuncLit) -> u32 {
        self.literals.iter().zip(1..).find(|(l, _)| l.span == lit.span).map_or(u32::MAX, |(_, n)| n)
    }

    /// The only value that a local variable ever gets.
    pub(super) fn only_value(&self, var: VarId) -> Option<&'a Expr> {
        let (mut found, mut others) = (None, self.scopes.var(var).kind != VarKind::Local || self.is_addressed(var));
        let mut set = |value: Option<&'a Expr>| {
            others |= found.is_some() || value.is_none();
            found = value;
        };
        walk_block(self.func.body.as_ref()?, &mut |node| {
            match node {
                Node::Stmt(Stmt { kind: StmtKind::Assign { left, right, .. }, .. }) => {
                    let same = left.len() == right.len();
                    let given = left.iter().enumerate().filter(|(_, l)| self.var(l) == Some(var));
                    given.for_each(|(at, _)| set(right.get(at).filter(|_| same)));
                }
                Node::Stmt(Stmt { kind: StmtKind::Var(specs), .. }) => {
                    for spec in specs {
                        let same = spec.names.len() == spec.values.len();
                        let given = spec.names.iter().enumerate().filter(|(_, n)| self.scopes.var_at(n.span.start) == Some(var));
                        given.for_each(|(at, _)| set(spec.values.get(at).filter(|_| same)));
                    }
                }
                Node::Stmt(Stmt { kind: StmtKind::Range(range), .. }) => {
                    let given = range.key.iter().chain(&range.value).filter(|e| self.var(e) == Some(var));
                    given.for_each(|_| set(None));
                }
                _ => {}
            }
            Descend::Into
        });
        found.filter(|_| !others)
    }

    /// The variables of the results; None of those without a name.
    pub(super) fn results(&self) -> impl Iterator<Item = Option<VarId>> {
        let names = self.func.signature.results.iter().flat_map(|f| &f.names);
        names.map(|n| self.scopes.var_at(n.span.start))
    }

    /// Whether a panic may end here: it recovers, or defers a function of which that is not known.
    pub(super) fn may_recover(&self) -> bool {
        const HARMLESS: [&str; 8] = ["Close", "Done", "RUnlock", "Stop", "Unlock", "cancel", "close", "Helper"];
        let is_harmless = |e: &Expr| match e.as_call() {
            Some(call) => {
                matches!(call.callee.unparen().kind, ExprKind::FuncLit(_)) || call.name().is_some_and(|n| HARMLESS.contains(&n.as_str()))
            }
            None => false,
        };
        let defers =
            self.bodies().first().is_some_and(|body| body.cfg.stmts().any(|s| matches!(&s.kind, StmtKind::Defer(e) if !is_harmless(e))));
        defers || self.has_call(&|call| call.callee.as_ident().is_some_and(|n| n == "recover"))
    }

    /// Whether control can come to a return or to the end of the function's body.
    pub(super) fn may_return(&self) -> bool {
        if self.may_recover() {
            return true;
        }
        let Some(body) = self.bodies().first() else { return true };
        body.cfg.ends(&body.cfg.reachable())
    }

    /// The text at a span.
    pub fn text(&self, span: Span) -> &'a str {
        &self.file.text[span.range()]
    }

    pub fn location(&self, span: Span) -> Location {
        Location::new(&self.file.path, span.range())
    }

    /// The function's own body first, then the literals in source order.
    pub fn bodies(&self) -> &[Body<'a>] {
        self.bodies.get_or_init(|| {
            let own = self.func.body.iter().map(|b| (0, b));
            let literals = self.literals.iter().zip(1..).map(|(lit, n)| (n, &lit.body));
            own.chain(literals)
                .map(|(literal, block)| Body { literal, block, cfg: Cfg::new(block, self), conditions: OnceCell::new() })
                .collect()
        })
    }

    /// The innermost body that holds the code at `span`.
    pub fn body_of(&self, span: Span) -> Option<&Body<'a>> {
        self.bodies().iter().filter(|b| b.block.span.contains(span)).max_by_key(|b| b.block.span.start)
    }

    /// What a call calls, as the code spells it, on one line.
    pub fn callee_text(&self, call: &Call) -> String {
        self.text(call.callee.span).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The full name of what a call calls, where it is known.
    pub fn callee(&self, call: &Call) -> Option<Symbol> {
        match self.typing.callee(call) {
            Callee::Symbol(symbol) => Some(symbol),
            _ => None,
        }
    }

    /// The value's type is known and is this one, or a pointer to it.
    pub fn is_type(&self, expr: &Expr, full_name: &str) -> bool {
        self.typing.type_of(expr).is(full_name)
    }

    /// The type of the operand's variable or expression, by its full name.
    pub fn type_of(&self, expr: &Expr) -> Type {
        self.typing.type_of(expr)
    }

    /// Whether uses of the variable may come in another order than they stand in: its address is taken, or a literal that
    /// starts before `at` (and does not hold it) captures it.
    pub(super) fn is_exposed(&self, var: VarId, at: Span) -> bool {
        let exposed = self.exposed.get_or_init(|| self.find_exposed());
        exposed.addressed.contains(&var)
            || exposed.captured.get(&var).is_some_and(|lits| lits.iter().any(|lit| lit.start < at.start && !lit.contains(at)))
    }

    /// Whether a literal shares the variable, or its address is taken.
    pub fn is_captured(&self, var: VarId) -> bool {
        let exposed = self.exposed.get_or_init(|| self.find_exposed());
        exposed.addressed.contains(&var) || exposed.captured.contains_key(&var)
    }

    pub(super) fn is_addressed(&self, var: VarId) -> bool {
        self.exposed.get_or_init(|| self.find_exposed()).addressed.contains(&var)
    }

    /// Whether a parameter means the same throughout.
    pub(super) fn is_constant(&self, parameter: VarId) -> bool {
        !self.is_addressed(parameter) && !self.bodies().iter().flat_map(|b| &b.cfg.nodes).any(|node| self.gives_anew(&node.kind, parameter))
    }

    /// The nodes of the function's own body at which a parameter is what the caller gave, whatever it gets further down; None where
    /// that can't be seen.
    pub(super) fn unchanged_at(&self, parameter: VarId) -> Option<Vec<bool>> {
        let (own, literals) = self.bodies().split_first()?;
        let changes = |body: &Body<'_>| body.cfg.nodes.iter().any(|node| self.gives_anew(&node.kind, parameter));
        if self.is_addressed(parameter) || literals.iter().any(changes) {
            return None;
        }
        let mut unchanged = vec![true; own.cfg.nodes.len()];
        for (id, _) in own.cfg.nodes.iter().enumerate().filter(|(_, node)| self.gives_anew(&node.kind, parameter)) {
            unchanged.iter_mut().zip(own.cfg.reached(id, &[])).for_each(|(is, behind)| *is &= !behind);
        }
        Some(unchanged)
    }

    fn gives_anew(&self, kind: &NodeKind<'_>, var: VarId) -> bool {
        match kind {
            NodeKind::Stmt(Stmt { kind: StmtKind::Assign { left, .. }, .. }) => left.iter().any(|l| self.var(l) == Some(var)),
            NodeKind::RangeNext(range) => range.key.iter().chain(&range.value).any(|e| self.var(e) == Some(var)),
            _ => false,
        }
    }

    fn find_exposed(&self) -> Exposed {
        let mut exposed = Exposed::default();
        let Some(body) = &self.func.body else { return exposed };
        walk_block(body, &mut |node| {
            if let Node::Expr(Expr { kind: ExprKind::Unary { op: UnaryOp::Address, operand }, .. }) = node
                && let Some(var) = self.var(operand)
            {
                exposed.addressed.insert(var);
            }
            Descend::Into
        });
        for (lit, number) in self.literals.iter().zip(1..) {
            walk_block(&lit.body, &mut |node| {
                if let Node::Expr(e) = node
                    && let Some(var) = self.var(e)
                    && self.scopes.var(var).literal < number
                    && !lit.span.contains(self.scopes.var(var).declared)
                {
                    exposed.captured.entry(var).or_default().push(lit.span);
                }
                Descend::Into
            });
        }
        exposed
    }

    /// The variable that an expression names.
    pub fn var(&self, expr: &Expr) -> Option<VarId> {
        let e = expr.unparen();
        matches!(e.kind, ExprKind::Ident(_)).then(|| self.scopes.var_at(e.span.start)).flatten()
    }

    /// The variable at the bottom of `a.b`, `&a` or `a[i]`.
    pub(super) fn root(&self, expr: &Expr) -> Option<VarId> {
        match &expr.unparen().kind {
            ExprKind::Ident(_) => self.var(expr),
            ExprKind::Selector { operand, .. }
            | ExprKind::Unary { op: UnaryOp::Address, operand }
            | ExprKind::Index { operand, .. }
            | ExprKind::Star(operand) => self.root(operand),
            _ => None,
        }
    }

    /// Whether a local variable is a struct of its own: nobody else can know it but by its address.
    pub(super) fn is_fresh(&self, var: VarId) -> bool {
        let ty = self.typing.type_of_var(var);
        let is_value = matches!(ty, Type::Named(_)) && self.typing.is_struct(&ty);
        let makes = |e: &Expr| match &e.unparen().kind {
            ExprKind::Unary { op: UnaryOp::Address, operand } => matches!(operand.unparen().kind, ExprKind::Composite { .. }),
            ExprKind::Call(call) => matches!(self.typing.callee(call), Callee::Builtin(name) if name == "new"),
            _ => false,
        };
        is_value || self.only_value(var).is_some_and(makes)
    }

    /// Whether a variable is a struct, or points to none but those that the function makes, or has the standard library make.
    pub(super) fn is_made_within(&self, var: VarId) -> bool {
        let makes = |e: &Expr| match e.as_call().map(|call| self.typing.callee(call)) {
            Some(Callee::Symbol(callee)) => StdTable::is_std(callee.package()),
            Some(Callee::Builtin(name)) => name == "new",
            Some(_) => false,
            None => matches!(&e.unparen().kind, ExprKind::Unary { op: UnaryOp::Address, .. }) || self.scopes.is_nil(e),
        };
        self.is_fresh(var) || self.definitions(var).is_some_and(|made| made.into_iter().all(|(value, _)| makes(value)))
    }

    /// Whether a variable has shown itself to nobody before the code at `at`: all that stands ahead of it are accesses to its fields,
    /// and methods of the standard library.
    pub(super) fn is_alone_until(&self, var: VarId, at: Span) -> bool {
        let declared = self.scopes.var(var).declared.start;
        let is_std = self.typing.type_of_var(var).name().and_then(|n| n.rsplit_once('.')).is_some_and(|(path, _)| StdTable::is_std(path));
        let (mut seen, mut accessed, mut called) = (0, 0, 0);
        let Some(body) = &self.func.body else { return false };
        walk_block(body, &mut |node| {
            if let Node::Expr(e) = node
                && e.span.start < at.start
            {
                match &e.kind {
                    ExprKind::Ident(_) => seen += usize::from(e.span.start != declared && self.var(e) == Some(var)),
                    ExprKind::Selector { operand, .. } => accessed += usize::from(self.var(operand) == Some(var)),
                    ExprKind::Call(call) if !is_std && !e.span.contains(at) => {
                        if let ExprKind::Selector { operand, .. } = &call.callee.unparen().kind {
                            called += usize::from(self.var(operand) == Some(var));
                        }
                    }
                    _ => {}
                }
            }
            Descend::Into
        });
        seen + called <= accessed
    }

    /// Whether the function calls a function of this full name, in a literal perhaps.
    pub fn calls(&self, full_name: &str) -> bool {
        self.has_call(&|call| self.callee(call).is_some_and(|s| s.as_str() == full_name))
    }

    /// Whether `close(v)` stands somewhere.
    fn closes(&self, var: VarId) -> bool {
        self.has_call(&|call| {
            call.callee.as_ident().is_some_and(|n| n == "close") && call.args.first().is_some_and(|a| self.var(a) == Some(var))
        })
    }

    pub(super) fn has_call(&self, wanted: &dyn Fn(&Call) -> bool) -> bool {
        let mut found = false;
        let Some(body) = &self.func.body else { return false };
        walk_block(body, &mut |node| {
            if let Node::Expr(Expr { kind: ExprKind::Call(call), .. }) = node {
                found |= wanted(call);
            }
            Descend::Into
        });
        found
    }

    /// The local variable that an expression names, where it is set once, by `make`, and nothing uses it before the code at `at`.
    pub(super) fn fresh_until(&self, expr: &Expr, at: Span) -> Option<VarId> {
        let var = self.var(expr)?;
        let declared = self.scopes.var(var).declared;
        let uses = self.uses.get_or_init(|| self.find_uses()).get(&var)?;
        if self.scopes.var(var).kind != VarKind::Local || uses.iter().any(|&u| u < at.start && u != declared.start) {
            return None;
        }
        let (mut made, mut set) = (false, 0);
        walk_block(self.func.body.as_ref()?, &mut |node| {
            match node {
                Node::Stmt(Stmt { kind: StmtKind::Assign { left, right, .. }, .. }) => {
                    for (i, _) in left.iter().enumerate().filter(|(_, l)| self.var(l) == Some(var)) {
                        set += 1;
                        made |= left.len() == right.len() && self.made(&right[i]).is_some();
                    }
                }
                Node::Stmt(Stmt { kind: StmtKind::Var(specs), .. }) => {
                    for spec in specs {
                        for (i, _) in spec.names.iter().enumerate().filter(|(_, n)| n.span == declared) {
                            set += 1;
                            made |= spec.values.get(i).is_some_and(|value| self.made(value).is_some());
                        }
                    }
                }
                _ => {}
            }
            Descend::Into
        });
        (made && set == 1).then_some(var)
    }

    /// Whether an expression mentions the variable.
    pub fn mentions(&self, expr: &Expr, var: VarId) -> bool {
        self.names(expr.span, var)
    }

    /// Whether the code at a span names the variable.
    pub fn names(&self, span: Span, var: VarId) -> bool {
        self.uses.get_or_init(|| self.find_uses()).get(&var).is_some_and(|uses| {
            let first = uses.partition_point(|at| *at < span.start);
            uses.get(first).is_some_and(|at| *at < span.end)
        })
    }

    /// Where the variables are named, in source order.
    fn find_uses(&self) -> HashMap<VarId, Vec<u32>> {
        let mut uses: HashMap<VarId, Vec<u32>> = HashMap::new();
        if let Some(body) = &self.func.body {
            walk_block(body, &mut |node| {
                if let Node::Expr(e) = node
                    && matches!(e.kind, ExprKind::Ident(_))
                    && let Some(var) = self.scopes.var_at(e.span.start)
                {
                    uses.entry(var).or_default().push(e.span.start);
                }
                Descend::Into
            });
        }
        for list in uses.values_mut() {
            list.sort_unstable();
        }
        uses
    }
}

impl Endless for Function<'_> {
    fn never_returns(&self, call: &Call) -> bool {
        if self.ends_likeness_of_test(call) {
            return true;
        }
        match self.typing.callee(call) {
            Callee::Symbol(symbol) => StdTable::get().never_returns(&symbol) || self.is_endless(&symbol),
            Callee::Builtin(name) => name == "panic",
            _ => false,
        }
    }

    fn never_ends(&self, operand: &Expr) -> bool {
        match &operand.unparen().kind {
            // A ticker's channel is never closed.
            ExprKind::Selector { operand, field } => {
                field.name == "C" && (self.is_type(operand, "time.Ticker") || self.is_type(operand, "time.Timer"))
            }
            ExprKind::Call(call) => self.callee(call).is_some_and(|s| s.as_str() == "time.Tick"),
            // Nobody closes a channel of signals but whoever made it.
            ExprKind::Ident(_) => {
                let of_signals = matches!(self.type_of(operand), Type::Chan(elem) if elem.is("os.Signal"));
                of_signals && self.var(operand).is_some_and(|v| !self.closes(v))
            }
            _ => false,
        }
    }
}
