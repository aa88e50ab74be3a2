//! What a code base says by its habits: which functions hand out something that their callers release, and how often they do.
//! Sites that do not are the exception, or the rule is none (bugs as deviant behaviour: Engler et al., SOSP 2001).

use std::{collections::BTreeMap, path::Path, sync::Arc};

use rayon::prelude::*;

use super::{Config, outlets::Outlets, run::Session};
use crate::{
    flow::{Fate, Function, Held, Model, Practice, Site},
    program::{Release, Symbol, ValueAt},
    syntax::DeclKind,
    text::Sources,
};

/// A function that hands out something, what releases it, and at how many sites it is released.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The function or method that makes the value.
    pub symbol: Symbol,
    /// The method that releases it: `Close`.
    pub release: String,
    /// The result that is the value.
    pub result: usize,
    /// The result that is an error where there is no value.
    pub error: Option<usize>,
    /// The value's type as Go writes it with full import paths; empty where that can't be spelled.
    pub type_name: String,
    /// Sites that release it.
    pub support: usize,
    /// Sites that never do, and leak it.
    pub dissent: usize,
    /// Sites that hand it to somebody else, of whom nothing is known.
    pub handed: usize,
}

impl Pair {
    /// The part of the sites that release the value, of those that keep it to themselves; 0 where there is none.
    #[expect(clippy::cast_precision_loss, reason = "nobody has so many sites")]
    pub fn confidence(&self) -> f64 {
        match self.support + self.dissent {
            0 => 0.0,
            sites => self.support as f64 / sites as f64,
        }
    }
}

/// What tells one pair from another: the function, and which of its results.
type Key = (Symbol, usize);

/// What is known of a pair while its sites are counted.
struct Sites {
    error: Option<usize>,
    type_name: Option<String>,
    /// The methods that release, as the type has them.
    releases: Vec<String>,
    sites: Vec<Site>,
}

/// The pairs that the functions of these files practise: those of most support first, then by symbol. The order of `files`
/// does not matter.
pub fn learn(sources: &dyn Sources, files: &[Arc<Path>], config: &Config<'_>) -> Vec<Pair> {
    let session = Session::new(files, config);
    let program = session.program(sources);
    let model = Model::new(&program);
    let makers = Outlets::of_makers();
    let counted = session.files.par_iter().map(|path| of_file(&session, &makers, &model, path));
    let mut pairs: Vec<Pair> = counted.reduce(BTreeMap::new, joined).into_iter().filter_map(|(key, sites)| sites.pair(key)).collect();
    pairs.sort_by(|a, b| b.support.cmp(&a.support).then_with(|| (&a.symbol, a.result).cmp(&(&b.symbol, b.result))));
    pairs
}

/// The sites of one file. Files without any are read and dropped; of the others, the functions with such a call are parsed.
fn of_file(session: &Session<'_>, makers: &Outlets, model: &Model<'_>, path: &Arc<Path>) -> BTreeMap<Key, Sites> {
    let mut counted = BTreeMap::new();
    let program = model.program;
    let Ok(bytes) = program.sources.read(path) else { return counted };
    let hits = makers.scan(program, path, &bytes);
    drop(bytes);
    if hits.is_empty() {
        return counted;
    }
    let Ok(file) = program.file(path) else { return counted };
    if file.skim.generated && !session.config.generated {
        return counted;
    }
    for declaration in &file.skim.declarations {
        let first = hits.partition_point(|(at, _)| *at < declaration.span.start);
        let has_hit = hits.get(first).is_some_and(|(at, _)| *at < declaration.span.end);
        if !has_hit || declaration.body.is_none() || !matches!(declaration.kind, DeclKind::Func { .. }) {
            continue;
        }
        // What can't be parsed has no habits.
        let Ok(parsed) = model.parsed(&file, declaration) else { continue };
        let function = Function::new(model, &file, &parsed);
        for held in function.constructions() {
            if let Some(site) = site(&held) {
                counted = joined(counted, BTreeMap::from([site]));
            }
        }
    }
    counted
}

/// One site; None where nobody knows what becomes of the value.
fn site(held: &Held<'_, '_>) -> Option<(Key, Sites)> {
    let ValueAt::Result(result) = held.resource.value else { return None };
    let name = |release: &Release| match release {
        Release::Method(path) => Some(path.join(".")),
        Release::Call(_) | Release::Function(_) => None,
    };
    if matches!(held.fate(), Fate::Unsure) {
        return None;
    }
    let sites = Sites {
        error: held.resource.error,
        type_name: held.resource.type_name.clone(),
        releases: held.resource.release.iter().filter_map(name).collect(),
        sites: vec![held.site()],
    };
    Some(((held.symbol.clone(), result), sites))
}

/// All sites of two parts of the code.
fn joined(mut one: BTreeMap<Key, Sites>, other: BTreeMap<Key, Sites>) -> BTreeMap<Key, Sites> {
    for (key, sites) in other {
        match one.get_mut(&key) {
            Some(known) => known.sites.extend(sites.sites),
            None => {
                one.insert(key, sites);
            }
        }
    }
    one
}

impl Sites {
    fn pair(self, (symbol, result): Key) -> Option<Pair> {
        let Self { error, type_name, releases, sites } = self;
        let Practice { released: support, leaked: dissent, handed_over: handed, by, .. } = Practice::of(&sites);
        // The one that is called most often; of those that are called alike, the first that the type has.
        let times = |method: &String| by.get(method).copied().unwrap_or(0);
        let release = releases.into_iter().rev().max_by_key(times)?;
        Some(Pair { symbol, release, result, error, type_name: type_name.unwrap_or_default(), support, dissent, handed })
    }
}
