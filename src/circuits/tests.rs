//! Searches that are cut to pieces after every few steps, on several threads: the same circuits in the same order.
//!
//! In unit tests a budget is some dozen steps, so that small graphs are cut everywhere.

use std::{
    collections::BTreeMap,
    ops::ControlFlow,
    sync::atomic::{AtomicUsize, Ordering},
};

use proptest::prelude::*;

use super::{
    Batch, Digraph, Held, Kept, Search, TemporalGraph, TemporalSearch, TimeOrder,
    bounded::Bounded,
    roots::Roots,
    run::{Crew, run},
};
use crate::{ledger::Size, model::Stop};

fn listed(search: Search<'_>) -> Vec<Vec<u32>> {
    let mut out = Vec::new();
    let end = search.visit(&Stop::never(), &mut |circuit| {
        out.push(circuit.to_vec());
        ControlFlow::Continue(())
    });
    assert_eq!(end, Ok(()));
    out
}

fn listed_in_time(search: TemporalSearch<'_>) -> Vec<Vec<u32>> {
    let mut out = Vec::new();
    let end = search.visit(&Stop::never(), &mut |circuit| {
        out.push(circuit.to_vec());
        ControlFlow::Continue(())
    });
    assert_eq!(end, Ok(()));
    out
}

/// Every simple path from the last vertex back to the first, over larger vertices.
fn reference(edges: &[(u32, u32)], path: &mut Vec<u32>, most: usize, out: &mut Vec<Vec<u32>>) {
    let (first, last) = (path[0], path[path.len() - 1]);
    for head in 0..9 {
        if !edges.contains(&(last, head)) {
            continue;
        }
        if head == first && path.len() > 1 {
            out.push(path.clone());
        } else if head > first && !path.contains(&head) && path.len() < most {
            path.push(head);
            reference(edges, path, most, out);
            path.pop();
        }
    }
}

