//! FollowTheMoney: entities for Aleph, OpenSanctions and their kin, one JSON object a line.
//!
//! What is only talked about is a link with a status, never a payment or a holding. An amount is written only where it
//! is a figure: a ceiling is in the summary, in words.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Error, Map, Value as Json, json};

use super::super::{
    export_tables::{ExportTables, Party, Payment, per_cent},
    value::{one_line, written},
};
use crate::{
    measure::Stake,
    model::{Deal, Entity, Family, Kind, Precision, Range, SourceId, Status, When, cited},
};

/// Writes the entities; gives how many companies and how many deals and stakes they are about.
pub(super) fn write(tables: &ExportTables<'_>) -> Result<(Vec<u8>, usize, usize), Error> {
    let mut writer = Writer { tables, ids: Ids::default(), out: Vec::new() };
    let mut companies: BTreeMap<&str, &Entity> =
        tables.parties.iter().map(|party| (party.id(), party.entity)).collect();
    for id in tables.stakes.iter().flat_map(|stake| [&stake.owner, &stake.owned]) {
        companies.extend(tables.register.entities.get(id).map(|entity| (entity.id.as_str(), entity)));
    }
    let nodes = companies.len();
    for (id, entity) in companies {
        let party = tables.parties.iter().find(|party| party.id() == id);
        writer.company(entity, party)?;
    }
    for payment in &tables.payments {
        writer.payment(payment)?;
    }
    for stake in &tables.stakes {
        writer.stake(stake)?;
    }
    Ok((writer.out, nodes, tables.payments.len() + tables.stakes.len()))
}

/// Ids of letters, digits, `.` and `-` that begin and end with a letter or digit, each given once.
#[derive(Default)]
struct Ids {
    given: BTreeSet<String>,
}

impl Ids {
    fn make(&mut self, kind: &str, parts: &[&str]) -> String {
        let own = format!("{kind}-{}", parts.join("--")).replace('_', ".");
        let own = own.trim_end_matches(['.', '-']).to_owned();
        let mut made = own.clone();
        let mut number = 1;
        while !self.given.insert(made.clone()) {
            number += 1;
            made = format!("{own}-{number}");
        }
        made
    }
}

struct Writer<'w, 'a> {
    tables: &'w ExportTables<'a>,
    ids: Ids,
    out: Vec<u8>,
}

/// Properties, each a list of texts; what is empty is left out.
#[derive(Default, Clone)]
struct Properties(Map<String, Json>);

impl Properties {
    fn set(mut self, name: &str, values: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let mut texts: Vec<String> = Vec::new();
        for value in values {
            let text = one_line(&value.as_ref().replace(unseen, ""));
            if !text.is_empty() && !texts.contains(&text) {
                texts.push(text);
            }
        }
        if !texts.is_empty() {
            self.0.insert(name.to_owned(), json!(texts));
        }
        self
    }
}

impl Writer<'_, '_> {
    fn put(&mut self, id: &str, schema: &str, properties: Properties) -> Result<(), Error> {
        serde_json::to_writer(
            &mut self.out,
            &json!({ "id": id, "schema": schema, "properties": Json::Object(properties.0) }),
        )?;
        self.out.push(b'\n');
        Ok(())
    }

    fn company(&mut self, entity: &Entity, party: Option<&Party<'_>>) -> Result<(), Error> {
        let owner = party.and_then(|party| party.owner).map(|owner| company_id(owner.as_str()));
        let properties = Properties::default()
            .set("name", [&entity.name])
            .set("alias", Some(&entity.short).filter(|short| **short != entity.name))
            .set("country", entity.country.as_ref().map(|code| country(code)))
            .set("ticker", entity.ticker.as_ref().map(|ticker| ticker.rsplit(':').next().unwrap_or(ticker).to_owned()))
            .set("sector", &entity.roles)
            .set("parent", owner);
        let properties = self.cited(properties, &cited(&entity.cite).collect::<Vec<_>>());
        let id = company_id(entity.id.as_str());
        self.ids.given.insert(id.clone());
        self.put(&id, "Company", properties)
    }

