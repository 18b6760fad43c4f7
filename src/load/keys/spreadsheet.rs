//! Columns of a spreadsheet of deals.

/// One column of a spreadsheet of deals.
#[derive(Debug)]
pub struct Column {
    /// Its heading; capitals do not matter.
    pub name: &'static str,
    /// Whether a spreadsheet without it is refused.
    pub required: bool,
    /// What stands in it.
    pub about: &'static str,
    /// A cell.
    pub example: &'static str,
}

const fn required(name: &'static str, about: &'static str, example: &'static str) -> Column {
    Column { name, required: true, about, example }
}

const fn optional(name: &'static str, about: &'static str, example: &'static str) -> Column {
    Column { name, required: false, about, example }
}

/// The columns that the reader knows. It keeps every other column with the deal, under its own heading.
pub static SPREADSHEET: &[Column] = &[
    required(
        "payer",
        "Who gives the value: a name, an alias or an id; several are parted by `;`. A name that no register knows is a new \
         company.",
        "Acme",
    ),
    required("payee", "Who gets the value.", "Bolt"),
    required("kind", "What the deal is, one of the kinds of the key `kind` of a deal, or a word for one.", "equity"),
    optional("amount", "The amount; empty or `?` if it is not disclosed.", "up to $1.5bn"),
    required("date", "The day since which the deal has had the status.", "2025-03-01"),
    required("status", "How far the deal has come.", "in talks"),
    optional(
        "source",
        "A page on the web, the id of a source, or words that name one. Empty: the spreadsheet itself.",
        "https://example.org/a",
    ),
    optional("id", "The deal's id. Without one, it is the file's name and the number of the row.", "acme_bolt_2025"),
    optional("title", "One line that says what the deal is.", "Acme invests in Bolt"),
    optional("term", "How long the deal runs.", "5y"),
    optional("currency", "Three letters of the currency, where the amount does not name it.", "USD"),
    optional("unit", "In what the amount is counted, where it does not say so.", "million"),
    optional("conditional", "`yes`, or what the deal waits for.", "approval by the regulator"),
    optional("supersedes", "The ids of the deals whose place this one took, parted by `;`.", "acme_bolt_2024"),
    optional("superseded_by", "The id of the deal that took the place of this one.", "acme_bolt_2026"),
    optional("tranche_of", "The id of the deal of whose total this is a part.", "acme_bolt_total"),
    optional("part_of", "The id of the round to which this deal belongs.", "bolt_series_b"),
    optional("overlaps", "The ids of deals that describe the same money, parted by `;`.", "acme_bolt_press"),
    optional("note", "Anything else a reader should know.", "IPO anchor order"),
];
