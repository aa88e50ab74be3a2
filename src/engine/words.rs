//! The prefilter: which files, and which of their functions, hold a word that may acquire. Reads bytes, parses nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::Selected;
use crate::{
    program::{File, ResourceRegistry, Word, is_ident},
    transform::Check,
};

/// Beyond this many patterns a full automaton is too large for what it gains.
const DENSE_LIMIT: usize = 2000;

/// Transforms, by their place in [`super::Config::transforms`].
pub(super) type Wanted = BTreeSet<usize>;

/// All words of a run in one automaton.
pub(super) struct Prefilter {
    automaton: AhoCorasick,
    /// What each pattern of the automaton stands for.
    patterns: Vec<Pattern>,
    /// Each bare name and what it may mean, by its place in `meanings`.
    names: HashMap<String, usize>,
    meanings: Vec<Vec<Meaning>>,
    packages: Vec<String>,
    /// Transforms without words: they judge by shape alone and want every function.
    wordless: Wanted,
}

#[derive(Clone, Copy)]
enum Pattern {
    /// `.Name`
    Name(usize),
    /// A dot at the end of a line; the name may stand on the next.
    LineEnd,
    /// `"import/path"`
    Path(usize),
    /// `. "import/path"`
    DotImport(usize),
}

/// One reading of a name: a method's (no package), or a function's of a package.
struct Meaning {
    package: Option<usize>,
    /// As of [`Word`].
    results: usize,
    /// As of [`Word`].
    gives_back: Vec<String>,
    transforms: Wanted,
}

/// What tells the readings of a name apart: the package, and what gives back.
type Key = (Option<String>, Vec<String>);

/// A name found in a file that may acquire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Hit {
    /// Where the name starts, behind its dot.
    at: usize,
    name: usize,
    /// Found without a dot, under a dot import of its package.
    bare: bool,
}

/// What the prefilter saw in a file that is worth a skim.
pub(super) struct Hits(Vec<Hit>);

impl Prefilter {
    pub(super) fn new(registry: &ResourceRegistry, transforms: &[Selected]) -> Self {
        let mut by_name: BTreeMap<String, BTreeMap<Key, (Wanted, usize)>> = BTreeMap::new();
        let mut wordless = Wanted::new();
        for (index, selected) in transforms.iter().enumerate() {
            let words = words_of(registry, selected);
            // A check of the whole program is run in any case, and what is made is found by what functions hand out.
            if words.is_empty() && !selected.transform.constructions && !matches!(selected.transform.check, Check::Program(_)) {
                wordless.insert(index);
            }
            for Word { name, package, results, gives_back } in words {
                let key = (package, gives_back);
                let (wanted, least) = by_name.entry(name).or_default().entry(key).or_insert_with(|| (Wanted::new(), results));
                wanted.insert(index);
                *least = results.min(*least);
            }
        }
        let packages: BTreeSet<String> = by_name.values().flat_map(BTreeMap::keys).filter_map(|key| key.0.clone()).collect();
        let packages: Vec<String> = packages.into_iter().collect();

        let mut spellings = Vec::new();
        let mut patterns = Vec::new();
        let mut add = |spelling: String, pattern: Pattern| {
            spellings.push(spelling);
            patterns.push(pattern);
        };
        let mut names = HashMap::new();
        let mut meanings = Vec::new();
        for (name, readings) in by_name {
            add(format!(".{name}"), Pattern::Name(meanings.len()));
            names.insert(name, meanings.len());
            let reading = |((package, gives_back), (transforms, results)): (Key, (Wanted, usize))| Meaning {
                package: package.and_then(|p| packages.binary_search(&p).ok()),
                results,
                gives_back,
                transforms,
            };
            meanings.push(readings.into_iter().map(reading).collect());
        }
        if !names.is_empty() {
            add(".\n".into(), Pattern::LineEnd);
            add(".\r\n".into(), Pattern::LineEnd);
        }
        for (index, path) in packages.iter().enumerate() {
            for quoted in [format!("\"{path}\""), format!("`{path}`")] {
                add(format!(". {quoted}"), Pattern::DotImport(index));
                add(quoted, Pattern::Path(index));
            }
        }
        // Leftmost-longest: of `.Open` and `.OpenFile` the longer is seen, and where neither ends the identifier neither counts.
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind((spellings.len() <= DENSE_LIMIT).then_some(AhoCorasickKind::DFA))
            .build(&spellings)
            .expect("an automaton of identifiers and import paths is far below its limits");
        Self { automaton, patterns, names, meanings, packages, wordless }
    }

