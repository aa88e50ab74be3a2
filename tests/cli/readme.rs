//! The README says what is so.

use std::path::Path;

use caulk::transforms::ALL;

use crate::tree::snapshot;

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
        assert!(text.contains(&format!("leak[{}]: ", rule.id)), "{} finds nothing in the example", rule.id);
        assert!(readme.contains(&format!("\n| `{}` | ", rule.id)), "{} has no row in the README", rule.id);
    }
}
