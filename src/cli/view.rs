//! From the flags to a [`View`], with names made ids.

use std::io::Write as _;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{
    args::{Include, SearchArgs, ViewArgs},
    outcome::{End, Failure},
};
use crate::{
    answer::{measure::Unheeded, not_begun},
    circuits::{Circuits, Class, Condition, Limits, Named},
    flow::{Level, Scope, View},
    load::{self, NotOneEntity, nearest, one_entity},
    model::{Amount, DealId, EntityId, Kind, Register, Status, UnknownWord, When},
    terminal::Terminal,
};

/// The view that the flags ask for.
pub(super) fn view(args: &ViewArgs, register: &Register, terminal: &mut Terminal) -> Result<View, Failure> {
    let mut view = View::of(register);
    if let Some(text) = &args.as_of {
        view.as_of = day(text)?;
        warn_of_day(&view, register, terminal)?;
    }
    for said in not_begun(register, view.as_of, args.as_of.is_some()) {
        writeln!(terminal.err, "note: {said}")?;
    }
    view.status = rung(&args.status)?;
    view.level = args.level.parse().map_err(|error| unknown_word(&error))?;
    for text in &args.kind {
        view.kinds.insert(kind(text)?);
    }
    for text in &args.through {
        let id = entity(register, text)?;
        // As it is named: on another day it may belong to somebody else.
        at_level(&view, register, &id, terminal)?;
        view.through.push(id);
    }
    for text in &args.without {
        if let Some((id, _)) = register.deals.get_key_value(text.as_str()) {
            view.without_deals.insert(id.clone());
        } else {
            let id = entity_or_deal(register, text)?;
            let is = |party: &EntityId| *party == id || *register.owner_on(party, view.as_of) == id;
            if !register.deals.values().any(|deal| deal.payers.iter().chain(&deal.payees).any(is)) {
                writeln!(terminal.err, "warning: {id} is payer or payee of no deal: --without takes nothing out")?;
            }
            view.without.insert(id);
        }
    }
    for text in &args.assume {
        let (id, status) = assumption(register, text)?;
        view.assume.insert(id, status);
    }
    if let [_, second, ..] = args.scenario.as_slice() {
        let help = "`roundtrip diff --scenario A --scenario B` compares two";
        return Err(Failure::help(format!("`{}` is a second scenario for one view", second.display()), help));
    }
    if let Some(path) = args.scenario.first() {
        let scenario = load::scenario(path, register).map_err(super::data::failure)?;
        if let Some(title) = &scenario.title {
            writeln!(terminal.err, "note: supposing \"{title}\"")?;
        }
        view.suppose(&scenario);
    }
    view.contingent = args.include == Some(Include::Contingent);
    view.priced = args.priced;
    view.min_amount = args.min_amount.as_deref().map(|text| least(text, register)).transpose()?;
    Ok(view)
}

/// Refuses flags that would change nothing: whoever typed them would take the answer for another.
pub(super) fn refuse_unheeded(what: &str, args: &ViewArgs, unheeded: &[Unheeded]) -> Result<(), Failure> {
    match unheeded.iter().find(|own| is_typed(args, own.flag)) {
        Some(Unheeded { flag, why, instead }) => {
            Err(Failure::help(format!("`{what}` cannot take {flag}: {why}"), *instead))
        }
        None => Ok(()),
    }
}

/// Whether a flag of the view asks for anything but what is so anyway.
fn is_typed(args: &ViewArgs, flag: &str) -> bool {
    match flag {
        "--status" => args.status != Status::Rumoured.name(),
        "--level" => args.level != Level::Company.name(),
        "--kind" => !args.kind.is_empty(),
        "--through" => !args.through.is_empty(),
        "--include" => args.include.is_some(),
        "--min-amount" => args.min_amount.is_some(),
        "--priced" => args.priced,
        _ => false,
    }
}

/// Says that a day lies before the first deal, or after the register ends.
fn warn_of_day(view: &View, register: &Register, terminal: &mut Terminal) -> Result<(), Failure> {
    let day = view.as_of;
    if let Some(first) = register.first_day().filter(|first| day < *first) {
        writeln!(terminal.err, "warning: nothing is recorded by {day}: the first deal is dated {first}")?;
    }
    if day > register.as_of {
        let last = register.as_of;
        writeln!(terminal.err, "warning: the register ends on {last}; anything between then and {day} is missing")?;
    }
    Ok(())
}

/// `--min-amount`, in the base currency.
fn least(text: &str, register: &Register) -> Result<Decimal, Failure> {
    let base = register.base;
    let amount = Amount::read(text, base)
        .map_err(|error| Failure::help(format!("--min-amount: {}", error.message), error.help))?;
    if amount.currency != base {
        let help = format!("write it in {base}: a hop adds up deals of many days, each at the rate of its own");
        return Err(Failure::help(format!("--min-amount is in {base}, not in {}", amount.currency), help));
    }
    amount.range().stated.ok_or_else(|| Failure::new("--min-amount needs a figure, such as `1B`"))
}

