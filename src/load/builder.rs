//! A register made in code. Its records are written down as a file would have them, and read by the reader of files:
//! there is one set of rules, and a fault is reported with the line that it is in.

use std::fmt::Display;

use super::{Report, from_text, quoted::quoted};
use crate::model::{Date, EntityKind, Kind, Register, SourceKind, Status};

/// What the text of a register that was made in code is called in a [`Report`].
const NAME: &str = "register.toml";

/// Makes a [`Register`] record by record.
///
/// ```
/// use roundtrip::{load::{Record, RegisterBuilder}, model::{Date, EntityKind, Kind, SourceKind, Status}};
///
/// let (register, warnings) = RegisterBuilder::new("2026-01-01".parse()?)
///     .with(Record::entity("lab", EntityKind::Company).text("name", "The Lab"))
///     .with(Record::entity("maker", EntityKind::Company))
///     .with(Record::source("filing", SourceKind::Filing).text("url", "https://example.org/10-k"))
///     .with(Record::deal("stake", Kind::Equity, "maker", "lab").text("amount", "10B")
///         .event("2025-06-01", Status::Closed).list("cite", ["filing"]))
///     .with(Record::deal("order", Kind::Chips, "lab", "maker").text("amount", "up to 30B")
///         .event("2025-09", Status::Signed).list("cite", ["filing"]))
///     .register()?;
/// assert_eq!((register.deals.len(), warnings.problems.len()), (2, 0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct RegisterBuilder {
    text: String,
}

impl RegisterBuilder {
    /// An empty register that speaks as of a day.
    pub fn new(as_of: Date) -> Self {
        Self { text: format!("as_of = \"{as_of}\"\n") }
    }

    /// Adds a record.
    #[must_use]
    pub fn with(mut self, record: Record) -> Self {
        self.text += &record.written();
        self
    }

    /// Adds many records.
    #[must_use]
    pub fn extend(self, records: impl IntoIterator<Item = Record>) -> Self {
        records.into_iter().fold(self, Self::with)
    }

    /// The register, with the warnings about it.
    ///
    /// # Errors
    /// Every fault, as for a file: what is missing, unknown, contradictory or on nobody's word. The text in the report
    /// is the one that a file with these records has.
    pub fn register(self) -> Result<(Register, Report), Report> {
        from_text(NAME, &self.text)
    }
}

/// One record of a register: an entity, a deal, a source. Its keys are those of the register's files.
#[derive(Debug, Clone)]
#[must_use]
pub struct Record {
    table: &'static str,
    /// Lines of TOML.
    keys: String,
    /// Inline tables of TOML.
    history: Vec<String>,
}

impl Record {
    fn new(table: &'static str) -> Self {
        Self { table, keys: String::new(), history: Vec::new() }
    }

    /// An entity.
    pub fn entity(id: impl Display, kind: EntityKind) -> Self {
        Self::new("entity").text("id", id).text("kind", kind.name())
    }

    /// A source.
    pub fn source(id: impl Display, kind: SourceKind) -> Self {
        Self::new("source").text("id", id).text("kind", kind.name())
    }

    /// A deal between two; a round of several payers is begun with [`Record::round`].
    pub fn deal(id: impl Display, kind: Kind, payer: impl Display, payee: impl Display) -> Self {
        Self::new("deal").text("id", id).text("kind", kind).text("payer", payer).text("payee", payee)
    }

    /// A deal in which several pay one, each an unknown share.
    pub fn round<T: Display>(
        id: impl Display,
        kind: Kind,
        payers: impl IntoIterator<Item = T>,
        payee: impl Display,
    ) -> Self {
        let deal = Self::new("deal").text("id", id).text("kind", kind).list("payer", payers).text("payee", payee);
        deal.flag("round")
    }

    /// Any other record: `tie`, `rate`, `claim`, `backlog`, `market_share`, `valuation`, `figure`, `customer_share`.
    pub fn other(table: OtherRecord) -> Self {
        Self::new(table.name())
    }

    /// A key with a text, a number, an amount or a date.
    pub fn text(self, key: &str, value: impl Display) -> Self {
        self.line(key, &quoted(&value.to_string()))
    }

    /// A key with a list.
    pub fn list<T: Display>(self, key: &str, values: impl IntoIterator<Item = T>) -> Self {
        let values: Vec<String> = values.into_iter().map(|value| quoted(&value.to_string())).collect();
        self.line(key, &format!("[{}]", values.join(", ")))
    }

    /// A key that is true.
    pub fn flag(self, key: &str) -> Self {
        self.line(key, "true")
    }

    /// An entry of a deal's history: since this day, or month or year, it has this status.
    pub fn event(mut self, on: impl Display, status: Status) -> Self {
        self.history.push(format!("{{ on = {}, status = \"{status}\" }}", quoted(&on.to_string())));
        self
    }

    fn line(mut self, key: &str, value: &str) -> Self {
        self.keys += &format!("{} = {value}\n", quoted(key));
        self
    }

    fn written(self) -> String {
        let mut text = format!("\n[[{}]]\n{}", self.table, self.keys);
        if !self.history.is_empty() {
            text += &format!("history = [{}]\n", self.history.join(", "));
        }
        text
    }
}

/// Records that few registers have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OtherRecord {
    /// What a company is to another one, beside deals.
    Tie,
    /// A rate of exchange.
    Rate,
    /// What a source claims.
    Claim,
    /// Orders that a supplier states.
    Backlog,
    /// A share of a market.
    MarketShare,
    /// What an entity was held to be worth.
    Valuation,
    /// A figure of a company.
    Figure,
    /// How much of a company's revenue came from one customer.
    CustomerShare,
}

impl OtherRecord {
    fn name(self) -> &'static str {
        match self {
            Self::Tie => "tie",
            Self::Rate => "rate",
            Self::Claim => "claim",
            Self::Backlog => "backlog",
            Self::MarketShare => "market_share",
            Self::Valuation => "valuation",
            Self::Figure => "figure",
            Self::CustomerShare => "customer_share",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::Code;

    fn builder() -> RegisterBuilder {
        RegisterBuilder::new(Date::constant(2026, 1, 1))
            .extend(["a", "b"].map(|id| Record::entity(id, EntityKind::Company)))
            .with(Record::source("s", SourceKind::Press).text("title", "Says \"so\"\n[[deal]]"))
    }

    #[test]
    fn a_register_is_what_was_said() {
        let deal = Record::deal("d", Kind::Cloud, "a", "b").text("amount", "<=2B").event("2025-02", Status::Signed);
        let (register, report) = builder().with(deal.list("cite", ["s"])).register().expect("sound");
        assert_eq!(report.problems, []);
        let deal = &register.deals["d"];
        assert_eq!((deal.amount.to_string().as_str(), deal.history.len()), ("<=2B", 1));
        assert_eq!(register.sources["s"].title.as_deref(), Some("Says \"so\"\n[[deal]]"));
    }

    #[test]
    fn faults_are_those_of_a_file() {
        let deal = Record::deal("d", Kind::Cloud, "a", "nobody").text("amuont", "2B").event("2025-02", Status::Signed);
        let report = builder().with(deal).register().expect_err("flawed");
        let codes: Vec<Code> = report.problems.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, [Code::NoSource, Code::UnknownEntity, Code::UnknownKey]);
        let text = report.to_string();
        assert!(text.contains("register.toml:") && text.contains("did you mean `amount`?"), "{text}");
    }
}
