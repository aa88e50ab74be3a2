use std::{borrow::Cow, fmt, sync::Arc};

/// The full name of a function or method, as pprof spells it: `os.Open`, `net/http.(*Client).Do`,
/// `example.com/m/pkg.Type.Method`, closures as `pkg.F.func1`.
///
/// One departure: dots in the last element of an import path stay as they are (`gopkg.in/yaml.v2.Unmarshal`, where
/// pprof has `gopkg.in/yaml%2ev2.Unmarshal`). [`Symbol::key`] is the same for both.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(pub Arc<str>);

impl Symbol {
    pub fn new(text: &str) -> Self {
        Self(Arc::from(text))
    }

    /// A package's function.
    pub fn function(package: &str, name: &str) -> Self {
        Self(format!("{package}.{name}").into())
    }

    /// A method; `pointer` says whether its receiver is a pointer.
    pub fn method(package: &str, receiver: &str, pointer: bool, name: &str) -> Self {
        Self(if pointer { format!("{package}.(*{receiver}).{name}") } else { format!("{package}.{receiver}.{name}") }.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The import path.
    pub fn package(&self) -> &str {
        self.split().0
    }

    /// The receiver's type name without `(*` and `)`, of a method.
    pub fn receiver(&self) -> Option<&str> {
        let (receiver, _) = self.split().1.rsplit_once('.')?;
        Some(receiver.trim_start_matches("(*").trim_end_matches(')'))
    }

    /// The bare name.
    pub fn name(&self) -> &str {
        let rest = self.split().1;
        rest.rsplit_once('.').map_or(rest, |(_, name)| name)
    }

    /// The spelling to compare by: without the pointer of the receiver, type arguments, and pprof's escapes, since
    /// tables and people are of two minds about them (`net/http.Client.Do`).
    pub fn key(&self) -> Cow<'_, str> {
        let text = self.as_str();
        if !text.contains(['(', '[', '%']) {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        let mut depth = 0_usize;
        for c in text.replace("%2e", ".").chars() {
            match c {
                '[' => depth += 1,
                ']' => depth = depth.saturating_sub(1),
                '(' | '*' | ')' => {}
                _ if depth == 0 => out.push(c),
                _ => {}
            }
        }
        Cow::Owned(out)
    }

    /// Import path, and what stands behind its dot.
    fn split(&self) -> (&str, &str) {
        let text = self.as_str();
        // Type arguments hold slashes and dots of their own.
        let head = text.find('[').map_or(text, |i| &text[..i]);
        let last = head.rfind('/').map_or(0, |i| i + 1);
        let mut end = last + head[last..].find('.').unwrap_or(head.len() - last);
        // `yaml.v2` and `nats.go` end a path; no type or function has such a name.
        while let Some(rest) = text.get(end + 1..) {
            let word = rest.find('.').map_or("", |i| &rest[..i]);
            let version = word.strip_prefix('v').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
            if !version && word != "go" {
                break;
            }
            end += 1 + word.len();
        }
        (&text[..end], text.get(end + 1..).unwrap_or(""))
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        let parts = |s: &str| {
            let s = Symbol::new(s);
            (s.package().to_owned(), s.receiver().map(str::to_owned), s.name().to_owned())
        };
        let expect = |p: &str, r: Option<&str>, n: &str| (p.to_owned(), r.map(str::to_owned), n.to_owned());
        assert_eq!(parts("os.Open"), expect("os", None, "Open"));
        assert_eq!(parts("net/http.(*Client).Do"), expect("net/http", Some("Client"), "Do"));
        assert_eq!(parts("net/http.RoundTripper.RoundTrip"), expect("net/http", Some("RoundTripper"), "RoundTrip"));
        assert_eq!(parts("gopkg.in/yaml.v2.(*Decoder).Decode"), expect("gopkg.in/yaml.v2", Some("Decoder"), "Decode"));
        assert_eq!(parts("github.com/nats-io/nats.go.Connect"), expect("github.com/nats-io/nats.go", None, "Connect"));
        assert_eq!(parts("os"), expect("os", None, ""));
    }

    #[test]
    fn one_key_for_all_spellings() {
        let key = |s: &str| Symbol::new(s).key().into_owned();
        assert_eq!(key("net/http.(*Client).Do"), "net/http.Client.Do");
        assert_eq!(key("m.List[...].Do"), "m.List.Do");
        assert_eq!(key("m.(*List[example.com/x.T]).Do"), "m.List.Do");
        assert_eq!(key("gopkg.in/yaml%2ev2.Unmarshal"), "gopkg.in/yaml.v2.Unmarshal");
    }
}
