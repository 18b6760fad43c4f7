//! The most important loops side by side.

use super::{Subject, ring, words};
use crate::{
    circuits::Circuit,
    draw::{
        charts::{Frame, Gallery, Tile},
        scene::{Arrow, Bubble},
        text::{number, thousands},
    },
    flow::Node,
    model::{Currency, Range},
};

/// The first `most` loops of the subject, each as a small ring.
pub fn gallery(subject: &Subject<'_>, most: usize) -> Gallery {
    let shown: Vec<&Circuit> = subject.circuits.iter().take(most).collect();
    let mut notes = words::Citations::default();
    let tiles: Vec<Tile> = shown.iter().map(|circuit| tile(subject, circuit, &mut notes)).collect();
    let mut subtitle = vec!["The smallest step caps how much money can make the whole round trip.".to_owned()];
    if shown.len() > 1 {
        subtitle.push("Loops can share steps, so their amounts must not be added up.".to_owned());
    }
    let stated = shown.iter().filter(|circuit| circuit.bottleneck.stated.is_some()).count();
    if stated > 0 && stated < shown.len() {
        subtitle.push("Loops with an undisclosed amount come last.".to_owned());
    }
    let mut foot = vec![format!("As of {}. Arrow width: square root of the amount.", subject.scope.view.as_of)];
    if tiles.iter().flat_map(|tile| &tile.arrows).any(|arrow| arrow.label == UNKNOWN) {
        foot.push("?: the amount is not disclosed.".to_owned());
    }
    foot.extend(words::only(subject));
    let frame = Frame {
        title: title(subject, shown.len()),
        subtitle: vec![subtitle.join(" ")],
        notes: foot,
        sources: notes.lines(subject),
    };
    Gallery { frame, tiles }
}

/// What stands at an arrow whose amount is not disclosed.
const UNKNOWN: &str = "?";

fn title(subject: &Subject<'_>, shown: usize) -> String {
    let all = subject.found;
    if subject.has_largest() && shown > 0 {
        return format!("The {} largest of at least {} loops", number(shown), thousands(all));
    }
    if !subject.complete && shown > 0 {
        return format!("{} of at least {} loops", words::capital(&number(shown)), thousands(all));
    }
    match (shown, all) {
        (0, _) => "No loops".to_owned(),
        (1, 1) => "One loop, and its smallest step".to_owned(),
        (1, _) => format!("The largest of {} loops", thousands(all)),
        _ if shown == all => format!("{} loops, ranked by their smallest step", words::capital(&number(shown))),
        _ => format!("The {} largest of {} loops", number(shown), thousands(all)),
    }
}

fn tile(subject: &Subject<'_>, circuit: &Circuit, notes: &mut words::Citations) -> Tile {
    let payer = |hop: usize| subject.scope.graph.hops().get(hop).map(|hop| hop.payer);
    let payers: Vec<Node> = ring::told(subject, circuit).filter_map(|step| payer(step.hop)).collect();
    let bubbles = payers.iter().map(|&node| Bubble { worth_label: None, ..words::bubble(subject, node) }).collect();
    let steps = ring::told(subject, circuit).enumerate();
    let arrows = steps.map(|(at, hop)| {
        let mut arrow = ring::step(subject, at, hop, notes).arrow;
        // Dashes say what is not final; a ceiling must be said in words.
        let ceiling = hop.value.stated.is_some_and(|stated| hop.value.low < stated);
        arrow.sublabel = ceiling.then(|| "up to".to_owned());
        if arrow.label.is_empty() {
            UNKNOWN.clone_into(&mut arrow.label);
        }
        arrow
    });
    let arrows: Vec<Arrow> = arrows.collect();
    let (figure, mut what) = figure(circuit.bottleneck, subject.scope.register.base);
    if !circuit.status.is_firm() || circuit.contingent {
        what += &format!(", {}", circuit.standing());
    } else if arrows.iter().any(|arrow| !arrow.firm) {
        what += ", partly not final";
    }
    Tile { figure, words: what, bubbles, arrows }
}

/// The figure over a loop, and what it is.
fn figure(range: Range, base: Currency) -> (String, String) {
    let what = "smallest step";
    match (range.stated, range.high) {
        (Some(stated), Some(high)) if range.low == stated && high == stated => (base.money(stated), what.to_owned()),
        (Some(stated), Some(high)) => (base.money(stated), format!("{what} ({})", base.between(range.low, high))),
        (Some(stated), None) if range.low == stated => (base.money(stated), format!("{what}, at least")),
        (Some(stated), None) => (base.money(stated), format!("{what}, at least {}", base.money(range.low))),
        (None, Some(high)) => ("Undisclosed".to_owned(), format!("{what}, at most {}", base.money(high))),
        (None, None) => ("Undisclosed".to_owned(), what.to_owned()),
    }
}
