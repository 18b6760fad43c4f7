//! `measure ladder`: the same figures for each rung and above, today or over time.

use jiff::civil::Date;
use serde_json::json;

use super::{
    Ground,
    args::{LadderArgs, Period},
    sheet::{Sheet, number, percent, ratio},
};
use crate::{
    cli::{
        loops::{least, plural, thousands},
        outcome::{End, Failure},
        table::Table,
        view::{day, limits},
    },
    measure::{
        ABOUT_CIRCULATION, ABOUT_FEEDBACK_SET, ABOUT_LADDER, ABOUT_SERIES, Every, Proof, Rung, SearchBudget, ladder,
        series,
    },
    model::{Status, money},
};

pub(super) fn sheet(ground: &Ground<'_>, args: &LadderArgs) -> Result<(Sheet, End), Failure> {
    match args.every {
        Some(period) => over_time(ground, period, args.from.as_deref()),
        None => today(ground, args),
    }
}

fn today(ground: &Ground<'_>, args: &LadderArgs) -> Result<(Sheet, End), Failure> {
    let limits = limits(&args.search, "any", ground.view)?;
    let rungs = ladder(ground.register, ground.view, &limits, &SearchBudget::default(), ground.clock);
    let complete = rungs.iter().all(|rung| rung.loops_complete);
    Ok((of(&rungs), if complete { End::Done } else { End::Limited }))
}

/// The ladder as a sheet.
pub(super) fn of(rungs: &[Rung]) -> Sheet {
    let mut sheet = Sheet::new("ladder", "rungs", &[&ABOUT_LADDER, &ABOUT_CIRCULATION, &ABOUT_FEEDBACK_SET]);
    sheet.title(title(rungs));
    let mut table = Table::new(&[
        "rung and above",
        ">deals",
        ">paid",
        ">can go round",
        ">share",
        ">loops",
        ">breakers",
        ">hops without amount",
    ]);
    for rung in rungs {
        let heuristic = rung.feedback_set.proof == Proof::Heuristic;
        table.row([
            rung.status.words().to_owned(),
            thousands(rung.deals),
            money(rung.figure.total),
            money(rung.figure.circulation),
            percent(rung.figure.share()),
            least(rung.loops_complete, rung.loops),
            format!("{}{}", money(rung.feedback_set.weight), if heuristic { " (heuristic)" } else { "" }),
            thousands(rung.unpriced),
        ]);
        sheet.row(json!({
            "status": rung.status.name(), "deals": rung.deals, "paid": number(rung.figure.total),
            "circulation": number(rung.figure.circulation), "share": ratio(rung.figure.share()),
            "loops": rung.loops, "loops_complete": rung.loops_complete,
            "breakers": {"amount": number(rung.feedback_set.weight), "proven": !heuristic},
            "unpriced_hops": rung.unpriced,
        }));
    }
    sheet.table("", table);
    sheet
}

fn title(rungs: &[Rung]) -> String {
    let share = |status: Status| {
        let rung = rungs.iter().find(|rung| rung.status == status)?;
        rung.figure.share().map(|share| percent(Some(share)))
    };
    match (share(Status::Signed), share(Status::Rumoured)) {
        (Some(firm), Some(all)) if firm != all => {
            format!(
                "{firm} of what is signed or closed can be going round, and {all} with all that is announced or talked of"
            )
        }
        (_, Some(all)) => format!("{all} of what is paid can be going round"),
        _ => "No deal states an amount: nothing can be measured".to_owned(),
    }
}

fn over_time(ground: &Ground<'_>, period: Period, from: Option<&str>) -> Result<(Sheet, End), Failure> {
    let every = match period {
        Period::Month => Every::Month,
        Period::Quarter => Every::Quarter,
        Period::Year => Every::Year,
    };
    let to = ground.view.as_of;
    let first = || {
        let first = ground.register.first_day().unwrap_or(to);
        first.first_of_year()
    };
    let from: Date = from.map_or_else(|| Ok(first()), day)?;
    if from > to {
        return Err(Failure::help(
            format!("--from {from} is after {to}, the day of the view"),
            "give an earlier day, or --as-of a later one",
        ));
    }
    let days = every.ends(from, to);
    let moments = series(ground.register, ground.view, &days, ground.clock);
    let mut sheet = Sheet::new("ladder-over-time", "points", &[&ABOUT_SERIES, &ABOUT_CIRCULATION]);
    let (count, complete) = (moments.len(), moments.len() == days.len());
    if !complete {
        sheet.says(format!("Not known: the later ones of {} days. The time was over.", thousands(days.len())));
    }
    sheet.figure("complete", complete);
    sheet.title(format!("The circular share on {} {} from {from} to {to}", thousands(count), plural(count, "day")));
    let mut table =
        Table::new(&["on", "rung and above", ">deals", ">paid", ">can go round", ">share", ">hops without amount"]);
    for moment in &moments {
        for (at, rung) in moment.rungs.iter().enumerate() {
            table.row([
                if at == 0 { moment.on.to_string() } else { String::new() },
                rung.status.words().to_owned(),
                thousands(rung.deals),
                money(rung.figure.total),
                money(rung.figure.circulation),
                percent(rung.figure.share()),
                thousands(rung.unpriced),
            ]);
            sheet.row(json!({
                "on": moment.on.to_string(), "status": rung.status.name(), "deals": rung.deals,
                "paid": number(rung.figure.total), "circulation": number(rung.figure.circulation),
                "share": ratio(rung.figure.share()), "unpriced_hops": rung.unpriced,
            }));
        }
    }
    sheet.table("", table);
    Ok((sheet, if complete { End::Done } else { End::Limited }))
}
