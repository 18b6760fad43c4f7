//! Every command that answers about a register, asked of hard ones with a deadline: it ends by itself, and either its answer
//! is whole or it says what it leaves out.
#![cfg(unix)]

use std::{fmt::Write as _, fs, path::Path, time::Duration};

use crate::common::watch::bounded_by;
use roundtrip::answer::measure::QUESTIONS;

/// What has not ended by then does not keep its deadline of two seconds, however slow the machine is.
const LATE: Duration = Duration::from_mins(1);

/// What a run says that was stopped.
const STOPPED: [&str; 7] = [
    "largest loops",
    "stopped at --deadline",
    "t least ",
    "was stopped",
    "time was up",
    "\"complete\":false",
    "\"complete\": false",
];

/// A register of deals between companies that are numbers: payer, payee, kind, millions, and the month of 2025.
fn register(folder: &Path, deals: impl Iterator<Item = (u32, u32, &'static str, u32, u32)>) -> String {
    let mut rows = "payer,payee,kind,amount,date,status\n".to_owned();
    for (payer, payee, kind, millions, month) in deals {
        writeln!(rows, "n{payer},n{payee},{kind},{millions}M,2025-{month:02}-01,signed").expect("a string");
    }
    let path = folder.join("deals.csv");
    fs::write(&path, rows).expect("written");
    path.to_str().expect("UTF-8").to_owned()
}

/// Asks everything, and looks at how each run ended.
fn ask_all(deals: &str, folder: &Path) {
    let place = |name: &str| folder.join(name).display().to_string();
    let (out, xlsx, tables) = (place("out"), place("deals.xlsx"), place("tables"));
    let measures = QUESTIONS.iter().map(|one| {
        let ends: &[&str] = if one.example.is_empty() { &[] } else { &["n1", "n2", "--max-length", "12"] };
        [&["measure", one.name], ends].concat()
    });
    let others: [&[&str]; 33] = [
        &["measure", "ladder", "--every", "month"],
        &["measure", "clearing", "--default", "n1"],
        &["measure", "exposure", "--of", "n1"],
        &["measure", "companies", "--format", "json"],
        &["loops"],
        &["loops", "--by", "deal", "--format", "json"],
        &["loops", "--fail-if", "length > 9"],
        &["show", "n1"],
        &["show", "n1/n2"],
        &["list", "entities"],
        &["list", "deals"],
        &["rights"],
        &["roles"],
        &["flows"],
        &["flows", "--format", "csv"],
        &["check"],
        &["check", "--double-counting"],
        &["check", "--stale"],
        &["diff", "2025-02-01", "2025-11-01"],
        &["map"],
        &["map", "--all"],
        &["map", "--format", "html"],
        &["map", "--diagram", "gallery"],
        &["map", "--diagram", "matrix"],
        &["map", "--diagram", "timeline"],
        &["map", "--diagram", "ladder"],
        &["report", "-o", &out],
        &["export", "graphml"],
        &["export", "ftm"],
        &["export", "xlsx", "-o", &xlsx],
        &["export", "csv", "-o", &tables],
        &["reconcile", deals, deals],
        &["import", deals],
    ];
    for args in measures.chain(others.map(<[_]>::to_vec)) {
        let data: &[&str] = if ["reconcile", "import"].contains(&args[0]) { &[] } else { &["--data", deals] };
        let output = bounded_by(&[&args, data, &["--deadline", "2s"]].concat(), LATE);
        let said = String::from_utf8_lossy(&output.stderr);
        let text = String::from_utf8_lossy(&output.stdout) + &*said;
        let start: String = text.chars().take(2000).collect();
        assert!(!text.contains("panicked"), "{args:?}: {start}");
        match output.status.code() {
            Some(0) => assert!(!said.contains("stopped at --deadline"), "{args:?}: {start}"),
            // A loop of more than nine hops is what the alarm is for.
            Some(1) => assert!(args.contains(&"--fail-if"), "{args:?}: {start}"),
            Some(3) => assert!(STOPPED.iter().any(|stopped| text.contains(stopped)), "{args:?}: {start}"),
            // There is nothing that could be drawn yet.
            Some(2) => assert!(args[0] == "map" && said.contains("--deadline"), "{args:?}: {start}"),
            code => panic!("{args:?} ends with {code:?}: {start}"),
        }
    }
}

#[test]
fn where_everybody_pays_everybody() {
    let folder = tempfile::tempdir().expect("tempdir");
    let pairs = (0..60).flat_map(|payer| (0..60).filter(move |payee| *payee != payer).map(move |payee| (payer, payee)));
    let kind = |payer: u32, payee: u32| if (payer + payee).is_multiple_of(2) { "equity" } else { "cloud" };
    let deal = |(payer, payee): (u32, u32)| {
        (payer, payee, kind(payer, payee), 1 + (payer * 7 + payee * 3) % 50, 1 + (payer + payee) % 12)
    };
    ask_all(&register(folder.path(), pairs.map(deal)), folder.path());
}

#[test]
fn where_money_goes_round_long_rings() {
    let folder = tempfile::tempdir().expect("tempdir");
    // Both kinds on every hop, and a shortcut here and there.
    let count = 2_000;
    let ring = (0..count).flat_map(|at| ["equity", "cloud"].map(|kind| (at, (at + 1) % count, kind, 1 + at % 40, 1)));
    let shortcuts = (0..count).step_by(7).map(|at| (at, (at * 13 + 5) % count, "chips", 3, 2));
    let shortcuts = shortcuts.filter(|(payer, payee, ..)| payer != payee);
    ask_all(&register(folder.path(), ring.chain(shortcuts)), folder.path());
}

#[test]
fn where_fifty_thousand_deals_are_made_by_chance() {
    let folder = tempfile::tempdir().expect("tempdir");
    let mut random = Random(19);
    let kinds = ["equity", "debt", "cloud", "chips", "services", "lease"];
    let deals = (0..50_000).map(|_| {
        let payer = random.few(10_000);
        let payee = (payer + 1 + random.few(9_000)) % 10_000;
        let kind = kinds[random.below(6) as usize];
        (payer, payee, kind, 1 + random.below(500), 1 + random.below(12))
    });
    ask_all(&register(folder.path(), deals), folder.path());
}

/// A small generator: steps of a linear congruence (Knuth's MMIX), of which the upper half is taken.
struct Random(u64);

impl Random {
    fn below(&mut self, most: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 32) % u64::from(most)) as u32
    }

    /// Small numbers more often than large ones: few companies have many deals.
    fn few(&mut self, most: u32) -> u32 {
        let most = 1 + self.below(most);
        self.below(most)
    }
}
