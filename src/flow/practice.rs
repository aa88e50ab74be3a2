//! What the module does with the values that a function hands out: at how many call sites they are released, left open,
//! or given to somebody else. Many sites that release make the one that does not a finding, and many that release what they have
//! given to a callee make that a loan (bugs as deviant behaviour: Engler et al., SOSP 2001).

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
};

use super::{
    cfg::NodeKind,
    dependence::{Source, User},
    effects::{Borrower, Handover},
    function::Function,
    held::{Fate, Held},
    yields::Origin,
};
use crate::{
    program::{File, Position, RELEASES, Release, Type, ValueAt, VarId, is_plain, qualifier_before},
    syntax::{
        DeclKind, Declaration, Descend, Node,
        ast::{Call, Expr, ExprKind, SmolStr, Stmt, StmtKind},
        walk_block,
    },
};

/// More sites than this tell nothing new.
const SITES: usize = 200;

/// Call sites of one function, by what becomes of the value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Practice {
    pub released: usize,
    pub leaked: usize,
    pub handed_over: usize,
    /// How many of those that release have set it going before.
    pub started: usize,
    /// By which methods.
    started_by: BTreeSet<String>,
    /// By which of them all of those do.
    started_always_by: Option<BTreeSet<String>>,
    /// How often each method releases.
    pub by: BTreeMap<String, usize>,
    /// The same, file by file.
    by_file: BTreeMap<(Arc<Path>, String), usize>,
    /// The arguments for which some who release pass nil, or false.
    without: BTreeSet<usize>,
    /// Callees that are given the value, and leave its release to the giver: in tests, and elsewhere.
    borrowers: [BTreeSet<Borrower>; 2],
}

/// One call site, and what becomes of the value there.
#[derive(Clone, Debug)]
pub struct Site {
    outcome: Outcome,
    /// Where it is handed over: what would become of it if it were a loan.
    on_loan: Option<Outcome>,
    /// Who gets it there.
    borrowers: BTreeSet<Borrower>,
    /// What ends with the function ends with the test.
    is_test: bool,
    started_by: BTreeSet<String>,
    /// The arguments that are nil, or false.
    without: BTreeSet<usize>,
    by: BTreeSet<String>,
    path: Arc<Path>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Released,
    Leaked,
    HandedOver,
}

impl From<&Fate> for Outcome {
    fn from(fate: &Fate) -> Self {
        match fate {
            Fate::Leaked(leak) if !leak.released_elsewhere => Self::Leaked,
            Fate::Released | Fate::Leaked(_) => Self::Released,
            Fate::HandedOver | Fate::Unsure => Self::HandedOver,
        }
    }
}

impl Practice {
    /// The sum of all sites.
    pub fn of(sites: &[Site]) -> Self {
        let mut practice = Self { borrowers: [borrowers(sites.iter()), borrowers(sites.iter().filter(|s| !s.is_test))], ..Self::default() };
        let mut open = Vec::new();
        for site in sites {
            match site.on_loan.filter(|_| practice.is_loan(&site.borrowers, site.is_test)).unwrap_or(site.outcome) {
                Outcome::Released => {
                    practice.released += 1;
                    practice.started += usize::from(!site.started_by.is_empty());
                    if !site.started_by.is_empty() {
                        practice.started_by.extend(site.started_by.iter().cloned());
                        let by = practice.started_always_by.take().unwrap_or_else(|| site.started_by.clone());
                        practice.started_always_by = Some(&by & &site.started_by);
                    }
                    practice.without.extend(&site.without);
                }
                Outcome::Leaked => {
                    practice.leaked += 1;
                    open.push(&site.started_by);
                }
                Outcome::HandedOver => practice.handed_over += 1,
            }
            for method in &site.by {
                *practice.by.entry(method.clone()).or_default() += 1;
                *practice.by_file.entry((Arc::clone(&site.path), method.clone())).or_default() += 1;
            }
        }
        // Where there is nothing to release before it is set going, a site that never does that is no dissent.
        if practice.starts_first() {
            practice.leaked = open.iter().filter(|by| practice.sets_going(by)).count();
        }
        practice
    }

