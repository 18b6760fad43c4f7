//! `check --stale`: what should have happened by the day, and figures that have grown old.

use super::{
    Answer, Cell, Record, Table,
    words::{counted, thousands, verb},
};
use crate::{
    flow::Scope,
    measure::{ABOUT_STALE, OldFigure, Wait, stale as found},
};

/// The work list of a view's day; figures older than `limit` days are old.
pub fn stale<'r>(scope: &Scope<'r>, limit: u16) -> Answer<'r> {
    let (register, day) = (scope.register, scope.view.as_of);
    let found = found(register, day, limit);
    let mut answer = Answer::new("stale", register);
    answer.about(&[&ABOUT_STALE]);
    let (waits, old) = (found.waits.len(), found.old.len());
    let waiting = format!("{} {} for what should have happened", counted(waits, "deal"), verb(waits, "waits", "wait"));
    let are_old = format!("{} {} older than {limit} days", counted(old, "figure"), verb(old, "is", "are"));
    answer.title(format!("{waiting}; {are_old}"));
    answer.subject(format!("{}, as of {day}.", register.title));
    answer.figure("as_of", day);
    answer.figure("older_than_days", usize::from(limit));
    answer.figure("count", waits + old);
    let table = waiting_table(&mut answer, scope, &found.waits);
    answer.table(format!("Deals that wait ({})", thousands(waits)), table);
    answer.table(format!("Figures older than {limit} days ({})", thousands(old)), old_table(scope, &found.old));
    answer.figure("old", Cell::list(found.old.iter().map(figure)));
    answer.rows("waits", found.waits.iter().map(|wait| record(scope, wait)).collect::<Vec<_>>());
    let columns = ["what", "subject", "says", "on", "precision"];
    let waits = found.waits.iter().map(|own| line(own.what.name(), own.deal.as_str(), own.what.words(), own.by.into()));
    let old = found.old.iter().map(|own| line("figure", &own.subject, own.what.clone(), own.on.into()));
    answer.spreadsheet(columns, waits.chain(old).collect::<Vec<_>>());
    answer
}

/// The deals that wait, the longest wait first.
fn waiting_table(answer: &mut Answer<'_>, scope: &Scope<'_>, waits: &[Wait]) -> Table {
    let mut table = Table::new(&["deal", "status", ">amount", "waits for", "since"]);
    for wait in waits {
        let Some(deal) = scope.register.deals.get(&wait.deal) else { continue };
        let cite = answer.cite(deal.citations());
        table.row([
            format!("{} ({}) {cite}", deal.title, wait.deal),
            wait.status.words().to_owned(),
            wait.value.words(scope.register.base),
            wait.what.words(),
            wait.by.to_string(),
        ]);
    }
    table
}

/// The figures that are old, the oldest first.
fn old_table(scope: &Scope<'_>, old: &[OldFigure]) -> Table {
    let mut table = Table::new(&["of", "figure", "of the day", ">days ago"]);
    for own in old {
        let entity = scope.register.entities.get(own.subject.as_str());
        let name = entity.map_or(own.subject.as_str(), |entity| entity.short.as_str());
        let days = thousands(usize::try_from(own.days).unwrap_or_default());
        table.row([name.to_owned(), own.what.clone(), own.on.to_string(), days]);
    }
    table
}

fn record(scope: &Scope<'_>, wait: &Wait) -> Record {
    let deal = scope.register.deals.get(&wait.deal);
    Record::new()
        .with("deal", &wait.deal)
        .with("title", deal.map(|deal| &deal.title))
        .with("status", wait.status)
        .with("amount", wait.value)
        .with("waits_for", wait.what.name())
        .with("says", wait.what.words())
        .with("by", wait.by)
        .with("sources", deal.map(|deal| Cell::list(scope.register.source_ids(deal))))
}

fn figure(own: &OldFigure) -> Record {
    let days = usize::try_from(own.days).unwrap_or_default();
    Record::new().with("subject", &own.subject).with("figure", &own.what).with("on", own.on).with("days", days)
}

/// For a spreadsheet.
fn line(what: &str, subject: &str, says: String, on: Cell) -> Vec<Cell> {
    let precision = on.precision();
    vec![what.into(), subject.into(), says.into(), on, precision]
}
