//! TOML → raw records.

use std::collections::BTreeSet;

use toml::de::DeTable;

use super::{
    fields::Fields,
    keys::REGISTER,
    overlay::Lay as _,
    problem::{Code, Place, Report},
    raw::{self, Records},
};

/// Reads one file, with every syntax error and every key that is unknown, missing or misshapen.
pub(super) fn read(report: &mut Report, file: usize, records: &mut Records) {
    let Some(text) = report.files.get(file).map(|f| f.text.clone()) else {
        return;
    };
    let (table, errors) = DeTable::parse_recoverable(&text);
    for error in &errors {
        let at = Place { file, span: error.span().unwrap_or(0..0) };
        report.push(Code::Syntax, error.message().to_owned(), &at);
    }
    if !errors.is_empty() {
        // A broken file is not checked further: what it seems to say may be wrong.
        return;
    }
    let place = Place { file, span: 0..0 };
    let mut top = Fields::new(report, table.get_ref(), place.clone(), &REGISTER);
    let head =
        raw::Head { title: top.text("title"), as_of: top.text("as_of"), base: top.text("base"), counted_in: None };
    if head.title.is_some() || head.as_of.is_some() || head.base.is_some() {
        records.head.push(records.record(place, head));
    }
    macro_rules! tables {
        ($($key:literal => $list:ident by $read:ident;)+) => {$(
            let below: BTreeSet<String> =
                records.$list.iter().filter(|own| own.layer < records.layer).filter_map(|own| own.body.key()).collect();
            for (at, body) in top.tables($key, |fields| (fields.at.clone(), $read(fields.over(&below)))) {
                let record = records.record(at, body);
                records.$list.push(record);
            }
        )+};
    }
    tables! {
        "entity" => entities by entity;
        "tie" => ties by tie;
        "source" => sources by source;
        "deal" => deals by deal;
        "rate" => rates by rate;
        "claim" => claims by claim;
        "backlog" => backlogs by backlog;
        "market_share" => market_shares by market_share;
        "valuation" => valued by valued;
        "figure" => figures by figure;
        "customer_share" => customer_shares by customer_share;
    }
    top.finish();
}

fn entity(f: &mut Fields<'_, '_>) -> raw::Entity {
    let mut owners = Vec::new();
    // The three names of belonging mean the same to the flow of money, and a file reads better with them apart.
    for key in ["operator", "maker", "parent"] {
        if f.is_list(key) {
            owners.extend(f.tables(key, |f| raw::Owner {
                of: f.text("of"),
                since: f.text("since"),
                until: f.text("until"),
            }));
        } else if let Some(of) = f.text(key) {
            owners.push(raw::Owner { of: Some(of), ..raw::Owner::default() });
        }
    }
    raw::Entity {
        of_table: false,
        id: f.text("id"),
        drop: f.list("drop"),
        name: f.text("name"),
        kind: f.text("kind"),
        roles: f.list("roles"),
        country: f.text("country"),
        ticker: f.text("ticker"),
        listing: f.text("listing"),
        aliases: f.list("aliases"),
        owners,
        family: f.text("family"),
        generation: f.text("generation"),
        availability: f.text("availability"),
        valuations: f.tables("valuations", valuation),
        note: f.text("note"),
        cite: f.cites("cite"),
    }
}

fn valuation(f: &mut Fields<'_, '_>) -> raw::Valuation {
    raw::Valuation { worth: f.text("worth"), basis: f.text("basis"), on: f.text("on"), cite: f.cites("cite") }
}

fn valued(f: &mut Fields<'_, '_>) -> raw::Valued {
    raw::Valued { entity: f.text("entity"), valuation: valuation(f) }
}

fn tie(f: &mut Fields<'_, '_>) -> raw::Tie {
    raw::Tie {
        from: f.text("from"),
        relation: f.text("relation"),
        to: f.text("to"),
        share: f.text("share"),
        since: f.text("since"),
        note: f.text("note"),
        cite: f.cites("cite"),
    }
}

fn source(f: &mut Fields<'_, '_>) -> raw::Source {
    raw::Source {
        id: f.text("id"),
        drop: f.list("drop"),
        made_kind: false,
        publisher: f.text("publisher"),
        author: f.text("author"),
        title: f.text("title"),
        url: f.text("url"),
        date: f.text("date"),
        kind: f.text("kind"),
        wire: f.list("wire"),
        note: f.text("note"),
    }
}

fn event(f: &mut Fields<'_, '_>) -> raw::Event {
    raw::Event {
        at: f.at.clone(),
        on: f.text("on"),
        status: f.text("status"),
        mark: f.text("mark"),
        amount: f.text("amount"),
        note: f.text("note"),
        cite: f.cites("cite"),
    }
}

fn right(f: &mut Fields<'_, '_>) -> raw::Right {
    raw::Right {
        at: f.at.clone(),
        grant: f.text("grant"),
        scope: f.text("scope"),
        holder: f.text("holder"),
        bound: f.text("bound"),
        on: f.text("on"),
        until: f.text("until"),
        ended: f.text("ended"),
        note: f.text("note"),
        cite: f.cites("cite"),
    }
}

