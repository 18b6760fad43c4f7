//! What a register holds, name by name: to look up what can be typed.

use crate::{
    answer::{
        Answer, Cell, List,
        words::{self, counted},
    },
    flow::Scope,
    model::{Citation, CustomerShare, Deal, Entity, Figure, Kind, Register, Source, nearest_first},
};

/// Every company, cloud, chip and product: what it is, whose it is on the day, and in how many deals it stands.
pub fn entities<'r>(scope: &Scope<'r>, top: usize) -> Answer<'r> {
    let (register, day) = (scope.register, scope.view.as_of);
    let all: Vec<&Entity> = register.entities.values().collect();
    let deals = |one: &Entity| {
        let names = |deal: &&Deal| {
            let parties =
                deal.payers.iter().chain(&deal.payees).chain(&deal.chips).chain(&deal.cloud).chain(&deal.target);
            parties.into_iter().any(|id| *id == one.id)
        };
        register.deals.values().filter(names).filter(|deal| deal.is_known_on(day)).count()
    };
    let list = List::of(&all)
        .column("id", "id", |one| (&one.id).into())
        .column("name", "name", |one| one.name.as_str().into())
        .column("kind", "kind", |one| one.kind.name().into())
        .column("owner", "owner", |one| one.owner_on(day).map(|id| Cell::entity(scope, id)).into())
        .data("aliases", |one| Cell::list(&one.aliases))
        .column("deals", ">deals", |one| deals(one).into());
    held(scope, "entities", "entity", &list, top)
}

/// Every deal, with what was stated of its amount by the day, and its status.
pub fn deals<'r>(scope: &Scope<'r>, top: usize) -> Answer<'r> {
    let (register, day) = (scope.register, scope.view.as_of);
    let all: Vec<&Deal> = register.deals.values().collect();
    let names = |ids: &[crate::model::EntityId]| ids.iter().map(|id| register.name(id)).collect::<Vec<_>>().join(", ");
    let status = |deal: &Deal| deal.status_on(day).map(|status| words::status(status, deal.mark_on(day)));
    let list = List::of(&all)
        .column("id", "deal id", |deal| (&deal.id).into())
        .data("title", |deal| deal.title.as_str().into())
        .data("payers", |deal| Cell::list(&deal.payers))
        .data("payees", |deal| Cell::list(&deal.payees))
        .shown("payer", |deal| names(&deal.payers).into())
        .shown("payee", |deal| names(&deal.payees).into())
        .column("kind", "kind", |deal| deal.kind.into())
        .column("amount", ">amount", |deal| deal.is_known_on(day).then(|| deal.value_on(day)).into())
        .data("status", |deal| deal.status_on(day).into())
        .shown("status", |deal| status(deal).unwrap_or_else(|| "not there yet".to_owned()).into());
    held(scope, "deals", "deal", &list, top)
}

/// Every source, and how many deals cite it.
pub fn sources<'r>(scope: &Scope<'r>, top: usize) -> Answer<'r> {
    let register = scope.register;
    let all: Vec<&Source> = register.sources.values().collect();
    let deals = |one: &Source| register.deals.values().filter(|deal| deal.rests_on(&one.id)).count();
    let readings = register.readings();
    let read = |one: &Source| readings.get(&one.id).map(|best| best.read.name());
    let list = List::of(&all)
        .column("id", "id", |one| (&one.id).into())
        .column("publisher", "publisher", |one| one.publisher.as_ref().into())
        .column("date", "date", |one| one.date.into())
        .data("kind", |one| one.kind.name().into())
        .shown("kind", |one| one.kind.words().into())
        .column("read", "read", |one| read(one).into())
        .column("deals", ">deals", |one| deals(one).into())
        .data("title", |one| one.title.as_ref().into())
        .data("url", |one| one.url.as_ref().into());
    held(scope, "sources", "source", &list, top)
}

/// Every kind of deal that there is, in what family, and how many deals of the register are of it.
pub fn kinds<'r>(scope: &Scope<'r>, top: usize) -> Answer<'r> {
    let list = List::of(Kind::ALL)
        .column("kind", "kind", |kind| (*kind).into())
        .column("family", "family", |kind| kind.family().name().into())
        .column("says", "the payer", |kind| format!("{} the payee", kind.verb()).into())
        .column("in_kind", "not in cash", |kind| kind.in_kind().into())
        .column("deals", ">deals", |kind| {
            scope.register.deals.values().filter(|deal| deal.kind == *kind).count().into()
        });
    let mut answer = held(scope, "kinds", "kind", &list, top);
    answer.title(format!("{} of deals", counted(Kind::ALL.len(), "kind")));
    answer
}

/// Every figure of a company for a period that had ended by the day.
pub fn figures<'r>(scope: &Scope<'r>, top: usize) -> Answer<'r> {
    let day = scope.view.as_of;
    let all: Vec<&Figure> = scope.register.figures.iter().filter(|own| own.ended.day() <= day).collect();
    let list = List::of(&all)
        .column("entity", "of", |own| Cell::entity(scope, &own.entity))
        .data("what", |own| own.what.name().into())
        .shown("what", |own| own.what.words().into())
        .column("period", "period", |own| own.period.as_str().into())
        .column("ended", "ended", |own| own.ended.into())
        .shown(">amount", |own| own.amount.words().into())
        .data("stated", |own| own.amount.to_string().into())
        .data("amount", |own| own.value.into())
        .data("sources", |own| Cell::list(scope.register.nearest(&own.cite)))
        .shown("sources", |own| stated_by(scope.register, &own.cite).into())
        .data("note", |own| own.note.as_ref().into());
    held(scope, "figures", "figure", &list, top)
}

/// How much of whose revenue came from which customer, in periods that had ended by the day.
pub fn customers<'r>(scope: &Scope<'r>, top: usize) -> Answer<'r> {
    let day = scope.view.as_of;
    let all: Vec<&CustomerShare> = scope.register.customer_shares.iter().filter(|own| own.ended.day() <= day).collect();
    let list = List::of(&all)
        .column("entity", "of the revenue of", |own| Cell::entity(scope, &own.entity))
        .data("customer", |own| own.customer.as_ref().into())
        .shown("from", |own| own.customer.as_ref().map_or("not named", |id| scope.register.name(id)).into())
        .column("share", ">share", |own| own.share.as_str().into())
        .column("period", "period", |own| own.period.as_str().into())
        .column("ended", "ended", |own| own.ended.into())
        .data("sources", |own| Cell::list(scope.register.nearest(&own.cite)))
        .shown("sources", |own| stated_by(scope.register, &own.cite).into())
        .data("note", |own| own.note.as_ref().into());
    held(scope, "customers", "customer share", &list, top)
}

/// The sources of a figure, the nearest first, each with how it was read.
pub(super) fn stated_by(register: &Register, cite: &[Citation]) -> String {
    let nearest = nearest_first(cite, |id| register.sources.get(id));
    nearest.into_iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// A list of all that a register holds of something.
fn held<'r, T>(scope: &Scope<'r>, key: &'static str, noun: &str, list: &List<'_, T>, top: usize) -> Answer<'r> {
    let mut answer = Answer::of(format!("list-{key}"), scope);
    let count = list.count();
    answer.title(counted(count, noun));
    answer.subject(format!("{}, as of {}.", scope.register.title, scope.view.as_of));
    answer.figure("count", count);
    answer.list("", key, list, top);
    answer
}
