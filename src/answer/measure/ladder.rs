//! `measure ladder`: the same figures for each status and above, today or over time.

use jiff::civil::Date;

use crate::{
    answer::{
        Answer, Cell, List, Record, Refusal,
        words::{as_stated, at_least, counted, cut_short, percent, percents},
    },
    circuits::Limits,
    flow::Scope,
    measure::{
        ABOUT_CIRCULATION, ABOUT_FEEDBACK_SET, ABOUT_LADDER, ABOUT_SERIES, Every, Moment, Point, Proof, Rung,
        SearchBudget, series,
    },
    model::Status,
};

/// How much goes round at each status and above. `limits` bound the loops that are counted.
pub fn ladder<'r>(scope: &Scope<'r>, limits: &Limits) -> Answer<'r> {
    let rungs = crate::measure::ladder(scope.register, &scope.view, limits, &SearchBudget::default(), &scope.stop);
    let mut answer =
        Answer::figures("measure-ladder", scope, &[&ABOUT_LADDER, &ABOUT_CIRCULATION, &ABOUT_FEEDBACK_SET]);
    answer.title(title(&rungs));
    let lacks = Status::rungs().count() - rungs.len();
    answer.complete = lacks == 0 && rungs.iter().all(|rung| rung.loops_complete);
    if lacks > 0 {
        let (all, order) = (Status::rungs().count(), "the firmest first");
        answer.says(cut_short(rungs.len(), (all, "line"), order, &scope.stop));
    }
    let proven = |rung: &Rung| rung.feedback_set.proof != Proof::Heuristic;
    let stated = |rung: &Rung, amount| as_stated(amount, rung.unpriced, scope.register.base);
    let list = List::of(&rungs)
        .column("status", "status and above", |rung| rung.status.into())
        .column("deals", ">deals", |rung| rung.deals.into())
        .data("paid", |rung| rung.figure.paid(rung.unpriced).into())
        .shown(">paid", |rung| stated(rung, rung.figure.total).into())
        .data("circulation", |rung| rung.figure.goes_round(rung.unpriced).into())
        .shown(">can go round", |rung| stated(rung, rung.figure.circulation).into())
        .column("share", ">share", |rung| Cell::Share(rung.figure.share()))
        .column("share_within", ">within", |rung| Cell::Shares(rung.held.shares()))
        .data("loops", |rung| rung.loops.into())
        .data("loops_complete", |rung| rung.loops_complete.into())
        .shown(">loops", |rung| at_least(rung.loops_complete, rung.loops).into())
        .data("breakers", |rung| {
            Record::new().with("amount", rung.feedback_set.weight).with("proven", proven(rung)).into()
        })
        .shown(">breakers", |rung| {
            let least = stated(rung, rung.feedback_set.weight);
            format!("{least}{}", if proven(rung) { "" } else { " (heuristic)" }).into()
        })
        .column("unpriced_hops", ">hops without amount", |rung| rung.unpriced.into());
    answer.list("", "rungs", &list, usize::MAX);
    answer
}

fn title(rungs: &[Rung]) -> String {
    let share = |status: Status| {
        let rung = rungs.iter().find(|rung| rung.status == status)?;
        rung.figure.share().map(|share| percent(Some(share)))
    };
    if rungs.len() < Status::rungs().count() {
        return match rungs.last() {
            Some(last) => format!(
                "{} of what is {} or firmer can be going round; with softer deals it was not computed",
                percent(last.figure.share()),
                last.status.words()
            ),
            None => "Not computed: there was no time for even one status".to_owned(),
        };
    }
    if let Some(ends) = unstated(rungs) {
        return format!("{ends} of what is paid can be going round; no loop states an amount on every hop");
    }
    match (share(Status::Signed), share(Status::Rumoured)) {
        (Some(firm), Some(all)) if firm != all => {
            format!(
                "{firm} of what is signed or closed can be going round, and {all} with all that is announced or talked of"
            )
        }
        (_, Some(all)) => format!("{all} of what is paid can be going round"),
        _ if rungs.iter().all(|rung| rung.deals == 0) => {
            "No deal counts in this view: nothing can be measured".to_owned()
        }
        _ => "No deal states an amount: nothing can be measured".to_owned(),
    }
}

/// Between which ends the share is, where something can go round, though no loop states its amounts.
fn unstated(rungs: &[Rung]) -> Option<String> {
    let rung = rungs.iter().find(|rung| rung.status == Status::Rumoured && rung.figure.circulation.is_zero())?;
    rung.held.shares().filter(|ends| ends.1 > 0.0).map(|ends| percents(Some(ends)))
}

/// One line of a day.
struct Line<'m> {
    on: Date,
    point: &'m Point,
    is_first: bool,
}

/// The same at the end of each month, quarter or year, from a day (else from the year of the first deal) to the day of
/// the view.
///
/// # Errors
/// If the first day is after the day of the view.
pub fn ladder_over_time<'r>(scope: &Scope<'r>, every: Every, from: Option<Date>) -> Result<Answer<'r>, Refusal> {
    let to = scope.view.as_of;
    let from = from.unwrap_or_else(|| scope.register.first_day().unwrap_or(to).first_of_year());
    if from > to {
        return Err(Refusal::help(
            format!("{from} is after {to}, the day of the view"),
            "begin on an earlier day, or look at a later one",
        ));
    }
    let days = every.ends(from, to);
    let moments = series(scope.register, &scope.view, &days, &scope.stop);
    let mut answer = Answer::figures("measure-ladder-over-time", scope, &[&ABOUT_SERIES, &ABOUT_CIRCULATION]);
    answer.complete = moments.len() == days.len();
    if !answer.complete {
        answer.says(format!("The time was up after {} of {}.", moments.len(), counted(days.len(), "day")));
    }
    answer.figure("complete", answer.complete);
    answer.title(format!("The circular share on {} from {from} to {to}", counted(moments.len(), "day")));
    let lines: Vec<Line<'_>> = moments.iter().flat_map(lines).collect();
    let stated = |line: &Line<'_>, amount| as_stated(amount, line.point.unpriced, scope.register.base);
    let list = List::of(&lines)
        .data("on", |line| line.on.into())
        .shown("on", |line| line.is_first.then_some(line.on).into())
        .column("status", "status and above", |line| line.point.status.into())
        .column("deals", ">deals", |line| line.point.deals.into())
        .data("paid", |line| line.point.figure.paid(line.point.unpriced).into())
        .shown(">paid", |line| stated(line, line.point.figure.total).into())
        .data("circulation", |line| line.point.figure.goes_round(line.point.unpriced).into())
        .shown(">can go round", |line| stated(line, line.point.figure.circulation).into())
        .column("share", ">share", |line| Cell::Share(line.point.figure.share()))
        .column("unpriced_hops", ">hops without amount", |line| line.point.unpriced.into());
    answer.list("", "points", &list, usize::MAX);
    Ok(answer)
}

fn lines(moment: &Moment) -> impl Iterator<Item = Line<'_>> {
    moment.rungs.iter().enumerate().map(|(at, point)| Line { on: moment.on, point, is_first: at == 0 })
}
