//! FollowTheMoney: companies are nodes; holdings, payments, debts, contracts and links are edges. A holding or debt and
//! the payment for it are one deal if they have one `recordId`.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::Value as Json;

use crate::{
    load::{Row, Tables},
    model::Kind,
};

/// One entity of a file.
struct Entity {
    id: String,
    schema: String,
    properties: BTreeMap<String, Vec<String>>,
    at: Range<usize>,
}

impl Entity {
    fn all(&self, name: &str) -> &[String] {
        self.properties.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    fn one(&self, name: &str) -> Option<&str> {
        self.all(name).first().map(String::as_str)
    }

    /// The kind of deal that a property names.
    fn kind(&self, name: &str) -> Option<Kind> {
        self.one(name)?.parse().ok()
    }
}

/// Schemata that can pay and be paid.
const PARTIES: [&str; 6] = ["Company", "LegalEntity", "Organization", "PublicBody", "Person", "Asset"];

pub(super) fn read(tables: &mut Tables, file: usize, text: &str) {
    let mut entities = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let at = start..start + line.trim_end().len();
        start += line.len();
        if line.trim().is_empty() {
            continue;
        }
        match entity(line, at.clone()) {
            Ok(entity) => entities.push(entity),
            Err(message) => {
                tables.syntax(message, file, at, "each line is one entity with `id`, `schema` and `properties`");
            }
        }
    }
    let contracts: BTreeMap<&str, &Entity> =
        entities.iter().filter(|own| own.schema == "Contract").map(|own| (own.id.as_str(), own)).collect();
    let mut payments = Vec::new();
    for own in &entities {
        match own.schema.as_str() {
            schema if PARTIES.contains(&schema) => tables.nodes.push(party(file, own)),
            "Ownership" => holding(tables, file, own),
            "Debt" => {
                let kind = own.one("summary").and_then(|text| text.split(',').next()?.parse().ok());
                let mut row = edge(file, own, ("creditor", "debtor"), Some(kind.unwrap_or(Kind::Debt)));
                row.set("status", "closed");
                tables.edges.push(row);
            }
            "ContractAward" => {
                let Some(contract) = own.one("contract").and_then(|id| contracts.get(id)) else {
                    let help = "add the Contract, or take the award out";
                    tables.syntax("this award names no contract of this file", file, own.at.clone(), help);
                    continue;
                };
                let kind = own.kind("role").or_else(|| contract.kind("type"));
                let mut row = edge(file, own, ("", "supplier"), kind);
                row.set("payer", contract.one("authority").unwrap_or_default());
                for name in ["title", "status", "amount", "currency"] {
                    if let Some(value) = contract.one(name).filter(|_| row.get(name).is_none()) {
                        row.set(name, value);
                    }
                }
                if let Some(day) = contract.one("contractDate").filter(|_| row.get("announced").is_none()) {
                    row.set("announced", day);
                }
                tables.edges.push(row);
            }
            "UnknownLink" => tables.edges.push(edge(file, own, ("subject", "object"), own.kind("role"))),
            "Payment" => payments.push(own),
            "Contract" => {}
            other => tables.lose(format!("entities of the schema `{other}`")),
        }
    }
    for own in payments {
        paid(tables, file, own);
    }
}

fn entity(line: &str, at: Range<usize>) -> Result<Entity, String> {
    let value: Json = serde_json::from_str(line).map_err(|error| format!("this is not valid JSON: {error}"))?;
    let text = |name: &str| value.get(name).and_then(Json::as_str).map(str::to_owned);
    let (Some(id), Some(schema)) = (text("id"), text("schema")) else {
        return Err("this entity has no `id` or no `schema`".to_owned());
    };
    let mut properties = BTreeMap::new();
    for (name, value) in value.get("properties").and_then(Json::as_object).into_iter().flatten() {
        let plain = |value: &Json| match value {
            Json::String(text) => Some(text.clone()),
            Json::Number(number) => Some(number.to_string()),
            // An entity within the entity: its id.
            Json::Object(own) => own.get("id").and_then(Json::as_str).map(str::to_owned),
            Json::Null | Json::Bool(_) | Json::Array(_) => None,
        };
        let values = match value {
            Json::Array(items) => items.iter().filter_map(plain).collect(),
            value => plain(value).into_iter().collect(),
        };
        properties.insert(name.clone(), values);
    }
    Ok(Entity { id, schema, properties, at })
}

