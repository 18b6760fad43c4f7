//! A spreadsheet of deals → raw records: `payer,payee,kind,amount,date,status,source`, one deal a row.
//!
//! Separated by `,`, `;` or tab; other columns are kept with the deal as they are. A party that no register names
//! becomes a new company; a row without a source cites the spreadsheet itself.

use ::csv::{ReaderBuilder, StringRecord, Trim};

use super::{
    fields::clean,
    keys::SPREADSHEET,
    problem::{Code, Located, Place, Report},
    raw::{self, Records, Text},
};
use crate::model;

/// Reads one file.
pub(super) fn read(report: &mut Report, file: usize, records: &mut Records) {
    let Some((name, text)) = report.files.get(file).map(|f| (f.name.clone(), f.text.clone())) else {
        return;
    };
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter(&text)).flexible(true).trim(Trim::All).from_reader(text.as_bytes());
    let header: Vec<String> = match reader.headers() {
        Ok(header) => header.iter().map(str::to_lowercase).collect(),
        Err(error) => return unreadable(report, file, &error),
    };
    let first_line = Place { file, span: 0..text.find('\n').unwrap_or(text.len()) };
    if !has_columns(report, &header, &first_line) {
        return;
    }
    let stem = file_stem(&name);
    let sheet = spreadsheet(records, &name, &stem, &first_line);
    for (index, row) in reader.records().enumerate() {
        let row = match row {
            Ok(row) => row,
            Err(error) => return unreadable(report, file, &error),
        };
        let place = line(&text, file, &row);
        if row.len() != header.len() {
            let message = format!("the row has {} cells, the header {}", row.len(), header.len());
            report
                .push(Code::RaggedRow, message, &place)
                .help("quote a cell that holds the separator: `\"1,500,000\"`");
            continue;
        }
        let mut cells = cells(report, &header, &row, &text, &place);
        let source = cells.take("source").filter(|cell| !cell.value.is_empty());
        let source = source.map_or_else(|| sheet.clone(), |cell| page(records, &cell));
        let body = deal(cells, source, &format!("{stem}-{}", index + 1));
        records.names.extend(body.payer.iter().chain(&body.payee).cloned());
        let record = records.record(place, body);
        records.deals.push(record);
    }
}

/// The most frequent separator of the first line.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |d: u8| first.bytes().filter(|&b| b == d).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|&d| count(d)).unwrap_or(b',')
}

fn unreadable(report: &mut Report, file: usize, error: &::csv::Error) {
    let at = error.position().map_or(0, |p| usize::try_from(p.byte()).unwrap_or(0));
    report.push(Code::Syntax, error.to_string(), &Place { file, span: at..at });
}

fn has_columns(report: &mut Report, header: &[String], at: &Place) -> bool {
    let named = |required: bool| -> Vec<&str> {
        SPREADSHEET.iter().filter(|column| column.required == required).map(|column| column.name).collect()
    };
    let needed = named(true);
    let missing: Vec<&str> =
        needed.iter().copied().filter(|column| !header.iter().any(|name| name == column)).collect();
    for column in &missing {
        report.push(Code::MissingColumn, format!("the spreadsheet has no column `{column}`"), at).help(format!(
            "name the columns {}, and if you like {}",
            needed.join(", "),
            named(false).join(", ")
        ));
    }
    missing.is_empty()
}

fn file_stem(name: &str) -> String {
    let stem = std::path::Path::new(name).file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let slug = model::EntityId::new(&stem).map_or_else(|bad| bad.suggestion, |id| id.as_str().to_owned());
    let slug: String = slug.chars().take(40).collect();
    if slug.is_empty() { "sheet".to_owned() } else { slug }
}

/// The row's place in the text.
fn line(text: &str, file: usize, row: &StringRecord) -> Place {
    let start = row.position().map_or(0, |p| usize::try_from(p.byte()).unwrap_or(0)).min(text.len());
    let skipped = text.get(start..).map_or(0, |rest| rest.len() - rest.trim_start_matches(['\r', '\n']).len());
    let start = start + skipped;
    let end = text.get(start..).and_then(|rest| rest.find(['\r', '\n'])).map_or(text.len(), |len| start + len);
    Place { file, span: start..end }
}

/// The cells of a row by column, each with its place.
struct Cells {
    row: Place,
    cells: Vec<(String, Located<String>)>,
}

