//! Writes the table of the standard library's API.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use caulk::{
    files::{Disk, Roots},
    program::{Symbol, list_std, since},
};

const TABLE: &str = "src/program/std/api.txt";

/// Lists the library of a Go tree. The releases come from its `api` folder, or the one given; of names that it does not tell of they
/// stay as the table has them.
pub fn write(root: &Path, goroot: Option<&str>, api: Option<&str>) -> Result<(), String> {
    let goroot = match goroot {
        Some(path) => PathBuf::from(path),
        None => from_toolchain()?,
    };
    let src = goroot.join("src");
    if !src.join("go.mod").is_file() {
        return Err(format!("{}: no source of the standard library", src.display()));
    }
    let releases = releases(&api.map_or_else(|| goroot.join("api"), PathBuf::from))?;
    let known = |name: &str| releases.get(name).copied().or_else(|| since(&Symbol::new(name)).map(|go| go.minor));
    let table = list_std(&Disk::new(Roots::default()), &src, &known);
    let path = root.join(TABLE);
    let before = fs::read_to_string(&path).unwrap_or_default();
    fs::write(&path, &table).map_err(|e| format!("{TABLE}: {e}"))?;
    let changed = if before == table { "as it was" } else { "written" };
    println!("{TABLE}: {changed}, {} packages, {} lines", table.matches("\npackage ").count(), table.lines().count());
    Ok(())
}

fn from_toolchain() -> Result<PathBuf, String> {
    let output = Command::new("go").args(["env", "GOROOT"]).output().map_err(|e| format!("go env GOROOT: {e}"))?;
    let path = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    if path.is_empty() { Err("go env GOROOT says nothing".into()) } else { Ok(path.into()) }
}

/// The minor release that brought each name, of the lists `go1.txt`, `go1.1.txt` … in a folder; empty where there is none.
fn releases(api: &Path) -> Result<HashMap<String, u32>, String> {
    let mut found = HashMap::new();
    for entry in fs::read_dir(api).into_iter().flatten().filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(version) = name.strip_prefix("go1").and_then(|n| n.strip_suffix(".txt")) else { continue };
        let minor: u32 = match version.strip_prefix('.') {
            Some(minor) => minor.parse().map_err(|_| format!("{name}: no release"))?,
            None => 0,
        };
        let text = fs::read_to_string(entry.path()).map_err(|e| format!("{name}: {e}"))?;
        for name in text.lines().filter_map(name_of) {
            let known = found.entry(name).or_insert(minor);
            *known = minor.min(*known);
        }
    }
    Ok(found)
}

/// The name that a line is about: `net/http.Client.Do` of `pkg net/http, method (*Client) Do(*Request) (*Response, error)`.
fn name_of(line: &str) -> Option<String> {
    let (package, rest) = line.strip_prefix("pkg ")?.split_once(", ")?;
    let package = package.split(' ').next()?;
    let (kind, rest) = rest.split_once(' ')?;
    let word = |text: &str| text.trim_start_matches(['(', '*']).split(|c: char| !c.is_alphanumeric() && c != '_').next().map(str::to_owned);
    let name = word(rest)?;
    let member = match kind {
        "method" => word(rest.split_once(") ")?.1)?,
        // Behind the type's form: `type Client struct, Timeout time.Duration`, `…, embedded Reader`.
        "type" => match ["struct, ", "interface, "].iter().find_map(|form| rest.split_once(form)) {
            Some((_, member)) => word(member.strip_prefix("embedded ").unwrap_or(member))?,
            None => return Some(format!("{package}.{name}")),
        },
        _ => return Some(format!("{package}.{name}")),
    };
    Some(format!("{package}.{name}.{member}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_lines() {
        let name = |line| name_of(line).unwrap_or_default();
        assert_eq!(name("pkg net/http, method (*Client) Do(*Request) (*Response, error)"), "net/http.Client.Do");
        assert_eq!(name("pkg os (windows-386), func Open(string) (*File, error)"), "os.Open");
        assert_eq!(name("pkg net/http, type Server struct, DisableClientPriority bool #75500"), "net/http.Server.DisableClientPriority");
        assert_eq!(name("pkg archive/zip, type ReadCloser struct, embedded Reader"), "archive/zip.ReadCloser.Reader");
        assert_eq!(name("pkg io, type Reader interface, Read([]uint8) (int, error)"), "io.Reader.Read");
        assert_eq!(name("pkg io, type Reader interface { Read }"), "io.Reader");
        assert_eq!(
            name("pkg hash/maphash, method (ComparableHasher[$0]) Equal($0, $0) bool #70471"),
            "hash/maphash.ComparableHasher.Equal"
        );
        assert_eq!(name("pkg crypto, const MLDSAMu Hash #77626"), "crypto.MLDSAMu");
    }
}
