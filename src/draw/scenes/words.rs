//! Words and numbers that both kinds of pictures need.

use std::collections::BTreeMap;

use rust_decimal::prelude::ToPrimitive;

use super::Subject;
use crate::{
    circuits::Circuit,
    draw::{
        scene::{Arrow, Bubble, Shape, Tint},
        text::{count, thousands},
    },
    flow::{Arc, Node},
    model::{EntityId, EntityKind, Family, Kind, Mark, Range, Read, Source, SourceId, Status},
};

/// The colour family of a kind of deal.
pub(super) fn tint(kind: Kind) -> Tint {
    match kind {
        Kind::Cloud | Kind::Lease => Tint::Cloud,
        Kind::Chips => Tint::Chips,
        kind if kind.family() == Family::Investment => Tint::Investment,
        _ => Tint::Other,
    }
}

/// Sources in the order in which a picture cites them: of each deal the one nearest to the fact, and if that is only named
/// elsewhere, also the nearest that was read.
#[derive(Debug, Default)]
pub(super) struct Citations {
    cited: Vec<(SourceId, Read)>,
}

impl Citations {
    /// The numbers, from 1, of the nearest sources of some deals.
    pub(super) fn cite(&mut self, subject: &Subject<'_>, arcs: &[&Arc]) -> Vec<usize> {
        let mut numbers = Vec::new();
        for arc in arcs {
            let Some(deal) = subject.scope.register.deals.get(&arc.deal) else {
                continue;
            };
            let sources = subject.scope.register.sources_of([deal]);
            let nearest = sources.first();
            let read = sources.iter().find(|citation| citation.read.is_read());
            for citation in nearest.into_iter().chain(read) {
                let own = (citation.source.clone(), citation.read);
                let at = self.cited.iter().position(|cited| *cited == own).unwrap_or_else(|| {
                    self.cited.push(own);
                    self.cited.len() - 1
                });
                if !numbers.contains(&(at + 1)) {
                    numbers.push(at + 1);
                }
            }
        }
        numbers
    }

    /// One line a source.
    pub(super) fn lines(&self, subject: &Subject<'_>) -> Vec<String> {
        let sources = &subject.scope.register.sources;
        let line = |(id, read): &(SourceId, Read)| match sources.get(id) {
            Some(source) => format!("{} ({})", short(source), standing_of(source, *read)),
            None => id.to_string(),
        };
        self.cited.iter().map(line).collect()
    }
}

/// A source in a picture: publisher and date.
pub(super) fn short(source: &Source) -> String {
    let who = source.publisher.as_ref().or(source.author.as_ref()).map_or(source.id.as_str(), String::as_str);
    source.date.map_or_else(|| who.to_owned(), |date| format!("{who}, {date}"))
}

/// Its kind, and how it was read unless that was the page itself: `filing, not read`.
pub(super) fn standing_of(source: &Source, read: Read) -> String {
    [Some(source.kind.words()), read.words()].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The bubble of a node.
pub(super) fn bubble(subject: &Subject<'_>, node: Node) -> Bubble {
    let id = subject.scope.graph.id(node);
    let entity = subject.scope.register.entities.get(id);
    let valuation = entity.and_then(|entity| entity.valuation_on(subject.scope.view.as_of));
    let valuation = valuation.filter(|valuation| valuation.worth.stated.is_some());
    let worth = valuation.and_then(|valuation| valuation.worth.stated);
    let name = subject.scope.register.name(id).to_owned();
    let base = subject.scope.register.base;
    // A cloud that belongs to nobody is its own company, and is drawn as one.
    let owned = entity.is_some_and(|entity| entity.owner_on(subject.scope.view.as_of).is_some());
    let shape = match entity.map(|entity| entity.kind) {
        Some(EntityKind::Cloud) if owned => Shape::Cloud,
        Some(EntityKind::Chip) => Shape::Chip,
        _ => Shape::Company,
    };
    let title = match valuation {
        Some(v) => format!("{name}: {} ({}, {})", v.worth.words(base), v.basis.replace('_', " "), v.on),
        _ if shape == Shape::Company => format!("{name}: no value known"),
        _ => name.clone(),
    };
    Bubble {
        id: id.to_string(),
        name,
        shape,
        worth: worth.and_then(|worth| worth.to_f64()),
        worth_label: worth.map(|worth| base.money(worth)),
        worth_on: valuation.map(|valuation| valuation.on),
        tint: mostly_receives(subject, node),
        title,
    }
}

/// The colour of what a node mostly receives, itself or by what belongs to it, by stated amount, then by number of
/// deals.
fn mostly_receives(subject: &Subject<'_>, node: Node) -> Tint {
    let mut sums: BTreeMap<Tint, (rust_decimal::Decimal, usize)> = BTreeMap::new();
    let id = subject.scope.graph.id(node);
    let owner = |payee: Node| subject.scope.register.owner_on(subject.scope.graph.id(payee), subject.scope.view.as_of);
    let own = (0..subject.scope.graph.nodes().len()).map(|payee| payee == node || owner(payee) == id);
    let own: Vec<bool> = own.collect();
    for arc in subject.scope.graph.arcs().iter().filter(|arc| own[arc.payee]) {
        let sum = sums.entry(tint(arc.kind)).or_default();
        sum.0 += arc.value.stated.unwrap_or_default();
        sum.1 += 1;
    }
    // Of equals the first in the order of the legend.
    sums.into_iter().rev().max_by_key(|(_, sum)| *sum).map_or(Tint::Other, |(tint, _)| tint)
}

/// One arrow for deals of one colour between two bubbles.
pub(super) fn arrow(subject: &Subject<'_>, ends: (usize, usize), arcs: &[&Arc], notes: &mut Citations) -> Arrow {
    let value = subject.scope.graph.sum_of(arcs.iter().copied());
    let name = |node: Node| subject.scope.register.name(subject.scope.graph.id(node)).to_owned();
    let (payer, payee) = arcs.first().map_or_else(Default::default, |arc| (name(arc.payer), name(arc.payee)));
    let deals: Vec<String> = arcs.iter().map(|arc| arc.deal.to_string()).collect();
    let titles =
        arcs.iter().filter_map(|arc| subject.scope.register.deals.get(&arc.deal)).map(|deal| deal.title.as_str());
    let mut titles: Vec<&str> = titles.collect();
    titles.dedup();
    let status = arcs.iter().map(|arc| arc.status).max().unwrap_or(Status::Rumoured);
    let called = if arcs.iter().all(|arc| arc.family() == Family::Contingent) { ", contingent" } else { "" };
    let cites = notes.cite(subject, arcs);
    let title = format!(
        "{payer} → {payee}: {}, {}{called}. {}",
        value.words(subject.scope.register.base),
        status.words(),
        titles.join("; ")
    );
    Arrow {
        payer: ends.0,
        payee: ends.1,
        tint: arcs.first().map_or(Tint::Other, |arc| tint(arc.kind)),
        amount: value.stated.and_then(|stated| stated.to_f64()),
        label: value.stated.map_or_else(String::new, |stated| subject.scope.register.base.money(stated)),
        sublabel: sublabel(arcs, value),
        firm: arcs.iter().all(|arc| {
            arc.status.is_firm() && arc.mark != Some(Mark::Conditional) && arc.family() != Family::Contingent
        }),
        on_loop: true,
        coloured: true,
        structural: false,
        title,
        deals,
        cites,
    }
}

/// How far a deal has come, in one word: that it is a guarantee, its mark, or its status.
pub(super) fn standing(arc: &Arc) -> &'static str {
    match arc.mark {
        _ if arc.family() == Family::Contingent => "contingent",
        Some(mark) => mark.name(),
        None => arc.status.words(),
    }
}