fn deal(f: &mut Fields<'_, '_>) -> raw::Deal {
    raw::Deal {
        made_id: false,
        id: f.text("id"),
        drop: f.list("drop"),
        title: f.text("title"),
        kind: f.text("kind"),
        payer: f.list("payer"),
        payee: f.list("payee"),
        target: f.text("target"),
        on_behalf_of: f.text("on_behalf_of"),
        amount: f.text("amount"),
        original: f.text("original"),
        round: f.flag("round"),
        term: f.text("term"),
        chips: f.list("chips"),
        cloud: f.text("cloud"),
        quantity: f.list("quantity"),
        stake: f.text("stake"),
        installments: f.tables("installments", |f| raw::Installment {
            amount: f.text("amount"),
            on: f.text("on"),
            note: f.text("note"),
        }),
        rate: f.tables("rate", fee),
        paid: f.tables("paid", paid),
        exit: f.tables("exit", exit),
        in_return: f.list("in_return"),
        pledged: f.tables("pledged", pledge),
        expected: f.tables("expected", expected),
        rights: f.tables("rights", right),
        conditions: f.text("conditions"),
        tranche_of: f.text("tranche_of"),
        part_of: f.text("part_of"),
        supersedes: f.list("supersedes"),
        expands: f.text("expands"),
        overlaps: f.list("overlaps"),
        reciprocal_of: f.text("reciprocal_of"),
        no_arc: f.text("no_arc"),
        confirmation: f.text("confirmation"),
        day_unverified: f.flag("day_unverified"),
        conflict: f.text("conflict"),
        note: f.text("note"),
        details: f.free("details"),
        history: f.tables("history", event),
        cite: f.cites("cite"),
        contradicted_by: f.cites("contradicted_by"),
    }
}

fn fee(f: &mut Fields<'_, '_>) -> raw::Fee {
    raw::Fee {
        amount: f.text("amount"),
        per: f.text("per"),
        from: f.text("from"),
        until: f.text("until"),
        note: f.text("note"),
        cite: f.cites("cite"),
    }
}

fn paid(f: &mut Fields<'_, '_>) -> raw::Paid {
    raw::Paid { on: f.text("on"), amount: f.text("amount"), note: f.text("note"), cite: f.cites("cite") }
}

fn exit(f: &mut Fields<'_, '_>) -> raw::Exit {
    raw::Exit {
        by: f.text("by"),
        notice: f.text("notice"),
        from: f.text("from"),
        pays: f.text("pays"),
        note: f.text("note"),
        cite: f.cites("cite"),
    }
}

fn pledge(f: &mut Fields<'_, '_>) -> raw::Pledge {
    raw::Pledge { asset: f.text("asset"), to: f.text("to"), note: f.text("note"), cite: f.cites("cite") }
}

fn expected(f: &mut Fields<'_, '_>) -> raw::Expected {
    raw::Expected { on: f.text("on"), status: f.text("status"), note: f.text("note"), cite: f.cites("cite") }
}

fn rate(f: &mut Fields<'_, '_>) -> raw::Rate {
    raw::Rate { currency: f.text("currency"), units: f.text("rate"), on: f.text("on"), cite: f.cites("cite") }
}

fn claim(f: &mut Fields<'_, '_>) -> raw::Claim {
    raw::Claim {
        id: f.text("id"),
        cite: f.text("cite"),
        deal: f.text("deal"),
        about: f.list("about"),
        kind: f.text("kind"),
        subject: f.list("subject"),
        amount: f.text("amount"),
        day: f.text("day"),
        percent: f.text("percent"),
        status: f.text("status"),
        says: f.text("says"),
        held: f.text("held"),
    }
}

fn backlog(f: &mut Fields<'_, '_>) -> raw::Backlog {
    raw::Backlog {
        holder: f.text("holder"),
        counterparty: f.text("counterparty"),
        metric: f.text("metric"),
        total: f.text("total"),
        share: f.text("share"),
        on: f.text("on"),
        cite: f.cites("cite"),
    }
}

fn market_share(f: &mut Fields<'_, '_>) -> raw::MarketShare {
    raw::MarketShare {
        market: f.text("market"),
        entity: f.text("entity"),
        share: f.text("share"),
        on: f.text("on"),
        cite: f.cites("cite"),
    }
}

fn figure(f: &mut Fields<'_, '_>) -> raw::Figure {
    raw::Figure {
        entity: f.text("entity"),
        what: f.text("what"),
        period: f.text("period"),
        ended: f.text("ended"),
        amount: f.text("amount"),
        note: f.text("note"),
        cite: f.cites("cite"),
    }
}

fn customer_share(f: &mut Fields<'_, '_>) -> raw::CustomerShare {
    raw::CustomerShare {
        entity: f.text("entity"),
        customer: f.text("customer"),
        share: f.text("share"),
        period: f.text("period"),
        ended: f.text("ended"),
        note: f.text("note"),
        cite: f.cites("cite"),
    }
}
