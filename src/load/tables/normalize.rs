//! Records under the names of other programs → records under those of the register: ids, names, owners, sources.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    amounts::Counting,
    deals::{self, Edge},
    ids::Ids,
    said::{self, Orders},
    tables::Tables,
    terms, words,
};
use crate::{
    load::{Cell, Code, Reading, Row, Rows, nearest},
    model::{EntityId, EntityKind, SourceId},
};

/// Columns of a node that the register has a place for.
const KNOWN: [&str; 15] = [
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
    "source_reads",
    "source_fields",
    "source_via",
];

/// What tables mean, as records of a register.
pub fn into_rows(mut tables: Tables, reading: &Reading) -> Rows {
    // Headings of tables were renamed when they were read: twice would turn a swap of two columns back.
    let is_graph = |row: &&mut Row| !tables.headers.contains_key(&row.file);
    for row in tables.nodes.iter_mut().chain(&mut tables.edges).chain(&mut tables.sources).filter(is_graph) {
        for (cell, _) in &mut row.cells {
            if let Some(ours) = reading.ours(cell) {
                ours.clone_into(cell);
            }
        }
    }
    let figures = [&tables.valuations, &tables.figures, &tables.customers].iter().all(|rows| rows.is_empty());
    let nothing = tables.nodes.is_empty() && tables.edges.is_empty() && tables.sources.is_empty() && figures;
    if nothing && !tables.rows.has_faults() {
        tables.syntax("this file has neither nodes nor edges", 0, 0..0, "");
    }
    let counting = Counting::of(&mut tables, reading);
    let mut sources = Sources::new(&mut tables);
    let ends = if tables.nodes.is_empty() {
        Ends::Names
    } else {
        Ends::Nodes(entities(&mut tables, &mut sources, (reading, &counting)))
    };
    let edges = edges(&mut tables, &mut sources, &ends, (reading, &counting));
    beside(&mut tables, &mut sources, &ends, (reading, &counting));
    let deals = deals::deals(&mut tables, edges, reading);
    let mut rows = tables.rows;
    for (what, count) in tables.lost {
        rows.note(format!("lost: {what}"), count);
    }
    rows.counted_in = Some(counting.base);
    rows.deals = deals;
    rows.sources = sources.rows;
    rows
}

/// What the ends of edges are.
enum Ends {
    /// Names of companies: whoever pays or is paid is one.
    Names,
    /// Ids of nodes, and the ids of the register that they were given.
    Nodes(BTreeMap<String, String>),
}

/// Sources by the id they have in the file.
#[derive(Default)]
struct Sources {
    ids: Ids,
    by_name: BTreeMap<String, String>,
    rows: Vec<Row>,
}

impl Sources {
    fn new(tables: &mut Tables) -> Self {
        let mut it = Self::default();
        for mut row in std::mem::take(&mut tables.sources) {
            let Some(id) = row.take("id") else {
                tables.rows.fault(Code::MissingKey, "this source has no `id`", (row.file, row.at.clone()), "");
                continue;
            };
            row.set("id", it.give(&id.text));
            if row.get("kind").is_none() {
                row.set("made_kind", "press");
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

    /// The sources that a record names, as a list of ids. One that names none rests on the file itself.
    fn cite(&mut self, row: &mut Row) -> String {
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
                own.set("made_kind", "press");
                if let Some(url) = url {
                    own.set("url", url);
                }
                self.rows.push(own);
                id
            });
            ids.push(id);
        }
        ids.join(";")
    }
}

