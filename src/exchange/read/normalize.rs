//! Records under the names of other programs → records under those of the register: ids, names, owners, sources.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    amounts,
    deals::{self, Edge},
    defaults::Defaults,
    ids::Ids,
    tables::Tables,
};
use crate::{
    load::{Code, Row, Rows, nearest},
    model::{EntityId, SourceId},
};

/// Columns of a node that the register has a place for.
const KNOWN: [&str; 12] = [
    "id",
    "label",
    "name",
    "kind",
    "roles",
    "country",
    "ticker",
    "owner",
    "valuation",
    "valuation_basis",
    "valuation_on",
    "source_ids",
];

/// The rows of the register, and what it has no place for.
pub(super) fn normalize(mut tables: Tables, defaults: &Defaults, name: &str) -> (Rows, Vec<String>) {
    let mut lost = std::mem::take(&mut tables.lost);
    for row in tables.nodes.iter_mut().chain(&mut tables.edges).chain(&mut tables.sources) {
        for (cell, _) in &mut row.cells {
            if let Some((_, ours)) = defaults.rename.iter().find(|(theirs, _)| theirs == cell) {
                cell.clone_from(ours);
            }
        }
    }
    if tables.nodes.is_empty() && tables.edges.is_empty() && tables.sources.is_empty() {
        tables.syntax("this file has neither nodes nor edges", 0, 0..0, "");
    }
    if tables.nodes.is_empty() {
        tables.nodes = ends(&tables.edges);
    }
    let currency = currency(&tables);
    let mut sources = Sources::new(&mut tables, name);
    let ids = entities(&mut tables, &mut sources, &mut lost);
    let edges = edges(&mut tables, &mut sources, &ids);
    let deals = deals::deals(&mut tables, edges, (defaults, &currency), &mut lost);
    let mut rows = tables.rows;
    rows.base = Some(currency);
    rows.deals = deals;
    rows.sources = sources.rows;
    (rows, lost.into_iter().collect())
}

/// A list of edges alone: whoever pays or is paid is a company.
fn ends(edges: &[Row]) -> Vec<Row> {
    let mut seen = BTreeSet::new();
    let mut nodes = Vec::new();
    for (row, cell) in edges.iter().flat_map(|row| ["payer", "payee"].map(|end| (row, row.get(end)))) {
        let Some(cell) = cell.filter(|cell| seen.insert(cell.text.trim().to_owned())) else { continue };
        let mut node = Row::new(row.file, cell.at.clone());
        node.set("id", cell.text.trim());
        node.set("label", cell.text.trim());
        nodes.push(node);
    }
    nodes
}

/// The currency of the whole: stated, or that of the first edge that has one.
fn currency(tables: &Tables) -> String {
    let first = || tables.edges.iter().find_map(|edge| edge.get("currency")).map(|cell| cell.text.clone());
    let text = tables.currency.clone().or_else(first).unwrap_or_default();
    let text = text.trim().to_uppercase();
    if text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase()) { text } else { "USD".to_owned() }
}

/// Sources by the id they have in the file.
struct Sources {
    ids: Ids,
    by_name: BTreeMap<String, String>,
    rows: Vec<Row>,
    /// The file itself: the source of what names none.
    file: String,
    /// Its row, once it is needed.
    of_file: Option<Row>,
}

impl Sources {
    fn new(tables: &mut Tables, name: &str) -> Self {
        let stem = std::path::Path::new(name).file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let mut own = Row::new(0, 0..0);
        let known = std::path::Path::new(name).file_name().map(|name| name.to_string_lossy().into_owned());
        own.set("title", known.unwrap_or_default());
        own.set("kind", "aggregator");
        let file = stem.unwrap_or_default();
        let mut it = Self { ids: Ids::default(), by_name: BTreeMap::new(), rows: Vec::new(), file, of_file: Some(own) };
        for mut row in std::mem::take(&mut tables.sources) {
            let Some(id) = row.take("id") else {
                tables.rows.fault(Code::MissingKey, "this source has no `id`", (row.file, row.at.clone()), "");
                continue;
            };
            row.set("id", it.give(&id.text));
            if row.get("kind").is_none() {
                row.set("kind", "press");
            }
            it.rows.push(row);
        }
        it
    }

    fn give(&mut self, name: &str) -> String {
        let id = self.ids.make(name, "source", |text| SourceId::new(text).is_ok());
        self.by_name.insert(name.to_owned(), id.clone());
        id
    }

