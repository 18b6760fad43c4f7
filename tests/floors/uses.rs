//! Which file uses which: every path, followed to the file that defines what it names.

use std::{
    collections::{BTreeMap, BTreeSet},
    iter::successors,
    path::Path,
};

use petgraph::{
    algo::tarjan_scc,
    graph::{DiGraph, NodeIndex},
};

use super::modules::{Module, Segments, read};

/// One file uses what another defines.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Use {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) name: String,
    /// Only handed on, by a module that is above the other: a front door, behind which nothing is used.
    pub(crate) facade: bool,
}

/// What a path leads to.
enum Target {
    Module(usize),
    /// Something of that name which this module defines.
    Item(usize, String),
    /// Another crate, the language, or a name of a function's own: with the names of imports written out.
    Elsewhere(Segments),
}

pub(crate) struct House {
    modules: Vec<Module>,
}

impl House {
    pub(crate) fn read(root: &Path) -> House {
        House { modules: read(root) }
    }

    pub(crate) fn files(&self) -> BTreeSet<&str> {
        self.modules.iter().map(|module| module.file.as_str()).collect()
    }

    /// Every use between two files of ours.
    pub(crate) fn uses(&self) -> BTreeSet<Use> {
        let mut out = BTreeSet::new();
        for (own, module) in self.modules.iter().enumerate() {
            for (path, handed_on) in named(module) {
                let Target::Item(target, name) = self.follow(own, path, &mut BTreeSet::new()) else { continue };
                let facade = handed_on && self.is_above(own, target);
                let (from, to) = (module.file.clone(), self.modules[target].file.clone());
                if from != to {
                    out.insert(Use { from, to, name, facade });
                }
            }
        }
        out
    }

    /// What each file names that is not ours.
    pub(crate) fn guests(&self) -> BTreeMap<&str, BTreeSet<String>> {
        let mut out: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for (own, module) in self.modules.iter().enumerate() {
            let guests = out.entry(&module.file).or_default();
            for (path, _) in named(module) {
                if let Target::Elsewhere(path) = self.follow(own, path, &mut BTreeSet::new()) {
                    guests.insert(path.join("::"));
                }
            }
        }
        out
    }

    fn is_above(&self, upper: usize, lower: usize) -> bool {
        successors(self.modules[lower].parent, |&module| self.modules[module].parent).any(|module| module == upper)
    }

    fn parent(&self, module: usize) -> Target {
        Target::Module(self.modules[module].parent.expect("no path leads out of the house"))
    }

    /// `tried` ends what would go round: a `use` whose first name is the one that it brings in.
    fn follow<'a>(&'a self, from: usize, path: &'a [String], tried: &mut BTreeSet<(usize, &'a str)>) -> Target {
        let (first, rest) = path.split_first().expect("a segment");
        let start = match first.as_str() {
            "" => return Target::Elsewhere(rest.to_vec()),
            "crate" => Target::Module(0),
            "roundtrip" if self.modules[from].file == "main.rs" => Target::Module(0),
            "self" => Target::Module(from),
            "super" => self.parent(from),
            name => self.look_up(from, name, tried).unwrap_or_else(|| Target::Elsewhere(vec![name.to_owned()])),
        };
        rest.iter().fold(start, |target, name| match target {
            Target::Module(_) if name == "self" => target,
            Target::Module(module) if name == "super" => self.parent(module),
            // What is not found in a module, a macro has defined there.
            Target::Module(module) => {
                self.look_up(module, name, tried).unwrap_or_else(|| Target::Item(module, name.clone()))
            }
            Target::Item(..) => target,
            Target::Elsewhere(mut path) => {
                path.push(name.clone());
                Target::Elsewhere(path)
            }
        })
    }

    fn look_up<'a>(&'a self, module: usize, name: &'a str, tried: &mut BTreeSet<(usize, &'a str)>) -> Option<Target> {
        if !tried.insert((module, name)) {
            return None;
        }
        let own = &self.modules[module];
        if let Some(&child) = own.children.get(name) {
            return Some(Target::Module(child));
        }
        if own.items.contains(name) {
            return Some(Target::Item(module, name.to_owned()));
        }
        if let Some(import) = own.imports.iter().find(|import| import.name == name) {
            return Some(self.follow(module, &import.path, tried));
        }
        own.globs.iter().find_map(|glob| match self.follow(module, &glob.path, tried) {
            Target::Module(inside) => self.look_up(inside, name, tried),
            _ => None,
        })
    }
}

/// Every path of a module, and whether it is only handed on.
fn named(module: &Module) -> impl Iterator<Item = (&Segments, bool)> {
    let imports = module.imports.iter().chain(&module.globs).map(|import| (&import.path, import.handed_on));
    imports.chain(module.paths.iter().map(|path| (path, false)))
}

/// Circles of files, in order.
pub(crate) fn circles(uses: &BTreeSet<Use>) -> Vec<BTreeSet<&str>> {
    let uses: Vec<_> = uses.iter().filter(|one| !one.facade).map(|one| (one.from.as_str(), one.to.as_str())).collect();
    let files: BTreeSet<&str> = uses.iter().flat_map(|(from, to)| [*from, *to]).collect();
    let mut graph = DiGraph::new();
    let nodes: BTreeMap<&str, NodeIndex> = files.into_iter().map(|file| (file, graph.add_node(file))).collect();
    for (from, to) in uses {
        graph.update_edge(nodes[from], nodes[to], ());
    }
    let parts = tarjan_scc(&graph).into_iter().filter(|part| part.len() > 1);
    let mut circles: Vec<BTreeSet<&str>> =
        parts.map(|part| part.into_iter().map(|node| graph[node]).collect()).collect();
    circles.sort();
    circles
}

/// The innermost folder that holds all of these files.
pub(crate) fn folder(files: &BTreeSet<&str>) -> String {
    let first = Path::new(files.first().expect("a file"));
    let mut folders = first.ancestors().skip(1);
    let common = folders.find(|folder| files.iter().all(|file| Path::new(file).starts_with(folder)));
    common.unwrap_or(Path::new("")).display().to_string()
}
