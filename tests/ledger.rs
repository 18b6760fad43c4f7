//! Ledgers: what is read of them, and what is said of those that cannot be read.

mod files;
#[cfg(feature = "parquet")]
mod parquet;

use std::{fs, io::Write, path::Path};

use proptest::prelude::*;
use rayon::ThreadPoolBuilder;
use roundtrip::{
    ledger::{
        ColumnFault, DecimalSign, Doubt, Fault, Flaw, Ledger, LedgerError, Negative, Reading, Role, TimeForm, TimeUnit,
        from_bytes, read,
    },
    model::Stop,
};

fn ledger(text: &str) -> Ledger {
    from_bytes(text.as_bytes(), &Reading::default()).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn refusal(text: impl AsRef<[u8]>) -> LedgerError {
    from_bytes(text.as_ref(), &Reading::default()).expect_err("it is flawed")
}

fn from_file(path: &Path) -> Result<Ledger, LedgerError> {
    read(&[path.to_path_buf()], &Reading::default(), &|_, _| (), &Stop::never())
}

/// The amounts and their decimals.
fn amounts_of(ledger: &Ledger) -> (Option<&[i64]>, usize) {
    let amounts = ledger.amounts();
    (amounts.and_then(|own| own.units()), amounts.map_or(0, |own| own.scale() as usize))
}

/// The names at both ends of each row.
fn ends(ledger: &Ledger) -> Vec<(&str, &str)> {
    let name = |id: &u32| ledger.accounts().name(*id);
    ledger.payers().iter().map(name).zip(ledger.payees().iter().map(name)).collect()
}

/// A table of payments: payer, payee, time, amount in tenths of a cent and the decimals with which to write it.
type Rows = Vec<(String, String, i64, i64, usize)>;

/// Words for nobody that letters, points and blanks can spell.
const NOBODY: [&str; 11] =
    ["null", "n.a.", "undefined", "not available", "unbekannt", "nil", "none", "na", "nan", "unknown", "undisclosed"];

fn rows() -> impl Strategy<Value = Rows> {
    let name = prop_oneof!["[0-9]{1,9}", "[a-zA-Z0-9 .]{1,24}", "[a-c,;|\t\"\n\r'é€𝄞]{1,14}"];
    // Names that mean nobody, and such as mean others, have tests of their own; so have numbers that spell a date.
    let name = name.prop_filter("somebody", |name| {
        let folded = name.trim().to_lowercase();
        !folded.is_empty() && !NOBODY.contains(&folded.as_str())
    });
    let row = (name.clone(), name, -9_999_999_999..9_999_999_999_i64, any::<u32>(), 0..4_usize);
    prop::collection::vec(row.prop_map(|(a, b, t, v, places)| (a, b, t, i64::from(v), places)), 0..40)
}

/// How a table is written.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is one habit of writing")]
struct Dialect {
    separator: char,
    line_end: &'static str,
    mark: bool,
    quote_all: bool,
    last_end: bool,
    blank_lines: bool,
    /// The columns in their order.
    order: Vec<&'static str>,
}

fn dialects() -> impl Strategy<Value = Dialect> {
    let order = Just(vec!["Sender", "bank", "Receiver", "Time-Stamp", "note", "TX_AMOUNT"]).prop_shuffle();
    let separator = prop::sample::select(vec![',', ';', '\t', '|']);
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    (separator, order, flags).prop_map(|(separator, order, (crlf, mark, quote_all, last_end, blank_lines))| Dialect {
        separator,
        line_end: if crlf { "\r\n" } else { "\n" },
        mark,
        quote_all,
        last_end,
        blank_lines,
        order,
    })
}

/// Digits with so many of three decimals.
fn decimal(tenths: i64, places: usize) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, part) = (tenths.abs() / 1000, format!("{:03}", tenths.abs() % 1000));
    if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{}", &part[..places]) }
}

