//! How the cells of a ledger are read, as far as that is decided before the first row.

use super::{
    fold,
    reading::{DecimalSign, Incomplete, Negative, Reading},
    time_format::TimeFormat,
};

/// What was told by a first reading of the whole ledger and cannot be told by its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Told {
    pub(super) decimal: Option<DecimalSign>,
    pub(super) day_first: Option<bool>,
}

/// How cells are read.
#[derive(Debug, Clone)]
pub(super) struct How {
    pub(super) decimal: DecimalSign,
    /// Of `01/02/2026`, whether it is the first of February; none as long as nothing has told it.
    pub(super) day_first: Option<bool>,
    pub(super) format: Option<TimeFormat>,
    pub(super) negative: Negative,
    /// Whether rows that lack a payer or a payee are faults.
    pub(super) refuses_nobody: bool,
    /// Whether rows that lack a time or an amount are left out.
    pub(super) skips_unknown: bool,
    /// Whether a unit of times is that of a recognised layout: it is for steps, and nobody has said it of these numbers.
    pub(super) unit_of_layout: bool,
    nobody: Vec<String>,
    /// What was asked for, by the user or by a profile.
    pub(super) asked: Reading,
}

/// The forms of times that only say whether the day comes first.
const ORDERS: [(&str, bool); 2] = [("day-first", true), ("month-first", false)];

/// Whether the day comes first, if somebody has said it.
pub(super) fn asked_order(reading: &Reading) -> Option<bool> {
    let asked = reading.time_format.as_deref()?.trim().to_lowercase();
    ORDERS.iter().find(|(name, _)| *name == asked).map(|(_, day_first)| *day_first)
}

/// The word for it.
pub(super) fn order_name(day_first: bool) -> &'static str {
    if day_first { "day-first" } else { "month-first" }
}

/// Names that mean nobody, folded: words of people, of programs and of spreadsheets. The zero address of Ethereum is where
/// coins are made and burnt.
const NOBODY: [&str; 26] = [
    "null",
    "(null)",
    "<null>",
    "<na>",
    "\\n",
    "n.a.",
    "undefined",
    "not available",
    "unbekannt",
    "#ref!",
    "#value!",
    "#name?",
    "#null!",
    "nil",
    "none",
    "n/a",
    "#n/a",
    "na",
    "nan",
    "-",
    "--",
    "?",
    "unknown",
    "undisclosed",
    "(blank)",
    "0x0000000000000000000000000000000000000000",
];

impl How {
    pub(super) fn new(reading: &Reading, told: Told, format: Option<TimeFormat>) -> Self {
        Self {
            decimal: reading.decimal.or(told.decimal).unwrap_or(DecimalSign::Point),
            day_first: asked_order(reading).or(told.day_first),
            format,
            negative: reading.negative.unwrap_or(Negative::Refuse),
            refuses_nobody: reading.incomplete == Some(Incomplete::Refuse),
            skips_unknown: reading.incomplete == Some(Incomplete::Skip),
            unit_of_layout: false,
            nobody: reading.nobody.iter().map(|name| fold::folded(name)).collect(),
            asked: reading.clone(),
        }
    }

    /// Whether a name could mean nobody, by its first letter and its length: for most it cannot.
    #[inline]
    pub(super) fn might_be_nobody(&self, name: &[u8]) -> bool {
        let first = name.first().map_or(b'-', u8::to_ascii_lowercase);
        let is_usual = (name.len() <= 13 && matches!(first, b'n' | b'u' | b'#' | b'-' | b'?' | b'(' | b'<' | b'\\'))
            || (name.len() == 42 && name.starts_with(b"0x00000000"));
        is_usual || !self.nobody.is_empty()
    }

    /// Whether a text in the place of a time or an amount says that there is none.
    pub(super) fn says_nothing(text: &str) -> bool {
        let folded = fold::folded(text);
        folded == "nat" || folded.starts_with("0000-00-00") || NOBODY.contains(&folded.as_str())
    }

    /// Whether a name means nobody.
    pub(super) fn is_nobody(&self, name: &str) -> bool {
        if NOBODY.iter().any(|own| own.eq_ignore_ascii_case(name)) {
            return true;
        }
        if self.nobody.is_empty() && name.is_ascii() {
            return false;
        }
        let name = fold::folded(name);
        name.is_empty() || NOBODY.contains(&name.as_str()) || self.nobody.contains(&name)
    }
}
