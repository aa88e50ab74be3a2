//! Looks at a tree and plans what is to become of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
};

use super::{
    batches::{self, Layer, Left},
    owners::Owners,
    plan::{By, File, Plan, Terms},
    units::{Changed, Harvest, digest, harvest},
};
use crate::{
    engine::{self, Config, Diagnostic, Selected},
    report::{Shards, View},
    text::{Overlay, Sources, changed_lines},
};

/// A tree to plan for.
#[derive(Clone, Copy)]
pub struct Tree<'a> {
    /// Where paths begin: the root of the work tree, absolute.
    pub root: &'a Path,
    pub sources: &'a dyn Sources,
    /// The files that may be changed.
    pub files: &'a [Arc<Path>],
    /// Which part of what was named they are, where they are a part.
    pub shards: Option<&'a Shards>,
}

/// Plans the migration of a tree: what the engine would mend, in batches.
pub fn survey(tree: Tree<'_>, config: &Config<'_>, owners: &Owners<'_>, terms: Terms) -> Plan {
    let mut left = Left { shards: tree.shards.cloned(), ..Left::default() };
    let layers = match terms.by {
        By::Rule => rule_by_rule(tree, config, owners, &mut left),
        by => vec![layer(&mut left, tree, config, owners, &|path| group(tree, owners, by, path)).0],
    };
    batches::plan(terms, layers, left)
}

/// A layer for each rule, each on the text that the ones before it leave.
fn rule_by_rule(tree: Tree<'_>, config: &Config<'_>, owners: &Owners<'_>, left: &mut Left) -> Vec<Layer> {
    let found = engine::check(tree.sources, tree.files, config);
    let rules: BTreeSet<&str> = found.diagnostics.iter().map(|d| d.rule).collect();
    let mut overlay = Overlay::new(tree.sources);
    let mut layers = Vec::new();
    for rule in rules {
        let only: Vec<Selected> = config.transforms.iter().filter(|s| s.transform.id == rule).copied().collect();
        let config = Config { transforms: &only, ..*config };
        let (layer, changed) = layer(left, Tree { sources: &overlay, ..tree }, &config, owners, &|_| rule.to_owned());
        for (path, changed) in changed {
            overlay.set(tree.root.join(path), changed.after.as_bytes());
        }
        layers.push(layer);
    }
    layers
}

/// Mends what can be mended in a tree, and says what each file becomes.
fn layer(
    left: &mut Left,
    tree: Tree<'_>,
    config: &Config<'_>,
    owners: &Owners<'_>,
    group: &dyn Fn(&str) -> String,
) -> (Layer, BTreeMap<String, Changed>) {
    let repaired = engine::fix(tree.sources, tree.files, config);
    let Harvest { units, changed, later } = harvest(&repaired, &View::new(tree.root, tree.sources));
    left.later += later;
    for Diagnostic { rule, .. } in &repaired.outcome.diagnostics {
        *left.unfixed.entry((*rule).to_owned()).or_default() += 1;
    }
    let file = |(path, Changed { before, after }): (&String, &Changed)| {
        let (added, removed) = changed_lines(before, after);
        let owners = owners.of(Path::new(path)).owners;
        let file = File { path: path.clone(), before: digest(before.as_bytes()), added, removed, group: group(path), owners };
        (path.clone(), file)
    };
    let files = changed.iter().map(file).collect();
    (Layer { units, files }, changed)
}

/// The group that a file is of.
fn group(tree: Tree<'_>, owners: &Owners<'_>, by: By, path: &str) -> String {
    let folder = path.rsplit_once('/').map_or(".", |(folder, _)| folder);
    match by {
        By::Owner => owners.of(Path::new(path)).name,
        By::Module => module(tree, folder).to_owned(),
        By::Folder { depth } => match folder.split('/').take(depth).collect::<Vec<_>>().join("/") {
            none if none.is_empty() => ".".into(),
            first => first,
        },
        By::Package | By::Rule => folder.to_owned(),
    }
}

/// The nearest folder upwards with a go.mod.
fn module<'p>(tree: Tree<'_>, folder: &'p str) -> &'p str {
    let mut at = folder;
    loop {
        if tree.sources.is_file(&tree.root.join(at).join("go.mod")) {
            return at;
        }
        match at.rsplit_once('/') {
            Some((above, _)) => at = above,
            None => return ".",
        }
    }
}
