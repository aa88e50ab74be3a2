//! Measures how much the hand-written table tells of what the standard library does with acquired values.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use caulk::{
    engine::{self, Selected},
    files::{Disk, Roots, Walk, walk},
    flow::{Function, Meeting},
    program::{Level, Position, Symbol},
    repair::Safety,
    transform::{Check, Findings, Transform},
    transforms::ALL,
};

/// How many unknown calls are listed.
const LISTED: usize = 60;

/// One use: where it stands, and what it is.
type Use = (PathBuf, Meeting);

static MET: Mutex<BTreeSet<Use>> = Mutex::new(BTreeSet::new());

static MEASURE: Transform = Transform {
    id: "effects",
    summary: "Values that come to calls of the standard library",
    linters: &[],
    docs: "",
    table: "",
    resources: |registry| ALL.iter().flat_map(|t| registry.of(t.id)).collect(),
    constructions: false,
    check: Check::Function(measure),
};

fn measure<'a>(_: &mut Findings, function: &Function<'a>) {
    let acquired = function.all_held().into_iter().filter(|held| !held.resource.rule.is_empty());
    let met: Vec<Use> = acquired.flat_map(|held| held.meetings()).map(|meeting| (function.file.path.to_path_buf(), meeting)).collect();
    MET.lock().unwrap_or_else(PoisonError::into_inner).extend(met);
}

/// Lists the calls of which the table is silent, by frequency, and says how many it tells of.
pub fn measure_paths(paths: &[&str]) -> Result<(), String> {
    let folder = env::current_dir().map_err(|e| e.to_string())?;
    let named: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    let (roots, problems) = Roots::resolve(&folder, &named, false);
    if let Some(problem) = problems.first() {
        return Err(problem.to_string());
    }
    let walked = walk(&roots, Walk { ignore_files: false, jobs: 0 });
    let config = engine::Config {
        transforms: &[Selected { transform: &MEASURE, least: Level::Note }],
        known: ALL,
        table: None,
        go: None,
        safety: Safety::Safe,
        prefer: &[],
        generated: false,
        progress: &|_, _| (),
    };
    engine::check(&Disk::new(roots), &walked.files, &config);
    let met = std::mem::take(&mut *MET.lock().unwrap_or_else(PoisonError::into_inner));
    let known = met.iter().filter(|(_, meeting)| meeting.known).count();
    let mut silent: BTreeMap<(&Symbol, Position), Vec<&Use>> = BTreeMap::new();
    for one in met.iter().filter(|(_, meeting)| !meeting.known) {
        silent.entry((&one.1.callee, one.1.position)).or_default().push(one);
    }
    let mut silent: Vec<_> = silent.into_iter().collect();
    silent.sort_by_key(|(_, uses)| std::cmp::Reverse(uses.len()));
    for ((callee, position), uses) in silent.iter().take(LISTED) {
        let position = match position {
            Position::Receiver => "receiver".to_owned(),
            Position::Argument(at) => format!("argument {at}"),
        };
        let example = uses.first().map(|(path, m)| format!("{}:{}", path.display(), m.at.start)).unwrap_or_default();
        println!("{:6}  {} {position}  {example}", uses.len(), callee.as_str());
    }
    let share = 100.0 * known as f64 / met.len().max(1) as f64;
    println!("{} of {} uses of acquired values by the standard library are known: {share:.1} %", known, met.len());
    Ok(())
}
