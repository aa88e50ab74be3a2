//! A part of the files, so that several machines look at one tree and each file is looked at once.

use std::{fmt, fs, path::Path, sync::Arc};

/// One of several parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// From 1 to `count`.
    index: usize,
    count: usize,
}

impl Shard {
    /// None where there is no such part.
    pub fn new(index: usize, count: usize) -> Option<Self> {
        (1..=count).contains(&index).then_some(Self { index, count })
    }

    pub fn index(self) -> usize {
        self.index
    }

    pub fn count(self) -> usize {
        self.count
    }

    /// The files of this part, of sorted ones with their sizes. A folder is never divided, and each is in exactly one part; a part is a run of
    /// folders in their order, so that it touches few modules, of about as many bytes as any other.
    pub fn of(self, files: &[Arc<Path>], sizes: &[u64]) -> Vec<Arc<Path>> {
        let mut folders: Vec<(&Path, Vec<&Arc<Path>>, u128)> = Vec::new();
        let mut by_folder: Vec<(&Path, &Arc<Path>, u64)> =
            files.iter().zip(sizes).map(|(file, size)| (file.parent().unwrap_or(Path::new("")), file, *size)).collect();
        // Not the order of the files, where a folder's own may stand on both sides of what is below it.
        by_folder.sort_unstable();
        for (folder, file, size) in by_folder {
            match folders.last_mut() {
                Some((last, files, bytes)) if *last == folder => {
                    files.push(file);
                    *bytes += u128::from(size);
                }
                // A folder weighs something even if nobody knows what is in it.
                _ => folders.push((folder, vec![file], u128::from(size) + 1)),
            }
        }
        let all: u128 = folders.iter().map(|(_, _, bytes)| bytes).sum();
        let mut before = 0;
        let mut taken: Vec<Arc<Path>> = Vec::new();
        for (_, files, bytes) in folders {
            // Where the folder's middle falls when all bytes are laid out in a row.
            let part = (2 * before + bytes) * self.count as u128 / (2 * all);
            if part + 1 == self.index as u128 {
                taken.extend(files.into_iter().cloned());
            }
            before += bytes;
        }
        taken.sort_unstable();
        taken
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.count)
    }
}

/// The size of each file; 0 where nobody knows.
pub fn sizes(files: &[Arc<Path>]) -> Vec<u64> {
    files.iter().map(|file| fs::metadata(file).map_or(0, |meta| meta.len())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(names: &[&str]) -> Vec<Arc<Path>> {
        let mut paths: Vec<Arc<Path>> = names.iter().map(|name| Arc::from(Path::new(name))).collect();
        paths.sort_unstable();
        paths
    }

    fn shard(index: usize, count: usize) -> Shard {
        Shard::new(index, count).expect("a shard")
    }

    #[test]
    fn there_is_no_part_beyond_the_last() {
        assert!(Shard::new(0, 4).is_none() && Shard::new(5, 4).is_none() && Shard::new(1, 0).is_none());
        assert_eq!(shard(4, 4).to_string(), "4/4");
    }

    /// A fixed sequence of numbers.
    fn sizes_of(count: usize, seed: u64) -> Vec<u64> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state >> 33
        };
        (0..count).map(|_| if next() % 7 == 0 { 0 } else { next() % 50_000 }).collect()
    }

    #[test]
    fn every_folder_is_in_exactly_one_part() {
        let names: Vec<String> =
            (0..120).map(|n| format!("/r/{}/{}/f{n}.go", n % 5, n % 17)).chain((0..9).map(|n| format!("/r/{}/f.go", n % 5))).collect();
        let mut files = paths(&names.iter().map(String::as_str).collect::<Vec<_>>());
        files.dedup();
        for seed in 0..20 {
            let sizes = sizes_of(files.len(), seed);
            for count in [1, 2, 3, 8, 50, 1000] {
                let parts: Vec<Vec<Arc<Path>>> = (1..=count).map(|index| shard(index, count).of(&files, &sizes)).collect();
                let mut all: Vec<Arc<Path>> = parts.concat();
                all.sort_unstable();
                assert_eq!(all, files, "{count} parts");
                let mut folders: Vec<&Path> = Vec::new();
                for part in &parts {
                    assert!(part.is_sorted());
                    let mut own: Vec<&Path> = part.iter().filter_map(|f| f.parent()).collect();
                    own.sort_unstable();
                    own.dedup();
                    folders.extend(own);
                }
                assert!(folders.is_sorted_by(|a, b| a < b), "folders are whole and in order");
            }
        }
    }

    #[test]
    fn parts_are_of_like_size() {
        let files = paths(&["/a/1.go", "/b/1.go", "/b/c/1.go", "/b/z.go", "/d/1.go"]);
        let sizes = [500, 100, 200, 100, 300];
        let part = |index| shard(index, 2).of(&files, &sizes).iter().map(|f| f.display().to_string()).collect::<Vec<_>>();
        assert_eq!(part(1), ["/a/1.go", "/b/1.go", "/b/z.go"]);
        assert_eq!(part(2), ["/b/c/1.go", "/d/1.go"]);
    }

    #[test]
    fn nothing_can_be_divided() {
        assert_eq!(shard(3, 8).of(&[], &[]), paths(&[]));
    }
}
