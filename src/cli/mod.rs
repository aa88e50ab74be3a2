//! Arguments, turned once into plain configuration; progress; exit codes.

mod args;
mod config;
mod console;
mod document;
mod gather;
mod learn;
mod merge;
mod migrate;
mod migrate_args;
mod pages;
mod progress;
mod run;
mod select;
mod settings;
mod shard;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::Parser;

use self::{args::Args, config::Config, console::Console};

/// What a run comes to; the number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// Nothing found, an empty diff, or all written.
    Clean = 0,
    /// Something found, a diff, or (on request) something written.
    Found = 1,
    /// A bad argument, a named path that can't be used, nothing to look at, or a file that could not be written.
    Trouble = 2,
    /// The user stopped it; as shells number it.
    Interrupted = 130,
}

/// Deep expressions are walked recursively, deeper than the usual 2 MB of a thread allow.
const STACK: usize = 16 << 20;

/// Runs caulk with the process's arguments.
pub fn main() -> ExitCode {
    let args = Args::parse();
    args.color.write_global();
    let console = Console::new(args.voice());
    let exit = match Config::new(args) {
        Ok(config) => start(config, &console),
        Err(message) => {
            console.error(&message);
            Exit::Trouble
        }
    };
    ExitCode::from(exit as u8)
}

fn start(config: Config, console: &Console) -> Exit {
    let result = match rayon::ThreadPoolBuilder::new().num_threads(config.jobs).stack_size(STACK).build() {
        Ok(pool) => pool.install(|| run::run(config, console, &mut stdout())),
        Err(e) => Err(io::Error::other(format!("no threads to work with: {e}"))),
    };
    match result {
        Ok(exit) => exit,
        // Whoever reads has seen enough, as `head` does.
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Exit::Clean,
        Err(e) => {
            console.error(&e.to_string());
            Exit::Trouble
        }
    }
}

/// Standard output, in blocks: a diff may have hundred thousand lines.
fn stdout() -> impl Write {
    io::BufWriter::with_capacity(1 << 16, io::stdout())
}
