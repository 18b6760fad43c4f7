//! Register → the TOML that `--data` reads: in the order of the ids, one way to write each thing.

use super::value::{of_range, written};
use crate::load::quoted;
use crate::model::{
    Amount, Citation, Confirmation, Deal, DealId, Entity, EntityId, EntityKind, Range, Read, Register, Right, Source,
    Tie, Valuation, When,
};

/// The files of a register, by name.
///
/// ```
/// let (register, _) = roundtrip::load::embedded().expect("the shipped register is sound");
/// let files = roundtrip::exchange::toml(&register);
/// let whole: String = files.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n");
/// let again = roundtrip::load::from_text("again.toml", &whole).expect("what is written is read").0;
/// assert_eq!(again.deals, register.deals);
/// ```
pub fn toml(register: &Register) -> Vec<(&'static str, String)> {
    let tables = |tables: Vec<String>| tables.join("\n");
    let mut files = vec![
        ("register.toml", head(register)),
        ("entities.toml", tables(register.entities.values().map(entity).collect())),
        ("sources.toml", tables(register.sources.values().map(source).collect())),
        ("deals.toml", tables(register.deals.values().map(deal).collect())),
        ("ties.toml", tables(register.ties.iter().map(tie).collect())),
        ("claims.toml", tables(register.claims.iter().map(claim).collect())),
        ("figures.toml", tables(figures(register))),
    ];
    files.retain(|(_, text)| !text.is_empty());
    files
}

/// A table being written, its keys in line.
struct Table(String);

impl Table {
    fn new(name: &str) -> Self {
        Self(format!("[[{name}]]\n"))
    }

    fn raw(&mut self, key: &str, value: &str) {
        self.0 += &format!("{key} = {value}\n");
    }

    fn text(&mut self, key: &str, value: &str) {
        self.raw(key, &quoted(value));
    }

    fn optional(&mut self, key: &str, value: Option<impl AsRef<str>>) {
        if let Some(value) = value {
            self.text(key, value.as_ref());
        }
    }

    fn list<T: AsRef<str>>(&mut self, key: &str, items: impl IntoIterator<Item = T>) {
        let items: Vec<String> = items.into_iter().map(|item| quoted(item.as_ref())).collect();
        if !items.is_empty() {
            self.raw(key, &format!("[{}]", items.join(", ")));
        }
    }

    /// Sources: in one line if they are ids alone, else one a line, so that the next one is a line more.
    fn cites(&mut self, key: &str, citations: &[Citation]) {
        let items: Vec<String> = citations.iter().map(citation).collect();
        if items.iter().any(|item| item.starts_with('{')) {
            let rows: String = items.iter().map(|item| format!("  {item},\n")).collect();
            self.raw(key, &format!("[\n{rows}]"));
        } else if !items.is_empty() {
            self.raw(key, &format!("[{}]", items.join(", ")));
        }
    }

    /// A list of inline tables, one a line.
    fn tables(&mut self, key: &str, tables: &[Vec<(&str, String)>]) {
        if tables.is_empty() {
            return;
        }
        let inline = |pairs: &Vec<(&str, String)>| {
            let pairs: Vec<String> = pairs.iter().map(|(key, value)| format!("{key} = {value}")).collect();
            format!("  {{ {} }},\n", pairs.join(", "))
        };
        let rows: String = tables.iter().map(inline).collect();
        self.raw(key, &format!("[\n{rows}]"));
    }
}

/// A key, quoted only if it must be.
fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if bare { name.to_owned() } else { quoted(name) }
}

