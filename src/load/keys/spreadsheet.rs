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
    optional(
        "quantity",
        "How much of something other than money, with its unit; several are parted by `;`.",
        "about 2 GW",
    ),
    optional("quantity_unit", "What is counted, where `quantity` is a number alone.", "chips"),
    optional("rate", "What is paid a month, a quarter or a year. It needs `rate_per`.", "$1.25bn"),
    optional("rate_per", "For how long each time: `month`, `quarter` or `year`.", "month"),
    optional("rate_from", "The first day or month for which it is paid.", "2026-07"),
    optional("rate_until", "The last day or month for which it is paid.", "2029-05"),
    optional("paid", "What had been paid in all by a day. It needs `paid_on`.", "$11.9bn"),
    optional("paid_on", "That day.", "2026-06-30"),
    optional("exit_by", "Who may end the deal before its time: `payer`, `payee` or `either`.", "either"),
    optional("exit_notice", "How long before the end it must be said. It needs `exit_by`.", "90 days"),
    optional("exit_from", "The first day on which it may be ended.", "2027-01-01"),
    optional("exit_pays", "What whoever ends it pays.", "$4.8bn"),
    optional("in_return", "What the payer gets, words of the key `in_return`, parted by `;`.", "shares"),
    optional("pledged", "What was pledged for it.", "the chips bought with the loan"),
    optional("pledged_to", "To whom it was pledged, if that is not the payer.", "Acme Bank"),
    optional("expected", "A status that was to be reached by a day. It needs `expected_on`.", "closed"),
    optional("expected_on", "That day, month, quarter or year.", "2026-Q3"),
    optional("note", "Anything else a reader should know.", "IPO anchor order"),
];
