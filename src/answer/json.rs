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
            Self::Money(amount) => number(*amount, to),
            Self::Recorded(share) => number(Some(*share), to),
            Self::Computed(amount) => finite(Some(*amount), to),
            Self::Between(Span { low, high }) => Record::new().with("low", *low).with("high", *high).serialize(to),
            Self::Amount(range) => amount(*range).serialize(to),
            Self::Total(sum) => total(sum).serialize(to),
            Self::Share(number) | Self::Number(number) => finite(*number, to),
            Self::Shares(ends) => {
                let (low, high) = (ends.map(|ends| ends.0), ends.map(|ends| ends.1));
                Record::new().with("low", Self::Share(low)).with("high", Self::Share(high)).serialize(to)
            }
            Self::Part(one) | Self::PerDollar(one) => ratio(*one).serialize(to),
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

/// A float; what is no number is `null`.
fn finite<S: Serializer>(number: Option<f64>, to: S) -> Result<S::Ok, S::Error> {
    match number.filter(|number| number.is_finite()) {
        Some(number) => to.serialize_f64(number),
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
