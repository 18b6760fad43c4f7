//! What several pay together in every figure that adds amounts up: small registers against every way in which whole
//! amounts can lie in their ranges, and the worked examples.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use roundtrip::{
    flow::{FlowGraph, Scope, View},
    load,
    measure::{Obligations, Reading, Shape, Spreading, Sum, annual, double_counting, exposure, firmness, obligations},
    model::{Family, Kind, Range, Register},
};
use rust_decimal::{Decimal, prelude::ToPrimitive};

use crate::common::{json, plain};

fn register(text: &str) -> Register {
    load::from_text("small.toml", text).unwrap_or_else(|faults| panic!("{faults:?}\n{text}")).0
}

/// A deal as it is drawn: what it is, who pays whom, how much, in which year, and of which earlier deal it is a tranche.
type Drawn = (usize, BTreeSet<usize>, usize, (i64, i64, usize), i16, Option<usize>);

const WHO: [&str; 4] = ["a", "b", "c", "d"];

fn written(deals: &[Drawn]) -> String {
    let mut text = "title = \"Small\"\nas_of = \"2030-01-01\"\n".to_owned();
    for id in WHO {
        text += &format!("[[entity]]\nid = \"{id}\"\nkind = \"company\"\n");
    }
    text += "[[source]]\nid = \"paper\"\npublisher = \"The Paper\"\nkind = \"press\"\n";
    let mut totals: Vec<(usize, BTreeSet<usize>, usize)> = Vec::new();
    for (at, (kind, payers, payee, (least, more, bound), year, of)) in deals.iter().enumerate() {
        let mut own = (*kind, payers.clone(), *payee);
        own.1.remove(payee);
        if own.1.is_empty() {
            own.1.insert((payee + 1) % WHO.len());
        }
        let total = of.filter(|of| *of < at && deals[*of].5.is_none());
        if let Some(total) = total {
            own = totals[total].clone();
            own.1 = own.1.into_iter().take(1).collect();
        }
        let kind = ["debt", "equity", "cloud"][own.0];
        let payers: Vec<String> = own.1.iter().map(|&at| format!("\"{}\"", WHO[at])).collect();
        let most = least + more;
        let amount = match bound {
            0 => format!("{most}"),
            1 => format!("<={most}"),
            _ => format!("{least}..{most}"),
        };
        text += &format!(
            "[[deal]]\nid = \"deal{at}\"\nkind = \"{kind}\"\npayer = [{}]\npayee = \"{}\"\namount = \"{amount}\"\n\
             history = [{{ on = \"{year}-03-01\", status = \"{}\" }}]\ncite = [\"paper\"]\n",
            payers.join(", "),
            WHO[own.2],
            if year % 2 == 0 { "signed" } else { "announced" },
        );
        if let Some(total) = total {
            text += &format!("tranche_of = \"deal{total}\"\n");
        }
        totals.push(own);
    }
    text
}

fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    let payers = prop::collection::btree_set(0..WHO.len(), 1..=3);
    let amount = (1..3_i64, 0..3_i64, 0..3_usize);
    let deal = (0..3_usize, payers, 0..WHO.len(), amount, 2024..2028_i16, prop::option::weighted(0.4, 0..3_usize));
    prop::collection::vec(deal, 1..=4)
}

fn whole(amount: Decimal) -> i64 {
    amount.to_i64().expect("a whole number")
}

fn ends(range: Range) -> (i64, i64) {
    (whole(range.low), range.high.map_or(i64::MAX, whole))
}

/// Every way in which the arcs can come to whole amounts, as long as there are not too many.
fn points(graph: &FlowGraph) -> Option<Vec<Vec<i64>>> {
    let mut points = vec![Vec::new()];
    for arc in graph.arcs() {
        let (low, high) = ends(arc.value);
        points = points
            .into_iter()
            .flat_map(|point: Vec<i64>| (low..=high).map(move |own| [point.clone(), vec![own]].concat()))
            .collect();
        if points.len() > 20_000 {
            return None;
        }
    }
    points.retain(|point| {
        graph.groups().iter().all(|group| {
            let (low, high) = ends(group.value);
            (low..=high).contains(&group.arcs.iter().map(|&at| point[at]).sum::<i64>())
        })
    });
    Some(points)
}

/// The least and the most of a figure over all points.
fn extremes(points: &[Vec<i64>], figure: impl Fn(&[i64]) -> i64) -> (i64, i64) {
    let all: Vec<i64> = points.iter().map(|point| figure(point)).collect();
    (*all.iter().min().expect("a point"), *all.iter().max().expect("a point"))
}

