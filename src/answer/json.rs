//! A value of an answer as data. This is the one place that knows what is a number, what is text, and what is `null`:
//! what nobody stated is `null`, and never zero.

use rust_decimal::Decimal;
use serde::{
    Serialize, Serializer,
    ser::{SerializeMap as _, SerializeSeq as _},
};

use super::cell::{Cell, Record};
use crate::{
    measure::{Ratio, Span, Sum},
    model::Range,
};

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nothing => to.serialize_none(),
            Self::Text(text) | Self::Named { id: text, .. } => to.serialize_str(text),
            Self::Count(count) => count.serialize(to),
            Self::Whole(number) => to.serialize_i128(*number),
            Self::Flag(flag) => to.serialize_bool(*flag),
            Self::Day(when) => when.serialize(to),
            Self::Money(amount) => number(*amount, to),
            Self::Recorded(share) => number(Some(*share), to),
            Self::Computed(_) | Self::Share(_) | Self::Number(_) => self.number().serialize(to),
            Self::Between(_)
            | Self::Amount(_)
            | Self::Total(_)
            | Self::Shares(_)
            | Self::Part(_)
            | Self::PerDollar(_) => self.parts().serialize(to),
            Self::List(cells) => {
                let mut list = to.serialize_seq(Some(cells.len()))?;
                for cell in cells {
                    list.serialize_element(cell)?;
                }
                list.end()
            }
            Self::Record(record) => record.serialize(to),
        }
    }
}

impl Cell {
    /// A computed number as data; `None` for what is none. The last digits of a float say nothing: shares and plain
    /// numbers have twelve significant digits, amounts fifteen.
    pub(super) fn number(&self) -> Option<f64> {
        let (number, digits) = match self {
            Self::Computed(amount) => (*amount, 15),
            Self::Share(number) | Self::Number(number) => ((*number)?, 12),
            _ => return None,
        };
        let rounded = format!("{number:.*e}", digits - 1).parse().unwrap_or(number);
        Some(rounded).filter(|number: &f64| number.is_finite())
    }

    /// What a value is made of that has several figures, with their names.
    pub(super) fn parts(&self) -> Option<Record> {
        Some(match self {
            Self::Between(Span { low, high }) => Record::new().with("low", *low).with("high", *high),
            Self::Amount(range) => amount(*range),
            Self::Total(sum) => total(sum),
            Self::Shares(ends) => {
                let (low, high) = (ends.map(|ends| ends.0), ends.map(|ends| ends.1));
                Record::new().with("low", Self::Share(low)).with("high", Self::Share(high))
            }
            Self::Part(one) | Self::PerDollar(one) => ratio(*one),
            Self::Record(record) => record.clone(),
            _ => return None,
        })
    }
}

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        for (key, cell) in self.fields() {
            map.serialize_entry(key, cell)?;
        }
        map.end()
    }
}

/// An exact number.
fn number<S: Serializer>(amount: Option<Decimal>, to: S) -> Result<S::Ok, S::Error> {
    match amount {
        Some(amount) => rust_decimal::serde::arbitrary_precision::serialize(&amount.normalize(), to),
        None => to.serialize_none(),
    }
}

fn amount(range: Range) -> Record {
    Record::new().with("stated", Cell::Money(range.stated)).with("low", range.low).with("high", Cell::Money(range.high))
}

fn ratio(one: Ratio) -> Record {
    let [stated, low, high] = [one.stated, one.low, one.high].map(Cell::Share);
    Record::new().with("stated", stated).with("low", low).with("high", high)
}

fn total(sum: &Sum) -> Record {
    amount(sum.value)
        .with("undisclosed", sum.unstated)
        .with("weakest", sum.weakest)
        .with("last", sum.last)
        .with("deals", Cell::list(&sum.deals))
}
