//! What people have in the place of a plain CSV file: it is read to the same ledger, or refused for what it is.

use std::{
    fs,
    io::{Cursor, Write},
    path::{Path, PathBuf},
    process::Stdio,
};

use proptest::prelude::*;
use roundtrip::{
    ledger::{Ledger, LedgerError, Reading, from_bytes, read},
    model::Stop,
};
use tempfile::TempDir;

use super::{decimal, rows as payments};
use crate::common::program;

const PLAIN: &str = "from,to,time,amount\nanna,bert,2025-12-17,12.50\nbert,\"Käse, Wein & Co\",2025-12-18,3\n\
                     \"Käse, Wein & Co\",anna,2025-12-19,2.75\n";

/// The one place that knows how a ledger is asked for.
fn open(path: &Path, reading: &Reading) -> Result<Ledger, LedgerError> {
    read(&[path.to_path_buf()], reading, &|_, _| (), &Stop::never())
}

/// A file of these bytes. Its name says nothing.
fn file(bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger");
    fs::write(&path, bytes).expect("written");
    (folder, path)
}

fn open_bytes(bytes: &[u8]) -> Result<Ledger, LedgerError> {
    let (_folder, path) = file(bytes);
    open(&path, &Reading::default())
}

fn ledger(bytes: &[u8]) -> Ledger {
    open_bytes(bytes).unwrap_or_else(|error| panic!("{}", told(&error)))
}

/// An error as the program tells it, without the path.
fn told(error: &LedgerError) -> String {
    let source = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    let faults = match error {
        LedgerError::Faults { first, .. } => first.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        LedgerError::Io { .. } => source,
        other => format!("{other} {source}"),
    };
    format!("{faults} / {}", error.help().unwrap_or_default())
}

fn refusal(bytes: &[u8]) -> String {
    told(&open_bytes(bytes).expect_err("it is refused"))
}

/// Every row in words.
fn in_words(ledger: &Ledger) -> Vec<String> {
    let name = |id: u32| ledger.accounts().name(id);
    let number = |column: Option<&[i64]>, at: usize| column.map_or(0, |column| column[at]);
    let row = |at: usize| {
        let (time, amount) = (number(ledger.times(), at), number(ledger.amounts().and_then(|own| own.units()), at));
        format!("{} {} {time} {amount}", name(ledger.payers()[at]), name(ledger.payees()[at]))
    };
    (0..ledger.payers().len()).map(row).collect()
}

fn assert_plain(bytes: &[u8], what: &str) {
    let plain = from_bytes(PLAIN.as_bytes(), &Reading::default()).expect("it is plain");
    assert_eq!(in_words(&ledger(bytes)), in_words(&plain), "{what}");
}

fn bzip2(text: &[u8]) -> Vec<u8> {
    let mut writer = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    writer.write_all(text).expect("in memory");
    writer.finish().expect("in memory")
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(text).expect("in memory");
    writer.finish().expect("in memory")
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, ::zip::write::SimpleFileOptions::default()).expect("in memory");
        writer.write_all(bytes).expect("in memory");
    }
    writer.finish().expect("in memory").into_inner()
}

/// The plain ledger as `xz` packs it.
const XZ: &[u8] = include_bytes!("../data/payments.csv.xz");

#[test]
fn compressed_files_are_told_by_their_content() {
    let plain = PLAIN.as_bytes();
    for (what, packed) in [("gzip", gzip(plain)), ("bzip2", bzip2(plain)), ("xz", XZ.to_vec())] {
        assert_plain(&packed, what);
        assert_plain(&gzip(&packed), "packed twice");
        assert_plain(&zip(&[("a", &packed)]), "packed in an archive");
        let cut = refusal(&packed[..packed.len() - 6]);
        assert_eq!(cut, format!("the {what} stream is cut off in the middle / fetch or copy the file again, whole"));
    }
    let halves = plain.split_at(50);
    assert_plain(&[bzip2(halves.0), bzip2(halves.1)].concat(), "two streams");
    let mut wrong = XZ.to_vec();
    wrong[40] ^= 1;
    assert!(refusal(&wrong).starts_with("the xz stream is damaged: "), "{}", refusal(&wrong));
    let mut packed = plain.to_vec();
    for _ in 0..5 {
        packed = gzip(&packed);
    }
    assert_eq!(refusal(&packed), "it is packed more than 4 times over / unpack it");
}

