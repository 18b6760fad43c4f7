//! How a ledger is to be read: what a profile holds, and what the flags of `scan` say.

use serde::{Deserialize, Serialize};

use super::time_unit::TimeUnit;

/// How a ledger is to be read. What is `None` is told from the ledger, and said ([`Report`](super::Report)).
///
/// A column is named by its heading, by its position (`#3`), or as several that make one value together
/// (`From Bank+Account`); `none` is no column. Where a heading stands twice, the second is `Account.1`.
///
/// ```
/// use roundtrip::ledger::{Reading, from_bytes};
/// let reading = Reading { from: Some("bank+account".into()), to: Some("#3".into()), ..Reading::default() };
/// let ledger = from_bytes(b"bank,account,partner\n070,12,070/13\n070,13,070/12\n", &reading)?;
/// assert_eq!(ledger.accounts().names().collect::<Vec<_>>(), ["070/12", "070/13"]);
/// # Ok::<(), roundtrip::ledger::LedgerError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Reading {
    /// Who pays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Who is paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// How much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// In which currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Whether a line names the columns; without one they are `#1`, `#2` and so on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<bool>,
    /// What parts two cells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub separator: Option<char>,
    /// How the text is encoded, by the labels of the WHATWG, such as `windows-1252`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Which sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The sign before the decimals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimal: Option<DecimalSign>,
    /// How times are written: `%d.%m.%Y %H:%M`, or `day-first`, `month-first`, or `yyyymmdd`, `yymmdd`, `ddmmyyyy`, `yyyymmddHHMM`, `yyyymmddHHMMSS`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_format: Option<String>,
    /// What one step of times that are numbers is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_unit: Option<TimeUnit>,
    /// Which names are one account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub names: Option<Names>,
    /// Names that mean nobody, beside the usual ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nobody: Vec<String>,
    /// What becomes of a row that lacks something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incomplete: Option<Incomplete>,
    /// What becomes of a negative amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub negative: Option<Negative>,
    /// Of a profile: the headings by which a ledger of this layout is recognised; all of them must be there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recognised_by: Vec<String>,
}

impl Reading {
    /// What is said here, and where nothing is, what `other` says.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            from: self.from.or(other.from),
            to: self.to.or(other.to),
            time: self.time.or(other.time),
            amount: self.amount.or(other.amount),
            currency: self.currency.or(other.currency),
            header: self.header.or(other.header),
            separator: self.separator.or(other.separator),
            encoding: self.encoding.or(other.encoding),
            sheet: self.sheet.or(other.sheet),
            decimal: self.decimal.or(other.decimal),
            time_format: self.time_format.or(other.time_format),
            time_unit: self.time_unit.or(other.time_unit),
            names: self.names.or(other.names),
            nobody: if self.nobody.is_empty() { other.nobody } else { self.nobody },
            incomplete: self.incomplete.or(other.incomplete),
            negative: self.negative.or(other.negative),
            recognised_by: if self.recognised_by.is_empty() { other.recognised_by } else { self.recognised_by },
        }
    }
}

/// The sign before the decimals of an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DecimalSign {
    /// `1,234.50`
    #[serde(rename = ".")]
    Point,
    /// `1.234,50`
    #[serde(rename = ",")]
    Comma,
}

/// Which names are one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Names {
    /// Those that are equal sign by sign.
    Exact,
    /// Those that are equal but for case, spaces and the form of their accents.
    Fold,
}

/// What becomes of a row without payer or payee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Incomplete {
    /// It is left out and counted; so are rows without a time or an amount.
    Skip,
    /// It is a fault.
    Refuse,
}

/// What becomes of a negative amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Negative {
    /// It is a fault.
    Refuse,
    /// The payee pays the payer.
    Reverse,
    /// It is left out and counted.
    Skip,
}
