//! Import insertion.

use std::{ops::Range, path::Path, sync::Arc};

use super::{
    align::aligned,
    layout::Layout,
    skim::{DeclKind, ImportSpec, Skim},
};
use crate::text::Edit;

/// The qualifier under which `import_path` can be named in this file, and the edit that imports it where it is not
/// imported yet: in alphabetical order into the group of its kind (standard library first), as goimports would.
/// None where it can't be: no package clause, a dot import, or another import or function of this file has the name.
pub fn ensure_import(path: &Arc<Path>, text: &str, skim: &Skim, import_path: &str) -> Option<(String, Option<Edit>)> {
    let package = skim.package.as_ref()?;
    let mut dot = false;
    for spec in skim.imports.iter().filter(|spec| spec.path == import_path) {
        match spec.alias.as_deref() {
            Some("_") => {}
            Some(".") => dot = true,
            Some(alias) => return Some((alias.to_owned(), None)),
            None => return Some((assumed_name(import_path).to_owned(), None)),
        }
    }
    let name = assumed_name(import_path);
    if dot || name.is_empty() || is_taken(skim, name) {
        return None;
    }
    let place = Place { path, text, layout: Layout::new(text), skim };
    let edit = place.in_group(import_path).or_else(|| place.beside_single(import_path)).or_else(|| {
        let at = place.line_end(package.span.end)?;
        Some(place.declaration(at, import_path))
    })?;
    Some((name.to_owned(), Some(edit)))
}

/// Whether the file declares or imports the name on its top level, as far as a skim sees.
fn is_taken(skim: &Skim, name: &str) -> bool {
    let imported = skim.imports.iter().any(|spec| match spec.alias.as_deref() {
        Some("_") => false,
        Some(alias) => alias == name,
        None => assumed_name(&spec.path) == name,
    });
    let declared = skim.declarations.iter().any(|d| matches!(&d.kind, DeclKind::Func { name: n, receiver: None } if n == name));
    imported || declared
}

/// The name a package most likely has, from its path, as goimports assumes it: the last element that is no major
/// version, without a leading `go-`, up to what is no part of a name.
fn assumed_name(path: &str) -> &str {
    let mut elements = path.rsplit('/');
    let mut base = elements.next().unwrap_or_default();
    let is_version = base.strip_prefix('v').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()));
    if is_version && let Some(before) = elements.next() {
        base = before;
    }
    let base = base.strip_prefix("go-").unwrap_or(base);
    base.find(|c: char| !c.is_alphanumeric() && c != '_').map_or(base, |i| &base[..i])
}

/// Whether a path is of the standard library: its first element has no dot.
fn is_std(path: &str) -> bool {
    !path.split('/').next().unwrap_or_default().contains('.')
}

struct Place<'a> {
    path: &'a Arc<Path>,
    text: &'a str,
    layout: Layout<'a>,
    skim: &'a Skim,
}

impl<'a> Place<'a> {
    /// The import declarations with their specs, but for that of cgo, whose comment is code.
    fn declarations(&self) -> impl Iterator<Item = (&'a Range<usize>, Vec<&'a ImportSpec>)> {
        let skim = self.skim;
        skim.declarations.iter().filter(|d| d.kind == DeclKind::Import).filter_map(move |d| {
            let specs: Vec<_> = skim.imports.iter().filter(|s| d.span.contains(&s.span.start)).collect();
            specs.iter().all(|s| s.path != "C").then_some((&d.span, specs))
        })
    }

