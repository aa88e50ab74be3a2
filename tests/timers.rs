//! What the fixtures can't say of the timer rules: modules whose programs are not in sight, and names for what has none.

use std::{path::Path, sync::Arc};

use caulk::{
    engine::{Config, Outcome, Selected, check},
    flow::{Function, Model, Parsed},
    program::{File, Level, Program, ResourceRegistry},
    repair::{Fix, Safety, hoist},
    syntax::{DeclKind, Descend, Node, ast::Expr, ast::ExprKind, walk_block},
    text::{Edit, Overlay, apply},
    transforms::time_after_in_loop,
};

const LOOP: &str = "import \"time\"\n\nfunc wait(in <-chan int, out func(int)) {\n\tfor {\n\t\tselect {\n\t\tcase v := <-in:\n\t\t\tout(v)\n\
                    \t\tcase <-time.After(time.Second):\n\t\t\treturn\n\t\t}\n\t}\n}\n";

/// What is found in a module of one file.
fn found(go_mod: &str, package: &str) -> Outcome {
    let mut sources = Overlay::new(&());
    sources.set("m/go.mod", format!("module example.com/m\n{go_mod}").into_bytes());
    sources.set("m/a.go", format!("package {package}\n\n{LOOP}").into_bytes());
    let transforms = [Selected { transform: &time_after_in_loop::TRANSFORM, least: Level::Note }];
    let config = Config {
        transforms: &transforms,
        known: &[],
        table: None,
        go: None,
        safety: Safety::Unsafe,
        prefer: &[],
        generated: false,
        progress: &|_, _| {},
    };
    check(&sources, &[Arc::from(Path::new("m/a.go"))], &config)
}

/// Whether a fix is safe, whether it resets the timer, and whether it drains it.
type Described = (bool, bool, bool);

fn described(fix: &Fix) -> Described {
    let texts = |word: &str| fix.edits.iter().any(|e| e.text.contains(word));
    (fix.safety == Safety::Safe, texts(".Reset("), texts("default:"))
}

/// The finding's level, its fix, and the alternatives by name.
fn of_module(go_mod: &str, package: &str) -> (Level, Vec<(&'static str, Described)>) {
    let outcome = found(go_mod, package);
    let [diagnostic] = outcome.diagnostics.as_slice() else { panic!("one finding, not {:?}", outcome.diagnostics) };
    let mend = diagnostic.finding.mend.as_ref().expect("it can be mended");
    let mut fixes = vec![("", described(&mend.fix))];
    fixes.extend(mend.alternatives.iter().map(|(name, fix)| (*name, described(fix))));
    (diagnostic.finding.level, fixes)
}

#[test]
fn the_main_module_says_how_timers_behave() {
    let deadline = ("deadline", (true, false, false));
    let drained = (Level::Leak, vec![("", (true, true, true)), deadline]);
    let reset = (Level::Hygiene, vec![("", (true, true, false)), deadline]);
    assert_eq!(of_module("go 1.21\n", "main"), drained);
    assert_eq!(of_module("go 1.23\n", "main"), reset);
    assert_eq!(of_module("go 1.23\n", "m"), reset);
    assert_eq!(of_module("go 1.24\ngodebug asynctimerchan=1\n", "main"), drained);
    assert_eq!(of_module("go 1.21\ntoolchain go1.27.0\n", "main"), reset);
}

#[test]
fn a_library_gets_what_is_right_in_every_program() {
    let (level, fixes) = of_module("go 1.21\n", "m");
    assert_eq!(level, Level::Leak);
    let deadline = ("deadline", (true, false, false));
    assert_eq!(fixes, [("", (true, false, false)), deadline, ("hoisted", (false, true, true))]);
}

/// The file with a call of it bound by [`hoist::bind_before`].
fn bound(body: &str) -> Option<String> {
    let text = format!("package p\n\nimport \"time\"\n\nfunc f(ready func() bool, ticker int) {{\n{body}}}\n");
    let path: Arc<Path> = Arc::from(Path::new("m/a.go"));
    let mut sources = Overlay::new(&());
    sources.set("m/a.go", text.clone().into_bytes());
    let registry = ResourceRegistry::default();
    let program = Program::new(&sources, &registry, None);
    let file = File::new(path, text.as_str().into());
    let declaration = file.skim.declarations.iter().find(|d| matches!(d.kind, DeclKind::Func { .. })).expect("a function");
    let parsed = Parsed::new(&file, declaration).expect("good Go");
    let model = Model::new(&program);
    let function = Function::new(&model, &file, &parsed);
    let mut made = None;
    walk_block(parsed.func.body.as_ref().expect("a body"), &mut |node| {
        if let Node::Expr(Expr { kind: ExprKind::Call(call), .. }) = node
            && file.text[call.callee.span.range()] == *"time.NewTicker"
        {
            made = Some(call);
        }
        Descend::Into
    });
    let (name, edits): (String, Vec<Edit>) = hoist::bind_before(&function, made.expect("a call"), "ticker")?;
    assert_eq!(name, "ticker2", "the parameter is called ticker");
    let after = apply(&text, &edits).expect("edits that fit");
    Some(after.lines().filter(|l| l.contains("ticker2") || l.contains("loop")).map(str::trim).collect::<Vec<_>>().join("; "))
}

#[test]
fn what_has_no_name_is_bound_ahead_of_its_statement() {
    let ranged = "\tfor range time.NewTicker(time.Second).C {\n\t\tif ready() {\n\t\t\tbreak\n\t\t}\n\t}\n";
    let expected = "ticker2 := time.NewTicker(time.Second); for range ticker2.C {";
    assert_eq!(bound(ranged).as_deref(), Some(expected));
    let labelled = format!("\t// Why.\nloop:\n{}", ranged.replace("break", "break loop"));
    let expected = "ticker2 := time.NewTicker(time.Second); loop:; for range ticker2.C {; break loop";
    assert_eq!(bound(&labelled).as_deref(), Some(expected));
    assert_eq!(bound("\t<-time.NewTicker(1).C\n").as_deref(), Some("ticker2 := time.NewTicker(1); <-ticker2.C"));
    // Something else comes first, or decides; or it is made on each turn; or a goto passes by.
    assert_eq!(bound("\tprintln(ready(), <-time.NewTicker(1).C)\n"), None);
    assert_eq!(bound("\tif ready() && time.NewTicker(1) != nil {\n\t}\n"), None);
    assert_eq!(bound("\tfor time.NewTicker(1) != nil {\n\t}\n"), None);
    assert_eq!(bound("\tif ready() {\n\t\tgoto end\n\t}\nend:\n\t<-time.NewTicker(1).C\n"), None);
}
