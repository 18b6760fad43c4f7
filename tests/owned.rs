//! Beside a ledger: who owns which account, what currencies were worth; and what a run of every night asks.

use std::fs;

use proptest::prelude::*;

use crate::common::run;

/// Runs `scan` in a folder with such files; `@NAME` on the command line is the file of that name.
fn scan(files: &[(&str, &str)], args: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("written");
    }
    let path = |arg: &&str| match arg.strip_prefix('@') {
        Some(name) => folder.path().join(name).to_str().expect("UTF-8").to_owned(),
        None => (*arg).to_owned(),
    };
    let args: Vec<String> = args.iter().map(path).collect();
    let args: Vec<&str> = std::iter::once("scan").chain(args.iter().map(String::as_str)).collect();
    run(&args)
}

/// The accounts of every loop, each as `a > b`.
fn loops(said: &str) -> Vec<String> {
    let lines = said.lines().filter(|line| line.starts_with('{'));
    let accounts = |line: &str| {
        let found: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let names = found["vertices"].as_array().expect("a list");
        names.iter().map(|name| name.as_str().expect("a name").to_owned()).collect::<Vec<_>>().join(" > ")
    };
    lines.map(accounts).collect()
}

const LEDGER: &str = "\
from,to,date,amount
a1,b1,2025-01-01,100
b2,a2,2025-01-05,99
a1,a2,2025-01-07,5
b1,c,2025-02-01,70
c,b2,2025-02-02,69
";

#[test]
fn loops_are_between_owners() {
    let files = [("l.csv", LEDGER), ("o.csv", "account;owner\na1;Anna\na2;Anna\nb1;Bert\nb2;Bert\n")];
    assert!(loops(&scan(&files, &["@l.csv"])).is_empty(), "no account is paid back");
    let said = scan(&files, &["@l.csv", "--owners", "@o.csv"]);
    assert_eq!(loops(&said), ["Anna > Bert", "Bert > c"]);
    assert!(
        said.contains("note: 4 of 5 accounts have an owner; 1 payment between accounts of one owner is in no loop"),
        "{said}"
    );
}

#[test]
fn owners_change_from_day_to_day() {
    let dated = "account,owner,from,to\na1,Anna,,\na2,Anna,2025-01-04,2025-01-05\nb1,Bert,,\nb2,Bert,2025-01-05,\n";
    let files = [("l.csv", LEDGER), ("o.csv", dated)];
    assert_eq!(loops(&scan(&files, &["@l.csv", "--owners", "@o.csv"])), ["Anna > Bert", "Bert > c"]);
    let late = dated.replace("2025-01-04,2025-01-05", "2025-01-06,");
    let files = [("l.csv", LEDGER), ("o.csv", late.as_str())];
    assert_eq!(loops(&scan(&files, &["@l.csv", "--owners", "@o.csv"])), ["Bert > c"], "a2 was not yet hers");
}

#[test]
fn flawed_owners_are_told_all_at_once() {
    let flawed = "account,owner,from,to\na1,,,\na2,Anna,soon,\na2,Anna,2025-01-01,\na2,Bert,2025-02-01,\nb1,Bert,2025-02-01,2025-01-01\n";
    let files = [("l.csv", LEDGER), ("o.csv", flawed), ("n.csv", "konto,name\n")];
    let said = scan(&files, &["@l.csv", "--owners", "@o.csv"]);
    for word in [
        "line 2: the owner is empty",
        "line 3: `soon` is no day",
        "line 5: `a2` is Anna's and Bert's at the same time",
        "line 6: it ends before it begins",
    ] {
        assert!(said.starts_with("exit 2") && said.contains(word), "{word}: {said}");
    }
    let said = scan(&files, &["@l.csv", "--owners", "@n.csv"]);
    assert!(said.contains("no column is called `account`") && said.contains("account,owner"), "{said}");
    let steps = [("l.csv", "from,to,step\na,b,1\nb,a,2\n"), ("o.csv", "account,owner,from\na,Anna,2025-01-01\n")];
    let said = scan(&steps, &["@l.csv", "--owners", "@o.csv"]);
    assert!(said.contains("--owners has days, and the times of the ledger are no dates"), "{said}");
}

const CURRENCIES: &str = "\
from,to,time,amount,currency
A,B,2024-01-01,1000,USD
B,C,2024-01-02,150000,JPY
C,A,2024-01-03,148000,JPY
A,D,2024-01-05,1000000,JPY
D,A,2024-01-06,6500,USD
";

