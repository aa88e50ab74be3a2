//! Units put into batches: none parted, none twice, none larger than it may be where that can be helped.

use std::collections::{BTreeMap, BTreeSet};

use super::plan::{Batch, Bounds, By, File, Plan, Risk, Summary, Terms, Unit, is_plain};
use crate::report::{self, Shards};

/// Names of batches end up in file names.
const NAME_LENGTH: usize = 60;

/// Units of one layer: what is planned on one text. A later layer stands on what the earlier ones leave.
#[derive(Debug, Default)]
pub(super) struct Layer {
    pub(super) units: Vec<Unit>,
    /// All files that the units edit, each with the group it is of.
    pub(super) files: BTreeMap<String, File>,
}

/// What a plan does not do.
#[derive(Debug, Default)]
pub(super) struct Left {
    pub(super) later: usize,
    pub(super) unfixed: BTreeMap<String, usize>,
    pub(super) shards: Option<Shards>,
}

/// The plan that these layers come to.
pub(super) fn plan(terms: Terms, layers: Vec<Layer>, left: Left) -> Plan {
    let mut batches: Vec<Batch> = Vec::new();
    let mut names = BTreeSet::new();
    for layer in layers {
        for (group, parts) in groups(layer) {
            let chunks = chunks(parts, terms.bounds);
            let many = chunks.len() > 1;
            for (number, chunk) in (1..).zip(chunks) {
                let name = if many { format!("{}-{number}", slug(&group)) } else { slug(&group) };
                batches.push(batch(unused(name, &mut names), group.clone(), chunk));
            }
        }
    }
    stack(&mut batches);
    let files: BTreeSet<&str> = batches.iter().flat_map(|b| &b.files).map(|f| f.path.as_str()).collect();
    let summary = Summary {
        batches: batches.len(),
        files: files.len(),
        fixes: batches.iter().map(Batch::fixes).sum(),
        later: left.later,
        unfixed: left.unfixed,
        shards: left.shards,
    };
    Plan { schema: super::plan::SCHEMA, terms, batches, summary }
}

/// Plans of parts of a tree made one: the plan that the whole tree would have had.
///
/// # Errors
/// A sentence for people: plans that were not made on the same terms, or that plan the same file.
pub fn merge(plans: Vec<(String, Plan)>) -> Result<Plan, String> {
    let parts: Vec<(&str, Option<&Shards>)> = plans.iter().map(|(name, plan)| (name.as_str(), plan.summary.shards.as_ref())).collect();
    let shards = report::together(&parts)?;
    let Some((first, terms)) = plans.first().map(|(name, plan)| (name.clone(), plan.terms.clone())) else {
        return Err("no plan to merge".into());
    };
    let mut layers: BTreeMap<String, Layer> = BTreeMap::new();
    let mut left = Left { shards, ..Left::default() };
    let mut owner: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (number, (name, plan)) in plans.into_iter().enumerate() {
        if plan.terms != terms {
            return Err(format!("{first} and {name} were not made on the same terms: the same commit, grouping, bounds and flags"));
        }
        left.later += plan.summary.later;
        for (rule, count) in plan.summary.unfixed {
            *left.unfixed.entry(rule).or_default() += count;
        }
        for batch in plan.batches {
            // Rules are planned one on the other, each on the text that the ones before it leave.
            let layer = if terms.by == By::Rule { batch.group.clone() } else { String::new() };
            for file in &batch.files {
                if *owner.entry((layer.clone(), file.path.clone())).or_insert(number) != number {
                    return Err(format!("{name}: another of the plans changes {}, too", file.path));
                }
            }
            let layer = layers.entry(layer).or_default();
            layer.units.extend(batch.units);
            layer.files.extend(batch.files.into_iter().map(|f| (f.path.clone(), f)));
        }
    }
    let mut layers: Vec<Layer> = layers.into_values().collect();
    for layer in &mut layers {
        layer.units.sort_by(|a, b| a.place().cmp(&b.place()));
    }
    Ok(plan(terms, layers, left))
}

/// Files that units hold together, with those units.
struct Part {
    files: Vec<File>,
    units: Vec<Unit>,
}

