//! What function literals do with a tracked value: one that is called on the spot runs here, any other whenever it likes.

use super::effects::{Effects, Event, Handover, Taint};
use crate::syntax::{
    Descend, Node,
    ast::{Block, Call, FuncLit},
    walk_block,
};

impl<'a> Effects<'_, '_, 'a> {
    /// `func(…) {…}(…)`: runs here.
    pub(super) fn on_the_spot(&mut self, lit: &'a FuncLit, call: &'a Call) -> Vec<Taint> {
        let params: Vec<_> = lit.signature.params.iter().flat_map(|f| &f.names).collect();
        let number = self.function.literal_number(lit);
        let params: Vec<_> = params.into_iter().map(|p| self.function.scopes.var_at(p.span.start)).collect();
        self.home.push(number);
        for (i, arg) in call.args.iter().enumerate() {
            let taint = self.expr(arg);
            match params.get(i) {
                Some(Some(var)) => self.bind(*var, taint),
                _ if taint != Taint::None => self.hand_over(Handover::Captured, arg.span),
                _ => {}
            }
        }
        self.run(&lit.body, number);
        self.home.pop();
        for var in params.into_iter().flatten() {
            self.state.forget(var);
        }
        Vec::new()
    }

    /// Takes the effects of code that runs here, whatever its control flow: a release on some way through it counts as one,
    /// for what is conditional there is the programmer's judgement.
    pub(super) fn run(&mut self, block: &'a Block, number: u32) {
        self.home.push(number);
        let mut stmts = Vec::new();
        walk_block(block, &mut |node| match node {
            Node::Stmt(stmt) => {
                stmts.push(stmt);
                Descend::Into
            }
            // A nested literal's statements belong to it.
            Node::Expr(_) => Descend::Over,
        });
        for stmt in stmts {
            self.simple(stmt);
        }
        self.home.pop();
    }

    /// A literal that is not called on the spot. One that only reads is itself something derived from the value.
    pub(super) fn literal(&mut self, lit: &'a FuncLit) -> Taint {
        if !self.state.is_tracking() {
            return Taint::None;
        }
        let number = self.function.literal_number(lit);
        let (state, before) = (self.state.clone(), self.events.len());
        self.run(&lit.body, number);
        let mut events = self.events.split_off(before);
        // What lives off the value goes where the literal's results go.
        events.retain(|e| !(self.subject.is_lent && matches!(e, Event::HandedOver(Handover::Returned, _, false))));
        let (lent, events): (Vec<Event>, Vec<Event>) = events.into_iter().partition(|e| matches!(e, Event::Lent(_) | Event::Presumed));
        self.state = state;
        if self.subject.is_followed() {
            // What is followed on its way is not lost in a literal: callees inside it are callees, whenever it runs.
            for event in events {
                self.events.push(match event {
                    Event::HandedOver(Handover::Returned, at, whole) => Event::HandedOver(Handover::Captured, at, whole),
                    other => other,
                });
            }
        } else if !events.is_empty() {
            self.hand_over(Handover::Captured, lit.span);
            return Taint::None;
        }
        self.events.extend(lent);
        if self.touches(lit) == Taint::None { Taint::None } else { Taint::Borrow }
    }
}
