//! The identity of a finding: what baselines and profiles know it by, whatever is edited elsewhere.

use crate::text::Fnv;

/// What findings have in common that differ in nothing but their place in one function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Group(u64);

impl Group {
    pub(super) fn new(rule: &str, package: &str, function: &str, acquired: &str) -> Self {
        let mut hash = Fnv::default();
        for part in [rule, package, function] {
            hash.add(part.as_bytes());
        }
        // Laid out otherwise it is the same expression still.
        for word in acquired.split_whitespace() {
            hash.add(word.as_bytes());
        }
        Self(hash.value())
    }

    /// The fingerprint of the group's n-th finding in its file, from 0.
    pub(super) fn fingerprint(self, ordinal: usize) -> String {
        let mut hash = Fnv::default();
        hash.add(&self.0.to_le_bytes());
        hash.add(ordinal.to_string().as_bytes());
        format!("{:016x}", hash.value())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stays_the_same_for_good() {
        let group = Group::new("unclosed-file", "example.com/m", "example.com/m.Load", "os.Open(name)");
        assert_eq!(group.fingerprint(0), "759d375e26fb0ef4");
    }

    #[test]
    fn ignores_layout_and_tells_parts_apart() {
        let group = |f: &str, e: &str| Group::new("r", "p", f, e);
        assert_eq!(group("f", "open(a, b)"), group("f", "open(a,\n\t\tb)"));
        assert_ne!(group("f", "g"), group("fg", ""));
        assert_ne!(group("f", "g").fingerprint(0), group("f", "g").fingerprint(1));
    }
}
