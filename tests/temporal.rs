//! Circuits in time against the plainest searches there are.

use std::{collections::BTreeSet, ops::ControlFlow};

use crate::common::oracles::oracles;
use proptest::prelude::*;
use roundtrip::{
    circuits::{TemporalGraph, TemporalSearch, TimeOrder},
    model::Stop,
};

/// Tail, head, time.
type Edge = (u32, u32, i64);

/// The circuits of rows whose times never decrease from one row on and fit into the window: of all rotations of all
/// circuits, those that do. If every rotation does, because the times are all the same, the one from the least row on.
fn forward(edges: &[Edge], window: Option<i64>, most: usize) -> BTreeSet<Vec<usize>> {
    let mut out = BTreeSet::new();
    for mut rows in reference(edges, TimeOrder::None, None, most) {
        let mut wanted = Vec::new();
        for _ in 0..rows.len() {
            rows.rotate_left(1);
            let times: Vec<i64> = rows.iter().map(|&row| edges[row].2).collect();
            if times.is_sorted() && window.is_none_or(|window| times[times.len() - 1] - times[0] <= window) {
                wanted.push(rows.clone());
            }
        }
        out.extend(wanted.into_iter().min_by_key(|rows| rows[0]));
    }
    out
}

/// Every sequence of rows that closes on itself over distinct vertices, in the order asked for. Circuits whose order does not
/// matter are given from their least row on.
fn reference(edges: &[Edge], order: TimeOrder, window: Option<i64>, most: usize) -> BTreeSet<Vec<usize>> {
    fn extend(
        edges: &[Edge],
        path: &mut Vec<usize>,
        most: usize,
        fits: &dyn Fn(&[usize], usize) -> bool,
        out: &mut BTreeSet<Vec<usize>>,
    ) {
        let (first, last) = (edges[path[0]].0, edges[path[path.len() - 1]].1);
        for row in 0..edges.len() {
            let (tail, head, _) = edges[row];
            let new = path.iter().all(|&other| edges[other].0 != head) || head == first;
            if tail != last || tail == head || !new || path.len() >= most || !fits(path, row) {
                continue;
            }
            path.push(row);
            if head == first {
                out.insert(path.clone());
            } else {
                extend(edges, path, most, fits, out);
            }
            path.pop();
        }
    }
    let time = |row: usize| edges[row].2;
    let near = |first: usize, row: usize| window.is_none_or(|window| time(row) - time(first) <= window);
    let strict = |path: &[usize], row: usize| time(row) > time(path[path.len() - 1]) && near(path[0], row);
    let inside = |path: &[usize], row: usize| (time(row), row) > (time(path[0]), path[0]) && near(path[0], row);
    let any = |path: &[usize], row: usize| row > path[0];
    let fits: &dyn Fn(&[usize], usize) -> bool = match order {
        TimeOrder::Forward => return forward(edges, window, most),
        TimeOrder::Strict => &strict,
        TimeOrder::Window => &inside,
        TimeOrder::None => &any,
    };
    let mut out = BTreeSet::new();
    for row in 0..edges.len() {
        if edges[row].0 != edges[row].1 {
            extend(edges, &mut vec![row], most, fits, &mut out);
        }
    }
    out
}

/// What the engine finds, as rows.
fn engine(edges: &[Edge], search: impl Fn(&TemporalGraph) -> TemporalSearch<'_>) -> Vec<Vec<usize>> {
    let graph = TemporalGraph::from_edges(7, edges.iter().copied());
    let mut out = Vec::new();
    let end = search(&graph).visit(&Stop::never(), &mut |circuit| {
        out.push(circuit.iter().map(|&edge| graph.row(edge) as usize).collect());
        ControlFlow::Continue(())
    });
    assert_eq!(end, Ok(()));
    out
}

/// What the engine finds, each from its least row on.
fn sets(edges: &[Edge], search: impl Fn(&TemporalGraph) -> TemporalSearch<'_>) -> BTreeSet<Vec<usize>> {
    engine(edges, search).into_iter().map(least_first).collect()
}

