//! The page of two parties: all that is recorded between them, both ways, whether it is a loop or not.

use super::{
    between::{Between, columns},
    circuit::{circuit, notes},
    largest::{LARGEST, largest},
    records,
    seen::{LOOKED_AT, Seen},
};
use crate::{
    answer::{
        Answer, Cell, Record,
        words::{at_least, plural},
        would_bring_loop,
    },
    circuits::{Circuits, Limits, Order, Step, along, find, rank},
    flow::Scope,
    model::{Deal, EntityId},
};

/// Two parties of the view: what each pays the other deal by deal, what of it counts and why the rest does not, and the
/// loops through both, of which at most `limit` are looked for. If each pays the other the page is that of their loop.
pub fn pair<'r>(scope: &Scope<'r>, one: &EntityId, other: &EntityId, limit: Option<usize>) -> Answer<'r> {
    let seen = Seen::of(scope);
    let ends = [seen.at_level(one), seen.at_level(other)];
    let both = [Between::of(&seen, ends[0], ends[1]), Between::of(&seen, ends[1], ends[0])];
    let nodes: Option<Vec<_>> = ends.iter().map(|id| scope.graph.node(id.as_str())).collect();
    let own = nodes.and_then(|nodes| along(&scope.graph, scope.register, &nodes));
    let mut answer = own.map_or_else(|| apart(&seen, &both), |own| circuit(scope, &own));
    for (said, counted) in [one, other].into_iter().zip(ends) {
        if said != counted {
            let (said, counted) = (scope.register.name(said), scope.register.name(counted));
            answer.says(format!("{said} counts as {counted} here; with --level asset it stands by itself."));
        }
    }
    let found = through(scope, ends, limit);
    answer.complete = found.complete;
    loops(&mut answer, scope, &both, &found);
    answer.figure("between", Cell::list(both.iter().map(|between| between.record(&seen))));
    answer.figure("loops", loops_record(scope, &both, &found));
    answer.spreadsheet(columns(), both.iter().flat_map(|between| between.lines(&seen)).collect::<Vec<_>>());
    answer
}

/// The page of two that are no loop.
fn apart<'r>(seen: &Seen<'_, 'r>, both: &[Between<'_>; 2]) -> Answer<'r> {
    let scope = seen.scope;
    let [there, back] = both;
    let (payer, payee) = (scope.register.name(&there.payer), scope.register.name(&there.payee));
    let mut answer = Answer::of("show", scope);
    answer.title(format!("{payer} and {payee}"));
    answer.says(match (there.hop, back.hop) {
        (None, None) => "Nothing that is recorded between the two counts as a payment in this view.".to_owned(),
        (Some(_), _) => format!("No loop of the two: nothing that {payee} pays {payer} counts in this view."),
        (None, Some(_)) => format!("No loop of the two: nothing that {payer} pays {payee} counts in this view."),
    });
    if let Some(words) = would_bring_loop(scope, &[&there.payer, &there.payee]) {
        answer.says(format!("A loop of the two is only seen otherwise: {words}."));
    }
    for between in both {
        answer.heading(between.heading(seen));
        between.write(&mut answer, seen);
    }
    let counted: Vec<&Deal> = both.iter().flat_map(Between::counted).collect();
    for deal in &counted {
        notes(&mut answer, seen, &deal.id);
    }
    answer.figure("what", "pair");
    answer.figure("deals", Cell::list(counted.iter().map(|deal| records::deal(seen, deal))));
    let citations = both.iter().flat_map(Between::recorded).flat_map(Deal::citations);
    answer.figure("sources", records::sources(scope.register, citations));
    answer
}

/// The loops through both, the largest first.
fn through(scope: &Scope<'_>, ends: [&EntityId; 2], limit: Option<usize>) -> Circuits {
    let limits = Limits { count: limit, looked_at: Some(LOOKED_AT), ..Limits::default() };
    let limits = limits.through(ends.into_iter().cloned());
    let mut found = find(&scope.graph, scope.register, &limits, &scope.stop.share(0.8));
    rank(&mut found.list, Order::Amount, scope);
    found
}

/// In how many of the loops the one pays the other.
fn over(between: &Between<'_>, scope: &Scope<'_>, found: &Circuits) -> usize {
    let is = |step: &Step| {
        let hop = scope.graph.hops().get(step.hop);
        hop.is_some_and(|hop| between.hop == Some(hop))
    };
    found.list.iter().filter(|circuit| circuit.steps.iter().any(is)).count()
}

fn loops(answer: &mut Answer<'_>, scope: &Scope<'_>, both: &[Between<'_>; 2], found: &Circuits) {
    let [there, _] = both;
    let flags = format!("--class any --through {},{}", there.payer, there.payee);
    let (count, known) = (found.list.len(), |count| at_least(found.complete, count));
    answer.heading("Loops through both");
    if count == 0 && found.complete {
        let ways = format!("`roundtrip measure paths {} {}`", there.payer, there.payee);
        answer
            .text(format!("No loop of any class leads through both in this view; {ways} lists the ways between them."));
        return;
    }
    let ways = both.iter().map(|between| {
        let name = |id| scope.register.name(id);
        format!("in {} {} pays {}", known(over(between, scope, found)), name(&between.payer), name(&between.payee))
    });
    let ways = ways.collect::<Vec<_>>().join(", ");
    answer.text(format!("{} {} of any class lead through both; {ways}.", known(count), plural(count, "loop")));
    answer.table("", largest(scope, found));
    if !found.complete {
        answer.text(format!("Not all are known: `roundtrip loops {flags}` looks for longer."));
    } else if count > LARGEST {
        answer.text(format!("The ten largest; `roundtrip loops {flags}` lists the rest."));
    }
}

fn loops_record(scope: &Scope<'_>, both: &[Between<'_>; 2], found: &Circuits) -> Record {
    let over = both.iter().map(|between| {
        let ends = Record::new().with("payer", &between.payer).with("payee", &between.payee);
        ends.with("count", over(between, scope, found))
    });
    Record::new()
        .with("complete", found.complete)
        .with("count", found.list.len())
        .with("over", Cell::list(over))
        .with("largest", Cell::list(found.list.iter().take(LARGEST).map(|circuit| &circuit.id)))
}
