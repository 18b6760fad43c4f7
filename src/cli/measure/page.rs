//! The page of `report` that an editor would lift: the ladder first, then who, what, when, and the caveats.

use super::{Ground, annual, args::Spread, breakers, circulation, companies, ladder, loops, sheet::explain, sources};
use crate::{
    circuits::Limits,
    cli::{outcome::Failure, page::Page, view},
    measure::{self, SearchBudget},
};

/// How many rows each list has.
const ROWS: usize = 15;

/// All measures of a view on one page. `limits` bound the loops that the ladder counts.
pub(in crate::cli) fn circularity(ground: &Ground<'_>, limits: &Limits) -> Page {
    let limits = Limits { class: None, by_deal: false, ..limits.clone() };
    let rungs = measure::ladder(ground.register, ground.view, &limits, &SearchBudget::default(), ground.clock);
    let mut sections =
        vec![(ladder::of(&rungs), 1), (circulation::sheet(ground, ROWS).0, 3), (companies::sheet(ground, ROWS).0, 1)];
    let all = view::search(ground.graph, ground.register, &limits, ground.clock);
    let split =
        if all.complete { loops::of(ground, &all.list, ROWS) } else { Err(Failure::new("not all loops are known")) };
    let unsplit = match split {
        Ok(sheet) => {
            sections.push((sheet, 1));
            None
        }
        Err(failure) => Some(failure),
    };
    sections.push((breakers::sheet(ground).0, 2));
    sections.push((annual::sheet(ground, Spread::Straight).0, 1));
    sections.push((sources::of(ground, None, ROWS), 2));
    let mut page = Page::new("How much of this money goes round");
    page.text(format!(
        "{}, {}. Amounts are what the deals state, rounded; every figure can be recomputed from the rows of flows.csv.",
        ground.register.title,
        view::words(ground.view)
    ));
    let mut about = Vec::new();
    for (sheet, tables) in sections {
        sheet.section(&mut page, tables, &mut about);
    }
    if let Some(Failure::Other { message, .. }) = unsplit {
        page.text(format!("The loops are not told apart by amount: {message}."));
    }
    explain(&mut page, &about);
    page
}
