//! Comments that silence a finding: `//caulk:allow RULE reason`, `//caulk:allow-file RULE reason`, and golangci-lint's `//nolint`.
//! Only real comments count; the same words inside a string do not.

use crate::{
    program::File,
    syntax::{Descend, Node, ast::Decl, parse_declaration, walk_block},
    text::LineIndex,
};

/// What a file's comments silence.
#[derive(Debug, Default)]
pub(super) struct Suppressions {
    /// Lines, counted from 1, and what is silenced there.
    lines: Vec<(usize, Silenced)>,
    file: Vec<Silenced>,
    index: Option<LineIndex>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Silenced {
    Rules(Vec<String>),
    /// By the names of linters, in lower case; none of them where all are meant.
    Linters(Vec<String>),
}

impl Silenced {
    fn covers(&self, rule: &str, linters: &[&str]) -> bool {
        match self {
            Self::Rules(rules) => rules.iter().any(|r| r == rule),
            Self::Linters(names) => names.is_empty() || names.iter().any(|name| linters.contains(&name.as_str())),
        }
    }
}

enum Directive {
    Line(Silenced),
    File(Silenced),
}

impl Suppressions {
    pub(super) fn read(text: &str) -> Self {
        let mentioned = |word: &str| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some();
        // Nearly every file ends here, before anything is lexed.
        if !mentioned("caulk:allow") && !mentioned("nolint") {
            return Self::default();
        }
        let index = LineIndex::new(text);
        let mut found = Self::default();
        for at in line_comments(text) {
            let comment = text[at..].lines().next().unwrap_or_default();
            let alone = stands_alone(text, at);
            match directive(comment) {
                Some(Directive::File(silenced)) if alone => found.file.push(silenced),
                Some(Directive::Line(silenced)) => {
                    let line = index.position(at).0;
                    // Alone it speaks of the code below the comments it stands among; behind code, of that line.
                    let line = if alone { first_line_of_code(text, &index, line) } else { line };
                    found.lines.push((line, silenced));
                }
                _ => {}
            }
        }
        found.index = Some(index);
        found
    }

