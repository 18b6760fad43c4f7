//! Columns of what an agreement says beside its amount → records within a deal. Of several running payments, payments to
//! date, ways out, pledges or expected events, each column has a value of each, parted by `;`, and `-` where one has none.

use super::{
    said::{self, Orders},
    tables::Tables,
    words,
};
use crate::{
    load::{Cell, Code, Reading, Row},
    model::Return,
};

/// How a value of a column is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// As it stands.
    Text,
    /// An amount, which is written anew before.
    Amount,
    /// A date.
    Day,
    /// A span of time or a party to the deal.
    Word,
    /// A status.
    Status,
}

/// A column, and the key of the record within the deal that it is.
struct Part {
    column: &'static str,
    key: &'static str,
    holds: Holds,
    /// Without it there is no record.
    needed: bool,
}

const fn part(column: &'static str, key: &'static str, holds: Holds, needed: bool) -> Part {
    Part { column, key, holds, needed }
}

/// The records within a deal that have columns: the key of the deal, and the columns, the one that counts them first.
const GROUPS: [(&str, &[Part]); 5] = [
    (
        "rate",
        &[
            part("rate", "amount", Holds::Amount, true),
            part("rate_per", "per", Holds::Word, true),
            part("rate_from", "from", Holds::Day, false),
            part("rate_until", "until", Holds::Day, false),
        ],
    ),
    ("paid", &[part("paid", "amount", Holds::Amount, true), part("paid_on", "on", Holds::Day, true)]),
    (
        "exit",
        &[
            part("exit_by", "by", Holds::Word, true),
            part("exit_notice", "notice", Holds::Text, false),
            part("exit_from", "from", Holds::Day, false),
            part("exit_pays", "pays", Holds::Amount, false),
        ],
    ),
    ("pledged", &[part("pledged", "asset", Holds::Text, true), part("pledged_to", "to", Holds::Text, false)]),
    ("expected", &[part("expected", "status", Holds::Status, true), part("expected_on", "on", Holds::Day, true)]),
];

/// Whether a row has every column without which there is no such record.
fn is_whole(row: &Row, parts: &[Part]) -> bool {
    parts.iter().all(|part| !part.needed || row.get(part.column).is_some())
}

/// The columns of a row that hold amounts beside that of the deal.
pub(super) fn amounts(row: &Row) -> Vec<&'static str> {
    let whole = GROUPS.iter().filter(|(_, parts)| is_whole(row, parts));
    let amounts = whole.flat_map(|(_, parts)| parts.iter().filter(|part| part.holds == Holds::Amount));
    amounts.map(|part| part.column).filter(|column| row.get(column).is_some()).collect()
}

/// Takes the records within a deal out of its row, and puts its quantities and what the payer gets as they are read.
pub(super) fn take(tables: &mut Tables, row: &mut Row, orders: &Orders, reading: &Reading) -> Vec<(&'static str, Row)> {
    let mut records = Vec::new();
    for (key, parts) in GROUPS {
        if is_whole(row, parts) {
            records.extend(group(tables, row, parts, (orders, reading)).into_iter().map(|record| (key, record)));
        } else if let Some(first) = parts.first().filter(|first| row.get(first.column).is_some()) {
            let lacks: Vec<String> = parts
                .iter()
                .filter(|part| part.needed && row.get(part.column).is_none())
                .map(|part| format!("`{}`", part.column))
                .collect();
            let note = format!(
                "`{}` without {} is kept with its deal as it is written: no figure is made of it",
                first.column,
                lacks.join(" and ")
            );
            tables.rows.note(note, 1);
        }
    }
    quantities(row);
    in_return(tables, row);
    records
}

/// The records of one group.
fn group(tables: &mut Tables, row: &mut Row, parts: &[Part], (orders, reading): (&Orders, &Reading)) -> Vec<Row> {
    let cells: Vec<(&Part, Cell)> = parts.iter().filter_map(|part| Some((part, row.take(part.column)?))).collect();
    let count = cells.first().map_or(0, |(_, cell)| cell.text.split(';').count());
    let mut records: Vec<Row> = (0..count).map(|_| Row::new(row.file, row.at.clone())).collect();
    for (part, cell) in cells {
        // A text of one alone may have a `;` of its own.
        let values: Vec<&str> =
            if count == 1 { vec![cell.text.trim()] } else { cell.text.split(';').map(str::trim).collect() };
        if values.len() != count {
            let first = parts.first().map_or("", |first| first.column);
            let message = format!("`{first}` has {count} values, and `{}` has {}", part.column, values.len());
            let help = "write one for each, parted by `;`, and `-` where one has none";
            tables.rows.fault(Code::RaggedRow, message, (row.file, cell.at.clone()), help);
            return Vec::new();
        }
        for (record, value) in records.iter_mut().zip(values) {
            if matches!(value, "" | "-") {
                continue;
            }
            let own = Cell { text: value.replace("%3B", ";"), at: cell.at.clone() };
            let own = match part.holds {
                Holds::Text | Holds::Amount => Some(own),
                Holds::Day => said::day(tables, row.file, &own, orders, reading),
                Holds::Word => Some(Cell { text: word(&own.text), at: own.at }),
                Holds::Status => Some(Cell { text: words::status(&own.text, reading).ours, at: own.at }),
            };
            if let Some(own) = own {
                record.put(part.key, own.text, own.at);
            }
        }
    }
    records
}

/// A span of time or a party in the register's words: `monthly` is `month`.
fn word(text: &str) -> String {
    let plain = words::plain(text);
    match plain.as_str() {
        "monthly" | "a-month" | "per-month" => "month",
        "quarterly" | "a-quarter" | "per-quarter" => "quarter",
        "yearly" | "annual" | "annually" | "a-year" | "per-year" => "year",
        "both" | "either-party" => "either",
        "customer" | "buyer" | "investor" | "lender" => "payer",
        "supplier" | "seller" | "borrower" => "payee",
        other => other,
    }
    .to_owned()
}

/// Several quantities as a cell each; a number alone is of the unit of its column.
fn quantities(row: &mut Row) {
    let unit = row.take("quantity_unit");
    let Some(cell) = row.take("quantity") else {
        if let Some(unit) = unit {
            row.put("quantity_unit", unit.text, unit.at);
        }
        return;
    };
    for text in cell.text.split(';').map(str::trim).filter(|text| !text.is_empty()) {
        let bare = !text.chars().any(char::is_alphabetic);
        let unit = unit.as_ref().filter(|_| bare).map_or_else(String::new, |unit| format!(" {}", unit.text.trim()));
        row.put("quantity", format!("{}{unit}", text.replace("%3B", ";")), cell.at.clone());
    }
}

/// What the payer gets, in the register's words; other words stay with the deal.
fn in_return(tables: &mut Tables, row: &mut Row) {
    let Some(cell) = row.take("in_return") else { return };
    let words: Vec<String> = cell.text.split([';', ',']).map(words::plain).filter(|word| !word.is_empty()).collect();
    let unknown = words.iter().find(|word| word.parse::<Return>().is_err());
    if let Some(unknown) = unknown {
        let known: Vec<&str> = Return::ALL.iter().map(|own| own.name()).collect();
        let note = format!(
            "`{unknown}` is no thing that a payer gets, and is kept with its deal as it is written; there are {}",
            known.join(", ")
        );
        tables.rows.note(note, 1);
        row.put("given_in_return", cell.text, cell.at);
        return;
    }
    for word in words {
        row.put("in_return", word, cell.at.clone());
    }
}
