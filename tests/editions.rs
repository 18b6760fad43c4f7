//! The last two editions of the register: what changed between them, as the program says it, and a reason for each change.

use std::{collections::BTreeSet, fs};

use crate::common::{documents::generated, edition, shipped::stdout};
use roundtrip::{
    load::embedded,
    model::{Deal, Register},
};

const CHANGES: &str = "docs/register-changes.md";

const BEFORE: &str = "editions/2026-06-30";

fn now() -> Register {
    embedded().expect("the shipped register is sound").0
}

/// An answer as Markdown within a document: its headings stand lower, and its footnotes have names of their own.
fn within(markdown: &str, name: &str) -> String {
    let lower = |line: &str| if line.starts_with('#') { format!("##{line}") } else { line.to_owned() };
    markdown.lines().map(lower).collect::<Vec<_>>().join("\n").replace("[^", &format!("[^{name}-"))
}

#[test]
fn the_document_has_what_the_program_says() {
    let diff = |name: &str, more: &[&str]| {
        let asked = [&["diff", BEFORE, "shipped", "--top", "15", "--format", "markdown"], more].concat();
        within(&stdout(&asked), name)
    };
    let corrected = diff("corrected", &["--as-of", "2026-06-30"]);
    generated(CHANGES, &[("corrected", &corrected), ("since", &diff("since", &[]))]);
}

/// The ids in the first column of the tables below a heading of the document.
fn explained(heading: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(CHANGES).expect(CHANGES);
    let (_, below) = text.split_once(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("no {heading}"));
    let section = below.split("\n## ").next().unwrap_or_default();
    let cells = section.lines().filter_map(|line| line.strip_prefix("| `")?.split(" |").next());
    cells.flat_map(|cell| cell.split(['`', ',', ' ']).filter(|id| !id.is_empty()).map(str::to_owned)).collect()
}

/// What a reader would call another deal: who pays whom how much, how far it is and since when, and how sure that is.
fn told(deal: &Deal) -> String {
    let history: Vec<_> =
        deal.history.iter().map(|event| (event.on, event.status, event.mark, &event.amount)).collect();
    format!(
        "{:?}",
        (
            deal.kind,
            &deal.payers,
            &deal.payees,
            &deal.amount,
            deal.round,
            deal.confirmation,
            &deal.term,
            &deal.stake,
            history
        )
    )
}

#[test]
fn every_change_has_its_reason() {
    let (before, now) = (edition(), now());
    let (corrected, new) = (explained("Corrections, one by one"), explained("New deals"));
    let changed = |id: &str| match (before.deals.get(id), now.deals.get(id)) {
        (Some(before), Some(now)) => told(before) != told(now),
        (before, _) => before.is_some(),
    };
    let ids: Vec<&str> = before.deals.keys().map(roundtrip::model::DealId::as_str).collect();
    let silent: Vec<&&str> = ids.iter().filter(|id| changed(id) && !corrected.contains(**id)).collect();
    assert!(silent.is_empty(), "changed without a reason in {CHANGES}: {silent:?}");
    let added = now.deals.keys().map(roundtrip::model::DealId::as_str).filter(|id| !before.deals.contains_key(*id));
    let silent: Vec<&str> = added.filter(|id| !new.contains(*id) && !corrected.contains(*id)).collect();
    assert!(silent.is_empty(), "new without a line in {CHANGES}: {silent:?}");
    let known = |id: &&String| before.deals.contains_key(id.as_str()) || now.deals.contains_key(id.as_str());
    let unknown: Vec<&String> = corrected.iter().chain(&new).filter(|id| !known(id)).collect();
    assert!(unknown.is_empty(), "in {CHANGES}, and in neither edition: {unknown:?}");
}

/// A day of the earlier edition is still answered, by what is now known of it; what came later does not count.
#[test]
fn the_day_of_the_earlier_edition_is_still_answered() {
    let now = now();
    let day = edition().as_of;
    let counted = roundtrip::flow::View::on(&now, day).flow(&now);
    assert!(!counted.arcs().is_empty());
    for arc in counted.arcs() {
        let first = now.deals[&arc.deal].history.first().map(|event| event.on.day());
        assert!(first.is_some_and(|first| first <= day), "{} counts on {day} and began {first:?}", arc.deal);
    }
}
