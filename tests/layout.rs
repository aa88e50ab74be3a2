//! What gofmt has formatted stays so: random edits of Go's own sources, given to gofmt.

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use caulk::{
    syntax::{
        Descend, Layout, Node,
        ast::{Block, Decl, ExprKind, Stmt, StmtKind},
        ensure_import, parse_declaration, skim, walk_block,
    },
    text::{Edit, apply},
};

/// A block: where it begins (none for clauses), and where its statements start and end.
type Places = (Option<usize>, Vec<(usize, usize)>);

/// The blocks of a file's functions.
fn blocks(text: &str) -> Vec<Places> {
    let mut found = Vec::new();
    let places = |stmts: &[Stmt]| {
        // gofmt puts labels elsewhere than other statements.
        let plain = stmts.iter().filter(|s| !matches!(s.kind, StmtKind::Labeled { .. } | StmtKind::Empty));
        plain.map(|s| (s.span.start as usize, s.span.end as usize)).collect::<Vec<_>>()
    };
    for declaration in &skim(text).declarations {
        let Ok(Decl::Func(func)) = parse_declaration(text, declaration) else { continue };
        let Some(body) = &func.body else { continue };
        let mut add = |block: &Block, braces: bool| found.push((braces.then_some(block.span.start as usize), places(&block.stmts)));
        add(body, true);
        walk_block(body, &mut |node| {
            match node {
                Node::Stmt(stmt) => match &stmt.kind {
                    StmtKind::Block(block) => add(block, true),
                    StmtKind::If(s) => add(&s.then, true),
                    StmtKind::For(s) => add(&s.body, true),
                    StmtKind::Range(s) => add(&s.body, true),
                    StmtKind::Switch(s) => s.cases.iter().for_each(|case| add(&case.body, false)),
                    StmtKind::TypeSwitch(s) => s.cases.iter().for_each(|case| add(&case.body, false)),
                    StmtKind::Select(cases) => cases.iter().for_each(|case| add(&case.body, false)),
                    _ => {}
                },
                Node::Expr(e) => {
                    if let ExprKind::FuncLit(lit) = &e.kind {
                        add(&lit.body, true);
                    }
                }
            }
            Descend::Into
        });
    }
    found
}

/// A fixed sequence of numbers: xorshift.
struct Random(u64);

impl Random {
    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        from.get(usize::try_from(self.0 % from.len().max(1) as u64).ok()?)
    }
}

/// One edit of each kind.
fn edits(text: &str, random: &mut Random) -> Vec<Edit> {
    let path: Arc<Path> = Arc::from(Path::new("a.go"));
    let layout = Layout::new(text);
    let blocks = blocks(text);
    let stmts: Vec<(usize, usize)> = blocks.iter().flat_map(|(_, stmts)| stmts.clone()).collect();
    let braces: Vec<usize> = blocks.iter().filter_map(|(brace, _)| *brace).collect();
    let mut edits = Vec::new();
    for _ in 0..4 {
        let (Some(&after), Some(&before), Some(&deleted)) = (random.pick(&stmts), random.pick(&stmts), random.pick(&stmts)) else { break };
        edits.extend(layout.after(&path, after.1, after.0, &["defer func() {", "\tf.Close()", "}()"]));
        edits.extend(layout.before(&path, before.0, &["f.Close()"]));
        edits.extend(random.pick(&braces).and_then(|&brace| layout.block_start(&path, brace, &["defer f.Close()"])));
        edits.push(layout.delete(&path, deleted.0, deleted.1));
    }
    let skim = skim(text);
    for import_path in ["archive/zip", "zzz", "example.com/a/b"] {
        edits.extend(ensure_import(&path, text, &skim, import_path).and_then(|(_, edit)| edit));
    }
    edits
}

fn go_files(root: &Path) -> Vec<PathBuf> {
    let (mut files, mut folders) = (Vec::new(), vec![root.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() && !path.ends_with("testdata") {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "go") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Every 50th file, every one with `CAULK_FULL=1`, of Go's own sources or of the folder `CAULK_ROOTS`.
#[test]
fn gofmt_has_nothing_to_say() {
    let goroot = Command::new("go").args(["env", "GOROOT"]).output().ok().and_then(|out| String::from_utf8(out.stdout).ok());
    let Some(goroot) = goroot.map(|root| PathBuf::from(root.trim())) else {
        assert!(env::var_os("CAULK_REQUIRE_GO").is_none(), "no go toolchain");
        println!("skipped: no go toolchain");
        return;
    };
    let root = env::var_os("CAULK_ROOTS").map_or_else(|| goroot.join("src"), PathBuf::from);
    let every = if env::var_os("CAULK_FULL").is_some() { 1 } else { 50 };
    let dir = tempfile::tempdir().expect("a folder");
    let unformatted = |dir: &Path| {
        let output = Command::new(goroot.join("bin/gofmt")).arg("-l").arg(dir).output().expect("gofmt beside go");
        String::from_utf8(output.stdout).expect("names in ASCII").lines().map(PathBuf::from).collect::<Vec<_>>()
    };
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let mut places: BTreeMap<PathBuf, String> = BTreeMap::new();
    for (i, file) in go_files(&root).iter().enumerate().step_by(every) {
        let Ok(text) = fs::read_to_string(file) else { continue };
        let original = dir.path().join("original.go");
        fs::write(&original, &text).expect("a file");
        if text.len() > 60_000 || !unformatted(&original).is_empty() {
            continue;
        }
        fs::remove_file(original).expect("the file");
        for (j, edit) in edits(&text, &mut random).into_iter().enumerate() {
            let name = dir.path().join(format!("{i}_{j}.go"));
            fs::write(&name, apply(&text, std::slice::from_ref(&edit)).expect("an edit inside the text")).expect("a file");
            places.insert(name, format!("{} {edit:?}", file.display()));
        }
    }
    println!("{} edits", places.len());
    let wrong: Vec<&String> = unformatted(dir.path()).iter().filter_map(|name| places.get(name)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
