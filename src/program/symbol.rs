use std::{fmt, sync::Arc};

/// The full name of a function or method, as pprof spells it: `os.Open`, `net/http.(*Client).Do`,
/// `example.com/m/pkg.Type.Method`, closures as `pkg.F.func1`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(pub Arc<str>);

impl Symbol {
    pub fn new(text: &str) -> Self {
        Self(Arc::from(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
