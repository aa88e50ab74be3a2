//! Each snippet marks places with `/*name*/` before an identifier; the tests ask what the identifiers behind them mean.

use std::collections::HashMap;

use super::{Binding, Scopes, Var, VarKind, testing::function};
use crate::syntax::ast::Span;

struct Case {
    text: String,
    scopes: Scopes,
    marks: HashMap<String, u32>,
}

impl Case {
    /// `source` is a function, `head` what stands before it in the file.
    fn new(head: &str, source: &str) -> Self {
        let text = format!("package p\n{head}\n{source}\n");
        let (file, func) = function(&text);
        let scopes = Scopes::new(&file, &func);
        let mut marks = HashMap::new();
        let mut at = 0;
        while let Some(start) = text[at..].find("/*").map(|i| at + i) {
            let end = start + text[start..].find("*/").expect("a closed mark") + 2;
            marks.insert(text[start + 2..end - 2].to_owned(), u32::try_from(end).expect("small"));
            at = end;
        }
        Self { text, scopes, marks }
    }

    fn at(&self, mark: &str) -> u32 {
        *self.marks.get(mark).unwrap_or_else(|| panic!("no mark {mark}"))
    }

    fn binding(&self, mark: &str) -> Binding {
        self.scopes.binding(self.at(mark))
    }

    fn var(&self, mark: &str) -> &Var {
        let id = self.scopes.var_at(self.at(mark));
        self.scopes.var(id.unwrap_or_else(|| panic!("{mark} means {:?}", self.binding(mark))))
    }

    /// Whether the identifiers behind the marks mean the variable declared at the first.
    fn same(&self, marks: &[&str]) {
        let declared = self.var(marks[0]);
        assert_eq!(declared.declared.start, self.at(marks[0]), "{} declares", marks[0]);
        for mark in marks {
            assert_eq!(self.var(mark).declared, declared.declared, "{mark} in {}", self.text);
        }
    }
}

#[test]
fn define_declares_only_what_is_new_in_its_block() {
    let case = Case::new(
        "",
        "func f(/*p*/p int) (/*e*/err error) {
            /*a1*/a, /*e2*/err := g(/*p2*/p)
            /*b1*/b, /*a2*/a := g(/*a3*/a)
            {
                /*a4*/a, /*b2*/b := g(/*a5*/a), /*b3*/b
                _, _ = /*a6*/a, b
            }
            return /*e3*/err
        }",
    );
    case.same(&["a1", "a2", "a3", "a5"]);
    case.same(&["a4", "a6"]);
    case.same(&["b1", "b3"]);
    case.same(&["b2"]);
    case.same(&["e", "e2", "e3"]);
    case.same(&["p", "p2"]);
    assert_eq!((case.var("p").kind, case.var("e").kind, case.var("a1").kind), (VarKind::Param, VarKind::Result, VarKind::Local));
}

#[test]
fn statements_open_blocks() {
    let case = Case::new(
        "",
        "func f(ch chan int) {
            /*x*/x := 0
            if /*x2*/x := /*x3*/x; /*x4*/x > 0 {
                use(/*x5*/x)
            } else if /*y*/y := /*x6*/x; y > 0 {
                use(/*x7*/x)
            } else {
                use(/*y2*/y)
            }
            for /*i*/i := /*x8*/x; /*i2*/i < 1; /*i3*/i++ { /*i4*/i := /*i5*/i; use(/*i6*/i) }
            for /*k*/k, /*x9*/x := range /*x10*/x { use(/*k2*/k, /*x11*/x) }
            for /*x12*/x = range ch { use(/*x13*/x) }
            switch /*x14*/x := /*x15*/x; /*x16*/x {
            case /*x17*/x: /*x18*/x := 1; use(/*x19*/x)
            default: use(/*x20*/x)
            }
            select {
            case /*x21*/x := <-ch: use(/*x22*/x)
            case ch <- /*x23*/x:
            }
            use(/*x24*/x)
        }",
    );
    case.same(&["x", "x3", "x8", "x10", "x12", "x13", "x15", "x23", "x24"]);
    case.same(&["x2", "x4", "x5", "x6", "x7"]);
    case.same(&["y", "y2"]);
    case.same(&["i", "i2", "i3", "i5"]);
    case.same(&["i4", "i6"]);
    case.same(&["k", "k2"]);
    case.same(&["x9", "x11"]);
    case.same(&["x14", "x16", "x17", "x20"]);
    case.same(&["x18", "x19"]);
    case.same(&["x21", "x22"]);
}

#[test]
fn the_symbol_of_a_type_switch_is_a_variable_in_each_clause() {
    let case = Case::new(
        "",
        "func f(v any) {
            switch /*s*/v := /*v*/v.(type) {
            case int: use(/*a*/v)
            case string, error: use(/*b*/v)
            }
        }",
    );
    assert_eq!(case.var("v").kind, VarKind::Param);
    assert_ne!(case.scopes.var_at(case.at("a")), case.scopes.var_at(case.at("b")));
    assert_eq!(case.scopes.var_at(case.at("a")), case.scopes.var_at(case.at("s")));
    case.same(&["s", "a", "b"]);
}

