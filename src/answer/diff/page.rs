//! What changed, for reading.

use std::cmp::Reverse;

use super::compared::Compared;
use crate::{
    answer::{
        Answer, Table,
        words::{as_stated, at_least, counted, formed, percent, plural, thousands, verb},
    },
    circuits::Circuit,
    flow::{Level, Scope},
    measure::{ChangeKind, DealChange, LoopChange, Total},
    model::{Currency, DealId, Range},
};

pub(super) fn put(answer: &mut Answer<'_>, compared: &Compared<'_, '_>) {
    let (before, after) = (compared.before, compared.after);
    let having = |wanted: fn(&LoopChange) -> bool| {
        compared.change.loops.iter().filter(|change| wanted(change)).collect::<Vec<_>>()
    };
    let born = having(|change| change.before.is_none());
    let died = having(|change| change.after.is_none());
    let other = having(|change| change.before.is_some() && change.after.is_some());
    let count = |list: &[&LoopChange]| at_least(compared.complete(), list.len());
    answer.title(format!(
        "{}: {} {} born, {} died, {} changed otherwise",
        sides(before, after),
        count(&born),
        plural(born.len(), "loop"),
        count(&died),
        count(&other)
    ));
    answer.says(format!("Before: {}", before.words()));
    answer.says(format!("After: {}", after.words()));
    if after.view.level == Level::Asset {
        answer.says("Figures of money are between companies: what is paid to a cloud is its owner's to spend.");
    }
    answer.table("", figures(&compared.change.totals, compared.after.register.base));
    ended(answer, compared);
    deals(answer, compared);
    list(answer, compared, "Loops born", &born);
    list(answer, compared, "Loops that died", &died);
    changed(answer, compared, &other);
}

/// What is compared with what.
fn sides(before: &Scope<'_>, after: &Scope<'_>) -> String {
    let (from, to) = (before.view.as_of, after.view.as_of);
    let supposed = from == to && before.register == after.register;
    if supposed { format!("What if, as of {to}") } else { format!("From {from} to {to}") }
}

/// The figures of both sides.
fn figures([before, after]: &[Total; 2], base: Currency) -> Table {
    let mut table = Table::new(&["figure", ">before", ">after"]);
    let mut row = |name: &str, figure: &dyn Fn(&Total) -> String| {
        table.row([name.to_owned(), figure(before), figure(after)]);
    };
    row("loops", &|total| at_least(total.complete, total.loops));
    let stated = |total: &Total, amount| as_stated(amount, total.headline.unpriced, base);
    row("paid, as stated", &|total| stated(total, total.headline.stated.total));
    row("of it can go round, at most", &|total| stated(total, total.headline.stated.circulation));
    row("share of it", &|total| percent(total.headline.stated.share()));
    row("can go round, whatever the amounts", &|total| {
        let range = total.headline.circulation;
        Range { stated: None, low: range.low, high: range.high }.words(base)
    });
    row("can go round, firm deals only", &|total| stated(total, total.headline.firm.circulation));
    row("share of firm deals", &|total| percent(total.headline.firm.share()));
    row("hops that state no amount", &|total| thousands(total.headline.unpriced));
    table
}

/// Deals that no longer live, all of them: what became of each.
fn ended(answer: &mut Answer<'_>, compared: &Compared<'_, '_>) {
    let ended = |change: &&DealChange| change.after.as_ref().is_some_and(|state| !state.status.is_live());
    let mut table = Table::new(&["deal", "before", "after"]);
    for change in compared.change.deals.iter().filter(ended) {
        let [was, is] = compared.stands(change);
        table.row([format!("{} ({})", compared.title(&change.deal), change.deal), was, is]);
    }
    answer.table("Deals that ended", table);
}

/// The deals behind it: first those behind most loops.
fn deals(answer: &mut Answer<'_>, compared: &Compared<'_, '_>) {
    let mut list: Vec<&DealChange> = compared.change.deals.iter().collect();
    list.sort_by_key(|change| Reverse(compared.behind(&change.deal).all()));
    if list.is_empty() {
        return;
    }
    let loops = |count| at_least(compared.complete(), count);
    let mut table = Table::new(&["deal", "before", "after", ">born", ">died", ">other"]);
    for change in &list {
        table.listed(compared.top, || {
            let [was, is] = compared.stands(change);
            let cite = compared.deal(&change.deal).map(|deal| answer.cite(deal.citations())).unwrap_or_default();
            let name = format!("{} ({}) {cite}", compared.title(&change.deal), change.deal);
            let behind = compared.behind(&change.deal);
            [name.trim_end().to_owned(), was, is, loops(behind.born), loops(behind.died), loops(behind.other)]
        });
    }
    answer.heading("The deals behind it");
    let differ = format!("{} {}.", counted(list.len(), "deal"), verb(list.len(), "differs", "differ"));
    answer.text(format!("{differ} A loop is counted at each deal behind it; those behind most loops come first."));
    answer.table("", table);
}

/// Loops that only one side has, the largest first.
fn list(answer: &mut Answer<'_>, compared: &Compared<'_, '_>, heading: &str, list: &[&LoopChange]) {
    let mut table = Table::new(&["loop", ">hops", "bottleneck", "status", "formed on", "because of"]);
    for change in list {
        let (Some(circuit), side) = (change.circuit(), compared.side(change)) else { continue };
        table.listed(compared.top, || {
            [
                circuit.id.clone(),
                circuit.length().to_string(),
                circuit.bottleneck.words(compared.after.register.base),
                circuit.standing(),
                formed(side, circuit),
                because(change),
            ]
        });
    }
    answer.table(format!("{heading}: {}", at_least(compared.complete(), list.len())), table);
}

/// Loops that both sides have, the largest first.
fn changed(answer: &mut Answer<'_>, compared: &Compared<'_, '_>, list: &[&LoopChange]) {
    let mut table = Table::new(&["loop", "what", "bottleneck", "status", "because of"]);
    for change in list {
        let (Some(before), Some(after)) = (&change.before, &change.after) else { continue };
        let arrow = |words: &dyn Fn(&Circuit) -> String| {
            let (was, is) = (words(before), words(after));
            if was == is { is } else { format!("{was} → {is}") }
        };
        let kinds: Vec<&str> = change.kinds.iter().copied().map(ChangeKind::name).collect();
        table.listed(compared.top, || {
            [
                after.id.clone(),
                kinds.join(", "),
                arrow(&|circuit| circuit.bottleneck.words(compared.after.register.base)),
                arrow(&|circuit| circuit.standing()),
                because(change),
            ]
        });
    }
    answer.table(format!("Loops that changed otherwise: {}", at_least(compared.complete(), list.len())), table);
}

fn because(change: &LoopChange) -> String {
    if change.deals.is_empty() {
        return "a change of owner".to_owned();
    }
    change.deals.iter().map(DealId::as_str).collect::<Vec<_>>().join(", ")
}
