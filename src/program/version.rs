//! The Go version a file is compiled as, and how its timers behave (go-versions page).

use std::{fmt, str::FromStr};

/// A language version `go1.N`; patch and release candidates are dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GoVersion {
    /// N of `1.N`.
    pub minor: u32,
}

impl GoVersion {
    /// The newest that is known here; taken where nothing says otherwise.
    pub const NEWEST: Self = Self { minor: 27 };
    /// What a go.mod without a `go` line means.
    pub const UNSAID: Self = Self { minor: 16 };
    /// From here on the go command takes packages from `vendor` where that is complete.
    pub const VENDORED: Self = Self { minor: 14 };
    /// `errors.Join` is there.
    pub const ERRORS_JOIN: Self = Self { minor: 20 };
    /// The least that a build line can ask for.
    pub const BUILD_LINE: Self = Self { minor: 21 };
    /// Unreferenced timers are collected, their channels hold no stale value.
    pub const SYNCHRONOUS_TIMERS: Self = Self { minor: 23 };
    /// `asynctimerchan` is gone.
    pub const ALWAYS_SYNCHRONOUS: Self = Self { minor: 27 };
}

impl fmt::Display for GoVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "1.{}", self.minor)
    }
}

/// Text that is no Go version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidGoVersion(String);

impl fmt::Display for InvalidGoVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a Go version such as 1.{}", self.0, GoVersion::NEWEST.minor)
    }
}

impl std::error::Error for InvalidGoVersion {}

impl FromStr for GoVersion {
    type Err = InvalidGoVersion;

    /// `1.21`, `1.21.3`, `go1.22rc1`, `go1.26-custom`.
    fn from_str(text: &str) -> Result<Self, InvalidGoVersion> {
        let invalid = || InvalidGoVersion(text.to_owned());
        let rest = text.trim().trim_start_matches("go").strip_prefix("1.").ok_or_else(invalid)?;
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (minor, behind) = rest.split_at(end);
        // A patch, a candidate, or a name that a vendor adds.
        let patch = |b: &str| b.strip_prefix('.').is_some_and(|p| p.starts_with(|c: char| c.is_ascii_digit()));
        let known = behind.is_empty() || patch(behind) || ["rc", "beta", "-", "+", " "].iter().any(|p| behind.starts_with(p));
        minor.parse().ok().filter(|_| known).map(|minor| Self { minor }).ok_or_else(invalid)
    }
}

/// How timers of the program that a file ends up in behave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimerMode {
    /// Below 1.23, or `asynctimerchan=1`: an unstopped timer stays, Stop and Reset can leave a stale value.
    Asynchronous,
    /// A library below 1.23: its main module may say otherwise.
    Uncertain,
    /// 1.23 and later: unreferenced timers are collected, no stale values.
    Synchronous,
}

/// The least version that a `//go:build` expression implies, as `go/build/constraint.GoVersion` has it: None where it
/// can hold without one (`go1.18 || linux`, `!go1.20`).
pub(super) fn implied_by_build(expression: &str) -> Option<GoVersion> {
    let mut parser = BuildLine { rest: expression };
    let implied = parser.or(true)?;
    parser.rest.trim_start().is_empty().then_some(implied).flatten()
}

/// Reads a build expression; every method gives None where it is malformed, and what it implies otherwise.
struct BuildLine<'a> {
    rest: &'a str,
}

impl BuildLine<'_> {
    /// `positive` is false below an odd number of negations, where "and" and "or" change places and no tag implies anything.
    fn or(&mut self, positive: bool) -> Option<Option<GoVersion>> {
        let mut implied = self.and(positive)?;
        while self.eat("||") {
            let other = self.and(positive)?;
            implied = if positive { implied.min(other) } else { implied.max(other) };
        }
        Some(implied)
    }

    fn and(&mut self, positive: bool) -> Option<Option<GoVersion>> {
        let mut implied = self.not(positive)?;
        while self.eat("&&") {
            let other = self.not(positive)?;
            implied = if positive { implied.max(other) } else { implied.min(other) };
        }
        Some(implied)
    }

    fn not(&mut self, positive: bool) -> Option<Option<GoVersion>> {
        if self.eat("!") {
            return self.not(!positive);
        }
        if self.eat("(") {
            let implied = self.or(positive)?;
            return self.eat(")").then_some(implied);
        }
        let rest = self.rest.trim_start();
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).unwrap_or(rest.len());
        let (tag, behind) = rest.split_at(end);
        self.rest = behind;
        let version = tag.strip_prefix("go").filter(|_| positive).and_then(|v| v.parse().ok());
        (!tag.is_empty()).then_some(version)
    }

    fn eat(&mut self, token: &str) -> bool {
        let rest = self.rest.trim_start().strip_prefix(token);
        if let Some(rest) = rest {
            self.rest = rest;
        }
        rest.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions() {
        let minor = |text: &str| text.parse::<GoVersion>().map(|v| v.minor).ok();
        for (text, expect) in [
            ("1.21", Some(21)),
            ("1.21.3", Some(21)),
            ("go1.22rc1", Some(22)),
            ("1.9", Some(9)),
            ("go1.26-custom", Some(26)),
            ("2.0", None),
            ("1", None),
            ("1.x", None),
            ("1.21x", None),
            ("1.21.", None),
            ("", None),
            ("latest", None),
        ] {
            assert_eq!(minor(text), expect, "{text}");
        }
        assert_eq!("x".parse::<GoVersion>().map_err(|e| e.to_string()), Err("`x` is not a Go version such as 1.27".into()));
        assert_eq!(GoVersion { minor: 21 }.to_string(), "1.21");
    }

    #[test]
    fn build_lines() {
        let minor = |text: &str| implied_by_build(text).map(|v| v.minor);
        for (text, expect) in [
            ("go1.18", Some(18)),
            ("go1.18 && linux", Some(18)),
            ("linux && (go1.20 || go1.22)", Some(20)),
            ("go1.18 || linux", None),
            ("!go1.20", None),
            ("!!go1.20", Some(20)),
            ("!(!go1.20 || linux)", Some(20)),
            ("linux", None),
            ("go1.18 &&", None),
            ("(go1.18", None),
        ] {
            assert_eq!(minor(text), expect, "{text}");
        }
    }
}
