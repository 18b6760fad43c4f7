//! `measure companies`: what each passes on, and how much of what it pays can come back to it.

use std::cmp::Reverse;

use serde_json::json;

use super::{
    Ground,
    sheet::{Sheet, moneys, number, percent, percents, ratio},
};
use crate::{
    cli::{End, loops::plural, loops::thousands, table::Table},
    measure::{ABOUT_RETURN, ABOUT_SHARE, Company, Network, Reading, circulation, companies},
    model::money,
};

pub(super) fn sheet(ground: &Ground<'_>, top: usize) -> (Sheet, End) {
    let network = Network::of(ground.graph, Reading::Stated);
    let mut all = companies(&circulation(&network));
    all.sort_by_key(|one| (Reverse(one.through.high), Reverse(one.returnable), Reverse(one.paid), one.vertex));
    let mut sheet = Sheet::new("companies", "companies", &[&ABOUT_SHARE, &ABOUT_RETURN]);
    sheet.title(title(ground, &all));
    let unpriced = Network::unpriced(ground.graph);
    if unpriced > 0 {
        let (hops, state) = (
            plural(unpriced, "hop"),
            if unpriced == 1 { "states no amount and is" } else { "state no amount and are" },
        );
        sheet.says(format!("{} {hops} {state} in no sum.", thousands(unpriced)));
    }
    let mut table = Table::new(&[
        "company",
        ">pays",
        ">is paid",
        ">passes on in the circulation",
        ">share of what it pays",
        ">share of what it is paid",
        ">can come back at most",
        ">share",
    ]);
    for one in &all {
        sheet.row(row(ground, one));
        if table.rows.len() < top && (!one.through.high.is_zero() || !one.returnable.is_zero()) {
            table.row([
                ground.name(one.vertex).to_owned(),
                money(one.paid),
                money(one.earned),
                moneys(one.through.low, one.through.high),
                percents(one.share_out()),
                percents(one.share_in()),
                money(one.returnable),
                percent(one.return_bound()),
            ]);
        }
    }
    sheet.table("", table);
    sheet.figure("unpriced_hops", unpriced);
    (sheet, End::Done)
}

fn title(ground: &Ground<'_>, all: &[Company]) -> String {
    let round = all.iter().filter(|one| !one.through.high.is_zero()).count();
    match all.first().filter(|first| !first.through.high.is_zero()) {
        Some(first) => format!(
            "{} of {} companies can pass money round; the most passes through {}: {}",
            thousands(round),
            thousands(all.len()),
            ground.name(first.vertex),
            moneys(first.through.low, first.through.high)
        ),
        None => "No stated money can be going round".to_owned(),
    }
}

fn row(ground: &Ground<'_>, one: &Company) -> serde_json::Value {
    let ends = |ends: Option<(f64, f64)>| json!({"low": ratio(ends.map(|e| e.0)), "high": ratio(ends.map(|e| e.1))});
    json!({
        "company": ground.graph.id(one.vertex), "pays": number(one.paid), "is_paid": number(one.earned),
        "through": {"low": number(one.through.low), "high": number(one.through.high)},
        "share_out": ends(one.share_out()), "share_in": ends(one.share_in()),
        "can_come_back": number(one.returnable), "return_bound": ratio(one.return_bound()),
    })
}
