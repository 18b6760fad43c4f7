//! `measure breakers`: without which deals, or hops, no loop is left.

use crate::{
    answer::{
        Answer, Cell, Record, Table,
        words::{capitalised, counted, thousands},
    },
    flow::Scope,
    measure::{self, ABOUT_FEEDBACK_SET, By, FeedbackSet, Network, Proof, Reading, SearchBudget, WeightedEdgeGroups},
    model::Currency,
};

/// How many of several equal sets readers see.
const SETS: usize = 6;

/// One of four questions: which deals or hops, and whether the least money or the fewest are looked for.
struct Asked {
    what: &'static str,
    by: By,
    groups: WeightedEdgeGroups,
}

/// The least deals and hops without which no loop of a view is left, by amount and by count.
pub fn feedback_set<'r>(scope: &Scope<'r>) -> Answer<'r> {
    let graph = &scope.graph;
    let (stated, every) = (Network::of(graph, Reading::Stated), Network::counting(graph));
    let questions = [
        Asked { what: "deals", by: By::Amount, groups: WeightedEdgeGroups::deals(graph, By::Amount) },
        Asked { what: "deals", by: By::Count, groups: WeightedEdgeGroups::deals(graph, By::Count) },
        Asked { what: "hops", by: By::Amount, groups: WeightedEdgeGroups::hops(&stated, By::Amount) },
        Asked { what: "hops", by: By::Count, groups: WeightedEdgeGroups::hops(&every, By::Count) },
    ];
    let found: Vec<(Asked, FeedbackSet)> = questions
        .into_iter()
        .map(|asked| {
            let found = measure::feedback_set(&asked.groups, &SearchBudget::default(), &scope.stop);
            (asked, found)
        })
        .collect();
    let mut answer = Answer::figures("measure-breakers", scope, &[&ABOUT_FEEDBACK_SET]);
    answer.title(found.first().map_or_else(String::new, |(_, found)| title(found, scope.register.base)));
    answer.says(
        "By amount, hops and deals that state no amount are left out, and loops over them remain; by count, all are in.",
    );
    for (asked, found) in &found {
        answer.table(heading(asked, found, scope.register.base), sets(scope, asked, found));
    }
    answer.rows("answers", found.iter().map(|(asked, found)| record(asked, found)).collect::<Vec<_>>());
    answer
}

fn title(found: &FeedbackSet, base: Currency) -> String {
    if found.weight.is_zero() {
        return "There is no loop of stated amounts to break".to_owned();
    }
    let deals = counted(found.sets.first().map_or(0, Vec::len), "deal");
    let how = if found.proof == Proof::Optimal { "At least" } else { "As far as was found," };
    format!("{how} {} in {deals} would have to go before no loop of stated amounts is left", base.money(found.weight))
}

fn heading(asked: &Asked, found: &FeedbackSet, base: Currency) -> String {
    let proof = match found.proof {
        Proof::Optimal => "proven to be the least",
        Proof::Heuristic => "heuristic: not proven to be the least",
    };
    let least = match (asked.by, asked.what) {
        (By::Amount, what) => format!("{} for the least money: {}", capitalised(what), base.money(found.weight)),
        (By::Count, what) => {
            format!("Fewest {what}: {}", thousands(usize::try_from(found.weight).unwrap_or_default()))
        }
    };
    let all = found.sets.len();
    let shown = if all > SETS { format!("; {SETS} of {} sets are shown", sets_found(found)) } else { String::new() };
    format!("{least}, {proof}{shown}")
}

/// `12`, or `12 or more` of a search that did not find all.
fn sets_found(found: &FeedbackSet) -> String {
    format!("{}{}", thousands(found.sets.len()), if found.all { "" } else { " or more" })
}

/// Each optimal set; a set of many is one row each.
fn sets(scope: &Scope<'_>, asked: &Asked, found: &FeedbackSet) -> Table {
    let mut table = Table::new(&["set", "without", ">amount"]);
    for (number, set) in found.sets.iter().enumerate().take(SETS) {
        for (at, &index) in set.iter().enumerate() {
            let id = asked.groups.names().get(index).cloned().unwrap_or_default();
            let title = scope.register.deals.get(id.as_str()).map(|deal| deal.title.as_str());
            let name = title.map_or_else(|| id.clone(), |title| format!("{title} ({id})"));
            let amount = asked.groups.weights().get(index).copied().unwrap_or_default();
            let first = at == 0 && found.sets.len() > 1;
            table.row([
                if first { format!("{} of {}", number + 1, sets_found(found)) } else { String::new() },
                name,
                match asked.by {
                    By::Amount if amount.is_zero() => "not stated".to_owned(),
                    By::Amount => scope.register.base.money(amount),
                    By::Count => String::new(),
                },
            ]);
        }
    }
    table
}

fn record(asked: &Asked, found: &FeedbackSet) -> Record {
    let names = |set: &Vec<usize>| Cell::list(set.iter().filter_map(|&at| asked.groups.names().get(at)));
    Record::new()
        .with("what", asked.what)
        .with("by", if asked.by == By::Amount { "amount" } else { "count" })
        .with("least", found.weight)
        .with("proven", found.proof == Proof::Optimal)
        .with("not_below", found.bound)
        .with("sets", Cell::list(found.sets.iter().map(names)))
        .with("all_sets", found.all)
        .with("packing", found.packed())
        .with("packing_is_largest", found.packing_is_largest)
}
