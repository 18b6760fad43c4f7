//! `measure ownership`: who owns whom, directly and through others.

use crate::{
    answer::{
        Answer, Cell, List, Record, Refusal,
        words::{NONE, counted, status, thousands},
    },
    flow::Scope,
    measure::{
        ABOUT_BOOK, ABOUT_OWNERSHIP, Held, Holdings, Ownership, OwnershipError, Reading, Stakes, Valuations, stakes,
        valuations,
    },
    model::{Currency, Deal, DealId, EntityId, Status, When},
};

/// Of all companies, or of one.
///
/// # Errors
/// If more than all of a company is recorded as held, some own each other entirely, or there are too many companies.
pub fn ownership<'r>(scope: &Scope<'r>, company: Option<&EntityId>, top: usize) -> Result<Answer<'r>, Refusal> {
    let recorded = stakes(scope.register, &scope.view);
    let fail = |error: OwnershipError| {
        Refusal::help(error.to_string(), "correct the records, or leave a stake out with --without")
    };
    let holdings = recorded.holdings(Reading::Stated).map_err(fail)?;
    let found = crate::measure::ownership(&holdings).map_err(fail)?;
    let is_wanted =
        |owned: usize| company.is_none_or(|only| holdings.names().get(owned).is_some_and(|name| name == only.as_str()));
    let held: Vec<Held> = found.held().into_iter().filter(|held| is_wanted(held.owned)).collect();
    let through = held.iter().filter(|held| held.direct.is_zero()).count();
    let mut answer = Answer::figures("measure-ownership", scope, &[&ABOUT_OWNERSHIP, &ABOUT_BOOK]);
    answer.title(format!(
        "{}, and {} more through others",
        counted(held.len() - through, "recorded stake"),
        thousands(through)
    ));
    what_counts(&mut answer, &recorded);
    let rows: Vec<Row<'_>> = held.iter().map(|held| row(scope, &recorded, &holdings, held)).collect();
    answer.list("", "stakes", &list(scope, &holdings, &rows), top);
    unrecorded(&mut answer, scope, &found, is_wanted);
    if let Some(valued) = valuations(scope.register, scope.view.as_of, &holdings) {
        counted_twice(&mut answer, &valued, scope.register.base);
    }
    Ok(answer)
}

/// Which records are left out, and which count with one end of a range.
fn what_counts(answer: &mut Answer<'_>, recorded: &Stakes) {
    let ids = |deals: Vec<&DealId>| deals.into_iter().map(DealId::as_str).collect::<Vec<_>>().join(", ");
    if !recorded.unread.is_empty() {
        let unread = ids(recorded.unread.iter().collect());
        answer.says(format!("Left out, because no share could be read: {unread}."));
    }
    let crowded = recorded.crowded();
    let open = recorded.list.iter().filter(|stake| stake.share.high != Some(stake.share.low));
    let (least, open): (Vec<_>, Vec<_>) = open.partition(|stake| crowded.contains(&stake.owned));
    let [least, open] = [least, open].map(|list| list.into_iter().map(|stake| &stake.deal).collect::<Vec<_>>());
    if !least.is_empty() {
        answer.says(format!(
            "What is stated as the most comes to more than all of the company, so the least counts: {}.",
            ids(least)
        ));
    }
    if !open.is_empty() {
        answer.says(format!(
            "Where a share is a bound, the stated figure counts, or what the others leave of the company if that is \
             less; where it is a range, its lower end: {}.",
            ids(open)
        ));
    }
    answer.says(
        "Only records of the kind `ownership` are read: a stake that only the record of another deal mentions is not \
         among them.",
    );
}

/// A stake, and the record that says so, if it is direct.
struct Row<'a> {
    held: &'a Held,
    record: Option<Standing<'a>>,
}

/// A record as it stands on the day.
struct Standing<'a> {
    deal: &'a Deal,
    status: Option<Status>,
    since: Option<When>,
    words: Option<String>,
}

