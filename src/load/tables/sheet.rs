//! Tables of deals, nodes, edges, sources and figures as text: which it is, its columns say.

use std::ops::Range;

use ::csv::{ReaderBuilder, StringRecord};

use super::{
    columns::{Column, columns},
    tables::Tables,
};
use crate::{
    load::{Code, Reading, Row},
    model::is_legal_form,
};

/// Reads a table whose cells are parted by commas, semicolons or tabs, and gives the number of its file.
pub fn sheet(tables: &mut Tables, name: &str, text: &str, reading: &Reading) -> usize {
    let file = tables.rows.file(name, text);
    read(tables, file, name, text, reading);
    file
}

/// Whether a table holds deals, as far as its headings say.
pub fn is_table_of_deals(text: &str, reading: &Reading) -> bool {
    let delimiter = reading.separator.unwrap_or_else(|| delimiter(text));
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let records: Vec<StringRecord> = reader.records().map_while(Result::ok).take(2 * MAX_TITLES).collect();
    Header::find(&records, text, reading).is_some_and(|header| matches!(header.is_of(false), Some(Is::Edges)))
}

/// Takes in the rows of a table.
pub(in crate::load) fn read(tables: &mut Tables, file: usize, name: &str, text: &str, reading: &Reading) {
    let delimiter = reading.separator.unwrap_or_else(|| delimiter(text));
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => records.push(record),
            Err(error) => {
                let at = error.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(0));
                tables.syntax(format!("this is not valid CSV: {error}"), file, at..at, "");
                break;
            }
        }
    }
    let Some(mut header) = Header::find(&records, text, reading) else { return };
    header.tell_directions(records.get(header.place + 1..).unwrap_or_default());
    if header.place > 0 {
        let many = if header.place == 1 { "1 line".to_owned() } else { format!("{} lines", header.place) };
        tables.rows.note(format!("{name}: {many} above the headings are not read"), 1);
    }
    let rows = rows(tables, file, text, &header, records.get(header.place + 1..).unwrap_or_default());
    let of_sources = name.ends_with("sources.csv") || name.ends_with("[sources]");
    tables.headers.insert(file, header.at.clone());
    match header.is_of(of_sources) {
        Some(Is::About) => about(tables, &rows),
        Some(Is::Edges) => {
            tell_guesses(tables, name, &header, reading);
            tables.edges.extend(rows);
        }
        Some(Is::Sources) => tables.sources.extend(rows),
        Some(Is::Nodes) => tables.nodes.extend(rows),
        Some(Is::Valuations) => tables.valuations.extend(rows),
        Some(Is::Figures) => tables.figures.extend(rows),
        Some(Is::Customers) => tables.customers.extend(rows),
        None => missing(tables, file, &header),
    }
}

/// The line of the headings.
struct Header {
    columns: Vec<Column>,
    /// How many records stand above it.
    place: usize,
    at: Range<usize>,
}

/// What the rows of a table are.
enum Is {
    Edges,
    Nodes,
    Sources,
    Valuations,
    Figures,
    Customers,
    About,
}

/// How far down the headings may stand, below titles.
const MAX_TITLES: usize = 20;

impl Header {
    /// The first record that names columns of edges or nodes, or else the first with anything in it.
    fn find(records: &[StringRecord], text: &str, reading: &Reading) -> Option<Self> {
        let at = |place: usize| {
            let record = records.get(place)?;
            let columns = columns(record.iter(), reading);
            Some(Self { columns, place, at: line(text, record) })
        };
        let is_filled =
            |place: &usize| records.get(*place).is_some_and(|own| own.iter().any(|cell| !cell.trim().is_empty()));
        let first = (0..records.len()).find(is_filled)?;
        let last = records.len().min(first + MAX_TITLES);
        (first..last).filter_map(at).find(|own| own.is_of(false).is_some()).or_else(|| at(first))
    }

    fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|own| own.name == column)
    }

    /// Gephi's `Type` says whether an edge has a direction, not what it is.
    fn tell_directions(&mut self, records: &[StringRecord]) {
        let is_direction = |at: usize| {
            let mut cells = records.iter().filter_map(|record| record.get(at)).filter(|cell| !cell.trim().is_empty());
            let words = ["directed", "undirected", "mutual"];
            cells.clone().next().is_some()
                && cells.all(|cell| words.iter().any(|word| cell.trim().eq_ignore_ascii_case(word)))
        };
        for (at, column) in self.columns.iter_mut().enumerate() {
            if column.guessed && column.name == "kind" && is_direction(at) {
                "direction".clone_into(&mut column.name);
                column.guessed = false;
            }
        }
    }

    fn is_of(&self, of_sources: bool) -> Option<Is> {
        let is_node = ["id", "label", "name"].iter().any(|name| self.has(name));
        let all = |names: &[&str]| names.iter().all(|name| self.has(name));
        match (self.has("payer"), self.has("payee")) {
            _ if self.has("key") && self.has("value") => Some(Is::About),
            (true, true) => Some(Is::Edges),
            (false, false) if all(&["entity", "worth", "on"]) => Some(Is::Valuations),
            (false, false) if all(&["entity", "what", "period", "amount"]) => Some(Is::Figures),
            (false, false) if all(&["entity", "customer", "share", "period"]) => Some(Is::Customers),
            (false, false) if of_sources && self.has("id") => Some(Is::Sources),
            (false, false) if is_node && self.columns.len() > 1 => Some(Is::Nodes),
            _ => None,
        }
    }
}

