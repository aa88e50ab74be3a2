//! Mends a release that is deferred at the wrong place. What is right is found as if it were not deferred at all.

use std::borrow::Cow;

use super::{
    closure, lines,
    mend::{Fix, Mend, NoFix, Safety},
    on_the_spot, place,
    release::Named,
    seal::first_point,
};
use crate::{
    flow::{Beside, Certainty, Held, Leak, Presence, Reach},
    syntax::{
        Layout,
        ast::{Call, Span, Stmt, StmtKind},
    },
    text::Edit,
};

/// Moves a statement that defers the release of what may not be there to the first place where it surely is.
///
/// # Errors
/// Where that is no single place, or what is deferred would mean something else there.
pub fn move_down(held: &Held<'_, '_>, deferred: &Stmt) -> Result<Mend, NoFix> {
    if held.shares(deferred) {
        return shared();
    }
    let without = held.without(deferred);
    let named = Named::new(&without)?;
    let ((_, point), presence) = first_point(&without, &named)?;
    let Some(home) = held.body.place_of(deferred.span).filter(|_| presence == Presence::Sure) else {
        return NoFix::because("no-place", "no single place behind the check serves all paths");
    };
    // In a branch further down the deferred call is as good: it runs when the function ends.
    let is_beside = point.block.span == home.block.span && point.index > home.index;
    let is_branch = point.block.span != home.block.span && home.block.span.contains(point.block.span);
    if !(is_beside || is_branch && point.block.span.start >= deferred.span.end) {
        return NoFix::because("no-place", "where it is surely there, the block in which it is deferred has ended");
    }
    if held.defers_between(deferred.span.end, place::starts(&point)) {
        return NoFix::because("order", "other calls are deferred in between, and the order in which they run would change");
    }
    let mut written = Written::of(held, deferred)?;
    written.draw_up(&held.function.file.text);
    let lines: Vec<&str> = written.lines.iter().map(String::as_str).collect();
    let insertion = place::at(held.function, point, &lines)?;
    // The guard alone stands in between.
    let is_next = is_beside && point.index == home.index + 2
        || point.index == 0 && home.block.stmts.get(home.index + 1).is_some_and(|next| next.span.contains(point.block.span));
    let safety = if is_next { Safety::Safe } else { Safety::Unsafe };
    let title = format!("move `{}` below the check", first_line(held, deferred));
    Ok(Mend { fix: Fix { title: title.into(), safety, edits: vec![written.deletion, insertion] }, alternatives: Vec::new() })
}

/// Moves the statement that defers the only release up to the first place where the value is surely there, past exits that leave it
/// open. What stands in between meets the value no more open than before: only there was it deferred later.
///
/// None where what is deferred does more than release, or would mean something else there.
pub(super) fn move_up(held: &Held<'_, '_>, named: &Named, safety: Safety) -> Option<Mend> {
    let deferred = held.only_deferred_release()?;
    let asks = held.may_be_nothing() || held.may_lack_field() || held.parallel_subtest().is_some();
    if asks
        || named.fresh.is_some()
        || held.shares(deferred)
        || !held.is_set_once()
        || matches!(held.reach_of_dependents(), Reach::OutlastHelper(_))
    {
        return None;
    }
    let (at, presence) = first_point(held, named).ok()?;
    let point = at.1;
    let home = held.body.place_of(deferred.span).filter(|home| home.block.span == point.block.span && point.index < home.index)?;
    let is_timed_out = held.resource.is_timed && held.function.goes_on_behind(held.body, point);
    if presence != Presence::Sure || is_timed_out || held.defers_between(place::starts(&point), home.stmt().span.start) {
        return None;
    }
    let release = named.release(held, at).ok().filter(|release| release.import.is_none())?;
    let is_plain = held.function.text(deferred.span) == format!("defer {}", release.call) && !named.is_read_late(held, at);
    let safety = match held.may_be_deferred_at(deferred, point) {
        Some(Beside::Tells) => safety,
        Some(Beside::Decides) => Safety::Unsafe,
        None if is_plain => safety,
        None => return None,
    };
    let written = Written::of(held, deferred).ok()?;
    let lines: Vec<&str> = written.lines.iter().map(String::as_str).collect();
    let insertion = place::at(held.function, point, &lines).ok()?;
    let title = format!("defer `{}` further up", release.call);
    Some(Mend { fix: Fix { title: title.into(), safety, edits: vec![insertion, written.deletion] }, alternatives: Vec::new() })
}

