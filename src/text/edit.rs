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

#[cfg(test)]
mod tests {
    use super::*;

    fn path() -> Arc<Path> {
        Arc::from(Path::new("a.go"))
    }

    #[test]
    fn edits_are_made_in_the_order_of_their_places() {
        let p = path();
        let edits = [Edit::replace(&p, 4..5, "C"), Edit::insert(&p, 2, "+"), Edit::replace(&p, 0..1, "")];
        assert_eq!(apply("a b c", &edits).as_deref(), Ok(" +b C"));
        assert_eq!(apply("a b c", &[]).as_deref(), Ok("a b c"));
        assert_eq!(apply("", &[Edit::insert(&p, 0, "x")]).as_deref(), Ok("x"));
    }

    #[test]
    fn insertions_at_one_place_keep_their_order() {
        let p = path();
        let edits = [Edit::insert(&p, 1, "1"), Edit::insert(&p, 1, "2"), Edit::replace(&p, 1..2, "B"), Edit::insert(&p, 1, "3")];
        assert_eq!(apply("abc", &edits).as_deref(), Ok("a123Bc"));
    }

    #[test]
    fn edits_may_touch_but_not_overlap() {
        let p = path();
        let (first, second) = (Edit::replace(&p, 0..2, "x"), Edit::replace(&p, 2..3, "y"));
        assert_eq!(apply("abc", &[second.clone(), first.clone()]).as_deref(), Ok("xy"));
        assert_eq!(apply("abc", &[first.clone(), Edit::insert(&p, 2, "-")]).as_deref(), Ok("x-c"));
        for other in [Edit::replace(&p, 1..3, "y"), Edit::insert(&p, 1, "y"), first.clone()] {
            let conflict = apply("abc", &[first.clone(), other.clone()]).expect_err("they overlap");
            assert_eq!(conflict, Conflict { first: first.clone(), second: Some(other) });
        }
    }

    #[test]
    fn an_edit_stands_inside_the_text_and_between_characters() {
        let p = path();
        for range in [2..4, 4..5, 1..1, 0..1, Range { start: 2, end: 0 }] {
            let edit = Edit::replace(&p, range, "x");
            assert_eq!(apply("ä\n", std::slice::from_ref(&edit)), Err(Conflict { first: edit, second: None }));
        }
        assert_eq!(apply("ä\n", &[Edit::replace(&p, 0..2, "a")]).as_deref(), Ok("a\n"));
    }
}
