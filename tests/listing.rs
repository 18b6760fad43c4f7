//! Loops of ledgers as lines, beside what the ledger itself says of them; and their ids.

use std::collections::BTreeSet;

use proptest::prelude::*;
use roundtrip::{
    circuits::{Loop, Payments, TemporalSearch, TimeOrder},
    ledger::{Ledger, Names, Reading, from_bytes},
    scan::{By, Chunk, Format, Listing, Ranking, Sheet, Writer},
};
use serde_json::{Value, json};

/// Payer, payee, time, hundredths of the amount.
type Row = (usize, usize, i64, i64);

const NAMES: [&str; 5] =
    ["a", "=1+1", "c, \"d\" > e", "ä\tö", "an account whose name is longer than a block of thirty-two bytes"];

const ORDERS: [TimeOrder; 4] = [TimeOrder::Strict, TimeOrder::Forward, TimeOrder::Window, TimeOrder::None];

fn rows(most: usize) -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec((0..NAMES.len(), 0..NAMES.len(), -1_i64..4, 1_i64..4), 1..most)
}

fn ledger(rows: &[Row], more: &[&str]) -> Ledger {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["payer", "payee", "time", "amount"]).expect("memory");
    for &(payer, payee, time, amount) in rows {
        let amount = format!("{}.{:02}", amount / 100, amount % 100);
        writer.write_record([NAMES[payer], NAMES[payee], &time.to_string(), &amount]).expect("memory");
    }
    let mut text = writer.into_inner().expect("memory");
    text.extend(more.iter().flat_map(|line| line.bytes()));
    from_bytes(&text, &Reading::default()).expect("sound")
}

fn loops(payments: &Payments<'_>, order: TimeOrder) -> Vec<Loop> {
    TemporalSearch::new(payments.graph(), order).iter().map(|edges| payments.circuit(&edges)).collect()
}

/// The ids of all loops; no two are the same.
fn ids(ledger: &Ledger, order: TimeOrder) -> BTreeSet<String> {
    let payments = Payments::new(ledger, &[]);
    let listing = Listing::new(&payments);
    let loops = loops(&payments, order);
    let ids: BTreeSet<String> = loops.iter().map(|found| listing.id(found)).collect();
    assert_eq!(ids.len(), loops.len(), "different loops, different ids");
    ids
}

/// Some loops in a format; each line stands for 7.
fn written(listing: &Listing<'_>, format: Format, loops: &[Loop]) -> Vec<u8> {
    let (mut writer, mut chunk) = (Writer::new(listing, format), Chunk::default());
    for found in loops {
        writer.put(found, Some(7), &mut chunk);
    }
    let mut sheet = Sheet::new(listing, format, true, Vec::new()).expect("memory");
    assert!(!sheet.put(&chunk, u64::MAX).expect("memory"));
    sheet.finish(true, loops.len() as u64).expect("memory");
    sheet.out
}

fn names<'l>(ledger: &'l Ledger, found: &Loop) -> Vec<&'l str> {
    found.vertices.iter().map(|&vertex| ledger.accounts().name(vertex)).collect()
}

