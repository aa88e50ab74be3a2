//! Reads the files of the hand-written table.

use serde::Deserialize;

use super::{
    Symbol, Type,
    std_table::{Effect, Known, Row},
    version::InvalidGoVersion,
};

/// What a file says, by name.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub functions: Vec<(String, Row)>,
    pub types: Vec<(String, Row)>,
    pub packages: Vec<(String, Row)>,
    pub fields: Vec<(String, Effect)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Functions and methods, by full name.
    #[serde(default)]
    function: Vec<FunctionRow>,
    /// Types: what all their methods do that have no row, or whose row is silent on a position.
    #[serde(default)]
    r#type: Vec<FunctionRow>,
    /// Packages: what all their functions do that have no row.
    #[serde(default)]
    package: Vec<FunctionRow>,
    #[serde(default)]
    field: Vec<FieldRow>,
}

/// An effect is `reads`, `joins`, `fills`, `keeps`, `releases`, or, with the numbers of results, `borrows N M` where they live off it, `owns N M` where
/// releasing one of them releases it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct FunctionRow {
    names: Vec<String>,
    receiver: Option<String>,
    arguments: Option<String>,
    #[serde(rename = "argument-0")]
    argument_0: Option<String>,
    #[serde(rename = "argument-1")]
    argument_1: Option<String>,
    #[serde(rename = "argument-2")]
    argument_2: Option<String>,
    #[serde(rename = "argument-3")]
    argument_3: Option<String>,
    #[serde(default)]
    never_returns: bool,
    /// `argument 1 is nil`, `is not nil`, `is true`, `is false`: it returns only where that holds.
    returns_if: Option<String>,
    /// `runtime/pprof.StopCPUProfile`: what is kept is kept until that is called; of a method, what is made lasts until it is called of
    /// another result.
    until: Option<String>,
    results: Option<Vec<String>>,
    /// A release that frees nothing which would not be collected anyway.
    #[serde(default)]
    frees_nothing: bool,
    /// `1.24`: from that version of Go on its error is always nil.
    never_fails: Option<String>,
    why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldRow {
    names: Vec<String>,
    effect: String,
    why: String,
}

/// # Errors
/// What is wrong with the text, for the author of the table.
pub(super) fn parse(text: &str) -> Result<Rows, String> {
    let file: File = toml::from_str(text).map_err(|e| e.to_string())?;
    let mut rows = Rows::default();
    for (from, to) in [(file.function, &mut rows.functions), (file.r#type, &mut rows.types), (file.package, &mut rows.packages)] {
        for function in from {
            let row = function.row()?;
            to.extend(function.names.into_iter().map(|name| (name, row.clone())));
        }
    }
    for field in file.field {
        reason(&field.why, &field.names)?;
        let effect = match field.effect.as_str() {
            // The value that is read is the only result.
            "borrows" => Effect::Borrows(vec![0]),
            "reads" => Effect::Reads,
            other => return Err(format!("a field's effect is `borrows` or `reads`, not `{other}`")),
        };
        rows.fields.extend(field.names.into_iter().map(|name| (name, effect.clone())));
    }
    Ok(rows)
}

fn reason(why: &str, names: &[String]) -> Result<(), String> {
    if why.trim().is_empty() { Err(format!("no reason is given for {}", names.join(", "))) } else { Ok(()) }
}

impl FunctionRow {
    fn row(&self) -> Result<Row, String> {
        reason(&self.why, &self.names)?;
        if let Some(bad) = self.names.iter().find(|n| Symbol::new(n).package().is_empty()) {
            return Err(format!("`{bad}` is not a full name"));
        }
        let effect = |text: &Option<String>| text.as_deref().map(effect).transpose();
        let mut listed = Vec::new();
        for (at, text) in [&self.argument_0, &self.argument_1, &self.argument_2, &self.argument_3].into_iter().enumerate() {
            listed.extend(effect(text)?.map(|e| (at, e)));
        }
        Ok(Row {
            receiver: effect(&self.receiver)?,
            arguments: effect(&self.arguments)?,
            listed,
            never_returns: self.never_returns,
            returns_if: self.returns_if.as_deref().map(condition).transpose()?,
            until: self.until.as_deref().map(Symbol::new),
            frees_nothing: self.frees_nothing,
            never_fails: self.never_fails.as_deref().map(|go| go.parse().map_err(|e: InvalidGoVersion| e.to_string())).transpose()?,
            results: self.results.as_ref().map(|types| types.iter().map(|t| Type::parse(t)).collect()),
        })
    }
}

fn condition(text: &str) -> Result<(usize, Known), String> {
    let parts = text.strip_prefix("argument ").and_then(|rest| rest.split_once(" is "));
    let known = parts.and_then(|(at, is)| {
        let known = match is {
            "nil" => Known::Nil,
            "not nil" => Known::NotNil,
            "true" => Known::True,
            "false" => Known::False,
            _ => return None,
        };
        Some((at.parse().ok()?, known))
    });
    known.ok_or_else(|| format!("`{text}` is no condition like `argument 1 is nil`"))
}

fn effect(text: &str) -> Result<Effect, String> {
    let wrong = || format!("`{text}` is none of `reads`, `runs`, `joins`, `fills`, `keeps`, `releases`, `borrows N`, `owns N`");
    match text {
        "reads" => Ok(Effect::Reads),
        "runs" => Ok(Effect::Runs),
        "joins" => Ok(Effect::Joins),
        "fills" => Ok(Effect::Fills),
        "keeps" => Ok(Effect::Keeps),
        "releases" => Ok(Effect::Releases),
        _ => {
            let (word, numbers) = text.split_once(' ').ok_or_else(wrong)?;
            let results = numbers.split(' ').map(str::parse).collect::<Result<_, _>>().map_err(|_| wrong())?;
            match word {
                "borrows" => Ok(Effect::Borrows(results)),
                "owns" => Ok(Effect::Owns(results)),
                _ => Err(wrong()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes() {
        let wrong = |text: &str| parse(text).map(|_| ()).expect_err("is wrong");
        assert!(wrong("[[function]]\nnames = [\"os.Open\"]\n").contains("why"));
        assert!(wrong("[[function]]\nnames = [\"os.Open\"]\nwhy = \" \"\n").contains("no reason"));
        assert!(wrong("[[function]]\nnames = [\"os.Open\"]\nwhy = \"w\"\narguments = \"borrows\"\n").contains("`borrows`"));
        assert!(wrong("[[function]]\nnames = [\"os.Open\"]\nwhy = \"w\"\nreturns-if = \"argument is nil\"\n").contains("no condition"));
        assert!(wrong("[[field]]\nnames = [\"a.B.C\"]\nwhy = \"w\"\neffect = \"keeps\"\n").contains("`keeps`"));
    }
}
