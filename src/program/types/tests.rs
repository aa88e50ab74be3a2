//! The snippets say themselves what they expect: `want(expression, "type")` and `calls(call(), "callee")`.

use std::{path::Path, sync::Arc};

use super::{Callee, Type, Typing};
use crate::{
    program::{Program, ResourceRegistry, Scopes, testing::Memory},
    syntax::{
        DeclKind, Descend, Node,
        ast::{Decl, ExprKind, StmtKind},
        parse_declaration, walk_block,
    },
};

const LIB: &str = r#"-- /m/go.mod --
module example.com/m
-- /m/lib/lib.go --
package lib

import (
	"io"
	"net/http"
	"os"
)

type Client struct {
	*http.Client
	inner
	Log  io.Writer
	open func(string) (*os.File, error)
}

type inner struct{ file *os.File }

func (i *inner) Handle() *os.File { return i.file }

type Alias = http.Response

type Opener interface {
	io.Closer
	Open(name string) (*os.File, error)
}

type Names []string

type List[T any] struct{ head T; tail *List[T] }

func (l *List[T]) First() T { return l.head }
func (l *List[T]) Rest() *List[T] { return l.tail }

var Default = New(nil)
var Table = map[string]*os.File{}

func New(c *http.Client) *Client { return nil }
func Both() (r *Alias, err error) { return nil, nil }
func Must[T any](v T, err error) T { return v }
func Last[T any](vs ...T) T { return vs[0] }
func Map[K comparable, V any](m map[K]V, k K) V { return m[k] }
-- /m/lib/per_linux.go --
package lib

type Per struct {
	Common error
	mode   int
}

func Handle() int { return 0 }
func Same() error { return nil }
-- /m/lib/per_windows.go --
package lib

type Per struct {
	Common error
	Handle uintptr
}

func (p *Per) mode() int { return 0 }

func Handle() uintptr { return 0 }
func Same() error { return nil }
-- /m/odd-name/x.go --
package strange

func X() error { return nil }
"#;

/// Checks all expectations in a function of a file in the module's root.
fn check(head: &str, body: &str) {
    let archive = format!("{LIB}-- /m/a.go --\npackage main\n{head}\n{body}\n");
    let (sources, mut registry) = (Memory::new(&archive), ResourceRegistry::default());
    let table =
        "[[resource]]\nacquire = \"example.org/db.(*Pool).Get\"\nerror = \"result 1\"\ntype = \"*example.org/db.Conn\"\nwhy = \"w\"\n";
    registry.add_table("r", "t", table).expect("a good table");
    let program = Program::new(&sources, &registry, None);
    let file = program.file(Path::new("/m/a.go")).expect("a file");
    let mut met = 0;
    for declaration in &file.skim.declarations {
        if !matches!(declaration.kind, DeclKind::Func { .. }) {
            continue;
        }
        let Ok(Decl::Func(func)) = parse_declaration(&file.text, declaration) else { panic!("does not parse: {body}") };
        let scopes = Scopes::new(&file, &func);
        let typing = Typing::new(&program, &file, &func, &scopes);
        let Some(body) = &func.body else { continue };
        walk_block(body, &mut |node| {
            if let Node::Expr(e) = node
                && let ExprKind::Call(call) = &e.kind
                && let Some(name) = call.callee.as_ident()
                && let [asked, wanted] = &call.args[..]
            {
                let found = match name.as_str() {
                    "want" => typing.type_of(asked).to_string(),
                    "calls" => match typing.callee(asked.as_call().expect("a call")) {
                        Callee::Symbol(symbol) => symbol.to_string(),
                        Callee::Builtin(name) => format!("builtin {name}"),
                        Callee::Conversion(ty) => format!("conversion {ty}"),
                        Callee::Var(id) => format!("var {}", scopes.var(id).name),
                        Callee::Literal => "literal".into(),
                        Callee::Unknown => "?".into(),
                    },
                    _ => return Descend::Into,
                };
                let line = file.text[..call.span.range().start].matches('\n').count();
                let wanted = file.text[wanted.span.range()].trim_matches('"');
                assert_eq!(found, wanted, "{}", file.text.lines().nth(line).unwrap_or_default());
                met += 1;
            }
            Descend::Into
        });
    }
    assert_eq!(met, body.matches("want(").count() + body.matches("calls(").count());
}

