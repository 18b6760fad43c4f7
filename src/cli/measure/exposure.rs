//! `measure exposure`: what an investor puts into companies, and what they buy from it in return.

use std::cmp::Reverse;

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{
    Ground,
    args::ExposureArgs,
    list,
    sheet::{Sheet, maybe, range},
    sums::{arc_row, arcs_table, ends, per_dollar, sum, sum_json},
};
use crate::{
    cli::{
        loops::plural,
        loops::thousands,
        outcome::{End, Failure},
        table::Table,
        view::entity,
    },
    flow::{Arc, Node},
    measure::{ABOUT_AROUND, ABOUT_EXPOSURE, Exposure, Net, Ratio, Returned, Sum, exposure},
    model::{DealId, Family, Range, money},
};

pub(super) fn sheet(ground: &Ground<'_>, args: &ExposureArgs) -> Result<(Sheet, End), Failure> {
    let only = args.investor.as_deref().map(|text| entity(ground.register, text)).transpose()?;
    let only = only.map(|id| ground.register.owner_on(&id, ground.view.as_of).clone());
    let mut all = exposure(ground.register, ground.view, ground.graph, args.max_length);
    let put = |one: &Returned| one.invested.value.stated.unwrap_or_default();
    let size = |one: &Returned| {
        let back = one.bought.value.stated.unwrap_or_default();
        (Reverse(back.min(put(one))), Reverse(back), Reverse(put(one)))
    };
    all.sort_by_key(|one| (size(&one.whole), one.investor));
    for one in &mut all {
        one.companies.sort_by_key(|(company, own)| (size(own), !own.returns(), *company));
    }
    let mut sheet = Sheet::new("exposure", "pairs", &[&ABOUT_EXPOSURE, &ABOUT_AROUND]);
    sheet.figure("max_length", args.max_length);
    match only {
        None => everybody(&mut sheet, ground, &all, list(&args.list)),
        Some(id) => match all.iter().find(|one| *ground.graph.id(one.investor) == id) {
            Some(one) => alone(&mut sheet, ground, one, list(&args.list)),
            None => sheet.title(format!("{} invests in nobody here", ground.register.name(&id))),
        },
    }
    let ways = args.max_length.map_or_else(
        || "over loops of any length".to_owned(),
        |most| format!("over loops of at most {most} hops, the investment among them"),
    );
    sheet.says(format!("“Comes back at most” is bounded {ways}; “they buy from it” is direct."));
    Ok((sheet, End::Done))
}

const COLUMNS: [&str; 5] = [">puts in", ">buys from it", ">per dollar put in", ">left (net)", ">comes back at most"];

/// One line for every investor who can get anything back.
fn everybody(sheet: &mut Sheet, ground: &Ground<'_>, all: &[Exposure], top: usize) {
    let back: Vec<&Exposure> = all.iter().filter(|one| one.whole.returns()).collect();
    let direct = all.iter().filter(|one| !one.whole.bought.is_empty()).count();
    sheet.title(format!(
        "{} of {} {} {} to companies that they fund",
        thousands(direct),
        thousands(all.len()),
        plural(all.len(), "investor"),
        if direct == 1 { "sells" } else { "sell" }
    ));
    sheet.says(format!(
        "To {} more, something can come back through other companies. The rest gets nothing back as purchases that are \
         recorded. Add --investor NAME for the companies and deals of one of them.",
        thousands(back.len() - direct)
    ));
    let mut table = Table::new(&[&["investor", ">companies"], &COLUMNS[..]].concat());
    for one in &back {
        let head = [ground.name(one.investor).to_owned(), one.companies.len().to_string()];
        table.listed(top, || head.into_iter().chain(cells(&one.whole)));
    }
    sheet.table("", table);
    for one in all {
        for (company, own) in &one.companies {
            sheet.row(row(ground, one.investor, Some(*company), own));
        }
    }
    let whole = all.iter().map(|one| row(ground, one.investor, None, &one.whole));
    sheet.figure("investors", whole.collect::<Vec<_>>());
}

