//! What is wrong is named in one line, and what can still be done is done.

use std::fs;

use crate::tree::{CLEAN, LEAK, Tree, snapshot};

#[test]
fn a_missing_path_alone_and_among_others() {
    let tree = Tree::new(&[("a.go", LEAK)]);
    snapshot("missing_alone", &tree.caulk(&["check", "nowhere"]).shown());
    snapshot("missing_among_others", &tree.caulk(&["nowhere", "a.go"]).shown());
}

#[test]
fn a_mistyped_command_is_a_missing_path() {
    let run = Tree::new(&[]).caulk(&["chek"]);
    assert_eq!(run.stderr, "error: chek: no such file or folder; did you mean `caulk check`?\n");
    assert_eq!(run.code, 2);
}

#[test]
fn a_path_named_like_a_command() {
    let tree = Tree::new(&[("check/a.go", CLEAN)]);
    assert_eq!(tree.caulk(&["./check"]).code, 0);
    assert_eq!(tree.caulk(&["check", "check"]).code, 0);
}

#[test]
fn a_folder_without_go_alone_and_among_others() {
    let tree = Tree::new(&[("empty/README", "x"), ("vendor/v.go", CLEAN), ("a.go", CLEAN)]);
    snapshot("barren_alone", &tree.caulk(&["check", "empty"]).shown());
    let among = tree.caulk(&["check", "empty", "a.go"]);
    assert_eq!(among.code, 0, "{}", among.stderr);
    assert!(among.stderr.starts_with("warning: empty: no Go files"), "{}", among.stderr);
}

#[test]
fn a_file_that_is_no_go() {
    let tree = Tree::new(&[("notes.txt", "x")]);
    let run = tree.caulk(&["check", "notes.txt"]);
    assert_eq!((run.code, run.stderr.as_str()), (2, "error: notes.txt: not a Go file: its name does not end in .go\n"));
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_and_folder() {
    use std::os::unix::fs::PermissionsExt;
    let tree = Tree::new(&[("a.go", CLEAN), ("b.go", CLEAN), ("closed/c.go", CLEAN)]);
    for name in ["b.go", "closed"] {
        fs::set_permissions(tree.path(name), fs::Permissions::from_mode(0o0)).expect("mode bits can be set");
    }
    if fs::read(tree.path("b.go")).is_ok() {
        return println!("skipped: this user reads everything");
    }
    let all = tree.caulk(&["check", "-v"]);
    assert_eq!(all.code, 0, "{}", all.stderr);
    assert!(all.stderr.contains("warning: closed: permission denied\n"), "{}", all.stderr);
    assert!(all.stderr.contains("warning: b.go: skipped: "), "{}", all.stderr);
    let named = tree.caulk(&["check", "b.go"]);
    assert_eq!((named.code, named.stderr.as_str()), (2, "error: b.go: permission denied\n"));
    fs::set_permissions(tree.path("closed"), fs::Permissions::from_mode(0o755)).expect("mode bits can be set");
}

#[test]
fn a_file_that_is_not_utf8() {
    let tree = Tree::new(&[("a.go", LEAK)]);
    let mut bytes = LEAK.as_bytes().to_vec();
    bytes.extend(b"// \xff\n");
    tree.write("b.go", &bytes);
    let named = tree.caulk(&["check", "b.go"]);
    assert_eq!((named.code, named.stderr.as_str()), (2, "error: b.go: not UTF-8, as Go source must be\n"));
    let all = tree.caulk(&["fix"]);
    assert_eq!(all.code, 0, "{}", all.stderr);
    assert!(all.stderr.starts_with("warning: b.go: skipped: "), "{}", all.stderr);
    assert_eq!(fs::read(tree.path("b.go")).expect("the file is there"), bytes);
    assert!(tree.read("a.go").contains("defer f.Close()"));
}

#[test]
fn a_syntax_error_costs_one_function() {
    let broken = format!("{LEAK}\nfunc broken(p string) {{\n\tf, err := os.Open(p\n\tif err != nil {{\n\t\treturn\n\t}}\n\tf.Stat()\n}}\n");
    let tree = Tree::new(&[("a.go", &broken)]);
    let run = tree.caulk(&["fix"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.starts_with("warning: a.go:1"), "{}", run.stderr);
    assert_eq!(tree.read("a.go"), broken.replacen("\t}\n\t_, err", "\t}\n\tdefer f.Close()\n\t_, err", 1));
}

#[test]
fn a_broken_go_mod() {
    let tree = Tree::new(&[("a.go", LEAK)]);
    tree.write("go.mod", b"mod\xffule {{{\ngo one.twenty\n");
    let run = tree.caulk(&["check"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
}

#[test]
fn unknown_rules() {
    let tree = Tree::new(&[("a.go", CLEAN)]);
    for args in
        [["check", "--select", "unclosed-fil"], ["check", "--ignore", "all,unclosed_file"], ["explain", "Unclosed-File", "--color=never"]]
    {
        let run = tree.caulk(&args);
        assert_eq!(run.code, 2);
        assert!(run.stderr.starts_with("error: no rule named \""), "{}", run.stderr);
        assert!(run.stderr.ends_with("; did you mean \"unclosed-file\"?\n"), "{}", run.stderr);
        assert_eq!(run.stdout, "");
    }
    let strange = tree.caulk(&["check", "--select", "xyzzy"]);
    assert_eq!(strange.stderr, "error: no rule named \"xyzzy\"; `caulk rules` lists them\n");
    let none = tree.caulk(&["check", "--ignore", "all"]);
    assert_eq!((none.code, none.stderr.as_str()), (2, "error: no rule is left to run: all are ignored\n"));
}

#[test]
fn bad_arguments() {
    let tree = Tree::new(&[("a.go", CLEAN)]);
    let cases: &[(&[&str], &str)] = &[
        (&["check", "--go", "1.x"], "error: invalid value '1.x' for '--go <1.N>': expected 1.N, as in 1.22"),
        (&["--go", "2.1"], "error: invalid value '2.1' for '--go <1.N>': expected 1.N, as in 1.22"),
        (&["check", "--format", "xml"], "error: invalid value 'xml' for '--format <FORMAT>'"),
        (&["fix", "--jobs", "0"], "error: invalid value '0' for '--jobs <N>'"),
        (&["check", "-", "a.go"], "error: `-` reads standard input and can't be mixed with other paths"),
        (&["check", "a.go", "--stdin-filename", "b.go"], "error: --stdin-filename says where standard input would stand"),
        (&["--unsafe", "check"], "error: flags and paths stand behind the command"),
        (&["check", "--no-such-flag"], "error: unexpected argument '--no-such-flag' found"),
    ];
    for (args, want) in cases {
        let run = tree.caulk(args);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{args:?}");
        assert!(run.stderr.starts_with(want), "{args:?}: {}", run.stderr);
    }
}
