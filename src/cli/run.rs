//! The commands that look at code: `diff`, `check` and `fix`.

use std::{
    collections::BTreeSet,
    io::{self, Write},
    path::Path,
    time::Duration,
};

use super::{
    Exit,
    args::Format,
    config::{Action, Config, Fixing, Job},
    console::{Console, coloured},
    gather::{Gathered, gather},
    learn::learn,
    merge::merge,
    migrate::migrate,
    pages,
    progress::Progress,
};
use crate::{
    engine::{self, Change, Diagnostic, Explained, Outcome, Repaired},
    files::uncommitted,
    repair::Safety,
    report::{self, Tally, View, count, seconds},
    text::Sources,
    transforms::ALL,
};

/// How many uncommitted files are listed.
const LISTED: usize = 10;

/// Does what was asked.
///
/// # Errors
/// When standard input or output fails.
pub(super) fn run(config: Config, console: &Console, out: &mut dyn Write) -> io::Result<Exit> {
    let exit = match config.action {
        Action::Check(job, format) => check(&job, format, console, out)?,
        Action::ExplainLine(job, line) => explain_line(&job, line, console, out)?,
        Action::Diff(job) => diff(&job, console, out)?,
        Action::Fix(job, fixing) => fix(&job, fixing, console, out)?,
        Action::Learn(job, learning) => learn(&job, &learning, console, out)?,
        Action::Merge(paths) => merge(&paths, console, out)?,
        Action::Migrate(command) => migrate(command, console, out)?,
        Action::Explain(rules) => pages::explain(&rules, out).map(|()| Exit::Clean)?,
        Action::Rules(format) => pages::list(format, out).map(|()| Exit::Clean)?,
        Action::Words => pages::words(out).map(|()| Exit::Clean)?,
    };
    out.flush()?;
    Ok(exit)
}

fn check(job: &Job, format: Format, console: &Console, out: &mut dyn Write) -> io::Result<Exit> {
    let gathered = gather(job, console)?;
    let overlay = gathered.overlay();
    let view = View::new(&job.working_folder, &overlay);
    let (mut outcome, time) = with_engine(job, console, |config| engine::check(&overlay, &gathered.files, config));
    let tally = Tally::of(&outcome.diagnostics);
    match format {
        Format::Text => report::text(&outcome.diagnostics, &view, coloured(&io::stdout()), out)?,
        Format::Json => {
            let skipped = std::mem::take(&mut outcome.skipped);
            let all = gathered.left_out().chain(skipped.iter().cloned()).collect();
            report::json(&Outcome { skipped: all, ..outcome.clone() }, gathered.shards.as_ref(), &view, out)?;
            outcome.skipped = skipped;
        }
    }
    out.flush()?;
    say_skipped(&outcome, &view, console);
    say_refused(&outcome.diagnostics, console);
    say_imports(&outcome, console);
    if is_worth_a_summary(&gathered, &outcome, console) {
        let head = if tally.all() == 0 { tally.nouns() } else { format!("{}; {}", tally.found(), tally.fixable()) };
        console.say(&closing(&[head], &outcome, job, time));
    }
    Ok(match () {
        () if gathered.trouble() || nothing_read(&gathered, &outcome) => Exit::Trouble,
        () if tally.all() > 0 => Exit::Found,
        () => Exit::Clean,
    })
}

fn explain_line(job: &Job, line: usize, console: &Console, out: &mut dyn Write) -> io::Result<Exit> {
    let gathered = gather(job, console)?;
    let [path] = gathered.files.as_slice() else {
        if !gathered.trouble() {
            console.error("--explain takes one file");
        }
        return Ok(Exit::Trouble);
    };
    let overlay = gathered.overlay();
    let view = View::new(&job.working_folder, &overlay);
    let (explained, _) = with_engine(job, console, |config| engine::explain(&overlay, path, line, config));
    if let Some(why) = report::unexplained(&explained, &view) {
        let place = format!("{}:{line}: ", view.path(path));
        match explained {
            // There is nothing to tell of the line, which is an answer.
            Explained::OutsideFunctions | Explained::Unparsed { .. } | Explained::Calls(_) => writeln!(out, "{place}{why}")?,
            _ => {
                console.error(&format!("{place}{why}"));
                return Ok(Exit::Trouble);
            }
        }
    }
    if let Explained::Calls(calls) = &explained {
        report::explained(calls, &view, out)?;
    }
    Ok(Exit::Clean)
}

