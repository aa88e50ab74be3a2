use std::fs;

use caulk::{
    program::{GoVersion, Level},
    transform::Transform,
    transforms::ALL,
};

use super::{files_in, root};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Leaks,
    Clean,
}

/// One fixture of one transform.
#[derive(Clone)]
pub struct Case {
    pub transform: &'static Transform,
    pub kind: Kind,
    /// The transform's folder.
    pub folder: String,
    /// The file's name.
    pub file: String,
    pub text: String,
    pub directives: Directives,
}

/// What a fixture says of how it is run.
#[derive(Clone, Debug)]
pub struct Directives {
    pub go: Option<GoVersion>,
    pub least: Level,
    pub prefer: Vec<&'static str>,
    pub vet: bool,
    /// The text of a `caulk.toml`.
    pub settings: String,
}

/// A string behind `// want`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Want {
    /// From 1.
    pub line: usize,
    pub text: String,
}

impl Case {
    /// `unclosed_file/leaks/name.go`, as failures call it.
    pub fn name(&self) -> String {
        let kind = if self.kind == Kind::Leaks { "leaks" } else { "clean" };
        format!("{}/{kind}/{}", self.folder, self.file)
    }

    /// What the fixture has to become, where somebody wrote it down.
    pub fn golden(&self) -> Option<String> {
        fs::read_to_string(root().join("transforms").join(&self.folder).join("testdata/golden").join(&self.file)).ok()
    }

    /// The file's name without its extension.
    pub fn stem(&self) -> &str {
        self.file.strip_suffix(".go").unwrap_or(&self.file)
    }
}

impl Default for Directives {
    fn default() -> Self {
        Self { go: None, least: Level::Note, prefer: Vec::new(), vet: true, settings: String::new() }
    }
}

impl Directives {
    /// Of a fixture's text: the lines that start with `//caulk-test:`.
    pub fn of(text: &str) -> Self {
        let mut directives = Self::default();
        for rest in text.lines().filter_map(|l| l.strip_prefix("//caulk-test:")) {
            directives.read(rest);
        }
        directives
    }

    /// Reads `KEY[=VALUE] …`.
    pub fn read(&mut self, words: &str) {
        for word in words.split_whitespace() {
            match word.split_once('=').unwrap_or((word, "")) {
                ("go", version) => {
                    let minor = version.strip_prefix("1.").and_then(|m| m.parse().ok());
                    self.go = Some(GoVersion { minor: minor.unwrap_or_else(|| panic!("a version is written 1.N, not {version:?}")) });
                }
                ("level", "leak") => self.least = Level::Leak,
                ("level", "hygiene") => self.least = Level::Hygiene,
                ("level", "note") => self.least = Level::Note,
                ("deadline", "") => self.prefer.push("deadline"),
                ("file-close-errors", value) => self.settings = format!("file-close-errors = {value:?}\n"),
                ("no-vet", "") => self.vet = false,
                _ => panic!("unknown directive {word:?}; tests/harness/mod.rs has the list"),
            }
        }
    }
}

/// All fixtures, in order of transforms and names.
pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for transform in ALL {
        let folder = transform.id.replace('-', "_");
        for (kind, dir) in [(Kind::Leaks, "leaks"), (Kind::Clean, "clean")] {
            for path in files_in(&root().join("transforms").join(&folder).join("testdata").join(dir), "go") {
                let file = path.file_name().and_then(|f| f.to_str()).expect("fixtures have plain names").to_owned();
                let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{folder}/{file}: {e}"));
                let directives = Directives::of(&text);
                cases.push(Case { transform, kind, folder: folder.clone(), file, text, directives });
            }
        }
    }
    cases
}

/// The findings that a fixture asks for.
pub fn wants(text: &str) -> Vec<Want> {
    let mut wants = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let Some((_, mut rest)) = line.split_once("// want ") else { continue };
        while let Some((text, behind)) = quoted(rest.trim_start()) {
            wants.push(Want { line: index + 1, text });
            rest = behind;
        }
    }
    wants
}

/// A Go string at the start of the text, and what follows.
fn quoted(text: &str) -> Option<(String, &str)> {
    if let Some(raw) = text.strip_prefix('`') {
        let end = raw.find('`')?;
        return Some((raw[..end].to_owned(), &raw[end + 1..]));
    }
    let mut chars = text.strip_prefix('"')?.char_indices();
    let mut out = String::new();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((out, &text[at + 2..])),
            // `\"` and `\\` are unquoted; any other escape is left for the regular expression.
            '\\' => match chars.next()?.1 {
                c @ ('"' | '\\') => out.push(c),
                c => out.extend(['\\', c]),
            },
            c => out.push(c),
        }
    }
    None
}
