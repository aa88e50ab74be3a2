//! The module cache: how the go command names the folders of the modules that it brought, and which version serves.

use std::{
    cmp::Ordering,
    path::{Path, PathBuf},
};

use crate::text::Sources;

/// The folder of a module's version below the cache's.
pub(super) fn folder(cache: &Path, module: &str, version: &str) -> PathBuf {
    cache.join(format!("{}@{}", escaped(module), escaped(version)))
}

/// The path of the module whose folder this is, going by the folder's name; None of other folders.
pub(super) fn module_of(cache: &Path, dir: &Path) -> Option<String> {
    let below = dir.strip_prefix(cache).ok()?.to_str()?;
    let (path, version) = below.rsplit_once('@')?;
    (!version.contains('/')).then(|| unescaped(path))
}

/// The least of the module's versions in the cache that is not below the one asked for: what the go command chose for the program,
/// as far as one of its dependencies can tell.
pub(super) fn at_least(sources: &dyn Sources, cache: &Path, module: &str, version: &str) -> Option<String> {
    let path = cache.join(escaped(module));
    let name = path.file_name()?.to_str()?;
    let entries = sources.list(path.parent()?).ok()?;
    let versions = entries.iter().filter_map(|e| e.name.strip_prefix(name)?.strip_prefix('@')).map(unescaped);
    versions.filter(|v| compare(v, version).is_ge()).min_by(|a, b| compare(a, b))
}

/// As semantic versions are ordered; what is none comes first.
pub(super) fn compare(one: &str, other: &str) -> Ordering {
    fn parts(version: &str) -> (Vec<u64>, bool, &str) {
        let version = version.split('+').next().unwrap_or_default();
        let (release, pre) = version.split_once('-').unwrap_or((version, ""));
        let numbers = release.trim_start_matches('v').split('.').map(|n| n.parse().unwrap_or(0)).collect();
        (numbers, pre.is_empty(), pre)
    }
    let (one, other) = (parts(one), parts(other));
    one.0.cmp(&other.0).then(one.1.cmp(&other.1)).then_with(|| identifiers(one.2, other.2))
}

/// Pre-releases: numbers by value and before names.
fn identifiers(one: &str, other: &str) -> Ordering {
    let mut pairs = one.split('.').zip(other.split('.'));
    let first = pairs.find_map(|(a, b)| {
        let order = match (a.parse::<u64>(), b.parse::<u64>()) {
            (Ok(a), Ok(b)) => a.cmp(&b),
            (Ok(_), Err(_)) => Ordering::Less,
            (Err(_), Ok(_)) => Ordering::Greater,
            (Err(_), Err(_)) => a.cmp(b),
        };
        order.is_ne().then_some(order)
    });
    first.unwrap_or_else(|| one.split('.').count().cmp(&other.split('.').count()))
}

/// Upper case is written `!x`, for file systems that don't tell it apart.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_uppercase() {
            out.push('!');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut upper = false;
    for c in text.chars() {
        match c {
            '!' => upper = true,
            c => {
                out.push(if upper { c.to_ascii_uppercase() } else { c });
                upper = false;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders() {
        let cache = Path::new("/c");
        assert_eq!(folder(cache, "github.com/BurntSushi/toml", "v1.2.0"), Path::new("/c/github.com/!burnt!sushi/toml@v1.2.0"));
        assert_eq!(module_of(cache, Path::new("/c/github.com/!burnt!sushi/toml@v1.2.0")).as_deref(), Some("github.com/BurntSushi/toml"));
        assert_eq!(module_of(cache, Path::new("/c/github.com/a/b@v1.0.0/c")), None);
        assert_eq!(module_of(cache, Path::new("/d/a@v1")), None);
    }

    #[test]
    fn versions() {
        let sorted =
            ["v0.0.0-20200101000000-abc", "v1.0.0-alpha.2", "v1.0.0-alpha.10", "v1.0.0-rc", "v1.0.0", "v1.9.0", "v1.10.0+incompatible"];
        for pair in sorted.windows(2) {
            assert!(compare(pair[0], pair[1]).is_lt(), "{pair:?}");
        }
    }
}
