//! Types of what packages in sight declare, read from signatures and remembered.

use std::{collections::HashMap, sync::Arc};

use super::{
    FuncType, Type, generic,
    infer::Place,
    info::{Kind, Method, TypeInfo},
    world::{Global, LOCAL, World},
};
use crate::{
    program::{Declared, File, Symbol},
    syntax::{
        Declaration, Descend, Node,
        ast::{Decl, Expr, ExprKind, Field, InterfaceElem, SmolStr, ValueSpec},
        walk_expr,
    },
};

/// A name with more declarations than this is not understood: its folder holds programs of one file each, not one package.
const VARIANTS: usize = 48;

/// What a name of the world's own package means. Where the file that asks declares it, that declaration alone is meant: the
/// others belong to other builds, or to other programs in the same folder.
pub(in crate::program) fn global(world: &World<'_>, asking: Option<&File>, name: &str) -> Global {
    let asking = asking.filter(|file| file.names().declared.contains(name));
    let at = asking.map_or(&*world.own.dir, |file| &*file.path);
    let key = (at.to_path_buf(), Arc::clone(&world.own.name), SmolStr::new(name));
    if let Some(known) = world.program.globals.get(&key) {
        return known;
    }
    let mut declared = world.own.declared(name);
    declared.retain(|d| asking.is_none_or(|file| file.path == d.file.path));
    let found = world.depth.down(|| {
        if declared.len() > VARIANTS {
            return Global::Unknown;
        }
        let alone = declared.len() == 1;
        let each = declared.iter().filter_map(|d| declared_global(world, d, name, alone));
        each.reduce(agree).unwrap_or(Global::Unknown)
    });
    let found = found.unwrap_or(Global::Unknown);
    if world.depth.whole() { world.program.globals.put(key, found) } else { found }
}

/// What declarations under different build constraints have in common.
fn agree(one: Global, other: Global) -> Global {
    match (one, other) {
        (one, other) if one == other => one,
        (Global::Func(symbol, Some(a)), Global::Func(_, Some(b))) if a.results.len() == b.results.len() => {
            let both = |(a, b): (&Type, &Type)| if a == b { a.clone() } else { Type::Unknown };
            let results = a.results.iter().zip(&b.results).map(both).collect();
            Global::Func(symbol, Some(Arc::new(FuncType { params: a.params.clone(), results, variadic: a.variadic })))
        }
        (Global::Func(symbol, _), Global::Func(..)) => Global::Func(symbol, None),
        _ => Global::Unknown,
    }
}

/// `alone` says that there is no other declaration of the name. Only then is a value looked at for its type: chains through
/// many programs in one folder have no end.
fn declared_global(world: &World<'_>, declared: &Declared, name: &str, alone: bool) -> Option<Global> {
    let place = Place::of_file(*world, &declared.file);
    match &*world.own.signature(declared)? {
        Decl::Func(func) => Some(Global::Func(world.own.symbol(declared)?, Some(Arc::new(place.function(func))))),
        Decl::Type(specs) => {
            let spec = specs.iter().find(|s| s.name.name == name)?;
            let parameters = generic::of_type(spec);
            let named = || Type::generic(Symbol::function(world.own.symbol_path(), name).as_str().into(), parameters.len());
            Some(Global::Type(if spec.alias { place.within(&parameters).type_expr(&spec.ty) } else { named() }))
        }
        Decl::Var(specs) => Some(Global::Value(value(&place, specs, name, alone)?.defaulted())),
        Decl::Const(specs) => Some(Global::Value(value(&place, specs, name, alone)?)),
    }
}

fn value(place: &Place<'_>, specs: &[ValueSpec], name: &str, alone: bool) -> Option<Type> {
    let at = specs.iter().position(|s| s.names.iter().any(|n| n.name == name))?;
    let index = specs[at].names.iter().position(|n| n.name == name)?;
    // A constant without a value repeats the one above.
    let spec = specs[..=at].iter().rev().find(|s| s.ty.is_some() || !s.values.is_empty())?;
    if let Some(ty) = &spec.ty {
        return Some(place.type_expr(ty));
    }
    if !alone {
        return Some(Type::Unknown);
    }
    let of_value = match &spec.values[..] {
        [one] if specs[at].names.len() > 1 => place.one_of(one, index),
        values => place.expr(values.get(index)?),
    };
    Some(of_value)
}