/// Says once what the headings were taken for.
fn tell_guesses(tables: &mut Tables, name: &str, header: &Header, reading: &Reading) {
    // A title that is none does no harm.
    let matters = |own: &&Column| own.guessed && !matches!(own.name.as_str(), "title" | "note" | "id");
    let guesses = || header.columns.iter().filter(matters);
    if guesses().next().is_none() {
        return;
    }
    let said: Vec<String> = guesses().map(|own| format!("`{}` for {}", own.heading, own.name)).collect();
    let flags = guesses().map(|own| format!("{}={}", own.heading, own.name)).collect::<Vec<_>>().join(",");
    let flags = if flags.contains(' ') { format!("\"{flags}\"") } else { flags };
    tables.rows.note(format!("{name}: takes {}; --rename {flags} settles it", said.join(", ")), 1);
    let has_unit = reading.unit.is_some() || header.has("unit") || header.columns.iter().any(|own| own.unit.is_some());
    let of_size = |own: &&Column| own.name == "amount" && own.heading.eq_ignore_ascii_case("deal size");
    if let Some(size) = header.columns.iter().find(of_size).filter(|_| !has_unit) {
        let text = "amounts are taken as they stand, and some programs count them in millions; --unit million says so";
        tables.rows.note(format!("{name}: `{}`: {text}", size.heading), 1);
    }
}

/// The most frequent separator of the first line that has one.
fn delimiter(text: &str) -> u8 {
    const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
    let first = text.lines().find(|line| line.bytes().any(|b| SEPARATORS.contains(&b))).unwrap_or_default();
    let count = |d: u8| first.bytes().filter(|&b| b == d).count();
    SEPARATORS.into_iter().rev().max_by_key(|&d| count(d)).unwrap_or(b',')
}

/// Says which columns a spreadsheet of deals lacks.
fn missing(tables: &mut Tables, file: usize, header: &Header) {
    const MOST: usize = 12;
    let mut theirs: Vec<String> = header.columns.iter().take(MOST).map(|own| format!("`{}`", own.heading)).collect();
    if header.columns.len() > MOST {
        theirs.push(format!("and {} more", header.columns.len() - MOST));
    }
    for column in ["payer", "payee"].iter().filter(|column| !header.has(column)) {
        let help = format!("say which it is: --rename COLUMN={column}; the table has {}", theirs.join(", "));
        let message = format!("the spreadsheet has no column `{column}`");
        tables.rows.fault(Code::MissingColumn, message, (file, header.at.clone()), &help);
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

fn rows(tables: &mut Tables, file: usize, text: &str, header: &Header, records: &[StringRecord]) -> Vec<Row> {
    let mut rows = Vec::new();
    for record in records {
        // A row of bare separators is what spreadsheets make of an empty one.
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let at = line(text, record);
        let beyond = record.iter().skip(header.columns.len()).any(|cell| !cell.trim().is_empty());
        if beyond || record.len() < header.columns.len() {
            let message = format!("the row has {} cells, the header {}", record.len(), header.columns.len());
            let help = "quote a cell that holds the separator: `\"1,500,000\"`";
            tables.rows.fault(Code::RaggedRow, message, (file, at), help);
            continue;
        }
        let mut row = Row::new(file, at.clone());
        let mut from = at.start;
        for (column, value) in header.columns.iter().zip(record) {
            let place = cell(text, from, value.trim());
            from = place.as_ref().map_or(from, |place| place.end);
            let place = place.unwrap_or_else(|| at.clone());
            if column.is_list {
                for name in listed(value) {
                    row.put(&column.name, name, place.clone());
                }
                continue;
            }
            row.put(&column.name, unquoted(value.trim()), place.clone());
            // In what it is counted stands in brackets behind a heading, if in no column.
            let of_unit = match column.name.as_str() {
                "amount" => Some("unit"),
                "quantity" => Some("quantity_unit"),
                _ => None,
            };
            if let Some((name, unit)) = of_unit.filter(|name| !header.has(name)).zip(column.unit.as_ref()) {
                row.put(name, unit.clone(), place);
            }
        }
        rows.push(row);
    }
    rows
}

/// Names that commas part; what only says a company's form (`Acme, Inc.`) parts none.
fn listed(cell: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in cell.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
        match names.last_mut() {
            Some(last) if is_legal_form(part) => *last = format!("{last}, {part}"),
            _ => names.push(part.to_owned()),
        }
    }
    names
}

/// Where the text of a cell stands, searched from the end of the one before it; `None` if it is written otherwise.
fn cell(text: &str, from: usize, value: &str) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    let start = from + rest.find(value).filter(|_| !value.is_empty())?;
    Some(start..start + value.len())
}

/// A text without the quote that keeps spreadsheets from taking it for a formula.
fn unquoted(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@', '\t', '\r', '\''])).unwrap_or(text)
}

/// The first line of a record.
fn line(text: &str, record: &StringRecord) -> Range<usize> {
    let start = record.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(0)).min(text.len());
    let rest = text.get(start..).unwrap_or_default();
    let start = start + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    let end = text.get(start..).and_then(|rest| rest.find(['\r', '\n'])).map_or(text.len(), |len| start + len);
    start..end
}
