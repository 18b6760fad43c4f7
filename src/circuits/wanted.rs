//! Which circuits of hops are loops that are asked for, and where each stands in the order of amounts: read off a few
//! numbers, so that only loops that are kept are made.

use std::ops::ControlFlow;

use rust_decimal::Decimal;

use super::{
    Circuit, Class, Condition, Digraph, Ended, Limits, Search, Step,
    components::components,
    hops::{Hops, begin},
    roots::Roots,
};
use crate::{
    flow::{Arc, FlowGraph, Hop, Node},
    model::{DealId, Family, Range, Register, Stop},
};

/// After so many circuits and choices of deals, wanted or not, it is asked whether to go on.
const ASK_EVERY: u64 = 1024;

/// The loops that are asked for.
pub(super) struct Wanted<'a> {
    hops: Hops<'a>,
    limits: &'a Limits,
    /// Through whom every loop has to lead.
    through: Vec<Node>,
    /// What each hop can be in such a loop: all its deals together, or each of them. Nothing if it is structural, or if a
    /// loop of the class has no such hop.
    choices: Vec<Vec<Choice<'a>>>,
    amounts: Amounts,
}

/// What a hop can be in a loop.
struct Choice<'a> {
    /// The deal that is chosen; all of the hop's if none is.
    arc: Option<usize>,
    amount: Level,
    invests: bool,
    buys: bool,
    /// The deal that alone carries it.
    only: Option<&'a DealId>,
}

/// Where an amount stands among all that there are: the larger comes first.
#[derive(Debug, Clone, Copy)]
struct Level {
    /// What is not stated comes last.
    stated: u32,
    /// From 1; a limit that is not known is above all others.
    high: u32,
}

/// All the amounts there are, the largest first.
struct Amounts {
    stated: Vec<Option<Decimal>>,
    highs: Vec<Decimal>,
}

impl Amounts {
    fn of(values: impl Iterator<Item = Range> + Clone) -> Self {
        let mut stated: Vec<Option<Decimal>> = values.clone().map(|value| value.stated).collect();
        let mut highs: Vec<Decimal> = values.filter_map(|value| value.high).collect();
        stated.sort_unstable_by(|a, b| b.cmp(a));
        stated.dedup();
        highs.sort_unstable_by(|a, b| b.cmp(a));
        highs.dedup();
        Self { stated, highs }
    }

    fn level(&self, value: Range) -> Level {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Level {
            stated: place(self.stated.partition_point(|own| *own > value.stated)),
            high: value.high.map_or(0, |high| place(self.highs.partition_point(|own| *own > high)) + 1),
        }
    }
}

/// Where a loop stands in the order of amounts, but for its id: smaller places come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) stated: u32,
    /// [`Place::NO_LIMIT`] if none is known.
    pub(super) high: u32,
    pub(super) length: usize,
}

impl Place {
    pub(super) const NO_LIMIT: u32 = u32::MAX;
}

/// Which hops are searched: those that come to so much.
#[derive(Debug, Clone, Copy)]
pub(super) struct Floor {
    pub(super) stated: u32,
    pub(super) high: u32,
}

impl Floor {
    /// All hops.
    pub(super) const NONE: Self = Self { stated: u32::MAX, high: u32::MAX };

    fn admits(self, Level { stated, high }: Level) -> bool {
        stated <= self.stated && high <= self.high
    }
}

/// A part of the loops, and how it is searched.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scan {
    pub(super) floor: Floor,
    /// Loops of at most so many hops.
    pub(super) most: Option<u32>,
    /// Those whose first node comes first are met first, if lengths are bounded and they need not lead through anybody.
    pub(super) in_order: bool,
    /// At most about so many hops of circuits are looked at, wanted or not.
    pub(super) budget: Option<u64>,
}

impl Scan {
    /// All loops within the limits.
    pub(super) fn all(limits: &Limits) -> Self {
        Self { floor: Floor::NONE, most: limits.max_length, in_order: false, budget: None }
    }
}