    /// Into the declaration with parentheses.
    fn in_group(&self, import_path: &str) -> Option<Edit> {
        let (span, specs) = self.declarations().find(|(span, _)| self.text[(*span).clone()].ends_with(')'))?;
        let open = span.start + self.text[span.clone()].find('(')?;
        let close = span.end - 1;
        let quoted = format!("\"{import_path}\"");
        let Some(last) = specs.last() else {
            let ending = self.layout.line_ending(open);
            return Some(Edit::replace(self.path, open + 1..close, format!("{ending}\t{quoted}{ending}")));
        };
        // Each on lines of its own, or nothing is known of the order of things.
        let starts_line = |at: usize| self.text[..at].trim_end_matches([' ', '\t']).ends_with('\n');
        if !starts_line(close) || !specs.iter().all(|s| starts_line(s.span.start)) {
            return None;
        }
        let blocks = self.blocks(&specs);
        let same_kind = |s: &&ImportSpec| is_std(&s.path) == is_std(import_path);
        let block = if is_std(import_path) {
            blocks.iter().find(|block| block.iter().any(same_kind))
        } else {
            blocks.iter().filter(|block| block.iter().any(same_kind)).max_by_key(|block| {
                // The first of equals: max_by_key takes the last.
                let nearest = block.iter().map(|s| shared_elements(&s.path, import_path)).max();
                (nearest, std::cmp::Reverse(block.first().map(|s| s.span.start)))
            })
        };
        let ending = self.layout.line_ending(open);
        let Some(block) = block else {
            if is_std(import_path) {
                let first = specs.first()?;
                let at = self.with_comments_above(first.span.start);
                return Some(Edit::insert(self.path, at, format!("\t{quoted}{ending}{ending}")));
            }
            let at = self.line_end(last.span.end)?;
            return Some(Edit::insert(self.path, at, format!("{ending}{ending}\t{quoted}")));
        };
        match block.iter().find(|s| s.path.as_str() > import_path) {
            Some(next) => {
                let at = self.with_comments_above(next.span.start);
                let edit = Edit::insert(self.path, at, format!("{}{quoted}{ending}", self.layout.indent(next.span.start)));
                Some(aligned(self.text, edit))
            }
            None => {
                let last = block.last()?;
                self.layout.after(self.path, last.span.end, last.span.start, &[&quoted])
            }
        }
    }

    /// The specs of a group, parted where blank lines stand.
    fn blocks<'s>(&self, specs: &[&'s ImportSpec]) -> Vec<Vec<&'s ImportSpec>> {
        let mut blocks: Vec<Vec<&ImportSpec>> = Vec::new();
        for spec in specs {
            let apart = blocks.last().and_then(|block| block.last()).is_none_or(|last: &&ImportSpec| {
                let between: Vec<&str> = self.text[last.span.end..spec.span.start].split('\n').collect();
                between[1..].split_last().is_some_and(|(_, whole)| whole.iter().any(|line| line.trim().is_empty()))
            });
            match blocks.last_mut() {
                Some(block) if !apart => block.push(spec),
                _ => blocks.push(vec![spec]),
            }
        }
        blocks
    }

    /// Beside imports without parentheses: a single one becomes a group, of several each keeps its line.
    fn beside_single(&self, import_path: &str) -> Option<Edit> {
        let declarations: Vec<_> = self.declarations().collect();
        let (span, specs) = declarations.last()?;
        let at = self.line_end(span.end)?;
        let ending = self.layout.line_ending(span.start);
        let [spec] = specs.as_slice() else { return Some(self.declaration(at, import_path)) };
        if declarations.len() > 1 || at > span.end {
            return Some(Edit::insert(self.path, at, format!("{ending}import \"{import_path}\"")));
        }
        let (old, new) = (self.text[spec.span.clone()].to_owned(), format!("\"{import_path}\""));
        let old_first = match (is_std(&spec.path), is_std(import_path)) {
            (true, false) => true,
            (false, true) => false,
            _ => spec.path.as_str() < import_path,
        };
        let (first, second) = if old_first { (old, new) } else { (new, old) };
        let blank = if is_std(&spec.path) == is_std(import_path) { "" } else { ending };
        let group = format!("import ({ending}\t{first}{ending}{blank}\t{second}{ending})");
        Some(Edit::replace(self.path, (*span).clone(), group))
    }

    /// A declaration of its own below the line that ends at `at`.
    fn declaration(&self, at: usize, import_path: &str) -> Edit {
        let ending = self.layout.line_ending(at);
        let below = self.text[at..].split('\n').nth(1);
        // What follows is kept apart by a blank line.
        let behind = if below.is_some_and(|line| !line.trim().is_empty()) { ending } else { "" };
        Edit::insert(self.path, at, format!("{ending}{ending}import \"{import_path}\"{behind}"))
    }

    /// The end of the line, where only comments follow `at`.
    fn line_end(&self, at: usize) -> Option<usize> {
        self.layout.after(self.path, at, at, &[]).map(|edit| edit.start)
    }

    /// The start of the line, or of the comment lines right above it.
    fn with_comments_above(&self, at: usize) -> usize {
        let mut start = self.text[..at].rfind('\n').map_or(0, |i| i + 1);
        while start > 0 {
            let above = self.text[..start - 1].rfind('\n').map_or(0, |i| i + 1);
            if !self.text[above..start].trim_start().starts_with("//") {
                break;
            }
            start = above;
        }
        start
    }
}

