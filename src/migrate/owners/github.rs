//! CODEOWNERS as GitHub reads it: the last line whose pattern matches counts, with owners or without. Patterns are those of
//! gitignore, but for `!` and `[a-z]`.

use super::{
    Ownership, Problems,
    entry::{add, is_email, is_name, push_segment, split},
    patterns::{Patterns, compile},
};

/// GitHub does not load larger files.
const MAX_BYTES: usize = 3 << 20;

pub(super) struct Github {
    patterns: Patterns,
    lines: Vec<Ownership>,
}

impl Github {
    pub(super) fn parse(text: &str, problems: &mut Problems) -> Self {
        let mut text = text;
        if text.len() > MAX_BYTES {
            problems.add(1, "is larger than 3 MB, so that GitHub does not load it and no file has an owner: join lines by wildcards");
            text = "";
        }
        let mut lines = Vec::new();
        let mut patterns = Patterns::default();
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (pattern, rest) = split(line);
            match globs(pattern).and_then(|globs| Ok((globs, owners(rest)?))) {
                Ok((globs, owners)) => {
                    globs.into_iter().for_each(|glob| patterns.add(lines.len(), glob));
                    lines.push(Ownership::of(owners));
                }
                Err(message) => problems.add(number, message),
            }
        }
        Self { patterns, lines }
    }

    pub(super) fn of(&self, path: &str) -> Ownership {
        self.patterns.last(path).and_then(|line| self.lines.get(line)).cloned().unwrap_or_else(Ownership::unowned)
    }
}

/// The owners of a line, up to a comment.
fn owners(rest: &str) -> Result<Vec<String>, String> {
    let mut owners = Vec::new();
    for word in rest.split_whitespace().take_while(|word| !word.starts_with('#')) {
        if !is_owner(word) {
            return Err(format!(
                "`{word}` is no owner, so that GitHub skips the line: write `@user`, `@organisation/team` or an e-mail address"
            ));
        }
        add(&mut owners, word);
    }
    Ok(owners)
}

fn is_owner(word: &str) -> bool {
    let Some(name) = word.strip_prefix('@') else { return is_email(word) };
    match name.split_once('/') {
        Some((organisation, team)) => is_name(organisation, &['-', '_']) && is_name(team, &['-', '_', '.']),
        None => is_name(name, &['-', '_']),
    }
}

/// What a pattern matches, of paths without a leading slash.
fn globs(pattern: &str) -> Result<Vec<globset::Glob>, String> {
    let skipped = |why: &str, instead: &str| Err(format!("{why}, so that GitHub skips the line: {instead}"));
    if let Some(excluded) = pattern.strip_prefix('!') {
        return skipped(
            "`!` does not negate a pattern here",
            &format!("write `{excluded}` without owners below the lines it is excluded from"),
        );
    }
    if let Some(rest) = pattern.strip_prefix("\\#") {
        return skipped("`\\#` does not stand for a leading `#` here", &format!("write `?{}`", rest));
    }
    if has_class(pattern) {
        return skipped("`[ ]` is no range of characters here", "write a line for each, or `?`");
    }
    if pattern.contains("***") {
        return skipped("three `*` mean nothing", "write `*` or `**`");
    }
    if pattern.trim_matches('/').is_empty() {
        return Err(format!("`{pattern}` matches no file: write `*` for all"));
    }
    let mut segments: Vec<&str> = pattern.split('/').collect();
    if segments.first() == Some(&"") {
        segments.remove(0);
    } else if segments.len() == 1 || segments[1..] == [""] {
        // A single name matches at any depth.
        segments.insert(0, "**");
    }
    let is_folder = segments.last() == Some(&"");
    if is_folder {
        segments.pop();
        segments.push("**");
    }
    segments.dedup_by(|a, b| a == b && *a == "**");
    let mut glob = String::new();
    for (at, segment) in segments.iter().enumerate() {
        if at > 0 {
            glob.push('/');
        }
        if *segment == "**" {
            glob.push_str("**");
        } else {
            push_segment(&mut glob, segment, false);
        }
    }
    let compiled = |glob: &str| compile(glob).map_err(|error| format!("the pattern can't be read ({error}), so that the line is skipped"));
    let mut globs = vec![compiled(&glob)?];
    // A name may be that of a folder, and then means all in it; `docs/*` is what stands in docs itself.
    if !matches!(segments.last(), Some(&("*" | "**"))) {
        globs.push(compiled(&format!("{glob}/**"))?);
    }
    Ok(globs)
}

