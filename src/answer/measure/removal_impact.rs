//! `measure touch`: without whom, or which deal, fewest loops are left; and how much of the money touches whom.

use crate::{
    answer::{
        Answer, Cell, List,
        words::{NONE, as_stated, at_least, class, counted, percent, percents, plural, some_of, thousands, verb},
    },
    circuits::Limits,
    flow::Scope,
    measure::{ABOUT_REMOVAL_IMPACT, CompanyImpact, RemovalImpact},
    model::{Currency, DealId},
};

/// Each company, and the `removals` deals that are on most loops, taken out one by one.
pub fn removal_impact<'r>(scope: &Scope<'r>, limits: &Limits, removals: usize, top: usize) -> Answer<'r> {
    let found = crate::measure::removal_impact(scope.register, &scope.view, limits, removals, &scope.stop);
    let mut answer = Answer::figures("measure-touch", scope, &[&ABOUT_REMOVAL_IMPACT]);
    answer.complete = found.counted;
    answer.title(title(scope, &found));
    let most = limits.max_length.map_or_else(String::new, |most| format!(" and at most {most} hops"));
    answer.says(format!(
        "Loops of class {}{most} are counted: {}. {}",
        class(limits.class),
        at_least(found.complete, found.loops),
        money(&found, scope.register.base)
    ));
    if !found.counted {
        answer.says("How many loops are left is not known for each: the search was stopped before they were counted.");
    }
    answer.list("", "companies", &companies(scope, &found), top);
    deals(&mut answer, scope, &found, top);
    if found.deals.len() < found.on_loops {
        answer.says(format!(
            "Taken out one by one: {} of {} on loops, those on most of them first (--removals, --deadline).",
            thousands(found.deals.len()),
            counted(found.on_loops, "deal")
        ));
    }
    answer.figure("loops", found.loops);
    answer.figure("complete", found.counted);
    answer.figure("loops_complete", found.complete);
    answer.figure("class", class(limits.class));
    answer.figure("paid", &found.all);
    answer.figure("circulation", found.circulation);
    answer.figure("deals_on_loops", found.on_loops);
    answer
}

/// What is paid in all, and how much of it can go round.
fn money(found: &RemovalImpact, base: Currency) -> String {
    match found.all.value.stated {
        None => "No amount is stated to be paid.".to_owned(),
        Some(all) => format!(
            "In all, {} is stated to be paid, of which this can be going round: {}.",
            base.money(all),
            as_stated(found.circulation, found.all.unstated, base)
        ),
    }
}

fn title(scope: &Scope<'_>, found: &RemovalImpact) -> String {
    let Some(first) = found.companies.first().filter(|first| first.through > 0) else {
        return "There is no loop to break".to_owned();
    };
    let name = scope.name(first.company);
    let loops = format!("{} {}", at_least(found.complete, found.loops), plural(found.loops, "loop"));
    let touches = found.share_of_stated(first).map_or_else(
        || "none of what touches it is stated".to_owned(),
        |share| format!("{} of all that is stated touches it", percent(Some(share))),
    );
    match first.left.filter(|_| found.counted) {
        Some(left) => {
            let left = if found.complete {
                some_of(left, found.loops, "loop", ("is", "are"))
            } else {
                format!("{} of {loops} {}", thousands(left), verb(left, "is", "are"))
            };
            format!("Without {name}, {left} left; {touches}")
        }
        None => format!(
            "{} of {loops} {} through {name}; {touches}",
            at_least(found.complete, first.through),
            verb(first.through, "leads", "lead")
        ),
    }
}

fn companies<'a>(scope: &'a Scope<'_>, found: &'a RemovalImpact) -> List<'a, CompanyImpact> {
    // Nothing stated goes round, but something unstated may.
    let is_unstated = |one: &CompanyImpact| one.circular.high.is_zero() && one.touched.unstated > 0;
    let left = |one: &CompanyImpact| {
        if one.through == 0 && found.complete { Some(found.loops) } else { one.left }
    };
    let circular = move |one: &CompanyImpact| {
        if is_unstated(one) {
            "none stated".to_owned()
        } else {
            scope.register.base.between(one.circular.low, one.circular.high)
        }
    };
    let share = move |one: &CompanyImpact| {
        if is_unstated(one) { NONE.to_owned() } else { percents(found.share_of_circular(one)) }
    };
    List::of(&found.companies)
        .column("company", "company", |one| Cell::node(scope, one.company))
        .data("loops_through", |one| one.through.into())
        .shown(">loops through it", |one| at_least(found.complete, one.through).into())
        .data("loops_left", move |one| left(one).into())
        .shown(">left without it", |one| one.left.map_or_else(|| "not known".to_owned(), thousands).into())
        .column("touched", ">money that touches it", |one| (&one.touched).into())
        .column("share_of_stated", ">of all stated", |one| Cell::Share(found.share_of_stated(one)))
        .data("circular", |one| one.circular.into())
        .shown(">circular money", move |one| circular(one).into())
        .data("share_of_circular", |one| Cell::Shares(found.share_of_circular(one)))
        .shown(">of all circular", move |one| share(one).into())
        .shown_if(|one| one.through > 0)
}

fn deals(answer: &mut Answer<'_>, scope: &Scope<'_>, found: &RemovalImpact, top: usize) {
    let title = |id: &DealId| scope.register.deals.get(id).map_or("", |deal| deal.title.as_str());
    let arc = |id: &DealId| scope.graph.arcs().iter().find(|arc| arc.deal == *id);
    let list = List::of(&found.deals)
        .column("deal", "deal id", |one| (&one.deal).into())
        .shown("what", |one| title(&one.deal).into())
        .column("status", "status", |one| arc(&one.deal).map(|arc| arc.status).into())
        .column("loops_on", ">on loops", |one| one.on.into())
        .column("loops_left", ">left without it", |one| one.left.into());
    answer.figure("deals", Cell::list(list.records()));
    answer.table("Deals without which fewest loops are left", list.table(top, scope.register.base));
}