#[test]
fn an_archive_of_one_file_is_that_file() {
    assert_plain(&zip(&[("tx.csv", PLAIN.as_bytes())]), "one");
    let aside: [(&str, &[u8]); 4] =
        [("data/", b""), ("__MACOSX/data/._tx.csv", b"x"), ("data/tx.csv", PLAIN.as_bytes()), ("data/.DS_Store", b"x")];
    assert_plain(&zip(&aside), "what a Mac adds");
    assert_plain(&zip(&[("tx.zip", &zip(&[("tx.csv", PLAIN.as_bytes())]))]), "an archive in an archive");
    assert_eq!(
        refusal(&zip(&[("a.csv", b"x"), ("b.csv", b"y")])),
        "there are 2 files in the ZIP archive: `a.csv`, `b.csv` / unpack it with `unzip`, and name the files that hold \
         payments"
    );
    assert_eq!(refusal(&zip(&[])), "there is no file in the ZIP archive / ");
    let whole = zip(&[("tx.csv", PLAIN.as_bytes())]);
    assert!(refusal(&whole[..whole.len() - 30]).starts_with("the ZIP archive is cut off or damaged"));
    let mut wrong = whole.clone();
    let sum = whole.windows(4).position(|four| four == b"PK\x01\x02").expect("a directory") + 16;
    wrong[sum] ^= 1;
    assert!(refusal(&wrong).contains("its length or its checksum differs"), "{}", refusal(&wrong));
}

