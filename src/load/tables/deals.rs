//! Edges → deals: the arcs of a deal are joined again, and its history is read.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    amounts::{self, Stated},
    ids::Ids,
    tables::Tables,
};
use crate::{
    load::{Cell, Code, Reading, Row},
    model::{DealId, Range, slug},
};

/// An edge with its ends as ids or names of entities.
pub(super) struct Edge {
    pub(super) payer: Cell,
    pub(super) payee: Cell,
    pub(super) amount: Stated,
    pub(super) row: Row,
}

/// Columns that follow from others, or that only graph programs need.
const DERIVED: [&str; 5] = ["family", "in_kind", "currency", "source_ids", "source_urls"];

/// The arcs of one deal, and what it is called.
struct Group {
    /// The id that the file gives it.
    given: Option<Cell>,
    /// Else an id of the file's name and the row's number.
    made: String,
    edges: Vec<Edge>,
}

/// Every deal of the edges.
pub(super) fn deals(tables: &mut Tables, edges: Vec<Edge>, reading: &Reading, currency: &str) -> Vec<Row> {
    let mut ids = Ids::default();
    let mut deals = Vec::new();
    for group in groups(tables, edges) {
        for part in parts(group.edges) {
            let id = group.given.as_ref().map(|given| {
                let id = ids.make(given.text.trim(), "deal", |text| DealId::new(text).is_ok());
                Cell { text: id, at: given.at.clone() }
            });
            let mut row = deal(tables, part, reading, currency);
            match (row.as_mut(), id) {
                (Some(row), Some(id)) => row.put("id", id.text, id.at),
                (Some(row), None) => row.set("made_id", group.made.clone()),
                (None, _) => {}
            }
            deals.extend(row);
        }
    }
    deals
}

/// The edges by the deal they say they are of; one that says nothing is a deal.
fn groups(tables: &mut Tables, edges: Vec<Edge>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut own_ids: BTreeMap<String, (usize, std::ops::Range<usize>)> = BTreeMap::new();
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    for mut edge in edges {
        let number = numbers.entry(edge.row.file).or_default();
        *number += 1;
        let made = format!("{}-{number}", stem(tables.rows.name_of(edge.row.file)));
        let deal = edge.row.take("deal_id");
        let own = edge.row.take("id");
        if let (None, Some(own)) = (&deal, &own) {
            let place = (edge.row.file, own.at.clone());
            if own_ids.insert(own.text.trim().to_owned(), place.clone()).is_some() {
                let message = format!("there are two deals `{}`", own.text.trim());
                tables.rows.fault(Code::DuplicateId, message, place, "give one of them another id, or leave it empty");
                continue;
            }
        }
        let place = deal.as_ref().map(|deal| *places.entry(deal.text.trim().to_owned()).or_insert(groups.len()));
        match place.and_then(|place| groups.get_mut(place)) {
            Some(group) => group.edges.push(edge),
            None => groups.push(Group { given: deal.or(own), made, edges: vec![edge] }),
        }
    }
    groups
}

/// A file's name as the beginning of an id.
fn stem(name: &str) -> String {
    let stem = std::path::Path::new(name).file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let slug: String = slug(&stem.unwrap_or_default()).chars().take(40).collect();
    if slug.is_empty() { "sheet".to_owned() } else { slug }
}

/// The arcs of one deal are one deal again if every payer pays every payee an unknown share of the same whole;
/// otherwise each is a deal of its own.
fn parts(edges: Vec<Edge>) -> Vec<Vec<Edge>> {
    let payers: BTreeSet<&str> = edges.iter().map(|edge| edge.payer.text.as_str()).collect();
    let payees: BTreeSet<&str> = edges.iter().map(|edge| edge.payee.text.as_str()).collect();
    let pairs: BTreeSet<(&str, &str)> =
        edges.iter().map(|edge| (edge.payer.text.as_str(), edge.payee.text.as_str())).collect();
    let same = edges.windows(2).all(|pair| matches!(pair, [a, b] if a.amount == b.amount));
    let unknown = edges.iter().all(|edge| edge.amount.range == Range::share_of(edge.amount.range.high));
    let whole = pairs.len() == edges.len() && edges.len() == payers.len() * payees.len();
    if edges.len() < 2 || whole && same && unknown {
        vec![edges]
    } else {
        edges.into_iter().map(|edge| vec![edge]).collect()
    }
}

/// The deal of which these are the arcs, without its id.
fn deal(tables: &mut Tables, part: Vec<Edge>, reading: &Reading, currency: &str) -> Option<Row> {
    let each = |end: fn(&Edge) -> &Cell| {
        let mut cells: Vec<Cell> = Vec::new();
        for edge in &part {
            if !cells.iter().any(|cell| cell.text == end(edge).text) {
                cells.push(end(edge).clone());
            }
        }
        cells
    };
    let (payers, payees) = (each(|edge| &edge.payer), each(|edge| &edge.payee));
    let Edge { amount, mut row, .. } = part.into_iter().next()?;
    let cite = row.take("cite");
    for name in DERIVED {
        row.take(name);
    }
    let (text, round, not_kept) = amounts::written(&amount, currency);
    if let Some(lost) = not_kept {
        tables.lose(lost);
    }
    let history = history(tables, &mut row, reading);
    let mut deal = Row::new(row.file, row.at.clone());
    for (name, cells) in [("payer", payers), ("payee", payees)] {
        for cell in cells {
            deal.put(name, cell.text, cell.at);
        }
    }
    deal.put("amount", text.clone(), amount.at.clone());
    if round {
        deal.set("round", "true");
    }
    if let Some(stated) = amount.as_stated.filter(|stated| *stated != text) {
        deal.set("as_stated", stated);
    }
    let kind = needed(tables, &mut row, "kind", reading.kind.as_ref());
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
fn history(tables: &mut Tables, row: &mut Row, reading: &Reading) -> Vec<Row> {
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
    let status = word(needed(tables, row, "status", reading.status.as_ref()));
    if let Some(first) = days.first() {
        row.put("date", first.text.clone(), first.at.clone());
    }
    let day = needed(tables, row, "date", reading.date.as_ref());
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
