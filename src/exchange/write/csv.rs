//! CSV: three tables for anybody, and the same with typed headers for Neo4j.

use ::csv::{Error, QuoteStyle, WriterBuilder};

use super::super::{
    export_tables::{CUSTOMER, EDGE, ExportTables, FIGURE, NODE, SOURCE, VALUATION},
    value::{Column, Type, Value, one_line},
};

type Files = Vec<(&'static str, Vec<u8>)>;

/// `nodes.csv`, `edges.csv`, `sources.csv`, `about.csv`, and `valuations.csv`, `figures.csv` and `customers.csv` if there is
/// anything in them. A cell that a spreadsheet would take for a formula is made
/// harmless.
pub(super) fn pair(tables: &ExportTables<'_>) -> Result<Files, Error> {
    let header = |first: &[&str], columns: &[Column]| -> Vec<String> {
        first.iter().copied().chain(columns.iter().map(|column| column.name)).map(str::to_owned).collect()
    };
    let cells = |first: &[&str], values: Vec<Option<Value>>| -> Vec<String> {
        let plain = |value: Option<Value>| value.map_or_else(String::new, |value| harmless(&value));
        first.iter().map(|&text| text.to_owned()).chain(values.into_iter().map(plain)).collect()
    };
    let nodes = tables.parties.iter().map(|party| cells(&[party.id()], tables.node(party)));
    let edges = tables
        .payments
        .iter()
        .map(|payment| cells(&[&payment.id(), payment.payer.as_str(), payment.payee.as_str()], tables.edge(payment)));
    let sources = tables.sources.iter().map(|source| cells(&[source.id.as_str()], ExportTables::source(source)));
    let valuations = tables.valuations.iter().map(|&own| cells(&[], tables.valuation(own)));
    let figures = tables.figures.iter().map(|own| cells(&[], tables.figure(own)));
    let customers = tables.customers.iter().map(|own| cells(&[], tables.customer(own)));
    let about = tables.about().into_iter();
    let about = about.filter_map(|(key, text)| Some(vec![key.to_owned(), harmless(&Value::text(text)?)]));
    let mut files = vec![
        ("nodes.csv", table(&header(&["id"], NODE), nodes, QuoteStyle::Necessary)?),
        ("edges.csv", table(&header(&["id", "payer", "payee"], EDGE), edges, QuoteStyle::Necessary)?),
        ("sources.csv", table(&header(&["id"], SOURCE), sources, QuoteStyle::Necessary)?),
        ("about.csv", table(&header(&["key", "value"], &[]), about, QuoteStyle::Necessary)?),
    ];
    if !tables.valuations.is_empty() {
        files.push(("valuations.csv", table(&header(&[], VALUATION), valuations, QuoteStyle::Necessary)?));
    }
    if !tables.figures.is_empty() {
        files.push(("figures.csv", table(&header(&[], FIGURE), figures, QuoteStyle::Necessary)?));
    }
    if !tables.customers.is_empty() {
        files.push(("customers.csv", table(&header(&[], CUSTOMER), customers, QuoteStyle::Necessary)?));
    }
    Ok(files)
}

/// A text that begins as a formula gets a quote in front, which a spreadsheet does not show.
fn harmless(value: &Value) -> String {
    let text = value.plain();
    let formula = !matches!(value, Value::Number(_)) && text.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']);
    if formula { format!("'{text}") } else { text }
}

/// Files for `neo4j-admin database import full --nodes=Entity=entities.csv --nodes=Source=sources.csv
/// --relationships=deals.csv`. Everything is quoted and on one line: unquoted cells are trimmed, and line ends need a
/// flag.
pub(super) fn neo4j(tables: &ExportTables<'_>) -> Result<Files, Error> {
    let typed = |columns: &[Column]| -> Vec<String> {
        let kind = |column: &Column| match column.holds {
            Type::Text => String::new(),
            Type::Number => ":double".to_owned(),
            Type::Flag => ":boolean".to_owned(),
            Type::Day => ":date".to_owned(),
            Type::List => ":string[]".to_owned(),
        };
        columns.iter().map(|column| format!("{}{}", column.name, kind(column))).collect()
    };
    let cells = |values: Vec<Option<Value>>| -> Vec<String> {
        values.into_iter().map(|value| value.map_or_else(String::new, |value| one_line(&value.plain()))).collect()
    };
    let row = |first: &[&str], values: Vec<Option<Value>>, last: &str| -> Vec<String> {
        let first = first.iter().map(|&text| text.to_owned());
        first.chain(cells(values)).chain([last.to_owned()]).collect()
    };
    let around = |first: &[&str], columns: &[Column], last: &str| -> Vec<String> {
        let first = first.iter().map(|&text| text.to_owned());
        first.chain(typed(columns)).chain([last.to_owned()]).collect()
    };
    let nodes = tables.parties.iter().map(|party| {
        let label = match party.entity.kind {
            crate::model::EntityKind::Company => "Entity;Company",
            crate::model::EntityKind::Cloud => "Entity;Cloud",
            crate::model::EntityKind::Chip => "Entity;Chip",
            crate::model::EntityKind::Product => "Entity;Product",
        };
        row(&[party.id()], tables.node(party), label)
    });
    let edges = tables.payments.iter().map(|payment| {
        // The types of relationships are those of the deals, a closed set of words.
        let kind = payment.arc.kind.name().to_uppercase().replace('-', "_");
        let ends = [payment.payer.as_str(), payment.payee.as_str()];
        row(&[ends[0], ends[1], &payment.id()], tables.edge(payment), &kind)
    });
    let sources =
        tables.sources.iter().map(|source| row(&[source.id.as_str()], ExportTables::source(source), "Source"));
    Ok(vec![
        ("entities.csv", table(&around(&["id:ID(Entity)"], NODE, ":LABEL"), nodes, QuoteStyle::Always)?),
        (
            "deals.csv",
            table(&around(&[":START_ID(Entity)", ":END_ID(Entity)", "id"], EDGE, ":TYPE"), edges, QuoteStyle::Always)?,
        ),
        ("sources.csv", table(&around(&["id:ID(Source)"], SOURCE, ":LABEL"), sources, QuoteStyle::Always)?),
    ])
}

fn table(header: &[String], rows: impl Iterator<Item = Vec<String>>, quotes: QuoteStyle) -> Result<Vec<u8>, Error> {
    let mut writer = WriterBuilder::new().quote_style(quotes).from_writer(Vec::new());
    // Neo4j wants its header bare.
    let mut head = WriterBuilder::new().from_writer(Vec::new());
    head.write_record(header)?;
    for row in rows {
        writer.write_record(&row)?;
    }
    let (head, body) = (head.into_inner(), writer.into_inner());
    let fail = |error: ::csv::IntoInnerError<_>| Error::from(error.into_error());
    let mut bytes = head.map_err(fail)?;
    bytes.extend(body.map_err(fail)?);
    Ok(bytes)
}
