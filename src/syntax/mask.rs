//! Masks what tree-sitter-go cannot parse, in a copy of the declaration, by other bytes of the same length.
//! The tree then has the right shape and offsets, and names are read from the file as it is.

use std::ops::Range;

use super::{
    lex::{self, Kind, Lexer, Token},
    lower::MAX_DEPTH,
};

/// A declaration's text as tree-sitter gets it, ended by a newline.
#[derive(Debug)]
pub(super) struct Masked {
    pub(super) bytes: Vec<u8>,
    /// The head of a generic method, without its type parameters. `bytes` has it without its receiver: the grammar knows
    /// methods and type parameters, but not together.
    pub(super) receiver: Option<Vec<u8>>,
    /// Types that are parsed on their own. `bytes` has a name of the same length in place of each.
    pub(super) types: Vec<Range<usize>>,
}

/// Masks one declaration.
///
/// # Errors
/// Offset and reason, where a string or comment does not end or the brackets are nested too deeply.
pub(super) fn declaration(slice: &str) -> Result<Masked, (usize, &'static str)> {
    let src = slice.as_bytes();
    let mut bytes = Vec::with_capacity(src.len() + 2);
    bytes.extend_from_slice(src);
    // Without the newline that ends it, many a declaration parses with a MISSING token.
    bytes.push(b'\n');

    let receiver = generic_method(src).map(|method| {
        let mut head = src[..method.params].to_vec();
        blank(&mut head, method.type_params);
        head.extend_from_slice(b"()\n");
        blank(&mut bytes, method.receiver);
        head
    });

    let mut masker =
        Masker { src, lexer: Lexer::new(src, 0), out: Masked { bytes, receiver, types: Vec::new() }, depth: 0, groups: Vec::new() };
    masker.run()?;
    Ok(masker.out)
}

struct Masker<'s> {
    src: &'s [u8],
    lexer: Lexer<'s>,
    out: Masked,
    /// How many brackets are open.
    depth: u32,
    /// The depths inside the open `var (` and `const (`.
    groups: Vec<u32>,
}

/// The last token that is neither a comment nor a newline, and the first newline behind it.
#[derive(Clone, Copy)]
struct Before<'s> {
    kind: Kind,
    text: &'s [u8],
    end: usize,
    newline: Option<usize>,
}

impl<'s> Masker<'s> {
    fn run(&mut self) -> Result<(), (usize, &'static str)> {
        let mut before = Before { kind: Kind::End, text: b"", end: 0, newline: None };
        loop {
            let token = self.lexer.next();
            match token.kind {
                Kind::End => return Ok(()),
                Kind::Unterminated => return Err((token.start, "a string or comment that does not end")),
                // Go takes a comment for white space: for a line's end if it holds one.
                Kind::Comment => blank(&mut self.out.bytes, token.start..token.end),
                Kind::Newline => before.newline = before.newline.or(Some(token.start)),
                _ => {
                    before = self.solid(token, before)?;
                }
            }
        }
    }

    /// Masks a token. Returns it as the one before the next.
    fn solid(&mut self, token: Token, before: Before<'s>) -> Result<Before<'s>, (usize, &'static str)> {
        let Token { kind, start, end } = token;
        let text = &self.src[start..end];
        let bytes = &mut self.out.bytes;
        match kind {
            Kind::Name if !text.is_ascii() => bytes[start..end].fill(b'x'),
            Kind::Name if matches!(text, b"new" | b"make") => return Ok(self.new_or_make(start..end)),
            Kind::Punct(open @ (b'(' | b'[' | b'{')) => {
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    return Err((start, "nested too deeply"));
                }
                if open == b'(' && matches!(before.text, b"var" | b"const") {
                    self.groups.push(self.depth);
                }
                // To the grammar, which skips newlines where it can, `if x.y { f() }` and a block on the next line are a
                // condition `x.y{f()}` and its block. A semicolon cannot be skipped.
                if let (b'{', Kind::Punct(b'}'), Some(newline)) = (open, before.kind, before.newline) {
                    bytes[newline] = b';';
                }
            }
            Kind::Punct(b')' | b']' | b'}') => {
                if self.groups.last() == Some(&self.depth) {
                    self.groups.pop();
                    self.end_group(token, before);
                }
                self.depth = self.depth.saturating_sub(1);
            }
            // Nothing before a semicolon in a header.
            Kind::Punct(b';') if matches!(before.text, b"if" | b"switch") => bytes[start] = b' ',
            _ => {}
        }
        Ok(Before { kind, text, end, newline: None })
    }

    /// Masks `new` or `make`, which are keywords to the grammar that want a type behind the parenthesis.
    fn new_or_make(&mut self, name: Range<usize>) -> Before<'s> {
        let text = &self.src[name.clone()];
        let bytes = &mut self.out.bytes;
        let mut end = name.end;
        match argument(self.lexer) {
            Argument::Type => {}
            Argument::Expression => bytes[name].fill(text[0]),
            Argument::Apart(range) => {
                bytes[name].fill(text[0]);
                bytes[range.clone()].fill(b'x');
                // The parenthesis before it is passed as well.
                self.depth += 1;
                self.lexer = self.lexer.moved(range.end);
                end = range.end;
                self.out.types.push(range);
            }
        }
        Before { kind: Kind::Name, text, end, newline: None }
    }

    /// Ends the last spec of a group by a semicolon where nothing does: the grammar wants one even before `)`.
    fn end_group(&mut self, close: Token, before: Before<'s>) {
        let bytes = &mut self.out.bytes;
        if before.newline.is_some() || matches!(before.kind, Kind::Punct(b'(' | b';')) {
            return;
        }
        if before.end < close.start {
            bytes[before.end] = b';';
        } else if close.end == self.src.len() {
            bytes[close.start] = b';';
            bytes.insert(close.end, b')');
        }
    }
}

