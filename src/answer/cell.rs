//! One value of an answer, or several with names. This is the one place that knows what it is called, for a reader;
//! `json` knows its data.

use std::borrow::Cow;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::words;
use crate::{
    flow::{Node, Scope},
    measure::{Quantity, Ratio, Span, Sum},
    model::{Currency, DealId, EntityId, Kind, Mark, Range, SourceId, Status, When},
};

/// One value of an answer.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Cell {
    /// Nothing: `null` in data, an empty cell for a reader.
    Nothing,
    /// Words.
    Text(String),
    /// An id for programs and a name for readers.
    Named {
        /// As in the register.
        id: String,
        /// As a reader knows it.
        name: String,
    },
    /// How many.
    Count(usize),
    /// A whole number that is no count, such as days, a year or a seed: without a comma.
    Whole(i128),
    /// Yes or no.
    Flag(bool),
    /// A date, as exactly as it is known.
    Day(When),
    /// An amount in the base currency; `None` is unknown or without limit, and never zero.
    Money(Option<Decimal>),
    /// An amount that was computed, and so is as exact as a float is.
    Computed(f64),
    /// From the least to the most.
    Between(Span),
    /// What a statement leaves open.
    Amount(Range),
    /// What some deals come to together.
    Total(Box<Sum>),
    /// A part of a whole, 1 being all of it.
    Share(Option<f64>),
    /// A part of a whole exactly as it is recorded.
    Recorded(Decimal),
    /// A part of a whole, from the least to the most.
    Shares(Option<(f64, f64)>),
    /// One sum over another, as a part of a whole.
    Part(Ratio),
    /// One sum over another, as dollars to a dollar.
    PerDollar(Ratio),
    /// A plain number, such as a level.
    Number(Option<f64>),
    /// Several values.
    List(Vec<Cell>),
    /// Named values.
    Record(Record),
}

/// Values with names, in the order in which they were given.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    fields: Vec<(Cow<'static, str>, Cell)>,
}

impl Cell {
    /// A company or asset of a graph.
    pub fn node(scope: &Scope<'_>, node: Node) -> Self {
        Self::entity(scope, scope.graph.id(node))
    }

    /// An entity of the register.
    pub fn entity(scope: &Scope<'_>, id: &EntityId) -> Self {
        Self::Named { id: id.to_string(), name: scope.register.name(id).to_owned() }
    }

    /// Several values of one kind.
    pub fn list<T: Into<Self>>(values: impl IntoIterator<Item = T>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }

    /// How exactly a date is known, for the column of a spreadsheet beside it.
    #[must_use]
    pub fn precision(&self) -> Self {
        match self {
            Self::Day(when) => when.precision().name().into(),
            _ => Self::Nothing,
        }
    }

    /// A computed quantity, which may be missing.
    pub fn quantity(quantity: Option<&Quantity>) -> Self {
        Self::Share(quantity.map(Quantity::value))
    }

    /// Whether it is an amount, or has one within.
    fn has_money(&self) -> bool {
        match self {
            Self::Money(_) | Self::Computed(_) | Self::Between(_) | Self::Amount(_) | Self::Total(_) => true,
            Self::List(cells) => cells.iter().any(Self::has_money),
            Self::Record(record) => record.has_money(),
            _ => false,
        }
    }

    /// For a reader; its money is in that currency.
    pub fn words(&self, base: Currency) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(text) => text.clone(),
            Self::Named { name, .. } => name.clone(),
            Self::Count(count) => words::thousands(*count),
            Self::Whole(number) => number.to_string(),
            Self::Flag(flag) => words::yes_no(*flag).to_owned(),
            Self::Day(when) => when.to_string(),
            Self::Money(amount) => amount.map_or_else(|| words::NONE.to_owned(), |amount| base.money(amount)),
            Self::Computed(amount) => words::about_money(*amount, base),
            Self::Between(Span { low, high }) => base.between(*low, *high),
            Self::Amount(range) => range.words(base),
            Self::Total(sum) => words::sum(sum, base),
            Self::Share(ratio) => words::percent(*ratio),
            Self::Recorded(share) => words::exact_percent(*share),
            Self::Shares(ends) => words::percents(*ends),
            Self::Part(ratio) => words::part(*ratio),
            Self::PerDollar(ratio) => words::per_dollar(*ratio, base),
            Self::Number(number) => number.map_or_else(|| words::NONE.to_owned(), |number| format!("{number:.2}")),
            Self::List(cells) => cells.iter().map(|cell| cell.words(base)).collect::<Vec<_>>().join(", "),
            Self::Record(record) => record.words(base),
        }
    }
}

impl Record {
    /// Without a field yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// With one field more.
    #[must_use]
    pub fn with(mut self, key: impl Into<Cow<'static, str>>, value: impl Into<Cell>) -> Self {
        self.put(key, value);
        self
    }

    /// Adds a field.
    pub fn put(&mut self, key: impl Into<Cow<'static, str>>, value: impl Into<Cell>) {
        self.fields.push((key.into(), value.into()));
    }

    /// With the fields of another record after its own.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.fields.extend(other.fields);
        self
    }

    /// Every field.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &Cell)> {
        self.fields.iter().map(|(key, cell)| (key.as_ref(), cell))
    }

    /// Whether any of its values is an amount.
    pub fn has_money(&self) -> bool {
        self.fields.iter().any(|(_, cell)| cell.has_money())
    }

    /// For a reader: the values one after the other.
    pub fn words(&self, base: Currency) -> String {
        self.fields.iter().map(|(_, cell)| cell.words(base)).collect::<Vec<_>>().join(" ")
    }
}

macro_rules! text {
    ($($from:ty),*) => {$(
        impl From<$from> for Cell {
            fn from(value: $from) -> Self {
                Self::Text(value.to_string())
            }
        }
    )*};
}
text!(&str, String, &String, &DealId, &EntityId, &SourceId, DealId, EntityId, Date);

macro_rules! variant {
    ($($from:ty => $variant:ident),*) => {$(
        impl From<$from> for Cell {
            fn from(value: $from) -> Self {
                Self::$variant(value)
            }
        }
    )*};
}
variant!(usize => Count, bool => Flag, When => Day, Range => Amount, Span => Between, Record => Record, Vec<Cell> => List);

impl From<&When> for Cell {
    fn from(value: &When) -> Self {
        Self::Day(*value)
    }
}

impl From<u32> for Cell {
    fn from(value: u32) -> Self {
        Self::Count(value as usize)
    }
}

impl From<Decimal> for Cell {
    fn from(value: Decimal) -> Self {
        Self::Money(Some(value))
    }
}

impl From<&Sum> for Cell {
    fn from(value: &Sum) -> Self {
        Self::Total(Box::new(value.clone()))
    }
}

impl From<Status> for Cell {
    fn from(value: Status) -> Self {
        Self::Named { id: value.name().to_owned(), name: value.words().to_owned() }
    }
}

impl From<Mark> for Cell {
    fn from(value: Mark) -> Self {
        Self::Text(value.name().to_owned())
    }
}

impl From<Kind> for Cell {
    fn from(value: Kind) -> Self {
        Self::Named { id: value.name().to_owned(), name: value.to_string() }
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}
