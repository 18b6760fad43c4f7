//! What an investor puts into companies, and what they buy from it in return.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, VecDeque, btree_map::Entry},
};

use rust_decimal::Decimal;
use serde::Serialize;

use super::{
    About, Ratio, Sum,
    firm::firm,
    joint_flow::{Way, joint_flow},
};
use crate::{
    flow::{Arc, FlowGraph, Node, Scope},
    model::{Family, Range, Status},
};

/// What a reader must know of exposure.
pub const ABOUT: About = About {
    title: "exposure of an investor",
    definition: "What an investor puts into a company in cash (equity, loans, contributions), what that company buys \
                 from it in return, and the difference between the two.",
    method: "Sums of the deals between the two, each amount with its range; firm are those that are signed or closed, \
             wait for no condition and are not paused. What is given in kind (warrants, credits, assets) is apart.",
    caution: "A contract is not a repayment: the company buys something for it, and the investor has to deliver. \
              Neither profit nor the time of any payment is in these figures; an investment may be worth more or \
              less than was put in.",
};

/// What a reader must know of the bound over others.
pub const ABOUT_AROUND: About = About {
    title: "can come back at most",
    definition: "Of the cash put in, the most that can come back to the investor as purchases, directly or passed on \
                 by other companies as purchases of their own.",
    method: "Maximum flow from the company, which has what was put in, to the investor, over purchases only: at stated \
             amounts, and at the least and the most of each amount; where \
             several hops share one sum, the ends are bounds.",
    caution: "A bound, not a forecast: it assumes that every company on the way passes on as much as it can. The \
              bounds of several companies share hops and must not be added up; the investor's own line counts each \
              hop once.",
};

/// One line: a company that was invested in, or all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Returned {
    /// What was put in, in cash.
    pub invested: Sum,
    /// What was given in kind.
    pub in_kind: Sum,
    /// What is bought from the investor.
    pub bought: Sum,
    /// The firm part of what was put in.
    pub firm_invested: Sum,
    /// The firm part of what is bought.
    pub firm_bought: Sum,
    /// The most that can come back as purchases, directly or through others; `None` if no way leads back.
    pub around: Option<Range>,
}

/// What is left of an investment after the purchases: negative if more is bought than was put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Net {
    /// Of the stated amounts; `None` if one of the deals states none.
    #[serde(serialize_with = "crate::model::exact::option")]
    pub stated: Option<Decimal>,
    /// The least; `None` has no limit.
    #[serde(serialize_with = "crate::model::exact::option")]
    pub low: Option<Decimal>,
    /// The most; `None` has no limit.
    #[serde(serialize_with = "crate::model::exact::option")]
    pub high: Option<Decimal>,
}

impl Returned {
    /// What is put in less what is bought; `None` if no cash was put in.
    pub fn net(&self) -> Option<Net> {
        let (put, back) = (self.invested.value, self.bought.value);
        let all_stated = self.invested.unstated + self.bought.unstated == 0;
        let bought = if self.bought.is_empty() { Some(Decimal::ZERO) } else { back.stated };
        (!self.invested.is_empty()).then(|| Net {
            stated: put.stated.zip(bought).filter(|_| all_stated).map(|(put, back)| put.saturating_sub(back)),
            low: back.high.map(|back| put.low.saturating_sub(back)),
            high: put.high.map(|put| put.saturating_sub(back.low)),
        })
    }

    /// What is bought for a dollar that is put in; `None` if nothing is put in or nothing is bought.
    pub fn per_dollar(&self) -> Option<Ratio> {
        self.bought.over(&self.invested)
    }

    /// The same of firm deals only.
    pub fn firm_per_dollar(&self) -> Option<Ratio> {
        self.firm_bought.over(&self.firm_invested)
    }

    /// The status of the least firm deal, either way; `None` if there is none.
    pub fn weakest(&self) -> Option<Status> {
        self.invested.weakest.into_iter().chain(self.bought.weakest).min()
    }

    /// Whether anything can come back.
    pub fn returns(&self) -> bool {
        !self.bought.is_empty() || self.around.is_some()
    }
}