fn written(rows: &Rows, dialect: &Dialect) -> String {
    let quoted = |cell: &str| {
        let needed = cell.contains([dialect.separator, '"', '\n', '\r']);
        if needed || dialect.quote_all { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
    };
    let separator = dialect.separator.to_string();
    let mut lines = vec![dialect.order.join(&separator)];
    for (from, to, time, tenths, places) in rows {
        let cell = |column: &&str| match *column {
            "Sender" => quoted(from),
            "Receiver" => quoted(to),
            "Time-Stamp" => quoted(&time.to_string()),
            "TX_AMOUNT" => quoted(&decimal(*tenths, *places)),
            "bank" => String::new(),
            _ => quoted("a \"note\""),
        };
        lines.push(dialect.order.iter().map(cell).collect::<Vec<_>>().join(&separator));
        if dialect.blank_lines {
            lines.push(String::new());
        }
    }
    let end = if dialect.last_end { dialect.line_end } else { "" };
    lines.join(dialect.line_end) + end
}

/// The same by the `csv` crate, text by text.
fn reference(text: &str, separator: char) -> Vec<[String; 4]> {
    let separator = u8::try_from(separator).expect("ASCII");
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(text.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let column = |name: &str| header.iter().position(|own| own == name).expect("a column");
    let columns = ["Sender", "Receiver", "Time-Stamp", "TX_AMOUNT"].map(column);
    reader.records().map(|row| columns.map(|at| row.as_ref().expect("a row")[at].to_owned())).collect()
}

/// A decimal in units of 10^-scale.
fn units(text: &str, scale: usize) -> i64 {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}{part:0<scale$}").parse().expect("digits")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn every_dialect_is_read_as_the_csv_crate_reads_it(rows in rows(), dialect in dialects()) {
        let text = written(&rows, &dialect);
        let expected = reference(&text, dialect.separator);
        prop_assert_eq!(expected.len(), rows.len());
        // What these numbers mean is told: by themselves they could spell dates, and thousands.
        let told = Reading { decimal: Some(DecimalSign::Point), time_unit: Some(TimeUnit::Second), ..Reading::default() };
        let marked = format!("{}{text}", if dialect.mark { "\u{feff}" } else { "" });
        let ledger = from_bytes(marked.as_bytes(), &told).expect("sound");
        let own: Vec<_> = expected.iter().map(|[from, to, ..]| (from.trim(), to.trim())).collect();
        prop_assert_eq!(ends(&ledger), own);
        let mut names: Vec<&str> = Vec::new();
        for name in expected.iter().flat_map(|[from, to, ..]| [from.trim(), to.trim()]) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        prop_assert_eq!(ledger.accounts().names().collect::<Vec<_>>(), names);
        let times: Vec<i64> = expected.iter().map(|[_, _, time, _]| time.parse().expect("digits")).collect();
        prop_assert_eq!(ledger.times(), Some(&times[..]));
        let places = |[.., amount]: &[String; 4]| amount.split_once('.').map_or(0, |(_, part)| part.len());
        let scale = expected.iter().map(places).max().unwrap_or(0);
        let amounts: Vec<i64> = expected.iter().map(|[.., amount]| units(amount, scale)).collect();
        prop_assert_eq!(amounts_of(&ledger), (Some(&amounts[..]), scale));
        prop_assert_eq!((ledger.rows(), ledger.dated(), ledger.time_scale()), (rows.len(), false, 0));
    }

    /// Every number that fits is read exactly, however it is written.
    #[test]
    fn numbers_are_exact(value in prop_oneof![-i64::MAX..i64::MAX, -100_000..100_000_i64], places in 0..19_usize, plus in any::<bool>()) {
        let digits = format!("{:0>1$}", value.unsigned_abs(), places + 1);
        let (whole, part) = digits.split_at(digits.len() - places);
        let sign = if value < 0 { "-" } else if plus { "+" } else { "" };
        let told = Reading { decimal: Some(DecimalSign::Point), negative: Some(Negative::Reverse), ..Reading::default() };
        let ledger = from_bytes(format!("from,to,amount\na,b, {sign}{whole}.{part} \n").as_bytes(), &told).expect("sound");
        prop_assert_eq!(amounts_of(&ledger), (Some(&[value.abs()][..]), places));
        prop_assert_eq!(ends(&ledger), if value < 0 { [("b", "a")] } else { [("a", "b")] });
    }

    /// Dates and date-times as jiff reads them.
    #[test]
    fn moments_are_those_of_jiff(second in -60_000_000_000..250_000_000_000_i64, nanos in 0..1000_i32, form in 0..6) {
        let moment = jiff::Timestamp::new(second, 0).expect("in range").to_zoned(jiff::tz::TimeZone::UTC).datetime();
        let (text, expected, scale) = match form {
            0 => (moment.date().to_string(), second.div_euclid(86_400) * 86_400, 0),
            1 => (moment.to_string(), second, 0),
            2 => (format!("{moment}Z"), second, 0),
            3 => (moment.to_string().replace('T', " "), second, 0),
            4 => (format!("{moment}.{nanos:03}5+02:00"), (second - 7200) * 10_000 + i64::from(nanos) * 10 + 5, 4),
            _ => (moment.strftime("%Y-%m-%d %H:%M-0030").to_string(), second.div_euclid(60) * 60 + 1800, 0),
        };
        let ledger = ledger(&format!("from,to,date\na,b,{text}\n"));
        prop_assert_eq!((ledger.times(), ledger.time_scale()), (Some(&[expected][..]), scale), "{}", text);
        prop_assert_eq!(ledger.time_form(), if form == 0 { TimeForm::Dates } else { TimeForm::DateTimes });
        if form < 3 {
            prop_assert_eq!(ledger.time_words(expected), text.trim_end_matches('Z').to_owned() + if form > 0 { "Z" } else { "" });
        }
    }
}

