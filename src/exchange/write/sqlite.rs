//! SQLite: tables with keys, and views that list hops and loops, for SQL and for Datasette.

use rusqlite::{Connection, Error, params_from_iter, types::Value as Sql};

use super::super::{
    export_tables::{CUSTOMER, EDGE, ExportTables, FIGURE, NODE, SOURCE, VALUATION},
    value::{Column, Type, Value},
};

/// Loops of up to five hops by a walk that never visits an entity twice and begins at the least id, as the program's
/// do.
const VIEWS: &str = "
CREATE VIEW hops AS
SELECT payer, payee, count(*) AS edges, sum(amount) AS stated, count(*) - count(amount) AS unpriced,
       group_concat(deal_id, ' ') AS deals, min(announced) AS since
FROM (SELECT * FROM edges ORDER BY payer, payee, deal_id) GROUP BY payer, payee;
CREATE VIEW loops AS
WITH RECURSIVE walk(start, at, path, length) AS (
  SELECT DISTINCT payer, payee, payer || '/' || payee, 1 FROM edges WHERE payee > payer
  UNION ALL
  SELECT walk.start, hop.payee, walk.path || '/' || hop.payee, walk.length + 1
  FROM walk JOIN (SELECT DISTINCT payer, payee FROM edges) AS hop ON hop.payer = walk.at
  WHERE walk.length < 4 AND hop.payee > walk.start AND instr('/' || walk.path || '/', '/' || hop.payee || '/') = 0
)
SELECT walk.path AS id, walk.length + 1 AS length
FROM walk WHERE EXISTS (SELECT 1 FROM edges WHERE payer = walk.at AND payee = walk.start);
";

pub(super) fn write(tables: &ExportTables<'_>) -> Result<Vec<u8>, Error> {
    let mut db = Connection::open_in_memory()?;
    db.execute_batch("PRAGMA foreign_keys = ON;")?;
    let all = db.transaction()?;
    all.execute_batch(&schema())?;
    let about = tables.about();
    for (key, value) in about {
        all.execute("INSERT INTO about VALUES (?, ?)", (key, value))?;
    }
    let insert = |table: &str, first: &[&str], values: Vec<Option<Value>>| {
        let cells = first.iter().map(|&text| Sql::Text(text.to_owned())).chain(values.into_iter().map(sql));
        let cells: Vec<Sql> = cells.collect();
        let marks = vec!["?"; cells.len()].join(", ");
        all.prepare(&format!("INSERT INTO {table} VALUES ({marks})"))?.execute(params_from_iter(cells))
    };
    for source in &tables.sources {
        insert("sources", &[source.id.as_str()], ExportTables::source(source))?;
    }
    for party in &tables.parties {
        insert("nodes", &[party.id()], tables.node(party))?;
    }
    for &own in &tables.valuations {
        insert("valuations", &[], tables.valuation(own))?;
    }
    for own in &tables.figures {
        insert("figures", &[], tables.figure(own))?;
    }
    for own in &tables.customers {
        insert("customers", &[], tables.customer(own))?;
    }
    for payment in &tables.payments {
        let id = payment.id();
        insert("edges", &[&id, payment.payer.as_str(), payment.payee.as_str()], tables.edge(payment))?;
        for source in payment.sources() {
            all.execute("INSERT INTO edge_sources VALUES (?, ?)", (&id, source.as_str()))?;
        }
    }
    all.commit()?;
    Ok(db.serialize("main")?.to_vec())
}

/// The tables, what they refer to, and the views over them.
fn schema() -> String {
    let node = format!("id TEXT PRIMARY KEY, {}", columns(NODE))
        .replace("\"owner\" TEXT", "\"owner\" TEXT REFERENCES nodes(id)");
    let edge = format!(
        "id TEXT PRIMARY KEY, payer TEXT NOT NULL REFERENCES nodes(id), payee TEXT NOT NULL REFERENCES nodes(id), {}",
        columns(EDGE)
    );
    let source = format!("id TEXT PRIMARY KEY, {}", columns(SOURCE));
    let of_node =
        |own: &[Column]| columns(own).replace("\"entity\" TEXT", "\"entity\" TEXT NOT NULL REFERENCES nodes(id)");
    let (valuation, figure, customer) = (of_node(VALUATION), of_node(FIGURE), of_node(CUSTOMER));
    format!(
        "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL);
         CREATE TABLE sources ({source});
         CREATE TABLE nodes ({node});
         CREATE TABLE edges ({edge});
         CREATE TABLE valuations ({valuation});
         CREATE TABLE figures ({figure});
         CREATE TABLE customers ({customer});
         CREATE TABLE edge_sources (edge TEXT NOT NULL REFERENCES edges(id), source TEXT NOT NULL REFERENCES sources(id),
                                    PRIMARY KEY (edge, source));
         CREATE INDEX edges_payer ON edges(payer, payee);
         CREATE INDEX edges_payee ON edges(payee);
         CREATE INDEX edges_deal ON edges(deal_id);
         PRAGMA defer_foreign_keys = ON;
         {VIEWS}"
    )
}

fn columns(columns: &[Column]) -> String {
    let kind = |column: &Column| match column.holds {
        Type::Number => "NUMERIC",
        Type::Flag => "INTEGER",
        Type::Text | Type::Day | Type::List => "TEXT",
    };
    columns.iter().map(|column| format!("\"{}\" {}", column.name, kind(column))).collect::<Vec<_>>().join(", ")
}

fn sql(value: Option<Value>) -> Sql {
    match value {
        None => Sql::Null,
        Some(Value::Flag(flag)) => Sql::Integer(i64::from(flag)),
        // A column of numbers makes numbers of texts: whole ones exact.
        Some(value) => Sql::Text(value.plain()),
    }
}
