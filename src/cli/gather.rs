//! From what was named to the files to look at.

use std::{
    io::{self, Read},
    path::Path,
    sync::Arc,
};

use super::{
    config::{Input, Job},
    console::Console,
    select::nearest,
    shard::shards,
};
use crate::{
    engine::Skipped,
    files::{Disk, Problem, Roots, Walk, sizes, walk},
    report::{Shards, View},
    text::{Overlay, Sources},
};

/// The files of a run and the disk they are on.
pub(super) struct Gathered {
    pub(super) disk: Disk,
    pub(super) roots: Roots,
    /// Those of the shard, where one was asked for.
    pub(super) files: Vec<Arc<Path>>,
    /// Which part of what was named these files are.
    pub(super) shards: Option<Shards>,
    /// Whether what was named holds no file at all.
    barren: bool,
    /// What standard input holds, and the file it stands for.
    pub(super) stdin: Option<(Arc<Path>, Arc<[u8]>)>,
    problems: Vec<Problem>,
}

/// Resolves and walks what was named; what can't be used is said at once.
///
/// # Errors
/// When standard input can't be read.
pub(super) fn gather(job: &Job, console: &Console) -> io::Result<Gathered> {
    match &job.input {
        Input::Stdin(path) => {
            let (roots, path) = Roots::virtual_file(path);
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes)?;
            let path: Arc<Path> = path.into();
            let files = vec![Arc::clone(&path)];
            let disk = Disk::new(roots.clone());
            let stdin = Some((path, bytes.into()));
            Ok(Gathered { disk, roots, files, shards: None, barren: false, stdin, problems: Vec::new() })
        }
        Input::Paths(paths) => {
            let (roots, mut problems) = Roots::resolve(&job.working_folder, paths, job.all_files);
            let walked = walk(&roots, Walk { ignore_files: job.ignore_files, jobs: job.jobs });
            problems.extend(walked.problems);
            for problem in &problems {
                let line = format!("{problem}{}", hint(problem));
                if walked.files.is_empty() { console.error(&line) } else { console.warning(&line) }
            }
            let disk = Disk::new(roots.clone());
            let barren = walked.files.is_empty();
            let (files, shards) = match job.shard {
                None => (walked.files, None),
                Some(shard) => {
                    let sizes = sizes(&walked.files);
                    let view = View::new(&job.working_folder, &disk);
                    let all: Vec<(String, u64)> = walked.files.iter().map(|f| view.path(f)).zip(sizes.iter().copied()).collect();
                    (shard.of(&walked.files, &sizes), Some(shards(shard, job, &all)))
                }
            };
            Ok(Gathered { disk, roots, files, shards, barren, stdin: None, problems })
        }
    }
}

impl Gathered {
    /// The sources that the engine reads.
    pub(super) fn overlay(&self) -> Overlay<'_> {
        let mut overlay = Overlay::new(&self.disk as &dyn Sources);
        if let Some((path, bytes)) = &self.stdin {
            overlay.set(&**path, Arc::clone(bytes));
        }
        overlay
    }

    /// Whether something named could not be used, or nothing is left to look at.
    pub(super) fn trouble(&self) -> bool {
        self.barren || self.problems.iter().any(|p| p.named)
    }

    /// Whether what was named holds no file at all. A shard may have none all the same.
    pub(super) fn is_barren(&self) -> bool {
        self.barren
    }

    /// What was left out before the engine came to see it.
    pub(super) fn left_out(&self) -> impl Iterator<Item = Skipped> {
        self.problems.iter().map(|p| Skipped { path: p.path.as_path().into(), at: None, reason: p.message.clone() })
    }
}

/// A mistyped command is taken for a path.
fn hint(problem: &Problem) -> String {
    let commands = ["diff", "check", "fix", "learn", "migrate", "merge", "explain", "rules"];
    let name = problem.path.to_str().filter(|p| !p.contains(['/', '.']));
    match name.and_then(|n| nearest(n, commands.into_iter())) {
        Some(command) => format!("; did you mean `caulk {command}`?"),
        None => String::new(),
    }
}