#[test]
fn foreign_files_are_named_for_what_they_are() {
    let mut tar = vec![0; 512];
    tar[257..262].copy_from_slice(b"ustar");
    let cases: [(&[u8], &str); 14] = [
        (b"%PDF-1.7\n", "it is a PDF document"),
        (b"7z\xbc\xaf\x27\x1c\0\x04", "it is a 7-Zip archive"),
        (&tar, "it is a tar archive"),
        (&gzip(&tar), "it is a tar archive"),
        (b"SQLite format 3\0", "it is an SQLite database"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is a workbook of an older Excel"),
        (b"ARROW1\0\0", "it is an Arrow file"),
        (b"ORC\x0a\0\x12", "it is an ORC file"),
        (b"\xef\xbb\xbf\n<html><table>", "it is a page in HTML"),
        (
            b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
            "it is a workbook",
        ),
        (b"<?xml version=\"1.0\"?><gexf>", "it is a graph in XML"),
        (b"\x89PNG\r\n", "it is a picture"),
        (b"from,to\0", "it is no text: its byte 8 is zero"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0", "it is only a pointer to a file in Git LFS"),
    ];
    for (bytes, what) in cases {
        let told = refusal(bytes);
        assert!(told.starts_with(what) && !told.ends_with(" / "), "{told}");
    }
    // Headers may begin with the same letters.
    for header in ["ORCID,from,to", "GIF8,from,to", "BZhang,from,to", "PK,from,to", "<day>,from,to"] {
        assert!(ledger(format!("{header}\n1,a,b\n").as_bytes()).payers().len() == 1, "{header}");
    }
}

/// The plain ledger as a workbook, after so many blank rows, with other sheets.
fn workbook(before: u32, sheets: &[&str]) -> rust_xlsxwriter::Workbook {
    let mut book = rust_xlsxwriter::Workbook::new();
    for name in sheets {
        book.add_worksheet().set_name(*name).expect("a name");
    }
    let date = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    let sheet = book.worksheet_from_index(0).expect("a sheet");
    for (column, name) in (0..).zip(["from", "to", "time", "amount"]) {
        sheet.write(before, column, name).expect("written");
    }
    let rows =
        [("anna", "bert", 17, 12.5), ("bert", "Käse, Wein & Co", 18, 3.0), ("Käse, Wein & Co", "anna", 19, 2.75)];
    for (row, (from, to, day, amount)) in (before + 1..).zip(rows) {
        let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2025, 12, day).expect("a day");
        sheet.write(row, 0, from).expect("written");
        sheet.write(row, 1, to).expect("written");
        sheet.write_with_format(row, 2, &day, &date).expect("written");
        sheet.write(row, 3, amount).expect("written");
    }
    book
}

#[test]
fn a_sheet_is_read_as_its_csv_would_be() {
    let bytes = workbook(0, &["Payments"]).save_to_buffer().expect("in memory");
    assert_plain(&bytes, "a workbook");
    assert_plain(&gzip(&bytes), "a compressed workbook");
    assert_plain(&zip(&[("book.xlsx", &bytes)]), "a workbook in an archive");
    assert!(refusal(&bytes[..bytes.len() - 100]).contains("cut off or damaged"));
}

#[test]
fn faults_in_a_sheet_are_told_by_its_rows() {
    let mut book = workbook(3, &["Payments"]);
    let sheet = book.worksheet_from_index(0).expect("a sheet");
    // A cell of two lines would shift the lines of a text, and there is a row without cells.
    sheet.write(5, 0, "bert\nof Berne").expect("written");
    sheet.write(8, 0, "anna").expect("written");
    sheet.write(8, 1, "bert").expect("written");
    sheet.write(8, 2, "2025-12-20").expect("written");
    sheet.write(8, 3, rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!")).expect("written");
    let told = refusal(&book.save_to_buffer().expect("in memory"));
    assert!(told.starts_with("row 4, line 9: `amount` `#DIV/0!` is not a number"), "{told}");
}

#[test]
fn cells_are_written_as_a_reader_of_the_sheet_sees_them() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in (0..).zip(["from", "to", "time", "amount"]) {
        sheet.write(0, column, name).expect("written");
    }
    let formats = ["yyyy-mm-dd hh:mm:ss", "dd.mm.yyyy", "0.00E+00", "#,##0.00"];
    let [clock, day, exponent, thousands] = formats.map(|format| rust_xlsxwriter::Format::new().set_num_format(format));
    let moment = rust_xlsxwriter::ExcelDateTime::from_ymd(2025, 12, 17).expect("a day");
    let late = moment.clone().and_hms(23, 59, 59).expect("a time");
    let sum = rust_xlsxwriter::Formula::new("=0.1+0.2").set_result("0.30000000000000004");
    sheet.write(1, 0, 4_500_000_000_000_000_i64).expect("written");
    sheet.write(1, 1, true).expect("written");
    sheet.write_with_format(1, 2, &moment, &day).expect("written");
    sheet.write_with_format(1, 3, 4_500_000_000_000_000_i64, &exponent).expect("written");
    sheet.write(2, 0, "a").expect("written");
    sheet.write(2, 1, "b\nc").expect("written");
    sheet.write_with_format(2, 2, &late, &clock).expect("written");
    sheet.write(2, 3, sum).expect("written");
    sheet.write(3, 0, "a").expect("written");
    sheet.write(3, 1, "b").expect("written");
    sheet.write_with_format(3, 2, &moment, &day).expect("written");
    sheet.write_with_format(3, 3, 1_234.5, &thousands).expect("written");
    let read = ledger(&book.save_to_buffer().expect("in memory"));
    let names: Vec<&str> = read.accounts().names().collect();
    assert_eq!(names, ["4500000000000000", "true", "a", "b\nc", "b"]);
    assert_eq!(read.times().expect("times"), [1_765_929_600, 1_766_015_999, 1_765_929_600]);
    assert_eq!(read.amounts().expect("amounts").keys(), [45_000_000_000_000_000, 3, 12_345]);

    book.worksheet_from_index(0).expect("a sheet").write(1, 0, 1e17).expect("written");
    let told = refusal(&book.save_to_buffer().expect("in memory"));
    assert!(told.starts_with("row 2 of the sheet `Sheet1` holds 100000000000000000, a number of more"), "{told}");
}

#[test]
fn a_workbook_that_is_too_large_is_refused() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 16_383, "far").expect("written");
    for row in 1..20_000 {
        sheet.write(row, 0, 1).expect("written");
    }
    let told = refusal(&book.save_to_buffer().expect("in memory"));
    assert_eq!(told, "the sheet `Sheet1` of the workbook holds more than 256 MB of text / save it as CSV");
    let mut empty = rust_xlsxwriter::Workbook::new();
    empty.add_worksheet();
    let told = refusal(&empty.save_to_buffer().expect("in memory"));
    assert!(told.starts_with("there is nothing in the visible sheets of the workbook"), "{told}");
}

