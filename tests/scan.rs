//! `roundtrip scan` as its user meets it: ledgers in, loops out.

use std::{fs, io::Write, process::Stdio};

use crate::common::{program, run};

const LEDGER: &str = "\
src,dst,timestamp,amount
a,b,1,10.50
b,c,2,9
c,a,3,8.25
b,c,2,7
c,a,9,1
\"=x,\"\"1\"\"\",a,4,3
";

/// A ledger in a file of its own.
fn ledger(text: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join("ledger.csv");
    fs::write(&path, text).expect("write");
    let path = path.to_str().expect("UTF-8").to_owned();
    (folder, path)
}

fn scan(args: &[&str]) -> String {
    let (_folder, path) = ledger(LEDGER);
    run(&[&["scan", &path], args].concat()).replace(&path, "ledger.csv")
}

#[test]
fn each_loop_is_a_line() {
    insta::assert_snapshot!(scan(&[]));
}

#[test]
fn for_a_spreadsheet() {
    insta::assert_snapshot!(scan(&["--format", "csv", "--window", "5"]));
}

#[test]
fn as_a_table() {
    insta::assert_snapshot!(scan(&["--format", "table", "--top", "2", "--by", "amount"]));
}

#[test]
fn one_line_for_parallel_payments() {
    insta::assert_snapshot!(scan(&["--bundle", "--format", "json"]));
}