/// Large enough for several blocks.
#[test]
fn the_number_of_threads_changes_nothing() {
    let mut text = "src,dst,timestamp,amount\n".to_owned();
    for row in 0..300_000_u64 {
        let (from, to) = (row * row % 7919, row * 31 % 104_729);
        text += &format!("{from},ACC{to:09},{},{}.{}\n", 1_600_000_000 + row, row % 5000, row % 10);
    }
    let on = |threads: usize| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| from_bytes(text.as_bytes(), &Reading::default()).expect("sound"))
    };
    let one = on(1);
    assert_eq!((one.rows(), amounts_of(&one).1), (300_000, 1));
    assert_eq!(one.accounts().name(0), "0");
    assert_eq!(one.accounts().name(1), "ACC000000000");
    assert_eq!(one.accounts().name(2), "1");
    assert!(one == on(2) && one == on(7));
}

#[test]
fn headers_are_guessed() {
    let found = |header: &str| {
        let ledger = ledger(&format!("{header}\n"));
        let found = ledger.report().columns.clone();
        [Some(found.from), Some(found.to), found.time, found.amount].map(Option::unwrap_or_default).join(" ")
    };
    assert_eq!(found("src,dst"), "src dst  ");
    assert_eq!(found("source,target,rating,time"), "source target time ");
    assert_eq!(found(" From Account ;To Account;Date;Value"), "From Account To Account Date Value");
    let paysim = "step,type,amount,nameOrig,oldbalanceOrg,newbalanceOrig,nameDest,oldbalanceDest,isFraud";
    assert_eq!(found(paysim), "nameOrig nameDest step amount");
    let amlsim = "TX_ID,SENDER_ACCOUNT_ID,RECEIVER_ACCOUNT_ID,TX_TYPE,TX_AMOUNT,TIMESTAMP,IS_FRAUD,ALERT_ID";
    assert_eq!(found(amlsim), "SENDER_ACCOUNT_ID RECEIVER_ACCOUNT_ID TIMESTAMP TX_AMOUNT");
    assert_eq!(
        found("hash|block_timestamp|from_address|to_address|value"),
        "from_address to_address block_timestamp value"
    );
}

