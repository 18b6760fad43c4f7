//! Circulation, companies, ranges, ladder, breakers and the order of time: the worked examples, whose answers were found
//! by two other methods each, and registers. What holds for any network is in `measure_laws.rs`.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::{
    graphs::{breaks, order, pairs},
    oracles::{exact, list, near, oracles, text, worked},
};
use roundtrip::{
    circuits::{Circuits, Limits, find},
    flow::{FlowGraph, View},
    load,
    measure::{
        By, Extreme, FeedbackSet, Intervals, Network, Proof, Reading, SearchBudget, WeightedEdgeGroups, circulation,
        companies, feedback_set, headline, in_time, ladder, one_loop,
    },
    model::{Register, Status, Stop},
};
use rust_decimal::Decimal;
use serde_json::Value;

// ---- the worked examples ----

fn worked_graph(name: &str) -> (Network, Vec<String>) {
    let (_, net, ids) = worked().into_iter().find(|(own, ..)| own == name).expect("a worked graph");
    (net, ids)
}

#[test]
fn the_most_that_goes_round_the_worked_graphs() {
    let oracles = oracles();
    let mut seen = 0;
    for (name, net, ids) in worked() {
        let expected = &oracles["max_circulation"][&name];
        if expected.is_null() {
            continue;
        }
        seen += 1;
        let most = circulation(&net);
        assert_eq!(net.total(), exact(&expected["total_flow"]), "{name}");
        assert_eq!(most.total(), exact(&expected["max_circulation"]), "{name}");
        assert!(near(most.figure().share().expect("something is paid"), &expected["circular_share"]), "{name}");
        assert_eq!(most.residual().total(), exact(&expected["residual_acyclic"]), "{name}");
        assert!(order(net.len(), &pairs(&most.residual())).is_some(), "{name}");
        for (id, span) in ids.iter().zip(most.arcs()) {
            let range = &expected["edge_range"][id];
            assert_eq!((span.low, span.high), (exact(&range[0]), exact(&range[1])), "{name} {id}");
        }
        for company in companies(&most) {
            let own = &expected["company"][&net.names()[company.vertex]];
            let through = &own["throughput"];
            assert_eq!((company.through.low, company.through.high), (exact(&through[0]), exact(&through[1])), "{name}");
            assert_eq!((company.paid, company.earned), (exact(&own["outflow"]), exact(&own["inflow"])), "{name}");
            for (share, key) in [(company.share_out(), "share_of_outflow"), (company.share_in(), "share_of_inflow")] {
                match share {
                    None => assert!(own[key].is_null(), "{name} {key}"),
                    Some((low, high)) => assert!(near(low, &own[key][0]) && near(high, &own[key][1]), "{name} {key}"),
                }
            }
        }
    }
    assert_eq!(seen, 6);
}

#[test]
fn what_can_come_back_to_a_company() {
    let oracles = oracles();
    let mut seen = 0;
    for (name, net, _) in worked() {
        let expected = &oracles["return_ratio"][&name]["company"];
        if expected.is_null() {
            continue;
        }
        for company in companies(&circulation(&net)) {
            seen += 1;
            let own = &expected[&net.names()[company.vertex]];
            assert_eq!(company.returnable, exact(&own["max_returnable"]), "{name}");
            assert_eq!(company.paid, exact(&own["outlay"]), "{name}");
            match company.return_bound() {
                None => assert!(own["return_ratio_max"].is_null(), "{name}"),
                Some(ratio) => assert!(near(ratio, &own["return_ratio_max"]), "{name}"),
            }
        }
    }
    assert!(seen >= 18);
}

#[test]
fn the_share_is_highest_between_the_ends() {
    let oracles = oracles();
    let expected = &oracles["interval_e1_10_100"];
    let (net, ids) = worked_graph("G1");
    let hops = net.arcs().iter().zip(&ids).map(|(arc, id)| {
        let low = if id == "e1" { 10.into() } else { arc.amount };
        (arc.payer, arc.payee, low, Some(arc.amount))
    });
    let open = Intervals::new(net.names().to_vec(), hops);
    let range = open.circulation(100_000, &Stop::never());
    let ends = &expected["circulation_range"];
    assert_eq!((range.low, range.high), (exact(&ends[0]), Some(exact(&ends[1]))));
    let Some(Extreme::Reached(highest)) = open.highest_share(&Stop::never()) else { panic!("it is reached") };
    assert!(near(highest.share(), &expected["share_true_max"]));
    assert_eq!((highest.circulation, highest.total), (160.into(), 285.into()));
    let e1 = ids.iter().position(|id| id == "e1").expect("e1");
    assert_eq!(highest.amounts[e1], exact(&expected["argmax"]));
    let Some(Extreme::Reached(lowest)) = open.lowest_share(1000, &Stop::never()) else { panic!("it is reached") };
    assert!(near(lowest.share(), &expected["share_true_min"]));
    assert_eq!(lowest.amounts[e1], 10.into());
}