/// What companies were worth, their figures and their customers, with their entities, days, amounts and sources read.
fn beside(tables: &mut Tables, sources: &mut Sources, ends: &Ends, (reading, counting): (&Reading, &Counting)) {
    let lists = [
        (std::mem::take(&mut tables.valuations), "worth", "on"),
        (std::mem::take(&mut tables.figures), "amount", "ended"),
        (std::mem::take(&mut tables.customers), "", "ended"),
    ];
    let [valuations, figures, customers] = lists.map(|(rows, amount, day)| {
        let orders = Orders::of(rows.iter(), reading);
        let mut read = Vec::new();
        for mut row in rows {
            counting.rewrite(tables, &mut row, amount);
            for name in ["entity", "customer"] {
                let Some(cell) = row.take(name) else { continue };
                let known = match ends {
                    Ends::Nodes(ids) => ids.get(cell.text.trim()),
                    Ends::Names => None,
                };
                row.put(name, known.map_or(cell.text.trim(), String::as_str), cell.at);
            }
            if let Some(what) = row.take("what") {
                row.put("what", what.text.trim().to_lowercase(), what.at);
            }
            let on = row.take(day).and_then(|cell| said::day(tables, row.file, &cell, &orders, reading));
            if let Some(on) = on {
                row.put(day, on.text, on.at);
            }
            let cite = sources.cite(&mut row);
            row.set("cite", cite);
            read.push(row);
        }
        read
    });
    tables.rows.valuations.extend(valuations);
    tables.rows.figures.extend(figures);
    tables.rows.customers.extend(customers);
}

/// Counts the columns of a node for which the register has no place.
fn lose_others(tables: &mut Tables, row: &Row) {
    for (name, cell) in &row.cells {
        if !KNOWN.contains(&name.as_str()) && !cell.text.is_empty() {
            tables.lose(format!("the column `{name}` of nodes"));
        }
    }
}