    /// The places in a file that may acquire; None where it holds nothing for any transform.
    pub(super) fn scan(&self, bytes: &[u8]) -> Option<Hits> {
        let mut hits = Vec::new();
        let mut imported = vec![false; self.packages.len()];
        let mut dotted = BTreeSet::new();
        for found in self.automaton.find_iter(bytes) {
            match self.patterns[found.pattern().as_usize()] {
                Pattern::Name(name) if !continues(bytes, found.end()) => hits.push(Hit { at: found.start() + 1, name, bare: false }),
                Pattern::Name(_) => {}
                Pattern::LineEnd => hits.extend(self.name_on_next_line(bytes, found.end())),
                Pattern::Path(package) => imported[package] = true,
                Pattern::DotImport(package) => {
                    imported[package] = true;
                    dotted.insert(package);
                }
            }
        }
        for package in dotted {
            self.bare_names(bytes, package, &mut hits);
        }
        let text = if hits.is_empty() { None } else { std::str::from_utf8(bytes).ok() };
        let viable = |hit: &Hit| {
            self.meanings[hit.name].iter().any(|m| match m.package {
                Some(package) => imported[package],
                None => text.is_none_or(|text| takes(text, hit.at, m.results)),
            })
        };
        if self.wordless.is_empty() && !hits.iter().any(viable) {
            return None;
        }
        hits.sort_unstable();
        hits.dedup();
        Some(Hits(hits))
    }

    fn name_on_next_line(&self, bytes: &[u8], behind_dot: usize) -> Option<Hit> {
        let at = behind_dot + bytes[behind_dot..].iter().position(|b| !b.is_ascii_whitespace())?;
        let length = bytes[at..].iter().position(|&b| !is_ident(b)).unwrap_or(bytes.len() - at);
        let name = std::str::from_utf8(&bytes[at..at + length]).ok()?;
        self.names.get(name).map(|&name| Hit { at, name, bare: false })
    }

    fn bare_names(&self, bytes: &[u8], package: usize, hits: &mut Vec<Hit>) {
        for (name, &index) in &self.names {
            if self.meanings[index].iter().any(|m| m.package == Some(package)) {
                let starts = memchr::memmem::find_iter(bytes, name.as_bytes());
                let whole = starts.filter(|&at| !continues(bytes, at + name.len()) && (at == 0 || !is_ident(bytes[at - 1])));
                hits.extend(whole.map(|at| Hit { at, name: index, bare: true }));
            }
        }
    }

    /// Where in the file which transforms have a word, now that its imports are known; sorted by place.
    pub(super) fn resolve<'p>(&'p self, file: &File, hits: &Hits) -> Vec<(usize, &'p Wanted)> {
        let mut resolved = Vec::new();
        for hit in &hits.0 {
            for meaning in &self.meanings[hit.name] {
                let counts = match meaning.package {
                    None => {
                        let takes = takes(&file.text, hit.at, meaning.results);
                        !hit.bare && takes && (meaning.gives_back.is_empty() || may_keep(&file.text, hit.at, &meaning.gives_back))
                    }
                    Some(package) => self.is_of_package(file, hit, &self.packages[package]),
                };
                if counts {
                    resolved.push((hit.at, &meaning.transforms));
                }
            }
        }
        resolved
    }

    fn is_of_package(&self, file: &File, hit: &Hit, package: &str) -> bool {
        if hit.bare {
            return file.skim.imports.iter().any(|i| i.path == package && i.alias.as_deref() == Some("."));
        }
        qualifier(&file.text, hit.at).is_some_and(|q| file.import(q) == Some(package))
    }

    /// Transforms that want every function.
    pub(super) fn wordless(&self) -> &Wanted {
        &self.wordless
    }
}