/// The sets of a breaker as pairs of names, to compare with the oracles.
fn sets_of(found: &FeedbackSet, net: &Network) -> BTreeSet<BTreeSet<(String, String)>> {
    let name = |at: usize| net.names()[at].clone();
    let hop = |&at: &usize| (name(net.arcs()[at].payer), name(net.arcs()[at].payee));
    found.sets.iter().map(|set| set.iter().map(hop).collect()).collect()
}

fn expected_sets(sets: &Value) -> BTreeSet<BTreeSet<(String, String)>> {
    list(sets).iter().map(|set| list(set).iter().map(|hop| (text(&hop[0]), text(&hop[1]))).collect()).collect()
}

#[test]
fn what_breaks_every_loop_of_the_worked_graphs() {
    let oracles = oracles();
    for (name, net, _) in worked() {
        let expected = &oracles["feedback_arc_set"][&name];
        for (by, weight, sets) in
            [(By::Amount, "min_weight_fas", "optimal_sets"), (By::Count, "min_cardinality_fas", "cardinality_sets")]
        {
            let found = feedback_set(&WeightedEdgeGroups::hops(&net, by), &SearchBudget::default(), &Stop::never());
            assert_eq!((found.weight, found.bound), (exact(&expected[weight]), exact(&expected[weight])), "{name}");
            assert_eq!((found.proof, found.all), (Proof::Optimal, true), "{name}");
            let listed = expected_sets(&expected[sets]);
            if found.weight.is_zero() {
                assert_eq!(found.sets, [Vec::<usize>::new()], "{name}: nothing breaks no loop");
            } else if !listed.is_empty() {
                assert_eq!(sets_of(&found, &net), listed, "{name}");
            }
            if by == By::Amount {
                assert_eq!(found.packed(), exact(&expected["loop_packing_value"]), "{name}");
                assert!(found.packing_is_largest, "{name}");
            }
        }
    }
    let (gap, _) = worked_graph("GAP");
    let found = feedback_set(&WeightedEdgeGroups::hops(&gap, By::Amount), &SearchBudget::default(), &Stop::never());
    assert_eq!((found.weight, found.packed()), (6.into(), "5.5".parse().expect("a number")));
}

#[test]
fn a_deal_that_carries_several_hops_breaks_them_all() {
    let oracles = oracles();
    let expected = &oracles["deal_hitting_set_G1"];
    let (net, ids) = worked_graph("G1");
    let deals = expected["deals"].as_object().expect("deals");
    let names: Vec<String> = deals.keys().cloned().collect();
    let arcs = net.arcs().iter().zip(&ids).map(|(arc, id)| {
        let own = deals.values().enumerate().filter(|(_, edges)| list(edges).iter().any(|edge| text(edge) == *id));
        (arc.payer, arc.payee, own.map(|(at, _)| at).collect())
    });
    let groups = WeightedEdgeGroups::new(names.iter().map(|name| (name.clone(), Decimal::ONE)), arcs);
    let found = feedback_set(&groups, &SearchBudget::default(), &Stop::never());
    assert_eq!((found.weight, found.proof, found.all), (exact(&expected["minimum"]), Proof::Optimal, true));
    let sets: Vec<Vec<&str>> =
        found.sets.iter().map(|set| set.iter().map(|&at| names[at].as_str()).collect()).collect();
    let expected: Vec<Vec<String>> =
        list(&expected["sets"]).iter().map(|set| list(set).iter().map(text).collect()).collect();
    assert_eq!(sets, expected);
}

// ---- through a register ----

fn register(csv: &str) -> Register {
    load::from_text("deals.csv", &format!("payer,payee,kind,amount,date,status,id\n{csv}")).expect("a sound register").0
}