#[test]
fn columns_are_named() {
    let text = b"a,b,c,amount,date\n1,2,3,4,2025-01-01\n";
    let columns = |from: &str, to: &str, time: Option<&str>| Reading {
        from: Some(from.to_owned()),
        to: Some(to.to_owned()),
        time: time.map(str::to_owned),
        ..Reading::default()
    };
    let ledger = from_bytes(text, &columns("c", "a", Some("b"))).expect("sound");
    assert_eq!(ends(&ledger), [("3", "1")]);
    assert_eq!((ledger.times(), amounts_of(&ledger).0), (Some(&[2][..]), Some(&[4][..])));
    // What is named for one thing is not guessed for another.
    let ledger = from_bytes(text, &columns("c", "amount", None)).expect("sound");
    assert_eq!((ends(&ledger), amounts_of(&ledger).0, ledger.dated()), (vec![("3", "4")], None, true));

    let said = |from: &str, to: &str| told(&from_bytes(text, &columns(from, to, None)).expect_err("flawed"));
    let all = "the columns are `a`, `b`, `c`, `amount`, `date`";
    let taken = "taken so far: payer `c`, time `date`, amount `amount`";
    assert_eq!(said("c", "amout"), format!("there is no column `amout` / did you mean `amount`?; {taken}; {all}"));
    assert_eq!(said("c", "beneficiary"), format!("there is no column `beneficiary` / {taken}; {all}"));
    assert!(said("c", "c").starts_with(
        "column `c` cannot be both the payer and the payee / name another column with --from or --to; taken so far: time `date`"
    ));
    assert!(
        said("when", "whom").starts_with("there is no column `when`; there is no column `whom` / "),
        "both at once"
    );
}

/// An error and how to mend it.
fn told(error: &LedgerError) -> String {
    let cause = std::error::Error::source(error).map_or_else(String::new, |cause| format!(": {cause}"));
    format!("{error}{cause} / {}", error.help().unwrap_or_default())
}

#[test]
fn headers_that_say_too_little_or_too_much() {
    assert_eq!(told(&refusal("")), "the ledger is empty / the first line names the columns: `from,to,time,amount`");
    assert_eq!(told(&refusal("\u{feff}\r\n\n")), told(&refusal("")));
    assert_eq!(
        told(&refusal("id,payee\n1,2\n2,1\n")),
        "no column is known to be the payer / name it with --from COLUMN; taken so far: payee `payee`; the columns are `id`, \
         `payee`; type, for example, --from id --to payee"
    );
    assert_eq!(
        told(&refusal("from\tto\ttime\tdate\n")),
        "`time`, `date` can each be the time / name it with --time COLUMN; taken so far: payer `from`, payee `to`; the columns \
         are `from`, `to`, `time`, `date`; type, for example, --from from --to to --time time"
    );
    let ambiguous = |error| match error {
        LedgerError::Columns(faults) => matches!(faults.faults[..], [ColumnFault::Ambiguous { role: Role::To, .. }]),
        _ => false,
    };
    assert!(ambiguous(refusal("from,to,payee\n")));
    assert!(matches!(refusal(b"from,to,\xff\n"), LedgerError::HeaderEncoding));
    assert!(matches!(refusal("from,to,\"x\n1,2,3\n"), LedgerError::HeaderQuote));
    assert!(matches!(refusal("from,to,\"x\"y\n1,2,3\n"), LedgerError::HeaderQuote));
    let spread = ledger("\n\"from\",\"to\",\"no\nte, \"\"x\"\"\"\n1,2,3\n");
    assert_eq!(ends(&spread), [("1", "2")]);
}

/// The only fault of a row that stands behind two sound ones: its column, what is told, and how to mend it.
fn fault(row: impl AsRef<[u8]>) -> (Option<String>, String, &'static str) {
    let text = [b"from,to,date,amount\r\na,b,1,2\r\n\r\na,b,1,2\r\n".as_slice(), row.as_ref(), b"\n"].concat();
    match refusal(text) {
        LedgerError::Faults { first, more: 0 } => match <[Fault; 1]>::try_from(first) {
            Ok([fault]) => {
                assert_eq!((fault.row, fault.line), (3, Some(5)));
                let told = fault.to_string();
                (fault.column, told, fault.flaw.help())
            }
            Err(faults) => panic!("{faults:?}"),
        },
        error => panic!("{error:?}"),
    }
}

