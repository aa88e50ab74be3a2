//! `caulk learn`: what the code's own habits say, and how it gets into caulk.toml.

use serde_json::Value;

use crate::tree::{CLEAN, Tree};

const STORE: &str = "package store

import \"errors\"

type Conn struct{ open bool }

func Connect(name string) (*Conn, error) {
\tif name == \"\" {
\t\treturn nil, errors.New(\"no name\")
\t}
\treturn &Conn{open: true}, nil
}

func (c *Conn) Ping() bool { return c.open }

func (c *Conn) Close() error { return nil }

type Watch struct{ on bool }

func NewWatch() *Watch { return &Watch{on: true} }

func (w *Watch) Stop() {}
";

/// Uses the store: `closed` times as it should, `open` times not, and hands it over once.
fn users(closed: usize, open: usize) -> String {
    let mut text = "package m\n\nimport \"example.com/m/store\"\n".to_owned();
    for n in 0..closed + open {
        let close = if n < closed { "\tdefer c.Close()\n" } else { "" };
        text.push_str(&format!(
            "\nfunc use{n}() error {{\n\tc, err := store.Connect(\"x\")\n\tif err != nil {{\n\t\treturn err\n\t}}\n{close}\tc.Ping()\n\treturn nil\n}}\n"
        ));
    }
    text.push_str("\nfunc give() *store.Conn {\n\tc, _ := store.Connect(\"y\")\n\treturn c\n}\n");
    text
}

const WATCHER: &str = "package w

import \"example.com/m/store\"

func watch() {
\tw := store.NewWatch()
\tw.Stop()
}

func leave() {
\tstore.NewWatch()
}
";

fn module(closed: usize, open: usize) -> Tree {
    Tree::new(&[("store/store.go", STORE), ("m.go", &users(closed, open)), ("w/w.go", WATCHER)])
}

#[test]
fn pairs_are_counted() {
    let tree = module(4, 1);
    let run = tree.caulk(&["learn", "--min-support", "1"]);
    assert_eq!(
        run.shown(),
        "exit: 0\n--- stdout\n\
         support  dissent  handed  confidence  pair\n\
         \x20     4        1       1        80 %  example.com/m/store.Connect: Close\n\
         \x20     1        1       0        50 %  example.com/m/store.NewWatch: Stop\n\
         --- stderr\n"
    );
    assert!(!tree.caulk(&["learn"]).stdout.contains("NewWatch"), "one site is no habit");
    assert!(!tree.path("caulk.toml").exists(), "nothing is written unasked");

    let json: Value = serde_json::from_str(&tree.caulk(&["learn", "--format", "json"]).stdout).expect("one JSON document");
    assert_eq!(json["schema"], 1);
    let expect = serde_json::json!([{
        "symbol": "example.com/m/store.Connect", "release": "Close", "result": 0, "error": 1, "type": "*example.com/m/store.Conn",
        "support": 4, "dissent": 1, "handed": 1, "confidence": 0.8, "known": false,
    }]);
    assert_eq!(json["pairs"], expect);
}

#[test]
fn evidence_comes_from_the_whole_module() {
    let tree = module(4, 1);
    let all = tree.caulk(&["learn"]).stdout;
    assert_eq!(tree.caulk(&["learn", "m.go"]).stdout, all);
    let of_watcher = tree.caulk(&["learn", "w", "--min-support", "1"]).stdout;
    assert!(of_watcher.contains("NewWatch") && !of_watcher.contains("Connect"), "{of_watcher}");
    assert_eq!(tree.caulk(&["learn", "store"]).shown(), "exit: 0\n--- stdout\n--- stderr\nno pairs\n");
}

#[test]
fn pairs_are_written_once() {
    let tree = module(4, 1);
    let run = tree.caulk(&["learn", "--min-support", "1", "--write", "w", "m.go"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, "caulk.toml: 1 pair added\n"), "what as many break as keep is no habit");
    let row = "[[resource]]\nacquire = \"example.com/m/store.Connect\"\nerror = \"result 1\"\nrelease = \"Close\"\nrelease-is-felt = true\nmethods-only-use = true\ntype = \"*example.com/m/store.Conn\"\n\
               why = \"Learned: 4 of 5 sites release it\"\n";
    assert_eq!(tree.read("caulk.toml"), row);
    let again = tree.caulk(&["learn", "--write"]);
    assert_eq!((again.code, again.stderr.as_str()), (0, "caulk.toml: nothing to add\n"));
    assert!(again.stdout.ends_with("example.com/m/store.Connect: Close (known)\n"), "{}", again.stdout);
    assert_eq!(tree.read("caulk.toml"), row);
    assert_ne!(tree.caulk(&["check"]).code, 2, "what is written is read");
}

#[test]
fn what_stands_in_the_file_stays() {
    let tree = module(4, 0);
    let own = "# Ours.\r\nignore   = [ 'timers' ] # for now\r\n\r\n[[resource]]\r\nacquire = \"a.B\"\r\nwhy = \"w\"\r\n# The end.\r\n";
    tree.write("caulk.toml", own);
    assert_eq!(tree.caulk(&["learn", "--write"]).code, 0);
    let text = tree.read("caulk.toml");
    assert!(text.starts_with(&format!("{own}\r\n[[resource]]\r\n")), "{text}");
    assert!(!text.replace("\r\n", "").contains('\n'), "{text}");
    assert_eq!(tree.caulk(&["learn", "--write"]).stderr, "caulk.toml: nothing to add\n");

    tree.write("caulk.toml", "never = [\"example.com/m/store.Connect\"]\n");
    assert_eq!(tree.caulk(&["learn", "--write"]).shown(), "exit: 0\n--- stdout\n--- stderr\nno pairs\ncaulk.toml: nothing to add\n");
    assert_eq!(tree.read("caulk.toml"), "never = [\"example.com/m/store.Connect\"]\n");
}

#[test]
fn where_it_is_written() {
    let tree = module(4, 0);
    tree.write("sub/settings.toml", "");
    assert_eq!(tree.caulk(&["learn", "--write", "--config", "sub/settings.toml"]).stderr, "sub/settings.toml: 1 pair added\n");
    assert!(!tree.path("caulk.toml").exists());
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_caulk"));
    let output = command.args(["learn", "--write", ".."]).current_dir(tree.path("w")).output().expect("caulk runs");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "../caulk.toml: 1 pair added\n");
    assert!(tree.path("caulk.toml").exists(), "in the module's root");
}

#[test]
fn what_is_wrong_is_said() {
    let tree = Tree::new(&[("a.go", CLEAN)]);
    for (args, error) in [
        (&["learn", "nowhere"][..], "error: nowhere: no such file or folder\n"),
        (&["learn", "-"], "error: learn takes files and folders, not standard input\n"),
    ] {
        let run = tree.caulk(args);
        assert_eq!((run.code, run.stderr.as_str()), (2, error));
    }
    assert_eq!(tree.caulk(&["learn", "--write", "--no-config"]).code, 2);
    assert_eq!(tree.caulk(&["learn", "--min-support", "many"]).code, 2);
}
