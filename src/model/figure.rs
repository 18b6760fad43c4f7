//! Figures of companies, beside their deals.

use serde::Serialize;

use super::{Amount, Citation, EntityId, Range, When, word::words};

/// What a figure of a company is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// What it took for goods and services in the period.
    Revenue,
    /// Cash, and what can be turned into cash at once, on the period's last day.
    Cash,
    /// What it spent on plant and equipment in the period.
    Capex,
    /// Remaining performance obligations on the period's last day: what customers have signed for and it has not delivered.
    Rpo,
}

words!(Measure, "figure of a company", [Revenue = "revenue", Cash = "cash", Capex = "capex", Rpo = "rpo"]);

impl Measure {
    /// In a table.
    pub fn words(self) -> &'static str {
        match self {
            Self::Revenue => "revenue",
            Self::Cash => "cash",
            Self::Capex => "capital spending",
            Self::Rpo => "open orders (RPO)",
        }
    }
}

/// One figure of a company for a fiscal year or quarter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// Whose.
    pub entity: EntityId,
    /// What it is.
    pub what: Measure,
    /// The period as the company counts: `FY2026`, `2026-Q2`.
    pub period: String,
    /// The period's last day.
    pub ended: When,
    /// As stated.
    pub amount: Amount,
    /// The same in the base currency.
    pub value: Range,
    /// Anything else.
    pub note: Option<String>,
    /// On whose word.
    pub cite: Vec<Citation>,
}

/// How much of a company's revenue came from one customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CustomerShare {
    /// Whose revenue.
    pub entity: EntityId,
    /// From whom; `None` if the customer is not named.
    pub customer: Option<EntityId>,
    /// Per cent, as stated.
    pub share: String,
    /// The period as the company counts.
    pub period: String,
    /// The period's last day.
    pub ended: When,
    /// Anything else.
    pub note: Option<String>,
    /// On whose word.
    pub cite: Vec<Citation>,
}
