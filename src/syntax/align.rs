//! Trailing comments of neighbouring lines stand in one column. Where lines come between them or go away, gofmt moves
//! the comments; so do these edits.

use super::lex::{Kind, Lexer};
use crate::text::Edit;

/// A line of code with one comment behind it.
struct Line {
    indent: usize,
    /// Where the code ends.
    code_end: usize,
    comment: usize,
    /// The code's width in characters, without indentation.
    width: usize,
    /// Whether the line begins with a closing bracket: a statement of several lines ends here, and the next line begins
    /// a column of its own.
    closes: bool,
    /// Whether a block or a clause begins behind it.
    opens: bool,
}

impl Line {
    /// The column of the comment.
    fn column(&self) -> usize {
        self.width + self.comment - self.code_end
    }

    /// Whether the comment of the line below can stand in the same column.
    fn joins(&self, below: &Line) -> bool {
        self.indent == below.indent && !self.closes && !self.opens && !below.closes
    }
}

/// An edit that puts whole lines between others or takes them away, together with the moves of the trailing comments
/// above and below that gofmt would make.
pub(super) fn aligned(text: &str, edit: Edit) -> Edit {
    // An insertion stands before a line's ending or at a line's start, a deletion reaches from start to start.
    let at_start = |at: usize| at == 0 || text.as_bytes()[at - 1] == b'\n';
    let above = if at_start(edit.start) { previous(text, edit.start) } else { Some(line_start(text, edit.start)) };
    let below = if at_start(edit.end) { edit.end } else { next(text, edit.end) };
    let (above, below) = (run_above(text, above), run_below(text, below));
    if !matches!((above.last(), below.first()), (Some(last), Some(first)) if last.joins(first)) {
        return edit;
    }
    let together: Vec<&Line> = above.iter().chain(&below).collect();
    let (above, below): (Vec<&Line>, Vec<&Line>) = (above.iter().collect(), below.iter().collect());
    // Where the comments do not stand as gofmt would have them, they are not touched.
    let understood = if edit.end > edit.start { in_column(&above) && in_column(&below) } else { in_column(&together) };
    match (understood, edit.text.is_empty()) {
        (false, _) => edit,
        (true, true) => with_moves(text, edit, &[&together]),
        (true, false) => with_moves(text, edit, &[&above, &below]),
    }
}

/// An edit that takes the code of a line and leaves its comment, together with the moves of the trailing comments above
/// and below that gofmt would make.
pub(super) fn aligned_around(text: &str, edit: Edit) -> Edit {
    let start = line_start(text, edit.start);
    let Some(own) = line(text, start) else { return edit };
    let (mut above, mut below) = (run_above(text, previous(text, start)), run_below(text, next(text, start)));
    if above.last().is_some_and(|last| !last.joins(&own)) {
        above.clear();
    }
    if below.first().is_some_and(|first| !own.joins(first)) {
        below.clear();
    }
    let together: Vec<&Line> = above.iter().chain([&own]).chain(&below).collect();
    if !in_column(&together) {
        return edit;
    }
    with_moves(text, edit, &[&above.iter().collect::<Vec<_>>(), &below.iter().collect::<Vec<_>>()])
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |i| i + 1)
}

/// Where the line before the one that starts here starts.
fn previous(text: &str, start: usize) -> Option<usize> {
    start.checked_sub(1).map(|at| line_start(text, at))
}

/// Where the next line starts.
fn next(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |i| at + i + 1)
}

/// The lines with comments in one column from the one that starts here upwards, in the order of the text.
fn run_above(text: &str, start: Option<usize>) -> Vec<Line> {
    let mut run: Vec<Line> = Vec::new();
    let mut at = start;
    while let Some(line) = at.and_then(|start| line(text, start)) {
        if run.last().is_some_and(|below| !line.joins(below)) {
            break;
        }
        run.push(line);
        at = at.and_then(|start| previous(text, start));
    }
    run.reverse();
    run
}

/// The lines with comments in one column from the one that starts here downwards.
fn run_below(text: &str, start: usize) -> Vec<Line> {
    let mut run: Vec<Line> = Vec::new();
    let mut at = start;
    while let Some(line) = line(text, at) {
        if run.last().is_some_and(|above| !above.joins(&line)) {
            break;
        }
        run.push(line);
        at = next(text, at);
    }
    run
}

/// The line that starts here; None unless it is code and one comment behind it. A line that begins inside a string or
/// comment has an end of one on it, and passes for none.
fn line(text: &str, start: usize) -> Option<Line> {
    let end = text[start..].find('\n').map_or(text.len(), |i| start + i);
    let mut lexer = Lexer::new(&text.as_bytes()[..end], start);
    let first = lexer.next();
    let (mut last, mut comment) = (first, None);
    loop {
        let token = lexer.next();
        match token.kind {
            Kind::End => break,
            Kind::Unterminated => return None,
            Kind::Comment if comment.is_none() => comment = Some(token.start),
            Kind::Comment => return None,
            _ => {
                last = token;
                comment = None;
            }
        }
    }
    if matches!(first.kind, Kind::Comment | Kind::End | Kind::Unterminated) {
        return None;
    }
    Some(Line {
        indent: first.start - start,
        code_end: last.end,
        comment: comment?,
        width: text[first.start..last.end].chars().count(),
        closes: matches!(first.kind, Kind::Punct(b'}' | b')' | b']')),
        opens: matches!(last.kind, Kind::Punct(b'{' | b'(' | b'[' | b':')),
    })
}

