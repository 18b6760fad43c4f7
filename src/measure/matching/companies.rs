//! Which company of one register is which of the other.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use super::Whose;
use crate::model::{Entity, EntityId, PlainName, Register, When, folded_name, is_nobody};

/// A company, cloud or chip that both registers have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Company {
    /// What it is in the first register; several ids, if that has it under several near names.
    pub ours: Vec<EntityId>,
    /// What it is in the second.
    pub theirs: Vec<EntityId>,
    /// What says so: `name`, `alias`, `ticker`, `near name` or `part of the name`.
    pub by: &'static str,
}

/// A company that may be one of several of the other register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Doubtful {
    /// Which may be the same, in the first register.
    pub ours: Vec<EntityId>,
    /// And in the second.
    pub theirs: Vec<EntityId>,
    /// What they share.
    pub by: &'static str,
}

/// Who is who.
#[derive(Debug, Clone)]
pub struct Companies {
    classes: BTreeMap<(Whose, EntityId), usize>,
    owners: BTreeMap<usize, Vec<Owned>>,
    /// The companies that both have.
    pub both: Vec<Company>,
    /// Those that cannot be told.
    pub doubtful: Vec<Doubtful>,
    unsure: BTreeSet<(Whose, EntityId)>,
}

/// An owner, and when.
#[derive(Debug, Clone)]
struct Owned {
    by: usize,
    since: Option<Date>,
    until: Option<Date>,
}

/// One thing by which two may be known as the same.
struct Way {
    by: &'static str,
    keys: fn(&Entity) -> Vec<String>,
    /// What keeps two with one key apart.
    fits: fn(&Entity, &Entity) -> bool,
}

/// The surest first. An LEI stands among the aliases.
const WAYS: [Way; 6] = [
    Way { by: "name", keys: |entity| vec![format!("{}\n{}", entity.id, folded_name(&entity.name))], fits: |_, _| true },
    Way { by: "name", keys: |entity| vec![folded_name(&entity.name)], fits: |_, _| true },
    Way { by: "alias", keys: |entity| words(entity).map(folded_name).collect(), fits: |_, _| true },
    Way { by: "ticker", keys: symbols, fits: one_exchange },
    Way { by: "near name", keys: |entity| words(entity).map(near).collect(), fits: |_, _| true },
    Way { by: "part of the name", keys: parts, fits: |_, _| true },
];

/// A name without its legal form, article and punctuation.
fn near(name: &str) -> String {
    PlainName::of(name).letters().to_owned()
}

/// Everything that a company is called but its ticker.
fn words(entity: &Entity) -> impl Iterator<Item = &str> {
    let own = [entity.id.as_str(), &entity.name, &entity.short];
    own.into_iter().chain(entity.aliases.iter().map(String::as_str))
}

/// `NVDA` of `NASDAQ:NVDA`, and a name that is written as a symbol is.
fn symbols(entity: &Entity) -> Vec<String> {
    let Some(ticker) = entity.ticker.as_deref() else {
        let symbol = (2..=6).contains(&entity.name.len()) && entity.name.chars().all(|c| c.is_ascii_uppercase());
        return symbol.then(|| folded_name(&entity.name)).into_iter().collect();
    };
    vec![folded_name(ticker.rsplit(':').next().unwrap_or(ticker))]
}

/// A symbol is one company's only on one exchange.
fn one_exchange(one: &Entity, other: &Entity) -> bool {
    let exchange =
        |entity: &Entity| entity.ticker.as_deref().and_then(|own| own.split_once(':')).map(|(on, _)| folded_name(on));
    exchange(one).is_none_or(|one| exchange(other).is_none_or(|other| one == other))
}

/// `SpaceX / xAI` and `Alphabet (Google)`: each of the names in it.
fn parts(entity: &Entity) -> Vec<String> {
    let split = |name: &str| -> Vec<String> {
        name.split(['/', '(', ')', '|']).map(near).filter(|part| !part.is_empty()).collect()
    };
    let several = split(&entity.name);
    if several.len() > 1 { several } else { words(entity).map(near).collect() }
}

impl Companies {
    /// Compares the entities of two registers.
    pub(super) fn of(ours: &Register, theirs: &Register) -> Self {
        Building::new(ours, theirs).finish()
    }

