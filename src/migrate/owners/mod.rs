//! Who owns a file of a repository: by CODEOWNERS in GitHub's or GitLab's form, or by the OWNERS files that Kubernetes' tools read.

mod entry;
mod github;
mod gitlab;
mod kubernetes;
mod patterns;

use std::{
    fmt,
    path::{Component, Path, PathBuf},
};

use github::Github;
use gitlab::Gitlab;
use kubernetes::Kubernetes;

use crate::{files::explain, text::Sources};

/// Who owns a file: a stable name to group by, and the people or teams that review it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ownership {
    /// By CODEOWNERS the owners, joined by a space. By OWNERS the file's folder with slashes, `root` for the topmost, followed by
    /// the filters that add approvers, as those are others. `unowned` where nobody is named.
    pub name: String,
    /// As they are written; aliases are expanded. Nobody twice.
    pub owners: Vec<String>,
}

impl Ownership {
    /// Of a file that nobody owns.
    fn unowned() -> Self {
        Self { name: "unowned".to_owned(), owners: Vec::new() }
    }

    /// By CODEOWNERS.
    fn of(owners: Vec<String>) -> Self {
        if owners.is_empty() { Self::unowned() } else { Self { name: owners.join(" "), owners } }
    }
}

/// What is wrong in a file of owners, and what to do about it. What else stands there counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Relative to the repository's root.
    pub path: PathBuf,
    /// From 1; 1 too where it is the whole file.
    pub line: usize,
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", slashes(&self.path), self.line, self.message)
    }
}

/// The owners of a repository's files.
pub struct Owners<'s> {
    form: Form<'s>,
}

enum Form<'s> {
    Github(PathBuf, Github),
    Gitlab(PathBuf, Gitlab),
    Kubernetes(Box<Kubernetes<'s>>),
}

/// Where a CODEOWNERS file may stand. The first that is there counts: `.github` for GitHub alone, `.gitlab` for GitLab alone, and
/// both look at the root before `docs`.
const PLACES: [&str; 4] = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"];

impl<'s> Owners<'s> {
    /// Reads CODEOWNERS, or the OWNERS files where there is none, of the repository at an absolute path. OWNERS files are read as
    /// files are asked about, since a large repository has thousands: what is wrong in those, [`Owners::problems`] tells.
    pub fn read(root: &Path, sources: &'s dyn Sources) -> (Self, Vec<Problem>) {
        let Some(place) = PLACES.into_iter().find(|place| sources.is_file(&root.join(place))) else {
            return (Self { form: Form::Kubernetes(Box::new(Kubernetes::new(root, sources))) }, Vec::new());
        };
        let path = PathBuf::from(place);
        let mut problems = Problems { path: path.clone(), list: Vec::new() };
        let text = match sources.read(&root.join(place)) {
            Ok(bytes) => String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes)).into_owned(),
            Err(error) => {
                problems.add(1, format!("can't be read ({}), so that no file has an owner", explain(&error)));
                String::new()
            }
        };
        let is_gitlab = match place {
            ".gitlab/CODEOWNERS" => true,
            ".github/CODEOWNERS" => false,
            _ => gitlab::is_meant(&text) || is_of_gitlab(root, sources),
        };
        let form = if is_gitlab {
            Form::Gitlab(path, Gitlab::parse(&text, &mut problems))
        } else {
            Form::Github(path, Github::parse(&text, &mut problems))
        };
        problems.list.sort();
        (Self { form }, problems.list)
    }

    /// Who owns a file, by its path relative to the root.
    pub fn of(&self, path: &Path) -> Ownership {
        let path = slashes(path);
        match &self.form {
            Form::Github(_, rules) => rules.of(&path),
            Form::Gitlab(_, rules) => rules.of(&path),
            Form::Kubernetes(folders) => folders.of(&path),
        }
    }

    /// The file that names owners, relative to the root: CODEOWNERS, or the topmost OWNERS that was met. None where there is none.
    pub fn found(&self) -> Option<&Path> {
        match &self.form {
            Form::Github(path, _) | Form::Gitlab(path, _) => Some(path),
            Form::Kubernetes(folders) => folders.found(),
        }
    }

    /// What is wrong in the OWNERS files that were read since [`Owners::read`], sorted.
    pub fn problems(&self) -> Vec<Problem> {
        match &self.form {
            Form::Kubernetes(folders) => folders.problems(),
            Form::Github(..) | Form::Gitlab(..) => Vec::new(),
        }
    }
}