#[test]
fn standard_calls_through_values() {
    check(
        "import (\n\"bufio\"\n\"net/http\"\n\"net/http/httptest\"\n\"os\"\n\"time\"\nre \"regexp\"\n)\ntype server struct {\n*http.Server\nclient *http.Client\nm map[string]*http.Client\n}\nvar shared = &http.Client{Timeout: time.Second}\n",
        r#"func (s *server) f(req *http.Request, c http.Client, srv *httptest.Server) (res *http.Response, err error) {
            calls(os.Open("x"), "os.Open")
            calls(c.Do(req), "net/http.(*Client).Do")
            calls(s.client.Do(req), "net/http.(*Client).Do")
            calls(s.m["x"].Do(req), "net/http.(*Client).Do")
            calls(shared.Get("u"), "net/http.(*Client).Get")
            calls(http.DefaultClient.Do(req), "net/http.(*Client).Do")
            calls((&http.Client{}).Do(req), "net/http.(*Client).Do")
            calls(new(http.Client).Do(req), "net/http.(*Client).Do")
            calls(srv.Client().Do(req), "net/http.(*Client).Do")
            calls(http.DefaultTransport.RoundTrip(req), "net/http.RoundTripper.RoundTrip")
            calls(s.ListenAndServe(), "net/http.(*Server).ListenAndServe")
            calls(re.MustCompile("x").FindString("y"), "regexp.(*Regexp).FindString")
            calls(err.Error(), "error.Error")
            resp, err := shared.Do(req)
            want(resp, "*net/http.Response")
            want(err, "error")
            want(resp.Body, "io.ReadCloser")
            calls(resp.Body.Close(), "io.Closer.Close")
            calls(resp.Header.Get("x"), "net/http.Header.Get")
            want(resp.StatusCode, "int")
            calls(res.Cookies(), "net/http.(*Response).Cookies")
            rw := bufio.NewReadWriter(nil, nil)
            calls(rw.ReadString('x'), "bufio.(*Reader).ReadString")
            calls(rw.Flush(), "bufio.(*Writer).Flush")
            t := time.NewTicker(time.Second)
            want(<-t.C, "time.Time")
            want(time.Second * 2, "time.Duration")
            want(http.Get, "func(string) (*net/http.Response, error)")
            f := c.Do
            want(f, "func(*net/http.Request) (*net/http.Response, error)")
            calls(f(req), "var f")
            r2, _ := f(req)
            want(r2, "*net/http.Response")
            want(os.Stdout, "*os.File")
            info, _ := os.Stat("x")
            want(info, "io/fs.FileInfo")
            return
        }"#,
    );
}

#[test]
fn the_module_s_own_declarations() {
    check(
        "import (\n\"example.com/m/lib\"\n\"example.com/m/odd-name\"\n\"io\"\n\"os\"\n)\ntype both struct{ lib.Opener; *lib.Client }\ntype own func() *os.File\nvar file, ferr = os.Open(\"x\")\n",
        r#"func g(o lib.Opener, b both, l *lib.List[int], h own) {
            c := lib.New(nil)
            want(c, "*example.com/m/lib.Client")
            calls(c.Do(nil), "net/http.(*Client).Do")
            calls(c.Handle(), "example.com/m/lib.(*inner).Handle")
            want(c.Handle(), "*os.File")
            want(c.file, "*os.File")
            want(c.Log, "io.Writer")
            calls(c.open("x"), "?")
            f, err := c.open("x")
            want(f, "*os.File")
            want(err, "error")
            calls(o.Open("x"), "example.com/m/lib.Opener.Open")
            calls(o.Close(), "io.Closer.Close")
            calls(b.Get("x"), "net/http.(*Client).Get")
            calls(lib.Default.Do(nil), "net/http.(*Client).Do")
            want(lib.Table["x"], "*os.File")
            r, _ := lib.Both()
            want(r, "*net/http.Response")
            calls(lib.Both(), "example.com/m/lib.Both")
            want(lib.Must(lib.Both()), "*net/http.Response")
            want(lib.Must(os.Open("x")), "*os.File")
            want(lib.Must(io.Reader(nil), nil), "io.Reader")
            want(lib.Map(lib.Table, "x"), "*os.File")
            want(lib.Map[string, any](nil, "x"), "any")
            want(lib.Last(f, c.file), "*os.File")
            calls(lib.Must[int](0, nil), "example.com/m/lib.Must")
            want(l.First(), "int")
            calls(l.Rest().Rest(), "example.com/m/lib.(*List).Rest")
            calls(lib.Handle(), "example.com/m/lib.Handle")
            want(lib.Handle(), "?")
            want(lib.Same(), "error")
            var per lib.Per
            want(per.Common, "error"); want(per.Handle, "uintptr"); want(per.mode, "?")
            calls(strange.X(), "example.com/m/odd-name.X")
            calls(lib.None(), "?")
            var names lib.Names
            want(names[0], "string")
            for i, n := range names { want(i, "int"); want(n, "string") }
            for k, v := range lib.Table { want(k, "string"); want(v, "*os.File") }
            want(file, "*os.File")
            want(ferr, "error")
            calls(g(nil, b, l, h), "main.g")
            want(h(), "*os.File")
            calls(h(), "var h")
            want(b.Opener, "example.com/m/lib.Opener")
        }"#,
    );
}

