//! `measure loops` on the page of `report`.

use std::cmp::Reverse;

use serde_json::json;

use super::{
    Ground,
    sheet::{Sheet, about_money, number, percent, ratio},
};
use crate::{
    circuits::Circuit,
    cli::{
        loops::{plural, thousands},
        outcome::Failure,
        table::Table,
    },
    measure::{
        ABOUT_COEFFICIENTS, ABOUT_FORWARDING, ABOUT_LOOP, Coefficients, Forwarding, Network, Quantity, Reading,
        coefficients, forwarding, one_loop,
    },
    model::money,
};

/// The loops of a view as a sheet.
pub(super) fn of(ground: &Ground<'_>, all: &[Circuit], top: usize) -> Result<Sheet, Failure> {
    let network = Network::of(ground.graph, Reading::Stated);
    let split = forwarding(&network);
    let priced = |circuit: &&Circuit| circuit.steps.iter().all(|step| step.value.stated.is_some_and(|s| !s.is_zero()));
    let priced: Vec<&Circuit> = all.iter().filter(priced).collect();
    let vertices: Vec<Vec<usize>> = priced.iter().map(|circuit| circuit.nodes.clone()).collect();
    let found = coefficients(&split, &vertices).map_err(|error| {
        Failure::help(error.to_string(), "look at a smaller part with --through, --status or --min-amount")
    })?;
    let mut sheet = Sheet::new("loops", "loops", &[&ABOUT_COEFFICIENTS, &ABOUT_FORWARDING, &ABOUT_LOOP]);
    sheet.title(title(&found, priced.len()));
    sentences(&mut sheet, &split, &found, all.len() - priced.len());
    rows(&mut sheet, ground, &priced, &found, top);
    Ok(sheet)
}

fn title(found: &Coefficients, loops: usize) -> String {
    if loops == 0 {
        return "No loop of stated amounts".to_owned();
    }
    format!(
        "{} goes round {} {} by balanced forwarding, nothing counted twice",
        about_money(found.total.value()),
        thousands(loops),
        plural(loops, "loop")
    )
}

fn sentences(sheet: &mut Sheet, split: &Forwarding<'_>, found: &Coefficients, unpriced: usize) {
    if let Some(share) = &found.throughput_share {
        sheet.says(format!(
            "That is {} of all the money that comes in or goes round; counted on every hop, {} of {} paid, {}.",
            percent(Some(share.value())),
            about_money(split.total().value()),
            money(split.network().total()),
            percent(split.share().map(|share| share.value()))
        ));
    }
    if let Some(effective) = found.effective {
        sheet.says(format!("It is as concentrated as {effective:.1} loops of equal size."));
    }
    if unpriced > 0 {
        let (state, are) = if unpriced == 1 { ("has", "is") } else { ("have", "are") };
        let loops = plural(unpriced, "loop");
        sheet.says(format!(
            "{} {loops} more {state} a hop that states no amount, and {are} in no sum.",
            thousands(unpriced)
        ));
    }
    sheet.figure("complete", true);
    sheet.figure("total", quantity(&found.total));
    sheet.figure("throughput_share", ratio(found.throughput_share.as_ref().map(Quantity::value)));
    sheet.figure("effective_loops", ratio(found.effective));
    sheet.figure("circular", quantity(&split.total()));
    sheet.figure("circular_share", ratio(split.share().map(|share| share.value())));
    sheet.figure("exact", split.is_exact());
    sheet.figure("imbalance", ratio(Some(split.imbalance())));
    sheet.figure("unpriced_loops", unpriced);
}

fn quantity(quantity: &Quantity) -> serde_json::Value {
    ratio(Some(quantity.value()))
}

fn rows(sheet: &mut Sheet, ground: &Ground<'_>, priced: &[&Circuit], found: &Coefficients, top: usize) {
    let mut order: Vec<(&Circuit, &Quantity)> = priced.iter().copied().zip(&found.of).collect();
    order.sort_by(|a, b| b.1.value().total_cmp(&a.1.value()).then_with(|| Reverse(&b.0.id).cmp(&Reverse(&a.0.id))));
    let mut table =
        Table::new(&["loop", ">hops", ">goes round it", ">of all", ">smallest hop (overlaps)", ">evenness"]);
    for (circuit, own) in order {
        let share = own.over(&found.total).map(|share| share.value());
        let figures = one_loop(ground.graph, circuit);
        sheet.row(json!({
            "id": circuit.id, "length": circuit.length(), "amount": quantity(own),
            "exact": own.exact().map(ToString::to_string), "share": ratio(share),
            "bottleneck_overlaps": circuit.bottleneck.stated.map(number), "evenness": ratio(figures.evenness),
            "deal_loops": figures.deal_loops.to_string(),
        }));
        table.listed(top, || {
            [
                circuit.id.clone(),
                circuit.length().to_string(),
                about_money(own.value()),
                percent(share),
                circuit.bottleneck.words(),
                figures.evenness.map_or_else(|| "–".to_owned(), |evenness| format!("{evenness:.2}")),
            ]
        });
    }
    sheet.table("", table);
}
