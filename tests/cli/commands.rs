//! The commands and their streams.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use serde_json::Value;

use crate::tree::{CLEAN, LEAK, SEALED, Tree, snapshot};

#[test]
fn check_reports_and_exits_with_one() {
    let tree = Tree::new(&[("a.go", LEAK), ("b/b.go", CLEAN)]);
    snapshot("check", &tree.caulk(&["check"]).shown());
    assert_eq!(tree.caulk(&["check", "b"]).shown(), "exit: 0\n--- stdout\n--- stderr\nno leaks; 1 file in … s\n");
    assert_eq!(tree.caulk(&["check", "--unsafe", "--quiet", "b"]).shown(), "exit: 0\n--- stdout\n--- stderr\n");
}

#[test]
fn no_command_shows_the_diff() {
    let tree = Tree::new(&[("a.go", LEAK)]);
    let run = tree.caulk(&[]);
    snapshot("diff", &run.shown());
    assert_eq!(tree.caulk(&["diff"]).stdout, run.stdout);
    assert_eq!(tree.caulk(&["diff", "--allow-dirty", "."]).stdout, run.stdout);
    assert_eq!(tree.read("a.go"), LEAK, "a dry run writes nothing");
}

#[test]
fn paths_are_relative_to_the_working_folder() {
    let tree = Tree::new(&[("a.go", LEAK)]);
    let absolute = tree.path("a.go");
    let run = tree.caulk(&[absolute.to_str().expect("temporary names are plain")]);
    assert!(run.stdout.starts_with("--- a/a.go\n+++ b/a.go\n"), "{}", run.stdout);
}

#[test]
fn json_holds_to_the_contract() {
    let tree = Tree::new(&[("a.go", &LEAK.replace("load", "größe")), ("b.go", CLEAN)]);
    let run = tree.caulk(&["check", "--format", "json"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    let document: Value = serde_json::from_str(&run.stdout).expect("one JSON document");
    assert_eq!(document["schema"], 1);
    let text = tree.read("a.go");
    let [finding] = document["findings"].as_array().expect("a list").as_slice() else { panic!("one finding: {document:#}") };
    assert_eq!((&finding["rule"], &finding["path"]), (&"unclosed-file".into(), &"a.go".into()));
    assert_eq!((&finding["function"], &finding["symbol"]), (&"größe".into(), &"os.Open".into()));
    assert_eq!((&finding["level"], &finding["certainty"]), (&"leak".into(), &"proved".into()));
    let byte = |place: &Value| usize::try_from(place["byte"].as_u64().expect("a number")).expect("an offset");
    let (start, end) = (&finding["start"], &finding["end"]);
    assert!(text[byte(start)..byte(end)].starts_with("os.Open"), "{finding:#}");
    assert_eq!((&start["line"], &start["column"]), (&6.into(), &12.into()));
    for note in finding["notes"].as_array().expect("a list") {
        assert!(note["path"] == "a.go" && note["line"].is_u64() && note["message"].is_string(), "{note:#}");
    }
    assert!(finding["alternatives"].is_array() && finding["refusal"].is_null() && finding["fingerprint"].is_string());
    let fix = &finding["fix"];
    assert_eq!(fix["safety"], "safe");
    let mut fixed = text.clone();
    for edit in fix["edits"].as_array().expect("a list").iter().rev() {
        assert_eq!(edit["path"], "a.go");
        let at = |key: &str| usize::try_from(edit[key].as_u64().expect("a number")).expect("an offset");
        fixed.replace_range(at("start")..at("end"), edit["text"].as_str().expect("text"));
    }
    assert_eq!(fixed, SEALED.replace("load", "größe"));
    let summary = &document["summary"];
    assert_eq!((&summary["files"], &summary["parsed"]), (&2.into(), &1.into()));
    assert_eq!((&summary["findings"], &summary["fixable"], &summary["skipped"]), (&1.into(), &1.into(), &Value::Array(vec![])));
}

#[test]
fn json_is_whole_where_nothing_can_be_done() {
    let run = Tree::new(&[]).caulk(&["check", "--format", "json", "nowhere"]);
    let document: Value = serde_json::from_str(&run.stdout).expect("one JSON document");
    assert_eq!(run.code, 2);
    assert_eq!(document["summary"]["skipped"][0]["path"], "nowhere");
}

#[test]
fn standard_input() {
    let tree = Tree::new(&[("a.go", CLEAN)]);
    let fixed = tree.caulk_with(&["fix", "-", "--stdin-filename", "sub/x.go"], &[], LEAK);
    assert_eq!((fixed.code, fixed.stdout.as_str()), (0, SEALED), "{}", fixed.stderr);
    let diff = tree.caulk_with(&["-", "--stdin-filename", "sub/x.go"], &[], LEAK);
    assert!(diff.stdout.starts_with("--- a/sub/x.go\n"), "{}", diff.stdout);
    assert_eq!(diff.code, 1);
    let check = tree.caulk_with(&["check", "-"], &[], LEAK);
    assert!(check.stdout.contains("--> stdin.go:6:12\n"), "{}", check.stdout);
    assert_eq!(check.code, 1);
    let clean = tree.caulk_with(&["fix", "-"], &[], CLEAN);
    assert_eq!((clean.code, clean.stdout.as_str()), (0, CLEAN), "what has no fix is printed as it is");
    assert!(!tree.path("sub").exists() && !tree.path("stdin.go").exists(), "nothing is written");
}

#[test]
fn standard_input_stands_for_the_file() {
    // The file on disk leaks, the editor's buffer does not.
    let tree = Tree::new(&[("a.go", LEAK)]);
    let run = tree.caulk_with(&["check", "-", "--stdin-filename", "a.go"], &[], SEALED);
    assert_eq!(run.code, 0, "{}", run.stdout);
}

#[test]
fn colour_follows_flag_and_environment() {
    let tree = Tree::new(&[("a.go", LEAK)]);
    let escapes = |args: &[&str], env: &[(&str, &str)]| {
        let run = tree.caulk_with(args, env, "");
        (run.stdout.contains('\x1b'), run.stderr.contains('\x1b'))
    };
    assert_eq!(escapes(&["check", "nowhere", "."], &[]), (false, false), "no terminal");
    assert_eq!(escapes(&["check", "--color", "always", "nowhere", "."], &[]), (true, true));
    assert_eq!(escapes(&["--color", "always", "check", "nowhere", "."], &[]), (true, true));
    assert_eq!(escapes(&["diff", "--color", "always"], &[]), (true, false));
    assert_eq!(escapes(&["check", "nowhere", "."], &[("CLICOLOR_FORCE", "1")]), (true, true));
    assert_eq!(escapes(&["check", "nowhere", "."], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]), (false, false));
}

#[test]
fn a_reader_that_leaves_is_no_trouble() {
    let texts: Vec<(String, String)> = (0..1000).map(|n| (format!("f{n}.go"), LEAK.replace("load", &format!("load{n}")))).collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let tree = Tree::new(&files);
    let mut child = Command::new(env!("CARGO_BIN_EXE_caulk"))
        .current_dir(tree.path("."))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("caulk runs");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("it is piped")).read_line(&mut line).expect("a first line");
    let output = child.wait_with_output().expect("caulk ends");
    assert_eq!(line, "--- a/f0.go\n");
    assert!(output.status.code().is_some_and(|c| c != 101), "{output:?}");
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"), "{output:?}");
}

