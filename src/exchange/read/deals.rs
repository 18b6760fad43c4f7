//! Edges → deals: the arcs of a deal are joined again, and its history is read.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    amounts::{self, Stated},
    defaults::Defaults,
    ids::Ids,
    tables::Tables,
};
use crate::{
    load::{Cell, Code, Row},
    model::{DealId, Range},
};

/// An edge with its ends as ids of entities.
pub(super) struct Edge {
    pub(super) payer: String,
    pub(super) payee: String,
    pub(super) amount: Stated,
    pub(super) row: Row,
}

/// Columns that follow from others, or that only graph programs need.
const DERIVED: [&str; 8] = ["id", "family", "in_kind", "currency", "source_ids", "source_urls", "payer", "payee"];

/// Every deal of the edges; `lost` gets what could not be kept.
pub(super) fn deals(
    tables: &mut Tables,
    edges: Vec<Edge>,
    (defaults, currency): (&Defaults, &str),
    lost: &mut BTreeSet<String>,
) -> Vec<Row> {
    let mut groups: BTreeMap<String, Vec<Edge>> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    for (at, mut edge) in edges.into_iter().enumerate() {
        let named = edge.row.take("deal_id").or_else(|| edge.row.get("id").cloned());
        let name = named.map_or_else(|| format!("deal-{}", at + 1), |cell| cell.text.trim().to_owned());
        let group = groups.entry(name.clone()).or_default();
        if group.is_empty() {
            order.push(name);
        }
        group.push(edge);
    }
    let mut ids = Ids::default();
    let mut deals = Vec::new();
    for name in order {
        for part in parts(groups.remove(&name).unwrap_or_default()) {
            let id = ids.make(&name, "deal", |slug| DealId::new(slug).is_ok());
            deals.extend(deal(tables, id, part, (defaults, currency), lost));
        }
    }
    deals
}

/// The arcs of one deal are one deal again if every payer pays every payee an unknown share of the same whole;
/// otherwise each is a deal of its own.
fn parts(edges: Vec<Edge>) -> Vec<Vec<Edge>> {
    let payers: BTreeSet<&str> = edges.iter().map(|edge| edge.payer.as_str()).collect();
    let payees: BTreeSet<&str> = edges.iter().map(|edge| edge.payee.as_str()).collect();
    let pairs: BTreeSet<(&str, &str)> = edges.iter().map(|edge| (edge.payer.as_str(), edge.payee.as_str())).collect();
    let same = edges.windows(2).all(|pair| matches!(pair, [a, b] if a.amount == b.amount));
    let unknown = edges.iter().all(|edge| edge.amount.range == Range::share_of(edge.amount.range.high));
    let whole = pairs.len() == edges.len() && edges.len() == payers.len() * payees.len();
    if edges.len() < 2 || whole && same && unknown {
        vec![edges]
    } else {
        edges.into_iter().map(|edge| vec![edge]).collect()
    }
}

fn deal(
    tables: &mut Tables,
    id: String,
    part: Vec<Edge>,
    (defaults, currency): (&Defaults, &str),
    lost: &mut BTreeSet<String>,
) -> Option<Row> {
    let joined = |end: fn(&Edge) -> &str| {
        let mut ids: Vec<&str> = Vec::new();
        for edge in &part {
            if !ids.contains(&end(edge)) {
                ids.push(end(edge));
            }
        }
        ids.join(";")
    };
    let (payers, payees) = (joined(|edge| &edge.payer), joined(|edge| &edge.payee));
    let Edge { amount, mut row, .. } = part.into_iter().next()?;
    let cite = row.take("cite");
    for name in DERIVED {
        row.take(name);
    }
    let (text, round, not_kept) = amounts::written(&amount, currency);
    lost.extend(not_kept.map(str::to_owned));
    let history = history(tables, &mut row, defaults);
    let mut deal = Row::new(row.file, row.at.clone());
    for (name, value) in [("id", id), ("payer", payers), ("payee", payees), ("amount", text.clone())] {
        deal.set(name, value);
    }
    if round {
        deal.set("round", "true");
    }
    if let Some(stated) = amount.as_stated.filter(|stated| *stated != text) {
        deal.set("as_stated", stated);
    }
    let kind = needed(tables, &mut row, "kind", defaults.kind.as_ref());
    for (name, cell) in [("kind", word(kind)), ("cite", cite)] {
        if let Some(cell) = cell {
            deal.put(name, cell.text, cell.at);
        }
    }
    deal.cells.append(&mut row.cells);
    deal.history = history;
    Some(deal)
}

/// A word as the register writes it.
fn word(cell: Option<Cell>) -> Option<Cell> {
    cell.map(|cell| Cell { text: cell.text.trim().to_lowercase().replace([' ', '_'], "-"), at: cell.at })
}

/// A cell, or what is taken for granted; a fault if there is neither.
fn needed(tables: &mut Tables, row: &mut Row, name: &str, default: Option<&String>) -> Option<Cell> {
    let whole = row.at.clone();
    let cell = row.take(name).or_else(|| default.map(|text| Cell { text: text.clone(), at: whole.clone() }));
    if cell.is_none() {
        let help = match name {
            "kind" => "say it for all with --kind, such as --kind services, or whose column it is: --rename type=kind",
            "status" => {
                "say it for all with --status, such as --status closed, or whose column it is: --rename state=status"
            }
            _ => "say it for all with --date, such as --date 2025-06, or whose column it is: --rename day=date",
        };
        tables.rows.fault(Code::MissingKey, format!("this deal has no `{name}`"), (row.file, whole), help);
    }
    cell
}

/// The dated rungs: as a whole where they lead to the status, else the status on the day.
fn history(tables: &mut Tables, row: &mut Row, defaults: &Defaults) -> Vec<Row> {
    let whole = row.take("history");
    let mut mark = word(row.take("mark"));
    let days: Vec<Cell> = ["announced", "date", "start"].iter().filter_map(|name| row.take(name)).collect();
    if let Some(whole) = &whole {
        let events = events(row, whole);
        let last = events.last().and_then(|event| event.get("status")).map(|cell| cell.text.clone());
        let status = word(row.get("status").cloned());
        if last.is_some() && status.as_ref().is_none_or(|status| Some(&status.text) == last.as_ref()) {
            row.take("status");
            return events;
        }
    }
    let status = word(needed(tables, row, "status", defaults.status.as_ref()));
    if let Some(first) = days.first() {
        row.put("date", first.text.clone(), first.at.clone());
    }
    let day = needed(tables, row, "date", defaults.date.as_ref());
    let mut event = Row::new(row.file, row.at.clone());
    for (name, cell) in [("on", day), ("status", status), ("mark", mark.take())] {
        if let Some(cell) = cell {
            event.put(name, cell.text, cell.at);
        }
    }
    vec![event]
}

/// `2025-09-22 announced, 2026-02-27 signed (conditional)`.
fn events(row: &Row, whole: &Cell) -> Vec<Row> {
    let event = |step: &str| {
        let (on, rest) = step.trim().split_once(' ')?;
        let (status, mark) = rest.split_once(" (").map_or((rest, None), |(status, mark)| (status, Some(mark)));
        let mut event = Row::new(row.file, whole.at.clone());
        event.set("on", on);
        event.set("status", status.trim());
        if let Some(mark) = mark {
            event.set("mark", mark.trim_end_matches(')'));
        }
        Some(event)
    };
    whole.text.split(',').filter_map(event).collect()
}
