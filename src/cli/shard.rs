//! `--shard`: which part of the packages is asked about, as the argument says, or whatever runs the parts side by side.

use super::config::Job;
use crate::{files::Shard, report::Shards, text::Fnv};

/// What the argument says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// As the environment says.
    Auto,
    This(Shard),
}

/// The variable that says it before all others, in the form of the argument.
const OWN: &str = "CAULK_SHARD";

/// How many there are, for those that say only which this is.
const COUNT: &str = "CAULK_SHARDS";

/// Something that runs parts side by side and tells each which it is.
struct Engine {
    name: &'static str,
    /// The variable that says which part this is.
    index: &'static str,
    first: First,
    /// The variable that says how many there are.
    count: &'static str,
    /// Where the count comes from, if the engine itself does not give it.
    hint: &'static str,
}

/// The index of the first part.
enum First {
    Number(usize),
    /// A variable says it, and another how far apart the indices are.
    Variables {
        first: &'static str,
        step: &'static str,
    },
}

const ENGINES: &[Engine] = &[
    Engine {
        name: "Kubernetes",
        index: "JOB_COMPLETION_INDEX",
        first: First::Number(0),
        count: "JOB_COMPLETIONS",
        hint: "Kubernetes does not set it; give the container the number of spec.completions under this name",
    },
    Engine {
        name: "Slurm",
        index: "SLURM_ARRAY_TASK_ID",
        first: First::Variables { first: "SLURM_ARRAY_TASK_MIN", step: "SLURM_ARRAY_TASK_STEP" },
        count: "SLURM_ARRAY_TASK_COUNT",
        hint: "Slurm sets it in the tasks of `sbatch --array`",
    },
    Engine {
        name: "Buildkite",
        index: "BUILDKITE_PARALLEL_JOB",
        first: First::Number(0),
        count: "BUILDKITE_PARALLEL_JOB_COUNT",
        hint: "Buildkite sets it in steps with `parallelism`",
    },
    Engine {
        name: "GitHub",
        index: "STRATEGY_JOB_INDEX",
        first: First::Number(0),
        count: "STRATEGY_JOB_TOTAL",
        hint: "GitHub sets neither; give the step ${{ strategy.job-index }} and ${{ strategy.job-total }} under these names",
    },
    Engine {
        name: "GNU parallel",
        index: "PARALLEL_SEQ",
        first: First::Number(1),
        count: COUNT,
        hint: "GNU parallel does not count its jobs; set it to how many there are",
    },
];

/// Reads the argument.
pub(super) fn which(text: &str) -> Result<Which, String> {
    match text {
        "auto" => Ok(Which::Auto),
        _ => shard(text).map(Which::This),
    }
}

/// `I/N`.
fn shard(text: &str) -> Result<Shard, String> {
    let number = |text: &str| text.parse::<usize>().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()));
    let Some((index, count)) = text.split_once('/').and_then(|(i, n)| Some((number(i)?, number(n)?))) else {
        return Err("expected I/N, as in 1/8".into());
    };
    Shard::new(index, count).ok_or_else(|| match count {
        0 => "there is nothing to look at in 0 shards".into(),
        n => format!("the shards of {n} are 1/{n} to {n}/{n}"),
    })
}

impl Which {
    /// # Errors
    /// A sentence for people, where the environment does not say which, or says two things.
    pub(super) fn shard(self, variable: &dyn Fn(&str) -> Option<String>) -> Result<Shard, String> {
        match self {
            Self::This(shard) => Ok(shard),
            Self::Auto => of_environment(variable),
        }
    }
}