fn party(file: usize, own: &Entity) -> Row {
    let mut row = Row::new(file, own.at.clone());
    row.set("id", own.id.clone());
    let country = own.one("country").or_else(|| own.one("jurisdiction")).map(str::to_uppercase);
    for (name, value) in [
        ("name", own.one("name")),
        ("label", own.one("alias").or_else(|| own.one("name"))),
        ("country", country.as_deref()),
        ("ticker", own.one("ticker")),
        ("owner", own.one("parent")),
    ] {
        if let Some(value) = value {
            row.set(name, value);
        }
    }
    row.set("roles", own.all("sector").join(";"));
    cited(&mut row, own);
    row
}

/// Sources are known by their addresses only.
fn cited(row: &mut Row, own: &Entity) {
    let urls: Vec<String> = own.all("sourceUrl").iter().map(|url| url.replace(';', "%3B")).collect();
    row.set("source_ids", urls.join(";"));
    row.set("source_urls", urls.join(";"));
}

fn edge(file: usize, own: &Entity, (payer, payee): (&str, &str), kind: Option<Kind>) -> Row {
    let mut row = Row::new(file, own.at.clone());
    row.set("id", own.id.clone());
    row.set("deal_id", own.one("recordId").unwrap_or(&own.id));
    let kind = kind.map(Kind::name);
    let day = own.one("date").or_else(|| own.one("startDate"));
    for (name, value) in [
        ("payer", own.one(payer)),
        ("payee", own.one(payee)),
        ("kind", kind),
        ("title", own.one("description")),
        ("status", own.one("status")),
        ("announced", day),
        ("amount", own.one("amount")),
        ("currency", own.one("currency")),
        ("note", own.one("summary")),
    ] {
        if let Some(value) = value {
            row.set(name, value);
        }
    }
    cited(&mut row, own);
    row
}

/// What is owned because it was paid for or given, or else a recorded stake.
fn holding(tables: &mut Tables, file: usize, own: &Entity) {
    let kind = own.kind("role").filter(|kind| *kind != Kind::Ownership);
    let ends = if kind == Some(Kind::ShareGrant) { ("asset", "owner") } else { ("owner", "asset") };
    let mut row = edge(file, own, ends, Some(kind.unwrap_or(Kind::Ownership)));
    if kind.is_none() {
        let stake = own.one("percentage").map(|share| format!("{}%", share.trim_end_matches('%')));
        // A range is in the summary.
        if let Some(stake) = stake.or_else(|| row.take("note").map(|note| note.text)) {
            row.set("stake", stake);
        }
    }
    if row.get("status").is_none() {
        row.set("status", "closed");
    }
    tables.edges.push(row);
}

/// A payment gives its amount to the holding or debt that it paid for; else it is a deal of its own.
fn paid(tables: &mut Tables, file: usize, own: &Entity) {
    let mut row = edge(file, own, ("payer", "beneficiary"), own.kind("purpose"));
    let text = |row: &Row, name: &str| row.get(name).map(|cell| cell.text.clone());
    let same = |other: &&mut Row| {
        ["deal_id", "payer", "payee"]
            .iter()
            .all(|name| text(other, name).is_some() && text(other, name) == text(&row, name))
    };
    if let Some(other) = tables.edges.iter_mut().find(same) {
        for name in ["amount", "currency"] {
            if let Some(cell) = row.take(name).filter(|_| other.get(name).is_none()) {
                other.put(name, cell.text, cell.at);
            }
        }
        return;
    }
    // A payment is made.
    row.set("status", "closed");
    tables.edges.push(row);
}
