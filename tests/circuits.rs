//! The engine against plain reference searches, on random graphs and on graphs with known counts.

use std::ops::ControlFlow;

use crate::common::{oracles::oracles, plain::circuits};
use proptest::prelude::*;
use roundtrip::{
    circuits::{Digraph, Ended, Limits, Search},
    model::Stop,
};

fn reference(edges: &[(u32, u32)], max_length: Option<usize>) -> Vec<Vec<u32>> {
    circuits(&edges.iter().copied().collect(), max_length.unwrap_or(usize::MAX))
}

fn search(graph: &Digraph, max_length: Option<u32>) -> Search<'_> {
    max_length.map_or(Search::all(graph), |most| Search::bounded(graph, most))
}

/// A circuit from its least vertex on.
fn turned(path: &[u32]) -> Vec<u32> {
    let mut path = path.to_vec();
    let least = (0..path.len()).min_by_key(|&at| path[at]).unwrap_or(0);
    path.rotate_left(least);
    path
}

fn engine(graph: &Digraph, max_length: Option<u32>) -> Vec<Vec<u32>> {
    let mut out = Vec::new();
    let end = search(graph, max_length).visit(&Stop::never(), &mut |path| {
        out.push(path.to_vec());
        ControlFlow::Continue(())
    });
    assert_eq!(end, Ok(()));
    out
}

fn sorted(found: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let mut found: Vec<Vec<u32>> = found.iter().map(|path| turned(path)).collect();
    found.sort();
    found
}

fn count(graph: &Digraph, max_length: Option<u32>) -> u64 {
    u64::try_from(search(graph, max_length).count().total()).expect("few")
}