/// Releases on each turn of a loop what is deferred there to the function's end.
///
/// # Errors
/// Where it is not proved that a turn has done with it, or more than the release is deferred.
pub fn release_each_turn(held: &Held<'_, '_>, leak: &Leak, deferred: &Stmt) -> Result<Mend, NoFix> {
    if held.shares(deferred) {
        return shared();
    }
    let without = held.without(deferred);
    let without = if leak.certainty == Certainty::Proved { without } else { without.lent() };
    let on_the_spot = released_on_each_turn(&without, leak, deferred).and_then(|mend| {
        let releases = mend.fix.edits.iter().filter(|edit| !edit.text.is_empty());
        let last = releases.filter_map(|edit| u32::try_from(edit.start).ok()).max().unwrap_or_default();
        // What a failed test leaves out, deferred calls do.
        if held.function.may_end_test_in(Span { start: deferred.span.end, end: last }) {
            return NoFix::because("in-test", "a check in between may end the test, and what is not deferred would be left out then");
        }
        Ok(mend)
    });
    on_the_spot.or_else(|because| closure::turn(&without, leak, Some(deferred)).ok_or(because))
}

/// The release on each way out of the turn, in place of the deferred one.
fn released_on_each_turn(held: &Held<'_, '_>, leak: &Leak, deferred: &Stmt) -> Result<Mend, NoFix> {
    let mut mend = match on_the_spot::release(held, leak) {
        Ok(mend) => mend,
        Err(reason) => return NoFix::because("in-loop", format!("{reason}; the body of the loop may be moved into a function of its own")),
    };
    let Some(done) = Done::by(held, deferred).filter(|_| !held.function.text(deferred.span).contains('\n')) else {
        return NoFix::because("form", "more is deferred than the release");
    };
    for edit in mend.fix.edits.iter_mut().filter(|edit| !edit.text.is_empty()) {
        let is_release = [done.call, &*done.written].contains(&edit.text.trim());
        if !is_release {
            return NoFix::because("form", "more is deferred than the release");
        }
        edit.text = edit.text.replace(edit.text.trim(), done.stmt);
    }
    let text = &*held.function.file.text;
    let own = deferred.span.range();
    let deletion = Layout::new(text).delete(&held.function.file.path, own.start, own.end);
    // With the comment behind it, which stays.
    let line_end = own.end + text[own.end..].split_inclusive('\n').next().unwrap_or_default().len();
    let touches = |edit: &Edit| edit.start <= line_end && deletion.start <= edit.end;
    let in_place: Vec<usize> = (0..mend.fix.edits.len()).filter(|&i| touches(&mend.fix.edits[i])).collect();
    match (&in_place[..], &deferred.kind) {
        ([], _) => mend.fix.edits.push(deletion),
        // Where it is deferred it is needed no more.
        (&[at], StmtKind::Defer(call)) => {
            let word = deferred.span.start as usize..call.span.start as usize;
            let is_bare = held.function.text(call.span) == done.stmt;
            let (place, text) = if is_bare { (word, "") } else { (own, done.stmt) };
            mend.fix.edits[at] = Edit::replace(&held.function.file.path, place, text);
        }
        _ => return NoFix::because("one-line", "the release would stand where it is deferred"),
    }
    // What a failed test leaves out, deferred calls do.
    if held.function.file.is_test() {
        mend.fix.safety = Safety::Unsafe;
    }
    mend.fix.title = format!("{} on each turn instead", mend.fix.title.replace(&*done.written, done.call)).into();
    Ok(mend)
}

