//! Edges → deals: the arcs of a deal are joined again, and its history is read.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    amounts::{self, Stated},
    ids::{self, Ids},
    said::{self, DAYS, Orders},
    tables::Tables,
    terms, words,
};
use crate::{
    load::{Cell, Code, Reading, Row},
    model::{DealId, Range, slug},
};

/// An edge with its ends as ids or names of entities.
pub(super) struct Edge {
    pub(super) payers: Vec<Cell>,
    pub(super) payees: Vec<Cell>,
    pub(super) amount: Stated,
    pub(super) row: Row,
}

/// Columns that follow from others, or that only graph programs need.
const DERIVED: [&str; 4] = ["family", "in_kind", "source_ids", "source_urls"];

/// The arcs of one deal, and what it is called.
struct Group {
    /// The id that the file gives it.
    given: Option<Cell>,
    /// Else its id is made of the file's name and the row's number.
    stem: String,
    number: usize,
    edges: Vec<Edge>,
}

/// Every deal of the edges.
pub(super) fn deals(tables: &mut Tables, edges: Vec<Edge>, reading: &Reading) -> Vec<Row> {
    let orders = Orders::of(edges.iter().map(|edge| &edge.row), reading);
    let mut ids = Ids::default();
    let mut new_ids: BTreeMap<String, String> = BTreeMap::new();
    let mut deals = Vec::new();
    for group in groups(tables, edges) {
        let parts = parts(group.edges);
        if let (Some(given), 2..) = (&group.given, parts.len()) {
            tables.rows.note(split(given.text.trim(), &parts), 1);
        }
        for part in parts {
            let Some(mut row) = deal(tables, part, reading, &orders) else { continue };
            let counted = group.given.as_ref().filter(|given| ids::is_number(&given.text));
            if let Some(counted) = counted {
                // A number that counts the edges of one file names no deal in another.
                let text = format!("{}-{}", group.stem, counted.text.trim());
                let id = ids.make(&text, "deal", |text| DealId::new(text).is_ok());
                new_ids.entry(counted.text.trim().to_owned()).or_insert_with(|| id.clone());
                row.put("made_id", id, counted.at.clone());
            } else if let Some(given) = &group.given {
                let id = ids.make(given.text.trim(), "deal", |text| DealId::new(text).is_ok());
                new_ids.entry(given.text.trim().to_owned()).or_insert_with(|| id.clone());
                row.put("id", id, given.at.clone());
            } else {
                row.set("made_id", format!("{}-{}", group.stem, group.number));
            }
            deals.push(row);
        }
    }
    links(tables, &mut deals, &new_ids);
    deals
}

/// Columns that name other deals.
const LINKS: [&str; 6] = ["supersedes", "tranche_of", "part_of", "overlaps", "expands", "reciprocal_of"];

/// Links name deals by the ids that the file has; `superseded_by` is said by the deal that took the place.
fn links(tables: &mut Tables, deals: &mut [Row], new_ids: &BTreeMap<String, String>) {
    let renamed = |text: &str| {
        let ids: Vec<&str> = text.split(';').map(str::trim).filter(|id| !id.is_empty()).collect();
        ids.into_iter().map(|id| new_ids.get(id).map_or(id, String::as_str)).collect::<Vec<_>>().join(";")
    };
    for (name, cell) in deals.iter_mut().flat_map(|row| &mut row.cells) {
        if LINKS.contains(&name.as_str()) {
            cell.text = renamed(&cell.text);
        }
    }
    for at in 0..deals.len() {
        let Some(row) = deals.get_mut(at) else { break };
        let Some(by) = row.take("superseded_by") else { continue };
        let (file, own) = (row.file, ["id", "made_id"].iter().find_map(|name| row.get(name)).cloned());
        let successor = renamed(&by.text);
        let is_it =
            |row: &&mut Row| ["id", "made_id"].iter().any(|name| row.get(name).is_some_and(|id| id.text == successor));
        if let (Some(row), Some(own)) = (deals.iter_mut().find(is_it), own) {
            row.put("supersedes", own.text, by.at);
        } else {
            let message = format!("no deal of this table is called `{}`", by.text.trim());
            let help = "name the `id` of the deal that took the place of this one";
            tables.rows.fault(Code::UnknownDeal, message, (file, by.at), help);
        }
    }
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
        let (stem, number) = (stem(tables.rows.name_of(edge.row.file)), *number);
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
            None => groups.push(Group { given: deal.or(own), stem, number, edges: vec![edge] }),
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
    let pairs: BTreeSet<_> = edges.iter().map(|edge| (texts(&edge.payers), texts(&edge.payees))).collect();
    let payers: BTreeSet<_> = pairs.iter().map(|(payers, _)| payers).collect();
    let payees: BTreeSet<_> = pairs.iter().map(|(_, payees)| payees).collect();
    let same = edges.windows(2).all(|pair| matches!(pair, [a, b] if a.amount.is_same(&b.amount)));
    let unknown = edges.iter().all(|edge| edge.amount.range == Range::share_of(edge.amount.range.high));
    let whole = pairs.len() == edges.len() && edges.len() == payers.len() * payees.len();
    if edges.len() < 2 || whole && same && unknown {
        vec![edges]
    } else {
        edges.into_iter().map(|edge| vec![edge]).collect()
    }
}

