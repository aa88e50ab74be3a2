//! Releases that act on what is outside of the program, and on nothing that the value is seen to have begun there: they kill the
//! process whose number a file told, run a command, remove what stands at a path, send a request. To add such a call does harm.

use std::collections::BTreeSet;

use super::{
    cfg::NodeId,
    effects::receiver_of,
    function::Function,
    held::{Held, Leak},
    idle::{Deed, LEVELS},
};
use crate::{
    program::{Callee, StdTable, Symbol},
    syntax::{
        Descend, Node,
        ast::{Call, Expr, ExprKind},
        walk_block,
    },
};

/// What is done outside of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Act {
    /// A process is signalled, or started.
    Process,
    /// A command is run.
    Command,
    /// What stands at a path is removed, or made.
    Files,
    /// A request is sent.
    Request,
}

impl Held<'_, '_> {
    /// Whether its release acts outside of the program in a way in which neither who makes the value, nor anything that is done with it
    /// ahead of some exit that leaves it, is seen to have begun something there.
    pub fn acts_on_others(&self, leak: &Leak) -> bool {
        let function = self.function;
        let Some((method, ty)) = self.release_of_result() else { return false };
        let Some(release) = function.typing.method(&ty, method) else { return false };
        let mut acts = function.acts_of(&release, ended_by, LEVELS);
        if acts.contains(&Act::Files) && !function.only_unlinks(&release) {
            acts.remove(&Act::Files);
        }
        let begun = if acts.is_empty() { BTreeSet::new() } else { function.acts_of(&self.symbol, begun_by, LEVELS) };
        acts.retain(|act| !begun.contains(act));
        acts.iter().any(|act| !self.has_begun(*act, method, leak))
    }

    /// Whether every exit that leaves it comes behind a call of the function that begins such a thing, by itself or with the value.
    fn has_begun(&self, act: Act, release: &str, leak: &Leak) -> bool {
        let (function, cfg, holders) = (self.function, &self.body.cfg, self.variables());
        let is_held = |e: &Expr| holders.iter().any(|var| function.mentions(e, *var));
        let begins = |call: &Call| {
            let is_concerned = receiver_of(call).is_some_and(is_held) || call.args.iter().any(is_held);
            let Some(callee) = function.callee(call).filter(|callee| !(is_concerned && callee.name() == release)) else { return false };
            begun_by(&callee).contains(&act) || is_concerned && function.acts_of(&callee, begun_by, LEVELS).contains(&act)
        };
        let is_start = |id: &NodeId| {
            let mut found = false;
            cfg.nodes[*id].kind.walk(&mut |node| {
                found |= matches!(node, Node::Expr(Expr { kind: ExprKind::Call(call), .. }) if begins(call));
                Descend::Into
            });
            found
        };
        let starts: Vec<NodeId> = (0..cfg.nodes.len()).filter(is_start).collect();
        let begun = cfg.at_or_behind(&starts);
        leak.exits.iter().all(|exit| cfg.node_of_exit(exit.span()).is_some_and(|node| begun[node]))
    }
}

impl Function<'_> {
    /// What a function and all that it calls in sight do outside of the program, so many calls deep.
    fn acts_of(&self, callee: &Symbol, told: fn(&Symbol) -> &'static [Act], levels: u8) -> BTreeSet<Act> {
        self.looked_at(callee, &|function| function.own_acts(told, levels)).into_iter().flatten().collect()
    }

    fn own_acts(&self, told: fn(&Symbol) -> &'static [Act], levels: u8) -> BTreeSet<Act> {
        let (mut acts, mut callees) = (BTreeSet::new(), BTreeSet::new());
        if let Some(body) = &self.func.body {
            walk_block(body, &mut |node| {
                if let Node::Expr(Expr { kind: ExprKind::Call(call), .. }) = node
                    && let Callee::Symbol(symbol) = self.typing.callee(call)
                {
                    acts.extend(told(&symbol));
                    if levels > 0 && !StdTable::is_std(symbol.package()) {
                        callees.insert(symbol);
                    }
                }
                Descend::Into
            });
        }
        acts.extend(callees.iter().flat_map(|callee| self.acts_of(callee, told, levels - 1)));
        acts
    }

    /// Whether all that a release frees are names of files: it closes nothing.
    fn only_unlinks(&self, release: &Symbol) -> bool {
        let removes = |function: &Function<'_>| {
            let is_removal = |call: &Call| function.callee(call).is_some_and(|s| ended_by(&s).contains(&Act::Files));
            function.deed_but(LEVELS, &is_removal, &[]) <= Deed::Sets
        };
        self.looked_at(release, &removes).contains(&true)
    }
}

/// What a call ends outside of the program, or makes others do.
fn ended_by(callee: &Symbol) -> &'static [Act] {
    match (callee.package(), callee.receiver(), callee.name()) {
        ("os", Some("Process"), "Kill" | "Signal") => &[Act::Process],
        ("syscall" | "golang.org/x/sys/unix", None, "Kill" | "Tgkill" | "PidfdSendSignal") => &[Act::Process],
        ("syscall" | "golang.org/x/sys/windows", None, "TerminateProcess") => &[Act::Process],
        ("os/exec", Some("Cmd"), "Run" | "Output" | "CombinedOutput" | "Start") => &[Act::Command],
        ("os", None, "Remove" | "RemoveAll") => &[Act::Files],
        ("syscall" | "golang.org/x/sys/unix", None, "Unlink" | "Unlinkat" | "Rmdir") => &[Act::Files],
        _ if sends(callee) => &[Act::Request],
        _ => &[],
    }
}

/// What a call begins outside of the program.
fn begun_by(callee: &Symbol) -> &'static [Act] {
    match (callee.package(), callee.receiver(), callee.name()) {
        // A command may make files, and leave a process behind.
        ("os/exec", Some("Cmd"), "Run" | "Output" | "CombinedOutput" | "Start") => &[Act::Process, Act::Command, Act::Files],
        ("os", None, "StartProcess") | ("syscall", None, "ForkExec" | "StartProcess") => &[Act::Process, Act::Command, Act::Files],
        (
            "os",
            None,
            "Create" | "CreateTemp" | "Link" | "Mkdir" | "MkdirAll" | "MkdirTemp" | "OpenFile" | "Rename" | "Symlink" | "WriteFile",
        ) => &[Act::Files],
        ("io/ioutil", None, "TempDir" | "TempFile" | "WriteFile") => &[Act::Files],
        ("syscall" | "golang.org/x/sys/unix", None, "Mkdir" | "Mkfifo" | "Mknod" | "Open" | "Bind") => &[Act::Files],
        ("net", _, name) if name.starts_with("Listen") => &[Act::Files],
        ("net" | "crypto/tls", _, name) if name.starts_with("Dial") => &[Act::Request],
        _ if sends(callee) => &[Act::Request],
        _ => &[],
    }
}

/// Whether a call sends a request to a server.
fn sends(callee: &Symbol) -> bool {
    let is_client = matches!(callee.receiver(), None | Some("Client" | "Transport" | "RoundTripper"));
    callee.package() == "net/http" && is_client && ["Do", "Get", "Head", "Post", "PostForm", "RoundTrip"].contains(&callee.name())
}