/// What a type of the world's own package is made of. Methods of defined types are not listed: see [`method`].
pub(super) fn type_info(world: &World<'_>, name: &str) -> Option<Arc<TypeInfo>> {
    if name.contains(LOCAL) {
        return nameless(world, name).map(Arc::new);
    }
    let key = (world.own.dir.to_path_buf(), Arc::clone(&world.own.name), SmolStr::new(name));
    if let Some(known) = world.program.type_infos.get(&key) {
        return known;
    }
    let declared = world.own.declared(name);
    let found = world.depth.down(|| {
        if declared.len() > VARIANTS {
            return Some(Arc::new(TypeInfo { open: true, ..TypeInfo::default() }));
        }
        declared.iter().filter_map(|d| one_info(world, d, name)).reduce(common).map(Arc::new)
    });
    let found = found.flatten();
    if world.depth.whole() { world.program.type_infos.put(key, found) } else { found }
}

/// What forms of a type under different build constraints have together. A member that only some of them have is meant where it is
/// named, unless another form could have it from what it embeds.
fn common(one: TypeInfo, other: TypeInfo) -> TypeInfo {
    if one == other {
        return one;
    }
    let parameters = one.parameters;
    let alike = one.kind == other.kind && matches!(one.kind, Kind::Struct | Kind::Interface) && parameters == other.parameters;
    if !alike {
        let names = one.fields.into_keys().chain(other.fields.into_keys());
        let fields = names.map(|name| (name, Type::Unknown)).collect();
        return TypeInfo { kind: Kind::Unknown, fields, parameters, open: true, ..TypeInfo::default() };
    }
    let open = one.open || other.open || one.embedded != other.embedded;
    let forms = (&one, &other);
    let fields = in_either((&one.fields, &other.fields), forms, |a, b| if Some(a) == b { a.clone() } else { Type::Unknown });
    let methods =
        in_either(
            (&one.methods, &other.methods),
            forms,
            |a, b| {
                if Some(a) == b { a.clone() } else { Method { pointer: a.pointer, ty: None } }
            },
        );
    let mut embedded = one.embedded;
    embedded.retain(|ty| other.embedded.contains(ty));
    TypeInfo { kind: one.kind, fields, embedded, methods, parameters, open }
}

/// The members of two forms of a type: `shared` says what one is that the other has too, or might have.
fn in_either<M: Clone>(
    (one, other): (&HashMap<SmolStr, M>, &HashMap<SmolStr, M>),
    forms: (&TypeInfo, &TypeInfo),
    shared: impl Fn(&M, Option<&M>) -> M,
) -> HashMap<SmolStr, M> {
    let has_no_other = |form: &TypeInfo| form.embedded.is_empty() && !form.open;
    let mut all: HashMap<SmolStr, M> = HashMap::new();
    for (members, others, form) in [(one, other, forms.1), (other, one, forms.0)] {
        for (name, member) in members {
            let joined = match others.get(name) {
                None if has_no_other(form) => member.clone(),
                of_other => shared(member, of_other),
            };
            all.insert(name.clone(), joined);
        }
    }
    all
}

pub(in crate::program) fn one_info(world: &World<'_>, declared: &Declared, name: &str) -> Option<TypeInfo> {
    let tree = world.own.signature(declared)?;
    let Decl::Type(specs) = &*tree else { return None };
    let spec = specs.iter().find(|s| s.name.name == name)?;
    let of_file = Place::of_file(*world, &declared.file);
    let parameters = generic::of_type(spec);
    let place = of_file.within(&parameters);
    let info =
        if spec.alias { TypeInfo { kind: Kind::Alias(place.type_expr(&spec.ty)), ..TypeInfo::default() } } else { form(&place, &spec.ty) };
    Some(TypeInfo { parameters: parameters.len(), ..info })
}

