//! What changed, for reading.

use std::cmp::Reverse;

use super::Compared;
use crate::{
    circuits::Circuit,
    cli::{
        loops::{least, plural, thousands},
        measure::percent,
        page::Page,
        table::Table,
        view,
    },
    flow::Level,
    measure::{ABOUT_CHANGE, ChangeKind, DealChange, LoopChange, Total},
    model::{Range, money},
};

pub(super) fn page(compared: &Compared<'_>) -> Page {
    let [before, after] = compared.sides;
    let loops = &compared.change.loops;
    let having = |wanted: fn(&LoopChange) -> bool| loops.iter().filter(|change| wanted(change)).collect::<Vec<_>>();
    let born = having(|change| change.before.is_none());
    let died = having(|change| change.after.is_none());
    let other = having(|change| change.before.is_some() && change.after.is_some());
    let count = |list: &[&LoopChange]| least(compared.complete(), list.len());
    let (from, to) = (before.view.as_of, after.view.as_of);
    let supposed = from == to && before.register == after.register;
    let sides = if supposed { format!("What if, as of {to}") } else { format!("From {from} to {to}") };
    let mut page = Page::new(format!(
        "{sides}: {} {} born, {} died, {} changed otherwise",
        count(&born),
        plural(born.len(), "loop"),
        count(&died),
        count(&other)
    ));
    page.text(format!("Before: {}, {}.", before.register.title, view::words(&before.view)));
    page.text(format!("After: {}, {}.", after.register.title, view::words(&after.view)));
    if after.view.level == Level::Asset {
        page.text("Figures of money are between companies: what is paid to a cloud is its owner's to spend.");
    }
    page.text("");
    page.table(figures(&compared.change.totals));
    ended(compared, &mut page);
    deals(compared, &mut page);
    list(compared, &mut page, "Loops born", &born);
    list(compared, &mut page, "Loops that died", &died);
    changed(compared, &mut page, &other);
    page.heading("What these figures are");
    page.text(format!("{}: {}", ABOUT_CHANGE.title, ABOUT_CHANGE.definition));
    page.text(format!("How: {}", ABOUT_CHANGE.method));
    page.text(format!("Caution: {}", ABOUT_CHANGE.caution));
    page.sources(&after.register);
    page
}

/// The figures of both sides.
fn figures([before, after]: &[Total; 2]) -> Table {
    let mut table = Table::new(&["figure", ">before", ">after"]);
    let mut row = |name: &str, figure: &dyn Fn(&Total) -> String| {
        table.row([name.to_owned(), figure(before), figure(after)]);
    };
    row("loops", &|total| least(total.complete, total.loops));
    row("paid, as stated", &|total| money(total.headline.stated.total));
    row("of it can go round, at most", &|total| money(total.headline.stated.circulation));
    row("share of it", &|total| percent(total.headline.stated.share()));
    row("can go round, whatever the amounts", &|total| {
        let range = total.headline.circulation;
        Range { stated: None, low: range.low, high: range.high }.words()
    });
    row("can go round, firm deals only", &|total| money(total.headline.firm.circulation));
    row("share of firm deals", &|total| percent(total.headline.firm.share()));
    row("hops that state no amount", &|total| thousands(total.headline.unpriced));
    table
}

/// Deals that no longer live, all of them: what became of each.
fn ended(compared: &Compared<'_>, page: &mut Page) {
    let ended = |change: &&DealChange| change.after.as_ref().is_some_and(|state| !state.status.is_live());
    let mut table = Table::new(&["deal", "before", "after"]);
    for change in compared.change.deals.iter().filter(ended) {
        let [was, is] = compared.stands(change);
        table.row([format!("{} ({})", compared.title(&change.deal), change.deal), was, is]);
    }
    if !table.rows.is_empty() {
        page.heading("Deals that ended");
        page.table(table);
    }
}

/// The deals behind it: first those behind most loops.
fn deals(compared: &Compared<'_>, page: &mut Page) {
    let behind = compared.behind();
    let counts = |deal| behind.get(deal).copied().unwrap_or_default();
    let mut list: Vec<_> = compared.change.deals.iter().map(|change| (counts(&change.deal), change)).collect();
    list.sort_by_key(|(counts, _)| Reverse(counts.iter().sum::<usize>()));
    if list.is_empty() {
        return;
    }
    page.heading("The deals behind it");
    page.text(format!("{} differ. A loop is counted at each deal behind it.", thousands(list.len())));
    more(page, list.len(), compared.top, "those behind most loops");
    page.text("");
    let loops = |count| least(compared.complete(), count);
    let mut table = Table::new(&["deal", "before", "after", ">born", ">died", ">other"]);
    for ([born, died, other], change) in list.into_iter().take(compared.top) {
        let [was, is] = compared.stands(change);
        let known = compared.sides.iter().rev().find_map(|side| side.register.deals.get(&change.deal));
        let cite = known.map(|deal| page.notes.cite(deal.sources())).unwrap_or_default();
        let name = format!("{} ({}) {cite}", compared.title(&change.deal), change.deal);
        table.row([name.trim_end().to_owned(), was, is, loops(born), loops(died), loops(other)]);
    }
    page.table(table);
}

fn more(page: &mut Page, count: usize, top: usize, first: &str) {
    if count > top {
        page.text(format!("Shown are the first {top}, {first}; --top 0 shows all."));
    }
}

/// Loops that only one side has.
fn list(compared: &Compared<'_>, page: &mut Page, heading: &str, list: &[&LoopChange]) {
    if list.is_empty() {
        return;
    }
    page.heading(format!("{heading}: {}", least(compared.complete(), list.len())));
    more(page, list.len(), compared.top, "the largest");
    page.text("");
    let mut table = Table::new(&["loop", ">hops", "smallest hop", "status", "closed on", "because of"]);
    for change in list.iter().take(compared.top) {
        let Some(circuit) = change.circuit() else { continue };
        table.row([
            circuit.id.clone(),
            circuit.length().to_string(),
            circuit.bottleneck.words(),
            circuit.status.to_string(),
            circuit.closed_on.to_string(),
            because(change),
        ]);
    }
    page.table(table);
}

/// Loops that both sides have.
fn changed(compared: &Compared<'_>, page: &mut Page, list: &[&LoopChange]) {
    if list.is_empty() {
        return;
    }
    page.heading(format!("Loops that changed otherwise: {}", least(compared.complete(), list.len())));
    more(page, list.len(), compared.top, "the largest");
    page.text("");
    let mut table = Table::new(&["loop", "what", "smallest hop", "status", "because of"]);
    for change in list.iter().take(compared.top) {
        let (Some(before), Some(after)) = (&change.before, &change.after) else { continue };
        let arrow = |words: &dyn Fn(&Circuit) -> String| {
            let (was, is) = (words(before), words(after));
            if was == is { is } else { format!("{was} → {is}") }
        };
        let kinds: Vec<&str> = change.kinds.iter().copied().map(ChangeKind::name).collect();
        table.row([
            after.id.clone(),
            kinds.join(", "),
            arrow(&|circuit| circuit.bottleneck.words()),
            arrow(&|circuit| circuit.status.words().to_owned()),
            because(change),
        ]);
    }
    page.table(table);
}

fn because(change: &LoopChange) -> String {
    if change.deals.is_empty() {
        return "a change of owner".to_owned();
    }
    change.deals.iter().map(crate::model::DealId::as_str).collect::<Vec<_>>().join(", ")
}