    /// The part of all sites that release; from 0 to 1.
    pub fn prevalence(&self) -> f64 {
        share(self.released, self.leaked + self.handed_over)
    }

    /// The part of the sites that release, of all but one that release or leak; from 0 to 1.
    pub fn share(&self) -> f64 {
        share(self.released, self.leaked.saturating_sub(1))
    }

    /// What of [`Self::share`] is sure: the lower end of Wilson's interval, one standard error
    /// wide, for a share of few sites may be chance (Engler et al. rank by the z statistic of the same proportion); from 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "a few hundred sites at most")]
    pub fn agreement(&self) -> f64 {
        let others = self.leaked.saturating_sub(1);
        let (p, n) = (share(self.released, others), (self.released + others) as f64);
        if n == 0.0 { 0.0 } else { (p + 0.5 / n - (p * (1.0 - p) / n + 0.25 / (n * n)).sqrt()) / (1.0 + 1.0 / n) }
    }

    /// Whether the module leaves such values open as a rule: a program that ends soon, say.
    pub fn is_against(&self) -> bool {
        self.leaked > 2 && self.leaked > self.released
    }

    /// Whether there is something to release only where the value was set going, as those do who release theirs.
    pub(super) fn starts_first(&self) -> bool {
        self.started * 2 > self.released
    }

    /// Whether these methods set a value going as those do who release theirs: `Init` alone does not where they all call `Start` behind it.
    fn sets_going(&self, by: &BTreeSet<String>) -> bool {
        !by.is_disjoint(&self.started_by) && self.started_always_by.as_ref().is_none_or(|all| all.is_subset(by))
    }

    /// Whether none of those who get a value has to release it. What a test has started ends with it, and says nothing of what goes on.
    fn is_loan(&self, borrowers: &BTreeSet<Borrower>, is_test: bool) -> bool {
        borrowers.iter().all(|b| match b {
            Borrower::Use => true,
            Borrower::Goroutine | Borrower::Test => is_test,
            Borrower::Callee(..) => self.borrowers[usize::from(!is_test)].contains(b),
        })
    }
}

/// The callees that are given the value at sites which release it all the same, more often than not.
fn borrowers<'s>(sites: impl Iterator<Item = &'s Site>) -> BTreeSet<Borrower> {
    let mut counts: BTreeMap<&Borrower, (usize, usize)> = BTreeMap::new();
    for site in sites {
        for borrower in site.borrowers.iter().filter(|b| matches!(b, Borrower::Callee(..))) {
            let (released, open) = counts.entry(borrower).or_default();
            match site.on_loan.unwrap_or(site.outcome) {
                Outcome::Released => *released += 1,
                Outcome::Leaked => *open += 1,
                Outcome::HandedOver => {}
            }
        }
    }
    let is_loan = |(released, open): (usize, usize)| released > 1 && share(released, open.saturating_sub(1)) >= 0.6;
    counts.into_iter().filter(|(_, count)| is_loan(*count)).map(|(b, _)| b.clone()).collect()
}

/// Methods that set a value going: a server that never ran holds nothing, and may wait for good to be stopped.
const STARTS: [&str; 10] = ["Start", "Run", "Serve", "Listen", "Connect", "Dial", "Init", "Launch", "Build", "Open"];

#[expect(clippy::cast_precision_loss, reason = "a few hundred sites at most")]
fn share(part: usize, others: usize) -> f64 {
    if part == 0 { 0.0 } else { part as f64 / (part + others) as f64 }
}

impl Held<'_, '_> {
    /// What the module does with values that the same function hands out; asked once for each function.
    pub fn practice(&self) -> Practice {
        let model = self.function.model;
        let key = (self.symbol.key().into_owned(), self.resource.value);
        let source = Source::Practice(key.0.clone(), key.1);
        model.asked.note(source.clone(), User::Findings(Arc::clone(&self.function.file.path)));
        if let Some(known) = model.practices.get(&key) {
            return known;
        }
        let practice = Practice::of(&self.sites(&source));
        model.practices.put(key, practice)
    }