    /// Whether a finding of the rule that starts at this offset is silenced: on its line, on that where its statement starts,
    /// or directly above either; what speaks to linters above a function speaks of all of it. `linters` find the same as the rule.
    pub(super) fn cover(&self, file: &File, rule: &str, linters: &[&str], at: usize) -> bool {
        if self.file.iter().any(|s| s.covers(rule, linters)) {
            return true;
        }
        let Some(index) = self.index.as_ref().filter(|_| !self.lines.is_empty()) else { return false };
        let on = |offset: usize| {
            let line = index.position(offset).0;
            self.lines.iter().any(|(l, s)| *l == line && s.covers(rule, linters))
        };
        let above_function = || {
            let declaration = file.skim.declarations.iter().find(|d| d.span.contains(&at))?;
            let line = index.position(declaration.span.start).0;
            let speaks = |s: &Silenced| matches!(s, Silenced::Linters(_)) && s.covers(rule, linters);
            Some(self.lines.iter().any(|(l, s)| *l == line && speaks(s)))
        };
        on(at) || statement_start(file, at).is_some_and(on) || above_function() == Some(true)
    }
}

/// Where the innermost statement around an offset starts.
fn statement_start(file: &File, at: usize) -> Option<usize> {
    let declaration = file.skim.declarations.iter().find(|d| d.span.contains(&at))?;
    let Ok(Decl::Func(func)) = parse_declaration(&file.text, declaration) else { return Some(declaration.span.start) };
    let at = u32::try_from(at).ok()?;
    let mut start = None;
    walk_block(func.body.as_ref()?, &mut |node| {
        let (span, is_stmt) = match node {
            Node::Stmt(s) => (s.span, true),
            Node::Expr(e) => (e.span, false),
        };
        if !(span.start <= at && at < span.end) {
            return Descend::Over;
        }
        if is_stmt {
            start = Some(span.start as usize);
        }
        Descend::Into
    });
    start
}

fn directive(comment: &str) -> Option<Directive> {
    if let Some(rest) = comment.strip_prefix("//caulk:") {
        let (verb, rest) = rest.split_once([' ', '\t'])?;
        let rules = Silenced::Rules(rules(rest));
        return match verb {
            "allow" => Some(Directive::Line(rules)),
            "allow-file" => Some(Directive::File(rules)),
            _ => None,
        };
    }
    nolint(comment).map(Directive::Line)
}

/// The rules before the reason: separated by commas, which a space may follow.
fn rules(text: &str) -> Vec<String> {
    let mut rules = Vec::new();
    for word in text.split_whitespace() {
        rules.extend(word.split(',').filter(|r| !r.is_empty()).map(str::to_owned));
        if !word.ends_with(',') {
            break;
        }
    }
    rules
}

/// As golangci-lint reads it: `//nolint`, or `//nolint:a,b // reason`.
fn nolint(comment: &str) -> Option<Silenced> {
    let rest = comment.trim_start_matches(['/', ' ']).strip_prefix("nolint")?;
    let Some(names) = rest.strip_prefix(':') else {
        return (rest.is_empty() || rest.starts_with([' ', '\t'])).then(|| Silenced::Linters(Vec::new()));
    };
    let names = names.split("//").next().unwrap_or_default();
    let listed = names.split(',').filter_map(|n| n.split_whitespace().next());
    let listed: Vec<String> = listed.map(str::to_ascii_lowercase).collect();
    let is_general = listed.iter().any(|n| n == "caulk" || n == "all");
    (!listed.is_empty()).then(|| Silenced::Linters(if is_general { Vec::new() } else { listed }))
}

/// Whether only white space stands before the offset on its line.
fn stands_alone(text: &str, at: usize) -> bool {
    text[..at].rsplit('\n').next().is_some_and(|before| before.trim().is_empty())
}

/// The first line behind the given comment's that is more than a comment of its own.
fn first_line_of_code(text: &str, index: &LineIndex, comment: usize) -> usize {
    let is_comment =
        |line: usize| index.start(line).and_then(|s| text[s..].lines().next()).is_some_and(|l| l.trim_start().starts_with("//"));
    (comment + 1..).find(|&line| !is_comment(line)).unwrap_or(comment)
}

/// Where the `//` comments of Go source start.
fn line_comments(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let find = |from: usize, what: &[u8]| memchr::memmem::find(&bytes[from..], what).map_or(bytes.len(), |i| from + i + what.len());
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(|b| matches!(b, b'"' | b'`' | b'\'' | b'/')) {
        at += next;
        at = match (bytes[at], bytes.get(at + 1)) {
            (b'/', Some(b'/')) => {
                found.push(at);
                find(at, b"\n")
            }
            (b'/', Some(b'*')) => find(at + 2, b"*/"),
            (b'/', _) => at + 1,
            (b'`', _) => find(at + 1, b"`"),
            (quote, _) => behind_quoted(bytes, at + 1, quote),
        };
    }
    found
}

/// Behind an interpreted string or a rune; a line's end ends it too, where its quote is missing.
fn behind_quoted(bytes: &[u8], mut at: usize, quote: u8) -> usize {
    while let Some(&b) = bytes.get(at) {
        match b {
            b'\\' => at += 2,
            b'\n' => return at,
            _ if b == quote => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use std::{path::Path, sync::Arc};

    use super::*;

    /// Whether a finding at `needle` is silenced.
    fn covered(text: &str, needle: &str) -> bool {
        let file = File::new(Arc::from(Path::new("a.go")), Arc::from(text));
        let at = text.find(needle).expect("the needle is in the text");
        Suppressions::read(text).cover(&file, "unclosed-file", &["fileclose"], at)
    }

    fn in_function(body: &str) -> String {
        format!("package p\n\nfunc f() {{\n{body}\n}}\n")
    }

    #[test]
    fn on_the_line_and_above() {
        for body in [
            "\tos.Open(a) //caulk:allow unclosed-file kept for good",
            "\t//caulk:allow unclosed-file\n\tos.Open(a)",
            "\t//caulk:allow unclosed-file why\n\t// more\n\tos.Open(a)",
            "\t//caulk:allow other,unclosed-file why\n\tos.Open(a)",
            "\t//caulk:allow other, unclosed-file why\n\tos.Open(a)",
            "\tos.Open(a) //nolint",
            "\tos.Open(a) // nolint: errcheck, Caulk // why",
            "\tos.Open(a) //nolint:all",
            "\t//nolint:caulk\n\tos.Open(a)",
            "\tos.Open(a) //nolint because it stays",
            "\tos.Open(a) //nolint:errcheck,fileclose",
        ] {
            assert!(covered(&in_function(body), "os.Open"), "{body}");
        }
    }

    #[test]
    fn elsewhere_or_of_others() {
        for body in [
            "\tx() //caulk:allow unclosed-file why\n\tos.Open(a)",
            "\t//caulk:allow unclosed-file why\n\n\tos.Open(a)",
            "\tos.Open(a) //caulk:allow unclosed-response-body why",
            "\tos.Open(a) // caulk:allow unclosed-file is a directive only without the space",
            "\tos.Open(a) //caulk:allowed unclosed-file",
            "\tos.Open(a) //nolint:errcheck",
            "\tos.Open(a) //nolintlint",
            "\tos.Open(a) /* //nolint */",
            "\tos.Open(\"//nolint\")",
            "\tos.Open('\\'', \"\\\"//nolint\")",
            "\tos.Open(`\n//caulk:allow-file unclosed-file why\n`)",
        ] {
            assert!(!covered(&in_function(body), "os.Open"), "{body}");
        }
    }

    #[test]
    fn above_the_statement() {
        let body = "\t//caulk:allow unclosed-file why\n\tf, err := wrap(\n\t\tos.Open(a),\n\t)";
        assert!(covered(&in_function(body), "os.Open"));
        let inner = "\t//caulk:allow unclosed-file why\n\tg(func() {\n\t\tos.Open(a)\n\t})";
        assert!(!covered(&in_function(inner), "os.Open"));
    }

    #[test]
    fn of_the_file() {
        assert!(covered(&format!("//caulk:allow-file unclosed-file why\n{}", in_function("\tos.Open(a)")), "os.Open"));
        assert!(covered(&format!("{}//caulk:allow-file unclosed-file why\n", in_function("\tos.Open(a)")), "os.Open"));
        assert!(!covered(&format!("//caulk:allow-file other why\n{}", in_function("\tos.Open(a)")), "os.Open"));
        assert!(!covered(&in_function("\tx() //caulk:allow-file unclosed-file why\n\tos.Open(a)"), "os.Open"));
    }

    #[test]
    fn above_the_function() {
        let above = |comment: &str| in_function("\tos.Open(a)").replace("func f", &format!("{comment}\nfunc f"));
        assert!(covered(&above("//nolint:fileclose // why"), "os.Open"));
        assert!(!covered(&above("//nolint:errcheck"), "os.Open"));
        assert!(!covered(&above("//caulk:allow unclosed-file why"), "os.Open"));
    }

    #[test]
    fn carriage_returns() {
        assert!(covered(&in_function("\t//nolint\n\tos.Open(a)").replace('\n', "\r\n"), "os.Open"));
        assert!(covered(&in_function("\tos.Open(a) //nolint:caulk").replace('\n', "\r\n"), "os.Open"));
    }
}
