//! Who is drawn: of more than can be told apart, those on the largest loops. And what is said of the others.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use rust_decimal::Decimal;

use super::{Subject, arrows::Shown, words};
use crate::{
    draw::text::thousands,
    flow::{Arc, Level, Node, Scope},
    model::EntityId,
};

/// With more than that, the arrows of a map cannot be followed at the width of a printed page, nor a matrix be read.
const USUAL: usize = 30;
/// With more bubbles than that, those of everybody or of a page cannot be told apart, however near one looks.
pub(super) const ON_A_MAP: usize = 60;
/// With more rows than that, no sheet holds the matrix of everybody.
pub(super) const IN_A_MATRIX: usize = 150;

/// What to draw of a map.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MapOptions {
    /// Only this entity and what lies within so many hops of it.
    pub focus: Option<(EntityId, usize)>,
    /// The nodes of one loop: its arrows in colour, the others in grey.
    pub highlight: Option<Vec<Node>>,
    /// Everybody, not only those on some loop.
    pub all: bool,
    /// At most so many bubbles or rows: those on the largest loops, then those with most money. Else as many as can be
    /// read: 30, or of `all` 60 on a map and 150 in a matrix.
    pub most: Option<usize>,
    /// The heading; else the register's title.
    pub title: Option<String>,
}

/// Who is drawn and who is not.
pub(super) struct Choice {
    /// Who is drawn, in the order of the graph.
    pub(super) drawn: Vec<Node>,
    /// Who would be drawn if there were room, those with most money first.
    pub(super) left_out: Vec<Node>,
    /// Some are drawn for their money, not for the loop they are on.
    by_money: bool,
}

impl Choice {
    /// Chooses among everybody on a loop, or of whom the options speak: all if there is room, else the companies of the
    /// largest loop, then those of the next one for which there is still room, and so on; in the room that is left, those
    /// with most money. Whoever the options name is always drawn. `of_all` is the room if everybody is asked for.
    pub(super) fn of(subject: &Subject<'_>, options: &MapOptions, of_all: usize) -> Self {
        let most = options.most.unwrap_or(if options.all { of_all } else { USUAL });
        let wanted = wanted(subject, options);
        if wanted.len() <= most {
            return Self { drawn: wanted.into_iter().collect(), left_out: Vec::new(), by_money: false };
        }
        let focus = options.focus.iter().filter_map(|(focus, _)| subject.scope.graph.node(focus.as_str()));
        let mut drawn: BTreeSet<Node> = options.highlight.iter().flatten().copied().chain(focus).collect();
        drawn.retain(|node| wanted.contains(node));
        for circuit in subject.circuits {
            let new: BTreeSet<Node> = circuit.nodes.iter().filter(|node| !drawn.contains(node)).copied().collect();
            if new.is_subset(&wanted) && drawn.len() + new.len() <= most {
                drawn.extend(new);
            }
        }
        let mut left_out: Vec<Node> = wanted.difference(&drawn).copied().collect();
        by_money(subject, &mut left_out);
        let room = most.saturating_sub(drawn.len()).min(left_out.len());
        drawn.extend(left_out.drain(..room));
        Self { drawn: drawn.into_iter().collect(), left_out, by_money: room > 0 }
    }

    /// Who is not drawn, which arrows are not, and with how much money; see [`left_out`].
    pub(super) fn said(&self, subject: &Subject<'_>, shown: &Shown, how: &str) -> Option<String> {
        let who = left_out(subject, &self.drawn, &self.left_out);
        let said: Vec<String> = who.into_iter().chain(shown.said.clone()).collect();
        (!said.is_empty()).then(|| format!("{} {how}", said.join(" ")))
    }

    /// How many are drawn, if not all: `the 30 on the largest loops are drawn`.
    pub(super) fn part(&self) -> Option<String> {
        let (the, are) = match self.drawn.len() {
            1 => ("the one".to_owned(), "is"),
            count => (format!("the {}", thousands(count)), "are"),
        };
        let whose = if self.by_money { " or with most money" } else { "" };
        (!self.left_out.is_empty()).then(|| format!("{the} on the largest loops{whose} {are} drawn"))
    }
}

