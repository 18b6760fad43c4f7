//! The record of one deal, with whoever and whatever is new in it.

use std::collections::BTreeSet;

use super::ask::Prompt;
use crate::{
    cli::{args::DealArgs, outcome::Failure, view},
    exchange::toml,
    load::{self, Layer, Reading, Row, Rows, nearest},
    model::{Amount, AmountError, EntityId, Family, Kind, Register, SourceKind, Status, When, slug},
};

/// A party: its id, and its name if the register does not have it yet.
struct Party {
    id: String,
    name: String,
    new: bool,
}

/// The TOML of the deal, and of its parties and its source where they are new.
pub(super) fn record(args: &DealArgs, register: &Register, ask: &mut Prompt<'_>) -> Result<String, Failure> {
    let mut rows = Rows::default();
    rows.base = Some(register.base.to_string());
    let file = rows.file("the new record", "");
    let row = || Row::new(file, 0..0);
    let payer = party("Who pays (gives the value)", args.payer.as_deref(), register, ask)?;
    let payee = party("Who is paid", args.payee.as_deref(), register, ask)?;
    let kind = ask.answer("Kind of deal", args.kind.as_deref(), None, view::kind)?;
    let amount =
        ask.answer("Amount (10B, ~10B, >=10B, <=10B, 2B..3B, ?)", args.amount.as_deref(), Some("?"), amount)?;
    let status = ask.answer("Status", args.status.as_deref(), Some("announced"), status)?;
    let on = ask.answer("Since which day", args.on.as_deref(), None, date)?;
    let mut known = BTreeSet::new();
    let cite = source(args, register, &mut rows, row(), ask)?;
    for party in [&payer, &payee] {
        let mut entity = row();
        entity.set("id", &party.id);
        entity.set("name", &party.name);
        entity.set("kind", "company");
        rows.entities.push(entity);
        if !party.new {
            known.insert(party.id.clone());
        }
    }
    let usual = title(kind, &payer.name, &payee.name);
    // With --yes nobody is there to ask: what is usual is taken.
    let given = |given: &Option<String>, usual: &str| given.clone().or_else(|| args.yes.then(|| usual.to_owned()));
    let title = ask.answer("Title", given(&args.title, &usual).as_deref(), Some(&usual), |text| Ok(text.to_owned()))?;
    let year = on.get(..4).unwrap_or_default();
    let usual =
        free(&slug(&format!("{}_{}_{}_{year}", payer.id, payee.id, kind.name())), |id| register.deals.contains_key(id));
    let id = ask.answer("Id", given(&args.id, &usual).as_deref(), Some(&usual), |text| unused(text, register))?;
    let mut deal = row();
    for (name, value) in [
        ("id", id.as_str()),
        ("title", &title),
        ("kind", kind.name()),
        ("payer", &payer.id),
        ("payee", &payee.id),
        ("amount", &amount),
        ("cite", &cite),
    ] {
        deal.set(name, value);
    }
    let mut event = row();
    event.set("on", on);
    event.set("status", status.name());
    deal.history.push(event);
    rows.deals.push(deal);
    // A known source must be there for the deal to cite; it is not written again.
    if let Some(source) = register.sources.get(cite.as_str()) {
        let mut own = row();
        own.set("id", source.id.as_str());
        own.set("kind", source.kind.name());
        rows.sources.push(own);
        known.insert(cite.clone());
    }
    let (mut new, _) = load::build(vec![Layer::of_rows(rows)], &Reading::default()).map_err(Failure::Data)?;
    new.entities.retain(|id, _| !known.contains(id.as_str()));
    new.sources.retain(|id, _| !known.contains(id.as_str()));
    let parts = toml(&new).into_iter().filter(|(name, _)| *name != "register.toml");
    Ok(parts.map(|(_, text)| text).collect::<Vec<_>>().join("\n"))
}

