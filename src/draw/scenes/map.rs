//! The map: everybody on some loop, and the money between them.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Subject,
    arrows::{self, Shown},
    choice::{self, Choice, MapOptions},
    values, words,
};
use crate::{
    circuits::Circuit,
    draw::{
        scene::{Arrow, Bubble, Scene, Tint},
        text::thousands,
    },
    flow::{Arc, Hop, Node},
    model::EntityId,
};

/// The scene of a map.
pub fn map(subject: &Subject<'_>, options: &MapOptions) -> Scene {
    let choice = Choice::of(subject, options, choice::ON_A_MAP);
    let room = if options.most == Some(usize::MAX) { usize::MAX } else { arrows::room(choice.drawn.len()) };
    scene(subject, options, &choice, room)
}

/// The scene of a map or a matrix of those chosen, with at most so many arrows.
pub(super) fn scene(subject: &Subject<'_>, options: &MapOptions, choice: &Choice, most_arrows: usize) -> Scene {
    let loops = loop_hops(subject);
    let nodes = &choice.drawn;
    let hops = subject.scope.graph.hops();
    let named = (0..hops.len()).filter(|&at| options.highlight.as_ref().is_some_and(|ring| follows(ring, &hops[at])));
    let shown = Shown::of(subject, nodes, &named.collect(), most_arrows);
    let place: BTreeMap<Node, usize> = nodes.iter().enumerate().map(|(at, &node)| (node, at)).collect();
    let mut notes = words::Citations::default();
    let mut arrows = Vec::new();
    for (at, hop) in hops.iter().enumerate() {
        let (Some(&payer), Some(&payee)) = (place.get(&hop.payer), place.get(&hop.payee)) else {
            continue;
        };
        if hop.structural {
            // Both directions of a tie are one line.
            arrows.extend((hop.payer < hop.payee).then(|| tie((payer, payee))));
            continue;
        }
        if !shown.has(at) {
            continue;
        }
        let on_loop = loops.contains(&at);
        let coloured = options.highlight.as_ref().map_or(on_loop, |ring| follows(ring, hop));
        for arcs in by_tint(subject, hop).into_values() {
            let arrow = words::arrow(subject, (payer, payee), &arcs, &mut notes);
            arrows.push(Arrow { on_loop: on_loop || coloured, coloured, ..arrow });
        }
    }
    let bubbles: Vec<Bubble> = nodes.iter().map(|&node| words::bubble(subject, node)).collect();
    let title = options.title.clone().unwrap_or_else(|| subject.scope.register.title.clone());
    let subtitle = subtitle(subject, options, choice);
    Scene {
        desc: format!("{title}. {}", subtitle.join(" ")),
        title,
        subtitle,
        currency: Some(subject.scope.register.base),
        notes: foot(subject, &bubbles),
        bubbles,
        arrows,
        left_out: choice.said(subject, &shown, "--most 0 draws them too."),
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

fn subtitle(subject: &Subject<'_>, options: &MapOptions, choice: &Choice) -> Vec<String> {
    let graph = &subject.scope.graph;
    let focus = options.focus.as_ref().map(|(id, _)| id);
    let node = focus.and_then(|id| graph.node(id.as_str()));
    let circuits: Vec<&Circuit> =
        subject.circuits.iter().filter(|circuit| node.is_none_or(|node| circuit.nodes.contains(&node))).collect();
    let on_loop: BTreeSet<Node> = circuits.iter().flat_map(|circuit| &circuit.nodes).copied().collect();
    let run = if circuits.len() == 1 { "runs" } else { "run" };
    let place = match focus {
        Some(id) => format!(" {run} through {}", subject.scope.register.name(id)),
        None if options.all => String::new(),
        None => format!(" among {} {}", thousands(on_loop.len()), choice::companies(subject)),
    };
    let part = choice.part().map_or_else(String::new, |part| format!("; {part}"));
    let loops = words::loops(subject, &circuits, focus.is_none());
    let mut lines = vec![format!("{loops}{place}{part}. Arrows follow the money, from who pays to who is paid.")];
    if let Some(ring) = &options.highlight {
        let names: Vec<&str> =
            ring.iter().chain(ring.first()).map(|&node| subject.scope.register.name(graph.id(node))).collect();
        lines.push(format!("In colour: {}.", names.join(" → ")));
    } else if let Some(largest) = circuits.iter().find(|circuit| circuit.bottleneck.stated.is_some()) {
        let ids: Vec<&EntityId> = largest.nodes.iter().map(|&node| graph.id(node)).collect();
        let amount =
            largest.bottleneck.stated.map(|stated| subject.scope.register.base.money(stated)).unwrap_or_default();
        let found = if subject.complete || subject.has_largest() { "" } else { " of them" };
        lines.push(format!(
            "The largest{found} runs through {}: at its smallest step, {amount} can go all the way round.",
            words::names(subject, &ids)
        ));
    }
    lines
}

/// The foot of a map with these bubbles.
pub(super) fn foot(subject: &Subject<'_>, bubbles: &[Bubble]) -> Vec<String> {
    let mut notes = vec![format!("As of {}.", subject.scope.view.as_of)];
    notes.extend(values::said(bubbles));
    notes.push("A bubble's tint is that of the money it mostly receives.".to_owned());
    let mut notes = vec![notes.join(" ")];
    notes.extend(words::only(subject));
    notes
}