impl Cells {
    fn take(&mut self, column: &str) -> Option<Located<String>> {
        let at = self.cells.iter().position(|(name, _)| name == column)?;
        Some(self.cells.remove(at).1)
    }

    /// The cell if there is anything in it.
    fn filled(&mut self, column: &str) -> Text {
        self.take(column).filter(|cell| !cell.value.is_empty())
    }
}

fn cells(report: &mut Report, header: &[String], row: &StringRecord, text: &str, place: &Place) -> Cells {
    let mut from = place.span.start;
    let mut cells = Vec::new();
    for (name, value) in header.iter().zip(row) {
        // A cell with doubled quotes is not found as it stands; the whole row is then its place.
        let found = text.get(from..).filter(|_| !value.is_empty()).and_then(|rest| rest.find(value));
        let span = found.map_or(place.span.clone(), |at| from + at..from + at + value.len());
        from = found.map_or(from, |_| span.end);
        let at = Place { file: place.file, span };
        cells.push((name.clone(), Located { value: clean(report, value, &at), at }));
    }
    Cells { row: place.clone(), cells }
}

fn deal(mut cells: Cells, source: Located<String>, fallback_id: &str) -> raw::Deal {
    let row = cells.row.clone();
    let here = |value: &str| Some(Located { value: value.to_owned(), at: row.clone() });
    let word = |cell: Text| cell.map(|c| Located { value: c.value.to_lowercase().replace([' ', '_'], "-"), at: c.at });
    let event = raw::Event {
        at: row.clone(),
        on: cells.filled("date").or_else(|| here("")),
        status: word(cells.filled("status")).or_else(|| here("")),
        ..raw::Event::default()
    };
    raw::Deal {
        id: cells.filled("id").or_else(|| here(fallback_id)),
        title: cells.filled("title"),
        kind: word(cells.filled("kind")).or_else(|| here("")),
        payer: cells.filled("payer").into_iter().collect(),
        payee: cells.filled("payee").into_iter().collect(),
        amount: cells.filled("amount"),
        term: cells.filled("term"),
        note: cells.filled("note"),
        history: vec![event],
        cite: vec![source],
        details: cells.cells.into_iter().filter(|(_, c)| !c.value.is_empty()).map(|(n, c)| (n, c.value)).collect(),
        ..raw::Deal::default()
    }
}

/// The spreadsheet as the source of rows that name none.
fn spreadsheet(records: &mut Records, name: &str, stem: &str, at: &Place) -> Located<String> {
    let here = |value: &str| Located { value: value.to_owned(), at: at.clone() };
    let body = raw::Source {
        id: Some(here(stem)),
        title: Some(here(name)),
        kind: Some(here("aggregator")),
        ..raw::Source::default()
    };
    let record = records.record(at.clone(), body);
    records.sources.push(record);
    here(stem)
}

/// A page named in a cell: a source that is known by this id, or else a new one, by its address or in words. The same
/// cell twice is one source.
fn page(records: &mut Records, cell: &Located<String>) -> Located<String> {
    let located = |value: &str| Located { value: value.to_owned(), at: cell.at.clone() };
    if let Some(id) = records.pages.get(&cell.value) {
        return located(id);
    }
    let is_id = |s: &raw::Record<raw::Source>| s.body.id.as_ref().is_some_and(|known| known.value == cell.value);
    if records.sources.iter().any(is_id) {
        return cell.clone();
    }
    // Long addresses that begin alike would share a slug: the number keeps them apart.
    let slug: String = model::SourceId::new(&cell.value)
        .map_or_else(|bad| bad.suggestion, |id| id.as_str().to_owned())
        .chars()
        .take(60)
        .collect();
    let id = located(&format!("{}-{}", if slug.is_empty() { "source" } else { &slug }, records.pages.len() + 1));
    records.pages.insert(cell.value.clone(), id.value.clone());
    let is_url = cell.value.starts_with("http://") || cell.value.starts_with("https://");
    let (url, title) = if is_url { (Some(cell.clone()), None) } else { (None, Some(cell.clone())) };
    let body = raw::Source { id: Some(id.clone()), url, title, kind: Some(located("press")), ..raw::Source::default() };
    let record = records.record(cell.at.clone(), body);
    records.sources.push(record);
    id
}
