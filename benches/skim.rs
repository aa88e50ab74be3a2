//! How fast files are split and functions parsed, on one core: `cargo bench --bench skim -- FOLDER…`.

use std::{env, fs, path::PathBuf, time::Instant};

use caulk::syntax::{Skim, parse_declaration, skim};

fn main() {
    // cargo adds `--bench`.
    let mut folders: Vec<PathBuf> = env::args_os().skip(1).filter(|a| a != "--bench").map(Into::into).collect();
    if folders.is_empty() {
        println!("name folders with Go files: cargo bench --bench skim -- FOLDER…");
        return;
    }
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if entry.file_type().is_ok_and(|t| t.is_dir()) {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "go") {
                texts.extend(fs::read_to_string(path));
            }
        }
    }
    let start = Instant::now();
    let skims: Vec<Skim> = texts.iter().map(|text| skim(text)).collect();
    rate("skim", texts.iter().map(String::len).sum(), start);
    let start = Instant::now();
    let mut bytes = 0;
    for (text, skim) in texts.iter().zip(&skims) {
        for declaration in skim.declarations.iter().filter(|d| d.body.is_some()) {
            bytes += declaration.span.len();
            let _ = parse_declaration(text, declaration);
        }
    }
    rate("functions parsed", bytes, start);
}

fn rate(what: &str, bytes: usize, start: Instant) {
    let (megabytes, seconds) = (bytes as f64 / 1e6, start.elapsed().as_secs_f64());
    println!("{what}: {megabytes:.1} MB in {seconds:.2} s, {:.1} MB/s", megabytes / seconds);
}
