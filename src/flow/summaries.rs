//! Function summaries: what a callee does with what it is given, what its results are, whether it returns. Queries, each
//! answered from the source of one function when it is first asked, and remembered.
//!
//! A question about a function that is being answered further up gets the answer as it stands there, beginning with the least
//! one; the function further up is looked at again until its answer stays. Only answers that depend on nothing unfinished are
//! remembered, so that none depends on who asked first. No lock is held while a question is answered. (`salsa` does the same
//! with a database of its own; here questions are asked in the midst of a walk over borrowed trees, files are read through
//! `Sources`, and nothing outlives a round.)

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    path::Path,
    sync::Arc,
};

use super::{
    function::{Function, Parsed},
    given::{self, Given, Use},
    outcomes::{self, Assumption, Outcomes},
    practice::Practice,
    yields::{self, Yield, Yields},
};
use crate::{
    program::{Declared, Memo, Program, Symbol, ValueAt},
    syntax::ast::Call,
};

/// A chain of questions longer than this has no answer.
const DEEPEST: u32 = 48;

/// A function is looked at this often before it counts as beyond the model.
const ITERATIONS: u32 = 4;

/// The program with what is known of its functions. Lives for one round.
pub struct Model<'a> {
    pub program: &'a Program<'a>,
    answers: Memo<Key, Answer>,
    /// By [`Symbol::key`] and result.
    pub(super) practices: Memo<(String, ValueAt), Practice>,
    /// The methods that release a value of a type, as a package sees it.
    pub(super) releases: Memo<(Arc<str>, String), Option<Vec<&'static str>>>,
}

impl<'a> Model<'a> {
    pub fn new(program: &'a Program<'a>) -> Self {
        Self { program, answers: Memo::default(), practices: Memo::default(), releases: Memo::default() }
    }
}

/// Which function, by its first declaration, and what is asked of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    path: Arc<Path>,
    declaration: usize,
    question: Question,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Question {
    Given(Given),
    /// As `Given`, of the function that it returns.
    Returned(Given),
    NeverReturns,
    Outcomes(Option<Assumption>),
    Yields,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Answer {
    Use(Arc<Use>),
    Truth(bool),
    Outcomes(Outcomes),
    Yields(Yields),
}

/// A function that is being looked at for a question, and who asked.
pub(super) struct Frame<'f> {
    key: Key,
    asker: Option<&'f Frame<'f>>,
    depth: u32,
    /// The answer so far, and whether somebody further down took it.
    assumed: RefCell<Answer>,
    taken: Cell<bool>,
    /// The least depth of an unfinished frame that the answer depends on.
    rests_on: Cell<u32>,
    /// Answers of functions further down that depend on this one.
    provisional: RefCell<HashMap<Key, (Answer, u32)>>,
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

    fn used(&self, callee: &Symbol, question: Question, look: &dyn Fn(&Function<'_>) -> Use) -> Option<Arc<Use>> {
        let declared = self.declared(callee)?;
        let key = key(&declared, question)?;
        let least = Answer::Use(Arc::new(Use::default()));
        let answer = self.ask(key, least, Answer::Use(Arc::new(Use::unknown())), &|frame| {
            let mut all: Option<Use> = None;
            for d in &declared {
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
                let one = self.callee_of(d, frame, |function| yields::look(function, callee)).unwrap_or_default();
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

    /// Whether all that a callee calls is `Put` of a pool, as its source says.
    pub(super) fn only_puts(&self, callee: &Symbol) -> bool {
        let declared = self.declared(callee).unwrap_or_default();
        let puts = |d: &Declared| {
            let Ok(parsed) = Parsed::new(&d.file, d.declaration()) else { return false };
            let function = Function::new(self.model, &d.file, &parsed);
            let is_put = |call: &Call| function.callee(call).is_some_and(|s| *s.key() == *"sync.Pool.Put");
            function.has_call(&is_put) && !function.has_call(&|call| !is_put(call))
        };
        !declared.is_empty() && declared.iter().all(puts)
    }

    /// Whether a callee's source can be looked at.
    pub(super) fn is_in_sight(&self, callee: &Symbol) -> bool {
        self.declared(callee).is_some()
    }

    fn declared(&self, callee: &Symbol) -> Option<Vec<Declared>> {
        let mut declared = self.program.functions(&self.program.package(self.file), callee);
        declared.retain(|d| d.declaration().body.is_some());
        (!declared.is_empty() && declared.len() <= 8).then_some(declared)
    }

    /// Looks at a callee's tree, which is dropped behind that.
    fn callee_of<T>(&self, declared: &Declared, frame: &Frame<'_>, look: impl FnOnce(&Function<'_>) -> T) -> Option<T> {
        let parsed = Parsed::new(&declared.file, declared.declaration()).ok()?;
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
            self.rest_on(0);
            return unknown;
        }
        let frame = Frame {
            key,
            asker: self.asker,
            depth,
            assumed: RefCell::new(least),
            taken: Cell::new(false),
            rests_on: Cell::new(u32::MAX),
            provisional: RefCell::default(),
        };
        let mut rounds = 0;
        let answer = loop {
            let answer = look(&frame);
            let stays = !frame.taken.get() || *frame.assumed.borrow() == answer;
            rounds += 1;
            if stays {
                break answer;
            }
            if rounds == ITERATIONS {
                break unknown;
            }
            frame.assumed.replace(answer);
            frame.provisional.borrow_mut().clear();
        };
        let rests_on = frame.rests_on.get();
        if rests_on >= depth {
            return self.model.answers.put(frame.key, answer);
        }
        self.rest_on(rests_on);
        let mut below = self.asker;
        while let Some(f) = below {
            if f.depth == rests_on {
                f.provisional.borrow_mut().insert(frame.key, (answer.clone(), rests_on));
                break;
            }
            below = f.asker;
        }
        answer
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
            let known = f.provisional.borrow().get(key).cloned();
            if let Some((answer, rests_on)) = known {
                self.rest_on(rests_on);
                return Some(answer);
            }
            frame = f.asker;
        }
        None
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