#[test]
fn amounts_are_compared_by_what_they_were_worth() {
    let files = [("l.csv", CURRENCIES), ("r.csv", "day,currency,rate\n2023-12-29,JPY,0.0070\n2024-01-05,JPY,0.0069\n")];
    let said = scan(&files, &["@l.csv", "--keep", "0.9", "--rates", "@r.csv"]);
    // 1000 USD, 1050, 1036; and 6900 USD, 6500.
    assert_eq!(loops(&said), ["A > B > C", "A > D"]);
    assert!(said.contains("\"bottleneck\":1000.0000") && said.contains("\"bottleneck\":6500.0000"), "{said}");
    assert!(said.contains("compared in USD by --rates"), "{said}");
    assert_eq!(loops(&scan(&files, &["@l.csv", "--keep", "0.95", "--rates", "@r.csv"])), ["A > B > C"]);
    assert_eq!(loops(&scan(&files, &["@l.csv", "--min-amount", "1100", "--rates", "@r.csv"])), ["A > D"]);
    let said = scan(&files, &["@l.csv", "--top", "1", "--rates", "@r.csv"]);
    assert_eq!(loops(&said), ["A > D"]);
}

#[test]
fn without_rates_nothing_is_compared() {
    let files = [("l.csv", CURRENCIES), ("r.csv", "day,currency,rate\n2024-01-05,JPY,0.0069\n")];
    let said = scan(&files, &["@l.csv", "--min-amount", "1000"]);
    assert!(said.starts_with("exit 2") && said.contains("--min-amount \"JPY 1000\""), "{said}");
    assert_eq!(loops(&scan(&files, &["@l.csv", "--min-amount", "JPY 150000"])), ["A > D"], "148,000 is less");
    let said = scan(&files, &["@l.csv", "--rates", "@r.csv"]);
    assert!(said.starts_with("exit 2") && said.contains("there is no rate for JPY on 2024-01-02 or before"), "{said}");
    let old = [("l.csv", CURRENCIES), ("r.csv", "day,currency,rate\n2023-01-05,JPY,0.0069\n")];
    let said = scan(&old, &["@l.csv", "--rates", "@r.csv"]);
    assert!(said.contains("doubt: a rate of JPY is used 365 days after its day"), "{said}");
}

#[test]
fn through_some_accounts_and_of_some_length() {
    let ledger = "from,to,date\na,b,2025-01-01\nb,a,2025-01-02\nb,c,2025-01-02\nc,a,2025-01-03\nc,d,2025-01-03\nd,c,2025-01-04\n";
    let files = [("l.csv", ledger)];
    let all = ["a > b", "a > b > c", "c > d"];
    assert_eq!(loops(&scan(&files, &["@l.csv"])), all);
    assert_eq!(loops(&scan(&files, &["@l.csv", "--through", "d"])), [all[2]]);
    assert_eq!(loops(&scan(&files, &["@l.csv", "--through", "c", "--min-length", "3"])), [all[1]]);
    let said = scan(&files, &["@l.csv", "--through", "d", "nobody knows"]);
    assert!(said.contains("note: 1 of 2 accounts of --through is in no payment, such as `nobody knows`"), "{said}");
    let said = scan(&files, &["@l.csv", "--through", "D"]);
    assert!(said.starts_with("exit 2") && said.contains("did you mean `d`?"), "{said}");
    let said = scan(&files, &["@l.csv", "--min-length", "4", "--max-length", "3"]);
    assert!(said.starts_with("exit 2") && said.contains("no loop has at least 4 payments and at most 3"), "{said}");
    assert_eq!(loops(&scan(&files, &["@l.csv", "--closed-since", "2025-01-03"])), [all[1], all[2]]);
    let said = scan(&files, &["@l.csv", "--closed-since", "yesterday"]);
    assert!(said.starts_with("exit 2") && said.contains("`yesterday` is not a time of this ledger"), "{said}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// What a run of tonight has not seen yet is what it finds with all payments, without what it found yesterday; and a
    /// loop has the same name on both nights, though yesterday's ledger came in another order.
    #[test]
    fn tonight_is_all_without_yesterday(
        rows in prop::collection::vec((0..5_u8, 0..5_u8, 1..20_u8, 1..4_u8), 1..25), since in 1..20_u8,
        order in prop::sample::select(vec!["strict", "forward", "window"]),
    ) {
        let text = |rows: &mut dyn Iterator<Item = &(u8, u8, u8, u8)>| {
            let line = |(from, to, day, amount): &(u8, u8, u8, u8)| format!("p{from},p{to},2025-01-{day:02},{amount}\n");
            "from,to,date,amount\n".to_owned() + &rows.map(line).collect::<String>()
        };
        let ids = |text: &str, more: &[&str]| -> Vec<String> {
            let said = scan(&[("l.csv", text)], &[&["@l.csv", "--order", order, "--window", "9d"], more].concat());
            let id = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["id"].to_string();
            let mut ids: Vec<String> = said.lines().filter(|line| line.starts_with('{')).map(id).collect();
            ids.sort();
            ids
        };
        let all = ids(&text(&mut rows.iter()), &[]);
        // Of equal payments, which is which depends on the order: it stays the same.
        let yesterday = ids(&text(&mut rows.iter().filter(|row| row.2 < since)), &[]);
        let tonight = ids(&text(&mut rows.iter()), &["--closed-since", &format!("2025-01-{since:02}")]);
        let left: Vec<String> = all.into_iter().filter(|id| !yesterday.contains(id)).collect();
        prop_assert_eq!(tonight, left);
    }
}
