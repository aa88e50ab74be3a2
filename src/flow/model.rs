//! What a round keeps of the functions that it looked at: trees that may be asked for again, and answers.

use std::{path::Path, sync::Arc};

use quick_cache::{Weighter, sync::Cache};

use super::{
    dependence::{Asked, Dependence},
    practice::Practice,
    strays::Strays,
    summaries::{Answer, Key},
};
use crate::{
    program::{File, Memo, Program, Scopes, ValueAt},
    syntax::{
        Declaration, ParseError,
        ast::{Block, Decl, FuncDecl, Ident, Signature, Span, Stmt, StmtKind},
        parse_declaration,
    },
};

/// A parsed function with its scopes, which [`super::Function`] looks at.
#[derive(Debug)]
pub struct Parsed {
    pub func: FuncDecl,
    pub scopes: Scopes,
}

impl Parsed {
    /// Parses a function declaration of a file.
    ///
    /// # Errors
    /// Where it has a syntax error or no tree can be had; it is skipped then, and the summary says so.
    pub fn new(file: &File, declaration: &Declaration) -> Result<Self, ParseError> {
        match parse_declaration(&file.text, declaration)? {
            Decl::Func(func) => Ok(Self { scopes: Scopes::new(file, &func), func }),
            _ => Err(ParseError { at: declaration.span.start, reason: "not a function" }),
        }
    }

    /// The variables that a package declares, as if an `init` declared them: that is when their values are made. None of other
    /// declarations, or where there is a syntax error.
    pub(super) fn of_variables(file: &File, declaration: &Declaration) -> Option<Self> {
        let Decl::Var(specs) = parse_declaration(&file.text, declaration).ok()? else { return None };
        let at = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        let span = Span { start: at(declaration.span.start), end: at(declaration.span.end) };
        let before = Span { start: span.start, end: span.start };
        let func = FuncDecl {
            span,
            name: Ident { name: "init".into(), span: before },
            receiver: None,
            signature: Signature { span: before, type_params: Vec::new(), params: Vec::new(), results: Vec::new() },
            body: Some(Block { span, stmts: vec![Stmt { span, kind: StmtKind::Var(specs) }] }),
        };
        Some(Self { scopes: Scopes::new(file, &func), func })
    }
}

/// Source of parsed functions that is kept for the next question, in bytes; their trees are some twenty-five times as large. Half of all
/// looks at functions are at one that was looked at before.
const KEPT_SOURCE: u64 = 2 << 20;

/// The program with what is known of its functions. Lives for one round.
pub struct Model<'a> {
    pub program: &'a Program<'a>,
    /// By file and beginning.
    parsed: Cache<(Arc<Path>, usize), Arc<Parsed>, SourceBytes>,
    pub(super) asked: Asked,
    pub(super) answers: Memo<Key, Answer>,
    /// By [`Symbol::key`] and result.
    pub(super) practices: Memo<(String, ValueAt), Practice>,
    /// What the functions of a package give back by a rule's methods, and have not taken: by folder and name of the package.
    pub(super) strays: Memo<(Arc<Path>, Arc<str>, String), Arc<Strays>>,
    /// The methods that release a value of a type, as a package sees it.
    pub(super) releases: Memo<(Arc<str>, String), Option<Vec<&'static str>>>,
}

impl<'a> Model<'a> {
    pub fn new(program: &'a Program<'a>) -> Self {
        Self {
            program,
            parsed: Cache::with_weighter(4096, KEPT_SOURCE, SourceBytes),
            asked: Asked::default(),
            answers: Memo::default(),
            practices: Memo::default(),
            strays: Memo::default(),
            releases: Memo::default(),
        }
    }

    /// Adds what was looked at to what earlier rounds rest on.
    pub fn rest(self, on: &mut Dependence) {
        on.extend(self.asked);
    }

    /// A function declaration's tree, as of [`Parsed::new`].
    ///
    /// # Errors
    /// As of [`Parsed::new`].
    pub fn parsed(&self, file: &File, declaration: &Declaration) -> Result<Arc<Parsed>, ParseError> {
        let key = (Arc::clone(&file.path), declaration.span.start);
        if let Some(known) = self.parsed.get(&key) {
            return Ok(known);
        }
        let parsed = Arc::new(Parsed::new(file, declaration)?);
        self.parsed.insert(key, Arc::clone(&parsed));
        Ok(parsed)
    }
}

/// Weighs a tree by the source that it was made of.
#[derive(Clone)]
struct SourceBytes;

impl Weighter<(Arc<Path>, usize), Arc<Parsed>> for SourceBytes {
    fn weight(&self, _: &(Arc<Path>, usize), parsed: &Arc<Parsed>) -> u64 {
        u64::from(parsed.func.span.end - parsed.func.span.start)
    }
}
