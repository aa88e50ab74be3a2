//! Timers and tickers that have no name: one is bound ahead of the statement, the loop or the turn that waits on its channel.

use super::{
    lines,
    mend::{Fix, Mend, NoFix, Safety},
    names,
};
use crate::{
    flow::{Channel, Function, Place, Receipt, Wait},
    program::{Binding, TimerMode},
    syntax::ast::{Block, Call, Expr, ExprKind, Span, StmtKind},
    text::Edit,
};

/// The fixes of a timer that is waited on in a loop: one for all turns, one for each turn, and by the name `deadline` one that
/// is never reset.
///
/// # Errors
/// Where none of them means what the code means now.
pub fn timer(wait: &Wait<'_, '_>, mode: TimerMode) -> Result<Mend, NoFix> {
    let site = Site::of(&wait.channel)?;
    if matches!(wait.channel.receipt, Receipt::Pause) {
        return Ok(Mend { fix: pause(wait, &site)?, alternatives: Vec::new() });
    }
    if wait.held_up_by().is_some() {
        let reason = "a case above computes what it sends or receives from, and the timer starts only when that is done";
        return NoFix::because("slow-operand", reason);
    }
    let body = wait.channel.held.body;
    if body.is_goto_target(&wait.channel.place) {
        return NoFix::because("goto", "a goto leads to the label of the wait, past what would stand ahead of it");
    }
    let drain = mode != TimerMode::Synchronous;
    let hoisted = hoisted(wait, &site, if drain { Turn::DrainAndReset } else { Turn::Reset });
    let hoisted = hoisted.map(|edits| Fix {
        title: "make one timer ahead of the loop, and reset it before each wait".into(),
        // A library may end up in a program of either kind, and so may the toolchain that builds it.
        safety: if mode == TimerMode::Uncertain { Safety::Unsafe } else { Safety::Safe },
        edits,
    });
    let of_turn = || {
        let title = "make a timer for each turn, and stop it where another case ends the wait".into();
        of_turn(wait, &site).map(|edits| Fix { title, safety: Safety::Safe, edits })
    };
    let mut alternatives = Vec::new();
    if wait.ends_with_timer()
        && let Ok(edits) = self::hoisted(wait, &site, Turn::Keep)
    {
        let title = "make one timer ahead of the loop, as the deadline of all its turns".into();
        alternatives.push(("deadline", Fix { title, safety: Safety::Safe, edits }));
    }
    let fix = match hoisted {
        Ok(fix) if fix.safety == Safety::Safe => fix,
        Ok(fix) => match of_turn() {
            Ok(safe) => {
                alternatives.push(("hoisted", fix));
                safe
            }
            Err(_) => fix,
        },
        Err(because) => of_turn().map_err(|other| if wait.channel.choice().is_some() { other } else { because })?,
    };
    Ok(Mend { fix, alternatives })
}

/// The fix of a ticker whose channel is all the code has: it gets a name, and is stopped when the function ends.
///
/// # Errors
/// Where a line ahead of its statement would not do.
pub fn ticker(channel: &Channel<'_, '_>) -> Result<Mend, NoFix> {
    let site = Site::of(channel)?;
    let edits = match &channel.receipt {
        Receipt::Variable { declared: Some(declared), receipts, .. } => ticker_for(channel, &site, *declared, receipts)?,
        _ => {
            let place = &channel.place;
            site.allows_line_ahead(channel, place)?;
            let name = site.fresh("ticker", place.block);
            let declared = [format!("{name} := {}", site.make("NewTicker")), format!("defer {name}.Stop()")];
            vec![lines::before(site.function, place, &declared)?, site.use_channel_of(&name)]
        }
    };
    let fix = Fix { title: "make a ticker that can be stopped, and defer its Stop".into(), safety: Safety::Safe, edits };
    Ok(Mend { fix, alternatives: Vec::new() })
}

/// A ticker in the place of the variable that has the channel alone.
fn ticker_for(channel: &Channel<'_, '_>, site: &Site<'_, '_>, declared: Span, receipts: &[Span]) -> Result<Vec<Edit>, NoFix> {
    let function = site.function;
    let path = &function.file.path;
    // It keeps the name that says what it is for.
    let name = function.text(declared);
    let mut edits = vec![
        Edit::replace(path, channel.span.range(), site.make("NewTicker")),
        lines::behind(function, &channel.place, &format!("defer {name}.Stop()"))?,
    ];
    edits.extend(receipts.iter().map(|at| Edit::replace(path, at.range(), format!("{name}.C"))));
    Ok(edits)
}

