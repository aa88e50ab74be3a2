//! The command line as clap reads it.

use std::{num::NonZeroUsize, path::PathBuf};

use clap::{Parser, Subcommand, ValueEnum};

use super::{
    migrate_args::Migrate,
    settings::Choice,
    shard::{self, Which},
};
use crate::program::GoVersion;

const EXIT_CODES: &str = "\
Exit codes:
  0  caulk, caulk diff: an empty diff; check: no findings; fix: done
  1  caulk, caulk diff: a diff; check: findings;
     fix with --exit-non-zero-on-fix: a file was written; merge: findings
  2  a bad argument, nothing to look at, a file that could not be written,
     or a named path that can't be used (the others are processed first);
     merge: a shard that is missing, or documents that do not belong together

A shard to which no package falls is no trouble: it finds nothing, and exits with 0.

What can't be read or understood below a named folder is a warning.
A path that is called like a command is reached as ./NAME.";

/// Finds leaks in Go code and seals them.
///
/// Without a command: shows what `caulk fix` with the same flags would write, as a unified diff that `git apply` takes.
#[derive(Debug, Parser)]
#[command(name = "caulk", version, after_long_help = EXIT_CODES, disable_help_subcommand = true)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Option<Command>,

    #[command(flatten)]
    pub(super) diff: DiffArgs,

    /// When to use colour; NO_COLOR is honoured by `auto`
    #[arg(long, value_name = "WHEN", value_enum, default_value_t, global = true)]
    pub(super) color: Color,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Show what `caulk fix` with the same flags would write, as a unified diff
    #[command(after_long_help = EXIT_CODES)]
    Diff(DiffArgs),
    /// Report leaks, with every fix whatever its safety, or the reason why there is none
    #[command(after_long_help = EXIT_CODES)]
    Check(CheckArgs),
    /// Seal leaks in place
    #[command(after_long_help = EXIT_CODES)]
    Fix(FixArgs),
    /// Print what the code's own habits say must be released: what makes it, what releases it, and how often that is done
    Learn(LearnArgs),
    /// Seal a whole tree's leaks in batches that their owners can review
    #[command(subcommand)]
    Migrate(Migrate),
    /// Put the findings of all shards of a run together, as one run prints them
    ///
    /// Each shard is what `caulk check --shard I/N --format json` printed. A shard that is missing is told, and the exit code is 2.
    #[command(after_long_help = EXIT_CODES)]
    Merge {
        /// Files that hold one document, or several one behind the other; `-` is standard input
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
    },
    /// Print the page of a rule: what leaks, the fix and its safety, what is not flagged
    Explain {
        /// A rule, or a group of rules
        #[arg(value_name = "RULE")]
        rule: String,
    },
    /// List the rules
    Rules {
        #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
        format: Format,
        /// Print instead the words that a file must hold to be looked at, one a line
        #[arg(long, conflicts_with = "format")]
        words: bool,
    },
}

#[derive(Debug, Default, PartialEq, Eq, clap::Args)]
pub(super) struct DiffArgs {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(flatten)]
    pub(super) apply: Apply,
    // Those of `fix`, without effect here, so that a command line can be tried before it is run.
    #[arg(long, hide = true)]
    pub(super) allow_dirty: bool,
    #[arg(long, hide = true)]
    pub(super) exit_non_zero_on_fix: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) common: Common,
    /// How to print what was found
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(super) format: Format,
    /// Tell instead what each call on a line is taken for, what becomes of what it hands out, and why it is or is not reported
    #[arg(long, value_name = "FILE:LINE", conflicts_with_all = ["format", "paths", "select", "ignore", "stdin_filename", "shard"])]
    pub(super) explain: Option<String>,
    // Without effect: all fixes are shown anyway.
    #[arg(long = "unsafe", hide = true)]
    pub(super) unsafe_: bool,
    #[arg(long, hide = true)]
    pub(super) deadline: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct FixArgs {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(flatten)]
    pub(super) apply: Apply,
    /// Write even where the git work tree has uncommitted changes
    #[arg(long)]
    pub(super) allow_dirty: bool,
    /// Exit with 1 where a file was written
    #[arg(long)]
    pub(super) exit_non_zero_on_fix: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct LearnArgs {
    /// Go files and folders [default: the working folder]; evidence comes from the whole of their modules
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// How to print the pairs
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(super) format: Format,
    /// Leave out pairs of which fewer sites release the value
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub(super) min_support: usize,
    /// Add the pairs that more sites keep than break to the nearest caulk.toml, or to a new one in the module's root
    #[arg(long, conflicts_with = "no_config")]
    pub(super) write: bool,
    /// Take all code for this version of Go, whatever go.mod and build lines say
    #[arg(long, value_name = "1.N", value_parser = go_version)]
    pub(super) go: Option<GoVersion>,
    #[command(flatten)]
    pub(super) settings: Choice,
    #[command(flatten)]
    pub(super) scope: Scope,
    #[command(flatten)]
    pub(super) voice: Voice,
}

