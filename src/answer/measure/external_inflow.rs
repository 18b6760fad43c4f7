//! `measure outside`: how much of what a company is paid comes from outside all loops.

use std::cmp::Reverse;

use super::deals::{arc_record, arcs_table};
use crate::{
    answer::{
        Answer, Cell, List,
        words::{capitalised, percent, percents, some_of, sum},
    },
    flow::{Arc, Node, Scope},
    measure::{ABOUT_EXTERNAL_INFLOW, ExternalInflow, external_inflows},
    model::Currency,
};

/// Of all companies, or of one with its deals.
pub fn external_inflow<'r>(scope: &Scope<'r>, company: Option<Node>, top: usize) -> Answer<'r> {
    let mut all = external_inflows(&scope.graph);
    all.sort_by_key(|one| (Reverse(one.all.value.stated), one.company));
    let round = all.iter().filter(|one| !one.inside.is_empty()).count();
    let count = all.len();
    all.retain(|one| company.is_none_or(|only| only == one.company));
    let mut answer = Answer::figures("measure-outside", scope, &[&ABOUT_EXTERNAL_INFLOW]);
    let list = List::of(&all)
        .column("company", "company", |one| Cell::node(scope, one.company))
        .column("is_paid", ">is paid", |one| (&one.all).into())
        .column("on_no_loop", ">over hops on no loop", |one| (&one.outside).into())
        .column("share_on_no_loop", ">share", |one| Cell::Share(one.share_outside()))
        .column("on_some_loop", ">over hops on some loop", |one| (&one.inside).into())
        .data("cannot_go_round", |one| Some(one.not_round).filter(|_| !one.by_payer.is_zero()).into())
        .shown(">cannot go round", |one| not_round(one, scope.register.base).into())
        .column("share_cannot_go_round", ">share", |one| Cell::Shares(one.share_not_round()))
        .shown_if(|one| company.is_some() || !one.inside.is_empty());
    answer.list("", "companies", &list, top);
    match (company, all.first()) {
        (Some(_), Some(one)) => alone(&mut answer, scope, one),
        (Some(company), None) => answer.title(format!("{} is paid nothing here", scope.name(company))),
        (None, _) => answer.title(format!(
            "{} paid over some loop; the others only from outside",
            capitalised(&some_of(round, count, "company", ("is", "are")))
        )),
    }
    answer.says(
        "Only recorded deals are counted. Ordinary revenue is not in the register and would add to the outside; \
         undisclosed amounts could add to either side.",
    );
    answer
}

/// What cannot go round of what its payers state, each of them for itself.
fn not_round(one: &ExternalInflow, base: Currency) -> String {
    if one.by_payer.is_zero() { "none stated".to_owned() } else { base.between(one.not_round.low, one.not_round.high) }
}

/// One company: both readings in a sentence each, and the deals on either side.
fn alone(answer: &mut Answer<'_>, scope: &Scope<'_>, one: &ExternalInflow) {
    let name = scope.name(one.company);
    answer.title(match one.all.value.stated {
        None => format!("Nothing that {name} is paid is stated"),
        Some(_) => format!(
            "Of what is stated to be paid to {name}, {} comes over hops on no loop; of what each payer states, {} cannot \
             go round",
            one.share_outside().map_or_else(|| "an undisclosed part".to_owned(), |share| percent(Some(share))),
            percents(one.share_not_round())
        ),
    });
    answer.says(format!(
        "Paid in all: {}; over hops on no loop: {}; over hops on some loop: {}.",
        sum(&one.all, scope.register.base),
        sum(&one.outside, scope.register.base),
        sum(&one.inside, scope.register.base)
    ));
    answer.says(format!(
        "When as much of the stated money as possible goes round, of what it is paid this does not: {}.",
        not_round(one, scope.register.base)
    ));
    let arcs = |inside: bool| {
        let deals = if inside { &one.inside.deals } else { &one.outside.deals };
        scope.graph.arcs().iter().filter(move |arc: &&Arc| arc.payee == one.company && deals.contains(&arc.deal))
    };
    answer.table("Over hops on no loop", arcs_table(scope, arcs(false)));
    answer.table("Over hops on some loop", arcs_table(scope, arcs(true)));
    answer.figure("deals", Cell::list(arcs(false).chain(arcs(true)).map(|arc| arc_record(scope, arc))));
}
