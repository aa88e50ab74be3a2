//! Compares what caulk says of each call with what go/types says: the same, or unknown, never something else.

use std::{collections::HashMap, fmt, fs, path::Path, process::Command};

use caulk::{
    files::{Disk, Roots},
    program::{Callee, File, Program, ResourceRegistry, Scopes, Typing},
    syntax::{
        DeclKind, Descend, Node,
        ast::{Call, Decl, Expr, ExprKind},
        parse_declaration, walk_block,
    },
};
use regex::Regex;

/// What go/types says of a call.
struct Truth {
    callee: String,
    value: String,
}

/// How many answers are what.
#[derive(Default)]
pub struct Tally {
    same: usize,
    unknown: usize,
    /// Another answer: where, what caulk says, what go/types says.
    other: Vec<String>,
}

impl Tally {
    pub fn percent(&self) -> f64 {
        let all = self.same + self.unknown + self.other.len();
        if all == 0 { 0.0 } else { 100.0 * self.same as f64 / all as f64 }
    }

    pub fn disagreements(&self) -> &[String] {
        &self.other
    }

    fn add(&mut self, verdict: Verdict, told: impl FnOnce() -> String) {
        match verdict {
            Verdict::Same => self.same += 1,
            Verdict::Unknown => {
                self.unknown += 1;
                if std::env::var_os("CAULK_UNKNOWN").is_some() {
                    println!("unknown: {}", told());
                }
            }
            Verdict::Other => self.other.push(told()),
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { same, unknown, other } = self;
        write!(f, "{:.2} % ({same} the same, {unknown} unknown, {} others)", self.percent(), other.len())
    }
}

#[derive(Clone, Copy)]
enum Verdict {
    Same,
    Unknown,
    Other,
}

/// Asks go/types and caulk about folders, each with its import path.
pub fn compare(module: &Path, packages: &[(String, String)]) -> (Tally, Tally) {
    let mut command = Command::new("go");
    command.arg("run").arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/types/calls.go")).current_dir(module);
    command.args(packages.iter().flat_map(|(dir, path)| [dir, path]));
    command.envs([("GOWORK", "off"), ("GOTOOLCHAIN", "local"), ("GOPROXY", "off"), ("GOFLAGS", "-mod=mod"), ("CGO_ENABLED", "0")]);
    let output = command.output().expect("go was there a moment ago");
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    let listed = format!("\n{}", String::from_utf8(output.stdout).expect("names are UTF-8"));

    let (disk, registry) = (Disk::new(Roots::default()), ResourceRegistry::default());
    let program = Program::new(&disk, &registry, None);
    let (mut callees, mut values) = (Tally::default(), Tally::default());
    for section in listed.split("\nF\t").skip(1) {
        let (path, lines) = section.split_once('\n').unwrap_or((section.trim_end(), ""));
        let path = fs::canonicalize(path).expect("go read it");
        let file = program.file(&path).expect("it is UTF-8");
        compare_file(&program, &file, &truths(lines), &mut callees, &mut values);
    }
    (callees, values)
}

/// By start and end.
fn truths(lines: &str) -> HashMap<(u32, u32), Truth> {
    let truth = |line: &str| {
        let mut parts = line.split('\t').skip(1);
        let mut number = || parts.next()?.parse::<u32>().ok();
        let span = (number()?, number()?);
        Some((span, Truth { callee: parts.next()?.into(), value: parts.next()?.into() }))
    };
    lines.lines().filter_map(truth).collect()
}

fn compare_file(program: &Program<'_>, file: &File, truths: &HashMap<(u32, u32), Truth>, callees: &mut Tally, values: &mut Tally) {
    for declaration in &file.skim.declarations {
        if !matches!(declaration.kind, DeclKind::Func { .. }) || declaration.body.is_none() {
            continue;
        }
        let Ok(Decl::Func(func)) = parse_declaration(&file.text, declaration) else { continue };
        let scopes = Scopes::new(file, &func);
        let typing = Typing::new(program, file, &func, &scopes);
        let Some(body) = &func.body else { continue };
        walk_block(body, &mut |node| {
            if let Node::Expr(e @ Expr { kind: ExprKind::Call(call), .. }) = node
                && let Some(truth) = truths.get(&(call.span.start, call.span.end))
            {
                let told = |what: &str, said: &str, truth: &str| {
                    let line = file.text[..e.span.range().start].matches('\n').count() + 1;
                    format!("{}:{line}: {what} `{}`: {said}, not {truth}", file.path.display(), &file.text[call.span.range()])
                };
                let callee = callee(&typing, call);
                callees.add(same_callee(&callee, &truth.callee), || told("callee", &callee, &truth.callee));
                let value = typing.type_of(e).to_string();
                values.add(same_type(&value, &truth.value), || told("value", &value, &truth.value));
            }
            Descend::Into
        });
    }
}

fn callee(typing: &Typing<'_>, call: &Call) -> String {
    match typing.callee(call) {
        Callee::Symbol(symbol) => symbol.to_string(),
        Callee::Builtin(name) => format!("builtin {name}"),
        Callee::Conversion(ty) => format!("conversion {ty}"),
        Callee::Var(_) | Callee::Literal => "value".into(),
        Callee::Unknown => "?".into(),
    }
}

fn same_callee(said: &str, truth: &str) -> Verdict {
    match (said.strip_prefix("conversion "), truth.strip_prefix("conversion ")) {
        (Some(said), Some(truth)) => same_type(said, truth),
        // A value of which caulk gives no variable is a field, an element or a result.
        _ if said == truth || said == "?" && truth == "value" => Verdict::Same,
        _ if said == "?" => Verdict::Unknown,
        _ => Verdict::Other,
    }
}

fn same_type(said: &str, truth: &str) -> Verdict {
    let plain = |text: &str| {
        let words = Regex::new(r"\b(uint8|int32)\b").expect("the pattern is well formed");
        words.replace_all(text, |found: &regex::Captures<'_>| if &found[0] == "uint8" { "byte" } else { "rune" }).into_owned()
    };
    let (said, truth) = (plain(said), plain(truth));
    // Constants get their types from where they stand; what has no name is told in no way that could be compared.
    let vague = said.contains("untyped") || said.contains('·');
    if vague || truth.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == "_") {
        return Verdict::Unknown;
    }
    if said == truth {
        return Verdict::Same;
    }
    const ARRAY: &str = "[\u{1}]";
    let pattern = regex::escape(&said.replace("[?]", ARRAY)).replace(r"\?", ".*");
    let truth = truth.replace("[?]", ARRAY);
    let fits = Regex::new(&format!("^{pattern}$")).is_ok_and(|p| p.is_match(&truth));
    if fits { Verdict::Unknown } else { Verdict::Other }
}