    /// The entities of one register alone, where near names are one.
    pub(super) fn within(register: &Register) -> Self {
        let mut building = Building::new(register, register);
        for id in register.entities.keys() {
            building.join(id, id);
        }
        let mut near_names: BTreeMap<String, Vec<&EntityId>> = BTreeMap::new();
        for entity in register.entities.values().filter(|entity| !is_nobody(&entity.name)) {
            near_names.entry(near(&entity.name)).or_default().push(&entity.id);
        }
        for same in near_names.values() {
            for pair in same.windows(2) {
                if let [one, other] = pair {
                    building.join(one, other);
                }
            }
        }
        building.finish()
    }

    /// Its class: what is the same in both registers has one number.
    pub(super) fn class(&self, whose: Whose, id: &EntityId) -> Option<usize> {
        self.classes.get(&(whose, id.clone())).copied()
    }

    /// Whether it may be one of several.
    pub(super) fn is_unsure(&self, whose: Whose, id: &EntityId) -> bool {
        self.unsure.contains(&(whose, id.clone()))
    }

    /// The class and those that own it on one of these days, the nearest first.
    pub(super) fn chain(&self, class: usize, days: &[Date]) -> Vec<usize> {
        let mut chain = vec![class];
        let mut at = 0;
        while let Some(class) = chain.get(at).copied() {
            at += 1;
            for owner in self.owners.get(&class).into_iter().flatten() {
                let then = |day: &Date| {
                    owner.since.is_none_or(|since| since <= *day) && owner.until.is_none_or(|until| *day < until)
                };
                if days.iter().any(then) && !chain.contains(&owner.by) {
                    chain.push(owner.by);
                }
            }
        }
        chain
    }

    /// What the other register calls it: the ids of the same class there.
    pub fn other<'c>(&'c self, whose: Whose, id: &'c EntityId) -> impl Iterator<Item = &'c EntityId> {
        let class = self.class(whose, id);
        let there = self.classes.iter().filter(move |(_, own)| Some(**own) == class);
        there.filter(move |((side, _), _)| *side == whose.other()).map(|((_, id), _)| id)
    }
}

