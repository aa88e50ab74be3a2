//! The recipes of docs/recipes, run with the variables that their engines set: what comes of all tasks, merged, is one run.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use crate::tree::{CLEAN, LEAK, SEALED, Tree};

/// Where something runs shards by itself, its variables are not these tests' business.
const FOREIGN: &[&str] = &[
    "CAULK_SHARD",
    "CAULK_SHARDS",
    "JOB_COMPLETION_INDEX",
    "JOB_COMPLETIONS",
    "SLURM_ARRAY_TASK_ID",
    "BUILDKITE_PARALLEL_JOB",
    "STRATEGY_JOB_INDEX",
    "PARALLEL_SEQ",
];

fn recipe(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/recipes").join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(recipe(name)).expect("there is such a recipe")
}

/// A tree with findings in several packages, and what one run says of it.
fn tree() -> (Tree, String) {
    let tree = Tree::new(&[("a/a.go", LEAK), ("b/b.go", LEAK), ("b/c/c.go", CLEAN), ("d/d.go", LEAK), ("e/e.go", LEAK), ("f/f.go", CLEAN)]);
    let whole = tree.caulk(&["check", "--format", "json", "."]).stdout;
    assert!(whole.contains("e/e.go"), "{whole}");
    (tree, whole)
}

/// `sh` in the tree, with caulk on the path.
fn sh(tree: &Tree, args: &[&str], variables: &[(&str, &str)]) -> Output {
    let caulk = Path::new(env!("CARGO_BIN_EXE_caulk")).parent().expect("it is in a folder").to_owned();
    let others = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths([caulk].into_iter().chain(env::split_paths(&others))).expect("a path");
    let mut command = Command::new("sh");
    command.args(args).current_dir(tree.path("")).env("PATH", path);
    FOREIGN.iter().for_each(|name| {
        command.env_remove(name);
    });
    command.envs(variables.iter().copied()).output().expect("there is a shell")
}