/// What is said of a deal whose arcs cannot be one deal again.
fn split(deal: &str, parts: &[Vec<Edge>]) -> String {
    let arc = |edge: &Edge| format!("{} → {}", texts(&edge.payers).join(", "), texts(&edge.payees).join(", "));
    let arcs: Vec<String> = parts.iter().flatten().map(arc).collect();
    let count = arcs.len();
    format!(
        "the edges of `{deal}` are not all pairs of its payers and payees with one unknown share each ({}): they become \
         {count} deals, which count and break one by one, and no longer come to one sum",
        arcs.join("; ")
    )
}

fn texts(cells: &[Cell]) -> Vec<&str> {
    cells.iter().map(|cell| cell.text.as_str()).collect()
}

/// The ends of the arcs, each once.
fn each(part: &[Edge], end: fn(&Edge) -> &[Cell]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for cell in part.iter().flat_map(end) {
        if !cells.iter().any(|own| own.text == cell.text) {
            cells.push(cell.clone());
        }
    }
    cells
}

/// The deal of which these are the arcs, without its id.
fn deal(tables: &mut Tables, part: Vec<Edge>, reading: &Reading, orders: &Orders) -> Option<Row> {
    let (payers, payees) = (each(&part, |edge| &edge.payers), each(&part, |edge| &edge.payees));
    let Edge { amount, mut row, .. } = part.into_iter().next()?;
    let cite = row.take("cite");
    for name in DERIVED {
        row.take(name);
    }
    let (text, of_round, not_kept) = amounts::written(&amount);
    if let Some(lost) = not_kept {
        tables.lose(lost);
    }
    let terms = terms::take(tables, &mut row, orders, reading);
    let history = history(tables, &mut row, reading, orders);
    let mut deal = Row::new(row.file, row.at.clone());
    if of_round || payers.len() > 1 && row.get("round").is_none() {
        deal.set("round", "true");
    }
    for (name, cells) in [("payer", payers), ("payee", payees)] {
        for cell in cells {
            deal.put(name, cell.text, cell.at);
        }
    }
    deal.put("amount", text.clone(), amount.at.clone());
    if let Some(stated) = amount.words.filter(|stated| *stated != text) {
        deal.set("as_stated", stated);
    }
    let kind = said::kind(tables, &mut row, reading);
    for (name, cell) in [("kind", Some(kind)), ("cite", cite)] {
        if let Some(cell) = cell {
            deal.put(name, cell.text, cell.at);
        }
    }
    deal.cells.append(&mut row.cells);
    deal.history = history;
    deal.terms = terms;
    Some(deal)
}

/// The dated rungs: as a whole where they lead to the status, else the status on the day.
fn history(tables: &mut Tables, row: &mut Row, reading: &Reading, orders: &Orders) -> Vec<Row> {
    let whole = row.take("history");
    let events = whole.as_ref().map(|whole| events(row, whole)).unwrap_or_default();
    let mark = said::mark(row);
    let days: Vec<Cell> = DAYS.iter().filter_map(|name| row.take(name)).collect();
    let last = events.last().and_then(|event| event.get("status")).map(|cell| cell.text.clone());
    let own = row.get("status").map(|cell| words::status(&cell.text, reading).ours);
    if last.is_some() && own.is_none_or(|status| Some(status) == last) {
        row.take("status");
        return events;
    }
    if let Some(whole) = whole {
        // It says something else than the status: kept as it is written.
        row.put("history", whole.text, whole.at);
    }
    let (status, of_status) = said::status(tables, row, reading);
    let mut days = days.into_iter();
    let first = days.next();
    let day = first.as_ref().and_then(|cell| said::day(tables, row.file, cell, orders, reading));
    let day = said::needed_day(tables, row, day, reading);
    for other in days.filter(|other| first.as_ref().is_some_and(|first| first.text != other.text)) {
        row.put("date", other.text, other.at);
    }
    let mut event = Row::new(row.file, row.at.clone());
    for (name, cell) in [("on", Some(day)), ("status", Some(status)), ("mark", mark.or(of_status))] {
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