/// A wanted loop that a search met, and that is not made yet.
pub(super) struct Met<'w, 'a> {
    wanted: &'w Wanted<'a>,
    pub(super) place: Place,
    pub(super) nodes: &'w [Node],
    hops: &'w [usize],
    chosen: &'w [&'w Choice<'a>],
}

impl Met<'_, '_> {
    /// The id that the loop has.
    pub(super) fn id(&self) -> String {
        let names: Vec<&str> = self.nodes.iter().map(|&node| self.wanted.hops.graph.id(node).as_str()).collect();
        names.join("/")
    }

    /// The arcs of each step.
    pub(super) fn arcs(&self) -> Vec<Vec<usize>> {
        let all = |hop: usize| self.wanted.hops.graph.hops().get(hop).map_or_else(Vec::new, |hop| hop.arcs.clone());
        self.hops
            .iter()
            .zip(self.chosen)
            .map(|(&hop, choice)| choice.arc.map_or_else(|| all(hop), |arc| vec![arc]))
            .collect()
    }

    /// The loop.
    pub(super) fn circuit(&self) -> Option<Circuit> {
        let Wanted { hops, limits, .. } = self.wanted;
        let step = |(&hop, choice): (&usize, &&Choice<'_>)| match choice.arc {
            None => hops.whole(hop).cloned(),
            Some(arc) => hops.step(hop, &[arc]),
        };
        let steps: Vec<Step> = self.hops.iter().zip(self.chosen).filter_map(step).collect();
        let circuit = Circuit::new(hops.graph, self.nodes.to_vec(), steps)?;
        Some(Circuit { by_deal: limits.by_deal, ..circuit })
    }
}

impl<'a> Wanted<'a> {
    /// Of a graph, at least all that might meet a condition; `None` if somebody through whom they have to lead is not there.
    pub(super) fn new(
        graph: &'a FlowGraph,
        register: &'a Register,
        limits: &'a Limits,
        only: Option<&Condition>,
    ) -> Option<Self> {
        let named = graph.through().iter().chain(&limits.through);
        let through: Vec<Node> = named.map(|id| graph.node(id.as_str())).collect::<Option<_>>()?;
        let might_meet = |hop: &Hop, arc: Option<usize>, value: Range| {
            let status = arcs(graph, hop, arc).map(|arc| arc.status).max();
            only.zip(status).is_none_or(|(only, status)| only.allows(value, status))
        };
        let options = |hop: &Hop| {
            let own = options(graph, hop, limits).into_iter();
            own.filter(|&(arc, value)| might_meet(hop, arc, value)).collect()
        };
        let values: Vec<Vec<(Option<usize>, Range)>> = graph.hops().iter().map(options).collect();
        let amounts = Amounts::of(values.iter().flatten().map(|&(_, value)| value));
        let choices = graph.hops().iter().zip(values).map(|(hop, own)| {
            own.into_iter().map(|(arc, value)| choice(graph, hop, arc, amounts.level(value))).collect()
        });
        let choices = choices.collect();
        Some(Self { hops: Hops::new(graph, register), limits, through, choices, amounts })
    }

