use crate::program::Symbol;

/// `Name` or `Recv.Name` of a function's full name, as people say it: closures go by what they stand in.
pub fn short(symbol: &Symbol) -> String {
    let full = symbol.as_str();
    let element = full.rfind('/').map_or(0, |i| i + 1);
    let local = full[element..].split_once('.').map_or(&full[element..], |(_, local)| local);
    let plain: String = local.replace("[...]", "").chars().filter(|c| !matches!(c, '(' | ')' | '*')).collect();
    let mut parts = plain.split('.');
    let first = parts.next().unwrap_or_default();
    match parts.next() {
        Some(second) if !is_closure(second) => format!("{first}.{second}"),
        _ => first.to_owned(),
    }
}

fn is_closure(part: &str) -> bool {
    part.strip_prefix("func").is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_names_as_people_do() {
        let cases = [
            ("main.main", "main"),
            ("example.com/m/pkg.Load", "Load"),
            ("example.com/m/pkg.(*Client).Do", "Client.Do"),
            ("example.com/m/pkg.Time.String", "Time.String"),
            ("gopkg.in/yaml%2ev3.Unmarshal", "Unmarshal"),
            ("pkg.F.func1", "F"),
            ("pkg.(*T).M.func2.1", "T.M"),
            ("pkg.(*List[...]).Push", "List.Push"),
            ("pkg.Map[...]", "Map"),
        ];
        for (full, want) in cases {
            assert_eq!(short(&Symbol::new(full)), want, "{full}");
        }
    }
}
