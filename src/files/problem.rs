use std::{
    fmt, io,
    path::{Path, PathBuf},
};

/// Something on the disk that could not be used: one line that names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// As the user wrote it, or as it was met below that.
    pub path: PathBuf,
    /// Whether the user named this very path, rather than it being met on the way.
    pub named: bool,
    pub message: String,
}

impl Problem {
    pub(super) fn named(path: &Path, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), named: true, message: message.into() }
    }

    pub(super) fn met(path: &Path, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), named: false, message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.message)
    }
}

/// What went wrong in a few words, without the number of the error.
pub fn explain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        _ => {
            let text = error.to_string();
            match text.rfind(" (os error ") {
                Some(end) => text[..end].to_lowercase(),
                None => text,
            }
        }
    }
}
