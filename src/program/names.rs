//! The names that a top-level `var`, `const` or `type` declaration declares, by a lexical pass: an index of a package
//! must not cost a parse of it.

use std::ops::Range;

/// The declared names with their places in the file, in source order. `declaration` begins with its keyword.
pub(super) fn declared_names(text: &str, declaration: &Range<usize>) -> Vec<(Range<usize>, String)> {
    let Some(source) = text.get(declaration.clone()) else { return Vec::new() };
    let mut lexer = Lexer { source, at: 0 };
    let mut names = Vec::new();
    // A type's spec has one name, the others a list.
    let list = match lexer.next() {
        Some(Token::Word(word)) if source[word.clone()] == *"type" => false,
        Some(Token::Word(_)) => true,
        _ => return names,
    };
    let mut depth = 0_usize;
    let mut spec_depth = 0;
    let mut place = Place::Name;
    let mut ends_statement = false;
    let mut first = true;
    for token in lexer {
        // A statement ends at a semicolon, or at a line's end where Go puts one.
        let ended = match token {
            Token::Newline => ends_statement,
            Token::Symbol(b';') => true,
            _ => false,
        };
        if ended && depth == spec_depth {
            place = if spec_depth > 0 { Place::Name } else { Place::Rest };
        }
        ends_statement = matches!(token, Token::Word(_) | Token::Literal | Token::Symbol(b')' | b']' | b'}'));
        match token {
            Token::Newline => continue,
            Token::Word(word) if place == Place::Name && depth == spec_depth => {
                names.push((declaration.start + word.start..declaration.start + word.end, source[word].to_owned()));
                place = Place::BehindName;
            }
            Token::Symbol(b'(') if first => {
                spec_depth = 1;
                depth = 1;
            }
            Token::Symbol(b',') if place == Place::BehindName && list => place = Place::Name,
            Token::Symbol(b';') => {}
            Token::Symbol(symbol) => {
                match symbol {
                    b'(' | b'[' | b'{' => depth += 1,
                    b')' | b']' | b'}' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                place = Place::Rest;
            }
            Token::Word(_) | Token::Literal => place = Place::Rest,
        }
        first = false;
    }
    names
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Name,
    BehindName,
    Rest,
}

enum Token {
    Word(Range<usize>),
    Literal,
    Newline,
    Symbol(u8),
}

struct Lexer<'a> {
    source: &'a str,
    at: usize,
}

impl Lexer<'_> {
    fn skip_quoted(&mut self, quote: u8) {
        let bytes = self.source.as_bytes();
        while let Some(&b) = bytes.get(self.at) {
            self.at += 1;
            if b == b'\\' && quote != b'`' {
                self.at += 1;
            } else if b == quote || b == b'\n' && quote != b'`' {
                break;
            }
        }
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let bytes = self.source.as_bytes();
        loop {
            let start = self.at;
            let b = *bytes.get(start)?;
            self.at += 1;
            match b {
                b'\n' => return Some(Token::Newline),
                b' ' | b'\t' | b'\r' => {}
                b'/' if bytes.get(self.at) == Some(&b'/') => {
                    self.at = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |i| start + i);
                }
                b'/' if bytes.get(self.at) == Some(&b'*') => {
                    let end = self.source.get(start + 2..).and_then(|s| s.find("*/"));
                    self.at = end.map_or(bytes.len(), |i| start + i + 4);
                    if self.source[start..self.at].contains('\n') {
                        return Some(Token::Newline);
                    }
                }
                b'"' | b'\'' | b'`' => {
                    self.skip_quoted(b);
                    self.at = self.at.min(bytes.len());
                    return Some(Token::Literal);
                }
                b'0'..=b'9' => {
                    while bytes.get(self.at).is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_')) {
                        self.at += 1;
                    }
                    return Some(Token::Literal);
                }
                b'_' | b'a'..=b'z' | b'A'..=b'Z' | 0x80.. => {
                    while bytes.get(self.at).is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | 0x80..)) {
                        self.at += 1;
                    }
                    return Some(Token::Word(start..self.at));
                }
                _ => return Some(Token::Symbol(b)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(source: &str) -> Vec<String> {
        let text = format!("package p\n{source}\n");
        let found = declared_names(&text, &(10..text.len()));
        for (at, name) in &found {
            assert_eq!(&text[at.clone()], name);
        }
        found.into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn single() {
        assert_eq!(names("var x = f(a, b)"), ["x"]);
        assert_eq!(names("var a, b = 1, g"), ["a", "b"]);
        assert_eq!(names("var a /* c, d */, b map[string]int"), ["a", "b"]);
        assert_eq!(names("type T struct {\n\ta, b int\n\tc T\n}"), ["T"]);
        assert_eq!(names("type L[K, V any] struct{}"), ["L"]);
        assert_eq!(names("type größe int"), ["größe"]);
    }

    #[test]
    fn grouped() {
        assert_eq!(names("const (\n\tA, B = iota, \"x\"\n\tC\n\n\t// D\n\tE, F\n)"), ["A", "B", "C", "E", "F"]);
        assert_eq!(
            names("var (\n\tx = map[string]int{\n\t\t\"a\": y,\n\t}\n\tz = 1 +\n\t\tw\n\tr = 'r'; s = `\nq`\n)"),
            ["x", "z", "r", "s"]
        );
        assert_eq!(names("type (\n\tA = B\n\tC func(a,\n\t\tb int)\n\tD interface {\n\t\tM()\n\t}\n)"), ["A", "C", "D"]);
        assert_eq!(names("var (\n\ta,\n\tb = f(c,\n\t\td)\n)"), ["a", "b"]);
    }
}