fn least_first(mut list: Vec<Vec<u32>>) -> Vec<Vec<u32>> {
    for path in &mut list {
        let least = (0..path.len()).min_by_key(|&at| path[at]).unwrap_or(0);
        path.rotate_left(least);
    }
    list.sort();
    list
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn pieces_make_the_whole(edges in prop::collection::vec((0..9_u32, 0..9_u32), 20..60), most in prop::option::of(2..8_u32)) {
        let graph = Digraph::from_edges(9, edges.iter().copied());
        let search = most.map_or(Search::all(&graph), |most| Search::bounded(&graph, most));
        let one = listed(search);
        let mut expected = Vec::new();
        let plain: Vec<(u32, u32)> = edges.iter().copied().filter(|(a, b)| a != b).collect();
        for root in 0..9 {
            reference(&plain, &mut vec![root], most.map_or(9, |most| most as usize), &mut expected);
        }
        expected.sort();
        prop_assert_eq!(least_first(one.clone()), expected);
        for threads in [2, 7] {
            prop_assert_eq!(&listed(search.threads(threads)), &one);
            prop_assert_eq!(search.threads(threads).count(), search.count());
        }
        prop_assert_eq!(search.count().total(), one.len() as u128);
    }

    #[test]
    fn pieces_make_the_whole_in_time(
        edges in prop::collection::vec((0..6_u32, 0..6_u32, 0..20_i64), 10..50),
        unit in 1..8_i64,
        most in prop::option::of(2..6_u32),
        window in prop::option::of(0..20_i64),
        order in prop::sample::select(vec![TimeOrder::Strict, TimeOrder::Forward, TimeOrder::Window, TimeOrder::None]),
    ) {
        let window = if order == TimeOrder::Window { window.map(|window| window / 3) } else { window };
        let graph = TemporalGraph::from_edges(6, edges.iter().map(|&(tail, head, time)| (tail, head, time / unit)));
        let search = TemporalSearch::new(&graph, order).window(window).max_length(most);
        if search.count().total() > 20_000 {
            return Ok(());
        }
        let one = listed_in_time(search);
        for threads in [2, 7] {
            prop_assert_eq!(&listed_in_time(search.threads(threads)), &one);
        }
        prop_assert_eq!(search.iter().collect::<Vec<_>>(), one.clone());
        let mut lengths = BTreeMap::new();
        for circuit in &one {
            *lengths.entry(circuit.len()).or_insert(0_u128) += 1;
        }
        prop_assert_eq!(search.count().by_length(), lengths);
        let mut bundles = 0;
        let end = search.visit_bundles(&Stop::never(), &mut |_, count| {
            bundles += count;
            ControlFlow::Continue(())
        });
        prop_assert_eq!(end, Ok(()));
        prop_assert_eq!(bundles, one.len() as u64);
    }

    #[test]
    fn what_is_asked_for_is_what_a_filter_leaves(
        edges in prop::collection::vec((0..6_u32, 0..6_u32, 0..20_i64), 10..50),
        unit in prop::sample::select(vec![1_i64, 2, 5, 20]),
        (least, most) in (prop::option::of(0..5_u32), prop::option::of(2..6_u32)),
        window in prop::option::of(0..20_i64),
        through in prop::option::of(prop::collection::vec(0..8_u32, 0..3)),
        since in prop::option::of(-1..21_i64),
        keeps in any::<bool>(),
        order in prop::sample::select(vec![TimeOrder::Strict, TimeOrder::Forward, TimeOrder::Window, TimeOrder::None]),
    ) {
        let window = if order == TimeOrder::Window { window.map(|window| window / 3) } else { window };
        let graph = TemporalGraph::from_edges(6, edges.iter().map(|&(tail, head, time)| (tail, head, time / unit)));
        let since = since.map(|time| time / unit);
        let kept = Kept::new((0..graph.edges()).map(|edge| {
            let key = i64::from(graph.row(edge) % 7);
            (Some(Size { unit: 0, key }), Some((key - 3, i64::MAX)))
        }));
        let search = TemporalSearch::new(&graph, order).window(window).max_length(most);
        let search = search.keep(keeps.then_some(&kept));
        if search.count().total() > 20_000 {
            return Ok(());
        }
        let first_first = |mut circuit: Vec<u32>| {
            let first = graph.first(&circuit);
            circuit.rotate_left(first);
            circuit
        };
        let wanted = |circuit: &[u32]| {
            let passes = |through: &Vec<u32>| circuit.iter().any(|&edge| through.contains(&graph.tail(edge)));
            least.is_none_or(|least| circuit.len() >= least as usize)
                && through.as_ref().is_none_or(passes)
                && since.is_none_or(|since| circuit.iter().any(|&edge| graph.time(edge) >= since))
        };
        let mut expected: Vec<Vec<u32>> = listed_in_time(search).into_iter().map(first_first).collect();
        expected.retain(|circuit| wanted(circuit));
        expected.sort();
        let search = search.min_length(least).through(through.as_deref()).since(since);
        let one = listed_in_time(search);
        let mut found: Vec<Vec<u32>> = one.iter().cloned().map(first_first).collect();
        found.sort();
        prop_assert_eq!(&found, &expected);
        for threads in [2, 7] {
            prop_assert_eq!(&listed_in_time(search.threads(threads)), &one);
        }
        prop_assert_eq!(search.iter().collect::<Vec<_>>(), one.clone());
        let mut lengths = BTreeMap::new();
        for circuit in &one {
            *lengths.entry(circuit.len()).or_insert(0_u128) += 1;
        }
        prop_assert_eq!(search.count().by_length(), lengths);
        let mut bundles = 0;
        let end = search.visit_bundles(&Stop::never(), &mut |edges, count| {
            assert!(least.is_none_or(|least| edges.len() >= least as usize));
            bundles += count;
            ControlFlow::Continue(())
        });
        prop_assert_eq!(end, Ok(()));
        prop_assert_eq!(bundles, one.len() as u64);
        if order != TimeOrder::None && !keeps {
            // Where times matter, the earliest comes first.
            let from_earliest = |circuit: &Vec<u32>| circuit.iter().all(|&edge| graph.time(edge) >= graph.time(circuit[0]));
            prop_assert!(one.iter().all(from_earliest));
        }
    }

    #[test]
    fn what_is_kept_is_what_a_filter_leaves(
        edges in prop::collection::vec((0..6_u32, 0..6_u32, 0..20_i64), 10..50),
        sizes in prop::collection::vec((prop::option::weighted(0.95, 0..2_u32), 0..9_i64), 50),
        (less, more) in (0..4_i64, prop::option::of(0..5_i64)),
        unit in prop::sample::select(vec![1_i64, 2, 5, 20]),
        most in prop::option::of(2..6_u32),
        window in prop::option::of(0..20_i64),
        order in prop::sample::select(vec![TimeOrder::Strict, TimeOrder::Forward, TimeOrder::Window, TimeOrder::None]),
    ) {
        let window = if order == TimeOrder::Window { window.map(|window| window / 3) } else { window };
        let graph = TemporalGraph::from_edges(6, edges.iter().map(|&(tail, head, time)| (tail, head, time / unit)));
        let search = TemporalSearch::new(&graph, order).window(window).max_length(most);
        if search.count().total() > 20_000 {
            return Ok(());
        }
        let own = |edge: u32| {
            let (unit, key) = sizes[graph.row(edge) as usize];
            let range = (key - less, more.map_or(i64::MAX, |more| key + more));
            (unit.map(|unit| Size { unit, key }), Some(range))
        };
        let kept = Kept::new((0..graph.edges()).map(own));
        let lets = |pair: &[u32]| match (own(pair[0]), own(pair[1])) {
            ((Some(before), Some((least, most))), (Some(after), _)) => {
                before.unit != after.unit || (least <= after.key && after.key <= most)
            }
            _ => false,
        };
        let first_first = |mut circuit: Vec<u32>| {
            let first = graph.first(&circuit);
            circuit.rotate_left(first);
            circuit
        };
        let mut expected: Vec<Vec<u32>> = listed_in_time(search).into_iter().map(first_first).collect();
        expected.retain(|circuit| circuit.windows(2).all(lets));
        expected.sort();
        let search = search.keep(Some(&kept));
        let one = listed_in_time(search);
        let mut found = one.clone();
        found.sort();
        prop_assert_eq!(found, expected);
        for threads in [2, 7] {
            prop_assert_eq!(&listed_in_time(search.threads(threads)), &one);
        }
        prop_assert_eq!(search.count().total(), one.len() as u128);
        prop_assert_eq!(search.iter().collect::<Vec<_>>(), one.clone());
        let mut told = Vec::new();
        let end = search.visit_bundles(&Stop::never(), &mut |edges, count| {
            told.push((edges.to_vec(), count));
            ControlFlow::Continue(())
        });
        prop_assert_eq!(end, Ok(()));
        prop_assert_eq!(told, one.into_iter().map(|edges| (edges, 1)).collect::<Vec<_>>());
    }
}