#[test]
fn counts_by_length() {
    assert!(
        scan(&["--count", "--format", "json"]).contains(r#"{"complete": true, "count": 4, "by_length": {"3": 4}}"#)
    );
    assert!(scan(&["--count"]).contains("LENGTH  COUNT\n     3      4\n"));
    assert!(scan(&["--count", "--bundle"]).contains("LENGTH  COUNT\n     3      1\n"), "one path for its four choices");
    assert!(scan(&["--count", "--bundle", "--order", "none", "--format", "csv"]).contains("length,count\n3,1\n"));
    assert!(scan(&["--count", "--format", "csv", "--window", "2"]).contains("length,count\n3,2\n"));
    assert!(scan(&["--count", "--keep", "0.8", "--format", "csv"]).contains("length,count\n3,1\n"));
    assert!(scan(&["--count", "--min-amount", "8", "--format", "csv"]).contains("length,count\n3,1\n"));
    assert!(scan(&["--count", "--max-length", "2", "--format", "csv"]).contains("length,count\n--- stderr"));
}

/// Dates cannot say which of two payments of a day was first: the loop starts where its times never step back.
#[test]
fn payments_of_one_day_may_follow_each_other() {
    let (_folder, path) = ledger("src,dst,date\nb,c,2024-05-01\na,b,2024-05-01\nc,a,2024-05-02\n");
    let scan = |order| run(&["scan", &path, "--order", order, "--format", "ndjson"]);
    assert!(scan("strict").contains("--- stdout\n--- stderr"), "{}", scan("strict"));
    let found = scan("forward");
    assert!(found.contains(r#"["a","b","c"]"#) || found.contains(r#"["a", "b", "c"]"#), "{found}");
}

#[test]
fn a_limit_is_said_aloud() {
    let said = scan(&["--limit", "3", "--format", "ndjson"]);
    assert!(said.starts_with("exit 3") && said.contains("note: at least 3 loops (stopped at --limit)"), "{said}");
    let all = scan(&[]);
    let lines =
        |text: &str| -> Vec<String> { text.lines().filter(|line| line.starts_with('{')).map(str::to_owned).collect() };
    assert_eq!(lines(&said), lines(&all)[..3], "a prefix of the whole");
    assert!(scan(&["--limit", "4"]).starts_with("exit 0"), "a limit that is not reached is none");
    assert!(scan(&["--count", "--limit", "2", "--format", "json"]).contains(r#""complete": false, "count": 2"#));
}

#[test]
fn what_does_not_fit_is_refused() {
    for (args, word) in [
        (&["--time", "when"][..], "there is no column `when`"),
        (&["--window", "soon"], "`soon` is not a window"),
        (&["--order", "none", "--window", "3"], "--window means nothing"),
        (&["--keep", "much"], "`much` is not a share"),
        (&["--bundle", "--keep", "0.9"], "cannot be used with"),
        (&["--max-length", "1"], "1 is not in 2"),
        (&["--fail-if", "length >= 3"], "is no number of loops"),
        (&["--top", "0"], "leave --top out for all"),
    ] {
        let said = scan(args);
        assert!(said.starts_with("exit 2") && said.contains(word), "{args:?}: {said}");
    }
    let (_folder, path) = ledger("payer,payee\na,b\nb,a\n");
    let said = run(&["scan", &path, "--order", "strict"]);
    assert!(said.contains("this ledger has no time column"), "{said}");
    let (_folder, path) = ledger("payer,payee,amount\na,b,1.000,00\nb,a,twelve\n");
    let said = run(&["scan", &path]);
    assert!(said.starts_with("exit 2") && said.contains("row 2"), "{said}");
}

#[test]
fn dates_are_read_and_printed_as_they_were() {
    let (_folder, path) = ledger("payer;payee;date\nanna;bert;2025-12-17\nbert;anna;2026-01-16\n");
    let said = run(&["scan", &path, "--window", "30d"]);
    assert!(said.contains(r#""times":["2025-12-17","2026-01-16"],"bottleneck":null,"first":"2025-12-17","last":"2026-01-16","span":2592000}"#), "{said}");
    assert!(!run(&["scan", &path, "--window", "29d"]).contains("length"));
}

#[test]
fn so_many_loops_are_an_alarm() {
    for (args, code, word) in [
        (&["--fail-if", "any"][..], 1, "alarm: `any` holds: 4 loops"),
        (&["--fail-if", "count > 4", "--count"], 0, "note: `count > 4` does not hold: 4 loops"),
        (&["--fail-if", "count > 3", "--top", "1"], 1, "alarm: `count > 3` holds: 4 loops"),
        (&["--fail-if", "count = 1", "--bundle"], 1, "alarm: `count = 1` holds: 1 loop"),
        (&["--fail-if", "count > 3", "--limit", "2"], 3, "whether `count > 3` holds is not known: at least 2 loops"),
    ] {
        let said = scan(args);
        assert!(said.starts_with(&format!("exit {code}")) && said.contains(word), "{args:?}: {said}");
    }
}

#[test]
fn rows_are_those_of_their_file() {
    let folder = tempfile::tempdir().expect("tempdir");
    for (name, row) in [("one.csv", "a,b,1"), ("two.csv", "b,a,2")] {
        fs::write(folder.path().join(name), format!("from,to,time\nx,y,1\n{row}\n")).expect("write");
    }
    let folder = folder.path().to_str().expect("UTF-8");
    let said = run(&["scan", folder]).replace(folder, "f");
    assert!(said.contains(r#""files":["f/one.csv","f/two.csv"],"rows":[2,2],"#), "{said}");
}

#[test]
fn parquet_is_written_or_refused() {
    let (folder, path) = ledger(LEDGER);
    let file = folder.path().join("loops.parquet");
    let said = run(&["scan", &path, "-o", file.to_str().expect("UTF-8")]);
    if cfg!(feature = "parquet") {
        assert!(said.starts_with("exit 0") && fs::read(&file).expect("written").ends_with(b"PAR1"), "{said}");
        assert!(scan(&["--count", "--format", "parquet"]).contains("--count writes no Parquet"));
    } else {
        assert!(said.starts_with("exit 2") && said.contains("--features parquet"), "{said}");
    }
    assert!(scan(&["--bundle", "--format", "table"]).contains("--bundle has no table"));
}

#[test]
fn loops_are_drawn() {
    let (folder, path) = ledger(LEDGER);
    let file = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    let draw = |name: &str, more: &[&str]| run(&[&["scan", &path, "--draw", &file(name)], more].concat());
    let said = draw("loops.dot", &["--window", "5"]);
    assert!(said.starts_with("exit 0") && !said.contains("drawn"), "{said}");
    insta::assert_snapshot!(fs::read_to_string(file("loops.dot")).expect("written").replace(&path, "ledger.csv"));
    let said = draw("ring.svg", &["--top", "1"]);
    assert!(said.contains("note: of 4 loops, the largest by amount is drawn"), "{said}");
    let ring = fs::read_to_string(file("ring.svg")).expect("written");
    for words in ["a → b → c → a", "Smallest payment", "8.25", "10.50 at 1 (row 1)"] {
        assert!(ring.contains(words), "{words}");
    }
    let map = draw("map.pdf", &["--limit", "3"]);
    assert!(map.starts_with("exit 3") && fs::read(file("map.pdf")).expect("written").starts_with(b"%PDF"), "{map}");
    assert!(draw("none.svg", &["--window", "0"]).contains("note: there is no loop to draw"));
    assert!(!folder.path().join("none.svg").exists());
    assert!(draw("page.html", &[]).contains("loops of a ledger have no page"));
    assert!(draw("loops.csv", &[]).starts_with("exit 2"));
}

/// A ledger of random payments, large enough for several threads.
fn random() -> String {
    let mut state = 7_u64;
    let mut next = |bound: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    let mut text = "src,dst,timestamp,amount\n".to_owned();
    for time in 0..30_000 {
        text += &format!("{},{},{},{}.{:02}\n", next(900), next(900), time / 3, 1 + next(500), next(100));
    }
    text
}

#[test]
fn the_same_bytes_for_any_number_of_threads() {
    let (_folder, path) = ledger(&random());
    for args in [
        &["--window", "900", "--max-length", "6"][..],
        &["--window", "150", "--max-length", "4", "--order", "window"],
        &["--max-length", "3", "--order", "none", "--limit", "20000"],
        &["--window", "900", "--max-length", "6", "--top", "7", "--by", "span"],
    ] {
        let with = |threads| run(&[&["scan", &path, "--threads", threads], args].concat());
        let one = with("1");
        assert!(one.lines().count() > 8, "{args:?}: {one}");
        assert_eq!(with("2"), one, "{args:?}");
        assert_eq!(with("7"), one, "{args:?}");
    }
}

/// Every choice counted is a choice listed.
#[test]
fn counts_are_the_numbers_of_lines() {
    let (_folder, path) = ledger(&random());
    for args in
        [&["--window", "900", "--max-length", "5"][..], &["--order", "window", "--window", "90", "--max-length", "3"]]
    {
        let listed = run(&[&["scan", &path], args].concat()).lines().filter(|line| line.starts_with('{')).count();
        let counted = run(&[&["scan", &path, "--count", "--format", "json"], args].concat());
        assert!(listed > 10 && counted.contains(&format!("\"count\": {listed},")), "{listed}: {counted}");
    }
}

#[test]
fn a_file_is_written_whole_and_a_pipe_is_read() {
    let (folder, path) = ledger(LEDGER);
    let out = folder.path().join("loops.ndjson");
    let said = run(&["scan", &path, "-o", out.to_str().expect("UTF-8")]);
    assert!(said.starts_with("exit 0"), "{said}");
    assert_eq!(fs::read_to_string(&out).expect("written").lines().count(), 4);
    assert_eq!(fs::read_dir(folder.path()).expect("folder").count(), 2, "nothing is left beside it");
    #[cfg(unix)]
    {
        let mut child = program(&["scan", "/dev/stdin", "--count", "--format", "csv"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        child.stdin.take().expect("a pipe").write_all(LEDGER.as_bytes()).expect("written");
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(String::from_utf8_lossy(&output.stdout), "length,count\n3,4\n");
    }
}

/// Complete graph of 40: more loops than could ever be listed.
#[test]
fn a_deadline_holds() {
    let mut text = "src,dst\n".to_owned();
    for a in 0..40 {
        for b in (0..40).filter(|&b| b != a) {
            text += &format!("{a},{b}\n");
        }
    }
    let (_folder, path) = ledger(&text);
    let said = run(&["scan", &path, "--count", "--deadline", "300ms"]);
    assert!(said.starts_with("exit 3") && said.contains("(stopped at --deadline)"), "{said}");
}

/// The clock runs while the ledger is read, too.
#[test]
fn a_deadline_holds_while_reading() {
    let (_folder, path) = ledger(LEDGER);
    let said = run(&["scan", &path, "--count", "--deadline", "0s"]);
    assert!(said.starts_with("exit 3"), "{said}");
    assert!(said.contains("reading was stopped at --deadline; nothing was searched"), "{said}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_prints_what_there_is() {
    let mut text = "src,dst\n".to_owned();
    for a in 0..30 {
        for b in (0..30).filter(|&b| b != a) {
            text += &format!("{a},{b}\n");
        }
    }
    let (folder, path) = ledger(&text);
    let out = folder.path().join("loops.csv");
    let mut child = program(&["scan", &path, "--count", "--format", "csv", "-o", out.to_str().expect("UTF-8")])
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    crate::common::watch::interrupt(&child);
    let mut said = String::new();
    std::io::Read::read_to_string(&mut child.stderr.take().expect("a pipe"), &mut said).expect("read");
    assert_eq!(child.wait().expect("it ends").code(), Some(130), "{said}");
    assert!(said.contains("(interrupted)"), "{said}");
    assert!(fs::read_to_string(&out).expect("written").lines().count() > 1);
}
