//! Makes the batches of a migration, one after the other: in a work tree of its own, verified, and landed, or dropped with its reason.

use std::{
    cell::OnceCell,
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use super::{
    isolate::{Isolated, isolate},
    journal::{Begun, Dropped, Entry, Event, Journal, Landed, Proof, State, Target, Verdict},
    message,
    plan::{Batch, Unit},
    swap::{Swap, swap},
    units::digest,
    verify::{self, Ended, Tests, Touched},
};
use crate::{
    engine::in_order,
    files::{Disk, LinkedTree, Repository, Roots, WriteError, put},
    text::{self, Sources},
};

/// Why a run ends before it is done.
#[derive(Debug, PartialEq, Eq)]
pub enum Halt {
    /// The user wants to stop.
    Interrupted,
    /// A sentence for people.
    Trouble(String),
}

impl From<String> for Halt {
    fn from(message: String) -> Self {
        Self::Trouble(message)
    }
}

/// Why a batch does not come to its end now.
#[derive(Debug)]
enum Fault {
    /// What git can't do with this one, as where a filter or a key is missing: it stays open, and the others are made.
    Batch(String),
    Run(Halt),
}

impl From<Halt> for Fault {
    fn from(halt: Halt) -> Self {
        Self::Run(halt)
    }
}

impl From<String> for Fault {
    fn from(message: String) -> Self {
        Self::Run(message.into())
    }
}

/// What a run needs from outside.
pub struct Crew<'a> {
    pub repository: &'a Repository,
    /// Plans some files of a batch anew, in the tree that stands there. None where nothing is left to do.
    #[allow(clippy::type_complexity, reason = "one closure, named by its field")]
    pub replan: &'a dyn Fn(&Path, &Batch) -> Result<Option<Batch>, String>,
    /// All Go files of a tree, for those who ask which packages depend on which.
    pub go_files: &'a dyn Fn(&Path) -> Vec<Arc<Path>>,
    /// Told of what happens.
    pub watch: &'a dyn Fn(&Batch, Step<'_>),
    /// Set when the user wants to stop.
    pub stop: &'a AtomicBool,
}

