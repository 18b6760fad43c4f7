//! As data: one JSON document, or one JSON value a line.

use std::io;

use crate::answer::{Answer, Record, answer::Rows};

/// One document. Its rows come last and stand one a line: as small as JSON gets while a diff stays readable. An answer
/// without rows is spread over lines.
pub(super) fn document(answer: Answer<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let head = answer.head();
    let Some(Rows { key, records, then }) = answer.rows else {
        serde_json::to_writer_pretty(&mut *out, &head)?;
        return out.write_all(b"\n");
    };
    out.write_all(b"{")?;
    fields(&head, out)?;
    out.write_all(b",\n")?;
    serde_json::to_writer(&mut *out, key)?;
    out.write_all(b": [")?;
    // A row is many small pieces: they go out together.
    let mut row = Vec::new();
    for (at, record) in records.enumerate() {
        row.clear();
        row.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
        serde_json::to_writer(&mut row, &record)?;
        out.write_all(&row)?;
    }
    out.write_all(b"\n]")?;
    let then = then();
    if then.fields().next().is_some() {
        out.write_all(b",\n")?;
        fields(&then, out)?;
    }
    out.write_all(b"}\n")
}

/// Named values, without the brackets around them.
fn fields(record: &Record, out: &mut dyn io::Write) -> io::Result<()> {
    for (at, (key, cell)) in record.fields().enumerate() {
        if at > 0 {
            out.write_all(b",")?;
        }
        serde_json::to_writer(&mut *out, key)?;
        out.write_all(b":")?;
        serde_json::to_writer(&mut *out, cell)?;
    }
    Ok(())
}

/// The rows, one a line; an answer without rows is one line.
pub(super) fn lines(answer: Answer<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let mut line = |record: &Record| {
        serde_json::to_writer(&mut *out, record)?;
        out.write_all(b"\n")
    };
    match answer.rows {
        Some(mut rows) => rows.records.try_for_each(|record| line(&record)),
        None => line(&answer.head()),
    }
}