#[test]
fn every_flaw_of_a_row_is_told_with_its_place() {
    let cases: &[(&[u8], Option<&str>, &str)] = &[
        (b"a,b,1", None, "`a,b,1` has 3 cells, the header 4"),
        (b"a,b,1,2,3", None, "`a,b,1,2,3` has 5 cells, the header 4"),
        (b"lonely", None, "`lonely` has 1 cell, the header 4"),
        (b"a,b,,2", Some("date"), "`date` is empty"),
        (b"a,b,1, ", Some("amount"), "`amount` is empty"),
        (b"a,\xff,1,2", Some("to"), "`to` `\u{fffd}` is not UTF-8"),
        (b"a,b,1,\"2", Some("amount"), "`amount` `\"2 ` begins with a quote that is never closed"),
        (b"a,\"b\"c,1,2", Some("to"), "`to` `\"b\"c` goes on after its closing quote"),
        (b"a,b,1,two", Some("amount"), "`amount` `two` is not a number"),
        (b"a,b,1,NaN", Some("amount"), "`amount` `NaN` says nothing"),
        (b"a,b,1,--2", Some("amount"), "`amount` `--2` is not a number"),
        (b"a,b,1,.", Some("amount"), "`amount` `.` is not a number"),
        (b"a,b,1,12/17/2025", Some("amount"), "`amount` `12/17/2025` is not a number"),
        (b"a,b,1,\"1'23\"", Some("amount"), "`amount` `1'23` has groups of digits that are no thousands"),
        (b"a,b,1,-5", Some("amount"), "`amount` `-5` is negative"),
        (b"a,b,1,($5.10)", Some("amount"), "`amount` `($5.10)` is negative"),
        (b"a,b,1,5M", Some("amount"), "`amount` `5M` is not a number"),
        (b"a,b,1,1e999", Some("amount"), "`amount` `1e999` has too many digits"),
        (b"a,b,17.13.2025,2", Some("date"), "`date` `17.13.2025` is neither a number nor a date"),
        (b"a,b,2025-02-29,2", Some("date"), "`date` `2025-02-29` is neither a number nor a date"),
        (b"a,b,2025-01-01T24:00:00,2", Some("date"), "`date` `2025-01-01T24:00:00` is neither a number nor a date"),
        (
            b"a,b,2025-01-01T00:00:00[Europe/Paris],2",
            Some("date"),
            "`date` `2025-01-01T00:00:00[Europe/Paris]` is neither",
        ),
        (b"a,b,noon,2", Some("date"), "`date` `noon` is neither a number nor a date"),
    ];
    for (row, column, words) in cases {
        let (own, told, help) = fault(row);
        assert_eq!(own.as_deref(), *column, "{told}");
        assert!(told.starts_with(&format!("row 3, line 5: {words}")), "{told}");
        assert!(!help.is_empty());
    }
}

#[test]
fn the_first_faults_are_told_and_all_are_counted() {
    let mut text = "from,to,amount\n".to_owned();
    text += &"a,b,1\n\"a\nb\",b,2\n".repeat(100);
    text += &"a,b,x\n".repeat(13);
    text += &"a,b,\n".repeat(20);
    let LedgerError::Faults { first, more } = refusal(&text) else { panic!("faults") };
    assert_eq!((first.len(), more), (20, 13));
    assert_eq!(first[3].to_string(), "row 204, line 305: `amount` `x` is not a number");
    assert_eq!((first[12].flaw, first[13].flaw), (Flaw::NotANumber, Flaw::Empty));
    assert_eq!(refusal(&text).to_string(), "33 faults in the ledger");
    assert_eq!(refusal("from,to,amount\na,b,\n").to_string(), "1 fault in the ledger");
    assert!(refusal("from,to,amount\na,b,\n").help().is_some_and(|help| help.starts_with("unknown is not zero")));
}

