//! `measure clearing`: if somebody cannot pay.

use serde_json::{Value, json};

use super::{
    Ground,
    args::ClearingArgs,
    list,
    sheet::{Sheet, about_money, number, percent, ratio},
};
use crate::{
    cli::{
        loops::plural,
        loops::thousands,
        outcome::{End, Failure},
        table::Table,
        view::entity,
    },
    measure::{
        ABOUT_CLEARING, ABOUT_CONTAGION, ABOUT_DISTRESS, Contagion, Costs, Impacts, Obligations, Reading, clearing,
        contagion, obligations,
    },
    model::money,
};

pub(super) fn sheet(ground: &Ground<'_>, args: &ClearingArgs) -> Result<(Sheet, End), Failure> {
    let owed = obligations(ground.graph, Reading::Stated);
    let sheet = match &args.default {
        Some(text) => default(ground, &owed, (text, args.recovery), list(&args.list))?,
        None => each(ground, &owed, list(&args.list)),
    };
    Ok((sheet, End::Done))
}

/// One that cannot pay.
fn default(
    ground: &Ground<'_>,
    owed: &Obligations,
    (text, recovery): (&str, f64),
    top: usize,
) -> Result<Sheet, Failure> {
    let id = entity(ground.register, text)?;
    let owner = ground.register.owner_on(&id, ground.view.as_of);
    let vertex = |id: &crate::model::EntityId| ground.graph.nodes().iter().position(|node| node == id);
    let nowhere = || {
        let help = "it owes and is owed nothing in this view; `roundtrip flows` lists who does";
        Failure::help(format!("`{id}` is in no deal of this view"), help)
    };
    let who = vertex(&id).or_else(|| vertex(owner)).ok_or_else(nowhere)?;
    let found = contagion(&owed.network, who, recovery).ok_or_else(nowhere)?;
    let name = ground.name(who);
    let mut sheet = Sheet::new("clearing", "hit", &[&ABOUT_CONTAGION, &ABOUT_CLEARING]);
    sheet.title(if found.first_round > 0.0 {
        format!(
            "If {name} pays {} of the {} it owes, its creditors lose {}, and at the most {} more is lost further on",
            if recovery > 0.0 { percent(Some(recovery)) } else { "nothing".to_owned() },
            money(found.owed),
            about_money(found.first_round),
            about_money(found.induced)
        )
    } else {
        format!("{name} owes nothing that is stated: nobody loses by it")
    });
    for (name, end) in [("least", Reading::Low), ("most", Reading::High)] {
        let owed = obligations(ground.graph, end);
        if let Some(other) = contagion(&owed.network, who, recovery) {
            let count =
                |count: usize, what: &str| format!("; {} {}{what}", thousands(count), plural(count, "obligation"));
            let mut apart = String::new();
            if owed.unbounded > 0 {
                apart += &count(owed.unbounded, " without an upper limit at what is known of them");
            }
            if owed.unpriced > 0 {
                apart += &count(owed.unpriced, " of which nothing is known left out");
            }
            sheet.says(format!(
                "At the {name} that the contracts leave open: {} in the first round, {} further on{apart}.",
                about_money(other.first_round),
                about_money(other.induced)
            ));
            sheet.figure(name, totals(&other, owed.unpriced));
        }
    }
    sheet.figure("default", ground.graph.id(who).as_str());
    sheet.figure("recovery", ratio(Some(recovery)));
    sheet.figure("stated", totals(&found, owed.unpriced));
    hits(&mut sheet, ground, &found, top);
    Ok(sheet)
}

fn totals(found: &Contagion, unpriced: usize) -> Value {
    json!({
        "owed": number(found.owed), "first_round": ratio(Some(found.first_round)),
        "induced": ratio(Some(found.induced)), "unpriced_obligations": unpriced,
    })
}