/// Overwrites a range by spaces, but for the ends of lines.
fn blank(bytes: &mut [u8], range: Range<usize>) {
    for b in &mut bytes[range] {
        if *b != b'\n' {
            *b = b' ';
        }
    }
}

struct GenericMethod {
    receiver: Range<usize>,
    type_params: Range<usize>,
    /// Where the parameters begin.
    params: usize,
}

/// The parts of `func (r R) M[T any](…)`.
fn generic_method(src: &[u8]) -> Option<GenericMethod> {
    let mut lexer = Lexer::new(src, 0);
    let func = lexer.next_solid();
    if &src[func.start..func.end] != b"func" {
        return None;
    }
    let receiver = lexer.next_solid();
    if receiver.kind != Kind::Punct(b'(') {
        return None;
    }
    lexer.skip_balanced(b'(', b')').ok()?;
    let receiver = receiver.start..lexer.at();
    if lexer.next_solid().kind != Kind::Name {
        return None;
    }
    let open = lexer.next_solid();
    if open.kind != Kind::Punct(b'[') {
        return None;
    }
    lexer.skip_balanced(b'[', b']').ok()?;
    let type_params = open.start..lexer.at();
    let params = lexer.next_solid();
    (params.kind == Kind::Punct(b'(')).then_some(GenericMethod { receiver, type_params, params: params.start })
}

/// What stands behind `new` or `make`.
enum Argument {
    /// `(` and a type that cannot be an expression as well.
    Type,
    /// Anything else. Types that begin with a name are expressions too; `trie[any]` as an argument of `make` is even an error
    /// to the grammar, but not as one of an ordinary call. An argument like `[]int{1}` begins as a type and goes on.
    Expression,
    /// A type that the grammar often does not understand here: one with a function type inside.
    Apart(Range<usize>),
}

fn argument(mut lexer: Lexer<'_>) -> Argument {
    if lexer.next_solid().kind != Kind::Punct(b'(') {
        return Argument::Expression;
    }
    let mut inner = lexer;
    let mut first = inner.next_solid();
    let start = first.start;
    while matches!(first.kind, Kind::Punct(b'*' | b'(')) {
        first = inner.next_solid();
    }
    if first.kind == Kind::Name && !lex::is_keyword(inner.text(first)) {
        return Argument::Expression;
    }
    if pass_type(&mut lexer, 0).is_none() {
        return Argument::Expression;
    }
    let range = start..lexer.at();
    if !matches!(lexer.next_solid().kind, Kind::Punct(b')' | b',')) {
        return Argument::Expression;
    }
    if names_func(lexer, &range) { Argument::Apart(range) } else { Argument::Type }
}

/// Whether the keyword `func` stands in a range.
fn names_func(lexer: Lexer<'_>, range: &Range<usize>) -> bool {
    let mut lexer = lexer.moved(range.start);
    loop {
        let token = lexer.next_solid();
        if token.end > range.end || token.kind == Kind::End {
            return false;
        }
        if lexer.text(token) == b"func" {
            return true;
        }
    }
}

/// Passes a type; None where there is none.
fn pass_type(lexer: &mut Lexer<'_>, depth: u32) -> Option<()> {
    if depth > MAX_DEPTH {
        return None;
    }
    let token = lexer.next_solid();
    match token.kind {
        Kind::Punct(b'*') => pass_type(lexer, depth + 1),
        Kind::Punct(b'(') => {
            pass_type(lexer, depth + 1)?;
            (lexer.next_solid().kind == Kind::Punct(b')')).then_some(())
        }
        Kind::Punct(b'[') => {
            lexer.skip_balanced(b'[', b']').ok()?;
            pass_type(lexer, depth + 1)
        }
        Kind::Punct(b'<') => {
            pass(lexer, b'-')?;
            let chan = lexer.next_solid();
            (lexer.text(chan) == b"chan").then_some(())?;
            pass_type(lexer, depth + 1)
        }
        Kind::Name => match lexer.text(token) {
            b"map" => {
                pass(lexer, b'[')?;
                lexer.skip_balanced(b'[', b']').ok()?;
                pass_type(lexer, depth + 1)
            }
            b"chan" => {
                let mut ahead = *lexer;
                if pass(&mut ahead, b'<').is_some() && pass(&mut ahead, b'-').is_some() {
                    *lexer = ahead;
                }
                pass_type(lexer, depth + 1)
            }
            b"struct" | b"interface" => {
                pass(lexer, b'{')?;
                lexer.skip_balanced(b'{', b'}').ok()
            }
            b"func" => {
                pass(lexer, b'(')?;
                lexer.skip_balanced(b'(', b')').ok()?;
                let (mut list, mut result) = (*lexer, *lexer);
                if pass(&mut list, b'(').is_some() {
                    list.skip_balanced(b'(', b')').ok()?;
                    *lexer = list;
                } else if pass_type(&mut result, depth + 1).is_some() {
                    *lexer = result;
                }
                Some(())
            }
            name if lex::is_keyword(name) => None,
            _ => {
                let mut ahead = *lexer;
                if pass(&mut ahead, b'.').is_some() && ahead.next_solid().kind == Kind::Name {
                    *lexer = ahead;
                }
                let mut ahead = *lexer;
                if pass(&mut ahead, b'[').is_some() && ahead.skip_balanced(b'[', b']').is_ok() {
                    *lexer = ahead;
                }
                Some(())
            }
        },
        _ => None,
    }
}

/// Passes one byte of punctuation.
fn pass(lexer: &mut Lexer<'_>, byte: u8) -> Option<()> {
    (lexer.next_solid().kind == Kind::Punct(byte)).then_some(())
}
