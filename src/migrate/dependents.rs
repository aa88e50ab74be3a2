//! Which packages a change of others can break, by imports alone: no go command is asked.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use rayon::prelude::*;

use crate::{
    program::{Program, ResourceRegistry},
    syntax::skim_header,
    text::Sources,
};

/// The packages (folders, absolute) that the given ones are, and all that depend on them, test files included, within the modules of
/// `files`. Sorted.
///
/// What imports a package for its tests alone is a dependent, but what imports that is none. Imports count under any build
/// constraint.
pub fn dependents(packages: &BTreeSet<PathBuf>, files: &[Arc<Path>], sources: &dyn Sources) -> BTreeSet<PathBuf> {
    let registry = ResourceRegistry::default();
    let program = Program::new(sources, &registry, None);
    let edges: BTreeSet<Edge> = files.par_iter().flat_map_iter(|path| edges(path, &program, sources)).collect();
    let mut importers: BTreeMap<&Path, Vec<&Path>> = BTreeMap::new();
    let mut testers = importers.clone();
    for edge in &edges {
        let by = if edge.in_test { &mut testers } else { &mut importers };
        by.entry(&edge.imported).or_default().push(&edge.importer);
    }
    let mut reached: BTreeSet<&Path> = packages.iter().map(PathBuf::as_path).collect();
    let mut open: Vec<&Path> = reached.iter().copied().collect();
    while let Some(package) = open.pop() {
        open.extend(importers.get(package).into_iter().flatten().filter(|importer| reached.insert(importer)));
    }
    let tests = reached.iter().filter_map(|package| testers.get(package)).flatten();
    reached.iter().chain(tests).map(|package| package.to_path_buf()).collect()
}

/// An import, by folders.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Edge {
    imported: PathBuf,
    importer: Arc<Path>,
    in_test: bool,
}

/// The imports of a file that are found. What can't be read imports nothing.
fn edges(path: &Path, program: &Program<'_>, sources: &dyn Sources) -> Vec<Edge> {
    let (Some(dir), Ok(bytes)) = (path.parent(), sources.read(path)) else { return Vec::new() };
    let importer: Arc<Path> = dir.into();
    let in_test = path.file_name().is_some_and(|name| name.to_string_lossy().ends_with("_test.go"));
    let imports = skim_header(&String::from_utf8_lossy(&bytes)).imports;
    let found = imports.iter().filter_map(|import| program.folder(dir, &import.path));
    found.map(|imported| Edge { imported, importer: Arc::clone(&importer), in_test }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrate::testing::tree;

    /// The dependents of a package of this tree, below `/r`.
    fn of(package: &str, files: &[(&str, &str)]) -> Vec<String> {
        let tree = tree(files);
        let paths: Vec<Arc<Path>> =
            tree.files().map(|(path, _)| path.into()).filter(|path: &Arc<Path>| path.extension().is_some_and(|e| e == "go")).collect();
        let found = dependents(&BTreeSet::from([Path::new("/r").join(package)]), &paths, &tree);
        found.iter().map(|path| path.strip_prefix("/r").expect("all is below").display().to_string()).collect()
    }

    const MODULE: [(&str, &str); 8] = [
        ("go.mod", "module example.com/m\n\ngo 1.21\n"),
        ("a/a.go", "package a\n\nimport \"fmt\"\n"),
        ("b/b.go", "package b\n\nimport (\n\t\"fmt\"\n\n\tx \"example.com/m/a\"\n)\n"),
        ("c/c.go", "package c\n\nimport _ \"example.com/m/b\"\n"),
        ("d/d.go", "package d\n"),
        ("d/d_test.go", "package d_test\n\nimport \"example.com/m/b\"\n"),
        ("e/e.go", "package e\n\nimport \"example.com/m/d\"\n"),
        ("ab/x.go", "//go:build ignore\n\npackage ab\n\nimport \"example.com/m/c\"\nimport \"example.com/m/missing\"\n"),
    ];

    #[test]
    fn through_others_and_from_tests_but_not_through_those() {
        for (package, expected) in [
            ("a", &["a", "ab", "b", "c", "d"][..]),
            ("b", &["ab", "b", "c", "d"]),
            ("d", &["d", "e"]),
            ("e", &["e"]),
            ("no/such", &["no/such"]),
        ] {
            assert_eq!(of(package, &MODULE), expected, "{package}");
        }
    }

    #[test]
    fn across_modules_of_one_tree() {
        let files = [
            ("go.work", "go 1.21\n\nuse (\n\t./api\n\t./srv\n)\n"),
            ("api/go.mod", "module example.com/api/v3\n"),
            ("api/pb/x.go", "package pb\n"),
            ("srv/go.mod", "module example.com/srv\n\nrequire example.com/api/v3 v3.0.0\n"),
            ("srv/x.go", "package srv\n\nimport \"example.com/api/v3/pb\"\n"),
            ("tool/go.mod", "module example.com/tool\n\nrequire example.com/srv v0.0.0\n\nreplace example.com/srv => ../srv\n"),
            ("tool/x.go", "package main\n\nimport \"example.com/srv\"\n"),
            // As it was published, not as it is here.
            ("old/go.mod", "module example.com/old\n\nrequire example.com/srv v0.1.0\n"),
            ("old/x.go", "package main\n\nimport \"example.com/srv\"\n"),
        ];
        assert_eq!(of("api/pb", &files), ["api/pb", "srv", "tool"]);
    }

    #[test]
    fn what_is_broken_imports_what_can_be_read() {
        let files = [
            ("go.mod", "module m\n"),
            ("a/a.go", "package a\n"),
            ("b/b.go", "package b\nimport \"m/a\"\nfunc {{{\n"),
            ("c/c.go", "import \"m/a\"\n"),
            ("d/d.go", ""),
        ];
        assert_eq!(of("a", &files), ["a", "b"]);
    }
}