/// An investor, all that it put in, and each company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Exposure {
    /// Who invests.
    pub investor: Node,
    /// All companies together.
    pub whole: Returned,
    /// Each company, in the order of the graph's nodes.
    pub companies: Vec<(Node, Returned)>,
}

/// The exposure of every investor of a view, or of one, in the order of the graph's nodes. `max_length` bounds the loops over
/// which something can come back: ways of so many hops, the investment among them. Three maximum flows for each pair. Once the
/// scope's stop says so, no further investor is begun, and one that is not done is left out.
///
/// ```
/// use roundtrip::{flow::{Scope, View}, measure::exposure};
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let all = exposure(&Scope::new(&register, View::of(&register)), None, None);
/// assert!(all.iter().all(|one| !one.companies.is_empty()));
/// ```
pub fn exposure(scope: &Scope<'_>, of: Option<Node>, max_length: Option<u32>) -> Vec<Exposure> {
    let Scope { register, view, graph, .. } = scope;
    let inputs = Inputs { graph, firm: firm(register, view), purchases: purchases(graph) };
    let mut pairs: Vec<(Node, BTreeSet<Node>)> = investments(graph).into_iter().collect();
    pairs.retain(|(investor, _)| of.is_none_or(|of| *investor == of));
    // Those who put in most come first, so that a stop leaves out the least.
    let put = |pair: &(Node, BTreeSet<Node>)| {
        let of_pair = inputs.arcs(graph, pair.1.iter().map(|company| (pair.0, *company)));
        let own = of_pair.into_iter().filter_map(|at| graph.arcs().get(at));
        let stated = own.filter(|arc| arc.family() == Family::Investment).filter_map(|arc| arc.value.stated);
        stated.fold(Decimal::ZERO, Decimal::saturating_add)
    };
    pairs.sort_by_cached_key(|pair| (Reverse(put(pair)), pair.0));
    let returned = |investor, companies: &BTreeSet<Node>| {
        (!scope.stop.should_stop()).then(|| inputs.returned(investor, companies, max_length))
    };
    let one = |(investor, companies): (Node, BTreeSet<Node>)| {
        let alone = |&company: &Node| Some((company, returned(investor, &BTreeSet::from([company]))?));
        Some(Exposure {
            investor,
            whole: returned(investor, &companies)?,
            companies: companies.iter().map(alone).collect::<Option<_>>()?,
        })
    };
    let mut all: Vec<Exposure> = pairs.into_iter().map_while(one).collect();
    all.sort_by_key(|one| one.investor);
    all
}

/// Whoever invests, and in whom.
pub(crate) fn investments(graph: &FlowGraph) -> BTreeMap<Node, BTreeSet<Node>> {
    let mut pairs: BTreeMap<Node, BTreeSet<Node>> = BTreeMap::new();
    for arc in graph.arcs().iter().filter(|arc| arc.family() == Family::Investment) {
        pairs.entry(arc.payer).or_default().insert(arc.payee);
    }
    pairs
}

struct Inputs<'a> {
    graph: &'a FlowGraph,
    firm: FlowGraph,
    purchases: BTreeMap<(Node, Node), Vec<usize>>,
}

