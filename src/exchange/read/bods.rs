//! Beneficial Ownership Data Standard 0.1 to 0.4: entities and persons are nodes, direct shareholdings are recorded stakes.
//! Until 0.3 a statement names others by their statements, since 0.4 by their records; of several statements of one record
//! the latest holds.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use serde_json::{Map, Value as Json};

use super::{
    graph,
    raw::{self, Raw},
};
use crate::{
    load::{Code, Row, Tables},
    model::Kind,
};

/// What a statement is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    Party,
    Relationship,
}

/// One statement, whatever the version.
struct Statement {
    /// Of the record since 0.4, else of the statement.
    id: String,
    about: About,
    /// The whole of it.
    whole: Map<String, Json>,
    /// What it says.
    details: Map<String, Json>,
    at: Range<usize>,
}

impl Statement {
    fn text<'s>(&'s self, name: &str) -> &'s str {
        self.whole.get(name).and_then(Json::as_str).unwrap_or_default()
    }
}

/// Members of a statement and of its details that say nothing of companies, or are read.
const READ: [&str; 32] = [
    "statementId",
    "statementID",
    "statementType",
    "statementDate",
    "declaration",
    "declarationSubject",
    "recordId",
    "recordType",
    "recordStatus",
    "recordDetails",
    "publicationDetails",
    "isComponent",
    "componentStatementIDs",
    "componentRecords",
    "replacesStatements",
    "source",
    "entityType",
    "personType",
    "unspecifiedEntityDetails",
    "unspecifiedPersonDetails",
    "name",
    "names",
    "alternateNames",
    "jurisdiction",
    "incorporatedInJurisdiction",
    "nationalities",
    "subject",
    "interestedParty",
    "interests",
    "hasPepStatus",
    "politicalExposure",
    "annotations",
];

