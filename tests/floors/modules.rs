//! The modules of `src`, read as the compiler reads them but without the tests: what each defines, imports and names.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, mem,
    path::{Path, PathBuf},
};

use syn::{
    Attribute, ImplItem, Item, ItemMod, ItemUse, Macro, Meta, Token, UseTree, Visibility,
    punctuated::Punctuated,
    visit::{self, Visit},
};

use super::tokens;

/// A path as it is written, segment by segment; one that begins with `::` begins with an empty segment.
pub(crate) type Segments = Vec<String>;

/// One name that a `use` brings in.
pub(crate) struct Import {
    pub(crate) name: String,
    pub(crate) path: Segments,
    /// Not private: others may take it from here.
    pub(crate) handed_on: bool,
}

pub(crate) struct Module {
    /// Below the root, with slashes.
    pub(crate) file: String,
    pub(crate) parent: Option<usize>,
    pub(crate) children: BTreeMap<String, usize>,
    pub(crate) items: BTreeSet<String>,
    pub(crate) imports: Vec<Import>,
    pub(crate) globs: Vec<Import>,
    /// Every path of the code outside `use`, single names included.
    pub(crate) paths: BTreeSet<Segments>,
}

/// Every module: the library's root is the first, the program's root the second.
pub(crate) fn read(root: &Path) -> Vec<Module> {
    let mut reader = Reader { root, modules: Vec::new(), own: 0 };
    reader.file(&root.join("lib.rs"), None);
    reader.file(&root.join("main.rs"), None);
    reader.modules
}

struct Reader<'a> {
    root: &'a Path,
    modules: Vec<Module>,
    own: usize,
}

impl Reader<'_> {
    fn open(&mut self, file: String, parent: Option<usize>) -> usize {
        let (children, items, paths) = (BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
        self.modules.push(Module { file, parent, children, items, imports: Vec::new(), globs: Vec::new(), paths });
        self.modules.len() - 1
    }

    /// Reads a file, and those of its modules.
    fn file(&mut self, path: &Path, parent: Option<usize>) -> usize {
        let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let syntax = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let name = path.strip_prefix(self.root).expect("below the root").to_string_lossy().replace('\\', "/");
        let module = self.open(name, parent);
        self.inside(module, |reader| reader.visit_file(&syntax));
        module
    }

    fn inside(&mut self, module: usize, read: impl FnOnce(&mut Self)) {
        let outer = mem::replace(&mut self.own, module);
        read(self);
        self.own = outer;
    }

    fn module(&mut self) -> &mut Module {
        &mut self.modules[self.own]
    }

    fn import(&mut self, tree: &UseTree, mut path: Segments, handed_on: bool) {
        match tree {
            UseTree::Path(step) => {
                path.push(step.ident.to_string());
                self.import(&step.tree, path, handed_on);
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(tree, path.clone(), handed_on);
                }
            }
            UseTree::Glob(_) => self.module().globs.push(Import { name: "*".to_owned(), path, handed_on }),
            UseTree::Name(leaf) => self.leaf(path, &leaf.ident.to_string(), None, handed_on),
            UseTree::Rename(leaf) => {
                self.leaf(path, &leaf.ident.to_string(), Some(leaf.rename.to_string()), handed_on);
            }
        }
    }

    fn leaf(&mut self, mut path: Segments, last: &str, name: Option<String>, handed_on: bool) {
        // `use a::b::{self}` is `use a::b`.
        if last != "self" || path.is_empty() {
            path.push(last.to_owned());
        }
        let name = name.unwrap_or_else(|| path.last().expect("a segment").clone());
        self.module().imports.push(Import { name, path, handed_on });
    }

    fn tokens(&mut self, tokens: &proc_macro2::TokenStream) {
        self.module().paths.extend(tokens::paths(tokens));
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        if attributes(item).iter().any(only_in_tests) {
            return;
        }
        if let Some(name) = name(item) {
            self.module().items.insert(name);
        }
        visit::visit_item(self, item);
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        let attributes = match item {
            ImplItem::Const(item) => &item.attrs,
            ImplItem::Fn(item) => &item.attrs,
            ImplItem::Type(item) => &item.attrs,
            _ => return visit::visit_impl_item(self, item),
        };
        if !attributes.iter().any(only_in_tests) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        let (name, outer, file) = (item.ident.to_string(), self.own, self.root.join(&self.modules[self.own].file));
        let own = if let Some((_, items)) = &item.content {
            let file = self.module().file.clone();
            let inner = self.open(file, Some(outer));
            self.inside(inner, |reader| items.iter().for_each(|item| reader.visit_item(item)));
            inner
        } else {
            self.file(&file_of(&file, &name), Some(outer))
        };
        self.module().children.insert(name, own);
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let start = if item.leading_colon.is_some() { vec![String::new()] } else { Vec::new() };
        self.import(&item.tree, start, !matches!(item.vis, Visibility::Inherited));
    }

    fn visit_visibility(&mut self, _: &'ast Visibility) {}

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let start = path.leading_colon.iter().map(|_| String::new());
        let path_text = start.chain(path.segments.iter().map(|step| step.ident.to_string())).collect();
        self.module().paths.insert(path_text);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast Macro) {
        self.tokens(&item.tokens);
        visit::visit_macro(self, item);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        match &attribute.meta {
            Meta::List(list) if !list.path.is_ident("cfg") => self.tokens(&list.tokens),
            Meta::NameValue(pair) => self.visit_expr(&pair.value),
            _ => {}
        }
    }
}

/// Where the compiler looks for `mod name;`.
fn file_of(parent: &Path, name: &str) -> PathBuf {
    let at_home = ["mod.rs", "lib.rs", "main.rs"].iter().any(|root| parent.ends_with(root));
    let folder = if at_home { parent.parent().expect("a folder").to_owned() } else { parent.with_extension("") };
    let alone = folder.join(format!("{name}.rs"));
    if alone.exists() { alone } else { folder.join(name).join("mod.rs") }
}

/// Whether an attribute is a `cfg` that holds in tests alone.
fn only_in_tests(attribute: &Attribute) -> bool {
    fn holds(condition: &Meta) -> bool {
        match condition {
            Meta::Path(path) => path.is_ident("test"),
            Meta::List(list) if list.path.is_ident("all") => {
                let parts = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
                parts.is_ok_and(|parts| parts.iter().any(holds))
            }
            _ => false,
        }
    }
    attribute.path().is_ident("cfg") && attribute.parse_args::<Meta>().is_ok_and(|condition| holds(&condition))
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// The name that an item gives to its module; what a macro defines is not seen.
fn name(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}
