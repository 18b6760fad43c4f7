//! What a register still waits for on a day, and which of its figures have grown old: the work list of whoever keeps it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::{About, annual::last_day};
use crate::model::{Confirmation, Deal, DealId, Range, Register, Status, When};

/// What it is.
pub const ABOUT: About = About {
    title: "what is stale",
    definition: "Deals of which something should have happened by the day and is not recorded, and figures whose own day is longer \
         ago than the limit.",
    method: "A status that was expected by a day and not reached; an installment whose day has passed while the deal is not \
          closed and no payment to date is of that day or later; a running payment that should have begun while the deal is \
          not signed; a term that has run out; a deal that is not signed and of which nothing was recorded for longer than \
          the limit. Of figures the latest of each kind: market values and rounds, revenue, cash, capital spending and \
          obligations, shares of customers and of markets, backlogs, and payments to date of deals that are not closed.",
    caution: "That nothing is recorded does not mean that nothing happened: it means that nobody has looked. A figure counts \
              as stale by the day of which it speaks, not by the day on which it was entered.",
};

/// Days after which a figure is stale, unless somebody says another number.
pub const STALE_AFTER: u16 = 180;

/// The work list of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// What is waited for: what has a day first, the longest wait first; then the deals of which nothing is heard.
    pub waits: Vec<Wait>,
    /// Figures of which a later one should be there, the oldest first.
    pub old: Vec<OldFigure>,
}

/// Something that should have happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    /// The deal.
    pub deal: DealId,
    /// What.
    pub what: Awaited,
    /// The last day for it; of a silent deal the day on which it was last heard of.
    pub by: When,
    /// How far the deal is.
    pub status: Status,
    /// What it came to on that day, in the base currency.
    pub value: Range,
}

/// What is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Awaited {
    /// A status that was expected.
    Status(Status),
    /// The payment of an installment.
    Installment,
    /// The signing of a deal of which running payments should have begun.
    Beginning,
    /// Word of how it ended, for its term has run out.
    End,
    /// Any word.
    Word,
}

impl Awaited {
    /// In words, after "waits for".
    pub fn words(self) -> String {
        match self {
            Self::Status(status) => format!("being {}", status.words()),
            Self::Installment => "the payment of an installment".to_owned(),
            Self::Beginning => "being signed: its payments should have begun".to_owned(),
            Self::End => "word of its end: its term has run out".to_owned(),
            Self::Word => "any word".to_owned(),
        }
    }

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Status(_) => "status",
            Self::Installment => "installment",
            Self::Beginning => "beginning",
            Self::End => "end",
            Self::Word => "word",
        }
    }
}

/// A figure that has grown old.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OldFigure {
    /// The id of the deal or entity.
    pub subject: String,
    /// What it is of it: `worth`, `revenue`, `share of revenue from microsoft`.
    pub what: String,
    /// The day of which it speaks.
    pub on: When,
    /// How many days ago that was.
    pub days: i32,
}

/// What a register waits for on a day, and which of its figures are older than so many days.
///
/// ```
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let stale = roundtrip::measure::stale(&register, register.as_of, 180);
/// assert!(stale.old.iter().all(|figure| figure.days > 180));
/// ```
pub fn stale(register: &Register, day: Date, limit: u16) -> Stale {
    let mut waits = Vec::new();
    for deal in register.deals.values() {
        if deal.confirmation != Confirmation::False
            && let Some(status) = deal.status_on(day).filter(|status| status.is_live())
        {
            let value = deal.value_on(day);
            let wait = |(what, by)| Wait { deal: deal.id.clone(), what, by, status, value };
            waits.extend(awaited(deal, status, day, limit).into_iter().map(wait));
        }
    }
    let place = |wait: &Wait| (wait.what == Awaited::Word, wait.by.day());
    waits.sort_by(|a, b| (place(a), &a.deal).cmp(&(place(b), &b.deal)));
    Stale { waits, old: old(register, day, limit) }
}

