//! CODEOWNERS as GitLab reads it: sections, each with a last line that matches, default owners and exclusions. Patterns are those of
//! Ruby's `File.fnmatch` with `FNM_PATHNAME` and `FNM_DOTMATCH`, at any depth where they do not begin with a slash.

use super::{
    Ownership, Problems,
    entry::{add, is_email, is_name, push_segment, split},
    patterns::{Patterns, compile},
};

pub(super) struct Gitlab {
    sections: Vec<Section>,
}

/// The lines of one name, wherever they stand.
#[derive(Default)]
struct Section {
    /// In lowercase: case does not count.
    name: String,
    patterns: Patterns,
    excluded: Patterns,
    /// Of each pattern.
    owners: Vec<Vec<String>>,
}

/// `^[Name][2] @default`.
struct Header<'l> {
    name: &'l str,
    /// Behind the brackets.
    rest: &'l str,
    /// Nothing else stands there.
    is_strict: bool,
}

impl<'l> Header<'l> {
    fn parse(line: &'l str) -> Option<Self> {
        let (name, mut rest) = line.strip_prefix('^').unwrap_or(line).strip_prefix('[')?.split_once(']')?;
        let mut is_strict = !name.trim().is_empty();
        if let Some((approvals, behind)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            is_strict &= !approvals.is_empty() && approvals.bytes().all(|b| b.is_ascii_digit());
            rest = behind;
        }
        is_strict &= rest.is_empty() || rest.starts_with(char::is_whitespace);
        is_strict &= rest.split_whitespace().all(is_owner);
        Some(Self { name: name.trim(), rest, is_strict })
    }
}

/// Whether a CODEOWNERS that may be either host's is written for GitLab: it has a section, or a role.
pub(super) fn is_meant(text: &str) -> bool {
    text.lines().map(str::trim).filter(|line| !line.starts_with('#')).any(|line| {
        let has_role = || split(line).1.split_whitespace().any(is_role);
        Header::parse(line).is_some_and(|header| header.is_strict) || has_role()
    })
}

impl Gitlab {
    pub(super) fn parse(text: &str, problems: &mut Problems) -> Self {
        // Before the first header, lines are a section of their own.
        let mut sections = vec![Section::default()];
        let (mut current, mut default) = (0, Vec::new());
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(header) = Header::parse(line) {
                if header.name.is_empty() {
                    problems.add(number, "the section has no name: write one between the brackets");
                }
                let mut rest = header.rest;
                if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
                    problems.add(
                        number,
                        "GitLab takes what begins with `[ ]` for a section: write `**/` before a pattern, or a space before default owners",
                    );
                    rest = split(rest).1;
                }
                default = owners(rest, number, problems);
                let name = header.name.to_lowercase();
                // The first has no header, and so no name either.
                current = (1..sections.len()).find(|&at| sections[at].name == name).unwrap_or(sections.len());
                if current == sections.len() {
                    sections.push(Section { name, ..Section::default() });
                }
                continue;
            }
            if line.starts_with('[') || line.starts_with("^[") {
                problems.add(
                    number,
                    "the section's name is not closed, so that GitLab takes the line for a pattern: write `]` behind the name",
                );
            }
            let (pattern, rest) = split(line);
            let (pattern, is_excluded) = pattern.strip_prefix('!').map_or((pattern, false), |pattern| (pattern, true));
            let glob = match glob(pattern) {
                Ok(glob) => glob,
                Err(message) => {
                    problems.add(number, message);
                    continue;
                }
            };
            let Some(section) = sections.get_mut(current) else { continue };
            let at = section.owners.len();
            if is_excluded {
                section.excluded.add(at, glob);
            } else {
                section.patterns.add(at, glob);
                section.owners.push(if rest.is_empty() { default.clone() } else { owners(rest, number, problems) });
            }
        }
        Self { sections }
    }

    /// The owners of all sections: each asks for its own review.
    pub(super) fn of(&self, path: &str) -> Ownership {
        let mut owners = Vec::new();
        for section in &self.sections {
            // Wherever the exclusion stands: nothing includes a path again.
            let Some(line) = section.patterns.last(path).filter(|_| section.excluded.last(path).is_none()) else { continue };
            for owner in section.owners.get(line).into_iter().flatten() {
                add(&mut owners, owner);
            }
        }
        Ownership::of(owners)
    }
}

/// The owners that a text names. Other words count for nothing, which is said of the first alone: it may be prose.
fn owners(text: &str, line: usize, problems: &mut Problems) -> Vec<String> {
    let mut owners = Vec::new();
    let mut is_comment = false;
    let mut is_said = false;
    for word in text.split_whitespace() {
        is_comment |= word.starts_with('#');
        let message = if is_owner(word) {
            add(&mut owners, word);
            is_comment.then(|| {
                format!("GitLab has no comments behind a pattern and takes `{word}` for an owner: put the comment on a line of its own")
            })
        } else {
            (!is_comment).then(|| {
                format!("`{word}` is no owner and counts for nothing: write `@user`, `@group/subgroup`, `@@developer`, `@@maintainer`, `@@owner` or an e-mail address, and `\\ ` for a space in a path")
            })
        };
        if let Some(message) = message.filter(|_| !is_said) {
            problems.add(line, message);
            is_said = true;
        }
    }
    owners
}

