//! The lexical pass that splits a file into declarations without parsing it.

use std::ops::Range;

use super::{
    ast::SmolStr,
    lex::{Kind, Lexer, Token, name_ends_statement},
};

/// `package name`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageClause {
    pub name: SmolStr,
    pub span: Range<usize>,
}

/// One import, of a group or alone. `alias` is `.`, `_` or a name where one is written; `path` is unquoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportSpec {
    pub alias: Option<SmolStr>,
    pub path: SmolStr,
    pub span: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeclKind {
    /// `receiver` is the receiver's base type name, of a method.
    Func {
        name: SmolStr,
        receiver: Option<SmolStr>,
    },
    Var,
    Const,
    Type,
    Import,
}

/// A top-level declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    pub kind: DeclKind,
    /// As go/parser gives it: from the keyword to the last token, comments around it and a semicolon excluded.
    pub span: Range<usize>,
    /// From `{` to behind `}`, of a function with a body.
    pub body: Option<Range<usize>>,
}

/// A `//go:build` line above the package clause: its expression's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildTag {
    pub expression: String,
}

/// What a lexical pass sees of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skim {
    pub package: Option<PackageClause>,
    pub imports: Vec<ImportSpec>,
    /// In source order, import declarations included.
    pub declarations: Vec<Declaration>,
    pub build: Option<BuildTag>,
    /// `//go:debug key=value` lines above the package clause.
    pub debug: Vec<(String, String)>,
    /// Has the line `// Code generated … DO NOT EDIT.` before the package clause or anywhere at a line's start.
    pub generated: bool,
    /// Why the rest of the file could not be split (unbalanced braces, an unterminated string, nesting too deep),
    /// and where. What was split before that stands in `declarations`.
    pub trouble: Option<(usize, &'static str)>,
}

/// Splits a file.
pub fn skim(text: &str) -> Skim {
    let mut skimmer = Skimmer::new(text);
    if let Err(trouble) = skimmer.file() {
        skimmer.out.trouble = Some(trouble);
    }
    skimmer.out
}

/// Reads a file's package clause and imports, and stops at the first other declaration.
pub fn skim_header(text: &str) -> Skim {
    let mut skimmer = Skimmer::new(text);
    skimmer.header_only = true;
    if let Err(trouble) = skimmer.file() {
        skimmer.out.trouble = Some(trouble);
    }
    skimmer.out
}

type Trouble = (usize, &'static str);

struct Skimmer<'t> {
    text: &'t str,
    src: &'t [u8],
    lexer: Lexer<'t>,
    header_only: bool,
    out: Skim,
}

impl<'t> Skimmer<'t> {
    fn new(text: &'t str) -> Self {
        // A byte order mark belongs to the file's offsets, but is no token.
        let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let src = text.as_bytes();
        Self { text, src, lexer: Lexer::new(src, start), header_only: false, out: Skim::default() }
    }

    fn file(&mut self) -> Result<(), Trouble> {
        self.package()?;
        loop {
            let token = self.solid();
            match token.kind {
                Kind::End => return Ok(()),
                Kind::Punct(b';') => {}
                Kind::Name => match self.lexer.text(token) {
                    b"import" => self.imports(token)?,
                    _ if self.header_only => return Ok(()),
                    b"func" => self.func(token)?,
                    b"var" => self.general(token, DeclKind::Var)?,
                    b"const" => self.general(token, DeclKind::Const)?,
                    b"type" => self.general(token, DeclKind::Type)?,
                    _ => return Err((token.start, "not a declaration")),
                },
                _ => return Err((token.start, "not a declaration")),
            }
        }
    }

    fn name(&self, token: Token) -> SmolStr {
        SmolStr::new(self.text.get(token.start..token.end).unwrap_or_default())
    }

    /// The next token but for comments, which are looked at, and newlines.
    fn solid(&mut self) -> Token {
        loop {
            let token = self.lexer.next();
            match token.kind {
                Kind::Comment => self.comment(token),
                Kind::Newline => {}
                _ => return token,
            }
        }
    }

    fn comment(&mut self, token: Token) {
        let comment = self.text.get(token.start..token.end).unwrap_or_default().trim_end_matches('\r');
        let Some(line) = comment.strip_prefix("//") else { return };
        if line.strip_prefix(" Code generated ").is_some_and(|l| l.ends_with(" DO NOT EDIT.")) && self.starts_line(token.start) {
            self.out.generated = true;
        }
        if self.out.package.is_some() {
            return;
        }
        if let Some(expression) = directive(line, "go:build") {
            self.out.build.get_or_insert_with(|| BuildTag { expression: expression.trim().to_owned() });
        } else if let Some((key, value)) = directive(line, "go:debug").and_then(|setting| setting.split_once('=')) {
            self.out.debug.push((key.trim().to_owned(), value.trim().to_owned()));
        }
    }

    fn starts_line(&self, at: usize) -> bool {
        at == 0 || self.src[at - 1] == b'\n' || self.text[..at] == *"\u{feff}"
    }

    fn package(&mut self) -> Result<(), Trouble> {
        let keyword = self.solid();
        if self.lexer.text(keyword) != b"package" {
            return Err((keyword.start, "no package clause"));
        }
        let name = self.expect(Kind::Name, "no package name")?;
        self.out.package = Some(PackageClause { name: self.name(name), span: keyword.start..name.end });
        Ok(())
    }

    fn expect(&mut self, kind: Kind, reason: &'static str) -> Result<Token, Trouble> {
        let token = self.solid();
        if token.kind == kind { Ok(token) } else { Err((token.start, reason)) }
    }