fn random_graph() -> impl Strategy<Value = (u32, Vec<(u32, u32)>)> {
    (1..9_u32).prop_flat_map(|len| (Just(len), prop::collection::vec((0..len, 0..len), 0..28)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn all_circuits_of_random_graphs((len, edges) in random_graph()) {
        let graph = Digraph::from_edges(len, edges.iter().copied());
        let mut expected = reference(&edges, None);
        expected.sort();
        let found = engine(&graph, None);
        prop_assert_eq!(sorted(&found), expected);
        prop_assert_eq!(Search::all(&graph).iter().collect::<Vec<_>>(), found);
    }

    #[test]
    fn bounded_circuits_of_random_graphs((len, edges) in random_graph(), most in 2..6_u32) {
        let graph = Digraph::from_edges(len, edges.iter().copied());
        let mut expected = reference(&edges, Some(most as usize));
        expected.sort();
        let found = engine(&graph, Some(most));
        prop_assert_eq!(sorted(&found), expected);
        prop_assert_eq!(count(&graph, Some(most)), found.len() as u64);
    }

    /// Structural edges cost nothing: a bound on costs is a filter of all circuits by their cost.
    #[test]
    fn free_edges_do_not_lengthen((len, edges) in random_graph(), free in prop::collection::vec(any::<bool>(), 28), most in 0..5_u32) {
        let free: std::collections::BTreeMap<(u32, u32), bool> = edges.iter().copied().zip(free).collect();
        let graph = Digraph::with_costs(len, free.iter().map(|(&(tail, head), &free)| (tail, head, free)));
        let of = |path: &Vec<u32>| -> u32 {
            (0..path.len()).map(|at| u32::from(!free[&(path[at], path[(at + 1) % path.len()])])).sum()
        };
        let mut expected = reference(&edges, None);
        expected.retain(|path| of(path) <= most);
        expected.sort();
        let found = engine(&graph, Some(most));
        prop_assert_eq!(sorted(&found), expected);
        prop_assert_eq!(count(&graph, Some(most)), found.len() as u64);
    }

    /// A search that is stopped has found a beginning of the whole.
    #[test]
    fn a_stopped_search_is_a_prefix((len, edges) in random_graph(), most in 0..10_usize) {
        let graph = Digraph::from_edges(len, edges.iter().copied());
        let all = engine(&graph, None);
        let mut some = Vec::new();
        let end = Search::all(&graph).visit(&Stop::never(), &mut |path| {
            if some.len() == most {
                return ControlFlow::Break(());
            }
            some.push(path.to_vec());
            ControlFlow::Continue(())
        });
        prop_assert_eq!(end.is_ok(), all.len() <= most);
        prop_assert_eq!(&some[..], &all[..all.len().min(most)]);
    }
}

fn complete(len: u32) -> Digraph {
    Digraph::from_edges(len, (0..len).flat_map(|tail| (0..len).map(move |head| (tail, head))))
}

#[test]
fn complete_graphs_have_as_many_as_the_formula_says() {
    let counts = &oracles()["complete_digraph_cycle_counts"];
    for len in 2..=9 {
        assert_eq!(Some(count(&complete(len), None)), counts[len.to_string()].as_u64(), "K{len}");
    }
}

#[test]
fn complete_graphs_bounded() {
    let bounded = oracles()["complete_digraph_bounded"].clone();
    let table = bounded.as_object().expect("a table");
    assert!(!table.is_empty());
    for (name, expected) in table {
        let (len, most) = name.strip_prefix('K').and_then(|rest| rest.split_once("_len<=")).expect("K8_len<=3");
        let graph = complete(len.parse().expect("a number"));
        assert_eq!(Some(count(&graph, Some(most.parse().expect("a number")))), expected.as_u64(), "{name}");
    }
}

/// The worked graphs, through the whole program: names, bottlenecks, binding hops and return ratios.
#[test]
fn worked_graphs_have_the_loops_that_were_proven() {
    let oracles = oracles();
    for (name, edges) in oracles["graphs"].as_object().expect("graphs") {
        let expected = &oracles["loops"][name];
        let Some(loops) = expected["loops"].as_array() else {
            continue;
        };
        let mut csv = "payer,payee,kind,amount,date,status\n".to_owned();
        for edge in edges.as_array().expect("edges") {
            let text = |key: &str| edge[key].as_str().expect("a text").to_owned();
            csv += &format!("{},{},equity,{},2025-01-01,signed\n", text("payer"), text("payee"), edge["amount"]);
        }
        let (register, _) = roundtrip::load::from_text("graph.csv", &csv).expect("a sound register");
        let graph = roundtrip::flow::View::of(&register).flow(&register);
        let found = roundtrip::circuits::find(&graph, &register, &Limits::default(), &Stop::never());
        assert_eq!(found.list.len() as u64, expected["n_cycles"].as_u64().expect("a count"), "{name}");
        for one in loops {
            let nodes: Vec<String> = one["nodes"]
                .as_array()
                .expect("nodes")
                .iter()
                .map(|n| n.as_str().expect("id").to_lowercase())
                .collect();
            let circuit =
                found.list.iter().find(|c| c.id == nodes.join("/")).unwrap_or_else(|| panic!("{name}: {nodes:?}"));
            assert_eq!(circuit.bottleneck.stated.expect("stated").to_string(), one["bottleneck"].to_string());
            let step = &circuit.steps[circuit.binding.expect("a binding hop")];
            let hop = &graph.hops()[step.hop];
            let binding: Vec<String> = [hop.payer, hop.payee].map(|n| graph.id(n).as_str().to_uppercase()).to_vec();
            let expected: Vec<&str> =
                one["binding_edge"].as_array().expect("ends").iter().map(|n| n.as_str().expect("id")).collect();
            assert_eq!(binding, expected, "{name}/{}", circuit.id);
            for (step, ratio) in circuit.steps.iter().zip(circuit.returns()) {
                let hop = &graph.hops()[step.hop];
                let key = [hop.payer, hop.payee].map(|n| graph.id(n).as_str().to_uppercase()).join("->");
                let expected = one["return_ratio"][&key].as_f64().expect("a ratio");
                assert!((ratio.expect("stated") - expected).abs() < 1e-9, "{name}: {key}");
            }
        }
    }
}

/// Static loops and those in order of time, as the oracle gives them.
#[test]
fn the_order_of_time_is_that_of_the_oracle() {
    let oracles = oracles();
    let example = &oracles["temporal_deals"];
    let mut csv = "payer,payee,kind,amount,date,status\n".to_owned();
    for deal in example["deals"].as_array().expect("deals") {
        let text = |at: usize| deal[at].as_str().expect("a text").to_owned();
        csv += &format!("{},{},equity,1B,{},signed\n", text(0), text(1), text(2));
    }
    let (register, _) = roundtrip::load::from_text("deals.csv", &csv).expect("a sound register");
    let graph = roundtrip::flow::View::of(&register).flow(&register);
    let found = roundtrip::circuits::find(&graph, &register, &Limits::default(), &Stop::never());
    let in_order: Vec<&str> = found.list.iter().filter(|c| c.in_time_order).map(|c| c.id.as_str()).collect();
    assert_eq!(found.list.len(), example["static_loops"].as_array().expect("loops").len());
    assert_eq!(in_order, ["n/o"]);
}

/// How exactly a date is known is no order in time; what looks for the shortest way round agrees on the whole register.
#[test]
fn the_order_of_time_is_by_the_day() {
    let csv = "payer,payee,kind,amount,date,status\na,b,equity,1B,2025-06,signed\nb,a,cloud,1B,2025-06-30,signed\n\
               a,c,equity,1B,2025,signed\nc,a,cloud,1B,2025-12-31,signed\n";
    let (small, _) = roundtrip::load::from_text("deals.csv", csv).expect("a sound register");
    let shipped = crate::common::edition();
    for register in [&small, &shipped] {
        let graph = roundtrip::flow::View::of(register).flow(register);
        let found = roundtrip::circuits::find(&graph, register, &Limits::default(), &Stop::never());
        for circuit in &found.list {
            let ways = roundtrip::measure::in_time(&graph, circuit);
            assert_eq!(circuit.in_time_order, !ways.is_empty(), "{}", circuit.id);
        }
        assert!(found.list.iter().any(|circuit| circuit.in_time_order));
    }
}

#[test]
fn an_interrupted_search_says_so() {
    let end = Search::all(&complete(12)).visit(&Stop::after_questions(2), &mut |_| ControlFlow::Continue(()));
    assert_eq!(end, Err(Ended::Interrupted));
}

/// Nobody's recursion: a ring of a million hops.
#[test]
fn a_long_ring_is_one_circuit() {
    let len = 1_000_000;
    let graph = Digraph::from_edges(len, (0..len).map(|tail| (tail, (tail + 1) % len)));
    assert_eq!(count(&graph, None), 1);
}
