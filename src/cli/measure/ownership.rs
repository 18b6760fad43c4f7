//! `measure ownership`: who owns whom, directly and through others.

use rust_decimal::Decimal;
use serde_json::json;

use super::{
    Ground,
    args::OwnershipArgs,
    list,
    sheet::{Sheet, number, percent, ratio},
    sums::rung,
};
use crate::{
    cli::{
        loops::plural,
        loops::thousands,
        outcome::{End, Failure},
        table::Table,
        view::entity,
    },
    measure::{ABOUT_BOOK, ABOUT_OWNERSHIP, Holdings, Ownership, OwnershipError, Reading, Stakes, ownership, stakes},
    model::{EntityId, Register, money},
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
    let open = recorded.list.iter().filter(|stake| stake.share.high != Some(stake.share.low));
    let open: Vec<&str> = open.map(|stake| stake.deal.as_str()).collect();
    if !open.is_empty() {
        sheet.says(format!(
            "Of a share that is a range or a bound, the figure stated counts, of a range its lower end: {}.",
            open.join(", ")
        ));
    }
    sheet.says(
        "Only records of the kind `ownership` are read: a stake that is told of another deal alone is not among them.",
    );
    list_of(&mut sheet, ground, (&recorded, &holdings, &rows), list(&args.list));
    unrecorded(&mut sheet, ground, (&holdings, &found), &wanted);
    twice(&mut sheet, ground, &holdings);
    Ok((sheet, End::Done))
}

/// The stakes, each with the record that says so.
fn list_of(
    sheet: &mut Sheet,
    ground: &Ground<'_>,
    (recorded, holdings, rows): (&Stakes, &Holdings, &[Row]),
    top: usize,
) {
    let mut table = Table::new(&["company", "owner", ">directly", "record", ">with what others hold for it"]);
    let record = |row: &Row| {
        let is = |id: &EntityId, at: usize| holdings.names().get(at).is_some_and(|name| name == id.as_str());
        let stake = recorded.list.iter().find(|stake| is(&stake.owner, row.owner) && is(&stake.owned, row.owned));
        stake.and_then(|stake| ground.register.deals.get(&stake.deal))
    };
    let day = ground.view.as_of;
    for row in rows {
        let deal = record(row);
        let status = deal.and_then(|deal| deal.status_on(day));
        let since = deal.zip(status).and_then(|(deal, status)| deal.since(status, day));
        let words = deal.zip(status).zip(since).map_or_else(
            || "–".to_owned(),
            |((deal, status), since)| format!("{}: {}, {since}", deal.id, rung(status, deal.mark_on(day))),
        );
        sheet.row(json!({
            "owner": holdings.names().get(row.owner), "owned": holdings.names().get(row.owned),
            "deal": deal.map(|deal| &deal.id), "status": status, "since": since.map(|since| since.to_string()),
            "direct": number(row.direct), "integrated": ratio(Some(row.integrated)),
        }));
        table.listed(top, || {
            [
                name(ground.register, holdings, row.owned),
                name(ground.register, holdings, row.owner),
                direct(row.direct),
                words,
                percent(Some(row.integrated)),
            ]
        });
    }
    sheet.table("", table);
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
fn twice(sheet: &mut Sheet, ground: &Ground<'_>, holdings: &Holdings) {
    let valuation = |at: usize| {
        let entity = ground.register.entities.get(holdings.names().get(at)?.as_str())?;
        entity.valuation_on(ground.view.as_of)
    };
    let worth = |at: usize| valuation(at)?.worth.stated;
    let valued: Vec<(usize, Decimal)> = (0..holdings.names().len()).filter_map(|at| Some((at, worth(at)?))).collect();
    // What a company is worth holds its shares in the others: without them it is what is there.
    let stakes = |owner: usize| -> Decimal {
        let own = holdings.shares().filter(|share| share.0 == owner && worth(owner).is_some());
        own.filter_map(|(_, owned, share)| Some(worth(owned)? * share)).sum()
    };
    let days = || valued.iter().filter_map(|(at, _)| Some(valuation(*at)?.on));
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return };
    // Of the others it is not known what they are worth: they are no part of either sum.
    let place = |at: usize| valued.iter().position(|(own, _)| *own == at);
    let shares = holdings.shares().filter_map(|(owner, owned, share)| Some((place(owner)?, place(owned)?, share)));
    let names = valued.iter().filter_map(|(at, _)| holdings.names().get(*at).cloned()).collect();
    let Ok(between) = Holdings::new(names, shares) else { return };
    let Ok(found) = ownership(&between) else { return };
    let own = |at: usize| valued.get(at).map_or(Decimal::ZERO, |(at, worth)| *worth - stakes(*at));
    let within: Decimal = valued.iter().map(|(at, _)| stakes(*at)).sum();
    let sum: Decimal = valued.iter().map(|(_, worth)| *worth).sum();
    let book = found.book(own);
    let Some(inflation) = book.inflation.filter(|_| !within.is_zero()) else { return };
    sheet.says(format!(
        "The latest valuations of {} of these companies, of {first} to {last}, add up to {}, of which {} is stakes of one in \
         another: {:.3} times what is there.",
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
