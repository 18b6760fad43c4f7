//! Deals that a view leaves out for its day alone, which a reader may not expect.

use jiff::civil::Date;

use super::words::{and, counted, verb};
use crate::model::{Confirmation, Deal, Register, When};

/// How many deals are named.
const NAMED: usize = 3;

/// Sentences about deals that do not count yet on a day: those of which only the month or the year is known, which may have
/// begun, and, unless the day was asked for, those that begin after it.
pub fn not_begun(register: &Register, day: Date, asked: bool) -> Vec<String> {
    let first = |deal: &Deal| deal.history.first().map(|event| event.on);
    let late = register.deals.values().filter(|deal| deal.confirmation != Confirmation::False);
    let late = late.filter(|deal| first(deal).is_some_and(|on| on.day() > day));
    let may_have = |deal: &&Deal| first(deal).and_then(When::first_day).is_some_and(|on| on <= day);
    let (perhaps, later): (Vec<&Deal>, Vec<&Deal>) = late.partition(may_have);
    let mut said = Vec::new();
    if let Some(until) = last_day(&perhaps) {
        let count = perhaps.len();
        said.push(format!(
            "{} {} not count on {day}, because only the month or the year of {} is known and the last possible day is taken: \
             {}; write the exact day, or look at --as-of {until}",
            counted(count, "deal"),
            verb(count, "does", "do"),
            verb(count, "its beginning", "their beginnings"),
            named(&perhaps, |deal| first(deal).map_or_else(String::new, |on| format!(" ({on})"))),
        ));
    }
    if let Some(until) = last_day(&later).filter(|_| !asked) {
        let count = later.len();
        said.push(format!(
            "{} {} not count, because {} after {day}, the day of the register: {}; --as-of {until} counts {}",
            counted(count, "deal"),
            verb(count, "does", "do"),
            verb(count, "it begins", "they begin"),
            named(&later, |deal| first(deal).map_or_else(String::new, |on| format!(" ({on})"))),
            verb(count, "it", "them"),
        ));
    }
    said
}

/// The day by which all of them have begun.
fn last_day(deals: &[&Deal]) -> Option<Date> {
    deals.iter().filter_map(|deal| deal.history.first()).map(|event| event.on.day()).max()
}

/// The first of them, each with a remark, and how many more there are.
fn named(deals: &[&Deal], remark: impl Fn(&Deal) -> String) -> String {
    let mut names: Vec<String> = deals.iter().take(NAMED).map(|deal| format!("{}{}", deal.id, remark(deal))).collect();
    if let Some(more) = deals.len().checked_sub(NAMED).filter(|more| *more > 0) {
        names.push(format!("{more} more"));
    }
    and(&names.iter().map(String::as_str).collect::<Vec<_>>())
}