fn party(question: &str, given: Option<&str>, register: &Register, ask: &mut Prompt<'_>) -> Result<Party, Failure> {
    let found = ask.answer(question, given, None, |text| match register.named(text).as_slice() {
        [one] => Ok(Party { id: one.id.to_string(), name: one.name.clone(), new: false }),
        [] if slug(text).is_empty() => Err(Failure::help("this is not a name", "write the name of a company")),
        [] => {
            let id = free(&slug(text), |id| register.entities.contains_key(id));
            Ok(Party { id, name: text.to_owned(), new: true })
        }
        _ => view::entity(register, text).map(|id| Party { id: id.to_string(), name: text.to_owned(), new: false }),
    })?;
    if found.new {
        let near = nearest(&found.name, register.entities.keys().map(EntityId::as_str));
        let near = near.map_or_else(String::new, |near| format!("; if you mean `{near}`, begin again"));
        ask.say(&format!("{} is new here, as `{}`{near}", found.name, found.id))?;
    }
    Ok(found)
}

/// The id of the source: a known one, or a new one that is asked for.
fn source(
    args: &DealArgs,
    register: &Register,
    rows: &mut Rows,
    mut row: Row,
    ask: &mut Prompt<'_>,
) -> Result<String, Failure> {
    let text = ask.answer("On whose word (id of a source, or an address)", args.source.as_deref(), None, |text| {
        let address = text.starts_with("https://") || text.starts_with("http://");
        if address || register.sources.contains_key(text) {
            return Ok(text.to_owned());
        }
        let near = nearest(text, register.sources.keys().map(crate::model::SourceId::as_str));
        let help = near.map_or_else(
            || "write an address that begins with https://".to_owned(),
            |n| format!("did you mean `{n}`?"),
        );
        Err(Failure::help(format!("`{text}` is neither a source of this register nor an address"), help))
    })?;
    if register.sources.contains_key(text.as_str()) {
        return Ok(text);
    }
    if let Some(known) = register.sources.values().find(|source| source.url.as_deref() == Some(text.as_str())) {
        return Ok(known.id.to_string());
    }
    let publisher = ask.answer("Who published it", args.publisher.as_deref(), None, |text| {
        if slug(text).is_empty() {
            Err(Failure::help("this is not a name", "write the name of the publisher"))
        } else {
            Ok(text.to_owned())
        }
    })?;
    let kinds =
        [SourceKind::Filing, SourceKind::Party, SourceKind::Press, SourceKind::Aggregator].map(SourceKind::name);
    let usual = args.source.as_ref().map(|_| "press");
    let kind = ask.answer(
        "What is it (filing, party, press, aggregator)",
        args.source_kind.as_deref().or(usual),
        Some("press"),
        |text| {
            let known = kinds.contains(&text);
            if known { Ok(text.to_owned()) } else { Err(view::unknown(text, "kind of source", &kinds)) }
        },
    )?;
    let id = free(&slug(&publisher), |id| register.sources.contains_key(id));
    for (name, value) in [("id", &id), ("publisher", &publisher), ("url", &text), ("kind", &kind)] {
        row.set(name, value);
    }
    rows.sources.push(row);
    Ok(id)
}

/// The id, or the first of `id_2`, `id_3`, … that is not taken.
fn free(id: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(id) {
        return id.to_owned();
    }
    (2..u32::MAX).map(|number| format!("{id}_{number}")).find(|id| !taken(id)).unwrap_or_default()
}

fn unused(text: &str, register: &Register) -> Result<String, Failure> {
    crate::model::DealId::new(text)
        .map_err(|error| Failure::help(error.to_string(), format!("write `{}`", error.suggestion)))?;
    if register.deals.contains_key(text) {
        return Err(Failure::help(format!("there is a deal `{text}`"), format!("see it with `roundtrip show {text}`")));
    }
    Ok(text.to_owned())
}

/// A usual title; the reader may have a better one.
fn title(kind: Kind, payer: &str, payee: &str) -> String {
    match kind.family() {
        Family::Investment => format!("{payer} invests in {payee} ({kind})"),
        Family::Purchase => format!("{payer} buys from {payee} ({kind})"),
        _ => format!("{payer} and {payee} ({kind})"),
    }
}

fn status(text: &str) -> Result<Status, Failure> {
    text.parse().map_err(|error| view::unknown_word(&error))
}

fn amount(text: &str) -> Result<String, Failure> {
    let read: Result<Amount, AmountError> = text.parse();
    read.map(|_| text.to_owned()).map_err(|error| Failure::help(error.message, error.help))
}

fn date(text: &str) -> Result<String, Failure> {
    let read: Result<When, _> = text.parse();
    read.map(|_| text.to_owned()).map_err(|_| {
        Failure::help(format!("`{text}` is not a date"), "write a day such as 2025-12-17, a month or a year")
    })
}
