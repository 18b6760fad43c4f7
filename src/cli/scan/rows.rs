//! One loop of payments as a line of text.

use std::io::Write;

use serde_json::to_writer;

use crate::{
    answer::harmless,
    circuits::{Loop, Payments},
    ledger::{Ledger, decimal, put_decimal},
};

/// The columns of a table of loops.
pub(super) const COLUMNS: [&str; 7] = ["length", "vertices", "rows", "times", "amounts", "bottleneck", "span"];

/// One JSON object, without the end of the line. `count` is the number of choices, of a bundle.
pub(super) fn json(payments: &Payments<'_>, found: &Loop, count: Option<u64>, out: &mut Vec<u8>) {
    // Writing to memory cannot fail.
    let ledger = payments.ledger();
    let _ = write!(out, "{{\"length\":{},\"vertices\":", found.length());
    list(out, &found.vertices, |out, &vertex| {
        let _ = to_writer(out, ledger.accounts().name(vertex));
    });
    out.extend_from_slice(b",\"rows\":");
    list(out, &found.rows, |out, &row| {
        put_decimal(i64::from(row) + 1, 0, out);
    });
    if let Some(times) = ledger.times() {
        out.extend_from_slice(b",\"times\":");
        list(out, &found.rows, |out, &row| {
            let quote = if ledger.dated() { &b"\""[..] } else { b"" };
            out.extend_from_slice(quote);
            ledger.put_time(times[row as usize], out);
            out.extend_from_slice(quote);
        });
    }
    if ledger.amounts().is_some() {
        out.extend_from_slice(b",\"amounts\":");
        list(out, &found.rows, |out, &row| ledger.put_amount(row, out));
    }
    for (name, value) in [("bottleneck", bottleneck(ledger, found)), ("span", span(ledger, found))] {
        let _ = write!(out, ",\"{name}\":{}", value.as_deref().unwrap_or("null"));
    }
    if let Some(count) = count {
        let _ = write!(out, ",\"count\":{count}");
    }
    out.push(b'}');
}

fn list<T>(out: &mut Vec<u8>, values: &[T], mut one: impl FnMut(&mut Vec<u8>, &T)) {
    out.push(b'[');
    for (at, value) in values.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        one(out, value);
    }
    out.push(b']');
}

fn bottleneck(ledger: &Ledger, found: &Loop) -> Option<String> {
    found.bottleneck(ledger).map(|size| text(|out| ledger.put_size(size, out)))
}

/// In the unit of the time column; of dates in seconds.
fn span(ledger: &Ledger, found: &Loop) -> Option<String> {
    found.span(ledger).map(|span| decimal(span, ledger.time_scale()))
}

/// What is written in ASCII.
fn text(write: impl FnOnce(&mut Vec<u8>)) -> String {
    let mut out = Vec::new();
    write(&mut out);
    String::from_utf8(out).unwrap_or_default()
}

/// One row of a table; what has several values has them parted by ` > `.
pub(super) fn cells(payments: &Payments<'_>, found: &Loop) -> [String; 7] {
    let ledger = payments.ledger();
    let join = |values: Vec<String>| values.join(" > ");
    let all = |words: &dyn Fn(u32) -> String| join(found.rows.iter().map(|&row| words(row)).collect());
    [
        found.length().to_string(),
        join(found.vertices.iter().map(|&vertex| ledger.accounts().name(vertex).to_owned()).collect()),
        join(found.rows.iter().map(|&row| (u64::from(row) + 1).to_string()).collect()),
        ledger.times().map_or_else(String::new, |times| all(&|row| ledger.time_words(times[row as usize]))),
        ledger.amounts().map_or_else(String::new, |_| all(&|row| text(|out| ledger.put_amount(row, out)))),
        bottleneck(ledger, found).unwrap_or_default(),
        span(ledger, found).unwrap_or_default(),
    ]
}

/// One line for a spreadsheet, with the end of the line.
pub(super) fn csv(cells: &[String], out: &mut Vec<u8>) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        let cell = harmless(cell);
        if cell.contains([',', '"', '\n', '\r']) {
            let _ = write!(out, "\"{}\"", cell.replace('"', "\"\""));
        } else {
            out.extend_from_slice(cell.as_bytes());
        }
    }
    out.push(b'\n');
}