    /// The same value, on loan to those who get it where the module's practice says so. Otherwise a hand-over stays one.
    pub fn as_practised(self) -> Self {
        if !matches!(self.fate(), Fate::HandedOver) {
            return self;
        }
        let lent = self.lent();
        let is_open = matches!(lent.fate(), Fate::Leaked(leak) if leak.handed_elsewhere.is_empty());
        let borrowers = &lent.walk().lent;
        let is_test = self.function.ends_with_test(self.body.literal);
        let is_loan = || Practice::default().is_loan(borrowers, is_test) || self.practice().is_loan(borrowers, is_test);
        if is_open && is_loan() { lent } else { self }
    }

    /// The same value, to be released as its file does it most often, and then the module.
    pub fn released_as_practised(mut self) -> Self {
        let practice = self.practice();
        let times = |release: &Release| match release {
            Release::Method(path) => path.last().map(|method| {
                let here = (Arc::clone(&self.function.file.path), method.clone());
                (practice.by_file.get(&here).copied(), practice.by.get(method).copied())
            }),
            _ => None,
        };
        let is_on_purpose = matches!(self.origin, Origin::Made { owns: None } | Origin::Typed) && self.is_discarded();
        let resource = self.resource.to_mut();
        resource.release.sort_by_key(|release| std::cmp::Reverse(times(release)));
        if is_on_purpose {
            resource.no_fix = Some("the code drops it on purpose, and nothing but what other callers do speaks against that".to_owned());
        }
        if let Some(Release::Method(path)) = resource.release.first()
            && let ([method], ValueAt::Result(at)) = (&path[..], resource.value)
            && let Some(ty) = self.function.typing.results(self.call).and_then(|types| types.into_iter().nth(at))
            && self.function.typing.method_signature(&ty, method).is_some_and(|s| !s.params.is_empty())
        {
            resource.no_fix = Some(format!("it is released by `{method}`, which takes arguments that nobody knows"));
        }
        self
    }

    /// Whether there is something to release here: where those who release theirs set it going first, this one is, too, and by
    /// such a method.
    pub fn is_set_going(&self, practice: &Practice) -> bool {
        !practice.starts_first() || practice.sets_going(&self.started_by())
    }

    /// Whether some of those who release theirs set it going first, and a test that only asks it something does not; nothing is known
    /// to run in it.
    pub fn is_unstarted(&self, practice: &Practice) -> bool {
        let holds_nothing = matches!(self.origin, Origin::Made { owns: None });
        holds_nothing && practice.started > 1 && self.function.is_run_by_test() && self.started_by().is_disjoint(&practice.started_by)
    }

    /// Whether it is made of less than by those who release theirs: nil for what they pass, false where they say true. What its release
    /// ends may be just that.
    pub fn is_made_of_less(&self, practice: &Practice) -> bool {
        practice.released > 0 && !self.without_arguments().is_subset(&practice.without)
    }

    /// The arguments that are nil for something of an interface's type, rather than for a function or a list, or false.
    fn without_arguments(&self) -> BTreeSet<usize> {
        let params = self.function.typing.signature(self.call).map(|s| s.params.clone()).unwrap_or_default();
        let is_without = |arg: &Expr, ty: &Type| match arg.as_ident().map(SmolStr::as_str) {
            Some("nil") => self.function.typing.is_interface(ty),
            Some("false") => ty.is("bool"),
            _ => false,
        };
        let pairs = self.call.args.iter().zip(&params).enumerate();
        pairs.filter(|(_, (arg, ty))| is_without(arg, ty)).map(|(at, _)| at).collect()
    }

    /// Whether those who get it are presumed to have it on loan.
    pub fn is_on_loan(&self) -> bool {
        self.is_lent
    }