/// Who is not drawn, with how much of the money that is stated between all; where not all of them are named, also what
/// everybody who is not drawn, on a loop or not, pays those drawn and is paid by them.
pub(super) fn left_out(subject: &Subject<'_>, drawn: &[Node], left_out: &[Node]) -> Option<String> {
    if left_out.is_empty() {
        return None;
    }
    let (inside, all): (BTreeSet<Node>, BTreeSet<Node>) =
        (drawn.iter().copied().collect(), drawn.iter().chain(left_out).copied().collect());
    let Scope { register, graph, .. } = subject.scope;
    let money = |amount: Decimal| register.base.money(amount);
    let (whole, shown) = (stated(subject, (&all, &all)), stated(subject, (&inside, &inside)));
    let with = if whole.is_zero() {
        String::new()
    } else {
        format!(
            ", with {} of the {} that is stated between all {}",
            money(whole - shown),
            money(whole),
            thousands(all.len())
        )
    };
    let names: Vec<&str> = left_out.iter().map(|&node| register.name(graph.id(node))).collect();
    // Who is not named is one of a sum.
    let together = if names.len() > words::NAMED { together(subject, &inside) } else { String::new() };
    Some(format!("Not drawn{with}: {}.{together}", words::some(&names)))
}

/// What everybody else of the view pays those drawn and is paid by them.
fn together(subject: &Subject<'_>, drawn: &BTreeSet<Node>) -> String {
    let Scope { register, graph, .. } = subject.scope;
    let others: BTreeSet<Node> = (0..graph.nodes().len()).filter(|node| !drawn.contains(node)).collect();
    let (paid, received) = (stated(subject, (&others, drawn)), stated(subject, (drawn, &others)));
    format!(
        " All {} of this view that are not drawn, on a loop or not, together pay those drawn {} and are paid {} by them, as \
         far as it is stated.",
        thousands(others.len()),
        register.base.money(paid),
        register.base.money(received)
    )
}

/// What the nodes of a view are.
pub(super) fn companies(subject: &Subject<'_>) -> &'static str {
    if subject.scope.view.level == Level::Asset { "companies, clouds and chips" } else { "companies" }
}

/// Everybody of whom the options speak.
fn wanted(subject: &Subject<'_>, options: &MapOptions) -> BTreeSet<Node> {
    let graph = &subject.scope.graph;
    // A loop that is named is drawn, even if a search that was stopped has not come to it.
    let named = options.highlight.iter().flatten();
    let on_loop = subject.circuits.iter().flat_map(|circuit| &circuit.nodes).chain(named).copied();
    let everybody = || (0..graph.nodes().len()).collect();
    let wanted: BTreeSet<Node> = if options.all { everybody() } else { on_loop.collect() };
    let focus = options.focus.as_ref().and_then(|(id, hops)| Some((graph.node(id.as_str())?, *hops)));
    match focus {
        None => wanted,
        Some((focus, hops)) if wanted.contains(&focus) => near(subject, focus, hops, &wanted),
        // Somebody on no loop is still worth a look, with all its neighbours.
        Some((focus, hops)) => near(subject, focus, hops, &everybody()),
    }
}

/// Everything within so many hops, in whichever direction, over the nodes that may be drawn.
fn near(subject: &Subject<'_>, focus: Node, hops: usize, among: &BTreeSet<Node>) -> BTreeSet<Node> {
    let mut reached = BTreeSet::from([focus]);
    for _ in 0..hops {
        let before = reached.clone();
        for hop in subject.scope.graph.hops() {
            for (here, there) in [(hop.payer, hop.payee), (hop.payee, hop.payer)] {
                if before.contains(&here) && among.contains(&there) {
                    reached.insert(there);
                }
            }
        }
        if reached == before {
            break;
        }
    }
    reached
}

/// Sorts nodes by what they pay and are paid, as far as it is stated, the most first.
pub(super) fn by_money(subject: &Subject<'_>, nodes: &mut [Node]) {
    let mut money: BTreeMap<Node, Decimal> = BTreeMap::new();
    for hop in subject.scope.graph.hops() {
        for node in [hop.payer, hop.payee] {
            *money.entry(node).or_default() += hop.value.stated.unwrap_or_default();
        }
    }
    nodes.sort_by_key(|node| (Reverse(money.get(node).copied()), *node));
}

/// What some pay others, as far as it is stated.
fn stated(subject: &Subject<'_>, (payers, payees): (&BTreeSet<Node>, &BTreeSet<Node>)) -> Decimal {
    let graph = &subject.scope.graph;
    let between = |arc: &&Arc| payers.contains(&arc.payer) && payees.contains(&arc.payee);
    graph.sum_of(graph.arcs().iter().filter(between)).stated.unwrap_or_default()
}
