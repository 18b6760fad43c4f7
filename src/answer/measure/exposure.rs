//! `measure exposure`: what an investor puts into companies, and what they buy from it in return.

use std::cmp::Reverse;

use super::deals::{arc_record, arcs_table};
use crate::{
    answer::{
        Answer, Cell, Record, Table,
        words::{NONE, capitalised, counted, cut_short, net, per_dollar, some_of, sum, thousands, verb, why_stopped},
    },
    flow::{Arc, Node, Scope},
    measure::{ABOUT_AROUND, ABOUT_EXPOSURE, Exposure, Net, Ratio, Returned, Sum, investments},
    model::{Currency, DealId, EntityId, Family, Range},
};

/// Of every investor, or of one with its companies and deals. What comes back may go over ways of at most `max_length`
/// hops, the investment among them.
pub fn exposure<'r>(scope: &Scope<'r>, investor: Option<&EntityId>, max_length: Option<u32>, top: usize) -> Answer<'r> {
    let owner = investor.map(|id| scope.register.owner_on(id, scope.view.as_of));
    let of = owner.map(|owner| scope.graph.node(owner.as_str()));
    let wanted = investments(&scope.graph).into_keys().filter(|own| of.is_none_or(|of| of == Some(*own))).count();
    let mut all = if wanted == 0 { Vec::new() } else { crate::measure::exposure(scope, of.flatten(), max_length) };
    let put = |one: &Returned| one.invested.value.stated.unwrap_or_default();
    let size = |one: &Returned| {
        let back = one.bought.value.stated.unwrap_or_default();
        (Reverse(back.min(put(one))), Reverse(back), Reverse(put(one)))
    };
    all.sort_by_key(|one| (size(&one.whole), one.investor));
    for one in &mut all {
        one.companies.sort_by_key(|(company, own)| (size(own), !own.returns(), *company));
    }
    let mut answer = Answer::figures("measure-exposure", scope, &[&ABOUT_EXPOSURE, &ABOUT_AROUND]);
    answer.figure("max_length", max_length);
    answer.complete = all.len() == wanted;
    answer.rows("pairs", all.iter().flat_map(|one| pairs(scope, one)).collect::<Vec<_>>());
    match (owner, all.first()) {
        (None, _) => everybody(&mut answer, scope, (&all, wanted), top),
        (Some(_), Some(one)) => alone(&mut answer, scope, one, top),
        (Some(owner), None) if !answer.complete => {
            let (name, why) = (scope.register.name(owner), why_stopped(&scope.stop));
            answer.title(format!("Not computed: what comes back of what {name} puts in ({why})"));
        }
        (Some(owner), None) => answer.title(format!("{} invests in nobody here", scope.register.name(owner))),
    }
    if !answer.complete && investor.is_none() {
        answer.says(cut_short(all.len(), (wanted, "investor"), "those that put in most first", &scope.stop));
    }
    let ways = max_length.map_or_else(
        || "over loops of any length".to_owned(),
        |most| format!("over loops of at most {most} hops, the investment among them"),
    );
    answer.says(format!("“Comes back at most” is bounded {ways}; “they buy from it” is direct."));
    answer
}

/// The table, with these columns before what is said of the money.
fn columns(before: &[&str], after: &[&str], base: Currency) -> Table {
    let per = format!(">per {} put in", base.noun());
    let own = [">puts in", ">buys from it", &per, ">left (net)", ">comes back at most"];
    Table::new(&[before, &own, after].concat())
}

