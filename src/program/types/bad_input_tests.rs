//! Code that goes in circles, contradicts itself or has holes: every question ends, with an answer or with none.

use std::{path::Path, time::Instant};

use super::{Callee, Type, Typing};
use crate::{
    program::{Program, ResourceRegistry, Scopes, testing::Memory},
    syntax::{
        DeclKind, Descend, Node,
        ast::{Decl, ExprKind},
        parse_declaration, walk_block,
    },
};

/// Longer than any question takes.
const SECONDS: u64 = 20;

/// Asks for the type of every expression, the callee of every call and the implementations of every interface; gives the types of
/// the arguments of calls of `ask`, in order.
fn ask(archive: &str) -> Vec<String> {
    let (sources, registry) = (Memory::new(archive), ResourceRegistry::default());
    let program = Program::new(&sources, &registry, None);
    let begin = Instant::now();
    let mut asked = Vec::new();
    let paths = archive.lines().filter_map(|l| l.strip_prefix("-- ")?.strip_suffix(" --")).filter(|p| p.ends_with(".go"));
    for path in paths {
        let Ok(file) = program.file(Path::new(path)) else { continue };
        let package = program.package(&file);
        program.imports_of(&file);
        for declaration in &file.skim.declarations {
            if !matches!(declaration.kind, DeclKind::Func { .. }) {
                continue;
            }
            let Ok(Decl::Func(func)) = parse_declaration(&file.text, declaration) else { continue };
            let scopes = Scopes::new(&file, &func);
            let typing = Typing::new(&program, &file, &func, &scopes);
            let Some(body) = &func.body else { continue };
            walk_block(body, &mut |node| {
                let Node::Expr(e) = node else { return Descend::Into };
                let ty = typing.type_of(e);
                typing.denoted(e);
                program.implementations(&package, &ty, "M");
                if let ExprKind::Call(call) = &e.kind {
                    if let Callee::Symbol(symbol) = typing.callee(call) {
                        program.functions(&package, &symbol);
                    }
                    if call.callee.as_ident().is_some_and(|name| name == "ask") {
                        asked.extend(call.args.iter().map(|arg| typing.type_of(arg).to_string()));
                    }
                }
                Descend::Into
            });
        }
    }
    assert!(begin.elapsed().as_secs() < SECONDS, "{:?}", begin.elapsed());
    asked
}

/// One file of one package.
fn ask_file(text: &str) -> Vec<String> {
    ask(&format!("-- /m/go.mod --\nmodule m\n-- /m/a.go --\npackage p\n{text}\n"))
}

#[test]
fn types_that_embed_one_another() {
    let asked = ask_file(
        "type A struct{ B; x int }\ntype B struct{ *C }\ntype C struct{ A; D }\ntype D struct{ D }\ntype I interface{ J }\ntype J interface{ I; M() error }\n\
         type K interface{ K }\nfunc (c C) M() error { return nil }\n\
         func f(a A, d D, i I, k K) { ask(a.x, a.M(), a.none, d.x, d.D.D.D, i.M(), i.N(), k.M()) }",
    );
    assert_eq!(asked, ["int", "error", "?", "?", "m.D", "error", "?", "?"]);
}

#[test]
fn types_that_are_made_of_themselves() {
    let asked = ask_file(
        "type A = B\ntype B = A\ntype C C\ntype D E\ntype E D\ntype S []S\ntype F func(F) F\ntype P *P\ntype M map[string]M\ntype N = []N\n\
         type X = struct{ next *X; v int }\n\
         func f(a A, c C, d D, s S, g F, p P, m M, n N, x X) {\n\
         ask(a.x, c.x, d.x, s[0][0][0], g(g)(g), ***p, m[\"a\"][\"b\"], n[0], x.next.next.v)\nfor range c {}\nfor range d {}\nfor _, y := range a { ask(y) } }",
    );
    assert_eq!(asked[3..5], ["m.S", "m.F"]);
    assert_eq!(asked[6], "m.M");
    for vague in [0, 1, 2, 9] {
        assert_eq!(asked[vague], "?");
    }
}

#[test]
fn values_that_depend_on_themselves() {
    let asked = ask_file(
        "var a, b = b, a\nvar c = func() int { return c }()\nvar d = d.x\nvar e = f(e)\nfunc f[T any](t T) T { return t }\nconst (\ng = h + 1\nh = g\n)\n\
         func k() { x := x; y := z; z := y; for i := range i { ask(i) }; ask(a, b, c, d, e, g, h, x, y, z) }",
    );
    assert_eq!(asked[1..4], ["?", "?", "int"]);
}

#[test]
fn packages_that_import_one_another() {
    let asked = ask(
        "-- /m/go.mod --\nmodule m\n-- /m/a/a.go --\npackage a\nimport \"m/b\"\ntype T struct{ b.T }\nvar V = b.V\nfunc F() { ask(V, T{}.x, b.V.y, b.W()) }\n\
         -- /m/b/b.go --\npackage b\nimport (\n\"m/a\"\n\"m/b\"\n)\ntype T struct{ a.T; *b.T }\nvar V = a.V\nfunc W() a.T { return b.W() }\n",
    );
    assert_eq!(asked, ["?", "?", "?", "m/a.T"]);
}

