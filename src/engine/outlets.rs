//! The second prefilter: calls of functions that may hand out something to release, told by the signature index of the packages
//! that a file can reach directly. Reads text and signatures, parses nothing.

use std::{
    collections::{BTreeSet, HashMap},
    path::Path,
    sync::Arc,
};

use super::{Selected, words::Wanted};
use crate::program::{
    Calls, File, Named, Program, Release, ResourceRegistry, Signatures, StdTable, is_taken, named_calls, qualifier_before, std_may_release,
};

/// Which transforms judge what, by the type of a result.
pub(super) struct Outlets {
    /// By a type's import path, then by its name.
    by_type: HashMap<String, HashMap<String, Wanted>>,
    /// Those that take a value of an interface with a release, whatever is behind it.
    by_interface: Wanted,
    /// Those that judge what is made of a type with a release.
    makers: Wanted,
    /// Whether calls count whose results are returned or passed on at once.
    any_call: bool,
}

/// Interfaces of the standard library that have a release.
const CLOSERS: [(&str, &str); 7] = [
    ("io", "Closer"),
    ("io", "ReadCloser"),
    ("io", "WriteCloser"),
    ("io", "ReadWriteCloser"),
    ("io", "ReadSeekCloser"),
    ("io/fs", "File"),
    ("net", "Conn"),
];

/// What one file can reach.
struct Reach<'p> {
    own: Arc<Signatures>,
    own_path: String,
    /// By import path.
    imported: Vec<(&'p str, Arc<Signatures>)>,
}

impl Outlets {
    /// None where no transform asks for what functions hand out.
    pub(super) fn new(registry: &ResourceRegistry, transforms: &[Selected]) -> Option<Self> {
        let mut outlets = Self { by_type: HashMap::new(), by_interface: Wanted::new(), makers: Wanted::new(), any_call: false };
        for (index, selected) in transforms.iter().enumerate() {
            if selected.transform.constructions {
                outlets.makers.insert(index);
            }
            for row in (selected.transform.resources)(registry) {
                let Some(ty) = row.type_name.as_deref().and_then(|t| t.trim_start_matches('*').rsplit_once('.')) else { continue };
                outlets.by_type.entry(ty.0.to_owned()).or_default().entry(ty.1.to_owned()).or_default().insert(index);
                let closes = |r: &Release| matches!(r, Release::Method(path) if path.last().is_some_and(|m| m == "Close"));
                if row.release.first().is_some_and(closes) {
                    outlets.by_interface.insert(index);
                }
            }
        }
        let idle = outlets.by_type.is_empty() && outlets.makers.is_empty();
        (!idle).then_some(outlets)
    }

    /// Those of one transform that judges what is made, wherever it goes.
    pub(super) fn of_makers() -> Self {
        Self { by_type: HashMap::new(), by_interface: Wanted::new(), makers: Wanted::from([0]), any_call: true }
    }

    /// The places in a file where a function may hand out something, and to which transforms; sorted by place.
    pub(super) fn scan(&self, program: &Program<'_>, path: &Arc<Path>, bytes: &[u8]) -> Vec<(usize, Wanted)> {
        let Ok(text) = std::str::from_utf8(bytes) else { return Vec::new() };
        // Not the program's: most files hold nothing, and are dropped.
        let file = &File::header(Arc::clone(path), text.into());
        let mut reach: Option<Reach<'_>> = None;
        let mut hits = Vec::new();
        // What nobody in the module releases is nobody's to release: the makers' transforms judge by what is practised.
        let practised = (!self.makers.is_empty() && !self.any_call).then(|| program.calls(file.dir()));
        for (start, name) in named_calls(bytes).filter(|(start, _)| self.any_call || is_taken(bytes, *start)) {
            let reach = reach.get_or_insert_with(|| Reach::new(program, file));
            let wanted = self.wanted(program, file, reach, practised.as_deref(), (start, name));
            if !wanted.is_empty() {
                hits.push((start, wanted));
            }
        }
        hits
    }

    /// `practised` tells what the module releases somewhere; None where what is made counts in any case.
    fn wanted(
        &self,
        program: &Program<'_>,
        file: &File,
        reach: &Reach<'_>,
        practised: Option<&Calls>,
        (start, name): (usize, &str),
    ) -> Wanted {
        let bytes = file.text.as_bytes();
        let mut wanted = Wanted::new();
        let is_due = |package: Option<&str>| practised.is_none_or(|calls| calls.may_be_released(package, name));
        let mut add = |signatures: &Signatures, path: &str, types: &[Named], due: bool| {
            self.of_types(program, file, signatures, path, types, due, &mut wanted);
        };
        if start == 0 || bytes[start - 1] != b'.' {
            add(&reach.own, &reach.own_path, reach.own.function(name), is_due(Some(&reach.own_path)));
            return wanted;
        }
        let qualifier = qualifier_before(&file.text, start);
        if let Some(path) = qualifier.and_then(|q| file.import(q)) {
            if let Some((path, signatures)) = reach.imported.iter().find(|(p, _)| *p == path) {
                add(signatures, path, signatures.function(name), is_due(Some(path)));
            }
            return wanted;
        }
        let due = is_due(None);
        add(&reach.own, &reach.own_path, reach.own.method(name), due);
        for (path, signatures) in &reach.imported {
            add(signatures, path, signatures.method(name), due);
        }
        wanted
    }

    /// The transforms that judge values of these types, which a package's function returns.
    #[expect(clippy::too_many_arguments, reason = "one step of a scan, with all that the scan knows")]
    fn of_types(
        &self,
        program: &Program<'_>,
        file: &File,
        signatures: &Signatures,
        path: &str,
        types: &[Named],
        due: bool,
        wanted: &mut Wanted,
    ) {
        for (ty_path, name) in types {
            let full = ty_path.as_deref().unwrap_or(path);
            if let Some(transforms) = self.by_type.get(full).and_then(|names| names.get(name.as_str())) {
                wanted.extend(transforms);
            }
            if CLOSERS.contains(&(full, name.as_str())) {
                wanted.extend(&self.by_interface);
            }
            if due && !self.makers.is_empty() {
                let closable = match ty_path {
                    None => signatures.is_closable(name),
                    Some(other) if StdTable::is_std(other) => std_may_release(other, name),
                    Some(other) => program.folder(file.dir(), other).is_some_and(|dir| program.signatures(&dir).is_closable(name)),
                };
                if closable {
                    wanted.extend(&self.makers);
                }
            }
        }
    }
}

impl<'p> Reach<'p> {
    fn new(program: &Program<'_>, file: &'p File) -> Self {
        let imports: BTreeSet<&str> = file.skim.imports.iter().map(|i| i.path.as_str()).collect();
        let indexed = |path: &'p str| Some((path, program.signatures(&program.folder(file.dir(), path)?)));
        Self {
            own: program.signatures(file.dir()),
            own_path: program.import_path(file.dir(), "").to_string(),
            imported: imports.into_iter().filter_map(indexed).collect(),
        }
    }
}