    /// The graph.
    pub(super) fn graph(&self) -> &'a FlowGraph {
        self.hops.graph
    }

    /// How many different amounts are stated; not to state one is one, too.
    pub(super) fn stated_levels(&self) -> u32 {
        u32::try_from(self.amounts.stated.len()).unwrap_or(u32::MAX)
    }

    /// How many different limits there are.
    pub(super) fn high_levels(&self) -> u32 {
        u32::try_from(self.amounts.highs.len()).unwrap_or(u32::MAX)
    }

    /// Whether they have to lead through somebody.
    pub(super) fn is_through(&self) -> bool {
        !self.through.is_empty()
    }

    /// Shows every wanted loop of a part once, unless the budget or [`Limits::looked_at`] ends it before. `stop` is asked now
    /// and then.
    ///
    /// # Errors
    /// The reason, if the search was ended early: loops may then be missing.
    pub(super) fn visit(
        &self,
        scan: Scan,
        stop: &Stop,
        visitor: &mut dyn FnMut(&Met<'_, 'a>) -> ControlFlow<()>,
    ) -> Result<(), Ended> {
        let (mut looked_at, mut spent, mut stopped) = (0_u64, 0_u64, false);
        // Of one path there can be more choices of deals than there are paths: both loops have to ask.
        let mut ask = |hops: usize| {
            looked_at += 1;
            spent += hops as u64;
            stopped |= looked_at.is_multiple_of(ASK_EVERY) && stop.should_stop();
            let over = |most: Option<u64>, have: u64| most.is_some_and(|most| have > most);
            if stopped || over(self.limits.looked_at, looked_at) || over(scan.budget, spent) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        let (mut nodes, mut hops) = (Vec::new(), Vec::new());
        let mut odometer = Odometer::default();
        let mut on_path = |path: &[u32]| {
            ask(path.len())?;
            nodes.clear();
            nodes.extend(path.iter().map(|&vertex| vertex as usize));
            begin(&mut nodes);
            if !self.through.iter().all(|node| nodes.contains(node)) {
                return ControlFlow::Continue(());
            }
            hops.clear();
            hops.extend(self.paid(&nodes));
            odometer.set(hops.iter().map(|&hop| self.choices[hop].iter().filter(|one| scan.floor.admits(one.amount))));
            while odometer.shows() {
                ask(hops.len())?;
                if let Some(place) = self.place(&odometer.chosen) {
                    visitor(&Met { wanted: self, place, nodes: &nodes, hops: &hops, chosen: &odometer.chosen })?;
                }
                odometer.count_up();
            }
            ControlFlow::Continue(())
        };
        let roots = match self.through.first() {
            Some(&node) => Roots::Only(vertex(node)),
            None if scan.in_order => Roots::InOrder,
            None => Roots::Busiest,
        };
        let digraph = self.digraph(scan.floor);
        let search = scan.most.map_or(Search::all(&digraph), |most| Search::bounded(&digraph, most)).roots(roots);
        let end = search.visit(stop, &mut on_path);
        if stopped { Err(Ended::Interrupted) } else { end }
    }

    /// The hops between nodes in a ring that are paid, by their numbers.
    fn paid(&self, nodes: &[Node]) -> impl Iterator<Item = usize> {
        let next = nodes.iter().cycle().skip(1);
        let between = nodes.iter().zip(next).filter_map(|(&payer, &payee)| self.hops.between(payer, payee));
        between.filter(|&hop| !self.hops.graph.hops()[hop].structural)
    }

    /// Where a loop of these stands; `None` if it is no loop, because one deal alone carries all of it, or if none of the
    /// class.
    fn place(&self, chosen: &[&Choice<'_>]) -> Option<Place> {
        let first = chosen.first()?;
        let one_deal = first.only.is_some() && chosen.iter().all(|choice| choice.only == first.only);
        let (mut stated, mut high, mut invests, mut buys) = (0, 0, false, false);
        for choice in chosen {
            stated = stated.max(choice.amount.stated);
            high = high.max(choice.amount.high);
            invests |= choice.invests;
            buys |= choice.buys;
        }
        let class = Class::of(invests, buys).filter(|own| self.limits.class.is_none_or(|class| class == *own));
        class.filter(|_| chosen.len() > 1 && !one_deal)?;
        Some(Place { stated, high: if high == 0 { Place::NO_LIMIT } else { high }, length: chosen.len() })
    }

    /// The hops of a part that can lie on a wanted loop. The rest is not searched: it may hold more loops than anybody could
    /// list, none of them wanted.
    fn digraph(&self, floor: Floor) -> Digraph {
        let graph = self.hops.graph;
        let admitted = |own: &'_ [Choice<'a>]| own.iter().any(|choice| floor.admits(choice.amount));
        let open = || graph.hops().iter().zip(&self.choices).filter(move |(hop, own)| hop.structural || admitted(own));
        let component = components(graph.nodes().len(), open().map(|(hop, _)| (hop.payer, hop.payee)));
        // What joins two components is on no loop.
        let inside = |hop: &Hop| (component[hop.payer] == component[hop.payee]).then(|| component[hop.payer]);
        let count = component.iter().max().map_or(0, |most| most + 1);
        let (mut invests, mut buys) = (vec![false; count], vec![false; count]);
        for (hop, own) in open() {
            if let Some(part) = inside(hop) {
                for choice in own.iter().filter(|choice| floor.admits(choice.amount)) {
                    invests[part] |= choice.invests;
                    buys[part] |= choice.buys;
                }
            }
        }
        let class = |part: usize| self.limits.class != Some(Class::CircularFunding) || invests[part] && buys[part];
        let joined = |part: usize| self.through.iter().all(|&node| component[node] == part);
        let has = |hop: &Hop| inside(hop).is_some_and(|part| class(part) && joined(part));
        let hops = open().filter(|(hop, _)| has(hop));
        let edges = hops.map(|(hop, _)| (vertex(hop.payer), vertex(hop.payee), hop.structural));
        Digraph::with_costs(vertex(graph.nodes().len()), edges)
    }
}

