//! How a file of somebody else is to be read, as far as it does not say so itself.

use crate::model::{Currency, Decimal, When};

/// How tables and graphs of other programs are to be read: what to take for granted, and what settles a doubt.
///
/// A register's own TOML says all of this itself; of this it heeds only names and rates.
///
/// ```
/// use roundtrip::load::{Layer, Reading, build};
/// let reading = Reading { kind: Some("services".to_owned()), ..Reading::default() };
/// let text = "payer,payee,amount,date,status\nAcme,Bolt,5M,2025-01-01,closed\n";
/// let (register, _) = build(vec![Layer::text("mine.csv", text, &reading)], &reading).expect("sound");
/// assert_eq!(register.deals.values().next().expect("one").kind.name(), "services");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Kind of deals that name none.
    pub kind: Option<String>,
    /// Status of deals that name none.
    pub status: Option<String>,
    /// Day of deals that name none.
    pub date: Option<String>,
    /// Columns under other names.
    pub rename: Vec<Renamed>,
    /// Kinds, statuses and the like under other names.
    pub words: Vec<Renamed>,
    /// The sign before the decimals of amounts: `.` or `,`.
    pub decimal: Option<char>,
    /// Whether `03/04/2025` is the third of April.
    pub day_first: Option<bool>,
    /// Currency of amounts that name none.
    pub currency: Option<Currency>,
    /// In what amounts are counted that do not say it, such as a million.
    pub unit: Option<Decimal>,
    /// The sheets of a workbook that are read, by name; all that hold deals if empty.
    pub sheets: Vec<String>,
    /// What parts two cells of a line.
    pub separator: Option<u8>,
    /// What currencies were worth.
    pub rates: Vec<GivenRate>,
    /// Names that mean one company.
    pub same: Vec<SameName>,
    /// Names of which no two mean one company, although they are near to each other.
    pub distinct: Vec<Vec<String>>,
}

/// A column, or a word in one, that is taken for another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// The heading or word; capitals do not matter.
    pub theirs: String,
    /// The name that the register has for what is in it.
    pub ours: String,
}

/// What a currency was worth on a day, on the word of whoever reads the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenRate {
    /// The currency.
    pub currency: Currency,
    /// Units of the base currency for one of it; above zero.
    pub rate: Decimal,
    /// The day.
    pub on: When,
}

/// Two names of one company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SameName {
    /// A name as a file has it.
    pub name: String,
    /// The name, alias or id of the company that it means.
    pub means: String,
}

impl Reading {
    /// Our name for a column.
    pub(super) fn ours(&self, heading: &str) -> Option<&str> {
        self.rename.iter().find(|own| own.theirs.eq_ignore_ascii_case(heading.trim())).map(|own| own.ours.as_str())
    }
}
