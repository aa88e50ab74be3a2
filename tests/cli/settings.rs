//! `caulk.toml`: where it is found, what it sets, and how its mistakes are told.

use crate::tree::{CLEAN, LEAK, Run, Tree};

/// Leaks what is released by a method that nobody would take for a release.
const LINE: &str = "package m

import \"example.com/m/store\"

func filled() (bool, error) {
\ts, err := store.Connect(\"x\")
\tif err != nil {
\t\treturn false, err
\t}
\treturn s.Count() > 0, nil
}
";

const STORE: &str = "package store

type Conn struct{ count int }

func Connect(name string) (*Conn, error) { return pool(name) }

func (c *Conn) Count() int { return c.count }

func (c *Conn) Hangup() {}
";

const ROW: &str = "[[resource]]
rule = \"unclosed-file\"
acquire = \"example.com/m/store.Connect\"
error = \"result 1\"
release = \"Hangup\"
name = \"s\"
why = \"A line to the store\"
";

fn trouble(run: &Run, error: &str) {
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (2, "", error));
}

#[test]
fn rows_of_a_user_are_judged_as_the_others_are() {
    let tree = Tree::new(&[("a.go", LINE), ("store/store.go", STORE), ("caulk.toml", ROW)]);
    assert_eq!(tree.caulk(&["check", "--no-config"]).code, 0);
    let run = tree.caulk(&["check"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stdout.starts_with("leak[unclosed-file]: `store.Connect` leaves"), "{}", run.stdout);
    assert!(tree.caulk(&["diff"]).stdout.contains("+\tdefer s.Hangup()"));
    let told = tree.caulk(&["check", "--explain", "a.go:6"]).stdout;
    assert!(told.contains("taken for    an acquisition, by the row at caulk.toml:1, for unclosed-file\n"), "{told}");
    assert!(told.contains("A line to the store\n"), "{told}");
    assert_eq!(tree.caulk(&["check", "--select", "timers"]).code, 0, "its rule does not run");
}

#[test]
fn a_row_without_a_rule_is_taken() {
    let tree = Tree::new(&[("a.go", CLEAN), ("caulk.toml", &ROW.replace("rule = \"unclosed-file\"\n", ""))]);
    assert_eq!(tree.caulk(&["check"]).shown(), "exit: 0\n--- stdout\n--- stderr\nno leaks; 1 file in … s\n");
}

#[test]
fn never_silences() {
    let helper = "\nfunc open(p string) (*os.File, error) { return os.Open(p) }\n\nfunc use(p string) {\n\tf, err := open(p)\n\tif err == nil {\n\t\tf.Name()\n\t}\n}\n";
    let tree = Tree::new(&[("a.go", &format!("{LEAK}{helper}"))]);
    let found = |never: &str| {
        tree.write("caulk.toml", format!("never = [{never}]\n"));
        let run = tree.caulk(&["check"]);
        assert_eq!(run.code, i32::from(!run.stdout.is_empty()), "{}", run.stderr);
        run.stdout.matches("leak[unclosed-file]").count()
    };
    assert_eq!(found(""), 2);
    assert_eq!(found("\"example.com/m.open\""), 1);
    assert_eq!(found("\"os.(*File).Name\", \"os.Create\""), 2);
    assert_eq!(found("\"os.Open\""), 0, "neither it nor what hands out its file");
    let told = tree.caulk(&["check", "--explain", "a.go:6"]).stdout;
    assert!(told.contains("holds        nothing: `never` in caulk.toml names the callee\n"), "{told}");
}

#[test]
fn flags_win_over_what_is_set() {
    let tree = Tree::new(&[("a.go", LEAK)]);
    let code = |toml: &str, args: &[&str]| {
        tree.write("caulk.toml", toml);
        let run = tree.caulk(&[&["check"], args].concat());
        assert!(!run.stderr.starts_with("error"), "{}", run.stderr);
        run.code
    };
    assert_eq!(code("ignore = [\"unclosed-file\"]\n", &[]), 0);
    assert_eq!(code("ignore = [\"unclosed-file\"]\n", &["--select", "unclosed-file"]), 1);
    assert_eq!(code("ignore = [\"timers\"]\n", &["--ignore", "unclosed-file"]), 0);
    assert_eq!(code("select = [\"timers\"]\n", &[]), 0);
    assert_eq!(code("select = [\"timers\"]\n", &["--select", "all"]), 1);
    assert_eq!(code("select = [\"unclosed-file\"]\n", &["--ignore", "timers"]), 1);
    assert_eq!(code("select = [\"timers\"]\n", &["--no-config"]), 1);

    let ticks = "package m\n\nimport \"time\"\n\nfunc wait() {\n\tfor range time.Tick(time.Second) {\n\t\treturn\n\t}\n}\n";
    tree.write("a.go", ticks);
    assert_eq!(code("go = \"1.21\"\n", &[]), 1);
    assert_eq!(code("go = \"1.24\"\n", &[]), 0, "go.mod says 1.21");
    assert_eq!(code("go = \"1.24\"\n", &["--go", "1.21"]), 1);
}

#[test]
fn the_nearest_file_upwards_is_read() {
    let tree = Tree::new(&[("a/b/x.go", LEAK), ("caulk.toml", "ignore = [\"unclosed-file\"]\n")]);
    let check = |dir: &str, args: &[&str]| {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_caulk"));
        let output = command.arg("check").args(args).current_dir(tree.path(dir)).write_stdin(LEAK).output().expect("caulk runs");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    assert_eq!(check("a/b", &[]).0, Some(0));
    tree.write("a/caulk.toml", "");
    assert_eq!(check("a/b", &[]).0, Some(1), "the nearest alone is read");
    assert_eq!(check(".", &["a/b"]).0, Some(0), "upwards from the working folder, not from what is named");
    assert_eq!(check(".", &["--config", "a/caulk.toml"]).0, Some(1));
    assert_eq!(check(".", &["-", "--stdin-filename", "a/b/y.go"]).0, Some(1), "upwards from where standard input would stand");
    assert_eq!(check(".", &["-", "--stdin-filename", "y.go"]).0, Some(0));
    tree.write("a/caulk.toml", "selekt = []\n");
    assert_eq!(
        check("a/b", &[]).1,
        "error: ../caulk.toml:1: unknown field `selekt`, expected one of `select`, `ignore`, `go`, `never`, `file-close-errors`, `resource`\n"
    );
    trouble(&tree.caulk(&["check", "--config", "none.toml"]), "error: none.toml: no such file or folder\n");
    assert_eq!(tree.caulk(&["check", "--config", "caulk.toml", "--no-config"]).code, 2);
}

#[test]
fn mistakes_name_file_line_and_key_and_nothing_is_done() {
    let tree = Tree::new(&[("a.go", LEAK)]);
    for (toml, error) in [
        ("never = \"os.Open\"\n", "1: `never`: invalid type: string \"os.Open\", expected a sequence"),
        (
            "\nnever = [\n  \"os.Open\",\n  \"open\",\n]\n",
            "4: `never`: `open` is not a full name such as `os.Open` or `net/http.(*Client).Do`",
        ),
        ("select = [\"unclosed-fil\"]\n", "1: `select`: no rule named \"unclosed-fil\"; did you mean \"unclosed-file\"?"),
        ("select = [3]\n", "1: `select`: invalid type: integer `3`, expected a string"),
        ("# x\nignore = [\"xyzzy\"]\n", "2: `ignore`: no rule named \"xyzzy\"; `caulk rules` lists them"),
        ("go = 1.22\n", "1: `go`: invalid type: floating point `1.22`, expected a string"),
        ("go = \"2\"\n", "1: `go`: expected 1.N, as in 1.22"),
        ("[resource]\nacquire = \"a.B\"\n", "1: `resource`: invalid type: map, expected a sequence"),
        ("[[resource]]\nacquire = \"a.B\"\n", "1: missing field `why`"),
        (
            "[[resource]]\nacquire = \"a.B\"\nwhy = \"w\"\nrule = \"unclosed-fil\"\n",
            "4: `rule`: no rule named \"unclosed-fil\"; did you mean \"unclosed-file\"?",
        ),
        ("[[resource]]\nacquire = \"a.B\"\nwhy = \"w\"\nerror = \"result\"\n", "4: `result` is not of the form `result N`"),
        ("[[resource]]\nacquire = \"a.B\"\nwhy = \"w\"\nerorr = \"result 1\"\n", "4: unknown field `erorr`"),
        ("never = [\n", "1: `never`: unclosed array, expected `]`"),
        ("[lint]\n", "1: unknown field `lint`"),
    ] {
        tree.write("caulk.toml", toml);
        for command in [&["check"][..], &["fix", "--allow-dirty"], &[]] {
            let run = tree.caulk(command);
            assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{toml}");
            assert!(run.stderr.starts_with(&format!("error: caulk.toml:{error}")), "{toml}\n{}", run.stderr);
        }
    }
    assert_eq!(tree.read("a.go"), LEAK);
    tree.write("caulk.toml", b"never = [\"\xff\"]\n");
    trouble(&tree.caulk(&["check"]), "error: caulk.toml: not UTF-8, as TOML must be\n");
}

#[test]
fn errors_of_a_close_are_dropped_told_or_joined() {
    let save = "package m\n\nimport \"os\"\n\nfunc Save(path string, data []byte) (err error) {\n\tf, err := os.Create(path)\n\tif err != nil {\n\t\treturn err\n\t}\n\tdefer f.Close()\n\t_, err = f.Write(data)\n\treturn err\n}\n";
    let tree = Tree::new(&[("a.go", save)]);
    assert_eq!(tree.caulk(&["check"]).code, 0, "nobody asked");
    tree.write("caulk.toml", "file-close-errors = \"report\"\n");
    let told = tree.caulk(&["check"]);
    assert!(told.code == 1 && told.stdout.contains("leak[dropped-close-error]: "), "{}", told.shown());
    assert_eq!(tree.caulk(&["diff", "--unsafe"]).code, 0, "told alone");
    tree.write("caulk.toml", "file-close-errors = \"join\"\n");
    let mended = tree.caulk(&["diff", "--unsafe"]);
    assert!(mended.stdout.contains("+\t\t\terr = errors.Join(err, closeErr)\n"), "{}", mended.shown());
    // An import of that name would be declared twice.
    tree.write("b.go", "package m\n\nvar errors []error\n");
    let refused = tree.caulk(&["check"]);
    assert!(refused.code == 1 && refused.stdout.contains("leak[dropped-close-error]: "), "{}", refused.shown());
    assert_eq!(tree.caulk(&["diff", "--unsafe"]).code, 0, "another file of the package has the name");
    tree.write("b.go", "package m_test\n\nvar errors []error\n");
    assert_eq!(tree.caulk(&["diff", "--unsafe"]).stdout, mended.stdout, "another package has it");
    tree.write("caulk.toml", "file-close-errors = \"loud\"\n");
    let wrong = tree.caulk(&["check"]);
    assert!(wrong.code == 2 && wrong.stderr.contains("caulk.toml:1: `file-close-errors`: unknown variant `loud`"), "{}", wrong.shown());
}