    /// Whether all that its release does is to put something back into a pool: what is not put there is collected.
    pub fn is_pooled(&self) -> bool {
        let (Some(Release::Method(path)), ValueAt::Result(at)) = (self.resource.release.first(), self.resource.value) else { return false };
        let ([method], Some(types)) = (&path[..], self.function.typing.results(self.call)) else { return false };
        let release = types.get(at).and_then(|ty| self.function.typing.method(ty, method));
        release.is_some_and(|release| self.function.only_puts(&release))
    }

    /// Whether the call hands out a function beside the value, which the code keeps, too: a teardown may well release it.
    pub fn has_teardown(&self) -> bool {
        let types = self.function.typing.results(self.call).unwrap_or_default();
        let is_kept = |at: usize| {
            let NodeKind::Stmt(Stmt { kind: StmtKind::Assign { left, .. }, .. }) = self.body.cfg.nodes[self.node].kind else {
                return false;
            };
            left.get(at).is_some_and(|l| l.as_ident().is_none_or(|name| name != "_"))
        };
        types
            .iter()
            .enumerate()
            .any(|(at, ty)| self.resource.value != ValueAt::Result(at) && self.function.typing.is_action(ty) && is_kept(at))
    }

    /// Whether another result of the call is returned: a client, say, of the server that came with it.
    pub fn has_lasting_sibling(&self) -> bool {
        let types = self.function.typing.results(self.call).unwrap_or_default();
        let others =
            types.iter().enumerate().filter(|(at, ty)| self.resource.value != ValueAt::Result(*at) && !ty.is("error") && !is_plain(ty));
        others.into_iter().any(|(at, _)| self.follow(at).handed_over.iter().any(|(how, _)| *how == Handover::Returned))
    }

    /// Whether something in another result of the call is released, be it in a literal: one resource may be behind both, a response and
    /// its wrapped body.
    pub fn is_released_in_sibling(&self) -> bool {
        let NodeKind::Stmt(Stmt { kind: StmtKind::Assign { left, .. }, .. }) = self.body.cfg.nodes[self.node].kind else { return false };
        let beside = left.iter().enumerate().filter(|(at, _)| self.resource.value != ValueAt::Result(*at));
        let siblings: BTreeSet<VarId> = beside.filter_map(|(_, l)| self.function.var(l)).collect();
        self.function.has_call(&|call| match &call.callee.unparen().kind {
            ExprKind::Selector { operand, field } => {
                let is_release = RELEASES.contains(&field.name.as_str()) && call.span.start > self.call.span.start;
                let is_inside = matches!(operand.unparen().kind, ExprKind::Selector { .. });
                is_release && is_inside && self.function.root(operand).is_some_and(|var| siblings.contains(&var))
            }
            _ => false,
        })
    }

    /// The methods that set the value going: `Start`, `go s.Serve()`, `ListenAndServe`.
    fn started_by(&self) -> BTreeSet<String> {
        let holders = self.variables();
        let mut found = BTreeSet::new();
        walk_block(self.body.block, &mut |node| {
            if let Node::Expr(Expr { kind: ExprKind::Call(call), .. }) = node {
                found.extend(self.start_of(call, &holders).map(ToString::to_string));
            }
            Descend::Into
        });
        found
    }