proptest! {
    /// Other rows, another order of the rows, finer numbers elsewhere: the ids stay.
    #[test]
    fn an_id_is_that_of_its_payments_alone(
        (rows, shuffled) in rows(12).prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))
    ) {
        let own = ledger(&rows, &[]);
        let other = ledger(&shuffled, &["x,a,0.125,7.0001\n", "x,y,3,1\n"]);
        for order in ORDERS {
            prop_assert_eq!(ids(&own, order), ids(&other, order));
        }
    }

    /// A loop as JSON and as a row of a spreadsheet is what its ledger says of it.
    #[test]
    fn lines_are_what_the_ledger_says(rows in rows(10)) {
        let ledger = ledger(&rows, &[]);
        let payments = Payments::new(&ledger, &[]);
        let listing = Listing::new(&payments);
        for found in loops(&payments, TimeOrder::Window) {
            let one = std::slice::from_ref(&found);
            let line: Value = serde_json::from_slice(&written(&listing, Format::Ndjson, one)).expect("JSON");
            let whole: Value = serde_json::from_slice(&written(&listing, Format::Json, one)).expect("JSON");
            prop_assert_eq!(&whole["loops"], &json!([line]));
            let own: Vec<&Row> = found.rows.iter().map(|&row| &rows[row as usize]).collect();
            let times: Vec<i64> = own.iter().map(|row| row.2).collect();
            let (first, last) = (times.iter().min().expect("two"), times.iter().max().expect("two"));
            let number = |hundredths: i64| serde_json::from_str::<Value>(&format!("0.0{hundredths}")).expect("a number");
            let amounts: Vec<Value> = own.iter().map(|row| number(row.3)).collect();
            let rows: Vec<u32> = found.rows.iter().map(|row| row + 1).collect();
            prop_assert_eq!(line, json!({
                "id": listing.id(&found),
                "length": own.len(),
                "vertices": names(&ledger, &found),
                "rows": rows,
                "times": times,
                "amounts": amounts,
                "bottleneck": number(own.iter().map(|row| row.3).min().expect("two")),
                "first": first,
                "last": last,
                "span": last - first,
                "count": 7,
            }));
            let text = written(&listing, Format::Csv, one);
            let mut reader = csv::Reader::from_reader(&text[..]);
            let cells = reader.records().next().expect("a row").expect("CSV");
            let vertices = names(&ledger, &found).join(" > ");
            let guard = if vertices.starts_with('=') { "'" } else { "" };
            prop_assert_eq!(&cells[2], format!("{guard}{vertices}"));
            let joined = times.iter().map(ToString::to_string).collect::<Vec<_>>().join(" > ");
            let guard = if joined.starts_with('-') { "'" } else { "" };
            prop_assert_eq!(&cells[4], format!("{guard}{joined}"));
            prop_assert_eq!((&cells[0], &cells[1]), (&*listing.id(&found), &*own.len().to_string()));
            prop_assert_eq!((&cells[7], &cells[8], &cells[10]), (&*first.to_string(), &*last.to_string(), "7"));
        }
    }

    /// The largest of all, as a plain sort has them, however the loops come in parts.
    #[test]
    fn the_largest_are_those_of_a_sort(rows in rows(12), most in 1_usize..6, part in 1_usize..9) {
        let ledger = ledger(&rows, &[]);
        let payments = Payments::new(&ledger, &[]);
        let loops = loops(&payments, TimeOrder::Window);
        for by in [Some(By::Amount), Some(By::Span), Some(By::Length), None] {
            let mut best = Ranking::new(&ledger, by, most);
            for some in loops.chunks(part) {
                let mut own = Ranking::new(&ledger, by, most);
                for found in some {
                    own.add(found);
                }
                best.merge(own);
            }
            prop_assert_eq!(best.count, loops.len() as u64);
            let mut all = loops.clone();
            all.sort_by_key(|found| std::cmp::Reverse(match by {
                Some(By::Amount) => found.bottleneck(&ledger).map(|size| size.key),
                Some(By::Span) => found.span(&ledger),
                Some(By::Length) => i64::try_from(found.length()).ok(),
                None => None,
            }));
            all.truncate(most);
            prop_assert_eq!(best.gathered(true).loops, all);
        }
    }
}

/// Whichever spelling comes first.
#[test]
fn an_id_is_that_of_folded_names() {
    let folded = Reading { names: Some(Names::Fold), ..Reading::default() };
    let of =
        |text: &str, reading: &Reading| ids(&from_bytes(text.as_bytes(), reading).expect("sound"), TimeOrder::Strict);
    let (one, other) = ("from,to,time\nAcme Ltd,b,1\nb,ACME LTD,2\n", "from,to,time\nB,acme  ltd,2\nacme ltd,B,1\n");
    assert_eq!(of(one, &folded).len(), 1);
    assert_eq!(of(one, &folded), of(other, &folded));
    assert!(of(one, &Reading::default()).is_empty(), "told apart, they pay nobody back");
}

/// Two loops in one currency each, and one through both.
const CURRENCIES: &str = "payer,payee,date,amount,currency
a,b,2026-01-02,900.50,EUR
b,a,2026-01-03,800,EUR
c,d,2026-01-02,7,\"US \"\"D\"\"\"
d,c,2026-01-03,9,\"US \"\"D\"\"\"
b,c,2026-01-04,5,EUR
c,b,2026-01-05,6,\"US \"\"D\"\"\"
";

