//! Whether a tree passes: a command of the user's, and the tests of what was touched.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    io::{self, Read, Seek},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

use super::{
    apply::Crew,
    dependents::dependents,
    group::Group,
    placeholders::{self, Placeholder},
};
use crate::{files::LOCAL_VARIABLES, text::Sources};

/// How much of a command's output is kept: its end, where compilers and tests say what is wrong.
const KEPT: u64 = 16 << 10;

/// How often a command is asked whether it has ended.
const PAUSE: Duration = Duration::from_millis(20);

/// The words that a command may hold, with what they stand for.
pub const PLACEHOLDERS: &[Placeholder] = &[
    ("{packages}", "the packages that the batch touches, as `./pkg/a ./pkg/b`"),
    ("{dependents}", "those, and all packages of the module that import them, directly or not"),
    ("{files}", "the files that the batch changes"),
];

/// How a command ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    Well,
    /// With what it said.
    Badly(String),
    /// The user wants to stop.
    Interrupted,
}

/// What a verification looks at: the touched files of one module.
pub(super) struct Touched {
    /// The module's folder, absolute.
    module: PathBuf,
    /// Relative to it.
    files: Vec<String>,
    packages: BTreeSet<PathBuf>,
    /// Whether the tree has a workspace for it.
    has_work: bool,
}

/// Takes the files of a batch apart by module. `tree` is where they stand.
pub(super) fn by_module(tree: &Path, files: impl Iterator<Item = PathBuf>) -> Vec<Touched> {
    let mut modules: BTreeMap<PathBuf, Touched> = BTreeMap::new();
    for file in files {
        let folder = file.parent().unwrap_or(tree);
        let module = folder.ancestors().take_while(|f| f.starts_with(tree)).find(|f| f.join("go.mod").is_file()).unwrap_or(tree);
        let touched = modules.entry(module.to_owned()).or_insert_with(|| Touched {
            module: module.to_owned(),
            files: Vec::new(),
            packages: BTreeSet::new(),
            has_work: module.ancestors().take_while(|f| f.starts_with(tree)).any(|f| f.join("go.work").is_file()),
        });
        touched.files.push(below(module, &file));
        touched.packages.insert(folder.to_owned());
    }
    modules.into_values().collect()
}

