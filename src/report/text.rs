use std::{
    collections::BTreeMap,
    io::{self, Write},
    ops::Range,
    path::Path,
};

use annotate_snippets::{AnnotationKind, Group, Level as Tone, Origin, Patch, Renderer, Snippet};

use super::{View, view::Text};
use crate::{
    engine::Diagnostic,
    flow::Certainty,
    repair::{Fix, Safety},
    text::Edit,
    transform::Level,
};

/// The findings for people, as rustc words them: what leaks, where the function can leave it open, and what seals it.
///
/// # Errors
/// As of `out`.
pub fn text(diagnostics: &[Diagnostic], view: &View<'_>, colour: bool, out: &mut dyn Write) -> io::Result<()> {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    for diagnostic in diagnostics {
        let groups = groups(diagnostic, view);
        writeln!(out, "{}\n", renderer.render(&groups))?;
    }
    Ok(())
}

fn groups<'a>(diagnostic: &'a Diagnostic, view: &View<'_>) -> Vec<Group<'a>> {
    let found = &diagnostic.finding;
    let tone = match found.level {
        Level::Leak => Tone::ERROR.with_name("leak"),
        Level::Hygiene => Tone::WARNING.with_name("hygiene"),
        Level::Note => Tone::NOTE,
    };
    let mut main = Group::with_title(tone.primary_title(&*found.message).id(diagnostic.rule));
    for snippet in causes(diagnostic, view) {
        main = match snippet {
            Ok(snippet) => main.element(snippet),
            Err(origin) => main.element(origin),
        };
    }
    if found.certainty == Certainty::Inferred {
        main = main.element(Tone::NOTE.message("inferred, not proved: a step of it rests on a type, a name or a habit of this code"));
    }
    let mut groups = Vec::new();
    match &found.mend {
        Err(no) => main = main.element(Tone::NOTE.message(format!("no fix: {} [{}]", no.reason, no.code))),
        Ok(mend) => {
            groups.push(help(&mend.fix, None, view));
            groups.extend(mend.alternatives.iter().map(|(name, fix)| help(fix, Some(name), view)));
        }
    }
    groups.insert(0, main);
    groups
}

/// A stretch of a file, what it is, and what is said of it.
type Mark<'a> = (AnnotationKind, Range<usize>, Option<&'a str>);

/// The acquisition and what is noted about the leaking path, a snippet for each file: first that of the acquisition.
fn causes<'a>(diagnostic: &'a Diagnostic, view: &View<'_>) -> Vec<Result<Snippet<'a, annotate_snippets::Annotation<'a>>, Origin<'a>>> {
    let found = &diagnostic.finding;
    let mut files: Vec<(&Path, Vec<Mark<'a>>)> = vec![(&found.at.path, vec![(AnnotationKind::Primary, found.at.range(), None)])];
    for (at, message) in &found.notes {
        let mark = (AnnotationKind::Context, at.range(), Some(&**message));
        match files.iter_mut().find(|(path, _)| *path == &*at.path) {
            Some((_, marks)) => marks.push(mark),
            None => files.push((&at.path, vec![mark])),
        }
    }
    files
        .into_iter()
        .map(|(path, marks)| {
            let shown = view.path(path);
            let text = view.text(path).filter(|t| marks.iter().all(|(_, range, _)| t.text.get(range.clone()).is_some()));
            let Some(text) = text else { return Err(Origin::path(shown)) };
            let excerpt = Excerpt::around(&text, marks.iter().map(|(_, range, _)| range));
            let annotations = marks.into_iter().map(|(kind, range, label)| kind.span(excerpt.inside(&range)).label(label));
            Ok(Snippet::source(excerpt.text(&text)).line_start(excerpt.line).path(shown).annotations(annotations))
        })
        .collect()
}

/// What a fix does and how it looks.
fn help<'a>(fix: &'a Fix, name: Option<&str>, view: &View<'_>) -> Group<'a> {
    let how = match (fix.safety, name) {
        (_, Some(name)) => format!("or {} (another meaning: applied with `--{name}`)", fix.title),
        (Safety::Safe, None) => format!("{} (safe: applied by `caulk fix`)", fix.title),
        (Safety::Unsafe, None) => format!("{} (unsafe: applied with `--unsafe`)", fix.title),
    };
    let mut group = Group::with_title(Tone::HELP.secondary_title(annotate_snippets::normalize_untrusted_str(&how)));
    let mut files: BTreeMap<&Path, Vec<&'a Edit>> = BTreeMap::new();
    for edit in &fix.edits {
        files.entry(&edit.path).or_default().push(edit);
    }
    for (path, mut edits) in files {
        edits.sort_by_key(|e| (e.start, e.end));
        let text = view.text(path).filter(|t| edits.iter().all(|e| t.text.get(e.start..e.end).is_some()));
        let Some(text) = text else { continue };
        let edits: Vec<(Range<usize>, String)> = edits.into_iter().map(|e| whole_lines(&text.text, e)).collect();
        let excerpt = Excerpt::around(&text, edits.iter().map(|(range, _)| range));
        // A patch is never cut to the width, so the title must do for a line that no screen holds.
        if text.text[excerpt.range.clone()].lines().any(|l| l.len() > LONG) {
            continue;
        }
        let patches = edits.into_iter().map(|(range, text)| Patch::new(excerpt.inside(&range), text));
        group = group.element(Snippet::source(excerpt.text(&text)).line_start(excerpt.line).path(view.path(path)).patches(patches));
    }
    group
}

/// Bytes of a line beyond which it is not shown with a fix.
const LONG: usize = 300;

/// An edit as it is shown: new lines behind the end of a line are new lines before the next one, which is then seen to
/// stay. Carriage returns are no part of what there is to see.
fn whole_lines(text: &str, edit: &Edit) -> (Range<usize>, String) {
    for newline in ["\r\n", "\n"] {
        if edit.start == edit.end
            && text[edit.end..].starts_with(newline)
            && let Some(lines) = edit.text.strip_prefix(newline)
        {
            let at = edit.end + newline.len();
            return (at..at, format!("{lines}\n").replace("\r\n", "\n"));
        }
    }
    (edit.start..edit.end, edit.text.replace("\r\n", "\n"))
}

/// The whole lines around some ranges: a large file is not laid out anew for each finding.
struct Excerpt {
    range: Range<usize>,
    line: usize,
}

impl Excerpt {
    fn around<'r>(text: &Text, ranges: impl Iterator<Item = &'r Range<usize>> + Clone) -> Self {
        let first = ranges.clone().map(|r| r.start).min().unwrap_or(0);
        let last = ranges.map(|r| r.end).max().unwrap_or(first);
        let line = text.lines.position(first).0;
        let start = text.lines.start(line).unwrap_or(0);
        let end = text.lines.start(text.lines.position(last).0 + 1).unwrap_or(text.text.len());
        Self { range: start..end, line }
    }

    fn text(&self, text: &Text) -> String {
        text.text[self.range.clone()].to_owned()
    }

    fn inside(&self, range: &Range<usize>) -> Range<usize> {
        range.start - self.range.start..range.end - self.range.start
    }
}