/// Which fixes are taken.
#[derive(Debug, Default, PartialEq, Eq, clap::Args)]
pub(super) struct Apply {
    /// Take unsafe fixes too: right in the common case, but order, timing, an error value or a name may change
    #[arg(long = "unsafe")]
    pub(super) unsafe_: bool,
    /// Where a timeout starts anew with each turn of a loop, make it a deadline for the whole loop (another meaning)
    #[arg(long)]
    pub(super) deadline: bool,
}

#[derive(Debug, Default, PartialEq, Eq, clap::Args)]
pub(super) struct Common {
    /// Go files and folders [default: the working folder]; `-` reads one file from standard input
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Run these rules only, and report all their levels; `timers` are the four rules about timers, `all` is every rule
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) select: Vec<String>,
    /// Do not run these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
    /// Take all code for this version of Go, whatever go.mod and build lines say
    #[arg(long, value_name = "1.N", value_parser = go_version)]
    pub(super) go: Option<GoVersion>,

    #[command(flatten)]
    pub(super) settings: Choice,

    #[command(flatten)]
    pub(super) scope: Scope,
    /// With `-`: where the file would stand
    #[arg(long, value_name = "FILE")]
    pub(super) stdin_filename: Option<PathBuf>,

    #[command(flatten)]
    pub(super) voice: Voice,
}

/// Which files below what is named are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::Args)]
pub(super) struct Scope {
    /// Take every Go file: in vendor and testdata, in folders that start with `_` or `.`, and generated ones
    #[arg(long)]
    pub(super) all_files: bool,
    /// Take files that .gitignore leaves out
    #[arg(long)]
    pub(super) no_ignore: bool,
    /// Tell of the I-th of N parts of the packages alone, what is known of them being the same; `auto` takes it from CAULK_SHARD,
    /// Kubernetes, Slurm, Buildkite, GitHub or GNU parallel. `caulk merge` puts the parts together
    #[arg(long, value_name = "I/N", value_parser = shard::which)]
    pub(super) shard: Option<Which>,
}

/// How a run behaves and what it says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::Args)]
pub(super) struct Voice {
    /// How many threads to use [default: one a core]
    #[arg(long, short, value_name = "N")]
    pub(super) jobs: Option<NonZeroUsize>,
    /// Say nothing but errors beside the result
    #[arg(long, short, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Say what was skipped and why, and count why findings have no fix
    #[arg(long, short)]
    pub(super) verbose: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    #[default]
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

impl Color {
    /// For everything that this process prints from now on.
    pub(super) fn write_global(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

impl Args {
    /// Quiet and verbose, whatever the command.
    pub(super) fn voice(&self) -> (bool, bool) {
        let voice = match &self.command {
            None => &self.diff.common.voice,
            Some(Command::Diff(args)) => &args.common.voice,
            Some(Command::Check(args)) => &args.common.voice,
            Some(Command::Fix(args)) => &args.common.voice,
            Some(Command::Learn(args)) => &args.voice,
            Some(Command::Migrate(migrate)) => match migrate {
                Migrate::Plan(args) => &args.common.voice,
                Migrate::Apply(args) => &args.common.voice,
                Migrate::Resume(args) | Migrate::Abort(args) | Migrate::Revert { quiet: args, .. } => &args.voice,
                Migrate::Status { .. } | Migrate::Report { .. } => return (false, false),
            },
            Some(Command::Merge { .. } | Command::Explain { .. } | Command::Rules { .. }) => return (false, false),
        };
        (voice.quiet, voice.verbose)
    }
}

/// `1.N`, also as the go command writes it (`go1.22`, `1.22.3`).
pub(super) fn go_version(text: &str) -> Result<GoVersion, String> {
    let expected = || "expected 1.N, as in 1.22".to_owned();
    let mut parts = text.strip_prefix("go").unwrap_or(text).split('.');
    let number = |part: Option<&str>| part.filter(|p| p.bytes().all(|b| b.is_ascii_digit())).and_then(|p| p.parse::<u32>().ok());
    match (parts.next(), number(parts.next()), parts.next(), parts.next()) {
        (Some("1"), Some(minor), None, None) => Ok(GoVersion { minor }),
        (Some("1"), Some(minor), patch, None) if number(patch).is_some() => Ok(GoVersion { minor }),
        _ => Err(expected()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_fit_together() {
        Args::command().debug_assert();
    }

    #[test]
    fn reads_go_versions() {
        for (text, minor) in [("1.22", 22), ("go1.22", 22), ("1.22.3", 22), ("1.0", 0)] {
            assert_eq!(go_version(text), Ok(GoVersion { minor }), "{text}");
        }
        for text in ["", "1", "1.", "2.1", "1.x", "1.22.x", "1.22.3.4", "v1.22", "1.+2", "1.99999999999"] {
            assert!(go_version(text).is_err(), "{text}");
        }
    }
}
