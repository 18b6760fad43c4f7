//! The map: everybody on some loop, and the money between them.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{Subject, words};
use crate::{
    circuits::Circuit,
    draw::{
        scene::{Arrow, Scene, Tint},
        text::thousands,
    },
    flow::{Arc, Hop, Level, Node},
    model::EntityId,
};

/// Above so many bubbles no map is readable: the rest is folded away, and the picture says so.
pub(super) const MOST_BUBBLES: usize = 60;

/// What to draw of a map.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MapOptions {
    /// Only this entity and what lies within so many hops of it.
    pub focus: Option<(EntityId, usize)>,
    /// The nodes of one loop: its arrows in colour, the others in grey.
    pub highlight: Option<Vec<Node>>,
    /// Everybody, not only those on some loop.
    pub all: bool,
    /// The heading; else the register's title.
    pub title: Option<String>,
}

/// The scene of a map.
pub fn map(subject: &Subject<'_>, options: &MapOptions) -> Scene {
    scene(subject, options, MOST_BUBBLES)
}

/// The scene of at most `most` bubbles.
pub(super) fn scene(subject: &Subject<'_>, options: &MapOptions, most: usize) -> Scene {
    let loops = loop_hops(subject);
    let (nodes, folded) = choose(subject, (options, most), &loops);
    let place: BTreeMap<Node, usize> = nodes.iter().enumerate().map(|(at, &node)| (node, at)).collect();
    let mut notes = words::Citations::default();
    let mut arrows = Vec::new();
    for (at, hop) in subject.scope.graph.hops().iter().enumerate() {
        let (Some(&payer), Some(&payee)) = (place.get(&hop.payer), place.get(&hop.payee)) else {
            continue;
        };
        if hop.structural {
            // Both directions of a tie are one line.
            arrows.extend((hop.payer < hop.payee).then(|| tie((payer, payee))));
            continue;
        }
        let on_loop = loops.contains(&at);
        let coloured = options.highlight.as_ref().map_or(on_loop, |ring| follows(ring, hop));
        for arcs in by_tint(subject, hop).into_values() {
            let arrow = words::arrow(subject, (payer, payee), &arcs, &mut notes);
            arrows.push(Arrow { on_loop: on_loop || coloured, coloured, ..arrow });
        }
    }
    let bubbles = nodes.iter().map(|&node| words::bubble(subject, node)).collect();
    let title = options.title.clone().unwrap_or_else(|| subject.scope.register.title.clone());
    let subtitle = subtitle(subject, options, nodes.len());
    Scene {
        desc: format!("{title}. {}", subtitle.join(" ")),
        title,
        subtitle,
        currency: Some(subject.scope.register.base),
        bubbles,
        arrows,
        notes: foot(subject, folded),
        sources: notes.lines(subject),
    }
}

/// The hops that lie on one of the loops.
pub(super) fn loop_hops(subject: &Subject<'_>) -> BTreeSet<usize> {
    subject.circuits.iter().flat_map(|circuit| &circuit.steps).map(|step| step.hop).collect()
}

/// Whether a hop is one of a ring's.
fn follows(ring: &[Node], hop: &Hop) -> bool {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).any(|(payer, payee)| (*payer, *payee) == (hop.payer, hop.payee))
}

/// The deals of a hop by colour.
fn by_tint<'a>(subject: &Subject<'a>, hop: &'a Hop) -> BTreeMap<Tint, Vec<&'a Arc>> {
    let mut groups: BTreeMap<Tint, Vec<&Arc>> = BTreeMap::new();
    for arc in subject.scope.graph.arcs_of(hop) {
        groups.entry(words::tint(arc.kind)).or_default().push(arc);
    }
    groups
}

/// A cloud, chip or division and its owner.
fn tie((payer, payee): (usize, usize)) -> Arrow {
    Arrow {
        payer,
        payee,
        tint: Tint::Other,
        amount: None,
        label: String::new(),
        sublabel: None,
        firm: true,
        on_loop: false,
        coloured: false,
        structural: true,
        title: "belongs to".to_owned(),
        deals: Vec::new(),
        cites: Vec::new(),
    }
}

