mod plain;
use roundtrip::circuits::{Digraph, Search};
use std::{ops::ControlFlow, time::Instant};
fn read(path: &str) -> Vec<(u32, u32, i64)> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines()
        .skip(1)
        .map(|l| {
            let mut p = l.split(',');
            (
                p.next().unwrap().parse().unwrap(),
                p.next().unwrap().parse().unwrap(),
                p.next().map_or(0, |t| t.parse().unwrap()),
            )
        })
        .collect()
}
fn time<T>(name: &str, f: impl FnOnce() -> T) -> T
where
    T: std::fmt::Display,
{
    let cpu = || -> f64 {
        let t = std::fs::read_to_string("/proc/self/stat").unwrap();
        let v: Vec<&str> = t.rsplit(')').next().unwrap().split_whitespace().collect();
        (v[11].parse::<f64>().unwrap() + v[12].parse::<f64>().unwrap()) / 100.0
    };
    let c = cpu();
    let s = Instant::now();
    let r = f();
    println!("{name}: {r} in {:.3} s, cpu {:.2}", s.elapsed().as_secs_f64(), cpu() - c);
    r
}
fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let e = read(&args[0]);
    let k: Option<u32> = args.get(1).and_then(|k| k.parse().ok()).filter(|k| *k > 0);
    let pairs: Vec<(u32, u32)> = e.iter().map(|&(a, b, _)| (a, b)).collect();
    if args.get(1).is_some_and(|a| a.starts_with("w")) {
        let w: i64 = args[1][1..].parse().unwrap();
        if args.len() < 3 {
            time("plain strict", || {
                let g = plain::Timed::new(&e);
                let mut n = 0u64;
                let mut x = 0u64;
                plain::strict(&g, w, &mut |p| {
                    n += 1;
                    x += u64::from(p[0]);
                });
                n
            });
        }
        let len = pairs.iter().map(|&(a, b)| a.max(b) + 1).max().unwrap();
        for t in [1, 2] {
            time(&format!("ours {t}"), || {
                let g = roundtrip::circuits::TemporalGraph::from_edges(len, e.iter().copied());
                let mut n = 0u64;
                let mut x = 0u64;
                roundtrip::circuits::TemporalSearch::strict(&g, Some(w))
                    .threads(t)
                    .visit(&mut || false, &mut |p| {
                        n += 1;
                        x += u64::from(p[0]);
                        ControlFlow::Continue(())
                    })
                    .unwrap();
                n
            });
        }
        for t in [1, 2] {
            time(&format!("count {t}"), || {
                let g = roundtrip::circuits::TemporalGraph::from_edges(len, e.iter().copied());
                roundtrip::circuits::TemporalSearch::strict(&g, Some(w)).threads(t).count().total()
            });
        }
        return;
    }
    let len = pairs.iter().map(|&(a, b)| a.max(b) + 1).max().unwrap();
    if args.len() < 3 {
        time("plain", || {
            let g = plain::Graph::new(&pairs);
            let mut n = 0u64;
            let mut x = 0u64;
            let mut v = |p: &[u32]| {
                n += 1;
                x += u64::from(p[0]);
            };
            match k {
                None => plain::all(&g, &mut v),
                Some(k) => plain::bounded(&g, k, &mut v),
            };
            n
        });
    }
    for t in [1, 2] {
        let ours = |t: usize| {
            let g = Digraph::from_edges(len, pairs.iter().copied());
            let s = k.map_or(Search::all(&g), |k| Search::bounded(&g, k)).threads(t);
            let mut n = 0u64;
            let mut x = 0u64;
            s.visit(&mut || false, &mut |p| {
                n += 1;
                x += u64::from(p[0]);
                ControlFlow::Continue(())
            })
            .unwrap();
            n
        };
        time(&format!("ours {t}"), || ours(t));
        time(&format!("count {t}"), || {
            let g = Digraph::from_edges(len, pairs.iter().copied());
            let s = k.map_or(Search::all(&g), |k| Search::bounded(&g, k)).threads(t);
            s.count().total()
        });
    }
}