#[test]
fn columns_that_do_not_fit_together() {
    let mixed = "from,to,date\na,b,2025-01-01\nb,a,7\nb,a,7\n";
    assert_eq!(
        told(&refusal(mixed)),
        "the time is a number in row 2 and a date in row 1 / write the column in one form"
    );
    let spelt = ledger("from,to,date\na,b,20251231\na,b,20260101\n");
    assert_eq!(
        spelt.times().expect("times").iter().map(|&time| spelt.time_words(time)).collect::<Vec<_>>(),
        ["2025-12-31", "2026-01-01"]
    );
    assert!(matches!(spelt.report().doubts[..], [Doubt::Clock { .. }]));
    assert_eq!(ledger("from,to,step\na,b,20251231\na,b,20251232\n").times(), Some(&[20_251_231, 20_251_232][..]));
    let fine = "from,to,time\na,b,1.5\na,b,9000000000000000000\na,b,0.125\na,b,0.250\n";
    assert_eq!(
        refusal(fine).to_string(),
        "`time` of row 2 does not fit in 64 bits with 3 decimals, as many as row 3 has"
    );
}

/// Wei have no place in 64 bits.
#[test]
fn amounts_of_any_size_are_exact() {
    let ledger = ledger(
        "from,to,amount\na,b,1.5\na,b,9000000000000000000\na,b,0.125\na,b,123456789012345678901234567890\na,b,1.50\n",
    );
    let words = |row: u32| {
        let mut out = Vec::new();
        ledger.put_amount(row, &mut out);
        String::from_utf8(out).expect("ASCII")
    };
    let all = ["1.500", "9000000000000000000.000", "0.125", "123456789012345678901234567890.000", "1.500"];
    assert_eq!((0..5).map(words).collect::<Vec<_>>(), all);
    let size = |row: u32| ledger.size(row).expect("an amount");
    assert!(size(2).key < size(0).key && size(0).key < size(1).key && size(1).key < size(3).key);
    assert_eq!(size(0), size(4));
}

#[test]
fn times_are_told_in_their_own_form() {
    let of = |times: &str| {
        let rows: Vec<String> = times.split(' ').map(|time| format!("a,b,{}\n", time.replace('_', " "))).collect();
        let rows = rows.concat();
        let ledger = ledger(&format!("from,to,time\n{rows}"));
        let words = |&time: &i64| ledger.time_words(time);
        (
            ledger.times().expect("times").to_vec(),
            ledger.time_scale(),
            ledger.times().expect("times").iter().map(words).collect::<Vec<_>>().join(" "),
        )
    };
    assert_eq!(of("7 -3 0"), (vec![7, -3, 0], 0, "7 -3 0".to_owned()));
    assert_eq!(of("1082040961.5 2 -0.25"), (vec![108_204_096_150, 200, -25], 2, "1082040961.5 2 -0.25".to_owned()));
    assert_eq!(of("1970-01-02 1969-12-31"), (vec![86_400, -86_400], 0, "1970-01-02 1969-12-31".to_owned()));
    // One date-time makes them all date-times.
    let (times, _, words) = of("2000-02-29 2000-03-01_12:30:15");
    assert_eq!((times, words.as_str()), (vec![951_782_400, 951_913_815], "2000-02-29T00:00:00Z 2000-03-01T12:30:15Z"));
    let (times, scale, words) = of("1969-12-31T23:59:59.25Z 2025-12-17T10:00:00+05:30");
    assert_eq!((times, scale), (vec![-75, 176_594_580_000], 2));
    assert_eq!(words, "1969-12-31T23:59:59.25Z 2025-12-17T04:30:00Z");
}

#[test]
fn accounts_are_any_strings() {
    let text = "from,to\n7,07\n\"7\",\" 7\"\n12345678901,123456789012\nel\"even,\"twe\"\"lve\"\nNULLA,ÿ\n";
    let ledger = ledger(text);
    let names = ["7", "07", "12345678901", "123456789012", "el\"even", "twe\"lve", "NULLA", "ÿ"];
    assert_eq!(ledger.accounts().names().collect::<Vec<_>>(), names);
    assert_eq!(ledger.payers(), [0, 0, 2, 4, 6]);
    assert_eq!(ledger.accounts().name(99), "");
    assert_eq!(Ledger::rows(&ledger), 5);
}

