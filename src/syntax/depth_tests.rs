//! Nesting that would overflow the stack of a worker thread.

use super::{Descend, ast::Decl, parse_declaration, skim, walk_block};

/// Parses, walks, copies and drops on a stack of the size that a worker has. Whether there was a tree.
fn parses(text: String) -> bool {
    let worker = move || {
        let skim = skim(&text);
        let declaration = skim.declarations.first()?;
        let tree = parse_declaration(&text, declaration).ok()?;
        let copy = tree.clone();
        if let Decl::Func(func) = &copy
            && let Some(body) = &func.body
        {
            walk_block(body, &mut |_| Descend::Into);
        }
        Some(())
    };
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(worker).expect("a thread");
    thread.join().expect("no overflow").is_some()
}

fn in_func(body: &str) -> String {
    format!("package p\nfunc f() {{\n{body}\n}}\n")
}

/// `before`, then `open` and `close` n times around `middle`.
fn nested((before, open, middle, close): (&str, &str, &str, &str), n: usize) -> String {
    in_func(&[before, &open.repeat(n), middle, &close.repeat(n)].concat())
}

const STATEMENTS: &[(&str, &str, &str, &str)] = &[
    ("", "{\n", "x()", "\n}"),
    ("", "if a {\n", "x()", "\n}"),
    ("", "if a {\n} else ", "{ x() }", ""),
    ("", "func() {\n", "x()", "\n}()"),
    ("", "go func() { defer func() {\n", "x()", "\n}() }()"),
    ("", "for {\nswitch {\ncase a:\n", "x()", "\n}\n}"),
    ("", "select {\ncase <-a:\n", "x()", "\n}"),
    ("", "L:\n", "x()", ""),
];

const EXPRESSIONS: &[(&str, &str, &str, &str)] = &[
    ("", "x(", "y", ")"),
    ("", "x[", "y", "]"),
    ("_ = ", "(", "y", ")"),
    ("_ = ", "- ", "y", ""),
    ("_ = ", "*", "y", ""),
    ("_ = ", "<-", "y", ""),
    ("_ = ", "a + (", "y", ")"),
    ("_ = ", "a && !(", "y", ")"),
    ("_ = a", "", "", " + a"),
    ("_ = a", "", "", " && a"),
    ("a", "", "", ".b()"),
    ("_ = a", "", "", "[1]"),
    ("_ = a", "", "", "[1:]"),
    ("_ = a", "", "", ".(T)"),
    ("_ = []T", "{", "a", "}"),
    ("_ = ", "T{a: ", "b", "}"),
    ("_ = ", "F[int](", "a", ")"),
];

const TYPES: &[(&str, &str)] = &[
    ("*", ""),
    ("[]", ""),
    ("[3]", ""),
    ("map[K]", ""),
    ("map[", "]V"),
    ("chan ", ""),
    ("<-chan ", ""),
    ("chan<- ", ""),
    ("func() ", ""),
    ("func(x ", ")"),
    ("struct{ x ", "}"),
    ("interface{ m() ", "}"),
    ("X[", "]"),
    ("(", ")"),
];

#[test]
fn nesting_is_refused_before_it_overflows() {
    for n in [50, 100, 199, 500, 5_000] {
        for &shape in STATEMENTS.iter().chain(EXPRESSIONS) {
            parses(nested(shape, n));
        }
        for (open, close) in TYPES {
            let ty = [&open.repeat(n), "T", &close.repeat(n)].concat();
            parses(format!("package p\nvar x {ty}\n"));
            parses(in_func(&format!("_ = make({ty})")));
            parses(in_func(&format!("_ = new({ty}{{}})")));
            parses(in_func(&format!("_ = ({ty})(y)")));
        }
    }
}

#[test]
fn what_is_nested_no_deeper_than_real_code_has_a_tree() {
    for &shape in STATEMENTS {
        assert!(parses(nested(shape, 25)), "{shape:?}");
    }
    for &shape in EXPRESSIONS {
        assert!(parses(nested(shape, 60)), "{shape:?}");
    }
    for (open, close) in TYPES {
        assert!(parses(format!("package p\nvar x {}T{}\n", open.repeat(60), close.repeat(60))), "{open}");
    }
}

#[test]
fn a_table_of_many_strings_has_a_tree() {
    assert!(parses(format!("package p\nconst x = \"\"{}\n", " +\n\t\"a\"".repeat(20_000))));
}
