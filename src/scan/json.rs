//! One loop as a JSON object.

use super::{form::Form, id, line::Line, listing::Listing, text::put_count};
use crate::ledger::put_decimal;

/// The object of a loop, or of `count` loops.
pub(super) fn put(listing: &Listing<'_>, line: &Line, count: Option<u64>, out: &mut Vec<u8>) {
    let ledger = listing.ledger();
    out.extend_from_slice(b"{\"id\":\"");
    id::put(&line.hashes, out);
    out.extend_from_slice(b"\",\"length\":");
    put_count(line.length() as u64, out);
    list(b",\"vertices\":[", &line.names, out);
    if listing.has_files {
        list(b",\"files\":[", &line.files, out);
    }
    list(b",\"rows\":[", &line.places, out);
    if ledger.times().is_some() {
        list(b",\"times\":[", &line.times, out);
    }
    if ledger.amounts().is_some() {
        list(b",\"amounts\":[", &line.amounts, out);
    }
    if listing.has_currencies {
        out.extend_from_slice(b",\"currency\":");
        if let Some(currency) = line.currency() {
            out.extend_from_slice(currency);
        } else {
            list(b"null,\"currencies\":[", &line.currencies, out);
        }
    }
    out.extend_from_slice(b",\"bottleneck\":");
    match line.bottleneck {
        Some(size) => ledger.put_size(size, out),
        None => out.extend_from_slice(b"null"),
    }
    if listing.has_currencies {
        out.extend_from_slice(b",\"bottleneck_currency\":");
        Form::Json.put_maybe(line.bottleneck.and_then(|size| ledger.unit(size)), out);
    }
    if let Some([first, last]) = line.ends() {
        out.extend_from_slice(b",\"first\":");
        out.extend_from_slice(first);
        out.extend_from_slice(b",\"last\":");
        out.extend_from_slice(last);
    }
    out.extend_from_slice(b",\"span\":");
    match line.span() {
        Some(span) => put_decimal(span, ledger.time_scale(), out),
        None => out.extend_from_slice(b"null"),
    }
    if let Some(count) = count {
        out.extend_from_slice(b",\"count\":");
        put_count(count, out);
    }
    out.push(b'}');
}

/// A key with the bracket behind it, and the values.
fn list(key: &[u8], values: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(key);
    out.extend_from_slice(values);
    out.push(b']');
}
