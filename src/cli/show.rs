//! `roundtrip show`: all about one thing, on a page that a journalist can work from.

use super::{
    args::ShowArgs,
    ask, clock, data,
    outcome::{End, Failure},
    view,
};
use crate::{
    answer::{Answer, show, would_bring_loop},
    circuits::along,
    flow::Scope,
    load::{entity_names, nearest},
    model::{DealId, EntityId, SourceId},
    terminal::Terminal,
};

pub(super) fn run(args: &ShowArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let stop = clock::start(&args.data.deadline)?;
    let register = data::read(&[], &args.data, terminal)?;
    let view = view::view(&args.view, &register, terminal)?;
    let scope = Scope::new(&register, view).until(stop);
    let answer = look_up(&scope, &args.what, args.bounds.limit)?;
    ask::put(answer, &args.output, terminal)
}

/// Looks for a deal, a loop, an entity or a source of that name.
fn look_up<'r>(scope: &Scope<'r>, what: &str, limit: Option<usize>) -> Result<Answer<'r>, Failure> {
    let register = scope.register;
    if let Some(deal) = register.deals.get(what) {
        return Ok(show::deal(scope, deal, limit));
    }
    // A name may have the sign that parts the entities of a loop: `A/S Acme`.
    let is_name = || register.entities.values().any(|one| one.name == what || one.aliases.iter().any(|a| a == what));
    if what.contains('/') && !is_name() {
        return path(scope, what, limit);
    }
    if register.named(what).len() > 1 {
        view::entity(register, what)?;
    }
    if let Some(entity) = register.find_entity(what) {
        return Ok(show::entity(scope, entity, limit));
    }
    if let Some(source) = register.sources.get(what) {
        return Ok(show::source(scope, source));
    }
    let ids = register.deals.keys().map(DealId::as_str);
    let sources = register.sources.keys().map(SourceId::as_str);
    let help = nearest(what, entity_names(register).chain(ids).chain(sources)).map_or_else(
        || "name an entity, a deal, a source, or two or more entities such as amazon/openai".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    Err(Failure::help(format!("nothing in this register is called `{what}`"), help))
}

/// What entities parted by `/` name: two of them, or the loop through them, wherever it begins.
fn path<'r>(scope: &Scope<'r>, path: &str, limit: Option<usize>) -> Result<Answer<'r>, Failure> {
    let ids: Vec<EntityId> =
        path.split('/').map(|part| view::entity(scope.register, part)).collect::<Result<_, _>>()?;
    if let [one, other] = ids.as_slice() {
        return match within(scope, one, other) {
            Some(whole) => Err(one_party(scope, [one, other], whole)),
            None => Ok(show::pair(scope, one, other, limit)),
        };
    }
    let nodes: Option<Vec<_>> = ids.iter().map(|id| scope.graph.node(id.as_str())).collect();
    let circuit = nodes.and_then(|nodes| along(&scope.graph, scope.register, &nodes));
    Ok(show::circuit(scope, &circuit.ok_or_else(|| missing(scope, &ids))?))
}

/// The party that two names mean in this view, if they mean one.
fn within<'e>(scope: &'e Scope<'_>, one: &'e EntityId, other: &'e EntityId) -> Option<&'e EntityId> {
    let party = |id| scope.view.party(scope.register, id);
    let (one, other) = (party(one), party(other));
    (one == other).then_some(one)
}

/// Says why nothing is between two names.
fn one_party(scope: &Scope<'_>, said: [&EntityId; 2], whole: &EntityId) -> Failure {
    let [one, other] = said.map(|id| scope.register.name(id));
    if said[0] == said[1] {
        let message = format!("{one} and {other} are one: between them nothing is paid");
        return Failure::help(message, format!("see `roundtrip show {whole}`"));
    }
    let owner = scope.register.name(whole);
    Failure::help(
        format!("{one} and {other} both count as {owner} here: between them nothing is paid"),
        "with --level asset they stand apart",
    )
}

/// Says which hop a loop lacks, and how to see what is recorded there.
fn missing(scope: &Scope<'_>, ids: &[EntityId]) -> Failure {
    let least = ids.iter().enumerate().min_by_key(|(_, id)| *id).map_or(0, |(at, _)| at);
    let order: Vec<&str> = ids.iter().cycle().skip(least).take(ids.len()).map(EntityId::as_str).collect();
    let help = show::missing_hop(scope, ids).map_or_else(
        || "a loop has two entities or more, each once".to_owned(),
        |(from, to)| {
            let (payer, payee) = (scope.register.name(from), scope.register.name(to));
            let page = format!("`roundtrip show {from}/{to}` has what is recorded between them");
            format!("nothing that {payer} pays {payee} counts in this view; {page}")
        },
    );
    let path: Vec<&EntityId> = ids.iter().map(|id| scope.view.party(scope.register, id)).collect();
    let otherwise = would_bring_loop(scope, &path).map_or_else(String::new, |words| format!("{words}; "));
    Failure::help(format!("there is no loop `{}`, {}", order.join("/"), scope.view), format!("{otherwise}{help}"))
}
