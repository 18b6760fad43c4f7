//! What each column holds, and how.

use std::io;

use parquet::data_type::{ByteArray, FixedLenByteArray};

use crate::{
    circuits::Loop,
    ledger::{Ledger, TimeForm},
    scan::listing::Listing,
};

/// The most digits of a decimal.
const DIGITS: usize = 38;
/// The decimals of a second in the two units of moments.
const MICROS: u32 = 6;
const NANOS: u32 = 9;
/// A day in seconds.
const DAY: i64 = 86_400;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Id,
    Length,
    Vertices,
    Files,
    Rows,
    Times,
    Amounts,
    Currency,
    Currencies,
    Bottleneck,
    BottleneckCurrency,
    First,
    Last,
    Span,
    Count,
}

/// A value in one of the types of Parquet.
pub(super) enum Value {
    Small(i32),
    Whole(i64),
    Text(ByteArray),
    Decimal(FixedLenByteArray),
}

/// The values of a column, and where they belong: lists are repeated, and what is missing is not defined.
#[derive(Default)]
pub(super) struct Values {
    pub(super) list: Vec<Value>,
    pub(super) definitions: Vec<i16>,
    pub(super) repetitions: Vec<i16>,
}

impl Values {
    /// Adds the value of a loop.
    fn one(&mut self, value: Option<Value>) {
        self.definitions.push(i16::from(value.is_some()));
        self.list.extend(value);
    }
}

impl Field {
    /// Those of a ledger, in their order.
    pub(super) fn of(listing: &Listing<'_>, counts: bool) -> Vec<Self> {
        let ledger = listing.ledger();
        let (timed, priced) = (ledger.times().is_some(), ledger.amounts().is_some());
        let fields = [
            (Self::Id, true),
            (Self::Length, true),
            (Self::Vertices, true),
            (Self::Files, listing.has_files),
            (Self::Rows, true),
            (Self::Times, timed),
            (Self::Amounts, priced),
            (Self::Currency, listing.has_currencies),
            (Self::Currencies, listing.has_currencies),
            (Self::Bottleneck, priced),
            (Self::BottleneckCurrency, listing.has_currencies),
            (Self::First, timed),
            (Self::Last, timed),
            (Self::Span, timed),
            (Self::Count, counts),
        ];
        fields.into_iter().filter(|(_, there)| *there).map(|(field, _)| field).collect()
    }

    pub(super) fn is_list(self) -> bool {
        matches!(self, Self::Vertices | Self::Files | Self::Rows | Self::Times | Self::Amounts | Self::Currencies)
    }

    /// Whether a value, or one of a list, may be missing.
    fn is_optional(self) -> bool {
        matches!(self, Self::Currency | Self::Currencies | Self::Bottleneck | Self::BottleneckCurrency)
    }

    pub(super) fn has_definitions(self) -> bool {
        self.is_list() || self.is_optional()
    }

    /// How the schema has it.
    pub(super) fn declared(self, listing: &Listing<'_>) -> String {
        let ledger = listing.ledger();
        let decimal = |scale: u32| ("FIXED_LEN_BYTE_ARRAY (16)".to_owned(), format!(" (DECIMAL({DIGITS},{scale}))"));
        let plain = |kind: &str, meaning: &str| (kind.to_owned(), meaning.to_owned());
        let numbers = |scale: u32| if scale == 0 { plain("INT64", "") } else { decimal(scale) };
        let (name, (kind, meaning)) = match self {
            Self::Id => ("id", plain("BYTE_ARRAY", " (UTF8)")),
            Self::Length => ("length", plain("INT32", "")),
            Self::Vertices => ("vertices", plain("BYTE_ARRAY", " (UTF8)")),
            Self::Files => ("files", plain("BYTE_ARRAY", " (UTF8)")),
            Self::Rows => ("rows", plain("INT64", "")),
            Self::Times | Self::First | Self::Last => {
                let name =
                    ["times", "first", "last"][usize::from(self != Self::Times) + usize::from(self == Self::Last)];
                let kind = match ledger.time_form() {
                    TimeForm::Dates => plain("INT32", " (DATE)"),
                    _ if !ledger.dated() => numbers(ledger.time_scale()),
                    _ if ledger.time_scale() <= MICROS => plain("INT64", " (TIMESTAMP(MICROS,true))"),
                    _ => plain("INT64", " (TIMESTAMP(NANOS,true))"),
                };
                (name, kind)
            }
            Self::Amounts => ("amounts", decimal(places(|out| ledger.put_amount(0, out)))),
            // Converted amounts have decimals of their own.
            Self::Bottleneck => {
                let one = |out: &mut Vec<u8>| ledger.size(0).map_or((), |size| ledger.put_size(size, out));
                ("bottleneck", decimal(places(one)))
            }
            Self::Currency => ("currency", plain("BYTE_ARRAY", " (UTF8)")),
            Self::Currencies => ("currencies", plain("BYTE_ARRAY", " (UTF8)")),
            Self::BottleneckCurrency => ("bottleneck_currency", plain("BYTE_ARRAY", " (UTF8)")),
            Self::Span => ("span", numbers(ledger.time_scale())),
            Self::Count => ("count", plain("INT64", " (INTEGER(64,false))")),
        };
        let need = if self.is_optional() { "OPTIONAL" } else { "REQUIRED" };
        if self.is_list() {
            return format!(
                "REQUIRED GROUP {name} (LIST) {{ REPEATED GROUP list {{ {need} {kind} element{meaning}; }} }} "
            );
        }
        format!("{need} {kind} {name}{meaning}; ")
    }