/// Binds what a call makes to a fresh variable on a line ahead of the statement that makes the call: `range
/// time.NewTicker(d).C` becomes `ticker := time.NewTicker(d)` and `range ticker.C`. Gives the name and the edits; a line that
/// is put ahead of the statement as well goes behind the variable's. None where the call is not the first thing the
/// statement does, or not each time it runs.
pub fn bind_before(function: &Function<'_>, call: &Call, base: &str) -> Option<(String, Vec<Edit>)> {
    let body = function.body_of(call.span)?;
    let place = body.place_of(call.span)?;
    let text = function.text(call.span);
    let comes_first = first_operand(&place).is_some_and(|e| leftmost(e, call.span));
    if !comes_first || text.contains('\n') || body.is_goto_target(&place) || body.is_jumped_over(&place) {
        return None;
    }
    let name = names::fresh(function.scopes, base, place.block.span);
    let edits = vec![
        lines::before(function, &place, &[format!("{name} := {text}")]).ok()?,
        Edit::replace(&function.file.path, call.span.range(), name.clone()),
    ];
    Some((name, edits))
}

/// What a statement computes first on each run.
fn first_operand<'a>(place: &Place<'a>) -> Option<&'a Expr> {
    match &place.bare().kind {
        StmtKind::Expr(e) => Some(e),
        StmtKind::Range(s) => Some(&s.operand),
        // An index or a pointer on the left is computed ahead of the right.
        StmtKind::Assign { left, right, .. } if left.iter().all(|e| e.as_ident().is_some()) => right.first(),
        StmtKind::Var(specs) => specs.first()?.values.first(),
        StmtKind::Return(values) => values.first(),
        StmtKind::If(s) if s.init.is_none() => Some(&s.cond),
        StmtKind::Switch(s) if s.init.is_none() => s.tag.as_ref(),
        StmtKind::Select(cases) => match &cases.first()?.comm.as_ref()?.kind {
            StmtKind::Expr(e) => Some(e),
            StmtKind::Assign { right, .. } => right.first(),
            _ => None,
        },
        _ => None,
    }
}

/// Whether computing an expression begins with the code at `span`.
fn leftmost(e: &Expr, span: Span) -> bool {
    match &e.kind {
        ExprKind::Call(call) => call.span == span || leftmost(&call.callee, span),
        ExprKind::Paren(inner) | ExprKind::Unary { operand: inner, .. } | ExprKind::Star(inner) => leftmost(inner, span),
        ExprKind::Selector { operand, .. }
        | ExprKind::Index { operand, .. }
        | ExprKind::Slice { operand, .. }
        | ExprKind::TypeAssert { operand, .. }
        | ExprKind::Binary { left: operand, .. } => leftmost(operand, span),
        _ => false,
    }
}

/// What each turn does with a timer made ahead of the loop.
#[derive(Clone, Copy)]
enum Turn {
    DrainAndReset,
    Reset,
    Keep,
}

/// One timer ahead of the outermost loop.
fn hoisted(wait: &Wait<'_, '_>, site: &Site<'_, '_>, turn: Turn) -> Result<Vec<Edit>, NoFix> {
    let Some((frame, place)) = wait.outermost_loop() else {
        return NoFix::because("goto", "the loop is a goto, which leaves no place ahead of it");
    };
    if frame.body.is_jumped_over(&place) || frame.body.cfg.in_cycle(place.point) {
        return NoFix::because("goto", "a goto leads past what would stand ahead of the loop");
    }
    // Each turn sets the timer to what the duration is then; but one that changes is better seen in the turn that it is of.
    match wait.duration_ahead_of(frame, &place) {
        Some(fixed) if fixed || wait.channel.choice().is_none() && !matches!(turn, Turn::Keep) => {}
        _ => return NoFix::because("changing-duration", "the duration changes from turn to turn, or can't be computed ahead of the loop"),
    }
    site.means_the_same_at(&place)?;
    let name = site.fresh("timer", place.block);
    let mut declared = vec![format!("{name} := {}", site.make("NewTimer"))];
    if frame.can_end_after(&place) {
        declared.push(format!("defer {name}.Stop()"));
    }
    let mut edits = vec![lines::before(site.function, &place, &declared)?];
    let mut reset: Vec<String> = Vec::new();
    if let Turn::DrainAndReset = turn {
        // The value may be there or not, and a receive that waits for it would hang: it is taken if it is there.
        let drain = ["if !timer.Stop() {", "\tselect {", "\tcase <-timer.C:", "\tdefault:", "\t}", "}"];
        reset.extend(drain.iter().map(|line| line.replace("timer", &name)));
    }
    if let Turn::DrainAndReset | Turn::Reset = turn {
        reset.push(format!("{name}.Reset({})", site.duration));
        edits.push(lines::before(site.function, &wait.channel.place, &reset)?);
    }
    edits.push(site.use_channel_of(&name));
    Ok(edits)
}