/// One line for every investor who can get anything back, of those that were looked at; there are so many in all.
fn everybody(answer: &mut Answer<'_>, scope: &Scope<'_>, (all, count): (&[Exposure], usize), top: usize) {
    let back: Vec<&Exposure> = all.iter().filter(|one| one.whole.returns()).collect();
    let direct = all.iter().filter(|one| !one.whole.bought.is_empty()).count();
    let sell = ("sells to companies that it funds", "sell to companies that they fund");
    answer.title(if all.len() == count {
        capitalised(&some_of(direct, count, "investor", sell))
    } else {
        let (all, sell) = (counted(count, "investor"), verb(direct, sell.0, sell.1));
        format!("At least {} of {all} {sell}", thousands(direct))
    });
    if back.len() > direct {
        let more = thousands(back.len() - direct);
        answer.says(format!("To {more} more, something can come back through other companies."));
    }
    if back.len() < all.len() && all.len() == count {
        answer.says("For the rest, no such purchases are recorded.");
    }
    answer.says("Add --of NAME for the companies and deals of one of them.");
    let mut table = columns(&["investor", ">companies"], &[], scope.register.base);
    for one in &back {
        let head = [scope.name(one.investor).to_owned(), thousands(one.companies.len())];
        table.listed(top, || head.into_iter().chain(cells(&one.whole, scope.register.base)));
    }
    answer.table("", table);
    let whole = all.iter().map(|one| record(scope, one.investor, None, &one.whole));
    answer.figure("investors", Cell::list(whole));
}

/// One investor, company by company, with the deals.
fn alone(answer: &mut Answer<'_>, scope: &Scope<'_>, one: &Exposure, top: usize) {
    let (name, whole) = (scope.name(one.investor), &one.whole);
    answer.title(format!(
        "{name} puts {} into {}; what they buy from it: {}",
        whole.invested.value.words(scope.register.base),
        counted(one.companies.len(), "company"),
        if whole.bought.is_empty() {
            "nothing that is recorded".to_owned()
        } else {
            whole.bought.value.words(scope.register.base)
        }
    ));
    for sentence in sentences(name, whole, scope.register.base) {
        answer.says(sentence);
    }
    let mut table = columns(&["company"], &["weakest"], scope.register.base);
    let line = |name: &str, own: &Returned| {
        let weakest = own.weakest().map_or(NONE, |status| status.words()).to_owned();
        std::iter::once(name.to_owned()).chain(cells(own, scope.register.base)).chain([weakest]).collect::<Vec<_>>()
    };
    for (company, own) in &one.companies {
        table.listed(top, || line(scope.name(*company), own));
    }
    table.row(line("all of them", whole));
    answer.table("", table);
    answer.table("Of this, what binds: signed or closed, waiting for nothing", firm(scope, one, top));
    answer.figure("whole", record(scope, one.investor, None, whole));
    let back = |arc: &&Arc| {
        let funded = one.companies.iter().any(|(company, _)| *company == arc.payer);
        arc.payee == one.investor && funded && arc.family() == Family::Purchase
    };
    let forth = |arc: &&Arc| arc.payer == one.investor && arc.family() == Family::Investment;
    let arcs = scope.graph.arcs();
    conflicts(answer, scope, arcs.iter().filter(|arc| forth(arc) || back(arc)));
    answer.table("What is put in", arcs_table(scope, arcs.iter().filter(forth)));
    let bought = arcs.iter().filter(back);
    answer.table("What is bought in return", arcs_table(scope, bought.clone()));
    let deals = arcs.iter().filter(forth).chain(bought).map(|arc| arc_record(scope, arc));
    answer.figure("deals", Cell::list(deals));
}

/// Where sources disagree about a deal that counts here.
fn conflicts<'a>(answer: &mut Answer<'_>, scope: &Scope<'_>, arcs: impl Iterator<Item = &'a Arc>) {
    let mut seen: Vec<&DealId> = Vec::new();
    for arc in arcs {
        let conflict = scope.register.deals.get(&arc.deal).and_then(|deal| deal.conflict.as_ref());
        if let Some(conflict) = conflict.filter(|_| !seen.contains(&&arc.deal)) {
            seen.push(&arc.deal);
            answer.says(format!("Sources disagree about {}: {conflict}.", arc.deal));
        }
    }
}

