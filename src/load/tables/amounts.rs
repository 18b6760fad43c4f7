//! Amounts as three numbers and a text → the grammar of the register.

use rust_decimal::Decimal;

use super::tables::Tables;
use crate::{
    load::{Cell, Code, Row},
    model::{Amount, MAX_AMOUNT, Range},
};

/// What a record says about its amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stated {
    pub(super) range: Range,
    /// The amount in the grammar of the register, where it is written so.
    pub(super) text: Option<Amount>,
    /// Where it stands.
    pub(super) at: std::ops::Range<usize>,
    /// The whole deal's, in its own currency.
    pub(super) as_stated: Option<String>,
}

impl Stated {
    /// Whether the other one says the same, wherever it stands.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        (self.range, &self.text, &self.as_stated) == (other.range, &other.text, &other.as_stated)
    }
}

/// Reads and takes the columns of the amount.
pub(super) fn take(tables: &mut Tables, row: &mut Row) -> Stated {
    let at = row.get("amount").map_or_else(|| row.at.clone(), |cell| cell.at.clone());
    let is_number = |cell: &Cell| number(&cell.text).is_ok();
    let in_words = row.get("amount_min").is_none() && row.get("amount_max").is_none();
    if in_words && let Some(cell) = row.get("amount").filter(|cell| !is_number(cell)).cloned() {
        row.take("amount");
        let text = cell.text.parse::<Amount>();
        if let Err(error) = &text {
            tables.rows.fault(Code::BadAmount, error.message.clone(), (row.file, cell.at), &error.help);
        }
        let text = text.ok();
        let range = text.as_ref().map_or(Range::UNKNOWN, Amount::range);
        return Stated { range, text, at, as_stated: row.take("as_stated").map(|cell| cell.text.trim().to_owned()) };
    }
    let mut read = |name: &str| {
        let cell = row.take(name)?;
        match number(&cell.text) {
            Ok(number) => Some(number),
            Err((message, help)) => {
                tables.rows.fault(Code::BadAmount, format!("`{name}`: {message}"), (row.file, cell.at), help);
                None
            }
        }
    };
    let (stated, low, high) = (read("amount"), read("amount_min"), read("amount_max"));
    // A figure alone is exact; beside a limit, a bound that is not named is open.
    let alone = low.is_none() && high.is_none();
    let mut range = Range {
        stated,
        low: low.or(stated.filter(|_| alone)).unwrap_or_default(),
        high: high.or(stated.filter(|_| alone)),
    };
    if range.high.is_some_and(|high| high < range.low || range.stated.is_some_and(|stated| high < stated)) {
        let message = "the most that this amount can be is less than its least";
        tables.rows.fault(
            Code::BadAmount,
            message,
            (row.file, row.at.clone()),
            "turn `amount_min` and `amount_max` round",
        );
        range = Range::UNKNOWN;
    }
    Stated { range, text: None, at, as_stated: row.take("as_stated").map(|cell| cell.text.trim().to_owned()) }
}

/// A plain or scientific number of money. What is not a number, endless or unknown is refused, never taken for zero.
fn number(text: &str) -> Result<Decimal, (String, &'static str)> {
    let text = text.trim();
    let unknown = "leave an unknown amount out; write others as plain numbers, such as 38000000000";
    let number = Decimal::from_str_exact(text).or_else(|_| Decimal::from_scientific(text));
    let number = number.map_err(|_| (format!("`{}` is not an amount of money", short(text)), unknown))?;
    if number.is_sign_negative() && !number.is_zero() {
        return Err((format!("`{}` is negative", short(text)), "turn payer and payee round instead"));
    }
    if number > Decimal::from(MAX_AMOUNT) {
        return Err((format!("`{}` is more than {MAX_AMOUNT}", short(text)), unknown));
    }
    Ok(number.normalize())
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// The amount of the register's file, whether it is a share of a round, and what of it got lost.
pub(super) fn written(stated: &Stated, currency: &str) -> (String, bool, Option<&'static str>) {
    if let Some(amount) = &stated.text {
        return (amount.to_string(), false, None);
    }
    let range = stated.range;
    let as_stated = stated.as_stated.as_deref().and_then(|text| text.parse::<Amount>().ok());
    // The statement itself, where it says the same: it also knows `about` and `over`.
    if let Some(amount) = as_stated.filter(|amount| amount.range() == range && amount.currency.code() == currency) {
        return (amount.to_string(), false, None);
    }
    let (text, round, lost) = in_words(range, currency);
    // As the register writes it: `30B`, not `30000000000`.
    (text.parse::<Amount>().map_or(text, |amount| amount.to_string()), round, lost)
}

fn in_words(range: Range, currency: &str) -> (String, bool, Option<&'static str>) {
    let figure = |value: Decimal| if currency == "USD" { value.to_string() } else { format!("{currency} {value}") };
    let (low, high) = (range.low, range.high);
    match (range.stated, high) {
        (None, None) if low.is_zero() => ("?".to_owned(), false, None),
        (None, None) => (format!(">={}", figure(low)), false, Some("that a least amount was no stated amount")),
        (None, Some(high)) if low.is_zero() => (format!("<={}", figure(high)), true, None),
        (None, Some(high)) => {
            (format!("{}..{high}", figure(low)), false, Some("that the lower end of a range was no stated amount"))
        }
        (Some(own), Some(high)) if own == low && own == high => (figure(own), false, None),
        (Some(own), None) if own == low => (format!(">={}", figure(own)), false, None),
        (Some(own), Some(high)) if low.is_zero() && own == high => (format!("<={}", figure(own)), false, None),
        (Some(own), Some(high)) if own == low => (format!("{}..{high}", figure(own)), false, None),
        (Some(_), Some(high)) => {
            (format!("{}..{high}", figure(low)), false, Some("the stated figure within a range of amounts"))
        }
        (Some(_), None) => (format!(">={}", figure(low)), false, Some("the stated figure above a least amount")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in ["NaN", "inf", "-inf", "Infinity", "1e400", "-5", "1e19", "", "5 apples", "0x10"] {
            assert!(number(text).is_err(), "{text}");
        }
        for (text, value) in [("38000000000.0", 38_000_000_000_i64), ("4e10", 40_000_000_000), ("0", 0)] {
            assert_eq!(number(text).unwrap(), Decimal::from(value));
        }
    }

    #[test]
    fn every_amount_of_the_grammar_survives() {
        for text in ["10B", "~10B", ">=10B", ">10B", "<=100B", "2B..3B", "?"] {
            let amount: Amount = text.parse().unwrap();
            let stated = Stated { range: amount.range(), text: None, at: 0..0, as_stated: Some(text.to_owned()) };
            assert_eq!(written(&stated, "USD"), (text.to_owned(), false, None));
            let (again, round, lost) = written(&Stated { as_stated: None, ..stated }, "USD");
            assert_eq!(again.parse::<Amount>().unwrap().range(), amount.range(), "{text}");
            assert!(!round && lost.is_none());
        }
        let share =
            Stated { range: Range::share_of(Some(5.into())), text: None, at: 0..0, as_stated: Some("~2B".to_owned()) };
        assert_eq!(written(&share, "USD"), ("<=5".to_owned(), true, None));
    }
}