impl Inputs<'_> {
    /// The places, in order, of the arcs of a graph of ours that lie between these, who are named by the nodes of the view.
    fn arcs(&self, graph: &FlowGraph, ends: impl Iterator<Item = (Node, Node)>) -> Vec<usize> {
        let own = |node: Node| graph.node(self.graph.id(node).as_str());
        let hop = |(payer, payee)| {
            let ends = own(payer).zip(own(payee))?;
            let place = graph.hops().binary_search_by_key(&ends, |hop| (hop.payer, hop.payee)).ok()?;
            graph.hops().get(place)
        };
        let mut arcs: Vec<usize> = ends.filter_map(hop).flat_map(|hop| hop.arcs.iter().copied()).collect();
        arcs.sort_unstable();
        arcs
    }

    fn returned(&self, investor: Node, companies: &BTreeSet<Node>, max_length: Option<u32>) -> Returned {
        let sum = |graph: &FlowGraph, back: bool, wanted: &dyn Fn(&Arc) -> bool| {
            let ends = companies.iter().map(|&company| if back { (company, investor) } else { (investor, company) });
            let mut arcs = self.arcs(graph, ends);
            arcs.retain(|&at| graph.arcs().get(at).is_some_and(wanted));
            Sum::at(graph, &arcs)
        };
        let cash = |graph: &FlowGraph, in_kind: bool| {
            sum(graph, false, &|arc| arc.family() == Family::Investment && arc.kind.in_kind() == in_kind)
        };
        let bought = |graph: &FlowGraph| sum(graph, true, &|arc| arc.family() == Family::Purchase);
        Returned {
            invested: cash(self.graph, false),
            in_kind: cash(self.graph, true),
            bought: bought(self.graph),
            firm_invested: cash(&self.firm, false),
            firm_bought: bought(&self.firm),
            around: self.around(investor, companies, max_length),
        }
    }

    /// The most that can flow from companies, each of which has what was put into it in cash, to the investor over
    /// purchases that lie on a way of at most so many hops: those on none are left out, so that with a limit it is still a
    /// bound.
    fn around(&self, investor: Node, companies: &BTreeSet<Node>, max_length: Option<u32>) -> Option<Range> {
        let len = self.graph.nodes().len();
        let put = |company: Node| {
            let mut cash = self.arcs(self.graph, std::iter::once((investor, company)));
            cash.retain(|&at| {
                let arc = self.graph.arcs().get(at);
                arc.is_some_and(|arc| arc.family() == Family::Investment && !arc.kind.in_kind())
            });
            (!cash.is_empty()).then_some(Way { from: len, to: company, arcs: Some(cash) })
        };
        let sources: Vec<Way> = companies.iter().filter_map(|&company| put(company)).collect();
        let hops = max_length.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX)).saturating_sub(1);
        let ends = || self.purchases.keys().filter(|(payer, _)| *payer != investor);
        let there = distances(ends().copied(), sources.iter().map(|source| source.to));
        let back = distances(ends().map(|&(payer, payee)| (payee, payer)), [investor]);
        let near = |payer: &Node, payee: &Node| {
            let way = there.get(payer).zip(back.get(payee)).map(|(there, back)| there + 1 + back);
            *payer != investor && way.is_some_and(|way| way <= hops)
        };
        let used = self.purchases.iter().filter(|((payer, payee), _)| near(payer, payee));
        let used = used.map(|((payer, payee), arcs)| Way { from: *payer, to: *payee, arcs: Some(arcs.clone()) });
        let count = sources.len();
        let ways: Vec<Way> = sources.into_iter().chain(used).collect();
        if ways.len() == count {
            return None;
        }
        let flow = joint_flow(self.graph, len + 1, &ways, (len, investor));
        // Where nothing that is stated leads back, the stated figure is not zero: there is none.
        Some(Range { stated: flow.stated.filter(|flow| !flow.is_zero()), ..flow })
    }
}

/// What each buys of each other: the arcs of a pair.
fn purchases(graph: &FlowGraph) -> BTreeMap<(Node, Node), Vec<usize>> {
    let mut pairs: BTreeMap<(Node, Node), Vec<usize>> = BTreeMap::new();
    for (at, arc) in graph.arcs().iter().enumerate().filter(|(_, arc)| arc.family() == Family::Purchase) {
        pairs.entry((arc.payer, arc.payee)).or_default().push(at);
    }
    pairs
}

/// How many arcs each vertex lies from the nearest of some, as far as it can be reached.
fn distances(arcs: impl Iterator<Item = (Node, Node)>, from: impl IntoIterator<Item = Node>) -> BTreeMap<Node, usize> {
    let mut next: BTreeMap<Node, Vec<Node>> = BTreeMap::new();
    for (tail, head) in arcs {
        next.entry(tail).or_default().push(head);
    }
    let mut found: BTreeMap<Node, usize> = from.into_iter().map(|node| (node, 0)).collect();
    let mut waiting: VecDeque<Node> = found.keys().copied().collect();
    while let Some(node) = waiting.pop_front() {
        let far = found.get(&node).map_or(0, |far| far + 1);
        for &head in next.get(&node).into_iter().flatten() {
            if let Entry::Vacant(place) = found.entry(head) {
                place.insert(far);
                waiting.push_back(head);
            }
        }
    }
    found
}
