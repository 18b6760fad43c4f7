//! `measure annual`: calendar years.

use std::cmp::Reverse;

use crate::{
    answer::{
        Answer, Cell, List,
        words::{counted, disclosed, percent},
    },
    flow::{Arc, Node, Scope},
    measure::{self, ABOUT_ANNUAL, ABOUT_CIRCULATION, Annual, Basis, Schedule, Spreading, Undated, Year},
    model::{Currency, Range},
};

/// Every year of a view, or of what one party pays and is paid, and what is in none.
pub fn annual<'r>(scope: &Scope<'r>, party: Option<Node>, spreading: Spreading) -> Answer<'r> {
    let found = measure::annual(scope.register, &scope.view, spreading);
    match party {
        None => of_all(scope, &found),
        Some(party) => of_party(scope, &found, party),
    }
}

fn of_all<'r>(scope: &Scope<'r>, found: &Annual) -> Answer<'r> {
    let years = found.table();
    let mut answer = Answer::figures("measure-annual", scope, &[&ABOUT_ANNUAL, &ABOUT_CIRCULATION]);
    answer.title(title(&years, scope.register.base));
    let list = List::of(&years)
        .column("year", "year", |one| Cell::Whole(one.year.into()))
        .column("deals", ">deals", |one| one.deals.into())
        .column("assumed_start", ">of these with an assumed start", |one| one.assumed.into())
        .data("paid", |one| Cell::Money(one.paid()))
        .shown(">paid", |one| disclosed(one.paid(), scope.register.base).into())
        .data("circulation", |one| Cell::Money(one.circulation()))
        .shown(">can go round", |one| disclosed(one.circulation(), scope.register.base).into())
        .column("share", ">share", |one| Cell::Share(one.figure.share()))
        .column("unpriced_hops", ">hops without amount", |one| one.unpriced.into());
    answer.list("", "years", &list, usize::MAX);
    in_no_year(&mut answer, &found.undated(), found.undated_sum(|_| true), scope.register.base);
    answer
}

/// What one party pays and is paid, year by year and deal by deal.
fn of_party<'r>(scope: &Scope<'r>, found: &Annual, party: Node) -> Answer<'r> {
    let name = scope.name(party);
    let years = found.of_party(party);
    let mut answer = Answer::figures("measure-annual", scope, &[&ABOUT_ANNUAL]);
    answer.title(match (years.first(), years.last()) {
        (Some(first), Some(last)) if first.year < last.year => {
            format!("What {name} pays and is paid, {} to {}", first.year, last.year)
        }
        (Some(only), _) => format!("What {name} pays and is paid in {}", only.year),
        _ => format!("No deal of {name} can be placed in a year"),
    });
    let list = List::of(&years)
        .column("year", "year", |one| Cell::Whole(one.year.into()))
        .data("pays", |one| (&one.pays).into())
        .shown(">pays", |one| (&one.pays).into())
        .shown(">by deals", |one| one.pays.deals.len().into())
        .data("is_paid", |one| (&one.is_paid).into())
        .shown(">is paid", |one| (&one.is_paid).into())
        .shown(">by deals", |one| one.is_paid.deals.len().into());
    answer.figure("party", scope.graph.id(party));
    answer.list("", "years", &list, usize::MAX);
    let payments: Vec<Payment<'_>> = years.iter().flat_map(|year| payments(found, year.year, party)).collect();
    let list = List::of(&payments)
        .column("year", "year", |one| Cell::Whole(one.year.into()))
        .column("payer", "payer", |one| Cell::node(scope, one.arc.payer))
        .column("payee", "payee", |one| Cell::node(scope, one.arc.payee))
        .column("deal", "deal", |one| (&one.arc.deal).into())
        .column("kind", "kind", |one| one.arc.kind.into())
        .data("stated", |one| Cell::Money(one.value.stated))
        .data("low", |one| one.value.low.into())
        .data("high", |one| Cell::Money(one.value.high))
        .shown(">amount", |one| one.value.into())
        .column("assumed_start", "start assumed", |one| one.assumed.into());
    answer.table("Deal by deal", list.table(usize::MAX, scope.register.base));
    answer.figure("payments", Cell::list(list.records()));
    answer.spreadsheet(list.keys(), list.lines().collect::<Vec<_>>());
    let own = |arc: &Arc| arc.payer == party || arc.payee == party;
    in_no_year(&mut answer, &found.undated_of(own), found.undated_sum(own), scope.register.base);
    answer
}

/// What one deal pays in one year.
struct Payment<'f> {
    year: i16,
    arc: &'f Arc,
    value: Range,
    /// Whether its term has no stated start.
    assumed: bool,
}

/// What a party pays in a year, then what it is paid.
fn payments(found: &Annual, year: i16, party: Node) -> Vec<Payment<'_>> {
    let arcs = found.flow().arcs();
    let payment = |schedule: &Schedule| {
        let (arc, value) = (arcs.get(schedule.arc)?, schedule.in_year(year)?);
        let assumed = matches!(schedule.basis, Some(Basis::Term { start_is_stated: false, .. }));
        Some(Payment { year, arc, value, assumed })
    };
    let mut all: Vec<Payment<'_>> = found.schedules().iter().filter_map(payment).collect();
    all.retain(|one| one.arc.payer == party || one.arc.payee == party);
    all.sort_by_key(|one| one.arc.payer != party);
    all
}

fn in_no_year(answer: &mut Answer<'_>, undated: &[Undated], all: Range, base: Currency) {
    if !undated.is_empty() {
        let stated = all.stated.map_or_else(String::new, |stated| format!(" with {} stated", base.money(stated)));
        let deals = counted(undated.len(), "deal");
        answer.says(format!("{deals}{stated} cannot be placed in any year: see the list below the years."));
    }
    let list = List::of(undated)
        .column("deal", "deal", |one| (&one.deal).into())
        .column("amount", ">amount", |one| one.value.into())
        .column("why", "why", |one| one.why.words().into());
    answer.table("In no year", list.table(usize::MAX, base));
    answer.figure("in_no_year", Cell::list(list.records()));
}

fn title(years: &[Year], base: Currency) -> String {
    match years.iter().max_by_key(|year| (year.figure.circulation, Reverse(year.year))) {
        Some(most) if !most.figure.circulation.is_zero() => format!(
            "{} has the most that can be going round: {} of {}, {}",
            most.year,
            base.money(most.figure.circulation),
            base.money(most.figure.total),
            percent(most.figure.share())
        ),
        Some(_) => "In no year can stated money be going round".to_owned(),
        None => "No deal can be placed in a year".to_owned(),
    }
}
