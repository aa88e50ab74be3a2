//! Go's tokens, as far as splitting and masking need them: names, numbers, strings, comments and single bytes of
//! punctuation. Never fails on any bytes; what is not terminated says so.

/// What a token is. Keywords are names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Name,
    Number,
    /// An interpreted or raw string.
    Text,
    Rune,
    Comment,
    /// White space that holds a line's end.
    Newline,
    /// One byte of an operator, a bracket, or a byte that Go has no use for.
    Punct(u8),
    /// A string, rune or comment that does not end.
    Unterminated,
    /// The end of the text.
    End,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Reads tokens from a position on. A copy looks ahead.
#[derive(Clone, Copy)]
pub(super) struct Lexer<'a> {
    src: &'a [u8],
    at: usize,
}

/// Bytes that mean something to [`Lexer::skip_balanced`].
const fn marks() -> [bool; 256] {
    let mut marks = [false; 256];
    let mut i = 0;
    let all = b"\"'`/(){}[]";
    while i < all.len() {
        marks[all[i] as usize] = true;
        i += 1;
    }
    marks
}

static MARKS: [bool; 256] = marks();

const fn name_bytes() -> [bool; 256] {
    let mut names = [false; 256];
    let mut b = 0;
    while b < 256 {
        let byte = b as u8;
        names[b] = byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80;
        b += 1;
    }
    names
}

static NAME: [bool; 256] = name_bytes();

/// The identifiers in a piece of source, and whether each stands behind a dot. Keywords count; what stands in strings and comments
/// does not.
pub fn identifiers(source: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut lexer = Lexer::new(source.as_bytes(), 0);
    let mut is_member = false;
    std::iter::from_fn(move || {
        loop {
            let token = lexer.next_solid();
            let was_dot = std::mem::replace(&mut is_member, token.kind == Kind::Punct(b'.'));
            match token.kind {
                Kind::End => return None,
                Kind::Name => return source.get(token.start..token.end).map(|name| (name, was_dot)),
                _ => {}
            }
        }
    })
}

/// Whether a piece of source has an identifier, as of [`identifiers`].
pub fn has_identifier(source: &str, name: &str) -> bool {
    source.contains(name) && identifiers(source).any(|(found, _)| found == name)
}

impl<'a> Lexer<'a> {
    pub(super) fn new(src: &'a [u8], at: usize) -> Self {
        Self { src, at }
    }

    /// Where the next token is looked for.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// A lexer of the same text at another place.
    pub(super) fn moved(self, at: usize) -> Self {
        Self { at, ..self }
    }