fn all_loops(register: &Register, graph: &FlowGraph) -> Circuits {
    find(graph, register, &Limits::default(), &Stop::never())
}

#[test]
fn one_loop_of_each_worked_graph() {
    let oracles = oracles();
    for (name, edges) in oracles["graphs"].as_object().expect("graphs") {
        let Some(expected) = oracles["loops"].get(name) else { continue };
        let row = |e: &Value| {
            format!(
                "{},{},equity,{},2025-01-01,signed,{}\n",
                text(&e["payer"]),
                text(&e["payee"]),
                e["amount"],
                text(&e["id"])
            )
        };
        let register = register(&list(edges).iter().map(row).collect::<String>());
        let graph = View::of(&register).flow(&register);
        let found = all_loops(&register, &graph);
        let mut deal_loops = 0;
        for one in list(&expected["loops"]) {
            let nodes: Vec<String> = list(&one["nodes"]).iter().map(|n| text(n).to_lowercase()).collect();
            let circuit = found.list.iter().find(|c| c.id == nodes.join("/")).expect("the loop");
            let figures = one_loop(&graph, circuit);
            assert_eq!(figures.circulated.stated, Some(exact(&one["circulated"])), "{name} {nodes:?}");
            assert_eq!(figures.gross.stated, Some(exact(&one["gross"])), "{name} {nodes:?}");
            assert!(near(figures.evenness.expect("stated"), &one["evenness"]), "{name} {nodes:?}");
            for (ratio, expected) in figures.returns.iter().zip(list(&one["amounts"])) {
                let expected = one["bottleneck"].as_f64().expect("b") / expected.as_f64().expect("c");
                assert!((ratio.expect("stated") - expected).abs() < 1e-9);
            }
            deal_loops += figures.deal_loops;
        }
        assert_eq!(Some(deal_loops), expected["edge_level_cycles"].as_u64().map(u128::from), "{name}");
    }
}

#[test]
fn deal_level_loops_are_those_that_are_listed_by_deal() {
    let parallel = "a,b,equity,1B,2025-01-01,signed,x\na,b,cloud,2B,2025-01-01,signed,y\nb,a,cloud,?,2025-01-01,signed,z\n\
                    b,a,chips,3B,2025-01-01,signed,w\nb,a,lease,4B,2025-01-01,signed,v\n";
    let shipped = crate::common::edition();
    for register in [register(parallel), shipped] {
        let graph = View::of(&register).status(Status::Signed).flow(&register);
        let by_deal = Limits::default().by_deal(true);
        let mut counts: BTreeMap<String, u128> = BTreeMap::new();
        for circuit in find(&graph, &register, &by_deal, &Stop::never()).list {
            *counts.entry(circuit.id).or_default() += 1;
        }
        let found = all_loops(&register, &graph);
        assert!(!found.list.is_empty());
        for circuit in found.list {
            assert_eq!(one_loop(&graph, &circuit).deal_loops, counts[&circuit.id], "{}", circuit.id);
        }
    }
}

