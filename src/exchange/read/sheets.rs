//! Tables of nodes, edges and sources: by the name of the file, or else by their columns.

use ::csv::{ReaderBuilder, StringRecord};

use super::tables::Tables;
use crate::load::{Code, Row};

pub(super) fn read(tables: &mut Tables, file: usize, name: &str, text: &str) {
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let header: Vec<String> = match reader.headers() {
        Ok(header) => header.iter().map(|name| name.trim().to_lowercase()).collect(),
        Err(error) => return tables.syntax(format!("this is not valid CSV: {error}"), file, 0..0, ""),
    };
    let has = |column: &str| header.iter().any(|own| own == column);
    let first = 0..text.find('\n').unwrap_or(text.len());
    let of_sources = name.ends_with("sources.csv") || name.ends_with("[sources]");
    let rows = rows(tables, file, text, &header, &mut reader);
    if has("key") && has("value") {
        return about(tables, &rows);
    }
    if has("payer") && has("payee") {
        tables.edges.extend(rows);
    } else if has("id") && of_sources {
        tables.sources.extend(rows);
    } else if has("id") {
        tables.nodes.extend(rows);
    } else {
        let help = "edges have `payer` and `payee`, nodes and sources an `id`";
        tables.rows.fault(Code::MissingColumn, "this table is none of nodes, edges or sources", (file, first), help);
    }
}

/// What is said of the whole, a line each.
fn about(tables: &mut Tables, rows: &[Row]) {
    for row in rows {
        let value = row.get("value").map(|cell| cell.text.clone());
        match row.get("key").map(|cell| cell.text.as_str()) {
            Some("title") => tables.rows.title = value,
            Some("as_of") => tables.rows.as_of = value,
            Some("currency") => tables.currency = value,
            _ => {}
        }
    }
}

fn rows(
    tables: &mut Tables,
    file: usize,
    text: &str,
    header: &[String],
    reader: &mut ::csv::Reader<&[u8]>,
) -> Vec<Row> {
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                tables.syntax(format!("this is not valid CSV: {error}"), file, 0..0, "");
                break;
            }
        };
        let at = line(text, &record);
        if record.len() != header.len() {
            let message = format!("the row has {} cells, the header {}", record.len(), header.len());
            let help = "quote a cell that holds the separator: `\"1,500,000\"`";
            tables.rows.fault(Code::RaggedRow, message, (file, at), help);
            continue;
        }
        let mut row = Row::new(file, at);
        for (name, value) in header.iter().zip(&record) {
            row.set(name, unquoted(value));
        }
        rows.push(row);
    }
    rows
}

/// A text without the quote that keeps spreadsheets from taking it for a formula.
fn unquoted(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@', '\t', '\r', '\''])).unwrap_or(text)
}

/// The first line of a record.
fn line(text: &str, record: &StringRecord) -> std::ops::Range<usize> {
    let start = record.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(0)).min(text.len());
    let rest = text.get(start..).unwrap_or_default();
    let start = start + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    let end = text.get(start..).and_then(|rest| rest.find(['\r', '\n'])).map_or(text.len(), |len| start + len);
    start..end
}