/// The parts of a layer by group, in the order of their first files.
fn groups(layer: Layer) -> BTreeMap<String, Vec<Part>> {
    let Layer { units, mut files } = layer;
    // Which set each path is in: a set is named by a path of it.
    let mut home: BTreeMap<String, String> = files.keys().map(|p| (p.clone(), p.clone())).collect();
    for unit in &units {
        let homes: BTreeSet<String> = unit.edits.iter().filter_map(|e| home.get(&e.path).cloned()).collect();
        let mut homes = homes.into_iter();
        let Some(first) = homes.next() else { continue };
        let rest: BTreeSet<String> = homes.collect();
        if !rest.is_empty() {
            home.values_mut().filter(|h| rest.contains(*h)).for_each(|h| h.clone_from(&first));
        }
    }
    let mut parts: BTreeMap<String, Part> = BTreeMap::new();
    for unit in units {
        let Some(home) = unit.edits.first().and_then(|e| home.get(&e.path)) else { continue };
        parts.entry(home.clone()).or_insert_with(|| Part { files: Vec::new(), units: Vec::new() }).units.push(unit);
    }
    for (path, home) in &home {
        if let (Some(part), Some(file)) = (parts.get_mut(home), files.remove(path)) {
            part.files.push(file);
        }
    }
    let mut groups: BTreeMap<String, Vec<Part>> = BTreeMap::new();
    for part in parts.into_values() {
        let group = part.files.first().map_or_else(String::new, |f| f.group.clone());
        groups.entry(group).or_default().push(part);
    }
    groups
}

/// Parts in the order of their paths, as many in one chunk as may be.
fn chunks(parts: Vec<Part>, bounds: Bounds) -> Vec<Vec<Part>> {
    let mut chunks: Vec<Vec<Part>> = Vec::new();
    let (mut files, mut lines) = (0, 0);
    for part in parts {
        let (more_files, more_lines) = (part.files.len(), part.files.iter().map(|f| f.added + f.removed).sum::<usize>());
        let fits = bounds.files.is_none_or(|most| files + more_files <= most) && bounds.lines.is_none_or(|most| lines + more_lines <= most);
        match chunks.last_mut().filter(|_| fits) {
            Some(chunk) => {
                chunk.push(part);
                (files, lines) = (files + more_files, lines + more_lines);
            }
            None => {
                chunks.push(vec![part]);
                (files, lines) = (more_files, more_lines);
            }
        }
    }
    chunks
}

fn batch(id: String, group: String, parts: Vec<Part>) -> Batch {
    let mut files = Vec::new();
    let mut units = Vec::new();
    for part in parts {
        files.extend(part.files);
        units.extend(part.units);
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    units.sort_by(|a, b| a.place().cmp(&b.place()));
    let mut batch = Batch {
        id,
        group,
        owners: files.iter().flat_map(|f| f.owners.iter().cloned()).collect::<BTreeSet<_>>().into_iter().collect(),
        after: None,
        risk: Risk::Low,
        rules: BTreeMap::new(),
        safe: 0,
        unsafe_: 0,
        added: files.iter().map(|f| f.added).sum(),
        removed: files.iter().map(|f| f.removed).sum(),
        files,
        units,
    };
    count(&mut batch);
    batch
}

/// Counts the fixes of a batch anew.
pub(super) fn count(batch: &mut Batch) {
    (batch.risk, batch.safe, batch.unsafe_) = (Risk::Low, 0, 0);
    batch.rules.clear();
    for fix in batch.units.iter().flat_map(|u| &u.fixes) {
        *batch.rules.entry(fix.rule.clone()).or_default() += 1;
        *if fix.safety == "safe" { &mut batch.safe } else { &mut batch.unsafe_ } += 1;
        batch.risk = batch.risk.max(fix.risk());
    }
}

/// Puts batches that change the same files one upon the other, in one line, as branches stand.
fn stack(batches: &mut [Batch]) {
    // The line of each batch, named by a batch of it.
    let mut line: Vec<usize> = (0..batches.len()).collect();
    let mut last: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, batch) in batches.iter().enumerate() {
        for file in &batch.files {
            if let Some(other) = last.insert(&file.path, at) {
                let (gone, kept) = (line[at], line[other]);
                line.iter_mut().filter(|l| **l == gone).for_each(|l| *l = kept);
            }
        }
    }
    let below = |at: usize| (0..at).rev().find(|&b| line[b] == line[at]).map(|b| batches[b].id.clone());
    let after: Vec<Option<String>> = (0..batches.len()).map(below).collect();
    batches.iter_mut().zip(after).for_each(|(batch, after)| batch.after = after);
}

/// A name for branches and files.
fn slug(group: &str) -> String {
    let mut slug = String::new();
    for c in group.chars() {
        if is_plain(c) {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= NAME_LENGTH {
            break;
        }
    }
    // What git does not take in a branch's name.
    while slug.contains("..") {
        slug = slug.replace("..", ".");
    }
    let slug = slug.trim_matches(['-', '.']).trim_end_matches(".lock");
    if slug.is_empty() { "root".into() } else { slug.into() }
}

/// The name, or the first with a number behind it that no other batch has, upper and lower case being one on some disks.
fn unused(name: String, names: &mut BTreeSet<String>) -> String {
    let mut unused = name.clone();
    let mut number = 1;
    while !names.insert(unused.to_ascii_lowercase()) {
        number += 1;
        unused = format!("{name}.{number}");
    }
    unused
}
