//! What is said of figures: on awkward registers no command prints an amount that nobody stated, a figure that rounding
//! made false, a number with the noise of a float, or a day in two shapes.

use crate::{
    common::{deals, json, program, questions, run, stdout},
    imports::money::EUROS,
};

/// Nobody states anything, and some days are coarse.
const NOTHING_STATED: &str = "a,b,equity,?,2025,closed\nb,a,cloud,?,2025-02,signed\na,c,debt,?,2025-Q1,closed\n\
                              c,b,chips,?,2025-03-01,in-talks\n";
/// Every amount is zero.
const ZERO: &str = "a,b,equity,0,2025-01-01,closed\nb,a,cloud,0,2025-02-01,signed\nb,c,chips,<=0,2025-02,announced\n\
                    c,a,equity,0,2025-02-01,in-talks\n";
/// Amounts that rounding lifts, tiny ones beside huge ones, and two ends that round alike.
const ROUNDING: &str = "a,b,equity,999600000,2025-01-01,closed\nb,c,cloud,999.6B,2025-02,signed\nc,a,chips,999.996,2025-Q1,signed\n\
                        a,c,chips,0.004,2025,signed\nc,b,equity,1000B..1001B,2025-02-01,in-talks\n";
/// One deal.
const ONE: &str = "a,b,equity,1B,2025-Q1,signed\n";

/// Every command that answers with figures. The second day of a comparison is late enough that deals count on both.
fn commands() -> Vec<Vec<&'static str>> {
    let plain: [&[&str]; 24] = [
        &["loops", "--class", "any"],
        &["loops", "--where", "through a"],
        &["show", "a"],
        &["show", "a/b"],
        &["show", "a/c"],
        &["show", "deals-1"],
        &["flows"],
        &["flows", "--from", "a"],
        &["check"],
        &["check", "--double-counting"],
        &["roles", "--all"],
        &["rights"],
        &["list", "entities"],
        &["list", "deals"],
        &["diff", "2026-01-01", "2026-02-01"],
        &["diff", "2026-01-01", "2026-01-01", "--without", "deals-1"],
        &["measure", "annual", "--spread", "up-front"],
        &["measure", "annual", "--of", "a"],
        &["measure", "ladder", "--every", "quarter", "--from", "2026-01-01"],
        &["measure", "clearing", "--default", "a"],
        &["measure", "exposure", "--of", "a"],
        &["measure", "firmness", "--of", "a"],
        &["measure", "outside", "--of", "b"],
        &["measure", "time", "--class", "any"],
    ];
    let measures = questions().into_iter().map(|question| {
        let example = question.iter().skip(2).map(|word| if *word == "nvidia" { "a" } else { "b" });
        question.iter().take(2).copied().chain(example).collect::<Vec<_>>()
    });
    plain.map(<[_]>::to_vec).into_iter().chain(measures).collect()
}

/// What every command prints of a register in a format, without what is no answer, such as that there is no such company.
fn answers(rows: &str, format: &str) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().expect("a folder");
    let data = deals(folder.path(), rows);
    let answer = |args: Vec<&str>| {
        let compares = args.first() == Some(&"diff") || args.contains(&"--every");
        let day: &[&str] = if compares && args.first() == Some(&"diff") { &[] } else { &["--as-of", "2026-03-31"] };
        let output =
            program(&[&args[..], &["--data", &data, "--format", format], day].concat()).output().expect("it starts");
        let says = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(!says.contains("panicked"), "{args:?}: {says}");
        (args.join(" "), String::from_utf8(output.stdout).expect("UTF-8"))
    };
    commands().into_iter().map(answer).filter(|(_, text)| !text.is_empty()).collect()
}

/// The amounts of money in a text: what follows each sign.
fn money(text: &str) -> Vec<&str> {
    let amount =
        |rest: &'_ str| rest.find(|c: char| !c.is_ascii_alphanumeric() && !".,".contains(c)).unwrap_or(rest.len());
    text.split('$').skip(1).map(|rest| rest[..amount(rest)].trim_end_matches(['.', ','])).collect()
}

/// The numbers of a text, as they are written.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && !".-+".contains(c))
        .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// A status as it is typed is not one for a reader, but in what he typed himself.
fn typed_status(text: &str) -> bool {
    text.split('`').step_by(2).any(|words| words.contains("in-talks"))
}

