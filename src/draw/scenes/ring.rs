//! One loop as a ring of numbered steps.

use super::{Subject, values, words};
use crate::{
    circuits::{Circuit, Step as Hop, arcs_of},
    draw::{
        scene::{Bubble, Centre, Ring, Step, Tint},
        text::count,
    },
    flow::Arc,
    model::{Currency, EntityId, Family},
};

/// The picture of one loop, from its investor on.
pub fn ring(subject: &Subject<'_>, circuit: &Circuit) -> Ring {
    let graph = &subject.scope.graph;
    let order = || told(subject, circuit);
    let mut notes = words::Citations::default();
    let steps: Vec<Step> = order().enumerate().map(|(at, hop)| step(subject, at, hop, &mut notes)).collect();
    let payers: Vec<usize> = order().filter_map(|step| graph.hops().get(step.hop)).map(|hop| hop.payer).collect();
    let ids: Vec<&EntityId> = payers.iter().map(|&node| graph.id(node)).collect();
    let first = ids.first().map_or("the investor", |id| subject.scope.register.name(id));
    let path: Vec<&str> = ids.iter().map(|id| subject.scope.register.name(id)).collect();
    let title = format!("{} → {first}", path.join(" → "));
    let formed = circuit.formed_on(subject.scope).map_or_else(String::new, |on| format!(" Formed on {on}."));
    let subtitle = vec![
        format!("Money that leaves {first} can come back to it. The loop is only as strong as its thinnest arrow."),
        format!("Status: {}, by its weakest step.{formed}", circuit.standing()),
    ];
    let bubbles: Vec<Bubble> = payers.iter().map(|&node| words::bubble(subject, node)).collect();
    let mut foot = vec![format!("As of {}. Arrow width: square root of the amount.", subject.scope.view.as_of)];
    foot.extend(values::said(&bubbles));
    Ring {
        desc: format!("{title}. {}", subtitle.join(" ")),
        title,
        subtitle,
        bubbles,
        steps,
        centre: centre(circuit, subject.scope.register.base),
        notes: vec![foot.join(" ")],
        sources: notes.lines(subject),
    }
}

/// The steps of a loop in the order in which they are told: from its investor on.
pub(super) fn told<'a>(subject: &Subject<'_>, circuit: &'a Circuit) -> impl Iterator<Item = &'a Hop> {
    let start = investor(subject, circuit);
    circuit.steps.iter().cycle().skip(start).take(circuit.steps.len())
}

/// The step from which the story is told: the investment that states most, or the first step.
fn investor(subject: &Subject<'_>, circuit: &Circuit) -> usize {
    let invested = |hop: &Hop| {
        arcs_of(&subject.scope.graph, hop)
            .filter(|arc| arc.family() == Family::Investment)
            .map(|arc| arc.value.stated.unwrap_or_default())
            .reduce(|sum, more| sum + more)
    };
    let sums = circuit.steps.iter().enumerate().filter_map(|(at, hop)| Some((invested(hop)?, at)));
    sums.max_by_key(|&(sum, at)| (sum, std::cmp::Reverse(at))).map_or(0, |(_, at)| at)
}

/// Step number `at` of a ring, from 0.
pub(super) fn step(subject: &Subject<'_>, at: usize, hop: &Hop, notes: &mut words::Citations) -> Step {
    let arcs: Vec<&Arc> = arcs_of(&subject.scope.graph, hop).collect();
    let mut arrow = words::arrow(subject, (at, at + 1), &arcs, notes);
    let main = arcs.iter().max_by_key(|arc| (arc.value.stated, std::cmp::Reverse(&arc.deal)));
    let (heading, tint) = main.map_or_else(
        || (String::new(), Tint::Other),
        |arc| {
            let name = |node| subject.scope.register.name(subject.scope.graph.id(node));
            (format!("{} {} {}", name(arc.payer), arc.kind.verb(), name(arc.payee)), words::tint(arc.kind))
        },
    );
    arrow.tint = tint;
    let mut text =
        format!("{}: {}", words::capital(&hop.value.words(subject.scope.register.base)), count(arcs.len(), "deal"));
    let mut statuses: Vec<&str> = arcs.iter().map(|arc| words::standing(arc)).collect();
    statuses.dedup();
    statuses.sort_unstable();
    statuses.dedup();
    let status = hop.status.words();
    let firmest = if statuses == [status] { String::new() } else { format!("{status} ") };
    text += &format!(", {}, {firmest}since {}.", statuses.join(" and "), hop.since);
    Step { arrow, heading, text }
}

fn centre(circuit: &Circuit, base: Currency) -> Centre {
    let range = circuit.bottleneck;
    let meaning = "no more can go all the way round".to_owned();
    match (range.stated, range.high) {
        (Some(stated), high) => {
            let mut lines = Vec::new();
            if range.low != stated || high != Some(stated) {
                let open = high
                    .map_or_else(|| format!("{} or more", base.money(range.low)), |high| base.between(range.low, high));
                lines.push(format!("as stated; it can be {open}"));
            }
            lines.push(meaning);
            Centre { small: "Smallest step".to_owned(), big: base.money(stated), lines }
        }
        (None, Some(high)) => Centre {
            small: "Smallest step: at most".to_owned(),
            big: base.money(high),
            lines: vec![format!("{} undisclosed", count(circuit.unpriced(), "amount"))],
        },
        (None, None) => {
            Centre { small: "Smallest step".to_owned(), big: "undisclosed".to_owned(), lines: vec![meaning] }
        }
    }
}
