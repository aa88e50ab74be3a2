//! The command line of `caulk migrate` as clap reads it.

use std::{num::NonZeroUsize, path::PathBuf, time::Duration};

use clap::{Subcommand, ValueEnum};

use super::args::{Apply, Common, Format, Voice};

#[derive(Debug, Subcommand)]
pub(super) enum Migrate {
    /// Show the batches that a migration would consist of
    Plan(PlanArgs),
    /// Make the batches: each verified, on a branch of its own, as a patch, or in place
    Apply(Box<ApplyArgs>),
    /// Go on with a migration that was interrupted
    Resume(Quiet),
    /// Say where the migration stands
    Status {
        #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
        format: Format,
    },
    /// Take the migration back: its branches, its patches, or what it wrote
    Abort(Quiet),
    /// Take back one batch
    Revert {
        #[arg(value_name = "BATCH")]
        batch: String,
        #[command(flatten)]
        quiet: Quiet,
    },
    /// Write a page that shows the batches, their owners, what became of them, and their diffs
    Report {
        /// The page
        #[arg(long, value_name = "FILE")]
        html: PathBuf,
    },
}

#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub(super) struct Quiet {
    #[command(flatten)]
    pub(super) voice: Voice,
}

#[derive(Debug, clap::Args)]
pub(super) struct PlanArgs {
    #[command(flatten)]
    pub(super) grouping: Grouping,
    /// How to print the plan; `migrate apply --plan` takes the JSON form
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(super) format: Format,
    #[command(flatten)]
    pub(super) common: Common,
    #[command(flatten)]
    pub(super) apply: Apply,
}

/// How files come together in batches.
#[derive(Clone, Debug, PartialEq, Eq, clap::Args)]
pub(super) struct Grouping {
    /// What the files of a batch have in common
    #[arg(long, value_name = "WHAT", value_enum, default_value_t)]
    pub(super) by: ByName,
    /// With `--by folder`: how many folders of the path count
    #[arg(long, value_name = "N", default_value = "1")]
    pub(super) depth: NonZeroUsize,
    /// How many files a batch may have at most
    #[arg(long, value_name = "N")]
    pub(super) max_files: Option<NonZeroUsize>,
    /// How many lines a batch may add and remove at most
    #[arg(long, value_name = "N")]
    pub(super) max_lines: Option<NonZeroUsize>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ByName {
    /// Who reviews them, as CODEOWNERS or OWNERS files say
    Owner,
    /// Their Go module
    #[default]
    Module,
    /// Their package
    Package,
    /// The first folders of their path
    Folder,
    /// The rule; one file may have a batch for each, and their branches are stacked
    Rule,
}

#[derive(Debug, clap::Args)]
pub(super) struct ApplyArgs {
    /// A plan that `migrate plan --format json` wrote; `-` reads it from standard input. Without it, one is made as `migrate plan` would
    #[arg(long, value_name = "FILE", conflicts_with_all = ["paths", "by", "depth", "max_files", "max_lines", "select", "ignore", "unsafe_", "deadline", "go", "shard"])]
    pub(super) plan: Option<PathBuf>,
    /// What becomes of each batch
    #[arg(long = "as", value_name = "FORM", value_enum, default_value_t)]
    pub(super) form: Form,
    /// With `--as branches`: how their names begin
    #[arg(long, value_name = "PREFIX", default_value = "caulk/")]
    pub(super) branch_prefix: String,
    /// With `--as patches`: the folder for them
    #[arg(long, value_name = "FOLDER", default_value = "caulk-patches")]
    pub(super) output: PathBuf,
    /// Make these batches only
    #[arg(long, value_name = "BATCH", value_delimiter = ',')]
    pub(super) only: Vec<String>,
    /// A command that must succeed for a batch to land, run in each module that it touches. What fails is narrowed down to the fix, which is
    /// dropped. `{packages}` stands for the touched packages, `{dependents}` for those and all that import them, `{files}` for the files
    #[arg(long, value_name = "COMMAND")]
    pub(super) verify: Option<String>,
    /// The tests of touched packages must fare no worse than before (needs go)
    #[arg(long)]
    pub(super) test: bool,
    /// How long a verification may run, as in `90s` or `10m`
    #[arg(long, value_name = "TIME", default_value = "30m", value_parser = humantime::parse_duration)]
    pub(super) timeout: Duration,
    /// A file with another message for commits; {batch} {group} {owners} {count} {leaks} {files} {verified} are filled in
    #[arg(long, value_name = "FILE")]
    pub(super) message: Option<PathBuf>,
    #[command(flatten)]
    pub(super) grouping: Grouping,
    #[command(flatten)]
    pub(super) common: Common,
    #[command(flatten)]
    pub(super) apply: Apply,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// A commit on a branch of its own
    #[default]
    Branches,
    /// A patch file that `git am` takes
    Patches,
    /// Written into the work tree
    InPlace,
}

impl Migrate {
    /// How many threads; 0 leaves it to the machine.
    pub(super) fn jobs(&self) -> usize {
        let voice = match self {
            Self::Plan(args) => args.common.voice,
            Self::Apply(args) => args.common.voice,
            Self::Resume(args) | Self::Abort(args) | Self::Revert { quiet: args, .. } => args.voice,
            Self::Status { .. } | Self::Report { .. } => return 1,
        };
        voice.jobs.map_or(0, Into::into)
    }
}
