//! Tables of deals, nodes, edges and sources as text: which it is, its columns say.

use ::csv::{ReaderBuilder, StringRecord};

use super::tables::Tables;
use crate::load::{Code, Reading, Row, keys::SPREADSHEET};

/// Reads a table whose cells are parted by commas, semicolons or tabs.
pub fn sheet(tables: &mut Tables, name: &str, text: &str, reading: &Reading) {
    let file = tables.rows.file(name, text);
    read(tables, file, name, text, reading);
}

/// Takes in the rows of a table.
pub(in crate::load) fn read(tables: &mut Tables, file: usize, name: &str, text: &str, reading: &Reading) {
    let delimiter = reading.separator.unwrap_or_else(|| delimiter(text));
    let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let header: Vec<String> = match reader.headers() {
        Ok(header) => header.iter().map(|heading| heading_of(heading, reading)).collect(),
        Err(error) => return tables.syntax(format!("this is not valid CSV: {error}"), file, 0..0, ""),
    };
    let has = |column: &str| header.iter().any(|own| own == column);
    let first = 0..text.find('\n').unwrap_or(text.len());
    let of_sources = name.ends_with("sources.csv") || name.ends_with("[sources]");
    let rows = rows(tables, file, text, &header, &mut reader);
    if has("key") && has("value") {
        about(tables, &rows);
    } else if has("payer") && has("payee") {
        tables.edges.extend(rows);
    } else if has("id") && of_sources {
        tables.sources.extend(rows);
    } else if has("id") && !has("payer") && !has("payee") {
        tables.nodes.extend(rows);
    } else {
        missing(tables, file, &first, &has);
    }
}

/// A heading as the register has it.
fn heading_of(heading: &str, reading: &Reading) -> String {
    let heading = heading.trim();
    reading.ours(heading).map_or_else(|| heading.to_lowercase(), str::to_owned)
}

/// The most frequent separator of the first line.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |d: u8| first.bytes().filter(|&b| b == d).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|&d| count(d)).unwrap_or(b',')
}

/// Says which columns a spreadsheet of deals lacks.
fn missing(tables: &mut Tables, file: usize, at: &std::ops::Range<usize>, has: &dyn Fn(&str) -> bool) {
    let named = |required: bool| -> Vec<&str> {
        SPREADSHEET.iter().filter(|column| column.required == required).map(|column| column.name).collect()
    };
    let needed = named(true);
    for column in needed.iter().filter(|column| !has(column)) {
        let help = format!("name the columns {}, and if you like {}", needed.join(", "), named(false).join(", "));
        let message = format!("the spreadsheet has no column `{column}`");
        tables.rows.fault(Code::MissingColumn, message, (file, at.clone()), &help);
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
                let at = error.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(0));
                tables.syntax(format!("this is not valid CSV: {error}"), file, at..at, "");
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
        let mut row = Row::new(file, at.clone());
        let mut from = at.start;
        for (name, value) in header.iter().zip(&record) {
            let place = cell(text, from, value.trim());
            from = place.as_ref().map_or(from, |place| place.end);
            row.put(name, unquoted(value.trim()), place.unwrap_or_else(|| at.clone()));
        }
        rows.push(row);
    }
    rows
}

/// Where the text of a cell stands, searched from the end of the one before it; `None` if it is written otherwise.
fn cell(text: &str, from: usize, value: &str) -> Option<std::ops::Range<usize>> {
    let rest = text.get(from..)?;
    let start = from + rest.find(value).filter(|_| !value.is_empty())?;
    Some(start..start + value.len())
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