/// What is waited for of one deal. The silence of a deal is told only where nothing else is.
fn awaited(deal: &Deal, status: Status, day: Date, limit: u16) -> Vec<(Awaited, When)> {
    let has_passed = |on: &When| on.day() < day;
    let mut waits = Vec::new();
    for expected in deal.expected.iter().filter(|expected| has_passed(&expected.on)) {
        let is_met = if expected.status.is_live() { status >= expected.status } else { status == expected.status };
        if !is_met {
            waits.push((Awaited::Status(expected.status), expected.on));
        }
    }
    if status < Status::Closed {
        let was_paid = |on: When| deal.paid.iter().any(|paid| paid.on.day() >= on.day() && has_passed(&paid.on));
        let due = deal.installments.iter().filter_map(|part| part.on).filter(has_passed);
        waits.extend(due.filter(|on| !was_paid(*on)).map(|on| (Awaited::Installment, on)));
    }
    if status < Status::Signed {
        let begun = deal.rate.iter().filter_map(|fee| fee.from).find(has_passed);
        waits.extend(begun.map(|on| (Awaited::Beginning, on)));
    }
    let last = last_day(deal).filter(|last| *last < day);
    waits.extend(last.map(|last| (Awaited::End, When::on(last))));
    if waits.is_empty() {
        waits.extend(silent_since(deal, day, limit).map(|(_, last)| (Awaited::Word, last)));
    }
    waits
}

/// The latest figure of each kind, where it is older than so many days.
fn old(register: &Register, day: Date, limit: u16) -> Vec<OldFigure> {
    let mut latest: BTreeMap<(String, String), When> = BTreeMap::new();
    let mut met = |subject: &str, what: String, on: When| {
        if on.day() <= day {
            let last = latest.entry((subject.to_owned(), what)).or_insert(on);
            *last = (*last).max(on);
        }
    };
    for entity in register.entities.values() {
        entity.valuations.iter().for_each(|own| met(entity.id.as_str(), "worth".to_owned(), own.on));
    }
    for own in &register.figures {
        met(own.entity.as_str(), own.what.name().to_owned(), own.ended);
    }
    for own in &register.customer_shares {
        let from = own.customer.as_ref().map_or_else(|| "a customer who is not named".to_owned(), ToString::to_string);
        met(own.entity.as_str(), format!("share of revenue from {from}"), own.ended);
    }
    for own in &register.market_shares {
        met(own.entity.as_str(), format!("share of the market {}", own.market), own.on);
    }
    for own in &register.backlogs {
        let of = own.counterparty.as_ref().map_or_else(String::new, |id| format!(" from {id}"));
        met(own.holder.as_str(), format!("{}{of}", own.metric), own.on);
    }
    for deal in register.deals.values() {
        if deal.status_on(day).is_some_and(|status| status.is_live() && status < Status::Closed) {
            deal.paid.iter().for_each(|paid| met(deal.id.as_str(), "paid to date".to_owned(), paid.on));
        }
    }
    let aged = |((subject, what), on): ((String, String), When)| {
        let days = day.since(on.day()).ok()?.get_days();
        (days > i32::from(limit)).then_some(OldFigure { subject, what, on, days })
    };
    let mut old: Vec<OldFigure> = latest.into_iter().filter_map(aged).collect();
    old.sort_by(|a, b| (a.on.day(), &a.subject, &a.what).cmp(&(b.on.day(), &b.subject, &b.what)));
    old
}

/// The status of a deal that is not signed and of which nothing was recorded for more than so many days before a day, and
/// the last entry.
pub(super) fn silent_since(deal: &Deal, day: Date, limit: u16) -> Option<(Status, When)> {
    let status = deal.status_on(day).filter(|status| *status < Status::Signed)?;
    let last = deal.history.iter().map(|event| event.on).filter(|on| on.day() <= day).max()?;
    day.since(last.day()).is_ok_and(|span| span.get_days() > i32::from(limit)).then_some((status, last))
}