#[test]
fn literals_are_numbered_in_source_order() {
    let case = Case::new(
        "",
        "func f(/*p*/a int) {
            /*g*/g := func(/*q*/b int) (/*r*/c int) {
                /*l*/d := /*a2*/a
                func() { /*m*/e := /*c2*/c; _ = e }()
                return d
            }
            go func() { /*n*/h := g; _ = h }()
        }",
    );
    case.same(&["p", "a2"]);
    case.same(&["r", "c2"]);
    let literals = ["p", "g", "q", "r", "l", "m", "n"].map(|m| case.var(m).literal);
    assert_eq!(literals, [0, 0, 1, 1, 1, 2, 3]);
    assert_eq!(case.scopes.literal_at(case.at("c2")), 2);
    assert_eq!(case.scopes.literal_at(case.at("a2")), 1);
    assert_eq!(case.scopes.literal_at(case.at("p")), 0);
}

#[test]
fn what_is_no_variable() {
    let case = Case::new(
        "import (\n\"os\"\nh \"net/http\"\n\"github.com/a/go-foo\"\n)\nvar top int\n",
        "func f() {
            x := /*os*/os./*sel*/Open(/*h*/h.X, /*foo*/foo.Y, /*top*/top, /*far*/far, /*nil*/nil)
            _ = T{/*key*/x: /*val*/x}
            _ = map[string]T{/*mkey*/x: {/*ikey*/x: /*ival*/x}}
            _ = []int{/*skey*/x: 1}
            /*lab*/x: for { break x }
            {
                os := x
                /*os2*/os.Open()
            }
            const /*c*/c = 1
            type /*t*/t struct { x /*t2*/t }
            var /*_*/_ = /*c2*/c
        }",
    );
    let package = |path: &str| Binding::Package(path.into());
    assert_eq!(case.binding("os"), package("os"));
    assert_eq!(case.binding("h"), package("net/http"));
    assert_eq!(case.binding("foo"), package("github.com/a/go-foo"));
    assert_eq!(case.binding("top"), Binding::PackageLevel("top".into()));
    assert_eq!(case.binding("far"), Binding::PackageLevel("far".into()));
    assert_eq!(case.binding("nil"), Binding::Universe("nil".into()));
    for unknown in ["sel", "key", "ikey", "lab", "_"] {
        assert_eq!(case.binding(unknown), Binding::Unknown, "{unknown}");
    }
    for var in ["val", "mkey", "ival", "skey", "os2"] {
        assert_eq!(case.var(var).kind, VarKind::Local, "{var}");
    }
    assert_eq!((case.var("c2").kind, case.var("t2").kind), (VarKind::Const, VarKind::Type));
}

#[test]
fn type_parameters_and_receivers() {
    let case = Case::new("", "func (/*l*/l *List[/*T*/T]) M(v /*T2*/T) { var x /*T3*/T; use(x, /*l2*/l, /*U*/U) }");
    case.same(&["T", "T2", "T3"]);
    case.same(&["l", "l2"]);
    assert_eq!((case.var("T").kind, case.var("l").kind), (VarKind::Type, VarKind::Receiver));
    let case = Case::new("", "func F[/*K*/K comparable, V any](m map[/*K2*/K]/*V2*/V) { _ = map[/*K3*/K]V{} }");
    case.same(&["K", "K2", "K3"]);
    assert_eq!(case.var("V2").kind, VarKind::Type);
}

#[test]
fn dot_imports_make_names_uncertain() {
    let case = Case::new("import . \"os\"", "func f() { /*open*/Open(); /*f*/f() }");
    assert_eq!(case.binding("open"), Binding::Unknown);
    assert_eq!(case.binding("f"), Binding::PackageLevel("f".into()));
}

#[test]
fn lookup_and_fresh_names() {
    let case = Case::new(
        "import \"os\"\nvar top int",
        "func f() {
            /*start*/start := 1
            { x := 2; /*in*/use(x, T{y: 1}) /*end*/}
            /*after*/use(start)
            switch { case true: z := 1; use(z)/*clause*/
            default: }
        }",
    );
    let is_var = |name: &str, mark: &str| matches!(case.scopes.lookup(name, case.at(mark)), Binding::Var(_));
    assert!(is_var("x", "in") && !is_var("x", "after") && !is_var("x", "start"));
    assert!(is_var("start", "after") && !is_var("start", "start"));
    assert!(is_var("z", "clause"));
    let from = |mark: &str| Span { start: case.at(mark), end: case.at("clause") };
    for taken in ["start", "x", "use", "os", "top", "len", "T", "y", "f"] {
        assert!(case.scopes.is_taken(taken, from("start")), "{taken}");
    }
    assert!(!case.scopes.is_taken("x", from("after")));
    assert!(!case.scopes.is_taken("fresh", from("start")));
}
