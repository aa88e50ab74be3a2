//! One file, its folder and the whole tree tell the same of a file, though the evidence is spread over the module.

use serde_json::Value;

use crate::tree::Tree;

const STORE: &str = "package store

type Conn struct{ open bool }

var count int

func Connect(names ...string) *Conn {
\tcount++
\treturn &Conn{open: len(names) > 0}
}

func (c *Conn) Ping() bool { return c.open }

func (c *Conn) Close() error { count--; return nil }
";

/// A package with functions that close what they get, and one that leaves it open.
fn package(name: &str, close: usize) -> String {
    let mut text = format!("package {name}\n\nimport \"example.com/m/store\"\n");
    for n in 0..close {
        text.push_str(&format!("\nfunc use{n}() bool {{\n\tc := store.Connect(\"{n}\")\n\tdefer c.Close()\n\treturn c.Ping()\n}}\n"));
    }
    text.push_str("\nfunc leave() bool {\n\tc := store.Connect()\n\treturn c.Ping()\n}\n");
    text
}

/// What is found in one file.
fn found(tree: &Tree, args: &[&str], file: &str) -> Vec<Value> {
    let run = tree.caulk(&[&["check", "--select", "unclosed-closer", "--format", "json"], args].concat());
    assert_ne!(run.code, 2, "{}", run.stderr);
    let json: Value = serde_json::from_str(&run.stdout).expect("one JSON document");
    let findings = json["findings"].as_array().cloned().unwrap_or_default();
    findings.into_iter().filter(|f| f["path"] == file).collect()
}

#[test]
fn evidence_is_the_whole_modules_whatever_is_named() {
    let files = [
        ("store/store.go", STORE.to_owned()),
        ("a/a.go", package("a", 1)),
        ("b/b.go", package("b", 2)),
        ("c/deep/c.go", package("deep", 3)),
        ("c/deep/other.go", "package deep\n".to_owned()),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let tree = Tree::new(&files);
    for (file, folder) in [("a/a.go", "a"), ("b/b.go", "b"), ("c/deep/c.go", "c/deep")] {
        let of_file = found(&tree, &[file], file);
        let message = "`store.Connect` makes a value whose `Close` is never called; 6 of 9 callers release theirs";
        assert_eq!(of_file.iter().map(|f| &f["message"]).collect::<Vec<_>>(), [message], "{file}");
        assert_eq!(found(&tree, &[folder], file), of_file, "{folder}");
        assert_eq!(found(&tree, &[], file), of_file, "the whole tree");
        assert_eq!(found(&tree, &["store", "c/deep", "b", file], file), of_file, "in another order");
    }
}

#[test]
fn what_habit_alone_asks_for_is_hygiene() {
    let tree = Tree::new(&[("store/store.go", STORE), ("a/a.go", &package("a", 0)), ("b/b.go", &package("b", 20))]);
    let levels = |tree: &Tree| found(tree, &[], "a/a.go").iter().map(|f| f["level"].to_string()).collect::<Vec<_>>();
    assert_eq!(levels(&tree), ["\"hygiene\""]);
    tree.write("store/store.go", STORE.replace("count--; ", ""));
    assert_eq!(levels(&tree), [""; 0], "its release frees nothing");
}