#[test]
fn expressions() {
    check(
        "import (\n\"os\"\n\"context\"\n)\nfunc max(a, b int) *os.File { return nil }",
        r#"func e(ch chan *os.File, fs []*os.File, arr *[3]*os.File, a any, vs ...*os.File) {
            want(<-ch, "*os.File")
            f, ok := <-ch
            want(f, "*os.File"); want(ok, "bool")
            for c := range ch { want(c, "*os.File") }
            want(fs[0], "*os.File"); want(fs[1:], "[]*os.File"); want(arr[0], "*os.File"); want(arr[:], "[]*os.File")
            want(vs, "[]*os.File"); want(vs[0], "*os.File")
            want(a.(*os.File), "*os.File")
            t, ok := a.(*os.File)
            want(t, "*os.File")
            switch v := a.(type) {
            case *os.File: want(v, "*os.File")
            case nil: want(v, "any")
            case error, string: want(v, "any")
            }
            select { case s := <-ch: want(s, "*os.File") }
            lit := func() (*os.File, error) { return nil, nil }
            want(lit(), "(*os.File, error)")
            x, _ := func() (*os.File, error) { return nil, nil }()
            want(x, "*os.File")
            calls(func() {}(), "literal")
            ctx, cancel := context.WithCancel(nil)
            want(ctx, "context.Context"); want(cancel, "context.CancelFunc")
            calls(cancel(), "var cancel")
            want(append(fs, nil), "[]*os.File"); want(make(chan int), "chan int"); want(len(fs), "int")
            calls(len(fs), "builtin len"); calls(string(a), "conversion string"); calls([]byte("x"), "conversion []byte")
            calls((*os.File)(nil), "conversion *os.File"); calls(any(1), "conversion any")
            calls(max(1, 2), "main.max"); calls(min(1, 2), "builtin min")
            want(1 + 2, "untyped int"); want(1 < 2, "untyped bool"); n := 1.5; want(n, "float64")
            var p **os.File
            want(*p, "*os.File"); want(**p, "os.File"); want(&f, "**os.File")
            os := a
            calls(os.Open("x"), "?"); want(os, "any")
            m := map[string][]*T{}
            want(m["x"], "[]*?")
            for i := range 3 { want(i, "int") }
            for i, c := range "x" { want(i, "int"); want(c, "rune") }
            for v := range func(yield func(error) bool) {} { want(v, "error") }
            want(undefined, "?")
            const k = 1
            want(1 << len(fs), "untyped int"); want(2 * k * 1.5, "untyped float64"); want(min(1, len(fs)), "int")
            want(new(k), "*int"); want(new(error), "*error")
            var chans []func() chan error
            want(<-chans[0](), "error"); calls(chans[0](), "?")
        }"#,
    );
}

#[test]
fn types_of_the_function_itself() {
    check(
        "import (\n\"net/http\"\n\"os\"\n)\nconst (\nA os.FileMode = iota\nB\n)\ntype Series interface{ Labels; Other() }\ntype Labels interface{ Labels() []string }\n",
        r#"func f(s Series) {
            type result struct { resp *http.Response; err error; *http.Client }
            ch := make(chan result)
            res := <-ch
            want(res.resp, "*net/http.Response")
            calls(res.resp.Body.Close(), "io.Closer.Close")
            calls(res.Get("u"), "net/http.(*Client).Get")
            cases := []struct { name string; client *http.Client }{{name: "x"}}
            for _, c := range cases {
                calls(c.client.Do(nil), "net/http.(*Client).Do")
                func() { want(c.name, "string") }()
            }
            type again = result
            var a again
            want(a.err, "error")
            type list []*os.File
            want(list{}[0], "*os.File")
            want(B, "io/fs.FileMode")
            want(s.Labels(), "[]string")
            var anon struct{ f *os.File }
            want(anon.f, "*os.File"); want(anon.g, "?")
        }"#,
    );
}

