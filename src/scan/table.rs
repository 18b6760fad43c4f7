//! Loops as rows of a table for a reader.

use super::listing::Listing;
use crate::{
    answer::Table,
    circuits::Loop,
    ledger::{Ledger, put_decimal},
};

/// A table of loops.
pub fn table<'f>(listing: &Listing<'_>, loops: impl IntoIterator<Item = &'f Loop>) -> Table {
    let columns = [
        (">length", true),
        ("vertices", true),
        ("files", listing.has_files),
        ("rows", true),
        ("times", true),
        ("amounts", true),
        ("currency", listing.has_currencies),
        (">bottleneck", true),
        (">span", true),
        ("id", true),
    ];
    let there =
        |cells: Vec<String>| cells.into_iter().zip(columns).filter(|(_, column)| column.1).map(|(cell, _)| cell);
    let mut table = Table::new(&columns.iter().filter(|column| column.1).map(|column| column.0).collect::<Vec<_>>());
    for found in loops {
        table.row(there(cells(listing, found)));
    }
    table
}

/// One row; what has several values has them parted by ` > `.
fn cells(listing: &Listing<'_>, found: &Loop) -> Vec<String> {
    let ledger = listing.ledger();
    let all = |words: &dyn Fn(u32) -> String| found.rows.iter().map(|&row| words(row)).collect::<Vec<_>>().join(" > ");
    let currency = |row: u32| ledger.currency(row).unwrap_or("–").to_owned();
    let one = found.rows.first().map(|&row| currency(row));
    let same = found.rows.iter().all(|&row| Some(currency(row)) == one);
    vec![
        found.length().to_string(),
        found.vertices.iter().map(|&vertex| ledger.accounts().name(vertex)).collect::<Vec<_>>().join(" > "),
        all(&|row| ledger.place(row).0.unwrap_or_default().to_owned()),
        all(&|row| ledger.place(row).1.to_string()),
        ledger.times().map_or_else(String::new, |times| all(&|row| ledger.time_words(times[row as usize]))),
        ledger.amounts().map_or_else(String::new, |_| all(&|row| text(|out| ledger.put_amount(row, out)))),
        if same { one.unwrap_or_default() } else { all(&currency) },
        bottleneck(ledger, found),
        found.span(ledger).map_or_else(String::new, |span| text(|out| put_decimal(span, ledger.time_scale(), out))),
        listing.id(found),
    ]
}

/// The least amount, and its currency if the ledger has any.
fn bottleneck(ledger: &Ledger, found: &Loop) -> String {
    let Some(size) = found.bottleneck(ledger) else { return String::new() };
    let amount = text(|out| ledger.put_size(size, out));
    ledger.unit(size).map_or_else(|| amount.clone(), |unit| format!("{amount} {unit}"))
}

/// What is written in ASCII.
fn text(write: impl FnOnce(&mut Vec<u8>)) -> String {
    let mut out = Vec::new();
    write(&mut out);
    String::from_utf8(out).unwrap_or_default()
}