/// The shard that this process is asked to be by what started it.
fn of_environment(variable: &dyn Fn(&str) -> Option<String>) -> Result<Shard, String> {
    // An empty one is how scripts say that there is none.
    let variable = |name: &str| variable(name).filter(|value| !value.is_empty());
    if let Some(own) = variable(OWN) {
        return shard(&own).map_err(|why| format!("--shard auto: {OWN}={own}: {why}"));
    }
    let said: Vec<(&Engine, Result<Shard, String>)> =
        ENGINES.iter().filter_map(|engine| Some((engine, engine.shard(&variable)?))).collect();
    if let Some((_, Err(why))) = said.iter().find(|(engine, s)| s.is_err() && variable(engine.count).is_some()) {
        return Err(format!("--shard auto: {why}"));
    }
    // An engine that does not say how many there are may be there for something else.
    let known: Vec<(&str, Shard)> = said.iter().filter_map(|(engine, s)| Some((engine.name, *s.as_ref().ok()?))).collect();
    match (known.as_slice(), said.into_iter().find_map(|(_, s)| s.err())) {
        ([], Some(why)) => Err(format!("--shard auto: {why}")),
        ([], None) => Err(format!("--shard auto: nothing says which shard this is; looked for {}", looked_for())),
        ([(_, shard), others @ ..], _) => match others.iter().find(|(_, other)| other != shard) {
            None => Ok(*shard),
            Some((name, other)) => Err(format!("--shard auto: {} says {shard}, {name} {other}; say which with {OWN}=I/N", known[0].0)),
        },
    }
}

/// All variables, for whoever set none.
fn looked_for() -> String {
    let pairs: Vec<String> = ENGINES.iter().map(|e| format!("{} and {} ({})", e.index, e.count, e.name)).collect();
    format!("{OWN}=I/N, {}", pairs.join(", "))
}

impl Engine {
    /// What it says; None where it is not there.
    fn shard(&self, variable: &dyn Fn(&str) -> Option<String>) -> Option<Result<Shard, String>> {
        let index = variable(self.index)?;
        Some(self.shard_of(&index, variable))
    }

    fn shard_of(&self, index: &str, variable: &dyn Fn(&str) -> Option<String>) -> Result<Shard, String> {
        let mut said = vec![(self.index, index.to_owned())];
        let mut number = |name: &'static str, otherwise: Option<usize>| -> Result<usize, String> {
            match (variable(name), otherwise) {
                (None, Some(otherwise)) => Ok(otherwise),
                (None, None) => Err(format!("{}={index} ({}), but {name} is not set: {}", self.index, self.name, self.hint)),
                (Some(text), _) => {
                    said.push((name, text.clone()));
                    text.parse().map_err(|_| format!("{name}={text} ({}) is no number", self.name))
                }
            }
        };
        let count = number(self.count, None)?;
        let (first, step) = match self.first {
            First::Number(first) => (first, 1),
            First::Variables { first, step } => (number(first, None)?, number(step, Some(1))?),
        };
        let at: usize = index.parse().map_err(|_| format!("{}={index} ({}) is no number", self.index, self.name))?;
        let behind = at.checked_sub(first).filter(|behind| step > 0 && behind % step == 0);
        behind.and_then(|behind| Shard::new((behind / step).saturating_add(1), count)).ok_or_else(|| {
            let said: Vec<String> = said.iter().map(|(name, value)| format!("{name}={value}")).collect();
            format!("{} ({}) can't be: there is no such shard", said.join(", "), self.name)
        })
    }
}

/// What the document of a shard says of itself. `files` are all files of the run, with their sizes.
pub(super) fn shards(shard: Shard, job: &Job, files: &[(String, u64)]) -> Shards {
    let mut run = Fnv::default();
    let mut add = |part: &str| run.add(part.as_bytes());
    add(env!("CARGO_PKG_VERSION"));
    for rule in &job.rules {
        add(rule.transform.id);
        add(rule.least.word());
    }
    add(&job.go.map_or_else(String::new, |go| go.minor.to_string()));
    for (path, size) in files {
        add(path);
        add(&size.to_string());
    }
    Shards { count: shard.count(), present: [shard.index()].into(), run: format!("{:016x}", run.value()) }
}
