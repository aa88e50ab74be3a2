//! Function summaries: what a callee does with what it is given, what its results are, whether it returns. Queries, each
//! answered from the source of one function when it is first asked, and remembered.
//!
//! A question about a function that is being answered further up gets the answer as it stands there, beginning with the least
//! one; the function further up is looked at again until its answer stays. Only answers that depend on nothing unfinished are
//! remembered, so that none depends on who asked first: those of functions that call each other when the first of them that was
//! asked is done (a strongly connected component is solved as one, as in Tarjan's algorithm). No lock is held while a question is answered. (`salsa` does the same
//! with a database of its own; here questions are asked in the midst of a walk over borrowed trees, files are read through
//! `Sources`, and nothing outlives a round.)

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    path::Path,
    sync::Arc,
};

use super::{
    dependence::{Source, User},
    footprint::{self, Footprint},
    function::Function,
    given::{self, Given, Use},
    outcomes::{self, Assumption, Outcomes},
    yields::{self, Yield, Yields},
};
use crate::{
    program::{Declared, Symbol, Type},
    syntax::ast::Call,
};

/// A chain of questions longer than this has no answer.
const DEEPEST: u32 = 48;

/// A function is looked at this often before it counts as beyond the model.
const ITERATIONS: u32 = 8;

/// Which function, by its first declaration, and what is asked of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    path: Arc<Path>,
    declaration: usize,
    question: Question,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Question {
    Given(Given),
    /// As `Given`, of this declaration alone.
    Alone(Given),
    /// As `Given`, of the function that it returns.
    Returned(Given),
    NeverReturns,
    Outcomes(Option<Assumption>),
    Yields,
    /// As `Yields`, of this declaration alone, as one implementation of an interface's method.
    YieldsAlone,
    Footprint,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    Use(Arc<Use>),
    Truth(bool),
    Outcomes(Outcomes),
    Yields(Yields),
    Footprint(Footprint),
}

/// A function that is being looked at for a question, and who asked.
pub(super) struct Frame<'f> {
    key: Key,
    asker: Option<&'f Frame<'f>>,
    depth: u32,
    /// What whoever asks the same again further down is told, and whether somebody was.
    assumed: RefCell<Answer>,
    taken: Cell<bool>,
    /// The least depth of an unfinished frame that the answer depends on.
    rests_on: Cell<u32>,
    /// A question further down was left unanswered since it was asked too far down.
    is_cut: Cell<bool>,
    /// What was found further down, and depends on something unfinished.
    found: RefCell<HashMap<Key, Provisional>>,
    /// What had been found so when this was begun once more.
    before: RefCell<HashMap<Key, Provisional>>,
}

/// An answer that depends on something unfinished.
struct Provisional {
    answer: Answer,
    rests_on: u32,
    /// Whoever was told something before it was found was told this.
    is_stable: bool,
}