fn page(rows: &str) -> Vec<(String, String)> {
    let mut pages = answers(rows, "markdown");
    for (command, text) in &mut pages {
        // What the figures are is the same on every register.
        *text = text.split("## What these figures are").next().unwrap_or_default().to_owned();
        assert!(!typed_status(text), "{command}:\n{text}");
        for part in ["NaN", "inf ", " 0 of ", "\n0 of ", "anywhere within 0 %", "with through"] {
            assert!(!text.contains(part), "{command} says {part:?}:\n{text}");
        }
    }
    pages
}

#[test]
fn what_nobody_states_is_no_amount() {
    for (command, text) in page(NOTHING_STATED) {
        assert_eq!(money(&text), Vec::<&str>::new(), "{command}:\n{text}");
        assert!(!text.contains("– of"), "{command}:\n{text}");
    }
    for (command, text) in answers(NOTHING_STATED, "csv") {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().expect("a header").clone();
        for row in reader.records().map(|row| row.expect("a row")) {
            for (column, cell) in header.iter().zip(&row) {
                // The least that an unknown amount can be is nothing.
                let amount =
                    ["stated", "paid", "circulation", "announced", "counted"].iter().any(|name| column.ends_with(name));
                assert!(!amount || cell.is_empty(), "{command}: {column} is {cell}");
            }
        }
    }
}

#[test]
fn nothing_is_nothing_where_that_is_stated() {
    for (command, text) in page(ZERO) {
        let other: Vec<&str> = money(&text).into_iter().filter(|amount| *amount != "0").collect();
        assert_eq!(other, Vec::<&str>::new(), "{command}:\n{text}");
        assert!(!text.contains("each party's part"), "{command}:\n{text}");
    }
}

#[test]
fn rounding_never_says_what_is_not_so() {
    for (command, text) in page(ROUNDING) {
        for amount in money(&text) {
            let unit = amount.trim_start_matches(|c: char| c.is_ascii_digit() || ".,".contains(c));
            let figure: f64 = amount.strip_suffix(unit).expect("an end").replace(',', "").parse().expect("a number");
            assert!(figure < 1000.0, "{command} prints ${amount}:\n{text}");
        }
        // Of two ends that differ, each is another figure.
        let alike = |between: &str| {
            text.match_indices(between).any(|(at, _)| {
                let word = |text: &str, last: bool| {
                    let mut words = text.split(|c: char| c.is_whitespace() || "(;".contains(c));
                    if last { words.next_back() } else { words.next() }
                        .unwrap_or_default()
                        .trim_end_matches([')', ',', '.'])
                        .to_owned()
                };
                let (low, high) = (word(&text[..at], true), word(&text[at + between.len()..], false));
                low.starts_with('$') && low == high
            })
        };
        assert!(!alike(" to "), "{command}:\n{text}");
        let parts =
            text.split_whitespace().zip(text.split_whitespace().skip(1)).filter(|(_, sign)| sign.starts_with('%'));
        for (share, _) in parts {
            assert!(!["0.0", "100.0"].contains(&share.trim_start_matches('(')), "{command} says {share} %:\n{text}");
        }
    }
}

#[test]
fn one_deal_is_one_amount() {
    for (command, text) in page(ONE) {
        let other: Vec<&str> = money(&text).into_iter().filter(|amount| !["0", "1bn"].contains(amount)).collect();
        assert_eq!(other, Vec::<&str>::new(), "{command}:\n{text}");
    }
}

/// Days in one shape, beside how exactly they are known; numbers with digits and a point only, and no noise.
#[test]
fn spreadsheets_have_plain_days_and_numbers() {
    for rows in [NOTHING_STATED, ZERO, ROUNDING, ONE] {
        for (command, text) in answers(rows, "csv") {
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let header = reader.headers().expect("a header").clone();
            for row in reader.records().map(|row| row.expect("a row")) {
                for (column, cell) in header.iter().zip(&row) {
                    // Words say days as readers do.
                    if ["says", "title", "how"].contains(&column) {
                        continue;
                    }
                    for part in cell.split(|c: char| c.is_whitespace() || c == ';') {
                        let coarse = part.len() == 7 && part.as_bytes().get(4) == Some(&b'-') && part.starts_with("20");
                        assert!(!coarse && part != "before", "{command}: {column} is {cell}");
                    }
                    if column.ends_with("precision") {
                        assert!(
                            ["", "day", "month", "quarter", "year", "or-before"].contains(&cell),
                            "{command}: {cell}"
                        );
                    }
                    for number in numbers(cell) {
                        // What deals state is exact, however long; what is computed ends where a float says no more.
                        let digits = number.chars().filter(char::is_ascii_digit).collect::<String>();
                        let fraction = number.split_once('.').map_or(0, |(_, fraction)| fraction.len());
                        let noisy = fraction > 6 && digits.trim_matches('0').len() > 15;
                        assert!(!noisy, "{command}: {column} is {cell}");
                        let plain = !number.contains(['e', 'E']) || number.parse::<f64>().is_err();
                        assert!(plain, "{command}: {column} is {cell}");
                    }
                }
            }
        }
        for (command, text) in answers(rows, "json") {
            let document: serde_json::Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{command}: {e}"));
            assert!(document.is_object(), "{command}");
        }
    }
}

