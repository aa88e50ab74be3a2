//! `caulk fix` and the files it writes; the diff and the files that git makes of it.

use std::fs;

use crate::tree::{CLEAN, LEAK, SEALED, Tree, snapshot};

#[test]
fn fix_writes_and_a_second_run_does_nothing() {
    let tree = Tree::new(&[("a.go", LEAK), ("b.go", CLEAN)]);
    snapshot("fix", &tree.caulk(&["fix"]).shown());
    assert_eq!(tree.read("a.go"), SEALED);
    assert_eq!(tree.read("b.go"), CLEAN);
    assert_eq!(tree.caulk(&["fix", "--exit-non-zero-on-fix"]).code, 0);
    assert_eq!(tree.read("a.go"), SEALED);
    tree.write("a.go", LEAK);
    assert_eq!(tree.caulk(&["fix", "--exit-non-zero-on-fix"]).code, 1);
}

/// Carriage returns, no newline at the end, letters beyond ASCII in the name and beside the change, a lone carriage return.
fn awkward() -> Tree {
    let tree = Tree::new(&[("a.go", LEAK)]);
    tree.write("crlf.go", LEAK.replace('\n', "\r\n"));
    tree.write("no_newline.go", LEAK.replace("load", "end").trim_end());
    tree.write("größe \"x\".go", LEAK.replace("load", "größe").replace("_, err = f", "/* ü\r漢 */ _, err = f"));
    tree
}

#[test]
fn git_apply_takes_the_diff_and_comes_to_what_fix_writes() {
    let (by_git, by_fix) = (awkward(), awkward());
    by_git.git(&["init", "-q"], "");
    let run = by_git.caulk(&["diff"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    by_git.git(&["apply"], &run.stdout);
    assert_eq!(by_fix.caulk(&["fix"]).code, 0);
    for name in ["a.go", "crlf.go", "no_newline.go", "größe \"x\".go"] {
        assert_eq!(by_git.read(name), by_fix.read(name));
        assert!(by_fix.read(name).contains("\n\tdefer f.Close()"), "{name}: {}", by_fix.read(name));
    }
    let crlf = by_fix.read("crlf.go");
    assert_eq!(crlf.matches('\n').count(), crlf.matches("\r\n").count());
    assert!(!by_fix.read("no_newline.go").ends_with('\n'));
    assert_eq!(by_git.caulk(&["diff"]).code, 0);
}

#[test]
fn a_dirty_tree_is_left_alone() {
    let tree = Tree::new(&[("a.go", LEAK), ("sub/b.go", CLEAN)]);
    tree.commit();
    tree.write("sub/b.go", "package m\n");
    tree.write("new.txt", "untracked");
    let refused = tree.caulk(&["fix", "a.go"]);
    snapshot("dirty", &refused.shown());
    assert_eq!(tree.read("a.go"), LEAK);
    assert_eq!(tree.caulk(&["diff", "a.go"]).code, 1, "a dry run asks nobody");
    assert_eq!(tree.caulk(&["fix", "a.go", "--allow-dirty"]).code, 0);
    assert_eq!(tree.read("a.go"), SEALED);
}

#[test]
fn a_clean_tree_is_written_and_ignored_files_do_not_count() {
    let tree = Tree::new(&[("a.go", LEAK), (".gitignore", "*.log\n")]);
    tree.commit();
    tree.write("run.log", "ignored");
    let run = tree.caulk(&["fix"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(tree.git(&["status", "--porcelain"], ""), " M a.go\n");
}

#[test]
fn nothing_outside_of_what_was_named_is_written() {
    let tree = Tree::new(&[("in/a.go", LEAK), ("out/b.go", LEAK)]);
    assert_eq!(tree.caulk(&["fix", "in"]).code, 0);
    assert_eq!((tree.read("in/a.go").as_str(), tree.read("out/b.go").as_str()), (SEALED, LEAK));
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_within_what_was_named_only() {
    use std::os::unix::fs::symlink;
    let tree = Tree::new(&[("in/real.go", LEAK), ("out/b.go", LEAK)]);
    symlink("real.go", tree.path("in/inner.go")).expect("links can be made");
    symlink("../out/b.go", tree.path("in/outer.go")).expect("links can be made");
    let run = tree.caulk(&["fix", "in"]);
    assert_eq!(tree.read("in/real.go"), SEALED, "{}", run.stderr);
    assert_eq!(tree.read("out/b.go"), LEAK);
    for link in ["in/inner.go", "in/outer.go"] {
        assert!(fs::symlink_metadata(tree.path(link)).is_ok_and(|m| m.is_symlink()), "{link} stays a link");
    }
}

#[cfg(unix)]
#[test]
fn mode_bits_stay() {
    use std::os::unix::fs::PermissionsExt;
    let tree = Tree::new(&[("a.go", LEAK)]);
    fs::set_permissions(tree.path("a.go"), fs::Permissions::from_mode(0o640)).expect("mode bits can be set");
    assert_eq!(tree.caulk(&["fix"]).code, 0);
    let mode = fs::metadata(tree.path("a.go")).expect("the file is there").permissions().mode();
    assert_eq!(mode & 0o7777, 0o640);
}

#[cfg(unix)]
#[test]
fn a_file_that_can_not_be_written_is_told_and_the_others_are_written() {
    use std::os::unix::fs::PermissionsExt;
    let tree = Tree::new(&[("a.go", LEAK), ("b.go", &LEAK.replace("load", "other"))]);
    fs::set_permissions(tree.path("a.go"), fs::Permissions::from_mode(0o444)).expect("mode bits can be set");
    let run = tree.caulk(&["fix"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("error: a.go: not written: it is read-only\n"), "{}", run.stderr);
    assert!(run.stderr.contains("sealed 1 leak in 1 file;"), "{}", run.stderr);
    assert_eq!(tree.read("a.go"), LEAK);
    assert_eq!(tree.read("b.go"), SEALED.replace("load", "other"));
}
