//! `measure companies`: what each passes on, and how much of what it pays can come back to it.

use std::cmp::Reverse;

use rust_decimal::Decimal;
use serde_json::json;

use super::{
    Ground,
    sheet::{Sheet, maybe, moneys, number, percent, percents, ratio},
};
use crate::{
    cli::{loops::plural, loops::thousands, outcome::End, table::Table},
    flow::{Hop, Node},
    measure::{
        ABOUT_PRO_RATA, ABOUT_RECIRCULATED, ABOUT_RETURN, ABOUT_SHARE, Company, Network, Quantity, Reading,
        Recirculated, circulation, companies, forwarding, pro_rata,
    },
    model::money,
};

pub(super) fn sheet(ground: &Ground<'_>, top: usize) -> (Sheet, End) {
    let network = Network::of(ground.graph, Reading::Stated);
    let mut all = companies(&circulation(&network));
    let balanced = forwarding(&network).companies();
    let returns = pro_rata(&network);
    all.sort_by_key(|one| (Reverse(one.through.high), Reverse(one.returnable), Reverse(one.paid), one.vertex));
    let mut sheet =
        Sheet::new("companies", "companies", &[&ABOUT_SHARE, &ABOUT_RECIRCULATED, &ABOUT_RETURN, &ABOUT_PRO_RATA]);
    sheet.title(title(ground, &all));
    let unpriced = Network::unpriced(ground.graph);
    if unpriced > 0 {
        let (hops, state) = (
            plural(unpriced, "hop"),
            if unpriced == 1 { "states no amount and is" } else { "state no amount and are" },
        );
        sheet.says(format!("{} {hops} {state} in no sum.", thousands(unpriced)));
    }
    match &returns {
        Ok(found) => sheet.figure("cycling_index", ratio(found.cycling_index.as_ref().map(Quantity::value))),
        Err(error) => sheet.says(format!("No pro rata returns: {error}.")),
    }
    let mut table = Table::new(&[
        "company",
        ">pays",
        ">is paid",
        ">passes on",
        ">of what it pays",
        ">balanced",
        ">of what it is paid",
        ">balanced",
        ">returns at most",
        ">pro rata",
    ]);
    for one in &all {
        let value = balanced.get(one.vertex);
        let back = returns.as_ref().ok().and_then(|found| found.companies.get(one.vertex));
        let back = back.map(|own| own.returns.value());
        sheet.row(row(ground, one, value, back));
        if !one.through.high.is_zero() || !one.returnable.is_zero() {
            table.listed(top, || {
                let value = |pick: fn(&Recirculated) -> &Option<Quantity>| {
                    percent(value.and_then(|value| pick(value).as_ref()).map(Quantity::value))
                };
                [
                    ground.name(one.vertex).to_owned(),
                    money(one.paid),
                    money(one.earned),
                    moneys(one.through.low, one.through.high),
                    percents(one.share_out()),
                    value(|value| &value.share_out),
                    percents(one.share_in()),
                    value(|value| &value.share_in),
                    percent(one.return_bound()),
                    percent(back),
                ]
            });
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

fn row(ground: &Ground<'_>, one: &Company, value: Option<&Recirculated>, back: Option<f64>) -> serde_json::Value {
    let share = |share: Option<&Option<Quantity>>| ratio(share.and_then(|share| share.as_ref()).map(Quantity::value));
    let ends = |ends: Option<(f64, f64)>| json!({"low": ratio(ends.map(|e| e.0)), "high": ratio(ends.map(|e| e.1))});
    // What nobody stated is not nothing.
    let stated = |amount: Decimal, end: fn(&Hop) -> Node| {
        let unknown = || ground.graph.hops().iter().any(|hop| end(hop) == one.vertex);
        maybe(Some(amount).filter(|amount| !amount.is_zero() || !unknown()))
    };
    json!({
        "company": ground.graph.id(one.vertex), "pays": stated(one.paid, |hop| hop.payer),
        "is_paid": stated(one.earned, |hop| hop.payee),
        "through": {"low": number(one.through.low), "high": number(one.through.high)},
        "share_out": ends(one.share_out()), "share_in": ends(one.share_in()),
        "balanced": {
            "circular": ratio(value.map(|value| value.circular.value())),
            "share_out": share(value.map(|value| &value.share_out)), "share_in": share(value.map(|value| &value.share_in)),
        },
        "can_come_back": number(one.returnable), "return_bound": ratio(one.return_bound()),
        "pro_rata_return": ratio(back),
    })
}
