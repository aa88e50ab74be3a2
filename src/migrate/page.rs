//! A migration as one page for a browser: for who wants the figures, and for who reads the diffs. Nothing is fetched, nothing runs.

use std::collections::BTreeMap;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{
    journal::{Entry, Landed, Migration, State, Target},
    plan::Fix,
};
use crate::{files::Repository, report::count};

const STYLE: &str = "
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; color: #1f2328; background: #fff }
h1 { font-size: 1.6rem } h2 { font-size: 1.2rem; margin-top: 2rem }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #d1d9e0; vertical-align: top }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
code, pre { font: 13px/1.45 ui-monospace, monospace } pre { overflow-x: auto; background: #f6f8fa; padding: .8rem; border-radius: 6px }
.landed { color: #1a7f37 } .skipped, .dropped { color: #cf222e } .open { color: #9a6700 } .reverted { color: #57606a }
ins { color: #1a7f37; text-decoration: none } del { color: #cf222e; text-decoration: none } .hunk { color: #8250df }
summary { cursor: pointer } details { margin: .5rem 0 1rem }
@media (prefers-color-scheme: dark) { body { color: #e6edf3; background: #0d1117 } pre { background: #161b22 } th, td { border-color: #30363d } }
";

/// The page. Diffs are those of the commits that landed, as far as git still has them.
pub fn page(migration: &Migration, repository: &Repository) -> String {
    let state = match () {
        () if migration.aborted => "taken back",
        () if migration.finished => "finished",
        () => "not finished",
    };
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "caulk: migration, " (state) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { "Leaks sealed in batches: " (state) }
                (figures(migration))
                h2 { "Leaks by rule" }
                (rules(migration))
                h2 { "Batches" }
                (batches(migration))
                @for entry in &migration.entries { (details(migration, repository, entry)) }
            }
        }
    }
    .into_string()
}

fn figures(migration: &Migration) -> Markup {
    let of = |wanted: fn(&State) -> bool| migration.entries.iter().filter(|e| wanted(&e.state)).count();
    let (landed, open) = (of(|s| matches!(s, State::Landed(_))), of(State::is_open));
    let (skipped, reverted) = (of(|s| matches!(s, State::Skipped { .. })), of(|s| matches!(s, State::Reverted { .. })));
    html! {
        p {
            (count(migration.entries.len(), "batch")) ": "
            span.landed { (landed) " landed" } ", " span.open { (open) " open" } ", "
            span.skipped { (skipped) " left out" } ", " span.reverted { (reverted) " reverted" } "."
        }
        p {
            "From commit " code { (migration.base) }
            @if let Some(branch) = &migration.begun.branch { " of " code { (branch) } }
            ", " (target(&migration.begun.target)) ". Verified by " (proof(migration)) "."
        }
        @if let (Some(began), Some(last)) = (&migration.began, &migration.last) {
            p {
                "Begun " (time(began)) " by caulk " (migration.begun.caulk) "; "
                @if migration.aborted || migration.finished { "last changed " } @else { "this far " } (time(last)) "."
            }
        }
    }
}

/// A time of the journal; never the time at which the page is written, so that what has not changed makes the same page.
fn time(at: &str) -> Markup {
    html! { time datetime=(at) { (at.replace('T', " ").replace('Z', " UTC")) } }
}

fn target(target: &Target) -> Markup {
    match target {
        Target::Branches { prefix } => html! { "each batch on a branch " code { (prefix) "…" } },
        Target::Patches { .. } => html! { "each batch as a patch" },
        Target::InPlace => html! { "in the work tree" },
    }
}

fn proof(migration: &Migration) -> Markup {
    let proof = &migration.begun.proof;
    html! {
        @match (&proof.command, proof.test) {
            (None, false) => { "nothing but caulk itself" }
            (Some(command), false) => { code { (command) } }
            (None, true) => { "the tests of the packages that a batch touches" }
            (Some(command), true) => { code { (command) } " and the tests of the packages that a batch touches" }
        }
    }
}

/// Leaks before and after: what is sealed is in a batch that landed.
fn rules(migration: &Migration) -> Markup {
    let mut rows: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let summary = &migration.begun.plan.summary;
    for (rule, left) in &summary.unfixed {
        rows.entry(rule).or_default().0 += left;
    }
    for entry in &migration.entries {
        for (at, unit) in entry.batch.units.iter().enumerate() {
            let sealed = matches!(&entry.state, State::Landed(landed) if landed.units.contains(&at));
            for fix in &unit.fixes {
                let row = rows.entry(&fix.rule).or_default();
                row.0 += 1;
                row.1 += usize::from(sealed);
            }
        }
    }
    html! {
        table {
            thead { tr { th { "Rule" } th.n { "Before" } th.n { "Sealed" } th.n { "After" } } }
            tbody {
                @for (rule, (before, sealed)) in &rows {
                    tr { td { code { (rule) } } td.n { (before) } td.n { (sealed) } td.n { (before - sealed) } }
                }
                @let (before, sealed) = rows.values().fold((0, 0), |(b, s), row| (b + row.0, s + row.1));
                tr { th { "All" } th.n { (before) } th.n { (sealed) } th.n { (before - sealed) } }
            }
        }
    }
}

fn batches(migration: &Migration) -> Markup {
    html! {
        table {
            thead { tr { th { "Batch" } th { "Owners" } th { "State" } th { "Risk" } th.n { "Files" } th.n { "Fixes landed" } th.n { "Lines" } } }
            tbody {
                @for entry in &migration.entries {
                    @let batch = &entry.batch;
                    tr {
                        td { a href={ "#" (batch.id) } { (batch.id) } @if let Some(after) = &batch.after { br; "stands on " (after) } }
                        td { @if batch.owners.is_empty() { "nobody" } @else { (batch.owners.join(", ")) } }
                        td { (state(entry)) }
                        td { (batch.risk.word()) }
                        td.n { (batch.files.len()) }
                        td.n { (made(entry)) " of " (batch.fixes()) }
                        td.n { "+" (batch.added) " −" (batch.removed) }
                    }
                }
            }
        }
    }
}

/// How many fixes landed.
fn made(entry: &Entry) -> usize {
    let State::Landed(landed) = &entry.state else { return 0 };
    landed.units.iter().filter_map(|at| entry.batch.units.get(*at)).map(|unit| unit.fixes.len()).sum()
}

fn state(entry: &Entry) -> Markup {
    html! {
        @match &entry.state {
            State::Open | State::Writing { .. } => { span.open { "open" } @if let Some(why) = &entry.trouble { ": " (why) } }
            State::Landed(Landed { dropped, .. }) => {
                span.landed { "landed" } @if !dropped.is_empty() { ", " span.dropped { (dropped.len()) " dropped" } }
            }
            State::Skipped { why, .. } => { span.skipped { "left out" } ": " (why) }
            State::Reverted { how, .. } => { span.reverted { "reverted" } ": " (how) }
        }
    }
}

fn details(migration: &Migration, repository: &Repository, entry: &Entry) -> Markup {
    let landed = match &entry.state {
        State::Landed(landed) | State::Reverted { was: landed, .. } => Some(landed),
        _ => None,
    };
    let made = |at: usize| landed.is_none_or(|l| l.units.contains(&at));
    html! {
        section id=(entry.batch.id) {
            h2 { (entry.batch.id) }
            p {
                (state(entry)) @if let Some(since) = &entry.since { ", " (time(since)) } ". " (entry.batch.group)
                @if !entry.batch.owners.is_empty() { ". Owned by " (entry.batch.owners.join(", ")) }
                @if let Some(landed) = landed {
                    @if matches!(entry.state, State::Reverted { .. }) { ". It was commit " } @else { ". Commit " } code { (landed.commit) }
                    @if let Some(branch) = &landed.branch { " on " code { (branch) } }
                    @if let Some((path, _)) = &landed.patch { " in " code { (path.display()) } }
                    @if migration.begun.proof.is_asked() { ". Passed " (proof(migration)) }
                    @if let Some(tests) = entry.failed_before(&landed.units) { ", but for what fails without it, too: " (tests.replace('\n', ", ")) }
                }
                "."
            }
            ul {
                @for (at, unit) in entry.batch.units.iter().enumerate() {
                    @if made(at) { @for fix in &unit.fixes { li { (told(fix)) } } }
                }
            }
            @for (unit, said) in entry.dropped() {
                p.dropped { "Dropped, since the verification fails with it:" }
                ul { @for fix in &unit.fixes { li { (told(fix)) } } }
                pre { (said) }
            }
            @if let Some(Ok(diff)) = landed.map(|l| repository.diff(&l.parent, &l.commit)) {
                details { summary { "The diff" } pre { (coloured(&String::from_utf8_lossy(&diff))) } }
            }
        }
    }
}

fn told(fix: &Fix) -> Markup {
    html! {
        code { (fix.path) ":" (fix.line) } " " (fix.message) " [" (fix.rule) "]: " (fix.title) " (" (fix.safety) ")"
    }
}

fn coloured(diff: &str) -> Markup {
    html! {
        @for line in diff.split_inclusive('\n') {
            @match line.as_bytes().first() {
                Some(b'+') if !line.starts_with("+++") => ins { (line) },
                Some(b'-') if !line.starts_with("---") => del { (line) },
                Some(b'@') => span.hunk { (line) },
                _ => (line),
            }
        }
    }
}
