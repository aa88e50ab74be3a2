use std::collections::BTreeSet;

use caulk::transform::Transform;

use super::Directives;

/// A ```` ```diff ```` fence of a transform's page, as the two files that it speaks of.
pub struct Fence {
    /// The line of the page it starts on.
    pub line: usize,
    pub before: String,
    pub after: String,
    pub directives: Directives,
}

/// The ```` ```diff ```` fences of a transform's page. Words behind `diff` are directives as in a fixture: ```` ```diff go=1.22 ````.
pub fn fences(transform: &Transform) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut lines = transform.docs.lines().enumerate();
    while let Some((index, line)) = lines.next() {
        let Some(info) = line.strip_prefix("```diff") else { continue };
        let mut directives = Directives::default();
        directives.read(info);
        let body: Vec<&str> = lines.by_ref().map(|(_, l)| l).take_while(|l| !l.starts_with("```")).collect();
        // A diff's own headers say nothing here.
        let is_header = |l: &&&str| l.starts_with("--- ") || l.starts_with("+++ ") || l.starts_with("@@");
        let body: Vec<&str> = body.iter().filter(|l| !is_header(l)).copied().collect();
        let side = |leave_out: char| -> String {
            let kept = body.iter().filter(|l| !l.starts_with(leave_out));
            kept.map(|l| format!("{}\n", l.get(1..).unwrap_or_default())).collect()
        };
        fences.push(Fence { line: index + 1, before: wrap(&side('+')), after: wrap(&side('-')), directives });
    }
    fences
}

/// Makes a file of a snippet. One that starts with `package` is a file already. Declarations get a package clause and the
/// imports that their qualifiers ask for; statements, moreover, the function `func example() error` around them, ended by
/// `return nil` unless they end in a return.
fn wrap(snippet: &str) -> String {
    if snippet.starts_with("package ") {
        return snippet.to_owned();
    }
    let is_declaration = |l: &str| ["func ", "type ", "var ", "const "].iter().any(|k| l.starts_with(k));
    let has_function = snippet.lines().any(|l| l.starts_with("func "));
    let body = if has_function || snippet.lines().find(|l| !l.starts_with("//")).is_some_and(is_declaration) {
        snippet.to_owned()
    } else {
        let inner: String = snippet.lines().map(|l| if l.is_empty() { "\n".to_owned() } else { format!("\t{l}\n") }).collect();
        let returns = snippet.lines().next_back().is_some_and(|l| l.starts_with("return"));
        format!("func example() error {{\n{inner}{}}}\n", if returns { "" } else { "\treturn nil\n" })
    };
    let imports: String = imports(snippet).into_iter().map(|path| format!("\t\"{path}\"\n")).collect();
    let imports = if imports.is_empty() { String::new() } else { format!("import (\n{imports})\n\n") };
    format!("package p\n\n{imports}{body}")
}

/// The standard library's packages that a snippet's qualifiers mean, sorted.
fn imports(snippet: &str) -> BTreeSet<&'static str> {
    let qualifier = regex::Regex::new(r"\b([a-z][a-z0-9]*)\.[A-Z]").expect("the pattern is well formed");
    let names: BTreeSet<&str> = qualifier.captures_iter(snippet).filter_map(|c| Some(c.get(1)?.as_str())).collect();
    STD.iter().filter(|path| path.rsplit('/').next().is_some_and(|name| names.contains(name))).copied().collect()
}

const STD: &[&str] = &[
    "archive/tar",
    "archive/zip",
    "bufio",
    "bytes",
    "compress/flate",
    "compress/gzip",
    "compress/zlib",
    "context",
    "crypto/tls",
    "database/sql",
    "encoding/binary",
    "encoding/csv",
    "encoding/json",
    "errors",
    "fmt",
    "io",
    "io/ioutil",
    "iter",
    "log",
    "mime/multipart",
    "net",
    "net/http",
    "net/http/httptest",
    "net/url",
    "os",
    "os/exec",
    "os/signal",
    "path/filepath",
    "runtime",
    "runtime/pprof",
    "sort",
    "strconv",
    "strings",
    "sync",
    "sync/atomic",
    "syscall",
    "testing",
    "time",
];
