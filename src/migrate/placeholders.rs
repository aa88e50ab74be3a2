//! Words in braces that stand for something, in messages and commands.

/// A word, and what it stands for.
pub type Placeholder = (&'static str, &'static str);

/// Whether a text holds only what can be filled in. A word in braces that is nothing to us is most likely mistyped; the shell's own `${x}` and
/// `{a,b}` are left alone, and so is the `{{end}}` of a template of Go's.
///
/// # Errors
/// A sentence for people: the word that is not known. `what` names the text.
pub fn check(what: &str, text: &str, known: &[Placeholder]) -> Result<(), String> {
    for (at, _) in text.match_indices('{') {
        let word = text[at..].split_inclusive('}').next().unwrap_or_default();
        let is_word = word.len() > 2 && word.ends_with('}') && word[1..word.len() - 1].bytes().all(|b| b.is_ascii_lowercase());
        if is_word && !text[..at].ends_with(['$', '{']) && !known.iter().any(|(known, _)| *known == word) {
            let known: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
            return Err(format!("{what} holds {word}; known are {}", known.join(", ")));
        }
    }
    Ok(())
}

/// The text with its words filled in, in one pass: what is filled in may hold a word itself.
pub(super) fn fill(text: &str, known: &[Placeholder], mut value: impl FnMut(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let word = known.iter().map(|(word, _)| *word).find(|word| rest.starts_with(word));
        out.push_str(&word.map_or_else(|| "{".into(), &mut value));
        rest = &rest[word.map_or(1, str::len)..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[Placeholder] = &[("{files}", ""), ("{packages}", "")];

    #[test]
    fn what_is_filled_in_is_not_filled_in_again() {
        let value = |word: &str| if word == "{files}" { "'{packages}.go'".to_owned() } else { "./a".to_owned() };
        assert_eq!(fill("a {files} ${HOME} {packages}{", KNOWN, value), "a '{packages}.go' ${HOME} ./a{");
    }

    #[test]
    fn a_mistyped_word_is_told() {
        assert_eq!(check("--verify", "{package}", KNOWN), Err("--verify holds {package}; known are {files}, {packages}".into()));
        assert_eq!(check("--verify", "${home} {a,b} {files}", KNOWN), Ok(()));
        assert_eq!(check("--verify", "go list -e -f '{{if .GoFiles}}{{.ImportPath}}{{end}}' {packages}", KNOWN), Ok(()));
    }
}
