//! The message of a batch's commit, by a template.

use std::fmt::Write;

use super::{
    journal::Proof,
    plan::{Batch, Unit},
};

/// What stands in a commit message unless the user gives another template.
pub const DEFAULT: &str = "\
Seal {count} in {group}

{leaks}

Verified by {verified}
";

/// The words that a template may hold, with what they stand for.
pub const PLACEHOLDERS: &[(&str, &str)] = &[
    ("{batch}", "the batch's name"),
    ("{group}", "what its files have in common"),
    ("{owners}", "who owns them"),
    ("{count}", "how many leaks of which rules"),
    ("{leaks}", "each leak, and what the edit does about it"),
    ("{files}", "the files, one a line"),
    ("{verified}", "how it was verified"),
];

/// Whether a template holds only what can be filled in.
///
/// # Errors
/// A sentence for people: the word that is not known.
pub fn check(template: &str) -> Result<(), String> {
    if template.trim().is_empty() {
        return Err("a commit needs a message, and the template is empty".into());
    }
    for (at, _) in template.match_indices('{') {
        let word = template[at..].split_inclusive('}').next().unwrap_or_default();
        let is_word = word.len() > 2 && word.ends_with('}') && word[1..word.len() - 1].chars().all(|c| c.is_ascii_lowercase());
        if is_word && !PLACEHOLDERS.iter().any(|(known, _)| *known == word) {
            let known: Vec<&str> = PLACEHOLDERS.iter().map(|(word, _)| *word).collect();
            return Err(format!("the template holds {word}; known are {}", known.join(", ")));
        }
    }
    Ok(())
}

/// The template filled in for those units of a batch that land.
pub(super) fn fill(template: &str, batch: &Batch, units: &[&Unit], proof: &Proof) -> String {
    let fixes = || units.iter().flat_map(|u| &u.fixes);
    let mut rules = std::collections::BTreeMap::<&str, usize>::new();
    for fix in fixes() {
        *rules.entry(&fix.rule).or_default() += 1;
    }
    let rules: Vec<String> = rules.iter().map(|(rule, n)| if *n == 1 { (*rule).to_owned() } else { format!("{rule} ×{n}") }).collect();
    let mut leaks = String::new();
    for fix in fixes() {
        let _ = write!(leaks, "{}:{}: {} [{}]\n  {} ({})\n", fix.path, fix.line, fix.message, fix.rule, fix.title, fix.safety);
    }
    let files: std::collections::BTreeSet<&str> = units.iter().flat_map(|u| &u.edits).map(|e| e.path.as_str()).collect();
    let mut verified: Vec<String> = proof.command.iter().map(|c| format!("`{c}`")).collect();
    if proof.test {
        verified.push("the tests of the packages it touches".into());
    }
    let verified = if verified.is_empty() { "nothing but caulk itself".into() } else { verified.join(" and ") };
    let owners = if batch.owners.is_empty() { "nobody".into() } else { batch.owners.join(" ") };
    // In one pass: what is filled in may hold a word itself.
    let mut out = String::new();
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some((word, _)) = PLACEHOLDERS.iter().find(|(word, _)| rest.starts_with(word)) else {
            out.push('{');
            rest = &rest[1..];
            continue;
        };
        match *word {
            "{batch}" => out.push_str(&batch.id),
            "{group}" => out.push_str(&batch.group),
            "{owners}" => out.push_str(&owners),
            "{count}" => out.push_str(&rules.join(", ")),
            "{leaks}" => out.push_str(leaks.trim_end()),
            "{files}" => out.push_str(&files.iter().copied().collect::<Vec<_>>().join("\n")),
            _ => out.push_str(&verified),
        }
        rest = &rest[word.len()..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_words_are_named() {
        assert!(check(DEFAULT).is_ok() && check("{ {} func() { return }").is_ok());
        let error = check("Fix {leak}").expect_err("no such word");
        assert!(error.starts_with("the template holds {leak}; known are {batch}, "), "{error}");
        assert!(check(" \n").is_err());
    }
}