/// What a struct or interface without a name is made of that stands outside of functions.
fn nameless(world: &World<'_>, marked: &str) -> Option<TypeInfo> {
    let mut parts = marked.split(LOCAL).skip(1).map(str::parse::<u32>);
    let (Some(Ok(number)), Some(Ok(at))) = (parts.next(), parts.next()) else { return None };
    let file = world.own.files().get(number as usize)?;
    let around = |d: &Declaration| d.span.contains(&(at as usize));
    let declared = Declared { file: Arc::clone(file), index: file.skim.declarations.iter().position(around)? };
    let tree = world.own.signature(&declared)?;
    let of_file = Place::of_file(*world, file);
    let mut info = None;
    let mut find = |parameters: &[generic::Parameter<'_>], e: &Expr| {
        walk_expr(e, &mut |node| {
            if let Node::Expr(e) = node
                && e.span.start == at
                && matches!(e.kind, ExprKind::StructType(_) | ExprKind::InterfaceType(_))
            {
                let mut found = form(&of_file.within(parameters), e);
                // Its name carries no arguments.
                found.fields.values_mut().chain(&mut found.embedded).for_each(|ty| *ty = ty.erase());
                found.methods.values_mut().for_each(|m| m.ty = m.ty.take().map(|ty| Arc::new(ty.erase())));
                info = Some(found);
            }
            if info.is_none() { Descend::Into } else { Descend::Over }
        });
    };
    match &*tree {
        Decl::Func(func) => {
            let parameters = generic::of_function(func);
            let fields = func.receiver.iter().chain(&func.signature.params).chain(&func.signature.results);
            fields.for_each(|f| find(&parameters, &f.ty));
        }
        Decl::Type(specs) => specs.iter().for_each(|spec| find(&generic::of_type(spec), &spec.ty)),
        Decl::Var(specs) | Decl::Const(specs) => specs.iter().flat_map(|s| s.ty.iter().chain(&s.values)).for_each(|e| find(&[], e)),
    }
    info
}

/// What a type is made of that is declared as `ty` there.
pub(super) fn form(place: &Place<'_>, ty: &Expr) -> TypeInfo {
    let mut info = TypeInfo::default();
    match &ty.unparen().kind {
        ExprKind::StructType(fields) => return struct_info(place, fields),
        ExprKind::InterfaceType(elems) => {
            info.kind = Kind::Interface;
            for elem in elems {
                match elem {
                    InterfaceElem::Method { name, signature } => {
                        let ty = Some(Arc::new(place.signature(signature)));
                        info.methods.insert(name.name.clone(), Method { pointer: false, ty });
                    }
                    InterfaceElem::Embedded(e) => info.embed(place.type_expr(e)),
                }
            }
        }
        _ => info.kind = Kind::Other(place.type_expr(ty)),
    }
    info
}

fn struct_info(place: &Place<'_>, fields: &[Field]) -> TypeInfo {
    let mut info = TypeInfo { kind: Kind::Struct, ..TypeInfo::default() };
    for field in fields {
        let ty = place.type_expr(&field.ty);
        if field.names.is_empty() {
            info.embed(ty);
            continue;
        }
        info.fields.extend(field.names.iter().map(|n| (n.name.clone(), ty.clone())));
    }
    info
}

/// The symbol and type of a method that a type of the world's own package declares.
pub(in crate::program) fn method(world: &World<'_>, receiver: &str, name: &str) -> Option<(Symbol, Option<Arc<FuncType>>)> {
    let declared = world.own.method(receiver, name);
    let few = declared.len() <= VARIANTS;
    let each = declared.iter().filter_map(|declared| {
        let symbol = world.own.symbol(declared)?;
        let ty = match world.own.signature(declared).filter(|_| few).as_deref() {
            Some(Decl::Func(func)) => Some(Arc::new(Place::of_file(*world, &declared.file).function(func))),
            _ => None,
        };
        Some(Global::Func(symbol, ty))
    });
    match each.reduce(agree)? {
        Global::Func(symbol, ty) => Some((symbol, ty)),
        _ => None,
    }
}