/// The path as a command in `folder` takes it.
fn below(folder: &Path, path: &Path) -> String {
    let rest = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<_> = rest.components().map(|c| c.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

impl Touched {
    /// The command with its placeholders filled in for this module. `files` are all Go files of the tree.
    pub(super) fn fill(&self, command: &str, files: &[Arc<Path>], sources: &dyn Sources) -> String {
        let package = |p: &PathBuf| match below(&self.module, p) {
            here if here.is_empty() => ".".to_owned(),
            below => format!("./{below}"),
        };
        let list = |words: &mut dyn Iterator<Item = String>| words.map(|w| quoted(&w)).collect::<Vec<_>>().join(" ");
        placeholders::fill(command, PLACEHOLDERS, |word| match word {
            "{files}" => list(&mut self.files.iter().cloned()),
            "{packages}" => list(&mut self.packages.iter().map(package)),
            _ => {
                let all = dependents(&self.packages, files, sources);
                list(&mut all.iter().filter(|p| p.starts_with(&self.module)).map(package))
            }
        })
    }

    /// A command in its folder.
    fn place(&self, mut command: Command) -> Command {
        command.current_dir(&self.module);
        // A hook's environment speaks of the hook's repository.
        for name in LOCAL_VARIABLES {
            command.env_remove(name);
        }
        // The go command looks upwards for one, out of the tree and into the user's, which need not be committed.
        if !self.has_work && env::var_os("GOWORK").is_none() {
            command.env("GOWORK", "off");
        }
        command
    }
}

/// A word that the shell takes as it is.
fn quoted(word: &str) -> String {
    shlex::try_quote(word).map_or_else(|_| "''".to_owned(), std::borrow::Cow::into_owned)
}

/// Runs a command of the user's, and ends all that it started with it, or when its time is over.
///
/// # Errors
/// When there is no shell, or no room for its output.
pub(super) fn run(command: &str, touched: &Touched, limit: Duration, crew: &Crew<'_>) -> io::Result<Ended> {
    let (status, output) = match watch(touched.place(shell(command)), limit, crew)? {
        Watched::Ended(status, output) => (status, output),
        Watched::Interrupted => return Ok(Ended::Interrupted),
        Watched::Late(output) => {
            let said = format!("{}\n(stopped: it ran longer than {})", tail(output)?, humantime::format_duration(limit));
            return Ok(Ended::Badly(said.trim_start().to_owned()));
        }
    };
    Ok(if status { Ended::Well } else { Ended::Badly(tail(output)?) })
}

/// What became of the tests of some packages, each by its package and name; a package is one of its own, which fails where it does not build.
#[derive(Debug, Default)]
pub(super) struct Tests {
    failing: BTreeSet<String>,
    /// Those that ran to their end, however it was.
    ended: BTreeSet<String>,
    /// What the compiler said.
    said: String,
}

impl Tests {
    pub(super) fn all_pass(&self) -> bool {
        self.failing.is_empty()
    }

    /// Those that fail.
    pub(super) fn failing(&self) -> impl Iterator<Item = String> {
        self.failing.iter().cloned()
    }

    /// In what these are worse than those before, in words, line by line.
    pub(super) fn worse(&self, before: &Self) -> Vec<String> {
        let failing = self.failing.difference(&before.failing).map(|test| format!("fails now, and did not before: {test}"));
        // Where one fails before and now, the rest of its package may not have run for another reason.
        let gone = before.ended.difference(&self.ended).map(|test| format!("does not run to its end now, and did before: {test}"));
        let mut worse: Vec<String> = failing.chain(gone).collect();
        if !worse.is_empty() && !self.said.is_empty() {
            worse.insert(0, self.said.trim_end().to_owned());
        }
        worse
    }
}

/// Runs the tests of the touched packages.
///
/// # Errors
/// As of [`run`].
pub(super) fn tests(touched: &Touched, limit: Duration, crew: &Crew<'_>) -> io::Result<Result<Tests, Ended>> {
    let packages: Vec<String> = touched.packages.iter().map(|p| format!("./{}", below(&touched.module, p))).collect();
    let mut go = Command::new("go");
    go.args(["test", "-json", "-count=1"]).args(packages);
    let (status, mut output) = match watch(touched.place(go), limit, crew)? {
        Watched::Ended(status, output) => (status, output),
        Watched::Interrupted => return Ok(Err(Ended::Interrupted)),
        Watched::Late(_) => {
            return Ok(Err(Ended::Badly(format!("the tests ran longer than {}", humantime::format_duration(limit)))));
        }
    };
    let mut text = String::new();
    output.rewind()?;
    output.read_to_string(&mut text)?;
    let tests = read(&text);
    if !status && tests.all_pass() {
        return Ok(Err(Ended::Badly(tail(output)?)));
    }
    Ok(Ok(tests))
}

/// What `go test -json` says.
fn read(text: &str) -> Tests {
    #[derive(Default, serde::Deserialize)]
    #[serde(rename_all = "PascalCase", default)]
    struct Line {
        action: String,
        package: String,
        /// The package, where it is about building it.
        import_path: String,
        test: String,
        output: String,
    }
    let mut tests = Tests::default();
    for line in text.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok()) {
        // `pkg [pkg.test]` where it is the package together with its tests that does not build.
        let built = line.import_path.split(' ').next().unwrap_or_default();
        let package = if line.package.is_empty() { built } else { &line.package };
        let name = format!("{package} {}", line.test).trim_end().to_owned();
        match line.action.as_str() {
            "fail" => {
                tests.failing.insert(name.clone());
                tests.ended.insert(name);
            }
            "build-fail" => {
                tests.failing.insert(name);
            }
            "pass" | "skip" => {
                tests.ended.insert(name);
            }
            "build-output" => tests.said.push_str(&line.output),
            _ => {}
        }
    }
    tests
}

#[cfg(unix)]
fn shell(command: &str) -> Command {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(command);
    shell
}

#[cfg(not(unix))]
fn shell(command: &str) -> Command {
    let mut shell = Command::new("cmd");
    shell.arg("/C").arg(command);
    shell
}

enum Watched {
    Ended(bool, fs::File),
    Late(fs::File),
    Interrupted,
}

fn watch(mut command: Command, limit: Duration, crew: &Crew<'_>) -> io::Result<Watched> {
    let output = tempfile::tempfile()?;
    command.stdin(Stdio::null()).stdout(output.try_clone()?).stderr(output.try_clone()?);
    let mut group = Group::start(command, crew.repository.held()?)?;
    let start = Instant::now();
    loop {
        if let Some(status) = group.ended()? {
            // What it left running would write into the tree from now on.
            let _ = group.end();
            return Ok(Watched::Ended(status.success(), output));
        }
        let (late, stopped) = (start.elapsed() >= limit, crew.stop.load(Ordering::Relaxed));
        if late || stopped {
            group.end()?;
            return Ok(if stopped { Watched::Interrupted } else { Watched::Late(output) });
        }
        std::thread::sleep(PAUSE);
    }
}

/// The end of what was said, without what would steer a terminal.
fn tail(mut output: fs::File) -> io::Result<String> {
    let length = output.metadata()?.len();
    output.seek(io::SeekFrom::Start(length.saturating_sub(KEPT)))?;
    let mut bytes = Vec::new();
    output.read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let text = if length > KEPT { text.split_once('\n').map_or(&*text, |(_, rest)| rest) } else { &*text };
    let plain = anstream::adapter::strip_str(text).to_string();
    Ok(plain.trim_end().chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect())
}
