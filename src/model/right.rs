//! What one party to a deal may do that others may not.

use std::{fmt, str::FromStr};

use jiff::civil::Date;
use serde::Serialize;

use super::{Citation, EntityId, UnknownWord, When};

/// How far a right keeps others out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Grant {
    /// Nobody else may.
    Exclusive,
    /// Others may if the holder does not want to.
    FirstRefusal,
    /// Others may too.
    NonExclusive,
}

impl Grant {
    /// All of them, the strictest first.
    pub const ALL: [Self; 3] = [Self::Exclusive, Self::FirstRefusal, Self::NonExclusive];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exclusive => "exclusive",
            Self::FirstRefusal => "first-refusal",
            Self::NonExclusive => "non-exclusive",
        }
    }

    /// In a table.
    pub fn words(self) -> &'static str {
        if self == Self::FirstRefusal { "first refusal" } else { self.name() }
    }
}

impl FromStr for Grant {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        UnknownWord::find(text, "kind of right", &Self::ALL, Self::name)
    }
}

/// A right that a deal gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Right {
    /// How far it keeps others out.
    pub grant: Grant,
    /// To what.
    pub scope: String,
    /// Who has it; the deal's payers if not said.
    pub holder: Option<EntityId>,
    /// Who gave it; the deal's payees if not said.
    pub bound: Option<EntityId>,
    /// Since when, if that is known.
    pub on: Option<When>,
    /// How long it was agreed to last: `2032`, or an event.
    pub until: Option<String>,
    /// When it did end.
    pub ended: Option<When>,
    /// Anything else.
    pub note: Option<String>,
    /// On whose word; empty where the deal's own sources speak for it.
    pub cite: Vec<Citation>,
}

/// Whether a right is in force on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum InForce {
    /// It is in force.
    #[serde(rename = "in-force")]
    Yes,
    /// Its dates are too coarse to say.
    Unknown,
    /// It has ended.
    Ended,
    /// It has not begun.
    NotYet,
}

impl InForce {
    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => "in-force",
            Self::Unknown => "unknown",
            Self::Ended => "ended",
            Self::NotYet => "not-yet",
        }
    }
}

impl fmt::Display for Right {
    /// `exclusive: computing; since 2025-10-28, agreed until 2032, ended 2026-04-27`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.grant.words(), self.scope, self.term())?;
        if let Some(ended) = self.ended {
            write!(f, ", ended {ended}")?;
        }
        self.note.iter().try_for_each(|note| write!(f, " ({note})"))
    }
}

impl Right {
    /// Since when, and until when it was agreed.
    pub fn term(&self) -> String {
        let since = self.on.map_or_else(|| "since when is not recorded".to_owned(), |on| format!("since {on}"));
        let until = self.until.as_ref().map_or_else(String::new, |until| format!(", agreed until {until}"));
        since + &until
    }

    /// How it stands on a day, by its own dates. What began or ended in a month, a year or before a day is known to have
    /// done so only from the last day that it can have been.
    pub fn on_day(&self, day: Date) -> InForce {
        if self.ended.is_some_and(|ended| ended.day() <= day) {
            return InForce::Ended;
        }
        // Whether it can have been so by then already.
        let maybe = |when: When| when.first_day().is_none_or(|first| first <= day);
        match self.on {
            Some(on) if on.day() > day => {
                if maybe(on) {
                    InForce::Unknown
                } else {
                    InForce::NotYet
                }
            }
            None => InForce::Unknown,
            Some(_) if self.ended.is_some_and(maybe) => InForce::Unknown,
            Some(_) => InForce::Yes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coarse_dates_leave_open_what_they_leave_open() {
        let force = |on: Option<&str>, ended: Option<&str>, day: &str| {
            let when = |text: Option<&str>| text.map(|text| text.parse().unwrap());
            let (holder, bound, until, note) = (None, None, None, None);
            let (on, ended, scope, cite) = (when(on), when(ended), String::new(), Vec::new());
            Right { grant: Grant::Exclusive, scope, holder, bound, on, until, ended, note, cite }
                .on_day(day.parse().unwrap())
        };
        assert_eq!(force(Some("2025-03-10"), None, "2025-03-09"), InForce::NotYet);
        assert_eq!(force(Some("2025-03-10"), None, "2025-03-10"), InForce::Yes);
        assert_eq!(force(Some("2025-03"), None, "2025-02-28"), InForce::NotYet);
        assert_eq!(force(Some("2025-03"), None, "2025-03-10"), InForce::Unknown);
        assert_eq!(force(Some("<2025-03-10"), None, "2020-01-01"), InForce::Unknown);
        assert_eq!(force(Some("<2025-03-10"), None, "2025-03-09"), InForce::Yes);
        assert_eq!(force(Some("2025"), Some("2026-04-27"), "2026-04-26"), InForce::Yes);
        assert_eq!(force(Some("2025"), Some("2026-04-27"), "2026-04-27"), InForce::Ended);
        assert_eq!(force(Some("2019"), Some("<2025-10-29"), "2024-01-01"), InForce::Unknown);
        assert_eq!(force(None, Some("2025-10-28"), "2024-01-01"), InForce::Unknown);
        assert_eq!(force(None, Some("2025-10-28"), "2025-10-28"), InForce::Ended);
    }
}
