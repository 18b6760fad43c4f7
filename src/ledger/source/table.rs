//! Cells → CSV (RFC 4180).

/// Writes a cell, in quotes if it would be read otherwise without them: the separator is told from the header, so every
/// sign that could be one is quoted.
pub(super) fn put(text: &mut Vec<u8>, cell: &str) {
    let has_edge = cell.starts_with(char::is_whitespace) || cell.ends_with(char::is_whitespace);
    if !has_edge && !cell.contains([',', ';', '\t', '|', '"', '\n', '\r']) {
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