/// What happens to a batch.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    Started,
    /// A set of so many units of all is being verified.
    Verifying {
        units: usize,
        of: usize,
    },
    Replanned,
    /// The verification wrote files of its own; they are left out.
    Littered(&'a [String]),
    /// These tests fail, as they do without the batch.
    FailedBefore(&'a str),
    /// The verification failed, and passed when it was run again.
    FailedOnce(&'a str),
    Dropped {
        unit: &'a Unit,
        said: &'a str,
    },
    Landed(&'a Landed),
    Skipped(&'a str),
    /// It could not be made, for now.
    Failed(&'a str),
}

/// A batch in the making.
struct Workshop<'a> {
    crew: &'a Crew<'a>,
    begun: Arc<Begun>,
    tree: &'a LinkedTree<'a>,
    disk: Disk,
    parent: String,
    batch: Batch,
    /// The files as the batch finds them.
    before: BTreeMap<String, String>,
    checks: OnceCell<Vec<(Touched, Option<String>)>>,
}

impl Journal {
    /// Makes what is left to be made.
    ///
    /// # Errors
    /// Where the run can't go on; the journal tells how far it came, and running again goes on from there.
    pub(super) fn work(&mut self, folder: &Path, crew: &Crew<'_>) -> Result<(), Halt> {
        let trees = folder.join("trees");
        crew.repository.sweep(&trees);
        let mut tree = None;
        let left: Vec<usize> = (0..self.migration.entries.len()).filter(|at| self.migration.entries[*at].state.is_open()).collect();
        let worked = left.into_iter().try_for_each(|at| self.make(at, folder, crew, &mut tree));
        // What can't be taken away, since somebody is writing there still, is tried again by the next run.
        let _ = tree.map(LinkedTree::remove);
        crew.repository.sweep(&trees);
        worked?;
        if let Some(entry) = self.migration.entries.iter().find(|e| e.state.is_open()) {
            let why = entry.trouble.as_deref().unwrap_or_default();
            let message = format!("not all is made ({}: {why}); `caulk migrate resume` tries again", entry.batch.id);
            return Err(Halt::Trouble(message));
        }
        Ok(self.tell(Event::Finished)?)
    }

    /// One tree for all batches, one after the other: the go command keeps what it has built by the folder it was built in.
    fn make<'c>(&mut self, at: usize, folder: &Path, crew: &'c Crew<'_>, tree: &mut Option<LinkedTree<'c>>) -> Result<(), Halt> {
        let Entry { batch, state, .. } = self.migration.entries[at].clone();
        (crew.watch)(&batch, Step::Started);
        if let Some(open) = self.stands_on_open(&batch) {
            return self.fail(&batch, format!("it stands on {open}, which is not made yet"), crew);
        }
        let parent = match &state {
            State::Writing(landed) => landed.parent.clone(),
            _ => self.below(&batch),
        };
        let stood = tree.take().and_then(|mut tree| tree.stand_on(&parent).is_ok().then_some(tree));
        let linked = || crew.repository.link(&folder.join("trees").join("work"), &parent).map_err(|e| e.to_string());
        let tree = tree.insert(stood.map_or_else(linked, Ok)?);
        let (begun, disk) = (Arc::clone(&self.migration.begun), Disk::new(Roots::whole(tree.path())));
        let mut shop = Workshop { crew, begun, tree, disk, parent, batch, before: BTreeMap::new(), checks: OnceCell::new() };
        match self.make_in(&mut shop, folder) {
            // A terminal interrupts git, too, which then fails.
            Err(Fault::Batch(_)) if crew.stop.load(Ordering::Relaxed) => Err(Halt::Interrupted),
            Err(Fault::Batch(why)) => self.fail(&shop.batch, why, crew),
            Err(Fault::Run(halt)) => Err(halt),
            Ok(()) => Ok(()),
        }
    }

    /// A batch that this one stands on and that is left open: what stands on nothing of it would not fit with it later.
    fn stands_on_open(&self, batch: &Batch) -> Option<String> {
        let below = std::iter::successors(batch.after.as_ref(), |id| self.migration.entry(id)?.batch.after.as_ref());
        below.filter_map(|id| self.migration.entry(id)).find(|e| e.state == State::Open).map(|e| e.batch.id.clone())
    }

    fn fail(&mut self, batch: &Batch, why: String, crew: &Crew<'_>) -> Result<(), Halt> {
        (crew.watch)(batch, Step::Failed(&why));
        Ok(self.tell(Event::Failed { batch: batch.id.clone(), why })?)
    }

    /// The commit that a batch starts from: the last that landed of those it stands on.
    fn below(&self, batch: &Batch) -> String {
        let mut after = batch.after.as_ref();
        while let Some(entry) = after.and_then(|id| self.migration.entry(id)) {
            if let State::Landed(landed) = &entry.state {
                return landed.commit.clone();
            }
            after = entry.batch.after.as_ref();
        }
        self.migration.base.clone()
    }

    fn make_in(&mut self, shop: &mut Workshop<'_>, folder: &Path) -> Result<(), Fault> {
        let id = shop.batch.id.clone();
        if let Some(State::Writing(landed)) = self.migration.entry(&id).map(|e| e.state.clone()) {
            return if shop.read()? {
                self.land_in_place(shop, landed)
            } else {
                Err(Halt::Trouble(format!("{id}: git no longer has what was there")).into())
            };
        }
        if !shop.read()? {
            match (shop.crew.replan)(shop.tree.path(), &shop.batch)? {
                Some(now) => {
                    self.tell(Event::Replanned { batch: id.clone(), now: Box::new(now.clone()) })?;
                    shop.batch = now;
                    (shop.crew.watch)(&shop.batch, Step::Replanned);
                    if !shop.read()? {
                        return self.skip(shop, "its files change while it is planned".into(), Vec::new());
                    }
                }
                None => return self.skip(shop, "its files have changed, and nothing is left to do in them".into(), Vec::new()),
            }
        }
        let all: Vec<usize> = (0..shop.batch.units.len()).collect();
        if let Some(why) = shop.before.keys().find_map(|path| shop.after(path, &all).err()) {
            return self.skip(shop, why, Vec::new());
        }
        let mut isolated = Isolated { kept: all.clone(), dropped: Vec::new() };
        if shop.begun.proof.is_asked()
            && let Some(why) = self.verdict(shop, &all)?.fault()
        {
            if let Some(said) = self.verdict(shop, &[])?.fault() {
                let why = format!("the verification fails without the batch, too: {}", last_line(&said));
                return self.skip(shop, why, Vec::new());
            }
            // What fails now and then, or ran out of time where nothing was built yet, would be put down to whichever fix comes last.
            match self.ask(shop, &all)?.fault() {
                None => (shop.crew.watch)(&shop.batch, Step::FailedOnce(&why)),
                Some(why) => isolated = isolate(&all, &mut |units| self.verdict(shop, units).map(Verdict::fault), why)?,
            }
        }
        let dropped: Vec<Dropped> = isolated.dropped.into_iter().map(|(unit, said)| Dropped { unit, said }).collect();
        for Dropped { unit, said } in &dropped {
            (shop.crew.watch)(&shop.batch, Step::Dropped { unit: &shop.batch.units[*unit], said });
        }
        if isolated.kept.is_empty() {
            return self.skip(shop, "none of its fixes passes the verification".into(), dropped);
        }
        self.land(shop, folder, isolated.kept, dropped)
    }

    /// Whether a set of units passes.
    fn verdict(&mut self, shop: &mut Workshop<'_>, units: &[usize]) -> Result<Verdict, Fault> {
        let id = shop.batch.id.clone();
        if let Some(known) = self.migration.entry(&id).and_then(|e| e.verdicts.get(units)) {
            return Ok(known.clone());
        }
        self.ask(shop, units)
    }

    /// Verifies a set of units, whatever was said of it before.
    fn ask(&mut self, shop: &mut Workshop<'_>, units: &[usize]) -> Result<Verdict, Fault> {
        let id = shop.batch.id.clone();
        (shop.crew.watch)(&shop.batch, Step::Verifying { units: units.len(), of: shop.batch.units.len() });
        let Verdict { passed, said } = shop.verify(units)?;
        if passed && !said.is_empty() {
            (shop.crew.watch)(&shop.batch, Step::FailedBefore(&said));
        }
        self.tell(Event::Verified { batch: id, units: units.to_vec(), passed, said: said.clone() })?;
        Ok(Verdict { passed, said })
    }

    fn skip(&mut self, shop: &Workshop<'_>, why: String, dropped: Vec<Dropped>) -> Result<(), Fault> {
        (shop.crew.watch)(&shop.batch, Step::Skipped(&why));
        Ok(self.tell(Event::Skipped { batch: shop.batch.id.clone(), why, dropped })?)
    }

    fn land(&mut self, shop: &mut Workshop<'_>, folder: &Path, units: Vec<usize>, dropped: Vec<Dropped>) -> Result<(), Fault> {
        shop.halt_if_asked()?;
        shop.put(&units)?;
        let kept: Vec<&Unit> = units.iter().map(|u| &shop.batch.units[*u]).collect();
        let failed_before = self.migration.entry(&shop.batch.id).and_then(|e| e.failed_before(&units)).unwrap_or_default();
        let text = message::fill(&shop.begun.message, &shop.batch, &kept, &shop.begun.proof, failed_before);
        let file = folder.join("message");
        put(&file, text.as_bytes()).map_err(|e| format!("{}: {e}", file.display()))?;
        let is_seen = shop.begun.target != Target::InPlace;
        let commit = shop
            .tree
            .commit(&file, &shop.begun.date, is_seen)
            .map_err(|e| Fault::Batch(format!("git could not commit it: {}", e.message)))?;
        let (batch, parent) = (shop.batch.id.clone(), shop.parent.clone());
        let mut landed = Landed { batch, parent, commit, units, dropped, branch: None, patch: None };
        match &shop.begun.target {
            Target::Branches { prefix } => {
                let name = format!("{prefix}{}", shop.batch.id);
                match shop.crew.repository.tip(&name) {
                    // This run was killed just here the last time.
                    Some(tip) if tip == landed.commit => {}
                    Some(_) => return self.skip(shop, format!("there is a branch {name} already"), landed.dropped),
                    None => shop.crew.repository.make_branch(&name, &landed.commit).map_err(|e| e.to_string())?,
                }
                landed.branch = Some(name);
            }
            Target::Patches { folder } => {
                let path = folder.join(format!("{}.patch", shop.batch.id));
                let bytes = shop.crew.repository.patch(&landed.commit).map_err(|e| e.to_string())?;
                match fs::read(&path) {
                    // This run was killed just here the last time.
                    Ok(there) if there == bytes => {}
                    Ok(_) => return self.skip(shop, format!("there is a file {} already", path.display()), landed.dropped),
                    Err(_) => put(&path, &bytes).map_err(|e| format!("{}: {e}", path.display()))?,
                }
                landed.patch = Some((path, digest(&bytes)));
            }
            Target::InPlace => {
                // What stands on this batch is told from its commit, which no branch knows.
                shop.crew.repository.keep(&landed.batch, &landed.commit).map_err(|e| e.to_string())?;
                self.tell(Event::Writing(Box::new(landed.clone())))?;
                return self.land_in_place(shop, landed);
            }
        }
        self.landed(shop, landed)
    }

    /// Writes the files of the work tree. Those that were written before the run was killed are as they should be.
    fn land_in_place(&mut self, shop: &Workshop<'_>, landed: Landed) -> Result<(), Fault> {
        let made = |(path, before): (&String, &String)| {
            Ok(Swap { path: path.clone(), before: before.clone(), after: shop.after(path, &landed.units)? })
        };
        let swaps = match shop.before.iter().map(made).collect::<Result<Vec<_>, String>>() {
            Ok(swaps) => swaps,
            Err(why) => return self.skip(shop, why, landed.dropped),
        };
        match swap(shop.crew.repository.root(), &swaps) {
            Ok(()) => self.landed(shop, landed),
            Err((path, WriteError::Changed)) => {
                self.skip(shop, format!("{path} has changed in the work tree since the migration began"), landed.dropped)
            }
            Err((path, e @ (WriteError::ReadOnly | WriteError::Outside))) => self.skip(shop, format!("{path}: {e}"), landed.dropped),
            Err((path, e)) => Err(Halt::Trouble(format!("{path}: {e}")).into()),
        }
    }

    fn landed(&mut self, shop: &Workshop<'_>, landed: Landed) -> Result<(), Fault> {
        self.tell(Event::Landed(Box::new(landed.clone())))?;
        (shop.crew.watch)(&shop.batch, Step::Landed(&landed));
        Ok(())
    }
}

impl Workshop<'_> {
    fn halt_if_asked(&self) -> Result<(), Fault> {
        if self.crew.stop.load(Ordering::Relaxed) { Err(Halt::Interrupted.into()) } else { Ok(()) }
    }

    /// Reads the batch's files. Whether they are what its edits are edits of.
    fn read(&mut self) -> Result<bool, Fault> {
        self.before.clear();
        self.checks.take();
        for file in &self.batch.files {
            match self.disk.read(&self.tree.path().join(&file.path)) {
                Ok(bytes) => {
                    let Ok(text) = String::from_utf8(bytes.to_vec()) else { return Ok(false) };
                    if digest(text.as_bytes()) != file.before {
                        return Ok(false);
                    }
                    self.before.insert(file.path.clone(), text);
                }
                Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(false),
                Err(e) => return Err(Halt::Trouble(format!("{}: {e}", file.path)).into()),
            }
        }
        Ok(true)
    }

    /// What some units make of a file.
    ///
    /// # Errors
    /// As of [`made`].
    fn after(&self, path: &str, units: &[usize]) -> Result<String, String> {
        let text = self.before.get(path).map_or("", String::as_str);
        made(&self.batch, units, path, text)
    }

    /// Makes the tree what it is with some units, and nothing else.
    fn put(&self, units: &[usize]) -> Result<(), Fault> {
        self.tree.reset().map_err(|e| e.to_string())?;
        let mut changed = Vec::new();
        for (path, before) in &self.before {
            let after = self.after(path, units)?;
            if after != *before {
                let file = self.tree.path().join(path);
                self.disk.write(&file, before.as_bytes(), after.as_bytes()).map_err(|e| format!("{}: {e}", file.display()))?;
                changed.push(path.as_str());
            }
        }
        if changed.is_empty() {
            return Ok(());
        }
        self.tree.stage(changed).map_err(|e| Fault::Batch(format!("git could not take its files: {}", e.message)))
    }

    /// Whether the tree with some units passes.
    fn verify(&self, units: &[usize]) -> Result<Verdict, Fault> {
        self.halt_if_asked()?;
        self.put(units)?;
        let Proof { command, test, timeout } = &self.begun.proof;
        let limit = Duration::from_secs(*timeout);
        let checks = self.checks.get_or_init(|| self.checks(command.as_deref()));
        for (touched, command) in checks {
            let Some(command) = command else { continue };
            match verify::run(command, touched, limit, self.crew) {
                Ok(Ended::Well) => {}
                Ok(Ended::Badly(said)) => return Ok(Verdict { passed: false, said }),
                Ok(Ended::Interrupted) => return Err(Halt::Interrupted.into()),
                Err(e) => return Err(Halt::Trouble(format!("the verification can't be run: {e}")).into()),
            }
        }
        let strangers = self.tree.strangers().map_err(|e| e.to_string())?;
        if !strangers.is_empty() && !units.is_empty() {
            (self.crew.watch)(&self.batch, Step::Littered(&strangers));
        }
        if *test && !units.is_empty() {
            return self.tests(units, limit);
        }
        Ok(Verdict::PASSED)
    }

    /// What is looked at, module by module, and the command that does it. Neither an edit nor its absence changes what imports what
    /// within a module: once for all of the batch.
    fn checks(&self, command: Option<&str>) -> Vec<(Touched, Option<String>)> {
        let modules = verify::by_module(self.tree.path(), self.before.keys().map(|p| self.tree.path().join(p)));
        let asks = command.is_some_and(|c| c.contains("{dependents}"));
        let files = if asks { (self.crew.go_files)(self.tree.path()) } else { Vec::new() };
        let filled = |touched: Touched| {
            let command = command.map(|c| touched.fill(c, &files, &self.disk));
            (touched, command)
        };
        modules.into_iter().map(filled).collect()
    }

    /// Whether the tests fare worse than before.
    fn tests(&self, units: &[usize], limit: Duration) -> Result<Verdict, Fault> {
        let run = |touched: &Touched| match verify::tests(touched, limit, self.crew) {
            Ok(Err(Ended::Interrupted)) => Err(Fault::from(Halt::Interrupted)),
            Ok(Ok(tests)) => Ok(Ok(tests)),
            Ok(Err(Ended::Badly(said))) => Ok(Err(said)),
            Ok(Err(Ended::Well)) => Ok(Err(String::new())),
            Err(e) => Err(Halt::Trouble(format!("the tests can't be run: {e}")).into()),
        };
        let mut suspects = Vec::new();
        for (touched, _) in self.checks.get().into_iter().flatten() {
            let now = run(touched)?;
            if !now.as_ref().is_ok_and(Tests::all_pass) {
                suspects.push((touched, now));
            }
        }
        if suspects.is_empty() {
            return Ok(Verdict::PASSED);
        }
        // Those that fail are tried without the units: what fails there as well is not theirs.
        self.put(&[])?;
        let (mut worse, mut as_before) = (Vec::new(), Vec::new());
        for (touched, now) in suspects {
            match (now, run(touched)?) {
                (Ok(now), Ok(before)) => {
                    worse.extend(now.worse(&before));
                    as_before.extend(now.failing());
                }
                (Err(said), Ok(_)) => worse.push(said),
                (_, Err(said)) => as_before.push(said),
            }
        }
        self.put(units)?;
        let passed = worse.is_empty();
        Ok(Verdict { passed, said: if passed { as_before } else { worse }.join("\n") })
    }
}

/// What some units of a batch make of a file's text.
///
/// # Errors
/// A sentence for people: the plan's edits don't fit each other or the text.
pub(super) fn made(batch: &Batch, units: &[usize], path: &str, text: &str) -> Result<String, String> {
    let shared: Arc<Path> = Path::new(path).into();
    let edit = |e: &super::plan::Edit| (e.path == path).then(|| text::Edit::replace(&shared, e.start..e.end, e.text.clone()));
    let sets: Vec<Vec<text::Edit>> =
        units.iter().filter_map(|u| batch.units.get(*u)).map(|u| u.edits.iter().filter_map(edit).collect()).collect();
    let edits = in_order(sets.iter().map(Vec::as_slice), &shared);
    text::apply(text, &edits).map_err(|_| format!("{path}: the plan's edits do not fit"))
}

fn last_line(text: &str) -> &str {
    text.lines().rev().find(|l| !l.trim().is_empty()).unwrap_or("it says nothing")
}

/// Where a migration keeps what it needs, below git's own folder.
pub(super) fn state_folder(repository: &Repository) -> PathBuf {
    repository.common().join("caulk")
}