/// How many leading elements two paths share.
fn shared_elements(a: &str, b: &str) -> usize {
    a.split('/').zip(b.split('/')).take_while(|(x, y)| x == y).count()
}

#[cfg(test)]
mod tests {
    use super::{super::skim::skim, *};
    use crate::text::apply;

    /// The qualifier and the text with the import in it.
    fn ensured(text: &str, import_path: &str) -> Option<(String, String)> {
        let path: Arc<Path> = Arc::from(Path::new("a.go"));
        let (name, edit) = ensure_import(&path, text, &skim(text), import_path)?;
        let text = apply(text, edit.as_slice()).expect("an edit inside the text");
        Some((name, text))
    }

    fn with_import(text: &str, import_path: &str) -> String {
        ensured(text, import_path).expect("it can be imported").1
    }

    #[test]
    fn what_is_imported_is_named_as_it_is() {
        let text = "package p\n\nimport (\n\t\"context\"\n\tmyio \"io\"\n\t_ \"embed\"\n)\n";
        assert_eq!(ensured(text, "context"), Some(("context".into(), text.into())));
        assert_eq!(ensured(text, "io"), Some(("myio".into(), text.into())));
        assert_eq!(with_import(text, "embed"), "package p\n\nimport (\n\t\"context\"\n\t\"embed\"\n\tmyio \"io\"\n\t_ \"embed\"\n)\n");
    }

    #[test]
    fn nowhere_to_import() {
        assert_eq!(ensured("func f() {}\n", "io"), None);
        assert_eq!(ensured("package p\n\nimport . \"io\"\n", "io"), None);
        assert_eq!(ensured("package p\n\nimport \"crypto/rand\"\n", "math/rand"), None);
        assert_eq!(ensured("package p\n\nfunc errors() {}\n", "errors"), None);
    }

    #[test]
    fn names_are_assumed_as_goimports_does() {
        let paths = ["io", "math/rand/v2", "gopkg.in/yaml.v3", "github.com/a/go-b", "example.com/v2", "github.com/x/y.go"];
        assert_eq!(paths.map(assumed_name), ["io", "rand", "yaml", "b", "example", "y"]);
    }

    #[test]
    fn into_its_place_in_a_group() {
        let text = "package p\n\nimport (\n\t\"context\"\n\t\"os\" // files\n)\n";
        assert_eq!(with_import(text, "bytes"), "package p\n\nimport (\n\t\"bytes\"\n\t\"context\"\n\t\"os\" // files\n)\n");
        assert_eq!(with_import(text, "io"), "package p\n\nimport (\n\t\"context\"\n\t\"io\"\n\t\"os\" // files\n)\n");
        assert_eq!(with_import(text, "time"), "package p\n\nimport (\n\t\"context\"\n\t\"os\" // files\n\t\"time\"\n)\n");
    }

