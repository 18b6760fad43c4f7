//! `roundtrip flows`: the arcs behind every number.

use rust_decimal::Decimal;
use serde::Serialize;

use super::{
    args::{FlowsArgs, Format},
    data,
    outcome::{End, Failure},
    output,
    table::Table,
    terminal::Terminal,
    view,
};
use crate::{
    flow::{Arc, FlowGraph, View},
    model::Range,
};

pub(super) fn run(args: &FlowsArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let register = data::read(&args.registers, &args.data, terminal)?;
    let view = view::view(&args.view, &register, terminal)?;
    let graph = view.flow(&register);
    let text = match args.output.format {
        Format::Table => reading(&graph).text(terminal.width),
        Format::Markdown => reading(&graph).markdown(),
        Format::Json => json(&view, &graph)?,
        Format::Ndjson => output::ndjson(rows(&graph))?,
        Format::Csv => table(&graph).csv()?,
    };
    output::put(&text, args.output.output.as_deref(), terminal)?;
    Ok(End::Done)
}

/// One arc of the view.
#[derive(Serialize)]
struct Row<'a> {
    payer: &'a str,
    payee: &'a str,
    deal: &'a str,
    kind: &'static str,
    family: &'static str,
    #[serde(flatten)]
    value: Range,
    status: &'static str,
    since: String,
    in_kind: bool,
}

/// What the JSON says before its rows.
#[derive(Serialize)]
struct Head {
    schema: &'static str,
    as_of: String,
    level: &'static str,
    count: usize,
}

fn json(view: &View, graph: &FlowGraph) -> Result<String, Failure> {
    let flows = rows(graph);
    let (as_of, level) = (view.as_of.to_string(), view.level.name());
    let head = Head { schema: "roundtrip/flows/1", as_of, level, count: flows.len() };
    output::json_list(&head, "flows", flows)
}

fn rows(graph: &FlowGraph) -> Vec<Row<'_>> {
    let row = |arc: &'_ Arc| Row {
        payer: graph.id(arc.payer).as_str(),
        payee: graph.id(arc.payee).as_str(),
        deal: "",
        kind: arc.kind.name(),
        family: arc.family().name(),
        value: arc.value,
        status: arc.status.name(),
        since: arc.since.to_string(),
        in_kind: arc.kind.in_kind(),
    };
    graph.arcs().iter().map(|arc| Row { deal: arc.deal.as_str(), ..row(arc) }).collect()
}

/// The columns of docs/design.md#output.
pub(super) fn table(graph: &FlowGraph) -> Table {
    let mut table = Table::new(&[
        "payer", "payee", "deal", "kind", "family", ">stated", ">low", ">high", "status", "since", "in_kind",
    ]);
    let number = |value: Option<Decimal>| value.map_or_else(String::new, |v| v.normalize().to_string());
    for row in rows(graph) {
        table.row([
            row.payer.to_owned(),
            row.payee.to_owned(),
            row.deal.to_owned(),
            row.kind.to_owned(),
            row.family.to_owned(),
            number(row.value.stated),
            number(Some(row.value.low)),
            number(row.value.high),
            row.status.to_owned(),
            row.since,
            row.in_kind.to_string(),
        ]);
    }
    table
}

/// The same for a person.
fn reading(graph: &FlowGraph) -> Table {
    let mut table = Table::new(&["payer", "payee", "deal", "kind", "amount", "status", "since"]);
    for row in rows(graph) {
        table.row([
            row.payer.to_owned(),
            row.payee.to_owned(),
            row.deal.to_owned(),
            row.kind.to_owned(),
            row.value.words(),
            row.status.to_owned(),
            row.since,
        ]);
    }
    table
}
