//! Chores of this repository.

mod check;
mod effects;
mod name;
mod scaffold;
mod stdlib;

use std::{
    env,
    path::{Path, PathBuf},
    process::ExitCode,
};

const USAGE: &str = "\
cargo xtask new NAME          start a transform: transforms/<name>/ and its lines in transforms/mod.rs
cargo xtask check-scaffold    start one in a copy of the tree, build it there and run its tests
cargo xtask effects PATH...   how much of what the standard library does with acquired values the table tells, over Go code
cargo xtask std [GOROOT [API]]  write the table of the standard library's API, from the source of a Go tree";

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args[..] {
        ["new", name] => new(name),
        ["std"] => stdlib::write(&root(), None, None),
        ["std", goroot] => stdlib::write(&root(), Some(goroot), None),
        ["std", goroot, api] => stdlib::write(&root(), Some(goroot), Some(api)),
        ["effects", ref paths @ ..] if !paths.is_empty() => effects::measure_paths(paths),
        ["check-scaffold"] => check::check_scaffold(&root()),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn new(name: &str) -> Result<(), String> {
    let name = name::Name::parse(name)?;
    for path in scaffold::scaffold(&root(), &name)? {
        println!("{path}");
    }
    println!(
        "\nNow make them yours, table and fixtures first. `cargo test --test transforms --test laws --test tidy` says what is missing;\n\
         INSTA_UPDATE=always records the snapshots."
    );
    Ok(())
}

/// The repository's root, above this package.
fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_path_buf()
}
