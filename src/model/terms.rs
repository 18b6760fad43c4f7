//! What an agreement says beside its amount: what is paid a month, what was paid, how it can end.

use serde::Serialize;

use super::{Amount, Citation, EntityId, Range, Status, When, word::words};

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
