//! Excel: a sheet each for edges, nodes, sources, figures and the whole, every cell of its type. Texts are written as texts, so
//! that none is taken for a formula or a link.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::super::{
    export_tables::{CUSTOMER, EDGE, ExportTables, FIGURE, NODE, SOURCE, VALUATION},
    value::{Column, Type, Value},
};

/// The longest text that Excel takes in a cell, in UTF-16 units.
const MAX_CELL: usize = 32_767;

pub(super) fn write(tables: &ExportTables<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The day of the register stands for the day of the file: the same register gives the same bytes.
    let properties = DocProperties::new().set_title(tables.title()).set_author("roundtrip");
    book.set_properties(&properties.set_creation_datetime(&day(tables.as_of)?));
    let nodes = tables.parties.iter().map(|party| (vec![party.id().to_owned()], tables.node(party)));
    let edges = tables.payments.iter().map(|payment| {
        (vec![payment.id(), payment.payer.to_string(), payment.payee.to_string()], tables.edge(payment))
    });
    let sources = tables.sources.iter().map(|source| (vec![source.id.to_string()], ExportTables::source(source)));
    sheet(book.add_worksheet().set_name("edges")?, (&["id", "payer", "payee"], EDGE), edges)?;
    sheet(book.add_worksheet().set_name("nodes")?, (&["id"], NODE), nodes)?;
    sheet(book.add_worksheet().set_name("sources")?, (&["id"], SOURCE), sources)?;
    let valuations = tables.valuations.iter().map(|&own| (Vec::new(), tables.valuation(own)));
    let figures = tables.figures.iter().map(|own| (Vec::new(), tables.figure(own)));
    let customers = tables.customers.iter().map(|own| (Vec::new(), tables.customer(own)));
    if !tables.valuations.is_empty() {
        sheet(book.add_worksheet().set_name("valuations")?, (&[], VALUATION), valuations)?;
    }
    if !tables.figures.is_empty() {
        sheet(book.add_worksheet().set_name("figures")?, (&[], FIGURE), figures)?;
    }
    if !tables.customers.is_empty() {
        sheet(book.add_worksheet().set_name("customers")?, (&[], CUSTOMER), customers)?;
    }
    let about = tables.about();
    let about = about.into_iter().map(|(key, value)| (vec![key.to_owned(), value], Vec::new()));
    sheet(book.add_worksheet().set_name("about")?, (&["key", "value"], &[]), about)?;
    book.save_to_buffer()
}

type Record = (Vec<String>, Vec<Option<Value>>);

fn sheet(
    sheet: &mut Worksheet,
    (first, columns): (&[&str], &[Column]),
    rows: impl Iterator<Item = Record>,
) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let money = Format::new().set_num_format("#,##0.##");
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let names = first.iter().copied().chain(columns.iter().map(|column| column.name));
    for (at, name) in (0..).zip(names) {
        sheet.write_string_with_format(0, at, name, &bold)?;
        sheet.set_column_width(at, 18)?;
    }
    for (at, column) in (0_u16..).zip(columns) {
        if matches!(column.holds, Type::Number) {
            sheet.set_column_width(at + u16::try_from(first.len()).unwrap_or(0), 22)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    for (row, (own, values)) in (1..).zip(rows) {
        let own = own.into_iter().map(|text| Some(Value::Text(text)));
        for (at, value) in (0..).zip(own.chain(values)) {
            match value {
                None => {}
                Some(Value::Flag(flag)) => drop(sheet.write_boolean(row, at, flag)?),
                Some(Value::Day(own)) => drop(sheet.write_datetime_with_format(row, at, &day(own)?, &date)?),
                Some(ref value @ Value::Number(number)) => match rust_decimal::prelude::ToPrimitive::to_f64(&number) {
                    Some(number) => drop(sheet.write_number_with_format(row, at, number, &money)?),
                    None => drop(sheet.write_string(row, at, value.plain())?),
                },
                Some(value) => drop(sheet.write_string(row, at, fitting(value.plain()))?),
            }
        }
    }
    Ok(())
}

/// A text that fits into a cell, cut visibly if it must be.
fn fitting(text: String) -> String {
    if text.encode_utf16().count() <= MAX_CELL {
        return text;
    }
    let mut units = 0;
    let kept = text.chars().take_while(|c| {
        units += c.len_utf16();
        units < MAX_CELL
    });
    kept.chain(['…']).collect()
}

fn day(day: jiff::civil::Date) -> Result<ExcelDateTime, XlsxError> {
    // Excel's calendar begins with 1900.
    let year = u16::try_from(day.year()).unwrap_or(1900).max(1900);
    ExcelDateTime::from_ymd(year, day.month().unsigned_abs(), day.day().unsigned_abs())
}