/// Whether the repository is built by GitLab alone: the form of a CODEOWNERS in the root or in `docs` without sections.
fn is_of_gitlab(root: &Path, sources: &dyn Sources) -> bool {
    sources.is_file(&root.join(".gitlab-ci.yml")) && sources.list(&root.join(".github")).is_err()
}

/// The problems of one file, as they are met.
struct Problems {
    path: PathBuf,
    list: Vec<Problem>,
}

impl Problems {
    fn add(&mut self, line: usize, message: impl Into<String>) {
        self.list.push(Problem { path: self.path.clone(), line, message: message.into() });
    }
}

/// A path with slashes, on any system.
fn slashes(path: &Path) -> String {
    let mut out = String::new();
    for component in path.components() {
        if let Component::Normal(name) = component {
            if !out.is_empty() {
                out.push('/');
            }
            out.push_str(&name.to_string_lossy());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrate::testing::tree;

    fn found(files: &[(&str, &str)]) -> Option<(PathBuf, &'static str)> {
        let tree = tree(files);
        let (owners, problems) = Owners::read(Path::new("/r"), &tree);
        assert_eq!(problems, []);
        let form = match owners.form {
            Form::Github(..) => "GitHub",
            Form::Gitlab(..) => "GitLab",
            Form::Kubernetes(_) => "Kubernetes",
        };
        Some((owners.found()?.to_owned(), form))
    }

    #[test]
    fn the_first_place_counts() {
        type Row<'r> = (&'r [(&'r str, &'r str)], Option<(&'r str, &'r str)>);
        let rows: [Row<'_>; 9] = [
            (&[], None),
            (&[(".github/CODEOWNERS", ""), ("CODEOWNERS", ""), ("docs/CODEOWNERS", "")], Some((".github/CODEOWNERS", "GitHub"))),
            (&[("CODEOWNERS", ""), ("docs/CODEOWNERS", ""), (".gitlab/CODEOWNERS", "")], Some(("CODEOWNERS", "GitHub"))),
            (&[("docs/CODEOWNERS", "* @a\n[Go] @b\n*.go\n")], Some(("docs/CODEOWNERS", "GitLab"))),
            (&[(".gitlab/CODEOWNERS", "* @a\n")], Some((".gitlab/CODEOWNERS", "GitLab"))),
            (&[("CODEOWNERS", "* @a\n"), (".gitlab-ci.yml", "")], Some(("CODEOWNERS", "GitLab"))),
            (&[("CODEOWNERS", "* @a\n"), (".gitlab-ci.yml", ""), (".github/x.yml", "")], Some(("CODEOWNERS", "GitHub"))),
            (&[("CODEOWNERS", ""), ("OWNERS", "")], Some(("CODEOWNERS", "GitHub"))),
            (&[("OWNERS", "")], Some(("OWNERS", "Kubernetes"))),
        ];
        for (files, expected) in rows {
            assert_eq!(found(files), expected.map(|(path, form)| (path.into(), form)), "{files:?}");
        }
    }

    #[test]
    fn a_problem_names_its_line() {
        let tree = tree(&[(".github/CODEOWNERS", "\u{feff}* @a\r\n*.go nobody\r\n")]);
        let (owners, problems) = Owners::read(Path::new("/r"), &tree);
        let problems: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(
            problems,
            [
                ".github/CODEOWNERS:2: `nobody` is no owner, so that GitHub skips the line: write `@user`, `@organisation/team` or an e-mail address"
            ]
        );
        assert_eq!(owners.of(Path::new("./a/b.go")), Ownership { name: "@a".into(), owners: vec!["@a".into()] });
        assert_eq!(owners.problems(), []);
    }
}
