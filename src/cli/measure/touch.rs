//! `measure touch`: without whom, or which deal, fewest loops are left; and how much of the money touches whom.

use serde_json::json;

use super::{
    Ground,
    args::TouchArgs,
    list,
    sheet::{Sheet, moneys, number, percent, percents, ratio},
    sums::{sum, sum_json},
};
use crate::{
    cli::{
        loops::{least, plural, thousands},
        outcome::{End, Failure},
        table::Table,
        view,
    },
    measure::{ABOUT_REMOVAL_IMPACT, CompanyImpact, Ratio, RemovalImpact, removal_impact},
    model::{DealId, Range, money},
};

pub(super) fn sheet(ground: &Ground<'_>, args: &TouchArgs) -> Result<(Sheet, End), Failure> {
    let limits = view::limits(&args.search, &args.class, ground.view)?;
    let found = removal_impact(ground.register, ground.view, &limits, args.removals, ground.clock);
    let mut sheet = Sheet::new("touch", "companies", &[&ABOUT_REMOVAL_IMPACT]);
    sheet.title(title(ground, &found));
    sheet.says(format!(
        "Counted are loops of class {}{}: {}. In all, {} is stated to be paid, of which {} can be going round.",
        args.class,
        args.search.max_length.map_or_else(String::new, |most| format!(" and at most {most} hops")),
        least(found.complete, found.loops),
        found.all.value.stated.map_or_else(|| "nothing".to_owned(), money),
        money(found.circulation)
    ));
    if !found.counted {
        sheet.says("Not known of all: how many loops are left. The search was stopped before they were counted.");
    }
    companies(&mut sheet, ground, &found, list(&args.list));
    deals(&mut sheet, ground, &found, list(&args.list));
    if found.deals.len() < found.on_loops {
        sheet.says(format!(
            "Taken out one by one: {} of {} deals on loops, those on most of them first (--removals, --deadline).",
            thousands(found.deals.len()),
            thousands(found.on_loops)
        ));
    }
    sheet.figure("loops", found.loops);
    sheet.figure("complete", found.counted);
    sheet.figure("loops_complete", found.complete);
    sheet.figure("class", args.class.as_str());
    sheet.figure("paid", sum_json(&found.all));
    sheet.figure("circulation", number(found.circulation));
    sheet.figure("deals_on_loops", found.on_loops);
    Ok((sheet, if found.counted { End::Done } else { End::Limited }))
}

fn title(ground: &Ground<'_>, found: &RemovalImpact) -> String {
    let Some(first) = found.companies.first().filter(|first| first.through > 0) else {
        return "No loop is to be broken".to_owned();
    };
    let name = ground.name(first.company);
    let loops = format!("{} {}", least(found.complete, found.loops), plural(found.loops, "loop"));
    let share = percent(stated(first, found));
    match first.left.filter(|_| found.counted) {
        Some(left) => {
            let (are, left) = (if left == 1 { "is" } else { "are" }, thousands(left));
            format!("Without {name}, {left} of {loops} {are} left; {share} of all that is stated touches it")
        }
        None => format!(
            "{} of {loops} lead through {name}; {share} of all that is stated touches it",
            least(found.complete, first.through)
        ),
    }
}

/// What touches a company, of all that is stated.
fn stated(one: &CompanyImpact, found: &RemovalImpact) -> Option<f64> {
    Ratio::of(one.touched.value, found.all.value).stated
}

/// What of the circular money goes into a company or out of it.
fn circular(one: &CompanyImpact, found: &RemovalImpact) -> Option<(f64, f64)> {
    let whole = Range { stated: Some(found.circulation), low: found.circulation, high: Some(found.circulation) };
    let of = |part| Ratio::of(Range { stated: Some(part), low: part, high: Some(part) }, whole).stated;
    Some((of(one.circular.low)?, of(one.circular.high)?))
}

fn companies(sheet: &mut Sheet, ground: &Ground<'_>, found: &RemovalImpact, top: usize) {
    let mut table = Table::new(&[
        "company",
        ">loops through it",
        ">left without it",
        ">money that touches it",
        ">of all stated",
        ">circular money",
        ">of all circular",
    ]);
    for one in &found.companies {
        let ends = circular(one, found);
        // Nothing stated goes round, but something unstated may.
        let unstated = one.circular.high.is_zero() && one.touched.unstated > 0;
        sheet.row(json!({
            "company": ground.graph.id(one.company).as_str(), "loops_through": one.through,
            "loops_left": if one.through == 0 && found.complete { Some(found.loops) } else { one.left },
            "touched": sum_json(&one.touched), "share_of_stated": ratio(stated(one, found)),
            "circular": {"low": number(one.circular.low), "high": number(one.circular.high)},
            "share_of_circular": {"low": ratio(ends.map(|ends| ends.0)), "high": ratio(ends.map(|ends| ends.1))},
        }));
        if one.through > 0 {
            table.listed(top, || {
                [
                    ground.name(one.company).to_owned(),
                    least(found.complete, one.through),
                    one.left.map_or_else(|| "not known".to_owned(), thousands),
                    sum(&one.touched),
                    percent(stated(one, found)),
                    if unstated { "none stated".to_owned() } else { moneys(one.circular.low, one.circular.high) },
                    if unstated { "–".to_owned() } else { percents(ends) },
                ]
            });
        }
    }
    sheet.table("", table);
}

fn deals(sheet: &mut Sheet, ground: &Ground<'_>, found: &RemovalImpact, top: usize) {
    let mut table = Table::new(&["deal id", "what", "status", ">on loops", ">left without it"]);
    let mut rows = Vec::new();
    for one in &found.deals {
        let (title, status) = about(ground, &one.deal);
        rows.push(json!({"deal": one.deal.as_str(), "status": status, "loops_on": one.on, "loops_left": one.left}));
        table.listed(top, || {
            let counts = [thousands(one.on), thousands(one.left)];
            [one.deal.to_string(), title.to_owned(), status.to_owned()].into_iter().chain(counts)
        });
    }
    sheet.figure("deals", rows);
    sheet.table("Deals without which fewest loops are left", table);
}

fn about<'a>(ground: &Ground<'a>, id: &DealId) -> (&'a str, &'static str) {
    let title = ground.register.deals.get(id).map_or("", |deal| deal.title.as_str());
    let arc = ground.graph.arcs().iter().find(|arc| arc.deal == *id);
    (title, arc.map_or("", |arc| arc.status.words()))
}
