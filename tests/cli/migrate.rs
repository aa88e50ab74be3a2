//! `caulk migrate`: batches planned, made, verified, taken back; and a run that is killed at any moment.

use std::{
    fs,
    process::{Command, Stdio},
    thread,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use crate::tree::{CLEAN, LEAK, Run, SEALED, Tree, snapshot};

/// When commits of these tests are made, so that they are the same each time.
const DATE: (&str, &str) = ("SOURCE_DATE_EPOCH", "1700000000");

/// Two leaks in one file.
const TWO: &str = "package m

import \"os\"

func one(p string) error {
\tf, err := os.Open(p)
\tif err != nil {
\t\treturn err
\t}
\t_, err = f.Stat()
\treturn err
}

func two(p string) error {
\tg, err := os.Open(p)
\tif err != nil {
\t\treturn err
\t}
\t_, err = g.Stat()
\treturn err
}
";

/// A repository of three owners, everything committed.
pub fn repository() -> Tree {
    let owners = "* @org/all\n/store/ @org/store\n/web/ @org/web\n";
    let tree = Tree::new(&[("a.go", CLEAN), ("CODEOWNERS", owners)]);
    for (path, text) in [("store/a.go", LEAK), ("store/b.go", TWO), ("web/a.go", LEAK), ("cmd/x/main.go", LEAK)] {
        tree.write(path, text);
    }
    ready(&tree);
    tree
}

pub fn ready(tree: &Tree) {
    tree.commit();
    tree.git(&["config", "user.name", "n"], "");
    tree.git(&["config", "user.email", "n@example.com"], "");
    tree.git(&["config", "core.autocrlf", "false"], "");
}

pub fn migrate(tree: &Tree, args: &[&str]) -> Run {
    let args: Vec<&str> = ["migrate"].iter().chain(args).copied().collect();
    tree.caulk_with(&args, &[DATE], "")
}

pub fn has_git() -> bool {
    let there = Command::new("git").arg("--version").output().is_ok_and(|o| o.status.success());
    if !there {
        println!("skipped: no git");
    }
    there
}

/// The branches of the migration with their commits.
pub fn branches(tree: &Tree) -> String {
    tree.git(&["for-each-ref", "--format=%(refname:short) %(objectname)", "refs/heads/caulk"], "")
}

#[test]
fn a_plan_parts_the_files_among_batches() {
    if !has_git() {
        return;
    }
    let tree = repository();
    snapshot("migrate_plan", &migrate(&tree, &["plan", "--by", "owner"]).shown());
    for by in ["owner", "module", "package", "folder", "rule"] {
        let args = ["plan", "--by", by, "--format", "json"];
        let (first, second) = (migrate(&tree, &args), migrate(&tree, &args));
        assert_eq!((first.code, &first.stdout), (1, &second.stdout), "{by}");
        let plan: serde_json::Value = serde_json::from_str(&first.stdout).expect("JSON");
        let batches = plan["batches"].as_array().expect("batches");
        let mut files: Vec<&str> =
            batches.iter().flat_map(|b| b["files"].as_array().expect("files")).map(|f| f["path"].as_str().expect("a path")).collect();
        files.sort_unstable();
        assert_eq!(files, ["cmd/x/main.go", "store/a.go", "store/b.go", "web/a.go"], "{by}");
        assert_eq!(plan["summary"]["fixes"], 5, "{by}");
    }
    let plan = migrate(&tree, &["plan", "--by", "module", "--max-files", "1"]);
    assert_eq!(plan.stdout.lines().count(), 6, "a head, four batches, a sum: {}", plan.stdout);
}

#[test]
fn batches_land_on_branches_and_the_work_tree_stays() {
    if !has_git() {
        return;
    }
    let tree = repository();
    let run = migrate(&tree, &["apply", "--by", "owner", "--verify", "test $(echo {files} | wc -w) = 1"]);
    assert_eq!(run.code, 1, "one batch has two files, one more than it takes: {}", run.stderr);
    snapshot("migrate_apply", &run.shown());
    assert_eq!(tree.git(&["status", "--porcelain"], ""), "");
    assert_eq!(tree.read("store/a.go"), LEAK);
    assert_eq!(tree.git(&["show", "caulk/org-web:web/a.go"], ""), SEALED);
    assert_eq!(tree.git(&["diff", "--name-only", "master", "caulk/org-web"], ""), "web/a.go\n");
    snapshot("migrate_message", &tree.git(&["show", "-s", "--format=%an%n%B", "caulk/org-web"], ""));
    assert_eq!(tree.git(&["worktree", "list"], "").lines().count(), 1, "its work trees are gone");
}

#[test]
fn what_the_verification_fails_on_is_dropped_and_the_rest_lands() {
    if !has_git() {
        return;
    }
    let tree = repository();
    // One of the two fixes of a file is bad.
    let verify = "! grep -q 'defer g.Close' ../store/b.go store/b.go 2>/dev/null";
    let run = migrate(&tree, &["apply", "--by", "module", "--verify", verify]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    let branch = branches(&tree).split(' ').next().expect("a branch").to_owned();
    let landed = tree.git(&["show", &format!("{branch}:store/b.go")], "");
    assert!(landed.contains("defer f.Close()") && !landed.contains("defer g.Close()"), "{landed}");
    assert_eq!(tree.git(&["show", &format!("{branch}:store/a.go")], ""), SEALED);
    let status = migrate(&tree, &["status"]);
    assert!(status.stdout.contains("dropped store/b.go:15 [unclosed-file]"), "{}", status.stdout);
    let page = tree.path("page.html");
    assert_eq!(migrate(&tree, &["report", "--html", page.to_str().expect("plain")]).code, 0);
    let page = fs::read_to_string(page).expect("the page");
    for part in
        ["<code>store/b.go:15</code>", "1 landed", "defer f.Close()", "Dropped, since the verification fails with it", "2&gt;/dev/null"]
    {
        assert!(page.contains(part), "{part}");
    }
}

#[test]
fn a_verification_that_fails_anyway_blames_nobody() {
    if !has_git() {
        return;
    }
    let tree = repository();
    let run = migrate(&tree, &["apply", "--by", "owner", "--verify", "echo never; false"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("left out: the verification fails without the batch, too: never"), "{}", run.stderr);
    assert_eq!(branches(&tree), "");
}

#[test]
fn a_verification_that_fails_once_blames_nobody() {
    if !has_git() {
        return;
    }
    let tree = repository();
    let verify = "cd ../../../..; test -e seen || { touch seen; echo too slow; exit 1; }";
    let run = migrate(&tree, &["apply", "--by", "module", "--verify", verify]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stderr.contains("root: the verification failed once, and passed when it was run again; it had said:\n    too slow"),
        "{}",
        run.stderr
    );
    assert_eq!(tree.git(&["diff", "--name-only", "master", "caulk/root"], "").lines().count(), 4);
}

#[test]
fn patches_are_such_as_git_takes() {
    if !has_git() {
        return;
    }
    let tree = repository();
    assert_eq!(migrate(&tree, &["apply", "--by", "owner", "--as", "patches"]).code, 0);
    assert_eq!(branches(&tree), "");
    for batch in ["org-all", "org-store", "org-web"] {
        tree.git(&["am", "-q", &format!("caulk-patches/{batch}.patch")], "");
    }
    assert_eq!((tree.read("web/a.go"), tree.read("store/a.go")), (SEALED.to_owned(), SEALED.to_owned()));
    assert_eq!(migrate(&tree, &["abort"]).code, 0);
    assert!(!tree.path("caulk-patches").exists());
}

#[test]
fn what_was_written_in_place_is_taken_back() {
    if !has_git() {
        return;
    }
    let tree = repository();
    tree.write("crlf.go", LEAK.replace('\n', "\r\n"));
    tree.git(&["add", "-A"], "");
    tree.git(&["commit", "-qm", "more"], "");
    assert_eq!(migrate(&tree, &["apply", "--by", "owner", "--as", "in-place"]).code, 0);
    assert_eq!((tree.read("web/a.go"), tree.read("crlf.go")), (SEALED.to_owned(), SEALED.replace('\n', "\r\n")));
    assert_eq!(migrate(&tree, &["revert", "org-web"]).code, 0);
    assert_eq!((tree.read("web/a.go"), tree.read("store/a.go")), (LEAK.to_owned(), SEALED.to_owned()));
    tree.write("store/a.go", format!("{SEALED}// mine\n"));
    let run = migrate(&tree, &["abort"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("left as it is: org-store: store/a.go has changed since"), "{}", run.stderr);
    assert_eq!(tree.read("store/a.go"), format!("{SEALED}// mine\n"));
    assert_eq!((tree.read("crlf.go"), tree.read("cmd/x/main.go")), (LEAK.replace('\n', "\r\n"), LEAK.to_owned()));
}

#[test]
fn one_batch_is_reverted_and_the_others_stay() {
    if !has_git() {
        return;
    }
    let tree = repository();
    assert_eq!(migrate(&tree, &["apply", "--by", "owner"]).code, 0);
    let run = migrate(&tree, &["revert", "org-web"]);
    assert_eq!((run.code, branches(&tree).lines().count()), (0, 2), "{}", run.stderr);
    assert_eq!(migrate(&tree, &["revert", "org-web"]).code, 2, "it is reverted already");
    assert!(migrate(&tree, &["revert", "org"]).stderr.contains("there is no batch \"org\"; there are org-all, org-store, org-web"));
    tree.git(&["checkout", "-q", "caulk/org-store"], "");
    let run = migrate(&tree, &["abort"]);
    assert!(run.code == 1 && run.stderr.contains("the branch caulk/org-store is checked out"), "{}", run.stderr);
}

#[test]
fn rules_that_change_one_file_are_stacked() {
    if !has_git() {
        return;
    }
    let timer =
        SEALED.replace("\"os\"", "\"net/http\"\n\t\"os\"").replace("import \"net", "import (\n\t\"net").replace("\"os\"\n", "\"os\"\n)\n");
    let both = format!(
        "{}\nfunc get(u string) error {{\n\tr, err := http.Get(u)\n\tif err != nil {{\n\t\treturn err\n\t}}\n\t_, err = os.Open(r.Status)\n\treturn err\n}}\n",
        timer.replace("\tdefer f.Close()\n", "")
    );
    let tree = Tree::new(&[("a.go", &both)]);
    ready(&tree);
    let run = migrate(&tree, &["apply", "--by", "rule"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let plan = migrate(&tree, &["plan", "--by", "rule"]);
    assert!(plan.stdout.contains("(stands on unclosed-file: they change the same files)"), "{}", plan.stdout);
    let top = tree.git(&["show", "caulk/unclosed-response-body:a.go"], "");
    assert!(top.contains("defer f.Close()") && top.contains("defer r.Body.Close()"), "{top}");
    let run = migrate(&tree, &["revert", "unclosed-file"]);
    assert!(run.code == 2 && run.stderr.contains("unclosed-response-body stands on unclosed-file; revert that first"), "{}", run.stderr);
}

#[test]
fn a_tree_that_moved_is_planned_anew_where_it_has_to_be() {
    if !has_git() {
        return;
    }
    let tree = repository();
    // Stops when it comes to the second batch.
    let run = migrate(&tree, &["apply", "--by", "owner", "--verify", "case {packages} in *store*) sleep 60;; esac", "--timeout", "1s"]);
    assert!(run.stderr.contains("ran longer than 1s") || run.stderr.contains("left out"), "{}", run.stderr);
    assert_eq!(migrate(&tree, &["abort"]).code, 0);

    let plan = migrate(&tree, &["plan", "--by", "owner", "--format", "json"]).stdout;
    tree.write("plan.json", plan);
    tree.write("web/a.go", LEAK.replace("package m\n", "package m\n\n// Moved.\n"));
    tree.write("cmd/x/main.go", SEALED);
    tree.git(&["add", "web", "cmd"], "");
    tree.git(&["commit", "-qm", "moved"], "");
    let run = migrate(&tree, &["apply", "--plan", "plan.json"]);
    assert!(run.stderr.contains("org-web: its files have changed; planned anew"), "{}", run.stderr);
    assert!(run.stderr.contains("org-all: left out: its files have changed, and nothing is left to do in them"), "{}", run.stderr);
    assert!(tree.git(&["show", "caulk/org-web:web/a.go"], "").contains("// Moved.\n"));
    assert!(tree.git(&["show", "caulk/org-web:web/a.go"], "").contains("defer f.Close()"));
    assert_eq!(tree.git(&["show", "caulk/org-store:store/a.go"], ""), SEALED);
}

#[test]
fn shards_of_a_plan_come_together_as_one_plan() {
    if !has_git() {
        return;
    }
    let tree = repository();
    for by in ["owner", "rule", "module"] {
        let args = ["plan", "--by", by, "--max-files", "2", "--format", "json"];
        let whole = migrate(&tree, &args).stdout;
        let names: Vec<String> = (1..=3).map(|i| format!("{i}.json")).collect();
        for (i, name) in (1..=3).zip(&names) {
            let shard = format!("{i}/3");
            let args: Vec<&str> = args.iter().copied().chain(["--shard", &shard]).collect();
            let part = migrate(&tree, &args);
            tree.write(name, part.stdout);
        }
        let merged = tree.caulk(&["merge", "3.json", "1.json", "2.json"]);
        assert_eq!((merged.code, merged.stdout), (1, whole), "{by}: {}", merged.stderr);
        assert_eq!(tree.caulk(&["merge", "1.json", "3.json"]).code, 2, "a shard is missing");
        names.iter().for_each(|name| fs::remove_file(tree.path(name)).expect("it was written"));
    }
}

#[test]
fn a_run_killed_at_any_moment_goes_on_to_the_same_end() {
    if !has_git() {
        return;
    }
    let apply = ["migrate", "apply", "--by", "package", "--verify", "sleep 0.05; ! grep -q 'defer g.Close' store/b.go"];
    let undisturbed = repository();
    let run = undisturbed.caulk_with(&apply, &[DATE], "");
    assert_eq!(run.code, 1, "{}", run.stderr);
    let want = branches(&undisturbed);
    assert_eq!(want.lines().count(), 3, "{want}");
    // Every moment of a run, which takes about half a second, and then until it is done.
    for delay in (0..20).map(|n| n * 40) {
        let tree = repository();
        let start = |args: &[&str]| {
            Command::new(env!("CARGO_BIN_EXE_caulk"))
                .args(args)
                .current_dir(tree.path(""))
                .env(DATE.0, DATE.1)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("caulk runs")
        };
        let kill = |mut child: std::process::Child, after: u64| {
            thread::sleep(Duration::from_millis(after));
            child.kill().expect("it can be killed");
            child.wait().expect("it ends");
        };
        kill(start(&apply), delay);
        kill(start(&["migrate", "resume"]), delay / 2);
        let run = migrate(&tree, &["resume"]);
        // Killed before it had begun, there is nothing to go on with.
        let run = if run.code == 2 { tree.caulk_with(&apply, &[DATE], "") } else { run };
        assert_eq!((run.code, branches(&tree)), (1, want.clone()), "{delay}: {}", run.stderr);
        assert_eq!(tree.git(&["status", "--porcelain"], ""), "", "{delay}");
        assert_eq!(tree.git(&["worktree", "list"], "").lines().count(), 1, "{delay}");
    }
}

/// Starts caulk and kills it as soon as there is a file of this name.
#[cfg(unix)]
fn killed_at(tree: &Tree, args: &[&str], sign: &str) {
    let mut run = Command::new(env!("CARGO_BIN_EXE_caulk"))
        .args(args)
        .current_dir(tree.path(""))
        .env(DATE.0, DATE.1)
        .stderr(Stdio::null())
        .spawn()
        .expect("caulk runs");
    assert!(within_seconds(|| tree.path(sign).exists()), "{sign} is never made");
    run.kill().expect("it can be killed");
    run.wait().expect("it ends");
}

#[cfg(unix)]
fn within_seconds(mut happens: impl FnMut() -> bool) -> bool {
    (0..1200).any(|_| {
        thread::sleep(Duration::from_millis(10));
        happens()
    })
}

#[cfg(unix)]
#[test]
fn a_verification_ends_with_a_run_that_is_killed() {
    if !has_git() {
        return;
    }
    let tree = repository();
    // Both processes of it are asked for: the shell, and what the shell has started.
    let verify = "cd ../../../..; test -e started || { sleep 60 & echo $! $$ >pids; touch started; wait; }";
    killed_at(&tree, &["migrate", "apply", "--by", "owner", "--verify", verify], "started");
    let pids = tree.read("pids");
    for pid in pids.split_whitespace() {
        let runs = || Command::new("kill").args(["-0", pid]).stderr(Stdio::null()).status().is_ok_and(|s| s.success());
        assert!(within_seconds(|| !runs()), "{pid} runs on");
    }
    assert_eq!(migrate(&tree, &["resume"]).code, 0);
    assert_eq!(branches(&tree).lines().count(), 3);
}

#[cfg(unix)]
#[test]
fn a_run_waits_for_the_git_of_one_that_was_killed() {
    if !has_git() {
        return;
    }
    let tree = repository();
    tree.write(".gitattributes", "web/a.go filter=slow\n");
    tree.git(&["add", "-A"], "");
    tree.git(&["commit", "-qm", "slow"], "");
    let (started, ended) = (tree.path("started"), tree.path("ended"));
    let smudge = format!("touch '{}'; test -e '{1}' || sleep 3; cat; touch '{1}'", started.display(), ended.display());
    tree.git(&["config", "filter.slow.smudge", &smudge], "");
    // It makes its work tree, which takes git longer than the run lives.
    killed_at(&tree, &["migrate", "apply", "--by", "owner"], "started");
    assert!(!ended.exists(), "git is at work still");
    let run = migrate(&tree, &["resume"]);
    assert_eq!((run.code, branches(&tree).lines().count()), (0, 3), "{}", run.stderr);
    assert!(ended.exists());
    assert_eq!(tree.git(&["worktree", "list"], "").lines().count(), 1);
}

#[test]
fn a_batch_that_git_refuses_stays_open_and_the_others_land() {
    if !has_git() {
        return;
    }
    let tree = repository();
    tree.write(".gitattributes", "web/a.go filter=picky\n");
    tree.git(&["add", "-A"], "");
    tree.git(&["commit", "-qm", "picky"], "");
    tree.git(&["config", "filter.picky.clean", "awk '/defer/ { exit 1 } { print }'"], "");
    tree.git(&["config", "filter.picky.smudge", "cat"], "");
    tree.git(&["config", "filter.picky.required", "true"], "");
    let run = migrate(&tree, &["apply", "--by", "owner"]);
    assert_eq!((run.code, branches(&tree).lines().count()), (2, 2), "{}", run.stderr);
    for said in ["org-web: left open: git could not take its files: ", "web/a.go: clean filter 'picky' failed", "resume` tries again"] {
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
    let status = migrate(&tree, &["status"]).stdout;
    assert!(status.contains("org-web: open: git could not take its files") && status.contains("not finished"), "{status}");
    tree.git(&["config", "filter.picky.clean", "cat"], "");
    let run = migrate(&tree, &["resume"]);
    assert_eq!((run.code, branches(&tree).lines().count()), (0, 3), "{}", run.stderr);
    assert!(migrate(&tree, &["status"]).stdout.contains("org-web: landed on caulk/org-web"));
}

#[test]
fn a_batch_that_can_not_be_signed_stays_open_and_so_does_what_stands_on_it() {
    if !has_git() {
        return;
    }
    let both = format!("{LEAK}\nfunc get(u string) error {{\n\t_, err := http.Get(u)\n\treturn err\n}}\n");
    let tree = Tree::new(&[("a.go", &both.replace("import \"os\"", "import (\n\t\"net/http\"\n\t\"os\"\n)"))]);
    ready(&tree);
    tree.git(&["config", "commit.gpgSign", "true"], "");
    tree.git(&["config", "gpg.program", "false"], "");
    let run = migrate(&tree, &["apply", "--by", "rule", "--verify", "echo >>../../../../verified"]);
    assert_eq!((run.code, branches(&tree)), (2, String::new()), "{}", run.stderr);
    for said in ["unclosed-file: left open: git could not commit it: gpg failed to sign", "stands on unclosed-file, which is not made yet"]
    {
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
    tree.git(&["config", "--unset", "commit.gpgSign"], "");
    let run = migrate(&tree, &["resume"]);
    assert_eq!((run.code, branches(&tree).lines().count()), (0, 2), "{}", run.stderr);
    assert_eq!(tree.read("verified").lines().count(), 2, "what was verified is not verified again");
    let top = tree.git(&["show", "caulk/unclosed-response-body:a.go"], "");
    assert!(top.contains("defer f.Close()") && top.contains("Body.Close()"), "{top}");
}

#[test]
fn the_journal_and_the_page_say_when() {
    if !has_git() {
        return;
    }
    let tree = repository();
    let seconds = |time: SystemTime| time.duration_since(UNIX_EPOCH).expect("it is later").as_secs();
    let start = seconds(SystemTime::now());
    assert_eq!(migrate(&tree, &["apply", "--by", "owner"]).code, 0);
    let end = seconds(SystemTime::now());
    let journal = tree.read(".git/caulk/journals/0001.jsonl");
    assert_eq!(journal.lines().count(), 5, "begun, three landed, finished: {journal}");
    for line in journal.lines() {
        let event: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let at = event["at"].as_str().expect("a time");
        let then = seconds(humantime::parse_rfc3339(at).expect("as of RFC 3339"));
        assert!((start..=end).contains(&then), "{at}");
    }
    let status: serde_json::Value = serde_json::from_str(&migrate(&tree, &["status", "--format", "json"]).stdout).expect("JSON");
    assert_eq!(status["caulk"], env!("CARGO_PKG_VERSION"));
    assert!(status["began"].is_string() && status["batches"][2]["since"].is_string(), "{status}");
    let page = || {
        let file = tree.path("page.html");
        assert_eq!(migrate(&tree, &["report", "--html", file.to_str().expect("plain")]).code, 0);
        fs::read_to_string(file).expect("the page")
    };
    let shown = page();
    assert!(shown.contains(&format!("by caulk {}; last changed <time", env!("CARGO_PKG_VERSION"))), "{shown}");
    assert!(shown.contains(&format!("<time datetime={}>", status["last"])), "{shown}");
    thread::sleep(Duration::from_millis(1100));
    assert_eq!(page(), shown, "the times are the journal's");

    // What an older caulk wrote says no times, and is understood.
    let old: String = journal.lines().map(|line| format!("{{{}\n", line.split_once(',').expect("the time comes first").1)).collect();
    tree.write(".git/caulk/journals/0001.jsonl", old.replace(&format!("\"caulk\":\"{}\",", env!("CARGO_PKG_VERSION")), ""));
    assert!(migrate(&tree, &["status"]).stdout.ends_with("finished\n"));
    assert!(!page().contains("<time"));
}

#[test]
fn bad_input_is_told_and_changes_nothing() {
    if !has_git() {
        return;
    }
    let bare = Tree::new(&[("a.go", LEAK)]);
    let run = migrate(&bare, &["apply"]);
    assert!(run.code == 2 && run.stderr.contains("not in a git repository"), "{}", run.stderr);
    assert_eq!(migrate(&bare, &["plan"]).code, 1, "a plan can be read all the same");

    let tree = repository();
    let refused = |args: &[&str], said: &str| {
        let run = migrate(&tree, args);
        assert!(run.code == 2 && run.stderr.contains(said), "{args:?}: {} {}", run.code, run.stderr);
    };
    refused(&["resume"], "there is no migration here; `caulk migrate apply` begins one");
    refused(&["abort"], "there is no migration here");
    refused(&["report", "--html", "x.html"], "there is no migration here");
    refused(&["apply", "--verify", "go build {package}"], "--verify holds {package}; known are {packages}, {dependents}, {files}");
    refused(&["apply", "--only", "nothing"], "the plan has no batch \"nothing\"");
    refused(&["apply", "--branch-prefix", "a..b/"], "git takes no branch of the name \"a..b/root\"");
    refused(&["apply", "--plan", "none.json"], "none.json: ");
    tree.write("bad.json", "{\"schema\":1,\"findings\":[]}");
    refused(&["apply", "--plan", "bad.json"], "bad.json: not a plan");
    tree.write("message.txt", "Fix {leak}");
    refused(&["apply", "--message", "message.txt"], "message.txt: the template holds {leak}");
    tree.git(&["branch", "caulk/root"], "");
    refused(&["apply"], "there is a branch caulk/root already");
    tree.git(&["branch", "-D", "caulk/root"], "");
    tree.write("store/a.go", CLEAN);
    refused(&["apply"], "the git work tree has uncommitted changes (store/a.go)");
    tree.git(&["checkout", "-q", "."], "");
    tree.git(&["checkout", "-q", "--detach"], "");
    let run = migrate(&tree, &["apply", "--verify", "echo x > store/new.go; echo y >> store/a.go"]);
    assert!(run.code == 0 && run.stderr.contains("HEAD is detached"), "{}", run.stderr);
    assert!(run.stderr.contains("the verification wrote store/a.go and 1 more, which is left out of the batch"), "{}", run.stderr);
    assert_eq!(tree.git(&["show", "caulk/root:store/a.go"], ""), SEALED);
    assert_eq!(tree.git(&["status", "--porcelain"], ""), "?? bad.json\n?? message.txt\n");
}

#[test]
fn two_at_once_are_kept_apart() {
    if !has_git() {
        return;
    }
    let tree = repository();
    let mut first = Command::new(env!("CARGO_BIN_EXE_caulk"))
        .args(["migrate", "apply", "--verify", "touch ../../../../started; sleep 30"])
        .current_dir(tree.path(""))
        .stderr(Stdio::null())
        .spawn()
        .expect("caulk runs");
    for _ in 0..400 {
        if tree.path("started").exists() {
            break;
        }
        thread::sleep(Duration::from_millis(25));
    }
    let second = migrate(&tree, &["apply"]);
    assert!(second.code == 2 && second.stderr.contains("another migration is under way"), "{}", second.stderr);
    first.kill().expect("it can be killed");
    first.wait().expect("it ends");
    let again = migrate(&tree, &["apply"]);
    assert!(again.code == 2 && again.stderr.contains("`caulk migrate resume` goes on with it"), "{}", again.stderr);
    assert_eq!(migrate(&tree, &["abort"]).code, 0);
    assert_eq!(migrate(&tree, &["apply"]).code, 0);
}