/// A result of some size, which is counted from when it is made until it is dropped.
struct Counted<'c> {
    waiting: &'c AtomicUsize,
}

const SIZE: usize = 1_000;

impl Held for Counted<'_> {
    fn held(&self) -> usize {
        SIZE
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.waiting.fetch_sub(SIZE, Ordering::SeqCst);
    }
}

/// Whoever reads is slow: it goes on only when much is waiting, and gives the other threads every chance to make more.
#[test]
fn what_waits_is_bounded_however_slow_its_reader() {
    let edges = (0..9).flat_map(|tail| (0..9).map(move |head| (tail, head)));
    let problem = Bounded::<Batch>::new(&Digraph::from_edges(9, edges), 9, Roots::Busiest);
    for threads in [2, 3, 5] {
        let (waiting, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let finish = |_: &mut Batch| {
            most.fetch_max(waiting.fetch_add(SIZE, Ordering::SeqCst) + SIZE, Ordering::SeqCst);
            Counted { waiting: &waiting }
        };
        // An eighth may wait before a task is begun.
        let (held, some, mut calls) = (160 * SIZE, 10 * SIZE, 0);
        let end = run(&problem, Crew { threads, held }, &finish, &Stop::never(), &mut |result| {
            calls += 1;
            while calls == 1 && waiting.load(Ordering::SeqCst) < some {
                std::thread::yield_now();
            }
            if calls < 20 {
                (0..500).for_each(|_| std::thread::yield_now());
            }
            drop(result);
            ControlFlow::Continue(())
        });
        assert_eq!(end, Ok(()));
        // Each thread puts some together, and may find room for them when there is hardly any; one is in the hand of the
        // reader.
        let most = most.into_inner();
        assert!((some..=held + (10 * threads + 1) * SIZE).contains(&most), "{most} with {threads} threads");
    }
}
