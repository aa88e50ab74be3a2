//! Values that only a field of a struct has, which nothing in its package ever releases. Of a field that no other package can name,
//! all that becomes of it stands in the package.

use std::{path::Path, sync::Arc};

use super::{
    function::Function,
    held::{Fate, Held},
    mentions::{Mention, Mentions},
};
use crate::{
    program::{Declared, Exhaustion, Package, Release, Resource, Symbol, Type, ValueAt},
    syntax::{
        DeclKind, Descend, Node,
        ast::{Expr, ExprKind, SmolStr, Span},
        walk_block,
    },
    text::Location,
};

/// A field that has a value which nobody releases.
#[derive(Clone, Debug)]
pub struct Forgotten {
    /// The struct's name.
    pub owner: SmolStr,
    pub field: SmolStr,
    /// The method that is to release what the struct has; None where it has none of its own.
    pub teardown: Option<Teardown>,
}

/// A method that releases its receiver.
#[derive(Clone, Debug)]
pub struct Teardown {
    pub symbol: Symbol,
    declared: Declared,
}

impl<'a> Held<'_, 'a> {
    /// The field in which the value is put, where nobody else gets it, no function of the package releases it, and this is the first
    /// place that puts one there.
    pub fn forgotten_in_field(&self) -> Option<Forgotten> {
        let Resource {
            value: ValueAt::Result(_),
            exhausted_by: None | Some(Exhaustion::Calls(_)),
            spent_by: None,
            armed_by: None,
            ends_with: None,
            ..
        } = &*self.resource
        else {
            return None;
        };
        if !matches!(self.resource.release.first(), Some(Release::Method(path)) if path.len() == 1)
            || !matches!(self.fate(), Fate::HandedOver | Fate::Leaked(_))
        {
            return None;
        }
        let (at, owner, field) = self.put_into_field()?;
        // Whose else it may be only what declares it tells.
        if !self.function.typing.has_own_field(&owner, &field) {
            return None;
        }
        let package = self.function.program.package(self.function.file);
        let name = self.function.local_name(&package, &owner)?;
        let look =
            FieldLook { from: self.function, package: &package, resource: &self.resource, owner: &owner, name: &name, field: &field };
        let first = look.first_set_unless_released()?;
        let teardown = look.teardown();
        (first == (Arc::clone(&self.function.file.path), at)).then_some(Forgotten { owner: name, field, teardown })
    }

    /// Where the value is put into a field, and which, if it goes nowhere else.
    fn put_into_field(&self) -> Option<(Span, Type, SmolStr)> {
        let vars = self.variables();
        let function = self.function;
        let is_it = |e: &Expr| match &e.kind {
            ExprKind::Ident(_) => function.var(e).is_some_and(|var| vars.contains(&var)),
            _ => e.span == self.call.span,
        };
        if vars.iter().any(|var| function.is_addressed(*var)) {
            return None;
        }
        let mentions = Mentions { function, resource: &self.resource, is_it: &is_it }.find();
        let mut stored = None;
        for (at, mention) in mentions {
            match mention {
                Mention::Used | Mention::Set(_) => {}
                // What has failed releases it itself; a literal runs whenever it likes.
                Mention::Released if stored.is_none() && function.body_of(at).is_some_and(|b| b.literal == self.body.literal) => {}
                Mention::Stored { owner, field } if stored.is_none() => stored = Some((at, owner, field.clone())),
                Mention::Released | Mention::Stored { .. } | Mention::Given => return None,
            }
        }
        stored
    }
}

impl Function<'_> {
    /// The name by which a package's own code calls a type that it declares, a pointer aside.
    fn local_name(&self, package: &Package, ty: &Type) -> Option<SmolStr> {
        let name = ty.name()?.strip_prefix(package.symbol_path())?.strip_prefix('.')?;
        (!name.contains(['·', '.', '/'])).then(|| name.into())
    }
}

/// A look at all that a package does with a field.
struct FieldLook<'l, 'f, 'a> {
    from: &'f Function<'a>,
    package: &'l Package,
    resource: &'l Resource,
    owner: &'l Type,
    /// As the package calls it.
    name: &'l str,
    field: &'l str,
}

