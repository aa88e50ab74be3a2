//! Global rounds: find, mend, prove, and look again, until nothing is left to mend.

use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
    sync::Arc,
};

use super::{
    Change, Mended, Repaired, apply, plan,
    run::Session,
    state::{GroupKey, Refusals, State},
};
use crate::{
    program::Survey,
    repair::NoFix,
    text::{Overlay, Sources},
};

/// More rounds than any code needs. Each but the last mended something, and looks only at what the one before touched; a function
/// whose fixes all need the same new name takes one for each of them.
const ROUNDS: usize = 50;

/// How often everything starts over without a fix that did not do away with its finding.
const RESTARTS: usize = 4;

pub(super) fn fix(sources: &dyn Sources, session: &Session<'_>) -> Repaired {
    let mut refusals = Refusals::default();
    let mut restarts = 0;
    loop {
        let is_last = restarts == RESTARTS;
        if let Some(repaired) = rounds(sources, session, &mut refusals, is_last) {
            return repaired;
        }
        restarts += 1;
    }
}

/// All rounds from the start. None, unless `is_last`, where a fix turned out to leave its finding in place: it stands in `refusals` now, and what
/// was done with it has to be forgotten, or a second run would do it again.
fn rounds(sources: &dyn Sources, session: &Session<'_>, refusals: &mut Refusals, is_last: bool) -> Option<Repaired> {
    let mut overlay = Overlay::new(sources);
    let mut state = State::default();
    let mut mended: Vec<Mended> = Vec::new();
    // How many findings may be left of a group that was mended.
    let mut expected: HashMap<GroupKey, usize> = HashMap::new();
    let mut stale = session.files.clone();
    let (mut survey, mut edited) = (Survey::default(), Vec::new());
    for round in 0..=ROUNDS {
        let program = session.program(&overlay).resume(survey, &edited);
        state.update(session, &program, &stale, refusals);
        let counts = state.counts();
        let back: Vec<GroupKey> =
            expected.iter().filter(|(group, left)| counts.get(*group).is_some_and(|c| c > left)).map(|(group, _)| group.clone()).collect();
        if !back.is_empty() {
            refusals.groups.extend(back.iter().map(|group| (group.clone(), comes_back())));
            if !is_last {
                return None;
            }
            state.refuse(refusals);
        }
        if round == ROUNDS {
            break;
        }
        let taken = plan::plan(state.placed.values().flatten(), session.config, sources, &program);
        let applied = apply::apply(&program, taken);
        for failed in &applied.failed {
            let diagnostic = &failed.placed.diagnostic;
            let key = (Arc::clone(&diagnostic.finding.at.path), diagnostic.fingerprint.clone());
            refusals.single.insert(key, verification_failed());
        }
        state.refuse(refusals);
        if applied.kept.is_empty() {
            break;
        }
        let mut left = counts;
        for taken in applied.kept {
            let group = (Arc::clone(&taken.placed.diagnostic.finding.at.path), taken.placed.group);
            let left = left.entry(group.clone()).or_default();
            *left = left.saturating_sub(1);
            expected.insert(group, *left);
            mended.push(Mended { diagnostic: taken.placed.diagnostic, fix: taken.fix, round });
        }
        stale = state.affected(session, &program, &applied.texts);
        edited = applied.texts.keys().cloned().collect();
        survey = program.into_survey();
        for (path, text) in applied.texts {
            overlay.set(path.to_path_buf(), text.into_bytes());
        }
    }
    Some(Repaired { changes: changes(sources, &overlay), mended, outcome: state.outcome(session) })
}

/// What became of each file that is not what it was.
fn changes(sources: &dyn Sources, overlay: &Overlay<'_>) -> Vec<Change> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut changes = BTreeMap::new();
    for (path, bytes) in overlay.files() {
        let before = sources.read(path).map(|b| text(&b)).unwrap_or_default();
        let after = text(bytes);
        if before != after {
            let path: Arc<Path> = Arc::from(path);
            changes.insert(Arc::clone(&path), Change { path, before: before.into(), after: after.into() });
        }
    }
    changes.into_values().collect()
}

fn verification_failed() -> NoFix {
    NoFix { code: "verification-failed", reason: "what this fix makes of the file would not be valid Go".into() }
}

fn comes_back() -> NoFix {
    NoFix { code: "comes-back", reason: "this fix was tried and the finding was still there".into() }
}
