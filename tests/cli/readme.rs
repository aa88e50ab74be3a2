//! The README says what is so.

use std::path::Path;

use caulk::{program::ResourceRegistry, transforms::ALL};

use crate::tree::{Tree, snapshot};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    std::fs::read_to_string(root().join("README.md")).expect("there is a README")
}

/// The bodies of the fences of one kind.
fn fences(readme: &str, kind: &str) -> Vec<String> {
    let opening = format!("```{kind}\n");
    readme.split(&opening).skip(1).filter_map(|rest| Some(rest.split_once("```\n")?.0.to_owned())).collect()
}

/// What caulk prints about the example, run where the tour runs it.
fn caulk(args: &[&str]) -> (i32, String) {
    let output = assert_cmd::Command::new(env!("CARGO_BIN_EXE_caulk")).args(args).current_dir(root()).output().expect("caulk runs");
    (output.status.code().unwrap_or(-1), String::from_utf8(output.stdout).expect("what caulk says is UTF-8"))
}

#[test]
fn the_first_two_shell_lines_are_the_example_and_the_tests() {
    assert_eq!(fences(&readme(), "sh"), ["cargo run --release -- examples/leaky\n", "cargo test --workspace\n"]);
}

#[test]
fn the_tour_shows_what_is_printed() {
    let (code, diff) = caulk(&["examples/leaky"]);
    assert_eq!(code, 1);
    snapshot("example_diff", &diff);
    let (code, text) = caulk(&["check", "examples/leaky"]);
    assert_eq!(code, 1);
    snapshot("example_check", &text);
    for (kind, printed) in [("diff", diff), ("text", text)] {
        for shown in fences(&readme(), kind) {
            assert!(printed.contains(&shown), "caulk does not print\n{shown}\nbut\n{printed}");
        }
    }
}

#[test]
fn every_rule_finds_something_in_the_example_and_has_a_row() {
    let (_, text) = caulk(&["check", "examples/leaky"]);
    let readme = readme();
    for rule in ALL {
        let mut table = ResourceRegistry::default();
        table.add_table(rule.id, rule.id, rule.table).expect("its table can be read");
        // The example can use the standard library alone.
        let is_std = table.rows().iter().flat_map(|r| &r.acquire).any(|s| !s.package().split('/').any(|element| element.contains('.')));
        assert!(!is_std || text.contains(&format!("leak[{}]: ", rule.id)), "{} finds nothing in the example", rule.id);
        assert!(readme.contains(&format!("\n| `{}` | ", rule.id)), "{} has no row in the README", rule.id);
    }
}

/// Runs the Go toolchain in a folder by itself; None where there is none, which `CAULK_REQUIRE_GO=1` makes a failure.
fn go(dir: &Path, program: &str, args: &[&str]) -> Option<String> {
    let settings = [("GOWORK", "off"), ("GOTOOLCHAIN", "local"), ("GOPROXY", "off")];
    match std::process::Command::new(program).args(args).current_dir(dir).envs(settings).output() {
        Ok(output) => Some(String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()),
        Err(_) => {
            assert!(std::env::var("CAULK_REQUIRE_GO").as_deref() != Ok("1"), "CAULK_REQUIRE_GO=1, and no {program}");
            println!("skipped: no go toolchain");
            None
        }
    }
}

#[test]
fn the_example_is_good_go_before_and_after() {
    let tree = Tree::new(&[]);
    for entry in std::fs::read_dir(root().join("examples/leaky")).expect("there is an example").filter_map(Result::ok) {
        let text = std::fs::read_to_string(entry.path()).expect("the example can be read");
        tree.write(entry.file_name().to_str().expect("its names are plain"), text);
    }
    // What leaks is what vet may say of it.
    let Some(said) = go(&tree.path("."), "go", &["vet", "-lostcancel=false", "-httpresponse=false", "."]) else { return };
    assert_eq!(said, "");
    assert_eq!(go(&tree.path("."), "gofmt", &["-l", "."]).as_deref(), Some(""));
    let run = tree.caulk(&["fix", "--unsafe"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(go(&tree.path("."), "go", &["vet", "."]).as_deref(), Some(""));
    assert_eq!(go(&tree.path("."), "gofmt", &["-l", "."]).as_deref(), Some(""));
    assert_eq!(tree.caulk(&["check"]).code, 0, "all leaks are sealed");
}
