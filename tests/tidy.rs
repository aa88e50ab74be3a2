//! The house rules: which room may use which, and what each transform's folder holds.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use regex::Regex;

/// The rooms, each with those it may use. A room that is missing here is a failure: say where it belongs.
const ROOMS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("syntax", &["text"]),
    ("program", &["text", "syntax"]),
    ("flow", &["text", "syntax", "program"]),
    ("repair", &["text", "syntax", "program", "flow"]),
    ("transform", &["text", "syntax", "program", "flow", "repair"]),
    // These three are on one level and do not know each other …
    ("transforms", &["text", "syntax", "program", "flow", "repair", "transform"]),
    ("engine", &["text", "syntax", "program", "flow", "repair", "transform"]),
    // … except that a report tells what the engine found: it reads its outcomes and calls nothing of it.
    ("report", &["text", "syntax", "program", "flow", "repair", "transform", "engine"]),
    // The only room that touches the disk knows no Go.
    ("files", &["text"]),
    ("profile", &["text", "syntax", "program", "flow", "repair", "transform", "engine", "report"]),
    ("migrate", &["text", "syntax", "program", "flow", "repair", "transform", "engine", "report", "files"]),
    ("cli", &["text", "syntax", "program", "flow", "repair", "transform", "transforms", "engine", "report", "files", "profile", "migrate"]),
];

/// What a room hands on of another, and why.
const RE_EXPORTS: &[(&str, &str)] = &[
    // Every transform names the level of its findings; that is part of the contract.
    ("transform", "program::Level"),
];

/// The headings of a transform's page.
const HEADINGS: &[&str] = &["What leaks", "Fix", "Fix safety", "Not flagged", "Not fixed"];

const MAX_LINES: usize = 700;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder with an extension, sorted, as paths relative to the root.
fn files(dir: &str, extension: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(dir)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().filter_map(Result::ok) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == extension) {
                found.push(relative(&path));
            }
        }
    }
    found.sort();
    found
}

fn relative(path: &Path) -> String {
    let path = path.strip_prefix(root()).expect("only files of this tree are read");
    path.to_str().expect("names here are plain").replace('\\', "/")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn finish(failures: &[String]) {
    assert!(failures.is_empty(), "\n{}\n", failures.join("\n"));
}

/// The room of a file below `src` or `transforms`; None of `lib.rs` and `main.rs`.
fn room(path: &str) -> Option<&str> {
    if path.starts_with("transforms/") {
        return Some("transforms");
    }
    let rest = path.strip_prefix("src/")?;
    let first = rest.split('/').next()?;
    let room = first.strip_suffix(".rs").unwrap_or(first);
    (room != "lib" && room != "main").then_some(room)
}

/// The source without comments, and with strings emptied.
fn code(source: &str) -> String {
    let tokens = Regex::new(concat!(
        r#"(?s)//[^\n]*|/\*.*?\*/"#,
        r####"|r###".*?"###|r##".*?"##|r#".*?"#|\br".*?""####,
        r#"|"(?:\\.|[^"\\])*"|'(?:\\.[^']*|[^'\\])'"#,
    ))
    .expect("the pattern is well formed");
    let blank = |found: &regex::Captures<'_>| {
        let text = &found[0];
        if text.starts_with('/') {
            "\n".repeat(text.matches('\n').count())
        } else {
            format!("\"{}\"", "\n".repeat(text.matches('\n').count()))
        }
    };
    tokens.replace_all(source, blank).into_owned()
}

/// The paths behind `crate::` in stripped source, groups taken apart one level deep: the first segment of each, with its line.
fn crate_paths(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let line = code[..at].matches('\n').count() + 1;
        let rest = &code[at + "crate::".len()..];
        let Some(group) = rest.strip_prefix('{') else {
            found.push((line, segment(rest)));
            continue;
        };
        let mut depth = 0;
        let mut at_start = true;
        for (i, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => at_start = true,
                c if at_start && !c.is_whitespace() => {
                    found.push((line + group[..i].matches('\n').count(), segment(&group[i..])));
                    at_start = false;
                }
                _ => {}
            }
        }
    }
    found
}

