//! `roundtrip show`: all about one thing, on a page that a journalist can work from.

use super::{
    args::ShowArgs,
    ask, clock, data,
    outcome::{End, Failure},
    view,
};
use crate::{
    answer::{Answer, show},
    circuits::{Circuit, along},
    flow::Scope,
    load::nearest,
    model::{DealId, EntityId, SourceId},
    terminal::Terminal,
};

pub(super) fn run(args: &ShowArgs, terminal: &mut Terminal) -> Result<End, Failure> {
    let stop = clock::start(Some(&args.bounds))?;
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
    if what.contains('/') {
        return Ok(show::circuit(scope, &find(scope, what)?));
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
    let help = nearest(what, view::names(register).chain(ids).chain(sources)).map_or_else(
        || "name an entity, a deal, a source, or a loop such as amazon/openai".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    Err(Failure::help(format!("nothing in this register is called `{what}`"), help))
}

/// The loop that a path such as `openai/amazon` names, wherever it begins.
fn find(scope: &Scope<'_>, path: &str) -> Result<Circuit, Failure> {
    let ids: Vec<EntityId> =
        path.split('/').map(|part| view::entity(scope.register, part)).collect::<Result<_, _>>()?;
    let nodes: Option<Vec<_>> = ids.iter().map(|id| scope.graph.node(id.as_str())).collect();
    let circuit = nodes.and_then(|nodes| along(&scope.graph, scope.register, &nodes));
    circuit.ok_or_else(|| missing(scope, &ids))
}

/// Says which hop a loop lacks.
fn missing(scope: &Scope<'_>, ids: &[EntityId]) -> Failure {
    let least = ids.iter().enumerate().min_by_key(|(_, id)| *id).map_or(0, |(at, _)| at);
    let order: Vec<&str> = ids.iter().cycle().skip(least).take(ids.len()).map(EntityId::as_str).collect();
    let help = show::missing_hop(scope, ids).map_or_else(
        || "a loop has two entities or more, each once".to_owned(),
        |(payer, payee)| {
            let (payer, payee) = (scope.register.name(payer), scope.register.name(payee));
            format!("nothing that {payer} pays {payee} counts in this view; `roundtrip flows` shows what does")
        },
    );
    Failure::help(format!("there is no loop `{}`, {}", order.join("/"), scope.view), help)
}
