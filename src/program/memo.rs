use std::{
    borrow::Borrow,
    collections::HashMap,
    hash::{BuildHasher, Hash},
    sync::{Mutex, PoisonError},
};

// Paths and names are asked for millions of times, and none comes from somebody who gains by collisions.
use foldhash::fast::RandomState;

const SHARDS: usize = 16;

/// Remembers answers, for many threads at once.
///
/// No lock is held while an answer is computed, so questions may ask each other in any order: two threads may compute
/// the same answer twice, but none ever waits for another (a `OnceLock` of mutually recursive questions deadlocks).
pub struct Memo<K, V> {
    shards: [Mutex<HashMap<K, V, RandomState>>; SHARDS],
    hasher: RandomState,
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self { shards: std::array::from_fn(|_| Mutex::default()), hasher: RandomState::default() }
    }
}

impl<K: Eq + Hash, V: Clone> Memo<K, V> {
    /// What is remembered.
    pub fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        self.shard(key).lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    /// Remembers an answer, and gives the one that all will get: the first that arrived.
    pub fn put(&self, key: K, value: V) -> V {
        self.shard(&key).lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_insert(value).clone()
    }

    /// The answer, computed where nobody has yet.
    pub fn get_or<Q: Eq + Hash + ToOwned<Owned = K> + ?Sized>(&self, key: &Q, compute: impl FnOnce() -> V) -> V
    where
        K: Borrow<Q>,
    {
        match self.get(key) {
            Some(value) => value,
            None => self.put(key.to_owned(), compute()),
        }
    }

    /// The same with other answers.
    pub fn map(self, change: impl Fn(V) -> V) -> Self {
        let shard = |shard: Mutex<HashMap<K, V, RandomState>>| {
            let known = shard.into_inner().unwrap_or_else(PoisonError::into_inner);
            Mutex::new(known.into_iter().map(|(k, v)| (k, change(v))).collect())
        };
        Self { shards: self.shards.map(shard), hasher: self.hasher }
    }

    /// All that was asked.
    pub fn into_keys(self) -> impl Iterator<Item = K> {
        self.shards.into_iter().flat_map(|shard| shard.into_inner().unwrap_or_else(PoisonError::into_inner).into_keys())
    }

    fn shard<Q: Hash + ?Sized>(&self, key: &Q) -> &Mutex<HashMap<K, V, RandomState>> {
        let hash = self.hasher.hash_one(key);
        &self.shards[usize::try_from(hash % SHARDS as u64).unwrap_or_default()]
    }
}
