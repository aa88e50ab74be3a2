//! Each case is a function and one edit: `<<old|new>>` stands where new text takes the place of old.

use std::{path::Path, sync::Arc};

use super::result;
use crate::{
    program::{Program, ResourceRegistry},
    text::{Edit, Overlay},
};

/// The refusal's code and reason, or nothing. `@` stands behind the acquisition.
fn gate(marked: &str) -> Option<String> {
    let path: Arc<Path> = Arc::from(Path::new("m/a.go"));
    let (mut text, mut edits, mut acquired) = (String::new(), Vec::new(), None);
    let mut rest = marked;
    while let Some(at) = rest.find(['<', '@']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(behind) = rest.strip_prefix('@') {
            acquired = Some(text.len());
            rest = behind;
        } else if let Some((edit, behind)) = rest.strip_prefix("<<").and_then(|r| r.split_once(">>")) {
            let (old, new) = edit.split_once('|').expect("an edit has a bar");
            edits.push(Edit::replace(&path, text.len()..text.len() + old.len(), new));
            text.push_str(old);
            rest = behind;
        } else {
            text.push('<');
            rest = &rest[1..];
        }
    }
    text.push_str(rest);
    let mut overlay = Overlay::new(&());
    overlay.set(path.to_path_buf(), text.into_bytes());
    let registry = ResourceRegistry::default();
    let program = Program::new(&overlay, &registry, None);
    let file = program.file(&path).expect("it is there");
    result(&program, &file, &edits, acquired).err().map(|because| format!("{}: {}", because.code, because.reason))
}

/// A body of a function that returns an error, in a file that imports `os`.
fn body(body: &str) -> Option<String> {
    gate(&format!("package m\n\nimport \"os\"\n\nfunc f(p string) error {{\n{body}\n}}\n"))
}

#[track_caller]
fn refused(found: Option<String>, reason: &str) {
    assert_eq!(found.as_deref(), Some(reason));
}

const OPEN: &str = "\tf, err := os.Open(p)@\n\tif err != nil {\n\t\treturn err\n\t}\n";

#[test]
fn good_edits_pass() {
    assert_eq!(body(&format!("{OPEN}<<|\tdefer f.Close()\n>>\treturn use(f)")), None);
    assert_eq!(body(&format!("{OPEN}<<|\tif err := f.Close(); err != nil {{\n\t\treturn err\n\t}}\n>>\treturn nil")), None);
    assert_eq!(body("\t<<_|f>>, err := os.Open(p)@\n<<|\tif err == nil {\n\t\tf.Close()\n\t}\n>>\treturn err"), None);
    assert_eq!(
        body("\t<<return read(p)|n, err := read(p)\n\tp.Close()\n\treturn n, err>>"),
        Some("would-not-compile: there would be another number of values than there are places for them".into())
    );
    assert_eq!(gate("package m\n\nimport \"os\"<<|\nimport \"io\">>\n\nfunc f(f *os.File) {\n<<|\tio.Close(f)\n>>}\n"), None);
}

#[test]
fn what_no_compiler_takes_is_refused() {
    refused(body(&format!("{OPEN}<<|\tdefer func( {{\n>>\treturn use(f)")), "syntax: what the fix makes of the file would not be Go");
    refused(body(&format!("{OPEN}<<|\tvar f = 1\n>>\treturn use(f)")), "would-not-compile: `f` would be declared twice in one block");
    refused(
        body(&format!("{OPEN}<<|\tf, err := f.Close()\n>>\treturn use(f)")),
        "would-not-compile: a `:=` would have no new variable on its left",
    );
    refused(body(&format!("{OPEN}<<|\tn := f.Close()\n>>\treturn use(f)")), "would-not-compile: nothing would read `n`");
    refused(body(&format!("{OPEN}\treturn <<use(f)|nil>>")), "would-not-compile: nothing would read `f`");
    refused(
        body(&format!("{OPEN}<<|\tdefer f.Close\n>>\treturn use(f)")),
        "would-not-compile: something that is no call would stand where only a call may",
    );
    refused(
        body("\tif p == \"\" {\n\t\tgoto end\n\t}\n<<|\tn := 1\n\tuse(n)\n>>end:\n\treturn nil"),
        "would-not-compile: `goto end` would lead past a declaration",
    );
    refused(
        body("\tfor p == \"\" {\n<<|\t\tfunc() {\n>>\t\tcontinue\n<<|\t\t}()\n>>\t}\n\treturn nil"),
        "would-not-compile: a jump would lead nowhere",
    );
    refused(body("\tpanic(p)\n<<|\tuse(p)\n>>"), "would-not-compile: the function could come to its end without a return");
    refused(body("again:\n\tuse(p)\n\t<<goto again|return nil>>"), "would-not-compile: nothing would read `again`");
    let hidden = "package m\n\nfunc f() (err error) {\n\tif err := g(); err == nil {\n<<|\t\treturn\n>>\t}\n\treturn err\n}\n";
    refused(gate(hidden), "would-not-compile: the result `err` would be hidden where a return without values returns it");
}

#[test]
fn imports_are_used_and_stand_once() {
    let file = |imports: &str, line: &str| gate(&format!("package m\n\nimport \"os\"{imports}\n\nfunc f(f *os.File) {{\n{line}}}\n"));
    let told = |path: &str| format!("import: `{path}` would be imported twice, for nothing, or under a name that is taken");
    refused(file("<<|\nimport \"io\">>", "<<|\tf.Close()\n>>"), &told("io"));
    refused(file("<<|\nimport \"os\">>", "<<|\tf.Close()\n>>"), &told("os"));
    refused(file("<<|\nimport \"io\">>\n\nvar io = 1", "<<|\tio.Close(f)\n>>"), &told("io"));
    refused(
        gate("package m\n\nimport \"os\"\n\nfunc f() {\n\t<<os.Exit(1)|exit()>>\n}\n\nfunc exit() {}\n"),
        "import: nothing would use the import `os` any more",
    );
}

#[test]
fn names_mean_what_they_meant() {
    let stays = |name: &str| format!("other-meaning: `{name}` would mean something else in code that stays");
    refused(body(&format!("{OPEN}\t{{\n<<|\t\tf := 1\n>>\t\tuse(f)\n\t}}\n\treturn use(f)")), &stays("f"));
    refused(body(&format!("{OPEN}<<|\tdefer g.Close()\n>>\treturn use(f)")), "other-meaning: `g` means nothing where the fix writes it");
    let shadowed = "\t{\n\t\tp := f.Name()\n\t\tuse(p)\n<<|\t\tos.Remove(p)\n>>\t}\n\treturn nil";
    assert_eq!(body(&format!("{OPEN}{shadowed}")), None, "declared since, on purpose");
    let shadowed = "\tn := 1\n\tfor n := range p {\n\t\tg(func() { f := os.NewFile(n)@; use(f) })\n\t}\n<<|\tuse(n)\n>>\treturn use(n)";
    refused(body(shadowed), "other-meaning: `n` means something else where the fix writes it than where the value is acquired");
}
