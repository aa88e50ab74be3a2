//! How lines are laid out: where a statement can be put, with what indentation and line ending. What gofmt has
//! formatted stays so.

use std::{iter, ops::Range, path::Path, sync::Arc};

use super::{
    align::{aligned, aligned_around},
    lex::{Kind, Lexer},
};
use crate::text::Edit;

/// One file's layout.
#[derive(Clone, Copy, Debug)]
pub struct Layout<'t> {
    text: &'t str,
}

/// What stands behind a place on its line.
struct Rest {
    /// Where the line ends, its line ending excluded.
    line_end: usize,
    /// Where its first comment begins.
    comment: Option<usize>,
}

impl<'t> Layout<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text }
    }

    /// `"\r\n"` where the line that holds `offset` ends so, else `"\n"`. Where it is the last line and has no end, the
    /// one before it counts.
    pub fn line_ending(&self, offset: usize) -> &'static str {
        let bytes = self.text.as_bytes();
        let end = memchr::memchr(b'\n', &bytes[offset..]).map(|i| offset + i).or_else(|| memchr::memrchr(b'\n', bytes));
        match end {
            Some(end) if end > 0 && bytes[end - 1] == b'\r' => "\r\n",
            _ => "\n",
        }
    }

    /// The white space at the start of the line that holds `offset`.
    pub fn indent(&self, offset: usize) -> &'t str {
        let line = &self.text[self.line_start(offset)..];
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    }

    /// Puts `lines` (each without indentation of its own level) on lines of their own behind the statement that ends at
    /// `end`, indented as the line `like` stands on, behind a trailing comment of that line.
    /// None where more code follows on the line, or a comment that goes on below it.
    pub fn after(&self, path: &Arc<Path>, end: usize, like: usize, lines: &[&str]) -> Option<Edit> {
        let rest = self.rest(end)?;
        Some(aligned(self.text, Edit::insert(path, rest.line_end, self.below(end, self.indent(like), lines))))
    }

    /// Puts `lines` on lines of their own before the statement that starts at `start`. None where other code stands
    /// before it on the line.
    pub fn before(&self, path: &Arc<Path>, start: usize, lines: &[&str]) -> Option<Edit> {
        let (indent, ending) = (self.indent(start), self.line_ending(start));
        let line_start = self.line_start(start);
        if line_start + indent.len() != start {
            return None;
        }
        let text = lines.iter().map(|line| indented(indent, line) + ending).collect::<String>();
        Some(aligned(self.text, Edit::insert(path, line_start, text)))
    }

    /// Puts `lines` first into the block whose `{` stands at `brace`, behind a comment on the brace's line, indented as
    /// what stands in the block: one tab deeper than the line of the brace where nothing does. An empty block `{}` is
    /// opened up. None where code follows on the brace's line, or where `{}` stands in a column with others.
    pub fn block_start(&self, path: &Arc<Path>, brace: usize, lines: &[&str]) -> Option<Edit> {
        let inside = brace + 1;
        let blank = self.text[inside..].len() - self.text[inside..].trim_start_matches([' ', '\t']).len();
        if self.text[inside + blank..].starts_with('}') {
            // gofmt puts the braces of neighbouring functions that take one line each into one column, and so the values
            // behind neighbouring keys.
            let keyed = is_label(&self.text[self.line_start(brace) + self.indent(brace).len()..]);
            if keyed || self.neighbours(brace).any(|line| line.contains('{') && line.trim_end().ends_with('}')) {
                return None;
            }
            let outer = self.indent(brace);
            let text = self.below(brace, &format!("{outer}\t"), lines) + self.line_ending(brace) + outer;
            return Some(Edit::replace(path, inside..inside + blank, text));
        }
        let rest = self.rest(inside)?;
        Some(Edit::insert(path, rest.line_end, self.below(brace, &self.inner_indent(brace, rest.line_end), lines)))
    }

    /// Puts `lines` first into a block that stands on one line with all that is in it, from its `{` to its `}`: each of its statements,
    /// of which these are the places, goes on a line of its own. None where anything else stands among them, or where the block stands
    /// in a column with others.
    pub fn opened(&self, path: &Arc<Path>, braces: Range<usize>, stmts: &[Range<usize>], lines: &[&str]) -> Option<Edit> {
        let inside = braces.start + 1..braces.end.checked_sub(1)?;
        let (starts, ends) = (stmts.iter().map(|s| s.start), stmts.iter().map(|s| s.end));
        let between = iter::once(inside.start).chain(ends).zip(starts.chain([inside.end]));
        let is_bare =
            |(from, to): (usize, usize)| self.text.get(from..to).is_some_and(|t| t.chars().all(|c| matches!(c, ' ' | '\t' | ';')));
        let is_spaced = self.text[..braces.start].strip_suffix(' ').is_some_and(|head| !head.ends_with([' ', '\t']));
        // gofmt puts them into one column.
        let is_beside = || self.neighbours(braces.start).any(|line| line.contains('{') && line.trim_end().ends_with('}'));
        if self.text[inside.clone()].contains('\n') || !between.into_iter().all(is_bare) || !is_spaced || is_beside() {
            return None;
        }
        let outer = self.indent(braces.start);
        let all: Vec<&str> = lines.iter().copied().chain(stmts.iter().map(|s| &self.text[s.clone()])).collect();
        let text = self.below(braces.start, &format!("{outer}\t"), &all) + self.line_ending(braces.start) + outer;
        Some(Edit::replace(path, inside, text))
    }

    /// Deletes a statement with its line, where nothing else stands on it; else the statement alone, with the semicolon
    /// or the space that parts it from what is left. Of blank lines that would meet, one stays.
    pub fn delete(&self, path: &Arc<Path>, start: usize, end: usize) -> Edit {
        let line_start = self.line_start(start);
        let first_on_line = line_start + self.indent(start).len() == start;
        match self.rest(end) {
            Some(Rest { comment: None, line_end }) if first_on_line => {
                let (from, to) = self.with_blank_lines(line_start, self.next_line(line_end));
                aligned(self.text, Edit::replace(path, from..to, ""))
            }
            Some(Rest { comment: Some(comment), .. }) if first_on_line => {
                aligned_around(self.text, Edit::replace(path, start..comment, ""))
            }
            _ => {
                let (from, to) = self.with_semicolon(start, end, first_on_line);
                Edit::replace(path, from..to, "")
            }
        }
    }

    /// Whole lines, one level deeper; None where a text or a comment among them goes on on the next line, which stays where it is.
    pub fn deeper(lines: &str) -> Option<String> {
        let mut lexer = Lexer::new(lines.as_bytes(), 0);
        loop {
            let token = lexer.next();
            match token.kind {
                Kind::End => break,
                Kind::Newline => {}
                _ if lexer.text(token).contains(&b'\n') => return None,
                _ => {}
            }
        }
        let is_blank = |line: &str| line.trim_end_matches(['\r', '\n']).is_empty();
        Some(lines.split_inclusive('\n').map(|line| if is_blank(line) { line.to_owned() } else { format!("\t{line}") }).collect())
    }

    /// The lines above and below that of `at`, where they are indented alike.
    fn neighbours(&self, at: usize) -> impl Iterator<Item = &'t str> {
        let (text, indent, start) = (self.text, self.indent(at), self.line_start(at));
        let above = text[..start].strip_suffix('\n').map(|text| text.rsplit('\n').next().unwrap_or(text));
        let below = text[start..].split('\n').nth(1);
        [above, below]
            .into_iter()
            .flatten()
            .filter(move |line| line.strip_prefix(indent).is_some_and(|code| !code.starts_with([' ', '\t'])))
    }

    fn line_start(&self, offset: usize) -> usize {
        self.text[..offset].rfind('\n').map_or(0, |i| i + 1)
    }

    /// Behind the line ending that stands at `line_end`.
    fn next_line(&self, line_end: usize) -> usize {
        self.text[line_end..].find('\n').map_or(self.text.len(), |i| line_end + i + 1)
    }

    /// What stands behind `at` on its line; None where that is code, or a comment that does not end there.
    fn rest(&self, at: usize) -> Option<Rest> {
        let mut lexer = Lexer::new(self.text.as_bytes(), at);
        let mut comment = None;
        let mut semicolon = false;
        loop {
            let token = lexer.next();
            match token.kind {
                Kind::Comment if lexer.text(token).contains(&b'\n') => return None,
                Kind::Comment => comment = comment.or(Some(token.start)),
                Kind::Punct(b';') if !semicolon && comment.is_none() => semicolon = true,
                Kind::Newline | Kind::End => {
                    let before = &self.text[at..token.start];
                    // A line comment holds the carriage return of its line's end; so may white space.
                    let line_end = at + before.trim_end_matches('\r').len();
                    return Some(Rest { line_end, comment });
                }
                _ => return None,
            }
        }
    }

    /// The text that puts lines below the end of a line.
    fn below(&self, at: usize, indent: &str, lines: &[&str]) -> String {
        let ending = self.line_ending(at);
        lines.iter().map(|line| ending.to_owned() + &indented(indent, line)).collect()
    }

    /// The indentation of what stands in the block whose brace ends a line at `line_end`.
    fn inner_indent(&self, brace: usize, line_end: usize) -> String {
        let below = self.text[self.next_line(line_end)..].lines().find(|line| !line.trim().is_empty());
        if let Some(line) = below {
            let code = line.trim_start_matches([' ', '\t']);
            let indent = &line[..line.len() - code.len()];
            if code.starts_with('}') {
                return format!("{indent}\t");
            }
            // gofmt puts labels one level to the left.
            if !is_label(code) {
                return indent.to_owned();
            }
        }
        format!("{}\t", self.indent(brace))
    }

    /// Whole lines to delete, with the blank line that would be left next to another or at an end of the block.
    fn with_blank_lines(&self, from: usize, to: usize) -> (usize, usize) {
        let above = (from > 0).then(|| (self.line_start(from - 1), self.text[self.line_start(from - 1)..from].trim()));
        let below = self.text[to..].lines().next().map(str::trim);
        match (above, below) {
            (above, Some("")) if above.is_none_or(|(_, line)| line.is_empty() || line.ends_with('{')) => (from, self.next_line(to)),
            (Some((start, "")), Some(line)) if line.starts_with('}') => (start, to),
            _ => (from, to),
        }
    }

    /// A statement that shares its line, with the semicolon that parts it from the others.
    fn with_semicolon(&self, start: usize, end: usize, first_on_line: bool) -> (usize, usize) {
        let behind = &self.text[end..];
        let after = behind.trim_start_matches([' ', '\t']);
        let inside = self.text[..start].trim_end_matches([' ', '\t']);
        if inside.ends_with('{') && after.starts_with('}') {
            return (inside.len(), end + behind.len() - after.len());
        }
        if let Some(next) = after.strip_prefix(';') {
            let skipped = next.trim_start_matches([' ', '\t']);
            return (start, end + behind.len() - skipped.len());
        }
        let before = self.text[..start].trim_end_matches([' ', '\t']);
        match before.strip_suffix(';') {
            Some(before) if !first_on_line => (before.len(), end),
            _ => (start, end),
        }
    }
}

