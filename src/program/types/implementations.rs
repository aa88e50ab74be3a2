//! The methods that a call through an interface may reach, as far as the module's own types tell.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    FuncType, Type,
    info::Kind,
    world::{Depth, Member, World},
};
use crate::{
    program::{Declared, Package, Program, module::Module},
    syntax::{DeclKind, ast::SmolStr},
};

/// More implementations than this tell nothing.
const MOST: usize = 32;

/// More types than this are not looked at for one question.
const CANDIDATES: usize = 256;

/// How many interfaces may embed one another in a row.
const EMBEDDED: usize = 8;

/// The methods of an interface by name, with their signatures where they are known.
type Methods = BTreeMap<SmolStr, Option<Arc<FuncType>>>;

impl Program<'_> {
    /// The declarations that a call of an interface's method may reach: the methods of that name of types that have all that the
    /// interface asks for (by name and number of parameters and results), of the module of `from` and those of its workspace, sorted.
    /// Tests count for tests alone. None where the interface is not known whole, or there are too many. There may be more in other
    /// modules.
    pub fn implementations(&self, from: &Arc<Package>, interface: &Type, method: &str) -> Option<Vec<Declared>> {
        let module = self.module(&from.dir)?;
        let name = interface.name()?;
        // Programs of one module call their packages alike.
        let home = if name.starts_with("main.") { from.dir.to_path_buf() } else { module.dir.to_path_buf() };
        let key = (home, format!("{interface}.{method}"), from.name.ends_with("_test"));
        if let Some(known) = self.implementations.get(&key) {
            return known;
        }
        let found = self.find_implementations(&module, from, interface, method);
        self.implementations.put(key, found)
    }

    /// Whether no type of another module can implement an interface: it asks for an unexported method, or its methods name types of the
    /// module or its workspace, which what they depend on does not import.
    pub fn is_implemented_here_alone(&self, from: &Arc<Package>, interface: &Type) -> bool {
        let Some(module) = self.module(&from.dir) else { return false };
        let depth = Depth::default();
        let world = World { program: self, own: from, depth: &depth, locals: None };
        let mut methods = Methods::new();
        if world.interface_methods(interface, &mut methods, 0).is_none() {
            return false;
        }
        let modules = self.module_types(&module);
        let is_own = |name: &str| {
            let path = name.rsplit_once('.').map_or("", |(path, _)| path);
            modules.iter().flat_map(|m| &m.packages).any(|p| p.symbol_path() == path)
        };
        let names_own = |ty: &FuncType| ty.params.iter().chain(&ty.results).any(|ty| ty.names_any(&is_own));
        methods.iter().any(|(name, ty)| !name.starts_with(char::is_uppercase) || ty.as_deref().is_some_and(names_own))
    }

    fn find_implementations(&self, module: &Module, from: &Arc<Package>, interface: &Type, method: &str) -> Option<Vec<Declared>> {
        let depth = Depth::default();
        let world = World { program: self, own: from, depth: &depth, locals: None };
        let mut methods = Methods::new();
        world.interface_methods(interface, &mut methods, 0)?;
        methods.contains_key(method).then_some(())?;
        // Unexported methods are those of one package alone.
        let home = interface.name()?.rsplit_once('.').map_or("", |(path, _)| path);
        let is_private = methods.keys().any(|name| !name.starts_with(char::is_uppercase));
        let modules = self.module_types(module);
        let packages = modules.iter().flat_map(|m| &m.packages).filter(|p| !is_private || p.symbol_path() == home);

        let counts = |d: &Declared| from.name.ends_with("_test") || !d.file.is_test();
        let declares = |p: &Arc<Package>| {
            let of_package = p.receivers(method).into_iter().filter(|r| p.method(r, method).iter().any(counts));
            of_package.map(|r| (Arc::clone(p), r.clone())).collect::<Vec<_>>()
        };
        let mut candidates: Vec<Declares> = packages.flat_map(declares).collect();
        let mut found: BTreeMap<(Arc<Path>, usize), Declared> = BTreeMap::new();
        let mut seen: BTreeSet<(PathBuf, SmolStr)> = BTreeSet::new();
        while let Some((package, name)) = candidates.pop() {
            if !seen.insert((package.dir.to_path_buf(), name.clone())) {
                continue;
            }
            if seen.len() > CANDIDATES {
                return None;
            }
            let world = world.from(&package);
            let ty = Type::Named(format!("{}.{name}", package.symbol_path()).into());
            if world.info(ty.name()?).is_some_and(|info| info.kind == Kind::Interface) {
                continue;
            }
            if !methods.iter().all(|(name, wanted)| world.has(&ty, name, wanted.as_deref())) {
                // A type that embeds this one may have the rest.
                candidates.extend(modules.iter().flat_map(|m| m.embedders(&world, &ty)));
                continue;
            }
            if let Some(Member::Method(symbol, _)) = world.member(&ty, method) {
                for declared in self.functions(&package, &symbol).into_iter().filter(counts) {
                    found.insert((Arc::clone(&declared.file.path), declared.index), declared);
                }
            }
            if found.len() > MOST {
                return None;
            }
        }
        Some(found.into_values().collect())
    }

    /// The types of a module and its workspace, those of programs included.
    fn module_types(&self, module: &Module) -> Vec<Arc<ModuleTypes>> {
        let workspace = module.workspace.iter().flat_map(|w| w.modules.iter().map(|used| &used.dir));
        let modules: BTreeSet<_> = std::iter::once(&module.dir).chain(workspace).collect();
        let types = |dir: &Path| {
            self.module_types.get_or(dir, || {
                let folders = self.own_folders(dir);
                Arc::new(ModuleTypes::new(folders.iter().flat_map(|dir| self.packages(dir).to_vec()).collect()))
            })
        };
        modules.into_iter().map(|dir| types(dir)).collect()
    }
}