/// One investor, company by company, with the deals.
fn alone(sheet: &mut Sheet, ground: &Ground<'_>, one: &Exposure, top: usize) {
    let name = ground.name(one.investor);
    let whole = &one.whole;
    let companies = one.companies.len();
    sheet.title(format!(
        "{name} puts {} into {} {}; what they buy from it: {}",
        whole.invested.value.words(),
        thousands(companies),
        if companies == 1 { "company" } else { "companies" },
        if whole.bought.is_empty() { "nothing that is recorded".to_owned() } else { whole.bought.value.words() }
    ));
    for sentence in sentences(name, whole) {
        sheet.says(sentence);
    }
    let mut table = Table::new(&[&["company"], &COLUMNS[..], &["weakest"]].concat());
    let line = |name: &str, own: &Returned| {
        let weakest = own.invested.weakest.into_iter().chain(own.bought.weakest).min();
        let head = std::iter::once(name.to_owned()).chain(cells(own));
        head.chain([weakest.map_or_else(|| "–".to_owned(), |status| status.words().to_owned())]).collect::<Vec<_>>()
    };
    for (company, own) in &one.companies {
        table.listed(top, || line(ground.name(*company), own));
    }
    table.row(line("all of them", whole));
    sheet.table("", table);
    sheet.table("Of this, what binds: signed or closed, waiting for nothing", firm(ground, one, top));
    for (company, own) in &one.companies {
        sheet.row(row(ground, one.investor, Some(*company), own));
    }
    sheet.figure("whole", row(ground, one.investor, None, whole));
    let back = |arc: &&Arc| {
        let funded = one.companies.iter().any(|(company, _)| *company == arc.payer);
        arc.payee == one.investor && funded && arc.family() == Family::Purchase
    };
    let forth = |arc: &&Arc| arc.payer == one.investor && arc.family() == Family::Investment;
    let arcs = ground.graph.arcs();
    conflicts(sheet, ground, arcs.iter().filter(|arc| forth(arc) || back(arc)));
    sheet.table("What is put in", arcs_table(ground, arcs.iter().filter(forth)));
    let bought = arcs.iter().filter(back);
    sheet.table("What is bought in return", arcs_table(ground, bought.clone()));
    let deals = arcs.iter().filter(forth).chain(bought).map(|arc| arc_row(ground, arc));
    sheet.figure("deals", deals.collect::<Vec<_>>());
}

/// Where sources disagree about a deal that counts here.
fn conflicts<'a>(sheet: &mut Sheet, ground: &Ground<'_>, arcs: impl Iterator<Item = &'a Arc>) {
    let mut seen: Vec<&DealId> = Vec::new();
    for arc in arcs {
        let conflict = ground.register.deals.get(&arc.deal).and_then(|deal| deal.conflict.as_ref());
        if let Some(conflict) = conflict.filter(|_| !seen.contains(&&arc.deal)) {
            seen.push(&arc.deal);
            sheet.says(format!("Sources disagree about {}: {conflict}.", arc.deal));
        }
    }
}

/// The same of firm deals only.
fn firm(ground: &Ground<'_>, one: &Exposure, top: usize) -> Table {
    let mut table = Table::new(&["company", ">puts in", ">buys from it", ">per dollar put in"]);
    let companies = one.companies.iter().map(|(company, own)| (ground.name(*company), own));
    let binding = companies.filter(|(_, own)| !own.firm_invested.is_empty() || !own.firm_bought.is_empty());
    let line = |name: &str, own: &Returned| {
        let ratio = ratio(&own.firm_invested, &own.firm_bought);
        [name.to_owned(), sum(&own.firm_invested), sum(&own.firm_bought), ratio]
    };
    for (name, own) in binding {
        table.listed(top, || line(name, own));
    }
    table.row(line("all of them", &one.whole));
    table
}

