//! Conditions that are asked in more than one place of a body: a path on which one is true is no path on which it is
//! false, as long as nothing it mentions gets another value.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    cfg::{NodeId, NodeKind},
    function::{Body, Function},
    relations::Relation,
    state::State,
};
use crate::{
    program::{Type, VarId},
    syntax::{
        Descend, Node,
        ast::{BinaryOp, Call, Expr, ExprKind, Span, Stmt, StmtKind, UnaryOp},
        walk_expr,
    },
};

/// The conditions worth remembering, by number.
#[derive(Debug)]
pub(super) struct Conditions {
    /// The condition that each node of the graph asks, and whether it is asked straight (not as `a != b` of `a == b`).
    asked: Vec<Option<(u32, bool)>>,
    of_var: BTreeMap<VarId, Vec<u32>>,
    /// Where all variables of a condition can be named: elsewhere nobody asks it.
    scopes: Vec<Span>,
    /// Plain flags: what `flag = true` makes true.
    flags: BTreeMap<VarId, u32>,
    /// Variables that are declared without a value: that makes `v == nil` true.
    nils: BTreeMap<VarId, u32>,
    /// What conditions say of an operand of which others say something, too, by number.
    relations: BTreeMap<u32, Relation>,
    /// The conditions that nothing but the body's own assignments can change, by number.
    firm: BTreeSet<u32>,
    /// Of the conditions that are asked once, from which nodes control can come to others that they have to do with.
    useful: BTreeMap<u32, Vec<bool>>,
}

/// So many conditions on one operand are compared: more would multiply the states that a walk tells apart.
const RELATED: usize = 6;

impl Conditions {
    pub fn new(function: &Function<'_>, body: &Body<'_>) -> Self {
        let mut counts: HashMap<String, u32> = HashMap::new();
        let mut asked = Vec::new();
        for (id, node) in body.cfg.nodes.iter().enumerate() {
            if let NodeKind::Cond(e) = node.kind {
                let (key, positive) = Self::key(function, e);
                *counts.entry(key.clone()).or_default() += 1;
                asked.push((id, key, positive, e));
            }
        }
        let related = Related::of(function, &asked);
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut conditions = Self {
            asked: vec![None; body.cfg.nodes.len()],
            of_var: BTreeMap::new(),
            scopes: Vec::new(),
            flags: BTreeMap::new(),
            nils: BTreeMap::new(),
            relations: BTreeMap::new(),
            firm: BTreeSet::new(),
            useful: BTreeMap::new(),
        };
        for (id, key, positive, e) in asked {
            let flag = function.var(e).filter(|v| counts[&key] > 1 || is_set(function, body, *v));
            let empty = compared_with_nil(function, e).filter(|v| is_declared_empty(function, body, *v));
            // What a call says in a loop may differ from turn to turn.
            let is_alone = counts[&key] < 2 && flag.is_none() && empty.is_none();
            let relation = related.relation(&key);
            if is_alone && relation.is_none() || relation.is_none() && has_call(e) && body.cfg.in_cycle(id) {
                continue;
            }
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            let others = related.nodes_of_others(&key);
            let number = *numbers.entry(key).or_insert(next);
            conditions.asked[id] = Some((number, positive));
            conditions.relations.extend(relation.map(|relation| (number, relation.clone())));
            if is_alone {
                conditions.useful.insert(number, body.cfg.leading_to(&others));
            }
            if is_firm(function, e) {
                conditions.firm.insert(number);
            }
            let vars = mentioned(function, e);
            if conditions.scopes.len() == number as usize {
                let scopes = vars.iter().map(|v| function.scopes.var(*v).scope);
                conditions.scopes.push(scopes.fold(body.block.span, |a, b| Span { start: a.start.max(b.start), end: a.end.min(b.end) }));
            }
            for var in vars {
                conditions.of_var.entry(var).or_default().push(number);
            }
            if let Some(var) = flag {
                conditions.flags.insert(var, number);
            }
            if let Some(var) = empty {
                conditions.nils.insert(var, number);
            }
        }
        conditions
    }

    /// The number of the condition that a node asks, and whether it is asked straight.
    pub fn of(&self, node: NodeId) -> Option<(u32, bool)> {
        self.asked[node]
    }

    /// Whether a condition stays as it is while the body assigns nothing that it mentions, whatever is called.
    pub fn is_firm(&self, number: u32) -> bool {
        self.firm.contains(&number)
    }