impl Function<'_> {
    /// What a callee does with what it is given; None where its source is not in sight.
    pub(super) fn use_of(&self, callee: &Symbol, given: Given) -> Option<Arc<Use>> {
        let question = Question::Given(given.clone());
        self.used(callee, question, &|function| given::look(function, 0, &given))
    }

    /// What the function that a callee returns does with what it is given; None where the callee's source is not in sight.
    pub(super) fn use_of_returned(&self, callee: &Symbol, given: Given) -> Option<Arc<Use>> {
        let question = Question::Returned(given.clone());
        self.used(callee, question, &|function| given::look_returned(function, &given))
    }

    /// What the methods that a call through an interface may reach in the module do with what it is given, nobody knows which; None
    /// where they can't be told, or there are none.
    pub(super) fn use_of_implementations(&self, interface: &Type, method: &Symbol, given: &Given) -> Option<Use> {
        let package = self.program.package(self.file);
        let declared = self.program.implementations(&package, interface, method.name())?;
        let uses = declared.into_iter().map(|d| {
            self.note(&d, method);
            self.used_by(&[d], Question::Alone(given.clone()), &|function| given::look(function, 0, given))
        });
        uses.map(|found| found.map_or_else(Use::unknown, |u| (*u).clone())).reduce(Use::or)
    }

    fn used(&self, callee: &Symbol, question: Question, look: &dyn Fn(&Function<'_>) -> Use) -> Option<Arc<Use>> {
        self.used_by(&self.declared(callee)?, question, look)
    }

    fn used_by(&self, declared: &[Declared], question: Question, look: &dyn Fn(&Function<'_>) -> Use) -> Option<Arc<Use>> {
        let key = key(declared, question)?;
        let least = Answer::Use(Arc::new(Use::default()));
        let answer = self.ask(key, least, Answer::Use(Arc::new(Use::unknown())), &|frame| {
            let mut all: Option<Use> = None;
            for d in declared {
                let one = self.callee_of(d, frame, look).unwrap_or_else(Use::unknown);
                all = Some(match all {
                    Some(all) => all.or(one),
                    None => one,
                });
            }
            Answer::Use(Arc::new(all.unwrap_or_else(Use::unknown)))
        });
        match answer {
            Answer::Use(u) => Some(u),
            _ => None,
        }
    }

    /// What a callee hands to its caller to release, as its source says.
    pub(super) fn yields_of(&self, callee: &Symbol) -> Yields {
        let none = || Yields::from([]);
        let Some(declared) = self.declared(callee) else { return none() };
        let Some(key) = key(&declared, Question::Yields) else { return none() };
        let answer = self.ask(key, Answer::Yields(none()), Answer::Yields(none()), &|frame| {
            let mut all: Option<Vec<Yield>> = None;
            for d in &declared {
                let one = self.callee_of(d, frame, |function| yields::look(function, callee, false)).unwrap_or_default();
                // What only some builds hand out is not certain.
                all = Some(match all {
                    Some(all) => all.into_iter().filter(|y| one.iter().any(|o| o.row.value == y.row.value)).collect(),
                    None => one,
                });
            }
            Answer::Yields(all.unwrap_or_default().into())
        });
        match answer {
            Answer::Yields(yields) => yields,
            _ => none(),
        }
    }

    /// What each of the methods that a call through an interface may reach in the module hands to its caller; None where they can't
    /// be told.
    pub(super) fn yields_of_implementations(&self, interface: &Type, method: &Symbol) -> Option<Vec<Yields>> {
        let package = self.program.package(self.file);
        let declared = self.program.implementations(&package, interface, method.name())?;
        let one = |d: Declared| {
            self.note(&d, method);
            let none = || Answer::Yields(Yields::from([]));
            let key = key(std::slice::from_ref(&d), Question::YieldsAlone)?;
            let answer = self.ask(key, none(), none(), &|frame| {
                let found = self.callee_of(&d, frame, |function| yields::look(function, method, true));
                Answer::Yields(found.unwrap_or_default().into())
            });
            match answer {
                Answer::Yields(yields) => Some(yields),
                _ => None,
            }
        };
        Some(declared.into_iter().filter_map(one).collect())
    }

    /// Whether no call of a function ever returns, as its source says: it ends the program, the goroutine or the test.
    pub(super) fn is_endless(&self, callee: &Symbol) -> bool {
        let Some(declared) = self.declared(callee) else { return false };
        if !declared.iter().all(may_be_endless) {
            return false;
        }
        let Some(key) = key(&declared, Question::NeverReturns) else { return false };
        let answer = self.ask(key, Answer::Truth(false), Answer::Truth(false), &|frame| {
            let ends = |d: &Declared| self.callee_of(d, frame, |function| !function.may_return()).unwrap_or(false);
            Answer::Truth(declared.iter().all(ends))
        });
        answer == Answer::Truth(true)
    }

    /// How a call may end where this is known of an argument, as the callee's source says.
    pub(super) fn asked_outcomes(&self, callee: &Symbol, assumption: Option<Assumption>) -> Outcomes {
        let Some(declared) = self.declared(callee) else { return Outcomes::OTHER };
        let Some(key) = key(&declared, Question::Outcomes(assumption)) else { return Outcomes::OTHER };
        let answer = self.ask(key, Answer::Outcomes(Outcomes::NONE), Answer::Outcomes(Outcomes::OTHER), &|frame| {
            let one = |d: &Declared| self.callee_of(d, frame, |function| outcomes::look(function, assumption)).unwrap_or(Outcomes::OTHER);
            Answer::Outcomes(declared.iter().map(one).fold(Outcomes::NONE, |all, one| all | one))
        });
        match answer {
            Answer::Outcomes(outcomes) => outcomes,
            _ => Outcomes::OTHER,
        }
    }

    /// What a call leaves behind beside its results, as the callee's source says.
    pub(super) fn footprint_of(&self, callee: &Symbol) -> Footprint {
        let Some(declared) = self.declared(callee) else { return Footprint::Lasting };
        let Some(key) = key(&declared, Question::Footprint) else { return Footprint::Lasting };
        let answer = self.ask(key, Answer::Footprint(Footprint::Bare), Answer::Footprint(Footprint::Lasting), &|frame| {
            let one = |d: &Declared| self.callee_of(d, frame, footprint::look).unwrap_or(Footprint::Lasting);
            Answer::Footprint(declared.iter().map(one).max().unwrap_or(Footprint::Lasting))
        });
        match answer {
            Answer::Footprint(footprint) => footprint,
            _ => Footprint::Lasting,
        }
    }

    /// Whether all that a callee calls is `Put` of a pool, as its source says.
    pub(super) fn only_puts(&self, callee: &Symbol) -> bool {
        let puts = self.looked_at(callee, &|function| {
            let is_put = |call: &Call| function.callee(call).is_some_and(|s| *s.key() == *"sync.Pool.Put");
            function.has_call(&is_put) && !function.has_call(&|call| !is_put(call))
        });
        !puts.is_empty() && puts.iter().all(|only| *only)
    }

    /// What a look at each declaration of a callee tells; nothing where one can't be read.
    pub(super) fn looked_at<T>(&self, callee: &Symbol, look: &dyn Fn(&Function<'_>) -> T) -> Vec<T> {
        let declared = self.declared(callee).unwrap_or_default();
        declared.iter().map(|d| self.look_into(d, look)).collect::<Option<Vec<T>>>().unwrap_or_default()
    }

    /// What a look at a declaration tells; None where it can't be read.
    pub(super) fn look_into<T>(&self, declared: &Declared, look: &dyn Fn(&Function<'_>) -> T) -> Option<T> {
        let parsed = self.model.parsed(&declared.file, declared.declaration()).ok()?;
        Some(look(&Function::new(self.model, &declared.file, &parsed)))
    }

    /// Whether a callee's source can be looked at.
    pub(super) fn is_in_sight(&self, callee: &Symbol) -> bool {
        self.declared(callee).is_some()
    }

    fn declared(&self, callee: &Symbol) -> Option<Vec<Declared>> {
        let mut declared = self.program.functions(&self.program.package(self.file), callee);
        declared.retain(|d| d.declaration().body.is_some());
        for d in &declared {
            self.note(d, callee);
        }
        (!declared.is_empty() && declared.len() <= 8).then_some(declared)
    }

    /// Notes that what is found here rests on a callee's source.
    pub(super) fn note(&self, declared: &Declared, callee: &Symbol) {
        let source = |path: &Arc<Path>, name: &str| Source::Function(Arc::clone(path), name.into());
        let user = match self.asker {
            None => User::Findings(Arc::clone(&self.file.path)),
            Some(_) => User::Answer(source(&self.file.path, &self.func.name.name)),
        };
        self.model.asked.note(source(&declared.file.path, callee.name()), user);
    }

    /// Looks at a callee's tree, which is dropped behind that.
    fn callee_of<T>(&self, declared: &Declared, frame: &Frame<'_>, look: impl FnOnce(&Function<'_>) -> T) -> Option<T> {
        let parsed = self.model.parsed(&declared.file, declared.declaration()).ok()?;
        let function = Function::asked(self.model, &declared.file, &parsed, Some(frame));
        Some(look(&function))
    }

    fn ask(&self, key: Key, least: Answer, unknown: Answer, look: &dyn Fn(&Frame<'_>) -> Answer) -> Answer {
        if let Some(known) = self.model.answers.get(&key) {
            return known;
        }
        if let Some(known) = self.unfinished(&key) {
            return known;
        }
        let depth = self.asker.map_or(0, |f| f.depth + 1);
        if depth > DEEPEST {
            self.cut();
            return unknown;
        }
        let assumed = self.found_before(&key).unwrap_or(least);
        let frame = Frame {
            key,
            asker: self.asker,
            depth,
            assumed: RefCell::new(assumed),
            taken: Cell::new(false),
            rests_on: Cell::new(u32::MAX),
            is_cut: Cell::new(false),
            found: RefCell::default(),
            before: RefCell::default(),
        };
        for _ in 0..ITERATIONS {
            let answer = look(&frame);
            let is_stable = !frame.taken.get() || *frame.assumed.borrow() == answer;
            let rests_on = frame.rests_on.get();
            let found = frame.found.take();
            // Only the first of those that depend on each other is looked at again, and all others with it.
            if rests_on < depth {
                self.rest_on(rests_on);
                if let Some(asker) = self.asker {
                    let mut all = asker.found.borrow_mut();
                    all.extend(found);
                    all.insert(frame.key, Provisional { answer: answer.clone(), rests_on, is_stable });
                }
                return answer;
            }
            if is_stable && found.values().all(|p| p.is_stable) {
                if !frame.is_cut.get() {
                    for (key, provisional) in found {
                        self.model.answers.put(key, provisional.answer);
                    }
                }
                return self.model.answers.put(frame.key, answer);
            }
            frame.before.replace(found);
            frame.assumed.replace(answer);
            frame.taken.set(false);
            frame.rests_on.set(u32::MAX);
        }
        self.model.answers.put(frame.key, unknown)
    }

    /// What was found when a function further up was looked at the last time.
    fn found_before(&self, key: &Key) -> Option<Answer> {
        let mut frame = self.asker;
        while let Some(f) = frame {
            if let Some(known) = f.before.borrow().get(key) {
                return Some(known.answer.clone());
            }
            frame = f.asker;
        }
        None
    }

    /// The answer as it stands of a function that is being looked at, or that depends on such a one.
    fn unfinished(&self, key: &Key) -> Option<Answer> {
        let mut frame = self.asker;
        while let Some(f) = frame {
            if f.key == *key {
                f.taken.set(true);
                self.rest_on(f.depth);
                return Some(f.assumed.borrow().clone());
            }
            let known = f.found.borrow().get(key).map(|known| (known.answer.clone(), known.rests_on));
            if let Some((answer, rests_on)) = known {
                self.rest_on(rests_on);
                return Some(answer);
            }
            frame = f.asker;
        }
        None
    }

    /// Notes that a question was asked too far down: what depends on that is not remembered, but for the first that was asked.
    fn cut(&self) {
        self.rest_on(0);
        let mut frame = self.asker;
        while let Some(f) = frame {
            f.is_cut.set(true);
            frame = f.asker;
        }
    }

    /// Notes that what is being looked at depends on the unfinished function at this depth.
    fn rest_on(&self, depth: u32) {
        if let Some(f) = self.asker {
            f.rests_on.set(f.rests_on.get().min(depth));
        }
    }
}

fn key(declared: &[Declared], question: Question) -> Option<Key> {
    let first = declared.first()?;
    Some(Key { path: Arc::clone(&first.file.path), declaration: first.index, question })
}

/// A lexical look that spares the tree: a function that never returns has no `return`, and a word that tells why.
fn may_be_endless(declared: &Declared) -> bool {
    const WORDS: [&str; 9] = ["exit", "fatal", "panic", "fail", "skip", "abort", "select", "for {", "throw"];
    let Some(body) = declared.declaration().body.clone().and_then(|b| declared.file.text.get(b)) else { return false };
    if body.len() > 4096 || body.contains("return") {
        return false;
    }
    let lower = body.to_lowercase();
    WORDS.iter().any(|w| lower.contains(w))
}