impl FieldLook<'_, '_, '_> {
    /// The first place that puts a value there, where each that does puts one there that it acquires itself, something uses it, and
    /// nothing releases it or gives it to anybody.
    fn first_set_unless_released(&self) -> Option<(Arc<Path>, Span)> {
        if self.field.starts_with(char::is_uppercase) {
            return None;
        }
        let (mut first, mut is_used) = (None, false);
        let literal = format!("{}{{", self.name);
        for file in self.package.files() {
            for (index, declaration) in file.skim.declarations.iter().enumerate() {
                let text = file.text.get(declaration.span.clone()).unwrap_or_default();
                // A literal may put it there without its name.
                if !names_field(text, self.field) && !text.contains(&literal) {
                    continue;
                }
                match &declaration.kind {
                    DeclKind::Type | DeclKind::Import | DeclKind::Const => continue,
                    DeclKind::Var => return None,
                    DeclKind::Func { .. } => {}
                }
                let declared = Declared { file: Arc::clone(file), index };
                self.from.note(&declared, &self.package.symbol(&declared)?);
                let seen = self.from.look_into(&declared, &|function| self.in_function(function))??;
                is_used |= seen.is_used;
                first = first.or(seen.first_set.map(|at| (Arc::clone(&file.path), at)));
            }
        }
        first.filter(|_| is_used)
    }

    /// None where the field is released, or nobody knows what becomes of it.
    fn in_function(&self, function: &Function<'_>) -> Option<Seen> {
        // The type of which an expression selects such a field.
        let selected = |e: &Expr| match &e.kind {
            ExprKind::Selector { operand, field } if field.name == self.field => Some(function.typing.type_of(operand)),
            _ => None,
        };
        // What the struct is converted to may release it.
        let is_twins = |e: &Expr| selected(e).is_some_and(|ty| function.typing.may_convert(&ty, self.owner));
        let of_twins = (Mentions { function, resource: self.resource, is_it: &is_twins }).find();
        if of_twins.values().any(|mention| !matches!(mention, Mention::Used | Mention::Set(_))) {
            return None;
        }
        // What embeds the struct promotes its field, what is defined by it shares it.
        let is_it = |e: &Expr| selected(e).is_some_and(|ty| function.typing.may_select_of(&ty, self.field, self.owner));
        let mut seen = Seen { is_used: false, first_set: None };
        let mut stores = Vec::new();
        for mention in (Mentions { function, resource: self.resource, is_it: &is_it }).find() {
            match mention {
                (_, Mention::Used) => seen.is_used = true,
                // Nothing is there any more, says the code: somebody looks after it.
                (_, Mention::Set(Some(value))) if !function.scopes.is_nil(value) => stores.push(value.unparen().span),
                (_, Mention::Set(_) | Mention::Released | Mention::Stored { .. } | Mention::Given) => return None,
            }
        }
        stores.extend(self.literal_stores(function)?);
        let held = function.releasable_acquisitions();
        let own = |at: Span| move |h: &Held<'_, '_>| h.put_into_field().is_some_and(|(put, ..)| put == at);
        let is_own = |at: &Span| held.iter().filter(|h| h.resource.release == self.resource.release).any(own(*at));
        seen.first_set = stores.iter().copied().min();
        stores.iter().all(is_own).then_some(seen)
    }

    /// The values that literals of the struct put into the field; None where they don't name their fields.
    fn literal_stores(&self, function: &Function<'_>) -> Option<Vec<Span>> {
        let mut stores = Vec::new();
        let mut are_named = true;
        walk_block(function.func.body.as_ref()?, &mut |node| {
            if let Node::Expr(e @ Expr { kind: ExprKind::Composite { elements, .. }, .. }) = node
                && !elements.is_empty()
                && function.typing.type_of(e).name() == self.owner.name()
            {
                for element in elements {
                    match element.key.as_ref().map(Expr::as_ident) {
                        Some(Some(key)) if key == self.field => stores.push(element.value.unparen().span),
                        Some(Some(_)) => {}
                        Some(None) | None => are_named = false,
                    }
                }
            }
            Descend::Into
        });
        are_named.then_some(stores)
    }

    /// The method of the struct that is to release what it has.
    fn teardown(&self) -> Option<Teardown> {
        let methods = self.from.release_methods(self.owner)?;
        methods.into_iter().find_map(|method| match &self.package.method(self.name, method)[..] {
            [declared] => Some(Teardown { symbol: self.package.symbol(declared)?, declared: declared.clone() }),
            _ => None,
        })
    }
}

/// What one function does with the field.
struct Seen {
    is_used: bool,
    first_set: Option<Span>,
}

/// Whether a text names a field: behind a dot, or as the key of a literal.
fn names_field(text: &str, field: &str) -> bool {
    text.match_indices(field).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let rest = &text[at + field.len()..];
        let ends = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        let is_key = || rest.trim_start().starts_with(':') && before.is_some_and(|c| c.is_whitespace() || c == '{' || c == ',');
        ends && (before == Some('.') || is_key())
    })
}

impl Teardown {
    pub fn location(&self) -> Location {
        let span = &self.declared.declaration().span;
        let head = self.declared.file.text.get(span.clone()).and_then(|text| text.lines().next()).unwrap_or_default();
        Location::new(&self.declared.file.path, span.start..span.start + head.len())
    }

    /// A look at the method; None where it can't be read.
    pub fn look<T>(&self, from: &Function<'_>, look: &dyn Fn(&Function<'_>) -> T) -> Option<T> {
        from.look_into(&self.declared, look)
    }
}