fn segment(path: &str) -> String {
    path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn rooms_use_only_those_below_them() {
    let mut failures = Vec::new();
    for path in files("src", "rs").into_iter().chain(files("transforms", "rs")) {
        let Some(room) = room(&path) else { continue };
        let Some((_, below)) = ROOMS.iter().find(|(r, _)| *r == room) else {
            failures.push(format!("{path}: the room `{room}` is not in the table of tests/tidy.rs"));
            continue;
        };
        for (line, used) in crate_paths(&code(&read(&path))) {
            if used != room && !below.contains(&used.as_str()) {
                failures.push(format!("{path}:{line}: `{room}` may not use `{used}`"));
            }
        }
    }
    finish(&failures);
}

#[test]
fn the_table_has_an_order() {
    for (index, (room, below)) in ROOMS.iter().enumerate() {
        for used in *below {
            assert!(ROOMS[..index].iter().any(|(r, _)| r == used), "`{room}` uses `{used}`, which does not stand above it in the table");
        }
    }
}

#[test]
fn nothing_climbs_out_of_its_room() {
    let climbs = Regex::new(r"\b(?:super::)+").expect("the pattern is well formed");
    let inline = Regex::new(r"\bmod \w+ \{").expect("the pattern is well formed");
    let mut failures = Vec::new();
    for path in files("src", "rs").into_iter().chain(files("transforms", "rs")) {
        if room(&path).is_none() {
            continue;
        }
        let code = code(&read(&path));
        // `src/room.rs` and `src/room/mod.rs` are one step below the root, `src/room/x.rs` two.
        let folders = path.trim_end_matches("/mod.rs").matches('/').count();
        let depth = if path.starts_with("transforms") { folders + 1 } else { folders };
        for found in climbs.find_iter(&code) {
            let inside = usize::from(inline.is_match(&code[..found.start()]));
            if found.as_str().matches("super").count() >= depth + inside {
                let line = code[..found.start()].matches('\n').count() + 1;
                failures.push(format!("{path}:{line}: `{}` leads to the root; write `crate::`", found.as_str()));
            }
        }
    }
    finish(&failures);
}

#[test]
fn nothing_is_handed_on_across_rooms() {
    let exported = Regex::new(r"pub(?:\([^)]*\))? use crate::([^;]*)").expect("the pattern is well formed");
    let mut failures = Vec::new();
    for path in files("src", "rs").into_iter().chain(files("transforms", "rs")) {
        let Some(room) = room(&path) else { continue };
        for found in exported.captures_iter(&code(&read(&path))) {
            if segment(&found[1]) != room && !RE_EXPORTS.contains(&(room, &found[1])) {
                failures.push(format!("{path}: hands on `{}`", &found[1]));
            }
        }
    }
    finish(&failures);
}

#[test]
fn files_have_one_subject() {
    let grab_bag = Regex::new(r"\bmod (?:utils?|helpers?|common|misc)\b").expect("the pattern is well formed");
    let mut failures = Vec::new();
    for path in ["src", "transforms", "tests", "xtask"].iter().flat_map(|dir| files(dir, "rs")) {
        let text = read(&path);
        let lines = text.lines().count();
        if lines > MAX_LINES {
            failures.push(format!("{path}: {lines} lines, more than {MAX_LINES}: it has more than one subject"));
        }
        if grab_bag.is_match(&code(&text)) {
            failures.push(format!("{path}: a module is named by what is in it"));
        }
    }
    finish(&failures);
}

#[test]
fn transforms_are_complete() {
    let modules = read("transforms/mod.rs");
    let mut failures = Vec::new();
    let mut listed: Vec<String> = Vec::new();
    for entry in fs::read_dir(root().join("transforms")).expect("there is a folder of transforms").filter_map(Result::ok) {
        let path = entry.path();
        if !path.is_dir() {
            continue;
        }
        let name = entry.file_name().into_string().expect("names here are plain");
        let mut must = |holds: bool, what: &str| {
            if !holds {
                failures.push(format!("transforms/{name}: {what}"));
            }
        };
        must(modules.lines().any(|l| l == format!("pub mod {name};")), "no `pub mod` line in transforms/mod.rs");
        must(modules.contains(&format!("&{name}::TRANSFORM")), "not in ALL of transforms/mod.rs");
        must(path.join("mod.rs").is_file(), "no mod.rs");
        must(path.join("resources.toml").is_file(), "no resources.toml");
        let page = fs::read_to_string(path.join("README.md")).unwrap_or_default();
        let headings: Vec<&str> = page.lines().filter_map(|l| l.strip_prefix("## ")).map(str::trim).collect();
        must(headings == HEADINGS, &format!("README.md must have the headings {HEADINGS:?}, in this order; it has {headings:?}"));
        for kind in ["leaks", "clean"] {
            let fixtures = files(&format!("transforms/{name}/testdata/{kind}"), "go");
            must(!fixtures.is_empty(), &format!("no fixture in testdata/{kind}"));
        }
        listed.push(name);
    }
    let in_order: Vec<&str> = modules.lines().filter_map(|l| l.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    if !in_order.is_sorted() {
        failures.push("transforms/mod.rs: `pub mod` lines are sorted".into());
    }
    let entries: Vec<&str> = Regex::new(r"&(\w+)::TRANSFORM")
        .expect("the pattern is well formed")
        .captures_iter(&modules)
        .filter_map(|c| Some(c.get(1)?.as_str()))
        .collect();
    if !entries.is_sorted() {
        failures.push("transforms/mod.rs: ALL is sorted".into());
    }
    let known: BTreeSet<&str> = listed.iter().map(String::as_str).collect();
    for snapshots in fs::read_dir(root().join("snapshots")).into_iter().flatten().filter_map(Result::ok) {
        let name = snapshots.file_name().into_string().expect("names here are plain");
        if snapshots.path().is_dir() && name != "cli" && !known.contains(name.as_str()) {
            failures.push(format!("snapshots/{name}: no transform has this name"));
        }
    }
    finish(&failures);
}

#[test]
fn nothing_names_the_machine_it_was_written_on() {
    let Ok(listed) = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output() else {
        return println!("skipped: no git");
    };
    if !listed.status.success() {
        return println!("skipped: not a git tree");
    }
    let mut needles: Vec<String> = vec![env!("CARGO_MANIFEST_DIR").to_owned()];
    // Taken apart so that this file passes.
    needles.extend(["work", "root", "Users"].map(|top| format!("/{top}/")));
    needles.extend(std::env::var("HOME").ok().filter(|home| home.len() > 1).map(|home| format!("{home}/")));
    let mut failures = Vec::new();
    for path in String::from_utf8_lossy(&listed.stdout).split('\0').filter(|p| !p.is_empty()) {
        // A file may be deleted but not yet committed.
        let Ok(bytes) = fs::read(root().join(path)) else { continue };
        let text = String::from_utf8_lossy(&bytes);
        for needle in &needles {
            if let Some(at) = names_path(&text, needle) {
                failures.push(format!("{path}:{}: {needle}", text[..at].matches('\n').count() + 1));
            }
        }
    }
    finish(&failures);
}

/// Where a path stands in a text that begins with the needle; not where it is the middle of a longer one.
fn names_path(text: &str, needle: &str) -> Option<usize> {
    let is_inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '}' | ')');
    text.match_indices(needle).map(|(at, _)| at).find(|&at| !text[..at].chars().next_back().is_some_and(is_inside))
}

#[test]
fn paths_are_read_out_of_code_only() {
    let source = concat!(
        "use crate::{\n    text::{Edit, Location},\n    program,\n};\n",
        "// crate::commented\nlet s = \"crate::quoted\"; let c = ['\"', '\\''];\n",
        "let r = r#\"crate::\"raw\"\"#;\nfn f<'a>(x: &'a crate::flow::Held<'a>) {}\n",
    );
    let paths = crate_paths(&code(source));
    assert_eq!(paths, [(2, "text".to_owned()), (3, "program".to_owned()), (8, "flow".to_owned())]);
}
