//! OWNERS files in folders, as Kubernetes' Prow reads them: the nearest that names approvers decides.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use regex::Regex;
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};

use super::{Ownership, Problem, entry::add};
use crate::{files::explain, program::Memo, text::Sources};

const NAME: &str = "OWNERS";

/// In the root: names for several people.
const ALIASES: &str = "OWNERS_ALIASES";

pub(super) struct Kubernetes<'s> {
    root: PathBuf,
    sources: &'s dyn Sources,
    /// By name in lowercase.
    aliases: BTreeMap<String, Names>,
    folders: Memo<String, Option<Arc<Folder>>>,
    problems: Mutex<BTreeSet<Problem>>,
    found: OnceLock<PathBuf>,
}

/// An OWNERS file.
struct Folder {
    /// What stands above does not count for this folder.
    is_alone: bool,
    approvers: Vec<Approvers>,
}

struct Approvers {
    /// The files they approve, by their paths relative to the folder; None for all.
    filter: Option<Regex>,
    owners: Vec<String>,
}

impl<'s> Kubernetes<'s> {
    pub(super) fn new(root: &Path, sources: &'s dyn Sources) -> Self {
        let mut all = Self {
            root: root.to_owned(),
            sources,
            aliases: BTreeMap::new(),
            folders: Memo::default(),
            problems: Mutex::default(),
            found: OnceLock::new(),
        };
        if let Some(file) = all.yaml::<AliasesFile>(ALIASES) {
            let aliases = file.aliases.unwrap_or_default();
            all.aliases = aliases.into_iter().map(|(alias, people)| (login(&alias).to_lowercase(), people.unwrap_or_default())).collect();
        }
        let folders = || sources.list(root).into_iter().flatten().filter(|entry| entry.is_dir).map(|entry| entry.name);
        // The root's, or the first one below it; others are met in time.
        if let Some(folder) = std::iter::once(String::new()).chain(folders()).find(|folder| sources.is_file(&root.join(folder).join(NAME)))
        {
            let _ = all.found.set(Path::new(&folder).join(NAME));
        }
        all
    }

    pub(super) fn of(&self, path: &str) -> Ownership {
        let mut folder = path;
        while !folder.is_empty() {
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
            let Some(file) = self.folder(folder) else { continue };
            let below = path.get(folder.len()..).unwrap_or(path).trim_start_matches('/');
            if let Some(ownership) = file.of(folder, below) {
                return ownership;
            }
            if file.is_alone {
                break;
            }
        }
        Ownership::unowned()
    }

    pub(super) fn found(&self) -> Option<&Path> {
        self.found.get().map(PathBuf::as_path)
    }