fn is_role(word: &str) -> bool {
    let role = word.strip_prefix("@@").map(|role| role.strip_suffix('s').unwrap_or(role));
    role.is_some_and(|role| ["developer", "maintainer", "owner"].iter().any(|r| role.eq_ignore_ascii_case(r)))
}

fn is_owner(word: &str) -> bool {
    let name = word.strip_prefix('@').filter(|name| !name.starts_with('@'));
    name.map_or_else(|| is_role(word) || is_email(word), |name| name.split('/').all(|part| is_name(part, &['-', '_', '.'])))
}

/// What a pattern matches, of paths without a leading slash.
fn glob(pattern: &str) -> Result<globset::Glob, String> {
    if pattern.is_empty() {
        return Err("there is no pattern behind `!`: write one".to_owned());
    }
    let mut glob = String::new();
    let mut segments: Vec<&str> = match pattern.strip_prefix('/') {
        Some(rest) => rest.split('/').collect(),
        None => std::iter::once("**").chain(pattern.split('/')).collect(),
    };
    if segments.last() == Some(&"") {
        segments.pop();
        segments.extend(["**", "*"]);
    }
    segments.dedup_by(|a, b| a == b && *a == "**");
    for (at, segment) in segments.iter().enumerate() {
        let is_last = at + 1 == segments.len();
        // At the end it is no more than `*`.
        if *segment == "**" && !is_last {
            glob.push_str("**");
        } else {
            push_segment(&mut glob, segment, true);
        }
        if !is_last {
            glob.push('/');
        }
    }
    compile(&glob)
        .map_err(|error| format!("the pattern can't be read ({error}) and matches nothing: escape what is meant literally by `\\`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> (Gitlab, Vec<(usize, String)>) {
        let mut problems = Problems { path: "CODEOWNERS".into(), list: Vec::new() };
        let gitlab = Gitlab::parse(text, &mut problems);
        (gitlab, problems.list.into_iter().map(|p| (p.line, p.message)).collect())
    }

    fn check(text: &str, rows: &[(&str, &str)]) {
        let (gitlab, problems) = parse(text);
        assert_eq!(problems, []);
        for (path, owners) in rows {
            assert_eq!(gitlab.of(path).name, *owners, "{path}");
        }
    }

    #[test]
    fn patterns() {
        for (pattern, path, expected) in [
            ("*", "a", true),
            ("*", "a/.b/c", true),
            ("*.rb", "a/b.rb", true),
            ("/README.md", "README.md", true),
            ("/README.md", "a/README.md", false),
            ("README.md", "README.md", true),
            ("README.md", "app/lib/README.md", true),
            ("internal/README.md", "docs/api/internal/README.md", true),
            ("internal/README.md", "docs/internal/api/README.md", false),
            ("/docs/", "docs/a/b", true),
            ("/docs/", "x/docs/a", false),
            ("lib/", "a/lib/b/c", true),
            ("lib/", "lib", false),
            // A name without a slash at its end is that of a file.
            ("docs", "docs/a.md", false),
            ("/docs/*", "docs/index.md", true),
            ("/docs/*", "docs/projects/index.md", false),
            ("/docs/**", "docs/projects/index.md", false),
            ("/docs/**/*", "docs/projects/a/index.md", true),
            ("/docs/*.md", "docs/a/b.md", false),
            ("/docs/index.*", "docs/index.html", true),
            ("/docs/*spec*", "docs/spec_helpers.rb", true),
            ("/docs/*/README.md", "docs/api/README.md", true),
            ("/docs/*/README.md", "docs/README.md", false),
            ("/docs/**/index.md", "docs/index.md", true),
            ("/docs/**/index.md", "docs/api/graphql/index.md", true),
            ("**/*.rb", "app/controllers/users/stars_controller.rb", true),
            ("\\#file_with_pound.rb", "#file_with_pound.rb", true),
            ("path\\ with\\ spaces/*.md", "path with spaces/a.md", true),
            ("*.[ch]", "a/b.c", true),
            ("*.[!ch]", "a/b.c", false),
            ("x{a,b}", "xa", false),
            ("ReadMe", "readme", false),
        ] {
            let (gitlab, problems) = parse(&format!("{pattern} @x\n"));
            assert_eq!(problems, [], "{pattern}");
            assert_eq!(gitlab.of(path).name == "@x", expected, "{pattern} {path}");
        }
    }

    #[test]
    fn every_section_asks_for_its_owners() {
        check(
            "* @admin\n[README Owners]\nREADME.md @user1 @user2\ninternal/README.md @user4\n[README other owners]\nREADME.md @user3\n",
            &[("README.md", "@admin @user1 @user2 @user3"), ("internal/README.md", "@admin @user4 @user3"), ("x", "@admin")],
        );
        check(
            "* @general-approvers\n[Documentation] @docs-team\ndocs/\nREADME.md\n*.txt\n[Database] @database-team\nmodel/db/\n\
             config/db/database-setup.md @docs-team\n",
            &[
                ("model/db/CHANGELOG.txt", "@general-approvers @docs-team @database-team"),
                ("config/db/database-setup.md", "@general-approvers @docs-team"),
                ("main.go", "@general-approvers"),
            ],
        );
    }

    #[test]
    fn sections_of_one_name_are_combined() {
        check(
            "[Documentation]\nee/docs/ @docs\ndocs/ @docs\n[Database]\nREADME.md @database\nmodel/db/ @database\n[DOCUMENTATION]\n\
             README.md @docs2\n",
            &[("docs/README.md", "@docs2 @database"), ("docs/x", "@docs"), ("README.md", "@docs2 @database")],
        );
    }

    #[test]
    fn defaults_approvals_optional_sections_and_roles() {
        check(
            "[Documentation][2] @docs-team @group/sub\ndocs/\nREADME.md\n\n^[Database] @database-team\nmodel/db/\n\
             config/db/database-setup.md @docs-team\n[Roles]\nfile.md @@developer @@maintainers\nLICENSE @legal janedoe@gitlab.com\n",
            &[
                ("docs/a", "@docs-team @group/sub"),
                ("model/db/a", "@database-team"),
                ("config/db/database-setup.md", "@docs-team"),
                ("file.md", "@@developer @@maintainers"),
                ("LICENSE", "@legal janedoe@gitlab.com"),
                ("other", "unowned"),
            ],
        );
    }

    #[test]
    fn exclusions_are_of_their_section_and_final() {
        check(
            "* @default-owner\n!pom.xml\n!*.rb\n/special/*.rb @ruby-owner\n!**/generated/\n[Ruby]\n*.rb @ruby-team\n!/config/**/*.rb\n\
             /config/routes.rb @ops\n[Config]\n/config/ @ops-team\n",
            &[
                ("a.go", "@default-owner"),
                ("pom.xml", "unowned"),
                ("special/a.rb", "@ruby-team"),
                ("config/routes.rb", "@ops-team"),
                ("config/x.yml", "@default-owner @ops-team"),
                ("a/generated/b/c.go", "unowned"),
            ],
        );
    }

    #[test]
    fn an_entry_without_owners_has_none() {
        check("* @a\n*.md\n", &[("a.md", "unowned"), ("a.go", "@a")]);
    }

    #[test]
    fn mistakes_are_said_and_the_rest_counts() {
        let text = "* @group\n[Section name\ndocs/ @docs_group\n/path/* @group user_without_at_symbol nor_this @user\n\
                    /db/ @index-docs # not @else, but @bob\n/c/ @c # fine\n[]\n/d/ @d @@guests\n!\n[a-c]*.go @e\n/e/\n";
        let (gitlab, problems) = parse(text);
        let said: Vec<(usize, &str)> = problems.iter().map(|(line, m)| (*line, m.split(" and ").next().unwrap_or_default())).collect();
        assert_eq!(
            said,
            [
                (2, "the section's name is not closed, so that GitLab takes the line for a pattern: write `]` behind the name"),
                (2, "the pattern can't be read (unclosed character class; missing ']')"),
                (4, "`user_without_at_symbol` is no owner"),
                (5, "GitLab has no comments behind a pattern"),
                (7, "the section has no name: write one between the brackets"),
                (8, "`@@guests` is no owner"),
                (9, "there is no pattern behind `!`: write one"),
                (10, "GitLab takes what begins with `[ ]` for a section: write `**/` before a pattern, or a space before default owners"),
            ]
        );
        for (path, owners) in
            [("docs/a", "@docs_group"), ("path/a", "@group @user"), ("db/a", "@index-docs @bob"), ("c/a", "@c"), ("d/a", "@group @d")]
        {
            assert_eq!(gitlab.of(path).name, owners, "{path}");
        }
    }

    #[test]
    fn what_is_written_for_gitlab() {
        for (text, expected) in [
            ("* @a\n", false),
            ("[a-c]*.go @a\n", false),
            ("# [Go]\n", false),
            ("[Go]\n", true),
            ("^[Go][2] @a @b/c\n", true),
            ("* @@maintainers\n", true),
        ] {
            assert_eq!(is_meant(text), expected, "{text}");
        }
    }
}
