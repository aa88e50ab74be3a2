//! `caulk migrate`: from arguments to plans and runs, and what is said of them.

use std::{
    env, fs,
    io::{self, Write},
    mem::take,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use super::{
    Exit,
    args::{Apply, Common, Format, Scope},
    config::{self, Job},
    console::Console,
    document,
    gather::gather,
    migrate_args::{ApplyArgs, ByName, Form, Grouping, Migrate, PlanArgs},
    run::with_engine,
    settings::Choice,
};
use crate::{
    files::{GitError, Head, Repository, Roots, Walk, put, uncommitted, walk},
    migrate::{
        self, Batch, Bounds, By, COMMAND_PLACEHOLDERS, Crew, Entry, Halt, Migration, Order, Plan, Proof, Resumed, Settings, State, Step,
        Target, Terms, Tree, owners::Owners,
    },
    report::count,
};

/// Set when the user wants to stop.
static STOP: AtomicBool = AtomicBool::new(false);

/// How long a run that is asked to stop twice gets to end what it had started.
const GRACE: Duration = Duration::from_millis(500);

/// Does what was asked.
///
/// # Errors
/// When standard output fails.
pub(super) fn migrate(command: Migrate, console: &Console, out: &mut dyn Write) -> io::Result<Exit> {
    let done = match command {
        Migrate::Plan(args) => return plan(args, console, out),
        Migrate::Apply(args) => apply(*args, console),
        Migrate::Resume(_) => resume(console),
        Migrate::Status { format } => return status(format, console, out),
        Migrate::Abort(_) => abort(console),
        Migrate::Revert { batch, .. } => here()
            .and_then(|repository| migrate::revert(&repository, &batch))
            .map(|how| {
                console.say(&format!("{batch}: {how}"));
                Exit::Clean
            })
            .map_err(Halt::Trouble),
        Migrate::Report { html } => page(&html, console),
    };
    Ok(match done {
        Ok(exit) => exit,
        Err(Halt::Interrupted) => {
            console.error("interrupted; `caulk migrate resume` goes on, `caulk migrate abort` takes back what was done");
            Exit::Interrupted
        }
        Err(Halt::Trouble(message)) => {
            console.error(&message);
            Exit::Trouble
        }
    })
}

/// The repository of the working folder.
fn here() -> Result<Repository, String> {
    let folder = config::working_folder()?;
    Repository::open(&folder).map_err(|e| {
        if is_none(&e) {
            "not in a git repository: a migration needs one to make its batches in, and to take them back".into()
        } else {
            e.to_string()
        }
    })
}

/// Whether there is no repository, rather than one of which git won't speak.
fn is_none(e: &GitError) -> bool {
    e.message.contains("not a git repository")
}

fn plan(args: PlanArgs, console: &Console, out: &mut dyn Write) -> io::Result<Exit> {
    let format = args.format;
    let plan = match make_plan(args.common, &args.apply, &args.grouping, console) {
        Ok(Some(plan)) => plan,
        Ok(None) => return Ok(Exit::Trouble),
        Err(message) => {
            console.error(&message);
            return Ok(Exit::Trouble);
        }
    };
    match format {
        Format::Json => {
            serde_json::to_writer(&mut *out, &plan).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        Format::Text => table(&plan, out)?,
    }
    out.flush()?;
    let summary = &plan.summary;
    if summary.later > 0 {
        console.say(&format!("{} more when these have landed: plan again then", count(summary.later, "fix")));
    }
    Ok(if plan.batches.is_empty() { Exit::Clean } else { Exit::Found })
}

/// A plan for what the arguments name; None where nothing could be looked at, which was said.
fn make_plan(common: Common, apply: &Apply, grouping: &Grouping, console: &Console) -> Result<Option<Plan>, String> {
    let settings = settings_of(&common, apply)?;
    let job = config::job(common, apply)?;
    if matches!(job.input, config::Input::Stdin(_)) {
        return Err("a migration is planned for files and folders, not for standard input".into());
    }
    let gathered = gather(&job, console).map_err(|e| e.to_string())?;
    if gathered.trouble() {
        return Ok(None);
    }
    let repository = match Repository::open(&job.working_folder) {
        Ok(repository) => Some(repository),
        Err(e) if is_none(&e) => None,
        Err(e) => return Err(e.to_string()),
    };
    let root = repository.as_ref().map_or(job.working_folder.clone(), |r| r.root().to_owned());
    let mut files = gathered.files.clone();
    let mut base = None;
    if let Some(repository) = &repository {
        base = repository.head().ok().map(|head| head.commit);
        leave_out_strangers(repository, &mut files, console)?;
        if uncommitted(&gathered.roots).is_ok_and(|dirty| dirty.iter().any(|d| !d.untracked)) {
            console.warning("the plan is of the work tree as it is, with changes that are not committed");
        }
    } else {
        console.warning("not in a git repository: the plan can be read, but not applied");
    }
    if let Some(outside) = files.iter().find(|f| !f.starts_with(&root)) {
        return Err(format!("{} does not stand in {}", outside.display(), root.display()));
    }
    let terms = Terms {
        by: match grouping.by {
            ByName::Owner => By::Owner,
            ByName::Module => By::Module,
            ByName::Package => By::Package,
            ByName::Folder => By::Folder { depth: grouping.depth.into() },
            ByName::Rule => By::Rule,
        },
        bounds: Bounds { files: grouping.max_files.map(Into::into), lines: grouping.max_lines.map(Into::into) },
        base,
        settings: Settings { folder: below(&root, &job.working_folder), ..settings },
    };
    let tree = Tree { root: &root, sources: &gathered.disk, files: &files, shards: gathered.shards.as_ref() };
    Ok(Some(survey(&job, tree, terms, console)))
}

fn survey(job: &Job, tree: Tree<'_>, terms: Terms, console: &Console) -> Plan {
    let by = terms.by;
    let (owners, problems) = Owners::read(tree.root, tree.sources);
    let (plan, _) = with_engine(job, console, |config| migrate::survey(tree, config, &owners, terms));
    if by == By::Owner {
        for problem in problems.into_iter().chain(owners.problems()) {
            console.warning(&problem.to_string());
        }
        if owners.found().is_none() {
            console.warning("there is no CODEOWNERS or OWNERS file: nobody owns anything");
        }
    }
    plan
}

/// What git does not follow can't be part of a commit; a submodule has commits of its own.
fn leave_out_strangers(repository: &Repository, files: &mut Vec<Arc<Path>>, console: &Console) -> Result<(), String> {
    let followed: std::collections::HashSet<PathBuf> =
        repository.followed().map_err(|e| e.to_string())?.iter().map(|path| repository.root().join(path)).collect();
    let modules = repository.submodules().map_err(|e| e.to_string())?;
    let mut left = 0;
    let mut met = std::collections::BTreeSet::new();
    files.retain(|file| {
        if followed.contains(&**file) {
            return true;
        }
        match modules.iter().find(|m| file.starts_with(repository.root().join(m))) {
            Some(module) => {
                met.insert(module.clone());
            }
            None => left += 1,
        }
        false
    });
    for module in met {
        console.warning(&format!("{module} is a submodule, with commits of its own; run `caulk migrate` in it"));
    }
    if left > 0 {
        console.warning(&format!("{} left out: git does not follow them", count(left, "file")));
    }
    Ok(())
}

fn below(root: &Path, folder: &Path) -> String {
    let parts: Vec<_> = folder.strip_prefix(root).unwrap_or(Path::new("")).components().map(|c| c.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

fn settings_of(common: &Common, apply: &Apply) -> Result<Settings, String> {
    let config =
        common.settings.config.as_ref().map(|p| p.to_str().map(str::to_owned).ok_or("--config: the path is not UTF-8")).transpose()?;
    Ok(Settings {
        folder: String::new(),
        select: common.select.clone(),
        ignore: common.ignore.clone(),
        unsafe_: apply.unsafe_,
        deadline: apply.deadline,
        go: common.go.map(|go| format!("1.{}", go.minor)),
        config,
        no_config: common.settings.no_config,
        all_files: common.scope.all_files,
        no_ignore: common.scope.no_ignore,
    })
}

/// The job that a plan was made by, for other files and another tree.
fn job_of(settings: &Settings, root: &Path, paths: Vec<PathBuf>) -> Result<Job, String> {
    let common = Common {
        paths,
        select: settings.select.clone(),
        ignore: settings.ignore.clone(),
        go: settings.go.as_deref().map(super::args::go_version).transpose()?,
        settings: Choice { config: settings.config.as_ref().map(Into::into), no_config: settings.no_config },
        scope: Scope { all_files: settings.all_files, no_ignore: settings.no_ignore, ..Default::default() },
        ..Common::default()
    };
    config::job_in(common, &Apply { unsafe_: settings.unsafe_, deadline: settings.deadline }, root.join(&settings.folder))
}

fn table(plan: &Plan, out: &mut dyn Write) -> io::Result<()> {
    let width = plan.batches.iter().map(|b| b.id.len()).max().unwrap_or(0).max("BATCH".len());
    if !plan.batches.is_empty() {
        writeln!(out, "{:width$}  FILES  FIXES     LINES  UNSAFE  RISK    OWNERS", "BATCH")?;
    }
    for batch in &plan.batches {
        let lines = format!("+{} -{}", batch.added, batch.removed);
        let risk = batch.risk.word();
        write!(out, "{:width$}  {:5}  {:5}  {:>8}  {:6}  {risk:6}  ", batch.id, batch.files.len(), batch.fixes(), lines, batch.unsafe_)?;
        write!(out, "{}", if batch.owners.is_empty() { "-".into() } else { batch.owners.join(" ") })?;
        if let Some(after) = &batch.after {
            write!(out, "  (stands on {after}: they change the same files)")?;
        }
        writeln!(out)?;
    }
    let summary = &plan.summary;
    writeln!(out, "{} in {}, {}", count(summary.fixes, "fix"), count(summary.batches, "batch"), count(summary.files, "file"))
}

fn apply(args: ApplyArgs, console: &Console) -> Result<Exit, Halt> {
    let repository = here()?;
    let clean = uncommitted(&Roots::whole(repository.root())).map_err(|e| e.to_string())?;
    let dirty: Vec<_> = clean.iter().filter(|d| !d.untracked).collect();
    if let Some(first) = dirty.first() {
        let more = if dirty.len() > 1 { format!(" and {} more", dirty.len() - 1) } else { String::new() };
        let first = first.path.strip_prefix(repository.root()).unwrap_or(&first.path).display().to_string();
        return Err(Halt::Trouble(format!("the git work tree has uncommitted changes ({first}{more}); commit or stash them first")));
    }
    let message = match &args.message {
        Some(path) => {
            let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
            text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n")
        }
        None => migrate::DEFAULT_MESSAGE.to_owned(),
    };
    migrate::check_message(&message)
        .map_err(|e| format!("{}: {e}", args.message.as_deref().unwrap_or(Path::new("--message")).display()))?;
    if let Some(command) = &args.verify {
        migrate::check_placeholders("--verify", command, COMMAND_PLACEHOLDERS)?;
    }
    let mut plan = match &args.plan {
        Some(path) => read_plan(path)?,
        None => match make_plan(args.common, &args.apply, &args.grouping, console)? {
            Some(plan) => plan,
            None => return Ok(Exit::Trouble),
        },
    };
    keep_only(&mut plan, &args.only)?;
    if plan.batches.is_empty() {
        console.say("nothing to migrate");
        return Ok(Exit::Clean);
    }
    let head = repository.head().map_err(|e| e.to_string())?;
    if head.branch.is_none() {
        console.warning(&format!("HEAD is detached: the batches start from {}", short(&head.commit)));
    }
    let target = match args.form {
        Form::Branches => Target::Branches { prefix: args.branch_prefix },
        Form::Patches => Target::Patches { folder: config::working_folder()?.join(args.output) },
        Form::InPlace => Target::InPlace,
    };
    let proof = Proof { command: args.verify, test: args.test, timeout: args.timeout.as_secs().max(1) };
    let settings = plan.terms.settings.clone();
    let order = Order { plan, target, proof, message, date: date() };
    let migration = with_crew(&repository, &settings, order.plan.batches.len(), console, |crew| migrate::begin(order, crew))?;
    Ok(close(&migration, console))
}

/// The batches that were named, and nothing that they can't stand without.
fn keep_only(plan: &mut Plan, only: &[String]) -> Result<(), String> {
    if only.is_empty() {
        return Ok(());
    }
    if let Some(unknown) = only.iter().find(|name| plan.batches.iter().all(|b| b.id != **name)) {
        return Err(format!("the plan has no batch {unknown:?}; `caulk migrate plan` lists them"));
    }
    let (batches, left): (Vec<Batch>, Vec<Batch>) = take(&mut plan.batches).into_iter().partition(|b| only.contains(&b.id));
    plan.batches = batches;
    for fix in left.iter().flat_map(|b| &b.units).flat_map(|u| &u.fixes) {
        *plan.summary.unfixed.entry(fix.rule.clone()).or_default() += 1;
    }
    for batch in &plan.batches {
        if let Some(after) = batch.after.as_ref().filter(|after| !only.contains(after)) {
            return Err(format!("{} stands on {after}, which changes the same files: name that, too", batch.id));
        }
    }
    Ok(())
}

fn read_plan(path: &Path) -> Result<Plan, String> {
    let (name, text) = document::read(path)?;
    Plan::parse(&text).map_err(|e| format!("{name}: {e}"))
}

fn resume(console: &Console) -> Result<Exit, Halt> {
    let repository = here()?;
    let Some(migration) = migrate::current(&repository)? else {
        return Err(Halt::Trouble("there is no migration here; `caulk migrate apply` begins one".into()));
    };
    let settings = migration.begun.plan.terms.settings.clone();
    let left = migration.entries.iter().filter(|e| matches!(e.state, State::Open | State::Writing { .. })).count();
    let moved = |head: &Head| {
        let branch = head.branch.as_ref().map_or(String::new(), |b| format!(" ({b})"));
        console.say(&format!("the tree has moved on; what is left starts from {}{branch}", short(&head.commit)));
    };
    let (resumed, migration) = with_crew(&repository, &settings, left, console, |crew| migrate::resume(crew, &moved))?;
    if resumed == Resumed::Nothing {
        console.say("nothing is left to be done");
    }
    Ok(close(&migration, console))
}

/// Gives a run what it needs from outside.
fn with_crew<T>(
    repository: &Repository,
    settings: &Settings,
    batches: usize,
    console: &Console,
    work: impl FnOnce(&Crew<'_>) -> Result<T, Halt>,
) -> Result<T, Halt> {
    ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::Relaxed) {
            // The first has the run end what it had started; it gets the time to.
            std::thread::sleep(GRACE);
            std::process::exit(130);
        }
    })
    .map_err(|e| e.to_string())?;
    let bar = super::progress::Batches::new(console.watched(), batches);
    // What the user named need not be in the tree that is planned anew.
    let config = settings.config.as_ref().map(|c| repository.root().join(&settings.folder).join(c).display().to_string());
    let settings = Settings { config, ..settings.clone() };
    let replan = |root: &Path, batch: &Batch| replan(&settings, root, batch, console);
    let go_files = |root: &Path| walk(&Roots::whole(root), Walk { ignore_files: true, jobs: 0 }).files;
    let watch = |batch: &Batch, step: Step<'_>| bar.tell(batch, step, console);
    let result = work(&Crew { repository, replan: &replan, go_files: &go_files, watch: &watch, stop: &STOP });
    bar.finish();
    // A terminal interrupts all that runs in it, git too, which then fails without a word.
    match result {
        Err(Halt::Trouble(_)) if STOP.load(Ordering::Relaxed) => Err(Halt::Interrupted),
        result => result,
    }
}

/// The batch as it is to be in a tree that has moved on: its files alone, and, by rule, its rule alone.
fn replan(settings: &Settings, root: &Path, batch: &Batch, console: &Console) -> Result<Option<Batch>, String> {
    let root = fs::canonicalize(root).map_err(|e| format!("{}: {e}", root.display()))?;
    let paths: Vec<PathBuf> = batch.files.iter().map(|f| root.join(&f.path)).filter(|p| p.is_file()).collect();
    if paths.is_empty() {
        return Ok(None);
    }
    let rules: Vec<String> = batch.rules.keys().cloned().collect();
    let mut job = job_of(settings, &root, paths)?;
    job.rules.retain(|s| rules.iter().any(|r| r == s.transform.id));
    let gathered = gather(&job, console).map_err(|e| e.to_string())?;
    let terms = Terms { by: By::Folder { depth: 0 }, ..Terms::default() };
    let tree = Tree { root: &root, sources: &gathered.disk, files: &gathered.files, shards: None };
    let plan = survey(&job, tree, terms, console);
    Ok(plan.batches.into_iter().next().map(|now| Batch {
        id: batch.id.clone(),
        group: batch.group.clone(),
        after: batch.after.clone(),
        ..now
    }))
}

/// What a migration came to.
fn close(migration: &Migration, console: &Console) -> Exit {
    let of = |wanted: fn(&State) -> bool| migration.entries.iter().filter(|e| wanted(&e.state)).count();
    let (landed, skipped) = (of(|s| matches!(s, State::Landed(_))), of(|s| matches!(s, State::Skipped { .. })));
    let dropped: usize = migration
        .entries
        .iter()
        .map(|e| match &e.state {
            State::Landed(landed) => landed.dropped.len(),
            _ => 0,
        })
        .sum();
    let mut parts = vec![format!("{} landed", count(landed, "batch"))];
    if skipped > 0 {
        parts.push(format!("{skipped} left out"));
    }
    if dropped > 0 {
        parts.push(format!("{} dropped from those that landed", count(dropped, "change")));
    }
    console.say(&format!("{}; `caulk migrate status` says more", parts.join(", ")));
    if skipped + dropped > 0 { Exit::Found } else { Exit::Clean }
}

fn status(format: Format, console: &Console, out: &mut dyn Write) -> io::Result<Exit> {
    let migration = match here().and_then(|repository| migrate::current(&repository)) {
        Ok(Some(migration)) => migration,
        Ok(None) => {
            console.say("there is no migration here");
            return Ok(Exit::Clean);
        }
        Err(message) => {
            console.error(&message);
            return Ok(Exit::Trouble);
        }
    };
    match format {
        Format::Json => {
            serde_json::to_writer(&mut *out, &migrate::Status::of(&migration)).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        Format::Text => {
            for entry in &migration.entries {
                writeln!(out, "{}: {}", entry.batch.id, state(entry))?;
                for (unit, said) in entry.dropped() {
                    for fix in &unit.fixes {
                        writeln!(
                            out,
                            "  dropped {}:{} [{}]: {}",
                            fix.path,
                            fix.line,
                            fix.rule,
                            said.lines().next_back().unwrap_or_default()
                        )?;
                    }
                }
            }
            writeln!(
                out,
                "{}",
                match () {
                    () if migration.aborted => "taken back",
                    () if migration.finished => "finished",
                    () => "not finished: `caulk migrate resume` goes on",
                }
            )?;
        }
    }
    out.flush()?;
    Ok(Exit::Clean)
}

fn state(entry: &Entry) -> String {
    match &entry.state {
        State::Open => entry.trouble.as_ref().map_or("open".into(), |why| format!("open: {why}")),
        State::Writing { .. } => "being written".into(),
        State::Landed(landed) => match (&landed.branch, &landed.patch) {
            (Some(branch), _) => format!("landed on {branch} ({})", short(&landed.commit)),
            (_, Some((path, _))) => format!("landed in {}", path.display()),
            _ => "landed in the work tree".into(),
        },
        State::Skipped { why, .. } => format!("left out: {why}"),
        State::Reverted { how, .. } => format!("reverted: {how}"),
    }
}

fn abort(console: &Console) -> Result<Exit, Halt> {
    let left = migrate::abort(&here()?)?;
    for line in &left {
        console.warning(&format!("left as it is: {line}"));
    }
    console.say(if left.is_empty() { "taken back" } else { "taken back, but for what is left as it is" });
    Ok(if left.is_empty() { Exit::Clean } else { Exit::Found })
}

fn page(html: &Path, console: &Console) -> Result<Exit, Halt> {
    let repository = here()?;
    let Some(migration) = migrate::current(&repository)? else {
        return Err(Halt::Trouble("there is no migration here; `caulk migrate apply` begins one".into()));
    };
    let page = migrate::page(&migration, &repository);
    put(html, page.as_bytes()).map_err(|e| format!("{}: {e}", html.display()))?;
    console.say(&format!("{} written", html.display()));
    Ok(Exit::Clean)
}

/// When commits are said to be made: now, or when the build that runs this says, so that it can be repeated
/// (<https://reproducible-builds.org/docs/source-date-epoch/>).
fn date() -> String {
    let asked = env::var("SOURCE_DATE_EPOCH").ok().and_then(|s| s.parse::<u64>().ok());
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    format!("@{} +0000", asked.unwrap_or_else(now))
}

fn short(commit: &str) -> &str {
    commit.get(..12).unwrap_or(commit)
}
