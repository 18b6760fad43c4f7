//! What a file may hold, and what a command prints as JSON, as JSON Schema.

use serde_json::{Map, Value as Json, json};

use crate::{
    load::keys::{Key, REGISTER, SCENARIO, Table, Value},
    model::{Family, Kind},
};

/// `2025-05-23`, `<2025-05-23`, `2025-05`, `2025-Q2` or `2025`. Whether the month has such a day only the reader knows.
const DATE: &str = "^(<?\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])|\\d{4}(-(0[1-9]|1[0-2]|Q[1-4]))?)$";

/// The name of a file's schema, and what makes it.
type Input = (&'static str, fn() -> Json);

/// The files that a reader of ours takes.
const INPUTS: &[Input] = &[("register", register), ("scenario", scenario)];

macro_rules! outputs {
    ($($name:literal: $file:literal,)+) => {
        /// What commands print with `--format json`. `.ci/infer_schemas.py` writes the files, and the gate validates the
        /// outputs with them.
        const OUTPUTS: &[(&str, &str)] =
            &[$(($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/schemas/", $file, ".json")))),+];
    };
}

outputs! {
    "loops": "loops",
    "flows": "flows",
    "show": "show",
    "check": "check",
    "double-counting": "double-counting",
    "stale": "stale",
    "rights": "rights",
    "roles": "roles",
    "diff": "diff",
    "reconcile": "reconcile",
    "scan": "scan",
    "list entities": "list-entities",
    "list deals": "list-deals",
    "list sources": "list-sources",
    "list kinds": "list-kinds",
    "list figures": "list-figures",
    "list customers": "list-customers",
    "measure annual": "measure-annual",
    "measure assets": "measure-assets",
    "measure backlog": "measure-backlog",
    "measure breakers": "measure-breakers",
    "measure circulation": "measure-circulation",
    "measure clearing": "measure-clearing",
    "measure companies": "measure-companies",
    "measure exposure": "measure-exposure",
    "measure firmness": "measure-firmness",
    "measure ladder": "measure-ladder",
    "measure levels": "measure-levels",
    "measure loops": "measure-loops",
    "measure null": "measure-null",
    "measure outside": "measure-outside",
    "measure ownership": "measure-ownership",
    "measure paths": "measure-paths",
    "measure sources": "measure-sources",
    "measure time": "measure-time",
    "measure touch": "measure-touch",
}

/// What there are schemas of: files that are read, then the JSON of commands.
pub fn schemas() -> impl Iterator<Item = &'static str> {
    INPUTS.iter().map(|(name, _)| *name).chain(OUTPUTS.iter().map(|(name, _)| *name))
}

/// The JSON Schema (draft 2020-12) of this name, as a text.
pub fn schema(name: &str) -> Option<String> {
    let input = INPUTS.iter().find(|(own, _)| *own == name).map(|(_, schema)| text(&schema()));
    input.or_else(|| OUTPUTS.iter().find(|(own, _)| *own == name).map(|(_, schema)| (*schema).to_owned()))
}

fn text(schema: &Json) -> String {
    format!("{schema:#}\n")
}

fn register() -> Json {
    let mut schema = document("register", "A file of a register of deals", &REGISTER);
    // What the reader asks of a deal as a whole, which no single key can say.
    let unnamed_buyer = Kind::ALL.iter().filter(|kind| kind.family() == Family::Transfer).map(|kind| kind.name());
    let rules = json!([
        { "required": ["payee", "history"] },
        {
            "if": { "required": ["kind"], "properties": { "kind": { "enum": unnamed_buyer.collect::<Vec<_>>() } } },
            "else": { "required": ["payer"] },
        },
    ]);
    if let Some(deal) = schema.pointer_mut("/$defs/deal").and_then(Json::as_object_mut) {
        deal.insert("allOf".to_owned(), rules);
    }
    schema
}

fn scenario() -> Json {
    let mut schema = document("scenario", "Assumptions about the deals of a register", &SCENARIO);
    if let Some(deal) = schema.pointer_mut("/$defs/deal").and_then(Json::as_object_mut) {
        deal.insert(
            "anyOf".to_owned(),
            json!([{ "required": ["drop"] }, { "required": ["status"] }, { "required": ["amount"] }]),
        );
    }
    schema
}

/// The schema of a file whose top is a table; the tables below it are its definitions.
fn document(name: &str, title: &str, top: &'static Table) -> Json {
    let mut definitions = Map::new();
    define(top, &mut definitions);
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("$id".to_owned(), json!(format!("urn:roundtrip:{name}:1")));
    schema.insert("title".to_owned(), json!(title));
    schema.extend(table(top));
    schema.insert("$defs".to_owned(), Json::Object(definitions));
    Json::Object(schema)
}

/// Adds the tables below a table, each once.
fn define(top: &Table, definitions: &mut Map<String, Json>) {
    for below in top.keys.iter().filter_map(|key| key.value.table()) {
        if !definitions.contains_key(&slug(below)) {
            definitions.insert(slug(below), Json::Object(table(below)));
            define(below, definitions);
        }
    }
}

fn slug(table: &Table) -> String {
    table.name.replace(' ', "-")
}

fn table(table: &Table) -> Map<String, Json> {
    let properties: Map<String, Json> = table.keys.iter().map(|key| (key.name.to_owned(), property(key))).collect();
    let required: Vec<&str> = table.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut schema = Map::new();
    schema.insert("description".to_owned(), json!(table.about));
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("additionalProperties".to_owned(), json!(false));
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    schema.insert("properties".to_owned(), Json::Object(properties));
    schema
}

fn property(key: &Key) -> Json {
    let mut about = key.about.to_owned();
    if !key.example.is_empty() {
        about += &format!("\n\nExample: `{} = {}`", key.name, key.example);
    }
    let mut schema = Map::new();
    schema.insert("description".to_owned(), json!(about));
    if let Json::Object(rest) = value(&key.value) {
        schema.extend(rest);
    }
    Json::Object(schema)
}

/// What may stand behind a key. Wherever a text is wanted the reader also takes a number, as it is written.
fn value(value: &Value) -> Json {
    let texts = |pattern: &str| json!({ "type": ["string", "number"], "pattern": pattern });
    match value {
        Value::Text | Value::Entity | Value::Deal | Value::Source | Value::Amount => {
            json!({ "type": ["string", "number"] })
        }
        Value::Id => texts("^[a-z0-9_-]{1,80}$"),
        Value::Date => texts(DATE),
        Value::Number => texts("^[+-]?[0-9_]*\\.?[0-9_]*$"),
        Value::Url => texts("^https?://[^\\s<>\"]*$"),
        Value::Currency => texts("^[A-Za-z]{3}$"),
        Value::Flag => json!({ "type": "boolean" }),
        Value::Word(all) => json!({ "enum": all() }),
        Value::List(one) => {
            let one = self::value(one);
            json!({ "anyOf": [one.clone(), { "type": "array", "items": one }] })
        }
        Value::Free => json!({ "type": "object", "additionalProperties": { "type": ["string", "number"] } }),
        Value::Tables(table) => list_of(table),
        Value::EntityOrTables(table) => json!({ "anyOf": [{ "type": ["string", "number"] }, list_of(table)] }),
        Value::Cites(table) => {
            let one =
                json!({ "anyOf": [{ "type": ["string", "number"] }, { "$ref": format!("#/$defs/{}", slug(table)) }] });
            json!({ "anyOf": [one.clone(), { "type": "array", "items": one }] })
        }
    }
}

fn list_of(table: &Table) -> Json {
    json!({ "type": "array", "items": { "$ref": format!("#/$defs/{}", slug(table)) } })
}