#[test]
fn other_encodings_and_line_ends_are_read() {
    let utf16 = |big: bool| -> Vec<u8> {
        PLAIN.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    assert_plain(&utf16(false), "UTF-16LE without a mark");
    assert_plain(&utf16(true), "UTF-16BE without a mark");
    assert_plain(&[b"\xff\xfe".to_vec(), utf16(false)].concat(), "UTF-16LE");
    assert_plain(&gzip(&[b"\xfe\xff".to_vec(), utf16(true)].concat()), "UTF-16BE");
    assert_plain(&[b"\xef\xbb\xbf", PLAIN.as_bytes()].concat(), "UTF-8 with a mark");
    assert_plain(PLAIN.replace('\n', "\r").as_bytes(), "line ends of old Macs");
    assert!(refusal(&[b"\xff\xfe\0\0".to_vec(), utf16(false)].concat()).starts_with("it is text in UTF-32"));
    let mut broken = utf16(false);
    broken.splice(50..52, [0, 0xd8]);
    assert!(refusal(&broken).starts_with("line 2 holds what is no character in UTF-16LE"), "{}", refusal(&broken));
}

/// What the program says of a ledger on standard input.
fn piped(bytes: &[u8]) -> (String, String) {
    let mut scan = program(&["scan", "-", "--count"]);
    let mut child =
        scan.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
    let mut stdin = child.stdin.take().expect("a pipe");
    let bytes = bytes.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&bytes));
    let output = child.wait_with_output().expect("it ends");
    // It may have seen enough, and not read on.
    let _ = writer.join().expect("no panic");
    (String::from_utf8(output.stdout).expect("UTF-8"), String::from_utf8(output.stderr).expect("UTF-8"))
}

#[test]
fn standard_input_is_read_whatever_it_is() {
    let (plain, _) = piped(PLAIN.as_bytes());
    assert!(plain.contains("3      1"), "{plain}");
    let book = workbook(0, &["Payments"]).save_to_buffer().expect("in memory");
    for (what, bytes) in [
        ("gzip", gzip(PLAIN.as_bytes())),
        ("an archive", zip(&[("a.csv", PLAIN.as_bytes())])),
        ("a workbook", book),
        ("an archive in gzip", gzip(&zip(&[("a.csv", PLAIN.as_bytes())]))),
    ] {
        let (loops, said) = piped(&bytes);
        assert_eq!(loops, plain, "{what}: {said}");
    }
    let (_, said) = piped(b"PAR1, and so on");
    assert!(said.contains("cannot read standard input: Parquet cannot be read from a pipe"), "{said}");
}

#[test]
fn objects_of_json_are_rows() {
    let lines = r#"{"from":"anna","to":"bert","time":"2025-12-17","amount":12.50}
{"from":"bert","to":"Käse, Wein & Co","time":"2025-12-18","amount":3,"memo":"a\n\"b\""}
{"time":"2025-12-19","amount":"2.75","from":"K\u00e4se, Wein & Co","to":"anna","memo":null}
"#;
    assert_plain(lines.as_bytes(), "JSON lines");
    assert_plain(&gzip(lines.trim_end().as_bytes()), "compressed JSON lines");
    let list = format!("[\n  {}\n]\n", lines.trim_end().replace('\n', ",\n  "));
    assert_plain(list.as_bytes(), "a list");
    assert_plain(list.replace(':', ": ").replace("\",\"", "\",\n    \"").as_bytes(), "a list on many lines");
    let utf16: Vec<u8> = lines.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_plain(&[b"\xff\xfe", &*utf16].concat(), "in UTF-16");

    let nested = r#"{"from":{"account":"a","bank":{"id":1}},"to":"b","amount":4500000000000000.10,"tags":["x", 1]}"#;
    let (_folder, path) = file(nested.as_bytes());
    let columns = Reading { from: Some("from.account".into()), ..Reading::default() };
    let read = read(std::slice::from_ref(&path), &columns, &|_, _| (), &Stop::never()).expect("sound");
    assert_eq!(in_words(&read), ["a b 0 450000000000000010"]);
}

