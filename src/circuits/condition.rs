//! Conditions on loops, in a small language: `status >= signed and bottleneck >= 1B and new since 2026-01-01`.
//!
//! ```text
//! condition = all { "or" all }          all = one { "and" one }
//! one       = "not" one | "(" condition ")" | field op value | "through" entity | "in order" | "new since" date
//! field     = status | bottleneck | low | high | length | sources | unpriced | formed | class
//! op        = ">=" | ">" | "<=" | "<" | "=" | "!="
//! ```
//!
//! A date is compared with all of a month, quarter or year: `formed = 2026-05` is any day of May, `formed > 2026-05` is June
//! or later.
//!
//! What is not known is neither true nor false (Kleene's strong logic of three values): a loop that states no amount
//! meets neither `bottleneck >= 1B` nor `not bottleneck >= 1B`, unless its range decides. `low` and `high` are the ends
//! of that range.

mod grammar;
mod narrow;
mod parse;
mod possible;
mod words;

use std::{cmp::Ordering, error::Error, fmt};

use jiff::civil::Date;
use rust_decimal::Decimal;

pub use grammar::{Bound, Comparison, Condition, ConditionError, Counted, Named};

use super::Circuit;
use crate::{
    flow::{Scope, View},
    model::{Range as Value, Register, When},
};

/// A text that is no condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidCondition {
    /// The text.
    pub text: String,
    /// Everything that is wrong with it, at least one thing.
    pub errors: Vec<ConditionError>,
}

impl fmt::Display for InvalidCondition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a condition", self.text)
    }
}

impl Error for InvalidCondition {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.errors.first().map(|error| error as _)
    }
}

impl Condition {
    /// Reads a condition on the loops of a view. Entities may be named as people write them, and count as they do in the
    /// view: between companies a cloud is its owner.
    ///
    /// # Errors
    /// Every word that means nothing, each with its place and its mend.
    ///
    /// ```
    /// use roundtrip::{circuits::Condition, flow::View};
    /// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
    /// let view = View::of(&register);
    /// let condition = Condition::parse("status >= signed and through aws", &register, &view).expect("it means something");
    /// assert_eq!(condition.named().first().map(|named| named.party.as_str()), Some("amazon"));
    /// let errors = Condition::parse("statsu >= signed", &register, &view).unwrap_err().errors;
    /// assert_eq!((errors[0].span.clone(), errors[0].help.as_str()), (0..6, "did you mean `status`?"));
    /// ```
    pub fn parse(text: &str, register: &Register, view: &View) -> Result<Self, InvalidCondition> {
        parse::parse(text, register, view).map_err(|errors| InvalidCondition { text: text.to_owned(), errors })
    }

    /// Whether a loop of a view meets it; `None` if that cannot be known.
    pub fn met_by(&self, circuit: &Circuit, scope: &Scope<'_>) -> Option<bool> {
        let met = |one: &Self| one.met_by(circuit, scope);
        match self {
            Self::Any(list) => any(list.iter().map(met)),
            // All hold unless any does not.
            Self::All(list) => any(list.iter().map(|one| met(one).map(|met| !met))).map(|any| !any),
            Self::Not(one) => met(one).map(|met| !met),
            Self::Status(how, status) => Some(how.holds(circuit.status.cmp(status))),
            Self::Amount(bound, how, amount) => figure(circuit.bottleneck, *bound, *how, amount),
            Self::Count(what, how, count) => {
                let have = match what {
                    Counted::Length => circuit.length(),
                    Counted::Sources => circuit.sources,
                    Counted::Unpriced => circuit.unpriced(),
                };
                Some(how.holds(u64::try_from(have).unwrap_or(u64::MAX).cmp(count)))
            }
            Self::FormedOn(how, period) => date(circuit.formed_on(scope)?, *how, *period),
            Self::Class(how, class) => Some(how.holds(circuit.class.cmp(class))),
            Self::Through(named) => Some(circuit.nodes.iter().any(|&node| *scope.graph.id(node) == named.party)),
            Self::InOrder => Some(circuit.in_time_order),
            // On the day before, a loop of a month was not yet known to stand: as in a view of that day.
            Self::NewSince(day) => Some(circuit.formed_on(scope)?.day() >= *day),
        }
    }

    /// The entities that it names, in order.
    pub fn named(&self) -> Vec<&Named> {
        match self {
            Self::Any(list) | Self::All(list) => list.iter().flat_map(Self::named).collect(),
            Self::Not(one) => one.named(),
            Self::Through(named) => vec![named],
            _ => Vec::new(),
        }
    }
}

/// Whether any of them holds: unknown if none is known to, and some are unknown.
fn any(list: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut known = true;
    for met in list {
        match met {
            Some(true) => return Some(true),
            Some(false) => {}
            None => known = false,
        }
    }
    known.then_some(false)
}

