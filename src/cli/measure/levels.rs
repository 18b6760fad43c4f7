//! `measure levels`: who stands before whom in the flow of money.

use serde_json::json;

use super::{
    Ground,
    sheet::{Sheet, ratio},
};
use crate::{
    cli::{outcome::End, table::Table},
    measure::{ABOUT_TROPHIC, Network, Reading, trophic},
};

pub(super) fn sheet(ground: &Ground<'_>, top: usize) -> (Sheet, End) {
    let found = trophic(&Network::of(ground.graph, Reading::Stated));
    let mut sheet = Sheet::new("levels", "companies", &[&ABOUT_TROPHIC]);
    sheet.title(match found.incoherence {
        Some(incoherence) => {
            format!("Incoherence {incoherence:.3}: 0 if all money goes one level up, 1 if it only goes round")
        }
        None => "No deal states an amount: nothing can be measured".to_owned(),
    });
    let mut all: Vec<(usize, f64)> = found.levels.iter().copied().enumerate().collect();
    all.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let mut table = Table::new(&[">level", "company"]);
    for (vertex, level) in all {
        sheet.row(json!({"company": ground.graph.id(vertex), "level": ratio(Some(level))}));
        table.listed(top, || [format!("{level:.2}"), ground.name(vertex).to_owned()]);
    }
    sheet.figure("incoherence", ratio(found.incoherence));
    sheet.table("", table);
    (sheet, End::Done)
}
