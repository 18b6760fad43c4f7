//! Sums of deals, what one is of another one, and the deals themselves: for a table, and as data.

use serde_json::{Value, json};

use super::{
    Ground,
    sheet::{maybe, number, percent, ratio},
};
use crate::{
    cli::{loops::thousands, table::Table},
    flow::Arc,
    measure::{Ratio, Sum},
    model::{DealId, Mark, Status},
};

/// A sum of deals: its range, and how many of them state nothing; `–` for no deal.
pub(super) fn sum(sum: &Sum) -> String {
    let words = sum.value.words();
    match (sum.is_empty(), sum.unstated) {
        (true, _) => "–".to_owned(),
        (false, 0) => words,
        (false, _) if sum.value.stated.is_none() => words,
        (false, unstated) => format!("{words}, {} undisclosed", thousands(unstated)),
    }
}

/// The same as data; of no deal, nothing and an empty list.
pub(super) fn sum_json(sum: &Sum) -> Value {
    let deals: Vec<&str> = sum.deals.iter().map(DealId::as_str).collect();
    let (stated, low, high) = (maybe(sum.value.stated), number(sum.value.low), maybe(sum.value.high));
    json!({
        "stated": stated, "low": low, "high": high, "undisclosed": sum.unstated, "weakest": sum.weakest,
        "last": sum.last, "deals": deals,
    })
}

/// The ends of a ratio; `null` where one is unknown or has no limit.
pub(super) fn ends(one: Ratio) -> Value {
    json!({"stated": ratio(one.stated), "low": ratio(one.low), "high": ratio(one.high)})
}

/// A ratio as a part of a whole: `40.0 % (25.0 % or more)`.
pub(super) fn part(one: Ratio) -> String {
    ratio_words(one, |value| percent(Some(value)))
}

fn ratio_words(one: Ratio, write: impl Fn(f64) -> String) -> String {
    let [stated, low, high] = [one.stated, one.low, one.high].map(|end| end.map(&write));
    match (stated, low, high) {
        (Some(stated), Some(low), Some(high)) if low == stated && high == stated => stated,
        (Some(stated), Some(low), None) if low == stated => format!("at least {stated}"),
        (Some(stated), None, None) => format!("{stated} of what is stated, the rest unknown"),
        (Some(stated), Some(low), None) => format!("{stated} ({low} or more)"),
        (Some(stated), None, Some(high)) => format!("{stated} (at most {high})"),
        (Some(stated), Some(low), Some(high)) => format!("{stated} ({low} to {high})"),
        (None, None, None) => "unknown".to_owned(),
        (None, Some(low), None) => format!("at least {low}"),
        (None, None, Some(high)) => format!("at most {high}"),
        (None, Some(low), Some(high)) => format!("{low} to {high}"),
    }
}

/// `signed`, or `signed, conditional`.
pub(super) fn standing(arc: &Arc) -> String {
    rung(arc.status, arc.mark)
}

/// A status, with the mark beside it.
pub(super) fn rung(status: Status, mark: Option<Mark>) -> String {
    let status = status.words();
    mark.map_or_else(|| status.to_owned(), |mark| format!("{status}, {}", mark.name()))
}

/// Deals one by one, for a story.
pub(super) fn arcs_table<'a>(ground: &Ground<'_>, arcs: impl Iterator<Item = &'a Arc>) -> Table {
    let mut table = Table::new(&["payer", "payee", "deal id", "kind", ">amount", "status", "since"]);
    for arc in arcs {
        table.row([
            ground.name(arc.payer).to_owned(),
            ground.name(arc.payee).to_owned(),
            arc.deal.to_string(),
            arc.kind.to_string(),
            arc.value.words(),
            standing(arc),
            arc.since.to_string(),
        ]);
    }
    table
}

/// The same as data.
pub(super) fn arc_row(ground: &Ground<'_>, arc: &Arc) -> Value {
    json!({
        "payer": ground.graph.id(arc.payer).as_str(), "payee": ground.graph.id(arc.payee).as_str(),
        "deal": arc.deal.as_str(), "kind": arc.kind.name(), "stated": maybe(arc.value.stated),
        "low": number(arc.value.low), "high": maybe(arc.value.high), "status": arc.status.name(),
        "mark": arc.mark.map(Mark::name), "since": arc.since.to_string(),
    })
}