#[test]
fn two_packages_in_one_folder() {
    let asked = ask(
        "-- /m/go.mod --\nmodule m\n-- /m/x/a.go --\npackage one\nfunc F() error { return nil }\n-- /m/x/b.go --\npackage two\nfunc F() int { return 0 }\n\
         func G() { ask(F()) }\n-- /m/x/c.go --\npackage one\nfunc H() { ask(F()) }\n-- /m/x/d_test.go --\npackage one_test\nimport \"m/x\"\nfunc I() { ask(one.F()) }\n\
         -- /m/x/e.go --\npackage main\nfunc F() string { return \"\" }\nfunc main() { ask(F()) }\n",
    );
    assert_eq!(asked, ["int", "error", "error", "string"]);
}

#[test]
fn variants_that_contradict_one_another() {
    let asked = ask(
        "-- /m/go.mod --\nmodule m\n-- /m/a_linux.go --\npackage p\ntype T struct{ a, b int; c error; base }\ntype U struct{ x int }\ntype K int\nfunc F() int { return 0 }\n\
         func (T) M() (int, error) { return 0, nil }\nvar V = 1\nconst C = 1\n\
         -- /m/a_windows.go --\npackage p\ntype T struct{ a int; b string; d error; base }\ntype U interface{ x() error }\ntype K struct{ y int }\nfunc F() string { return \"\" }\n\
         func (*T) M() (int, error) { return 0, nil }\nvar V = \"\"\nfunc C() {}\n\
         -- /m/p.go --\npackage p\ntype base struct{ c string; e int }\nfunc G(t T, u U, k K) { a, e := t.M(); ask(t.a, t.b, t.c, t.d, t.e, u.x, u.z, k.y, F(), a, e, V, C) }\n",
    );
    assert_eq!(asked, ["int", "?", "?", "?", "int", "?", "?", "?", "?", "int", "error", "?", "?"]);
}

#[test]
fn a_vendor_folder_with_holes() {
    let asked = ask(
        "-- /m/go.mod --\nmodule m\ngo 1.22\nrequire (\na.b/c v1\na.b/d v1\n)\nreplace a.b/e => ../gone\n-- /m/vendor/modules.txt --\n# a.b/c v1\n# a.b/d v1\n\
         -- /m/vendor/a.b/c/c.go --\npackage c\nimport \"a.b/d\"\ntype T struct{ d.T }\nfunc F() (d.T, error) { return d.T{}, nil }\n-- /m/vendor/a.b/d/doc.txt --\nx\n\
         -- /m/x.go --\npackage m\nimport (\n\"a.b/c\"\n\"a.b/d\"\n\"a.b/e\"\n)\nfunc f(t c.T) { v, err := c.F(); ask(v, err, t.T, t.x, t.M(), d.F(), e.V, e.V.x) }\n",
    );
    assert_eq!(asked, ["a.b/d.T", "error", "a.b/d.T", "?", "?", "?", "?", "?"]);
}

#[test]
fn generics_beyond_us() {
    let asked = ask_file(
        "type T[A any, A any] struct{ a A }\ntype L[X L[X]] interface{ Next() X }\ntype Deep[X any] struct{ next *Deep[[]X]; v X }\ntype W[X any] = W[[]X]\n\
         type G[X any] G[*X]\ntype E[X any] struct{ E[[]X] }\n\
         func f[P *Q, Q *P](p P, q Q) (P, Q) { return p, q }\nfunc g[S ~[]S](s S) S { return s }\nfunc h[A interface{ ~[]B }, B interface{ ~[]A }](a A, b B) (A, B) { return a, b }\n\
         func n[X any](x X, more ...func(X) X) X { return x }\n\
         func k(t T[int], d Deep[int], w W[int], x G[int], e E[int]) {\n\
         ask(d.v, d.next.v, d.next.next.v, w.a, x.a, e.v, T[int, int, int]{}, f[int](1, 2), g(nil), n(1), n(n, n), n[int, string, error](1), int[string], n[n](n), d[0][d])\n\
         a, b := h(nil, nil)\nask(a, b, n(1.5, nil), n(d).next.v) }",
    );
    assert_eq!(asked[..3], ["int", "[]int", "[][]int"]);
    assert_eq!(asked.last().map(String::as_str), Some("[]int"));
}

#[test]
fn a_type_that_doubles_where_it_is_looked_into() {
    let chain = ".next".repeat(40);
    let asked = ask_file(&format!(
        "type T[A, B any] struct{{ next *T[func(A, B) A, map[string]func(A) B]; a A }}\nfunc f(t T[int, error]) {{ x := t{chain}.a; ask(x); y := t{chain}{chain}; ask(y.a) }}"
    ));
    assert_eq!(asked.len(), 2);
    let doubles: String = (0..60).map(|i| format!("x{} := p(x{i}, x{i})\n", i + 1)).collect();
    assert_eq!(ask_file(&format!("func p[A any](a, b A) map[*A]A {{ return nil }}\nfunc f(x0 int) {{\n{doubles}ask(x60)\n}}")).len(), 1);
}

#[test]
fn what_parses_but_means_nothing() {
    ask_file(
        "type T struct{ T.T; *; int }\nfunc (x *[]T) M() {}\nfunc (T) () {}\nfunc f(...int, x int) (y, string) { return }\n\
         func g() { ask(f.x.y(), (f)(f)(f), T.M(T{}), (*T).M, struct{}.x, [...]T{{{{}}}}, map[T]T{{}: {}}, func() {}()()(), 1.x, nil(), nil.x, &nil, <-1, *1, x.(type), []T[0]) }",
    );
    assert_eq!(Type::parse(&"[]".repeat(5_000)), Type::Unknown);
}