/// A line with indentation; an empty one stays empty.
fn indented(indent: &str, line: &str) -> String {
    if line.is_empty() { String::new() } else { format!("{indent}{line}") }
}

/// Whether a line begins with `label:`.
fn is_label(code: &str) -> bool {
    let behind = code.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
    behind.len() < code.len() && behind.starts_with(':') && !behind.starts_with(":=") && !code.starts_with("default:")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::apply;

    /// The text without its marks: `|` is the first, `^` the second place.
    fn places(marked: &str) -> (String, usize, usize) {
        let first = marked.find('|').expect("a first mark");
        let text = marked.replacen('|', "", 1);
        let second = text.find('^').unwrap_or(first);
        (text.replacen('^', "", 1), first, second)
    }

    fn edited(marked: &str, make: impl Fn(&Layout<'_>, &Arc<Path>, usize, usize) -> Option<Edit>) -> Option<String> {
        let (text, first, second) = places(marked);
        let path: Arc<Path> = Arc::from(Path::new("a.go"));
        let edit = make(&Layout::new(&text), &path, first, second)?;
        Some(apply(&text, &[edit]).expect("an edit inside the text"))
    }

    fn after(marked: &str, lines: &[&str]) -> Option<String> {
        edited(marked, |layout, path, end, like| layout.after(path, end, like, lines))
    }

    fn before(marked: &str, lines: &[&str]) -> Option<String> {
        edited(marked, |layout, path, start, _| layout.before(path, start, lines))
    }

    fn block_start(marked: &str, lines: &[&str]) -> Option<String> {
        edited(marked, |layout, path, brace, _| layout.block_start(path, brace, lines))
    }

    /// The first mark is the block's `{`, the second the end of its only statement, if it has one.
    fn opened(marked: &str, lines: &[&str]) -> Option<String> {
        edited(marked, |layout, path, brace, end| {
            let close = brace + layout.text[brace..].find('}')? + 1;
            let stmts: Vec<_> = (end > brace).then_some(brace + 2..end).into_iter().collect();
            layout.opened(path, brace..close, &stmts, lines)
        })
    }

    fn delete(marked: &str) -> String {
        edited(marked, |layout, path, start, end| Some(layout.delete(path, start, end))).expect("every statement can be deleted")
    }

    #[test]
    fn a_block_on_one_line_is_opened() {
        let told = |marked| opened(marked, &["z()"]);
        assert_eq!(told("func f() |{ y()^ } // why\n").as_deref(), Some("func f() {\n\tz()\n\ty()\n} // why\n"));
        assert_eq!(told("func f() |{ y()^ }\r\n").as_deref(), Some("func f() {\r\n\tz()\r\n\ty()\r\n}\r\n"));
        assert_eq!(told("func f() |{ y()^ /* why */ }\n"), None);
        assert_eq!(told("func f() |{ y()^; x() }\n"), None);
        assert_eq!(told("func f()  |{ y()^ }\n"), None);
        assert_eq!(told("func f() |{ y()^ }\nfunc g() { x() }\n"), None);
        assert_eq!(told("func f() |{ y()^\n}\n"), None);
    }

    #[test]
    fn a_line_ends_as_it_does() {
        let layout = Layout::new("a\r\nb\nc\r\nd");
        assert_eq!([0, 1, 3, 5, 8].map(|at| layout.line_ending(at)), ["\r\n", "\r\n", "\n", "\r\n", "\r\n"]);
        assert_eq!(Layout::new("").line_ending(0), "\n");
    }

    #[test]
    fn after_a_statement() {
        assert_eq!(after("\tx()|\n\ty()\n", &["z()"]).as_deref(), Some("\tx()\n\tz()\n\ty()\n"));
        assert_eq!(after("\tx()| // why; so\n\ty()\n", &["z()"]).as_deref(), Some("\tx() // why; so\n\tz()\n\ty()\n"));
        assert_eq!(after("\tx()| /* a */ // b\n", &["z()"]).as_deref(), Some("\tx() /* a */ // b\n\tz()\n"));
        assert_eq!(after("\tx()| /* a */", &["z()"]).as_deref(), Some("\tx() /* a */\n\tz()"));
        assert_eq!(after("\tx()|;\n", &["z()"]).as_deref(), Some("\tx();\n\tz()\n"));
    }

    #[test]
    fn after_a_statement_of_several_lines_like_its_first() {
        let text = "\tx(a,\n\t\tb)\n\ty()\n";
        let end = text.find(")\n").expect("the statement's end") + 1;
        let path: Arc<Path> = Arc::from(Path::new("a.go"));
        let edit = Layout::new(text).after(&path, end, 1, &["defer func() {", "\tz()", "", "}()"]).expect("the line ends there");
        assert_eq!(apply(text, &[edit]).as_deref(), Ok("\tx(a,\n\t\tb)\n\tdefer func() {\n\t\tz()\n\n\t}()\n\ty()\n"));
    }

    #[test]
    fn after_keeps_carriage_returns() {
        assert_eq!(after("\tx()|\r\n\ty()\r\n", &["z()"]).as_deref(), Some("\tx()\r\n\tz()\r\n\ty()\r\n"));
        assert_eq!(after("\tx()| // c\r\n", &["z()"]).as_deref(), Some("\tx() // c\r\n\tz()\r\n"));
        assert_eq!(after("\ta()\r\n\tx()|", &["z()"]).as_deref(), Some("\ta()\r\n\tx()\r\n\tz()"));
    }

    #[test]
    fn nowhere_after_where_more_follows() {
        assert_eq!(after("\tx()|; y()\n", &["z()"]), None);
        assert_eq!(after("\tif x { y()| }\n", &["z()"]), None);
        assert_eq!(after("\tx()| /* a\n b */\n", &["z()"]), None);
    }

    #[test]
    fn before_a_statement() {
        assert_eq!(before("\tx()\n\t|return y\n", &["z()", "w()"]).as_deref(), Some("\tx()\n\tz()\n\tw()\n\treturn y\n"));
        assert_eq!(before("\t|return y\r\n", &["z()"]).as_deref(), Some("\tz()\r\n\treturn y\r\n"));
        assert_eq!(before("\tx(); |return y\n", &["z()"]), None);
        assert_eq!(before("\tcase 1: |return y\n", &["z()"]), None);
    }

    #[test]
    fn at_the_start_of_a_block() {
        assert_eq!(block_start("\tif x |{\n\t\ty()\n\t}\n", &["z()"]).as_deref(), Some("\tif x {\n\t\tz()\n\t\ty()\n\t}\n"));
        assert_eq!(block_start("\tif x |{ // c\n\t\ty()\n\t}\n", &["z()"]).as_deref(), Some("\tif x { // c\n\t\tz()\n\t\ty()\n\t}\n"));
        assert_eq!(block_start("\tif x |{\n\t}\n", &["z()"]).as_deref(), Some("\tif x {\n\t\tz()\n\t}\n"));
        assert_eq!(block_start("\tgo func() |{}()\n", &["z()"]).as_deref(), Some("\tgo func() {\n\t\tz()\n\t}()\n"));
        assert_eq!(block_start("\tgo func() |{ }()\r\n", &["z()"]).as_deref(), Some("\tgo func() {\r\n\t\tz()\r\n\t}()\r\n"));
        assert_eq!(block_start("\tgo func() |{ y() }()\n", &["z()"]), None);
        assert_eq!(block_start("\tkey: func() |{},\n", &["z()"]), None);
        assert_eq!(block_start("func (T) a()  |{}\nfunc (T) bb() {}\n", &["z()"]), None);
    }

    #[test]
    fn a_block_whose_header_has_several_lines() {
        assert_eq!(
            block_start("\tif a &&\n\t\tb |{\n\t\ty()\n\t}\n", &["z()"]).as_deref(),
            Some("\tif a &&\n\t\tb {\n\t\tz()\n\t\ty()\n\t}\n")
        );
        assert_eq!(block_start("\tif a &&\n\t\tb |{\n\t}\n", &["z()"]).as_deref(), Some("\tif a &&\n\t\tb {\n\t\tz()\n\t}\n"));
        assert_eq!(block_start("func f() |{\nL:\n\tx()\n}\n", &["z()"]).as_deref(), Some("func f() {\n\tz()\nL:\n\tx()\n}\n"));
    }

    #[test]
    fn a_statement_is_deleted_with_its_line() {
        assert_eq!(delete("\tx()\n\t|y()^\n\tz()\n"), "\tx()\n\tz()\n");
        assert_eq!(delete("\tx()\n\t|y(\n\t\ta)^\n\tz()\n"), "\tx()\n\tz()\n");
        assert_eq!(delete("\tx()\r\n\t|y()^\r\n\tz()\r\n"), "\tx()\r\n\tz()\r\n");
        assert_eq!(delete("\tx()\n\t|y()^"), "\tx()\n");
    }

    #[test]
    fn a_deleted_statement_leaves_one_blank_line() {
        assert_eq!(delete("\tx()\n\n\t|y()^\n\n\tz()\n"), "\tx()\n\n\tz()\n");
        assert_eq!(delete("if a {\n\t|y()^\n\n\tz()\n}\n"), "if a {\n\tz()\n}\n");
        assert_eq!(delete("\tx()\n\n\t|y()^\n}\n"), "\tx()\n}\n");
    }

    #[test]
    fn a_deleted_statement_leaves_what_shares_its_line() {
        assert_eq!(delete("\t|y()^ // why\n"), "\t// why\n");
        assert_eq!(delete("\t|y()^; z()\n"), "\tz()\n");
        assert_eq!(delete("\tx(); |y()^\n"), "\tx()\n");
        assert_eq!(delete("\tx(); |y()^; z()\n"), "\tx(); z()\n");
        assert_eq!(delete("\tif a { |y()^ }\n"), "\tif a {}\n");
    }
}