/// What comes back to an investor at the most, at one point.
fn comes_back(graph: &FlowGraph, point: &[i64], investor: usize, companies: &BTreeSet<usize>) -> i64 {
    let mut room: BTreeMap<(&str, &str), f64> = BTreeMap::new();
    for (at, arc) in graph.arcs().iter().enumerate() {
        let (payer, payee) = (graph.id(arc.payer).as_str(), graph.id(arc.payee).as_str());
        if arc.family() == Family::Purchase && arc.payer != investor {
            *room.entry((payer, payee)).or_default() += point[at] as f64;
        } else if arc.family() == Family::Investment && arc.payer == investor && companies.contains(&arc.payee) {
            *room.entry(("put in", payee)).or_default() += point[at] as f64;
        }
    }
    let flow = plain::maximum_flow(room, "put in", graph.id(investor).as_str());
    format!("{flow:.0}").parse().expect("whole amounts, whole flows")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Sums, what is owed, what comes back and what is paid in a year, beside all points.
    #[test]
    fn every_sum_is_that_of_all_points(deals in drawn()) {
        let register = register(&written(&deals));
        let view = View::of(&register);
        let graph = view.flow(&register);
        let Some(points) = points(&graph) else { return Ok(()) };
        prop_assert!(!points.is_empty());
        let sum_of = |point: &[i64], pick: &dyn Fn(usize) -> bool| {
            point.iter().enumerate().filter(|(at, _)| pick(*at)).map(|(_, own)| own).sum::<i64>()
        };
        // Of each company, and of all.
        for node in 0..graph.nodes().len() {
            let paid = Sum::of(&graph, |arc| arc.payee == node).value;
            let found = extremes(&points, |point| sum_of(point, &|at| graph.arcs()[at].payee == node));
            prop_assert_eq!(ends(paid), found);
        }
        let counted = double_counting(&register, &view);
        prop_assert_eq!(ends(counted.counted), extremes(&points, |point| point.iter().sum()));
        let differences: Decimal = counted.surplus.iter().map(roundtrip::measure::Surplus::difference).sum();
        prop_assert_eq!(Some(counted.announced - differences), counted.counted.stated);
        let all = Sum::of(&graph, |_| true);
        prop_assert_eq!(all.value.stated.unwrap_or_default(), counted.counted.stated.unwrap_or_default());
        // Each dollar that is stated has one shape.
        let found = firmness(&graph, |_| true);
        let by_shape: Decimal = found.shapes.iter().filter_map(|sum| sum.value.stated).sum();
        prop_assert_eq!(by_shape, all.value.stated.unwrap_or_default());
        prop_assert_eq!(found.shapes[3].unstated, all.unstated);
        if let Some(firm) = found.firm.value.stated {
            prop_assert_eq!(Shape::of(found.firm.value), Shape::Exact, "{}", firm);
        }
        // A debtor owes the whole, at each end; its creditors share it.
        for end in [Reading::Stated, Reading::Low, Reading::High] {
            let Obligations { network, .. } = obligations(&graph, end);
            for debtor in 0..graph.nodes().len() {
                let owes = |at: usize| {
                    let arc = &graph.arcs()[at];
                    if arc.kind == Kind::Debt { arc.payee == debtor } else { arc.kind == Kind::Cloud && arc.payer == debtor }
                };
                let owed: Decimal = network.arcs().iter().filter(|arc| arc.payer == debtor).map(|arc| arc.amount).sum();
                let (low, high) = extremes(&points, |point| sum_of(point, &owes));
                match end {
                    Reading::Low => prop_assert_eq!(owed, low.into()),
                    Reading::High => prop_assert_eq!(owed, high.into()),
                    Reading::Stated => {
                        let stated = graph.sum((0..graph.arcs().len()).filter(|&at| owes(at))).stated;
                        prop_assert_eq!(owed, stated.unwrap_or_default());
                    }
                }
                for arc in network.arcs().iter().filter(|arc| arc.payer == debtor) {
                    let lent = |at: usize| {
                        let own = &graph.arcs()[at];
                        owes(at) && (if own.kind == Kind::Debt { own.payer } else { own.payee }) == arc.payee
                    };
                    let (low, high) = extremes(&points, |point| sum_of(point, &lent));
                    let near = Decimal::new(1, 6);
                    prop_assert!(arc.amount >= Decimal::from(low) - near && arc.amount <= Decimal::from(high) + near);
                }
            }
        }
        // Bounds of what comes back.
        for one in exposure(&Scope::new(&register, view.clone()), None, None) {
            let each = one.companies.iter().map(|(company, own)| (BTreeSet::from([*company]), own));
            let all = one.companies.iter().map(|(company, _)| *company).collect();
            for (companies, own) in each.chain([(all, &one.whole)]) {
                let found = own.around.map_or((0, 0), ends);
                let (low, high) = extremes(&points, |point| comes_back(&graph, point, one.investor, &companies));
                prop_assert!(found.0 <= low && high <= found.1, "{:?} and {:?}", found, (low, high));
            }
        }
        // Each deal is paid in its year, whoever pays it.
        let years = annual(&register, &view, Spreading::Straight);
        let in_year = |at: usize| years.schedules()[at].years.first().map(|part| part.0);
        for node in 0..graph.nodes().len() {
            for year in years.of_party(node) {
                let own = |at: usize| graph.arcs()[at].payee == node && in_year(at) == Some(year.year);
                let (low, high) = extremes(&points, |point| sum_of(point, &own));
                let found = ends(year.is_paid.value);
                prop_assert!(found.0 <= low && high <= found.1, "{:?} and {:?}", found, (low, high));
                // Without tranches of other years, exactly so.
                if deals.iter().all(|deal| deal.5.is_none()) {
                    prop_assert_eq!(found, (low, high));
                }
            }
        }
    }
}

