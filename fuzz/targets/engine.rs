//! The engine: lists and counts agree, on one thread and on two, bounded and not, in every order of time.
#![no_main]

use std::ops::ControlFlow;

use libfuzzer_sys::fuzz_target;
use roundtrip::circuits::{Digraph, Search, TemporalGraph, TemporalSearch, TimeOrder};

fuzz_target!(|bytes: &[u8]| {
    let edges: Vec<(u32, u32, i64)> = bytes
        .chunks_exact(2)
        .take(40)
        .map(|pair| (u32::from(pair[0] & 7), u32::from(pair[0] >> 3 & 7), i64::from(pair[1] & 31)))
        .collect();
    let graph = Digraph::from_edges(8, edges.iter().map(|&(a, b, _)| (a, b)));
    let all = Search::all(&graph).count();
    assert_eq!(Search::bounded(&graph, 8).count(), all);
    assert_eq!(Search::all(&graph).threads(2).count(), all);
    let timed = TemporalGraph::from_edges(8, edges.iter().copied());
    for order in [TimeOrder::Strict, TimeOrder::Window] {
        let search = TemporalSearch::new(&timed, order).window(Some(12)).max_length(Some(4));
        let counted = search.count().total();
        if counted > 5_000 {
            continue;
        }
        let mut listed = 0_u128;
        let end = search.visit(&mut || false, &mut |circuit| {
            let next = circuit.iter().cycle().skip(1);
            for (&edge, &after) in circuit.iter().zip(next) {
                assert_eq!(timed.head(edge), timed.tail(after));
            }
            listed += 1;
            ControlFlow::Continue(())
        });
        assert!(end.is_ok());
        assert_eq!(listed, counted);
    }
});
