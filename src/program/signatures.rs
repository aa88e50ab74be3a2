//! The signature index: which functions of a package return something that may have to be released, by the text of their
//! signatures alone. Nothing is parsed, and no text is kept, so that every package that a file can reach may be asked.
//!
//! The index errs on the side of more: types decide later.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
    sync::Arc,
};

use super::{File, Program, api::std_may_release, calls::is_ident, index::is_go_file, names::declared_names};
use crate::syntax::{DeclKind, ast::SmolStr};

/// What one package's functions may hand out, and which of its types have a release.
#[derive(Debug, Default)]
pub struct Signatures {
    /// Functions by name, with the types of their results: import path (None of the package's own) and name.
    functions: HashMap<SmolStr, Vec<Named>>,
    /// The same of methods, whatever their receivers.
    methods: HashMap<SmolStr, Vec<Named>>,
    /// The types that have a method by whose name things are released.
    closable: HashSet<SmolStr>,
    /// Types, and others of the package that they embed or are another name of: what has a release passes it on.
    embedded: Vec<(SmolStr, SmolStr)>,
}

/// A type by its import path (None of the package's own) and name.
pub type Named = (Option<SmolStr>, SmolStr);

/// The name by which the index knows functions that take nothing, and return nothing or an error: a teardown is one.
const ACTION: &str = "func()";

/// The spellings of methods that release.
pub const RELEASES: [&str; 12] =
    ["Close", "Stop", "Shutdown", "Release", "Cancel", "End", "Free", "Unsubscribe", "Destroy", "Dispose", "Terminate", "Disconnect"];

/// Types with a method that is spelled like a release, and ends nothing: `reflect.Value.Close` closes the channel that it describes.
pub const NO_RELEASE: [&str; 1] = ["reflect.Value"];

impl Signatures {
    /// The types of a function's results that are no predeclared ones.
    pub fn function(&self, name: &str) -> &[Named] {
        self.functions.get(name).map_or(&[], Vec::as_slice)
    }

    /// The same of all methods of this name.
    pub fn method(&self, name: &str) -> &[Named] {
        self.methods.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a type of the package may have a release.
    pub fn is_closable(&self, name: &str) -> bool {
        name == ACTION || self.closable.contains(name)
    }

    /// Gives what embeds a type its release.
    fn pass_on(&mut self) {
        let mut left = std::mem::take(&mut self.embedded);
        loop {
            let before = left.len();
            left.retain(|(name, inner)| {
                let known = self.closable.contains(inner);
                if known {
                    self.closable.insert(name.clone());
                }
                !known
            });
            if left.len() == before {
                return;
            }
        }
    }

    /// The methods that interfaces list, a line each.
    fn add_interfaces(&mut self, file: &File, text: &str) {
        for line in text.lines().map(str::trim) {
            let end = line.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(line.len());
            if end > 0 && line[end..].starts_with('(') {
                add_types(&mut self.methods, &line[..end], result_types(file, line, false));
            }
        }
    }

    fn add(&mut self, file: &File) {
        for declaration in &file.skim.declarations {
            match &declaration.kind {
                DeclKind::Func { name, receiver } => {
                    if let Some(receiver) = receiver
                        && RELEASES.contains(&name.as_str())
                    {
                        self.closable.insert(receiver.clone());
                    }
                    let end = declaration.body.as_ref().map_or(declaration.span.end, |b| b.start);
                    let Some(head) = file.text.get(declaration.span.start..end) else { continue };
                    let of = if receiver.is_some() { &mut self.methods } else { &mut self.functions };
                    add_types(of, name, result_types(file, head, receiver.is_some()));
                }
                DeclKind::Type => {
                    let Some(text) = file.text.get(declaration.span.clone()) else { continue };
                    if text.contains("interface") {
                        self.add_interfaces(file, text);
                    }
                    let names = || declared_names(&file.text, &declaration.span).into_iter().map(|(_, n)| SmolStr::from(n));
                    // An interface may list a release, and a struct may embed what has one.
                    let is_of_action = || text.split_once("func").is_some_and(|(head, rest)| !head.contains(['{', '(']) && is_action(rest));
                    if text.contains("Closer") || RELEASES.iter().any(|m| text.contains(m)) || is_of_action() {
                        self.closable.extend(names());
                        continue;
                    }
                    for (qualifier, inner) in embedded(text) {
                        match qualifier {
                            None => self.embedded.extend(names().map(|name| (name, SmolStr::from(inner)))),
                            Some(q) if file.import(q).is_none_or(|path| std_may_release(path, inner)) => self.closable.extend(names()),
                            Some(_) => {}
                        }
                    }
                }
                DeclKind::Import | DeclKind::Var | DeclKind::Const => {}
            }
        }
    }
}

/// The types that a type's declaration embeds, or gives another name: qualifier and name.
fn embedded(text: &str) -> impl Iterator<Item = (Option<&str>, &str)> {
    let is_alias = |line: &str| line.contains(" = ") || text.lines().nth(1).is_none();
    text.lines().filter_map(move |line| {
        let line = line.split("//").next().unwrap_or_default().split('`').next().unwrap_or_default().trim();
        // `type T struct{ *os.File }` in one line.
        let line = line.strip_suffix('}').map_or(line, |l| l.trim_end());
        let ty = if is_alias(line) { line.rsplit([' ', '{']).next()? } else { line };
        let ty = ty.trim_start_matches('*').split('[').next()?;
        let (qualifier, name) = ty.split_once('.').map_or((None, ty), |(q, name)| (Some(q), name));
        let is_name = |n: &str| !n.is_empty() && n.chars().all(|c| c.is_alphanumeric() || c == '_');
        (is_name(name) && qualifier.is_none_or(is_name)).then_some((qualifier, name))
    })
}

fn add_types(of: &mut HashMap<SmolStr, Vec<Named>>, name: &str, types: Vec<Named>) {
    if types.is_empty() {
        return;
    }
    let known = of.entry(name.into()).or_default();
    for ty in types {
        if !known.contains(&ty) {
            known.push(ty);
        }
    }
}

impl Program<'_> {
    /// The index of a folder's packages; remembered.
    pub fn signatures(&self, dir: &Path) -> Arc<Signatures> {
        self.survey.signatures.get_or(dir, || {
            let mut signatures = Signatures::default();
            for entry in self.sources.list(dir).unwrap_or_default() {
                if entry.is_dir || !is_go_file(&entry.name) {
                    continue;
                }
                let path = dir.join(&entry.name);
                // Not remembered: a file that nobody looks into is read once for its index, and dropped.
                if let Ok(bytes) = self.sources.read(&path)
                    && let Ok(text) = std::str::from_utf8(&bytes)
                {
                    signatures.add(&File::new(path.as_path().into(), text.into()));
                }
            }
            signatures.pass_on();
            Arc::new(signatures)
        })
    }
}