/// What an editor would quote.
fn sentences(name: &str, whole: &Returned) -> Vec<String> {
    let mut out = Vec::new();
    if !whole.bought.is_empty() {
        let firm = if whole.firm_bought.is_empty() {
            "of deals that bind, nothing".to_owned()
        } else {
            format!(
                "of deals that bind: {} (put in: {}; bought: {})",
                ratio(&whole.firm_invested, &whole.firm_bought),
                sum(&whole.firm_invested),
                sum(&whole.firm_bought)
            )
        };
        out.push(format!(
            "For every dollar that {name} puts into them, these companies are to buy from it: {}; {firm}.",
            ratio(&whole.invested, &whole.bought)
        ));
    }
    if let Some(net) = whole.net() {
        out.push(format!("Net of these purchases, what is left of it: {}.", net_words(net)));
    }
    if let Some(around) = whole.around {
        out.push(format!("Directly or through others, the most that can come back as purchases: {}.", around.words()));
    }
    let (put, bought) = (whole.invested.unstated, whole.bought.unstated);
    if put + bought > 0 {
        out.push(format!(
            "{} of the payments in and {} of those back state no amount of their own: they are in the ranges, not in \
             stated sums.",
            thousands(put),
            thousands(bought)
        ));
    }
    if !whole.in_kind.is_empty() {
        out.push(format!("Given in kind besides, and in no sum: {}.", sum(&whole.in_kind)));
    }
    out
}

fn cells(own: &Returned) -> [String; 5] {
    let words = |sum: &Sum| if sum.is_empty() { "–".to_owned() } else { sum.value.words() };
    let put = match (own.invested.is_empty(), own.in_kind.is_empty()) {
        (true, false) => format!("in kind: {}", words(&own.in_kind)),
        (false, false) => format!("{}, and in kind: {}", words(&own.invested), words(&own.in_kind)),
        (_, true) => words(&own.invested),
    };
    [
        put,
        words(&own.bought),
        ratio(&own.invested, &own.bought),
        own.net().map_or_else(|| "–".to_owned(), net_words),
        own.around.map_or_else(|| "–".to_owned(), |around: Range| around.words()),
    ]
}

/// What is bought for a dollar that was put in.
fn ratio(invested: &Sum, bought: &Sum) -> String {
    if invested.is_empty() || bought.is_empty() {
        return "–".to_owned();
    }
    per_dollar(Ratio::of(bought.value, invested.value))
}

/// `$5bn`, or, where more is bought than was put in, `none: $5bn more is bought`.
fn net_words(net: Net) -> String {
    let short = |end: Option<Decimal>| end.map(|end| end.is_sign_negative() && !end.is_zero());
    match (short(net.low), short(net.high)) {
        (_, Some(true)) => {
            // More is bought whatever the amounts are: the range of what is left, seen from the other side.
            let more = Range {
                stated: net.stated.map(|stated| -stated),
                low: net.high.map_or(Decimal::ZERO, |high| -high),
                high: net.low.map(|low| -low),
            };
            format!("none: {} more is bought", more.words())
        }
        (Some(false), _) => Range { stated: net.stated, low: net.low.unwrap_or_default(), high: net.high }.words(),
        (_, high) => {
            let left = net.high.filter(|_| high.is_some()).map_or_else(|| "any amount".to_owned(), money);
            let more = net.low.map_or_else(|| "any amount".to_owned(), |low| money(-low));
            match net.stated {
                None if net.high.is_none() => "unknown".to_owned(),
                None => format!("at most {left}"),
                Some(stated) if short(Some(stated)) == Some(true) => {
                    format!("none: {} more is bought (from {left} left to {more} more)", money(-stated))
                }
                Some(stated) => format!("{} (from {left} left to {more} more bought)", money(stated)),
            }
        }
    }
}

fn row(ground: &Ground<'_>, investor: Node, company: Option<Node>, own: &Returned) -> Value {
    let id = |node: Node| ground.graph.id(node).as_str();
    let net = own.net().unwrap_or(Net { stated: None, low: None, high: None });
    let both = !own.invested.is_empty() && !own.bought.is_empty();
    let ratio = Ratio::of(own.bought.value, own.invested.value);
    let none = Ratio { stated: None, low: None, high: None };
    json!({
        "investor": id(investor), "company": company.map(id),
        "invested": sum_json(&own.invested), "in_kind": sum_json(&own.in_kind), "bought": sum_json(&own.bought),
        "firm_invested": sum_json(&own.firm_invested), "firm_bought": sum_json(&own.firm_bought),
        "per_dollar": ends(if both { ratio } else { none }),
        "net": {"stated": maybe(net.stated), "low": maybe(net.low), "high": maybe(net.high)},
        "comes_back_at_most": range(own.around.unwrap_or(Range::ZERO)),
    })
}