impl World<'_> {
    /// The methods that an interface asks for. None where not all are known.
    fn interface_methods(&self, ty: &Type, methods: &mut Methods, level: usize) -> Option<()> {
        let (name, args) = ty.named().filter(|_| level < EMBEDDED)?;
        let info = self.info(name)?;
        if let Kind::Other(other) | Kind::Alias(other) = &info.kind {
            return self.interface_methods(&other.with(args), methods, level + 1);
        }
        if info.kind != Kind::Interface || info.open {
            return None;
        }
        for (name, method) in &info.methods {
            let ty = method.ty.as_ref().map(|ty| Arc::new(ty.with(args)));
            methods.entry(name.clone()).or_insert(ty);
        }
        // Names without a dot are `any`, which asks for nothing, and `comparable`.
        let mut embedded = info.embedded.iter().filter(|ty| !ty.is("any"));
        embedded.try_for_each(|ty| self.interface_methods(&ty.with(args), methods, level + 1))
    }

    /// Whether a type has a method with as many parameters and results; yes where that is not known.
    fn has(&self, ty: &Type, name: &str, wanted: Option<&FuncType>) -> bool {
        match (self.member(ty, name), wanted) {
            (Some(Member::Method(_, Some(own))), Some(wanted)) => {
                (own.params.len(), own.results.len(), own.variadic) == (wanted.params.len(), wanted.results.len(), wanted.variadic)
            }
            (Some(Member::Method(..)), _) => true,
            (Some(Member::Field(_)), _) => false,
            // What it embeds may be out of sight.
            (None, _) => ty.name().and_then(|n| self.info(n)).is_none_or(|info| info.open || self.embeds_unknown(&info.embedded, 0)),
        }
    }

    fn embeds_unknown(&self, embedded: &[Type], level: usize) -> bool {
        embedded.iter().any(|ty| match ty.name().and_then(|n| self.info(n)) {
            Some(info) => info.open || level >= EMBEDDED || self.embeds_unknown(&info.embedded, level + 1),
            None => true,
        })
    }
}

/// A package's type, by its name.
type Declares = (Arc<Package>, SmolStr);

/// The packages of one module, and which types embed which.
pub(in crate::program) struct ModuleTypes {
    packages: Vec<Arc<Package>>,
    /// By the embedded type's name alone, going by the text: some are none.
    embedders: HashMap<SmolStr, Vec<Declares>>,
}

impl ModuleTypes {
    fn new(packages: Vec<Arc<Package>>) -> Self {
        let mut embedders: HashMap<SmolStr, Vec<Declares>> = HashMap::new();
        for package in &packages {
            for name in package.names() {
                let declared = package.declared(name);
                let texts = declared.iter().filter(|d| d.declaration().kind == DeclKind::Type);
                let texts = texts.filter_map(|d| d.file.text.get(d.declaration().span.clone()));
                let embedded: BTreeSet<&str> = texts.flat_map(embedded_names).collect();
                for other in embedded.into_iter().filter(|other| other != name) {
                    embedders.entry(other.into()).or_default().push((Arc::clone(package), name.clone()));
                }
            }
        }
        Self { packages, embedders }
    }

    /// The types that embed one.
    fn embedders(&self, world: &World<'_>, ty: &Type) -> Vec<Declares> {
        let Some((path, name)) = ty.name().and_then(|n| n.rsplit_once('.')) else { return Vec::new() };
        let embeds = |(package, other): &&Declares| {
            // Programs can't be imported.
            let may = path != "main" || package.dir == world.own.dir;
            let info = world.from(package).info(&format!("{}.{other}", package.symbol_path())).filter(|_| may);
            info.is_some_and(|info| info.embedded.iter().any(|e| e.name() == ty.name()))
        };
        self.embedders.get(name).into_iter().flatten().filter(embeds).cloned().collect()
    }
}

/// The names of what may be embedded in the types of a declaration: `T` of a line `*pkg.T` or `T[int]`.
fn embedded_names(declaration: &str) -> impl Iterator<Item = &str> {
    let parts = declaration.split(['\n', ';', '{', '}']);
    parts.filter_map(|part| {
        let part = part.split(['`', '"', '[']).next()?.split("//").next()?.trim().trim_start_matches('*');
        let name = part.rsplit('.').next()?;
        let is_name = !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.');
        is_name.then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::embedded_names;

    #[test]
    fn names_of_what_is_embedded() {
        let names = |text| embedded_names(text).collect::<Vec<_>>();
        assert_eq!(
            names("type T struct {\n\t*http.Client `json:\"x\"`\n\ta, b int\n\tlist.List[int] // why\n\tc\n}"),
            ["Client", "List", "c"]
        );
        assert_eq!(names("type T struct{ half; io.Closer }"), ["half", "Closer"]);
    }
}
