//! Which rules run, and which of their levels are reported.

use super::config::DEFAULT_LEVEL;
use crate::{
    engine::Selected,
    transform::{Level, Transform},
    transforms::ALL,
};

/// Names for several rules at once, beside `all`.
const GROUPS: &[(&str, &[&str])] = &[("timers", &["leaky-tick", "time-after-in-loop", "unstopped-ticker", "unstopped-timer"])];

/// Every rule at the default level; where some are selected, those with all their levels.
///
/// # Errors
/// A name that means nothing, or nothing left to run.
pub(super) fn rules(select: &[String], ignore: &[String]) -> Result<Vec<Selected>, String> {
    let least = if select.is_empty() { DEFAULT_LEVEL } else { Level::Note };
    let mut chosen = if select.is_empty() { ALL.to_vec() } else { all_named(select)? };
    let ignored = all_named(ignore)?;
    chosen.retain(|t| !ignored.iter().any(|i| i.id == t.id));
    if chosen.is_empty() && !ignored.is_empty() {
        return Err("no rule is left to run: all are ignored".into());
    }
    Ok(chosen.into_iter().map(|transform| Selected { transform, least }).collect())
}

fn all_named(names: &[String]) -> Result<Vec<&'static Transform>, String> {
    let mut chosen: Vec<&'static Transform> = Vec::new();
    for name in names {
        chosen.extend(named(name)?);
    }
    // In the order in which they stand in the book, each once.
    Ok(ALL.iter().copied().filter(|t| chosen.iter().any(|c| c.id == t.id)).collect())
}

/// The rules that a name means.
///
/// # Errors
/// When it means none.
pub(super) fn named(name: &str) -> Result<Vec<&'static Transform>, String> {
    if name == "all" {
        return Ok(ALL.to_vec());
    }
    if let Some((_, members)) = GROUPS.iter().find(|(group, _)| *group == name) {
        return Ok(ALL.iter().copied().filter(|t| members.contains(&t.id)).collect());
    }
    if let Some(transform) = ALL.iter().find(|t| t.id == name) {
        return Ok(vec![transform]);
    }
    let known = ALL.iter().map(|t| t.id).chain(GROUPS.iter().map(|(group, _)| *group)).chain(["all"]);
    match nearest(name, known) {
        Some(near) => Err(format!("no rule named {name:?}; did you mean {near:?}?")),
        None => Err(format!("no rule named {name:?}; `caulk rules` lists them")),
    }
}

/// The candidate that a name was likely meant to be.
pub(super) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let tidy = name.trim().to_lowercase().replace('_', "-");
    let likeness = |k: &str| strsim::jaro_winkler(&tidy, k);
    known.map(|k| (k, likeness(k))).filter(|&(_, l)| l > 0.8).max_by(|a, b| a.1.total_cmp(&b.1)).map(|(k, _)| k)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_nearest_name() {
        let known = ["leaky-tick", "unclosed-file", "unclosed-response-body", "unstopped-ticker", "timers"];
        for (name, want) in [
            ("unclosed-files", Some("unclosed-file")),
            ("UNCLOSED_FILE", Some("unclosed-file")),
            ("unclosd-respose-body", Some("unclosed-response-body")),
            ("timer", Some("timers")),
            ("xyzzy", None),
        ] {
            assert_eq!(nearest(name, known.into_iter()), want, "{name}");
        }
    }
}