fn diff(job: &Job, console: &Console, out: &mut dyn Write) -> io::Result<Exit> {
    let gathered = gather(job, console)?;
    let overlay = gathered.overlay();
    let view = View::new(&job.working_folder, &overlay);
    let (repaired, time) = with_engine(job, console, |config| engine::fix(&overlay, &gathered.files, config));
    report::diff(&repaired.changes, &view, coloured(&io::stdout()), out)?;
    out.flush()?;
    let mended = Tally::of(repaired.mended.iter().map(|m| &m.diagnostic));
    let head = match mended.all() {
        0 => "nothing to fix".into(),
        _ => format!("`caulk fix{}` would seal {}", flags(job), mended.found()),
    };
    say_end(&head, &gathered, &repaired, &overlay, job, console, time);
    Ok(match () {
        () if gathered.trouble() || nothing_read(&gathered, &repaired.outcome) => Exit::Trouble,
        () if !repaired.changes.is_empty() => Exit::Found,
        () => Exit::Clean,
    })
}

fn fix(job: &Job, fixing: Fixing, console: &Console, out: &mut dyn Write) -> io::Result<Exit> {
    let gathered = gather(job, console)?;
    if gathered.is_barren() {
        return Ok(Exit::Trouble);
    }
    // Before the long part: nobody likes to wait for a refusal.
    if gathered.stdin.is_none() && !fixing.allow_dirty && !is_clean(&gathered, job, console) {
        return Ok(Exit::Trouble);
    }
    let overlay = gathered.overlay();
    let (mut repaired, time) = with_engine(job, console, |config| engine::fix(&overlay, &gathered.files, config));
    let wrote = !repaired.changes.is_empty();
    let mut failed = false;
    if let Some((_, before)) = &gathered.stdin {
        if !nothing_read(&gathered, &repaired.outcome) {
            out.write_all(repaired.changes.first().map_or(before, |change| change.after.as_bytes()))?;
            out.flush()?;
        }
    } else {
        failed = write(&mut repaired, &gathered, &View::new(&job.working_folder, &overlay), console);
    }
    let sealed = Tally::of(repaired.mended.iter().map(|m| &m.diagnostic));
    let head = if sealed.all() == 0 { "nothing sealed".into() } else { format!("sealed {}", sealed.found()) };
    say_end(&head, &gathered, &repaired, &overlay, job, console, time);
    Ok(match () {
        () if failed || gathered.trouble() || nothing_read(&gathered, &repaired.outcome) => Exit::Trouble,
        () if wrote && fixing.exit_non_zero_on_fix => Exit::Found,
        () => Exit::Clean,
    })
}

/// Writes the changes. Whether some could not be written; the findings that they were to mend are taken from what is told.
fn write(repaired: &mut Repaired, gathered: &Gathered, view: &View<'_>, console: &Console) -> bool {
    let mut failed: BTreeSet<&Path> = BTreeSet::new();
    for Change { path, before, after } in &repaired.changes {
        match gathered.disk.write(path, before.as_bytes(), after.as_bytes()) {
            Ok(()) if console.verbose() => console.say(&format!("{}: written", view.path(path))),
            Ok(()) => {}
            Err(e) => {
                console.error(&format!("{}: {e}", view.path(path)));
                failed.insert(path);
            }
        }
    }
    repaired.mended.retain(|m| !failed.contains(&*m.diagnostic.finding.at.path));
    !failed.is_empty()
}

/// Whether git could bring back what is about to be overwritten; says so where it could not.
fn is_clean(gathered: &Gathered, job: &Job, console: &Console) -> bool {
    let dirty = match uncommitted(&gathered.roots) {
        Ok(dirty) if dirty.is_empty() => return true,
        Ok(dirty) => dirty,
        Err(e) => {
            console.error(&format!("{e}; --allow-dirty writes without asking git"));
            return false;
        }
    };
    let view = View::new(&job.working_folder, &gathered.disk);
    let mut message = "the git work tree has uncommitted changes; commit or stash them, or pass --allow-dirty".to_owned();
    for file in dirty.iter().take(LISTED) {
        message.push_str(&format!("\n  {}{}", view.path(&file.path), if file.staged { " (staged)" } else { "" }));
    }
    if dirty.len() > LISTED {
        message.push_str(&format!("\n  and {} more", dirty.len() - LISTED));
    }
    console.error(&message);
    false
}