/// Entities of both registers, joined step by step.
struct Building<'r> {
    sides: [&'r Register; 2],
    nodes: Vec<(Whose, &'r EntityId)>,
    at: BTreeMap<(Whose, &'r EntityId), usize>,
    parent: Vec<usize>,
    by: BTreeMap<usize, &'static str>,
    doubtful: Vec<Doubtful>,
    unsure: BTreeSet<(Whose, EntityId)>,
}

impl<'r> Building<'r> {
    fn new(ours: &'r Register, theirs: &'r Register) -> Self {
        let sides = [ours, theirs];
        let named = Whose::BOTH.into_iter().zip(sides);
        let nodes: Vec<_> = named.flat_map(|(whose, side)| side.entities.keys().map(move |id| (whose, id))).collect();
        let at = nodes.iter().enumerate().map(|(at, node)| (*node, at)).collect();
        let parent = (0..nodes.len()).collect();
        Self { sides, nodes, at, parent, by: BTreeMap::new(), doubtful: Vec::new(), unsure: BTreeSet::new() }
    }

    fn root(&self, mut at: usize) -> usize {
        while let Some(&up) = self.parent.get(at).filter(|&&up| up != at) {
            at = up;
        }
        at
    }

    fn merge(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(slot) = self.parent.get_mut(one.max(other)) {
            *slot = one.min(other);
        }
    }

    fn join(&mut self, ours: &EntityId, theirs: &EntityId) {
        let ends = self.at.get(&(Whose::Ours, ours)).zip(self.at.get(&(Whose::Theirs, theirs)));
        if let Some((one, other)) = ends.map(|(one, other)| (*one, *other)) {
            self.merge(one, other);
        }
    }

    /// Roots, and the nodes below each.
    fn members(&self) -> BTreeMap<usize, Vec<usize>> {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for node in 0..self.nodes.len() {
            members.entry(self.root(node)).or_default().push(node);
        }
        members
    }

    /// Whether a class has members on both sides.
    fn is_matched(&self, members: &[usize]) -> bool {
        let side = |whose| members.iter().any(|at| self.nodes.get(*at).is_some_and(|node| node.0 == whose));
        side(Whose::Ours) && side(Whose::Theirs)
    }

    fn entity(&self, node: usize) -> Option<&'r Entity> {
        let (whose, id) = self.nodes.get(node)?;
        self.sides.get(*whose as usize)?.entities.get(*id)
    }

    fn step(&mut self, way: &Way) {
        let mut having: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for node in 0..self.nodes.len() {
            // Who is not named is nobody, and no two of them are one.
            let named = self.entity(node).filter(|entity| !is_nobody(&entity.name));
            for key in named.map(way.keys).unwrap_or_default() {
                having.entry(key).or_default().insert(node);
            }
        }
        let members = self.members();
        let matched: BTreeSet<usize> =
            members.iter().filter(|(_, nodes)| self.is_matched(nodes)).map(|(root, _)| *root).collect();
        // Classes that share a key, across the two registers, unless both have found their like already.
        let mut edges: BTreeSet<(usize, usize)> = BTreeSet::new();
        for nodes in having.values() {
            let of = |whose| -> Vec<usize> {
                let own = nodes.iter().copied();
                own.filter(|at| self.nodes.get(*at).is_some_and(|node| node.0 == whose)).collect()
            };
            let theirs = of(Whose::Theirs);
            for one in of(Whose::Ours) {
                for &other in &theirs {
                    let ends = self.entity(one).zip(self.entity(other));
                    if !ends.is_some_and(|(one, other)| (way.fits)(one, other)) {
                        continue;
                    }
                    let (one, other) = (self.root(one), self.root(other));
                    if one != other && !(matched.contains(&one) && matched.contains(&other)) {
                        edges.insert((one.min(other), one.max(other)));
                    }
                }
            }
        }
        for group in groups(&edges) {
            self.decide(way.by, &group, &members);
        }
    }

    /// Classes that hang together by what they are called: one company, or several of which it cannot be told.
    fn decide(&mut self, by: &'static str, group: &BTreeSet<usize>, members: &BTreeMap<usize, Vec<usize>>) {
        let whole = |root: &usize| members.get(root).cloned().unwrap_or_default();
        let side = |building: &Self, whose: Whose| -> BTreeSet<usize> {
            let has = |root: &&usize| {
                whole(root).iter().any(|at| building.nodes.get(*at).is_some_and(|node| node.0 == whose))
            };
            group.iter().filter(has).copied().collect()
        };
        let (ours, theirs) = (side(self, Whose::Ours), side(self, Whose::Theirs));
        let alike = |building: &Self, side: &BTreeSet<usize>| {
            let names = side.iter().flat_map(whole).filter_map(|node| building.entity(node));
            side.len() <= 1 || names.map(|entity| near(&entity.name)).collect::<BTreeSet<_>>().len() == 1
        };
        if alike(self, &ours) && alike(self, &theirs) {
            return self.unite(by, group);
        }
        // One name for a company and its owner: what it is called is the owner.
        let kin = [&ours, &theirs].into_iter().zip([&theirs, &ours]).find(|(_, many)| alike(self, many));
        if let Some((several, one)) = kin
            && let Some(top) = self.top(several, members)
        {
            let mut group = one.clone();
            group.insert(top);
            return self.unite(by, &group);
        }
        let ids = |building: &Self, whose: Whose| -> Vec<EntityId> {
            let nodes = group.iter().flat_map(whole).filter_map(|at| building.nodes.get(at));
            let mut ids: Vec<EntityId> = nodes.filter(|node| node.0 == whose).map(|node| node.1.clone()).collect();
            ids.sort();
            ids
        };
        let doubtful = Doubtful { ours: ids(self, Whose::Ours), theirs: ids(self, Whose::Theirs), by };
        let unmatched = group.iter().map(whole).filter(|nodes| !self.is_matched(nodes)).flatten();
        let unsure: Vec<_> =
            unmatched.filter_map(|at| self.nodes.get(at)).map(|(whose, id)| (*whose, (*id).clone())).collect();
        self.unsure.extend(unsure);
        self.doubtful.push(doubtful);
    }

    fn unite(&mut self, by: &'static str, group: &BTreeSet<usize>) {
        let known = group.iter().find_map(|root| self.by.get(root).copied());
        let mut roots = group.iter();
        if let Some(first) = roots.next() {
            for other in roots {
                self.merge(*first, *other);
            }
            self.by.insert(self.root(*first), known.unwrap_or(by));
        }
    }

    /// The one of several classes that owns all the others.
    fn top(&self, several: &BTreeSet<usize>, members: &BTreeMap<usize, Vec<usize>>) -> Option<usize> {
        let owns = |top: usize, below: usize| {
            let nodes = members.get(&below).into_iter().flatten();
            let mut owners: BTreeSet<usize> = BTreeSet::new();
            let mut next: Vec<usize> = nodes.copied().collect();
            while let Some(node) = next.pop() {
                let whose = self.nodes.get(node).map(|node| node.0);
                for owner in self.entity(node).into_iter().flat_map(|entity| &entity.owners) {
                    let at = whose.and_then(|whose| self.at.get(&(whose, &owner.of)));
                    next.extend(at.filter(|at| owners.insert(**at)));
                }
            }
            owners.iter().any(|owner| self.root(*owner) == top)
        };
        several.iter().copied().find(|&top| several.iter().all(|&other| other == top || owns(top, other)))
    }

    fn finish(mut self) -> Companies {
        for way in &WAYS {
            self.step(way);
        }
        let members = self.members();
        let mut classes = BTreeMap::new();
        let mut both = Vec::new();
        let mut owners: BTreeMap<usize, Vec<Owned>> = BTreeMap::new();
        for (root, nodes) in &members {
            for (whose, id) in nodes.iter().filter_map(|at| self.nodes.get(*at)) {
                classes.insert((*whose, (*id).clone()), *root);
            }
            if self.is_matched(nodes) {
                let of = |whose: Whose| -> Vec<EntityId> {
                    let nodes = nodes.iter().filter_map(|at| self.nodes.get(*at));
                    nodes.filter(|node| node.0 == whose).map(|node| node.1.clone()).collect()
                };
                let by = self.by.get(root).copied().unwrap_or("name");
                both.push(Company { ours: of(Whose::Ours), theirs: of(Whose::Theirs), by });
            }
            for node in nodes {
                let whose = self.nodes.get(*node).map(|node| node.0);
                for owner in self.entity(*node).into_iter().flat_map(|entity| &entity.owners) {
                    let Some(at) = whose.and_then(|whose| self.at.get(&(whose, &owner.of))) else { continue };
                    let (since, until) = (owner.since.map(When::day), owner.until.map(When::day));
                    owners.entry(*root).or_default().push(Owned { by: self.root(*at), since, until });
                }
            }
        }
        // Who was in doubt by one way of telling may have been told by another.
        let told = |(whose, id): &(Whose, EntityId)| {
            let class = classes.get(&(*whose, id.clone()));
            class.and_then(|root| members.get(root)).is_some_and(|nodes| self.is_matched(nodes))
        };
        let unsure: BTreeSet<_> = self.unsure.iter().filter(|one| !told(one)).cloned().collect();
        let open = |doubt: &Doubtful| {
            let ours = doubt.ours.iter().any(|id| unsure.contains(&(Whose::Ours, id.clone())));
            ours || doubt.theirs.iter().any(|id| unsure.contains(&(Whose::Theirs, id.clone())))
        };
        let mut doubtful = std::mem::take(&mut self.doubtful);
        doubtful.retain(open);
        Companies { classes, owners, both, doubtful, unsure }
    }
}

/// What hangs together.
fn groups(edges: &BTreeSet<(usize, usize)>) -> Vec<BTreeSet<usize>> {
    let mut around: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &(one, other) in edges {
        around.entry(one).or_default().push(other);
        around.entry(other).or_default().push(one);
    }
    let mut seen = BTreeSet::new();
    let mut groups = Vec::new();
    for &start in around.keys() {
        let mut group = BTreeSet::new();
        let mut next = vec![start];
        while let Some(at) = next.pop() {
            if seen.insert(at) {
                group.insert(at);
                next.extend(around.get(&at).into_iter().flatten());
            }
        }
        if !group.is_empty() {
            groups.push(group);
        }
    }
    groups
}
