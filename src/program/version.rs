//! The Go version a file is compiled as, and how its timers behave (go-versions page).

/// A language version `go1.N`; patch and release candidates are dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GoVersion {
    /// N of `1.N`.
    pub minor: u32,
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
