//! The engine beside a plain search, in one run, on the ledgers of a folder:
//!
//! ```sh
//! cargo bench --bench ledgers -- FOLDER [FILTER]
//! ```
//!
//! `cargo bench --bench ledgers -- plain FILE ORDER NUMBER WHAT` is the plain search as a command, for `compare.py`.
//!
//! One line a case: what, how many loops, seconds of the plain search on one thread, of ours on one and on two threads, of
//! counting on two. Times of ours begin with the edges in memory, and so with building the graph.

mod plain;

use std::{ops::ControlFlow, path::Path, time::Instant};

use roundtrip::{
    circuits::{Digraph, Search, TemporalGraph, TemporalSearch, TimeOrder},
    ledger::{self, Ledger, Reading},
    model::Stop,
};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    if args.first().is_some_and(|arg| arg == "plain") {
        return plain::command::run(&args[1..]);
    }
    let folder = args.first().map_or("ledgers", String::as_str);
    let filter = args.get(1).map_or("", String::as_str);
    println!("case\tloops\tplain\tours_1\tours_2\tcount_2");
    let wanted = |case: &str| case.contains(filter);
    let complete: Vec<(u32, u32)> = (0..10).flat_map(|a| (0..10).map(move |b| (a, b))).collect();
    if wanted("all k10") {
        digraph("all k10", &complete, None);
    }
    if wanted("all jdkdependency") {
        digraph("all jdkdependency", &pairs(&read(folder, "jdkdependency")), None);
    }
    for name in ["wiki-vote", "p2p-gnutella31"] {
        for most in 3..=6 {
            let case = format!("bounded {name} {most}");
            if wanted(&case) {
                digraph(&case, &pairs(&read(folder, name)), Some(most));
            }
        }
    }
    let windows = [("collegemsg", 3_600), ("collegemsg", 43_200), ("collegemsg", 86_400)];
    for (name, window) in windows.into_iter().chain([("bitcoin-otc", 604_800), ("bitcoin-otc", 2_592_000)]) {
        let case = format!("strict {name} {window}");
        if wanted(&case) {
            strict(&case, &read(folder, name), window);
        }
    }
    if wanted("none er") {
        no_loop();
    }
}

fn read(folder: &str, name: &str) -> Ledger {
    let path = Path::new(folder).join(format!("{name}.csv.gz"));
    // Ratings below zero are no amounts.
    let reading = Reading { amount: Some("none".to_owned()), ..Reading::default() };
    ledger::read(std::slice::from_ref(&path), &reading, &|_, _| (), &Stop::never())
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn pairs(ledger: &Ledger) -> Vec<(u32, u32)> {
    ledger.payers().iter().copied().zip(ledger.payees().iter().copied()).collect()
}

fn vertices(edges: &[(u32, u32)]) -> u32 {
    edges.iter().map(|&(tail, head)| tail.max(head) + 1).max().unwrap_or(0)
}

/// Seconds, and what came out.
fn timed(work: impl FnOnce() -> u64) -> (f64, u64) {
    let start = Instant::now();
    let out = work();
    (start.elapsed().as_secs_f64(), out)
}

/// Prints a row; everybody must have found the same.
fn row(case: &str, plain: (f64, u64), ours: [(f64, u64); 3]) {
    for (_, found) in ours {
        assert_eq!(found, plain.1, "{case}");
    }
    let [one, two, count] = ours.map(|(seconds, _)| seconds);
    println!("{case}\t{}\t{:.3}\t{one:.3}\t{two:.3}\t{count:.3}", plain.1, plain.0);
}

/// A visitor that looks at each loop: nothing can be left out as unused.
struct Looker {
    loops: u64,
    sum: u64,
}

impl Looker {
    fn look(&mut self, circuit: &[u32]) {
        self.loops += 1;
        self.sum = self.sum.wrapping_add(u64::from(circuit[0]) ^ u64::from(circuit[circuit.len() - 1]));
    }
}

fn looked(work: impl FnOnce(&mut Looker)) -> u64 {
    let mut looker = Looker { loops: 0, sum: 0 };
    work(&mut looker);
    std::hint::black_box(looker.sum);
    looker.loops
}

fn search(graph: &Digraph, most: Option<u32>) -> Search<'_> {
    most.map_or(Search::all(graph), |most| Search::bounded(graph, most))
}

fn digraph(case: &str, edges: &[(u32, u32)], most: Option<u32>) {
    let plain = timed(|| {
        looked(|looker| {
            let graph = plain::Graph::new(edges);
            match most {
                None => plain::all(&graph, &mut |circuit| looker.look(circuit)),
                Some(most) => plain::bounded(&graph, most, &mut |circuit| looker.look(circuit)),
            }
        })
    });
    let graph = || Digraph::from_edges(vertices(edges), edges.iter().copied());
    let list = |threads: usize| {
        timed(|| {
            looked(|looker| {
                let graph = graph();
                let _ = search(&graph, most).threads(threads).visit(&Stop::never(), &mut |circuit| {
                    looker.look(circuit);
                    ControlFlow::Continue(())
                });
            })
        })
    };
    let count = timed(|| u64::try_from(search(&graph(), most).threads(2).count().total()).unwrap_or(u64::MAX));
    row(case, plain, [list(1), list(2), count]);
}

fn strict(case: &str, ledger: &Ledger, window: i64) {
    let times = ledger.times().unwrap_or_default();
    let pairs = pairs(ledger);
    let edges: Vec<(u32, u32, i64)> = pairs.iter().zip(times).map(|(&(a, b), &time)| (a, b, time)).collect();
    let plain = timed(|| {
        looked(|looker| plain::strict(&plain::Timed::new(&edges), window, &mut |circuit| looker.look(circuit)))
    });
    let graph = || TemporalGraph::from_edges(vertices(&pairs), edges.iter().copied());
    let list = |threads: usize| {
        timed(|| {
            looked(|looker| {
                let graph = graph();
                let search = TemporalSearch::new(&graph, TimeOrder::Strict).window(Some(window)).threads(threads);
                let _ = search.visit(&Stop::never(), &mut |circuit| {
                    looker.look(circuit);
                    ControlFlow::Continue(())
                });
            })
        })
    };
    let count = timed(|| {
        let graph = graph();
        let search = TemporalSearch::new(&graph, TimeOrder::Strict).window(Some(window)).threads(2);
        u64::try_from(search.count().total()).unwrap_or(u64::MAX)
    });
    row(case, plain, [list(1), list(2), count]);
}

/// A million vertices, five million edges and no loop: the plain column is the time that reading the file takes.
fn no_loop() {
    let mut state = 1_u64;
    let mut random = || {
        // xorshift64.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        u32::try_from(state % 1_000_000).unwrap_or(0)
    };
    let mut text = "src,dst\n".to_owned();
    for _ in 0..5_000_000 {
        let (a, b) = (random(), random());
        text += &format!("{},{}\n", a.min(b), a.max(b) + 1);
    }
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    std::fs::write(file.path(), text).expect("written");
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().expect("threads");
    let read = || {
        pool.install(|| ledger::read(&[file.path().to_path_buf()], &Reading::default(), &|_, _| (), &Stop::never()))
            .expect("a ledger")
    };
    let mut edges = Vec::new();
    let reading = timed(|| {
        edges = pairs(&read());
        0
    });
    let list = |threads: usize| {
        timed(|| {
            let graph = Digraph::from_edges(vertices(&edges), edges.iter().copied());
            u64::try_from(Search::all(&graph).threads(threads).count().total()).unwrap_or(u64::MAX)
        })
    };
    row("none er (plain = reading)", reading, [list(1), list(2), list(2)]);
}