#[test]
fn packages_without_source() {
    check(
        "import (\n\"example.org/db\"\n. \"os\"\n)\ntype wrap struct{ *db.Pool }\ntype more struct{ wrap; db.Other }\n",
        r#"func x(p *db.Pool, v db.Value, w wrap, m more) {
            want(p, "*example.org/db.Pool")
            calls(p.Get(), "example.org/db.(*Pool).Get")
            c, err := p.Get()
            want(c, "*example.org/db.Conn"); want(err, "error")
            calls(c.Close(), "example.org/db.(*Conn).Close")
            calls(v.String(), "example.org/db.Value.String")
            calls(db.Open("x"), "example.org/db.Open")
            want(db.Open("x"), "?")
            calls(w.Get(), "example.org/db.(*Pool).Get")
            calls(w.Other(), "?")
            calls(m.Get(), "?")
            calls(Open("x"), "os.Open")
            calls(Nope("x"), "?")
        }"#,
    );
}

#[test]
fn type_arguments() {
    check(
        "import (\n\"example.com/m/lib\"\n\"io\"\n\"iter\"\n\"maps\"\n\"os\"\n\"slices\"\n\"sync\"\n\"sync/atomic\"\n)\ntype fileMap = pair[string, *os.File]\ntype pair[K comparable, V any] struct { Key K; Value V }\nfunc (p pair[A, B]) swap(q pair[A, B]) (B, pair[A, B]) { return p.Value, q }\ntype holder struct { pair[int, io.Closer]; opts struct { log io.WriteCloser } }\ntype source[T any] interface { Get() (T, error); io.Closer }\ntype filter[S ~[]E, E any] func(S) E\nfunc first[S ~[]E, E any](s S) (E, S) { return s[0], s }\nfunc apply[A, R any](a A, f func(A) R) R { return f(a) }\nvar table = []struct { open func() (*os.File, error) }{}\n",
        r#"func f(l *lib.List[*os.File], h holder, src source[*os.File], m map[string]io.Closer, p atomic.Pointer[os.File], seq iter.Seq2[int, error], o struct{ f *os.File }) {
            want(l.First(), "*os.File")
            want(l.Rest().Rest(), "*example.com/m/lib.List[*os.File]")
            calls(l.Rest().First().Close(), "os.(*File).Close")
            var named fileMap
            want(named.Value, "*os.File"); want(named, "main.pair[string, *os.File]")
            v, other := named.swap(named)
            want(v, "*os.File"); want(other.Key, "string")
            calls(h.Value.Close(), "io.Closer.Close"); calls(h.opts.log.Close(), "io.Closer.Close")
            got, err := src.Get()
            want(got, "*os.File"); want(err, "error"); calls(src.Close(), "io.Closer.Close")
            want(p.Load(), "*os.File")
            for i, e := range seq { want(i, "int"); want(e, "error") }
            for k := range maps.Keys(m) { want(k, "string") }
            want(slices.Collect(maps.Values(m)), "[]io.Closer")
            for _, c := range slices.Backward([]*os.File{}) { want(c, "*os.File") }
            one, all := first([]error{})
            want(one, "error"); want(all, "[]error")
            want(apply("x", func(s string) *os.File { return nil }), "*os.File")
            want(apply[int, error](1, nil), "error")
            g := apply[int, io.Reader]
            want(g, "func(int, func(int) io.Reader) io.Reader"); want(g(1, nil), "io.Reader")
            want(sync.OnceValue(func() *os.File { return nil })(), "*os.File")
            want((*os.File).Close, "func(*os.File) error"); want((*os.File).Close(got), "error"); calls((*os.File).Close(got), "?")
            want(table[0].open, "func() (*os.File, error)"); want(o.f, "*os.File")
            want(make(chan struct{}), "chan struct{}"); want(close(nil), "()")
            var u interface{ Unwrap() error }
            want(u.Unwrap(), "error"); calls(u.Unwrap(), "?")
            pairs := []pair[int, *os.File]{{1, nil}}
            want(pairs[0].Value, "*os.File"); want(pair[int, error]{}.Value, "error")
            want(lib.Last(1, 2.5), "float64")
        }
        func inside[C io.Closer, S ~[]C](c C, s S) {
            calls(c.Close(), "io.Closer.Close"); want(c.Close(), "error")
            for _, each := range s { calls(each.Close(), "io.Closer.Close") }
        }"#,
    );
}

