//! What an agreement says beside its amount: what is paid a month, what was paid, how it can end.

use jiff::{Span, civil::Date};
use rust_decimal::Decimal;
use serde::Serialize;

use super::{Amount, Citation, EntityId, Precision, Range, Status, When, word::words};

/// A span of time for which an amount is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
}

words!(Per, "span of time", [Month = "month", Quarter = "quarter", Year = "year"]);

impl Per {
    fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }

    /// Whether a date says on which month, quarter or year it is.
    fn is_told_by(self, precision: Precision) -> bool {
        match precision {
            Precision::Day | Precision::Month => true,
            Precision::Quarter => self != Self::Month,
            Precision::Year => self == Self::Year,
            Precision::Before => false,
        }
    }
}

/// What is paid a month, a quarter or a year, from when until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fee {
    /// As stated.
    pub amount: Amount,
    /// The same in the base currency.
    pub value: Range,
    /// For how long each time.
    pub per: Per,
    /// Its first day, if stated.
    pub from: Option<When>,
    /// Its last day, if stated.
    pub until: Option<When>,
    /// Anything else.
    pub note: Option<String>,
    /// On whose word; empty where the deal's own sources speak for it.
    pub cite: Vec<Citation>,
}

impl Fee {
    /// The months, quarters or years for which it is paid: the first day of each, and the day after. Nothing if an end is not
    /// stated, is not known to the month (or the quarter, or the year), or if they are no whole number of them.
    ///
    /// ```
    /// use roundtrip::model::{Fee, Per, Range};
    /// let range = Range::exactly(1_250_000_000_i64.into());
    /// let (amount, from, until) = ("1.25B".parse()?, "2026-07".parse()?, "2029-05".parse()?);
    /// let (from, until) = (Some(from), Some(until));
    /// let fee = Fee { amount, value: range, per: Per::Month, from, until, note: None, cite: vec![] };
    /// assert_eq!(fee.spans().len(), 35);
    /// assert_eq!(fee.in_all(), Some(Range::exactly(43_750_000_000_i64.into())));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn spans(&self) -> Vec<(Date, Date)> {
        self.whole_spans().unwrap_or_default()
    }

    fn whole_spans(&self) -> Option<Vec<(Date, Date)>> {
        let (from, until) = (self.from?, self.until?);
        if !self.per.is_told_by(from.precision()) || !self.per.is_told_by(until.precision()) {
            return None;
        }
        let (first, after) = (from.first_day()?, until.day().tomorrow().ok()?);
        // Each is counted from the first, so that a month that begins on a 31st does not move.
        let start = |number: i32| {
            let months = Span::new().try_months(number.checked_mul(self.per.months())?).ok()?;
            first.checked_add(months).ok()
        };
        let mut spans = Vec::new();
        let mut begins = first;
        for number in 1.. {
            if begins >= after {
                break;
            }
            let ends = start(number)?;
            spans.push((begins, ends));
            begins = ends;
        }
        (begins == after).then_some(spans)
    }

    /// What it comes to over its time, where that is known.
    pub fn in_all(&self) -> Option<Range> {
        let spans = Decimal::from(self.spans().len());
        let times = |amount: Decimal| amount.saturating_mul(spans).normalize();
        let Range { stated, low, high } = self.value;
        (!spans.is_zero()).then(|| Range { stated: stated.map(times), low: times(low), high: high.map(times) })
    }
}

/// What had been paid in all by the end of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paid {
    /// The day.
    pub on: When,
    /// As stated, from the first payment to that day.
    pub amount: Amount,
    /// The same in the base currency.
    pub value: Range,
    /// Anything else.
    pub note: Option<String>,
    /// On whose word; empty where the deal's own sources speak for it.
    pub cite: Vec<Citation>,
}

/// Who may end an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// Whoever pays.
    Payer,
    /// Whoever is paid.
    Payee,
    /// Either of them.
    Either,
}

words!(By, "party", [Payer = "payer", Payee = "payee", Either = "either"]);

/// How an agreement can be ended before its time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Exit {
    /// Who may end it.
    pub by: By,
    /// With what notice, as stated: `90 days`.
    pub notice: Option<String>,
    /// From when on.
    pub from: Option<When>,
    /// What whoever ends it pays, as stated and in the base currency.
    pub pays: Option<(Amount, Range)>,
    /// Anything else.
    pub note: Option<String>,
    /// On whose word; empty where the deal's own sources speak for it.
    pub cite: Vec<Citation>,
}

/// What the payer gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Return {
    /// Shares of the payee or of somebody else.
    Shares,
    /// A right to buy shares.
    Warrants,
    /// Notes that can become shares.
    Notes,
    /// The money back, with interest.
    Interest,
    /// The use of computing.
    Capacity,
    /// Chips.
    Chips,
    /// Electricity.
    Power,
    /// The use of land and buildings.
    Site,
    /// The use of technology.
    Licence,
    /// A part of what the payee earns.
    RevenueShare,
    /// Somebody's promise to pay if another does not.
    Guarantee,
    /// Other goods.
    Goods,
    /// Work.
    Services,
}

words!(
    Return,
    "thing that a payer gets",
    [
        Shares = "shares",
        Warrants = "warrants",
        Notes = "notes",
        Interest = "interest",
        Capacity = "capacity",
        Chips = "chips",
        Power = "power",
        Site = "site",
        Licence = "licence",
        RevenueShare = "revenue-share",
        Guarantee = "guarantee",
        Goods = "goods",
        Services = "services",
    ]
);

/// What was pledged for a debt, and to whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pledge {
    /// What, in a few words.
    pub asset: String,
    /// To whom, if that is not the payer.
    pub to: Option<EntityId>,
    /// Anything else.
    pub note: Option<String>,
    /// On whose word; empty where the deal's own sources speak for it.
    pub cite: Vec<Citation>,
}

/// A status that was to be reached by a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Expected {
    /// By the end of this day, month, quarter or year.
    pub on: When,
    /// The status.
    pub status: Status,
    /// Anything else.
    pub note: Option<String>,
    /// On whose word; empty where the deal's own sources speak for it.
    pub cite: Vec<Citation>,
}