/// The column that gofmt gives the comments of some lines.
fn column(run: &[&Line]) -> usize {
    run.iter().map(|line| line.width + 1).max().unwrap_or(0)
}

fn in_column(run: &[&Line]) -> bool {
    let column = column(run);
    run.iter().all(|line| line.column() == column)
}

/// One edit that also moves the comments of each run into their column.
fn with_moves(text: &str, edit: Edit, runs: &[&[&Line]]) -> Edit {
    let mut edits = Vec::new();
    for run in runs {
        let column = column(run);
        for line in run.iter().filter(|line| line.column() != column) {
            edits.push(Edit::replace(&edit.path, line.code_end..line.comment, " ".repeat(column - line.width)));
        }
    }
    if edits.is_empty() {
        return edit;
    }
    let path = edit.path.clone();
    edits.push(edit);
    edits.sort_by_key(|e| (e.start, e.end));
    let (start, end) = edits.iter().fold((text.len(), 0), |(start, end), e| (start.min(e.start), end.max(e.end)));
    let (mut out, mut at) = (String::new(), start);
    for edit in &edits {
        out.push_str(&text[at..edit.start]);
        out.push_str(&edit.text);
        at = edit.end;
    }
    Edit::replace(&path, start..end, out)
}

#[cfg(test)]
mod tests {
    use std::{path::Path, sync::Arc};

    use super::*;
    use crate::text::apply;

    fn path() -> Arc<Path> {
        Arc::from(Path::new("a.go"))
    }

    /// The text after `new` lines have come above the line that begins with `below`.
    fn inserted(text: &str, below: &str, new: &str) -> String {
        let at = text.find(below).expect("the line");
        apply(text, &[aligned(text, Edit::insert(&path(), at, new))]).expect("an edit inside the text")
    }

    fn deleted(text: &str, line: &str) -> String {
        let at = text.find(line).expect("the line");
        apply(text, &[aligned(text, Edit::replace(&path(), at..at + line.len(), ""))]).expect("an edit inside the text")
    }

    #[test]
    fn a_line_between_comments_parts_their_columns() {
        let text = "\ta()      // a\n\tbbbb()   // b\n\tc()      // c\n\tdddddd() // d\n\te()\n";
        assert_eq!(inserted(text, "\tc()", "\tx()\n"), "\ta()    // a\n\tbbbb() // b\n\tx()\n\tc()      // c\n\tdddddd() // d\n\te()\n");
        let at_line_end = text.find("\n\tc()").expect("the line above");
        let edit = aligned(text, Edit::insert(&path(), at_line_end, "\n\tx()"));
        assert_eq!(apply(text, &[edit]).expect("an edit"), inserted(text, "\tc()", "\tx()\n"));
    }

    #[test]
    fn comments_that_meet_share_a_column() {
        assert_eq!(deleted("\ta() // a\n\tx()\n\tbbbb() // b\n", "\tx()\n"), "\ta()    // a\n\tbbbb() // b\n");
        assert_eq!(deleted("\té() // a\r\n\tx()\r\n\tbbbb() // b\r\n", "\tx()\r\n"), "\té()    // a\r\n\tbbbb() // b\r\n");
    }

    #[test]
    fn a_comment_that_loses_its_code_leaves_the_column() {
        let text = "\ta()      // a\n\tb()      // b\n\tcccccc() // c\n\td()      // d\n";
        let at = text.find("cccccc() ").expect("the code");
        let edit = aligned_around(text, Edit::replace(&path(), at..at + "cccccc() ".len(), ""));
        assert_eq!(apply(text, &[edit]).as_deref(), Ok("\ta() // a\n\tb() // b\n\t// c\n\td() // d\n"));
    }

    #[test]
    fn comments_that_do_not_belong_together_stay() {
        for text in [
            "\ta() // a\n\n\tx()\n\tbbbb() // b\n",
            "\t\ta() // a\n\tx()\n\tbbbb() // b\n",
            "\t} // a\n\tx()\n\tbbbb() // b\n",
            "\tswitch a { // a\n\tx()\n\tcase bbbbbbbb: // b\n",
            "\t// a\n\tx()\n\tbbbb() // b\n",
            "\ta() /* a */ // b\n\tx()\n\tbbbb() // b\n",
            "\tc` // a\n\tx()\n\tbbbb() // b\n",
        ] {
            assert_eq!(deleted(text, "\tx()\n"), text.replace("\tx()\n", ""), "{text}");
        }
        // Not as gofmt would have it.
        let text = "\ta()  // a\n\tb()   // b\n";
        assert_eq!(inserted(text, "\tb()", "\tx()\n"), "\ta()  // a\n\tx()\n\tb()   // b\n");
    }
}
