//! Payments between two accounts as one arrow of a picture.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::listing::Listing;
use crate::{
    answer::words::counted,
    draw::{Arrow, Bubble, Shape, Tint},
    ledger::Ledger,
};

/// What gives the widest arrow a good width.
const WIDEST: f64 = 1.2e11;
/// What gives an account a good size, and an arrow a good width where amounts cannot be compared.
const EVEN: (f64, f64) = (3e11, 1.5e10);

/// Payments from one account to another.
#[derive(Debug)]
pub(super) struct Flow {
    /// Ids of the ledger's accounts.
    pub(super) ends: (u32, u32),
    pub(super) rows: BTreeSet<u32>,
}

/// All that is drawn of a ledger, in the order in which it is first met.
#[derive(Debug, Default)]
pub(super) struct Flows {
    pub(super) list: Vec<Flow>,
    places: BTreeMap<(u32, u32), usize>,
}

impl Flows {
    pub(super) fn add(&mut self, ends: (u32, u32), row: u32) {
        let place = *self.places.entry(ends).or_insert(self.list.len());
        if place == self.list.len() {
            self.list.push(Flow { ends, rows: BTreeSet::new() });
        }
        self.list[place].rows.insert(row);
    }

    /// The one currency of all payments; nothing if they are in several, and the empty text if the ledger names none.
    pub(super) fn currency<'l>(&self, ledger: &'l Ledger) -> Option<&'l str> {
        let rows = self.list.iter().flat_map(|flow| &flow.rows);
        let all: BTreeSet<&str> = rows.map(|&row| ledger.currency(row).unwrap_or_default()).collect();
        if all.len() > 1 { None } else { all.into_iter().next() }
    }

    /// Whether arrows can be as wide as their amounts: all are known, above nothing, and in one currency.
    pub(super) fn comparable(&self, ledger: &Ledger) -> bool {
        let sound = |flow: &Flow| flow.total(ledger).is_some_and(|total| total > Decimal::ZERO);
        self.currency(ledger).is_some() && self.list.iter().all(sound)
    }

    /// Each flow as an arrow between bubbles that `place` finds.
    pub(super) fn arrows(&self, listing: &Listing<'_>, place: impl Fn(u32) -> usize) -> Vec<Arrow> {
        let ledger = listing.ledger();
        let widest = self.list.iter().filter_map(|flow| flow.total(ledger)).max();
        let widest = widest.filter(|_| self.comparable(ledger)).and_then(|total| total.to_f64());
        // With few arrows there is room for days.
        let days = ledger.dated() && self.list.len() <= 24;
        let arrow = |flow: &Flow| {
            let total = flow.total(ledger).and_then(|total| total.to_f64());
            let amount = widest.zip(total).map_or(EVEN.1, |(widest, total)| total / widest * WIDEST);
            let name = |id: u32| ledger.accounts().name(id);
            let payments: Vec<String> = flow.rows.iter().map(|&row| payment(listing, row)).collect();
            Arrow {
                payer: place(flow.ends.0),
                payee: place(flow.ends.1),
                tint: Tint::Payment,
                amount: Some(amount),
                label: flow.label(ledger),
                sublabel: match (flow.rows.len(), flow.rows.first()) {
                    (1, Some(&row)) => time(ledger, row).filter(|_| days).map(|time| time.chars().take(10).collect()),
                    (count, _) => Some(counted(count, "payment")),
                },
                firm: true,
                on_loop: true,
                coloured: true,
                structural: false,
                title: format!("{} → {}: {}", name(flow.ends.0), name(flow.ends.1), payments.join("; ")),
                deals: flow.rows.iter().map(|&row| place_of(ledger, row)).collect(),
                cites: Vec::new(),
            }
        };
        self.list.iter().map(arrow).collect()
    }
}

impl Flow {
    /// What the payments come to; nothing if they are in several currencies, or cannot be added.
    fn total(&self, ledger: &Ledger) -> Option<Decimal> {
        let mut rows = self.rows.iter();
        let first = *rows.next()?;
        let amount = |row: u32| amount(ledger, row)?.parse::<Decimal>().ok();
        rows.try_fold(amount(first)?, |sum, &row| {
            let same = ledger.currency(row) == ledger.currency(first);
            sum.checked_add(amount(row)?).filter(|_| same)
        })
    }

    /// `9,850 EUR`; empty if nothing can be said.
    fn label(&self, ledger: &Ledger) -> String {
        let first = self.rows.first().copied();
        let currency = first.and_then(|row| ledger.currency(row));
        let one = first.filter(|_| self.rows.len() == 1).and_then(|row| amount(ledger, row));
        match one.or_else(|| self.total(ledger).map(|total| total.to_string())) {
            Some(number) => with_currency(&number, currency),
            None => String::new(),
        }
    }
}

/// An account as a bubble. All are of one size.
pub(super) fn account(ledger: &Ledger, id: u32) -> Bubble {
    let name = ledger.accounts().name(id).to_owned();
    Bubble {
        id: name.clone(),
        title: name.clone(),
        name,
        shape: Shape::Company,
        worth: Some(EVEN.0),
        worth_label: None,
        worth_on: None,
        tint: Tint::Payment,
    }
}

/// `9,850 EUR on 2026-01-03 (row 2)`.
pub(super) fn payment(listing: &Listing<'_>, row: u32) -> String {
    let ledger = listing.ledger();
    let money = amount(ledger, row).map(|number| with_currency(&number, ledger.currency(row)));
    let place = match ledger.place(row) {
        (Some(file), place) => format!("({file}, row {place})"),
        (None, place) => format!("(row {place})"),
    };
    let time = time(ledger, row).map(|time| if ledger.dated() { format!("on {time}") } else { format!("at {time}") });
    [money, time, Some(place)].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// `9,850 EUR`.
pub(super) fn with_currency(number: &str, currency: Option<&str>) -> String {
    let number = grouped(number);
    currency.map_or_else(|| number.clone(), |currency| format!("{number} {currency}"))
}

/// The time of a payment, as in the ledger.
fn time(ledger: &Ledger, row: u32) -> Option<String> {
    Some(ledger.time_words(*ledger.times()?.get(row as usize)?))
}

fn amount(ledger: &Ledger, row: u32) -> Option<String> {
    ledger.amounts()?;
    let mut text = Vec::new();
    ledger.put_amount(row, &mut text);
    String::from_utf8(text).ok()
}

/// A row as an id: with its file, if there are several.
fn place_of(ledger: &Ledger, row: u32) -> String {
    match ledger.place(row) {
        (Some(file), place) => format!("{file}:{place}"),
        (None, place) => place.to_string(),
    }
}

/// `9850.50` as `9,850.50`.
fn grouped(number: &str) -> String {
    let start = number.len() - number.trim_start_matches('-').len();
    let end = number.find('.').unwrap_or(number.len());
    let mut out = number[..start].to_owned();
    for (at, digit) in number[start..end].chars().enumerate() {
        if at > 0 && (end - start - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + &number[end..]
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_are_parted() {
        for (number, words) in [("9850.50", "9,850.50"), ("-123456", "-123,456"), ("12", "12"), ("0.0001", "0.0001")] {
            assert_eq!(grouped(number), words);
        }
    }
}
