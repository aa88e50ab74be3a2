//! Which part of a run a document holds, and whether parts belong together.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// How many missing shards are named.
const NAMED: usize = 20;

/// The shards of a run that a document holds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Shards {
    /// How many there are in all.
    pub count: usize,
    /// Counted from 1.
    pub present: BTreeSet<usize>,
    /// The same for all shards of one run: what the run looks at, and for what.
    pub run: String,
}

impl Shards {
    /// Whether none is missing.
    pub fn is_whole(&self) -> bool {
        self.present.len() == self.count
    }

    /// "shards 2 and 5 of 8".
    pub fn missing(&self) -> String {
        let missing = self.count.saturating_sub(self.present.len());
        let named = (1..=self.count).filter(|n| !self.present.contains(n)).take(NAMED);
        listed(named.map(|n| n.to_string()).collect(), missing, self.count)
    }

    fn held(&self) -> String {
        let named = self.present.iter().take(NAMED).map(ToString::to_string).collect();
        listed(named, self.present.len(), self.count)
    }

    /// Whether a document may say so.
    fn is_sound(&self) -> bool {
        !self.present.is_empty() && self.present.iter().all(|n| (1..=self.count).contains(n))
    }
}

fn listed(mut named: Vec<String>, all: usize, count: usize) -> String {
    if all > named.len() {
        named.push(format!("{} more", all - named.len()));
    }
    let noun = if all == 1 { "shard" } else { "shards" };
    match named.split_last() {
        Some((last, [])) => format!("{noun} {last} of {count}"),
        Some((last, rest)) => format!("{noun} {} and {last} of {count}", rest.join(", ")),
        None => format!("no shard of {count}"),
    }
}

/// What documents hold together, each given with its name; None where that is the whole. What is whole by itself says nothing of shards.
///
/// # Errors
/// A sentence that names those that do not belong together.
pub fn together(parts: &[(&str, Option<&Shards>)]) -> Result<Option<Shards>, String> {
    if let Some((name, shards)) = parts.iter().find_map(|(name, s)| Some((name, s.filter(|s| !s.is_sound())?))) {
        return Err(format!("{name}: it says that it holds {}, which can't be", shards.held()));
    }
    let mut together: Option<Shards> = None;
    for (i, &(name, shards)) in parts.iter().enumerate() {
        let Some(shards) = shards else {
            // It goes with nothing.
            let other = parts.iter().enumerate().find(|&(j, _)| j != i);
            return match other {
                None => Ok(None),
                Some((_, (other, None))) => Err(format!("{name} and {other} are of whole runs; what is merged are the shards of one")),
                Some((_, (other, Some(shards)))) => Err(format!("{name} is of a whole run; {other} holds {}", shards.held())),
            };
        };
        for (other, known) in parts[..i].iter().filter_map(|(other, known)| Some((other, (*known)?))) {
            if known.count != shards.count {
                return Err(format!("{other} is of {} shards, {name} of {}", known.count, shards.count));
            }
            if let Some(twice) = known.present.intersection(&shards.present).next() {
                return Err(format!("{other} and {name} both hold shard {twice} of {}", shards.count));
            }
            if known.run != shards.run {
                return Err(format!("{other} and {name} are not of one run: the files, the rules or the version of caulk were others"));
            }
        }
        match &mut together {
            None => together = Some(shards.clone()),
            Some(known) => known.present.extend(&shards.present),
        }
    }
    Ok(together.filter(|t| !t.is_whole()))
}
