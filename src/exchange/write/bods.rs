//! Beneficial Ownership Data Standard 0.4: who owns how much of whom, and who holds rights to shares. Payments and
//! contracts have no place in it.

use std::collections::BTreeSet;

use serde_json::{Error, Map, Value as Json, json};

use super::super::{
    export_tables::{ExportTables, per_cent},
    value::{clean, one_line},
};
use crate::model::{Deal, Entity, EntityId, Kind, Range, Source, SourceId, SourceKind, Status, cited};

/// One relationship: of whom, who, by which record, how much.
struct Holding<'a> {
    subject: &'a EntityId,
    holder: &'a EntityId,
    deal: &'a Deal,
    share: Option<Range>,
}

/// Writes the statements; gives how many entities and relationships there are.
pub(super) fn write(tables: &ExportTables<'_>) -> Result<(Vec<u8>, usize, usize), Error> {
    let stakes = tables.stakes.iter().filter_map(|stake| {
        let deal = tables.register.deals.get(&stake.deal)?;
        Some(Holding { subject: &stake.owned, holder: &stake.owner, deal, share: Some(stake.share) })
    });
    // Warrants run from their issuer to the holder.
    let warrants = tables.payments.iter().filter(|own| own.arc.kind == Kind::Warrant && own.arc.status.is_firm());
    let warrants = warrants.map(|own| Holding { subject: own.payer, holder: own.payee, deal: own.deal, share: None });
    let holdings: Vec<Holding<'_>> = stakes.chain(warrants).collect();
    let ids: BTreeSet<&EntityId> = holdings.iter().flat_map(|own| [own.subject, own.holder]).collect();
    // Entities come before what is said of them.
    let mut statements: Vec<Json> =
        ids.iter().filter_map(|id| Some(entity(tables, tables.register.entities.get(*id)?))).collect();
    let nodes = statements.len();
    statements.extend(holdings.iter().map(|own| relationship(tables, own)));
    let mut bytes = serde_json::to_vec_pretty(&statements)?;
    bytes.push(b'\n');
    Ok((bytes, nodes, holdings.len()))
}

fn record_id(id: &EntityId) -> String {
    format!("roundtrip-entity-{id}")
}

/// What every statement has.
fn statement(
    tables: &ExportTables<'_>,
    (kind, record): (&str, &str),
    subject: &str,
    details: Json,
    cite: &[&SourceId],
) -> Json {
    let day = tables.as_of.to_string();
    let mut own = Map::new();
    own.insert("statementId".to_owned(), json!(digest(&format!("{day} {record}"))));
    own.insert("statementDate".to_owned(), json!(day));
    own.insert("declarationSubject".to_owned(), json!(subject));
    own.insert("recordId".to_owned(), json!(record));
    own.insert("recordStatus".to_owned(), json!("new"));
    own.insert("recordType".to_owned(), json!(kind));
    own.insert("recordDetails".to_owned(), details);
    let published = json!({ "publicationDate": day, "bodsVersion": "0.4", "publisher": { "name": "roundtrip" } });
    own.insert("publicationDetails".to_owned(), published);
    if let Some(source) = cite.first().and_then(|id| tables.register.sources.get(*id)) {
        own.insert("source".to_owned(), source_of(source));
    }
    Json::Object(own)
}

fn source_of(source: &Source) -> Json {
    let kind = match source.kind {
        SourceKind::Party => "selfDeclaration",
        SourceKind::Filing | SourceKind::Press | SourceKind::Aggregator => "thirdParty",
    };
    let mut own = Map::new();
    own.insert("type".to_owned(), json!([kind]));
    own.insert("description".to_owned(), json!(one_line(&source.line())));
    if let Some(url) = &source.url {
        own.insert("url".to_owned(), json!(url));
    }
    if let Some(publisher) = &source.publisher {
        own.insert("assertedBy".to_owned(), json!([{ "name": clean(publisher) }]));
    }
    Json::Object(own)
}

fn entity(tables: &ExportTables<'_>, entity: &Entity) -> Json {
    let mut details = Map::new();
    details.insert("isComponent".to_owned(), json!(false));
    details.insert("entityType".to_owned(), json!({ "type": "legalEntity" }));
    details.insert("name".to_owned(), json!(one_line(&entity.name)));
    if let Some(code) = entity.country.as_ref().filter(|code| code.len() == 2) {
        let code = if code == "UK" { "GB" } else { code };
        details.insert("jurisdiction".to_owned(), json!({ "name": code, "code": code }));
    }
    let record = record_id(&entity.id);
    let cite: Vec<&SourceId> = cited(&entity.cite).collect();
    statement(tables, ("entity", &record), &record, Json::Object(details), &cite)
}

fn relationship(tables: &ExportTables<'_>, own: &Holding<'_>) -> Json {
    let mut interest = Map::new();
    let kind = if own.share.is_some() { "shareholding" } else { "conditionalRightsGrantedByContract" };
    interest.insert("type".to_owned(), json!(kind));
    interest.insert("directOrIndirect".to_owned(), json!("unknown"));
    // Companies hold these; who stands behind them is not recorded.
    interest.insert("beneficialOwnershipOrControl".to_owned(), json!(false));
    let stated = own.deal.stake.as_ref().map_or_else(String::new, |stake| format!(", {stake}"));
    interest.insert("details".to_owned(), json!(one_line(&format!("{}{stated}", own.deal.title))));
    if let Some(share) = own.share {
        interest.insert("share".to_owned(), bounds(share));
    }
    // Only a day that is known to the day is a date here.
    let since = own.deal.came(Status::Rumoured, tables.as_of);
    if let Some(day) = since.filter(|since| since.first_day() == Some(since.day())) {
        interest.insert("startDate".to_owned(), json!(day.to_string()));
    }
    let subject = record_id(own.subject);
    let details = json!({
        "isComponent": false,
        "subject": subject,
        "interestedParty": record_id(own.holder),
        "interests": [interest],
    });
    let record = format!("roundtrip-holding-{}-{}-{}", own.deal.id, own.holder, own.subject);
    statement(tables, ("relationship", &record), &subject, details, &tables.register.source_ids(own.deal))
}

/// A share in per cent: a figure, or the least and the most.
fn bounds(share: Range) -> Json {
    let number = |share| {
        let text = per_cent(share).to_string();
        text.parse::<serde_json::Number>().map_or_else(|_| json!(text), Json::Number)
    };
    match share.high {
        Some(high) if high == share.low => json!({ "exact": number(high) }),
        Some(high) => json!({ "minimum": number(share.low), "maximum": number(high) }),
        None => json!({ "minimum": number(share.low) }),
    }
}

/// FNV-1a of 128 bits as 32 hexadecimal digits: statements need ids of at least so many letters, and the same record
/// gets the same id every time.
fn digest(text: &str) -> String {
    let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    for byte in text.bytes() {
        hash ^= u128::from(byte);
        hash = hash.wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
    }
    format!("{hash:032x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_the_published_algorithm() {
        // Landon Curt Noll's test vectors.
        assert_eq!(digest(""), "6c62272e07bb014262b821756295c58d");
        assert_eq!(digest("a"), "d228cb696f1a8caf78912b704e4a8964");
        assert_eq!(digest("foobar"), "343e1662793c64bf6f0d3597ba446f18");
    }
}
