//! `measure circulation`: the headline, and how much of each hop is in it.

use std::cmp::Reverse;

use serde_json::{Value, json};

use super::{
    Ground,
    sheet::{Sheet, maybe, moneys, number, percent, percents, ratio},
};
use crate::{
    cli::{loops::plural, loops::thousands, outcome::End, table::Table},
    measure::{
        ABOUT_CIRCULATION, ABOUT_HEADLINE, ABOUT_INTERVAL, ABOUT_RECIPROCITY, Extreme, Figure, Headline, Intervals,
        Network, Reading, ShareRange, Span, circulation, headline, reciprocity,
    },
    model::money,
};

pub(super) fn sheet(ground: &Ground<'_>, top: usize) -> (Sheet, End) {
    let found = headline(ground.register, ground.view);
    let intervals = Intervals::of(ground.graph);
    let mut sheet =
        Sheet::new("circulation", "hops", &[&ABOUT_CIRCULATION, &ABOUT_HEADLINE, &ABOUT_INTERVAL, &ABOUT_RECIPROCITY]);
    sheet.title(title(&found));
    for sentence in sentences(&found) {
        sheet.says(sentence);
    }
    let back = reciprocity(&Network::of(ground.graph, Reading::Stated));
    if !back.circulation.is_zero() {
        sheet.says(format!(
            "{} of what is paid is answered directly by a payment the other way.",
            percent(back.share())
        ));
    }
    sheet.figure("reciprocity", ratio(back.share()));
    sheet.table("", readings(&found));
    sheet.table("What the extremes assume", assumptions(ground, &found, &intervals, top));
    sheet.figure("stated", figure(&found.stated));
    sheet.figure("firm", figure(&found.firm));
    sheet.figure("circulation", json!({"low": number(found.circulation.low), "high": maybe(found.circulation.high)}));
    for (name, range) in [("open", &found.open), ("held", &found.held)] {
        let end = |end: &Option<Extreme>| end.as_ref().map_or(Value::Null, |end| extreme(ground, &intervals, end));
        sheet.figure(name, json!({"lowest": end(&range.lowest), "highest": end(&range.highest)}));
    }
    sheet.figure("unpriced_hops", found.unpriced);
    sheet.figure("unbounded_hops", found.unbounded);
    hops(&mut sheet, ground, top);
    (sheet, End::Done)
}

pub(super) fn title(found: &Headline) -> String {
    let Figure { circulation, total } = found.stated;
    if total.is_zero() {
        return "No deal states an amount: nothing can be measured".to_owned();
    }
    if circulation.is_zero() {
        return format!("Nothing of the {} stated can be going round", money(total));
    }
    let share = percent(found.stated.share());
    format!("At most {} of the {} stated can be going round: {share}", money(circulation), money(total))
}

/// What the four readings say, and what they leave open.
pub(super) fn sentences(found: &Headline) -> Vec<String> {
    let mut says = Vec::new();
    if !found.firm.total.is_zero() {
        says.push(format!(
            "Firm only (signed or closed, unconditional): {} of {}, {}.",
            money(found.firm.circulation),
            money(found.firm.total),
            percent(found.firm.share())
        ));
    }
    let between = |range: &ShareRange| {
        Some((range.lowest.as_ref().map(Extreme::share)?, range.highest.as_ref().map(Extreme::share)?))
    };
    if let Some(held) = between(&found.held) {
        says.push(format!(
            "Amounts that are ranges leave the share anywhere within {}, if hops without an upper limit pay what is known \
             of them.",
            percents(Some(held))
        ));
    }
    if found.unpriced > 0 {
        let (count, hops) = (thousands(found.unpriced), plural(found.unpriced, "hop"));
        let (state, them) = if found.unpriced == 1 { ("states", "it") } else { ("state", "them") };
        let open = between(&found.open);
        let open = open.map_or_else(String::new, |open| format!(", and the share {}", percents(Some(open))));
        says.push(format!("{count} {hops} {state} no amount: with {them} the sums can be anything{open}."));
    }
    says
}

fn readings(found: &Headline) -> Table {
    let mut table = Table::new(&["amounts", ">paid", ">can go round", ">share"]);
    let mut row = |name: &str, figure: &Figure| {
        table.row([name.to_owned(), money(figure.total), money(figure.circulation), percent(figure.share())]);
    };
    row("as stated", &found.stated);
    row("firm only", &found.firm);
    let ends = [
        ("lowest, unlimited hops at what is known", &found.held.lowest),
        ("highest, unlimited hops at what is known", &found.held.highest),
        ("lowest, whatever the amounts", &found.open.lowest),
        ("highest, whatever the amounts", &found.open.highest),
    ];
    for (name, end) in ends {
        let Some(end) = end else { continue };
        let amounts = match end {
            Extreme::Reached(amounts) | Extreme::Open { found: amounts, .. } => Some(amounts),
            Extreme::Approached { .. } => None,
        };
        let share = match end {
            Extreme::Reached(_) => percent(Some(end.share())),
            Extreme::Approached { .. } => format!("towards {}", percent(Some(end.share()))),
            Extreme::Open { bound, .. } => {
                format!("{} or less, at least {}", percent(Some(end.share())), percent(Some(*bound)))
            }
        };
        let shown = |pick: &dyn Fn(&crate::measure::Amounts) -> rust_decimal::Decimal| {
            amounts.map_or_else(|| "without limit".to_owned(), |amounts| money(pick(amounts)))
        };
        table.row([name.to_owned(), shown(&|amounts| amounts.total), shown(&|amounts| amounts.circulation), share]);
    }
    table
}

