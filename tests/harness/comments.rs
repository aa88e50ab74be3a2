/// The comments of Go source in order, each as it is written.
pub fn comments(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find(['"', '`', '\'', '/']) {
        at += next;
        let rest = &text[at..];
        let length = if rest.starts_with("//") {
            let end = rest.find('\n').unwrap_or(rest.len());
            found.push(rest[..end].trim_end());
            end
        } else if let Some(inner) = rest.strip_prefix("/*") {
            let end = inner.find("*/").map_or(rest.len(), |i| i + 4);
            found.push(&rest[..end]);
            end
        } else if let Some(inner) = rest.strip_prefix('`') {
            inner.find('`').map_or(rest.len(), |i| i + 2)
        } else if rest.starts_with('/') {
            1
        } else {
            quoted_length(rest)
        };
        at += length;
    }
    found
}

/// The length of an interpreted string or a rune, quotes included.
fn quoted_length(text: &str) -> usize {
    let quote = text.as_bytes()[0];
    let mut bytes = text.bytes().enumerate().skip(1);
    while let Some((at, b)) = bytes.next() {
        if b == b'\\' {
            bytes.next();
        } else if b == quote || b == b'\n' {
            return at + 1;
        }
    }
    text.len()
}