/// The words of one transform, by way of the rules whose rows it judges.
fn words_of(registry: &ResourceRegistry, selected: &Selected) -> Vec<Word> {
    let rows = (selected.transform.resources)(registry);
    let rules: BTreeSet<&str> = rows.iter().map(|r| r.rule.as_str()).collect();
    if rules.is_empty() {
        return Vec::new();
    }
    registry.words(&rules.into_iter().collect::<Vec<_>>())
}

/// Whether the statement around the method name at `name` can be one that calls it and gets so many results to release: it
/// assigns to as many, or is the call alone. A method of another type with the same name (`m.Get(key)`) rarely is, and its
/// function need not be parsed then. A result that is returned or passed on at once is somebody else's.
fn takes(text: &str, name: usize, results: usize) -> bool {
    let called = text[name..].trim_start_matches(|c: char| c.is_alphanumeric() || c == '_').trim_start().starts_with('(');
    if !called || results < 2 {
        return called;
    }
    let line = text[..name].rfind('\n').map_or(0, |i| i + 1);
    // What stands before the name in its statement, without what stands in brackets that are closed again.
    let mut before = Vec::new();
    let mut depth = 0;
    for &b in text.as_bytes()[line..name].iter().rev() {
        match b {
            b')' | b'}' | b']' => depth += 1,
            b'(' | b'{' | b'[' if depth > 0 => depth -= 1,
            b'{' => break,
            // Inside another call, which gets what it returns.
            b'(' | b'[' => return false,
            b';' if depth == 0 => break,
            _ if depth == 0 => before.push(b),
            _ => {}
        }
    }
    before.reverse();
    let before = before.trim_ascii();
    match assignment(before) {
        Some(left) => left.contains(&b','),
        // Alone, on the line behind its operand's dot, or behind what a line before began.
        None => {
            let operand = before.strip_prefix(b"go ").or(before.strip_prefix(b"defer ")).unwrap_or(before);
            !operand.iter().any(|b| b" ,\":=<>!&|+?".contains(b))
        }
    }
}

/// Whether a line stands in a loop of the same function, as indentation tells. `line` begins with its own.
fn stands_in_loop(before: &str, line: &str) -> bool {
    let depth = |line: &str| line.len() - line.trim_start_matches(['\t', ' ']).len();
    let mut least = depth(line);
    for above in before.lines().rev().filter(|above| !above.trim().is_empty()) {
        if depth(above) >= least {
            continue;
        }
        least = depth(above);
        let code = above.trim();
        if code.starts_with("for ") || code.starts_with("for{") {
            return true;
        }
        if least == 0 || code.starts_with("func") || code.contains("func(") && code.ends_with('{') {
            return false;
        }
    }
    false
}

/// Whether what a call takes of its receiver may be kept on some path, though another gives it back, as far as the text says. Most
/// locks are followed by a deferred unlock, or by an unlock to which every path leads: their functions need not be parsed.
fn may_keep(text: &str, name: usize, gives_back: &[String]) -> bool {
    let line = text[..name].rfind('\n').map_or(0, |i| i + 1);
    let operand = text[line..name].trim();
    if operand.contains([' ', '{', ';']) {
        return true;
    }
    let gives: Vec<String> = gives_back.iter().map(|give| format!("{operand}{give}()")).collect();
    let rest = text[name..].split_once('\n').map_or("", |(_, rest)| rest);
    let is_turn = || stands_in_loop(&text[..line], &text[line..name]);
    let mut depth = 0_i32;
    for line in rest.lines() {
        let code = line.split_once("//").map_or(line, |(code, _)| code).trim();
        if depth == 0 && gives.iter().any(|give| code.strip_prefix("defer ").unwrap_or(code) == give) {
            // In a loop a deferred one comes too late for the next turn.
            return code.starts_with("defer ") && is_turn();
        }
        let words = || code.split(|c: char| !c.is_alphanumeric());
        let leaves = words().any(|word| matches!(word, "return" | "break" | "continue" | "goto" | "func" | "case" | "default"));
        for b in code.bytes() {
            depth += i32::from(b == b'{') - i32::from(b == b'}');
            if depth < 0 {
                break;
            }
        }
        if leaves || depth < 0 {
            break;
        }
    }
    // Where nothing gives it back, it is taken for good, or for somebody else.
    gives.iter().any(|give| text.contains(give))
}

