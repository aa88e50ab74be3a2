//! Puts lines of code where a statement stands.

use super::mend::NoFix;
use crate::{
    flow::{Function, Place},
    syntax::{Layout, ast::SelectCase},
    text::Edit,
};

/// Lines that run right before a statement: above the comments that lead up to it, and ahead of its labels.
///
/// # Errors
/// Where other code stands on the line: gofmt would lay it out anew.
pub(super) fn before(function: &Function<'_>, place: &Place<'_>, lines: &[String]) -> Result<Edit, NoFix> {
    let text = &*function.file.text;
    let layout = Layout::new(text);
    // A string that ends on a line of its own may look like a comment; it belongs to the statement before.
    let limit = match place.index.checked_sub(1) {
        Some(i) => place.block.stmts[i].span.end,
        None => place.block.span.start,
    };
    let start = lead(text, place.stmt().span.start as usize, limit as usize);
    // A label stands further left than what it names.
    let deeper = layout.indent(place.bare().span.start as usize).strip_prefix(layout.indent(start)).unwrap_or_default();
    let lines: Vec<String> = lines.iter().map(|line| format!("{deeper}{line}")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    layout.before(&function.file.path, start, &lines).ok_or_else(one_line)
}

/// A line that runs right behind a statement.
///
/// # Errors
/// Where other code stands on the line.
pub(super) fn behind(function: &Function<'_>, place: &Place<'_>, line: &str) -> Result<Edit, NoFix> {
    let bare = place.bare().span;
    let edit = Layout::new(&function.file.text).after(&function.file.path, bare.end as usize, bare.start as usize, &[line]);
    edit.ok_or_else(one_line)
}

/// A line that runs first when a case is taken.
///
/// # Errors
/// Where other code stands on the line of the case.
pub(super) fn first_in(function: &Function<'_>, case: &SelectCase, line: &str) -> Result<Edit, NoFix> {
    let (start, behind_colon) = (case.span.start as usize, case.body.span.start as usize);
    Layout::new(&function.file.text).after(&function.file.path, behind_colon, start, &[&format!("\t{line}")]).ok_or_else(one_line)
}

fn one_line() -> NoFix {
    NoFix { code: "one-line", reason: "other code stands on the same line".into() }
}

/// Where the comments begin that stand on lines of their own right above the code at `start`; nothing before `limit` is
/// looked at.
pub(super) fn lead(text: &str, start: usize, limit: usize) -> usize {
    let mut lead = start;
    let mut line = line_start(text, start);
    while let Some(end) = line.checked_sub(1) {
        let above = line_start(text, end);
        let content = text[above..end].trim();
        // What closes a comment that was opened further up is not taken for one.
        let closes = content.find("*/");
        let comment = content.starts_with("//") && closes.is_none() || content.starts_with("/*") && closes == Some(content.len() - 2);
        if above < limit || !comment {
            break;
        }
        lead = above + text[above..end].len() - text[above..end].trim_start().len();
        line = above;
    }
    lead
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |i| i + 1)
}

#[cfg(test)]
mod tests {
    use super::lead;

    #[test]
    fn comments_lead_up_to_code() {
        let lead_of = |text: &str, code: &str, before: &str| {
            let limit = text.find(before).map_or(0, |i| i + before.len());
            text[lead(text, text.find(code).unwrap_or_default(), limit)..].to_owned()
        };
        assert!(lead_of("a\n\n\t// one\r\n\t/* two */\n\tfor {}", "for", "a").starts_with("// one"));
        assert!(lead_of("a\n\t// one\n\n\tfor {}", "for", "a").starts_with("for"));
        assert!(lead_of("a /* x */\n\tfor {}", "for", "a").starts_with("for"));
        assert!(lead_of("x = `\n// no`\n\tfor {}", "for", "no`").starts_with("for"));
        assert!(lead_of("/*\n// no */\nfor {}", "for", "").starts_with("for"));
        assert!(lead_of("// all\nfor {}", "for", "").starts_with("// all"));
        assert!(lead_of("\t/* a */ b /* c */\nfor {}", "for", "").starts_with("for"));
    }
}
