//! Parts of a line.

/// Appends a whole number.
pub(super) fn put_count(number: u64, out: &mut Vec<u8>) {
    out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
}

/// Whether a cell with this text must stand in quotes.
pub(super) fn needs_quotes(text: &str) -> bool {
    text.contains([',', '"', '\n', '\r'])
}

/// Appends a text as it stands within quotes.
pub(super) fn put_escaped(text: &str, out: &mut Vec<u8>) {
    for (at, part) in text.split('"').enumerate() {
        if at > 0 {
            out.extend_from_slice(b"\"\"");
        }
        out.extend_from_slice(part.as_bytes());
    }
}