    /// The sources that a record names, as a list of ids; the file itself if it names none and should.
    fn cite(&mut self, row: &mut Row, needed: bool) -> String {
        let (names, urls) = (row.take("source_ids"), row.take("source_urls"));
        let urls = urls.map(|cell| cell.text).unwrap_or_default();
        let mut urls = urls.split(';').map(str::trim);
        let mut ids = Vec::new();
        let names = names.map(|cell| cell.text).unwrap_or_default();
        for name in names.split(';').map(str::trim).filter(|name| !name.is_empty()) {
            let url = urls.next().filter(|url| !matches!(*url, "" | "-"));
            let id = self.by_name.get(name).cloned().unwrap_or_else(|| {
                let id = self.give(name);
                let mut own = Row::new(row.file, row.at.clone());
                own.set("id", id.clone());
                own.set("kind", "press");
                if let Some(url) = url {
                    own.set("url", url);
                }
                self.rows.push(own);
                id
            });
            ids.push(id);
        }
        if ids.is_empty() && needed {
            if let Some(mut own) = self.of_file.take() {
                own.set("id", self.give(&self.file.clone()));
                self.rows.push(own);
            }
            ids.extend(self.by_name.get(&self.file).cloned());
        }
        ids.join(";")
    }
}

/// Makes the entities; gives the new id of each old one.
fn entities(tables: &mut Tables, sources: &mut Sources, lost: &mut BTreeSet<String>) -> BTreeMap<String, String> {
    let mut ids = Ids::default();
    let mut by_old: BTreeMap<String, String> = BTreeMap::new();
    let nodes = std::mem::take(&mut tables.nodes);
    let mut kept = Vec::new();
    for mut row in nodes {
        let Some(old) = row.take("id") else {
            tables.rows.fault(Code::MissingKey, "this node has no `id`", (row.file, row.at.clone()), "");
            continue;
        };
        if by_old.contains_key(old.text.trim()) {
            let message = format!("two nodes have the id `{}`", old.text.trim());
            tables.rows.fault(Code::DuplicateId, message, (row.file, row.at.clone()), "give one of them another");
            continue;
        }
        let id = ids.make(old.text.trim(), "entity", |text| EntityId::new(text).is_ok());
        by_old.insert(old.text.trim().to_owned(), id.clone());
        kept.push((id, row));
    }
    for (id, mut row) in kept {
        let mut entity = Row::new(row.file, row.at.clone());
        let has_worth = row.get("valuation").is_some();
        let cite = sources.cite(&mut row, has_worth);
        entity.set("id", id.clone());
        entity.set("cite", cite);
        let label = row.take("label");
        let name = row.take("name").or_else(|| label.clone());
        if let Some(name) = &name {
            entity.put("name", name.text.clone(), name.at.clone());
        }
        if let Some(label) = label.filter(|label| name.as_ref().is_some_and(|name| name.text != label.text)) {
            entity.put("alias", label.text, label.at);
        }
        if let Some(owner) = row.take("owner") {
            let known = by_old.get(owner.text.trim()).unwrap_or(&owner.text).clone();
            entity.put("owner", known, owner.at);
        }
        entity.put("kind", row.take("kind").map_or_else(|| "company".to_owned(), |kind| kind.text), row.at.clone());
        for (theirs, ours) in [
            ("roles", "roles"),
            ("country", "country"),
            ("ticker", "ticker"),
            ("valuation", "worth"),
            ("valuation_basis", "basis"),
            ("valuation_on", "valued_on"),
        ] {
            if let Some(cell) = row.take(theirs) {
                entity.put(ours, cell.text, cell.at);
            }
        }
        let other = row.cells.iter().filter(|(name, cell)| !KNOWN.contains(&name.as_str()) && !cell.text.is_empty());
        lost.extend(other.map(|(name, _)| format!("the column `{name}` of nodes")));
        tables.rows.entities.push(entity);
    }
    by_old
}

/// The edges with their ends as ids, their amounts and their sources read.
fn edges(tables: &mut Tables, sources: &mut Sources, ids: &BTreeMap<String, String>) -> Vec<Edge> {
    let rows = std::mem::take(&mut tables.edges);
    let mut edges = Vec::new();
    for mut row in rows {
        let ends = [end(tables, &row, "payer", ids), end(tables, &row, "payee", ids)];
        let amount = amounts::take(tables, &mut row);
        let cite = sources.cite(&mut row, true);
        row.set("cite", cite);
        if let [Some(payer), Some(payee)] = ends {
            edges.push(Edge { payer, payee, amount, row });
        }
    }
    edges
}

fn end(tables: &mut Tables, row: &Row, which: &str, ids: &BTreeMap<String, String>) -> Option<String> {
    let Some(cell) = row.get(which) else {
        let message = format!("this edge has no {which}");
        tables.rows.fault(
            Code::MissingKey,
            message,
            (row.file, row.at.clone()),
            "an edge leads from who pays to who is paid",
        );
        return None;
    };
    let text = cell.text.trim();
    if let Some(id) = ids.get(text) {
        return Some(id.clone());
    }
    let help = nearest(text, ids.keys().map(String::as_str))
        .map_or_else(|| "add the node, or take the edge out".to_owned(), |near| format!("did you mean `{near}`?"));
    tables.rows.fault(
        Code::UnknownEntity,
        format!("no node of this graph is called `{text}`"),
        (row.file, cell.at.clone()),
        &help,
    );
    None
}
