/// The unified diff that turns `before` into `after`, as `git apply` takes it; empty where nothing changed.
///
/// `path` is written behind `a/` and `b/`, quoted as git quotes it. Carriage returns and a missing final
/// newline are kept.
pub fn unified(path: &str, before: &str, after: &str) -> String {
    if before == after {
        return String::new();
    }
    // Lines end where git ends them: `from_lines` takes a lone carriage return for an end too, and makes a corrupt patch.
    let before: Vec<&str> = before.split_inclusive('\n').collect();
    let after: Vec<&str> = after.split_inclusive('\n').collect();
    let diff = similar::TextDiff::configure().newline_terminated(true).diff_slices(&before, &after);
    diff.unified_diff().context_radius(3).header(&quote("a/", path), &quote("b/", path)).to_string()
}

/// Quotes a name as git does in diff headers (`core.quotePath`): plain where it can be, else in double
/// quotes with backslash escapes and octal bytes.
fn quote(prefix: &str, path: &str) -> String {
    let plain = path.bytes().all(|b| (0x20..0x7f).contains(&b) && b != b'"' && b != b'\\');
    if plain {
        return format!("{prefix}{path}");
    }
    let mut out = format!("\"{prefix}");
    for b in path.bytes() {
        match b {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\t' => out.push_str("\\t"),
            b'\r' => out.push_str("\\r"),
            0x20..0x7f => out.push(char::from(b)),
            _ => out.push_str(&format!("\\{b:03o}")),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_carriage_return_ends_no_line() {
        let diff = unified("a.go", "a\rb\nc\n", "a\rb\nc\nd");
        assert_eq!(diff, "--- a/a.go\n+++ b/a.go\n@@ -1,2 +1,3 @@\n a\rb\n c\n+d\n\\ No newline at end of file\n");
    }
}
