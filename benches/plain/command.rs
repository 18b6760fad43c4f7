//! The plain searches as a whole command: reads the text of a ledger, counts its loops or writes each as a line.

use std::{
    fmt::Write as _,
    io::{BufWriter, Write as _},
};

use super::{Graph, Timed, bounded, strict};

/// `FILE none MOST count`, or `FILE strict WINDOW count|ndjson|csv`: a ledger of whole numbers whose columns are payer,
/// payee and time.
pub(crate) fn run(args: &[String]) {
    let [file, order, number, what] = args else { panic!("FILE ORDER NUMBER WHAT") };
    let text = std::fs::read_to_string(file).expect("a ledger");
    let edges: Vec<(u32, u32, i64)> = text.lines().skip(1).map(row).collect();
    let mut counts: Vec<u64> = Vec::new();
    let mut count = |length: usize| {
        counts.resize(counts.len().max(length + 1), 0);
        counts[length] += 1;
    };
    if order == "none" {
        let pairs: Vec<(u32, u32)> = edges.iter().map(|&(tail, head, _)| (tail, head)).collect();
        bounded(&Graph::new(&pairs), number.parse().expect("a length"), &mut |circuit| count(circuit.len()));
    } else {
        let window = number.parse().expect("a window");
        let mut out = BufWriter::new(std::io::stdout().lock());
        let mut line = String::new();
        // Numbers of edges are places in the order of time.
        let mut rows: Vec<usize> = (0..edges.len()).filter(|&row| edges[row].0 != edges[row].1).collect();
        rows.sort_by_key(|&row| edges[row].2);
        strict(&Timed::new(&edges), window, &mut |circuit| {
            if what == "count" {
                return count(circuit.len());
            }
            let own = || circuit.iter().map(|&edge| rows[edge as usize]);
            let [open, part, close] = if what == "csv" { ["", " > ", ""] } else { ["[", ",", "]"] };
            let list = |line: &mut String, of: &dyn Fn(usize) -> i64| {
                line.push_str(open);
                for (at, row) in own().enumerate() {
                    let _ = write!(line, "{}{}", if at == 0 { "" } else { part }, of(row));
                }
                line.push_str(close);
            };
            line.clear();
            let _ = write!(line, "{},", circuit.len());
            list(&mut line, &|row| i64::from(edges[row].0));
            line.push(',');
            list(&mut line, &|row| i64::try_from(row).unwrap_or(0) + 1);
            line.push(',');
            list(&mut line, &|row| edges[row].2);
            line.push('\n');
            out.write_all(line.as_bytes()).expect("written");
        });
    }
    for (length, count) in counts.iter().enumerate().filter(|&(_, &count)| count > 0) {
        println!("{length},{count}");
    }
}

fn row(line: &str) -> (u32, u32, i64) {
    let mut cells = line.split(',');
    let mut next = || cells.next().unwrap_or("0");
    (next().parse().expect("a payer"), next().parse().expect("a payee"), next().parse().unwrap_or(0))
}
