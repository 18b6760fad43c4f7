//! The maximum circulation of one network, for `compare.py`: `cargo bench --bench circulations -- FILE`, where each line of the
//! file has payer, payee and amount. Prints seconds and the total; then the seconds for the range of every payment and of
//! every company over all optima.

use std::time::Instant;

use roundtrip::measure::{Network, circulation, companies};
use rust_decimal::Decimal;

fn main() {
    let path = std::env::args().skip(1).find(|argument| !argument.starts_with("--")).expect("a file");
    let text = std::fs::read_to_string(path).expect("it can be read");
    let arc = |line: &str| {
        let mut words = line.split(' ');
        let mut end = || words.next()?.parse::<usize>().ok();
        Some((end()?, end()?, words.next()?.parse::<Decimal>().ok()?))
    };
    let arcs: Vec<_> = text.lines().filter_map(arc).collect();
    let len = arcs.iter().map(|arc| arc.0.max(arc.1) + 1).max().unwrap_or(0);
    let network = Network::new((0..len).map(|at| at.to_string()).collect(), arcs);
    let start = Instant::now();
    let most = circulation(&network);
    let total = most.total();
    let total_took = start.elapsed().as_secs_f64();
    let ranges = most.arcs().len();
    let ranges_took = start.elapsed().as_secs_f64() - total_took;
    let all = companies(&most).len();
    let all_took = start.elapsed().as_secs_f64() - total_took - ranges_took;
    println!("{total} {total_took:.3} {ranges} {ranges_took:.3} {all} {all_took:.3}");
}
