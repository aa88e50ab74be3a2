//! Which units a verification fails on, found in few runs.

/// What is kept, and what is dropped with what the verification said of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Isolated {
    pub(super) kept: Vec<usize>,
    pub(super) dropped: Vec<(usize, String)>,
}

/// Says why a set of units fails; None where it passes.
type Passes<'p, E> = &'p mut dyn FnMut(&[usize]) -> Result<Option<String>, E>;

/// Takes the failing units out of `suspects`, which fail together while nothing at all passes.
///
/// By halves, as Zeller and Hildebrandt's delta debugging does it ("Simplifying and isolating failure-inducing input", 2002): a unit is dropped
/// where the verification fails with it and passes without, on top of those kept so far. A bad one among n costs about 2 log n runs.
///
/// # Errors
/// As of `passes`.
pub(super) fn isolate<E>(suspects: &[usize], passes: Passes<'_, E>, why: String) -> Result<Isolated, E> {
    let mut isolated = Isolated::default();
    narrow(suspects, why, &mut isolated, passes)?;
    isolated.kept.sort_unstable();
    isolated.dropped.sort();
    Ok(isolated)
}

/// `suspects` fail on top of what is kept, as `why` says.
fn narrow<E>(suspects: &[usize], why: String, isolated: &mut Isolated, passes: Passes<'_, E>) -> Result<(), E> {
    if let [only] = suspects {
        isolated.dropped.push((*only, why));
        return Ok(());
    }
    let (left, right) = suspects.split_at(suspects.len() / 2);
    let clean = match passes(&with(&isolated.kept, left))? {
        None => {
            isolated.kept.extend(left);
            true
        }
        Some(why) => {
            narrow(left, why, isolated, passes)?;
            false
        }
    };
    // Where the left half was clean, the right one is known to fail.
    let why = if clean { Some(why) } else { passes(&with(&isolated.kept, right))? };
    match why {
        None => isolated.kept.extend(right),
        Some(why) => narrow(right, why, isolated, passes)?,
    }
    Ok(())
}

fn with(kept: &[usize], more: &[usize]) -> Vec<usize> {
    let mut units: Vec<usize> = kept.iter().chain(more).copied().collect();
    units.sort_unstable();
    units
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    /// Fails where any of `bad` is among the units, or all of `together`.
    fn run(count: usize, bad: &[usize], together: &[usize]) -> (Isolated, usize) {
        let mut runs = 0;
        let mut passes = |units: &[usize]| -> Result<Option<String>, Infallible> {
            runs += 1;
            let both = !together.is_empty() && together.iter().all(|t| units.contains(t));
            let fails = both || units.iter().any(|u| bad.contains(u));
            Ok(fails.then(|| "no".to_owned()))
        };
        let all: Vec<usize> = (0..count).collect();
        let Ok(isolated) = isolate(&all, &mut passes, "no".into());
        (isolated, runs)
    }

    #[test]
    fn drops_what_fails_and_keeps_the_rest() {
        for count in 1..20 {
            for bad in [vec![0], vec![count - 1], vec![count / 2], vec![0, count - 1], (0..count).collect()] {
                let (isolated, _) = run(count, &bad, &[]);
                let mut dropped: Vec<usize> = isolated.dropped.iter().map(|(unit, _)| *unit).collect();
                dropped.dedup();
                let mut want = bad.clone();
                want.dedup();
                assert_eq!(dropped, want, "{count}");
                assert!(isolated.kept.iter().all(|u| !bad.contains(u)) && isolated.kept.len() + want.len() == count);
            }
        }
    }

    #[test]
    fn of_two_that_fail_together_one_is_kept() {
        let (isolated, _) = run(8, &[], &[2, 5]);
        assert_eq!(isolated.dropped, [(5, "no".to_owned())]);
        assert_eq!(isolated.kept, [0, 1, 2, 3, 4, 6, 7]);
    }

    #[test]
    fn takes_few_runs() {
        let (isolated, runs) = run(1024, &[700], &[]);
        assert_eq!((isolated.dropped.len(), isolated.kept.len()), (1, 1023));
        assert!(runs <= 20, "{runs}");
    }
}
