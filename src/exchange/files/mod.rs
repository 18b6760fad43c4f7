//! Register → the TOML that `--data` reads: in the order of the ids, one way to write each thing.

mod deal;
mod table;

use table::{Table, cited, ids};

use super::value::{of_range, written};
use crate::{
    load::quoted,
    model::{Amount, Entity, EntityKind, Range, Register, Source, Tie, Valuation},
};

pub(super) use deal::deal;

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