/// Rows from the least on.
fn least_first(mut rows: Vec<usize>) -> Vec<usize> {
    let least = (0..rows.len()).min_by_key(|&at| rows[at]).unwrap_or(0);
    rows.rotate_left(least);
    rows
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12_000))]

    #[test]
    fn as_the_plain_search(
        edges in prop::collection::vec((0..7_u32, 0..7_u32, 0..9_i64), 0..18),
        order in prop::sample::select(vec![TimeOrder::Strict, TimeOrder::Forward, TimeOrder::Window, TimeOrder::None]),
        window in prop::option::of(0..9_i64),
        most in prop::option::of(2..7_u32),
    ) {
        let mut found = engine(&edges, |graph| {
            TemporalSearch::new(graph, order).window(window).max_length(most)
        });
        if order == TimeOrder::None {
            found = found.into_iter().map(least_first).collect();
        }
        let count = found.len();
        let found: BTreeSet<Vec<usize>> = found.into_iter().collect();
        prop_assert_eq!(found.len(), count, "each once");
        prop_assert_eq!(found, reference(&edges, order, window, most.map_or(usize::MAX, |most| most as usize)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Few times: most payments are as late as others.
    #[test]
    fn forward_among_ties(
        edges in prop::collection::vec((0..6_u32, 0..6_u32, 0..4_i64), 10..26),
        window in prop::option::of(0..4_i64),
        most in prop::option::of(2..6_u32),
    ) {
        let found = engine(&edges, |graph| {
            TemporalSearch::new(graph, TimeOrder::Forward).window(window).max_length(most)
        });
        let count = found.len();
        let found: BTreeSet<Vec<usize>> = found.into_iter().collect();
        prop_assert_eq!(found.len(), count, "each once");
        prop_assert_eq!(found, forward(&edges, window, most.map_or(usize::MAX, |most| most as usize)));
        let of = |order| sets(&edges, |graph| TemporalSearch::new(graph, order).window(window).max_length(most));
        let (strict, forward, window) = (of(TimeOrder::Strict), of(TimeOrder::Forward), of(TimeOrder::Window));
        prop_assert!(strict.is_subset(&forward) && forward.is_subset(&window));
    }

    /// What a nightly run needs: the loops that today's payments closed are those that were not there yesterday.
    #[test]
    fn since_is_what_was_not_there_before(
        edges in prop::collection::vec((0..6_u32, 0..6_u32, 0..9_i64), 5..26),
        order in prop::sample::select(vec![TimeOrder::Strict, TimeOrder::Forward, TimeOrder::Window, TimeOrder::None]),
        since in 0..10_i64,
        window in prop::option::of(0..9_i64),
        most in prop::option::of(2..6_u32),
    ) {
        let all = |edges: &[Edge]| {
            sets(edges, |graph| TemporalSearch::new(graph, order).window(window).max_length(most))
        };
        // Payments to oneself are on no loop, and leave the rows of the others as they are.
        let before: Vec<Edge> =
            edges.iter().map(|&(tail, head, time)| (tail, if time < since { head } else { tail }, time)).collect();
        let found = engine(&edges, |graph| {
            TemporalSearch::new(graph, order).window(window).max_length(most).since(Some(since))
        });
        let count = found.len();
        let found: BTreeSet<Vec<usize>> = found.into_iter().map(least_first).collect();
        prop_assert_eq!(found.len(), count, "each once");
        prop_assert_eq!(found, all(&edges).difference(&all(&before)).cloned().collect::<BTreeSet<_>>());
    }

    #[test]
    fn forward_without_ties_is_strict(seed in prop::collection::vec((0..6_u32, 0..6_u32), 0..40), window in 0..40_i64) {
        let edges: Vec<Edge> = (0..).zip(&seed).map(|(time, &(tail, head))| (tail, head, time)).collect();
        let of = |order| engine(&edges, |graph| TemporalSearch::new(graph, order).window(Some(window)));
        prop_assert_eq!(of(TimeOrder::Forward), of(TimeOrder::Strict));
    }

    /// Few times and many edges: most are parallel or at the edge of the window.
    #[test]
    fn dense_in_strict_time(edges in prop::collection::vec((0..5_u32, 0..5_u32, 0..14_i64), 30..60), window in 0..14_i64) {
        let found = engine(&edges, |graph| TemporalSearch::new(graph, TimeOrder::Strict).window(Some(window)));
        let count = found.len();
        let found: BTreeSet<Vec<usize>> = found.into_iter().collect();
        prop_assert_eq!(found.len(), count);
        prop_assert_eq!(found, reference(&edges, TimeOrder::Strict, Some(window), usize::MAX));
    }

    /// A chain of vertices with many ways: the ways home are written down once and joined.
    #[test]
    fn with_much_to_search(
        seed in prop::collection::vec((0..7_u32, 0..7_u32), 60),
        window in 20..60_i64,
        ties in 1..4_i64,
    ) {
        let edges: Vec<Edge> = (0..).zip(&seed).map(|(time, &(tail, head))| (tail, head, time / ties)).collect();
        let window = Some(window / ties);
        let strict = engine(&edges, |graph| TemporalSearch::new(graph, TimeOrder::Strict).window(window));
        let count = strict.len();
        let strict: BTreeSet<Vec<usize>> = strict.into_iter().collect();
        prop_assert_eq!(strict.len(), count);
        prop_assert_eq!(strict, reference(&edges, TimeOrder::Strict, window, usize::MAX));
        let all = sets(&edges, |graph| TemporalSearch::new(graph, TimeOrder::Window).window(window));
        let rises = |rows: &Vec<usize>| {
            let times = rows.iter().map(|&row| edges[row].2);
            let next = rows.iter().cycle().skip(1).map(|&row| edges[row].2);
            times.zip(next).filter(|(time, next)| time > next).count() < 2
        };
        let forward = sets(&edges, |graph| TemporalSearch::new(graph, TimeOrder::Forward).window(window));
        prop_assert_eq!(forward, all.into_iter().filter(rises).collect::<BTreeSet<_>>());
    }
}

/// Long chains, around whose every payment the rest of the chain lies: what is spent on a payment to which nothing leads
/// back must not depend on it, or this takes minutes.
#[test]
fn long_chains_are_followed_once() {
    const LONG: u32 = 30_000;
    let ring =
        |time: &dyn Fn(u32) -> i64| -> Vec<Edge> { (0..LONG).map(|at| (at, (at + 1) % LONG, time(at))).collect() };
    let rising = ring(&|at| i64::from(at));
    let falling = ring(&|at| -i64::from(at));
    let daily = ring(&|at| i64::from(at / 1_000));
    let returned: Vec<Edge> =
        (0..LONG).flat_map(|at| [(at, at + 1, i64::from(at)), (at + 1, at, i64::from(3 * LONG - at))]).collect();
    let count = |edges: &[Edge], order, window, most| {
        let graph = TemporalGraph::from_edges(LONG + 1, edges.iter().copied());
        TemporalSearch::new(&graph, order).window(window).max_length(most).count().total()
    };
    for (edges, strict, forward) in [(&rising, 1, 1), (&falling, 0, 0), (&daily, 0, 1)] {
        assert_eq!(count(edges, TimeOrder::Strict, None, None), strict);
        assert_eq!(count(edges, TimeOrder::Forward, None, None), forward);
        assert_eq!(count(edges, TimeOrder::Window, None, None), 1);
        for order in [TimeOrder::Strict, TimeOrder::Forward, TimeOrder::Window] {
            assert_eq!(count(edges, order, Some(20), None), 0);
            assert_eq!(count(edges, order, None, Some(LONG - 1)), 0);
        }
    }
    for order in [TimeOrder::Strict, TimeOrder::Forward, TimeOrder::Window] {
        assert_eq!(count(&returned, order, None, None), u128::from(LONG));
    }
}

/// Two payments on one day and the one back on the next: dates cannot say which of the two was first.
#[test]
fn payments_of_one_day_follow_each_other() {
    let edges = [(1, 2, 1), (0, 1, 1), (2, 0, 2), (3, 4, 5), (4, 3, 5)];
    let of = |order| engine(&edges, |graph| TemporalSearch::new(graph, order));
    assert!(of(TimeOrder::Strict).is_empty());
    assert_eq!(of(TimeOrder::Forward), [vec![1, 0, 2], vec![3, 4]]);
}

#[test]
fn the_oracle_of_the_literature() {
    let oracle = &oracles()["temporal"];
    let triple = |edge: &serde_json::Value| -> Edge {
        let number = |at: usize| edge[at].as_i64().expect("a number");
        (u32::try_from(number(0)).expect("a vertex"), u32::try_from(number(1)).expect("a vertex"), number(2))
    };
    let list =
        |value: &serde_json::Value| -> Vec<Edge> { value.as_array().expect("edges").iter().map(triple).collect() };
    let edges = list(&oracle["edges"]);
    for (key, window) in [("temporal_cycles", None), ("temporal_cycles_window3", Some(3))] {
        let found = engine(&edges, |graph| TemporalSearch::new(graph, TimeOrder::Strict).window(window));
        let found: BTreeSet<Vec<Edge>> =
            found.iter().map(|rows| rows.iter().map(|&row| edges[row]).collect()).collect();
        let expected: BTreeSet<Vec<Edge>> = oracle[key].as_array().expect("circuits").iter().map(list).collect();
        assert_eq!(found, expected, "{key}");
    }
    let graph = TemporalGraph::from_edges(7, edges.iter().copied());
    let counts = TemporalSearch::new(&graph, TimeOrder::None).count();
    let expected = oracle["static_cycle_histogram"].as_object().expect("a histogram");
    assert_eq!(counts.by_length().len(), expected.len());
    for (length, count) in counts.by_length() {
        assert_eq!(expected[&length.to_string()].as_u64().map(u128::from), Some(count), "length {length}");
    }
}
