//! Cells → CSV (RFC 4180).

/// What parts two cells.
pub(super) const SEPARATOR: u8 = b',';

/// Writes a cell, in quotes if it would be read otherwise without them.
pub(super) fn put(text: &mut Vec<u8>, cell: &str) {
    let has_edge = cell.starts_with(char::is_whitespace) || cell.ends_with(char::is_whitespace);
    if !has_edge && !cell.contains([char::from(SEPARATOR), '"', '\n', '\r']) {
        text.extend_from_slice(cell.as_bytes());
        return;
    }
    text.push(b'"');
    for (at, part) in cell.split('"').enumerate() {
        if at > 0 {
            text.extend_from_slice(b"\"\"");
        }
        text.extend_from_slice(part.as_bytes());
    }
    text.push(b'"');
}
