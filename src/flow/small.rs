//! A sorted map of a few entries, kept in place: a walk copies and compares its states at every node, and hardly one has more
//! than a handful of variables.

use smallvec::SmallVec;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SmallMap<K, V>(SmallVec<[(K, V); 4]>);

pub(super) type SmallSet<K> = SmallMap<K, ()>;

impl<K: Copy + Ord, V: Copy> SmallMap<K, V> {
    pub const fn new() -> Self {
        Self(SmallVec::new_const())
    }

    pub fn get(&self, key: K) -> Option<V> {
        self.0.iter().find(|(k, _)| *k == key).map(|(_, v)| *v)
    }

    pub fn contains(&self, key: K) -> bool {
        self.get(key).is_some()
    }

    /// Sets a value, and gives the one before.
    pub fn put(&mut self, key: K, value: V) -> Option<V> {
        match self.0.binary_search_by_key(&key, |(k, _)| *k) {
            Ok(at) => Some(std::mem::replace(&mut self.0[at].1, value)),
            Err(at) => {
                self.0.insert(at, (key, value));
                None
            }
        }
    }

    pub fn remove(&mut self, key: K) -> Option<V> {
        let at = self.0.iter().position(|(k, _)| *k == key)?;
        Some(self.0.remove(at).1)
    }

    pub fn retain(&mut self, mut keeps: impl FnMut(K) -> bool) {
        self.0.retain(|(k, _)| keeps(*k));
    }

    pub fn iter(&self) -> impl Iterator<Item = (K, V)> {
        self.0.iter().copied()
    }

    pub fn keys(&self) -> impl Iterator<Item = K> {
        self.0.iter().map(|(k, _)| *k)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<K: Copy + Ord> SmallSet<K> {
    pub fn insert(&mut self, key: K) {
        self.put(key, ());
    }
}
