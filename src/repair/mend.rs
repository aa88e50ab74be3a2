use std::borrow::Cow;

use crate::text::Edit;

/// The fix to take, and others by name for those who want another meaning (`deadline`).
#[derive(Clone, Debug)]
pub struct Mend {
    pub fix: Fix,
    pub alternatives: Vec<(&'static str, Fix)>,
}

/// May reach into several files; all or none of it is applied.
#[derive(Clone, Debug)]
pub struct Fix {
    /// What it does, as an imperative without a full stop: "defer `f.Close()` after the error check".
    pub title: Cow<'static, str>,
    pub safety: Safety,
    pub edits: Vec<Edit>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Safety {
    /// The program does what it did, less the leak. Applied by default.
    Safe,
    /// Probably what was meant. Applied on request.
    Unsafe,
}

impl Safety {
    /// The word that documents and reports have for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

/// Why a finding carries no fix: a stable code to count by, a sentence for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoFix {
    pub code: &'static str,
    pub reason: Cow<'static, str>,
}

impl NoFix {
    /// A refusal as a result.
    ///
    /// # Errors
    /// Always.
    pub fn because<T>(code: &'static str, reason: impl Into<Cow<'static, str>>) -> Result<T, Self> {
        Err(Self { code, reason: reason.into() })
    }
}