/// The headline example: the rungs that the register has, and by an assumption the one that it has not.
#[test]
fn the_headline_example_rung_by_rung() {
    let oracles = oracles();
    let example = &oracles["ai_headline"];
    let status = |deal: &Value| match text(&deal["status"]).as_str() {
        "reported" | "letter_of_intent" => "announced".to_owned(),
        "talks" => "in-talks".to_owned(),
        other => other.to_owned(),
    };
    let row = |d: &Value| {
        let (payer, payee, amount) = (text(&d["payer"]), text(&d["payee"]), &d["amount"]);
        format!("{payer},{payee},equity,{amount},2025-01-01,{},{}\n", status(d), text(&d["id"]))
    };
    let register = register(&list(&example["deals"]).iter().map(row).collect::<String>());
    let rows = |view: &View| ladder(&register, view, &Limits::default(), &SearchBudget::default(), &Stop::never());
    let base = View::of(&register);
    let deal = |id: &str| register.deals.keys().find(|own| own.as_str() == id).expect("the deal").clone();
    let letter_only_talked_of = base.clone().assume(deal("nvda_loi"), Status::InTalks);
    for (key, view, rung) in [
        ("firm", &base, Status::Signed),
        ("plus_reported", &letter_only_talked_of, Status::Announced),
        ("plus_loi", &base, Status::Announced),
        ("all", &base, Status::InTalks),
    ] {
        let expected = &example[key];
        let row = rows(view).into_iter().find(|row| row.status == rung).expect("the rung");
        assert_eq!(Some(row.deals as u64), expected["n_deals"].as_u64(), "{key}");
        assert_eq!(row.figure.total, exact(&expected["total"]), "{key}");
        assert_eq!(row.figure.circulation, exact(&expected["max_circulation"]), "{key}");
        assert!(near(row.figure.share().expect("something is paid"), &expected["circular_share"]), "{key}");
        assert_eq!((row.loops, row.loops_complete), (list(&expected["loops"]).len(), true), "{key}");
        assert_eq!((row.feedback_set.weight, row.unpriced), (exact(&expected["min_fas"]), 0), "{key}");
        let net = Network::of(&view.clone().status(rung).flow(&register), Reading::Stated);
        let lower = expected_sets(&expected["fas_sets"]).into_iter();
        let lower = lower.map(|set| set.into_iter().map(|(a, b)| (a.to_lowercase(), b.to_lowercase())).collect());
        assert_eq!(sets_of(&row.feedback_set, &net), lower.collect(), "{key}");
    }
    let shares: Vec<String> = ["firm", "plus_reported", "plus_loi", "all"]
        .map(|key| format!("{:.2}", 100.0 * example[key]["circular_share"].as_f64().expect("a share")))
        .to_vec();
    assert_eq!(shares, ["3.88", "3.66", "18.03", "20.25"]);
}

fn dated(rows: impl Iterator<Item = (String, String, String)>) -> Register {
    let row = |(at, (payer, payee, date))| format!("{payer},{payee},equity,1B,{date},signed,d{at}\n");
    register(&rows.enumerate().map(row).collect::<String>())
}

#[test]
fn loops_in_the_order_of_their_dates() {
    let oracles = oracles();
    let example = &oracles["temporal_deals"];
    let register = dated(list(&example["deals"]).iter().map(|d| (text(&d[0]), text(&d[1]), text(&d[2]))));
    let graph = View::of(&register).flow(&register);
    let found = all_loops(&register, &graph);
    assert_eq!(found.list.len(), list(&example["static_loops"]).len());
    let mut respecting = Vec::new();
    for circuit in &found.list {
        for way in in_time(&graph, circuit) {
            let ends =
                way.arcs.iter().map(|&at| &graph.arcs()[at]).map(|arc| (graph.id(arc.payer), graph.id(arc.payee)));
            let ends = ends.map(|(payer, payee)| (payer.to_string().to_uppercase(), payee.to_string().to_uppercase()));
            let dates = way.dates.iter().map(ToString::to_string);
            respecting.push(ends.zip(dates).map(|((a, b), date)| vec![a, b, date]).collect::<Vec<_>>());
            assert_eq!(way.gaps, [132]);
        }
    }
    let expected: Vec<Vec<Vec<String>>> = list(&example["time_respecting"])
        .iter()
        .map(|one| list(one).iter().map(|deal| list(deal).iter().map(text).collect()).collect())
        .collect();
    assert_eq!(respecting, expected);
}

#[test]
fn loops_in_the_order_of_time_and_within_a_window() {
    let oracles = oracles();
    let example = &oracles["temporal"];
    let number = |value: &Value| value.as_u64().expect("a number");
    let row = |e: &Value| {
        (format!("n{}", number(&e[0])), format!("n{}", number(&e[1])), format!("2025-01-{:02}", number(&e[2]) + 1))
    };
    let register = dated(list(&example["edges"]).iter().map(row));
    let graph = View::of(&register).flow(&register);
    let found = all_loops(&register, &graph);
    let lengths = example["static_cycle_histogram"].as_object().expect("lengths");
    for (length, count) in lengths {
        let found = found.list.iter().filter(|circuit| circuit.length().to_string() == *length).count();
        assert_eq!(Some(found as u64), count.as_u64());
    }
    let ways: Vec<_> = found.list.iter().flat_map(|circuit| in_time(&graph, circuit)).collect();
    assert_eq!(ways.len(), list(&example["temporal_cycles"]).len());
    let within = ways.iter().filter(|way| way.span() <= 3).count();
    assert_eq!(within, list(&example["temporal_cycles_window3"]).len());
    for way in ways {
        assert!(way.dates.windows(2).all(|two| two[0].day() <= two[1].day()) && way.gaps.len() + 1 == way.dates.len());
    }
}