/// What a deferred statement does when its time has come.
struct Done<'a> {
    /// The statement that does it, without the literal around it.
    stmt: &'a str,
    /// The call in that.
    call: &'a str,
    /// How the release is written that stands for it.
    written: Cow<'a, str>,
}

impl<'a> Done<'a> {
    /// None where it is more than one call, or one whose argument may mean something else at another time.
    fn by(held: &Held<'_, 'a>, deferred: &Stmt) -> Option<Self> {
        let StmtKind::Defer(e) = &deferred.kind else { return None };
        let outer = e.as_call()?;
        let (span, call) = match outer.literal() {
            Some(lit) => match &lit.body.stmts[..] {
                [only] if outer.args.is_empty() => (only.span, call_of(only)?),
                _ => return None,
            },
            None => (e.span, outer),
        };
        let text = held.function.text(call.span);
        // A cause is told by who defers it, and nil by a release.
        let is_cause = held.function.is_type(&call.callee, "context.CancelCauseFunc");
        let written = match &call.args[..] {
            [cause] if is_cause && held.function.is_fixed_error(cause) => format!("{}(nil)", held.function.text(call.callee.span)).into(),
            _ => text.into(),
        };
        Some(Self { stmt: held.function.text(span), call: text, written })
    }
}

/// The call that a statement makes without a look at what it returns.
fn call_of(stmt: &Stmt) -> Option<&Call> {
    match &stmt.kind {
        StmtKind::Expr(e) => e.as_call(),
        StmtKind::Assign { left, right, .. } if left.iter().all(|l| l.as_ident().is_some_and(|name| name == "_")) => match &right[..] {
            [only] => only.as_call(),
            _ => None,
        },
        _ => None,
    }
}

fn shared<T>() -> Result<T, NoFix> {
    NoFix::because("shared", "the same statement releases something else as well")
}

fn first_line<'a>(held: &Held<'_, 'a>, stmt: &Stmt) -> &'a str {
    held.function.text(stmt.span).lines().next().unwrap_or_default()
}

/// A statement with its comments: its lines, each without the indentation of the first, and how they are deleted.
struct Written {
    lines: Vec<String>,
    deletion: Edit,
}

impl Written {
    fn of(held: &Held<'_, '_>, stmt: &Stmt) -> Result<Self, NoFix> {
        let text = &*held.function.file.text;
        let layout = Layout::new(text);
        let limit = held.call.span.end as usize;
        let own = stmt.span.range();
        let start = lines::lead(text, own.start, limit);
        let rest = text[own.end..].lines().next().unwrap_or_default();
        let is_comment = rest.trim_start().starts_with("//");
        let end = if is_comment { own.end + rest.trim_end().len() } else { own.end };
        let before = text[..start].rsplit('\n').next().unwrap_or_default();
        let code = &text[start..end];
        // A text, a comment, or a blank line in it is not laid out anew.
        let is_blank = |line: &str| line.trim().is_empty();
        if held.function.text(stmt.span).contains('\n') && (code.contains('`') || code.lines().any(is_blank)) || code.contains("/*") {
            return NoFix::because("form", "what is deferred takes several lines");
        }
        if !before.trim().is_empty() || !(is_comment || rest.trim().is_empty()) {
            return NoFix::because("one-line", "other code stands on the same line");
        }
        let indent = layout.indent(own.start);
        let deletion = layout.delete(&held.function.file.path, start, end);
        let lines = code.lines().map(|line| line.strip_prefix(indent).unwrap_or(line).to_owned()).collect();
        Ok(Self { lines, deletion })
    }

    /// What stood behind it, parted by a blank line, stands right behind the acquisition then: the check.
    fn draw_up(&mut self, text: &str) {
        let is_parted = text[..self.deletion.start].ends_with("\n\n") || text[..self.deletion.start].ends_with("\n\r\n");
        while !is_parted && let Some(line) = text[self.deletion.end..].split_inclusive('\n').next().filter(|l| l.trim().is_empty()) {
            self.deletion.end += line.len();
        }
    }
}
