//! The message of a batch's commit, by a template.

use std::fmt::Write;

use super::{
    journal::Proof,
    placeholders::{self, Placeholder},
    plan::{Batch, Unit},
};

/// What stands in a commit message unless the user gives another template.
pub const DEFAULT: &str = "\
Seal {count} in {group}

{leaks}

Verified by {verified}
";

/// The words that a template may hold, with what they stand for.
pub const PLACEHOLDERS: &[Placeholder] = &[
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
    if template.contains('\0') {
        return Err("the template holds a NUL, which git takes in no message".into());
    }
    placeholders::check("the template", template, PLACEHOLDERS)
}

/// The template filled in for those units of a batch that land.
///
/// `failed_before` are tests, a line each, that fail with them as they do without.
pub(super) fn fill(template: &str, batch: &Batch, units: &[&Unit], proof: &Proof, failed_before: &str) -> String {
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
        verified.push(match failed_before {
            "" => "the tests of the packages it touches".into(),
            before => format!(
                "the tests of the packages it touches, but for those that fail without it, too:\n  {}",
                before.replace('\n', "\n  ")
            ),
        });
    }
    let verified = if verified.is_empty() { "nothing but caulk itself".into() } else { verified.join(" and ") };
    let owners = if batch.owners.is_empty() { "nobody".into() } else { batch.owners.join(" ") };
    placeholders::fill(template, PLACEHOLDERS, |word| match word {
        "{batch}" => batch.id.clone(),
        "{group}" => batch.group.clone(),
        "{owners}" => owners.clone(),
        "{count}" => rules.join(", "),
        "{leaks}" => leaks.trim_end().to_owned(),
        "{files}" => files.iter().copied().collect::<Vec<_>>().join("\n"),
        _ => verified.clone(),
    })
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