/// The types that a function's results name, by the text of its head.
fn result_types(file: &File, head: &str, is_method: bool) -> Vec<Named> {
    let results = results(head, is_method);
    let mut found = Vec::new();
    let bytes = results.as_bytes();
    let mut at = 0;
    let mut qualifier: Option<&str> = None;
    while at < bytes.len() {
        let b = bytes[at];
        if is_ident(b) && !b.is_ascii_digit() {
            let start = at;
            while at < bytes.len() && is_ident(bytes[at]) {
                at += 1;
            }
            let word = &results[start..at];
            if bytes.get(at) == Some(&b'.') {
                qualifier = Some(word);
                at += 1;
                continue;
            }
            match qualifier.take() {
                Some(q) => found.extend(file.import(q).map(|path| (Some(SmolStr::from(path)), SmolStr::from(word)))),
                None if word == "func" && is_action(&results[at..]) => found.push((None, ACTION.into())),
                None if super::universe::is_predeclared(word) || ["func", "map", "chan", "interface", "struct"].contains(&word) => {}
                None => found.push((None, SmolStr::from(word))),
            }
        } else {
            qualifier = None;
            at += 1;
        }
    }
    found
}

/// Whether a function type behind its keyword takes nothing, and returns nothing or an error.
fn is_action(signature: &str) -> bool {
    let Some(results) = signature.strip_prefix("()") else { return false };
    let results = results.trim_start();
    let is_name = results.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '(' || c == '*' || c == '[' || c == '<');
    !is_name || results.strip_prefix("error").is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// What stands behind a function's parameters.
fn results(head: &str, is_method: bool) -> &str {
    let mut rest = head;
    // The receiver's list, and the parameters'.
    for _ in 0..1 + usize::from(is_method) {
        let Some(open) = rest.find('(') else { return "" };
        let mut depth = 0_usize;
        let mut end = rest.len();
        for (i, b) in rest.bytes().enumerate().skip(open) {
            match b {
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        end = i + 1;
                        break;
                    }
                }
                _ => {}
            }
        }
        rest = rest.get(end..).unwrap_or_default();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_heads_tell() {
        let source = "package p\nimport (\n\t\"os\"\n\th \"net/http\"\n\t\"sync\"\n)\ntype T struct{}\nfunc (t *T) Close() error { return nil }\n\
            type I interface { io.Closer }\ntype J interface { Stop() }\nfunc New(f func(int) (*T, error)) (*T, error) { return nil, nil }\n\
            func (t *T) Get(u string) (resp *h.Response, err error) { return nil, nil }\nfunc F[K any](a K) *os.File { return nil }\nfunc n() int { return 1 }\n\
            type Locked struct {\n\t*os.File // held\n}\ntype Outer struct {\n\tLocked\n}\ntype Other = Outer\ntype Short struct{ *os.File }\ntype Plain struct {\n\tsync.Mutex\n}\n";
        let file = File::new(Path::new("p.go").into(), source.into());
        let mut index = Signatures::default();
        index.add(&file);
        index.pass_on();
        assert!(index.is_closable("T") && index.is_closable("I") && index.is_closable("J"));
        assert!(["Locked", "Outer", "Other", "Short"].iter().all(|ty| index.is_closable(ty)) && !index.is_closable("Plain"));
        assert_eq!(index.function("New"), [(None, "T".into())]);
        assert!(index.method("Get").contains(&(Some("net/http".into()), "Response".into())));
        assert_eq!(index.function("F"), [(Some("os".into()), "File".into())]);
        assert!(index.function("n").is_empty());
    }
}