/// Its tasks succeed, whatever they find.
fn task(tree: &Tree, args: &[&str], variables: &[(&str, &str)]) {
    let output = sh(tree, args, variables);
    assert!(output.status.success(), "{variables:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// What `caulk merge` prints of a pattern of files.
fn merged(tree: &Tree, files: &str) -> String {
    let output = sh(tree, &["-c", &format!("caulk merge {files}")], &[]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("what caulk says is UTF-8")
}

/// The lines behind one that ends a pattern, as long as they are indented more than it is.
fn block(text: &str, start: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut lines = text.lines().skip_while(|line| !line.trim_start().starts_with(start));
    let from = lines.next().map_or(0, indent);
    lines.take_while(|line| indent(line) > from).map(|line| format!("{}\n", line.trim())).collect()
}

#[test]
fn slurm() {
    let (tree, whole) = tree();
    let script = recipe("slurm.sh");
    let script = script.to_str().expect("names here are plain");
    let run = |id: &str| {
        let set =
            [("SLURM_ARRAY_TASK_ID", id), ("SLURM_ARRAY_TASK_MIN", "1"), ("SLURM_ARRAY_TASK_STEP", "1"), ("SLURM_ARRAY_TASK_COUNT", "3")];
        task(&tree, &[script, ".", "out"], &set);
    };
    ["1", "2", "3"].into_iter().for_each(run);
    assert_eq!(merged(&tree, "out/*.json"), whole);
    fs::remove_file(tree.path("out/2.json")).expect("it is there");
    // Again by itself, when Slurm says that it is the one of an array of one.
    let set = [("SLURM_ARRAY_TASK_ID", "2"), ("SLURM_ARRAY_TASK_MIN", "2"), ("SLURM_ARRAY_TASK_COUNT", "1"), ("CAULK_SHARD", "2/3")];
    task(&tree, &[script, ".", "out"], &set);
    assert_eq!(merged(&tree, "out/*.json"), whole);
}

#[test]
fn kubernetes() {
    let (tree, whole) = tree();
    let manifest = read("kubernetes.yaml");
    let value = |key: &str| manifest.lines().find_map(|line| Some(line.trim().strip_prefix(key)?.trim().trim_matches('"').to_owned()));
    let completions = value("completions:").expect("it has completions");
    assert_eq!(block(&manifest, "- name: JOB_COMPLETIONS"), format!("value: \"{completions}\"\n"));
    let script = block(&manifest, "- |");
    fs::create_dir(tree.path("out")).expect("a folder");
    for index in 0..completions.parse().expect("a number") {
        let index: u32 = index;
        let set = [("JOB_COMPLETION_INDEX", index.to_string()), ("JOB_COMPLETIONS", completions.clone()), ("OUT", "out".to_owned())];
        let set: Vec<(&str, &str)> = set.iter().map(|(key, value)| (*key, value.as_str())).collect();
        task(&tree, &["-euc", &script], &set);
    }
    assert_eq!(merged(&tree, "out/*.json"), whole);
}

#[test]
fn github() {
    let (tree, whole) = tree();
    let workflow = read("github.yml");
    let runs: Vec<&str> = workflow.lines().filter_map(|line| line.trim().trim_start_matches("- ").strip_prefix("run: caulk")).collect();
    let [check, merge] = runs.as_slice() else { panic!("two steps run caulk: {runs:?}") };
    for index in 0..4 {
        let folder = format!("shards/shard-{}", index + 1);
        fs::create_dir_all(tree.path(&folder)).expect("a folder");
        let set = [("STRATEGY_JOB_INDEX", index.to_string()), ("STRATEGY_JOB_TOTAL", "4".to_owned()), ("RUNNER_TEMP", folder)];
        let set: Vec<(&str, &str)> = set.iter().map(|(key, value)| (*key, value.as_str())).collect();
        task(&tree, &["-ec", &format!("caulk{check}")], &set);
    }
    assert_eq!(sh(&tree, &["-ec", &format!("caulk{merge}")], &[]).status.code(), Some(1));
    assert_eq!(tree.read("findings.json"), whole);
}

#[test]
fn parallel() {
    let (tree, whole) = tree();
    if !sh(&tree, &["-c", "parallel --version | grep GNU"], &[]).status.success() {
        return println!("skipped: no GNU parallel");
    }
    let script = recipe("parallel.sh");
    let folder = tree.path("");
    let (script, folder) = (script.to_str().expect("names here are plain"), folder.to_str().expect("names here are plain"));
    let output = sh(&tree, &[script, "3", ":", folder], &[]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), whole, "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(1));
    let auto = "seq 3 | parallel -N0 --env CAULK_SHARDS caulk check --format json --shard auto . | caulk merge -";
    let output = sh(&tree, &["-c", auto], &[("CAULK_SHARDS", "3")]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), whole, "{}", String::from_utf8_lossy(&output.stderr));
}

/// As multi-gitter calls it: in a clone, whose diff is what it would propose.
#[test]
fn a_fleet_of_repositories() {
    let script = recipe("fix-repository.sh");
    let script = script.to_str().expect("names here are plain");
    let leaky = Tree::new(&[("a.go", LEAK)]);
    leaky.commit();
    task(&leaky, &[script], &[("REPOSITORY", "org/leaky")]);
    assert_eq!((leaky.read("a.go").as_str(), leaky.git(&["diff", "--name-only"], "").as_str()), (SEALED, "a.go\n"));
    let clean = Tree::new(&[("a.go", SEALED)]);
    clean.commit();
    task(&clean, &[script], &[("REPOSITORY", "org/clean")]);
    let other = Tree::new(&[("a.txt", "not Go")]);
    other.commit();
    task(&other, &[script], &[("REPOSITORY", "org/other")]);
    assert_eq!([clean, other].map(|tree| tree.git(&["status", "--porcelain"], "")), ["", ""]);
}