/// A timer of each turn, which every other case stops.
fn of_turn(wait: &Wait<'_, '_>, site: &Site<'_, '_>) -> Result<Vec<Edit>, NoFix> {
    let channel = &wait.channel;
    let Some(choice) = channel.choice().filter(|c| c.others().next().is_some()) else {
        return NoFix::because(
            "changing-duration",
            "the duration changes from turn to turn, and no other case of a select could stop the timer",
        );
    };
    site.allows_line_ahead(channel, &channel.place)?;
    let name = site.fresh("timer", channel.place.block);
    let mut edits =
        vec![lines::before(site.function, &channel.place, &[format!("{name} := {}", site.make("NewTimer"))])?, site.use_channel_of(&name)];
    for case in choice.others() {
        edits.push(lines::first_in(site.function, case, &format!("{name}.Stop()"))?);
    }
    Ok(edits)
}

/// `time.Sleep(d)` for `<-time.After(d)`.
fn pause(wait: &Wait<'_, '_>, site: &Site<'_, '_>) -> Result<Fix, NoFix> {
    let StmtKind::Expr(e) = &wait.channel.place.bare().kind else {
        return NoFix::because("unknown", "the wait is not a statement");
    };
    site.means_the_same_at(&wait.channel.place)?;
    let edit = Edit::replace(&site.function.file.path, e.span.range(), site.make("Sleep"));
    Ok(Fix { title: "wait with `Sleep`".into(), safety: Safety::Safe, edits: vec![edit] })
}

/// The call of `time.After` and its like, taken apart to be written elsewhere.
struct Site<'f, 'a> {
    function: &'f Function<'a>,
    /// Becomes `timer.C`.
    channel: Span,
    /// `time.`, or nothing under a dot import.
    qualifier: String,
    duration: &'f str,
}

impl<'f, 'a> Site<'f, 'a> {
    fn of(channel: &Channel<'f, 'a>) -> Result<Self, NoFix> {
        let function = channel.held.function;
        let call = channel.held.call;
        let (Some(duration), 1) = (call.args.first(), call.args.len()) else {
            return NoFix::because("unknown", "the call has not one argument");
        };
        let qualifier = match &call.callee.unparen().kind {
            ExprKind::Selector { operand, .. } => format!("{}.", function.text(operand.span)),
            _ => String::new(),
        };
        let text = function.text(duration.span);
        let around = function.text(channel.span).replacen(text, "", 1);
        if around.contains("//") || around.contains("/*") {
            return NoFix::because("comment", "a comment stands inside the call");
        }
        if text.contains('\n') {
            return NoFix::because("multi-line", "the duration is written on several lines");
        }
        Ok(Self { function, channel: channel.span, qualifier, duration: text })
    }

    /// A call of another function of package time with the same duration.
    fn make(&self, what: &str) -> String {
        format!("{}{what}({})", self.qualifier, self.duration)
    }

    fn use_channel_of(&self, name: &str) -> Edit {
        Edit::replace(&self.function.file.path, self.channel.range(), format!("{name}.C"))
    }

    fn fresh(&self, base: &str, block: &Block) -> String {
        names::fresh(self.function.scopes, base, block.span)
    }

    /// Whether package time has its name at a place.
    fn means_the_same_at(&self, place: &Place<'_>) -> Result<(), NoFix> {
        let at = place.stmt().span.start;
        let scopes = self.function.scopes;
        let visible = match self.qualifier.strip_suffix('.') {
            Some(qualifier) => matches!(scopes.lookup(qualifier, at), Binding::Package(path) if path == "time"),
            None => ["NewTimer", "NewTicker", "Sleep"].iter().all(|name| !matches!(scopes.lookup(name, at), Binding::Var(_))),
        };
        if visible { Ok(()) } else { NoFix::because("shadowed", "package time goes by another name there") }
    }

    /// Whether a declaration may stand ahead of a place.
    fn allows_line_ahead(&self, channel: &Channel<'_, '_>, place: &Place<'_>) -> Result<(), NoFix> {
        let body = channel.held.body;
        if body.is_goto_target(place) || body.is_jumped_over(place) {
            return NoFix::because("goto", "a goto leads past what would stand ahead of the wait");
        }
        self.means_the_same_at(place)
    }
}
