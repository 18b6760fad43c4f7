//! `measure time`: loops in the order of their dates.

use crate::{
    answer::{
        Answer, Cell, Record, Table,
        words::{at_least, class, counted, plural, why_stopped},
    },
    circuits::{Circuit, Limits, Order, find, rank},
    flow::{Node, Scope},
    measure::{ABOUT_TIME, InTime, in_time},
    model::When,
};

/// Ways of more hops together are not held.
const MOST_HOPS: usize = 1_000_000;

/// The loops that money can have gone round, by the most that can pass; `top` ways are shown.
pub fn time_order<'r>(scope: &Scope<'r>, limits: &Limits, top: usize) -> Answer<'r> {
    // The rest is for their dates.
    let mut found = find(&scope.graph, scope.register, limits, &scope.stop.share(0.4));
    rank(&mut found.list, Order::Amount, scope);
    let mut table = Table::new(&["loop", "from", "first", "last", ">days", "gaps in days", "bottleneck"]);
    let (mut in_order, mut held) = (0, 0);
    let mut rows = Vec::new();
    for circuit in &found.list {
        let ways = in_time(&scope.graph, circuit);
        // From every hop on there may be a way: these are far more than the loops themselves.
        held += ways.iter().map(|way| way.arcs.len()).sum::<usize>();
        if held > MOST_HOPS || scope.stop.should_stop() {
            break;
        }
        in_order += usize::from(!ways.is_empty());
        for way in &ways {
            table.listed(top, || cells(scope, circuit, way));
        }
        rows.push(record(scope, circuit, &ways));
    }
    let mut answer = Answer::figures("measure-time", scope, &[&ABOUT_TIME]);
    answer.complete = found.complete && rows.len() == found.list.len();
    answer.title(format!(
        "Money can have gone round {} of {} {} in the order of their dates",
        if in_order == 0 && answer.complete { "none".to_owned() } else { at_least(answer.complete, in_order) },
        at_least(found.complete, found.list.len()),
        plural(found.list.len(), "loop")
    ));
    if rows.len() < found.list.len() {
        let most = counted(rows.len(), "loop");
        let why = if held > MOST_HOPS { "the ways round more of them are not held" } else { why_stopped(&scope.stop) };
        answer.says(format!("Only the largest were looked at, {most}: {why}."));
    }
    answer.says(format!("Loops of class {} were looked at.", class(limits.class)));
    answer.figure("class", class(limits.class));
    answer.figure("complete", answer.complete);
    answer.figure("count", found.list.len());
    answer.figure("in_order", in_order);
    answer.table("", table);
    answer.rows("loops", rows);
    answer
}

/// Who pays first.
fn payer(scope: &Scope<'_>, circuit: &Circuit, way: &InTime) -> Option<Node> {
    let hop = circuit.steps.get(way.from).and_then(|step| scope.graph.hops().get(step.hop));
    hop.map(|hop| hop.payer)
}

/// One way round for reading.
fn cells(scope: &Scope<'_>, circuit: &Circuit, way: &InTime) -> [String; 7] {
    let gaps: Vec<String> = way.gaps.iter().map(ToString::to_string).collect();
    let end = |date: Option<&When>| date.map_or_else(String::new, ToString::to_string);
    [
        circuit.id.clone(),
        payer(scope, circuit, way).map_or_else(String::new, |payer| scope.name(payer).to_owned()),
        end(way.dates.first()),
        end(way.dates.last()),
        way.span().to_string(),
        gaps.join(", "),
        circuit.bottleneck.words(scope.register.base),
    ]
}

/// A loop and every way round it.
fn record(scope: &Scope<'_>, circuit: &Circuit, ways: &[InTime]) -> Record {
    let deal = |arc: &usize| scope.graph.arcs().get(*arc).map_or("", |arc| arc.deal.as_str());
    let way = |way: &InTime| {
        Record::new()
            .with("from", payer(scope, circuit, way).map(|payer| Cell::node(scope, payer)))
            .with("days", Cell::Whole(way.span().into()))
            .with("gaps", Cell::list(way.gaps.iter().map(|days| Cell::Whole((*days).into()))))
            .with("dates", Cell::list(&way.dates))
            .with("deals", Cell::list(way.arcs.iter().map(deal)))
    };
    let ways = Cell::list(ways.iter().map(way));
    Record::new().with("id", &circuit.id).with("bottleneck", circuit.bottleneck).with("in_time", ways)
}
