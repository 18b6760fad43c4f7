//! A value of a Parquet column: what it says as a name, a time or an amount.

use std::fmt::Write;

use parquet::data_type::{ByteArray, Int96};

use super::{
    amount::{Amount, Figure, Signs},
    error::Flaw,
    how::How,
    money::{Money, money},
    number::{MAX_PLACES, Number},
    reading::DecimalSign,
    time::{DAY, DayOrder, Time, TimeForm},
    times::{self, wide_decimal},
};

/// One value, whatever its column's type is.
#[derive(Debug, Clone)]
pub(super) enum Value {
    /// None, or one that this program cannot hold.
    Lacking(Flaw),
    Text(ByteArray),
    /// `units` / 10^`places`.
    Decimal {
        units: i128,
        places: u8,
    },
    Single(f32),
    Double(f64),
    /// A moment, in 10^-`places` seconds since 1970.
    Moment {
        units: i128,
        places: u8,
    },
    /// A day, counted from 1970.
    Day(i64),
}

impl Value {
    /// A decimal in two's complement, the highest byte first.
    pub(super) fn big_endian(bytes: &[u8], places: u8) -> Self {
        let sign = if bytes.first().is_some_and(|&byte| byte >= 0x80) { u8::MAX } else { 0 };
        // Only bytes that repeat the sign can be left out.
        let (extra, low) = bytes.split_at(bytes.len().saturating_sub(16));
        let units = low.iter().fold(i128::from(sign.cast_signed()), |units, &byte| units << 8 | i128::from(byte));
        let fits = extra.iter().all(|&byte| byte == sign) && (units < 0) == (sign != 0);
        if fits { Self::Decimal { units, places } } else { Self::Lacking(Flaw::TooLarge) }
    }

    /// The old form of a moment: a Julian day and the nanoseconds in it.
    pub(super) fn julian(moment: &Int96) -> Self {
        let &[low, high, day] = moment.data() else { return Self::Lacking(Flaw::NotATime) };
        let nanos = i128::from(high) << 32 | i128::from(low);
        let seconds = (i128::from(day) - 2_440_588) * i128::from(DAY);
        Self::Moment { units: seconds * 1_000_000_000 + nanos, places: 9 }
    }

    /// As the name of an account, or for a message; empty if there is none. Values that are not text are written into
    /// `buffer`.
    pub(super) fn name<'a>(&'a self, buffer: &'a mut String) -> &'a [u8] {
        buffer.clear();
        let written = match self {
            Self::Lacking(_) => Ok(()),
            Self::Text(text) => return text.data(),
            Self::Decimal { units, places } => match i64::try_from(*units) {
                Ok(units) if *places == 0 => write!(buffer, "{units}"),
                _ => write!(buffer, "{}", wide_decimal(*units, (*places).into())),
            },
            // The shortest decimal that is this float and no other; never with a power of ten.
            Self::Single(float) => write!(buffer, "{float}"),
            Self::Double(float) => write!(buffer, "{float}"),
            Self::Moment { units, places } => match i64::try_from(*units) {
                Ok(units) => write!(buffer, "{}", times::words(units, (*places).into(), TimeForm::DateTimes)),
                Err(_) => write!(buffer, "{}", wide_decimal(*units, (*places).into())),
            },
            Self::Day(day) => write!(buffer, "{}", times::words(day.saturating_mul(DAY), 0, TimeForm::Dates)),
        };
        debug_assert!(written.is_ok(), "a string takes everything");
        buffer.as_bytes()
    }

    /// As a time; `text` is its name.
    pub(super) fn time(&self, text: &[u8], how: &How) -> Result<Time, Flaw> {
        let clear = |number, form| Time { number, form, order: DayOrder::Clear };
        match self {
            Self::Lacking(flaw) => Err(*flaw),
            Self::Text(_) | Self::Single(_) | Self::Double(_) => times::read(text, how),
            // A number may spell a day in a form that was named.
            Self::Decimal { .. } if how.format.is_some() => times::read(text, how),
            Self::Decimal { units, places } => Ok(clear(exact(*units, *places)?, TimeForm::Numbers)),
            Self::Moment { units, places } => Ok(clear(exact(*units, *places)?, TimeForm::DateTimes)),
            Self::Day(day) => Ok(clear(exact(i128::from(*day) * i128::from(DAY), 0)?, TimeForm::Dates)),
        }
    }

    /// As an amount; `text` is its name.
    pub(super) fn amount<'a>(&self, text: &'a [u8], how: &How, signs: &mut Signs) -> Result<Money<'a>, Flaw> {
        match self {
            Self::Lacking(flaw) => Err(*flaw),
            Self::Text(_) => money(text, how.decimal, signs),
            // A float has its decimals behind a point, whatever stands in texts.
            Self::Single(_) | Self::Double(_) => money(text, DecimalSign::Point, &mut Signs::default()),
            Self::Decimal { units, places } => Ok(match exact(*units, *places) {
                Ok(number) => Money::Plain(number),
                Err(_) => Money::Odd(Box::new(Amount {
                    figure: Figure::Large { units: units.unsigned_abs().into(), places: u32::from(*places) },
                    is_negative: *units < 0,
                    mark: "",
                })),
            }),
            Self::Moment { .. } | Self::Day(_) => Err(Flaw::NotANumber),
        }
    }
}

/// The number without zeros at the end of its decimals: a type may have more of them than any value needs.
fn exact(mut units: i128, mut places: u8) -> Result<Number, Flaw> {
    while places > 0 && i64::try_from(units).is_err() && units % 10 == 0 {
        units /= 10;
        places -= 1;
    }
    let mut units = i64::try_from(units).map_err(|_| Flaw::TooLarge)?;
    while places > 0 && units % 10 == 0 {
        units /= 10;
        places -= 1;
    }
    if places <= MAX_PLACES { Ok(Number { units, places }) } else { Err(Flaw::TooLarge) }
}
