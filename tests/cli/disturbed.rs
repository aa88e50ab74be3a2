//! `caulk migrate` where the repository is not alone: other work trees, hooks, settings, commands that meddle, runs that were cut short.

use std::fs;

use crate::{
    migrate::{branches, has_git, migrate, ready, repository},
    tree::{LEAK, Run, SEALED, Tree},
};

/// What a run that was killed leaves: its journal without the events of some kinds.
fn cut(tree: &Tree, is_cut: impl Fn(&serde_json::Value) -> bool) {
    let path = tree.path(".git/caulk/journals/0001.jsonl");
    let text = fs::read_to_string(&path).expect("the journal");
    let event = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("JSON");
    let left: Vec<&str> = text.split_inclusive('\n').filter(|line| !is_cut(&event(line))).collect();
    fs::write(path, left.concat()).expect("the journal");
}

fn is_end(event: &serde_json::Value) -> bool {
    event["event"] == "landed" || event["event"] == "finished"
}

fn landed(run: &Run) {
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn the_users_own_work_trees_stay_though_they_are_away() {
    if !has_git() {
        return;
    }
    let (tree, away) = (repository(), tempfile::tempdir().expect("a folder"));
    let (there, gone) = (away.path().join("there"), away.path().join("gone"));
    tree.git(&["worktree", "add", "-q", "--detach", there.to_str().expect("UTF-8")], "");
    fs::rename(&there, &gone).expect("it is moved");
    landed(&migrate(&tree, &["apply", "--by", "owner"]));
    landed(&migrate(&tree, &["abort"]));
    tree.git(&["worktree", "repair", gone.to_str().expect("UTF-8")], "");
    assert!(tree.git(&["worktree", "list"], "").contains("gone"));
}

#[test]
fn a_work_tree_whose_making_was_cut_short_is_made_again() {
    if !has_git() {
        return;
    }
    let tree = repository();
    let cut = tree.path(".git/caulk/trees/work");
    tree.git(&["worktree", "add", "-q", "--detach", "--lock", "--reason", "initializing", cut.to_str().expect("UTF-8")], "");
    fs::remove_dir_all(cut).expect("it is gone");
    landed(&migrate(&tree, &["apply", "--by", "owner"]));
    assert!(!tree.path(".git/worktrees").exists());
}

#[test]
fn a_verification_that_takes_its_git_away_leaves_the_users_tree_alone() {
    if !has_git() {
        return;
    }
    let tree = repository();
    tree.git(&["config", "core.worktree", tree.path("").to_str().expect("UTF-8")], "");
    tree.write("notes.txt", "mine");
    landed(&migrate(&tree, &["apply", "--by", "owner", "--verify", "rm -rf .git"]));
    assert_eq!((tree.read("notes.txt"), tree.read("web/a.go")), ("mine".to_owned(), LEAK.to_owned()));
    assert_eq!(tree.git(&["show", "caulk/org-web:web/a.go"], ""), SEALED);
}

#[test]
fn what_a_verification_commits_or_leaves_running_is_no_part_of_the_batch() {
    if !has_git() {
        return;
    }
    let tree = repository();
    let command = "echo hi >junk; git add junk; git -c user.name=x -c user.email=x commit -qm x; (sleep 300; echo late >late) &";
    landed(&migrate(&tree, &["apply", "--by", "owner", "--verify", command]));
    assert_eq!(tree.git(&["diff", "--name-only", "master", "caulk/org-web"], ""), "web/a.go\n");
    assert!(!tree.path(".git/caulk/trees").exists(), "nothing writes there any more");
}

#[test]
fn names_of_files_are_no_commands() {
    if !has_git() {
        return;
    }
    let tree = Tree::new(&[("d;touch pwned;e/{packages}.go", LEAK)]);
    ready(&tree);
    let run = migrate(&tree, &["apply", "--by", "package", "--verify", "test $(echo {files} | wc -l) = 1"]);
    landed(&run);
    assert!(!run.stderr.contains("the verification wrote"), "{}", run.stderr);
}

#[test]
fn neither_hooks_nor_settings_of_the_user_have_a_say() {
    if !has_git() {
        return;
    }
    let tree = repository();
    for hook in ["reference-transaction", "post-checkout", "post-index-change"] {
        tree.write(&format!(".git/hooks/{hook}"), "#!/bin/sh\nexit 1\n");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let path = tree.path(&format!(".git/hooks/{hook}"));
            fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("it may be run");
        }
    }
    let settings = [("format.coverLetter", "true"), ("format.useAutoBase", "true"), ("diff.context", "0"), ("diff.orderFile", "/nope")];
    for (name, value) in settings.into_iter().chain([("i18n.commitEncoding", "ISO-8859-1"), ("submodule.recurse", "true")]) {
        tree.git(&["config", name, value], "");
    }
    landed(&migrate(&tree, &["apply", "--by", "owner", "--as", "patches"]));
    tree.git(&["-c", "core.hooksPath=/dev/null", "-c", "i18n.commitEncoding=UTF-8", "am", "-q", "caulk-patches/org-store.patch"], "");
    assert_eq!(tree.git(&["-c", "i18n.logOutputEncoding=UTF-8", "log", "-1", "--format=%s"], ""), "Seal unclosed-file ×3 in @org/store\n");
}