/// The same of firm deals only.
fn firm(scope: &Scope<'_>, one: &Exposure, top: usize) -> Table {
    let per = format!(">per {} put in", scope.register.base.noun());
    let mut table = Table::new(&["company", ">puts in", ">buys from it", &per]);
    let line = |name: &str, own: &Returned| {
        [
            name.to_owned(),
            sum(&own.firm_invested, scope.register.base),
            sum(&own.firm_bought, scope.register.base),
            ratio(own.firm_per_dollar(), scope.register.base),
        ]
    };
    for (company, own) in &one.companies {
        if !own.firm_invested.is_empty() || !own.firm_bought.is_empty() {
            table.listed(top, || line(scope.name(*company), own));
        }
    }
    table.row(line("all of them", &one.whole));
    table
}

/// What an editor would quote.
fn sentences(name: &str, whole: &Returned, base: Currency) -> Vec<String> {
    let mut out = Vec::new();
    if !whole.bought.is_empty() {
        let firm = if whole.firm_bought.is_empty() {
            "of deals that bind, nothing".to_owned()
        } else {
            format!(
                "of deals that bind: {} (put in: {}; bought: {})",
                ratio(whole.firm_per_dollar(), base),
                sum(&whole.firm_invested, base),
                sum(&whole.firm_bought, base)
            )
        };
        out.push(format!(
            "For every {} that {name} puts into them, these companies are to buy from it: {}; {firm}.",
            base.noun(),
            ratio(whole.per_dollar(), base)
        ));
    }
    if let Some(left) = whole.net() {
        out.push(format!("Net of these purchases, what is left of it: {}.", net(left, base)));
    }
    if let Some(around) = whole.around {
        out.push(format!(
            "Directly or through others, this can come back as purchases at most: {}.",
            around.interval(base)
        ));
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
        out.push(format!("Given in kind besides, and in no sum: {}.", sum(&whole.in_kind, base)));
    }
    out
}

fn cells(own: &Returned, base: Currency) -> [String; 5] {
    let words = |sum: &Sum| if sum.is_empty() { NONE.to_owned() } else { sum.value.words(base) };
    let put = match (own.invested.is_empty(), own.in_kind.is_empty()) {
        (true, false) => format!("in kind: {}", words(&own.in_kind)),
        (false, false) => format!("{}, and in kind: {}", words(&own.invested), words(&own.in_kind)),
        (_, true) => words(&own.invested),
    };
    [
        put,
        words(&own.bought),
        ratio(own.per_dollar(), base),
        own.net().map_or_else(|| NONE.to_owned(), |left| net(left, base)),
        own.around.map_or_else(|| NONE.to_owned(), |around| around.interval(base)),
    ]
}

/// What is bought for a dollar that was put in.
fn ratio(one: Option<Ratio>, base: Currency) -> String {
    one.map_or_else(|| NONE.to_owned(), |one| per_dollar(one, base))
}

/// Each company of an investor as data.
fn pairs(scope: &Scope<'_>, one: &Exposure) -> impl Iterator<Item = Record> {
    one.companies.iter().map(|(company, own)| record(scope, one.investor, Some(*company), own))
}

/// One company, or all of them, as data.
fn record(scope: &Scope<'_>, investor: Node, company: Option<Node>, own: &Returned) -> Record {
    let Net { stated, low, high } = own.net().unwrap_or(Net { stated: None, low: None, high: None });
    let [stated, low, high] = [stated, low, high].map(Cell::Money);
    Record::new()
        .with("investor", Cell::node(scope, investor))
        .with("company", company.map(|company| Cell::node(scope, company)))
        .with("invested", &own.invested)
        .with("in_kind", &own.in_kind)
        .with("bought", &own.bought)
        .with("firm_invested", &own.firm_invested)
        .with("firm_bought", &own.firm_bought)
        .with("per_dollar", Cell::PerDollar(own.per_dollar().unwrap_or(Ratio::UNKNOWN)))
        .with("net", Record::new().with("stated", stated).with("low", low).with("high", high))
        .with("comes_back_at_most", own.around.unwrap_or(Range::ZERO))
}
