//! `measure time`: loops in the order of their dates.

use serde_json::{Value, json};

use super::{
    Ground,
    args::TimeArgs,
    list,
    sheet::{Sheet, range},
};
use crate::{
    circuits::{Circuit, Order, rank},
    cli::{
        loops::{least, plural, thousands},
        outcome::{End, Failure},
        table::Table,
        view,
    },
    flow::Node,
    measure::{ABOUT_TIME, InTime, in_time},
    model::When,
};

/// Ways of more hops together are not held.
const MOST_HOPS: usize = 1_000_000;

pub(super) fn sheet(ground: &Ground<'_>, args: &TimeArgs) -> Result<(Sheet, End), Failure> {
    let limits = view::limits(&args.search, &args.class, ground.view)?;
    let mut found = view::search(ground.graph, ground.register, &limits, ground.clock);
    rank(&mut found.list, Order::Amount);
    let top = list(&args.list);
    let mut sheet = Sheet::new("time", "loops", &[&ABOUT_TIME]);
    let mut table = Table::new(&["loop", "from", "first", "last", ">days", "gaps in days", "smallest hop"]);
    let (mut in_order, mut held, mut looked_at) = (0, 0, 0);
    for circuit in &found.list {
        let ways = in_time(ground.graph, circuit);
        // From every hop on there may be a way: these are far more than the loops themselves.
        held += ways.iter().map(|way| way.arcs.len()).sum::<usize>();
        if held > MOST_HOPS {
            break;
        }
        looked_at += 1;
        in_order += usize::from(!ways.is_empty());
        for way in &ways {
            table.listed(top, || row(ground, circuit, way));
        }
        sheet.row(data(ground, circuit, &ways));
    }
    let complete = found.complete && looked_at == found.list.len();
    sheet.title(format!(
        "Money can have gone round {} of {} {} in the order of their dates",
        least(complete, in_order),
        least(found.complete, found.list.len()),
        plural(found.list.len(), "loop")
    ));
    if looked_at < found.list.len() {
        let looked_at = thousands(looked_at);
        sheet.says(format!("Looked at are the {looked_at} largest that were found: the ways of more are not held."));
    }
    sheet.says(format!("Looked at are loops of class {}.", args.class));
    sheet.figure("class", args.class.as_str());
    sheet.figure("complete", complete);
    sheet.figure("count", found.list.len());
    sheet.figure("in_order", in_order);
    sheet.table("", table);
    Ok((sheet, if complete { End::Done } else { End::Limited }))
}

/// Who pays first.
fn payer(ground: &Ground<'_>, circuit: &Circuit, way: &InTime) -> Option<Node> {
    let hop = circuit.steps.get(way.from).and_then(|step| ground.graph.hops().get(step.hop));
    hop.map(|hop| hop.payer)
}

/// One way round for reading.
fn row(ground: &Ground<'_>, circuit: &Circuit, way: &InTime) -> [String; 7] {
    let gaps: Vec<String> = way.gaps.iter().map(ToString::to_string).collect();
    let end = |date: Option<&When>| date.map_or_else(String::new, ToString::to_string);
    [
        circuit.id.clone(),
        payer(ground, circuit, way).map_or_else(String::new, |payer| ground.name(payer).to_owned()),
        end(way.dates.first()),
        end(way.dates.last()),
        way.span().to_string(),
        gaps.join(", "),
        circuit.bottleneck.words(),
    ]
}

/// A loop and every way round it.
fn data(ground: &Ground<'_>, circuit: &Circuit, ways: &[InTime]) -> Value {
    let deal = |arc: &usize| ground.graph.arcs().get(*arc).map_or("", |arc| arc.deal.as_str());
    let way = |way: &InTime| {
        json!({
            "from": payer(ground, circuit, way).map(|payer| ground.graph.id(payer)), "days": way.span(), "gaps": way.gaps,
            "dates": way.dates.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "deals": way.arcs.iter().map(deal).collect::<Vec<_>>(),
        })
    };
    let ways: Vec<Value> = ways.iter().map(way).collect();
    json!({"id": circuit.id, "bottleneck": range(circuit.bottleneck), "in_time": ways})
}