#[test]
fn long_chains_take_no_longer() {
    let chain = ".a().b()".repeat(20);
    check("import \"example.org/db\"", &format!("func f(x db.T) {{ want(x{chain}, \"?\"); want(y{chain}, \"?\") }}"));
}

#[test]
fn signatures_and_methods_without_a_function() {
    let (sources, registry) = (Memory::new(LIB), ResourceRegistry::default());
    let program = Program::new(&sources, &registry, None);
    let package = program.import(Path::new("/m"), "example.com/m/lib").expect("in sight");
    let signature = |name: &str| program.signature(&package, &package.declared(name)[0]).map(|s| Type::Func(Arc::new(s)).to_string());
    assert_eq!(signature("New").as_deref(), Some("func(*net/http.Client) *example.com/m/lib.Client"));
    assert_eq!(signature("Must").as_deref(), Some("func(?, error) ?"));
    assert_eq!(signature("Client"), None);
    let method = |ty: &str, name: &str| program.method(&package, &Type::parse(ty), name).map(|s| s.to_string());
    assert_eq!(method("example.com/m/lib.Opener", "Close").as_deref(), Some("io.Closer.Close"));
    assert_eq!(method("*os.File", "Close").as_deref(), Some("os.(*File).Close"));
    assert_eq!(method("*example.com/m/lib.Client", "Log"), None, "a field");
    assert_eq!(method("*example.com/m/lib.List", "Close"), None);
}

#[test]
fn answers_are_the_same_from_many_threads() {
    let (sources, registry) = (Memory::new(LIB), ResourceRegistry::default());
    let program = Program::new(&sources, &registry, None);
    let ask = || {
        let package = program.import(Path::new("/m"), "example.com/m/lib").expect("in sight");
        let types =
            ["Client", "inner", "Opener", "List"].map(|t| program.method(&package, &Type::parse(&format!("*example.com/m/lib.{t}")), "Do"));
        let signatures = ["New", "Both", "Must"].map(|f| program.signature(&package, &package.declared(f)[0]));
        (types, signatures)
    };
    let alone = ask();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(ask)).collect();
        for thread in threads {
            assert_eq!(thread.join().expect("no panic"), alone);
        }
    });
}

#[test]
fn a_folder_of_programs_has_no_end_but_answers_do() {
    let mut archive = String::from("-- /m/go.mod --\nmodule m\n");
    for i in 0..20 {
        let (next, other) = ((i + 1) % 20, (i + 7) % 20);
        archive += &format!(
            "-- /m/p{i}.go --\npackage main\nvar own, a{i} = f(), g(g(a{next}, a{other}), a{next})\nfunc f() *T{i} {{ return nil }}\n\
             func g[T any](a, b T) T {{ return a }}\nfunc main() {{ want(own, a{i}) }}\n"
        );
    }
    let (sources, registry) = (Memory::new(&archive), ResourceRegistry::default());
    let program = Program::new(&sources, &registry, None);
    for i in 0..20 {
        let file = program.file(Path::new(&format!("/m/p{i}.go"))).expect("a file");
        let main = file.skim.declarations.last().expect("declarations");
        let Ok(Decl::Func(func)) = parse_declaration(&file.text, main) else { panic!("does not parse") };
        let scopes = Scopes::new(&file, &func);
        let typing = Typing::new(&program, &file, &func, &scopes);
        let ask = func.body.as_ref().and_then(|b| match &b.stmts[0].kind {
            StmtKind::Expr(e) => e.as_call(),
            _ => None,
        });
        let own = typing.type_of(&ask.expect("a call").args[0]).to_string();
        assert_eq!(own, "*?", "the file's own `f`, whose type is declared nowhere");
        assert_eq!(typing.type_of(&ask.expect("a call").args[1]), Type::Unknown);
    }
}