pub(super) fn read(tables: &mut Tables, (file, text): (usize, &str), items: &[Raw<'_>]) {
    let statements: Vec<Statement> =
        items.iter().filter_map(|item| statement(tables, file, item, raw::place(text, item))).collect();
    let (statements, successors) = standing(tables, file, statements);
    let now = |id: &str| {
        let mut id = id;
        // A chain of replacements is no longer than the list; a circle of them ends with it.
        for _ in 0..=successors.len() {
            match successors.get(id) {
                Some(next) => id = next,
                None => break,
            }
        }
        id.to_owned()
    };
    // Without a relationship there is no other day.
    if statements.iter().all(|own| own.about == About::Party) {
        tables.rows.as_of = statements
            .iter()
            .map(|own| own.text("statementDate"))
            .filter(|day| !day.is_empty())
            .max()
            .map(str::to_owned);
    }
    for own in &statements {
        match own.about {
            About::Party => party(tables, file, own),
            About::Relationship => relationship(tables, file, own, &now),
        }
        for name in own.whole.keys().chain(own.details.keys()).collect::<BTreeSet<_>>() {
            if !READ.contains(&name.as_str()) {
                tables.lose(format!("`{name}` of statements"));
            }
        }
    }
}

fn statement(tables: &mut Tables, file: usize, item: Raw<'_>, at: Range<usize>) -> Option<Statement> {
    let Ok(whole) = serde_json::from_str::<Map<String, Json>>(item.get()) else {
        tables.syntax("a statement should be an object", file, at, "");
        return None;
    };
    let text = |name: &str| whole.get(name).and_then(Json::as_str);
    let about = match text("recordType").or_else(|| text("statementType")) {
        Some("entity" | "person" | "entityStatement" | "personStatement") => About::Party,
        Some("relationship" | "ownershipOrControlStatement") => About::Relationship,
        other => {
            tables.lose(format!("statements of the type `{}`", other.unwrap_or("?")));
            return None;
        }
    };
    let id = ["recordId", "statementId", "statementID"].into_iter().find_map(text).map(str::to_owned);
    let Some(id) = id else {
        tables.syntax("this statement has no `statementId`", file, at, "");
        return None;
    };
    let details = whole.get("recordDetails").and_then(Json::as_object).unwrap_or(&whole).clone();
    Some(Statement { id, about, whole, details, at })
}

/// The statements that no later one replaces, in their order; and what took the place of each of the others.
fn standing(
    tables: &mut Tables,
    file: usize,
    statements: Vec<Statement>,
) -> (Vec<Statement>, BTreeMap<String, String>) {
    let mut successors = BTreeMap::new();
    for own in &statements {
        for replaced in own.whole.get("replacesStatements").and_then(Json::as_array).into_iter().flatten() {
            if let Some(replaced) = replaced.as_str().filter(|replaced| *replaced != own.id) {
                successors.insert(replaced.to_owned(), own.id.clone());
            }
        }
    }
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut standing: Vec<Statement> = Vec::new();
    for own in statements {
        if successors.contains_key(&own.id) {
            tables.lose("statements that later ones replace");
            continue;
        }
        let Some(earlier) = places.get(&own.id).and_then(|place| standing.get_mut(*place)) else {
            places.insert(own.id.clone(), standing.len());
            standing.push(own);
            continue;
        };
        if earlier.text("recordStatus") == "new" && own.text("recordStatus") == "new" || own.text("recordId").is_empty()
        {
            let message = format!("two statements are new and have the id `{}`", own.id);
            tables.rows.fault(
                Code::DuplicateId,
                message,
                (file, own.at),
                "give one of them another, or mark it `updated`",
            );
            continue;
        }
        tables.lose("statements that later ones replace");
        if own.text("statementDate") >= earlier.text("statementDate") {
            *earlier = own;
        }
    }
    (standing, successors)
}

fn party(tables: &mut Tables, file: usize, own: &Statement) {
    let mut row = Row::new(file, own.at.clone());
    row.set("id", own.id.clone());
    let person = own.details.get("names").and_then(|names| names.get(0));
    let full = person.and_then(|name| {
        let part = |part: &str| name.get(part).and_then(Json::as_str);
        part("fullName").map(str::to_owned).or_else(|| Some(format!("{} {}", part("givenName")?, part("familyName")?)))
    });
    let name = own.details.get("name").and_then(Json::as_str).map(str::to_owned).or(full);
    let other = own.details.get("alternateNames").and_then(|names| names.get(0)).and_then(Json::as_str);
    if let Some(name) = &name {
        row.set("name", name.clone());
        row.set("label", other.unwrap_or(name));
    }
    let nation = own.details.get("nationalities").and_then(|all| all.get(0));
    let place = own.details.get("jurisdiction").or_else(|| own.details.get("incorporatedInJurisdiction")).or(nation);
    if let Some(code) = place.and_then(|place| place.get("code")).and_then(Json::as_str) {
        row.set("country", code.split('-').next().unwrap_or(code).to_uppercase());
    }
    for name in ["names", "alternateNames", "nationalities"] {
        for _ in own.details.get(name).and_then(Json::as_array).into_iter().flatten().skip(1) {
            tables.lose(format!("further values of `{name}` of statements"));
        }
    }
    cite(&mut row, own);
    tables.nodes.push(row);
}

/// The page that a statement rests on.
fn cite(row: &mut Row, own: &Statement) {
    let source = own.whole.get("source");
    let text = |name: &str| source.and_then(|source| source.get(name)).and_then(Json::as_str);
    if let Some(url) = text("url").filter(|url| url.starts_with("http")) {
        let url = url.replace(';', "%3B");
        row.set("source_ids", url.clone());
        row.set("source_urls", url);
    }
}

/// The id of one end of a relationship: since 0.4 as it stands, before by what it is described by.
fn end(own: &Statement, name: &str) -> Option<String> {
    let end = own.details.get(name)?;
    let described = ["describedByEntityStatement", "describedByPersonStatement"].iter().find_map(|by| end.get(by));
    described.unwrap_or(end).as_str().map(str::to_owned)
}

fn relationship(tables: &mut Tables, file: usize, own: &Statement, now: &dyn Fn(&str) -> String) {
    if own.text("recordStatus") == "closed" {
        return tables.lose("relationships that have ended");
    }
    let Some(subject) = end(own, "subject") else {
        let help = "name the record of the company that is owned";
        return tables.syntax("this relationship has no subject", file, own.at.clone(), help);
    };
    let Some(owner) = end(own, "interestedParty") else {
        let party = own.details.get("interestedParty");
        let reason = party.and_then(|own| own.get("unspecified").unwrap_or(own).get("reason")).and_then(Json::as_str);
        let why = reason.map_or_else(String::new, |reason| format!(": {reason}"));
        return tables.lose(format!("relationships whose interested party is not named{why}"));
    };
    let interests = own.details.get("interests").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    if interests.is_empty() {
        return tables.lose("relationships that name no interest");
    }
    let mut holdings: Vec<&Json> = Vec::new();
    for interest in interests {
        let text = |name: &str| interest.get(name).and_then(Json::as_str);
        let kind = text("type").unwrap_or("unknownInterest");
        if text("directOrIndirect").or_else(|| text("interestLevel")) == Some("indirect") {
            tables.lose("indirect interests: they follow from direct ones");
        } else if text("endDate").is_some_and(|end| end <= own.text("statementDate")) {
            tables.lose("interests that have ended");
        } else if kind == "conditionalRightsGrantedByContract" {
            let mut row = deal(file, own, interest, Kind::Warrant);
            row.set("payer", now(&subject));
            row.set("payee", now(&owner));
            tables.edges.push(row);
        } else if matches!(kind, "shareholding" | "share-ownership") {
            holdings.push(interest);
        } else {
            tables.lose(format!("interests of the type `{kind}`"));
        }
    }
    let Some(first) = holdings.first() else { return };
    let mut row = deal(file, own, first, Kind::Ownership);
    row.set("payer", now(&owner));
    row.set("payee", now(&subject));
    let stakes: Vec<String> = holdings.iter().filter_map(|own| own.get("share").and_then(stake)).collect();
    graph::several(tables, &mut row, "stake", &stakes, "a relationship");
    tables.edges.push(row);
}

/// A deal of one interest, without its ends.
fn deal(file: usize, own: &Statement, interest: &Json, kind: Kind) -> Row {
    let text = |name: &str| interest.get(name).and_then(Json::as_str);
    let mut row = Row::new(file, own.at.clone());
    row.set("id", format!("{}{}", own.id, if kind == Kind::Warrant { "-warrant" } else { "" }));
    row.set("kind", kind.name());
    row.set("status", "closed");
    row.set("announced", text("startDate").unwrap_or_else(|| own.text("statementDate")));
    if let Some(end) = text("endDate") {
        row.set("end", end);
    }
    if let Some(details) = text("details") {
        row.set("title", details);
    }
    cite(&mut row, own);
    row
}

/// A share in per cent: `25%`, `25% to 50%`, `at least 25%`.
fn stake(share: &Json) -> Option<String> {
    let number = |name: &str| share.get(name).filter(|own| own.is_number()).map(ToString::to_string);
    if let Some(exact) = number("exact") {
        return Some(format!("{exact}%"));
    }
    let low = number("minimum").or_else(|| number("exclusiveMinimum"));
    let high = number("maximum").or_else(|| number("exclusiveMaximum"));
    match (low, high) {
        (Some(low), Some(high)) if low == high => Some(format!("{low}%")),
        (Some(low), Some(high)) => Some(format!("{low}% to {high}%")),
        (Some(low), None) => Some(format!("at least {low}%")),
        (None, Some(high)) => Some(format!("up to {high}%")),
        (None, None) => None,
    }
}
