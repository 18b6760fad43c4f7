//! `measure ownership`: who owns whom, directly and through others.

use rust_decimal::Decimal;
use serde_json::json;

use super::{
    Ground,
    args::OwnershipArgs,
    list,
    sheet::{Sheet, number, percent, ratio},
};
use crate::{
    cli::{End, Failure, loops::plural, loops::thousands, table::Table, view::entity},
    measure::{ABOUT_BOOK, ABOUT_OWNERSHIP, Holdings, Ownership, OwnershipError, Reading, ownership, stakes},
    model::{Register, money},
};

/// Who of whom: what is held directly, and with what is held through others.
struct Row {
    owner: usize,
    owned: usize,
    direct: Decimal,
    integrated: f64,
}

pub(super) fn sheet(ground: &Ground<'_>, args: &OwnershipArgs) -> Result<(Sheet, End), Failure> {
    let only = args.of.as_deref().map(|text| entity(ground.register, text)).transpose()?;
    let recorded = stakes(ground.register, ground.view);
    let fail = |error: OwnershipError| {
        Failure::help(error.to_string(), "mend the records, or take a stake out with --without")
    };
    let holdings = recorded.holdings(Reading::Stated).map_err(fail)?;
    let found = ownership(&holdings).map_err(fail)?;
    let mut sheet = Sheet::new("ownership", "stakes", &[&ABOUT_OWNERSHIP, &ABOUT_BOOK]);
    let wanted = |owned: usize| {
        only.as_ref().is_none_or(|only| holdings.names().get(owned).is_some_and(|name| name == only.as_str()))
    };
    let rows: Vec<Row> = rows(&holdings, &found).into_iter().filter(|row| wanted(row.owned)).collect();
    let through = rows.iter().filter(|row| row.direct.is_zero()).count();
    sheet.title(format!(
        "{} recorded {}, and {} more through others",
        thousands(rows.len() - through),
        plural(rows.len() - through, "stake"),
        thousands(through)
    ));
    if !recorded.unread.is_empty() {
        let ids: Vec<&str> = recorded.unread.iter().map(crate::model::DealId::as_str).collect();
        sheet.says(format!("Without a share that could be read, and left out: {}.", ids.join(", ")));
    }
    let name = |at: usize| name(ground.register, &holdings, at);
    let mut table = Table::new(&["company", "owner", ">directly", ">with what others hold for it"]);
    for row in &rows {
        sheet.row(json!({
            "owner": holdings.names().get(row.owner), "owned": holdings.names().get(row.owned),
            "direct": number(row.direct), "integrated": ratio(Some(row.integrated)),
        }));
        if table.rows.len() < list(&args.list) {
            table.row([name(row.owned), name(row.owner), direct(row.direct), percent(Some(row.integrated))]);
        }
    }
    sheet.table("", table);
    unrecorded(&mut sheet, ground, (&holdings, &found), &wanted);
    twice(&mut sheet, ground, &holdings, &found);
    Ok((sheet, End::Done))
}

fn direct(share: Decimal) -> String {
    if share.is_zero() {
        "–".to_owned()
    } else {
        format!("{} %", (share * Decimal::ONE_HUNDRED).round_dp(2).normalize())
    }
}

fn name(register: &Register, holdings: &Holdings, at: usize) -> String {
    let id = holdings.names().get(at).map_or("", String::as_str);
    register.entities.get(id).map_or_else(|| id.to_owned(), |entity| entity.short.clone())
}

/// Every share above nothing, company by company, the largest owner first.
fn rows(holdings: &Holdings, found: &Ownership<'_>) -> Vec<Row> {
    let len = holdings.names().len();
    let pairs = (0..len).flat_map(|owned| (0..len).map(move |owner| (owner, owned)));
    let share = |(owner, owned): (usize, usize)| {
        let direct = holdings.shares().find(|share| (share.0, share.1) == (owner, owned));
        let direct = direct.map_or(Decimal::ZERO, |share| share.2);
        Row { owner, owned, direct, integrated: found.integrated(owner, owned).value() }
    };
    let mut rows: Vec<Row> = pairs.map(share).filter(|row| row.integrated > 0.0).collect();
    rows.sort_by(|a, b| a.owned.cmp(&b.owned).then(b.integrated.total_cmp(&a.integrated)).then(a.owner.cmp(&b.owner)));
    rows
}

/// What of each company belongs to owners whom the register does not name.
fn unrecorded(
    sheet: &mut Sheet,
    ground: &Ground<'_>,
    (holdings, found): (&Holdings, &Ownership<'_>),
    wanted: &dyn Fn(usize) -> bool,
) {
    let mut table = Table::new(&["company", ">in the end, of owners whom the register does not name"]);
    let mut figures = Vec::new();
    let held = holdings.held();
    for at in (0..held.len()).filter(|&at| wanted(at) && held.get(at).is_some_and(|held| !held.is_zero())) {
        let share = found.unrecorded(at).value();
        table.row([name(ground.register, holdings, at), percent(Some(share))]);
        figures.push(json!({"company": holdings.names().get(at), "share": ratio(Some(share))}));
    }
    sheet.figure("unrecorded", figures);
    sheet.table("Owners who are not named", table);
}

/// How much of the stated values is counted twice.
fn twice(sheet: &mut Sheet, ground: &Ground<'_>, holdings: &Holdings, found: &Ownership<'_>) {
    let worth = |at: usize| {
        let entity = ground.register.entities.get(holdings.names().get(at)?.as_str())?;
        entity.valuation_on(ground.view.as_of)?.worth.stated
    };
    let valued: Vec<(usize, Decimal)> = (0..holdings.names().len()).filter_map(|at| Some((at, worth(at)?))).collect();
    // What a company is worth holds its shares in the others: without them it is what is there.
    let stakes = |owner: usize| -> Decimal {
        let own = holdings.shares().filter(|share| share.0 == owner && worth(owner).is_some());
        own.filter_map(|(_, owned, share)| Some(worth(owned)? * share)).sum()
    };
    let within: Decimal = valued.iter().map(|(at, _)| stakes(*at)).sum();
    let sum: Decimal = valued.iter().map(|(_, worth)| *worth).sum();
    let book = found.book(|at| worth(at).unwrap_or_default() - stakes(at));
    let Some(inflation) = book.inflation.filter(|_| !within.is_zero()) else { return };
    sheet.says(format!(
        "The latest valuations of {} of these companies add up to {}, of which {} is stakes of one in another: {:.3} times \
         what is there.",
        thousands(valued.len()),
        money(sum),
        money(within),
        inflation.value()
    ));
    let inflation = ratio(Some(inflation.value()));
    let valued =
        json!({"companies": valued.len(), "sum": number(sum), "counted_twice": number(within), "inflation": inflation});
    sheet.figure("valued", valued);
}