const ROUND: &str = "tests/data/round_coupling.toml";

#[test]
fn a_round_is_firm_and_counted_once() {
    let firmness = json(&["measure", "firmness", "--data", ROUND, "--format", "json"]);
    for sum in [&firmness["of_all"]["all"], &firmness["of_all"]["firm"]] {
        assert_eq!(plain::ends(sum), (30e9, 30e9, 30e9));
    }
    let counted = json(&["check", ROUND, "--double-counting", "--format", "json"]);
    assert_eq!(plain::ends(&counted["counted"]), (30e9, 30e9, 30e9));
    assert_eq!(counted["deals"], serde_json::json!([]));
    let years = json(&["measure", "annual", "--data", ROUND, "--company", "gamma", "--format", "json"]);
    assert_eq!(plain::ends(&years["years"][0]["is_paid"]), (10e9, 10e9, 10e9));
}

#[test]
fn softbank_owes_sixty_whoever_lent_it() {
    let document = json(&["measure", "clearing", "--default", "softbank", "--format", "json"]);
    for end in ["stated", "least", "most"] {
        assert_eq!(document[end]["owed"].as_f64(), Some(60e9), "{end}");
    }
    let hits = document["hit"].as_array().expect("hits");
    let lost = |who: &str| hits.iter().find(|hit| hit["company"] == who).expect("a lender")["loses"].as_f64();
    for bank in ["goldman_sachs", "jpmorgan", "mizuho", "mufg", "smbc"] {
        assert_eq!(lost(bank), Some(8e9), "{bank}");
    }
    for (entity, said) in [("softbank", "Is paid: 7 arcs, $60bn"), ("blue_owl", "Is paid: 2 arcs, $27.3bn")] {
        assert!(crate::common::stdout(&["show", entity]).contains(said), "{entity}");
    }
}

#[test]
fn what_is_lent_to_two_comes_back_whole() {
    // One loan of 10 to two companies, each of which buys for 10: whoever got how much, 10 can come back, and no more.
    let text = written(&[])
        + "
[[deal]]
id = \"loan\"
kind = \"debt\"
payer = \"a\"
payee = [\"b\", \"c\"]
amount = \"10\"
history = [{ on = \"2025-01-01\", status = \"closed\" }]
cite = [\"paper\"]
[[deal]]
id = \"buys_b\"
kind = \"cloud\"
payer = \"b\"
payee = \"a\"
amount = \"10\"
history = [{ on = \"2025-01-01\", status = \"closed\" }]
cite = [\"paper\"]
[[deal]]
id = \"buys_c\"
kind = \"cloud\"
payer = \"c\"
payee = \"a\"
amount = \"10\"
history = [{ on = \"2025-01-01\", status = \"closed\" }]
cite = [\"paper\"]
";
    let register = register(&text);
    let found = exposure(&Scope::new(&register, View::of(&register)), None, None);
    assert_eq!(found[0].whole.around, Some(Range::exactly(10.into())));
    assert_eq!(
        found[0].companies[0].1.around.map(|around| (around.low, around.high)),
        Some((0.into(), Some(10.into())))
    );
}

#[test]
fn a_grid_of_recoveries_has_a_row_for_each() {
    let args = ["measure", "clearing", "--default", "openai", "--recovery", "0,0.5,1", "--salvage", "1,0.5"];
    let document = json(&[&args[..], &["--format", "json"]].concat());
    let grid = document["grid"].as_array().expect("a grid");
    assert_eq!(grid.len(), 6);
    let number = |row: &serde_json::Value, key: &str| row[key].as_f64().expect("a number");
    for row in grid {
        let (recovery, salvage) = (row["recovery"].to_string(), row["salvage"].to_string());
        let alone = ["measure", "clearing", "--default", "openai", "--recovery", &recovery, "--salvage", &salvage];
        let alone = json(&[&alone[..], &["--format", "json"]].concat());
        assert_eq!(row["first_round"], alone["stated"]["first_round"]);
        assert_eq!(row["induced"], alone["stated"]["induced"]);
        let failed = alone["hit"].as_array().expect("hits").iter().filter(|hit| !hit["round"].is_null()).count();
        assert_eq!(row["defaulters"], failed);
    }
    // To get more back hurts less, and so does to lose less on the way.
    let shortfalls: Vec<f64> = grid.iter().map(|row| number(row, "shortfall")).collect();
    assert!(shortfalls[0] >= shortfalls[2] && shortfalls[2] >= shortfalls[4] && shortfalls[4] == 0.0);
    assert!(shortfalls[1] >= shortfalls[0] && shortfalls[3] >= shortfalls[2]);
    for format in ["csv", "markdown"] {
        let text = crate::common::stdout(&[&args[..], &["--format", format]].concat());
        assert!(text.lines().filter(|line| line.contains("0.5") || line.contains("50.0")).count() >= 4, "{text}");
    }
}
