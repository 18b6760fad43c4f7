//! `measure time`: loops in the order of their dates.

use serde_json::json;

use super::{
    Ground,
    args::LoopsArgs,
    list,
    sheet::{Sheet, range},
};
use crate::{
    circuits::{Order, rank},
    cli::{
        End, Failure,
        loops::{least, plural},
        table::Table,
        view,
    },
    measure::{ABOUT_TIME, in_time},
};

pub(super) fn sheet(ground: &Ground<'_>, args: &LoopsArgs) -> Result<(Sheet, End), Failure> {
    let limits = view::limits(&args.search, "any", ground.view)?;
    let mut found = view::search(ground.graph, ground.register, &limits, ground.clock);
    rank(&mut found.list, Order::Amount);
    let top = list(&args.list);
    let mut sheet = Sheet::new("time", "loops", &[&ABOUT_TIME]);
    let mut table = Table::new(&["loop", "from", "first", "last", ">days", "gaps in days", "smallest hop"]);
    let mut in_order = 0;
    for circuit in &found.list {
        let ways = in_time(ground.graph, circuit);
        in_order += usize::from(!ways.is_empty());
        let payer = |from: usize| {
            let hop = circuit.steps.get(from).and_then(|step| ground.graph.hops().get(step.hop));
            hop.map(|hop| hop.payer)
        };
        let deal = |arc: &usize| ground.graph.arcs().get(*arc).map_or("", |arc| arc.deal.as_str());
        for way in &ways {
            let gaps: Vec<String> = way.gaps.iter().map(ToString::to_string).collect();
            let end = |date: Option<&crate::model::When>| date.map_or_else(String::new, ToString::to_string);
            if table.rows.len() < top {
                table.row([
                    circuit.id.clone(),
                    payer(way.from).map_or_else(String::new, |payer| ground.name(payer).to_owned()),
                    end(way.dates.first()),
                    end(way.dates.last()),
                    way.span().to_string(),
                    gaps.join(", "),
                    circuit.bottleneck.words(),
                ]);
            }
        }
        let ways: Vec<_> = ways
            .iter()
            .map(|way| {
                json!({
                    "from": payer(way.from).map(|payer| ground.graph.id(payer)), "days": way.span(), "gaps": way.gaps,
                    "dates": way.dates.iter().map(ToString::to_string).collect::<Vec<_>>(),
                    "deals": way.arcs.iter().map(deal).collect::<Vec<_>>(),
                })
            })
            .collect();
        sheet.row(json!({"id": circuit.id, "bottleneck": range(circuit.bottleneck), "in_time": ways}));
    }
    let count = |count| least(found.complete, count);
    sheet.title(format!(
        "Money can have gone round {} of {} {} in the order of their dates",
        count(in_order),
        count(found.list.len()),
        plural(found.list.len(), "loop")
    ));
    sheet.figure("complete", found.complete);
    sheet.figure("count", found.list.len());
    sheet.figure("in_order", in_order);
    sheet.table("", table);
    Ok((sheet, view::end(&found)))
}