#[test]
fn rules_are_chosen() {
    let tree = Tree::new(&[("a.go", LEAK)]);
    assert_eq!(tree.caulk(&["check", "--select", "timers"]).code, 0);
    assert_eq!(tree.caulk(&["check", "--ignore", "unclosed-file,timers"]).code, 0);
    assert_eq!(tree.caulk(&["check", "--select", "all", "--ignore", "timers"]).code, 1);
    assert_eq!(tree.caulk(&["check", "--select", "timers", "--select", "unclosed-file"]).code, 1);
}

#[test]
fn a_leak_in_main_is_a_note_until_its_rule_is_named() {
    let text = LEAK.replace("package m", "package main").replace("load(p string) error", "main()").replace("return err", "return");
    let tree = Tree::new(&[("a.go", &text.replace("os.Open(p)", "os.Open(\"p\")"))]);
    assert_eq!(tree.caulk(&["check"]).code, 0);
    for rule in ["unclosed-file", "all"] {
        let run = tree.caulk(&["check", "--select", rule]);
        assert!(run.stdout.starts_with("note[unclosed-file]: "), "{}", run.stdout);
        assert_eq!(run.code, 1);
    }
}

#[test]
fn what_the_go_command_passes_over_is_taken_when_asked_for() {
    let generated = format!("// Code generated by hand. DO NOT EDIT.\n\n{LEAK}");
    let tree = Tree::new(&[("a.go", CLEAN), ("vendor/v.go", LEAK), ("testdata/t.go", LEAK), ("g.go", &generated)]);
    let found = |args: &[&str]| {
        let run = tree.caulk(&[&["check", "--format", "json"], args].concat());
        let document: Value = serde_json::from_str(&run.stdout).expect("one JSON document");
        let paths = document["findings"].as_array().expect("a list").iter().map(|f| f["path"].as_str().expect("text").to_owned());
        paths.collect::<Vec<_>>()
    };
    assert_eq!(found(&[]), [""; 0]);
    assert_eq!(found(&["vendor"]), ["vendor/v.go"]);
    assert_eq!(found(&["--all-files"]), ["g.go", "testdata/t.go", "vendor/v.go"]);
}

#[test]
fn gitignore_is_honoured() {
    let tree = Tree::new(&[("a.go", CLEAN), ("built/b.go", LEAK), (".gitignore", "built/\n")]);
    assert_eq!(tree.caulk(&["check"]).code, 0);
    assert_eq!(tree.caulk(&["check", "--no-ignore"]).code, 1);
}

#[test]
fn the_rules_and_their_pages() {
    let tree = Tree::new(&[]);
    snapshot("rules", &tree.caulk(&["rules"]).shown());
    let json: Value = serde_json::from_str(&tree.caulk(&["rules", "--format", "json"]).stdout).expect("one JSON document");
    let ids: Vec<&str> = json.as_array().expect("a list").iter().filter_map(|r| r["id"].as_str()).collect();
    for id in ids {
        let page = tree.caulk(&["explain", id]);
        assert!(page.stdout.starts_with(&format!("# {id}\n")), "{}", page.stdout);
        assert_eq!(page.code, 0);
    }
    let words = tree.caulk(&["rules", "--words"]).stdout;
    assert!(words.lines().any(|w| w == "Open"), "{words}");
    assert!(words.lines().is_sorted());
}

#[test]
fn verbose_says_what_was_skipped_and_why_nothing_could_be_done() {
    let broken = "package m\n\nimport \"os\"\n\nfunc f() {\n\tos.Open(\n}\n";
    let tree = Tree::new(&[("a.go", broken), ("b.go", broken), ("c.go", CLEAN)]);
    let run = tree.caulk(&["check"]);
    assert!(run.stderr.starts_with("warning: 2 files or declarations skipped; --verbose says which and why\n"), "{}", run.stderr);
    let run = tree.caulk(&["check", "--verbose"]);
    assert_eq!(run.stderr.lines().filter(|l| l.contains(".go:") && l.contains(": skipped: ")).count(), 2, "{}", run.stderr);
    assert_eq!(run.code, 0);
}
