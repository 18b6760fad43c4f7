//! `measure outside`: how much of what a company is paid comes from outside all loops.

use std::cmp::Reverse;

use serde_json::{Value, json};

use super::{
    Ground,
    args::CompanyArgs,
    list,
    sheet::{Sheet, moneys, number, percent, percents, ratio},
    sums::{arc_row, arcs_table, sum, sum_json},
};
use crate::{
    cli::{End, Failure, loops::thousands, table::Table, view::entity},
    flow::Arc,
    measure::{ABOUT_EXTERNAL_INFLOW, ExternalInflow, Ratio, external_inflows},
};

pub(super) fn sheet(ground: &Ground<'_>, args: &CompanyArgs) -> Result<(Sheet, End), Failure> {
    let mut all = external_inflows(ground.graph);
    all.sort_by_key(|one| (Reverse(one.all.value.stated), one.company));
    let mut sheet = Sheet::new("outside", "companies", &[&ABOUT_EXTERNAL_INFLOW]);
    let only = args.company.as_deref().map(|text| entity(ground.register, text)).transpose()?;
    let only = only.map(|id| super::node(ground, &id)).transpose()?;
    let mut table = Table::new(&[
        "company",
        ">is paid",
        ">over hops on no loop",
        ">share",
        ">over hops on some loop",
        ">cannot go round",
        ">share",
    ]);
    for one in &all {
        if only.is_some_and(|only| only != one.company) {
            continue;
        }
        sheet.row(row(ground, one));
        if table.rows.len() < list(&args.list) && (only.is_some() || !one.inside.is_empty()) {
            table.row([
                ground.name(one.company).to_owned(),
                sum(&one.all),
                sum(&one.outside),
                percent(share(one)),
                sum(&one.inside),
                moneys(one.not_round.low, one.not_round.high),
                percents(bound(one)),
            ]);
        }
    }
    sheet.table("", table);
    if let Some(one) = only.and_then(|node| all.iter().find(|one| one.company == node)) {
        alone(&mut sheet, ground, one);
    } else {
        let round = all.iter().filter(|one| !one.inside.is_empty()).count();
        sheet.title(match only {
            Some(node) => format!("{} is paid nothing here", ground.name(node)),
            None => format!(
                "{} of {} companies are paid over some loop; the others only from outside",
                thousands(round),
                thousands(all.len())
            ),
        });
    }
    sheet.says(
        "Only recorded deals are counted. Ordinary revenue is not in the register and would add to the outside; \
         undisclosed amounts could add to either side.",
    );
    Ok((sheet, End::Done))
}

/// One company: both readings in a sentence each, and the deals on either side.
fn alone(sheet: &mut Sheet, ground: &Ground<'_>, one: &ExternalInflow) {
    let name = ground.name(one.company);
    sheet.title(format!(
        "Of what is stated to be paid to {name}, {} comes over hops on no loop, and {} cannot go round",
        share(one).map_or_else(|| "an undisclosed part".to_owned(), |share| percent(Some(share))),
        percents(bound(one))
    ));
    sheet.says(format!(
        "Paid in all: {}; over hops on no loop: {}; over hops on some loop: {}.",
        sum(&one.all),
        sum(&one.outside),
        sum(&one.inside)
    ));
    sheet.says(format!(
        "When as much of the stated money as possible goes round, {} of what it is paid does not.",
        moneys(one.not_round.low, one.not_round.high)
    ));
    let arcs = |inside: bool| {
        let deals = if inside { &one.inside.deals } else { &one.outside.deals };
        ground.graph.arcs().iter().filter(move |arc: &&Arc| arc.payee == one.company && deals.contains(&arc.deal))
    };
    sheet.table("Over hops on no loop", arcs_table(ground, arcs(false)));
    sheet.table("Over hops on some loop", arcs_table(ground, arcs(true)));
    let deals = arcs(false).chain(arcs(true)).map(|arc| arc_row(ground, arc));
    sheet.figure("deals", deals.collect::<Vec<_>>());
}

/// What comes over hops on no loop, of all that is stated.
fn share(one: &ExternalInflow) -> Option<f64> {
    let stated = Ratio::of(one.outside.value, one.all.value).stated;
    stated.or_else(|| one.all.value.stated.filter(|all| one.outside.is_empty() && !all.is_zero()).map(|_| 0.0))
}

fn bound(one: &ExternalInflow) -> Option<(f64, f64)> {
    let of = |part| {
        let part = crate::model::Range { stated: Some(part), low: part, high: Some(part) };
        Ratio::of(part, one.all.value).stated
    };
    Some((of(one.not_round.low)?, of(one.not_round.high)?))
}

fn row(ground: &Ground<'_>, one: &ExternalInflow) -> Value {
    let bound = bound(one);
    json!({
        "company": ground.graph.id(one.company).as_str(), "is_paid": sum_json(&one.all),
        "on_no_loop": sum_json(&one.outside), "on_some_loop": sum_json(&one.inside), "share_on_no_loop": ratio(share(one)),
        "cannot_go_round": {"low": number(one.not_round.low), "high": number(one.not_round.high)},
        "share_cannot_go_round": {"low": ratio(bound.map(|ends| ends.0)), "high": ratio(bound.map(|ends| ends.1))},
    })
}
