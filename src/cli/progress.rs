//! A bar for whoever waits longer than a second.

use std::{
    sync::OnceLock,
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::console::Console;
use crate::{
    migrate::{Batch, Step},
    report::count,
};

/// Before this much time nobody wonders.
const PATIENCE: Duration = Duration::from_secs(1);

pub(super) struct Progress {
    start: Instant,
    watched: bool,
    bar: OnceLock<ProgressBar>,
}

impl Progress {
    pub(super) fn new(watched: bool) -> Self {
        Self { start: Instant::now(), watched, bar: OnceLock::new() }
    }

    /// Told from several threads: files done, files in all.
    pub(super) fn tell(&self, done: usize, all: usize) {
        if !self.watched || self.start.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_init(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} files") {
                bar.set_style(style);
            }
            bar
        });
        bar.set_length(u64::try_from(all).unwrap_or(u64::MAX));
        bar.set_position(u64::try_from(done).unwrap_or(u64::MAX));
    }

    /// Takes the bar away. How long it all took.
    pub(super) fn finish(&self) -> Duration {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
        self.start.elapsed()
    }
}

/// A bar for those who watch a migration, lines for those who read what was said later.
pub(super) struct Batches {
    bar: Option<ProgressBar>,
}

impl Batches {
    pub(super) fn new(watched: bool, batches: usize) -> Self {
        let bar = watched.then(|| {
            let bar = ProgressBar::with_draw_target(u64::try_from(batches).ok(), ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} batches {wide_msg}") {
                bar.set_style(style);
            }
            bar
        });
        Self { bar }
    }

    /// Tells what happens to a batch.
    pub(super) fn tell(&self, batch: &Batch, step: Step<'_>, console: &Console) {
        let id = &batch.id;
        let line = match step {
            Step::Started => {
                self.message(id.clone());
                return;
            }
            Step::Verifying { units, of } => {
                self.message(format!("{id}: verifying {units} of {}", count(of, "change")));
                return;
            }
            Step::Replanned => format!("{id}: its files have changed; planned anew"),
            Step::Littered(files) => {
                let more = if files.len() > 1 { format!(" and {} more", files.len() - 1) } else { String::new() };
                let first = files.first().map_or("", String::as_str);
                format!("{id}: the verification wrote {first}{more}, which is left out of the batch")
            }
            Step::Dropped { unit, said } => {
                let fix = unit.fixes.first();
                let place = fix.map(|f| format!("{}:{} [{}]", f.path, f.line, f.rule)).unwrap_or_default();
                format!("{id}: dropped {place}, with which the verification fails:\n{}", indented(said))
            }
            Step::FailedBefore(tests) => format!("{id}: fails, as without the batch: {}", tests.replace('\n', ", ")),
            Step::FailedOnce(said) => {
                format!("{id}: the verification failed once, and passed when it was run again; it had said:\n{}", indented(said))
            }
            Step::Landed(landed) => format!("{id}: landed{}", landed.branch.as_ref().map(|b| format!(" on {b}")).unwrap_or_default()),
            Step::Skipped(why) => format!("{id}: left out: {why}"),
            Step::Failed(why) => format!("{id}: left open: {why}"),
        };
        let say = || match step {
            Step::Littered(_) | Step::FailedBefore(_) | Step::FailedOnce(_) | Step::Dropped { .. } | Step::Skipped(_) | Step::Failed(_) => {
                console.warning(&line)
            }
            _ => console.say(&line),
        };
        match &self.bar {
            Some(bar) => bar.suspend(say),
            None => say(),
        }
        if let (Some(bar), Step::Landed(_) | Step::Skipped(_) | Step::Failed(_)) = (&self.bar, step) {
            bar.inc(1);
        }
    }

    fn message(&self, message: String) {
        if let Some(bar) = &self.bar {
            bar.set_message(message);
        }
    }

    pub(super) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// The end of what a command said.
fn indented(said: &str) -> String {
    const SHOWN: usize = 12;
    let lines: Vec<&str> = said.lines().collect();
    let shown = &lines[lines.len().saturating_sub(SHOWN)..];
    shown.iter().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}