/// The rows of `tests/data/ledger.csv.zst`, which the `zstd` library wrote in three frames among frames to be skipped.
fn sample() -> String {
    let row = |i: u32| {
        format!("{},{},{},{}.{:02}\n", i * 7 % 13, i * 5 % 11 + 13, 1000 + i, i * 37 % 1000 / 100, i * 37 % 100)
    };
    "src,dst,timestamp,amount\n".to_owned() + &(0..300).map(row).collect::<String>()
}

#[test]
fn files_are_known_by_their_beginning() {
    let folder = tempfile::tempdir().expect("a folder");
    let expected = ledger(&sample());
    assert_eq!(expected.rows(), 300);
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("written");
        path
    };
    assert_eq!(from_file(&write("plain.gz", sample().as_bytes())).expect("sound"), expected);
    assert_eq!(from_file(Path::new("tests/data/ledger.csv.zst")).expect("sound"), expected);
    // Two members, as of `cat a.gz b.gz`.
    let half = sample().len() / 2;
    let gzip = |text: &str| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(text.as_bytes()).expect("compressed");
        encoder.finish().expect("compressed")
    };
    let members = [gzip(&sample()[..half]), gzip(&sample()[half..])].concat();
    assert_eq!(from_file(&write("two.csv", &members)).expect("sound"), expected);

    let cut = from_file(&write("cut.gz", &members[..members.len() - 9])).expect_err("cut off");
    assert!(cut.to_string().ends_with("cut.gz`") && std::error::Error::source(&cut).is_some());
    let mut frames = fs::read("tests/data/ledger.csv.zst").expect("a fixture");
    let cut = &frames[..frames.len() / 2];
    assert!(matches!(from_file(&write("cut.zst", cut)), Err(LedgerError::Io { .. })));
    // The checksum of the first frame stands before the second frame to be skipped.
    let skipped = [0x50, 0x2a, 0x4d, 0x18];
    let second = frames.windows(4).enumerate().skip(1).find(|(_, bytes)| *bytes == skipped).expect("a frame").0;
    frames[second - 1] ^= 1;
    let wrong = from_file(&write("wrong.zst", &frames)).expect_err("a wrong checksum");
    let cause = std::error::Error::source(&wrong).expect("a cause").to_string();
    assert_eq!(cause, "the Zstandard stream is damaged: the checksum is not that of the data");
    assert!(matches!(from_file(&folder.path().join("none")), Err(LedgerError::Io { path: Some(_), .. })));
    assert!(matches!(from_file(&write("empty.csv", b"")), Err(LedgerError::NoHeader)));
    #[cfg(not(feature = "parquet"))]
    assert!(matches!(from_file(&write("a.csv", b"PAR1....PAR1")), Err(LedgerError::NoParquet)));
}

#[cfg(unix)]
#[test]
fn a_pipe_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo").success());
    let writer = std::thread::spawn({
        let path = path.clone();
        move || fs::write(path, sample()).expect("written")
    });
    let total = std::sync::Mutex::new(Vec::new());
    let progress = |done, all| total.lock().expect("one thread").push((done, all));
    assert_eq!(
        read(std::slice::from_ref(&path), &Reading::default(), &progress, &Stop::never()).expect("sound"),
        ledger(&sample())
    );
    writer.join().expect("written");
    assert_eq!(*total.lock().expect("one thread"), [(sample().len() as u64, 0)]);
}

#[test]
fn reading_can_be_stopped() {
    let file = tempfile::NamedTempFile::new().expect("a file");
    fs::write(file.path(), sample()).expect("written");
    let progress = |done, all| assert_eq!(done, all);
    let stopped = read(&[file.path().to_path_buf()], &Reading::default(), &progress, &Stop::after_questions(0));
    assert!(matches!(stopped, Err(LedgerError::Stopped)));
}
