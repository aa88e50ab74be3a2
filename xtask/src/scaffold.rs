//! Starts a transform: its folder, and its two lines in `transforms/mod.rs`.

use std::{fs, path::Path};

use super::name::Name;

/// Each file of a transform's folder and what it starts as.
const TEMPLATE: &[(&str, &str)] = &[
    ("mod.rs", include_str!("../template/mod.rs.txt")),
    ("resources.toml", include_str!("../template/resources.toml")),
    ("README.md", include_str!("../template/README.md")),
    ("testdata/leaks/example.go", include_str!("../template/leaks.go")),
    ("testdata/clean/example.go", include_str!("../template/clean.go")),
];

/// `max_width` of rustfmt.toml.
const MAX_WIDTH: usize = 140;

/// Writes the files and returns their paths, relative to the root.
pub fn scaffold(root: &Path, name: &Name) -> Result<Vec<String>, String> {
    let module = name.module();
    let folder = root.join("transforms").join(&module);
    let list = root.join("transforms/mod.rs");
    let listed = fs::read_to_string(&list).map_err(|e| format!("transforms/mod.rs: {e}"))?;
    if folder.exists() || listed.contains(&format!("pub mod {module};")) {
        return Err(format!("there is a transform `{}` already: transforms/{module}", name.id));
    }
    let updated = with_module(&listed, &module)?;
    let mut written = Vec::new();
    for (file, text) in TEMPLATE {
        let path = folder.join(file);
        let parent = path.parent().unwrap_or(&folder);
        let write = fs::create_dir_all(parent).and_then(|()| fs::write(&path, text.replace("{{id}}", &name.id)));
        write.map_err(|e| format!("transforms/{module}/{file}: {e}"))?;
        written.push(format!("transforms/{module}/{file}"));
    }
    fs::write(&list, updated).map_err(|e| format!("transforms/mod.rs: {e}"))?;
    written.push("transforms/mod.rs".into());
    Ok(written)
}

/// `transforms/mod.rs` with the module declared and listed, both in alphabetical order.
fn with_module(text: &str, module: &str) -> Result<String, String> {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let declaration = format!("pub mod {module};");
    let at = place(&lines, &declaration, |l| l.starts_with("pub mod ") && l.ends_with(';'));
    let at = match at {
        Some(at) => at,
        // The first one: behind the `use` lines, with a line to itself.
        None => {
            let behind = lines.iter().rposition(|l| l.starts_with("use ")).map_or(0, |i| i + 1);
            lines.insert(behind, String::new());
            behind + 1
        }
    };
    lines.insert(at, declaration);

    let open = lines.iter().position(|l| l.starts_with("pub static ALL:")).ok_or("transforms/mod.rs has no `pub static ALL`")?;
    let close = lines[open..].iter().position(|l| l.ends_with("];")).map(|i| open + i).ok_or("transforms/mod.rs: ALL has no end")?;
    let list = lines[open..=close].join(" ");
    let (head, entries) = list.trim_end_matches("];").split_once("= &[").ok_or("transforms/mod.rs: ALL has no `= &[`")?;
    let mut entries: Vec<String> = entries.split(',').map(str::trim).filter(|e| !e.is_empty()).map(str::to_owned).collect();
    entries.push(format!("&{module}::TRANSFORM"));
    entries.sort();
    lines.splice(open..=close, laid_out(head, &entries));
    Ok(lines.join("\n") + "\n")
}

/// The list as rustfmt writes it: on one line where that is not too long.
fn laid_out(head: &str, entries: &[String]) -> Vec<String> {
    let short = format!("{head}= &[{}];", entries.join(", "));
    if short.len() <= MAX_WIDTH {
        return vec![short];
    }
    let mut lines = vec![format!("{head}= &[")];
    lines.extend(entries.iter().map(|e| format!("    {e},")));
    lines.push("];".into());
    lines
}

/// Where a line goes among those of its kind, which are sorted; None where there are none.
fn place(lines: &[String], line: &str, of_kind: impl Fn(&str) -> bool) -> Option<usize> {
    let first = lines.iter().position(|l| of_kind(l))?;
    let before = lines.iter().enumerate().filter(|(_, l)| of_kind(l) && l.as_str() < line).map(|(i, _)| i + 1).max();
    Some(before.unwrap_or(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: &str = "//! Leaks.\n\nuse crate::transform::Transform;\n\n/// Every transform.\npub static ALL: &[&Transform] = &[];\n";

    #[test]
    fn lists_modules_in_order() {
        let mut text = EMPTY.to_owned();
        for module in ["m_two", "z_three", "a_one"] {
            text = with_module(&text, module).expect("the list has its form");
        }
        assert!(text.contains("Transform;\n\npub mod a_one;\npub mod m_two;\npub mod z_three;\n\n/// Every"), "{text}");
        assert!(text.ends_with("= &[&a_one::TRANSFORM, &m_two::TRANSFORM, &z_three::TRANSFORM];\n"), "{text}");
        for module in ["b_with_a_longer_name", "c_with_a_longer_name"] {
            text = with_module(&text, module).expect("the list has its form");
        }
        assert!(text.contains("= &[\n    &a_one::TRANSFORM,\n    &b_with_a_longer_name::TRANSFORM,\n"), "{text}");
        assert!(text.ends_with("    &z_three::TRANSFORM,\n];\n"), "{text}");
    }

    #[test]
    fn a_list_of_one_stays_on_its_line() {
        let text = with_module(EMPTY, "a_one").expect("the list has its form");
        assert!(text.ends_with("pub static ALL: &[&Transform] = &[&a_one::TRANSFORM];\n"), "{text}");
        assert!(text.contains("use crate::transform::Transform;\n\npub mod a_one;\n\n///"), "{text}");
    }

    #[test]
    fn refuses_an_existing_name() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the root is above");
        let existing = fs::read_dir(root.join("transforms")).expect("there are transforms").filter_map(Result::ok);
        if let Some(folder) = existing.map(|e| e.path()).find(|p| p.is_dir()) {
            let name = folder.file_name().and_then(|n| n.to_str()).expect("names here are plain");
            let name = Name::parse(name).expect("it is a transform's name");
            assert!(scaffold(root, &name).is_err_and(|e| e.contains("already")));
        }
    }
}