/// The hops whose amount is left open, and what each extreme takes for it.
fn assumptions(ground: &Ground<'_>, found: &Headline, intervals: &Intervals, top: usize) -> Table {
    let mut table = Table::new(&["hop", "states", ">at the lowest share", ">at the highest share"]);
    let amounts = |end: &Option<Extreme>| match end {
        Some(Extreme::Reached(amounts) | Extreme::Open { found: amounts, .. }) => amounts.amounts.clone(),
        _ => Vec::new(),
    };
    let (low, high) = (amounts(&found.held.lowest), amounts(&found.held.highest));
    let at =
        |amounts: &[rust_decimal::Decimal], at: usize| amounts.get(at).map_or_else(|| "–".to_owned(), |a| money(*a));
    let mut open: Vec<(usize, _)> = intervals.hops().iter().enumerate().collect();
    open.retain(|(_, hop)| hop.high.is_some_and(|high| high > hop.low));
    open.sort_by_key(|(_, hop)| Reverse(hop.high));
    for (index, hop) in open {
        let states = ground.graph.hops().iter().find(|own| own.payer == hop.payer && own.payee == hop.payee);
        table.listed(top, || {
            [
                ground.hop(hop.payer, hop.payee),
                states.map_or_else(String::new, |own| own.value.words()),
                at(&low, index),
                at(&high, index),
            ]
        });
    }
    table
}

/// Every hop that states an amount, and how much of it is in a maximum circulation.
fn hops(sheet: &mut Sheet, ground: &Ground<'_>, top: usize) {
    let network = Network::of(ground.graph, Reading::Stated);
    let best = circulation(&network);
    let mut rows: Vec<(&crate::measure::Payment, Span)> = network.arcs().iter().zip(best.arcs()).collect();
    rows.sort_by_key(|(arc, span)| (Reverse(span.high), Reverse(span.low), arc.payer, arc.payee));
    let mut table = Table::new(&["hop", ">states", ">of it going round", ">share"]);
    for (arc, Span { low, high }) in rows {
        sheet.row(json!({
            "payer": ground.graph.id(arc.payer), "payee": ground.graph.id(arc.payee),
            "stated": number(arc.amount), "circular": {"low": number(low), "high": number(high)},
        }));
        let part = |amount: rust_decimal::Decimal| Figure { circulation: amount, total: arc.amount }.share();
        if !high.is_zero() {
            table.listed(top, || {
                let shares = part(low).zip(part(high));
                [ground.hop(arc.payer, arc.payee), money(arc.amount), moneys(low, high), percents(shares)]
            });
        }
    }
    sheet.table("Hops in the maximum circulation: from the least to the most over all ways to reach it", table);
}

fn figure(figure: &Figure) -> Value {
    json!({"paid": number(figure.total), "circulation": number(figure.circulation), "share": ratio(figure.share())})
}

/// An extreme, with the amounts that attain it.
fn extreme(ground: &Ground<'_>, intervals: &Intervals, end: &Extreme) -> Value {
    let name = |at: usize| {
        intervals.hops().get(at).map_or(
            Value::Null,
            |hop| json!({"payer": ground.graph.id(hop.payer), "payee": ground.graph.id(hop.payee)}),
        )
    };
    match end {
        Extreme::Approached { share, growing } => json!({
            "share": ratio(Some(*share)), "reached": false,
            "growing": growing.iter().map(|&at| name(at)).collect::<Vec<_>>(),
        }),
        Extreme::Reached(amounts) | Extreme::Open { found: amounts, .. } => {
            let bound = if let Extreme::Open { bound, .. } = end { ratio(Some(*bound)) } else { Value::Null };
            let list: Vec<Value> = intervals
                .hops()
                .iter()
                .zip(&amounts.amounts)
                .map(|(hop, amount)| {
                    json!({"payer": ground.graph.id(hop.payer), "payee": ground.graph.id(hop.payee), "amount": number(*amount)})
                })
                .collect();
            json!({
                "share": ratio(Some(amounts.share())), "reached": true, "not_below": bound,
                "paid": number(amounts.total), "circulation": number(amounts.circulation), "amounts": list,
            })
        }
    }
}