/// What must stand at the amount: that it is not final, or a ceiling.
fn sublabel(arcs: &[&Arc], value: Range) -> Option<String> {
    let soft = |arc: &&&Arc| !arc.status.is_firm() || arc.mark.is_some() || arc.family() == Family::Contingent;
    let not_final: Vec<&&Arc> = arcs.iter().filter(soft).collect();
    let mut words: Vec<&str> = not_final.iter().map(|arc| standing(arc)).collect();
    words.sort_unstable();
    words.dedup();
    let partly = if not_final.len() < arcs.len() { "partly " } else { "" };
    let status = match words.as_slice() {
        [] => None,
        [one] => Some(format!("{partly}{one}")),
        _ => Some(format!("{partly}not final")),
    };
    let ceiling = value.stated.is_some_and(|stated| value.low < stated).then(|| "up to".to_owned());
    // An undisclosed amount has no label for these words to stand at; the dashes say what is not final.
    value.stated?;
    match (ceiling, status) {
        (Some(ceiling), Some(status)) => Some(format!("{ceiling}, {status}")),
        (ceiling, status) => ceiling.or(status),
    }
}

/// Names in a sentence: `A, B and C`.
pub(super) fn names(subject: &Subject<'_>, ids: &[&EntityId]) -> String {
    let names: Vec<&str> = ids.iter().map(|id| subject.scope.register.name(id)).collect();
    and(&names)
}

/// `A, B and C`.
fn and(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Most names in a list that a foot has room for.
pub(super) const NAMED: usize = 14;

/// Names for the foot of a picture, at most [`NAMED`] of them: `A, B and 4 more`.
pub(super) fn some(names: &[impl AsRef<str>]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match names.split_at_checked(NAMED) {
        Some((shown, more)) if !more.is_empty() => format!("{} and {} more", shown.join(", "), thousands(more.len())),
        _ => and(&names),
    }
}

/// With a capital first letter.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + chars.as_str())
}

/// What the view leaves out, for the foot of a picture.
pub(super) fn only(subject: &Subject<'_>) -> Option<String> {
    let Subject { scope, .. } = subject;
    let status = scope.view.status;
    let rung = (status > Status::Rumoured).then(|| format!("Only deals that are {} or firmer.", status.words()));
    let called =
        scope.view.contingent.then(|| "Guarantees are drawn too, as contingent: they may never be called.".to_owned());
    let both: Vec<String> = rung.into_iter().chain(called).collect();
    (!both.is_empty()).then(|| both.join(" "))
}

/// `1,201 loops of circular funding`, or `At least` so many; of several classes only `loops`. Either these circuits, or all
/// that the subject has.
pub(super) fn loops(subject: &Subject<'_>, circuits: &[&Circuit], all: bool) -> String {
    let found = if all { subject.found } else { circuits.len() };
    let mut classes: Vec<&str> = circuits.iter().map(|circuit| circuit.class.name()).collect();
    classes.sort_unstable();
    classes.dedup();
    let loops = format!("{}{}", if subject.complete { "" } else { "At least " }, count(found, "loop"));
    let largest = if circuits.len() < found {
        format!(", the {} largest of them", thousands(circuits.len()))
    } else {
        String::new()
    };
    match classes.as_slice() {
        [one] => format!("{loops} of {}{largest}", one.replace('-', " ")),
        _ => loops + &largest,
    }
}