    pub(super) fn problems(&self) -> Vec<Problem> {
        self.problems.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    fn folder(&self, folder: &str) -> Option<Arc<Folder>> {
        self.folders.get_or(folder, || self.read(folder).map(Arc::new))
    }

    fn read(&self, folder: &str) -> Option<Folder> {
        let path = if folder.is_empty() { NAME.to_owned() } else { format!("{folder}/{NAME}") };
        let file = self.yaml::<OwnersFile>(&path)?;
        let _ = self.found.set(PathBuf::from(&path));
        let is_alone = file.options.and_then(|options| options.no_parent_owners).unwrap_or_default();
        let mut filters = file.filters.map(|filters| filters.0).unwrap_or_default();
        if [&file.approvers, &file.reviewers, &file.required_reviewers, &file.labels].into_iter().flatten().any(|names| !names.is_empty()) {
            if !filters.is_empty() {
                let message = "`filters` count for nothing beside names outside of them: move those to the filter `\".*\"`";
                self.problem(&path, 1, message.to_owned());
            }
            filters = vec![(ALL.to_owned(), Some(Filtered { approvers: file.approvers }))];
        }
        let mut approvers = Vec::new();
        for (pattern, filtered) in filters {
            let owners = self.expand(filtered.and_then(|filtered| filtered.approvers).unwrap_or_default());
            if owners.is_empty() {
                continue;
            }
            let filter = if pattern == ALL {
                None
            } else {
                match Regex::new(&pattern) {
                    Ok(regex) => Some(regex),
                    Err(_) => {
                        self.problem(
                            &path,
                            1,
                            format!("the filter `{pattern}` is no regular expression and matches nothing: mend or remove it"),
                        );
                        continue;
                    }
                }
            };
            approvers.push(Approvers { filter, owners });
        }
        Some(Folder { is_alone, approvers })
    }

    /// The people that names stand for. An alias of an alias is none.
    fn expand(&self, names: Names) -> Vec<String> {
        let mut owners: Vec<String> = Vec::new();
        for name in names.iter().flatten().map(|name| login(name)) {
            match self.aliases.get(&name.to_lowercase()) {
                Some(people) => people.iter().flatten().for_each(|person| add(&mut owners, login(person))),
                None => add(&mut owners, name),
            }
        }
        owners
    }

    /// A file's contents; None where there is no such file, or none that can be read.
    fn yaml<T: for<'de> Deserialize<'de>>(&self, path: &str) -> Option<T> {
        let at = self.root.join(path);
        if !self.sources.is_file(&at) {
            return None;
        }
        let bytes = match self.sources.read(&at) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.problem(path, 1, format!("can't be read ({}) and counts for nothing", explain(&error)));
                return None;
            }
        };
        match serde_saphyr::from_slice(&bytes) {
            Ok(file) => Some(file),
            Err(error) => {
                let line = error.location().and_then(|at| usize::try_from(at.line()).ok()).unwrap_or(1).max(1);
                let message = error.without_snippet().to_string();
                let first = message.lines().next().unwrap_or_default();
                self.problem(path, line, format!("is no list of owners in YAML ({first}) and counts for nothing: mend it"));
                None
            }
        }
    }

    fn problem(&self, path: &str, line: usize, message: String) {
        self.problems.lock().unwrap_or_else(PoisonError::into_inner).insert(Problem { path: path.into(), line, message });
    }
}

impl Folder {
    /// Who approves a file, by its path relative to the folder.
    fn of(&self, folder: &str, below: &str) -> Option<Ownership> {
        let mut name = if folder.is_empty() { "root".to_owned() } else { folder.to_owned() };
        let mut owners = Vec::new();
        for approvers in &self.approvers {
            if let Some(filter) = &approvers.filter {
                if !filter.is_match(below) {
                    continue;
                }
                name.push(' ');
                name.push_str(filter.as_str());
            }
            approvers.owners.iter().for_each(|owner| add(&mut owners, owner));
        }
        (!owners.is_empty()).then_some(Ownership { name, owners })
    }
}

/// A name as it is compared: without the sign of a mention.
fn login(name: &str) -> &str {
    name.trim().trim_start_matches('@')
}

/// The filter of all files.
const ALL: &str = ".*";

/// `- ` without a name behind it is null.
type Names = Vec<Option<String>>;

#[derive(Deserialize)]
struct OwnersFile {
    approvers: Option<Names>,
    reviewers: Option<Names>,
    required_reviewers: Option<Names>,
    labels: Option<Names>,
    options: Option<FolderOptions>,
    filters: Option<Filters>,
}

#[derive(Deserialize)]
struct FolderOptions {
    no_parent_owners: Option<bool>,
}

#[derive(Deserialize)]
struct Filtered {
    approvers: Option<Names>,
}

#[derive(Deserialize)]
struct AliasesFile {
    aliases: Option<BTreeMap<String, Option<Names>>>,
}

/// By pattern, in the file's order.
struct Filters(Vec<(String, Option<Filtered>)>);

impl<'de> Deserialize<'de> for Filters {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Filters;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("filters by pattern")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Filters, A::Error> {
                let mut filters = Vec::new();
                while let Some(filter) = map.next_entry()? {
                    filters.push(filter);
                }
                Ok(Filters(filters))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Owners, *};
    use crate::migrate::testing::tree;