/// A loop with an amount that is left open has an interval where the most is spoken of.
#[test]
fn the_most_is_the_upper_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = deals(folder.path(), "a,b,equity,10B..38B,2025-01-01,signed\nb,a,cloud,50B,2025-02-01,signed\n");
    let page = stdout(&["show", "a/b", "--data", &data]);
    let line = "Bottleneck, the smallest of its hops: $10bn to $38bn; $10bn as stated, set by a → b. No more can go all the way";
    assert!(page.replace('\n', " ").contains(line), "{page}");
    let paths = stdout(&["measure", "paths", "a", "b", "--data", &data]);
    assert!(paths.contains("this can pass at most: $10bn to $38bn; $10bn as stated."), "{paths}");
    let exposure = stdout(&["measure", "exposure", "--of", "a", "--data", &data]).replace('\n', " ");
    assert!(exposure.contains("come back as purchases at most: $10bn to $38bn; $10bn as stated."), "{exposure}");
    let twice = stdout(&["check", "--double-counting", "--data", &data]).replace('\n', " ");
    assert!(twice.contains("whatever the amounts are: $60bn to $88bn; $60bn as stated."), "{twice}");
}

#[test]
fn a_condition_is_quoted_as_it_was_typed() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = deals(folder.path(), ONE);
    let page = stdout(&["loops", "--where", "through a", "--data", &data]);
    assert!(page.contains("Only loops that meet `through a`."), "{page}");
}

/// A register that is counted in euros is printed in euros, and a condition can ask for them.
#[test]
fn money_is_in_the_currency_of_the_register() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("euros.toml");
    std::fs::write(&path, EUROS).expect("write");
    let data = format!("--data={}", path.to_str().expect("UTF-8"));
    for args in [
        &["loops"][..],
        &["show", "alpha/beta"],
        &["flows"],
        &["measure", "circulation"],
        &["measure", "ladder"],
        &["measure", "companies"],
        &["measure", "exposure", "--of", "alpha"],
        &["check", "--double-counting"],
    ] {
        let text = stdout(&[args, &[&data]].concat());
        assert!(text.contains('€'), "{args:?}:\n{text}");
        // What was stated in dollars is said so.
        assert!(!text.contains("$8bn") && !text.contains("in USD"), "{args:?}:\n{text}");
    }
    for diagram in ["map", "gallery", "matrix", "ladder"] {
        let picture = stdout(&["map", "--diagram", diagram, "--format", "svg", &data]);
        assert!(picture.contains('€') && !picture.contains("$8bn"), "{diagram}");
    }
    let flows = json(&["flows", "--format", "json", &data]);
    assert_eq!(flows["currency"], "EUR");
    assert_eq!(flows["flows"][1]["stated"].as_f64(), Some(8e9));
    let count = |condition: &str| json(&["loops", "--where", condition, "--format", "json", &data])["count"].as_u64();
    for condition in ["bottleneck >= EUR 8B", "bottleneck >= 'EUR 8B'", "bottleneck >= 8B", "bottleneck >= €8bn"] {
        assert_eq!(count(condition), Some(1), "{condition}");
    }
    assert_eq!(count("bottleneck > EUR 8B"), Some(0));
    let least = |amount: &str| json(&["loops", "--min-amount", amount, "--format", "json", &data])["count"].as_u64();
    assert_eq!((least("8B"), least("EUR 8B"), least("9B")), (Some(1), Some(1), Some(0)));
    // Not one euro for one dollar.
    let refused = run(&["loops", "--min-amount", "$8B", &data]);
    assert!(refused.starts_with("exit 2") && refused.contains("in EUR"), "{refused}");
}