    /// Adds what a loop has: its id, its payments, how many loops it stands for.
    pub(super) fn put(
        self,
        listing: &Listing<'_>,
        (id, found, count): (&[u8], &Loop, u64),
        values: &mut Values,
    ) -> io::Result<()> {
        let ledger = listing.ledger();
        let text = |text: &str| Value::Text(text.as_bytes().to_vec().into());
        let times = ledger.times().unwrap_or_default();
        let time = |row: u32| times[row as usize];
        let whole = |number: usize| Value::Small(i32::try_from(number).unwrap_or(i32::MAX));
        let one_currency = || {
            let first = ledger.currency(found.rows[0]);
            first.filter(|_| found.rows.iter().all(|&row| ledger.currency(row) == first))
        };
        match self {
            Self::Id => values.one(Some(Value::Text(id.to_vec().into()))),
            Self::Length => values.one(Some(whole(found.length()))),
            Self::Vertices => {
                let names = found.vertices.iter().map(|&vertex| Ok(Some(text(ledger.accounts().name(vertex)))));
                return self.each(names, values);
            }
            Self::Files => {
                return self.each(
                    found.rows.iter().map(|&row| Ok(Some(text(ledger.place(row).0.unwrap_or_default())))),
                    values,
                );
            }
            Self::Rows => {
                let place = |&row: &u32| Ok(Some(Value::Whole(ledger.place(row).1.cast_signed())));
                return self.each(found.rows.iter().map(place), values);
            }
            Self::Times => return self.each(found.rows.iter().map(|&row| moment(ledger, time(row)).map(Some)), values),
            Self::Amounts => {
                let amount = |&row: &u32| amount(|out| ledger.put_amount(row, out)).map(Some);
                return self.each(found.rows.iter().map(amount), values);
            }
            Self::Currency => values.one(one_currency().map(text)),
            Self::Currencies => {
                return self.each(found.rows.iter().map(|&row| Ok(ledger.currency(row).map(text))), values);
            }
            Self::Bottleneck => {
                let least = found.bottleneck(ledger).map(|size| amount(|out| ledger.put_size(size, out)));
                values.one(least.transpose()?);
            }
            Self::BottleneckCurrency => {
                values.one(found.bottleneck(ledger).and_then(|size| ledger.unit(size)).map(text));
            }
            Self::First => values.one(found.period(ledger).map(|(first, _)| moment(ledger, first)).transpose()?),
            Self::Last => values.one(found.period(ledger).map(|(_, last)| moment(ledger, last)).transpose()?),
            Self::Span => values.one(found.span(ledger).map(|span| number(span, ledger.time_scale()))),
            Self::Count => values.one(Some(Value::Whole(count.cast_signed()))),
        }
        Ok(())
    }

    /// Adds the list of a loop.
    fn each(self, list: impl Iterator<Item = io::Result<Option<Value>>>, values: &mut Values) -> io::Result<()> {
        for (at, value) in list.enumerate() {
            let value = value?;
            values.repetitions.push(i16::from(at > 0));
            values.definitions.push(1 + i16::from(self.is_optional() && value.is_some()));
            values.list.extend(value);
        }
        Ok(())
    }
}

/// The decimals of amounts, which all have the same, by one of them.
fn places(put: impl FnOnce(&mut Vec<u8>)) -> u32 {
    let mut text = Vec::new();
    put(&mut text);
    let point = text.iter().position(|&byte| byte == b'.');
    point.map_or(0, |point| u32::try_from(text.len() - point - 1).unwrap_or(0))
}

/// An amount from its text, which has the decimals of all.
fn amount(put: impl FnOnce(&mut Vec<u8>)) -> io::Result<Value> {
    let mut text = Vec::new();
    put(&mut text);
    let text = String::from_utf8(text).unwrap_or_default();
    let digits: String = text.chars().filter(|&c| c != '.').collect();
    let fits = digits.trim_start_matches(['-', '0']).len() <= DIGITS;
    let units: Option<i128> = digits.parse().ok().filter(|_| fits);
    units.map(decimal).ok_or_else(|| beyond(&text))
}

fn beyond(text: &str) -> io::Error {
    io::Error::other(format!("{text} is beyond what Parquet can hold; CSV and JSON hold any number"))
}

fn decimal(units: i128) -> Value {
    Value::Decimal(FixedLenByteArray::from(units.to_be_bytes().to_vec()))
}

/// A whole number of 10^-scale.
fn number(units: i64, scale: u32) -> Value {
    if scale == 0 { Value::Whole(units) } else { decimal(units.into()) }
}

/// A time in the unit of its column.
fn moment(ledger: &Ledger, time: i64) -> io::Result<Value> {
    let scale = ledger.time_scale();
    let held = if ledger.time_form() == TimeForm::Dates {
        i32::try_from(time.div_euclid(DAY * 10_i64.pow(scale))).ok().map(Value::Small)
    } else if ledger.dated() {
        let wanted = if scale <= MICROS { MICROS } else { NANOS };
        let factor = wanted.checked_sub(scale).map(|places| 10_i64.pow(places));
        factor.and_then(|factor| time.checked_mul(factor)).map(Value::Whole)
    } else {
        Some(number(time, scale))
    };
    held.ok_or_else(|| beyond(&ledger.time_words(time)))
}