    #[test]
    fn above_the_comment_of_the_next_import() {
        let text = "package p\n\nimport (\n\t\"context\"\n\t// files\n\t\"os\"\n)\n";
        assert_eq!(with_import(text, "io"), "package p\n\nimport (\n\t\"context\"\n\t\"io\"\n\t// files\n\t\"os\"\n)\n");
    }

    #[test]
    fn into_the_block_of_its_kind() {
        let text = "package p\n\nimport (\n\t\"os\"\n\n\t\"a.org/x\"\n\n\t\"b.org/x\"\n)\n";
        assert_eq!(with_import(text, "errors"), "package p\n\nimport (\n\t\"errors\"\n\t\"os\"\n\n\t\"a.org/x\"\n\n\t\"b.org/x\"\n)\n");
        assert_eq!(with_import(text, "b.org/y"), "package p\n\nimport (\n\t\"os\"\n\n\t\"a.org/x\"\n\n\t\"b.org/x\"\n\t\"b.org/y\"\n)\n");
        assert_eq!(with_import(text, "c.org/c"), "package p\n\nimport (\n\t\"os\"\n\n\t\"a.org/x\"\n\t\"c.org/c\"\n\n\t\"b.org/x\"\n)\n");
    }

    #[test]
    fn into_a_block_of_its_own() {
        let other = "package p\n\nimport (\n\t\"a.org/x\"\n)\n";
        assert_eq!(with_import(other, "os"), "package p\n\nimport (\n\t\"os\"\n\n\t\"a.org/x\"\n)\n");
        let std = "package p\n\nimport (\n\t\"os\"\n)\n";
        assert_eq!(with_import(std, "a.org/x"), "package p\n\nimport (\n\t\"os\"\n\n\t\"a.org/x\"\n)\n");
        assert_eq!(with_import("package p\n\nimport ()\n", "os"), "package p\n\nimport (\n\t\"os\"\n)\n");
    }

    #[test]
    fn a_single_import_becomes_a_group() {
        let text = "package p\n\nimport \"os\"\n\nfunc f() {}\n";
        assert_eq!(with_import(text, "io"), "package p\n\nimport (\n\t\"io\"\n\t\"os\"\n)\n\nfunc f() {}\n");
        assert_eq!(with_import(text, "time"), "package p\n\nimport (\n\t\"os\"\n\t\"time\"\n)\n\nfunc f() {}\n");
        assert_eq!(
            with_import("package p\r\n\r\nimport x \"a.org/x\"\r\n", "io"),
            "package p\r\n\r\nimport (\r\n\t\"io\"\r\n\r\n\tx \"a.org/x\"\r\n)\r\n"
        );
    }

    #[test]
    fn beside_several_single_imports() {
        let text = "package p\n\nimport \"io\"\nimport \"os\" // c\n\nfunc f() {}\n";
        assert_eq!(with_import(text, "time"), "package p\n\nimport \"io\"\nimport \"os\" // c\nimport \"time\"\n\nfunc f() {}\n");
    }

    #[test]
    fn below_the_package_clause() {
        assert_eq!(with_import("package p // c\n\nfunc f() {}\n", "io"), "package p // c\n\nimport \"io\"\n\nfunc f() {}\n");
        assert_eq!(with_import("package p\r\nfunc f() {}\r\n", "io"), "package p\r\n\r\nimport \"io\"\r\n\r\nfunc f() {}\r\n");
        assert_eq!(with_import("package p", "io"), "package p\n\nimport \"io\"");
        assert_eq!(
            with_import("package p\n\n// #include <a.h>\nimport \"C\"\n", "io"),
            "package p\n\nimport \"io\"\n\n// #include <a.h>\nimport \"C\"\n"
        );
    }
}
