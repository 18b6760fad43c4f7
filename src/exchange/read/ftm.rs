//! FollowTheMoney: companies and whatever else owns or is owned are nodes; holdings, payments, debts, contracts and links
//! are edges. A holding or debt and the payment for it are one deal if they have one `recordId`. Every property is a list
//! of values: several payers or payees are those of one deal, whose shares in it nobody knows.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use serde_json::Value as Json;

use super::{
    graph,
    raw::{self, Raw},
};
use crate::{
    load::{Row, Tables},
    model::{AmountStyle, Kind},
};

/// One entity of a file.
struct Entity {
    id: String,
    schema: String,
    properties: BTreeMap<String, Vec<String>>,
    at: Range<usize>,
    /// The properties that were asked for.
    read: RefCell<BTreeSet<String>>,
}

impl Entity {
    fn all(&self, name: &str) -> &[String] {
        self.read.borrow_mut().insert(name.to_owned());
        self.properties.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    fn one(&self, name: &str) -> Option<&str> {
        self.all(name).first().map(String::as_str)
    }

    /// The kind of deal that a property names.
    fn kind(&self, name: &str) -> Option<Kind> {
        let kind = self.properties.get(name)?.first()?.parse().ok()?;
        self.all(name);
        Some(kind)
    }

    /// The properties that nobody has asked for.
    fn rest(&self) -> Vec<(&str, &[String])> {
        let read = self.read.borrow();
        let rest = self.properties.iter().filter(|(name, values)| !read.contains(*name) && !values.is_empty());
        rest.map(|(name, values)| (name.as_str(), values.as_slice())).collect()
    }
}

/// Schemata that can pay, be paid, own or be owned: those that extend `LegalEntity` or `Asset`, and wallets. A `Contract` is
/// one too, but only where it is owned.
const PARTIES: [&str; 13] = [
    "Airplane",
    "Asset",
    "BankAccount",
    "Company",
    "CryptoWallet",
    "LegalEntity",
    "Organization",
    "Person",
    "PublicBody",
    "RealEstate",
    "Security",
    "Vehicle",
    "Vessel",
];

pub(super) fn read(tables: &mut Tables, (file, text): (usize, &str), items: &[Raw<'_>]) {
    let entities = entities(tables, (file, text), items);
    let contracts: BTreeMap<&str, &Entity> = entities
        .iter()
        .filter(|own| matches!(own.schema.as_str(), "Contract" | "License"))
        .map(|own| (own.id.as_str(), own))
        .collect();
    let owned: BTreeSet<&str> = entities
        .iter()
        .filter(|own| own.schema == "Ownership")
        .flat_map(|own| own.all("asset"))
        .map(String::as_str)
        .collect();
    let mut payments = Vec::new();
    let mut awarded = BTreeSet::new();
    for own in &entities {
        match own.schema.as_str() {
            schema if PARTIES.contains(&schema) => party(tables, file, own),
            "Ownership" => holding(tables, file, own),
            "Debt" => {
                let kind = own.one("summary").and_then(|text| text.split(',').next()?.parse().ok());
                let mut row = edge(tables, file, own, ("creditor", "debtor"), Some(kind.unwrap_or(Kind::Debt)));
                if row.get("status").is_none() {
                    row.set("status", "closed");
                }
                put(tables, own, row);
            }
            "ContractAward" => {
                if let Some(contract) = own.one("contract").and_then(|id| contracts.get(id)) {
                    awarded.insert(contract.id.as_str());
                    award(tables, file, own, contract);
                } else {
                    let help = "add the Contract, or take the award out";
                    tables.syntax("this award names no contract of this file", file, own.at.clone(), help);
                }
            }
            "UnknownLink" => {
                let row = edge(tables, file, own, ("subject", "object"), own.kind("role"));
                put(tables, own, row);
            }
            "Payment" => payments.push(own),
            "Contract" | "License" if owned.contains(own.id.as_str()) => party(tables, file, own),
            "Contract" | "License" => {}
            other => tables.lose(format!("entities of the schema `{other}`")),
        }
    }
    for _ in contracts.keys().filter(|id| !awarded.contains(*id) && !owned.contains(*id)) {
        tables.lose("contracts that no award gives to anybody");
    }
    let mut deals: BTreeMap<Told, usize> = BTreeMap::new();
    for (at, row) in tables.edges.iter().enumerate() {
        if let Some(told) = Told::by(row) {
            deals.entry(told).or_insert(at);
        }
    }
    for own in payments {
        paid(tables, file, own, &mut deals);
    }
}

/// By what a payment and the holding or debt that it paid for are known as one deal.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    deal: Vec<String>,
    payers: Vec<String>,
    payees: Vec<String>,
}

impl Told {
    /// `None` if one of the three is not told.
    fn by(row: &Row) -> Option<Self> {
        let texts = |name: &str| row.all(name).map(|cell| cell.text.clone()).collect::<Vec<_>>();
        let told = Self { deal: texts("deal_id"), payers: texts("payer"), payees: texts("payee") };
        [&told.deal, &told.payers, &told.payees].iter().all(|texts| !texts.is_empty()).then_some(told)
    }
}

/// The entities of a list; each that is none is a fault.
fn entities(tables: &mut Tables, (file, text): (usize, &str), items: &[Raw<'_>]) -> Vec<Entity> {
    let mut entities = Vec::new();
    for item in items {
        let at = raw::place(text, item);
        match entity(tables, item, at.clone()) {
            Ok(entity) => entities.push(entity),
            Err(message) => {
                tables.syntax(message, file, at, "each line is one entity with `id`, `schema` and `properties`");
            }
        }
    }
    entities
}

/// What a contract pays to whom it was awarded.
fn award(tables: &mut Tables, file: usize, own: &Entity, contract: &Entity) {
    let kind = own.kind("role").or_else(|| contract.kind("type"));
    let mut row = edge(tables, file, own, ("", "supplier"), kind);
    for authority in contract.all("authority") {
        row.set("payer", authority.clone());
    }
    for name in ["title", "status", "amount", "currency"] {
        if row.get(name).is_none() {
            graph::several(tables, &mut row, name, contract.all(name), "a contract");
        }
    }
    if row.get("announced").is_none() {
        graph::several(tables, &mut row, "announced", contract.all("contractDate"), "a contract");
    }
    for (name, values) in contract.rest() {
        row.set(&name.to_lowercase(), values.join("; "));
    }
    put(tables, own, row);
}

fn entity(tables: &mut Tables, item: Raw<'_>, at: Range<usize>) -> Result<Entity, String> {
    let value: Json = serde_json::from_str(item.get()).map_err(|error| format!("this is not valid JSON: {error}"))?;
    let text = |name: &str| value.get(name).and_then(Json::as_str).map(str::to_owned);
    let (Some(id), Some(schema)) = (text("id"), text("schema")) else {
        return Err("this entity has no `id` or no `schema`".to_owned());
    };
    let mut properties = BTreeMap::new();
    for (name, value) in value.get("properties").and_then(Json::as_object).into_iter().flatten() {
        let plain = |value: &Json| match value {
            Json::String(text) => Some(text.clone()),
            Json::Number(number) => Some(AmountStyle::typed(number.to_string())),
            // An entity within the entity: its id.
            Json::Object(own) => own.get("id").and_then(Json::as_str).map(str::to_owned),
            Json::Bool(flag) => Some(flag.to_string()),
            Json::Null | Json::Array(_) => None,
        };
        let mut values = Vec::new();
        for value in value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice) {
            match plain(value) {
                Some(text) => values.push(text),
                None if value.is_null() => {}
                None => tables.lose(format!("values of the property `{name}` that are no texts")),
            }
        }
        properties.insert(name.clone(), values);
    }
    Ok(Entity { id, schema, properties, at, read: RefCell::default() })
}

fn party(tables: &mut Tables, file: usize, own: &Entity) {
    let mut row = Row::new(file, own.at.clone());
    row.set("id", own.id.clone());
    let country = own.one("country").or_else(|| own.one("jurisdiction")).map(str::to_uppercase);
    // What has no name is called what it is: an account by its number, a ship by its own.
    let name =
        ["name", "accountNumber", "imoNumber", "registrationNumber", "publicKey"].iter().find_map(|name| own.one(name));
    for (name, value) in [
        ("name", name),
        ("label", own.one("alias").or(name)),
        ("country", country.as_deref()),
        ("ticker", own.one("ticker")),
        ("owner", own.one("parent")),
    ] {
        if let Some(value) = value {
            row.set(name, value);
        }
    }
    for name in ["name", "alias", "country", "jurisdiction", "ticker", "parent"] {
        for _ in own.all(name).iter().skip(1) {
            tables.lose(format!("further values of the property `{name}` of entities"));
        }
    }
    row.set("roles", own.all("sector").join(";"));
    cited(&mut row, own);
    for (name, values) in own.rest() {
        for _ in values {
            tables.lose(format!("values of the property `{name}` of entities"));
        }
    }
    tables.nodes.push(row);
}

/// Sources are known by their addresses only.
fn cited(row: &mut Row, own: &Entity) {
    let urls: Vec<String> = own.all("sourceUrl").iter().map(|url| url.replace(';', "%3B")).collect();
    row.set("source_ids", urls.join(";"));
    row.set("source_urls", urls.join(";"));
}

fn edge(tables: &mut Tables, file: usize, own: &Entity, (payer, payee): (&str, &str), kind: Option<Kind>) -> Row {
    let mut row = Row::new(file, own.at.clone());
    row.set("id", own.id.clone());
    row.set("deal_id", own.one("recordId").unwrap_or(&own.id));
    for (name, ends) in [("payer", own.all(payer)), ("payee", own.all(payee))] {
        for end in ends {
            row.set(name, end.clone());
        }
    }
    if let Some(kind) = kind {
        row.set("kind", kind.name());
    }
    let what = format!("an entity of the schema `{}`", own.schema);
    let (amounts, currencies) = amounts(own);
    let days = if own.all("date").is_empty() { own.all("startDate") } else { own.all("date") };
    for (name, values) in [
        ("title", own.all("description")),
        ("status", own.all("status")),
        ("announced", days),
        ("amount", amounts),
        ("currency", &currencies),
    ] {
        graph::several(tables, &mut row, name, values, &what);
    }
    row.set("note", own.all("summary").join("; "));
    cited(&mut row, own);
    row
}

/// What was paid, and in which currency: as it was, else as the publisher converted it.
fn amounts(own: &Entity) -> (&[String], Vec<String>) {
    if own.properties.get("amount").is_none_or(Vec::is_empty) {
        for (name, currency) in [("amountUsd", "USD"), ("amountEur", "EUR")] {
            if own.properties.get(name).is_some_and(|values| !values.is_empty()) {
                return (own.all(name), vec![currency.to_owned()]);
            }
        }
    }
    (own.all("amount"), own.all("currency").to_vec())
}

/// Takes in an edge, with what else is said of it.
fn put(tables: &mut Tables, own: &Entity, mut row: Row) {
    for (name, values) in own.rest() {
        row.set(&name.to_lowercase(), values.join("; "));
    }
    tables.edges.push(row);
}

/// What is owned because it was paid for or given, or else a recorded stake.
fn holding(tables: &mut Tables, file: usize, own: &Entity) {
    let kind = own.kind("role").filter(|kind| *kind != Kind::Ownership);
    let ends = if kind == Some(Kind::ShareGrant) { ("asset", "owner") } else { ("owner", "asset") };
    let mut row = edge(tables, file, own, ends, Some(kind.unwrap_or(Kind::Ownership)));
    if kind.is_none() {
        let stakes: Vec<String> =
            own.all("percentage").iter().map(|share| format!("{}%", share.trim().trim_end_matches('%'))).collect();
        graph::several(tables, &mut row, "stake", &stakes, "an entity of the schema `Ownership`");
        // A range is in the summary.
        if row.get("stake").is_none()
            && let Some(note) = row.take("note")
        {
            row.set("stake", note.text);
        }
    }
    if row.get("status").is_none() {
        row.set("status", "closed");
    }
    put(tables, own, row);
}

/// A payment gives its amount to the holding or debt that it paid for; else it is a deal of its own.
fn paid(tables: &mut Tables, file: usize, own: &Entity, deals: &mut BTreeMap<Told, usize>) {
    let mut row = edge(tables, file, own, ("payer", "beneficiary"), own.kind("purpose"));
    let told = Told::by(&row);
    if let Some(other) = told.as_ref().and_then(|told| tables.edges.get_mut(*deals.get(told)?)) {
        for name in ["amount", "amount_min", "amount_max", "all_amount", "currency"] {
            if let Some(cell) = row.take(name).filter(|_| other.get(name).is_none()) {
                other.put(name, cell.text, cell.at);
            }
        }
        return;
    }
    if let Some(told) = told {
        deals.insert(told, tables.edges.len());
    }
    // A payment is made.
    if row.get("status").is_none() {
        row.set("status", "closed");
    }
    put(tables, own, row);
}