/// Makes the entities; gives the new id of each old one.
fn entities(
    tables: &mut Tables,
    sources: &mut Sources,
    (reading, counting): (&Reading, &Counting),
) -> BTreeMap<String, String> {
    let mut by_old: BTreeMap<String, String> = BTreeMap::new();
    let nodes = std::mem::take(&mut tables.nodes);
    let own = nodes.iter().filter_map(|row| row.get("id")).map(|cell| cell.text.trim());
    let mut ids = Ids::reserving(own, |text| EntityId::new(text).is_ok());
    let valued = tables.valuations.iter().filter_map(|row| row.get("entity"));
    let valued: BTreeSet<String> = valued.map(|cell| cell.text.trim().to_owned()).collect();
    let mut kept = Vec::new();
    for mut row in nodes {
        // Tables of people name each by its label alone.
        let named = row.get("label").or_else(|| row.get("name")).cloned();
        let Some(old) = row.take("id").or(named) else {
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
        if valued.contains(old.text.trim()) {
            // What it was worth is told in a table of its own, with more than one day.
            row.cells.retain(|(name, _)| !name.starts_with("valuation"));
        }
        // What is no id as it stands is the name.
        if id != old.text.trim() && row.get("label").is_none() && row.get("name").is_none() {
            row.put("name", old.text.trim(), old.at);
        }
        kept.push((id, row));
    }
    for (id, row) in kept {
        let entity = entity(tables, sources, (id, row), &by_old, (reading, counting));
        tables.rows.entities.push(entity);
    }
    by_old
}

/// The entity that a node is.
fn entity(
    tables: &mut Tables,
    sources: &mut Sources,
    (id, mut row): (String, Row),
    by_old: &BTreeMap<String, String>,
    (reading, counting): (&Reading, &Counting),
) -> Row {
    let mut entity = Row::new(row.file, row.at.clone());
    let cite = sources.cite(&mut row);
    entity.set("id", id);
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
    // Without one it is a company, or what an earlier layer says that it is.
    if let Some(kind) = row.take("kind") {
        entity.put("kind", node_kind(tables, &kind.text, reading), kind.at);
    }
    counting.worth(tables, &mut row, &mut entity);
    for (theirs, ours) in [
        ("roles", "roles"),
        ("country", "country"),
        ("ticker", "ticker"),
        ("valuation_basis", "basis"),
        ("valuation_on", "valued_on"),
        ("source_reads", "source_reads"),
        ("source_fields", "source_fields"),
        ("source_via", "source_via"),
    ] {
        if let Some(cell) = row.take(theirs) {
            entity.put(ours, cell.text, cell.at);
        }
    }
    lose_others(tables, &row);
    entity
}

/// What a node is; what says nothing to us is a company, and said.
fn node_kind(tables: &mut Tables, text: &str, reading: &Reading) -> String {
    let words::Taken { ours, guessed } = words::entity(text, reading);
    let known = ours.parse::<EntityKind>().is_ok();
    if known && !guessed {
        return ours;
    }
    tables.rows.note(format!("nodes of the kind `{}` are taken for companies", text.trim()), 1);
    EntityKind::Company.name().to_owned()
}

/// The edges with their ends, their amounts and their sources read.
fn edges(
    tables: &mut Tables,
    sources: &mut Sources,
    ends: &Ends,
    (reading, counting): (&Reading, &Counting),
) -> Vec<Edge> {
    let rows = std::mem::take(&mut tables.edges);
    let mut edges = Vec::new();
    for mut row in rows {
        if let Some(word) = left_out(&row, reading) {
            tables.rows.note(format!("rows with the word `{word}` are left out, as --word says"), 1);
            continue;
        }
        let direction = row.take("direction").filter(|cell| !cell.text.trim().eq_ignore_ascii_case("directed"));
        if let Some(cell) = direction {
            let message = format!("this edge is {}: it does not say who pays", cell.text.trim().to_lowercase());
            let help = "say who pays whom: make the edge directed, or two of it";
            tables.rows.fault(Code::WrongType, message, (row.file, cell.at), help);
        }
        let (payers, payees) = (end(tables, &mut row, "payer", ends), end(tables, &mut row, "payee", ends));
        for name in terms::amounts(&row) {
            counting.rewrite(tables, &mut row, name);
        }
        let amount = counting.take(tables, &mut row);
        let cite = sources.cite(&mut row);
        row.set("cite", cite);
        if !payers.is_empty() && !payees.is_empty() {
            edges.push(Edge { payers, payees, amount, row });
        }
    }
    edges
}

/// The word of a row that is not wanted: `--word Position=-`.
fn left_out(row: &Row, reading: &Reading) -> Option<String> {
    let is_unwanted = |cell: &&Cell| {
        let plain = words::plain(&cell.text);
        reading.words.iter().any(|own| own.ours == words::LEFT_OUT && words::plain(&own.theirs) == plain)
    };
    let cells = ["kind", "status"].iter().filter_map(|name| row.get(name));
    cells.into_iter().find(is_unwanted).map(|cell| cell.text.trim().to_owned())
}

/// Takes one end of an edge: ids of nodes' entities, or names. Several payers and payees are parted by `;`, or stand in
/// several cells.
fn end(tables: &mut Tables, row: &mut Row, which: &str, ends: &Ends) -> Vec<Cell> {
    let cells: Vec<Cell> = row.all(which).filter(|cell| !cell.text.trim().is_empty()).cloned().collect();
    row.cells.retain(|(name, _)| name != which);
    let mut found = Vec::new();
    for cell in &cells {
        let one = |text: &str| Cell { text: text.trim().to_owned(), at: cell.at.clone() };
        let Ends::Nodes(ids) = ends else {
            let names: Vec<Cell> = cell.text.split(';').filter(|name| !name.trim().is_empty()).map(one).collect();
            if names.len() > 1 {
                tables.rows.note(format!("`;` parts several names of a {which}"), 1);
            }
            found.extend(names);
            continue;
        };
        if let Some(id) = ids.get(cell.text.trim()) {
            found.push(one(id));
            continue;
        }
        for text in cell.text.split(';').map(str::trim).filter(|text| !text.is_empty()) {
            match ids.get(text) {
                Some(id) => found.push(one(id)),
                None => unknown_node(tables, row, cell, text, ids),
            }
        }
    }
    if cells.is_empty() {
        let message = format!("this edge has no {which}");
        let help = "an edge leads from who pays to who is paid";
        tables.rows.fault(Code::MissingKey, message, (row.file, row.at.clone()), help);
    }
    found
}

fn unknown_node(tables: &mut Tables, row: &Row, cell: &Cell, text: &str, ids: &BTreeMap<String, String>) {
    let help = nearest(text, ids.keys().map(String::as_str))
        .map_or_else(|| "add the node, or take the edge out".to_owned(), |near| format!("did you mean `{near}`?"));
    let message = format!("no node of this graph is called `{text}`");
    tables.rows.fault(Code::UnknownEntity, message, (row.file, cell.at.clone()), &help);
}
