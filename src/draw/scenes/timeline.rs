//! When each deal came and each loop formed.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};

use super::{Subject, map::loop_hops, words};
use crate::{
    draw::{
        charts::{Event, Frame, Moment, Timeline},
        text::{count, thousands},
    },
    flow::{Arc, Node, Scope},
    model::{DealId, When},
};

/// Deals and loops of the subject over time, with the money that could go round on some days, if that is known.
pub fn timeline(subject: &Subject<'_>, moments: &[Moment]) -> Timeline {
    let graph = &subject.scope.graph;
    let mut deals: BTreeMap<&DealId, Vec<&Arc>> = BTreeMap::new();
    for arc in graph.arcs() {
        deals.entry(&arc.deal).or_default().push(arc);
    }
    let loops = loop_hops(subject);
    let hops = graph.hops().iter().enumerate().filter(|(at, _)| loops.contains(at));
    let round: Vec<(Node, Node)> = hops.map(|(_, hop)| (hop.payer, hop.payee)).collect();
    let mut notes = words::Citations::default();
    let event = |arcs: &Vec<&Arc>| {
        let mut arrow = words::arrow(subject, (0, 0), arcs, &mut notes);
        arrow.on_loop = arcs.iter().any(|arc| round.contains(&(arc.payer, arc.payee)));
        arrow.coloured = arrow.on_loop;
        Some(Event { on: arcs.iter().map(|arc| came(subject, arc)).min()?, arrow, who: who(subject, arcs) })
    };
    let mut events: Vec<Event> = deals.values().filter_map(event).collect();
    events.sort_by(|a, b| a.on.cmp(&b.on).then_with(|| a.arrow.deals.cmp(&b.arrow.deals)));
    let mut formed: Vec<Date> =
        subject.circuits.iter().filter_map(|circuit| circuit.formed_on(subject.scope)).map(When::day).collect();
    formed.sort_unstable();
    let mut moments: Vec<Moment> =
        moments.iter().copied().filter(|moment| moment.on <= subject.scope.view.as_of).collect();
    moments.sort_by_key(|moment| moment.on);
    let mut foot = vec![format!(
        "As of {}. Circle area: the amount. A deal dated only by its month or year stands at the end of it. A loop forms \
         on the day since which it has stood without a break.",
        subject.scope.view.as_of
    )];
    foot.extend(words::only(subject));
    let frame = Frame {
        title: title(subject, &formed),
        subtitle: subtitle(&events, &moments),
        notes: foot,
        sources: notes.lines(subject),
    };
    Timeline { frame, events, formed, moments, currency: subject.scope.register.base, until: subject.scope.view.as_of }
}

/// The day on which a deal came to the status that the view asks for.
pub(super) fn came(subject: &Subject<'_>, arc: &Arc) -> Date {
    let Scope { register, view, .. } = subject.scope;
    let recorded = register.deals.get(&arc.deal).and_then(|deal| deal.came(view.status, view.as_of));
    recorded.unwrap_or(arc.since).day()
}

/// Between whom a deal is: of several, the first and how many more.
fn who(subject: &Subject<'_>, arcs: &[&Arc]) -> String {
    let some = |mut nodes: Vec<Node>| {
        nodes.sort_unstable();
        nodes.dedup();
        let first = nodes.first().map_or("", |&node| subject.scope.register.name(subject.scope.graph.id(node)));
        if nodes.len() > 1 { format!("{first} + {}", nodes.len() - 1) } else { first.to_owned() }
    };
    let payers = some(arcs.iter().map(|arc| arc.payer).collect());
    format!("{payers} → {}", some(arcs.iter().map(|arc| arc.payee).collect()))
}

fn title(subject: &Subject<'_>, formed: &[Date]) -> String {
    let until = subject.scope.view.as_of;
    let year_ago = until.saturating_sub(1.year());
    let late = formed.iter().filter(|day| **day > year_ago).count();
    let when = |late: usize| if late > 0 { "in the" } else { "more than" };
    match (late, formed.len()) {
        (_, 0) => "Deals over time".to_owned(),
        (late, all) if subject.has_largest() => {
            format!("Of the {} largest loops {} formed in the last twelve months", thousands(all), thousands(late))
        }
        (late, all) if !subject.complete => {
            format!(
                "Of at least {} loops at least {} formed in the last twelve months",
                thousands(all),
                thousands(late)
            )
        }
        (late, all) if late == 0 || late == all => {
            let loops = match all {
                1 => "The loop".to_owned(),
                2 => "Both loops".to_owned(),
                all => format!("All {} loops", thousands(all)),
            };
            format!("{loops} formed {} twelve months before {until}", when(late))
        }
        (late, all) => format!("{} of {} loops formed in the last twelve months", thousands(late), thousands(all)),
    }
}

fn subtitle(events: &[Event], moments: &[Moment]) -> Vec<String> {
    let each = if events.len() == 1 { "at" } else { "each at" };
    let mut line = format!("{}, {each} the day on which it came to be.", count(events.len(), "deal"));
    if events.iter().any(|event| !event.arrow.on_loop) {
        line += " What is grey is part of no loop.";
    }
    let mut lines = vec![line];
    if moments.len() > 1 {
        lines.push("Above, the money that all deals of the day stated, and how much of it could go round.".to_owned());
    }
    lines
}
