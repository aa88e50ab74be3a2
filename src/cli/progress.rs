//! A bar for whoever waits longer than a second.

use std::{
    sync::OnceLock,
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

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
