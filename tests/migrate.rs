//! A migration with a rule that makes a bad edit: the verification fails, the edit is found and dropped, and the rest lands.

use std::{
    fs,
    path::Path,
    process::Command,
    sync::{Arc, Mutex, atomic::AtomicBool},
};

use caulk::{
    engine::{Config, Selected},
    files::{Disk, Repository, Roots, Walk, walk},
    flow::{Fate, Function},
    migrate::{self, Bounds, By, Crew, Order, Proof, State, Step, Target, Terms, Tree, owners::Owners},
    repair::{self, Safety},
    transform::{Check, Finding, Findings, Level, Transform},
    transforms,
};

/// Closes files as the true rule does, but in functions that are called `bad` in a way that can't be.
static CARELESS: Transform = Transform {
    id: "unclosed-file",
    summary: "a rule of this test",
    docs: "",
    table: transforms::unclosed_file::TRANSFORM.table,
    resources: transforms::unclosed_file::TRANSFORM.resources,
    constructions: false,
    linters: &[],
    check: Check::Function(check),
};

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    for held in func.acquisitions("unclosed-file") {
        let Fate::Leaked(leak) = held.fate() else { continue };
        let mut mend = repair::seal(&held, &leak);
        if let Ok(mend) = &mut mend
            && func.symbol().as_str().contains(".bad")
        {
            for edit in &mut mend.fix.edits {
                edit.text = edit.text.replace(".Close()", ".Shut()");
            }
        }
        findings.report(Finding::leaked(&held, &leak, "a leak".into(), "closing it", mend));
    }
}

fn function(name: &str) -> String {
    format!(
        "func {name}(p string) error {{\n\tf, err := os.Open(p)\n\tif err != nil {{\n\t\treturn err\n\t}}\n\t_, err = f.Stat()\n\treturn err\n}}\n"
    )
}

fn git(root: &Path, args: &[&str]) -> String {
    let output = Command::new("git").args(args).current_dir(root).output().expect("git runs");
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_bad_fix_is_isolated_and_the_rest_lands() {
    if !Command::new("git").arg("--version").output().is_ok_and(|o| o.status.success()) {
        return println!("skipped: no git");
    }
    let dir = tempfile::tempdir().expect("a folder");
    let root = fs::canonicalize(dir.path()).expect("the folder");
    fs::write(root.join("go.mod"), "module example.com/m\n\ngo 1.22\n").expect("a file");
    // Sixty-four good fixes, and two bad ones: in a file of its own, and between two good ones.
    for n in 0..64 {
        fs::write(root.join(format!("f{n}.go")), format!("package m\n\nimport \"os\"\n\n{}", function(&format!("good{n}"))))
            .expect("a file");
    }
    let mixed = ["good", "bad", "fine"].map(function).join("\n");
    fs::write(root.join("mixed.go"), format!("package m\n\nimport \"os\"\n\n{mixed}")).expect("a file");
    fs::write(root.join("alone.go"), format!("package m\n\nimport \"os\"\n\n{}", function("badAlone"))).expect("a file");
    git(&root, &["init", "-q"]);
    for (key, value) in [("user.name", "n"), ("user.email", "n@example.com"), ("core.autocrlf", "false")] {
        git(&root, &["config", key, value]);
    }
    git(&root, &["add", "-A"]);
    git(&root, &["commit", "-qm", "all"]);

    let roots = Roots::resolve(&root, &[".".into()], false).0;
    let files: Vec<Arc<Path>> = walk(&roots, Walk { ignore_files: true, jobs: 1 }).files;
    let disk = Disk::new(roots);
    let config = Config {
        transforms: &[Selected { transform: &CARELESS, least: Level::Leak }],
        known: &[&CARELESS],
        table: None,
        go: None,
        safety: Safety::Safe,
        prefer: &[],
        generated: false,
        progress: &|_, _| {},
    };
    let (owners, _) = Owners::read(&root, &disk);
    let terms = Terms { by: By::Module, bounds: Bounds::default(), ..Terms::default() };
    let plan = migrate::survey(Tree { root: &root, sources: &disk, files: &files, shards: None }, &config, &owners, terms);
    assert_eq!((plan.batches.len(), plan.summary.fixes), (1, 68));

    // Go's compiler says no to a method that is not there; so does this, where there is no Go.
    let has_go = Command::new("go").arg("version").output().is_ok_and(|o| o.status.success());
    assert!(has_go || std::env::var_os("CAULK_REQUIRE_GO").is_none(), "there is no go toolchain");
    let verify = if has_go { "go build {packages}" } else { "! grep -q Shut *.go" };
    let runs = Mutex::new(0);
    let repository = Repository::open(&root).expect("a repository");
    let migration = migrate::begin(
        Order {
            plan,
            target: Target::Branches { prefix: "caulk/".into() },
            proof: Proof { command: Some(verify.into()), test: false, timeout: 600 },
            message: migrate::DEFAULT_MESSAGE.into(),
            date: "1700000000 +0000".into(),
        },
        &Crew {
            repository: &repository,
            replan: &|_, _| Err("nothing has changed".into()),
            go_files: &|_| Vec::new(),
            watch: &|_, step| {
                if matches!(step, Step::Verifying { .. }) {
                    *runs.lock().expect("one thread") += 1;
                }
            },
            stop: &AtomicBool::new(false),
        },
    )
    .expect("it goes through");

    let [entry] = migration.entries.as_slice() else { panic!("one batch") };
    let State::Landed(landed) = &entry.state else { panic!("{:?}", entry.state) };
    let dropped: Vec<(&str, &str)> =
        entry.dropped().iter().flat_map(|(unit, _)| &unit.fixes).map(|f| (f.path.as_str(), f.function.as_str())).collect();
    assert_eq!(dropped, [("alone.go", "badAlone"), ("mixed.go", "bad")]);
    assert_eq!(landed.units.len(), 66);
    if has_go {
        assert!(entry.dropped().iter().all(|(_, said)| said.contains("Shut")), "what the compiler says is told");
    }
    let text = git(&root, &["show", "caulk/root:mixed.go"]);
    assert_eq!((text.matches("defer f.Close()").count(), text.matches("Shut").count()), (2, 0), "{text}");
    assert_eq!(git(&root, &["diff", "--stat", "master", "caulk/root"]).lines().count(), 66, "sixty-five files and a sum");
    assert_eq!(git(&root, &["status", "--porcelain"]), "");
    let runs = *runs.lock().expect("one thread");
    assert!(runs <= 30, "two among 68 are found in few runs, not in {runs}");
}
