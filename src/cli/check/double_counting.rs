//! `check --double-counting`: what adding up announced amounts counts twice.

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::{
    cli::{
        args::Format,
        loops::{plural, thousands},
        measure::number,
        outcome::Failure,
        output,
        page::Page,
        table::Table,
        view,
    },
    flow::View,
    measure::{ABOUT_DOUBLE_COUNTING, DoubleCounting, Reason, Surplus, double_counting},
    model::{DealId, Register, money},
};

/// The whole of it, in the format that is asked for.
pub(super) fn text(register: &Register, day: Date, format: Format, width: Option<usize>) -> Result<String, Failure> {
    let view = View::on(day);
    let found = double_counting(register, &view);
    match format {
        Format::Table => Ok(page(register, &view, &found).plain(width)),
        Format::Markdown => Ok(page(register, &view, &found).markdown()),
        Format::Json => json(register, &view, &found),
        Format::Ndjson => output::ndjson(found.surplus.iter().map(|one| row(register, one))),
        Format::Csv => csv(register, &found).csv(),
    }
}

/// The differences of one reason.
fn of(found: &DoubleCounting, reason: Reason) -> Vec<&Surplus> {
    found.surplus.iter().filter(|one| one.reason == reason).collect()
}

fn page(register: &Register, view: &View, found: &DoubleCounting) -> Page {
    let counted = found.counted.stated.unwrap_or_default();
    let mut page = Page::new(format!(
        "Added up as announced, {} {} come to {}; each dollar counted once, it is {}",
        thousands(found.deals),
        plural(found.deals, "deal"),
        money(found.announced),
        money(counted)
    ));
    page.text(format!("{}, {}.", register.title, view::words(view)));
    page.text(format!(
        "What is counted can lie anywhere within its range: {}. It is the sum of `roundtrip flows`.",
        found.counted.words()
    ));
    page.text("");
    let mut reasons = Table::new(&["why it counts for less", ">deals", ">announced", ">counted", ">difference"]);
    for reason in Reason::ALL {
        let own = of(found, reason);
        if own.is_empty() {
            continue;
        }
        let sum = |amount: fn(&Surplus) -> rust_decimal::Decimal| own.iter().map(|one| amount(one)).sum();
        reasons.row([
            reason.words().to_owned(),
            own.len().to_string(),
            money(sum(|one| one.announced)),
            money(sum(|one| one.counted)),
            money(sum(|one| one.announced - one.counted)),
        ]);
    }
    let difference = found.announced - counted;
    let all = found.surplus.len().to_string();
    reasons.row(["in all".to_owned(), all, String::new(), String::new(), money(difference)]);
    page.table(reasons);
    deals(register, view, found, &mut page);
    page.heading("What these figures are");
    page.text(format!("{}: {}", ABOUT_DOUBLE_COUNTING.title, ABOUT_DOUBLE_COUNTING.definition));
    page.text(format!("How: {}", ABOUT_DOUBLE_COUNTING.method));
    page.text(format!("Caution: {}", ABOUT_DOUBLE_COUNTING.caution));
    page.sources(register);
    page
}

/// The deals of each reason, with what counts instead.
fn deals(register: &Register, view: &View, found: &DoubleCounting, page: &mut Page) {
    for reason in Reason::ALL {
        let own = of(found, reason);
        if own.is_empty() {
            continue;
        }
        page.heading(format!("{} ({})", reason.words(), own.len()));
        let mut table = Table::new(&["deal", ">announced", ">counted", "status", "counts instead"]);
        for one in own {
            let Some(deal) = register.deals.get(&one.deal) else { continue };
            let cite = page.notes.cite(deal.sources());
            let status = deal.status_on(view.as_of);
            let since = status.and_then(|status| deal.since(status, view.as_of));
            let since = since.map_or_else(String::new, |since| format!(", {since}"));
            let status = status.map_or("", |status| status.words());
            let instead: Vec<&str> = one.instead.iter().map(DealId::as_str).collect();
            table.row([
                format!("{} ({}) {cite}", deal.title, one.deal),
                money(one.announced),
                money(one.counted),
                format!("{status}{since}"),
                one.why.clone().unwrap_or_else(|| instead.join(", ")),
            ]);
        }
        page.table(table);
    }
}

fn row(register: &Register, one: &Surplus) -> Value {
    let deal = register.deals.get(&one.deal);
    json!({
        "deal": one.deal, "title": deal.map(|deal| &deal.title), "reason": one.reason.name(), "why": one.why,
        "announced": number(one.announced), "counted": number(one.counted), "instead": one.instead,
        "sources": deal.map(|deal| deal.sources()),
    })
}

fn json(register: &Register, view: &View, found: &DoubleCounting) -> Result<String, Failure> {
    let reasons = Reason::ALL.into_iter().map(|reason| {
        let own = of(found, reason);
        let difference = own.iter().map(|one| one.announced - one.counted).sum();
        json!({"reason": reason.name(), "deals": own.len(), "difference": number(difference)})
    });
    let head = json!({
        "schema": "roundtrip/double-counting/1", "as_of": view.as_of.to_string(), "deals_that_state": found.deals,
        "announced": number(found.announced), "counted": found.counted, "reasons": reasons.collect::<Vec<_>>(),
    });
    output::json_list(&head, "deals", found.surplus.iter().map(|one| row(register, one)))
}

fn csv(register: &Register, found: &DoubleCounting) -> Table {
    let mut table = Table::new(&["deal", "title", "reason", "why", "announced", "counted", "instead", "sources"]);
    for one in &found.surplus {
        let deal = register.deals.get(&one.deal);
        let join = |ids: Vec<&str>| ids.join(" ");
        table.row([
            one.deal.to_string(),
            deal.map(|deal| deal.title.clone()).unwrap_or_default(),
            one.reason.name().to_owned(),
            one.why.clone().unwrap_or_default(),
            one.announced.normalize().to_string(),
            one.counted.normalize().to_string(),
            join(one.instead.iter().map(DealId::as_str).collect()),
            join(deal.map(|deal| deal.sources().iter().map(|id| id.as_str()).collect()).unwrap_or_default()),
        ]);
    }
    table
}
