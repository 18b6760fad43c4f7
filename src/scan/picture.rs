//! Loops of payments as pictures: one as a ring, several as a map of accounts.

use std::collections::BTreeMap;

use super::{
    arrows::{Flows, account, payment, with_currency},
    gathered::Gathered,
    listing::Listing,
};
use crate::{
    answer::words::counted,
    circuits::Loop,
    draw::{Centre, Ring, Scene, Step},
    ledger::Ledger,
};

/// The most accounts that a map can show.
const MOST: usize = 60;

/// Loops as a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// What is drawn.
    pub drawing: Drawing,
    /// Which loops are drawn, if not all: `of 6 loops, 2 are drawn: the largest by amount`.
    pub part: Option<String>,
}

/// What is drawn: one loop, or several.
#[derive(Debug, Clone, PartialEq)]
pub enum Drawing {
    /// Numbered payments round a circle.
    Ring(Ring),
    /// The accounts on the loops, with all that is paid along these.
    Map(Scene),
}

/// Draws gathered loops, as many as have room; a single one as a ring, unless only a map will do. `source` is what the
/// ledger is called. None if there are no loops.
pub fn picture(listing: &Listing<'_>, found: &Gathered, source: &str, only_map: bool) -> Option<Picture> {
    let first = found.loops.first()?;
    if found.loops.len() == 1 && !only_map {
        let part = found.drawn(1);
        return Some(Picture { drawing: Drawing::Ring(ring(listing, first, part.as_deref(), source)), part });
    }
    let (scene, part) = map(listing, found, source);
    Some(Picture { drawing: Drawing::Map(scene), part })
}

/// A map, and which of the loops are on it.
fn map(listing: &Listing<'_>, gathered: &Gathered, source: &str) -> (Scene, Option<String>) {
    let ledger = listing.ledger();
    let mut places: BTreeMap<u32, usize> = BTreeMap::new();
    let mut accounts: Vec<u32> = Vec::new();
    let mut flows = Flows::default();
    let mut count = 0;
    for found in &gathered.loops {
        let new = found.vertices.iter().filter(|vertex| !places.contains_key(vertex)).count();
        if accounts.len() + new > MOST && count > 0 {
            break;
        }
        for &vertex in &found.vertices {
            places.entry(vertex).or_insert_with(|| {
                accounts.push(vertex);
                accounts.len() - 1
            });
        }
        for (ends, row) in steps(found) {
            flows.add(ends, row);
        }
        count += 1;
    }
    let title = format!("{} of payments among {}", counted(count, "loop"), counted(accounts.len(), "account"));
    let mut subtitle =
        vec!["Arrows follow the money, from who pays to who is paid; along each loop it leads back.".to_owned()];
    let part = gathered.drawn(count);
    subtitle.extend(part.as_deref().map(sentence));
    let mut notes =
        vec![format!("Payments of {}. An arrow stands for all payments on these loops between two accounts.", source)];
    notes.extend(widths(&flows, ledger));
    let scene = Scene {
        desc: format!("{title}. {}", subtitle.join(" ")),
        title,
        subtitle,
        currency: None,
        bubbles: accounts.iter().map(|&id| account(ledger, id)).collect(),
        arrows: flows.arrows(listing, |id| places.get(&id).copied().unwrap_or(usize::MAX)),
        notes,
        left_out: None,
        sources: Vec::new(),
    };
    (scene, part)
}

/// One loop as a ring of numbered payments.
fn ring(listing: &Listing<'_>, found: &Loop, part: Option<&str>, source: &str) -> Ring {
    let ledger = listing.ledger();
    let mut flows = Flows::default();
    for (ends, row) in steps(found) {
        flows.add(ends, row);
    }
    let name = |id: u32| ledger.accounts().name(id);
    let arrows =
        flows.arrows(listing, |id| found.vertices.iter().position(|&vertex| vertex == id).unwrap_or(usize::MAX));
    let steps = steps(found).zip(arrows).map(|((ends, row), arrow)| {
        let heading = format!("{} pays {}", name(ends.0), name(ends.1));
        Step { arrow, heading, text: capital(&payment(listing, row)) }
    });
    let first = found.vertices.first().map_or("", |&id| name(id));
    let path: Vec<&str> = found.vertices.iter().map(|&id| name(id)).collect();
    let title = format!("{} → {first}", path.join(" → "));
    let period = found.period(ledger).map(|(first, last)| (ledger.time_words(first), ledger.time_words(last)));
    let when = period.filter(|_| ledger.dated()).map_or_else(String::new, |(first, last)| {
        if first == last { format!(" on {first}") } else { format!(" between {first} and {last}") }
    });
    let mut subtitle = vec![format!("{}{when} lead from {first} back to {first}.", counted(found.length(), "payment"))];
    subtitle.extend(part.map(sentence));
    let mut notes = vec![format!("Payments of {}. Loop {}.", source, listing.id(found))];
    notes.extend(widths(&flows, ledger));
    Ring {
        desc: format!("{title}. {}", subtitle.join(" ")),
        title,
        subtitle,
        bubbles: found.vertices.iter().map(|&id| account(ledger, id)).collect(),
        steps: steps.collect(),
        centre: centre(ledger, found),
        notes,
        sources: Vec::new(),
    }
}

/// Each payment of a loop: from whom to whom, and its row.
fn steps(found: &Loop) -> impl Iterator<Item = ((u32, u32), u32)> {
    let next = found.vertices.iter().cycle().skip(1);
    found.vertices.iter().zip(next).map(|(&payer, &payee)| (payer, payee)).zip(found.rows.iter().copied())
}

/// How wide the arrows are.
fn widths(flows: &Flows, ledger: &Ledger) -> Option<String> {
    ledger.amounts()?;
    Some(if flows.comparable(ledger) {
        "Arrow width: square root of the amount.".to_owned()
    } else if flows.currency(ledger).is_none() {
        "The amounts are in several currencies, so that no arrow is wider than another.".to_owned()
    } else {
        "Amounts that are not above zero leave every arrow as wide as another.".to_owned()
    })
}

fn centre(ledger: &Ledger, found: &Loop) -> Centre {
    let Some(size) = found.bottleneck(ledger) else {
        let big = counted(found.length(), "payment");
        return Centre { small: String::new(), big, lines: Vec::new() };
    };
    let mut number = Vec::new();
    ledger.put_size(size, &mut number);
    let number = String::from_utf8(number).unwrap_or_default();
    Centre {
        small: "Smallest payment".to_owned(),
        big: with_currency(&number, ledger.unit(size)),
        lines: vec!["the most that can have gone all the way round".to_owned()],
    }
}

fn sentence(text: &str) -> String {
    capital(text) + "."
}

/// With a capital first letter.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + chars.as_str())
}
