//! `measure ladder` on the page of `report`.

use serde_json::json;

use super::sheet::{Sheet, number, percent, ratio};
use crate::{
    cli::{
        loops::{least, thousands},
        table::Table,
    },
    measure::{ABOUT_CIRCULATION, ABOUT_FEEDBACK_SET, ABOUT_LADDER, Proof, Rung},
    model::{Status, money},
};

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
