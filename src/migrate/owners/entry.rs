//! What the lines of both forms of CODEOWNERS share.

/// A line's pattern, with its escapes, and what stands behind the first space that is not escaped.
pub(super) fn split(line: &str) -> (&str, &str) {
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        if c.is_whitespace() && !escaped {
            return (&line[..at], line[at..].trim());
        }
        escaped = c == '\\' && !escaped;
    }
    (line, "")
}

/// Whether a word is an e-mail address, as far as hosts look.
pub(super) fn is_email(word: &str) -> bool {
    let Some((name, domain)) = word.split_once('@') else { return false };
    let is_plain = |part: &str, others: &[char]| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || others.contains(&c));
    is_plain(name, &['.', '_', '%', '+', '-']) && is_plain(domain, &['.', '-']) && domain.contains('.')
}

/// Whether a word is the name of a user, a team or a group: letters, digits and these.
pub(super) fn is_name(word: &str, others: &[char]) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || others.contains(&c))
}

/// Adds an owner that is not there yet.
pub(super) fn add(owners: &mut Vec<String>, owner: &str) {
    if !owners.iter().any(|o| o == owner) {
        owners.push(owner.to_owned());
    }
}

/// Adds a part of a pattern between two slashes to a glob. Both hosts take `*`, `?` and escapes alike, and braces literally;
/// `classes` says whether `[a-z]` is one or literal.
pub(super) fn push_segment(glob: &mut String, segment: &str, classes: bool) {
    let mut chars = segment.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                glob.push('\\');
                glob.extend(chars.next());
            }
            // Two of them are one, but where they are all of a part.
            '*' if chars.peek() == Some(&'*') => {}
            '{' | '}' => glob.extend(['\\', c]),
            '[' | ']' if !classes => glob.extend(['\\', c]),
            _ => glob.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let rows = [
            ("*.go @a @b", ("*.go", "@a @b")),
            ("*.go\t @a  ", ("*.go", "@a")),
            ("*.go", ("*.go", "")),
            ("path\\ with\\ spaces/ @a", ("path\\ with\\ spaces/", "@a")),
            ("end\\\\ @a", ("end\\\\", "@a")),
            ("", ("", "")),
        ];
        for (line, expected) in rows {
            assert_eq!(split(line), expected, "{line}");
        }
    }

    #[test]
    fn addresses() {
        for word in ["docs@example.com", "a.b+c@x-y.example.org"] {
            assert!(is_email(word), "{word}");
        }
        for word in ["@a", "a@b", "a@", "a@b@c.d", "docs", "@a.b"] {
            assert!(!is_email(word), "{word}");
        }
    }
}