fn hits(sheet: &mut Sheet, ground: &Ground<'_>, found: &Contagion, top: usize) {
    let mut table = Table::new(&["who is hit", ">cannot pay in round", ">loses", ">of it directly", ">fails to pay"]);
    for hit in &found.hits {
        let name = ground.graph.id(hit.vertex);
        sheet.row(json!({
            "company": name, "round": hit.round, "loses": ratio(Some(hit.lost)), "directly": ratio(Some(hit.direct)),
            "fails_to_pay": ratio(Some(hit.short)),
        }));
        table.listed(top, || {
            [
                ground.name(hit.vertex).to_owned(),
                hit.round.map_or_else(|| "can pay".to_owned(), |round| round.to_string()),
                about_money(hit.lost),
                about_money(hit.direct),
                about_money(hit.short),
            ]
        });
    }
    sheet.table("Who is hit, if nobody has reserves", table);
}

/// Everybody in turn.
fn each(ground: &Ground<'_>, owed: &Obligations, top: usize) -> Sheet {
    let mut sheet = Sheet::new("clearing", "companies", &[&ABOUT_CONTAGION, &ABOUT_DISTRESS, &ABOUT_CLEARING]);
    let network = &owed.network;
    let impacts = Impacts::of(network);
    let one = |who: usize| {
        let found = contagion(network, who, 0.0).filter(|found| found.first_round > 0.0)?;
        let mut shock = vec![0.0; network.len()];
        *shock.get_mut(who)? = 1.0;
        Some((found, impacts.debtrank(&shock).rank))
    };
    let mut all: Vec<(Contagion, f64)> = (0..network.len()).filter_map(one).collect();
    all.sort_by(|(a, _), (b, _)| b.first_round.total_cmp(&a.first_round).then(a.who.cmp(&b.who)));
    sheet.title(match all.first() {
        Some((first, _)) => format!(
            "{} owes the most: {} of the {} owed in all",
            ground.name(first.who),
            money(first.owed),
            money(network.total())
        ),
        None => "Nobody owes anything that is stated".to_owned(),
    });
    left_out(&mut sheet, ground, owed);
    let mut table = Table::new(&[
        "if this one pays nothing",
        ">it owes",
        ">creditors hit",
        ">first round",
        ">further on, at most",
        ">distress of the rest",
    ]);
    for (found, rank) in &all {
        let name = ground.graph.id(found.who);
        let direct = found.hits.iter().filter(|hit| hit.direct > 0.0).count();
        sheet.row(json!({
            "company": name, "owes": number(found.owed), "creditors": direct,
            "first_round": ratio(Some(found.first_round)), "induced": ratio(Some(found.induced)), "debtrank": ratio(Some(*rank)),
        }));
        table.listed(top, || {
            [
                ground.name(found.who).to_owned(),
                money(found.owed),
                thousands(direct),
                about_money(found.first_round),
                about_money(found.induced),
                percent(Some(*rank)),
            ]
        });
    }
    sheet.figure("owed", number(network.total()));
    sheet.figure("unpriced_obligations", owed.unpriced);
    sheet.table("", table);
    sheet
}

/// What is in no sum, and what is paid only because it goes round.
fn left_out(sheet: &mut Sheet, ground: &Ground<'_>, owed: &Obligations) {
    if owed.unpriced > 0 {
        sheet.says(format!(
            "{} {} no amount and are left out.",
            thousands(owed.unpriced),
            if owed.unpriced == 1 { "obligation states" } else { "obligations state" }
        ));
    }
    let cleared = clearing(&owed.network, &[], Costs::NONE);
    if cleared.gap() > 0.0 {
        let names: Vec<&str> = cleared.only_round().into_iter().map(|at| ground.name(at)).collect();
        sheet.says(format!(
            "If nobody had any cash, {} could still be paid, but only because it goes round, between {}: if nobody starts \
             to pay, nobody can.",
            about_money(cleared.gap()),
            names.join(", ")
        ));
    }
    sheet.figure("only_because_it_goes_round", ratio(Some(cleared.gap())));
}
