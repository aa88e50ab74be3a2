use std::{ops::Range, path::Path, sync::Arc};

/// Replaces a range of one file by text. An insertion has an empty range.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    pub path: Arc<Path>,
    pub start: usize,
    pub end: usize,
    pub text: String,
}

impl Edit {
    pub fn insert(path: &Arc<Path>, at: usize, text: impl Into<String>) -> Self {
        Self { path: Arc::clone(path), start: at, end: at, text: text.into() }
    }

    pub fn replace(path: &Arc<Path>, range: Range<usize>, text: impl Into<String>) -> Self {
        Self { path: Arc::clone(path), start: range.start, end: range.end, text: text.into() }
    }
}

/// Two edits that touch the same bytes, or one that stands outside the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub first: Edit,
    pub second: Option<Edit>,
}

/// The text with the edits made. Edits of other paths must have been left out by the caller.
///
/// Insertions at one offset keep the order in which they are given.
///
/// # Errors
/// When two edits overlap, or one stands outside the text or inside a character.
pub fn apply(text: &str, edits: &[Edit]) -> Result<String, Conflict> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|e| (e.start, e.end));
    let mut out = String::with_capacity(text.len() + edits.iter().map(|e| e.text.len()).sum::<usize>());
    let mut at = 0;
    let mut last: Option<&Edit> = None;
    for edit in sorted {
        if edit.start < at {
            return Err(Conflict { first: last.unwrap_or(edit).clone(), second: Some(edit.clone()) });
        }
        let Some(between) = text.get(at..edit.start).filter(|_| text.get(edit.start..edit.end).is_some()) else {
            return Err(Conflict { first: edit.clone(), second: None });
        };
        out.push_str(between);
        out.push_str(&edit.text);
        at = edit.end;
        last = Some(edit);
    }
    out.push_str(&text[at..]);
    Ok(out)
}