    /// Whether what is known of conditions on a path leaves no way for another one to be so.
    pub fn excludes(&self, number: u32, truth: bool, state: &State) -> bool {
        let Some(relation) = self.relations.get(&number) else { return false };
        state.facts.iter().any(|(known, is)| {
            let other = self.relations.get(&known).filter(|_| known != number);
            other.is_some_and(|other| relation.excludes(truth, other, is))
        })
    }

    /// Forgets what no condition further on has to do with.
    pub fn forget_useless(&self, node: NodeId, state: &mut State) {
        if !self.useful.is_empty() {
            state.facts.retain(|number| self.useful.get(&number).is_none_or(|useful| useful[node]));
        }
    }

    /// The text, told apart by the variables it names.
    fn key(function: &Function<'_>, e: &Expr) -> (String, bool) {
        let vars = mentioned(function, e);
        let (text, positive) = match &e.kind {
            ExprKind::Binary { op: op @ (BinaryOp::Equal | BinaryOp::NotEqual), left, right } => {
                (format!("{} == {}", function.text(left.span), function.text(right.span)), *op == BinaryOp::Equal)
            }
            _ => (function.text(e.span).to_owned(), true),
        };
        (format!("{text} {vars:?}"), positive)
    }

    /// Forgets what was known of variables that a node assigns, and learns of the flags that it sets.
    pub fn assigned(&self, kind: &NodeKind<'_>, function: &Function<'_>, state: &mut State) {
        if self.of_var.is_empty() {
            return;
        }
        let forget = |e: &Expr, state: &mut State| {
            for var in root(e).and_then(|r| function.var(r)).and_then(|v| self.of_var.get(&v)).into_iter().flatten() {
                state.facts.remove(*var);
            }
        };
        match kind {
            NodeKind::Point(point) => {
                let at = point.offset();
                state.facts.retain(|number| self.scopes.get(number as usize).is_some_and(|s| s.start <= at && at < s.end));
            }
            NodeKind::RangeNext(range) => range.key.iter().chain(&range.value).for_each(|e| forget(e, state)),
            NodeKind::Stmt(stmt) => match &stmt.kind {
                StmtKind::IncDec(e) => forget(e, state),
                StmtKind::Assign { left, right, .. } => {
                    for e in left {
                        forget(e, state);
                    }
                    if left.len() == right.len() {
                        for (l, r) in left.iter().zip(right) {
                            self.set(function.var(l), r, state);
                        }
                    }
                }
                StmtKind::Var(specs) => {
                    for spec in specs {
                        for (i, name) in spec.names.iter().enumerate() {
                            let var = function.scopes.var_at(name.span.start);
                            for number in var.and_then(|v| self.of_var.get(&v)).into_iter().flatten() {
                                state.facts.remove(*number);
                            }
                            match spec.values.get(i) {
                                Some(value) => self.set(var, value, state),
                                None if spec.values.is_empty()
                                    && spec.ty.as_ref().and_then(Expr::as_ident).is_some_and(|t| t == "bool") =>
                                {
                                    self.learn(var, false, state);
                                }
                                None if spec.values.is_empty() => {
                                    if let Some(&number) = var.and_then(|v| self.nils.get(&v)) {
                                        state.facts.put(number, true);
                                    }
                                }
                                None => {}
                            }
                        }
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }

    fn set(&self, var: Option<VarId>, value: &Expr, state: &mut State) {
        match value.as_ident().map(|n| n.as_str()) {
            Some("true") => self.learn(var, true, state),
            Some("false") => self.learn(var, false, state),
            _ => {}
        }
    }

    fn learn(&self, var: Option<VarId>, value: bool, state: &mut State) {
        if let Some(&number) = var.and_then(|v| self.flags.get(&v)) {
            state.facts.put(number, value);
        }
    }
}

/// The conditions that have to do with others.
struct Related {
    /// By the key of the condition.
    relations: HashMap<String, Relation>,
    /// The nodes that ask something of an operand, with the key of what they ask.
    nodes: HashMap<String, Vec<(String, NodeId)>>,
}

impl Related {
    fn of(function: &Function<'_>, asked: &[(NodeId, String, bool, &Expr)]) -> Self {
        let mut related = Self { relations: HashMap::new(), nodes: HashMap::new() };
        // One alone has to do with nothing.
        if asked.len() < 2 {
            return related;
        }
        for (id, key, _, e) in asked {
            if let Some(mut relation) = Relation::of(function, e) {
                // Two variables may have one name.
                relation.operand = format!("{} {:?}", relation.operand, mentioned(function, e));
                related.nodes.entry(relation.operand.clone()).or_default().push((key.clone(), *id));
                related.relations.insert(key.clone(), relation);
            }
        }
        let keys = |nodes: &[(String, NodeId)]| nodes.iter().map(|(key, _)| key).collect::<BTreeSet<_>>().len();
        related.nodes.retain(|_, nodes| (2..=RELATED).contains(&keys(nodes)));
        let kept: BTreeSet<&String> = related.nodes.values().flatten().map(|(key, _)| key).collect();
        related.relations.retain(|key, _| kept.contains(key));
        related
    }

    fn relation(&self, key: &str) -> Option<&Relation> {
        self.relations.get(key)
    }

    /// The nodes that ask something else of the operand of a condition.
    fn nodes_of_others(&self, key: &str) -> Vec<NodeId> {
        let group = self.nodes.values().find(|nodes| nodes.iter().any(|(k, _)| k == key));
        group.into_iter().flatten().filter(|(k, _)| k != key).map(|(_, id)| *id).collect()
    }
}

/// Whether a flag is given a constant somewhere.
fn is_set(function: &Function<'_>, body: &Body<'_>, flag: VarId) -> bool {
    let constant = |e: &Expr| e.as_ident().is_some_and(|n| n == "true" || n == "false");
    body.cfg.nodes.iter().any(|node| match node.kind {
        NodeKind::Stmt(Stmt { kind: StmtKind::Assign { left, right, .. }, .. }) => {
            left.iter().zip(right).any(|(l, r)| function.var(l) == Some(flag) && constant(r))
        }
        NodeKind::Stmt(Stmt { kind: StmtKind::Var(specs), .. }) => {
            specs.iter().flat_map(|s| &s.names).any(|n| function.scopes.var_at(n.span.start) == Some(flag))
        }
        _ => false,
    })
}

/// The variable that a condition compares with nil.
fn compared_with_nil(function: &Function<'_>, e: &Expr) -> Option<VarId> {
    let ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } = &e.unparen().kind else { return None };
    function.var(left).filter(|_| function.scopes.is_nil(right))
}

/// Whether a variable is declared in the body without a value, and gets one nowhere but in what the body does by itself.
fn is_declared_empty(function: &Function<'_>, body: &Body<'_>, var: VarId) -> bool {
    let declares = |stmt: &Stmt| match &stmt.kind {
        StmtKind::Var(specs) => {
            let empty = specs.iter().filter(|s| s.values.is_empty()).flat_map(|s| &s.names);
            empty.into_iter().any(|n| function.scopes.var_at(n.span.start) == Some(var))
        }
        _ => false,
    };
    !function.is_captured(var) && body.cfg.stmts().any(declares)
}

/// The variable at the bottom of `a.b[i].c`.
fn root(e: &Expr) -> Option<&Expr> {
    match &e.unparen().kind {
        ExprKind::Ident(_) => Some(e.unparen()),
        ExprKind::Selector { operand, .. } | ExprKind::Index { operand, .. } | ExprKind::Star(operand) => root(operand),
        _ => None,
    }
}

fn mentioned(function: &Function<'_>, e: &Expr) -> Vec<VarId> {
    let mut vars = Vec::new();
    walk_expr(e, &mut |node| {
        if let Node::Expr(e) = node {
            vars.extend(function.var(e));
        }
        Descend::Into
    });
    vars
}

/// Whether an expression is made of nothing but constants and variables that only the body itself sets.
fn is_firm(function: &Function<'_>, e: &Expr) -> bool {
    match &e.unparen().kind {
        ExprKind::Literal(_) => true,
        ExprKind::Ident(name) => match function.var(e) {
            Some(var) => !function.is_captured(var),
            None => function.scopes.is_nil(e) || matches!(name.as_str(), "true" | "false"),
        },
        ExprKind::Unary { op: UnaryOp::Not, operand } => is_firm(function, operand),
        ExprKind::Binary { left, right, .. } => is_firm(function, left) && is_firm(function, right),
        // What a map has may change where others have it.
        ExprKind::Call(call) => {
            let is_own = |arg: &Expr| !matches!(function.type_of(arg), Type::Map(..) | Type::Chan(_) | Type::Unknown | Type::Named(_));
            is_length(call) && call.args.iter().all(|arg| is_own(arg) && is_firm(function, arg))
        }
        _ => false,
    }
}

fn is_length(call: &Call) -> bool {
    call.callee.as_ident().is_some_and(|name| name == "len" || name == "cap")
}

fn has_call(e: &Expr) -> bool {
    let mut found = false;
    walk_expr(e, &mut |node| {
        if let Node::Expr(Expr { kind: ExprKind::Call(call), .. }) = node {
            found |= !is_length(call);
        }
        Descend::Into
    });
    found
}