/// Of several deals on a hop, those that lie closest together are chosen.
#[test]
fn the_shortest_span_is_chosen() {
    let rows = [("a", "b", "2020-01-01"), ("a", "b", "2025-01-01"), ("b", "a", "2025-01-03"), ("b", "a", "2024-01-01")];
    let register = dated(rows.into_iter().map(|(a, b, date)| (a.to_owned(), b.to_owned(), date.to_owned())));
    let graph = View::of(&register).flow(&register);
    let ways = in_time(&graph, &all_loops(&register, &graph).list[0]);
    let found: Vec<(usize, i64)> = ways.iter().map(|way| (way.from, way.span())).collect();
    assert_eq!(found, [(0, 2), (1, 366)]);
}

#[test]
fn the_headline_of_a_register_with_every_kind_of_amount() {
    let register = register(
        "a,b,equity,100,2025-01-01,closed,d1\nb,a,cloud,<=40,2025-01-01,signed,d2\na,c,equity,>=10,2025-01-01,signed,d3\n\
         c,d,cloud,5..20,2025-01-01,announced,d4\nd,e,cloud,?,2025-01-01,signed,d5\n",
    );
    let found = headline(&register, &View::of(&register), &Stop::never());
    assert_eq!((found.stated.circulation, found.stated.total), (80.into(), 155.into()));
    assert_eq!((found.firm.circulation, found.firm.total), (80.into(), 150.into()));
    assert_eq!((found.unpriced, found.unbounded), (1, 2));
    assert_eq!((found.circulation.low, found.circulation.high), (Decimal::ZERO, Some(80.into())));
    // Highest: d2 at 40, and nothing more than needs be beside the loop: 80 of 100 + 40 + 10 + 5.
    let Some(Extreme::Reached(highest)) = &found.open.highest else { panic!("it is reached") };
    assert_eq!((highest.circulation, highest.total), (80.into(), 155.into()));
    let Some(Extreme::Reached(lowest)) = &found.open.lowest else { panic!("it is reached") };
    assert_eq!(lowest.circulation, Decimal::ZERO);
}

#[test]
fn conditional_deals_are_not_firm() {
    let text = std::fs::read_to_string("tests/data/small.toml").expect("a small register");
    let (register, _) = load::from_text("small.toml", &text).expect("a sound register");
    let view = View::of(&register).status(Status::Signed);
    let found = headline(&register, &View::of(&register), &Stop::never());
    let conditional = |graph: &FlowGraph| graph.arcs().iter().any(|arc| arc.mark.is_some());
    let graph = view.flow(&register);
    assert!(found.firm.total <= Network::of(&graph, Reading::Stated).total());
    assert!(!conditional(&graph) || found.firm.total < Network::of(&graph, Reading::Stated).total());
}

#[test]
fn the_shipped_register_is_measured_to_the_end() {
    let register = crate::common::edition();
    let view = View::of(&register);
    for row in ladder(&register, &view, &Limits::default(), &SearchBudget::default(), &Stop::never()) {
        assert_eq!(row.feedback_set.proof, Proof::Optimal);
        assert!(row.figure.circulation <= row.figure.total);
        assert!(row.feedback_set.packed() <= row.feedback_set.weight);
    }
    let graph = view.flow(&register);
    let net = Network::of(&graph, Reading::Stated);
    let most = circulation(&net);
    let edges = most.arcs();
    assert!(edges.iter().zip(net.arcs()).all(|(span, arc)| span.low <= span.high && span.high <= arc.amount));
    for by in [By::Amount, By::Count] {
        let groups = WeightedEdgeGroups::deals(&graph, by);
        let found = feedback_set(&groups, &SearchBudget::default(), &Stop::never());
        assert_eq!(found.proof, Proof::Optimal);
        assert!(found.sets.iter().all(|set| breaks(&groups, set)));
    }
    let found = headline(&register, &view, &Stop::never());
    for extreme in [found.open.lowest, found.open.highest, found.held.lowest, found.held.highest].into_iter().flatten()
    {
        assert!((0.0..=1.0).contains(&extreme.share()) && !matches!(extreme, Extreme::Open { .. }));
    }
}