#[test]
fn a_patch_that_somebody_put_there_meanwhile_stays() {
    if !has_git() {
        return;
    }
    let tree = repository();
    landed(&migrate(&tree, &["apply", "--by", "owner", "--as", "patches"]));
    cut(&tree, |e| is_end(e) && (e["event"] == "finished" || e["batch"] == "org-web"));
    tree.write("caulk-patches/org-web.patch", "precious");
    let run = migrate(&tree, &["resume"]);
    assert_eq!((run.code, tree.read("caulk-patches/org-web.patch")), (1, "precious".to_owned()), "{}", run.stderr);
}

#[test]
fn a_run_cut_short_while_it_wrote_in_place_is_finished_or_taken_back_whole() {
    if !has_git() {
        return;
    }
    // The tree has moved meanwhile: what was being written is finished.
    let tree = repository();
    landed(&migrate(&tree, &["apply", "--by", "module", "--as", "in-place"]));
    cut(&tree, is_end);
    tree.git(&["checkout", "-q", "web/a.go"], "");
    tree.git(&["commit", "-qam", "what is there"], "");
    tree.write("web/.caulk-x1.tmp", "half");
    landed(&migrate(&tree, &["resume"]));
    assert_eq!((tree.read("web/a.go"), tree.path("web/.caulk-x1.tmp").exists()), (SEALED.to_owned(), false));

    // Somebody has edited one file: the others are as they were, and that one is as it is.
    let tree = repository();
    landed(&migrate(&tree, &["apply", "--by", "module", "--as", "in-place"]));
    cut(&tree, is_end);
    let mine = format!("{LEAK}// mine\n");
    tree.write("store/a.go", &mine);
    assert_eq!(migrate(&tree, &["resume"]).code, 1);
    assert_eq!((tree.read("web/a.go"), tree.read("store/a.go")), (LEAK.to_owned(), mine));
}

#[test]
fn what_stands_on_another_batch_in_place_is_taken_back_though_git_has_tidied_up() {
    if !has_git() {
        return;
    }
    let tree = Tree::new(&[("a.go", LEAK)]);
    tree.write(
        "b.go",
        "package m\n\nimport \"time\"\n\nfunc tick() {\n\tt := time.NewTicker(1)\n\t<-t.C\n}\n\nfunc both() error { return load(\"\") }\n",
    );
    tree.write(
        "a.go",
        LEAK.replace("\treturn err\n}\n", "\treturn err\n}\n\nfunc wait() {\n\tt := time.NewTicker(1)\n\t<-t.C\n}\n")
            .replace("import \"os\"", "import (\n\t\"os\"\n\t\"time\"\n)"),
    );
    ready(&tree);
    let before = tree.read("a.go");
    let run = migrate(&tree, &["apply", "--by", "rule", "--as", "in-place", "--select", "all"]);
    landed(&run);
    assert_ne!(tree.read("a.go"), before);
    tree.git(&["gc", "-q", "--prune=now"], "");
    let run = migrate(&tree, &["abort"]);
    landed(&run);
    assert_eq!((tree.read("a.go"), tree.git(&["for-each-ref", "refs/caulk"], "")), (before, String::new()), "{}", run.stderr);
}

#[test]
fn what_was_done_in_one_work_tree_is_taken_back_there() {
    if !has_git() {
        return;
    }
    let (tree, other) = (repository(), tempfile::tempdir().expect("a folder"));
    landed(&migrate(&tree, &["apply", "--by", "owner", "--as", "in-place"]));
    let path = other.path().join("w");
    tree.git(&["worktree", "add", "-q", "--detach", path.to_str().expect("UTF-8")], "");
    let run = tree.caulk_in(path.to_str().expect("UTF-8"), &["migrate", "abort"], &[], "");
    assert!(run.code == 2 && run.stderr.contains("was begun in"), "{}", run.stderr);
    landed(&migrate(&tree, &["abort"]));
    assert_eq!(tree.git(&["status", "--porcelain"], ""), "");
}

#[test]
fn a_branch_that_was_merged_is_not_taken_back() {
    if !has_git() {
        return;
    }
    let tree = repository();
    landed(&migrate(&tree, &["apply", "--by", "owner"]));
    tree.git(&["merge", "-q", "--ff-only", "caulk/org-web"], "");
    let run = migrate(&tree, &["revert", "org-web"]);
    assert!(run.code == 2 && run.stderr.contains("master has the branch caulk/org-web in it"), "{}", run.stderr);
    assert_eq!(migrate(&tree, &["abort"]).code, 1, "the others go");
    assert_eq!(branches(&tree).lines().count(), 1);
    tree.git(&["reset", "-q", "--hard", "HEAD~1"], "");
    landed(&migrate(&tree, &["abort"]));
    assert_eq!(branches(&tree), "");
}

#[test]
fn nothing_begins_where_it_would_stop_at_a_name() {
    if !has_git() {
        return;
    }
    let tree = repository();
    for taken in ["caulk", "caulk/org-web/x"] {
        tree.git(&["branch", taken], "");
        let run = migrate(&tree, &["apply", "--by", "owner"]);
        assert!(run.code == 2 && run.stderr.contains(&format!("there is a branch {taken} already")), "{}", run.stderr);
        tree.git(&["branch", "-D", taken], "");
    }
    tree.git(&["mv", "web", "w....b"], "");
    tree.git(&["commit", "-qm", "moved"], "");
    landed(&migrate(&tree, &["apply", "--by", "package"]));
}