/// Whether there is a bracket that is not escaped.
fn has_class(pattern: &str) -> bool {
    let mut escaped = false;
    pattern.chars().any(|c| {
        let opens = c == '[' && !escaped;
        escaped = c == '\\' && !escaped;
        opens
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> (Github, Vec<(usize, String)>) {
        let mut problems = Problems { path: "CODEOWNERS".into(), list: Vec::new() };
        let github = Github::parse(text, &mut problems);
        (github, problems.list.into_iter().map(|p| (p.line, p.message)).collect())
    }

    /// The example of GitHub's page "About code owners", in its order.
    const EXAMPLE: &str = "
# This is a comment.
*       @global-owner1 @global-owner2
*.js    @js-owner #This is an inline comment.
*.go docs@example.com
*.txt @octo-org/octocats
/build/logs/ @doctocat
docs/* docs@example.com
apps/ @octocat
/docs/ @doctocat
/scripts/ @doctocat @octocat
**/logs @octocat
/apps/ @octocat
/apps/github
/apps/github @doctocat
/apps/gitlab
";

    #[test]
    fn the_example_of_the_documentation() {
        let (github, problems) = parse(EXAMPLE);
        assert_eq!(problems, []);
        for (path, owners) in [
            ("README.md", "@global-owner1 @global-owner2"),
            (".hidden/x", "@global-owner1 @global-owner2"),
            ("a/b/c.js", "@js-owner"),
            ("main.go", "docs@example.com"),
            ("a/b.txt", "@octo-org/octocats"),
            ("build/logs/x.txt", "@octocat"),
            ("build/logs/deep/x.md", "@octocat"),
            ("docs/getting-started.md", "@doctocat"),
            ("docs/build-app/troubleshooting.md", "@doctocat"),
            ("other/docs/x.md", "@global-owner1 @global-owner2"),
            ("a/apps/deep/x.md", "@octocat"),
            ("scripts/x.sh", "@doctocat @octocat"),
            ("scripts/logs/x.sh", "@octocat"),
            ("deeply/nested/logs/x", "@octocat"),
            ("logs", "@octocat"),
            ("apps/x.js", "@octocat"),
            ("apps/github/x.js", "@doctocat"),
            ("apps/gitlab/x.js", "unowned"),
            ("apps/gitlabs/x.js", "@octocat"),
        ] {
            assert_eq!(github.of(path).name, owners, "{path}");
        }
    }

    #[test]
    fn patterns() {
        for (pattern, path, expected) in [
            ("*", "a", true),
            ("*", "a/b/c", true),
            ("*.js", "x.js", true),
            ("*.js", "a/x.js", true),
            ("*.js", "a.js/b", true),
            ("*.js", "x.jsx", false),
            ("*.js", "x.JS", false),
            ("foo", "foo", true),
            ("foo", "a/foo", true),
            ("foo", "a/foo/b", true),
            ("foo", "afoo", false),
            ("/foo", "foo/b/c", true),
            ("/foo", "a/foo", false),
            ("foo/", "foo/a", true),
            ("foo/", "a/foo/b/c", true),
            ("foo/", "foo", false),
            ("foo/bar", "foo/bar/x", true),
            ("foo/bar", "a/foo/bar", false),
            ("foo/bar/", "a/foo/bar/x", false),
            ("docs/*", "docs/getting-started.md", true),
            ("docs/*", "docs/build-app/troubleshooting.md", false),
            ("docs/*", "a/docs/x.md", false),
            ("docs/*.md", "docs/x.md", true),
            ("docs/*.md", "docs/a/x.md", false),
            ("docs/**", "docs/a/x.md", true),
            ("docs/**/*.md", "docs/x.md", true),
            ("docs/**/*.md", "docs/a/b/x.md", true),
            ("docs/**/*.md", "docs/a/b/x.txt", false),
            ("**/logs", "logs/a", true),
            ("**/logs", "build/logs/a/b", true),
            ("**/logs/", "build/logs", false),
            ("**", "a/b", true),
            ("a/**/b", "a/b", true),
            ("a/**/b", "a/x/y/b/c", true),
            ("a/*/b", "a/x/b/c", true),
            ("a/*/b", "a/x/y/b", false),
            ("/a/*/", "a/x/y", true),
            ("/a/*/", "a/x", false),
            ("a?c", "abc", true),
            ("a?c", "a/c", false),
            ("/foo**bar", "fooxbar", true),
            ("/foo**bar", "foo/bar", false),
            ("path\\ with\\ spaces/", "path with spaces/x", true),
            ("{a,b}.go", "a.go", false),
            ("{a,b}.go", "{a,b}.go", true),
            ("\\[id\\].ts", "[id].ts", true),
            ("a#b", "a#b", true),
        ] {
            let (github, problems) = parse(&format!("{pattern} @x\n"));
            assert_eq!(problems, [], "{pattern}");
            assert_eq!(github.of(path).name == "@x", expected, "{pattern} {path}");
        }
    }

    #[test]
    fn what_github_does_not_support_is_skipped_and_said() {
        let text = "* @a\n!x.go @b\n[a-c].go @b\n\\#x @b\n***.go @b\n/ @b\n*.go b\n*.go @b/c/d\n*.go @b @b # no @c\na\\\n";
        let (github, problems) = parse(text);
        let said: Vec<(usize, &str)> = problems.iter().map(|(line, m)| (*line, m.split(',').next().unwrap_or_default())).collect();
        assert_eq!(
            said,
            [
                (2, "`!` does not negate a pattern here"),
                (3, "`[ ]` is no range of characters here"),
                (4, "`\\#` does not stand for a leading `#` here"),
                (5, "three `*` mean nothing"),
                (6, "`/` matches no file: write `*` for all"),
                (7, "`b` is no owner"),
                (8, "`@b/c/d` is no owner"),
                (10, "the pattern can't be read (dangling '\\')"),
            ]
        );
        assert_eq!(github.of("x.go").owners, ["@b"]);
        assert_eq!(github.of("x.md").owners, ["@a"]);
    }

    #[test]
    fn a_file_that_is_too_large_has_no_owners() {
        let (github, problems) = parse(&"/some/path/to/a/file.go @someone\n".repeat(100_000));
        assert_eq!(problems.len(), 1);
        assert_eq!(github.of("some/path/to/a/file.go"), Ownership::unowned());
    }
}