    /// The bytes of a token.
    pub(super) fn text(&self, token: Token) -> &'a [u8] {
        &self.src[token.start..token.end]
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.src.get(at).copied()
    }

    /// The next token, white space within a line left out.
    pub(super) fn next(&mut self) -> Token {
        let mut start = self.at;
        let mut newline = false;
        while let Some(b) = self.byte(self.at) {
            match b {
                b' ' | b'\t' | b'\r' => {}
                b'\n' => {
                    if !newline {
                        start = self.at;
                    }
                    newline = true;
                }
                _ => break,
            }
            self.at += 1;
        }
        if newline {
            return Token { kind: Kind::Newline, start, end: self.at };
        }
        let start = self.at;
        let kind = match self.byte(start) {
            None => Kind::End,
            Some(b) => self.token(b),
        };
        Token { kind, start, end: self.at }
    }

    /// The next token that is neither a comment nor a newline.
    pub(super) fn next_solid(&mut self) -> Token {
        loop {
            let token = self.next();
            if !matches!(token.kind, Kind::Comment | Kind::Newline) {
                return token;
            }
        }
    }

    fn token(&mut self, first: u8) -> Kind {
        match first {
            b'"' | b'\'' => {
                if !self.quoted(first) {
                    Kind::Unterminated
                } else if first == b'"' {
                    Kind::Text
                } else {
                    Kind::Rune
                }
            }
            b'`' => {
                if self.raw() {
                    Kind::Text
                } else {
                    Kind::Unterminated
                }
            }
            b'/' if matches!(self.byte(self.at + 1), Some(b'/' | b'*')) => {
                if self.comment() {
                    Kind::Comment
                } else {
                    Kind::Unterminated
                }
            }
            b'0'..=b'9' => self.number(),
            b'.' if self.byte(self.at + 1).is_some_and(|b| b.is_ascii_digit()) => self.number(),
            b if NAME[usize::from(b)] => {
                while self.byte(self.at).is_some_and(|b| NAME[usize::from(b)]) {
                    self.at += 1;
                }
                Kind::Name
            }
            b => {
                self.at += 1;
                Kind::Punct(b)
            }
        }
    }

    fn number(&mut self) -> Kind {
        let start = self.at;
        let hex = self.byte(start) == Some(b'0') && matches!(self.byte(start + 1), Some(b'x' | b'X'));
        while let Some(b) = self.byte(self.at) {
            let exponent = matches!(b, b'+' | b'-')
                && match self.src[self.at - usize::from(self.at > start)] {
                    b'e' | b'E' => !hex,
                    b'p' | b'P' => hex,
                    _ => false,
                };
            if !NAME[usize::from(b)] && b != b'.' && !exponent {
                break;
            }
            self.at += 1;
        }
        Kind::Number
    }

    /// Passes an interpreted string or a rune; false, at the end of its line, where it does not end.
    fn quoted(&mut self, quote: u8) -> bool {
        self.at += 1;
        while let Some(b) = self.byte(self.at) {
            match b {
                b'\\' if self.byte(self.at + 1).is_some_and(|b| b != b'\n') => self.at += 2,
                b'\n' => return false,
                _ => {
                    self.at += 1;
                    if b == quote {
                        return true;
                    }
                }
            }
        }
        false
    }

    fn raw(&mut self) -> bool {
        let from = self.at + 1;
        let end = memchr::memchr(b'`', self.src.get(from..).unwrap_or_default());
        self.at = end.map_or(self.src.len(), |i| from + i + 1);
        end.is_some()
    }

    fn comment(&mut self) -> bool {
        let from = self.at + 2;
        let rest = self.src.get(from..).unwrap_or_default();
        if self.byte(self.at + 1) == Some(b'/') {
            self.at = memchr::memchr(b'\n', rest).map_or(self.src.len(), |i| from + i);
            return true;
        }
        let end = memchr::memmem::find(rest, b"*/");
        self.at = end.map_or(self.src.len(), |i| from + i + 2);
        end.is_some()
    }

    /// Passes everything up to and with the bracket that closes `open`, which has been passed already.
    ///
    /// Only brackets of this one kind are counted: in Go text that can be parsed the others are balanced between them.
    ///
    /// # Errors
    /// The offset and reason where the text ends before, or a string or comment does not end.
    pub(super) fn skip_balanced(&mut self, open: u8, close: u8) -> Result<(), (usize, &'static str)> {
        let opened = self.at.saturating_sub(1);
        let mut depth = 1_u32;
        loop {
            while self.byte(self.at).is_some_and(|b| !MARKS[usize::from(b)]) {
                self.at += 1;
            }
            let start = self.at;
            let Some(b) = self.byte(start) else {
                return Err((opened, "a bracket that is not closed"));
            };
            let terminated = match b {
                b'"' | b'\'' => self.quoted(b),
                b'`' => self.raw(),
                b'/' if matches!(self.byte(start + 1), Some(b'/' | b'*')) => self.comment(),
                _ => {
                    self.at += 1;
                    if b == close {
                        depth -= 1;
                        if depth == 0 {
                            return Ok(());
                        }
                    } else if b == open {
                        depth += 1;
                    }
                    true
                }
            };
            if !terminated {
                return Err((start, "a string or comment that does not end"));
            }
        }
    }
}

/// Whether a line's end behind a name ends a statement: not behind most keywords.
pub(super) fn name_ends_statement(name: &[u8]) -> bool {
    !is_keyword(name) || matches!(name, b"break" | b"continue" | b"fallthrough" | b"return")
}

pub(super) fn is_keyword(name: &[u8]) -> bool {
    matches!(
        name,
        b"break"
            | b"case"
            | b"chan"
            | b"const"
            | b"continue"
            | b"default"
            | b"defer"
            | b"else"
            | b"fallthrough"
            | b"for"
            | b"func"
            | b"go"
            | b"goto"
            | b"if"
            | b"import"
            | b"interface"
            | b"map"
            | b"package"
            | b"range"
            | b"return"
            | b"select"
            | b"struct"
            | b"switch"
            | b"type"
            | b"var"
    )
}