#[test]
fn faults_in_json_are_told_by_its_lines() {
    let payments = |rows: &[&str]| -> String {
        rows.iter().fold(String::new(), |text, row| text + &format!("{{\"from\":\"a\",\"to\":\"b\",{row}}}\n"))
    };
    let told = refusal(payments(&["\"amount\":1", "\"amount\":1,\"memo\":\"x\\ny\"", "\"amount\":\"x\""]).as_bytes());
    assert!(told.starts_with("row 3, line 3: `amount` `x` is not a number"), "{told}");
    let told = refusal(b"[\n{\n\"from\":\"a\",\n\"to\":\"b\",\n\"amount\":\"x\"}\n,\n\n{}\n]");
    assert!(told.starts_with("row 1, line 2: `amount` `x` is not a number"), "{told}");

    let sound = payments(&["\"amount\":1"]);
    let cases = [
        ("7\n", "line 2 is no object, as the others are / write one object on each line"),
        ("{\"from\":\"a\",,}", "line 2 is no sound JSON: key must be a string"),
        ("{\"from\":\n\"a\u{1}\"}", "line 3 is no sound JSON: control character"),
        ("{\"from\":\"\\ud800\"}", "line 2 is no sound JSON: "),
        ("{\"from\":\"a\",\"from\":\"b\"}", "the object on line 2 states `from` twice"),
        ("{\"from\":{\"x\":1},\"from.x\":2}", "the object on line 2 states `from.x` twice"),
        ("{\"from\":\"a\"", "the JSON is cut off in the middle / fetch"),
    ];
    for (line, what) in cases {
        let told = refusal(format!("{sound}{line}").as_bytes());
        assert!(told.starts_with(what), "{told}");
    }
    let late = format!("{}{}", sound.repeat(10_000), "{\"memo\":1}");
    assert!(
        refusal(late.as_bytes()).starts_with("the object on line 10001 has a key that none of the first 10000 has")
    );
    let deep = format!("{}1{}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
    assert!(refusal(deep.as_bytes()).contains("objects are nested more than 16 deep"), "{}", refusal(deep.as_bytes()));
    let lists = format!("{{\"a\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(
        refusal(lists.as_bytes()).starts_with("no column is known to be the payer"),
        "{}",
        refusal(lists.as_bytes())
    );
    assert!(refusal(b"[{\"from\":1}").starts_with("the JSON is cut off"));
    assert!(refusal(b"[{\"from\":1}]{}").starts_with("line 1 goes on after the end of the list"));
    assert!(refusal(b"[{\"from\":1}{}]").starts_with("line 1 has no comma"));
    assert!(refusal(b"[]").starts_with("the ledger is empty"));
    let document = br#"{"graph":{"nodes":[],"edges":[{"source":"a"}]}}"#;
    assert_eq!(
        refusal(document),
        "it is one JSON document with lists in it: `graph.edges` / take the payments out of it, for example with `jq -c \
         '.graph.edges[]'`"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any table is the same ledger as CSV, as JSON and as a sheet, or has the same faults on the same lines.
    #[test]
    fn every_form_is_the_same_ledger(table in payments(), encoding in 0..3_usize) {
        let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
        let mut csv = "from,to,time,amount\n".to_owned();
        let mut json = String::new();
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (column, name) in (0..).zip(["from", "to", "time", "amount"]) {
            sheet.write(0, column, name).expect("written");
        }
        // Cells of Excel are trimmed by some, and cannot hold a carriage return; as floats they hold 15 digits.
        let is_for_excel = |name: &str| name.trim() == name && !name.contains('\r');
        let fits = table.iter().all(|(from, to, ..)| is_for_excel(from) && is_for_excel(to));
        for (row, (from, to, time, tenths, places)) in (1..).zip(&table) {
            let amount = decimal(*tenths, *places);
            csv += &format!("{},{},{time},{amount}\n", quoted(from), quoted(to));
            let text = |text: &str| serde_json::Value::from(text).to_string();
            json += &format!("{{\"to\":{},\"from\":{},\"time\":{time},\"amount\":{amount}}}\n", text(to), text(from));
            sheet.write(row, 0, from.as_str()).expect("written");
            sheet.write(row, 1, to.as_str()).expect("written");
            sheet.write(row, 2, *time as f64).expect("written");
            sheet.write(row, 3, amount.parse::<f64>().expect("a number")).expect("written");
        }
        let result = |bytes: &[u8]| open_bytes(bytes).map(|ledger| in_words(&ledger)).map_err(|error| told(&error));
        let plain = result(csv.as_bytes());
        let bytes = match encoding {
            0 => json.clone().into_bytes(),
            1 => json.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            _ => gzip(format!("[{}]", json.trim_end().replace('\n', ",")).as_bytes()),
        };
        let read = result(&bytes);
        if !table.is_empty() {
            prop_assert_eq!(&read.is_ok(), &plain.is_ok(), "{:?}", read);
            if plain.is_ok() || encoding != 2 {
                prop_assert_eq!(&read, &plain);
            }
        }
        // A sheet has no `1.50`: the scale may be smaller.
        if fits && !table.is_empty() {
            let read = open_bytes(&book.save_to_buffer().expect("in memory"));
            let plain = open_bytes(csv.as_bytes());
            prop_assert_eq!(read.is_ok(), plain.is_ok());
            if let (Ok(read), Ok(plain)) = (read, plain) {
                let ends = |ledger: &Ledger| [ledger.payers().to_vec(), ledger.payees().to_vec()];
                prop_assert_eq!(ends(&read), ends(&plain));
                prop_assert_eq!(read.times(), plain.times());
                let scale = |ledger: &Ledger| ledger.amounts().map_or(0, roundtrip::ledger::Amounts::scale);
                let unit = 10_i64.pow(scale(&plain) - scale(&read));
                let amounts: Vec<i64> = read.amounts().expect("amounts").keys().iter().map(|amount| amount * unit).collect();
                prop_assert_eq!(&amounts[..], plain.amounts().expect("amounts").keys());
            }
        }
    }
}

#[test]
fn an_encoding_is_named() {
    let reading = |encoding: &str| Reading { encoding: Some(encoding.to_owned()), ..Reading::default() };
    let result = |bytes: &[u8], encoding: &str| {
        let (_folder, path) = file(bytes);
        open(&path, &reading(encoding)).map(|ledger| in_words(&ledger)).map_err(|error| told(&error))
    };
    let latin: Vec<u8> = PLAIN.chars().map(|letter| u8::try_from(u32::from(letter)).expect("Latin-1")).collect();
    let plain = Ok(in_words(&ledger(PLAIN.as_bytes())));
    let refused = refusal(&latin);
    assert!(refused.contains("is not UTF-8 / name the encoding: `--encoding windows-1252`"), "{refused}");
    for name in ["windows-1252", "Latin1", "iso-8859-15"] {
        assert_eq!(result(&latin, name), plain, "{name}");
        assert_eq!(result(&gzip(&latin), name), plain, "{name} in gzip");
    }
    assert_eq!(result(PLAIN.as_bytes(), "utf-8"), plain);
    // A mark says more than the flag.
    assert_eq!(result(&[b"\xef\xbb\xbf", PLAIN.as_bytes()].concat(), "windows-1252"), plain);
    let greek = "from,to\n\u{3b1},\u{3b2}\n";
    let coded = encoding_rs::WINDOWS_1253.encode(greek).0;
    assert_eq!(result(&coded, "windows-1253"), Ok(vec!["\u{3b1} \u{3b2} 0 0".to_owned()]));
    let japanese = "from,to\n\u{9280}\u{884c},b\n".repeat(20_000);
    let coded = encoding_rs::SHIFT_JIS.encode(&japanese).0;
    assert_eq!(result(&coded, "shift_jis").expect("sound").len(), 39_999);
    let told = result(&[&coded[..coded.len() - 5], b"\x81\n"].concat(), "shift_jis").expect_err("malformed");
    assert!(told.starts_with("line 40000 holds what is no character in Shift_JIS / "), "{told}");
    let told = result(PLAIN.as_bytes(), "klingon").expect_err("unknown");
    assert!(told.starts_with("there is no encoding `klingon` / say `windows-1252`"), "{told}");
}

#[test]
fn a_sheet_is_named() {
    let mut book = workbook(0, &["Payments", "Notes", "Empty"]);
    book.worksheet_from_index(1).expect("a sheet").write(0, 0, "from here on").expect("written");
    let bytes = book.save_to_buffer().expect("in memory");
    let result = |bytes: &[u8], sheet: &str| {
        let (_folder, path) = file(bytes);
        let reading = Reading { sheet: Some(sheet.to_owned()), ..Reading::default() };
        open(&path, &reading).map_err(|error| told(&error))
    };
    assert_eq!(in_words(&result(&bytes, "Payments").expect("sound")), in_words(&ledger(PLAIN.as_bytes())));
    let about = |ledger: &Ledger| ledger.report().files[0].about.clone();
    assert_eq!(about(&ledger(&bytes)), "sheet `Payments` of a workbook, and not `Notes` (--sheet)");
    assert_eq!(about(&result(&bytes, "Payments").expect("sound")), "sheet `Payments` of a workbook");
    assert_eq!(
        result(&bytes, "payments").expect_err("unknown"),
        "the workbook has no sheet `payments` / its sheets are `Payments`, `Notes`, `Empty`"
    );
    assert_eq!(result(&bytes, "Empty").expect_err("empty"), "the sheet `Empty` of the workbook is empty / ");
    let told = result(PLAIN.as_bytes(), "Payments").expect_err("no workbook");
    assert_eq!(told, "it is no workbook, and has no sheet `Payments` / leave --sheet out");
    book.worksheet_from_index(0).expect("a sheet").set_hidden(true);
    book.worksheet_from_index(1).expect("a sheet").set_active(true);
    let told = refusal(&book.save_to_buffer().expect("in memory"));
    assert!(told.contains("`from here on`"), "{told}");
}

/// A folder with these files, and what is said of the paths in it.
fn folder(files: &[(&str, &str)]) -> impl Fn(&[&str]) -> Result<Vec<String>, String> + use<> {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    move |paths| {
        let here = folder.path().to_str().expect("UTF-8").to_owned() + "/";
        let paths: Vec<PathBuf> = paths.iter().map(|path| folder.path().join(path)).collect();
        let ledger = read(&paths, &Reading::default(), &|_, _| (), &Stop::never());
        ledger.map(|ledger| in_words(&ledger)).map_err(|error| {
            let cause = std::error::Error::source(&error).map(|cause| format!(": {cause}")).unwrap_or_default();
            format!("{error}{cause} / {}", error.help().unwrap_or_default()).replace(&here, "")
        })
    }
}

#[test]
fn patterns_and_folders_stand_for_their_files() {
    let [a, b, c] = ["a", "b", "c"].map(|name| format!("from,to\n{name},x\n"));
    let scan = folder(&[
        ("in/2024-2.csv", &b),
        ("in/2024-1.csv", &a),
        ("in/2025-1.csv", &c),
        ("in/_SUCCESS", ""),
        ("in/.2024-1.csv.crc", "x"),
        ("two/a.csv", &a),
        ("two/b.json", "{}"),
        ("parted/date=2024-01-01/a.csv", &a),
        ("nested/deep/a.csv", &a),
        ("odd[1].csv", &c),
        ("none/.hidden", ""),
        ("wide/a.csv", &a),
        ("wide/b.csv", "id,label\n1,2\n"),
    ]);
    let words = |names: &[&str]| Ok(names.iter().map(|name| format!("{name} x 0 0")).collect::<Vec<_>>());
    assert_eq!(scan(&["in"]), words(&["a", "b", "c"]));
    assert_eq!(scan(&["in/2025-1.csv", "in/2024-*.csv"]), words(&["c", "a", "b"]));
    assert_eq!(scan(&["*/2024-?.csv"]), words(&["a", "b"]));
    assert_eq!(scan(&["odd[1].csv"]), words(&["c"]));
    assert_eq!(scan(&["nested/*/*"]), words(&["a"]));
    assert_eq!(scan(&["nested/*"]), words(&["a"]));
    let refused = [
        ("in/2023-*.csv", "cannot read `in/2023-*.csv`: no file fits the pattern / "),
        ("none", "cannot read `none`: there is no file in the folder / "),
        (
            "two",
            "cannot read `two`: the folder holds files of two kinds: `a.csv` and `b.json` / name those with payments: \
             `two/*.csv`",
        ),
        (
            "parted",
            "cannot read `parted`: the folder is parted by `date`, a column that its files do not hold / to read them \
             without that column, type 'parted/*/*'",
        ),
        (
            "nested",
            "cannot read `nested`: the folder holds a folder, `deep` / name the files with payments, for example \
             'nested/*/*'",
        ),
    ];
    for (path, what) in refused {
        assert_eq!(scan(&[path]), Err(what.to_owned()));
    }
    let twice = scan(&["in/2024-1.csv", "in"]).expect_err("twice");
    assert!(
        twice.starts_with("cannot read `in/2024-1.csv`: it is named twice, and its payments would count"),
        "{twice}"
    );
    let wide = scan(&["wide"]).expect_err("other columns");
    assert!(wide.starts_with("`wide/b.csv`: no column is known to be the payer"), "{wide}");
}
