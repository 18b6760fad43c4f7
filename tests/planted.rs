//! Loops hidden in a large ledger are found, every one that satisfies the bounds.

use std::{collections::BTreeSet, fs};

use crate::common::stdout;

/// Numbers below a bound, the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

const DAY: u64 = 86_400;

/// A hundred thousand payments of ten thousand accounts over thirty days, a few accounts far busier than the rest; and hidden
/// among them, loops of 3 to 10 payments within three days. Returns the text and the rows of each hidden loop.
fn ledger() -> (String, Vec<Vec<u64>>) {
    let mut random = Random(42);
    let mut payments: Vec<(u64, u64, u64, Option<usize>)> = Vec::new();
    for _ in 0..100_000 {
        let busy = |random: &mut Random| {
            let one = random.below(10_000);
            random.below(one + 1)
        };
        let (from, to) = (busy(&mut random), 9_999 - busy(&mut random));
        payments.push((random.below(30 * DAY), from, to, None));
    }
    for planted in 0..50 {
        let length = 3 + planted % 8;
        let start = random.below(27 * DAY);
        let mut times: Vec<u64> = (0..length).map(|_| start + random.below(3 * DAY)).collect();
        times.sort_unstable();
        times.dedup();
        let accounts: BTreeSet<u64> = (0..).map(|_| random.below(10_000)).take(times.len()).collect();
        let accounts: Vec<u64> = accounts.into_iter().collect();
        let length = accounts.len();
        for at in 0..length {
            payments.push((times[at], accounts[at], accounts[(at + 1) % length], Some(planted)));
        }
    }
    payments.sort_by_key(|&(time, ..)| time);
    let mut text = "src,dst,timestamp\n".to_owned();
    let mut planted = vec![Vec::new(); 50];
    for (row, (time, from, to, hidden)) in (1..).zip(payments) {
        text += &format!("{from},{to},{time}\n");
        if let Some(which) = hidden {
            planted[which].push(row);
        }
    }
    (text, planted)
}

#[test]
fn every_planted_loop_is_found() {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join("ledger.csv");
    let (text, planted) = ledger();
    fs::write(&path, text).expect("write");
    for most in [5, 10] {
        let found = stdout(&[
            "scan",
            path.to_str().expect("UTF-8"),
            "--time-unit",
            "second",
            "--window",
            "3d",
            "--max-length",
            &most.to_string(),
        ]);
        let found: BTreeSet<Vec<u64>> = found
            .lines()
            .map(|line| {
                let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
                line["rows"].as_array().expect("rows").iter().map(|row| row.as_u64().expect("a row")).collect()
            })
            .collect();
        let wanted = planted.iter().filter(|rows| rows.len() <= most);
        assert!(wanted.clone().count() > 10);
        for rows in wanted {
            assert!(found.contains(rows), "{rows:?} is missing at {most}");
        }
    }
}