/// What is named for a view, as a node of it: between companies a cloud or a chip is its owner's, and nobody
/// should take the one for the other unawares.
pub(super) fn at_level(
    view: &View,
    register: &Register,
    id: &EntityId,
    terminal: &mut Terminal,
) -> Result<EntityId, Failure> {
    let party = view.party(register, id).clone();
    warn_of_owner(register, id, &party, terminal)?;
    Ok(party)
}

/// Says that what was named counts as its owner.
fn warn_of_owner(
    register: &Register,
    named: &EntityId,
    party: &EntityId,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    if named != party {
        let (own, whole) = (register.name(named), register.name(party));
        writeln!(terminal.err, "warning: {own} counts as {whole} here; with --level asset it stands by itself")?;
    }
    Ok(())
}

/// Says of whoever a condition names that it counts as its owner, or that no loop can lead through it: a condition that
/// nothing can meet is no answer, and an alarm of it would never ring.
pub(super) fn warn_of_named(condition: &Condition, scope: &Scope<'_>, terminal: &mut Terminal) -> Result<(), Failure> {
    let register = scope.register;
    for Named { entity, party } in condition.named() {
        warn_of_owner(register, entity, party, terminal)?;
        if scope.graph.node(party.as_str()).is_none() {
            let name = register.name(party);
            writeln!(
                terminal.err,
                "warning: {name} pays nobody and is paid nothing in this view: no loop leads through it"
            )?;
        }
    }
    Ok(())
}

pub(super) fn day(text: &str) -> Result<Date, Failure> {
    let when: When =
        text.parse().map_err(|_| Failure::help(format!("`{text}` is not a date"), "write a day such as 2025-12-17"))?;
    Ok(when.day())
}

fn rung(text: &str) -> Result<Status, Failure> {
    let names: Vec<&str> = Status::rungs().map(Status::name).collect();
    let status = Status::rungs().find(|status| status.name() == text);
    status.ok_or_else(|| unknown(text, "status", &names))
}

pub(super) fn kind(text: &str) -> Result<Kind, Failure> {
    text.parse().map_err(|error| unknown_word(&error))
}

/// A word that is none of a closed set.
pub(super) fn unknown(text: &str, what: &str, names: &[&str]) -> Failure {
    let help = nearest(text, names.iter().copied())
        .map_or_else(|| format!("use one of: {}", names.join(", ")), |near| format!("did you mean `{near}`?"));
    Failure::help(format!("unknown {what} `{text}`"), help)
}

/// The same as the library says it.
pub(super) fn unknown_word(error: &UnknownWord) -> Failure {
    unknown(&error.said, error.what, &error.names)
}

/// The entity that a text names, by id, name, alias or ticker: for every flag and argument that takes one.
pub(super) fn entity(register: &Register, text: &str) -> Result<EntityId, Failure> {
    match one_entity(register, text) {
        Ok(entity) => Ok(entity.id.clone()),
        Err(NotOneEntity { message, help }) => Err(Failure::Other { message, help }),
    }
}

fn entity_or_deal(register: &Register, text: &str) -> Result<EntityId, Failure> {
    if register.named(text).len() > 1 {
        return entity(register, text);
    }
    entity(register, text).map_err(|_| {
        let names = register.entities.keys().map(EntityId::as_str).chain(register.deals.keys().map(DealId::as_str));
        let help = nearest(text, names).map(|near| format!("did you mean `{near}`?"));
        Failure::Other { message: format!("no entity or deal in this register is called `{text}`"), help }
    })
}

/// `DEAL=STATUS`.
fn assumption(register: &Register, text: &str) -> Result<(DealId, Status), Failure> {
    let Some((deal, status)) = text.split_once('=') else {
        return Err(Failure::help(
            format!("`{text}` is not an assumption"),
            "write DEAL=STATUS, such as oai_aws_38b=closed",
        ));
    };
    let Some((id, _)) = register.deals.get_key_value(deal) else {
        let help =
            nearest(deal, register.deals.keys().map(DealId::as_str)).map(|near| format!("did you mean `{near}`?"));
        return Err(Failure::Other { message: format!("no deal in this register is called `{deal}`"), help });
    };
    let status = status.parse().map_err(|error| unknown_word(&error))?;
    Ok((id.clone(), status))
}

/// The limits that the flags ask for.
pub(super) fn limits(args: &SearchArgs, class: &str) -> Result<Limits, Failure> {
    let class = self::class(class)?;
    Ok(Limits { max_length: args.max_length, count: args.bounds.limit, class, ..Limits::default() })
}

/// A class of loops; `any` is all of them.
pub(super) fn class(text: &str) -> Result<Option<Class>, Failure> {
    let names = ["circular-funding", "cross-investment", "reciprocal-trade", "any"];
    match text {
        "any" => Ok(None),
        text => text.parse().map(Some).map_err(|_| unknown(text, "class of loops", &names)),
    }
}

pub(super) fn duration(text: &str) -> Result<std::time::Duration, Failure> {
    let wrong = || Failure::help(format!("`{text}` is not a time"), "write 500ms, 30s or 2m");
    let signed: jiff::SignedDuration = text.parse().map_err(|_| wrong())?;
    signed.try_into().map_err(|_| wrong())
}

/// How a search for loops ends a command.
pub(super) fn end(circuits: &Circuits) -> End {
    if circuits.complete { End::Done } else { End::Limited }
}