    /// Publishers and addresses.
    fn cited(&self, properties: Properties, ids: &[&SourceId]) -> Properties {
        let sources: Vec<_> = ids.iter().filter_map(|id| self.tables.register.sources.get(*id)).collect();
        properties
            .set("publisher", sources.iter().filter_map(|source| source.publisher.as_ref()))
            .set("sourceUrl", sources.iter().filter_map(|source| source.url.as_ref()))
    }

    fn payment(&mut self, payment: &Payment<'_>) -> Result<(), Error> {
        let (deal, arc) = (payment.deal, &payment.arc);
        let (payer, payee) = (company_id(payment.payer.as_str()), company_id(payment.payee.as_str()));
        let ends = [deal.id.as_str(), payment.payer.as_str(), payment.payee.as_str()];
        let closed = arc.status == Status::Closed;
        let date = Some(day(arc.since));
        let own = self.about(payment);
        match arc.kind {
            kind if kind.family() == Family::Purchase && arc.status.is_firm() => self.purchase(payment, own),
            Kind::Equity | Kind::Contribution | Kind::ShareGrant if closed => {
                // Whoever issues shares gives them: the other side owns.
                let (owner, asset) = if arc.kind == Kind::ShareGrant { (&payee, &payer) } else { (&payer, &payee) };
                let holding = own
                    .clone()
                    .set("owner", [owner])
                    .set("asset", [asset])
                    .set("role", [arc.kind.name()])
                    .set("status", [arc.status.name()])
                    .set("startDate", date.as_ref());
                let id = self.ids.make("ownership", &ends);
                self.put(&id, "Ownership", holding)?;
                if arc.kind == Kind::ShareGrant { Ok(()) } else { self.paid(payment, own, date) }
            }
            Kind::Debt | Kind::Convertible if closed => {
                // A debt points from who owes: against the money.
                let debt = own.clone().set("debtor", [&payee]).set("creditor", [&payer]);
                let debt = self.money(debt.set("startDate", date.as_ref()), arc.value);
                let id = self.ids.make("debt", &ends);
                self.put(&id, "Debt", debt)?;
                self.paid(payment, own, date)
            }
            kind => {
                let own = own
                    .set("subject", [&payer])
                    .set("object", [&payee])
                    .set("role", [kind.name()])
                    .set("status", [arc.status.name()])
                    .set("date", date);
                let id = self.ids.make("link", &ends);
                self.put(&id, "UnknownLink", own)
            }
        }
    }

    /// What every holding, payment, debt, award and link says of its deal.
    fn about(&self, payment: &Payment<'_>) -> Properties {
        let (deal, arc) = (payment.deal, &payment.arc);
        let summary = format!(
            "{}, {}, {}, {}",
            arc.kind,
            arc.value.words(self.tables.register.base),
            arc.status.words(),
            arc.since
        );
        let own = Properties::default().set("recordId", [deal.id.as_str()]).set("description", [&deal.title]);
        self.cited(own.set("summary", [summary]), &self.tables.register.source_ids(deal))
    }

    /// A contract of the customer, awarded to the supplier.
    fn purchase(&mut self, payment: &Payment<'_>, about: Properties) -> Result<(), Error> {
        let (deal, arc) = (payment.deal, &payment.arc);
        let ends = [deal.id.as_str(), payment.payer.as_str(), payment.payee.as_str()];
        let contract = self.ids.make("contract", &ends);
        // A contract that is paid by now was awarded before.
        let signed = deal.since(arc.status.min(Status::Signed), self.tables.as_of).unwrap_or(arc.since);
        let own = self
            .cited(Properties::default(), &self.tables.register.source_ids(deal))
            .set("title", [&deal.title])
            .set("authority", [company_id(payment.payer.as_str())])
            .set("type", [arc.kind.name()])
            .set("status", [arc.status.name()])
            .set("contractDate", [day(signed)]);
        let own = self.money(own, arc.value);
        self.put(&contract, "Contract", own)?;
        let award = about
            .set("contract", [&contract])
            .set("supplier", [company_id(payment.payee.as_str())])
            .set("role", [arc.kind.name()])
            .set("status", [arc.status.name()])
            .set("date", [day(signed)]);
        let award = self.money(award, arc.value);
        let id = self.ids.make("award", &ends);
        self.put(&id, "ContractAward", award)
    }

