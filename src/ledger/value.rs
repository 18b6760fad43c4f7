//! A value of a Parquet column: what it says as a name, a time or an amount.

use std::fmt::Write;

use parquet::data_type::{ByteArray, Int96};

use super::{
    cells::{self, Number},
    error::Flaw,
    times::{self, DAY, TimeForm, wide_decimal},
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

    pub(super) fn time(&self, buffer: &mut String) -> Result<(Number, TimeForm), Flaw> {
        match self {
            Self::Lacking(flaw) => Err(*flaw),
            Self::Text(text) => times::read(text.data()),
            Self::Decimal { units, places } => Ok((exact(*units, *places)?, TimeForm::Numbers)),
            Self::Single(_) | Self::Double(_) => times::read(self.name(buffer)),
            Self::Moment { units, places } => Ok((exact(*units, *places)?, TimeForm::DateTimes)),
            Self::Day(day) => Ok((exact(i128::from(*day) * i128::from(DAY), 0)?, TimeForm::Dates)),
        }
    }

    pub(super) fn amount(&self, buffer: &mut String) -> Result<Number, Flaw> {
        match self {
            Self::Lacking(flaw) => Err(*flaw),
            Self::Text(text) => cells::number(text.data()),
            Self::Decimal { units, places } => exact(*units, *places),
            Self::Single(_) | Self::Double(_) => cells::number(self.name(buffer)),
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
    Number::new(units, places)
}