/// The nodes to draw, in their order, and how many are folded away.
fn choose(subject: &Subject<'_>, (options, most): (&MapOptions, usize), loops: &BTreeSet<usize>) -> (Vec<Node>, usize) {
    let graph = &subject.scope.graph;
    // A loop that is named is drawn, even if a search that was stopped has not come to it.
    let named = options.highlight.iter().flatten();
    let on_loop: BTreeSet<Node> =
        subject.circuits.iter().flat_map(|circuit| &circuit.nodes).chain(named).copied().collect();
    let mut wanted: BTreeSet<Node> = if options.all { (0..graph.nodes().len()).collect() } else { on_loop.clone() };
    if let Some((focus, hops)) = &options.focus
        && let Some(focus) = graph.node(focus.as_str())
    {
        // Somebody on no loop is still worth a look, with all its neighbours.
        let among = if wanted.contains(&focus) { wanted } else { (0..graph.nodes().len()).collect() };
        wanted = near(subject, focus, *hops, &among);
    }
    let folded = wanted.len().saturating_sub(most);
    if folded == 0 {
        return (wanted.into_iter().collect(), 0);
    }
    let mut money: BTreeMap<Node, Decimal> = BTreeMap::new();
    for (at, hop) in graph.hops().iter().enumerate() {
        for node in [hop.payer, hop.payee] {
            let weight = if loops.contains(&at) { Decimal::TWO } else { Decimal::ONE };
            *money.entry(node).or_default() += hop.value.stated.unwrap_or_default() * weight;
        }
    }
    let mut ranked: Vec<Node> = wanted.into_iter().collect();
    ranked.sort_by_key(|node| (!on_loop.contains(node), std::cmp::Reverse(money.get(node).copied()), *node));
    ranked.truncate(most);
    ranked.sort_unstable();
    (ranked, folded)
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

fn subtitle(subject: &Subject<'_>, options: &MapOptions, bubbles: usize) -> Vec<String> {
    let graph = &subject.scope.graph;
    let focus = options.focus.as_ref().map(|(id, _)| id);
    let node = focus.and_then(|id| graph.node(id.as_str()));
    let circuits: Vec<&Circuit> =
        subject.circuits.iter().filter(|circuit| node.is_none_or(|node| circuit.nodes.contains(&node))).collect();
    let companies = if subject.scope.view.level == Level::Asset { "companies, clouds and chips" } else { "companies" };
    let run = if circuits.len() == 1 { "runs" } else { "run" };
    let place = match focus {
        Some(id) => format!(" {run} through {}", subject.scope.register.name(id)),
        None if options.all => String::new(),
        None => format!(" among {bubbles} {companies}"),
    };
    let loops = words::loops(&circuits, subject.complete);
    let mut lines = vec![format!("{loops}{place}. Arrows follow the money, from who pays to who is paid.")];
    if let Some(ring) = &options.highlight {
        let names: Vec<&str> =
            ring.iter().chain(ring.first()).map(|&node| subject.scope.register.name(graph.id(node))).collect();
        lines.push(format!("In colour: {}.", names.join(" → ")));
    } else if let Some(largest) = circuits.iter().find(|circuit| circuit.bottleneck.stated.is_some()) {
        let ids: Vec<&EntityId> = largest.nodes.iter().map(|&node| graph.id(node)).collect();
        let amount =
            largest.bottleneck.stated.map(|stated| subject.scope.register.base.money(stated)).unwrap_or_default();
        let found = if subject.complete { "" } else { " of them" };
        lines.push(format!(
            "The largest{found} runs through {}: at its smallest step, {amount} can go all the way round.",
            words::names(subject, &ids)
        ));
    }
    lines
}

fn foot(subject: &Subject<'_>, folded: usize) -> Vec<String> {
    let mut notes = vec![format!(
        "As of {}. Bubble area: market value or latest valuation known by then; the smallest where none is. \
         A bubble's tint is that of the money it mostly receives.",
        subject.scope.view.as_of
    )];
    notes.extend(words::only(subject));
    if folded > 0 {
        let (others, are) = if folded == 1 { ("other", "is") } else { ("others", "are") };
        notes.push(format!("+ {} {others}, with less money or on no loop, {are} not drawn.", thousands(folded)));
    }
    notes
}