/// Runs the engine with what the arguments say, and a bar for those who wait.
pub(super) fn with_engine<T>(job: &Job, console: &Console, work: impl FnOnce(&engine::Config<'_>) -> T) -> (T, Duration) {
    let progress = Progress::new(console.watched());
    let result = work(&engine::Config {
        transforms: &job.rules,
        known: ALL,
        table: Some(&job.table),
        go: job.go,
        safety: job.safety,
        prefer: &job.prefer,
        generated: job.all_files,
        progress: &|done, all| progress.tell(done, all),
    });
    (result, progress.finish())
}

/// "No leaks" would be a lie where nothing was looked at.
fn is_worth_a_summary(gathered: &Gathered, outcome: &Outcome, console: &Console) -> bool {
    let nothing = nothing_read(gathered, outcome);
    if !gathered.files.is_empty() && nothing {
        console.error("nothing could be read");
    }
    !nothing
}

/// Whether there was no file that could be read. What one shard can't read is as little trouble as a folder of one run.
fn nothing_read(gathered: &Gathered, outcome: &Outcome) -> bool {
    outcome.files == 0 && (gathered.shards.is_none() || gathered.is_barren())
}

/// The flags under which `fix` does what this `diff` shows, as far as they choose fixes.
fn flags(job: &Job) -> String {
    let mut flags = String::new();
    if job.safety == Safety::Unsafe {
        flags.push_str(" --unsafe");
    }
    for name in &job.prefer {
        flags.push_str(" --");
        flags.push_str(name);
    }
    if let Some(shard) = job.shard {
        flags.push_str(&format!(" --shard {shard}"));
    }
    flags
}

/// What was done, what is left, and how long it took.
fn say_end(head: &str, gathered: &Gathered, repaired: &Repaired, sources: &dyn Sources, job: &Job, console: &Console, time: Duration) {
    say_skipped(&repaired.outcome, &View::new(&job.working_folder, sources), console);
    say_refused(&repaired.outcome.diagnostics, console);
    say_imports(&repaired.outcome, console);
    if !is_worth_a_summary(gathered, &repaired.outcome, console) {
        return;
    }
    let left = Tally::of(&repaired.outcome.diagnostics);
    let mut parts = vec![head.to_owned()];
    match (left.unsafe_, job.safety) {
        (0, _) => {}
        (n, Safety::Safe) => parts.push(format!("{n} more with `--unsafe`")),
        (n, Safety::Unsafe) => parts.push(format!("{n} not applied")),
    }
    if left.safe > 0 {
        parts.push(format!("{} not applied", left.safe));
    }
    if left.refused > 0 {
        parts.push(format!("{} without a fix (see `caulk check`)", left.refused));
    }
    console.say(&closing(&parts, &repaired.outcome, job, time));
}

fn closing(parts: &[String], outcome: &Outcome, job: &Job, time: Duration) -> String {
    let generated = match outcome.generated {
        0 => String::new(),
        n => format!("{} left out; ", count(n, "generated file")),
    };
    let shard = job.shard.map_or_else(String::new, |shard| format!(" of shard {shard}"));
    format!("{}; {generated}{}{shard} in {}", parts.join("; "), count(outcome.files, "file"), seconds(time))
}

/// Each with its reason where that was asked for, or where there is but one.
fn say_skipped(outcome: &Outcome, view: &View<'_>, console: &Console) {
    let lines = report::skipped(&outcome.skipped, view);
    match lines.as_slice() {
        [] => {}
        [..] if lines.len() == 1 || console.verbose() => lines.iter().for_each(|line| console.warning(line)),
        _ => console.warning(&format!("{} files or declarations skipped; --verbose says which and why", lines.len())),
    }
}

fn say_refused(diagnostics: &[Diagnostic], console: &Console) {
    let refusals = report::refusals(diagnostics);
    if console.verbose() && !refusals.is_empty() {
        console.say(&format!("without a fix: {}", refusals.join(", ")));
    }
}

/// So that runs on two machines can be compared.
fn say_imports(outcome: &Outcome, console: &Console) {
    if console.verbose()
        && let Some(line) = report::imports(&outcome.imports)
    {
        console.say(&line);
    }
}
