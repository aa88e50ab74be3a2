//! A channel that signals go to long after the function that asked for them has returned.
//!
//! `README.md` says what is flagged, what is not, and why the fix is safe; `caulk explain unstopped-signal` prints it.

use crate::{
    flow::{Fate, Function, Held},
    repair::{self, NoFix},
    transform::{Check, Finding, Findings, Level, Transform},
};

pub static TRANSFORM: Transform = Transform {
    id: "unstopped-signal",
    summary: "Signals go to a channel that nobody reads any more",
    linters: &[],
    docs: include_str!("README.md"),
    table: include_str!("resources.toml"),
    resources: |registry| registry.of("unstopped-signal"),
    constructions: false,
    check: Check::Function(check),
};

fn check<'a>(findings: &mut Findings, func: &Function<'a>) {
    // It takes signals away from all channels.
    if func.calls("os/signal.Reset") || func.calls("os/signal.Ignore") {
        return;
    }
    for held in func.acquisitions("unstopped-signal") {
        // A released one is fine; one handed over is somebody else's.
        let Fate::Leaked(mut leak) = held.fate() else { continue };
        // The one registration of what runs beside the rest of the program mostly lasts until the program ends.
        if !held.is_repeated() && (held.starter_goes_on() || held.others_go_on()) {
            leak.level = leak.level.max(Level::Hygiene);
        }
        let message = format!("`{}` keeps sending signals to a channel that nobody reads any more", held.callee());
        let mend = match felt(&held) {
            Some(reason) => NoFix::because("felt", reason),
            None => repair::seal(&held, &leak),
        };
        findings.report(Finding::leaked(&held, &leak, message, "stopping them", mend));
    }
}

/// Why a program would come to harm by getting the signals' default back.
fn felt(held: &Held<'_, '_>) -> Option<&'static str> {
    let signals = Signals::of(held);
    if signals == Signals::Harmless {
        return None;
    }
    if held.starter_goes_on() {
        return Some("the code that started the goroutine goes on, and stopping gives the signals their deadly default back meanwhile");
    }
    if held.function.is_of_tests() {
        return None;
    }
    if signals == Signals::Deadly {
        return Some("stopping gives the signals their default back, and the next one would end the program though it asks for no end");
    }
    held.others_go_on().then_some(
        "others go on while the function runs or when it has returned, and the next signal would end the program before they are done",
    )
}

/// What signals do to a program that does not ask for them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Signals {
    Harmless,
    /// All that end it ask for just that.
    Requests,
    /// One of them ends it, or may, that is sent for something else: to read the configuration again, say.
    Deadly,
}

const HARMLESS: [&str; 8] = ["SIGCHLD", "SIGCONT", "SIGIO", "SIGPIPE", "SIGURG", "SIGUSR1", "SIGUSR2", "SIGWINCH"];
const REQUESTS: [&str; 6] = ["Interrupt", "Kill", "SIGINT", "SIGKILL", "SIGQUIT", "SIGTERM"];

impl Signals {
    fn of(held: &Held<'_, '_>) -> Self {
        let arguments = held.argument_texts();
        let names: Vec<&str> = arguments.iter().skip(1).filter_map(|text| text.rsplit('.').next()).collect();
        let are = |known: &dyn Fn(&&str) -> bool| !names.is_empty() && names.iter().all(known);
        if are(&|name| HARMLESS.contains(name)) {
            Self::Harmless
        } else if are(&|name| HARMLESS.contains(name) || REQUESTS.contains(name)) {
            Self::Requests
        } else {
            Self::Deadly
        }
    }
}