    /// The method by which a call sets what is in one of these variables going, as its name says.
    pub(super) fn start_of<'c>(&self, call: &'c Call, holders: &BTreeSet<VarId>) -> Option<&'c SmolStr> {
        let ExprKind::Selector { operand, field } = &call.callee.unparen().kind else { return None };
        let begins = |start: &str| field.name.strip_prefix(start).is_some_and(|rest| !rest.starts_with(char::is_lowercase));
        let is_held = self.function.var(operand).is_some_and(|v| holders.contains(&v));
        (is_held && STARTS.iter().any(|start| begins(start))).then_some(&field.name)
    }

    /// What becomes of the value here, as one call site of many.
    pub fn site(&self) -> Site {
        let mut site = Site {
            outcome: Outcome::from(&self.fate()),
            on_loan: None,
            borrowers: BTreeSet::new(),
            is_test: self.function.ends_with_test(self.body.literal),
            started_by: self.started_by(),
            without: self.without_arguments(),
            by: self.released_by(),
            path: Arc::clone(&self.function.file.path),
        };
        // A function that some callers call is no teardown yet: those defer it.
        let is_called = matches!(self.resource.release.first(), Some(Release::Call(_)));
        if is_called && site.outcome == Outcome::Released && !self.is_released_at_end() {
            site.outcome = Outcome::HandedOver;
            return site;
        }
        match site.outcome {
            Outcome::Released => site.borrowers = self.given_to(),
            Outcome::HandedOver => {
                let lent = self.lent();
                let fate = lent.fate();
                let is_whole = !matches!(&fate, Fate::Leaked(leak) if !leak.handed_elsewhere.is_empty());
                site.on_loan = Some(Outcome::from(&fate)).filter(|o| *o != Outcome::HandedOver && is_whole);
                site.borrowers.clone_from(&lent.walk().lent);
                if site.on_loan.is_some() {
                    site.by = lent.released_by();
                    site.started_by = lent.started_by();
                }
            }
            Outcome::Leaked => {}
        }
        site
    }

    /// The callees that get the value, or something of it, by a variable that holds it.
    fn given_to(&self) -> BTreeSet<Borrower> {
        let holders: BTreeSet<VarId> = self.variables();
        let mut found = BTreeSet::new();
        walk_block(self.body.block, &mut |node| {
            if let Node::Expr(Expr { kind: ExprKind::Call(call), .. }) = node {
                for (at, arg) in call.args.iter().enumerate() {
                    if holders.iter().any(|v| self.function.mentions(arg, *v)) {
                        let is_whole = self.function.var(arg).is_some();
                        found.extend(Borrower::of(self.function, call, Position::Argument(at), is_whole));
                    }
                }
            }
            Descend::Into
        });
        found
    }

    /// Whether another call hands out what this one does.
    fn is_alike(&self, other: &Held<'_, '_>) -> bool {
        other.symbol.key() == self.symbol.key() && other.resource.value == self.resource.value
    }

    /// The call sites of the same function in the module.
    fn sites(&self, practice: &Source) -> Vec<Site> {
        let program = self.function.program;
        let mut sites = Vec::new();
        let calls = program.calls(self.function.file.dir());
        for path in calls.of(self.symbol.name()) {
            let Ok(file) = program.file(path) else { continue };
            let callers = file.skim.declarations.iter().filter(|d| self.may_be_called(&file, d));
            for declaration in callers {
                if let DeclKind::Func { name, .. } = &declaration.kind {
                    let caller = Source::Function(Arc::clone(&file.path), name.clone());
                    self.function.model.asked.note(caller, User::Answer(practice.clone()));
                }
                let Ok(parsed) = self.function.model.parsed(&file, declaration) else { continue };
                let function = Function::new(self.function.model, &file, &parsed);
                sites.extend(function.all_held().iter().filter(|h| self.is_alike(h)).map(Held::site));
                if sites.len() >= SITES {
                    return sites;
                }
            }
        }
        sites
    }

    /// Whether a function's text calls what this call does: a method behind a dot, a package's function behind a qualifier that may
    /// mean the package, or alone.
    fn may_be_called(&self, file: &File, declaration: &Declaration) -> bool {
        let DeclKind::Func { .. } = declaration.kind else { return false };
        let Some(body) = declaration.body.clone().and_then(|b| file.text.get(b)) else { return false };
        let (name, package) = (self.symbol.name(), self.symbol.package());
        let is_method = self.symbol.receiver().is_some();
        body.match_indices(name).filter(|(at, _)| body[at + name.len()..].starts_with('(')).any(|(at, _)| {
            if !body[..at].ends_with('.') {
                return !is_method;
            }
            match qualifier_before(body, at).and_then(|q| file.import(q)) {
                Some(path) => is_method || path == package,
                // Perhaps a package whose name its path does not tell.
                None => is_method || file.skim.imports.iter().any(|i| i.path == package),
            }
        })
    }
}
