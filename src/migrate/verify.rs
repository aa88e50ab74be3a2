//! Whether a tree passes: a command of the user's, and the tests of what was touched.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, Read, Seek},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use process_wrap::std::{ChildWrapper, CommandWrap};

use super::dependents::dependents;
use crate::text::Sources;

/// How much of a command's output is kept: its end, where compilers and tests say what is wrong.
const KEPT: u64 = 16 << 10;

/// How often a command is asked whether it has ended.
const PAUSE: Duration = Duration::from_millis(20);

/// The words that a command may hold, with what they stand for.
pub const PLACEHOLDERS: &[(&str, &str)] = &[
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
        let mut filled = command.replace("{files}", &list(&mut self.files.iter().cloned()));
        filled = filled.replace("{packages}", &list(&mut self.packages.iter().map(package)));
        if filled.contains("{dependents}") {
            let all = dependents(&self.packages, files, sources);
            let mine = all.iter().filter(|p| p.starts_with(&self.module));
            filled = filled.replace("{dependents}", &list(&mut mine.map(package)));
        }
        filled
    }

    pub(super) fn folder(&self) -> &Path {
        &self.module
    }
}

/// A word that the shell takes as it is.
fn quoted(word: &str) -> String {
    shlex::try_quote(word).map_or_else(|_| "''".to_owned(), std::borrow::Cow::into_owned)
}

/// Runs a command in a folder, and ends it and all that it started when its time is over.
///
/// # Errors
/// When there is no shell, or no room for its output.
pub(super) fn run(command: &str, folder: &Path, limit: Duration, stop: &AtomicBool) -> io::Result<Ended> {
    let (status, output) = match watch(shell(command), folder, limit, stop)? {
        Watched::Ended(status, output) => (status, output),
        Watched::Interrupted => return Ok(Ended::Interrupted),
        Watched::Late(output) => {
            let said = format!("{}\n(stopped: it ran longer than {})", tail(output)?, humantime::format_duration(limit));
            return Ok(Ended::Badly(said.trim_start().to_owned()));
        }
    };
    Ok(if status { Ended::Well } else { Ended::Badly(tail(output)?) })
}

/// The tests that fail in some packages, by package and name; a package that does not build is one of its own.
///
/// # Errors
/// As of [`run`].
pub(super) fn failing_tests(touched: &Touched, limit: Duration, stop: &AtomicBool) -> io::Result<Result<BTreeSet<String>, Ended>> {
    #[derive(serde::Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Line {
        action: String,
        #[serde(default)]
        package: String,
        #[serde(default)]
        test: String,
    }
    let packages: Vec<String> = touched.packages.iter().map(|p| format!("./{}", below(&touched.module, p))).collect();
    let mut go = Command::new("go");
    go.args(["test", "-json", "-count=1"]).args(packages);
    let (status, mut output) = match watch(go, &touched.module, limit, stop)? {
        Watched::Ended(status, output) => (status, output),
        Watched::Interrupted => return Ok(Err(Ended::Interrupted)),
        Watched::Late(_) => {
            return Ok(Err(Ended::Badly(format!("the tests ran longer than {}", humantime::format_duration(limit)))));
        }
    };
    let mut text = String::new();
    output.rewind()?;
    output.read_to_string(&mut text)?;
    let lines = text.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok());
    let failing: BTreeSet<String> = lines
        .filter(|l| l.action == "fail" || l.action == "build-fail")
        .map(|l| format!("{} {}", l.package, l.test).trim_end().to_owned())
        .collect();
    if !status && failing.is_empty() {
        return Ok(Err(Ended::Badly(tail(output)?)));
    }
    Ok(Ok(failing))
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

fn watch(mut command: Command, folder: &Path, limit: Duration, stop: &AtomicBool) -> io::Result<Watched> {
    let output = tempfile::tempfile()?;
    command.current_dir(folder).stdin(Stdio::null()).stdout(output.try_clone()?).stderr(output.try_clone()?);
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(name);
    }
    let mut wrap = CommandWrap::from(command);
    #[cfg(unix)]
    wrap.wrap(process_wrap::std::ProcessGroup::leader());
    #[cfg(windows)]
    wrap.wrap(process_wrap::std::JobObject);
    let mut child: Box<dyn ChildWrapper> = wrap.spawn()?;
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Watched::Ended(status.success(), output));
        }
        let (late, stopped) = (start.elapsed() >= limit, stop.load(Ordering::Relaxed));
        if late || stopped {
            child.kill()?;
            return Ok(if stopped { Watched::Interrupted } else { Watched::Late(output) });
        }
        std::thread::sleep(PAUSE);
    }
}

/// The end of what was said.
fn tail(mut output: fs::File) -> io::Result<String> {
    let length = output.metadata()?.len();
    output.seek(io::SeekFrom::Start(length.saturating_sub(KEPT)))?;
    let mut bytes = Vec::new();
    output.read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let text = if length > KEPT { text.split_once('\n').map_or(&*text, |(_, rest)| rest) } else { &*text };
    Ok(text.trim_end().to_owned())
}