/// What stands left of an assignment's operator.
fn assignment(before: &[u8]) -> Option<&[u8]> {
    let is_operator = |&i: &usize| {
        let (left, right) = (i.checked_sub(1).map(|i| before[i]), before.get(i + 1));
        before[i] == b'=' && right != Some(&b'=') && !matches!(left, Some(b'=' | b'!' | b'<' | b'>'))
    };
    (0..before.len()).find(is_operator).map(|i| &before[..i])
}

/// The identifier before the dot before `name`.
fn qualifier(text: &str, name: usize) -> Option<&str> {
    let before = text[..name].trim_end().strip_suffix('.')?.trim_end();
    let start = before.bytes().rposition(|b| !is_ident(b)).map_or(0, |i| i + 1);
    before.get(start..).filter(|q| !q.is_empty())
}

/// Whether an identifier goes on at this offset.
fn continues(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(|&b| is_ident(b))
}

#[cfg(test)]
mod tests {
    use super::{may_keep, takes};

    #[test]
    fn a_deferred_unlock_in_a_loop_is_looked_at() {
        let keeps = |text: &str| may_keep(text, text.find("Lock").unwrap_or(0), &["Unlock".to_owned()]);
        let lines = |head: &str| format!("func f() {{\n\t{head} {{\n\n\t\tmu.Lock()\n\t\tdefer mu.Unlock()\n\t}}\n}}\n");
        assert!(keeps(&lines("for _, x := range xs")));
        assert!(!keeps(&lines("if true")));
        let inside = "func f() {\n\tfor {\n\t\tfunc() {\n\t\t\tmu.Lock()\n\t\t\tdefer mu.Unlock()\n\t\t}()\n\t}\n}\n";
        assert!(!keeps(inside));
    }

    #[test]
    fn what_is_surely_given_back_is_passed_over() {
        let keeps = |text: &str| may_keep(text, text.find("Lock").unwrap_or(0), &["Unlock".to_owned()]);
        for text in [
            "mu.Lock()\n\tdefer mu.Unlock()\n",
            "s.mu.Lock() // for n\n\t// all\n\ts.n++\n\ts.mu.Unlock()\n",
            "mu.Lock()\n\tif x {\n\t\ty()\n\t}\n\tmu.Unlock()\n",
            "mu.Lock()\n\tother.Unlock()\n",
        ] {
            assert!(!keeps(text), "{text}");
        }
        for text in [
            "mu.Lock()\n\tif x {\n\t\treturn\n\t}\n\tmu.Unlock()\n",
            "mu.Lock()\n\tif x {\n\t\tmu.Unlock()\n\t}\n",
            "mu.Lock()\n\t}\n\tmu.Unlock()\n",
            "mu.Lock()\ncase 2:\n\tmu.Unlock()\n",
        ] {
            assert!(keeps(text), "{text}");
        }
    }

    fn takes_two(line: &str) -> bool {
        takes(line, line.find("Get").unwrap_or(0), 2)
    }

    #[test]
    fn statements_that_take_fewer_results_are_passed_over() {
        for line in [
            "resp, err := c.Get(u)",
            "_, err = c.Get(u)",
            "if r, err := c.Get(u); err != nil {",
            "\tc.Get(u)",
            "go c.Get(u)",
            "x := 1; r, e := c.Get(u)",
            "}).Get(u)",
        ] {
            assert!(takes_two(line), "{line}");
        }
        for line in [
            "v := m.Get(k)",
            "if m.Get(k) == \"\" {",
            "f(a, m.Get(k))",
            "return m.Get(k)",
            "x := y + m.Get(k)",
            "get := m.Get",
            "case m.Get(k):",
            "h.Set(k, m.Get(k))",
        ] {
            assert!(!takes_two(line), "{line}");
        }
    }
}
