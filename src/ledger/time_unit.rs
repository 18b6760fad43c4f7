//! The length of one step of a time that is a plain number.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// What 1 is in a column of times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TimeUnit {
    /// 10^-9 of a second.
    Nanosecond,
    /// 10^-6 of a second.
    Microsecond,
    /// 10^-3 of a second.
    Millisecond,
    /// A second; of dates and date-times too.
    Second,
    /// 60 seconds.
    Minute,
    /// 3,600 seconds.
    Hour,
    /// 86,400 seconds.
    Day,
    /// Seven days.
    Week,
    /// A day since 1899-12-30, as in a spreadsheet.
    Excel,
}

impl TimeUnit {
    /// Every unit with its names, the first of which is printed.
    const NAMES: [(Self, &'static [&'static str]); 9] = [
        (Self::Nanosecond, &["nanosecond", "ns"]),
        (Self::Microsecond, &["microsecond", "us", "µs"]),
        (Self::Millisecond, &["millisecond", "ms"]),
        (Self::Second, &["second", "s", "sec"]),
        (Self::Minute, &["minute", "min", "m"]),
        (Self::Hour, &["hour", "h"]),
        (Self::Day, &["day", "d"]),
        (Self::Week, &["week", "w"]),
        (Self::Excel, &["excel"]),
    ];

    /// Its name: `hour`.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(unit, _)| *unit == self).map_or("", |(_, names)| names[0])
    }

    /// Its length in nanoseconds.
    pub fn nanoseconds(self) -> i64 {
        const SECOND: i64 = 1_000_000_000;
        match self {
            Self::Nanosecond => 1,
            Self::Microsecond => 1_000,
            Self::Millisecond => 1_000_000,
            Self::Second => SECOND,
            Self::Minute => 60 * SECOND,
            Self::Hour => 3_600 * SECOND,
            Self::Day | Self::Excel => 86_400 * SECOND,
            Self::Week => 604_800 * SECOND,
        }
    }

    /// Whether numbers in it are counted from 1970.
    pub(super) fn since_1970(self) -> bool {
        matches!(self, Self::Nanosecond | Self::Microsecond | Self::Millisecond | Self::Second)
    }
}

impl fmt::Display for TimeUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for TimeUnit {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let text = text.trim().to_lowercase();
        let plural = text.strip_suffix('s').unwrap_or(&text);
        let is = |names: &[&str]| names.contains(&text.as_str()) || names[0] == plural;
        Self::NAMES.iter().find(|(_, names)| is(names)).map(|(unit, _)| *unit).ok_or(())
    }
}