    const FILES: [(&str, &str); 9] = [
        ("OWNERS", "# See https://go.k8s.io/owners\n\napprovers:\n  - Alice\n  - sig-bees # an alias\n  - 1234\nreviewers:\n- carol\n"),
        ("OWNERS_ALIASES", "aliases:\n  SIG-Bees:\n    - bob\n    - alice2\n    - bob\n  dep-approvers: [dora]\n  nobody:\n"),
        ("pkg/OWNERS", "reviewers:\n- erin\nlabels:\n- area/pkg\n"),
        ("pkg/util/OWNERS", "approvers:\n- '@frank'\nemeritus_approvers:\n- old\n"),
        ("alone/OWNERS", "options:\n  no_parent_owners: true\nreviewers: [x]\n"),
        (
            "staging/OWNERS",
            concat!(
                "options: {no_parent_owners: true}\nfilters:\n  \".*\":\n    approvers: [gina]\n",
                "  'go\\.(mod|sum)$':\n    approvers:\n    - dep-approvers\n",
                "  \"\\\\.go$\":\n    labels: [kind/api-change]\n  '^sub/':\n    approvers: [hal, gina]\n",
            ),
        ),
        ("both/OWNERS", "approvers: [ivan]\nfilters:\n  '.*':\n    approvers: [never]\n"),
        ("broken/OWNERS", "approvers:\n- judy\n  - mallory: [\n"),
        ("wrong/OWNERS", "filters:\n  '(':\n    approvers: [x]\n  'z':\n    approvers: [y]\n"),
    ];

    #[test]
    fn the_nearest_that_names_approvers_decides() {
        let tree = tree(&FILES);
        let (owners, problems) = Owners::read(Path::new("/r"), &tree);
        assert_eq!((owners.found(), problems), (Some(Path::new("OWNERS")), Vec::new()));
        for (path, name, people) in [
            ("main.go", "root", "Alice bob alice2 1234"),
            ("none/deep/x.go", "root", "Alice bob alice2 1234"),
            ("pkg/x.go", "root", "Alice bob alice2 1234"),
            ("pkg/util/x.go", "pkg/util", "frank"),
            ("pkg/util/deep/x.go", "pkg/util", "frank"),
            ("pkg/utility/x.go", "root", "Alice bob alice2 1234"),
            ("alone/x.go", "unowned", ""),
            ("alone/deep/x.go", "unowned", ""),
            ("staging/x.go", "staging", "gina"),
            ("staging/a/go.mod", "staging go\\.(mod|sum)$", "gina dora"),
            ("staging/sub/x.go", "staging ^sub/", "gina hal"),
            ("staging/a/sub/x.go", "staging", "gina"),
            ("both/x.go", "both", "ivan"),
            ("broken/x.go", "root", "Alice bob alice2 1234"),
            ("wrong/x.go", "root", "Alice bob alice2 1234"),
            ("wrong/z.go", "wrong z", "y"),
        ] {
            let ownership = owners.of(Path::new(path));
            assert_eq!((ownership.name.as_str(), ownership.owners.join(" ").as_str()), (name, people), "{path}");
        }
        let problems: Vec<String> = owners.problems().iter().map(Problem::to_string).collect();
        let starts =
            ["both/OWNERS:1: `filters` count", "broken/OWNERS:3: is no list of owners in YAML (", "wrong/OWNERS:1: the filter `(` is no"];
        assert_eq!(problems.len(), starts.len(), "{problems:?}");
        for (problem, start) in problems.iter().zip(starts) {
            assert!(problem.starts_with(start), "{problem}");
        }
    }

    #[test]
    fn a_file_in_a_folder_alone_is_found_when_it_is_met() {
        let tree = tree(&[("a/b/OWNERS", "approvers: [x]\n"), ("c/OWNERS", "# nothing\n")]);
        let (owners, _) = Owners::read(Path::new("/r"), &tree);
        assert_eq!(owners.found(), None);
        assert_eq!(owners.of(Path::new("c/x.go")).name, "unowned");
        assert_eq!(owners.found(), Some(Path::new("c/OWNERS")));
        assert_eq!(owners.of(Path::new("a/b/c/x.go")).name, "a/b");
        assert_eq!(owners.problems(), []);
    }
}
