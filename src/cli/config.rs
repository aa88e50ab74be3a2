//! Arguments turned into what a run needs to know, all checks done.

use std::{
    env,
    path::{Path, PathBuf},
};

use super::{
    args::{Apply, Args, CheckArgs, Command, Common, DiffArgs, FixArgs, Format, LearnArgs},
    migrate_args::Migrate,
    select,
    settings::Settings,
};
use crate::{
    engine::Selected,
    files::Shard,
    program::{GoVersion, UserTable},
    repair::Safety,
    transform::{Level, Transform},
};

/// What to do.
pub(super) struct Config {
    pub(super) action: Action,
    /// How many threads; 0 leaves it to the machine.
    pub(super) jobs: usize,
}

pub(super) enum Action {
    Diff(Job),
    Check(Job, Format),
    /// The line of the one file to look at, counted from 1.
    ExplainLine(Job, usize),
    Fix(Job, Fixing),
    Learn(Job, Learning),
    Migrate(Migrate),
    Merge(Vec<PathBuf>),
    Explain(Vec<&'static Transform>),
    Rules(Format),
    Words,
}

/// What to look at, and for what.
pub(super) struct Job {
    /// Absolute.
    pub(super) working_folder: PathBuf,
    pub(super) input: Input,
    pub(super) rules: Vec<Selected>,
    /// The user's resources.
    pub(super) table: UserTable,
    pub(super) go: Option<GoVersion>,
    pub(super) safety: Safety,
    pub(super) prefer: Vec<&'static str>,
    pub(super) all_files: bool,
    pub(super) ignore_files: bool,
    /// The part of the packages that is told of; None for all.
    pub(super) shard: Option<Shard>,
    pub(super) jobs: usize,
}

pub(super) enum Input {
    Paths(Vec<PathBuf>),
    /// Standard input, which would stand there (absolute).
    Stdin(PathBuf),
}

/// What to learn, and what to do with it.
pub(super) struct Learning {
    pub(super) format: Format,
    pub(super) min_support: usize,
    pub(super) write: bool,
    /// The settings' file, where there is one, and its rows.
    pub(super) file: Option<PathBuf>,
    pub(super) known: UserTable,
}

/// How to write.
#[derive(Clone, Copy)]
pub(super) struct Fixing {
    pub(super) allow_dirty: bool,
    pub(super) exit_non_zero_on_fix: bool,
}

impl Config {
    /// # Errors
    /// A sentence for people, about an argument.
    pub(super) fn new(args: Args) -> Result<Self, String> {
        if args.command.is_some() && args.diff != DiffArgs::default() {
            return Err("flags and paths stand behind the command, as in `caulk check --select all .`".into());
        }
        let action = match args.command {
            None => diff(args.diff)?,
            Some(Command::Diff(args)) => diff(args)?,
            Some(Command::Check(CheckArgs { common, explain: Some(place), .. })) => explain_line(common, &place)?,
            Some(Command::Check(CheckArgs { common, format, .. })) => {
                Action::Check(job(common, &Apply { unsafe_: false, deadline: false })?, format)
            }
            Some(Command::Fix(FixArgs { common, apply, allow_dirty, exit_non_zero_on_fix })) => {
                Action::Fix(job(common, &apply)?, Fixing { allow_dirty, exit_non_zero_on_fix })
            }
            Some(Command::Learn(args)) => learn(args)?,
            Some(Command::Migrate(command)) => Action::Migrate(command),
            Some(Command::Merge { files }) => Action::Merge(files),
            Some(Command::Explain { rule }) => Action::Explain(select::named(&rule)?),
            Some(Command::Rules { words: true, .. }) => Action::Words,
            Some(Command::Rules { format, .. }) => Action::Rules(format),
        };
        let jobs = match &action {
            Action::Diff(job) | Action::Check(job, _) | Action::ExplainLine(job, _) | Action::Fix(job, _) | Action::Learn(job, _) => {
                job.jobs
            }
            Action::Migrate(command) => command.jobs(),
            Action::Merge(_) | Action::Explain(_) | Action::Rules(_) | Action::Words => 1,
        };
        Ok(Self { action, jobs })
    }
}

fn diff(args: DiffArgs) -> Result<Action, String> {
    Ok(Action::Diff(job(args.common, &args.apply)?))
}

/// The rows of the settings have nothing to say here: what they say is what is to be learned.
fn learn(args: LearnArgs) -> Result<Action, String> {
    let LearnArgs { paths, format, min_support, write, go, settings, scope, voice } = args;
    let common = Common { paths, select: vec!["all".into()], go, settings: settings.clone(), scope, voice, ..Common::default() };
    if scope.shard.is_some() {
        return Err("learn counts over whole modules; it can't be done in shards".into());
    }
    let mut job = job(common, &Apply { unsafe_: false, deadline: false })?;
    if matches!(job.input, Input::Stdin(_)) {
        return Err("learn takes files and folders, not standard input".into());
    }
    let file = settings.path(&job.working_folder, &job.working_folder);
    let without_rows = job.table.without_rows();
    let known = std::mem::replace(&mut job.table, without_rows);
    Ok(Action::Learn(job, Learning { format, min_support, write, file, known }))
}

/// Every rule is asked about the line, at all levels.
fn explain_line(mut common: Common, place: &str) -> Result<Action, String> {
    let Some((path, line)) = file_and_line(place) else {
        return Err(format!("--explain takes FILE:LINE, as in `load.go:12`, not {place:?}"));
    };
    common.paths = vec![path.into()];
    common.select = vec!["all".into()];
    Ok(Action::ExplainLine(job(common, &Apply { unsafe_: false, deadline: false })?, line))
}

/// `load.go:12`; also with a column, as editors and reports write it, which tells no more.
fn file_and_line(place: &str) -> Option<(&str, usize)> {
    let number = |text: &str| text.parse::<usize>().ok().filter(|n| *n > 0);
    let (path, last) = place.rsplit_once(':')?;
    let last = number(last)?;
    let (path, line) = match path.rsplit_once(':').map(|(path, line)| (path, number(line))) {
        Some((path, Some(line))) => (path, line),
        _ => (path, last),
    };
    (!path.is_empty() && path != "-").then_some((path, line))
}

pub(super) fn working_folder() -> Result<PathBuf, String> {
    env::current_dir().and_then(|dir| dir.canonicalize()).map_err(|e| format!("the working folder can't be used: {e}"))
}

/// What to look at, from where the user stands.
///
/// # Errors
/// A sentence for people, about an argument or the settings.
pub(super) fn job(common: Common, apply: &Apply) -> Result<Job, String> {
    job_in(common, apply, working_folder()?)
}

/// What to look at, as if the user stood in a folder (absolute).
///
/// # Errors
/// As of [`job`].
pub(super) fn job_in(common: Common, apply: &Apply, working_folder: PathBuf) -> Result<Job, String> {
    let input = input(common.paths, common.stdin_filename, &working_folder)?;
    let from = match &input {
        Input::Stdin(path) => path.parent().unwrap_or(&working_folder),
        Input::Paths(_) => &working_folder,
    };
    let shard = common.scope.shard.map(|which| which.shard(&|name| env::var(name).ok())).transpose()?;
    if shard.is_some() && matches!(input, Input::Stdin(_)) {
        return Err("standard input is one file, of which there are no shards".into());
    }
    let settings = common.settings.settings(&working_folder, from)?;
    Ok(Job {
        rules: rules(&common.select, &common.ignore, &settings)?,
        working_folder,
        input,
        go: common.go.or(settings.go),
        table: settings.table,
        safety: if apply.unsafe_ { Safety::Unsafe } else { Safety::Safe },
        prefer: if apply.deadline { vec!["deadline"] } else { Vec::new() },
        all_files: common.scope.all_files,
        ignore_files: !common.scope.no_ignore,
        shard,
        jobs: common.voice.jobs.map_or(0, Into::into),
    })
}

/// `--select` says all that is to run; `--ignore` takes from what it, or the settings, say.
fn rules(select: &[String], ignore: &[String], settings: &Settings) -> Result<Vec<Selected>, String> {
    if !select.is_empty() {
        return select::rules(select, ignore);
    }
    select::rules(&settings.select, &[&settings.ignore, ignore].concat())
}

fn input(mut paths: Vec<PathBuf>, stdin_filename: Option<PathBuf>, working_folder: &Path) -> Result<Input, String> {
    let dash = Path::new("-");
    match (paths.iter().any(|p| p == dash), stdin_filename) {
        (true, _) if paths.len() > 1 => Err("`-` reads standard input and can't be mixed with other paths".into()),
        (true, name) => Ok(Input::Stdin(working_folder.join(name.unwrap_or_else(|| "stdin.go".into())))),
        (false, Some(_)) => Err("--stdin-filename says where standard input would stand: add `-` as the path".into()),
        (false, None) => {
            if paths.is_empty() {
                paths.push(".".into());
            }
            Ok(Input::Paths(paths))
        }
    }
}

/// By default leaks alone are reported.
pub(super) const DEFAULT_LEVEL: Level = Level::Leak;
