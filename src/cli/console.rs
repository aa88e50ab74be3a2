//! What is said to people, on standard error. A reader that has gone away is no trouble.

use std::io::{self, IsTerminal, Write};

use anstyle::{AnsiColor, Style};

/// Standard error and how much to say there.
pub(super) struct Console {
    quiet: bool,
    verbose: bool,
    colour: bool,
}

impl Console {
    pub(super) fn new((quiet, verbose): (bool, bool)) -> Self {
        Self { quiet, verbose, colour: coloured(&io::stderr()) }
    }

    pub(super) fn verbose(&self) -> bool {
        self.verbose
    }

    /// Whether somebody watches who would like to see progress.
    pub(super) fn watched(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    /// Always said.
    pub(super) fn error(&self, message: &str) {
        self.line("error", AnsiColor::Red.on_default().bold(), message);
    }

    pub(super) fn warning(&self, message: &str) {
        if !self.quiet {
            self.line("warning", AnsiColor::Yellow.on_default().bold(), message);
        }
    }

    /// Without a label.
    pub(super) fn say(&self, message: &str) {
        if !self.quiet {
            let _ = writeln!(io::stderr(), "{message}");
        }
    }

    fn line(&self, label: &str, style: Style, message: &str) {
        let style = if self.colour { style } else { Style::new() };
        let _ = writeln!(io::stderr(), "{style}{label}:{style:#} {message}");
    }
}

/// Whether to colour what goes there: `--color`, `NO_COLOR` and the terminal decide.
pub(super) fn coloured(stream: &impl anstream::stream::RawStream) -> bool {
    anstream::AutoStream::choice(stream) != anstream::ColorChoice::Never
}