    /// Passes a var, const or type declaration whose keyword has been read.
    fn general(&mut self, keyword: Token, kind: DeclKind) -> Result<(), Trouble> {
        let mut ahead = self.lexer;
        let end = if ahead.next_solid().kind == Kind::Punct(b'(') {
            self.solid();
            self.lexer.skip_balanced(b'(', b')')?;
            self.lexer.at()
        } else {
            self.tail(false)?.end
        };
        self.out.declarations.push(Declaration { kind, span: keyword.start..end, body: None });
        Ok(())
    }

    fn func(&mut self, keyword: Token) -> Result<(), Trouble> {
        let mut token = self.solid();
        let mut receiver = None;
        if token.kind == Kind::Punct(b'(') {
            receiver = Some(self.receiver()?);
            token = self.solid();
        }
        if token.kind != Kind::Name {
            return Err((token.start, "no function name"));
        }
        let name = self.name(token);
        let Tail { end, body } = self.tail(true)?;
        self.out.declarations.push(Declaration { kind: DeclKind::Func { name, receiver }, span: keyword.start..end, body });
        Ok(())
    }

    /// Passes a receiver whose parenthesis has been read. Returns its type's name, empty where none can be made out.
    fn receiver(&mut self) -> Result<SmolStr, Trouble> {
        let mut inside = self.lexer;
        self.lexer.skip_balanced(b'(', b')')?;
        let mut token = inside.next_solid();
        let mut ahead = inside;
        let second = ahead.next_solid();
        if token.kind == Kind::Name && matches!(second.kind, Kind::Name | Kind::Punct(b'*' | b'(')) {
            token = second;
            inside = ahead;
        }
        while matches!(token.kind, Kind::Punct(b'*' | b'(')) {
            token = inside.next_solid();
        }
        Ok(if token.kind == Kind::Name { self.name(token) } else { SmolStr::default() })
    }

    /// Passes tokens up to where Go puts a semicolon, or behind a function's body.
    fn tail(&mut self, func: bool) -> Result<Tail, Trouble> {
        let mut end = self.lexer.at();
        // Whether a line's end would end the declaration here, and whether a brace would open a type.
        let (mut complete, mut type_opens) = (func, false);
        loop {
            let token = self.lexer.next();
            match token.kind {
                Kind::Comment => {
                    self.comment(token);
                    // One that spans lines stands for a line's end.
                    if complete && self.lexer.text(token).contains(&b'\n') {
                        return Ok(Tail { end, body: None });
                    }
                    continue;
                }
                Kind::Newline | Kind::End | Kind::Punct(b';') if complete => return Ok(Tail { end, body: None }),
                Kind::Newline => continue,
                Kind::End => return Err((end, "a declaration that does not end")),
                Kind::Unterminated => return Err((token.start, "a string or comment that does not end")),
                Kind::Punct(b'{') if func && !type_opens => {
                    self.lexer.skip_balanced(b'{', b'}')?;
                    let end = self.lexer.at();
                    return Ok(Tail { end, body: Some(token.start..end) });
                }
                Kind::Punct(open @ (b'(' | b'[' | b'{')) => {
                    let close = if open == b'(' { b')' } else { open + 2 };
                    self.lexer.skip_balanced(open, close)?;
                    complete = true;
                }
                Kind::Punct(b')' | b']' | b'}' | b';') => return Err((token.start, "a declaration that breaks off")),
                Kind::Punct(_) => complete = false,
                Kind::Name => {
                    let name = self.lexer.text(token);
                    complete = name_ends_statement(name);
                    type_opens = matches!(name, b"struct" | b"interface");
                    end = token.end;
                    continue;
                }
                Kind::Number | Kind::Text | Kind::Rune => complete = true,
            }
            type_opens = false;
            end = self.lexer.at();
        }
    }

    fn imports(&mut self, keyword: Token) -> Result<(), Trouble> {
        let first = self.solid();
        let mut end = first.end;
        if first.kind == Kind::Punct(b'(') {
            loop {
                let token = self.solid();
                match token.kind {
                    Kind::Punct(b')') => {
                        end = token.end;
                        break;
                    }
                    Kind::Punct(b';') => {}
                    _ => {
                        self.import(token)?;
                    }
                }
            }
        } else {
            end = end.max(self.import(first)?);
        }
        self.out.declarations.push(Declaration { kind: DeclKind::Import, span: keyword.start..end, body: None });
        Ok(())
    }

    /// Passes an import whose first token has been read. Returns its end.
    fn import(&mut self, first: Token) -> Result<usize, Trouble> {
        let (alias, path) = match first.kind {
            Kind::Name | Kind::Punct(b'.') => (Some(self.name(first)), self.expect(Kind::Text, "no import path")?),
            Kind::Text => (None, first),
            _ => return Err((first.start, "no import path")),
        };
        let quoted = self.text.get(path.start + 1..path.end - 1).unwrap_or_default();
        self.out.imports.push(ImportSpec { alias, path: SmolStr::new(quoted), span: first.start..path.end });
        Ok(path.end)
    }
}

/// How a declaration ends.
struct Tail {
    /// Behind its last token.
    end: usize,
    body: Option<Range<usize>>,
}

/// What follows a directive's name and white space.
fn directive<'c>(line: &'c str, name: &str) -> Option<&'c str> {
    line.strip_prefix(name).filter(|rest| rest.starts_with([' ', '\t']))
}
