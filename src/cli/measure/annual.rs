//! `measure annual`: calendar years.

use serde_json::json;

use super::{
    Ground,
    args::Spread,
    sheet::{Sheet, maybe, percent, range, ratio},
};
use crate::{
    cli::{loops::plural, loops::thousands, outcome::End, table::Table},
    measure::{ABOUT_ANNUAL, ABOUT_CIRCULATION, Spreading, Year, annual},
    model::{Range, money},
};

pub(super) fn sheet(ground: &Ground<'_>, spread: Spread) -> (Sheet, End) {
    let spreading = match spread {
        Spread::Straight => Spreading::Straight,
        Spread::UpFront => Spreading::UpFront,
    };
    let found = annual(ground.register, ground.view, spreading);
    let (years, undated) = (found.table(), found.undated());
    let mut sheet = Sheet::new("annual", "years", &[&ABOUT_ANNUAL, &ABOUT_CIRCULATION]);
    sheet.title(title(&years));
    let mut table = Table::new(&[
        "year",
        ">deals",
        ">of these with an assumed start",
        ">paid",
        ">can go round",
        ">share",
        ">hops without amount",
    ]);
    for year in &years {
        // What nobody stated is not nothing.
        let stated = |amount| Some(amount).filter(|_| year.unpriced == 0 || !year.figure.total.is_zero());
        let words = |amount| stated(amount).map_or_else(|| "undisclosed".to_owned(), money);
        table.row([
            year.year.to_string(),
            thousands(year.deals),
            thousands(year.assumed),
            words(year.figure.total),
            words(year.figure.circulation),
            percent(year.figure.share()),
            thousands(year.unpriced),
        ]);
        sheet.row(json!({
            "year": year.year, "deals": year.deals, "assumed_start": year.assumed,
            "paid": maybe(stated(year.figure.total)), "circulation": maybe(stated(year.figure.circulation)),
            "share": ratio(year.figure.share()), "unpriced_hops": year.unpriced,
        }));
    }
    sheet.table("", table);
    let mut rest = Table::new(&["deal", ">amount", "why"]);
    for one in &undated {
        rest.row([one.deal.to_string(), one.value.words(), one.why.words().to_owned()]);
    }
    let all = undated.iter().fold(Range::ZERO, |sum, one| sum.plus(one.value));
    if !undated.is_empty() {
        let (count, deals) = (thousands(undated.len()), plural(undated.len(), "deal"));
        let stated = all.stated.map_or_else(String::new, |stated| format!(" with {} stated", money(stated)));
        sheet.says(format!("{count} {deals}{stated} cannot be placed in a year: see below the years."));
    }
    sheet.table("In no year", rest);
    let undated: Vec<_> = undated
        .iter()
        .map(|one| json!({"deal": one.deal.as_str(), "why": one.why.words(), "amount": range(one.value)}))
        .collect();
    sheet.figure("in_no_year", undated);
    (sheet, End::Done)
}

fn title(years: &[Year]) -> String {
    match years.iter().max_by_key(|year| (year.figure.circulation, std::cmp::Reverse(year.year))) {
        Some(most) if !most.figure.circulation.is_zero() => format!(
            "Most can be going round in {}: {} of {}, {}",
            most.year,
            money(most.figure.circulation),
            money(most.figure.total),
            percent(most.figure.share())
        ),
        Some(_) => "In no year can stated money be going round".to_owned(),
        None => "No deal can be placed in a year".to_owned(),
    }
}
