//! `caulk learn`: what a module's own habits say, and how it gets into its caulk.toml.

use std::{
    collections::BTreeSet,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use toml_edit::{ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value, value};

use super::{
    Exit,
    args::Format,
    config::{Job, Learning},
    console::Console,
    gather::gather,
    run::with_engine,
    settings::{DEFAULT_RULE, NAME},
};
use crate::{
    engine::{self, Pair},
    files::{self, Disk, Roots, Walk, walk},
    program::UserTable,
    report::{self, View, count},
    text::Sources,
};

/// Prints the pairs, and writes those that are to be written.
///
/// # Errors
/// When standard output fails.
pub(super) fn learn(job: &Job, learning: &Learning, console: &Console, out: &mut dyn Write) -> io::Result<Exit> {
    let gathered = gather(job, console)?;
    if gathered.files.is_empty() {
        return Ok(Exit::Trouble);
    }
    let overlay = gathered.overlay();
    let modules = modules(&gathered.files);
    let evidence = evidence(job, &modules, &gathered.files);
    let (mut pairs, _) = with_engine(job, console, |config| {
        let mut pairs = engine::learn(&overlay, &evidence, config);
        if evidence.len() > gathered.files.len() {
            // Evidence comes from the whole module; what is told is what the named files do.
            let practised: BTreeSet<_> = engine::learn(&overlay, &gathered.files, config).into_iter().map(|p| p.symbol).collect();
            pairs.retain(|p| practised.contains(&p.symbol));
        }
        pairs
    });
    pairs.retain(|p| p.support >= learning.min_support && !job.table.silences(&p.symbol));
    let known = |pair: &Pair| learning.known.acquires(&pair.symbol, pair.result);
    match learning.format {
        Format::Text => report::pairs(&pairs, &known, out)?,
        Format::Json => report::pairs_json(&pairs, &known, out)?,
    }
    out.flush()?;
    if pairs.is_empty() {
        console.say("no pairs");
    }
    if learning.write {
        let new: Vec<&Pair> = pairs.iter().filter(|p| !known(p) && p.support > p.dissent).collect();
        let target = learning.file.clone().unwrap_or_else(|| modules.first().unwrap_or(&job.working_folder).join(NAME));
        if let Err(message) = write(&target, &new, job, console) {
            console.error(&message);
            return Ok(Exit::Trouble);
        }
    }
    Ok(if gathered.trouble() { Exit::Trouble } else { Exit::Clean })
}

/// The folders of the modules that files belong to, sorted.
fn modules(files: &[Arc<Path>]) -> Vec<PathBuf> {
    let folders: BTreeSet<&Path> = files.iter().filter_map(|f| f.parent()).collect();
    let roots: BTreeSet<PathBuf> =
        folders.into_iter().filter_map(|dir| Some(files::nearest(dir, "go.mod")?.parent()?.to_path_buf())).collect();
    roots.into_iter().collect()
}

/// All files of the modules, and those that were named.
fn evidence(job: &Job, modules: &[PathBuf], named: &[Arc<Path>]) -> Vec<Arc<Path>> {
    let (roots, _) = Roots::resolve(&job.working_folder, modules, job.all_files);
    let walked = walk(&roots, Walk { ignore_files: job.ignore_files, jobs: job.jobs });
    let all: BTreeSet<Arc<Path>> = walked.files.into_iter().chain(named.iter().cloned()).collect();
    all.into_iter().collect()
}

/// Adds pairs to a caulk.toml, which is made where there is none.
fn write(target: &Path, pairs: &[&Pair], job: &Job, console: &Console) -> Result<(), String> {
    let (roots, path) = Roots::virtual_file(target);
    let disk = Disk::new(roots);
    let shown = View::new(&job.working_folder, &disk).path(&path);
    let usable: Vec<&Pair> = pairs.iter().copied().filter(|p| is_usable(p)).collect();
    if usable.is_empty() {
        console.say(&format!("{shown}: nothing to add"));
        return Ok(());
    }
    let failed = |e: &dyn std::fmt::Display| format!("{shown}: {e}");
    if disk.is_file(&path) {
        let before = disk.read(&path).map_err(|e| failed(&files::explain(&e)))?;
        let text = std::str::from_utf8(&before).map_err(|_| failed(&"not UTF-8, as TOML must be"))?;
        let after = with_rows(text, &usable).map_err(|e| failed(&e))?;
        disk.write(&path, &before, after.as_bytes()).map_err(|e| failed(&e))?;
    } else {
        let after = with_rows("", &usable).map_err(|e| failed(&e))?;
        disk.create(&path, after.as_bytes()).map_err(|e| failed(&e))?;
    }
    console.say(&format!("{shown}: {} added", count(usable.len(), "pair")));
    Ok(())
}

/// Whether the row is one that would be read, and means one function: every program's own is `main`.
fn is_usable(pair: &Pair) -> bool {
    pair.symbol.package() != "main"
        && with_rows("", &[pair]).is_ok_and(|row| UserTable::parse(DEFAULT_RULE, &|_| Ok(()), NAME, &row).is_ok())
}

/// A text with rows behind those that it has. All else stays as it is, byte for byte: what is added to a list of tables stands
/// behind all text, and the list alone is written anew where it has no tables of its own.
fn with_rows(text: &str, pairs: &[&Pair]) -> Result<String, String> {
    let mut document: DocumentMut = text.parse().map_err(|e: toml_edit::TomlError| e.message().to_owned())?;
    match document.get_mut("resource") {
        None | Some(Item::ArrayOfTables(_)) => {}
        Some(Item::Value(Value::Array(array))) => {
            array.extend(pairs.iter().map(|pair| keys(pair).into_iter().collect::<InlineTable>()));
            return Ok(document.to_string());
        }
        Some(_) => return Err("`resource` is no list of tables".into()),
    }
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut out = text.to_owned();
    if !out.is_empty() && !out.ends_with('\n') {
        out.push_str(newline);
    }
    for pair in pairs {
        let mut tables = ArrayOfTables::new();
        tables.push(keys(pair).into_iter().map(|(key, v)| (key, value(v))).collect::<Table>());
        let mut row = DocumentMut::new();
        row.insert("resource", Item::ArrayOfTables(tables));
        if !out.is_empty() {
            out.push_str(newline);
        }
        out.push_str(&row.to_string().trim_start().replace('\n', newline));
    }
    Ok(out)
}

/// A row's keys, in the order in which tables have them. What is learned is judged as what is inferred: methods only use the value,
/// and nobody knows who feels its release.
fn keys(pair: &Pair) -> Vec<(&'static str, Value)> {
    let mut keys = vec![("acquire", pair.symbol.to_string().into())];
    if pair.result > 0 {
        keys.push(("value", format!("result {}", pair.result).into()));
    }
    if let Some(error) = pair.error {
        keys.push(("error", format!("result {error}").into()));
    }
    keys.push(("release", pair.release.clone().into()));
    keys.push(("release-is-felt", true.into()));
    keys.push(("methods-only-use", true.into()));
    if !pair.type_name.is_empty() {
        keys.push(("type", pair.type_name.clone().into()));
    }
    keys.push(("why", format!("Learned: {} of {} release it", pair.support, count(pair.support + pair.dissent, "site")).into()));
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::Symbol;

    fn pair(symbol: &str) -> Pair {
        let (release, type_name) = ("Close".to_owned(), "*a.T".to_owned());
        Pair { symbol: Symbol::new(symbol), release, result: 0, error: Some(1), type_name, support: 3, dissent: 1, handed: 0 }
    }

    const ROW: &str = "[[resource]]\nacquire = \"a.New\"\nerror = \"result 1\"\nrelease = \"Close\"\nrelease-is-felt = true\nmethods-only-use = true\ntype = \"*a.T\"\nwhy = \"Learned: 3 of 4 sites release it\"\n";

    #[test]
    fn a_text_stays_and_rows_come_behind() {
        let with = |text: &str| with_rows(text, &[&pair("a.New")]).expect("good TOML");
        assert_eq!(with(""), ROW);
        let own = "# why\nnever = [ \"b.C\",\n] # odd\n";
        assert_eq!(with(own), format!("{own}\n{ROW}"));
        let row = "[[resource]] # mine\nacquire   = 'c.D'\nwhy='w'\n# the end\n";
        assert_eq!(with(row), format!("{row}\n{ROW}"));
        assert_eq!(with("go = '1.21'"), format!("go = '1.21'\n\n{ROW}"));
        assert_eq!(with("go = '1.21'\r\n"), format!("go = '1.21'\n\n{ROW}").replace('\n', "\r\n"));
        assert_eq!(with_rows("", &[&pair("a.New"), &pair("a.New")]), Ok(format!("{ROW}\n{ROW}")));
        let list = with("resource = [{ acquire = \"c.D\", why = \"w\" }]\n");
        assert_eq!(UserTable::parse("r", &|_| Ok(()), "t", &list).map(|t| t.rows().count()), Ok(2), "{list}");
        assert!(with_rows("resource = 3\n", &[&pair("a.New")]).is_err());
    }

    #[test]
    fn what_is_no_full_name_is_not_written() {
        assert!(is_usable(&pair("a.New")) && !is_usable(&pair("New")) && !is_usable(&pair("main.New")));
    }
}
