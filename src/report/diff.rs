use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::View;
use crate::{engine::Change, text};

/// The changes as one unified diff, relative to the working folder, as `git apply` takes it. Colour is for eyes only.
///
/// # Errors
/// As of `out`.
pub fn diff(changes: &[Change], view: &View<'_>, colour: bool, out: &mut dyn Write) -> io::Result<()> {
    for change in changes {
        let path = view.path(&change.path);
        let patch = text::unified(path.trim_start_matches('/'), &change.before, &change.after);
        if colour {
            paint(&patch, out)?;
        } else {
            out.write_all(patch.as_bytes())?;
        }
    }
    Ok(())
}

/// By line prefixes, as git does; the first two lines are the header, whatever a changed line may look like.
fn paint(patch: &str, out: &mut dyn Write) -> io::Result<()> {
    for (number, line) in patch.split_inclusive('\n').enumerate() {
        let style = match line.as_bytes().first() {
            _ if number < 2 => Style::new().bold(),
            Some(b'@') => AnsiColor::Cyan.on_default(),
            Some(b'+') => AnsiColor::Green.on_default(),
            Some(b'-') => AnsiColor::Red.on_default(),
            _ => Style::new(),
        };
        let body = line.trim_end_matches(['\n', '\r']);
        let end = &line[body.len()..];
        write!(out, "{style}{body}{style:#}{end}")?;
    }
    Ok(())
}
