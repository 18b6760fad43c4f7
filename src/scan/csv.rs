//! One loop as a row of a spreadsheet (RFC 4180), in which nothing is taken for a formula.

use super::{
    id,
    line::Line,
    listing::Listing,
    text::{needs_quotes, put_count, put_escaped},
};
use crate::{answer::is_formula, ledger::put_decimal};

/// Appends the line with which a spreadsheet of loops begins. `counts` adds a column for how many loops a row stands for.
pub(super) fn header(listing: &Listing<'_>, counts: bool, out: &mut Vec<u8>) {
    let columns = [
        ("id,length,vertices", true),
        (",files", listing.has_files),
        (",rows,times,amounts", true),
        (",currency", listing.has_currencies),
        (",bottleneck", true),
        (",bottleneck_currency", listing.has_currencies),
        (",first,last,span", true),
        (",count", counts),
    ];
    for (names, _) in columns.iter().filter(|(_, there)| *there) {
        out.extend_from_slice(names.as_bytes());
    }
    out.push(b'\n');
}

/// The row of a loop, or of `count` loops; without the end of the line.
pub(super) fn put(listing: &Listing<'_>, line: &Line, count: Option<u64>, out: &mut Vec<u8>) {
    let ledger = listing.ledger();
    id::put(&line.hashes, out);
    out.push(b',');
    put_count(line.length() as u64, out);
    cell(&line.names, line.quoted, out);
    if listing.has_files {
        cell(&line.files, line.quoted, out);
    }
    cell(&line.places, false, out);
    cell(&line.times, false, out);
    cell(&line.amounts, false, out);
    if listing.has_currencies {
        cell(line.currency().unwrap_or(&line.currencies), line.quoted, out);
    }
    out.push(b',');
    if let Some(size) = line.bottleneck {
        ledger.put_size(size, out);
    }
    if listing.has_currencies {
        let unit = line.bottleneck.and_then(|size| ledger.unit(size)).unwrap_or_default();
        let mut escaped = Vec::new();
        put_escaped(unit, &mut escaped);
        cell(&escaped, needs_quotes(unit), out);
    }
    let [first, last] = line.ends().unwrap_or_default();
    cell(first, false, out);
    cell(last, false, out);
    out.push(b',');
    if let Some(span) = line.span() {
        put_decimal(span, ledger.time_scale(), out);
    }
    if let Some(count) = count {
        out.push(b',');
        put_count(count, out);
    }
}

/// A further cell of escaped text.
fn cell(text: &[u8], quoted: bool, out: &mut Vec<u8>) {
    let quote: &[u8] = if quoted { b"\"" } else { b"" };
    out.push(b',');
    out.extend_from_slice(quote);
    if guarded(text) {
        out.push(b'\'');
    }
    out.extend_from_slice(text);
    out.extend_from_slice(quote);
}

/// Whether a spreadsheet would take a text for a formula, so that a quote must stand in front.
fn guarded(text: &[u8]) -> bool {
    // Most texts are told by their first byte.
    matches!(text.first(), Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r'))
        && str::from_utf8(text).is_ok_and(is_formula)
}
