use std::{
    cell::RefCell,
    collections::BTreeMap,
    path::{Component, Path, PathBuf},
    rc::Rc,
    sync::Arc,
};

use crate::text::{LineIndex, Sources};

/// From where a report looks at files: what their paths are relative to, and what they hold.
pub struct View<'a> {
    working_folder: &'a Path,
    sources: &'a dyn Sources,
    texts: RefCell<BTreeMap<PathBuf, Option<Rc<Text>>>>,
}

/// A file with its lines.
pub(super) struct Text {
    pub(super) text: String,
    pub(super) lines: LineIndex,
}

impl<'a> View<'a> {
    /// `sources` are those that the findings were made from, so that their offsets hold.
    pub fn new(working_folder: &'a Path, sources: &'a dyn Sources) -> Self {
        Self { working_folder, sources, texts: RefCell::default() }
    }

    /// The path relative to the working folder, with slashes; absolute where the two have nothing in common.
    pub fn path(&self, path: &Path) -> String {
        let mut common = 0;
        let (mut here, mut there) = (self.working_folder.components(), path.components());
        loop {
            let (here_rest, there_rest) = (here.clone(), there.clone());
            match (here.next(), there.next()) {
                (Some(a), Some(b)) if a == b => common += usize::from(matches!(a, Component::Normal(_))),
                _ if common == 0 => return path.display().to_string(),
                _ => {
                    let up = here_rest.map(|_| "..".into());
                    let parts: Vec<_> = up.chain(there_rest.map(|c| c.as_os_str().to_string_lossy())).collect();
                    return parts.join("/");
                }
            }
        }
    }

    /// What a file holds; None where it can't be read any more.
    pub(super) fn text(&self, path: &Path) -> Option<Rc<Text>> {
        if let Some(known) = self.texts.borrow().get(path) {
            return known.clone();
        }
        let read = self.sources.read(path).ok().and_then(|bytes| {
            let text = String::from_utf8(bytes.to_vec()).ok()?;
            let lines = LineIndex::new(&text);
            Some(Rc::new(Text { text, lines }))
        });
        self.texts.borrow_mut().insert(path.to_owned(), read.clone());
        read
    }

    /// Line and column of an offset, counted from 1; the very start where the file can't be read any more.
    pub fn position(&self, path: &Arc<Path>, offset: usize) -> (usize, usize) {
        self.text(path).map_or((1, 1), |t| t.lines.position(offset))
    }
}