fn ids<T: ToString>(ids: &[T]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

/// Sources in a line.
fn cited(citations: &[Citation]) -> String {
    format!("[{}]", citations.iter().map(citation).collect::<Vec<_>>().join(", "))
}

/// A source: its id, or a table if there is more to say.
fn citation(citation: &Citation) -> String {
    let id = quoted(citation.source.as_str());
    if *citation == Citation::page(citation.source.clone()) {
        return id;
    }
    let mut pairs = vec![format!("source = {id}")];
    if citation.read != Read::Page {
        pairs.push(format!("read = {}", quoted(citation.read.name())));
    }
    pairs.extend(citation.via.as_ref().map(|via| format!("via = {}", quoted(via))));
    if !citation.of.is_empty() {
        let of: Vec<String> = citation.of.iter().map(|field| quoted(field.name())).collect();
        pairs.push(format!("of = [{}]", of.join(", ")));
    }
    format!("{{ {} }}", pairs.join(", "))
}

fn head(register: &Register) -> String {
    let mut out = format!(
        "title = {}\nas_of = \"{}\"\nbase = {}\n",
        quoted(&register.title),
        register.as_of,
        quoted(register.base.code())
    );
    for rate in &register.rates {
        let mut table = Table::new("rate");
        table.text("currency", rate.currency.code());
        table.raw("rate", &quoted(&rate.rate.to_string()));
        table.text("on", &written(rate.on));
        table.cites("cite", &rate.cite);
        out += &format!("\n{}", table.0);
    }
    out
}

pub(super) fn entity(entity: &Entity) -> String {
    let mut table = Table::new("entity");
    table.text("id", entity.id.as_str());
    if entity.name != entity.id.as_str() {
        table.text("name", &entity.name);
    }
    table.text("kind", entity.kind.name());
    table.list("roles", &entity.roles);
    table.optional("country", entity.country.as_ref());
    table.optional("ticker", entity.ticker.as_ref());
    table.optional("listing", entity.listing.as_ref());
    table.list("aliases", &entity.aliases);
    let owner = match entity.kind {
        EntityKind::Cloud => "operator",
        EntityKind::Chip | EntityKind::Product => "maker",
        EntityKind::Company => "parent",
    };
    let owners = entity.owners.iter().map(|own| {
        let mut pairs = vec![("of", quoted(own.of.as_str()))];
        pairs.extend(own.since.map(|on| ("since", quoted(&written(on)))));
        pairs.extend(own.until.map(|on| ("until", quoted(&written(on)))));
        pairs
    });
    table.tables(owner, &owners.collect::<Vec<_>>());
    table.optional("family", entity.family.as_ref());
    table.optional("generation", entity.generation.map(|number| number.to_string()));
    table.optional("availability", entity.availability.as_ref());
    let valuation = |own: &Valuation| {
        let worth = quoted(&of_range(own.worth));
        vec![
            ("on", quoted(&written(own.on))),
            ("worth", worth),
            ("basis", quoted(&own.basis)),
            ("cite", cited(&own.cite)),
        ]
    };
    table.tables("valuations", &entity.valuations.iter().map(valuation).collect::<Vec<_>>());
    table.optional("note", entity.note.as_ref());
    table.cites("cite", &entity.cite);
    table.0
}

pub(super) fn source(source: &Source) -> String {
    let mut table = Table::new("source");
    table.text("id", source.id.as_str());
    table.optional("publisher", source.publisher.as_ref());
    table.optional("author", source.author.as_ref());
    table.optional("title", source.title.as_ref());
    table.optional("url", source.url.as_ref());
    table.optional("date", source.date.map(written));
    table.text("kind", source.kind.name());
    table.list("wire", &source.wire);
    table.optional("note", source.note.as_ref());
    table.0
}

pub(super) fn deal(deal: &Deal) -> String {
    let id = |id: &Option<EntityId>| id.as_ref().map(ToString::to_string);
    let link = |id: &Option<DealId>| id.as_ref().map(ToString::to_string);
    let mut table = Table::new("deal");
    table.text("id", deal.id.as_str());
    table.text("title", &deal.title);
    table.text("kind", deal.kind.name());
    table.list("payer", ids(&deal.payers));
    table.list("payee", ids(&deal.payees));
    table.optional("target", id(&deal.target));
    table.optional("on_behalf_of", id(&deal.on_behalf_of));
    table.text("amount", &deal.amount.to_string());
    table.optional("original", deal.original.as_ref());
    if deal.round {
        table.raw("round", "true");
    }
    table.optional("term", deal.term.as_ref());
    table.list("chips", ids(&deal.chips));
    table.optional("cloud", id(&deal.cloud));
    table.list("quantity", deal.quantity.iter().map(|own| own.stated.as_str()));
    table.optional("stake", deal.stake.as_ref());
    let installments = deal.installments.iter().map(|own| {
        let mut pairs = vec![("amount", quoted(&own.amount.to_string()))];
        pairs.extend(own.on.map(|on| ("on", quoted(&written(on)))));
        pairs.extend(own.note.as_ref().map(|note| ("note", quoted(note))));
        pairs
    });
    table.tables("installments", &installments.collect::<Vec<_>>());
    terms(&mut table, deal);
    table.tables("rights", &deal.rights.iter().map(right).collect::<Vec<_>>());
    table.optional("conditions", deal.conditions.as_ref());
    table.optional("tranche_of", link(&deal.tranche_of));
    table.optional("part_of", link(&deal.part_of));
    table.list("supersedes", ids(&deal.supersedes));
    table.optional("expands", link(&deal.expands));
    table.list("overlaps", ids(&deal.overlaps));
    table.optional("reciprocal_of", link(&deal.reciprocal_of));
    table.optional("no_arc", deal.no_arc.as_ref());
    if deal.confirmation != Confirmation::Reported {
        table.text("confirmation", deal.confirmation.name());
    }
    if deal.day_unverified {
        table.raw("day_unverified", "true");
    }
    table.optional("conflict", deal.conflict.as_ref());
    table.optional("note", deal.note.as_ref());
    if !deal.extra.is_empty() {
        let pairs: Vec<String> =
            deal.extra.iter().map(|(name, value)| format!("{} = {}", key(name), quoted(value))).collect();
        table.raw("details", &format!("{{ {} }}", pairs.join(", ")));
    }
    table.tables("history", &history(deal));
    table.cites("cite", &deal.cite);
    table.cites("contradicted_by", &deal.contradicted_by);
    table.0
}

/// What the agreement says beside its amount.
fn terms(table: &mut Table, deal: &Deal) {
    let said = |pairs: &mut Vec<(&'static str, String)>, note: &Option<String>, cite: &[Citation]| {
        pairs.extend(note.as_ref().map(|note| ("note", quoted(note))));
        pairs.extend((!cite.is_empty()).then(|| ("cite", cited(cite))));
    };
    let day = |key: &'static str, on: Option<When>| on.map(|on| (key, quoted(&written(on))));
    let fees = deal.rate.iter().map(|own| {
        let mut pairs = vec![("amount", quoted(&own.amount.to_string())), ("per", quoted(own.per.name()))];
        pairs.extend(day("from", own.from).into_iter().chain(day("until", own.until)));
        said(&mut pairs, &own.note, &own.cite);
        pairs
    });
    table.tables("rate", &fees.collect::<Vec<_>>());
    let paid = deal.paid.iter().map(|own| {
        let mut pairs = vec![("on", quoted(&written(own.on))), ("amount", quoted(&own.amount.to_string()))];
        said(&mut pairs, &own.note, &own.cite);
        pairs
    });
    table.tables("paid", &paid.collect::<Vec<_>>());
    let exits = deal.exit.iter().map(|own| {
        let mut pairs = vec![("by", quoted(own.by.name()))];
        pairs.extend(own.notice.as_ref().map(|notice| ("notice", quoted(notice))));
        pairs.extend(day("from", own.from));
        pairs.extend(own.pays.as_ref().map(|(amount, _)| ("pays", quoted(&amount.to_string()))));
        said(&mut pairs, &own.note, &own.cite);
        pairs
    });
    table.tables("exit", &exits.collect::<Vec<_>>());
    table.list("in_return", deal.in_return.iter().map(|own| own.name()));
    let pledges = deal.pledged.iter().map(|own| {
        let mut pairs = vec![("asset", quoted(&own.asset))];
        pairs.extend(own.to.as_ref().map(|to| ("to", quoted(to.as_str()))));
        said(&mut pairs, &own.note, &own.cite);
        pairs
    });
    table.tables("pledged", &pledges.collect::<Vec<_>>());
    let expected = deal.expected.iter().map(|own| {
        let mut pairs = vec![("on", quoted(&written(own.on))), ("status", quoted(own.status.name()))];
        said(&mut pairs, &own.note, &own.cite);
        pairs
    });
    table.tables("expected", &expected.collect::<Vec<_>>());
}

fn right(right: &Right) -> Vec<(&'static str, String)> {
    let mut pairs = vec![("grant", quoted(right.grant.name())), ("scope", quoted(&right.scope))];
    pairs.extend(right.holder.as_ref().map(|id| ("holder", quoted(id.as_str()))));
    pairs.extend(right.bound.as_ref().map(|id| ("bound", quoted(id.as_str()))));
    pairs.extend(right.on.map(|on| ("on", quoted(&written(on)))));
    pairs.extend(right.until.as_ref().map(|until| ("until", quoted(until))));
    pairs.extend(right.ended.map(|on| ("ended", quoted(&written(on)))));
    pairs.extend(right.note.as_ref().map(|note| ("note", quoted(note))));
    pairs.extend((!right.cite.is_empty()).then(|| ("cite", cited(&right.cite))));
    pairs
}

fn history(deal: &Deal) -> Vec<Vec<(&'static str, String)>> {
    let event = |event: &crate::model::Event| {
        let mut pairs = vec![("on", quoted(&written(event.on)))];
        pairs.extend(event.status.map(|status| ("status", quoted(status.name()))));
        pairs.extend(event.mark.map(|mark| ("mark", quoted(mark.name()))));
        pairs.extend(event.amount.as_ref().map(|(amount, _)| ("amount", quoted(&amount.to_string()))));
        pairs.extend(event.note.as_ref().map(|note| ("note", quoted(note))));
        pairs.extend((!event.cite.is_empty()).then(|| ("cite", cited(&event.cite))));
        pairs
    };
    deal.history.iter().map(event).collect()
}

fn tie(tie: &Tie) -> String {
    let mut table = Table::new("tie");
    table.text("from", tie.from.as_str());
    table.text("relation", &tie.relation);
    table.text("to", tie.to.as_str());
    table.optional("share", tie.share.map(|share| share.to_string()));
    table.optional("since", tie.since.map(written));
    table.optional("note", tie.note.as_ref());
    table.cites("cite", &tie.cite);
    table.0
}

fn claim(claim: &crate::model::Claim) -> String {
    let mut table = Table::new("claim");
    table.text("id", &claim.id);
    table.text("cite", claim.cite.as_str());
    table.optional("deal", claim.deal.as_ref().map(ToString::to_string));
    table.list("about", ids(&claim.about));
    table.text("kind", &claim.kind);
    table.list("subject", &claim.subjects);
    table.optional("amount", claim.amount.as_ref().map(|(amount, _): &(Amount, Range)| amount.to_string()));
    table.optional("day", claim.day.map(written));
    table.optional("percent", claim.percent.as_ref());
    table.optional("status", claim.status.as_ref());
    table.text("says", &claim.says);
    table.optional("held", claim.held.as_ref());
    table.0
}

fn figures(register: &Register) -> Vec<String> {
    let backlogs = register.backlogs.iter().map(|own| {
        let mut table = Table::new("backlog");
        table.text("holder", own.holder.as_str());
        table.optional("counterparty", own.counterparty.as_ref().map(ToString::to_string));
        table.text("metric", &own.metric);
        table.optional("total", own.total.map(of_range));
        table.optional("share", own.share.as_ref());
        table.text("on", &written(own.on));
        table.cites("cite", &own.cite);
        table.0
    });
    let shares = register.market_shares.iter().map(|own| {
        let mut table = Table::new("market_share");
        table.text("market", &own.market);
        table.text("entity", own.entity.as_str());
        table.text("share", &own.share);
        table.text("on", &written(own.on));
        table.cites("cite", &own.cite);
        table.0
    });
    let figures = register.figures.iter().map(|own| {
        let mut table = Table::new("figure");
        table.text("entity", own.entity.as_str());
        table.text("what", own.what.name());
        table.text("period", &own.period);
        table.text("ended", &written(own.ended));
        table.text("amount", &own.amount.to_string());
        table.optional("note", own.note.as_ref());
        table.cites("cite", &own.cite);
        table.0
    });
    let customers = register.customer_shares.iter().map(|own| {
        let mut table = Table::new("customer_share");
        table.text("entity", own.entity.as_str());
        table.optional("customer", own.customer.as_ref().map(ToString::to_string));
        table.text("share", &own.share);
        table.text("period", &own.period);
        table.text("ended", &written(own.ended));
        table.optional("note", own.note.as_ref());
        table.cites("cite", &own.cite);
        table.0
    });
    backlogs.chain(shares).chain(figures).chain(customers).collect()
}