fn row<'a>(scope: &Scope<'a>, recorded: &Stakes, holdings: &Holdings, held: &'a Held) -> Row<'a> {
    let is = |id: &EntityId, at: usize| holdings.names().get(at).is_some_and(|name| name == id.as_str());
    let stake = recorded.list.iter().find(|stake| is(&stake.owner, held.owner) && is(&stake.owned, held.owned));
    let deal = stake.and_then(|stake| scope.register.deals.get(&stake.deal));
    let day = scope.view.as_of;
    let standing = |deal: &'a Deal| {
        let now = deal.status_on(day);
        let since = now.and_then(|now| deal.since(now, day));
        let words =
            now.zip(since).map(|(now, since)| format!("{}: {}, {since}", deal.id, status(now, deal.mark_on(day))));
        Standing { deal, status: now, since, words }
    };
    Row { held, record: deal.map(standing) }
}

/// The stakes, each with the record that says so.
fn list<'a>(scope: &'a Scope<'_>, holdings: &'a Holdings, rows: &'a [Row<'a>]) -> List<'a, Row<'a>> {
    let record = |row: &Row<'_>| row.record.as_ref().and_then(|one| one.words.clone());
    List::of(rows)
        .column("owned", "company", |row| company(scope, holdings, row.held.owned))
        .column("owner", "owner", |row| company(scope, holdings, row.held.owner))
        .data("deal", |row| row.record.as_ref().map(|one| &one.deal.id).into())
        .data("status", |row| row.record.as_ref().and_then(|one| one.status).into())
        .data("since", |row| row.record.as_ref().and_then(|one| one.since).into())
        .column("direct", ">directly", |row| Cell::Recorded(row.held.direct))
        .shown("record", move |row| record(row).unwrap_or_else(|| NONE.to_owned()).into())
        .column("integrated", ">with what others hold for it", |row| Cell::Share(Some(row.held.integrated.value())))
}

/// A company of the list.
fn company(scope: &Scope<'_>, holdings: &Holdings, at: usize) -> Cell {
    let id = holdings.names().get(at).map_or("", String::as_str);
    let entity = scope.register.entities.get(id);
    Cell::Named { id: id.to_owned(), name: entity.map_or_else(|| id.to_owned(), |entity| entity.short.clone()) }
}

/// What of each company belongs to owners whom the register does not name.
fn unrecorded(answer: &mut Answer<'_>, scope: &Scope<'_>, found: &Ownership<'_>, is_wanted: impl Fn(usize) -> bool) {
    let holdings = found.holdings();
    let held = holdings.held().into_iter().enumerate();
    let owned: Vec<usize> = held.filter(|(at, held)| is_wanted(*at) && !held.is_zero()).map(|(at, _)| at).collect();
    let list = List::of(&owned).column("company", "company", |at| company(scope, holdings, *at)).column(
        "share",
        ">in the end, of owners whom the register does not name",
        |at| Cell::Share(Some(found.unrecorded(*at).value())),
    );
    answer.figure("unrecorded", Cell::list(list.records()));
    answer.table("Owners who are not named", list.table(usize::MAX, scope.register.base));
}

/// How much of the stated values is counted twice.
fn counted_twice(answer: &mut Answer<'_>, valued: &Valuations, base: Currency) {
    let Valuations { companies, first, last, sum, counted_twice, ref inflation } = *valued;
    let inflation = inflation.value();
    answer.says(format!(
        "The latest valuations of {} of these companies, of {first} to {last}, add up to {}, of which {} is stakes of \
         one in another: {inflation:.3} times what is there.",
        thousands(companies),
        base.money(sum),
        base.money(counted_twice),
    ));
    answer.figure(
        "valued",
        Record::new()
            .with("companies", companies)
            .with("sum", sum)
            .with("counted_twice", counted_twice)
            .with("inflation", Cell::Number(Some(inflation))),
    );
}
