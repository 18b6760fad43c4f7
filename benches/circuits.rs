//! One small bench a problem, for watching a change: `cargo bench --bench circuits`.

use roundtrip::circuits::{Digraph, Search, TemporalGraph, TemporalSearch, TimeOrder};

fn main() {
    divan::main();
}

/// Numbers below a bound, the same in every run.
fn random(count: usize, bound: u32, seed: u64) -> Vec<u32> {
    let mut state = seed;
    let next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(state >> 33).unwrap_or(0) % bound
    };
    std::iter::repeat_with(next).take(count).collect()
}

#[divan::bench]
fn all_of_a_complete_graph(bencher: divan::Bencher<'_, '_>) {
    let graph = Digraph::from_edges(9, (0..9).flat_map(|a| (0..9).map(move |b| (a, b))));
    bencher.bench(|| Search::all(&graph).count());
}

#[divan::bench(args = [3, 4, 5])]
fn bounded_of_a_random_graph(bencher: divan::Bencher<'_, '_>, most: u32) {
    let ends = random(20_000, 500, 7);
    let graph = Digraph::from_edges(500, ends.chunks(2).map(|ends| (ends[0], ends[1])));
    bencher.bench(|| Search::bounded(&graph, most).count());
}

#[divan::bench(args = [TimeOrder::Strict, TimeOrder::Window])]
fn in_time(bencher: divan::Bencher<'_, '_>, order: TimeOrder) {
    let ends = random(40_000, 1_000, 11);
    let edges = (0..).zip(ends.chunks(2)).map(|(time, ends)| (ends[0], ends[1], time));
    let graph = TemporalGraph::from_edges(1_000, edges);
    let search = TemporalSearch::new(&graph, order).window(Some(500)).max_length(Some(5));
    bencher.bench(|| search.count());
}