/// Whether a figure of a range compares so with an amount. One that is not stated lies between its ends, the upper of
/// which may be unknown: sometimes these decide.
fn figure(range: Value, bound: Bound, how: Comparison, amount: &Decimal) -> Option<bool> {
    let (least, most) = match bound {
        Bound::Stated => (range.stated.unwrap_or(range.low), range.stated.or(range.high)),
        Bound::Low => (range.low, Some(range.low)),
        // Without a known most it is above every amount.
        Bound::High => return Some(how.holds(range.high.map_or(Ordering::Greater, |high| high.cmp(amount)))),
    };
    let (least, most) = (least.cmp(amount), most.map_or(Ordering::Greater, |most| most.cmp(amount)));
    match how {
        Comparison::Is => decided(least.is_eq() && most.is_eq(), least.is_le() && most.is_ge()),
        Comparison::Not => decided(least.is_gt() || most.is_lt(), least.is_ne() || most.is_ne()),
        // The others hold between two ends if they hold at both, and can if they do at one.
        _ => decided(how.holds(least) && how.holds(most), how.holds(least) || how.holds(most)),
    }
}

/// Whether a date compares so with a day, or with the days of a period: it is in the period, or after its last day, and so
/// on. One that is known only to its month may be any day of it: sometimes that decides.
fn date(date: When, how: Comparison, period: When) -> Option<bool> {
    let (last, until) = (date.day(), period.day());
    // Before some day is any day before.
    let first = date.first_day().unwrap_or(Date::MIN);
    let from = period.first_day().unwrap_or(Date::MIN);
    match how {
        Comparison::Over => decided(first > until, last > until),
        Comparison::AtLeast => decided(first >= from, last >= from),
        Comparison::Under => decided(last < from, first < from),
        Comparison::AtMost => decided(last <= until, first <= until),
        Comparison::Is => decided(first >= from && last <= until, last >= from && first <= until),
        Comparison::Not => decided(last < from || first > until, first < from || last > until),
    }
}

/// What is certain is true, what is not even possible is false.
fn decided(certain: bool, possible: bool) -> Option<bool> {
    if certain {
        Some(true)
    } else if possible {
        None
    } else {
        Some(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_stated_is_decided_by_its_range_or_not_at_all() {
        let number = Decimal::from;
        let unstated = Value { stated: None, low: number(2), high: Some(number(5)) };
        let open = Value { high: None, ..unstated };
        let exact = Value { stated: Some(number(3)), ..unstated };
        for (range, how, amount, met) in [
            (unstated, Comparison::AtLeast, 2, Some(true)),
            (unstated, Comparison::AtLeast, 3, None),
            (unstated, Comparison::AtLeast, 6, Some(false)),
            (unstated, Comparison::Over, 5, Some(false)),
            (unstated, Comparison::AtMost, 5, Some(true)),
            (unstated, Comparison::Under, 2, Some(false)),
            (unstated, Comparison::Is, 3, None),
            (unstated, Comparison::Is, 6, Some(false)),
            (unstated, Comparison::Not, 6, Some(true)),
            (unstated, Comparison::Not, 3, None),
            (open, Comparison::AtMost, 1_000, None),
            (open, Comparison::AtLeast, 1_000, None),
            (exact, Comparison::AtLeast, 3, Some(true)),
            (exact, Comparison::Over, 3, Some(false)),
            (exact, Comparison::Not, 3, Some(false)),
        ] {
            assert_eq!(figure(range, Bound::Stated, how, &number(amount)), met, "{how:?} {amount} of {range:?}");
        }
        assert_eq!(figure(open, Bound::High, Comparison::AtLeast, &number(1_000)), Some(true));
    }

    #[test]
    fn a_date_is_compared_with_the_whole_of_a_period() {
        let when = |text: &str| text.parse::<When>().unwrap();
        for (own, how, other, met) in [
            ("2026-05-01", Comparison::Is, "2026-05", Some(true)),
            ("2026-05-31", Comparison::Is, "2026-05", Some(true)),
            ("2026-06-01", Comparison::Is, "2026-05", Some(false)),
            ("2026-05", Comparison::Is, "2026-05", Some(true)),
            ("2026-05", Comparison::Is, "2026-Q2", Some(true)),
            ("2026-Q2", Comparison::Is, "2026-05", None),
            ("2026-05", Comparison::Is, "2026-05-31", None),
            ("2026-05", Comparison::Not, "2026-05-31", None),
            ("2026-05", Comparison::Not, "2026-06", Some(true)),
            ("2026-05", Comparison::Over, "2026-05", Some(false)),
            ("2026-05-31", Comparison::Over, "2026-05", Some(false)),
            ("2026-06-01", Comparison::Over, "2026-05", Some(true)),
            ("2026-05", Comparison::Over, "2026-05-15", None),
            ("2026-05", Comparison::Over, "2026-05-31", Some(false)),
            ("2026-05", Comparison::AtLeast, "2026-05", Some(true)),
            ("2026-05-15", Comparison::AtLeast, "2026-05", Some(true)),
            ("2026-05", Comparison::AtLeast, "2026-05-15", None),
            ("2026-04", Comparison::AtLeast, "2026-05", Some(false)),
            ("2026-05", Comparison::AtMost, "2026-05", Some(true)),
            ("2026-05-31", Comparison::AtMost, "2026-05", Some(true)),
            ("2026-05", Comparison::AtMost, "2026-05-15", None),
            ("2026-05-31", Comparison::Under, "2026-05", Some(false)),
            ("2026-05", Comparison::Under, "2026-06", Some(true)),
            ("2025", Comparison::Under, "2026-05", Some(true)),
            ("<2026-05-15", Comparison::Under, "2026-05-15", Some(true)),
            ("<2026-05-15", Comparison::AtLeast, "2026-05", None),
        ] {
            assert_eq!(date(when(own), how, when(other)), met, "{own} {how:?} {other}");
        }
    }
}