/// What no one can take for sums of one currency.
#[test]
fn currencies_are_told_apart() {
    let ledger = from_bytes(CURRENCIES.as_bytes(), &Reading::default()).expect("sound");
    let payments = Payments::new(&ledger, &[]);
    let listing = Listing::new(&payments);
    let loops = loops(&payments, TimeOrder::Strict);
    let text = |format| String::from_utf8(written(&listing, format, &loops)).expect("UTF-8");
    insta::assert_snapshot!(format!("{}\n{}", text(Format::Ndjson), text(Format::Csv)));
    let mut best = Ranking::new(&ledger, Some(By::Amount), 1);
    for found in &loops {
        best.add(found);
    }
    let best = best.gathered(true);
    assert_eq!((best.found, best.loops.len()), (3, 2), "one of each currency, and none of both");
    assert_eq!(best.head(), "3 loops; 2 of them, the first by amount in each currency");
    assert_eq!(best.notes().len(), 2, "{:?}", best.notes());
}

#[cfg(feature = "parquet")]
mod in_parquet {
    use parquet::{
        file::reader::{FileReader, SerializedFileReader},
        record::{Row, RowAccessor},
    };

    use super::*;

    fn read(bytes: &[u8]) -> (String, Vec<Row>) {
        let mut file = tempfile::tempfile().expect("a file");
        std::io::Write::write_all(&mut file, bytes).expect("written");
        let reader = SerializedFileReader::new(file).expect("Parquet");
        let mut schema = Vec::new();
        parquet::schema::printer::print_schema(&mut schema, reader.metadata().file_metadata().schema());
        let rows = reader.get_row_iter(None).expect("rows").map(|row| row.expect("a row")).collect();
        (String::from_utf8(schema).expect("UTF-8"), rows)
    }

    #[test]
    fn every_column_has_its_type() {
        let numbers = "payer,payee,time,amount\na,b,1.5,1\nb,a,2,12345678901234567890.125\n";
        let moments = "payer,payee,time\na,b,2026-01-02T10:00:00.5Z\nb,a,2026-01-02T10:00:01Z\n";
        let all = [CURRENCIES, numbers, moments].map(|text| {
            let ledger = from_bytes(text.as_bytes(), &Reading::default()).expect("sound");
            let payments = Payments::new(&ledger, &[]);
            let loops = loops(&payments, TimeOrder::Strict);
            let (schema, rows) = read(&written(&Listing::new(&payments), Format::Parquet, &loops));
            let rows: Vec<String> = rows.iter().map(ToString::to_string).collect();
            format!("{schema}{}", rows.join("\n"))
        });
        insta::assert_snapshot!(all.join("\n\n"));
    }

    /// More payments than a row group holds.
    #[test]
    fn every_loop_is_there() {
        let row = |at: usize| (at % 2, 1 - at % 2, i64::try_from(at).expect("small"), 1);
        let ledger = ledger(&(0..1500).map(row).collect::<Vec<_>>(), &[]);
        let payments = Payments::new(&ledger, &[]);
        let listing = Listing::new(&payments);
        let loops = loops(&payments, TimeOrder::Strict);
        let text = String::from_utf8(written(&listing, Format::Ndjson, &loops)).expect("UTF-8");
        let (_, rows) = read(&written(&listing, Format::Parquet, &loops));
        assert!(loops.len() > 500_000 && rows.len() == loops.len());
        for (line, row) in text.lines().zip(&rows) {
            assert_eq!(&line[7..27], row.get_string(0).expect("an id"));
        }
    }

    #[test]
    fn what_is_too_large_is_refused() {
        let text = format!("payer,payee,amount\na,b,1\nb,a,{}\n", "9".repeat(39));
        let ledger = from_bytes(text.as_bytes(), &Reading::default()).expect("sound");
        let payments = Payments::new(&ledger, &[]);
        let listing = Listing::new(&payments);
        let (mut writer, mut chunk) = (Writer::new(&listing, Format::Parquet), Chunk::default());
        for found in loops(&payments, TimeOrder::None) {
            writer.put(&found, None, &mut chunk);
        }
        let mut sheet = Sheet::new(&listing, Format::Parquet, false, Vec::new()).expect("memory");
        let end = sheet.put(&chunk, u64::MAX).and_then(|_| sheet.finish(true, 1));
        assert!(end.expect_err("39 digits").to_string().contains("beyond what Parquet can hold"));
    }
}
