//! `measure breakers`: without which deals, or hops, no loop is left.

use serde_json::{Value, json};

use super::{
    Ground,
    sheet::{Sheet, number},
};
use crate::{
    cli::{loops::plural, loops::thousands, outcome::End, table::Table},
    measure::{
        ABOUT_FEEDBACK_SET, By, FeedbackSet, Network, Proof, Reading, SearchBudget, WeightedEdgeGroups, feedback_set,
    },
    model::money,
};

/// How many of several equal sets are shown for reading.
const SETS: usize = 6;

pub(super) fn sheet(ground: &Ground<'_>) -> (Sheet, End) {
    let network = Network::of(ground.graph, Reading::Stated);
    let every = Network::counting(ground.graph);
    let questions = [
        ("deals", By::Amount, WeightedEdgeGroups::deals(ground.graph, By::Amount)),
        ("deals", By::Count, WeightedEdgeGroups::deals(ground.graph, By::Count)),
        ("hops", By::Amount, WeightedEdgeGroups::hops(&network, By::Amount)),
        ("hops", By::Count, WeightedEdgeGroups::hops(&every, By::Count)),
    ];
    let mut sheet = Sheet::new("breakers", "answers", &[&ABOUT_FEEDBACK_SET]);
    for (at, (what, by, groups)) in questions.iter().enumerate() {
        let found = feedback_set(groups, &SearchBudget::default(), ground.clock);
        if at == 0 {
            sheet.title(title(&found));
        }
        sheet.row(row((what, *by), groups, &found));
        let heading = match by {
            By::Amount => format!("{what} for the least money: {}, {}", money(found.weight), proof(&found)),
            By::Count => {
                let count = usize::try_from(found.weight).unwrap_or_default();
                format!("fewest {what}: {}, {}", thousands(count), proof(&found))
            }
        };
        sheet.table(capitalised(&heading), sets(ground, groups, &found, *by));
    }
    sheet.says("By amount, hops and deals that state no amount are left out, and loops over them remain; by count, all are in.");
    (sheet, End::Done)
}

pub(super) fn title(found: &FeedbackSet) -> String {
    if found.weight.is_zero() {
        return "No loop of stated amounts is to be broken".to_owned();
    }
    let deals = found.sets.first().map_or(0, Vec::len);
    let how = if found.proof == Proof::Optimal { "At least" } else { "As far as was found," };
    format!(
        "{how} {} in {} {} would have to go before no loop of stated amounts is left",
        money(found.weight),
        thousands(deals),
        plural(deals, "deal")
    )
}

fn proof(found: &FeedbackSet) -> &'static str {
    match found.proof {
        Proof::Optimal => "proven to be the least",
        Proof::Heuristic => "heuristic: not proven to be the least",
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Each optimal set; a set of many is one row each.
fn sets(ground: &Ground<'_>, groups: &WeightedEdgeGroups, found: &FeedbackSet, by: By) -> Table {
    let mut table = Table::new(&["set", "without", ">amount"]);
    let all = found.sets.len();
    for (number, set) in found.sets.iter().enumerate().take(SETS) {
        for (at, &index) in set.iter().enumerate() {
            let id = groups.names().get(index).cloned().unwrap_or_default();
            let title = ground.register.deals.get(id.as_str()).map(|deal| deal.title.as_str());
            let name = title.map_or_else(|| id.clone(), |title| format!("{title} ({id})"));
            let amount = groups.weights().get(index).copied().unwrap_or_default();
            let more = if found.all { "" } else { " or more" };
            table.row([
                if at == 0 && all > 1 { format!("{} of {}{more}", number + 1, thousands(all)) } else { String::new() },
                name,
                match by {
                    By::Amount if amount.is_zero() => "not stated".to_owned(),
                    By::Amount => money(amount),
                    By::Count => String::new(),
                },
            ]);
        }
    }
    table
}

fn row((what, by): (&str, By), groups: &WeightedEdgeGroups, found: &FeedbackSet) -> Value {
    let names = |set: &Vec<usize>| -> Vec<&str> {
        set.iter().filter_map(|&at| groups.names().get(at)).map(String::as_str).collect()
    };
    json!({
        "what": what, "by": if by == By::Amount { "amount" } else { "count" },
        "least": number(found.weight), "proven": found.proof == Proof::Optimal, "not_below": number(found.bound),
        "sets": found.sets.iter().map(names).collect::<Vec<_>>(), "all_sets": found.all,
        "packing": number(found.packed()), "packing_is_largest": found.packing_is_largest,
    })
}
