//! `measure sources`: on whose word the money rests, and where sources disagree.

use std::{cmp::Reverse, collections::BTreeSet};

use rust_decimal::Decimal;

use super::deals::arc_record;
use crate::{
    answer::{
        Answer, Cell, Record, Table, claims,
        words::{NONE, counted, percent, standing, thousands},
    },
    flow::{Arc, Node, Scope},
    measure::{ABOUT_SOURCES, Disagreement, Division, Ratio, SourceTier, Sum, disagreements},
    model::{Currency, Deal, EntityId, Range},
};

/// Of all deals, or of one company's; `top` rows of each list of deals.
pub fn sources<'r>(scope: &Scope<'r>, company: Option<Node>, top: usize) -> Answer<'r> {
    let picked = |arc: &Arc| company.is_none_or(|node| arc.payer == node || arc.payee == node);
    let all = Sum::of(&scope.graph, picked);
    let divisions = crate::measure::sources(scope, picked);
    let mut answer = Answer::figures("measure-sources", scope, &[&ABOUT_SOURCES]);
    let single = |deal: &Deal| scope.register.independent_sources([deal]) == 1;
    let read = |deal: &Deal| SourceTier::read(scope.register, deal).is_near();
    let named = |deal: &Deal| SourceTier::named(scope.register, deal).is_near();
    let part = |pick: &dyn Fn(&Deal) -> bool| {
        let of = |arc: &Arc| picked(arc) && scope.register.deals.get(&arc.deal).is_some_and(pick);
        let stated = Sum::of(&scope.graph, of).value.stated.unwrap_or_default();
        let share = Ratio::of(Range::exactly(stated), all.value).stated;
        format!("{} ({})", scope.register.base.money(stated), percent(share))
    };
    answer.title(all.value.stated.map_or_else(
        || "No amount is stated".to_owned(),
        |stated| {
            let of = company.map_or_else(String::new, |node| format!(" of {}'s deals", scope.name(node)));
            format!(
                "Of all {} stated{of}, {} rests on a filing, a party's own word or a named publisher that was read, {} \
                 if those count that are only named; {} on one independent source",
                scope.register.base.money(stated),
                part(&read),
                part(&named),
                part(&single),
            )
        },
    ));
    answer.figure("all", &all);
    for division in &divisions {
        answer.table(format!("By {}", division.by), divided(&all, division, scope.register.base));
    }
    answer.rows("parts", divisions.iter().flat_map(|one| records(&all, one)).collect::<Vec<_>>());
    let is_one = &|arc: &Arc, deal: &Deal| picked(arc) && single(deal);
    let resting = Picked { key: "single_source", heading: "Rest on one independent source", is_one };
    deals(&mut answer, scope, top, &resting);
    let is_one = &|arc: &Arc, deal: &Deal| picked(arc) && (deal.conflict.is_some() || !deal.contradicted_by.is_empty());
    let disputed = Picked { key: "in_dispute", heading: "Sources disagree, or one says otherwise", is_one };
    deals(&mut answer, scope, top, &disputed);
    what_is_claimed(&mut answer, scope, company);
    answer
}

/// One question: a line for each answer, and the whole.
fn divided(all: &Sum, division: &Division, base: Currency) -> Table {
    let mut table = Table::new(&["", ">deals", ">stated", ">of all", ">undisclosed deals"]);
    let line = |what: &str, sum: &Sum| {
        let unstated = if sum.unstated == 0 { NONE.to_owned() } else { thousands(sum.unstated) };
        let stated = Cell::Money(sum.value.stated).words(base);
        [what.to_owned(), thousands(sum.deals.len()), stated, percent(sum.share_of(all)), unstated]
    };
    for part in &division.parts {
        table.row(line(&part.what, &part.sum));
    }
    // A total whose tranches differ in this is stated of them together.
    let apart =
        division.parts.iter().filter_map(|part| part.sum.value.stated).fold(Decimal::ZERO, Decimal::saturating_add);
    let together = all.value.stated.map(|all| all.saturating_sub(apart)).filter(|more| *more > Decimal::ZERO);
    if let Some(together) = together {
        let share = Ratio::of(Range::exactly(together), all.value).stated;
        let stated = Cell::Money(Some(together)).words(base);
        table.row(["of several lines together".to_owned(), NONE.to_owned(), stated, percent(share), NONE.to_owned()]);
    }
    table.row(line("all", all));
    table
}