fn vertex(node: Node) -> u32 {
    u32::try_from(node).unwrap_or(u32::MAX)
}

/// What a hop can be in a loop of the class, with its amount: in one of investments only, or of purchases only, it is one.
fn options(graph: &FlowGraph, hop: &Hop, limits: &Limits) -> Vec<(Option<usize>, Range)> {
    if hop.structural {
        Vec::new()
    } else if limits.by_deal {
        let chosen = hop.arcs.iter().filter(|&&arc| graph.arcs().get(arc).is_some_and(|arc| limits.choose(arc)));
        chosen.map(|&arc| (Some(arc), graph.sum([arc]))).collect()
    } else {
        let all = graph.arcs_of(hop).all(|arc| limits.choose(arc));
        if all { vec![(None, hop.value)] } else { Vec::new() }
    }
}

/// One arc of a hop, or all.
fn arcs<'g>(graph: &'g FlowGraph, hop: &Hop, one: Option<usize>) -> impl Iterator<Item = &'g Arc> {
    let all = if one.is_some() { &[][..] } else { &hop.arcs };
    one.into_iter().chain(all.iter().copied()).filter_map(|at| graph.arcs().get(at))
}

fn choice<'a>(graph: &'a FlowGraph, hop: &Hop, arc: Option<usize>, amount: Level) -> Choice<'a> {
    let arcs = || arcs(graph, hop, arc);
    let first = arcs().next().map(|arc| &arc.deal);
    Choice {
        arc,
        amount,
        invests: arcs().any(|arc| arc.family() != Family::Purchase),
        buys: arcs().any(|arc| arc.family() == Family::Purchase),
        only: first.filter(|deal| arcs().all(|arc| arc.deal == **deal)),
    }
}

/// Every way to choose one of the options of each step, those of the last step changing first.
#[derive(Default)]
struct Odometer<'w, 'a> {
    options: Vec<&'w Choice<'a>>,
    /// For each step, where its options begin and end, and which is chosen.
    steps: Vec<Digit>,
    /// One option of each step; none when all ways were shown.
    chosen: Vec<&'w Choice<'a>>,
}

struct Digit {
    start: usize,
    end: usize,
    at: usize,
}

impl<'w, 'a> Odometer<'w, 'a> {
    /// Begins with the first option of each step; shows nothing if some step has none.
    fn set<T: Iterator<Item = &'w Choice<'a>>>(&mut self, steps: impl Iterator<Item = T>) {
        self.options.clear();
        self.steps.clear();
        self.chosen.clear();
        for options in steps {
            let start = self.options.len();
            self.options.extend(options);
            self.steps.push(Digit { start, end: self.options.len(), at: start });
        }
        if self.steps.iter().all(|digit| digit.start < digit.end) {
            self.chosen.extend(self.steps.iter().map(|digit| self.options[digit.at]));
        }
    }

    fn shows(&self) -> bool {
        !self.chosen.is_empty()
    }

    fn count_up(&mut self) {
        for (digit, chosen) in self.steps.iter_mut().zip(&mut self.chosen).rev() {
            digit.at += 1;
            if digit.at < digit.end {
                *chosen = self.options[digit.at];
                return;
            }
            digit.at = digit.start;
            *chosen = self.options[digit.at];
        }
        self.chosen.clear();
    }
}
