use std::{fmt::Write, path::Path, sync::Arc};

use similar::{Algorithm, ChangeTag, DiffOp, DiffTag, capture_diff_slices, group_diff_ops, udiff::UnifiedHunkHeader};

use super::Edit;

/// How many unchanged lines are shown around a change.
const CONTEXT: usize = 3;

/// The unified diff that turns `before` into `after`, as `git apply` takes it; empty where nothing changed.
///
/// `path` is written behind `a/` and `b/`, quoted as git quotes it. Carriage returns and a missing final
/// newline are kept.
pub fn unified(path: &str, before: &str, after: &str) -> String {
    if before == after {
        return String::new();
    }
    let (old, new) = (lines(before), lines(after));
    let mut out = format!("--- {}\n+++ {}\n", quote("a/", path), quote("b/", path));
    for hunk in group_diff_ops(operations(&old, &new), CONTEXT) {
        writeln!(out, "{}", UnifiedHunkHeader::new(&hunk)).expect("a string takes everything");
        for change in hunk.iter().flat_map(|op| op.iter_changes(&old, &new)) {
            out.push(match change.tag() {
                ChangeTag::Equal => ' ',
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
            });
            let line = change.value();
            out.push_str(line);
            if !line.ends_with('\n') {
                out.push_str("\n\\ No newline at end of file\n");
            }
        }
    }
    out
}

/// A line ends at its newline alone, as for git: a carriage return by itself ends nothing.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

fn operations(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    capture_diff_slices(Algorithm::Myers, old, new)
}

/// The edits, of whole lines, that turn `before` into `after`.
pub fn line_edits(path: &Arc<Path>, before: &str, after: &str) -> Vec<Edit> {
    let (old, new) = (lines(before), lines(after));
    let starts: Vec<usize> = std::iter::once(0)
        .chain(old.iter().scan(0, |at, line| {
            *at += line.len();
            Some(*at)
        }))
        .collect();
    operations(&old, &new)
        .into_iter()
        .filter(|op| op.tag() != DiffTag::Equal)
        .map(|op| {
            let (old, lines) = (op.old_range(), op.new_range());
            Edit::replace(path, starts[old.start]..starts[old.end], new[lines].concat())
        })
        .collect()
}

/// How many lines are added and how many removed.
pub fn changed_lines(before: &str, after: &str) -> (usize, usize) {
    operations(&lines(before), &lines(after))
        .iter()
        .filter(|op| op.tag() != DiffTag::Equal)
        .fold((0, 0), |(added, removed), op| (added + op.new_range().len(), removed + op.old_range().len()))
}

/// Quotes a name as git does in diff headers (`core.quotePath`): plain where it can be, else in double
/// quotes with backslash escapes and octal bytes. A plain name with a space is ended by a tab, as git does, lest the rest
/// pass for a date.
fn quote(prefix: &str, path: &str) -> String {
    let plain = path.bytes().all(|b| (0x20..0x7f).contains(&b) && b != b'"' && b != b'\\');
    if plain {
        let tab = if path.contains(' ') { "\t" } else { "" };
        return format!("{prefix}{path}{tab}");
    }
    let mut out = format!("\"{prefix}");
    for b in path.bytes() {
        match b {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            0x07 => out.push_str("\\a"),
            0x08 => out.push_str("\\b"),
            b'\t' => out.push_str("\\t"),
            b'\n' => out.push_str("\\n"),
            0x0b => out.push_str("\\v"),
            0x0c => out.push_str("\\f"),
            b'\r' => out.push_str("\\r"),
            0x20..0x7f => out.push(char::from(b)),
            _ => write!(out, "\\{b:03o}").expect("a string takes everything"),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use std::{fs, process::Command};

    use super::*;

    #[test]
    fn nothing_changed() {
        assert_eq!(unified("a.go", "a\n", "a\n"), "");
    }

    #[test]
    fn a_changed_line_with_its_context() {
        let before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        let after = "1\n2\n3\n4\nfive\n6\n7\n8\n9\n";
        assert_eq!(
            unified("dir/a.go", before, after),
            "--- a/dir/a.go\n+++ b/dir/a.go\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"
        );
    }

    #[test]
    fn carriage_returns_stay() {
        assert_eq!(unified("a", "x\r\ny\r\n", "x\r\nz\r\ny\r\n"), "--- a/a\n+++ b/a\n@@ -1,2 +1,3 @@\n x\r\n+z\r\n y\r\n");
        assert_eq!(unified("a", "x\ry\n", "x\rz\n"), "--- a/a\n+++ b/a\n@@ -1 +1 @@\n-x\ry\n+x\rz\n");
    }

    #[test]
    fn edits_of_lines_make_the_one_text_of_the_other() {
        let path: Arc<Path> = Path::new("a.go").into();
        let texts = ["", "a\n", "a\nb\nc\n", "a\r\nx\r\nc", "c\nb\na\n", "a\nb\nnew\nc\n", "ä\n\nb"];
        for (before, after) in texts.iter().flat_map(|b| texts.iter().map(move |a| (b, a))) {
            let edits = line_edits(&path, before, after);
            assert_eq!(crate::text::apply(before, &edits).as_deref(), Ok(*after), "{before:?}");
        }
        assert_eq!(changed_lines("a\nb\nc\n", "a\nc\nd\ne\n"), (2, 1));
    }

    #[test]
    fn a_missing_final_newline_is_said() {
        assert_eq!(unified("a", "x\ny", "x\nz\ny"), "--- a/a\n+++ b/a\n@@ -1,2 +1,3 @@\n x\n+z\n y\n\\ No newline at end of file\n");
        assert_eq!(unified("a", "x", "x\n"), "--- a/a\n+++ b/a\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+x\n");
    }

    #[test]
    fn names_are_quoted_as_git_quotes_them() {
        assert_eq!(quote("a/", "größe.go"), r#""a/gr\303\266\303\237e.go""#);
        assert_eq!(quote("a/", "a\"b\\c\td.go"), r#""a/a\"b\\c\td.go""#);
        assert_eq!(quote("a/", "with space.go"), "a/with space.go\t");
    }

    #[test]
    fn git_applies_it() {
        let dir = tempfile::tempdir().expect("a folder");
        if !Command::new("git").args(["init", "-q"]).current_dir(dir.path()).status().is_ok_and(|s| s.success()) {
            println!("skipped: no git");
            return;
        }
        let texts = [
            ("a\nb\nc\n", "a\nB\nc\nd\n"),
            ("a\r\nb\r\n", "a\r\nx\r\nb\r\n"),
            ("a\nb", "a\nx\nb"),
            ("a\nb", "a\nb\n"),
            ("", "a\n"),
            ("a\r", "b\r"),
            ("ä\n\u{feff}b\rc\n", "ö\n\u{feff}b\rd\n"),
        ];
        for name in ["plain.go", "with space.go", "größe \"x\\y\".go", "tab\tname.go"] {
            for (before, after) in texts {
                let file = dir.path().join(name);
                fs::write(&file, before).expect("a file");
                fs::write(dir.path().join("patch"), unified(name, before, after)).expect("a patch");
                // An empty file is a new one to a diff without a git header.
                let applied = before.is_empty()
                    || Command::new("git")
                        .args(["apply", "--whitespace=nowarn", "patch"])
                        .current_dir(dir.path())
                        .status()
                        .is_ok_and(|s| s.success());
                assert!(applied, "{name:?}: {before:?} to {after:?}");
                if !before.is_empty() {
                    assert_eq!(fs::read_to_string(&file).expect("the file"), after, "{name:?}");
                }
            }
        }
    }
}