    /// Money that has moved, if it is known how much.
    fn paid(&mut self, payment: &Payment<'_>, about: Properties, date: Option<String>) -> Result<(), Error> {
        if exact(payment.arc.value).is_none() {
            return Ok(());
        }
        let own = about
            .set("payer", [company_id(payment.payer.as_str())])
            .set("beneficiary", [company_id(payment.payee.as_str())])
            .set("purpose", [payment.arc.kind.name()])
            .set("date", date);
        let own = self.money(own, payment.arc.value);
        let ends = [payment.deal.id.as_str(), payment.payer.as_str(), payment.payee.as_str()];
        let id = self.ids.make("payment", &ends);
        self.put(&id, "Payment", own)
    }

    fn money(&self, properties: Properties, value: Range) -> Properties {
        let amount = exact(value).map(|amount| amount.to_string());
        let currency = amount.as_ref().map(|_| self.tables.register.base.to_string());
        properties.set("amount", amount).set("currency", currency)
    }

    fn stake(&mut self, stake: &Stake) -> Result<(), Error> {
        let Some(deal) = self.tables.register.deals.get(&stake.deal) else { return Ok(()) };
        let share = exact(stake.share).map(|share| per_cent(share).to_string());
        let own = Properties::default()
            .set("recordId", [deal.id.as_str()])
            .set("description", [&deal.title])
            .set("owner", [company_id(stake.owner.as_str())])
            .set("asset", [company_id(stake.owned.as_str())])
            .set("role", [deal.kind.name()])
            .set("percentage", share)
            .set("summary", deal.stake.as_ref())
            .set("startDate", since(self.tables, deal));
        let own = self.cited(own, &self.tables.register.source_ids(deal));
        let id = self.ids.make("ownership", &[deal.id.as_str(), stake.owner.as_str(), stake.owned.as_str()]);
        self.put(&id, "Ownership", own)
    }
}

/// Marks of direction and joints, which FollowTheMoney takes out of every text.
fn unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}')
}

fn company_id(id: &str) -> String {
    let own = id.replace('_', ".");
    // Slugs may begin or end with what these ids may not.
    let fine = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if fine(own.chars().next()) && fine(own.chars().last()) { own } else { format!("e{own}.e") }
}

/// FollowTheMoney's codes are small, and the United Kingdom is `gb`.
fn country(code: &str) -> String {
    let code = code.to_lowercase();
    if code == "uk" { "gb".to_owned() } else { code }
}

/// The figure, if it is one: not a ceiling, a floor or a range.
fn exact(value: Range) -> Option<rust_decimal::Decimal> {
    value.stated.filter(|stated| *stated == value.low && Some(*stated) == value.high).map(|stated| stated.normalize())
}

/// A date to the precision that is known; of "before a day" the day before it, on which the deal certainly stood, and of a
/// quarter, which FollowTheMoney does not have, its year. The summary of a deal has the date as it is known.
fn day(when: When) -> String {
    match when.precision() {
        Precision::Before => when.day().to_string(),
        Precision::Quarter => format!("{:04}", when.day().year()),
        Precision::Day | Precision::Month | Precision::Year => written(when),
    }
}

/// The first day of a stake.
fn since(tables: &ExportTables<'_>, deal: &Deal) -> Option<String> {
    deal.came(Status::Rumoured, tables.as_of).map(day)
}
