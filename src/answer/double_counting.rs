//! `check --double-counting`: what adding up announced amounts counts twice.

use rust_decimal::Decimal;

use super::{
    Answer, Cell, Record, Table,
    words::{as_stated, counted, spaced, thousands, verb},
};
use crate::{
    flow::Scope,
    measure::{ABOUT_DOUBLE_COUNTING, DoubleCounting, Reason, Surplus, double_counting as differences},
    model::{Currency, DealId},
};

/// Announced and counted, and each deal by which they differ.
pub fn double_counting<'r>(scope: &Scope<'r>) -> Answer<'r> {
    let found = differences(scope.register, &scope.view);
    let mut answer = Answer::figures("double-counting", scope, &[&ABOUT_DOUBLE_COUNTING]);
    answer.title(match found.counted.stated {
        None => "No live deal by which money moves states an amount: there is nothing to add up".to_owned(),
        Some(once) => format!(
            "Added up as announced, {} {} to {}; each {} counted once, it is {}",
            counted(found.deals, "deal"),
            verb(found.deals, "comes", "come"),
            scope.register.base.money(found.announced),
            scope.register.base.noun(),
            as_stated(once, usize::from(found.counted.high != Some(Decimal::ZERO)), scope.register.base)
        ),
    });
    answer.says(format!(
        "What is counted is the sum of `roundtrip flows`, whatever the amounts are: {}.",
        found.counted.interval(scope.register.base)
    ));
    answer.table("", reasons(&found, scope.register.base));
    for reason in Reason::ALL {
        let own = of(&found, reason);
        let heading = format!("{} ({})", reason.words(), thousands(own.len()));
        let table = deals(&mut answer, scope, &own);
        answer.table(heading, table);
    }
    answer.figure("deals_that_state", found.deals);
    answer.figure("announced", found.announced);
    answer.figure("counted", found.counted);
    let reasons = Reason::ALL.map(|reason| {
        let own = of(&found, reason);
        let difference: Decimal = own.iter().map(|one| one.difference()).sum();
        Record::new().with("reason", reason.name()).with("deals", own.len()).with("difference", difference)
    });
    answer.figure("reasons", Cell::list(reasons));
    answer.rows("deals", found.surplus.iter().map(|one| record(scope, one)).collect::<Vec<_>>());
    let columns = ["deal", "title", "reason", "why", "announced", "counted", "currency", "instead", "sources"];
    answer.spreadsheet(columns, found.surplus.iter().map(|one| line(scope, one)).collect::<Vec<_>>());
    answer
}

/// The differences of one reason.
fn of(found: &DoubleCounting, reason: Reason) -> Vec<&Surplus> {
    found.surplus.iter().filter(|one| one.reason == reason).collect()
}

/// Reason by reason, and in all.
fn reasons(found: &DoubleCounting, base: Currency) -> Table {
    let mut table = Table::new(&["why it counts for less", ">deals", ">announced", ">counted", ">difference"]);
    for reason in Reason::ALL {
        let own = of(found, reason);
        if own.is_empty() {
            continue;
        }
        let sum = |amount: fn(&Surplus) -> Decimal| own.iter().map(|one| amount(one)).sum();
        let counted = sum(|one| one.counted);
        table.row([
            reason.words().to_owned(),
            thousands(own.len()),
            base.money(sum(|one| one.announced)),
            as_stated(counted, unstated(reason), base),
            base.money(sum(Surplus::difference)),
        ]);
    }
    if found.deals == 0 {
        return table;
    }
    let difference = found.surplus.iter().map(Surplus::difference).sum();
    table.row([
        "in all".to_owned(),
        thousands(found.surplus.len()),
        String::new(),
        String::new(),
        base.money(difference),
    ]);
    table
}

/// The deals of one reason, with what counts instead.
fn deals(answer: &mut Answer<'_>, scope: &Scope<'_>, own: &[&Surplus]) -> Table {
    let mut table = Table::new(&["deal", ">announced", ">counted", "status", "counts instead"]);
    let day = scope.view.as_of;
    for one in own {
        let Some(deal) = scope.register.deals.get(&one.deal) else { continue };
        let cite = answer.cite(deal.citations());
        let status = deal.status_on(day);
        let since = status.and_then(|status| deal.since(status, day));
        let since = since.map_or_else(String::new, |since| format!(", {since}"));
        let instead: Vec<&str> = one.instead.iter().map(DealId::as_str).collect();
        table.row([
            format!("{} ({}) {cite}", deal.title, one.deal),
            scope.register.base.money(one.announced),
            as_stated(one.counted, unstated(one.reason), scope.register.base),
            format!("{}{since}", status.map_or("", |status| status.words())),
            one.why.clone().unwrap_or_else(|| instead.join(", ")),
        ]);
    }
    table
}

/// Of a round nobody knows who gave how much: what counts of it is not nothing, but is not stated.
fn unstated(reason: Reason) -> usize {
    usize::from(reason == Reason::Split)
}

fn record(scope: &Scope<'_>, one: &Surplus) -> Record {
    let deal = scope.register.deals.get(&one.deal);
    Record::new()
        .with("deal", &one.deal)
        .with("title", deal.map(|deal| &deal.title))
        .with("reason", one.reason.name())
        .with("why", one.why.as_ref())
        .with("announced", one.announced)
        .with("counted", one.counted)
        .with("instead", Cell::list(&one.instead))
        .with("sources", deal.map(|deal| Cell::list(scope.register.source_ids(deal))))
}

/// For a spreadsheet, where ids stand in one cell.
fn line(scope: &Scope<'_>, one: &Surplus) -> Vec<Cell> {
    let deal = scope.register.deals.get(&one.deal);
    vec![
        (&one.deal).into(),
        deal.map(|deal| &deal.title).into(),
        one.reason.name().into(),
        one.why.as_ref().into(),
        one.announced.into(),
        one.counted.into(),
        scope.register.base.code().into(),
        spaced(&one.instead).into(),
        spaced(deal.map(|deal| scope.register.source_ids(deal)).unwrap_or_default()).into(),
    ]
}