/// The same as data.
fn records(all: &Sum, division: &Division) -> Vec<Record> {
    let record = |part: &crate::measure::Part| {
        let share = Cell::Share(part.sum.share_of(all));
        Record::new().with("by", division.by).with("part", &part.what).with("share", share).with("sum", &part.sum)
    };
    division.parts.iter().map(record).collect()
}

/// Deals with something in common.
struct Picked<'a> {
    /// What they are called in data.
    key: &'static str,
    /// What they have in common.
    heading: &'static str,
    is_one: &'a dyn Fn(&Arc, &Deal) -> bool,
}

/// The deals that are picked, the largest first, with what speaks for them.
fn deals(answer: &mut Answer<'_>, scope: &Scope<'_>, top: usize, picked: &Picked<'_>) {
    let arcs = scope.graph.arcs().iter();
    let with = arcs.filter_map(|arc| scope.register.deals.get(&arc.deal).map(|deal| (arc, deal)));
    let mut found: Vec<(&Arc, &Deal)> = with.filter(|(arc, deal)| (picked.is_one)(arc, deal)).collect();
    found.sort_by_key(|(arc, _)| (Reverse(arc.value.stated), arc.deal.clone(), arc.payer));
    let mut table = Table::new(&["payer", "payee", "deal id", ">amount", "status", "on whose word"]);
    for (arc, deal) in &found {
        table.listed(top, || {
            let says = deal.conflict.as_deref().unwrap_or_default();
            let cite = answer.cite(deal.citations());
            [
                scope.name(arc.payer).to_owned(),
                scope.name(arc.payee).to_owned(),
                arc.deal.to_string(),
                arc.value.words(scope.register.base),
                standing(arc),
                format!("{says} {cite}").trim_start().to_owned(),
            ]
        });
    }
    let count = found.iter().map(|(arc, _)| &arc.deal).collect::<BTreeSet<_>>().len();
    let (deals, payments) = (counted(count, "deal"), counted(found.len(), "payment"));
    answer.table(format!("{}: {deals} in {payments}, the largest first", picked.heading), table);
    let record = |(arc, deal): &(&Arc, &Deal)| {
        arc_record(scope, arc)
            .with("conflict", deal.conflict.clone())
            .with("contradicted_by", Cell::list(scope.register.nearest(&deal.contradicted_by)))
            .with("sources", Cell::list(scope.register.source_ids(deal)))
    };
    answer.figure(picked.key, Cell::list(found.iter().map(record)));
}

/// What articles claim of one matter, beside what is held.
fn what_is_claimed(answer: &mut Answer<'_>, scope: &Scope<'_>, company: Option<Node>) {
    let day = scope.view.as_of;
    let owner = |id: &EntityId| scope.register.owner_on(id, day).clone();
    let of = company.map(|node| owner(scope.graph.id(node)));
    let touches = |one: &Disagreement<'_>| {
        let parties = one.deal.into_iter().flat_map(|deal| deal.payers.iter().chain(&deal.payees));
        of.as_ref().is_none_or(|of| parties.chain(one.about.iter().copied()).any(|id| owner(id) == *of))
    };
    let found: Vec<Disagreement<'_>> = disagreements(scope.register, day).into_iter().filter(touches).collect();
    answer.figure("claims", Cell::list(found.iter().map(claims::record)));
    claims::side_by_side(answer, scope.register, &found);
}
