//! `measure annual`: calendar years.

use std::cmp::Reverse;

use crate::{
    answer::{
        Answer, Cell, List,
        words::{counted, disclosed, percent},
    },
    flow::Scope,
    measure::{self, ABOUT_ANNUAL, ABOUT_CIRCULATION, Spreading, Undated, Year},
    model::{Currency, Range},
};

/// Every year of a view, and what is in none.
pub fn annual<'r>(scope: &Scope<'r>, spreading: Spreading) -> Answer<'r> {
    let found = measure::annual(scope.register, &scope.view, spreading);
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
    in_no_year(&mut answer, &found.undated(), scope.register.base);
    answer
}

fn in_no_year(answer: &mut Answer<'_>, undated: &[Undated], base: Currency) {
    if !undated.is_empty() {
        let all = undated.iter().fold(Range::ZERO, |sum, one| sum.plus(one.value));
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
